import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lastDayOf } from '../../config/lifecycle.ts';
import { periods } from '../../config/periods.ts';
import {
  attendanceSheets,
  batches,
  closures,
  internships,
  outcomes,
  restrictedAbsences,
  variations,
  visits,
} from '../../config/registry.ts';
import * as rules from '../../config/rules/tirocini.ts';
import { programmeEnd } from '../../config/settings.ts';
import { day, daysBetween, month, periodEnd, plusDays } from '../../src/core/day.ts';
import type { PeriodChange, PeriodPlan } from '../../src/core/period.ts';
import type { Around, Rule } from '../../src/core/rule.ts';
import { settingsFrom } from '../../src/core/setting.ts';
import type { AnyTab, RowOf } from '../../src/core/tab.ts';
import { around } from '../a/around.ts';
import { aClosure, anAgreement } from '../a/imprese.ts';
import { anAbsence } from '../a/persone.ts';
import { aBatch, anAttendanceSheet, anInternshipUnderWay, aVisit } from '../a/presenze.ts';
import { aTrainee, aVariation } from '../a/tirocini.ts';

type Internship = RowOf<typeof internships>;
type Variation = RowOf<typeof variations>;
type Rows = readonly (readonly [AnyTab, readonly object[]])[];

/** 1/3/2026–31/8/2026, six months, five hours from Monday to Friday. Today is 20/5/2026. */
function sixMonths(but: Partial<Internship> = {}): Internship {
  return anInternshipUnderWay({
    id: 'T-0014',
    startDate: day('2026-03-01'),
    endDate: day('2026-08-31'),
    agreement: undefined,
    ...but,
  });
}

/** L.R. Puglia 23/2013, whose numbers are verified for tirocini extracurriculari: six months and thirty days, or two years. */
const oldPuglia = {
  instrument: 'extracurricular',
  startDate: day('2020-06-01'),
  endDate: day('2020-11-30'),
  inailTo: day('2020-11-30'),
  rctTo: day('2020-12-31'),
} as const;
const in2020 = { today: day('2020-08-03') };

type World = NonNullable<Parameters<typeof around>[0]>;

function worldOf(it: Internship, { rows = [], ...but }: World = {}): Around {
  return around({
    ...but,
    rows: [[internships, [it]], ...rows],
  });
}

function asked(change: PeriodChange, it = sixMonths(), world: World = {}) {
  return periods.plan({ internship: it.id, change }, worldOf(it, world));
}

function planned(change: PeriodChange, it?: Internship, world?: World): PeriodPlan {
  const plan = asked(change, it, world);
  if (!plan.ok) throw new Error(plan.error.join(' '));
  return plan.value;
}

function refused(change: PeriodChange, it?: Internship, world?: World): readonly string[] {
  const plan = asked(change, it, world);
  return plan.ok ? [] : plan.error;
}

function suspension(from: string, to: string, ground?: string): PeriodChange {
  return { kind: 'suspension', from: day(from), to: day(to), ground };
}

function extensionTo(to: string): PeriodChange {
  return { kind: 'extension', to: day(to) };
}

function months(more: number): PeriodChange {
  return { kind: 'extension', months: more };
}

function endOn(on: string, ground?: string): PeriodChange {
  return { kind: 'earlyEnd', on: day(on), ground };
}

/** A suspension of an internship as «Variazioni» has it. */
function aSuspension(it: Internship, but: Partial<Variation>): Variation {
  return { id: 'V-0001', internship: it, kind: 'suspension', ...but };
}

const issue = suspension('2026-03-10', '2026-04-20');
const early: World = { today: day('2026-03-10') };

