import { type Day, daysOf, firstDay, type Month, plusDays, plusMonth } from '../../src/core/day.ts';
import { type Cents, cents, euro, minus, portion } from '../../src/core/money.ts';
import { idOf, type RowOf } from '../../src/core/tab.ts';
import { batches, budget } from '../registry.ts';
import { at } from './chance.ts';
import { type Frame, numbered } from './frame.ts';
import { programmeCup } from './internships.ts';
import type { Draft } from './people.ts';
import { listDay, type SheetTold } from './sheets.ts';
import type { Staff } from './staff.ts';

/** One sum to one internship. */
export type Batch = RowOf<typeof batches>;

interface Telling {
  readonly frame: Frame;
  readonly staff: Staff;
}

/** The items of the budget, in euro: granted and committed. */
const items = [
  ['B.2.1', 'Indennità di partecipazione', 'allowances', 'support', 190_000, 190_000],
  ['B.2.2', 'Coperture INAIL e RCT', 'insurance', 'support', 9_000, 9_000],
  ['B.1.1', 'Personale dei laboratori', 'staff', 'labs', 148_000, 120_000],
  ['B.1.2', 'Sedi dei laboratori', 'labs', 'labs', 24_000, 18_000],
  ['B.3.1', 'Workshop per gli operatori pubblici', 'training', 'labs', 18_000, 12_000],
  ['B.3.2', 'Newsletter e incontri pubblici', 'communication', 'both', 9_500, 6_000],
  ['B.4.1', 'Tutor d’impresa', 'staff', 'support', 60_000, 52_000],
  ['B.5.1', 'Costi indiretti', 'overheads', 'both', 28_000, 0],
] as const;

/** The budget of the programme. */
export function budgetOf({ frame, staff }: Telling): readonly RowOf<typeof budget>[] {
  const committedOn = frame.onOrAfter(plusDays(frame.from, 20));
  return numbered(
    budget,
    items.map(([code, item, category, axis, amount, committed], nth) => ({
      code,
      item,
      category,
      axis,
      fundingSource: 'fsePlus' as const,
      cup: programmeCup,
      amount: euro(amount),
      committed: committed === 0 ? undefined : euro(committed),
      commitment: committed === 0 ? undefined : `${300 + nth * 9}/${committedOn.slice(0, 4)}`,
      committedOn: committed === 0 ? undefined : committedOn,
      committedBy:
        committed === 0 ? undefined : `determina ${110 + nth}/${committedOn.slice(0, 4)}`,
      otherSpent:
        category === 'allowances' || committed === 0
          ? undefined
          : euro(Math.trunc(committed * 0.4)),
      otherSpentAt:
        category === 'allowances' || committed === 0
          ? undefined
          : plusDays(firstDay(frame.month), -1),
      reported: nth === 0 ? euro(12_000) : undefined,
      reportedAt: nth === 0 ? plusDays(firstDay(plusMonth(frame.month, -3)), -1) : undefined,
      flexibility: 1000,
      until: frame.to,
      responsible: staff.of('administration', nth),
    })),
  );
}

/**
 * The payments of all sheets that were checked, list by list: in full from 70 %, in proportion below it. What the bank
 * sent back, and what was paid too little, is made good with the next list.
 */
