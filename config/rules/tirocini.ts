import { inHours, type Level } from '../../src/core/column.ts';
import {
  beforeTerm,
  byTerm,
  type Day,
  daysBetween,
  inDigits,
  monthsCovered,
  overlap,
  type Period,
  periodEnd,
  plusDays,
  weekdayName,
  weekdayOf,
  withWeekday,
} from '../../src/core/day.ts';
import { type Cents, euro, inEuro } from '../../src/core/money.ts';
import {
  fullAllowance,
  hostLimit,
  type Parameter,
  type RuleFound,
  ruleFor,
  type ValueOf,
} from '../../src/core/pack.ts';
import { endMadeUp, without } from '../../src/core/period.ts';
import { type Around, type Rule, type RuleSpec, rule } from '../../src/core/rule.ts';
import type { AnyTab, Having, Path, RowOf } from '../../src/core/tab.ts';
import { comparable, list, plural } from '../../src/core/words.ts';
import {
  agreedEndOf,
  companyTutorOn,
  daysBeforeStart,
  type Insured,
  inailOf,
  lastDayBefore,
  lastDayOf,
  promoterTutorOn,
  rctOf,
  rulesOf,
  siteOn,
  spanOf,
  stateRuleOf,
  suspensionsOf,
  variationsOf,
  weekOf,
} from '../lifecycle.ts';
import {
  attendanceSheets,
  closures,
  type companyTutors,
  instruments,
  internships,
  type operators,
  regions,
  roles,
  signings,
  type sites,
  variations,
  visits,
} from '../registry.ts';
import {
  companyTutorFee,
  longestDay,
  monthlyAllowance,
  programmeCup,
  programmeEnd,
} from '../settings.ts';

type Internship = RowOf<typeof internships>;
type Started = Having<Internship, 'startDate'>;
type Variation = RowOf<typeof variations>;
type Operator = RowOf<typeof operators>;
type CompanyTutor = RowOf<typeof companyTutors>;
type Site = RowOf<typeof sites>;
const inclusion =
  'Linee guida TIS 22/1/2015, Rep. 7/CSR (costantinoandpartners.com, «Nuove linee guida in materia di tirocini»)';
const guidelines = 'Linee guida 25/5/2017, Rep. 86/CSR';
const communication =
  'art. 9-bis c. 2 d.l. 510/1996; L. 234/2021 art. 1 c. 724 (anclbari.it/?p=4106)';
const adi = 'MLPS, nota 16631 del 3/10/2024 (agenzialavoro.solcosrl.it; consulentidellavoro.re.it)';
const safety = 'd.lgs. 81/2008; L. 234/2021 art. 1 c. 725';
const insurance = 'L. 234/2021 e linee guida; INAIL circ. 16/2014 (lavorofacile.it)';
const plan =
  'Contenuto del progetto formativo (kitstage.assolombarda.it; almaorienta.unibo.it/tirocini/progetto-formativo)';
const host =
  'Linee guida 25/5/2017; schema di convenzione (lawinsider.com/it/contracts/iXt343fCk3j)';
const programme = 'Regole del programma, foglio «Impostazioni»';
const tutors =
  'Programma ALICE: i tre tutor sono figure diverse (cooperativatasha.it, Progetto Alice)';

const dayLength = 'Orario normale: 40 ore in cinque giorni, art. 3 d.lgs. 66/2003';
const extensionTerm =
  'La proroga si chiede prima della scadenza (orientamento.unina.it; www-orientamento.unipv.it)';

/** Days before the start from which a CO that is not there stops it (domain §4: T-7). */
const coWeek = 7;
/** Days before the start from which protective equipment is asked for (domain §4: T-5). */
const dpiDays = 5;
const nothing = { months: 0, days: 0 };
const weekdayWords = {
  lun: 'lunedì',
  mar: 'martedì',
  mer: 'mercoledì',
  gio: 'giovedì',
  ven: 'venerdì',
  sab: 'sabato',
  dom: 'domenica',
} as const;

// ── What a start needs: the person ────────────────────────────────────────────────────────────

/** Without a presa in carico there is no TIS. */
export const tisPersonInCharge = rule(internships, {
  name: 'Chi comincia un TIS è in carico ai servizi',
  needs: ['beneficiary', 'instrument', 'startDate'],
  when: (it, around) => it.instrument === 'tis' && isDue(it, around),
  holds: ({ beneficiary }) => beneficiary.inChargeOn !== undefined,
  say: (it, around) =>
    `Di ${it.beneficiary.id} manca la data della presa in carico (foglio «Beneficiari»), e senza presa in carico non c’è TIS: ${begins(it, around)}.`,
  expects:
    'La data da cui il servizio ha in carico la persona, nel foglio «Beneficiari»: ad esempio 15/01/2026.',
  mends: 'socialServices',
  stops: 'start',
  source: inclusion,
});

export const tisPersonInChargeByStart = rule(internships, {
  name: 'La presa in carico viene prima dell’inizio del TIS',
  needs: ['beneficiary', 'beneficiary.inChargeOn', 'instrument', 'startDate'],
  when: (it) => it.instrument === 'tis' && !isCancelled(it),
  holds: ({ beneficiary, startDate }) => beneficiary.inChargeOn <= startDate,
  say: ({ beneficiary, startDate }) =>
    `La presa in carico di ${beneficiary.id} è del ${inDigits(beneficiary.inChargeOn)}, dopo l’inizio del TIS (${inDigits(startDate)}).`,
  expects:
    'Una presa in carico che comincia al più tardi il primo giorno: ad esempio presa in carico 15/01/2026, inizio 02/03/2026.',
  mends: 'socialServices',
  stops: 'start',
  source: inclusion,
});

export const tisPersonStillInCharge = rule(internships, {
  name: 'All’inizio del TIS la presa in carico dura ancora',
  needs: ['beneficiary', 'beneficiary.inChargeUntil', 'instrument', 'startDate'],
  when: (it) => it.instrument === 'tis' && !isCancelled(it),
  holds: ({ beneficiary, startDate }) => startDate <= beneficiary.inChargeUntil,
  say: ({ beneficiary, startDate }) =>
    `La presa in carico di ${beneficiary.id} risulta finita il ${inDigits(beneficiary.inChargeUntil)}, prima dell’inizio del TIS (${inDigits(startDate)}).`,
  expects:
    'Una presa in carico ancora aperta il primo giorno: la cella «Presa in carico fino al» è vuota, oppure porta una data che viene dopo, ad esempio 31/12/2026.',
  mends: 'socialServices',
  stops: 'start',
  source: inclusion,
});

export const requirementSeen = rule(internships, {
  name: 'Il requisito di accesso della persona è stato verificato',
  needs: ['beneficiary', 'startDate'],
  when: isDue,
  holds: ({ beneficiary }) => beneficiary.requirementVerified === true,
  say: (it, around) =>
    `Di ${it.beneficiary.id} il requisito di accesso non risulta verificato (foglio «Beneficiari»): ${begins(it, around)}.`,
  expects:
    'Nel foglio «Beneficiari»: «Requisito verificato» sì, con il giorno e chi ha visto la prova, ad esempio 20/01/2026.',
  mends: 'coordinator',
  stops: 'start',
  source: 'Programma ALICE: persone già in carico ai servizi; art. 10 GDPR per le prove',
});

/** Ahead only: an internship that runs is told on the person's row. */
export const personSuitable = rule(internships, {
  name: 'Chi comincia un tirocinio è stato giudicato idoneo',
  needs: ['beneficiary', 'beneficiary.suitable', 'startDate'],
  when: (it, around) => !isCancelled(it) && it.startDate > around.today,
  holds: ({ beneficiary }) => beneficiary.suitable,
  say: (it, around) =>
    `Per ${it.beneficiary.id} «Idoneo al percorso» dice no, ma ${begins(it, around)}.`,
  expects:
    'Una persona che il verbale di selezione dà per idonea; se l’équipe ha cambiato parere si aggiorna il foglio «Beneficiari», ad esempio «Idoneo al percorso»: sì.',
  mends: 'coordinator',
  stops: 'start',
  source: 'Verbale dell’équipe di selezione',
});

/** Ahead only: an internship that runs is told on the person's row. */
export const personNotRenounced = rule(internships, {
  name: 'Chi ha rinunciato non ha un tirocinio che deve cominciare',
  needs: ['beneficiary', 'beneficiary.typedStage', 'startDate'],
  when: (it, around) => !isCancelled(it) && it.startDate > around.today,
  holds: ({ beneficiary }) => beneficiary.typedStage !== 'renounced',
  say: (it, around) => `Per ${it.beneficiary.id} è segnata una rinuncia, ma ${begins(it, around)}.`,
  expects:
    'La rinuncia tolta, se la persona ci ha ripensato; oppure il tirocinio «Annullato» nella sua colonna. Ad esempio: Annullato.',
  level: 'avvisa',
  mends: 'coordinator',
  source: 'Foglio «Beneficiari»',
});

// ── What a start needs: the plan and the agreement ────────────────────────────────────────────

export const pfiNumbered = needed('pfiNumber', {
  name: 'Il PFI ha un numero',
  says: 'Manca il numero del PFI',
  expects: 'Il numero del progetto formativo con l’anno, ad esempio 14/2026.',
  mends: 'promoterTutor',
  source: plan,
});

/** Silent where «Firme e protocollo» names who has not signed: that is told by `pfiSignedByAll`. */
export const pfiSigned = rule(internships, {
  name: 'Il PFI è firmato',
  needs: ['startDate', 'pfiNumber'],
  marks: 'pfiSignedOn',
  when: isDue,
  holds: (it, around) =>
    it.pfiSignedOn !== undefined || (planPaper(it, around)?.lacks.length ?? 0) > 0,
  say: (it, around) => `Manca il giorno dell’ultima firma del PFI: ${begins(it, around)}.`,
  expects: 'Il giorno in cui ha firmato l’ultima delle parti, ad esempio 20/02/2026.',
  proposes: (it, around) => {
    const last = planPaper(it, around)?.signedOn.toSorted().at(-1);
    return last === undefined ? undefined : inDigits(last);
  },
  mends: 'promoterTutor',
  stops: 'start',
  source: plan,
});

export const pfiSignedByAll = rule(internships, {
  name: 'Il PFI ha tutte le firme',
  needs: ['startDate', 'pfiNumber'],
  marks: 'pfiSignedOn',
  when: isDue,
  holds: (it, around) => (planPaper(it, around)?.lacks.length ?? 0) === 0,
  say: (it, around) => {
    const paper = planPaper(it, around);
    return `Nel foglio «Firme e protocollo» (${paper?.id ?? ''}) il PFI non è ancora firmato da: ${list(paper?.lacks ?? [])}. ${capital(begins(it, around))}.`;
  },
  expects:
    'La data di ogni firma nel foglio «Firme e protocollo»: beneficiario, ospitante, promotore e, per un TIS, anche il servizio. Ad esempio 20/02/2026.',
  mends: 'promoterTutor',
  stops: 'start',
  source: 'Quattro firme per un TIS (regione.marche.it, TIS); tre per gli altri progetti formativi',
});

export const pfiSignedByStart = rule(internships, {
  name: 'Il PFI si firma prima che il tirocinio cominci',
  needs: ['pfiSignedOn', 'startDate'],
  when: (it) => !isCancelled(it),
  holds: ({ pfiSignedOn, startDate }) => pfiSignedOn <= startDate,
  say: ({ pfiSignedOn, startDate }) =>
    `Il PFI è firmato il ${inDigits(pfiSignedOn)}, ma il tirocinio comincia il ${inDigits(startDate)}.`,
  expects:
    'Una firma che viene prima dell’inizio, o quel giorno stesso: ad esempio PFI firmato il 20/02/2026, inizio il 02/03/2026.',
  mends: 'promoterTutor',
  stops: 'start',
  source: plan,
});

/** Silent where the day also comes after the start: `pfiSignedByStart` tells it. */
export const pfiSignedAlready = rule(internships, {
  name: 'La firma del PFI è una cosa già avvenuta',
  needs: ['pfiSignedOn'],
  when: (it) => !isCancelled(it) && !(it.startDate !== undefined && it.pfiSignedOn > it.startDate),
  holds: ({ pfiSignedOn }, { today }) => pfiSignedOn <= today,
  say: ({ pfiSignedOn }) =>
    `Il PFI risulta firmato il ${inDigits(pfiSignedOn)}, un giorno che deve ancora venire.`,
  expects:
    'Il giorno in cui la firma c’è stata davvero, ad esempio 20/02/2026; finché non c’è, la cella resta vuota.',
  mends: 'promoterTutor',
  stops: 'start',
  source: plan,
});

/** Silent where the CO is the other's too, since the whole row was copied: `coProtocolOnce` tells it. */
export const pfiNumberedOnce = rule(internships, {
  name: 'Un numero di PFI sta su un solo tirocinio',
  needs: ['pfiNumber'],
  when: (it, around) => firstWith('coProtocol', it, around) === undefined,
  holds: (it, around) => firstWith('pfiNumber', it, around) === undefined,
  say: (it, around) =>
    `Il PFI n. ${it.pfiNumber} è già quello di ${firstWith('pfiNumber', it, around)?.id ?? ''}: ogni progetto ha il suo.`,
  expects: 'Un numero diverso per ogni progetto formativo, ad esempio 14/2026 e 15/2026.',
  level: 'avvisa',
  mends: 'promoterTutor',
  source: plan,
});

export const agreementChosen = needed('agreement', {
  name: 'Il tirocinio ha una convenzione',
  says: 'Manca la convenzione con l’ospitante',
  expects: 'L’ID di una riga del foglio «Convenzioni», ad esempio CV-0001.',
  mends: 'promoterTutor',
  source: host,
});

export const agreementSigned = rule(internships, {
  name: 'La convenzione del tirocinio è firmata',
  needs: ['agreement', 'startDate'],
  when: isDue,
  holds: ({ agreement }) => agreement.signedOn !== undefined,
  say: (it, around) =>
    `La convenzione ${it.agreement.id} non ha ancora la data della firma: ${begins(it, around)}.`,
  expects: 'Nel foglio «Convenzioni» il giorno dell’ultima firma, ad esempio 24/03/2026.',
  mends: 'promoterTutor',
  stops: 'start',
  source: host,
});

export const agreementSignedByStart = rule(internships, {
  name: 'La convenzione si firma prima che il tirocinio cominci',
  needs: ['agreement', 'agreement.signedOn', 'startDate'],
  when: (it) => !isCancelled(it),
  holds: ({ agreement, startDate }) => agreement.signedOn <= startDate,
  say: ({ agreement, startDate }) =>
    `La convenzione ${agreement.id} è firmata il ${inDigits(agreement.signedOn)}, dopo l’inizio del tirocinio (${inDigits(startDate)}).`,
  expects:
    'Una convenzione firmata al più tardi il primo giorno: ad esempio firmata il 24/03/2026, inizio il 01/04/2026.',
  mends: 'promoterTutor',
  stops: 'start',
  source: host,
});

/** Only the first day: that an agreement outlasts its internships is told once, on its own row in «Convenzioni». */
export const agreementInForceAtStart = rule(internships, {
  name: 'Il primo giorno la convenzione è in vigore',
  needs: ['agreement', 'startDate'],
  when: ({ agreement, startDate, typedState }) =>
    typedState !== 'cancelled' &&
    !(agreement.signedOn !== undefined && agreement.signedOn > startDate),
  holds: ({ agreement: { from, to, endedOn, tacitRenewal }, startDate }) =>
    (from === undefined || from <= startDate) &&
    (to === undefined || tacitRenewal === true || startDate <= to) &&
    (endedOn === undefined || startDate <= endedOn),
  say: ({ agreement, startDate }) =>
    `Il ${inDigits(startDate)}, primo giorno del tirocinio, la convenzione ${agreement.id} non è in vigore: ${validity(agreement)}.`,
  expects:
    'Una convenzione in vigore il primo giorno: ad esempio vale dal 24/03/2026 al 23/03/2028 per un inizio il 01/04/2026.',
  mends: 'promoterTutor',
  stops: 'start',
  source: host,
});

/** Silent where the site is of the agreement's host: then it is the host of the row that does not fit. */
export const agreementOfTheHost = rule(internships, {
  name: 'La convenzione è quella dell’ospitante',
  needs: ['agreement', 'agreement.company', 'company'],
  when: (it) => !isCancelled(it) && it.site?.company?.id !== it.agreement.company.id,
  holds: ({ agreement, company }) => agreement.company.id === company.id,
  say: ({ agreement, company }) =>
    `La convenzione ${agreement.id} è con ${agreement.company.id}, ma l’ospitante di questo tirocinio è ${company.id}.`,
  expects: 'Una convenzione firmata con lo stesso ospitante del tirocinio, ad esempio CV-0001.',
  mends: 'promoterTutor',
  stops: 'start',
  source: host,
});

export const agreementForTheInstrument = rule(internships, {
  name: 'La convenzione vale per lo strumento del tirocinio',
  needs: ['agreement', 'agreement.instruments', 'instrument'],
  when: (it) => !isCancelled(it) && it.agreement.instruments.length > 0,
  holds: ({ agreement, instrument }) => agreement.instruments.includes(instrument),
  say: ({ agreement, instrument }) =>
    `La convenzione ${agreement.id} vale per ${list(agreement.instruments.map((it) => instruments[it]))}, ma questo è di tipo «${instruments[instrument]}».`,
  expects:
    'Uno strumento che la convenzione prevede; se lo prevede davvero si aggiorna il foglio «Convenzioni», ad esempio TIS, Borsa lavoro.',
  level: 'avvisa',
  mends: 'promoterTutor',
  source: host,
});

// ── What a start needs: who and where ─────────────────────────────────────────────────────────

export const siteChosen = needed('site', {
  name: 'Il tirocinio ha una sede',
  says: 'Manca la sede di lavoro',
  expects: 'L’ID di una riga del foglio «Sedi», ad esempio S-0001: dove si lavora davvero.',
  mends: 'enterpriseTutor',
  source: plan,
});

