import { describe, expect, test } from 'vitest';
import {
  agreements,
  attendanceSheets,
  batches,
  beneficiaries,
  budget,
  closures,
  companies,
  companyTutors,
  internships,
  partners,
  requests,
  restricted,
  signings,
  variations,
  visits,
  waivers,
} from '../../config/registry.ts';
import * as rules from '../../config/rules/presenze.ts';
import { day, month, type Patron } from '../../src/core/day.ts';
import { euro } from '../../src/core/money.ts';
import type { Around, Rule } from '../../src/core/rule.ts';
import { settingsFrom } from '../../src/core/setting.ts';
import { type AnyTab, columnAt, type RowOf } from '../../src/core/tab.ts';
import { around } from '../a/around.ts';
import { aClosure, aCompany, aCompanyTutor, anAgreement, aSite, someComune } from '../a/imprese.ts';
import { aCoordinator, anOperator, aRestricted } from '../a/persone.ts';
import {
  aBatch,
  aBudgetItem,
  anAttendanceSheet,
  anInternshipUnderWay,
  aRequest,
  aSigning,
  aVisit,
  aWaiver,
  fiveHoursADay,
} from '../a/presenze.ts';
import { aPromoterTutor, aVariation } from '../a/tirocini.ts';

/** A row to be judged, and the world it stands in. Today is 20/05/2026 unless told. */
type Given = readonly [row: object, around: Around];

interface Case {
  /** Just inside each boundary, and what the rule rightly lets be. */
  readonly holds: readonly Given[];
  /** Just outside, with the whole sentence. */
  readonly fails: readonly (readonly [Given, string])[];
  /** Needed cells: blank, the rule is silent on what it would have told. */
  readonly without: readonly string[];
  readonly proposed?: string;
}

const P = { code: 'P' } as const;
const A = { code: 'A' } as const;
const C = { code: 'C' } as const;
const S = { code: 'S' } as const;
const R = { code: 'R' } as const;
const hours = (count: number) => ({ minutes: count * 60 });
const march = month('2026-03');
const april = month('2026-04');
const may = month('2026-05');
/** A sheet without a single day. */
const blank = Object.fromEntries(Object.keys(fiveHoursADay(march)).map((it) => [it, undefined]));
const stillOpen = {
  receivedOn: undefined,
  signedByTrainee: undefined,
  signedByTutor: undefined,
  recordedBy: undefined,
  recordedOn: undefined,
  checkedBy: undefined,
  checkedOn: undefined,
};
const patronOfAndria: Patron = {
  comune: 'Andria',
  name: 'San Riccardo',
  date: { month: 4, day: 23 },
};
const kept =
  'Quei giorni restano scritti come sono: il coordinatore chiarisce con l’ospitante che cosa è successo.';

const noTimetable = {
  hoursMon: undefined,
  hoursTue: undefined,
  hoursWed: undefined,
  hoursThu: undefined,
  hoursFri: undefined,
} as const;
const toPay = { paidOn: undefined, outcome: undefined } as const;
/** A programme that asks for seven days in ten, and pays below them by days. */
const seventy = {
  'Soglia di frequenza': '70 %',
  'La soglia basta': 'raggiungerla',
  'Sotto la soglia si paga': 'in proporzione',
} as const;
/** March from its very first day: a month worth 600 €. */
const wholeMarch = { startDate: day('2026-03-01') } as const;
/** Half of March’s 22 days. */
const elevenAbsences = Object.fromEntries(
  [2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 16].map((number) => [`d${number}`, A]),
);
const addendum = {
  kind: 'addendum',
  about: 'T-0001',
  beneficiarySignedOn: day('2026-03-18'),
} as const;

const noMove = { newEndDate: undefined, inailTo: undefined, rctTo: undefined } as const;

