import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Attendance,
  attendanceOf,
  type Counting,
  type DaySet,
  daysIn,
  type Irregularity,
  neededOf,
  numbersOf,
  outlookOf,
  passes,
  type SheetMonth,
  sizeOf,
  type Threshold,
} from '../../src/core/attendance.ts';
import { daysOf, month, weekdayOf } from '../../src/core/day.ts';

// March 2026 begins on a Sunday and has 22 days from Monday to Friday; February 2026 has 20.
const march = month('2026-03');
const wholeMarch = until(31);
const weekdays = weekdaysOf('2026-03');

const byDays: Counting = {
  base: 'days',
  closuresLeave: true,
  holidaysLeave: true,
  madeUpCounts: true,
};
const byHours: Counting = { ...byDays, base: 'hours' };
const seventy: Threshold = { points: 7000, comparator: 'atLeast' };
const aboveSeventyFive: Threshold = { points: 7500, comparator: 'above' };

describe('sets of days', () => {
  test('are counted and named from the first to the thirty-first', () => {
    const days = on(1, 11, 31);

    expect(sizeOf(days)).toBe(3);
    expect(numbersOf(days)).toEqual([1, 11, 31]);
    expect(sizeOf(0)).toBe(0);
    expect(numbersOf(0)).toEqual([]);
    expect(sizeOf(until(31))).toBe(31);
  });

  test('of irregular presences are joined', () => {
    const irregular = [
      { why: 'beforeStart', days: on(1, 2) },
      { why: 'suspended', days: on(2, 9) },
    ] as const;

    expect(numbersOf(daysIn(irregular))).toEqual([1, 2, 9]);
    expect(daysIn([])).toBe(0);
  });
});

describe('the threshold', () => {
  test.each([
    // planned, threshold, comparator, needed
    [22, 7000, 'atLeast', 16],
    [20, 7000, 'atLeast', 14],
    [20, 7000, 'above', 15],
    [20, 7500, 'atLeast', 15],
    [20, 7500, 'above', 16],
    [21, 7500, 'above', 16],
    [20, 4000, 'atLeast', 8],
    [20, 4000, 'above', 9],
    [22, 4000, 'above', 9],
    [1, 7000, 'atLeast', 1],
    [22, 10_000, 'atLeast', 22],
    [22, 10_000, 'above', 23],
    [0, 7000, 'atLeast', 0],
    [0, 7000, 'above', 1],
  ] as const)(
    'of %i days at %i basis points (%s) needs %i',
    (expected, points, comparator, needed) => {
      const threshold = { points, comparator };

      expect(neededOf(expected, threshold)).toBe(needed);
      expect(passes(needed, expected, threshold)).toBe(true);
      expect(passes(needed - 1, expected, threshold)).toBe(false);
    },
  );

  test('needs the least that passes, in days as in minutes', () => {
    const expected = fc.integer({ min: 0, max: 44_640 });
    fc.assert(
      fc.property(expected, aThreshold(), (planned, threshold) => {
        const needed = neededOf(planned, threshold);

        expect(passes(needed, planned, threshold)).toBe(true);
        expect(needed === 0 || !passes(needed - 1, planned, threshold)).toBe(true);
      }),
    );
  });
});

