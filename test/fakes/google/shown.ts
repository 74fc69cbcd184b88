import type { sheets_v4 } from '@googleapis/sheets';
import { errorShown, type Reckoner } from './formula.ts';
import { type Area, areaOf, type Book, type GridCell, type Guard, meet, type Tab } from './grid.ts';
import { asMasked, type Mask, masked, within } from './mask.ts';
import { formatted, patternOf, truthShown } from './typed.ts';

/** What is asked of a spreadsheet. */
export interface Wanted {
  readonly book: Book;
  readonly reckoner: Reckoner;
  /** Only these, a `GridData` for each; `undefined`: every tab, whole. */
  readonly areas: readonly Area[] | undefined;
  /** Without a mask: whether cells are told. */
  readonly gridData: boolean;
  readonly mask: Mask | undefined;
  /** Who asks: it decides which protections show their editors. */
  readonly as: string | undefined;
}

/**
 * A spreadsheet as the API tells it. As in every answer of Google's, a field at its default (false, 0, '') is left out;
 * a value of a cell and the number, place and count of a tab are told all the same. Blank rows and cells at the end
 * are not told.
 */
export function spreadsheetShown(wanted: Wanted): sheets_v4.Schema$Spreadsheet {
  const { book, areas, mask, gridData } = wanted;
  const told = within(mask, 'sheets') === undefined && mask !== undefined ? [] : book.tabs;
  const tabs = told.filter((tab) => areas === undefined || areas.some((it) => it.tab === tab));
  const cellsOf = within(within(mask, 'sheets'), 'data');
  const withCells = mask === undefined ? gridData : cellsOf !== undefined;
  const whole: sheets_v4.Schema$Spreadsheet = {
    spreadsheetId: book.id,
    properties: book.properties,
    sheets: tabs.map((tab) => ({
      properties: propertiesShown(book, tab),
      ...(withCells && {
        data: (areas ?? [wholeOf(tab)])
          .filter((it) => it.tab === tab)
          .map((it) => {
            const grid = gridShown(wanted, it, cellsOf);
            return cellsOf === undefined ? grid : asMasked(grid);
          }),
      }),
      ...listed('merges', tab.merges.map(withRanges)),
      ...listed('conditionalFormats', tab.conditionalFormats.map(withRanges)),
      ...listed(
        'protectedRanges',
        tab.protectedRanges.map((it) => guardShown(book, it, wanted.as)),
      ),
      ...(tab.basicFilter && { basicFilter: withRanges(tab.basicFilter) }),
      ...listed('filterViews', tab.filterViews.map(withRanges)),
      ...listed('charts', tab.charts.map(withRanges)),
      ...listed('bandedRanges', tab.bandedRanges.map(withRanges)),
      ...listed(
        'developerMetadata',
        book.metadata.filter(
          (it) => it.location?.locationType === 'SHEET' && (it.location.sheetId ?? 0) === tab.id,
        ),
      ),
    })),
    ...listed('namedRanges', book.names.map(withRanges)),
    spreadsheetUrl: `https://docs.google.com/spreadsheets/d/${book.id}/edit`,
    ...listed(
      'developerMetadata',
      book.metadata.filter((it) => it.location?.locationType === 'SPREADSHEET'),
    ),
  };
  // What is left after masking is still a spreadsheet, with less in it.
  return mask === undefined ? whole : (masked(whole, mask) as sheets_v4.Schema$Spreadsheet);
}

/** A tab's properties as they are told: number, title, place and kind always. */
export function propertiesShown(book: Book, tab: Tab): sheets_v4.Schema$SheetProperties {
  const { gridProperties, title, ...rest } = tab.properties;
  return {
    sheetId: tab.id,
    title: title ?? '',
    index: book.tabs.indexOf(tab),
    sheetType: 'GRID',
    gridProperties: {
      rowCount: tab.rowCount,
      columnCount: tab.columnCount,
      ...withoutDefaults(gridProperties ?? {}),
    },
    ...withoutDefaults(rest),
  };
}

/** A thing as it is told: without what is at its default, so that a range on the first tab has no `sheetId`. */
export function withRanges<T extends object>(thing: T): T {
  // The same thing with fewer fields.
  return walked(thing) as T;
}

