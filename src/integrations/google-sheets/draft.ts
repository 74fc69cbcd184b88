import { createHash } from 'node:crypto';
import type { sheets_v4 } from '@googleapis/sheets';
import { type Cell, columnLetters, isBlank, resultOf } from '../../core/cell.ts';
import type { ColumnShape, Name, Step, TabShape } from '../../core/shape.ts';
import type { CellChange, NewRow, Page } from '../../ports.ts';
import { chartRequest } from './charts.ts';
import {
  colourStyle,
  formatNeeded,
  NUMBER_FORMATS,
  type NumberFormat,
  pixelsOf,
} from './formats.ts';
import { sentFormula, sentMark, type Telling } from './formula.ts';
import {
  type Book,
  type Contents,
  isUnused,
  type NameRange,
  NOTE_KEY,
  noteText,
  type Protection,
  sameEntered,
  type Tab,
  type TabNote,
  tellingOf,
  trimmed,
} from './reading.ts';
import {
  asMark,
  guardText,
  idColumn,
  isMark,
  isWholeTab,
  labelText,
  listFormula,
} from './shape.ts';

type Request = sheets_v4.Schema$Request;

/** A change being worked out: the requests that make it, and what the spreadsheet will hold then. */
export interface Draft {
  step(step: Step): void;
  page(page: Page): void;
  cell(change: CellChange): void;
  append(rows: readonly NewRow[]): void;
  /** Adds blank rows where few are left; asks for nothing where nothing else is asked for. */
  spare(): void;
  /** What there will be, if nobody else edits. */
  contents(): Contents;
  readonly requests: readonly Request[];
  /** Whether doing it twice would do harm, or be refused: anything but cells and names of her own pages. */
  delicate(): boolean;
  /** Tabs added, by number. */
  added(): readonly number[];
}

/** A tab as it will be. Changed in place, by the draft alone. */
interface Planned {
  readonly id: number;
  name: string;
  note: TabNote | undefined;
  rows: readonly (readonly Cell[])[];
  formats: readonly (readonly (NumberFormat | undefined)[])[];
  rowCount: number;
  columnCount: number;
  protections: readonly Protection[];
  rules: readonly sheets_v4.Schema$ConditionalFormatRule[];
  charts: readonly number[];
  filtered: boolean;
  /** Made by this very change. */
  readonly fresh: boolean;
}

/**
 * Blank rows under the last of people's, and how few may be left before more are added. Every blank cell that has a
 * format weighs on every read, so there are never many: with a thousand a tab, the demo's read would be 60 MB.
 */
const SPARE_ROWS = 60;
const FEW_ROWS = 20;
const HEADER_HEIGHT = 48;
/** What ALICE's own tabs and headers look like: dark on pale, told apart in grey. */
const LOOK = {
  header: '3D5A73',
  headerOfPages: '5F6B73',
  letters: 'FFFFFF',
  page: 'F5F7F8',
} as const;