describe('what was to be worked', () => {
  test('is what the timetable has, and no day of no hours', () => {
    const plan = planOf(weekdays, 240).with(1, 0);

    const counted = attendanceOf(aSheet({ plan }), byDays);

    expect(counted).toMatchObject({
      base: 'days',
      expected: 21,
      plannedDays: 21,
      plannedMinutes: 21 * 240,
      planned: weekdays & ~on(2),
    });
  });

  test('is what falls between start and end, suspensions left out', () => {
    const counted = attendanceOf(aSheet({ running: from(9) & ~on(16, 17) }), byDays);

    expect(counted.planned).toBe(weekdays & ~until(8) & ~on(16, 17));
    expect(counted.expected).toBe(15);
  });

  test('is nothing, and counts nothing, where no timetable is known', () => {
    const unknown = Array.from({ length: 31 }, () => undefined);

    const counted = attendanceOf(aSheet({ plan: unknown, present: on(2, 3) }), byDays);

    expect(counted).toEqual({
      ...nothing,
      irregular: [{ why: 'notForeseen', days: on(2, 3) }],
    });
  });

  test('leaves out closures and holidays as the rules of the programme say', () => {
    const sheet = aSheet({ holidays: on(19), shut: on(5, 6) });

    expect(attendanceOf(sheet, byDays).expected).toBe(19);
    expect(attendanceOf(sheet, { ...byDays, closuresLeave: false }).expected).toBe(21);
    expect(attendanceOf(sheet, { ...byDays, holidaysLeave: false }).expected).toBe(20);
    expect(attendanceOf(sheet, byHours)).toMatchObject({
      expected: 19 * 300,
      plannedMinutes: 19 * 300,
    });
  });
});

describe('what was done', () => {
  test('is P as one day, and in hours as the day of the timetable', () => {
    const sheet = aSheet({ present: on(2, 3, 4), plan: planOf(weekdays, 300).with(2, 240) });

    expect(attendanceOf(sheet, byDays)).toMatchObject({ done: 3, doneDays: 3, doneMinutes: 840 });
    expect(attendanceOf(sheet, byHours)).toMatchObject({ done: 840, doneDays: 3 });
  });

  test('is hours as they were written: a day in a count by days, themselves in one by hours', () => {
    const minutes = blank().with(1, 60).with(2, 0);
    const sheet = aSheet({ present: on(2, 4), minutes });

    expect(attendanceOf(sheet, byDays).done).toBe(2);
    expect(attendanceOf(sheet, byHours).done).toBe(60 + 300);
  });

  test('is never more than was to be done, whatever the hours and the days made up', () => {
    const minutes = blank().with(1, 600);
    const long = aSheet({ present: weekdays, minutes });
    const extra = aSheet({ present: weekdays | on(7), madeUp: on(7) });

    expect(attendanceOf(long, byHours)).toMatchObject({ done: 22 * 300, doneMinutes: 23 * 300 });
    expect(attendanceOf(extra, byDays)).toMatchObject({ done: 22, doneDays: 23 });
  });

  test('makes up in hours for what was missed on another day', () => {
    const minutes = blank().with(1, 600);

    const counted = attendanceOf(aSheet({ present: weekdays & ~on(3), minutes }), byHours);

    expect(counted.done).toBe(counted.expected);
  });

  test('leaves out A, C, S and blank days; all but closed and suspended ones were missed', () => {
    const sheet = aSheet({
      present: on(2, 3),
      absent: on(4),
      shut: on(5),
      running: wholeMarch & ~on(6),
    });

    const counted = attendanceOf(sheet, byDays);

    expect(counted.counted).toBe(on(2, 3));
    expect(counted.planned).toBe(weekdays & ~on(5, 6));
    expect(counted.missed).toBe(weekdays & ~on(2, 3, 5, 6));
  });

  test('misses nothing before the signed sheet has come back, not even what is marked A', () => {
    const sheet = aSheet({ present: on(2, 3), absent: on(4), arrived: false });

    const counted = attendanceOf(sheet, byDays);

    expect(counted).toEqual({ ...attendanceOf({ ...sheet, arrived: true }, byDays), missed: 0 });
  });

  test('keeps sick days among the planned ones, while a closure leaves (Marche)', () => {
    const february = weekdaysOf('2026-02');
    const sick = aSheet({ month: month('2026-02'), running: until(28), plan: planOf(february) });
    const [first, second, third, fourth, fifth] = numbersOf(february);
    const ill = on(first ?? 0, second ?? 0, third ?? 0, fourth ?? 0, fifth ?? 0);
    const closed = on(first ?? 0);

    const absent = attendanceOf({ ...sick, absent: ill, present: february & ~ill }, byDays);
    const shut = attendanceOf(
      { ...sick, absent: ill & ~closed, shut: closed, present: february & ~ill },
      byDays,
    );

    expect(absent).toMatchObject({ done: 15, expected: 20 });
    expect(passes(absent.done, absent.expected, aboveSeventyFive)).toBe(false);
    expect(shut).toMatchObject({ done: 15, expected: 19 });
    expect(passes(shut.done, shut.expected, aboveSeventyFive)).toBe(true);
  });
});

