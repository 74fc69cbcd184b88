import { type Cell, isBlank } from '../core/cell.ts';
import type { Column } from '../core/column.ts';
import { type Day, inDigits } from '../core/day.ts';
import type { Knowledge } from '../core/knowledge.ts';
import { idLabel, type Layout } from '../core/register.ts';
import type { AnyTab } from '../core/tab.ts';
import { comparable, list, plural } from '../core/words.ts';
import type {
  CellChange,
  Changes,
  Clock,
  JournalEntry,
  Ledger,
  NewRow,
  Run,
  Written,
} from '../ports.ts';
import { digestIn, type Kept, kept, orBlank, sameKept, timesById, unqueue } from './record.ts';
import { readWorld, type Volume, type VolumeRead, type World } from './world.ts';

/** What became of an undo. */
export interface Undone {
  /**
   * `partly`: some things are not as ALICE left them, and stay · `nothing`: all is as before that run already ·
   * `refused`: this run cannot be taken back at all · `changed`: somebody saved meanwhile · `busy`: a file is open.
   */
  readonly outcome: 'done' | 'partly' | 'nothing' | 'refused' | 'changed' | 'busy';
  /** The run it was asked to take back. */
  readonly of: string;
  /** Its own run, which can be taken back in turn; none where nothing was written. */
  readonly run?: string | undefined;
  /** Italian sentences: counts, IDs and labels, no values. */
  readonly says: readonly string[];
  /** What was not put back, each with its reason: people mend it by hand. */
  readonly left: readonly Left[];
}

/** Something an undo leaves as it is. Of the restricted book neither ID nor label is told. */
export interface Left {
  readonly id?: string | undefined;
  readonly column?: string | undefined;
  readonly says: string;
}

interface Undoing {
  readonly run: string;
  readonly ledger: Ledger;
  readonly volumes: readonly Volume[];
  readonly knowledge: Knowledge;
  readonly clock: Clock;
  readonly by: string;
  /** Only tells what it would do. */
  readonly dryRun?: boolean;
}

/**
 * Takes back what a run of ALICE changed. A file that still is as the run left it gets back the version before, byte
 * for byte; in a file somebody has saved since, only the cells still as ALICE left them are put back and only new rows
 * nobody touched or refers to are emptied: the others are listed. Acts of the run that still wait in the queue are
 * taken off it. An undo is a run, and can be undone. Values of restricted and free-text columns are not in the
 * journal, so they come back only with the whole file.
 */
export async function undo(undoing: Undoing): Promise<Undone> {
  const { ledger, dryRun = false } = undoing;
  const of = undoing.run.trim().toUpperCase();
  const runs = await ledger.runs();
  const run = runs.find((it) => it.id === of);
  const refused = (says: string): Undone => ({ outcome: 'refused', of, says: [says], left: [] });
  if (run === undefined) return refused(unknownSays(of, runs));
  const undoer = await undoerOf(of, { runs, ledger });
  if (undoer !== undefined)
    return refused(
      `${of} è già stata annullata da ${undoer}. Per rifarla annulla ${undoer}, con «alice undo ${undoer}».`,
    );
  const entries = await ledger.entries(of);
  if (entries.some(isDigested)) return refused(tooOldSays(run));

  const waiting = await takeOff(of, { ledger, dryRun });
  // A run that found every file open journalled what it meant to do, and did not.
  const ways = run.end?.outcome === 'busy' ? [] : await waysBack(groupsOf(entries), of, undoing);
  const left = ways.flatMap((it) => it.left);
  const doing = ways.filter((it) => it.restore !== undefined || it.things > 0);
  const said = [...waitingSays(waiting, dryRun), ...outwardSays(run.verb)];
  if (doing.length === 0) {
    const says = [...said, ...nothingSays({ run, entries, waiting, left })];
    const outcome = left.length > 0 ? 'partly' : waiting > 0 ? 'done' : 'nothing';
    return { outcome, of, says, left };
  }
  if (dryRun)
    return {
      outcome: left.length > 0 ? 'partly' : 'done',
      of,
      says: [...said, ...doing.map((it) => doneSays(it, run, true)), ...leftSays(left)],
      left,
    };
  return putBack({ undoing, of, run, doing, left, said });
}

