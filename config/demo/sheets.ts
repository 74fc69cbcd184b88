import type { Presence } from '../../src/core/column.ts';
import {
  type Day,
  daysOf,
  firstDay,
  lastDay,
  type Month,
  monthOf,
  monthsIn,
  plusDays,
  plusMonth,
  weekdayOf,
} from '../../src/core/day.ts';
import type { RowOf } from '../../src/core/tab.ts';
import { attendanceSheets, type closures } from '../registry.ts';
import { at, type Chance } from './chance.ts';
import { earlier, type Frame, numbered } from './frame.ts';
import { accidentOn, newHoursFrom, newWeek, type Placement, type Placing } from './internships.ts';
import { minutesOf, type Slot } from './slots.ts';

/** One internship, one month. */
export type Sheet = RowOf<typeof attendanceSheets>;

/** A sheet with what it adds up to: what payments are worked out from. */
export interface SheetTold {
  readonly row: Sheet;
  readonly placement: Placement;
  readonly month: Month;
  /** Days of the calendar within the internship, suspended ones left out. */
  readonly running: number;
  /** Days planned and open, and those of them that were done. */
  readonly planned: number;
  readonly done: number;
  /** The same in minutes. */
  readonly plannedMinutes: number;
  readonly doneMinutes: number;
  /** The days marked A. */
  readonly absent: readonly Day[];
}

/** The day of the next month by which sheets are due in the demo: the same as in its «Impostazioni». */
export const sheetsDue = 8;

/** The day on which the list that pays a month is closed. */
export function listDay(month: Month, frame: Frame): Day {
  return frame.onOrAfter(plusDays(firstDay(plusMonth(month, 1)), 12));
}

/**
 * The sheets of all internships up to last month, by month; of last month's some have not come back yet, if it is early.
 * Some hosts get theirs before the month begins: those of this month are there too, with nothing written on them.
 */
export function sheetsOf(placements: readonly Placement[], told: Placing): readonly SheetTold[] {
  const chance = told.frame.chance('sheets');
  const { frame } = told;
  const until = plusDays(firstDay(frame.month), -1);
  const drafts = placements
    .flatMap((placement) => {
      const { slot, last } = placement;
      if (slot.start === undefined || last === undefined || slot.start > until) return [];
      const to = earlier(last, sentAhead(slot) ? lastDay(frame.month) : until);
      return monthsIn({ from: slot.start, to }).flatMap((month) => {
        const it = drawn({ placement, month, ...told, chance });
        // A month suspended from end to end has no sheet to sign.
        return it.told.running > 0 ? [it] : [];
      });
    })
    .toSorted(({ told: a }, { told: b }) =>
      a.month === b.month
        ? a.placement.slot.nth - b.placement.slot.nth
        : a.month < b.month
          ? -1
          : 1,
    );
  const rows = numbered(
    attendanceSheets,
    drafts.map((it) => it.draft),
  );
  return drafts.map((it, nth) => ({ ...it.told, row: at(rows, nth) }));
}

interface Drawing extends Placing {
  readonly placement: Placement;
  readonly month: Month;
  readonly chance: Chance;
}

function drawn({ placement, month, frame, staff, hosts, chance }: Drawing) {
  const { slot, row, person } = placement;
  const days = daysOf(month).map((on) =>
    dayDrawn(on, { placement, frame, closed: hosts.closures, chance }),
  );
  const worked = days.filter((it) => it.planned > 0);
  const absent = worked
    .filter((it) => it.presence !== undefined && 'code' in it.presence && it.presence.code === 'A')
    .map((it) => it.on);
  const minutes = worked.reduce((sum, it) => sum + it.minutes, 0);
  const comune = slot.comune;
  const sentOn = frame.onOrBefore(
    sentAhead(slot)
      ? plusDays(firstDay(month), -1)
      : earlier(plusDays(firstDay(month), 24), placement.last ?? lastDay(month)),
    comune,
  );
  const receivedOn = frame.ifCome(
    frame.onOrAfter(plusDays(firstDay(plusMonth(month, 1)), slot.nth % 5), comune),
  );
  const checkedOn = frame.ifCome(checkDay({ slot, month, receivedOn, frame }));
  const justified = absent.filter((_, nth) => nth % 2 === 0).map((on) => Number(on.slice(8)));
  const come = receivedOn !== undefined;
  const draft = {
    internship: row,
    month,
    // Columns of days are called d1 to d31.
    ...(come
      ? (Object.fromEntries(
          days.flatMap((it, nth) =>
            it.presence === undefined ? [] : [[`d${nth + 1}`, it.presence]],
          ),
        ) as Partial<Sheet>)
      : {}),
    justified: come && justified.length > 0 ? justified.join(', ') : undefined,
    declaredHours: come && minutes > 0 ? minutes : undefined,
    sentOn: sentOn < (slot.start ?? sentOn) ? slot.start : sentOn,
    receivedOn,
    signedByTrainee: come ? true : undefined,
    signedByTutor: come ? true : undefined,
    recordedBy: come && person.row.lab !== undefined ? staff.ofLab(person.row.lab) : undefined,
    recordedOn: receivedOn,
    checkedBy: checkedOn === undefined ? undefined : staff.of('promoterTutor', slot.nth),
    checkedOn,
  };
  const running = days.filter(
    ({ on }) =>
      slot.start !== undefined &&
      slot.start <= on &&
      on <= (placement.last ?? on) &&
      !isPaused(on, placement),
  );
  const told: Omit<SheetTold, 'row'> = {
    placement,
    month,
    running: running.length,
    planned: worked.length,
    done: worked.length - absent.length,
    plannedMinutes: worked.reduce((sum, it) => sum + it.planned, 0),
    doneMinutes: minutes,
    absent,
  };
  return { draft, told };
}

