import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Day,
  day,
  daysIn,
  monthsCovered,
  type Period,
  periodEnd,
  plusDays,
} from '../../src/core/day.ts';
import {
  daysCovered,
  endMadeUp,
  extendedBy,
  midwayOf,
  united,
  within,
  without,
} from '../../src/core/period.ts';

const period = (from: string, to: string): Period => ({ from: day(from), to: day(to) });
const start = day('2026-01-01');
const somePeriods = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: -3, max: 20 }))
    .map(([at, length]) => ({ from: plusDays(start, at), to: plusDays(start, at + length) })),
  { maxLength: 6 },
);

describe('united', () => {
  test('joins what overlaps and what touches, and keeps a day of distance apart', () => {
    const touching = [period('2026-03-11', '2026-03-20'), period('2026-03-01', '2026-03-10')];
    const apart = [period('2026-03-12', '2026-03-20'), period('2026-03-01', '2026-03-10')];

    expect(united(touching)).toEqual([period('2026-03-01', '2026-03-20')]);
    expect(united(apart)).toEqual([apart[1], apart[0]]);
  });

  test('keeps the longer of two that start together, and drops one that ends before it starts', () => {
    const periods = [
      period('2026-03-01', '2026-03-31'),
      period('2026-03-01', '2026-03-05'),
      period('2026-04-30', '2026-04-01'),
    ];

    expect(united(periods)).toEqual([period('2026-03-01', '2026-03-31')]);
  });
});

describe('daysCovered', () => {
  test('counts both ends, and a shared day once', () => {
    expect(daysCovered([])).toBe(0);
    expect(daysCovered([period('2026-03-01', '2026-03-01')])).toBe(1);
    expect(
      daysCovered([period('2026-03-01', '2026-03-10'), period('2026-03-10', '2026-03-12')]),
    ).toBe(12);
  });

  test('agrees with counting day by day', () => {
    fc.assert(
      fc.property(somePeriods, (periods) => {
        expect(daysCovered(periods)).toBe(new Set(periods.flatMap(daysIn)).size);
      }),
    );
  });
});

describe('within', () => {
  test('clips at both ends and leaves out what lies outside', () => {
    const periods = [
      period('2026-02-20', '2026-03-02'),
      period('2026-03-30', '2026-04-10'),
      period('2026-05-01', '2026-05-02'),
    ];

    expect(within(period('2026-03-01', '2026-03-31'), periods)).toEqual([
      period('2026-03-01', '2026-03-02'),
      period('2026-03-30', '2026-03-31'),
    ]);
  });
});

describe('without', () => {
  const whole = period('2026-03-01', '2026-10-31');

  test('brings the end forward by the days left out, each once', () => {
    expect(without(whole, [])).toEqual(whole);
    expect(
      without(whole, [period('2026-06-01', '2026-07-31'), period('2026-07-01', '2026-07-31')]),
    ).toEqual(period('2026-03-01', '2026-08-31'));
  });

  test('does not take out days that lie outside', () => {
    expect(
      without(whole, [period('2026-02-01', '2026-02-28'), period('2026-10-31', '2026-12-31')]),
    ).toEqual(period('2026-03-01', '2026-10-30'));
  });

  test('leaves nothing of a period that is all left out', () => {
    const nothing = without(whole, [period('2026-01-01', '2026-12-31')]);

    expect(daysIn(nothing)).toEqual([]);
    expect(nothing.to).toBe('2026-02-28');
  });
});

describe('endMadeUp', () => {
  const agreed = period('2026-03-01', '2026-08-31');

  test('moves the end by the days suspended', () => {
    expect(endMadeUp(agreed, [])).toBe('2026-08-31');
    expect(endMadeUp(agreed, [period('2026-06-01', '2026-06-30')])).toBe('2026-09-30');
  });

  test('counts a suspension on the last day, and not one that begins the day after', () => {
    expect(endMadeUp(agreed, [period('2026-08-31', '2026-09-30')])).toBe('2026-10-01');
    expect(endMadeUp(agreed, [period('2026-09-01', '2026-09-30')])).toBe('2026-08-31');
  });

  test('counts a suspension that begins after the old end but before the moved one', () => {
    const suspensions = [period('2026-09-10', '2026-09-19'), period('2026-06-01', '2026-06-30')];

    expect(endMadeUp(agreed, suspensions)).toBe('2026-10-10');
  });

  test('does as many days as were agreed, day by day', () => {
    fc.assert(
      fc.property(somePeriods, fc.integer({ min: 0, max: 40 }), (periods, length) => {
        const asked = { from: start, to: plusDays(start, length) };
        const end = endMadeUp(asked, periods);
        const done = daysIn({ from: start, to: end }).filter((it) => !isOut(it, periods));

        expect(done).toHaveLength(length + 1);
        expect(isOut(end, periods)).toBe(false);
      }),
    );
  });
});

describe('extendedBy', () => {
  test.each([
    ['2026-03-01', '2026-08-31', 2, '2026-10-31'],
    ['2026-08-31', '2027-02-28', 6, '2027-08-30'],
    ['2027-03-31', '2027-08-30', 6, '2028-02-29'],
    ['2026-02-28', '2026-08-27', 1, '2026-09-27'],
    // A day short of whole months, whole months, a day over.
    ['2026-03-01', '2026-08-30', 1, '2026-09-30'],
    ['2026-03-01', '2026-09-01', 1, '2026-10-01'],
    ['2026-03-01', '2026-09-10', 1, '2026-10-10'],
  ])('%s–%s and %i more months end on %s', (from, to, months, end) => {
    expect(extendedBy(period(from, to), months)).toBe(end);
  });

  test('makes whole months so many more, whatever day they start on', () => {
    const anyDay = fc.integer({ min: 0, max: 1500 }).map((n) => plusDays(start, n));
    const some = fc.integer({ min: 1, max: 24 });
    fc.assert(
      fc.property(anyDay, some, some, (from, months, more) => {
        const whole = { from, to: periodEnd(from, months) };

        const end = extendedBy(whole, more);

        expect(monthsCovered({ from, to: end })).toEqual({ months: months + more, days: 0 });
      }),
    );
  });

  test('goes beyond the end by at least a month less a few days, whatever the period', () => {
    const some = fc.integer({ min: 0, max: 800 });
    fc.assert(
      fc.property(some, some, (at, length) => {
        const from = plusDays(start, at);
        const it = { from, to: plusDays(from, length) };

        expect(extendedBy(it, 1) >= plusDays(it.to, 27)).toBe(true);
        expect(extendedBy(it, 2) > extendedBy(it, 1)).toBe(true);
      }),
    );
  });
});

describe('midwayOf', () => {
  test.each([
    ['2026-03-01', '2026-03-01', '2026-03-01'],
    ['2026-03-01', '2026-03-02', '2026-03-01'],
    ['2026-03-01', '2026-03-03', '2026-03-02'],
    ['2026-03-01', '2026-03-30', '2026-03-15'],
    ['2026-03-01', '2026-08-31', '2026-05-31'],
  ])('%s–%s is half done on %s', (from, to, half) => {
    expect(midwayOf(period(from, to))).toBe(half);
  });
});

function isOut(it: Day, periods: readonly Period[]): boolean {
  return periods.some((one) => one.from <= it && it <= one.to);
}
