import { describe, expect, it } from 'vitest';
import { knowledge } from '../../config/index.ts';
import { whoms } from '../../config/recipients.ts';
import * as registry from '../../config/registry.ts';
import * as reminders from '../../config/reminders.ts';
import * as settings from '../../config/settings.ts';
import { day, month, type Patron } from '../../src/core/day.ts';
import { type Reminder, spanOf } from '../../src/core/due.ts';
import type { Around } from '../../src/core/rule.ts';
import { settingsFrom } from '../../src/core/setting.ts';
import type { AnyTab } from '../../src/core/tab.ts';
import { around } from '../a/around.ts';
import { aCompany, aCooperative, anAgreement, aSite } from '../a/imprese.ts';
import {
  aBeneficiary,
  aComune,
  aContact,
  aCoordinator,
  anAbsence,
  anAuthorisation,
  anInterview,
  anOperator,
  anOutcome,
  aReferral,
  aRestricted,
} from '../a/persone.ts';
import { aBatch, anAttendanceSheet, aSigning, aVisit } from '../a/presenze.ts';
import { anInternship, aPlanSigning, aVariation } from '../a/tirocini.ts';

type Row = { readonly id: string } & Readonly<Record<string, unknown>>;

/** The world of one row and what stands around it, on a day. */
function world(
  reminder: Reminder,
  row: Row,
  more: {
    readonly today?: string;
    readonly rows?: readonly (readonly [AnyTab, readonly Row[]])[];
    readonly settings?: ReadonlyMap<string, string>;
    readonly without?: readonly AnyTab[];
  } = {},
): Around {
  const own = more.rows?.some(([tab]) => tab === reminder.tab) === true;
  return around({
    today: day(more.today ?? '2026-05-20'),
    rows: [...(own ? [] : [[reminder.tab, [row]] as const]), ...(more.rows ?? [])],
    settings: settingsFrom(more.settings ?? new Map()),
    without: more.without ?? [],
  });
}

/** When a row is reminded of, and who: «2026-05-25 sender, coordinator»; nothing of what is settled. */
function moments(reminder: Reminder, row: Row, where: Around): readonly string[] {
  return reminder
    .occasions(row, where)
    .filter((one) => one.settled === undefined)
    .flatMap((occasion) =>
      reminder.steps.map(
        (step) => `${spanOf(step, occasion, where.calendar).due} ${step.to.join(', ')}`,
      ),
    );
}

/** Why nothing is left to remind of, occasion by occasion. */
function settled(reminder: Reminder, row: Row, where: Around): readonly (string | undefined)[] {
  return reminder.occasions(row, where).map((one) => one.settled);
}

/** What is said at the nth step of the first occasion, to whoever is named. */
function said(
  reminder: Reminder,
  row: Row,
  where: Around,
  { at = 0, to }: { readonly at?: number; readonly to?: string } = {},
) {
  const [occasion] = reminder.occasions(row, where);
  const step = reminder.steps[at];
  if (occasion === undefined || step === undefined) throw new Error('nothing to say');
  return reminder.say({ row, around: where, occasion, step, to: to ?? step.to[0] ?? '' });
}

/** A reminder by its name in code. */
function named(name: string): Reminder {
  const found = knowledge.reminders[name];
  if (found === undefined) throw new Error(`there is no reminder ${name}`);
  return found;
}

/** A reminder is silent while a cell it needs is blank. */
function silentWithout(reminder: Reminder, row: Row, cell: string, where?: Around): void {
  const blank = { ...row, [cell]: undefined };

  expect(reminder.occasions(blank, where ?? world(reminder, blank))).toEqual([]);
}

describe('Tutti i promemoria', () => {
  const all = Object.entries<Reminder>(reminders);

  it('sono spiegati in una frase, hanno un nome loro e destinatari che esistono', () => {
    expect(new Set(all.map(([, one]) => one.name)).size).toBe(
      // The one that must not be told apart shares its name.
      all.length - 1,
    );
    for (const [, one] of all) {
      expect(one.about).toMatch(/^[A-ZÈ].+\.$/s);
      expect(one.steps.flatMap(({ to }) => to).filter((to) => !Object.hasOwn(whoms, to))).toEqual(
        [],
      );
    }
  });

  it('se sono riservati vanno solo a chi coordina', () => {
    const kept = all.filter(([, one]) => one.restricted);

    expect(kept.map(([name]) => name).toSorted()).toEqual([
      'absenceToVerifyNow',
      'authorisationExpiry',
      'longAbsenceKept',
      'restrictedExpiry',
      'startAuthorisation',
    ]);
    for (const [, one] of kept)
      expect(new Set(one.steps.flatMap(({ to }) => to))).toEqual(new Set(['coordinator']));
  });

  it('se guardano il registro riservato per decidere, e non lo sono, non lo dicono a nessuno', () => {
    const spoken = all.filter(([, one]) => !one.restricted && one.classes.includes('restricted'));

    expect(spoken).toEqual([]);
  });
});

