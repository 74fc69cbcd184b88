import type { sheets_v4 } from '@googleapis/sheets';
import { reckoner } from './formula.ts';
import {
  type Area,
  areaName,
  areaOf,
  type Book,
  blankTab,
  cellAt,
  type GridCell,
  type Guard,
  overArea,
  putCell,
  rangeOf,
  type Tab,
  tabOf,
  usedSize,
} from './grid.ts';
import { clean, type Mask, merged, readMask } from './mask.ts';
import { carriedCell, orphaned, renamed, type Shift, shifted, sorted } from './shift.ts';
import {
  guardedRange,
  guardShown,
  guardsOver,
  mayEdit,
  propertiesShown,
  withRanges,
} from './shown.ts';
import { typedValue } from './typed.ts';
import { Refused, refusal } from './worded.ts';

/** Who asks for a batch and what numbers new things get. */
export interface Batch {
  readonly book: Book;
  readonly as: string;
  readonly now: number;
  /** A number never given before in this spreadsheet. */
  readonly newNumber: () => number;
  readonly newId: (length?: number) => string;
}

type Reply = sheets_v4.Schema$Response;
type Handler<K extends keyof sheets_v4.Schema$Request> = (
  batch: Batch,
  asked: NonNullable<sheets_v4.Schema$Request[K]>,
) => Reply | void;

/**
 * Carries out one request of a batch on `batch.book`, in place. Throws `Refused` in Google's words; whoever calls works
 * on a copy, so that a batch is done whole or not at all.
 */
export function carryOut(batch: Batch, request: sheets_v4.Schema$Request, index: number): Reply {
  const asked = Object.entries(request).filter(([, it]) => it !== undefined && it !== null);
  const [first] = asked;
  if (first === undefined || asked.length !== 1) {
    throw new Refused(
      refusal(
        400,
        first === undefined
          ? `Invalid requests[${index}]: No request set.`
          : `Invalid value at 'requests[${index}]' (oneof), oneof field 'kind' is already set. Cannot set '${asked[1]?.[0] ?? ''}'`,
      ),
    );
  }
  const [name, body] = first;
  // Each handler takes the body of its own request.
  const handler = HANDLERS[name as keyof typeof HANDLERS] as Handler<'addSheet'> | undefined;
  if (handler === undefined) {
    throw new Error(`the double of Sheets does not know the request ${name}: write it in batch.ts`);
  }
  try {
    return handler(batch, clean(body) as never) ?? {};
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    throw new Refused(prefixed(error, `Invalid requests[${index}].${name}: `));
  }
}

function prefixed({ answer }: Refused, prefix: string) {
  // What was refused was refused by `refusal`.
  const { error } = answer.body as { error: { code: number; message: string } };
  return refusal(error.code, prefix + error.message);
}

/** Refuses what an account may not edit, in Google's words. */
export function allowed(book: Book, range: sheets_v4.Schema$GridRange, as: string): void {
  if (guardsOver(book, range, as).length > 0) throw no(PROTECTED);
}

const PROTECTED =
  'You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove protection if you need to edit.';