describe('time made up', () => {
  const saturday = on(7);
  const present = weekdays & ~on(2);

  test('counts where the rules let it', () => {
    const sheet = aSheet({ present: present | saturday, madeUp: saturday });

    expect(attendanceOf(sheet, byDays)).toMatchObject({
      done: 22,
      expected: 22,
      counted: present | saturday,
      irregular: [],
    });
  });

  test('is left out, and listed, where they do not', () => {
    const sheet = aSheet({ present: present | saturday, madeUp: saturday });

    expect(attendanceOf(sheet, { ...byDays, madeUpCounts: false })).toMatchObject({
      done: 21,
      counted: present,
      irregular: [{ why: 'notForeseen', days: saturday }],
    });
  });

  test('never counts on a holiday, nor where the internship does not run', () => {
    const sheet = aSheet({ present: present | on(7, 14), madeUp: on(7, 14), holidays: saturday });

    expect(attendanceOf({ ...sheet, running: wholeMarch & ~on(14) }, byDays)).toMatchObject({
      done: 21,
      irregular: [{ why: 'notForeseen', days: on(7, 14) }],
    });
  });

  test('changes nothing that was to be done', () => {
    const sheet = aSheet({ present: present | saturday, madeUp: saturday });

    expect(attendanceOf(sheet, byDays)).toMatchObject({
      expected: 22,
      plannedMinutes: 22 * 300,
      planned: weekdays,
    });
  });

  test('is unclear in hours when they were not written, on a day the timetable does not know', () => {
    const bare = aSheet({ present: present | saturday, madeUp: saturday });
    const written = { ...bare, minutes: blank().with(6, 120) };

    expect(attendanceOf(bare, byHours)).toMatchObject({ done: 21 * 300, unclear: saturday });
    expect(attendanceOf(written, byHours)).toMatchObject({ done: 21 * 300 + 120, unclear: 0 });
    expect(attendanceOf({ ...bare, present: weekdays }, byHours).unclear).toBe(0);
    expect(attendanceOf({ ...bare, plan: bare.plan.with(6, 0) }, byHours).unclear).toBe(saturday);
  });
});

