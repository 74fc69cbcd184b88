import type { Due } from './allowance.ts';
import type { Attendance, DaySet, Outlook } from './attendance.ts';
import type { Month } from './day.ts';
import type { Cents } from './money.ts';
import type { Privacy } from './release.ts';

/** Where a month of an internship stands, on its way from the empty sheet to the money paid. */
export interface MonthState {
  /** The name in code: `payable`, `paid`… */
  readonly key: string;
  /** The name people read: «liquidabile». */
  readonly label: string;
  /** What comes next and who does it; nothing once all is done. */
  readonly next?: string | undefined;
}

/** One month of one internship: what was to be done, what was, what is due, what was paid. Rows are named by ID alone. */
export interface InternshipMonth {
  readonly internship: string;
  readonly beneficiary: string | undefined;
  readonly company: string | undefined;
  readonly month: Month;
  /** The row of «Fogli presenze», if there is one. */
  readonly sheet: string | undefined;
  readonly attendance: Attendance;
  readonly due: Due;
  readonly state: MonthState;
  /** What keeps it from being paid, in sentences that name no person. */
  readonly obstacles: readonly string[];
  /** How it stands to its threshold while it can still change; nothing where no threshold is known. */
  readonly outlook: Outlook | undefined;
  /** The days on which somebody was there while insured: what INAIL's premium is worked out from. */
  readonly insuredDays: DaySet;
  /** What goes to the host's tutor for this month; nothing where none is agreed. */
  readonly tutorFee: Cents | undefined;
  /** Allowance and adjustments of «Liquidazioni», on their way or paid. */
  readonly paid: Cents;
  /** Those of them that have left the till. */
  readonly paidOut: Cents;
  /** The rows of «Liquidazioni» that pay the person for it, in their order. */
  readonly payments: readonly string[];
  /** The budget item its payments stand on, else the one they would. */
  readonly item: string | undefined;
  /** A paid month whose facts now come to another amount: positive if something is still due. */
  readonly adjustment: Cents | undefined;
}

/** What an internship is worth in all, what was paid of it, and what is left. */
export interface Grant {
  readonly internship: string;
  /** The most that can come to be due, caps counted; `undefined` while an amount or an end is not known. */
  readonly total: Cents | undefined;
  readonly paid: Cents;
  /** Never below zero: what was paid beyond the grant is `over`. */
  readonly residual: Cents | undefined;
  readonly over: Cents;
}

/** An item of the budget: granted, spent, left. */
export interface ItemLeft {
  readonly id: string;
  readonly code: string | undefined;
  readonly name: string | undefined;
  readonly granted: Cents;
  /** Rows of «Liquidazioni» on their way or paid, and what was spent outside them. */
  readonly spent: Cents;
  readonly residual: Cents;
  readonly over: Cents;
}

/** Every month of every internship up to today's, by internship and month, with grants and budget items. */
export interface ProgrammeMonths {
  readonly months: readonly InternshipMonth[];
  readonly grants: ReadonlyMap<string, Grant>;
  readonly items: readonly ItemLeft[];
}

/** Which months are asked for, and what is known beside the sheets. */
export interface MonthsAsked {
  /** The IDs of rows whose findings stop a payment. */
  readonly stopped?: ReadonlySet<string> | undefined;
  /** One internship alone, by ID. */
  readonly internship?: string | undefined;
}

/** A cell an amount rests on, as a person would read it. */
export interface Evidence {
  readonly tab: string;
  readonly id: string;
  /** The column's name in code. */
  readonly key: string;
  readonly label: string;
  readonly text: string;
  readonly classes: readonly Privacy[];
}