/** How one file goes back. */
interface WayBack {
  readonly volume: Volume;
  /** The revisions, where the whole file goes back. */
  readonly restore?: { readonly from: string; readonly to: string } | undefined;
  /** Otherwise what changes in it, cell by cell. */
  readonly changes?: Changes | undefined;
  /** The same in the journal, before and after exchanged. */
  readonly journal: readonly JournalEntry[];
  /** How many cells and rows. */
  readonly things: number;
  readonly left: readonly Left[];
}

interface PuttingBack {
  readonly undoing: Undoing;
  readonly of: string;
  readonly run: Run;
  readonly doing: readonly WayBack[];
  readonly left: readonly Left[];
  readonly said: readonly string[];
}

/** Proves first, then journals, then writes: as `carryOut` does, with whole versions beside cells. */
async function putBack({ undoing, of, run, doing, left, said }: PuttingBack): Promise<Undone> {
  const { ledger, clock, by } = undoing;
  const ready = await Promise.all(doing.map(async (way) => ({ way, ...(await readied(way)) })));
  const own = await ledger.begin({
    verb: 'undo',
    at: clock.now(),
    by,
    register: doing[0]?.volume.workbook.where ?? '',
  });
  await ledger.journal(
    own,
    ready.flatMap(({ way, from, to }): JournalEntry[] => [
      { workbook: way.volume.workbook.where, kind: 'version', id: of, before: from, after: to },
      ...way.journal,
    ]),
  );
  const done: { readonly way: WayBack; readonly written: Written }[] = [];
  for (const { way, write } of ready) done.push({ way, written: await write() });

  const held = done.flatMap(({ way, written }) =>
    written.outcome === 'busy' || written.outcome === 'changed' ? [{ way, written }] : [],
  );
  const back = done.filter(({ written }) => written.outcome === 'written').map(({ way }) => way);
  const busy = held.some(({ written }) => written.outcome === 'busy');
  await ledger.end(own, {
    at: clock.now(),
    outcome: held.length === 0 ? 'done' : busy ? 'busy' : 'refused',
    told: `Annullata ${of}: ${back.length === 0 ? 'niente di scritto' : list(back.map(countSays))}${left.length === 0 ? '' : `; ${plural(left.length, 'cosa lasciata', 'cose lasciate')}`}.`,
  });
  return {
    outcome: held.length > 0 ? (busy ? 'busy' : 'changed') : left.length > 0 ? 'partly' : 'done',
    of,
    run: own,
    says: [
      ...said,
      ...back.map((it) => doneSays(it, run, false)),
      ...held.map(({ way, written }) => heldSays(way, written)),
      ...leftSays(left),
      ...(back.length > 0 && held.length === 0 ? [`Per ripensarci: alice undo ${own}.`] : []),
    ],
    left,
  };
}

interface Ready {
  readonly from: string;
  readonly to: string;
  readonly write: () => Promise<Written>;
}

async function readied({ volume: { workbook }, restore, changes }: WayBack): Promise<Ready> {
  if (restore !== undefined)
    return {
      ...restore,
      write: async () => {
        if (workbook.restore === undefined) throw new Error('this workbook keeps no versions');
        return workbook.restore(restore);
      },
    };
  if (changes === undefined) throw new Error('nothing to put back');
  const prepared = await workbook.prepare(changes);
  return { from: changes.basis, to: prepared.after, write: () => prepared.commit() };
}

/** The undo that took a run back and was not taken back itself. */
async function undoerOf(
  run: string,
  past: { readonly runs: readonly Run[]; readonly ledger: Ledger },
): Promise<string | undefined> {
  for (const it of past.runs) {
    if (it.verb !== 'undo' || it.end?.outcome !== 'done' || it.id === run) continue;
    const entries = await past.ledger.entries(it.id);
    if (!entries.some((entry) => entry.kind === 'version' && entry.id === run)) continue;
    if ((await undoerOf(it.id, past)) === undefined) return it.id;
  }
  return undefined;
}