describe('Prima dell’avvio', () => {
  const start = anInternship({ coProtocol: undefined, coSentOn: undefined });
  const co = reminders.startCommunication;

  it('la CO si ricorda sette giorni prima, tre giorni prima, l’ultimo giorno lavorativo e il giorno stesso', () => {
    expect(moments(co, start, world(co, start))).toEqual([
      '2026-05-25 sender, promoterTutor, coordinator',
      '2026-05-29 sender, promoterTutor, coordinator',
      '2026-05-29 sender, promoterTutor, coordinator',
      '2026-06-01 promoterTutor, coordinator',
    ]);
  });

  it('con inizio lunedì 4 maggio l’ultimo giorno lavorativo è giovedì 30 aprile', () => {
    const it = anInternship({ coProtocol: undefined, startDate: day('2026-05-04') });

    expect(moments(co, it, world(co, it))[2]).toBe('2026-04-30 sender, promoterTutor, coordinator');
  });

  it('la CO tace quando il protocollo è scritto, quando il tirocinio è annullato o senza data', () => {
    const cancelled = anInternship({ coProtocol: undefined, typedState: 'cancelled' });

    expect(settled(co, anInternship(), world(co, anInternship()))).toEqual([
      'il protocollo della CO è scritto',
    ]);
    expect(settled(co, cancelled, world(co, cancelled))).toEqual(['T-0001 è annullato']);
    silentWithout(co, start, 'startDate');
  });

  it('chi invia la CO ha i dati da copiare, la categoria per prima, e mai il codice fiscale', () => {
    const { data } = said(co, start, world(co, start));

    expect(data?.[0]).toEqual([
      'Categoria del tirocinante',
      '09 – Persona presa in carico dai servizi sociali e/o sanitari',
    ]);
    expect(data).toContainEqual(['Persona', 'Rossi Amina']);
    expect(data).toContainEqual([
      'Codice fiscale',
      'è nel progetto formativo: per posta non si scrive',
    ]);
    expect(said(co, start, world(co, start), { to: 'coordinator' }).data).toBeUndefined();
  });

  it('se la CO è inviata ma il protocollo manca, lo dice', () => {
    const sent = anInternship({ coProtocol: undefined });

    expect(said(co, sent, world(co, sent)).says).toContain('manca solo il protocollo');
  });

  it('il giorno dell’inizio senza CO dice che nessuno può cominciare', () => {
    const here = world(co, start, { today: '2026-06-01' });

    expect(said(co, start, here, { at: 3 }).says).toContain('nessuno può cominciare');
  });

  it('firme e assicurazioni si ricordano dieci e tre giorni prima, finché ne manca una', () => {
    const it = reminders.startPapers;
    const unsigned = anInternship({ pfiSignedOn: undefined });
    const uninsured = anInternship({ inailFrom: day('2026-06-02') });
    const whole = anInternship();

    expect(moments(it, unsigned, world(it, unsigned))).toEqual([
      '2026-05-22 promoterTutor',
      '2026-05-29 promoterTutor, coordinator',
    ]);
    expect(said(it, unsigned, world(it, unsigned)).says).toContain(
      'la firma del progetto formativo',
    );
    expect(said(it, unsigned, world(it, unsigned)).says).toContain(
      'dal 29/05/2026 lo sa anche chi coordina',
    );
    expect(said(it, uninsured, world(it, uninsured)).says).toContain('l’INAIL dal primo giorno');
    expect(settled(it, whole, world(it, whole))).toEqual(['firme e assicurazioni sono a posto']);
    silentWithout(it, unsigned, 'startDate');
  });

  it('la sicurezza si ricorda cinque giorni prima e il primo giorno, solo per ciò che è dovuto', () => {
    const it = reminders.startSafety;
    const due = anInternship({ dpiDue: true });
    const notDue = anInternship({ dpiDue: false });

    expect(moments(it, due, world(it, due))).toEqual([
      '2026-05-27 host, promoterTutor',
      '2026-06-01 host, promoterTutor',
    ]);
    expect(said(it, due, world(it, due)).says).toContain('la consegna dei DPI');
    expect(settled(it, notDue, world(it, notDue))).toEqual([
      'formazione, visita e DPI sono a posto',
    ]);
    silentWithout(it, due, 'startDate');
  });

  it('l’autorizzazione si ricorda venti e sette giorni prima, solo per chi ne ha bisogno', () => {
    const it = reminders.startAuthorisation;
    const row = anInternship();
    const { beneficiary } = row;
    const card = (group: 'a' | 'd') =>
      [registry.restricted, [aRestricted({ beneficiary, group })]] as const;
    const leave = (approvedOn: string) =>
      [
        registry.authorisations,
        [anAuthorisation({ beneficiary, approvedOn: day(approvedOn), until: day('2026-12-31') })],
      ] as const;

    expect(moments(it, row, world(it, row, { rows: [card('a')] }))).toEqual([
      '2026-05-12 coordinator',
      '2026-05-25 coordinator',
    ]);
    expect(it.occasions(row, world(it, row, { rows: [card('d')] }))).toEqual([]);
    expect(settled(it, row, world(it, row, { rows: [card('a'), leave('2026-06-01')] }))).toEqual([
      'la verifica nel registro riservato è a posto',
    ]);
    expect(settled(it, row, world(it, row, { rows: [card('a'), leave('2026-06-02')] }))).toEqual([
      undefined,
    ]);
    expect(
      it.occasions(row, world(it, row, { rows: [card('a')], without: [registry.restricted] })),
    ).toEqual([]);
    silentWithout(it, row, 'startDate');
  });

  it('la prima visita si ricorda il quinto giorno lavorativo, poi anche a chi coordina', () => {
    const it = reminders.firstWeekCheck;
    const row = anInternship();
    const visited = (kind: 'visit' | 'call', on: string) =>
      world(it, row, {
        today: '2026-06-09',
        rows: [[registry.visits, [aVisit({ internship: row, kind, on: day(on) })]]],
      });

    // The second of June is a holiday.
    expect(moments(it, row, world(it, row, { today: '2026-06-09' }))).toEqual([
      '2026-06-09 promoterTutor',
      '2026-06-16 promoterTutor, coordinator',
    ]);
    expect(settled(it, row, visited('visit', '2026-06-05'))).toEqual(['la visita è scritta']);
    expect(settled(it, row, visited('call', '2026-06-05'))).toEqual([undefined]);
    expect(settled(it, row, visited('visit', '2026-05-29'))).toEqual([undefined]);
    silentWithout(it, row, 'startDate');
  });
});

