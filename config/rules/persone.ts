import { inHours } from '../../src/core/column.ts';
import {
  ageOn,
  type Day,
  daysBetween,
  inDigits,
  overlap,
  type Period,
  plusDays,
  plusMonths,
  type Weekday,
  weekdayOf,
  withWeekday,
} from '../../src/core/day.ts';
import {
  type BirthPlace,
  type BirthPlaces,
  birthDayOf,
  birthPlaces,
  type CodiceFiscale,
  type DefinitiveCodiceFiscale,
  type Difference,
  differingParts,
  expectedCodiceFiscale,
  type Person,
  readCodiceFiscale,
} from '../../src/core/italy.ts';
import { inEuro } from '../../src/core/money.ts';
import { ruleFor } from '../../src/core/pack.ts';
import { type Around, rule } from '../../src/core/rule.ts';
import type { RowOf } from '../../src/core/tab.ts';
import { ad, comparable, list, plural } from '../../src/core/words.ts';
import { countries, stayOf } from '../countries.ts';
import { leavesFor, needsLeave, takesEffectBy } from '../leave.ts';
import { isAtHand, isRunning, lastDayOf, rulesOf, siteOn, spanOf } from '../lifecycle.ts';
import {
  authorisations,
  beneficiaries,
  contacts,
  indicators,
  insertionPlans,
  internships,
  interviews,
  labs,
  municipalities,
  operators,
  outcomes,
  referrals,
  restricted,
  restrictedAbsences,
  roles,
  variations,
} from '../registry.ts';
import { policy } from '../roles.ts';
import { ageMax, ageMin, ageReference, attempts, iseeLimit } from '../settings.ts';

type Beneficiary = RowOf<typeof beneficiaries>;
type Contact = RowOf<typeof contacts>;
type Interview = RowOf<typeof interviews>;
type Internship = RowOf<typeof internships>;
type Outcome = RowOf<typeof outcomes>;
type Operator = RowOf<typeof operators>;
type Restricted = RowOf<typeof restricted>;
type Authorisation = RowOf<typeof authorisations>;
type Absence = RowOf<typeof restrictedAbsences>;
type Plan = RowOf<typeof insertionPlans>;
type Comune = RowOf<typeof municipalities>;
type Role = keyof typeof roles;

const registryOffice = 'Codice fiscale: DM 23/12/1976; fa fede quello dell’Agenzia delle entrate';
const programme = 'Regole del programma, foglio «Impostazioni»';
const inclusion = 'Linee guida TIS 22/1/2015, Rep. 7/CSR: persone prese in carico dai servizi';
const notice = 'Artt. 13 e 14 GDPR';
const indicatorsLaw = 'Reg. (UE) 2021/1057, allegato I: indicatori FSE+';
const measures =
  'Art. 21 O.P. e DPR 230/2000 art. 48 (ristretti.it; gazzettaufficiale.it): prima dell’approvazione non si comincia';

// ── Beneficiari: chi sono ─────────────────────────────────────────────────────────────────────

/** The Agenzia's code is right by definition, and the data beside it may be what is wrong: so a doubt, never more. */
export const codiceFiscaleFitsThePerson = rule(beneficiaries, {
  name: 'Il codice fiscale corrisponde ai dati della persona',
  needs: ['codiceFiscale'],
  holds: (it, around) => differencesOf(it, around).length === 0,
  say(it, around) {
    const found = differencesOf(it, around);
    const somebodyElse = found.length > 2 ? ' Forse è il codice di un’altra persona.' : '';
    return `${found.map((one) => one.say).join(' ')}${somebodyElse}`;
  },
  expects:
    'Il codice della tessera sanitaria, che fa fede, con accanto i dati che vi si leggono: ad esempio D’Amico Maria Rosaria, F, nata ad Andria il 03/02/1998, ha DMCMRS98B43A285Y.',
  proposes: (it, around) =>
    namesAreSwapped(it)
      ? undefined
      : expectedCodiceFiscale(personOf(it, around), placesOf(around)).code,
  level: 'avvisa',
  mends: 'labOperator',
  source: registryOffice,
  classes: ['name', 'personal'],
});

export const birthDateIsPossible = rule(beneficiaries, {
  name: 'La data di nascita è possibile per una persona del programma',
  needs: ['birthDate'],
  holds: (it, around) => isPossibleBirth(it.birthDate, around.today),
  say: ({ birthDate }, { today }) =>
    birthDate > today
      ? `La data di nascita ${inDigits(birthDate)} deve ancora venire.`
      : `Con la data di nascita ${inDigits(birthDate)} la persona avrebbe ${plural(ageOn(today, birthDate), 'anno', 'anni')}.`,
  expects: 'Giorno, mese e anno con quattro cifre, come sul documento: ad esempio 03/02/1998.',
  proposes: (it, { today }) => {
    const written = birthInCode(it, today);
    return written === undefined ? undefined : inDigits(written);
  },
  mends: 'labOperator',
  classes: ['personal'],
});

export const provisionalCodeIsInItsColumn = rule(beneficiaries, {
  name: 'Un codice fiscale provvisorio sta nella sua colonna',
  needs: ['codiceFiscale'],
  holds: (it) => it.codiceFiscale.length === 16,
  say: () =>
    'Qui c’è un codice provvisorio di 11 cifre: va in «CF provvisorio», e questa cella aspetta quello definitivo.',
  expects:
    'Il codice definitivo di 16 caratteri, ad esempio DMCMRS98B43A285Y; finché non c’è la cella resta vuota.',
  level: 'avvisa',
  mends: 'labOperator',
  source: registryOffice,
});

export const finalCodeIsInItsColumn = rule(beneficiaries, {
  name: 'Nella colonna del codice provvisorio c’è un codice provvisorio',
  needs: ['provisionalCodiceFiscale'],
  holds: (it) => it.provisionalCodiceFiscale.length === 11,
  say: (it) =>
    it.codiceFiscale === it.provisionalCodiceFiscale
      ? 'Qui è ripetuto il codice definitivo, che sta già in «Codice fiscale».'
      : 'Qui c’è un codice di 16 caratteri: è definitivo, e va in «Codice fiscale».',
  expects:
    'Le 11 cifre del codice provvisorio, ad esempio 12345670017; vuota per chi ha avuto subito quello definitivo.',
  level: 'avvisa',
  mends: 'labOperator',
  source: registryOffice,
});

/** Counted from the day it was given; where nobody wrote that, from the first day the programme knew of the person. */
export const provisionalCodeIsReplacedInTime = rule(beneficiaries, {
  name: 'Il codice fiscale definitivo si chiede entro sei mesi dal provvisorio',
  needs: ['provisionalCodiceFiscale'],
  marks: 'codiceFiscale',
  when: (it) =>
    it.codiceFiscale === undefined &&
    it.provisionalCodiceFiscale.length === 11 &&
    isFollowed(it) &&
    provisionalFrom(it) !== undefined,
  holds: (it, around) => {
    const from = provisionalFrom(it);
    return from === undefined || around.today <= plusMonths(from, 6);
  },
  say: (it) =>
    `C’è solo il codice provvisorio, almeno dal ${onDay(provisionalFrom(it))}: sono passati più di sei mesi.`,
  expects:
    'Il codice definitivo, da chiedere all’Agenzia delle entrate: ad esempio DMCMRS98B43A285Y. Quello provvisorio si lascia nella sua colonna.',
  level: 'avvisa',
  mends: 'labOperator',
  source: 'Codice provvisorio: il definitivo si chiede entro sei mesi (lentepubblica.it)',
});

export const surnameHasNoDigits = rule(beneficiaries, {
  name: 'Nel cognome ci sono solo lettere',
  needs: ['lastName'],
  holds: (it) => !/\p{N}/u.test(it.lastName),
  say: (it) => `Nel cognome «${it.lastName}» c’è una cifra.`,
  expects: 'Il cognome come sul documento, ad esempio D’Amico.',
  level: 'nota',
  mends: 'labOperator',
});

export const nameHasNoDigits = rule(beneficiaries, {
  name: 'Nel nome ci sono solo lettere',
  needs: ['firstName'],
  holds: (it) => !/\p{N}/u.test(it.firstName),
  say: (it) => `Nel nome «${it.firstName}» c’è una cifra.`,
  expects: 'Tutti i nomi come sul documento, ad esempio Maria Rosaria.',
  level: 'nota',
  mends: 'labOperator',
});

// ── Beneficiari: una riga per persona ─────────────────────────────────────────────────────────
// Each pair is told once, on the later row, by the strongest tie the two have; always a question, never a merger.

export const codiceFiscaleIsOnOneRow = rule(beneficiaries, {
  name: 'Un codice fiscale sta su una sola riga',
  needs: ['codiceFiscale'],
  holds: (it, around) => twinOf(it, around)?.tie !== 'code',
  say: (it, around) =>
    `${twinId(it, around)} ha lo stesso codice fiscale: è la stessa persona, scritta due volte?`,
  expects:
    'Una riga sola per persona: si tiene la prima, ad esempio B-0003, e la seconda si svuota dopo avervi riportato ciò che manca. Se sono due persone, uno dei codici va ricopiato dalla tessera.',
  mends: 'labOperator',
  source: registryOffice,
});

/** Omocodia is given to two persons whose codes would be the same: so it may well be two. */
export const codiceFiscaleIsOfOnePerson = rule(beneficiaries, {
  name: 'Due codici fiscali uguali a meno dell’omocodia sono di due persone',
  needs: ['codiceFiscale'],
  holds: (it, around) => twinOf(it, around)?.tie !== 'decoded',
  say: (it, around) =>
    `Il codice fiscale di ${twinId(it, around)} è uguale a questo, se le lettere dell’omocodia si leggono come cifre: è la stessa persona, o sono due persone diverse?`,
  expects:
    'Per ogni persona il codice della sua tessera: due omocodici, ad esempio DMCMRS98B43A285Y e DMCMRS98B43A28RT, sono di due persone diverse.',
  level: 'avvisa',
  mends: 'labOperator',
  source: registryOffice,
});

export const provisionalCodeIsOnOneRow = rule(beneficiaries, {
  name: 'Un codice fiscale provvisorio sta su una sola riga',
  needs: ['provisionalCodiceFiscale'],
  holds: (it, around) => twinOf(it, around)?.tie !== 'provisional',
  say: (it, around) =>
    `${twinId(it, around)} ha lo stesso codice provvisorio: è la stessa persona, prima con il provvisorio e poi con il definitivo?`,
  expects:
    'Una riga sola per persona, con i due codici nelle loro colonne: ad esempio 12345670017 in «CF provvisorio» e DMCMRS98B43A285Y in «Codice fiscale».',
  level: 'avvisa',
  mends: 'labOperator',
  source: registryOffice,
});

/** Compared without accents, case and order of the words, so that swapped names and «De Luca»/«Deluca Gian» meet. */
export const personIsOnOneRow = rule(beneficiaries, {
  name: 'Una persona sta su una sola riga',
  needs: ['lastName', 'firstName', 'birthDate'],
  holds: (it, around) => twinOf(it, around)?.tie !== 'name',
  say(it, around) {
    const other = twinOf(it, around)?.other;
    const swapped =
      comparable(other?.lastName ?? '') === comparable(it.lastName)
        ? ''
        : ' (lì cognome e nome stanno in un altro ordine)';
    const codes =
      other !== undefined &&
      (codesOf(other).final === undefined) !== (codesOf(it).final === undefined)
        ? ' Una delle due righe non ha il codice fiscale definitivo.'
        : '';
    return `${twinId(it, around)} ha gli stessi nomi e la stessa data di nascita${swapped}: è la stessa persona?${codes}`;
  },
  expects:
    'Una riga sola per persona: si tiene la prima, ad esempio B-0003. Se sono due omonimi, il codice fiscale di tutti e due li distingue.',
  level: 'avvisa',
  mends: 'labOperator',
  classes: ['personal'],
});

export const phoneIsOfOnePerson = rule(beneficiaries, {
  name: 'Un numero di telefono è di una sola persona',
  needs: ['phone'],
  holds: (it, around) => twinOf(it, around)?.tie !== 'phone',
  say: (it, around) =>
    `Anche ${twinId(it, around)} ha questo numero: lo usano in due, o uno dei due va corretto?`,
  expects:
    'Il numero a cui la persona risponde, ad esempio 333 123 4567. Se è di famiglia va bene così.',
  level: 'nota',
  mends: 'labOperator',
});

// ── Beneficiari: età, permesso, recapiti ──────────────────────────────────────────────────────

/** Where the codice fiscale tells another birthday, only if both are out: the other doubt has its own finding. */
export const ageIsWithinTheProgramme = rule(beneficiaries, {
  name: 'L’età è quella prevista dal programma',
  needs: ['birthDate'],
  when: (it, around) => isFollowed(it) && isPossibleBirth(it.birthDate, around.today),
  holds: (it, around) => outOfAge(it, around) === undefined,
  say(it, around) {
    const found = outOfAge(it, around);
    const { settings } = around;
    const age = plural(found === undefined ? 0 : ageOn(found.on, it.birthDate), 'anno', 'anni');
    return `${found?.words ?? ''} ha ${age}: il programma accoglie persone da ${settings.of(ageMin)} a ${settings.of(ageMax)} anni compiuti.`;
  },
  expects:
    'Un’età entro i limiti scritti nelle «Impostazioni» alla data che vi è indicata: con «40», ad esempio, si è dentro fino al giorno prima dei 41 anni. Chi non può entrare ha «no» in «Idoneo al percorso».',
  mends: 'coordinator',
  stops: 'start',
  source: programme,
  classes: ['personal'],
});

/** Expired, or about to within 60 days, while an internship runs or starts within the month. */
export const permitIsValid = rule(beneficiaries, {
  name: 'Il permesso di soggiorno di chi è in tirocinio è valido ancora per due mesi',
  needs: ['permitExpiry'],
  when: (it, around) => internshipAtHand(it, around) !== undefined,
  holds: (it, around) => daysBetween(around.today, it.permitExpiry) > 60,
  say(it, around) {
    const id = internshipAtHand(it, around)?.id ?? '';
    const on = inDigits(it.permitExpiry);
    return it.permitExpiry < around.today
      ? `Il permesso di soggiorno è scaduto il ${on} e ${id} è in corso o sta per cominciare.`
      : `Il permesso di soggiorno scade il ${on} e ${id} è in corso o sta per cominciare: è tempo di chiedere il rinnovo.`;
  },
  expects:
    'La nuova scadenza, ad esempio 30/11/2026. Mentre si aspetta il rinnovo vale la ricevuta: si chiede una deroga con quel numero.',
  level: 'avvisa',
  mends: 'labOperator',
  source: 'D.lgs. 286/1998, art. 5',
});

export const permitIsWrittenWhereDue = rule(beneficiaries, {
  name: 'Chi ha una cittadinanza non europea ha la scadenza del permesso',
  needs: ['citizenship'],
  marks: 'permitExpiry',
  when: (it) => isFollowed(it) && stayOf(it.citizenship) === 'permit',
  holds: (it) => it.permitExpiry !== undefined,
  say: (it) =>
    `La cittadinanza è «${it.citizenship}» e manca la scadenza del permesso di soggiorno.`,
  expects:
    'L’ultimo giorno del permesso, ad esempio 30/11/2026. Se la persona ha anche la cittadinanza di un Paese dell’Unione si scrivono tutte e due: «italiana e marocchina».',
  level: 'avvisa',
  mends: 'labOperator',
  source: 'D.lgs. 286/1998, art. 5',
  classes: ['personal'],
});

