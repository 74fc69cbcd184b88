import { type Cell, isBlank, sameCell } from '../core/cell.ts';
import { type Column, digitsOf, type Filled, type Refusal, shown } from '../core/column.ts';
import { digest } from '../core/fingerprint.ts';
import { type Layout, quoting } from '../core/register.ts';
import type { Privacy } from '../core/release.ts';
import { err, ok, type Result } from '../core/result.ts';
import { type AnyTab, idIn, idOf, numberOfId } from '../core/tab.ts';
import { comparable, list, nearest, plural } from '../core/words.ts';
import type { CellChange, Clock, JournalEntry, Ledger, NewRow } from '../ports.ts';
import { type CarriedOut, carryOut, type Task } from './carry-out.ts';
import type { VolumeRead, World } from './world.ts';

/** One thing a named person confirmed to be written into people's tabs. Plain data: it can wait in the ledger. */
export type Act = Change | Append;

/** One cell, told by the ID of its row and the code name of its column. `after` blank empties it. */
export interface Change {
  readonly kind: 'change';
  readonly id: string;
  readonly column: string;
  /** What the person saw: nothing is written if the cell holds something else by now. */
  readonly before: Cell;
  readonly after: Cell;
}

/** A row under the last one of a tab (told by its label), cells by code name. */
export interface Append {
  readonly kind: 'append';
  readonly tab: string;
  readonly values: Readonly<Record<string, Cell>>;
  /** The ID it was given when it was first planned; without one it gets the next that was never used. */
  readonly id?: string | undefined;
}

/** Why an act cannot be done. */
export interface Refused {
  /** Its place among the acts, from 0. */
  readonly act: number;
  /** A whole Italian sentence. May be released only to who may see all `classes`. */
  readonly says: string;
  readonly classes: readonly Privacy[];
}

/** What one file is to become, and the acts that make it so: appended rows have their ID. */
export interface RecordTask extends Task {
  readonly acts: readonly Act[];
}

/** What acts would change, worked out and not yet done. */
export interface RecordPlan {
  readonly tasks: readonly RecordTask[];
  /** One sentence per thing to be done: IDs and labels, no values; nothing but the number of things in the restricted book. */
  readonly says: readonly string[];
  /** The IDs of the new rows, in the order of their acts. */
  readonly ids: readonly string[];
  /** The whole in one sentence that may be kept in the ledger. */
  readonly inWords: string;
}

interface Planning {
  readonly world: World;
  readonly acts: readonly Act[];
  /** The highest number ever given per ID letters, from the ledger: IDs are never given again. */
  readonly highest: ReadonlyMap<string, number>;
}

/**
 * Works out what acts change in the files that were read. All or nothing: one act that cannot be done refuses them
 * all, each with its reason. An act that is already done (the cell holds `after`, the ID is there) is no change.
 */
export function planRecord(planning: Planning): Result<RecordPlan, readonly Refused[]> {
  const writer = writerOf(planning);
  const refused = planning.acts.flatMap((act, at): Refused[] => {
    const judged = writer.add(act);
    return judged.ok ? [] : [{ act: at, ...judged.error }];
  });
  return refused.length > 0 ? err(refused) : ok(writer.plan());
}

/** What became of acts that were confirmed. */
export interface Recorded {
  /**
   * `queued`: a file is open, its acts wait in the ledger and are done at the next check · `changed`: somebody saved
   * meanwhile, `left` is to be tried on what they saved · `nothing`: all was so already.
   */
  readonly outcome: 'done' | 'nothing' | 'queued' | 'changed';
  readonly run?: string | undefined;
  readonly ids: readonly string[];
  readonly says: readonly string[];
  /** Acts not done, to be recorded again upon a new reading; new rows among them keep the ID they were given. */
  readonly left: readonly Act[];
  readonly files: CarriedOut['files'];
}

