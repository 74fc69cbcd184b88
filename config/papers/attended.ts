import type { DaySet } from '../../src/core/attendance.ts';
import { passes, sizeOf, type Threshold } from '../../src/core/attendance.ts';
import type { Presence } from '../../src/core/column.ts';
import {
  type Day,
  daysOf,
  lastDay,
  type Month,
  monthInWords,
  monthOf,
  monthsIn,
  nationalHoliday,
  plusDays,
  plusMonth,
  weekdayOf,
} from '../../src/core/day.ts';
import type { InternshipMonth } from '../../src/core/internship-month.ts';
import { type Cents, inEuro } from '../../src/core/money.ts';
import { ruleFor } from '../../src/core/pack.ts';
import type { Around } from '../../src/core/rule.ts';
import type { RowOf } from '../../src/core/tab.ts';
import { daysFrom, daysOfMonth, daysOfSheet } from '../attendance.ts';
import { agreedEndOf, lastDayOf, rulesOf, siteOn } from '../lifecycle.ts';
import { countingOf, daysTyped, irregularities, monthOfInternship } from '../months.ts';
import { isPaid, signedAmount } from '../payments.ts';
import {
  attendanceSheets,
  batches,
  type internships,
  interviews,
  type operators,
  visits,
  workshops,
} from '../registry.ts';
import * as settings from '../settings.ts';

type Internship = RowOf<typeof internships>;
type Sheet = RowOf<typeof attendanceSheets>;
type Batch = RowOf<typeof batches>;
type Operator = RowOf<typeof operators>;

// ── A month ───────────────────────────────────────────────────────────────────────────────────

/**
 * A month of an internship as its papers tell it, counted in `config/months`; `undefined` where the internship holds
 * nothing in it. Its surprise: a month yet to come has its planned days too, since a register is printed beforehand.
 */
export function monthOnPaper(
  it: Internship,
  month: Month,
  around: Around,
): InternshipMonth | undefined {
  return monthOfInternship(it, month, seenFrom(month, around));
}

// Kept as long as the Around it was made from: what is worked out for it is kept by it.
const ahead = new WeakMap<Around, Map<Month, Around>>();

/** The same world on the last day of a month that has yet to begin; on today, for any other month. */
function seenFrom(month: Month, around: Around): Around {
  if (month <= monthOf(around.today)) return around;
  const known = ahead.get(around) ?? new Map<Month, Around>();
  ahead.set(around, known);
  const made = known.get(month) ?? { ...around, today: lastDay(month) };
  known.set(month, made);
  return made;
}

/** One line of an attendance register. */
export interface RegisterDay {
  readonly on: Day;
  /** Why nobody may sign for it: «domenica», «chiusura dell’ospitante»; nothing on a day that may be worked. */
  readonly because: string | undefined;
  /** Minutes of the timetable, 0 where it has none. */
  readonly planned: number;
  /** Time lost that is made up on it by agreement, outside the timetable. */
  readonly madeUp: boolean;
  /** What the row of «Fogli presenze» says; never why. */
  readonly written: Presence | undefined;
  /** Whether it counts for the allowance. */
  readonly counted: boolean;
  /** Why a presence written on it does not count: «durante una sospensione». */
  readonly toClear: string | undefined;
}

/**
 * The days of a month as its register prints them. A day may be signed if the internship runs, the timetable has
 * hours (or time is made up on it) and the site is open; Sundays and holidays only where timetable and project foresee
 * them. `patronNamed: false` says «festa patronale» without its name, which would tell the town.
 */
export function registerDays(
  it: Internship,
  {
    month,
    sheet,
    around,
    patronNamed,
  }: {
    readonly month: Month;
    readonly sheet?: Sheet | undefined;
    readonly around: Around;
    readonly patronNamed: boolean;
  },
): readonly RegisterDay[] {
  const days = daysOfMonth(it, month, around);
  const told = monthOnPaper(it, month, around)?.attendance;
  const foreseen = it.nightOrHoliday === true;
  const madeUp = madeUpIn(it, { month, sheet, around });
  const running = days.all & ~days.beforeStart & ~days.afterEnd & ~days.suspended;
  const shut = foreseen ? days.shut & ~days.feasts : days.shut;
  const open = running & ~(foreseen ? 0 : days.holidays) & ((days.planned & ~shut) | madeUp);
  const written = sheet === undefined ? undefined : daysOfSheet(sheet, around);
  return daysOf(month).map((on, n): RegisterDay => {
    const bit = 1 << n;
    const comune = siteOn(it, on, around)?.municipality?.name;
    const clear = told?.irregular.find((one) => (one.days & bit) !== 0);
    return {
      on,
      because:
        (open & bit) === 0 ? whyClosed(on, bit, { days, comune, around, patronNamed }) : undefined,
      planned: days.plan[n] ?? 0,
      madeUp: (madeUp & bit) !== 0,
      written: written === undefined || sheet === undefined ? undefined : presenceOn(sheet, n),
      counted: told !== undefined && (told.counted & bit) !== 0,
      toClear: clear && irregularities[clear.why],
    };
  });
}

