import { calendar, type Day, day, type Patron } from '../../src/core/day.ts';
import type { Around } from '../../src/core/rule.ts';
import { noSettings, type Settings } from '../../src/core/setting.ts';
import type { AnyTab } from '../../src/core/tab.ts';

/** The world a rule looks into: these rows, by tab, on this day. Tabs of modules switched off go into `without`. */
export function around(
  but: {
    readonly today?: Day;
    readonly rows?: readonly (readonly [AnyTab, readonly object[]])[];
    readonly settings?: Settings;
    readonly patrons?: readonly Patron[];
    readonly without?: readonly AnyTab[];
  } = {},
): Around {
  const tables = new Map(but.rows ?? []);
  const rowsOf = (tab: AnyTab) => (tables.get(tab) ?? []) as readonly never[];
  return {
    today: but.today ?? day('2026-05-20'),
    settings: but.settings ?? noSettings,
    calendar: calendar(but.patrons ?? []),
    rows: rowsOf,
    // Rows are plain objects by column name.
    where: (tab, column, value) =>
      rowsOf(tab).filter((it: Readonly<Record<string, unknown>>) => it[column] === value),
    has: (tab) => !(but.without ?? []).includes(tab),
  };
}
