import { inHours } from '../../src/core/column.ts';
import {
  type Day,
  daysBetween,
  inDigits,
  overlap,
  type Period,
  periodEnd,
  plusDays,
  plusMonths,
  weekdayOf,
  withWeekday,
} from '../../src/core/day.ts';
import { readRea } from '../../src/core/italy.ts';
import {
  type Instrument,
  instrumentNames,
  instruments,
  type Parameter,
  packAt,
  type RuleFound,
  ruleFor,
  type ValueOf,
} from '../../src/core/pack.ts';
import { type Around, rule } from '../../src/core/rule.ts';
import type { AnyTab, RowOf } from '../../src/core/tab.ts';
import { comparable, list, plural } from '../../src/core/words.ts';
import {
  companyTutorOn,
  isAhead,
  isAtHand,
  isRunning,
  lastDayOf,
  rulesOf,
  siteOn,
  spanOf,
  variationsOf,
} from '../lifecycle.ts';
import { packs } from '../packs.ts';
import {
  agreements,
  closures,
  companies,
  companyKinds,
  companyTutors,
  cooperatives,
  enrolments,
  internships,
  type operators,
  outsourcings,
  partners,
  places,
  regions,
  roles,
  sites,
  variations,
  workshops,
} from '../registry.ts';
import {
  cooperativesPerTutor,
  hostPapersLast,
  programmeCup,
  ruleRegion,
  tutoringMonths,
} from '../settings.ts';

type Company = RowOf<typeof companies>;
type Site = RowOf<typeof sites>;
type CompanyTutor = RowOf<typeof companyTutors>;
type Agreement = RowOf<typeof agreements>;
type Place = RowOf<typeof places>;
type Cooperative = RowOf<typeof cooperatives>;
type Enrolment = RowOf<typeof enrolments>;
type Internship = RowOf<typeof internships>;
type Operator = RowOf<typeof operators>;
type Partner = RowOf<typeof partners>;

/** Days a closure may last before it looks like a slip. */
const longestClosure = 31;
/** Days before its end in which an agreement is said to be about to expire: the first reminder (domain §4). */
const expiryNotice = 60;
/** Days by which a cooperative's tutoring may be shorter or longer than planned. */
const tutoringTolerance = 15;
/** Days after a workshop in which nobody is pressed for the list of who was there. */
const daysToRecord = 7;

/** The steps of an outsourcing, in order; a direct award skips some. */
const outsourcingSteps = [
  'studyOn',
  'documentsReadyOn',
  'publishedOn',
  'bidsBy',
  'awardedOn',
  'from',
  'to',
] as const;
type Step = (typeof outsourcingSteps)[number];

// ── Soggetti ospitanti: chi sono ──────────────────────────────────────────────────────────────

/** Schools, parishes and comuni have none, and are not asked. Sole traders are told apart by the next rule. */
export const businessHasPartitaIva = rule(companies, {
  name: 'Un’impresa o una cooperativa che ha aderito ha la partita IVA',
  needs: ['kind'],
  marks: 'partitaIva',
  when: (it, around) => isBusiness(it) && hasJoined(it, around) && !isPersonsCode(it.codiceFiscale),
  holds: (it) => it.partitaIva !== undefined,
  say: (it) =>
    /^[89]/.test(it.codiceFiscale ?? '')
      ? `È indicata come ${companyKinds[it.kind]}, ma manca la partita IVA: un codice fiscale che comincia per 8 o 9 è di un ente e non ne fa le veci. Se non è un’impresa, correggi «Tipo di ente».`
      : `È indicata come ${companyKinds[it.kind]} e ha aderito, ma manca la partita IVA.`,
  expects: 'Le 11 cifre della partita IVA, zero iniziale compreso, ad esempio 02768890648.',
  level: 'avvisa',
  mends: 'enterpriseTutor',
});

/** A sole trader has a person's codice fiscale (16) and a partita IVA (11) beside it. */
export const soleTraderHasPartitaIva = rule(companies, {
  name: 'Una ditta individuale ha anche la partita IVA',
  needs: ['kind', 'codiceFiscale'],
  marks: 'partitaIva',
  when: (it) => it.kind === 'company' && isPersonsCode(it.codiceFiscale),
  holds: (it) => it.partitaIva !== undefined,
  say: () =>
    'Il codice fiscale è di una persona, come per le ditte individuali, ma manca la partita IVA: servono tutti e due.',
  expects:
    'Le 11 cifre della partita IVA accanto al codice fiscale del titolare, ad esempio 02768890648.',
  level: 'avvisa',
  mends: 'enterpriseTutor',
});

/** A school or a parish signs with its own code, not with that of whoever leads it. */
export const bodyHasItsOwnCodiceFiscale = rule(companies, {
  name: 'Un ente ha un codice fiscale suo, di 11 cifre',
  needs: ['codiceFiscale', 'kind'],
  when: (it) => it.kind !== 'company',
  holds: (it) => !isPersonsCode(it.codiceFiscale),
  say: (it) =>
    `È indicata come ${companyKinds[it.kind]}, ma il codice fiscale ha 16 caratteri: forse è quello di chi la rappresenta.`,
  expects: 'Il codice fiscale dell’ente, di 11 cifre, ad esempio 92057260645.',
  level: 'avvisa',
  mends: 'enterpriseTutor',
});

/** Without it neither the CO nor the INAIL cover can name the host. */
export const hostHasCodiceFiscale = rule(companies, {
  name: 'Chi ospita ha il codice fiscale scritto nell’anagrafe',
  needs: ['name'],
  marks: 'codiceFiscale',
  when: (it, around) => atHandAt(it, around).length > 0,
  holds: (it) => it.codiceFiscale !== undefined,
  say: (it, around) =>
    `Manca il codice fiscale, e senza non si fa la comunicazione obbligatoria: qui ${areAtHand(atHandAt(it, around))}.`,
  expects:
    'Le 11 cifre dell’ente, oppure i 16 caratteri del titolare di una ditta individuale, ad esempio 92057260645.',
  mends: 'enterpriseTutor',
  stops: 'start',
});

/** For companies the two are the same number, but for those who moved seat or belong to a gruppo IVA. */
export const businessTaxNumbersAgree = rule(companies, {
  name: 'Per una società codice fiscale e partita IVA di solito coincidono',
  needs: ['partitaIva', 'codiceFiscale', 'kind'],
  when: (it) => isBusiness(it) && /^[0-7]\d{10}$/.test(it.codiceFiscale),
  holds: (it) => it.codiceFiscale === it.partitaIva,
  say: (it) =>
    `La partita IVA ${it.partitaIva} è diversa dal codice fiscale ${it.codiceFiscale}: può essere giusto (trasferimento di sede, gruppo IVA), ma controlla sulla visura.`,
  expects:
    'Di solito lo stesso numero nelle due colonne, come nella visura, ad esempio 02768890648.',
  level: 'nota',
  mends: 'enterpriseTutor',
});

/** Firms are in the REA; professionals are not, and are known by their legal form. */
export const businessHasRea = rule(companies, {
  name: 'Un’impresa o una cooperativa che ha aderito ha il numero REA',
  needs: ['kind'],
  marks: 'rea',
  when: (it, around) => isBusiness(it) && !isProfessional(it) && hasJoined(it, around),
  holds: (it) => it.rea !== undefined,
  say: (it) =>
    `È indicata come ${companyKinds[it.kind]} e ha aderito, ma manca il numero REA. Se è uno studio professionale scrivilo in «Forma giuridica».`,
  expects: 'La sigla della camera di commercio e il numero, ad esempio BA-123456.',
  level: 'avvisa',
  mends: 'enterpriseTutor',
});

/** Firms of Barletta-Andria-Trani are kept by the chamber of Bari. */
export const reaIsOfAChamberThatKeepsIt = rule(companies, {
  name: 'La sigla del REA è quella di una camera di commercio che lo tiene',
  needs: ['rea'],
  holds: (it) => doubtOf(it.rea) === undefined,
  say: (it) => `Il REA è ${it.rea}. ${doubtOf(it.rea) ?? ''}`,
  expects:
    'La sigla di chi tiene il registro, che per le imprese della BAT è BA: ad esempio BA-123456.',
  proposes: (it) => it.rea.replace(/^BT-/, 'BA-'),
  level: 'avvisa',
  mends: 'enterpriseTutor',
});

/** The comune of the legal seat tells which chamber. Silent where the sigla itself is doubted. */
export const reaIsOfTheSeatsChamber = rule(companies, {
  name: 'La sigla del REA è quella della camera di commercio della sede legale',
  needs: ['rea', 'municipality.chamber'],
  when: (it) => doubtOf(it.rea) === undefined,
  holds: (it) => it.rea.startsWith(`${it.municipality.chamber.trim().toUpperCase()}-`),
  say: (it) =>
    `Il REA è ${it.rea}, ma le imprese del comune della sede legale (${it.municipality.id}) hanno la sigla ${it.municipality.chamber}: forse è il REA di un’altra sede.`,
  expects:
    'Il REA della sede legale, con la sigla della sua camera di commercio, ad esempio BA-123456.',
  level: 'nota',
  mends: 'enterpriseTutor',
});

/** One host, one row: internships, limits and agreements are counted on it. */
export const hostTaxCodeIsNotDoubled = rule(companies, {
  name: 'Un codice fiscale sta su un solo soggetto ospitante',
  needs: ['codiceFiscale'],
  holds: (it, around) => twinByNumber(it, it.codiceFiscale, around) === undefined,
  say: (it, around) =>
    `Lo stesso numero è già su ${twinByNumber(it, it.codiceFiscale, around)?.id}, come codice fiscale o partita IVA: è lo stesso ente? Se è un’altra sede, va nel foglio «Sedi».`,
  expects:
    'Un codice fiscale per riga, ad esempio 92057260645; le sedi dello stesso ente stanno in «Sedi».',
  level: 'avvisa',
  mends: 'enterpriseTutor',
});

/** As above, by partita IVA; silent where the codice fiscale has told it. A gruppo IVA shares one by right. */
export const hostPartitaIvaIsNotDoubled = rule(companies, {
  name: 'Una partita IVA sta su un solo soggetto ospitante',
  needs: ['partitaIva'],
  when: (it, around) =>
    it.codiceFiscale === undefined || twinByNumber(it, it.codiceFiscale, around) === undefined,
  holds: (it, around) => twinByNumber(it, it.partitaIva, around) === undefined,
  say: (it, around) =>
    `La partita IVA ${it.partitaIva} è già su ${twinByNumber(it, it.partitaIva, around)?.id}: è lo stesso ente, oppure fanno parte di un gruppo IVA?`,
  expects: 'Una partita IVA per riga, ad esempio 02768890648, salvo che per i gruppi IVA.',
  level: 'avvisa',
  mends: 'enterpriseTutor',
});

/** Two rows for one host that lacks its numbers: told by name and comune, without accents or legal form. */
export const hostIsNotWrittenTwice = rule(companies, {
  name: 'Un soggetto ospitante sta su una riga sola',
  needs: ['name', 'municipality'],
  holds: (it, around) => twinByName(it, around) === undefined,
  say: (it, around) =>
    `«${it.name}» assomiglia a ${twinByName(it, around)?.id}, dello stesso comune: è lo stesso ente?`,
  expects:
    'Una riga per ente, con il codice fiscale che lo distingue da chi ha un nome simile, ad esempio 92057260645.',
  level: 'avvisa',
  mends: 'enterpriseTutor',
});

// ── Soggetti ospitanti: come si raggiungono ───────────────────────────────────────────────────

/** Papers to be signed go there. A parish need not have one. */
export const hostHasPec = rule(companies, {
  name: 'Un ospitante che ha aderito ha la PEC',
  needs: ['kind'],
  marks: 'pec',
  when: (it, around) => it.kind !== 'parish' && hasJoined(it, around),
  holds: (it) => it.pec !== undefined,
  say: () =>
    'Ha aderito, ma manca la PEC: convenzione e progetto formativo andranno portati a mano.',
  expects: 'L’indirizzo di posta certificata dell’ente, ad esempio forno@pec.example.org.',
  level: 'avvisa',
  mends: 'enterpriseTutor',
});

/** The same address in both columns means that one of the two is wrong. */
export const hostPecIsNotItsEmail = rule(companies, {
  name: 'La PEC di un ospitante non è la sua e-mail ordinaria',
  needs: ['pec', 'email'],
  holds: (it) => !sameText(it.pec, it.email),
  say: (it) =>
    `«${it.pec}» è scritto sia come PEC sia come e-mail: una casella certificata e una ordinaria sono due indirizzi diversi.`,
  expects: 'Nella colonna «PEC» solo la casella certificata, ad esempio forno@pec.example.org.',
  level: 'avvisa',
  mends: 'enterpriseTutor',
});

/** Beyond the providers the column itself refuses: boxes that are hardly ever certified. */
export const hostPecIsCertified = rule(companies, {
  name: 'La PEC di un ospitante sta presso un gestore di posta certificata',
  needs: ['pec'],
  when: (it) => it.email === undefined || !sameText(it.pec, it.email),
  holds: (it) => !isOrdinaryMail(it.pec),
  say: (it) =>
    `«${it.pec}» sembra una casella ordinaria: un invio che deve avere valore legale lì non arriva.`,
  expects:
    'Una casella certificata, di solito con «pec» nel nome, ad esempio forno@pec.example.org.',
  level: 'avvisa',
  mends: 'enterpriseTutor',
});

/** Many certified boxes refuse ordinary mail: reminders sent there get lost. */
export const hostEmailIsOrdinary = rule(companies, {
  name: 'Nella colonna «E-mail» di un ospitante sta una casella ordinaria',
  needs: ['email'],
  when: (it) => it.pec === undefined || !sameText(it.pec, it.email),
  holds: (it) => !isCertifiedMail(it.email),
  say: (it) =>
    `«${it.email}» sembra una PEC: molte caselle certificate rifiutano la posta ordinaria, e i messaggi di ALICE andrebbero persi.`,
  expects: 'Una casella ordinaria, ad esempio forno@example.org; la PEC ha la sua colonna.',
  level: 'nota',
  mends: 'enterpriseTutor',
});

/** The consultant who sends the CO is reminded by e-mail. */
export const consultantOfHostHasAnEmail = rule(companies, {
  name: 'Il consulente che invia le comunicazioni obbligatorie ha un’e-mail',
  needs: ['name'],
  marks: 'labourConsultantEmail',
  when: (it, around) => leftToConsultant(it, around).length > 0,
  holds: (it) => it.labourConsultantEmail !== undefined,
  say: (it, around) =>
    `La comunicazione di ${named(leftToConsultant(it, around))} la invia il consulente del lavoro, ma la sua e-mail manca: il promemoria non può partire.`,
  expects: 'L’e-mail dello studio, ad esempio studio@example.org.',
  level: 'avvisa',
  mends: 'enterpriseTutor',
});

