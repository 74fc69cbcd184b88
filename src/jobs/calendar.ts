import type { CalendarCase, Feast } from '../core/calendar-case.ts';
import {
  beforeTerm,
  byTerm,
  type Calendar,
  calendar,
  type Day,
  day,
  daysIn,
  firstDay,
  inDigits,
  lastDay,
  type Month,
  month,
  monthInWords,
  nationalHoliday,
  nextWorkingDay,
  type Patron,
  periodEnd,
  plusDays,
  plusWorkingDays,
  previousWorkingDay,
  readDay,
  withWeekday,
} from '../core/day.ts';
import { plural } from '../core/words.ts';

/** A case with what the calendar answered. */
export interface CaseVerified {
  /** What was asked, in Italian. */
  readonly question: string;
  readonly expected: string;
  readonly found: string;
  readonly right: boolean;
}

/** A year as ALICE counts it. */
export interface YearTold {
  readonly year: number;
  /** National holidays and known patrons' feasts: the day and what it is. */
  readonly holidays: readonly (readonly [on: Day, name: string])[];
  /** For each month, the days reminders of attendance sheets turn on. */
  readonly months: readonly {
    readonly month: Month;
    readonly lastWorkingDay: Day;
    readonly thirdWorkingDay: Day;
  }[];
  readonly cases: readonly CaseVerified[];
}

/** Works out a year and puts each case to it. `dayAt` says what day it is in Rome at an instant. */
export function verifyCalendar(told: {
  readonly year: number;
  readonly cases: readonly CalendarCase[];
  readonly patrons: readonly Patron[];
  readonly dayAt: (instant: string) => string;
}): YearTold {
  const { year, cases, patrons, dayAt } = told;
  const known = calendar(patrons);
  const days = daysIn({ from: day(`${year}-01-01`), to: day(`${year}-12-31`) });
  const months = Array.from({ length: 12 }, (_, n) =>
    month(`${year}-${String(n + 1).padStart(2, '0')}`),
  );
  return {
    year,
    holidays: days.flatMap((on) => {
      const national = nationalHoliday(on);
      const feasts = patrons.flatMap(({ comune }) => {
        const name = calendar(patrons.filter((it) => it.comune === comune)).holiday(on, comune);
        return name === undefined || name === national ? [] : [`${name} (${comune})`];
      });
      return [...(national === undefined ? [] : [national]), ...new Set(feasts)].map(
        (name) => [on, name] as const,
      );
    }),
    months: months.map((it) => ({
      month: it,
      lastWorkingDay: lastWorkingDay(it, known),
      thirdWorkingDay: thirdWorkingDay(it, known),
    })),
    cases: cases.map((it): CaseVerified => {
      const found = answerTo(it, dayAt);
      return {
        question: questionOf(it),
        expected: shown(it.is),
        found: shown(found),
        right: found === it.is,
      };
    }),
  };
}

/** The year for people: holidays, months, and each case with its answer. */
export function yearInWords({ year, holidays, months, cases }: YearTold): readonly {
  readonly heading: string;
  readonly rows: readonly (readonly string[])[];
}[] {
  const wrong = cases.filter((it) => !it.right);
  return [
    {
      heading: `Feste del ${year}`,
      rows: holidays.map(([on, name]) => [withWeekday(on), name]),
    },
    {
      heading: 'Giorni lavorativi di ogni mese: l’ultimo e il terzo',
      rows: months.map(({ month: of, lastWorkingDay: last, thirdWorkingDay: third }) => [
        monthInWords(of),
        `ultimo ${inDigits(last)}`,
        `terzo ${inDigits(third)}`,
      ]),
    },
    {
      heading:
        cases.length === 0
          ? `Del ${year} nessuno ha ancora verificato i conti a mano`
          : `Casi verificati a mano: ${plural(cases.length, 'caso', 'casi')}, ${wrong.length === 0 ? 'tutti giusti' : `${wrong.length} da rivedere`}`,
      rows: cases.map((it) => [
        it.right ? 'giusto' : 'SBAGLIATO',
        it.question,
        it.right ? it.found : `${it.found}, doveva essere ${it.expected}`,
      ]),
    },
  ];
}

function answerTo(it: CalendarCase, dayAt: (instant: string) => string): string | undefined {
  const plain = calendar([]);
  switch (it.ask) {
    case 'holiday':
      return plain.holiday(it.on);
    case 'before':
      return beforeTerm(it.on, placeOf(it.patron));
    case 'by':
      return byTerm(it.on, placeOf(it.patron));
    case 'lastWorkingDay':
      return lastWorkingDay(it.of, plain);
    case 'thirdWorkingDay':
      return thirdWorkingDay(it.of, plain);
    case 'instant':
      return dayAt(it.at);
    case 'daysLater':
      return plusDays(it.on, it.days);
    case 'end':
      return periodEnd(it.on, it.months);
    default:
      return it satisfies never;
  }
}

function questionOf(it: CalendarCase): string {
  switch (it.ask) {
    case 'holiday':
      return `${withWeekday(it.on)}: è festa?`;
    case 'before':
      return `prima di ${withWeekday(it.on)}${feastIn(it.patron)}`;
    case 'by':
      return `entro ${withWeekday(it.on)}${feastIn(it.patron)}`;
    case 'lastWorkingDay':
      return `ultimo giorno lavorativo di ${monthInWords(it.of)}`;
    case 'thirdWorkingDay':
      return `terzo giorno lavorativo di ${monthInWords(it.of)}`;
    case 'instant':
      return `che giorno è a Roma alle ${it.at}`;
    case 'daysLater':
      return `${it.days} ${Math.abs(it.days) === 1 ? 'giorno' : 'giorni'} dal ${inDigits(it.on)}`;
    case 'end':
      return `ultimo giorno di ${it.months} ${it.months === 1 ? 'mese' : 'mesi'} dal ${inDigits(it.on)}`;
    default:
      return it satisfies never;
  }
}

const place = 'Comune d’esempio';

function placeOf(patron: Feast | undefined): {
  readonly calendar: Calendar;
  readonly comune: string;
} {
  const feasts =
    patron === undefined ? [] : [{ comune: place, name: 'Festa patronale', date: patron }];
  return { calendar: calendar(feasts), comune: place };
}

function feastIn(patron: Feast | undefined): string {
  return patron === undefined ? '' : `, patrono il ${patron.day}/${patron.month}`;
}

function lastWorkingDay(of: Month, known: Calendar): Day {
  return previousWorkingDay(plusDays(lastDay(of), 1), { calendar: known, saturday: false });
}

function thirdWorkingDay(of: Month, known: Calendar): Day {
  const week = { calendar: known, saturday: false };
  return plusWorkingDays(nextWorkingDay(plusDays(firstDay(of), -1), week), 2, week);
}

function shown(it: string | undefined): string {
  if (it === undefined) return 'no';
  const read = readDay(it);
  return read.ok ? withWeekday(read.value) : it;
}
