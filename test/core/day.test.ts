import { addDays } from 'date-fns/addDays';
import { addMonths } from 'date-fns/addMonths';
import { differenceInYears } from 'date-fns/differenceInYears';
import { format } from 'date-fns/format';
import { getISOWeek } from 'date-fns/getISOWeek';
import { getISOWeekYear } from 'date-fns/getISOWeekYear';
import * as fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import {
  ageOn,
  beforeTerm,
  between,
  byTerm,
  calendar,
  type Day,
  day,
  dayOfSerial,
  daysBetween,
  daysIn,
  daysOf,
  easter,
  firstDay,
  inDigits,
  inWords,
  isoWeek,
  isWorkingDay,
  lastDay,
  month,
  monthInWords,
  monthOf,
  monthsCovered,
  monthsIn,
  nationalHoliday,
  nextWorkingDay,
  overlap,
  periodEnd,
  plusDays,
  plusMonth,
  plusMonths,
  plusWorkingDays,
  previousWorkingDay,
  readDay,
  readMonth,
  serialOf,
  weekdayName,
  weekdayOf,
  withWeekday,
} from '../../src/core/day.ts';

const aDay = fc.integer({ min: 61, max: 2_958_465 }).map(dayAt);
const aDayOfOurs = fc.integer({ min: serialOf(day('1950-01-01')), max: 73_050 }).map(dayAt);

function dayAt(serial: number): Day {
  const read = dayOfSerial(serial);
  if (!read.ok) throw new Error(read.error);
  return read.value;
}

// Noon is in every zone's every day, whatever the hour of its clock change.
const noon = (it: Day) => new Date(`${it}T12:00:00`);
const text = (it: Date) => format(it, 'yyyy-MM-dd');

describe('day', () => {
  test('is the text written', () => {
    expect(day('2026-03-31')).toBe('2026-03-31');
  });

  test.each(['2026-02-29', '31/03/2026', '2026-3-1', '2026-13-01', ''])(
    'throws on «%s»',
    (text) => {
      expect(() => day(text)).toThrow();
    },
  );
});

