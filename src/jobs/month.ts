import { dueInWords, shareInWords } from '../core/allowance.ts';
import { numbersOf, type Outlook } from '../core/attendance.ts';
import { inHours } from '../core/column.ts';
import { type Day, daysOf, inDigits, type Month, monthInWords as named } from '../core/day.ts';
import type {
  Grant,
  InternshipMonth,
  ItemLeft,
  ProgrammeMonths,
} from '../core/internship-month.ts';
import { type Cents, cents, inEuro, sum } from '../core/money.ts';
import { type Audience, type Policy, type Privacy, release } from '../core/release.ts';
import { err, ok, type Result } from '../core/result.ts';
import { list, plural } from '../core/words.ts';
import {
  type AdjustReason,
  type Batch,
  type InternshipCells,
  internshipOf,
  isSettled,
  type Judged,
  monthsTold,
  type PersonCells,
  paymentsIn,
  type RowWith,
  returnedIn,
  type Seen,
  sheetOf,
} from './payment-ground.ts';
import { type Verified, verified } from './proofs.ts';
import { outlookInWords } from './why-month.ts';

// ── A month, planned ──────────────────────────────────────────────────────────────────────────

/** One internship in the month. */
export interface MonthRow {
  readonly told: InternshipMonth;
  readonly internship: RowWith<InternshipCells>;
  /** Whether its signed sheet is back: before that nothing is known of what was done. */
  readonly arrived: boolean;
  readonly grant: Grant | undefined;
}

/** The internships of the month that stand in one state: what is due to them together, as far as it is known. */
export interface StateTotal {
  readonly key: string;
  readonly label: string;
  readonly count: number;
  /** Nothing while no month of them has an amount. */
  readonly due: Cents | undefined;
}

/** The days on which somebody was there while insured. */
export interface Insured {
  readonly internship: RowWith<InternshipCells>;
  readonly id: string;
  readonly days: readonly Day[];
  readonly checkedOn: Day | undefined;
}

/** What goes to the host's tutor for one internship and month. */
export interface Fee {
  readonly id: string;
  readonly internship: RowWith<InternshipCells>;
  readonly month: Month;
  readonly days: number;
  readonly amount: Cents;
  /** `due`: to be put into a list · `listed`: it is in one · `returned`: the bank sent it back · `waiting`: the month is not settled yet. */
  readonly state: 'due' | 'listed' | 'returned' | 'waiting';
  /** The row of «Liquidazioni» it is in. */
  readonly row: string | undefined;
}

/** A paid month that now comes to another amount: proposed, never written by itself. */
export interface Adjustment {
  readonly internship: RowWith<InternshipCells>;
  readonly month: Month;
  /** The row it corrects. */
  readonly adjusts: Batch;
  readonly direction: 'more' | 'less';
  /** Always above zero. */
  readonly amount: Cents;
  readonly reason: AdjustReason;
  /** Direction and reason as «Liquidazioni» call them. */
  readonly labels: { readonly direction: string; readonly reason: string };
  readonly paid: Cents;
  readonly due: Cents;
  /** How the amount due was counted. */
  readonly counted: string;
  /** The cells that changed since the sheet was checked, where that is known: «FP-0031 «12»». */
  readonly changed: readonly string[];
  /** What has to be cleared up before it may be written. */
  readonly obstacles: readonly string[];
}

/** A month of the programme as people pay it, worked out and shown; nothing is written. */
export interface MonthPlan {
  readonly month: Month;
  readonly today: Day;
  readonly policy: Policy;
  readonly internship: string | undefined;
  readonly rows: readonly MonthRow[];
  readonly totals: readonly StateTotal[];
  readonly due: Cents;
  /** The months still open in which days were lost already, those with least to spare first. */
  readonly early: readonly MonthRow[];
  readonly items: readonly ItemLeft[];
  readonly insured: readonly Insured[];
  readonly fees: readonly Fee[];
  /** Of all months, not only of this one. */
  readonly adjustments: readonly Adjustment[];
}

/**
 * What a month comes to: planned and done, what is due and why, what is left of each grant and budget item, days for
 * INAIL, fees of the hosts' tutors, and adjustments proposed for paid months of any time. Purely: it may be shown and
 * thrown away. Refuses an ID that is no internship.
 */
