import { describe, expect, test } from 'vitest';
import {
  agreements,
  closures,
  companies,
  companyTutors,
  cooperatives,
  enrolments,
  internships,
  outsourcings,
  partners,
  places,
  sites,
  variations,
  workshops,
} from '../../config/registry.ts';
import * as rules from '../../config/rules/imprese.ts';
import { day, type Patron } from '../../src/core/day.ts';
import { euro } from '../../src/core/money.ts';
import type { Around, Rule } from '../../src/core/rule.ts';
import { settingsFrom } from '../../src/core/setting.ts';
import { columnAt } from '../../src/core/tab.ts';
import { around } from '../a/around.ts';
import {
  aClosure,
  aCompany,
  aCompanyTutor,
  aCooperative,
  anAgreement,
  anEnrolment,
  anOutsourcing,
  aPartner,
  aPlace,
  aSite,
  aWorkshop,
  someComune,
  someInternship,
  someOperator,
  someVariation,
} from '../a/imprese.ts';

/** A row to be judged, and the world it stands in. Days are around 20/05/2026. */
type Given = readonly [row: object, around: Around];

interface Case {
  readonly holds: Given;
  readonly fails: Given;
  readonly says: string;
  readonly proposed?: string;
  /** The needed cell that is left blank. */
  readonly without: string;
}

/** A code that belongs to nobody, as a sole trader's would look. */
const soleTrader = 'DMCMRS98B43A285Y';