describe('presences left out', () => {
  test('are those on crossed-out days: weekly rest, closures, holidays', () => {
    const sheet = aSheet({ present: on(2, 5, 8, 19), holidays: on(19), shut: on(5) });

    expect(attendanceOf(sheet, byDays)).toMatchObject({
      done: 1,
      counted: on(2),
      irregular: [{ why: 'notForeseen', days: on(5, 8, 19) }],
    });
  });

  test('are those on a holiday even where holidays stay among the planned days', () => {
    const sheet = aSheet({ present: on(18, 19), holidays: on(19) });

    const counted = attendanceOf(sheet, { ...byDays, holidaysLeave: false });

    expect(counted).toMatchObject({ expected: 22, done: 1, counted: on(18) });
    expect(counted.irregular).toEqual([{ why: 'notForeseen', days: on(19) }]);
  });

  test('are kept as given, and are neither done nor missed', () => {
    const irregular = [{ why: 'noCommunication', days: on(2, 3) }] as const;

    const counted = attendanceOf(aSheet({ present: on(2, 3, 4), irregular }), byDays);

    expect(counted).toMatchObject({ done: 1, expected: 22, counted: on(4), irregular });
    expect(counted.missed).toBe(weekdays & ~on(2, 3, 4));
  });

  test('stand under the gravest reason alone', () => {
    const sheet = aSheet({
      present: on(1, 2, 3, 4),
      running: from(3),
      irregular: [
        { why: 'beforeStart', days: on(1, 2) },
        { why: 'noCommunication', days: on(1, 2, 3) },
        { why: 'notInsuredByInail', days: on(2, 3) },
      ],
    });

    expect(attendanceOf(sheet, byDays).irregular).toEqual([
      { why: 'beforeStart', days: on(1, 2) },
      { why: 'noCommunication', days: on(3) },
    ]);
  });

  test('are presences: a blank day that would not be allowed is missed like any other', () => {
    const irregular = [{ why: 'notInsuredForLiability', days: on(2, 3) }] as const;

    const counted = attendanceOf(aSheet({ present: on(3), irregular }), byDays);

    expect(counted.irregular).toEqual([{ why: 'notInsuredForLiability', days: on(3) }]);
    expect(numbersOf(counted.missed)).toContain(2);
  });

  test('never get lost: one outside the internship that nobody explained was not foreseen', () => {
    const counted = attendanceOf(aSheet({ present: on(2, 9), running: from(9) }), byDays);

    expect(counted.irregular).toEqual([{ why: 'notForeseen', days: on(2) }]);
  });

  test('and presences counted are all there were, each once', () => {
    fc.assert(
      fc.property(aRandomSheet(), aCounting(), (sheet, by) => {
        const { counted, irregular } = attendanceOf(sheet, by);
        const all = [counted, ...irregular.map((it) => it.days)];

        expect(all.reduce((days, it) => days | it, 0)).toBe(sheet.present);
        expect(all.reduce((count, it) => count + sizeOf(it), 0)).toBe(sizeOf(sheet.present));
      }),
    );
  });

  test('change no total, whichever they are and in whatever order', () => {
    const cases = aRandomSheet().chain((sheet) =>
      fc.record({
        sheet: fc.constant(sheet),
        more: fc.array(
          fc.record({ why: aReason(), days: someDays().map((it) => it & ~sheet.present) }),
          { maxLength: 4 },
        ),
        order: fc.infiniteStream(fc.nat()),
      }),
    );
    fc.assert(
      fc.property(cases, aCounting(), ({ sheet, more, order }, by) => {
        const all = [...sheet.irregular, ...more];
        const irregular = all
          .map((it) => ({ it, at: order.next().value }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ it }) => it);
        const present = sheet.present | daysIn(more);

        const without = attendanceOf(sheet, by);
        const withMore = attendanceOf({ ...sheet, present, irregular }, by);

        expect(totals(withMore)).toEqual(totals(without));
      }),
    );
  });
});

describe('any sheet', () => {
  test('is done between nothing and all that was to be done', () => {
    fc.assert(
      fc.property(aRandomSheet(), aCounting(), (sheet, by) => {
        const it = attendanceOf(sheet, by);

        expect(it.done).toBeGreaterThanOrEqual(0);
        expect(it.done).toBeLessThanOrEqual(it.expected);
        expect(it.planned & ~sheet.running).toBe(0);
        expect(it.counted & ~sheet.present).toBe(0);
        expect(it.counted & it.missed).toBe(0);
        expect(it.unclear & ~it.counted).toBe(0);
        expect(it.plannedDays).toBe(sizeOf(it.planned));
        expect(it.doneDays).toBe(sizeOf(it.counted));
      }),
    );
  });

  test('is never less done for one more presence', () => {
    fc.assert(
      fc.property(aRandomSheet(), aCounting(), fc.integer({ min: 1, max: 31 }), (sheet, by, at) => {
        const more = { ...sheet, present: sheet.present | on(at), absent: sheet.absent & ~on(at) };
        const [before, after] = [attendanceOf(sheet, by), attendanceOf(more, by)];

        expect(after.done).toBeGreaterThanOrEqual(before.done);
        expect(after.expected).toBe(before.expected);
      }),
    );
  });
});

