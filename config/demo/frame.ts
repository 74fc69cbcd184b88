import {
  calendar,
  type Day,
  firstDay,
  isWorkingDay,
  type Month,
  monthOf,
  nextWorkingDay,
  plusDays,
  plusMonth,
  plusWorkingDays,
  previousWorkingDay,
} from '../../src/core/day.ts';
import { type AnyTab, idOf, type RowOf } from '../../src/core/tab.ts';
import { patronsOf } from '../patrons.ts';
import { municipalities } from '../registry.ts';
import { type Chance, chanceOf } from './chance.ts';
import { landline, mobile } from './codes.ts';
import { type Names, namesOf } from './names.ts';

/** One comune of the tab «Comuni». */
export type Municipality = RowOf<typeof municipalities>;

/** What every part of the demo programme rests on: its day, its comuni, its calendar, its names and numbers. */
export interface Frame {
  readonly today: Day;
  /** The month of today. */
  readonly month: Month;
  /** The first and the last day of the programme. */
  readonly from: Day;
  readonly to: Day;
  readonly comuni: readonly Municipality[];
  readonly names: Names;
  chance(subject: string): Chance;
  /** The day itself if it is worked in that comune, else the next one that is. */
  onOrAfter(on: Day, comune?: Municipality): Day;
  /** The day itself if it is worked in that comune, else the last one before that is. */
  onOrBefore(on: Day, comune?: Municipality): Day;
  /** So many working days later, or earlier. */
  workingDays(from: Day, days: number, comune?: Municipality): Day;
  /** The feast that makes a day one without work in that comune. */
  holiday(on: Day, comune: Municipality): string | undefined;
  /** The day, unless it has not come yet. */
  ifCome(on: Day | undefined): Day | undefined;
  /** A mobile or a landline nobody else of the demo has. */
  mobile(): string;
  landline(): string;
}

/** Lays the frame for a seed and a day. */
export function frameOf({ seed, today }: { readonly seed: number; readonly today: Day }): Frame {
  const month = monthOf(today);
  const days = calendar(patronsOf({ rows: () => comuni, has: () => true }));
  const week = (comune?: Municipality) => ({
    calendar: days,
    comune: comune?.name,
    saturday: false,
  });
  let mobiles = 0;
  let landlines = 0;
  return {
    today,
    month,
    from: firstDay(plusMonth(month, -16)),
    to: plusDays(firstDay(plusMonth(month, 20)), -1),
    comuni,
    names: namesOf(chanceOf(seed, 'names')),
    chance: (subject) => chanceOf(seed, subject),
    onOrAfter: (on, comune) =>
      isWorkingDay(on, week(comune)) ? on : nextWorkingDay(on, week(comune)),
    onOrBefore: (on, comune) =>
      isWorkingDay(on, week(comune)) ? on : previousWorkingDay(on, week(comune)),
    workingDays: (from, count, comune) => plusWorkingDays(from, count, week(comune)),
    holiday: (on, comune) => days.holiday(on, comune.name),
    ifCome: (on) => (on !== undefined && on <= today ? on : undefined),
    mobile() {
      mobiles += 1;
      return mobile(mobiles);
    },
    landline() {
      landlines += 1;
      return landline(landlines);
    },
  };
}

/** Rows with their IDs, in the order given: `T-0001`, `T-0002`… */
export function numbered<T extends AnyTab>(
  tab: T,
  drafts: readonly Omit<RowOf<T>, 'id'>[],
): readonly RowOf<T>[] {
  return drafts.map((it, nth) => ({ id: idOf(tab, nth + 1), ...it }));
}

/** The first of two days. */
export function earlier(a: Day, b: Day): Day {
  return a < b ? a : b;
}

/** The last of two days. */
export function later(a: Day, b: Day): Day {
  return a > b ? a : b;
}

/** A name as it stands before the @ of an address: `El Idrissi` → `elidrissi`. */
export function mailName(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replace(/ł/g, 'l')
    .replace(/[^a-z]/g, '');
}

/** The four comuni of the demo. Their feasts are invented, and their notes say so: real ones are to be asked for. */
const comuni: readonly Municipality[] = numbered(
  municipalities,
  (
    [
      ['Andria', 'A285', '76123', 'Ambito di Andria', { month: 9, day: 17 }],
      ['Barletta', 'A669', '76121', 'Ambito di Barletta', { month: 7, day: 10 }],
      ['Trani', 'L328', '76125', 'Ambito di Trani e Bisceglie', { month: 8, day: 3 }],
      ['Bisceglie', 'A883', '76011', 'Ambito di Trani e Bisceglie', { month: 8, day: 7 }],
    ] as const
  ).map(([name, belfiore, cap, area, patronDay]) => ({
    name,
    province: 'BT',
    region: 'puglia' as const,
    belfiore,
    cap,
    chamber: 'BA',
    area,
    inProgrammeArea: true,
    patronName: `Festa patronale di ${name}`,
    patronDay,
    notes: 'Data della festa da confermare: nella dimostrazione è inventata.',
  })),
);
