import { describe, expect, test } from 'vitest';
import {
  attendanceSheets,
  closures,
  type companyTutors,
  internships,
  signings,
  variations,
  visits,
} from '../../config/registry.ts';
import * as rules from '../../config/rules/tirocini.ts';
import { day } from '../../src/core/day.ts';
import { euro } from '../../src/core/money.ts';
import type { Around, Rule } from '../../src/core/rule.ts';
import { settingsFrom } from '../../src/core/setting.ts';
import type { RowOf } from '../../src/core/tab.ts';
import { around } from '../a/around.ts';
import {
  aClosure,
  aCompany,
  aCompanyTutor,
  anAgreement,
  aSite,
  someComune,
  someOperator,
} from '../a/imprese.ts';
import { anInternship, aPlanSigning, aPromoterTutor, aTrainee, aVariation } from '../a/tirocini.ts';

type Internship = RowOf<typeof internships>;
type Variation = RowOf<typeof variations>;

/** A row to be judged, and the world it stands in. Today is 20/05/2026, twelve days before the start. */
type Given = readonly [row: object, around: Around];
type World = NonNullable<Parameters<typeof around>[0]>;

interface Case {
  readonly holds: Given;
  readonly fails: Given;
  readonly says: string;
  readonly proposed?: string;
  /** The needed cell that is left blank. */
  readonly without: keyof Internship | keyof Variation;
}

const campania = { region: 'campania', instrument: 'extracurricular' } as const;
/** L.R. Puglia 23/2013, whose numbers are verified for tirocini extracurriculari. */
const oldPuglia = {
  region: 'puglia',
  instrument: 'extracurricular',
  startDate: day('2020-06-01'),
  endDate: day('2020-11-30'),
} as const;
const then: World = { today: day('2020-05-20') };
const restful = {
  hoursMon: undefined,
  hoursTue: undefined,
  hoursWed: undefined,
  hoursThu: undefined,
  hoursFri: undefined,
} as const;
const july = day('2026-07-01');
const december = day('2026-12-08');

