import type { Month } from './day.ts';

/**
 * Days of one month, as the bits of a number: the 1st is bit 0, so «both» is `&`, «either» `|`, «but not» `& ~`. An
 * office has thousands of sheets of 31 days, and each is looked at many times.
 */
export type DaySet = number;

/** Why a presence is not one that law and agreement allow. It stays written: it is a fact, and somebody must clear it up. */
export type Irregularity =
  | 'cancelled'
  | 'beforeStart'
  | 'afterEnd'
  | 'noCommunication'
  | 'communicatedLate'
  | 'suspended'
  | 'notInsuredByInail'
  | 'notInsuredForLiability'
  | 'notYet'
  | 'notForeseen';

/** What a month of an internship was to hold, and what its sheet says of it. */
export interface SheetMonth {
  readonly month: Month;
  /** The days on which the internship runs: begun, not ended, not suspended. */
  readonly running: DaySet;
  /** Minutes of the timetable by day, the 1st at 0; `undefined` where no timetable is known. */
  readonly plan: readonly (number | undefined)[];
  /** National holidays and the patron of the workplace's comune; none where the project foresees working on them. */
  readonly holidays: DaySet;
  /** The host is closed: announced beforehand, or C on the sheet. */
  readonly shut: DaySet;
  /** Days outside the timetable on which time lost was made up by agreement. */
  readonly madeUp: DaySet;
  /** P, or hours above zero. */
  readonly present: DaySet;
  /** A. */
  readonly absent: DaySet;
  /** Minutes by day, the 1st at 0, where hours were written. */
  readonly minutes: readonly (number | undefined)[];
  /**
   * Days on which a presence is not allowed, by why, gravest first: a day may stand under several, and blank ones do no
   * harm. Those nobody foresaw are found by `attendanceOf`.
   */
  readonly irregular: readonly Irregular[];
  /** Whether the signed sheet has come back: before that a blank day is not known, and never an absence. */
  readonly arrived: boolean;
}

/** Some presences and what is wrong with them. */
export interface Irregular {
  readonly why: Irregularity;
  readonly days: DaySet;
}

/** How a programme counts attendance. */
export interface Counting {
  readonly base: 'days' | 'hours';
  /** Closures of the host are not planned days. A holiday is a closure nobody needs to announce. */
  readonly closuresLeave: boolean;
  readonly holidaysLeave: boolean;
  /** Whether time lost may be made up. */
  readonly madeUpCounts: boolean;
}

/** A month counted. `expected` and `done` are days or minutes, as the programme counts; the others are always both. */
export interface Attendance {
  readonly base: 'days' | 'hours';
  readonly expected: number;
  /** Never more than `expected`: what was done beyond it pays nothing more. */
  readonly done: number;
  readonly plannedDays: number;
  readonly plannedMinutes: number;
  readonly doneDays: number;
  readonly doneMinutes: number;
  /** The days that were to be worked. */
  readonly planned: DaySet;
  /** The days that count as done. */
  readonly counted: DaySet;
  /** Planned days, written or blank, on which nobody was there. Empty until the sheet has arrived. */
  readonly missed: DaySet;
  /** Presences left out, each day under its gravest reason. */
  readonly irregular: readonly Irregular[];
  /** Days of presence without hours on days the timetable does not know: in a count by hours they cannot be counted. */
  readonly unclear: DaySet;
}

/**
 * Counts a month: which days were to be worked, which of them were, and which presences are left out and why.
 * A presence that is not allowed changes no total. Without a timetable nothing is planned, and `expected` is 0.
 */
export function attendanceOf(it: SheetMonth, by: Counting): Attendance {
  const timetable = it.plan.reduce<DaySet>(
    (days, minutes, n) => (minutes === undefined || minutes === 0 ? days : days | (1 << n)),
    0,
  );
  const planned =
    it.running &
    timetable &
    ~(by.holidaysLeave ? it.holidays : 0) &
    ~(by.closuresLeave ? it.shut : 0);
  const irregular = irregularOf(it);
  const notAllowed = daysIn(irregular);
  // A holiday that stays among the planned days is one on which nobody may work all the same.
  const open = ((by.madeUpCounts ? it.madeUp & it.running : 0) | planned) & ~it.holidays;
  const counted = it.present & ~notAllowed & open;
  const notForeseen = it.present & ~notAllowed & ~open;

  let [plannedMinutes, doneMinutes, unclear] = [0, 0, 0];
  for (let n = 0; n < 31; n += 1) {
    const bit = 1 << n;
    if ((planned & bit) !== 0) plannedMinutes += it.plan[n] ?? 0;
    if ((counted & bit) === 0) continue;
    const minutes = it.minutes[n] ?? ((timetable & bit) === 0 ? undefined : it.plan[n]);
    if (minutes === undefined) unclear |= bit;
    else doneMinutes += minutes;
  }
  const plannedDays = sizeOf(planned);
  const doneDays = sizeOf(counted);
  const [expected, done] =
    by.base === 'days' ? [plannedDays, doneDays] : [plannedMinutes, doneMinutes];
  return {
    base: by.base,
    expected,
    done: Math.min(done, expected),
    plannedDays,
    plannedMinutes,
    doneDays,
    doneMinutes,
    planned,
    counted,
    missed: it.arrived ? planned & ~it.present : 0,
    irregular: [
      ...irregular,
      ...(notForeseen === 0 ? [] : [{ why: 'notForeseen' as const, days: notForeseen }]),
    ],
    unclear,
  };
}

