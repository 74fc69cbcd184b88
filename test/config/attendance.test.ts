import { describe, expect, test } from 'vitest';
import {
  daysFrom,
  daysOfMonth,
  daysOfSheet,
  inDays,
  withReasons,
} from '../../config/attendance.ts';
import { weekOn } from '../../config/lifecycle.ts';
import { closures, type internships, variations } from '../../config/registry.ts';
import { numbersOf } from '../../src/core/attendance.ts';
import { day, month, type Patron } from '../../src/core/day.ts';
import type { RowOf } from '../../src/core/tab.ts';
import { around } from '../a/around.ts';
import { aClosure, aSite, someComune } from '../a/imprese.ts';
import { anAttendanceSheet, anInternshipUnderWay } from '../a/presenze.ts';
import { aVariation } from '../a/tirocini.ts';

const march = month('2026-03');
const april = month('2026-04');
const patron: Patron = { comune: 'Andria', name: 'San Riccardo', date: { month: 4, day: 23 } };

describe('I giorni di un mese', () => {
  test('si contano dal primo all’ultimo, anche quando sono trentuno', () => {
    const { all } = daysOfMonth(anInternshipUnderWay(), march, around());

    expect(numbersOf(all)).toEqual(Array.from({ length: 31 }, (_, n) => n + 1));
  });

  test('da un giorno a un altro comprendono i due estremi, e non escono dal mese', () => {
    expect(numbersOf(daysFrom(march, day('2026-03-30'), day('2026-04-02')))).toEqual([30, 31]);
    expect(numbersOf(daysFrom(march, day('2026-02-20'), day('2026-03-01')))).toEqual([1]);
    expect(numbersOf(daysFrom(march, day('2026-03-31'), undefined))).toEqual([31]);
    expect(numbersOf(daysFrom(march, undefined, day('2026-03-01')))).toEqual([1]);
    expect(numbersOf(daysFrom(march, day('2026-04-01'), undefined))).toEqual([]);
    expect(numbersOf(daysFrom(march, undefined, day('2026-02-28')))).toEqual([]);
    expect(numbersOf(daysFrom(march, day('2026-03-10'), day('2026-03-09')))).toEqual([]);
  });

  test('prima dell’inizio e dopo la fine sono quelli che il tirocinio non ha', () => {
    const it = anInternshipUnderWay({ startDate: day('2026-03-03'), endDate: day('2026-03-30') });

    const { beforeStart, afterEnd } = daysOfMonth(it, march, around());

    expect(numbersOf(beforeStart)).toEqual([1, 2]);
    expect(numbersOf(afterEnd)).toEqual([31]);
  });

  test('senza date non ce ne sono né prima né dopo', () => {
    const it = anInternshipUnderWay({ startDate: undefined, endDate: undefined });

    const { beforeStart, afterEnd } = daysOfMonth(it, march, around());

    expect([beforeStart, afterEnd]).toEqual([0, 0]);
  });

  test('hanno le domeniche, i festivi nazionali e il patrono della sede', () => {
    const it = anInternshipUnderWay();

    const { sundays, holidays } = daysOfMonth(it, april, around({ patrons: [patron] }));

    expect(numbersOf(sundays)).toEqual([5, 12, 19, 26]);
    expect(numbersOf(holidays)).toEqual([6, 23, 25]);
  });

  test('se la sede cambia, chiusure e patrono sono di quella del giorno', () => {
    const it = anInternshipUnderWay();
    const trani = aSite({ id: 'S-0002', municipality: someComune({ name: 'Trani' }) });
    const moved = change(it, { kind: 'site', from: day('2026-04-20'), newSite: trani });
    const shut = [
      aClosure({
        site: it.site,
        from: day('2026-04-14'),
        to: day('2026-04-21'),
        reason: 'localFeast',
      }),
      aClosure({ site: trani, from: day('2026-04-28'), to: day('2026-04-28') }),
    ];
    const world = around({
      patrons: [patron],
      rows: [
        [variations, [moved]],
        [closures, shut],
      ],
    });

    const found = daysOfMonth(it, april, world);

    expect(numbersOf(found.holidays)).toEqual([6, 25]);
    expect(numbersOf(found.shut)).toEqual([14, 15, 16, 17, 18, 19, 28]);
    expect(numbersOf(found.feasts)).toEqual([14, 15, 16, 17, 18, 19]);
    expect(found.siteKnown).toBe(true);
  });

  test('senza sede non si sa quando è chiusa', () => {
    const { siteKnown, shut } = daysOfMonth(
      anInternshipUnderWay({ site: undefined }),
      april,
      around(),
    );

    expect([siteKnown, shut]).toEqual([false, 0]);
  });

  test('previsti sono quelli con ore nell’orario del giorno', () => {
    const it = anInternshipUnderWay();
    const changed = change(it, { kind: 'hours', from: day('2026-03-16'), hoursSat: 240 });

    const { planned, plan } = daysOfMonth(it, march, around({ rows: [[variations, [changed]]] }));

    expect(numbersOf(planned)).toEqual([2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 21, 28]);
    expect([plan[12], plan[20], plan[15]]).toEqual([300, 240, 0]);
  });

  test('sospesi sono quelli di ogni sospensione che vale', () => {
    const it = anInternshipUnderWay();
    const rows = [
      change(it, { kind: 'suspension', from: day('2026-03-10'), to: day('2026-03-11') }),
      change(it, { kind: 'suspension', from: day('2026-03-30') }),
      change(it, { kind: 'suspension', from: day('2026-03-20'), cancelledOn: day('2026-03-19') }),
    ];

    const { suspended } = daysOfMonth(it, march, around({ rows: [[variations, rows]] }));

    expect(numbersOf(suspended)).toEqual([10, 11, 30, 31]);
  });
});