describe('readDay', () => {
  test.each([
    ['31/3/2026', '2026-03-31'],
    ['31.03.26', '2026-03-31'],
    ['31-3-2026', '2026-03-31'],
    ['31 3 2026', '2026-03-31'],
    ['31 / 3 / 2026', '2026-03-31'],
    ['31 marzo 2026', '2026-03-31'],
    ['31 MARZO 2026', '2026-03-31'],
    ['1° mar 2026', '2026-03-01'],
    ['1º marzo 2026', '2026-03-01'],
    ['1°/3/2026', '2026-03-01'],
    ['primo maggio 2026', '2026-05-01'],
    ['31-mar-26', '2026-03-31'],
    ['30 sett. 2026', '2026-09-30'],
    ['1 maggio ’26', '2026-05-01'],
    ['2026-03-31', '2026-03-31'],
    ['2026/3/31', '2026-03-31'],
    ['lunedì 4 maggio 2026', '2026-05-04'],
    ["Lunedi' 4 maggio 2026", '2026-05-04'],
    ['lun. 4/5/2026', '2026-05-04'],
    ['sabato, 4/5/2026', '2026-05-04'],
    ['\u00a031/03/2026\u200B ', '2026-03-31'],
    ['31/03/2026 15:30', '2026-03-31'],
    ['31/03/2026 0.00.00', '2026-03-31'],
    ['2026-03-31T23:59:59.999', '2026-03-31'],
    ['29/02/2024', '2024-02-29'],
    ['01/01/69', '2069-01-01'],
    ['01/01/70', '1970-01-01'],
    ['01/01/00', '2000-01-01'],
    ['31/12/99', '1999-12-31'],
    ['01/03/1900', '1900-03-01'],
    ['31/12/9999', '9999-12-31'],
  ])('reads %s', (text, read) => {
    expect(readDay(text)).toEqual({ ok: true, value: read });
  });

  const refused: readonly (readonly [string, string])[] = [
    ['31/02/2026', ' (febbraio 2026 ha 28 giorni): scrivi ad esempio 28/02/2026.'],
    ['30/02/2024', ' (febbraio 2024 ha 29 giorni): scrivi ad esempio 29/02/2024.'],
    ['29/02/2100', ' (febbraio 2100 ha 28 giorni): scrivi ad esempio 28/02/2100.'],
    ['31/04/2026', ' (aprile ha 30 giorni): scrivi ad esempio 30/04/2026.'],
    ['2026-04-31', ' (aprile ha 30 giorni): scrivi ad esempio 30/04/2026.'],
    ['31 aprile 2026', ' (aprile ha 30 giorni): scrivi ad esempio 30/04/2026.'],
    ['32/01/2026', ' (gennaio ha 31 giorni): scrivi ad esempio 31/01/2026.'],
    ['0/1/2026', ' (il giorno 0 non esiste): scrivi ad esempio 01/01/2026.'],
    ['03/31/2026', ' (prima viene il giorno e poi il mese): scrivi ad esempio 31/03/2026.'],
    ['13/31/2026', ' (il mese 31 non esiste): scrivi ad esempio 28/02/2026.'],
    ['02/30/2026', ' (il mese 30 non esiste): scrivi ad esempio 28/02/2026.'],
    ['31/0/2026', ' (il mese 0 non esiste): scrivi ad esempio 28/02/2026.'],
    ['31/3', ' (manca l’anno): scrivi ad esempio 28/02/2026.'],
    ['31 marzo', ' (manca l’anno): scrivi ad esempio 28/02/2026.'],
    ['marzo 2026', ' (manca il giorno): scrivi ad esempio 28/02/2026.'],
    ['31/03/0206', ' (l’anno 0206 non è possibile): scrivi ad esempio 28/02/2026.'],
    ['28/02/1900', ' (le date si leggono dal 01/03/1900): scrivi ad esempio 28/02/2026.'],
    ...[
      'boh',
      '',
      '31/3-2026',
      '31 foo 2026',
      '31 ma 2026',
      '2026-03-31T22:00:00Z',
      '31/03/202',
    ].map((it) => [it, ': scrivi ad esempio 28/02/2026.'] as const),
  ];

  test.each(refused)('refuses «%s» and says why', (text, why) => {
    expect(readDay(text)).toEqual({ ok: false, error: `«${text}» non è una data${why}` });
  });

  test('reads back what ALICE writes', () => {
    fc.assert(
      fc.property(aDay, (it) => {
        for (const text of [it, inDigits(it), inWords(it), withWeekday(it, { year: true })]) {
          expect(readDay(text)).toEqual({ ok: true, value: it });
        }
      }),
    );
  });
});

describe('serials', () => {
  test.each([
    [61, '1900-03-01'],
    [46_112, '2026-03-31'],
    [46_000.999999, '2025-12-09'],
    [2_958_465, '9999-12-31'],
    [2_958_465.9, '9999-12-31'],
  ])('%d is a day', (serial, read) => {
    expect(dayOfSerial(serial)).toEqual({ ok: true, value: read });
  });

  test.each([[60], [60.9], [0], [-1], [2_958_466], [Number.NaN], [Number.POSITIVE_INFINITY]])(
    '%d is none',
    (serial) => {
      expect(dayOfSerial(serial).ok).toBe(false);
    },
  );

  test('a refused number is written as Italians write it', () => {
    expect(dayOfSerial(4.5)).toEqual({
      ok: false,
      error: 'Il numero 4,5 non è una data: scrivi ad esempio 28/02/2026.',
    });
  });

  test('agree with UTC, day by day to 2119 and every 97 days to the end', () => {
    const epoch = Date.UTC(1899, 11, 30);

    for (let serial = 61; serial <= 2_958_465; serial += serial < 80_000 ? 1 : 97) {
      const utc = new Date(epoch + serial * 86_400_000).toISOString().slice(0, 10);
      const it = dayAt(serial);
      // An assertion only where it would fail: a hundred thousand of them take seconds.
      if (it !== utc || serialOf(it) !== serial) expect([it, serialOf(it)]).toEqual([utc, serial]);
    }
  });
});