export const siteOfTheHost = rule(internships, {
  name: 'La sede è dell’ospitante',
  needs: ['site', 'site.company', 'company'],
  when: (it) => !isCancelled(it),
  holds: ({ site, company }) => site.company.id === company.id,
  say: ({ site, company }) =>
    `La sede ${site.id} è di ${site.company.id}, ma l’ospitante di questo tirocinio è ${company.id}.`,
  expects: 'Una sede dello stesso ospitante, ad esempio S-0001; oppure l’ospitante giusto.',
  mends: 'promoterTutor',
  stops: 'start',
  source: host,
});

export const companyTutorChosen = needed('companyTutor', {
  name: 'Il tirocinio ha un tutor ospitante',
  says: 'Manca il tutor ospitante',
  expects: 'L’ID di una riga del foglio «Tutor ospitanti», ad esempio TO-0001.',
  mends: 'enterpriseTutor',
  source: plan,
});

export const promoterTutorChosen = needed('promoterTutor', {
  name: 'Il tirocinio ha un tutor promotore',
  says: 'Manca il tutor promotore',
  expects: 'L’ID di un operatore con il ruolo di tutor promotore, ad esempio O-0004.',
  mends: 'coordinator',
  source: plan,
});

/** Silent where the tutor is of the site's host: then it is the host of the row that does not fit. */
export const companyTutorOfTheHost = rule(internships, {
  name: 'Il tutor ospitante lavora per l’ospitante',
  needs: ['companyTutor', 'companyTutor.company', 'company'],
  when: (it) => !isCancelled(it) && it.site?.company?.id !== it.companyTutor.company.id,
  holds: ({ companyTutor, company }) => companyTutor.company.id === company.id,
  say: ({ companyTutor, company }) =>
    `${companyTutor.id} è tutor di ${companyTutor.company.id}, ma l’ospitante di questo tirocinio è ${company.id}.`,
  expects: 'Un tutor che lavora per l’ente che ospita, ad esempio TO-0001.',
  mends: 'enterpriseTutor',
  stops: 'start',
  source: tutors,
});

export const companyTutorAtTheSite = rule(internships, {
  name: 'Il tutor ospitante lavora nella sede del tirocinio',
  needs: ['companyTutor', 'companyTutor.site', 'site', 'site.company'],
  when: (it) => isOpen(it) && it.companyTutor.company?.id === it.site.company.id,
  holds: ({ companyTutor, site }) => companyTutor.site.id === site.id,
  say: ({ companyTutor, site }) =>
    `${companyTutor.id} di solito lavora in ${companyTutor.site.id}, ma il tirocinio si svolge in ${site.id}.`,
  expects:
    'Un tutor presente dove si svolge il tirocinio; se ora lavora lì si aggiorna il foglio «Tutor ospitanti», ad esempio S-0001.',
  level: 'nota',
  mends: 'enterpriseTutor',
  source: tutors,
});

/** One who leaves before the end is told once, on the tutor's own row. */
export const companyTutorAlreadyServes = rule(internships, {
  name: 'Il tutor ospitante è già in servizio quando il tirocinio comincia',
  needs: ['companyTutor', 'companyTutor.from', 'startDate'],
  when: (it) => isOpen(it),
  holds: ({ companyTutor, startDate }) => companyTutor.from <= startDate,
  say: ({ companyTutor, startDate }) =>
    `${companyTutor.id} è tutor ospitante dal ${inDigits(companyTutor.from)}, ma il tirocinio comincia il ${inDigits(startDate)}.`,
  expects:
    'Un tutor già in servizio il primo giorno: ad esempio tutor dal 20/03/2026, inizio il 01/04/2026.',
  level: 'avvisa',
  mends: 'enterpriseTutor',
  source: tutors,
});

export const promoterTutorInService = rule(internships, {
  name: 'Il tutor promotore è in servizio',
  needs: ['promoterTutor', 'startDate'],
  when: isDueAndOpen,
  holds: (it, around) => {
    const tutor = promoterTutorOn(it, judgedOn(it, around), around);
    return tutor === undefined || serves(tutor, judgedOn(it, around));
  },
  say: (it, around) => {
    const tutor = promoterTutorOn(it, judgedOn(it, around), around) ?? it.promoterTutor;
    return `${tutor.id} non è in servizio il ${inDigits(judgedOn(it, around))}: ${service(tutor)}.`;
  },
  expects:
    'Un operatore in servizio il primo giorno e finché il tirocinio dura; se è cambiato, una riga «Cambio di tutor» nel foglio «Variazioni», ad esempio dal 01/07/2026.',
  level: 'avvisa',
  mends: 'coordinator',
  source: tutors,
});

export const mentorInService = rule(internships, {
  name: 'Il mentor è in servizio',
  needs: ['mentor', 'startDate'],
  when: isDueAndOpen,
  holds: (it, around) => serves(it.mentor, judgedOn(it, around)),
  say: (it, around) =>
    `${it.mentor.id} non è in servizio il ${inDigits(judgedOn(it, around))}: ${service(it.mentor)}.`,
  expects: 'Un mentor in servizio finché il tirocinio dura, ad esempio O-0005.',
  level: 'avvisa',
  mends: 'coordinator',
  source: programme,
});

export const promoterTutorHasTheRole = rule(internships, {
  name: 'Chi segue il tirocinio per il promotore ne ha il ruolo',
  needs: ['promoterTutor', 'promoterTutor.role'],
  when: isOpen,
  holds: ({ promoterTutor }) => hasRole(promoterTutor, ['promoterTutor', 'mentor']),
  say: ({ promoterTutor }) =>
    `${promoterTutor.id} è qui come tutor promotore, ma nel foglio «Operatori» il suo ruolo è «${roles[promoterTutor.role]}».`,
  expects:
    'Un operatore con il ruolo di tutor promotore o di mentor; il tutor d’impresa assiste le cooperative e ha la sua colonna. Ad esempio O-0004.',
  level: 'avvisa',
  mends: 'coordinator',
  source: tutors,
});

export const enterpriseTutorHasTheRole = rule(internships, {
  name: 'Il tutor d’impresa ne ha il ruolo',
  needs: ['enterpriseTutor', 'enterpriseTutor.role'],
  when: isOpen,
  holds: ({ enterpriseTutor }) => hasRole(enterpriseTutor, ['enterpriseTutor']),
  say: ({ enterpriseTutor }) =>
    `${enterpriseTutor.id} è qui come tutor d’impresa, ma nel foglio «Operatori» il suo ruolo è «${roles[enterpriseTutor.role]}».`,
  expects:
    'Un operatore con il ruolo di tutor d’impresa, ad esempio O-0006; chi segue il tirocinante va nella colonna «Tutor promotore».',
  level: 'avvisa',
  mends: 'coordinator',
  source: tutors,
});

export const mentorHasTheRole = rule(internships, {
  name: 'Il mentor ne ha il ruolo',
  needs: ['mentor', 'mentor.role'],
  when: isOpen,
  holds: ({ mentor }) => hasRole(mentor, ['mentor']),
  say: ({ mentor }) =>
    `${mentor.id} è qui come mentor, ma nel foglio «Operatori» il suo ruolo è «${roles[mentor.role]}».`,
  expects: 'Un operatore con il ruolo di mentor, principale o tra gli altri: ad esempio O-0005.',
  level: 'avvisa',
  mends: 'coordinator',
  source: programme,
});

export const promoterAndCompanyTutorDiffer = rule(internships, {
  name: 'Tutor promotore e tutor ospitante sono due persone',
  needs: ['promoterTutor', 'companyTutor'],
  marks: 'companyTutor',
  when: (it) => !isCancelled(it),
  holds: ({ promoterTutor, companyTutor }) => !areOne(promoterTutor, companyTutor),
  say: ({ promoterTutor, companyTutor }) =>
    `${promoterTutor.id} e ${companyTutor.id} sembrano la stessa persona (${alike(promoterTutor, companyTutor)}): è tutor promotore e tutor ospitante insieme.`,
  expects:
    'Due persone diverse: una per il promotore e una dell’ente che ospita, ad esempio O-0004 e TO-0001.',
  mends: 'promoterTutor',
  stops: 'start',
  source: tutors,
  // That two IDs are one person is told from names and addresses.
  classes: ['name'],
});

export const enterpriseTutorDiffers = rule(internships, {
  name: 'Il tutor d’impresa non è uno degli altri due tutor',
  needs: ['enterpriseTutor'],
  when: isOpen,
  holds: ({ enterpriseTutor, promoterTutor, companyTutor }) =>
    !areOne(enterpriseTutor, promoterTutor) && !areOne(enterpriseTutor, companyTutor),
  say: ({ enterpriseTutor, promoterTutor, companyTutor }) => {
    const other = areOne(enterpriseTutor, promoterTutor) ? promoterTutor : companyTutor;
    const what = other === promoterTutor ? 'tutor promotore' : 'tutor ospitante';
    return `${enterpriseTutor.id} è insieme tutor d’impresa e ${what} di questo tirocinio${other?.id === enterpriseTutor.id ? '' : ` (${other?.id ?? ''}: ${alike(enterpriseTutor, other)})`}.`;
  },
  expects:
    'Tre persone diverse: chi assiste la cooperativa, chi segue per il promotore, chi affianca sul posto. Ad esempio O-0006, O-0004 e TO-0001.',
  level: 'avvisa',
  mends: 'coordinator',
  source: tutors,
  classes: ['name'],
});

/** Told on the internship that comes last. */
export const companyTutorWithinCap = warned(internships, {
  name: 'Un tutor ospitante segue poche persone insieme',
  needs: ['companyTutor', 'startDate'],
  when: (it, around) => isOpen(it) && !isOver(it, around),
  limit: (it, around) => ruleOf(it, 'hostTutorCap', around),
  holds: (it, around) =>
    withCompanyTutor(it, around) <= (ruleOf(it, 'hostTutorCap', around)?.value ?? Infinity),
  says: (it, around) =>
    `Il ${inDigits(it.startDate)} ${it.companyTutor.id} seguirebbe ${plural(withCompanyTutor(it, around), 'persona', 'persone')} insieme: il massimo è ${ruleOf(it, 'hostTutorCap', around)?.value ?? ''}`,
  expects: 'Un tutor ospitante che segue al massimo tre persone insieme, ad esempio TO-0002.',
  mends: 'enterpriseTutor',
  source: guidelines,
});

/** Told on the internship that comes last. */
export const promoterTutorWithinCap = warned(internships, {
  name: 'Un tutor promotore segue un numero giusto di persone insieme',
  needs: ['promoterTutor', 'startDate'],
  when: (it, around) => isOpen(it) && !isOver(it, around),
  limit: (it, around) => ruleOf(it, 'promoterTutorCap', around),
  holds: (it, around) =>
    withPromoterTutor(it, around) <= (ruleOf(it, 'promoterTutorCap', around)?.value ?? Infinity),
  says: (it, around) =>
    `Il ${inDigits(it.startDate)} ${it.promoterTutor.id} seguirebbe ${plural(withPromoterTutor(it, around), 'persona', 'persone')} insieme: il massimo è ${ruleOf(it, 'promoterTutorCap', around)?.value ?? ''}`,
  expects: 'Un tutor promotore che segue al massimo venti persone insieme, ad esempio O-0007.',
  mends: 'coordinator',
  source: guidelines,
});

/** Told once, on the internship that brings the tutor there. */
export const promoterTutorNearCap = rule(internships, {
  name: 'Un tutor promotore ha ancora posto per altre persone',
  needs: ['promoterTutor', 'startDate'],
  when: (it, around) => isOpen(it) && !isOver(it, around),
  holds: (it, around) =>
    withPromoterTutor(it, around) !== ruleOf(it, 'promoterTutorWarnAt', around)?.value,
  say: (it, around) =>
    `Con questo tirocinio ${it.promoterTutor.id} arriva a seguire ${withPromoterTutor(it, around)} persone insieme: ne restano ${Math.max(0, (ruleOf(it, 'promoterTutorCap', around)?.value ?? 0) - withPromoterTutor(it, around))} prima del massimo.`,
  expects: 'I prossimi tirocini a un altro tutor promotore, ad esempio O-0007.',
  level: 'avvisa',
  mends: 'coordinator',
  source: guidelines,
});

// ── What a start needs: the CO ────────────────────────────────────────────────────────────────

/** From 30 days to 8 days before the start, once it is known who sends it: that is asked for by `coSenderNamed`. */
export const coAhead = needed('coSentOn', {
  name: 'La CO di avvio è in preparazione',
  when: (it, around) =>
    it.coSentBy !== undefined && daysBetween(around.today, it.startDate) > coWeek,
  says: 'La comunicazione obbligatoria non è ancora stata inviata',
  expects:
    'Il giorno in cui la CO parte, al più tardi il giorno prima dell’inizio: ad esempio 27/02/2026.',
  level: 'nota',
  mends: 'promoterTutor',
  source: communication,
});

/** In the last seven days. */
export const coDue = needed('coSentOn', {
  name: 'La CO di avvio è stata inviata in tempo',
  when: (it, around) =>
    around.today < it.startDate && daysBetween(around.today, it.startDate) <= coWeek,
  say: (it, around) =>
    `La comunicazione obbligatoria non risulta inviata: ${begins(it, around)} e l’ultimo giorno lavorativo utile è ${withWeekday(beforeTerm(it.startDate, { calendar: around.calendar }))}.`,
  expects: 'Il giorno della ricevuta, al più tardi la vigilia dell’inizio: ad esempio 27/02/2026.',
  mends: 'promoterTutor',
  source: communication,
});

/** From the first day on: whoever works then may be working irregularly. */
export const startedWithoutCo = needed('coSentOn', {
  name: 'Nessun tirocinio comincia senza CO',
  when: (it, around) => it.startDate <= around.today,
  say: (it, around) =>
    it.coProtocol === undefined
      ? `${capital(begins(it, around))} e della comunicazione obbligatoria non c’è traccia: possibile lavoro irregolare.`
      : `${capital(begins(it, around))}: della CO c’è il protocollo, ma non il giorno in cui è partita.`,
  expects:
    'Il giorno della ricevuta della CO, ad esempio 27/02/2026; se il tirocinio non è mai cominciato, «Annullato» nella sua colonna.',
  mends: 'coordinator',
  source: communication,
});

export const coSentBeforeStart = rule(internships, {
  name: 'La CO parte al più tardi il giorno prima dell’inizio',
  needs: ['coSentOn', 'startDate'],
  when: (it) => !isCancelled(it),
  holds: (it, around) => {
    const before = stateRuleOf(it, 'coStartDaysBefore', around)?.value;
    return before === undefined || it.coSentOn <= plusDays(it.startDate, -before);
  },
  say: ({ coSentOn, startDate }) =>
    `La CO è partita il ${inDigits(coSentOn)}, ma il tirocinio comincia il ${inDigits(startDate)}: andava inviata al più tardi il giorno prima.`,
  expects:
    'Una CO inviata almeno il giorno prima dell’inizio, ad esempio CO il 27/02/2026 e inizio il 02/03/2026; se serve, si sposta l’inizio.',
  mends: 'promoterTutor',
  stops: 'start',
  source: communication,
});

/** Silent where the day also comes on or after the start: `coSentBeforeStart` tells it. */
export const coSentAlready = rule(internships, {
  name: 'L’invio della CO è una cosa già avvenuta',
  needs: ['coSentOn'],
  when: (it) => !isCancelled(it) && !(it.startDate !== undefined && it.coSentOn >= it.startDate),
  holds: ({ coSentOn }, { today }) => coSentOn <= today,
  say: ({ coSentOn }) =>
    `La CO risulta inviata il ${inDigits(coSentOn)}, un giorno che deve ancora venire.`,
  expects: 'Il giorno della ricevuta, ad esempio 27/02/2026; finché non c’è, la cella resta vuota.',
  mends: 'promoterTutor',
  stops: 'start',
  source: communication,
});

export const coProtocolWritten = rule(internships, {
  name: 'Della CO c’è il protocollo',
  needs: ['coSentOn', 'startDate'],
  marks: 'coProtocol',
  when: (it, around) => isDue(it, around) && daysBetween(around.today, it.startDate) <= coWeek,
  holds: ({ coProtocol }) => coProtocol !== undefined,
  say: (it, around) =>
    `La CO risulta inviata il ${inDigits(it.coSentOn)}, ma manca il protocollo della ricevuta: ${begins(it, around)}.`,
  expects: 'Il codice scritto sulla ricevuta, cifra per cifra: ad esempio 1600026200012345.',
  mends: 'promoterTutor',
  stops: 'start',
  source: communication,
});

export const coProtocolOnce = rule(internships, {
  name: 'Il protocollo di una CO sta su un solo tirocinio',
  needs: ['coProtocol'],
  holds: (it, around) => firstWith('coProtocol', it, around) === undefined,
  say: (it, around) =>
    `Il protocollo ${it.coProtocol} è già quello di ${firstWith('coProtocol', it, around)?.id ?? ''}: forse la riga è stata copiata, ma ogni avvio ha la sua CO.`,
  expects: 'Il codice della ricevuta di questo avvio, ad esempio 1600026200012345.',
  level: 'avvisa',
  mends: 'promoterTutor',
  source: communication,
});

export const coSenderNamed = needed('coSentBy', {
  name: 'Si sa chi invia la CO',
  when: (it, around) =>
    it.coSentOn === undefined && daysBetween(around.today, it.startDate) > coWeek,
  says: 'Non è scritto chi invia la comunicazione obbligatoria',
  expects: 'Ospitante, promotore o consulente del lavoro: ad esempio ospitante.',
  level: 'nota',
  mends: 'promoterTutor',
  source: communication,
});