describe('the outlook of a month', () => {
  test('takes blank days gone by as done while the sheet has not arrived', () => {
    const sheet = aSheet({ arrived: false });

    const outlook = looked(sheet, { gone: until(10) });

    // 2–6 and 9–10 March gone; 15 working days to come, 9 of them needed for 16.
    expect(outlook).toEqual({
      verdict: 'open',
      needed: 16,
      soFar: 7,
      reachable: 22,
      left: weekdays & ~until(10),
      daysNeeded: 9,
      daysToSpare: 6,
      saveBy: 19,
    });
  });

  test('takes A as lost, before today and after', () => {
    const sheet = aSheet({ absent: on(2, 3, 12), arrived: false });

    const outlook = looked(sheet, { gone: until(10) });

    expect(outlook).toMatchObject({ soFar: 5, reachable: 19, daysNeeded: 11, daysToSpare: 3 });
    expect(outlook.left).toBe(weekdays & ~until(10) & ~on(12));
  });

  test.each([
    // absences gone by 20 March, verdict, days to spare, last day that can save it
    [on(2), 'open', 5, 30],
    [on(2, 3, 4, 5, 6), 'open', 1, 24],
    [on(2, 3, 4, 5, 6, 9), 'open', 0, 23],
    [on(2, 3, 4, 5, 6, 9, 10), 'lost', 0, undefined],
  ] as const)('of 22 days at 70 %% with days %# missed', (absent, verdict, daysToSpare, saveBy) => {
    const outlook = looked(aSheet({ absent, arrived: false }), { gone: until(20) });

    expect(outlook).toMatchObject({ verdict, daysToSpare, saveBy });
  });

  test('is reached on the day the last needed one is behind us, and not the day before', () => {
    const sheet = aSheet({ arrived: false });

    // The 16th of the 22 working days is Monday 23 March.
    expect(looked(sheet, { gone: until(22) })).toMatchObject({
      verdict: 'open',
      soFar: 15,
      daysNeeded: 1,
      saveBy: 31,
    });
    expect(looked(sheet, { gone: until(23) })).toMatchObject({
      verdict: 'reached',
      soFar: 16,
      daysNeeded: 0,
      daysToSpare: 6,
      saveBy: undefined,
    });
  });

  test('asks one day more where the threshold must be passed', () => {
    const february = weekdaysOf('2026-02');
    const sheet = aSheet({
      month: month('2026-02'),
      running: until(28),
      plan: planOf(february),
      arrived: false,
    });

    const atLeast = looked(sheet, { threshold: { points: 7500, comparator: 'atLeast' } });
    const above = looked(sheet, { threshold: aboveSeventyFive });

    expect(atLeast).toMatchObject({ needed: 15, daysToSpare: 5 });
    expect(above).toMatchObject({ needed: 16, daysToSpare: 4 });
  });

  test('is lost from the start where nothing can pass, even with days made up', () => {
    const sheet = aSheet({ present: on(7, 14), madeUp: on(7, 14), arrived: false });

    const outlook = looked(sheet, { threshold: { points: 10_000, comparator: 'above' } });

    expect(outlook).toMatchObject({
      verdict: 'lost',
      needed: 23,
      reachable: 22,
      daysToSpare: 0,
      saveBy: undefined,
    });
  });

  test('has nothing to come and nothing unknown once the sheet has arrived', () => {
    const sheet = aSheet({ present: weekdays & until(20), arrived: true });

    expect(looked(sheet, { gone: until(20) })).toEqual({
      verdict: 'lost',
      needed: 16,
      soFar: 15,
      reachable: 15,
      left: 0,
      daysNeeded: 0,
      daysToSpare: 0,
      saveBy: undefined,
    });
  });

  test('does not count a presence that is not allowed among the days of which nothing is known', () => {
    const irregular = [{ why: 'communicatedLate', days: on(2, 3) }] as const;
    const sheet = aSheet({ present: on(2, 3, 4), irregular, arrived: false });

    expect(looked(sheet, { gone: until(10) })).toMatchObject({ soFar: 5, reachable: 20 });
  });

  test('still has before it a day whose presence was written too soon', () => {
    const irregular = [{ why: 'notYet', days: on(11, 12) }] as const;
    const sheet = aSheet({ present: on(11, 12), irregular, arrived: false });

    expect(looked(sheet, { gone: until(10) })).toEqual(
      looked(aSheet({ arrived: false }), { gone: until(10) }),
    );
  });

  test('hopes for nothing on a holiday or a closure that stays among the planned days', () => {
    const sheet = aSheet({ holidays: on(3, 19), shut: on(4, 20), arrived: false });
    const by = { ...byDays, closuresLeave: false, holidaysLeave: false };

    const outlook = looked(sheet, { by, gone: until(10) });

    expect(outlook).toMatchObject({ needed: 16, soFar: 5, reachable: 18, daysToSpare: 2 });
    expect(outlook.left).toBe(weekdays & ~until(10) & ~on(19, 20));
  });

  test('in hours, spares as many days as may be missed whichever they are', () => {
    // Four hours a day, eight on the 31st: 92 hours, of which 64 and 24 minutes are needed.
    const sheet = aSheet({
      plan: planOf(weekdays, 240).with(30, 480),
      absent: on(2, 3),
      arrived: false,
    });

    const outlook = looked(sheet, { by: byHours, gone: until(24) });

    // 60 hours gone by, and 4:24 missing: the 31st alone makes them up, but of the others it takes two.
    expect(outlook).toEqual({
      verdict: 'open',
      needed: 64 * 60 + 24,
      soFar: 60 * 60,
      reachable: 84 * 60,
      left: on(25, 26, 27, 30, 31),
      daysNeeded: 2,
      daysToSpare: 3,
      saveBy: 31,
    });
  });

  test('tells the truth of any month, whatever comes of its days', () => {
    const cases = fc.record({
      sheet: aRandomSheet().map((it) => ({ ...it, irregular: [], arrived: false })),
      by: aCounting(),
      threshold: aThreshold(),
      gone: fc.integer({ min: 0, max: 31 }).map(until),
      seed: someDays(),
    });
    fc.assert(
      fc.property(cases, ({ sheet, by, threshold, gone, seed }) => {
        const { verdict, left, daysToSpare, saveBy } = looked(sheet, { by, threshold, gone });
        const passesMissing = (missed: DaySet) => {
          const open = attendanceOf(sheet, by).planned & ~sheet.absent & ~sheet.shut & ~missed;
          const present = sheet.present | (open & ~sheet.holidays);
          const { done, expected } = attendanceOf({ ...sheet, present, arrived: true }, by);
          return passes(done, expected, threshold);
        };
        const some = numbersOf(left & seed).slice(0, daysToSpare);
        const byWorth = numbersOf(left).toSorted(
          (a, b) => (sheet.plan[b - 1] ?? 0) - (sheet.plan[a - 1] ?? 0),
        );
        const worst = byWorth.slice(0, daysToSpare);
        const oneMore = byWorth.slice(0, daysToSpare + 1);

        expect(passesMissing(0)).toBe(verdict !== 'lost');
        expect(passesMissing(left)).toBe(verdict === 'reached');
        if (verdict === 'lost') return;
        expect(passesMissing(on(...some))).toBe(true);
        expect(passesMissing(on(...worst))).toBe(true);
        if (verdict === 'open') expect(passesMissing(on(...oneMore))).toBe(false);
        if (saveBy === undefined) return;
        expect(passesMissing(left & until(saveBy - 1))).toBe(true);
        expect(passesMissing(left & until(saveBy))).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});

// ── Sheets ────────────────────────────────────────────────────────────────────────────────────

/** March 2026, five hours a day from Monday to Friday, nothing written and the sheet back. */
function aSheet(it: Partial<SheetMonth> = {}): SheetMonth {
  return {
    month: march,
    running: wholeMarch,
    plan: planOf(weekdays),
    holidays: 0,
    shut: 0,
    madeUp: 0,
    present: 0,
    absent: 0,
    minutes: blank(),
    irregular: [],
    arrived: true,
    ...it,
  };
}

const nothing: Attendance = {
  base: 'days',
  expected: 0,
  done: 0,
  plannedDays: 0,
  plannedMinutes: 0,
  doneDays: 0,
  doneMinutes: 0,
  planned: 0,
  counted: 0,
  missed: 0,
  irregular: [],
  unclear: 0,
};

/** All but which presences were left out, and so which days were missed. */
function totals(it: Attendance): Attendance {
  return { ...it, missed: 0, irregular: [] };
}

function looked(
  sheet: SheetMonth,
  {
    by = byDays,
    threshold = seventy,
    gone = 0,
  }: { readonly by?: Counting; readonly threshold?: Threshold; readonly gone?: DaySet },
) {
  return outlookOf(sheet, attendanceOf(sheet, by), { threshold, gone });
}

function on(...numbers: readonly number[]): DaySet {
  return numbers.reduce((days, it) => days | (1 << (it - 1)), 0);
}

/** From the 1st to a day, included; `until(0)` is none. */
function until(number: number): DaySet {
  return on(...Array.from({ length: number }, (_, n) => n + 1));
}

/** From a day, included, to the 31st. */
function from(number: number): DaySet {
  return until(31) & ~until(number - 1);
}

function weekdaysOf(text: string): DaySet {
  const numbers = daysOf(month(text)).flatMap((it, n) =>
    ['sab', 'dom'].includes(weekdayOf(it)) ? [] : [n + 1],
  );
  return on(...numbers);
}

function planOf(days: DaySet, minutes = 300): readonly (number | undefined)[] {
  return blank().map((_, n) => ((days & (1 << n)) === 0 ? 0 : minutes));
}

function blank(): readonly (number | undefined)[] {
  return Array.from({ length: 31 }, () => undefined);
}

function someDays(): fc.Arbitrary<DaySet> {
  return fc.oneof(
    fc.integer({ min: 0, max: 2 ** 31 - 1 }),
    fc.constant(0),
    fc.constant(2 ** 31 - 1),
    fc
      .subarray(
        Array.from({ length: 31 }, (_, n) => n + 1),
        { maxLength: 4 },
      )
      .map((it) => on(...it)),
  );
}

function aReason(): fc.Arbitrary<Irregularity> {
  return fc.constantFrom(
    'cancelled',
    'noCommunication',
    'suspended',
    'notInsuredByInail',
    'notYet',
  );
}

function aThreshold(): fc.Arbitrary<Threshold> {
  return fc.record({
    points: fc.oneof(fc.constantFrom(4000, 7000, 7500), fc.integer({ min: 1, max: 10_000 })),
    comparator: fc.constantFrom('atLeast', 'above'),
  });
}

function aCounting(): fc.Arbitrary<Counting> {
  return fc.record({
    base: fc.constantFrom('days', 'hours'),
    closuresLeave: fc.boolean(),
    holidaysLeave: fc.boolean(),
    madeUpCounts: fc.boolean(),
  });
}

function aRandomSheet(): fc.Arbitrary<SheetMonth> {
  return fc
    .record({
      running: someDays(),
      plan: fc.array(fc.constantFrom(undefined, 0, 90, 240, 300, 480), {
        minLength: 31,
        maxLength: 31,
      }),
      holidays: fc.subarray(
        Array.from({ length: 31 }, (_, n) => n + 1),
        { maxLength: 3 },
      ),
      shut: someDays(),
      madeUp: someDays(),
      present: someDays(),
      absent: someDays(),
      minutes: fc.array(fc.constantFrom(undefined, undefined, 60, 245, 600), {
        minLength: 31,
        maxLength: 31,
      }),
      irregular: fc.array(fc.record({ why: aReason(), days: someDays() }), { maxLength: 2 }),
      arrived: fc.boolean(),
    })
    .map((it) => ({
      ...it,
      month: march,
      holidays: on(...it.holidays),
      shut: it.shut & ~it.present,
      absent: it.absent & ~it.present,
      minutes: it.minutes.map((one, n) => ((it.present & (1 << n)) === 0 ? undefined : one)),
    }));
}