/** Writes confirmed acts into people's tabs, journalled so that `undo` can take them back. Nothing at all if one is refused. */
export async function record(told: {
  readonly world: World;
  readonly acts: readonly Act[];
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly verb: string;
  /** The person who confirmed. */
  readonly by: string;
}): Promise<Result<Recorded, readonly Refused[]>> {
  const { world, acts, ledger, clock, verb, by } = told;
  const planned = planRecord({ world, acts, highest: await ledger.highest() });
  if (!planned.ok) return planned;
  const { tasks, ids, says, inWords } = planned.value;
  if (tasks.length === 0)
    return ok({ outcome: 'nothing', ids: [], says: ['È già tutto così.'], left: [], files: [] });

  await keepNumbers(ids, ledger);
  const done = await carryOut({ verb, by, tasks, ledger, clock, inWords });
  const fates = fatesOf(tasks, done);
  const waiting = actsOf(fates.filter(({ fate }) => fate === 'busy'));
  const left = actsOf(fates.filter(({ fate }) => fate === 'changed'));
  let { run } = done;
  if (waiting.length > 0) {
    const at = clock.now();
    if (run === undefined) {
      run = await ledger.begin({ verb, at, by, register: tasks[0]?.workbook.where ?? '' });
      await ledger.end(run, { at, outcome: 'busy', told: `In attesa: ${inWords}` });
    }
    await queue({ acts: waiting, run, verb, by, at, ledger });
  }
  return ok({
    outcome: left.length > 0 ? 'changed' : waiting.length > 0 ? 'queued' : 'done',
    run,
    ids,
    says:
      waiting.length === 0
        ? says
        : [
            ...says,
            `Il registro è aperto: ${plural(waiting.length, 'modifica aspetta', 'modifiche aspettano')} e ${waiting.length === 1 ? 'sarà fatta' : 'saranno fatte'} al prossimo controllo, ad esempio con «alice check» quando è chiuso.`,
          ],
    left,
    files: done.files,
  });
}

/** What waits in the queue, and can be done upon a new reading. */
export interface QueuePlan extends RecordPlan {
  /** Keys of the acts of each file, to be taken off the queue once it is written. */
  readonly keys: ReadonlyMap<RecordTask, readonly string[]>;
  /** Keys to be taken off at once: done already, or no longer possible. */
  readonly settled: readonly string[];
  /** What can no longer be done, and why. */
  readonly dropped: readonly Refused[];
  /** Who had confirmed what is done now. */
  readonly by: string;
}

/** Works out what waits in the queue. Acts whose value before no longer stands are told and not done. */
export function flushQueue(planning: {
  readonly world: World;
  readonly queue: ReadonlyMap<string, string>;
  readonly highest: ReadonlyMap<string, number>;
}): QueuePlan {
  const queued = queuedIn(planning.queue);
  const writer = writerOf({ ...planning, acts: queued.map((it) => it.act) });
  const settled: string[] = [];
  const dropped: Refused[] = [];
  const planned = new Map<Act, Queued>();
  queued.forEach((it, at) => {
    const judged = writer.add(it.act);
    if (judged.ok && judged.value !== undefined) planned.set(judged.value, it);
    else settled.push(it.key);
    if (!judged.ok)
      dropped.push({
        ...judged.error,
        act: at,
        says: `Una modifica in attesa dal ${it.at.slice(8, 10)}/${it.at.slice(5, 7)} non si fa più (${it.run}): ${judged.error.says}`,
      });
  });
  const plan = writer.plan();
  return {
    ...plan,
    settled,
    dropped,
    keys: new Map(
      plan.tasks.map((task) => [task, task.acts.flatMap((it) => planned.get(it)?.key ?? [])]),
    ),
    by: list([...new Set([...planned.values()].map((it) => it.by))]),
  };
}

/** Does what waits in the queue, and takes off what is done or can no longer be. What is still held up goes on waiting. */
export async function flush(told: {
  readonly world: World;
  readonly ledger: Ledger;
  readonly clock: Clock;
}): Promise<{
  /** `done`: something was written, so read again before anything else is decided. */
  readonly outcome: 'done' | 'nothing' | 'waiting';
  readonly says: readonly string[];
  readonly dropped: readonly Refused[];
}> {
  const { world, ledger, clock } = told;
  const waiting = await ledger.recall('queue');
  if (waiting.size === 0) return { outcome: 'nothing', says: [], dropped: [] };
  const plan = flushQueue({ world, queue: waiting, highest: await ledger.highest() });
  const off = new Set(plan.settled);
  let outcome: 'done' | 'nothing' | 'waiting' = 'nothing';
  if (plan.tasks.length > 0) {
    const done = await carryOut({
      verb: 'queue',
      by: plan.by,
      tasks: plan.tasks,
      ledger,
      clock,
      inWords: `Fatte dopo l’attesa: ${plan.inWords}`,
    });
    const fates = fatesOf(plan.tasks, done);
    const written = fates.filter(({ fate }) => fate === 'written');
    for (const { task } of written) for (const key of plan.keys.get(task) ?? []) off.add(key);
    outcome = written.length > 0 ? 'done' : 'waiting';
  }
  if (off.size > 0)
    await ledger.remember('queue', new Map([...off].map((it) => [it, undefined] as const)));
  return { outcome, says: outcome === 'done' ? plan.says : [], dropped: plan.dropped };
}

