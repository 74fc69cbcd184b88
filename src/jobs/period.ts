import { type Cell, isBlank } from '../core/cell.ts';
import {
  type Day,
  daysBetween,
  firstDay,
  inDigits,
  lastDay,
  type Month,
  monthInWords,
  type Period,
  readDay,
} from '../core/day.ts';
import type {
  CellMoved,
  Duration,
  Maximum,
  MonthMoved,
  Owed,
  PeriodChange,
  PeriodPlan,
  ReminderMoved,
  Values,
} from '../core/period.ts';
import { err, ok, type Result } from '../core/result.ts';
import { type AnyTab, idIn } from '../core/tab.ts';
import { comparable, list, plural } from '../core/words.ts';
import type { Clock, Ledger } from '../ports.ts';
import {
  type Act,
  orBlank,
  planRecord,
  type Recorded,
  type Refused,
  record,
  timesById,
} from './record.ts';
import type { World } from './world.ts';

/** What is asked of one internship's period. */
export interface PeriodAsked {
  readonly internship: string;
  readonly change: PeriodChange;
}

/** A change of period as a command line or a chat has it: all as typed. */
export interface PeriodTyped {
  readonly internship: string | undefined;
  /** «2026-03-10..2026-04-20», days as people write them. */
  readonly suspend?: string | undefined;
  /** A day, or months: «31/12/2026», «2», «2 mesi». */
  readonly extend?: string | undefined;
  /** The last day done. */
  readonly end?: string | undefined;
  /** A ground by its key or by what people call it; the beginning of it will do. */
  readonly ground?: string | undefined;
}

/** Reads what was typed. Refuses more than one change, or none, what is no day, and a ground nobody declared: it is not repeated. */
export function readPeriod(
  typed: PeriodTyped,
  { knowledge }: Pick<World, 'knowledge'>,
): Result<PeriodAsked> {
  const { suspend, extend, end } = typed;
  const internship = typed.internship === undefined ? undefined : idIn(typed.internship);
  if (internship === undefined)
    return err(
      typed.internship === undefined
        ? 'Dimmi di quale tirocinio, con il suo ID: ad esempio T-0014.'
        : `«${typed.internship}» non è un ID: scrivi quello di un tirocinio, ad esempio T-0014.`,
    );
  const asked = [suspend, extend, end].filter((it) => it !== undefined);
  if (asked.length !== 1)
    return err(
      `${asked.length === 0 ? 'Dimmi che cosa cambia' : 'Dimmi una cosa sola'}: --suspend 2026-03-10..2026-04-20, --extend 2026-12-31 oppure --end 2026-06-15.`,
    );
  const change =
    suspend === undefined
      ? extend === undefined
        ? readEnd(end ?? '')
        : readExtension(extend)
      : readSuspension(suspend);
  if (!change.ok) return change;
  if (typed.ground === undefined) return ok({ internship, change: change.value });
  const ground = readGround(typed.ground, knowledge.periods.grounds[change.value.kind]);
  return ground.ok ? ok({ internship, change: { ...change.value, ground: ground.value } }) : ground;
}

/**
 * What becomes of a ground: `none`: it is no suspension · `notNamed` · `named`: kept in the restricted book, if it has a
 * place there · `notAtHand`: that book is not among the files. Alike for all grounds: whether one is restricted would
 * tell which it is.
 */
export type GroundFate = 'none' | 'notNamed' | 'named' | 'notAtHand';

/** A change of period as it would be: shown before anything is written. */
export interface PeriodLook {
  readonly asked: PeriodAsked;
  readonly plan: PeriodPlan;
  readonly ground: GroundFate;
}

/** Works out what a change of period comes to. Nothing is written. Refuses with all its reasons, in Italian, by IDs alone. */
export function planPeriod(
  asked: PeriodAsked,
  world: World,
): Result<PeriodLook, readonly string[]> {
  const planned = world.knowledge.periods.plan(asked, world.around);
  if (!planned.ok) return planned;
  const plan = planned.value;
  const tab = world.register.find(plan.internship)?.tab;
  if (tab !== undefined && (timesById(world, tab).get(plan.internship) ?? 0) > 1)
    return err([
      `L’ID ${plan.internship} sta in due righe di «${tab.name}»: svuota la cella ID di quella copiata, poi ripeti.`,
    ]);
  const unreadable = plan.writes.cells.filter((it) => hidden(it, world));
  if (unreadable.length > 0)
    return err(
      unreadable.map(
        (it) =>
          `«${labelOf(it)}» di ${it.id} contiene qualcosa che non si legge, e ALICE non lo cancella: correggila o svuotala, poi ripeti.`,
      ),
    );
  return ok({ asked, plan, ground: groundFate(asked, world) });
}