async function takeOff(
  run: string,
  { ledger, dryRun }: { readonly ledger: Ledger; readonly dryRun: boolean },
): Promise<number> {
  if (!dryRun) return unqueue(run, ledger);
  const queue = await ledger.recall('queue');
  return [...queue.keys()].filter((it) => it.startsWith(`${run}/`)).length;
}

interface Group {
  readonly where: string;
  readonly version: JournalEntry | undefined;
  readonly things: readonly JournalEntry[];
}

function groupsOf(entries: readonly JournalEntry[]): readonly Group[] {
  return [...new Set(entries.map((it) => it.workbook))].map((where) => {
    const mine = entries.filter((it) => it.workbook === where);
    return {
      where,
      version: mine.find((it) => it.kind === 'version'),
      things: mine.filter((it) => it.kind === 'cell' || it.kind === 'row'),
    };
  });
}

/** Looks at each file of the run as it is now, and works out how it goes back. */
async function waysBack(
  groups: readonly Group[],
  run: string,
  undoing: Undoing,
): Promise<readonly WayBack[]> {
  const { volumes, knowledge, ledger, clock } = undoing;
  let read: Promise<World> | undefined;
  const world = () => {
    read ??= readWorld({ knowledge, volumes, ledger, today: clock.today() });
    return read;
  };
  const ways: WayBack[] = [];
  for (const { where, version, things } of groups) {
    const volume = volumes.find(({ workbook }) => workbook.where === where);
    const staying = (says: string, of: Volume | undefined = volume): WayBack[] =>
      of === undefined ? [] : [{ volume: of, journal: [], things: 0, left: [{ says }] }];
    if (volume === undefined) {
      ways.push(
        ...staying(
          `${run} riguarda anche ${where}, che adesso non è tra i file aperti: indicalo e ripeti.`,
          volumes[0],
        ),
      );
      continue;
    }
    const now = await volume.workbook.revision();
    if (version !== undefined && now === (version.before ?? '')) continue;
    const to = version?.before ?? '';
    if (version?.after === now && to === '') {
      ways.push(...staying(`${run} ha creato ${where}: se non serve più cancellalo tu.`));
      continue;
    }
    if (version?.after === now && volume.workbook.restore !== undefined) {
      ways.push({
        volume,
        restore: { from: now, to },
        journal: things.map(reversed),
        things: things.length,
        left: [],
      });
      continue;
    }
    if (things.length === 0) {
      ways.push(
        ...staying(
          volume.workbook.restore === undefined
            ? `In ${where} ${run} non aveva toccato celle vostre: i fogli di ALICE si riscrivono da soli al prossimo controllo. ${versionsElsewhere}`
            : `Qualcuno ha salvato ${where} dopo ${run}, che non aveva toccato celle vostre: i fogli di ALICE si riscrivono da soli al prossimo controllo.`,
        ),
      );
      continue;
    }
    ways.push(cellByCell(things, volume, await world()));
  }
  return ways;
}

function reversed({ before, after, ...it }: JournalEntry): JournalEntry {
  return { ...it, before: after, after: before };
}

/** What one entry of the journal asks for now. */
interface Step {
  readonly entry: JournalEntry;
  readonly cells: readonly CellChange[];
  readonly row?: NewRow;
  /** The ID that would no longer be in its cell: nothing may refer to it. */
  readonly gone?: { readonly id: string; readonly tab: AnyTab };
}

function cellByCell(things: readonly JournalEntry[], volume: Volume, world: World): WayBack {
  const here = world.volumes.find((it) => it.workbook === volume.workbook);
  if (here === undefined) throw new Error('a file of the run was not read');
  const left: Left[] = [];
  const steps = things.flatMap((entry): Step[] => {
    const told = stepFor(entry, here, world);
    if (typeof told !== 'string') return told === undefined ? [] : [told];
    left.push(leaving(entry, told, world));
    return [];
  });
  const { kept: going, held } = withoutReferences(steps, world);
  for (const { entry, by } of held)
    left.push(
      leaving(
        entry,
        `${entry.id} resta: ${plural(by.length, 'riga la nomina', 'righe la nominano')} (${list(by.slice(0, 5))}${by.length > 5 ? '…' : ''}).`,
        world,
      ),
    );
  return {
    volume,
    things: going.length,
    left,
    journal: going.map((it) => reversed(it.entry)),
    changes: {
      basis: here.snapshot.revision,
      cells: going.flatMap((it) => it.cells),
      rows: going.flatMap((it) => it.row ?? []),
    },
  };
}