export function planMonth({
  month,
  internship,
  ...judged
}: Judged & {
  readonly month: Month;
  readonly internship?: string | undefined;
}): Result<MonthPlan> {
  const { world, ground } = judged;
  const id = internship?.trim().toUpperCase();
  if (id !== undefined && world.register.find(id)?.tab !== ground.tabs.internships)
    return err(
      `«${internship}» non è un tirocinio del registro: scrivi il suo ID, ad esempio ${world.register.rows(ground.tabs.internships)[0]?.id ?? 'T-0014'}.`,
    );
  const told = monthsTold(judged, id);
  const rows = told.months.filter((it) => it.month === month).map((it) => rowOf(it, told, judged));
  return ok({
    month,
    today: world.today,
    policy: world.knowledge.policy,
    internship: id,
    rows,
    totals: totalsOf(rows),
    due: sum(rows.map(dueOf)),
    early: rows.filter(isSlipping).toSorted((a, b) => spareOf(a) - spareOf(b)),
    items: told.items,
    insured: rows.flatMap((it) => insuredIn(it, judged)),
    fees: feesOf(
      rows.map((it) => it.told),
      judged,
    ),
    adjustments: adjustmentsOf(told, judged),
  });
}

function rowOf(told: InternshipMonth, { grants }: ProgrammeMonths, judged: Judged): MonthRow {
  return {
    told,
    internship: internshipOf(told, judged),
    arrived: sheetOf(told, judged)?.receivedOn !== undefined,
    grant: grants.get(told.internship),
  };
}

function totalsOf(rows: readonly MonthRow[]): readonly StateTotal[] {
  return [...Map.groupBy(rows, (it) => it.told.state.key)].map(([key, some]) => ({
    key,
    label: some[0]?.told.state.label ?? key,
    count: some.length,
    due: some.some(({ told }) => told.due.kind === 'due') ? sum(some.map(dueOf)) : undefined,
  }));
}

function dueOf({ told: { due } }: MonthRow): Cents {
  return due.kind === 'due' ? due.amount : cents(0);
}

/** A month still open in which a planned day has been lost. */
function isSlipping({ told: { outlook, attendance }, arrived }: MonthRow): boolean {
  return (
    !arrived &&
    outlook !== undefined &&
    outlook.verdict !== 'reached' &&
    outlook.reachable < attendance.expected
  );
}

function spareOf({ told: { outlook } }: MonthRow): number {
  return outlook === undefined || outlook.verdict === 'lost' ? -1 : outlook.daysToSpare;
}

/** Nothing before the sheet is back: what is typed meanwhile is no proof for the insurer. */
function insuredIn({ told, internship, arrived }: MonthRow, judged: Judged): readonly Insured[] {
  if (!arrived) return [];
  const all = daysOf(told.month);
  const days = numbersOf(told.insuredDays).flatMap((it) => all[it - 1] ?? []);
  return [{ internship, id: told.internship, days, checkedOn: sheetOf(told, judged)?.checkedOn }];
}

/** The fees of the hosts' tutors for some months, and where each stands. */
export function feesOf(months: readonly InternshipMonth[], seen: Seen): readonly Fee[] {
  const { payments } = seen.ground;
  return months.flatMap((it): Fee[] => {
    if (it.tutorFee === undefined || Number(it.tutorFee) === 0) return [];
    const isFee = (one: Batch) => one.kind === 'companyTutorFee';
    const row = paymentsIn(it, seen).find((one) => isFee(one) && payments.countsAsPaid(one));
    const back = returnedIn(it, seen).find(isFee);
    return [
      {
        id: it.internship,
        internship: internshipOf(it, seen),
        month: it.month,
        days: it.attendance.doneDays,
        amount: it.tutorFee,
        state: row ? 'listed' : back ? 'returned' : isSettled(it, seen) ? 'due' : 'waiting',
        row: (row ?? back)?.id,
      },
    ];
  });
}

// ── Adjustments ───────────────────────────────────────────────────────────────────────────────