const cases = {
  // ── Fogli presenze: la riga e il suo mese ──
  sheetIsOnePerMonth: {
    holds: [sheet(), sheet({ id: 'FP-0002' }, { before: [{ month: april }] })],
    fails: [
      [
        sheet({ id: 'FP-0002' }, { before: [{}] }),
        'Per T-0001 il foglio di marzo 2026 c’è già, nella riga FP-0001: tieni una riga sola, con i giorni giusti.',
      ],
    ],
    without: ['month', 'internship'],
  },
  sheetMonthIsWithinInternship: {
    holds: [
      sheet(blank),
      sheet({ ...blank, month: month('2026-08') }),
      sheet({ month: month('2026-02') }),
      sheet({ ...blank, month: month('2026-02') }, { of: { typedState: 'cancelled' } }),
    ],
    fails: [
      [
        sheet({ ...blank, month: month('2026-02') }),
        'Il foglio è di febbraio 2026, ma T-0001 va dal 02/03/2026 al 31/08/2026: controlla il mese, oppure le date del tirocinio.',
      ],
      [
        sheet({ ...blank, month: month('2026-09') }),
        'Il foglio è di settembre 2026, ma T-0001 va dal 02/03/2026 al 31/08/2026: controlla il mese, oppure le date del tirocinio.',
      ],
    ],
    without: ['month', 'internship', 'internship.startDate'],
  },
  sheetHasTheDaysOfItsMonth: {
    holds: [
      sheet({ d31: hours(5) }),
      sheet({ ...fiveHoursADay(april), d31: undefined, month: april }),
    ],
    fails: [
      [
        sheet({ month: april, d31: hours(5) }),
        'Nel foglio la colonna 31 è compilata, ma aprile 2026 ha 30 giorni: sposta le ore nel giorno giusto, oppure controlla il mese.',
      ],
      [
        sheet({ month: month('2026-02'), d29: P, d30: P, d31: A }),
        'Nel foglio le colonne 29, 30 e 31 sono compilate, ma febbraio 2026 ha 28 giorni: sposta le ore nel giorno giusto, oppure controlla il mese.',
      ],
    ],
    without: ['month', 'internship'],
  },

  // ── Fogli presenze: i giorni ──
  presenceIsNotOnCancelledInternship: {
    holds: [
      sheet(),
      sheet({ ...blank, ...stillOpen }, { of: { typedState: 'cancelled' } }),
      sheet({}, { of: { typedState: 'cancelled' } }),
    ],
    fails: [
      [
        sheet({ ...blank, ...stillOpen, d2: P, d3: hours(5) }, { of: { typedState: 'cancelled' } }),
        `T-0001 risulta annullato, ma nel foglio di marzo 2026 ci sono presenze (giorni 2 e 3): può essere lavoro irregolare. ${kept}`,
      ],
    ],
    without: ['month', 'internship'],
  },
  presenceIsNotBeforeStart: {
    holds: [sheet(), sheet({ d1: A })],
    fails: [
      [
        sheet({}, { of: { startDate: day('2026-03-05') } }),
        `Nel foglio di marzo 2026 ci sono presenze (giorni 2, 3 e 4) prima dell’inizio, che è il 05/03/2026: può essere lavoro irregolare. ${kept}`,
      ],
      [
        sheet({ d1: P }),
        `Nel foglio di marzo 2026 c’è una presenza (giorno 1) prima dell’inizio, che è il 02/03/2026: può essere lavoro irregolare. ${kept}`,
      ],
    ],
    without: ['month', 'internship', 'internship.startDate'],
  },
  presenceHasItsCo: {
    holds: [
      sheet(),
      sheet({}, { of: { coSentOn: undefined } }),
      sheet(blank, { of: { coSentOn: undefined, coProtocol: undefined } }),
    ],
    fails: [
      [
        sheet({ ...blank, d2: P, d3: P }, { of: { coSentOn: undefined, coProtocol: undefined } }),
        `Nel foglio di marzo 2026 ci sono presenze (giorni 2 e 3) e per T-0001 non risulta la comunicazione obbligatoria: può essere lavoro irregolare. ${kept}`,
      ],
    ],
    without: ['month', 'internship'],
  },
  presenceFollowsCo: {
    holds: [sheet(), sheet({}, { of: { coSentOn: day('2026-03-01') } })],
    fails: [
      [
        sheet({}, { of: { coSentOn: day('2026-03-02') } }),
        `Nel foglio di marzo 2026 c’è una presenza (giorno 2) ma la comunicazione obbligatoria è del 02/03/2026: può essere lavoro irregolare. ${kept}`,
      ],
    ],
    without: ['month', 'internship', 'internship.coSentOn'],
  },
  presenceIsNotAfterEnd: {
    holds: [
      sheet({}, { of: { endDate: day('2026-03-31') } }),
      sheet({}, { of: { endDate: day('2026-03-15') }, changes: [extension('2026-03-31')] }),
      sheet({}, { of: { endDate: undefined } }),
    ],
    fails: [
      [
        sheet({}, { of: { endDate: day('2026-03-30') } }),
        `Nel foglio di marzo 2026 c’è una presenza (giorno 31) dopo l’ultimo giorno, che è il 30/03/2026: può essere lavoro irregolare. ${kept}`,
      ],
      [
        sheet({}, { of: { endedOn: day('2026-03-27') } }),
        `Nel foglio di marzo 2026 ci sono presenze (giorni 30 e 31) dopo l’ultimo giorno, che è il 27/03/2026: può essere lavoro irregolare. ${kept}`,
      ],
    ],
    without: ['month', 'internship'],
  },
  presenceIsNotInTheFuture: {
    holds: [
      sheet({ ...blank, month: may, d20: P }),
      sheet({}, { today: day('2026-03-31') }),
      sheet({ ...blank, month: may, d21: A }),
    ],
    fails: [
      [
        sheet({ ...blank, month: may, d20: P, d21: P }),
        'Nel foglio di maggio 2026 c’è una presenza (giorno 21) oltre la data di oggi: controlla il mese e i giorni.',
      ],
    ],
    without: ['month', 'internship'],
  },
  presenceIsInsuredByInail: {
    holds: [
      sheet(),
      sheet({}, { of: { inailTo: day('2026-03-31') } }),
      sheet({}, { of: { inailTo: undefined } }),
      sheet({}, { of: { inailFrom: undefined } }),
      sheet({}, { of: { inailTo: day('2026-03-15') }, changes: [extension('2026-04-30')] }),
    ],
    fails: [
      [
        sheet({}, { of: { inailTo: day('2026-03-30') } }),
        `Nel foglio di marzo 2026 c’è una presenza (giorno 31) fuori dal periodo coperto da INAIL, dal 02/03/2026 al 30/03/2026. ${kept}`,
      ],
      [
        sheet({}, { of: { inailFrom: day('2026-03-03') } }),
        `Nel foglio di marzo 2026 c’è una presenza (giorno 2) fuori dal periodo coperto da INAIL, dal 03/03/2026 al 31/08/2026. ${kept}`,
      ],
    ],
    without: ['month', 'internship'],
  },
  presenceIsInsuredForLiability: {
    holds: [
      sheet(),
      sheet({}, { of: { rctFrom: day('2026-03-02') } }),
      sheet({}, { of: { rctTo: undefined } }),
    ],
    fails: [
      [
        sheet({}, { of: { rctFrom: day('2026-03-03') } }),
        `Nel foglio di marzo 2026 c’è una presenza (giorno 2) fuori dal periodo della polizza RCT, dal 03/03/2026 al 31/12/2026. ${kept}`,
      ],
      [
        sheet({}, { of: { rctTo: day('2026-03-30') } }),
        `Nel foglio di marzo 2026 c’è una presenza (giorno 31) fuori dal periodo della polizza RCT, dal 01/01/2026 al 30/03/2026. ${kept}`,
      ],
    ],
    without: ['month', 'internship'],
  },
  presenceIsNotDuringSuspension: {
    holds: [
      sheet({ d10: S, d11: S }, { changes: [suspension('2026-03-10', '2026-03-11')] }),
      sheet(
        {},
        {
          changes: [{ ...suspension('2026-03-10', '2026-03-11'), cancelledOn: day('2026-03-09') }],
        },
      ),
    ],
    fails: [
      [
        sheet({ d10: S }, { changes: [suspension('2026-03-10', '2026-03-11')] }),
        `Nel foglio di marzo 2026 c’è una presenza (giorno 11) mentre T-0001 è sospeso (dal 10/03/2026 al 11/03/2026): controlla le date della sospensione in «Variazioni». ${kept}`,
      ],
      [
        sheet({}, { changes: [suspension('2026-03-30', undefined)] }),
        `Nel foglio di marzo 2026 ci sono presenze (giorni 30 e 31) mentre T-0001 è sospeso (dal 30/03/2026): controlla le date della sospensione in «Variazioni». ${kept}`,
      ],
    ],
    without: ['month', 'internship'],
  },
  presenceIsNotOnHolidays: {
    holds: [
      sheet(),
      sheet({ d8: R, d15: A }),
      sheet({ d8: P }, { of: { nightOrHoliday: true } }),
      sheet({ d8: P }, { of: { hoursSun: 240 } }),
      sheet({ ...blank, month: april, d23: P }),
      sheet(
        { ...blank, month: april, d23: P },
        { patrons: [{ ...patronOfAndria, comune: 'Trani' }] },
      ),
    ],
    fails: [
      [
        sheet({ d8: P, d29: hours(2) }),
        'Nel foglio di marzo 2026 ci sono presenze in giorni non lavorativi: l’8 (domenica) e il 29 (domenica). Chiedi al tutor se il giorno è giusto; se il PFI prevede i festivi, in «Tirocini» «Notturno o festivo» va a sì.',
      ],
      [
        sheet({ ...blank, month: april, d6: P, d23: P, d25: P }, { patrons: [patronOfAndria] }),
        'Nel foglio di aprile 2026 ci sono presenze in giorni non lavorativi: il 6 (Lunedì dell’Angelo), il 23 (San Riccardo) e il 25 (Festa della Liberazione). Chiedi al tutor se il giorno è giusto; se il PFI prevede i festivi, in «Tirocini» «Notturno o festivo» va a sì.',
      ],
      [
        sheet({ ...blank, month: may, d1: P }),
        'Nel foglio di maggio 2026 ci sono presenze in giorni non lavorativi: il 1° (Festa dei lavoratori). Chiedi al tutor se il giorno è giusto; se il PFI prevede i festivi, in «Tirocini» «Notturno o festivo» va a sì.',
      ],
      [
        sheet(
          { ...blank, month: april, d23: P },
          {
            patrons: [patronOfAndria],
            of: { site: aSite({ municipality: someComune({ name: 'Trani' }) }) },
            changes: [move('2026-04-20')],
          },
        ),
        'Nel foglio di aprile 2026 ci sono presenze in giorni non lavorativi: il 23 (San Riccardo). Chiedi al tutor se il giorno è giusto; se il PFI prevede i festivi, in «Tirocini» «Notturno o festivo» va a sì.',
      ],
    ],
    without: ['month', 'internship'],
  },
  presenceIsNotOnClosures: {
    holds: [
      sheet({ d10: C, d11: C }, { shut: [{ from: day('2026-03-10'), to: day('2026-03-11') }] }),
      sheet({}, { shut: [{ from: day('2026-03-01'), to: day('2026-03-01') }] }),
      sheet({ madeUp: '10' }, { shut: [{ from: day('2026-03-10'), to: day('2026-03-10') }] }),
      sheet(
        {},
        {
          of: { nightOrHoliday: true },
          shut: [{ from: day('2026-03-19'), to: day('2026-03-19'), reason: 'localFeast' }],
        },
      ),
    ],
    fails: [
      [
        sheet({ d10: C }, { shut: [{ from: day('2026-03-10'), to: day('2026-03-11') }] }),
        'Nel foglio di marzo 2026 c’è una presenza (giorno 11) mentre la sede risulta chiusa nel foglio «Chiusure»: chiedi al tutor ospitante quale dei due è giusto.',
      ],
      [
        sheet(
          {},
          {
            of: { nightOrHoliday: true },
            shut: [{ from: day('2026-03-19'), to: day('2026-03-19'), reason: 'shutdown' }],
          },
        ),
        'Nel foglio di marzo 2026 c’è una presenza (giorno 19) mentre la sede risulta chiusa nel foglio «Chiusure»: chiedi al tutor ospitante quale dei due è giusto.',
      ],
    ],
    without: ['month', 'internship'],
  },
  presenceIsOnPlannedDays: {
    holds: [
      sheet(),
      sheet({ d7: R }),
      sheet({ d7: P }, { of: { hoursSat: 240 } }),
      sheet({ d7: P }, { of: noTimetable }),
      sheet({ d7: P, d14: P, madeUp: '7 e 14' }),
      sheet({ d7: P }, { changes: [newWeek({ hoursSat: 240 }, '2026-03-07', '2026-03-07')] }),
    ],
    fails: [
      [
        sheet({ d7: P, d14: hours(3) }),
        'Nel foglio di marzo 2026 ci sono presenze (giorni 7 e 14) dove l’orario di T-0001 prevede riposo: se è un recupero concordato va bene, altrimenti controlla il giorno o registra il cambio di orario.',
      ],
      [
        sheet(
          { ...blank, d10: P, d17: P },
          { changes: [newWeek({ hoursMon: 300 }, '2026-03-16', undefined)] },
        ),
        'Nel foglio di marzo 2026 c’è una presenza (giorno 17) dove l’orario di T-0001 prevede riposo: se è un recupero concordato va bene, altrimenti controlla il giorno o registra il cambio di orario.',
      ],
    ],
    without: ['month', 'internship'],
  },
  hoursKeepToThePlan: {
    holds: [
      sheet(),
      sheet({ d10: { minutes: 315 } }),
      sheet({ d10: { minutes: 481 } }),
      sheet({ d10: hours(7) }, { of: noTimetable }),
      sheet({ d10: { minutes: 330 } }, { set: { 'Minuti di tolleranza al giorno': 30 } }),
    ],
    fails: [
      [
        sheet({ d10: { minutes: 316 }, d11: hours(8) }),
        'Nel foglio di marzo 2026 ci sono più ore del previsto: giorno 10, 5:16 ore invece di 5 e giorno 11, 8 ore invece di 5. Chiedi al tutor se si è recuperato qualcosa o se l’orario è cambiato.',
      ],
    ],
    without: ['month', 'internship'],
  },
  hoursOfADayAreNotTooMany: {
    holds: [
      sheet({ d10: hours(8) }),
      sheet({ d10: { minutes: 555 } }, { of: { hoursTue: 540 } }),
      sheet({ d10: hours(9) }, { set: { 'Ore al massimo in un giorno': 9 } }),
    ],
    fails: [
      [
        sheet({ d10: { minutes: 481 } }),
        'Nel foglio di marzo 2026 ci sono giorni di più di 8 ore: giorno 10, 8:01 ore invece di 5. Controlla se le ore sono scritte bene.',
      ],
      [
        sheet({ d10: hours(9) }, { of: noTimetable }),
        'Nel foglio di marzo 2026 ci sono giorni di più di 8 ore: giorno 10, 9 ore. Controlla se le ore sono scritte bene.',
      ],
    ],
    without: ['month', 'internship'],
  },
  closedDaysHaveAReason: {
    holds: [
      sheet({ ...blank, month: april, d6: C, d23: C }, { patrons: [patronOfAndria] }),
      sheet({ d1: C, d7: C, d8: C }),
      sheet({ d19: C }, { shut: [{ from: day('2026-03-19'), to: day('2026-03-19') }] }),
    ],
    fails: [
      [
        sheet({ d19: C }),
        'Nel foglio di marzo 2026 c’è C (giorno 19), ma non risultano festivi né chiusure di S-0001: se la sede era chiusa scrivilo in «Chiusure», se era il patrono in «Comuni».',
      ],
    ],
    without: ['month', 'internship', 'internship.site'],
  },
  suspendedDaysAreInVariations: {
    holds: [
      sheet({ d10: S }, { changes: [suspension('2026-03-10', '2026-03-10')] }),
      sheet({ d10: A }),
    ],
    fails: [
      [
        sheet({ d10: S, d11: S, d12: S }, { changes: [suspension('2026-03-10', '2026-03-11')] }),
        'Nel foglio di marzo 2026 c’è S (giorno 12), ma in «Variazioni» non c’è una sospensione di T-0001 che copra quei giorni: registrala, senza scriverne il motivo, oppure correggi il foglio.',
      ],
    ],
    without: ['month', 'internship'],
  },

  // ── Fogli presenze: il giro del foglio ──
  sheetArrivesInTime: {
    holds: [
      // 5 April 2026 is Easter, 6 April a holiday: the term moves to the 7th.
      sheet(stillOpen, { today: day('2026-04-07') }),
      sheet({}),
      sheet({ ...stillOpen, month: month('2026-02') }),
      sheet(stillOpen, { changes: [suspension('2026-03-02', '2026-03-31')] }),
      sheet(stillOpen, { of: { typedState: 'cancelled' } }),
      sheet(stillOpen, { today: day('2026-04-10'), set: { 'Fogli presenze entro il giorno': 10 } }),
    ],
    fails: [
      [
        sheet(stillOpen, { today: day('2026-04-08') }),
        'Il foglio di marzo 2026 di T-0001 doveva arrivare entro il 07/04/2026: chiedilo al tutor ospitante. Finché manca, questo mese non si paga.',
      ],
    ],
    without: ['month', 'internship', 'internship.startDate'],
  },
  everyMonthHasItsSheet: {
    holds: [
      internship({}, { sheets: [{}, { month: april }] }),
      internship({}, { today: day('2026-04-07') }),
      internship({ typedState: 'cancelled' }),
      internship({ startDate: day('2026-06-01') }),
      internship({}, { sheets: [{}], changes: [suspension('2026-04-01', '2026-04-30')] }),
      internship({ endDate: day('2026-03-31') }, { sheets: [{}] }),
    ],
    fails: [
      [
        internship({}, { today: day('2026-04-08') }),
        'Nei «Fogli presenze» non c’è T-0001 per marzo 2026: aggiungi la riga quando chiedi il foglio, così il mese non si perde.',
      ],
      [
        internship({}),
        'Nei «Fogli presenze» non c’è T-0001 per marzo 2026 e aprile 2026: aggiungi la riga quando chiedi il foglio, così il mese non si perde.',
      ],
    ],
    without: ['startDate'],
  },
  sheetComesBackAfterItsMonth: {
    holds: [
      sheet({ receivedOn: day('2026-03-31') }),
      sheet({ receivedOn: day('2026-03-20') }, { of: { endedOn: day('2026-03-20') } }),
    ],
    fails: [
      [
        sheet({ receivedOn: day('2026-03-30') }),
        'Il foglio di marzo 2026 risulta ricevuto il 30/03/2026, prima della fine del mese: i giorni fino al 31/03/2026 non potevano essere già firmati.',
      ],
    ],
    without: ['receivedOn', 'month', 'internship'],
  },
  sheetIsReceivedByToday: {
    holds: [sheet({ receivedOn: day('2026-05-20') })],
    fails: [
      [
        sheet({ receivedOn: day('2026-05-21') }),
        '«Foglio ricevuto il» dice 21/05/2026, un giorno che deve ancora venire: scrivi quando è arrivato davvero.',
      ],
    ],
    without: ['receivedOn'],
  },
  sheetIsSentBeforeItReturns: {
    holds: [sheet({ sentOn: day('2026-04-02') })],
    fails: [
      [
        sheet({ sentOn: day('2026-04-03') }),
        'Il foglio risulta ricevuto il 02/04/2026 ma inviato dopo, il 03/04/2026: controlla le due date.',
      ],
    ],
    without: ['receivedOn', 'sentOn'],
  },
  sheetIsRecordedAfterItReturns: {
    holds: [sheet({ recordedOn: day('2026-04-02') })],
    fails: [
      [
        sheet({ recordedOn: day('2026-04-01') }),
        'Le presenze risultano registrate il 01/04/2026, ma il foglio è tornato il 02/04/2026: controlla le due date.',
      ],
    ],
    without: ['recordedOn', 'receivedOn'],
  },
  sheetIsReceivedBeforeItsCheck: {
    holds: [sheet()],
    fails: [
      [
        sheet({ receivedOn: undefined }),
        'Il foglio risulta controllato il 07/04/2026, ma non è scritto quando è arrivato: aggiungi il giorno, oppure togli il controllo.',
      ],
    ],
    without: ['checkedOn'],
  },
  sheetIsCheckedAfterItReturns: {
    holds: [
      sheet({ checkedOn: day('2026-04-03') }),
      sheet({ checkedOn: day('2026-04-02'), recordedOn: undefined }),
    ],
    fails: [
      [
        sheet({ checkedOn: day('2026-04-02') }),
        'Il foglio risulta controllato il 02/04/2026, prima che le presenze fossero registrate il 03/04/2026: controlla le due date.',
      ],
      [
        sheet({ checkedOn: day('2026-04-01') }),
        'Il foglio risulta controllato il 01/04/2026, prima di tornare il 02/04/2026: controlla le due date.',
      ],
    ],
    without: ['checkedOn', 'receivedOn'],
  },
  sheetIsCheckedByToday: {
    holds: [sheet({ checkedOn: day('2026-05-20') })],
    fails: [
      [
        sheet({ checkedOn: day('2026-05-21') }),
        '«Controllato il» dice 21/05/2026, un giorno che deve ancora venire: scrivi quando è stato controllato davvero.',
      ],
    ],
    without: ['checkedOn'],
  },
  checkedSheetSaysByWhom: {
    holds: [sheet()],
    fails: [
      [
        sheet({ checkedBy: undefined }),
        'Il foglio risulta controllato il 07/04/2026, ma non è scritto da chi: scegli chi ne risponde.',
      ],
    ],
    without: ['checkedOn'],
  },
  checkedSheetSaysWhoRecorded: {
    holds: [sheet()],
    fails: [
      [
        sheet({ recordedBy: undefined }),
        'O-0004 ha controllato il foglio, ma non è scritto chi ha registrato le presenze: serve per vedere che siano state due persone diverse.',
      ],
    ],
    without: ['checkedBy', 'checkedOn'],
  },
  checkerDidNotRecord: {
    holds: [sheet()],
    fails: [
      [
        sheet(sameOperator(aPromoterTutor(), 'checkedBy', 'recordedBy')),
        'O-0004 ha registrato le presenze e le ha anche controllate: il controllo lo fa un’altra persona.',
      ],
    ],
    without: ['checkedBy', 'recordedBy'],
  },
  checkerMayCheckSheets: {
    holds: [
      sheet(),
      sheet({ checkedBy: aCoordinator() }),
      sheet({ checkedBy: anOperator({ role: 'mentor' }) }),
      sheet({ checkedBy: anOperator({ role: 'administration', otherRoles: ['promoterTutor'] }) }),
    ],
    fails: [
      [
        sheet({ checkedBy: anOperator({ id: 'O-0009', role: 'enterpriseTutor' }) }),
        'Il foglio lo ha controllato O-0009, che è tutor d’impresa: il controllo spetta al tutor promotore, al mentor o al coordinatore.',
      ],
    ],
    without: ['checkedBy', 'checkedBy.role'],
  },
  checkerWasInService: {
    holds: [
      sheet({ checkedBy: aPromoterTutor({ from: day('2026-04-07'), to: day('2026-04-07') }) }),
    ],
    fails: [
      [
        sheet({ checkedBy: aPromoterTutor({ to: day('2026-04-06') }) }),
        'Il foglio risulta controllato il 07/04/2026 da O-0004, che quel giorno non era in servizio: controlla chi e quando, o le date in «Operatori».',
      ],
      [
        sheet({ checkedBy: aPromoterTutor({ from: day('2026-04-08') }) }),
        'Il foglio risulta controllato il 07/04/2026 da O-0004, che quel giorno non era in servizio: controlla chi e quando, o le date in «Operatori».',
      ],
    ],
    without: ['checkedBy', 'checkedOn'],
  },
  receivedSheetIsSignedByTutor: {
    holds: [sheet()],
    fails: [
      [
        sheet({ signedByTutor: false }),
        'Il foglio è tornato il 02/04/2026, ma non risulta firmato dal tutor ospitante: se la firma c’è scrivi sì, se manca falla mettere prima di pagare.',
      ],
      [
        sheet({ signedByTutor: undefined }),
        'Il foglio è tornato il 02/04/2026, ma non risulta firmato dal tutor ospitante: se la firma c’è scrivi sì, se manca falla mettere prima di pagare.',
      ],
    ],
    without: ['receivedOn'],
  },
  receivedSheetIsSignedByTrainee: {
    holds: [sheet()],
    fails: [
      [
        sheet({ signedByTrainee: false }),
        'Il foglio è tornato il 02/04/2026 senza la firma del tirocinante: falla mettere accanto ai giorni svolti.',
      ],
    ],
    without: ['receivedOn', 'signedByTrainee'],
  },
  receivedSheetIsWrittenDown: {
    holds: [
      sheet({ ...blank, d2: A }),
      sheet({ ...blank, month: april, d31: P }),
      sheet(blank, { changes: [suspension('2026-03-02', '2026-03-31')] }),
    ],
    fails: [
      [
        sheet(blank),
        'Il foglio di marzo 2026 è tornato il 02/04/2026, ma nella riga non c’è ancora nessun giorno: scrivi le ore o le lettere.',
      ],
    ],
    without: ['receivedOn', 'month', 'internship'],
  },
  declaredHoursAgree: {
    holds: [
      sheet(),
      sheet({ ...blank, d2: P, declaredHours: 300 }),
      sheet({ ...blank, d2: P, declaredHours: 600 }),
      sheet({ ...blank, d2: P, declaredHours: 240 }, { of: noTimetable }),
    ],
    fails: [
      [
        sheet({ declaredHours: 6630 }),
        'Sul foglio di marzo 2026 sono dichiarate 110,5 ore, ma i giorni ne fanno 110: rivedi il totale e i giorni.',
      ],
      [
        sheet({ declaredHours: 6599 }),
        'Sul foglio di marzo 2026 sono dichiarate 109:59 ore, ma i giorni ne fanno 110: rivedi il totale e i giorni.',
      ],
    ],
    without: ['declaredHours', 'month', 'internship', 'receivedOn'],
  },
  justifiedDaysAreNumbers: {
    holds: [
      sheet({ justified: '12, 13' }),
      sheet({ justified: '3-5 e 31' }),
      sheet({ justified: '12 malattia' }),
    ],
    fails: [
      [
        sheet({ justified: 'martedì' }),
        'In «Giustificata» ALICE non riconosce i giorni di marzo 2026: scrivi solo i numeri, separati da virgole. Il motivo sta solo nel registro riservato.',
      ],
      [
        sheet({ justified: '31', month: april }),
        'In «Giustificata» ALICE non riconosce i giorni di aprile 2026: scrivi solo i numeri, separati da virgole. Il motivo sta solo nel registro riservato.',
      ],
    ],
    without: ['justified', 'month'],
  },
  justifiedDaysAreAbsences: {
    holds: [
      sheet({ justified: '12, 13', d12: A, d13: A }),
      sheet({ justified: '12', d12: undefined }),
      sheet({ justified: 'martedì' }),
    ],
    fails: [
      [
        sheet({ justified: '12, 13', d12: A }),
        'In «Giustificata» c’è il giorno 13, che nel foglio non è un’assenza: dove la persona è mancata scrivi A, altrimenti togli il numero.',
      ],
      [
        sheet({ justified: '12-13' }),
        'In «Giustificata» ci sono i giorni 12 e 13, che nel foglio non sono assenze: dove la persona è mancata scrivi A, altrimenti togli il numero.',
      ],
    ],
    without: ['justified', 'month', 'internship'],
  },
  thresholdIsNotAtRisk: {
    // May has 20 days to work on, 14 are needed: today is the 20th, and 7 are still to come.
    holds: [
      underWay([4, 5]),
      underWay([4, 5, 6], { set: {} }),
      underWay([4, 5, 6], { today: day('2026-05-27') }),
      underWay([4, 5, 6, 7, 8, 11], { today: day('2026-05-29') }),
      underWay([4, 5, 6, 7, 8, 11, 12]),
      underWay([4, 5, 6], { today: day('2026-06-01') }),
      underWay([4, 5, 6], {}, { receivedOn: day('2026-05-20') }),
    ],
    fails: [
      [
        underWay([4, 5, 6]),
        'A maggio 2026 per la soglia servono ancora 4 giorni di presenza, e se ne possono saltare 3: dal 26 in poi serve ogni giorno.',
      ],
      [
        underWay([4, 5, 6, 7, 8]),
        'A maggio 2026 per la soglia servono ancora 6 giorni di presenza, e se ne può saltare 1: dal 22 in poi serve ogni giorno.',
      ],
      [
        underWay([4, 5, 6, 7, 8, 11]),
        'A maggio 2026 per la soglia servono ancora 7 giorni di presenza, e non se ne può saltare nessuno: dal 21 in poi serve ogni giorno.',
      ],
      [
        underWay([4, 5, 6, 7], { today: day('2026-05-26') }),
        'A maggio 2026 per la soglia serve ancora 1 giorno di presenza, e se ne possono saltare 2: dal 29 in poi serve ogni giorno.',
      ],
    ],
    without: ['month', 'internship', 'internship.startDate'],
  },
  thresholdIsNotLost: {
    holds: [
      underWay([4, 5, 6, 7, 8, 11]),
      underWay([4, 5, 6, 7, 8, 11, 12], { set: {} }),
      underWay([4, 5, 6, 7, 8, 11, 12], { today: day('2026-06-01') }),
      underWay([4, 5, 6, 7, 8, 11, 12], {}, { receivedOn: day('2026-05-20') }),
    ],
    fails: [
      [
        underWay([4, 5, 6, 7, 8, 11, 12]),
        'A maggio 2026 la soglia non si può più raggiungere: con le assenze scritte la frequenza arriva al massimo a 65,0 %.',
      ],
      [
        underWay([21, 22, 25, 26, 27, 28, 29]),
        'A maggio 2026 la soglia non si può più raggiungere: con le assenze scritte la frequenza arriva al massimo a 65,0 %.',
      ],
    ],
    without: ['month', 'internship', 'internship.startDate'],
  },
  madeUpDaysAreNumbers: {
    holds: [
      sheet({ madeUp: '14, 21' }),
      sheet({ madeUp: '7-8 e 31' }),
      sheet({ madeUp: 'il 14, dopo il SerD' }),
    ],
    fails: [
      [
        sheet({ madeUp: 'due sabati' }),
        '«Recuperi» non dice quali giorni di marzo 2026: scrivi solo i numeri dei giorni.',
      ],
      [
        sheet({ month: april, madeUp: '31' }),
        '«Recuperi» non dice quali giorni di aprile 2026: scrivi solo i numeri dei giorni.',
      ],
      [
        sheet({ madeUp: '14-7' }),
        '«Recuperi» non dice quali giorni di marzo 2026: scrivi solo i numeri dei giorni.',
      ],
    ],
    without: ['madeUp', 'month'],
  },
  madeUpDaysArePresences: {
    holds: [
      sheet({ madeUp: '14, 21', d14: hours(4), d21: P }),
      sheet({ madeUp: 'due sabati' }),
      sheet({ ...stillOpen, madeUp: '14' }),
    ],
    fails: [
      [
        sheet({ madeUp: '14, 21', d14: hours(4) }),
        '«Recuperi» indica il giorno 21, ma nel foglio lì non c’è una presenza: controlla i giorni.',
      ],
      [
        sheet({ madeUp: '14, 21', d14: A, d21: hours(0) }),
        '«Recuperi» indica i giorni 14 e 21, ma nel foglio lì non ci sono presenze: controlla i giorni.',
      ],
    ],
    without: ['madeUp', 'month', 'internship', 'receivedOn'],
  },

  // ── Visite e tutoraggio ──
  visitIsWithinInternship: {
    holds: [
      visit({ on: day('2026-03-02') }),
      visit({ on: day('2026-04-15') }, { of: { endedOn: day('2026-04-15') } }),
      visit({ on: day('2026-04-16'), kind: 'final' }, { of: { endedOn: day('2026-04-15') } }),
    ],
    fails: [
      [
        visit({ on: day('2026-03-01') }),
        'La visita è del 01/03/2026, ma T-0001 va dal 02/03/2026 al 31/08/2026: controlla la data, oppure il tirocinio.',
      ],
      [
        visit({ on: day('2026-04-16') }, { of: { endedOn: day('2026-04-15') } }),
        'La visita è del 16/04/2026, ma T-0001 va dal 02/03/2026 al 15/04/2026: controlla la data, oppure il tirocinio.',
      ],
      [
        visit({ on: day('2026-03-01') }, { of: { endDate: undefined } }),
        'La visita è del 01/03/2026, ma T-0001 comincia il 02/03/2026: controlla la data, oppure il tirocinio.',
      ],
    ],
    without: ['on', 'internship', 'internship.startDate'],
  },
  visitHasTakenPlace: {
    holds: [visit({ on: day('2026-05-20') })],
    fails: [
      [
        visit({ on: day('2026-05-21') }),
        'La visita è del 21/05/2026, un giorno che deve ancora venire: le visite da fare si scrivono in «Prossima visita».',
      ],
    ],
    without: ['on'],
  },
  criticalVisitHasANextOne: {
    holds: [
      visit({ trend: 'critical' }),
      visit({ trend: 'watch', next: undefined }),
      visit({ trend: 'critical', next: undefined }, { after: [{ on: day('2026-05-07') }] }),
      visit({ trend: 'critical', next: undefined }, { of: { endedOn: day('2026-05-19') } }),
    ],
    fails: [
      [
        visit({ trend: 'critical', next: undefined }, { after: [{ on: day('2026-05-06') }] }),
        'La visita del 06/05/2026 a T-0001 ha andamento critico, ma non c’è la data della prossima: fissala ora, vicina.',
      ],
    ],
    without: ['trend', 'on', 'internship'],
  },
  nextVisitComesAfter: {
    holds: [visit({ next: day('2026-05-07') })],
    fails: [
      [
        visit({ next: day('2026-05-06') }),
        'La prossima visita è fissata al 06/05/2026, ma questa è del 06/05/2026: controlla le due date.',
      ],
    ],
    without: ['next', 'on'],
  },
  visitIsByWhoFollowsTrainees: {
    holds: [
      visit(),
      visit({ by: anOperator({ role: 'labOperator' }) }),
      visit({ by: anOperator({ role: 'enterpriseTutor', otherRoles: ['mentor'] }) }),
    ],
    fails: [
      [
        visit({ by: anOperator({ id: 'O-0005', role: 'enterpriseTutor' }) }),
        'La visita risulta fatta da O-0005, che è tutor d’impresa: il tirocinio lo seguono il tutor promotore e il mentor. Controlla chi è andato, o il ruolo in «Operatori».',
      ],
    ],
    without: ['by', 'by.role'],
  },
  visitorWasInService: {
    holds: [
      visit({ by: aPromoterTutor({ from: day('2026-05-06'), to: day('2026-05-06') }) }),
      visit({ on: day('2026-05-21'), by: aPromoterTutor({ to: day('2026-05-20') }) }),
    ],
    fails: [
      [
        visit({ by: aPromoterTutor({ to: day('2026-05-05') }) }),
        'La visita del 06/05/2026 risulta fatta da O-0004, che quel giorno non era in servizio: controlla chi e quando, o le date in «Operatori».',
      ],
    ],
    without: ['by', 'on'],
  },
  runningInternshipIsVisited: {
    holds: [
      // 5 April is 45 days before 20 May.
      internship({}, { visited: ['2026-04-05', '2026-03-10'] }),
      internship({ startDate: day('2026-04-05') }),
      internship({ endedOn: day('2026-05-19') }),
      internship({}, { changes: [suspension('2026-05-01', undefined)] }),
      internship({}, { set: { 'Giorni al massimo tra due visite': 90 } }),
    ],
    fails: [
      [
        internship({}, { visited: ['2026-04-04', '2026-05-21'] }),
        'T-0001 è in corso e da 46 giorni non risultano visite né telefonate (l’ultima data utile è il 04/04/2026): fissane una e scrivila in «Visite e tutoraggio».',
      ],
      [
        internship({ startDate: day('2026-04-04') }),
        'T-0001 è in corso e da 46 giorni non risultano visite né telefonate (l’ultima data utile è il 04/04/2026): fissane una e scrivila in «Visite e tutoraggio».',
      ],
    ],
    without: ['startDate'],
  },

  // ── Firme e protocollo ──
  signingIsAboutARow: {
    holds: [signing(), signing({ about: 'PN-0001' }, { without: true })],
    fails: [
      [
        signing({ about: 'CV-0002' }),
        'CV-0002 non c’è in nessun foglio: controlla di quale riga è questa carta.',
      ],
      [
        signing({ about: 'ZZ-0001' }),
        'ZZ-0001 non c’è in nessun foglio: controlla di quale riga è questa carta.',
      ],
    ],
    without: ['about'],
  },
  signingIsAboutAFittingRow: {
    holds: [
      signing(),
      signing({ about: 'CV-0002' }),
      signing({ kind: 'other', about: 'T-0001' }),
      signing({ kind: 'trainingPlan', about: 'T-0001' }),
    ],
    fails: [
      [
        signing({ about: 'T-0001' }),
        'T-0001 non è una riga di «Convenzioni», ma la carta è «Convenzione»: controlla l’ID o il tipo di documento.',
      ],
      [
        signing({ kind: 'register', about: 'CV-0001' }),
        'CV-0001 non è una riga di «Fogli presenze» o «Tirocini», ma la carta è «Foglio presenze»: controlla l’ID o il tipo di documento.',
      ],
    ],
    without: ['about', 'kind'],
  },
  signaturesComeAfterSending: {
    holds: [signing(), signing({ companySignedOn: day('2026-03-16') })],
    fails: [
      [
        signing({ companySignedOn: day('2026-03-15'), serviceSignedOn: day('2026-03-14') }),
        'La carta è partita il 16/03/2026, ma c’è chi risulta averla firmata prima: l’ospitante il 15/03/2026 e il servizio il 14/03/2026. Controlla le date.',
      ],
    ],
    without: ['sentOn'],
  },
  signaturesAreNotAhead: {
    holds: [signing({ companySignedOn: day('2026-05-20') })],
    fails: [
      [
        signing({ companySignedOn: day('2026-05-21') }),
        'Ci sono firme in giorni che devono ancora venire: l’ospitante il 21/05/2026. Scrivi il giorno solo quando la firma c’è.',
      ],
    ],
    without: ['kind'],
  },
  registeredPaperHasAllSignatures: {
    holds: [
      signing(),
      signing({ companySignedOn: undefined, refusedOn: day('2026-03-30') }),
      signing({ kind: 'trainingPlan', about: 'T-0001' }),
      signing({ ...addendum, serviceSignedOn: day('2026-03-20') }),
      signing(addendum, { of: { instrument: 'extracurricular' } }),
    ],
    fails: [
      [
        signing({ companySignedOn: undefined }),
        'La carta è protocollata dal 24/03/2026, ma non ha ancora firmato l’ospitante: scrivi il giorno, oppure falla firmare.',
      ],
      [
        signing({ companySignedOn: undefined, promoterSignedOn: undefined }),
        'La carta è protocollata dal 24/03/2026, ma non hanno ancora firmato l’ospitante e il promotore: scrivi il giorno, oppure falla firmare.',
      ],
      [
        signing(addendum),
        'La carta è protocollata dal 24/03/2026, ma non ha ancora firmato il servizio: scrivi il giorno, oppure falla firmare.',
      ],
      [
        signing({ kind: 'report', about: 'T-0001' }),
        'La carta è protocollata dal 24/03/2026, ma non hanno ancora firmato i tutor: scrivi il giorno, oppure falla firmare.',
      ],
    ],
    without: ['protocolOn', 'kind', 'about'],
  },
  hostSignsThroughItsRepresentative: {
    holds: [
      signing(),
      signing({ companySignedBy: 'Carlo Bianchi' }),
      signing({ companySignedBy: 'Gialli Rita' }),
      signing({ companySignedBy: 'Verdi Marta', kind: 'register' }),
      signing(
        { companySignedBy: 'Verdi Marta' },
        { host: { legalRepresentativeLastName: 'Verdi', legalRepresentativeFirstName: 'Marta' } },
      ),
    ],
    fails: [
      [
        signing({ companySignedBy: 'marta VERDI' }),
        'Per l’ospitante risulta la firma del tutor TO-0001: questa carta la firma il legale rappresentante, oppure chi ha una delega scritta.',
      ],
      [
        signing({ companySignedBy: 'Verdi Marta', kind: 'trainingPlan', about: 'T-0001' }),
        'Per l’ospitante risulta la firma del tutor TO-0001: questa carta la firma il legale rappresentante, oppure chi ha una delega scritta.',
      ],
    ],
    without: ['companySignedBy', 'about', 'kind'],
  },
  pecIsDeliveredAfterItIsSent: {
    holds: [signing()],
    fails: [
      [
        signing({ pecReceivedOn: day('2026-03-23') }),
        'La PEC risulta consegnata il 23/03/2026 ma inviata dopo, il 24/03/2026: controlla le due ricevute.',
      ],
    ],
    without: ['pecReceivedOn', 'pecSentOn'],
  },

  // ── Deroghe ──
  waiverIsAboutARow: {
    holds: [waiver()],
    fails: [
      [
        waiver({ about: 'T-0099' }),
        'T-0099 non c’è in nessun foglio, quindi la deroga non vale per nulla: copia l’ID da «Da correggere».',
      ],
    ],
    without: ['about'],
  },
  waiverIsGrantedByACoordinator: {
    holds: [
      waiver(),
      waiver({ authorisedBy: anOperator({ role: 'mentor', otherRoles: ['coordinator'] }) }),
    ],
    fails: [
      [
        waiver({ authorisedBy: anOperator({ id: 'O-0003', role: 'mentor' }) }),
        'La deroga risulta autorizzata da O-0003, che è mentor: ne risponde un coordinatore.',
      ],
    ],
    without: ['authorisedBy', 'authorisedBy.role'],
  },
  waiverAuthorWasInService: {
    holds: [
      waiver({
        authorisedBy: aCoordinator({
          id: 'O-0001',
          from: day('2026-03-12'),
          to: day('2026-03-12'),
        }),
      }),
    ],
    fails: [
      [
        waiver({ authorisedBy: aCoordinator({ id: 'O-0001', to: day('2026-03-11') }) }),
        'La deroga risulta autorizzata il 12/03/2026 da O-0001, che quel giorno non era in servizio: controlla chi e quando, o le date in «Operatori».',
      ],
    ],
    without: ['authorisedBy', 'authorisedOn'],
  },
  waiverIsDecidedByToday: {
    holds: [waiver({ authorisedOn: day('2026-05-20') })],
    fails: [
      [
        waiver({ authorisedOn: day('2026-05-21') }),
        'La deroga risulta autorizzata il 21/05/2026, un giorno che deve ancora venire: scrivi il giorno della decisione; da quando vale si scrive in «Vale dal».',
      ],
    ],
    without: ['authorisedOn'],
  },
  waiverEndsAfterItBegins: {
    holds: [
      waiver({ until: day('2026-03-12') }),
      waiver({ until: day('2026-03-11'), from: day('2026-03-11') }),
      waiver({ authorisedOn: undefined }),
    ],
    fails: [
      [
        waiver({ until: day('2026-03-11') }),
        'La deroga vale fino al 11/03/2026, ma comincia il 12/03/2026: così non vale nessun giorno.',
      ],
    ],
    without: ['until'],
  },
  waiverHasNotRunOut: {
    holds: [
      waiver({ until: day('2026-05-20') }),
      waiver({ until: day('2026-05-19'), revokedOn: day('2026-04-01') }),
      waiver({ until: day('2026-03-11') }),
    ],
    fails: [
      [
        waiver({ until: day('2026-05-19') }),
        'La deroga è scaduta il 19/05/2026: da allora la segnalazione è tornata. Se serve ancora, scrivine una nuova; questa resta per memoria.',
      ],
    ],
    without: ['until'],
  },

  // ── Richieste ──
  requestIsAboutARow: {
    holds: [request({ about: 'T-0001' }), request({ about: 'T-0099', withdrawn: true })],
    fails: [
      [
        request({ about: 'T-0099' }),
        'T-0099 non c’è in nessun foglio: finché non torna, ALICE non può rispondere.',
      ],
    ],
    without: ['about'],
  },
  requestSaysAboutWhom: {
    holds: [
      request({ what: 'why', about: 'T-0001' }),
      request({ what: 'print' }),
      request({ what: 'why', withdrawn: true }),
    ],
    fails: [
      [
        request({ what: 'earlyEnd' }),
        'Per «registra una chiusura anticipata» ALICE deve sapere di quale riga: scrivi l’ID in «Di chi o di che cosa».',
      ],
    ],
    without: ['what'],
  },
  requestSaysItsMonth: {
    holds: [request({ what: 'month', month: march }), request({ what: 'check' })],
    fails: [
      [
        request({ what: 'month' }),
        'Per «calcola il mese» ALICE deve sapere quale: scrivilo in «Mese».',
      ],
    ],
    without: ['what'],
  },
  requestSaysItsFirstDay: {
    holds: [
      request({ what: 'suspension' }),
      request({ what: 'extension', from: undefined }),
      request({ from: undefined }),
    ],
    fails: [
      [
        request({ what: 'suspension', from: undefined }),
        'Per «registra una sospensione» ALICE deve sapere da quale giorno: scrivilo in «Dal».',
      ],
    ],
    without: ['what'],
  },
  requestSaysItsLastDay: {
    holds: [request({ what: 'suspension' }), request({ what: 'print', to: undefined })],
    fails: [
      [
        request({ what: 'extension', to: undefined }),
        'Per «registra una proroga» ALICE deve sapere fino a quale giorno: scrivilo in «Al».',
      ],
    ],
    without: ['what'],
  },
  requestPeriodIsInOrder: {
    holds: [request({ to: day('2026-03-01') })],
    fails: [
      [
        request({ to: day('2026-02-28') }),
        'La richiesta va dal 01/03/2026 al 28/02/2026: l’ultimo giorno viene prima del primo.',
      ],
    ],
    without: ['to', 'from'],
  },
  requestIsByAnOperatorInService: {
    holds: [
      request({ askedBy: aCoordinator({ id: 'O-0001', to: day('2026-04-01') }) }),
      request({ askedBy: aCoordinator({ to: day('2026-05-20') }), askedOn: undefined }),
      request({ askedBy: aCoordinator({ to: day('2026-03-31') }), withdrawn: true }),
    ],
    fails: [
      [
        request({ askedBy: aCoordinator({ id: 'O-0001', to: day('2026-03-31') }) }),
        'La richiesta è di O-0001, che il 01/04/2026 non era in servizio: ALICE risponde solo a chi lo è.',
      ],
      [
        request({
          askedBy: aCoordinator({ id: 'O-0001', to: day('2026-05-19') }),
          askedOn: undefined,
        }),
        'La richiesta è di O-0001, che il 20/05/2026 non era in servizio: ALICE risponde solo a chi lo è.',
      ],
    ],
    without: ['askedBy'],
  },

  // ── Liquidazioni ──
  monthIsPaidOnce: {
    holds: [
      batch(),
      batch({ id: 'LQ-0002' }, { before: [{ month: april }] }),
      batch({ id: 'LQ-0002' }, { before: [{ outcome: 'returned' }] }),
      batch({ id: 'LQ-0002' }, { before: [{ kind: 'companyTutorFee' }] }),
      batch({ id: 'LQ-0002', kind: 'adjustment' }, { before: [{}] }),
    ],
    fails: [
      [
        batch({ id: 'LQ-0002' }, { before: [{}] }),
        'Per T-0001 marzo 2026 è già nella riga LQ-0001 (indennità del mese): per correggere un pagamento si scrive una rettifica.',
      ],
    ],
    without: ['month', 'internship', 'kind'],
  },
  paidMonthHasACheckedSheet: {
    holds: [
      batch({}, { sheets: [{ checkedOn: day('2026-04-24') }] }),
      batch({ kind: 'adjustment' }),
      batch({ month: month('2026-09') }),
      batch({ outcome: 'cancelled' }),
    ],
    fails: [
      [
        batch(),
        'Il foglio di marzo 2026 di T-0001 non risulta controllato: prima il controllo, poi il pagamento.',
      ],
      [
        batch({}, { sheets: [{ checkedOn: undefined }, { month: april }] }),
        'Il foglio di marzo 2026 di T-0001 non risulta controllato: prima il controllo, poi il pagamento.',
      ],
      [
        batch({}, { sheets: [{ checkedOn: day('2026-04-25') }] }),
        'Il foglio di marzo 2026 di T-0001 risulta controllato il 25/04/2026, dopo il pagamento: verifica le due date.',
      ],
    ],
    without: ['month', 'internship', 'kind'],
  },
  amountIsWithinTheAllowance: {
    holds: [
      batch(),
      batch({ amount: euro(700) }, { changes: [raise(700, '2026-03-31')] }),
      batch(
        { amount: euro(490), month: april },
        {
          of: {
            allowance: euro(400),
            region: 'puglia',
            instrument: 'extracurricular',
            startDate: day('2026-03-25'),
          },
          set: { 'Avviso con regole proprie': 'monza-brianza-dote' },
        },
      ),
    ],
    fails: [
      [
        batch({ amount: euro(600, 1) }),
        'L’importo è 600,01 €, ma l’indennità mensile di T-0001 è 600,00 €: controlla l’importo, o l’indennità in «Tirocini».',
      ],
      [
        batch({ amount: euro(700) }, { changes: [raise(700, '2026-04-01')] }),
        'L’importo è 700,00 €, ma l’indennità mensile di T-0001 è 600,00 €: controlla l’importo, o l’indennità in «Tirocini».',
      ],
    ],
    without: ['amount', 'internship', 'internship.allowance', 'month', 'kind'],
  },
  adjustedMonthIsWithinTheAllowance: {
    holds: [
      batch(adjustment(100), { before: [{ amount: euro(500) }] }),
      batch({ ...adjustment(100), direction: 'less' }, { before: [{}] }),
      batch(adjustment(600), { before: [{ outcome: 'returned' }] }),
    ],
    fails: [
      [
        batch(adjustment(100, 1), { before: [{ amount: euro(500) }] }),
        'Con questa rettifica marzo 2026 di T-0001 arriva a 600,01 €, ma l’indennità mensile è 600,00 €: controlla gli importi.',
      ],
    ],
    without: ['amount', 'internship', 'internship.allowance', 'month', 'kind'],
  },
  amountIsWhatIsDue: {
    holds: [
      batch(toPay, { of: wholeMarch, sheets: [{}], set: seventy }),
      batch(
        { ...toPay, amount: euro(300) },
        { of: wholeMarch, sheets: [elevenAbsences], set: seventy },
      ),
      batch({ ...toPay, amount: euro(580) }, { of: wholeMarch, set: seventy }),
      batch({ ...toPay, amount: euro(580) }, { of: wholeMarch, sheets: [{}] }),
      batch(
        { ...toPay, amount: euro(580) },
        { of: wholeMarch, sheets: [{ checkedOn: undefined }], set: seventy },
      ),
      batch({ amount: euro(580) }, { of: wholeMarch, sheets: [{}], set: seventy }),
      batch({ ...toPay, amount: euro(700) }, { of: wholeMarch, sheets: [{}], set: seventy }),
      batch(
        { ...toPay, amount: euro(540) },
        { of: wholeMarch, sheets: [{}], set: seventy, after: [adjustment(60)] },
      ),
    ],
    fails: [
      [
        batch({ ...toPay, amount: euro(580) }, { of: wholeMarch, sheets: [{}], set: seventy }),
        'L’importo è 580,00 €, ma per marzo 2026 di T-0001 spettano 600,00 €: 22 giorni su 22 = 100,0 % ≥ 70 %; mese intero: 600,00 €.',
      ],
      [
        batch(toPay, { sheets: [{}], set: seventy }),
        'L’importo è 600,00 €, ma per marzo 2026 di T-0001 spettano 580,65 €: 22 giorni su 22 = 100,0 % ≥ 70 %; 30 giorni di calendario su 31: 600,00 € × 30/31.',
      ],
      [
        batch(
          { ...toPay, outcome: 'suspended' },
          { of: wholeMarch, sheets: [elevenAbsences], set: seventy },
        ),
        'L’importo è 600,00 €, ma per marzo 2026 di T-0001 spettano 300,00 €: 11 giorni su 22 = 50,0 % < 70 %; mese intero: 600,00 €; sotto la soglia si paga in proporzione: × 11/22.',
      ],
      [
        batch(
          { ...toPay, amount: euro(540) },
          { of: wholeMarch, sheets: [{}], set: seventy, after: [adjustment(50)] },
        ),
        'L’importo è 540,00 €, ma per marzo 2026 di T-0001 spettano 550,00 €: 22 giorni su 22 = 100,0 % ≥ 70 %; mese intero: 600,00 €.',
      ],
    ],
    without: ['amount', 'month', 'internship', 'internship.startDate', 'kind'],
    proposed: '600,00 €',
  },
  paidMonthStillAgrees: {
    holds: [
      batch({}, { of: wholeMarch, sheets: [{}], set: seventy }),
      batch(
        { amount: euro(540) },
        { of: wholeMarch, sheets: [{}], set: seventy, after: [adjustment(60)] },
      ),
      batch({ ...toPay, amount: euro(580) }, { of: wholeMarch, sheets: [{}], set: seventy }),
      batch({ outcome: 'returned' }, { of: wholeMarch, sheets: [elevenAbsences], set: seventy }),
      batch({}, { of: wholeMarch, sheets: [elevenAbsences] }),
      batch({ amount: euro(700) }, { of: wholeMarch, sheets: [{}], set: seventy }),
      batch(
        {},
        {
          of: wholeMarch,
          sheets: [elevenAbsences],
          set: seventy,
          after: [{ ...adjustment(300), direction: undefined }],
        },
      ),
      // Twelve days of March are paid apart: together with April they come to what is due.
      batch(
        { month: april, amount: euro(600), paidOn: day('2026-05-15') },
        {
          of: { startDate: day('2026-03-20') },
          sheets: [
            { ...blank, d20: P, d23: P, d24: P, d25: P, d26: P, d27: P, d30: P, d31: P },
            { ...fiveHoursADay(april), id: 'FP-0002', month: april, checkedOn: day('2026-05-08') },
          ],
          set: { ...seventy, 'Mese più corto da unire': 14 },
          before: [{ id: 'LQ-0000', amount: euro(232, 26) }],
        },
      ),
    ],
    fails: [
      [
        batch({}, { of: wholeMarch, sheets: [elevenAbsences], set: seventy }),
        'Per marzo 2026 di T-0001 risultano pagati 600,00 €, ma oggi spettano 300,00 € (11 giorni su 22 = 50,0 % < 70 %; mese intero: 600,00 €; sotto la soglia si paga in proporzione: × 11/22): il mese pagato non si tocca, aggiungi una rettifica in meno di 300,00 €, oppure correggi il foglio se è stato cambiato per sbaglio.',
      ],
      [
        batch(
          { amount: euro(540), outcome: undefined },
          { of: wholeMarch, sheets: [{}], set: seventy, after: [adjustment(50)] },
        ),
        'Per marzo 2026 di T-0001 risultano pagati 590,00 €, ma oggi spettano 600,00 € (22 giorni su 22 = 100,0 % ≥ 70 %; mese intero: 600,00 €): il mese pagato non si tocca, aggiungi una rettifica in più di 10,00 €, oppure correggi il foglio se è stato cambiato per sbaglio.',
      ],
    ],
    without: ['amount', 'month', 'internship', 'internship.startDate', 'kind'],
  },
  paymentsAreWithinTheGrant: {
    // March alone, from the 2nd: 580,65 € in all. No threshold is known, so nothing is due month by month.
    holds: [
      batch({ amount: euro(580, 65) }, { of: { endDate: day('2026-03-31') } }),
      batch({}, { of: { endDate: day('2026-03-31') }, sheets: [{}], set: seventy }),
      batch(
        {},
        { of: { endDate: day('2026-03-31') }, after: [{ id: 'LQ-0002', amount: euro(1) }] },
      ),
      batch({ amount: euro(590) }, { of: { endDate: day('2026-03-31') }, after: [adjustment(5)] }),
      batch({ amount: euro(601) }, { of: { endDate: day('2026-03-31') } }),
      batch({ outcome: 'cancelled' }, { of: { endDate: day('2026-03-31') } }),
      batch({ kind: 'refund' }, { of: { endDate: day('2026-03-31') } }),
      batch({}, { of: { endDate: undefined } }),
    ],
    fails: [
      [
        batch({}, { of: { endDate: day('2026-03-31') } }),
        'Con questa riga a T-0001 vanno 600,00 €, ma la borsa è di 580,65 € in tutto: sono 19,35 € di troppo.',
      ],
      [
        batch(
          { ...adjustment(0, 1), paidOn: undefined },
          { of: { endDate: day('2026-03-31') }, before: [{ amount: euro(580, 65) }] },
        ),
        'Con questa riga a T-0001 vanno 580,66 €, ma la borsa è di 580,65 € in tutto: sono 0,01 € di troppo.',
      ],
    ],
    without: ['amount', 'internship', 'internship.startDate', 'kind'],
  },
  tutorFeeIsAsAgreed: {
    holds: [
      batch({ kind: 'companyTutorFee', amount: euro(300) }, { of: { companyTutorFee: euro(300) } }),
    ],
    fails: [
      [
        batch(
          { kind: 'companyTutorFee', amount: euro(300, 1) },
          { of: { companyTutorFee: euro(300) } },
        ),
        'L’importo è 300,01 €, ma il compenso del tutor ospitante per T-0001 è 300,00 € al mese: controlla l’importo.',
      ],
    ],
    without: ['amount', 'internship', 'internship.companyTutorFee', 'kind'],
  },
  paidMonthIsWithinInternship: {
    holds: [
      batch(),
      batch({ month: month('2026-08') }),
      batch({ month: month('2026-09'), kind: 'adjustment' }),
    ],
    fails: [
      [
        batch({ month: month('2026-02') }),
        'Si paga febbraio 2026, ma T-0001 va dal 02/03/2026 al 31/08/2026: controlla il mese.',
      ],
      [
        batch({ month: month('2026-09') }),
        'Si paga settembre 2026, ma T-0001 va dal 02/03/2026 al 31/08/2026: controlla il mese.',
      ],
      [
        batch({}, { of: { typedState: 'cancelled' } }),
        'Si paga marzo 2026, ma T-0001 risulta annullato: controlla il tirocinio.',
      ],
    ],
    without: ['month', 'internship', 'internship.startDate', 'kind'],
  },
  paidMonthIsNotAllSuspended: {
    holds: [
      batch({}, { changes: [suspension('2026-03-02', '2026-03-30')] }),
      batch({ month: month('2026-09') }),
    ],
    fails: [
      [
        batch({}, { changes: [suspension('2026-03-02', '2026-03-31')] }),
        'Si paga marzo 2026, ma T-0001 è sospeso per tutto il mese (dal 02/03/2026 al 31/03/2026): controlla il mese o la sospensione.',
      ],
    ],
    without: ['month', 'internship', 'internship.startDate', 'kind'],
  },
  paymentIsApprovedByOthers: {
    holds: [
      batch({}, { sheets: [{}] }),
      batch({}, { sheets: [{ month: april, same: 'checkedBy' }] }),
    ],
    fails: [
      [
        batch({}, { sheets: [{ same: 'checkedBy' }] }),
        'O-0001 approva il pagamento, ma ha controllato le presenze di marzo 2026 (FP-0001): approva un’altra persona.',
      ],
      [
        batch({}, { sheets: [{ same: 'recordedBy' }] }),
        'O-0001 approva il pagamento, ma ha scritto le presenze di marzo 2026 (FP-0001): approva un’altra persona.',
      ],
    ],
    without: ['approvedBy', 'month', 'internship'],
  },
  paymentIsNotApprovedByItsAuthor: {
    holds: [batch()],
    fails: [
      [
        batch(sameOperator(aCoordinator({ id: 'O-0001' }), 'approvedBy', 'preparedBy')),
        'O-0001 ha preparato la riga e l’ha anche approvata: approva un’altra persona.',
      ],
    ],
    without: ['approvedBy', 'preparedBy'],
  },
  grantIsPublishedBeforePayment: {
    holds: [
      batch({ amount: euro(1000), publishedOn: undefined }),
      batch({ amount: euro(1000, 1), publishedOn: day('2026-04-22') }),
      batch(
        { publishedOn: undefined },
        { before: [{ month: april, orderedOn: day('2025-12-31') }] },
      ),
      batch({
        amount: euro(1000, 1),
        publishedOn: undefined,
        orderedOn: undefined,
        paidOn: undefined,
      }),
      batch(
        { amount: euro(2000), publishedOn: undefined },
        { set: { 'Pubblicazione oltre': '2.000,00' } },
      ),
    ],
    fails: [
      [
        batch({ amount: euro(1000, 1), publishedOn: undefined }),
        'A questa persona nell’anno vanno 1.000,01 €, oltre 1.000,00 €, e si paga il 22/04/2026: l’atto non risulta pubblicato. Va pubblicato prima, con l’ID e senza il nome.',
      ],
      [
        batch({ publishedOn: day('2026-04-23') }, { before: [{ month: april }] }),
        'A questa persona nell’anno vanno 1.200,00 €, oltre 1.000,00 €, e si paga il 22/04/2026: l’atto risulta pubblicato dopo, il 23/04/2026. Va pubblicato prima, con l’ID e senza il nome.',
      ],
    ],
    without: ['amount', 'internship', 'internship.beneficiary'],
  },
  returnedPaymentIsMadeAgain: {
    holds: [
      batch(),
      batch({ outcome: 'returned' }, { after: [{ ...adjustment(600), adjusts: 'LQ-0001' }] }),
      batch({ outcome: 'returned' }, { after: [{}] }),
    ],
    fails: [
      [
        batch({ outcome: 'returned' }, { before: [{ month: april }] }),
        'Il pagamento di marzo 2026 a T-0001 è tornato indietro e non ce n’è ancora uno nuovo: quando i dati sono a posto aggiungi una rettifica.',
      ],
      [
        batch({ outcome: 'returned' }, { after: [{ outcome: 'returned' }] }),
        'Il pagamento di marzo 2026 a T-0001 è tornato indietro e non ce n’è ancora uno nuovo: quando i dati sono a posto aggiungi una rettifica.',
      ],
    ],
    without: ['outcome', 'month', 'internship'],
  },
  adjustmentSaysWhatItCorrects: {
    holds: [batch(), batch({ ...adjustment(10), adjusts: 'LQ-0009' })],
    fails: [
      [
        batch({ ...adjustment(10), adjusts: undefined }),
        'È una rettifica, ma non dice quale riga corregge: scrivi l’ID in «Rettifica di».',
      ],
    ],
    without: ['kind'],
  },
  adjustmentSaysItsSign: {
    holds: [batch(), batch(adjustment(10))],
    fails: [
      [
        batch({ ...adjustment(10), direction: undefined }),
        'È una rettifica, ma non dice se l’importo si aggiunge o si toglie: scegli il segno.',
      ],
    ],
    without: ['kind'],
  },
  adjustmentSaysWhy: {
    holds: [batch(), batch(adjustment(10))],
    fails: [
      [
        batch({ ...adjustment(10), adjustReason: undefined }),
        'È una rettifica, ma non dice perché: scegli il motivo dall’elenco, mai quello di un’assenza.',
      ],
    ],
    without: ['kind'],
  },
  adjustmentCorrectsTheSameMonth: {
    holds: [batch(adjustment(10), { before: [{}] })],
    fails: [
      [
        batch(adjustment(10), { before: [{ month: april }] }),
        '«Rettifica di» dice LQ-0001, che non è un’altra liquidazione di T-0001 per marzo 2026: controlla l’ID.',
      ],
      [
        batch({ ...adjustment(10), adjusts: 'LQ-0002' }),
        '«Rettifica di» dice LQ-0002, che non è un’altra liquidazione di T-0001 per marzo 2026: controlla l’ID.',
      ],
      [
        batch({ ...adjustment(10), adjusts: 'LQ-0099' }),
        '«Rettifica di» dice LQ-0099, che non è un’altra liquidazione di T-0001 per marzo 2026: controlla l’ID.',
      ],
    ],
    without: ['adjusts', 'internship', 'month'],
  },
  netIsGrossLessWithheld: {
    holds: [batch({ withheld: euro(50), net: euro(550) })],
    fails: [
      [
        batch({ withheld: euro(50), net: euro(600) }),
        'Il netto è 600,00 €, ma 600,00 € meno 50,00 € di ritenute fa 550,00 €: controlla i tre importi.',
      ],
    ],
    proposed: '550,00 €',
    without: ['net', 'amount', 'withheld'],
  },
  approvalFollowsPreparation: {
    holds: [batch({ preparedOn: day('2026-04-10') })],
    fails: [
      [
        batch({ preparedOn: day('2026-04-11') }),
        'La riga risulta approvata il 10/04/2026 ma preparata dopo, il 11/04/2026: controlla le due date.',
      ],
    ],
    without: ['approvedOn', 'preparedOn'],
  },
  orderFollowsDetermination: {
    holds: [batch({ determinedOn: day('2026-04-22') })],
    fails: [
      [
        batch({ determinedOn: day('2026-04-23') }),
        'Il mandato è del 22/04/2026 ma la determina è dopo, del 23/04/2026: controlla le due date.',
      ],
    ],
    without: ['orderedOn', 'determinedOn'],
  },
  paymentFollowsOrder: {
    holds: [batch({ orderedOn: day('2026-04-24') })],
    fails: [
      [
        batch({ orderedOn: day('2026-04-25') }),
        'Risulta pagato il 24/04/2026 ma il mandato è dopo, del 25/04/2026: controlla le due date.',
      ],
    ],
    without: ['paidOn', 'orderedOn'],
  },
  paymentIsMadeByToday: {
    holds: [batch({ paidOn: day('2026-05-20') })],
    fails: [
      [
        batch({ paidOn: day('2026-05-21') }),
        '«Pagato il» dice 21/05/2026, un giorno che deve ancora venire: scrivilo quando il tesoriere ha pagato.',
      ],
    ],
    without: ['paidOn'],
  },
  paidRowSaysWhen: {
    holds: [batch(), batch({ paidOn: undefined, outcome: 'suspended' })],
    fails: [
      [
        batch({ paidOn: undefined }),
        'L’esito è «pagato», ma manca il giorno: copialo dalla quietanza, così il mese è chiuso.',
      ],
    ],
    without: ['outcome'],
  },
  paymentHasItsRestrictedRequirement: {
    holds: [
      batch(toPay, { sealed: [{}] }),
      batch(toPay, { sealed: [{ iban: undefined, paymentMode: 'atCounter' }] }),
      batch({}, { sealed: [] }),
    ],
    fails: [
      [
        batch(toPay, { sealed: [{ iban: undefined }] }),
        'Un requisito riservato manca: chiedi al coordinatore.',
      ],
      [batch(toPay, { sealed: [] }), 'Un requisito riservato manca: chiedi al coordinatore.'],
    ],
    without: ['internship', 'internship.beneficiary', 'kind'],
  },
  paymentIsOnAFittingItem: {
    holds: [batch(), batch({ kind: 'refund', item: aBudgetItem({ category: 'other' }) })],
    fails: [
      [
        batch({ item: aBudgetItem({ id: 'QE-0003', category: 'insurance' }) }),
        'È «indennità del mese», ma la voce QE-0003 è per «INAIL e RCT»: scegli la voce giusta.',
      ],
    ],
    without: ['item', 'item.category', 'kind'],
  },
  paymentIsWithinItemTerm: {
    holds: [batch({ item: aBudgetItem({ until: day('2026-04-24') }) })],
    fails: [
      [
        batch({ item: aBudgetItem({ until: day('2026-04-23') }) }),
        'Il pagamento è del 24/04/2026, ma la voce QE-0001 si può spendere fino al 23/04/2026: la spesa potrebbe non essere ammessa.',
      ],
    ],
    without: ['paidOn', 'item', 'item.until'],
  },

  // ── Quadro economico ──
  commitmentIsWithinItem: {
    holds: [
      item({ committed: euro(158_400) }),
      item({ committed: euro(160_000), revisedAmount: euro(160_000) }),
    ],
    fails: [
      [
        item({ committed: euro(158_400, 1) }),
        'Sono impegnati 158.400,01 €, ma alla voce sono assegnati 158.400,00 €: controlla gli importi, o chiedi una rimodulazione.',
      ],
    ],
    without: ['committed', 'amount'],
  },
  paymentsAreWithinItem: {
    holds: [
      item({ amount: euro(1000), otherSpent: euro(400) }, [{}]),
      item({ amount: euro(600) }, [{}, { outcome: 'returned' }]),
      item({ amount: euro(600) }, [{}, adjustment(50), { ...adjustment(50), direction: 'less' }]),
    ],
    fails: [
      [
        item({ amount: euro(1199) }, [{}, { month: april, outcome: undefined, paidOn: undefined }]),
        'Tra liquidazioni e altre spese la voce arriva a 1.200,00 €, ma sono assegnati 1.199,00 €: ferma le nuove liquidazioni o chiedi una rimodulazione.',
      ],
    ],
    without: ['amount'],
  },
  paidIsWithinCommitment: {
    holds: [
      item({ committed: euro(600) }, [{}, { month: april, outcome: undefined, paidOn: undefined }]),
      item({ committed: euro(100), amount: euro(500) }, [{}]),
    ],
    fails: [
      [
        item({ committed: euro(599) }, [{}]),
        'Sono pagati 600,00 €, ma impegnati 599,00 €: aggiorna l’impegnato, o prendi l’impegno che manca.',
      ],
    ],
    without: ['committed', 'amount'],
  },
  reportedIsWithinSpent: {
    holds: [item({ reported: euro(600) }, [{}])],
    fails: [
      [
        item({ reported: euro(600, 1) }, [{}]),
        'Sono rendicontati 600,01 €, ma ne risultano spesi 600,00 €: controlla i pagamenti della voce o la rendicontazione.',
      ],
    ],
    without: ['reported', 'amount'],
  },
} satisfies Readonly<Record<keyof typeof rules, Case>>;