/** Takes the acts of a run off the queue: how many they were. */
export async function unqueue(run: string, ledger: Ledger): Promise<number> {
  const mine = queuedIn(await ledger.recall('queue')).filter((it) => it.run === run);
  if (mine.length > 0)
    await ledger.remember('queue', new Map(mine.map((it) => [it.key, undefined] as const)));
  return mine.length;
}

/** The tab people call so, by its label or one it had. Refuses what is no tab of this programme and names the nearest. */
export function tabCalled(typed: string, { volumes }: Pick<World, 'volumes'>): Result<AnyTab> {
  const tabs = volumes.flatMap((it) => it.tabs);
  const wanted = comparable(typed);
  const found = tabs.find((it) => [it.name, ...it.formerly].map(comparable).includes(wanted));
  if (found !== undefined) return ok(found);
  const near = nearest(
    typed,
    tabs.map((it) => it.name),
  );
  return err(
    `«${typed}» non è un foglio di questo programma: ${near === undefined ? `scrivi ad esempio ${tabs[0]?.name ?? 'Beneficiari'}` : `forse «${near}»`}.`,
  );
}

/**
 * What a cell would mean in a column, with rows of other tabs looked up: a reference reads as the row it names.
 * The sentence of a refusal repeats no restricted and no free text.
 */
export function readIn(
  { column, cell }: { readonly column: Column<unknown>; readonly cell: Filled },
  { register }: Pick<World, 'register'>,
): Result<unknown, Refusal> {
  // `refersTo` and `anyId` are the only makers of a `to`: a tab, or any.
  const to = column.to as AnyTab | '*' | undefined;
  if (to === undefined || to === '*') {
    const read = column.read(cell);
    return read.ok || quoting(column)
      ? read
      : err({ say: `Il valore di «${column.label}» non si può leggere.` });
  }
  const words = digitsOf(cell) ?? shown(cell);
  const id = idIn(words);
  const found = id === undefined ? undefined : register.find(id);
  if (found?.tab === to) return ok(found.row);
  const expected = `qui va l’ID di una riga di «${to.name}», ad esempio ${register.rows(to)[0]?.id ?? idOf(to, 1)}`;
  if (!quoting(column))
    return err({ say: `Il valore di «${column.label}» non si può leggere: ${expected}.` });
  if (id === undefined) return err({ say: `«${words}» non è un ID: ${expected}.` });
  return err({
    say:
      found === undefined
        ? `${id} non c’è nel foglio «${to.name}»: ${expected}.`
        : `${id} è una riga di «${found.tab.name}»: ${expected}.`,
  });
}

/** What the journal keeps of a cell: the cell itself, or a digest of what may not be repeated. */
export type Kept = Cell | { readonly kind: 'digest'; readonly digest: string };

/** A cell as the journal keeps it: free and restricted words only as a digest, with which they can be recognised but not told. */
export function kept(of: {
  readonly id: string;
  readonly column: Column<unknown>;
  readonly cell: Cell;
}): Kept {
  const { id, column, cell } = of;
  if (cell === undefined || quoting(column)) return cell;
  // The row is part of it, so that two equal cells do not show that they are.
  return { kind: 'digest', digest: digest(`${id}|${column.label}|${JSON.stringify(cell)}`) };
}

/** Whether the journal's words for two cells are the same; two digests are, if the words they hide are. */
export function sameKept(a: Kept, b: Kept): boolean {
  const [one, other] = [digestIn(a), digestIn(b)];
  // Neither is a digest once both are known not to be.
  return one === undefined && other === undefined ? sameCell(a as Cell, b as Cell) : one === other;
}

/** The digest the journal keeps in the place of words, if it does. */
export function digestIn(it: Kept): string | undefined {
  return typeof it === 'object' && it.kind === 'digest' ? it.digest : undefined;
}