/** A change of period that was confirmed, and what became of it. Of the restricted book neither rows nor counts are told. */
export interface PeriodApplied {
  readonly look: PeriodLook;
  readonly outcome: Recorded['outcome'];
  /** What `undo` takes back. */
  readonly run: string | undefined;
  /** The row of «Variazioni». */
  readonly id: string | undefined;
  /** What was done, in sentences with IDs and labels. */
  readonly says: readonly string[];
}

/**
 * Writes a change of period somebody confirmed: its row in «Variazioni», the cells it moves, and the ground in the
 * restricted book alone. One run, which `undo` takes back whole. Done twice it writes nothing the second time; a ground
 * that could not be written is, once the restricted book is there. Where somebody saved meanwhile (`changed`) nothing is
 * written, and the same is to be asked again.
 */
export async function applyPeriod(told: {
  readonly asked: PeriodAsked;
  readonly world: World;
  readonly ledger: Ledger;
  readonly clock: Clock;
  /** The person who confirmed. */
  readonly by: string;
}): Promise<Result<PeriodApplied, readonly string[]>> {
  const { asked, world, ledger, clock, by } = told;
  const looked = planPeriod(asked, world);
  if (!looked.ok) return looked;
  const look = looked.value;
  const { plan } = look;
  const acts = changeActs(plan, world);
  if (await isWaiting(acts, ledger))
    return ok({ look, outcome: 'queued', run: undefined, id: undefined, says: [stillWaiting] });
  const first = planRecord({ world, acts, highest: await ledger.highest() });
  if (!first.ok) return err(first.error.map(released));
  const id = plan.recorded ?? first.value.ids[0];
  const done = await record({
    world: id === undefined ? world : knowing(id, plan, world),
    acts: [...acts, ...(id === undefined ? [] : groundActs(id, look, world))],
    ledger,
    clock,
    verb: 'period',
    by,
  });
  if (!done.ok) return err(done.error.map(released));
  const { outcome, run } = done.value;
  return ok({ look, outcome, run, id, says: appliedSays(look, outcome, first.value.says) });
}

/** A change of period for people: lines with IDs and days, two blanks before those that belong to a heading. No name, no ground. */
export function periodInWords(look: PeriodLook): readonly string[] {
  const { plan } = look;
  return [
    titleOf(plan),
    ...(plan.recorded === undefined ? [] : [recordedSays(plan)]),
    `Ultimo giorno: ${arrow(inDigits(plan.before.period.to), inDigits(plan.after.period.to))}.`,
    `Durata: ${arrow(durationInWords(plan.before), durationInWords(plan.after))}${suspendedSays(plan)}.${plan.kind === 'earlyEnd' ? '' : maximumSays(plan.maximum)}`,
    ...section('Mesi', plan.months.map(monthSays)),
    ...section('Da comunicare', plan.communications.map(owedSays)),
    ...section('Carte', plan.papers.map(owedSays)),
    ...section(
      'Assicurazioni',
      plan.insurance.map(
        ({ what, until, needed }) =>
          `${what}: copre fino al ${inDigits(until)}, va prolungata al ${inDigits(needed)}`,
      ),
    ),
    ...section('Promemoria', plan.reminders.map(reminderSays)),
    ...section('Attenzione', plan.warnings),
    ...section('Che cosa si scrive', writesSay(look)),
  ];
}

/** The same for other programs: days as 2026-03-31, both ends of a period included. No name, no ground. */
export function periodAsJson({ plan, ground }: PeriodLook) {
  const { writes, ...shown } = plan;
  return {
    schemaVersion: 1,
    ...shown,
    writes: {
      rows: writes.row === undefined ? [] : [{ tab: writes.row.tab.name }],
      cells: writes.cells.map((it) => ({ tab: it.tab.name, id: it.id, column: labelOf(it) })),
    },
    ground,
  } as const;
}