const all: readonly (readonly [name: string, Case])[] = Object.entries(cases);

describe.each(all)('%s', (id, { holds, fails, without, proposed }: Case) => {
  // The names of the cases are those of the rules: `satisfies` says so.
  const rule = (rules as Readonly<Record<string, Rule>>)[id] as Rule;

  test(`tace quando è vero: ${rule.name}`, () => {
    expect(holds.map(([row, world]) => rule.judge(row, world)?.says)).toEqual(
      holds.map(() => undefined),
    );
  });

  test('altrimenti dice che cosa ha trovato', () => {
    const said = fails.map(([[row, world]]) => rule.judge(row, world));

    expect(said.map((it) => it?.says)).toEqual(fails.map(([, says]) => says));
    expect(said[0]?.proposed).toBe(proposed);
  });

  test.each(without)('tace se manca «%s»', (path) => {
    const [[row, world] = []] = fails.map(([given]) => given);

    expect(rule.judge(lacking(row ?? {}, path), world ?? around())).toBeUndefined();
  });
});

describe('Tutte le regole', () => {
  const every = Object.entries<Rule>(rules);

  test.each(every)('%s si spiega da sé', (_, it) => {
    expect(it.name.trim()).not.toBe('');
    expect(it.name.endsWith('.')).toBe(false);
    expect(it.expects.endsWith('.')).toBe(true);
    expect(it.expects).toMatch(/\d|«|ad esempio/);
    expect(() => columnAt(it.tab, it.marks)).not.toThrow();
  });

  test('non hanno nomi uguali', () => {
    const names = every.map(([, it]) => it.name);

    expect(names.filter((it, at) => names.indexOf(it) !== at)).toEqual([]);
  });

  test('ogni frase finisce con un punto e non tace dove manca un nome', () => {
    const said = all.flatMap(([, it]) => it.fails.map(([, says]) => says));

    expect(said.filter((it) => !it.endsWith('.') || /undefined|\s\s/.test(it))).toEqual([]);
  });

  test('una presenza che non doveva esserci non si cancella mai', () => {
    const said = all
      .filter(([name]) => name.startsWith('presence'))
      .flatMap(([, it]) => it.fails.map(([, says]) => says));

    expect(said.filter((it) => /cancella|elimina|togli/i.test(it))).toEqual([]);
  });

  test('il requisito riservato non dice quale, né di chi', () => {
    const { says } = { says: cases.paymentHasItsRestrictedRequirement.fails[0]?.[1] ?? '' };

    expect(says).toBe('Un requisito riservato manca: chiedi al coordinatore.');
    expect(rules.paymentHasItsRestrictedRequirement.classes).not.toContain('restricted');
    expect(rules.paymentHasItsRestrictedRequirement.uses).toEqual([restricted]);
  });
});