/** An empty text is a blank cell. */
export function orBlank(cell: Cell): Cell {
  return cell === '' ? undefined : cell;
}

interface Reason {
  readonly says: string;
  readonly classes: readonly Privacy[];
}

/** Takes acts one by one. `add` gives the act as it will be done, or `undefined` where all is so already. */
interface Writer {
  add(act: Act): Result<Act | undefined, Reason>;
  plan(): RecordPlan;
}

interface Writing {
  readonly act: Act;
  readonly tab: AnyTab;
  readonly volume: VolumeRead;
  readonly id: string;
  readonly journal: JournalEntry;
  readonly cell?: CellChange;
  readonly row?: NewRow;
  readonly says: string;
}

function writerOf({ world, highest, acts }: Planning): Writer {
  const { register } = world;
  const writings: Writing[] = [];
  const touched = new Map<string, Cell>();
  const next = new Map<string, number>();
  const counts = new Map<AnyTab, ReadonlyMap<string, number>>();
  // An ID that is not in its cell yet may turn out another: nothing is hung on it.
  const unwritten = new Set(register.newIds.map((it) => it.id));
  const promised = new Set(acts.flatMap((it) => (it.kind === 'append' ? (it.id ?? []) : [])));

  return {
    add: (act) => (act.kind === 'change' ? change(act) : append(act)),
    plan: () => planOf(world, writings),
  };

  function change(act: Change): Result<Act | undefined, Reason> {
    const found = register.find(act.id);
    if (found === undefined)
      return refusal()(`${act.id} non c’è nel registro: forse la riga è stata tolta.`);
    const { tab, row } = found;
    const no = refusal(tab);
    if (unwritten.has(act.id)) return no(withoutId(tab));
    if (timesOf(tab, act.id) > 1)
      return no(
        `L’ID ${act.id} sta in due righe di «${tab.name}»: svuota la cella ID di quella copiata, poi ripeti.`,
      );
    const placed = place(tab, act.column);
    if (!placed.ok) return placed;
    const { column, at, layout, volume } = placed.value;
    const line = register.lineOf(row);
    const key = `${act.id}/${act.column}`;
    const now = touched.has(key) ? touched.get(key) : orBlank(layout.grid.rows[line]?.[at]);
    const after = orBlank(act.after);
    if (sameCell(now, after)) return ok(undefined);
    if (touched.has(key) || !sameCell(now, orBlank(act.before)))
      return no(
        `La cella «${column.label}» di ${act.id} è cambiata nel frattempo: rileggi la riga e ripeti, se serve ancora.`,
      );
    const judged = fits(tab, { column, cell: after });
    if (!judged.ok) return judged;

    touched.set(key, after);
    writings.push({
      act,
      tab,
      volume,
      id: act.id,
      says: `Cambio «${column.label}» di ${act.id}.`,
      cell: { tab: layout.grid.name, row: line, column: at, before: now, after },
      journal: {
        workbook: volume.workbook.where,
        kind: 'cell',
        tab: tab.name,
        id: act.id,
        column: column.label,
        before: JSON.stringify(kept({ id: act.id, column, cell: now })),
        after: JSON.stringify(kept({ id: act.id, column, cell: after })),
      },
    });
    return ok(act);
  }

  function append(act: Append): Result<Act | undefined, Reason> {
    const called = tabCalled(act.tab, world);
    if (!called.ok) return refusal()(called.error);
    const tab = called.value;
    const no = refusal(tab);
    if (act.id !== undefined && register.find(act.id) !== undefined) return ok(undefined);
    const layout = register.layout(tab);
    const volume = volumeOf(tab);
    if (layout?.id === undefined || volume === undefined)
      return no(
        `Nel foglio «${tab.name}» manca la colonna «ID»: rimettila con «alice doctor --fix».`,
      );
    const filled = Object.entries(act.values).filter(([, cell]) => !isBlank(cell));
    if (filled.length === 0) return no(`Una riga nuova di «${tab.name}» non può essere vuota.`);

    const cells: Cell[] = [];
    const words: [string, Kept][] = [];
    const id = act.id ?? idOf(tab, numberFor(tab));
    for (const [key, cell] of filled) {
      const placed = place(tab, key);
      if (!placed.ok) return placed;
      const judged = fits(tab, { column: placed.value.column, cell });
      if (!judged.ok) return judged;
      cells[placed.value.at] = cell;
      words.push([placed.value.column.label, kept({ id, column: placed.value.column, cell })]);
    }
    cells[layout.id] = id;
    next.set(tab.id, Math.max(next.get(tab.id) ?? 0, numberOfId(id) + 1));
    const given: Append = { ...act, id };
    writings.push({
      act: given,
      tab,
      volume,
      id,
      says: `Aggiungo ${id} a «${tab.name}».`,
      // From holes to blanks.
      row: { tab: layout.grid.name, cells: Array.from(cells, (it) => it) },
      journal: {
        workbook: volume.workbook.where,
        kind: 'row',
        tab: tab.name,
        id,
        after: JSON.stringify(Object.fromEntries(words)),
      },
    });
    return ok(given);
  }

  function place(tab: AnyTab, key: string): Result<Place, Reason> {
    const no = refusal(tab);
    const column = Object.hasOwn(tab.columns, key) ? tab.columns[key] : undefined;
    const layout = register.layout(tab);
    const volume = volumeOf(tab);
    if (column === undefined)
      return no(
        key.toLowerCase() === 'id'
          ? 'Gli ID li scrive ALICE, uno per riga e per sempre: non si cambiano.'
          : `«${key}» non è una colonna di «${tab.name}»: ad esempio ${tab.key[0] ?? Object.keys(tab.columns)[0] ?? ''}.`,
      );
    if (column.laid !== undefined)
      return no(`«${column.label}» la calcola ALICE da sé: non si scrive a mano.`);
    const at = layout?.at.get(key);
    if (layout === undefined || at === undefined || volume === undefined)
      return no(
        `Nel foglio «${tab.name}» la colonna «${column.label}» manca o c’è due volte: rimettila con «alice doctor --fix».`,
      );
    return ok({ column, at, layout, volume });
  }

  function fits(
    tab: AnyTab,
    { column, cell }: { readonly column: Column<unknown>; readonly cell: Cell },
  ): Result<undefined, Reason> {
    if (isBlank(cell)) return ok(undefined);
    if (typeof cell === 'object' && cell.kind === 'formula')
      return refusal(tab)(
        `In «${column.label}» va un valore, non una formula: ad esempio ${column.example}.`,
      );
    const read = readIn({ column, cell }, world);
    if (!read.ok) return err({ says: read.error.say, classes: [column.privacy] });
    const named = isRow(read.value) ? read.value.id : undefined;
    return named !== undefined && unwritten.has(named)
      ? // A cell that reads as a row is a reference, and its `to` a tab.
        refusal(tab)(withoutId(column.to as AnyTab))
      : ok(undefined);
  }

  function volumeOf(tab: AnyTab): VolumeRead | undefined {
    return world.volumes.find((it) => it.tabs.includes(tab));
  }

  function numberFor(tab: AnyTab): number {
    const known = next.get(tab.id);
    if (known !== undefined) return known;
    const ids = [...register.rows(tab).map((it) => it.id), ...promised];
    return ids.reduce(
      (top, id) => (idIn(id)?.startsWith(`${tab.id}-`) ? Math.max(top, numberOfId(id) + 1) : top),
      (highest.get(tab.id) ?? 0) + 1,
    );
  }

  function timesOf(tab: AnyTab, id: string): number {
    const known = counts.get(tab) ?? timesById(world, tab);
    counts.set(tab, known);
    return known.get(id) ?? 0;
  }
}

