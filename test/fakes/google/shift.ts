import type { sheets_v4 } from '@googleapis/sheets';
import { movedFormula, type Reference, rewritten } from './formula.ts';
import type { Area, Book, GridCell, GridRow, Tab } from './grid.ts';

/** Rows or columns of one tab put in, taken out or carried elsewhere, counted from 0, ends exclusive. */
export type Shift = { readonly tab: Tab; readonly dimension: 'ROWS' | 'COLUMNS' } & (
  | { readonly do: 'insert'; readonly from: number; readonly to: number }
  | { readonly do: 'delete'; readonly from: number; readonly to: number }
  /** `before`: counted before the lines are taken out. */
  | { readonly do: 'move'; readonly from: number; readonly to: number; readonly before: number }
);

/**
 * Carries out a shift on everything a spreadsheet has: cells, sizes, formulas, named ranges, dropdowns, conditional
 * formats, protections, banding, merges, filters, charts and metadata follow, or go with what was taken out.
 */
export function shifted(book: Book, shift: Shift): void {
  const { tab, dimension } = shift;
  if (dimension === 'ROWS') {
    tab.rows = respliced(tab.rows, shift, [] as GridRow);
    tab.heights = respliced(tab.heights, shift, undefined);
    tab.rowCount += grown(shift);
  } else {
    tab.rows = tab.rows.map((cells) => {
      const moved = respliced([...cells], shift, undefined);
      while (moved.length > 0 && moved.at(-1) === undefined) moved.pop();
      return moved;
    });
    tab.widths = respliced(tab.widths, shift, undefined);
    tab.columnCount += grown(shift);
  }
  carried(book, tab.id, (range) => ranged(range, shift));
  tab.charts = tab.charts.map((it) => anchored(it, shift));
  book.metadata = book.metadata.flatMap((it) => located(it, shift));
  reformulated(book, tab, (reference) => referred(reference, shift));
  const frozen = dimension === 'ROWS' ? 'frozenRowCount' : 'frozenColumnCount';
  const before = tab.properties.gridProperties?.[frozen] ?? 0;
  const inside = Math.max(Math.min(shift.to, before) - shift.from, 0);
  if (shift.do === 'delete' && inside > 0) {
    tab.properties = {
      ...tab.properties,
      gridProperties: { ...tab.properties.gridProperties, [frozen]: before - inside },
    };
  }
}

/** Every reference to a tab now names it by its new title. */
export function renamed(book: Book, from: string, to: string): void {
  everyFormula(book, (formula) =>
    rewritten(formula, (reference, title) => ({
      reference,
      title: title?.toLowerCase() === from.toLowerCase() ? to : title,
    })),
  );
}

/** Every reference to a tab that is gone is `#REF!`; what named it goes too. */
export function orphaned(book: Book, tab: Tab): void {
  const title = tab.properties.title?.toLowerCase();
  everyFormula(book, (formula) =>
    rewritten(formula, (reference, named) =>
      named?.toLowerCase() === title ? undefined : { reference, title: named },
    ),
  );
  book.names = book.names.filter((it) => (it.range?.sheetId ?? 0) !== tab.id);
  book.metadata = book.metadata.filter((it) => {
    const { sheetId, dimensionRange } = it.location ?? {};
    return (sheetId ?? dimensionRange?.sheetId ?? undefined) !== tab.id;
  });
}

/**
 * Sorts rows of an area: whole cells go with their row – values, formats, notes, dropdowns – and a formula's references
 * to its own row follow it. Everything told by position (sizes, metadata, protections) stays where it was.
 */
export function sorted(area: Area, order: (a: number, b: number) => number): void {
  const { tab, top, left, bottom, right } = area;
  const from = Array.from({ length: bottom - top }, (_, index) => top + index);
  const wanted = from.toSorted((a, b) => order(a, b) || a - b);
  const before = from.map((row) => (tab.rows[row] ?? []).slice(left, right));
  wanted.forEach((source, index) => {
    const row = top + index;
    const cells = before[source - top] ?? [];
    const now = [...(tab.rows[row] ?? [])];
    while (now.length < right) now.push(undefined);
    for (let column = left; column < right; column++) {
      now[column] = carriedCell(cells[column - left], { rows: row - source, columns: 0 });
    }
    while (now.length > 0 && now.at(-1) === undefined) now.pop();
    while (tab.rows.length < row && now.length > 0) tab.rows.push([]);
    if (now.length > 0 || row < tab.rows.length) tab.rows[row] = now;
  });
}

/** A cell as it is elsewhere: a formula's references move along. */
export function carriedCell(
  cell: GridCell | undefined,
  by: { readonly rows: number; readonly columns: number },
): GridCell | undefined {
  const formula = cell?.value?.formulaValue;
  if (cell === undefined || formula === undefined || formula === null) return cell;
  return { ...cell, value: { formulaValue: movedFormula(formula, by) } };
}

