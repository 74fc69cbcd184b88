import { type Attendance, passes, type Threshold } from './attendance.ts';
import { daysOf, type Month, monthInWords } from './day.ts';
import { type Cents, cents, inEuro, minus, plus, sum } from './money.ts';
import type { AmountRounding, PartialMonth } from './pack.ts';
import { plural } from './words.ts';

/** A number or a choice that decides an amount, and who says so: «Impostazioni», «Puglia, L.R. 26/2023, dal 28/03/2024». */
export interface Ruling<T> {
  readonly value: T;
  readonly said: string;
  /** False where no page confirms it: the amount is then worked out with a doubt. */
  readonly verified: boolean;
}

/** All that decides what a month is worth. What nobody has said is not there, and is asked for only where it matters. */
export interface AllowanceRules {
  /** Basis points of attendance. */
  readonly threshold?: Ruling<number> | undefined;
  readonly comparator?: Ruling<Threshold['comparator']> | undefined;
  readonly belowThreshold?: Ruling<'zero' | 'proRata'> | undefined;
  readonly partialMonth?: Ruling<PartialMonth> | undefined;
  readonly rounding?: Ruling<AmountRounding> | undefined;
  readonly maxMonthlyAmount?: Ruling<Cents> | undefined;
  /** Over the whole internship. */
  readonly maxGrant?: Ruling<Cents> | undefined;
  readonly maxPaidMonths?: Ruling<number> | undefined;
}

/** A monthly amount and the days of the month, within the internship and not suspended, on which it holds. */
export interface Agreed {
  readonly monthly: Ruling<Cents>;
  readonly days: number;
}

/** One month as amounts are worked out from it. */
export interface AllowanceMonth {
  readonly month: Month;
  /** Most months have one; a change of amount makes two. None where no amount was agreed. */
  readonly agreed: readonly Agreed[];
  /** Days within the internship and not suspended. */
  readonly running: number;
  readonly attendance: Attendance;
  /** Whether the signed sheet is back. Before that a month is worth at most `full`, and nothing is due. */
  readonly arrived: boolean;
  /** What stops the amount from being known, in Italian sentences: a timetable that is not there. */
  readonly obstacles?: readonly string[];
}

/** A step of the reasoning, in Italian, with who says so. */
export interface Step {
  readonly says: string;
  readonly said?: string | undefined;
}

/** What a month comes to. */
export type Due =
  /** Worked out: `amount` is due, of the `full` that perfect attendance would have been worth. */
  | {
      readonly kind: 'due';
      readonly amount: Cents;
      readonly full: Cents;
      readonly passed: boolean;
      readonly steps: readonly Step[];
      readonly doubts: readonly string[];
    }
  /** Too short to be paid alone: it is counted and paid with another month. */
  | { readonly kind: 'merged'; readonly into: Month; readonly steps: readonly Step[] }
  /** The sheet has not come back: at most `full`. */
  | { readonly kind: 'open'; readonly full: Cents }
  /** Something that decides the amount is not known: what, as sentences that say where to write it. */
  | { readonly kind: 'unknown'; readonly missing: readonly string[] };

/** What perfect attendance is worth in each month of an internship, and what is due in each, in order. */
export interface Allowance {
  readonly due: ReadonlyMap<Month, Due>;
  /**
   * The whole grant, caps counted: the most that can come to be due, and with perfect attendance comes to be. Where only
   * so many months are paid, the dearest: a month missed leaves its place to a later one. `undefined` where an amount is
   * not known.
   */
  readonly grant: Cents | undefined;
}

/**
 * What each month of an internship is worth, from its first to its last, by the rules of its programme. Months must
 * stand in order, without gaps but those suspended from end to end. Amounts are worked out as exact fractions and
 * brought to cents once, as the programme rounds; caps cut the later months first, and a month that cannot be settled yet
 * keeps its place: when its sheet comes back, nothing is taken from a later one.
 */
