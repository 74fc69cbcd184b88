import { dueInWords } from '../core/allowance.ts';
import { type Cell, isBlank, resultOf } from '../core/cell.ts';
import {
  firstDay,
  inDigits,
  type Month,
  monthOf,
  monthInWords as named,
  plusMonth,
} from '../core/day.ts';
import type { InternshipMonth, ProgrammeMonths } from '../core/internship-month.ts';
import { type Cents, cents, inEuro, minus, plus, sum } from '../core/money.ts';
import type { Audience, Classified } from '../core/release.ts';
import { err, ok, type Result } from '../core/result.ts';
import { type AnyTab, idIn } from '../core/tab.ts';
import { comparable, plural } from '../core/words.ts';
import type { Clock, Ledger } from '../ports.ts';
import { readCalled } from './called.ts';
import {
  type Adjustment,
  adjustmentInWords,
  adjustmentsOf,
  aligned,
  feesOf,
  folded,
  personOf,
  type Teller,
  tellerFor,
} from './month.ts';
import {
  type AdjustReason,
  type Batch,
  type InternshipCells,
  type ItemCells,
  internshipOf,
  type Judged,
  knowsHowToPay,
  monthsTold,
  type OperatorCells,
  type PaymentCycle,
  type PaymentKind,
  type RowWith,
  requirementMissing,
  returnedIn,
  type Seen,
  stoppedBy,
  wayToPay,
} from './payment-ground.ts';
import { type Act, flushQueue, type Recorded, type Refused, record, timesById } from './record.ts';
import type { World } from './world.ts';

type Internship = RowWith<InternshipCells>;
type Item = RowWith<ItemCells>;
type Operator = RowWith<OperatorCells>;

/** A row proposed for «Liquidazioni». */
export interface PaymentRow {
  readonly kind: PaymentKind;
  readonly internship: Internship;
  readonly month: Month;
  /** Never below zero: `direction` says whether an adjustment takes away. */
  readonly amount: Cents;
  readonly direction: 'more' | 'less' | undefined;
  readonly reason: AdjustReason | undefined;
  readonly adjusts: Batch | undefined;
  readonly item: Item | undefined;
  readonly cup: string | undefined;
  /** Known only where nothing is withheld. */
  readonly withheld: Cents | undefined;
  readonly net: Cents | undefined;
  /** What is left of the internship's grant once it is paid; nothing where the grant is not known. */
  readonly grantLeft: Cents | undefined;
}

/** A sum that is not in the list, and every reason why. */
export interface LeftOut {
  readonly internship: string;
  readonly month: Month;
  readonly kind: PaymentKind;
  /** Where the month stands, or what kind of sum it is, as people read it. */
  readonly state: string;
  readonly why: readonly Classified<string>[];
}

/** A sum the bank sent back: whether to pay it again is for a person to say. */
export interface Question {
  readonly row: Batch;
  readonly internship: Internship;
  readonly month: Month;
  readonly says: Classified<string>;
}

/** What a budget item has left before the list and after it. */
export interface ItemUse {
  readonly id: string;
  readonly name: string;
  readonly takes: Cents;
  readonly left: Cents;
}

/** A payment list proposed, with all that is left out of it. One determina covers it; nothing is paid by it. */
export interface BatchPlan {
  readonly world: World;
  readonly month: Month;
  /** The months the list is for, by the programme's cycle: older ones still to be paid are in it too. */
  readonly cycle: { readonly from: Month; readonly to: Month };
  /** «5/2026». */
  readonly list: string;
  readonly preparedBy: string | undefined;
  readonly rows: readonly PaymentRow[];
  readonly leftOut: readonly LeftOut[];
  /** Months of the cycle that are in a list already. */
  readonly already: number;
  readonly questions: readonly Question[];
  /** Those in the list, with all that is known of why. */
  readonly adjustments: readonly Adjustment[];
  /** What leaves the till, what comes back into it, and what is left between them. */
  readonly sums: { readonly out: Cents; readonly back: Cents; readonly total: Cents };
  readonly items: readonly ItemUse[];
  readonly warnings: readonly Classified<string>[];
  /** What `applyBatch` writes. */
  readonly acts: readonly Act[];
}

/** What a payment list is asked for. */
export interface BatchAsked extends Judged {
  readonly month: Month;
  /** Who prepares it: the ID or the name of an operator. A role prepares nothing: the cell is left blank. */
  readonly by: string;
  /** Acts on «Liquidazioni» that wait for the file to be closed: see `waitingPayments`. */
  readonly waiting?: readonly Act[] | undefined;
  /** The IDs of rows sent back that a person said to pay again. */
  readonly repay?: ReadonlySet<string> | undefined;
}

/**
 * Proposes a payment list: what can be paid up to the cycle of the month asked for, on budget items that have enough
 * left, with adjustments of paid months and the fees of the hosts' tutors; who is left out, with every reason. What the
 * bank sent back is asked about, and in the list only if a person said so. Purely: nothing is written. Refuses a month
 * still to come, an operator it does not know, a row to repay that is none.
 */