const cases = {
  // ── La persona ──
  tisPersonInCharge: {
    holds: one(),
    fails: one({ beneficiary: aTrainee({ inChargeOn: undefined }) }),
    says: 'Di B-0001 manca la data della presa in carico (foglio «Beneficiari»), e senza presa in carico non c’è TIS: il tirocinio comincia lunedì 1° giugno.',
    without: 'instrument',
  },
  tisPersonInChargeByStart: {
    holds: one({ beneficiary: aTrainee({ inChargeOn: day('2026-06-01') }) }),
    fails: one({ beneficiary: aTrainee({ inChargeOn: day('2026-06-02') }) }),
    says: 'La presa in carico di B-0001 è del 02/06/2026, dopo l’inizio del TIS (01/06/2026).',
    without: 'beneficiary',
  },
  tisPersonStillInCharge: {
    holds: one({ beneficiary: aTrainee({ inChargeUntil: day('2026-06-01') }) }),
    fails: one({ beneficiary: aTrainee({ inChargeUntil: day('2026-05-31') }) }),
    says: 'La presa in carico di B-0001 risulta finita il 31/05/2026, prima dell’inizio del TIS (01/06/2026).',
    without: 'startDate',
  },
  requirementSeen: {
    holds: one(),
    fails: one({ beneficiary: aTrainee({ requirementVerified: undefined }) }),
    says: 'Di B-0001 il requisito di accesso non risulta verificato (foglio «Beneficiari»): il tirocinio comincia lunedì 1° giugno.',
    without: 'beneficiary',
  },
  personSuitable: {
    holds: one({ beneficiary: aTrainee({ suitable: false }) }, { today: day('2026-06-01') }),
    fails: one({ beneficiary: aTrainee({ suitable: false }) }),
    says: 'Per B-0001 «Idoneo al percorso» dice no, ma il tirocinio comincia lunedì 1° giugno.',
    without: 'startDate',
  },
  personNotRenounced: {
    holds: one({ beneficiary: aTrainee({ typedStage: 'waiting' }) }),
    fails: one({ beneficiary: aTrainee({ typedStage: 'renounced' }) }),
    says: 'Per B-0001 è segnata una rinuncia, ma il tirocinio comincia lunedì 1° giugno.',
    without: 'startDate',
  },

  // ── PFI e convenzione ──
  pfiNumbered: {
    holds: one(),
    fails: one({ pfiNumber: undefined }),
    says: 'Manca il numero del PFI: il tirocinio comincia lunedì 1° giugno.',
    without: 'startDate',
  },
  pfiSigned: {
    holds: signing({ pfiSignedOn: undefined }, { companySignedOn: undefined }),
    fails: signing({ pfiSignedOn: undefined }),
    says: 'Manca il giorno dell’ultima firma del PFI: il tirocinio comincia lunedì 1° giugno.',
    proposed: '15/05/2026',
    without: 'pfiNumber',
  },
  pfiSignedByAll: {
    holds: signing({}),
    fails: signing({}, { companySignedOn: undefined, serviceSignedOn: undefined }),
    says: 'Nel foglio «Firme e protocollo» (F-0001) il PFI non è ancora firmato da: ospitante e servizio. Il tirocinio comincia lunedì 1° giugno.',
    without: 'pfiNumber',
  },
  pfiSignedByStart: {
    holds: one({ pfiSignedOn: day('2026-06-01') }),
    fails: one({ pfiSignedOn: day('2026-06-02') }),
    says: 'Il PFI è firmato il 02/06/2026, ma il tirocinio comincia il 01/06/2026.',
    without: 'pfiSignedOn',
  },
  pfiSignedAlready: {
    holds: one({ pfiSignedOn: day('2026-05-20') }),
    fails: one({ pfiSignedOn: day('2026-05-21') }),
    says: 'Il PFI risulta firmato il 21/05/2026, un giorno che deve ancora venire.',
    without: 'pfiSignedOn',
  },
  pfiNumberedOnce: {
    holds: lastOf([anInternship(), anInternship({ id: 'T-0002' })]),
    fails: lastOf([anInternship(), anInternship({ id: 'T-0002', coProtocol: '16000262000999' })]),
    says: 'Il PFI n. 14/2026 è già quello di T-0001: ogni progetto ha il suo.',
    without: 'pfiNumber',
  },
  agreementChosen: {
    holds: one(),
    fails: one({ agreement: undefined }),
    says: 'Manca la convenzione con l’ospitante: il tirocinio comincia lunedì 1° giugno.',
    without: 'startDate',
  },
  agreementSigned: {
    holds: one(),
    fails: one({ agreement: anAgreement({ signedOn: undefined }) }),
    says: 'La convenzione CV-0001 non ha ancora la data della firma: il tirocinio comincia lunedì 1° giugno.',
    without: 'agreement',
  },
  agreementSignedByStart: {
    holds: one({ agreement: anAgreement({ signedOn: day('2026-06-01') }) }),
    fails: one({ agreement: anAgreement({ signedOn: day('2026-06-02') }) }),
    says: 'La convenzione CV-0001 è firmata il 02/06/2026, dopo l’inizio del tirocinio (01/06/2026).',
    without: 'startDate',
  },
  agreementInForceAtStart: {
    holds: one({ agreement: anAgreement({ from: day('2026-06-01'), to: day('2026-06-01') }) }),
    fails: one({ agreement: anAgreement({ to: day('2026-05-31') }) }),
    says: 'Il 01/06/2026, primo giorno del tirocinio, la convenzione CV-0001 non è in vigore: vale dal 24/03/2026 al 31/05/2026.',
    without: 'agreement',
  },
  agreementOfTheHost: {
    holds: one(),
    fails: one({ agreement: anAgreement({ company: aCompany({ id: 'I-0002' }) }) }),
    says: 'La convenzione CV-0001 è con I-0002, ma l’ospitante di questo tirocinio è I-0001.',
    without: 'company',
  },
  agreementForTheInstrument: {
    holds: one({ agreement: anAgreement({ instruments: ['tis', 'borsaLavoro'] }) }),
    fails: one({ agreement: anAgreement({ instruments: ['extracurricular', 'borsaLavoro'] }) }),
    says: 'La convenzione CV-0001 vale per Tirocinio extracurriculare e Borsa lavoro, ma questo è di tipo «TIS».',
    without: 'instrument',
  },

  // ── Sede e tutor ──
  siteChosen: {
    holds: one(),
    fails: one({ site: undefined }),
    says: 'Manca la sede di lavoro: il tirocinio comincia lunedì 1° giugno.',
    without: 'startDate',
  },
  siteOfTheHost: {
    holds: one(),
    fails: one({ site: aSite({ company: aCompany({ id: 'I-0002' }) }) }),
    says: 'La sede S-0001 è di I-0002, ma l’ospitante di questo tirocinio è I-0001.',
    without: 'company',
  },
  companyTutorChosen: {
    holds: one(),
    fails: one({ companyTutor: undefined }),
    says: 'Manca il tutor ospitante: il tirocinio comincia lunedì 1° giugno.',
    without: 'startDate',
  },
  promoterTutorChosen: {
    holds: one(),
    fails: one({ promoterTutor: undefined }),
    says: 'Manca il tutor promotore: il tirocinio comincia lunedì 1° giugno.',
    without: 'startDate',
  },
  companyTutorOfTheHost: {
    holds: one(),
    fails: one({ companyTutor: aCompanyTutor({ company: aCompany({ id: 'I-0002' }) }) }),
    says: 'TO-0001 è tutor di I-0002, ma l’ospitante di questo tirocinio è I-0001.',
    without: 'companyTutor',
  },
  companyTutorAtTheSite: {
    holds: one({ companyTutor: aCompanyTutor({ site: aSite() }) }),
    fails: one({ companyTutor: aCompanyTutor({ site: aSite({ id: 'S-0002' }) }) }),
    says: 'TO-0001 di solito lavora in S-0002, ma il tirocinio si svolge in S-0001.',
    without: 'site',
  },
  companyTutorAlreadyServes: {
    holds: one({ companyTutor: aCompanyTutor({ from: day('2026-06-01') }) }),
    fails: one({ companyTutor: aCompanyTutor({ from: day('2026-06-02') }) }),
    says: 'TO-0001 è tutor ospitante dal 02/06/2026, ma il tirocinio comincia il 01/06/2026.',
    without: 'companyTutor',
  },
  promoterTutorInService: {
    holds: one({ promoterTutor: aPromoterTutor({ to: day('2026-06-01') }) }),
    fails: one({ promoterTutor: aPromoterTutor({ to: day('2026-05-31') }) }),
    says: 'O-0004 non è in servizio il 01/06/2026: lo è fino al 31/05/2026.',
    without: 'promoterTutor',
  },
  mentorInService: {
    holds: one({ mentor: someOperator({ role: 'mentor', from: day('2026-06-01') }) }),
    fails: one({ mentor: someOperator({ role: 'mentor', from: day('2026-06-02') }) }),
    says: 'O-0005 non è in servizio il 01/06/2026: lo è dal 02/06/2026.',
    without: 'mentor',
  },
  promoterTutorHasTheRole: {
    holds: one({
      promoterTutor: someOperator({ role: 'counsellor', otherRoles: ['promoterTutor'] }),
    }),
    fails: one({ promoterTutor: someOperator() }),
    says: 'O-0005 è qui come tutor promotore, ma nel foglio «Operatori» il suo ruolo è «tutor d’impresa».',
    without: 'promoterTutor',
  },
  enterpriseTutorHasTheRole: {
    holds: one({ enterpriseTutor: someOperator() }),
    fails: one({ enterpriseTutor: someOperator({ role: 'promoterTutor' }) }),
    says: 'O-0005 è qui come tutor d’impresa, ma nel foglio «Operatori» il suo ruolo è «tutor promotore».',
    without: 'enterpriseTutor',
  },
  mentorHasTheRole: {
    holds: one({ mentor: someOperator({ role: 'mentor' }) }),
    fails: one({ mentor: someOperator({ role: 'labOperator' }) }),
    says: 'O-0005 è qui come mentor, ma nel foglio «Operatori» il suo ruolo è «operatore di laboratorio».',
    without: 'mentor',
  },
  promoterAndCompanyTutorDiffer: {
    holds: one({ companyTutor: aCompanyTutor({ phone: undefined, email: undefined }) }),
    fails: one({ companyTutor: aCompanyTutor({ email: 'sara.conti@example.org' }) }),
    says: 'O-0004 e TO-0001 sembrano la stessa persona (stessa e-mail): è tutor promotore e tutor ospitante insieme.',
    without: 'promoterTutor',
  },
  enterpriseTutorDiffers: {
    holds: one({ enterpriseTutor: someOperator() }),
    fails: one({ enterpriseTutor: someOperator({ lastName: 'MARTA', firstName: 'Verdì' }) }),
    says: 'O-0005 è insieme tutor d’impresa e tutor ospitante di questo tirocinio (TO-0001: stesso nome).',
    without: 'enterpriseTutor',
  },
  companyTutorWithinCap: {
    holds: crowd(3),
    fails: crowd(4),
    says: 'Il 01/06/2026 TO-0001 seguirebbe 4 persone insieme: il massimo è 3 (limite da verificare: Linee guida 22/1/2015, Rep. 7/CSR).',
    without: 'companyTutor',
  },
  promoterTutorWithinCap: {
    holds: crowd(20),
    fails: crowd(21),
    says: 'Il 01/06/2026 O-0004 seguirebbe 21 persone insieme: il massimo è 20 (limite da verificare: Linee guida 22/1/2015, Rep. 7/CSR).',
    without: 'promoterTutor',
  },
  promoterTutorNearCap: {
    holds: crowd(17),
    fails: crowd(18),
    says: 'Con questo tirocinio O-0004 arriva a seguire 18 persone insieme: ne restano 2 prima del massimo.',
    without: 'promoterTutor',
  },

  // ── CO ──
  coAhead: {
    holds: one({ coSentOn: undefined }, { today: day('2026-05-25') }),
    fails: one({ coSentOn: undefined }, { today: day('2026-05-24') }),
    says: 'La comunicazione obbligatoria non è ancora stata inviata: il tirocinio comincia lunedì 1° giugno.',
    without: 'startDate',
  },
  coDue: {
    holds: one({ coSentOn: undefined }, { today: day('2026-05-24') }),
    fails: one({ coSentOn: undefined }, { today: day('2026-05-25') }),
    says: 'La comunicazione obbligatoria non risulta inviata: il tirocinio comincia lunedì 1° giugno e l’ultimo giorno lavorativo utile è venerdì 29 maggio.',
    without: 'startDate',
  },
  startedWithoutCo: {
    holds: one({ coSentOn: undefined }, { today: day('2026-05-31') }),
    fails: one({ coSentOn: undefined, coProtocol: undefined }, { today: day('2026-06-01') }),
    says: 'Il tirocinio comincia oggi e della comunicazione obbligatoria non c’è traccia: possibile lavoro irregolare.',
    without: 'startDate',
  },
  coSentBeforeStart: {
    holds: one({ coSentOn: day('2026-05-31') }),
    fails: one({ coSentOn: day('2026-06-01') }),
    says: 'La CO è partita il 01/06/2026, ma il tirocinio comincia il 01/06/2026: andava inviata al più tardi il giorno prima.',
    without: 'coSentOn',
  },
  coSentAlready: {
    holds: one({ coSentOn: day('2026-05-20') }),
    fails: one({ coSentOn: day('2026-05-21') }),
    says: 'La CO risulta inviata il 21/05/2026, un giorno che deve ancora venire.',
    without: 'coSentOn',
  },
  coProtocolWritten: {
    holds: one({ coProtocol: undefined }, { today: day('2026-05-24') }),
    fails: one({ coProtocol: undefined }, { today: day('2026-05-25') }),
    says: 'La CO risulta inviata il 18/05/2026, ma manca il protocollo della ricevuta: il tirocinio comincia lunedì 1° giugno.',
    without: 'coSentOn',
  },
  coProtocolOnce: {
    holds: lastOf([anInternship({ typedState: 'cancelled' }), anInternship({ id: 'T-0002' })]),
    fails: lastOf([anInternship(), anInternship({ id: 'T-0002' })]),
    says: 'Il protocollo 1600026200012345 è già quello di T-0001: forse la riga è stata copiata, ma ogni avvio ha la sua CO.',
    without: 'coProtocol',
  },
  coSenderNamed: {
    holds: one({ coSentBy: undefined }),
    fails: one({ coSentBy: undefined, coSentOn: undefined }),
    says: 'Non è scritto chi invia la comunicazione obbligatoria: il tirocinio comincia lunedì 1° giugno.',
    without: 'startDate',
  },
  tisCoCategoryWritten: {
    holds: one({ coCategory: undefined, coSentOn: undefined }),
    fails: one({ coCategory: undefined }),
    says: 'Manca la categoria con cui è stata inviata la CO di questo TIS: con una diversa dalla 09 c’è il rischio sospensione ADI. Il tirocinio comincia lunedì 1° giugno.',
    without: 'coSentOn',
  },
  tisCoCategory: {
    holds: one({ coCategory: 'other', instrument: 'extracurricular' }),
    fails: one({ coCategory: 'other' }),
    says: 'La CO di questo TIS ha una categoria diversa dalla 09: rischio sospensione ADI per la famiglia. Va rettificata subito.',
    without: 'coCategory',
  },
  gepiRecorded: {
    holds: one({}, { today: day('2026-05-31') }),
    fails: one({}, { today: day('2026-06-01') }),
    says: 'Manca il giorno in cui il case manager ha inserito il TIS in GePI: il tirocinio comincia oggi.',
    without: 'instrument',
  },

  // ── Assicurazioni e sicurezza ──
  inailPatWritten: {
    holds: one({ inailPat: undefined }, set('PAT INAIL del promotore', '12345678/90')),
    fails: one({ inailPat: undefined }),
    says: 'Manca la posizione INAIL (PAT) di chi assicura: il tirocinio comincia lunedì 1° giugno.',
    without: 'startDate',
  },
  inailFromTheStart: {
    holds: one({ inailFrom: day('2026-06-01') }),
    fails: one({ inailFrom: day('2026-06-02') }),
    says: 'L’INAIL copre solo dal 02/06/2026: il tirocinio comincia lunedì 1° giugno.',
    without: 'startDate',
  },
  inailToTheEnd: {
    holds: one({ inailTo: day('2026-11-30') }),
    fails: one({ inailTo: day('2026-11-29') }),
    says: 'L’INAIL copre fino al 29/11/2026, ma il tirocinio finisce il 30/11/2026.',
    without: 'endDate',
  },
  rctPolicyWritten: {
    holds: one({ rctPolicy: undefined }, set('Polizza RCT del promotore', '2026/10/4477')),
    fails: one({ rctPolicy: undefined }),
    says: 'Manca la polizza di responsabilità civile (RCT): il tirocinio comincia lunedì 1° giugno.',
    without: 'startDate',
  },
  rctFromTheStart: {
    holds: one({ rctFrom: day('2026-06-01') }),
    fails: one({ rctFrom: undefined, rctTo: undefined }),
    says: 'Mancano il primo e l’ultimo giorno coperti dalla polizza RCT: il tirocinio comincia lunedì 1° giugno.',
    without: 'startDate',
  },
  rctToTheEnd: {
    holds: one({ rctTo: day('2026-11-30') }),
    fails: one({ rctTo: undefined }),
    says: 'Manca l’ultimo giorno coperto dalla polizza RCT: il tirocinio finisce il 30/11/2026.',
    without: 'endDate',
  },
  safetyTrainingWritten: {
    holds: one(),
    fails: one({ safetyTrainingOn: undefined }),
    says: 'Manca il giorno della formazione sulla sicurezza: il tirocinio comincia lunedì 1° giugno.',
    without: 'startDate',
  },
  safetyTrainingByStart: {
    holds: one({ safetyTrainingOn: day('2026-06-01') }),
    fails: one({ safetyTrainingOn: day('2026-06-02') }),
    says: 'La formazione sulla sicurezza finisce il 02/06/2026, dopo il primo giorno di tirocinio (01/06/2026).',
    without: 'safetyTrainingOn',
  },
  medicalVisitAnswered: {
    holds: one(),
    fails: one({ medicalVisitDue: undefined }),
    says: 'Non è scritto se i rischi dell’attività chiedono la visita medica: il tirocinio comincia lunedì 1° giugno.',
    without: 'startDate',
  },
  medicalVisitDone: {
    holds: one({ medicalVisitDue: false }),
    fails: one({ medicalVisitDue: true }),
    says: 'La visita medica è dovuta ma non ha ancora una data: il tirocinio comincia lunedì 1° giugno.',
    without: 'startDate',
  },
  medicalVisitByStart: {
    holds: one({ medicalVisitDue: true, medicalVisitOn: day('2026-06-01') }),
    fails: one({ medicalVisitDue: true, medicalVisitOn: day('2026-06-02') }),
    says: 'La visita medica è del 02/06/2026, dopo il primo giorno di tirocinio (01/06/2026).',
    without: 'medicalVisitDue',
  },
  dpiAnswered: {
    holds: one(),
    fails: one({ dpiDue: undefined }),
    says: 'Non è scritto se servono dispositivi di protezione (DPI): il tirocinio comincia lunedì 1° giugno.',
    without: 'startDate',
  },
  dpiDelivered: {
    holds: one({ dpiDue: true }, { today: day('2026-05-26') }),
    fails: one({ dpiDue: true }, { today: day('2026-05-27') }),
    says: 'I dispositivi di protezione (DPI) servono ma non risultano consegnati: il tirocinio comincia lunedì 1° giugno.',
    without: 'startDate',
  },
  dpiByStart: {
    holds: one({ dpiDue: true, dpiDeliveredOn: day('2026-06-01') }),
    fails: one({ dpiDue: true, dpiDeliveredOn: day('2026-06-02') }),
    says: 'I DPI sono stati consegnati il 02/06/2026, dopo il primo giorno di tirocinio (01/06/2026).',
    without: 'dpiDue',
  },

  // ── Contenuti e orario ──
  professionWritten: {
    holds: one(),
    fails: one({ cp: undefined }),
    says: 'Manca la professione (CP2021): il tirocinio comincia lunedì 1° giugno.',
    without: 'startDate',
  },
  sepAdaWritten: {
    holds: one(),
    fails: one({ sepAda: undefined }),
    says: 'Manca il riferimento all’Atlante del lavoro (SEP / ADA): il tirocinio comincia lunedì 1° giugno.',
    without: 'startDate',
  },
  tasksWritten: {
    holds: one(),
    fails: one({ tasks: undefined }),
    says: 'Mancano le attività da svolgere: il tirocinio comincia lunedì 1° giugno.',
    without: 'startDate',
  },
  timetableWritten: {
    holds: one({ ...restful, hoursSat: 240 }),
    fails: one({ ...restful, hoursMon: 0 }),
    says: 'Non c’è l’orario (i giorni da Lun a Dom sono tutti vuoti): il tirocinio comincia lunedì 1° giugno.',
    without: 'startDate',
  },
  weeklyHoursWritten: {
    holds: one(),
    fails: one({ weeklyHours: undefined, hoursFri: 270 }),
    says: 'Manca il totale delle ore alla settimana (i giorni ne fanno 24,5): il tirocinio comincia lunedì 1° giugno.',
    proposed: '24,5',
    without: 'startDate',
  },
  weeklyHoursAgree: {
    holds: one(),
    fails: one({ weeklyHours: 1501 }),
    says: 'Il totale dice 25:01 ore alla settimana, ma i giorni ne fanno 25.',
    proposed: '25',
    without: 'weeklyHours',
  },
  weeklyHoursWithinCap: {
    holds: one({ ...oldPuglia, weeklyHours: 30 * 60 }, then),
    fails: one({ ...oldPuglia, weeklyHours: 30 * 60 + 15 }, then),
    says: 'L’orario è di 30,25 ore alla settimana: il massimo è 30 (L.R. Puglia 23/2013 (loscalzo.it/?p=1978)).',
    without: 'weeklyHours',
  },
  weeklyHoursWithinDoubtfulCap: {
    holds: one({ ...oldPuglia, instrument: 'tis', weeklyHours: 30 * 60 }, then),
    fails: one({ ...oldPuglia, instrument: 'tis', weeklyHours: 31 * 60 }, then),
    says: 'L’orario è di 31 ore alla settimana: il massimo è 30 (limite da verificare: L.R. Puglia 23/2013 (loscalzo.it/?p=1978)).',
    without: 'weeklyHours',
  },
  dayWithinEightHours: {
    holds: one({ hoursMon: 480 }),
    fails: one({ hoursMon: 481, hoursThu: 540 }),
    says: 'L’orario supera le 8 ore: lunedì 8:01 e giovedì 9.',
    without: 'startDate',
  },
  restDayPlanned: {
    holds: one({ hoursSat: 240, hoursSun: 0 }),
    fails: one({ hoursSat: 240, hoursSun: 60 }),
    says: 'L’orario prevede ore in tutti e sette i giorni: non resta un giorno di riposo (limite da verificare: riposi, per analogia con l’orario di lavoro).',
    without: 'hoursSat',
  },
  sundayForeseen: {
    holds: one({ hoursSun: 240, nightOrHoliday: true }),
    fails: one({ hoursSun: 240 }),
    says: 'L’orario prevede 4 ore di domenica, ma «Notturno o festivo» non dice sì.',
    without: 'hoursSun',
  },
  noNightWhereForbidden: {
    holds: one({ ...oldPuglia, times: '5:00-10:00' }, then),
    fails: one({ ...oldPuglia, times: '4:59-10:00' }, then),
    says: 'L’orario «4:59-10:00» tocca le ore della notte, e qui è vietato (L.R. Puglia 23/2013 (loscalzo.it/?p=1978)).',
    without: 'times',
  },
  noNightWhereDoubtful: {
    holds: one({ ...oldPuglia, instrument: 'tis', times: '19:00-0:00' }, then),
    fails: one({ ...oldPuglia, instrument: 'tis', times: '20:00-0:30' }, then),
    says: 'L’orario «20:00-0:30» tocca le ore della notte, e qui è vietato (limite da verificare: L.R. Puglia 23/2013 (loscalzo.it/?p=1978)).',
    without: 'times',
  },
  nightForeseen: {
    holds: one({ times: '3:00-8:00', nightOrHoliday: true }),
    fails: one({ times: '3:00-8:00' }),
    says: 'L’orario «3:00-8:00» tocca le ore della notte, ma «Notturno o festivo» non dice sì.',
    without: 'times',
  },

  // ── Date ──
  endDateWritten: {
    holds: one(),
    fails: one({ endDate: undefined }),
    says: 'Manca la data di fine: il tirocinio comincia lunedì 1° giugno.',
    proposed: '30/11/2026',
    without: 'startDate',
  },
  endAfterStart: {
    holds: one({ endDate: day('2026-06-01') }),
    fails: one({ endDate: day('2026-05-31') }),
    says: 'Il tirocinio finisce il 31/05/2026, prima dell’inizio (01/06/2026).',
    proposed: '30/11/2026',
    without: 'endDate',
  },
  monthsAgree: {
    holds: one({ startDate: day('2026-08-31'), endDate: day('2027-02-28') }),
    fails: one({ endDate: day('2026-12-01') }),
    says: '6 mesi dal 01/06/2026 finiscono il 30/11/2026, ma la data di fine è 01/12/2026.',
    proposed: '30/11/2026',
    without: 'months',
  },
  startOnWorkingDay: {
    holds: one({ startDate: day('2026-06-06') }),
    fails: one({ startDate: day('2026-06-02') }),
    says: 'Il primo giorno, martedì 2 giugno 2026, è festa: Festa della Repubblica.',
    without: 'startDate',
  },
  startOnPlannedDay: {
    holds: one({ startDate: day('2026-06-07') }),
    fails: one({ startDate: day('2026-06-06') }),
    says: 'Il primo giorno è sabato 6 giugno 2026, ma l’orario non prevede ore di sabato.',
    without: 'startDate',
  },
  startNotInClosure: {
    holds: closed('2026-06-02', '2026-06-07'),
    fails: closed('2026-05-25', '2026-06-01'),
    says: 'Il primo giorno, 01/06/2026, la sede S-0001 è chiusa (CH-0001, fino al 01/06/2026).',
    without: 'site',
  },
  durationAtLeastMin: {
    holds: one({ ...campania, endDate: day('2026-07-31') }),
    fails: one({ ...campania, endDate: day('2026-07-30') }),
    says: 'Dal 01/06/2026 al 30/07/2026 il tirocinio dura 1 mese e 30 giorni: il minimo è 2 mesi (Reg. Campania 9/2010, modificato dal 4/2018 (orientamento.unina.it, «Normativa Regione Campania»)).',
    without: 'endDate',
  },
  durationAtLeastDoubtfulMin: {
    holds: one({
      region: 'marche',
      instrument: 'extracurricular',
      endDate: day('2026-06-30'),
      site: aSite({ seasonal: true }),
    }),
    fails: one({
      region: 'marche',
      instrument: 'extracurricular',
      endDate: day('2026-06-30'),
    }),
    says: 'Dal 01/06/2026 al 30/06/2026 il tirocinio dura 1 mese: il minimo è 2 mesi (indicazione nazionale: Linee guida 25/5/2017, Rep. 86/CSR (ilsole24ore.com; tuttostage.it; old.inapp.org/it/node/49738)).',
    without: 'endDate',
  },
  durationWithinMax: {
    holds: one({ ...campania, endDate: day('2028-05-31') }),
    fails: one({ ...campania, endDate: day('2028-06-01') }),
    says: 'Dal 01/06/2026 al 01/06/2028 il tirocinio dura 24 mesi e 1 giorno: il massimo è 24 mesi (Reg. Campania 9/2010, modificato dal 4/2018 (orientamento.unina.it, «Normativa Regione Campania»)).',
    without: 'endDate',
  },
  durationWithinDoubtfulMax: {
    holds: one({ endDate: day('2028-05-31') }),
    fails: one({ endDate: day('2028-06-01') }),
    says: 'Dal 01/06/2026 al 01/06/2028 il tirocinio dura 24 mesi e 1 giorno: il massimo è 24 mesi (indicazione nazionale: Linee guida 22/1/2015, Rep. 7/CSR (costantinoandpartners.com, «Nuove linee guida in materia di tirocini»)).',
    without: 'endDate',
  },
  durationWithinOrdinaryMax: {
    holds: one({ ...campania, endDate: day('2027-05-31') }),
    fails: one({ ...campania, endDate: day('2027-06-01') }),
    says: 'Il tirocinio dura 12 mesi e 1 giorno, e così a lungo si può solo in alcuni casi: chiedi al coordinatore. Di norma il massimo è 12 mesi (Reg. Campania 9/2010, modificato dal 4/2018 (orientamento.unina.it, «Normativa Regione Campania»)).',
    without: 'endDate',
  },
  personTotalWithinMax: {
    holds: again({ startDate: day('2024-06-01'), endDate: day('2026-05-31') }),
    fails: again({ startDate: day('2024-05-31'), endDate: day('2026-05-31') }),
    says: 'Con questo, i TIS di B-0001 fanno 48 mesi e 1 giorno in tutto: il massimo è 48 mesi (limite da verificare: un avviso (centroorizzontelavoro.it/?p=11517)).',
    without: 'endDate',
  },
  endWithinProgramme: {
    holds: one({}, set('Fine del programma', '30/11/2026')),
    fails: one({}, set('Fine del programma', '29/11/2026')),
    says: 'Il tirocinio finisce il 30/11/2026, ma il programma finisce il 29/11/2026.',
    without: 'endDate',
  },
  oneInternshipAtATime: {
    holds: again({ startDate: day('2025-12-01'), endDate: day('2026-05-31') }),
    fails: again({ startDate: day('2025-12-02'), endDate: day('2026-06-01') }),
    says: 'B-0001 ha già il tirocinio T-0001, e i due periodi si sovrappongono il 01/06/2026.',
    without: 'startDate',
  },
  oncePerHost: {
    holds: atHost('I-0002'),
    fails: atHost('I-0001'),
    says: 'B-0001 ha già fatto un tirocinio con I-0001 (T-0001): di norma se ne fa uno solo, salvo proroga (limite da verificare: Linee guida 25/5/2017, Rep. 86/CSR).',
    without: 'company',
  },
  regionKnown: {
    holds: one(),
    fails: one({ region: 'other' }),
    says: 'Per «altra regione» non c’è nessun pacchetto di regole (TIS, inizio 01/06/2026): durata, importo e numero di tirocinanti qui non sono controllati.',
    without: 'region',
  },

  // ── Importi e limiti ──
  allowanceWritten: {
    holds: one(),
    fails: one({ allowance: undefined }, set('Indennità mensile', 600)),
    says: 'Manca l’indennità mensile: il tirocinio comincia lunedì 1° giugno.',
    proposed: '600,00 €',
    without: 'startDate',
  },
  allowanceAsRules: {
    holds: one({ region: 'marche', allowance: euro(180) }),
    fails: one({ region: 'marche', allowance: euro(179, 99) }),
    says: 'L’indennità è di 179,99 € al mese: le regole indicano almeno 180,00 € (D.G.R. Marche 593/2018 (regione.marche.it/News-ed-Eventi/Tag/Post/43628)).',
    proposed: '180,00 €',
    without: 'allowance',
  },
  allowanceAsDoubtfulRules: {
    holds: one({ allowance: euro(600) }),
    fails: one({ allowance: euro(599, 99) }),
    says: 'L’indennità è di 599,99 € al mese: le regole indicano almeno 600,00 € (limite da verificare: L.R. Puglia 26/2023 (altamuralife.it, «Formazione e lavoro: cambiano le regole per i tirocini»)).',
    proposed: '600,00 €',
    without: 'endDate',
  },
  allowanceAsProgramme: {
    holds: one({ allowance: euro(650) }, set('Indennità mensile', 650)),
    fails: one({ allowance: euro(600) }, set('Indennità mensile', 650)),
    says: 'L’indennità è di 600,00 € al mese, ma il programma paga 650,00 €.',
    proposed: '650,00 €',
    without: 'allowance',
  },
  companyTutorFeeForeseen: {
    holds: one({ companyTutorFee: euro(300) }, set('Compenso al tutor ospitante', 300)),
    fails: one({ companyTutorFee: euro(300) }),
    says: 'Il compenso al tutor ospitante è di 300,00 € al mese, ma né le «Impostazioni» né le regole della regione ne prevedono uno.',
    without: 'companyTutorFee',
  },
  cupWritten: {
    holds: one({ fundingSource: 'fsePlus' }, set('CUP del programma', 'C84H22000050007')),
    fails: one({ fundingSource: 'fsePlus' }),
    says: 'Paga FSE+, ma non c’è un CUP: né qui, né sulla convenzione, né nelle «Impostazioni».',
    without: 'fundingSource',
  },
  hostWithinLimit: {
    holds: hosted(3, 14),
    fails: hosted(4, 14),
    says: 'Il 01/06/2026 in S-0001, che ha 14 dipendenti, ci sarebbero 4 tirocinanti insieme: il massimo è 3 (Reg. Campania 9/2010, modificato dal 4/2018 (orientamento.unina.it, «Normativa Regione Campania»)).',
    without: 'site',
  },
  hostWithinDoubtfulLimit: {
    holds: hosted(2, 14, { region: 'lazio' }),
    fails: hosted(3, 14, { region: 'lazio' }),
    says: 'Il 01/06/2026 in S-0001, che ha 14 dipendenti, ci sarebbero 3 tirocinanti insieme: il massimo è 2 (limite da verificare: Linee guida 25/5/2017, Rep. 86/CSR).',
    without: 'endDate',
  },

  // ── Come è finito ──
  endedAfterStart: {
    holds: one({ endedOn: day('2026-06-01') }),
    fails: one({ endedOn: day('2026-05-31') }),
    says: 'Risulta chiuso il 31/05/2026, prima dell’inizio (01/06/2026).',
    without: 'endedOn',
  },
  endedBeforePlannedEnd: {
    holds: one({ endedOn: day('2026-11-30') }),
    fails: one({ endedOn: day('2026-12-01') }),
    says: 'Risulta chiuso in anticipo il 01/12/2026, ma la fine prevista era il 30/11/2026.',
    without: 'endDate',
  },
  earlyEndExplained: {
    holds: one({ endedOn: day('2026-07-15'), endReason: 'otherJob' }),
    fails: one({ endedOn: day('2026-07-15') }),
    says: 'Il tirocinio è chiuso in anticipo il 15/07/2026, ma non è scritto come è finito.',
    without: 'endedOn',
  },
  earlyEndRecorded: {
    holds: one({ endedOn: day('2026-11-30') }),
    fails: one({ endedOn: day('2026-11-29') }),
    says: 'Il tirocinio è chiuso il 29/11/2026, prima del 30/11/2026, ma nel foglio «Variazioni» non c’è la chiusura anticipata con la sua CO.',
    without: 'endDate',
  },
  earlyEndOnTheRow: {
    holds: closing({ newEndDate: day('2026-07-01') }, {}, { today: july }),
    fails: closing({ newEndDate: day('2026-06-30') }, {}, { today: july }),
    says: 'Nel foglio «Variazioni» (V-0001) il tirocinio finisce prima, il 30/06/2026, ma qui «Chiuso in anticipo il» è vuota.',
    proposed: '30/06/2026',
    without: 'startDate',
  },
  endReasonHasItsDay: {
    holds: one({ endReason: 'completed' }),
    fails: one({ endReason: 'personChoice' }),
    says: 'È scritto come è finito, ma non quando: la fine prevista è il 30/11/2026.',
    without: 'endReason',
  },
  cancelledNeverStarted: {
    holds: traced({}, {}),
    fails: traced({ receivedOn: day('2026-07-01') }, { on: day('2026-06-01') }),
    says: 'È segnato «Annullato», ma risulta cominciato: c’è un foglio presenze (FP-0001) e c’è una visita (VT-0001).',
    without: 'startDate',
  },

  // ── Variazioni ──
  variationEndsAfterItStarts: {
    holds: suspended('2026-08-01', '2026-08-01'),
    fails: suspended('2026-08-01', '2026-07-31'),
    says: 'La variazione va dal 01/08/2026 al 31/07/2026: la fine viene prima.',
    without: 'to',
  },
  variationWithinInternship: {
    holds: suspended('2026-11-30', '2026-12-31'),
    fails: suspended('2026-12-01', '2026-12-31'),
    says: 'La variazione comincia il 01/12/2026, ma T-0001 va dal 01/06/2026 al 30/11/2026.',
    without: 'kind',
  },
  variationEndsWithInternship: {
    holds: suspended('2026-11-01', '2026-11-30'),
    fails: suspended('2026-11-01', '2026-12-01'),
    says: 'La variazione dura fino al 01/12/2026, ma T-0001 finisce il 30/11/2026.',
    without: 'to',
  },
  extensionHasNewEnd: {
    holds: varied(),
    fails: varied({ newEndDate: undefined }),
    says: 'Della proroga di T-0001 manca il nuovo ultimo giorno: oggi la fine è il 30/11/2026.',
    without: 'kind',
  },
  extensionMovesTheEnd: {
    holds: varied({ newEndDate: day('2026-12-01') }),
    fails: varied({ newEndDate: day('2026-11-30') }),
    says: 'Con la proroga T-0001 finirebbe il 30/11/2026, ma la fine era già il 30/11/2026.',
    without: 'newEndDate',
  },
  extensionFollowsOn: {
    holds: varied({ from: day('2026-12-01') }),
    fails: varied({ from: day('2026-12-02') }),
    says: 'La proroga comincia il 02/12/2026, ma T-0001 era finito il 30/11/2026: un tirocinio già scaduto non si proroga.',
    without: 'from',
  },
  extensionRequested: {
    holds: varied(),
    fails: varied({ requestedOn: undefined }),
    says: 'Manca il giorno in cui è stata chiesta la proroga di T-0001.',
    without: 'internship',
  },
  extensionRequestedInTime: {
    holds: varied({ requestedOn: day('2026-11-30') }),
    fails: varied({ requestedOn: day('2026-12-01') }),
    says: 'La proroga è stata chiesta il 01/12/2026, ma T-0001 era scaduto il 30/11/2026.',
    without: 'requestedOn',
  },
  extensionHasAct: {
    holds: varied(),
    fails: varied({ act: undefined }),
    says: 'Manca l’atto della proroga di T-0001, l’integrazione del PFI.',
    without: 'kind',
  },
  tisExtensionAttested: {
    holds: varied({ needAttestedOn: undefined }, { instrument: 'extracurricular' }),
    fails: varied({ needAttestedOn: undefined }),
    says: 'Manca il giorno in cui il servizio ha attestato che la proroga del TIS T-0001 serve (indicazione nazionale: Linee guida 22/1/2015, Rep. 7/CSR (costantinoandpartners.com, «Nuove linee guida in materia di tirocini»)).',
    without: 'internship',
  },
  attestedInTime: {
    holds: varied({ needAttestedOn: day('2026-11-30') }),
    fails: varied({ needAttestedOn: day('2026-12-01') }),
    says: 'Il servizio ha attestato la necessità il 01/12/2026, ma T-0001 era scaduto il 30/11/2026.',
    without: 'needAttestedOn',
  },
  extensionWithinMax: {
    holds: varied({ newEndDate: day('2028-05-31') }, campania),
    fails: varied({ newEndDate: day('2028-06-01') }, campania),
    says: 'Fino al 01/06/2028 T-0001 durerebbe 24 mesi e 1 giorno, tolte le sospensioni: il massimo è 24 mesi (Reg. Campania 9/2010, modificato dal 4/2018 (orientamento.unina.it, «Normativa Regione Campania»)).',
    without: 'newEndDate',
  },
  extensionWithinDoubtfulMax: {
    holds: varied({ newEndDate: day('2028-05-31'), needAttestedOn: undefined }),
    fails: varied({ newEndDate: day('2028-06-01'), needAttestedOn: undefined }),
    says: 'Fino al 01/06/2028 T-0001 durerebbe 24 mesi e 1 giorno, tolte le sospensioni: il massimo è 24 mesi (indicazione nazionale: Linee guida 22/1/2015, Rep. 7/CSR (costantinoandpartners.com, «Nuove linee guida in materia di tirocini»)).',
    without: 'newEndDate',
  },
  extensionWithinOrdinaryMax: {
    holds: varied({ newEndDate: day('2027-05-31') }, campania),
    fails: varied({ newEndDate: day('2027-06-01') }, campania),
    says: 'Fino al 01/06/2027 T-0001 durerebbe 12 mesi e 1 giorno, tolte le sospensioni, e così a lungo si può solo in alcuni casi: chiedi al coordinatore. Di norma il massimo è 12 mesi (Reg. Campania 9/2010, modificato dal 4/2018 (orientamento.unina.it, «Normativa Regione Campania»)).',
    without: 'internship',
  },
  extensionWithinProgramme: {
    holds: varied({}, {}, set('Fine del programma', '31/01/2027')),
    fails: varied({}, {}, set('Fine del programma', '30/01/2027')),
    says: 'T-0001 finirebbe il 31/01/2027, ma il programma finisce il 30/01/2027.',
    without: 'newEndDate',
  },
  extensionInsuredByInail: {
    holds: varied(),
    fails: varied({ inailTo: day('2027-01-30') }),
    says: 'L’INAIL copre T-0001 fino al 30/01/2027, ma la nuova fine è il 31/01/2027.',
    without: 'newEndDate',
  },
  extensionInsuredByRct: {
    holds: varied(),
    fails: varied({ rctTo: undefined }),
    says: 'La polizza RCT copre T-0001 fino al 31/12/2026, ma la nuova fine è il 31/01/2027.',
    without: 'internship',
  },
  suspensionLongEnough: {
    holds: suspended('2026-08-01', '2026-08-15'),
    fails: suspended('2026-08-01', '2026-08-14'),
    says: 'La sospensione dura 14 giorni: per così pochi basta segnarli nel foglio presenze, perché si sospende da 15 giorni solari in su (indicazione nazionale: Linee guida 25/5/2017, Rep. 86/CSR (ilsole24ore.com; tuttostage.it; old.inapp.org/it/node/49738)).',
    without: 'to',
  },
  suspensionsApart: {
    holds: suspendedTwice('2026-08-16'),
    fails: suspendedTwice('2026-08-15'),
    says: 'Questi giorni di T-0001 sono già sospesi da V-0001, dal 01/08/2026 al 15/08/2026.',
    without: 'from',
  },
  suspendedDaysMadeUp: {
    holds: suspended('2026-08-01', '2026-08-31', { newEndDate: day('2026-12-31') }),
    fails: suspended('2026-08-01', '2026-08-31'),
    says: 'La sospensione toglie 31 giorni a T-0001: se si recuperano, la nuova fine è il 31/12/2026.',
    proposed: '31/12/2026',
    without: 'to',
  },
  suspensionAddsOnlyItsDays: {
    holds: suspended('2026-08-01', '2026-08-31', { newEndDate: day('2026-12-31') }),
    fails: suspended('2026-08-01', '2026-08-31', { newEndDate: day('2027-01-01') }),
    says: 'La nuova fine è il 01/01/2027, ma recuperando 31 giorni sospesi si arriva al 31/12/2026.',
    proposed: '31/12/2026',
    without: 'newEndDate',
  },
  changeCommunicated: {
    holds: varied({ coSentOn: undefined }, {}, { today: day('2026-12-07') }),
    fails: varied({ coSentOn: undefined }, {}, { today: december }),
    says: 'Della proroga di T-0001 non risulta la CO: andava inviata entro il 07/12/2026 (limite da verificare: Comunicazioni obbligatorie (UNILAV)).',
    without: 'internship',
  },
  changeCommunicatedInTime: {
    holds: varied({ coSentOn: day('2026-12-07') }),
    fails: varied({ coSentOn: day('2026-12-08') }),
    says: 'La CO della proroga di T-0001 è partita il 08/12/2026, ma il termine era il 07/12/2026 (limite da verificare: Comunicazioni obbligatorie (UNILAV)).',
    without: 'coSentOn',
  },
  accidentReported: {
    holds: hurt({}, { today: day('2026-07-08') }),
    fails: hurt({}, { today: day('2026-07-09') }),
    says: 'Per T-0001 il certificato è arrivato il 06/07/2026 e la denuncia all’INAIL non risulta: il termine era il 08/07/2026 (limite da verificare: INAIL, denuncia di infortunio).',
    without: 'certificateOn',
  },
  accidentReportedInTime: {
    holds: hurt({ inailReportedOn: day('2026-07-08') }),
    fails: hurt({ inailReportedOn: day('2026-07-09') }),
    says: 'Per T-0001 la denuncia all’INAIL è del 09/07/2026, ma il termine era il 08/07/2026 (limite da verificare: INAIL, denuncia di infortunio).',
    without: 'inailReportedOn',
  },
  earlyEndHasItsDay: {
    holds: varied({ kind: 'earlyEnd' }),
    fails: varied({ kind: 'earlyEnd', newEndDate: undefined }, { endedOn: day('2026-07-15') }),
    says: 'Della chiusura anticipata di T-0001 manca il nuovo ultimo giorno.',
    proposed: '15/07/2026',
    without: 'kind',
  },
  earlyEndAgrees: {
    holds: ended('2026-07-15', { endedOn: day('2026-07-15') }),
    fails: ended('2026-07-16', { endedOn: day('2026-07-15') }),
    says: 'Qui l’ultimo giorno è il 16/07/2026, ma T-0001 risulta chiuso il 15/07/2026.',
    proposed: '15/07/2026',
    without: 'newEndDate',
  },
  earlyEndIsEarly: {
    holds: ended('2026-11-29'),
    fails: ended('2026-11-30'),
    says: 'La chiusura anticipata porta la fine al 30/11/2026, ma T-0001 finisce già il 30/11/2026.',
    without: 'newEndDate',
  },
  earlyEndToldToTutors: {
    holds: ended('2026-07-15', {}, { toldTutorsOn: day('2026-07-10') }),
    fails: ended('2026-07-15'),
    says: 'Manca il giorno in cui i due tutor di T-0001 sono stati avvisati della chiusura anticipata.',
    without: 'internship',
  },
  siteChangeNamesTheSite: {
    holds: changed({ kind: 'site', newSite: aSite({ id: 'S-0002' }) }),
    fails: changed({ kind: 'site' }),
    says: 'Del cambio di sede di T-0001 manca la sede nuova.',
    without: 'kind',
  },
  newSiteOfTheHost: {
    holds: changed({ kind: 'site', newSite: aSite({ id: 'S-0002' }) }),
    fails: changed({
      kind: 'site',
      newSite: aSite({ id: 'S-0002', company: aCompany({ id: 'I-0002' }) }),
    }),
    says: 'La sede nuova S-0002 è di I-0002, ma T-0001 è con I-0001: cambiare ospitante vuol dire un altro tirocinio.',
    without: 'newSite',
  },
  newSiteIsAnother: {
    holds: changed({ kind: 'site', newSite: aSite({ id: 'S-0002' }) }),
    fails: changed({ kind: 'site', newSite: aSite() }),
    says: 'T-0001 si svolge già in S-0001: la sede non cambia.',
    without: 'from',
  },
  tutorChangeNamesTheTutor: {
    holds: changed({ kind: 'tutor', newPromoterTutor: aPromoterTutor({ id: 'O-0007' }) }),
    fails: changed({ kind: 'tutor' }),
    says: 'Del cambio di tutor di T-0001 manca chi subentra, ospitante o promotore.',
    without: 'kind',
  },
  newCompanyTutorOfTheHost: {
    holds: changed({ kind: 'tutor', newCompanyTutor: aCompanyTutor({ id: 'TO-0002' }) }),
    fails: changed({
      kind: 'tutor',
      newCompanyTutor: aCompanyTutor({ id: 'TO-0002', company: aCompany({ id: 'I-0002' }) }),
    }),
    says: 'TO-0002 è tutor di I-0002, ma T-0001 è con I-0001.',
    without: 'newCompanyTutor',
  },
  newCompanyTutorWithinCap: {
    holds: takenOver(2),
    fails: takenOver(3),
    says: 'Dal 01/07/2026 TO-0002 seguirebbe 4 persone insieme: il massimo è 3 (limite da verificare: Linee guida 22/1/2015, Rep. 7/CSR).',
    without: 'from',
  },
  newPromoterTutorHasTheRole: {
    holds: changed({ kind: 'tutor', newPromoterTutor: someOperator({ role: 'mentor' }) }),
    fails: changed({ kind: 'tutor', newPromoterTutor: someOperator() }),
    says: 'O-0005 subentra come tutor promotore, ma nel foglio «Operatori» il suo ruolo è «tutor d’impresa».',
    without: 'newPromoterTutor',
  },
  hoursChangeHasHours: {
    holds: changed({ kind: 'hours', hoursSat: 240 }),
    fails: changed({ kind: 'hours' }),
    says: 'Del cambio di orario di T-0001 mancano le ore nuove, giorno per giorno.',
    without: 'kind',
  },
  newHoursWithinCap: {
    holds: changed({ kind: 'hours', hoursMon: 30 * 60 }, oldPuglia, then),
    fails: changed({ kind: 'hours', hoursMon: 30 * 60, hoursTue: 15 }, oldPuglia, then),
    says: 'Il nuovo orario di T-0001 è di 30,25 ore alla settimana: il massimo è 30 (L.R. Puglia 23/2013 (loscalzo.it/?p=1978)).',
    without: 'internship',
  },
  newHoursWithinDoubtfulCap: {
    holds: changed({ kind: 'hours', hoursMon: 30 * 60 }, { ...oldPuglia, instrument: 'tis' }, then),
    fails: changed({ kind: 'hours', hoursMon: 31 * 60 }, { ...oldPuglia, instrument: 'tis' }, then),
    says: 'Il nuovo orario di T-0001 è di 31 ore alla settimana: il massimo è 30 (limite da verificare: L.R. Puglia 23/2013 (loscalzo.it/?p=1978)).',
    without: 'kind',
  },
  newDayWithinEightHours: {
    holds: changed({ kind: 'hours', hoursMon: 480 }),
    fails: changed({ kind: 'hours', hoursMon: 495 }),
    says: 'Il nuovo orario di T-0001 supera le 8 ore: lunedì 8,25.',
    without: 'internship',
  },
} as const satisfies Readonly<Record<keyof typeof rules, Case>>;

