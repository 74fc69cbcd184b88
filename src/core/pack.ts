import * as z from 'zod';
import { type Day, inDigits, readDay } from './day.ts';
import { type Cents, inEuro } from './money.ts';
import { err, ok, type Result } from './result.ts';
import { comparable, list, nearest, plural } from './words.ts';

/**
 * A number of the law together with where it was read. `verified` is false when no page was found that says it: the
 * note then says what is to be checked. What nobody knows has no `Sourced` at all: it is absent, never guessed.
 */
export interface Sourced<T> {
  readonly value: T;
  /** The law or the page, in words a coordinator can look up: «L.R. Puglia 23/2013 (loscalzo.it/?p=1978)». */
  readonly source: string;
  readonly verified: boolean;
  /** What is to be known or checked. For coordinators and documentation, never for a tab: it may name conditions of people. */
  readonly note?: string | undefined;
}

/** The three instruments of an insertion. Their rules differ even in one region: see the pack of each. */
export const instruments = ['tis', 'extracurricular', 'borsaLavoro'] as const;

/** One of the three instruments. */
export type Instrument = (typeof instruments)[number];

/** What people call the instruments. */
export const instrumentNames: Readonly<Record<Instrument, string>> = {
  tis: 'TIS',
  extracurricular: 'Tirocinio extracurriculare',
  borsaLavoro: 'Borsa lavoro',
};

/** A number that a page or a text was found to say. */
export function verified<const T>(value: T, source: string, note?: string): Sourced<T> {
  return { value, source, verified: true, ...(note === undefined ? {} : { note }) };
}

/** A number that is believed, and that no page found says: `what` is to be checked, after «da verificare: ». */
export function toVerify<const T>(value: T, source: string, what: string): Sourced<T> {
  return { value, source, verified: false, note: `da verificare: ${what}` };
}

// ── The kinds of value ────────────────────────────────────────────────────────────────────────

const count = z.int().nonnegative();
const amount = z.custom<Cents>((it) => Number.isSafeInteger(it) && Number(it) >= 0);
const onDay = z.custom<Day>(
  (it) => typeof it === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(it) && readDay(it).ok,
);
/** Basis points of a whole: 7000 is 70 %. */
const points = z.int().min(1).max(10_000);

const band = z
  .strictObject({
    amount,
    /** For internships longer than so many months (6 months and a day are longer than 6). */
    aboveMonths: count.optional(),
    upToMonths: count.optional(),
    /** For at least so many minutes a week. */
    fromWeeklyHours: count.optional(),
    /** Only if the centro per l'impiego or the ente bilaterale has validated the project. */
    validated: z.literal(true).optional(),
  })
  .readonly();

const bracket = z
  .strictObject({
    /** Up to so many employees, included; absent on the last bracket. */
    upTo: count.optional(),
    /** So many trainees at most… */
    max: count.optional(),
    /** …or so many basis points of the employees: a bracket has one of the two. */
    percent: points.optional(),
    /** Whether a part of a trainee counts as one more; without it, it is dropped. */
    roundedUp: z.boolean().optional(),
  })
  .readonly();

const partialMonth = z.discriminatedUnion('how', [
  z.strictObject({ how: z.literal('proRata') }).readonly(),
  z.strictObject({ how: z.literal('mergeShorterThan'), days: count }).readonly(),
]);

const rounding = z
  .strictObject({ to: z.enum(['cent', 'euro']), how: z.enum(['round', 'truncate']) })
  .readonly();

const permitted = {
  never: 'vietato',
  ifProjectSays: 'solo se l’organizzazione dell’ospitante lo richiede e il progetto lo dice',
} as const;

/** The full amount of a month, for the internships it is meant for; bands go from the general to the particular. */
export type Band = z.infer<typeof band>;

/** How many trainees an operating unit may have at once, by employees. */
export type Bracket = z.infer<typeof bracket>;

/** What becomes of a first or last month that is not whole. `mergeShorterThan` n days: it is paid with the one beside it. */
export type PartialMonth = z.infer<typeof partialMonth>;

/** How an amount worked out is brought to cents or whole euro. */
export type AmountRounding = z.infer<typeof rounding>;

// ── The parameters ────────────────────────────────────────────────────────────────────────────

/**
 * Every parameter a rule pack may set: its Italian label and what values it takes. Months, days and years are whole;
 * hours are minutes; percentages basis points; money cents. `state`: set by national law, so a region's silence
 * changes nothing; all others are the region's to set.
 */
