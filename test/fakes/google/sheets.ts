import type { sheets_v4 } from '@googleapis/sheets';
import { type Batch, carryOut, isMatched, written } from './batch.ts';
import { type Reckoner, reckoner } from './formula.ts';
import {
  type Area,
  areaName,
  type Book,
  blankTab,
  cellAt,
  copyOf,
  readRange,
  type Tab,
} from './grid.ts';
import { clean, type Mask, masked, readMask, within } from './mask.ts';
import {
  type FakeAnswer,
  type FakeDocument,
  type FakePermission,
  type FakeRequest,
  type FakeService,
  type FakeWorld,
  mayDo,
} from './service.ts';
import { cellShown, propertiesShown, spreadsheetShown, withRanges } from './shown.ts';
import { patternOf } from './typed.ts';
import {
  clearValues,
  entered,
  filtered,
  type Rendering,
  tableIn,
  type ValuesWritten,
  valuesShown,
  writeValues,
} from './values.ts';
import { notFound, notShared, personOf, quotaExceeded, Refused, refusal } from './worded.ts';

/**
 * Sheets, and the hands of people on it. Rows and columns are counted from 0; the header is row 0. Whoever acts is
 * `by`, an address; the owner unless said. What Google would refuse them throws, in Google's words.
 */
export interface FakeSheets extends FakeService {
  readonly name: 'sheets';
  /** Somebody makes a spreadsheet with blank tabs (`Foglio1` unless said), owned by a person of the domain; its ID. */
  create(given?: {
    readonly title?: string;
    readonly locale?: string;
    readonly timeZone?: string;
    readonly owner?: string;
    readonly tabs?: readonly string[];
  }): string;
  /** Shares it with an account, as Editor unless said. */
  share(id: string, given: { readonly with: string; readonly role?: FakePermission['role'] }): void;
  /** Takes it away again. */
  unshare(id: string, from: string): void;
  /** Opens it to everybody who has the link, to write unless said. */
  openToLink(id: string, role?: 'writer' | 'reader'): void;
  closeToLink(id: string): void;
  /**
   * Somebody types: a text is taken as the locale takes what is typed (`31/03/2026`, `12,5`, `=SOMMA(A1;B1)`), a number or a
   * truth as it is, `undefined` empties the cell; `CellData` puts exactly its fields. The grid grows where it must.
   */
  type(
    id: string,
    given: Place & {
      readonly value: string | number | boolean | undefined | sheets_v4.Schema$CellData;
      readonly by?: string;
    },
  ): void;
  /** Sorts the rows under the header by a column. */
  sort(
    id: string,
    given: {
      readonly tab: string;
      readonly column: number;
      readonly descending?: boolean;
      readonly by?: string;
    },
  ): void;
  insertRows(id: string, given: Lines): void;
  deleteRows(id: string, given: Lines): void;
  /** Drags rows before the row `before`, counted before they are taken out. */
  moveRows(id: string, given: Lines & { readonly before: number }): void;
  insertColumns(id: string, given: Lines): void;
  deleteColumns(id: string, given: Lines): void;
  moveColumns(id: string, given: Lines & { readonly before: number }): void;
  renameTab(
    id: string,
    given: { readonly tab: string; readonly to: string; readonly by?: string },
  ): void;
  deleteTab(id: string, given: { readonly tab: string; readonly by?: string }): void;
  /** Anything else people may do, said as requests; the replies. */
  edit(
    id: string,
    requests: readonly sheets_v4.Schema$Request[],
    by?: string,
  ): readonly sheets_v4.Schema$Response[];
  /** The titles of its tabs, in order. */
  tabs(id: string): readonly string[];
  /** The number of a tab. */
  tabId(id: string, tab: string): number;
  /** Every cell up to the last that holds anything, with all there is to tell of it. */
  cells(id: string, tab: string): readonly (readonly sheets_v4.Schema$CellData[])[];
  /** The whole spreadsheet as its owner would read it, cells included. */
  look(id: string): sheets_v4.Schema$Spreadsheet;
  /** Grows with every change, as Drive counts it. */
  version(id: string): number;
}

interface Place {
  readonly tab: string;
  readonly row: number;
  readonly column: number;
}