export function planBatch(asked: BatchAsked): Result<BatchPlan> {
  const { world, ground, month } = asked;
  const { around, today } = world;
  if (!around.has(ground.tabs.batches))
    return err(
      `Il foglio «${ground.tabs.batches.name}» non c’è: scrivi sì a «Modulo amministrazione» nelle «Impostazioni», poi fai alice doctor --fix.`,
    );
  if (month > monthOf(today))
    return err(
      `${named(month)} deve ancora venire: scrivi un mese già cominciato, ad esempio ${plusMonth(monthOf(today), -1)}.`,
    );
  const asking = whoAsks(asked);
  if (!asking.ok) return asking;
  const { operator: preparer } = asking.value;
  const told = monthsTold(asked);
  const back = backIn(told, asked);
  const stray = [...(asked.repay ?? [])].find((id) => !back.some((it) => it.row.id === id));
  if (stray !== undefined)
    return err(
      `${stray} non è una liquidazione tornata indietro e ancora da ripagare${back[0] === undefined ? '.' : `: scrivi ad esempio ${back[0].row.id}.`}`,
    );

  const cycle = cycleOf(month, around.settings.of(ground.settings.paymentCycle));
  const drafting: Drafting = {
    asked,
    told,
    cycle,
    taken: takenBy(asked),
    back,
    stopped: stoppedBy(asked.findings),
    times: timesById(world, ground.tabs.internships),
  };
  const drafted = draftsOf(drafting);
  const placed = placedOn(drafted.drafts, drafting);
  const rows = placed.rows;
  const listNumber = nextList(asked);
  return ok({
    world,
    month,
    cycle,
    list: listNumber,
    preparedBy: preparer?.id,
    rows,
    leftOut: inOrder([...drafted.leftOut, ...placed.leftOut]),
    already: told.months.filter((it) => inCycle(it.month, cycle) && it.payments.length > 0).length,
    questions: back
      .filter(({ row }) => asked.repay?.has(row.id) !== true)
      .map((it) => questionOf(it, asked)),
    adjustments: adjustmentsOf(told, asked).filter((it) =>
      rows.some((one) => one.adjusts === it.adjusts && one.reason === it.reason),
    ),
    sums: sumsOf(rows),
    items: placed.items,
    warnings: warningsOf({ asked, told, rows, preparer }),
    acts: rows.map((it) => actOf(it, { asked, list: listNumber, preparer })),
  });
}

// ── Who prepares it, and until when it reaches ────────────────────────────────────────────────

/** Whoever asks: the role by which values are released, and the person where one is named. */
export interface Asking {
  readonly role: string;
  readonly operator: Operator | undefined;
}

/**
 * Who «--as» names: a role, or an operator by ID or by name, who then has the role of «Operatori». Refuses a name that
 * is nobody's, and who is not in service today.
 */
export function whoAsks({ by, world, ground }: Seen & { readonly by: string }): Result<Asking> {
  if (Object.hasOwn(world.knowledge.policy.roles, by)) return ok({ role: by, operator: undefined });
  const { preparedBy } = ground.tabs.batches.columns;
  const read = readCalled({ column: preparedBy, cell: by }, world);
  if (!read.ok) return err(read.error.say);
  // A reference to «Operatori» reads as a row of it.
  const operator = read.value as Operator;
  return isServing(operator, world)
    ? ok({ role: operator.role ?? '', operator })
    : err(
        `${operator.id} oggi non è in servizio: lo chieda chi lo è, ad esempio --as ${anOperator({ world, ground })}.`,
      );
}

function isServing({ from, to }: Operator, { today }: World): boolean {
  return (from === undefined || from <= today) && (to === undefined || today <= to);
}

/** An example: whoever works in administration, if there is anybody. */
function anOperator({ world, ground }: Seen): string {
  const all = world.around.rows(ground.tabs.operators).filter((it) => isServing(it, world));
  return (all.find((it) => it.role === 'administration') ?? all[0])?.id ?? 'administration';
}

const cycles: Readonly<Record<PaymentCycle, { readonly months: number; readonly says: string }>> = {
  monthly: { months: 1, says: 'ogni mese' },
  bimonthly: { months: 2, says: 'ogni due mesi' },
  quarterly: { months: 3, says: 'ogni tre mesi' },
};

interface Cycle {
  readonly from: Month;
  readonly to: Month;
  readonly says: string;
}

/** Cycles are those of the calendar: January and February, January to March. */
function cycleOf(month: Month, cycle: PaymentCycle): Cycle {
  const { months, says } = cycles[cycle];
  const from = plusMonth(month, -((Number(month.slice(5)) - 1) % months));
  return { from, to: plusMonth(from, months - 1), says };
}

function inCycle(month: Month, { from, to }: Pick<Cycle, 'from' | 'to'>): boolean {
  return from <= month && month <= to;
}

/** «5/2026» after «4/2026», whatever became of that list; a new year starts from 1. */
function nextList({ world, ground, waiting = [] }: BatchAsked): string {
  const year = world.today.slice(0, 4);
  const { batches } = ground.tabs;
  const typed = [
    ...world.around.rows(batches).map((it) => it.list),
    ...waiting.map((it) =>
      it.kind === 'append' ? readBy(batches.columns.list, it.values['list']) : undefined,
    ),
  ];
  const highest = typed.reduce<number>((top, it) => {
    const [, number, of] = /^\D*(\d{1,6})\s*\/\s*(\d{4})$/.exec(it ?? '') ?? [];
    return of === year ? Math.max(top, Number(number)) : top;
  }, 0);
  return `${highest + 1}/${year}`;
}

// ── What could be paid ────────────────────────────────────────────────────────────────────────

/** A sum that may be put into the list, if budget and grant allow it. */
interface Draft {
  readonly kind: PaymentKind;
  readonly internship: Internship;
  readonly month: Month;
  readonly state: string;
  readonly amount: Cents;
  readonly direction?: 'more' | 'less' | undefined;
  readonly reason?: AdjustReason | undefined;
  readonly adjusts?: Batch | undefined;
}

interface Back {
  readonly row: Batch;
  readonly month: Month;
  readonly told: InternshipMonth;
  readonly internship: Internship;
}