const HANDLERS: { readonly [K in keyof sheets_v4.Schema$Request]?: Handler<K> } = {
  addSheet: ({ book, newNumber }, { properties = {} }) => {
    const { sheetId, index, gridProperties, sheetType: _, ...rest } = properties;
    const title = properties.title ?? freeTitle(book);
    untaken(book, title, undefined);
    const id = sheetId ?? newNumber();
    if (book.tabs.some((it) => it.id === id)) {
      throw no(`A sheet with the id ${id} already exists.`);
    }
    const tab = blankTab(id, title);
    const { rowCount, columnCount, ...grid } = gridProperties ?? {};
    tab.rowCount = rowCount ?? 1000;
    tab.columnCount = columnCount ?? 26;
    tab.properties = { ...rest, title, gridProperties: grid };
    within(book, 0);
    frozen(tab);
    book.tabs.splice(Math.min(index ?? book.tabs.length, book.tabs.length), 0, tab);
    within(book, 0);
    return { addSheet: { properties: propertiesShown(book, tab) } };
  },

  deleteSheet: ({ book, as }, { sheetId }) => {
    const tab = book.tabs.find((it) => it.id === (sheetId ?? 0));
    if (tab === undefined) throw no(`No sheet with id: ${sheetId ?? 0}`);
    if (book.tabs.length === 1) throw no("You can't remove all the sheets in a document.");
    if (book.tabs.every((it) => it === tab || it.properties.hidden === true)) {
      throw no("You can't remove all the visible sheets in a document.");
    }
    allowed(book, { sheetId: tab.id }, as);
    book.tabs = book.tabs.filter((it) => it !== tab);
    orphaned(book, tab);
  },

  updateSheetProperties: ({ book, as }, { properties = {}, fields }) => {
    const tab = tabOf(book, properties.sheetId);
    const mask = fieldsOf(fields);
    const before = propertiesShown(book, tab);
    const now = merged(before, properties, mask);
    if (now.sheetId !== tab.id && now.sheetId !== undefined)
      throw no('Cannot change the id of a sheet.');
    const title = now.title ?? '';
    if (title === '') throw no('Sheet name cannot be empty.');
    if (title !== tab.properties.title) {
      untaken(book, title, tab);
      allowed(book, { sheetId: tab.id }, as);
      renamed(book, tab.properties.title ?? '', title);
    }
    const {
      rowCount = tab.rowCount,
      columnCount = tab.columnCount,
      ...grid
    } = now.gridProperties ?? {};
    resized(book, tab, { rows: rowCount ?? tab.rowCount, columns: columnCount ?? tab.columnCount });
    const { sheetId: _id, index, sheetType: _type, ...rest } = now;
    tab.properties = { ...rest, title, gridProperties: grid };
    frozen(tab);
    if (tab.properties.hidden === true && book.tabs.every((it) => it.properties.hidden === true)) {
      throw no("You can't hide all the sheets in a document.");
    }
    const wanted = index ?? 0;
    if (wanted !== before.index) {
      const at = book.tabs.indexOf(tab);
      book.tabs.splice(at, 1);
      // Counted as if the tab were still where it was.
      book.tabs.splice(wanted > at ? wanted - 1 : wanted, 0, tab);
    }
  },

  updateSpreadsheetProperties: ({ book }, { properties = {}, fields }) => {
    book.properties = merged(book.properties, properties, fieldsOf(fields));
    if (!LOCALE.test(book.properties.locale ?? '')) {
      throw no(`Unsupported locale: ${book.properties.locale ?? ''}`);
    }
  },

  duplicateSheet: (
    { book, newNumber },
    { sourceSheetId, insertSheetIndex, newSheetId, newSheetName },
  ) => {
    const source = tabOf(book, sourceSheetId);
    const title = newSheetName ?? freeTitle(book, `Copia di ${source.properties.title ?? ''}`);
    untaken(book, title, undefined);
    const id = newSheetId ?? newNumber();
    if (book.tabs.some((it) => it.id === id)) throw no(`A sheet with the id ${id} already exists.`);
    const here = <T extends object>(range: T): T => ({ ...range, sheetId: id });
    const copy: Tab = {
      ...source,
      id,
      properties: { ...source.properties, title },
      rows: [...source.rows],
      heights: [...source.heights],
      widths: [...source.widths],
      merges: source.merges.map(here),
      conditionalFormats: source.conditionalFormats.map((it) => ({
        ...it,
        ranges: (it.ranges ?? []).map(here),
      })),
      protectedRanges: source.protectedRanges.map((it) => ({
        ...it,
        protectedRangeId: newNumber(),
        ...(it.range && { range: here(it.range) }),
      })),
      bandedRanges: source.bandedRanges.map((it) => ({
        ...it,
        bandedRangeId: newNumber(),
        ...(it.range && { range: here(it.range) }),
      })),
      basicFilter: source.basicFilter && {
        ...source.basicFilter,
        ...(source.basicFilter.range && { range: here(source.basicFilter.range) }),
      },
      charts: [],
      filterViews: [],
    };
    book.tabs.splice(insertSheetIndex ?? 0, 0, copy);
    within(book, 0);
    return { duplicateSheet: { properties: propertiesShown(book, copy) } };
  },

  updateCells: ({ book, as }, { rows = [], range, start, fields }) => {
    const mask = cellFields(fields);
    const tab = tabOf(book, (range ?? start)?.sheetId);
    const area = range
      ? areaOf(book, range)
      : {
          tab,
          top: start?.rowIndex ?? 0,
          left: start?.columnIndex ?? 0,
          bottom: (start?.rowIndex ?? 0) + rows.length,
          right:
            (start?.columnIndex ?? 0) + Math.max(...rows.map((it) => it.values?.length ?? 0), 0),
        };
    const height = rows.length;
    const width = Math.max(...rows.map((it) => it.values?.length ?? 0), 0);
    const [bottom, right] = range ? [area.bottom, area.right] : [tab.rowCount, tab.columnCount];
    if (area.top + height > bottom) throw outside('row', area.top + height - 1, bottom - 1);
    if (area.left + width > right) throw outside('column', area.left + width - 1, right - 1);
    allowed(book, rangeOf(area), as);
    overArea(area, (cell, row, column) => {
      const given = rows[row - area.top];
      // From a start, a row says only the cells it has; over a range, what is not said is cleared.
      if (!range && column - area.left >= (given?.values?.length ?? 0)) return cell;
      return written(cell, given?.values?.[column - area.left] ?? {}, mask);
    });
  },

  repeatCell: ({ book, as }, { range, cell = {}, fields }) => {
    const mask = cellFields(fields);
    const area = areaOf(book, range);
    allowed(book, rangeOf(area), as);
    const known = new Map<GridCell | undefined, GridCell | undefined>();
    const formula = cell.userEnteredValue?.formulaValue;
    overArea(area, (before, row, column) => {
      if (formula === undefined || formula === null) {
        // Cells alike become alike: thousands of them may share one.
        if (!known.has(before)) known.set(before, written(before, cell, mask));
        return known.get(before);
      }
      const made = written(before, cell, mask);
      return carriedCell(made, { rows: row - area.top, columns: column - area.left });
    });
  },

  appendCells: ({ book, as }, { sheetId, rows = [], fields }) => {
    const mask = cellFields(fields);
    const tab = tabOf(book, sheetId);
    const width = Math.max(...rows.map((it) => it.values?.length ?? 0), 0);
    if (width > tab.columnCount) throw outside('column', width - 1, tab.columnCount - 1);
    const top = usedSize(tab).rows;
    tab.rowCount = Math.max(tab.rowCount, top + rows.length);
    const area = { tab, top, left: 0, bottom: top + rows.length, right: width };
    allowed(book, rangeOf(area), as);
    overArea(area, (cell, row, column) => {
      const given = rows[row - top]?.values;
      return column < (given?.length ?? 0) ? written(cell, given?.[column] ?? {}, mask) : cell;
    });
    within(book, 0);
  },

  appendDimension: ({ book, as }, { sheetId, dimension, length }) => {
    const tab = tabOf(book, sheetId);
    if ((length ?? 0) <= 0) throw no('length must be greater than 0.');
    allowed(book, { sheetId: tab.id }, as);
    if (dimension === 'ROWS') tab.rowCount += length ?? 0;
    else tab.columnCount += length ?? 0;
    within(book, 0);
  },

  insertDimension: ({ book, as }, { range = {}, inheritFromBefore }) => {
    const { tab, dimension, from, to } = lines(book, range);
    const size = dimension === 'ROWS' ? tab.rowCount : tab.columnCount;
    const word = dimension === 'ROWS' ? 'row' : 'column';
    if (from > size) throw no(`range.startIndex[${from}] is after last ${word} in grid[${size}]`);
    if (inheritFromBefore === true && from === 0) {
      throw no('When inheritFromBefore is true, the start index must be greater than 0.');
    }
    unparted(book, { tab, dimension, at: from }, as);
    shifted(book, { tab, dimension, do: 'insert', from, to });
    const model = inheritFromBefore === true ? from - 1 : to;
    for (let line = from; line < to; line++) inherited(tab, dimension, model, line);
    within(book, 0);
  },

  deleteDimension: ({ book, as }, { range = {} }) => {
    const { tab, dimension, from, to } = lines(book, range);
    const size = dimension === 'ROWS' ? tab.rowCount : tab.columnCount;
    const word = dimension === 'ROWS' ? 'row' : 'column';
    if (to > size) {
      throw no(
        `Cannot delete a ${word} that doesn't exist. Tried to delete ${word} index ${to - 1} but there are only ${size} ${word}s.`,
      );
    }
    if (to - from >= size) throw no(`You can't delete all the ${word}s on the sheet.`);
    const held =
      tab.properties.gridProperties?.[
        dimension === 'ROWS' ? 'frozenRowCount' : 'frozenColumnCount'
      ] ?? 0;
    if (from <= held && to === size && held > 0) {
      throw no(`Sorry, it is not possible to delete all non-frozen ${word}s.`);
    }
    allowed(book, crossing(tab, dimension, from, to), as);
    shifted(book, { tab, dimension, do: 'delete', from, to });
  },

  moveDimension: ({ book, as }, { source = {}, destinationIndex }) => {
    const { tab, dimension, from, to } = lines(book, source);
    const before = destinationIndex ?? 0;
    const size = dimension === 'ROWS' ? tab.rowCount : tab.columnCount;
    if (to > size || before > size) throw no('Destination index is out of bounds of the grid.');
    if (before > from && before < to) {
      throw no('The destination index must not be within the source range.');
    }
    allowed(book, crossing(tab, dimension, from, to), as);
    shifted(book, { tab, dimension, do: 'move', from, to, before });
  },

  updateDimensionProperties: ({ book, as }, { range = {}, properties = {}, fields }) => {
    const mask = fieldsOf(fields);
    const { tab, dimension, from, to } = lines(book, range);
    const size = dimension === 'ROWS' ? tab.rowCount : tab.columnCount;
    if (to > size)
      throw no(
        `range.endIndex[${to}] is after last ${dimension === 'ROWS' ? 'row' : 'column'} in grid[${size}]`,
      );
    allowed(book, crossing(tab, dimension, from, to), as);
    const sizes = dimension === 'ROWS' ? tab.heights : tab.widths;
    for (let line = from; line < to; line++)
      sizes[line] = merged(sizes[line] ?? {}, properties, mask);
  },

  autoResizeDimensions: ({ book }, { dimensions = {} }) => {
    const { tab, dimension, from, to } = lines(book, dimensions);
    if (dimension === 'ROWS') {
      for (let line = from; line < to; line++)
        tab.heights[line] = { ...tab.heights[line], pixelSize: 21 };
      return;
    }
    for (let line = from; line < to; line++) {
      const longest = tab.rows.reduce((most, cells) => {
        const value = cells[line]?.value;
        return Math.max(most, String(value?.stringValue ?? value?.numberValue ?? '').length);
      }, 0);
      tab.widths[line] = { ...tab.widths[line], pixelSize: Math.max(21, longest * 7 + 6) };
    }
  },

  setDataValidation: ({ book, as }, { range, rule }) => {
    const area = areaOf(book, range);
    allowed(book, rangeOf(area), as);
    if (rule !== undefined) validated(rule);
    const known = new Map<GridCell | undefined, GridCell | undefined>();
    overArea(area, (cell) => {
      if (!known.has(cell)) {
        const { validation: _, ...rest } = cell ?? {};
        known.set(cell, rule === undefined ? rest : { ...rest, validation: rule });
      }
      return known.get(cell);
    });
  },

  addNamedRange: ({ book, as, newId }, { namedRange = {} }) => {
    areaOf(book, namedRange.range);
    freeName(book, namedRange.name ?? '', undefined);
    const id = namedRange.namedRangeId ?? newId(12);
    if (book.names.some((it) => it.namedRangeId === id)) {
      throw no(`A named range with id ${id} already exists.`);
    }
    const made = { ...namedRange, namedRangeId: id };
    allowed(book, {}, as);
    book.names = [...book.names, made];
    return { addNamedRange: { namedRange: withRanges(made) } };
  },

  updateNamedRange: ({ book }, { namedRange = {}, fields }) => {
    const found = book.names.find((it) => it.namedRangeId === namedRange.namedRangeId);
    if (found === undefined) throw no(`No named range with id: ${namedRange.namedRangeId ?? ''}`);
    const now = {
      ...merged(found, namedRange, fieldsOf(fields)),
      namedRangeId: found.namedRangeId,
    };
    areaOf(book, now.range);
    freeName(book, now.name ?? '', found);
    book.names = book.names.map((it) => (it === found ? (now as typeof found) : it));
  },

  deleteNamedRange: ({ book }, { namedRangeId }) => {
    if (!book.names.some((it) => it.namedRangeId === namedRangeId)) {
      throw no(`No named range with id: ${namedRangeId ?? ''}`);
    }
    book.names = book.names.filter((it) => it.namedRangeId !== namedRangeId);
  },

  addProtectedRange: ({ book, as, newNumber }, { protectedRange = {} }) => {
    const tab = guardedTab(book, protectedRange);
    const made: Guard = {
      ...protectedRange,
      protectedRangeId: protectedRange.protectedRangeId ?? newNumber(),
      madeBy: as,
    };
    if (allGuards(book).some((it) => it.protectedRangeId === made.protectedRangeId)) {
      throw no(`A protected range with id ${made.protectedRangeId} already exists.`);
    }
    tab.protectedRanges = [...tab.protectedRanges, made];
    return { addProtectedRange: { protectedRange: guardShown(book, made, as) } };
  },

  updateProtectedRange: ({ book, as }, { protectedRange = {}, fields }) => {
    const found = allGuards(book).find(
      (it) => it.protectedRangeId === protectedRange.protectedRangeId,
    );
    if (found === undefined)
      throw no(`No protected range with id: ${protectedRange.protectedRangeId ?? 0}`);
    if (!mayEdit(book, found, as)) throw no(PROTECTED);
    const { madeBy, ...given } = found;
    const now = {
      ...merged(given, protectedRange, fieldsOf(fields)),
      protectedRangeId: found.protectedRangeId ?? 0,
      madeBy,
    };
    for (const tab of book.tabs)
      tab.protectedRanges = tab.protectedRanges.filter((it) => it !== found);
    const home = guardedTab(book, now);
    home.protectedRanges = [...home.protectedRanges, now];
  },

  deleteProtectedRange: ({ book, as }, { protectedRangeId }) => {
    const found = allGuards(book).find((it) => it.protectedRangeId === protectedRangeId);
    if (found === undefined) throw no(`No protected range with id: ${protectedRangeId ?? 0}`);
    if (!mayEdit(book, found, as)) throw no(PROTECTED);
    for (const tab of book.tabs)
      tab.protectedRanges = tab.protectedRanges.filter((it) => it !== found);
  },

  addConditionalFormatRule: ({ book, as }, { rule = {}, index }) => {
    const tab = ruled(book, rule, as);
    const at = index ?? 0;
    if (at > tab.conditionalFormats.length) {
      throw no(
        `Cannot add a conditional format rule at index ${at}, there are only ${tab.conditionalFormats.length} rules.`,
      );
    }
    tab.conditionalFormats = tab.conditionalFormats.toSpliced(at, 0, rule);
  },

  updateConditionalFormatRule: ({ book, as }, { rule, sheetId, index, newIndex }) => {
    const old = index ?? 0;
    const first = rule === undefined ? tabOf(book, sheetId) : ruled(book, rule, as);
    const before = first.conditionalFormats[old];
    if (before === undefined)
      throw no(`No conditional format on sheet: ${first.id} at index: ${old}`);
    const now = rule ?? before;
    const at = rule === undefined ? (newIndex ?? 0) : old;
    first.conditionalFormats = first.conditionalFormats.toSpliced(old, 1).toSpliced(at, 0, now);
    return {
      updateConditionalFormatRule: {
        newRule: withRanges(now),
        ...(at !== 0 && { newIndex: at }),
        oldRule: withRanges(before),
        ...(old !== 0 && { oldIndex: old }),
      },
    };
  },

  deleteConditionalFormatRule: ({ book, as }, { sheetId, index }) => {
    const tab = tabOf(book, sheetId);
    const rule = tab.conditionalFormats[index ?? 0];
    if (rule === undefined)
      throw no(`No conditional format on sheet: ${tab.id} at index: ${index ?? 0}`);
    for (const range of rule.ranges ?? []) allowed(book, range, as);
    tab.conditionalFormats = tab.conditionalFormats.toSpliced(index ?? 0, 1);
    return { deleteConditionalFormatRule: { rule: withRanges(rule) } };
  },

  addBanding: ({ book, as, newNumber }, { bandedRange = {} }) => {
    const area = areaOf(book, bandedRange.range);
    allowed(book, rangeOf(area), as);
    const made = { ...bandedRange, bandedRangeId: bandedRange.bandedRangeId ?? newNumber() };
    const crossed = area.tab.bandedRanges.some((it) => it.range && overlaps(book, it.range, area));
    if (crossed) {
      throw no(
        'You cannot add alternating background colors to a range that already has alternating background colors.',
      );
    }
    area.tab.bandedRanges = [...area.tab.bandedRanges, made];
    return { addBanding: { bandedRange: withRanges(made) } };
  },

  updateBanding: ({ book }, { bandedRange = {}, fields }) => {
    const tab = book.tabs.find((it) =>
      it.bandedRanges.some((one) => one.bandedRangeId === bandedRange.bandedRangeId),
    );
    if (tab === undefined) throw no(`No banding with id: ${bandedRange.bandedRangeId ?? 0}`);
    tab.bandedRanges = tab.bandedRanges.map((it) => {
      if (it.bandedRangeId !== bandedRange.bandedRangeId) return it;
      const now = {
        ...merged(it, bandedRange, fieldsOf(fields)),
        bandedRangeId: it.bandedRangeId ?? 0,
      };
      areaOf(book, now.range);
      return now;
    });
  },

  deleteBanding: ({ book }, { bandedRangeId }) => {
    const tab = book.tabs.find((it) =>
      it.bandedRanges.some((one) => one.bandedRangeId === bandedRangeId),
    );
    if (tab === undefined) throw no(`No banding with id: ${bandedRangeId ?? 0}`);
    tab.bandedRanges = tab.bandedRanges.filter((it) => it.bandedRangeId !== bandedRangeId);
  },

  setBasicFilter: ({ book, as }, { filter = {} }) => {
    const area = areaOf(book, filter.range);
    allowed(book, rangeOf(area), as);
    area.tab.basicFilter = filter;
  },

  clearBasicFilter: ({ book }, { sheetId }) => {
    tabOf(book, sheetId).basicFilter = undefined;
  },

  copyPaste: (
    { book, as, now },
    { source, destination, pasteType = 'PASTE_NORMAL', pasteOrientation },
  ) => {
    const from = areaOf(book, source);
    const into = areaOf(book, destination);
    const turned = pasteOrientation === 'TRANSPOSE';
    const [height, width] = sizeOf(from, turned);
    const [rows, columns] = [into.bottom - into.top, into.right - into.left];
    const all = {
      ...into,
      // A destination of another size than a multiple takes the source once, even beyond its end.
      bottom: into.top + (rows % height === 0 && rows > 0 ? rows : height),
      right: into.left + (columns % width === 0 && columns > 0 ? columns : width),
    };
    areaOf(book, rangeOf(all));
    allowed(book, rangeOf(all), as);
    const sheets = reckoner(book, now);
    const taken = Array.from({ length: from.bottom - from.top }, (_, row) =>
      Array.from({ length: from.right - from.left }, (_2, column) => {
        const cell = cellAt(from.tab, from.top + row, from.left + column);
        const { effective, shows } = sheets.worked(from.tab, from.top + row, from.left + column);
        return { cell, effective, shows };
      }),
    );
    overArea(all, (before, row, column) => {
      const [down, across] = [(row - all.top) % height, (column - all.left) % width];
      const [sourceRow, sourceColumn] = turned ? [across, down] : [down, across];
      const it = taken[sourceRow]?.[sourceColumn];
      const by = { rows: row - from.top - sourceRow, columns: column - from.left - sourceColumn };
      return pasted(before, carriedCell(it?.cell, by), it?.effective, pasteType ?? 'PASTE_NORMAL');
    });
  },

  cutPaste: ({ book, as, now }, { source, destination, pasteType }) => {
    const from = areaOf(book, source);
    const tab = tabOf(book, destination?.sheetId);
    const [top, left] = [destination?.rowIndex ?? 0, destination?.columnIndex ?? 0];
    const into = {
      tab,
      top,
      left,
      bottom: top + from.bottom - from.top,
      right: left + from.right - from.left,
    };
    areaOf(book, rangeOf(into));
    allowed(book, rangeOf(from), as);
    allowed(book, rangeOf(into), as);
    const sheets = reckoner(book, now);
    const taken = new Map<
      string,
      readonly [GridCell | undefined, sheets_v4.Schema$ExtendedValue | undefined]
    >();
    overArea(from, (cell, row, column) => {
      taken.set(`${row - from.top} ${column - from.left}`, [
        cell,
        sheets.worked(from.tab, row, column).effective,
      ]);
      return cell;
    });
    overArea(from, () => undefined);
    overArea(into, (before, row, column) => {
      const [cell, effective] = taken.get(`${row - top} ${column - left}`) ?? [];
      return pasted(before, cell, effective, pasteType ?? 'PASTE_NORMAL');
    });
  },

  findReplace: ({ book, as }, asked) => {
    const {
      find = '',
      replacement = '',
      matchCase,
      matchEntireCell,
      searchByRegex,
      includeFormulas,
    } = asked;
    if (!find) throw no('find cannot be empty.');
    const plain =
      searchByRegex === true ? find : find.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
    const pattern = new RegExp(
      matchEntireCell === true ? `^(?:${plain})$` : plain,
      matchCase === true ? 'gu' : 'giu',
    );
    const areas = asked.range
      ? [areaOf(book, asked.range)]
      : (asked.allSheets === true ? book.tabs : [tabOf(book, asked.sheetId)]).map((it) =>
          areaOf(book, { sheetId: it.id }),
        );
    const told = {
      occurrencesChanged: 0,
      valuesChanged: 0,
      formulasChanged: 0,
      rowsChanged: 0,
      sheetsChanged: 0,
    };
    for (const area of areas) {
      const rows = new Set<number>();
      overArea({ ...area, bottom: Math.min(area.bottom, area.tab.rows.length) }, (cell, row) => {
        const formula = cell?.value?.formulaValue;
        const text =
          includeFormulas === true && typeof formula === 'string'
            ? formula
            : cell?.value?.stringValue;
        if (cell === undefined || typeof text !== 'string') return cell;
        const count = text.match(pattern)?.length ?? 0;
        if (count === 0) return cell;
        allowed(book, { sheetId: area.tab.id, startRowIndex: row, endRowIndex: row + 1 }, as);
        const by =
          searchByRegex === true
            ? (replacement ?? '')
            : (replacement ?? '').replaceAll('$', '$$$$');
        const made = text.replace(pattern, by);
        rows.add(row);
        told.occurrencesChanged += count;
        told[text === formula ? 'formulasChanged' : 'valuesChanged'] += 1;
        return {
          ...cell,
          value: text === formula ? { formulaValue: made } : { stringValue: made },
        };
      });
      told.rowsChanged += rows.size;
      told.sheetsChanged += rows.size > 0 ? 1 : 0;
    }
    return { findReplace: withRanges(told) };
  },

  sortRange: ({ book, as, now }, { range, sortSpecs = [] }) => {
    const area = areaOf(book, range);
    allowed(book, rangeOf(area), as);
    const sheets = reckoner(book, now);
    const keys = sortSpecs.map((spec) => ({
      column: spec.dimensionIndex ?? 0,
      down: spec.sortOrder === 'DESCENDING' ? -1 : 1,
    }));
    if (keys.some(({ column }) => column < area.left || column >= area.right)) {
      throw no('Sort dimension index must be within the range being sorted.');
    }
    const bottom = Math.min(area.bottom, Math.max(area.tab.rows.length, area.top));
    sorted({ ...area, bottom }, (a, b) => {
      for (const { column, down } of keys) {
        const order = ordered(
          sheets.worked(area.tab, a, column).effective,
          sheets.worked(area.tab, b, column).effective,
          down,
        );
        if (order !== 0) return order;
      }
      return 0;
    });
  },

  addChart: ({ book, newNumber }, { chart = {} }) => {
    const anchor = chart.position?.overlayPosition?.anchorCell;
    const tab = tabOf(book, anchor?.sheetId);
    if (!chart.spec) throw no('Chart must have a spec.');
    if (
      anchor &&
      ((anchor.rowIndex ?? 0) >= tab.rowCount || (anchor.columnIndex ?? 0) >= tab.columnCount)
    ) {
      throw no('Chart anchor cell is out of bounds of the grid.');
    }
    drawn(book, chart.spec);
    const chartId = chart.chartId ?? newNumber();
    if (book.tabs.some((it) => it.charts.some((one) => one.chartId === chartId))) {
      throw no(`A chart with id ${chartId} already exists.`);
    }
    const overlayPosition = {
      widthPixels: 600,
      heightPixels: 371,
      anchorCell: { sheetId: tab.id },
      ...chart.position?.overlayPosition,
    };
    const made = { ...chart, chartId, position: { ...chart.position, overlayPosition } };
    tab.charts = [...tab.charts, made];
    return { addChart: { chart: withRanges(made) } };
  },

  updateChartSpec: ({ book }, { chartId, spec }) => {
    if (!spec) throw no('Chart must have a spec.');
    drawn(book, spec);
    withChart(book, chartId, (it) => ({ ...it, spec }));
  },

  updateEmbeddedObjectPosition: ({ book }, { objectId, newPosition = {}, fields }) => {
    const overlay = newPosition.overlayPosition ?? {};
    if (overlay.anchorCell) tabOf(book, overlay.anchorCell.sheetId);
    const made = withChart(book, objectId, (it) => ({
      ...it,
      position: {
        ...it.position,
        overlayPosition: merged(it.position?.overlayPosition ?? {}, overlay, fieldsOf(fields)),
      },
    }));
    return { updateEmbeddedObjectPosition: { position: withRanges(made.position ?? {}) } };
  },

  deleteEmbeddedObject: ({ book }, { objectId }) => {
    withChart(book, objectId, () => undefined);
  },

  createDeveloperMetadata: ({ book, newNumber }, { developerMetadata = {} }) => {
    if (!developerMetadata.metadataKey) throw no('Metadata key must be set.');
    if (!developerMetadata.visibility) throw no('Metadata visibility must be set.');
    const made = {
      ...developerMetadata,
      metadataId: developerMetadata.metadataId ?? newNumber(),
      location: locatedAt(book, developerMetadata.location),
    };
    if (book.metadata.some((it) => it.metadataId === made.metadataId)) {
      throw no(`Developer metadata with id ${made.metadataId} already exists.`);
    }
    book.metadata = [...book.metadata, made];
    return { createDeveloperMetadata: { developerMetadata: withRanges(made) } };
  },

  updateDeveloperMetadata: ({ book }, { dataFilters = [], developerMetadata = {}, fields }) => {
    const mask = fieldsOf(fields);
    const chosen = book.metadata.filter((it) =>
      dataFilters.some((one) => isMatched(book, it, one)),
    );
    if (chosen.length === 0) throw no('No developer metadata matched the data filters.');
    const made = new Map(
      chosen.map((it) => {
        const now = merged(it, developerMetadata, mask);
        return [
          it,
          { ...now, metadataId: it.metadataId ?? 0, location: locatedAt(book, now.location) },
        ];
      }),
    );
    book.metadata = book.metadata.map((it) => made.get(it) ?? it);
    return { updateDeveloperMetadata: { developerMetadata: [...made.values()].map(withRanges) } };
  },

  deleteDeveloperMetadata: ({ book }, { dataFilter = {} }) => {
    const gone = book.metadata.filter((it) => isMatched(book, it, dataFilter));
    book.metadata = book.metadata.filter((it) => !gone.includes(it));
    return { deleteDeveloperMetadata: { deletedDeveloperMetadata: gone.map(withRanges) } };
  },

  mergeCells: ({ book, as }, { range, mergeType }) => {
    const area = areaOf(book, range);
    allowed(book, rangeOf(area), as);
    const { tab } = area;
    if (tab.merges.some((it) => overlaps(book, it, area) && !sameArea(areaOf(book, it), area))) {
      throw no('You must select all cells in a merged range to merge or unmerge them.');
    }
    const parts =
      mergeType === 'MERGE_ROWS'
        ? Array.from({ length: area.bottom - area.top }, (_, at) => ({
            ...area,
            top: area.top + at,
            bottom: area.top + at + 1,
          }))
        : mergeType === 'MERGE_COLUMNS'
          ? Array.from({ length: area.right - area.left }, (_, at) => ({
              ...area,
              left: area.left + at,
              right: area.left + at + 1,
            }))
          : [area];
    for (const part of parts) {
      // Only the first cell keeps its value.
      overArea(part, (cell, row, column) => {
        if (row === part.top && column === part.left) return cell;
        const { value: _, ...rest } = cell ?? {};
        return rest;
      });
    }
    tab.merges = [...tab.merges.filter((it) => !overlaps(book, it, area)), ...parts.map(rangeOf)];
  },

  unmergeCells: ({ book, as }, { range }) => {
    const area = areaOf(book, range);
    allowed(book, rangeOf(area), as);
    area.tab.merges = area.tab.merges.filter((it) => !overlaps(book, it, area));
  },

  insertRange: ({ book, as }, { range, shiftDimension }) => {
    const area = areaOf(book, range);
    allowed(book, toTheEnd(area, shiftDimension), as);
    pushed(area, shiftDimension, 'insert');
  },

  deleteRange: ({ book, as }, { range, shiftDimension }) => {
    const area = areaOf(book, range);
    allowed(book, toTheEnd(area, shiftDimension), as);
    pushed(area, shiftDimension, 'delete');
  },

  updateBorders: (
    { book, as },
    { range, top, bottom, left, right, innerHorizontal, innerVertical },
  ) => {
    const area = areaOf(book, range);
    allowed(book, rangeOf(area), as);
    overArea(area, (cell, row, column) => {
      const sides = {
        top: row === area.top ? top : innerHorizontal,
        bottom: row === area.bottom - 1 ? bottom : innerHorizontal,
        left: column === area.left ? left : innerVertical,
        right: column === area.right - 1 ? right : innerVertical,
      };
      const said = Object.fromEntries(Object.entries(sides).filter(([, it]) => it !== undefined));
      return {
        ...cell,
        format: { ...cell?.format, borders: { ...cell?.format?.borders, ...said } },
      };
    });
  },

  trimWhitespace: ({ book, as }, { range }) => {
    const area = usedIn(areaOf(book, range));
    allowed(book, rangeOf(area), as);
    let cellsChangedCount = 0;
    overArea(area, (cell) => {
      const words = cell?.value?.stringValue;
      const bare = words?.trim().replaceAll(/\s+/g, ' ');
      if (typeof words !== 'string' || bare === words) return cell;
      cellsChangedCount += 1;
      return { ...cell, value: { stringValue: bare ?? '' } };
    });
    return { trimWhitespace: withRanges({ cellsChangedCount }) };
  },

  deleteDuplicates: ({ book, as, now }, { range, comparisonColumns = [] }) => {
    const area = usedIn(areaOf(book, range));
    allowed(book, rangeOf(area), as);
    const sheets = reckoner(book, now);
    const chosen = comparisonColumns.map((it) => lines(book, { ...it, sheetId: area.tab.id }));
    const compared = (column: number) =>
      chosen.length === 0 || chosen.some((it) => column >= it.from && column < it.to);
    const seen = new Set<string>();
    const kept: (GridCell | undefined)[][] = [];
    for (let row = area.top; row < area.bottom; row++) {
      const key: unknown[] = [];
      for (let column = area.left; column < area.right; column++) {
        if (compared(column)) key.push(sheets.worked(area.tab, row, column).effective ?? null);
      }
      const text = JSON.stringify(key).toLowerCase();
      if (!seen.has(text)) kept.push((area.tab.rows[row] ?? []).slice(area.left, area.right));
      seen.add(text);
    }
    overArea(area, (_, row, column) => kept[row - area.top]?.[column - area.left]);
    const duplicatesRemovedCount = area.bottom - area.top - kept.length;
    return { deleteDuplicates: withRanges({ duplicatesRemovedCount }) };
  },

  textToColumns: ({ book, as, now }, { source, delimiter, delimiterType }) => {
    const area = usedIn(areaOf(book, source));
    if (area.right - area.left !== 1) throw no('The source range must span exactly one column.');
    const sign = delimiterType === 'CUSTOM' ? delimiter : DELIMITERS[delimiterType ?? ''];
    for (let row = area.top; row < area.bottom; row++) {
      const cell = cellAt(area.tab, row, area.left);
      const words = cell?.value?.stringValue;
      if (typeof words !== 'string') continue;
      laidOut({ book, as, now }, { ...area, top: row }, [words.split(sign ?? ',')]);
    }
  },

  pasteData: ({ book, as, now }, { coordinate = {}, data, delimiter }) => {
    const tab = tabOf(book, coordinate.sheetId);
    const rows = (data ?? '').split('\n').map((it) => it.split(delimiter ?? '\t'));
    const [top, left] = [coordinate.rowIndex ?? 0, coordinate.columnIndex ?? 0];
    laidOut({ book, as, now }, { tab, top, left, bottom: top, right: left }, rows);
  },

  autoFill: ({ book, as }, { range, sourceAndDestination }) => {
    const from = areaOf(book, sourceAndDestination?.source ?? range);
    const rows = sourceAndDestination?.dimension !== 'COLUMNS';
    const length = sourceAndDestination?.fillLength ?? 0;
    // Without a length, what holds a value is the model of the rest.
    const model = sourceAndDestination
      ? from
      : { ...from, bottom: Math.max(Math.min(from.bottom, usedSize(from.tab).rows), from.top + 1) };
    const all = sourceAndDestination
      ? areaOf(
          book,
          rangeOf(
            rows
              ? { ...from, bottom: from.bottom + length }
              : { ...from, right: from.right + length },
          ),
        )
      : from;
    allowed(book, rangeOf(all), as);
    const [height, width] = [model.bottom - model.top, model.right - model.left];
    overArea(all, (cell, row, column) => {
      if (row < model.bottom && column < model.right) return cell;
      const source = {
        row: model.top + ((row - model.top) % height),
        column: model.left + ((column - model.left) % width),
      };
      const by = { rows: row - source.row, columns: column - source.column };
      const { note: _, ...made } =
        carriedCell(cellAt(model.tab, source.row, source.column), by) ?? {};
      return made;
    });
  },

  randomizeRange: ({ book, as }, { range }) => {
    const area = usedIn(areaOf(book, range));
    allowed(book, rangeOf(area), as);
    // Another order, and the same in every run.
    sorted(area, (a, b) => ((a * 7_919) % 104_729) - ((b * 7_919) % 104_729));
  },

  addFilterView: ({ book, newNumber }, { filter = {} }) => {
    const { tab } = areaOf(book, filter.range);
    const made = { ...filter, filterViewId: filter.filterViewId ?? newNumber() };
    tab.filterViews = [...tab.filterViews, made];
    return { addFilterView: { filter: withRanges(made) } };
  },

  updateFilterView: ({ book }, { filter = {}, fields }) => {
    const tab = viewedTab(book, filter.filterViewId);
    const mask = fieldsOf(fields);
    tab.filterViews = tab.filterViews.map((it) =>
      it.filterViewId === filter.filterViewId
        ? { ...merged(it, filter, mask), filterViewId: it.filterViewId ?? 0 }
        : it,
    );
  },

  duplicateFilterView: ({ book, newNumber }, { filterId }) => {
    const tab = viewedTab(book, filterId);
    const source = tab.filterViews.find((it) => it.filterViewId === filterId);
    const made = { ...source, filterViewId: newNumber(), title: `Copia di ${source?.title ?? ''}` };
    tab.filterViews = [...tab.filterViews, made];
    return { duplicateFilterView: { filter: withRanges(made) } };
  },

  deleteFilterView: ({ book }, { filterId }) => {
    const tab = viewedTab(book, filterId);
    tab.filterViews = tab.filterViews.filter((it) => it.filterViewId !== filterId);
  },
};