/** Since 1/4/2025 a visura may show an old and a new code. Which codes exist in which edition is not judged. */
export const atecoHasItsVersion = rule(companies, {
  name: 'Accanto all’ATECO sta la versione da cui viene',
  needs: ['ateco'],
  marks: 'atecoVersion',
  holds: (it) => it.atecoVersion !== undefined,
  say: (it) => `C’è il codice ATECO ${it.ateco}, ma non da quale versione viene.`,
  expects: 'ATECO 2007 oppure ATECO 2025, come è scritto nella visura.',
  level: 'nota',
  mends: 'enterpriseTutor',
  source: 'ATECO 2025, operativa dal 1/4/2025 (tn.camcom.it/content/codici-ateco)',
});

/** Who signs must be known before there is something to sign. */
export const hostHasLegalRepresentative = rule(companies, {
  name: 'Prima della convenzione si sa chi firma per l’ospitante',
  needs: ['name'],
  marks: 'legalRepresentativeLastName',
  when: (it, around) =>
    agreementsOf(it, around).some((one) => isOpen(one, around)) || atHandAt(it, around).length > 0,
  holds: (it) =>
    it.legalRepresentativeLastName !== undefined && it.legalRepresentativeFirstName !== undefined,
  say: (it) =>
    it.legalRepresentativeLastName === undefined && it.legalRepresentativeFirstName === undefined
      ? 'C’è una convenzione o un tirocinio, ma manca il legale rappresentante: non si sa chi firma.'
      : `Del legale rappresentante manca il ${it.legalRepresentativeLastName === undefined ? 'cognome' : 'nome'}: la convenzione lo vuole per intero.`,
  expects:
    'Cognome e nome di chi firma per l’ente, ciascuno nella sua colonna, ad esempio Bianchi e Carlo.',
  mends: 'enterpriseTutor',
  stops: 'print',
});

// ── Soggetti ospitanti: che cosa hanno dichiarato ─────────────────────────────────────────────

/** One paper holds all five: where it was never collected, it is told once. */
export const hostHasDeclared = rule(companies, {
  name: 'Chi ospita ha firmato le dichiarazioni',
  needs: ['name'],
  marks: 'declaredOn',
  when: (it, around) => atHandAt(it, around).length > 0,
  holds: (it) => it.declaredOn !== undefined && hasDeclaredSomething(it),
  say: (it, around) => {
    const here = areAtHand(atHandAt(it, around));
    if (hasDeclaredSomething(it))
      return `Le dichiarazioni ci sono, ma non la loro data: qui ${here}.`;
    return it.declaredOn === undefined
      ? `Non ci sono le dichiarazioni dell’ente: qui ${here}.`
      : `C’è la data delle dichiarazioni, ma nessuna risposta: qui ${here}.`;
  },
  expects:
    'La data in cui l’ente ha firmato le cinque dichiarazioni, ad esempio 20/03/2026, e accanto «sì» per ciascuna.',
  mends: 'enterpriseTutor',
  stops: 'start',
  source:
    'Requisiti del soggetto ospitante: linee guida 25/5/2017; L.R. Puglia 23/2013 (loscalzo.it/?p=1978)',
});

export const hostDeclaresSafety = declared('declaresSafety', {
  name: 'L’ospitante dichiara di rispettare le norme sulla sicurezza',
  no: 'L’ente non è in regola con le norme sulla sicurezza (d.lgs. 81/2008): finché è così nessun tirocinio può partire.',
  blank: 'sulla sicurezza',
  source: 'd.lgs. 81/2008; L. 234/2021 art. 1 c. 725',
});

export const hostDeclaresLaw68 = declared('declaresLaw68', {
  name: 'L’ospitante dichiara di rispettare la L. 68/1999',
  no: 'L’ente non è in regola con la L. 68/1999: finché è così nessun tirocinio può partire.',
  blank: 'sulla L. 68/1999',
  source: 'L. 68/1999; linee guida 25/5/2017',
});

export const hostDeclaresNoDismissals = declared('declaresNoDismissals', {
  name: 'L’ospitante dichiara di non aver licenziato di recente per attività equivalenti',
  no: 'L’ente ha licenziato di recente nella stessa unità per attività equivalenti: nessun tirocinio può partire.',
  blank: 'sui licenziamenti',
  source: 'Linee guida 25/5/2017; L.R. Puglia 23/2013 (loscalzo.it/?p=1978)',
});

export const hostDeclaresNoCig = declared('declaresNoCig', {
  name: 'L’ospitante dichiara di non avere cassa integrazione per attività equivalenti',
  no: 'L’ente ha cassa integrazione in corso per attività equivalenti: finché è così nessun tirocinio può partire.',
  blank: 'sulla cassa integrazione',
  source: 'Linee guida 25/5/2017; L.R. Puglia 23/2013 (loscalzo.it/?p=1978)',
});

export const hostDeclaresNoInsolvency = declared('declaresNoInsolvency', {
  name: 'L’ospitante dichiara di non essere in liquidazione o in procedura concorsuale',
  no: 'L’ente è in liquidazione o in una procedura concorsuale: nessun tirocinio può partire.',
  blank: 'sulle procedure concorsuali',
  source: 'Linee guida 25/5/2017; L.R. Puglia 23/2013 (loscalzo.it/?p=1978)',
});

/** Counted back from the start of each internship: a declaration renewed since is good too. */
export const hostDeclarationsAreRecent = rule(companies, {
  name: 'Le dichiarazioni dell’ospitante non sono troppo vecchie quando un tirocinio parte',
  needs: ['declaredOn'],
  holds: (it, around) => startsTooLate(it, it.declaredOn, around) === undefined,
  say: (it, around) => {
    const late = startsTooLate(it, it.declaredOn, around);
    return `Tra le dichiarazioni del ${inDigits(it.declaredOn)} e l’avvio di ${late?.id} (${digits(late?.startDate)}) passano più di ${plural(papersLast(around), 'mese', 'mesi')}: vanno rifirmate.`;
  },
  expects:
    'Dichiarazioni non più vecchie dei mesi indicati in «Impostazioni» al giorno dell’avvio, ad esempio 20/03/2026 per un avvio del 01/06/2026.',
  mends: 'enterpriseTutor',
  stops: 'start',
  source:
    'Validità decisa dal programma («Impostazioni»); i licenziamenti si dichiarano sui 12 mesi precedenti',
});

/** Where one is due: not of schools, parishes and comuni. */
export const hostHasDurc = rule(companies, {
  name: 'Chi ospita e deve avere il DURC lo ha consegnato',
  needs: ['kind'],
  marks: 'durcExpiry',
  when: (it, around) => owesDurc(it) && atHandAt(it, around).length > 0,
  holds: (it) => it.durcExpiry !== undefined,
  say: (it, around) =>
    `Manca la scadenza del DURC: qui ${areAtHand(atHandAt(it, around))}. Se l’ente non deve averlo, scrivi sì in «DURC non dovuto».`,
  expects: 'La scadenza scritta sul DURC, ad esempio 18/07/2026.',
  level: 'avvisa',
  mends: 'enterpriseTutor',
});

/** Good today for who is running, on the first day for who is to start. */
export const hostDurcIsValid = rule(companies, {
  name: 'Il DURC di chi ospita non è scaduto',
  needs: ['durcExpiry'],
  when: (it) => it.durcNotDue !== true,
  holds: (it, around) => uncoveredByDurc(it, it.durcExpiry, around) === undefined,
  say: (it, around) => {
    const first = uncoveredByDurc(it, it.durcExpiry, around);
    return it.durcExpiry < around.today
      ? `Il DURC è scaduto il ${inDigits(it.durcExpiry)}: qui ${areAtHand(atHandAt(it, around))}.`
      : `Il DURC scade il ${inDigits(it.durcExpiry)}, prima dell’avvio di ${first?.id} (${digits(first?.startDate)}).`;
  },
  expects: 'La scadenza di un DURC ancora valido, ad esempio 18/07/2026.',
  level: 'avvisa',
  mends: 'enterpriseTutor',
});

/** A DURC that ends later than one asked for today would: the day was mistyped, or is not its expiry. */
export const durcEndsWithinItsDays = rule(companies, {
  name: 'Un DURC non scade oltre la sua durata contata da oggi',
  needs: ['durcExpiry'],
  holds: (it, around) => it.durcExpiry <= latestDurc(around),
  say: (it, around) => {
    const days = durcDays(around);
    return `Il DURC scadrebbe il ${inDigits(it.durcExpiry)}, ma un DURC chiesto oggi scade al più tardi il ${inDigits(latestDurc(around))}: controlla la data${toBeVerified(days)}.`;
  },
  expects:
    'La scadenza scritta sul DURC, non oltre la sua durata contata da oggi, ad esempio 18/07/2026.',
  level: 'avvisa',
  mends: 'enterpriseTutor',
});

/** Interest first, then the signed form. */
export const hostJoinedAfterItsInterest = rule(companies, {
  name: 'Un ospitante aderisce dopo aver espresso interesse',
  needs: ['joinedOn', 'interestShownOn'],
  holds: (it) => it.interestShownOn <= it.joinedOn,
  say: (it) =>
    `L’adesione è del ${inDigits(it.joinedOn)}, ma l’interesse è stato espresso dopo, il ${inDigits(it.interestShownOn)}.`,
  expects: 'Un’adesione dello stesso giorno dell’interesse o di dopo, ad esempio 20/03/2026.',
  level: 'avvisa',
  mends: 'enterpriseTutor',
});

export const hostJoinedInThePast = notInTheFuture('joinedOn', 'L’adesione di un ospitante');
export const hostDeclaredInThePast = notInTheFuture('declaredOn', 'La data delle dichiarazioni');
export const hostWasVerifiedInThePast = notInTheFuture('verifiedOn', 'La verifica dei requisiti');

// ── Soggetti ospitanti: se possono ospitare ───────────────────────────────────────────────────

/** Somebody must have looked at the papers before the first trainee comes. */
export const hostIsVerified = rule(companies, {
  name: 'Chi ospita è stato verificato',
  needs: ['name'],
  marks: 'verifiedOn',
  when: (it, around) => atHandAt(it, around).length > 0,
  holds: (it) => it.verifiedOn !== undefined,
  say: (it, around) =>
    `I requisiti non risultano verificati: qui ${areAtHand(atHandAt(it, around))}.`,
  expects:
    'Il giorno in cui un operatore ha controllato dichiarazioni e documenti, ad esempio 25/03/2026.',
  level: 'avvisa',
  mends: 'enterpriseTutor',
});

/** Verification expires. */
export const hostVerificationIsCurrent = rule(companies, {
  name: 'La verifica dei requisiti di un ospitante non è scaduta',
  needs: ['verifiedOn'],
  when: (it, around) =>
    isActive(it) && (atHandAt(it, around).length > 0 || openPlacesOf(it, around).length > 0),
  holds: (it, around) => plusMonths(it.verifiedOn, papersLast(around)) >= around.today,
  say: (it, around) =>
    `I requisiti sono stati verificati il ${inDigits(it.verifiedOn)}, più di ${plural(papersLast(around), 'mese', 'mesi')} fa: la verifica va rifatta.`,
  expects:
    'Una verifica non più vecchia dei mesi indicati in «Impostazioni», ad esempio del 25/03/2026.',
  level: 'avvisa',
  mends: 'enterpriseTutor',
});

export const verifiedHostHasAnOutcome = rule(companies, {
  name: 'La verifica di un ospitante ha un esito',
  needs: ['verifiedOn'],
  marks: 'suitable',
  holds: (it) => it.suitable !== undefined,
  say: (it) =>
    `I requisiti sono stati verificati il ${inDigits(it.verifiedOn)}, ma non si sa con quale esito.`,
  expects: 'Scrivi «sì» se l’ente può ospitare, «no» se non può.',
  level: 'avvisa',
  mends: 'enterpriseTutor',
});

export const verifiedHostHasItsVerifier = rule(companies, {
  name: 'Si sa chi ha verificato i requisiti di un ospitante',
  needs: ['verifiedOn'],
  marks: 'verifiedBy',
  holds: (it) => it.verifiedBy !== undefined,
  say: (it) =>
    `I requisiti sono stati verificati il ${inDigits(it.verifiedOn)}, ma non si sa da chi.`,
  expects: 'L’operatore che ha controllato, ad esempio O-0004.',
  level: 'nota',
  mends: 'enterpriseTutor',
});

/** Silent where «sospesa» or «uscita» is typed: that has its own rule. */
export const unsuitableHostDoesNotHost = rule(companies, {
  name: 'Un ente non idoneo non ospita',
  needs: ['suitable'],
  when: (it) => !it.suitable && it.outcome === undefined,
  holds: (it, around) => hostedBy(it, around).length === 0,
  say: (it, around) =>
    `L’ente risulta non idoneo a ospitare, ma ${areHosted(hostedBy(it, around), around)}.`,
  expects:
    'Scrivi «sì» se i requisiti ora ci sono; altrimenti i suoi tirocini si annullano o si chiudono.',
  mends: 'coordinator',
  stops: 'start',
});

/** What people type is believed only as far as the facts allow. */
export const suspendedHostDoesNotHost = rule(companies, {
  name: 'Un ospitante sospeso o uscito non ha tirocini in corso né in partenza',
  needs: ['outcome'],
  holds: (it, around) => hostedBy(it, around).length === 0,
  say: (it, around) =>
    `L’ente è segnato come «${it.outcome === 'left' ? 'uscita' : 'sospesa'}», ma ${areHosted(hostedBy(it, around), around)}.`,
  expects:
    'Cella vuota finché l’ente ospita; «sospesa» o «uscita» solo quando non ha più tirocini.',
  mends: 'coordinator',
  stops: 'start',
});

export const hostAvailabilityCoversItsOpenPlaces = rule(companies, {
  name: 'Chi ha posti aperti è ancora disponibile',
  needs: ['availableUntil'],
  uses: [places],
  when: (it) => isActive(it),
  holds: (it, around) => it.availableUntil >= around.today || openPlacesOf(it, around).length === 0,
  say: (it, around) =>
    `La disponibilità è finita il ${inDigits(it.availableUntil)}, ma ci sono posti ancora aperti: ${named(openPlacesOf(it, around))}.`,
  expects: 'Un nuovo termine della disponibilità, ad esempio 31/12/2026, oppure posti ritirati.',
  level: 'avvisa',
  mends: 'enterpriseTutor',
});

