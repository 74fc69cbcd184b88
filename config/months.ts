import {
  type AllowanceMonth,
  type AllowanceRules,
  allowanceOf,
  type Due,
  type Ruling,
} from '../src/core/allowance.ts';
import {
  type Attendance,
  attendanceOf,
  type Counting,
  type DaySet,
  daysIn,
  type Irregular,
  type Irregularity,
  type Outlook,
  outlookOf,
  type SheetMonth,
  sizeOf,
} from '../src/core/attendance.ts';
import {
  type Day,
  daysBetween,
  daysOf,
  inDigits,
  type Month,
  monthOf,
  monthsCovered,
  monthsIn,
} from '../src/core/day.ts';
import type {
  Grant,
  InternshipMonth,
  ItemLeft,
  MonthState,
  MonthsAsked,
  ProgrammeMonths,
} from '../src/core/internship-month.ts';
import { type Cents, cents, minus, sum } from '../src/core/money.ts';
import {
  fullAllowance,
  type PackFound,
  type Parameter,
  type RuleFound,
  ruleFor,
  type ValueOf,
} from '../src/core/pack.ts';
import type { Around } from '../src/core/rule.ts';
import type { RowOf } from '../src/core/tab.ts';
import {
  daysFrom,
  daysOfMonth,
  daysOfSheet,
  inDays,
  type MonthDays,
  type SheetDays,
} from './attendance.ts';
import {
  inailOf,
  lastDayOf,
  rctOf,
  rulesOf,
  spanOf,
  suspensionsOf,
  variationsOf,
  weekOn,
} from './lifecycle.ts';
import {
  allowanceOn,
  countsAsPaid,
  grantedFor,
  hasRestrictedRequirement,
  isPaid,
  paysTheMonth,
  spentOn,
  totalOf,
} from './payments.ts';
import { attendanceSheets, batches, budget, internships, restricted } from './registry.ts';
import * as settings from './settings.ts';

type Internship = RowOf<typeof internships>;
type Sheet = RowOf<typeof attendanceSheets>;
type Batch = RowOf<typeof batches>;

/**
 * Every internship-month from the first day of each internship to today's month: counted, valued by the rules of its
 * programme, put beside what «Liquidazioni» say. Cancelled internships and those without dates have none.
 */
export function monthsOf(around: Around, asked: MonthsAsked = {}): ProgrammeMonths {
  const grants = new Map<string, Grant>();
  const payingItem = around.has(budget)
    ? around.where(budget, 'category', 'allowances')[0]?.id
    : undefined;
  const months = around.rows(internships).flatMap((it) => {
    if (asked.internship !== undefined && asked.internship !== it.id) return [];
    const told = monthsOfInternship(it, { around, stopped: asked.stopped, payingItem });
    if (told === undefined) return [];
    grants.set(it.id, told.grant);
    return told.months;
  });
  return { months, grants, items: itemsOf(around) };
}

/**
 * One month of an internship as rules ask for it, without what findings stop; `undefined` where it holds nothing. Worked
 * out once for all months of the internship.
 */
export function monthOfInternship(
  it: Internship,
  month: Month,
  around: Around,
): InternshipMonth | undefined {
  return toldOnce(it, around)?.months.find((one) => one.month === month);
}

/** A month and the shorter ones that are counted and paid with it, as rules ask for them. */
export function monthsCountedWith(it: Internship, month: Month, around: Around): readonly Month[] {
  const others = (toldOnce(it, around)?.months ?? []).filter(({ due }) => isMergedInto(due, month));
  return [month, ...others.map((one) => one.month)];
}

/** What an internship is worth in all and what was paid of it, as rules ask for it. */
export function grantOfInternship(it: Internship, around: Around): Grant | undefined {
  return toldOnce(it, around)?.grant;
}

/** What is due in all to each internship for the sheets that are back; one with an amount that is not known is not there. */
export function dueOfEach(all: readonly Internship[], around: Around): ReadonlyMap<string, Cents> {
  const sums = all.flatMap((it) => {
    const due = toldOnce(it, around)?.months.map((one) => one.due) ?? [];
    if (due.some((one) => one.kind === 'unknown')) return [];
    return [[it.id, sum(due.flatMap((one) => (one.kind === 'due' ? [one.amount] : [])))] as const];
  });
  return new Map(sums);
}