/** A cell with the masked fields as given; writing a value puts an end to its runs. */
export function written(
  cell: GridCell | undefined,
  given: sheets_v4.Schema$CellData,
  mask: Mask,
): GridCell | undefined {
  const before = { ...(cell && asData(cell)) };
  const now = merged(before, given, mask === true ? WRITABLE : mask);
  const value = now.userEnteredValue;
  if (value?.errorValue) throw no('errorValue is read only and cannot be set.');
  const kinds = Object.keys(value ?? {});
  if (kinds.length > 1) throw no('Only one kind of value may be set in a cell.');
  const formula = value?.formulaValue;
  if (typeof formula === 'string' && !formula.startsWith('=')) {
    throw no(`Formula must begin with "=": ${formula}`);
  }
  if ((value?.stringValue?.length ?? 0) > 50_000) {
    throw no('Your input contains more than the maximum of 50000 characters in a single cell.');
  }
  if (now.dataValidation) validated(now.dataValidation);
  const rewrittenValue =
    now.userEnteredValue !== before.userEnteredValue && given.textFormatRuns === undefined;
  const made: GridCell = {
    ...(value && kinds.length > 0 && value.stringValue !== '' && { value }),
    ...(now.userEnteredFormat &&
      Object.keys(now.userEnteredFormat).length > 0 && { format: now.userEnteredFormat }),
    ...(now.note ? { note: now.note } : {}),
    ...(now.dataValidation && { validation: now.dataValidation }),
    ...(now.textFormatRuns && !rewrittenValue && { runs: now.textFormatRuns }),
    ...(now.chipRuns && !rewrittenValue && { chips: now.chipRuns }),
  };
  return made;
}