describe('against date-fns', () => {
  const zone = process.env['TZ'];
  afterAll(() => {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  });

  test.each([
    ['Europe/Rome', -60],
    ['UTC', 0],
    ['America/New_York', 300],
    ['Asia/Kolkata', -330],
  ])('counts the same in %s', (tz, offset) => {
    process.env['TZ'] = tz;

    expect(new Date(2026, 0, 1).getTimezoneOffset()).toBe(offset);
    fc.assert(
      fc.property(aDayOfOurs, aDayOfOurs, fc.integer({ min: -590, max: 590 }), (it, other, n) => {
        expect(plusDays(it, n)).toBe(text(addDays(noon(it), n)));
        expect(plusMonths(it, n)).toBe(text(addMonths(noon(it), n)));
        expect(isoWeek(it)).toBe(
          `${getISOWeekYear(noon(it))}-W${String(getISOWeek(noon(it))).padStart(2, '0')}`,
        );
        expect(weekdayOf(it)).toBe(
          ['dom', 'lun', 'mar', 'mer', 'gio', 'ven', 'sab'][noon(it).getDay()],
        );
        if (it <= other && !it.endsWith('02-29')) {
          expect(ageOn(other, it)).toBe(differenceInYears(noon(other), noon(it)));
        }
      }),
    );
  });
});

