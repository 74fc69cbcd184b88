import { type Cell, columnLetters, resultOf } from '../core/cell.ts';
import type { Day } from '../core/day.ts';
import { byConsequence, type Finding } from '../core/finding.ts';
import { digest, fingerprintOf, mixedRows } from '../core/fingerprint.ts';
import type { ProgrammeMonths } from '../core/internship-month.ts';
import { judge } from '../core/judge.ts';
import type { Knowledge } from '../core/knowledge.ts';
import type { PaperKnowledge } from '../core/paper.ts';
import { laidFormula } from '../core/provision.ts';
import { idLabel } from '../core/register.ts';
import type { Classified } from '../core/release.ts';
import type { AnyTab } from '../core/tab.ts';
import { plural } from '../core/words.ts';
import type { CellChange, Changes, Clock, JournalEntry, Ledger, PaperKept } from '../ports.ts';
import { type CarriedOut, carryOut } from './carry-out.ts';
import type { Desk } from './desk.ts';
import { type Pages, pagesOf } from './pages.ts';
import { type Past, recallPast } from './past.ts';
import { changedAfterCheck, proofsToTake } from './proofs.ts';
import { flush } from './record.ts';
import { type RemindPlan, remindersNow } from './reminders.ts';
import { pendingIn, type RequestDone } from './requests.ts';
import { readWorld, toldOf, type Volume, type VolumeRead, type World } from './world.ts';

/** What a check found and what it would write, worked out and not yet done. */
export interface CheckPlan {
  readonly world: World;
  /** All that is to be mended, what stops something soonest first. */
  readonly findings: readonly Finding[];
  /** What was wrong before ALICE was adopted, and has not been touched since: counted, not listed. */
  readonly before: number;
  /** All that was found, listed or not: an old mistake stops a payment all the same. */
  readonly judged: readonly Finding[];
  readonly changes: readonly VolumeChanges[];
  /** Every internship-month, counted and valued. */
  readonly months: ProgrammeMonths;
  /** What becomes of every reminder, at an hour at which messages may leave. */
  readonly reminders: RemindPlan;
  /** What to remember for the next time. */
  readonly memory: Memory;
}

export interface VolumeChanges {
  readonly volume: VolumeRead;
  readonly changes: Changes;
  readonly journal: readonly JournalEntry[];
}

/** What a check leaves in the ledger. */
export interface Memory {
  readonly since: ReadonlyMap<string, string | undefined>;
  readonly rows: ReadonlyMap<string, string | undefined>;
  readonly highest: ReadonlyMap<string, number>;
  /** What the amounts of months newly checked rest on. */
  readonly months: ReadonlyMap<string, string>;
}

/** Judges a world and works out what to write: purely, so that a plan can be shown, tested and thrown away. */
export function planCheck(world: World, past: Past, papers?: PaperKnowledge): CheckPlan {
  const findings = judged(world, past);
  const listed = findings.filter((it) => !isOld(it, world, past));
  const months = monthsIn(world, findings);
  // At an hour at which messages may leave: what pages say does not change with the clock.
  const { quietTo } = world.knowledge.deliveryOf(world.settings);
  const reminders = remindersNow(world, past.reminders, quietTo);
  const changes = world.volumes.map((volume) => {
    const pages = pagesOf({ world, volume, findings: listed, past, months, reminders, papers });
    const cells = [
      ...idCells(world, volume),
      ...laidCells({ world, volume, lookUps: pages.lookUps }),
    ];
    return {
      volume,
      changes: {
        basis: volume.snapshot.revision,
        pages: pages.pages,
        cells: cells.map((it) => it.change),
      },
      journal: cells.flatMap(({ id, label, change }): JournalEntry[] =>
        label === idLabel
          ? [
              {
                workbook: volume.workbook.where,
                kind: 'cell',
                tab: change.tab,
                id,
                column: label,
                after: JSON.stringify(change.after),
              },
            ]
          : [],
      ),
    };
  });
  return {
    world,
    findings: listed,
    before: findings.length - listed.length,
    judged: findings,
    changes,
    months,
    reminders,
    memory: {
      ...memoryOf(world, findings, past),
      months: proofsToTake(months.months, world, past.months),
    },
  };
}