/** Limits are counted on the operating unit: the legal seat of the host is not one until it is written there. */
export const hostOfInternshipsHasASite = rule(companies, {
  name: 'Chi ospita ha almeno una sede nel foglio «Sedi»',
  needs: ['name'],
  when: (it, around) => hostedBy(it, around).length > 0,
  holds: (it, around) => around.where(sites, 'company', it).length > 0,
  say: (it, around) =>
    `Qui ${areHosted(hostedBy(it, around), around)}, ma l’ente non ha nessuna sede: il numero di tirocinanti si conta sull’unità operativa, non sulla sede legale.`,
  expects: 'Almeno una riga in «Sedi» per il luogo in cui si lavora davvero, ad esempio S-0001.',
  level: 'avvisa',
  mends: 'enterpriseTutor',
});

/** Silent where the places are listed one by one: then they are counted site by site. */
export const hostSeatsAreEnough = rule(companies, {
  name: 'I tirocini in corso non superano i posti che l’ospitante ha offerto',
  needs: ['seats'],
  when: (it, around) =>
    around.where(sites, 'company', it).every((site) => offeredIn(site, around).length === 0),
  holds: (it, around) => runningAt(it, around).length <= it.seats,
  say: (it, around) =>
    `L’ente ha offerto ${plural(it.seats, 'posto', 'posti')}, ma i tirocini in corso sono ${runningAt(it, around).length}: ${named(runningAt(it, around))}.`,
  expects: 'Quanti tirocinanti l’ente accoglie in tutto, ad esempio 2.',
  level: 'nota',
  mends: 'enterpriseTutor',
});

/** The tutor d'impresa is one of the five: not whoever follows the trainee. */
export const enterpriseTutorOfHostHasTheRole = rule(companies, {
  name: 'Il tutor d’impresa di un ospitante ha questo ruolo tra gli operatori',
  needs: ['enterpriseTutor.role'],
  when: (it, around) => tutorWhoIs(it.enterpriseTutor, it, around) === undefined,
  holds: (it) => hasRole(it.enterpriseTutor, 'enterpriseTutor'),
  say: (it) => notInRole(it.enterpriseTutor, 'enterpriseTutor'),
  expects: 'Un operatore con il ruolo di tutor d’impresa, ad esempio O-0005.',
  level: 'avvisa',
  mends: 'coordinator',
});

/** Three different tutors: who helps the firm, who follows the trainee at work, who follows for the promoter. */
export const enterpriseTutorIsNotACompanyTutor = rule(companies, {
  name: 'Il tutor d’impresa non è anche tutor ospitante dello stesso ente',
  needs: ['enterpriseTutor'],
  holds: (it, around) => tutorWhoIs(it.enterpriseTutor, it, around) === undefined,
  say: (it, around) =>
    `${it.enterpriseTutor.id} è scritto come tutor d’impresa, ma sembra la stessa persona di ${tutorWhoIs(it.enterpriseTutor, it, around)?.id}, tutor ospitante dell’ente: sono due ruoli diversi.`,
  expects: 'Un operatore del progetto, che assiste l’ente dall’esterno, ad esempio O-0005.',
  level: 'avvisa',
  mends: 'coordinator',
});

// ── Sedi ──────────────────────────────────────────────────────────────────────────────────────

/** Two rows for one unit would double what it may host. */
export const siteIsNotWrittenTwice = rule(sites, {
  name: 'Una sede sta su una riga sola',
  needs: ['address', 'company', 'municipality'],
  holds: (it, around) => twinSite(it, around) === undefined,
  say: (it, around) =>
    `${twinSite(it, around)?.id} è dello stesso ente allo stesso indirizzo: se è la stessa unità operativa, il limite di tirocinanti si conta una volta sola.`,
  expects: 'Una riga per unità operativa, con il suo indirizzo, ad esempio Via Roma, 12.',
  level: 'avvisa',
  mends: 'enterpriseTutor',
});

export const siteDatesAreInOrder = rule(sites, {
  name: 'Una sede chiude dopo aver aperto',
  needs: ['to', 'from'],
  holds: (it) => it.from <= it.to,
  say: (it) =>
    `La sede sarebbe attiva dal ${inDigits(it.from)} al ${inDigits(it.to)}: la fine viene prima dell’inizio.`,
  expects: 'Una fine non precedente all’inizio, ad esempio 31/10/2026.',
  level: 'avvisa',
  mends: 'enterpriseTutor',
});

export const closedSiteDoesNotHost = rule(sites, {
  name: 'Una sede resta attiva fino alla fine dei suoi tirocini',
  needs: ['to'],
  when: (it) => it.from === undefined || it.from <= it.to,
  holds: (it, around) => leftIn(it, it.to, around).length === 0,
  say: (it, around) =>
    `La sede è attiva fino al ${inDigits(it.to)}, ma ${endLater(leftIn(it, it.to, around))}: serve un cambio di sede.`,
  expects: 'L’ultimo giorno della sede, non prima della fine dei tirocini, ad esempio 31/10/2026.',
  level: 'avvisa',
  mends: 'enterpriseTutor',
});

export const hostingSiteHasItsAddress = rule(sites, {
  name: 'Una sede che ospita ha l’indirizzo',
  needs: ['name'],
  marks: 'address',
  when: (it, around) => atHandIn(it, around).length > 0,
  holds: (it) => it.address !== undefined,
  say: (it, around) =>
    `Manca l’indirizzo del luogo di lavoro: qui ${areAtHand(atHandIn(it, around))}, e progetto formativo, CO e INAIL lo vogliono.`,
  expects: 'Via e numero del luogo di lavoro, ad esempio Via Roma, 12.',
  level: 'avvisa',
  mends: 'enterpriseTutor',
});

/** Only where a limit is known for one of its internships: none is for inclusion internships. */
export const hostingSiteHasItsStaffCounted = rule(sites, {
  name: 'Di una sede con limiti al numero di tirocinanti si conosce il personale',
  needs: ['name'],
  marks: 'permanentStaff',
  when: (it, around) => limitedIn(it, around).length > 0,
  holds: (it) => it.permanentStaff !== undefined,
  say: (it, around) =>
    `Manca il numero dei dipendenti a tempo indeterminato: senza non si sa quanti tirocinanti può avere la sede, e qui ${areAtHand(limitedIn(it, around))}.`,
  expects: 'I dipendenti di questa sede soltanto, ad esempio 6; scrivi 0 se non ce ne sono.',
  level: 'avvisa',
  mends: 'enterpriseTutor',
  source: 'Linee guida 25/5/2017; norme regionali sui limiti dell’unità operativa',
});

export const staffCountHasItsDay = rule(sites, {
  name: 'Il conteggio del personale di una sede ha una data',
  needs: ['permanentStaff'],
  marks: 'staffOn',
  when: (it, around) => atHandIn(it, around).length > 0,
  holds: (it) => it.staffOn !== undefined,
  say: (it) =>
    `${plural(it.permanentStaff, 'dipendente', 'dipendenti')} a tempo indeterminato, ma non si sa a quale giorno si riferisce il conteggio.`,
  expects: 'Il giorno a cui si riferiscono i numeri del personale, ad esempio 20/03/2026.',
  level: 'avvisa',
  mends: 'enterpriseTutor',
});

export const staffCountIsRecent = rule(sites, {
  name: 'Il conteggio del personale di una sede che ospita non è troppo vecchio',
  needs: ['staffOn'],
  when: (it, around) => atHandIn(it, around).length > 0,
  holds: (it, around) => plusMonths(it.staffOn, papersLast(around)) >= around.today,
  say: (it, around) =>
    `Il personale è stato contato il ${inDigits(it.staffOn)}, più di ${plural(papersLast(around), 'mese', 'mesi')} fa: chiedi i numeri di oggi.`,
  expects:
    'Un conteggio non più vecchio dei mesi indicati in «Impostazioni», ad esempio del 20/03/2026.',
  level: 'avvisa',
  mends: 'enterpriseTutor',
});

export const staffCountIsOfThePast = rule(sites, {
  name: 'Il personale di una sede è contato in un giorno già passato',
  needs: ['staffOn'],
  holds: (it, around) => it.staffOn <= around.today,
  say: (it) =>
    `Il personale sarebbe stato contato il ${inDigits(it.staffOn)}, che deve ancora venire.`,
  expects: 'Un giorno non successivo a oggi, ad esempio 20/03/2026.',
  level: 'avvisa',
  mends: 'enterpriseTutor',
});

/** Fixed-term staff counts only if its contracts span the internship: without the dates it cannot be counted. */
export const fixedTermStaffHasItsDates = rule(sites, {
  name: 'Dei dipendenti a termine si conoscono inizio e fine dei contratti',
  needs: ['fixedTermStaff'],
  marks: 'fixedTermFrom',
  when: (it, around) => it.fixedTermStaff > 0 && limitedIn(it, around).length > 0,
  holds: (it) => it.fixedTermFrom !== undefined && it.fixedTermTo !== undefined,
  say: (it) =>
    `Ci sono ${plural(it.fixedTermStaff, 'dipendente', 'dipendenti')} a termine, ma mancano le date dei contratti: così non si possono contare nel limite.`,
  expects:
    'In «A termine: dal» e «A termine: fino al» l’inizio più recente e la fine più vicina, ad esempio 01/02/2026 e 31/12/2026.',
  level: 'nota',
  mends: 'enterpriseTutor',
});

/** Told once for each comune, on its first site. */
export const siteComuneHasItsPatron = rule(sites, {
  name: 'Del comune di ogni sede si conosce la festa patronale',
  needs: ['municipality.name'],
  // A moving feast with a day of another year is told on its own row of «Comuni».
  when: (it, around) =>
    it.municipality.patronThisYear === undefined &&
    around.where(sites, 'municipality', it.municipality)[0] === it,
  holds: (it, around) => around.calendar.knowsPatron(it.municipality.name, yearOf(around.today)),
  say: (it, around) =>
    `Per ${it.municipality.name} il patrono del ${yearOf(around.today)} non è indicato: il registro presenze non può sbarrarlo.`,
  expects:
    'Nel foglio «Comuni» il giorno del patrono, ad esempio 13/6, o la data di quest’anno se la festa è mobile.',
  level: 'nota',
  mends: 'coordinator',
});

// ── Tutor ospitanti ───────────────────────────────────────────────────────────────────────────

export const tutorsSiteIsOfTheirCompany = rule(companyTutors, {
  name: 'Un tutor ospitante lavora in una sede del suo ente',
  needs: ['site', 'company', 'site.company'],
  holds: (it) => it.site.company === it.company,
  say: (it) =>
    `Il tutor è di ${it.company.id}, ma la sede ${it.site.id} è di ${it.site.company.id}.`,
  expects: 'Una sede dello stesso ente del tutor, ad esempio S-0001.',
  level: 'avvisa',
  mends: 'enterpriseTutor',
});

export const tutorDatesAreInOrder = rule(companyTutors, {
  name: 'Un tutor ospitante finisce dopo aver cominciato',
  needs: ['to', 'from'],
  holds: (it) => it.from <= it.to,
  say: (it) =>
    `Sarebbe tutor dal ${inDigits(it.from)} al ${inDigits(it.to)}: la fine viene prima dell’inizio.`,
  expects: 'Una fine non precedente all’inizio, ad esempio 31/10/2026.',
  level: 'avvisa',
  mends: 'enterpriseTutor',
});

export const tutorIsInTheCompanyFirst = rule(companyTutors, {
  name: 'Un tutor ospitante lavora già nell’ente quando comincia a fare il tutor',
  needs: ['from', 'hiredOn'],
  holds: (it) => it.hiredOn <= it.from,
  say: (it) =>
    `È tutor dal ${inDigits(it.from)}, ma lavora per l’ente solo dal ${inDigits(it.hiredOn)}.`,
  expects: 'Un giorno non precedente a quello in cui lavora per l’ente, ad esempio 20/03/2026.',
  level: 'avvisa',
  mends: 'enterpriseTutor',
});

/** Whoever gets the sheet by e-mail needs an address; who prefers telephone or paper is told by the tutor promotore. */
export const tutorHasAnEmail = rule(companyTutors, {
  name: 'Un tutor ospitante che segue tirocinanti ha l’e-mail',
  needs: ['lastName'],
  marks: 'email',
  when: (it, around) =>
    (it.channel === undefined || it.channel === 'email') && followed(it, around).length > 0,
  holds: (it) => it.email !== undefined,
  say: (it, around) =>
    `Manca l’e-mail del tutor di ${named(followed(it, around))}: il foglio presenze non può essere inviato.`,
  expects:
    'L’e-mail del tutor, ad esempio marta.verdi@example.org, oppure un altro canale in «Canale preferito».',
  level: 'avvisa',
  mends: 'promoterTutor',
});

export const tutorHasAPhone = rule(companyTutors, {
  name: 'Un tutor ospitante che vuole essere chiamato ha il telefono',
  needs: ['channel'],
  marks: 'phone',
  when: (it, around) => it.channel === 'phone' && followed(it, around).length > 0,
  holds: (it) => it.phone !== undefined,
  say: (it, around) =>
    `Il tutor di ${named(followed(it, around))} preferisce il telefono, ma il numero manca.`,
  expects: 'Il numero del tutor, ad esempio 333 123 4567.',
  level: 'avvisa',
  mends: 'promoterTutor',
});

/** Silent where a change of tutor is already written. */
export const leavingTutorHandsOver = rule(companyTutors, {
  name: 'Chi non è più tutor ospitante ha passato i tirocinanti a un altro',
  needs: ['to'],
  when: (it) => it.from === undefined || it.from <= it.to,
  holds: (it, around) => leftBehind(it, it.to, around).length === 0,
  say: (it, around) =>
    `È tutor fino al ${inDigits(it.to)}, ma ${endLater(leftBehind(it, it.to, around))}: serve un cambio di tutor in «Variazioni».`,
  expects: 'L’ultimo giorno da tutor, ad esempio 31/10/2026, con un altro tutor per chi resta.',
  level: 'avvisa',
  mends: 'promoterTutor',
});

/** Two rows for one tutor would hide that they follow more trainees than they may. */
export const tutorIsNotWrittenTwice = rule(companyTutors, {
  name: 'Un tutor ospitante sta su una riga sola',
  needs: ['lastName', 'firstName', 'company'],
  holds: (it, around) => twinTutor(it, around) === undefined,
  say: (it, around) =>
    `${twinTutor(it, around)?.id}, dello stesso ente, ha lo stesso nome: è la stessa persona? Su due righe non si vede quanti tirocinanti segue.`,
  expects: 'Una riga per persona, ad esempio TO-0001, con tutti i suoi tirocini.',
  level: 'avvisa',
  mends: 'enterpriseTutor',
});

/** Usual in small firms: good to know when somebody must sign for both. */
export const tutorIsNotTheLegalRepresentative = rule(companyTutors, {
  name: 'Il tutor ospitante di solito non è il legale rappresentante',
  needs: [
    'lastName',
    'firstName',
    'company.legalRepresentativeLastName',
    'company.legalRepresentativeFirstName',
  ],
  holds: (it) =>
    !samePerson(it, {
      lastName: it.company.legalRepresentativeLastName,
      firstName: it.company.legalRepresentativeFirstName,
    }),
  say: (it) =>
    `${it.id} sembra anche il legale rappresentante di ${it.company.id}: nelle piccole imprese capita, ma verifica che possa affiancare davvero chi arriva.`,
  expects: 'Chi affianca il tirocinante ogni giorno, ad esempio il responsabile del banco.',
  level: 'nota',
  mends: 'enterpriseTutor',
});