function grown(shift: Shift): number {
  if (shift.do === 'move') return 0;
  return shift.do === 'insert' ? shift.to - shift.from : shift.from - shift.to;
}

function respliced<T>(lines: T[], shift: Shift, blank: T): T[] {
  const { from, to } = shift;
  if (shift.do === 'insert') {
    if (from >= lines.length) return lines;
    return lines.toSpliced(from, 0, ...Array.from({ length: to - from }, () => blank));
  }
  if (shift.do === 'delete') return lines.toSpliced(from, to - from);
  const whole = [...lines];
  while (whole.length < Math.max(to, shift.before)) whole.push(blank);
  const taken = whole.splice(from, to - from);
  whole.splice(shift.before > from ? shift.before - (to - from) : shift.before, 0, ...taken);
  return whole;
}

/** Where a stretch of lines is afterwards; `undefined` when all of it was taken out. An open end stays open. */
function stretched(
  start: number,
  end: number | undefined,
  shift: Shift,
): readonly [number, number | undefined] | undefined {
  const { from, to } = shift;
  const count = to - from;
  if (shift.do === 'insert') {
    return [
      start >= from ? start + count : start,
      end === undefined ? undefined : end > from ? end + count : end,
    ];
  }
  const without = (at: number) => (at <= from ? at : Math.max(at - count, from));
  if (shift.do === 'delete') {
    const [first, last] = [without(start), end === undefined ? undefined : without(end)];
    return last !== undefined && first >= last ? undefined : [first, last];
  }
  const goal = shift.before > from ? shift.before - count : shift.before;
  // What lies wholly among the lines that move goes with them.
  if (start >= from && end !== undefined && end <= to)
    return [start - from + goal, end - from + goal];
  const [first, last] = [without(start), end === undefined ? undefined : without(end)];
  return [
    first >= goal ? first + count : first,
    last === undefined ? undefined : last > goal ? last + count : last,
  ];
}

function ranged(
  range: sheets_v4.Schema$GridRange,
  shift: Shift,
): sheets_v4.Schema$GridRange | undefined {
  if ((range.sheetId ?? 0) !== shift.tab.id) return range;
  const [first, last] =
    shift.dimension === 'ROWS'
      ? (['startRowIndex', 'endRowIndex'] as const)
      : (['startColumnIndex', 'endColumnIndex'] as const);
  if ((range[first] ?? undefined) === undefined && (range[last] ?? undefined) === undefined)
    return range;
  const found = stretched(range[first] ?? 0, range[last] ?? undefined, shift);
  if (found === undefined) return undefined;
  const [start, end] = found;
  const { [last]: _, ...rest } = range;
  return { ...rest, [first]: start, ...(end === undefined ? {} : { [last]: end }) };
}

type Ranged = (range: sheets_v4.Schema$GridRange) => sheets_v4.Schema$GridRange | undefined;

/** Every range of the spreadsheet over that tab put where it is now; what has none left is gone. */
function carried(book: Book, id: number, now: Ranged): void {
  const listed = <T extends { range?: sheets_v4.Schema$GridRange | null }>(its: readonly T[]) =>
    its.flatMap((it): T[] => {
      if (it.range === undefined || it.range === null) return [it];
      const range = now(it.range);
      return range === undefined ? [] : [{ ...it, range }];
    });
  book.names = listed(book.names);
  for (const tab of book.tabs) {
    // Charts may draw other tabs' cells, all else is about its own.
    tab.charts = tab.charts.map((it) => sourced(it, now));
    if (tab.id !== id) continue;
    tab.protectedRanges = listed(tab.protectedRanges).map((it) => ({
      ...it,
      ...(it.unprotectedRanges && {
        unprotectedRanges: it.unprotectedRanges.flatMap((one) => now(one) ?? []),
      }),
    }));
    tab.bandedRanges = listed(tab.bandedRanges);
    tab.filterViews = listed(tab.filterViews);
    tab.merges = tab.merges.flatMap((it) => now(it) ?? []);
    tab.conditionalFormats = tab.conditionalFormats.flatMap((it) => {
      const ranges = (it.ranges ?? []).flatMap((one) => now(one) ?? []);
      return ranges.length === 0 ? [] : [{ ...it, ranges }];
    });
    if (tab.basicFilter?.range) {
      const range = now(tab.basicFilter.range);
      tab.basicFilter = range === undefined ? undefined : { ...tab.basicFilter, range };
    }
  }
}

/** A chart with its sources where they are now; one whose cells are all gone draws nothing. */
function sourced(
  chart: sheets_v4.Schema$EmbeddedChart,
  now: Ranged,
): sheets_v4.Schema$EmbeddedChart {
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, it]): [string, unknown] =>
        name === 'sources' && Array.isArray(it)
          ? [name, it.flatMap((one: sheets_v4.Schema$GridRange) => now(one) ?? [])]
          : [name, walk(it)],
      ),
    );
  };
  // The same chart, but for ranges.
  return { ...chart, ...(chart.spec && { spec: walk(chart.spec) as sheets_v4.Schema$ChartSpec }) };
}

