import {
  ageOn,
  type Day,
  inDigits,
  monthsCovered,
  type Period,
  type Weekday,
} from '../../src/core/day.ts';
import { type PackFound, ruleFor } from '../../src/core/pack.ts';
import type { Privacy } from '../../src/core/release.ts';
import type { Around } from '../../src/core/rule.ts';
import type { AnyTab, RowOf } from '../../src/core/tab.ts';
import type { Collection, Derived } from '../../src/core/template.ts';
import { ad, comparable, list, plural } from '../../src/core/words.ts';
import {
  agreedEndOf,
  companyTutorOn,
  inailOf,
  lastDayOf,
  promoterTutorOn,
  rctOf,
  rulesOf,
  siteOn,
  spanOf,
  stateRuleOf,
  variationsOf,
  type Week,
  weekOn,
} from '../lifecycle.ts';
import { allowanceRulesOf, countingOf, grantOfInternship } from '../months.ts';
import { allowanceOn } from '../payments.ts';
import {
  agreements,
  attendanceSheets,
  batches,
  beneficiaries,
  companies,
  companyTutors,
  insertionPlans,
  internships,
  interviews,
  operators,
  partners,
  signings,
  sites,
  variations,
  visits,
  workshops,
} from '../registry.ts';
import * as settings from '../settings.ts';
import { cupOf, fundLineOf } from './funding.ts';
import { isProtected, isWithheld, withheldWords } from './moments.ts';

type Beneficiary = RowOf<typeof beneficiaries>;
type Company = RowOf<typeof companies>;
type Internship = RowOf<typeof internships>;
type Agreement = RowOf<typeof agreements>;
type Site = RowOf<typeof sites>;

/** The tabs papers are about; each of them may stand under the logos of the fund. */
const fundedTabs: readonly AnyTab[] = [
  beneficiaries,
  interviews,
  insertionPlans,
  companies,
  agreements,
  internships,
  variations,
  attendanceSheets,
  visits,
  batches,
  workshops,
  operators,
];

/** Numbers of the rules that an agreement repeats; where they are not known it says so without a number. */
const limits: readonly Derived[] = (
  [
    ['Tirocinanti per tutor ospitante', 'hostTutorCap'],
    ['Tirocinanti per tutor promotore', 'promoterTutorCap'],
    ['Giorni di assenza per sospendere', 'suspensionIllnessDays'],
    ['Giorni di chiusura per sospendere', 'suspensionClosureDays'],
    ['Giorni per comunicare le variazioni', 'coChangeDays'],
  ] as const
).map(([label, parameter]) =>
  worked(agreements, {
    label,
    privacy: 'public',
    lacks: `«${label}»: le regole della regione non lo dicono`,
    value(it, around) {
      const said = rulesOfAgreement(it, around).flatMap(
        (one) => ruleFor(one, parameter)?.value ?? [],
      );
      // An agreement for several instruments says a number only where their rules agree on it.
      return new Set(said).size === 1 ? said[0] : undefined;
    },
  }),
);

/**
 * Values that no cell holds, by tab and label. Amounts are cents, for `| euro` and `| in lettere`; days are days, for
 * `| data`; all else is text. What is true or false is there or not there, for `{{#se …}}`.
 */
