import type {
  Changes,
  Clock,
  JournalEntry,
  Ledger,
  Prepared,
  Workbook,
  Written,
} from '../ports.ts';

/** What one file is to become. */
export interface Task {
  readonly workbook: Workbook;
  readonly changes: Changes;
  /** What people can take back: cells and rows. Versions are added here. */
  readonly journal: readonly JournalEntry[];
}

/** What became of a run. */
export interface CarriedOut {
  readonly outcome: 'done' | 'nothing' | 'changed' | 'busy' | 'partly';
  readonly run?: string;
  readonly files: readonly { readonly where: string; readonly written: Written }[];
}

/**
 * Does what was planned, so that it can be told and taken back: works out and proves every file first, writes the
 * journal, then puts the files in place. Nothing is written when nothing changes; when somebody saved meanwhile, that
 * file is left as they saved it.
 */
export async function carryOut(told: {
  readonly verb: string;
  readonly by: string;
  readonly tasks: readonly Task[];
  readonly ledger: Ledger;
  readonly clock: Clock;
  /** Counts and IDs only: it is kept, and shown in «Registro modifiche». */
  readonly inWords: string;
}): Promise<CarriedOut> {
  const { ledger, clock, tasks } = told;
  const prepared = await Promise.all(
    tasks.map(async (task) => ({ task, prepared: await task.workbook.prepare(task.changes) })),
  );
  const changing = prepared.filter(({ task, prepared: it }) => it.after !== task.changes.basis);
  // What has nothing to prove still tells what became of it: unchanged, saved by somebody meanwhile, or not ours to write.
  const still = await Promise.all(
    prepared
      .filter((it) => !changing.includes(it))
      .map(async ({ task, prepared: it }) => ({
        where: task.workbook.where,
        written: await it.commit(),
      })),
  );
  if (changing.length === 0 || still.some(({ written }) => written.outcome === 'changed')) {
    const outcome = outcomeOf(still.map(({ written }) => written));
    return { outcome: outcome === 'done' ? 'nothing' : outcome, files: still };
  }

  const run = await ledger.begin({
    verb: told.verb,
    at: clock.now(),
    by: told.by,
    register: tasks[0]?.workbook.where ?? '',
  });
  await ledger.journal(run, changing.flatMap(entries));
  const files = [...still];
  for (const { task, prepared: it } of changing)
    files.push({ where: task.workbook.where, written: await it.commit() });

  const outcome = outcomeOf(files.map(({ written }) => written));
  await ledger.end(run, {
    at: clock.now(),
    outcome:
      outcome === 'done' || outcome === 'partly' ? 'done' : outcome === 'busy' ? 'busy' : 'refused',
    told: told.inWords,
  });
  return { outcome, run, files };
}

function entries({
  task,
  prepared,
}: {
  readonly task: Task;
  readonly prepared: Prepared;
}): JournalEntry[] {
  return [
    {
      workbook: task.workbook.where,
      kind: 'version',
      before: task.changes.basis,
      after: prepared.after,
    },
    ...task.journal,
  ];
}

function outcomeOf(written: readonly Written[]): CarriedOut['outcome'] {
  const kinds = new Set(written.map((it) => (it.outcome === 'unchanged' ? 'written' : it.outcome)));
  if (kinds.size === 1) {
    if (kinds.has('written')) return 'done';
    return kinds.has('changed') ? 'changed' : 'busy';
  }
  return kinds.has('changed') ? 'changed' : 'partly';
}