/** Every internship-month; those whose sheet has something that stops a payment are not to be paid. */
function monthsIn({ knowledge, around }: World, findings: readonly Finding[]): ProgrammeMonths {
  const stopped = findings.flatMap((it) =>
    it.level === 'blocca' && it.stops === 'pay' && it.waived === undefined && it.id !== undefined
      ? [it.id]
      : [],
  );
  return knowledge.monthsOf(around, { stopped: new Set(stopped) });
}

function judged(world: World, past: Past): Finding[] {
  const { knowledge, register, around, today } = world;
  const tabs = world.volumes.flatMap(({ tabs }) => tabs);
  const found = [
    ...world.settingFindings,
    ...judge({
      register,
      tabs,
      rules: knowledge.rules,
      around,
      mends: knowledge.keeperOf,
    }),
    ...tabs.flatMap((tab) => mixedRows({ tab, register, known: past.rows, mends: 'coordinator' })),
    ...changedAfterCheck(world, past.months),
  ];
  const waivers = new Map(
    knowledge.waiversOf(around).map((it) => [`${it.about}/${comparableRule(it.rule)}`, it.id]),
  );
  return found
    .map((it): Finding => {
      const waived =
        it.id === undefined ? undefined : waivers.get(`${it.id}/${comparableRule(it.name)}`);
      const since = past.since.get(it.key);
      return {
        ...it,
        // Days are written by `memoryOf` below and by nobody else.
        since: since === undefined ? today : (since as Day),
        waived,
        consequence:
          waived === undefined && it.level === 'blocca' ? consequenceOf(world, it) : undefined,
      };
    })
    .toSorted(byConsequence);
}

function consequenceOf(world: World, finding: Finding) {
  const told = toldOf(world, finding);
  return told === undefined ? undefined : world.knowledge.consequenceOf(told);
}

/** Wrong before adoption, untouched since, and stopping nothing ahead. */
function isOld(finding: Finding, { register }: World, past: Past): boolean {
  const known = past.baseline.get(finding.key);
  if (known === undefined || finding.consequence !== undefined) return false;
  const found = finding.id === undefined ? undefined : register.find(finding.id);
  return found === undefined ? known === '' : known === rowDigest(register, found);
}

/** What a row of the baseline looked like, so that touching it brings its findings back. */
export function rowDigest(
  register: World['register'],
  { tab, row }: { readonly tab: AnyTab; readonly row: object },
): string {
  const layout = register.layout(tab);
  const cells = layout?.grid.rows[register.lineOf(row)] ?? [];
  const typed = [...(layout?.at ?? [])]
    .filter(([key]) => tab.columns[key]?.laid === undefined)
    .map(([, at]) => cells[at]);
  return digest(JSON.stringify(typed.map((it) => it ?? null)));
}

interface LaidCell {
  readonly id: string;
  readonly label: string;
  readonly change: CellChange;
}

function idCells({ register }: World, { tabs }: VolumeRead): LaidCell[] {
  return register.newIds
    .filter((it) => tabs.includes(it.tab))
    .flatMap(({ tab, row, column, id }) => {
      const layout = register.layout(tab);
      if (layout === undefined) return [];
      const before = layout.grid.rows[row]?.[column];
      return [
        { id, label: idLabel, change: { tab: layout.grid.name, row, column, before, after: id } },
      ];
    });
}

interface Laying {
  readonly world: World;
  readonly volume: VolumeRead;
  readonly lookUps: Pages['lookUps'];
}

/** The formulas ALICE lays in every row, with what they show: so that *Verifica* is right before anybody recalculates. */
function laidCells({ world, volume, lookUps }: Laying): LaidCell[] {
  return volume.tabs.flatMap((tab) => {
    const layout = world.register.layout(tab);
    const idAt = layout?.id;
    if (layout === undefined || idAt === undefined) return [];
    const laid = Object.entries(tab.columns).flatMap(([key, column]) => {
      const at = layout.at.get(key);
      return column.laid === undefined || at === undefined
        ? []
        : [{ column, at, formula: column.laid, shown: showing(column.laid, lookUps) }];
    });
    const idLetters = columnLetters(idAt);
    return world.register.rows(tab).flatMap((row) => {
      const line = world.register.lineOf(row);
      return laid.flatMap(({ column, at, formula, shown }): LaidCell[] => {
        const before = layout.grid.rows[line]?.[at];
        const wanted: Cell = {
          kind: 'formula',
          formula: laidFormula(formula, `$${idLetters}${line + 1}`),
          result: shown(row.id),
        };
        return sameLaid(before, wanted)
          ? []
          : [
              {
                id: row.id,
                label: column.label,
                change: { tab: layout.grid.name, row: line, column: at, before, after: wanted },
              },
            ];
      });
    });
  });
}