export const tisCoCategoryWritten = rule(internships, {
  name: 'Della CO di un TIS c’è la categoria',
  needs: ['coSentOn', 'instrument', 'startDate'],
  marks: 'coCategory',
  when: (it, around) => it.instrument === 'tis' && isDue(it, around),
  holds: ({ coCategory }) => coCategory !== undefined,
  say: (it, around) =>
    `Manca la categoria con cui è stata inviata la CO di questo TIS: con una diversa dalla 09 c’è il rischio sospensione ADI. ${capital(begins(it, around))}.`,
  expects:
    'La categoria scritta sulla ricevuta: per un TIS è la «09 – Persona presa in carico dai servizi sociali e/o sanitari».',
  mends: 'promoterTutor',
  stops: 'start',
  source: adi,
});

/** The costliest silent mistake there is: the family loses the Assegno di Inclusione. */
export const tisCoCategory = rule(internships, {
  name: 'La CO di un TIS ha la categoria 09',
  needs: ['coCategory', 'instrument', 'startDate'],
  when: (it, around) =>
    it.instrument === 'tis' &&
    !isCancelled(it) &&
    stateRuleOf(it, 'coCategory', around) !== undefined,
  holds: ({ coCategory }) => coCategory === 'inCharge',
  say: (it, around) =>
    `La CO di questo TIS ha una categoria diversa dalla ${stateRuleOf(it, 'coCategory', around)?.value ?? ''}: rischio sospensione ADI per la famiglia. Va rettificata subito.`,
  expects:
    'La categoria «09 – Persona presa in carico dai servizi sociali e/o sanitari», dopo la rettifica della CO.',
  mends: 'promoterTutor',
  stops: 'start',
  source: adi,
});

export const gepiRecorded = rule(internships, {
  name: 'Un TIS cominciato è registrato in GePI',
  needs: ['instrument', 'startDate'],
  marks: 'gepiRecordedOn',
  when: (it, { today }) => it.instrument === 'tis' && !isCancelled(it) && it.startDate <= today,
  holds: ({ gepiRecordedOn }) => gepiRecordedOn !== undefined,
  say: (it, around) =>
    `Manca il giorno in cui il case manager ha inserito il TIS in GePI: ${begins(it, around)}.`,
  expects:
    'Il giorno in cui il TIS è stato inserito in GePI tra i sostegni del patto, ad esempio 03/03/2026.',
  level: 'avvisa',
  mends: 'socialServices',
  source: adi,
});

// ── What a start needs: insurance and safety ──────────────────────────────────────────────────

export const inailPatWritten = needed('inailPat', {
  name: 'La persona è assicurata all’INAIL',
  has: (it, around) => inailOf(it, around).policy !== undefined,
  says: 'Manca la posizione INAIL (PAT) di chi assicura',
  expects: 'Otto cifre e due di controllo, ad esempio 12345678/90.',
  mends: 'promoterTutor',
  source: insurance,
});

export const inailFromTheStart = needed('inailFrom', {
  name: 'L’INAIL copre dal primo giorno',
  when: (it, around) => inailOf(it, around).policy !== undefined,
  has: (it, around) => starts(inailOf(it, around).from, it.startDate),
  says: (it, around) => lateCover('INAIL', inailOf(it, around)),
  expects: 'Il primo giorno coperto, al più tardi quello dell’inizio: ad esempio 01/03/2026.',
  mends: 'promoterTutor',
  source: insurance,
});

export const inailToTheEnd = rule(internships, {
  name: 'L’INAIL copre fino all’ultimo giorno',
  needs: ['startDate', 'endDate'],
  marks: 'inailTo',
  when: (it, around) =>
    isDue(it, around) &&
    it.startDate <= it.endDate &&
    inailOf(it, around).policy !== undefined &&
    inailOf(it, around).from !== undefined,
  holds: (it, around) => lasts(inailOf(it, around).to, insuredEnd(it)),
  say: (it, around) => shortCover('INAIL', it, inailOf(it, around).to),
  expects: 'L’ultimo giorno coperto, non prima della fine del tirocinio: ad esempio 31/08/2026.',
  mends: 'promoterTutor',
  stops: 'start',
  source: insurance,
});

export const rctPolicyWritten = needed('rctPolicy', {
  name: 'C’è una polizza per la responsabilità civile',
  has: (it, around) => rctOf(it, around).policy !== undefined,
  says: 'Manca la polizza di responsabilità civile (RCT)',
  expects: 'Compagnia e numero, ad esempio 2026/10/4477.',
  mends: 'promoterTutor',
  source: insurance,
});

export const rctFromTheStart = needed('rctFrom', {
  name: 'La polizza RCT copre dal primo giorno',
  when: (it, around) => rctOf(it, around).policy !== undefined,
  has: (it, around) => starts(rctOf(it, around).from, it.startDate),
  says: (it, around) => lateCover('RCT', rctOf(it, around)),
  expects: 'Il primo giorno coperto, al più tardi quello dell’inizio: ad esempio 01/01/2026.',
  mends: 'promoterTutor',
  source: insurance,
});

export const rctToTheEnd = rule(internships, {
  name: 'La polizza RCT copre fino all’ultimo giorno',
  needs: ['startDate', 'endDate'],
  marks: 'rctTo',
  when: (it, around) =>
    isDue(it, around) &&
    it.startDate <= it.endDate &&
    rctOf(it, around).policy !== undefined &&
    rctOf(it, around).from !== undefined,
  holds: (it, around) => lasts(rctOf(it, around).to, insuredEnd(it)),
  say: (it, around) => shortCover('RCT', it, rctOf(it, around).to),
  expects: 'L’ultimo giorno coperto, non prima della fine del tirocinio: ad esempio 31/12/2026.',
  mends: 'promoterTutor',
  stops: 'start',
  source: insurance,
});

export const safetyTrainingWritten = needed('safetyTrainingOn', {
  name: 'La formazione sulla sicurezza ha una data',
  says: 'Manca il giorno della formazione sulla sicurezza',
  expects: 'Il giorno in cui finisce, non dopo il primo giorno di attività: ad esempio 27/02/2026.',
  level: 'avvisa',
  mends: 'promoterTutor',
  source: `${safety}; Accordo 17/4/2025, tempi da verificare`,
});

export const safetyTrainingByStart = rule(internships, {
  name: 'La formazione sulla sicurezza viene prima dell’attività',
  needs: ['safetyTrainingOn', 'startDate'],
  when: (it) => !isCancelled(it),
  holds: ({ safetyTrainingOn, startDate }) => safetyTrainingOn <= startDate,
  say: ({ safetyTrainingOn, startDate }) =>
    `La formazione sulla sicurezza finisce il ${inDigits(safetyTrainingOn)}, dopo il primo giorno di tirocinio (${inDigits(startDate)}).`,
  expects:
    'Una formazione finita al più tardi il primo giorno: ad esempio formazione il 27/02/2026 e inizio il 02/03/2026.',
  mends: 'promoterTutor',
  stops: 'start',
  source: `${safety}; Accordo 17/4/2025, tempi da verificare`,
});

export const medicalVisitAnswered = needed('medicalVisitDue', {
  name: 'Si sa se la visita medica è dovuta',
  says: 'Non è scritto se i rischi dell’attività chiedono la visita medica',
  expects: 'Sì oppure no, come dice il medico competente dell’ospitante: ad esempio no.',
  level: 'nota',
  mends: 'promoterTutor',
  source: safety,
});

export const medicalVisitDone = needed('medicalVisitOn', {
  name: 'La visita medica dovuta è stata fatta',
  when: (it) => it.medicalVisitDue === true,
  says: 'La visita medica è dovuta ma non ha ancora una data',
  expects: 'Il giorno della visita, senza il giudizio: ad esempio 26/02/2026.',
  mends: 'promoterTutor',
  source: safety,
});

export const medicalVisitByStart = rule(internships, {
  name: 'La visita medica dovuta viene prima dell’attività',
  needs: ['medicalVisitOn', 'medicalVisitDue', 'startDate'],
  when: (it) => it.medicalVisitDue && !isCancelled(it),
  holds: ({ medicalVisitOn, startDate }) => medicalVisitOn <= startDate,
  say: ({ medicalVisitOn, startDate }) =>
    `La visita medica è del ${inDigits(medicalVisitOn)}, dopo il primo giorno di tirocinio (${inDigits(startDate)}).`,
  expects:
    'Una visita fatta al più tardi il primo giorno: ad esempio visita il 26/02/2026 e inizio il 02/03/2026.',
  mends: 'promoterTutor',
  stops: 'start',
  source: safety,
});

export const dpiAnswered = needed('dpiDue', {
  name: 'Si sa se servono i DPI',
  says: 'Non è scritto se servono dispositivi di protezione (DPI)',
  expects: 'Sì oppure no, come dice la valutazione dei rischi: ad esempio sì.',
  level: 'nota',
  mends: 'promoterTutor',
  source: safety,
});

/** In the last five days and after: they are handed over on the first day at the latest. */
export const dpiDelivered = needed('dpiDeliveredOn', {
  name: 'I DPI dovuti sono stati consegnati',
  when: (it, around) => it.dpiDue === true && it.startDate <= plusDays(around.today, dpiDays),
  says: 'I dispositivi di protezione (DPI) servono ma non risultano consegnati',
  expects: 'Il giorno della consegna firmata, non dopo il primo giorno: ad esempio 02/03/2026.',
  level: 'avvisa',
  mends: 'promoterTutor',
  source: safety,
});

export const dpiByStart = rule(internships, {
  name: 'I DPI dovuti si consegnano prima dell’attività',
  needs: ['dpiDeliveredOn', 'dpiDue', 'startDate'],
  when: (it) => it.dpiDue && !isCancelled(it),
  holds: ({ dpiDeliveredOn, startDate }) => dpiDeliveredOn <= startDate,
  say: ({ dpiDeliveredOn, startDate }) =>
    `I DPI sono stati consegnati il ${inDigits(dpiDeliveredOn)}, dopo il primo giorno di tirocinio (${inDigits(startDate)}).`,
  expects: 'Una consegna al più tardi il primo giorno: ad esempio consegna e inizio il 02/03/2026.',
  mends: 'promoterTutor',
  stops: 'start',
  source: safety,
});

// ── What a start needs: the contents of the plan ──────────────────────────────────────────────

export const professionWritten = needed('cp', {
  name: 'Il PFI indica la professione',
  says: 'Manca la professione (CP2021)',
  expects: 'Il codice ISTAT a cinque livelli, ad esempio 5.2.2.1.0.',
  level: 'avvisa',
  mends: 'promoterTutor',
  source: `${plan}; CP2021 nella CO dal 2/4/2025 (D.D. 123/2025)`,
});

export const sepAdaWritten = needed('sepAda', {
  name: 'Il PFI indica il settore e l’area di attività',
  says: 'Manca il riferimento all’Atlante del lavoro (SEP / ADA)',
  expects: 'Settore e area di attività, ad esempio Produzioni alimentari – ADA.02.01.10.',
  level: 'avvisa',
  mends: 'promoterTutor',
  source: plan,
});

export const tasksWritten = needed('tasks', {
  name: 'Il PFI dice che cosa si farà',
  says: 'Mancano le attività da svolgere',
  expects: 'Che cosa farà la persona, ad esempio preparazione degli impasti e banco vendita.',
  level: 'avvisa',
  mends: 'promoterTutor',
  source: plan,
});

// ── Hours ─────────────────────────────────────────────────────────────────────────────────────

export const timetableWritten = needed('hoursMon', {
  name: 'Il tirocinio ha un orario settimanale',
  has: (it) => plannedMinutes(it) !== undefined,
  says: 'Non c’è l’orario (i giorni da Lun a Dom sono tutti vuoti)',
  expects: 'Le ore di ogni giorno come nel PFI, ad esempio 5 dal lunedì al venerdì.',
  mends: 'promoterTutor',
  source: plan,
});

export const weeklyHoursWritten = needed('weeklyHours', {
  name: 'Il totale settimanale delle ore è scritto',
  when: (it) => plannedMinutes(it) !== undefined,
  says: (it) =>
    `Manca il totale delle ore alla settimana (i giorni ne fanno ${inHours(plannedMinutes(it) ?? 0)})`,
  expects: 'Il totale scritto nel PFI, uguale alla somma dei giorni: ad esempio 25.',
  proposes: (it) => inHours(plannedMinutes(it) ?? 0),
  level: 'avvisa',
  mends: 'promoterTutor',
  source: plan,
});

export const weeklyHoursAgree = rule(internships, {
  name: 'Il totale settimanale è la somma dei giorni',
  needs: ['weeklyHours'],
  when: (it) => !isCancelled(it) && plannedMinutes(it) !== undefined,
  holds: (it) => plannedMinutes(it) === it.weeklyHours,
  say: (it) =>
    `Il totale dice ${inHours(it.weeklyHours)} ore alla settimana, ma i giorni ne fanno ${inHours(plannedMinutes(it) ?? 0)}.`,
  expects: 'Un totale uguale alla somma dei giorni: ad esempio 5 giorni da 5 ore fanno 25.',
  proposes: (it) => inHours(plannedMinutes(it) ?? 0),
  level: 'avvisa',
  mends: 'promoterTutor',
  source: plan,
});

const weeklyHoursCap = limited(internships, {
  name: 'Le ore alla settimana restano nel massimo',
  needs: ['weeklyHours', 'startDate'],
  when: (it) => !isCancelled(it),
  limit: (it, around) => ruleOf(it, 'maxWeeklyHours', around),
  holds: (it, around) =>
    it.weeklyHours <= (ruleOf(it, 'maxWeeklyHours', around)?.value ?? Infinity),
  says: (it, around) =>
    `L’orario è di ${inHours(it.weeklyHours)} ore alla settimana: il massimo è ${inHours(ruleOf(it, 'maxWeeklyHours', around)?.value ?? 0)}`,
  expects: 'Un orario entro il massimo della regione, ad esempio 25 ore alla settimana.',
  mends: 'promoterTutor',
  stops: 'start',
  source: 'Regole della regione per ore settimanali',
});
/** Binds where a region sets the number. */
export const weeklyHoursWithinCap = weeklyHoursCap.binding;
/** Warns where the number is the guidelines', or nobody has verified it. */
export const weeklyHoursWithinDoubtfulCap = weeklyHoursCap.doubtful;

export const dayWithinEightHours = rule(internships, {
  name: 'In nessun giorno si superano le otto ore',
  needs: ['startDate'],
  marks: 'weeklyHours',
  when: (it) => !isCancelled(it),
  holds: (it, around) => longDays(it, around).length === 0,
  say: (it, around) =>
    `L’orario supera le ${around.settings.of(longestDay)} ore: ${list(longDays(it, around))}.`,
  expects: 'Al massimo otto ore al giorno, meglio meno: ad esempio 5.',
  level: 'avvisa',
  mends: 'promoterTutor',
  source: dayLength,
});

export const restDayPlanned = rule(internships, {
  name: 'L’orario lascia almeno un giorno di riposo',
  needs: ['hoursMon', 'hoursTue', 'hoursWed', 'hoursThu', 'hoursFri', 'hoursSat', 'hoursSun'],
  marks: 'hoursSun',
  when: (it) => !isCancelled(it),
  holds: (it) => workedDays(it).length < 7,
  say: (it, around) => {
    const rest = stateRuleOf(it, 'weeklyRest', around);
    return `L’orario prevede ore in tutti e sette i giorni: non resta un giorno di riposo${rest === undefined ? '' : basis(rest)}.`;
  },
  expects: 'Almeno un giorno vuoto, di norma la domenica: ad esempio 5 ore dal lunedì al venerdì.',
  level: 'avvisa',
  mends: 'promoterTutor',
  source: 'Riposo settimanale, d.lgs. 66/2003 per analogia',
});

/** Silent where all seven days are planned: `restDayPlanned` asks for the same day. */
export const sundayForeseen = rule(internships, {
  name: 'Chi lavora la domenica lo ha scritto nel PFI',
  needs: ['hoursSun'],
  marks: 'nightOrHoliday',
  when: (it) => !isCancelled(it) && it.hoursSun > 0 && workedDays(it).length < 7,
  holds: ({ nightOrHoliday }) => nightOrHoliday === true,
  say: ({ hoursSun }) =>
    `L’orario prevede ${inHours(hoursSun)} ore di domenica, ma «Notturno o festivo» non dice sì.`,
  expects:
    'Sì, se il PFI prevede il lavoro festivo e ne dice la ragione; altrimenti la domenica resta vuota. Ad esempio sì.',
  level: 'avvisa',
  mends: 'promoterTutor',
  source: 'Di norma giorni feriali (portalevocale.centroimpiegoterni.it)',
});

const nightForbidden = limited(internships, {
  name: 'Nessuno lavora di notte dove è vietato',
  needs: ['times', 'startDate'],
  when: (it, around) => !isCancelled(it) && ruleOf(it, 'nightWork', around)?.value === 'never',
  limit: (it, around) => ruleOf(it, 'nightWork', around),
  holds: ({ times }) => !isNight(times),
  says: ({ times }) => `L’orario «${times}» tocca le ore della notte, e qui è vietato`,
  expects: 'Un orario di giorno, ad esempio 9:00-13:00.',
  mends: 'promoterTutor',
  stops: 'start',
  source: 'Regole della regione per il lavoro notturno',
});
/** Binds where a region forbids it. */
export const noNightWhereForbidden = nightForbidden.binding;
/** Warns where nobody has verified that it is forbidden. */
export const noNightWhereDoubtful = nightForbidden.doubtful;

/** Silent where night is forbidden altogether. */
export const nightForeseen = rule(internships, {
  name: 'Chi lavora di notte lo ha scritto nel PFI',
  needs: ['times', 'startDate'],
  marks: 'nightOrHoliday',
  when: (it, around) =>
    !isCancelled(it) && isNight(it.times) && ruleOf(it, 'nightWork', around)?.value !== 'never',
  holds: ({ nightOrHoliday }) => nightOrHoliday === true,
  say: ({ times }) =>
    `L’orario «${times}» tocca le ore della notte, ma «Notturno o festivo» non dice sì.`,
  expects:
    'Sì, se il PFI prevede il lavoro notturno e ne dice la ragione; altrimenti un orario di giorno, ad esempio 9:00-13:00.',
  level: 'avvisa',
  mends: 'promoterTutor',
  source: 'Periodo notturno: tra mezzanotte e le cinque, art. 1 d.lgs. 66/2003',
});