export const parameters = {
  /** Months; the internship may not be shorter. */
  minMonths: months('Durata minima'),
  minMonthsSeasonal: months('Durata minima presso chi lavora a stagione'),
  minDaysSummerStudents: days('Durata minima per gli studenti in estate'),
  maxMonthsSummerStudents: months('Durata massima per gli studenti in estate'),
  /** Minutes over the whole internship. */
  minTotalHours: hours('Ore minime in tutto'),
  /** Months the programme plans: not a limit. */
  plannedMonths: months('Durata prevista dal programma'),
  /** Months, extensions and renewals included, suspensions not. */
  maxMonths: months('Durata massima'),
  maxMonthsDisadvantaged: months('Durata massima per le persone svantaggiate'),
  maxMonthsDisabled: months('Durata massima per le persone con disabilità'),
  /** Months over all internships of one person, repetitions included. */
  maxMonthsTotal: months('Durata massima in tutto, con le ripetizioni'),
  /** Days beyond `maxMonths` that an extension may add. */
  extensionDays: days('Proroga oltre la durata massima'),
  /** Months beyond `maxMonthsDisadvantaged` that an extension may add. */
  extensionMonthsDisadvantaged: months('Proroga per le persone svantaggiate o con disabilità'),
  extensionNeedsAttestation: yesNo('Per la proroga serve l’attestazione del servizio'),
  extensionNeedsAddendum: yesNo('La proroga è motivata e con integrazione del progetto'),
  /** Days from the plan of action (PAI) to the start. */
  startWithinDays: days('Avvio dopo il piano di azione entro'),

  minAge: years('Età minima'),
  /** For disadvantaged persons or persons in charge of services, schooling duty done. */
  minAgeInCharge: years('Età minima per chi è svantaggiato o in carico ai servizi'),
  maxAge: years('Età massima'),
  oneInternshipPerHost: yesNo('Un solo tirocinio per persona presso lo stesso ospitante'),
  /** Months before the start without work or collaboration with this host. */
  monthsWithoutWorkAtHost: months('Senza rapporti di lavoro con l’ospitante da'),
  /** Days of accessory work with this host, in the `accessoryWorkMonths` before. */
  accessoryWorkDays: days('Lavoro accessorio presso l’ospitante, al massimo'),
  accessoryWorkMonths: months('Lavoro accessorio contato negli ultimi'),

  /** The full monthly amount, gross. See `fullAllowance`. */
  allowance: kind('Indennità mensile', z.array(band).min(1).readonly(), (it) =>
    it.map(bandInWords).join('; '),
  ),
  /** Whether more may be paid (`minimum`) or that is what is paid (`exact`). */
  allowanceIs: oneOf('L’indennità indicata è', { minimum: 'il minimo', exact: 'l’importo dovuto' }),
  /** Basis points of attendance in the month. */
  threshold: percent('Soglia di frequenza nel mese'),
  /** Basis points for persons with grave disability or in the care of mental-health services, where told apart. */
  thresholdReduced: percent('Soglia ridotta nei casi previsti dalla norma'),
  base: oneOf('La frequenza si conta', { days: 'in giorni', hours: 'in ore' }),
  /** Whether the threshold itself is enough (`atLeast`, ≥) or not (`above`, >). */
  comparator: oneOf('La soglia basta', {
    atLeast: 'raggiungerla (≥)',
    above: 'solo superarla (>)',
  }),
  belowThreshold: oneOf('Sotto la soglia si paga', {
    zero: 'niente',
    proRata: 'in proporzione alla frequenza',
  }),
  /**
   * What does not count among the planned days or hours. Suspended days never do, since nothing runs then, and so
   * sickness leaves by a suspension alone. On a holiday a host is closed, so `companyClosure` holds holidays too.
   */
  leavesDenominator: someOf('Non contano tra i giorni previsti', {
    companyClosure: 'chiusure dell’ospitante',
    holiday: 'festivi',
  }),
  sicknessIsAbsence: yesNo('La malattia conta come assenza'),
  /** Days of absence beyond which the time lost may be made up. */
  recoveryAfterAbsenceDays: days('Recupero ammesso solo per assenze oltre'),
  partialMonth: kind('Mese non intero', partialMonth, (it) =>
    it.how === 'proRata'
      ? 'in proporzione'
      : `unito al mese vicino se più corto di ${plural(it.days, 'giorno', 'giorni')}`,
  ),
  rounding: kind(
    'Arrotondamento dell’importo',
    rounding,
    (it) =>
      `${it.to === 'cent' ? 'al centesimo' : 'all’euro'}${it.how === 'truncate' ? ', troncato' : ''}`,
  ),
  /** Cents over the whole internship. */
  maxGrant: money('Importo massimo in tutto'),
  maxMonthlyAmount: money('Importo massimo al mese'),
  maxPaidMonths: months('Mesi pagati al massimo'),
  /** Cents a month to the host's tutor. */
  hostTutorFee: money('Compenso mensile al tutor aziendale'),
  /** Basis points of the planned time, for the final certificate. */
  certificateThreshold: percent('Frequenza minima per l’attestazione finale'),

  /** Minutes a week the programme plans: not a limit. */
  weeklyHours: hours('Ore settimanali previste dal programma'),
  maxWeeklyHours: hours('Ore settimanali al massimo'),
  /** Minutes. */
  dailyRest: hours('Riposo giornaliero', 'state'),
  weeklyRest: hours('Riposo settimanale', 'state'),
  minorDailyHours: hours('Ore al giorno al massimo per chi ha 16 o 17 anni', 'state'),
  minorWeeklyHours: hours('Ore a settimana al massimo per chi ha 16 o 17 anni', 'state'),
  minorNight: oneOf('Notte per chi ha 16 o 17 anni', { never: 'vietata' }, 'state'),
  nightWork: oneOf('Notte', permitted),
  holidayWork: oneOf('Festivi', permitted),

  /** Whether the number of trainees of an operating unit is limited at all. */
  hostLimitsApply: yesNo('Valgono limiti al numero di tirocinanti'),
  /** By employees of the operating unit. See `hostLimit`. */
  hostBrackets: kind(
    'Tirocinanti insieme nell’unità operativa',
    z.array(bracket).min(1).refine(isLadder, 'brackets climb, the last is open').readonly(),
    (it) => it.map(bracketInWords).join('; '),
  ),
  /**
   * Who does not count toward the limit. There is one choice, because former prisoners and women in hardship are not
   * on the list of L. 381/1991 art. 4, and leaving them out would be wrong.
   */
  leftOutOfCount: someOf('Non contano nel limite', {
    law381: 'persone svantaggiate dell’art. 4 L. 381/1991',
  }),
  /** `fixedTermCovering`: hired before the internship starts and until after it ends. Apprentices never count. */
  countedStaff: someOf('Dipendenti contati', {
    permanent: 'a tempo indeterminato',
    fixedTermCovering:
      'a tempo determinato, se il contratto comincia prima e finisce dopo il tirocinio',
  }),
  /** How many more, by the share of former trainees hired; `hiredMonths` is how long they must be hired. */
  hostBonus: kind(
    'Tirocinanti in più per chi assume',
    z
      .strictObject({
        aboveStaff: count,
        hiredMonths: count,
        lookBackMonths: count,
        steps: z.array(z.strictObject({ hiredAtLeast: points, more: count }).readonly()).readonly(),
      })
      .readonly(),
    (it) =>
      `${it.steps.map((step) => `${step.more} dal ${inPercent(step.hiredAtLeast)} di assunti`).join(', ')} (oltre ${it.aboveStaff} dipendenti, assunti per almeno ${it.hiredMonths} mesi tra i tirocinanti degli ultimi ${it.lookBackMonths})`,
  ),
  hostWithoutEmployees: yesNo('Può ospitare chi non ha dipendenti'),
  /** Months before the start without dismissals in the same unit and activity. */
  dismissalFreeMonths: months('L’ospitante non ha licenziato da'),

  hostTutorCap: trainees('Tirocinanti insieme per tutor aziendale'),
  promoterTutorCap: trainees('Tirocinanti insieme per tutor del promotore'),
  promoterTutorWarnAt: trainees('Avviso per il tutor del promotore a'),

  suspensionMaternity: yesNo('La maternità sospende'),
  /** Solar days, holidays included. */
  suspensionIllnessDays: days('Malattia o infortunio sospendono da (giorni solari)'),
  suspensionClosureDays: days('La chiusura dell’ospitante sospende da (giorni solari)'),
  suspensionCounts: yesNo('Il tempo sospeso conta nella durata massima'),

  /** Days before the start by which the CO must have been sent: 1 is the day before. Never moved forward. */
  coStartDaysBefore: days('Comunicazione di avvio, prima dell’inizio', 'state'),
  coChangeDays: days('Comunicazione di proroga o fine anticipata entro', 'state'),
  coPlannedEndDue: yesNo('La fine alla data prevista va comunicata', 'state'),
  /** The category of the CO, two digits as text. */
  coCategory: kind(
    'Categoria della comunicazione',
    z.string().regex(/^\d{2}$/),
    (it) => it,
    'state',
  ),
  /** ISEE limits in the order in which they were seen. See `iseeLimitAt`. */
  iseeLimits: kind(
    'Limite ISEE',
    z
      .array(z.strictObject({ since: onDay, limit: amount }).readonly())
      .min(1)
      .refine((all) => isAscending(all.map((it) => it.since)), 'limits stand in order')
      .readonly(),
    (it) => it.map((one) => `${inEuro(one.limit)} dal ${inDigits(one.since)}`).join('; '),
    'state',
  ),
  /** Cents a year for the household, beyond which an internship weighs on the Assegno di Inclusione. */
  adiYearlyLimit: money('Cumulo con l’Assegno di Inclusione, all’anno per nucleo', 'state'),
  accidentReportDays: days('Denuncia di infortunio all’INAIL entro', 'state'),
  durcDays: days('Validità del DURC', 'state'),
  safetyGeneralHours: hours('Formazione generale sulla sicurezza', 'state'),
} as const;