/** Starts a change of a spreadsheet; `editor` is the address ALICE signs in with, where it is known. */
export function draftOf(book: Book, { editor }: { readonly editor: string | undefined }): Draft {
  const requests: Request[] = [];
  const tabs: Planned[] = isUnused(book) ? [] : book.tabs.map(planned);
  // All tabs in their order, the blank one of a new spreadsheet included; old scrap paper is gone by then.
  const order = book.tabs.toSorted((a, b) => a.index - b.index).map((it) => it.id);
  const papers = book.scraps.map((it) => it.id);
  let names: readonly NameRange[] = book.names;
  let built = book.built;
  let delicate = false;
  const telling: Telling = {
    ...tellingOf(book.locale, new Map()),
    idOf: (name) => tabs.find((it) => it.name === name)?.id,
    nameOf: (id) => tabs.find((it) => it.id === id)?.name,
  };

  return {
    requests,
    step: (step) => {
      if (built === book.built) localise();
      built = digest([built, step]);
      delicate = true;
      take(step);
    },
    page: writePage,
    cell: ({ tab, row, column, before, after }) => {
      if (sameEntered(before, after)) return;
      delicate = true;
      writeCell(tabOf(tab), row, column, after);
    },
    append: (rows) => {
      const kept = rows.filter((it) => it.cells.some((cell) => !isBlank(cell)));
      if (kept.length > 0) delicate = true;
      for (const [name, own] of Map.groupBy(kept, (it) => it.tab)) appendRows(tabOf(name), own);
    },
    spare: () => {
      if (requests.length > 0) spare();
    },
    contents: () => ({
      built,
      tabs: tabs.map(({ name, note, rows }) => ({ name, note, rows: trimmed(rows) })),
      names,
    }),
    delicate: () => delicate,
    added: () => tabs.filter((it) => it.fresh).map((it) => it.id),
  };

  function take(step: Step): void {
    switch (step.do) {
      case 'addTab':
        addTab(step.tab, step.at);
        return;
      case 'addColumn':
        addColumn(tabOf(step.tab), step.at, step.column);
        return;
      case 'setLabel':
        setLabel(tabOf(step.tab), step.at, step.column.label);
        return;
      case 'setNote':
        setNote(tabOf(step.tab), step.at, step.column.note);
        return;
      case 'setFormat':
        setFormat(tabOf(step.tab), step.at, step.column);
        return;
      case 'setDropdown':
        setDropdown(tabOf(step.tab), step.at, step.column);
        return;
      case 'setGuard':
        setGuard(tabOf(step.tab), step.at, step.column);
        return;
      case 'setWidth':
        setWidth(tabOf(step.tab), step.at, step.column);
        return;
      case 'setMarks':
        setMarks(tabOf(step.tab.name), step.tab);
        return;
      case 'setFrozen':
        setFrozen(tabOf(step.tab.name), step.tab);
        return;
      case 'setClosed':
        setClosed(tabOf(step.tab.name), step.tab);
        return;
      case 'setFilter':
        setFilter(tabOf(step.tab.name), step.tab);
        return;
      case 'setPrint': {
        const tab = tabOf(step.tab.name);
        setNoteOf(tab, { ...noteOf(tab, step.tab), print: step.tab.print });
        return;
      }
      case 'setColour':
        setProperties(tabOf(step.tab.name), { tabColorStyle: colourOf(step.tab) }, 'tabColorStyle');
        return;
      case 'setHidden':
        setProperties(tabOf(step.tab.name), { hidden: step.tab.hidden ?? false }, 'hidden');
        return;
      case 'setName':
        setName(step.name);
        return;
      default:
        step satisfies never;
    }
  }

  function tabOf(name: string): Planned {
    const tab = tabs.find((it) => it.name === name);
    if (tab === undefined) throw new Error(`no tab ${name} to change`);
    return tab;
  }

  /** Dates and amounts are typed and shown as in Italy, and days end when they end in Rome. */
  function localise(): void {
    if (book.locale === 'it_IT' && book.zone === 'Europe/Rome') return;
    requests.push({
      updateSpreadsheetProperties: {
        properties: { locale: 'it_IT', timeZone: 'Europe/Rome' },
        fields: 'locale,timeZone',
      },
    });
  }

  function addTab(shape: TabShape, at: number): Planned {
    if (tabs.some((it) => it.name === shape.name))
      throw new Error(`a tab ${shape.name} is there already`);
    const id = freeNumber(shape.name, new Set([...order, ...papers, ...tabs.map((it) => it.id)]));
    const place = Math.min(Math.max(at, 0), tabs.length);
    const next = tabs[place];
    const last = tabs.at(-1);
    const index =
      next !== undefined
        ? order.indexOf(next.id)
        : last !== undefined
          ? order.indexOf(last.id) + 1
          : 0;
    const tab: Planned = {
      id,
      name: shape.name,
      note: undefined,
      rows: [],
      formats: [],
      rowCount: shape.owner === 'alice' ? 2 : SPARE_ROWS,
      columnCount: Math.max(shape.columns.length, 1) + (shape.owner === 'alice' ? 0 : 2),
      protections: [],
      rules: [],
      charts: [],
      filtered: false,
      fresh: true,
    };
    order.splice(index, 0, id);
    tabs.splice(place, 0, tab);
    requests.push({
      addSheet: {
        properties: {
          sheetId: id,
          title: shape.name,
          index,
          gridProperties: { rowCount: tab.rowCount, columnCount: tab.columnCount },
        },
      },
    });
    delicate = true;
    build(tab, shape);
    return tab;
  }

  /** Everything of a shape but the cells under the header. */
  function build(tab: Planned, shape: TabShape): void {
    roomFor(tab, 2, shape.columns.length);
    for (const [at, column] of shape.columns.entries()) {
      setLabel(tab, at, column.label);
      setFormat(tab, at, column);
      setWidth(tab, at, column);
      setNote(tab, at, column.note);
      if (column.dropdown !== undefined || !tab.fresh) setDropdown(tab, at, column);
      if (column.guarded || !tab.fresh) setGuard(tab, at, column);
    }
    dressHeader(tab, shape);
    if (tab.fresh && shape.owner === 'people') stripe(tab, shape.columns.length);
    if (shape.marks.length > 0 || !tab.fresh) setMarks(tab, shape);
    if (shape.frozenRows + shape.frozenColumns > 0 || !tab.fresh) setFrozen(tab, shape);
    if (shape.closed || !tab.fresh) setClosed(tab, shape);
    setFilter(tab, shape);
    setProperties(
      tab,
      { tabColorStyle: colourOf(shape), hidden: shape.hidden ?? false },
      'tabColorStyle,hidden',
    );
    setCharts(tab, shape);
    setNoteOf(tab, { owner: shape.owner, print: shape.print, shape: shapeDigest(shape) });
  }

  function setLabel(tab: Planned, at: number, label: string): void {
    if (labelText(tab.rows[0]?.[at]) === label) return;
    roomFor(tab, 1, at + 1);
    write(tab, 0, at, [[label]], 'userEnteredValue');
  }

  function setNote(tab: Planned, at: number, note: string | undefined): void {
    requests.push({
      updateCells: {
        start: { sheetId: tab.id, rowIndex: 0, columnIndex: at },
        rows: [{ values: [note === undefined ? {} : { note }] }],
        fields: 'note',
      },
    });
  }

  function setFormat(tab: Planned, at: number, column: ColumnShape): void {
    const format = NUMBER_FORMATS[column.format];
    requests.push({
      repeatCell: {
        range: under(tab, at),
        cell: {
          userEnteredFormat: {
            ...(format === undefined ? {} : { numberFormat: format }),
            ...(column.wrap ? { wrapStrategy: 'WRAP', verticalAlignment: 'TOP' } : {}),
          },
        },
        fields:
          'userEnteredFormat.numberFormat,userEnteredFormat.wrapStrategy,userEnteredFormat.verticalAlignment',
      },
    });
    const formats = tab.formats.map((it) => [...it]);
    while (formats.length < tab.rowCount) formats.push([]);
    for (const [row, own] of formats.entries()) {
      if (row === 0) continue;
      own[at] = format;
      // A day that stands in a column of texts goes on being shown as a day.
      const needed = formatNeeded(tab.rows[row]?.[at], format);
      if (needed === undefined) continue;
      own[at] = needed;
      requests.push({
        repeatCell: {
          range: single(tab, row, at),
          cell: { userEnteredFormat: { numberFormat: needed } },
          fields: 'userEnteredFormat.numberFormat',
        },
      });
    }
    tab.formats = formats;
  }

  function setWidth(tab: Planned, at: number, column: ColumnShape): void {
    const fields = [
      ...(column.width === undefined ? [] : ['pixelSize']),
      ...(column.hidden === undefined ? [] : ['hiddenByUser']),
    ];
    if (fields.length === 0) return;
    requests.push({
      updateDimensionProperties: {
        range: { sheetId: tab.id, dimension: 'COLUMNS', startIndex: at, endIndex: at + 1 },
        properties: {
          ...(column.width === undefined ? {} : { pixelSize: pixelsOf(column.width) }),
          ...(column.hidden === undefined ? {} : { hiddenByUser: column.hidden }),
        },
        fields: fields.join(','),
      },
    });
  }

  function setDropdown(tab: Planned, at: number, { dropdown }: ColumnShape): void {
    if (dropdown !== undefined) promise(dropdown.list, tab);
    requests.push({
      setDataValidation: {
        range: under(tab, at),
        ...(dropdown === undefined
          ? {}
          : {
              rule: {
                condition: {
                  type: 'ONE_OF_RANGE',
                  values: [{ userEnteredValue: listFormula(dropdown.list) }],
                },
                strict: dropdown.strict,
                showCustomUi: true,
              },
            }),
      },
    });
  }

  /**
   * A dropdown is refused where its list has no name yet. Until ALICE has written the list, the name stands for a cell
   * of a header, which is the place of no list.
   */
  function promise(name: string, tab: Planned): void {
    if (names.some((it) => it.name === name)) return;
    putName(name, single(tab, 0, 0));
  }

  function setGuard(tab: Planned, at: number, { label, guarded }: ColumnShape): void {
    unprotect(tab, (it) => it.warns && isCell(it.range, 0, at));
    if (!guarded) return;
    protect(tab, {
      range: single(tab, 0, at),
      description: guardText(label),
      warns: true,
    });
  }

  function setClosed(tab: Planned, { closed }: TabShape): void {
    unprotect(tab, (it) => !it.warns && isWholeTab(it.range));
    if (closed) protect(tab, { range: { sheetId: tab.id }, description: CLOSED, warns: false });
  }

  function protect(tab: Planned, given: Omit<Protection, 'id'>): void {
    const taken = new Set(tabs.flatMap((it) => it.protections.map(({ id }) => id)));
    const id = freeNumber(`${tab.id} ${given.description} ${JSON.stringify(given.range)}`, taken);
    tab.protections = [...tab.protections, { ...given, id }];
    requests.push({
      addProtectedRange: {
        protectedRange: {
          protectedRangeId: id,
          range: given.range,
          description: given.description,
          warningOnly: given.warns,
          // Whoever protects may always write; where her address is not known Google adds it.
          ...(given.warns || editor === undefined ? {} : { editors: { users: [editor] } }),
        },
      },
    });
  }

  function unprotect(tab: Planned, gone: (it: Protection) => boolean): void {
    for (const { id } of tab.protections.filter(gone))
      requests.push({ deleteProtectedRange: { protectedRangeId: id } });
    tab.protections = tab.protections.filter((it) => !gone(it));
  }

  function setMarks(tab: Planned, { marks }: TabShape): void {
    const header = (tab.rows[0] ?? []).map(labelText);
    const id = idColumn(header);
    const mine = (it: sheets_v4.Schema$ConditionalFormatRule) =>
      isMark(asMark(it, { id, telling, rows: tab.rowCount }));
    const old = tab.rules.flatMap((it, index) => (mine(it) ? [index] : []));
    for (const index of old.toReversed())
      requests.push({ deleteConditionalFormatRule: { sheetId: tab.id, index } });
    const rules = marks.map((mark): sheets_v4.Schema$ConditionalFormatRule => {
      const formula = mark.formula
        .replaceAll('{id}', `$${columnLetters(id)}2`)
        .replaceAll('{label}', 'A$1')
        .replaceAll('{cell}', 'A2');
      return {
        ranges: [
          {
            sheetId: tab.id,
            startRowIndex: 1,
            startColumnIndex: 0,
            endColumnIndex: Math.max(header.length, 1),
          },
        ],
        booleanRule: {
          condition: {
            type: 'CUSTOM_FORMULA',
            values: [{ userEnteredValue: sentMark(formula, telling) }],
          },
          format: {
            backgroundColorStyle: colourStyle(mark.ground),
            textFormat: { foregroundColorStyle: colourStyle(mark.letters) },
          },
        },
      };
    });
    for (const [index, rule] of rules.entries())
      requests.push({ addConditionalFormatRule: { index, rule } });
    tab.rules = [...rules, ...tab.rules.filter((it) => !mine(it))];
  }

  function setFrozen(tab: Planned, { frozenRows, frozenColumns }: TabShape): void {
    roomFor(tab, frozenRows + 1, frozenColumns + 1);
    requests.push({
      updateSheetProperties: {
        properties: {
          sheetId: tab.id,
          gridProperties: { frozenRowCount: frozenRows, frozenColumnCount: frozenColumns },
        },
        fields: 'gridProperties.frozenRowCount,gridProperties.frozenColumnCount',
      },
    });
  }

  function setFilter(tab: Planned, { filter }: TabShape): void {
    const width = (tab.rows[0] ?? []).length;
    if (filter && width > 0) {
      requests.push({
        setBasicFilter: {
          filter: {
            range: {
              sheetId: tab.id,
              startRowIndex: 0,
              startColumnIndex: 0,
              endColumnIndex: width,
            },
          },
        },
      });
    } else if (tab.filtered) requests.push({ clearBasicFilter: { sheetId: tab.id } });
    tab.filtered = filter && width > 0;
  }

  function setProperties(
    tab: Planned,
    properties: sheets_v4.Schema$SheetProperties,
    fields: string,
  ): void {
    requests.push({
      updateSheetProperties: { properties: { sheetId: tab.id, ...properties }, fields },
    });
  }

  function setCharts(tab: Planned, shape: TabShape): void {
    for (const objectId of tab.charts) requests.push({ deleteEmbeddedObject: { objectId } });
    const taken = new Set(tabs.flatMap((it) => it.charts));
    tab.charts = (shape.charts ?? []).map((chart) => {
      const id = freeNumber(`${tab.id} ${chart.title}`, taken);
      taken.add(id);
      roomFor(tab, chart.place.row + chart.place.rows, chart.place.column + chart.place.columns);
      requests.push(chartRequest(chart, { shape, sheetId: tab.id, chartId: id }));
      return id;
    });
  }

  function noteOf(tab: Planned, { owner, print }: TabShape): TabNote {
    return tab.note ?? { owner, print, shape: '' };
  }

  function setNoteOf(tab: Planned, note: TabNote): void {
    const value = noteText(note);
    if (tab.note !== undefined && noteText(tab.note) === value) return;
    const had = tab.note !== undefined;
    tab.note = note;
    requests.push(
      had
        ? {
            updateDeveloperMetadata: {
              dataFilters: [
                {
                  // By place, not by number: whoever copies a tab copies its note, under another one.
                  developerMetadataLookup: {
                    metadataKey: NOTE_KEY,
                    locationMatchingStrategy: 'EXACT_LOCATION',
                    metadataLocation: { sheetId: tab.id },
                  },
                },
              ],
              developerMetadata: { metadataValue: value },
              fields: 'metadataValue',
            },
          }
        : {
            createDeveloperMetadata: {
              developerMetadata: {
                metadataId: tab.id === 0 ? NOTE_OF_ZERO : tab.id,
                metadataKey: NOTE_KEY,
                metadataValue: value,
                visibility: 'DOCUMENT',
                location: { sheetId: tab.id },
              },
            },
          },
    );
  }

  function setName({ name, tab, column, to, rows }: Name): void {
    const { id } = tabOf(tab);
    roomFor(tabOf(tab), rows + 1, (to ?? column) + 1);
    putName(name, {
      sheetId: id,
      startRowIndex: 1,
      endRowIndex: rows + 1,
      startColumnIndex: column,
      endColumnIndex: (to ?? column) + 1,
    });
  }

  function putName(name: string, range: sheets_v4.Schema$GridRange): void {
    const known = names.find((it) => it.name === name);
    if (known === undefined) {
      const namedRangeId = `alice${freeNumber(name, new Set())}`;
      names = [...names, { id: namedRangeId, name, range }];
      requests.push({ addNamedRange: { namedRange: { namedRangeId, name, range } } });
      return;
    }
    if (sameRange(known.range, range)) return;
    names = names.map((it) => (it === known ? { ...it, range } : it));
    requests.push({
      updateNamedRange: { namedRange: { namedRangeId: known.id, name, range }, fields: 'range' },
    });
  }

  function addColumn(tab: Planned, at: number, shape: ColumnShape): void {
    const place = tab.rows.reduce((far, it) => Math.max(far, it.length), at);
    const marked = tab.rules.length > 0;
    roomFor(tab, 2, place + 1);
    setLabel(tab, place, shape.label);
    setFormat(tab, place, shape);
    setWidth(tab, place, shape);
    setNote(tab, place, shape.note);
    setDropdown(tab, place, shape);
    setGuard(tab, place, shape);
    dressHeader(tab, { owner: tab.note?.owner ?? 'people', columns: [] }, place);
    if (marked) widenMarks(tab, place + 1);
    if (tab.filtered) widenFilter(tab, place + 1);
    if (shape.formula === undefined) return;
    const { formula } = shape;
    const id = idColumn((tab.rows[0] ?? []).map(labelText));
    for (const [row, cells] of tab.rows.entries()) {
      if (row === 0 || isBlank(resultOf(cells[id]))) continue;
      const laid = formula.replaceAll('{id}', `$${columnLetters(id)}${row + 1}`);
      writeCell(tab, row, place, { kind: 'formula', formula: laid, result: undefined });
    }
  }

  /** The colours reach the new column, too. */
  function widenMarks(tab: Planned, endColumnIndex: number): void {
    const id = idColumn((tab.rows[0] ?? []).map(labelText));
    tab.rules = tab.rules.map((rule, index) => {
      if (!isMark(asMark(rule, { id, telling, rows: tab.rowCount }))) return rule;
      const wider = {
        ...rule,
        ranges: (rule.ranges ?? []).map((it) => ({ ...it, endColumnIndex })),
      };
      requests.push({ updateConditionalFormatRule: { index, rule: wider } });
      return wider;
    });
  }

  function widenFilter(tab: Planned, endColumnIndex: number): void {
    requests.push({
      setBasicFilter: {
        filter: {
          range: { sheetId: tab.id, startRowIndex: 0, startColumnIndex: 0, endColumnIndex },
        },
      },
    });
  }

  /** Bold, pale on dark, in the middle: a header is seen to be one. */
  function dressHeader(
    tab: Planned,
    { owner, columns }: Pick<TabShape, 'owner' | 'columns'>,
    only?: number,
  ): void {
    const end = only === undefined ? columns.length : only + 1;
    if (end === 0) return;
    requests.push({
      repeatCell: {
        range: {
          sheetId: tab.id,
          startRowIndex: 0,
          endRowIndex: 1,
          startColumnIndex: only ?? 0,
          endColumnIndex: end,
        },
        cell: {
          userEnteredFormat: {
            backgroundColorStyle: colourStyle(owner === 'alice' ? LOOK.headerOfPages : LOOK.header),
            textFormat: { bold: true, foregroundColorStyle: colourStyle(LOOK.letters) },
            wrapStrategy: 'WRAP',
            verticalAlignment: 'MIDDLE',
          },
        },
        fields:
          'userEnteredFormat.backgroundColorStyle,userEnteredFormat.textFormat,userEnteredFormat.wrapStrategy,userEnteredFormat.verticalAlignment',
      },
    });
    if (only !== undefined) return;
    requests.push({
      updateDimensionProperties: {
        range: { sheetId: tab.id, dimension: 'ROWS', startIndex: 0, endIndex: 1 },
        properties: { pixelSize: HEADER_HEIGHT },
        fields: 'pixelSize',
      },
    });
    if (owner !== 'alice') return;
    requests.push({
      repeatCell: {
        range: { sheetId: tab.id, startRowIndex: 1, startColumnIndex: 0, endColumnIndex: end },
        cell: { userEnteredFormat: { backgroundColorStyle: colourStyle(LOOK.page) } },
        fields: 'userEnteredFormat.backgroundColorStyle',
      },
    });
  }

  /** Every other row a little darker, however the rows are sorted: laid once, then people's to change. */
  function stripe(tab: Planned, columns: number): void {
    if (columns === 0) return;
    requests.push({
      addBanding: {
        bandedRange: {
          bandedRangeId: freeNumber(`${tab.id} stripes`, new Set()),
          range: {
            sheetId: tab.id,
            startRowIndex: 1,
            startColumnIndex: 0,
            endColumnIndex: columns,
          },
          rowProperties: {
            firstBandColorStyle: colourStyle(LOOK.letters),
            secondBandColorStyle: colourStyle(LOOK.page),
          },
        },
      },
    });
  }

  function writePage({ shape, rows, names: wanted }: Page): void {
    const there = tabs.find((it) => it.name === shape.name);
    const tab = there ?? addTab(shape, tabs.length);
    if (there !== undefined && isOtherwise(there, shape)) {
      delicate = true;
      roomFor(tab, rows.length + 1, shape.columns.length);
      build(tab, shape);
    }
    const header: readonly Cell[] = shape.columns.map((it) => it.label);
    rewrite(tab, [header, ...rows], shape);
    for (const name of wanted) setName(name);
  }

  /** Whether a page must be built again: it was built otherwise, or what can be seen of it in every read is lost. */
  function isOtherwise(tab: Planned, shape: TabShape): boolean {
    const { note } = tab;
    return (
      note?.shape !== shapeDigest(shape) ||
      note.owner !== shape.owner ||
      tab.charts.length !== (shape.charts ?? []).length ||
      tab.filtered !== (shape.filter && shape.columns.length > 0) ||
      tab.protections.some((it) => !it.warns && isWholeTab(it.range)) !== shape.closed
    );
  }

  /** Writes a page whole: only the rows from the first to the last that differ are sent; what was below is cleared. */
  function rewrite(tab: Planned, whole: readonly (readonly Cell[])[], shape: TabShape): void {
    const now = tab.rows;
    const wanted = trimmed(whole);
    const length = Math.max(now.length, wanted.length);
    const differs = Array.from({ length }, (_, at) => !sameRow(now[at] ?? [], wanted[at] ?? []));
    const first = differs.indexOf(true);
    if (first < 0) return;
    const last = differs.lastIndexOf(true);
    const block = Array.from({ length: last - first + 1 }, (_, at) => wanted[first + at] ?? []);
    const width = Math.max(
      ...block.map((it) => it.length),
      ...now.slice(first, last + 1).map((it) => it.length),
    );
    // One line more than is filled: it tells how the page's columns look.
    roomFor(tab, wanted.length + 1, width);
    const filled = block.map((row) => Array.from({ length: width }, (_, at): Cell => row[at]));
    const laid = (row: number, column: number) =>
      row === 0 ? undefined : NUMBER_FORMATS[shape.columns[column]?.format ?? 'general'];
    const odd = filled.some((row, at) =>
      row.some(
        (cell, column) =>
          formatNeeded(cell, laid(first + at, column)) !== undefined ||
          !sameFormat(tab.formats[first + at]?.[column], laid(first + at, column)),
      ),
    );
    for (const [from, part] of parts(filled)) {
      write(tab, first + from, 0, part, odd ? BOTH : 'userEnteredValue', laid);
    }
    tab.rows = wanted;
  }

  /** Rows of a tab that was added just now: nothing is there that could be written over. */
  function writeBlock(tab: Planned, first: number, rows: readonly (readonly Cell[])[]): void {
    const width = Math.max(...rows.map((it) => it.length));
    roomFor(tab, first + rows.length, width);
    const filled = rows.map((row) => Array.from({ length: width }, (_, at): Cell => row[at]));
    const present = (row: number, column: number) => tab.formats[row]?.[column];
    const odd = filled.some((row, at) =>
      row.some((cell, column) => formatNeeded(cell, present(first + at, column)) !== undefined),
    );
    for (const [from, part] of parts(filled))
      write(tab, first + from, 0, part, odd ? BOTH : 'userEnteredValue', present);
  }

  function writeCell(tab: Planned, row: number, column: number, cell: Cell): void {
    roomFor(tab, row + 1, column + 1);
    const present = tab.formats[row]?.[column];
    const fields = formatNeeded(cell, present) === undefined ? 'userEnteredValue' : BOTH;
    write(tab, row, column, [[cell]], fields, () => present);
  }

  /** Under the last row that holds anything, wherever that is by then: Sheets looks for it, so nothing is written over. */
  function appendRows(tab: Planned, rows: readonly NewRow[]): void {
    const first = Math.max(tab.rows.length, 1);
    const wanted = first + rows.length;
    // Room is made first, so that new rows look like the others and offer the same.
    if (tab.rowCount - wanted < FEW_ROWS) roomFor(tab, wanted + SPARE_ROWS, 0);
    if (tab.fresh) {
      writeBlock(
        tab,
        first,
        rows.map((it) => it.cells),
      );
      return;
    }
    requests.push({
      appendCells: {
        sheetId: tab.id,
        fields: BOTH,
        rows: rows.map(({ cells }, at) => ({
          values: cells.map((cell, column) => {
            const present = tab.formats[Math.min(first + at, tab.formats.length - 1)]?.[column];
            return sent(cell, formatNeeded(cell, present) ?? present);
          }),
        })),
      },
    });
    const longer = [...tab.rows];
    while (longer.length < first) longer.push([]);
    tab.rows = [...longer, ...rows.map((it) => it.cells)];
    tab.rowCount = Math.max(tab.rowCount, tab.rows.length);
  }

  function write(
    tab: Planned,
    row: number,
    column: number,
    cells: readonly (readonly Cell[])[],
    fields: string,
    present: (row: number, column: number) => NumberFormat | undefined = () => undefined,
  ): void {
    requests.push({
      updateCells: {
        start: { sheetId: tab.id, rowIndex: row, columnIndex: column },
        rows: cells.map((line, down) => ({
          values: line.map((cell, along) => {
            const format = present(row + down, column + along);
            return sent(cell, fields === BOTH ? (formatNeeded(cell, format) ?? format) : undefined);
          }),
        })),
        fields,
      },
    });
    const rows = [...tab.rows];
    for (const [down, line] of cells.entries()) {
      while (rows.length <= row + down) rows.push([]);
      const own = [...(rows[row + down] ?? [])];
      for (const [along, cell] of line.entries()) {
        while (own.length <= column + along) own.push(undefined);
        own[column + along] = cell;
      }
      rows[row + down] = own;
    }
    tab.rows = rows;
  }

  function sent(cell: Cell, format: NumberFormat | undefined): sheets_v4.Schema$CellData {
    const value = valueSent(cell, telling);
    return {
      ...(value === undefined ? {} : { userEnteredValue: value }),
      ...(format === undefined ? {} : { userEnteredFormat: { numberFormat: format } }),
    };
  }

  /**
   * A tab grows to hold what is written: never smaller, and told as a size, so that telling it twice is harmless. New
   * rows look like the last one and offer what it offers; its words, if somebody is just typing there, stay there.
   */
  function roomFor(tab: Planned, rows: number, columns: number): void {
    const fields: string[] = [];
    const last = tab.rowCount;
    if (rows > tab.rowCount) {
      tab.rowCount = rows;
      fields.push('gridProperties.rowCount');
    }
    if (columns > tab.columnCount) {
      tab.columnCount = columns;
      fields.push('gridProperties.columnCount');
    }
    if (fields.length === 0) return;
    setProperties(
      tab,
      { gridProperties: { rowCount: tab.rowCount, columnCount: tab.columnCount } },
      fields.join(','),
    );
    if (tab.rowCount === last || last < 2) return;
    const whole = { sheetId: tab.id, startColumnIndex: 0, endColumnIndex: tab.columnCount };
    for (const pasteType of ['PASTE_FORMAT', 'PASTE_DATA_VALIDATION']) {
      requests.push({
        copyPaste: {
          source: { ...whole, startRowIndex: last - 1, endRowIndex: last },
          destination: { ...whole, startRowIndex: last, endRowIndex: tab.rowCount },
          pasteType,
        },
      });
    }
    const look = tab.formats[last - 1] ?? [];
    const formats = [...tab.formats];
    while (formats.length < last) formats.push([]);
    while (formats.length < tab.rowCount) formats.push(look);
    tab.formats = formats;
  }

  /** Where few blank rows are left under people's last, more are added: but only along with something else. */
  function spare(): void {
    for (const tab of tabs) {
      if (tab.note?.owner !== 'people' || tab.rowCount - tab.rows.length >= FEW_ROWS) continue;
      roomFor(tab, tab.rows.length + SPARE_ROWS, 0);
    }
  }

  function planned(tab: Tab): Planned {
    return { ...tab, filtered: tab.filter !== undefined, fresh: false };
  }
}