// ── Dates ─────────────────────────────────────────────────────────────────────────────────────

export const endDateWritten = needed('endDate', {
  name: 'Il tirocinio ha una data di fine',
  says: 'Manca la data di fine',
  expects: 'L’ultimo giorno, compreso: sei mesi dal 01/03/2026 finiscono il 31/08/2026.',
  proposes: ({ startDate, months }) =>
    months === undefined ? undefined : inDigits(periodEnd(startDate, months)),
  mends: 'promoterTutor',
  source: plan,
});

export const endAfterStart = rule(internships, {
  name: 'Un tirocinio finisce dopo che è iniziato',
  needs: ['endDate', 'startDate'],
  when: (it) => !isCancelled(it),
  holds: ({ endDate, startDate }) => endDate >= startDate,
  say: ({ endDate, startDate }) =>
    `Il tirocinio finisce il ${inDigits(endDate)}, prima dell’inizio (${inDigits(startDate)}).`,
  expects: 'Una data che viene dopo l’inizio: ad esempio inizio 02/03/2026, fine 01/09/2026.',
  proposes: ({ startDate, months }) =>
    months === undefined ? undefined : inDigits(periodEnd(startDate, months)),
  mends: 'promoterTutor',
  stops: 'start',
  source: plan,
});

export const monthsAgree = rule(internships, {
  name: 'I mesi tornano con le date',
  needs: ['endDate', 'startDate', 'months'],
  when: (it) => !isCancelled(it) && it.endDate >= it.startDate,
  holds: ({ endDate, startDate, months }) => endDate === periodEnd(startDate, months),
  say: ({ endDate, startDate, months }) =>
    `${plural(months, 'mese', 'mesi')} dal ${inDigits(startDate)} ${months === 1 ? 'finisce' : 'finiscono'} il ${inDigits(periodEnd(startDate, months))}, ma la data di fine è ${inDigits(endDate)}.`,
  expects:
    'L’ultimo giorno compreso: sei mesi dal 01/03/2026 finiscono il 31/08/2026, non il 01/09. Se sono giuste le date, si correggono i mesi.',
  proposes: ({ startDate, months }) => inDigits(periodEnd(startDate, months)),
  level: 'avvisa',
  mends: 'promoterTutor',
  source: 'Computo dei mesi, art. 2963 c.c.',
});

export const startOnWorkingDay = rule(internships, {
  name: 'Un tirocinio comincia in un giorno feriale',
  needs: ['startDate'],
  when: (it) => !isCancelled(it) && it.nightOrHoliday !== true,
  holds: (it, around) => feastOn(it.startDate, it.site, around) === undefined,
  say: (it, around) => {
    const feast = feastOn(it.startDate, it.site, around);
    const first = withWeekday(it.startDate, { year: true });
    return feast === 'domenica'
      ? `Il primo giorno è ${first}.`
      : `Il primo giorno, ${first}, è festa: ${feast ?? ''}.`;
  },
  expects:
    'Un giorno che non sia domenica, festa nazionale o del patrono della sede: ad esempio lunedì 02/03/2026.',
  level: 'avvisa',
  mends: 'promoterTutor',
  source: 'L. 260/1949 e successive; patrono del comune della sede',
});

/** Silent on holidays: `startOnWorkingDay` tells them. */
export const startOnPlannedDay = rule(internships, {
  name: 'Il primo giorno è tra quelli dell’orario',
  needs: ['startDate'],
  when: (it, around) =>
    isOpen(it) &&
    plannedMinutes(it) !== undefined &&
    (it.nightOrHoliday === true || feastOn(it.startDate, it.site, around) === undefined),
  holds: (it) => (weekOf(it)?.[weekdayOf(it.startDate)] ?? 0) > 0,
  say: ({ startDate }) =>
    `Il primo giorno è ${withWeekday(startDate, { year: true })}, ma l’orario non prevede ore di ${weekdayName(startDate)}.`,
  expects:
    'Un primo giorno in cui la persona lavora: ad esempio lunedì 02/03/2026 per un orario dal lunedì al venerdì.',
  level: 'avvisa',
  mends: 'promoterTutor',
  source: plan,
});

export const startNotInClosure = rule(internships, {
  name: 'Un tirocinio non comincia mentre la sede è chiusa',
  needs: ['startDate', 'site'],
  when: isOpen,
  holds: (it, around) => closureOn(it, around) === undefined,
  say: (it, around) => {
    const closed = closureOn(it, around);
    return `Il primo giorno, ${inDigits(it.startDate)}, la sede ${it.site.id} è chiusa (${closed?.id ?? ''}, fino al ${closed?.to === undefined ? '' : inDigits(closed.to)}).`;
  },
  expects: 'Un primo giorno in cui la sede è aperta, ad esempio 24/08/2026.',
  level: 'avvisa',
  mends: 'promoterTutor',
  source: 'Foglio «Chiusure»',
});

const minimum = limited(internships, {
  name: 'Un tirocinio dura almeno il minimo',
  needs: ['endDate', 'startDate'],
  when: (it) => !isCancelled(it) && it.endDate >= it.startDate,
  limit: minMonthsOf,
  holds: (it, around) => spanIn(planOf(it)).months >= (minMonthsOf(it, around)?.value ?? 0),
  says: (it, around) =>
    `Dal ${inDigits(it.startDate)} al ${inDigits(it.endDate)} il tirocinio dura ${inMonths(spanIn(planOf(it)))}: il minimo è ${plural(minMonthsOf(it, around)?.value ?? 0, 'mese', 'mesi')}`,
  expects:
    'Una durata non più breve del minimo: ad esempio dal 02/03/2026 al 01/05/2026 sono 2 mesi.',
  mends: 'promoterTutor',
  stops: 'start',
  source: guidelines,
});
/** Binds where a region sets the number. */
export const durationAtLeastMin = minimum.binding;
/** Warns where the number is the guidelines', or nobody has verified it. */
export const durationAtLeastDoubtfulMin = minimum.doubtful;

/**
 * The plan alone: what extensions and suspensions make of it is told on their rows. The longest term of the pack, since
 * who may have it is not written in the shared book.
 */
const maximum = limited(internships, {
  name: 'Un tirocinio non supera la durata massima',
  needs: ['endDate', 'startDate'],
  when: (it) => !isCancelled(it) && it.endDate >= it.startDate,
  limit: (it, around) => termsOf(it, around)?.longest.rule,
  holds: (it, around) => fits(planOf(it), termsOf(it, around)?.longest),
  says: (it, around) =>
    `Dal ${inDigits(it.startDate)} al ${inDigits(it.endDate)} il tirocinio dura ${inMonths(spanIn(planOf(it)))}: il massimo è ${inMonths(termsOf(it, around)?.longest ?? nothing)}`,
  expects: 'Una durata entro il massimo: ad esempio dal 02/03/2026 al 01/09/2026 sono 6 mesi.',
  mends: 'promoterTutor',
  stops: 'start',
  source: guidelines,
});
/** Binds where a region sets the number. */
export const durationWithinMax = maximum.binding;
/** Warns where the number is the guidelines', or nobody has verified it. */
export const durationWithinDoubtfulMax = maximum.doubtful;

/** Between the ordinary term and the longest: which persons may have the longer one stands in the restricted book. */
export const durationWithinOrdinaryMax = rule(internships, {
  name: 'Una durata oltre quella ordinaria è stata verificata',
  needs: ['endDate', 'startDate'],
  when: (it, around) =>
    !isCancelled(it) &&
    it.restrictedVerified !== true &&
    fits(planOf(it), termsOf(it, around)?.longest),
  holds: (it, around) => fits(planOf(it), termsOf(it, around)?.ordinary),
  say: (it, around) => {
    const ordinary = termsOf(it, around)?.ordinary;
    return `Il tirocinio dura ${inMonths(spanIn(planOf(it)))}, e così a lungo si può solo in alcuni casi: chiedi al coordinatore. Di norma il massimo è ${inMonths(ordinary ?? nothing)}${ordinary === undefined ? '' : basis(ordinary.rule)}.`;
  },
  expects:
    'Una durata ordinaria, oppure «Requisito riservato verificato» scritto dal coordinatore: ad esempio sì.',
  level: 'avvisa',
  mends: 'coordinator',
  source: guidelines,
});

export const personTotalWithinMax = warned(internships, {
  name: 'Tutti i TIS di una persona restano nella durata complessiva',
  needs: ['beneficiary', 'startDate', 'endDate', 'instrument'],
  when: (it) => !isCancelled(it) && it.instrument === 'tis' && it.endDate >= it.startDate,
  limit: (it, around) => ruleOf(it, 'maxMonthsTotal', around),
  holds: (it, around) =>
    isWithin(untilThis(it, around), {
      months: ruleOf(it, 'maxMonthsTotal', around)?.value ?? Infinity,
      days: 0,
    }),
  says: (it, around) =>
    `Con questo, i TIS di ${it.beneficiary.id} fanno ${inMonths(untilThis(it, around))} in tutto: il massimo è ${plural(ruleOf(it, 'maxMonthsTotal', around)?.value ?? 0, 'mese', 'mesi')}`,
  expects:
    'Una durata complessiva entro il massimo, ripetizioni comprese: ad esempio 24 mesi più 24.',
  mends: 'coordinator',
  source: inclusion,
});

export const endWithinProgramme = rule(internships, {
  name: 'Un tirocinio finisce entro la fine del programma',
  needs: ['endDate'],
  when: (it) => isOpen(it) && (it.startDate === undefined || it.endDate >= it.startDate),
  holds: ({ endDate }, { settings }) => endDate <= (settings.of(programmeEnd) ?? endDate),
  say: ({ endDate }, { settings }) =>
    `Il tirocinio finisce il ${inDigits(endDate)}, ma il programma finisce il ${inDigits(settings.of(programmeEnd) ?? endDate)}.`,
  expects:
    'Una fine entro l’ultimo giorno del programma, scritto nelle «Impostazioni»: ad esempio 26/02/2027.',
  level: 'avvisa',
  mends: 'coordinator',
  source: programme,
});

/** Told on the lower of the two rows. */
export const oneInternshipAtATime = rule(internships, {
  name: 'Una persona fa un tirocinio alla volta',
  needs: ['beneficiary', 'startDate'],
  when: (it) => !isCancelled(it),
  holds: (it, around) => overlapping(it, around) === undefined,
  say: (it, around) => {
    const other = overlapping(it, around);
    return `${it.beneficiary.id} ha già il tirocinio ${other?.id ?? ''}, e i due periodi si sovrappongono${other === undefined ? '' : ` ${daysInWords(other.shared)}`}.`;
  },
  expects:
    'Periodi che non si toccano: se il primo è finito prima si scrive «Chiuso in anticipo il», ad esempio 15/06/2026; se la riga è doppia, «Annullato».',
  mends: 'coordinator',
  stops: 'start',
  source: guidelines,
});

export const oncePerHost = warned(internships, {
  name: 'Con lo stesso ospitante si fa un solo tirocinio',
  needs: ['beneficiary', 'company', 'startDate'],
  when: (it, around) =>
    !isCancelled(it) && ruleOf(it, 'oneInternshipPerHost', around)?.value === true,
  limit: (it, around) => ruleOf(it, 'oneInternshipPerHost', around),
  holds: (it, around) => earlierAtHost(it, around) === undefined,
  says: (it, around) =>
    `${it.beneficiary.id} ha già fatto un tirocinio con ${it.company.id} (${earlierAtHost(it, around)?.id ?? ''}): di norma se ne fa uno solo, salvo proroga`,
  expects:
    'Un altro ospitante, oppure una proroga del primo tirocinio nel foglio «Variazioni»: ad esempio I-0002.',
  mends: 'coordinator',
  source: guidelines,
});

export const regionKnown = rule(internships, {
  name: 'Della regione si conoscono le regole',
  needs: ['region', 'instrument', 'startDate'],
  when: (it, around) => isOpen(it) && !isOver(it, around),
  holds: (it, around) => rulesOf(it, around) !== undefined,
  say: ({ region, instrument, startDate }) =>
    `Per «${regions[region]}» non c’è nessun pacchetto di regole (${instruments[instrument]}, inizio ${inDigits(startDate)}): durata, importo e numero di tirocinanti qui non sono controllati.`,
  expects: 'Una delle regioni dell’elenco, ad esempio Puglia; per le altre si controlla a mano.',
  level: 'nota',
  mends: 'coordinator',
  source: 'Pacchetti di regole (docs/pacchetti.md)',
});

// ── Money ─────────────────────────────────────────────────────────────────────────────────────

export const allowanceWritten = needed('allowance', {
  name: 'Il tirocinio ha un’indennità',
  says: 'Manca l’indennità mensile',
  expects: 'L’importo lordo di un mese intero, ad esempio 600,00.',
  proposes: (_, around) => {
    const set = around.settings.of(monthlyAllowance);
    return set === undefined ? undefined : inEuro(set);
  },
  mends: 'promoterTutor',
  source: 'L. 234/2021 art. 1 c. 722: l’indennità è dovuta',
});

const allowanceOfRules = limited(internships, {
  name: 'L’indennità è quella delle regole',
  needs: ['allowance', 'startDate', 'endDate'],
  when: (it) => !isCancelled(it) && it.endDate >= it.startDate,
  limit: (it, around) => dueAllowance(it, around)?.rule,
  holds: (it, around) => {
    const due = dueAllowance(it, around);
    return due === undefined || (due.exact ? it.allowance === due.full : it.allowance >= due.full);
  },
  says: (it, around) => {
    const due = dueAllowance(it, around);
    const what = due?.exact === true ? 'le regole dicono' : 'le regole indicano almeno';
    return `L’indennità è di ${inEuro(it.allowance)} al mese: ${what} ${due === undefined ? '' : inEuro(due.full)}`;
  },
  expects:
    'L’importo lordo di un mese intero secondo le regole della regione o dell’avviso: ad esempio 600,00.',
  proposes: (it, around) => {
    const due = dueAllowance(it, around);
    return due === undefined ? undefined : inEuro(due.full);
  },
  mends: 'coordinator',
  stops: 'start',
  source: 'Regole della regione; L. 234/2021 art. 1 c. 722',
});
/** Binds where a region or the notice sets the amount, and what it is. */
export const allowanceAsRules = allowanceOfRules.binding;
/** Warns where the amount is the guidelines', or nobody has verified whether it is a minimum. */
export const allowanceAsDoubtfulRules = allowanceOfRules.doubtful;

/** Silent where the amount is below what the rules say: that is told first. */
export const allowanceAsProgramme = rule(internships, {
  name: 'L’indennità è quella del programma',
  needs: ['allowance'],
  when: (it, around) => {
    const due = dueAllowance(it, around);
    return isOpen(it) && (due === undefined || it.allowance >= due.full);
  },
  holds: ({ allowance }, { settings }) =>
    allowance === (settings.of(monthlyAllowance) ?? allowance),
  say: ({ allowance }, { settings }) =>
    `L’indennità è di ${inEuro(allowance)} al mese, ma il programma paga ${inEuro(settings.of(monthlyAllowance) ?? allowance)}.`,
  expects: 'L’importo scritto nelle «Impostazioni», ad esempio 600,00.',
  proposes: (_, { settings }) => {
    const set = settings.of(monthlyAllowance);
    return set === undefined ? undefined : inEuro(set);
  },
  level: 'avvisa',
  mends: 'administration',
  source: programme,
});

export const companyTutorFeeForeseen = rule(internships, {
  name: 'Il compenso al tutor ospitante è previsto',
  needs: ['companyTutorFee', 'startDate'],
  when: (it, around) => isOpen(it) && it.companyTutorFee > euro(0) && feeIsKnown(it, around),
  holds: (it, around) => it.companyTutorFee === foreseenFee(it, around),
  say: (it, around) => {
    const fee = foreseenFee(it, around);
    return `Il compenso al tutor ospitante è di ${inEuro(it.companyTutorFee)} al mese, ma ${fee === undefined ? 'né le «Impostazioni» né le regole della regione ne prevedono uno' : `quello previsto è di ${inEuro(fee)}`}.`;
  },
  expects:
    'L’importo scritto nelle «Impostazioni» o nell’avviso, ad esempio 300,00; vuoto dove non è previsto.',
  level: 'avvisa',
  mends: 'administration',
  source: programme,
});

export const cupWritten = rule(internships, {
  name: 'Un tirocinio pagato con fondi europei o PNRR ha un CUP',
  needs: ['fundingSource', 'startDate'],
  marks: 'cup',
  when: (it, around) =>
    (it.fundingSource === 'fsePlus' || it.fundingSource === 'pnrr') && isDue(it, around),
  holds: ({ cup, agreement }, { settings }) =>
    (cup ?? agreement?.cup ?? settings.of(programmeCup)) !== undefined,
  say: ({ fundingSource }) =>
    `Paga ${fundingSource === 'pnrr' ? 'il PNRR' : 'FSE+'}, ma non c’è un CUP: né qui, né sulla convenzione, né nelle «Impostazioni».`,
  expects: 'I 15 caratteri del CUP, ad esempio C84H22000050007.',
  mends: 'coordinator',
  stops: 'print',
  source: 'CUP: L. 3/2003 art. 11; loghi e CUP secondo chi paga (regione.marche.it)',
});

// ── How many a host may take ──────────────────────────────────────────────────────────────────

export const hostWithinLimit = rule(internships, {
  name: 'La sede non ospita più tirocinanti di quanti può',
  needs: ['site', 'site.permanentStaff', 'startDate', 'endDate', 'instrument'],
  when: (it, around) => isOpen(it) && !isOver(it, around),
  holds: (it, around) => hosting(it, around)?.verdict !== 'tooMany',
  say: (it, around) => crowded(it, around),
  expects: hostExpects(),
  mends: 'enterpriseTutor',
  stops: 'start',
  source: 'Limiti per unità operativa, regole della regione',
});

