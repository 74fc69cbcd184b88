import { createHash, randomBytes, randomUUID } from 'node:crypto';
import {
  type AuditEntry,
  type JournalEntry,
  type Ledger,
  type PaperKept,
  type Run,
  type RunEnd,
  type RunStart,
  type Shelf,
  Unreachable,
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
  const papers = new Map<string, PaperKept>();
  let working = false;

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

    async papers() {
      return [...papers.values()];
    },

    async claimPaper(paper) {
      const all = [...papers.values()];
      const wrong = papers.has(paper.key) ? 'its key is taken' : outOfOrder(paper, all);
      if (wrong !== undefined) throw new Error(`${paper.key} cannot be claimed: ${wrong}`);
      papers.set(paper.key, { ...paper, where: undefined });
    },

    async settlePaper(key, where) {
      const claim = papers.get(key);
      if (claim === undefined || claim.where !== undefined)
        throw new Error(`${key} is not claimed`);
      if (where !== undefined) papers.set(key, { ...claim, where });
      else if ([...papers.values()].some((it) => restsUpon(it, claim)))
        throw new Error(`${key} cannot be given back: another number follows it`);
      else papers.delete(key);
    },

    async alone(work) {
      if (working)
        throw new Unreachable({
          what: 'La memoria di ALICE',
          why: 'un’altra ALICE sta numerando le carte',
          cure: 'Aspetta che finisca e ripeti il comando.',
        });
      working = true;
      try {
        return await work();
      } finally {
        working = false;
      }
    },

    async close() {},
  };
}

/** Why a number or version is not the next; nothing where it is. */
function outOfOrder(
  { as, kind, year, number, version }: Omit<PaperKept, 'where'>,
  all: readonly PaperKept[],
): string | undefined {
  const series = all.filter((it) => it.as === 'original' && it.kind === kind && it.year === year);
  const versions = series.filter((it) => it.number === number).map((it) => it.version);
  if (as !== 'original') return versions.includes(version) ? undefined : 'it has no original';
  const next =
    version === 1
      ? number === Math.max(0, ...series.map((it) => it.number)) + 1
      : version === Math.max(0, ...versions) + 1 && versions.length > 0;
  return next ? undefined : 'its number is not the next';
}

/** Whether a number, version, copy or scan would be left hanging without this claim. */
function restsUpon(it: PaperKept, claim: PaperKept): boolean {
  if (claim.as !== 'original' || it.key === claim.key) return false;
  if (it.kind !== claim.kind || it.year !== claim.year) return false;
  return it.number > claim.number || (it.number === claim.number && it.version >= claim.version);
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