/** Paid months that now come to another amount, each with its difference and reason. */
export function adjustmentsOf({ months }: ProgrammeMonths, judged: Judged): readonly Adjustment[] {
  const { payments, tabs } = judged.ground;
  const isPaid = (one: Batch) => payments.isPaid(one);
  const { direction: sign, adjustReason } = tabs.batches.columns;
  return months.flatMap((it): Adjustment[] => {
    const internship = internshipOf(it, judged);
    if (it.adjustment === undefined || it.due.kind !== 'due') return [];
    const rows = paymentsIn(it, judged).filter((one) => it.payments.includes(one.id));
    const adjusts =
      rows.find((one) => one.kind === 'allowance' && isPaid(one)) ?? rows.find(isPaid);
    if (adjusts === undefined) return [];
    const proof = proofOf(it, judged);
    const amount = cents(Math.abs(Number(it.adjustment)));
    const direction = Number(it.adjustment) > 0 ? 'more' : 'less';
    const reason = reasonOf({ it, rows, proof, full: it.due.full });
    return [
      {
        internship,
        month: it.month,
        adjusts,
        direction,
        amount,
        reason,
        labels: { direction: sign.show(direction), reason: adjustReason.show(reason) },
        paid: it.paid,
        due: it.due.amount,
        counted: it.due.steps[0]?.says ?? '',
        changed: (proof?.changed ?? []).map(({ id, label }) => `${id} «${label}»`),
        obstacles: obstaclesTo(it, { rows, proof, judged }),
      },
    ];
  });
}

/**
 * Of the closed list: paid twice; attendance put right, where cells have changed since the check, or may have; a wrong
 * amount, where nothing has changed since before the payment, or no attendance is worth as much as was paid.
 */
function reasonOf({
  it,
  rows,
  proof,
  full,
}: {
  readonly it: InternshipMonth;
  readonly rows: readonly Batch[];
  readonly proof: Verified | undefined;
  readonly full: Cents;
}): AdjustReason {
  if (rows.filter((one) => one.kind === 'allowance').length > 1) return 'doublePaid';
  if (proof !== undefined && proof.changed.length > 0) return 'attendance';
  const first = rows.flatMap((one) => one.paidOn ?? []).toSorted()[0];
  if (proof !== undefined && first !== undefined && proof.proof.on <= first) return 'amount';
  return it.paid > full ? 'amount' : 'attendance';
}

/** What the sheet was checked with, and which cells have changed since; that it was checked anew is no change. */
function proofOf(it: InternshipMonth, { world, ground, proofs }: Judged): Verified | undefined {
  const told = proofs && verified(it, world, proofs);
  const { checkedOn, checkedBy } = ground.tabs.attendanceSheets.columns;
  const aside: ReadonlySet<string> = new Set([checkedOn.label, checkedBy.label]);
  return told && { ...told, changed: told.changed.filter(({ label }) => !aside.has(label)) };
}

function obstaclesTo(
  it: InternshipMonth,
  {
    rows,
    proof,
    judged,
  }: {
    readonly rows: readonly Batch[];
    readonly proof: Verified | undefined;
    readonly judged: Judged;
  },
): readonly string[] {
  const unread = rows.filter((one) => !isCounted(one)).map((one) => one.id);
  const sheet = sheetOf(it, judged);
  const { checkedOn: column } = judged.ground.tabs.attendanceSheets.columns;
  const checked = sheet?.checkedOn === undefined ? undefined : column.show(sheet.checkedOn);
  const unchecked = proof?.changed.some(({ id }) => id === sheet?.id) === true;
  return [
    ...it.obstacles,
    ...(unread.length === 0
      ? []
      : [
          `In ${list(unread)} manca o non si legge l’importo o il segno: quanto è stato pagato non si sa.`,
        ]),
    ...(checked === undefined
      ? [`Il foglio non risulta controllato: scrivi «${column.label}», ad esempio 07/04/2026.`]
      : unchecked && proof?.proof.checkedOn === checked
        ? [
            `Il foglio è cambiato dopo il controllo del ${checked}: confrontalo con quello firmato e aggiorna «${column.label}».`,
          ]
        : []),
    ...returnedIn(it, judged).map(
      (one) => `${one.id} è tornata indietro e non è stata ripagata: prima va deciso se ripagarla.`,
    ),
  ];
}