function madeUpIn(
  it: Internship,
  {
    month,
    sheet,
    around,
  }: { readonly month: Month; readonly sheet: Sheet | undefined; readonly around: Around },
): DaySet {
  if (sheet?.madeUp === undefined || !countingOf(it, around).madeUpCounts) return 0;
  return daysTyped(sheet.madeUp, month) ?? 0;
}

function whyClosed(
  on: Day,
  bit: DaySet,
  {
    days,
    comune,
    around,
    patronNamed,
  }: {
    readonly days: ReturnType<typeof daysOfMonth>;
    readonly comune: string | undefined;
    readonly around: Around;
    readonly patronNamed: boolean;
  },
): string {
  if ((days.beforeStart & bit) !== 0) return 'prima dell’inizio';
  if ((days.afterEnd & bit) !== 0) return 'dopo l’ultimo giorno';
  if ((days.suspended & bit) !== 0) return 'sospensione';
  const patron = nationalHoliday(on) === undefined && !patronNamed;
  const feast = around.calendar.holiday(on, comune);
  const reasons = [
    ...(weekdayOf(on) === 'dom' ? ['domenica'] : []),
    ...(feast === undefined ? [] : [patron ? 'festa patronale' : feast]),
  ];
  if (reasons.length > 0) return reasons.join(', ');
  if ((days.feasts & bit) !== 0) return 'festa locale';
  return (days.shut & bit) !== 0 ? 'chiusura dell’ospitante' : 'riposo';
}

type DayKey = Extract<keyof Sheet, `d${number}`>;

function presenceOn(sheet: Sheet, n: number): Presence | undefined {
  // «d1» … «d31»: the registry declares exactly these.
  return sheet[`d${n + 1}` as DayKey];
}

/** The first and last day of a month on which an internship runs; nothing where it runs on none. */
export function runningIn(
  it: Internship,
  month: Month,
  around: Around,
): { readonly from: Day; readonly to: Day } | undefined {
  const { all, beforeStart, afterEnd, suspended } = daysOfMonth(it, month, around);
  const running = all & ~beforeStart & ~afterEnd & ~suspended;
  const days = daysOf(month).filter((_, n) => (running & (1 << n)) !== 0);
  const [from, to] = [days[0], days.at(-1)];
  return from === undefined || to === undefined ? undefined : { from, to };
}

/** The comune of the workplace, where nobody wrote when its patron's feast is in that year: a register must cross it out. */
export function patronUnknown(it: Internship, month: Month, around: Around): string | undefined {
  const on = runningIn(it, month, around)?.to;
  const comune = on && siteOn(it, on, around)?.municipality?.name;
  if (on === undefined || comune === undefined) return undefined;
  return around.calendar.knowsPatron(comune, Number(on.slice(0, 4))) ? undefined : comune;
}

// ── A whole internship ────────────────────────────────────────────────────────────────────────

/** What was attended of an internship, month by month and in all. Minutes and days are always both. */
export interface Attended {
  readonly base: 'days' | 'hours';
  /** The months up to today's, in order. */
  readonly months: readonly InternshipMonth[];
  /** Over the months whose sheet is back, and what an early end left undone. */
  readonly plannedDays: number;
  readonly plannedMinutes: number;
  readonly doneDays: number;
  readonly doneMinutes: number;
  /** What an early end left undone, up to the last day agreed: it is in the sums above. */
  readonly undoneDays: number;
  readonly undoneMinutes: number;
  /** As the programme counts, and never more done than expected in a month. */
  readonly expected: number;
  readonly done: number;
  /** Months gone by, or that hold the last day, whose sheet is not back. */
  readonly awaited: readonly Month[];
}