/** Warns where the limit is the guidelines', is not verified, or may be raised for hosts that hired trainees. */
export const hostWithinDoubtfulLimit = rule(internships, {
  name: 'La sede non ospita più tirocinanti di quanti sembra potere',
  needs: ['site', 'site.permanentStaff', 'startDate', 'endDate', 'instrument'],
  when: (it, around) => isOpen(it) && !isOver(it, around),
  holds: (it, around) => hosting(it, around)?.verdict !== 'perhapsTooMany',
  say: (it, around) => crowded(it, around),
  expects: hostExpects(),
  level: 'avvisa',
  mends: 'enterpriseTutor',
  source: guidelines,
});

// ── How it ended ──────────────────────────────────────────────────────────────────────────────

export const endedAfterStart = rule(internships, {
  name: 'Un tirocinio si chiude dopo che è iniziato',
  needs: ['endedOn', 'startDate'],
  when: (it) => !isCancelled(it),
  holds: ({ endedOn, startDate }) => endedOn >= startDate,
  say: ({ endedOn, startDate }) =>
    `Risulta chiuso il ${inDigits(endedOn)}, prima dell’inizio (${inDigits(startDate)}).`,
  expects:
    'L’ultimo giorno svolto, ad esempio 15/06/2026; se non è mai cominciato, «Annullato» nella sua colonna.',
  mends: 'promoterTutor',
  source: 'Foglio «Tirocini»',
});

export const endedBeforePlannedEnd = rule(internships, {
  name: 'Una chiusura anticipata viene prima della fine prevista',
  needs: ['endedOn', 'endDate'],
  when: endedInOrder,
  holds: (it, around) => it.endedOn <= plannedLast(it, around),
  say: (it, around) =>
    `Risulta chiuso in anticipo il ${inDigits(it.endedOn)}, ma la fine prevista era il ${inDigits(plannedLast(it, around))}.`,
  expects:
    'Un giorno che viene prima della fine prevista, ad esempio 15/06/2026; se c’è stata una proroga, la sua riga nel foglio «Variazioni».',
  mends: 'promoterTutor',
  source: 'Foglio «Tirocini»',
});

export const earlyEndExplained = rule(internships, {
  name: 'Di una chiusura anticipata si sa come è andata',
  needs: ['endedOn'],
  marks: 'endReason',
  when: endedInOrder,
  holds: ({ endReason }) => endReason !== undefined,
  say: ({ endedOn }) =>
    `Il tirocinio è chiuso in anticipo il ${inDigits(endedOn)}, ma non è scritto come è finito.`,
  expects: 'Una delle voci dell’elenco, senza particolari: ad esempio altro lavoro.',
  level: 'avvisa',
  mends: 'promoterTutor',
  source: 'Monitoraggio: chiusi con classe del motivo',
});

export const earlyEndRecorded = rule(internships, {
  name: 'Una chiusura anticipata ha la sua variazione',
  needs: ['endedOn', 'endDate'],
  when: (it, around) => endedInOrder(it) && it.endedOn < plannedLast(it, around),
  holds: (it, around) => earlyEndOf(it, around) !== undefined,
  say: (it, around) =>
    `Il tirocinio è chiuso il ${inDigits(it.endedOn)}, prima del ${inDigits(plannedLast(it, around))}, ma nel foglio «Variazioni» non c’è la chiusura anticipata con la sua CO.`,
  expects:
    'Una riga «Chiusura anticipata» nel foglio «Variazioni», con il nuovo ultimo giorno e la CO inviata: ad esempio 15/06/2026.',
  level: 'avvisa',
  mends: 'promoterTutor',
  source: 'Fine anticipata: comunicazione entro il termine e avviso ai due tutor',
});

export const earlyEndOnTheRow = rule(internships, {
  name: 'Una chiusura anticipata è scritta anche sul tirocinio',
  needs: ['startDate'],
  marks: 'endedOn',
  when: (it, around) =>
    !isCancelled(it) && (earlyEndOf(it, around)?.newEndDate ?? around.today) < around.today,
  holds: ({ endedOn }) => endedOn !== undefined,
  say: (it, around) => {
    const early = earlyEndOf(it, around);
    return `Nel foglio «Variazioni» (${early?.id ?? ''}) il tirocinio finisce prima, il ${early?.newEndDate === undefined ? '' : inDigits(early.newEndDate)}, ma qui «Chiuso in anticipo il» è vuota.`;
  },
  expects: 'L’ultimo giorno svolto, uguale a quello della variazione: ad esempio 15/06/2026.',
  proposes: (it, around) => {
    const on = earlyEndOf(it, around)?.newEndDate;
    return on === undefined ? undefined : inDigits(on);
  },
  level: 'avvisa',
  mends: 'promoterTutor',
  source: 'Foglio «Variazioni»',
});

export const endReasonHasItsDay = rule(internships, {
  name: 'Un motivo di chiusura anticipata ha il suo giorno',
  needs: ['endReason', 'endDate'],
  marks: 'endedOn',
  when: (it, around) =>
    it.endReason !== 'completed' && !isCancelled(it) && around.today <= plannedLast(it, around),
  holds: ({ endedOn }) => endedOn !== undefined,
  say: (it, around) =>
    `È scritto come è finito, ma non quando: la fine prevista è il ${inDigits(plannedLast(it, around))}.`,
  expects: 'L’ultimo giorno svolto, ad esempio 15/06/2026.',
  level: 'avvisa',
  mends: 'promoterTutor',
  source: 'Foglio «Tirocini»',
});

export const cancelledNeverStarted = rule(internships, {
  name: 'Un tirocinio annullato non è mai cominciato',
  needs: ['typedState', 'startDate'],
  when: (it, { today }) => isCancelled(it) && it.startDate <= today,
  holds: (it, around) => tracesOf(it, around).length === 0,
  say: (it, around) =>
    `È segnato «Annullato», ma risulta cominciato: ${list(tracesOf(it, around))}.`,
  expects:
    'Vuoto, con «Chiuso in anticipo il» compilato, se la persona ha cominciato: ad esempio 15/06/2026. «Annullato» solo se non c’è mai andata.',
  mends: 'promoterTutor',
  source: 'Un tirocinio si annulla solo prima che cominci',
});

// ── Variations: their days ────────────────────────────────────────────────────────────────────

export const variationEndsAfterItStarts = rule(variations, {
  name: 'Una variazione finisce dopo che è cominciata',
  needs: ['to', 'from'],
  when: stands,
  holds: ({ to, from }) => from <= to,
  say: ({ to, from }) =>
    `La variazione va dal ${inDigits(from)} al ${inDigits(to)}: la fine viene prima.`,
  expects:
    'Un ultimo giorno che viene dopo il primo, o lo stesso: ad esempio dal 01/07/2026 al 31/07/2026.',
  mends: 'promoterTutor',
  source: 'Foglio «Variazioni»',
});

/** For extensions see `extensionFollowsOn`, for early ends `earlyEndIsEarly`. */
export const variationWithinInternship = rule(variations, {
  name: 'Una variazione cade dentro il suo tirocinio',
  needs: ['from', 'internship', 'internship.startDate', 'kind'],
  when: (it) =>
    stands(it) && it.kind !== 'extension' && it.kind !== 'earlyEnd' && !isCancelled(it.internship),
  holds: (it, around) => {
    const last = lastDayOf(it.internship, around);
    return it.internship.startDate <= it.from && (last === undefined || it.from <= last);
  },
  say: (it, around) => {
    const last = lastDayOf(it.internship, around);
    return `La variazione comincia il ${inDigits(it.from)}, ma ${it.internship.id} va dal ${inDigits(it.internship.startDate)}${last === undefined ? '' : ` al ${inDigits(last)}`}.`;
  },
  expects:
    'Un giorno dentro il tirocinio, ad esempio 01/07/2026; se il tirocinio è finito prima e la variazione non vale più, si compila «Annullata il».',
  mends: 'promoterTutor',
  source: 'Foglio «Variazioni»',
});

/** Silent where the first day lies outside too, or the two are the wrong way round: that is told first. */
export const variationEndsWithInternship = rule(variations, {
  name: 'Una variazione non dura più del suo tirocinio',
  needs: ['to', 'from', 'internship', 'kind'],
  when: (it, around) =>
    stands(it) &&
    it.kind !== 'extension' &&
    it.kind !== 'earlyEnd' &&
    it.kind !== 'accident' &&
    it.from <= it.to &&
    it.from <= (lastDayOf(it.internship, around) ?? it.from),
  holds: (it, around) => it.to <= (lastDayOf(it.internship, around) ?? it.to),
  say: (it, around) =>
    `La variazione dura fino al ${inDigits(it.to)}, ma ${it.internship.id} finisce il ${inDigits(lastDayOf(it.internship, around) ?? it.to)}.`,
  expects:
    'Un ultimo giorno entro la fine del tirocinio; se la fine si sposta, la «Nuova data fine»: ad esempio 30/09/2026.',
  level: 'avvisa',
  mends: 'promoterTutor',
  source: 'Foglio «Variazioni»',
});

// ── Variations: extensions ────────────────────────────────────────────────────────────────────

export const extensionHasNewEnd = rule(variations, {
  name: 'Una proroga dice la nuova data di fine',
  needs: ['kind', 'internship'],
  marks: 'newEndDate',
  when: (it) => stands(it) && it.kind === 'extension',
  holds: ({ newEndDate }) => newEndDate !== undefined,
  say: (it, around) => {
    const last = lastDayBefore(it, around);
    return `Della proroga di ${it.internship.id} manca il nuovo ultimo giorno${last === undefined ? '' : `: oggi la fine è il ${inDigits(last)}`}.`;
  },
  expects: 'Il nuovo ultimo giorno, compreso: ad esempio 31/12/2026.',
  mends: 'promoterTutor',
  source: 'Linee guida: la proroga è un’integrazione del progetto formativo',
});

export const extensionMovesTheEnd = rule(variations, {
  name: 'Una proroga sposta in avanti la fine',
  needs: ['newEndDate', 'kind', 'internship'],
  when: (it) => stands(it) && it.kind === 'extension',
  holds: (it, around) => it.newEndDate > (lastDayBefore(it, around) ?? ''),
  say: (it, around) =>
    `Con la proroga ${it.internship.id} finirebbe il ${inDigits(it.newEndDate)}, ma la fine era già il ${inDigits(lastDayBefore(it, around) ?? it.newEndDate)}.`,
  expects:
    'Un giorno che viene dopo la fine di prima, ad esempio 31/12/2026; per finire prima serve una «Chiusura anticipata».',
  mends: 'promoterTutor',
  source: 'Foglio «Variazioni»',
});

export const extensionFollowsOn = rule(variations, {
  name: 'Una proroga comincia quando il tirocinio non è ancora finito',
  needs: ['from', 'kind', 'internship'],
  when: (it) => stands(it) && it.kind === 'extension',
  holds: (it, around) => it.from <= plusDays(lastDayBefore(it, around) ?? it.from, 1),
  say: (it, around) =>
    `La proroga comincia il ${inDigits(it.from)}, ma ${it.internship.id} era finito il ${inDigits(lastDayBefore(it, around) ?? it.from)}: un tirocinio già scaduto non si proroga.`,
  expects:
    'Una proroga che comincia al più tardi il giorno dopo la fine: ad esempio fine 31/08/2026, proroga dal 01/09/2026. Altrimenti serve un tirocinio nuovo.',
  mends: 'promoterTutor',
  source: extensionTerm,
});

export const extensionRequested = rule(variations, {
  name: 'Di una proroga si sa quando è stata chiesta',
  needs: ['kind', 'internship'],
  marks: 'requestedOn',
  when: (it) => stands(it) && it.kind === 'extension',
  holds: ({ requestedOn }) => requestedOn !== undefined,
  say: ({ internship }) => `Manca il giorno in cui è stata chiesta la proroga di ${internship.id}.`,
  expects: 'Il giorno della richiesta, prima della scadenza: ad esempio 10/06/2026.',
  level: 'avvisa',
  mends: 'promoterTutor',
  source: extensionTerm,
});

export const extensionRequestedInTime = rule(variations, {
  name: 'Una proroga si chiede prima della scadenza',
  needs: ['requestedOn', 'kind', 'internship'],
  when: (it) => stands(it) && it.kind === 'extension',
  holds: (it, around) => it.requestedOn <= (lastDayBefore(it, around) ?? it.requestedOn),
  say: (it, around) =>
    `La proroga è stata chiesta il ${inDigits(it.requestedOn)}, ma ${it.internship.id} era scaduto il ${inDigits(lastDayBefore(it, around) ?? it.requestedOn)}.`,
  expects:
    'Una richiesta fatta entro l’ultimo giorno del tirocinio: ad esempio chiesta il 10/06/2026, scadenza 31/08/2026.',
  mends: 'coordinator',
  source: extensionTerm,
});

export const extensionHasAct = rule(variations, {
  name: 'Una proroga ha il suo atto',
  needs: ['kind', 'internship'],
  marks: 'act',
  when: (it) => stands(it) && it.kind === 'extension',
  holds: ({ act }) => act !== undefined,
  say: ({ internship }) =>
    `Manca l’atto della proroga di ${internship.id}, l’integrazione del PFI.`,
  expects: 'L’addendum con il suo numero, ad esempio addendum 3/2026.',
  level: 'avvisa',
  mends: 'promoterTutor',
  source: 'Proroga motivata, con integrazione del progetto (orientamento.unina.it)',
});

export const tisExtensionAttested = warned(variations, {
  name: 'Per prorogare un TIS il servizio attesta che serve ancora',
  needs: ['kind', 'internship', 'internship.instrument', 'internship.startDate'],
  marks: 'needAttestedOn',
  when: (it, around) =>
    stands(it) &&
    it.kind === 'extension' &&
    it.internship.instrument === 'tis' &&
    ruleOf(it.internship, 'extensionNeedsAttestation', around)?.value === true,
  limit: (it, around) => ruleOf(it.internship, 'extensionNeedsAttestation', around),
  holds: ({ needAttestedOn }) => needAttestedOn !== undefined,
  says: ({ internship }) =>
    `Manca il giorno in cui il servizio ha attestato che la proroga del TIS ${internship.id} serve`,
  expects:
    'La data dell’attestazione del servizio che ha in carico la persona, ad esempio 20/06/2026.',
  mends: 'socialServices',
  source: inclusion,
});

export const attestedInTime = rule(variations, {
  name: 'L’attestazione del servizio viene prima della scadenza',
  needs: ['needAttestedOn', 'kind', 'internship'],
  when: (it) => stands(it) && it.kind === 'extension',
  holds: (it, around) => it.needAttestedOn <= (lastDayBefore(it, around) ?? it.needAttestedOn),
  say: (it, around) =>
    `Il servizio ha attestato la necessità il ${inDigits(it.needAttestedOn)}, ma ${it.internship.id} era scaduto il ${inDigits(lastDayBefore(it, around) ?? it.needAttestedOn)}.`,
  expects:
    'Un’attestazione data entro l’ultimo giorno del tirocinio: ad esempio 20/06/2026 per una scadenza il 31/08/2026.',
  level: 'avvisa',
  mends: 'socialServices',
  source: inclusion,
});

/** Silent where the plan alone is already too long: that is told on the internship. */
const extended = limited(variations, {
  name: 'Con le proroghe un tirocinio non supera la durata massima',
  needs: ['newEndDate', 'internship', 'internship.startDate', 'internship.endDate'],
  when: (it, around) =>
    moves(it) && fits(planOf(it.internship), termsOf(it.internship, around)?.longest),
  limit: (it, around) => termsOf(it.internship, around, it)?.longest.rule,
  holds: (it, around) => fits(servedUntil(it, around), termsOf(it.internship, around, it)?.longest),
  says: (it, around) =>
    `Fino al ${inDigits(it.newEndDate)} ${it.internship.id} durerebbe ${inMonths(spanIn(servedUntil(it, around)))}, tolte le sospensioni: il massimo è ${inMonths(termsOf(it.internship, around, it)?.longest ?? nothing)}`,
  expects:
    'Una nuova fine entro la durata massima, contando le proroghe e non le sospensioni: ad esempio 31/08/2027.',
  mends: 'coordinator',
  source: guidelines,
});
/** Binds where a region sets the number. */
export const extensionWithinMax = extended.binding;
/** Warns where the number is the guidelines', or nobody has verified it. */
export const extensionWithinDoubtfulMax = extended.doubtful;

/** Silent where the plan alone is already beyond the ordinary term. */
export const extensionWithinOrdinaryMax = rule(variations, {
  name: 'Una proroga oltre la durata ordinaria è stata verificata',
  needs: ['newEndDate', 'internship', 'internship.startDate', 'internship.endDate'],
  when: (it, around) =>
    moves(it) &&
    it.restrictedVerified !== true &&
    it.internship.restrictedVerified !== true &&
    fits(planOf(it.internship), termsOf(it.internship, around)?.ordinary) &&
    fits(servedUntil(it, around), termsOf(it.internship, around, it)?.longest),
  holds: (it, around) =>
    fits(servedUntil(it, around), termsOf(it.internship, around, it)?.ordinary),
  say: (it, around) => {
    const ordinary = termsOf(it.internship, around, it)?.ordinary;
    return `Fino al ${inDigits(it.newEndDate)} ${it.internship.id} durerebbe ${inMonths(spanIn(servedUntil(it, around)))}, tolte le sospensioni, e così a lungo si può solo in alcuni casi: chiedi al coordinatore. Di norma il massimo è ${inMonths(ordinary ?? nothing)}${ordinary === undefined ? '' : basis(ordinary.rule)}.`;
  },
  expects:
    'Una durata ordinaria, oppure «Requisito riservato verificato» scritto dal coordinatore: ad esempio sì.',
  level: 'avvisa',
  mends: 'coordinator',
  source: guidelines,
});