/** Whether what a row adds to the month is known. */
function isCounted({ kind, amount, direction }: Batch): boolean {
  return amount !== undefined && (kind !== 'adjustment' || direction !== undefined);
}

// ── What may be told ──────────────────────────────────────────────────────────────────────────

/** Tells values to one audience, or that they are not theirs to see. */
export interface Teller {
  /** Whether these classes may be told. */
  may(...classes: readonly Privacy[]): boolean;
  /** The value, or nothing. */
  value<T>(value: T, ...classes: readonly Privacy[]): T | undefined;
  /** «600,00 €», or a dash. */
  money(amount: Cents | undefined): string;
  /** Whole cents for other programs, or nothing. */
  cents(amount: Cents | undefined): number | undefined;
}

/** The gate, held open for one audience. */
export function tellerFor(audience: Audience, policy: Policy): Teller {
  const value = <T>(it: T, ...classes: readonly Privacy[]): T | undefined =>
    release({ value: it, classes }, audience, policy);
  return {
    value,
    may: (...classes) => value(true, ...classes) === true,
    money: (amount) =>
      (amount === undefined ? undefined : value(inEuro(amount), 'internal', 'amount')) ?? '—',
    cents: (amount) =>
      amount === undefined ? undefined : value(Number(amount), 'internal', 'amount'),
  };
}

/** «A.R.»: how somebody is called beside their ID where names are not shown. */
export function initialsOf({ firstName, lastName }: RowWith<PersonCells>): string {
  return [firstName, lastName]
    .flatMap((it) => (it === undefined ? [] : [`${it.charAt(0).toUpperCase()}.`]))
    .join('');
}

/** «Rossi Amina». */
export function nameOf({ firstName, lastName }: RowWith<PersonCells>): string {
  return [lastName, firstName].filter((it) => it !== undefined).join(' ');
}

/** «B-0012 A.R.», and the ID alone where there is no name; nothing where nobody is known. */
export function personOf(internship: RowWith<InternshipCells>, tell: Teller): string {
  const person = internship.beneficiary;
  if (person === undefined) return '—';
  return tell.value(`${person.id} ${initialsOf(person)}`.trim(), 'internal') ?? '—';
}

/** The widest line a terminal is asked to show. */
export const lineWidth = 100;

/** Rows laid out in columns, those named at the right; trailing blanks are left out. */
export function aligned(
  rows: readonly (readonly string[])[],
  right: ReadonlySet<number> = new Set(),
): readonly string[] {
  const widths = (rows[0] ?? []).map((_, at) =>
    Math.max(...rows.map((row) => row[at]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((it, at) => {
        const gap = ' '.repeat(Math.max(0, (widths[at] ?? 0) - it.length));
        return right.has(at) ? `${gap}${it}` : `${it}${gap}`;
      })
      .join('  ')
      .trimEnd(),
  );
}

/** A text in lines of a width, all behind an indentation. */
export function folded(text: string, indent = '', width = lineWidth): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || indent.length + last.length + 1 + word.length > width)
      lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.map((it) => indent + it);
}

/**
 * A month as lines for a terminal, at most a hundred signs wide: the table with the reasons under each row, then totals
 * and all that has to be looked at. Persons are their ID and initials; names only when revealed.
 */
export function monthInWords(plan: MonthPlan, audience: Audience): readonly string[] {
  const tell = tellerFor(audience, plan.policy);
  if (!tell.may('internal'))
    return [
      'Con questo ruolo i mesi non si possono vedere: scrivi ad esempio --as administration.',
    ];
  const { month, rows } = plan;
  const title = capital(named(month));
  if (rows.length === 0)
    return [
      plan.internship === undefined
        ? `${title}: nessun tirocinio in corso.`
        : `${title}: ${plan.internship} non ha questo mese.`,
      ...adjustmentLines(plan, tell),
    ];
  return [
    `${title}: ${plural(rows.length, 'tirocinio', 'tirocini')}.`,
    '',
    ...rowLines(plan, tell),
    '',
    'Totali per stato',
    ...aligned(
      [
        ...plan.totals.map((it) => [`  ${it.label}`, String(it.count), tell.money(it.due)]),
        ['  in tutto', String(rows.length), tell.money(plan.due)],
      ],
      new Set([1, 2]),
    ),
    ...earlyLines(plan, tell),
    ...adjustmentLines(plan, tell),
    ...feeLines(plan, tell),
    ...insuredLines(plan),
    ...itemLines(plan, tell),
    ...nextLines(plan),
  ];
}