const cases = {
  // ── Soggetti ospitanti ──
  businessHasPartitaIva: {
    holds: alone(aCompany({ kind: 'parish', partitaIva: undefined })),
    fails: alone(aCompany({ partitaIva: undefined })),
    says: 'È indicata come impresa e ha aderito, ma manca la partita IVA.',
    without: 'kind',
  },
  soleTraderHasPartitaIva: {
    holds: alone(aCompany({ codiceFiscale: soleTrader })),
    fails: alone(aCompany({ codiceFiscale: soleTrader, partitaIva: undefined })),
    says: 'Il codice fiscale è di una persona, come per le ditte individuali, ma manca la partita IVA: servono tutti e due.',
    without: 'codiceFiscale',
  },
  bodyHasItsOwnCodiceFiscale: {
    holds: alone(aCompany({ kind: 'parish', codiceFiscale: '92057260645' })),
    fails: alone(aCompany({ kind: 'parish', codiceFiscale: soleTrader })),
    says: 'È indicata come parrocchia, ma il codice fiscale ha 16 caratteri: forse è quello di chi la rappresenta.',
    without: 'codiceFiscale',
  },
  hostHasCodiceFiscale: {
    holds: alone(aCompany({ codiceFiscale: undefined })),
    fails: hosting({ codiceFiscale: undefined }),
    says: 'Manca il codice fiscale, e senza non si fa la comunicazione obbligatoria: qui c’è un tirocinio in corso o in partenza (T-0001).',
    without: 'name',
  },
  businessTaxNumbersAgree: {
    holds: alone(aCompany({ codiceFiscale: soleTrader })),
    fails: alone(aCompany({ partitaIva: '01234560728' })),
    says: 'La partita IVA 01234560728 è diversa dal codice fiscale 02768890648: può essere giusto (trasferimento di sede, gruppo IVA), ma controlla sulla visura.',
    without: 'partitaIva',
  },
  businessHasRea: {
    holds: alone(aCompany({ rea: undefined, legalForm: 'Studio professionale' })),
    fails: alone(aCompany({ rea: undefined })),
    says: 'È indicata come impresa e ha aderito, ma manca il numero REA. Se è uno studio professionale scrivilo in «Forma giuridica».',
    without: 'kind',
  },
  reaIsOfAChamberThatKeepsIt: {
    holds: alone(aCompany({ rea: 'FG-98765' })),
    fails: alone(aCompany({ rea: 'BT-123456' })),
    says: 'Il REA è BT-123456. Le imprese della BAT sono iscritte alla camera di commercio di Bari: controlla se il REA è BA-123456.',
    proposed: 'BA-123456',
    without: 'rea',
  },
  reaIsOfTheSeatsChamber: {
    holds: alone(aCompany({ rea: 'BT-123456', municipality: someComune() })),
    fails: alone(aCompany({ rea: 'FG-123456', municipality: someComune() })),
    says: 'Il REA è FG-123456, ma le imprese del comune della sede legale (COM-0001) hanno la sigla BA: forse è il REA di un’altra sede.',
    without: 'municipality',
  },
  hostTaxCodeIsNotDoubled: {
    holds: among(
      companies,
      [
        aCompany({ id: 'I-0002', codiceFiscale: '01234560728', partitaIva: '01234560728' }),
        aCompany(),
      ],
      1,
    ),
    fails: among(companies, [aCompany(), aCompany({ id: 'I-0002' })], 1),
    says: 'Lo stesso numero è già su I-0001, come codice fiscale o partita IVA: è lo stesso ente? Se è un’altra sede, va nel foglio «Sedi».',
    without: 'codiceFiscale',
  },
  hostPartitaIvaIsNotDoubled: {
    holds: among(companies, [aCompany(), aCompany({ id: 'I-0002' })], 1),
    fails: among(
      companies,
      [aCompany(), aCompany({ id: 'I-0002', codiceFiscale: '92057260645' })],
      1,
    ),
    says: 'La partita IVA 02768890648 è già su I-0001: è lo stesso ente, oppure fanno parte di un gruppo IVA?',
    without: 'partitaIva',
  },
  hostIsNotWrittenTwice: {
    holds: among(
      companies,
      [
        aCompany({ municipality: someComune() }),
        aCompany({ id: 'I-0002', municipality: someComune(), codiceFiscale: '01234560728' }),
      ],
      1,
    ),
    fails: among(
      companies,
      [
        aCompany({ name: 'Caffè Niccolò S.r.l.', municipality: someComune() }),
        aCompany({
          id: 'I-0002',
          name: 'CAFFE’ NICCOLO’ SRL',
          municipality: someComune(),
          codiceFiscale: undefined,
          partitaIva: undefined,
        }),
      ],
      1,
    ),
    says: '«CAFFE’ NICCOLO’ SRL» assomiglia a I-0001, dello stesso comune: è lo stesso ente?',
    without: 'municipality',
  },
  hostHasPec: {
    holds: alone(aCompany({ kind: 'parish', pec: undefined })),
    fails: alone(aCompany({ pec: undefined })),
    says: 'Ha aderito, ma manca la PEC: convenzione e progetto formativo andranno portati a mano.',
    without: 'kind',
  },
  hostPecIsNotItsEmail: {
    holds: alone(aCompany()),
    fails: alone(aCompany({ email: 'Forno@pec.example.org' })),
    says: '«forno@pec.example.org» è scritto sia come PEC sia come e-mail: una casella certificata e una ordinaria sono due indirizzi diversi.',
    without: 'email',
  },
  hostPecIsCertified: {
    holds: alone(aCompany()),
    fails: alone(aCompany({ pec: 'forno@googlemail.com' })),
    says: '«forno@googlemail.com» sembra una casella ordinaria: un invio che deve avere valore legale lì non arriva.',
    without: 'pec',
  },
  hostEmailIsOrdinary: {
    holds: alone(aCompany({ email: 'specialita@example.org' })),
    fails: alone(aCompany({ email: 'altro@pec.example.org' })),
    says: '«altro@pec.example.org» sembra una PEC: molte caselle certificate rifiutano la posta ordinaria, e i messaggi di ALICE andrebbero persi.',
    without: 'email',
  },
  consultantOfHostHasAnEmail: {
    holds: hosting({}, { coSentBy: 'consultant', coSentOn: day('2026-03-30') }),
    fails: hosting({}, { coSentBy: 'consultant' }),
    says: 'La comunicazione di T-0001 la invia il consulente del lavoro, ma la sua e-mail manca: il promemoria non può partire.',
    without: 'name',
  },
  atecoHasItsVersion: {
    holds: alone(aCompany({ ateco: '47.11.4', atecoVersion: 'v2007' })),
    fails: alone(aCompany({ atecoVersion: undefined })),
    says: 'C’è il codice ATECO 10.71.10, ma non da quale versione viene.',
    without: 'ateco',
  },
  hostHasLegalRepresentative: {
    holds: alone(aCompany({ legalRepresentativeLastName: undefined })),
    fails: hosting({ legalRepresentativeLastName: undefined }),
    says: 'Del legale rappresentante manca il cognome: la convenzione lo vuole per intero.',
    without: 'name',
  },
  hostHasDeclared: {
    holds: hosting(),
    fails: hosting({ declaredOn: undefined, ...nothingDeclared() }),
    says: 'Non ci sono le dichiarazioni dell’ente: qui c’è un tirocinio in corso o in partenza (T-0001).',
    without: 'name',
  },
  hostDeclaresSafety: {
    holds: hosting({ declaredOn: undefined, ...nothingDeclared() }),
    fails: alone(aCompany({ declaresSafety: false })),
    says: 'L’ente non è in regola con le norme sulla sicurezza (d.lgs. 81/2008): finché è così nessun tirocinio può partire.',
    without: 'name',
  },
  hostDeclaresLaw68: {
    holds: hosting(),
    fails: hosting({ declaresLaw68: undefined }),
    says: 'Manca la dichiarazione sulla L. 68/1999: qui c’è un tirocinio in corso o in partenza (T-0001).',
    without: 'name',
  },
  hostDeclaresNoDismissals: {
    holds: alone(aCompany({ declaresNoDismissals: undefined })),
    fails: alone(aCompany({ declaresNoDismissals: false })),
    says: 'L’ente ha licenziato di recente nella stessa unità per attività equivalenti: nessun tirocinio può partire.',
    without: 'name',
  },
  hostDeclaresNoCig: {
    holds: alone(aCompany({ declaresNoCig: false, outcome: 'left' })),
    fails: alone(aCompany({ declaresNoCig: false })),
    says: 'L’ente ha cassa integrazione in corso per attività equivalenti: finché è così nessun tirocinio può partire.',
    without: 'name',
  },
  hostDeclaresNoInsolvency: {
    holds: alone(aCompany({ declaresNoInsolvency: false, suitable: false })),
    fails: alone(aCompany({ declaresNoInsolvency: false })),
    says: 'L’ente è in liquidazione o in una procedura concorsuale: nessun tirocinio può partire.',
    without: 'name',
  },
  hostDeclarationsAreRecent: {
    holds: hosting({ declaredOn: day('2025-06-01') }, { startDate: day('2026-06-01') }),
    fails: hosting({ declaredOn: day('2025-05-31') }, { startDate: day('2026-06-01') }),
    says: 'Tra le dichiarazioni del 31/05/2025 e l’avvio di T-0001 (01/06/2026) passano più di 12 mesi: vanno rifirmate.',
    without: 'declaredOn',
  },
  hostHasDurc: {
    holds: hosting({ kind: 'school', durcExpiry: undefined }),
    fails: hosting({ durcExpiry: undefined }),
    says: 'Manca la scadenza del DURC: qui c’è un tirocinio in corso o in partenza (T-0001). Se l’ente non deve averlo, scrivi sì in «DURC non dovuto».',
    without: 'kind',
  },
  hostDurcIsValid: {
    holds: hosting({ durcExpiry: day('2026-05-20') }),
    fails: hosting({ durcExpiry: day('2026-05-19') }),
    says: 'Il DURC è scaduto il 19/05/2026: qui c’è un tirocinio in corso o in partenza (T-0001).',
    without: 'durcExpiry',
  },
  durcEndsWithinItsDays: {
    holds: alone(aCompany({ durcExpiry: day('2026-09-17') })),
    fails: alone(aCompany({ durcExpiry: day('2026-09-18') })),
    says: 'Il DURC scadrebbe il 18/09/2026, ma un DURC chiesto oggi scade al più tardi il 17/09/2026: controlla la data (limite da verificare: DURC).',
    without: 'durcExpiry',
  },
  hostJoinedAfterItsInterest: {
    holds: alone(aCompany({ joinedOn: day('2026-03-16') })),
    fails: alone(aCompany({ joinedOn: day('2026-03-15') })),
    says: 'L’adesione è del 15/03/2026, ma l’interesse è stato espresso dopo, il 16/03/2026.',
    without: 'interestShownOn',
  },
  hostJoinedInThePast: {
    holds: alone(aCompany({ joinedOn: day('2026-05-20') })),
    fails: alone(aCompany({ joinedOn: day('2026-05-21') })),
    says: 'Qui c’è il 21/05/2026, che deve ancora venire.',
    without: 'joinedOn',
  },
  hostDeclaredInThePast: {
    holds: alone(aCompany({ declaredOn: day('2026-05-20') })),
    fails: alone(aCompany({ declaredOn: day('2027-03-20') })),
    says: 'Qui c’è il 20/03/2027, che deve ancora venire.',
    without: 'declaredOn',
  },
  hostWasVerifiedInThePast: {
    holds: alone(aCompany({ verifiedOn: day('2026-05-20') })),
    fails: alone(aCompany({ verifiedOn: day('2026-05-21') })),
    says: 'Qui c’è il 21/05/2026, che deve ancora venire.',
    without: 'verifiedOn',
  },
  hostIsVerified: {
    holds: alone(aCompany({ verifiedOn: undefined })),
    fails: hosting({ verifiedOn: undefined }),
    says: 'I requisiti non risultano verificati: qui c’è un tirocinio in corso o in partenza (T-0001).',
    without: 'name',
  },
  hostVerificationIsCurrent: {
    holds: hosting({ verifiedOn: day('2025-05-20') }),
    fails: hosting({ verifiedOn: day('2025-05-19') }),
    says: 'I requisiti sono stati verificati il 19/05/2025, più di 12 mesi fa: la verifica va rifatta.',
    without: 'verifiedOn',
  },
  verifiedHostHasAnOutcome: {
    holds: alone(aCompany({ suitable: false })),
    fails: alone(aCompany({ suitable: undefined })),
    says: 'I requisiti sono stati verificati il 25/03/2026, ma non si sa con quale esito.',
    without: 'verifiedOn',
  },
  verifiedHostHasItsVerifier: {
    holds: alone(aCompany()),
    fails: alone(aCompany({ verifiedBy: undefined })),
    says: 'I requisiti sono stati verificati il 25/03/2026, ma non si sa da chi.',
    without: 'verifiedOn',
  },
  unsuitableHostDoesNotHost: {
    holds: hosting({ suitable: false }, { endDate: day('2026-05-19') }),
    fails: hosting({ suitable: false }, { startDate: day('2026-12-01') }),
    says: 'L’ente risulta non idoneo a ospitare, ma c’è un tirocinio in partenza (T-0001).',
    without: 'suitable',
  },
  suspendedHostDoesNotHost: {
    holds: hosting({ outcome: 'left' }, { typedState: 'cancelled' }),
    fails: hosting({ outcome: 'suspended' }),
    says: 'L’ente è segnato come «sospesa», ma c’è un tirocinio in corso (T-0001).',
    without: 'outcome',
  },
  hostAvailabilityCoversItsOpenPlaces: {
    holds: offering({ availableUntil: day('2026-05-20') }),
    fails: offering({ availableUntil: day('2026-05-19') }),
    says: 'La disponibilità è finita il 19/05/2026, ma ci sono posti ancora aperti: PD-0001.',
    without: 'availableUntil',
  },
  hostOfInternshipsHasASite: {
    holds: withSite(),
    fails: hosting(),
    says: 'Qui c’è un tirocinio in corso (T-0001), ma l’ente non ha nessuna sede: il numero di tirocinanti si conta sull’unità operativa, non sulla sede legale.',
    without: 'name',
  },
  hostSeatsAreEnough: {
    holds: hosting({ seats: 1 }),
    fails: hosting({ seats: 0 }),
    says: 'L’ente ha offerto 0 posti, ma i tirocini in corso sono 1: T-0001.',
    without: 'seats',
  },
  enterpriseTutorOfHostHasTheRole: {
    holds: alone(
      aCompany({
        enterpriseTutor: someOperator({ role: 'mentor', otherRoles: ['enterpriseTutor'] }),
      }),
    ),
    fails: alone(
      aCompany({ enterpriseTutor: someOperator({ id: 'O-0002', role: 'promoterTutor' }) }),
    ),
    says: 'O-0002 è scritto qui come tutor d’impresa, ma nel foglio «Operatori» è «tutor promotore».',
    without: 'enterpriseTutor',
  },
  enterpriseTutorIsNotACompanyTutor: {
    holds: withTutor({ enterpriseTutor: someOperator() }),
    fails: withTutor({
      enterpriseTutor: someOperator({ firstName: 'Marta', lastName: 'Verdi' }),
    }),
    says: 'O-0005 è scritto come tutor d’impresa, ma sembra la stessa persona di TO-0001, tutor ospitante dell’ente: sono due ruoli diversi.',
    without: 'enterpriseTutor',
  },

  // ── Sedi ──
  siteIsNotWrittenTwice: {
    holds: among(sites, [aSite(), aSite({ id: 'S-0002', address: 'Via Roma, 14' })], 1),
    fails: among(sites, [aSite(), aSite({ id: 'S-0002', address: 'VIA ROMA 12' })], 1),
    says: 'S-0001 è dello stesso ente allo stesso indirizzo: se è la stessa unità operativa, il limite di tirocinanti si conta una volta sola.',
    without: 'address',
  },
  siteDatesAreInOrder: {
    holds: alone(aSite({ from: day('2026-06-01'), to: day('2026-06-01') })),
    fails: alone(aSite({ from: day('2026-06-01'), to: day('2026-05-31') })),
    says: 'La sede sarebbe attiva dal 01/06/2026 al 31/05/2026: la fine viene prima dell’inizio.',
    without: 'from',
  },
  closedSiteDoesNotHost: {
    holds: atWork({ to: day('2026-09-30') }),
    fails: atWork({ to: day('2026-09-29') }),
    says: 'La sede è attiva fino al 29/09/2026, ma T-0001 finisce dopo: serve un cambio di sede.',
    without: 'to',
  },
  hostingSiteHasItsAddress: {
    holds: alone(aSite({ address: undefined })),
    fails: atWork({ address: undefined }),
    says: 'Manca l’indirizzo del luogo di lavoro: qui c’è un tirocinio in corso o in partenza (T-0001), e progetto formativo, CO e INAIL lo vogliono.',
    without: 'name',
  },
  hostingSiteHasItsStaffCounted: {
    holds: atWork({ permanentStaff: undefined }, { instrument: 'tis' }),
    fails: atWork({ permanentStaff: undefined }, { instrument: 'extracurricular' }),
    says: 'Manca il numero dei dipendenti a tempo indeterminato: senza non si sa quanti tirocinanti può avere la sede, e qui c’è un tirocinio in corso o in partenza (T-0001).',
    without: 'name',
  },
  staffCountHasItsDay: {
    holds: alone(aSite({ staffOn: undefined })),
    fails: atWork({ staffOn: undefined, permanentStaff: 1 }),
    says: '1 dipendente a tempo indeterminato, ma non si sa a quale giorno si riferisce il conteggio.',
    without: 'permanentStaff',
  },
  staffCountIsRecent: {
    holds: atWork({ staffOn: day('2025-05-20') }),
    fails: atWork({ staffOn: day('2025-05-19') }),
    says: 'Il personale è stato contato il 19/05/2025, più di 12 mesi fa: chiedi i numeri di oggi.',
    without: 'staffOn',
  },
  staffCountIsOfThePast: {
    holds: alone(aSite({ staffOn: day('2026-05-20') })),
    fails: alone(aSite({ staffOn: day('2026-05-21') })),
    says: 'Il personale sarebbe stato contato il 21/05/2026, che deve ancora venire.',
    without: 'staffOn',
  },
  fixedTermStaffHasItsDates: {
    holds: atWork({ fixedTermStaff: 2 }, { instrument: 'tis' }),
    fails: atWork(
      { fixedTermStaff: 2, fixedTermFrom: day('2026-02-01') },
      { instrument: 'extracurricular' },
    ),
    says: 'Ci sono 2 dipendenti a termine, ma mancano le date dei contratti: così non si possono contare nel limite.',
    without: 'fixedTermStaff',
  },
  siteComuneHasItsPatron: {
    holds: among(sites, [aSite()], 0, {
      patrons: [{ comune: 'Andria', name: 'San Riccardo', date: { month: 4, day: 23 } }],
    }),
    fails: among(sites, [aSite()], 0),
    says: 'Per Andria il patrono del 2026 non è indicato: il registro presenze non può sbarrarlo.',
    without: 'municipality',
  },

  // ── Tutor ospitanti ──
  tutorsSiteIsOfTheirCompany: {
    holds: ofOneCompany(),
    fails: alone(aCompanyTutor({ site: aSite({ company: aCompany({ id: 'I-0002' }) }) })),
    says: 'Il tutor è di I-0001, ma la sede S-0001 è di I-0002.',
    without: 'site',
  },
  tutorDatesAreInOrder: {
    holds: alone(aCompanyTutor({ from: day('2026-03-20'), to: day('2026-03-20') })),
    fails: alone(aCompanyTutor({ from: day('2026-03-20'), to: day('2026-03-19') })),
    says: 'Sarebbe tutor dal 20/03/2026 al 19/03/2026: la fine viene prima dell’inizio.',
    without: 'from',
  },
  tutorIsInTheCompanyFirst: {
    holds: alone(aCompanyTutor({ hiredOn: day('2026-03-20'), from: day('2026-03-20') })),
    fails: alone(aCompanyTutor({ hiredOn: day('2026-03-21'), from: day('2026-03-20') })),
    says: 'È tutor dal 20/03/2026, ma lavora per l’ente solo dal 21/03/2026.',
    without: 'hiredOn',
  },
  tutorHasAnEmail: {
    holds: following({ email: undefined, channel: 'paper' }),
    fails: following({ email: undefined }),
    says: 'Manca l’e-mail del tutor di T-0001: il foglio presenze non può essere inviato.',
    without: 'lastName',
  },
  tutorHasAPhone: {
    holds: following({ phone: undefined, channel: 'email' }),
    fails: following({ phone: undefined, channel: 'phone' }),
    says: 'Il tutor di T-0001 preferisce il telefono, ma il numero manca.',
    without: 'channel',
  },
  leavingTutorHandsOver: {
    holds: following({ to: day('2026-09-30') }),
    fails: following({ to: day('2026-09-29') }),
    says: 'È tutor fino al 29/09/2026, ma T-0001 finisce dopo: serve un cambio di tutor in «Variazioni».',
    without: 'to',
  },
  tutorIsNotWrittenTwice: {
    holds: among(
      companyTutors,
      [aCompanyTutor(), aCompanyTutor({ id: 'TO-0002', firstName: 'Anna' })],
      1,
    ),
    fails: among(
      companyTutors,
      [aCompanyTutor(), aCompanyTutor({ id: 'TO-0002', lastName: 'MARTA', firstName: 'Verdi' })],
      1,
    ),
    says: 'TO-0001, dello stesso ente, ha lo stesso nome: è la stessa persona? Su due righe non si vede quanti tirocinanti segue.',
    without: 'firstName',
  },
  tutorIsNotTheLegalRepresentative: {
    holds: alone(aCompanyTutor()),
    fails: alone(aCompanyTutor({ lastName: 'Bianchi', firstName: 'Carlo' })),
    says: 'TO-0001 sembra anche il legale rappresentante di I-0001: nelle piccole imprese capita, ma verifica che possa affiancare davvero chi arriva.',
    without: 'lastName',
  },

  // ── Chiusure ──
  closureDatesAreInOrder: {
    holds: alone(aClosure({ from: day('2026-08-10'), to: day('2026-08-10') })),
    fails: alone(aClosure({ from: day('2026-08-10'), to: day('2026-08-09') })),
    says: 'La chiusura va dal 10/08/2026 al 09/08/2026: la fine viene prima dell’inizio.',
    without: 'from',
  },
  closuresDoNotOverlap: {
    holds: closing({ from: day('2026-08-22'), to: day('2026-08-23') }),
    fails: closing({ from: day('2026-08-21'), to: day('2026-08-23') }),
    says: 'Questi giorni (21/08/2026–23/08/2026) si sovrappongono a quelli di CH-0001, della stessa sede.',
    without: 'site',
  },
  closureIsNotTooLong: {
    holds: alone(aClosure({ from: day('2026-08-01'), to: day('2026-08-31') })),
    fails: alone(aClosure({ from: day('2026-08-01'), to: day('2026-09-01') })),
    says: 'La chiusura dal 01/08/2026 al 01/09/2026 dura 32 giorni: se è giusta, i tirocini della sede vanno sospesi in «Variazioni».',
    without: 'to',
  },
  longClosureMaySuspend: {
    holds: closingWith({ to: day('2026-08-23') }),
    fails: closingWith({ to: day('2026-08-24') }),
    says: 'La sede chiude per 15 giorni, e il tirocinio T-0001 può essere sospeso: i giorni non contano nella durata massima.',
    without: 'site',
  },

  // ── Convenzioni ──
  agreementDatesAreInOrder: {
    holds: alone(anAgreement({ to: day('2026-03-24') })),
    fails: alone(anAgreement({ to: day('2026-03-23') })),
    says: 'La convenzione vale dal 24/03/2026 al 23/03/2026: la scadenza viene prima dell’inizio.',
    without: 'from',
  },
  agreementIsSignedBeforeItHolds: {
    holds: alone(anAgreement({ from: day('2026-03-24') })),
    fails: alone(anAgreement({ from: day('2026-03-23') })),
    says: 'L’ultima firma è del 24/03/2026, ma la convenzione vale già dal 23/03/2026.',
    without: 'from',
  },
  agreementIsSignedAfterItWasSent: {
    holds: alone(anAgreement({ sentOn: day('2026-03-24') })),
    fails: alone(anAgreement({ sentOn: day('2026-03-25') })),
    says: 'L’ultima firma è del 24/03/2026, prima dell’invio alla firma del 25/03/2026.',
    without: 'sentOn',
  },
  agreementIsSignedInThePast: {
    holds: alone(anAgreement({ signedOn: day('2026-05-20') })),
    fails: alone(anAgreement({ signedOn: day('2026-05-21') })),
    says: 'L’ultima firma sarebbe del 21/05/2026, che deve ancora venire.',
    without: 'signedOn',
  },
  signedAgreementSaysFromWhen: {
    holds: alone(anAgreement({ signedOn: undefined, from: undefined })),
    fails: alone(anAgreement({ from: undefined })),
    says: 'La convenzione è firmata il 24/03/2026, ma non si sa da quando vale.',
    proposed: '24/03/2026',
    without: 'signedOn',
  },
  signedAgreementSaysUntilWhen: {
    holds: alone(anAgreement({ to: undefined, tacitRenewal: true })),
    fails: alone(anAgreement({ to: undefined })),
    says: 'La convenzione è firmata il 24/03/2026, ma non ha una scadenza e non risulta rinnovo tacito.',
    without: 'signedOn',
  },
  agreementNumberIsNotDoubled: {
    holds: among(
      agreements,
      [anAgreement(), anAgreement({ id: 'CV-0002', promoter: 'Consorzio Esempio' })],
      1,
    ),
    fails: among(
      agreements,
      [anAgreement(), anAgreement({ id: 'CV-0002', number: '012/2026' })],
      1,
    ),
    says: 'Il numero «012/2026» è già quello di CV-0001: sono due convenzioni o una riga di troppo?',
    without: 'number',
  },
  agreementOutlastsItsInternships: {
    holds: agreed({ to: day('2026-09-30') }),
    fails: agreed({ to: day('2026-05-19') }),
    says: 'La convenzione è scaduta il 19/05/2026, ma T-0001 finisce dopo: va rinnovata perché li copra.',
    without: 'to',
  },
  agreementClosedEarlyHasNoInternships: {
    holds: agreed({ endedOn: day('2026-09-30') }),
    fails: agreed({ endedOn: day('2026-05-15') }),
    says: 'La convenzione è chiusa dal 15/05/2026, ma T-0001 finisce dopo: serve un’altra convenzione o una chiusura anticipata.',
    without: 'endedOn',
  },
  agreementIsNotAboutToExpire: {
    holds: alone(anAgreement({ to: day('2026-07-20') })),
    fails: alone(anAgreement({ to: day('2026-07-19') })),
    says: 'La convenzione scade il 19/07/2026, tra 60 giorni: se serve ancora, è il momento di rinnovarla.',
    without: 'to',
  },
  agreementsOfAHostDoNotOverlap: {
    holds: agreeingTwice({ from: day('2028-03-24'), to: day('2030-03-23') }),
    fails: agreeingTwice({ from: day('2028-03-23'), to: day('2030-03-22') }),
    says: 'Nello stesso periodo vale anche CV-0001, dello stesso ente: quale regge i tirocini?',
    without: 'from',
  },
  agreementDoesNotExceedItsInternships: {
    holds: agreed({ internships: 1 }),
    fails: agreed({ internships: 1 }, {}, someInternship({ id: 'T-0002' })),
    says: 'La convenzione prevede 1 tirocinio, ma ce ne sono 2: T-0001 e T-0002.',
    without: 'internships',
  },
  agreementCupIsTheProgrammes: {
    holds: [
      anAgreement({ cup: 'C84H22000050007' }),
      around({ settings: withCup('C84H22000050007') }),
    ],
    fails: [
      anAgreement({ cup: 'C84H22000050008' }),
      around({ settings: withCup('C84H22000050007') }),
    ],
    says: 'Il CUP C84H22000050008 è diverso da quello del programma (C84H22000050007): è un altro finanziamento o un errore di copiatura?',
    without: 'cup',
  },

  // ── Posti disponibili ──
  placeDatesAreInOrder: {
    holds: alone(aPlace({ until: day('2026-04-01') })),
    fails: alone(aPlace({ until: day('2026-03-31') })),
    says: 'Il posto sarebbe disponibile dal 01/04/2026 al 31/03/2026: la fine viene prima dell’inizio.',
    without: 'from',
  },
  offeredPlaceIsNotOver: {
    holds: alone(aPlace({ until: day('2026-05-20') })),
    fails: alone(aPlace({ until: day('2026-05-19') })),
    says: 'Il posto era disponibile fino al 19/05/2026 e non è stato ritirato: chiedi se vale ancora.',
    without: 'until',
  },
  openPlaceIsOfAnActiveHost: {
    holds: alone(
      aPlace({ site: aSite({ company: aCompany({ outcome: 'left' }) }), until: day('2026-05-19') }),
    ),
    fails: alone(aPlace({ site: aSite({ company: aCompany({ outcome: 'left' }) }) })),
    says: 'Il posto è aperto, ma I-0001 è segnato come «uscita».',
    without: 'site',
  },
  placeHoursAreWithinTheLimit: {
    holds: [in2020({ weeklyHours: 30 * 60 }), around({ today: day('2020-01-15') })],
    fails: [in2020({ weeklyHours: 30 * 60 + 30 }), around({ today: day('2020-01-15') })],
    says: '30,5 ore a settimana superano il massimo di 30 per «Tirocinio extracurriculare» in Puglia, secondo L.R. Puglia 23/2013 (loscalzo.it/?p=1978).',
    without: 'weeklyHours',
  },
  placeTutorIsOfTheHost: {
    holds: placedWithOwnTutor(),
    fails: alone(aPlace({ companyTutor: aCompanyTutor({ company: aCompany({ id: 'I-0002' }) }) })),
    says: 'TO-0001 è di I-0002, ma il posto è nella sede S-0001 di I-0001.',
    without: 'companyTutor',
  },
  placeDaysAreOpenDays: {
    holds: alone(
      aPlace({ days: ['lun', 'mar'], site: aSite({ openDays: ['lun', 'mar', 'mer'] }) }),
    ),
    fails: alone(aPlace({ days: ['lun', 'sab'], site: aSite({ openDays: ['lun', 'mar'] }) })),
    says: 'Il posto prevede sab, ma la sede S-0001 lavora lun e mar.',
    without: 'days',
  },
  siteSeatsAreEnough: {
    holds: placed([someInternship()]),
    fails: placed([someInternship(), someInternship({ id: 'T-0002' })]),
    says: 'Nella sede S-0001 sono in corso 2 tirocini, ma i posti offerti sono 1: T-0001 e T-0002.',
    without: 'seats',
  },

  // ── Cooperative ──
  followedCooperativeIsACooperative: {
    holds: alone(aCooperative()),
    fails: alone(aCooperative({ company: aCompany() })),
    says: 'I-0001 è indicata come impresa nel foglio «Soggetti ospitanti».',
    without: 'company',
  },
  cooperativeIsFollowedOnce: {
    holds: assisted([{ closedOn: day('2026-05-20') }, {}], 1),
    fails: assisted([{ closedOn: day('2026-05-21') }, {}], 1),
    says: 'I-0007 è già seguita con COOP-0001, che non è chiuso.',
    without: 'company',
  },
  cooperativeTutorHasTheRole: {
    holds: alone(aCooperative()),
    fails: alone(aCooperative({ enterpriseTutor: someOperator({ role: 'mentor' }) })),
    says: 'O-0005 è scritto qui come tutor d’impresa, ma nel foglio «Operatori» è «mentor».',
    without: 'enterpriseTutor',
  },
  cooperativeMentorHasTheRole: {
    holds: alone(aCooperative()),
    fails: alone(aCooperative({ mentor: someOperator() })),
    says: 'O-0005 è scritto qui come mentor, ma nel foglio «Operatori» è «tutor d’impresa».',
    without: 'mentor',
  },
  cooperativeTutorIsInService: {
    holds: alone(aCooperative({ enterpriseTutor: someOperator({ to: day('2026-05-20') }) })),
    fails: alone(aCooperative({ enterpriseTutor: someOperator({ to: day('2026-05-19') }) })),
    says: 'O-0005 non è più in servizio dal 20/05/2026, ma il percorso è aperto: chi lo porta avanti?',
    without: 'enterpriseTutor',
  },
  enterpriseTutorIsNotOverloaded: {
    holds: assisted([{}, {}, {}, {}], 3),
    fails: assisted([{}, {}, {}, {}, {}], 4),
    says: 'O-0005 segue 5 cooperative insieme, più delle 4 indicate in «Impostazioni»: si può dividere con gli altri?',
    without: 'enterpriseTutor',
  },
  businessPlanDatesAreInOrder: {
    holds: alone(aCooperative({ planDeliveredOn: day('2026-04-01') })),
    fails: alone(aCooperative({ planDeliveredOn: day('2026-03-31') })),
    says: 'Il business plan è consegnato il 31/03/2026, ma iniziato dopo, il 01/04/2026.',
    without: 'planStartedOn',
  },
  businessPlanIsDelivered: {
    holds: alone(aCooperative({ planDueOn: day('2026-05-20'), planDeliveredOn: undefined })),
    fails: alone(aCooperative({ planDueOn: day('2026-05-19'), planDeliveredOn: undefined })),
    says: 'Il business plan era concordato per il 19/05/2026 e non risulta consegnato.',
    without: 'planDueOn',
  },
  tutoringFollowsTheBusinessPlan: {
    holds: alone(aCooperative({ planDeliveredOn: day('2026-06-01') })),
    fails: alone(aCooperative({ planDeliveredOn: day('2026-06-02') })),
    says: 'L’affiancamento comincia il 01/06/2026, prima della consegna del business plan (02/06/2026).',
    without: 'planDeliveredOn',
  },
  tutoringDatesAreInOrder: {
    holds: alone(aCooperative({ tutoringTo: day('2026-06-01') })),
    fails: alone(aCooperative({ tutoringTo: day('2026-05-31') })),
    says: 'L’affiancamento va dal 01/06/2026 al 31/05/2026: la fine viene prima dell’inizio.',
    without: 'tutoringFrom',
  },
  tutoringLastsItsMonths: {
    holds: alone(aCooperative({ tutoringTo: day('2026-09-15') })),
    fails: alone(aCooperative({ tutoringTo: day('2026-09-16') })),
    says: 'L’affiancamento va dal 01/06/2026 al 16/09/2026, ma 3 mesi da quel giorno finiscono il 31/08/2026.',
    proposed: '31/08/2026',
    without: 'tutoringFrom',
  },
  needsAnalysisFollowsTheBusinessPlan: {
    holds: alone(aCooperative({ needsAnalysisOn: day('2026-04-01') })),
    fails: alone(aCooperative({ needsAnalysisOn: day('2026-03-31') })),
    says: 'L’analisi dei bisogni è del 31/03/2026, ma il business plan da cui parte è iniziato dopo, il 01/04/2026.',
    without: 'planStartedOn',
  },
  consolidationIsTheLastPhase: {
    holds: alone(aCooperative({ consolidationOn: day('2026-06-15') })),
    fails: alone(aCooperative({ consolidationOn: day('2026-06-14') })),
    says: 'Il piano di consolidamento è del 14/06/2026, ma vengono dopo l’analisi dei bisogni (15/06/2026).',
    without: 'consolidationOn',
  },
  consolidationRestsOnTheNeedsAnalysis: {
    holds: alone(aCooperative({ consolidationOn: undefined, needsAnalysisOn: undefined })),
    fails: alone(aCooperative({ needsAnalysisOn: undefined })),
    says: 'Il piano di consolidamento è del 10/09/2026, ma l’analisi dei bisogni fatta con il mentor non risulta.',
    without: 'consolidationOn',
  },
  closedPathHasAnOutcome: {
    holds: alone(aCooperative({ closedOn: day('2026-05-21') })),
    fails: alone(aCooperative({ closedOn: day('2026-05-20') })),
    says: 'Il percorso è chiuso dal 20/05/2026, ma non si sa con quale esito.',
    without: 'closedOn',
  },

  // ── Affidamenti ──
  publishedOutsourcingHasItsProcedure: {
    holds: alone(
      anOutsourcing({ procedure: undefined, publishedOn: undefined, awardedOn: undefined }),
    ),
    fails: alone(anOutsourcing({ procedure: undefined })),
    says: 'Il servizio è stato aggiudicato il 04/05/2026, ma manca la procedura.',
    without: 'title',
  },
  publishedOutsourcingHasItsAmount: {
    holds: alone(anOutsourcing({ amount: euro(1) })),
    fails: alone(anOutsourcing({ amount: undefined, awardedOn: undefined })),
    says: 'Il servizio è stato pubblicato il 02/03/2026, ma manca l’importo.',
    without: 'title',
  },
  outsourcingDocumentsFollowTheProposal: {
    holds: alone(anOutsourcing({ documentsReadyOn: day('2026-01-12') })),
    fails: alone(anOutsourcing({ documentsReadyOn: day('2026-01-11') })),
    says: '«Atti pronti il» è il 11/01/2026, prima di «Proposta del» (12/01/2026).',
    without: 'documentsReadyOn',
  },
  outsourcingIsPublishedInStep: {
    holds: alone(anOutsourcing({ publishedOn: day('2026-02-10') })),
    fails: alone(anOutsourcing({ publishedOn: day('2026-02-09') })),
    says: '«Pubblicato il» è il 09/02/2026, prima di «Atti pronti il» (10/02/2026).',
    without: 'publishedOn',
  },
  outsourcingBidsAreInStep: {
    holds: alone(anOutsourcing({ bidsBy: day('2026-03-02') })),
    fails: alone(anOutsourcing({ bidsBy: day('2026-03-01') })),
    says: '«Offerte entro il» è il 01/03/2026, prima di «Pubblicato il» (02/03/2026).',
    without: 'bidsBy',
  },
  outsourcingIsAwardedInStep: {
    holds: alone(
      anOutsourcing({ awardedOn: day('2026-02-10'), publishedOn: undefined, bidsBy: undefined }),
    ),
    fails: alone(anOutsourcing({ awardedOn: day('2026-03-31') })),
    says: '«Aggiudicato il» è il 31/03/2026, prima di «Offerte entro il» (01/04/2026).',
    without: 'awardedOn',
  },
  outsourcedServiceStartsInStep: {
    holds: alone(anOutsourcing({ from: day('2026-05-04') })),
    fails: alone(anOutsourcing({ from: day('2026-05-03') })),
    says: '«Servizio dal» è il 03/05/2026, prima di «Aggiudicato il» (04/05/2026).',
    without: 'from',
  },
  outsourcedServiceEndsInStep: {
    holds: alone(anOutsourcing({ to: day('2026-09-01') })),
    fails: alone(anOutsourcing({ to: day('2026-08-31') })),
    says: '«Servizio fino al» è il 31/08/2026, prima di «Servizio dal» (01/09/2026).',
    without: 'to',
  },
  awardedOutsourcingHasItsCooperative: {
    holds: alone(anOutsourcing({ outcome: 'lost', cooperative: undefined })),
    fails: alone(anOutsourcing({ cooperative: undefined })),
    says: 'Il servizio risulta affidato alla cooperativa, ma non si sa a quale.',
    without: 'outcome',
  },
  awardedOutsourcingHasItsDay: {
    holds: alone(anOutsourcing({ outcome: 'void', awardedOn: undefined })),
    fails: alone(anOutsourcing({ awardedOn: undefined })),
    says: 'L’esito è scritto, ma manca il giorno dell’aggiudicazione.',
    without: 'outcome',
  },
  outsourcingTutorHasTheRole: {
    holds: alone(anOutsourcing()),
    fails: alone(anOutsourcing({ enterpriseTutor: someOperator({ role: 'coordinator' }) })),
    says: 'O-0005 è scritto qui come tutor d’impresa, ma nel foglio «Operatori» è «coordinatore».',
    without: 'enterpriseTutor',
  },
  cigHasTenCharacters: {
    holds: alone(anOutsourcing({ cig: 'a012b 34c5d' })),
    fails: alone(anOutsourcing({ cig: 'C84H22000050007' })),
    says: '«C84H22000050007» ha 15 caratteri e un CIG ne ha 10, lettere e cifre: forse è il CUP.',
    without: 'cig',
  },

  // ── Workshop ──
  workshopHoldsItsEnrolments: {
    holds: enrolling({ seats: 1 }, [{}, { withdrawnOn: day('2026-04-10') }]),
    fails: enrolling({ seats: 1 }, [{}, {}]),
    says: 'I posti sono 1, ma gli iscritti sono 2, senza contare chi ha rinunciato.',
    without: 'seats',
  },
  heldWorkshopHasItsHours: {
    holds: alone(aWorkshop({ on: day('2026-05-20'), hours: undefined })),
    fails: alone(aWorkshop({ on: day('2026-05-19'), hours: undefined })),
    says: 'Il workshop si è tenuto il 19/05/2026, ma mancano le ore: servono per gli attestati.',
    without: 'on',
  },
  workshopIsOnAWorkingDay: {
    holds: alone(aWorkshop({ on: day('2026-05-30') })),
    fails: alone(aWorkshop({ on: day('2026-06-02') })),
    says: 'Il workshop è di martedì 2 giugno 2026, festa: Festa della Repubblica.',
    without: 'on',
  },
  enrolmentsCloseBeforeTheWorkshop: {
    holds: alone(aWorkshop({ enrolBy: day('2026-04-14') })),
    fails: alone(aWorkshop({ enrolBy: day('2026-04-15') })),
    says: 'Le iscrizioni chiudono il 15/04/2026, ma il workshop è il 14/04/2026.',
    without: 'enrolBy',
  },
  cancelledWorkshopHasNoAttendance: {
    holds: enrolling({ cancelledOn: day('2026-04-10') }, [{ attended: false }]),
    fails: enrolling({ cancelledOn: day('2026-04-10') }, [{}]),
    says: 'Il workshop risulta annullato il 10/04/2026, ma una persona risulta presente: IS-0001.',
    without: 'cancelledOn',
  },

  // ── Iscrizioni ──
  enrolmentIsNotDoubled: {
    holds: among(
      enrolments,
      [anEnrolment(), anEnrolment({ id: 'IS-0002', email: 'altra@example.org' })],
      1,
    ),
    fails: among(
      enrolments,
      [anEnrolment(), anEnrolment({ id: 'IS-0002', email: 'Sara.Conti@example.org' })],
      1,
    ),
    says: 'A W-0001 è già iscritto IS-0001 con la stessa e-mail: è la stessa persona?',
    without: 'workshop',
  },
  enrolmentPrecedesTheWorkshop: {
    holds: alone(anEnrolment({ enrolledOn: day('2026-04-14') })),
    fails: alone(anEnrolment({ enrolledOn: day('2026-04-15') })),
    says: 'L’iscrizione è del 15/04/2026, ma W-0001 si è tenuto il 14/04/2026.',
    without: 'enrolledOn',
  },
  attendanceFollowsTheWorkshop: {
    holds: alone(anEnrolment({ workshop: aWorkshop({ on: day('2026-05-20') }) })),
    fails: alone(anEnrolment({ workshop: aWorkshop({ on: day('2026-05-21') }) })),
    says: 'La presenza è già segnata («sì»), ma W-0001 si tiene il 21/05/2026.',
    without: 'attended',
  },
  attendanceIsRecorded: {
    holds: alone(
      anEnrolment({ attended: undefined, workshop: aWorkshop({ on: day('2026-05-13') }) }),
    ),
    fails: alone(
      anEnrolment({ attended: undefined, workshop: aWorkshop({ on: day('2026-05-12') }) }),
    ),
    says: 'W-0001 si è tenuto il 12/05/2026, ma la presenza non è segnata.',
    without: 'workshop',
  },
  withdrawnIsNotPresent: {
    holds: alone(anEnrolment({ attended: false, withdrawnOn: day('2026-04-10') })),
    fails: alone(anEnrolment({ withdrawnOn: day('2026-04-10') })),
    says: 'Risulta presente, ma ha rinunciato il 10/04/2026.',
    without: 'withdrawnOn',
  },
  absentHasNoHours: {
    holds: alone(anEnrolment({ attended: false, hours: 0 })),
    fails: alone(anEnrolment({ attended: false, hours: 90 })),
    says: 'Non risulta presente, ma ha 1,5 ore frequentate.',
    without: 'hours',
  },
  enrolmentHoursAreWithinTheWorkshop: {
    holds: alone(anEnrolment({ hours: 4 * 60 })),
    fails: alone(anEnrolment({ hours: 4 * 60 + 30 })),
    says: 'Le ore frequentate sono 4,5, ma W-0001 è durato 4.',
    without: 'hours',
  },
  certificateIsEarned: {
    holds: alone(anEnrolment({ hours: 168 })),
    fails: alone(anEnrolment({ hours: 165 })),
    says: 'L’attestato è del 20/04/2026, ma le ore frequentate sono 2,75 su 4, sotto la frequenza minima del 70 %.',
    without: 'attended',
  },

  // ── Partner ──
  promoterHasItsPat: {
    holds: alone(aPartner({ roles: ['leader', 'payer'], inailPat: undefined })),
    fails: alone(aPartner({ inailPat: undefined })),
    says: 'È soggetto promotore, ma manca la PAT INAIL con cui assicura i tirocinanti.',
    without: 'roles',
  },
  promoterHasItsRct: {
    holds: alone(aPartner({ roles: ['service'], rctPolicy: undefined })),
    fails: alone(aPartner({ rctPolicy: undefined })),
    says: 'È soggetto promotore, ma manca la polizza di responsabilità civile.',
    without: 'roles',
  },
  partnerRctDatesAreInOrder: {
    holds: alone(aPartner({ rctTo: day('2026-01-01') })),
    fails: alone(aPartner({ rctTo: day('2025-12-31') })),
    says: 'La polizza va dal 01/01/2026 al 31/12/2025: la fine viene prima dell’inizio.',
    without: 'rctFrom',
  },
  partnerRctIsValid: {
    holds: alone(aPartner({ rctTo: day('2026-05-20') })),
    fails: alone(aPartner({ rctTo: day('2026-05-19') })),
    says: 'La polizza RCT è scaduta il 19/05/2026: i tirocini che promuove restano scoperti.',
    without: 'rctTo',
  },
  partnerHasPec: {
    holds: alone(aPartner({ roles: ['service', 'partner'], pec: undefined })),
    fails: alone(aPartner({ pec: undefined })),
    says: 'Nella rete firma o paga, ma manca la PEC per gli atti.',
    without: 'roles',
  },
  partnerPecIsNotItsEmail: {
    holds: alone(aPartner()),
    fails: alone(aPartner({ email: 'comune@pec.example.org' })),
    says: '«comune@pec.example.org» è scritto sia come PEC sia come e-mail: una casella certificata e una ordinaria sono due indirizzi diversi.',
    without: 'pec',
  },
  partnerAgreementDatesAreInOrder: {
    holds: alone(aPartner({ agreementTo: day('2026-01-15') })),
    fails: alone(aPartner({ agreementTo: day('2026-01-14') })),
    says: 'L’accordo è firmato il 15/01/2026, ma vale fino al 14/01/2026: la scadenza viene prima della firma.',
    without: 'agreementSignedOn',
  },
  partnerAgreementIsValid: {
    holds: alone(aPartner({ agreementTo: day('2026-05-20') })),
    fails: alone(aPartner({ agreementTo: day('2026-05-19') })),
    says: 'L’accordo con questo ente è scaduto il 19/05/2026.',
    without: 'agreementTo',
  },
  partnerDataRoleHasItsAct: {
    holds: alone(aPartner({ dataRole: 'controller', dataAgreementOn: undefined })),
    fails: alone(aPartner({ dataAgreementOn: undefined })),
    says: 'È responsabile del trattamento (art. 28), ma manca la data dell’accordo: finché manca non si inviano persone.',
    without: 'dataRole',
  },
  partnerIsNotWrittenTwice: {
    holds: among(
      partners,
      [aPartner(), aPartner({ id: 'PN-0002', codiceFiscale: '94063570637' })],
      1,
    ),
    fails: among(partners, [aPartner(), aPartner({ id: 'PN-0002' })], 1),
    says: 'Lo stesso codice fiscale è già su PN-0001: è lo stesso ente? I ruoli possono stare tutti su una riga.',
    without: 'codiceFiscale',
  },
} satisfies Record<keyof typeof rules, Case>;