const BOTH = 'userEnteredValue,userEnteredFormat.numberFormat';
const CLOSED = 'ALICE: questo foglio lo riscrive lei';
/** The number 0 belongs to no note. */
const NOTE_OF_ZERO = 2_000_000_000;
/** How many cells of a page travel in one request, so that a body can be cut between two. */
const CELLS_A_REQUEST = 10_000;

/** A value as it is entered: never parsed, so that «=1+1» stays a text. Nothing for a blank. */
export function valueSent(
  cell: Cell,
  telling: Telling,
): sheets_v4.Schema$ExtendedValue | undefined {
  if (cell === undefined || cell === '') return undefined;
  if (typeof cell === 'string') return { stringValue: cell };
  if (typeof cell === 'number') return { numberValue: cell };
  if (typeof cell === 'boolean') return { boolValue: cell };
  if (cell.kind === 'serial') return { numberValue: cell.serial };
  if (cell.kind === 'percent') return { numberValue: cell.fraction };
  if (cell.kind === 'error') return { formulaValue: `=${cell.error}` };
  return { formulaValue: sentFormula(cell.formula, telling) };
}

function sameRow(a: readonly Cell[], b: readonly Cell[]): boolean {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, at) => at).every(
    (at) => sameEntered(a[at], b[at]) && kindIn(a[at]) === kindIn(b[at]),
  );
}