export function allowanceOf(months: readonly AllowanceMonth[], rules: AllowanceRules): Allowance {
  const heads = headsOf(months, rules.partialMonth?.value);
  const due = new Map<Month, Due>();
  const fulls: Cents[] = [];
  const used: Used = { months: 0, sum: cents(0) };
  for (const it of months) {
    const head = heads.get(it.month) ?? it.month;
    if (head !== it.month) {
      due.set(it.month, { kind: 'merged', into: head, steps: [mergedStep(it, head, rules)] });
      continue;
    }
    const stubs = months.filter((one) => one !== it && heads.get(one.month) === it.month);
    const alone = worthOf({ it, stubs, rules, used: unused });
    const worth = isCapped(rules) ? worthOf({ it, stubs, rules, used }) : alone;
    if (alone === undefined || worth === undefined) {
      due.set(it.month, { kind: 'unknown', missing: missingAmount });
      continue;
    }
    fulls.push(alone.full);
    const result = dueOf({ it, stubs, rules, worth });
    use(used, result.kind === 'due' ? result.amount : worth.full);
    due.set(it.month, result);
  }
  const heading = months.filter((it) => heads.get(it.month) === it.month);
  return { due, grant: fulls.length < heading.length ? undefined : mostOf(fulls, rules) };
}

/** Whether what earlier months came to may cut a later one. */
function isCapped({ maxGrant, maxPaidMonths }: AllowanceRules): boolean {
  return maxGrant !== undefined || maxPaidMonths !== undefined;
}

/** The most some months can cost together. */
function mostOf(fulls: readonly Cents[], { maxGrant, maxPaidMonths }: AllowanceRules): Cents {
  const dearest = fulls.toSorted((a, b) => Number(minus(b, a)));
  const most = sum(dearest.slice(0, maxPaidMonths?.value));
  return maxGrant === undefined || most <= maxGrant.value ? most : maxGrant.value;
}

/** What earlier months took of what the caps allow: months and money. */
interface Used {
  months: number;
  sum: Cents;
}

const unused: Readonly<Used> = { months: 0, sum: cents(0) };

function use(used: Used, amount: Cents): void {
  if (Number(amount) === 0) return;
  used.months += 1;
  used.sum = plus(used.sum, amount);
}