export function batchesOf(
  sheets: readonly SheetTold[],
  { frame, staff, items: rows }: Telling & { readonly items: readonly RowOf<typeof budget>[] },
): readonly Batch[] {
  const months = [...new Set(sheets.map((it) => it.month))];
  let owed: readonly Draft<Batch>[] = [];
  let shortSlot: number | undefined;
  const drafts: Draft<Batch>[] = [];
  months.forEach((month, nth) => {
    const run = paymentRun(month, frame);
    const due = sheets.filter((it) => listedWith(it, frame) === month);
    if (run.preparedOn === undefined || due.length === 0) return;
    const paper = paperOf({ nth, month, frame, staff, item: at(rows, 0) });
    drafts.push(...owed.map((it) => ({ ...paper, ...it })));
    const owing: Draft<Batch>[] = [];
    for (const sheet of due) {
      const { slot, row } = sheet.placement;
      const worth = amountOf(sheet);
      const back = nth === 3 && sheet === due[1] && run.paidOn !== undefined;
      const short =
        slot.hitch === 'paidShort' && nth > 3 && shortSlot === undefined && worth > shortBy;
      if (short) shortSlot = slot.nth;
      const amount = short ? minus(worth, shortBy) : worth;
      drafts.push({
        ...paper,
        internship: row,
        month: sheet.month,
        kind: 'allowance',
        amount,
        net: amount,
        ...(back
          ? { outcome: 'returned', returnReason: 'closedAccount', returnedOn: run.returnedOn }
          : {}),
        ...(slot.hitch === 'suspended' && sheet.month === plusMonth(frame.month, -3)
          ? { outcome: 'suspended', paidOn: undefined, taxYear: undefined }
          : {}),
      });
      const missing = back ? amount : short ? shortBy : undefined;
      if (missing !== undefined)
        owing.push({
          internship: row,
          month: sheet.month,
          kind: 'adjustment',
          amount: missing,
          net: missing,
          adjusts: idOf(batches, drafts.length),
          direction: 'more',
          adjustReason: back ? 'returned' : 'amount',
        });
    }
    owed = owing;
  });
  return numbered(batches, drafts);
}

/** How much less somebody typed, once. */
const shortBy = euro(60);

/** The month whose list pays a sheet; none while it cannot be paid, or there is nothing to pay. */
function listedWith({ row, month, done, placement }: SheetTold, frame: Frame): Month | undefined {
  const { checkedOn } = row;
  if (checkedOn === undefined || done === 0) return undefined;
  // Their account was closed, and no other is known yet.
  if (placement.slot.hitch === 'closedAccount' && month >= plusMonth(frame.month, -6))
    return undefined;
  return checkedOn < listDay(month, frame) ? month : plusMonth(month, 1);
}

interface Run {
  readonly preparedOn: Day | undefined;
  readonly approvedOn: Day | undefined;
  readonly determinedOn: Day | undefined;
  readonly publishedOn: Day | undefined;
  readonly orderedOn: Day | undefined;
  readonly paidOn: Day | undefined;
  readonly returnedOn: Day | undefined;
}

function paymentRun(month: Month, frame: Frame): Run {
  const prepared = listDay(month, frame);
  const after = (days: number) => frame.ifCome(frame.workingDays(prepared, days));
  return {
    preparedOn: frame.ifCome(prepared),
    approvedOn: after(1),
    determinedOn: after(3),
    publishedOn: after(4),
    orderedOn: after(6),
    paidOn: after(8),
    returnedOn: after(11),
  };
}

function paperOf({
  nth,
  month,
  frame,
  staff,
  item,
}: Telling & {
  readonly nth: number;
  readonly month: Month;
  readonly item: RowOf<typeof budget>;
}): Draft<Batch> {
  const run = paymentRun(month, frame);
  const year = firstDay(plusMonth(month, 1)).slice(0, 4);
  return {
    list: `${nth + 1}/${year}`,
    item,
    cup: programmeCup,
    withheld: euro(0),
    preparedBy: staff.of('administration', 0),
    preparedOn: run.preparedOn,
    approvedBy: run.approvedOn === undefined ? undefined : staff.of('coordinator', 0),
    approvedOn: run.approvedOn,
    commitment: item.commitment,
    determination:
      run.determinedOn === undefined
        ? undefined
        : `${500 + nth * 13}/${run.determinedOn.slice(0, 4)}`,
    determinedOn: run.determinedOn,
    publishedOn: run.publishedOn,
    order:
      run.orderedOn === undefined ? undefined : `${2200 + nth * 17}/${run.orderedOn.slice(0, 4)}`,
    orderedOn: run.orderedOn,
    paidOn: run.paidOn,
    outcome: run.paidOn === undefined ? undefined : 'paid',
    taxYear: run.paidOn === undefined ? undefined : Number(run.paidOn.slice(0, 4)),
  };
}

/**
 * In full where seven days in ten were done; else by days. A month not whole is worth its share of calendar days, those
 * suspended left out. Rounded once, at the end.
 */
function amountOf({ placement, month, running, planned, done }: SheetTold): Cents {
  const passed = done * 10 >= planned * 7;
  return portion(placement.row.allowance ?? cents(0), {
    take: passed ? running : running * done,
    of: passed ? daysOf(month).length : daysOf(month).length * planned,
    how: 'round',
  });
}