/** A protection as it is told: who may edit it only to those who may. */
export function guardShown(
  book: Book,
  guard: Guard,
  as: string | undefined,
): sheets_v4.Schema$ProtectedRange {
  const { madeBy: _, editors, ...rest } = guard;
  const mine = mayEdit(book, guard, as);
  if (!mine) return withRanges(rest);
  const { groups, domainUsersCanEdit } = editors ?? {};
  const named = {
    users: [...editorsOf(book, guard)],
    ...(groups && { groups }),
    ...(domainUsersCanEdit === true && { domainUsersCanEdit }),
  };
  return {
    ...withRanges(rest),
    requestingUserCanEdit: true,
    ...(guard.warningOnly !== true && { editors: named }),
  };
}

/** Whether an account may edit what a protection covers: whoever made it, owners, those it names. */
export function mayEdit(book: Book, guard: Guard, as: string | undefined): boolean {
  if (guard.warningOnly === true) return true;
  if (as === undefined) return false;
  const domain = as.slice(as.indexOf('@') + 1);
  const ofDomain = book.document.permissions.some(
    (it) => it.emailAddress?.endsWith(`@${domain}`) === true,
  );
  return (
    [...editorsOf(book, guard)].some((it) => it.toLowerCase() === as.toLowerCase()) ||
    (guard.editors?.domainUsersCanEdit === true && ofDomain)
  );
}

/** The protections that keep an account from editing anything in a range. */
export function guardsOver(
  book: Book,
  range: sheets_v4.Schema$GridRange,
  as: string | undefined,
): readonly Guard[] {
  const tab = book.tabs.find((it) => it.id === (range.sheetId ?? 0));
  return (tab?.protectedRanges ?? []).filter((guard) => {
    const covered = guardedRange(book, guard);
    return (
      covered !== undefined &&
      meet(covered, range) &&
      !mayEdit(book, guard, as) &&
      !(guard.unprotectedRanges ?? []).some((it) => encloses(it, range))
    );
  });
}

/** What a protection covers: its own range, or that of the name it rests on. */
export function guardedRange(
  book: Book,
  guard: sheets_v4.Schema$ProtectedRange,
): sheets_v4.Schema$GridRange | undefined {
  return (
    guard.range ??
    book.names.find((it) => it.namedRangeId === guard.namedRangeId)?.range ??
    undefined
  );
}

/** One cell as the API tells it: only the fields the mask wants are worked out. */
export function cellShown(
  { book, reckoner }: Pick<Wanted, 'book' | 'reckoner'>,
  { tab, row, column }: { readonly tab: Tab; readonly row: number; readonly column: number },
  mask: Mask | undefined,
): sheets_v4.Schema$CellData {
  const cell = tab.rows[row]?.[column];
  if (cell === undefined) return {};
  const wants = (name: string) => mask === undefined || within(mask, name) !== undefined;
  const { effective, shows, link } =
    wants('effectiveValue') ||
    wants('formattedValue') ||
    wants('effectiveFormat') ||
    wants('hyperlink')
      ? reckoner.worked(tab, row, column)
      : {};
  const locale = book.properties.locale ?? 'en_US';
  const made: sheets_v4.Schema$CellData = {
    ...(wants('userEnteredValue') && cell.value && { userEnteredValue: cell.value }),
    ...(wants('effectiveValue') && effective && { effectiveValue: effective }),
    ...(wants('formattedValue') &&
      effective && {
        formattedValue: textShown(effective, cell.format?.numberFormat ?? shows, locale),
      }),
    ...(wants('userEnteredFormat') &&
      cell.format && { userEnteredFormat: withoutDefaults(cell.format) }),
    ...(wants('effectiveFormat') && {
      effectiveFormat: formatShown({
        book,
        reckoner,
        tab,
        row,
        column,
        cell,
        shows,
        mask: within(mask, 'effectiveFormat'),
      }),
    }),
    ...(wants('hyperlink') && link !== undefined && { hyperlink: link }),
    ...(wants('note') && cell.note !== undefined && { note: cell.note }),
    ...(wants('textFormatRuns') && cell.runs && { textFormatRuns: [...cell.runs] }),
    ...(wants('chipRuns') && cell.chips && { chipRuns: [...cell.chips] }),
    ...(wants('dataValidation') &&
      cell.validation && { dataValidation: withoutDefaults(cell.validation) }),
  };
  return made;
}