export const derived: readonly Derived[] = [
  // ── Tirocini: when ──
  worked(internships, {
    label: 'Ultimo giorno',
    value: lastDayOf,
    lacks: '«Data fine» nel foglio «Tirocini»',
  }),
  worked(internships, {
    label: 'Ultimo giorno concordato',
    value: agreedEndOf,
    lacks: '«Data fine» nel foglio «Tirocini»',
  }),
  worked(internships, {
    label: 'Durata in mesi',
    value: (it, around) => {
      const span = spanOf(it, around);
      return span && lengthInWords(span);
    },
    lacks: '«Data inizio» e «Data fine» nel foglio «Tirocini»',
  }),
  worked(internships, {
    label: 'Ore settimanali',
    value: (it, around) => {
      const week = weekAt(it, around);
      return week && hoursInWords(total(week));
    },
    lacks: 'le ore da Lun a Dom nel foglio «Tirocini»',
  }),
  worked(internships, {
    label: 'Orario in parole',
    value: (it, around) => {
      const week = weekAt(it, around);
      const times = timesOn(it, dayOfPaper(it, around), around);
      return week && [weekInWords(week), times].filter(isThere).join('; orario: ');
    },
    lacks: 'le ore da Lun a Dom nel foglio «Tirocini»',
  }),

  // ── Tirocini: where and with whom, on the day the paper speaks of ──
  worked(internships, {
    label: 'Sede del tirocinio',
    to: sites,
    value: (it, around) => unlessHidden(it, around, siteOn(it, dayOfPaper(it, around), around)),
    lacks: '«Sede» nel foglio «Tirocini»',
  }),
  worked(internships, {
    label: 'Luogo del tirocinio',
    value: (it, around) => {
      const site = siteOn(it, dayOfPaper(it, around), around);
      return unlessHidden(it, around, site && placeOf(site));
    },
    lacks: '«Sede» nel foglio «Tirocini», con indirizzo e comune nel foglio «Sedi»',
  }),
  worked(internships, {
    label: 'Comune della sede',
    value: (it, around) => {
      const site = siteOn(it, dayOfPaper(it, around), around);
      return unlessHidden(it, around, site?.municipality?.name);
    },
    lacks: '«Comune» della sede nel foglio «Sedi»',
  }),
  worked(internships, {
    label: 'Sede legale dell’ospitante',
    value: (it, around) => unlessHidden(it, around, it.company && addressOf(it.company)),
    lacks: '«Indirizzo sede legale» e «Comune sede legale» nel foglio «Soggetti ospitanti»',
  }),
  worked(internships, {
    label: 'Tutor ospitante in carica',
    to: companyTutors,
    value: (it, around) =>
      unlessHidden(it, around, companyTutorOn(it, dayOfPaper(it, around), around)),
    lacks: '«Tutor ospitante» nel foglio «Tirocini»',
  }),
  worked(internships, {
    label: 'Tutor promotore in carica',
    to: operators,
    value: (it, around) => promoterTutorOn(it, dayOfPaper(it, around), around),
    lacks: '«Tutor promotore» nel foglio «Tirocini»',
  }),

  // ── Tirocini: money and attendance ──
  worked(internships, {
    label: 'Indennità che vale',
    privacy: 'amount',
    value: (it, around) =>
      allowanceOn(it, dayOfPaper(it, around), around) ??
      around.settings.of(settings.monthlyAllowance),
    lacks: '«Indennità mensile» nel foglio «Tirocini»',
  }),
  worked(internships, {
    label: 'Borsa totale',
    privacy: 'amount',
    value: (it, around) => grantOfInternship(it, around)?.total,
    lacks: 'date, orario e «Indennità mensile» nel foglio «Tirocini»',
  }),
  worked(internships, {
    label: 'Soglia',
    value: (it, around) => {
      const points = allowanceRulesOf(it, around).threshold?.value;
      return points === undefined ? undefined : percentage(points);
    },
    lacks: '«Soglia di frequenza» nelle «Impostazioni»',
  }),
  worked(internships, {
    label: 'Frequenza minima in parole',
    value: (it, around) => {
      const { threshold, comparator } = allowanceRulesOf(it, around);
      if (threshold === undefined) return undefined;
      const share = percentage(threshold.value);
      const of =
        countingOf(it, around).base === 'hours' ? 'delle ore previste' : 'dei giorni previsti';
      return comparator?.value === 'above'
        ? `più ${theOf(share)} ${of} nel mese`
        : `almeno ${the(share)} ${of} nel mese`;
    },
    lacks: '«Soglia di frequenza» nelle «Impostazioni»',
  }),
  worked(internships, {
    label: 'Sotto la soglia in parole',
    value: (it, around) => {
      const below = allowanceRulesOf(it, around).belowThreshold?.value;
      const of = countingOf(it, around).base === 'hours' ? 'alle ore' : 'ai giorni';
      if (below === undefined) return undefined;
      return below === 'zero'
        ? 'l’indennità di quel mese non spetta'
        : `l’indennità di quel mese spetta in proporzione ${of} di effettiva presenza`;
    },
    lacks: '«Sotto la soglia si paga» nelle «Impostazioni»',
  }),
  worked(internships, {
    label: 'Base della frequenza',
    value: (it, around) => (countingOf(it, around).base === 'hours' ? 'ore' : 'giorni'),
    lacks: '«La frequenza si conta» nelle «Impostazioni»',
  }),

  // ── Tirocini: law, insurance, fund ──
  worked(internships, {
    label: 'Norma applicata',
    privacy: 'public',
    value: (it, around) => rulesOf(it, around)?.version.name,
    lacks:
      '«Strumento» e «Data inizio» nel foglio «Tirocini», o una regione di cui si conoscono le regole',
  }),
  worked(internships, {
    label: 'Categoria CO dovuta',
    value: (it, around) => {
      const found = rulesOf(it, around);
      return found && ruleFor(found, 'coCategory')?.value;
    },
    lacks: 'la categoria della comunicazione obbligatoria',
  }),
  ...insurances(),
  worked(internships, {
    label: 'Giorni per comunicare le variazioni',
    privacy: 'public',
    value: (it, around) => stateRuleOf(it, 'coChangeDays', around)?.value,
    lacks: '«Data inizio» nel foglio «Tirocini»',
  }),
  worked(internships, {
    label: 'Minorenne all’avvio',
    privacy: 'personal',
    value: ({ startDate, beneficiary }) =>
      startDate !== undefined &&
      beneficiary?.birthDate !== undefined &&
      ageOn(startDate, beneficiary.birthDate) < 18
        ? true
        : undefined,
    lacks: '«Data di nascita» nel foglio «Beneficiari»',
  }),
  worked(internships, {
    label: 'Progetto della persona',
    to: insertionPlans,
    value: (it, around) =>
      it.beneficiary &&
      byDay(around.where(insertionPlans, 'beneficiary', it.beneficiary), (one) => one.draftedOn)
        .filter((one) => one.closedAs !== 'replaced')
        .at(-1),
    lacks: 'il progetto della persona nel foglio «Progetti personalizzati»',
  }),
  worked(internships, {
    label: 'Ente pagatore che vale',
    privacy: 'public',
    value: (it, around) => it.agreement?.payer ?? around.settings.of(settings.payer),
    lacks: '«Ente pagatore» nelle «Impostazioni»',
  }),
  ...ofPromoter(internships, (it) => it.promoter ?? it.agreement?.promoter),

  // ── Convenzioni ──
  worked(agreements, {
    label: 'Durata in mesi',
    value: ({ from, to }) => (from && to ? lengthInWords({ from, to }) : undefined),
    lacks: '«Vale dal» e «Vale fino al» nel foglio «Convenzioni»',
  }),
  worked(agreements, {
    label: 'Ente pagatore che vale',
    privacy: 'public',
    value: (it, around) => it.payer ?? around.settings.of(settings.payer),
    lacks: '«Ente pagatore» nelle «Impostazioni»',
  }),
  ...ofPromoter(agreements, (it) => it.promoter),
  ...limits,
  worked(agreements, {
    label: 'Norme di riferimento',
    privacy: 'public',
    value: (it, around) =>
      [...new Set(rulesOfAgreement(it, around).map((one) => one.version.name))].join('; ') ||
      undefined,
    lacks: '«Strumenti» nel foglio «Convenzioni», o «Regione delle regole» nelle «Impostazioni»',
  }),
  worked(agreements, {
    label: 'Chi assicura in parole',
    value: ({ insuranceBy = 'promoter' }) => insurers[insuranceBy],
    lacks: '«Chi assicura» nel foglio «Convenzioni»',
  }),

  // ── The fund: on every paper, since FSE+ wants to be named and no other fund may be ──
  ...fundedTabs.flatMap(ofFund),

  // ── Persone ──
  worked(beneficiaries, {
    label: 'Età',
    privacy: 'personal',
    value: ({ birthDate }, { today }) =>
      birthDate === undefined || birthDate > today ? undefined : ageOn(today, birthDate),
    lacks: '«Data di nascita» nel foglio «Beneficiari»',
  }),
  worked(beneficiaries, {
    label: 'Nascita',
    privacy: 'personal',
    value: bornInWords,
    lacks: '«Luogo di nascita» e «Data di nascita» nel foglio «Beneficiari»',
  }),
  worked(beneficiaries, {
    label: 'Residenza',
    privacy: 'personal',
    value: (it, around) => (isProtected(it, around) ? withheldWords : homeOf(it)),
    lacks: '«Indirizzo» e «Comune di residenza» nel foglio «Beneficiari»',
  }),
  worked(beneficiaries, {
    label: 'Codice fiscale che vale',
    privacy: 'personal',
    value: (it) => it.codiceFiscale ?? it.provisionalCodiceFiscale,
    lacks: '«Codice fiscale» nel foglio «Beneficiari»',
  }),
  worked(interviews, {
    label: 'Durata dell’incontro',
    value: ({ hours }) => (hours === undefined ? undefined : hoursInWords(hours)),
    lacks: '«Ore» nel foglio «Colloqui»',
  }),
  worked(beneficiaries, {
    label: 'Giudicato non idoneo',
    value: ({ suitable }) => (suitable === false ? true : undefined),
    lacks: '«Idoneo al percorso» nel foglio «Beneficiari»',
  }),
  worked(beneficiaries, {
    label: 'Il sottoscritto',
    privacy: 'personal',
    value: ({ sex }) =>
      sex === undefined
        ? 'Il sottoscritto / la sottoscritta'
        : { female: 'La sottoscritta', male: 'Il sottoscritto' }[sex],
    lacks: '«Sesso» nel foglio «Beneficiari»',
  }),

  // ── Soggetti ospitanti e sedi ──
  worked(companies, {
    label: 'Sede legale',
    value: addressOf,
    lacks: '«Indirizzo sede legale» e «Comune sede legale» nel foglio «Soggetti ospitanti»',
  }),
  worked(companies, {
    label: 'Identificativi fiscali',
    privacy: 'personal',
    value: ({ codiceFiscale, partitaIva }) =>
      [
        codiceFiscale && `codice fiscale ${codiceFiscale}`,
        partitaIva && partitaIva !== codiceFiscale && `partita IVA ${partitaIva}`,
      ]
        .filter(isThere)
        .join(', ') || undefined,
    lacks: '«Codice fiscale» o «Partita IVA» nel foglio «Soggetti ospitanti»',
  }),
  // The column's own label, «L. 68/1999 in regola», has a dot, which in a placeholder goes on to another row.
  worked(companies, {
    label: 'Collocamento mirato in regola',
    value: ({ declaresLaw68 }) => (declaresLaw68 === true ? true : undefined),
    lacks: '«L. 68/1999 in regola» nel foglio «Soggetti ospitanti»',
  }),
  worked(companies, {
    label: 'Mesi senza licenziamenti',
    privacy: 'public',
    value: ({ municipality }, around) =>
      stateRuleOf(
        { instrument: 'tis', startDate: around.today, region: municipality?.region },
        'dismissalFreeMonths',
        around,
      )?.value,
    lacks: '«Regione delle regole» nelle «Impostazioni»: le regole della regione non dicono i mesi',
  }),
  worked(companies, {
    label: 'Legale rappresentante',
    privacy: 'name',
    value: representativeOf,
    lacks: '«Nome legale rappr.» e «Cognome legale rappr.» nel foglio «Soggetti ospitanti»',
  }),
  worked(sites, {
    label: 'Indirizzo completo',
    value: addressOf,
    lacks: '«Indirizzo» e «Comune» nel foglio «Sedi»',
  }),
];

