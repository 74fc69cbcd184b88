import type { Column } from '../core/column.ts';
import { type Day, type Month, monthOf } from '../core/day.ts';
import type { Finding } from '../core/finding.ts';
import type { InternshipMonth, ProgrammeMonths } from '../core/internship-month.ts';
import type { Cents } from '../core/money.ts';
import type { Setting } from '../core/setting.ts';
import type { RowOf, Tab } from '../core/tab.ts';
import type { World } from './world.ts';

/** A tab that has these columns at least, by the type of their values: so much of it is looked at here. */
export type TabOf<Cells> = Tab<{ readonly [K in keyof Cells]: Column<Cells[K]> }>;

/** A row of such a tab, as the sheet holds it today. */
export type RowWith<Cells> = RowOf<TabOf<Cells>>;

/** Who is paid. */
export interface PersonCells {
  readonly lastName: string;
  readonly firstName: string;
  readonly codiceFiscale: string;
  readonly cap: string;
}

/** Who hosts. */
export interface CompanyCells {
  readonly name: string;
  readonly codiceFiscale: string;
  readonly partitaIva: string;
}

/** Who stands beside trainees at the host. */
export interface TutorCells {
  readonly company: RowWith<CompanyCells>;
  readonly lastName: string;
  readonly firstName: string;
  readonly codiceFiscale: string;
}

/** The internship a month belongs to. */
export interface InternshipCells {
  readonly beneficiary: RowWith<PersonCells>;
  readonly company: RowWith<CompanyCells>;
  readonly companyTutor: RowWith<TutorCells>;
  readonly inailPat: string;
  readonly fundingSource: string;
  readonly cup: string;
}

/** The sheet of a month: when it came back, and when somebody checked it. */
export interface SheetCells {
  readonly receivedOn: Day;
  readonly checkedBy: RowWith<OperatorCells>;
  readonly checkedOn: Day;
}

/** An item of the budget. */
export interface ItemCells {
  readonly code: string;
  readonly item: string;
  readonly category: string;
  readonly fundingSource: string;
  readonly cup: string;
  readonly commitment: string;
  readonly until: Day;
}

/** Who works for the programme. */
export interface OperatorCells {
  readonly role: string;
  readonly from: Day;
  readonly to: Day;
}

/** How somebody is paid. */
export interface RestrictedCells {
  readonly beneficiary: RowWith<PersonCells>;
  readonly paymentMode: string;
  readonly iban: string;
  readonly ibanHolder: string;
  readonly payoutCap: string;
}

/** Why a paid month is put right: the closed list of «Liquidazioni». */
export type AdjustReason = 'attendance' | 'amount' | 'rule' | 'doublePaid' | 'returned';

/** What a row of «Liquidazioni» pays. */
export type PaymentKind = 'allowance' | 'adjustment' | 'companyTutorFee' | 'refund';

/** One sum in a payment list. */
export interface BatchCells {
  readonly list: string;
  readonly month: Month;
  readonly internship: RowWith<InternshipCells>;
  readonly kind: PaymentKind;
  readonly amount: Cents;
  readonly adjusts: string;
  readonly direction: 'more' | 'less';
  readonly adjustReason: AdjustReason;
  readonly withheld: Cents;
  readonly net: Cents;
  readonly item: RowWith<ItemCells>;
  readonly cup: string;
  readonly preparedBy: RowWith<OperatorCells>;
  readonly preparedOn: Day;
  readonly commitment: string;
  readonly determination: string;
  readonly paidOn: Day;
  readonly outcome: string;
  readonly returnReason: string;
}

/** A row of «Liquidazioni». */
export type Batch = RowWith<BatchCells>;

/** How often allowances are paid. */
export type PaymentCycle = 'monthly' | 'bimonthly' | 'quarterly';

/**
 * What paying needs of `config`: the tabs of `registry.ts`, the settings of `settings.ts`, and what `payments.ts` says of
 * rows of «Liquidazioni», each under the name it is exported by.
 */
export interface Ground {
  readonly tabs: {
    readonly beneficiaries: TabOf<PersonCells>;
    readonly companies: TabOf<CompanyCells>;
    readonly companyTutors: TabOf<TutorCells>;
    readonly internships: TabOf<InternshipCells>;
    readonly attendanceSheets: TabOf<SheetCells>;
    readonly batches: TabOf<BatchCells>;
    readonly budget: TabOf<ItemCells>;
    readonly operators: TabOf<OperatorCells>;
    readonly restricted: TabOf<RestrictedCells>;
  };
  readonly settings: {
    readonly paymentCycle: Setting<PaymentCycle, PaymentCycle>;
    readonly taxRegime: Setting<'taxed' | 'exempt'>;
    readonly monthlyBudget: Setting<Cents>;
    readonly totalBudget: Setting<Cents>;
    readonly programmeCup: Setting<string>;
  };
  // Methods, so that what speaks of whole rows may be asked of those seen here.
  readonly payments: {
    countsAsPaid(it: Batch): boolean;
    isPaid(it: Batch): boolean;
    paysTheMonth(it: Batch): boolean;
    totalOf(rows: readonly Batch[]): Cents;
  };
}