// ── Worlds ──────────────────────────────────────────────────────────────────────────────────────

type Row<T extends AnyTab> = Partial<RowOf<T>>;

interface World {
  readonly today?: ReturnType<typeof day>;
  readonly patrons?: readonly Patron[];
  readonly set?: Readonly<Record<string, string | number>>;
  readonly of?: Row<typeof internships>;
  readonly changes?: readonly Row<typeof variations>[];
}

function worldOf(
  { today, patrons, set, changes = [] }: World,
  internship: RowOf<typeof internships>,
  rows: readonly (readonly [AnyTab, readonly object[]])[],
  without: readonly AnyTab[] = [],
): Around {
  return around({
    ...(today === undefined ? {} : { today }),
    ...(patrons === undefined ? {} : { patrons }),
    ...(set === undefined ? {} : { settings: settingsFrom(new Map(Object.entries(set))) }),
    without,
    rows: [
      [internships, [internship]],
      [beneficiaries, internship.beneficiary === undefined ? [] : [internship.beneficiary]],
      [variations, changes.map((it) => aVariation({ internship, ...it }))],
      ...rows,
    ],
  });
}

function sheet(
  but: Row<typeof attendanceSheets> = {},
  world: World & {
    readonly before?: readonly Row<typeof attendanceSheets>[];
    readonly shut?: readonly Row<typeof closures>[];
  } = {},
): Given {
  const internship = anInternshipUnderWay(world.of);
  const row = anAttendanceSheet({ internship, ...but });
  const others = (world.before ?? []).map((it) => anAttendanceSheet({ internship, ...it }));
  const shut = (world.shut ?? []).map((it) => aClosure({ site: internship.site, ...it }));
  return [
    row,
    worldOf(world, internship, [
      [attendanceSheets, [...others, row]],
      [closures, shut],
    ]),
  ];
}