describe.each(
  Object.entries<Case>(cases).map(([id, it]) => ({
    ...it,
    rule: ruleNamed(id),
    named: ruleNamed(id).name,
  })),
)('$named', ({ rule, holds, fails, says, proposed, without }) => {
  test('tace dove è così', () => {
    const told = rule.judge(...holds);

    expect(told).toBeUndefined();
  });

  test('dice che cosa ha trovato', () => {
    const told = rule.judge(...fails);

    expect(told).toEqual({ says, proposed });
  });

  test(`tace finché «${columnAt(rule.tab, without).label}» è vuota`, () => {
    const [row, world] = fails;

    const told = rule.judge({ ...row, [without]: undefined }, world);

    expect(told).toBeUndefined();
  });
});

describe('una causa sola, una segnalazione sola', () => {
  test('un ospitante, la sua sede, il tutor e la convenzione in ordine non danno segnalazioni', () => {
    const comune = someComune();
    const host = aCompany({ municipality: comune });
    const site = aSite({ company: host, municipality: comune });
    const tutor = aCompanyTutor({ company: host, site });
    const agreement = anAgreement({ company: host });
    const internship = someInternship({ company: host, site, companyTutor: tutor, agreement });
    const cooperative = aCooperative();
    const workshop = aWorkshop();

    const told = judged(
      [
        [companies, [host]],
        [sites, [site]],
        [companyTutors, [tutor]],
        [closures, [aClosure({ site })]],
        [agreements, [agreement]],
        [internships, [internship]],
        [places, [aPlace({ site, companyTutor: tutor })]],
        [cooperatives, [cooperative]],
        [outsourcings, [anOutsourcing({ cooperative })]],
        [workshops, [workshop]],
        [enrolments, [anEnrolment({ workshop })]],
        [partners, [aPartner()]],
      ],
      { patrons: [{ comune: 'Andria', name: 'San Riccardo', date: { month: 4, day: 23 } }] },
    );

    expect(told).toEqual([]);
  });

  test('una scuola senza partita IVA, REA e DURC non dà segnalazioni', () => {
    const school = aCompany({
      kind: 'school',
      codiceFiscale: '92057260645',
      partitaIva: undefined,
      rea: undefined,
      durcExpiry: undefined,
    });
    const site = aSite({ company: school });

    const told = judged(
      [
        [companies, [school]],
        [sites, [site]],
        [internships, [someInternship({ company: school, site })]],
      ],
      { patrons: [{ comune: 'Andria', name: 'San Riccardo', date: { month: 4, day: 23 } }] },
    );

    expect(told).toEqual([]);
  });

  test('lo stesso ente scritto due volte si dice una volta, sulla seconda riga', () => {
    const rows = [
      aCompany({ municipality: someComune() }),
      aCompany({ id: 'I-0002', municipality: someComune() }),
    ];

    const told = judged([[companies, rows]]);

    expect(told).toEqual(['hostTaxCodeIsNotDoubled I-0002']);
  });

  test('dichiarazioni mai raccolte si dicono una volta, non cinque', () => {
    const [host, world] = hosting({ declaredOn: undefined, ...nothingDeclared() });

    const told = toldOf(host, world);

    expect(told).toEqual(['hostHasDeclared', 'hostOfInternshipsHasASite']);
  });

  test('una convenzione che scade e lascia scoperto un tirocinio non è detta anche in scadenza', () => {
    const [agreement, world] = agreed({ to: day('2026-06-30') });

    const told = toldOf(agreement, world);

    expect(told).toEqual(['agreementOutlastsItsInternships']);
  });

  test('una firma nel futuro non è detta anche troppo tarda', () => {
    const told = toldOf(anAgreement({ signedOn: day('2027-03-24') }), around());

    expect(told).toEqual(['agreementIsSignedInThePast']);
  });

  test('un passo fuori posto di un affidamento si dice una volta', () => {
    const told = toldOf(anOutsourcing({ publishedOn: day('2027-03-02') }), around());

    expect(told).toEqual(['outsourcingBidsAreInStep']);
  });

  test('una fine sbagliata dell’affiancamento si dice una volta', () => {
    const told = toldOf(aCooperative({ tutoringTo: day('2025-08-31') }), around());

    expect(told).toEqual(['tutoringDatesAreInOrder']);
  });

  test('un assente con troppe ore si dice una volta', () => {
    const told = toldOf(
      anEnrolment({ attended: false, hours: 9 * 60, certificateOn: undefined }),
      around(),
    );

    expect(told).toEqual(['absentHasNoHours']);
  });
});