function asData(cell: GridCell): sheets_v4.Schema$CellData {
  return {
    ...(cell.value && { userEnteredValue: cell.value }),
    ...(cell.format && { userEnteredFormat: cell.format }),
    ...(cell.note !== undefined && { note: cell.note }),
    ...(cell.validation && { dataValidation: cell.validation }),
    ...(cell.runs && { textFormatRuns: [...cell.runs] }),
    ...(cell.chips && { chipRuns: [...cell.chips] }),
  };
}

/** The fields of a cell that can be written; every other is Google's to tell. */
const CELL_FIELDS = [
  'userEnteredValue',
  'userEnteredFormat',
  'note',
  'dataValidation',
  'textFormatRuns',
  'chipRuns',
];
const WRITABLE: Mask = new Map(CELL_FIELDS.map((it) => [it, true]));

/** Dropdowns cannot ask for these. https://github.com/taylorwilsdon/google_workspace_mcp/issues/892 */
const ONLY_FORMATS = new Set(['BLANK', 'NOT_BLANK', 'TEXT_STARTS_WITH', 'TEXT_ENDS_WITH']);

const LOCALE = /^[a-z]{2,3}(?:_[A-Z]{2})?$/;

/** No spreadsheet has more cells. https://support.google.com/drive/answer/37603 */
const MOST_CELLS = 10_000_000;