describe.each(Object.entries<Case>(cases))('%s', (id, it) => {
  const rule = ruleNamed(id);

  test(`tace quando vale: ${rule.name}`, () => {
    expect(rule.judge(...it.holds)).toBeUndefined();
  });

  test('altrimenti dice che cosa ha trovato', () => {
    expect(rule.judge(...it.fails)).toEqual({ says: it.says, proposed: it.proposed });
  });

  test('tace se manca una cella di cui ha bisogno', () => {
    const [row, world] = it.fails;

    expect(rule.judge({ ...row, [it.without]: undefined }, world)).toBeUndefined();
  });
});

describe('un tirocinio in regola', () => {
  test.each(['2026-05-20', '2026-05-31', '2026-06-01', '2026-09-01', '2026-11-30', '2027-02-01'])(
    'non fa dire niente il %s',
    (today) => {
      const [row, world] = one({ gepiRecordedOn: day('2026-06-01') }, { today: day(today) });

      expect(toldOf(row, world)).toEqual([]);
    },
  );

  test('prorogato in regola non fa dire niente', () => {
    const [row, world] = varied({}, {}, { today: day('2026-12-20') });

    expect(toldOf(row, world)).toEqual([]);
  });

  test('appena abbozzato, senza data di inizio, non fa dire niente', () => {
    const draft = { id: 'T-0001', beneficiary: aTrainee(), company: aCompany() };

    expect(toldOf(draft, around({ rows: [[internships, [draft]]] }))).toEqual([]);
  });
});

