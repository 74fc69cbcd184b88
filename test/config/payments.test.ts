import { describe, expect, test } from 'vitest';
import {
  allowanceOn,
  countsAsPaid,
  grantedFor,
  highestAllowanceIn,
  isPaid,
  paysTheMonth,
  signedAmount,
  spentOn,
  totalOf,
} from '../../config/payments.ts';
import { batches, variations } from '../../config/registry.ts';
import { day, month } from '../../src/core/day.ts';
import { cents, euro } from '../../src/core/money.ts';
import type { RowOf } from '../../src/core/tab.ts';
import { around } from '../a/around.ts';
import { aBatch, aBudgetItem, anInternshipUnderWay } from '../a/presenze.ts';
import { aVariation } from '../a/tirocini.ts';

type Batch = RowOf<typeof batches>;

const toPay = { paidOn: undefined, outcome: undefined } as const;

describe('Una riga di «Liquidazioni»', () => {
  test.each<readonly [string, Partial<Batch>, counts: boolean, paid: boolean]>([
    ['in preparazione', toPay, true, false],
    ['sospesa', { ...toPay, outcome: 'suspended' }, true, false],
    ['con il giorno del pagamento', { outcome: undefined }, true, true],
    ['pagata senza giorno', { paidOn: undefined }, true, true],
    ['tornata indietro', { outcome: 'returned' }, false, false],
    ['annullata', { outcome: 'cancelled' }, false, false],
  ])('%s conta, ed è uscita, quando è vero', (_, but, counts, paid) => {
    const it = aBatch(but);

    expect([countsAsPaid(it), isPaid(it)]).toEqual([counts, paid]);
  });

  test('paga il mese se è l’indennità o la sua rettifica', () => {
    const kinds = ['allowance', 'adjustment', 'companyTutorFee', 'refund', undefined] as const;

    expect(kinds.map((kind) => paysTheMonth(aBatch({ kind })))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  test.each<readonly [string, Partial<Batch>, number]>([
    ['un’indennità aggiunge', {}, 60_000],
    ['un rimborso aggiunge', { kind: 'refund' }, 60_000],
    ['una rettifica in più aggiunge', { kind: 'adjustment', direction: 'more' }, 60_000],
    ['una rettifica in meno toglie', { kind: 'adjustment', direction: 'less' }, -60_000],
    ['una rettifica senza segno non si sa', { kind: 'adjustment' }, 0],
    ['senza importo non si sa', { amount: undefined }, 0],
    ['il segno vale solo per le rettifiche', { direction: 'less' }, 60_000],
  ])('%s', (_, but, amount) => {
    expect(signedAmount(aBatch(but))).toEqual(cents(amount));
  });

  test('insieme ad altre fa la loro somma', () => {
    const rows = [
      aBatch(),
      aBatch({ kind: 'adjustment', direction: 'less', amount: euro(48, 50) }),
      aBatch({ kind: 'adjustment', direction: 'more', amount: euro(0, 1) }),
    ];

    expect(totalOf(rows)).toEqual(euro(551, 51));
    expect(totalOf([])).toEqual(euro(0));
  });
});

describe('Una voce di spesa', () => {
  test('ha l’importo rimodulato, se c’è, altrimenti quello assegnato', () => {
    expect(grantedFor(aBudgetItem({ revisedAmount: euro(100) }))).toEqual(euro(100));
    expect(grantedFor(aBudgetItem())).toEqual(euro(158_400));
    expect(grantedFor(aBudgetItem({ amount: undefined }))).toEqual(euro(0));
  });

  test('ha speso le sue righe che contano, e quello che è speso altrove', () => {
    const it = aBudgetItem({ otherSpent: euro(40) });
    const other = aBudgetItem({ id: 'QE-0002' });
    const world = around({
      rows: [
        [
          batches,
          [
            aBatch({ item: it }),
            aBatch({ item: it, ...toPay, amount: euro(100) }),
            aBatch({ item: it, outcome: 'returned' }),
            aBatch({ item: other }),
          ],
        ],
      ],
    });

    expect(spentOn(it, world, countsAsPaid)).toEqual(euro(740));
    expect(spentOn(it, world, isPaid)).toEqual(euro(640));
    expect(spentOn(other, world, countsAsPaid)).toEqual(euro(600));
    expect(spentOn(aBudgetItem({ id: 'QE-0003' }), world, isPaid)).toEqual(euro(0));
  });
});

describe('L’indennità concordata', () => {
  const it = anInternshipUnderWay();
  const raised = (but: Partial<RowOf<typeof variations>>) =>
    aVariation({ internship: it, kind: 'hours', newEndDate: undefined, ...but });
  const world = around({
    rows: [
      [
        variations,
        [
          raised({ from: day('2026-05-04'), newAllowance: euro(500) }),
          raised({ from: day('2026-04-16'), to: day('2026-05-10'), newAllowance: euro(700) }),
          raised({ from: day('2026-06-01') }),
          raised({ newAllowance: euro(900), from: undefined }),
          raised({
            from: day('2026-04-01'),
            newAllowance: euro(800),
            cancelledOn: day('2026-04-02'),
          }),
        ],
      ],
    ],
  });

  test.each([
    ['2026-04-15', 600],
    ['2026-04-16', 700],
    ['2026-05-03', 700],
    ['2026-05-04', 500],
    ['2026-05-11', 500],
    ['2026-06-01', 500],
  ])('il %s è quella dell’ultima variazione che vale: %i', (on, amount) => {
    expect(allowanceOn(it, day(on), world)).toEqual(euro(amount));
  });

  test('dopo una variazione a termine torna quella del tirocinio', () => {
    const once = around({
      rows: [
        [
          variations,
          [raised({ from: day('2026-04-16'), to: day('2026-04-20'), newAllowance: euro(700) })],
        ],
      ],
    });

    expect(allowanceOn(it, day('2026-04-20'), once)).toEqual(euro(700));
    expect(allowanceOn(it, day('2026-04-21'), once)).toEqual(euro(600));
  });

  test('non c’è, se nessuno l’ha scritta', () => {
    const silent = anInternshipUnderWay({ allowance: undefined });

    expect(allowanceOn(silent, day('2026-04-15'), world)).toBeUndefined();
    expect(highestAllowanceIn(silent, month('2026-04'), world)).toEqual(euro(0));
  });

  test('più alta di un mese è quella di uno qualsiasi dei suoi giorni', () => {
    const inMonths = ['2026-03', '2026-04', '2026-05', '2026-06'].map((one) =>
      highestAllowanceIn(it, month(one), world),
    );

    expect(inMonths).toEqual([euro(600), euro(700), euro(700), euro(600)]);
  });
});