function rowLines({ rows, internship: asked }: MonthPlan, tell: Teller): readonly string[] {
  const heading = ['Tirocinio', 'Persona', 'Giorni', 'Ore', '%', 'Spetta', 'Residuo', 'Stato'];
  const lines = aligned(
    [
      heading,
      ...rows.map(({ told, internship, arrived, grant }) => [
        told.internship,
        personOf(internship, tell),
        overOf(arrived, told.attendance.doneDays, told.attendance.plannedDays, String),
        overOf(arrived, told.attendance.doneMinutes, told.attendance.plannedMinutes, inHours),
        arrived ? shareInWords(told.attendance.done, told.attendance.expected) : '—',
        told.due.kind === 'due' ? tell.money(told.due.amount) : '—',
        tell.money(grant?.residual),
        told.state.label,
      ]),
    ],
    new Set([2, 3, 4, 5, 6]),
  );
  const [head = '', ...rest] = lines;
  return [
    head,
    ...rest.flatMap((line, at) => {
      const row = rows[at];
      const why = row === undefined ? '' : reasonsOf(row, { tell, full: asked !== undefined });
      return why === '' ? [line] : [line, ...folded(why, '    ')];
    }),
  ];
}

/** «16/22»; what was done is not known before the sheet is back. */
function overOf(
  arrived: boolean,
  done: number,
  planned: number,
  tell: (amount: number) => string,
): string {
  return `${arrived ? tell(done) : '—'}/${tell(planned)}`;
}

/** Name, what stands in the way, and how the amount was counted; in full where one internship alone is asked for. */
function reasonsOf(
  { told, internship }: MonthRow,
  { tell, full }: { readonly tell: Teller; readonly full: boolean },
): string {
  const person = internship.beneficiary;
  const name = person === undefined ? undefined : tell.value(nameOf(person), 'internal', 'name');
  const counted =
    full || (told.due.kind !== 'due' && told.due.kind !== 'merged')
      ? tell.value(dueInWords(told.due), 'internal', 'amount')
      : told.due.steps
          .flatMap(({ says }) => tell.value(says, ...classesOf(says)) ?? [])
          .join('; ')
          .concat('.', doubtsIn(told));
  return [name === undefined ? '' : `${name}.`, ...told.obstacles, counted ?? '']
    .filter((it) => it !== '')
    .join(' ');
}

function doubtsIn({ due }: InternshipMonth): string {
  return due.kind === 'due' && due.doubts.length > 0 ? ` ${capital(due.doubts.join('; '))}.` : '';
}

/** A step of a reckoning speaks of days, or of money. */
function classesOf(says: string): readonly Privacy[] {
  return says.includes('€') ? ['internal', 'amount'] : ['internal'];
}

function earlyLines({ early }: MonthPlan, tell: Teller): readonly string[] {
  if (early.length === 0 || !tell.may('internal')) return [];
  return [
    '',
    'Mesi ancora aperti in cui si è già perso qualche giorno',
    ...early.flatMap(({ told }) => folded(`${told.internship}: ${earlyInWords(told)}`, '  ')),
  ];
}

/** What can still be reached, what is needed for the threshold, and from which day on no day may be missed. */
function earlyInWords({ outlook, attendance, month }: InternshipMonth): string {
  if (outlook === undefined) return '';
  const units = (it: number) => (attendance.base === 'days' ? String(it) : `${inHours(it)} ore`);
  const most = `al massimo ${units(outlook.reachable)} su ${units(attendance.expected)} (${shareInWords(outlook.reachable, attendance.expected)})`;
  const by = saveByOf(outlook, month);
  return `${most}; ${outlookInWords(outlook, attendance.base)}${by === undefined ? '' : ` (${inDigits(by)})`}.`;
}