/** Rows or columns from `at` on: one, unless `count` says more. */
interface Lines {
  readonly tab: string;
  readonly at: number;
  readonly count?: number;
  readonly by?: string;
}

/** Sheets' part of a world. https://developers.google.com/workspace/sheets/api/reference/rest */
export function fakeSheets(world: FakeWorld): FakeSheets {
  const books = new Map<string, Book>();
  const asked: { readonly as: string; readonly kind: 'Read' | 'Write'; readonly at: number }[] = [];
  /** What was worked out and told of a book as it is: a change makes another. */
  const reckoned = new WeakMap<Book, Reckoner>();
  const told = new WeakMap<Book, ReadonlyMap<string, object>>();
  let last = 0;

  const hands: Omit<FakeSheets, 'name' | 'answer'> = {
    create: ({
      title = 'Registro',
      locale = 'it_IT',
      timeZone = 'Europe/Rome',
      owner,
      tabs,
    } = {}) => {
      const made = newBook({ title, locale, timeZone }, owner ?? personOf(world, 'coordinatrice'));
      made.tabs = (tabs ?? ['Foglio1']).map((it, index) =>
        blankTab(index === 0 ? 0 : newNumber(), it),
      );
      return made.id;
    },
    share: (id, { with: address, role = 'writer' }) =>
      permitted(id, { id: world.newId(20), type: 'user', role, emailAddress: address }),
    unshare: (id, from) => {
      const { document } = bookOf(id);
      document.permissions = document.permissions.filter((it) => it.emailAddress !== from);
      document.version += 1;
    },
    openToLink: (id, role = 'writer') =>
      permitted(id, { id: 'anyoneWithLink', type: 'anyone', role, allowFileDiscovery: false }),
    closeToLink: (id) => {
      const { document } = bookOf(id);
      document.permissions = document.permissions.filter((it) => it.type !== 'anyone');
      document.version += 1;
    },
    type: (id, { tab, row, column, value, by }) => {
      const book = bookOf(id);
      const { id: sheetId, rowCount, columnCount } = titled(book, tab);
      const grown = [
        ...(row < rowCount
          ? []
          : [{ appendDimension: { sheetId, dimension: 'ROWS', length: row + 1 - rowCount } }]),
        ...(column < columnCount
          ? []
          : [
              {
                appendDimension: {
                  sheetId,
                  dimension: 'COLUMNS',
                  length: column + 1 - columnCount,
                },
              },
            ]),
      ];
      const before = cellAt(titled(book, tab), row, column);
      const exact = typeof value === 'object' ? value : undefined;
      const now =
        exact === undefined
          ? entered(before, value ?? '', {
              locale: book.properties.locale ?? 'en_US',
              now: world.now(),
              raw: typeof value !== 'string',
            })
          : written(before, exact, new Map(Object.keys(exact).map((it) => [it, true])));
      const cell: sheets_v4.Schema$CellData = {
        ...(now?.value && { userEnteredValue: now.value }),
        ...(now?.format && { userEnteredFormat: withPattern(now.format, book) }),
        ...(now?.note !== undefined && { note: now.note }),
        ...(now?.validation && { dataValidation: now.validation }),
      };
      const fields =
        exact === undefined ? 'userEnteredValue,userEnteredFormat' : Object.keys(exact).join(',');
      const start = { sheetId, rowIndex: row, columnIndex: column };
      hands.edit(
        id,
        [...grown, { updateCells: { start, rows: [{ values: [cell] }], fields } }],
        by,
      );
    },
    sort: (id, { tab, column, descending, by }) => {
      const { id: sheetId } = titled(bookOf(id), tab);
      const sortSpecs = [
        { dimensionIndex: column, sortOrder: descending === true ? 'DESCENDING' : 'ASCENDING' },
      ];
      hands.edit(id, [{ sortRange: { range: { sheetId, startRowIndex: 1 }, sortSpecs } }], by);
    },
    insertRows: (id, given) =>
      void hands.edit(
        id,
        [
          {
            insertDimension: { range: linesOf(id, given, 'ROWS'), inheritFromBefore: given.at > 1 },
          },
        ],
        given.by,
      ),
    deleteRows: (id, given) =>
      void hands.edit(id, [{ deleteDimension: { range: linesOf(id, given, 'ROWS') } }], given.by),
    moveRows: (id, given) =>
      void hands.edit(
        id,
        [{ moveDimension: { source: linesOf(id, given, 'ROWS'), destinationIndex: given.before } }],
        given.by,
      ),
    insertColumns: (id, given) =>
      void hands.edit(
        id,
        [
          {
            insertDimension: {
              range: linesOf(id, given, 'COLUMNS'),
              inheritFromBefore: given.at > 0,
            },
          },
        ],
        given.by,
      ),
    deleteColumns: (id, given) =>
      void hands.edit(
        id,
        [{ deleteDimension: { range: linesOf(id, given, 'COLUMNS') } }],
        given.by,
      ),
    moveColumns: (id, given) =>
      void hands.edit(
        id,
        [
          {
            moveDimension: {
              source: linesOf(id, given, 'COLUMNS'),
              destinationIndex: given.before,
            },
          },
        ],
        given.by,
      ),
    renameTab: (id, { tab, to, by }) => {
      const properties = { sheetId: titled(bookOf(id), tab).id, title: to };
      hands.edit(id, [{ updateSheetProperties: { properties, fields: 'title' } }], by);
    },
    deleteTab: (id, { tab, by }) =>
      void hands.edit(id, [{ deleteSheet: { sheetId: titled(bookOf(id), tab).id } }], by),
    edit: (id, requests, by) => {
      const book = bookOf(id);
      const as = by ?? ownerOf(book);
      if (mayDo(book.document, as) !== 'write') throw new Error(`${as} may not write in ${id}`);
      try {
        return changed(book, as, requests);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        throw new Error(JSON.stringify(error.answer.body), { cause: error });
      }
    },
    tabs: (id) => bookOf(id).tabs.map((it) => it.properties.title ?? ''),
    tabId: (id, tab) => titled(bookOf(id), tab).id,
    cells: (id, title) => {
      const book = bookOf(id);
      const tab = titled(book, title);
      const sheets = reckoner(book, world.now());
      return tab.rows.map((cells, row) =>
        cells.map((_, column) =>
          cellShown({ book, reckoner: sheets }, { tab, row, column }, undefined),
        ),
      );
    },
    look: (id) => {
      const book = bookOf(id);
      const sheets = reckoner(book, world.now());
      return spreadsheetShown({
        book,
        reckoner: sheets,
        areas: undefined,
        gridData: true,
        mask: undefined,
        as: ownerOf(book),
      });
    },
    version: (id) => bookOf(id).document.version,
  };

  return { name: 'sheets', answer, ...hands };

  function answer(request: FakeRequest): FakeAnswer | undefined {
    const { method, path, query } = request;
    try {
      const text = query.get('fields') ?? undefined;
      const mask = text === undefined ? undefined : readMask(text);
      if (text !== undefined && mask === undefined) {
        throw new Refused(refusal(400, `Invalid field mask: ${text}`));
      }
      const as = request.as ?? '';
      metered(as, method === 'GET' ? 'Read' : 'Write');
      const body =
        request.body.length === 0
          ? {}
          : (JSON.parse(Buffer.from(request.body).toString('utf8')) as object);
      const [, id, rest = ''] = /^\/v4\/spreadsheets(?:\/([^/:]+)(.*))?$/.exec(path) ?? [];
      const given: Asked = { as, query, body, mask };
      const made = id === undefined ? created(given) : routed(given, { id, rest, method });
      if (made === undefined) return undefined;
      // An empty list is left out, like every default.
      const told = Object.fromEntries(
        Object.entries(made).filter(([, it]) => !Array.isArray(it) || it.length > 0),
      );
      // The parts of a spreadsheet were masked as they were gathered; masking them again takes nothing away.
      return { status: 200, body: mask === undefined ? told : masked(told, mask) };
    } catch (error) {
      if (error instanceof Refused) return error.answer;
      throw error;
    }
  }

  function metered(as: string, kind: 'Read' | 'Write'): void {
    const { perMinute } = world.options;
    if (perMinute === undefined) return;
    const now = world.now();
    const limit = kind === 'Read' ? perMinute.reads : perMinute.writes;
    const lately = asked.filter((it) => it.as === as && it.kind === kind && it.at > now - 60_000);
    if (lately.length >= limit) throw new Refused(quotaExceeded(kind, limit));
    asked.push({ as, kind, at: now });
  }

  function routed(
    given: Asked,
    { id, rest, method }: { readonly id: string; readonly rest: string; readonly method: string },
  ): object | undefined {
    const book = books.get(id);
    if (book === undefined) throw new Refused(notFound());
    // Somebody may have given the file another name in Drive.
    book.properties = { ...book.properties, title: book.document.name };
    const rights = mayDo(book.document, given.as);
    if (rights === 'none') throw new Refused(notShared());
    const reading = method === 'GET' || READS.test(rest);
    if (!reading && rights === 'read') throw new Refused(notShared());

    const [, range = '', verb = ''] = /^\/values\/([^/]+?)(:append|:clear)?$/.exec(rest) ?? [];
    // Each method takes its own body, checked against Google's description before it came here.
    const { body } = given;
    if (method === 'GET') {
      if (rest === '') return got(book, given);
      if (rest === '/values:batchGet') {
        const ranges = given.query.getAll('ranges').map((it) => readRange(book, it));
        const sheets = reckoner(book, world.now());
        return {
          spreadsheetId: book.id,
          valueRanges: ranges.map((it) =>
            valuesShown({ book, reckoner: sheets }, it, renderingOf(given.query)),
          ),
        };
      }
      if (range !== '') {
        const sheets = reckoner(book, world.now());
        return valuesShown(
          { book, reckoner: sheets },
          readRange(book, decodeURIComponent(range)),
          renderingOf(given.query),
        );
      }
      const [, number] = /^\/developerMetadata\/(\d+)$/.exec(rest) ?? [];
      const found = book.metadata.find((it) => it.metadataId === Number(number));
      if (number !== undefined && found === undefined) {
        throw new Refused(refusal(404, `No developer metadata with id: ${number}`));
      }
      return found && withRanges(found);
    }
    if (method === 'PUT' && range !== '') {
      return valuesUpdated(book, given, decodeURIComponent(range), body);
    }
    if (method !== 'POST') return undefined;
    if (verb === ':append') return appended(book, given, decodeURIComponent(range), body);
    if (verb === ':clear') {
      const [clearedRange] = cleared(book, given.as, [decodeURIComponent(range)]);
      return { spreadsheetId: book.id, clearedRange };
    }
    switch (rest) {
      case ':batchUpdate':
        return batchUpdated(book, given, body);
      case ':getByDataFilter': {
        const { dataFilters, includeGridData } =
          body as sheets_v4.Schema$GetSpreadsheetByDataFilterRequest;
        const areas = (dataFilters ?? []).flatMap((it) => filtered(book, it));
        return shown(book, given, { areas, gridData: includeGridData === true, mask: given.mask });
      }
      case '/values:batchUpdate':
        return manyUpdated(book, given, body);
      case '/values:batchClear': {
        const { ranges } = body as sheets_v4.Schema$BatchClearValuesRequest;
        return { spreadsheetId: book.id, clearedRanges: cleared(book, given.as, ranges ?? []) };
      }
      case '/values:batchGetByDataFilter': {
        const filter = body as sheets_v4.Schema$BatchGetValuesByDataFilterRequest;
        const sheets = reckoner(book, world.now());
        return {
          spreadsheetId: book.id,
          valueRanges: (filter.dataFilters ?? []).flatMap((it) =>
            filtered(book, it).map((area) => ({
              valueRange: valuesShown({ book, reckoner: sheets }, area, filter),
              dataFilters: [it],
            })),
          ),
        };
      }
      case '/values:batchUpdateByDataFilter':
        return manyUpdatedByFilter(book, given, body);
      case '/values:batchClearByDataFilter': {
        const { dataFilters } = body as sheets_v4.Schema$BatchClearValuesByDataFilterRequest;
        const areas = (dataFilters ?? []).flatMap((it) => filtered(book, it)).map(areaName);
        return { spreadsheetId: book.id, clearedRanges: cleared(book, given.as, areas) };
      }
      case '/developerMetadata:search': {
        const { dataFilters } = body as sheets_v4.Schema$SearchDeveloperMetadataRequest;
        const found = book.metadata.flatMap((it) => {
          const matched = (dataFilters ?? []).filter((filter) => isMatched(book, it, filter));
          return matched.length === 0
            ? []
            : [{ developerMetadata: withRanges(it), dataFilters: matched }];
        });
        return found.length === 0 ? {} : { matchedDeveloperMetadata: found };
      }
      default:
        return copied(book, given, rest, body);
    }
  }

  function created({ as, body, mask }: Asked): object {
    // Checked against Google's description before it came here.
    const asked = clean(body) as sheets_v4.Schema$Spreadsheet;
    const {
      title = 'Untitled spreadsheet',
      locale = 'en_US',
      timeZone = 'Etc/GMT',
      ...rest
    } = asked.properties ?? {};
    const book = newBook({ ...rest, title, locale, timeZone }, as);
    const requests = (asked.sheets ?? []).flatMap((it, index): sheets_v4.Schema$Request[] => {
      const properties = {
        ...it.properties,
        sheetId: it.properties?.sheetId ?? (index === 0 ? 0 : newNumber()),
        index,
      };
      const data = (it.data ?? []).map((one) => ({
        updateCells: {
          start: {
            sheetId: properties.sheetId,
            rowIndex: one.startRow ?? 0,
            columnIndex: one.startColumn ?? 0,
          },
          rows: one.rowData ?? [],
          fields: '*',
        },
      }));
      return [{ addSheet: { properties } }, ...data];
    });
    if (requests.length === 0) {
      book.tabs = [blankTab(0, (locale ?? '').startsWith('it') ? 'Foglio1' : 'Sheet1')];
    } else {
      try {
        changed(book, as, [
          ...requests,
          ...(asked.namedRanges ?? []).map((it) => ({ addNamedRange: { namedRange: it } })),
        ]);
      } catch (error) {
        books.delete(book.id);
        world.documents.delete(book.id);
        throw error;
      }
    }
    return shown(
      books.get(book.id) ?? book,
      { as, mask },
      { areas: undefined, gridData: false, mask },
    );
  }

  function got(book: Book, given: Asked): object {
    const { as, mask, query } = given;
    const ranges = query.getAll('ranges');
    const areas = ranges.length === 0 ? undefined : ranges.map((it) => readRange(book, it));
    const gridData = query.get('includeGridData') === 'true';
    const asked = JSON.stringify([
      as,
      book.document.version,
      query.get('fields'),
      ranges,
      gridData,
    ]);
    const before = told.get(book)?.get(asked);
    if (before !== undefined && !reckonerOf(book).askedTime()) return before;
    const answer = shown(book, given, { areas, gridData, mask });
    told.set(book, new Map(told.get(book)).set(asked, answer));
    return answer;
  }

  function shown(
    book: Book,
    { as }: Pick<Asked, 'as' | 'mask'>,
    wanted: {
      readonly areas: readonly Area[] | undefined;
      readonly gridData: boolean;
      readonly mask: Mask | undefined;
    },
  ): sheets_v4.Schema$Spreadsheet {
    return spreadsheetShown({ book, reckoner: reckonerOf(book), as, ...wanted });
  }

  /** A change makes another book: until then what was worked out of this one is worth keeping. */
  function reckonerOf(book: Book): Reckoner {
    const before = reckoned.get(book);
    if (before !== undefined && !before.askedTime()) return before;
    const made = reckoner(book, world.now());
    reckoned.set(book, made);
    return made;
  }

  function batchUpdated(
    book: Book,
    { as, mask }: Asked,
    body: sheets_v4.Schema$BatchUpdateSpreadsheetRequest,
  ): object {
    const requests = body.requests ?? [];
    if (requests.length === 0) {
      throw new Refused(refusal(400, 'Must specify at least one request.'));
    }
    const next = tried(book, as, requests);
    const below = within(mask, 'updatedSpreadsheet');
    const wanted =
      body.includeSpreadsheetInResponse === true && (mask === undefined || below !== undefined);
    const ranges = body.responseRanges ?? [];
    const updatedSpreadsheet = wanted
      ? shown(
          next.book,
          { as, mask },
          {
            areas: ranges.length === 0 ? undefined : ranges.map((it) => readRange(next.book, it)),
            gridData: body.responseIncludeGridData === true,
            mask: below,
          },
        )
      : undefined;
    kept(next.book);
    return {
      spreadsheetId: book.id,
      replies: next.replies,
      ...(updatedSpreadsheet && { updatedSpreadsheet }),
    };
  }

  function valuesUpdated(
    book: Book,
    given: Asked,
    range: string,
    body: sheets_v4.Schema$ValueRange,
  ): object {
    const copy = copyOf(book);
    const done = writeValues(
      {
        book: copy,
        as: given.as,
        now: world.now(),
        valueInputOption: given.query.get('valueInputOption'),
      },
      readRange(copy, range),
      body,
    );
    kept(copy);
    return updateTold(copy, done, echoOf(given.query));
  }

  function manyUpdated(
    book: Book,
    { as }: Asked,
    body: sheets_v4.Schema$BatchUpdateValuesRequest,
  ): object {
    const copy = copyOf(book);
    const { valueInputOption } = body;
    const done = (body.data ?? []).map((it, index) =>
      prefixed(`data[${index}]`, () =>
        writeValues(
          { book: copy, as, now: world.now(), valueInputOption },
          readRange(copy, it.range ?? ''),
          it,
        ),
      ),
    );
    kept(copy);
    return {
      ...totals(copy, done),
      responses: done.map((it) => updateTold(copy, it, bodyEcho(body))),
    };
  }

  function manyUpdatedByFilter(
    book: Book,
    { as }: Asked,
    body: sheets_v4.Schema$BatchUpdateValuesByDataFilterRequest,
  ): object {
    const copy = copyOf(book);
    const { valueInputOption } = body;
    const done = (body.data ?? []).flatMap((it) =>
      // A filter that matches several places writes to all of them.
      filtered(copy, it.dataFilter ?? {}).map((area) => ({
        dataFilter: it.dataFilter ?? {},
        ...writeValues({ book: copy, as, now: world.now(), valueInputOption }, area, it),
      })),
    );
    kept(copy);
    return {
      ...totals(copy, done),
      responses: done.map((it) => {
        const { spreadsheetId: _, ...told } = updateTold(copy, it, bodyEcho(body));
        return { ...told, dataFilter: it.dataFilter };
      }),
    };
  }

  function appended(
    book: Book,
    given: Asked,
    range: string,
    body: sheets_v4.Schema$ValueRange,
  ): object {
    const copy = copyOf(book);
    const area = readRange(copy, range);
    const { tab } = area;
    const table = tableIn(area);
    const height =
      body.majorDimension === 'COLUMNS'
        ? Math.max(...(body.values ?? []).map((it) => it.length), 0)
        : (body.values?.length ?? 0);
    const width =
      body.majorDimension === 'COLUMNS'
        ? (body.values?.length ?? 0)
        : Math.max(...(body.values ?? []).map((it) => it.length), 0);
    const top = table?.bottom ?? area.top;
    const left = table?.left ?? area.left;
    const inserting =
      given.query.get('insertDataOption') === 'INSERT_ROWS' && table !== undefined && height > 0;
    if (inserting && top < tab.rowCount) {
      const rows = { sheetId: tab.id, dimension: 'ROWS', startIndex: top, endIndex: top + height };
      carryOut(
        batchOf(copy, given.as),
        { insertDimension: { range: rows, inheritFromBefore: true } },
        0,
      );
    }
    tab.rowCount = Math.max(tab.rowCount, top + height);
    tab.columnCount = Math.max(tab.columnCount, left + width);
    const done = writeValues(
      {
        book: copy,
        as: given.as,
        now: world.now(),
        valueInputOption: given.query.get('valueInputOption'),
      },
      { tab, top, left, bottom: top + Math.max(height, 1), right: left + Math.max(width, 1) },
      body,
    );
    kept(copy);
    return {
      spreadsheetId: copy.id,
      ...(table && { tableRange: areaName(table) }),
      updates: updateTold(copy, done, echoOf(given.query)),
    };
  }

  function cleared(book: Book, as: string, ranges: readonly string[]): readonly string[] {
    const copy = copyOf(book);
    const areas = ranges.map((it) => readRange(copy, it));
    for (const area of areas) clearValues(copy, area, as);
    kept(copy);
    return areas.map(areaName);
  }

  function copied(
    book: Book,
    { as }: Asked,
    rest: string,
    { destinationSpreadsheetId }: sheets_v4.Schema$CopySheetToAnotherSpreadsheetRequest,
  ): object | undefined {
    const [, number] = /^\/sheets\/(\d+):copyTo$/.exec(rest) ?? [];
    if (number === undefined) return undefined;
    const source = book.tabs.find((it) => it.id === Number(number));
    const target = books.get(destinationSpreadsheetId ?? '');
    if (source === undefined || target === undefined) throw new Refused(notFound());
    if (mayDo(target.document, as) !== 'write') throw new Refused(notShared());
    const copy = copyOf(target);
    const tab: Tab = {
      ...blankTab(newNumber(), `Copia di ${source.properties.title ?? ''}`),
      rowCount: source.rowCount,
      columnCount: source.columnCount,
      rows: [...source.rows],
      heights: [...source.heights],
      widths: [...source.widths],
    };
    copy.tabs.push(tab);
    kept(copy);
    return propertiesShown(copy, tab);
  }

  function updateTold(
    book: Book,
    done: ValuesWritten,
    echo: Rendering | undefined,
  ): sheets_v4.Schema$UpdateValuesResponse {
    return {
      spreadsheetId: book.id,
      updatedRange: areaName(done.area),
      ...(done.rows > 0 && {
        updatedRows: done.rows,
        updatedColumns: done.columns,
        updatedCells: done.cells,
      }),
      ...(echo && {
        updatedData: valuesShown({ book, reckoner: reckoner(book, world.now()) }, done.area, echo),
      }),
    };
  }

  function totals(book: Book, done: readonly ValuesWritten[]): object {
    const sum = (of: (it: ValuesWritten) => number) =>
      done.reduce((total, it) => total + of(it), 0);
    const sheets = new Set(done.filter((it) => it.cells > 0).map((it) => it.area.tab)).size;
    return {
      spreadsheetId: book.id,
      ...(sheets > 0 && {
        totalUpdatedRows: sum((it) => it.rows),
        totalUpdatedColumns: sum((it) => it.columns),
        totalUpdatedCells: sum((it) => it.cells),
        totalUpdatedSheets: sheets,
      }),
    };
  }

  /** A batch on a copy: nothing is in place yet. */
  function tried(
    book: Book,
    as: string,
    requests: readonly sheets_v4.Schema$Request[],
  ): { readonly book: Book; readonly replies: sheets_v4.Schema$Response[] } {
    const copy = copyOf(book);
    const batch = batchOf(copy, as);
    return { book: copy, replies: requests.map((it, index) => carryOut(batch, it, index)) };
  }

  function changed(
    book: Book,
    as: string,
    requests: readonly sheets_v4.Schema$Request[],
  ): sheets_v4.Schema$Response[] {
    const next = tried(book, as, requests);
    kept(next.book);
    return next.replies;
  }

  function batchOf(book: Book, as: string): Batch {
    return { book, as, now: world.now(), newNumber, newId: (length) => world.newId(length) };
  }

  function kept(book: Book): void {
    books.set(book.id, book);
    book.document.name = book.properties.title ?? '';
    book.document.version += 1;
    book.document.modified = world.now();
  }

  /** Numbers in the looks of Google's, never the same twice. */
  function newNumber(): number {
    last += 1;
    return (last * 104_729 + 7_919) % 2_000_000_011;
  }

  function newBook(properties: sheets_v4.Schema$SpreadsheetProperties, owner: string): Book {
    const id = world.newId(44);
    const document: FakeDocument = {
      id,
      name: properties.title ?? '',
      mimeType: 'application/vnd.google-apps.spreadsheet',
      version: 1,
      created: world.now(),
      modified: world.now(),
      permissions: [{ id: world.newId(20), type: 'user', role: 'owner', emailAddress: owner }],
      parents: [],
    };
    const book: Book = {
      id,
      properties: { autoRecalc: 'ON_CHANGE', defaultFormat: DEFAULT_FORMAT, ...properties },
      tabs: [],
      names: [],
      metadata: [],
      document,
    };
    books.set(id, book);
    world.documents.set(id, document);
    return book;
  }

  function permitted(id: string, permission: FakePermission): void {
    const { document } = bookOf(id);
    const others = document.permissions.filter(
      (it) =>
        it.id !== permission.id &&
        (it.emailAddress === undefined || it.emailAddress !== permission.emailAddress),
    );
    document.permissions = [...others, permission];
    document.version += 1;
  }

  function bookOf(id: string): Book {
    const book = books.get(id);
    if (book === undefined) throw new Error(`no spreadsheet ${id} in this world`);
    return book;
  }

  function linesOf(id: string, { tab, at, count = 1 }: Lines, dimension: 'ROWS' | 'COLUMNS') {
    return { sheetId: titled(bookOf(id), tab).id, dimension, startIndex: at, endIndex: at + count };
  }
}