describe('I giorni di un foglio', () => {
  test('stanno ciascuno sotto quel che c’è scritto', () => {
    const sheet = anAttendanceSheet({
      ...nothing(),
      month: april,
      d1: { code: 'P' },
      d2: { minutes: 240 },
      d3: { minutes: 0 },
      d4: { code: 'R' },
      d7: { code: 'A' },
      d8: { code: 'C' },
      d9: { code: 'S' },
      d31: { code: 'P' },
    });

    const it = daysOfSheet(sheet, around());

    expect(numbersOf(it?.written ?? 0)).toEqual([1, 2, 3, 4, 7, 8, 9]);
    expect(numbersOf(it?.present ?? 0)).toEqual([1, 2]);
    expect(numbersOf(it?.absent ?? 0)).toEqual([7]);
    expect(numbersOf(it?.closed ?? 0)).toEqual([8]);
    expect(numbersOf(it?.pausing ?? 0)).toEqual([9]);
    expect(it?.minutes[1]).toBe(240);
    expect(it?.tooMany).toEqual([31]);
  });

  test('non si sanno senza il mese o il tirocinio', () => {
    expect(daysOfSheet(anAttendanceSheet({ month: undefined }), around())).toBeUndefined();
    expect(daysOfSheet(anAttendanceSheet({ internship: undefined }), around())).toBeUndefined();
  });

  test('si ricalcolano quando cambia ciò che c’è intorno', () => {
    const internship = anInternshipUnderWay();
    const sheet = anAttendanceSheet({ internship });
    const before = daysOfSheet(sheet, around());

    const after = daysOfSheet(
      sheet,
      around({
        rows: [[variations, [change(internship, { kind: 'suspension', from: day('2026-03-30') })]]],
      }),
    );

    expect([before?.suspended, numbersOf(after?.suspended ?? 0)]).toEqual([0, [30, 31]]);
  });
});

describe('I giorni a parole', () => {
  test('sono uno, due o tanti', () => {
    expect(inDays(0b1000)).toBe('giorno 4');
    expect(inDays(0b1001)).toBe('giorni 1 e 4');
    expect(inDays(0b100_0000_1001)).toBe('giorni 1, 4 e 11');
  });

  test('dicono perché non si lavora, con l’articolo giusto', () => {
    const sheet = anAttendanceSheet({ month: month('2026-11') });
    const days = 1 | (1 << 7) | (1 << 14);

    expect(withReasons(days, sheet, around())).toBe(
      'il 1° (Ognissanti), l’8 (domenica) e il 15 (domenica)',
    );
  });
});

describe('La settimana di un tirocinio', () => {
  test('è la sua, finché non cambia', () => {
    const it = anInternshipUnderWay();

    expect(weekOn(it, day('2026-03-10'), around())).toEqual({
      lun: 300,
      mar: 300,
      mer: 300,
      gio: 300,
      ven: 300,
      sab: 0,
      dom: 0,
    });
  });

  test('dal giorno del cambio, e fino all’ultimo compreso, è quella nuova per intero', () => {
    const it = anInternshipUnderWay();
    const changed = change(it, {
      kind: 'hours',
      from: day('2026-03-16'),
      to: day('2026-03-31'),
      hoursSat: 240,
    });
    const world = around({ rows: [[variations, [changed]]] });

    const saturdays = ['2026-03-15', '2026-03-16', '2026-03-31', '2026-04-01'].map(
      (on) => weekOn(it, day(on), world)?.sab,
    );

    expect(saturdays).toEqual([0, 240, 240, 0]);
    expect(weekOn(it, day('2026-03-16'), world)?.lun).toBe(0);
  });

  test('se i cambi sono due vale l’ultimo cominciato', () => {
    const it = anInternshipUnderWay();
    const rows = [
      change(it, { kind: 'hours', from: day('2026-03-23'), hoursMon: 240 }),
      change(it, { kind: 'hours', from: day('2026-03-16'), hoursMon: 180 }),
    ];

    expect(weekOn(it, day('2026-03-30'), around({ rows: [[variations, rows]] }))?.lun).toBe(240);
  });

  test('un cambio senza ore non la cambia', () => {
    const it = anInternshipUnderWay();
    const rows = [change(it, { kind: 'hours', from: day('2026-03-16') })];

    expect(weekOn(it, day('2026-03-30'), around({ rows: [[variations, rows]] }))?.lun).toBe(300);
  });

  test('senza nessuna ora non si sa', () => {
    const it: RowOf<typeof internships> = { id: 'T-0001', hoursMon: 0 };

    expect(weekOn(it, day('2026-03-10'), around())).toBeUndefined();
  });
});

function change(
  internship: RowOf<typeof internships>,
  but: Partial<RowOf<typeof variations>>,
): RowOf<typeof variations> {
  return aVariation({ internship, newEndDate: undefined, ...but });
}

function nothing() {
  return Object.fromEntries(Array.from({ length: 31 }, (_, n) => [`d${n + 1}`, undefined]));
}
