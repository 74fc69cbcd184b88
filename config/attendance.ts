import { type DaySet, numbersOf } from '../src/core/attendance.ts';
import {
  byTerm,
  type Day,
  daysOf,
  firstDay,
  lastDay,
  type Month,
  plusDays,
  plusMonth,
  type Weekday,
  weekdayName,
  weekdayOf,
} from '../src/core/day.ts';
import type { Around } from '../src/core/rule.ts';
import type { RowOf } from '../src/core/tab.ts';
import { list } from '../src/core/words.ts';
import { lastDayOf, siteOn, suspensionsOf, variationsOf, type Week, weekOn } from './lifecycle.ts';
import { type attendanceSheets, closures, type internships, type sites } from './registry.ts';
import { sheetsDueDay } from './settings.ts';

type Sheet = RowOf<typeof attendanceSheets>;
type Internship = RowOf<typeof internships>;
type Site = RowOf<typeof sites>;

/** What a month holds for an internship, before anybody has signed anything. */
export interface MonthDays {
  readonly month: Month;
  /** The days of the month. */
  readonly all: DaySet;
  readonly beforeStart: DaySet;
  /** After the last day, extensions and early end counted; none while no end is known. */
  readonly afterEnd: DaySet;
  readonly suspended: DaySet;
  readonly sundays: DaySet;
  /** National holidays and, where the comune of the site is known, its patron's. */
  readonly holidays: DaySet;
  /** The site is closed (Chiusure), whatever the reason. */
  readonly shut: DaySet;
  /** The site is closed for a local feast. */
  readonly feasts: DaySet;
  /** Days on which the timetable has hours; none while it is not known. */
  readonly planned: DaySet;
  /** Planned minutes by day, the 1st at 0; `undefined` while the timetable is not known. */
  readonly plan: readonly (number | undefined)[];
  /** Whether the site is known, and so its closures. */
  readonly siteKnown: boolean;
}

/** What an attendance sheet says, day by day, beside what its month holds. */
export interface SheetDays extends MonthDays {
  /** Days on which something readable was written. */
  readonly written: DaySet;
  /** P, or hours above zero. */
  readonly present: DaySet;
  readonly absent: DaySet;
  readonly closed: DaySet;
  readonly pausing: DaySet;
  /** Minutes by day, the 1st at 0, where hours were written. */
  readonly minutes: readonly (number | undefined)[];
  /** Numbers of days filled in that the month does not have: 31 in April. */
  readonly tooMany: readonly number[];
}

/** The days of a sheet; `undefined` without its internship or month. Worked out once a row. */
export function daysOfSheet(sheet: Sheet, around: Around): SheetDays | undefined {
  const known = knownOf(around).sheets;
  const before = known.get(sheet);
  if (before !== undefined) return before;
  const { internship, month } = sheet;
  if (internship === undefined || month === undefined) return undefined;
  const { written, present, absent, closed, pausing, minutes, tooMany } = writtenIn(sheet, month);
  const all = daysOfMonth(internship, month, around);
  // One by one: a second spread would cost as much as all the rest, and there are thousands of sheets.
  const days = { ...all, written, present, absent, closed, pausing, minutes, tooMany };
  known.set(sheet, days);
  return days;
}

/** What a month holds for an internship. */
export function daysOfMonth(it: Internship, month: Month, around: Around): MonthDays {
  const calendar = calendarOf(month);
  const { all, sundays } = calendar;
  const facts = factsOf(it, around);
  const { plan, planned } = planIn({ it, calendar, around, facts });
  const { holidays, shut, feasts, siteKnown } = placeIn({ it, calendar, around, facts });
  const { startDate } = it;
  return {
    month,
    all,
    sundays,
    holidays,
    shut,
    feasts,
    planned,
    plan,
    siteKnown,
    beforeStart: startDate === undefined ? 0 : daysBefore(calendar, startDate),
    afterEnd: facts.end === undefined ? 0 : all & ~daysUntil(calendar, facts.end),
    suspended: facts.suspensions.reduce((days, one) => days | daysFrom(month, one.from, one.to), 0),
  };
}

/** The day by which the signed sheet of a month is due, as «Impostazioni» says: it moves on over days nobody works. */
export function sheetDue(month: Month, around: Pick<Around, 'calendar' | 'settings'>): Day {
  const due = plusDays(firstDay(plusMonth(month, 1)), around.settings.of(sheetsDueDay) - 1);
  return byTerm(due, { calendar: around.calendar });
}

