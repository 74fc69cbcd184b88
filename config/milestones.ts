import {
  type Day,
  monthsCovered,
  type Period,
  periodEnd,
  plusDays,
  plusMonths,
} from '../src/core/day.ts';
import { endMadeUp, midwayOf, without } from '../src/core/period.ts';
import type { Around } from '../src/core/rule.ts';
import type { RowOf } from '../src/core/tab.ts';
import { suspensionsOf } from './lifecycle.ts';
import { type internships, outcomes, visits } from './registry.ts';

type Internship = RowOf<typeof internships>;

/** Days before the end at which an extension is asked for: later than the end it cannot be (domain §4). */
export const extensionDays = [45, 30, 15] as const;
/** Days after the end at which report, certificate and dossier are asked for (domain §4). */
export const finalPaperDays = [7, 15, 30] as const;
/** When after the end one asks how it went (FSE+ common indicators; domain §4). */
export const outcomeMoments = {
  days28: { label: 'a 28 giorni', on: (end: Day) => plusDays(end, 28) },
  months6: { label: 'a 6 mesi', on: (end: Day) => plusMonths(end, 6) },
} as const;
/** An inclusion internship longer than this is reviewed every `reviewMonths`, any other once, midway (domain §4). */
const longTisMonths = 6;
/** Months between two reviews of a long inclusion internship. */
const reviewMonths = 3;

/** A review of an internship: how it is called, and its day as the period stands. */
export interface Review {
  readonly name: string;
  readonly on: Day;
}

/** The days on which an internship is asked about because of how its period runs, each with its name. */
export function milestonesOf(
  it: Internship,
  span: Period,
  around: Around,
): ReadonlyMap<string, Day> {
  return new Map<string, Day>([
    ...reviewsOf(it, span, around)
      .slice(reviewsHeld(it, around))
      .map(({ name, on }) => [name, on] as const),
    ...(it.endedOn === undefined
      ? extensionDays.map(
          (days) => [`proroga, ${days} giorni prima della fine`, plusDays(span.to, -days)] as const,
        )
      : []),
    ...finalPaperDays.map(
      (days) => [`carte finali, ${days} giorni dopo la fine`, plusDays(span.to, days)] as const,
    ),
    ...(around.has(outcomes)
      ? Object.values(outcomeMoments).map(
          ({ label, on }) => [`esito ${label}`, on(span.to)] as const,
        )
      : []),
  ]);
}

/** How many reviews were held: as many, from the first on, are no longer asked for. */
export function reviewsHeld(it: Internship, around: Pick<Around, 'where'>): number {
  return around.where(visits, 'internship', it).filter((one) => one.kind === 'midTerm').length;
}

/** The reviews of an internship, held ones included. They fall by days done: suspended ones move them. */
export function reviewsOf(
  it: Internship,
  span: Period,
  around: Pick<Around, 'where'>,
): readonly Review[] {
  const suspensions = suspendedIn(it, around);
  const done = without(span, suspensions);
  if (done.to < done.from) return [];
  const onDayDone = (to: Day) => endMadeUp({ from: span.from, to }, suspensions);
  const { months, days } = monthsCovered(done);
  const isLong = months > longTisMonths || (months === longTisMonths && days > 0);
  if (it.instrument !== 'tis' || !isLong)
    return [{ name: 'verifica intermedia, a metà percorso', on: onDayDone(midwayOf(done)) }];
  // One at the very end would be the final one.
  const count = Math.ceil((months + (days > 0 ? 1 : 0)) / reviewMonths) - 1;
  return Array.from({ length: count }, (_, n) => {
    const after = (n + 1) * reviewMonths;
    return { name: `verifica dopo ${after} mesi`, on: onDayDone(periodEnd(span.from, after)) };
  });
}

/** The suspensions of an internship that have both ends. */
export function suspendedIn(it: Internship, around: Pick<Around, 'where'>): readonly Period[] {
  return suspensionsOf(it, around).flatMap(({ from, to }) =>
    from === undefined || to === undefined ? [] : [{ from, to }],
  );
}
