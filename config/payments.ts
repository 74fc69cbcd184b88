import { type Day, firstDay, lastDay, type Month } from '../src/core/day.ts';
import { type Cents, euro, minus, plus, sum } from '../src/core/money.ts';
import type { Around } from '../src/core/rule.ts';
import type { RowOf } from '../src/core/tab.ts';
import { variationsOf } from './lifecycle.ts';
import { batches, type budget, type internships, restricted } from './registry.ts';

type Batch = RowOf<typeof batches>;
type Item = RowOf<typeof budget>;
type Internship = RowOf<typeof internships>;

const nothing = euro(0);

/** Whether a row is money out, or on its way: not what the bank sent back, nor what was struck out. */
export function countsAsPaid(it: Batch): boolean {
  return it.outcome !== 'returned' && it.outcome !== 'cancelled';
}

/** Whether the money of a row has left the till, and stayed out. */
export function isPaid(it: Batch): boolean {
  return countsAsPaid(it) && (it.outcome === 'paid' || it.paidOn !== undefined);
}

/** Whether a row pays the person for a month: the allowance or what corrects it, not a refund nor the tutor's fee. */
export function paysTheMonth(it: Batch): boolean {
  return it.kind === 'allowance' || it.kind === 'adjustment';
}

/** What a row adds to what was spent: an adjustment may take away. Without a sign, nothing is known. */
export function signedAmount({ kind, direction, amount = nothing }: Batch): Cents {
  if (kind !== 'adjustment') return amount;
  if (direction === undefined) return nothing;
  return direction === 'less' ? minus(nothing, amount) : amount;
}

/** What some rows come to together. */
export function totalOf(rows: readonly Batch[]): Cents {
  return sum(rows.map(signedAmount));
}

/** What was granted for an item: the revised amount, where there is one. */
export function grantedFor(it: Item): Cents {
  return it.revisedAmount ?? it.amount ?? nothing;
}

/** What was spent on an item: the rows of «Liquidazioni» that count, and what was spent outside them. */
export function spentOn(
  it: Item,
  around: Pick<Around, 'where'>,
  counts: (one: Batch) => boolean,
): Cents {
  const paid = around.where(batches, 'item', it).filter(counts);
  return plus(it.otherSpent ?? nothing, totalOf(paid));
}

/** Whether a person can be paid: an account is known, or the money is collected at a counter. Where it stands is restricted. */
export function hasRestrictedRequirement(
  beneficiary: Internship['beneficiary'],
  around: Pick<Around, 'where'>,
): boolean {
  return (
    beneficiary !== undefined &&
    around
      .where(restricted, 'beneficiary', beneficiary)
      .some((one) => one.iban !== undefined || one.paymentMode === 'atCounter')
  );
}

/** The monthly allowance agreed for a day: that of the last variation that holds, else the internship's own. */
export function allowanceOn(
  it: Internship,
  on: Day,
  around: Pick<Around, 'where'>,
): Cents | undefined {
  return (
    variationsOf(it, around)
      .filter(
        ({ newAllowance, from, to }) =>
          newAllowance !== undefined &&
          from !== undefined &&
          from <= on &&
          (to === undefined || on <= to),
      )
      .toSorted((a, b) => (a.from === b.from ? 0 : (a.from ?? '') < (b.from ?? '') ? -1 : 1))
      .at(-1)?.newAllowance ?? it.allowance
  );
}

/** The highest monthly allowance that holds on a day of a month; zero where none was agreed. */
export function highestAllowanceIn(
  it: Internship,
  month: Month,
  around: Pick<Around, 'where'>,
): Cents {
  return variationsOf(it, around).reduce(
    (highest, { newAllowance, from, to }) =>
      newAllowance !== undefined &&
      newAllowance > highest &&
      from !== undefined &&
      from <= lastDay(month) &&
      (to === undefined || to >= firstDay(month))
        ? newAllowance
        : highest,
    it.allowance ?? nothing,
  );
}