describe('ciò che serve all’avvio', () => {
  const bare = { id: 'T-0001', startDate: day('2026-06-01') };

  test('si chiede da trenta giorni prima, non da trentuno', () => {
    const told = ['2026-05-01', '2026-05-02'].map((today) =>
      toldOf(bare, around({ today: day(today), rows: [[internships, [bare]]] })),
    );

    expect(told).toEqual([
      [],
      [
        'pfiNumbered',
        'agreementChosen',
        'siteChosen',
        'companyTutorChosen',
        'promoterTutorChosen',
        'coSenderNamed',
        'inailPatWritten',
        'rctPolicyWritten',
        'safetyTrainingWritten',
        'medicalVisitAnswered',
        'dpiAnswered',
        'professionWritten',
        'sepAdaWritten',
        'tasksWritten',
        'timetableWritten',
        'endDateWritten',
        'allowanceWritten',
      ],
    ]);
  });

  test('si chiede ancora quando il tirocinio è finito', () => {
    const [row, world] = one({ pfiNumber: undefined }, { today: day('2027-06-01') });

    expect(rules.pfiNumbered.judge(row, world)?.says).toBe(
      'Manca il numero del PFI: il tirocinio è cominciato lunedì 1° giugno 2026.',
    );
  });

  test('non si chiede per un tirocinio annullato', () => {
    const [row, world] = one({ ...bare, typedState: 'cancelled' });

    expect(toldOf(row, world)).toEqual([]);
  });

  test('la CO per lunedì 4 maggio 2026 va inviata entro giovedì 30 aprile', () => {
    const [row, world] = one(
      { startDate: day('2026-05-04'), coSentOn: undefined },
      { today: day('2026-04-29') },
    );

    expect(rules.coDue.judge(row, world)?.says).toBe(
      'La comunicazione obbligatoria non risulta inviata: il tirocinio comincia lunedì 4 maggio e l’ultimo giorno lavorativo utile è giovedì 30 aprile.',
    );
  });

  test('della CO si dice una cosa sola, qualunque giorno sia', () => {
    const told = ['2026-05-05', '2026-05-25', '2026-05-31', '2026-06-01', '2026-07-01'].map(
      (today) =>
        toldOf(
          ...one(
            {
              coSentOn: undefined,
              coProtocol: undefined,
              pfiSignedOn: day('2026-05-04'),
              gepiRecordedOn: day('2026-06-01'),
            },
            { today: day(today) },
          ),
        ),
    );

    expect(told).toEqual([
      ['coAhead'],
      ['coDue'],
      ['coDue'],
      ['startedWithoutCo'],
      ['startedWithoutCo'],
    ]);
  });

  test('se manca solo il giorno della CO, lo dice', () => {
    const [row, world] = one({ coSentOn: undefined }, { today: day('2026-06-03') });

    expect(rules.startedWithoutCo.judge(row, world)?.says).toBe(
      'Il tirocinio è cominciato lunedì 1° giugno: della CO c’è il protocollo, ma non il giorno in cui è partita.',
    );
  });

  test('la CO serve anche dove la regione non si conosce, e per una borsa lavoro', () => {
    const late = { coSentOn: day('2026-06-01') };
    const told = [
      one({ ...late, region: 'other' }),
      one({ ...late, instrument: 'borsaLavoro' }),
    ].map((it) => rules.coSentBeforeStart.judge(...it) !== undefined);

    expect(told).toEqual([true, true]);
  });

  test('tre firme bastano, se non è un TIS', () => {
    const paper = { serviceSignedOn: undefined };
    const told = [
      signing({}, paper),
      signing({ instrument: 'extracurricular' }, paper),
      signing({ instrument: 'borsaLavoro' }, { ...paper, kind: 'grant' }),
    ].map((it) => rules.pfiSignedByAll.judge(...it)?.says);

    expect(told).toEqual([
      'Nel foglio «Firme e protocollo» (F-0001) il PFI non è ancora firmato da: servizio. Il tirocinio comincia lunedì 1° giugno.',
      undefined,
      undefined,
    ]);
  });

  test('delle firme conta l’ultima versione, e non quella ritirata', () => {
    const papers = [
      aPlanSigning({ version: 2, companySignedOn: undefined }),
      aPlanSigning({ id: 'F-0002', version: 1 }),
      aPlanSigning({ id: 'F-0003', version: 3, refusedOn: day('2026-05-18') }),
    ];
    const [row, world] = one({}, { rows: [[signings, papers]] });

    expect(rules.pfiSignedByAll.judge(row, world)?.says).toMatch(/\(F-0001\).* ospitante\. /);
  });

  test('se sede, convenzione e tutor sono di un altro ente, è l’ospitante che non torna: si dice una volta', () => {
    const company = aCompany({ id: 'I-0002' });
    const [row, world] = one({
      site: aSite({ company }),
      agreement: anAgreement({ company }),
      companyTutor: aCompanyTutor({ company }),
    });

    expect(toldOf(row, world)).toEqual(['siteOfTheHost']);
  });

  test('una convenzione a rinnovo tacito non scade, una chiusa prima non vale', () => {
    const past = { to: day('2026-05-31') };
    const told = [
      { ...past, tacitRenewal: true },
      { endedOn: day('2026-05-31') },
      { from: day('2026-06-02'), to: undefined },
    ].map((but) => rules.agreementInForceAtStart.judge(...one({ agreement: anAgreement(but) })));

    expect(told.map((it) => it?.says.split(': ')[1])).toEqual([
      undefined,
      'è stata chiusa il 31/05/2026.',
      'vale dal 02/06/2026.',
    ]);
  });

  test('la polizza del promotore vale per i suoi giorni', () => {
    const cells = new Map<string, string>([
      ['Polizza RCT del promotore', '2026/10/4477'],
      ['Polizza RCT dal', '01/01/2026'],
      ['Polizza RCT fino al', '30/10/2026'],
    ]);
    const but = { rctPolicy: undefined, rctFrom: undefined, rctTo: undefined };
    const [row, world] = one(but, { settings: settingsFrom(cells) });

    expect(toldOf(row, world)).toEqual(['rctToTheEnd']);
  });

  test('se la fine è contata male si dice quello, e non anche che l’assicurazione è corta', () => {
    const [row, world] = one({ endDate: day('2026-12-01') });

    expect(toldOf(row, world)).toEqual(['monthsAgree']);
  });

  test('chi chiude prima deve essere assicurato fino a quel giorno soltanto', () => {
    const [row, world] = one({ endedOn: day('2026-07-15'), inailTo: day('2026-07-15') });

    expect(rules.inailToTheEnd.judge(row, world)).toBeUndefined();
  });
});