describe('i soggetti ospitanti, ai confini', () => {
  test('chi non ha ancora aderito non deve dare partita IVA, REA e PEC', () => {
    const host = aCompany({
      joinedOn: undefined,
      partitaIva: undefined,
      rea: undefined,
      pec: undefined,
    });

    const told = toldOf(host, around());

    expect(told).toEqual([]);
  });

  test('il codice fiscale di un ente non fa le veci della partita IVA', () => {
    const host = aCompany({ codiceFiscale: '92057260645', partitaIva: undefined });

    const told = rules.businessHasPartitaIva.judge(host, around());

    expect(told?.says).toBe(
      'È indicata come impresa, ma manca la partita IVA: un codice fiscale che comincia per 8 o 9 è di un ente e non ne fa le veci. Se non è un’impresa, correggi «Tipo di ente».',
    );
  });

  test('un ATECO in forma vecchia o nuova non è giudicato, se la versione c’è', () => {
    const told = ['10', '10.71', '10.71.1', '10.71.10'].map((ateco) =>
      rules.atecoHasItsVersion.judge(aCompany({ ateco }), around()),
    );

    expect(told).toEqual([undefined, undefined, undefined, undefined]);
  });

  test.each([
    ['2026-06-19', true],
    ['2026-06-20', false],
  ])('un avvio del %s è tra quelli in partenza: %s', (start, near) => {
    const [host, world] = hosting({ durcExpiry: undefined }, { startDate: day(start) });

    const told = rules.hostHasDurc.judge(host, world);

    expect(told !== undefined).toBe(near);
  });

  test('il DURC deve valere anche il giorno dell’avvio', () => {
    const start = { startDate: day('2026-06-01') };

    const told = [day('2026-06-01'), day('2026-05-31')].map(
      (durcExpiry) => rules.hostDurcIsValid.judge(...hosting({ durcExpiry }, start))?.says,
    );

    expect(told).toEqual([
      undefined,
      'Il DURC scade il 31/05/2026, prima dell’avvio di T-0001 (01/06/2026).',
    ]);
  });

  test('un DURC non dovuto non si chiede e non scade', () => {
    const [host, world] = hosting({ durcNotDue: true, durcExpiry: day('2025-01-01') });

    const told = [rules.hostHasDurc, rules.hostDurcIsValid].map((it) => it.judge(host, world));

    expect(told).toEqual([undefined, undefined]);
  });

  test('le dichiarazioni valgono i mesi scritti nelle «Impostazioni»', () => {
    const host = aCompany({ declaredOn: day('2026-03-20') });
    const internship = someInternship({ company: host, startDate: day('2026-06-01') });
    const rows = [[internships, [internship]]] as const;
    const six = settingsFrom(new Map([['Mesi di validità delle verifiche', 2]]));

    const told = [around({ rows }), around({ rows, settings: six })].map(
      (world) => rules.hostDeclarationsAreRecent.judge(host, world) === undefined,
    );

    expect(told).toEqual([true, false]);
  });

  test('le risposte senza la data si dicono sulla data', () => {
    const told = [hosting({ declaredOn: undefined }), hosting(nothingDeclared())].map(
      (it) => rules.hostHasDeclared.judge(...it)?.says,
    );

    expect(told).toEqual([
      'Le dichiarazioni ci sono, ma non la loro data: qui c’è un tirocinio in corso o in partenza (T-0001).',
      'C’è la data delle dichiarazioni, ma nessuna risposta: qui c’è un tirocinio in corso o in partenza (T-0001).',
    ]);
  });

  test('di molti tirocini si dicono i primi cinque', () => {
    const host = aCompany({ seats: 1 });
    const many = Array.from({ length: 7 }, (_, n) =>
      someInternship({ id: `T-000${n + 1}`, company: host }),
    );

    const told = rules.hostSeatsAreEnough.judge(host, around({ rows: [[internships, many]] }));

    expect(told?.says).toBe(
      'L’ente ha offerto 1 posto, ma i tirocini in corso sono 7: T-0001, T-0002, T-0003, T-0004, T-0005 e altri 2.',
    );
  });

  test('il rappresentante serve anche con la sola convenzione, finché è aperta', () => {
    const host = aCompany({
      legalRepresentativeLastName: undefined,
      legalRepresentativeFirstName: undefined,
    });
    const worldWith = (to: string) =>
      around({ rows: [[agreements, [anAgreement({ company: host, to: day(to) })]]] });

    const told = ['2026-05-20', '2026-05-19'].map(
      (to) => rules.hostHasLegalRepresentative.judge(host, worldWith(to))?.says,
    );

    expect(told).toEqual([
      'C’è una convenzione o un tirocinio, ma manca il legale rappresentante: non si sa chi firma.',
      undefined,
    ]);
  });

  test('la disponibilità non è giudicata dove i posti non si usano', () => {
    expect(rules.hostAvailabilityCoversItsOpenPlaces.uses).toEqual([places]);
  });

  test('il tutor d’impresa si riconosce anche dall’e-mail e dal telefono', () => {
    const told = [
      someOperator({ email: 'Marta.Verdi@example.org' }),
      someOperator({ phone: '+393331234567' }),
    ].map((enterpriseTutor) =>
      rules.enterpriseTutorIsNotACompanyTutor.judge(...withTutor({ enterpriseTutor })),
    );

    expect(told.map((it) => it !== undefined)).toEqual([true, true]);
  });
});