/** Cities have a CAP for every quarter, all with the same first three digits, of which the third is 1. */
export const capIsOfTheComune = rule(beneficiaries, {
  name: 'Il CAP è quello del comune di residenza',
  needs: ['cap', 'municipality', 'municipality.cap'],
  when: (it) => it.cap !== it.municipality.cap,
  holds: (it, around) =>
    /^\d\d1/.test(it.municipality.cap) &&
    it.cap.slice(0, 3) === it.municipality.cap.slice(0, 3) &&
    around.where(municipalities, 'cap', it.cap).length === 0,
  say(it, around) {
    const [other] = around.where(municipalities, 'cap', it.cap);
    const whose = other?.name === undefined ? '' : ` ${it.cap} è di ${other.name}.`;
    return `Il CAP ${it.cap} non è quello di ${it.municipality.name ?? it.municipality.id}, che è ${it.municipality.cap}.${whose}`;
  },
  expects:
    'Il CAP di oggi del comune di residenza, ad esempio 76123 per Andria: quelli che cominciano per 70 non valgono più nella provincia BT.',
  proposes: (it) => it.municipality.cap,
  level: 'avvisa',
  mends: 'labOperator',
});

export const phoneIsThereForWhoPrefersIt = rule(beneficiaries, {
  name: 'Chi preferisce telefono o messaggi ha un numero',
  needs: ['preferredChannel'],
  marks: 'phone',
  when: (it, around) =>
    (it.preferredChannel === 'phone' || it.preferredChannel === 'message') &&
    !isProtected(it, around),
  holds: (it) => it.phone !== undefined,
  say: (it) =>
    `Preferisce ${it.preferredChannel === 'phone' ? 'la telefonata' : 'un messaggio'}, ma manca il numero di telefono.`,
  expects:
    'Un numero a cui risponde, ad esempio 333 123 4567; oppure un altro modo in «Come preferisce essere contattato».',
  level: 'avvisa',
  mends: 'labOperator',
});

export const emailIsThereForWhoPrefersIt = rule(beneficiaries, {
  name: 'Chi preferisce la posta elettronica ha un indirizzo',
  needs: ['preferredChannel'],
  marks: 'email',
  when: (it, around) => it.preferredChannel === 'email' && !isProtected(it, around),
  holds: (it) => it.email !== undefined,
  say: () => 'Preferisce l’e-mail, ma manca l’indirizzo.',
  expects:
    'L’indirizzo che legge davvero, ad esempio nome@example.org; oppure un altro modo in «Come preferisce essere contattato».',
  level: 'avvisa',
  mends: 'labOperator',
});

// ── Beneficiari: primo contatto e informativa ─────────────────────────────────────────────────

export const firstContactIsPast = rule(beneficiaries, {
  name: 'Il primo contatto è già avvenuto',
  needs: ['metOn'],
  holds: (it, { today }) => it.metOn <= today,
  say: (it) => `Il primo contatto è scritto il ${inDigits(it.metOn)}, che deve ancora venire.`,
  expects: 'Il giorno in cui il laboratorio ha conosciuto la persona, ad esempio 09/03/2026.',
  level: 'avvisa',
  mends: 'labOperator',
});

/** Told on the person, once, however many interviews come before. */
export const firstContactPrecedesInterviews = rule(beneficiaries, {
  name: 'Il primo contatto viene prima dei colloqui',
  needs: ['metOn'],
  when: (it, { today }) => it.metOn <= today,
  holds: (it, around) => {
    const first = firstInterview(it, around);
    return first?.on === undefined || it.metOn <= first.on;
  },
  say: (it, around) =>
    `Il primo contatto è del ${inDigits(it.metOn)}, ma il colloquio ${firstInterview(it, around)?.id ?? ''} è del ${onDay(firstInterview(it, around)?.on)}, prima.`,
  expects:
    'Un primo contatto non dopo il primo colloquio: ad esempio contatto 09/03/2026, colloquio 18/03/2026.',
  level: 'avvisa',
  mends: 'labOperator',
});

export const noticeIsGiven = rule(beneficiaries, {
  name: 'Chi ha fatto un colloquio ha avuto l’informativa sui dati',
  needs: ['metOn'],
  marks: 'noticeGivenOn',
  when: (it, around) => firstInterview(it, around) !== undefined,
  holds: (it) => it.noticeGivenOn !== undefined,
  say: (it, around) =>
    `Il primo colloquio (${firstInterview(it, around)?.id ?? ''}) è del ${onDay(firstInterview(it, around)?.on)}, e non risulta che l’informativa sui dati sia stata data.`,
  expects: 'Il giorno in cui la persona ne ha preso visione, ad esempio 09/03/2026.',
  level: 'avvisa',
  mends: 'labOperator',
  source: notice,
});

export const noticePrecedesInterviews = rule(beneficiaries, {
  name: 'L’informativa sui dati si dà prima del primo colloquio',
  needs: ['noticeGivenOn'],
  holds: (it, around) => {
    const first = firstInterview(it, around);
    return first?.on === undefined || it.noticeGivenOn <= first.on;
  },
  say: (it, around) =>
    `L’informativa è stata data il ${inDigits(it.noticeGivenOn)}, dopo il primo colloquio (${firstInterview(it, around)?.id ?? ''}, ${onDay(firstInterview(it, around)?.on)}).`,
  expects:
    'L’informativa al primo contatto, o al più tardi il giorno del primo colloquio: ad esempio informativa 09/03/2026, colloquio 18/03/2026.',
  level: 'avvisa',
  mends: 'labOperator',
  source: notice,
});

// ── Beneficiari: presa in carico e requisito ──────────────────────────────────────────────────

export const inChargeIsPast = rule(beneficiaries, {
  name: 'La presa in carico è già avvenuta',
  needs: ['inChargeOn'],
  holds: (it, { today }) => it.inChargeOn <= today,
  say: (it) =>
    `La presa in carico è scritta dal ${inDigits(it.inChargeOn)}, che deve ancora venire.`,
  expects: 'La data dell’atto o della scheda del servizio, ad esempio 15/01/2026.',
  level: 'avvisa',
  mends: 'coordinator',
  source: inclusion,
});

/** For those who have a TIS ahead or behind them, the internship's own rule says so. */
export const selectedPersonIsInCharge = rule(beneficiaries, {
  name: 'Chi è stato selezionato è in carico ai servizi',
  needs: ['selectedOn'],
  marks: 'inChargeOn',
  when: (it, around) =>
    isFollowed(it) && !internshipsOf(it, around).some((one) => one.instrument === 'tis'),
  holds: (it) => it.inChargeOn !== undefined,
  say: (it) =>
    `Il verbale di selezione è del ${inDigits(it.selectedOn)}, ma manca la data della presa in carico.`,
  expects:
    'La data da cui il servizio sociale ha in carico la persona, ad esempio 15/01/2026: senza, non può cominciare un TIS.',
  level: 'avvisa',
  mends: 'coordinator',
  source: inclusion,
});

export const inChargePrecedesSelection = rule(beneficiaries, {
  name: 'La presa in carico viene prima della selezione',
  needs: ['inChargeOn', 'selectedOn'],
  when: (it, { today }) => it.inChargeOn <= today && it.selectedOn <= today,
  holds: (it) => it.inChargeOn <= it.selectedOn,
  say: (it) =>
    `La presa in carico è dal ${inDigits(it.inChargeOn)}, dopo il verbale di selezione del ${inDigits(it.selectedOn)}.`,
  expects:
    'Una persona già in carico quando l’équipe la seleziona: ad esempio presa in carico 15/01/2026, verbale 20/04/2026.',
  level: 'avvisa',
  mends: 'coordinator',
  source: inclusion,
});

/** For those who have a TIS, the internship's own rule says whether they are still in charge when it starts. */
export const inChargeIsOpenAtTheSelection = rule(beneficiaries, {
  name: 'Alla selezione la presa in carico dura ancora',
  needs: ['inChargeUntil', 'selectedOn'],
  when: (it, around) =>
    (it.inChargeOn === undefined || it.inChargeOn <= it.inChargeUntil) &&
    it.selectedOn <= around.today &&
    !internshipsOf(it, around).some((one) => one.instrument === 'tis'),
  holds: (it) => it.selectedOn <= it.inChargeUntil,
  say: (it) =>
    `La presa in carico risulta finita il ${inDigits(it.inChargeUntil)}, prima del verbale di selezione del ${inDigits(it.selectedOn)}.`,
  expects:
    'Una presa in carico ancora aperta quando l’équipe seleziona la persona: la cella vuota, oppure una data che viene dopo, ad esempio 31/12/2026.',
  level: 'avvisa',
  mends: 'coordinator',
  source: inclusion,
});

export const inChargeDatesAreInOrder = rule(beneficiaries, {
  name: 'La presa in carico finisce dopo che è cominciata',
  needs: ['inChargeUntil', 'inChargeOn'],
  holds: (it) => it.inChargeOn <= it.inChargeUntil,
  say: (it) =>
    `La presa in carico finisce il ${inDigits(it.inChargeUntil)}, prima di cominciare il ${inDigits(it.inChargeOn)}.`,
  expects:
    'Un termine che viene dopo l’inizio, ad esempio dal 15/01/2026 al 31/12/2026; vuoto per chi è ancora in carico.',
  mends: 'coordinator',
  source: inclusion,
});

/** One that ended before the start is told on the internship, and stops it. */
export const inChargeLastsTheInternship = rule(beneficiaries, {
  name: 'La presa in carico dura quanto il TIS',
  needs: ['inChargeUntil'],
  when: (it) => it.inChargeOn === undefined || it.inChargeOn <= it.inChargeUntil,
  holds: (it, around) => tisBeyondCharge(it, around) === undefined,
  say(it, around) {
    const found = tisBeyondCharge(it, around);
    return `La presa in carico finisce il ${inDigits(it.inChargeUntil)}, ma ${found?.id ?? ''} dura fino al ${onDay(found && lastDayOf(found, around))}.`;
  },
  expects:
    'La presa in carico rinnovata dal servizio fino all’ultimo giorno del TIS, ad esempio 31/12/2026; vuota se non ha un termine.',
  level: 'avvisa',
  mends: 'coordinator',
  source: inclusion,
});

export const verifiedRequirementHasItsDay = rule(beneficiaries, {
  name: 'Del requisito verificato si sa il giorno',
  needs: ['requirementVerified'],
  marks: 'requirementVerifiedOn',
  when: (it) => it.requirementVerified,
  holds: (it) => it.requirementVerifiedOn !== undefined,
  say: () => 'Il requisito risulta verificato, ma non si sa quando.',
  expects: 'Il giorno in cui è stata vista la prova, ad esempio 20/01/2026.',
  level: 'avvisa',
  mends: 'coordinator',
});

export const verifiedRequirementHasItsVerifier = rule(beneficiaries, {
  name: 'Del requisito verificato si sa chi ne risponde',
  needs: ['requirementVerified'],
  marks: 'requirementVerifiedBy',
  when: (it) => it.requirementVerified,
  holds: (it) => it.requirementVerifiedBy !== undefined,
  say: () => 'Il requisito risulta verificato, ma non si sa da chi.',
  expects: 'Chi ha visto la prova, scelto dal foglio «Operatori»: ad esempio O-0001.',
  level: 'avvisa',
  mends: 'coordinator',
});

export const requirementIsVerifiedInThePast = rule(beneficiaries, {
  name: 'La verifica del requisito è già avvenuta',
  needs: ['requirementVerifiedOn'],
  holds: (it, { today }) => it.requirementVerifiedOn <= today,
  say: (it) =>
    `La verifica del requisito è scritta il ${inDigits(it.requirementVerifiedOn)}, che deve ancora venire.`,
  expects: 'Il giorno in cui è stata vista la prova, ad esempio 20/01/2026.',
  level: 'avvisa',
  mends: 'coordinator',
});

/** Whoever may open the restricted book may see the evidence; the two are told in one place, config/roles.ts. */
export const requirementIsVerifiedByWhoMay = rule(beneficiaries, {
  name: 'Il requisito lo verifica chi può vederne la prova',
  needs: ['requirementVerifiedBy', 'requirementVerifiedBy.role'],
  holds: ({ requirementVerifiedBy: it }) =>
    [it.role, ...(it.otherRoles ?? [])].some((one) => policy.roles[one]?.has('restricted')),
  say: ({ requirementVerifiedBy: it }) =>
    `Il requisito risulta verificato da ${it.id}, che nel foglio «Operatori» è ${roles[it.role]}: la prova la vedono solo il coordinatore e i servizi sociali.`,
  expects: 'Un coordinatore o un operatore dei servizi sociali, ad esempio O-0001.',
  level: 'avvisa',
  mends: 'coordinator',
  source: 'Artt. 9 e 10 GDPR; art. 2-octies del Codice in materia di protezione dei dati',
});

// ── Beneficiari: selezione e situazione ───────────────────────────────────────────────────────

export const selectionIsPast = rule(beneficiaries, {
  name: 'Il verbale di selezione è già stato scritto',
  needs: ['selectedOn'],
  holds: (it, { today }) => it.selectedOn <= today,
  say: (it) =>
    `Il verbale di selezione è scritto il ${inDigits(it.selectedOn)}, che deve ancora venire.`,
  expects: 'La data del verbale dell’équipe, ad esempio 20/04/2026; vuota finché non c’è.',
  level: 'avvisa',
  mends: 'coordinator',
});

export const selectionFollowsInterviews = rule(beneficiaries, {
  name: 'Prima della selezione si fanno colloquio in profondità e bilancio',
  needs: ['selectedOn'],
  when: (it, { today }) => it.selectedOn <= today,
  holds: (it, around) => missingBeforeSelection(it, around).length === 0,
  say: (it, around) =>
    `Prima del verbale di selezione del ${inDigits(it.selectedOn)} non risulta ${list(missingBeforeSelection(it, around), 'né')}.`,
  expects:
    'Nel foglio «Colloqui» un colloquio in profondità e un bilancio di competenze svolti prima del verbale, ad esempio il 18/03/2026.',
  level: 'avvisa',
  mends: 'labOperator',
  source: 'Processo del programma: colloqui e bilancio, poi la selezione dell’équipe',
});

export const typedStageHasItsDay = rule(beneficiaries, {
  name: 'Della situazione segnalata si sa da quando',
  needs: ['typedStage'],
  marks: 'typedStageOn',
  holds: (it) => it.typedStageOn !== undefined,
  say: (it) => `La situazione segnalata è «${stageOf(it)}», ma non si sa da quando.`,
  expects: 'Il giorno da cui vale, ad esempio 18/05/2026.',
  level: 'nota',
  mends: 'labOperator',
});

/** An internship still to start is told on its own row. */
export const typedStageFitsTheFacts = rule(beneficiaries, {
  name: 'Chi è in tirocinio non è segnato come rinuncia, irreperibile o in attesa',
  needs: ['typedStage'],
  holds: (it, around) => runningOf(it, around) === undefined,
  say: (it, around) =>
    `La situazione segnalata è «${stageOf(it)}», ma il tirocinio ${runningOf(it, around)?.id ?? ''} è in corso.`,
  expects:
    'La cella vuota per chi è in tirocinio. Se invece ha smesso, nei «Tirocini» si scrive «Chiuso in anticipo il», ad esempio 15/06/2026.',
  level: 'avvisa',
  mends: 'labOperator',
});

export const unreachableAfterItsAttempts = rule(beneficiaries, {
  name: 'Prima di «Irreperibile» si fanno i tentativi previsti',
  needs: ['typedStage'],
  when: (it, around) => it.typedStage === 'unreachable' && runningOf(it, around) === undefined,
  holds: (it, around) => attemptsFor(it, around) >= around.settings.of(attempts),
  say: (it, around) =>
    `È segnata irreperibile, ma nel foglio «Contatti» ${attemptsFor(it, around) === 1 ? 'risulta' : 'risultano'} ${plural(attemptsFor(it, around), 'tentativo', 'tentativi')} a vuoto: ne servono ${around.settings.of(attempts)}.`,
  expects:
    'Una riga nei «Contatti» per ogni tentativo a vuoto («nessuna risposta» o «recapito sbagliato»): ad esempio tre, in giorni diversi.',
  level: 'avvisa',
  mends: 'labOperator',
  source: programme,
});