describe('Il foglio presenze e i pagamenti', () => {
  const sheetAsked = reminders.monthSheet;
  const row = anInternship({ startDate: day('2026-05-01'), endDate: day('2026-06-30') });

  it('si chiede l’ultimo giorno lavorativo, si ricorda il terzo del mese dopo, il quinto telefona il tutor promotore', () => {
    expect(moments(sheetAsked, row, world(sheetAsked, row)).slice(0, 3)).toEqual([
      '2026-05-29 companyTutor',
      '2026-06-04 companyTutor',
      '2026-06-08 promoterTutor',
    ]);
    expect(sheetAsked.steps.filter(({ to }) => to.includes('promoterTutor'))).toHaveLength(1);
  });

  it('porta con sé il foglio da firmare, se la riga c’è', () => {
    const sheet = anAttendanceSheet({
      id: 'FP-0009',
      internship: row,
      month: month('2026-05'),
      receivedOn: undefined,
    });
    const here = world(sheetAsked, row, { rows: [[registry.attendanceSheets, [sheet]]] });

    expect(said(sheetAsked, row, here).papers).toEqual([
      { kind: 'registro-presenze', id: 'FP-0009' },
    ]);
    expect(said(sheetAsked, row, world(sheetAsked, row)).papers).toBeUndefined();
  });

  it('si ferma quando il foglio è arrivato, e non chiede i mesi sospesi per intero', () => {
    const sheet = anAttendanceSheet({ internship: row, month: month('2026-05') });
    const suspension = aVariation({
      internship: row,
      kind: 'suspension',
      from: day('2026-06-01'),
      to: day('2026-06-30'),
      newEndDate: undefined,
    });

    expect(
      settled(
        sheetAsked,
        row,
        world(sheetAsked, row, { rows: [[registry.attendanceSheets, [sheet]]] }),
      ),
    ).toEqual(['il foglio di maggio 2026 è arrivato', undefined]);
    expect(
      settled(
        sheetAsked,
        row,
        world(sheetAsked, row, { rows: [[registry.variations, [suspension]]] }),
      ),
    ).toEqual([undefined]);
    silentWithout(sheetAsked, row, 'startDate');
  });

  it('di un tirocinio che finisce a metà mese si chiede alla fine', () => {
    const short = anInternship({ startDate: day('2026-05-04'), endDate: day('2026-05-15') });

    expect(moments(sheetAsked, short, world(sheetAsked, short))[0]).toBe('2026-05-15 companyTutor');
  });

  it('il prospetto va al Comune il 10, a ogni coordinatore in servizio', () => {
    const it = reminders.monthPayment;
    const coordinator = aCoordinator();
    const here = (more: Parameters<typeof world>[2] = {}) =>
      world(it, coordinator, {
        ...more,
        rows: [[registry.internships, [row]], ...(more.rows ?? [])],
      });
    const prepared = [registry.batches, [aBatch({ month: month('2026-05') })]] as const;

    expect(moments(it, coordinator, here()).slice(0, 2)).toEqual([
      '2026-06-08 self',
      '2026-06-10 self',
    ]);
    expect(settled(it, coordinator, here({ rows: [prepared] }))).toEqual([
      'le liquidazioni di maggio 2026 sono preparate',
      undefined,
    ]);
    expect(it.occasions(anOperator(), here())).toEqual([]);
    expect(it.occasions(coordinator, here({ without: [registry.batches] }))).toEqual([]);
    silentWithout(it, coordinator, 'role', here());
  });

  it('le CU si ricordano il 1° marzo, solo se le indennità sono reddito', () => {
    const it = reminders.taxCertificates;
    const row = anOperator({ role: 'administration', to: undefined });
    const paid = [registry.batches, [aBatch({ paidOn: day('2026-04-24') })]] as const;
    const here = (regime: string) =>
      world(it, row, {
        rows: [paid],
        settings: new Map([[settings.taxRegime.column.label, regime]]),
      });

    expect(moments(it, row, here('reddito assimilato (con CU)'))).toEqual(['2027-03-01 self']);
    expect(it.occasions(row, here('esente (art. 34 DPR 601/1973)'))).toEqual([]);
    expect(it.occasions(aCoordinator(), here('reddito assimilato (con CU)'))).toEqual([]);
    silentWithout(it, row, 'role', here('reddito assimilato (con CU)'));
  });
});