describe('Una sospensione', () => {
  test('recupera in fondo ogni giorno sospeso, e la durata resta la stessa', () => {
    const plan = planned(issue, sixMonths(), early);

    expect(plan).toMatchObject({
      internship: 'T-0014',
      kind: 'suspension',
      days: { from: '2026-03-10', to: '2026-04-20' },
      recorded: undefined,
      before: {
        period: { from: '2026-03-01', to: '2026-08-31' },
        suspended: 0,
        months: 6,
        days: 0,
      },
      after: {
        period: { from: '2026-03-01', to: '2026-10-12' },
        suspended: 42,
        months: 6,
        days: 0,
      },
      maximum: { months: 24, days: 0, longest: { months: 24, days: 0 }, binds: false },
      warnings: [],
    });
  });

  test('dice quali giorni di quali mesi escono, e quali entrano in fondo', () => {
    const plan = planned(issue, sixMonths(), early);

    expect(plan.months).toEqual([
      {
        month: '2026-03',
        leaves: [{ from: '2026-03-10', to: '2026-03-31' }],
        joins: [],
        planned: { before: 22, after: 6 },
      },
      {
        month: '2026-04',
        // Easter Monday falls on the 6th, Liberation on a Saturday.
        leaves: [{ from: '2026-04-01', to: '2026-04-20' }],
        joins: [],
        planned: { before: 21, after: 8 },
      },
      {
        month: '2026-09',
        leaves: [],
        joins: [{ from: '2026-09-01', to: '2026-09-30' }],
        planned: { before: 0, after: 22 },
      },
      {
        month: '2026-10',
        leaves: [],
        joins: [{ from: '2026-10-01', to: '2026-10-12' }],
        planned: { before: 0, after: 8 },
      },
    ]);
  });

  test('senza un orario conosciuto non conta i giorni previsti', () => {
    const idle = sixMonths({
      hoursMon: undefined,
      hoursTue: undefined,
      hoursWed: undefined,
      hoursThu: undefined,
      hoursFri: undefined,
    });

    expect(planned(issue, idle, early).months.map((it) => it.planned)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('sposta verifica, proroga, carte finali ed esiti di quanto sposta la fine', () => {
    const plan = planned(issue, sixMonths(), early);

    expect(plan.reminders).toEqual([
      { what: 'verifica intermedia, a metà percorso', before: '2026-05-31', after: '2026-07-12' },
      { what: 'proroga, 45 giorni prima della fine', before: '2026-07-17', after: '2026-08-28' },
      { what: 'proroga, 30 giorni prima della fine', before: '2026-08-01', after: '2026-09-12' },
      { what: 'proroga, 15 giorni prima della fine', before: '2026-08-16', after: '2026-09-27' },
      { what: 'carte finali, 7 giorni dopo la fine', before: '2026-09-07', after: '2026-10-19' },
      { what: 'carte finali, 15 giorni dopo la fine', before: '2026-09-15', after: '2026-10-27' },
      { what: 'esito a 28 giorni', before: '2026-09-28', after: '2026-11-09' },
      { what: 'carte finali, 30 giorni dopo la fine', before: '2026-09-30', after: '2026-11-11' },
      { what: 'esito a 6 mesi', before: '2027-02-28', after: '2027-04-12' },
    ]);
  });

  test('non ricorda la verifica già fatta, né gli esiti dove non si rilevano', () => {
    const it = sixMonths();
    const held = aVisit({ internship: it, kind: 'midTerm', on: day('2026-03-09') });

    const plan = planned(issue, it, { ...early, rows: [[visits, [held]]], without: [outcomes] });

    expect(plan.reminders.map((one) => one.what)).toEqual([
      'proroga, 45 giorni prima della fine',
      'proroga, 30 giorni prima della fine',
      'proroga, 15 giorni prima della fine',
      'carte finali, 7 giorni dopo la fine',
      'carte finali, 15 giorni dopo la fine',
      'carte finali, 30 giorni dopo la fine',
    ]);
  });

  test('non parla di promemoria che erano e restano passati', () => {
    const reminders = (today: string) =>
      planned(issue, sixMonths(), { today: day(today) }).reminders.map((it) => it.what);

    expect(reminders('2026-07-12')[0]).toBe('verifica intermedia, a metà percorso');
    expect(reminders('2026-07-13')[0]).toBe('proroga, 45 giorni prima della fine');
  });

  test('vuole un atto e le assicurazioni prolungate, e nessuna CO', () => {
    const it = sixMonths({ inailTo: day('2026-08-31'), rctTo: day('2026-10-12') });

    const plan = planned(issue, it, early);

    expect(plan.communications).toEqual([]);
    expect(plan.papers).toEqual([
      {
        what: 'atto di sospensione, senza il motivo, con la nuova data di fine',
        by: '2026-03-10',
        source: undefined,
      },
    ]);
    expect(plan.insurance).toEqual([{ what: 'INAIL', until: '2026-08-31', needed: '2026-10-12' }]);
  });

  test('scrive in «Variazioni» i giorni e la nuova fine, non il motivo', () => {
    const it = sixMonths();

    const { writes } = planned(suspension('2026-03-10', '2026-04-20', 'illness'), it, early);

    expect(writes.row).toEqual({
      tab: variations,
      values: {
        internship: it,
        kind: 'suspension',
        from: '2026-03-10',
        to: '2026-04-20',
        newEndDate: '2026-10-12',
      },
    });
    expect(writes.cells).toEqual([]);
  });
});

describe('Quanto dura almeno una sospensione', () => {
  const short =
    'si sospende da 15 per chiusura dell’ospitante e da 30 negli altri casi (indicazione nazionale: Linee guida 25/5/2017, Rep. 86/CSR (ilsole24ore.com; tuttostage.it; old.inapp.org/it/node/49738)). Per meno giorni basta il foglio presenze.';

  test.each([
    ['illness', '2026-04-07', '2026-04-08'],
    ['accident', '2026-04-07', '2026-04-08'],
    ['closure', '2026-03-23', '2026-03-24'],
    [undefined, '2026-03-23', '2026-03-24'],
  ])(
    '%s: un giorno in meno avvisa e non rifiuta, il giorno giusto basta',
    (ground, less, enough) => {
      const it = sixMonths();
      const shut = aClosure({ site: it.site, from: day('2026-03-01'), to: day('2026-04-30') });
      const world = { ...early, rows: [[closures, [shut]]] as Rows };

      const warned = planned(suspension('2026-03-10', less, ground), it, world).warnings;
      const fine = planned(suspension('2026-03-10', enough, ground), it, world).warnings;

      const days = daysBetween(day('2026-03-10'), day(less)) + 1;
      expect(warned).toEqual([`La sospensione dura ${days} giorni solari: ${short}`]);
      expect(fine).toEqual([]);
    },
  );

  test('per maternità basta un giorno', () => {
    expect(
      planned(suspension('2026-03-10', '2026-03-10', 'maternity'), sixMonths(), early).warnings,
    ).toEqual([]);
  });

  test('non si sa dove non si conoscono le regole, e lo dice', () => {
    const it = sixMonths({ instrument: undefined });

    expect(planned(suspension('2026-03-10', '2026-03-10', 'illness'), it, early).warnings).toEqual([
      'Non conosco le regole di T-0014: completa «Strumento» e «Regione» nel foglio «Tirocini» o nelle «Impostazioni». Durata massima e minimi non sono verificati.',
    ]);
  });
});

describe('Una sospensione non si può', () => {
  test('se finisce prima di cominciare', () => {
    expect(refused(suspension('2026-04-20', '2026-03-10'))).toEqual([
      'La sospensione va dal 20/04/2026 al 10/03/2026: la fine viene prima. Scrivi ad esempio dal 10/03/2026 al 20/04/2026.',
    ]);
  });

  test('se comincia prima del primo giorno o dopo l’ultimo', () => {
    const says = (from: string) => [
      `La sospensione comincia il ${from}, ma T-0014 va dal 01/03/2026 al 31/08/2026: scrivi un primo giorno che cade lì dentro, ad esempio 01/03/2026.`,
    ];

    expect(refused(suspension('2026-02-28', '2026-04-20'))).toEqual(says('28/02/2026'));
    expect(refused(suspension('2026-03-01', '2026-04-20'))).toEqual([]);
    expect(refused(suspension('2026-08-31', '2026-10-20'))).toEqual([]);
    expect(refused(suspension('2026-09-01', '2026-10-20'))).toEqual(says('01/09/2026'));
  });

  test('sugli stessi giorni di un’altra, anche di una senza fine', () => {
    const it = sixMonths();
    const one = aSuspension(it, {
      from: day('2026-04-20'),
      to: day('2026-05-31'),
      newEndDate: day('2026-10-12'),
    });
    const open = { ...one, to: undefined, newEndDate: undefined };
    const rows = (row: Variation): World => ({ ...early, rows: [[variations, [row]]] });

    expect(refused(issue, it, rows(one))).toEqual([
      'Questi giorni di T-0014 sono già sospesi da V-0001, dal 20/04/2026 al 31/05/2026: se è la stessa sospensione che continua ripeti con il suo primo giorno, ad esempio dal 20/04/2026 al 31/05/2026; altrimenti scrivi giorni che non ha.',
    ]);
    expect(refused(suspension('2026-03-10', '2026-04-19'), it, rows(one))).toEqual([]);
    expect(refused(suspension('2026-05-31', '2026-06-30'), it, rows(one))).toHaveLength(1);
    expect(refused(suspension('2026-06-01', '2026-06-30'), it, rows(one))).toEqual([]);
    expect(refused(suspension('2026-06-01', '2026-06-30'), it, rows(open))).toHaveLength(1);
    expect(refused(issue, it, rows({ ...one, cancelledOn: day('2026-04-10') }))).toEqual([]);
  });

  test('oltre la fine di un tirocinio che non si sposta più', () => {
    const it = sixMonths({ endedOn: day('2026-04-10') });

    expect(refused(suspension('2026-03-10', '2026-04-11'), it, early)).toEqual([
      'La sospensione dura fino al 11/04/2026, ma T-0014 finisce il 10/04/2026: scrivi un ultimo giorno che non viene dopo, ad esempio 10/04/2026.',
    ]);
    expect(planned(suspension('2026-03-10', '2026-04-10'), it, early)).toMatchObject({
      after: { period: { to: '2026-04-10' }, suspended: 32 },
      warnings: [
        'T-0014 si chiude in anticipo il 10/04/2026: i giorni sospesi non spostano la fine. Se l’atto dice altro scrivi «Nuova data fine» in «Variazioni».',
      ],
    });
  });

  test('fino a un anno che nessuno intendeva', () => {
    expect(refused(suspension('2026-03-10', '2206-04-20'))).toEqual([
      'Con un ultimo giorno il 20/04/2206 T-0014 durerebbe più di dieci anni: controlla l’anno, ad esempio 2026.',
    ]);
  });
});

describe('Una sospensione registrata', () => {
  const it = sixMonths();
  const row = aSuspension(it, {
    from: day('2026-03-10'),
    to: day('2026-04-20'),
    newEndDate: day('2026-10-12'),
  });
  const world = (one: Variation): World => ({ ...early, rows: [[variations, [one]]] });

  test('chiesta di nuovo non scrive niente, nemmeno sopra una fine scelta da qualcuno', () => {
    const chosen = { ...row, newEndDate: day('2026-09-30') };

    for (const one of [row, chosen]) {
      const plan = planned(issue, it, world(one));

      expect(plan).toMatchObject({ recorded: 'V-0001', months: [], reminders: [] });
      expect(plan.after).toEqual(plan.before);
      expect(plan.writes).toEqual({ row: undefined, cells: [], ground: undefined });
    }
  });

  test('riceve la nuova fine, se manca', () => {
    const plan = planned(issue, it, world({ ...row, newEndDate: undefined }));

    expect(plan.writes.row).toBe(undefined);
    expect(plan.writes.cells).toEqual([
      {
        tab: variations,
        id: 'V-0001',
        column: 'newEndDate',
        before: undefined,
        after: '2026-10-12',
      },
    ]);
    expect(plan.after.period.to).toBe('2026-10-12');
  });

  test('che continua, si accorcia o non aveva una fine è la stessa, con un altro ultimo giorno', () => {
    const longer = planned(suspension('2026-03-10', '2026-05-05'), it, world(row));
    const shorter = planned(suspension('2026-03-10', '2026-04-10'), it, world(row));
    const open = { ...row, to: undefined, newEndDate: undefined };
    const closed = planned(issue, it, world(open));

    expect(longer.writes.cells).toEqual([
      { tab: variations, id: 'V-0001', column: 'to', before: '2026-04-20', after: '2026-05-05' },
      {
        tab: variations,
        id: 'V-0001',
        column: 'newEndDate',
        before: '2026-10-12',
        after: '2026-10-27',
      },
    ]);
    expect(longer.after.period.to).toBe('2026-10-27');
    expect(shorter.after.period.to).toBe('2026-10-02');
    expect(closed.after.period.to).toBe('2026-10-12');
    expect(closed.writes.cells.map((cell) => cell.column)).toEqual(['to', 'newEndDate']);
  });

  test('non vuole l’atto che c’è già', () => {
    expect(planned(issue, it, world({ ...row, act: 'nota 4/2026' })).papers).toEqual([]);
  });

  test('che finisce il giorno prima fa chiedere se è la stessa', () => {
    expect(planned(suspension('2026-04-21', '2026-05-31'), it, world(row)).warnings).toEqual([
      'La sospensione comincia il giorno dopo V-0001: se è la stessa che continua ripeti con il suo primo giorno, ad esempio dal 10/03/2026 al 31/05/2026.',
    ]);
    expect(planned(suspension('2026-04-22', '2026-05-31'), it, world(row)).warnings).toEqual([]);
  });
});

describe('Una sospensione che viene prima di altre variazioni', () => {
  test('sposta anche la fine che danno loro, dei giorni che toglie', () => {
    const it = sixMonths();
    const summer = aSuspension(it, {
      from: day('2026-08-01'),
      to: day('2026-08-31'),
      newEndDate: day('2026-10-01'),
    });
    const extension = aVariation({
      id: 'V-0002',
      internship: it,
      from: day('2026-10-02'),
      newEndDate: day('2026-12-01'),
    });
    const world: World = { ...early, rows: [[variations, [summer, extension]]] };

    const plan = planned(issue, it, world);

    expect(plan.writes.row?.values).toMatchObject({ newEndDate: '2026-10-12' });
    expect(plan.writes.cells).toEqual([
      {
        tab: variations,
        id: 'V-0001',
        column: 'newEndDate',
        before: '2026-10-01',
        after: '2026-11-12',
      },
      {
        tab: variations,
        id: 'V-0002',
        column: 'newEndDate',
        before: '2026-12-01',
        after: '2027-01-12',
      },
    ]);
    expect(plan.after.period.to).toBe('2027-01-12');
    expect([plan.after.months, plan.after.days]).toEqual([plan.before.months, plan.before.days]);
  });

  test('non si accorcia fino a lasciarle fuori', () => {
    const it = sixMonths();
    const june = aSuspension(it, {
      from: day('2026-06-01'),
      to: day('2026-06-30'),
      newEndDate: day('2026-09-30'),
    });
    const then = aSuspension(it, {
      id: 'V-0002',
      from: day('2026-09-20'),
      to: day('2026-09-29'),
      newEndDate: day('2026-10-10'),
    });
    const world: World = { rows: [[variations, [june, then]]] };

    expect(refused(suspension('2026-06-01', '2026-06-10'), it, world)).toEqual([]);
    expect(refused(suspension('2026-06-01', '2026-06-05'), it, world)).toEqual([
      'V-0002 resterebbe fuori. La variazione comincia il 20/09/2026, ma T-0014 va dal 01/03/2026 al 15/09/2026. Correggi o annulla prima quella riga, poi ripeti.',
    ]);
  });
});

describe('Di una sospensione si dice anche', () => {
  test('che un tirocinio già finito non si allunga', () => {
    const plan = planned(suspension('2026-08-01', '2026-08-31'), sixMonths(), {
      today: day('2026-09-01'),
    });
    const inTime = planned(suspension('2026-08-01', '2026-08-31'), sixMonths(), {
      today: day('2026-08-31'),
    });

    expect(plan.writes.row?.values).not.toHaveProperty('newEndDate');
    expect(plan.after).toMatchObject({ period: { to: '2026-08-31' }, suspended: 31, months: 5 });
    expect(plan.warnings).toEqual([
      'T-0014 è finito il 31/08/2026: i giorni sospesi non spostano la fine. Se l’atto dice altro scrivi «Nuova data fine» in «Variazioni».',
    ]);
    expect(inTime.after.period.to).toBe('2026-10-01');
  });

  test('se nei giorni sospesi risultano presenze, o il mese è già in liquidazione', () => {
    const it = sixMonths();
    const sheet = anAttendanceSheet({ internship: it });
    const paid = aBatch({ internship: it });
    const returned = aBatch({
      id: 'LQ-0002',
      internship: it,
      month: month('2026-04'),
      outcome: 'returned',
    });

    const plan = planned(suspension('2026-03-30', '2026-05-05'), it, {
      rows: [
        [attendanceSheets, [sheet]],
        [batches, [paid, returned]],
      ],
    });

    expect(plan.warnings).toEqual([
      'Nel foglio di marzo 2026 (FP-0001) ci sono presenze in giorni che diventano sospesi: giorni 30 e 31. Controlla le date prima di confermare.',
      'Marzo 2026 è già in liquidazione (LQ-0001): se l’importo cambia serve una rettifica.',
    ]);
  });

  test('se la sede non risulta chiusa nei giorni di una chiusura', () => {
    const it = sixMonths();
    const change = suspension('2026-08-10', '2026-08-31', 'closure');
    const shut = (to: string): World => ({
      rows: [[closures, [aClosure({ site: it.site, from: day('2026-08-10'), to: day(to) })]]],
    });

    expect(planned(change, it, shut('2026-08-30')).warnings).toEqual([
      'Nel foglio «Chiusure» la sede S-0001 non risulta chiusa dal 10/08/2026 al 31/08/2026: se lo è scrivilo, così vale per tutti quelli che ospita.',
    ]);
    expect(planned(change, it, shut('2026-08-31')).warnings).toEqual([]);
    expect(planned(change, sixMonths({ site: undefined })).warnings).toEqual([]);
  });

  test('se la nuova fine viene dopo quella del programma o della convenzione', () => {
    const settings = settingsFrom(new Map([[programmeEnd.column.label, '11/10/2026']]));
    const agreement = anAgreement({ to: day('2026-10-11') });
    const lasting = anAgreement({ to: day('2026-10-11'), tacitRenewal: true });

    const plan = planned(issue, sixMonths({ agreement }), { ...early, settings });

    expect(plan.warnings).toEqual([
      'T-0014 finirebbe il 12/10/2026, ma il programma finisce il 11/10/2026.',
    ]);
    expect(plan.papers.at(-1)).toEqual({
      what: 'rinnovo della convenzione CV-0001, che finisce prima di T-0014',
      by: '2026-10-11',
      source: undefined,
    });
    expect(planned(issue, sixMonths({ agreement: lasting }), early).papers).toHaveLength(1);
  });
});

describe('Il motivo di una sospensione', () => {
  const illness = suspension('2026-03-10', '2026-04-20', 'illness');

  test('non sta in niente di ciò che si mostra', () => {
    for (const ground of Object.keys(periods.grounds.suspension)) {
      const { writes: _, ...shown } = planned(
        suspension('2026-03-10', '2026-03-12', ground),
        sixMonths(),
        early,
      );

      expect(JSON.stringify(shown)).not.toMatch(/malatti|infortuni|matern|illness|accident/i);
    }
  });

  test('va in «Assenze con motivo», e per una chiusura da nessuna parte', () => {
    const it = sixMonths();

    expect(planned(illness, it, early).writes.ground).toEqual({
      tab: restrictedAbsences,
      link: 'variation',
      row: {
        internship: it,
        from: '2026-03-10',
        to: '2026-04-20',
        reason: 'illness',
        suspends: true,
      },
      cells: [],
      ties: [],
    });
    expect(
      planned(suspension('2026-03-10', '2026-04-20', 'closure'), it, early).writes.ground,
    ).toBe(undefined);
    expect(planned(issue, it, early).writes.ground).toBe(undefined);
  });

  test('si lega all’assenza che c’è già, se è la stessa e di giorni interi', () => {
    const it = sixMonths();
    const absence = anAbsence({
      internship: it,
      from: day('2026-03-10'),
      to: undefined,
      reason: 'illness',
      justified: undefined,
    });
    const ground = (one: typeof absence) =>
      planned(illness, it, { ...early, rows: [[restrictedAbsences, [one]]] }).writes.ground;

    expect(ground(absence)).toMatchObject({
      row: undefined,
      cells: [{ id: 'AR-0001', column: 'suspends', before: undefined, after: true }],
      ties: ['AR-0001'],
    });
    expect(ground({ ...absence, suspends: true })).toMatchObject({ row: undefined, cells: [] });
    for (const other of [
      { ...absence, reason: 'permit' as const },
      { ...absence, hours: '9:00-11:00' },
      { ...absence, from: day('2026-04-21') },
      { ...absence, from: day('2026-03-01'), to: day('2026-03-09') },
      { ...absence, variation: aVariation({ id: 'V-0009' }) },
    ])
      expect(ground(other)).toMatchObject({ row: { reason: 'illness' }, ties: [] });
    expect(ground({ ...absence, from: day('2026-04-20') })).toMatchObject({ row: undefined });
    expect(
      ground({
        ...absence,
        variation: aVariation({ id: 'V-0009', cancelledOn: day('2026-03-09') }),
      }),
    ).toMatchObject({ ties: ['AR-0001'] });
  });

  test('già legato resta com’è, e segue l’ultimo giorno della sospensione', () => {
    const it = sixMonths();
    const row = aSuspension(it, {
      from: day('2026-03-10'),
      to: day('2026-04-20'),
      newEndDate: day('2026-10-12'),
    });
    const absence = anAbsence({
      internship: it,
      from: day('2026-03-10'),
      to: day('2026-04-20'),
      reason: 'accident',
      variation: row,
      suspends: true,
    });
    const world: World = {
      ...early,
      rows: [
        [variations, [row]],
        [restrictedAbsences, [absence]],
      ],
    };

    expect(planned(illness, it, world).writes.ground).toMatchObject({
      row: undefined,
      cells: [],
      ties: [],
    });
    expect(
      planned(suspension('2026-03-10', '2026-05-05', 'accident'), it, world).writes.ground,
    ).toMatchObject({
      row: undefined,
      cells: [{ id: 'AR-0001', column: 'to', before: '2026-04-20', after: '2026-05-05' }],
      ties: [],
    });
  });
});

describe('Una proroga', () => {
  test.each([
    ['2026-03-01', '2026-08-31', 6, '2027-02-28'],
    ['2026-08-31', '2027-02-28', 6, '2027-08-30'],
    ['2027-03-01', '2027-08-31', 6, '2028-02-29'],
    ['2026-03-15', '2026-09-14', 1, '2026-10-14'],
  ])('di mesi interi: %s–%s e %i mesi fanno %s', (startDate, endDate, more, end) => {
    const it = sixMonths({ startDate: day(startDate), endDate: day(endDate) });

    const plan = planned(months(more), it, { today: day(startDate) });

    expect(plan.after.period.to).toBe(end);
    expect(plan.before).toMatchObject({ months: 6, days: 0 });
    expect(plan.after).toMatchObject({ months: 6 + more, days: 0 });
  });

  test('fino a un giorno comincia il giorno dopo la fine, e dev’essere dopo', () => {
    const plan = planned(extensionTo('2026-09-01'));

    expect(plan.days).toEqual({ from: '2026-09-01', to: '2026-09-01' });
    expect(plan.writes.row?.values).toMatchObject({
      kind: 'extension',
      from: '2026-09-01',
      newEndDate: '2026-09-01',
    });
    expect(refused(extensionTo('2026-08-31'))).toEqual([
      'La proroga arriva al 31/08/2026, ma T-0014 finisce già il 31/08/2026: scrivi un ultimo giorno che viene dopo, ad esempio 30/09/2026; per finire prima serve una chiusura anticipata.',
    ]);
  });

  test('conta nella durata, e dice i mesi che entrano e i promemoria che si spostano', () => {
    const plan = planned(months(2));

    expect(plan.after).toMatchObject({ period: { to: '2026-10-31' }, months: 8, days: 0 });
    expect(plan.months.map((it) => [it.month, it.planned])).toEqual([
      ['2026-09', { before: 0, after: 22 }],
      ['2026-10', { before: 0, after: 22 }],
    ]);
    // A TIS of more than six months is reviewed every three.
    expect(plan.reminders.slice(0, 4)).toEqual([
      { what: 'verifica intermedia, a metà percorso', before: '2026-05-31', after: undefined },
      { what: 'verifica dopo 3 mesi', before: undefined, after: '2026-05-31' },
      { what: 'verifica dopo 6 mesi', before: undefined, after: '2026-08-31' },
      { what: 'proroga, 45 giorni prima della fine', before: '2026-07-17', after: '2026-09-16' },
    ]);
  });

  test('un tirocinio ordinario resta con la verifica a metà', () => {
    const plan = planned(months(2), sixMonths({ instrument: 'extracurricular' }));

    expect(plan.reminders[0]).toEqual({
      what: 'verifica intermedia, a metà percorso',
      before: '2026-05-31',
      after: '2026-07-01',
    });
  });

  test('vuole CO, addendum e attestazione, prima della vecchia scadenza', () => {
    const plan = planned(months(2), sixMonths({ coSentBy: 'consultant' }));

    expect(plan.communications).toEqual([
      {
        what: 'CO di proroga (chi la invia: consulente del lavoro)',
        // 31/8 and five days is Saturday 5/9: a «by» term moves forward.
        by: '2026-09-07',
        source: 'da verificare: Comunicazioni obbligatorie (UNILAV)',
      },
    ]);
    expect(plan.papers.map(({ what, by }) => [what, by])).toEqual([
      ['addendum al PFI, motivato e firmato da tutti', '2026-08-31'],
      ['attestazione del servizio che il TIS serve ancora', '2026-08-31'],
    ]);
    expect(plan.insurance).toEqual([{ what: 'INAIL', until: '2026-08-31', needed: '2026-10-31' }]);
  });

  test('la CO che cade in un giorno feriale non si sposta', () => {
    const plan = planned(months(2), sixMonths({ endDate: day('2026-08-30') }));

    expect(plan.communications[0]?.by).toBe('2026-09-04');
  });

  test('non vuole l’attestazione se non è un TIS', () => {
    const plan = planned(months(2), sixMonths({ instrument: 'extracurricular' }));

    expect(plan.papers.map((it) => it.what)).toEqual([
      'addendum al PFI, motivato e firmato da tutti',
    ]);
  });

  test('chiesta due volte è una sola, finché non è cominciata', () => {
    const it = sixMonths();
    const row = aVariation({
      internship: it,
      from: day('2026-09-01'),
      newEndDate: day('2026-10-31'),
      act: undefined,
    });
    const world = (today: string): World => ({ today: day(today), rows: [[variations, [row]]] });

    for (const change of [months(2), extensionTo('2026-10-31')]) {
      const plan = planned(change, it, world('2026-08-31'));

      expect(plan).toMatchObject({ recorded: 'V-0001', months: [], warnings: [] });
      expect(plan.writes).toEqual({ row: undefined, cells: [], ground: undefined });
      expect(plan.communications).toEqual([]);
      expect(plan.papers.map((one) => one.what)).toEqual([
        'addendum al PFI, motivato e firmato da tutti',
      ]);
    }
    expect(planned(months(1), it, world('2026-08-31')).after.period.to).toBe('2026-11-30');
    expect(planned(months(2), it, world('2026-09-01')).after.period.to).toBe('2026-12-31');
  });

  test('resta una sola anche quando una sospensione ne ha spostato la fine', () => {
    const it = sixMonths();
    const summer = aSuspension(it, {
      from: day('2026-08-01'),
      to: day('2026-08-31'),
      newEndDate: day('2026-10-01'),
    });
    const row = aVariation({
      id: 'V-0002',
      internship: it,
      from: day('2026-09-01'),
      newEndDate: day('2026-12-01'),
    });

    expect(planned(months(2), it, { rows: [[variations, [summer, row]]] }).recorded).toBe('V-0002');
  });

  test('avvisa se il tirocinio è già scaduto, e rifiuta se è chiuso in anticipo', () => {
    expect(planned(months(2), sixMonths(), { today: day('2026-08-31') }).warnings).toEqual([]);
    expect(planned(months(2), sixMonths(), { today: day('2026-09-01') }).warnings).toEqual([
      'T-0014 è scaduto il 31/08/2026: una proroga vale solo se è stata chiesta e firmata prima. Se non lo è, serve un tirocinio nuovo.',
    ]);
    expect(refused(months(2), sixMonths({ endedOn: day('2026-05-15') }))).toEqual([
      'T-0014 è chiuso in anticipo il 15/05/2026: non si proroga. Se non è così svuota «Chiuso in anticipo il» nel foglio «Tirocini» e annulla la chiusura in «Variazioni», poi ripeti.',
    ]);
  });

  test('non si fa dove una chiusura anticipata è scritta solo in «Variazioni»', () => {
    const it = sixMonths();
    const row = aVariation({ internship: it, kind: 'earlyEnd', newEndDate: day('2026-06-15') });

    expect(refused(months(2), it, { rows: [[variations, [row]]] })[0]).toContain(
      'T-0014 è chiuso in anticipo il 15/06/2026',
    );
  });

  test.each([0, -1, 1.5])('di %s mesi non è una proroga', (more) => {
    expect(refused(months(more))).toEqual([
      `${more} non è un numero di mesi: una proroga è di almeno un mese intero, ad esempio 2. Per meno giorni scrivi il nuovo ultimo giorno, ad esempio 14/09/2026.`,
    ]);
  });

  test('fino a un anno che nessuno intendeva non si può', () => {
    expect(refused(extensionTo('2206-12-31'))).toEqual([
      'Con un ultimo giorno il 31/12/2206 T-0014 durerebbe più di dieci anni: controlla l’anno, ad esempio 2026.',
    ]);
    expect(refused(months(120))).toHaveLength(1);
  });
});

describe('La durata massima', () => {
  test('rifiuta dove una norma verificata la fissa, e dice l’ultimo giorno possibile', () => {
    const it = sixMonths(oldPuglia);

    expect(refused(extensionTo('2022-05-31'), it, in2020)).toEqual([]);
    expect(refused(extensionTo('2022-06-01'), it, in2020)).toEqual([
      'Fino al 01/06/2022 T-0014 durerebbe 24 mesi e 1 giorno, tolte le sospensioni: il massimo è 24 mesi (L.R. Puglia 23/2013 (loscalzo.it/?p=1978)). Scrivi al più tardi 31/05/2022.',
    ]);
  });

  test('cresce con una proroga, e non con una sospensione', () => {
    const it = sixMonths(oldPuglia);

    expect(planned(suspension('2020-09-01', '2020-09-30'), it, in2020).maximum).toMatchObject({
      months: 6,
      days: 0,
      longest: { months: 12, days: 0 },
      binds: true,
    });
    expect(planned(extensionTo('2020-12-01'), it, in2020).maximum).toMatchObject({
      months: 6,
      days: 30,
      longest: { months: 24, days: 0 },
      binds: true,
    });
  });

  test('avvisa tra la durata ordinaria e la più lunga', () => {
    const it = sixMonths(oldPuglia);

    expect(planned(extensionTo('2020-12-30'), it, in2020).warnings).toEqual([]);
    expect(planned(extensionTo('2020-12-31'), it, in2020).warnings).toEqual([
      'Fino al 31/12/2020 T-0014 durerebbe 7 mesi, tolte le sospensioni, e così a lungo si può solo in alcuni casi: chiedi al coordinatore. Di norma il massimo è 6 mesi e 30 giorni (L.R. Puglia 23/2013 (loscalzo.it/?p=1978)).',
    ]);
  });

  test('avvisa e non rifiuta dove è un’indicazione nazionale, e allora serve l’attestazione', () => {
    const enough = planned(extensionTo('2028-02-29'));
    const beyond = planned(extensionTo('2028-03-01'));

    expect(enough.warnings).toEqual([]);
    expect(beyond.warnings).toEqual([
      'Fino al 01/03/2028 T-0014 durerebbe 24 mesi e 1 giorno, tolte le sospensioni: il massimo è 24 mesi (indicazione nazionale: Linee guida 22/1/2015, Rep. 7/CSR (costantinoandpartners.com, «Nuove linee guida in materia di tirocini»)).',
    ]);
    expect(enough.papers[1]?.what).toBe('attestazione del servizio che il TIS serve ancora');
    expect(beyond.papers[1]?.what).toBe(
      'attestazione del servizio che il TIS serve ancora, necessaria per andare oltre la durata massima',
    );
  });

  test('conta le proroghe e non le sospensioni', () => {
    const it = sixMonths(oldPuglia);
    const row = aSuspension(it, {
      from: day('2020-07-01'),
      to: day('2020-07-31'),
      newEndDate: day('2020-12-31'),
    });
    const world: World = { ...in2020, rows: [[variations, [row]]] };

    expect(refused(extensionTo('2022-07-01'), it, world)).toEqual([]);
    expect(refused(extensionTo('2022-07-02'), it, world)[0]).toContain(
      'Scrivi al più tardi 01/07/2022.',
    );
  });

  test('di tutti i TIS di una persona avvisa una volta, quando è la proroga a superarla', () => {
    const beneficiary = aTrainee();
    const first = sixMonths({
      id: 'T-0001',
      beneficiary,
      startDate: day('2022-03-01'),
      endDate: day('2025-08-31'),
    });
    const it = sixMonths({ beneficiary });
    const plan = (change: PeriodChange) =>
      periods.plan(
        { internship: 'T-0014', change },
        around({ rows: [[internships, [first, it]]] }),
      );

    expect(plan(extensionTo('2026-08-31')).ok).toBe(false);
    expect(plan(extensionTo('2026-09-01'))).toMatchObject({
      value: {
        warnings: [expect.stringContaining('i TIS di B-0001 fanno 48 mesi e 1 giorno in tutto')],
      },
    });
  });

  test('è la stessa che applicano le regole, con e senza attestazione, per ogni norma', () => {
    const norms = [
      oldPuglia,
      { ...oldPuglia, instrument: 'tis' },
      { region: 'campania' },
      { region: 'campania', instrument: 'extracurricular' },
      { region: 'lazio', instrument: 'extracurricular' },
      {},
    ] as const;
    for (const norm of norms)
      for (const needAttestedOn of [undefined, day('2020-01-01')]) {
        const it = sixMonths({ region: 'puglia', ...norm });
        const from = it.startDate ?? in2020.today;
        const row = aVariation({ internship: it, needAttestedOn, newEndDate: undefined });
        const world = worldOf(it, { ...in2020, rows: [[variations, [row]]] });
        const { maximum } = planned(endOn(plusDays(from, 1)), it, {
          ...in2020,
          rows: [[variations, [row]]],
        });
        if (maximum === undefined) throw new Error('no maximum');
        const last = (over: number) => ({
          ...row,
          newEndDate: plusDays(
            periodEnd(from, maximum.longest.months),
            maximum.longest.days + over,
          ),
        });
        const speaks = (one: Variation) =>
          [rules.extensionWithinMax, rules.extensionWithinDoubtfulMax].some(
            (rule) => rule.judge(one, world) !== undefined,
          );

        expect([norm, speaks(last(0)), speaks(last(1))]).toEqual([norm, false, true]);
        expect(rules.extensionWithinMax.judge(last(1), world) !== undefined).toBe(maximum.binds);
      }
  });
});

describe('Una chiusura anticipata', () => {
  test('porta la fine all’ultimo giorno svolto, e lo scrive anche sul tirocinio', () => {
    const it = sixMonths();

    const plan = planned(endOn('2026-06-15', 'otherJob'), it);

    expect(plan).toMatchObject({
      kind: 'earlyEnd',
      days: { from: '2026-06-16', to: '2026-08-31' },
      before: { period: { to: '2026-08-31' }, months: 6, days: 0 },
      after: { period: { to: '2026-06-15' }, months: 3, days: 15 },
      warnings: [],
      insurance: [],
    });
    expect(plan.writes).toEqual({
      row: {
        tab: variations,
        values: {
          internship: it,
          kind: 'earlyEnd',
          from: '2026-06-15',
          newEndDate: '2026-06-15',
        },
      },
      cells: [
        {
          tab: internships,
          id: 'T-0014',
          column: 'endedOn',
          before: undefined,
          after: '2026-06-15',
        },
        {
          tab: internships,
          id: 'T-0014',
          column: 'endReason',
          before: undefined,
          after: 'otherJob',
        },
      ],
      ground: undefined,
    });
  });

  test('toglie i giorni dei mesi che restano, e anticipa esiti e carte finali', () => {
    const plan = planned(endOn('2026-06-15'));

    expect(plan.months.map((it) => [it.month, it.leaves, it.planned])).toEqual([
      ['2026-06', [{ from: '2026-06-16', to: '2026-06-30' }], { before: 21, after: 10 }],
      ['2026-07', [{ from: '2026-07-01', to: '2026-07-31' }], { before: 23, after: 0 }],
      ['2026-08', [{ from: '2026-08-01', to: '2026-08-31' }], { before: 21, after: 0 }],
    ]);
    expect(plan.reminders).toContainEqual({
      what: 'esito a 28 giorni',
      before: '2026-09-28',
      after: '2026-07-13',
    });
    expect(plan.reminders).toContainEqual({
      what: 'proroga, 45 giorni prima della fine',
      before: '2026-07-17',
      after: undefined,
    });
  });

  test('si comunica entro il termine, si dice ai tutor e chiede le carte finali', () => {
    const plan = planned(
      endOn('2026-06-14'),
      sixMonths({ coSentBy: undefined, region: 'campania', instrument: 'extracurricular' }),
    );

    expect(plan.communications.map(({ what, by }) => [what, by])).toEqual([
      ['CO di chiusura anticipata', '2026-06-19'],
      ['avviso motivato ai due tutor', undefined],
    ]);
    expect(plan.papers.map((it) => it.what)).toEqual([
      'relazione finale dei tutor',
      'attestazione finale se la frequenza arriva al 70 %, altrimenti dichiarazione di frequenza',
      'dossier individuale',
    ]);
  });

  test('viene dopo l’inizio e prima della fine', () => {
    expect(refused(endOn('2026-02-28'))).toEqual([
      'L’ultimo giorno sarebbe il 28/02/2026, prima dell’inizio di T-0014 (01/03/2026): scrivi un giorno tra il 01/03/2026 e il 30/08/2026. Se non è mai cominciato scrivi «Annullato» nel foglio «Tirocini».',
    ]);
    expect(refused(endOn('2026-03-01'))).toEqual([]);
    expect(refused(endOn('2026-08-30'))).toEqual([]);
    expect(refused(endOn('2026-08-31'))).toEqual([
      'L’ultimo giorno sarebbe il 31/08/2026, ma T-0014 finisce già il 31/08/2026: una chiusura anticipata viene prima, ad esempio 30/08/2026; per finire dopo serve una proroga.',
    ]);
  });

  test('è una sola: lo stesso giorno completa ciò che manca, un altro si rifiuta', () => {
    const it = sixMonths({ endedOn: day('2026-06-15') });
    const row = aVariation({
      internship: it,
      kind: 'earlyEnd',
      from: day('2026-06-15'),
      newEndDate: undefined,
      coSentOn: day('2026-06-16'),
      toldTutorsOn: day('2026-06-10'),
    });
    const world: World = { rows: [[variations, [row]]] };

    const again = planned(endOn('2026-06-15'), it, world);

    expect(again).toMatchObject({ recorded: 'V-0001', communications: [], months: [] });
    expect(again.writes).toMatchObject({
      row: undefined,
      cells: [{ id: 'V-0001', column: 'newEndDate', after: '2026-06-15' }],
    });
    expect(planned(endOn('2026-06-15'), it).writes).toMatchObject({
      row: { values: { newEndDate: '2026-06-15' } },
      cells: [],
    });
    expect(
      refused(endOn('2026-06-16'), it, {
        rows: [[variations, [{ ...row, newEndDate: day('2026-06-15') }]]],
      }),
    ).toEqual([
      'T-0014 risulta già chiuso in anticipo il 15/06/2026 (V-0001): se il giorno giusto è il 16/06/2026 correggilo nel foglio «Tirocini» e in «Variazioni», oppure annulla quella riga e ripeti.',
    ]);
  });

  test('non copre «Come è finito», e lo chiede se manca', () => {
    const known = sixMonths({ endReason: 'hiredByHost' });

    expect(planned(endOn('2026-06-15', 'otherJob'), known)).toMatchObject({
      warnings: [
        '«Come è finito» di T-0014 dice già un’altra cosa e resta com’è: se è sbagliata correggila nel foglio «Tirocini».',
      ],
      writes: { cells: [{ column: 'endedOn' }] },
    });
    expect(planned(endOn('2026-06-15', 'hiredByHost'), known).warnings).toEqual([]);
    expect(planned(endOn('2026-06-15')).warnings).toEqual([
      '«Come è finito» di T-0014 resta da scrivere nel foglio «Tirocini»: una voce dell’elenco, senza particolari.',
    ]);
  });

  test('dice quali sospensioni vanno oltre, e le presenze dopo la fine', () => {
    const it = sixMonths();
    const sheet = anAttendanceSheet({ internship: it });
    const rows = (but: Partial<Variation>): World => ({
      rows: [
        [variations, [aSuspension(it, { from: day('2026-03-20'), ...but })]],
        [attendanceSheets, [sheet]],
      ],
    });

    expect(
      planned(endOn('2026-03-30', 'otherJob'), it, rows({ to: day('2026-03-31') })).warnings,
    ).toEqual([
      'V-0001 sospende T-0014 fino al 31/03/2026: con la chiusura anticipata l’ultimo giorno sospeso è il 30/03/2026.',
    ]);
    expect(
      planned(endOn('2026-03-30', 'otherJob'), it, rows({ to: day('2026-03-30') })).warnings,
    ).toEqual([
      'Nel foglio di marzo 2026 (FP-0001) ci sono presenze in giorni che vengono dopo la fine: giorno 31. Controlla le date prima di confermare.',
    ]);
    expect(planned(endOn('2026-03-30', 'otherJob'), it, rows({})).warnings[0]).toContain(
      'senza una fine',
    );
  });

  test('ha i modi in cui un tirocinio può finire prima, e non la fine del periodo', () => {
    expect(Object.keys(periods.grounds.earlyEnd)).toEqual([
      'hiredByHost',
      'otherJob',
      'training',
      'personChoice',
      'hostChoice',
      'promoterChoice',
      'moved',
      'other',
    ]);
  });
});

describe('Ogni cambio di periodo', () => {
  test('vuole un tirocinio che c’è, che non è annullato e che ha le sue date', () => {
    const says = (but: Partial<Internship>) => refused(issue, sixMonths(but));

    expect(periods.plan({ internship: 'T-0099', change: issue }, worldOf(sixMonths()))).toEqual({
      ok: false,
      error: [
        'T-0099 non c’è nel foglio «Tirocini»: scrivi l’ID di un tirocinio, ad esempio T-0014.',
      ],
    });
    expect(says({ typedState: 'cancelled' })).toEqual([
      'T-0014 è annullato, cioè non è mai cominciato: non si sospende, non si proroga e non si chiude. Se invece è cominciato svuota «Annullato», poi ripeti.',
    ]);
    expect(says({ startDate: undefined })[0]).toContain('manca «Data inizio»');
    expect(says({ endDate: undefined })[0]).toContain('manca «Data fine»');
    expect(says({ startDate: undefined, endDate: undefined })[0]).toContain('mancano');
    expect(says({ endDate: day('2026-02-28') })[0]).toContain('prima di cominciare');
  });

  test('lascia le regole delle variazioni senza niente da dire sulle date', () => {
    const judges: readonly Rule[] = [
      rules.variationEndsAfterItStarts,
      rules.variationWithinInternship,
      rules.variationEndsWithInternship,
      rules.extensionHasNewEnd,
      rules.extensionMovesTheEnd,
      rules.extensionFollowsOn,
      rules.suspensionsApart,
      rules.suspendedDaysMadeUp,
      rules.suspensionAddsOnlyItsDays,
    ];
    const it = sixMonths();
    const start = it.startDate ?? in2020.today;
    const someSuspension = fc
      .tuple(fc.integer({ min: 0, max: 260 }), fc.integer({ min: 0, max: 40 }))
      .map(([at, length]): PeriodChange => {
        const from = plusDays(start, at);
        return { kind: 'suspension', from, to: plusDays(from, length) };
      });
    const someExtension = fc.integer({ min: 1, max: 2 }).map(months);
    const someChanges = fc.array(fc.oneof(someSuspension, someSuspension, someExtension), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(someChanges, (changes) => {
        let rows: readonly Variation[] = [];
        for (const change of changes) {
          const world: World = { today: day('2026-03-01'), rows: [[variations, rows]] };
          const plan = asked(change, it, world);
          if (!plan.ok) continue;
          rows = written(rows, plan.value);
          const after = worldOf(it, { ...world, rows: [[variations, rows]] });

          const said = rows.flatMap((row) =>
            judges.flatMap((rule) => rule.judge(row, after)?.says ?? []),
          );
          expect(said).toEqual([]);
          expect(lastDayOf(it, after)).toBe(plan.value.after.period.to);
          if (change.kind === 'suspension') {
            expect(plan.value.after.months).toBe(plan.value.before.months);
            expect(plan.value.after.days).toBe(plan.value.before.days);
          }
          // Asked again, it is all there.
          expect(asked(change, it, { ...world, rows: [[variations, rows]] })).toMatchObject({
            value: { writes: { row: undefined, cells: [] } },
          });
        }
      }),
      { numRuns: 150 },
    );
  });

  test('non sposta i mesi senza spostarne altrettanti giorni', () => {
    const { months: moved } = planned(issue, sixMonths(), early);
    const count = (key: 'leaves' | 'joins') =>
      moved.flatMap((it) => it[key]).reduce((sum, it) => sum + daysBetween(it.from, it.to) + 1, 0);

    expect([count('leaves'), count('joins')]).toEqual([42, 42]);
  });
});

/** The rows of «Variazioni» as they stand once a plan is written. */
function written(rows: readonly Variation[], { writes }: PeriodPlan): readonly Variation[] {
  const changed = rows.map((row) =>
    writes.cells
      .filter((cell) => cell.id === row.id)
      .reduce<Variation>((one, cell) => ({ ...one, [cell.column]: cell.after }), row),
  );
  return writes.row === undefined
    ? changed
    : [...changed, { id: `V-${String(rows.length + 1).padStart(4, '0')}`, ...writes.row.values }];
}