export const unreachableIsNotHeardAfterwards = rule(beneficiaries, {
  name: 'Chi è segnato irreperibile non è stato sentito dopo',
  needs: ['typedStage', 'typedStageOn'],
  when: (it, around) => it.typedStage === 'unreachable' && runningOf(it, around) === undefined,
  holds: (it, around) => heardAfter(it, around) === undefined,
  say: (it, around) =>
    `È segnata irreperibile dal ${inDigits(it.typedStageOn)}, ma il contatto ${heardAfter(it, around)?.id ?? ''} del ${onDay(heardAfter(it, around)?.on)} è andato a buon fine.`,
  expects:
    'La cella vuota per chi si è fatto sentire: può rientrare, e si riparte dall’accoglienza, ad esempio con un colloquio il 25/03/2026.',
  level: 'nota',
  mends: 'labOperator',
});

// ── Beneficiari: chi la segue ─────────────────────────────────────────────────────────────────

export const personsOperatorHasTheRole = rule(beneficiaries, {
  name: 'Una persona è seguita da chi lavora con le persone',
  needs: ['operator', 'operator.role'],
  holds: ({ operator }) =>
    hasRole(operator, 'labOperator', 'counsellor', 'mentor', 'promoterTutor', 'coordinator'),
  say: ({ operator }) =>
    `La segue ${operator.id}, che nel foglio «Operatori» è ${roles[operator.role]}.`,
  expects: 'Un operatore di laboratorio o un orientatore, ad esempio O-0002.',
  level: 'avvisa',
  mends: 'coordinator',
});

export const socialWorkerHasTheRole = rule(beneficiaries, {
  name: 'L’assistente sociale è dei servizi sociali',
  needs: ['socialWorker', 'socialWorker.role'],
  holds: ({ socialWorker }) => hasRole(socialWorker, 'socialServices'),
  say: ({ socialWorker }) =>
    `Come assistente sociale c’è ${socialWorker.id}, che nel foglio «Operatori» è ${roles[socialWorker.role]}.`,
  expects: 'Una riga di «Operatori» con ruolo «servizi sociali», ad esempio O-0006.',
  level: 'avvisa',
  mends: 'coordinator',
});

export const personsOperatorIsInService = rule(beneficiaries, {
  name: 'Chi segue una persona è in servizio',
  needs: ['operator', 'operator.to'],
  when: (it, around) => isFollowed(it) && !isThrough(it, around),
  holds: ({ operator }, { today }) => operator.to >= today,
  say: ({ operator }) =>
    `La segue ${operator.id}, che ha finito il servizio il ${inDigits(operator.to)}: i promemoria non arrivano a nessuno.`,
  expects: 'Chi ha preso il suo posto, ad esempio O-0002.',
  level: 'avvisa',
  mends: 'coordinator',
});

// ── Contatti ──────────────────────────────────────────────────────────────────────────────────

export const contactIsWithSomebody = rule(contacts, {
  name: 'Un contatto è con una persona o con un soggetto ospitante',
  needs: ['on'],
  marks: 'beneficiary',
  holds: (it) => it.beneficiary !== undefined || it.company !== undefined,
  say: (it) => `Del contatto del ${inDigits(it.on)} non si sa chi è stato cercato.`,
  expects:
    'L’ID della persona, ad esempio B-0001, oppure quello dell’ospitante nella sua colonna, ad esempio I-0001.',
  level: 'avvisa',
  mends: 'labOperator',
});

export const contactIsPast = rule(contacts, {
  name: 'Un contatto è già avvenuto',
  needs: ['on'],
  holds: (it, { today }) => it.on <= today,
  say: (it) => `Il contatto è scritto il ${inDigits(it.on)}, che deve ancora venire.`,
  expects:
    'Il giorno in cui si è telefonato o scritto, ad esempio 16/03/2026; un giorno futuro va in «Richiamare il».',
  level: 'avvisa',
  mends: 'labOperator',
});

export const callBackHasItsDay = rule(contacts, {
  name: 'Chi è da richiamare ha un giorno in cui farlo',
  needs: ['outcome'],
  marks: 'callBackOn',
  when: (it, around) => it.outcome === 'callBack' && !isCalledBack(it, around),
  holds: (it) => it.callBackOn !== undefined,
  say: () => 'L’esito è «da richiamare», ma non c’è il giorno.',
  expects: 'Il giorno in cui riprovare, ad esempio 23/03/2026: ALICE lo ricorda.',
  level: 'nota',
  mends: 'labOperator',
});

export const callBackFollowsTheContact = rule(contacts, {
  name: 'Si richiama dopo il contatto',
  needs: ['callBackOn', 'on'],
  holds: (it) => it.on <= it.callBackOn,
  say: (it) =>
    `Il giorno in cui richiamare è il ${inDigits(it.callBackOn)}, prima del contatto del ${inDigits(it.on)}.`,
  expects: 'Un giorno dopo il contatto: ad esempio contatto 16/03/2026, richiamare il 23/03/2026.',
  level: 'avvisa',
  mends: 'labOperator',
});

/** A later contact with the same person or host is calling back too, whether or not somebody ticked it. */
export const callBackIsNotOverdue = rule(contacts, {
  name: 'Chi era da richiamare è stato richiamato',
  needs: ['callBackOn', 'on'],
  when: (it) =>
    it.on <= it.callBackOn && (it.beneficiary === undefined || isFollowed(it.beneficiary)),
  holds: (it, around) => around.today <= it.callBackOn || isCalledBack(it, around),
  say: (it) =>
    `Era da richiamare il ${inDigits(it.callBackOn)}, e dopo non risultano altri contatti.`,
  expects:
    'La nuova telefonata in una riga sua, oppure «sì» in «Richiamato», oppure un altro giorno: ad esempio 30/03/2026.',
  level: 'nota',
  mends: 'labOperator',
});

// ── Colloqui ──────────────────────────────────────────────────────────────────────────────────

export const interviewLastsAtMostEightHours = rule(interviews, {
  name: 'Un colloquio dura al più otto ore',
  needs: ['hours'],
  holds: (it) => it.hours <= 8 * 60,
  say: (it) => `Il colloquio dura ${inHours(it.hours)} ore: in un giorno solo sono molte.`,
  expects: 'Le ore di quell’incontro, ad esempio 1,5; un bilancio in più giorni ha più righe.',
  level: 'avvisa',
  mends: 'labOperator',
});

export const interviewIsOnAWorkingDay = rule(interviews, {
  name: 'Un colloquio non è di domenica né in un giorno festivo',
  needs: ['on'],
  when: (it) => it.held !== 'missed' && it.held !== 'postponed',
  holds: (it, around) => weekdayOf(it.on) !== 'dom' && feastOf(it, around) === undefined,
  say(it, around) {
    const feast = feastOf(it, around);
    const day = `Il colloquio è di ${withWeekday(it.on, { year: true })}`;
    return feast === undefined ? `${day}.` : `${day}, giorno festivo (${feast}).`;
  },
  expects:
    'Un giorno in cui il laboratorio è aperto, ad esempio 18/03/2026; se è stato davvero un giorno festivo si chiede una deroga.',
  level: 'avvisa',
  mends: 'labOperator',
});

export const interviewerIsInService = rule(interviews, {
  name: 'Chi conduce un colloquio è in servizio quel giorno',
  needs: ['operator', 'on'],
  holds: (it) => isInService(it.operator, it.on),
  say: (it) =>
    `Il colloquio è del ${inDigits(it.on)}, ma ${it.operator.id} è in servizio ${serviceOf(it.operator)}.`,
  expects:
    'Chi ha condotto davvero l’incontro, ad esempio O-0002, oppure le date giuste nel foglio «Operatori».',
  level: 'avvisa',
  mends: 'labOperator',
});

/** The balance and the talks in depth are the trade of labs and counsellors; welcome and pact may be others' too. */
export const interviewerHasTheRole = rule(interviews, {
  name: 'Un colloquio lo conduce chi ne ha il ruolo',
  needs: ['operator', 'operator.role', 'kind'],
  holds: (it) => hasRole(it.operator, ...interviewers(it.kind)),
  say: (it) =>
    `${it.operator.id} nel foglio «Operatori» è ${roles[it.operator.role]}, un ruolo che non conduce questo tipo di colloquio (${interviewKind(it.kind)}).`,
  expects:
    'Un operatore di laboratorio o un orientatore, ad esempio O-0002; chi fa anche altro lo scrive in «Altri ruoli».',
  level: 'avvisa',
  mends: 'labOperator',
  source:
    'Processo del programma: colloqui e bilancio sono di operatore di laboratorio e orientatore',
});

export const heldInterviewIsPast = rule(interviews, {
  name: 'Un colloquio svolto è già avvenuto',
  needs: ['on', 'held'],
  when: (it) => it.held === 'held' || it.held === 'missed',
  holds: (it, { today }) => it.on <= today,
  say: (it) =>
    `Il colloquio del ${inDigits(it.on)} deve ancora venire, ma risulta «${it.held === 'held' ? 'svolto' : 'non si è presentato'}».`,
  expects: 'Per un incontro futuro «fissato»; oppure il giorno giusto, ad esempio 18/03/2026.',
  level: 'avvisa',
  mends: 'labOperator',
});

export const pastInterviewIsTold = rule(interviews, {
  name: 'Di un colloquio passato si sa se è stato svolto',
  needs: ['on'],
  marks: 'held',
  when: (it, { today }) => it.on < today,
  holds: (it) => it.held !== undefined && it.held !== 'planned',
  say: (it) =>
    it.held === 'planned'
      ? `Il colloquio del ${inDigits(it.on)} risulta ancora «fissato».`
      : `Il colloquio era il ${inDigits(it.on)}, ma non si sa se è stato svolto: le ore non si contano.`,
  expects: 'Com’è andata: ad esempio «svolto», oppure «non si è presentato».',
  level: 'nota',
  mends: 'labOperator',
});

export const heldInterviewHasItsHours = rule(interviews, {
  name: 'Un colloquio svolto ha le sue ore',
  needs: ['held'],
  marks: 'hours',
  when: (it) => it.held === 'held',
  holds: (it) => it.hours !== undefined && it.hours > 0,
  say: () => 'Il colloquio è svolto, ma mancano le ore: nel monitoraggio non si contano.',
  expects: 'Le ore svolte, ad esempio 1,5.',
  level: 'avvisa',
  mends: 'labOperator',
});

export const interviewIsOnOneRow = rule(interviews, {
  name: 'Un colloquio sta su una sola riga',
  needs: ['beneficiary', 'on', 'kind'],
  holds: (it, around) => sameInterview(it, around) === undefined,
  say: (it, around) =>
    `Anche ${sameInterview(it, around)?.id ?? ''} è un incontro di ${it.beneficiary.id} dello stesso tipo (${interviewKind(it.kind)}) e dello stesso giorno: è lo stesso?`,
  expects:
    'Una riga per incontro; se sono due nello stesso giorno hanno orari diversi, ad esempio 9:30-11:00 e 15:00-16:30.',
  level: 'avvisa',
  mends: 'labOperator',
});

/** What is said in counselling is written nowhere in the shared book: even that something was written is too much. */
export const counsellingKeepsDayAndHoursOnly = rule(interviews, {
  name: 'Del counselling si scrivono solo giorno e ore',
  needs: ['kind'],
  when: (it) => it.kind === 'counselling',
  holds: (it) => toldOfCounselling(it).length === 0,
  say: (it) =>
    `È un counselling, ma ${toldOfCounselling(it).length === 1 ? 'è compilata' : 'sono compilate'} anche ${list(toldOfCounselling(it).map((one) => `«${one}»`))}: ${toldOfCounselling(it).length === 1 ? 'quella cella va svuotata' : 'quelle celle vanno svuotate'}.`,
  expects:
    'Per il counselling solo il giorno, l’orario, le ore e chi lo conduce: ad esempio 1,5 ore.',
  level: 'avvisa',
  mends: 'labOperator',
  source: 'Programma ALICE: del counselling si registrano giorno e ore; segreto professionale',
});

// ── Progetti personalizzati ───────────────────────────────────────────────────────────────────

export const planMentorHasTheRole = rule(insertionPlans, {
  name: 'Un progetto personalizzato lo segue un mentor',
  needs: ['mentor', 'mentor.role'],
  holds: ({ mentor }) => hasRole(mentor, 'mentor'),
  say: ({ mentor }) =>
    `Il progetto lo segue ${mentor.id}, che nel foglio «Operatori» è ${roles[mentor.role]}.`,
  expects:
    'Una riga di «Operatori» con ruolo «mentor», ad esempio O-0003, anche tra gli «Altri ruoli».',
  level: 'avvisa',
  mends: 'coordinator',
});

export const planDatesFollowItsDraft = rule(insertionPlans, {
  name: 'Ciò che il progetto prevede viene dopo la stesura',
  needs: ['draftedOn'],
  holds: (it) => beforeDraft(it).length === 0,
  say: (it) =>
    `Il progetto è redatto il ${inDigits(it.draftedOn)}, ma ${beforeDraft(it).length === 1 ? 'viene' : 'vengono'} prima ${list(beforeDraft(it))}.`,
  expects:
    'Prima la stesura, poi formazione, project work, verifiche e chiusura: ad esempio redatto il 27/04/2026, prima verifica il 30/07/2026.',
  level: 'avvisa',
  mends: 'mentor',
});

export const planReviewIsNotOverdue = rule(insertionPlans, {
  name: 'Le verifiche di un progetto si fanno quando sono previste',
  needs: ['draftedOn'],
  marks: 'nextReviewOn',
  when: (it) => it.closedOn === undefined,
  holds: (it, { today }) => {
    const due = reviewDue(it);
    return due === undefined || today <= due;
  },
  say: (it) => {
    const on = onDay(reviewDue(it));
    return it.nextReviewOn === undefined
      ? `La verifica si fa ogni ${it.everyMonths === 1 ? 'mese' : `${it.everyMonths ?? ''} mesi`}: la prossima cadeva il ${on}.`
      : `La verifica era prevista il ${on} e non risulta fatta.`;
  },
  expects:
    'Il giorno della verifica fatta in «Ultima verifica» e qui quello della prossima, ad esempio 30/10/2026.',
  level: 'avvisa',
  mends: 'mentor',
  source: 'TIS oltre sei mesi: verifica ogni tre mesi',
});

export const oneOpenPlanPerPerson = rule(insertionPlans, {
  name: 'Una persona ha un solo progetto aperto',
  needs: ['beneficiary'],
  when: (it) => it.closedOn === undefined,
  holds: (it, around) => openPlanBefore(it, around) === undefined,
  say: (it, around) =>
    `Per ${it.beneficiary.id} è aperto anche ${openPlanBefore(it, around)?.id ?? ''}.`,
  expects:
    'Il progetto vecchio chiuso, con «sostituito da un altro progetto» e il giorno, ad esempio 28/02/2027.',
  level: 'avvisa',
  mends: 'mentor',
});

export const closedPlanSaysHow = rule(insertionPlans, {
  name: 'Di un progetto chiuso si sa com’è andato',
  needs: ['closedOn'],
  marks: 'closedAs',
  holds: (it) => it.closedAs !== undefined,
  say: (it) => `Il progetto è chiuso dal ${inDigits(it.closedOn)}, ma non si sa com’è andato.`,
  expects: 'Il risultato, ad esempio «obiettivi raggiunti».',
  level: 'nota',
  mends: 'mentor',
});

// ── Esiti ─────────────────────────────────────────────────────────────────────────────────────

export const outcomeIsOfTheTrainee = rule(outcomes, {
  name: 'L’esito è della persona che ha fatto il tirocinio',
  needs: ['internship', 'internship.beneficiary', 'beneficiary'],
  holds: (it) => it.internship.beneficiary === it.beneficiary,
  say: (it) =>
    `L’esito è di ${it.beneficiary.id}, ma ${it.internship.id} è il tirocinio di ${it.internship.beneficiary.id}.`,
  expects: 'Il tirocinio di quella persona, ad esempio T-0014.',
  mends: 'labOperator',
});

export const outcomeIsOfAnInternshipThatWas = rule(outcomes, {
  name: 'L’esito si rileva dopo un tirocinio che c’è stato',
  needs: ['internship', 'internship.typedState'],
  holds: (it) => it.internship.typedState !== 'cancelled',
  say: (it) => `${it.internship.id} è annullato: non ha una fine da cui contare.`,
  expects:
    'Il tirocinio che la persona ha svolto, ad esempio T-0014; vuoto se è uscita senza tirocinio.',
  level: 'avvisa',
  mends: 'labOperator',
});