describe('tutor e sedi, quanti insieme', () => {
  test('di cinque persone con lo stesso tutor ospitante si dicono la quarta e la quinta', () => {
    const [, world] = crowd(5);

    const told = world
      .rows(internships)
      .filter((it) => rules.companyTutorWithinCap.judge(it, world) !== undefined)
      .map((it) => it.id);

    expect(told).toEqual(['T-1004', 'T-1005']);
  });

  test('chi comincia prima viene prima, anche se sta più in basso nel foglio', () => {
    const companyTutor = aCompanyTutor();
    const starts = ['2026-06-01', '2026-06-01', '2026-06-01', '2026-05-25'];
    const rows = starts.map((on, n) =>
      anInternship({ id: `T-${1001 + n}`, companyTutor, startDate: day(on) }),
    );
    const world = around({ rows: [[internships, rows]] });

    const told = rows.filter((it) => rules.companyTutorWithinCap.judge(it, world) !== undefined);

    expect(told.map((it) => it.id)).toEqual(['T-1003']);
  });

  test('contano i tirocinanti di altri promotori, non i tirocini finiti né gli annullati', () => {
    const company = aCompany();
    const judged = (otherTrainees: number, first: Partial<Internship>) => {
      const companyTutor = aCompanyTutor({ company, otherTrainees });
      return rules.companyTutorWithinCap.judge(
        ...lastOf([
          anInternship({ companyTutor, ...first }),
          anInternship({ id: 'T-0002', companyTutor }),
        ]),
      );
    };

    expect(judged(1, {})).toBeUndefined();
    expect(judged(2, {})?.says).toMatch(/4 persone/);
    expect(judged(2, { typedState: 'cancelled' })).toBeUndefined();
    expect(judged(2, { startDate: day('2025-12-01'), endDate: day('2026-05-31') })).toBeUndefined();
  });

  test('chi è passato a un altro tutor non conta più per il primo', () => {
    const [last, world] = crowd(4);
    const [first] = world.rows(internships);
    const change: Variation = {
      id: 'V-0001',
      internship: first,
      kind: 'tutor',
      from: day('2026-06-01'),
      newCompanyTutor: aCompanyTutor({ id: 'TO-0002' }),
    };
    const after = around({
      rows: [
        [internships, world.rows(internships)],
        [variations, [change]],
      ],
    });

    expect(rules.companyTutorWithinCap.judge(last, world)).toBeDefined();
    expect(rules.companyTutorWithinCap.judge(last, after)).toBeUndefined();
  });

  test('il diciottesimo si dice una volta, e il diciannovesimo no', () => {
    const [, world] = crowd(20);

    const told = world
      .rows(internships)
      .filter((it) => rules.promoterTutorNearCap.judge(it, world) !== undefined)
      .map((it) => it.id);

    expect(told).toEqual(['T-1018']);
  });

  test.each([
    ['Campania', 3, 14, {}],
    ['Puglia nel 2020', 2, 14, oldPuglia],
  ] as const)(
    'in %s con %i tirocinanti e %i dipendenti va bene, con uno di più no',
    (_, most, staff, but) => {
      const today = but === oldPuglia ? then.today : undefined;
      const judged = (many: number) => {
        const [last, world] = hosted(many, staff, but);
        const moved = around({
          ...(today === undefined ? {} : { today }),
          rows: [[internships, world.rows(internships)]],
        });
        return rules.hostWithinLimit.judge(last, moved);
      };

      expect(judged(most)).toBeUndefined();
      expect(judged(most + 1)?.says).toMatch(new RegExp(`massimo è ${most} `));
    },
  );

  test.each([
    [0, 1],
    [5, 1],
    [6, 2],
    [10, 2],
    [11, 3],
    [15, 3],
    [16, 4],
    [20, 4],
  ])('in Campania con %i dipendenti il massimo è %i', (staff, most) => {
    expect(rules.hostWithinLimit.judge(...hosted(most, staff))).toBeUndefined();
    expect(rules.hostWithinLimit.judge(...hosted(most + 1, staff))).toBeDefined();
  });

  test('oltre i venti dipendenti chi ha assunto può averne di più: prima avvisa, poi blocca', () => {
    const told = [5, 6, 9, 10].map((many) =>
      toldOf(...hosted(many, 25)).filter((it) => it.startsWith('hostWithin')),
    );

    expect(told).toEqual([
      [],
      ['hostWithinDoubtfulLimit'],
      ['hostWithinDoubtfulLimit'],
      ['hostWithinLimit'],
    ]);
  });

  test('chi è a termine conta solo se il contratto copre tutto il tirocinio; i soci lavoratori contano', () => {
    const covering = {
      fixedTermStaff: 1,
      fixedTermFrom: day('2026-05-31'),
      fixedTermTo: day('2026-12-01'),
    };
    const staffed = [
      [{}, true],
      [covering, false],
      [{ ...covering, fixedTermFrom: day('2026-06-01') }, true],
      [{ ...covering, fixedTermTo: day('2026-11-30') }, true],
      [{ fixedTermStaff: 1 }, false],
      [{ workingMembers: 1 }, false],
      [{ apprentices: 9 }, true],
      [{ workingMembers: 1, otherTrainees: 1 }, true],
    ] as const;

    const told = staffed.map(([but]) => {
      const site = aSite({ permanentStaff: 5, ...but });
      return rules.hostWithinLimit.judge(...hosted(2, 5, { site })) !== undefined;
    });

    expect(told).toEqual(staffed.map(([, tooMany]) => tooMany));
  });

  test('per un TIS non ci sono limiti, se la regione non ne scrive', () => {
    const tis = { instrument: 'tis', region: 'puglia' } as const;

    expect(toldOf(...hosted(9, 3, tis))).not.toContain('hostWithinDoubtfulLimit');
    expect(toldOf(...hosted(9, 3, { instrument: 'tis' }))).toContain('hostWithinDoubtfulLimit');
  });

  test.each<readonly [string, Partial<RowOf<typeof companyTutors>>, boolean]>([
    ['lo stesso telefono fisso', { phone: '+390883123456' }, false],
    ['lo stesso cellulare', { phone: '+393337654321' }, true],
    ['nome e cognome scambiati', { firstName: 'CONTI', lastName: 'sarà' }, true],
    ['lo stesso cognome', { lastName: 'Conti' }, false],
  ])('con %s', (_, but, same) => {
    const [row, world] = one({
      promoterTutor: aPromoterTutor(
        but.phone === '+390883123456' ? { phone: '+390883123456' } : {},
      ),
      companyTutor: aCompanyTutor(but),
    });

    expect(rules.promoterAndCompanyTutorDiffer.judge(row, world) !== undefined).toBe(same);
  });

  test('lo stesso operatore come tutor d’impresa e tutor promotore si dice', () => {
    const both = aPromoterTutor({ otherRoles: ['enterpriseTutor'] });
    const [row, world] = one({ enterpriseTutor: both, promoterTutor: both });

    expect(rules.enterpriseTutorDiffers.judge(row, world)?.says).toBe(
      'O-0004 è insieme tutor d’impresa e tutor promotore di questo tirocinio.',
    );
  });
});