// ── Chiusure ──────────────────────────────────────────────────────────────────────────────────

export const closureDatesAreInOrder = rule(closures, {
  name: 'Una chiusura finisce dopo che è cominciata',
  needs: ['to', 'from'],
  holds: (it) => it.from <= it.to,
  say: (it) =>
    `La chiusura va dal ${inDigits(it.from)} al ${inDigits(it.to)}: la fine viene prima dell’inizio.`,
  expects: 'Una fine uguale o successiva all’inizio, ad esempio 21/08/2026.',
  mends: 'enterpriseTutor',
});

/** Told on the later row of the sheet. */
export const closuresDoNotOverlap = rule(closures, {
  name: 'Le chiusure di una sede non si sovrappongono',
  needs: ['from', 'to', 'site'],
  when: (it) => it.from <= it.to,
  holds: (it, around) =>
    firstOverlap(it, around.where(closures, 'site', it.site), closurePeriod) === undefined,
  say: (it, around) => {
    const before = firstOverlap(it, around.where(closures, 'site', it.site), closurePeriod);
    return `Questi giorni (${inDigits(it.from)}–${inDigits(it.to)}) si sovrappongono a quelli di ${before?.id}, della stessa sede.`;
  },
  expects:
    'Giorni che non stanno già in un’altra riga della stessa sede, ad esempio dal 10/08/2026.',
  level: 'avvisa',
  mends: 'enterpriseTutor',
});

/** A plausibility, not a law: a month and more is usually a wrong year or month. */
export const closureIsNotTooLong = rule(closures, {
  name: 'Una chiusura non dura più di 31 giorni',
  needs: ['to', 'from'],
  when: (it) => it.from <= it.to,
  holds: (it) => lengthOf(it) <= longestClosure,
  say: (it) =>
    `La chiusura dal ${inDigits(it.from)} al ${inDigits(it.to)} dura ${lengthOf(it)} giorni: se è giusta, i tirocini della sede vanno sospesi in «Variazioni».`,
  expects: 'Una chiusura di al più 31 giorni, ad esempio dal 10/08/2026 al 21/08/2026.',
  level: 'avvisa',
  mends: 'enterpriseTutor',
});

/** The law lets a long closure suspend the internship, whose end then moves. */
export const longClosureMaySuspend = rule(closures, {
  name: 'Una chiusura lunga può sospendere i tirocini della sede',
  needs: ['from', 'to', 'site'],
  when: (it) => it.from <= it.to && lengthOf(it) <= longestClosure,
  holds: (it, around) => suspendable(it, it.site, around).length === 0,
  say: (it, around) => {
    const touched = suspendable(it, it.site, around);
    const rows = touched.map(({ row }) => row);
    const who =
      rows.length === 1
        ? `il tirocinio ${named(rows)} può essere sospeso`
        : `i tirocini ${named(rows)} possono essere sospesi`;
    return `La sede chiude per ${lengthOf(it)} giorni, e ${who}: i giorni non contano nella durata massima${toBeVerified(touched[0]?.days)}.`;
  },
  expects:
    'Una sospensione in «Variazioni» per gli stessi giorni, ad esempio dal 10/08/2026 al 24/08/2026, oppure nulla.',
  level: 'nota',
  mends: 'promoterTutor',
  source: 'Linee guida 25/5/2017: chiusura dell’ospitante di almeno 15 giorni solari',
});

// ── Convenzioni ───────────────────────────────────────────────────────────────────────────────

export const agreementDatesAreInOrder = rule(agreements, {
  name: 'Una convenzione scade dopo che è cominciata',
  needs: ['to', 'from'],
  holds: (it) => it.from <= it.to,
  say: (it) =>
    `La convenzione vale dal ${inDigits(it.from)} al ${inDigits(it.to)}: la scadenza viene prima dell’inizio.`,
  expects: 'Una scadenza successiva all’inizio, ad esempio 23/03/2028.',
  mends: 'coordinator',
  stops: 'start',
});

export const agreementIsSignedBeforeItHolds = rule(agreements, {
  name: 'Una convenzione è firmata prima che cominci a valere',
  needs: ['signedOn', 'from'],
  when: (it, around) => it.signedOn <= around.today,
  holds: (it) => it.signedOn <= it.from,
  say: (it) =>
    `L’ultima firma è del ${inDigits(it.signedOn)}, ma la convenzione vale già dal ${inDigits(it.from)}.`,
  expects: 'Una firma dello stesso giorno o precedente, ad esempio 24/03/2026.',
  level: 'avvisa',
  mends: 'coordinator',
});

export const agreementIsSignedAfterItWasSent = rule(agreements, {
  name: 'Una convenzione è firmata dopo l’invio alla firma',
  needs: ['signedOn', 'sentOn'],
  holds: (it) => it.sentOn <= it.signedOn,
  say: (it) =>
    `L’ultima firma è del ${inDigits(it.signedOn)}, prima dell’invio alla firma del ${inDigits(it.sentOn)}.`,
  expects: 'Una firma non precedente all’invio, ad esempio 24/03/2026.',
  level: 'avvisa',
  mends: 'coordinator',
});

/** A day still to come is a mistyped one, and would let internships start without a signature. */
export const agreementIsSignedInThePast = rule(agreements, {
  name: 'La firma di una convenzione non è nel futuro',
  needs: ['signedOn'],
  holds: (it, around) => it.signedOn <= around.today,
  say: (it) => `L’ultima firma sarebbe del ${inDigits(it.signedOn)}, che deve ancora venire.`,
  expects: 'Il giorno in cui l’ultimo ha firmato, non dopo oggi, ad esempio 24/03/2026.',
  mends: 'coordinator',
  stops: 'start',
});

export const signedAgreementSaysFromWhen = rule(agreements, {
  name: 'Una convenzione firmata dice da quando vale',
  needs: ['signedOn'],
  marks: 'from',
  holds: (it) => it.from !== undefined,
  say: (it) => `La convenzione è firmata il ${inDigits(it.signedOn)}, ma non si sa da quando vale.`,
  expects: 'Il primo giorno di validità, ad esempio 24/03/2026.',
  proposes: (it) => inDigits(it.signedOn),
  level: 'avvisa',
  mends: 'coordinator',
});

export const signedAgreementSaysUntilWhen = rule(agreements, {
  name: 'Una convenzione firmata dice fino a quando vale',
  needs: ['signedOn'],
  marks: 'to',
  when: (it) => it.tacitRenewal !== true && it.endedOn === undefined,
  holds: (it) => it.to !== undefined,
  say: (it) =>
    `La convenzione è firmata il ${inDigits(it.signedOn)}, ma non ha una scadenza e non risulta rinnovo tacito.`,
  expects: 'L’ultimo giorno di validità, ad esempio 23/03/2028, oppure «sì» in «Rinnovo tacito».',
  level: 'avvisa',
  mends: 'coordinator',
});

/** Numbers are a promoter's own: two promoters may both have a 12/2026. */
export const agreementNumberIsNotDoubled = rule(agreements, {
  name: 'Il numero di una convenzione non si ripete',
  needs: ['number'],
  holds: (it, around) => twinAgreement(it, around) === undefined,
  say: (it, around) =>
    `Il numero «${it.number}» è già quello di ${twinAgreement(it, around)?.id}: sono due convenzioni o una riga di troppo?`,
  expects: 'Un numero diverso per ogni convenzione dello stesso promotore, ad esempio 12/2026.',
  level: 'avvisa',
  mends: 'coordinator',
});

/**
 * An agreement that expires while internships begun within it go on. Whether it holds on the day of the start is
 * judged on the internship.
 */
export const agreementOutlastsItsInternships = rule(agreements, {
  name: 'Una convenzione vale fino alla fine dei suoi tirocini',
  needs: ['to'],
  when: (it) => it.tacitRenewal !== true && it.endedOn === undefined,
  holds: (it, around) => beyondAgreement(it, it.to, around).length === 0,
  say: (it, around) =>
    `La convenzione ${it.to < around.today ? 'è scaduta' : 'scade'} il ${inDigits(it.to)}, ma ${endLater(beyondAgreement(it, it.to, around))}: va rinnovata perché li copra.`,
  expects: 'Una scadenza che copre tutti i tirocini della convenzione, ad esempio 23/03/2028.',
  mends: 'coordinator',
  stops: 'start',
});

/** As above, where one of the parties withdrew. */
export const agreementClosedEarlyHasNoInternships = rule(agreements, {
  name: 'Una convenzione chiusa in anticipo non ha tirocini che vanno oltre',
  needs: ['endedOn'],
  holds: (it, around) => beyondAgreement(it, it.endedOn, around).length === 0,
  say: (it, around) =>
    `La convenzione è chiusa dal ${inDigits(it.endedOn)}, ma ${endLater(beyondAgreement(it, it.endedOn, around))}: serve un’altra convenzione o una chiusura anticipata.`,
  expects:
    'Un giorno non precedente alla fine dei suoi tirocini, ad esempio 30/09/2026; cella vuota se la convenzione è in vigore.',
  mends: 'coordinator',
  stops: 'start',
});

/** Told while nothing suffers yet, and only where no later agreement of the host takes over. */
export const agreementIsNotAboutToExpire = rule(agreements, {
  name: 'Una convenzione che serve ancora non sta per scadere',
  needs: ['to', 'company'],
  when: (it, around) =>
    it.tacitRenewal !== true &&
    it.endedOn === undefined &&
    it.company.outcome === undefined &&
    it.to >= around.today &&
    beyondAgreement(it, it.to, around).length === 0 &&
    !isTakenOver(it, it.to, around),
  holds: (it, around) => daysBetween(around.today, it.to) > expiryNotice,
  say: (it, around) =>
    `La convenzione scade il ${inDigits(it.to)}, tra ${plural(daysBetween(around.today, it.to), 'giorno', 'giorni')}: se serve ancora, è il momento di rinnovarla.`,
  expects: 'Una nuova convenzione, o una scadenza più lontana di 60 giorni, ad esempio 23/03/2028.',
  level: 'nota',
  mends: 'coordinator',
});

/** Told on the later row of the sheet, for the same promoter and instrument. */
export const agreementsOfAHostDoNotOverlap = rule(agreements, {
  name: 'Un ospitante ha una sola convenzione alla volta per lo stesso strumento',
  needs: ['from', 'to', 'company'],
  when: (it) => it.from <= it.to,
  holds: (it, around) => overlappingAgreement(it, around) === undefined,
  say: (it, around) =>
    `Nello stesso periodo vale anche ${overlappingAgreement(it, around)?.id}, dello stesso ente: quale regge i tirocini?`,
  expects: 'Periodi che non si sovrappongono, ad esempio dal 24/03/2026, oppure strumenti diversi.',
  level: 'nota',
  mends: 'coordinator',
});

export const agreementDoesNotExceedItsInternships = rule(agreements, {
  name: 'I tirocini di una convenzione non sono più di quelli che prevede',
  needs: ['internships'],
  holds: (it, around) => underAgreement(it, around).length <= it.internships,
  say: (it, around) =>
    `La convenzione prevede ${plural(it.internships, 'tirocinio', 'tirocini')}, ma ce ne sono ${underAgreement(it, around).length}: ${named(underAgreement(it, around))}.`,
  expects: 'Quanti tirocini consente in tutto, ad esempio 3; se non lo dice, cella vuota.',
  level: 'avvisa',
  mends: 'coordinator',
});

/** An agreement may have a CUP of its own; more often it was copied wrongly. */
export const agreementCupIsTheProgrammes = rule(agreements, {
  name: 'Il CUP di una convenzione è quello del programma',
  needs: ['cup'],
  holds: (it, around) => {
    const programme = around.settings.of(programmeCup);
    return programme === undefined || programme === it.cup;
  },
  say: (it, around) =>
    `Il CUP ${it.cup} è diverso da quello del programma (${around.settings.of(programmeCup)}): è un altro finanziamento o un errore di copiatura?`,
  expects:
    'Cella vuota se il CUP è quello del programma; altrimenti i suoi 15 caratteri, ad esempio C84H22000050007.',
  level: 'nota',
  mends: 'coordinator',
});

// ── Posti disponibili ─────────────────────────────────────────────────────────────────────────

export const placeDatesAreInOrder = rule(places, {
  name: 'Un posto finisce dopo che comincia',
  needs: ['until', 'from'],
  holds: (it) => it.from <= it.until,
  say: (it) =>
    `Il posto sarebbe disponibile dal ${inDigits(it.from)} al ${inDigits(it.until)}: la fine viene prima dell’inizio.`,
  expects: 'Una fine non precedente all’inizio, ad esempio 30/09/2026.',
  level: 'avvisa',
  mends: 'enterpriseTutor',
});

export const offeredPlaceIsNotOver = rule(places, {
  name: 'Un posto non ritirato non è scaduto',
  needs: ['until', 'site'],
  when: (it) =>
    it.withdrawnOn === undefined &&
    it.site.company?.outcome === undefined &&
    (it.from === undefined || it.from <= it.until),
  holds: (it, around) => it.until >= around.today,
  say: (it) =>
    `Il posto era disponibile fino al ${inDigits(it.until)} e non è stato ritirato: chiedi se vale ancora.`,
  expects: 'Un nuovo termine, ad esempio 30/09/2026, oppure il giorno in «Ritirato il».',
  level: 'nota',
  mends: 'enterpriseTutor',
});

export const openPlaceIsOfAnActiveHost = rule(places, {
  name: 'Un posto aperto è di un ente che può ospitare',
  needs: ['site.company.outcome'],
  when: (it, around) => isOpenPlace(it, around),
  holds: () => false,
  say: (it) =>
    `Il posto è aperto, ma ${it.site.company.id} è segnato come «${it.site.company.outcome === 'left' ? 'uscita' : 'sospesa'}».`,
  expects: 'Il giorno in «Ritirato il», ad esempio 15/05/2026, finché l’ente non può ospitare.',
  level: 'avvisa',
  mends: 'enterpriseTutor',
});

/** Only where the rule of the region says a maximum; for a place open to any instrument, only if none allows it. */
export const placeHoursAreWithinTheLimit = rule(places, {
  name: 'Le ore a settimana di un posto stanno nel massimo della regione',
  needs: ['weeklyHours', 'site'],
  when: (it, around) => isOpenPlace(it, around),
  holds: (it, around) => hoursBeyond(it, it.weeklyHours, around) === undefined,
  say: (it, around) => {
    const beyond = hoursBeyond(it, it.weeklyHours, around);
    if (beyond === undefined) return '';
    const { instrument, region, limit } = beyond;
    const law = limit.verified ? `, secondo ${limit.source}` : toBeVerified(limit);
    return `${inHours(it.weeklyHours)} ore a settimana superano il massimo di ${inHours(limit.value)} per «${instrument}» in ${region}${law}.`;
  },
  expects: 'Ore entro il massimo della regione per quello strumento, ad esempio 25.',
  level: 'avvisa',
  mends: 'enterpriseTutor',
});