/** Lists a paper may go through, by tab and label; in order of day where they have one. */
export const collections: readonly Collection[] = [
  listed(internships, 'variazioni', variations, (it, around) =>
    byDay(variationsOf(it, around), (one) => one.from),
  ),
  listed(internships, 'visite', visits, (it, around) =>
    byDay(around.where(visits, 'internship', it), (one) => one.on),
  ),
  listed(internships, 'colloqui', interviews, (it, around) => interviewsOf(it.beneficiary, around)),
  listed(internships, 'fogli presenze', attendanceSheets, (it, around) =>
    byDay(around.where(attendanceSheets, 'internship', it), (one) => one.month),
  ),
  listed(internships, 'liquidazioni', batches, (it, around) =>
    byDay(around.where(batches, 'internship', it), (one) => one.month),
  ),
  listed(internships, 'firme', signings, (it, around) =>
    byDay(around.where(signings, 'about', it.id), (one) => one.sentOn),
  ),
  listed(beneficiaries, 'colloqui', interviews, interviewsOf),
  listed(beneficiaries, 'colloqui svolti', interviews, (it, around) =>
    interviewsOf(it, around).filter((one) => one.held === 'held'),
  ),
  listed(companies, 'sedi', sites, (it, around) => around.where(sites, 'company', it)),
  listed(companies, 'tutor', companyTutors, (it, around) =>
    around.where(companyTutors, 'company', it),
  ),
  listed(agreements, 'sedi', sites, (it, around) =>
    it.company === undefined ? [] : around.where(sites, 'company', it.company),
  ),
];