/** All that decides whether a sum may be paid, worked out once. */
interface Drafting {
  readonly asked: BatchAsked;
  readonly told: ProgrammeMonths;
  readonly cycle: Cycle;
  readonly taken: Taken;
  readonly back: readonly Back[];
  /** The IDs of rows with something that stops a payment. */
  readonly stopped: ReadonlySet<string>;
  /** In how many rows each internship's ID stands. */
  readonly times: ReadonlyMap<string, number>;
}

interface Drafted {
  readonly drafts: readonly Draft[];
  readonly leftOut: readonly LeftOut[];
}

function draftsOf(drafting: Drafting): Drafted {
  const parts = [
    ...drafting.told.months.map((it) => allowanceDraft(it, drafting)),
    ...adjustmentsOf(drafting.told, drafting.asked)
      .filter((it) => !isRepaid(it, drafting))
      .map((it) => adjustmentDraft(it, drafting)),
    ...drafting.back.map((it) => repaymentDraft(it, drafting)),
    ...feeDrafts(drafting),
  ];
  return {
    drafts: inOrder(parts.flatMap((it) => it.drafts)),
    leftOut: parts.flatMap((it) => it.leftOut),
  };
}

const nothing: Drafted = { drafts: [], leftOut: [] };

/** What a month still lacks is not known before what was sent back has been paid again. */
function isRepaid({ internship, month }: Adjustment, { back, asked }: Drafting): boolean {
  return back.some(
    (it) =>
      asked.repay?.has(it.row.id) === true && it.internship === internship && it.month === month,
  );
}

/** What has been paid, or is asked about, is neither in the list nor left out. */
function allowanceDraft(it: InternshipMonth, drafting: Drafting): Drafted {
  const { asked, cycle, back } = drafting;
  if (it.month > cycle.to || it.payments.length > 0) return nothing;
  if (back.some(({ told }) => told === it)) return nothing;
  // What was never due is told once, with the cycle it belongs to.
  if (it.state.key === 'notDue' && !inCycle(it.month, cycle)) return nothing;
  const draft = {
    kind: 'allowance',
    internship: internshipOf(it, asked),
    month: it.month,
    state: it.state.label,
  } as const;
  const why = whyNot(it, draft.internship, drafting);
  return why.length > 0 || it.due.kind !== 'due'
    ? leaving(draft, why)
    : drafted({ ...draft, amount: it.due.amount });
}

/** Every reason why a month is not to be paid now; none where it is. */
function whyNot(
  it: InternshipMonth,
  internship: Internship,
  drafting: Drafting,
): readonly Classified<string>[] {
  const { cycle, asked } = drafting;
  const more = heldBy({ internship, month: it.month, kind: 'allowance' }, drafting);
  if (it.state.key !== 'payable') return [...stateWhy(it, internship, drafting), ...more];
  const early =
    cycle.from !== cycle.to && inCycle(it.month, cycle) && cycle.to >= monthOf(asked.world.today)
      ? [
          said(
            `Si paga ${cycle.says}: ${named(it.month)} va con ${named(cycle.to)}, dal ${inDigits(firstDay(plusMonth(cycle.to, 1)))}.`,
          ),
        ]
      : [];
  return [
    ...(lacksRequirement(internship, drafting) ? [said(requirementMissing)] : []),
    ...early,
    ...more,
  ];
}

const waits = 'È in un elenco già confermato che aspetta: chiudi il registro e fai alice check.';

/** Why a month that is not payable is not. */
function stateWhy(
  it: InternshipMonth,
  internship: Internship,
  drafting: Drafting,
): readonly Classified<string>[] {
  if (it.obstacles.length > 0 && it.state.key !== 'open') return it.obstacles.map(said);
  switch (it.state.key) {
    case 'open':
      return [said('Il foglio del mese non risulta mandato.')];
    case 'sent':
      return [said('Il foglio firmato non è ancora tornato.')];
    case 'received':
      return [said('Il foglio è tornato e non è ancora controllato.')];
    case 'notDue':
      return [amounts(dueInWords(it.due))];
  }
  // Checked, and counted with another month whose sheet is still out.
  if (it.due.kind === 'open')
    return [said('Si paga con il mese vicino, il cui foglio non è ancora tornato.')];
  if (it.state.key !== 'checked') return [said(it.state.next ?? `È ${it.state.label}.`)];
  return [
    said(
      lacksRequirement(internship, drafting)
        ? requirementMissing
        : 'Il mese non è ancora finito: si paga quando è finito.',
    ),
  ];
}

/** What stands in the way of any sum: the rows it rests on, and a list that waits with the same sum in it. */
function heldBy(
  { internship, month, kind }: Pick<Draft, 'internship' | 'month' | 'kind'>,
  { asked: { world, ground }, stopped, times, taken }: Drafting,
): readonly Classified<string>[] {
  const rows = [
    internship,
    ...(internship.beneficiary === undefined ? [] : [internship.beneficiary]),
  ];
  return [
    ...((times.get(internship.id) ?? 0) > 1
      ? [
          `L’ID ${internship.id} sta in due righe di «${ground.tabs.internships.name}»: svuota la cella ID di quella copiata, poi ripeti.`,
        ]
      : []),
    ...(world.register.newIds.some((it) => it.id === internship.id)
      ? [`${internship.id} non ha ancora il suo ID nel foglio: fai prima alice check.`]
      : []),
    ...rows
      .filter((it) => stopped.has(it.id))
      .map((it) => `${it.id} ha segnalazioni che bloccano il pagamento: vedi «Da correggere».`),
    ...(taken.has(keyOf(internship.id, month, kind)) ? [waits] : []),
  ].map(said);
}