type Told = ReturnType<typeof monthsOfInternship>;

// Kept as long as the Around it was worked out for, which is made anew at every check.
const known = new WeakMap<Around, Map<string, Told>>();

function toldOnce(it: Internship, around: Around): Told {
  const here = known.get(around) ?? new Map<string, Told>();
  known.set(around, here);
  if (!here.has(it.id))
    here.set(it.id, monthsOfInternship(it, { around, stopped: undefined, payingItem: undefined }));
  return here.get(it.id);
}

/** The irregular presences of a sheet, each day under its gravest reason; those on days nobody foresaw are not here. */
export function irregularOf(
  it: Internship,
  days: Pick<SheetDays, 'month' | 'all' | 'present' | 'beforeStart' | 'afterEnd' | 'suspended'>,
  around: Around,
): readonly Irregular[] {
  let left = days.present;
  const found: Irregular[] = [];
  const take = (why: Irregularity, of: DaySet) => {
    const some = left & of;
    left &= ~some;
    if (some !== 0) found.push({ why, days: some });
  };
  if (left === 0) return found;
  const { month, all } = days;
  if (it.typedState === 'cancelled') take('cancelled', all);
  take('beforeStart', days.beforeStart);
  take('afterEnd', days.afterEnd);
  if (it.coSentOn === undefined && it.coProtocol === undefined) take('noCommunication', all);
  if (it.coSentOn !== undefined) take('communicatedLate', daysFrom(month, undefined, it.coSentOn));
  take('suspended', days.suspended);
  take('notInsuredByInail', uncovered(inailOf(it, around), month, all));
  take('notInsuredForLiability', uncovered(rctOf(it, around), month, all));
  take('notYet', all & ~daysFrom(month, undefined, around.today));
  return found;
}

/** What is wrong with irregular presences, after the days: «giorno 4: prima dell’inizio». */
export const irregularities: Readonly<Record<Irregularity, string>> = {
  cancelled: 'il tirocinio risulta annullato',
  beforeStart: 'prima dell’inizio',
  afterEnd: 'dopo l’ultimo giorno',
  noCommunication: 'senza comunicazione obbligatoria',
  communicatedLate: 'prima o nel giorno della comunicazione obbligatoria',
  suspended: 'durante una sospensione',
  notInsuredByInail: 'fuori dalla copertura INAIL',
  notInsuredForLiability: 'fuori dalla polizza RCT',
  notYet: 'in un giorno che deve ancora venire',
  notForeseen: 'in giorni non previsti: riposo, festivo o chiusura',
};

/** The days written in a cell as numbers, «12, 13» or «12-14 e 20»; `undefined` for anything else. */
export function daysTyped(typed: string, month: Month): DaySet | undefined {
  const last = daysOf(month).length;
  let days = 0;
  for (const part of typed.split(/[,;]|\se\s/).map((it) => it.trim())) {
    const [, from, to = from] = /^(\d{1,2})(?:\s*[-–]\s*(\d{1,2}))?$/.exec(part) ?? [];
    const a = Number(from);
    const b = Number(to);
    if (from === undefined || a < 1 || b > last || b < a) return undefined;
    for (let number = a; number <= b; number += 1) days |= 1 << (number - 1);
  }
  return days;
}

/**
 * All that decides the amounts of an internship: what «Impostazioni» say stands before its programme's, region's and
 * the nation's rules; each with who says it.
 */
export function allowanceRulesOf(it: Internship, around: Pick<Around, 'settings'>): AllowanceRules {
  const found = rulesOf(it, around);
  const chosen = around.settings;
  const days = chosen.of(settings.shortMonthDays);
  const rounding = chosen.of(settings.amountRounding);
  return {
    threshold: set(chosen.of(settings.attendanceThreshold)) ?? ruling(found, 'threshold'),
    comparator: set(chosen.of(settings.attendanceComparator)) ?? ruling(found, 'comparator'),
    belowThreshold: set(chosen.of(settings.belowThreshold)) ?? ruling(found, 'belowThreshold'),
    partialMonth:
      set(days === undefined ? undefined : ({ how: 'mergeShorterThan', days } as const)) ??
      ruling(found, 'partialMonth'),
    rounding:
      set(rounding === undefined ? undefined : roundings[rounding]) ?? ruling(found, 'rounding'),
    maxMonthlyAmount: ruling(found, 'maxMonthlyAmount'),
    maxGrant: ruling(found, 'maxGrant'),
    maxPaidMonths: ruling(found, 'maxPaidMonths'),
  };
}