function kindIn(cell: Cell): string {
  return typeof cell === 'object' ? cell.kind : typeof cell;
}

function sameFormat(a: NumberFormat | undefined, b: NumberFormat | undefined): boolean {
  return a?.type === b?.type && a?.pattern === b?.pattern;
}

function* parts(
  rows: readonly (readonly Cell[])[],
): Generator<[number, readonly (readonly Cell[])[]]> {
  const each = Math.max(1, Math.floor(CELLS_A_REQUEST / Math.max(1, rows[0]?.length ?? 1)));
  for (let from = 0; from < rows.length; from += each) yield [from, rows.slice(from, from + each)];
}

/** All cells of a column but its header. */
function under(tab: { readonly id: number }, column: number): sheets_v4.Schema$GridRange {
  return {
    sheetId: tab.id,
    startRowIndex: 1,
    startColumnIndex: column,
    endColumnIndex: column + 1,
  };
}

function single(
  tab: { readonly id: number },
  row: number,
  column: number,
): sheets_v4.Schema$GridRange {
  return {
    sheetId: tab.id,
    startRowIndex: row,
    endRowIndex: row + 1,
    startColumnIndex: column,
    endColumnIndex: column + 1,
  };
}

function isCell(range: sheets_v4.Schema$GridRange, row: number, column: number): boolean {
  return (
    (range.startRowIndex ?? 0) === row &&
    range.endRowIndex === row + 1 &&
    (range.startColumnIndex ?? 0) === column &&
    range.endColumnIndex === column + 1
  );
}