/** The name of a parameter in code. */
export type Parameter = keyof typeof parameters;

/** What a parameter's value is. */
export type ValueOf<P extends Parameter> = z.infer<(typeof parameters)[P]['schema']>;

/** The parameters a version, a programme sets; what is not known is not there. */
export type Rules = { readonly [P in Parameter]?: Sourced<ValueOf<P>> | undefined };

const rules = z
  .strictObject(
    Object.fromEntries(
      Object.entries(parameters).map(([key, it]) => [key, sourced(it.schema).optional()]),
    ),
  )
  .readonly()
  // Object.fromEntries forgets which key has which value; the keys and schemas are those of `parameters`.
  .transform((it) => it as Rules);

const version = z
  .strictObject({
    /** The law, as people cite it: «L.R. Puglia 26/2023». */
    name: z.string().min(1),
    /** The first day of start of an internship judged by it. */
    since: onDay,
    rules,
    /** What matters and is not known or not sure; the numbers not verified are listed apart, by `unverified`. */
    warning: z.string().min(1).optional(),
    notes: z.array(z.string().min(1)).readonly().optional(),
  })
  .readonly();

const versions = z
  .array(version)
  .min(1)
  .refine((all) => isAscending(all.map((it) => it.since)), 'versions stand in order of `since`')
  .readonly();