export const outcomeIsPast = rule(outcomes, {
  name: 'L’esito è già stato rilevato',
  needs: ['on'],
  holds: (it, { today }) => it.on <= today,
  say: (it) => `L’esito è rilevato il ${inDigits(it.on)}, che deve ancora venire.`,
  expects: 'Il giorno in cui lo si è saputo, ad esempio 28/09/2026.',
  level: 'avvisa',
  mends: 'labOperator',
});

export const outcomeFollowsTheEnd = rule(outcomes, {
  name: 'L’esito si rileva quando il tirocinio è finito',
  needs: ['on', 'internship'],
  when: (it, { today }) => it.on <= today && it.internship.typedState !== 'cancelled',
  holds: (it, around) => {
    const end = lastDayOf(it.internship, around);
    return end === undefined || end < it.on;
  },
  say(it, around) {
    const end = lastDayOf(it.internship, around);
    return end !== undefined && end >= around.today
      ? `L’esito è del ${inDigits(it.on)}, ma ${it.internship.id} non è ancora finito: dura fino al ${inDigits(end)}.`
      : `L’esito è del ${inDigits(it.on)}, ma ${it.internship.id} è finito il ${onDay(end)}: si rileva dopo.`;
  },
  expects:
    'Un giorno dopo la fine, proroghe comprese: per un tirocinio finito il 31/08/2026, ad esempio, 28/09/2026.',
  mends: 'labOperator',
  source: indicatorsLaw,
});

/** From day 28 to two weeks later; from six months to a month later: the days on which the question is asked again. */
export const outcomeIsInItsTime = rule(outcomes, {
  name: 'L’esito si rileva a 28 giorni e a 6 mesi dalla fine',
  needs: ['on', 'at', 'internship'],
  when(it, around) {
    const end = lastDayOf(it.internship, around);
    const real = it.internship.typedState !== 'cancelled';
    return real && end !== undefined && end < it.on && it.on <= around.today;
  },
  holds: (it, around) => {
    const window = outcomeWindow(it, around);
    return window === undefined || (window.from <= it.on && it.on <= window.to);
  },
  say(it, around) {
    const window = outcomeWindow(it, around);
    const [from, to] = [onDay(window?.from), onDay(window?.to)];
    const when = it.at === 'days28' ? 'a 28 giorni' : 'a 6 mesi';
    return `L’esito ${when} di ${it.internship.id} è rilevato il ${inDigits(it.on)}: si chiede tra il ${from} e il ${to}.`;
  },
  expects:
    'Per una fine il 31/08/2026, ad esempio, l’esito a 28 giorni si rileva tra il 28/09 e il 13/10/2026, quello a 6 mesi tra il 28/02 e il 30/03/2027.',
  level: 'avvisa',
  mends: 'labOperator',
  source: indicatorsLaw,
});

/** EECR01 (seeking) and EECR04 (employed) exclude each other, and of several changes the last alone counts. */
export const outcomeIsOnOneRow = rule(outcomes, {
  name: 'Per ogni momento c’è un solo esito',
  needs: ['beneficiary', 'at'],
  holds: (it, around) => sameOutcome(it, around) === undefined,
  say(it, around) {
    const other = sameOutcome(it, around);
    const when = it.at === 'days28' ? 'a 28 giorni' : 'a 6 mesi';
    const differ =
      other?.situation !== it.situation
        ? ' Le due risposte sono diverse, e chi lavora non si conta anche tra chi cerca lavoro.'
        : '';
    return `Anche ${other?.id ?? ''} è l’esito ${when} di ${it.beneficiary.id} per lo stesso tirocinio: ne conta uno, l’ultimo.${differ}`;
  },
  expects:
    'Una riga sola per persona, tirocinio e momento: se la situazione cambia si aggiorna quella, ad esempio E-0003.',
  mends: 'labOperator',
  stops: 'report',
  source: indicatorsLaw,
});

export const jobIsOfSomebodyWhoWorks = rule(outcomes, {
  name: 'Chi non lavora non ha contratto né datore',
  needs: ['situation'],
  when: (it) => it.situation !== 'employed' && it.situation !== 'selfEmployed',
  holds: (it) => jobTold(it).length === 0,
  say: (it) =>
    `La situazione non è di chi lavora, ma ${jobTold(it).length === 1 ? 'è compilata' : 'sono compilate'} ${list(jobTold(it))}.`,
  expects:
    'Una situazione sola: se lavora, ad esempio «lavora come dipendente» con il suo contratto; se cerca lavoro, il contratto resta vuoto.',
  level: 'avvisa',
  mends: 'labOperator',
  stops: 'report',
  source: indicatorsLaw,
});

export const anotherInternshipIsNoJob = rule(outcomes, {
  name: 'Un altro tirocinio non è un lavoro',
  needs: ['situation', 'contract'],
  when: (it) => it.situation === 'employed' || it.situation === 'selfEmployed',
  holds: (it) => it.contract !== 'internship',
  say: () => 'La situazione è di chi lavora, ma il contratto è «altro tirocinio».',
  expects: 'Per chi fa un altro tirocinio la situazione è, ad esempio, «studia o si forma».',
  level: 'avvisa',
  mends: 'labOperator',
  stops: 'report',
  source: indicatorsLaw,
});

export const workerHasAContract = rule(outcomes, {
  name: 'Di chi lavora si sa il contratto',
  needs: ['situation'],
  marks: 'contract',
  when: (it) => it.situation === 'employed' || it.situation === 'selfEmployed',
  holds: (it) => it.contract !== undefined,
  say: () => 'Lavora, ma non si sa con quale contratto.',
  expects: 'Il tipo di rapporto, ad esempio «tempo determinato».',
  level: 'nota',
  mends: 'labOperator',
  source: indicatorsLaw,
});

export const contractDatesAreInOrder = rule(outcomes, {
  name: 'Un contratto finisce dopo che è cominciato',
  needs: ['contractTo', 'contractFrom'],
  holds: (it) => it.contractFrom <= it.contractTo,
  say: (it) =>
    `Il contratto finisce il ${inDigits(it.contractTo)}, prima di cominciare il ${inDigits(it.contractFrom)}.`,
  expects: 'L’ultimo giorno del contratto, ad esempio dal 15/09/2026 al 14/03/2027.',
  level: 'avvisa',
  mends: 'labOperator',
});

export const contractRunsOnTheDayTold = rule(outcomes, {
  name: 'Chi lavora ha un contratto che vale il giorno dell’esito',
  needs: ['contractFrom', 'on', 'situation'],
  when: (it) =>
    (it.situation === 'employed' || it.situation === 'selfEmployed') &&
    (it.contractTo === undefined || it.contractFrom <= it.contractTo),
  holds: (it) =>
    it.contractFrom <= it.on && (it.contractTo === undefined || it.on <= it.contractTo),
  say: (it) =>
    it.contractFrom > it.on
      ? `Il contratto comincia il ${inDigits(it.contractFrom)}, dopo il giorno dell’esito (${inDigits(it.on)}).`
      : `Il contratto è finito il ${onDay(it.contractTo)}, prima del giorno dell’esito (${inDigits(it.on)}).`,
  expects:
    'La situazione del giorno dell’esito: chi quel giorno non lavora ancora, o non più, ad esempio «cerca lavoro».',
  level: 'avvisa',
  mends: 'labOperator',
  source: indicatorsLaw,
});

// ── Invii ─────────────────────────────────────────────────────────────────────────────────────

export const referredPersonIsInformed = rule(referrals, {
  name: 'Si invia una persona solo se lo sa',
  needs: ['informed', 'sentOn'],
  holds: (it) => it.informed,
  say: (it) =>
    `L’invio è partito il ${inDigits(it.sentOn)}, ma la persona non è stata informata di chi riceve i suoi dati.`,
  expects:
    'La persona informata prima dell’invio, con «sì» e il giorno, ad esempio 14/04/2026. Se l’invio è già partito va informata subito.',
  mends: 'labOperator',
  source: notice,
});

export const informingHasItsDay = rule(referrals, {
  name: 'Si sa quando la persona è stata informata dell’invio',
  needs: ['informed', 'sentOn'],
  marks: 'informedOn',
  when: (it) => it.informed,
  holds: (it) => it.informedOn !== undefined,
  say: (it) =>
    `L’invio è partito il ${inDigits(it.sentOn)} e la persona risulta informata, ma non si sa quando.`,
  expects: 'Il giorno in cui l’ha saputo, non dopo l’invio: ad esempio 14/04/2026.',
  level: 'avvisa',
  mends: 'labOperator',
  source: notice,
});

export const informingPrecedesTheReferral = rule(referrals, {
  name: 'Una persona è informata prima di essere inviata',
  needs: ['informedOn', 'sentOn'],
  when: (it) => it.informed !== false,
  holds: (it) => it.informedOn <= it.sentOn,
  say: (it) =>
    `La persona è stata informata il ${inDigits(it.informedOn)}, dopo l’invio del ${inDigits(it.sentOn)}.`,
  expects:
    'Prima si informa e poi si invia: ad esempio informata il 14/04/2026, inviata il 15/04/2026.',
  mends: 'labOperator',
  source: notice,
});

export const sentReferralHasItsDay = rule(referrals, {
  name: 'Di un invio partito si sa quando',
  needs: ['state'],
  marks: 'sentOn',
  when: (it) => ['sent', 'accepted', 'refused', 'closed'].includes(it.state),
  holds: (it) => it.sentOn !== undefined,
  say: (it) => `L’invio risulta «${referralState(it.state)}», ma manca il giorno in cui è partito.`,
  expects: 'Il giorno dell’invio, ad esempio 15/04/2026.',
  level: 'avvisa',
  mends: 'labOperator',
});

export const sentReferralIsNoDraft = rule(referrals, {
  name: 'Un invio partito non è più in preparazione',
  needs: ['state', 'sentOn'],
  when: (it, { today }) => it.sentOn <= today,
  holds: (it) => it.state !== 'draft',
  say: (it) => `L’invio è partito il ${inDigits(it.sentOn)}, ma risulta ancora «in preparazione».`,
  expects: 'Lo stato di oggi, ad esempio «inviato».',
  level: 'nota',
  mends: 'labOperator',
});

export const referralDatesAreInOrder = rule(referrals, {
  name: 'Un invio scade dopo che è partito',
  needs: ['until', 'sentOn'],
  holds: (it) => it.sentOn <= it.until,
  say: (it) =>
    `L’invio vale fino al ${inDigits(it.until)}, prima di partire il ${inDigits(it.sentOn)}.`,
  expects: 'Un termine dopo l’invio: ad esempio inviato il 15/04/2026, vale fino al 15/07/2026.',
  level: 'avvisa',
  mends: 'labOperator',
});

export const openReferralIsNotOver = rule(referrals, {
  name: 'Un invio ancora aperto non è scaduto',
  needs: ['until', 'state'],
  when: (it) => isOpenReferral(it.state) && (it.sentOn === undefined || it.sentOn <= it.until),
  holds: (it, { today }) => today <= it.until,
  say: (it) =>
    `L’invio valeva fino al ${inDigits(it.until)} e risulta ancora «${referralState(it.state)}»: l’altro ente non può più usare i dati.`,
  expects:
    'L’invio «concluso» con il suo esito, oppure un nuovo termine di cui la persona è informata, ad esempio 15/10/2026.',
  level: 'avvisa',
  mends: 'labOperator',
  source: 'Art. 5 GDPR: limitazione della conservazione',
});

/** Thirty days are the programme's own patience, not a law's: so a warning. */
export const referralIsAnswered = rule(referrals, {
  name: 'Un invio ha una risposta entro trenta giorni',
  needs: ['sentOn', 'state'],
  when: (it, { today }) =>
    it.state === 'sent' &&
    it.outcome === undefined &&
    (it.until === undefined || today <= it.until),
  holds: (it, { today }) => daysBetween(it.sentOn, today) <= 30,
  say: (it, { today }) =>
    `L’invio è partito il ${inDigits(it.sentOn)} e dopo ${daysBetween(it.sentOn, today)} giorni non c’è risposta.`,
  expects:
    'Una telefonata all’altro ente, poi lo stato aggiornato: ad esempio «accolto», con il giorno.',
  level: 'avvisa',
  mends: 'labOperator',
});

// ── Operatori ─────────────────────────────────────────────────────────────────────────────────

export const serviceDatesAreInOrder = rule(operators, {
  name: 'Un servizio finisce dopo che è cominciato',
  needs: ['to', 'from'],
  holds: (it) => it.from <= it.to,
  say: (it) =>
    `Il servizio finisce il ${inDigits(it.to)}, prima di cominciare il ${inDigits(it.from)}.`,
  expects: 'L’ultimo giorno di lavoro, ad esempio dal 02/03/2026 al 26/02/2027.',
  mends: 'coordinator',
});

export const operatorEmailIsOnOneRow = rule(operators, {
  name: 'Un indirizzo e-mail è di un solo operatore',
  needs: ['email'],
  holds: (it, around) => earlierEmail(it, around) === undefined,
  say: (it, around) =>
    `Anche ${earlierEmail(it, around)?.id ?? ''} ha questo indirizzo: ciò che ALICE scrive a uno lo legge l’altro.`,
  expects:
    'L’indirizzo personale di lavoro, ad esempio anna.bianchi@example.org; chi fa due cose ha una riga sola, con «Altri ruoli».',
  level: 'avvisa',
  mends: 'coordinator',
});

/** Who writes in chat is known by this ID alone: on two rows, one would be answered as the other. */
export const slackIdIsOnOneRow = rule(operators, {
  name: 'Un ID Slack è di un solo operatore',
  needs: ['slackId'],
  holds: (it, around) => earlierSlackId(it, around) === undefined,
  say: (it, around) =>
    `Anche ${earlierSlackId(it, around)?.id ?? ''} ha questo ID Slack: in chat ALICE non sa chi dei due le scrive.`,
  expects: 'L’ID del profilo di quella persona, ad esempio U012AB3CD.',
  mends: 'coordinator',
  source: 'Chi vede che cosa, foglio «Operatori»',
});

export const slackIdLooksRight = rule(operators, {
  name: 'Un ID Slack è scritto come lo dà Slack',
  needs: ['slackId'],
  holds: (it) => /^[UW][A-Z0-9]{7,11}$/.test(it.slackId),
  say: (it) => `«${it.slackId}» non è un ID Slack: forse è il nome del profilo.`,
  expects:
    'In Slack: profilo, tre puntini, «Copia ID membro». Comincia con U o W, ad esempio U012AB3CD.',
  level: 'avvisa',
  mends: 'coordinator',
  source: 'api.slack.com: member IDs',
});

export const slackChannelHasAnId = rule(operators, {
  name: 'Chi riceve i promemoria in Slack ha un ID Slack',
  needs: ['channel'],
  marks: 'slackId',
  when: (it, around) => it.channel === 'slack' && isInService(it, around.today),
  holds: (it) => it.slackId !== undefined,
  say: () => 'Preferisce Slack, ma manca l’ID: i promemoria non possono arrivare lì.',
  expects: 'L’ID del profilo, ad esempio U012AB3CD; oppure un altro canale.',
  level: 'avvisa',
  mends: 'coordinator',
});

export const labOperatorHasALab = rule(operators, {
  name: 'Un operatore di laboratorio ha un laboratorio',
  needs: ['role'],
  marks: 'lab',
  when: (it, around) => it.role === 'labOperator' && isInService(it, around.today),
  holds: (it) => it.lab !== undefined,
  say: () =>
    'È operatore di laboratorio, ma non si sa di quale: in chat non può chiedere di nessuna persona.',
  expects: 'Il laboratorio in cui lavora, ad esempio L-0001.',
  level: 'avvisa',
  mends: 'coordinator',
});