export const placeTutorIsOfTheHost = rule(places, {
  name: 'Il tutor indicato per un posto è dell’ente che lo offre',
  needs: ['companyTutor.company', 'site.company'],
  holds: (it) => it.companyTutor.company === it.site.company,
  say: (it) =>
    `${it.companyTutor.id} è di ${it.companyTutor.company.id}, ma il posto è nella sede ${it.site.id} di ${it.site.company.id}.`,
  expects: 'Un tutor ospitante dello stesso ente, ad esempio TO-0001.',
  level: 'avvisa',
  mends: 'enterpriseTutor',
});

export const placeDaysAreOpenDays = rule(places, {
  name: 'I giorni di un posto sono giorni in cui la sede lavora',
  needs: ['days', 'site.openDays'],
  holds: (it) => it.days.every((day) => it.site.openDays.includes(day)),
  say: (it) =>
    `Il posto prevede ${list(it.days.filter((day) => !it.site.openDays.includes(day)))}, ma la sede ${it.site.id} lavora ${list(it.site.openDays)}.`,
  expects: 'Giorni in cui la sede è aperta, ad esempio lun, mar, mer, gio, ven.',
  level: 'nota',
  mends: 'enterpriseTutor',
});

/** Told on the first place of the site, over all it ever offered and did not take back. */
export const siteSeatsAreEnough = rule(places, {
  name: 'I tirocini in corso in una sede non superano i posti che offre',
  needs: ['seats', 'site'],
  when: (it, around) => offeredIn(it.site, around)[0] === it,
  holds: (it, around) => runningIn(it.site, around).length <= seatsOf(it.site, around),
  say: (it, around) =>
    `Nella sede ${it.site.id} sono in corso ${runningIn(it.site, around).length} tirocini, ma i posti offerti sono ${seatsOf(it.site, around)}: ${named(runningIn(it.site, around))}.`,
  expects: 'Tanti posti quante persone la sede accoglie insieme, ad esempio 2.',
  level: 'avvisa',
  mends: 'enterpriseTutor',
});

// ── Cooperative ───────────────────────────────────────────────────────────────────────────────

export const followedCooperativeIsACooperative = rule(cooperatives, {
  name: 'La cooperativa seguita è una cooperativa anche nell’anagrafe',
  needs: ['company.kind'],
  holds: (it) => it.company.kind === 'cooperative',
  say: (it) =>
    `${it.company.id} è indicata come ${companyKinds[it.company.kind]} nel foglio «Soggetti ospitanti».`,
  expects: 'Una riga di «Soggetti ospitanti» con tipo «cooperativa», ad esempio I-0007.',
  level: 'avvisa',
  mends: 'enterpriseTutor',
});

export const cooperativeIsFollowedOnce = rule(cooperatives, {
  name: 'Una cooperativa è seguita in un solo percorso alla volta',
  needs: ['company'],
  when: (it, around) => isFollowed(it, around),
  holds: (it, around) => otherPath(it, it.company, around) === undefined,
  say: (it, around) =>
    `${it.company.id} è già seguita con ${otherPath(it, it.company, around)?.id}, che non è chiuso.`,
  expects:
    'Un percorso aperto per cooperativa, ad esempio COOP-0001; il precedente ha la data in «Percorso chiuso il».',
  level: 'avvisa',
  mends: 'enterpriseTutor',
});

export const cooperativeTutorHasTheRole = rule(cooperatives, {
  name: 'Chi segue una cooperativa è un tutor d’impresa',
  needs: ['enterpriseTutor.role'],
  holds: (it) => hasRole(it.enterpriseTutor, 'enterpriseTutor'),
  say: (it) => notInRole(it.enterpriseTutor, 'enterpriseTutor'),
  expects: 'Un operatore con il ruolo di tutor d’impresa, ad esempio O-0005.',
  level: 'avvisa',
  mends: 'coordinator',
});

export const cooperativeMentorHasTheRole = rule(cooperatives, {
  name: 'Il mentor di una cooperativa ha questo ruolo tra gli operatori',
  needs: ['mentor.role'],
  holds: (it) => hasRole(it.mentor, 'mentor'),
  say: (it) => notInRole(it.mentor, 'mentor'),
  expects: 'Un operatore con il ruolo di mentor, ad esempio O-0006.',
  level: 'avvisa',
  mends: 'coordinator',
});

export const cooperativeTutorIsInService = rule(cooperatives, {
  name: 'Chi segue una cooperativa è in servizio',
  needs: ['enterpriseTutor', 'enterpriseTutor.to'],
  when: (it, around) => isFollowed(it, around),
  holds: (it, around) => it.enterpriseTutor.to >= around.today,
  say: (it) =>
    `${it.enterpriseTutor.id} non è più in servizio dal ${inDigits(plusDays(it.enterpriseTutor.to, 1))}, ma il percorso è aperto: chi lo porta avanti?`,
  expects: 'Un tutor d’impresa in servizio, ad esempio O-0005.',
  level: 'avvisa',
  mends: 'coordinator',
});

/** Told once for each tutor, on the first row beyond the number the programme set. */
export const enterpriseTutorIsNotOverloaded = rule(cooperatives, {
  name: 'Un tutor d’impresa non segue troppe cooperative insieme',
  needs: ['enterpriseTutor'],
  when: (it, around) => isFollowed(it, around),
  holds: (it, around) =>
    pathsOf(it.enterpriseTutor, around)[around.settings.of(cooperativesPerTutor)] !== it,
  say: (it, around) =>
    `${it.enterpriseTutor.id} segue ${pathsOf(it.enterpriseTutor, around).length} cooperative insieme, più delle ${around.settings.of(cooperativesPerTutor)} indicate in «Impostazioni»: si può dividere con gli altri?`,
  expects: 'Cooperative divise tra i tutor d’impresa, ad esempio O-0005 e O-0006.',
  level: 'nota',
  mends: 'coordinator',
});

export const businessPlanDatesAreInOrder = rule(cooperatives, {
  name: 'Un business plan è consegnato dopo che è iniziato',
  needs: ['planDeliveredOn', 'planStartedOn'],
  holds: (it) => it.planStartedOn <= it.planDeliveredOn,
  say: (it) =>
    `Il business plan è consegnato il ${inDigits(it.planDeliveredOn)}, ma iniziato dopo, il ${inDigits(it.planStartedOn)}.`,
  expects: 'Una consegna successiva all’inizio, ad esempio 27/05/2026.',
  level: 'avvisa',
  mends: 'enterpriseTutor',
});

export const businessPlanIsDelivered = rule(cooperatives, {
  name: 'Un business plan è consegnato entro la data concordata',
  needs: ['planDueOn'],
  marks: 'planDeliveredOn',
  when: (it, around) => it.planDueOn < around.today && isFollowed(it, around),
  holds: (it) => it.planDeliveredOn !== undefined,
  say: (it) =>
    `Il business plan era concordato per il ${inDigits(it.planDueOn)} e non risulta consegnato.`,
  expects:
    'La data di consegna, ad esempio 27/05/2026, oppure una nuova data in «Business plan entro il».',
  level: 'avvisa',
  mends: 'enterpriseTutor',
});

/** The tutoring is what follows the business plan («nei tre mesi successivi»). */
export const tutoringFollowsTheBusinessPlan = rule(cooperatives, {
  name: 'L’affiancamento di una cooperativa viene dopo il business plan',
  needs: ['tutoringFrom', 'planDeliveredOn'],
  holds: (it) => it.planDeliveredOn <= it.tutoringFrom,
  say: (it) =>
    `L’affiancamento comincia il ${inDigits(it.tutoringFrom)}, prima della consegna del business plan (${inDigits(it.planDeliveredOn)}).`,
  expects: 'Un inizio non precedente alla consegna del business plan, ad esempio 01/06/2026.',
  level: 'avvisa',
  mends: 'enterpriseTutor',
});

export const tutoringDatesAreInOrder = rule(cooperatives, {
  name: 'L’affiancamento di una cooperativa finisce dopo che è cominciato',
  needs: ['tutoringTo', 'tutoringFrom'],
  holds: (it) => it.tutoringFrom <= it.tutoringTo,
  say: (it) =>
    `L’affiancamento va dal ${inDigits(it.tutoringFrom)} al ${inDigits(it.tutoringTo)}: la fine viene prima dell’inizio.`,
  expects: 'Una fine successiva all’inizio, ad esempio 31/08/2026.',
  level: 'avvisa',
  mends: 'enterpriseTutor',
});

/** About the months the project describes: half a month more or less is nobody's fault. */
export const tutoringLastsItsMonths = rule(cooperatives, {
  name: 'L’affiancamento di una cooperativa dura i mesi previsti dal progetto',
  needs: ['tutoringTo', 'tutoringFrom'],
  when: (it) => it.tutoringFrom <= it.tutoringTo,
  holds: (it, around) => {
    const planned = periodEnd(it.tutoringFrom, around.settings.of(tutoringMonths));
    return Math.abs(daysBetween(planned, it.tutoringTo)) <= tutoringTolerance;
  },
  say: (it, around) => {
    const months = around.settings.of(tutoringMonths);
    const planned = periodEnd(it.tutoringFrom, months);
    return `L’affiancamento va dal ${inDigits(it.tutoringFrom)} al ${inDigits(it.tutoringTo)}, ma ${plural(months, 'mese', 'mesi')} da quel giorno finiscono il ${inDigits(planned)}.`;
  },
  expects: 'Circa tre mesi, ultimo giorno compreso, ad esempio dal 01/06/2026 al 31/08/2026.',
  proposes: (it, around) =>
    inDigits(periodEnd(it.tutoringFrom, around.settings.of(tutoringMonths))),
  level: 'avvisa',
  mends: 'enterpriseTutor',
});

/** Business plan, then the profiles its development needs. */
export const needsAnalysisFollowsTheBusinessPlan = rule(cooperatives, {
  name: 'L’analisi dei bisogni di una cooperativa si conclude dopo l’inizio del business plan',
  needs: ['needsAnalysisOn', 'planStartedOn'],
  when: (it) => it.planDeliveredOn === undefined || it.planStartedOn <= it.planDeliveredOn,
  holds: (it) => it.planStartedOn <= it.needsAnalysisOn,
  say: (it) =>
    `L’analisi dei bisogni è del ${inDigits(it.needsAnalysisOn)}, ma il business plan da cui parte è iniziato dopo, il ${inDigits(it.planStartedOn)}.`,
  expects: 'Un’analisi conclusa dopo l’inizio del business plan, ad esempio 15/06/2026.',
  level: 'nota',
  mends: 'enterpriseTutor',
});

export const consolidationIsTheLastPhase = rule(cooperatives, {
  name: 'Il consolidamento di una cooperativa viene dopo le altre fasi',
  needs: ['consolidationOn'],
  holds: (it) => earlierPhases(it).every(({ on }) => on <= it.consolidationOn),
  say: (it) => {
    const later = earlierPhases(it).filter(({ on }) => on > it.consolidationOn);
    return `Il piano di consolidamento è del ${inDigits(it.consolidationOn)}, ma vengono dopo ${list(later.map(({ what, on }) => `${what} (${inDigits(on)})`))}.`;
  },
  expects:
    'Una data successiva a business plan, affiancamento e analisi dei bisogni, ad esempio 10/09/2026.',
  level: 'avvisa',
  mends: 'enterpriseTutor',
});

export const consolidationRestsOnTheNeedsAnalysis = rule(cooperatives, {
  name: 'Prima del consolidamento si fa l’analisi dei bisogni',
  needs: ['consolidationOn'],
  marks: 'needsAnalysisOn',
  holds: (it) => it.needsAnalysisOn !== undefined,
  say: (it) =>
    `Il piano di consolidamento è del ${inDigits(it.consolidationOn)}, ma l’analisi dei bisogni fatta con il mentor non risulta.`,
  expects: 'Il giorno in cui tutor e mentor hanno concluso l’analisi, ad esempio 15/06/2026.',
  level: 'nota',
  mends: 'enterpriseTutor',
});

export const closedPathHasAnOutcome = rule(cooperatives, {
  name: 'Un percorso chiuso con una cooperativa ha un esito',
  needs: ['closedOn'],
  marks: 'outcome',
  when: (it, around) => it.closedOn <= around.today,
  holds: (it) => it.outcome !== undefined,
  say: (it) => `Il percorso è chiuso dal ${inDigits(it.closedOn)}, ma non si sa con quale esito.`,
  expects: 'Una delle scelte, ad esempio «prosegue da sola».',
  level: 'nota',
  mends: 'enterpriseTutor',
});

// ── Affidamenti ───────────────────────────────────────────────────────────────────────────────

export const publishedOutsourcingHasItsProcedure = rule(outsourcings, {
  name: 'Di un servizio già messo a bando si conosce la procedura',
  needs: ['title'],
  marks: 'procedure',
  when: isTendered,
  holds: (it) => it.procedure !== undefined,
  say: (it) => `Il servizio è stato ${tendered(it)}, ma manca la procedura.`,
  expects: 'Una delle scelte, ad esempio «procedura negoziata».',
  level: 'avvisa',
  mends: 'enterpriseTutor',
});

export const publishedOutsourcingHasItsAmount = rule(outsourcings, {
  name: 'Di un servizio già messo a bando si conosce l’importo',
  needs: ['title'],
  marks: 'amount',
  when: isTendered,
  holds: (it) => it.amount !== undefined,
  say: (it) => `Il servizio è stato ${tendered(it)}, ma manca l’importo.`,
  expects: 'Il valore totale senza IVA, ad esempio 48.000,00.',
  level: 'avvisa',
  mends: 'enterpriseTutor',
});

export const outsourcingDocumentsFollowTheProposal = inStep('documentsReadyOn');
export const outsourcingIsPublishedInStep = inStep('publishedOn');
export const outsourcingBidsAreInStep = inStep('bidsBy');
export const outsourcingIsAwardedInStep = inStep('awardedOn');
export const outsourcedServiceStartsInStep = inStep('from');
export const outsourcedServiceEndsInStep = inStep('to');

export const awardedOutsourcingHasItsCooperative = rule(outsourcings, {
  name: 'Di un servizio affidato alla cooperazione si sa a quale cooperativa',
  needs: ['outcome'],
  marks: 'cooperative',
  when: (it) => it.outcome === 'awarded',
  holds: (it) => it.cooperative !== undefined,
  say: () => 'Il servizio risulta affidato alla cooperativa, ma non si sa a quale.',
  expects: 'La cooperativa che gestisce il servizio, ad esempio COOP-0001.',
  level: 'avvisa',
  mends: 'enterpriseTutor',
});