/** What became of a confirmed change, for people. */
export function appliedInWords({ run, says }: PeriodApplied): readonly string[] {
  return run === undefined ? says : [...says, `Per tornare indietro: alice undo ${run}.`];
}

/** What was planned and what became of it, for other programs. */
export function appliedAsJson({ look, outcome, run, id }: PeriodApplied) {
  return { ...periodAsJson(look), applied: { outcome, run, id } } as const;
}

// ── Reading what was typed ────────────────────────────────────────────────────────────────────

function readSuspension(typed: string): Result<PeriodChange> {
  const [, first, last] = /^(.+?)\s*(?:\.\.+|…)\s*(.+)$/.exec(typed.trim()) ?? [];
  if (first === undefined || last === undefined)
    return err(
      `«${typed}» non è un periodo: scrivi il primo e l’ultimo giorno, ad esempio 2026-03-10..2026-04-20.`,
    );
  const [from, to] = [readDay(first), readDay(last)];
  if (!from.ok) return from;
  return to.ok ? ok({ kind: 'suspension', from: from.value, to: to.value }) : to;
}

function readExtension(typed: string): Result<PeriodChange> {
  const [, months] = /^\+?\s*(\d{1,3})\s*(?:m|mes[ei])?$/i.exec(typed.trim()) ?? [];
  if (months !== undefined) return ok({ kind: 'extension', months: Number(months) });
  const to = readDay(typed);
  return to.ok
    ? ok({ kind: 'extension', to: to.value })
    : err(`${to.error} Oppure i mesi in più, ad esempio 2.`);
}

function readEnd(typed: string): Result<PeriodChange> {
  const on = readDay(typed);
  return on.ok ? ok({ kind: 'earlyEnd', on: on.value }) : on;
}

function readGround(typed: string, grounds: Readonly<Record<string, string>>): Result<string> {
  const wanted = comparable(typed);
  const labels = Object.entries(grounds);
  const exact = labels.filter(([key, label]) =>
    [key, label].some((it) => comparable(it) === wanted),
  );
  const found =
    exact.length > 0 || wanted === ''
      ? exact
      : labels.filter(([, label]) => comparable(label).startsWith(wanted));
  const [one, ...others] = found;
  if (one !== undefined && others.length === 0) return ok(one[0]);
  return err(
    labels.length === 0
      ? 'Una proroga non chiede un motivo: sta nell’addendum. Togli --ground.'
      : `Il motivo non è tra quelli che conosco: ${list(Object.values(grounds), 'o')}. Scrivi ad esempio --ground "${labels[0]?.[1] ?? ''}".`,
  );
}

// ── What is written ───────────────────────────────────────────────────────────────────────────

function changeActs({ writes }: PeriodPlan, world: World): readonly Act[] {
  const { row, cells } = writes;
  return [...(row === undefined ? [] : [appended(row)]), ...cells.map((it) => changed(it, world))];
}

function groundActs(id: string, { plan, ground: fate }: PeriodLook, world: World): readonly Act[] {
  const { ground } = plan.writes;
  if (ground === undefined || fate !== 'named') return [];
  const { tab, row, link, cells, ties } = ground;
  return [
    ...(row === undefined ? [] : [appended({ tab, values: row }, { [link]: id })]),
    ...cells.map((it) => changed(it, world)),
    ...ties.map(
      (tie): Act => ({
        kind: 'change',
        id: tie,
        column: link,
        before: cellAt({ tab, id: tie, column: link }, world),
        after: id,
      }),
    ),
  ];
}

/** Whether the same row waits already for the register to be closed. */
async function isWaiting(acts: readonly Act[], ledger: Ledger): Promise<boolean> {
  const rows = acts.flatMap((it) => (it.kind === 'append' ? JSON.stringify(it.values) : []));
  if (rows.length === 0) return false;
  const queue = await ledger.recall('queue');
  return [...queue.values()].some((words) => {
    // As `record` queues them.
    const { act } = JSON.parse(words) as { readonly act: Act };
    return act.kind === 'append' && rows.includes(JSON.stringify(act.values));
  });
}