export const operatorIsAuthorised = rule(operators, {
  name: 'Chi lavora con i dati è autorizzato a trattarli',
  needs: ['role'],
  marks: 'authorisedOn',
  when: (it, around) => isInService(it, around.today),
  holds: (it, { today }) => it.authorisedOn !== undefined && it.authorisedOn <= today,
  say: (it) =>
    it.authorisedOn === undefined
      ? 'È in servizio, ma non risulta la lettera che autorizza a trattare i dati delle persone.'
      : `È in servizio, ma la lettera di autorizzazione porta una data che deve ancora venire (${inDigits(it.authorisedOn)}).`,
  expects: 'La data della lettera di autorizzazione, ad esempio 20/02/2026.',
  level: 'avvisa',
  mends: 'coordinator',
  source: 'Art. 29 GDPR; art. 2-quaterdecies del Codice in materia di protezione dei dati',
});

// ── Laboratori e Comuni ───────────────────────────────────────────────────────────────────────

export const labDatesAreInOrder = rule(labs, {
  name: 'Un laboratorio chiude dopo che ha aperto',
  needs: ['openTo', 'openFrom'],
  holds: (it) => it.openFrom <= it.openTo,
  say: (it) =>
    `Il laboratorio chiude il ${inDigits(it.openTo)}, prima di aprire il ${inDigits(it.openFrom)}.`,
  expects: 'L’ultimo giorno di apertura, ad esempio dal 02/03/2026 al 26/02/2027.',
  level: 'avvisa',
  mends: 'coordinator',
});

export const labIsInTheProgrammeArea = rule(labs, {
  name: 'Un laboratorio è nell’area del progetto',
  needs: ['municipality', 'municipality.inProgrammeArea'],
  holds: (it) => it.municipality.inProgrammeArea,
  say: (it) =>
    `Il laboratorio è ${ad(it.municipality.name ?? it.municipality.id)}, che nel foglio «Comuni» non è nell’area del progetto.`,
  expects:
    'Un comune del territorio finanziato, ad esempio Andria; oppure «sì» in «Nell’area del progetto».',
  level: 'avvisa',
  mends: 'coordinator',
});

export const belfioreLooksRight = rule(municipalities, {
  name: 'Un codice catastale è una lettera e tre cifre',
  needs: ['belfiore'],
  holds: (it) => isBelfiore(it.belfiore),
  say: (it) => `«${it.belfiore}» non è il codice catastale di un comune.`,
  expects: 'Una lettera da A a M e tre cifre, ad esempio A285 per Andria.',
  proposes: ({ belfiore }) => {
    const tidy = belfiore.replace(/\s/g, '').toUpperCase();
    return tidy !== belfiore && isBelfiore(tidy) ? tidy : undefined;
  },
  level: 'avvisa',
  mends: 'coordinator',
});

export const belfioreIsOfOneComune = rule(municipalities, {
  name: 'Un codice catastale è di un solo comune',
  needs: ['belfiore'],
  holds: (it, around) =>
    sameName(it, around) !== undefined || earlierBelfiore(it, around) === undefined,
  say: (it, around) =>
    `Anche ${earlierBelfiore(it, around)?.id ?? ''} ha il codice catastale ${it.belfiore}.`,
  expects: 'Il codice di quel comune, ad esempio A285 per Andria e A669 per Barletta.',
  level: 'avvisa',
  mends: 'coordinator',
});

export const comuneIsOnOneRow = rule(municipalities, {
  name: 'Un comune sta su una sola riga',
  needs: ['name', 'province'],
  holds: (it, around) => sameName(it, around) === undefined,
  say: (it, around) => `${it.name} (${it.province}) è già in ${sameName(it, around)?.id ?? ''}.`,
  expects: 'Una riga sola per comune: le altre righe usano quella, ad esempio COM-0001.',
  level: 'avvisa',
  mends: 'coordinator',
});

export const provinceIsASign = rule(municipalities, {
  name: 'Una provincia si scrive con la sua sigla',
  needs: ['province'],
  holds: (it) => /^[A-Z]{2}$/i.test(it.province),
  say: (it) => `«${it.province}» non è una sigla di provincia.`,
  expects: 'Due lettere, ad esempio BT.',
  level: 'avvisa',
  mends: 'coordinator',
});

export const istatCodeLooksRight = rule(municipalities, {
  name: 'Un codice ISTAT ha sei cifre',
  needs: ['istat'],
  holds: (it) => /^\d{6}$/.test(it.istat),
  say: (it) => `«${it.istat}» non è il codice ISTAT di un comune: le cifre sono sei.`,
  expects: 'Sei cifre, zero iniziale compreso, ad esempio 072004.',
  proposes: (it) => (/^\d{4,5}$/.test(it.istat) ? it.istat.padStart(6, '0') : undefined),
  level: 'avvisa',
  mends: 'coordinator',
});

/** Either of the two cells may hold the current year's day: at New Year the second becomes it. */
export const movingFeastIsKnownThisYear = rule(municipalities, {
  name: 'Una festa patronale mobile ha la data di quest’anno',
  needs: ['patronThisYear'],
  when: (it) => it.patronDay === undefined,
  holds: (it, { today }) =>
    [it.patronThisYear, it.patronNextYear].some((on) => on?.slice(0, 4) === today.slice(0, 4)),
  say: (it, { today }) =>
    `La festa patronale è scritta per il ${inDigits(it.patronThisYear)}: manca quella del ${today.slice(0, 4)}.`,
  expects:
    'La data di quest’anno, ad esempio 20/09/2026: senza, i fogli presenze non possono sbarrare quel giorno.',
  level: 'avvisa',
  mends: 'coordinator',
});

export const patronFallsOneWay = rule(municipalities, {
  name: 'Una festa patronale è fissa oppure mobile',
  needs: ['patronDay', 'patronThisYear'],
  holds: (it) =>
    Number(it.patronThisYear.slice(5, 7)) === it.patronDay.month &&
    Number(it.patronThisYear.slice(8)) === it.patronDay.day,
  say: (it) =>
    `La festa patronale cade ogni anno il ${it.patronDay.day}/${it.patronDay.month}, ma quest’anno è scritta il ${inDigits(it.patronThisYear)}: ALICE le conta tutte e due.`,
  expects:
    'Un modo solo: giorno e mese per una festa fissa, ad esempio 13/6; la data di quest’anno e del prossimo per una mobile.',
  level: 'avvisa',
  mends: 'coordinator',
});

// ── Riservato ─────────────────────────────────────────────────────────────────────────────────
// Told in the restricted book alone. What the other books may know stands at the end, in one neutral sentence.

export const restrictedRowIsOne = rule(restricted, {
  name: 'Nel registro riservato c’è una riga sola per persona',
  needs: ['beneficiary'],
  holds: (it, around) => earlierRestricted(it, around) === undefined,
  say: (it, around) =>
    `${it.beneficiary.id} è già in ${earlierRestricted(it, around)?.id ?? ''}: quale delle due righe vale?`,
  expects:
    'Una riga sola per persona: si tiene la prima, ad esempio RS-0001, con tutto ciò che serve.',
  mends: 'coordinator',
});

export const evidenceIsSeen = rule(restricted, {
  name: 'Di un requisito verificato c’è la prova',
  needs: ['beneficiary', 'beneficiary.requirementVerified'],
  marks: 'evidence',
  when: (it) => it.beneficiary.requirementVerified,
  holds: (it) => it.evidence !== undefined,
  say: (it) =>
    `Nel foglio «Beneficiari» il requisito di ${it.beneficiary.id} risulta verificato, ma qui non si sa con quale prova.`,
  expects: 'Il documento che è stato visto, ad esempio «relazione del servizio sociale».',
  level: 'avvisa',
  mends: 'coordinator',
});

export const evidenceIsValid = rule(restricted, {
  name: 'La prova del requisito vale ancora',
  needs: ['evidenceUntil', 'beneficiary'],
  when: (it, around) => isFollowed(it.beneficiary) && !isThrough(it.beneficiary, around),
  holds: (it, { today }) => today <= it.evidenceUntil,
  say: (it) => `La prova del requisito valeva fino al ${inDigits(it.evidenceUntil)}.`,
  expects: 'La scadenza di una prova aggiornata, ad esempio 20/07/2026.',
  level: 'avvisa',
  mends: 'coordinator',
});

/** Former prisoners and women in hardship are not on the list of art. 4, and are not left out of any count. */
export const formerPrisonersAreNotOfLaw381 = rule(restricted, {
  name: 'Gli ex detenuti non rientrano nella L. 381/1991',
  needs: ['law381', 'group'],
  when: (it) => it.group === 'b',
  holds: (it) => it.law381 !== 'detained' && it.law381 !== 'alternative',
  say: () =>
    'Il gruppo è quello degli ex detenuti, ma la categoria della L. 381/1991 è di chi sta ancora scontando la pena.',
  expects:
    '«non rientra», oppure un’altra categoria che la persona abbia davvero, ad esempio «alcolismo».',
  level: 'avvisa',
  mends: 'coordinator',
  source: 'L. 381/1991, art. 4',
});

export const womensGroupIsOfWomen = rule(restricted, {
  name: 'Nel gruppo delle donne in grave disagio ci sono donne',
  needs: ['group', 'beneficiary', 'beneficiary.sex'],
  when: (it) => it.group === 'e',
  holds: (it) => it.beneficiary.sex === 'female',
  say: (it) => `Il gruppo è E, ma nel foglio «Beneficiari» ${it.beneficiary.id} ha M in «Sesso».`,
  expects: 'Il gruppo per cui la persona entra nel programma, ad esempio D per i giovani.',
  level: 'avvisa',
  mends: 'coordinator',
});

export const whoNeedsLeaveHasAnAuthorisation = rule(restricted, {
  name: 'Chi è in esecuzione di pena ha un’autorizzazione per il tirocinio',
  needs: ['beneficiary'],
  marks: 'group',
  uses: [authorisations],
  when: needsLeave,
  holds: (it, around) => withoutLeave(it, around) === undefined,
  say: (it, around) =>
    `${withoutLeave(it, around)?.id ?? ''} è in corso o comincia entro un mese, e nel foglio «Autorizzazioni» non c’è nessuna riga per ${it.beneficiary.id}.`,
  expects:
    'Una riga in «Autorizzazioni» con autorità, decorrenza e scadenza, ad esempio efficace dal 23/02/2026; o il gruppo giusto, se la pena è finita.',
  mends: 'coordinator',
  stops: 'start',
  source: measures,
});

export const boundDatesAreInOrder = rule(restricted, {
  name: 'Un vincolo finisce dopo che è cominciato',
  needs: ['boundUntil', 'boundFrom'],
  holds: (it) => it.boundFrom <= it.boundUntil,
  say: (it) =>
    `Il vincolo finisce il ${inDigits(it.boundUntil)}, prima di cominciare il ${inDigits(it.boundFrom)}.`,
  expects: 'L’ultimo giorno del vincolo, ad esempio dal 01/03/2026 al 30/06/2026.',
  level: 'avvisa',
  mends: 'coordinator',
});

/** Where hours are told too, a part of the day is free, and only people can say whether it is enough. */
export const boundDaysAreFree = rule(restricted, {
  name: 'Nei giorni vincolati non ci sono ore di tirocinio',
  needs: ['boundDays', 'beneficiary'],
  when: (it) => it.boundTimes === undefined,
  holds: (it, around) => workOnBoundDays(it, around) === undefined,
  say(it, around) {
    const found = workOnBoundDays(it, around);
    return `${found?.internship.id ?? ''} prevede ore di ${list(found?.days ?? [])}, ${found?.days.length === 1 ? 'giorno vincolato' : 'giorni vincolati'}.`;
  },
  expects:
    'Un orario che lascia liberi quei giorni; se il vincolo occupa solo alcune ore si scrivono, ad esempio 14:00-16:00.',
  level: 'avvisa',
  mends: 'coordinator',
});

export const absenceToReportHasARecipient = rule(restricted, {
  name: 'Di un’assenza da segnalare subito si sa a chi dirla',
  needs: ['absenceAtOnce'],
  marks: 'absenceTo',
  when: (it) => it.absenceAtOnce,
  holds: (it) => it.absenceTo !== undefined,
  say: () => 'Un’assenza va segnalata subito, ma non si sa a chi.',
  expects: 'Chi va avvisato, ad esempio ufficio matricola; accanto, il suo telefono.',
  level: 'avvisa',
  mends: 'coordinator',
  source: measures,
});

export const protectedAddressIsNowhereElse = rule(restricted, {
  name: 'Chi ha l’indirizzo protetto non ha recapiti negli altri fogli',
  needs: ['protectedAddress', 'beneficiary'],
  when: (it) => it.protectedAddress,
  holds: (it) => placesTold(it.beneficiary).length === 0,
  say(it) {
    const told = placesTold(it.beneficiary);
    return `L’indirizzo è protetto, ma nella riga ${it.beneficiary.id} del foglio «Beneficiari» ${told.length === 1 ? 'è compilata' : 'sono compilate'} ${list(told)}: lì ${told.length === 1 ? 'la cella va svuotata' : 'le celle vanno svuotate'}.`;
  },
  expects:
    'Indirizzo, CAP e telefono vuoti nei «Beneficiari»; qui, in «Contatto sicuro», come raggiungerla, ad esempio tramite l’assistente sociale.',
  mends: 'coordinator',
  source: 'Art. 5 e art. 32 GDPR',
});

// ── Riservato: pagamenti e ISEE ───────────────────────────────────────────────────────────────

export const ibanIsOfOnePerson = rule(restricted, {
  name: 'Un IBAN è di una sola persona',
  needs: ['iban'],
  when: (it, around) => earlierIban(it, around)?.beneficiary !== it.beneficiary,
  holds: (it, around) => earlierIban(it, around) === undefined,
  say: (it, around) =>
    `Anche ${earlierIban(it, around)?.id ?? ''} ha questo IBAN: è un conto in comune, o uno dei due è stato copiato?`,
  expects:
    'Il conto di quella persona, ad esempio IT60X0542811101000000123456; per un conto in comune ci sono intestatario e delega.',
  level: 'avvisa',
  mends: 'coordinator',
});

/** Every word of the surname and at least one of the name: a joint account names somebody else too. */
export const ibanHolderIsThePersonOrDelegated = rule(restricted, {
  name: 'Chi riscuote per un’altra persona ha la sua delega',
  needs: ['ibanHolder', 'beneficiary', 'beneficiary.lastName', 'beneficiary.firstName'],
  marks: 'delegatedOn',
  holds: (it) => it.delegatedOn !== undefined || isHolder(it.ibanHolder, it.beneficiary),
  say: (it) =>
    `Il conto è intestato a «${it.ibanHolder}», che non è ${it.beneficiary.id}, e manca la delega all’incasso.`,
  expects:
    'La data della delega firmata, ad esempio 10/03/2026; oppure un conto della persona, o il bonifico domiciliato.',
  mends: 'coordinator',
  stops: 'pay',
});

export const delegationIsSigned = rule(restricted, {
  name: 'La delega all’incasso è già firmata',
  needs: ['delegatedOn'],
  holds: (it, { today }) => it.delegatedOn <= today,
  say: (it) =>
    `La delega all’incasso porta la data del ${inDigits(it.delegatedOn)}, che deve ancora venire.`,
  expects: 'Il giorno in cui è stata firmata, ad esempio 10/03/2026.',
  level: 'avvisa',
  mends: 'coordinator',
});

export const thereIsAWayToPay = rule(restricted, {
  name: 'Di chi è in tirocinio si sa come pagarlo',
  needs: ['beneficiary'],
  marks: 'iban',
  when: (it, around) => runningOf(it.beneficiary, around) !== undefined,
  holds: (it) => it.iban !== undefined || it.paymentMode === 'atCounter',
  say: (it, around) =>
    `${runningOf(it.beneficiary, around)?.id ?? ''} è in corso, ma manca l’IBAN e non è scelto il bonifico domiciliato.`,
  expects:
    'L’IBAN, ad esempio IT60X0542811101000000123456; chi non ha un conto ha «bonifico domiciliato» in «Modo di pagamento».',
  level: 'avvisa',
  mends: 'coordinator',
  stops: 'pay',
});