function sameRange(a: sheets_v4.Schema$GridRange, b: sheets_v4.Schema$GridRange): boolean {
  return (
    (a.sheetId ?? 0) === (b.sheetId ?? 0) &&
    (a.startRowIndex ?? 0) === (b.startRowIndex ?? 0) &&
    (a.endRowIndex ?? null) === (b.endRowIndex ?? null) &&
    (a.startColumnIndex ?? 0) === (b.startColumnIndex ?? 0) &&
    (a.endColumnIndex ?? null) === (b.endColumnIndex ?? null)
  );
}

function colourOf({ colour }: TabShape): sheets_v4.Schema$ColorStyle {
  return colour === undefined ? {} : colourStyle(colour);
}

/** A number between 1 and 2³⁰ that hangs on `name` alone, unless it is taken: the same change gives the same numbers. */
export function freeNumber(name: string, taken: ReadonlySet<number>): number {
  for (let round = 0; ; round += 1) {
    const bytes = createHash('sha256').update(`${round} ${name}`).digest();
    const number = (bytes.readUInt32BE(0) % 1_073_741_823) + 1;
    if (!taken.has(number)) return number;
  }
}

function digest(of: unknown): string {
  return createHash('sha256').update(JSON.stringify(of)).digest('hex').slice(0, 20);
}

/** What a page was built after. */
function shapeDigest(shape: TabShape): string {
  return digest(shape);
}