/** The day a paper about an internship speaks of: today, or its first or last day where today lies outside. */
export function dayOfPaper(it: Internship, around: Pick<Around, 'where' | 'today'>): Day {
  const { today } = around;
  if (it.startDate !== undefined && today < it.startDate) return it.startDate;
  const last = lastDayOf(it, around);
  return last !== undefined && last < today ? last : today;
}

/** Who promotes, as agreements and plans name it: «Impostazioni», or the partner of that name where a row says another. */
export interface Promoter {
  readonly name: string | undefined;
  readonly codiceFiscale: string | undefined;
  readonly seat: string | undefined;
  readonly pec: string | undefined;
  /** Name and surname of who signs. */
  readonly representative: string | undefined;
  readonly role: string | undefined;
  readonly birthPlace: string | undefined;
  readonly birthDate: Day | undefined;
}

/** The promoter a row names, else that of «Impostazioni». Of another that is no partner only the name is known. */
export function promoterNamed(
  named: string | undefined,
  { settings: chosen, rows }: Pick<Around, 'settings' | 'rows'>,
): Promoter {
  const own = chosen.of(settings.promoterName);
  const name = named ?? own;
  if (name === undefined || own === undefined || comparable(name) === comparable(own))
    return {
      name,
      codiceFiscale: chosen.of(settings.promoterCodiceFiscale),
      seat: chosen.of(settings.promoterAddress),
      pec: chosen.of(settings.promoterPec),
      representative: chosen.of(settings.promoterRepresentative),
      role: chosen.of(settings.promoterRepresentativeRole),
      birthPlace: chosen.of(settings.promoterRepresentativeBirthPlace),
      birthDate: chosen.of(settings.promoterRepresentativeBirthDate),
    };
  const other = rows(partners).find((it) => comparable(it.name ?? '') === comparable(name));
  return {
    name,
    codiceFiscale: other?.codiceFiscale,
    seat: other && addressOf(other),
    pec: other?.pec,
    representative: other && representativeOf(other),
    role: other?.legalRepresentativeRole,
    birthPlace: other?.legalRepresentativeBirthPlace,
    birthDate: other?.legalRepresentativeBirthDate,
  };
}