function no(message: string): Refused {
  return new Refused(refusal(400, message));
}

function outside(what: 'row' | 'column', at: number, last: number): Refused {
  return no(`Attempting to write ${what}: ${at}, beyond the last requested ${what} of: ${last}`);
}

function fieldsOf(fields: string | null | undefined): Mask {
  if (!fields) {
    throw no("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)");
  }
  const mask = readMask(fields);
  if (mask === undefined) throw no(`Invalid field mask: ${fields}`);
  return mask;
}

function cellFields(fields: string | null | undefined): Mask {
  const mask = fieldsOf(fields);
  if (mask === true) return mask;
  const unknown = [...mask.keys()].find((it) => !CELL_FIELDS.includes(it) && it !== 'pivotTable');
  if (unknown !== undefined) throw no(`Invalid field: ${unknown}`);
  return mask;
}

function freeTitle(book: Book, wanted?: string): string {
  const titles = new Set(book.tabs.map((it) => it.properties.title));
  if (wanted !== undefined && !titles.has(wanted)) return wanted;
  const base = wanted === undefined ? 'Foglio' : `${wanted} `;
  for (let number = wanted === undefined ? book.tabs.length + 1 : 2; ; number++) {
    if (!titles.has(`${base}${number}`)) return `${base}${number}`;
  }
}