export const extensionWithinProgramme = rule(variations, {
  name: 'Anche prorogato, un tirocinio finisce entro la fine del programma',
  needs: ['newEndDate', 'internship'],
  when: moves,
  holds: ({ newEndDate }, { settings }) => newEndDate <= (settings.of(programmeEnd) ?? newEndDate),
  say: ({ newEndDate, internship }, { settings }) =>
    `${internship.id} finirebbe il ${inDigits(newEndDate)}, ma il programma finisce il ${inDigits(settings.of(programmeEnd) ?? newEndDate)}.`,
  expects: 'Una nuova fine entro l’ultimo giorno del programma, ad esempio 26/02/2027.',
  level: 'avvisa',
  mends: 'coordinator',
  source: programme,
});

/** Silent where the internship has no cover at all: that is told on its row. */
export const extensionInsuredByInail = rule(variations, {
  name: 'L’INAIL copre anche la nuova fine',
  needs: ['newEndDate', 'internship', 'internship.inailTo'],
  marks: 'inailTo',
  when: moves,
  holds: ({ newEndDate, internship, inailTo }) => newEndDate <= (inailTo ?? internship.inailTo),
  say: ({ newEndDate, internship, inailTo }) =>
    `L’INAIL copre ${internship.id} fino al ${inDigits(inailTo ?? internship.inailTo)}, ma la nuova fine è il ${inDigits(newEndDate)}.`,
  expects:
    'L’ultimo giorno della copertura prolungata, non prima della nuova fine: ad esempio 31/12/2026.',
  mends: 'promoterTutor',
  source: insurance,
});

/** Silent where the internship has no cover at all: that is told on its row. */
export const extensionInsuredByRct = rule(variations, {
  name: 'La polizza RCT copre anche la nuova fine',
  needs: ['newEndDate', 'internship'],
  marks: 'rctTo',
  when: (it, around) => moves(it) && rctOf(it.internship, around).to !== undefined,
  holds: (it, around) => lasts(rctOf(it.internship, around).to, it.newEndDate),
  say: (it, around) =>
    `La polizza RCT copre ${it.internship.id} fino al ${inDigits(rctOf(it.internship, around).to ?? it.newEndDate)}, ma la nuova fine è il ${inDigits(it.newEndDate)}.`,
  expects:
    'L’ultimo giorno della polizza prolungata, non prima della nuova fine: ad esempio 31/12/2026.',
  mends: 'promoterTutor',
  source: insurance,
});

// ── Variations: suspensions ───────────────────────────────────────────────────────────────────

export const suspensionLongEnough = rule(variations, {
  name: 'Una sospensione dura abbastanza per essere tale',
  needs: ['to', 'from', 'kind', 'internship', 'internship.startDate'],
  when: (it) => stands(it) && it.kind === 'suspension' && it.from <= it.to,
  holds: (it, around) => daysFrom(it) >= (shortestSuspension(it.internship, around)?.value ?? 0),
  say: (it, around) => {
    const shortest = shortestSuspension(it.internship, around);
    return `La sospensione dura ${plural(daysFrom(it), 'giorno', 'giorni')}: per così pochi basta segnarli nel foglio presenze, perché si sospende da ${shortest?.value ?? ''} giorni solari in su${shortest === undefined ? '' : basis(shortest)}.`;
  },
  expects:
    'Una sospensione di almeno 15 giorni solari per chiusura dell’ospitante, 30 negli altri casi: ad esempio dal 01/08/2026 al 31/08/2026.',
  level: 'avvisa',
  mends: 'promoterTutor',
  source: guidelines,
});

/** Told on the lower of the two rows. */
export const suspensionsApart = rule(variations, {
  name: 'Due sospensioni dello stesso tirocinio non si sovrappongono',
  needs: ['from', 'kind', 'internship'],
  when: (it) => stands(it) && it.kind === 'suspension',
  holds: (it, around) => sameSuspension(it, around) === undefined,
  say: (it, around) => {
    const other = sameSuspension(it, around);
    return `Questi giorni di ${it.internship.id} sono già sospesi da ${other?.id ?? ''}, dal ${inDigits(other?.from ?? it.from)}${other?.to === undefined ? '' : ` al ${inDigits(other.to)}`}.`;
  },
  expects:
    'Una sola riga per ogni sospensione: se è la stessa che continua, si allunga la prima. Ad esempio dal 01/08/2026 al 15/09/2026.',
  level: 'avvisa',
  mends: 'promoterTutor',
  source: 'Foglio «Variazioni»',
});

/**
 * Proposes the end that makes up every day suspended, in one step. Silent where the suspension outlasts the internship:
 * `variationEndsWithInternship` asks for the same cell.
 */
export const suspendedDaysMadeUp = rule(variations, {
  name: 'I giorni sospesi si possono recuperare alla fine',
  needs: ['to', 'from', 'kind', 'internship', 'internship.startDate', 'internship.endDate'],
  marks: 'newEndDate',
  when: (it, around) =>
    stands(it) &&
    it.kind === 'suspension' &&
    it.from <= it.to &&
    daysFrom(it) >= (shortestSuspension(it.internship, around)?.value ?? Infinity) &&
    !isOver(it.internship, around) &&
    it.internship.startDate <= it.from &&
    it.to <= (lastDayOf(it.internship, around) ?? it.to) &&
    sameSuspension(it, around) === undefined &&
    madeUpEnd(it, around) !== undefined,
  holds: ({ newEndDate }) => newEndDate !== undefined,
  say: (it, around) =>
    `La sospensione toglie ${plural(daysFrom(it), 'giorno', 'giorni')} a ${it.internship.id}: se si recuperano, la nuova fine è il ${inDigits(madeUpEnd(it, around) ?? it.to)}.`,
  expects:
    'La nuova data di fine scritta nell’atto, se i giorni si recuperano; il tempo sospeso non conta nella durata massima. Ad esempio 30/09/2026.',
  proposes: (it, around) => {
    const end = madeUpEnd(it, around);
    return end === undefined ? undefined : inDigits(end);
  },
  level: 'nota',
  mends: 'promoterTutor',
  source: guidelines,
});

export const suspensionAddsOnlyItsDays = rule(variations, {
  name: 'Una sospensione allunga il tirocinio dei soli giorni sospesi',
  needs: [
    'newEndDate',
    'to',
    'from',
    'kind',
    'internship',
    'internship.startDate',
    'internship.endDate',
  ],
  when: (it) => stands(it) && it.kind === 'suspension' && it.from <= it.to,
  holds: (it, around) => it.newEndDate <= (madeUpEnd(it, around) ?? it.newEndDate),
  say: (it, around) =>
    `La nuova fine è il ${inDigits(it.newEndDate)}, ma recuperando ${plural(daysFrom(it), 'giorno sospeso', 'giorni sospesi')} si arriva al ${inDigits(madeUpEnd(it, around) ?? it.newEndDate)}.`,
  expects:
    'Una nuova fine che recupera i giorni sospesi e non di più; per allungare ancora serve una «Proroga». Ad esempio 30/09/2026.',
  proposes: (it, around) => {
    const end = madeUpEnd(it, around);
    return end === undefined ? undefined : inDigits(end);
  },
  level: 'avvisa',
  mends: 'promoterTutor',
  source: guidelines,
});

// ── Variations: what must be communicated ─────────────────────────────────────────────────────

export const changeCommunicated = rule(variations, {
  name: 'Una proroga o una chiusura anticipata si comunica',
  needs: ['kind', 'internship', 'internship.startDate'],
  marks: 'coSentOn',
  when: (it, around) => stands(it) && (changeDue(it, around)?.on ?? around.today) < around.today,
  holds: ({ coSentOn }) => coSentOn !== undefined,
  say: (it, around) => {
    const due = changeDue(it, around);
    return `Della ${changeName(it)} di ${it.internship.id} non risulta la CO: andava inviata entro il ${due === undefined ? '' : `${inDigits(due.on)}${basis(due.rule)}`}.`;
  },
  expects: 'Il giorno della ricevuta, entro cinque giorni: ad esempio 02/07/2026.',
  level: 'avvisa',
  mends: 'promoterTutor',
  source: 'Comunicazioni obbligatorie (UNILAV): proroga e cessazione',
});

export const changeCommunicatedInTime = rule(variations, {
  name: 'Una proroga o una chiusura anticipata si comunica in tempo',
  needs: ['coSentOn', 'kind', 'internship', 'internship.startDate'],
  when: stands,
  holds: (it, around) => it.coSentOn <= (changeDue(it, around)?.on ?? it.coSentOn),
  say: (it, around) => {
    const due = changeDue(it, around);
    return `La CO della ${changeName(it)} di ${it.internship.id} è partita il ${inDigits(it.coSentOn)}, ma il termine era il ${due === undefined ? '' : `${inDigits(due.on)}${basis(due.rule)}`}.`;
  },
  expects:
    'Una CO inviata entro cinque giorni: dalla vecchia scadenza per una proroga, dall’ultimo giorno per una chiusura. Ad esempio 02/07/2026.',
  level: 'avvisa',
  mends: 'promoterTutor',
  source: 'Comunicazioni obbligatorie (UNILAV): proroga e cessazione',
});

export const accidentReported = rule(variations, {
  name: 'Un infortunio si denuncia all’INAIL',
  needs: ['certificateOn', 'kind', 'internship', 'internship.startDate'],
  marks: 'inailReportedOn',
  when: (it, around) => stands(it) && (accidentDue(it, around)?.on ?? around.today) < around.today,
  holds: ({ inailReportedOn }) => inailReportedOn !== undefined,
  say: (it, around) => {
    const due = accidentDue(it, around);
    return `Per ${it.internship.id} il certificato è arrivato il ${inDigits(it.certificateOn)} e la denuncia all’INAIL non risulta: il termine era il ${due === undefined ? '' : `${inDigits(due.on)}${basis(due.rule)}`}.`;
  },
  expects:
    'Il giorno della denuncia, entro due giorni dal certificato: ad esempio 07/07/2026. Se non era dovuta, lo si registra come deroga.',
  level: 'avvisa',
  mends: 'promoterTutor',
  source: 'INAIL, denuncia di infortunio',
});

export const accidentReportedInTime = rule(variations, {
  name: 'Un infortunio si denuncia all’INAIL in tempo',
  needs: ['inailReportedOn', 'certificateOn', 'kind', 'internship', 'internship.startDate'],
  when: stands,
  holds: (it, around) => it.inailReportedOn <= (accidentDue(it, around)?.on ?? it.inailReportedOn),
  say: (it, around) => {
    const due = accidentDue(it, around);
    return `Per ${it.internship.id} la denuncia all’INAIL è del ${inDigits(it.inailReportedOn)}, ma il termine era il ${due === undefined ? '' : `${inDigits(due.on)}${basis(due.rule)}`}.`;
  },
  expects:
    'Una denuncia entro due giorni dal certificato: ad esempio certificato 06/07/2026, denuncia 07/07/2026.',
  level: 'avvisa',
  mends: 'promoterTutor',
  source: 'INAIL, denuncia di infortunio',
});

// ── Variations: early ends ────────────────────────────────────────────────────────────────────

export const earlyEndHasItsDay = rule(variations, {
  name: 'Una chiusura anticipata dice l’ultimo giorno',
  needs: ['kind', 'internship'],
  marks: 'newEndDate',
  when: (it) => stands(it) && it.kind === 'earlyEnd',
  holds: ({ newEndDate }) => newEndDate !== undefined,
  say: ({ internship }) =>
    `Della chiusura anticipata di ${internship.id} manca il nuovo ultimo giorno.`,
  expects: 'L’ultimo giorno svolto, compreso: ad esempio 15/06/2026.',
  proposes: ({ internship }) =>
    internship.endedOn === undefined ? undefined : inDigits(internship.endedOn),
  level: 'avvisa',
  mends: 'promoterTutor',
  source: 'Foglio «Variazioni»',
});

export const earlyEndAgrees = rule(variations, {
  name: 'La chiusura anticipata ha lo stesso giorno qui e sul tirocinio',
  needs: ['newEndDate', 'kind', 'internship', 'internship.endedOn'],
  when: (it) => stands(it) && it.kind === 'earlyEnd',
  holds: ({ newEndDate, internship }) => newEndDate === internship.endedOn,
  say: ({ newEndDate, internship }) =>
    `Qui l’ultimo giorno è il ${inDigits(newEndDate)}, ma ${internship.id} risulta chiuso il ${inDigits(internship.endedOn)}.`,
  expects: 'Lo stesso giorno nei due fogli, quello davvero svolto: ad esempio 15/06/2026.',
  proposes: ({ internship }) => inDigits(internship.endedOn),
  level: 'avvisa',
  mends: 'promoterTutor',
  source: 'Foglio «Tirocini»',
});

/** Silent once the internship itself is closed: its own row tells it. */
export const earlyEndIsEarly = rule(variations, {
  name: 'Una chiusura anticipata accorcia il tirocinio',
  needs: ['newEndDate', 'kind', 'internship', 'internship.endDate'],
  when: (it) => stands(it) && it.kind === 'earlyEnd' && it.internship.endedOn === undefined,
  holds: (it, around) => it.newEndDate < plannedLast(it.internship, around),
  say: (it, around) =>
    `La chiusura anticipata porta la fine al ${inDigits(it.newEndDate)}, ma ${it.internship.id} finisce già il ${inDigits(plannedLast(it.internship, around))}.`,
  expects: 'Un giorno che viene prima della fine prevista, ad esempio 15/06/2026.',
  level: 'avvisa',
  mends: 'promoterTutor',
  source: 'Foglio «Variazioni»',
});

export const earlyEndToldToTutors = rule(variations, {
  name: 'Di una chiusura anticipata si avvisano i due tutor',
  needs: ['kind', 'internship'],
  marks: 'toldTutorsOn',
  when: (it) => stands(it) && it.kind === 'earlyEnd',
  holds: ({ toldTutorsOn }) => toldTutorsOn !== undefined,
  say: ({ internship }) =>
    `Manca il giorno in cui i due tutor di ${internship.id} sono stati avvisati della chiusura anticipata.`,
  expects: 'Il giorno della comunicazione motivata ai due tutor, ad esempio 29/06/2026.',
  level: 'avvisa',
  mends: 'promoterTutor',
  source: `${guidelines} (ilsole24ore.com, «Tirocini: due percorsi formativi»)`,
});

// ── Variations: what changes ──────────────────────────────────────────────────────────────────

export const siteChangeNamesTheSite = rule(variations, {
  name: 'Un cambio di sede dice la sede nuova',
  needs: ['kind', 'internship'],
  marks: 'newSite',
  when: (it) => stands(it) && it.kind === 'site',
  holds: ({ newSite }) => newSite !== undefined,
  say: ({ internship }) => `Del cambio di sede di ${internship.id} manca la sede nuova.`,
  expects: 'L’ID di una riga del foglio «Sedi», ad esempio S-0002.',
  mends: 'promoterTutor',
  source: 'Foglio «Variazioni»',
});

export const newSiteOfTheHost = rule(variations, {
  name: 'La sede nuova è dello stesso ospitante',
  needs: ['newSite', 'newSite.company', 'internship', 'internship.company'],
  when: stands,
  holds: ({ newSite, internship }) => newSite.company.id === internship.company.id,
  say: ({ newSite, internship }) =>
    `La sede nuova ${newSite.id} è di ${newSite.company.id}, ma ${internship.id} è con ${internship.company.id}: cambiare ospitante vuol dire un altro tirocinio.`,
  expects: 'Una sede dello stesso ospitante, ad esempio S-0002.',
  mends: 'promoterTutor',
  source: host,
});

export const newSiteIsAnother = rule(variations, {
  name: 'La sede nuova non è quella di prima',
  needs: ['newSite', 'internship', 'internship.site', 'from'],
  when: stands,
  holds: (it, around) => siteOn(it.internship, plusDays(it.from, -1), around)?.id !== it.newSite.id,
  say: ({ newSite, internship }) =>
    `${internship.id} si svolge già in ${newSite.id}: la sede non cambia.`,
  expects: 'Una sede diversa da quella di prima, ad esempio S-0002.',
  level: 'avvisa',
  mends: 'promoterTutor',
  source: 'Foglio «Variazioni»',
});

export const tutorChangeNamesTheTutor = rule(variations, {
  name: 'Un cambio di tutor dice chi subentra',
  needs: ['kind', 'internship'],
  marks: 'newCompanyTutor',
  when: (it) => stands(it) && it.kind === 'tutor',
  holds: ({ newCompanyTutor, newPromoterTutor }) =>
    newCompanyTutor !== undefined || newPromoterTutor !== undefined,
  say: ({ internship }) =>
    `Del cambio di tutor di ${internship.id} manca chi subentra, ospitante o promotore.`,
  expects: 'L’ID di chi subentra nella colonna giusta: ad esempio TO-0002, oppure O-0007.',
  mends: 'promoterTutor',
  source: 'Foglio «Variazioni»',
});

export const newCompanyTutorOfTheHost = rule(variations, {
  name: 'Il nuovo tutor ospitante lavora per l’ospitante',
  needs: ['newCompanyTutor', 'newCompanyTutor.company', 'internship', 'internship.company'],
  when: stands,
  holds: ({ newCompanyTutor, internship }) => newCompanyTutor.company.id === internship.company.id,
  say: ({ newCompanyTutor, internship }) =>
    `${newCompanyTutor.id} è tutor di ${newCompanyTutor.company.id}, ma ${internship.id} è con ${internship.company.id}.`,
  expects: 'Un tutor che lavora per l’ente che ospita, ad esempio TO-0002.',
  mends: 'promoterTutor',
  source: tutors,
});