export const payoutHasItsCap = rule(restricted, {
  name: 'Il bonifico domiciliato ha il CAP di residenza',
  needs: ['paymentMode', 'beneficiary'],
  marks: 'payoutCap',
  when: (it) => it.paymentMode === 'atCounter',
  holds: (it) => it.payoutCap !== undefined || it.beneficiary.cap !== undefined,
  say: () => 'È scelto il bonifico domiciliato, ma manca il CAP di residenza.',
  expects: 'Cinque cifre, ad esempio 76123.',
  level: 'avvisa',
  mends: 'coordinator',
  stops: 'pay',
});

export const iseeHasItsExpiry = rule(restricted, {
  name: 'Di un ISEE si sa fino a quando vale',
  needs: ['isee'],
  marks: 'iseeUntil',
  holds: (it) => it.iseeUntil !== undefined,
  say: () => 'C’è il valore dell’ISEE, ma non si sa fino a quando vale.',
  expects:
    'La scadenza scritta sull’attestazione, di solito il 31 dicembre: ad esempio 31/12/2026.',
  level: 'avvisa',
  mends: 'coordinator',
  source: 'L’ISEE scade il 31 dicembre (DPCM 159/2013)',
});

export const iseeIsValid = rule(restricted, {
  name: 'L’ISEE di chi è in tirocinio vale ancora',
  needs: ['iseeUntil', 'beneficiary'],
  when: (it, around) => internshipAtHand(it.beneficiary, around) !== undefined,
  holds: (it, { today }) => today <= it.iseeUntil,
  say: (it, around) =>
    `L’ISEE valeva fino al ${inDigits(it.iseeUntil)}, e ${internshipAtHand(it.beneficiary, around)?.id ?? ''} è in corso o sta per cominciare.`,
  expects: 'La scadenza dell’attestazione nuova, ad esempio 31/12/2026, con il suo valore.',
  level: 'avvisa',
  mends: 'coordinator',
  source: 'L’ISEE scade il 31 dicembre (DPCM 159/2013)',
});

export const iseeIsWithinTheLimit = rule(restricted, {
  name: 'L’ISEE è entro il limite dell’avviso',
  needs: ['isee'],
  when: (it) => it.evidence === 'isee',
  holds(it, { settings }) {
    const limit = settings.of(iseeLimit);
    return limit === undefined || it.isee <= limit;
  },
  say(it, { settings }) {
    const limit = settings.of(iseeLimit);
    return `L’ISEE è ${inEuro(it.isee)}: il limite dell’avviso è ${limit === undefined ? '' : inEuro(limit)}.`;
  },
  expects:
    'Un ISEE che non supera il limite scritto nelle «Impostazioni», ad esempio 10.140,00 €; oppure un’altra prova del requisito.',
  level: 'avvisa',
  mends: 'coordinator',
  source: programme,
});

// ── Autorizzazioni ────────────────────────────────────────────────────────────────────────────

export const authorisationIsOfTheTrainee = rule(authorisations, {
  name: 'Un’autorizzazione è per il tirocinio di quella persona',
  needs: ['internship', 'internship.beneficiary', 'beneficiary'],
  holds: (it) => it.internship.beneficiary === it.beneficiary,
  say: (it) =>
    `L’autorizzazione è di ${it.beneficiary.id}, ma ${it.internship.id} è il tirocinio di ${it.internship.beneficiary.id}.`,
  expects: 'Il tirocinio di quella persona, ad esempio T-0014; vuoto se vale per ogni attività.',
  mends: 'coordinator',
});

export const authorisationIsGrantedAfterItIsAsked = rule(authorisations, {
  name: 'Un’autorizzazione è concessa dopo che è stata chiesta',
  needs: ['grantedOn', 'requestedOn'],
  holds: (it) => it.requestedOn <= it.grantedOn,
  say: (it) =>
    `Risulta concessa il ${inDigits(it.grantedOn)}, prima della richiesta del ${inDigits(it.requestedOn)}.`,
  expects: 'La data del provvedimento, ad esempio chiesta il 02/02/2026 e concessa il 18/02/2026.',
  level: 'avvisa',
  mends: 'coordinator',
});

export const authorisationHoldsAfterItIsGranted = rule(authorisations, {
  name: 'Un’autorizzazione ha effetto da quando è concessa',
  needs: ['approvedOn', 'grantedOn'],
  holds: (it) => it.grantedOn <= it.approvedOn,
  say: (it) =>
    `È efficace dal ${inDigits(it.approvedOn)}, prima di essere concessa il ${inDigits(it.grantedOn)}.`,
  expects:
    'Il giorno da cui ha effetto, ad esempio concessa il 18/02/2026 ed efficace dal 23/02/2026.',
  mends: 'coordinator',
  source: measures,
});

export const authorisationEndsAfterItHolds = rule(authorisations, {
  name: 'Un’autorizzazione scade dopo che ha avuto effetto',
  needs: ['until', 'approvedOn'],
  holds: (it) => it.approvedOn <= it.until,
  say: (it) =>
    `È valida fino al ${inDigits(it.until)}, prima di avere effetto il ${inDigits(it.approvedOn)}.`,
  expects: 'L’ultimo giorno, ad esempio dal 23/02/2026 al 31/08/2026.',
  mends: 'coordinator',
});

export const authorisationIsNotLongExpected = rule(authorisations, {
  name: 'Un’autorizzazione attesa è arrivata',
  needs: ['expectedOn'],
  when: (it) => it.grantedOn === undefined && it.revokedOn === undefined,
  holds: (it, { today }) => today <= it.expectedOn,
  say: (it) => `La risposta era attesa per il ${inDigits(it.expectedOn)} e non risulta arrivata.`,
  expects: 'La data del provvedimento, oppure una nuova attesa: ad esempio 20/03/2026.',
  level: 'avvisa',
  mends: 'coordinator',
});

/** Art. 21: what counts is the approval, not the request nor the grant. Told on the last row that could bring it. */
export const authorisationPrecedesTheStart = rule(authorisations, {
  name: 'Un tirocinio comincia quando l’autorizzazione ha già effetto',
  needs: ['beneficiary'],
  marks: 'approvedOn',
  holds: (it, around) => startBeforeLeave(it, around) === undefined,
  say(it, around) {
    const found = startBeforeLeave(it, around);
    const start = onDay(found?.startDate);
    return it.approvedOn === undefined
      ? `${found?.id ?? ''} comincia il ${start} e l’autorizzazione non ha ancora effetto.`
      : `${found?.id ?? ''} comincia il ${start}, ma l’autorizzazione ha effetto dal ${inDigits(it.approvedOn)}.`;
  },
  expects:
    'Una decorrenza non dopo il primo giorno, ad esempio efficace dal 23/02/2026 per un inizio il 02/03/2026: altrimenti si sposta l’inizio.',
  mends: 'coordinator',
  stops: 'start',
  source: measures,
});

export const authorisationHoldsToday = rule(authorisations, {
  name: 'L’autorizzazione di chi è in tirocinio non è scaduta',
  needs: ['until', 'beneficiary'],
  when: isLastingLeave,
  holds: (it, around) => overdueLeave(it, around) === undefined,
  say: (it, around) =>
    `L’autorizzazione valeva fino al ${inDigits(it.until)}, e ${overdueLeave(it, around)?.id ?? ''} è in corso o sta per cominciare.`,
  expects:
    'Un nuovo provvedimento in una riga sua, ad esempio valido fino al 31/08/2026: fino ad allora la persona non può andare.',
  mends: 'coordinator',
  stops: 'start',
  source: measures,
});

export const authorisationLastsToTheEnd = rule(authorisations, {
  name: 'L’autorizzazione dura quanto il tirocinio',
  needs: ['until', 'beneficiary'],
  when: (it, around) => isLastingLeave(it, around) && overdueLeave(it, around) === undefined,
  holds: (it, around) => beyondLeave(it, around) === undefined,
  say(it, around) {
    const found = beyondLeave(it, around);
    return `L’autorizzazione vale fino al ${inDigits(it.until)}, ma ${found?.id ?? ''} dura fino al ${onDay(found && lastDayOf(found, around))}.`;
  },
  expects:
    'Una proroga chiesta per tempo all’autorità, in una riga sua: ad esempio valida fino al 31/08/2026.',
  level: 'avvisa',
  mends: 'coordinator',
  source: measures,
});

export const authorisationIsNotRevoked = rule(authorisations, {
  name: 'Chi ha l’autorizzazione revocata non è in tirocinio',
  needs: ['revokedOn', 'beneficiary'],
  holds: (it, around) => despiteRevocation(it, around) === undefined,
  say: (it, around) =>
    `L’autorizzazione è revocata o sospesa dal ${inDigits(it.revokedOn)}, ma ${despiteRevocation(it, around)?.id ?? ''} è in corso o sta per cominciare.`,
  expects:
    'Il tirocinio sospeso o chiuso con una riga in «Variazioni», senza motivo; oppure una nuova autorizzazione, ad esempio dal 01/07/2026.',
  mends: 'coordinator',
  stops: 'start',
  source: measures,
});

export const authorisedSiteIsTheSite = rule(authorisations, {
  name: 'Un tirocinio si svolge nella sede autorizzata',
  needs: ['site', 'beneficiary'],
  when: holdsStill,
  holds: (it, around) => elsewhere(it, around) === undefined,
  say(it, around) {
    const found = elsewhere(it, around);
    return `È autorizzata la sede ${it.site.id}, ma ${found?.internship.id ?? ''} si svolge in ${found?.site.id ?? ''}.`;
  },
  expects:
    'La sede scritta nel provvedimento, ad esempio S-0002: un cambio si chiede prima, con una riga nuova.',
  mends: 'coordinator',
  stops: 'start',
  source: measures,
});

export const authorisedDaysAreTheDays = rule(authorisations, {
  name: 'Un tirocinio si svolge nei giorni autorizzati',
  needs: ['days', 'beneficiary'],
  when: holdsStill,
  holds: (it, around) => onOtherDays(it, around) === undefined,
  say(it, around) {
    const found = onOtherDays(it, around);
    return `${found?.internship.id ?? ''} prevede ore di ${list(found?.days ?? [])}: l’autorizzazione non ${found?.days.length === 1 ? 'comprende quel giorno' : 'comprende quei giorni'}.`;
  },
  expects:
    'Solo i giorni scritti nel provvedimento, ad esempio lun, mar, mer, gio, ven: un cambio si chiede prima.',
  mends: 'coordinator',
  stops: 'start',
  source: measures,
});

// ── Assenze con motivo ────────────────────────────────────────────────────────────────────────

export const absenceDatesAreInOrder = rule(restrictedAbsences, {
  name: 'Un’assenza finisce dopo che è cominciata',
  needs: ['to', 'from'],
  holds: (it) => it.from <= it.to,
  say: (it) =>
    `L’assenza finisce il ${inDigits(it.to)}, prima di cominciare il ${inDigits(it.from)}.`,
  expects: 'L’ultimo giorno di assenza, compreso: ad esempio dal 12/03/2026 al 13/03/2026.',
  mends: 'coordinator',
});

export const absenceIsWithinTheInternship = rule(restrictedAbsences, {
  name: 'Un’assenza cade durante il tirocinio',
  needs: ['internship', 'from'],
  when: (it) => it.to === undefined || it.from <= it.to,
  holds(it, around) {
    const span = spanOf(it.internship, around);
    return span === undefined || (span.from <= it.from && (it.to ?? it.from) <= span.to);
  },
  say(it, around) {
    const span = spanOf(it.internship, around);
    return `L’assenza non cade tutta in ${it.internship.id}, che va dal ${onDay(span?.from)} al ${onDay(span?.to)}.`;
  },
  expects: 'Giorni compresi tra l’inizio e la fine del tirocinio, ad esempio 12/03/2026.',
  level: 'avvisa',
  mends: 'coordinator',
});

export const absencesDoNotOverlap = rule(restrictedAbsences, {
  name: 'Due assenze di uno stesso tirocinio non si sovrappongono',
  needs: ['internship', 'from'],
  when: (it) => it.hours === undefined && (it.to === undefined || it.from <= it.to),
  holds: (it, around) => overlappingAbsence(it, around) === undefined,
  say: (it, around) =>
    `Gli stessi giorni stanno anche in ${overlappingAbsence(it, around)?.id ?? ''}.`,
  expects: 'Ogni giorno in una riga sola: ad esempio dal 12/03/2026 al 13/03/2026.',
  level: 'avvisa',
  mends: 'coordinator',
});

export const unexplainedAbsenceIsNotJustified = rule(restrictedAbsences, {
  name: 'Un’assenza senza motivo non è giustificata',
  needs: ['reason', 'justified'],
  when: (it) => it.reason === 'unexplained',
  holds: (it) => !it.justified,
  say: () => 'Il motivo è «non giustificata», ma l’assenza è segnata come giustificata.',
  expects: 'Il motivo vero dell’assenza, ad esempio «permesso personale»; oppure «no».',
  level: 'avvisa',
  mends: 'coordinator',
});

/** Solar days, ends included; while nobody wrote the end, up to today. The threshold is the pack's. */
export const longAbsenceIsSuspended = rule(restrictedAbsences, {
  name: 'Una lunga assenza per salute sospende il tirocinio',
  needs: ['internship', 'from', 'reason'],
  marks: 'variation',
  when: (it, around) =>
    ['illness', 'accident', 'maternity'].includes(it.reason) &&
    it.from <= around.today &&
    isRunning(it.internship, around),
  holds(it, around) {
    const least = suspendsFrom(it, around);
    return (
      it.variation !== undefined || least === undefined || absentDays(it, around) < least.value
    );
  },
  say(it, around) {
    const least = suspendsFrom(it, around);
    const doubt =
      least === undefined || least.verified ? '' : ` (limite da verificare: ${least.source})`;
    return `L’assenza dura ${it.to === undefined ? 'già ' : ''}${absentDays(it, around)} giorni solari: da ${least?.value ?? ''} in su il tirocinio si può sospendere, e il tempo sospeso non conta nella durata${doubt}.`;
  },
  expects:
    'La riga di «Variazioni» con la sospensione, senza motivo: ad esempio V-0005; se l’équipe decide di non sospendere si chiede una deroga.',
  level: 'avvisa',
  mends: 'coordinator',
  source: 'Linee guida 25/5/2017: malattia o infortunio di almeno 30 giorni solari',
});

/** Told the same day: later may be taken for an escape. A person tells, never ALICE. */
export const absenceIsReportedAtOnce = rule(restrictedAbsences, {
  name: 'Un’assenza da segnalare subito è stata segnalata',
  needs: ['internship', 'internship.beneficiary', 'from'],
  marks: 'reportedOn',
  when: (it, around) =>
    it.from <= around.today &&
    around
      .where(restricted, 'beneficiary', it.internship.beneficiary)
      .some((one) => one.absenceAtOnce === true),
  holds: (it) => it.reportedOn !== undefined && it.reportedOn <= it.from,
  say: (it) =>
    it.reportedOn === undefined
      ? `L’assenza del ${inDigits(it.from)} va detta in giornata a un’autorità, e non risulta segnalata.`
      : `L’assenza del ${inDigits(it.from)} è stata segnalata il ${inDigits(it.reportedOn)}, non in giornata.`,
  expects:
    'Il giorno stesso dell’assenza, con l’ora e chi è stato avvisato: ad esempio 12/03/2026, 9:40, ufficio matricola.',
  mends: 'coordinator',
  source: measures,
});

// ── Indicatori sensibili ──────────────────────────────────────────────────────────────────────

export const indicatorsAreOnOneRow = rule(indicators, {
  name: 'Gli indicatori di una persona stanno su una riga sola',
  needs: ['beneficiary'],
  holds: (it, around) => earlierIndicators(it, around) === undefined,
  say: (it, around) =>
    `${it.beneficiary.id} è già in ${earlierIndicators(it, around)?.id ?? ''}: si tengono le risposte dell’ingresso.`,
  expects: 'Una riga sola per persona, quella del primo ingresso: ad esempio IND-0001.',
  level: 'avvisa',
  mends: 'coordinator',
  stops: 'report',
  source: indicatorsLaw,
});