interface Asked {
  readonly as: string;
  readonly query: URLSearchParams;
  readonly body: object;
  readonly mask: Mask | undefined;
}

/** Methods sent as POST that only read. */
const READS = /^(?::getByDataFilter|\/values:batchGetByDataFilter|\/developerMetadata:search)$/;

/** What a cell looks like when nobody said otherwise. */
const DEFAULT_FORMAT: sheets_v4.Schema$CellFormat = {
  backgroundColor: { red: 1, green: 1, blue: 1 },
  padding: { top: 2, right: 3, bottom: 2, left: 3 },
  verticalAlignment: 'BOTTOM',
  wrapStrategy: 'OVERFLOW_CELL',
  textFormat: {
    foregroundColor: {},
    fontFamily: 'arial,sans,sans-serif',
    fontSize: 10,
    bold: false,
    italic: false,
    strikethrough: false,
    underline: false,
    foregroundColorStyle: { rgbColor: {} },
  },
  backgroundColorStyle: { rgbColor: { red: 1, green: 1, blue: 1 } },
};

function titled(book: Book, title: string): Tab {
  const tab = book.tabs.find((it) => it.properties.title === title);
  if (tab === undefined) throw new Error(`no tab ${title} in ${book.id}`);
  return tab;
}

function ownerOf(book: Book): string {
  return book.document.permissions.find((it) => it.role === 'owner')?.emailAddress ?? '';
}