/** What puts an entry back: nothing where it is back already, a sentence where it must stay. */
function stepFor(entry: JournalEntry, volume: VolumeRead, world: World): Step | string | undefined {
  const tab = volume.tabs.find((it) =>
    [it.name, ...it.formerly].some((name) => comparable(name) === comparable(entry.tab ?? '')),
  );
  const layout = tab === undefined ? undefined : world.register.layout(tab);
  if (tab === undefined || layout?.id === undefined || entry.id === undefined)
    return `Il foglio «${entry.tab ?? ''}» non c’è più, o non ha la colonna «ID»: rimetti a mano.`;
  const place: Placed = { entry, id: entry.id, tab, layout, world };
  if (entry.kind === 'row') return entry.after === undefined ? comeBack(place) : goAway(place);
  return cellBack(place);
}

interface Placed {
  readonly entry: JournalEntry;
  readonly id: string;
  readonly tab: AnyTab;
  readonly layout: Layout;
  readonly world: World;
}

/** The line a row stands on, unless its ID is not there or stands twice. */
function lineOf({ id, tab, world }: Placed): number | 'none' | 'two' {
  const found = world.register.find(id);
  if (found?.tab !== tab) return 'none';
  return (timesById(world, tab).get(id) ?? 0) > 1 ? 'two' : world.register.lineOf(found.row);
}

function cellBack(placed: Placed): Step | string | undefined {
  const { entry, id, tab, layout } = placed;
  const label = entry.column ?? '';
  const line = lineOf(placed);
  if (line === 'none') return `${id} non c’è più: «${label}» non si può rimettere.`;
  if (line === 'two') return `${id} sta in due righe: rimetti «${label}» a mano.`;
  const [key, column] = columnCalled(tab, label);
  const isId = label === idLabel;
  const at = isId ? layout.id : key === undefined ? undefined : layout.at.get(key);
  if (at === undefined) return `La colonna «${label}» non c’è più: rimetti a mano quella di ${id}.`;
  const now = orBlank(layout.grid.rows[line]?.[at]);
  const present =
    isId || column === undefined ? now : kept({ id, column: { ...column, label }, cell: now });
  const before = keptIn(entry.before);
  if (sameKept(present, before)) return undefined;
  if (!sameKept(present, keptIn(entry.after)))
    return `«${label}» di ${id} è stata cambiata dopo: resta com’è.`;
  if (digestIn(before) !== undefined)
    return `«${label}» di ${id}: parole riservate o libere non restano nel registro delle modifiche, rimettile a mano.`;
  return {
    entry,
    // Just seen not to be a digest.
    cells: [{ tab: layout.grid.name, row: line, column: at, before: now, after: before as Cell }],
    ...(isId ? { gone: { id, tab } } : {}),
  };
}

/** Empties a new row nobody touched. */
function goAway(placed: Placed): Step | string | undefined {
  const { entry, id, tab, layout } = placed;
  const line = lineOf(placed);
  if (line === 'none') return undefined;
  if (line === 'two') return `${id} sta in due righe: togli a mano quella di troppo.`;
  const given = rowIn(entry.after);
  const cells = layout.grid.rows[line] ?? [];
  const touched = Object.entries(tab.columns).some(([key, column]) => {
    const at = layout.at.get(key);
    if (column.laid !== undefined) return false;
    const label = [column.label, ...column.formerly].find((it) => Object.hasOwn(given, it));
    if (at === undefined) return label !== undefined;
    const now = orBlank(cells[at]);
    return label === undefined
      ? !isBlank(now)
      : !sameKept(kept({ id, column: { ...column, label }, cell: now }), given[label]);
  });
  if (touched) return `${id} è stata completata o corretta dopo: resta.`;
  const mine = [layout.id, ...layout.at.values()].filter((it) => it !== undefined);
  return {
    entry,
    gone: { id, tab },
    cells: mine.flatMap((at): CellChange[] => {
      const before = orBlank(cells[at]);
      return before === undefined
        ? []
        : [{ tab: layout.grid.name, row: line, column: at, before, after: undefined }];
    }),
  };
}