/** Without the restricted register nothing is known of anybody: that is a warning, not an obstacle. */
function lacksRequirement({ beneficiary }: Internship, { asked, stopped }: Drafting): boolean {
  if (!knowsHowToPay(asked)) return false;
  return beneficiary === undefined || wayToPay(beneficiary, stopped, asked) === undefined;
}

function adjustmentDraft(it: Adjustment, drafting: Drafting): Drafted {
  const { internship, month, direction, reason, adjusts, amount } = it;
  const draft = {
    kind: 'adjustment',
    internship,
    month,
    state: `rettifica ${it.labels.direction}`,
  } as const;
  const why = [
    ...it.obstacles.map(said),
    ...(direction === 'more' && lacksRequirement(internship, drafting)
      ? [said(requirementMissing)]
      : []),
    ...heldBy(draft, drafting),
  ];
  return why.length > 0
    ? leaving(draft, why)
    : drafted({ ...draft, amount, direction, reason, adjusts });
}

/** What pays the month is made good by an adjustment that names it; a fee or a refund is simply paid again. */
function repaymentDraft({ row, told: it, internship, month }: Back, drafting: Drafting): Drafted {
  if (drafting.asked.repay?.has(row.id) !== true) return nothing;
  const { amount = cents(0) } = row;
  const kind = row.kind === 'companyTutorFee' || row.kind === 'refund' ? row.kind : 'adjustment';
  const draft = { kind, internship, month, state: `${kinds[kind]} da ripagare` } as const;
  const why = [
    ...(row.amount === undefined
      ? [said(`In ${row.id} manca l’importo: scrivilo, ad esempio 600,00.`)]
      : []),
    ...(kind === 'adjustment' && it.due.kind === 'due' && plus(it.paid, amount) > it.due.amount
      ? [
          amounts(
            `Con ${inEuro(amount)} il mese arriverebbe a ${inEuro(plus(it.paid, amount))}, ma spettano ${inEuro(it.due.amount)}.`,
          ),
        ]
      : []),
    ...it.obstacles.map(said),
    ...(kind !== 'companyTutorFee' && lacksRequirement(internship, drafting)
      ? [said(requirementMissing)]
      : []),
    ...heldBy(draft, drafting),
  ];
  if (why.length > 0) return leaving(draft, why);
  return drafted(
    kind === 'adjustment'
      ? { ...draft, amount, direction: 'more', reason: 'returned', adjusts: row }
      : { ...draft, amount },
  );
}

function feeDrafts(drafting: Drafting): readonly Drafted[] {
  const { asked, told, cycle } = drafting;
  const months = told.months.filter((it) => it.month <= cycle.to);
  return feesOf(months, asked)
    .filter((it) => it.state === 'due')
    .map(({ internship, month, amount }) => {
      const draft = {
        kind: 'companyTutorFee',
        internship,
        month,
        state: 'compenso del tutor',
      } as const;
      const why = [
        ...(internship.companyTutor === undefined
          ? [
              said(
                `In ${internship.id} manca il tutor ospitante: scegli dall’elenco chi riceve il compenso.`,
              ),
            ]
          : []),
        ...heldBy(draft, drafting),
      ];
      return why.length > 0 ? leaving(draft, why) : drafted({ ...draft, amount });
    });
}

function drafted(it: Draft): Drafted {
  return { drafts: [it], leftOut: [] };
}

function leaving(it: Omit<Draft, 'amount'>, why: readonly Classified<string>[]): Drafted {
  return { drafts: [], leftOut: [leftOf(it, why)] };
}

function leftOf(
  { internship, month, kind, state }: Omit<Draft, 'amount'>,
  why: readonly Classified<string>[],
): LeftOut {
  return { internship: internship.id, month, kind, state, why };
}

function said(value: string): Classified<string> {
  return { value, classes: ['internal'] };
}

function amounts(value: string): Classified<string> {
  return { value, classes: ['internal', 'amount'] };
}

// ── What the bank sent back ───────────────────────────────────────────────────────────────────

function backIn({ months }: ProgrammeMonths, asked: BatchAsked): readonly Back[] {
  return months.flatMap((told) =>
    returnedIn(told, asked).map((row) => ({
      row,
      month: told.month,
      told,
      internship: internshipOf(told, asked),
    })),
  );
}

function questionOf({ row, told, internship }: Back, { ground, month }: BatchAsked): Question {
  const { kind, returnReason } = ground.tabs.batches.columns;
  const what = row.kind === undefined ? 'somma' : kind.show(row.kind);
  const why = row.returnReason === undefined ? '' : ` (${returnReason.show(row.returnReason)})`;
  const amount = row.amount === undefined ? '' : `, ${inEuro(row.amount)}`;
  return {
    row,
    internship,
    month: told.month,
    says: amounts(
      `${row.id}, ${what} di ${named(told.month)} di ${internship.id}${amount}, è tornata indietro${why}. I dati ora sono a posto e si ripaga? Se sì: npx alice month ${month} --batch --repay ${row.id}.`,
    ),
  };
}

// ── What waits for the file to be closed ──────────────────────────────────────────────────────

type Taken = ReadonlySet<string>;

function keyOf(internship: string, month: Month, kind: PaymentKind): string {
  return `${internship}/${month}/${kind}`;
}

/** The sums in rows that were confirmed and are not in the file yet. */
function takenBy({ waiting = [], ground }: BatchAsked): Taken {
  const { month, kind } = ground.tabs.batches.columns;
  return new Set(
    waiting.flatMap((it) => {
      if (it.kind !== 'append') return [];
      const { internship: cell } = it.values;
      const internship = typeof cell === 'string' ? idIn(cell) : undefined;
      const ofMonth = readBy(month, it.values['month']);
      const ofKind = readBy(kind, it.values['kind']);
      return internship === undefined || ofMonth === undefined || ofKind === undefined
        ? []
        : [keyOf(internship, ofMonth, ofKind)];
    }),
  );
}