const programme = z
  .strictObject({
    /** What is written in settings: «napoli-tis-2025». */
    key: z.string().regex(/^[a-z0-9-]+$/),
    label: z.string().min(1),
    instrument: z.enum(instruments),
    /** What it changes of the region's rules. */
    rules,
    notes: z.array(z.string().min(1)).readonly().optional(),
  })
  .readonly();

/** The schema of a rule pack: one region, versions by day of start for each instrument, and programmes that were found. */
export const rulePack = z
  .strictObject({
    key: z.string().regex(/^[a-z-]+$/),
    label: z.string().min(1),
    instruments: z
      .strictObject({
        tis: versions.optional(),
        extracurricular: versions.optional(),
        borsaLavoro: versions.optional(),
      })
      .readonly(),
    programmes: z.array(programme).readonly().optional(),
  })
  .readonly();

/** One region's rules, or the nation's under the key `nazionale`. */
export type RulePack = z.infer<typeof rulePack>;

/** The rules of one instrument from one day on. */
export type PackVersion = z.infer<typeof version>;

/** A notice or a programme whose practice is known, and differs from the region's rule. Chosen by name, never by date. */
export type Programme = z.infer<typeof programme>;

// ── Which rule holds ──────────────────────────────────────────────────────────────────────────

/**
 * What is asked of the packs. `region` is a key or a name, however written; `start` the day the internship starts. A
 * region pinned to a day (see `pinned`) is asked for that day, whatever the start.
 */
export interface PackQuery {
  readonly region: string;
  readonly instrument: Instrument;
  readonly start: Day;
  readonly programme?: string | undefined;
}

/** The rules that hold for an internship. Ask for a parameter with `ruleFor`. */
export interface PackFound {
  /** The region's pack; the national one where the region has no rules of its own for that instrument and day. */
  readonly pack: RulePack;
  readonly version: PackVersion;
  readonly programme?: Programme | undefined;
  /** The national version of that day, for what the region does not say. */
  readonly national?: PackVersion | undefined;
  /** Italian sentences: what is missing, what is not verified, where the rule was taken from. */
  readonly warnings: readonly string[];
}

/**
 * A parameter and who sets it. `guideline` is a national standard filling a region's silence: worth a warning, never
 * enough to stop anything.
 */
export interface RuleFound<T> extends Sourced<T> {
  readonly from: 'programme' | 'region' | 'state' | 'guideline';
}