function appended(
  { tab, values }: { readonly tab: AnyTab; readonly values: Values },
  more: Readonly<Record<string, Cell>> = {},
): Act {
  const cells = Object.entries(values).map(([key, it]) => [key, tab.columns[key]?.write(it)]);
  return { kind: 'append', tab: tab.name, values: { ...Object.fromEntries(cells), ...more } };
}

function changed(it: CellMoved, world: World): Act {
  const { tab, id, column, after } = it;
  return {
    kind: 'change',
    id,
    column,
    before: cellAt(it, world),
    after: after === undefined ? undefined : tab.columns[column]?.write(after),
  };
}

type Place = Pick<CellMoved, 'tab' | 'id' | 'column'>;

/** A cell as somebody typed it: what `record` compares with. */
function cellAt({ tab, id, column }: Place, { register }: World): Cell {
  const at = register.layout(tab)?.at.get(column);
  const row = register.find(id)?.row;
  if (at === undefined || row === undefined) return undefined;
  return orBlank(register.layout(tab)?.grid.rows[register.lineOf(row)]?.[at]);
}

/** Something stands in the cell that could not be read: to be seen by a person before it is written over. */
function hidden(it: CellMoved, world: World): boolean {
  return it.before === undefined && !isBlank(cellAt(it, world));
}

/**
 * The world in which the row of the change is already there under the ID it is about to have, so that the row of its
 * ground may name it in the same run.
 */
function knowing(id: string, { writes: { row } }: PeriodPlan, world: World): World {
  if (row === undefined) return world;
  const { register } = world;
  const made = { tab: row.tab, row: { id } };
  return {
    ...world,
    register: { ...register, find: (asked) => (asked === id ? made : register.find(asked)) },
  };
}

function groundFate({ change }: PeriodAsked, { volumes, register }: World): GroundFate {
  if (change.kind !== 'suspension') return 'none';
  if (change.ground === undefined) return 'notNamed';
  const restricted = volumes.flatMap((it) => it.tabs).filter((it) => it.book === 'riservato');
  return restricted.some((it) => register.layout(it)?.id !== undefined) ? 'named' : 'notAtHand';
}

/** Only what may be told whoever asks: a refusal made of restricted or personal cells gives way to a neutral one. */
function released({ says, classes }: Refused): string {
  return classes.every((it) => it === 'internal' || it === 'public')
    ? says
    : 'Una cella non si può scrivere: guarda la riga nel suo registro, con il coordinatore.';
}

// ── Words ─────────────────────────────────────────────────────────────────────────────────────

const kept = 'Il motivo, se è riservato, sta solo nel registro riservato.';
const notAtHand =
  'Il motivo non è scritto da nessuna parte: il registro riservato non è tra i file aperti, o il suo modulo è spento. Se è riservato scrivilo lì a mano, oppure ripeti lo stesso comando quando c’è.';
const stillWaiting =
  'La stessa modifica aspetta già: sarà fatta al prossimo controllo, ad esempio con «alice check» quando il registro è chiuso.';

const groundSays: Readonly<Record<GroundFate, readonly string[]>> = {
  none: [],
  notNamed: [],
  named: [kept],
  notAtHand: [notAtHand],
};

function appliedSays(
  { ground }: PeriodLook,
  outcome: Recorded['outcome'],
  says: readonly string[],
): readonly string[] {
  switch (outcome) {
    case 'nothing':
      return ['Era già tutto registrato: non ho scritto niente.', ...groundSays[ground]];
    case 'changed':
      return [
        'Qualcuno ha salvato il registro nel frattempo: non ho scritto niente, ripeti lo stesso comando.',
      ];
    case 'queued':
      return [
        ...says,
        'Un registro è aperto: ciò che manca aspetta e sarà fatto al prossimo controllo, ad esempio con «alice check» quando è chiuso.',
        ...groundSays[ground],
      ];
    case 'done':
      return [...says, ...groundSays[ground]];
  }
}

function titleOf({ internship, kind, days }: PeriodPlan): string {
  const [from, to] = [inDigits(days.from), inDigits(days.to)];
  const length = daysLong(days);
  switch (kind) {
    case 'suspension':
      return `${internship}: sospensione dal ${from} al ${to} (${plural(length, 'giorno solare', 'giorni solari')}).`;
    case 'extension':
      return `${internship}: proroga dal ${from} al ${to} (${plural(length, 'giorno', 'giorni')}).`;
    case 'earlyEnd':
      return `${internship}: chiusura anticipata, ${plural(length, 'giorno', 'giorni')} in meno dal ${from} al ${to}.`;
  }
}

