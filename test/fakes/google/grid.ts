import type { sheets_v4 } from '@googleapis/sheets';
import type { FakeDocument } from './service.ts';
import { Refused, refusal } from './worded.ts';

/** What was typed in a cell and how it looks; never changed, only replaced. */
export interface GridCell {
  readonly value?: sheets_v4.Schema$ExtendedValue;
  readonly format?: sheets_v4.Schema$CellFormat;
  readonly note?: string;
  readonly validation?: sheets_v4.Schema$DataValidationRule;
  readonly runs?: readonly sheets_v4.Schema$TextFormatRun[];
  readonly chips?: readonly sheets_v4.Schema$ChipRun[];
}

/** Cells from the left; `undefined` is a cell nobody touched. */
export type GridRow = readonly (GridCell | undefined)[];

/** One tab. Its own fields are replaced while a request is worked out; what they hold is not changed in place. */
export interface Tab {
  readonly id: number;
  properties: sheets_v4.Schema$SheetProperties;
  rowCount: number;
  columnCount: number;
  /** From the top; rows may end early. */
  rows: GridRow[];
  heights: (sheets_v4.Schema$DimensionProperties | undefined)[];
  widths: (sheets_v4.Schema$DimensionProperties | undefined)[];
  conditionalFormats: readonly sheets_v4.Schema$ConditionalFormatRule[];
  protectedRanges: readonly Guard[];
  bandedRanges: readonly sheets_v4.Schema$BandedRange[];
  basicFilter: sheets_v4.Schema$BasicFilter | undefined;
  filterViews: readonly sheets_v4.Schema$FilterView[];
  charts: readonly sheets_v4.Schema$EmbeddedChart[];
  merges: readonly sheets_v4.Schema$GridRange[];
}

/** A protected range and who made it: they may always edit it. */
export interface Guard extends sheets_v4.Schema$ProtectedRange {
  readonly madeBy: string;
}

/** One spreadsheet. A batch works on a copy (`copyOf`) and puts it in place when every request went well. */
export interface Book {
  readonly id: string;
  properties: sheets_v4.Schema$SpreadsheetProperties;
  tabs: Tab[];
  names: readonly sheets_v4.Schema$NamedRange[];
  metadata: readonly sheets_v4.Schema$DeveloperMetadata[];
  readonly document: FakeDocument;
}