/** What a laid formula shows for an ID: what its named range says of it, or the words the formula ends with. */
function showing(formula: string, lookUps: Pages['lookUps']): (id: string) => string {
  const [, name = ''] = /\b(alice_[a-z]+)\b/.exec(formula) ?? [];
  const [, otherwise = ''] = /"([^"]*)"\)+$/.exec(formula) ?? [];
  const said = lookUps.get(name);
  return (id) => said?.get(id) ?? otherwise;
}

/** A formula that only another program has respelt, and shows the same, is left alone. */
function sameLaid(before: Cell, wanted: Extract<Cell, { kind: 'formula' }>): boolean {
  return (
    typeof before === 'object' &&
    before.kind === 'formula' &&
    (before.formula === wanted.formula || spelling(before.formula) === spelling(wanted.formula)) &&
    (resultOf(before) ?? '') === wanted.result
  );
}

function spelling(formula: string): string {
  return formula
    .replaceAll(/\s|_xlfn\.|\b(?:TRUE|FALSE)\(\)/g, (it) =>
      it.endsWith('()') ? it.slice(0, -2) : '',
    )
    .toUpperCase();
}

function memoryOf(world: World, findings: readonly Finding[], past: Past): Omit<Memory, 'months'> {
  const { register } = world;
  const now = new Set(findings.map((it) => it.key));
  const mixed = new Set(findings.filter((it) => it.rule === 'rowsMixed').map((it) => it.tab));
  const rows = new Map<string, string | undefined>();
  const highest = new Map<string, number>();
  for (const tab of world.volumes.flatMap(({ tabs }) => tabs)) {
    for (const row of register.rows(tab)) {
      highest.set(tab.id, Math.max(highest.get(tab.id) ?? 0, numberIn(row.id, tab)));
      // Rows that look mixed keep the fingerprint they had, or the trace of what happened would be lost.
      if (tab.key.length === 0 || mixed.has(tab.name)) continue;
      const print = fingerprintOf(tab, row);
      if (past.rows.get(row.id) !== print) rows.set(row.id, print);
    }
  }
  return {
    since: new Map<string, string | undefined>([
      ...findings
        .filter((it) => !past.since.has(it.key))
        .map((it) => [it.key, world.today] as const),
      ...[...past.since.keys()].filter((it) => !now.has(it)).map((it) => [it, undefined] as const),
    ]),
    rows,
    highest,
  };
}

function numberIn(id: string, tab: AnyTab): number {
  const digits = id.startsWith(`${tab.id}-`) ? Number(id.slice(tab.id.length + 1)) : 0;
  return Number.isSafeInteger(digits) ? digits : 0;
}

function comparableRule(name: string): string {
  return name.trim().toLocaleLowerCase('it');
}

/** How many findings of each weight, and how many rows were read, in a sentence without names. */
export function checkInWords({ findings, before, world }: CheckPlan): string {
  const rows = world.volumes
    .flatMap(({ tabs }) => tabs)
    .reduce((sum, tab) => sum + world.register.rows(tab).length, 0);
  const open = findings.filter((it) => it.waived === undefined);
  const count = (level: string) => open.filter((it) => it.level === level).length;
  const parts = [
    plural(count('blocca'), 'cosa blocca', 'cose bloccano'),
    plural(count('avvisa'), 'avviso', 'avvisi'),
    plural(count('nota'), 'nota', 'note'),
  ];
  const waived = findings.length - open.length;
  return [
    `Ho letto ${plural(rows, 'riga', 'righe')}: ${parts.join(', ')}.`,
    waived === 0 ? '' : ` In deroga: ${waived}.`,
    before === 0 ? '' : ` Di prima dell’adozione, non toccate: ${before}.`,
  ].join('');
}

