import type { Level } from './column.ts';
import type { Calendar, Day } from './day.ts';
import type { Stop } from './finding.ts';
import type { Privacy } from './release.ts';
import type { Settings } from './setting.ts';
import { type AnyTab, columnAt, type DaysOf, type Having, type Path, type RowOf } from './tab.ts';

/** What a rule may look at beyond its own row. */
export interface Around {
  readonly today: Day;
  readonly settings: Settings;
  /** National holidays and the patron of each comune. */
  readonly calendar: Calendar;
  /** All rows of a tab, in the order of their IDs; none where its module is switched off. */
  rows<T extends AnyTab>(tab: T): readonly RowOf<T>[];
  /** The rows of a tab whose column holds this value (for a reference: this row), found in one step. */
  where<T extends AnyTab, K extends keyof RowOf<T> & string>(
    tab: T,
    column: K,
    value: NonNullable<RowOf<T>[K]>,
  ): readonly RowOf<T>[];
  /** Whether a tab's module is switched on. */
  has(tab: AnyTab): boolean;
}

/** A sentence that must hold for every row of a tab, ready to be judged. */
export interface Rule {
  readonly tab: AnyTab;
  readonly name: string;
  readonly expects: string;
  readonly level: Level;
  readonly mends: string;
  readonly stops?: Stop | undefined;
  readonly source?: string | undefined;
  readonly needs: readonly string[];
  /** Tabs of other modules it looks into: silent without them. */
  readonly uses: readonly AnyTab[];
  /** The code name of the cell that is marked. */
  readonly marks: string;
  /** The classes of all it may speak of. */
  readonly classes: readonly Privacy[];
  /** What is wrong with this row, or `undefined`: all is well, or a needed cell is blank. */
  readonly judge: (row: object, around: Around) => Said | undefined;
  /** The same of a row known to fill `needs`: who puts many rules to a row looks once for those that need the same. */
  readonly judgeWhole?: (row: object, around: Around) => Said | undefined;
}

/** What a rule says of a row: what was found, and the value to propose for the marked cell. */
export interface Said {
  readonly says: string;
  readonly proposed?: string | undefined;
}

/** The judgement of one rule, written in config/rules. */
export interface RuleSpec<T extends AnyTab, P extends string> {
  /** What must hold, as a fact and without values: «Un tirocinio finisce dopo che è iniziato». */
  readonly name: string;
  /** The cells it depends on; silent while one is blank or unreadable. The first is marked, unless `marks` says another. */
  readonly needs: readonly [P, ...P[]];
  /** The cell a person must mend, where it is not the first of `needs` (a cell that is blank, for one). */
  readonly marks?: keyof T['columns'] & string;
  /** Rows it does not speak of. */
  readonly when?: (row: Having<RowOf<T>, P>, around: Around) => boolean;
  /** The day from which it applies, by a day of the row: older rows keep the rule of their day. */
  readonly since?: { readonly [K in DaysOf<RowOf<T>>]?: Day };
  readonly holds: (row: Having<RowOf<T>, P>, around: Around) => boolean;
  /** What was found, with its values, to the person who may see the row. Ends with a full stop. */
  readonly say: (row: Having<RowOf<T>, P>, around: Around) => string;
  /** What is expected, with an example and without values. Ends with a full stop. */
  readonly expects: string;
  /** The value to propose for the marked cell, as a person would type it. */
  readonly proposes?: (row: Having<RowOf<T>, P>, around: Around) => string | undefined;
  /** `blocca` unless said otherwise. */
  readonly level?: Level;
  /** The role that mends it. */
  readonly mends: string;
  readonly stops?: Stop;
  /** The law or the page it comes from. */
  readonly source?: string;
  readonly uses?: readonly AnyTab[];
  /** Classes of what it speaks of beyond its needs (other rows). */
  readonly classes?: readonly Privacy[];
}

/**
 * Declares a rule. It keeps silent while a cell it needs is blank, marks one cell, and says in one
 * sentence what was found. Refuses, at start, a need that is no column.
 */
export function rule<T extends AnyTab, const P extends Path<RowOf<T>>>(
  tab: T,
  spec: RuleSpec<T, P>,
): Rule {
  const paths = pathsOf(spec.needs);
  const [since] = Object.entries(spec.since ?? {});
  const marks = spec.marks ?? paths[0]?.[0] ?? '';
  const columns = [...spec.needs.map((it) => columnAt(tab, it)), columnAt(tab, marks)];
  return {
    tab,
    name: spec.name,
    expects: spec.expects,
    level: spec.level ?? 'blocca',
    mends: spec.mends,
    stops: spec.stops,
    source: spec.source,
    needs: spec.needs,
    uses: spec.uses ?? [],
    marks,
    classes: [...new Set([...columns.map((it) => it.privacy), ...(spec.classes ?? [])])],
    judge: (row, around) => (fills(row, paths) ? judgeWhole(row, around) : undefined),
    judgeWhole,
  };

  function judgeWhole(row: object, around: Around): Said | undefined {
    // Just seen to be there: every cell the spec names.
    const whole = row as Having<RowOf<T>, P>;
    if (since !== undefined) {
      // A day of the row: `since` is typed by DaysOf.
      const on = (row as Readonly<Record<string, Day | undefined>>)[since[0]];
      if (on === undefined || on < (since[1] as Day)) return undefined;
    }
    if (spec.when !== undefined && !spec.when(whole, around)) return undefined;
    if (spec.holds(whole, around)) return undefined;
    return { says: spec.say(whole, around), proposed: spec.proposes?.(whole, around) };
  }
}

/** The needs of a rule cut into the names on their way, as `fills` wants them. */
export function pathsOf(needs: readonly string[]): readonly (readonly string[])[] {
  return needs.map((it) => it.split('.'));
}

/** Whether a row has something in every cell that is needed. */
export function fills(row: object, paths: readonly (readonly string[])[]): boolean {
  // Asked millions of times on a large workbook: counting is cheaper than iterating.
  for (let i = 0; i < paths.length; i += 1) {
    const path = paths[i] ?? [];
    let at: unknown = row;
    for (let j = 0; j < path.length; j += 1) {
      // Rows are plain objects by column name, and `j` is within the path.
      at = (at as Readonly<Record<string, unknown>>)[path[j] as string];
      if (at === undefined) return false;
    }
  }
  return true;
}
