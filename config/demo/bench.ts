import type { Cell } from '../../src/core/cell.ts';
import type { Level } from '../../src/core/column.ts';
import type { AnyTab, RowOf } from '../../src/core/tab.ts';
import type { DemoTab } from './cells.ts';
import type { DemoWorld } from './world.ts';

/** The one cell a planted mistake is to be found on. */
export interface Place {
  readonly tab: AnyTab;
  /** Blank where the finding is about the whole tab. */
  readonly id: string | undefined;
  /** The label of the column. */
  readonly column: string;
}

/** Where mistakes are put into a programme: rows to choose from, cells to change. */
export interface Bench {
  readonly world: DemoWorld;
  /**
   * The first row that fits and in which nothing was planted yet; it is kept from all that are planted after it.
   * Throws where there is none: a mistake that cannot be planted is a mistake of ours.
   */
  one<T extends AnyTab>(tab: T, fits: (row: RowOf<T>) => boolean): RowOf<T>;
  /** Keeps a row from whatever is planted later. */
  keep(row: { readonly id: string }): void;
  /** Whether nothing was planted in a row yet. */
  isFree(row: { readonly id: string }): boolean;
  /** Puts a value in a cell the way a careful person would type it; `undefined` empties it. Answers where that is. */
  put<T extends AnyTab, K extends keyof RowOf<T> & keyof T['columns'] & string>(
    tab: T,
    row: { readonly id: string },
    key: K,
    value: RowOf<T>[K],
  ): Place;
  /** Puts a cell as it is. */
  type(tab: AnyTab, row: { readonly id: string }, key: string, cell: Cell): Place;
  /** Where a cell is. */
  at(tab: AnyTab, row: { readonly id: string }, key: string): Place;
  /** Adds a copy of a row at the bottom, ID and all. */
  copy(tab: AnyTab, row: { readonly id: string }): Place;
  /** Types over the ID of a row. */
  mistakeId(tab: AnyTab, row: { readonly id: string }, typed: string): Place;
  /** Calls a column something else. */
  rename(tab: AnyTab, key: string, label: string): Place;
}

/** What a mistake is, why it happens, and how it is put into a programme. */
export interface Planting {
  /** The name of the rule that must find it. */
  readonly rule: string;
  /** How grave it is, where the rule does not say. */
  readonly level?: Level;
  /** What somebody did, for whoever reads the list. */
  readonly why: string;
  /** `undefined` on days on which nobody could make the mistake: a month is at risk no more once its days are over. */
  readonly plant: (bench: Bench) => Place | undefined;
}

/** A bench over the cells of a programme, and the cells as they have become. */
export function benchOver(
  world: DemoWorld,
  tabs: readonly DemoTab[],
): { readonly bench: Bench; readonly tabs: () => readonly DemoTab[] } {
  const header = new Map(tabs.map((it) => [it.tab, [...it.header]]));
  const rows = new Map(tabs.map((it) => [it.tab, it.rows.map((row) => [...row])]));
  const kept = new Set<string>();

  const lineOf = (tab: AnyTab, { id }: { readonly id: string }): number => {
    const line = of(rows, tab).findIndex((it) => it[0] === id);
    if (line < 0) throw new Error(`${id} is not written in ${tab.name}`);
    return line;
  };
  const type = (tab: AnyTab, row: { readonly id: string }, key: string, cell: Cell): Place => {
    const cells = of(rows, tab)[lineOf(tab, row)];
    if (cells !== undefined) cells[columnOf(tab, key)] = cell;
    return placeOf(tab, row, key);
  };

  const bench: Bench = {
    world,
    one(tab, fits) {
      const found = world.written(tab).find((it) => !kept.has(it.id) && fits(it));
      if (found === undefined) throw new Error(`no row of ${tab.name} fits what is to be planted`);
      kept.add(found.id);
      return found;
    },
    keep: ({ id }) => kept.add(id),
    isFree: ({ id }) => !kept.has(id),
    put(tab, row, key, value) {
      const column = tab.columns[key];
      return type(tab, row, key, value === undefined ? undefined : column?.write(value));
    },
    type,
    at: placeOf,
    copy(tab, row) {
      const all = of(rows, tab);
      all.push([...(all[lineOf(tab, row)] ?? [])]);
      return { tab, id: row.id, column: 'ID' };
    },
    mistakeId(tab, row, typed) {
      const cells = of(rows, tab)[lineOf(tab, row)];
      if (cells !== undefined) cells[0] = typed;
      return { tab, id: undefined, column: 'ID' };
    },
    rename(tab, key, label) {
      of(header, tab)[columnOf(tab, key)] = label;
      return { tab, id: undefined, column: tab.columns[key]?.label ?? key };
    },
  };
  return {
    bench,
    tabs: () => tabs.map(({ tab }) => ({ tab, header: of(header, tab), rows: of(rows, tab) })),
  };
}

function of<V>(map: ReadonlyMap<AnyTab, V>, tab: AnyTab): V {
  const found = map.get(tab);
  if (found === undefined) throw new Error(`the demo has no ${tab.name}`);
  return found;
}

function placeOf(tab: AnyTab, row: { readonly id: string }, key: string): Place {
  const column = tab.columns[key];
  if (column === undefined) throw new Error(`${tab.name} has no column ${key}`);
  return { tab, id: row.id, column: column.label };
}

/** The ID stands first, then the columns as the registry has them. */
function columnOf(tab: AnyTab, key: string): number {
  return 1 + Object.keys(tab.columns).indexOf(key);
}