export const awardedOutsourcingHasItsDay = rule(outsourcings, {
  name: 'Un servizio affidato ha la data di aggiudicazione',
  needs: ['outcome'],
  marks: 'awardedOn',
  when: (it) => it.outcome === 'awarded' || it.outcome === 'lost',
  holds: (it) => it.awardedOn !== undefined,
  say: () => 'L’esito è scritto, ma manca il giorno dell’aggiudicazione.',
  expects: 'Il giorno dell’aggiudicazione, ad esempio 30/06/2026.',
  level: 'nota',
  mends: 'enterpriseTutor',
});

export const outsourcingTutorHasTheRole = rule(outsourcings, {
  name: 'Chi segue un affidamento è un tutor d’impresa',
  needs: ['enterpriseTutor.role'],
  holds: (it) => hasRole(it.enterpriseTutor, 'enterpriseTutor'),
  say: (it) => notInRole(it.enterpriseTutor, 'enterpriseTutor'),
  expects: 'Un operatore con il ruolo di tutor d’impresa, ad esempio O-0005.',
  level: 'avvisa',
  mends: 'coordinator',
});

/** A CIG has ten letters and digits; a longer one is often a CUP. */
export const cigHasTenCharacters = rule(outsourcings, {
  name: 'Il CIG ha dieci caratteri',
  needs: ['cig'],
  holds: (it) => /^[A-Z\d]{10}$/i.test(it.cig.replace(/\s/g, '')),
  say: (it) => {
    const length = it.cig.replace(/\s/g, '').length;
    return `«${it.cig}» ha ${plural(length, 'carattere', 'caratteri')} e un CIG ne ha 10, lettere e cifre${length === 15 ? ': forse è il CUP' : ''}.`;
  },
  expects: 'Dieci lettere e cifre, ad esempio A012B34C5D.',
  level: 'avvisa',
  mends: 'enterpriseTutor',
});

// ── Workshop ──────────────────────────────────────────────────────────────────────────────────

export const workshopHoldsItsEnrolments = rule(workshops, {
  name: 'Gli iscritti a un workshop non superano i posti',
  needs: ['seats'],
  holds: (it, around) => enrolledIn(it, around).length <= it.seats,
  say: (it, around) =>
    `I posti sono ${it.seats}, ma gli iscritti sono ${enrolledIn(it, around).length}, senza contare chi ha rinunciato.`,
  expects: 'Tanti posti quanti la sala ne tiene, ad esempio 25.',
  level: 'avvisa',
  mends: 'coordinator',
});

export const heldWorkshopHasItsHours = rule(workshops, {
  name: 'Di un workshop tenuto si conoscono le ore',
  needs: ['on'],
  marks: 'hours',
  when: (it, around) => it.on < around.today && it.cancelledOn === undefined,
  holds: (it) => it.hours !== undefined && it.hours > 0,
  say: (it) =>
    `Il workshop si è tenuto il ${inDigits(it.on)}, ma mancano le ore: servono per gli attestati.`,
  expects: 'La durata, ad esempio 4.',
  level: 'avvisa',
  mends: 'coordinator',
});

/** By the patron of the lab's comune, where it is held in a lab. */
export const workshopIsOnAWorkingDay = rule(workshops, {
  name: 'Un workshop non cade di domenica né in un giorno festivo',
  needs: ['on'],
  when: (it) => it.cancelledOn === undefined,
  holds: (it, around) =>
    weekdayOf(it.on) !== 'dom' &&
    around.calendar.holiday(it.on, it.lab?.municipality?.name) === undefined,
  say: (it, around) => {
    const feast = around.calendar.holiday(it.on, it.lab?.municipality?.name);
    return `Il workshop è di ${withWeekday(it.on, { year: true })}${feast === undefined ? '' : `, festa: ${feast}`}.`;
  },
  expects: 'Un giorno in cui gli uffici lavorano, ad esempio 14/04/2026.',
  level: 'avvisa',
  mends: 'coordinator',
});

export const enrolmentsCloseBeforeTheWorkshop = rule(workshops, {
  name: 'Le iscrizioni a un workshop chiudono prima che si tenga',
  needs: ['enrolBy', 'on'],
  holds: (it) => it.enrolBy <= it.on,
  say: (it) =>
    `Le iscrizioni chiudono il ${inDigits(it.enrolBy)}, ma il workshop è il ${inDigits(it.on)}.`,
  expects: 'Un termine non successivo al giorno del workshop, ad esempio 07/04/2026.',
  level: 'avvisa',
  mends: 'coordinator',
});

export const cancelledWorkshopHasNoAttendance = rule(workshops, {
  name: 'A un workshop annullato non risulta nessuno presente',
  needs: ['cancelledOn'],
  holds: (it, around) => attendedAt(it, around).length === 0,
  say: (it, around) =>
    `Il workshop risulta annullato il ${inDigits(it.cancelledOn)}, ma ${attendedAt(it, around).length === 1 ? 'una persona risulta presente' : `${attendedAt(it, around).length} persone risultano presenti`}: ${named(attendedAt(it, around))}.`,
  expects:
    'Cella vuota se il workshop si è tenuto; una data come 10/04/2026 solo se non si è tenuto.',
  level: 'avvisa',
  mends: 'coordinator',
});

// ── Iscrizioni ────────────────────────────────────────────────────────────────────────────────

/** Asked on the later row. Offices share mailboxes, so it is a question. */
export const enrolmentIsNotDoubled = rule(enrolments, {
  name: 'Una persona è iscritta una volta sola allo stesso workshop',
  needs: ['workshop'],
  when: (it) => it.withdrawnOn === undefined,
  holds: (it, around) => twinEnrolment(it, around) === undefined,
  say: (it, around) => {
    const twin = twinEnrolment(it, around);
    return `A ${it.workshop.id} è già iscritto ${twin?.row.id} con ${twin?.by === 'email' ? 'la stessa e-mail' : 'lo stesso nome'}: è la stessa persona?`;
  },
  expects:
    'Una sola iscrizione per persona e workshop, ad esempio IS-0001; la seconda si chiude con «Rinuncia del».',
  level: 'avvisa',
  mends: 'coordinator',
});

export const enrolmentPrecedesTheWorkshop = rule(enrolments, {
  name: 'Ci si iscrive a un workshop prima che si tenga',
  needs: ['enrolledOn', 'workshop.on'],
  holds: (it) => it.enrolledOn <= it.workshop.on,
  say: (it) =>
    `L’iscrizione è del ${inDigits(it.enrolledOn)}, ma ${it.workshop.id} si è tenuto il ${inDigits(it.workshop.on)}.`,
  expects: 'Un giorno non successivo al workshop, ad esempio 30/03/2026.',
  level: 'nota',
  mends: 'coordinator',
});

export const attendanceFollowsTheWorkshop = rule(enrolments, {
  name: 'La presenza a un workshop si segna quando si è tenuto',
  needs: ['attended', 'workshop.on'],
  when: (it) => it.workshop.cancelledOn === undefined,
  holds: (it, around) => it.workshop.on <= around.today,
  say: (it) =>
    `La presenza è già segnata («${it.attended ? 'sì' : 'no'}»), ma ${it.workshop.id} si tiene il ${inDigits(it.workshop.on)}.`,
  expects: 'Cella vuota fino al giorno del workshop; poi «sì» oppure «no».',
  level: 'avvisa',
  mends: 'coordinator',
});

/** A week is enough to copy the list of signatures. */
export const attendanceIsRecorded = rule(enrolments, {
  name: 'Dopo un workshop si segna chi c’era',
  needs: ['workshop.on'],
  marks: 'attended',
  when: (it, around) =>
    it.withdrawnOn === undefined &&
    it.workshop.cancelledOn === undefined &&
    daysBetween(it.workshop.on, around.today) > daysToRecord,
  holds: (it) => it.attended !== undefined,
  say: (it) =>
    `${it.workshop.id} si è tenuto il ${inDigits(it.workshop.on)}, ma la presenza non è segnata.`,
  expects: 'Scrivi «sì» se la persona c’era, «no» se mancava.',
  level: 'nota',
  mends: 'coordinator',
});

export const withdrawnIsNotPresent = rule(enrolments, {
  name: 'Chi ha rinunciato a un workshop non risulta presente',
  needs: ['attended', 'withdrawnOn'],
  holds: (it) => !it.attended,
  say: (it) => `Risulta presente, ma ha rinunciato il ${inDigits(it.withdrawnOn)}.`,
  expects: 'Scrivi «no», oppure togli la rinuncia se poi è venuta.',
  level: 'avvisa',
  mends: 'coordinator',
});

export const absentHasNoHours = rule(enrolments, {
  name: 'Chi mancava a un workshop non ha ore',
  needs: ['hours', 'attended'],
  holds: (it) => it.attended || it.hours === 0,
  say: (it) => `Non risulta presente, ma ha ${inHours(it.hours)} ore frequentate.`,
  expects: 'Cella vuota o 0 se mancava; le ore, ad esempio 4, se c’era.',
  level: 'avvisa',
  mends: 'coordinator',
});

export const enrolmentHoursAreWithinTheWorkshop = rule(enrolments, {
  name: 'Le ore frequentate non superano quelle del workshop',
  needs: ['hours', 'workshop.hours'],
  when: (it) => it.attended !== false,
  holds: (it) => it.hours <= it.workshop.hours,
  say: (it) =>
    `Le ore frequentate sono ${inHours(it.hours)}, ma ${it.workshop.id} è durato ${inHours(it.workshop.hours)}.`,
  expects: 'Ore non oltre la durata del workshop, ad esempio 4.',
  level: 'avvisa',
  mends: 'coordinator',
});

/** Silent below the minimum where hours are not written: then only presence counts. */
export const certificateIsEarned = rule(enrolments, {
  name: 'L’attestato di un workshop va a chi lo ha frequentato abbastanza',
  needs: ['certificateOn', 'attended', 'workshop'],
  holds: (it) => whyNoCertificate(it) === undefined,
  say: (it) =>
    `L’attestato è del ${inDigits(it.certificateOn)}, ma ${whyNoCertificate(it) ?? 'va bene'}.`,
  expects:
    'Un attestato dopo il workshop, ad esempio 20/04/2026, solo a chi era presente per le ore richieste.',
  level: 'avvisa',
  mends: 'coordinator',
});

// ── Partner ───────────────────────────────────────────────────────────────────────────────────

export const promoterHasItsPat = rule(partners, {
  name: 'Un soggetto promotore ha la posizione INAIL',
  needs: ['roles'],
  marks: 'inailPat',
  when: (it) => it.roles.includes('promoter'),
  holds: (it) => it.inailPat !== undefined,
  say: () => 'È soggetto promotore, ma manca la PAT INAIL con cui assicura i tirocinanti.',
  expects: 'Otto cifre e due di controllo, ad esempio 12345678/90.',
  level: 'avvisa',
  mends: 'coordinator',
});

export const promoterHasItsRct = rule(partners, {
  name: 'Un soggetto promotore ha la polizza RCT',
  needs: ['roles'],
  marks: 'rctPolicy',
  when: (it) => it.roles.includes('promoter'),
  holds: (it) => it.rctPolicy !== undefined,
  say: () => 'È soggetto promotore, ma manca la polizza di responsabilità civile.',
  expects: 'Compagnia e numero, ad esempio Assicurazioni Esempio n. 123456.',
  level: 'avvisa',
  mends: 'coordinator',
});

export const partnerRctDatesAreInOrder = rule(partners, {
  name: 'La polizza RCT di un partner finisce dopo che è cominciata',
  needs: ['rctTo', 'rctFrom'],
  holds: (it) => it.rctFrom <= it.rctTo,
  say: (it) =>
    `La polizza va dal ${inDigits(it.rctFrom)} al ${inDigits(it.rctTo)}: la fine viene prima dell’inizio.`,
  expects: 'Una fine successiva all’inizio, ad esempio 31/12/2026.',
  level: 'avvisa',
  mends: 'coordinator',
});

export const partnerRctIsValid = rule(partners, {
  name: 'La polizza RCT di un promotore non è scaduta',
  needs: ['rctTo', 'roles'],
  when: (it) =>
    it.roles.includes('promoter') && (it.rctFrom === undefined || it.rctFrom <= it.rctTo),
  holds: (it, around) => it.rctTo >= around.today,
  say: (it) =>
    `La polizza RCT è scaduta il ${inDigits(it.rctTo)}: i tirocini che promuove restano scoperti.`,
  expects: 'L’ultimo giorno coperto dalla polizza in corso, ad esempio 31/12/2026.',
  level: 'avvisa',
  mends: 'coordinator',
});

export const partnerHasPec = rule(partners, {
  name: 'Chi nella rete firma o paga ha la PEC',
  needs: ['roles'],
  marks: 'pec',
  when: (it) => it.roles.some((role) => role !== 'partner' && role !== 'service'),
  holds: (it) => it.pec !== undefined,
  say: () => 'Nella rete firma o paga, ma manca la PEC per gli atti.',
  expects: 'L’indirizzo di posta certificata, ad esempio ente@pec.example.org.',
  level: 'avvisa',
  mends: 'coordinator',
});

export const partnerPecIsNotItsEmail = rule(partners, {
  name: 'La PEC di un partner non è la sua e-mail ordinaria',
  needs: ['pec', 'email'],
  holds: (it) => !sameText(it.pec, it.email),
  say: (it) =>
    `«${it.pec}» è scritto sia come PEC sia come e-mail: una casella certificata e una ordinaria sono due indirizzi diversi.`,
  expects: 'Nella colonna «PEC» solo la casella certificata, ad esempio ente@pec.example.org.',
  level: 'avvisa',
  mends: 'coordinator',
});

export const partnerAgreementDatesAreInOrder = rule(partners, {
  name: 'L’accordo con un partner scade dopo la firma',
  needs: ['agreementTo', 'agreementSignedOn'],
  holds: (it) => it.agreementSignedOn <= it.agreementTo,
  say: (it) =>
    `L’accordo è firmato il ${inDigits(it.agreementSignedOn)}, ma vale fino al ${inDigits(it.agreementTo)}: la scadenza viene prima della firma.`,
  expects: 'Una scadenza successiva alla firma, ad esempio 31/12/2027.',
  level: 'avvisa',
  mends: 'coordinator',
});

export const partnerAgreementIsValid = rule(partners, {
  name: 'L’accordo con un partner non è scaduto',
  needs: ['agreementTo'],
  when: (it) => it.agreementSignedOn === undefined || it.agreementSignedOn <= it.agreementTo,
  holds: (it, around) => it.agreementTo >= around.today,
  say: (it) => `L’accordo con questo ente è scaduto il ${inDigits(it.agreementTo)}.`,
  expects: 'La scadenza di un accordo in vigore, ad esempio 31/12/2027.',
  level: 'avvisa',
  mends: 'coordinator',
});