describe('Le assenze', () => {
  const row = anInternship({ startDate: day('2026-05-01'), endDate: day('2026-10-31') });
  const sheet = (days: Readonly<Record<string, 'A' | 'P'>>, but: object = {}) => ({
    id: 'FP-0001',
    internship: row,
    month: month('2026-05'),
    ...Object.fromEntries(Object.entries(days).map(([key, code]) => [key, { code }])),
    ...but,
  });
  const here = (
    reminder: Reminder,
    today: string,
    sheets: readonly Row[],
    more: readonly (readonly [AnyTab, readonly Row[]])[] = [],
  ) => world(reminder, row, { today, rows: [[registry.attendanceSheets, sheets], ...more] });
  const verify = reminders.absenceToVerify;

  it('due di fila senza risposta vanno al tutor promotore, poi a chi coordina; una sola no', () => {
    const two = sheet({ d18: 'A', d19: 'A' });

    expect(moments(verify, row, here(verify, '2026-05-19', [two]))).toEqual([
      '2026-05-19 promoterTutor',
      '2026-05-22 coordinator',
    ]);
    expect(verify.occasions(row, here(verify, '2026-05-19', [sheet({ d19: 'A' })]))).toEqual([]);
    expect(
      verify.occasions(row, here(verify, '2026-05-20', [sheet({ d18: 'A', d19: 'P', d20: 'A' })])),
    ).toEqual([]);
    silentWithout(verify, row, 'startDate', here(verify, '2026-05-19', [two]));
  });

  it('sono di fila anche il venerdì e il lunedì, e da un mese all’altro', () => {
    const april = { ...sheet({ d30: 'A' }), id: 'FP-0000', month: month('2026-04') };
    const early = anInternship({ startDate: day('2026-04-01'), endDate: day('2026-10-31') });
    const own = [april, sheet({ d4: 'A' })].map((one) => ({ ...one, internship: early }));

    expect(
      verify.occasions(row, here(verify, '2026-05-18', [sheet({ d15: 'A', d18: 'A' })])),
    ).toHaveLength(1);
    expect(
      verify.occasions(
        early,
        world(verify, early, {
          today: '2026-05-04',
          rows: [[registry.attendanceSheets, own]],
        }),
      ),
    ).toHaveLength(1);
  });

  it('giustificate, o con il motivo nel registro riservato, non si chiedono', () => {
    const justified = sheet({ d18: 'A', d19: 'A' }, { justified: '18' });
    const known = anAbsence({
      internship: row,
      from: day('2026-05-18'),
      to: day('2026-05-19'),
      reason: 'illness',
    });
    const two = sheet({ d18: 'A', d19: 'A' });

    expect(verify.occasions(row, here(verify, '2026-05-19', [justified]))).toEqual([]);
    expect(
      verify.occasions(
        row,
        here(verify, '2026-05-19', [two], [[registry.restrictedAbsences, [known]]]),
      ),
    ).toEqual([]);
    expect(
      settled(verify, row, here(verify, '2026-05-19', [{ ...two, receivedOn: day('2026-05-19') }])),
    ).toEqual(['il foglio firmato del mese è arrivato']);
  });

  describe('da sapere in giornata', () => {
    const now = reminders.absenceToVerifyNow;
    const card = (absenceAtOnce: boolean) =>
      [
        registry.restricted,
        [aRestricted({ beneficiary: row.beneficiary, absenceAtOnce })],
      ] as const;
    const today = sheet({ d23: 'A' });

    it('arrivano subito a chi coordina, anche di sabato; quelle dei giorni passati nel riepilogo', () => {
      const saturday = here(now, '2026-05-23', [today], [card(true)]);

      expect(moments(now, row, saturday)).toEqual([
        '2026-05-23 coordinator',
        '2026-05-25 coordinator',
      ]);
      expect(now.steps.map(({ atOnce }) => atOnce)).toEqual([true, undefined]);
      expect(now.cap).toBe(1);
      expect(
        now.steps.map(
          (step) => spanOf(step, { anchor: day('2026-05-23') }, saturday.calendar).until,
        ),
      ).toEqual(['2026-05-23', '2026-06-08']);
    });

    it('sono solo quelle di chi ha la prescrizione, finché nessuno le ha segnalate', () => {
      const reported = anAbsence({
        internship: row,
        from: day('2026-05-23'),
        to: day('2026-05-23'),
        reportedOn: day('2026-05-23'),
      });
      const more = [card(true), [registry.restrictedAbsences, [reported]] as const];

      expect(now.occasions(row, here(now, '2026-05-23', [today], [card(false)]))).toEqual([]);
      expect(settled(now, row, here(now, '2026-05-23', [today], more))).toEqual([
        'è già stata segnalata',
      ]);
      silentWithout(now, row, 'startDate', here(now, '2026-05-23', [today], [card(true)]));
    });

    it('si leggono con le stesse parole e la stessa urgenza di tutte le altre', () => {
      const two = [sheet({ d18: 'A', d19: 'A' })];
      const any = here(verify, '2026-05-19', two);
      const told = here(now, '2026-05-19', [sheet({ d19: 'A' })], [card(true)]);

      expect(now.name).toBe(verify.name);
      expect(said(now, row, told)).toEqual(said(verify, row, any, { at: 1 }));
      expect(new Set([...now.steps, ...verify.steps].map(({ urgent }) => urgent))).toEqual(
        new Set([true]),
      );
    });
  });

  it('lunghe si ricordano al ventesimo e al ventottesimo giorno, finché la persona non torna', () => {
    const it = reminders.longAbsence;
    const days = (last: number) =>
      Object.fromEntries(
        [4, 5, 6, 7, 8, 11, 12, 13, 14, 15, 18, 19, 20, 21, 22]
          .filter((n) => n <= last)
          .map((n) => [`d${n}`, 'A' as const]),
      );

    expect(moments(it, row, here(it, '2026-05-22', [sheet(days(22))]))).toEqual([
      // The twentieth day is a Saturday: a term after the anchor moves on.
      '2026-05-25 promoterTutor',
      '2026-06-01 promoterTutor, coordinator',
    ]);
    expect(it.occasions(row, here(it, '2026-05-18', [sheet(days(15))]))).toEqual([]);
    expect(it.occasions(row, here(it, '2026-05-18', [sheet(days(18))]))).toHaveLength(1);
    expect(settled(it, row, here(it, '2026-05-25', [sheet({ ...days(22), d25: 'P' })]))).toEqual([
      'la persona è tornata',
    ]);
    silentWithout(it, row, 'startDate', here(it, '2026-05-22', [sheet(days(22))]));
  });

  it('lunghe e note al solo registro riservato vanno a chi coordina, senza dire il motivo', () => {
    const it = reminders.longAbsenceKept;
    const absence = anAbsence({
      internship: row,
      from: day('2026-05-04'),
      to: undefined,
      reason: 'illness',
    });
    const back = { ...absence, to: day('2026-05-22') };
    const other = { ...absence, reason: 'bereavement' as const };

    expect(moments(it, absence, world(it, absence))).toEqual([
      '2026-05-25 coordinator',
      '2026-06-01 coordinator',
    ]);
    expect(settled(it, back, world(it, back))).toEqual(['la persona è tornata prima']);
    expect(it.occasions(other, world(it, other))).toEqual([]);
    expect(JSON.stringify(said(it, absence, world(it, absence)))).not.toMatch(/malatt|assen/i);
    silentWithout(it, absence, 'reason');
  });

  it('un infortunio si denuncia in due giorni dal certificato, sabato compreso', () => {
    const it = reminders.accidentReport;
    const accident = aVariation({
      internship: row,
      kind: 'accident',
      from: day('2026-05-20'),
      certificateOn: day('2026-05-21'),
    });
    const done = { ...accident, inailReportedOn: day('2026-05-22') };
    const other = { ...accident, kind: 'hours' as const };

    expect(moments(it, accident, world(it, accident))).toEqual([
      '2026-05-21 insurer, promoterTutor, coordinator',
      '2026-05-22 insurer, promoterTutor, coordinator',
    ]);
    expect(said(it, accident, world(it, accident)).says).toContain('entro il 23/05/2026');
    expect(settled(it, done, world(it, done))).toEqual(['la denuncia è registrata']);
    expect(it.occasions(other, world(it, other))).toEqual([]);
    silentWithout(it, accident, 'from');
  });
});