describe('date e durate, ai confini', () => {
  test('la domenica, il lunedì dell’Angelo e il patrono della sede non sono feriali', () => {
    const patrons = [
      { comune: 'Andria', name: 'San Riccardo', date: { month: 4, day: 23 } },
    ] as const;
    const site = aSite({ municipality: someComune() });
    const told = ['2026-04-05', '2026-04-06', '2026-04-23', '2026-03-19'].map(
      (on) =>
        rules.startOnWorkingDay.judge(...one({ site, startDate: day(on) }, { patrons }))?.says,
    );

    expect(told).toEqual([
      'Il primo giorno è domenica 5 aprile 2026.',
      'Il primo giorno, lunedì 6 aprile 2026, è festa: Lunedì dell’Angelo.',
      'Il primo giorno, giovedì 23 aprile 2026, è festa: San Riccardo.',
      undefined,
    ]);
  });

  test('con il lavoro festivo nel PFI si può cominciare di domenica', () => {
    const [row, world] = one({
      startDate: day('2026-06-07'),
      hoursSun: 240,
      nightOrHoliday: true,
    });

    expect(rules.startOnWorkingDay.judge(row, world)).toBeUndefined();
    expect(rules.startOnPlannedDay.judge(row, world)).toBeUndefined();
  });

  test('in Puglia nel 2020 la proroga aggiunge 30 giorni ai sei mesi, e non 31', () => {
    const told = ['2020-12-30', '2020-12-31'].map(
      (newEndDate) =>
        rules.extensionWithinOrdinaryMax.judge(
          ...varied({ newEndDate: day(newEndDate) }, oldPuglia, then),
        )?.says,
    );

    expect(told[0]).toBeUndefined();
    expect(told[1]).toMatch(/durerebbe 7 mesi, .* 6 mesi e 30 giorni/);
  });

  test('trenta giorni oltre i sei mesi sono trenta giorni, anche quando fanno un mese intero', () => {
    const plan = { ...oldPuglia, startDate: day('2019-12-02'), endDate: day('2020-05-31') };
    const told = ['2020-06-30', '2020-07-01', '2020-07-02'].map(
      (newEndDate) =>
        rules.extensionWithinOrdinaryMax.judge(
          ...varied({ newEndDate: day(newEndDate) }, plan, then),
        ) !== undefined,
    );

    expect(told).toEqual([false, false, true]);
  });

  test('il tempo sospeso non conta nella durata massima', () => {
    const internship = anInternship({ ...campania, endDate: day('2027-05-31') });
    const suspension: Variation = {
      id: 'V-0001',
      internship,
      kind: 'suspension',
      from: day('2026-08-01'),
      to: day('2026-08-31'),
    };
    const judged = (newEndDate: string) =>
      rules.extensionWithinOrdinaryMax.judge(
        ...lastVariation([{ ...suspension, newEndDate: day(newEndDate) }], internship),
      );

    expect(judged('2027-07-01')).toBeUndefined();
    expect(judged('2027-07-02')).toBeDefined();
  });

  test('un TIS di cui il servizio attesta la necessità va oltre i 24 mesi, fino a 48', () => {
    const told = ['2030-05-31', '2030-06-01'].map(
      (newEndDate) =>
        rules.extensionWithinDoubtfulMax.judge(...varied({ newEndDate: day(newEndDate) }))?.says,
    );

    expect(told[0]).toBeUndefined();
    expect(told[1]).toMatch(/il massimo è 48 mesi \(limite da verificare: /);
  });

  test('una durata più lunga del normale va bene, se il coordinatore l’ha verificata', () => {
    const long = { ...campania, endDate: day('2028-05-31') };

    expect(rules.durationWithinOrdinaryMax.judge(...one(long))).toBeDefined();
    expect(
      rules.durationWithinOrdinaryMax.judge(...one({ ...long, restrictedVerified: true })),
    ).toBeUndefined();
  });

  test('se è già troppo lungo il progetto, non si ripete sulla proroga', () => {
    const [row, world] = varied(
      { newEndDate: day('2029-05-31') },
      { ...campania, endDate: day('2028-06-01') },
    );

    expect(rules.extensionWithinMax.judge(row, world)).toBeUndefined();
  });

  test('la seconda proroga si misura dalla fine della prima', () => {
    const internship = anInternship();
    const first = aVariation({ internship });
    const second = aVariation({
      internship,
      id: 'V-0002',
      from: day('2027-02-01'),
      newEndDate: day('2027-01-31'),
      requestedOn: day('2027-01-31'),
    });
    const [row, world] = lastVariation([first, second], internship);

    expect(rules.extensionMovesTheEnd.judge(row, world)?.says).toMatch(/era già il 31\/01\/2027/);
    expect(rules.extensionRequestedInTime.judge(row, world)).toBeUndefined();
    expect(rules.extensionMovesTheEnd.judge(first, world)).toBeUndefined();
  });

  test('una proroga annullata non conta e non si giudica', () => {
    const [row, world] = varied({ newEndDate: undefined, cancelledOn: day('2026-11-20') });

    expect(toldOf(row, world)).toEqual([]);
  });

  test('dopo la chiusura anticipata una sospensione futura non ha più senso', () => {
    const [row, world] = changed(
      { kind: 'suspension', from: day('2026-08-01'), to: day('2026-08-31') },
      { endedOn: day('2026-07-15') },
    );

    expect(rules.variationWithinInternship.judge(row, world)?.says).toBe(
      'La variazione comincia il 01/08/2026, ma T-0001 va dal 01/06/2026 al 15/07/2026.',
    );
  });

  test('due sospensioni sovrapposte si dicono solo sulla seconda', () => {
    const [last, world] = suspendedTwice('2026-08-15');
    const [first] = world.rows(variations);

    expect(toldOf(last, world)).toContain('suspensionsApart');
    expect(first && toldOf(first, world)).not.toContain('suspensionsApart');
  });

  test.each([
    ['2026-05-31', '2026-08-31', ['variationWithinInternship']],
    ['2026-06-01', '2026-08-31', ['suspendedDaysMadeUp']],
    ['2026-08-01', '2026-11-30', ['suspendedDaysMadeUp']],
    ['2026-11-30', '2026-12-31', ['variationEndsWithInternship']],
    ['2026-12-01', '2026-12-31', ['variationWithinInternship']],
    ['2026-08-01', '2026-08-01', ['suspensionLongEnough']],
  ])('una sospensione dal %s al %s', (from, to, expected) => {
    expect(toldOf(...suspended(from, to))).toEqual(expected);
  });

  test.each([
    ['2026-07-31', false],
    ['2026-08-01', true],
  ])(
    'una sospensione scritta dopo e finita il %s si sovrappone a quella dal 1° agosto: %s',
    (to, told) => {
      const internship = anInternship();
      const common = { internship, kind: 'suspension' } as const;
      const [row, world] = lastVariation(
        [
          { ...common, id: 'V-0001', from: day('2026-08-01'), to: day('2026-08-31') },
          { ...common, id: 'V-0002', from: day('2026-07-01'), to: day(to) },
        ],
        internship,
      );

      expect(rules.suspensionsApart.judge(row, world) !== undefined).toBe(told);
    },
  );

  test.each([
    ['2026-07-20', undefined],
    [
      '2026-07-21',
      'Della chiusura anticipata di T-0001 non risulta la CO: andava inviata entro il 20/07/2026 (limite da verificare: Comunicazioni obbligatorie (UNILAV)).',
    ],
  ])('la CO di una chiusura del 15/07/2026 si aspetta entro il 20: il %s', (today, says) => {
    const [row, world] = ended('2026-07-15');

    expect(rules.changeCommunicated.judge(row, { ...world, today: day(today) })?.says).toBe(says);
  });

  test('anche chi smette il primo giorno lascia scritto come è andata', () => {
    const [row, world] = one({ endedOn: day('2026-06-01') });

    expect(toldOf(row, world)).toEqual(['earlyEndExplained', 'earlyEndRecorded']);
  });

  test('un tirocinio di un giorno solo è troppo breve, ma le date sono in ordine', () => {
    const [row, world] = one({ endDate: day('2026-06-01'), months: undefined });

    expect(toldOf(row, world)).toEqual(['durationAtLeastMin']);
  });

  test.each([
    ['2026-05-31', false],
    ['2026-06-01', true],
    ['2026-07-01', true],
    ['2026-07-02', false],
  ])('una visita del %s mostra che un tirocinio annullato era cominciato: %s', (on, told) => {
    const [row, world] = traced({}, { on: day(on) });

    expect(rules.cancelledNeverStarted.judge(row, world) !== undefined).toBe(told);
  });

  test('una sospensione senza fine si sovrappone a tutto ciò che viene dopo', () => {
    const internship = anInternship();
    const common = { internship, kind: 'suspension' } as const;
    const [row, world] = lastVariation(
      [
        { ...common, id: 'V-0001', from: day('2026-08-01') },
        { ...common, id: 'V-0002', from: day('2026-10-01'), to: day('2026-10-31') },
      ],
      internship,
    );

    expect(rules.suspensionsApart.judge(row, world)?.says).toBe(
      'Questi giorni di T-0001 sono già sospesi da V-0001, dal 01/08/2026.',
    );
  });

  test.each([
    ['9:00-14:00', false],
    ['22:00-6:00', true],
    ['9.00–12.00 e 15.00–24:00', false],
    ['15-19', false],
    ['23:30-0:00', false],
    ['mattina', false],
  ])('l’orario «%s» tocca la notte: %s', (times, night) => {
    expect(rules.nightForeseen.judge(...one({ times })) !== undefined).toBe(night);
  });
});

describe('importi e regole dell’avviso', () => {
  test('con l’avviso di Trani–Bisceglie l’indennità è quella e basta, e il tutor ha 300 euro', () => {
    const world = set('Avviso con regole proprie', 'trani-bisceglie-2026');
    const told = [euro(600), euro(700)].map(
      (allowance) =>
        rules.allowanceAsRules.judge(...one({ allowance, companyTutorFee: euro(300) }, world))
          ?.says,
    );

    expect(told[0]).toBeUndefined();
    expect(told[1]).toMatch(/^L’indennità è di 700,00 € al mese: le regole dicono 600,00 € \(/);
    expect(
      rules.companyTutorFeeForeseen.judge(...one({ companyTutorFee: euro(300) }, world)),
    ).toBeUndefined();
    expect(
      rules.companyTutorFeeForeseen.judge(...one({ companyTutorFee: euro(250) }, world))?.says,
    ).toBe(
      'Il compenso al tutor ospitante è di 250,00 € al mese, ma quello previsto è di 300,00 €.',
    );
  });

  test('sotto il minimo della regione si dice quello, non l’importo del programma', () => {
    const [row, world] = one({ allowance: euro(500) }, set('Indennità mensile', 650));

    expect(toldOf(row, world)).toEqual(['allowanceAsDoubtfulRules']);
  });

  test('le regole di ieri valgono per chi ha cominciato ieri', () => {
    const judged = (startDate: string, endDate: string) =>
      rules.allowanceAsRules.judge(
        ...one({
          instrument: 'extracurricular',
          allowance: euro(450),
          startDate: day(startDate),
          endDate: day(endDate),
        }),
      );
    const doubtful = rules.allowanceAsDoubtfulRules.judge(
      ...one({
        instrument: 'extracurricular',
        allowance: euro(450),
        startDate: day('2023-11-28'),
        endDate: day('2024-05-27'),
      }),
    );

    expect(judged('2023-11-27', '2024-05-26')).toBeUndefined();
    expect(doubtful?.says).toMatch(/almeno 600,00 €/);
  });

  test('di una regione che non si conosce non si giudicano durata, importo e numeri', () => {
    const [row, world] = one({
      region: 'other',
      months: 40,
      endDate: day('2029-09-30'),
      inailTo: day('2029-09-30'),
      rctTo: day('2029-09-30'),
      allowance: euro(1),
      weeklyHours: 1500,
    });

    expect(toldOf(row, world)).toEqual(['regionKnown']);
  });

  test('il CUP può stare sulla convenzione', () => {
    const told = [anAgreement({ cup: 'C84H22000050007' }), anAgreement()].map(
      (agreement) => rules.cupWritten.judge(...one({ agreement, fundingSource: 'pnrr' }))?.says,
    );

    expect(told).toEqual([
      undefined,
      'Paga il PNRR, ma non c’è un CUP: né qui, né sulla convenzione, né nelle «Impostazioni».',
    ]);
  });
});

describe('ogni regola su tirocini e variazioni', () => {
  test.each(Object.entries<Rule>(rules))(
    '%s dice che cosa deve valere e fa un esempio',
    (_, it) => {
      expect(it.name).not.toBe('');
      expect(it.name).not.toMatch(/\.$/);
      expect(it.expects).toMatch(/\.$/);
      expect(it.expects).toMatch(/\d|«[^»]+»|ad esempio/i);
      expect(it.source).not.toBe('');
    },
  );

  test('ha un nome tutto suo', () => {
    const names = Object.values<Rule>(rules).map((it) => it.name);

    expect(new Set(names).size).toBe(names.length);
  });

  test('ferma un avvio o una carta solo se blocca', () => {
    const stopping = Object.values<Rule>(rules).filter((it) => it.stops !== undefined);

    expect(stopping.every((it) => it.level === 'blocca')).toBe(true);
    expect(stopping.length).toBeGreaterThan(0);
  });

  test('blocca per un limite solo se qualcuno lo ha verificato', () => {
    const doubtful = Object.values<Rule>(rules).filter((it) => it.name.includes('da verificare'));

    expect(doubtful.length).toBeGreaterThan(0);
    expect(doubtful.every((it) => it.level === 'avvisa')).toBe(true);
  });

  test('dice una cosa che finisce con un punto, senza parole di note e senza nomi', () => {
    for (const { says } of Object.values<Case>(cases)) {
      expect(says).toMatch(/\.$/);
      expect(says).not.toMatch(/Rossi|Amina|Conti|Verdi|undefined|NaN|Infinity|: \.|  /);
    }
  });
});

// ── Rules that must keep silent ──

describe('tace ogni regola', () => {
  const all = Object.entries<Case>(cases);
  const ofInternships = all.filter(
    ([id]) => ruleNamed(id).tab === internships && id !== 'cancelledNeverStarted',
  );
  const ofVariations = all.filter(([id]) => ruleNamed(id).tab === variations);
  const judged = (id: string, but: object) => {
    const [row, world] = cases[id as keyof typeof cases].fails;
    return ruleNamed(id).judge({ ...row, ...but }, world);
  };

  test.each(ofInternships)('di un tirocinio annullato: %s', (id) => {
    expect(judged(id, { typedState: 'cancelled' })).toBeUndefined();
  });

  test.each(ofVariations)('di una variazione che non vale più: %s', (id) => {
    expect(judged(id, { cancelledOn: day('2026-05-19') })).toBeUndefined();
  });

  test.each(ofVariations)('della variazione di un tirocinio annullato: %s', (id, { fails }) => {
    const [row] = fails;
    // Every case of this tab is a variation of an internship.
    const { internship } = row as Variation;

    expect(judged(id, { internship: { ...internship, typedState: 'cancelled' } })).toBeUndefined();
  });

  test.each(ofVariations.filter(([id]) => ruleNamed(id).needs.includes('kind')))(
    'di un altro tipo di variazione: %s',
    (id, { fails }) => {
      const [row] = fails;
      // As above.
      const { kind } = row as Variation;

      expect(judged(id, { kind: kind === 'extension' ? 'site' : 'extension' })).toBeUndefined();
    },
  );

  test.each(ofInternships.filter(([id]) => id.startsWith('tis') || id === 'gepiRecorded'))(
    'di ciò che vale per i TIS soltanto: %s',
    (id) => {
      expect(judged(id, { instrument: 'extracurricular' })).toBeUndefined();
    },
  );

  test.each([
    'companyTutorAtTheSite',
    'companyTutorAlreadyServes',
    'promoterTutorHasTheRole',
    'enterpriseTutorHasTheRole',
    'mentorHasTheRole',
    'enterpriseTutorDiffers',
    'startOnPlannedDay',
    'startNotInClosure',
    'endWithinProgramme',
    'regionKnown',
    'allowanceAsProgramme',
    'companyTutorFeeForeseen',
    'companyTutorWithinCap',
    'promoterTutorWithinCap',
    'hostWithinLimit',
  ] as const satisfies readonly (keyof typeof rules)[])(
    'di ciò che non si può più cambiare, a tirocinio chiuso: %s',
    (id) => {
      expect(judged(id, { endedOn: day('2026-07-15') })).toBeUndefined();
    },
  );

  test.each([
    'promoterTutorInService',
    'mentorInService',
    'regionKnown',
    'companyTutorWithinCap',
    'promoterTutorWithinCap',
    'promoterTutorNearCap',
    'hostWithinLimit',
    'hostWithinDoubtfulLimit',
    'suspendedDaysMadeUp',
    'newCompanyTutorWithinCap',
  ] as const satisfies readonly (keyof typeof rules)[])(
    'di ciò che non si può più cambiare, a tirocinio finito: %s',
    (id) => {
      const [row, world] = cases[id].fails;

      expect(ruleNamed(id).judge(row, { ...world, today: day('2027-03-01') })).toBeUndefined();
    },
  );
});

// ── Worlds ────────────────────────────────────────────────────────────────────────────────────

/** Which rules of a row's own tab find something in it. */
function toldOf(row: object, world: Around): readonly string[] {
  const tab = world.rows(variations).some((it) => it === row) ? variations : internships;
  return Object.entries<Rule>(rules).flatMap(([id, it]) =>
    it.tab === tab && it.judge(row, world) !== undefined ? [id] : [],
  );
}

function ruleNamed(id: string): Rule {
  const found = Object.entries<Rule>(rules).find(([name]) => name === id);
  if (found === undefined) throw new Error(`no rule is called ${id}`);
  return found[1];
}

/** An internship, alone in its sheet. */
function one(but: Partial<Internship> = {}, world: World = {}): Given {
  return lastOf([anInternship(but)], world);
}

/** The last of several internships. */
function lastOf(rows: readonly Internship[], world: World = {}): Given {
  return [
    rows.at(-1) ?? {},
    around({ ...world, rows: [[internships, rows], ...(world.rows ?? [])] }),
  ];
}

/** The world of a programme that has set this. */
function set(label: string, cell: string | number): World {
  return { settings: settingsFrom(new Map([[label, cell]])) };
}

/** An internship whose plan is on its way to be signed. */
function signing(but: Partial<Internship>, paper: Partial<RowOf<typeof signings>> = {}): Given {
  return one(but, { rows: [[signings, [aPlanSigning(paper)]]] });
}

/** The last of so many internships that start together, with the same two tutors. */
function crowd(many: number): Given {
  const company = aCompany();
  const shared = {
    promoterTutor: aPromoterTutor(),
    companyTutor: aCompanyTutor({ company }),
  };
  return lastOf(
    Array.from({ length: many }, (_, n) => anInternship({ ...shared, id: `T-${1001 + n}` })),
  );
}

/** The last of so many tirocini extracurriculari in a site of Campania with so many employees. */
function hosted(many: number, permanentStaff: number, but: Partial<Internship> = {}): Given {
  const site = aSite({ permanentStaff });
  const shared = { ...campania, site, ...but };
  return lastOf(
    Array.from({ length: many }, (_, n) => anInternship({ ...shared, id: `T-${1001 + n}` })),
  );
}

/** A second TIS of a person who has had one, two years long. */
function again(first: Partial<Internship>): Given {
  const beneficiary = aTrainee();
  return lastOf([
    anInternship({ beneficiary, ...first }),
    anInternship({ id: 'T-0002', beneficiary, endDate: day('2028-05-31') }),
  ]);
}

/** A second tirocinio of a person who has had one with the host I-0001. */
function atHost(id: string): Given {
  const beneficiary = aTrainee();
  const company = aCompany();
  const shared = { beneficiary, instrument: 'extracurricular' } as const;
  const before = { startDate: day('2025-06-02'), endDate: day('2025-12-01') };
  return lastOf([
    anInternship({ ...shared, ...before, company }),
    anInternship({
      ...shared,
      id: 'T-0002',
      company: id === company.id ? company : aCompany({ id }),
    }),
  ]);
}

/** An internship whose site is closed on these days. */
function closed(from: string, to: string): Given {
  const site = aSite();
  return one({ site }, { rows: [[closures, [aClosure({ site, from: day(from), to: day(to) })]]] });
}

/** An internship that ends early by a row of «Variazioni». */
function closing(
  variation: Partial<Variation>,
  but: Partial<Internship> = {},
  world: World = {},
): Given {
  const internship = anInternship(but);
  const early: Variation = { id: 'V-0001', internship, kind: 'earlyEnd', ...variation };
  return lastOf([internship], { ...world, rows: [[variations, [early]]] });
}

/** A cancelled internship, judged in July, with a sheet and a visit. */
function traced(
  sheet: Partial<RowOf<typeof attendanceSheets>>,
  visit: Partial<RowOf<typeof visits>>,
): Given {
  const internship = anInternship({ typedState: 'cancelled' });
  return lastOf([internship], {
    today: july,
    rows: [
      [attendanceSheets, [{ id: 'FP-0001', internship, ...sheet }]],
      [visits, [{ id: 'VT-0001', internship, ...visit }]],
    ],
  });
}

/** A variation of an internship, by itself an extension. */
function varied(
  but: Partial<Variation> = {},
  internshipBut: Partial<Internship> = {},
  world: World = {},
): Given {
  const internship = anInternship(internshipBut);
  return lastVariation([aVariation({ internship, ...but })], internship, world);
}

function lastVariation(
  rows: readonly Variation[],
  internship: Internship,
  world: World = {},
): Given {
  return [
    rows.at(-1) ?? {},
    around({
      ...world,
      rows: [[internships, [internship]], [variations, rows], ...(world.rows ?? [])],
    }),
  ];
}

/** A variation of another kind, from 1/7/2026, with nothing but what is given. */
function changed(
  but: Partial<Variation>,
  internshipBut: Partial<Internship> = {},
  world: World = {},
): Given {
  const internship = anInternship(internshipBut);
  return lastVariation([{ id: 'V-0001', internship, from: july, ...but }], internship, world);
}

function suspended(from: string, to: string, but: Partial<Variation> = {}): Given {
  return changed({ kind: 'suspension', from: day(from), to: day(to), ...but });
}

function ended(on: string, internshipBut: Partial<Internship> = {}, but: Partial<Variation> = {}) {
  return changed({ kind: 'earlyEnd', newEndDate: day(on), ...but }, internshipBut);
}

function hurt(but: Partial<Variation>, world: World = {}): Given {
  return changed({ kind: 'accident', certificateOn: day('2026-07-06'), ...but }, {}, world);
}

/** A suspension from some day to 31/8/2026, after one from 1/8 to 15/8. */
function suspendedTwice(from: string): Given {
  const internship = anInternship();
  const common = { internship, kind: 'suspension' } as const;
  return lastVariation(
    [
      { ...common, id: 'V-0001', from: day('2026-08-01'), to: day('2026-08-15') },
      { ...common, id: 'V-0002', from: day(from), to: day('2026-08-31') },
    ],
    internship,
  );
}

/** A change to a tutor who already follows so many. */
function takenOver(many: number): Given {
  const companyTutor = aCompanyTutor({ id: 'TO-0002' });
  const followed = Array.from({ length: many }, (_, n) =>
    anInternship({ id: `T-${1001 + n}`, companyTutor }),
  );
  const internship = anInternship();
  const change: Variation = {
    id: 'V-0001',
    internship,
    kind: 'tutor',
    from: july,
    newCompanyTutor: companyTutor,
  };
  return [
    change,
    around({
      rows: [
        [internships, [...followed, internship]],
        [variations, [change]],
      ],
    }),
  ];
}
