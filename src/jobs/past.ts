import type { Ledger, PaperKept } from '../ports.ts';

/** What a check needs to know of the past. */
export interface Past {
  readonly since: ReadonlyMap<string, string>;
  readonly rows: ReadonlyMap<string, string>;
  readonly baseline: ReadonlyMap<string, string>;
  /** What the amount of each checked month rested on: see `jobs/proofs.ts`. */
  readonly months: ReadonlyMap<string, string>;
  /** Every file under the number of a paper. */
  readonly papers: readonly PaperKept[];
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
  const [since, rows, baseline, months, papers, runs] = await Promise.all([
    ledger.recall('since'),
    ledger.recall('rows'),
    ledger.recall('baseline'),
    ledger.recall('months'),
    ledger.papers(),
    ledger.runs(),
  ]);
  return {
    since,
    rows,
    baseline,
    months,
    papers,
    ledger: ledger.id,
    // A check that changed nothing of people's is no news; keeping it out also keeps an unchanged workbook unchanged.
    journal: runs.flatMap(({ id, at, by, verb, end }) =>
      end?.outcome === 'done' && verb !== 'check'
        ? [{ at, by, verb, what: end.told, run: id }]
        : [],
    ),
  };
}
