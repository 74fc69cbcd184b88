import { createHash } from 'node:crypto';
import { type Cell, columnLetters, isBlank, resultOf, sameCell } from '../../core/cell.ts';
import type { ColumnShape, Name, Shape, Step, TabShape } from '../../core/shape.ts';
import {
  type CellChange,
  type Changes,
  type NewRow,
  type Page,
  type Prepared,
  type Sheet,
  Unreachable,
  type Workbook,
  type Written,
} from '../../ports.ts';

/** A workbook that lives in memory, for tests and simulations, and what people may do to it meanwhile. */
export interface MemoryWorkbook extends Workbook {
  restore(versions: { readonly from: string; readonly to: string }): Promise<Written>;
  /** Somebody types in a cell and saves. */
  type(typed: {
    readonly tab: string;
    readonly row: number;
    readonly column: number;
    readonly cell: Cell;
  }): void;
  /** Somebody has it open (an Italian sentence), or no longer (`undefined`): meanwhile nothing is written. */
  hold(why: string | undefined): void;
}

interface State {
  readonly sheets: readonly Sheet[];
  readonly tabs: readonly TabShape[];
  readonly names: readonly Name[];
}

const EMPTY: State = { sheets: [], tabs: [], names: [] };

/**
 * A workbook in memory, which keeps every promise of the port. Without `initial` it is not there yet;
 * a sheet the shape does not speak of is built as plainly as can be.
 */
export function memoryWorkbook(initial?: {
  readonly sheets: readonly Sheet[];
  readonly shape?: Shape;
}): MemoryWorkbook {
  let state: State | undefined = initial && started(initial);
  let held: string | undefined;
  const versions = new Map<string, State>();
  const waiting = new Set<() => void>();

  return {
    where: 'memoria',
    read: async () => {
      if (state === undefined) {
        throw new Unreachable({
          what: 'Il registro in memoria',
          why: 'non c’è',
          cure: 'Crealo con «npx alice init»',
        });
      }
      return { revision: revisionOf(state), sheets: state.sheets };
    },
    shape: async () => ({
      tabs: (state ?? EMPTY).tabs.map((it) => shown(it, rowsOf(state ?? EMPTY, it.name))),
      names: (state ?? EMPTY).names.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    }),
    revision: async () => revisionOf(state),
    prepare: async (changes) => prepared(changes),
    restore: async ({ from, to }) => {
      const version = versions.get(to);
      if (version === undefined) {
        throw new Unreachable({
          what: 'La versione precedente',
          why: 'non è più tra quelle conservate',
          cure: 'Riprendila dalle copie di sicurezza',
        });
      }
      if (revisionOf(state) !== from) return { outcome: 'changed' };
      if (from === to) return { outcome: 'unchanged', revision: to };
      return saved(version);
    },
    watch: (signal) => revisions(signal),
    type: ({ tab, row, column, cell }) => {
      const before = state ?? EMPTY;
      saved(withRows(before, { tab, rows: placed(rowsOf(before, tab), { row, column, cell }) }));
    },
    hold: (why) => {
      held = why;
    },
  };

  function prepared(changes: Changes): Prepared {
    const { basis } = changes;
    const settled = (written: Written): Prepared => ({ after: basis, commit: async () => written });
    if (revisionOf(state) !== basis) return settled({ outcome: 'changed' });
    const before = state ?? EMPTY;
    if ((changes.cells ?? []).some((it) => isStale(before, it)))
      return settled({ outcome: 'changed' });
    const next = changed(before, changes);
    const after = next === before ? basis : revisionOf(next);
    if (after === basis || next.sheets.length === 0) {
      return settled({ outcome: 'unchanged', revision: basis });
    }
    return {
      after,
      commit: async () => {
        if (held !== undefined) return { outcome: 'busy', why: held };
        return revisionOf(state) === basis ? saved(next) : { outcome: 'changed' };
      },
    };
  }

  function saved(next: State): Written {
    if (state !== undefined) versions.set(revisionOf(state), state);
    state = next;
    for (const wake of waiting) wake();
    return { outcome: 'written', revision: revisionOf(next) };
  }

  async function* revisions(signal: AbortSignal): AsyncGenerator<string> {
    let last = revisionOf(state);
    while (!signal.aborted) {
      const now = revisionOf(state);
      if (now !== last) {
        last = now;
        yield now;
        continue;
      }
      await new Promise<void>((resolve) => {
        const wake = () => {
          waiting.delete(wake);
          signal.removeEventListener('abort', wake);
          resolve();
        };
        waiting.add(wake);
        signal.addEventListener('abort', wake);
      });
    }
  }
}

