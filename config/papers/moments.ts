import { inDigits, plusDays, plusMonths } from '../../src/core/day.ts';
import type { Around } from '../../src/core/rule.ts';
import type { AnyTab, RowOf } from '../../src/core/tab.ts';
import type { Vocabulary } from '../../src/core/template.ts';
import { list } from '../../src/core/words.ts';
import {
  type agreements,
  beneficiaries,
  type companies,
  instruments,
  internships,
  interviews,
  restricted,
  variations,
} from '../registry.ts';
import type { Role } from '../roles.ts';
import { hostPapersLast } from '../settings.ts';

type Beneficiary = RowOf<typeof beneficiaries>;
type Internship = RowOf<typeof internships>;
type Moment = Vocabulary['moments'][string];

/**
 * When a paper may be printed for the first time, by the name its front matter gives: nothing to say, or an Italian
 * sentence that says why not. A reprint of a paper that has its number asks none of them.
 */
export const moments = {
  sempre: () => undefined,
  'prima dell’avvio': ofInternship(begun),
  'prima dell’avvio di un TIS': ofInternship(
    (it, around) => otherThan(it, ['tis']) ?? begun(it, around),
  ),
  'prima dell’avvio di un tirocinio che non è un TIS': ofInternship(
    (it, around) => otherThan(it, ['extracurricular', 'borsaLavoro']) ?? begun(it, around),
  ),
  'prima dell’avvio di una borsa lavoro': ofInternship(
    (it, around) => otherThan(it, ['borsaLavoro']) ?? begun(it, around),
  ),
  'se servono i DPI': ofInternship((it) =>
    it.dpiDue === true
      ? undefined
      : `Per ${it.id} «DPI dovuti» ${it.dpiDue === false ? 'è no' : 'è vuoto'}: la ricevuta serve solo dove è sì.`,
  ),
  'in carico': (row, { today }) => {
    // Named by templates of «Beneficiari» alone, as the two below.
    const it = row as Beneficiary;
    if (it.inChargeOn === undefined)
      return `Di ${it.id} non si sa da quando è in carico: scrivi «Presa in carico dal» nel foglio «Beneficiari», ad esempio 15/01/2026.`;
    if (it.inChargeOn > today)
      return `La presa in carico di ${it.id} comincia il ${inDigits(it.inChargeOn)}: si attesta da quel giorno.`;
    return it.inChargeUntil === undefined || it.inChargeUntil >= today
      ? undefined
      : `La presa in carico di ${it.id} è finita il ${inDigits(it.inChargeUntil)}: non si può più attestare.`;
  },
  'dopo i colloqui': (row, around) => {
    const it = row as Beneficiary;
    return around.where(interviews, 'beneficiary', it).some((one) => one.held === 'held')
      ? undefined
      : `Di ${it.id} non c’è ancora un colloquio «svolto» nel foglio «Colloqui»: l’équipe decide dopo averne fatto almeno uno.`;
  },
  'prima dell’adesione': (row, around) => {
    // Named by templates of «Soggetti ospitanti» alone.
    const it = row as RowOf<typeof companies>;
    const on = it.declaredOn;
    const until = on && plusMonths(on, around.settings.of(hostPapersLast));
    return it.joinedOn === undefined || until === undefined || until <= around.today
      ? undefined
      : `${it.id} ha aderito il ${inDigits(it.joinedOn)} e le sue dichiarazioni valgono fino al ${inDigits(plusDays(until, -1))}: la scheda si rinnova dopo.`;
  },
  'prima della firma': (row) => {
    // Named by templates of «Convenzioni» alone.
    const it = row as RowOf<typeof agreements>;
    return it.signedOn === undefined
      ? undefined
      : `${it.id} è firmata dal ${inDigits(it.signedOn)}: vale la copia firmata.`;
  },
} as const satisfies Vocabulary['moments'];