/** Appends once more a row that an undo had emptied, under the ID it had. */
function comeBack(placed: Placed): Step | string | undefined {
  const { entry, id, tab, layout } = placed;
  if (lineOf(placed) !== 'none') return undefined;
  const cells: Cell[] = [];
  for (const [label, cell] of Object.entries(rowIn(entry.before))) {
    const [key] = columnCalled(tab, label);
    const at = key === undefined ? undefined : layout.at.get(key);
    if (at === undefined) return `La colonna «${label}» non c’è più: riscrivi ${id} a mano.`;
    if (digestIn(cell) !== undefined)
      return `${id} aveva parole riservate o libere, che non restano nel registro delle modifiche: riscrivila a mano.`;
    // Just seen not to be a digest.
    cells[at] = cell as Cell;
  }
  cells[layout.id ?? 0] = id;
  return { entry, cells: [], row: { tab: layout.grid.name, cells: Array.from(cells, (it) => it) } };
}

/** Takes out, until none is left, the steps that would leave a reference to a row that is gone. */
function withoutReferences(
  steps: readonly Step[],
  world: World,
): {
  readonly kept: readonly Step[];
  readonly held: readonly { readonly entry: JournalEntry; readonly by: readonly string[] }[];
} {
  const leaving = new Set(steps.flatMap((it) => it.gone?.id ?? []));
  const held = steps.flatMap((it) => {
    const by = it.gone === undefined ? [] : referringTo(it.gone, world);
    const staying = by.filter((id) => !leaving.has(id));
    return staying.length === 0 ? [] : [{ step: it, entry: it.entry, by: staying }];
  });
  if (held.length === 0) return { kept: steps, held: [] };
  const stopped = new Set(held.map((it) => it.step));
  const rest = withoutReferences(
    steps.filter((it) => !stopped.has(it)),
    world,
  );
  return { kept: rest.kept, held: [...held, ...rest.held] };
}

/** The IDs of the rows that name a row; those of the restricted book as one. */
function referringTo(
  { id, tab }: { readonly id: string; readonly tab: AnyTab },
  { register, volumes }: World,
): readonly string[] {
  const row = register.find(id)?.row;
  if (row === undefined) return [];
  return [
    ...new Set(
      volumes
        .flatMap((it) => it.tabs)
        .flatMap((from) =>
          Object.entries(from.columns).flatMap(([key, { to }]) => {
            if (to !== tab && to !== '*') return [];
            // A reference reads as the row itself, `anyId` as its ID.
            const rows = register.where(from, key, to === '*' ? id : row);
            return rows.map((it) => (from.book === 'riservato' ? 'una riservata' : it.id));
          }),
        ),
    ),
  ];
}

function columnCalled(
  tab: AnyTab,
  label: string,
): readonly [string, Column<unknown>] | readonly [undefined, undefined] {
  const found = Object.entries(tab.columns).find(([, it]) =>
    [it.label, ...it.formerly].includes(label),
  );
  return found ?? [undefined, undefined];
}

function leaving(entry: JournalEntry, says: string, { knowledge }: World): Left {
  const tab = knowledge.tabs.find(
    (it) => it.name === entry.tab || it.formerly.includes(entry.tab ?? ''),
  );
  return tab?.book === 'riservato'
    ? { says: 'Una cella del registro riservato resta com’è: guarda là con il coordinatore.' }
    : { id: entry.id, column: entry.column, says };
}

/** Journalled cells are JSON; a blank one is not there at all. */
function keptIn(words: string | undefined): Kept {
  // Written by `record` and `check` with JSON.stringify.
  return words === undefined ? undefined : orBlank(JSON.parse(words) as Cell);
}