/** The days of a month from one day to another, ends included; an end that is not known is not there. */
export function daysFrom(month: Month, from: Day | undefined, to: Day | undefined): DaySet {
  const calendar = calendarOf(month);
  const until = to === undefined ? calendar.all : daysUntil(calendar, to);
  return from === undefined ? until : until & ~daysBefore(calendar, from);
}

/** Some days in a sentence: «giorno 4», «giorni 1, 4 e 11». */
export function inDays(days: DaySet): string {
  const numbers = numbersOf(days);
  return `${numbers.length === 1 ? 'giorno' : 'giorni'} ${list(numbers.map(String))}`;
}

/** Why days are not worked, in a sentence: «il 5 (domenica) e il 6 (Lunedì dell’Angelo)». */
export function withReasons(days: DaySet, sheet: Sheet, around: Around): string {
  const all = sheet.month === undefined ? [] : daysOf(sheet.month);
  return list(
    numbersOf(days).flatMap((number) => {
      const it = all[number - 1];
      if (it === undefined || sheet.internship === undefined) return [];
      const comune = siteOn(sheet.internship, it, around)?.municipality?.name;
      return `${withArticle(number)} (${around.calendar.holiday(it, comune) ?? weekdayName(it)})`;
    }),
  );
}

type DayKey = Extract<keyof Sheet, `d${number}`>;
// «d1» … «d31»: the registry declares exactly these.
const dayKeys = Array.from({ length: 31 }, (_, n) => `d${n + 1}`) as readonly DayKey[];

interface Facts {
  readonly end: Day | undefined;
  readonly suspensions: readonly {
    readonly from?: Day | undefined;
    readonly to?: Day | undefined;
  }[];
  readonly hoursChange: boolean;
  readonly week: Week | undefined;
  /** The plan of each month: internships with the same timetable share theirs. */
  readonly plans: Map<Month, Plan>;
  readonly siteChanges: boolean;
}

/** What was worked out for one Around. */
interface Known {
  readonly sheets: Map<object, SheetDays>;
  readonly facts: Map<object, Facts>;
  readonly plans: Map<string, Map<Month, Plan>>;
  readonly places: Map<Site | undefined, Map<Month, Place>>;
}

// Kept as long as its Around, which is made anew at every check.
const knownFor = new WeakMap<Around, Known>();
const holidaysKnown = new WeakMap<Around['calendar'], Map<string, DaySet>>();
const months = new Map<Month, Calendar>();

function knownOf(around: Around): Known {
  const known = knownFor.get(around);
  if (known !== undefined) return known;
  const made: Known = {
    sheets: new Map(),
    facts: new Map(),
    plans: new Map(),
    places: new Map(),
  };
  knownFor.set(around, made);
  return made;
}

function factsOf(it: Internship, around: Around): Facts {
  const known = knownOf(around);
  const before = known.facts.get(it);
  if (before !== undefined) return before;
  const changes = variationsOf(it, around);
  // The same on every day, unless it changes.
  const week = weekOn(it, it.startDate ?? around.today, around);
  const weekKey = week === undefined ? '' : Object.values(week).join(' ');
  const plans = known.plans.get(weekKey) ?? new Map<Month, Plan>();
  known.plans.set(weekKey, plans);
  const facts = {
    end: lastDayOf(it, around),
    suspensions: suspensionsOf(it, around),
    hoursChange: changes.some((one) => one.kind === 'hours'),
    week,
    plans,
    siteChanges: changes.some((one) => one.newSite !== undefined),
  };
  known.facts.set(it, facts);
  return facts;
}

function writtenIn(sheet: Sheet, month: Month) {
  const { length } = calendarOf(month).weekdays;
  const minutes: (number | undefined)[] = [];
  const tooMany: number[] = [];
  let [written, present, absent, closed, pausing] = [0, 0, 0, 0, 0];
  for (let n = 0; n < dayKeys.length; n += 1) {
    const key = dayKeys[n];
    const cell = key === undefined ? undefined : sheet[key];
    if (cell === undefined) continue;
    if (n >= length) {
      tooMany.push(n + 1);
      continue;
    }
    const bit = 1 << n;
    written |= bit;
    if ('minutes' in cell) {
      minutes[n] = cell.minutes;
      if (cell.minutes > 0) present |= bit;
    } else if (cell.code === 'P') present |= bit;
    else if (cell.code === 'A') absent |= bit;
    else if (cell.code === 'C') closed |= bit;
    else if (cell.code === 'S') pausing |= bit;
  }
  return { written, present, absent, closed, pausing, minutes, tooMany };
}

interface Asked {
  readonly it: Internship;
  readonly calendar: Calendar;
  readonly around: Around;
  readonly facts: Facts;
}