/** The presences that are not allowed, each day under its gravest reason. */
function irregularOf({ irregular, present }: SheetMonth): readonly Irregular[] {
  let rest = present;
  return irregular.flatMap(({ why, days }) => {
    const found = days & rest;
    rest &= ~days;
    return found === 0 ? [] : [{ why, days: found }];
  });
}

/** The attendance a month must reach, in basis points, and whether reaching it is enough (≥) or it must be passed (>). */
export interface Threshold {
  readonly points: number;
  readonly comparator: 'atLeast' | 'above';
}

/**
 * Whether so much of so much passes a threshold, in whole numbers: 16 of 22 is 72,7 % and passes 70 %, 15 of 20 passes
 * «at least 75 %» and not «above 75 %».
 */
export function passes(done: number, expected: number, { points, comparator }: Threshold): boolean {
  return comparator === 'above'
    ? done * 10_000 > expected * points
    : done * 10_000 >= expected * points;
}

/** The least that passes a threshold: 16 days of 22 at 70 %, 16 of 20 above 75 %. More than `expected` if nothing can. */
export function neededOf(expected: number, threshold: Threshold): number {
  const least = Math.ceil((expected * threshold.points) / 10_000);
  return passes(least, expected, threshold) ? least : least + 1;
}

/** How a month that is not over stands to its threshold. Units are days or minutes, as the programme counts. */
export interface Outlook {
  /** `reached` whatever happens, `open`, or `lost` whatever happens. */
  readonly verdict: 'reached' | 'open' | 'lost';
  readonly needed: number;
  /** Done, and days gone by of which nothing is written yet. */
  readonly soFar: number;
  /** The most that can still be reached. */
  readonly reachable: number;
  /** Planned days still to come. */
  readonly left: DaySet;
  /** How many of the days to come are needed still, whichever they are (by hours, even the shortest). */
  readonly daysNeeded: number;
  /** How many of the days to come may be missed, whichever they are. */
  readonly daysToSpare: number;
  /** The number of the last day on which the threshold can be saved: from it on every day is needed. */
  readonly saveBy: number | undefined;
}

/**
 * What a month can still come to. `gone` are the days behind us: a planned one with nothing written counts as done
 * while the sheet has not arrived, because nobody knows yet; one with A is lost. A day to come may still be done, even
 * if somebody wrote its presence too soon. Nothing can be done on a holiday or a closure, planned or not.
 */
export function outlookOf(
  it: Pick<SheetMonth, 'plan' | 'absent' | 'arrived' | 'holidays' | 'shut'>,
  counted: Attendance,
  { threshold, gone }: { readonly threshold: Threshold; readonly gone: DaySet },
): Outlook {
  const worth = (days: DaySet) =>
    counted.base === 'days'
      ? sizeOf(days)
      : it.plan.reduce<number>(
          (sum, minutes, n) => ((days & (1 << n)) === 0 ? sum : sum + (minutes ?? 0)),
          0,
        );
  const needed = neededOf(counted.expected, threshold);
  const open = it.arrived
    ? 0
    : counted.planned & ~it.absent & ~it.holidays & ~it.shut & ~counted.counted;
  const unwritten = open & gone & ~daysIn(counted.irregular);
  const soFar = Math.min(counted.expected, counted.done + worth(unwritten));
  const left = open & ~gone;
  const reachable = Math.min(counted.expected, soFar + worth(left));
  const ahead = numbersOf(left).map((number) => ({ number, worth: worth(1 << (number - 1)) }));
  const missing = needed - soFar;
  const daysNeeded = firstThatMake(
    missing,
    ahead.toSorted((a, b) => a.worth - b.worth),
  );
  // The last days of the month that are enough by themselves.
  const lastDays = firstThatMake(missing, ahead.toReversed());
  const verdict = soFar >= needed ? 'reached' : reachable >= needed ? 'open' : 'lost';
  return {
    verdict,
    needed,
    soFar,
    reachable,
    left,
    daysNeeded,
    daysToSpare: verdict === 'lost' ? 0 : ahead.length - daysNeeded,
    saveBy: verdict === 'open' ? ahead.at(-lastDays)?.number : undefined,
  };
}

/** How many of some days, in this order, make up what is missing; all of them if they do not. */
function firstThatMake(missing: number, days: readonly { readonly worth: number }[]): number {
  let [rest, count] = [missing, 0];
  for (const it of days) {
    if (rest <= 0) break;
    rest -= it.worth;
    count += 1;
  }
  return count;
}

/** How many days are in a set. */
export function sizeOf(days: DaySet): number {
  let count = 0;
  for (let rest = days; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/** The numbers of some days: 1, 4, 11. */
export function numbersOf(days: DaySet): readonly number[] {
  const numbers: number[] = [];
  for (let rest = days; rest !== 0; rest &= rest - 1) numbers.push(32 - Math.clz32(rest & -rest));
  return numbers;
}

/** All days some irregular presences fall on. */
export function daysIn(all: readonly Irregular[]): DaySet {
  return all.reduce<DaySet>((days, one) => days | one.days, 0);
}