/** The register as it was read and judged, and what is known of it. */
export interface Judged {
  readonly world: World;
  readonly ground: Ground;
  readonly findings: readonly Finding[];
  /** What checked months rested on, from the ledger's shelf `months`: why a paid one has changed is told by it. */
  readonly proofs?: ReadonlyMap<string, string> | undefined;
}

// ── What is asked of the register ─────────────────────────────────────────────────────────────

/** Every internship-month by the findings of this judgement, or those of one internship alone. */
export function monthsTold(
  { world, findings }: Pick<Judged, 'world' | 'findings'>,
  internship?: string,
): ProgrammeMonths {
  return world.knowledge.monthsOf(world.around, { stopped: stoppedBy(findings), internship });
}

/** The IDs of rows with something open, for which nobody answers, that stops a payment. */
export function stoppedBy(findings: readonly Finding[]): ReadonlySet<string> {
  return new Set(
    findings.flatMap((it) =>
      it.level === 'blocca' && it.stops === 'pay' && it.waived === undefined && it.id !== undefined
        ? [it.id]
        : [],
    ),
  );
}

/** Register and ground: enough to look something up. */
export type Seen = Pick<Judged, 'world' | 'ground'>;

/** The internship of a month: its first row, where an ID stands in several. */
export function internshipOf(
  { internship }: Pick<InternshipMonth, 'internship'>,
  { world, ground }: Seen,
): RowWith<InternshipCells> {
  const [row] = world.around.where(ground.tabs.internships, 'id', internship);
  // Months are worked out from these very rows.
  if (row === undefined) throw new Error(`${internship} has months and no row`);
  return row;
}

/** The sheet a month was counted from. */
export function sheetOf(
  { sheet }: Pick<InternshipMonth, 'sheet'>,
  { world, ground }: Seen,
): RowWith<SheetCells> | undefined {
  return sheet === undefined
    ? undefined
    : world.around.where(ground.tabs.attendanceSheets, 'id', sheet)[0];
}

type OfMonth = Pick<InternshipMonth, 'internship' | 'month'>;

/** The rows of «Liquidazioni» of an internship's month, in the order of their IDs. */
export function paymentsIn(it: OfMonth, seen: Seen): readonly Batch[] {
  return seen.world.around
    .where(seen.ground.tabs.batches, 'internship', internshipOf(it, seen))
    .filter(({ month }) => month === it.month);
}

/** Whether nothing can change any more in what a month rests on: over, its sheet checked, all of it clear. */
export function isSettled(it: InternshipMonth, seen: Seen): boolean {
  return (
    it.month < monthOf(seen.world.today) &&
    it.obstacles.length === 0 &&
    sheetOf(it, seen)?.checkedOn !== undefined
  );
}

/** The rows of a month the bank sent back and that nobody has paid again; of those sent back twice, the last. */
export function returnedIn(it: OfMonth, seen: Seen): readonly Batch[] {
  const { payments } = seen.ground;
  const rows = paymentsIn(it, seen);
  return rows.filter((back, at) => {
    if (back.outcome !== 'returned' || back.direction === 'less') return false;
    return !rows.some((one, later) => {
      if (one.adjusts === back.id) return payments.countsAsPaid(one) || one.outcome === 'returned';
      const again = one.kind === back.kind && later > at;
      return again && (payments.countsAsPaid(one) || isReturnedAgain(one, back));
    });
  });
}

/** Two adjustments sent back are two sums; a month's allowance or fee is one, however often it was tried. */
function isReturnedAgain(one: Batch, back: Batch): boolean {
  return one.outcome === 'returned' && back.kind !== 'adjustment';
}

/** How somebody is paid: to an account, or at a counter in the place of a CAP. */
export type WayToPay =
  | { readonly kind: 'transfer'; readonly iban: string; readonly holder: string | undefined }
  | { readonly kind: 'atCounter'; readonly cap: string };

/** What is said wherever something of the restricted register is missing: neither what nor why. */
export const requirementMissing = 'Un requisito riservato manca: chiedi al coordinatore.';

/**
 * How a person is paid; nothing where that is not known, is said in two ways, or something in the restricted register
 * stops it. Ask `knowsHowToPay` first: without that register nothing is known of anybody.
 */
export function wayToPay(
  person: RowWith<PersonCells>,
  stopped: ReadonlySet<string>,
  { world, ground }: Seen,
): WayToPay | undefined {
  const rows = world.around.where(ground.tabs.restricted, 'beneficiary', person);
  if (rows.some((it) => stopped.has(it.id))) return undefined;
  const ways = rows.flatMap((it) => wayIn(it, person) ?? []);
  const [way] = ways;
  return ways.every((it) => JSON.stringify(it) === JSON.stringify(way)) ? way : undefined;
}

/** Whether the restricted register is connected. */
export function knowsHowToPay({ world, ground }: Seen): boolean {
  return world.around.has(ground.tabs.restricted);
}

function wayIn(
  { paymentMode, iban, ibanHolder, payoutCap }: RowWith<RestrictedCells>,
  { cap }: RowWith<PersonCells>,
): WayToPay | undefined {
  if (paymentMode === 'atCounter') {
    const to = payoutCap ?? cap;
    return to === undefined ? undefined : { kind: 'atCounter', cap: to };
  }
  return iban === undefined ? undefined : { kind: 'transfer', iban, holder: ibanHolder };
}