/** May of 2026, not over and with nothing but absences written. */
function underWay(
  absences: readonly number[],
  world: World = {},
  but: Row<typeof attendanceSheets> = {},
): Given {
  const days = Object.fromEntries(absences.map((number) => [`d${number}`, A]));
  return sheet({ ...blank, ...days, ...stillOpen, month: may, ...but }, { set: seventy, ...world });
}

function internship(
  but: Row<typeof internships> = {},
  world: Omit<World, 'of'> & {
    readonly sheets?: readonly Row<typeof attendanceSheets>[];
    readonly visited?: readonly string[];
  } = {},
): Given {
  const row = anInternshipUnderWay(but);
  const sheets = (world.sheets ?? []).map((it) => anAttendanceSheet({ internship: row, ...it }));
  const visited = (world.visited ?? []).map((on) => aVisit({ internship: row, on: day(on) }));
  return [
    row,
    worldOf(world, row, [
      [attendanceSheets, sheets],
      [visits, visited],
    ]),
  ];
}

function visit(
  but: Row<typeof visits> = {},
  world: World & { readonly after?: readonly Row<typeof visits>[] } = {},
): Given {
  const internship = anInternshipUnderWay(world.of);
  const row = aVisit({ internship, ...but });
  const others = (world.after ?? []).map((it) => aVisit({ internship, ...it }));
  return [row, worldOf(world, internship, [[visits, [row, ...others]]])];
}

