import {
  type Day,
  daysBetween,
  type Month,
  monthsCovered,
  overlap,
  type Period,
  periodEnd,
  plusDays,
} from './day.ts';
import type { Result } from './result.ts';
import type { Around } from './rule.ts';
import type { AnyTab } from './tab.ts';

/**
 * Stretches of days as the fewest that cover the same days, in order: those that overlap or touch (one ends on the
 * eve of the next) become one. A stretch that ends before it starts covers nothing and is left out.
 */
export function united(periods: readonly Period[]): readonly Period[] {
  const merged: Period[] = [];
  const real = periods.filter((it) => it.from <= it.to);
  for (const it of real.toSorted((a, b) => daysBetween(b.from, a.from))) {
    const last = merged.at(-1);
    if (last === undefined || it.from > plusDays(last.to, 1)) merged.push(it);
    else if (it.to > last.to) merged[merged.length - 1] = { from: last.from, to: it.to };
  }
  return merged;
}

/** How many days some stretches cover together, ends included. A day that lies in two of them counts once. */
export function daysCovered(periods: readonly Period[]): number {
  return united(periods).reduce((sum, it) => sum + daysBetween(it.from, it.to) + 1, 0);
}

/** The part of some stretches that lies within a period, as the fewest stretches, in order. */
export function within(period: Period, periods: readonly Period[]): readonly Period[] {
  return united(periods).flatMap((it) => overlap(period, it) ?? []);
}

/**
 * A period with its end brought forward by the days of some stretches that lie in it: 1/3–31/10 without 61 of them is
 * 1/3–31/8. How suspended time is kept out of a maximum duration (LG 25/5/2017: it does not count). One that is all
 * left out ends on the eve of its start.
 */
export function without(period: Period, left: readonly Period[]): Period {
  return { from: period.from, to: plusDays(period.to, -daysCovered(within(period, left))) };
}

/**
 * The last day of a period if each suspended day is made up after its end, ends included: 1/3–31/8 suspended from
 * 1/6 to 30/6 ends on 30/9. A suspension that begins before the end so moved counts whole, even past the old end.
 */
export function endMadeUp(period: Period, suspensions: readonly Period[]): Day {
  let end = period.to;
  for (const it of united(suspensions)) {
    const from = it.from < period.from ? period.from : it.from;
    if (from > end) break;
    if (it.to >= from) end = plusDays(end, daysBetween(from, it.to) + 1);
  }
  return end;
}

/**
 * The last day of a period made longer by whole months. A period of whole months goes on being one, counted from its
 * start: 1/3–31/8 and 2 more end on 31/10, 31/8–28/2 and 6 more on 30/8, twelve months, not 31/8. Any other goes on
 * from the day after its end: 1/3–10/9 and 1 more end on 10/10.
 */
export function extendedBy(period: Period, months: number): Day {
  const whole = monthsCovered(period);
  return whole.days === 0
    ? periodEnd(period.from, whole.months + months)
    : periodEnd(plusDays(period.to, 1), months);
}

/** The day on which half of a period is done; of an even number of days the last of the first half: 1/3–30/3 is 15/3. */
export function midwayOf({ from, to }: Period): Day {
  return plusDays(from, Math.trunc(daysBetween(from, to) / 2));
}

// ── A change of an internship's period ────────────────────────────────────────────────────────

/**
 * What is asked of the period of an internship. Days are inclusive: `on` is the last day done. `ground` is the key of
 * one of `Periods.grounds`, and is repeated in no answer: a suspension's belongs to the restricted book alone.
 */
export type PeriodChange =
  | {
      readonly kind: 'suspension';
      readonly from: Day;
      readonly to: Day;
      readonly ground?: string | undefined;
    }
  | { readonly kind: 'extension'; readonly to: Day }
  | { readonly kind: 'extension'; readonly months: number }
  | { readonly kind: 'earlyEnd'; readonly on: Day; readonly ground?: string | undefined };