/** Those a paper may be for, as front matter calls them, and their role in `config/roles.ts`. */
export const audiences = {
  beneficiario: 'beneficiary',
  'soggetto ospitante': 'company',
  'tutor ospitante': 'companyTutor',
  'tutor promotore': 'promoterTutor',
  mentor: 'mentor',
  orientatore: 'counsellor',
  'operatore di laboratorio': 'labOperator',
  'tutor d’impresa': 'enterpriseTutor',
  coordinatore: 'coordinator',
  amministrazione: 'administration',
  'servizi sociali': 'socialServices',
  partner: 'partner',
  finanziatore: 'funder',
} as const satisfies Readonly<Record<string, Role>>;

/** What stands in a paper where an address may not. */
export const withheldWords = 'presso il servizio inviante';

/** Whether nobody may learn where a person lives or works: «Indirizzo protetto» of the restricted book. */
export function isProtected(it: Beneficiary | undefined, around: Pick<Around, 'where'>): boolean {
  return (
    it !== undefined &&
    around.where(restricted, 'beneficiary', it).some((one) => one.protectedAddress === true)
  );
}

/**
 * Words instead of a value, for somebody whose address is protected: where they live, how they are reached and where
 * they work, which is told by host, site and host's tutor alike. What is reached through such a row is withheld too.
 */
export const withheld: Vocabulary['withheld'] = ({ tab, key, row, around }) => {
  if (isWithheld(row)) return withheldWords;
  const hidden = withheldOf.find((it) => it.tab === tab);
  if (hidden === undefined || !hidden.keys.includes(key)) return undefined;
  return isProtected(hidden.whose(row), around) ? withheldWords : undefined;
};

/** Whether words stand in the place of a row. Rows of «Liquidazioni» have a cell of that name, an amount, and are rows. */
export function isWithheld(row: object): row is { readonly withheld: string } {
  return 'withheld' in row && typeof row.withheld === 'string';
}

// Rows are those of the tab beside them: `withheld` looks at nothing else.
const withheldOf: readonly {
  readonly tab: AnyTab;
  readonly keys: readonly string[];
  readonly whose: (row: object) => Beneficiary | undefined;
}[] = [
  {
    tab: beneficiaries,
    keys: ['address', 'municipality', 'cap', 'phone', 'email'],
    whose: (row: object) => row as Beneficiary,
  },
  {
    tab: internships,
    keys: ['company', 'site', 'companyTutor'],
    whose: (row: object) => (row as Internship).beneficiary,
  },
  {
    tab: variations,
    keys: ['newSite', 'newCompanyTutor'],
    whose: (row: object) => (row as RowOf<typeof variations>).internship?.beneficiary,
  },
];

function begun(it: Internship, { today }: Around): string | undefined {
  return it.startDate === undefined || it.startDate > today
    ? undefined
    : `${it.id} è cominciato il ${inDigits(it.startDate)}: questa carta si prepara e si firma prima dell’avvio.`;
}

type Instrument = keyof typeof instruments;

function otherThan(it: Internship, expected: readonly Instrument[]): string | undefined {
  if (it.instrument === undefined)
    return `Di ${it.id} non si sa che strumento è: scegli «Strumento» nel foglio «Tirocini», ad esempio TIS.`;
  return expected.includes(it.instrument)
    ? undefined
    : `${it.id} è «${instruments[it.instrument]}»: questa carta è per «${list(
        expected.map((one) => instruments[one]),
        'o',
      )}».`;
}

/** A moment of an internship, for its own papers and for those of rows that name it: sheets, visits, variations. */
function ofInternship(says: (it: Internship, around: Around) => string | undefined): Moment {
  return (row, around) => {
    const it = internshipOf(row);
    if (it === undefined) return undefined;
    if (it.typedState === 'cancelled')
      return `${it.id} risulta annullato: non se ne stampano altre carte.`;
    return says(it, around);
  };
}

/** The internship a row is, or names in its column «Tirocinio»; nothing where that is blank. */
export function internshipOf(row: object): Internship | undefined {
  if ('id' in row && typeof row.id === 'string' && row.id.startsWith(`${internships.id}-`))
    return row as Internship; // IDs of this kind are given to rows of «Tirocini» alone.
  // A column called `internship` holds a row of «Tirocini», in every tab that has one.
  return 'internship' in row ? (row.internship as Internship | undefined) : undefined;
}