const roundings = {
  cent: { to: 'cent', how: 'round' },
  centCut: { to: 'cent', how: 'truncate' },
  euro: { to: 'euro', how: 'round' },
  euroCut: { to: 'euro', how: 'truncate' },
} as const;

/** How the months of an internship are counted, by settings and pack. */
export function countingOf(it: Internship, around: Pick<Around, 'settings' | 'where'>): Counting {
  const found = rulesOf(it, around);
  const leaves = ruling(found, 'leavesDenominator')?.value ?? ['companyClosure', 'holiday'];
  const recovery = ruling(found, 'recoveryAfterAbsenceDays')?.value;
  const closuresLeave = leaves.includes('companyClosure');
  return {
    base: around.settings.of(settings.attendanceBase) ?? ruling(found, 'base')?.value ?? 'days',
    closuresLeave,
    // On a holiday the host is closed, though nobody announces it.
    holidaysLeave: closuresLeave || leaves.includes('holiday'),
    madeUpCounts: recovery === undefined || longestPause(it, around) > recovery,
  };
}

// ── One internship ────────────────────────────────────────────────────────────────────────────

interface Asked {
  readonly around: Around;
  readonly stopped: ReadonlySet<string> | undefined;
  readonly payingItem: string | undefined;
}

function monthsOfInternship(
  it: Internship,
  asked: Asked,
): { readonly months: readonly InternshipMonth[]; readonly grant: Grant } | undefined {
  const { around } = asked;
  const valued = valuedOnce(it, around);
  if (valued === undefined) return undefined;
  const { counted, rules, due, paid } = valued;
  const current = monthOf(around.today);
  const valuedOf = (one: Counted): Valued => ({
    one,
    due: due.get(one.month) ?? noDue,
    paid: paid.get(one.month) ?? [],
  });
  const months = counted
    .filter((one) => one.month <= current)
    .map((one) =>
      monthTold({
        it,
        ...valuedOf(one),
        apart: counted.map(valuedOf).filter(({ due: its }) => isMergedInto(its, one.month)),
        rules,
        asked,
      }),
    );
  return { months, grant: grantOf(it.id, valued.grant, [...paid.values()].flat()) };
}

function isMergedInto(due: Due, month: Month): boolean {
  return due.kind === 'merged' && due.into === month;
}

/** The months of an internship counted and valued: all of it but what findings and «Liquidazioni» make of them. */
interface InternshipValued {
  readonly counted: readonly Counted[];
  readonly rules: AllowanceRules;
  readonly due: ReadonlyMap<Month, Due>;
  readonly paid: ReadonlyMap<Month, readonly Batch[]>;
  readonly grant: Cents | undefined;
}

// Rules ask while they judge, and the pages once all is judged: counted once for both.
const valued = new WeakMap<Around, Map<string, InternshipValued | undefined>>();

function valuedOnce(it: Internship, around: Around): InternshipValued | undefined {
  const here = valued.get(around) ?? new Map<string, InternshipValued | undefined>();
  valued.set(around, here);
  if (!here.has(it.id)) here.set(it.id, valuedAnew(it, around));
  return here.get(it.id);
}

function valuedAnew(it: Internship, around: Around): InternshipValued | undefined {
  if (it.typedState === 'cancelled' || it.startDate === undefined) return undefined;
  const end = lastDayOf(it, around);
  const to = end ?? around.today;
  if (it.startDate > to) return undefined;
  const counting = countingOf(it, around);
  const rules = allowanceRulesOf(it, around);
  const amounts = amountsOf(it, around);
  const sheets = sheetsByMonth(around.where(attendanceSheets, 'internship', it));
  const paid = paymentsByMonth(around.where(batches, 'internship', it));
  const months = monthsIn({ from: it.startDate, to }).flatMap((month) => {
    const one = countedIn(it, { month, sheet: sheets.get(month), counting, amounts, around });
    // A month suspended from end to end holds nothing, unless somebody was there all the same.
    return one.running === 0 && one.sheet === undefined && !paid.has(month) ? [] : [one];
  });
  const { due, grant } = allowanceOf(months, rules);
  return { counted: months, rules, due, paid, grant: end === undefined ? undefined : grant };
}

