import {
  type Day,
  firstDay,
  periodEnd,
  plusDays,
  plusMonth,
  plusMonths,
  weekdayOf,
} from '../../src/core/day.ts';
import { at } from './chance.ts';
import { type Frame, later, type Municipality } from './frame.ts';

/** What becomes of one of the 44 internships: when it starts, for how long, and what happens to it. */
export interface Slot {
  readonly nth: number;
  readonly comune: Municipality;
  /** The comune's place among the four. */
  readonly where: number;
  readonly instrument: 'tis' | 'extracurricular' | 'borsaLavoro';
  /** Blank for a draft nobody has dated yet. */
  readonly start: Day | undefined;
  readonly months: number;
  /** The last day of its plan. */
  readonly end: Day | undefined;
  readonly week: Week;
  /** Months added before it ended. */
  readonly extension: number | undefined;
  readonly suspended: { readonly from: Day; readonly to: Day } | undefined;
  /** The last day, where it was broken off: in its last month nobody came any more. */
  readonly endedOn: Day | undefined;
  readonly happens: 'accident' | 'newHours' | 'newTutor' | undefined;
  /** How far the papers are of one that has yet to start. */
  readonly papers: 'all' | 'signed' | 'drafted' | 'none';
  /** The slot of the same person's first internship, where this is the second. */
  readonly after: number | undefined;
  readonly attendance: 'good' | 'poor';
  readonly hitch: Hitch | undefined;
}

/**
 * What holds up a month on its way to the money: its sheets wait to be checked, or are checked on the day the list
 * closes and go with the next one; the account is closed; the treasurer stopped a payment; a month was paid too little
 * and made up for. On any day the demo has a month in each state.
 */
export type Hitch = 'unchecked' | 'checkedLate' | 'closedAccount' | 'suspended' | 'paidShort';

/** Minutes a day from Monday to Saturday, and how the plan writes the times. */
export interface Week {
  readonly minutes: readonly [number, number, number, number, number, number];
  readonly times: string;
}

/** The 44 internships: 30 that have started, in order of start, then 14 ahead, the nearest first. */
export function slotsOf(frame: Frame): readonly Slot[] {
  return [...started, ...ahead].map((plan, nth) => {
    const where = nth % frame.comuni.length;
    const comune = at(frame.comuni, where);
    const start = startOf(plan, frame, comune);
    const end = start === undefined ? undefined : periodEnd(start, plan.months);
    return {
      nth,
      comune,
      where,
      instrument: plan.instrument ?? 'tis',
      start,
      months: plan.months,
      end,
      week: at(weeks, plan.week ?? 0),
      extension: plan.extension,
      suspended: suspensionOf(plan, { frame, start }),
      endedOn:
        plan.brokenAfter === undefined || start === undefined
          ? undefined
          : frame.onOrBefore(plusDays(plusMonths(start, plan.brokenAfter), 9), comune),
      happens: plan.happens,
      papers: plan.papers ?? 'all',
      after: plan.after,
      attendance: plan.attendance ?? 'good',
      hitch: plan.hitch,
    };
  });
}

interface Plan {
  /** Started so many months ago, on the first working day. */
  readonly ago?: number;
  /** Or so many days from today, then the first working day. */
  readonly days?: number;
  readonly months: number;
  readonly instrument?: Slot['instrument'];
  readonly week?: number;
  readonly extension?: number;
  readonly suspended?: 'past' | 'now';
  readonly brokenAfter?: number;
  readonly happens?: Slot['happens'];
  readonly papers?: Slot['papers'];
  readonly after?: number;
  readonly attendance?: Slot['attendance'];
  readonly hitch?: Hitch;
}

const weeks: readonly Week[] = [
  { minutes: [300, 300, 300, 300, 300, 0], times: '9:00-14:00' },
  { minutes: [240, 240, 240, 240, 240, 0], times: '8:30-12:30' },
  { minutes: [240, 240, 240, 240, 240, 240], times: '8:00-12:00' },
  { minutes: [300, 300, 300, 300, 0, 300], times: '15:00-20:00' },
  { minutes: [270, 270, 270, 270, 270, 0], times: '8:30-13:00' },
];