function anchored(
  chart: sheets_v4.Schema$EmbeddedChart,
  shift: Shift,
): sheets_v4.Schema$EmbeddedChart {
  const overlay = chart.position?.overlayPosition;
  const cell = overlay?.anchorCell;
  if (!overlay || !cell || (cell.sheetId ?? 0) !== shift.tab.id) return chart;
  const name = shift.dimension === 'ROWS' ? 'rowIndex' : 'columnIndex';
  const at = cell[name] ?? 0;
  const now = stretched(at, at + 1, shift)?.[0] ?? shift.from;
  return {
    ...chart,
    position: {
      ...chart.position,
      overlayPosition: { ...overlay, anchorCell: { ...cell, [name]: now } },
    },
  };
}

function located(
  metadata: sheets_v4.Schema$DeveloperMetadata,
  shift: Shift,
): readonly sheets_v4.Schema$DeveloperMetadata[] {
  const range = metadata.location?.dimensionRange;
  if (!range || (range.sheetId ?? 0) !== shift.tab.id || range.dimension !== shift.dimension)
    return [metadata];
  const found = stretched(range.startIndex ?? 0, range.endIndex ?? undefined, shift);
  if (found === undefined) return [];
  const [startIndex, endIndex] = found;
  return [
    {
      ...metadata,
      location: {
        ...metadata.location,
        dimensionRange: { ...range, startIndex, endIndex: endIndex ?? startIndex + 1 },
      },
    },
  ];
}

function referred(reference: Reference, shift: Shift): Reference | undefined {
  const rows = shift.dimension === 'ROWS';
  const start = rows ? reference.top : reference.left;
  const end = rows ? reference.bottom : reference.right;
  if (start === undefined && end === undefined) return reference;
  const found = stretched(start ?? 0, end === undefined ? undefined : end + 1, shift);
  if (found === undefined) return undefined;
  const [first, last] = found;
  const until = last === undefined ? undefined : last - 1;
  if (first === start && until === end) return reference;
  return rows
    ? { ...reference, top: first, bottom: until }
    : { ...reference, left: first, right: until };
}

function reformulated(
  book: Book,
  shiftedTab: Tab,
  change: (reference: Reference) => Reference | undefined,
): void {
  const title = shiftedTab.properties.title?.toLowerCase();
  everyFormula(book, (formula, home) =>
    rewritten(formula, (reference, named) => {
      const own = named === undefined ? home === shiftedTab : named.toLowerCase() === title;
      if (!own) return { reference, title: named };
      const now = change(reference);
      return now === undefined ? undefined : { reference: now, title: named };
    }),
  );
}

/** Runs over every formula: of cells, of dropdowns, of conditional formats. */
function everyFormula(book: Book, change: (formula: string, home: Tab) => string): void {
  for (const tab of book.tabs) {
    const conditions = new Map<object, sheets_v4.Schema$DataValidationRule>();
    const condition = (it: sheets_v4.Schema$BooleanCondition | undefined) =>
      it?.values?.some((one) => one.userEnteredValue?.startsWith('=') === true)
        ? {
            ...it,
            values: it.values.map((one) =>
              one.userEnteredValue?.startsWith('=') === true
                ? { ...one, userEnteredValue: change(one.userEnteredValue, tab) }
                : one,
            ),
          }
        : it;
    const validation = (rule: sheets_v4.Schema$DataValidationRule) => {
      const known = conditions.get(rule);
      if (known !== undefined) return known;
      const now = condition(rule.condition);
      const made = now === rule.condition || now === undefined ? rule : { ...rule, condition: now };
      conditions.set(rule, made);
      return made;
    };
    const cellNow = (cell: GridCell | undefined): GridCell | undefined => {
      if (cell === undefined) return cell;
      const formula = cell.value?.formulaValue;
      const now = typeof formula === 'string' ? change(formula, tab) : formula;
      const rule = cell.validation && validation(cell.validation);
      if (now === formula && rule === cell.validation) return cell;
      return {
        ...cell,
        ...(now === formula || typeof now !== 'string' ? {} : { value: { formulaValue: now } }),
        ...(rule === undefined ? {} : { validation: rule }),
      };
    };
    tab.rows = tab.rows.map((cells) => {
      const made = cells.map(cellNow);
      return made.some((it, index) => it !== cells[index]) ? made : cells;
    });
    tab.conditionalFormats = tab.conditionalFormats.map((it) => {
      const now = condition(it.booleanRule?.condition);
      return now === it.booleanRule?.condition || now === undefined
        ? it
        : { ...it, booleanRule: { ...it.booleanRule, condition: now } };
    });
  }
}
