import type { Month, Patron } from './day.ts';
import type { Consequence, Stop } from './finding.ts';
import type { Evidence, MonthsAsked, ProgrammeMonths } from './internship-month.ts';
import type { Periods } from './period.ts';
import type { Policy } from './release.ts';
import type { Around, Rule } from './rule.ts';
import type { Setting, Settings } from './setting.ts';
import type { StateTable } from './state.ts';
import type { AnyTab, Book, Columns, PageTab } from './tab.ts';

/** All ALICE knows. What is exported from config is gathered here, by the name it was exported under. */
export interface Knowledge {
  /** The tabs people fill in, in the order of the workbook. */
  readonly tabs: readonly AnyTab[];
  /** ALICE's own tabs, by code name. */
  readonly pages: Readonly<Record<PageName, PageTab<Columns>>>;
  /** The rows of «Impostazioni», by code name, in the order they are shown. */
  readonly settings: Readonly<Record<string, Setting<unknown>>>;
  readonly rules: Readonly<Record<string, Rule>>;
  readonly states: readonly StateTable[];
  readonly policy: Policy;
  /** Words of the trade that are no tab and no column. */
  readonly words: Readonly<
    Record<string, { readonly it: string; readonly means: string; readonly not?: string }>
  >;
  /** The modules a programme has switched on. */
  readonly modulesOf: (settings: Settings) => ReadonlySet<string>;
  /** The label of each module, for docs and the tongues of tabs (`RRGGBB`). */
  readonly modules: Readonly<Record<string, { readonly label: string; readonly colour: string }>>;
  readonly patronsOf: (around: Pick<Around, 'rows' | 'has'>) => readonly Patron[];
  /** What a wrong row stops, and when. */
  readonly consequenceOf: (told: Told) => Consequence | undefined;
  /** The IDs of the operators a finding falls to, the likeliest first. */
  readonly operatorsFor: (told: Told) => readonly string[];
  /** Those who may be given tasks: how they are called in «Da fare», by ID. */
  readonly operators: (around: Pick<Around, 'rows'>) => ReadonlyMap<string, string>;
  /** The waivers in force: what they excuse. */
  readonly waiversOf: (around: Pick<Around, 'rows' | 'has' | 'today'>) => readonly Waiver[];
  /** What people have asked for in «Richieste», and not withdrawn. */
  readonly requestsOf: (around: Pick<Around, 'rows' | 'has'>) => readonly Request[];
  /** The role that mends a blank or unreadable cell of a tab. */
  readonly keeperOf: (tab: AnyTab) => string;
  /** How a role is called. */
  readonly roleLabel: (role: string) => string;
  /** The indicators of «Cruscotto». */
  readonly indicatorsOf: (around: Around) => readonly Indicator[];
  /** Every internship-month up to today's: counted, valued, put beside what was paid. */
  readonly monthsOf: (around: Around, asked?: MonthsAsked) => ProgrammeMonths;
  /** Suspension, extension and early end: what may be asked of a period, and what it comes to. */
  readonly periods: Periods;
  /** The cells the amount of an internship-month rests on, by the internship's ID. */
  readonly evidenceOf: (around: Around, internship: string, month: Month) => readonly Evidence[];
  /** What a newcomer reads first in «Leggimi»: heading and text. */
  readonly welcome: readonly (readonly [heading: string, text: string])[];
  /** What is not verified in the rules this programme uses, each told in «Leggimi». */
  readonly noticesOf: (
    around: Pick<Around, 'rows' | 'has' | 'settings' | 'today'>,
  ) => readonly string[];
  /** How one works in a tab, for «Leggimi» and docs; nothing where `about` says all. */
  readonly howTo: Readonly<Record<string, string>>;
}

export type PageName =
  | 'readme'
  | 'findings'
  | 'tasks'
  | 'states'
  | 'checks'
  | 'answers'
  | 'months'
  | 'papers'
  | 'occurrences'
  | 'matches'
  | 'dashboard'
  | 'lists'
  | 'journal';

/** A row something is said of. */
export interface Told {
  readonly tab: AnyTab;
  readonly row: { readonly id: string };
  readonly stops: Stop | undefined;
  readonly mends: string;
  readonly around: Around;
}

/** An exception somebody answers for: findings of this rule on this row are shown «in deroga» and block nothing. */
export interface Waiver {
  readonly id: string;
  readonly about: string;
  /** The name of the rule as «Da correggere» shows it. */
  readonly rule: string;
}

/** Something asked for without a terminal. */
export interface Request {
  readonly id: string;
  /** The key of what is wanted: `check`, `why`… */
  readonly what: string;
  /** How people call it. */
  readonly label: string;
  readonly about: string | undefined;
  /** The role of whoever asks: the answer holds only what that role may see. */
  readonly role: string | undefined;
}

/** One line of «Cruscotto». */
export interface Indicator {
  readonly label: string;
  readonly value: number;
  readonly target?: { readonly from: number; readonly to: number } | undefined;
}

/** Every book, in the order in which files are made. */
export const books: readonly Book[] = ['persone', 'imprese', 'amministrazione', 'riservato'];
