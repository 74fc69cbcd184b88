import type { Day, Period } from '../src/core/day.ts';
import type { Around } from '../src/core/rule.ts';
import type { RowOf } from '../src/core/tab.ts';
import { internships, variations } from './registry.ts';

type Internship = RowOf<typeof internships>;
type Variation = RowOf<typeof variations>;

/** The variations of an internship that hold: those struck out («Annullata il») do not count. */
export function variationsOf(it: Internship, around: Pick<Around, 'where'>): readonly Variation[] {
  return around.where(variations, 'internship', it).filter((one) => one.cancelledOn === undefined);
}

/** The suspensions of an internship that hold, in the order of the sheet; one without an end is still going on. */
export function suspensionsOf(it: Internship, around: Pick<Around, 'where'>): readonly Variation[] {
  return variationsOf(it, around).filter(
    (one) => one.kind === 'suspension' && one.from !== undefined,
  );
}

/**
 * The last day of an internship, inclusive, after extensions, suspensions that moved its end, and an early end.
 * `undefined` while no end is known.
 */
export function lastDayOf(it: Internship, around: Pick<Around, 'where'>): Day | undefined {
  if (it.endedOn !== undefined) return it.endedOn;
  const moved = variationsOf(it, around).flatMap(({ kind, newEndDate }) =>
    newEndDate !== undefined && (kind === 'extension' || kind === 'suspension') ? [newEndDate] : [],
  );
  return moved.reduce(
    (latest, one) => (latest === undefined || one > latest ? one : latest),
    it.endDate,
  );
}

/** The days an internship covers as it stands today, ends included; `undefined` while a date is missing. */
export function spanOf(it: Internship, around: Pick<Around, 'where'>): Period | undefined {
  const to = lastDayOf(it, around);
  return it.startDate === undefined || to === undefined ? undefined : { from: it.startDate, to };
}

/** Whether an internship is under way on a day (today, unless told): started, not ended, not cancelled. */
export function isRunning(
  it: Internship,
  around: Pick<Around, 'where' | 'today'>,
  on = around.today,
): boolean {
  if (it.typedState === 'cancelled') return false;
  const span = spanOf(it, around);
  return span !== undefined && span.from <= on && on <= span.to;
}

/** Whether an internship has yet to start. */
export function isAhead(it: Internship, around: Pick<Around, 'today'>): boolean {
  return it.typedState !== 'cancelled' && it.startDate !== undefined && it.startDate > around.today;
}