/** Name and surname of who signs for a host or partner; nothing while one of them is blank. */
export function representativeOf(
  it: Pick<Company, 'legalRepresentativeFirstName' | 'legalRepresentativeLastName'>,
): string | undefined {
  const { legalRepresentativeFirstName: first, legalRepresentativeLastName: last } = it;
  return first === undefined || last === undefined ? undefined : `${first} ${last}`;
}

/** Minutes in words: «25 ore», «22 ore e 30 minuti». */
export function hoursInWords(minutes: number): string {
  const [hours, rest] = [Math.trunc(minutes / 60), minutes % 60];
  const parts = [
    ...(hours > 0 ? [plural(hours, 'ora', 'ore')] : []),
    ...(rest > 0 || hours === 0 ? [plural(rest, 'minuto', 'minuti')] : []),
  ];
  return parts.join(' e ');
}

// ── Making them ───────────────────────────────────────────────────────────────────────────────

/** A value worked out from a row; work data that names nobody, unless its class is told. */
export function worked<T extends AnyTab>(
  tab: T,
  it: {
    readonly label: string;
    readonly privacy?: Privacy;
    readonly to?: AnyTab;
    readonly lacks: string;
    readonly value: (row: RowOf<T>, around: Around) => unknown;
  },
): Derived {
  return {
    tab,
    label: it.label,
    privacy: it.privacy ?? 'internal',
    to: it.to,
    lacks: it.lacks,
    // Reached through a row that is withheld, it is withheld too; else the row is of the tab beside it.
    value: (row, around) => (isWithheld(row) ? row : it.value(row as RowOf<T>, around)),
  };
}