/**
 * What was attended of an internship so far. After an early end what was still planned up to the day agreed counts as
 * not done: the share is of the duration of the project. `undefined` while it has no start, or was cancelled.
 */
export function attendedIn(it: Internship, around: Around): Attended | undefined {
  if (it.startDate === undefined || it.typedState === 'cancelled') return undefined;
  const { today } = around;
  const last = lastDayOf(it, around);
  const to = last !== undefined && last < today ? last : today;
  const months = monthsIn({ from: it.startDate, to }).flatMap(
    (month) => monthOfInternship(it, month, around) ?? [],
  );
  const sheets = new Map(
    around.where(attendanceSheets, 'internship', it).map((one) => [one.id, one]),
  );
  const isBack = ({ sheet }: InternshipMonth) =>
    sheet !== undefined && sheets.get(sheet)?.receivedOn !== undefined;
  const back = months.filter(isBack);
  const { base } = countingOf(it, around);
  const undone = undoneOf(it, around);
  const total = (of: (one: InternshipMonth['attendance']) => number) =>
    back.reduce((sum, { attendance }) => sum + of(attendance), 0);
  return {
    base,
    months,
    plannedDays: total((one) => one.plannedDays) + undone.days,
    plannedMinutes: total((one) => one.plannedMinutes) + undone.minutes,
    doneDays: total((one) => one.doneDays),
    doneMinutes: total((one) => one.doneMinutes),
    undoneDays: undone.days,
    undoneMinutes: undone.minutes,
    expected: total((one) => one.expected) + (base === 'days' ? undone.days : undone.minutes),
    done: total((one) => one.done),
    awaited: months
      .filter(
        (one) =>
          one.attendance.plannedDays > 0 &&
          !isBack(one) &&
          (one.month < monthOf(today) || (last !== undefined && last <= today)),
      )
      .map((one) => one.month),
  };
}

/** What was still to be done after an early end, up to the last day agreed. */
function undoneOf(
  it: Internship,
  around: Around,
): { readonly days: number; readonly minutes: number } {
  const agreed = agreedEndOf(it, around);
  const { endedOn } = it;
  if (endedOn === undefined || agreed === undefined || agreed <= endedOn)
    return { days: 0, minutes: 0 };
  // The same internship as if it had gone on, of which no sheet is written.
  const whole: Internship = { ...it, endedOn: undefined };
  const aside: Around = {
    ...around,
    today: agreed,
    where(tab, column, value) {
      const [asked, here]: readonly unknown[] = [value, tab];
      if (asked !== whole) return around.where(tab, column, value);
      // The copy stands for the row it was made from, a row of the same tab.
      return here === attendanceSheets
        ? []
        : around.where(tab, column, it as unknown as typeof value);
    },
  };
  const from = plusDays(endedOn, 1);
  return monthsIn({ from, to: agreed }).reduce(
    (sum, month) => {
      const planned = monthOfInternship(whole, month, aside)?.attendance.planned ?? 0;
      const left = planned & daysFrom(month, from, agreed);
      const { plan } = daysOfMonth(whole, month, aside);
      const minutes = plan.reduce<number>(
        (all, one, n) => ((left & (1 << n)) === 0 ? all : all + (one ?? 0)),
        0,
      );
      return { days: sum.days + sizeOf(left), minutes: sum.minutes + minutes };
    },
    { days: 0, minutes: 0 },
  );
}

/** How an internship stands to the attendance its final certificate asks for. */
export interface CertificateTold {
  readonly attended: Attended;
  /** `undefined` where neither rules nor settings say how much is asked for. */
  readonly threshold: Threshold | undefined;
  readonly passed: boolean;
}

/**
 * Whether an internship was attended enough for its final certificate: the share of its rules or, where they say none
 * (as for a TIS), the programme's own threshold. On the duration of the project, as LG 25/5/2017 want it.
 */
export function certificateOf(it: Internship, around: Around): CertificateTold | undefined {
  const attended = attendedIn(it, around);
  if (attended === undefined) return undefined;
  const found = rulesOf(it, around);
  const points =
    (found === undefined ? undefined : ruleFor(found, 'certificateThreshold'))?.value ??
    around.settings.of(settings.attendanceThreshold);
  const threshold: Threshold | undefined =
    points === undefined ? undefined : { points, comparator: 'atLeast' };
  const { done, expected } = attended;
  return {
    attended,
    threshold,
    passed: threshold !== undefined && expected > 0 && passes(done, expected, threshold),
  };
}