interface Plan {
  readonly plan: readonly (number | undefined)[];
  readonly planned: DaySet;
}

function planIn({ it, calendar, around, facts }: Asked): Plan {
  const { month, weekdays } = calendar;
  if (facts.hoursChange)
    return planOf(daysOf(month).map((day, n) => weekOn(it, day, around)?.[weekdays[n] ?? 'lun']));
  const { week, plans } = facts;
  const before = plans.get(month);
  if (before !== undefined) return before;
  const made = planOf(weekdays.map((one) => week?.[one]));
  plans.set(month, made);
  return made;
}

function planOf(plan: readonly (number | undefined)[]): Plan {
  const planned = plan.reduce<DaySet>(
    (days, minutes, n) => (minutes === undefined || minutes === 0 ? days : days | (1 << n)),
    0,
  );
  return { plan, planned };
}

type Place = Pick<MonthDays, 'holidays' | 'shut' | 'feasts' | 'siteKnown'>;

function placeIn({ it, calendar: { month }, around, facts }: Asked): Place {
  if (!facts.siteChanges) return placeOf(it.site, month, around);
  const bySite = new Map<Site | undefined, DaySet>();
  daysOf(month).forEach((day, n) => {
    const site = siteOn(it, day, around);
    bySite.set(site, (bySite.get(site) ?? 0) | (1 << n));
  });
  let [holidays, shut, feasts] = [0, 0, 0];
  for (const [site, days] of bySite) {
    const there = placeOf(site, month, around);
    holidays |= there.holidays & days;
    shut |= there.shut & days;
    feasts |= there.feasts & days;
  }
  return { holidays, shut, feasts, siteKnown: !bySite.has(undefined) };
}

function placeOf(site: Site | undefined, month: Month, around: Around): Place {
  const known = knownOf(around).places;
  const here = known.get(site) ?? new Map<Month, Place>();
  known.set(site, here);
  const before = here.get(month);
  if (before !== undefined) return before;
  let [shut, feasts] = [0, 0];
  for (const { from, to, reason } of site === undefined
    ? []
    : around.where(closures, 'site', site)) {
    if (from === undefined || to === undefined) continue;
    const days = daysFrom(month, from, to);
    shut |= days;
    if (reason === 'localFeast') feasts |= days;
  }
  const holidays = holidaysIn(month, site?.municipality?.name, around);
  const place = { holidays, shut, feasts, siteKnown: site !== undefined };
  here.set(month, place);
  return place;
}

/** The holidays of a month in a comune: many sites share one. */
function holidaysIn(month: Month, comune: string | undefined, { calendar }: Around): DaySet {
  const known = holidaysKnown.get(calendar) ?? new Map<string, DaySet>();
  holidaysKnown.set(calendar, known);
  const key = `${month}${comune ?? ''}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const days = daysOf(month).reduce<DaySet>(
    (some, it, n) => (calendar.holiday(it, comune) === undefined ? some : some | (1 << n)),
    0,
  );
  known.set(key, days);
  return days;
}

interface Calendar {
  readonly month: Month;
  readonly first: Day;
  readonly last: Day;
  readonly all: DaySet;
  readonly sundays: DaySet;
  readonly weekdays: readonly Weekday[];
}

let lastCalendar: Calendar | undefined;

function calendarOf(month: Month): Calendar {
  // As with sheets: whoever looks at a month asks many things of it.
  if (lastCalendar?.month === month) return lastCalendar;
  const calendar = months.get(month) ?? calendarFor(month);
  months.set(month, calendar);
  lastCalendar = calendar;
  return calendar;
}

function calendarFor(month: Month): Calendar {
  const weekdays = daysOf(month).map(weekdayOf);
  return {
    month,
    first: firstDay(month),
    last: lastDay(month),
    all: first(weekdays.length),
    sundays: weekdays.reduce((days, it, n) => (it === 'dom' ? days | (1 << n) : days), 0),
    weekdays,
  };
}

/** The days of a month up to a day, itself included. */
function daysUntil({ first: from, last, all }: Calendar, it: Day): DaySet {
  if (it < from) return 0;
  return it >= last ? all : first(Number(it.slice(8)));
}

/** The days of a month that come before a day. */
function daysBefore({ first: from, last, all }: Calendar, it: Day): DaySet {
  if (it <= from) return 0;
  return it > last ? all : first(Number(it.slice(8)) - 1);
}

/** The first so many days: 31 of them still fit. */
function first(count: number): DaySet {
  return 2 ** count - 1;
}

function withArticle(number: number): string {
  if (number === 1) return 'il 1°';
  return number === 8 || number === 11 ? `l’${number}` : `il ${number}`;
}
