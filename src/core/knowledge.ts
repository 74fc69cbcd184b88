import type { Day, Month, Patron, Weekday } from './day.ts';
import type { Occurrence, Recipient, Reminder, Told as ToldBy } from './due.ts';
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
  /** Everybody «Operatori» knows, with the address they open files with and the last day of their service. */
  readonly staffOf: (around: Pick<Around, 'rows'>) => readonly Staff[];
  /** The waivers in force: what they excuse. */
  readonly waiversOf: (around: Pick<Around, 'rows' | 'has' | 'today'>) => readonly Waiver[];
  /** What people have asked for in «Richieste», and not withdrawn. */
  readonly requestsOf: (around: Pick<Around, 'rows' | 'has' | 'today'>) => readonly Request[];
  /** Whether an operator may ask about a row; of any other ALICE answers as if it were not there. */
  readonly mayAskAbout: (asked: Asked) => boolean;
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
  /** What people are reminded of, by name in code. */
  readonly reminders: Readonly<Record<string, Reminder>>;
  /** What each name of `Step.to` stands for, as people say it: «chi coordina». */
  readonly whoms: Readonly<Record<string, string>>;
  /** Who stands behind a name of `Step.to`, for a row; nobody where it is not known. */
  readonly recipientsOf: (to: string, row: object, around: Around) => readonly Recipient[];
  /** Somebody who is written to, by the ID of their row. */
  readonly recipientById: (id: string, around: Around) => Recipient | undefined;
  /** The operators who phone for the programme, about a row: the first who can be written to is told to. */
  readonly callersFor: (row: { readonly id: string }, around: Around) => readonly Recipient[];
  /** The letter of one person and one day. */
  readonly digestOf: (told: ToDigest) => Digest;
  /** When and how much may be sent. */
  readonly deliveryOf: (settings: Settings) => Delivery;
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

/** Somebody of «Operatori». */
export interface Staff {
  readonly id: string;
  /** In lower case. */
  readonly email: string | undefined;
  readonly until: Day | undefined;
}

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
  /** What is wanted. */
  readonly what: Wanted;
  /** The ID of the row it is about; nothing for all. */
  readonly about: string | undefined;
  /** The first and last day it speaks of, both included. */
  readonly from: Day | undefined;
  readonly to: Day | undefined;
  readonly month: Month | undefined;
  /** The paper as somebody named it: its title, its kind, or words of them. */
  readonly paper: string | undefined;
  readonly askedOn: Day | undefined;
  /** What ALICE proposed was read, and is wanted. */
  readonly confirmed: boolean;
  /** The ID of whoever asks. */
  readonly by: string | undefined;
  /** All their roles, none where they are not in service today: the answer holds only what these may see. */
  readonly roles: readonly string[];
}

/** All that may be asked for without a terminal. */
export type Wanted =
  | 'check'
  | 'print'
  | 'month'
  | 'why'
  | 'extension'
  | 'suspension'
  | 'earlyEnd'
  | 'undo';

/** A row an operator asks about. */
export interface Asked {
  /** The ID of whoever asks. */
  readonly operator: string;
  readonly tab: AnyTab;
  readonly row: { readonly id: string };
  readonly around: Around;
}

/** What one person is told in one message. */
export interface ToDigest {
  readonly recipient: Recipient;
  readonly items: readonly DigestItem[];
  readonly around: Around;
  /** Whether something in it waited for the day of the weekly digest. */
  readonly weekly: boolean;
}

/** One thing in a message. What it says has passed the gate: it is for this reader, on this channel. */
export interface DigestItem {
  readonly reminder: Reminder;
  /** Its `to` is another than the reader where the reader is to phone somebody. */
  readonly occurrence: Occurrence;
  readonly told: ToldBy;
  readonly late: boolean;
  /** What its reader answers with: `npx alice remind --done k7m2qd`. Tells nothing of anybody. */
  readonly code: string;
}

/** A message as it is read: no personal data in the subject. */
export interface Digest {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** When reminders may leave. */
export interface Delivery {
  /** From this minute of the day in Rome on nothing is sent but what cannot wait. */
  readonly quietFrom: number;
  /** From this one on it is sent again. */
  readonly quietTo: number;
  readonly digestDay: Weekday;
  /** How many messages one run may send; 0 stops all sending. */
  readonly atMost: number;
  /** In whose name e-mail leaves, and where who gets it answers. */
  readonly from: string | undefined;
}

/** One line of «Cruscotto». */
export interface Indicator {
  readonly label: string;
  readonly value: number;
  readonly target?: { readonly from: number; readonly to: number } | undefined;
}

/** Every book, in the order in which files are made. */
export const books: readonly Book[] = ['persone', 'imprese', 'amministrazione', 'riservato'];