/** A value as a person sees it in its cell. */
export function textShown(
  value: sheets_v4.Schema$ExtendedValue,
  format: sheets_v4.Schema$NumberFormat | null | undefined,
  locale: string,
): string {
  const { numberValue, stringValue, boolValue, errorValue } = value;
  if (typeof numberValue === 'number') return formatted(numberValue, format ?? undefined, locale);
  if (typeof boolValue === 'boolean') return truthShown(boolValue, locale);
  return errorValue ? errorShown(errorValue.type) : (stringValue ?? '');
}

function gridShown(wanted: Wanted, area: Area, mask: Mask | undefined): sheets_v4.Schema$GridData {
  const { tab, top, left, bottom, right } = area;
  const ofRow = within(mask, 'rowData');
  const ofCell = within(ofRow, 'values');
  const lines: sheets_v4.Schema$RowData[] = [];
  if (mask === undefined || ofRow !== undefined) {
    for (let row = top; row < Math.min(bottom, tab.rows.length); row++) {
      const cells = tab.rows[row] ?? [];
      const last = Math.min(cells.length, right);
      const values: sheets_v4.Schema$CellData[] = [];
      for (let column = left; column < last; column++) {
        const shown = cellShown(wanted, { tab, row, column }, ofCell);
        // Still a cell, with less in it.
        values.push(ofCell === undefined ? shown : (masked(shown, ofCell) as typeof shown));
      }
      lines.push(values.length === 0 ? {} : { values });
    }
    while (lines.length > 0 && !('values' in (lines.at(-1) ?? {}))) lines.pop();
  }
  const wants = (name: string) => mask === undefined || within(mask, name) !== undefined;
  const sizes = (dimension: 'ROWS' | 'COLUMNS') => {
    const [from, to, name] =
      dimension === 'ROWS' ? [top, bottom, 'rowMetadata'] : [left, right, 'columnMetadata'];
    const all = dimensions(wanted.book, { tab, from, to, dimension });
    // Still sizes, with less in them.
    return masked(all, within(mask, name) ?? true) as typeof all;
  };
  return {
    ...(top > 0 && wants('startRow') && { startRow: top }),
    ...(left > 0 && wants('startColumn') && { startColumn: left }),
    ...(lines.length > 0 && { rowData: lines }),
    ...(wants('rowMetadata') && { rowMetadata: sizes('ROWS') }),
    ...(wants('columnMetadata') && { columnMetadata: sizes('COLUMNS') }),
  };
}

/** The size of a line nobody resized, in pixels. */
const PIXELS = { ROWS: 21, COLUMNS: 100 } as const;

function dimensions(
  book: Book,
  {
    tab,
    from,
    to,
    dimension,
  }: {
    readonly tab: Tab;
    readonly from: number;
    readonly to: number;
    readonly dimension: 'ROWS' | 'COLUMNS';
  },
): sheets_v4.Schema$DimensionProperties[] {
  const sizes = dimension === 'ROWS' ? tab.heights : tab.widths;
  const metadata = book.metadata.filter((it) => {
    const range = it.location?.dimensionRange;
    return range?.dimension === dimension && (range.sheetId ?? 0) === tab.id;
  });
  return Array.from({ length: to - from }, (_, index) => {
    const own = metadata.filter((it) => it.location?.dimensionRange?.startIndex === from + index);
    return {
      pixelSize: PIXELS[dimension],
      ...withoutDefaults(sizes[from + index] ?? {}),
      ...listed('developerMetadata', own),
    };
  });
}