function readBy<T>(
  column: { read(cell: Exclude<ReturnType<typeof resultOf>, undefined>): Result<T, unknown> },
  cell: Cell,
): T | undefined {
  const filled = resultOf(cell);
  if (isBlank(filled)) return undefined;
  const read = column.read(filled);
  return read.ok ? read.value : undefined;
}

/** The rows of «Liquidazioni» that were confirmed while the file was open, and wait in the ledger. */
export async function waitingPayments({
  world,
  ground,
  ledger,
}: Seen & { readonly ledger: Ledger }): Promise<readonly Act[]> {
  const queue = await ledger.recall('queue');
  if (queue.size === 0) return [];
  const { tasks } = flushQueue({ world, queue, highest: await ledger.highest() });
  const { name, formerly } = ground.tabs.batches;
  const names = new Set([name, ...formerly].map(comparable));
  return tasks
    .flatMap((it) => it.acts)
    .filter((it) => it.kind === 'append' && names.has(comparable(it.tab)));
}

// ── On which item, and within which grant ─────────────────────────────────────────────────────

interface Placed {
  readonly rows: readonly PaymentRow[];
  readonly leftOut: readonly LeftOut[];
  readonly items: readonly ItemUse[];
}

/** One after the other, each upon what those before it have left. */
function placedOn(drafts: readonly Draft[], drafting: Drafting): Placed {
  const { asked, told } = drafting;
  const itemsLeft = new Map(told.items.map((it) => [it.id, it.residual]));
  const grantsLeft = new Map([...told.grants].map(([id, it]) => [id, it.residual]));
  const takes = new Map<string, Cents>();
  const rows: PaymentRow[] = [];
  const leftOut: LeftOut[] = [];
  for (const it of drafts) {
    const { internship, amount } = it;
    const item = itemFor(it, itemsLeft, drafting);
    const ofPerson = it.kind !== 'companyTutorFee' && it.kind !== 'refund';
    const grant = ofPerson ? grantsLeft.get(internship.id) : undefined;
    const takesAway = it.direction === 'less';
    const why = [
      ...(item.ok ? [] : [item.error]),
      ...(grant !== undefined && !takesAway && amount > grant
        ? [
            amounts(
              `La borsa di ${internship.id} ha ancora ${inEuro(grant)}: ${inEuro(amount)} non ci stanno.`,
            ),
          ]
        : []),
    ];
    if (!item.ok || why.length > 0) {
      leftOut.push(leftOf(it, why));
      continue;
    }
    // What an adjustment takes away is spent again only once it has come back.
    const now = takesAway ? cents(0) : amount;
    const on = item.value?.id;
    if (on !== undefined) {
      itemsLeft.set(on, minus(itemsLeft.get(on) ?? cents(0), now));
      takes.set(on, plus(takes.get(on) ?? cents(0), now));
    }
    const grantLeft =
      grant === undefined ? undefined : takesAway ? plus(grant, amount) : minus(grant, amount);
    if (ofPerson) grantsLeft.set(internship.id, grantLeft);
    rows.push({
      kind: it.kind,
      internship,
      month: it.month,
      amount,
      direction: it.direction,
      reason: it.reason,
      adjusts: it.adjusts,
      item: item.value,
      cup:
        internship.cup ??
        item.value?.cup ??
        asked.world.settings.of(asked.ground.settings.programmeCup),
      ...taxOf(it, asked),
      grantLeft,
    });
  }
  return {
    rows,
    leftOut,
    items: told.items
      .filter((it) => takes.has(it.id))
      .map((it) => ({
        id: it.id,
        name: [it.code, it.name].filter((one) => one !== undefined).join(' '),
        takes: takes.get(it.id) ?? cents(0),
        left: itemsLeft.get(it.id) ?? cents(0),
      })),
  };
}

/** What is withheld is a decision of whoever pays: known only where the allowance is exempt, and of the allowance alone. */
function taxOf(
  { kind, amount }: Draft,
  { world, ground }: BatchAsked,
): Pick<PaymentRow, 'withheld' | 'net'> {
  const exempt =
    world.settings.of(ground.settings.taxRegime) === 'exempt' &&
    (kind === 'allowance' || kind === 'adjustment');
  return exempt ? { withheld: cents(0), net: amount } : { withheld: undefined, net: undefined };
}

const categories: Readonly<Partial<Record<PaymentKind, string>>> = {
  allowance: 'allowances',
  adjustment: 'allowances',
  companyTutorFee: 'companyTutors',
};

/**
 * The item a sum stands on: an adjustment on that of the row it corrects, else the first of its category that may
 * still be spent, is of the same fund, and has enough left. An allowance may stand on none where there is no budget.
 */
function itemFor(
  it: Draft,
  left: ReadonlyMap<string, Cents>,
  drafting: Drafting,
): Result<Item | undefined, Classified<string>> {
  const { world, ground } = drafting.asked;
  const { budget } = ground.tabs;
  const own = it.adjusts?.item;
  const category = categories[it.kind];
  if (own === undefined && category === undefined) return ok(undefined);
  const all =
    own === undefined
      ? world.around.rows(budget).filter((one) => one.category === category)
      : [own];
  if (all.length === 0)
    return it.kind === 'companyTutorFee'
      ? err(
          said(
            `Nel «${budget.name}» non c’è una voce «${budget.columns.category.show(category ?? '')}»: aggiungila, oppure liquida il compenso a parte.`,
          ),
        )
      : ok(undefined);
  if (it.direction === 'less') return ok(all[0]);
  const judged = all.map((one) => ({ one, why: unfit(one, it, left, drafting) }));
  const fit = judged.find(({ why }) => why === undefined);
  if (fit !== undefined) return ok(fit.one);
  const reasons = judged.flatMap(({ why }) => why ?? []);
  return err({
    value: reasons.map((one) => one.value).join(' '),
    classes: [...new Set(reasons.flatMap((one) => one.classes))],
  });
}