function signing(
  but: Row<typeof signings> = {},
  world: World & { readonly host?: Row<typeof companies>; readonly without?: true } = {},
): Given {
  const company = aCompany(world.host);
  const internship = anInternshipUnderWay({ company, ...world.of });
  const row = aSigning(but);
  return [
    row,
    worldOf(
      world,
      internship,
      [
        [signings, [row]],
        [companies, [company]],
        [companyTutors, [aCompanyTutor({ company })]],
        [agreements, [anAgreement({ company })]],
      ],
      world.without ? [partners] : [],
    ),
  ];
}

function waiver(but: Row<typeof waivers> = {}): Given {
  const row = aWaiver(but);
  return [row, worldOf({}, anInternshipUnderWay(), [[waivers, [row]]])];
}

function request(but: Row<typeof requests> = {}): Given {
  const row = aRequest(but);
  return [row, worldOf({}, anInternshipUnderWay(), [[requests, [row]]])];
}

function batch(
  but: Row<typeof batches> = {},
  world: World & {
    readonly before?: readonly Row<typeof batches>[];
    readonly after?: readonly Row<typeof batches>[];
    readonly sheets?: readonly (Row<typeof attendanceSheets> & {
      /** Who approves the payment had this hand in the sheet too. */
      readonly same?: 'checkedBy' | 'recordedBy';
    })[];
    readonly sealed?: readonly Row<typeof restricted>[];
  } = {},
): Given {
  const internship = anInternshipUnderWay(world.of);
  const approvedBy = aCoordinator({ id: 'O-0001' });
  const row = aBatch({ internship, approvedBy, ...but });
  const other = (it: Row<typeof batches>) => aBatch({ internship, approvedBy, ...it });
  const sheets = (world.sheets ?? []).map(({ same, ...it }) =>
    anAttendanceSheet({ internship, ...it, ...(same === undefined ? {} : { [same]: approvedBy }) }),
  );
  const sealed = (world.sealed ?? []).map((it) =>
    aRestricted({ beneficiary: internship.beneficiary, ...it }),
  );
  return [
    row,
    worldOf(world, internship, [
      [batches, [...(world.before ?? []).map(other), row, ...(world.after ?? []).map(other)]],
      [attendanceSheets, sheets],
      [restricted, sealed],
    ]),
  ];
}