function untaken(book: Book, title: string, own: Tab | undefined): void {
  if (title.length > 100) throw no('Sheet name cannot be longer than 100 characters.');
  const taken = book.tabs.some(
    (it) => it !== own && it.properties.title?.toLowerCase() === title.toLowerCase(),
  );
  if (taken) {
    throw no(`A sheet with the name "${title}" already exists. Please enter another name.`);
  }
}

function freeName(book: Book, name: string, own: object | undefined): void {
  if (
    !/^[\p{L}_][\p{L}\p{N}_]{0,249}$/u.test(name) ||
    /^(?:true|false|[A-Z]{1,3}\d+|R\d*C\d*)$/i.test(name)
  ) {
    throw no(`The name of a named range is invalid: ${name}`);
  }
  if (book.names.some((it) => it !== own && it.name?.toLowerCase() === name.toLowerCase())) {
    throw no(
      `Cannot add named range with name: ${name}. A named range with that name already exists.`,
    );
  }
}

function within(book: Book, more: number): void {
  const cells = book.tabs.reduce((sum, it) => sum + it.rowCount * it.columnCount, more);
  if (cells > MOST_CELLS) {
    throw no(
      `This action would increase the number of cells in the workbook above the limit of ${MOST_CELLS} cells.`,
    );
  }
}

function frozen(tab: Tab): void {
  const { frozenRowCount, frozenColumnCount } = tab.properties.gridProperties ?? {};
  if ((frozenRowCount ?? 0) >= tab.rowCount)
    throw no("You can't freeze all visible rows on the sheet.");
  if ((frozenColumnCount ?? 0) >= tab.columnCount) {
    throw no("You can't freeze all visible columns on the sheet.");
  }
}

/** A grid made smaller loses its last lines, as if they were deleted. */
function resized(
  book: Book,
  tab: Tab,
  { rows, columns }: { readonly rows: number; readonly columns: number },
): void {
  if (rows < 1 || columns < 1) throw no('A grid must have at least one row and one column.');
  if (rows < tab.rowCount)
    shifted(book, { tab, dimension: 'ROWS', do: 'delete', from: rows, to: tab.rowCount });
  if (columns < tab.columnCount) {
    shifted(book, { tab, dimension: 'COLUMNS', do: 'delete', from: columns, to: tab.columnCount });
  }
  tab.rowCount = rows;
  tab.columnCount = columns;
  within(book, 0);
}

