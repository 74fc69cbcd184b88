import type { Level } from './column.ts';
import type { Day } from './day.ts';
import type { Privacy } from './release.ts';

/** What a wrong cell stops: the start of an internship, a paper, a payment, a report. */
export type Stop = 'start' | 'print' | 'pay' | 'report';

/** What a finding stops, when, and for whom: «blocca l’avvio di lunedì 4 maggio (T-0031)». */
export interface Consequence {
  readonly stop: Stop;
  /** The day it would have happened. */
  readonly on: Day;
  /** The internship, or whatever else is stopped. */
  readonly id: string;
}

/**
 * One thing that does not hold, on the one cell a person must mend. Data only: register, terminal,
 * JSON and chat each render it, and all through the release gate.
 */
export interface Finding {
  /** The same from run to run: rule, ID and column. What «since» and the baseline go by. */
  readonly key: string;
  /** The name the rule was exported under, or `tab.column.missing|unreadable`. */
  readonly rule: string;
  readonly level: Level;
  readonly tab: string;
  /** The line people see at the left of the sheet, from 1. Only good until somebody sorts. */
  readonly line?: number | undefined;
  readonly id?: string | undefined;
  /** The header of the marked cell. */
  readonly column?: string | undefined;
  /** What was found, in a sentence with its values. May be released only to who may see all `classes`. */
  readonly says: string;
  readonly classes: readonly Privacy[];
  /** What must hold, without a value: it may be said to anybody who may know the row exists. */
  readonly name: string;
  /** What is expected, with an example, without a value. */
  readonly expected: string;
  /** The value the cell may have meant, as a person would type it. */
  readonly proposed?: string | undefined;
  /** The role that mends it. */
  readonly mends: string;
  readonly stops?: Stop | undefined;
  readonly consequence?: Consequence | undefined;
  /** The day it was first seen. */
  readonly since?: Day | undefined;
  /** The ID of the *Deroga* somebody answers with. */
  readonly waived?: string | undefined;
}

/** Whether a finding, or even that there is one, must stay in the restricted book. */
export function isRestricted(finding: Finding): boolean {
  return finding.classes.includes('restricted');
}

/**
 * Sorted by consequence: what stops a start soonest comes first, then what holds up a payment, what blocks, warns,
 * informs; what somebody answers for comes last. Within these by tab, line and column, so that a list is stable.
 */
export function byConsequence(a: Finding, b: Finding): number {
  return (
    rank(a) - rank(b) ||
    compare(a.consequence?.on ?? '9999', b.consequence?.on ?? '9999') ||
    compare(a.consequence?.id ?? '', b.consequence?.id ?? '') ||
    compare(a.tab, b.tab) ||
    (a.line ?? 0) - (b.line ?? 0) ||
    compare(a.key, b.key)
  );
}

function rank(it: Finding): number {
  if (it.waived !== undefined) return 5;
  if (it.level !== 'blocca') return it.level === 'avvisa' ? 3 : 4;
  if (it.consequence === undefined) return 2;
  // A start has a day that will come; a payment only waits.
  return it.consequence.stop === 'pay' ? 1 : 0;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
