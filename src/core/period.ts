import { type Day, daysBetween, overlap, type Period, plusDays } from './day.ts';

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