/** Why a sum may not stand on an item; nothing where it may. */
function unfit(
  item: Item,
  { internship, amount }: Draft,
  left: ReadonlyMap<string, Cents>,
  { asked: { world, ground }, stopped }: Drafting,
): Classified<string> | undefined {
  const { until, fundingSource } = item;
  if (stopped.has(item.id))
    return said(
      `La voce ${item.id} ha segnalazioni che bloccano il pagamento: vedi «Da correggere».`,
    );
  if (until !== undefined && until < world.today)
    return said(`La voce ${item.id} si poteva spendere fino al ${inDigits(until)}.`);
  if (
    fundingSource !== undefined &&
    internship.fundingSource !== undefined &&
    fundingSource !== internship.fundingSource
  )
    return said(
      `La voce ${item.id} è di un altro fondo (${ground.tabs.budget.columns.fundingSource.show(fundingSource)}).`,
    );
  const rest = left.get(item.id) ?? cents(0);
  return amount > rest
    ? amounts(`La voce ${item.id} ha ancora ${inEuro(rest)}: ${inEuro(amount)} non ci stanno.`)
    : undefined;
}

// ── Sums and warnings ─────────────────────────────────────────────────────────────────────────

function sumsOf(rows: readonly PaymentRow[]): BatchPlan['sums'] {
  const [less, more] = [true, false].map((back) =>
    sum(rows.filter((it) => (it.direction === 'less') === back).map((it) => it.amount)),
  );
  const [out, back] = [more ?? cents(0), less ?? cents(0)];
  return { out, back, total: minus(out, back) };
}

function warningsOf({
  asked,
  told,
  rows,
  preparer,
}: {
  readonly asked: BatchAsked;
  readonly told: ProgrammeMonths;
  readonly rows: readonly PaymentRow[];
  readonly preparer: Operator | undefined;
}): readonly Classified<string>[] {
  if (rows.length === 0) return [];
  const { ground } = asked;
  return [
    ...(preparer === undefined
      ? [
          said(
            `«${ground.tabs.batches.columns.preparedBy.label}» resta vuota, perché non so chi la prepara: ripeti con il suo ID, ad esempio --as ${anOperator(asked)}.`,
          ),
        ]
      : []),
    ...taxWarnings(rows, asked),
    ...(knowsHowToPay(asked)
      ? []
      : [said('Il registro riservato non è collegato: non so se di ognuno si sa come pagarlo.')]),
    ...(rows.some((it) => it.item === undefined)
      ? [
          said(
            `Nel «${ground.tabs.budget.name}» non c’è una voce «${ground.tabs.budget.columns.category.show('allowances')}»: «${ground.tabs.batches.columns.item.label}» resta vuota.`,
          ),
        ]
      : []),
    ...budgetWarnings(told, rows, asked),
  ];
}

function taxWarnings(
  rows: readonly PaymentRow[],
  { world, ground }: BatchAsked,
): readonly Classified<string>[] {
  const regime = world.settings.of(ground.settings.taxRegime);
  if (regime === 'exempt')
    return rows.some((it) => it.kind === 'companyTutorFee')
      ? [
          said(
            'Dei compensi ai tutor ospitanti ritenute e netto restano vuoti: l’esenzione è dell’indennità, non loro.',
          ),
        ]
      : [];
  return [
    said(
      regime === 'taxed'
        ? 'L’indennità è reddito assimilato: ritenute e netto li calcola l’ente pagatore, e restano vuoti.'
        : `Il regime fiscale non è deciso: ritenute e netto restano vuoti. Si scrive in «Impostazioni», alla voce «${ground.settings.taxRegime.column.label}».`,
    ),
  ];
}

/** What the settings allow a month, and in all, for what people are paid. */
function budgetWarnings(
  { months }: ProgrammeMonths,
  rows: readonly PaymentRow[],
  { world, ground }: BatchAsked,
): readonly Classified<string>[] {
  const { settings } = world;
  const monthly = settings.of(ground.settings.monthlyBudget);
  const total = settings.of(ground.settings.totalBudget);
  const people = rows.filter((it) => it.kind === 'allowance' || it.kind === 'adjustment');
  const added = (some: readonly PaymentRow[]) => sumsOf(some).total;
  const paid = (some: readonly InternshipMonth[]) => sum(some.map((it) => it.paid));
  const over = (what: string, spent: Cents, most: Cents | undefined, where: string) =>
    most !== undefined && spent > most
      ? [
          amounts(
            `${what} si arriva a ${inEuro(spent)}, oltre ${inEuro(most)} di «${where}» nelle «Impostazioni».`,
          ),
        ]
      : [];
  const touched = [...new Set(people.map((it) => it.month))].toSorted();
  return [
    ...touched.flatMap((month) =>
      over(
        `Con questo elenco per ${named(month)}`,
        plus(
          paid(months.filter((it) => it.month === month)),
          added(people.filter((it) => it.month === month)),
        ),
        monthly,
        ground.settings.monthlyBudget.column.label,
      ),
    ),
    ...over(
      'Con questo elenco in tutto',
      plus(paid(months), added(people)),
      total,
      ground.settings.totalBudget.column.label,
    ),
  ];
}