/** The pack under this key holds what the State sets and the guidelines of the Conferenza Stato-Regioni. */
const nationalKey = 'nazionale';

/** Between a pack and the day it is pinned to; no region has it in its name. */
const pinSign = '@';

/**
 * The rules of a region for an instrument on the day of start: the last version whose `since` is not after it, so old
 * rows keep the rule of their day. Where a known region has none, the national version, and a warning. An unknown
 * region, or a day before every version, has no rules: `undefined`, nothing is invented.
 */
export function packAt(packs: readonly RulePack[], query: PackQuery): PackFound | undefined {
  const at = query.region.indexOf(pinSign);
  if (at >= 0) {
    const on = readDay(query.region.slice(at + 1));
    const region = query.region.slice(0, at);
    return on.ok ? packAt(packs, { ...query, region, start: on.value }) : undefined;
  }
  const pack = packCalled(packs, query.region);
  if (pack === undefined) return undefined;
  const nation = packs.find((it) => it.key === nationalKey);
  const own = versionAt(pack, query);
  const national = nation && versionAt(nation, query);
  const chosen = programmeOf(packs, pack, query);
  if (own !== undefined) {
    const warnings = [...warningsOf(own), ...chosen.warnings];
    return { pack, version: own, programme: chosen.programme, national, warnings };
  }
  if (nation === undefined || national === undefined) return undefined;
  const warnings = [silent(pack, query), ...warningsOf(national), ...chosen.warnings];
  return { pack: nation, version: national, programme: chosen.programme, national, warnings };
}

/** The pack of a region, by its key or its name, however written; `undefined` for a region nobody knows. */
export function packCalled(packs: readonly RulePack[], name: string): RulePack | undefined {
  // Rows hold keys or labels as declared: folding the spelling is for the few that do not.
  return (
    packs.find((it) => it.key === name || it.label === name) ??
    packs.find((it) => isNamed(it, name))
  );
}

/** A pack as it stood on a day: the rules of all starts, whatever theirs, as if that day's had always held. */
export interface Pin {
  readonly pack: RulePack;
  readonly on: Day;
}

/** A pin in one word, `puglia@2023-11-28`: what `readPin` reads and `packAt` takes for a region. */
export function pinned({ pack, on }: Pin): string {
  return `${pack.key}${pinSign}${on}`;
}

/**
 * A pin as people write it: `puglia@2023-11-28`, `Puglia@28/11/2023`, or `puglia` alone for `today`. Refuses a pack
 * nobody knows, what is no day, and a day before the pack's first version, naming what is nearest.
 */
export function readPin(
  text: string,
  { packs, today }: { readonly packs: readonly RulePack[]; readonly today: Day },
): Result<Pin> {
  const at = text.indexOf(pinSign);
  const name = at < 0 ? text : text.slice(0, at);
  const pack = packCalled(packs, name);
  if (pack === undefined)
    return err(
      unknownPack(name, packs, (it) => pinned({ pack: it, on: lastOf(it)?.since ?? today })),
    );
  const on = at < 0 ? ok(today) : readDay(text.slice(at + 1));
  if (!on.ok) return err(`Nel confronto «${text}» la data non va. ${on.error}`);
  const [first] = versionsOf(pack).toSorted((a, b) => (a.since < b.since ? -1 : 1));
  if (first !== undefined && on.value < first.since)
    return err(
      `Il ${inDigits(on.value)} il pacchetto «${pack.key}» non aveva ancora regole: la prima è ${first.name}, dal ${inDigits(first.since)}. Scrivi ad esempio ${pinned({ pack, on: first.since })}.`,
    );
  return ok({ pack, on: on.value });
}

/** The sentence for a pack that is not there: the one probably meant, else all there are, and what to write for it. */
export function unknownPack(
  name: string,
  packs: readonly RulePack[],
  exampleOf: (it: RulePack) => string,
): string {
  const keys = packs.map((it) => it.key);
  const near = nearest(name, keys);
  const [first] = packs;
  const meant = packs.find((it) => it.key === near) ?? first;
  const known = near === undefined ? `conosco ${list(keys)}` : `forse è ${near}`;
  const example = meant === undefined ? '' : ` Scrivi ad esempio ${exampleOf(meant)}.`;
  return `Non conosco il pacchetto «${name}»: ${known}.${example}`;
}