describe('sedi, tutor e chiusure, ai confini', () => {
  test('un cambio di sede o di tutor già scritto basta', () => {
    const host = aCompany();
    const site = aSite({ company: host, to: day('2026-06-30') });
    const tutor = aCompanyTutor({ company: host, to: day('2026-06-30') });
    const internship = someInternship({ company: host, site, companyTutor: tutor });
    const change = someVariation({
      internship,
      kind: 'site',
      from: day('2026-07-01'),
      newSite: aSite({ id: 'S-0002' }),
      newCompanyTutor: aCompanyTutor({ id: 'TO-0002' }),
    });
    const world = around({
      rows: [
        [internships, [internship]],
        [variations, [change]],
      ],
    });

    const told = [
      rules.closedSiteDoesNotHost.judge(site, world),
      rules.leavingTutorHandsOver.judge(tutor, world),
    ];

    expect(told).toEqual([undefined, undefined]);
  });

  test('una proroga può portare il tirocinio oltre la chiusura della sede', () => {
    const site = aSite({ to: day('2026-09-30') });
    const internship = someInternship({ site });
    const extension = someVariation({
      internship,
      kind: 'extension',
      newEndDate: day('2026-10-31'),
    });

    const told = rules.closedSiteDoesNotHost.judge(
      site,
      around({
        rows: [
          [internships, [internship]],
          [variations, [extension]],
        ],
      }),
    );

    expect(told?.says).toBe(
      'La sede è attiva fino al 30/09/2026, ma T-0001 finisce dopo: serve un cambio di sede.',
    );
  });

  test('chi prende il posto di un tutor deve avere l’e-mail', () => {
    const after = aCompanyTutor({ id: 'TO-0002', email: undefined });
    const internship = someInternship({ companyTutor: aCompanyTutor() });
    const change = someVariation({
      internship,
      kind: 'tutor',
      from: day('2026-05-01'),
      newCompanyTutor: after,
    });

    const told = rules.tutorHasAnEmail.judge(
      after,
      around({
        rows: [
          [internships, [internship]],
          [variations, [change]],
        ],
      }),
    );

    expect(told?.says).toBe(
      'Manca l’e-mail del tutor di T-0001: il foglio presenze non può essere inviato.',
    );
  });

  test('il patrono che manca si dice una volta per comune', () => {
    const comune = someComune();
    const rows = [
      aSite({ municipality: comune }),
      aSite({ id: 'S-0002', address: 'Via Bari, 3', municipality: comune }),
    ];

    const told = judged([[sites, rows]]);

    expect(told).toEqual(['siteComuneHasItsPatron S-0001']);
  });

  test('la data mobile del patrono vale per il suo anno soltanto', () => {
    const patrons: readonly Patron[] = [
      { comune: 'Andria', name: 'Festa mobile', date: { byYear: { 2026: day('2026-09-20') } } },
    ];
    const site = aSite();

    const told = [day('2026-12-31'), day('2027-01-01')].map(
      (today) =>
        rules.siteComuneHasItsPatron.judge(
          site,
          around({ today, patrons, rows: [[sites, [site]]] }),
        )?.says,
    );

    expect(told).toEqual([
      undefined,
      'Per Andria il patrono del 2027 non è indicato: il registro presenze non può sbarrarlo.',
    ]);
  });

  test('una festa mobile di un altro anno si dice nel foglio «Comuni», non qui', () => {
    const municipality = someComune({ patronThisYear: day('2025-09-21') });

    const told = rules.siteComuneHasItsPatron.judge(...among(sites, [aSite({ municipality })], 0));

    expect(told).toBeUndefined();
  });

  test('una chiusura in una sede senza tirocini va bene', () => {
    const told = toldOf(aClosure({ to: day('2026-08-24') }), around());

    expect(told).toEqual([]);
  });

  test('una chiusura lunga già scritta come sospensione va bene', () => {
    const site = aSite();
    const internship = someInternship({ site });
    const suspension = someVariation({
      internship,
      kind: 'suspension',
      from: day('2026-08-10'),
      to: day('2026-08-24'),
    });

    const told = rules.longClosureMaySuspend.judge(
      aClosure({ site, to: day('2026-08-24') }),
      around({
        rows: [
          [internships, [internship]],
          [variations, [suspension]],
        ],
      }),
    );

    expect(told).toBeUndefined();
  });

  test('di una regione sconosciuta non si dice se una chiusura sospende', () => {
    const told = rules.longClosureMaySuspend.judge(
      ...closingWith({ to: day('2026-08-24') }, { region: 'other' }),
    );

    expect(told).toBeUndefined();
  });
});