function changed(before: State, { steps = [], pages = [], cells = [], rows = [] }: Changes): State {
  const built = steps.reduce(stepped, before);
  const paged = pages.reduce(written, built);
  const typed = cells.reduce(
    (state, { tab, row, column, after }) =>
      withRows(state, { tab, rows: placed(rowsOf(state, tab), { row, column, cell: after }) }),
    paged,
  );
  return rows.reduce(appended, typed);
}

function stepped(state: State, step: Step): State {
  switch (step.do) {
    case 'addTab':
      return withTab(state, step);
    case 'addColumn':
      return withColumn(state, step);
    case 'setLabel': {
      const rows = placed(rowsOf(state, step.tab), {
        row: 0,
        column: step.at,
        cell: step.column.label,
      });
      return withRows(state, { tab: step.tab, rows });
    }
    case 'setNote':
      return column(state, step, { note: step.column.note });
    case 'setFormat':
      return column(state, step, { format: step.column.format, wrap: step.column.wrap });
    case 'setDropdown':
      return column(state, step, { dropdown: step.column.dropdown });
    case 'setGuard': {
      const { label, guarded } = step.column;
      return column(state, step, { label, guarded });
    }
    case 'setWidth': {
      const { width, hidden } = step.column;
      return column(state, step, {
        ...(width === undefined ? {} : { width }),
        ...(hidden === undefined ? {} : { hidden }),
      });
    }
    case 'setMarks':
      return tab(state, step.tab.name, { marks: step.tab.marks });
    case 'setFrozen': {
      const { frozenRows, frozenColumns } = step.tab;
      return tab(state, step.tab.name, { frozenRows, frozenColumns });
    }
    case 'setClosed':
      return tab(state, step.tab.name, { closed: step.tab.closed });
    case 'setFilter':
      return tab(state, step.tab.name, { filter: step.tab.filter });
    case 'setPrint':
      return tab(state, step.tab.name, { print: step.tab.print });
    case 'setColour':
      return tab(state, step.tab.name, { colour: step.tab.colour });
    case 'setHidden':
      return tab(state, step.tab.name, { hidden: step.tab.hidden });
    case 'setName':
      return named(state, [step.name]);
    default:
      return step satisfies never;
  }
}

function withTab(
  state: State,
  { tab, at }: { readonly tab: TabShape; readonly at: number },
): State {
  if (state.tabs.some((it) => it.name === tab.name))
    throw new Error(`a tab ${tab.name} is there already`);
  const index = Math.min(Math.max(at, 0), state.tabs.length);
  const rows = trimmed([tab.columns.map((it) => it.label)]);
  return {
    ...state,
    sheets: state.sheets.toSpliced(index, 0, { name: tab.name, rows }),
    tabs: state.tabs.toSpliced(index, 0, tab),
  };
}

/** At the first column from `at` on that nobody uses: people's columns are never pushed aside. */
function withColumn(
  state: State,
  { tab, at, column }: { readonly tab: string; readonly at: number; readonly column: ColumnShape },
): State {
  const rows = rowsOf(state, tab);
  const place = rows.reduce((far, it) => Math.max(far, it.length), at);
  const id = idColumn(rows);
  const { formula } = column;
  const laid = rows.map((row, index): readonly Cell[] => {
    if (index === 0) return withCell(row, { column: place, cell: column.label });
    if (formula === undefined || isBlank(resultOf(row[id]))) return row;
    const written = formula.replaceAll('{id}', `$${columnLetters(id)}${index + 1}`);
    return withCell(row, {
      column: place,
      cell: { kind: 'formula', formula: written, result: undefined },
    });
  });
  const columns = [...tabOf(state, tab).columns];
  while (columns.length < place) columns.push(PLAIN);
  columns[place] = column;
  return withRows(
    { ...state, tabs: state.tabs.map((it) => (it.name === tab ? { ...it, columns } : it)) },
    { tab, rows: laid.length === 0 ? [withCell([], { column: place, cell: column.label })] : laid },
  );
}

function written(state: State, { shape, rows, names }: Page): State {
  const there = state.tabs.some((it) => it.name === shape.name);
  const built = there
    ? { ...state, tabs: state.tabs.map((it) => (it.name === shape.name ? shape : it)) }
    : withTab(state, { tab: shape, at: state.tabs.length });
  const header = shape.columns.map((it) => it.label);
  return named(withRows(built, { tab: shape.name, rows: [header, ...rows] }), names);
}

function named(state: State, names: readonly Name[]): State {
  const others = state.names.filter((it) => !names.some((name) => name.name === it.name));
  return { ...state, names: [...others, ...names].toSorted((a, b) => (a.name < b.name ? -1 : 1)) };
}