describe('La soglia di frequenza', () => {
  const row = anInternship({ startDate: day('2026-05-01'), endDate: day('2026-10-31') });
  const chosen = new Map([[settings.attendanceThreshold.column.label, '70%']]);
  const absent = (...days: readonly number[]) => ({
    id: 'FP-0001',
    internship: row,
    month: month('2026-05'),
    ...Object.fromEntries(days.map((n) => [`d${n}`, { code: 'A' as const }])),
  });
  const here = (reminder: Reminder, ...days: readonly number[]) =>
    world(reminder, row, {
      today: '2026-05-22',
      settings: chosen,
      rows: [[registry.attendanceSheets, [absent(...days)]]],
    });
  const { thresholdNarrow: narrow, thresholdLost: lost } = reminders;

  // Twenty days to work in May 2026: fourteen are needed, six may be missed.
  it('si ricorda quando restano tre assenze, dal giorno che le ha portate a tre', () => {
    expect(narrow.occasions(row, here(narrow, 4, 6))).toEqual([]);
    expect(moments(narrow, row, here(narrow, 4, 6, 8))).toEqual([
      '2026-05-08 promoterTutor, mentor',
    ]);
    expect(moments(narrow, row, here(narrow, 4, 6, 8, 11))).toEqual([
      '2026-05-08 promoterTutor, mentor',
    ]);
    silentWithout(narrow, row, 'startDate', here(narrow, 4, 6, 8));
  });

  it('non più raggiungibile si dice a tutti, dal giorno che l’ha persa, e il preavviso si ferma', () => {
    const six = [4, 6, 8, 11, 13, 15];

    expect(lost.occasions(row, here(lost, ...six))).toEqual([]);
    expect(moments(lost, row, here(lost, ...six, 19))).toEqual([
      '2026-05-19 promoterTutor, mentor, coordinator',
    ]);
    expect(settled(narrow, row, here(narrow, ...six, 19))).toEqual([
      'la soglia non si raggiunge più',
    ]);
    silentWithout(lost, row, 'startDate', here(lost, ...six, 19));
  });
});

describe('Le visite e le verifiche', () => {
  it('la verifica intermedia si ricorda cinque giorni prima e cinque dopo la metà', () => {
    const it = reminders.midTermReview;
    const row = anInternship();
    const held = world(it, row, {
      rows: [[registry.visits, [aVisit({ internship: row, kind: 'midTerm' })]]],
    });

    expect(moments(it, row, world(it, row))).toEqual([
      '2026-08-26 promoterTutor, mentor, socialServices',
      '2026-09-07 promoterTutor, coordinator',
    ]);
    expect(settled(it, row, held)).toEqual(['la verifica è scritta']);
    silentWithout(it, row, 'startDate');
  });

  it('un TIS di dodici mesi si verifica ogni tre', () => {
    const it = reminders.midTermReview;
    const long = anInternship({ endDate: day('2027-05-31') });

    expect(it.occasions(long, world(it, long)).map(({ anchor }) => anchor)).toEqual([
      '2026-08-31',
      '2026-11-30',
      '2027-02-28',
    ]);
  });

  it('una visita in ritardo si ricorda dopo i giorni delle «Impostazioni», o dopo quella fissata', () => {
    const it = reminders.visitOverdue;
    const row = anInternship({ startDate: day('2026-05-01') });
    const seen = (next: string | undefined) =>
      world(it, row, {
        today: '2026-05-20',
        rows: [
          [
            registry.visits,
            [
              aVisit({
                internship: row,
                on: day('2026-05-06'),
                next: next === undefined ? undefined : day(next),
              }),
            ],
          ],
        ],
      });

    expect(moments(it, row, world(it, row))).toEqual([
      '2026-06-16 promoterTutor',
      '2026-06-25 coordinator',
    ]);
    expect(moments(it, row, seen(undefined))[0]).toBe('2026-06-22 promoterTutor');
    expect(moments(it, row, seen('2026-05-19'))[0]).toBe('2026-05-20 promoterTutor');
    expect(it.occasions(row, world(it, row, { today: '2026-12-01' }))).toEqual([]);
    silentWithout(it, row, 'startDate');
  });
});