/** The rows a paper may go through from a row of a tab. */
export function listed<T extends AnyTab, U extends AnyTab>(
  tab: T,
  label: string,
  of: U,
  rows: (row: RowOf<T>, around: Around) => readonly RowOf<U>[],
): Collection {
  // Rows handed to it are those of `tab`: templates see to it.
  return { tab, label, of, rows: (row, around) => rows(row as RowOf<T>, around) };
}

function insurances(): readonly Derived[] {
  return (
    [
      ['Posizione INAIL', inailOf, 'policy', '«INAIL PAT» nel foglio «Tirocini»'],
      ['Copertura INAIL dal', inailOf, 'from', '«INAIL dal» nel foglio «Tirocini»'],
      ['Copertura INAIL fino al', inailOf, 'to', '«INAIL al» nel foglio «Tirocini»'],
      ['Polizza RCT', rctOf, 'policy', '«RCT polizza» nel foglio «Tirocini»'],
      ['Copertura RCT dal', rctOf, 'from', '«RCT dal» nel foglio «Tirocini»'],
      ['Copertura RCT fino al', rctOf, 'to', '«RCT al» nel foglio «Tirocini»'],
    ] as const
  ).map(([label, of, key, lacks]) =>
    worked(internships, { label, lacks, value: (it, around) => of(it, around)[key] }),
  );
}

function ofFund(tab: AnyTab): readonly Derived[] {
  const told = { privacy: 'public', lacks: '«CUP del programma» nelle «Impostazioni»' } as const;
  return [
    worked(tab, {
      ...told,
      label: 'Fondo europeo',
      value: (row, around) => (fundLineOf(row, around) === undefined ? undefined : true),
    }),
    worked(tab, {
      ...told,
      label: 'CUP del finanziamento',
      value: (row, around) =>
        fundLineOf(row, around) === undefined ? undefined : cupOf(row, around),
    }),
    worked(tab, {
      ...told,
      label: 'Dicitura del fondo',
      value(row, around) {
        const [line, cup] = [fundLineOf(row, around), cupOf(row, around)];
        return line === undefined || cup === undefined ? undefined : `${line} · CUP ${cup}`;
      },
    }),
  ];
}

const insurers = {
  promoter: 'del soggetto promotore',
  company: 'del soggetto ospitante',
  payer: 'dell’ente pagatore',
} as const;