function lines(
  book: Book,
  range: sheets_v4.Schema$DimensionRange,
): Pick<Shift, 'tab' | 'dimension' | 'from' | 'to'> {
  const tab = tabOf(book, range.sheetId);
  const { dimension } = range;
  if (dimension !== 'ROWS' && dimension !== 'COLUMNS')
    throw no('Dimension must be ROWS or COLUMNS.');
  const from = range.startIndex ?? 0;
  const to = range.endIndex ?? (dimension === 'ROWS' ? tab.rowCount : tab.columnCount);
  if (from < 0 || to <= from) {
    throw no(`range.endIndex[${to}] must be greater than range.startIndex[${from}]`);
  }
  return { tab, dimension, from, to };
}

/** The cells lines cross. */
function crossing(
  tab: Tab,
  dimension: 'ROWS' | 'COLUMNS',
  from: number,
  to: number,
): sheets_v4.Schema$GridRange {
  return dimension === 'ROWS'
    ? { sheetId: tab.id, startRowIndex: from, endRowIndex: to }
    : { sheetId: tab.id, startColumnIndex: from, endColumnIndex: to };
}

/** Refuses lines put in the midst of what is protected; before it or after it they do no harm. */
function unparted(
  book: Book,
  {
    tab,
    dimension,
    at,
  }: { readonly tab: Tab; readonly dimension: 'ROWS' | 'COLUMNS'; readonly at: number },
  as: string,
): void {
  const before = guardsOver(book, crossing(tab, dimension, at - 1, at), as);
  const after = guardsOver(book, crossing(tab, dimension, at, at + 1), as);
  const whole = guardsOver(book, { sheetId: tab.id }, as).filter((it) =>
    isWhole(guardedRange(book, it)),
  );
  if (whole.length > 0 || (at > 0 && before.some((it) => after.includes(it)))) throw no(PROTECTED);
}

/** An area down to the last row that has anything. */
function usedIn(area: Area): Area {
  return { ...area, bottom: Math.max(Math.min(area.bottom, area.tab.rows.length), area.top) };
}

/** Puts texts side by side from the first cell of an area, each as if it were typed. */
function laidOut(
  { book, as, now }: Pick<Batch, 'book' | 'as' | 'now'>,
  { tab, top, left }: Area,
  rows: readonly (readonly string[])[],
): void {
  const width = Math.max(...rows.map((it) => it.length), 0);
  const area = { tab, top, left, bottom: top + rows.length, right: left + width };
  areaOf(book, rangeOf(area));
  allowed(book, rangeOf(area), as);
  const locale = book.properties.locale ?? 'en_US';
  overArea(area, (cell, row, column) => {
    const words = rows[row - top]?.[column - left];
    if (words === undefined) return cell;
    const { value, format } = typedValue(words, {
      locale,
      now,
      cell: cell?.format?.numberFormat ?? undefined,
    });
    const { value: _, ...looks } = cell ?? {};
    return {
      ...looks,
      ...(format && { format: { ...looks.format, numberFormat: format } }),
      ...(value && { value }),
    };
  });
}

const DELIMITERS: Readonly<Record<string, string>> = {
  COMMA: ',',
  SEMICOLON: ';',
  PERIOD: '.',
  SPACE: ' ',
};

function viewedTab(book: Book, id: number | null | undefined): Tab {
  const tab = book.tabs.find((it) => it.filterViews.some((one) => one.filterViewId === id));
  if (tab === undefined) throw no(`No filter view with id: ${id ?? 0}`);
  return tab;
}

function isWhole(range: sheets_v4.Schema$GridRange | undefined): boolean {
  const { startRowIndex, endRowIndex, startColumnIndex, endColumnIndex } = range ?? {};
  const open = (it: number | null | undefined) => it === undefined || it === null;
  return open(endRowIndex) && open(endColumnIndex) && !startRowIndex && !startColumnIndex;
}

function inherited(tab: Tab, dimension: 'ROWS' | 'COLUMNS', model: number, line: number): void {
  const looks = (cell: GridCell | undefined): GridCell | undefined =>
    cell && {
      ...(cell.format && { format: cell.format }),
      ...(cell.validation && { validation: cell.validation }),
    };
  if (dimension === 'ROWS') {
    const cells = tab.rows[model] ?? [];
    cells.forEach((cell, column) => putCell(tab, line, column, looks(cell)));
    tab.heights[line] = tab.heights[model];
    return;
  }
  tab.rows.forEach((cells, row) => putCell(tab, row, line, looks(cells[model])));
  tab.widths[line] = tab.widths[model];
}

function validated(rule: sheets_v4.Schema$DataValidationRule): void {
  const type = rule.condition?.type ?? '';
  if (ONLY_FORMATS.has(type))
    throw no(`Condition type ${type} is not supported for data validation.`);
  const values = rule.condition?.values ?? [];
  if (
    type === 'ONE_OF_RANGE' &&
    (values.length !== 1 || values[0]?.userEnteredValue === undefined)
  ) {
    throw no('ONE_OF_RANGE must have exactly one value.');
  }
  if (type === 'ONE_OF_LIST' && values.length === 0)
    throw no('ONE_OF_LIST must have at least one value.');
}

function allGuards(book: Book): readonly Guard[] {
  return book.tabs.flatMap((it) => it.protectedRanges);
}

function guardedTab(book: Book, guard: sheets_v4.Schema$ProtectedRange): Tab {
  const range = guardedRange(book, guard);
  if (range === undefined) {
    throw no(
      guard.namedRangeId === undefined
        ? 'One of range, named_range_id or table_id must be set.'
        : `No named range with id: ${guard.namedRangeId ?? ''}`,
    );
  }
  return areaOf(book, range).tab;
}

function ruled(book: Book, rule: sheets_v4.Schema$ConditionalFormatRule, as: string): Tab {
  const [first, ...more] = (rule.ranges ?? []).map((it) => areaOf(book, it));
  if (first === undefined) throw no('Conditional format rule must have at least one range.');
  if (more.some((it) => it.tab !== first.tab))
    throw no('All ranges of a conditional format must be on the same sheet.');
  if (!rule.booleanRule && !rule.gradientRule) throw no('No rule set.');
  for (const range of rule.ranges ?? []) allowed(book, range, as);
  return first.tab;
}

function overlaps(book: Book, range: sheets_v4.Schema$GridRange, area: Area): boolean {
  const other = areaOf(book, range);
  return (
    other.tab === area.tab &&
    other.top < area.bottom &&
    area.top < other.bottom &&
    other.left < area.right &&
    area.left < other.right
  );
}

function sameArea(a: Area, b: Area): boolean {
  return a.top === b.top && a.left === b.left && a.bottom === b.bottom && a.right === b.right;
}

function sizeOf(area: Area, turned: boolean): readonly [number, number] {
  const [rows, columns] = [area.bottom - area.top, area.right - area.left];
  return turned ? [columns, rows] : [rows, columns];
}

function pasted(
  before: GridCell | undefined,
  cell: GridCell | undefined,
  effective: sheets_v4.Schema$ExtendedValue | undefined,
  type: string,
): GridCell | undefined {
  const { value: _value, runs: _runs, chips: _chips, ...looks } = before ?? {};
  switch (type) {
    case 'PASTE_VALUES':
      return effective === undefined
        ? looks
        : {
            ...looks,
            value: effective.errorValue ? { errorValue: effective.errorValue } : effective,
          };
    case 'PASTE_FORMULA':
      return cell?.value === undefined ? looks : { ...looks, value: cell.value };
    case 'PASTE_FORMAT': {
      const { format: _, ...rest } = before ?? {};
      return cell?.format === undefined ? rest : { ...rest, format: cell.format };
    }
    case 'PASTE_DATA_VALIDATION': {
      const { validation: _, ...rest } = before ?? {};
      return cell?.validation === undefined ? rest : { ...rest, validation: cell.validation };
    }
    case 'PASTE_CONDITIONAL_FORMATTING':
      return before;
    case 'PASTE_NO_BORDERS': {
      const { borders: _, ...format } = cell?.format ?? {};
      return { ...cell, ...(cell?.format && { format }) };
    }
    default:
      return cell;
  }
}