describe('La fine e dopo', () => {
  const row = anInternship();

  it('la proroga si decide a 45, 30 e 15 giorni dalla fine, finché si può', () => {
    const it = reminders.extensionDecision;
    const closed = anInternship({ endedOn: day('2026-09-30') });
    const programme = new Map([[settings.programmeEnd.column.label, '30/11/2026']]);

    expect(moments(it, row, world(it, row, { today: '2026-10-16' }))).toEqual([
      '2026-10-16 coordinator, promoterTutor',
      '2026-10-30 coordinator, socialServices',
      '2026-11-13 coordinator',
    ]);
    expect(settled(it, closed, world(it, closed))).toEqual(['T-0001 si è chiuso in anticipo']);
    expect(settled(it, row, world(it, row, { today: '2026-10-16', settings: programme }))).toEqual([
      'T-0001 dura già quanto le regole permettono',
    ]);
    silentWithout(it, row, 'endDate');
  });

  it('la CO di una proroga si ricorda il primo giorno e il quinto dopo la vecchia fine', () => {
    const it = reminders.changeCommunication;
    const change = aVariation({ internship: row, coProtocol: undefined });
    const here = (one: Row) => world(it, one, { rows: [[registry.internships, [row]]] });
    const known = { ...change, coProtocol: '16000' };
    const hours = { ...change, kind: 'hours' as const };

    expect(moments(it, change, here(change))).toEqual([
      '2026-12-01 sender, promoterTutor',
      '2026-12-04 sender, promoterTutor, coordinator',
    ]);
    expect(settled(it, known, here(known))).toEqual(['il protocollo della CO è scritto']);
    expect(it.occasions(hours, here(hours))).toEqual([]);
    silentWithout(it, change, 'internship');
  });

  it('la CO di una chiusura anticipata conta dall’ultimo giorno svolto', () => {
    const it = reminders.changeCommunication;
    const change = aVariation({
      internship: row,
      kind: 'earlyEnd',
      newEndDate: day('2026-09-04'),
      coProtocol: undefined,
    });

    expect(moments(it, change, world(it, change))[0]).toBe('2026-09-07 sender, promoterTutor');
  });

  it('le carte finali si chiedono a 7, 15 e 30 giorni, nominando quelle che mancano', () => {
    const it = reminders.finalPapers;
    const signed = (kind: 'certificate' | 'dossier') =>
      aSigning({
        id: `F-${kind.length}`,
        kind,
        about: row.id,
        companySignedOn: day('2026-12-02'),
        promoterSignedOn: day('2026-12-02'),
      });
    const report = aVisit({ internship: row, kind: 'final', reportOn: day('2026-12-03') });
    const all = world(it, row, {
      rows: [
        [registry.signings, [signed('certificate'), signed('dossier')]],
        [registry.visits, [report]],
      ],
    });
    const some = world(it, row, { rows: [[registry.signings, [signed('certificate')]]] });

    expect(moments(it, row, world(it, row))).toEqual([
      '2026-12-07 promoterTutor',
      '2026-12-15 promoterTutor',
      '2026-12-30 promoterTutor, coordinator',
    ]);
    expect(said(it, row, some).says).toContain(
      'non risulta ancora: il dossier individuale e la relazione finale',
    );
    expect(settled(it, row, all)).toEqual(['le carte finali ci sono tutte']);
    silentWithout(it, row, 'startDate');
  });

  it.each([
    ['outcomeAfter28Days', 'days28', ['2026-12-28', '2027-01-04', '2027-01-12']],
    ['outcomeAfter6Months', 'months6', ['2027-05-31', '2027-06-07', '2027-06-14']],
  ] as const)(
    '%s si chiede quel giorno, dopo 7 e dopo 15, finché non è scritto',
    (name, at, days) => {
      const it = named(name);
      const { beneficiary } = row;
      const written = (when: 'days28' | 'months6') =>
        world(it, row, {
          rows: [[registry.outcomes, [anOutcome({ beneficiary, internship: row, at: when })]]],
        });

      expect(moments(it, row, world(it, row)).map((one) => one.slice(0, 10))).toEqual(days);
      expect(settled(it, row, written(at))).toEqual([expect.stringContaining('è scritto')]);
      expect(settled(it, row, written(at === 'days28' ? 'months6' : 'days28'))).toEqual([
        undefined,
      ]);
      expect(it.occasions(row, world(it, row, { without: [registry.outcomes] }))).toEqual([]);
      silentWithout(it, row, 'beneficiary');
    },
  );
});