describe('convenzioni e posti, ai confini', () => {
  test('una convenzione che scade domani con un tirocinio in corso lo dice prima', () => {
    const told = rules.agreementOutlastsItsInternships.judge(...agreed({ to: day('2026-05-20') }));

    expect(told?.says).toBe(
      'La convenzione scade il 20/05/2026, ma T-0001 finisce dopo: va rinnovata perché li copra.',
    );
  });

  test('il rinnovo tacito non scade', () => {
    const [agreement, world] = agreed({ to: day('2026-05-19'), tacitRenewal: true });

    const told = toldOf(agreement, world);

    expect(told).toEqual([]);
  });

  test('un tirocinio che parte dopo la scadenza è giudicato sul tirocinio', () => {
    const told = rules.agreementOutlastsItsInternships.judge(
      ...agreed({ to: day('2026-05-31') }, { startDate: day('2026-06-01') }),
    );

    expect(told).toBeUndefined();
  });

  test('una convenzione in scadenza con la successiva pronta non si dice', () => {
    const company = aCompany();
    const old = anAgreement({ company, to: day('2026-06-30') });
    const next = anAgreement({
      id: 'CV-0002',
      number: '13/2026',
      company,
      from: day('2026-07-01'),
      to: day('2028-06-30'),
    });

    const told = rules.agreementIsNotAboutToExpire.judge(
      old,
      around({ rows: [[agreements, [old, next]]] }),
    );

    expect(told).toBeUndefined();
  });

  test('convenzioni per strumenti diversi possono valere insieme', () => {
    const company = aCompany();
    const rows = [
      anAgreement({ company, instruments: ['tis'] }),
      anAgreement({ id: 'CV-0002', number: '13/2026', company, instruments: ['borsaLavoro'] }),
    ];

    const told = judged([[agreements, rows]]);

    expect(told).toEqual([]);
  });

  test('un massimo non verificato lo dice in fondo', () => {
    const told = rules.placeHoursAreWithinTheLimit.judge(
      aPlace({ weeklyHours: 31 * 60, instruments: ['tis'], until: undefined }),
      around({ today: day('2020-01-15') }),
    );

    expect(told?.says).toBe(
      '31 ore a settimana superano il massimo di 30 per «TIS» in Puglia (limite da verificare: L.R. Puglia 23/2013 (loscalzo.it/?p=1978)).',
    );
  });

  test('un posto aperto a ogni strumento va bene se uno lo consente', () => {
    const told = rules.placeHoursAreWithinTheLimit.judge(
      in2020({ weeklyHours: 31 * 60, instruments: undefined }),
      around({ today: day('2020-01-15') }),
    );

    expect(told).toBeUndefined();
  });

  test('dove la regione non dice un massimo non se ne inventa uno', () => {
    const told = ['puglia', 'other'].map((region) =>
      rules.placeHoursAreWithinTheLimit.judge(
        aPlace({
          weeklyHours: 48 * 60,
          instruments: ['extracurricular'],
          // The two keys are of the list of regions.
          site: aSite({ municipality: someComune({ region: region as 'puglia' | 'other' }) }),
        }),
        around(),
      ),
    );

    expect(told).toEqual([undefined, undefined]);
  });
});