// ── As it is written ──────────────────────────────────────────────────────────────────────────

function actOf(
  it: PaymentRow,
  {
    asked: { world, ground },
    list: number,
    preparer,
  }: {
    readonly asked: BatchAsked;
    readonly list: string;
    readonly preparer: Operator | undefined;
  },
): Act {
  const { batches } = ground.tabs;
  const row: Omit<Batch, 'id'> = {
    list: number,
    month: it.month,
    internship: it.internship,
    kind: it.kind,
    amount: it.amount,
    adjusts: it.adjusts?.id,
    direction: it.direction,
    adjustReason: it.reason,
    withheld: it.withheld,
    net: it.net,
    item: it.item,
    cup: it.cup,
    preparedBy: preparer,
    preparedOn: world.today,
    commitment: oneCommitment(it.item),
  };
  return { kind: 'append', tab: batches.name, values: cellsOf(row, batches) };
}

/** An item may stand on several commitments: which of them pays is not for ALICE to say. */
function oneCommitment(item: Item | undefined): string | undefined {
  return item?.commitment?.includes(',') === true ? undefined : item?.commitment;
}

function cellsOf(row: object, { columns }: AnyTab): Readonly<Record<string, Cell>> {
  return Object.fromEntries(
    Object.entries(row).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, columns[key]?.write(value)] as const],
    ),
  );
}

/** What became of a list somebody confirmed. */
export interface Applied {
  /** As of `record`; `waiting`: an earlier list still waits for the file to be closed, so nothing was done. */
  readonly outcome: Recorded['outcome'] | 'waiting';
  readonly run: string | undefined;
  readonly list: string;
  /** The IDs of the new rows. */
  readonly ids: readonly string[];
  readonly says: readonly string[];
}

/**
 * Writes a list a named person confirmed into «Liquidazioni», as one run that can be undone. A plan made before
 * somebody saved writes nothing (`changed`): plan anew, and what they paid meanwhile is no longer in it.
 */
export async function applyBatch({
  plan,
  ground,
  ledger,
  clock,
  by,
}: {
  readonly plan: BatchPlan;
  readonly ground: Judged['ground'];
  readonly ledger: Ledger;
  readonly clock: Clock;
  /** The person who confirmed. */
  readonly by: string;
}): Promise<Result<Applied, readonly Refused[]>> {
  const { world, acts, list: number } = plan;
  const untouched = { run: undefined, list: number, ids: [] };
  if (acts.length === 0)
    return ok({ ...untouched, outcome: 'nothing', says: ['Non c’è nulla da mettere in elenco.'] });
  if ((await waitingPayments({ world, ground, ledger })).length > 0)
    return ok({
      ...untouched,
      outcome: 'waiting',
      says: [
        'Un elenco già confermato aspetta che il registro sia chiuso: chiudilo, fai alice check, poi ripeti.',
      ],
    });
  const done = await record({ world, acts, ledger, clock, verb: 'month', by });
  if (!done.ok) return done;
  const { outcome, run, ids, says } = done.value;
  return ok({
    outcome,
    run,
    list: number,
    ids: outcome === 'changed' ? [] : ids,
    says: appliedSays({ outcome, ids, says, number }),
  });
}

function appliedSays({
  outcome,
  ids,
  says,
  number,
}: Pick<Recorded, 'outcome' | 'ids' | 'says'> & { readonly number: string }): readonly string[] {
  const first = ids[0] ?? '';
  const which = ids.length === 1 ? first : `da ${first} a ${ids.at(-1) ?? ''}`;
  const rows = plural(ids.length, 'riga', 'righe');
  if (outcome === 'changed')
    return ['Qualcuno ha salvato il registro nel frattempo: non ho scritto nulla, ripeti.'];
  if (outcome === 'queued')
    return [`L’elenco ${number} è confermato (${rows}).`, ...says.slice(-1)];
  return [
    `Ho scritto l’elenco ${number} in «Liquidazioni»: ${rows}, ${which}. Nessun pagamento parte da qui: serve la determina.`,
  ];
}

// ── As it is told ─────────────────────────────────────────────────────────────────────────────

/** A list as lines for a terminal, at most a hundred signs wide: what is in it, who is not and why, what to look at. */
export function batchInWords(plan: BatchPlan, audience: Audience): readonly string[] {
  const { knowledge } = plan.world;
  const tell = tellerFor(audience, knowledge.policy);
  if (!tell.may('internal'))
    return [
      'Con questo ruolo gli elenchi non si possono vedere: scrivi ad esempio --as administration.',
    ];
  const { rows, sums } = plan;
  const title =
    rows.length === 0
      ? [`Nessuna somma da mettere in elenco per ${cycleInWords(plan)}.`]
      : [
          `Elenco ${plan.list} proposto per ${cycleInWords(plan)}: ${plural(rows.length, 'riga', 'righe')}, ${tell.money(sums.total)}.`,
          '',
          ...rowLines(rows, tell),
          '',
          ...sumLines(plan, tell),
        ];
  return [
    ...title,
    ...adjustmentLines(plan, tell),
    ...(plan.already === 0
      ? []
      : [`${plural(plan.already, 'mese è', 'mesi sono')} già in un elenco.`]),
    ...leftOutLines(plan, tell),
    ...section('Da decidere: somme tornate indietro', plan.questions, (it) => it.says, tell),
    ...section('Attenzione', plan.warnings, (it) => it, tell),
    ...nextLines(plan),
  ];
}

function cycleInWords({ cycle: { from, to } }: BatchPlan): string {
  return from === to ? named(from) : `${named(from)} – ${named(to)}`;
}