function saveByOf({ saveBy }: Outlook, month: Month): Day | undefined {
  return saveBy === undefined ? undefined : daysOf(month)[saveBy - 1];
}

/** An adjustment in a sentence: which row, how much, which way, why. */
export function adjustmentInWords(it: Adjustment, tell: Teller): string {
  const amounts = tell.value(
    `: pagati ${inEuro(it.paid)}, spettano ${inEuro(it.due)} (${it.counted})`,
    'internal',
    'amount',
  );
  const changed =
    it.changed.length === 0 ? '' : ` Celle cambiate: ${list(it.changed.slice(0, 6))}.`;
  const obstacles = it.obstacles.length === 0 ? '' : ` Da chiarire. ${it.obstacles.join(' ')}`;
  return `${it.internship.id}, ${named(it.month)}, ${it.adjusts.id}: ${it.labels.direction} ${tell.money(it.amount)}, «${it.labels.reason}»${amounts ?? ''}.${changed}${obstacles}`;
}

function adjustmentLines({ adjustments }: MonthPlan, tell: Teller): readonly string[] {
  if (adjustments.length === 0) return [];
  return [
    '',
    'Rettifiche proposte: il mese pagato non si tocca; un foglio cambiato per sbaglio si corregge',
    ...adjustments.flatMap((it) => folded(adjustmentInWords(it, tell), '  ')),
  ];
}

/** Where a fee stands, in words. */
export const feeStates: Readonly<Record<Fee['state'], string>> = {
  due: 'da liquidare',
  listed: 'in liquidazione o pagato',
  returned: 'tornato indietro',
  waiting: 'il mese non è ancora controllato',
};

function feeLines({ fees }: MonthPlan, tell: Teller): readonly string[] {
  if (fees.length === 0) return [];
  const byTutor = Map.groupBy(fees, (it) => it.internship.companyTutor?.id ?? '—');
  return [
    '',
    'Compensi ai tutor ospitanti',
    ...aligned(
      [...byTutor].map(([tutor, some]) => [
        `  ${tutor}`,
        some[0]?.internship.company?.id ?? '—',
        tell.money(sum(some.map((it) => it.amount))),
        list(
          some.map(
            (it) => `${it.id} ${feeStates[it.state]}${it.row === undefined ? '' : ` (${it.row})`}`,
          ),
        ),
      ]),
      new Set([2]),
    ).flatMap((it) => (it.length > lineWidth ? folded(it.trim(), '  ') : [it])),
  ];
}

function insuredLines({ insured, rows }: MonthPlan): readonly string[] {
  const missing = rows.filter((it) => !it.arrived).length;
  const days = insured.reduce((total, it) => total + it.days.length, 0);
  if (insured.length === 0) return [];
  return [
    '',
    ...folded(
      `Giorni di presenza per INAIL: ${days} in tutto${missing === 0 ? '' : `, senza ${plural(missing, 'foglio che non è tornato', 'fogli che non sono tornati')}`}.`,
    ),
    ...folded(insured.map((it) => `${it.id} ${it.days.length}`).join(' · '), '  '),
  ];
}

function itemLines({ items, internship }: MonthPlan, tell: Teller): readonly string[] {
  if (items.length === 0 || internship !== undefined || !tell.may('internal', 'amount')) return [];
  return [
    '',
    'Quadro economico',
    ...aligned(
      [
        ['', '', 'assegnati', 'spesi', 'restano'],
        ...items.map((it) => [
          `  ${it.id}`,
          short([it.code, it.name].filter((one) => one !== undefined).join(' '), 40),
          tell.money(it.granted),
          tell.money(it.spent),
          Number(it.over) > 0 ? `-${inEuro(it.over)}` : tell.money(it.residual),
        ]),
      ],
      new Set([2, 3, 4]),
    ),
  ];
}

function nextLines({ rows, month }: MonthPlan): readonly string[] {
  const payable = rows.filter((it) => it.told.state.key === 'payable').length;
  if (payable === 0) return [];
  return [
    '',
    `Prossimo passo: ${plural(payable, 'mese si può liquidare', 'mesi si possono liquidare')}, con npx alice month ${month} --batch.`,
  ];
}