/** A parameter as it holds: the programme's, else the region's, else the nation's; `undefined` if nobody says it. */
export function ruleFor<P extends Parameter>(
  found: PackFound,
  parameter: P,
): RuleFound<ValueOf<P>> | undefined {
  const ofProgramme = found.programme?.rules[parameter];
  if (ofProgramme) return { ...ofProgramme, from: 'programme' };
  const fromNation = parameters[parameter].scope === 'state' ? 'state' : 'guideline';
  const own = found.version.rules[parameter];
  if (own) return { ...own, from: found.pack.key === nationalKey ? fromNation : 'region' };
  const ofNation = found.national?.rules[parameter];
  return ofNation && { ...ofNation, from: fromNation };
}

/** What to tell people about a version: what its author warns of, and which numbers are not verified. */
export function warningsOf(it: PackVersion): readonly string[] {
  const doubtful = doubtfulIn(it.rules).map((one) => lowerFirst(parameters[one].label));
  const numbers = `${it.name}: numeri da verificare sul testo di legge: ${doubtful.join(', ')}.`;
  return [
    ...(it.warning === undefined ? [] : [`${it.name}: ${it.warning}`]),
    ...(doubtful.length === 0 ? [] : [numbers]),
  ];
}

/** A number that no page confirms, as people read it. */
export interface Unverified {
  readonly parameter: Parameter;
  readonly label: string;
  readonly shown: string;
  readonly source: string;
  readonly note: string | undefined;
}

/** The numbers of a version (or programme) that are still to be verified. */
export function unverified({ rules: of }: { readonly rules: Rules }): readonly Unverified[] {
  return doubtfulIn(of).flatMap((parameter) => {
    const it = of[parameter];
    if (it === undefined) return [];
    const { label, shown } = parameters[parameter];
    return [{ parameter, label, shown: shown(it.value), source: it.source, note: it.note }];
  });
}

/** A parameter as it stands under some rules: as in `Rules` and in words, with who says so. */
export interface Standing {
  readonly value: unknown;
  readonly shown: string;
  readonly source: string;
  readonly verified: boolean;
  readonly from: RuleFound<unknown>['from'];
  readonly note: string | undefined;
}

/** A parameter that two packs set otherwise; `undefined` where nobody sets it. */
export interface Difference {
  readonly parameter: Parameter;
  readonly label: string;
  readonly before: Standing | undefined;
  readonly after: Standing | undefined;
}

/**
 * What changes for an internship that goes by other rules, in the order of `parameters`: its value, whether it is
 * verified, and whether a region says it or only a guideline. Another source for the same is no difference. Compared
 * is what holds, so the nation's numbers fill a region's silence on either side.
 */
export function differences(
  before: PackFound | undefined,
  after: PackFound | undefined,
): readonly Difference[] {
  return parameterNames.flatMap((parameter) => {
    const was = standing(before, parameter);
    const is = standing(after, parameter);
    return standingInWords(was) === standingInWords(is)
      ? []
      : [{ parameter, label: parameters[parameter].label, before: was, after: is }];
  });
}

/** «6 mesi», «24 mesi (indicazione nazionale, da verificare)»; «non indicato» where nobody says it. */
export function standingInWords(it: Standing | undefined): string {
  if (it === undefined) return 'non indicato';
  const doubts = [
    ...(it.from === 'guideline' ? ['indicazione nazionale'] : []),
    ...(it.verified ? [] : ['da verificare']),
  ];
  return doubts.length === 0 ? it.shown : `${it.shown} (${doubts.join(', ')})`;
}

/** The same rules, each held to be verified still, and why: for a law read on something near what it is used for. */
export function doubted(of: Rules, why: string): Rules {
  const all = Object.entries(of).flatMap(([key, it]) =>
    it === undefined
      ? []
      : [
          [
            key,
            {
              ...it,
              verified: false,
              note: [`da verificare: ${why}`, it.note].filter(Boolean).join('; '),
            },
          ],
        ],
  );
  // Same keys, same values: Object.fromEntries alone forgets them.
  return Object.fromEntries(all) as Rules;
}

// ── What a parameter comes to ─────────────────────────────────────────────────────────────────

/**
 * How many trainees at once for an operating unit with so many counted employees: 14 are 3 in Campania, 2 by the
 * national guidelines. Throws unless `staff` is whole and not negative, or if no bracket reaches so far.
 */
export function hostLimit(brackets: readonly Bracket[], staff: number): number {
  if (!Number.isSafeInteger(staff) || staff < 0) throw new Error(`${staff} are not employees`);
  const here = brackets.find((it) => it.upTo === undefined || staff <= it.upTo);
  if (here?.max !== undefined) return here.max;
  if (here?.percent === undefined) throw new Error(`no bracket covers ${staff} employees`);
  const share = staff * here.percent;
  return here.roundedUp === true ? Math.ceil(share / 10_000) : Math.floor(share / 10_000);
}