function recordedSays({ recorded, writes }: PeriodPlan): string {
  return writes.cells.length === 0
    ? `È già registrata: ${recorded ?? ''}.`
    : `È già registrata (${recorded ?? ''}) e si aggiorna.`;
}

function daysLong({ from, to }: Period): number {
  return daysBetween(from, to) + 1;
}

function arrow(before: string, after: string): string {
  return before === after ? after : `${before} → ${after}`;
}

function durationInWords({ months, days }: Pick<Duration, 'months' | 'days'>): string {
  return list([
    ...(months === 0 ? [] : [plural(months, 'mese', 'mesi')]),
    ...(days === 0 && months > 0 ? [] : [plural(days, 'giorno', 'giorni')]),
  ]);
}

function suspendedSays({ after }: PeriodPlan): string {
  return after.suspended === 0
    ? ''
    : ` (senza ${plural(after.suspended, 'giorno sospeso', 'giorni sospesi')})`;
}

function maximumSays(it: Maximum | undefined): string {
  if (it === undefined) return '';
  const longest =
    it.longest.months === it.months && it.longest.days === it.days
      ? ''
      : `, in alcuni casi ${durationInWords(it.longest)}`;
  return ` Massimo ${durationInWords(it)}${longest} (${it.source}).`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`${title}:`, ...lines.map((it) => `  ${it}`)];
}

function monthSays({ month, leaves, joins, planned }: MonthMoved): string {
  const moves = [
    ...(leaves.length === 0 ? [] : [`esce ${stretchesInWords(month, leaves)}`]),
    ...(joins.length === 0 ? [] : [`entra ${stretchesInWords(month, joins)}`]),
  ];
  const days =
    planned === undefined ? '' : `; giorni previsti ${planned.before} → ${planned.after}`;
  return `${monthInWords(month)}: ${moves.join(', ')}${days}`;
}

function stretchesInWords(month: Month, all: readonly Period[]): string {
  return list(
    all.map(({ from, to }) => {
      if (from === firstDay(month) && to === lastDay(month)) return 'tutto il mese';
      return from === to ? articled('il', from) : `${articled('dal', from)} ${articled('al', to)}`;
    }),
  );
}

/** «il 10», «dal 1°», «all’8». */
function articled(article: 'il' | 'dal' | 'al', it: Day): string {
  const number = Number(it.slice(8));
  if (number !== 8 && number !== 11) return `${article} ${number === 1 ? '1°' : number}`;
  return `${{ il: 'l’', dal: 'dall’', al: 'all’' }[article]}${number}`;
}

function owedSays({ what, by, source }: Owed): string {
  return `${what}${by === undefined ? '' : `, entro il ${inDigits(by)}`}${source === undefined ? '' : ` (${source})`}`;
}

function reminderSays({ what, before, after }: ReminderMoved): string {
  const day = (it: ReminderMoved['after']) => (it === undefined ? undefined : inDigits(it));
  if (after === undefined) return `${what}: non serve più (era il ${day(before) ?? ''})`;
  return `${what}: ${before === undefined ? '' : `${inDigits(before)} → `}${inDigits(after)}`;
}

function writesSay({ plan, ground }: PeriodLook): readonly string[] {
  const { row, cells } = plan.writes;
  return [
    ...(row === undefined ? [] : [`una riga nuova in «${row.tab.name}»`]),
    ...cells.map((it) => `«${labelOf(it)}» di ${it.id}`),
    ...(row === undefined && cells.length === 0
      ? ['nei fogli condivisi niente: è già tutto scritto']
      : []),
    ...(ground === 'notNamed'
      ? [
          'Nessun motivo: sta solo nel registro riservato, e per scriverlo lì si ripete con --ground.',
        ]
      : groundSays[ground]),
  ];
}

function labelOf({ tab, column }: Pick<CellMoved, 'tab' | 'column'>): string {
  return tab.columns[column]?.label ?? column;
}