export const thirdCountryFitsTheCitizenship = rule(indicators, {
  name: 'L’indicatore sui Paesi terzi corrisponde alla cittadinanza',
  needs: ['thirdCountry', 'beneficiary', 'beneficiary.citizenship'],
  when: (it) =>
    it.thirdCountry !== 'undeclared' && stayOf(it.beneficiary.citizenship) !== undefined,
  holds: (it) => (it.thirdCountry === 'yes') === (stayOf(it.beneficiary.citizenship) === 'permit'),
  say: (it) =>
    `La risposta è ${it.thirdCountry === 'yes' ? 'sì' : 'no'}, ma nel foglio «Beneficiari» la cittadinanza è «${it.beneficiary.citizenship}».`,
  expects:
    'Sì per chi non ha la cittadinanza di un Paese dell’Unione, ad esempio marocchina; «non dichiara» se preferisce non dirlo.',
  level: 'avvisa',
  mends: 'coordinator',
  source: indicatorsLaw,
});

export const singleParentHasDependants = rule(indicators, {
  name: 'Un genitore solo ha figli a carico',
  needs: ['singleParent', 'dependants'],
  when: (it) => it.singleParent === 'yes',
  holds: (it) => it.dependants !== 'no',
  say: () => 'Risulta un genitore solo, ma senza figli o persone a carico.',
  expects: 'Due risposte che stanno insieme, ad esempio «sì» e «sì».',
  level: 'avvisa',
  mends: 'coordinator',
  source: indicatorsLaw,
});

export const dependantsFitTheirNumber = rule(indicators, {
  name: 'Il numero delle persone a carico corrisponde alla risposta',
  needs: ['dependantsNumber', 'dependants'],
  when: (it) => it.dependants !== 'undeclared',
  holds: (it) => it.dependantsNumber > 0 === (it.dependants === 'yes'),
  say: (it) =>
    `Le persone a carico sono ${it.dependantsNumber}, ma alla domanda si è risposto ${it.dependants === 'yes' ? 'sì' : 'no'}.`,
  expects: 'Quante sono, ad esempio 2; vuoto per chi non ne ha o non lo dice.',
  level: 'nota',
  mends: 'coordinator',
  source: indicatorsLaw,
});

// ── What the other books may know ─────────────────────────────────────────────────────────────
// One sentence for every cause, and it is asked of everybody: that it appears tells nothing of a person.

/** Blank or sì; a no is told by the internship's own rule. */
export const restrictedBookIsInOrderForTheStart = rule(internships, {
  name: 'Per il tirocinio il registro riservato è in ordine',
  needs: ['startDate', 'beneficiary'],
  marks: 'restrictedVerified',
  uses: [restricted, authorisations],
  when: (it, around) => isAtHand(it, around) && it.restrictedVerified !== false,
  holds: (it, around) => it.restrictedVerified === true && !lacksSomething(it, around),
  say: () => neutral,
  expects:
    'Il registro riservato in ordine per questa persona, e poi «sì» qui: lo scrive il coordinatore.',
  mends: 'coordinator',
  stops: 'start',
});

/** A change of place or time may need leave beforehand; so the coordinator says sì for every one. */
export const restrictedBookIsInOrderForTheChange = rule(variations, {
  name: 'Per il cambio di sede o di orario il registro riservato è in ordine',
  needs: ['kind', 'from', 'internship'],
  marks: 'restrictedVerified',
  uses: [restricted, authorisations],
  when: (it, around) =>
    (it.kind === 'site' || it.kind === 'hours') &&
    it.cancelledOn === undefined &&
    (isAtHand(it.internship, around) || it.from > around.today),
  holds: (it) => it.restrictedVerified === true,
  say: () => neutral,
  expects:
    'Il cambio controllato nel registro riservato, e poi «sì» qui: lo scrive il coordinatore.',
  level: 'avvisa',
  mends: 'coordinator',
});

export const restrictedBookIsInOrderForThePerson = rule(beneficiaries, {
  name: 'Per la persona il registro riservato è in ordine',
  needs: ['requirementVerified'],
  uses: [restricted],
  when: (it, around) => isFollowed(it) && !isThrough(it, around) && it.requirementVerified,
  holds: (it, around) => isInOrder(it, around),
  say: () => neutral,
  expects:
    'La riga della persona nel registro riservato completa e aggiornata: la cura il coordinatore, e qui resta «sì».',
  level: 'avvisa',
  mends: 'coordinator',
});

const neutral = 'Un requisito riservato manca: chiedi al coordinatore.';

// ── Codice fiscale and birth ──────────────────────────────────────────────────────────────────

const youngest = 14;
const oldest = 100;

function isPossibleBirth(birth: Day, today: Day): boolean {
  const age = ageOn(today, birth);
  return youngest <= age && age <= oldest;
}

interface Codes {
  /** What the cell «Codice fiscale» holds, final or provisional. */
  readonly own: CodiceFiscale | undefined;
  /** The final code, in whichever of the two columns somebody wrote it. */
  readonly final: DefinitiveCodiceFiscale | undefined;
}

const codesRead = new WeakMap<Beneficiary, Codes>();

/** The codes of a person, read once though many rules ask. */
function codesOf(it: Beneficiary): Codes {
  const known = codesRead.get(it);
  if (known !== undefined) return known;
  const [own, other] = [it.codiceFiscale, it.provisionalCodiceFiscale].map((code) => {
    const read = code === undefined ? undefined : readCodiceFiscale(code);
    return read?.ok ? read.value : undefined;
  });
  const codes = { own, final: [own, other].find(isFinal) };
  codesRead.set(it, codes);
  return codes;
}

function isFinal(it: CodiceFiscale | undefined): it is DefinitiveCodiceFiscale {
  return it?.kind === 'definitivo';
}

/** A birthday that cannot be is not compared: it has its own finding. */
function personOf(it: Beneficiary, { today }: Pick<Around, 'today'>): Person {
  const birth =
    it.birthDate !== undefined && isPossibleBirth(it.birthDate, today) ? it.birthDate : undefined;
  return {
    surname: it.lastName,
    name: it.firstName,
    sex: it.sex === undefined ? undefined : it.sex === 'female' ? 'F' : 'M',
    birth,
    place:
      it.birthPlace === undefined ? undefined : { name: it.birthPlace, province: it.birthProvince },
  };
}

function differencesOf(it: Beneficiary, around: Around): readonly Difference[] {
  const code = codesOf(it).own;
  return code === undefined ? [] : differingParts(code, personOf(it, around), placesOf(around));
}

function namesAreSwapped(it: Beneficiary): boolean {
  const code = codesOf(it).own;
  if (code === undefined) return false;
  const asWritten = { surname: it.lastName, name: it.firstName };
  const turned = { surname: it.firstName, name: it.lastName };
  return differingParts(code, asWritten).length > 0 && differingParts(code, turned).length === 0;
}

function birthInCode(it: Beneficiary, today: Day): Day | undefined {
  const code = codesOf(it).own;
  return code === undefined ? undefined : birthDayOf(code, { on: today });
}

/** These six names are of more than one comune: a row of «Comuni» is the birthplace only if the province agrees. */
const homonyms = new Set(['calliano', 'castro', 'livo', 'peglio', 'samone', 'san teodoro']);

const abroad: readonly BirthPlace[] = countries.flatMap(({ code, names }) =>
  code === undefined ? [] : [{ code, names }],
);

/** The comuni of the tab and the countries of config/countries.ts, by name; any other place is not judged. */
const placesOf = onceFor((around): BirthPlaces => {
  const comuni = around
    .rows(municipalities)
    .flatMap((it): readonly BirthPlace[] =>
      it.name !== undefined && it.belfiore !== undefined && isBelfiore(it.belfiore)
        ? [{ code: it.belfiore, names: [it.name], provinces: [it.province?.toUpperCase() ?? ''] }]
        : [],
    );
  const byName = new Map<string, BirthPlace[]>();
  for (const it of [...comuni, ...abroad])
    for (const name of it.names) {
      const known = byName.get(comparable(name));
      if (known === undefined) byName.set(comparable(name), [it]);
      else known.push(it);
    }
  return {
    codeOf(written, province) {
      // «Andria (BT)»: the province beside the name is of no use to the table.
      const name = written.replace(/\s*\(?\b[A-Z]{2}\)?$/, '');
      const places = byName.get(comparable(name)) ?? [];
      const sure = homonyms.has(comparable(name))
        ? places.filter((it) => it.provinces?.includes(province?.toUpperCase() ?? '') === true)
        : places;
      return birthPlaces(sure).codeOf(name, province);
    },
  };
});

function isBelfiore(code: string): boolean {
  return /^[A-M]\d{3}$/.test(code);
}

function provisionalFrom(it: Beneficiary): Day | undefined {
  return (
    it.provisionalSince ??
    [it.metOn, it.inChargeOn]
      .filter((on) => on !== undefined)
      .toSorted()
      .at(0)
  );
}

interface OutOfAge {
  readonly on: Day;
  readonly words: string;
}

/** The first reference day on which a person is too young or too old, and how to say it. */
function outOfAge(it: Beneficiary, around: Around): OutOfAge | undefined {
  const births = [it.birthDate, birthInCode(it, around.today)].filter((on) => on !== undefined);
  const [from, to] = [around.settings.of(ageMin), around.settings.of(ageMax)];
  return referenceDays(it, around).find(({ on }) =>
    births.every((birth) => ageOn(on, birth) < from || ageOn(on, birth) > to),
  );
}

function referenceDays(it: Beneficiary, around: Around): readonly OutOfAge[] {
  const reference = around.settings.of(ageReference);
  if (reference === 'today') return [{ on: around.today, words: 'Oggi' }];
  if (reference === 'inCharge')
    return it.inChargeOn === undefined
      ? []
      : [{ on: it.inChargeOn, words: `Alla presa in carico (${inDigits(it.inChargeOn)})` }];
  return internshipsOf(it, around).flatMap(({ id, startDate: on }) =>
    on === undefined ? [] : [{ on, words: `All’inizio di ${id} (${inDigits(on)})` }],
  );
}

// ── One row per person ────────────────────────────────────────────────────────────────────────

interface Twin {
  readonly tie: 'code' | 'decoded' | 'provisional' | 'name' | 'phone';
  readonly other: Beneficiary;
}

function twinOf(it: Beneficiary, around: Around): Twin | undefined {
  return twins(around).get(it);
}

function twinId(it: Beneficiary, around: Around): string {
  return twinOf(it, around)?.other.id ?? '';
}

/** For each row, the earlier one that may be the same person. One pass over the tab, by tables. */
const twins = onceFor((around) => {
  const byCode = new Map<string, Beneficiary>();
  const byDecoded = new Map<string, Beneficiary>();
  const byName = new Map<string, Beneficiary[]>();
  const byPhone = new Map<string, Beneficiary>();
  const found = new Map<Beneficiary, Twin>();
  for (const it of around.rows(beneficiaries)) {
    const decoded = codesOf(it).final?.decoded;
    const names = namesOf(it);
    const ties: readonly (readonly [Twin['tie'], Beneficiary | undefined])[] = [
      ['code', look(byCode, it.codiceFiscale)],
      ['decoded', look(byDecoded, decoded)],
      ['provisional', look(byCode, it.provisionalCodiceFiscale)],
      ['name', look(byName, names)?.find((other) => !areTwo(it, other, around))],
      ['phone', look(byPhone, it.phone)],
    ];
    for (const [tie, other] of ties) {
      if (other === undefined) continue;
      found.set(it, { tie, other });
      break;
    }
    for (const code of [it.codiceFiscale, it.provisionalCodiceFiscale]) keep(byCode, code, it);
    keep(byDecoded, decoded, it);
    keep(byPhone, it.phone, it);
    if (names !== undefined) byName.set(names, [...(byName.get(names) ?? []), it]);
  }
  return found;
});

/** Namesakes born on one day are two persons if each has a final code of their own that fits them. */
function areTwo(a: Beneficiary, b: Beneficiary, around: Around): boolean {
  const [one, other] = [codesOf(a).final?.decoded, codesOf(b).final?.decoded];
  return (
    one !== undefined &&
    other !== undefined &&
    one !== other &&
    differencesOf(a, around).length === 0 &&
    differencesOf(b, around).length === 0
  );
}

/** All words of name and surname in one order, with the birthday: swapped names have the same. */
function namesOf({ lastName, firstName, birthDate }: Beneficiary): string | undefined {
  if (lastName === undefined || firstName === undefined || birthDate === undefined)
    return undefined;
  return `${comparable(`${lastName} ${firstName}`).split(' ').toSorted().join(' ')}/${birthDate}`;
}

function look<V>(table: ReadonlyMap<string, V>, key: string | undefined): V | undefined {
  return key === undefined ? undefined : table.get(key);
}

function keep(table: Map<string, Beneficiary>, key: string | undefined, it: Beneficiary): void {
  if (key !== undefined && !table.has(key)) table.set(key, it);
}

// ── Where a person stands ─────────────────────────────────────────────────────────────────────

/** Not given up, not lost, not turned down: what concerns the others is no longer asked of anybody. */
function isFollowed(it: Beneficiary): boolean {
  return it.typedStage !== 'renounced' && it.typedStage !== 'unreachable' && it.suitable !== false;
}

/** The last outcome is in: the path is over. */
function isThrough(it: Beneficiary, around: Around): boolean {
  return around.where(outcomes, 'beneficiary', it).some((one) => one.at === 'months6');
}

function isProtected(it: Beneficiary, around: Around): boolean {
  return around.where(restricted, 'beneficiary', it).some((one) => one.protectedAddress === true);
}

function internshipsOf(it: Beneficiary, around: Around): readonly Internship[] {
  return around
    .where(internships, 'beneficiary', it)
    .filter((one) => one.typedState !== 'cancelled');
}

function runningOf(it: Beneficiary, around: Around): Internship | undefined {
  return internshipsOf(it, around).find((one) => isRunning(one, around));
}

function internshipAtHand(it: Beneficiary, around: Around): Internship | undefined {
  return internshipsOf(it, around).find((one) => isAtHand(one, around));
}

/** A TIS at hand that outlasts the presa in carico; one that begins after it has its own rule. */
function tisBeyondCharge(it: Beneficiary, around: Around): Internship | undefined {
  const { inChargeUntil: until } = it;
  if (until === undefined) return undefined;
  return internshipsOf(it, around).find((one) => {
    const span = spanOf(one, around);
    return (
      one.instrument === 'tis' &&
      span !== undefined &&
      isAtHand(one, around) &&
      span.from <= until &&
      until < span.to
    );
  });
}

function stageOf(it: Beneficiary): string {
  return it.typedStage === undefined ? '' : beneficiaries.columns.typedStage.show(it.typedStage);
}

/** An interview that was held: said so, or past and nobody said otherwise. */
function wasHeld(it: Interview, { today }: Pick<Around, 'today'>): boolean {
  return it.on !== undefined && it.on <= today && (it.held === 'held' || it.held === undefined);
}

function firstInterview(it: Beneficiary, around: Around): Interview | undefined {
  return around
    .where(interviews, 'beneficiary', it)
    .filter((one) => wasHeld(one, around))
    .toSorted(byDay)
    .at(0);
}

function missingBeforeSelection(it: Beneficiary, around: Around): readonly string[] {
  const { selectedOn } = it;
  const before = around
    .where(interviews, 'beneficiary', it)
    .filter(
      (one) => wasHeld(one, around) && selectedOn !== undefined && (one.on ?? '') <= selectedOn,
    );
  return [
    ...(before.some((one) => one.kind === 'inDepth') ? [] : ['il colloquio in profondità']),
    ...(before.some((one) => one.kind === 'skillsBalance') ? [] : ['il bilancio di competenze']),
  ];
}

function attemptsFor(it: Beneficiary, around: Around): number {
  return around
    .where(contacts, 'beneficiary', it)
    .filter((one) => one.outcome === 'noAnswer' || one.outcome === 'wrongNumber').length;
}