const kinds: Readonly<Record<PaymentKind, string>> = {
  allowance: 'indennità',
  adjustment: 'rettifica',
  companyTutorFee: 'compenso tutor',
  refund: 'rimborso spese',
};

function rowLines(rows: readonly PaymentRow[], tell: Teller): readonly string[] {
  return aligned(
    [
      ['Tirocinio', 'Persona', 'Mese', 'Che cosa', 'Importo', 'Voce', 'Resta'],
      ...rows.map((it) => [
        it.internship.id,
        personOf(it.internship, tell),
        named(it.month),
        it.adjusts === undefined ? kinds[it.kind] : `${kinds[it.kind]} di ${it.adjusts.id}`,
        it.direction === 'less' && tell.may('internal', 'amount')
          ? `-${tell.money(it.amount)}`
          : tell.money(it.amount),
        it.item?.id ?? '—',
        tell.money(it.grantLeft),
      ]),
    ],
    new Set([4, 6]),
  );
}

function adjustmentLines({ adjustments }: BatchPlan, tell: Teller): readonly string[] {
  if (adjustments.length === 0) return [];
  return [
    '',
    'Rettifiche in elenco: se un foglio è stato cambiato per sbaglio, correggilo prima',
    ...adjustments.flatMap((it) => folded(adjustmentInWords(it, tell), '  ')),
  ];
}

function sumLines({ sums, items }: BatchPlan, tell: Teller): readonly string[] {
  return [
    ...(Number(sums.back) === 0
      ? []
      : [
          `Da pagare ${tell.money(sums.out)}, da recuperare ${tell.money(sums.back)}: in tutto ${tell.money(sums.total)}.`,
        ]),
    ...items.flatMap((it) =>
      folded(
        `${it.id} ${it.name}: ${tell.money(it.takes)} con questo elenco, poi restano ${tell.money(it.left)}.`,
      ),
    ),
  ];
}

function leftOutLines({ leftOut }: BatchPlan, tell: Teller): readonly string[] {
  if (leftOut.length === 0) return [];
  return [
    '',
    'Restano fuori',
    ...leftOut.flatMap((it) => {
      const why = it.why.map((one) => tell.value(one.value, ...one.classes) ?? hidden).join(' ');
      const [first = '', ...rest] = folded(
        `${it.internship}, ${named(it.month)}: ${it.state}. ${why}`,
        '',
        96,
      );
      return [`  ${first}`, ...rest.map((line) => `    ${line}`)];
    }),
  ];
}

const hidden = '(Gli importi li vede chi può.)';

function section<T>(
  heading: string,
  all: readonly T[],
  says: (it: T) => Classified<string>,
  tell: Teller,
): readonly string[] {
  if (all.length === 0) return [];
  return [
    '',
    heading,
    ...all.flatMap((it) => {
      const { value, classes } = says(it);
      return folded(tell.value(value, ...classes) ?? hidden, '  ');
    }),
  ];
}

function nextLines({ rows, month }: BatchPlan): readonly string[] {
  if (rows.length === 0) return [];
  return [
    '',
    ...folded(
      `Per scrivere l’elenco in «Liquidazioni»: npx alice month ${month} --batch --apply. Una determina lo copre tutto; negli atti pubblicati vanno gli ID, mai i nomi. Nessun pagamento parte da qui.`,
    ),
  ];
}

/** A list for other programs: amounts are whole cents. */
export function batchAsData(plan: BatchPlan, audience: Audience): object {
  const tell = tellerFor(audience, plan.world.knowledge.policy);
  const head = { schemaVersion: 1, verb: 'month', month: plan.month, today: plan.world.today };
  if (!tell.may('internal')) return { ...head, rows: [] };
  const words = (it: Classified<string>) => tell.value(it.value, ...it.classes) ?? hidden;
  return {
    ...head,
    cycle: { from: plan.cycle.from, to: plan.cycle.to },
    list: plan.list,
    preparedBy: plan.preparedBy,
    rows: plan.rows.map((it) => ({
      internship: it.internship.id,
      beneficiary: it.internship.beneficiary?.id,
      month: it.month,
      kind: it.kind,
      amountCents: tell.cents(it.amount),
      direction: it.direction,
      reason: it.reason,
      adjusts: it.adjusts?.id,
      item: it.item?.id,
      cup: it.cup,
      withheldCents: tell.cents(it.withheld),
      netCents: tell.cents(it.net),
      grantLeftCents: tell.cents(it.grantLeft),
    })),
    leftOut: plan.leftOut.map(({ why, ...it }) => ({ ...it, why: why.map(words) })),
    already: plan.already,
    questions: plan.questions.map((it) => ({
      row: it.row.id,
      internship: it.internship.id,
      month: it.month,
      amountCents: tell.cents(it.row.amount),
      says: words(it.says),
    })),
    sums: {
      outCents: tell.cents(plan.sums.out),
      backCents: tell.cents(plan.sums.back),
      totalCents: tell.cents(plan.sums.total),
    },
    items: plan.items.map((it) => ({
      id: it.id,
      takesCents: tell.cents(it.takes),
      leftCents: tell.cents(it.left),
    })),
    warnings: plan.warnings.map(words),
  };
}

/** By month, then by internship: the oldest first, so that it is the last to miss what a budget still has. */
function inOrder<T extends { readonly month: Month; readonly internship: string | Internship }>(
  all: readonly T[],
): readonly T[] {
  const idOf = ({ internship }: T) => (typeof internship === 'string' ? internship : internship.id);
  return all.toSorted((a, b) => compare(a.month, b.month) || compare(idOf(a), idOf(b)));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