describe('Le scadenze', () => {
  const company = aCompany();
  const running = anInternship({ startDate: day('2026-05-01'), company });
  const over = anInternship({
    startDate: day('2025-01-01'),
    endDate: day('2025-06-30'),
    company,
  });
  const hosting = (reminder: Reminder, row: Row, internship: Row = running) =>
    world(reminder, row, { rows: [[registry.internships, [internship]]] });
  const isWeekly = (name: string) =>
    // A leave that is about to run out is told of once more.
    Object.entries<Reminder>(reminders)
      .find(([one]) => one === name)?.[1]
      .steps.every((step) => step.weekly === true || step.urgent === true);

  it('vanno nel riepilogo del lunedì, una volta sola', () => {
    const names = Object.keys(reminders).filter((one) => one.endsWith('Expiry'));

    expect(names).toHaveLength(10);
    expect(names.filter((name) => !isWeekly(name))).toEqual([]);
  });

  it('la convenzione si ricorda due mesi prima, se un tirocinio in corso o in partenza la supera', () => {
    const it = reminders.agreementExpiry;
    const agreement = anAgreement({ to: day('2026-08-31') });
    const under = { ...running, agreement };
    const shorter = { ...running, agreement, endDate: day('2026-08-30') };

    expect(moments(it, agreement, hosting(it, agreement, under))).toEqual([
      '2026-07-02 enterpriseTutor',
    ]);
    expect(it.occasions(agreement, hosting(it, agreement, shorter))).toEqual([]);
    expect(it.occasions(agreement, hosting(it, agreement))).toEqual([]);
    silentWithout(it, agreement, 'to');
  });

  it('il DURC si ricorda un mese prima, non a chi non lo deve né a chi non ospita più', () => {
    const it = reminders.durcExpiry;

    expect(moments(it, company, hosting(it, company))).toEqual(['2026-06-18 enterpriseTutor']);
    expect(it.occasions(company, hosting(it, company, over))).toEqual([]);
    const free = aCompany({ durcNotDue: true });
    expect(it.occasions(free, hosting(it, free, { ...running, company: free }))).toEqual([]);
    silentWithout(it, company, 'durcExpiry');
  });

  it('la disponibilità si ricorda un mese prima', () => {
    const it = reminders.availabilityExpiry;

    expect(moments(it, company, hosting(it, company))).toEqual(['2026-12-01 enterpriseTutor']);
    expect(it.occasions(company, hosting(it, company, over))).toEqual([]);
    silentWithout(it, company, 'availableUntil');
  });

  it('la polizza di più tirocini si ricorda una volta, sul primo', () => {
    const it = reminders.rctExpiry;
    const one = anInternship({ rctTo: day('2026-09-30') });
    const two = anInternship({
      id: 'T-0002',
      promoterTutor: one.promoterTutor,
      rctTo: day('2026-09-30'),
    });
    const here = world(it, one, { rows: [[registry.internships, [one, two]]] });

    expect(moments(it, one, here)).toEqual(['2026-07-31 promoterTutor']);
    expect(said(it, one, here).says).toContain('T-0001 e T-0002');
    expect(it.occasions(two, here)).toEqual([]);
    expect(it.occasions(running, hosting(it, running))).toEqual([]);
    silentWithout(it, one, 'rctTo');
  });

  it('la polizza del promotore si ricorda a chi coordina', () => {
    const it = reminders.promoterRctExpiry;
    const row = aCoordinator();
    const here = (internship: Row) =>
      world(it, row, {
        rows: [[registry.internships, [internship]]],
        settings: new Map([[settings.promoterRctTo.column.label, '30/09/2026']]),
      });

    expect(moments(it, row, here(running))).toEqual(['2026-07-31 self']);
    expect(it.occasions(row, here(over))).toEqual([]);
    silentWithout(it, row, 'role', here(running));
  });

  it.each([
    ['permitExpiry', 'permitExpiry', '2026-07-02'],
    ['documentExpiry', 'documentExpiry', '2026-07-31'],
  ] as const)(
    '%s si ricorda in tempo, e nel breve non dice quale documento è',
    (name, column, on) => {
      const it = named(name);
      const person = aBeneficiary({ [column]: day('2026-08-31') });
      const here = hosting(it, person, { ...running, beneficiary: person });

      expect(moments(it, person, here)).toEqual([`${on} operator`]);
      expect(said(it, person, here).brief).toBe(
        `${person.id}: un documento della sua riga di «Beneficiari» sta per scadere.`,
      );
      expect(it.classes).toContain('personal');
      expect(it.occasions(person, hosting(it, person, { ...over, beneficiary: person }))).toEqual(
        [],
      );
      silentWithout(it, person, column, here);
    },
  );

  it('il codice fiscale provvisorio si ricorda prima dei sei mesi, finché manca il definitivo', () => {
    const it = reminders.provisionalCodeExpiry;
    const person = aBeneficiary({
      codiceFiscale: undefined,
      provisionalCodiceFiscale: '12345670017',
      provisionalSince: day('2026-03-01'),
    });
    const final = aBeneficiary({
      provisionalCodiceFiscale: '12345670017',
      provisionalSince: day('2026-03-01'),
    });

    expect(moments(it, person, hosting(it, person, { ...running, beneficiary: person }))).toEqual([
      '2026-07-31 operator',
    ]);
    expect(it.occasions(final, hosting(it, final, { ...running, beneficiary: final }))).toEqual([]);
    silentWithout(it, person, 'provisionalSince');
  });

  it('quelle del registro riservato non dicono che cosa scade', () => {
    const it = reminders.restrictedExpiry;
    const person = aBeneficiary();
    const card = aRestricted({
      beneficiary: person,
      evidenceUntil: undefined,
      iseeUntil: day('2026-10-31'),
    });
    const here = (endDate: string) =>
      hosting(it, card, { ...running, beneficiary: person, endDate: day(endDate) });

    expect(moments(it, card, here('2026-10-31'))).toEqual(['2026-10-01 coordinator']);
    expect(it.occasions(card, here('2026-10-30'))).toEqual([]);
    expect(JSON.stringify(said(it, card, here('2026-10-31')))).not.toMatch(/isee/i);
    silentWithout(it, card, 'beneficiary');
  });

  it('un provvedimento che finisce prima del tirocinio si ricorda due volte a chi coordina', () => {
    const it = reminders.authorisationExpiry;
    const person = aBeneficiary();
    const leave = anAuthorisation({ beneficiary: person, until: day('2026-10-15') });
    const here = (endDate: string) =>
      hosting(it, leave, { ...running, beneficiary: person, endDate: day(endDate) });

    expect(moments(it, leave, here('2026-10-16'))).toEqual([
      '2026-08-14 coordinator',
      '2026-09-25 coordinator',
    ]);
    expect(it.occasions(leave, here('2026-10-15'))).toEqual([]);
    silentWithout(it, leave, 'until');
  });
});