/** A format somebody's typing brought along, spelt out in the locale's pattern. */
function withPattern(format: sheets_v4.Schema$CellFormat, book: Book): sheets_v4.Schema$CellFormat {
  const { numberFormat } = format;
  const pattern =
    numberFormat?.pattern ?? patternOf(numberFormat?.type, book.properties.locale ?? 'en_US');
  return numberFormat && pattern
    ? { ...format, numberFormat: { ...numberFormat, pattern } }
    : format;
}

function renderingOf(query: URLSearchParams): Rendering {
  return {
    majorDimension: query.get('majorDimension'),
    valueRenderOption: query.get('valueRenderOption'),
    dateTimeRenderOption: query.get('dateTimeRenderOption'),
  };
}

function echoOf(query: URLSearchParams): Rendering | undefined {
  return query.get('includeValuesInResponse') === 'true'
    ? {
        valueRenderOption: query.get('responseValueRenderOption'),
        dateTimeRenderOption: query.get('responseDateTimeRenderOption'),
      }
    : undefined;
}

function bodyEcho(
  body: Pick<
    sheets_v4.Schema$BatchUpdateValuesRequest,
    'includeValuesInResponse' | 'responseValueRenderOption' | 'responseDateTimeRenderOption'
  >,
): Rendering | undefined {
  return body.includeValuesInResponse === true
    ? {
        valueRenderOption: body.responseValueRenderOption,
        dateTimeRenderOption: body.responseDateTimeRenderOption,
      }
    : undefined;
}

/** Says of which part of a request Google complains: `Invalid data[0]: …`. */
function prefixed<T>(part: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    // What was refused was refused by `refusal`.
    const { error: told } = error.answer.body as { error: { code: number; message: string } };
    throw new Refused(refusal(told.code, `Invalid ${part}: ${told.message}`));
  }
}
