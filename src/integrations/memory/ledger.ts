import { createHash, randomBytes, randomUUID } from 'node:crypto';
import {
  type AuditEntry,
  anotherIsAtIt,
  type JournalEntry,
  type Ledger,
  type MessageKept,
  type OccurrenceDecided,
  type OccurrenceKept,
  type PaperKept,
  type Run,
  type RunEnd,
  type RunStart,
  type Shelf,
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
  const messages = new Map<string, MessageKept>();
  const occurrences = new Map<string, OccurrenceDecided & { readonly message?: string }>();
  const working = new Set<string>();

  function openRun(run: string) {
    const found = runs[indexOf(run)];
    if (found === undefined) throw new Error(`run ${run} was never begun`);
    if (found.end !== undefined) throw new Error(`run ${run} is closed`);
    return found;
  }

  function note(run: string, entry: Omit<JournalEntry, 'kind'>): void {
    const open = openRun(run);
    open.entries = [...open.entries, { kind: 'message', ...entry }];
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

    async messages() {
      return [...messages.values()];
    },

    async occurrences() {
      return [...occurrences.values()]
        .map((it): OccurrenceKept => {
          const state = it.message === undefined ? undefined : messages.get(it.message)?.state;
          return { ...it, state: state === undefined || state === 'closed' ? 'skipped' : state };
        })
        .toSorted((a, b) => (`${a.on} ${a.key}` < `${b.on} ${b.key}` ? -1 : 1));
    },

    async claimMessage(message, decided) {
      const { key, run, channel, to, sha256 } = message;
      const taken = [
        ...(messages.has(key) ? [key] : []),
        ...takenIn(
          decided.map((it) => it.key),
          occurrences,
        ),
      ];
      if (taken.length > 0 || decided.length === 0)
        throw new Error(`${key} cannot be claimed: ${taken.join(', ') || 'it says nothing'}`);
      const about = { sha256, occurrences: decided.map((it) => it.key) };
      note(run, { workbook: channel, id: to, column: key, after: JSON.stringify(about) });
      messages.set(key, { ...message, state: 'sending' });
      for (const it of decided) occurrences.set(it.key, { ...it, message: key });
    },

    async settleMessage(key, end) {
      const claim = messages.get(key);
      if (claim === undefined || claim.state === 'sent' || claim.state === 'closed')
        throw new Error(`${key} is not claimed`);
      const { channel: workbook, to: id } = claim;
      const [before, after] = [JSON.stringify(claim.state), JSON.stringify(end.state)];
      note(end.run, { workbook, id, column: key, before, after });
      const mine = [...occurrences.values()].filter((it) => it.message === key);
      if (end.state === 'not sent') {
        messages.delete(key);
        for (const it of mine) occurrences.delete(it.key);
        return;
      }
      const remote = end.state === 'sent' ? end.remote : undefined;
      messages.set(key, {
        ...claim,
        state: end.state,
        ...(remote === undefined ? {} : { remote }),
      });
      if (end.state !== 'closed') return;
      for (const { message: _, ...it } of mine)
        occurrences.set(it.key, { ...it, reason: end.reason });
    },

    async skip(decided) {
      const taken = takenIn(
        decided.map((it) => it.key),
        occurrences,
      );
      if (taken.length > 0) throw new Error(`${taken.join(', ')} cannot be skipped: it is taken`);
      for (const it of decided) occurrences.set(it.key, { ...it });
    },

    async alone(work, doing = 'printing') {
      if (working.has(doing)) throw anotherIsAtIt('La memoria di ALICE', doing);
      working.add(doing);
      try {
        return await work();
      } finally {
        working.delete(doing);
      }
    },

    async close() {},
  };
}

/** The keys that are taken, or told twice. */
function takenIn(keys: readonly string[], taken: ReadonlyMap<string, unknown>): readonly string[] {
  const seen = new Set<string>();
  return keys.filter((it) => {
    const again = taken.has(it) || seen.has(it);
    seen.add(it);
    return again;
  });
}

/** Why a number or version is not the next; nothing where it is. */
function outOfOrder(
  { as, kind, year, number, version, about }: Omit<PaperKept, 'where'>,
  all: readonly PaperKept[],
): string | undefined {
  if (as === 'draft') {
    const drafts = all.filter((it) => it.as === 'draft' && it.kind === kind && it.about === about);
    return number === 0 && version === Math.max(0, ...drafts.map((it) => it.version)) + 1
      ? undefined
      : 'it is not the next draft';
  }
  const series = all.filter((it) => it.as === 'original' && it.kind === kind && it.year === year);
  const versions = series.filter((it) => it.number === number).map((it) => it.version);
  if (as !== 'original') return versions.includes(version) ? undefined : 'it has no original';
  const next =
    version === 1
      ? number === Math.max(0, ...series.map((it) => it.number)) + 1
      : version === Math.max(0, ...versions) + 1 && versions.length > 0;
  return next ? undefined : 'its number is not the next';
}

/** Whether a number, version, copy, scan or later draft would be left hanging without this claim. */
function restsUpon(it: PaperKept, claim: PaperKept): boolean {
  if (claim.as === 'draft')
    return (
      it.as === 'draft' &&
      it.kind === claim.kind &&
      it.about === claim.about &&
      it.version > claim.version
    );
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