interface Place {
  readonly column: Column<unknown>;
  readonly at: number;
  readonly layout: Layout;
  readonly volume: VolumeRead;
}

/** In how many rows each ID of a tab stands. */
export function timesById(
  { register }: Pick<World, 'register'>,
  tab: AnyTab,
): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const { id } of register.rows(tab)) times.set(id, (times.get(id) ?? 0) + 1);
  return times;
}

function planOf({ volumes }: World, writings: readonly Writing[]): RecordPlan {
  const tasks = volumes.flatMap((volume): RecordTask[] => {
    const mine = writings.filter((it) => it.volume === volume);
    if (mine.length === 0) return [];
    return [
      {
        workbook: volume.workbook,
        changes: {
          basis: volume.snapshot.revision,
          cells: mine.flatMap((it) => it.cell ?? []),
          rows: mine.flatMap((it) => it.row ?? []),
        },
        journal: mine.map((it) => it.journal),
        acts: mine.map((it) => it.act),
      },
    ];
  });
  const restricted = writings.filter((it) => it.tab.book === 'riservato');
  const told = writings.filter((it) => it.tab.book !== 'riservato');
  return {
    tasks,
    ids: writings.flatMap((it) => (it.row === undefined ? [] : [it.id])),
    says: [
      ...told.map((it) => it.says),
      ...(restricted.length === 0
        ? []
        : [`Scrivo nel registro riservato (${plural(restricted.length, 'volta', 'volte')}).`]),
    ],
    inWords: inWords(told),
  };
}