/** Whether a host gets its sheet before the month begins; the others get it towards the end, to be signed. */
function sentAhead({ nth }: Slot): boolean {
  return nth % 3 === 0;
}

/** The day on which somebody puts a sheet that is back beside its row, come or not. */
function checkDay({
  slot,
  month,
  receivedOn,
  frame,
}: {
  readonly slot: Slot;
  readonly month: Month;
  readonly receivedOn: Day | undefined;
  readonly frame: Frame;
}): Day | undefined {
  if (receivedOn === undefined) return undefined;
  if (slot.hitch === 'unchecked' && month >= plusMonth(frame.month, -2)) return undefined;
  if (slot.hitch === 'checkedLate') return listDay(month, frame);
  return frame.workingDays(receivedOn, 1 + (slot.nth % 2), slot.comune);
}

interface DayTold {
  readonly placement: Placement;
  readonly frame: Frame;
  readonly closed: readonly RowOf<typeof closures>[];
  readonly chance: Chance;
}

interface DayDrawn {
  readonly on: Day;
  /** Minutes planned on an open day; 0 on days of rest, closed, suspended or outside. */
  readonly planned: number;
  readonly minutes: number;
  readonly presence: Presence | undefined;
}

function dayDrawn(on: Day, { placement, frame, closed, chance }: DayTold): DayDrawn {
  const { slot, last, row } = placement;
  // Drawn for every day, so that a holiday more does not change the days after it.
  const luck = chance.whole(1, 100);
  const nothing: DayDrawn = { on, planned: 0, minutes: 0, presence: undefined };
  if (slot.start === undefined || last === undefined || on < slot.start || on > last)
    return nothing;
  const minutes = minutesOn(on, placement, frame);
  if (minutes === 0)
    return {
      ...nothing,
      presence: weekdayOf(on) === 'dom' || luck % 2 === 0 ? undefined : { code: 'R' },
    };
  if (isPaused(on, placement)) return { ...nothing, presence: { code: 'S' } };
  const shut = closed.some(
    (it) =>
      it.site === row.site &&
      it.from !== undefined &&
      it.to !== undefined &&
      it.from <= on &&
      on <= it.to,
  );
  if (shut || frame.holiday(on, slot.comune) !== undefined)
    return { ...nothing, presence: { code: 'C' } };
  const accident = slot.happens === 'accident' ? accidentOn(slot, frame) : undefined;
  const hurt =
    accident !== undefined && accident < on && on <= frame.workingDays(accident, 3, slot.comune);
  const gone = slot.endedOn !== undefined && monthOf(slot.endedOn) === monthOf(on);
  if (hurt || gone || luck <= (slot.attendance === 'poor' ? 34 : 5))
    return { on, planned: minutes, minutes: 0, presence: { code: 'A' } };
  return {
    on,
    planned: minutes,
    minutes,
    presence: slot.nth % 5 === 2 ? { code: 'P' } : { minutes },
  };
}

function isPaused(on: Day, { slot: { suspended } }: Placement): boolean {
  return suspended !== undefined && suspended.from <= on && on <= suspended.to;
}

/** The minutes the timetable has on a day, the change of hours counted. */
function minutesOn(on: Day, { slot }: Placement, frame: Frame): number {
  const usual = minutesOf(slot.week, on);
  const changed = slot.happens === 'newHours' && on >= newHoursFrom(slot, frame);
  return changed && usual > 0 ? newWeek : usual;
}