describe('cooperative e workshop, ai confini', () => {
  test.each([
    ['2026-08-16', true],
    ['2026-08-15', false],
    ['2026-09-15', true],
    ['2026-09-16', false],
  ])('tre mesi dal 01/06/2026 che finiscono il %s vanno bene: %s', (to, good) => {
    const told = rules.tutoringLastsItsMonths.judge(
      aCooperative({ tutoringTo: day(to) }),
      around(),
    );

    expect(told === undefined).toBe(good);
  });

  test('il quinto percorso si dice una volta, anche se ce n’è un sesto', () => {
    const [, world] = assisted([{}, {}, {}, {}, {}, {}], 0);

    const told = world
      .rows(cooperatives)
      .filter((it) => rules.enterpriseTutorIsNotOverloaded.judge(it, world) !== undefined)
      .map((it) => it.id);

    expect(told).toEqual(['COOP-0005']);
  });

  test('un workshop di domenica si dice anche se non è festa', () => {
    const told = rules.workshopIsOnAWorkingDay.judge(
      aWorkshop({ on: day('2026-05-31') }),
      around(),
    );

    expect(told?.says).toBe('Il workshop è di domenica 31 maggio 2026.');
  });

  test('il patrono del comune del laboratorio è festa', () => {
    const workshop = aWorkshop({
      on: day('2026-04-23'),
      lab: { id: 'L-0001', municipality: someComune() },
    });

    const told = rules.workshopIsOnAWorkingDay.judge(
      workshop,
      around({
        patrons: [{ comune: 'Andria', name: 'San Riccardo', date: { month: 4, day: 23 } }],
      }),
    );

    expect(told?.says).toBe('Il workshop è di giovedì 23 aprile 2026, festa: San Riccardo.');
  });

  test('senza e-mail un’iscrizione doppia si riconosce dal nome', () => {
    const rows = [
      anEnrolment(),
      anEnrolment({ id: 'IS-0002', lastName: 'SARA', firstName: 'Conti', email: undefined }),
    ];

    const told = rules.enrolmentIsNotDoubled.judge(...among(enrolments, rows, 1));

    expect(told?.says).toBe(
      'A W-0001 è già iscritto IS-0001 con lo stesso nome: è la stessa persona?',
    );
  });

  test('chi ha rinunciato può riscriversi', () => {
    const rows = [anEnrolment({ withdrawnOn: day('2026-04-01') }), anEnrolment({ id: 'IS-0002' })];

    const told = rules.enrolmentIsNotDoubled.judge(...among(enrolments, rows, 1));

    expect(told).toBeUndefined();
  });

  test('lo stesso indirizzo in due workshop diversi va bene', () => {
    const rows = [
      anEnrolment(),
      anEnrolment({ id: 'IS-0002', workshop: aWorkshop({ id: 'W-0002' }) }),
    ];

    const told = rules.enrolmentIsNotDoubled.judge(...among(enrolments, rows, 1));

    expect(told).toBeUndefined();
  });

  test('l’attestato prima del workshop o a chi mancava si dice', () => {
    const told = [
      anEnrolment({ certificateOn: day('2026-04-13') }),
      anEnrolment({ attended: false, hours: undefined }),
      anEnrolment({ hours: undefined }),
    ].map((it) => rules.certificateIsEarned.judge(it, around())?.says);

    expect(told).toEqual([
      'L’attestato è del 13/04/2026, ma il workshop si è tenuto dopo, il 14/04/2026.',
      'L’attestato è del 20/04/2026, ma la persona non era presente.',
      undefined,
    ]);
  });
});

describe('date scambiate e celle a metà', () => {
  test.each<[string, object, readonly string[]]>([
    ['sede', aSite({ from: day('2026-06-01'), to: day('2026-05-01') }), ['siteDatesAreInOrder']],
    [
      'tutor',
      aCompanyTutor({ from: day('2026-06-01'), to: day('2026-05-01') }),
      ['tutorDatesAreInOrder'],
    ],
    [
      'posto',
      aPlace({ from: day('2026-06-01'), until: day('2026-05-01') }),
      ['placeDatesAreInOrder'],
    ],
    ['convenzione', anAgreement({ to: day('2026-01-01') }), ['agreementDatesAreInOrder']],
    ['chiusura', aClosure({ to: day('2026-01-01') }), ['closureDatesAreInOrder']],
    ['polizza', aPartner({ rctTo: day('2025-12-31') }), ['partnerRctDatesAreInOrder']],
    ['accordo', aPartner({ agreementTo: day('2025-12-31') }), ['partnerAgreementDatesAreInOrder']],
    [
      'business plan',
      aCooperative({ planStartedOn: day('2026-07-01'), needsAnalysisOn: day('2026-06-15') }),
      ['businessPlanDatesAreInOrder'],
    ],
  ])('%s: si dice una volta', (_, row, expected) => {
    const internship = someInternship();
    const world = around({
      rows: [[internships, [{ ...internship, site: row, companyTutor: row, agreement: row }]]],
    });

    const told = toldOf(row, world);

    expect(told).toEqual(expected);
  });

  test.each<[string, object]>([
    ['sede di un giorno', aSite({ from: day('2026-05-19'), to: day('2026-05-19') })],
    ['tutor di un giorno', aCompanyTutor({ from: day('2026-05-19'), to: day('2026-05-19') })],
  ])('%s che finisce prima del tirocinio: si dice', (_, row) => {
    const internship = { ...someInternship(), site: row, companyTutor: row };

    const told = toldOf(row, around({ rows: [[internships, [internship]]] }));

    expect(told).toHaveLength(1);
  });

  test('posto, polizza e accordo di un giorno, già passati: si dicono', () => {
    const past = day('2026-05-19');

    const told = [
      aPlace({ from: past, until: past }),
      aPartner({ rctFrom: past, rctTo: past }),
      aPartner({ agreementSignedOn: past, agreementTo: past }),
      aPartner({ rctFrom: undefined, rctTo: past }),
      aPartner({ agreementSignedOn: undefined, agreementTo: past }),
      aPlace({ from: undefined, until: past }),
    ].map((row) => toldOf(row, around()));

    expect(told).toEqual([
      ['offeredPlaceIsNotOver'],
      ['partnerRctIsValid'],
      ['partnerAgreementIsValid'],
      ['partnerRctIsValid'],
      ['partnerAgreementIsValid'],
      ['offeredPlaceIsNotOver'],
    ]);
  });

  test('chiusure dello stesso giorno si sovrappongono', () => {
    const one = { from: day('2026-08-10'), to: day('2026-08-10') };

    const told = rules.closuresDoNotOverlap.judge(...closing(one));

    expect(told).toBeDefined();
  });

  test('una firma di oggi per una convenzione di ieri si dice', () => {
    const signed = anAgreement({ signedOn: day('2026-05-20'), from: day('2026-05-19') });

    const told = toldOf(signed, around());

    expect(told).toEqual(['agreementIsSignedBeforeItHolds']);
  });

  test('righe senza nome, ente o indirizzo non si somigliano', () => {
    const halves: Rows = [
      [companies, [aCompany({ name: undefined }), aCompany({ name: undefined, id: 'I-0002' })]],
      [sites, [aSite({ address: undefined }), aSite({ address: undefined, id: 'S-0002' })]],
      [
        companyTutors,
        [
          aCompanyTutor({ firstName: undefined }),
          aCompanyTutor({ firstName: undefined, id: 'TO-0002' }),
        ],
      ],
      [agreements, [anAgreement({ number: undefined }), anAgreement({ number: undefined })]],
      [enrolments, [anEnrolment({ workshop: undefined }), anEnrolment({ workshop: undefined })]],
    ];

    const told = judged(halves).filter((it) => /Twice|Doubled/.test(it));

    expect(told).toEqual(['hostTaxCodeIsNotDoubled I-0002']);
  });

  test('un operatore senza nome non è preso per un tutor senza nome', () => {
    const enterpriseTutor = someOperator({ firstName: undefined, email: undefined });
    const company = aCompany({ enterpriseTutor });
    const tutor = aCompanyTutor({
      company,
      lastName: 'Neri',
      firstName: undefined,
      email: undefined,
      phone: undefined,
    });

    const told = rules.enterpriseTutorIsNotACompanyTutor.judge(
      company,
      around({ rows: [[companyTutors, [tutor]]] }),
    );

    expect(told).toBeUndefined();
  });

  test('un workshop di zero ore non ha ancora le sue ore', () => {
    const told = rules.heldWorkshopHasItsHours.judge(aWorkshop({ hours: 0 }), around());

    expect(told).toBeDefined();
  });

  test('l’attestato del giorno stesso del workshop va bene', () => {
    const told = rules.certificateIsEarned.judge(
      anEnrolment({ certificateOn: day('2026-04-14') }),
      around(),
    );

    expect(told).toBeUndefined();
  });

  test('il consolidamento nomina solo le fasi che vengono dopo', () => {
    const told = [
      aCooperative({ consolidationOn: day('2026-05-31'), needsAnalysisOn: day('2026-05-31') }),
      aCooperative({
        consolidationOn: day('2026-05-17'),
        needsAnalysisOn: day('2026-05-17'),
        tutoringFrom: undefined,
      }),
    ].map((it) => rules.consolidationIsTheLastPhase.judge(it, around())?.says);

    expect(told).toEqual([
      'Il piano di consolidamento è del 31/05/2026, ma vengono dopo l’inizio dell’affiancamento (01/06/2026).',
      'Il piano di consolidamento è del 17/05/2026, ma vengono dopo il business plan (18/05/2026).',
    ]);
  });
});