function item(but: Row<typeof budget> = {}, rows: readonly Row<typeof batches>[] = []): Given {
  const row = aBudgetItem(but);
  const internship = anInternshipUnderWay();
  return [
    row,
    worldOf({}, internship, [
      [budget, [row]],
      [batches, rows.map((it) => aBatch({ internship, item: row, ...it }))],
    ]),
  ];
}

function suspension(from: string, to: string | undefined): Row<typeof variations> {
  return {
    ...noMove,
    kind: 'suspension',
    from: day(from),
    to: to === undefined ? undefined : day(to),
  };
}

/** Extended to a day, both insurances with it. */
function extension(to: string): Row<typeof variations> {
  return { newEndDate: day(to), inailTo: day(to), rctTo: day(to) };
}

/** Another site, in Andria, from a day on. */
function move(from: string): Row<typeof variations> {
  return { ...noMove, kind: 'site', from: day(from), newSite: aSite({ id: 'S-0002' }) };
}

function newWeek(
  week: Pick<RowOf<typeof variations>, 'hoursMon' | 'hoursSat'>,
  from: string,
  to: string | undefined,
): Row<typeof variations> {
  return {
    ...noMove,
    ...week,
    kind: 'hours',
    from: day(from),
    to: to === undefined ? undefined : day(to),
  };
}

function raise(amount: number, from: string): Row<typeof variations> {
  return { ...noMove, kind: 'hours', from: day(from), newAllowance: euro(amount) };
}

function adjustment(amount: number, hundredths = 0): Row<typeof batches> {
  return {
    id: 'LQ-0002',
    kind: 'adjustment',
    amount: euro(amount, hundredths),
    direction: 'more',
    adjusts: 'LQ-0001',
    adjustReason: 'attendance',
  };
}

/** One operator in two columns, as one row is. */
function sameOperator(it: ReturnType<typeof aPromoterTutor>, ...columns: readonly string[]) {
  return Object.fromEntries(columns.map((column) => [column, it]));
}

/** The same row with a cell blank, here or in a row it refers to. */
function lacking(row: object, path: string): object {
  const [key = '', ...rest] = path.split('.');
  // Rows are plain objects by column name.
  const inner = (row as Readonly<Record<string, object>>)[key] ?? {};
  return { ...row, [key]: rest.length === 0 ? undefined : lacking(inner, rest.join('.')) };
}