// ── A payment list ────────────────────────────────────────────────────────────────────────────

/** One line of a payment list, beside the month it pays. */
export interface ListLine {
  readonly row: Batch;
  readonly told: InternshipMonth | undefined;
  /** With its sign: an adjustment may take away. */
  readonly amount: Cents;
  /** Why it may not be paid as it is: it is not what the month comes to. */
  readonly disagrees: string | undefined;
}

/** The rows of the list a row of «Liquidazioni» belongs to, by ID; those struck out («annullato») are not in it. */
export function rowsOfList(row: Batch, around: Pick<Around, 'where'>): readonly Batch[] {
  if (row.list === undefined) return [row];
  return around
    .where(batches, 'list', row.list)
    .filter((one) => one.outcome !== 'cancelled')
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** The lines of the list a row belongs to, each beside what its month comes to by now. */
export function linesOfList(row: Batch, around: Around): readonly ListLine[] {
  return rowsOfList(row, around).map((one): ListLine => {
    const { internship, month } = one;
    const told =
      internship === undefined || month === undefined
        ? undefined
        : monthOnPaper(internship, month, around);
    return { row: one, told, amount: signedAmount(one), disagrees: disagreement(one, told) };
  });
}

/** What was paid is a fact; what is still to be paid must be what the month comes to. */
function disagreement(row: Batch, told: InternshipMonth | undefined): string | undefined {
  if (row.kind !== 'allowance' || isPaid(row) || row.outcome !== undefined) return undefined;
  const { month, internship } = row;
  const whose = `${row.id} (${internship?.id ?? 'senza tirocinio'}${month === undefined ? '' : `, ${monthInWords(month)}`})`;
  if (told?.due.kind !== 'due') return `${whose}: il mese non risulta da liquidare in «Mensilità»`;
  const { amount } = told.due;
  return amount === told.paid
    ? undefined
    : `${whose}: in elenco ${inEuro(told.paid)}, in «Mensilità» ${inEuro(amount)}`;
}

// ── The hours of an operator ──────────────────────────────────────────────────────────────────

/** Something an operator did, for the monthly timesheet: what and how long, never with whom. */
export interface WorkDone {
  readonly on: Day;
  /** «colloquio: Bilancio di competenze», «tutoraggio: visita in azienda». */
  readonly what: string;
  /** The row it is written in. */
  readonly id: string;
  readonly times: string | undefined;
  readonly minutes: number | undefined;
}

/** The month a timesheet printed today is about: the one before. */
export function timesheetMonth({ today }: Pick<Around, 'today'>): Month {
  return plusMonth(monthOf(today), -1);
}

/** What an operator did in a month by «Colloqui», «Visite e tutoraggio» and «Workshop», by day. */
export function workOf(it: Operator, month: Month, around: Around): readonly WorkDone[] {
  const within = (on: Day | undefined): on is Day => on !== undefined && monthOf(on) === month;
  const talks = (['operator', 'secondOperator'] as const)
    .flatMap((role) => around.where(interviews, role, it))
    .flatMap((one): readonly WorkDone[] =>
      within(one.on) && one.held === 'held'
        ? [
            {
              on: one.on,
              what: `colloquio: ${one.kind === undefined ? 'tipo non indicato' : interviews.columns.kind.show(one.kind)}`,
              id: one.id,
              times: one.times,
              minutes: one.hours,
            },
          ]
        : [],
    );
  const seen = around.where(visits, 'by', it).flatMap((one): readonly WorkDone[] =>
    within(one.on) && one.on <= around.today
      ? [
          {
            on: one.on,
            what: `tutoraggio: ${one.kind === undefined ? 'tipo non indicato' : visits.columns.kind.show(one.kind)}`,
            id: one.id,
            times: undefined,
            minutes: one.hours,
          },
        ]
      : [],
  );
  const held = around
    .where(workshops, 'organiser', it)
    .flatMap((one): readonly WorkDone[] =>
      within(one.on) && one.cancelledOn === undefined && one.on <= around.today
        ? [{ on: one.on, what: 'workshop', id: one.id, times: one.times, minutes: one.hours }]
        : [],
    );
  return [...talks, ...seen, ...held].toSorted((a, b) =>
    a.on === b.on ? (a.id < b.id ? -1 : 1) : a.on < b.on ? -1 : 1,
  );
}