function ofPromoter<T extends AnyTab>(
  tab: T,
  named: (row: RowOf<T>) => string | undefined,
): readonly Derived[] {
  return (
    [
      ['Promotore che vale', 'name', 'public', 'Soggetto promotore'],
      ['Codice fiscale del promotore', 'codiceFiscale', 'public', 'Codice fiscale del promotore'],
      ['Sede del promotore', 'seat', 'public', 'Sede del promotore'],
      ['PEC del promotore', 'pec', 'public', 'PEC del promotore'],
      ['Rappresentante del promotore', 'representative', 'name', 'Firma per il promotore'],
      ['Carica del rappresentante del promotore', 'role', 'public', 'In qualità di'],
      ['Luogo di nascita del promotore', 'birthPlace', 'personal', 'Luogo di nascita di chi firma'],
      ['Data di nascita del promotore', 'birthDate', 'personal', 'Data di nascita di chi firma'],
    ] as const
  ).map(([label, key, privacy, setting]) =>
    worked(tab, {
      label,
      privacy,
      lacks: `«${setting}» nelle «Impostazioni» (o nel foglio «Partner», per un altro promotore)`,
      value: (it, around) => promoterNamed(named(it), around)[key],
    }),
  );
}

// ── Looking things up ─────────────────────────────────────────────────────────────────────────

function weekAt(it: Internship, around: Around): Week | undefined {
  return weekOn(it, dayOfPaper(it, around), around);
}

/** The times agreed for a day: those of the last change of hours that holds, else the internship's own. */
export function timesOn(it: Internship, on: Day, around: Around): string | undefined {
  return (
    byDay(
      variationsOf(it, around).filter(
        (one) =>
          one.kind === 'hours' &&
          one.from !== undefined &&
          one.from <= on &&
          (one.to === undefined || on <= one.to),
      ),
      (one) => one.from,
    ).at(-1)?.times ?? it.times
  );
}

/** The rules of the instruments an agreement is for, on the day it takes effect. */
function rulesOfAgreement(it: Agreement, around: Around): readonly PackFound[] {
  const startDate = it.from ?? it.signedOn ?? around.today;
  return (it.instruments ?? []).flatMap(
    (instrument) => rulesOf({ instrument, startDate, region: undefined }, around) ?? [],
  );
}

function interviewsOf(it: Beneficiary | undefined, around: Around) {
  if (it === undefined) return [];
  return byDay(around.where(interviews, 'beneficiary', it), (one) => one.on);
}

/** A value of an internship, or the words that stand for where somebody protected works. */
export function unlessHidden<T>(
  it: Pick<Internship, 'beneficiary'>,
  around: Around,
  value: T,
): T | { readonly withheld: string } {
  return isProtected(it.beneficiary, around) ? { withheld: withheldWords } : value;
}

/** Rows in the order of a day or month of theirs; those without one come first. */
export function byDay<T>(rows: readonly T[], of: (row: T) => string | undefined): readonly T[] {
  return rows.toSorted((a, b) => ((of(a) ?? '') < (of(b) ?? '') ? -1 : of(a) === of(b) ? 0 : 1));
}

// ── In words ──────────────────────────────────────────────────────────────────────────────────

/** «6 mesi», «5 mesi e 12 giorni», «20 giorni»; nothing where the end comes first. */
function lengthInWords(span: Period): string | undefined {
  const { months, days } = monthsCovered(span);
  const parts = [
    ...(months > 0 ? [plural(months, 'mese', 'mesi')] : []),
    ...(days > 0 ? [plural(days, 'giorno', 'giorni')] : []),
  ];
  return parts.length === 0 ? undefined : parts.join(' e ');
}

const dayNames: Readonly<Record<Weekday, string>> = {
  lun: 'lunedì',
  mar: 'martedì',
  mer: 'mercoledì',
  gio: 'giovedì',
  ven: 'venerdì',
  sab: 'sabato',
  dom: 'domenica',
};