function heardAfter(it: Beneficiary, around: Around): Contact | undefined {
  const since = it.typedStageOn;
  return around
    .where(contacts, 'beneficiary', it)
    .find(
      (one) =>
        since !== undefined &&
        one.on !== undefined &&
        one.on > since &&
        (one.outcome === 'reached' || one.outcome === 'appointment'),
    );
}

/** Whether somebody said so, or a later contact with the same person or host shows it. */
function isCalledBack(it: Contact, around: Around): boolean {
  if (it.calledBack === true) return true;
  const { on, beneficiary, company } = it;
  if (on === undefined) return false;
  const others = [
    ...(beneficiary === undefined ? [] : around.where(contacts, 'beneficiary', beneficiary)),
    ...(company === undefined ? [] : around.where(contacts, 'company', company)),
  ];
  return others.some((one) => one !== it && one.on !== undefined && one.on > on);
}

// ── Operators ─────────────────────────────────────────────────────────────────────────────────

function hasRole(it: Operator, ...some: readonly Role[]): boolean {
  return some.some((one) => it.role === one || it.otherRoles?.includes(one) === true);
}

function isInService(it: Operator, on: Day): boolean {
  return (it.from === undefined || it.from <= on) && (it.to === undefined || on <= it.to);
}

function serviceOf({ from, to }: Operator): string {
  const start = from === undefined ? '' : `dal ${inDigits(from)}`;
  const end = to === undefined ? '' : `fino al ${inDigits(to)}`;
  return [start, end].filter((it) => it !== '').join(' ');
}

function interviewers(kind: NonNullable<Interview['kind']>): readonly Role[] {
  const trade: readonly Role[] = ['labOperator', 'counsellor', 'coordinator'];
  return kind === 'inDepth' || kind === 'skillsBalance' || kind === 'counselling'
    ? trade
    : [...trade, 'mentor', 'socialServices'];
}

function interviewKind(kind: NonNullable<Interview['kind']>): string {
  return interviews.columns.kind.show(kind).toLowerCase();
}

function feastOf(it: Interview, around: Around): string | undefined {
  return it.on === undefined
    ? undefined
    : around.calendar.holiday(it.on, it.lab?.municipality?.name);
}

function sameInterview(it: Interview, around: Around): Interview | undefined {
  if (it.beneficiary === undefined) return undefined;
  const same = around
    .where(interviews, 'beneficiary', it.beneficiary)
    .filter((one) => one.on === it.on && one.kind === it.kind && one.times === it.times);
  return before(it, same);
}

/** The labels of what was written of a counselling beyond day, hours and who held it. */
function toldOfCounselling(it: Interview): readonly string[] {
  const keys = [
    'outcome',
    'selfAssessment',
    'selfConfidence',
    'selfSkills',
    'selfSearch',
    'selfRelations',
    'motivation',
    'readiness',
    'sheet',
    'notes',
  ] as const;
  return keys.flatMap((key) => (it[key] === undefined ? [] : [interviews.columns[key].label]));
}

// ── Plans, outcomes, referrals ────────────────────────────────────────────────────────────────

function beforeDraft(it: Plan): readonly string[] {
  const keys = [
    'trainingDoneOn',
    'projectWorkDueOn',
    'projectWorkDoneOn',
    'lastReviewOn',
    'nextReviewOn',
    'closedOn',
  ] as const;
  return keys.flatMap((key) => {
    const on = it[key];
    return on === undefined || it.draftedOn === undefined || on >= it.draftedOn
      ? []
      : [`«${insertionPlans.columns[key].label}» (${inDigits(on)})`];
  });
}

/** The day written, unless a review was held since; else as many months after the last as were agreed. */
function reviewDue(it: Plan): Day | undefined {
  const last = it.lastReviewOn ?? it.draftedOn;
  if (it.nextReviewOn !== undefined)
    return it.lastReviewOn !== undefined && it.lastReviewOn >= it.nextReviewOn
      ? undefined
      : it.nextReviewOn;
  return last === undefined || it.everyMonths === undefined
    ? undefined
    : plusMonths(last, it.everyMonths);
}

function openPlanBefore(it: Plan, around: Around): Plan | undefined {
  if (it.beneficiary === undefined) return undefined;
  const open = around
    .where(insertionPlans, 'beneficiary', it.beneficiary)
    .filter((one) => one.closedOn === undefined);
  return before(it, open);
}

function outcomeWindow(it: Outcome, around: Around): Period | undefined {
  const end = it.internship && lastDayOf(it.internship, around);
  if (end === undefined) return undefined;
  const from = it.at === 'days28' ? plusDays(end, 28) : plusMonths(end, 6);
  return { from, to: plusDays(from, it.at === 'days28' ? 15 : 30) };
}

function sameOutcome(it: Outcome, around: Around): Outcome | undefined {
  if (it.beneficiary === undefined) return undefined;
  const same = around
    .where(outcomes, 'beneficiary', it.beneficiary)
    .filter((one) => one.at === it.at && one.internship === it.internship);
  return before(it, same);
}

function jobTold(it: Outcome): readonly string[] {
  const { contract, contractFrom, hiredBy } = it;
  const told = {
    contract: contract === 'internship' ? undefined : contract,
    contractFrom,
    hiredBy,
  };
  const keys = ['contract', 'contractFrom', 'hiredBy'] as const;
  return keys.flatMap((key) =>
    told[key] === undefined ? [] : [`«${outcomes.columns[key].label}»`],
  );
}

type ReferralState = NonNullable<RowOf<typeof referrals>['state']>;

function referralState(state: ReferralState): string {
  return referrals.columns.state.show(state);
}

function isOpenReferral(state: ReferralState): boolean {
  return state === 'sent' || state === 'accepted';
}

// ── The restricted book ───────────────────────────────────────────────────────────────────────

/** The internships at hand a row of leave may speak of. */
function underLeave(it: Authorisation, around: Around): readonly Internship[] {
  if (it.beneficiary === undefined) return [];
  return internshipsOf(it.beneficiary, around).filter(
    (one) => isAtHand(one, around) && leavesFor(one, around).includes(it),
  );
}

function withoutLeave(it: Restricted, around: Around): Internship | undefined {
  return it.beneficiary === undefined
    ? undefined
    : internshipsOf(it.beneficiary, around).find(
        (one) => isAtHand(one, around) && leavesFor(one, around).length === 0,
      );
}

/** An internship that starts before any leave takes effect, told on the last of its rows. */
function startBeforeLeave(it: Authorisation, around: Around): Internship | undefined {
  return underLeave(it, around).find((one) => {
    const leaves = leavesFor(one, around);
    return (
      leaves.at(-1) === it &&
      !leaves.some(({ approvedOn }) => takesEffectBy(approvedOn, one.startDate))
    );
  });
}

/** Not revoked, and no other row of leave of the same internships lasts longer. */
function isLastingLeave(it: Authorisation, around: Around): boolean {
  if (it.revokedOn !== undefined || it.approvedOn === undefined) return false;
  return underLeave(it, around).every((one) => longestLeave(one, around) === it);
}

function longestLeave(it: Internship, around: Around): Authorisation | undefined {
  return leavesFor(it, around)
    .filter((one) => one.approvedOn !== undefined && one.revokedOn === undefined)
    .toSorted((a, b) => compare(b.until ?? '9999', a.until ?? '9999'))
    .at(0);
}

/** An internship for which leave is already over: today, or on the day it starts. */
function overdueLeave(it: Authorisation, around: Around): Internship | undefined {
  return underLeave(it, around).find((one) => {
    const on =
      one.startDate !== undefined && one.startDate > around.today ? one.startDate : around.today;
    return it.until !== undefined && it.until < on;
  });
}

function beyondLeave(it: Authorisation, around: Around): Internship | undefined {
  return underLeave(it, around).find((one) => {
    const last = lastDayOf(one, around);
    return it.until !== undefined && last !== undefined && it.until < last;
  });
}

/** Revoked, with nothing later to stand in for it. */
function despiteRevocation(it: Authorisation, around: Around): Internship | undefined {
  const { revokedOn } = it;
  return underLeave(it, around).find((one) => {
    const last = lastDayOf(one, around);
    const ends = last !== undefined && revokedOn !== undefined && last < revokedOn;
    return (
      !ends &&
      !leavesFor(one, around).some(
        (other) => other !== it && other.approvedOn !== undefined && holdsStill(other, around),
      )
    );
  });
}

function holdsStill(it: Authorisation, { today }: Pick<Around, 'today'>): boolean {
  return it.revokedOn === undefined && (it.until === undefined || today <= it.until);
}

interface Elsewhere {
  readonly internship: Internship;
  readonly site: { readonly id: string };
}

function elsewhere(it: Authorisation, around: Around): Elsewhere | undefined {
  return underLeave(it, around)
    .flatMap((internship) => {
      const on =
        internship.startDate !== undefined && internship.startDate > around.today
          ? internship.startDate
          : around.today;
      const site = siteOn(internship, on, around);
      const allowed = leavesFor(internship, around).some(
        (one) => holdsStill(one, around) && one.site === site,
      );
      return site === undefined || allowed ? [] : [{ internship, site }];
    })
    .at(0);
}

interface OnDays {
  readonly internship: Internship;
  readonly days: readonly string[];
}

function onOtherDays(it: Authorisation, around: Around): OnDays | undefined {
  return underLeave(it, around)
    .flatMap((internship) => {
      const allowed = leavesFor(internship, around).flatMap((one) =>
        holdsStill(one, around) ? (one.days ?? []) : [],
      );
      const days = plannedDays(internship).filter((day) => !allowed.includes(day));
      return days.length === 0 ? [] : [{ internship, days: days.map(inFull) }];
    })
    .at(0);
}

function workOnBoundDays(it: Restricted, around: Around): OnDays | undefined {
  const { beneficiary, boundDays = [], boundFrom, boundUntil } = it;
  if (beneficiary === undefined) return undefined;
  return internshipsOf(beneficiary, around)
    .flatMap((internship) => {
      const span = spanOf(internship, around);
      const bound = {
        from: boundFrom ?? span?.from,
        to: boundUntil ?? span?.to,
      };
      const together =
        span !== undefined && bound.from !== undefined && bound.to !== undefined
          ? overlap(span, { from: bound.from, to: bound.to })
          : undefined;
      if (together === undefined || !isAtHand(internship, around)) return [];
      const days = plannedDays(internship).filter((day) => boundDays.includes(day));
      return days.length === 0 ? [] : [{ internship, days: days.map(inFull) }];
    })
    .at(0);
}

const hoursOn = {
  lun: 'hoursMon',
  mar: 'hoursTue',
  mer: 'hoursWed',
  gio: 'hoursThu',
  ven: 'hoursFri',
  sab: 'hoursSat',
  dom: 'hoursSun',
} as const satisfies Record<Weekday, keyof Internship>;

function plannedDays(it: Internship): readonly Weekday[] {
  // Object.keys forgets which keys an object has.
  const days = Object.keys(hoursOn) as Weekday[];
  return days.filter((day) => (it[hoursOn[day]] ?? 0) > 0);
}

const weekdaysInFull: Readonly<Record<Weekday, string>> = {
  lun: 'lunedì',
  mar: 'martedì',
  mer: 'mercoledì',
  gio: 'giovedì',
  ven: 'venerdì',
  sab: 'sabato',
  dom: 'domenica',
};

function inFull(it: Weekday): string {
  return weekdaysInFull[it];
}

function placesTold(it: Beneficiary): readonly string[] {
  const keys = ['address', 'cap', 'phone'] as const;
  return keys.flatMap((key) =>
    it[key] === undefined ? [] : [`«${beneficiaries.columns[key].label}»`],
  );
}

function isHolder(holder: string, it: Beneficiary): boolean {
  const words = new Set(comparable(holder).split(' '));
  const joined = comparable(holder).replaceAll(' ', '');
  const surname = comparable(it.lastName ?? '');
  const isNamed =
    surname.split(' ').every((word) => words.has(word)) ||
    joined.includes(surname.replaceAll(' ', ''));
  return (
    isNamed &&
    comparable(it.firstName ?? '')
      .split(' ')
      .some((word) => words.has(word))
  );
}

function overlappingAbsence(it: Absence, around: Around): Absence | undefined {
  const { internship, from } = it;
  if (internship === undefined || from === undefined) return undefined;
  const rows = around.where(restrictedAbsences, 'internship', internship);
  return rows.slice(0, rows.indexOf(it)).find((one) => {
    if (one.from === undefined || one.hours !== undefined) return false;
    const other = { from: one.from, to: one.to ?? one.from };
    return overlap(other, { from, to: it.to ?? from }) !== undefined;
  });
}

function absentDays(it: Absence, { today }: Pick<Around, 'today'>): number {
  return it.from === undefined ? 0 : daysBetween(it.from, it.to ?? today) + 1;
}

function suspendsFrom(it: Absence, around: Around) {
  if (it.internship === undefined) return undefined;
  const found = rulesOf(it.internship, around);
  return found && ruleFor(found, 'suspensionIllnessDays');
}

/** What stops a start in the restricted book: no row, no leave where one is due, or one that does not hold. */
function lacksSomething(it: Internship, around: Around): boolean {
  if (it.beneficiary === undefined) return false;
  const [row] = around.where(restricted, 'beneficiary', it.beneficiary);
  if (row === undefined) return true;
  const leaves = leavesFor(it, around);
  if (leaves.length === 0) return needsLeave(row);
  const start = it.startDate;
  const on = start !== undefined && start > around.today ? start : around.today;
  return !leaves.some(
    (one) =>
      takesEffectBy(one.approvedOn, start) &&
      one.revokedOn === undefined &&
      (one.until === undefined || on <= one.until),
  );
}

/** A person's restricted row is there, with its proof, still valid, and no address that must not be known stands outside. */
function isInOrder(it: Beneficiary, around: Around): boolean {
  const [row] = around.where(restricted, 'beneficiary', it);
  if (row === undefined || row.evidence === undefined) return false;
  if (row.evidenceUntil !== undefined && row.evidenceUntil < around.today) return false;
  return row.protectedAddress !== true || placesTold(it).length === 0;
}

// ── Looking things up ─────────────────────────────────────────────────────────────────────────

/** Something worked out once for each run, however many rows ask. */
function onceFor<T>(make: (around: Around) => T): (around: Around) => T {
  const made = new WeakMap<Around, T>();
  return (around) => {
    const known = made.get(around) ?? make(around);
    made.set(around, known);
    return known;
  };
}

const earlierEmail = (it: Operator, around: Around) =>
  it.email === undefined ? undefined : before(it, around.where(operators, 'email', it.email));
const earlierSlackId = (it: Operator, around: Around) =>
  it.slackId === undefined ? undefined : before(it, around.where(operators, 'slackId', it.slackId));
const earlierBelfiore = (it: Comune, around: Around) =>
  it.belfiore === undefined
    ? undefined
    : before(it, around.where(municipalities, 'belfiore', it.belfiore));
const earlierIban = (it: Restricted, around: Around) =>
  it.iban === undefined ? undefined : before(it, around.where(restricted, 'iban', it.iban));
const earlierRestricted = (it: Restricted, around: Around) =>
  it.beneficiary === undefined
    ? undefined
    : before(it, around.where(restricted, 'beneficiary', it.beneficiary));
const earlierIndicators = (it: RowOf<typeof indicators>, around: Around) =>
  it.beneficiary === undefined
    ? undefined
    : before(it, around.where(indicators, 'beneficiary', it.beneficiary));

/** The earlier row of the same comune. Few rows: names are compared without case or accents. */
function sameName(it: Comune, around: Around): Comune | undefined {
  const key = ({ name, province }: Comune) => comparable(`${name ?? ''} / ${province ?? ''}`);
  return before(
    it,
    around.rows(municipalities).filter((one) => key(one) === key(it)),
  );
}

/** The first of some rows that are alike, if it is another than this one. */
function before<T>(it: T, alike: readonly T[]): T | undefined {
  return alike[0] === it ? undefined : alike[0];
}

function onDay(it: Day | undefined): string {
  return it === undefined ? '' : inDigits(it);
}

function byDay(a: { readonly on?: Day | undefined }, b: { readonly on?: Day | undefined }): number {
  return compare(a.on ?? '', b.on ?? '');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