/** Art. 26 and 28 of the regulation want an act; a titolare on its own needs none. */
export const partnerDataRoleHasItsAct = rule(partners, {
  name: 'Chi tratta dati per conto di altri o insieme ad altri ha un accordo che lo dice',
  needs: ['dataRole'],
  marks: 'dataAgreementOn',
  when: (it) => it.dataRole !== 'controller',
  holds: (it) => it.dataAgreementOn !== undefined,
  say: (it) =>
    `È ${it.dataRole === 'processor' ? 'responsabile del trattamento (art. 28)' : 'contitolare (art. 26)'}, ma manca la data dell’accordo: finché manca non si inviano persone.`,
  expects: 'La data dell’atto, ad esempio 15/01/2026.',
  level: 'avvisa',
  mends: 'coordinator',
  source: 'Regolamento UE 2016/679, artt. 26 e 28',
});

export const partnerIsNotWrittenTwice = rule(partners, {
  name: 'Un partner sta su una riga sola',
  needs: ['codiceFiscale'],
  holds: (it, around) => firstPartner(it, it.codiceFiscale, around) === undefined,
  say: (it, around) =>
    `Lo stesso codice fiscale è già su ${firstPartner(it, it.codiceFiscale, around)?.id}: è lo stesso ente? I ruoli possono stare tutti su una riga.`,
  expects: 'Una riga per ente, con tutti i suoi ruoli, ad esempio capofila, ente pagatore.',
  level: 'avvisa',
  mends: 'coordinator',
});

// ── What rules are made of ────────────────────────────────────────────────────────────────────

type Declaration =
  | 'declaresSafety'
  | 'declaresLaw68'
  | 'declaresNoDismissals'
  | 'declaresNoCig'
  | 'declaresNoInsolvency';

/** One of the five: a «no» always stops, a blank one where others were given and somebody is to come. */
function declared(
  column: Declaration,
  words: {
    readonly name: string;
    readonly no: string;
    readonly blank: string;
    readonly source: string;
  },
) {
  return rule(companies, {
    name: words.name,
    needs: ['name'],
    marks: column,
    when: (it, around) =>
      it[column] === undefined
        ? hasDeclaredSomething(it) && atHandAt(it, around).length > 0
        : isActive(it),
    holds: (it) => it[column] === true,
    say: (it, around) =>
      it[column] === false
        ? words.no
        : `Manca la dichiarazione ${words.blank}: qui ${areAtHand(atHandAt(it, around))}.`,
    expects: 'Scrivi «sì» se l’ente lo ha dichiarato; con «no» non può ospitare.',
    mends: 'enterpriseTutor',
    stops: 'start',
    source: words.source,
  });
}

function notInTheFuture(column: 'joinedOn' | 'declaredOn' | 'verifiedOn', what: string) {
  return rule(companies, {
    name: `${what} non è nel futuro`,
    needs: [column],
    holds: (it, around) => (it[column] ?? around.today) <= around.today,
    say: (it) => `Qui c’è il ${digits(it[column])}, che deve ancora venire.`,
    expects: 'Il giorno in cui è avvenuto, non dopo oggi, ad esempio 20/03/2026.',
    level: 'avvisa',
    mends: 'enterpriseTutor',
  });
}

/** Each step is compared with the last one written before it, so that one wrong day is told once. */
function inStep(step: Exclude<Step, 'studyOn'>) {
  const { label, example } = outsourcings.columns[step];
  const before = (it: RowOf<typeof outsourcings>) =>
    outsourcingSteps
      .slice(0, outsourcingSteps.indexOf(step))
      .findLast((one) => it[one] !== undefined);
  return rule(outsourcings, {
    name: `Nei passi di un affidamento «${label}» viene dopo quelli precedenti`,
    needs: [step],
    holds: (it) => {
      const last = before(it);
      return last === undefined || (it[last] ?? '') <= (it[step] ?? '');
    },
    say: (it) => {
      const last = before(it) ?? 'studyOn';
      return `«${label}» è il ${digits(it[step])}, prima di «${outsourcings.columns[last].label}» (${digits(it[last])}).`;
    },
    expects: `Una data non precedente ai passi già scritti, ad esempio ${example}.`,
    level: 'avvisa',
    mends: 'enterpriseTutor',
  });
}

// ── Hosts and their internships ───────────────────────────────────────────────────────────────

function isBusiness(it: Company): boolean {
  return it.kind === 'company' || it.kind === 'cooperative';
}

/** Professionals have a partita IVA and no REA: nothing but the legal form tells them. */
function isProfessional(it: Company): boolean {
  return /\b(?:professionista|professionale|professionisti|studio associato)\b/.test(
    comparable(it.legalForm ?? ''),
  );
}

function isPersonsCode(code: string | undefined): boolean {
  return code?.length === 16;
}

/** Whether a host may be thought of for somebody: not suspended, gone or found unsuitable. */
function isActive(it: Company): boolean {
  return it.outcome === undefined && it.suitable !== false;
}

/** From here on an enquiry has become a host, whose papers must be complete. */
function hasJoined(it: Company, around: Around): boolean {
  return (
    it.outcome === undefined &&
    (it.joinedOn !== undefined ||
      agreementsOf(it, around).length > 0 ||
      hostedBy(it, around).length > 0)
  );
}

function hasDeclaredSomething(it: Company): boolean {
  return [
    it.declaresSafety,
    it.declaresLaw68,
    it.declaresNoDismissals,
    it.declaresNoCig,
    it.declaresNoInsolvency,
  ].some((one) => one !== undefined);
}

function owesDurc(it: Company): boolean {
  const exempt = it.kind === 'school' || it.kind === 'parish' || it.kind === 'municipality';
  return !exempt && it.durcNotDue !== true;
}

function agreementsOf(it: Company, around: Around): readonly Agreement[] {
  return around.where(agreements, 'company', it);
}

/** Running or still to start, however far ahead. */
function hostedBy(it: Company, around: Around): readonly Internship[] {
  return ahead(around.where(internships, 'company', it), around);
}

function atHandAt(it: Company, around: Around): readonly Internship[] {
  return around.where(internships, 'company', it).filter((one) => isAtHand(one, around));
}

function runningAt(it: Company, around: Around): readonly Internship[] {
  return around.where(internships, 'company', it).filter((one) => isRunning(one, around));
}

/** The internships that have been in a site, or are to be: whether on a day is for `siteOn` to say. */
function everIn(it: Site, around: Around): readonly Internship[] {
  const moved = around.where(variations, 'newSite', it).flatMap((one) => one.internship ?? []);
  return [...new Set([...around.where(internships, 'site', it), ...moved])];
}

/** Running or still to start in a site, where they are now or will begin. */
function atSite(it: Site, around: Around): readonly Internship[] {
  return ahead(everIn(it, around), around).filter(
    (one) => siteOn(one, later(one.startDate, around.today), around) === it,
  );
}

function atHandIn(it: Site, around: Around): readonly Internship[] {
  return atSite(it, around).filter((one) => isAtHand(one, around));
}

function runningIn(it: Site, around: Around): readonly Internship[] {
  return atSite(it, around).filter((one) => isRunning(one, around));
}

function everWith(it: CompanyTutor, around: Around): readonly Internship[] {
  const taken = around
    .where(variations, 'newCompanyTutor', it)
    .flatMap((one) => one.internship ?? []);
  return [...new Set([...around.where(internships, 'companyTutor', it), ...taken])];
}

function followed(it: CompanyTutor, around: Around): readonly Internship[] {
  return everWith(it, around).filter(
    (one) =>
      isAtHand(one, around) &&
      companyTutorOn(one, later(one.startDate, around.today), around) === it,
  );
}

function ahead(all: readonly Internship[], around: Around): readonly Internship[] {
  return all.filter((it) => isRunning(it, around) || isAhead(it, around));
}

function leftToConsultant(it: Company, around: Around): readonly Internship[] {
  return atHandAt(it, around).filter(
    (one) => one.coSentBy === 'consultant' && one.coSentOn === undefined,
  );
}

/** Those of `all` that go on after a day. */
function outlasting(all: readonly Internship[], end: Day, around: Around): readonly Internship[] {
  return all.filter((it) => {
    const last = lastDayOf(it, around);
    return last !== undefined && last > end;
  });
}

/** The internships a site that closes on a day still has on the next. */
function leftIn(it: Site, end: Day, around: Around): readonly Internship[] {
  return outlasting(ahead(everIn(it, around), around), end, around).filter(
    (one) => siteOn(one, later(one.startDate, plusDays(end, 1)), around) === it,
  );
}

/** The internships a tutor who leaves on a day still has on the next. */
function leftBehind(it: CompanyTutor, end: Day, around: Around): readonly Internship[] {
  return outlasting(ahead(everWith(it, around), around), end, around).filter(
    (one) => companyTutorOn(one, later(one.startDate, plusDays(end, 1)), around) === it,
  );
}

function startsTooLate(it: Company, declaredOn: Day, around: Around): Internship | undefined {
  const good = plusMonths(declaredOn, papersLast(around));
  return atHandAt(it, around).find((one) => one.startDate !== undefined && one.startDate > good);
}

function uncoveredByDurc(it: Company, expiry: Day, around: Around): Internship | undefined {
  return atHandAt(it, around).find((one) => expiry < later(one.startDate, around.today));
}

function papersLast(around: Around): number {
  return around.settings.of(hostPapersLast);
}

// ── Twins ─────────────────────────────────────────────────────────────────────────────────────

const known = new WeakMap<Around, Map<string, ReadonlyMap<string, { readonly id: string }>>>();

/** The first row of a tab, in the order of the sheet, for each key; worked out once for all rows of one judging. */
function firsts<T extends AnyTab>(
  around: Around,
  {
    name,
    tab,
    keysOf,
  }: {
    readonly name: string;
    readonly tab: T;
    readonly keysOf: (row: RowOf<T>) => readonly string[];
  },
): ReadonlyMap<string, RowOf<T>> {
  const here = known.get(around) ?? new Map<string, ReadonlyMap<string, { readonly id: string }>>();
  known.set(around, here);
  const before = here.get(name);
  // Only this very name and tab put it there.
  if (before !== undefined) return before as ReadonlyMap<string, RowOf<T>>;
  const found = new Map<string, RowOf<T>>();
  for (const row of around.rows(tab))
    for (const key of keysOf(row)) if (!found.has(key)) found.set(key, row);
  here.set(name, found);
  return found;
}

/** Another host, higher in the sheet, with this number as codice fiscale or as partita IVA. */
function twinByNumber(it: Company, number: string, around: Around): Company | undefined {
  const first = firsts(around, {
    name: 'companiesByNumber',
    tab: companies,
    keysOf: (row) => [row.codiceFiscale, row.partitaIva].filter((one) => one !== undefined),
  }).get(number);
  return first === it ? undefined : first;
}

/** Another host of that name in the same comune; none where the numbers of both tell them apart, or together. */
function twinByName(it: Company, around: Around): Company | undefined {
  const keyOf = (row: Company) =>
    row.name === undefined || row.municipality === undefined
      ? undefined
      : `${row.municipality.id} ${bareName(row.name)}`;
  const mine = keyOf(it);
  const first =
    mine === undefined
      ? undefined
      : firsts(around, {
          name: 'companiesByName',
          tab: companies,
          keysOf: (row) => [keyOf(row)].filter((one) => one !== undefined),
        }).get(mine);
  if (first === undefined || first === it) return undefined;
  const numbered = (row: Company) => row.codiceFiscale ?? row.partitaIva;
  return numbered(it) !== undefined && numbered(first) !== undefined ? undefined : first;
}

function twinSite(it: Site, around: Around): Site | undefined {
  const mine = siteKey(it);
  const first =
    mine === undefined
      ? undefined
      : firsts(around, {
          name: 'sitesByAddress',
          tab: sites,
          keysOf: (row) => [siteKey(row)].filter((one) => one !== undefined),
        }).get(mine);
  return first === it ? undefined : first;
}

function siteKey(it: Site): string | undefined {
  return it.company === undefined || it.municipality === undefined || it.address === undefined
    ? undefined
    : `${it.company.id} ${it.municipality.id} ${comparable(it.address)}`;
}

function twinTutor(it: CompanyTutor, around: Around): CompanyTutor | undefined {
  const keyOf = (row: CompanyTutor) =>
    row.company === undefined || row.lastName === undefined || row.firstName === undefined
      ? undefined
      : `${row.company.id} ${nameKey(row.lastName, row.firstName)}`;
  const mine = keyOf(it);
  const first =
    mine === undefined
      ? undefined
      : firsts(around, {
          name: 'tutorsByName',
          tab: companyTutors,
          keysOf: (row) => [keyOf(row)].filter((one) => one !== undefined),
        }).get(mine);
  return first === it ? undefined : first;
}

function twinAgreement(it: Agreement, around: Around): Agreement | undefined {
  // 012/2026 and 12/2026 are one number; the promoter of the settings and a blank one are one promoter.
  const keyOf = (row: Agreement) =>
    row.number === undefined
      ? undefined
      : `${comparable(row.promoter ?? '')} ${comparable(row.number).replace(/\b0+(?=\d)/g, '')}`;
  const mine = keyOf(it);
  const first =
    mine === undefined
      ? undefined
      : firsts(around, {
          name: 'agreementsByNumber',
          tab: agreements,
          keysOf: (row) => [keyOf(row)].filter((one) => one !== undefined),
        }).get(mine);
  return first === it ? undefined : first;
}

/** Who is already enrolled with this e-mail; by name only where one of the two has no e-mail. */
function twinEnrolment(
  it: Enrolment,
  around: Around,
): { readonly row: Enrolment; readonly by: 'email' | 'name' } | undefined {
  const active = firsts(around, {
    name: 'enrolmentsByPerson',
    tab: enrolments,
    keysOf: (row) => (row.withdrawnOn === undefined ? enrolmentKeys(row) : []),
  });
  const [byEmail, byName] = (['@', '='] as const).map((sign) => {
    const key = enrolmentKeys(it).find((one) => one.startsWith(sign));
    const first = key === undefined ? undefined : active.get(key);
    return first === it ? undefined : first;
  });
  if (byEmail !== undefined) return { row: byEmail, by: 'email' };
  if (byName === undefined) return undefined;
  return it.email === undefined || byName.email === undefined
    ? { row: byName, by: 'name' }
    : undefined;
}

function enrolmentKeys(it: Enrolment): readonly string[] {
  if (it.workshop === undefined) return [];
  return [
    ...(it.email === undefined ? [] : [`@${it.workshop.id} ${it.email.toLowerCase()}`]),
    ...(it.lastName === undefined || it.firstName === undefined
      ? []
      : [`=${it.workshop.id} ${nameKey(it.lastName, it.firstName)}`]),
  ];
}