/** A rectangle of one tab, counted from 0, ends exclusive, inside the grid. */
export interface Area {
  readonly tab: Tab;
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** A copy that can be changed without the original noticing: as cheap as the number of rows. */
export function copyOf(book: Book): Book {
  return {
    ...book,
    tabs: book.tabs.map((it) => ({
      ...it,
      rows: [...it.rows],
      heights: [...it.heights],
      widths: [...it.widths],
    })),
  };
}

/** A blank tab of Google's default size. */
export function blankTab(id: number, title: string): Tab {
  return {
    id,
    properties: { title },
    rowCount: 1000,
    columnCount: 26,
    rows: [],
    heights: [],
    widths: [],
    conditionalFormats: [],
    protectedRanges: [],
    bandedRanges: [],
    basicFilter: undefined,
    filterViews: [],
    charts: [],
    merges: [],
  };
}

/** A cell, `undefined` where nobody touched it. */
export function cellAt(tab: Tab, row: number, column: number): GridCell | undefined {
  return tab.rows[row]?.[column];
}

/** Puts a cell in its place; an empty one is nobody's. */
export function putCell(tab: Tab, row: number, column: number, cell: GridCell | undefined): void {
  const kept = cell === undefined || Object.keys(cell).length === 0 ? undefined : cell;
  const now = tab.rows[row];
  if (kept === undefined && (now === undefined || now[column] === undefined)) return;
  while (tab.rows.length <= row) tab.rows.push([]);
  const cells = [...(tab.rows[row] ?? [])];
  while (cells.length <= column) cells.push(undefined);
  cells[column] = kept;
  while (cells.length > 0 && cells.at(-1) === undefined) cells.pop();
  tab.rows[row] = cells;
}

/** Runs over an area and puts what `change` makes of each cell, a row at a time. */
export function overArea(
  { tab, top, left, bottom, right }: Area,
  change: (cell: GridCell | undefined, row: number, column: number) => GridCell | undefined,
): void {
  for (let row = top; row < bottom; row++) {
    const cells = [...(tab.rows[row] ?? [])];
    for (let column = left; column < right; column++) {
      const made = change(cells[column], row, column);
      while (cells.length < column) cells.push(undefined);
      cells[column] = made === undefined || Object.keys(made).length === 0 ? undefined : made;
    }
    while (cells.length > 0 && cells.at(-1) === undefined) cells.pop();
    while (tab.rows.length < row && cells.length > 0) tab.rows.push([]);
    if (cells.length > 0 || row < tab.rows.length) tab.rows[row] = cells;
  }
}

/** Whether a cell holds a value: formats, notes and dropdowns alone do not count. */
export function holds(cell: GridCell | undefined): boolean {
  return cell?.value !== undefined;
}

/** One under the last row that holds a value, and one right of the last such column. */
export function usedSize(tab: Tab): { readonly rows: number; readonly columns: number } {
  let rows = 0;
  let columns = 0;
  tab.rows.forEach((cells, row) => {
    const last = cells.findLastIndex(holds);
    if (last < 0) return;
    rows = row + 1;
    columns = Math.max(columns, last + 1);
  });
  return { rows, columns };
}

/** The tab of an ID. Refuses in Google's words: `No grid with id: 7`. */
export function tabOf(book: Book, id: number | null | undefined): Tab {
  const found = book.tabs.find((it) => it.id === (id ?? 0));
  if (found === undefined) throw new Refused(refusal(400, `No grid with id: ${id ?? 0}`));
  return found;
}

/** The cells a `GridRange` means now; open ends go to the edge of the grid. Refuses what is not inside it. */
export function areaOf(book: Book, range: sheets_v4.Schema$GridRange | null | undefined): Area {
  const tab = tabOf(book, range?.sheetId);
  const area = {
    tab,
    top: range?.startRowIndex ?? 0,
    left: range?.startColumnIndex ?? 0,
    bottom: range?.endRowIndex ?? tab.rowCount,
    right: range?.endColumnIndex ?? tab.columnCount,
  };
  const [over, most] =
    area.bottom > tab.rowCount || area.top > tab.rowCount
      ? ['Row', area.bottom]
      : area.right > tab.columnCount || area.left > tab.columnCount
        ? ['Column', area.right]
        : [undefined, 0];
  if (
    over !== undefined ||
    area.top > area.bottom ||
    area.left > area.right ||
    area.top < 0 ||
    area.left < 0
  ) {
    throw new Refused(
      refusal(
        400,
        over === undefined
          ? `GridRange is invalid: startIndex must be less than endIndex.`
          : `Range (${areaName(area)}) exceeds grid limits. Max rows: ${tab.rowCount}, max columns: ${tab.columnCount} (end${over}Index ${most}).`,
      ),
    );
  }
  return area;
}

/** Whether two ranges of one tab have a cell in common; open ends reach as far as can be. */
export function meet(a: Span4, b: Span4): boolean {
  return (
    (a.sheetId ?? 0) === (b.sheetId ?? 0) &&
    (a.startRowIndex ?? 0) < (b.endRowIndex ?? Infinity) &&
    (b.startRowIndex ?? 0) < (a.endRowIndex ?? Infinity) &&
    (a.startColumnIndex ?? 0) < (b.endColumnIndex ?? Infinity) &&
    (b.startColumnIndex ?? 0) < (a.endColumnIndex ?? Infinity)
  );
}

type Span4 = sheets_v4.Schema$GridRange;

/** An area as a `GridRange`. */
export function rangeOf({ tab, top, left, bottom, right }: Area): sheets_v4.Schema$GridRange {
  return {
    sheetId: tab.id,
    startRowIndex: top,
    endRowIndex: bottom,
    startColumnIndex: left,
    endColumnIndex: right,
  };
}

/** A range in A1 notation, tab included: `'Da fare'!A1:B2`; a single cell as `Turni!A1`. */
export function areaName({ tab, top, left, bottom, right }: Area): string {
  const from = `${letters(left)}${top + 1}`;
  const to = `${letters(Math.max(right, left + 1) - 1)}${Math.max(bottom, top + 1)}`;
  return `${quoted(tab.properties.title ?? '')}!${from === to ? from : `${from}:${to}`}`;
}

/** A tab's name as a formula has it: between quotes only where it must. */
export function quoted(title: string): string {
  return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(title) && !/^[A-Z]{1,3}\d+$/i.test(title)
    ? title
    : `'${title.replaceAll("'", "''")}'`;
}

/** What a range in A1 notation means: a tab, a named range, a rectangle of either; open ends go to the edge. */
export function readRange(book: Book, text: string): Area {
  const unreadable = () => new Refused(refusal(400, `Unable to parse range: ${text}`));
  const [, quotedTitle, plainTitle, reference] =
    /^(?:'((?:[^']|'')*)'|([^'!]+))(?:!(.+))?$/.exec(text) ?? [];
  const title = quotedTitle?.replaceAll("''", "'") ?? plainTitle;
  if (title === undefined) throw unreadable();
  const tab = book.tabs.find((it) => same(it.properties.title, title));
  if (reference !== undefined) {
    if (tab === undefined) throw unreadable();
    return rectangle(tab, reference) ?? raise(unreadable());
  }
  // A bare word is a tab, then a named range, then cells of the first tab.
  if (tab !== undefined) return areaOf(book, { sheetId: tab.id });
  const named = book.names.find((it) => same(it.name, title));
  if (named !== undefined) return areaOf(book, named.range);
  const [first] = book.tabs;
  if (first === undefined || quotedTitle !== undefined) throw unreadable();
  return rectangle(first, title) ?? raise(unreadable());
}