describe('Gli appuntamenti e la rete', () => {
  it('una richiamata si ricorda quel giorno e una volta ancora, finché nessuno ha richiamato', () => {
    const it = reminders.callBack;
    const call = aContact({ outcome: 'callBack', callBackOn: day('2026-05-20') });
    const done = { ...call, calledBack: true };
    const later = aContact({
      id: 'C-0002',
      on: day('2026-05-19'),
      beneficiary: call.beneficiary,
      outcome: 'reached',
    });

    expect(moments(it, call, world(it, call))).toEqual([
      '2026-05-20 operator',
      '2026-05-25 operator',
    ]);
    expect(settled(it, done, world(it, done))).toEqual(['è stato richiamato']);
    expect(
      settled(it, call, world(it, call, { rows: [[registry.contacts, [call, later]]] })),
    ).toEqual(['un contatto più recente è scritto']);
    silentWithout(it, call, 'callBackOn');
  });

  it('i colloqui di oggi vanno a chi li conduce, quelli di domani hanno un testo che non dice di che si tratta', () => {
    const { interviewToday, interviewConfirmation } = reminders;
    const planned = anInterview({ on: day('2026-05-25'), held: 'planned' });
    const here = world(interviewToday, planned);

    expect(moments(interviewToday, planned, here)).toEqual(['2026-05-25 operator, secondOperator']);
    expect(moments(interviewConfirmation, planned, here)).toEqual(['2026-05-22 operator']);
    const [[label, text] = []] = said(interviewConfirmation, planned, here).data ?? [];
    expect(label).toBe('Testo da inviare');
    expect(text).toMatch(
      /^Buongiorno, Le ricordiamo l’appuntamento: lunedì 25 maggio 2026, ore 9:30/,
    );
    expect(text).not.toMatch(/tirocin|programm|serviz|laborator|progett|orient|D’Amico/i);
    for (const one of [interviewToday, interviewConfirmation]) {
      expect(one.occasions(anInterview(), world(one, anInterview()))).toEqual([]);
      silentWithout(one, planned, 'on');
    }
  });

  it('una carta inviata si ricorda il giorno scritto o dopo quindici, finché manca una firma', () => {
    const it = reminders.signaturesAwaited;
    const paper = aSigning({ companySignedOn: undefined });
    const due = { ...paper, dueOn: day('2026-03-20') };
    const plan = aPlanSigning({ serviceSignedOn: undefined });

    expect(moments(it, paper, world(it, paper))).toEqual([
      '2026-03-31 operator',
      '2026-04-10 operator, coordinator',
    ]);
    expect(moments(it, due, world(it, due))[0]).toBe('2026-03-20 operator');
    expect(settled(it, aSigning(), world(it, aSigning()))).toEqual(['ci sono tutte le firme']);
    expect(
      it.occasions(plan, world(it, plan, { rows: [[registry.internships, [anInternship()]]] })),
    ).toEqual([]);
    silentWithout(it, paper, 'sentOn');
  });

  it('se manca la firma della persona c’è un testo da mandarle che non dice che carta è', () => {
    const it = reminders.signaturesAwaited;
    const pact = aSigning({ kind: 'pact', about: 'B-0001' });
    const [[, text] = []] = said(it, pact, world(it, pact)).data ?? [];

    expect(text).toBe('Buongiorno, c’è un documento pronto da firmare: quando può passare da noi?');
  });

  it('un invio senza risposta si ricorda il giorno scritto o dopo quindici', () => {
    const it = reminders.referralAnswer;
    const sent = aReferral({
      sentOn: day('2026-05-04'),
      state: 'sent',
      outcome: undefined,
      nextOn: undefined,
    });
    const refused = { ...sent, state: 'refused' as const };

    expect(moments(it, sent, world(it, sent))).toEqual([
      '2026-05-19 operator',
      '2026-06-03 operator',
    ]);
    expect(moments(it, { ...sent, nextOn: day('2026-05-29') }, world(it, sent))[0]).toBe(
      '2026-05-29 operator',
    );
    expect(settled(it, refused, world(it, refused))).toEqual(['non è stato accolto']);
    silentWithout(it, sent, 'sentOn');
  });

  it('le fasi di una cooperativa si ricordano a chi la segue, finché il percorso è aperto', () => {
    const open = aCooperative({
      planDueOn: day('2026-06-15'),
      planDeliveredOn: undefined,
      nextMeetingOn: day('2026-06-03'),
      tutoringTo: day('2026-09-30'),
      consolidationOn: undefined,
      closedOn: undefined,
    });
    const { businessPlanDue: plan, cooperativeMeeting: meeting, tutoringEnd: end } = reminders;

    expect(moments(plan, open, world(plan, open))).toEqual([
      '2026-05-29 enterpriseTutor',
      '2026-06-15 enterpriseTutor',
      '2026-06-22 enterpriseTutor, coordinator',
    ]);
    // The second of June is a holiday.
    expect(moments(meeting, open, world(meeting, open))).toEqual(['2026-06-01 enterpriseTutor']);
    expect(moments(end, open, world(end, open))).toEqual(['2026-09-15 enterpriseTutor']);
    const closed = { ...open, closedOn: day('2026-05-19') };
    for (const one of [plan, meeting, end])
      expect(settled(one, closed, world(one, closed))).toEqual(['il percorso è chiuso']);
    silentWithout(plan, open, 'planDueOn');
    silentWithout(meeting, open, 'nextMeetingOn');
    silentWithout(end, open, 'tutoringTo');
  });
});

describe('Le feste', () => {
  it('il patrono della sede non conta tra i giorni lavorativi', () => {
    const it = reminders.startCommunication;
    const site = aSite({ municipality: aComune({ name: 'Andria' }) });
    const row = anInternship({ site, startDate: day('2026-09-21'), coProtocol: undefined });
    const on = (patrons: readonly Patron[]) =>
      moments(it, row, around({ rows: [[registry.internships, [row]]], patrons }))[2];

    expect(on([])).toContain('2026-09-18');
    expect(
      on([{ comune: 'Andria', name: 'festa inventata', date: { month: 9, day: 18 } }]),
    ).toContain('2026-09-17');
  });
});