/** What a month comes to, in one line: «16 giorni su 22 = 72,7 % ≥ 70 % («Impostazioni»); mese intero: 600,00 € (T-0014)». */
export function dueInWords(due: Due): string {
  if (due.kind === 'open') return `Foglio non ancora arrivato: al massimo ${inEuro(due.full)}.`;
  if (due.kind === 'unknown') return due.missing.join(' ');
  const steps = due.steps.map(({ says, said }) =>
    said === undefined ? says : `${says} (${said})`,
  );
  const result = due.kind === 'due' ? ` → ${inEuro(due.amount)}` : '';
  const doubts =
    due.kind === 'due' && due.doubts.length > 0 ? ` ${sentence(due.doubts.join('; '))}.` : '';
  return `${steps.join('; ')}${result}.${doubts}`;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/**
 * A share as people read it: 72,7 %. It is cut, never rounded up, and takes as many digits as it needs to stand on its
 * side of the threshold (basis points): 69,97 % is «69,9 %», and what is just above 75 % is «75,004 %».
 */
export function shareInWords(done: number, expected: number, threshold?: number): string {
  if (expected === 0) return '—';
  const side = threshold === undefined ? undefined : compared(done * 10_000, expected * threshold);
  for (let decimals = 1; ; decimals += 1) {
    const unit = 10n ** BigInt(decimals);
    // Whole numbers all the way: 70,1 × 100 is not 7010 in floats.
    const cut = (BigInt(done) * 100n * unit) / BigInt(expected);
    const shown = compared(cut * 100n, BigInt(threshold ?? 0) * unit);
    if (side !== undefined && shown !== side) continue;
    return `${cut / unit},${String(cut % unit).padStart(decimals, '0')} %`;
  }
}

function compared<T extends number | bigint>(a: T, b: T): number {
  return Number(a > b) - Number(a < b);
}

// ── Which months are paid together ────────────────────────────────────────────────────────────

/** For each month, the one it is counted and paid with: itself, unless it is too short for the programme. */
function headsOf(
  months: readonly AllowanceMonth[],
  policy: PartialMonth | undefined,
): ReadonlyMap<Month, Month> {
  const alone = new Map(months.map((it) => [it.month, it.month]));
  if (policy?.how !== 'mergeShorterThan') return alone;
  const long = (it: AllowanceMonth) => it.running >= policy.days;
  const heads = new Map(alone);
  months.forEach((it, n) => {
    // A month suspended from end to end has no days to bring elsewhere, and no sheet to wait for.
    if (it.running === 0 || long(it)) return;
    // A first month has none before it and goes with the one after.
    const after = months.slice(n + 1).find(long);
    const before = months.slice(0, n).findLast(long);
    const head = before ?? after;
    if (head !== undefined) heads.set(it.month, head.month);
  });
  return heads;
}

function mergedStep(it: AllowanceMonth, head: Month, { partialMonth }: AllowanceRules): Step {
  const least = partialMonth?.value.how === 'mergeShorterThan' ? partialMonth.value.days : 0;
  return {
    says: `${plural(it.running, 'giorno', 'giorni')} di calendario, meno di ${least}: si conta e si paga con ${monthInWords(head)}`,
    said: partialMonth?.said,
  };
}

// ── What perfect attendance is worth ──────────────────────────────────────────────────────────

interface Asked {
  readonly it: AllowanceMonth;
  /** Shorter months paid with it. */
  readonly stubs: readonly AllowanceMonth[];
  readonly rules: AllowanceRules;
}

interface Worth {
  readonly exact: Fraction;
  readonly full: Cents;
  readonly steps: readonly Step[];
  readonly doubts: readonly string[];
}

/** What perfect attendance is worth, with what the caps on the whole still allow. */
function worthOf({
  it,
  stubs,
  rules,
  used,
}: Asked & { readonly used: Readonly<Used> }): Worth | undefined {
  const all = [it, ...stubs];
  if (all.some((one) => one.running > 0 && one.agreed.length === 0)) return undefined;
  // A Sunday alone is no month: nothing is to be attended, and nothing is worth anything.
  if (all.every((one) => one.attendance.expected === 0 && (one.obstacles ?? []).length === 0))
    return { exact: none, full: cents(0), steps: [], doubts: [] };
  const steps: Step[] = [];
  const doubts = [...doubtsOf(all, rules)];
  const cut = (what: string, ruling: Ruling<unknown>, to: Cents) => {
    steps.push({ says: `al massimo ${inEuro(to)}`, said: ruling.said });
    doubts.push(...doubtful(what, ruling));
  };
  const { maxMonthlyAmount, maxGrant, maxPaidMonths } = rules;
  let [exact, allowed] = [none, none];
  for (const one of all) {
    const parts = partsOf(one, { ...rules, head: one === it });
    const worth = parts.reduce<Fraction>((total, part) => added(total, part.worth), none);
    steps.push(...parts.map((part) => part.step));
    // Each month has its own maximum, even where two are paid together.
    const over = maxMonthlyAmount !== undefined && isAbove(worth, maxMonthlyAmount.value);
    if (over) cut('l’importo massimo al mese', maxMonthlyAmount, maxMonthlyAmount.value);
    exact = added(exact, worth);
    allowed = added(allowed, over ? whole(maxMonthlyAmount.value) : worth);
  }
  let full = rounded(allowed, rules.rounding?.value);
  if (!isExact(allowed, full)) doubts.push(...doubtful('come si arrotonda', rules.rounding));
  if (maxMonthlyAmount !== undefined) {
    // A maximum of 599,50 € is one also for what is rounded to 600 €.
    const most = sum(all.map(() => maxMonthlyAmount.value));
    if (full > most) full = most;
  }
  const left = maxGrant && leftOf(maxGrant.value, used.sum);
  if (maxGrant !== undefined && left !== undefined && full > left) {
    full = left;
    cut('l’importo massimo in tutto', maxGrant, full);
  }
  if (maxPaidMonths !== undefined && used.months >= maxPaidMonths.value && full > cents(0)) {
    full = cents(0);
    cut('i mesi pagati al massimo', maxPaidMonths, full);
  }
  return { exact, full, steps, doubts: [...new Set(doubts)] };
}

/** What the days of one month are worth: all of it, or its share of calendar days. */
function partsOf(
  it: AllowanceMonth,
  { partialMonth, head }: AllowanceRules & { readonly head: boolean },
): readonly { readonly worth: Fraction; readonly step: Step }[] {
  const { length } = daysOf(it.month);
  const paidWhole = it.running === length || isWhole(it, partialMonth?.value);
  return it.agreed.map(({ monthly, days }) => {
    const of = paidWhole ? it.running : length;
    const amount = inEuro(monthly.value);
    return {
      worth: fraction(BigInt(Number(monthly.value)) * BigInt(days), BigInt(of)),
      step:
        days === of
          ? { says: `mese intero: ${amount}`, said: monthly.said }
          : {
              says: `${plural(days, 'giorno', 'giorni')} di calendario su ${of}${head ? '' : ` di ${monthInWords(it.month)}`}: ${amount} × ${days}/${of}`,
              said: paidWhole ? monthly.said : (partialMonth?.said ?? monthly.said),
            },
    };
  });
}

/** A month that is not whole is paid whole where a programme merges only what is too short. */
function isWhole(it: AllowanceMonth, policy: PartialMonth | undefined): boolean {
  return policy?.how === 'mergeShorterThan' && it.running >= Math.max(policy.days, 1);
}

function leftOf(most: Cents, used: Cents): Cents {
  return used >= most ? cents(0) : minus(most, used);
}

const missingAmount: readonly string[] = [
  'Manca l’indennità mensile: scrivila nel tirocinio, oppure in «Impostazioni», ad esempio 600,00.',
];

// ── What is due ───────────────────────────────────────────────────────────────────────────────

function dueOf({ it, stubs, rules, worth }: Asked & { readonly worth: Worth }): Due {
  const all = [it, ...stubs];
  const obstacles = all.flatMap((one) => one.obstacles ?? []);
  if (all.some((one) => !one.arrived)) return { kind: 'open', full: worth.full };
  if (obstacles.length > 0) return { kind: 'unknown', missing: [...new Set(obstacles)] };
  const expected = all.reduce((sum, one) => sum + one.attendance.expected, 0);
  const done = all.reduce((sum, one) => sum + one.attendance.done, 0);
  if (expected === 0)
    return {
      kind: 'due',
      amount: cents(0),
      full: worth.full,
      passed: false,
      steps: [{ says: 'Nessun giorno previsto nel mese: non c’è nulla da frequentare' }],
      doubts: [],
    };

  const { threshold, comparator, belowThreshold } = rules;
  if (threshold === undefined)
    return {
      kind: 'unknown',
      missing: ['Manca la soglia di frequenza: scrivila in «Impostazioni», ad esempio 70 %.'],
    };
  // Whether the threshold is enough is asked for only of who stands right on it.
  if (comparator === undefined && done * 10_000 === expected * threshold.value)
    return {
      kind: 'unknown',
      missing: [
        `${inUnits(done, it.attendance.base)} su ${inNumbers(expected, it.attendance.base)} sono giusto la soglia: manca se basta raggiungerla. Scrivilo in «Impostazioni», alla voce «La soglia basta», ad esempio «raggiungerla».`,
      ],
    };
  const passed = passes(done, expected, {
    points: threshold.value,
    comparator: comparator?.value ?? 'atLeast',
  });
  const counting = countedStep({ it, done, expected, passed, rules });
  if (!passed && belowThreshold === undefined)
    return {
      kind: 'unknown',
      missing: [
        `${counting.says}: manca che cosa si paga sotto la soglia. Scrivilo in «Impostazioni», ad esempio «niente» o «in proporzione».`,
      ],
    };
  const below = belowThreshold?.value ?? 'zero';
  const share = passed ? one : below === 'zero' ? none : fraction(BigInt(done), BigInt(expected));
  const partly = times(worth.exact, share);
  const raw = rounded(partly, rules.rounding?.value);
  const amount = passed || raw > worth.full ? worth.full : raw;
  const fall: readonly Step[] = passed
    ? []
    : [
        {
          says:
            below === 'zero'
              ? 'sotto la soglia non si paga'
              : `sotto la soglia si paga in proporzione: ${inShare(done, expected, it.attendance.base)}`,
          said: belowThreshold?.said,
        },
      ];
  return {
    kind: 'due',
    amount,
    full: worth.full,
    passed,
    steps: [counting, ...worth.steps, ...fall],
    doubts: passed
      ? worth.doubts
      : [
          ...new Set([
            ...worth.doubts,
            ...doubtful('sotto la soglia', belowThreshold),
            ...(isExact(partly, raw) ? [] : doubtful('come si arrotonda', rules.rounding)),
          ]),
        ],
  };
}

/** «16 giorni su 22 = 72,7 % ≥ 70 %». */
function countedStep({
  it,
  done,
  expected,
  passed,
  rules: { threshold, comparator },
}: {
  readonly it: AllowanceMonth;
  readonly done: number;
  readonly expected: number;
  readonly passed: boolean;
  readonly rules: AllowanceRules;
}): Step {
  const points = threshold?.value ?? 0;
  const above = comparator?.value === 'above';
  const sign = passed ? (above ? '>' : '≥') : above ? '≤' : '<';
  const limit = `${String(points / 100).replace('.', ',')} %`;
  return {
    says: `${inUnits(done, it.attendance.base)} su ${inNumbers(expected, it.attendance.base)} = ${shareInWords(done, expected, points)} ${sign} ${limit}`,
    said: threshold?.said,
  };
}

function inUnits(amount: number, base: Attendance['base']): string {
  if (base === 'days') return plural(amount, 'giorno', 'giorni');
  return amount === 60 ? '1 ora' : `${inNumbers(amount, base)} ore`;
}

function inNumbers(amount: number, base: Attendance['base']): string {
  if (base === 'days') return String(amount);
  const minutes = amount % 60;
  const hours = Math.trunc(amount / 60);
  return minutes === 0 ? String(hours) : `${hours}:${String(minutes).padStart(2, '0')}`;
}

function inShare(done: number, expected: number, base: Attendance['base']): string {
  return `× ${inNumbers(done, base)}/${inNumbers(expected, base)}`;
}

function doubtsOf(all: readonly AllowanceMonth[], rules: AllowanceRules): readonly string[] {
  const partial = all.some((it) => it.running < daysOf(it.month).length);
  return [
    ...doubtful('la soglia di frequenza', rules.threshold),
    ...doubtful('se la soglia basta raggiungerla', rules.comparator),
    ...(partial ? doubtful('come si paga un mese non intero', rules.partialMonth) : []),
    ...all.flatMap((it) =>
      it.agreed.flatMap((one) => doubtful('l’indennità mensile', one.monthly)),
    ),
  ];
}

function doubtful(what: string, ruling: Ruling<unknown> | undefined): readonly string[] {
  return ruling === undefined || ruling.verified ? [] : [`da verificare: ${what} (${ruling.said})`];
}

// ── Exact fractions ───────────────────────────────────────────────────────────────────────────

/** Of cents, or of a whole; `by` above zero. */
interface Fraction {
  readonly of: bigint;
  readonly by: bigint;
}

const none: Fraction = { of: 0n, by: 1n };
const one: Fraction = { of: 1n, by: 1n };

function fraction(of: bigint, by: bigint): Fraction {
  return { of, by };
}

function whole(amount: Cents): Fraction {
  return fraction(BigInt(Number(amount)), 1n);
}

function added(a: Fraction, b: Fraction): Fraction {
  return { of: a.of * b.by + b.of * a.by, by: a.by * b.by };
}

function isAbove({ of, by }: Fraction, limit: Cents): boolean {
  return of > BigInt(Number(limit)) * by;
}

/** Whether nothing was lost or added when a fraction was brought to an amount. */
function isExact({ of, by }: Fraction, amount: Cents): boolean {
  return of === BigInt(Number(amount)) * by;
}

function times(a: Fraction, b: Fraction): Fraction {
  return { of: a.of * b.of, by: a.by * b.by };
}

/** To the cent unless the programme says otherwise; half a cent goes up. */
function rounded({ of, by }: Fraction, how: AmountRounding | undefined): Cents {
  const unit = how?.to === 'euro' ? 100n : 1n;
  const divisor = by * unit;
  // Doubled, so that half of an odd divisor is whole too.
  const up = how?.how === 'truncate' ? 0n : divisor;
  return cents(Number(((of * 2n + up) / (divisor * 2n)) * unit));
}