describe('dove una regola non ha ancora ragione di parlare', () => {
  test('la verifica scaduta conta se ci sono tirocini o posti aperti, e l’ente può ospitare', () => {
    const old = { verifiedOn: day('2025-01-10') };

    const told = [
      alone(aCompany(old)),
      offering(old),
      hosting(old),
      hosting({ ...old, outcome: 'suspended' }),
      hosting({ ...old, suitable: false }),
    ].map((it) => rules.hostVerificationIsCurrent.judge(...it) !== undefined);

    expect(told).toEqual([false, true, true, false, false]);
  });

  test('le dichiarazioni si chiedono solo a chi ha tirocini in corso o in partenza', () => {
    const host = aCompany({ declaredOn: undefined, ...nothingDeclared() });

    const told = toldOf(host, around());

    expect(told).toEqual([]);
  });

  test('a chi non segue nessuno non si chiedono e-mail e telefono', () => {
    const told = [
      aCompanyTutor({ email: undefined }),
      aCompanyTutor({ phone: undefined, channel: 'phone' }),
    ].map((row) => toldOf(row, around()));

    expect(told).toEqual([[], []]);
  });

  test('una PEC ordinaria si dice anche senza e-mail, e un’e-mail certificata anche senza PEC', () => {
    const told = [
      aCompany({ pec: 'forno@googlemail.com', email: undefined }),
      aCompany({ pec: undefined, email: 'forno@pec.example.org' }),
      aCompany({ pec: 'forno@googlemail.com', email: 'forno@googlemail.com' }),
    ].map((row) => toldOf(row, around()));

    expect(told).toEqual([
      ['hostPecIsCertified'],
      ['hostHasPec', 'hostEmailIsOrdinary'],
      ['hostPecIsNotItsEmail'],
    ]);
  });

  test('una chiusura fuori dal periodo del tirocinio non lo sospende', () => {
    const told = rules.longClosureMaySuspend.judge(
      ...closingWith({ to: day('2026-08-24') }, { endDate: day('2026-08-09') }),
    );

    expect(told).toBeUndefined();
  });

  test('un affiancamento di un giorno è troppo corto', () => {
    const told = toldOf(aCooperative({ tutoringTo: day('2026-06-01') }), around());

    expect(told).toEqual(['tutoringLastsItsMonths']);
  });

  test('i posti di tutto l’ente non si contano dove sono elencati sede per sede', () => {
    const company = aCompany({ seats: 0 });
    const site = aSite({ company });
    const here: Rows = [
      [internships, [someInternship({ company, site })]],
      [sites, [site]],
    ];

    const told = [
      around({ rows: here }),
      around({ rows: [...here, [places, [aPlace({ site })]]] }),
    ].map((world) => rules.hostSeatsAreEnough.judge(company, world) !== undefined);

    expect(told).toEqual([true, false]);
  });

  test('un posto ritirato non è più né aperto né contato', () => {
    const place = aPlace({
      withdrawnOn: day('2026-05-15'),
      until: day('2026-05-19'),
      weeklyHours: 40 * 60,
    });

    const told = toldOf(place, around({ rows: [[places, [place]]] }));

    expect(told).toEqual([]);
  });

  test('tra due strumenti indicati basta che uno superi il massimo', () => {
    const told = rules.placeHoursAreWithinTheLimit.judge(
      in2020({ weeklyHours: 31 * 60, instruments: ['extracurricular', 'borsaLavoro'] }),
      around({ today: day('2020-01-15') }),
    );

    expect(told?.says).toContain('Tirocinio extracurriculare');
  });

  test.each<[string, Parameters<typeof anAgreement>[0], boolean]>([
    ['comincia due giorni dopo', { from: day('2026-07-02'), to: day('2028-06-30') }, true],
    ['finisce lo stesso giorno', { from: day('2026-06-01'), to: day('2026-06-30') }, true],
    ['non ha un inizio', { from: undefined, to: day('2028-06-30') }, true],
    ['non ha una scadenza', { from: day('2026-07-01'), to: undefined }, true],
    ['si rinnova da sola', { from: day('2026-07-01'), to: undefined, tacitRenewal: true }, false],
    [
      'è chiusa prima',
      { from: day('2026-06-01'), to: day('2028-06-30'), endedOn: day('2026-06-15') },
      true,
    ],
  ])('la convenzione successiva che %s: la scadenza si dice: %s', (_, but, expected) => {
    const company = aCompany();
    const old = anAgreement({ company, to: day('2026-06-30') });
    const next = anAgreement({ id: 'CV-0002', number: '13/2026', company, ...but });

    const told = rules.agreementIsNotAboutToExpire.judge(
      old,
      around({ rows: [[agreements, [old, next]]] }),
    );

    expect(told !== undefined).toBe(expected);
  });

  test('una convenzione chiusa in anticipo lascia libero il tempo dopo', () => {
    const company = aCompany();
    const rows = [
      anAgreement({ company, endedOn: day('2026-05-31') }),
      anAgreement({ id: 'CV-0002', number: '13/2026', company, from: day('2026-06-01') }),
    ];

    const told = rules.agreementsOfAHostDoNotOverlap.judge(...among(agreements, rows, 1));

    expect(told).toBeUndefined();
  });

  test.each<[string, string, string | undefined, boolean]>([
    ['finita la vigilia', '2026-07-01', '2026-08-09', true],
    ['che arriva al primo giorno', '2026-07-01', '2026-08-10', false],
    ['ancora aperta', '2026-07-01', undefined, false],
    ['che comincia l’ultimo giorno', '2026-08-24', '2026-09-10', false],
    ['che comincia dopo', '2026-08-25', '2026-09-10', true],
  ])('una sospensione %s: la chiusura lunga si dice: %s', (_, from, to, expected) => {
    const site = aSite();
    const internship = someInternship({ site });
    const suspension = someVariation({
      internship,
      kind: 'suspension',
      from: day(from),
      to: to === undefined ? undefined : day(to),
    });

    const told = rules.longClosureMaySuspend.judge(
      aClosure({ site, to: day('2026-08-24') }),
      around({
        rows: [
          [internships, [internship]],
          [variations, [suspension]],
        ],
      }),
    );

    expect(told !== undefined).toBe(expected);
  });

  test('una chiusura troppo lunga è detta tale, e non anche da sospendere', () => {
    const site = aSite();
    const rows: Rows = [[internships, [someInternship({ site })]]];

    const told = toldOf(aClosure({ site, to: day('2026-09-10') }), around({ rows }));

    expect(told).toEqual(['closureIsNotTooLong']);
  });

  test('due tirocini da sospendere si dicono insieme', () => {
    const site = aSite();
    const both = [someInternship({ site }), someInternship({ id: 'T-0002', site })];

    const told = rules.longClosureMaySuspend.judge(
      aClosure({ site, to: day('2026-08-24') }),
      around({ rows: [[internships, both]] }),
    );

    expect(told?.says).toBe(
      'La sede chiude per 15 giorni, e i tirocini T-0001 e T-0002 possono essere sospesi: i giorni non contano nella durata massima.',
    );
  });
});

describe('ogni regola sulle imprese', () => {
  test.each(Object.entries<Rule>(rules))(
    '%s dice che cosa deve valere e fa un esempio',
    (_, it) => {
      expect(it.name).not.toBe('');
      expect(it.name).not.toMatch(/\.$/);
      expect(it.expects).toMatch(/\.$/);
      expect(it.expects).toMatch(/\d|«[^»]+»|ad esempio/);
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
});

// ── Worlds ────────────────────────────────────────────────────────────────────────────────────

function ruleNamed(id: string): Rule {
  const found = Object.entries<Rule>(rules).find(([name]) => name === id);
  if (found === undefined) throw new Error(`no rule is called ${id}`);
  return found[1];
}

function alone(row: object): Given {
  return [row, around()];
}

type World = NonNullable<Parameters<typeof around>[0]>;
type Rows = NonNullable<World['rows']>;

/** One of several rows of a tab. */
function among(tab: Rows[number][0], rows: readonly object[], at: number, but: World = {}): Given {
  return [rows[at] ?? {}, around({ ...but, rows: [[tab, rows]] })];
}

/** Which rules find something in which rows. */
function judged(rows: Rows, but: World = {}): readonly string[] {
  const world = around({ ...but, rows });
  return Object.entries<Rule>(rules).flatMap(([id, it]) =>
    rows
      .filter(([tab]) => tab === it.tab)
      .flatMap(([, all]) => all)
      .filter((row) => it.judge(row, world) !== undefined)
      // Every builder gives an ID.
      .map((row) => `${id} ${(row as { readonly id: string }).id}`),
  );
}

/** Which rules of its tab find something in a row. */
function toldOf(row: object, world: Around): readonly string[] {
  // Every builder gives an ID, and its letters are those of the tab.
  const [letters] = (row as { readonly id: string }).id.split('-');
  return Object.entries<Rule>(rules)
    .filter(([, it]) => it.tab.id === letters && it.judge(row, world) !== undefined)
    .map(([id]) => id);
}

/** A host with an internship running since April. */
function hosting(
  but: Parameters<typeof aCompany>[0] = {},
  internship: Parameters<typeof someInternship>[0] = {},
): Given {
  const company = aCompany(but);
  return [company, around({ rows: [[internships, [someInternship({ company, ...internship })]]] })];
}

function withSite(): Given {
  const company = aCompany();
  const internship = someInternship({ company });
  const rows: Rows = [
    [internships, [internship]],
    [sites, [aSite({ company })]],
  ];
  return [company, around({ rows })];
}

function withTutor(but: Parameters<typeof aCompany>[0]): Given {
  const company = aCompany(but);
  return [company, around({ rows: [[companyTutors, [aCompanyTutor({ company })]]] })];
}

function offering(but: Parameters<typeof aCompany>[0]): Given {
  const company = aCompany(but);
  const site = aSite({ company });
  const rows: Rows = [
    [sites, [site]],
    [places, [aPlace({ site })]],
  ];
  return [company, around({ rows })];
}

function nothingDeclared(): Parameters<typeof aCompany>[0] {
  return {
    declaresSafety: undefined,
    declaresLaw68: undefined,
    declaresNoDismissals: undefined,
    declaresNoCig: undefined,
    declaresNoInsolvency: undefined,
  };
}

/** A site with an internship running since April. */
function atWork(
  but: Parameters<typeof aSite>[0] = {},
  internship: Parameters<typeof someInternship>[0] = {},
): Given {
  const site = aSite(but);
  return [site, around({ rows: [[internships, [someInternship({ site, ...internship })]]] })];
}

function ofOneCompany(): Given {
  const company = aCompany();
  return alone(aCompanyTutor({ company, site: aSite({ company }) }));
}

function following(but: Parameters<typeof aCompanyTutor>[0]): Given {
  const companyTutor = aCompanyTutor(but);
  return [companyTutor, around({ rows: [[internships, [someInternship({ companyTutor })]]] })];
}

/** A second closure of a site that is closed from 10 to 21 August already. */
function closing(but: Parameters<typeof aClosure>[0]): Given {
  const site = aSite();
  return among(closures, [aClosure({ site }), aClosure({ id: 'CH-0002', site, ...but })], 1);
}

/** A closure of a site with an internship running. */
function closingWith(
  but: Parameters<typeof aClosure>[0],
  internship: Parameters<typeof someInternship>[0] = {},
): Given {
  const site = aSite();
  const rows: Rows = [[internships, [someInternship({ site, ...internship })]]];
  return [aClosure({ site, ...but }), around({ rows })];
}

/** An agreement under which an internship runs since April. */
function agreed(
  but: Parameters<typeof anAgreement>[0],
  internship: Parameters<typeof someInternship>[0] = {},
  ...more: readonly ReturnType<typeof someInternship>[]
): Given {
  const agreement = anAgreement(but);
  const under = [someInternship(internship), ...more].map((it) => ({ ...it, agreement }));
  return [agreement, around({ rows: [[internships, under]] })];
}

function agreeingTwice(but: Parameters<typeof anAgreement>[0]): Given {
  const company = aCompany();
  const rows = [
    anAgreement({ company }),
    anAgreement({ id: 'CV-0002', number: '13/2026', company, ...but }),
  ];
  return among(agreements, rows, 1);
}

function withCup(cup: string) {
  return settingsFrom(new Map([['CUP del programma', cup]]));
}

/** A place for ordinary internships in January 2020, when Puglia said a maximum of hours. */
function in2020(but: Parameters<typeof aPlace>[0]) {
  return aPlace({
    instruments: ['extracurricular'],
    from: day('2020-01-01'),
    until: day('2020-12-31'),
    ...but,
  });
}

function placedWithOwnTutor(): Given {
  const company = aCompany();
  return alone(aPlace({ site: aSite({ company }), companyTutor: aCompanyTutor({ company }) }));
}

/** The only place of a site where these internships run. */
function placed(all: readonly ReturnType<typeof someInternship>[]): Given {
  const site = aSite();
  const place = aPlace({ site });
  const rows: Rows = [
    [places, [place]],
    [internships, all.map((it) => ({ ...it, site }))],
  ];
  return [place, around({ rows })];
}

/** One of the paths of a tutor d'impresa with one cooperative. */
function assisted(all: readonly Parameters<typeof aCooperative>[0][], at: number): Given {
  const company = aCompany({ id: 'I-0007', kind: 'cooperative' });
  const enterpriseTutor = someOperator();
  const rows = all.map((but, n) =>
    aCooperative({ id: `COOP-000${n + 1}`, company, enterpriseTutor, ...but }),
  );
  return among(cooperatives, rows, at);
}

function enrolling(
  but: Parameters<typeof aWorkshop>[0],
  all: readonly Parameters<typeof anEnrolment>[0][],
): Given {
  const workshop = aWorkshop(but);
  const rows = all.map((one, n) => anEnrolment({ id: `IS-000${n + 1}`, workshop, ...one }));
  return [workshop, around({ rows: [[enrolments, rows]] })];
}