/** What a check did. */
export interface Checked {
  /** What was carried out of «Richieste», or would be. */
  readonly requests: readonly RequestDone[];
  readonly plan: CheckPlan;
  readonly done: CarriedOut | undefined;
  /** What was waiting for a file to be closed and has now been done, or can no longer be. */
  readonly caughtUp: readonly Classified<string>[];
}

/**
 * Reads, judges and writes ALICE's tabs, or only works them out. When somebody saves meanwhile it starts anew, three
 * times at most: what they saved is never overwritten.
 */
export async function check(told: {
  readonly knowledge: Knowledge;
  readonly volumes: readonly Volume[];
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly by: string;
  /** What is known of papers, asked for only where some were printed. */
  readonly papers?: ((kept: readonly PaperKept[]) => Promise<PaperKnowledge>) | undefined;
  /**
   * What carrying out «Richieste» needs, asked for only where there is something to carry out. Without it, or where it
   * is not to be had (the register is another ALICE's), requests wait.
   */
  readonly desk?: (() => Promise<Desk | undefined>) | undefined;
  /** Works everything out and writes nothing. */
  readonly dryRun: boolean;
}): Promise<Checked> {
  const first = await checkedOnce(told);
  const { papers, desk } = told;
  if (papers === undefined || desk === undefined || first.done?.outcome === 'changed') return first;
  const { world, judged: findings } = first.plan;
  if (pendingIn(world, await told.ledger.recall('requests')).length === 0) return first;
  const { carryOutRequests } = await import('./desk.ts');
  const { requests, changed } = await carryOutRequests({
    ...told,
    world,
    findings,
    papers,
    desk,
    stale: first.done?.outcome !== 'nothing',
  });
  if (!changed) return { ...first, requests };
  // What was done is now to be told beside the question.
  const second = await checkedOnce(told);
  return { ...second, requests, caughtUp: [...first.caughtUp, ...second.caughtUp] };
}

async function checkedOnce(told: Parameters<typeof check>[0]): Promise<Checked> {
  const { knowledge, volumes, ledger, clock, by } = told;
  const caughtUp: Classified<string>[] = [];
  for (let attempt = 1; ; attempt += 1) {
    const today = clock.today();
    const [world, past] = await Promise.all([
      readWorld({ knowledge, volumes, ledger, today }),
      recallPast(ledger),
    ]);
    if (!told.dryRun) {
      const flushed = await flush({ world, ledger, clock });
      caughtUp.push(
        ...flushed.says.map((value) => ({ value, classes: ['internal'] as const })),
        ...flushed.dropped.map(({ says: value, classes }) => ({ value, classes })),
      );
      // What waited is in the file now: read it again before judging.
      if (flushed.outcome === 'done') continue;
    }
    const papers = past.papers.length === 0 ? undefined : await told.papers?.(past.papers);
    const plan = planCheck(world, past, papers);
    if (told.dryRun) return { plan, done: undefined, caughtUp, requests: [] };
    const done = await carryOut({
      verb: 'check',
      by,
      ledger,
      clock,
      inWords: `${plan.findings.length} segnalazioni`,
      tasks: plan.changes.map(({ volume, changes, journal }) => ({
        workbook: volume.workbook,
        changes,
        journal,
      })),
    });
    if (done.outcome === 'changed' && attempt < 3) continue;
    if (done.outcome !== 'changed') await remember(written(plan.memory, done), ledger);
    return { plan, done, caughtUp, requests: [] };
  }
}

/** While a file is open its new IDs are not in it yet: what hangs on them is learnt once they are. */
function written(memory: Memory, { outcome }: CarriedOut): Memory {
  return outcome === 'busy' ? { ...memory, rows: new Map(), highest: new Map() } : memory;
}

/** Keeps what a check learnt: since when, fingerprints, the highest numbers. */
async function remember({ since, rows, highest, months }: Memory, ledger: Ledger): Promise<void> {
  if (since.size > 0) await ledger.remember('since', since);
  if (rows.size > 0) await ledger.remember('rows', rows);
  if (months.size > 0) await ledger.remember('months', months);
  for (const [series, to] of highest) await ledger.raise(series, to);
}