export const newCompanyTutorWithinCap = warned(variations, {
  name: 'Chi subentra come tutor ospitante segue poche persone insieme',
  needs: ['newCompanyTutor', 'from', 'internship', 'internship.startDate'],
  when: (it, around) => stands(it) && !isOver(it.internship, around),
  limit: (it, around) => ruleOf(it.internship, 'hostTutorCap', around),
  holds: (it, around) =>
    followedBy(it, around) <= (ruleOf(it.internship, 'hostTutorCap', around)?.value ?? Infinity),
  says: (it, around) =>
    `Dal ${inDigits(it.from)} ${it.newCompanyTutor.id} seguirebbe ${plural(followedBy(it, around), 'persona', 'persone')} insieme: il massimo è ${ruleOf(it.internship, 'hostTutorCap', around)?.value ?? ''}`,
  expects: 'Un tutor ospitante che segue al massimo tre persone insieme, ad esempio TO-0002.',
  mends: 'enterpriseTutor',
  source: guidelines,
});

export const newPromoterTutorHasTheRole = rule(variations, {
  name: 'Il nuovo tutor promotore ne ha il ruolo',
  needs: ['newPromoterTutor', 'newPromoterTutor.role', 'internship'],
  when: stands,
  holds: ({ newPromoterTutor }) => hasRole(newPromoterTutor, ['promoterTutor', 'mentor']),
  say: ({ newPromoterTutor }) =>
    `${newPromoterTutor.id} subentra come tutor promotore, ma nel foglio «Operatori» il suo ruolo è «${roles[newPromoterTutor.role]}».`,
  expects: 'Un operatore con il ruolo di tutor promotore o di mentor, ad esempio O-0007.',
  level: 'avvisa',
  mends: 'coordinator',
  source: tutors,
});

export const hoursChangeHasHours = rule(variations, {
  name: 'Un cambio di orario dice le ore nuove',
  needs: ['kind', 'internship'],
  marks: 'hoursMon',
  when: (it) => stands(it) && it.kind === 'hours',
  holds: (it) => plannedMinutes(it) !== undefined,
  say: ({ internship }) =>
    `Del cambio di orario di ${internship.id} mancano le ore nuove, giorno per giorno.`,
  expects:
    'Le nuove ore di ogni giorno in cui si va, anche di quelli che non cambiano: ad esempio 4 dal lunedì al venerdì.',
  mends: 'promoterTutor',
  source: plan,
});

const newHoursCap = limited(variations, {
  name: 'Anche il nuovo orario resta nel massimo settimanale',
  needs: ['kind', 'internship', 'internship.startDate'],
  marks: 'hoursMon',
  when: (it) => stands(it) && it.kind === 'hours',
  limit: (it, around) => ruleOf(it.internship, 'maxWeeklyHours', around),
  holds: (it, around) =>
    (plannedMinutes(it) ?? 0) <=
    (ruleOf(it.internship, 'maxWeeklyHours', around)?.value ?? Infinity),
  says: (it, around) =>
    `Il nuovo orario di ${it.internship.id} è di ${inHours(plannedMinutes(it) ?? 0)} ore alla settimana: il massimo è ${inHours(ruleOf(it.internship, 'maxWeeklyHours', around)?.value ?? 0)}`,
  expects: 'Un orario entro il massimo della regione, ad esempio 25 ore alla settimana.',
  mends: 'promoterTutor',
  source: 'Regole della regione per ore settimanali',
});
/** Binds where a region sets the number. */
export const newHoursWithinCap = newHoursCap.binding;
/** Warns where the number is the guidelines', or nobody has verified it. */
export const newHoursWithinDoubtfulCap = newHoursCap.doubtful;

export const newDayWithinEightHours = rule(variations, {
  name: 'Anche con il nuovo orario nessun giorno supera le otto ore',
  needs: ['kind', 'internship'],
  marks: 'hoursMon',
  when: (it) => stands(it) && it.kind === 'hours',
  holds: (it, around) => longDays(it, around).length === 0,
  say: (it, around) =>
    `Il nuovo orario di ${it.internship.id} supera le ${around.settings.of(longestDay)} ore: ${list(longDays(it, around))}.`,
  expects: 'Al massimo otto ore al giorno, meglio meno: ad esempio 4.',
  level: 'avvisa',
  mends: 'promoterTutor',
  source: dayLength,
});

// ── What rules are made of ────────────────────────────────────────────────────────────────────

interface Need {
  readonly name: string;
  /** What is missing; when the internship begins is said after it. */
  readonly says?: string | ((it: Started, around: Around) => string);
  /** The whole sentence, where that would not read well. */
  readonly say?: (it: Started, around: Around) => string;
  readonly expects: string;
  readonly mends: string;
  readonly level?: Level;
  readonly source: string;
  readonly when?: (it: Started, around: Around) => boolean;
  /** Whether it is there; by default, whether the cell is filled. */
  readonly has?: (it: Started, around: Around) => boolean;
  readonly proposes?: (it: Started, around: Around) => string | undefined;
}

/** A cell that must be filled for an internship to start: asked for from 30 days before, and always once it started. */
function needed(marks: keyof (typeof internships)['columns'], need: Need): Rule {
  const { says = '', has } = need;
  const spec: RuleSpec<typeof internships, 'startDate'> = {
    name: need.name,
    needs: ['startDate'],
    marks,
    when: (it, around) => isDue(it, around) && (need.when?.(it, around) ?? true),
    // Rows are plain objects by column name.
    holds: has ?? ((it) => (it as Readonly<Record<string, unknown>>)[marks] !== undefined),
    say:
      need.say ??
      ((it, around) =>
        `${typeof says === 'string' ? says : says(it, around)}: ${begins(it, around)}.`),
    expects: need.expects,
    level: need.level ?? 'blocca',
    mends: need.mends,
    source: need.source,
    // A warning stops nothing.
    ...(need.level === undefined ? { stops: 'start' } : {}),
    ...(need.proposes === undefined ? {} : { proposes: need.proposes }),
  };
  return rule(internships, spec);
}

interface Limited<T extends AnyTab, P extends string>
  extends Omit<RuleSpec<T, P>, 'say' | 'level' | 'since'> {
  /** The number it goes by: silent where nobody says one. */
  readonly limit: (row: Having<RowOf<T>, P>, around: Around) => RuleFound<unknown> | undefined;
  /** The sentence without its full stop: who sets the number is said after it. */
  readonly says: (row: Having<RowOf<T>, P>, around: Around) => string;
}

/**
 * One limit of the rule packs as two rules, of which one speaks: it blocks where a region or a notice sets the number
 * and it is verified; it warns where nobody has verified it or a guideline fills a region's silence.
 */
function limited<T extends AnyTab, const P extends Path<RowOf<T>>>(
  tab: T,
  spec: Limited<T, P>,
): { readonly binding: Rule; readonly doubtful: Rule } {
  const { limit, when } = spec;
  const speaks = (binding: boolean) => (row: Having<RowOf<T>, P>, around: Around) => {
    const found = limit(row, around);
    if (found === undefined || binds(found) !== binding) return false;
    return when === undefined || when(row, around);
  };
  return {
    binding: judged(tab, { ...spec, when: speaks(true) }, 'blocca'),
    doubtful: judged(
      tab,
      { ...spec, name: `${spec.name} (limite da verificare)`, when: speaks(false) },
      'avvisa',
    ),
  };
}

/** A limit that only warns: no region is known to set it, and what the guidelines say stops nothing. */
function warned<T extends AnyTab, const P extends Path<RowOf<T>>>(
  tab: T,
  spec: Limited<T, P>,
): Rule {
  const { limit, when } = spec;
  const speaks = (row: Having<RowOf<T>, P>, around: Around) =>
    limit(row, around) !== undefined && (when === undefined || when(row, around));
  return judged(tab, { ...spec, when: speaks }, 'avvisa');
}

function judged<T extends AnyTab, P extends string>(
  tab: T,
  { limit, says, stops, ...spec }: Limited<T, P>,
  level: Level,
): Rule {
  // While the tab is still open TypeScript does not see that a Path of it is one: the callers' `P` says so.
  const made = rule as unknown as (tab: T, spec: RuleSpec<T, P>) => Rule;
  const say = (row: Having<RowOf<T>, P>, around: Around) => {
    const found = limit(row, around);
    return `${says(row, around)}${found === undefined ? '' : basis(found)}.`;
  };
  // A warning stops nothing.
  const stopped = level === 'blocca' && stops !== undefined ? { stops } : {};
  return made(tab, { ...spec, ...stopped, level, say });
}

function binds({ verified, from }: RuleFound<unknown>): boolean {
  return verified && from !== 'guideline';
}

/** Who sets a number, behind it and in brackets. */
function basis({ verified, from, source }: RuleFound<unknown>): string {
  if (!verified) return ` (limite da verificare: ${source})`;
  return from === 'guideline' ? ` (indicazione nazionale: ${source})` : ` (${source})`;
}

function ruleOf<P extends Parameter>(
  it: Internship,
  parameter: P,
  around: Around,
): RuleFound<ValueOf<P>> | undefined {
  const found = rulesOf(it, around);
  return found && ruleFor(found, parameter);
}

// ── When a rule speaks ────────────────────────────────────────────────────────────────────────

function isCancelled(it: Internship): boolean {
  return it.typedState === 'cancelled';
}

/** Neither cancelled nor closed early. */
function isOpen(it: Internship): boolean {
  return !isCancelled(it) && it.endedOn === undefined;
}

/** Closed early, and not before it started: that is told by itself. */
function endedInOrder({ typedState, startDate, endedOn }: Internship): boolean {
  if (typedState === 'cancelled' || endedOn === undefined) return false;
  return startDate === undefined || endedOn >= startDate;
}

function isOver(it: Internship, around: Around): boolean {
  return (endOf(it, around) ?? around.today) < around.today;
}

/** All a start needs is judged from 30 days before it, and always once started. */
function isDue(it: Started, { today }: Around): boolean {
  return !isCancelled(it) && it.startDate <= plusDays(today, daysBeforeStart);
}

function isDueAndOpen(it: Started, around: Around): boolean {
  return isDue(it, around) && !isOver(it, around);
}

function stands(it: Variation): boolean {
  return (
    it.cancelledOn === undefined && !(it.internship !== undefined && isCancelled(it.internship))
  );
}

/** Whether a variation moves the end of its internship. */
function moves(it: Variation): boolean {
  return stands(it) && (it.kind === 'extension' || it.kind === 'suspension');
}

function begins({ startDate }: Started, { today }: Around): string {
  if (startDate === today) return 'il tirocinio comincia oggi';
  const on = withWeekday(startDate, { year: startDate.slice(0, 4) !== today.slice(0, 4) });
  return startDate > today ? `il tirocinio comincia ${on}` : `il tirocinio è cominciato ${on}`;
}

// ── Papers, agreements, covers ────────────────────────────────────────────────────────────────

/** The plan's row in «Firme e protocollo», its latest version: who has signed, and who has not. */
function planPaper(it: Internship, around: Around) {
  const kinds =
    it.instrument === 'borsaLavoro'
      ? ['grant', 'trainingPlan']
      : it.instrument === 'tis'
        ? ['trainingPlan', 'personalPlan']
        : ['trainingPlan'];
  const papers = around
    .where(signings, 'about', it.id)
    .filter((one) => kinds.includes(one.kind ?? '') && one.refusedOn === undefined)
    .toSorted((a, b) => (a.version ?? 0) - (b.version ?? 0));
  const paper = papers.findLast((one) => one.kind === kinds[0]) ?? papers.at(-1);
  if (paper === undefined) return undefined;
  const signers = [
    ['beneficiario', paper.beneficiarySignedOn],
    ['ospitante', paper.companySignedOn],
    ['promotore', paper.promoterSignedOn],
    ...(it.instrument === 'tis' ? ([['servizio', paper.serviceSignedOn]] as const) : []),
  ] as const;
  return {
    id: paper.id,
    lacks: signers.flatMap(([who, on]) => (on === undefined ? [who] : [])),
    signedOn: signers.flatMap(([, on]) => (on === undefined ? [] : [on])),
  };
}

/** The first internship in the sheet with the same value, if it is not this one. Cancelled ones do not count. */
function firstWith(key: 'pfiNumber' | 'coProtocol', it: Internship, around: Around) {
  const value = it[key];
  if (value === undefined || isCancelled(it)) return undefined;
  const first = around.where(internships, key, value).find((one) => !isCancelled(one));
  return first === it ? undefined : first;
}

function validity({ from, to, endedOn }: NonNullable<Internship['agreement']>): string {
  if (endedOn !== undefined) return `è stata chiusa il ${inDigits(endedOn)}`;
  if (to === undefined) return `vale dal ${from === undefined ? '' : inDigits(from)}`;
  return from === undefined
    ? `vale fino al ${inDigits(to)}`
    : `vale dal ${inDigits(from)} al ${inDigits(to)}`;
}

const covers = {
  INAIL: { by: 'dall’INAIL', subject: 'L’INAIL' },
  RCT: { by: 'dalla polizza RCT', subject: 'La polizza RCT' },
} as const;

function lateCover(which: keyof typeof covers, { from, to }: Insured): string {
  const { by, subject } = covers[which];
  if (from !== undefined) return `${subject} copre solo dal ${inDigits(from)}`;
  return to === undefined
    ? `Mancano il primo e l’ultimo giorno coperti ${by}`
    : `Manca il primo giorno coperto ${by}`;
}

function shortCover(
  which: keyof typeof covers,
  it: Having<Internship, 'endDate'>,
  to: Day | undefined,
): string {
  const { by, subject } = covers[which];
  const end = `il tirocinio finisce il ${inDigits(insuredEnd(it))}`;
  return to === undefined
    ? `Manca l’ultimo giorno coperto ${by}: ${end}.`
    : `${subject} copre fino al ${inDigits(to)}, ma ${end}.`;
}

function starts(cover: Day | undefined, on: Day): boolean {
  return cover !== undefined && cover <= on;
}

function lasts(cover: Day | undefined, on: Day): boolean {
  return cover !== undefined && on <= cover;
}

// ── Tutors ────────────────────────────────────────────────────────────────────────────────────

type Tutor = Operator | CompanyTutor;

/** Operators serve from a day to a day; a blank one is no limit. */
function serves({ from, to }: Operator, on: Day): boolean {
  return (from === undefined || from <= on) && (to === undefined || on <= to);
}

function service({ from, to }: Operator): string {
  const start = from === undefined ? '' : ` dal ${inDigits(from)}`;
  const end = to === undefined ? '' : ` fino al ${inDigits(to)}`;
  return `lo è${start}${end}`;
}

/** The first day while it lies ahead, then today: a tutor who left is missed now. */
function judgedOn({ startDate }: Started, { today }: Around): Day {
  return startDate > today ? startDate : today;
}

function hasRole({ role, otherRoles }: Operator, wanted: readonly (keyof typeof roles)[]): boolean {
  return [...(role === undefined ? [] : [role]), ...(otherRoles ?? [])].some((it) =>
    wanted.includes(it),
  );
}

function areOne(a: Tutor, b: Tutor | undefined): boolean {
  return b !== undefined && (a.id === b.id || alike(a, b) !== '');
}

/** What two tutors share that two persons would not: an e-mail, a mobile, a whole name. A landline may be the office's. */
function alike(a: Tutor, b: Tutor | undefined): string {
  if (b === undefined) return '';
  const mobile = a.phone?.startsWith('+393') === true;
  const name = nameOf(a);
  return list([
    ...(name !== undefined && name === nameOf(b) ? ['stesso nome'] : []),
    ...(a.email !== undefined && a.email === b.email ? ['stessa e-mail'] : []),
    ...(mobile && a.phone === b.phone ? ['stesso cellulare'] : []),
  ]);
}

/** Name and surname in one order, whichever way round they were typed. */
function nameOf({ firstName, lastName }: Tutor): string | undefined {
  if (firstName === undefined || lastName === undefined) return undefined;
  return [comparable(firstName), comparable(lastName)].toSorted().join(' ');
}

/** How many persons a host tutor has on the first day of this internship, itself included and later ones not. */
function withCompanyTutor(it: Having<Started, 'companyTutor'>, around: Around): number {
  const { companyTutor: tutor, startDate: on } = it;
  const others = sharing('companyTutor', 'newCompanyTutor', tutor, around);
  const before = others.filter(
    (one) => isBefore(one, it, around) && companyTutorOn(one, on, around) === tutor,
  );
  return before.length + 1 + (tutor.otherTrainees ?? 0);
}

function withPromoterTutor(it: Having<Started, 'promoterTutor'>, around: Around): number {
  const { promoterTutor: tutor, startDate: on } = it;
  const others = sharing('promoterTutor', 'newPromoterTutor', tutor, around);
  const before = others.filter(
    (one) => isBefore(one, it, around) && promoterTutorOn(one, on, around) === tutor,
  );
  return before.length + 1;
}

/** How many persons a host tutor has on the day they take over, the new one included. */
function followedBy(
  it: Having<Variation, 'newCompanyTutor' | 'from' | 'internship'>,
  around: Around,
): number {
  const { newCompanyTutor: tutor, from: on, internship } = it;
  const others = sharing('companyTutor', 'newCompanyTutor', tutor, around).filter(
    (one) =>
      one !== internship &&
      isUnderWay(one, on, around) &&
      companyTutorOn(one, on, around) === tutor,
  );
  return others.length + 1 + (tutor.otherTrainees ?? 0);
}

/** The internships that have, or by a variation come to have, a tutor or a site: each once. Callers pair the columns. */
function sharing<K extends 'companyTutor' | 'promoterTutor' | 'site'>(
  column: K,
  changed: 'newCompanyTutor' | 'newPromoterTutor' | 'newSite',
  value: NonNullable<Internship[K]>,
  around: Around,
): readonly Internship[] {
  const own = around.where(internships, column, value);
  const changes = around.where(variations, changed, value);
  return changes.length === 0
    ? own
    : [...new Set([...own, ...changes.flatMap((one) => one.internship ?? [])])];
}

/**
 * Whether one is already under way when another starts, by day of start and then by line: so that one too many is told
 * on the one that came last, once.
 */
function isBefore(one: Internship, it: Started, around: Around): boolean {
  return one !== it && comesBefore(one, it, around) && isUnderWay(one, it.startDate, around);
}

