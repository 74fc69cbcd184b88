import { type DaySet, numbersOf } from '../src/core/attendance.ts';
import {
  type Day,
  daysBetween,
  daysOf,
  type Month,
  monthOf,
  plusDays,
  plusMonth,
} from '../src/core/day.ts';
import type { Around } from '../src/core/rule.ts';
import type { RowOf } from '../src/core/tab.ts';
import { daysOfMonth, daysOfSheet } from './attendance.ts';
import { daysTyped, monthOfInternship } from './months.ts';
import { attendanceSheets, type internships, restrictedAbsences } from './registry.ts';

type Internship = RowOf<typeof internships>;
type Sheet = RowOf<typeof attendanceSheets>;

/** Months back, this one included, in which absences are still followed up: older ones are paid or past mending. */
const followed = 3;
/** Absences one may still have in a month before people are told how few are left (domain §4). */
export const narrowMargin = 3;
/** From so many days on an absence is a long one, and worth counting towards a suspension. */
const longFrom = 14;

/** A day of an internship on which an A is written. */
export interface DayAbsent {
  readonly on: Day;
  readonly sheet: Sheet;
  /** Somebody knows why, or said that it is all right: what it is nobody says here. */
  readonly cleared: boolean;
}

/** Consecutive days of the timetable on which somebody did not come. */
export interface Absence {
  readonly days: readonly [DayAbsent, ...DayAbsent[]];
  /** The day they came back, where it is written. */
  readonly backOn: Day | undefined;
}

/** The absences written in the sheets of the last months, in the order of their days. Today is the last day looked at. */
export function absencesOf(it: Internship, around: Around): readonly Absence[] {
  const known = knownFor.get(around) ?? new Map<Internship, readonly Absence[]>();
  knownFor.set(around, known);
  const before = known.get(it);
  if (before !== undefined) return before;
  const found = absencesAnew(it, around);
  known.set(it, found);
  return found;
}

/** A long absence goes on, as far as sheets and «Variazioni» say: its first day, and whether it is over. */
export function longAbsencesOf(
  it: Internship,
  around: Around,
): readonly { readonly from: Day; readonly backOn: Day | undefined }[] {
  return absencesOf(it, around).flatMap(({ days, backOn }) => {
    const [first] = days;
    const last = days.at(-1) ?? first;
    return daysBetween(first.on, last.on) + 1 < longFrom ? [] : [{ from: first.on, backOn }];
  });
}

/** How a month stands to its threshold: the day its margin became narrow or was lost. */
export interface Risk {
  readonly verdict: 'narrow' | 'lost';
  /** The absence that brought it about. */
  readonly since: Day;
  readonly sheet: string;
  /** Days that may still be missed; none once it is lost. */
  readonly toSpare: number;
}

/**
 * Whether absences put the threshold of the month under way at risk: first as they leave but a few to spare, then as it
 * can no longer be reached. Each is dated on its absence, so that one more does not start it anew.
 */
export function riskOf(it: Internship, around: Around): readonly Risk[] {
  const month = monthOf(around.today);
  const sheet = around.where(attendanceSheets, 'internship', it).find((one) => one.month === month);
  const days = sheet && daysOfSheet(sheet, around);
  // Nobody is counted and valued for a month in which nobody was away.
  if (sheet === undefined || days === undefined || (days.absent & days.planned) === 0) return [];
  const told = monthOfInternship(it, month, around);
  if (told?.outlook === undefined) return [];
  const { outlook, attendance } = told;
  const { plan } = daysOfMonth(it, month, around);
  const inHours = attendance.base === 'hours';
  const worth = (number: number) => (inHours ? (plan[number - 1] ?? 0) : 1);
  // By hours, what can still be missed is measured by the longest day.
  const unit = inHours ? Math.max(1, ...plan.map((minutes) => minutes ?? 0)) : 1;
  const absent = numbersOf(days.absent & days.planned);
  const spare = absent.map((number, n) => {
    const later = absent.slice(n + 1).reduce((sum, one) => sum + worth(one), 0);
    return { number, left: outlook.reachable + later - outlook.needed };
  });
  const narrow = spare.find(({ left }) => left <= narrowMargin * unit);
  const lost = spare.find(({ left }) => left < 0);
  const on = daysOf(month);
  const risk = (verdict: Risk['verdict'], number: number): readonly Risk[] => {
    const since = on[number - 1];
    return since === undefined
      ? []
      : [{ verdict, since, sheet: sheet.id, toSpare: outlook.daysToSpare }];
  };
  return [
    // Both on one day: the graver speaks.
    ...(narrow === undefined || narrow.number === lost?.number
      ? []
      : risk('narrow', narrow.number)),
    ...(lost === undefined ? [] : risk('lost', lost.number)),
  ];
}

// Kept as long as its Around: several reminders ask the same.
const knownFor = new WeakMap<Around, Map<Internship, readonly Absence[]>>();

function absencesAnew(it: Internship, around: Around): readonly Absence[] {
  const current = monthOf(around.today);
  const from = plusMonth(current, 1 - followed);
  const sheets = around
    .where(attendanceSheets, 'internship', it)
    .filter(({ month }) => month !== undefined && month >= from && month <= current);
  if (sheets.every((sheet) => (daysOfSheet(sheet, around)?.absent ?? 0) === 0)) return [];
  const days = sheets
    .flatMap((sheet) => (sheet.month === undefined ? [] : daysWritten(sheet, sheet.month, around)))
    .toSorted((a, b) => (a.on < b.on ? -1 : 1));
  const absences: { days: [DayAbsent, ...DayAbsent[]]; backOn: Day | undefined }[] = [];
  let open: (typeof absences)[number] | undefined;
  for (const { on, absent, sheet, cleared } of days) {
    if (!absent) {
      if (open !== undefined) open.backOn = on;
      open = undefined;
    } else if (open === undefined) {
      open = { days: [{ on, sheet, cleared }], backOn: undefined };
      absences.push(open);
    } else open.days.push({ on, sheet, cleared });
  }
  return absences;
}

interface DayWritten extends DayAbsent {
  readonly absent: boolean;
}

/** The days a sheet holds something for, on which the internship had hours: holidays and closures are passed over. */
function daysWritten(sheet: Sheet, month: Month, around: Around): readonly DayWritten[] {
  const days = daysOfSheet(sheet, around);
  if (days === undefined) return [];
  const counted =
    days.written &
    ~days.closed &
    ~days.pausing &
    ~days.suspended &
    ~days.beforeStart &
    ~days.afterEnd;
  const justified = sheet.justified === undefined ? 0 : (daysTyped(sheet.justified, month) ?? 0);
  const on = daysOf(month);
  return numbersOf(counted & (days.absent | days.present)).flatMap((number) => {
    const it = on[number - 1];
    if (it === undefined || it > around.today) return [];
    return [
      {
        on: it,
        sheet,
        absent: holds(days.absent, number),
        cleared: holds(justified, number) || isKnown(sheet.internship, it, around),
      },
    ];
  });
}

/** Whether the restricted book knows of an absence and its reason: that it does is all anybody may be told by silence. */
function isKnown(it: Internship | undefined, on: Day, around: Around): boolean {
  return (
    it !== undefined &&
    around.has(restrictedAbsences) &&
    around
      .where(restrictedAbsences, 'internship', it)
      .some(
        ({ from, to, reason }) =>
          reason !== undefined &&
          reason !== 'unexplained' &&
          from !== undefined &&
          from <= on &&
          on <= (to ?? plusDays(around.today, 1)),
      )
  );
}

function holds(days: DaySet, number: number): boolean {
  return (days & (1 << (number - 1))) !== 0;
}