function rowIn(words: string | undefined): Readonly<Record<string, Kept>> {
  // Written by `record` with JSON.stringify.
  return words === undefined ? {} : (JSON.parse(words) as Readonly<Record<string, Kept>>);
}

/** The ledger's own digests are no JSON: the time to undo is over. */
function isDigested({ before, after }: JournalEntry): boolean {
  return [before, after].some((it) => it?.startsWith('sha256:'));
}

function unknownSays(run: string, runs: readonly Run[]): string {
  const last = runs.slice(0, 3).map((it) => it.id);
  return last.length === 0
    ? `«${run}» non c’è: ALICE non ha ancora cambiato niente in questo registro.`
    : `«${run}» non è una modifica di questo registro: le ultime sono ${list(last)}.`;
}

function tooOldSays({ id, at }: Run): string {
  return `${id} è del ${dayIn(at)}: dopo 30 giorni i valori di prima non si conservano più, quindi non si può annullare. Serve una copia di sicurezza del file.`;
}

function waitingSays(waiting: number, dryRun: boolean): readonly string[] {
  if (waiting === 0) return [];
  const what = plural(waiting, 'modifica che aspettava', 'modifiche che aspettavano');
  return [
    `${dryRun ? 'Toglierei dall’attesa' : 'Ho tolto dall’attesa'} ${what} il prossimo controllo.`,
  ];
}

/** What left the house does not come back. */
function outwardSays(verb: string): readonly string[] {
  if (verb === 'remind')
    return ['I messaggi già partiti restano partiti: se serve scrivine uno di correzione.'];
  return verb === 'print'
    ? ['Le carte già numerate restano valide: se una è sbagliata va annullata con una nuova.']
    : [];
}

function nothingSays(told: {
  readonly run: Run;
  readonly entries: readonly JournalEntry[];
  readonly waiting: number;
  readonly left: readonly Left[];
}): readonly string[] {
  const { run, entries, waiting, left } = told;
  if (left.length > 0) return leftSays(left);
  if (waiting > 0) return [];
  const { outcome } = run.end ?? {};
  return [
    entries.length === 0 || outcome === 'nothing' || outcome === 'refused' || outcome === 'busy'
      ? `${run.id} (${run.verb}, ${dayIn(run.at)}) non ha cambiato niente: non c’è niente da annullare.`
      : `Tutto è già com’era prima di ${run.id}: non c’è niente da annullare.`,
  ];
}

function doneSays({ volume, restore, things }: WayBack, run: Run, dryRun: boolean): string {
  const { where } = volume.workbook;
  if (restore !== undefined)
    return `${dryRun ? 'Rimetterei' : 'Ho rimesso'} ${where} com’era prima di ${run.id} (${run.verb}, ${dayIn(run.at)}).`;
  return `${dryRun ? 'In' : 'Ho annullato in'} ${where} ${dryRun ? 'annullerei ' : ''}${plural(things, 'modifica', 'modifiche')}, una per una${volume.workbook.restore === undefined ? `. ${versionsElsewhere}` : `: il file è stato salvato dopo ${run.id}.`}`;
}

/** Of a spreadsheet that ALICE cannot put back whole. */
const versionsElsewhere =
  'Le versioni intere le conserva Google: nel foglio, «File», «Cronologia delle versioni».';

function countSays({ restore, things }: WayBack): string {
  return restore === undefined ? plural(things, 'modifica', 'modifiche') : 'un file intero';
}

function heldSays({ volume }: WayBack, written: Written): string {
  const { where } = volume.workbook;
  return written.outcome === 'busy'
    ? `${where} non si può scrivere adesso (${written.why}): chiudilo e ripeti.`
    : `Qualcuno ha salvato ${where} mentre annullavo: lì non ho toccato niente, ripeti.`;
}

function leftSays(left: readonly Left[]): readonly string[] {
  if (left.length === 0) return [];
  return [`Da guardare a mano (${left.length}):`, ...left.map((it) => it.says)];
}

function dayIn(instant: string): string {
  // Runs are begun at ISO instants: the first ten signs are a day.
  return inDigits(instant.slice(0, 10) as Day);
}
