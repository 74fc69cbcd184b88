import {
  byTerm,
  type Day,
  daysBetween,
  inDigits,
  monthsCovered,
  overlap,
  type Period,
  periodEnd,
  plusDays,
  type Weekday,
  weekdayName,
  weekdayOf,
  withWeekday,
} from '../../src/core/day.ts';
import { inHours, type Level } from '../../src/core/column.ts';
import { inEuro } from '../../src/core/money.ts';
import {
  fullAllowance,
  hostLimit,
  type Parameter,
  type RuleFound,
  ruleFor,
  type ValueOf,
} from '../../src/core/pack.ts';
import { endMadeUp, monthsWithout } from '../../src/core/period.ts';
import { type Around, type Rule, type RuleSpec, rule } from '../../src/core/rule.ts';
import type { AnyTab, Having, Path, RowOf } from '../../src/core/tab.ts';
import { comparable, list, plural } from '../../src/core/words.ts';
import {
  companyTutorOn,
  daysBeforeStart,
  inailOf,
  isRunning,
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
type Timetable = Partial<Record<HoursKey, number | undefined>>;
type HoursKey = (typeof hoursKeys)[Weekday];

const hoursKeys = {
  lun: 'hoursMon',
  mar: 'hoursTue',
  mer: 'hoursWed',
  gio: 'hoursThu',
  ven: 'hoursFri',
  sab: 'hoursSat',
  dom: 'hoursSun',
} as const satisfies Record<Weekday, keyof Internship>;

const inclusion =
  'Linee guida TIS 22/1/2015, Rep. 7/CSR (costantinoandpartners.com, «Nuove linee guida in materia di tirocini»)';
const guidelines = 'Linee guida 25/5/2017, Rep. 86/CSR';
const communication =
  'art. 9-bis c. 2 d.l. 510/1996; L. 234/2021 art. 1 c. 724 (anclbari.it/?p=4106)';
const adi =
  'MLPS, nota 16631 del 3/10/2024 (agenzialavoro.solcosrl.it; consulentidellavoro.re.it)';
const safety = 'd.lgs. 81/2008; L. 234/2021 art. 1 c. 725';
const insurance = 'L. 234/2021 e linee guida; INAIL circ. 16/2014 (lavorofacile.it)';
const plan =
  'Contenuto del progetto formativo (kitstage.assolombarda.it; almaorienta.unibo.it/tirocini/progetto-formativo)';
const host = 'Linee guida 25/5/2017; schema di convenzione (lawinsider.com/it/contracts/iXt343fCk3j)';
const programme = 'Regole del programma, foglio «Impostazioni»';
const tutors = 'Programma ALICE: i tre tutor sono figure diverse (cooperativatasha.it, Progetto Alice)';

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

export const personSuitable = rule(internships, {
  name: 'Chi comincia un tirocinio è stato giudicato idoneo',
  needs: ['beneficiary', 'beneficiary.suitable'],
  when: (it) => !isCancelled(it),
  holds: ({ beneficiary }) => beneficiary.suitable,
  say: ({ beneficiary }) =>
    `Il verbale di selezione dice che ${beneficiary.id} non è idoneo al percorso, ma ha un tirocinio.`,
  expects:
    'Una persona che il verbale di selezione dà per idonea; se l’équipe ha cambiato parere si aggiorna il foglio «Beneficiari», ad esempio «Idoneo al percorso»: sì.',
  mends: 'coordinator',
  stops: 'start',
  source: 'Verbale dell’équipe di selezione',
});

export const personNotRenounced = rule(internships, {
  name: 'Chi ha rinunciato non ha un tirocinio che deve cominciare',
  needs: ['beneficiary', 'beneficiary.typedStage', 'startDate'],
  when: (it, around) => !isCancelled(it) && it.startDate > around.today,
  holds: ({ beneficiary }) => beneficiary.typedStage !== 'renounced',
  say: (it, around) =>
    `Per ${it.beneficiary.id} è segnata una rinuncia, ma ${begins(it, around)}.`,
  expects:
    'La rinuncia tolta, se la persona ci ha ripensato; oppure il tirocinio «Annullato» nella sua colonna. Ad esempio: Annullato.',
  level: 'avvisa',
  mends: 'coordinator',
  source: 'Foglio «Beneficiari»',
});

/** All the shared book may say of what stands in the other one. */
export const restrictedRequirement = rule(internships, {
  name: 'I requisiti riservati sono stati verificati',
  needs: ['restrictedVerified', 'startDate'],
  when: isDue,
  holds: ({ restrictedVerified }) => restrictedVerified,
  say: (it, around) =>
    `Un requisito riservato manca: chiedi al coordinatore. ${capital(begins(it, around))}.`,
  expects:
    'Sì, scritto dal coordinatore quando nel registro riservato tutto è in ordine: ad esempio sì.',
  mends: 'coordinator',
  stops: 'start',
  source: 'Registro riservato',
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
  holds: (it, around) => it.pfiSignedOn !== undefined || (planPaper(it, around)?.lacks.length ?? 0) > 0,
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

export const pfiNumberedOnce = rule(internships, {
  name: 'Un numero di PFI sta su un solo tirocinio',
  needs: ['pfiNumber'],
  holds: (it, around) => firstWith('pfiNumber', it, around) === undefined,
  say: (it, around) =>
    `Il PFI n. ${it.pfiNumber} è già quello di ${firstWith('pfiNumber', it, around)?.id ?? ''}: forse la riga è stata copiata.`,
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
    typedState !== 'cancelled' && !(agreement.signedOn !== undefined && agreement.signedOn > startDate),
  holds: ({ agreement: { from, to, endedOn, tacitRenewal }, startDate }) =>
    (from === undefined || from <= startDate) &&
    (to === undefined || tacitRenewal === true || startDate <= to) &&
    (endedOn === undefined || startDate <= endedOn),
  say: ({ agreement, startDate }) =>
    `Il ${inDigits(startDate)}, primo giorno del tirocinio, la convenzione ${agreement.id} non vale: ${validity(agreement)}.`,
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

export const agreementNotExceeded = rule(internships, {
  name: 'I tirocini non superano quelli previsti dalla convenzione',
  needs: ['agreement', 'agreement.internships'],
  when: (it) => !isCancelled(it),
  holds: (it, around) => placeOnAgreement(it, around) <= it.agreement.internships,
  say: (it, around) =>
    `Questo è il ${placeOnAgreement(it, around)}° tirocinio sulla convenzione ${it.agreement.id}, che ne prevede ${it.agreement.internships}.`,
  expects:
    'Un numero di tirocini entro quello scritto nella convenzione, oppure una nuova convenzione: ad esempio 3 tirocini su 3.',
  level: 'avvisa',
  mends: 'promoterTutor',
  source: host,
});

// ── What a start needs: who and where ─────────────────────────────────────────────────────────

export const siteChosen = needed('site', {
  name: 'Il tirocinio ha una sede',
  says: 'Manca la sede in cui si svolge il tirocinio',
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
  says: 'Manca il tutor ospitante, chi affianca la persona sul posto',
  expects: 'L’ID di una riga del foglio «Tutor ospitanti», ad esempio TO-0001.',
  mends: 'enterpriseTutor',
  source: plan,
});

export const promoterTutorChosen = needed('promoterTutor', {
  name: 'Il tirocinio ha un tutor promotore',
  says: 'Manca il tutor promotore, chi segue il tirocinio per il promotore',
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

export const companyTutorInService = rule(internships, {
  name: 'Il tutor ospitante è in servizio',
  needs: ['companyTutor', 'startDate'],
  when: isDueAndOpen,
  holds: (it, around) => {
    const tutor = companyTutorOn(it, judgedOn(it, around), around);
    return tutor === undefined || serves(tutor, judgedOn(it, around));
  },
  say: (it, around) => {
    const tutor = companyTutorOn(it, judgedOn(it, around), around) ?? it.companyTutor;
    return `${tutor.id} non è tutor ospitante il ${inDigits(judgedOn(it, around))}: ${service(tutor)}.`;
  },
  expects:
    'Un tutor in servizio il primo giorno e finché il tirocinio dura; se è cambiato, una riga «Cambio di tutor» nel foglio «Variazioni», ad esempio dal 01/07/2026.',
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

const companyTutorLoad = limited(internships, {
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
  stops: 'start',
  source: guidelines,
});
/** Binds where a region sets the number. */
export const companyTutorWithinCap = companyTutorLoad.binding;
/** Warns where the number is the guidelines', or nobody has verified it. */
export const companyTutorWithinDoubtfulCap = companyTutorLoad.doubtful;

const promoterTutorLoad = limited(internships, {
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
  stops: 'start',
  source: guidelines,
});
/** Binds where a region sets the number. */
export const promoterTutorWithinCap = promoterTutorLoad.binding;
/** Warns where the number is the guidelines', or nobody has verified it. */
export const promoterTutorWithinDoubtfulCap = promoterTutorLoad.doubtful;

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
  level: 'nota',
  mends: 'coordinator',
  source: guidelines,
});

// ── What a start needs: the CO ────────────────────────────────────────────────────────────────

/** From 30 days to 8 days before the start. */
export const coAhead = needed('coSentOn', {
  name: 'La CO di avvio è in preparazione',
  when: (it, around) => daysBetween(around.today, it.startDate) > coWeek,
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
  says: (it, around) =>
    `La comunicazione obbligatoria non è ancora stata inviata${it.coProtocol === undefined ? '' : ', o ne manca il giorno'}; l’ultimo giorno utile è ${withWeekday(plusDays(it.startDate, -(stateRuleOf(it, 'coStartDaysBefore', around)?.value ?? 1)))}`,
  expects: 'Il giorno della ricevuta, al più tardi la vigilia dell’inizio: ad esempio 27/02/2026.',
  mends: 'promoterTutor',
  source: communication,
});

/** From the first day on: whoever works then may be working irregularly. */
export const startedWithoutCo = needed('coSentOn', {
  name: 'Nessun tirocinio comincia senza CO',
  when: (it, around) => it.startDate <= around.today,
  says: (it) =>
    it.coProtocol === undefined
      ? 'Della comunicazione obbligatoria non c’è traccia: possibile lavoro irregolare'
      : 'Il protocollo della CO c’è, ma non il giorno in cui è partita',
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
  expects:
    'Il giorno della ricevuta, ad esempio 27/02/2026; finché non c’è, la cella resta vuota.',
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
    `Il protocollo ${it.coProtocol} è già quello di ${firstWith('coProtocol', it, around)?.id ?? ''}: ogni avvio ha la sua CO.`,
  expects: 'Il codice della ricevuta di questo avvio, ad esempio 1600026200012345.',
  level: 'avvisa',
  mends: 'promoterTutor',
  source: communication,
});

export const coSenderNamed = needed('coSentBy', {
  name: 'Si sa chi invia la CO',
  when: (it, around) => it.coSentOn === undefined && it.startDate > around.today,
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
  says: (it, around) => lateCover('INAIL', it, inailOf(it, around)),
  expects: 'Il primo giorno coperto, al più tardi quello dell’inizio: ad esempio 01/03/2026.',
  mends: 'promoterTutor',
  source: insurance,
});

export const inailToTheEnd = needed('inailTo', {
  name: 'L’INAIL copre fino all’ultimo giorno',
  when: (it, around) =>
    inailOf(it, around).policy !== undefined && inailOf(it, around).from !== undefined,
  has: (it, around) => lasts(inailOf(it, around).to, plannedEnd(it)),
  says: (it, around) => shortCover('INAIL', it, inailOf(it, around)),
  expects: 'L’ultimo giorno coperto, non prima della fine del tirocinio: ad esempio 31/08/2026.',
  mends: 'promoterTutor',
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
  says: (it, around) => lateCover('polizza RCT', it, rctOf(it, around)),
  expects: 'Il primo giorno coperto, al più tardi quello dell’inizio: ad esempio 01/01/2026.',
  mends: 'promoterTutor',
  source: insurance,
});

export const rctToTheEnd = needed('rctTo', {
  name: 'La polizza RCT copre fino all’ultimo giorno',
  when: (it, around) =>
    rctOf(it, around).policy !== undefined && rctOf(it, around).from !== undefined,
  has: (it, around) => lasts(rctOf(it, around).to, plannedEnd(it)),
  says: (it, around) => shortCover('polizza RCT', it, rctOf(it, around)),
  expects: 'L’ultimo giorno coperto, non prima della fine del tirocinio: ad esempio 31/12/2026.',
  mends: 'promoterTutor',
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
  expects:
    'Una consegna al più tardi il primo giorno: ad esempio consegna e inizio il 02/03/2026.',
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
  says: 'Mancano le attività del tirocinio',
  expects: 'Che cosa farà la persona, ad esempio preparazione degli impasti e banco vendita.',
  level: 'avvisa',
  mends: 'promoterTutor',
  source: plan,
});

// ── Hours ─────────────────────────────────────────────────────────────────────────────────────

export const timetableWritten = needed('hoursMon', {
  name: 'Il tirocinio ha un orario settimanale',
  has: (it) => plannedMinutes(it) !== undefined,
  says: 'Non c’è l’orario: i giorni da Lun a Dom sono tutti vuoti',
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
  holds: (it) => longDays(it).length === 0,
  say: (it) => `Più di otto ore: ${longDays(it).join(', ')}.`,
  expects: 'Al massimo otto ore al giorno, meglio meno: ad esempio 5.',
  level: 'avvisa',
  mends: 'promoterTutor',
  source: 'Orario normale di una giornata: 40 ore in cinque giorni, art. 3 d.lgs. 66/2003',
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
  when: (it, around) =>
    !isCancelled(it) && ruleOf(it, 'nightWork', around)?.value === 'never',
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
    `${capital(plural(months, 'mese', 'mesi'))} dal ${inDigits(startDate)} finiscono il ${inDigits(periodEnd(startDate, months))}, ma la data di fine è ${inDigits(endDate)}.`,
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
  say: (it, around) =>
    `Il primo giorno, ${withWeekday(it.startDate, { year: true })}, è ${feastOn(it.startDate, it.site, around) ?? ''}.`,
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
  holds: (it) => (it[hoursKeys[weekdayOf(it.startDate)]] ?? 0) > 0,
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
  holds: (it, around) => lengthOf(it).months >= (minMonthsOf(it, around)?.value ?? 0),
  says: (it, around) =>
    `Dal ${inDigits(it.startDate)} al ${inDigits(it.endDate)} sono ${inMonths(lengthOf(it))}: il minimo è ${plural(minMonthsOf(it, around)?.value ?? 0, 'mese', 'mesi')}`,
  expects: 'Una durata non più breve del minimo: ad esempio dal 02/03/2026 al 01/05/2026 sono 2 mesi.',
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
  holds: (it, around) => isWithin(lengthOf(it), termsOf(it, around)?.longest),
  says: (it, around) =>
    `Dal ${inDigits(it.startDate)} al ${inDigits(it.endDate)} sono ${inMonths(lengthOf(it))}: il massimo è ${inMonths(termsOf(it, around)?.longest ?? nothing)}`,
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
    isWithin(lengthOf(it), termsOf(it, around)?.longest),
  holds: (it, around) => isWithin(lengthOf(it), termsOf(it, around)?.ordinary),
  say: (it, around) => {
    const ordinary = termsOf(it, around)?.ordinary;
    return `Il tirocinio dura ${inMonths(lengthOf(it))}: di norma al massimo ${inMonths(ordinary ?? nothing)}. Di più si può solo in alcuni casi: chiedi al coordinatore${ordinary === undefined ? '' : basis(ordinary.rule)}.`;
  },
  expects:
    'Una durata ordinaria, oppure «Requisito riservato verificato» scritto dal coordinatore: ad esempio sì.',
  level: 'avvisa',
  mends: 'coordinator',
  source: guidelines,
});

const allTogether = limited(internships, {
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
  expects: 'Una durata complessiva entro il massimo, ripetizioni comprese: ad esempio 24 mesi più 24.',
  mends: 'coordinator',
  stops: 'start',
  source: inclusion,
});
/** Binds where a region sets the number. */
export const personTotalWithinMax = allTogether.binding;
/** Warns where the number is the guidelines', or nobody has verified it. */
export const personTotalWithinDoubtfulMax = allTogether.doubtful;

export const endWithinProgramme = rule(internships, {
  name: 'Un tirocinio finisce entro la fine del programma',
  needs: ['endDate'],
  when: (it) => isOpen(it) && (it.startDate === undefined || it.endDate >= it.startDate),
  holds: ({ endDate }, { settings }) => endDate <= (settings.of(programmeEnd) ?? endDate),
  say: ({ endDate }, { settings }) =>
    `Il tirocinio finisce il ${inDigits(endDate)}, ma il programma finisce il ${inDigits(settings.of(programmeEnd) ?? endDate)}.`,
  expects: 'Una fine entro l’ultimo giorno del programma, scritto nelle «Impostazioni»: ad esempio 26/02/2027.',
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
    return `${it.beneficiary.id} in questi giorni ha già il tirocinio ${other?.id ?? ''}: i due periodi si sovrappongono dal ${other === undefined ? '' : inDigits(other.shared.from)} al ${other === undefined ? '' : inDigits(other.shared.to)}.`;
  },
  expects:
    'Periodi che non si toccano: se il primo è finito prima si scrive «Chiuso in anticipo il», ad esempio 15/06/2026; se la riga è doppia, «Annullato».',
  mends: 'coordinator',
  stops: 'start',
  source: guidelines,
});

const repeated = limited(internships, {
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
  stops: 'start',
  source: guidelines,
});
/** Binds where a region says so. */
export const oncePerHost = repeated.binding;
/** Warns where the guidelines say so, or nobody has verified it. */
export const oncePerHostDoubtful = repeated.doubtful;

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
  source: 'Pacchetti di regole, «alice packs»',
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
  expects: 'L’importo lordo di un mese intero secondo le regole della regione o dell’avviso: ad esempio 600,00.',
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
  when: (it, around) => isOpen(it) && it.companyTutorFee > 0 && feeIsKnown(it, around),
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
    `Paga ${fundingSource === 'pnrr' ? 'il PNRR' : 'il FSE+'}, ma non c’è un CUP: né qui, né sulla convenzione, né nelle «Impostazioni».`,
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
  when: (it) => it.startDate === undefined || it.endedOn >= it.startDate,
  holds: (it, around) => it.endedOn <= agreedEnd(it, around),
  say: (it, around) =>
    `Risulta chiuso in anticipo il ${inDigits(it.endedOn)}, ma la fine prevista era il ${inDigits(agreedEnd(it, around))}.`,
  expects:
    'Un giorno che viene prima della fine prevista, ad esempio 15/06/2026; se c’è stata una proroga, la sua riga nel foglio «Variazioni».',
  mends: 'promoterTutor',
  source: 'Foglio «Tirocini»',
});

export const earlyEndExplained = rule(internships, {
  name: 'Di una chiusura anticipata si sa come è andata',
  needs: ['endedOn'],
  marks: 'endReason',
  holds: ({ endReason }) => endReason !== undefined,
  say: ({ endedOn }) =>
    `Il tirocinio è chiuso in anticipo il ${inDigits(endedOn)}, ma non è scritto come è finito.`,
  expects: 'Una delle voci dell’elenco, senza particolari: ad esempio altro lavoro.',
  level: 'avvisa',
  mends: 'promoterTutor',
  stops: 'report',
  source: 'Monitoraggio: chiusi con classe del motivo',
});

export const earlyEndRecorded = rule(internships, {
  name: 'Una chiusura anticipata ha la sua variazione',
  needs: ['endedOn', 'endDate'],
  when: (it, around) => it.endedOn < agreedEnd(it, around),
  holds: (it, around) => earlyEndOf(it, around) !== undefined,
  say: (it, around) =>
    `Il tirocinio è chiuso il ${inDigits(it.endedOn)}, prima del ${inDigits(agreedEnd(it, around))}, ma nel foglio «Variazioni» non c’è la chiusura anticipata con la sua CO.`,
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
  when: (it, around) => (earlyEndOf(it, around)?.newEndDate ?? around.today) < around.today,
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
    it.endReason !== 'completed' && !isCancelled(it) && around.today <= agreedEnd(it, around),
  holds: ({ endedOn }) => endedOn !== undefined,
  say: (it, around) =>
    `È scritto come è finito, ma non quando: la fine prevista è il ${inDigits(agreedEnd(it, around))}.`,
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
