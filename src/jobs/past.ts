import type { Day } from '../core/day.ts';
import type { Reaction } from '../core/due.ts';
import type { Ledger, PaperKept } from '../ports.ts';
import type { RemindersPast } from './reminders.ts';

/** What a check needs to know of the past. */
export interface Past {
  readonly since: ReadonlyMap<string, string>;
  readonly rows: ReadonlyMap<string, string>;
  readonly baseline: ReadonlyMap<string, string>;
  /** What the amount of each checked month rested on: see `jobs/proofs.ts`. */
  readonly months: ReadonlyMap<string, string>;
  /** What was carried out of each request, by its ID: see `jobs/requests.ts`. */
  readonly requests: ReadonlyMap<string, string>;
  /** Every file under the number of a paper. */
  readonly papers: readonly PaperKept[];
  readonly reminders: RemindersPast;
  readonly journal: readonly JournalLine[];
  readonly ledger: string;
}

/** One line of «Registro modifiche». */
export interface JournalLine {
  readonly at: string;
  readonly by: string;
  readonly verb: string;
  readonly what: string;
  readonly run: string;
}

/** What the ledger remembers, in one go. */
export async function recallPast(ledger: Ledger): Promise<Past> {
  const [since, rows, baseline, months, requests, papers, reminders, runs] = await Promise.all([
    ledger.recall('since'),
    ledger.recall('rows'),
    ledger.recall('baseline'),
    ledger.recall('months'),
    ledger.recall('requests'),
    ledger.papers(),
    recallReminders(ledger),
    ledger.runs(),
  ]);
  return {
    since,
    rows,
    baseline,
    months,
    requests,
    papers,
    reminders,
    ledger: ledger.id,
    // A check that changed nothing of people's is no news; keeping it out also keeps an unchanged workbook unchanged.
    journal: runs.flatMap(({ id, at, by, verb, end }) =>
      end?.outcome === 'done' && verb !== 'check'
        ? [{ at, by, verb, what: end.told, run: id }]
        : [],
    ),
  };
}

/** What the ledger remembers of reminders. */
export async function recallReminders(
  ledger: Pick<Ledger, 'messages' | 'occurrences' | 'recall'>,
): Promise<RemindersPast> {
  const [messages, occurrences, reactions, refused, reminding] = await Promise.all([
    ledger.messages(),
    ledger.occurrences(),
    ledger.recall('reactions'),
    ledger.recall('refused'),
    ledger.recall('reminding'),
  ]);
  return {
    messages,
    occurrences,
    // Reactions and the day are written by `jobs/remind.ts`, and by nobody else.
    reactions: new Map([...reactions].map(([thread, it]) => [thread, JSON.parse(it) as Reaction])),
    refused: new Set(refused.keys()),
    since: reminding.get('since') as Day | undefined,
  };
}