/**
 * The full amount of a month for an internship of `months` and `days` more (as `monthsCovered` counts them): that of the
 * last band that fits. `validated` says whether the CPI or ente bilaterale has; `undefined` if no band fits.
 */
export function fullAllowance(
  bands: readonly Band[],
  it: {
    readonly months: number;
    readonly days?: number | undefined;
    readonly weeklyHours?: number | undefined;
    readonly validated?: boolean | undefined;
  },
): Cents | undefined {
  const beyond = (limit: number) => it.months > limit || (it.months === limit && !!it.days);
  return bands.findLast(
    (one) =>
      (one.aboveMonths === undefined || beyond(one.aboveMonths)) &&
      (one.upToMonths === undefined || !beyond(one.upToMonths)) &&
      (one.fromWeeklyHours === undefined || (it.weeklyHours ?? 0) >= one.fromWeeklyHours) &&
      (one.validated === undefined || it.validated === true),
  )?.amount;
}

/** The ISEE limit known for a day: the last one seen by then; `undefined` before the first. */
export function iseeLimitAt(
  limits: readonly { readonly since: Day; readonly limit: Cents }[],
  on: Day,
): Cents | undefined {
  return limits.findLast((it) => it.since <= on)?.limit;
}

// ── How packs are looked up ───────────────────────────────────────────────────────────────────

// The keys of a declared object are its own.
const parameterNames = Object.keys(parameters) as readonly Parameter[];

function doubtfulIn(of: Rules): readonly Parameter[] {
  return parameterNames.filter((it) => of[it]?.verified === false);
}

function isNamed(it: { readonly key: string; readonly label: string }, name: string): boolean {
  return [it.key, it.label].some((one) => squeezed(one) === squeezed(name));
}

/** «Emilia-Romagna», «emilia romagna» and `emiliaRomagna` are one. */
function squeezed(text: string): string {
  return comparable(text).replaceAll(' ', '');
}

function versionsOf(pack: RulePack): readonly PackVersion[] {
  return instruments.flatMap((it) => pack.instruments[it] ?? []);
}

function lastOf(pack: RulePack): PackVersion | undefined {
  return versionsOf(pack)
    .toSorted((a, b) => (a.since < b.since ? -1 : 1))
    .at(-1);
}

function standing(found: PackFound | undefined, parameter: Parameter): Standing | undefined {
  const it = found && ruleFor(found, parameter);
  if (it === undefined) return undefined;
  const { value, source, verified: sure, from, note } = it;
  return { value, shown: parameters[parameter].shown(value), source, verified: sure, from, note };
}

function versionAt(pack: RulePack, { instrument, start }: PackQuery): PackVersion | undefined {
  return pack.instruments[instrument]?.findLast((it) => it.since <= start);
}

function silent(pack: RulePack, { instrument, start }: PackQuery): string {
  const what = `${pack.label}: non conosco regole proprie per ${instrumentNames[instrument]} con avvio il ${inDigits(start)}`;
  return `${what}; valgono come indicazione quelle nazionali: verifica la norma regionale o il regolamento del Comune.`;
}

function programmeOf(
  packs: readonly RulePack[],
  pack: RulePack,
  { programme: asked, instrument }: PackQuery,
): { readonly programme?: Programme; readonly warnings: readonly string[] } {
  if (asked === undefined) return { warnings: [] };
  const known = [pack, ...packs.filter((it) => it.key === nationalKey && it !== pack)].flatMap(
    (it) => it.programmes ?? [],
  );
  const found = known.find((it) => isNamed(it, asked));
  if (found?.instrument === instrument) return { programme: found, warnings: [] };
  const fitting = known.filter((it) => it.instrument === instrument).map((it) => it.key);
  const near = nearest(asked, fitting) ?? fitting[0];
  const why = found
    ? `vale per ${instrumentNames[found.instrument]}, non per ${instrumentNames[instrument]}`
    : 'non è tra quelli che conosco';
  const example = near === undefined ? '' : `: scrivi ad esempio ${near}`;
  return {
    warnings: [`Il programma «${asked}» ${why}; valgono le regole della regione${example}.`],
  };
}

// ── How parameters are made ───────────────────────────────────────────────────────────────────

type Scope = 'region' | 'state';

/** What a parameter is called, takes, and how its value is said. */
interface Kind<T> {
  readonly label: string;
  readonly schema: z.ZodType<T>;
  readonly scope: Scope;
  /** The value in Italian; throws on a value of another parameter. */
  readonly shown: (it: unknown) => string;
}

