import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type {
  AuditEntry,
  JournalEntry,
  Ledger,
  Run,
  RunEnd,
  RunStart,
  Shelf,
} from '../../ports.ts';

/**
 * A ledger that is gone when the process ends: for tests and for looking without a trace. It keeps
 * every promise of the port but one: nobody can tamper with it, so `verify` only counts.
 */
export function memoryLedger({ id = randomUUID() }: { readonly id?: string } = {}): Ledger {
  const runs: { readonly start: RunStart; end?: RunEnd; entries: readonly JournalEntry[] }[] = [];
  const numbers = new Map<string, number>();
  const shelves = new Map<Shelf, Map<string, string>>();
  const audits: AuditEntry[] = [];
  const digested = new Set<JournalEntry>();

  function openRun(run: string) {
    const found = runs[indexOf(run)];
    if (found === undefined) throw new Error(`run ${run} was never begun`);
    if (found.end !== undefined) throw new Error(`run ${run} is closed`);
    return found;
  }

  return {
    id,

    async begin(start) {
      runs.push({ start: { ...start }, entries: [] });
      return runId(runs.length - 1);
    },

    async journal(run, entries) {
      const open = openRun(run);
      open.entries = [...open.entries, ...entries.map((it) => ({ ...it }))];
    },

    async end(run, end) {
      openRun(run).end = { ...end };
    },

    async runs() {
      return runs
        .map(({ start, end }, index): Run => {
          const begun = { ...start, id: runId(index) };
          return end === undefined ? begun : { ...begun, end };
        })
        .toReversed();
    },

    async entries(run) {
      return runs[indexOf(run)]?.entries ?? [];
    },

    async highest() {
      return new Map(numbers);
    },

    async raise(series, to) {
      if (!Number.isSafeInteger(to) || to < 0) throw new Error(`${to} is no number to give out`);
      numbers.set(series, Math.max(to, numbers.get(series) ?? 0));
    },

    async recall(shelf) {
      return new Map(shelves.get(shelf));
    },

    async remember(shelf, changes) {
      const kept = new Map(shelves.get(shelf));
      for (const [key, value] of changes) {
        if (value === undefined) kept.delete(key);
        else kept.set(key, value);
      }
      shelves.set(shelf, kept);
    },

    async verify() {
      return { intact: true, entries: runs.flatMap(({ entries }) => entries).length };
    },

    async audit(entry) {
      audits.push({ ...entry, ids: [...entry.ids] });
    },

    async audited() {
      return [...audits];
    },

    async digest(before) {
      const changedBefore = digested.size;
      for (const run of runs) {
        if (run.start.at >= before) continue;
        run.entries = run.entries.map((entry) => {
          if (digested.has(entry)) return entry;
          const without = {
            ...entry,
            before: digestOf(entry.before),
            after: digestOf(entry.after),
          };
          digested.add(without);
          return without;
        });
      }
      return digested.size - changedBefore;
    },

    async close() {},
  };
}

/** Salted, and the salt forgotten: nobody finds the words again by trying them all. */
function digestOf(words: string | undefined): string | undefined {
  if (words === undefined) return undefined;
  return `sha256:${createHash('sha256').update(randomBytes(16)).update(words).digest('hex')}`;
}

function runId(index: number): string {
  return `R-${String(index + 1).padStart(4, '0')}`;
}

function indexOf(run: string): number {
  const digits = /^R-(\d{4,15})$/.exec(run)?.[1];
  return digits === undefined ? -1 : Number(digits) - 1;
}