interface Counted extends AllowanceMonth {
  readonly sheet: Sheet | undefined;
  readonly facts: SheetMonth;
  readonly insuredDays: DaySet;
}

interface Counts {
  readonly month: Month;
  readonly sheet: Sheet | undefined;
  readonly counting: Counting;
  readonly amounts: Amounts;
  readonly around: Around;
}

function countedIn(it: Internship, { month, sheet, counting, amounts, around }: Counts): Counted {
  const days: MonthDays & Partial<SheetDays> =
    (sheet === undefined ? undefined : daysOfSheet(sheet, around)) ??
    daysOfMonth(it, month, around);
  const { present = 0, absent = 0, closed = 0, minutes = [] } = days;
  const running = days.all & ~days.beforeStart & ~days.afterEnd & ~days.suspended;
  const irregular = present === 0 ? [] : irregularOf(it, { ...days, present }, around);
  const foreseen = it.nightOrHoliday === true;
  const facts: SheetMonth = {
    month,
    running,
    plan: days.plan,
    holidays: foreseen ? 0 : days.holidays,
    shut: foreseen ? (days.shut & ~days.feasts) | closed : days.shut | closed,
    madeUp: sheet?.madeUp === undefined ? 0 : (daysTyped(sheet.madeUp, month) ?? 0),
    present,
    absent,
    minutes,
    irregular,
    arrived: sheet?.receivedOn !== undefined,
  };
  const attendance = attendanceOf(facts, counting);
  return {
    month,
    sheet,
    facts,
    attendance,
    agreed: agreedIn(running, month, amounts),
    running: sizeOf(running),
    arrived: facts.arrived,
    obstacles: running === 0 ? [] : unknownIn(it, { attendance, days }),
    insuredDays: present & running & ~daysIn(irregular),
  };
}

function unknownIn(
  it: Internship,
  { attendance, days }: { readonly attendance: Attendance; readonly days: MonthDays },
): readonly string[] {
  return [
    ...(days.plan.at(-1) === undefined
      ? [`Manca l’orario di ${it.id}: scrivi le ore da Lun a Dom, ad esempio 5.`]
      : []),
    ...(attendance.base === 'hours' && attendance.unclear !== 0
      ? [
          `Il recupero (${inDays(attendance.unclear)}) è segnato P: si conta a ore, scrivi quante, ad esempio 4,5.`,
        ]
      : []),
  ];
}

/** The monthly amounts of a month and the days each holds, within the days the internship runs. */
function agreedIn(running: DaySet, month: Month, amounts: Amounts): AllowanceMonth['agreed'] {
  if (running === 0) return [];
  if (amounts.kind === 'one')
    return amounts.monthly === undefined
      ? []
      : [{ monthly: amounts.monthly, days: sizeOf(running) }];
  const byAmount = new Map<number, { readonly monthly: Ruling<Cents>; days: number }>();
  daysOf(month).forEach((on, n) => {
    if ((running & (1 << n)) === 0) return;
    const monthly = amounts.on(on);
    if (monthly === undefined) return;
    const known = byAmount.get(Number(monthly.value)) ?? { monthly, days: 0 };
    byAmount.set(Number(monthly.value), { monthly: known.monthly, days: known.days + 1 });
  });
  return [...byAmount.values()];
}

/** The monthly amounts of an internship: nearly always one. */
type Amounts =
  | { readonly kind: 'one'; readonly monthly: Ruling<Cents> | undefined }
  | { readonly kind: 'many'; readonly on: (on: Day) => Ruling<Cents> | undefined };