/** As `isRunning`, with the last day of each worked out once: a tutor of hundreds is asked about hundreds of times. */
function isUnderWay(it: Internship, on: Day, around: Around): boolean {
  if (isCancelled(it) || it.startDate === undefined || it.startDate > on) return false;
  const last = endOf(it, around);
  return last !== undefined && on <= last;
}

const ends = new WeakMap<Around, WeakMap<Internship, Day>>();

function endOf(it: Internship, around: Around): Day | undefined {
  const known = ends.get(around) ?? new WeakMap<Internship, Day>();
  ends.set(around, known);
  const last = known.get(it) ?? lastDayOf(it, around);
  if (last !== undefined) known.set(it, last);
  return last;
}

function comesBefore(a: Internship, b: Started, around: Around): boolean {
  if (a.startDate === undefined) return false;
  return (
    a.startDate < b.startDate || (a.startDate === b.startDate && line(a, around) < line(b, around))
  );
}

const lines = new WeakMap<Around, ReadonlyMap<object, number>>();

function line(it: Internship, around: Around): number {
  const known =
    lines.get(around) ?? new Map(around.rows(internships).map((one, at) => [one, at] as const));
  lines.set(around, known);
  return known.get(it) ?? 0;
}

// ── Hosts ─────────────────────────────────────────────────────────────────────────────────────

type Hosted = Having<Internship, 'site' | 'startDate' | 'endDate'>;

/**
 * How many trainees the operating unit has on the first day, against how many it may have. `perhapsTooMany` where the
 * limit does not bind, or a host that hired former trainees might have more. Nobody is left out of the count: that
 * someone is of L. 381/1991 stands in the restricted book, and former prisoners are not of it.
 */
function hosting(it: Hosted, around: Around) {
  const brackets = bracketsOf(it, around);
  const staff = countedStaff(it, around);
  if (brackets === undefined || staff === undefined) return undefined;
  const { site, startDate } = it;
  const before = sharing('site', 'newSite', site, around).filter(
    (one) =>
      isBefore(one, it, around) &&
      siteOn(one, startDate, around) === site &&
      bracketsOf(one, around) !== undefined,
  );
  const count = before.length + 1 + (site.otherTrainees ?? 0);
  const limit = hostLimit(brackets.value, staff);
  const bonus = ruleOf(it, 'hostBonus', around)?.value;
  const more =
    bonus !== undefined && staff > bonus.aboveStaff ? (bonus.steps.at(-1)?.more ?? 0) : 0;
  const verdict =
    count <= limit
      ? 'fits'
      : binds(brackets) && count > limit + more
        ? 'tooMany'
        : 'perhapsTooMany';
  return { verdict, count, limit, staff, rule: brackets } as const;
}

/** Where the limit holds. A region that writes its own brackets means them, whatever the guidelines exempt. */
function bracketsOf(it: Internship, around: Around) {
  const brackets = ruleOf(it, 'hostBrackets', around);
  const apply = ruleOf(it, 'hostLimitsApply', around);
  const exempt =
    apply?.value === false && !(apply.from === 'guideline' && brackets?.from !== 'guideline');
  return exempt ? undefined : brackets;
}

/**
 * The employees that count at a site for an internship; `undefined` while it is not known whether those on a fixed
 * term do. Working members of a cooperative count as permanent: they are employed besides being members (L. 142/2001
 * art. 1 c. 3).
 */
function countedStaff(it: Hosted, around: Around) {
  const counted = ruleOf(it, 'countedStaff', around)?.value;
  const { permanentStaff, workingMembers, fixedTermStaff, fixedTermFrom, fixedTermTo } = it.site;
  if (permanentStaff === undefined) return undefined;
  const permanent = permanentStaff + (workingMembers ?? 0);
  if (counted?.includes('fixedTermCovering') !== true || (fixedTermStaff ?? 0) === 0)
    return permanent;
  if (fixedTermFrom === undefined || fixedTermTo === undefined) return undefined;
  return (
    permanent +
    (fixedTermFrom < it.startDate && it.endDate < fixedTermTo ? (fixedTermStaff ?? 0) : 0)
  );
}

function crowded(it: Hosted, around: Around): string {
  const found = hosting(it, around);
  if (found === undefined) return '';
  return `Il ${inDigits(it.startDate)} in ${it.site.id}, che ha ${plural(found.staff, 'dipendente', 'dipendenti')}, ci sarebbero ${plural(found.count, 'tirocinante', 'tirocinanti')} insieme: il massimo è ${found.limit}${basis(found.rule)}.`;
}

function hostExpects(): string {
  return 'Un’altra sede o un altro periodo; se il personale è cambiato si aggiorna il foglio «Sedi», e per chi per legge non si conta si registra una deroga. Ad esempio con 6 dipendenti, 2 tirocinanti.';
}

function feastOn(on: Day, site: Site | undefined, { calendar }: Around): string | undefined {
  const feast = calendar.holiday(on, site?.municipality?.name);
  return feast ?? (weekdayOf(on) === 'dom' ? 'domenica' : undefined);
}

function closureOn({ site, startDate }: Having<Started, 'site'>, around: Around) {
  return around
    .where(closures, 'site', site)
    .find(
      ({ from, to }) =>
        from !== undefined && to !== undefined && from <= startDate && startDate <= to,
    );
}

// ── Hours ─────────────────────────────────────────────────────────────────────────────────────

type Hours = Parameters<typeof weekOf>[0];

function plannedMinutes(it: Hours): number | undefined {
  const week = weekOf(it);
  return week && Object.values(week).reduce((sum, minutes) => sum + minutes, 0);
}

function workedDays(it: Hours): readonly number[] {
  return Object.values(weekOf(it) ?? {}).filter((minutes) => minutes > 0);
}

/** «martedì 9 ore» for each day over what «Impostazioni» allows. */
function longDays(it: Hours, { settings }: Around): readonly string[] {
  const week = weekOf(it);
  if (week === undefined) return [];
  const most = settings.of(longestDay) * 60;
  // The keys of a week are its days.
  return (Object.keys(week) as (keyof typeof week)[]).flatMap((day) =>
    week[day] > most ? [`${weekdayWords[day]} ${inHours(week[day])}`] : [],
  );
}

/** Whether hours typed as «22:00-2:00» touch the time between midnight and five (art. 1 d.lgs. 66/2003). */
function isNight(times: string): boolean {
  const spans = times.matchAll(/(\d{1,2})(?:[:.](\d{2}))?\s*[-–—]\s*(\d{1,2})(?:[:.](\d{2}))?/g);
  return [...spans].some(([, fromHour, fromMinute, toHour, toMinute]) => {
    const from = Number(fromHour) * 60 + Number(fromMinute ?? 0);
    const to = Number(toHour) * 60 + Number(toMinute ?? 0);
    return from < 5 * 60 || (to < from && to > 0);
  });
}

// ── Durations ─────────────────────────────────────────────────────────────────────────────────

interface Length {
  readonly months: number;
  readonly days: number;
}

/** A maximum and the parameter it comes from. */
interface Term extends Length {
  readonly rule: RuleFound<unknown>;
}

/** Whether a period ends by the last day a maximum allows it. Counted by days: 30 days more than May are not a month. */
function fits(it: Period | undefined, most: Term | undefined): boolean {
  if (it === undefined || most === undefined || most.months === Infinity) return true;
  return it.to <= plusDays(periodEnd(it.from, most.months), most.days);
}

function isWithin({ months, days }: Length, most: Length): boolean {
  return months < most.months || (months === most.months && days <= most.days);
}

/** What the plan alone covers. */
function planOf({ startDate, endDate }: Internship): Period | undefined {
  return startDate === undefined || endDate === undefined
    ? undefined
    : { from: startDate, to: endDate };
}

function spanIn(it: Period | undefined): Length {
  return it === undefined ? nothing : monthsCovered(it);
}

function inMonths({ months, days }: Length): string {
  return list([
    ...(months === 0 ? [] : [plural(months, 'mese', 'mesi')]),
    ...(days === 0 && months > 0 ? [] : [plural(days, 'giorno', 'giorni')]),
  ]);
}

function minMonthsOf(it: Internship, around: Around) {
  const seasonal = it.site?.seasonal === true ? ruleOf(it, 'minMonthsSeasonal', around) : undefined;
  return seasonal ?? ruleOf(it, 'minMonths', around);
}

/**
 * The ordinary maximum, and the longest that anybody may have; `undefined` where the pack knows none. With a variation,
 * what its extension adds; a TIS whose need the service attests may go on up to the total of all.
 */
function termsOf(
  it: Internship,
  around: Around,
  by?: Variation,
): { readonly ordinary: Term; readonly longest: Term } | undefined {
  const most = ruleOf(it, 'maxMonths', around);
  if (most === undefined) return undefined;
  const extensions =
    by === undefined ? [] : variationsOf(it, around).filter((one) => one.kind === 'extension');
  const attested =
    extensions.some((one) => one.needAttestedOn !== undefined) &&
    ruleOf(it, 'extensionNeedsAttestation', around)?.value === true;
  if (attested) {
    const total = ruleOf(it, 'maxMonthsTotal', around);
    const term = { months: total?.value ?? Infinity, days: 0, rule: total ?? most };
    return { ordinary: term, longest: term };
  }
  const isExtended = extensions.length > 0;
  const days = isExtended ? (ruleOf(it, 'extensionDays', around)?.value ?? 0) : 0;
  const months = isExtended ? (ruleOf(it, 'extensionMonthsDisadvantaged', around)?.value ?? 0) : 0;
  const ordinary = { months: most.value, days, rule: most };
  const others = (['maxMonthsDisadvantaged', 'maxMonthsDisabled'] as const).flatMap((one) => {
    const found = ruleOf(it, one, around);
    return found === undefined ? [] : [{ months: found.value + months, days: 0, rule: found }];
  });
  const longest = others.reduce<Term>((top, one) => (isWithin(one, top) ? top : one), ordinary);
  return { ordinary, longest };
}

/** What an internship covers up to the end a variation gives it, as if suspended days had not been. */
function servedUntil(
  it: Having<Variation, 'newEndDate' | 'internship'>,
  around: Around,
): Period | undefined {
  const { internship, newEndDate } = it;
  if (internship.startDate === undefined) return undefined;
  return without({ from: internship.startDate, to: newEndDate }, suspendedIn(internship, around));
}

function suspendedIn(it: Internship, around: Around): readonly Period[] {
  return suspensionsOf(it, around).flatMap(({ from, to }) =>
    from === undefined || to === undefined ? [] : [{ from, to }],
  );
}

/** What all TIS of a person last together up to this one, in order of start, suspended days not counted. */
function untilThis(it: Having<Started, 'beneficiary'>, around: Around): Length {
  const sum = around
    .where(internships, 'beneficiary', it.beneficiary)
    .filter(
      (one) =>
        one.instrument === 'tis' &&
        !isCancelled(one) &&
        (one === it || comesBefore(one, it, around)),
    )
    .flatMap((one) => {
      const span = spanOf(one, around);
      return span === undefined ? [] : [monthsCovered(without(span, suspendedIn(one, around)))];
    })
    .reduce(
      (all, one) => ({ months: all.months + one.months, days: all.days + one.days }),
      nothing,
    );
  // Left-over days of several periods: thirty make a month, as for interest (art. 2963 c.c. has no rule for sums).
  return { months: sum.months + Math.floor(sum.days / 30), days: sum.days % 30 };
}

/** The end agreed on, extensions included, for an internship that has one. */
function plannedLast(it: Having<Internship, 'endDate'>, around: Around): Day {
  return agreedEndOf(it, around) ?? it.endDate;
}

/**
 * The day the cover must last to: the end of the plan, or the day it ended before. Where months and dates disagree, the
 * earlier of the two ends, since `monthsAgree` asks which is right.
 */
function insuredEnd({ startDate, endDate, endedOn, months }: Having<Internship, 'endDate'>): Day {
  const byMonths =
    startDate === undefined || months === undefined ? endDate : periodEnd(startDate, months);
  return [endDate, byMonths, endedOn ?? endDate].toSorted().at(0) ?? endDate;
}

/** A person's internship higher up in the sheet that shares days with this one, and which. */
function overlapping(it: Having<Started, 'beneficiary'>, around: Around) {
  const span = spanOf(it, around);
  if (span === undefined) return undefined;
  for (const one of around.where(internships, 'beneficiary', it.beneficiary)) {
    if (one === it) return undefined;
    const other = isCancelled(one) ? undefined : spanOf(one, around);
    const shared = other && overlap(span, other);
    if (shared !== undefined) return { id: one.id, shared };
  }
  return undefined;
}

/** A person's earlier internship of the same kind with the same host, if they do not overlap (that is told otherwise). */
function earlierAtHost(it: Having<Started, 'beneficiary' | 'company'>, around: Around) {
  const span = spanOf(it, around);
  return around.where(internships, 'beneficiary', it.beneficiary).find((one) => {
    if (one === it || one.company !== it.company || one.instrument !== it.instrument) return false;
    if (isCancelled(one) || !comesBefore(one, it, around)) return false;
    const other = spanOf(one, around);
    return span === undefined || other === undefined || overlap(span, other) === undefined;
  });
}

// ── Money ─────────────────────────────────────────────────────────────────────────────────────

/** The full amount by the rules, and whether it is exactly that; in doubt where nobody says which of the two it is. */
function dueAllowance(
  it: Internship,
  around: Around,
):
  | { readonly full: Cents; readonly exact: boolean; readonly rule: RuleFound<unknown> }
  | undefined {
  const bands = ruleOf(it, 'allowance', around);
  if (bands === undefined || it.startDate === undefined || it.endDate === undefined)
    return undefined;
  const full = fullAllowance(bands.value, { ...spanIn(planOf(it)), weeklyHours: it.weeklyHours });
  const is = ruleOf(it, 'allowanceIs', around);
  const sure = is !== undefined && (binds(is) || bands.from === 'guideline');
  return full === undefined
    ? undefined
    : {
        full,
        exact: is?.value === 'exact',
        rule: { ...bands, verified: bands.verified && sure },
      };
}

/** Silent where neither the programme nor a pack can be asked. */
function feeIsKnown(it: Started, around: Around): boolean {
  return around.settings.of(companyTutorFee) !== undefined || rulesOf(it, around) !== undefined;
}

function foreseenFee(it: Started, around: Around): Cents | undefined {
  return around.settings.of(companyTutorFee) ?? ruleOf(it, 'hostTutorFee', around)?.value;
}

// ── Ends and changes ──────────────────────────────────────────────────────────────────────────

function earlyEndOf(it: Internship, around: Around): Variation | undefined {
  return variationsOf(it, around).find((one) => one.kind === 'earlyEnd');
}

/** What shows that an internship began. */
function tracesOf(it: Started, around: Around): readonly string[] {
  const sheet = around
    .where(attendanceSheets, 'internship', it)
    .find((one) => one.receivedOn !== undefined);
  const visit = around
    .where(visits, 'internship', it)
    .find((one) => one.on !== undefined && it.startDate <= one.on && one.on <= around.today);
  return [
    ...(sheet === undefined ? [] : [`c’è un foglio presenze (${sheet.id})`]),
    ...(visit === undefined ? [] : [`c’è una visita (${visit.id})`]),
    ...(it.endedOn === undefined ? [] : ['è scritto quando si è chiuso']),
  ];
}

function shortestSuspension(it: Internship, around: Around): RuleFound<number> | undefined {
  const all = [
    ruleOf(it, 'suspensionIllnessDays', around),
    ruleOf(it, 'suspensionClosureDays', around),
  ].flatMap((one) => one ?? []);
  return all.toSorted((a, b) => a.value - b.value).at(0);
}

function daysFrom({ from, to }: Period): number {
  return daysBetween(from, to) + 1;
}

/** The end once the days of this suspension are made up; `undefined` where it takes none away. */
function madeUpEnd(
  it: Having<Variation, 'from' | 'to' | 'internship'>,
  around: Around,
): Day | undefined {
  const before = lastDayBefore(it, around);
  const start = it.internship.startDate;
  if (before === undefined || start === undefined) return undefined;
  const end = endMadeUp({ from: start, to: before }, [{ from: it.from, to: it.to }]);
  return end === before ? undefined : end;
}

/** A suspension higher up in the sheet that shares days with this one. One without an end goes on. */
function sameSuspension(
  it: Having<Variation, 'from' | 'internship'>,
  around: Around,
): Variation | undefined {
  for (const one of suspensionsOf(it.internship, around)) {
    if (one === it) return undefined;
    const apart =
      one.from === undefined ||
      (one.to !== undefined && one.to < it.from) ||
      (it.to !== undefined && it.to < one.from);
    if (!apart) return one;
  }
  return undefined;
}

interface Due {
  readonly on: Day;
  readonly rule: RuleFound<unknown>;
}

/** The last day for the CO of an extension (from the end it moves) or an early end (from the last day done). */
function changeDue(it: Variation, around: Around): Due | undefined {
  const event =
    it.kind === 'extension'
      ? lastDayBefore(it, around)
      : it.kind === 'earlyEnd'
        ? (it.newEndDate ?? it.internship?.endedOn)
        : undefined;
  return termAfter(event, it, 'coChangeDays', around);
}

function accidentDue(it: Variation, around: Around): Due | undefined {
  const event = it.kind === 'accident' ? it.certificateOn : undefined;
  return termAfter(event, it, 'accidentReportDays', around);
}

function termAfter(
  event: Day | undefined,
  { internship }: Variation,
  parameter: 'coChangeDays' | 'accidentReportDays',
  around: Around,
): Due | undefined {
  const found = internship && stateRuleOf(internship, parameter, around);
  if (event === undefined || found === undefined) return undefined;
  return { on: byTerm(plusDays(event, found.value), { calendar: around.calendar }), rule: found };
}

function changeName({ kind }: Variation): string {
  return kind === 'extension' ? 'proroga' : 'chiusura anticipata';
}

function daysInWords({ from, to }: Period): string {
  return from === to ? `il ${inDigits(from)}` : `dal ${inDigits(from)} al ${inDigits(to)}`;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