describe('counting days', () => {
  test.each([
    ['2026-02-28', 1, '2026-03-01'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2026-01-01', -1, '2025-12-31'],
    ['2026-03-31', 0, '2026-03-31'],
    ['9999-12-31', 28, '9999-12-31'],
    ['1900-03-01', -1, '1900-03-01'],
  ])('%s and %i days', (from, n, to) => {
    expect(plusDays(day(from), n)).toBe(to);
  });

  test('throws on half days', () => {
    expect(() => plusDays(day('2026-03-01'), 0.5)).toThrow();
  });

  test('undoes itself', () => {
    fc.assert(
      fc.property(aDayOfOurs, aDayOfOurs, (from, to) => {
        expect(plusDays(from, daysBetween(from, to))).toBe(to);
        expect(daysBetween(from, to)).toBe(-daysBetween(to, from) + 0);
      }),
    );
  });
});

describe('counting months', () => {
  test.each([
    ['2026-08-31', 6, '2027-02-28'],
    ['2023-08-31', 6, '2024-02-29'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-12-15', 1, '2027-01-15'],
    ['9999-12-15', 1, '9999-12-15'],
  ])('%s and %i months', (from, n, to) => {
    expect(plusMonths(day(from), n)).toBe(to);
  });

  test.each([
    ['2026-03-01', 6, '2026-08-31'],
    ['2026-03-01', 1, '2026-03-31'],
    ['2026-08-31', 6, '2027-02-28'],
    ['2023-08-31', 6, '2024-02-29'],
    ['2023-08-30', 6, '2024-02-29'],
    ['2023-08-29', 6, '2024-02-28'],
    ['2026-08-29', 6, '2027-02-28'],
    ['2026-08-28', 6, '2027-02-27'],
    ['2026-03-15', 1, '2026-04-14'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2026-03-31', 2, '2026-05-30'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2026-03-01', 12, '2027-02-28'],
    ['2026-03-01', 0, '2026-02-28'],
  ])('a period from %s of %i months ends on %s', (start, n, end) => {
    expect(periodEnd(day(start), n)).toBe(end);
  });

  test.each([
    ['2026-03-01', '2026-08-31', 6, 0],
    ['2026-03-01', '2026-09-01', 6, 1],
    ['2026-03-01', '2026-08-30', 5, 30],
    ['2026-08-31', '2027-02-28', 6, 0],
    ['2026-08-31', '2027-03-01', 6, 1],
    ['2026-03-15', '2026-04-13', 0, 30],
    ['2026-03-15', '2026-04-14', 1, 0],
    ['2026-03-31', '2026-03-31', 0, 1],
    ['2026-02-01', '2026-02-28', 1, 0],
    ['2026-03-02', '2026-03-01', 0, 0],
    ['2026-03-01', '2028-02-29', 24, 0],
  ])('%s–%s covers %i months and %i days', (from, to, months, days) => {
    expect(monthsCovered({ from: day(from), to: day(to) })).toEqual({ months, days });
  });

  test('what a period covers is what it was made of', () => {
    fc.assert(
      fc.property(aDayOfOurs, fc.integer({ min: 0, max: 60 }), fc.nat(27), (from, months, days) => {
        const to = plusDays(periodEnd(from, months), days);

        expect(monthsCovered({ from, to })).toEqual({ months, days });
      }),
    );
  });
});

describe('periods', () => {
  const march = { from: day('2026-03-01'), to: day('2026-03-31') };

  test.each([
    ['2026-02-28', false],
    ['2026-03-01', true],
    ['2026-03-31', true],
    ['2026-04-01', false],
  ])('%s in March: %s', (it, inside) => {
    expect(between(day(it), march)).toBe(inside);
  });

  test.each([
    ['2026-03-10', '2026-03-20', '2026-03-10', '2026-03-20'],
    ['2026-02-10', '2026-03-01', '2026-03-01', '2026-03-01'],
    ['2026-03-31', '2026-04-20', '2026-03-31', '2026-03-31'],
    ['2026-01-01', '2026-12-31', '2026-03-01', '2026-03-31'],
  ])('March shares with %s–%s', (from, to, first, last) => {
    const other = { from: day(from), to: day(to) };

    expect(overlap(march, other)).toEqual({ from: first, to: last });
    expect(overlap(other, march)).toEqual({ from: first, to: last });
  });

  test.each([
    ['2026-04-01', '2026-04-30'],
    ['2026-02-01', '2026-02-28'],
    ['2026-03-20', '2026-03-10'],
  ])('March shares nothing with %s–%s', (from, to) => {
    const other = { from: day(from), to: day(to) };

    expect(overlap(march, other)).toBeUndefined();
    expect(overlap(other, march)).toBeUndefined();
  });

  test('list their days and months', () => {
    const period = { from: day('2025-12-30'), to: day('2026-01-02') };

    expect(daysIn(period)).toEqual(['2025-12-30', '2025-12-31', '2026-01-01', '2026-01-02']);
    expect(monthsIn(period)).toEqual(['2025-12', '2026-01']);
    expect(daysIn({ from: period.to, to: period.from })).toEqual([]);
    expect(monthsIn({ from: period.to, to: period.from })).toEqual([]);
  });
});

describe('ageOn', () => {
  test.each([
    ['1986-03-15', '2026-03-14', 39],
    ['1986-03-15', '2026-03-15', 40],
    ['1986-03-15', '2027-03-14', 40],
    ['1986-03-15', '2027-03-15', 41],
    ['2008-02-29', '2026-02-28', 17],
    ['2008-02-29', '2026-03-01', 18],
    ['2008-02-29', '2028-02-28', 19],
    ['2008-02-29', '2028-02-29', 20],
    ['2026-03-15', '2026-03-14', -1],
  ])('born %s, on %s is %i', (birth, on, age) => {
    expect(ageOn(day(on), day(birth))).toBe(age);
  });
});

describe('in words', () => {
  test('writes days', () => {
    const it = day('2026-05-04');

    expect(inWords(it)).toBe('4 maggio 2026');
    expect(inWords(day('2026-08-01'))).toBe('1° agosto 2026');
    expect(inDigits(it)).toBe('04/05/2026');
    expect(withWeekday(it)).toBe('lunedì 4 maggio');
    expect(withWeekday(it, { year: true })).toBe('lunedì 4 maggio 2026');
    expect(weekdayName(day('2026-05-10'))).toBe('domenica');
    expect(daysIn({ from: it, to: day('2026-05-10') }).map(weekdayOf)).toEqual([
      'lun',
      'mar',
      'mer',
      'gio',
      'ven',
      'sab',
      'dom',
    ]);
  });

  test.each([
    ['2026-03-31', '2026-W14'],
    ['2027-01-01', '2026-W53'],
    ['2024-12-30', '2025-W01'],
    ['2026-01-01', '2026-W01'],
  ])('%s is in week %s', (it, week) => {
    expect(isoWeek(day(it))).toBe(week);
  });
});

describe('month', () => {
  test.each([
    ['marzo 2026', '2026-03'],
    ['Marzo 2026', '2026-03'],
    ['mar 26', '2026-03'],
    ['sett. 2026', '2026-09'],
    ['3/2026', '2026-03'],
    ['03-2026', '2026-03'],
    ['2026-03', '2026-03'],
    ['2026/3', '2026-03'],
    ['gen-70', '1970-01'],
    ['gen-69', '2069-01'],
  ])('reads %s', (text, read) => {
    expect(readMonth(text)).toEqual({ ok: true, value: read });
  });

  test.each([
    '13/2026',
    '0/2026',
    '3/26',
    '01/03/2026',
    'marzo',
    'ma 2026',
    'boh 2026',
    '3/0026',
    '',
  ])('refuses «%s»', (text) => {
    expect(readMonth(text)).toEqual({
      ok: false,
      error: `«${text}» non è un mese: scrivi ad esempio marzo 2026 oppure 03/2026.`,
    });
  });

  test('knows its days', () => {
    const february = month('2024-02');

    expect(firstDay(february)).toBe('2024-02-01');
    expect(lastDay(february)).toBe('2024-02-29');
    expect(daysOf(february)).toHaveLength(29);
    expect(daysOf(february)).toBe(daysOf(february));
    expect(daysOf(february)[28]).toBe('2024-02-29');
    expect(monthOf(day('2024-02-29'))).toBe(february);
    expect(monthInWords(february)).toBe('febbraio 2024');
  });

  test.each([
    ['2026-12', 1, '2027-01'],
    ['2026-01', -1, '2025-12'],
    ['2026-05', 24, '2028-05'],
    ['9999-12', 1, '9999-12'],
    ['1900-03', -1, '1900-03'],
  ])('%s and %i months', (from, n, to) => {
    expect(plusMonth(month(from), n)).toBe(to);
  });

  test.each(['2026-13', 'marzo 2026', '2026-3'])('throws on «%s» in code', (text) => {
    expect(() => month(text)).toThrow();
  });
});

describe('holidays', () => {
  test.each([
    [2024, '2024-03-31'],
    [2025, '2025-04-20'],
    [2026, '2026-04-05'],
    [2027, '2027-03-28'],
    [2028, '2028-04-16'],
    [2038, '2038-04-25'],
    [1981, '1981-04-19'],
    [1954, '1954-04-18'],
  ])('Easter of %i', (year, it) => {
    expect(easter(year)).toBe(it);
  });

  test('of 2027 are these', () => {
    const all = daysIn({ from: day('2027-01-01'), to: day('2027-12-31') });

    const holidays = all.flatMap((it) => {
      const name = nationalHoliday(it);
      return name === undefined ? [] : [`${inDigits(it)} ${name}`];
    });

    expect(holidays).toEqual([
      '01/01/2027 Capodanno',
      '06/01/2027 Epifania',
      '29/03/2027 Lunedì dell’Angelo',
      '25/04/2027 Festa della Liberazione',
      '01/05/2027 Festa dei lavoratori',
      '02/06/2027 Festa della Repubblica',
      '15/08/2027 Ferragosto',
      '04/10/2027 San Francesco d’Assisi',
      '01/11/2027 Ognissanti',
      '08/12/2027 Immacolata Concezione',
      '25/12/2027 Natale',
      '26/12/2027 Santo Stefano',
    ]);
  });

  test.each([
    ['2025-10-04', undefined],
    ['2026-10-04', 'San Francesco d’Assisi'],
    ['2000-06-02', undefined],
    ['2001-06-02', 'Festa della Repubblica'],
    ['1985-01-06', undefined],
    ['1986-01-06', 'Epifania'],
    ['2026-03-19', undefined],
    ['2026-06-29', undefined],
    ['2026-11-04', undefined],
    ['2026-04-05', undefined],
    ['2026-04-06', 'Lunedì dell’Angelo'],
    ['2028-04-17', 'Lunedì dell’Angelo'],
  ])('%s: %s', (it, name) => {
    expect(nationalHoliday(day(it))).toBe(name);
  });
});

describe('calendar', () => {
  const days = calendar([
    { comune: 'Sant’Andrea', name: 'Sant’Andrea', date: { month: 11, day: 30 } },
    { comune: 'Sant’Andrea', name: 'compatrono', date: { month: 5, day: 20 } },
    {
      comune: 'Andria',
      name: 'San Riccardo',
      date: { byYear: { 2026: day('2026-09-20'), 2027: day('2027-09-19') } },
    },
    { comune: 'Tricase', name: 'San Silvestro', date: { month: 12, day: 31 } },
  ]);

  test.each([
    ['2026-11-30', 'SANT’ANDREA', 'Sant’Andrea'],
    ['2031-11-30', "sant'andrea", 'Sant’Andrea'],
    ['2026-05-20', 'Sant’Andrea', 'compatrono'],
    ['2026-11-30', 'Andria', undefined],
    ['2026-09-20', 'Andria', 'San Riccardo'],
    ['2027-09-19', 'andria', 'San Riccardo'],
    ['2027-09-20', 'Andria', undefined],
    ['2028-09-17', 'Andria', undefined],
    ['2026-09-20', undefined, undefined],
    ['2026-09-20', 'Atlantide', undefined],
    ['2026-12-25', 'Atlantide', 'Natale'],
  ])('%s in %s: %s', (it, comune, name) => {
    expect(days.holiday(day(it), comune)).toBe(name);
  });

  test('says where and when it knows the patron', () => {
    expect(days.knowsPatron('Andria', 2027)).toBe(true);
    expect(days.knowsPatron('Andria', 2028)).toBe(false);
    expect(days.knowsPatron('Tricase', 2050)).toBe(true);
    expect(days.knowsPatron('Atlantide', 2026)).toBe(false);
  });

  test.each([
    { month: 2, day: 30 },
    { month: 13, day: 1 },
    { byYear: { 2026: day('2027-09-19') } },
  ])('throws on a feast that falls nowhere: %j', (date) => {
    expect(() => calendar([{ comune: 'Andria', name: 'festa', date }])).toThrow();
  });

  test.each([
    ['2026-05-01', { saturday: true }, false],
    ['2026-05-02', { saturday: true }, true],
    ['2026-05-02', { saturday: false }, false],
    ['2026-05-03', { saturday: true }, false],
    ['2026-05-04', { saturday: false }, true],
    ['2026-05-20', { saturday: false, comune: 'Sant’Andrea' }, false],
    ['2026-05-20', { saturday: false, comune: 'Andria' }, true],
  ])('%s with %j is worked: %s', (it, week, worked) => {
    expect(isWorkingDay(day(it), { ...week, calendar: days })).toBe(worked);
  });

  test('walks over working days only, both ways', () => {
    const week = { calendar: days, saturday: false };

    expect(previousWorkingDay(day('2026-05-04'), week)).toBe('2026-04-30');
    expect(previousWorkingDay(day('2026-05-05'), week)).toBe('2026-05-04');
    expect(nextWorkingDay(day('2026-04-30'), week)).toBe('2026-05-04');
    expect(nextWorkingDay(day('2026-04-30'), { ...week, saturday: true })).toBe('2026-05-02');
    expect(plusWorkingDays(day('2026-04-29'), 2, week)).toBe('2026-05-04');
    expect(plusWorkingDays(day('2026-05-04'), -1, week)).toBe('2026-04-30');
    expect(plusWorkingDays(day('2026-05-03'), 0, week)).toBe('2026-05-03');
    expect(plusWorkingDays(day('2026-05-04'), 5, week)).toBe('2026-05-11');
  });

  test('stops at the edges of the calendar', () => {
    const week = { calendar: days, comune: 'Tricase', saturday: false };

    expect(nextWorkingDay(day('9999-12-31'), week)).toBe('9999-12-31');
    expect(previousWorkingDay(day('1900-03-01'), week)).toBe('1900-03-01');
  });

  test.each([
    ['2026-05-01', undefined, '2026-05-04'],
    ['2026-05-02', undefined, '2026-05-04'],
    ['2026-05-03', undefined, '2026-05-04'],
    ['2026-05-04', undefined, '2026-05-04'],
    ['2026-05-20', 'Sant’Andrea', '2026-05-21'],
    ['2027-10-04', undefined, '2027-10-05'],
  ])('«by» %s (%s) ends on %s', (it, comune, end) => {
    expect(byTerm(day(it), { calendar: days, comune })).toBe(end);
  });

  test.each([
    ['2026-05-04', undefined, '2026-04-30'],
    ['2026-05-05', undefined, '2026-05-04'],
    ['2026-05-21', 'Sant’Andrea', '2026-05-19'],
    ['2026-04-07', undefined, '2026-04-03'],
  ])('what goes before %s (%s) is done by %s', (start, comune, last) => {
    expect(beforeTerm(day(start), { calendar: days, comune })).toBe(last);
  });
});