/** A month for other programs: amounts are whole cents, shares basis points, lengths of time minutes. */
export function monthAsData(plan: MonthPlan, audience: Audience): object {
  const tell = tellerFor(audience, plan.policy);
  const head = { schemaVersion: 1, verb: 'month', month: plan.month, today: plan.today };
  // Whoever may see no work at all learns not even how many rows there are.
  if (!tell.may('internal')) return { ...head, rows: [] };
  return {
    ...head,
    internship: plan.internship,
    rows: plan.rows.map((it) => rowAsData(it, tell)),
    totals: plan.totals.map(({ due, ...it }) => ({ ...it, dueCents: tell.cents(due) })),
    dueCents: tell.cents(plan.due),
    early: plan.early.map(({ told }) => told.internship),
    adjustments: plan.adjustments.map((it) => adjustmentAsData(it, tell)),
    tutorFees: plan.fees.map((it) => ({
      internship: it.id,
      tutor: it.internship.companyTutor?.id,
      company: it.internship.company?.id,
      days: it.days,
      amountCents: tell.cents(it.amount),
      state: it.state,
      row: it.row,
    })),
    items: plan.items.map((it) => ({
      id: it.id,
      code: it.code,
      name: it.name,
      grantedCents: tell.cents(it.granted),
      spentCents: tell.cents(it.spent),
      residualCents: tell.cents(it.residual),
      overCents: tell.cents(it.over),
    })),
  };
}

function rowAsData({ told, internship, arrived, grant }: MonthRow, tell: Teller): object {
  const { attendance, due } = told;
  const person = internship.beneficiary;
  return {
    internship: told.internship,
    beneficiary: told.beneficiary,
    initials: person === undefined ? undefined : initialsOf(person),
    name: person === undefined ? undefined : tell.value(nameOf(person), 'internal', 'name'),
    sheet: told.sheet,
    state: told.state,
    plannedDays: attendance.plannedDays,
    plannedMinutes: attendance.plannedMinutes,
    doneDays: arrived ? attendance.doneDays : undefined,
    doneMinutes: arrived ? attendance.doneMinutes : undefined,
    share:
      arrived && attendance.expected > 0
        ? Math.trunc((attendance.done * 10_000) / attendance.expected)
        : undefined,
    due: due.kind,
    dueCents: due.kind === 'due' ? tell.cents(due.amount) : undefined,
    fullCents: due.kind === 'due' || due.kind === 'open' ? tell.cents(due.full) : undefined,
    why: tell.value(dueInWords(due), 'internal', 'amount'),
    obstacles: told.obstacles,
    outlook: arrived || told.outlook === undefined ? undefined : outlookAsData(told.outlook, told),
    insuredDays: arrived ? numbersOf(told.insuredDays) : undefined,
    payments: told.payments,
    paidCents: tell.cents(told.paid),
    paidOutCents: tell.cents(told.paidOut),
    item: told.item,
    grant:
      grant === undefined
        ? undefined
        : {
            totalCents: tell.cents(grant.total),
            paidCents: tell.cents(grant.paid),
            residualCents: tell.cents(grant.residual),
            overCents: tell.cents(grant.over),
          },
  };
}

function outlookAsData(it: Outlook, { month, attendance }: InternshipMonth): object {
  return {
    verdict: it.verdict,
    base: attendance.base,
    needed: it.needed,
    soFar: it.soFar,
    reachable: it.reachable,
    daysNeeded: it.daysNeeded,
    daysToSpare: it.daysToSpare,
    saveBy: saveByOf(it, month),
  };
}

/** An adjustment for other programs. */
export function adjustmentAsData(it: Adjustment, tell: Teller): object {
  return {
    internship: it.internship.id,
    month: it.month,
    adjusts: it.adjusts.id,
    direction: it.direction,
    amountCents: tell.cents(it.amount),
    reason: it.reason,
    paidCents: tell.cents(it.paid),
    dueCents: tell.cents(it.due),
    changed: it.changed,
    obstacles: it.obstacles,
  };
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function short(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