/** What ALICE knows about changes of period, for whoever carries them out. */
export interface Periods {
  /** The grounds that may be named, key and what people call it: none for an extension. */
  readonly grounds: Readonly<Record<PeriodChange['kind'], Readonly<Record<string, string>>>>;
  /**
   * What a change comes to, worked out and not yet written. Refuses, with all its reasons, what cannot be: unknown or
   * cancelled internships, days outside it, what a verified rule of its region forbids. What nobody has verified warns.
   */
  readonly plan: (
    asked: { readonly internship: string; readonly change: PeriodChange },
    around: Around,
  ) => Result<PeriodPlan, readonly string[]>;
}

/** All that a change of period moves, by IDs and days: no name, no ground. `writes` alone is not to be shown. */
export interface PeriodPlan {
  readonly internship: string;
  readonly kind: PeriodChange['kind'];
  /** The days suspended, added or, for an early end, given up; ends included. */
  readonly days: Period;
  /** The row of «Variazioni» that says so already, or is put right. */
  readonly recorded: string | undefined;
  readonly before: Duration;
  readonly after: Duration;
  /** The longest it may last; nothing where no rule is known. */
  readonly maximum: Maximum | undefined;
  /** The months that lose or gain days, in order. */
  readonly months: readonly MonthMoved[];
  /** What must be told to somebody. */
  readonly communications: readonly Owed[];
  /** What must be written and signed. */
  readonly papers: readonly Owed[];
  /** Covers that end before the new last day. */
  readonly insurance: readonly ShortCover[];
  /** The reminders that move, in the order of their days. */
  readonly reminders: readonly ReminderMoved[];
  /** What somebody should look at before going on, in sentences. */
  readonly warnings: readonly string[];
  readonly writes: PeriodWrites;
}

/** How long an internship lasts: its days as the calendar has them, and as they count. */
export interface Duration {
  readonly period: Period;
  /** Days of the period that are suspended: they count for nothing. */
  readonly suspended: number;
  readonly months: number;
  readonly days: number;
}

/** The longest an internship may last, extensions counted and suspended days not. */
export interface Maximum {
  readonly months: number;
  readonly days: number;
  /** Longer, in some cases that are not told here; the same as the ordinary where there are none. */
  readonly longest: { readonly months: number; readonly days: number };
  readonly source: string;
  /** Whether it stops anything: a region sets it, and a page confirms it. */
  readonly binds: boolean;
}

/** A month that loses or gains days. */
export interface MonthMoved {
  readonly month: Month;
  readonly leaves: readonly Period[];
  readonly joins: readonly Period[];
  /** Days to be worked, holidays and known closures left out; nothing while no timetable is known. */
  readonly planned: { readonly before: number; readonly after: number } | undefined;
}

/** Something owed to somebody, by a day where there is one. */
export interface Owed {
  readonly what: string;
  readonly by: Day | undefined;
  /** Who says so, where it is a rule; with its doubt. */
  readonly source: string | undefined;
}

/** A cover that has to be prolonged. */
export interface ShortCover {
  readonly what: 'INAIL' | 'RCT';
  /** The last day covered as things stand. */
  readonly until: Day;
  readonly needed: Day;
}

/** A reminder and its day, before and after; no day where there is none. */
export interface ReminderMoved {
  readonly what: string;
  readonly before: Day | undefined;
  readonly after: Day | undefined;
}

/** What a change writes into people's tabs once somebody has confirmed it. Values are as columns take them. */
export interface PeriodWrites {
  /** The new row; none where it is there. */
  readonly row: { readonly tab: AnyTab; readonly values: Values } | undefined;
  readonly cells: readonly CellMoved[];
  /** Where the ground goes: its own restricted row, or one that is there already. */
  readonly ground: GroundWritten | undefined;
}

/** Values by code name of their column. */
export type Values = Readonly<Record<string, unknown>>;

/** A cell that changes: what it is read as, and what it is to be. */
export interface CellMoved {
  readonly tab: AnyTab;
  readonly id: string;
  readonly column: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** How a ground is kept in the restricted book, tied to the row of the change by the column `link`. */
export interface GroundWritten {
  readonly tab: AnyTab;
  readonly link: string;
  readonly row: Values | undefined;
  readonly cells: readonly CellMoved[];
  /** Rows that are there and still have to be tied to the change. */
  readonly ties: readonly string[];
}