/** «dal lunedì al venerdì 5 ore al giorno», «lunedì e martedì 4 ore al giorno; sabato 3 ore». */
export function weekInWords(week: Week): string {
  // The keys of a week are the days, in their order.
  const days = (Object.keys(dayNames) as readonly Weekday[]).filter((it) => week[it] > 0);
  const lengths = [...new Set(days.map((it) => week[it]))];
  return lengths
    .map((minutes) => {
      const same = days.filter((it) => week[it] === minutes);
      const each = same.length > 1 ? ' al giorno' : '';
      return `${daysInWords(same)} ${hoursInWords(minutes)}${each}`;
    })
    .join('; ');
}

function daysInWords(days: readonly Weekday[]): string {
  const order = Object.keys(dayNames);
  const [first, last] = [days[0], days.at(-1)];
  const inRow = days.every(
    (it, n) => n === 0 || order.indexOf(it) === order.indexOf(days[0] ?? it) + n,
  );
  if (inRow && days.length > 2 && first !== undefined && last !== undefined)
    return `${first === 'dom' ? 'dalla' : 'dal'} ${dayNames[first]} ${last === 'dom' ? 'alla' : 'al'} ${dayNames[last]}`;
  return list(days.map((it) => dayNames[it]));
}

function total(week: Week): number {
  return Object.values(week).reduce((sum, it) => sum + it, 0);
}

/** Basis points as people say them: «70 %», «66,67 %». */
export function percentage(points: number): string {
  const [whole, rest] = [Math.trunc(points / 100), points % 100];
  const decimals = rest === 0 ? '' : `,${String(rest).padStart(2, '0').replace(/0$/, '')}`;
  return `${whole}${decimals} %`;
}

// Eighty is the one that asks for «l’»: «l’80 %», «l’8 %».
function the(share: string): string {
  return /^(?:8|11 )/.test(share) ? `l’${share}` : `il ${share}`;
}

function theOf(share: string): string {
  return /^(?:8|11 )/.test(share) ? `dell’${share}` : `del ${share}`;
}

/** «nata ad Andria (BA) il 03/02/1998»; the gender of the codice fiscale, or both. */
function bornInWords(it: Beneficiary): string | undefined {
  const { birthPlace: place, birthProvince: province, birthDate: on, sex } = it;
  if (place === undefined || on === undefined) return undefined;
  const born = sex === undefined ? 'nato/a' : { female: 'nata', male: 'nato' }[sex];
  const within = province === undefined || province === 'EE' ? '' : ` (${province})`;
  // Countries want their own preposition («in Marocco», «nelle Filippine»): said without one.
  const where = province === 'EE' ? `all’estero (${place})` : `${ad(place)}${within}`;
  return `${born} ${where} il ${inDigits(on)}`;
}

function homeOf({ address, municipality, cap }: Beneficiary): string | undefined {
  if (address === undefined || municipality?.name === undefined) return undefined;
  return inOneLine(address, cap ?? municipality.cap, municipality);
}

function addressOf({
  address,
  municipality,
  cap,
}: Pick<Company, 'address' | 'municipality' | 'cap'>): string | undefined {
  if (address === undefined || municipality?.name === undefined) return undefined;
  return inOneLine(address, cap ?? municipality.cap, municipality);
}

/** «Forno Bianchi – Via Roma, via Roma 12, 76123 Andria (BT)». */
export function placeOf(it: Site): string | undefined {
  const where = addressOf(it);
  return where === undefined ? undefined : [it.name, where].filter(isThere).join(', ');
}

function inOneLine(
  address: string,
  cap: string | undefined,
  {
    name,
    province,
  }: { readonly name?: string | undefined; readonly province?: string | undefined },
): string {
  const town = [cap, name, province && `(${province})`].filter(isThere).join(' ');
  return `${address}, ${town}`;
}

function isThere<T>(it: T | undefined | '' | false): it is T {
  return it !== undefined && it !== '' && it !== false;
}