/** How Google sorts: numbers, texts without case, truths, errors; blanks last whichever way. */
function ordered(
  a: sheets_v4.Schema$ExtendedValue | undefined,
  b: sheets_v4.Schema$ExtendedValue | undefined,
  way: number,
): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? 1 : -1;
  const rank = (it: sheets_v4.Schema$ExtendedValue) =>
    typeof it.numberValue === 'number'
      ? 0
      : typeof it.stringValue === 'string'
        ? 1
        : typeof it.boolValue === 'boolean'
          ? 2
          : 3;
  if (rank(a) !== rank(b)) return (rank(a) - rank(b)) * way;
  if (rank(a) === 1) {
    return (
      (a.stringValue ?? '').localeCompare(b.stringValue ?? '', 'it', { sensitivity: 'base' }) * way
    );
  }
  return (
    (Number(a.numberValue ?? a.boolValue ?? 0) - Number(b.numberValue ?? b.boolValue ?? 0)) * way
  );
}

function drawn(book: Book, spec: sheets_v4.Schema$ChartSpec): void {
  const { basicChart, pieChart } = spec;
  const sources = [
    ...(basicChart?.domains ?? []).map((it) => it.domain),
    ...(basicChart?.series ?? []).map((it) => it.series),
    pieChart?.domain,
    pieChart?.series,
  ];
  const ranges = sources.flatMap((it) => it?.sourceRange?.sources ?? []);
  for (const range of ranges) {
    const { top, left, bottom, right } = areaOf(book, range);
    if (bottom - top !== 1 && right - left !== 1) {
      throw no('The source range of a chart must be one row or one column.');
    }
  }
  if (basicChart && (basicChart.domains ?? []).length > 1)
    throw no('A basic chart may have one domain.');
}

function withChart(
  book: Book,
  id: number | null | undefined,
  change: (chart: sheets_v4.Schema$EmbeddedChart) => sheets_v4.Schema$EmbeddedChart | undefined,
): sheets_v4.Schema$EmbeddedChart {
  for (const tab of book.tabs) {
    const found = tab.charts.find((it) => it.chartId === id);
    if (found === undefined) continue;
    const now = change(found);
    const rest = tab.charts.filter((it) => it !== found);
    const anchor = now?.position?.overlayPosition?.anchorCell;
    const home = now === undefined ? tab : tabOf(book, anchor?.sheetId ?? tab.id);
    tab.charts =
      now !== undefined && home === tab ? tab.charts.map((it) => (it === found ? now : it)) : rest;
    if (now !== undefined && home !== tab) home.charts = [...home.charts, now];
    return now ?? found;
  }
  throw no(`No embedded object with id: ${id ?? 0}`);
}

function locatedAt(
  book: Book,
  location: sheets_v4.Schema$DeveloperMetadataLocation | null | undefined,
): sheets_v4.Schema$DeveloperMetadataLocation {
  const { spreadsheet, sheetId, dimensionRange } = location ?? {};
  if (spreadsheet === true) return { locationType: 'SPREADSHEET', spreadsheet };
  if (dimensionRange) {
    const { tab, dimension, from, to } = lines(book, dimensionRange);
    if (to - from !== 1) throw no('Developer metadata may only be set on a single row or column.');
    return {
      locationType: dimension === 'ROWS' ? 'ROW' : 'COLUMN',
      dimensionRange: { sheetId: tab.id, dimension, startIndex: from, endIndex: to },
    };
  }
  if (sheetId === undefined || sheetId === null)
    throw no('Developer metadata location must be set.');
  return { locationType: 'SHEET', sheetId: tabOf(book, sheetId).id };
}

/** Whether metadata is what a filter looks for. */
export function isMatched(
  book: Book,
  metadata: sheets_v4.Schema$DeveloperMetadata,
  filter: sheets_v4.Schema$DataFilter,
): boolean {
  const { developerMetadataLookup: lookup, gridRange } = filter;
  if (lookup) {
    const { locationType, metadataLocation, locationMatchingStrategy } = lookup;
    const same = (wanted: unknown, there: unknown) =>
      wanted === undefined || wanted === null || wanted === there;
    return (
      same(lookup.metadataId, metadata.metadataId) &&
      same(lookup.metadataKey, metadata.metadataKey) &&
      same(lookup.metadataValue, metadata.metadataValue) &&
      same(lookup.visibility, metadata.visibility) &&
      same(locationType, metadata.location?.locationType) &&
      (!metadataLocation ||
        lies(
          metadata.location ?? {},
          metadataLocation,
          locationMatchingStrategy === 'EXACT_LOCATION',
        ))
    );
  }
  if (gridRange) {
    const area = areaOf(book, gridRange);
    const range = metadata.location?.dimensionRange;
    if (!range || (range.sheetId ?? 0) !== area.tab.id)
      return metadata.location?.sheetId === area.tab.id;
    const at = range.startIndex ?? 0;
    return range.dimension === 'ROWS'
      ? at >= area.top && at < area.bottom
      : at >= area.left && at < area.right;
  }
  return false;
}

function lies(
  there: sheets_v4.Schema$DeveloperMetadataLocation,
  wanted: sheets_v4.Schema$DeveloperMetadataLocation,
  exactly: boolean,
): boolean {
  if (wanted.spreadsheet === true) return exactly ? there.spreadsheet === true : true;
  const range = wanted.dimensionRange;
  if (range) {
    const own = there.dimensionRange;
    return (
      own?.dimension === range.dimension &&
      (own?.sheetId ?? 0) === (range.sheetId ?? 0) &&
      (own?.startIndex ?? 0) >= (range.startIndex ?? 0) &&
      (own?.endIndex ?? 0) <= (range.endIndex ?? Infinity)
    );
  }
  const sheet = there.sheetId ?? there.dimensionRange?.sheetId;
  return exactly ? there.sheetId === wanted.sheetId : sheet === wanted.sheetId;
}

function toTheEnd(area: Area, dimension: string | null | undefined): sheets_v4.Schema$GridRange {
  return dimension === 'ROWS'
    ? { ...rangeOf(area), endRowIndex: area.tab.rowCount }
    : { ...rangeOf(area), endColumnIndex: area.tab.columnCount };
}

/** Cells of an area put in or taken out, those under it or at its right pushed along. */
function pushed(area: Area, dimension: string | null | undefined, act: 'insert' | 'delete'): void {
  const { tab, top, left, bottom, right } = area;
  const rows = dimension === 'ROWS';
  const by = (rows ? bottom - top : right - left) * (act === 'insert' ? -1 : 1);
  const used = { bottom: tab.rowCount, right: Math.max(...tab.rows.map((it) => it.length), right) };
  const whole = rows ? { ...area, bottom: used.bottom } : { ...area, right: used.right };
  if (act === 'insert') {
    const { rows: height, columns: width } = usedSize(tab);
    if (rows ? height - by > tab.rowCount : width - by > tab.columnCount) {
      throw no(`Cells at the end of ${areaName(whole)} would be pushed out of the grid.`);
    }
  }
  const before = tab.rows.map((it) => it);
  overArea(
    { ...whole, bottom: Math.min(whole.bottom, before.length + Math.abs(by)) },
    (_, row, column) => {
      const source = rows ? [row + by, column] : [row, column + by];
      const [from = 0, at = 0] = source;
      return from < top || at < left ? undefined : before[from]?.[at];
    },
  );
}