function amountsOf(it: Internship, around: Around): Amounts {
  const lawful = lawfulAmount(it, around);
  const said = (agreed: Cents | undefined): Ruling<Cents> | undefined => {
    if (agreed === undefined) return set(around.settings.of(settings.monthlyAllowance)) ?? lawful;
    const as = lawful?.value === agreed ? `, come ${lawful.said}` : '';
    return { value: agreed, said: `${it.id}${as}`, verified: true };
  };
  const changes = variationsOf(it, around).some((one) => one.newAllowance !== undefined);
  return changes
    ? { kind: 'many', on: (on) => said(allowanceOn(it, on, around)) }
    : { kind: 'one', monthly: said(it.allowance) };
}

/** The full amount by the rules of the region or programme; nothing while the length is not known. */
function lawfulAmount(it: Internship, around: Around): Ruling<Cents> | undefined {
  const found = rulesOf(it, around);
  const span = spanOf(it, around);
  const bands = found === undefined ? undefined : ruling(found, 'allowance');
  if (bands === undefined || span === undefined || span.from > span.to) return undefined;
  const week = weekOn(it, span.from, around);
  const value = fullAllowance(bands.value, {
    ...monthsCovered(span),
    weeklyHours: week === undefined ? undefined : Object.values(week).reduce((a, b) => a + b, 0),
  });
  return value === undefined ? undefined : { ...bands, value };
}

// ── A month as it is told ─────────────────────────────────────────────────────────────────────

interface Valued {
  readonly one: Counted;
  readonly due: Due;
  readonly paid: readonly Batch[];
}

interface Telling extends Valued {
  readonly it: Internship;
  /** Shorter months that are counted with this one. */
  readonly apart: readonly Valued[];
  readonly rules: AllowanceRules;
  readonly asked: Asked;
}

function monthTold({ it, one, due, paid, apart, rules, asked }: Telling): InternshipMonth {
  const { around, stopped, payingItem } = asked;
  const { month, sheet, attendance } = one;
  const obstacles = obstaclesOf({ one, due, stopped });
  const amount = due.kind === 'due' ? due.amount : undefined;
  const payments = paid.filter((row) => countsAsPaid(row) && paysTheMonth(row));
  const state = stateOf({
    sheet,
    due,
    obstacles: obstacles.length,
    over: month < monthOf(around.today) || (lastDayOf(it, around) ?? around.today) < around.today,
    requirement: !around.has(restricted) || hasRestrictedRequirement(it.beneficiary, around),
    allChecked: apart.every(
      (other) =>
        other.one.sheet?.checkedOn !== undefined &&
        obstaclesOf({ one: other.one, due: other.due, stopped }).length === 0,
    ),
    payments,
    struck: paid.filter((row) => paysTheMonth(row) && !countsAsPaid(row)),
  });
  const netPaid = totalOf(payments);
  const all = totalOf(
    [...paid, ...apart.flatMap((other) => other.paid)].filter(
      (row) => countsAsPaid(row) && paysTheMonth(row),
    ),
  );
  const settled = payments.some(isPaid);
  return {
    internship: it.id,
    beneficiary: it.beneficiary?.id,
    company: it.company?.id,
    month,
    sheet: sheet?.id,
    attendance,
    due,
    state,
    obstacles,
    // What is counted with another month has no threshold of its own.
    outlook: due.kind === 'merged' ? undefined : outlookIn({ one, rules, around }),
    insuredDays: one.insuredDays,
    tutorFee: attendance.doneDays === 0 ? undefined : tutorFeeOf(it, around),
    paid: netPaid,
    paidOut: totalOf(payments.filter(isPaid)),
    payments: payments.map((row) => row.id),
    item: payments.find((row) => row.item !== undefined)?.item?.id ?? payingItem,
    adjustment: settled && amount !== undefined && amount !== all ? minus(amount, all) : undefined,
  };
}

const noDue: Due = { kind: 'open', full: cents(0) };

function obstaclesOf({
  one,
  due,
  stopped,
}: {
  readonly one: Counted;
  readonly due: Due;
  readonly stopped: ReadonlySet<string> | undefined;
}): readonly string[] {
  const { sheet, attendance } = one;
  const unsigned = [
    // A blank cell is not known; a no is.
    ...(sheet?.signedByTrainee === false ? ['del tirocinante'] : []),
    ...(sheet?.signedByTutor === true ? [] : ['del tutor']),
  ];
  const found = [
    ...attendance.irregular.map(
      ({ why, days }) => `Presenze da chiarire (${inDays(days)}): ${irregularities[why]}.`,
    ),
    ...(sheet?.receivedOn === undefined || unsigned.length === 0
      ? []
      : [`Sul foglio manca la firma ${unsigned.join(' e quella ')}.`]),
    ...(due.kind === 'unknown' ? due.missing : []),
  ];
  const more =
    sheet !== undefined && stopped?.has(sheet.id) === true && found.length === 0
      ? [`Il foglio ${sheet.id} ha segnalazioni che bloccano il pagamento: vedi «Da correggere».`]
      : [];
  return [...found, ...more];
}