function appended(state: State, { tab, cells }: NewRow): State {
  const rows = rowsOf(state, tab);
  return withRows(state, { tab, rows: [...(rows.length === 0 ? [[]] : rows), cells] });
}

function column(
  state: State,
  { tab: name, at }: { readonly tab: string; readonly at: number },
  given: Partial<ColumnShape>,
): State {
  const columns = [...tabOf(state, name).columns];
  while (columns.length <= at) columns.push(PLAIN);
  columns[at] = { ...PLAIN, ...columns[at], ...given };
  return tab(state, name, { columns });
}

function tab(state: State, name: string, given: Partial<TabShape>): State {
  tabOf(state, name);
  return { ...state, tabs: state.tabs.map((it) => (it.name === name ? { ...it, ...given } : it)) };
}

const PLAIN: ColumnShape = { label: '', format: 'general' };

/** A tab's shape with the labels that stand in its header now. A guard holds only for the label it was made for. */
function shown(shape: TabShape, rows: readonly (readonly Cell[])[]): TabShape {
  const header = (rows[0] ?? []).map(labelOf);
  while (header.at(-1) === '') header.pop();
  const columns = header.map((label, index): ColumnShape => {
    const stored = shape.columns[index] ?? PLAIN;
    return {
      ...stored,
      label,
      guarded: stored.guarded && stored.label === label ? true : undefined,
    };
  });
  return { ...shape, columns };
}

function labelOf(cell: Cell): string {
  const value = resultOf(cell);
  return value === undefined || typeof value === 'object' ? '' : String(value).trim();
}

function isStale(state: State, { tab, row, column, before }: CellChange): boolean {
  const sheet = state.sheets.find((it) => it.name === tab);
  const now = sheet?.rows[row]?.[column];
  return sheet === undefined || !sameCell(now, before === '' ? undefined : before);
}

function rowsOf(state: State, name: string): readonly (readonly Cell[])[] {
  const sheet = state.sheets.find((it) => it.name === name);
  if (sheet === undefined) throw new Error(`no tab ${name} to change`);
  return sheet.rows;
}

function tabOf(state: State, name: string): TabShape {
  const found = state.tabs.find((it) => it.name === name);
  if (found === undefined) throw new Error(`no tab ${name} to change`);
  return found;
}

function withRows(
  state: State,
  { tab: name, rows }: { readonly tab: string; readonly rows: readonly (readonly Cell[])[] },
): State {
  const sheets = state.sheets.map((it) => (it.name === name ? { name, rows: trimmed(rows) } : it));
  return { ...state, sheets };
}

function placed(
  rows: readonly (readonly Cell[])[],
  { row, column, cell }: { readonly row: number; readonly column: number; readonly cell: Cell },
): readonly (readonly Cell[])[] {
  const longer = [...rows];
  while (longer.length <= row) longer.push([]);
  return longer.with(row, withCell(longer[row] ?? [], { column, cell }));
}

function withCell(
  row: readonly Cell[],
  { column, cell }: { readonly column: number; readonly cell: Cell },
): readonly Cell[] {
  const longer = [...row];
  while (longer.length <= column) longer.push(undefined);
  return longer.with(column, cell);
}

/** Blank is `undefined`, and blanks at the end are not there. */
function trimmed(rows: readonly (readonly Cell[])[]): readonly (readonly Cell[])[] {
  const short = rows.map((row) => {
    const cells = row.map((it): Cell => (it === '' ? undefined : it));
    return cells.slice(0, cells.findLastIndex((it) => it !== undefined) + 1);
  });
  return short.slice(0, short.findLastIndex((it) => it.length > 0) + 1);
}

function idColumn(rows: readonly (readonly Cell[])[]): number {
  const header = rows[0] ?? [];
  const at = header.findIndex((it) => typeof it === 'string' && it.trim().toLowerCase() === 'id');
  return Math.max(at, 0);
}

function started(initial: { readonly sheets: readonly Sheet[]; readonly shape?: Shape }): State {
  const sheets = initial.sheets.map(({ name, rows }) => ({ name, rows: trimmed(rows) }));
  const tabs = sheets.map(
    ({ name, rows }): TabShape =>
      initial.shape?.tabs.find((it) => it.name === name) ?? {
        name,
        owner: 'people',
        frozenRows: 0,
        frozenColumns: 0,
        closed: false,
        filter: false,
        print: false,
        marks: [],
        columns: (rows[0] ?? []).map((it) => ({ label: labelOf(it), format: 'general' })),
      },
  );
  return { sheets, tabs, names: initial.shape?.names ?? [] };
}

/** The same content has the same revision; '' is no workbook. */
function revisionOf(state: State | undefined): string {
  if (state === undefined) return '';
  return createHash('sha256').update(JSON.stringify(state)).digest('hex');
}