function kind<T>(
  label: string,
  schema: z.ZodType<T>,
  words: (it: T) => string,
  scope: Scope = 'region',
): Kind<T> {
  return { label, schema, scope, shown: (it) => words(schema.parse(it)) };
}

function months(label: string, scope?: Scope) {
  return kind(label, count, (it) => plural(it, 'mese', 'mesi'), scope);
}

function days(label: string, scope?: Scope) {
  return kind(label, count, (it) => plural(it, 'giorno', 'giorni'), scope);
}

function years(label: string) {
  return kind(label, count, (it) => plural(it, 'anno', 'anni'));
}

function trainees(label: string) {
  return kind(label, count, (it) => plural(it, 'tirocinante', 'tirocinanti'));
}

function hours(label: string, scope?: Scope) {
  return kind(label, count, inHours, scope);
}

function percent(label: string) {
  return kind(label, points, inPercent);
}

function money(label: string, scope?: Scope) {
  return kind(label, amount, inEuro, scope);
}

function yesNo(label: string, scope?: Scope) {
  return kind(label, z.boolean(), (it) => (it ? 'sì' : 'no'), scope);
}

function oneOf<const C extends string>(
  label: string,
  choices: Readonly<Record<C, string>>,
  scope?: Scope,
): Kind<C> {
  return kind(label, choiceOf(choices), (it) => choices[it], scope);
}

function someOf<const C extends string>(
  label: string,
  choices: Readonly<Record<C, string>>,
): Kind<readonly C[]> {
  return kind(label, z.array(choiceOf(choices)).readonly(), (all) =>
    all.length === 0 ? 'nessuno' : list(all.map((it) => choices[it])),
  );
}

function choiceOf<const C extends string>(choices: Readonly<Record<C, string>>): z.ZodType<C> {
  // The keys of a declared object are its own.
  return z.enum(Object.keys(choices) as C[]);
}

function sourced<S extends z.ZodType>(value: S) {
  return z
    .strictObject({
      value,
      source: z.string().trim().min(1),
      verified: z.boolean(),
      note: z.string().trim().min(1).optional(),
    })
    .refine(
      (it) => it.verified || it.note?.includes('da verificare') === true,
      'what is not verified says what is «da verificare»',
    )
    .readonly();
}

// ── How values are said ───────────────────────────────────────────────────────────────────────

function inHours(minutes: number): string {
  const whole = plural(Math.trunc(minutes / 60), 'ora', 'ore');
  const rest = minutes % 60;
  return rest === 0 ? whole : `${whole} e ${plural(rest, 'minuto', 'minuti')}`;
}

function inPercent(it: number): string {
  return `${String(it / 100).replace('.', ',')} %`;
}

function bandInWords(it: Band): string {
  const conditions = [
    ...(it.aboveMonths === undefined ? [] : [`oltre ${plural(it.aboveMonths, 'mese', 'mesi')}`]),
    ...(it.upToMonths === undefined ? [] : [`fino a ${plural(it.upToMonths, 'mese', 'mesi')}`]),
    ...(it.fromWeeklyHours === undefined ? [] : [`da ${inHours(it.fromWeeklyHours)} a settimana`]),
    ...(it.validated === undefined ? [] : ['con validazione']),
  ];
  return [inEuro(it.amount), ...(conditions.length === 0 ? [] : [list(conditions)])].join(' ');
}

function bracketInWords(it: Bracket): string {
  const share = `${inPercent(it.percent ?? 0)} dei dipendenti, per ${it.roundedUp === true ? 'eccesso' : 'difetto'}`;
  const what = it.max === undefined ? share : String(it.max);
  return it.upTo === undefined ? `oltre, ${what}` : `fino a ${it.upTo} dipendenti, ${what}`;
}

function isLadder(brackets: readonly Bracket[]): boolean {
  const climbs = isAscending(brackets.slice(0, -1).map((it) => it.upTo ?? Number.NaN));
  const open = brackets.at(-1)?.upTo === undefined;
  return (
    climbs && open && brackets.every((it) => (it.max === undefined) !== (it.percent === undefined))
  );
}

/** Each after the one before; anything that does not compare (NaN) is out of order, even alone. */
function isAscending(all: readonly (number | string)[]): boolean {
  return all.every((it, n) => {
    const before = n === 0 ? undefined : all[n - 1];
    return !Number.isNaN(it) && (before === undefined || before < it);
  });
}

function lowerFirst(text: string): string {
  return `${text.slice(0, 1).toLowerCase()}${text.slice(1)}`;
}