function firstPartner(it: Partner, number: string, around: Around): Partner | undefined {
  const [first] = around.where(partners, 'codiceFiscale', number);
  return first === it ? undefined : first;
}

/** «Forno Bianchi S.r.l.» and «FORNO BIANCHI» are one name. */
function bareName(name: string): string {
  return comparable(name)
    .replace(/\b(?:s ?r ?l ?s?|s ?p ?a|s ?n ?c|s ?a ?s|s ?c ?a ?r ?l|soc coop|onlus|ets)\b/g, ' ')
    .replaceAll(' ', '');
}

/** The same for «Verdi Marta» and «Marta Verdi». */
function nameKey(one: string, other: string): string {
  return [comparable(one), comparable(other)].toSorted().join(' ');
}

interface Named {
  readonly lastName?: string | undefined;
  readonly firstName?: string | undefined;
}

function samePerson(a: Named, b: Named): boolean {
  if (a.lastName === undefined || a.firstName === undefined) return false;
  if (b.lastName === undefined || b.firstName === undefined) return false;
  return nameKey(a.lastName, a.firstName) === nameKey(b.lastName, b.firstName);
}

/** A tutor of the host who has the operator's e-mail, telephone or name. */
function tutorWhoIs(it: Operator, company: Company, around: Around): CompanyTutor | undefined {
  return around
    .where(companyTutors, 'company', company)
    .find(
      (one) =>
        samePerson(one, it) ||
        (one.email !== undefined && it.email !== undefined && sameText(one.email, it.email)) ||
        (one.phone !== undefined && one.phone === it.phone),
    );
}

// ── Periods ───────────────────────────────────────────────────────────────────────────────────

function closurePeriod(it: RowOf<typeof closures>): Period | undefined {
  return it.from === undefined || it.to === undefined || it.to < it.from
    ? undefined
    : { from: it.from, to: it.to };
}

function agreementPeriod(it: Agreement): Period | undefined {
  const to = endOf(it);
  return it.from === undefined || to === undefined || to < it.from
    ? undefined
    : { from: it.from, to };
}

/** The first of the rows above this one whose days meet its own. */
function firstOverlap<R>(
  it: R,
  all: readonly R[],
  periodOf: (row: R) => Period | undefined,
): R | undefined {
  const mine = periodOf(it);
  if (mine === undefined) return undefined;
  return all.slice(0, all.indexOf(it)).find((one) => {
    const other = periodOf(one);
    return other !== undefined && overlap(mine, other) !== undefined;
  });
}

function overlappingAgreement(it: Agreement, around: Around): Agreement | undefined {
  if (it.company === undefined) return undefined;
  const rivals = agreementsOf(it.company, around).filter(
    (one) =>
      comparable(one.promoter ?? '') === comparable(it.promoter ?? '') &&
      (one.instruments === undefined ||
        it.instruments === undefined ||
        one.instruments.some((instrument) => it.instruments?.includes(instrument))),
  );
  return firstOverlap(it, rivals, agreementPeriod);
}

function endOf(it: Agreement): Day | undefined {
  if (it.endedOn === undefined) return it.to;
  return it.to === undefined || it.endedOn < it.to ? it.endedOn : it.to;
}

/** Not ended, whether signed or not. */
function isOpen(it: Agreement, around: Around): boolean {
  const end = it.tacitRenewal === true ? it.endedOn : endOf(it);
  return end === undefined || end >= around.today;
}

function underAgreement(it: Agreement, around: Around): readonly Internship[] {
  return around.where(internships, 'agreement', it).filter((one) => one.typedState !== 'cancelled');
}

/** Internships of an agreement, begun by its end or about to, that go on after it. */
function beyondAgreement(it: Agreement, end: Day, around: Around): readonly Internship[] {
  const here = around.where(internships, 'agreement', it).filter((one) => isAtHand(one, around));
  return outlasting(here, end, around).filter(
    (one) => one.startDate !== undefined && one.startDate <= end,
  );
}

/** Whether another agreement of the host goes on where this one ends. */
function isTakenOver(it: Agreement, end: Day, around: Around): boolean {
  if (it.company === undefined) return false;
  return agreementsOf(it.company, around).some((one) => {
    if (one === it || one.from === undefined || one.from > plusDays(end, 1)) return false;
    const until = endOf(one);
    return one.tacitRenewal === true || (until !== undefined && until > end);
  });
}

function lengthOf({ from, to }: { readonly from: Day; readonly to: Day }): number {
  return daysBetween(from, to) + 1;
}

interface Suspendable {
  readonly row: Internship;
  readonly days: RuleFound<number>;
}

/** The internships of a site that a closure is long enough to suspend, and no suspension yet says so. */
function suspendable(
  { from, to }: { readonly from: Day; readonly to: Day },
  site: Site,
  around: Around,
): readonly Suspendable[] {
  return atSite(site, around).flatMap((row) => {
    const span = spanOf(row, around);
    if (span === undefined || overlap(span, { from, to }) === undefined) return [];
    const days = ruleOf(row, 'suspensionClosureDays', around);
    if (days === undefined || lengthOf({ from, to }) < days.value) return [];
    const suspended = variationsOf(row, around).some(
      (one) =>
        one.kind === 'suspension' &&
        one.from !== undefined &&
        one.from <= to &&
        (one.to === undefined || one.to >= from),
    );
    return suspended ? [] : [{ row, days }];
  });
}

// ── Places and cooperatives ───────────────────────────────────────────────────────────────────

function isOpenPlace(it: Place, around: Around): boolean {
  return it.withdrawnOn === undefined && (it.until === undefined || it.until >= around.today);
}

function openPlacesOf(it: Company, around: Around): readonly Place[] {
  return around
    .where(sites, 'company', it)
    .flatMap((site) => around.where(places, 'site', site))
    .filter((place) => isOpenPlace(place, around));
}

/** Places of a site that were not taken back: an offer that has run out may have been filled. */
function offeredIn(it: Site, around: Around): readonly Place[] {
  return around
    .where(places, 'site', it)
    .filter((one) => one.withdrawnOn === undefined && one.seats !== undefined);
}

function seatsOf(it: Site, around: Around): number {
  return offeredIn(it, around).reduce((sum, one) => sum + (one.seats ?? 0), 0);
}

function isFollowed(it: Cooperative, around: Around): boolean {
  return it.outcome === undefined && (it.closedOn === undefined || it.closedOn > around.today);
}

function openPaths(all: readonly Cooperative[], around: Around): readonly Cooperative[] {
  return all.filter((it) => isFollowed(it, around));
}

/** The open path, higher in the sheet, with the same cooperative. */
function otherPath(it: Cooperative, company: Company, around: Around): Cooperative | undefined {
  const [first] = openPaths(around.where(cooperatives, 'company', company), around);
  return first === it ? undefined : first;
}

function pathsOf(it: Operator, around: Around): readonly Cooperative[] {
  return openPaths(around.where(cooperatives, 'enterpriseTutor', it), around);
}

/** The phases before the consolidation, without those that another rule finds out of place. */
function earlierPhases(it: Cooperative): readonly { readonly what: string; readonly on: Day }[] {
  const { planDeliveredOn, tutoringFrom, tutoringTo, needsAnalysisOn } = it;
  const turned =
    tutoringFrom !== undefined && tutoringTo !== undefined && tutoringTo < tutoringFrom;
  return [
    { what: 'il business plan', on: tutoringFrom === undefined ? planDeliveredOn : undefined },
    { what: 'l’inizio dell’affiancamento', on: turned ? undefined : tutoringFrom },
    { what: 'l’analisi dei bisogni', on: needsAnalysisOn },
  ].flatMap(({ what, on }) => (on === undefined ? [] : [{ what, on }]));
}

function isTendered(it: RowOf<typeof outsourcings>): boolean {
  return it.publishedOn !== undefined || it.awardedOn !== undefined;
}

function tendered(it: RowOf<typeof outsourcings>): string {
  return it.awardedOn === undefined
    ? `pubblicato il ${digits(it.publishedOn)}`
    : `aggiudicato il ${inDigits(it.awardedOn)}`;
}

// ── Workshops ─────────────────────────────────────────────────────────────────────────────────

function enrolledIn(it: RowOf<typeof workshops>, around: Around): readonly Enrolment[] {
  return around.where(enrolments, 'workshop', it).filter((one) => one.withdrawnOn === undefined);
}

function attendedAt(it: RowOf<typeof workshops>, around: Around): readonly Enrolment[] {
  return around.where(enrolments, 'workshop', it).filter((one) => one.attended === true);
}

function whyNoCertificate(it: Enrolment): string | undefined {
  const { on, hours, minimumAttendance } = it.workshop ?? {};
  if (it.attended === false) return 'la persona non era presente';
  if (on !== undefined && it.certificateOn !== undefined && it.certificateOn < on)
    return `il workshop si è tenuto dopo, il ${inDigits(on)}`;
  if (hours === undefined || minimumAttendance === undefined || it.hours === undefined)
    return undefined;
  return it.hours * 10_000 < hours * minimumAttendance
    ? `le ore frequentate sono ${inHours(it.hours)} su ${inHours(hours)}, sotto la frequenza minima del ${String(minimumAttendance / 100).replace('.', ',')} %`
    : undefined;
}

// ── Rules of the region ───────────────────────────────────────────────────────────────────────

/** A number of the law for an internship; `undefined` where region, instrument, start or the number itself is not known. */
function ruleOf<P extends Parameter>(
  it: Internship,
  parameter: P,
  around: Around,
): RuleFound<ValueOf<P>> | undefined {
  const found = rulesOf(it, around);
  return found && ruleFor(found, parameter);
}

/** The internships at hand in a site for which the law limits how many there may be. */
function limitedIn(it: Site, around: Around): readonly Internship[] {
  return atHandIn(it, around).filter(
    (one) =>
      ruleOf(one, 'hostLimitsApply', around)?.value !== false &&
      ruleOf(one, 'hostBrackets', around) !== undefined,
  );
}

/** The first instrument, of those a place is for, whose maximum its hours exceed; for a place open to any, only if all do. */
function hoursBeyond(it: Place, weekly: number, around: Around) {
  const region = it.site?.municipality?.region ?? around.settings.of(ruleRegion);
  const asked: readonly Instrument[] =
    it.instruments === undefined || it.instruments.length === 0 ? instruments : it.instruments;
  const beyond = asked.flatMap((instrument) => {
    const found = rulesOf({ region, instrument, startDate: around.today }, around);
    const limit = found && ruleFor(found, 'maxWeeklyHours');
    return limit !== undefined && weekly > limit.value
      ? [{ instrument: instrumentNames[instrument], region: regions[region], limit }]
      : [];
  });
  return asked === instruments && beyond.length < asked.length ? undefined : beyond[0];
}

const durcRules = new WeakMap<Around, RuleFound<number> | undefined>();

/** How many days a DURC lasts, as the State sets it today; worked out once for all rows of one judging. */
function durcDays(around: Around): RuleFound<number> | undefined {
  if (durcRules.has(around)) return durcRules.get(around);
  const found = packAt(packs, { region: 'nazionale', instrument: 'tis', start: around.today });
  const days = found && ruleFor(found, 'durcDays');
  durcRules.set(around, days);
  return days;
}

/** The day on which a DURC asked for today would expire; the last day there is, where its length is not known. */
function latestDurc(around: Around): Day {
  return plusDays(around.today, durcDays(around)?.value ?? 3_000_000);
}

/** The end of a sentence that rests on a number nobody has verified. */
function toBeVerified(it: RuleFound<unknown> | undefined): string {
  return it === undefined || it.verified ? '' : ` (limite da verificare: ${it.source})`;
}

// ── Words ─────────────────────────────────────────────────────────────────────────────────────

/** IDs in a sentence; the first five of many. */
function named(rows: readonly { readonly id: string }[]): string {
  const shown = rows.slice(0, 5).map((it) => it.id);
  const rest = rows.length - shown.length;
  return rest === 0 ? list(shown) : `${shown.join(', ')} e altri ${rest}`;
}

function areAtHand(rows: readonly Internship[]): string {
  return rows.length === 1
    ? `c’è un tirocinio in corso o in partenza (${named(rows)})`
    : `ci sono ${rows.length} tirocini in corso o in partenza (${named(rows)})`;
}

function areHosted(rows: readonly Internship[], around: Around): string {
  const starts = rows.every((it) => isAhead(it, around));
  const when = starts ? 'in partenza' : 'in corso o in partenza';
  return rows.length === 1
    ? `c’è un tirocinio ${starts ? when : 'in corso'} (${named(rows)})`
    : `ci sono ${rows.length} tirocini ${when} (${named(rows)})`;
}

function endLater(rows: readonly Internship[]): string {
  return rows.length === 1
    ? `${named(rows)} finisce dopo`
    : `${rows.length} tirocini finiscono dopo (${named(rows)})`;
}

function hasRole(it: Operator, role: keyof typeof roles): boolean {
  return it.role === role || it.otherRoles?.includes(role) === true;
}

function notInRole(it: Operator, role: keyof typeof roles): string {
  const is = it.role === undefined ? 'senza ruolo' : `«${roles[it.role]}»`;
  return `${it.id} è scritto qui come ${roles[role]}, ma nel foglio «Operatori» è ${is}.`;
}

function doubtOf(rea: string): string | undefined {
  const read = readRea(rea);
  return read.ok ? read.value.doubt : undefined;
}

function sameText(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** Providers whose boxes are ordinary; those the column refuses are not here again. */
const ordinaryMail =
  /@(?:aol\.\w+|aruba\.it|googlemail\.com|gmx\.\w+|interfree\.it|katamail\.com|mac\.com|me\.com|msn\.com|poste\.it|proton(?:mail)?\.\w+|supereva\.it|teletu\.it|tim\.it|vodafone\.it|ymail\.com|(?:hotmail|live|outlook|yahoo)\.(?:co\.uk|de|es|fr|eu|ch))$/i;

function isOrdinaryMail(address: string): boolean {
  return ordinaryMail.test(address);
}

/** Domains in which «pec» stands as a word of its own, and those of the best known certified providers. */
const certifiedMail =
  /@(?:.*\b)?(?:pec|arubapec|legalmail|postecert|pecimprese|mypec|casellapec|cert)\b.*\.\w+$/i;

function isCertifiedMail(address: string): boolean {
  return certifiedMail.test(address);
}

function later(a: Day | undefined, b: Day): Day {
  return a !== undefined && a > b ? a : b;
}

function yearOf(it: Day): number {
  return Number(it.slice(0, 4));
}

/** A day in digits; nothing where there is none. */
function digits(it: Day | undefined): string {
  return it === undefined ? '' : inDigits(it);
}