const started: readonly Plan[] = [
  { ago: 12, months: 6, extension: 3 },
  { ago: 12, months: 6, week: 1 },
  { ago: 11, months: 6 },
  { ago: 11, months: 12, happens: 'newTutor', hitch: 'suspended' },
  { ago: 11, months: 6, week: 2, attendance: 'poor' },
  { ago: 10, months: 6, instrument: 'borsaLavoro', week: 1, hitch: 'closedAccount' },
  { ago: 10, months: 12, happens: 'newHours', week: 1 },
  { ago: 10, months: 6, hitch: 'paidShort' },
  { ago: 9, months: 6, week: 4 },
  { ago: 9, months: 12, brokenAfter: 4 },
  { ago: 9, months: 6, extension: 6, hitch: 'checkedLate' },
  { ago: 9, months: 6, instrument: 'extracurricular' },
  { ago: 8, months: 6 },
  { ago: 8, months: 6, week: 1 },
  { ago: 8, months: 12, happens: 'accident', week: 3 },
  { ago: 8, months: 6, extension: 4, hitch: 'suspended' },
  { ago: 7, months: 6, extension: 3, week: 2 },
  { ago: 7, months: 12, hitch: 'unchecked' },
  { ago: 6, months: 12, week: 4, hitch: 'checkedLate' },
  { ago: 6, months: 6, extension: 3 },
  { ago: 5, months: 6, week: 1, attendance: 'poor' },
  { ago: 5, months: 12, hitch: 'unchecked' },
  { ago: 4, months: 6, suspended: 'past' },
  { ago: 4, months: 12, suspended: 'now' },
  { ago: 3, months: 6, week: 2 },
  { ago: 3, months: 6, instrument: 'borsaLavoro', week: 1 },
  { ago: 2, months: 6 },
  { ago: 2, months: 6, instrument: 'extracurricular', week: 4 },
  { ago: 1, months: 6 },
  { days: -9, months: 3 },
];

const ahead: readonly Plan[] = [
  { days: 2, months: 6 },
  { days: 5, months: 6, week: 1 },
  { days: 9, months: 6, after: 8 },
  { days: 15, months: 12 },
  { days: 20, months: 6, instrument: 'borsaLavoro', week: 1 },
  { days: 26, months: 6, week: 2 },
  { days: 38, months: 6, papers: 'signed' },
  { days: 41, months: 6, papers: 'signed', after: 1 },
  { days: 48, months: 6, papers: 'drafted' },
  { days: 55, months: 12, papers: 'drafted' },
  { days: 62, months: 6, papers: 'none', week: 1 },
  { days: 69, months: 6, papers: 'none' },
  { months: 6, papers: 'none', after: 2 },
  { months: 6, papers: 'none' },
];

/** The first day that is worked in the comune and has hours in the timetable. */
function startOf(
  { ago, days, week = 0 }: Plan,
  frame: Frame,
  comune: Municipality,
): Day | undefined {
  if (ago === undefined && days === undefined) return undefined;
  const wanted =
    ago === undefined ? plusDays(frame.today, days ?? 0) : firstDay(plusMonth(frame.month, -ago));
  let start = frame.onOrAfter(wanted, comune);
  while (minutesOf(at(weeks, week), start) === 0)
    start = frame.onOrAfter(plusDays(start, 1), comune);
  return start;
}

/** The minutes a week has on a day. */
export function minutesOf({ minutes }: Week, on: Day): number {
  return minutes[['lun', 'mar', 'mer', 'gio', 'ven', 'sab'].indexOf(weekdayOf(on))] ?? 0;
}

/** Forty-five days, enough for what guidelines ask of a suspension; one that goes on now began three weeks ago. */
function suspensionOf(
  { suspended }: Plan,
  { frame, start }: { readonly frame: Frame; readonly start: Day | undefined },
) {
  if (suspended === undefined || start === undefined) return undefined;
  const from =
    suspended === 'now'
      ? plusDays(frame.today, -20)
      : later(plusDays(start, 25), plusDays(frame.today, -90));
  return { from, to: plusDays(from, 44) };
}