function formatShown({
  book,
  reckoner,
  tab,
  row,
  column,
  cell,
  shows,
  mask,
}: {
  readonly book: Book;
  readonly reckoner: Reckoner;
  readonly tab: Tab;
  readonly row: number;
  readonly column: number;
  readonly cell: GridCell;
  readonly shows: sheets_v4.Schema$NumberFormat | undefined;
  /** What is wanted of the format. */
  readonly mask: Mask | undefined;
}): sheets_v4.Schema$CellFormat {
  const locale = book.properties.locale ?? 'en_US';
  const numberFormat = cell.format?.numberFormat ?? shows;
  const pattern = numberFormat?.pattern ?? patternOf(numberFormat?.type, locale);
  const entered = cell.format ?? {};
  const usual = book.properties.defaultFormat ?? {};
  const value = cell.value;
  const right = value?.numberValue !== undefined && value.numberValue !== null;
  // A conditional format changes looks, never how a number is told.
  const looks =
    mask === undefined || mask === true || [...mask.keys()].some((it) => it !== 'numberFormat');
  const marked = looks ? markOf({ book, reckoner, tab, row, column }) : undefined;
  return {
    ...usual,
    horizontalAlignment: right ? 'RIGHT' : 'LEFT',
    ...withoutDefaults(entered),
    ...(numberFormat && {
      numberFormat: { type: numberFormat.type ?? 'NUMBER', ...(pattern && { pattern }) },
    }),
    ...marked,
    textFormat: { ...usual.textFormat, ...entered.textFormat, ...marked?.textFormat },
  };
}

/** What the first conditional format that holds for a cell makes of it. */
function markOf({
  book,
  reckoner,
  tab,
  row,
  column,
}: {
  readonly book: Book;
  readonly reckoner: Reckoner;
  readonly tab: Tab;
  readonly row: number;
  readonly column: number;
}): sheets_v4.Schema$CellFormat | undefined {
  for (const rule of tab.conditionalFormats) {
    const { condition, format } = rule.booleanRule ?? {};
    const formula = condition?.values?.[0]?.userEnteredValue;
    if (condition?.type !== 'CUSTOM_FORMULA' || typeof formula !== 'string') continue;
    const area = (rule.ranges ?? [])
      .map((it) => areaOf(book, it))
      .find((it) => row >= it.top && row < it.bottom && column >= it.left && column < it.right);
    // A formula is written for the first cell of the first range, and goes along with the others.
    const first = rule.ranges?.[0];
    if (area === undefined || first === undefined) continue;
    const rows = row - (first.startRowIndex ?? 0);
    const columns = column - (first.startColumnIndex ?? 0);
    if (reckoner.holds(formula, { tab, row, column, rows, columns })) return format ?? undefined;
  }
  return undefined;
}

function* editorsOf(book: Book, guard: Guard): Generator<string> {
  const owners = book.document.permissions.filter((it) => it.role === 'owner');
  const named = guard.editors?.users ?? [];
  const all = [...owners.flatMap((it) => it.emailAddress ?? []), guard.madeBy, ...named];
  yield* new Set(all);
}

function encloses(outer: sheets_v4.Schema$GridRange, inner: sheets_v4.Schema$GridRange): boolean {
  return (
    (outer.startRowIndex ?? 0) <= (inner.startRowIndex ?? 0) &&
    (outer.startColumnIndex ?? 0) <= (inner.startColumnIndex ?? 0) &&
    (outer.endRowIndex ?? Infinity) >= (inner.endRowIndex ?? Infinity) &&
    (outer.endColumnIndex ?? Infinity) >= (inner.endColumnIndex ?? Infinity)
  );
}

function wholeOf(tab: Tab): Area {
  return { tab, top: 0, left: 0, bottom: tab.rowCount, right: tab.columnCount };
}

function listed<K extends string, T>(name: K, list: readonly T[]): { readonly [P in K]?: T[] } {
  // An empty list is left out, like every default.
  return (list.length === 0 ? {} : { [name]: [...list] }) as { readonly [P in K]?: T[] };
}

function withoutDefaults<T extends object>(thing: T): T {
  return walked(thing) as T;
}

/** Rectangles tell where they begin even at 0; values of cells tell 0, false and '' too. */
const TOLD = new Set([
  'startRowIndex',
  'startColumnIndex',
  'startIndex',
  'numberValue',
  'boolValue',
  'stringValue',
]);

function walked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(walked);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, it]): [string, unknown][] => {
      if (it === undefined || it === null) return [];
      if (!TOLD.has(key) && (it === false || it === 0 || it === '')) return [];
      return [[key, walked(it)]];
    }),
  );
}