function outlookIn({
  one,
  rules,
  around,
}: {
  readonly one: Counted;
  readonly rules: AllowanceRules;
  readonly around: Around;
}): Outlook | undefined {
  const { threshold, comparator } = rules;
  if (threshold === undefined || one.attendance.expected === 0) return undefined;
  return outlookOf(one.facts, one.attendance, {
    threshold: { points: threshold.value, comparator: comparator?.value ?? 'atLeast' },
    gone: daysFrom(one.month, undefined, around.today),
  });
}

// ── States ────────────────────────────────────────────────────────────────────────────────────

interface StateFacts {
  readonly sheet: Sheet | undefined;
  readonly due: Due;
  readonly obstacles: number;
  /** Nothing more can happen in it: the month, or the internship, is over. */
  readonly over: boolean;
  readonly requirement: boolean;
  /** The sheets of shorter months that are paid with it are checked and in order too. */
  readonly allChecked: boolean;
  /** Rows that count. */
  readonly payments: readonly Batch[];
  /** Rows sent back or struck out. */
  readonly struck: readonly Batch[];
}

/** The states of a month (domain §7), the furthest first: the first that holds is the one. */
export const monthStates: readonly (MonthState & {
  readonly when: (it: StateFacts) => boolean;
})[] = [
  {
    key: 'adjusted',
    label: 'rettificato',
    when: ({ payments }) =>
      payments.some(
        (it) => it.kind === 'adjustment' && it.adjustReason !== 'returned' && isPaid(it),
      ),
  },
  { key: 'paid', label: 'pagato', when: ({ payments }) => payments.some(isPaid) },
  {
    key: 'inPayment',
    label: 'in liquidazione',
    when: ({ payments }) => payments.length > 0,
    next: 'Amministrazione: determina, mandato e pagamento.',
  },
  {
    key: 'returned',
    label: 'stornato',
    when: ({ struck }) => struck.some((it) => it.outcome === 'returned'),
    next: 'Amministrazione: correggere i dati e ripagare con una rettifica.',
  },
  {
    key: 'toMend',
    label: 'da correggere',
    when: ({ sheet, obstacles }) => obstacles > 0 && sheet !== undefined,
    next: 'Tutor promotore o coordinatore: chiarire quello che blocca il mese.',
  },
  {
    key: 'notDue',
    label: 'non dovuto',
    when: ({ sheet, due }) =>
      sheet?.checkedOn !== undefined &&
      (due.kind === 'merged' || (due.kind === 'due' && Number(due.amount) === 0)),
  },
  {
    key: 'payable',
    label: 'liquidabile',
    when: ({ sheet, due, over, requirement, allChecked }) =>
      sheet?.checkedOn !== undefined && due.kind === 'due' && over && requirement && allChecked,
    next: 'Amministrazione: mettere il mese nella prossima liquidazione.',
  },
  {
    key: 'checked',
    label: 'controllato',
    when: ({ sheet }) => sheet?.checkedOn !== undefined,
    next: 'Coordinatore: completare quello che manca prima del pagamento.',
  },
  {
    key: 'received',
    label: 'ricevuto firmato',
    when: ({ sheet }) => sheet?.receivedOn !== undefined,
    next: 'Tutor promotore: confrontare il foglio con la riga e scrivere «Controllato il».',
  },
  {
    key: 'sent',
    label: 'foglio inviato',
    when: ({ sheet }) => sheet?.sentOn !== undefined,
    next: 'Tutor ospitante: restituire il foglio firmato.',
  },
  {
    key: 'open',
    label: 'aperto',
    when: () => true,
    next: 'Tutor promotore: mandare il foglio del mese.',
  },
];

