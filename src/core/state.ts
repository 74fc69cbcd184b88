import type { Day } from './day.ts';
import type { Around } from './rule.ts';
import type { AnyTab, RowOf } from './tab.ts';

/** One state a row of a tab may be in. */
export interface State<R> {
  readonly label: string;
  /** Whether the facts of a row put it here. States are tried in order: the first that holds is the one. */
  readonly when: (row: R, around: Around) => boolean;
  /** The day from which it is so, where a cell tells. */
  readonly since?: (row: R, around: Around) => Day | undefined;
  /** What comes next and who does it, in a sentence; nothing once all is done. */
  readonly next?: string;
}

/** The states of a tab, the furthest first. */
export interface StateTable {
  readonly tab: AnyTab;
  readonly states: readonly State<never>[];
  readonly labels: readonly string[];
}

/** Declares how the state of a tab's rows follows from dates and facts. The last one must hold always. */
export function states<T extends AnyTab>(tab: T, table: readonly State<RowOf<T>>[]): StateTable {
  return { tab, states: table, labels: table.map((it) => it.label) };
}

/** The state a row is in: its label, since when, and what comes next. */
export function stateOf(
  table: StateTable,
  row: object,
  around: Around,
): { readonly label: string; readonly since: Day | undefined; readonly next: string | undefined } {
  // Only `states` makes tables, for rows of `table.tab`.
  const mine = row as never;
  const state = table.states.find((it) => it.when(mine, around));
  if (state === undefined) throw new Error(`${table.tab.name}: no state holds`);
  return { label: state.label, since: state.since?.(mine, around), next: state.next };
}