/** Counts, and the first IDs, of rows that are not restricted: that there were others is not told either. */
function inWords(told: readonly Writing[]): string {
  const rows = told.filter((it) => it.row !== undefined).length;
  const cells = told.length - rows;
  const ids = [...new Set(told.map((it) => it.id))];
  const counts = [
    ...(rows === 0 ? [] : [plural(rows, 'riga nuova', 'righe nuove')]),
    ...(cells === 0 ? [] : [plural(cells, 'cella cambiata', 'celle cambiate')]),
  ];
  if (counts.length === 0) return 'Modifiche nel registro riservato.';
  const which = `${list(ids.slice(0, 8))}${ids.length > 8 ? '…' : ''}`;
  return `${list(counts)}${which === '' ? '' : ` (${which})`}.`;
}

interface Fate {
  readonly task: RecordTask;
  readonly fate: 'written' | 'busy' | 'changed';
}

function fatesOf(tasks: readonly RecordTask[], { files }: CarriedOut): readonly Fate[] {
  return tasks.map((task): Fate => {
    const outcome = files.find((it) => it.where === task.workbook.where)?.written.outcome;
    // A file not even tried was left alone because somebody had saved another one of the run.
    if (outcome === undefined) return { task, fate: 'changed' };
    return { task, fate: outcome === 'unchanged' ? 'written' : outcome };
  });
}

function actsOf(fates: readonly Fate[]): readonly Act[] {
  return fates.flatMap(({ task }) => task.acts);
}

/** Numbers are given out before anything is written: a run cut short leaves a gap, never the same ID twice. */
async function keepNumbers(ids: readonly string[], ledger: Ledger): Promise<void> {
  const top = new Map<string, number>();
  for (const id of ids) {
    const series = id.slice(0, id.indexOf('-'));
    top.set(series, Math.max(top.get(series) ?? 0, numberOfId(id)));
  }
  for (const [series, to] of top) await ledger.raise(series, to);
}

interface Queued {
  readonly key: string;
  readonly act: Act;
  readonly run: string;
  readonly verb: string;
  readonly by: string;
  readonly at: string;
}

async function queue(told: {
  readonly acts: readonly Act[];
  readonly run: string;
  readonly verb: string;
  readonly by: string;
  readonly at: string;
  readonly ledger: Ledger;
}): Promise<void> {
  const { acts, run, verb, by, at, ledger } = told;
  await ledger.remember(
    'queue',
    new Map(
      acts.map((act, n) => [
        `${run}/${String(n).padStart(6, '0')}`,
        JSON.stringify({ act, run, verb, by, at }),
      ]),
    ),
  );
}

/** In the order in which they were confirmed. */
function queuedIn(shelf: ReadonlyMap<string, string>): readonly Queued[] {
  return (
    [...shelf]
      // Only `queue` writes on this shelf.
      .map(([key, value]): Queued => ({ ...(JSON.parse(value) as Omit<Queued, 'key'>), key }))
      .toSorted((a, b) => compare(a.at, b.at) || compare(a.key, b.key))
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A refusal without values: it may be told to anybody who may know the row. */
function refusal(tab?: AnyTab) {
  const classes: readonly Privacy[] = [tab?.book === 'riservato' ? 'restricted' : 'internal'];
  return (says: string) => err({ says, classes });
}

function withoutId(tab: AnyTab): string {
  return `In «${tab.name}» ci sono righe che non hanno ancora il loro ID: fai prima «alice check», poi ripeti.`;
}

function isRow(value: unknown): value is { readonly id: string } {
  return typeof value === 'object' && value !== null && 'id' in value;
}