function stateOf(facts: StateFacts): MonthState {
  const state = monthStates.find((it) => it.when(facts));
  if (state === undefined) throw new Error('no state of a month holds');
  return { key: state.key, label: state.label, next: state.next };
}

// ── Money ─────────────────────────────────────────────────────────────────────────────────────

function grantOf(internship: string, total: Cents | undefined, rows: readonly Batch[]): Grant {
  const paid = totalOf(rows.filter((it) => countsAsPaid(it) && paysTheMonth(it)));
  const over = total !== undefined && paid > total ? minus(paid, total) : cents(0);
  return {
    internship,
    total,
    paid,
    residual: total === undefined ? undefined : paid > total ? cents(0) : minus(total, paid),
    over,
  };
}

function itemsOf(around: Around): readonly ItemLeft[] {
  if (!around.has(budget)) return [];
  return around.rows(budget).map((it) => {
    const granted = grantedFor(it);
    const spent = spentOn(it, around, countsAsPaid);
    return {
      id: it.id,
      code: it.code,
      name: it.item,
      granted,
      spent,
      residual: spent > granted ? cents(0) : minus(granted, spent),
      over: spent > granted ? minus(spent, granted) : cents(0),
    };
  });
}

function tutorFeeOf(it: Internship, around: Around): Cents | undefined {
  const found = rulesOf(it, around);
  return (
    it.companyTutorFee ??
    around.settings.of(settings.companyTutorFee) ??
    (found === undefined ? undefined : ruling(found, 'hostTutorFee')?.value)
  );
}

// ── Look-ups ──────────────────────────────────────────────────────────────────────────────────

function sheetsByMonth(rows: readonly Sheet[]): ReadonlyMap<Month, Sheet> {
  const byMonth = new Map<Month, Sheet>();
  // Of two rows of one month the first counts: the other has its finding.
  for (const it of rows)
    if (it.month !== undefined && !byMonth.has(it.month)) byMonth.set(it.month, it);
  return byMonth;
}

function paymentsByMonth(rows: readonly Batch[]): ReadonlyMap<Month, readonly Batch[]> {
  const byMonth = new Map<Month, Batch[]>();
  for (const it of rows) {
    if (it.month === undefined) continue;
    const known = byMonth.get(it.month);
    if (known === undefined) byMonth.set(it.month, [it]);
    else known.push(it);
  }
  return byMonth;
}

/** The days of a month an insurance is known not to reach; none while one of its ends is not known. */
function uncovered(
  { from, to }: { readonly from: Day | undefined; readonly to: Day | undefined },
  month: Month,
  all: DaySet,
): DaySet {
  return from === undefined || to === undefined ? 0 : all & ~daysFrom(month, from, to);
}

/** The days of the longest suspension so far. */
function longestPause(it: Internship, around: Pick<Around, 'where'>): number {
  return Math.max(
    0,
    ...suspensionsOf(it, around).map(({ from, to }) =>
      from === undefined || to === undefined || to < from ? 0 : daysBetween(from, to) + 1,
    ),
  );
}

function set<T>(value: T | undefined): Ruling<T> | undefined {
  return value === undefined ? undefined : { value, said: '«Impostazioni»', verified: true };
}

function ruling<P extends Parameter>(
  found: PackFound | undefined,
  parameter: P,
): Ruling<ValueOf<P>> | undefined {
  const rule = found === undefined ? undefined : ruleFor(found, parameter);
  if (rule === undefined || found === undefined) return undefined;
  return { value: rule.value, said: whoSays(found, rule), verified: rule.verified };
}

/** «Puglia, L.R. 26/2023, dal 28/11/2023»; what no guideline says is credited to whoever does it. */
function whoSays(
  found: PackFound,
  { from, source }: Pick<RuleFound<unknown>, 'from' | 'source'>,
): string {
  if (from === 'programme') return found.programme?.label ?? found.pack.label;
  const version = from === 'region' ? found.version : (found.national ?? found.version);
  if (from === 'guideline' && !source.startsWith(version.name)) return source;
  const of =
    from === 'region' && !version.name.includes(found.pack.label) ? `${found.pack.label}, ` : '';
  return `${of}${version.name}, dal ${inDigits(version.since)}`;
}