/** `A1:B2`, `A:B`, `2:3`, `A2:B` on a tab; `undefined` for what is none of these. Refuses what the grid does not have. */
function rectangle(tab: Tab, reference: string): Area | undefined {
  const [, c1, r1, colon, c2, r2] =
    /^\$?([A-Z]{1,3})?\$?(\d{1,8})?(?:(:)\$?([A-Z]{1,3})?\$?(\d{1,8})?)?$/i.exec(reference) ?? [];
  if (c1 === undefined && r1 === undefined) return undefined;
  if (colon === undefined && (c1 === undefined || r1 === undefined)) return undefined;
  if (colon !== undefined && c2 === undefined && r2 === undefined) return undefined;
  const rows = [r1, colon === undefined ? r1 : r2].flatMap((it) =>
    it === undefined ? [] : [Number(it) - 1],
  );
  const columns = [c1, colon === undefined ? c1 : c2].flatMap((it) =>
    it === undefined ? [] : [columnOf(it)],
  );
  const open = (from: string | undefined, to: string | undefined) =>
    colon !== undefined && (from === undefined || to === undefined);
  const top = r1 === undefined && r2 !== undefined ? 0 : Math.min(...rows, tab.rowCount);
  const left = c1 === undefined && c2 !== undefined ? 0 : Math.min(...columns, tab.columnCount);
  const area = {
    tab,
    top: rows.length === 0 ? 0 : top,
    left: columns.length === 0 ? 0 : left,
    bottom: open(r1, r2) ? tab.rowCount : Math.max(...rows) + 1,
    right: open(c1, c2) ? tab.columnCount : Math.max(...columns) + 1,
  };
  if (rows.includes(-1)) return undefined;
  if ([...rows].some((it) => it >= tab.rowCount) && Math.min(...rows) >= tab.rowCount)
    throw beyond(area);
  if (columns.length > 0 && Math.min(...columns) >= tab.columnCount) throw beyond(area);
  return {
    ...area,
    bottom: Math.min(area.bottom, tab.rowCount),
    right: Math.min(area.right, tab.columnCount),
  };
}

function beyond(area: Area): Refused {
  const { rowCount, columnCount } = area.tab;
  return new Refused(
    refusal(
      400,
      `Range (${areaName(area)}) exceeds grid limits. Max rows: ${rowCount}, max columns: ${columnCount}`,
    ),
  );
}

function raise(error: Refused): never {
  throw error;
}

function same(a: string | null | undefined, b: string): boolean {
  return a?.toLowerCase() === b.toLowerCase();
}

/** `A`, `Z`, `AA`: the letters of a column counted from 0. */
export function letters(column: number): string {
  const rest = Math.floor(column / 26);
  return (rest === 0 ? '' : letters(rest - 1)) + String.fromCharCode(65 + (column % 26));
}

/** The column letters mean, counted from 0: `A` 0, `AA` 26. */
export function columnOf(text: string): number {
  return (
    Array.from(text.toUpperCase()).reduce((number, it) => number * 26 + it.charCodeAt(0) - 64, 0) -
    1
  );
}
