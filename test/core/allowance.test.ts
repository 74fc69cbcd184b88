import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Agreed,
  type AllowanceMonth,
  type AllowanceRules,
  allowanceOf,
  type Due,
  dueInWords,
  type Ruling,
  shareInWords,
} from '../../src/core/allowance.ts';
import {
  type Attendance,
  attendanceOf,
  type Counting,
  passes,
  type SheetMonth,
  type Threshold,
} from '../../src/core/attendance.ts';
import { daysOf, month, plusMonth } from '../../src/core/day.ts';
import { type Cents, cents, euro, sum } from '../../src/core/money.ts';
import type { AmountRounding, PartialMonth } from '../../src/core/pack.ts';

/** 70 % is enough, below it nothing, in proportion to calendar days, to the cent. */
const seventy = {
  threshold: said(7000),
  comparator: said('atLeast'),
  belowThreshold: said('zero'),
  partialMonth: said({ how: 'proRata' }),
  rounding: said({ to: 'cent', how: 'round' }),
} as const satisfies AllowanceRules;
const proRata = { ...seventy, belowThreshold: said('proRata') } as const;
const marche = { ...seventy, threshold: said(7500), comparator: said('above') } as const;
const marcheReduced = { ...marche, threshold: said(4000) } as const;
const monza: AllowanceRules = {
  ...seventy,
  partialMonth: said({ how: 'mergeShorterThan', days: 14 }, 'dote impresa'),
  rounding: said({ to: 'euro', how: 'truncate' }, 'dote impresa'),
};

describe('a whole month', () => {
  test.each([
    // programme, full amount, done, planned, rules, due
    ['Puglia 2023', euro(600), 16, 22, seventy, euro(600)],
    ['Puglia 2023', euro(600), 15, 22, seventy, euro(0)],
    ['Puglia 2023, validated', euro(700), 16, 22, seventy, euro(700)],
    ['Puglia 2023, validated', euro(700), 15, 22, seventy, euro(0)],
    ['Puglia 2013', euro(450), 14, 20, seventy, euro(450)],
    ['Puglia 2013', euro(450), 13, 20, seventy, euro(0)],
    ['Lazio', euro(800), 16, 22, seventy, euro(800)],
    ['Lazio', euro(800), 15, 22, seventy, euro(0)],
    ['Campania', euro(500), 14, 20, seventy, euro(500)],
    ['Campania', euro(500), 13, 20, seventy, euro(0)],
    ['Napoli TIS 2025', euro(600), 14, 20, seventy, euro(600)],
    ['Campobasso', euro(400), 14, 20, seventy, euro(400)],
    ['Calabria TIS 2023', euro(700), 14, 20, seventy, euro(700)],
    ['Marche', euro(180), 15, 20, marche, euro(0)],
    ['Marche', euro(180), 16, 20, marche, euro(180)],
    ['Marche, ≥', euro(180), 15, 20, { ...marche, comparator: said('atLeast') }, euro(180)],
    ['Marche, ≥', euro(180), 14, 20, { ...marche, comparator: said('atLeast') }, euro(0)],
    ['Marche, reduced', euro(180), 8, 20, marcheReduced, euro(0)],
    ['Marche, reduced', euro(180), 9, 20, marcheReduced, euro(180)],
    ['Emilia-Romagna', euro(450), 16, 22, proRata, euro(450)],
    ['Emilia-Romagna', euro(450), 15, 22, proRata, euro(306, 82)],
    ['Emilia-Romagna', euro(450), 1, 22, proRata, euro(20, 45)],
    ['Emilia-Romagna', euro(450), 0, 22, proRata, euro(0)],
  ] as const)('%s: of %i cents, %i days of %i', (_, monthly, done, expected, rules, amount) => {
    const due = dueOf(aMonth({ agreed: agreed(monthly), attendance: days(done, expected) }), rules);

    expect(due).toMatchObject({ kind: 'due', amount, full: monthly });
  });

  test('is counted in hours where the programme does (Calabria): 77 hours of 110, not 76:59', () => {
    const reached = aMonth({ agreed: agreed(euro(400)), attendance: hours(77 * 60, 110 * 60) });
    const missed = aMonth({ agreed: agreed(euro(400)), attendance: hours(77 * 60 - 1, 110 * 60) });

    expect(dueOf(reached, seventy)).toMatchObject({ amount: euro(400), passed: true });
    expect(dueOf(missed, seventy)).toMatchObject({
      amount: euro(0),
      passed: false,
      steps: [
        { says: '76:59 ore su 110 = 69,9 % < 70 %' },
        { says: 'mese intero: 400,00 €' },
        { says: 'sotto la soglia non si paga' },
      ],
    });
  });

  test('says how it came to its amount, and who says so', () => {
    const rules = {
      ...proRata,
      threshold: said(7000, 'L.R. inventata'),
      belowThreshold: said('proRata', '«Impostazioni»'),
    };

    const due = dueOf(
      aMonth({ agreed: agreed(euro(450), 31, 'accordo'), attendance: days(15, 22) }),
      rules,
    );

    expect(due).toEqual({
      kind: 'due',
      amount: euro(306, 82),
      full: euro(450),
      passed: false,
      steps: [
        { says: '15 giorni su 22 = 68,1 % < 70 %', said: 'L.R. inventata' },
        { says: 'mese intero: 450,00 €', said: 'accordo' },
        { says: 'sotto la soglia si paga in proporzione: × 15/22', said: '«Impostazioni»' },
      ],
      doubts: [],
    });
  });

  test.each([
    [days(16, 22), seventy, '16 giorni su 22 = 72,7 % ≥ 70 %'],
    [days(1, 22), seventy, '1 giorno su 22 = 4,5 % < 70 %'],
    [days(15, 20), marche, '15 giorni su 20 = 75,0 % ≤ 75 %'],
    [days(16, 20), marche, '16 giorni su 20 = 80,0 % > 75 %'],
    [hours(60, 6000), seventy, '1 ora su 100 = 1,0 % < 70 %'],
    [hours(4510, 6000), marche, '75:10 ore su 100 = 75,1 % > 75 %'],
    [hours(4501, 6000), marche, '75:01 ore su 100 = 75,01 % > 75 %'],
    [days(16, 22), { ...seventy, threshold: said(7250) }, '16 giorni su 22 = 72,7 % ≥ 72,5 %'],
  ] as const)('weighs %# in words', (attendance, rules, says) => {
    const due = dueOf(aMonth({ attendance }), rules);

    expect(due).toMatchObject({ steps: [{ says }, {}, ...(passed(due) ? [] : [{}])] });
  });

  test('is worth nothing where nothing was to be done, and no rule is asked for', () => {
    const due = dueOf(aMonth({ attendance: days(0, 0) }), {});

    expect(due).toEqual({
      kind: 'due',
      amount: euro(0),
      full: euro(0),
      passed: false,
      steps: [{ says: 'Nessun giorno previsto nel mese: non c’è nulla da frequentare' }],
      doubts: [],
    });
  });
});

describe('a part of a month', () => {
  test.each([
    ['2026-03', 17, euro(329, 3)],
    ['2026-03', 1, euro(19, 35)],
    ['2026-03', 30, euro(580, 65)],
    ['2026-03', 31, euro(600)],
    ['2026-02', 14, euro(300)],
    ['2028-02', 14, euro(289, 66)],
    ['2026-04', 1, euro(20)],
  ])('of %s, %i days in proportion to its calendar days', (text, running, amount) => {
    const it = aMonth({ month: month(text), running, agreed: agreed(euro(600), running) });

    expect(dueOf(it, seventy)).toMatchObject({ amount, full: amount });
    expect(dueOf(it, { ...seventy, partialMonth: undefined })).toMatchObject({ amount });
  });

  test('is paid by each amount for its own days when the amount changes', () => {
    const parts = [
      { monthly: said(euro(400), 'accordo'), days: 10 },
      { monthly: said(euro(500), 'variazione'), days: 21 },
    ];

    expect(dueOf(aMonth({ agreed: parts }), seventy)).toMatchObject({
      // 400 × 10/31 is 129,032; 500 × 21/31 is 338,709: brought to cents once.
      amount: euro(467, 74),
      steps: [
        {},
        { says: '10 giorni di calendario su 31: 400,00 € × 10/31', said: 'accordo' },
        { says: '21 giorni di calendario su 31: 500,00 € × 21/31', said: 'variazione' },
      ],
    });
  });

  test('is one day in the singular', () => {
    const due = dueOf(aMonth({ running: 1, agreed: agreed(euro(600), 1) }), seventy);

    expect(due).toMatchObject({
      steps: [{}, { says: '1 giorno di calendario su 31: 600,00 € × 1/31' }],
    });
  });

  test('below the threshold is in proportion twice', () => {
    const it = aMonth({
      running: 17,
      agreed: agreed(euro(450), 17),
      attendance: days(6, 12),
    });

    // 450 × 17/31 × 6/12
    expect(dueOf(it, proRata)).toMatchObject({ amount: euro(123, 39), full: euro(246, 77) });
  });

  test('adds up to the whole month, to the cent, however it is cut', () => {
    const cuts = fc
      .tuple(
        fc.constantFrom('2026-02', '2028-02', '2026-03', '2026-04'),
        fc.integer({ min: 0, max: 2000_00 }),
        fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 6 }),
        someRounding(),
      )
      .map(([text, amount, at, rounding]) => ({ it: month(text), amount, at, rounding }));
    fc.assert(
      fc.property(cuts, ({ it, amount, at, rounding }) => {
        const { length } = daysOf(it);
        const ends = [...new Set([0, ...at.filter((one) => one < length), length])].toSorted(
          (a, b) => a - b,
        );
        const parts = ends.slice(1).map((end, n) => ({
          monthly: said(cents(amount)),
          days: end - (ends[n] ?? 0),
        }));
        const rules = { ...seventy, rounding: said(rounding) };

        const inParts = dueOf(aMonth({ month: it, agreed: parts }), rules);
        const whole = dueOf(aMonth({ month: it, agreed: agreed(cents(amount), length) }), rules);

        expect(amountOf(inParts)).toEqual(amountOf(whole));
        if (rounding.to === 'cent') expect(amountOf(whole)).toBe(amount);
      }),
    );
  });
});

describe('a month too short to be paid alone', () => {
  // From 25 March: seven days of the thirty-one.
  const stub = aPart('2026-03', 7);
  const april = aPart('2026-04', 30);
  const may = aPart('2026-05', 7);

  test('goes with the month after when it is the first (Monza: 400 + 400/31 × 7 is 490)', () => {
    const { due, grant } = allowanceOf([stub, april], monza);

    expect([...due]).toEqual([
      [
        '2026-03',
        {
          kind: 'merged',
          into: '2026-04',
          steps: [
            {
              says: '7 giorni di calendario, meno di 14: si conta e si paga con aprile 2026',
              said: 'dote impresa',
            },
          ],
        },
      ],
      [
        '2026-04',
        {
          kind: 'due',
          amount: euro(490),
          full: euro(490),
          passed: true,
          steps: [
            { says: '32 giorni su 40 = 80,0 % ≥ 70 %', said: 'Impostazioni' },
            { says: 'mese intero: 400,00 €', said: 'Impostazioni' },
            {
              says: '7 giorni di calendario su 31 di marzo 2026: 400,00 € × 7/31',
              said: 'dote impresa',
            },
          ],
          doubts: [],
        },
      ],
    ]);
    expect(grant).toBe(euro(490));
  });

  test('goes with the month before when it is the last, or in between', () => {
    const between = [april, aPart('2026-05', 7), aPart('2026-06', 30)];

    expect(amounts([april, may], monza)).toEqual([euro(490), 'merged 2026-04']);
    expect(amounts(between, monza)).toEqual([euro(490), 'merged 2026-04', euro(400)]);
  });

  test('may come at both ends: each part is added before the cents are dropped', () => {
    // 400 + 90,32 + 90,32
    expect(amounts([stub, april, may], monza)).toEqual([
      'merged 2026-04',
      euro(580),
      'merged 2026-04',
    ]);
  });

  test.each([
    [13, ['merged 2026-04', euro(567)]],
    [14, [euro(400), euro(400)]],
    [30, [euro(400), euro(400)]],
  ] as const)('is one of 13 days, not of 14: with %i days', (running, amount) => {
    expect(amounts([aPart('2026-03', running), april], monza)).toEqual(amount);
  });

  test('passes over another short one to the next that is whole enough', () => {
    const months = [aPart('2026-03', 7), aPart('2026-04', 6), aPart('2026-05', 31)];

    // 400 + 400 × 7/31 + 400 × 6/30
    expect(amounts(months, monza)).toEqual(['merged 2026-05', 'merged 2026-05', euro(570)]);
  });

  test('is paid by its days where there is no month to go with', () => {
    const months = [aPart('2026-03', 7), aPart('2026-04', 6)];

    expect(amounts(months, monza)).toEqual([euro(90), euro(80)]);
  });

  test('is counted together with its month: the threshold is one', () => {
    const missed = { ...stub, attendance: days(0, 5) };
    const full = { ...april, attendance: days(16, 22) };

    // 16 of 22 passes alone; of 27 it is 59 %.
    expect(amounts([full], monza)).toEqual([euro(400)]);
    expect(amounts([missed, full], monza)).toEqual(['merged 2026-04', euro(0)]);
    expect(amounts([missed, { ...full, attendance: days(19, 22) }], monza)).toEqual([
      'merged 2026-04',
      euro(490),
    ]);
  });

  test('is waited for: until its sheet is back nothing is due', () => {
    const { due } = allowanceOf([{ ...stub, arrived: false }, april], monza);

    expect(due.get(month('2026-04'))).toEqual({ kind: 'open', full: euro(490) });
  });

  test('is not one suspended from end to end, which nobody waits for', () => {
    const suspended = { ...aPart('2026-05', 0), arrived: false };

    expect(amounts([april, suspended, aPart('2026-06', 30)], monza)).toEqual([
      euro(400),
      'open',
      euro(400),
    ]);
  });

  test('may have no days at all, whatever is agreed for them', () => {
    const all = [{ ...aPart('2026-05', 0), agreed: agreed(euro(400), 0), obstacles: ['Manca.'] }];
    const rules = { ...monza, partialMonth: said({ how: 'mergeShorterThan', days: 0 }) } as const;

    expect(amounts(all, rules)).toEqual(['unknown']);
    expect(allowanceOf(all, rules).grant).toBe(euro(0));
  });

  test('stays alone where the programme pays in proportion', () => {
    expect(amounts([stub, april], seventy)).toEqual([euro(90, 32), euro(400)]);
  });
});

describe('rounding', () => {
  test.each([
    // 450 × 15/22 is 306,8181…
    [{ to: 'cent', how: 'round' }, euro(306, 82)],
    [{ to: 'cent', how: 'truncate' }, euro(306, 81)],
    [{ to: 'euro', how: 'round' }, euro(307)],
    [{ to: 'euro', how: 'truncate' }, euro(306)],
  ] as const)('as %o', (rounding, amount) => {
    const it = aMonth({ agreed: agreed(euro(450)), attendance: days(15, 22) });

    expect(dueOf(it, { ...proRata, rounding: said(rounding) })).toMatchObject({ amount });
  });

  test('takes half a cent up, and less than half down; to the cent if nobody says otherwise', () => {
    const half = aMonth({ agreed: agreed(euro(300, 1)), attendance: days(10, 20) });
    const less = aMonth({ agreed: agreed(euro(300, 1)), attendance: days(9, 20) });
    const silent = { ...proRata, rounding: undefined };

    // 150,005 and 135,0045
    expect(dueOf(half, silent)).toMatchObject({ amount: euro(150, 1) });
    expect(dueOf(less, silent)).toMatchObject({ amount: euro(135) });
  });

  test('is done once: thirds of a month are not rounded before they are added', () => {
    const thirds = [1, 2, 3].map(() => ({ monthly: said(euro(100)), days: 10 }));

    const due = dueOf(aMonth({ month: month('2026-04'), agreed: thirds }), {
      ...seventy,
      rounding: said({ to: 'euro', how: 'truncate' }),
    });

    expect(due).toMatchObject({ amount: euro(100) });
  });
});

describe('maxima', () => {
  test.each([
    [euro(599, 99), euro(599, 99), [{}, {}, { says: 'al massimo 599,99 €', said: 'avviso' }]],
    [euro(600), euro(600), [{}, {}]],
    [euro(600, 1), euro(600), [{}, {}]],
  ] as const)('of a month at %i cents leave %i of 600 euro', (most, amount, steps) => {
    const rules = { ...seventy, maxMonthlyAmount: said(most, 'avviso') };

    expect(dueOf(aMonth({}), rules)).toMatchObject({ amount, full: amount, steps });
  });

  test('of a month with cents hold also for what is rounded to whole euro', () => {
    const rules = { ...seventy, rounding: said({ to: 'euro', how: 'round' }) } as const;

    expect(dueOf(aMonth({}), { ...rules, maxMonthlyAmount: said(euro(599, 50)) })).toMatchObject({
      amount: euro(599, 50),
    });
    expect(dueOf(aMonth({}), { ...rules, maxMonthlyAmount: said(euro(599, 49)) })).toMatchObject({
      amount: euro(599),
    });
  });

  test('of a month hold for each of those paid together', () => {
    const months = [aPart('2026-03', 7), aPart('2026-04', 30)];
    const rules = { ...monza, maxMonthlyAmount: said(euro(300)) };

    // 300 for April, and 90,32 for March: a stub does not open the way past the maximum.
    expect(amounts(months, rules)).toEqual(['merged 2026-04', euro(390)]);
    expect(amounts(months, { ...rules, maxMonthlyAmount: said(euro(400)) })).toEqual([
      'merged 2026-04',
      euro(490),
    ]);
  });

  test('of the whole grant cut the later months first', () => {
    const rules = { ...seventy, maxGrant: said(euro(1300), 'determina') };
    const { due, grant } = allowanceOf(months(4), rules);

    expect([...due.values()].map(amountOf)).toEqual([euro(600), euro(600), euro(100), euro(0)]);
    expect(due.get(month('2026-03'))).toMatchObject({
      full: euro(100),
      passed: true,
      steps: [{}, {}, { says: 'al massimo 100,00 €', said: 'determina' }],
    });
    expect(grant).toBe(euro(1300));
  });

  test('of the whole grant leave later months what earlier ones did not earn', () => {
    const rules = { ...seventy, maxGrant: said(euro(1300)) };
    const [first, second, third, fourth] = months(4);

    const missed = [first, { ...second, attendance: days(0, 22) }, third, fourth].flatMap((it) =>
      it === undefined ? [] : [{ ...aMonth({}), ...it }],
    );

    expect(amounts(missed, rules)).toEqual([euro(600), euro(0), euro(600), euro(100)]);
  });

  test.each([
    [euro(1199, 99), [euro(600), euro(599, 99)]],
    [euro(1200), [euro(600), euro(600)]],
    [euro(0), [euro(0), euro(0)]],
  ] as const)('of the whole grant at %i cents', (most, amount) => {
    expect(amounts(months(2), { ...seventy, maxGrant: said(most) })).toEqual(amount);
  });

  test('of paid months leave out those after; a month that was not paid leaves its place', () => {
    const rules = { ...seventy, maxPaidMonths: said(2, 'avviso') };
    const missed = months(4).map((it, n) => (n === 1 ? { ...it, attendance: days(0, 22) } : it));

    expect(amounts(months(3), rules)).toEqual([euro(600), euro(600), euro(0)]);
    expect(amounts(missed, rules)).toEqual([euro(600), euro(0), euro(600), euro(0)]);
    expect(allowanceOf(months(3), rules).due.get(month('2026-03'))).toMatchObject({
      full: euro(0),
      steps: [{}, {}, { says: 'al massimo 0,00 €', said: 'avviso' }],
    });
  });

  test('of paid months grant the dearest: they may be those that come to be paid', () => {
    const [first, second] = [aPart('2026-03', 17), aPart('2026-04', 30)];
    const rules = { ...seventy, maxPaidMonths: said(1) };

    const { due, grant } = allowanceOf([{ ...first, attendance: days(0, 12) }, second], rules);

    expect([...due.values()].map(amountOf)).toEqual([euro(0), euro(400)]);
    expect(grant).toBe(euro(400));
  });

  test('keep the place of a month whose sheet is not back', () => {
    const waiting = months(3).map((it, n) => (n === 0 ? { ...it, arrived: false } : it));

    expect(amounts(waiting, { ...seventy, maxGrant: said(euro(1300)) })).toEqual([
      'open',
      euro(600),
      euro(100),
    ]);
    expect(amounts(waiting, { ...seventy, maxPaidMonths: said(2) })).toEqual([
      'open',
      euro(600),
      euro(0),
    ]);
  });

  test('do not raise what is paid below the threshold', () => {
    const it = aMonth({ attendance: days(11, 22) });

    expect(dueOf(it, { ...proRata, maxMonthlyAmount: said(euro(299, 99)) })).toMatchObject({
      amount: euro(299, 99),
    });
    expect(dueOf(it, { ...proRata, maxMonthlyAmount: said(euro(300)) })).toMatchObject({
      amount: euro(300),
    });
  });
});

describe('what is not known', () => {
  test('is the amount of a month, and with it the grant, but not the other months', () => {
    const [first, second, third] = months(3);
    const unagreed = { ...aMonth({}), ...second, agreed: [] };
    const all = [first, unagreed, third].flatMap((it) => it ?? []);

    const { due, grant } = allowanceOf(all, seventy);

    expect(due.get(month('2026-02'))).toEqual({
      kind: 'unknown',
      missing: [
        'Manca l’indennità mensile: scrivila nel tirocinio, oppure in «Impostazioni», ad esempio 600,00.',
      ],
    });
    expect([...due.values()].map(amountOf)).toEqual([euro(600), undefined, euro(600)]);
    expect(grant).toBeUndefined();
  });

  test('is the amount of a stub, which its month then waits for', () => {
    const stub = { ...aPart('2026-03', 7), agreed: [] };

    expect(amounts([stub, aPart('2026-04', 30)], monza)).toEqual(['merged 2026-04', 'unknown']);
  });

  test('is the threshold', () => {
    expect(dueOf(aMonth({}), { ...seventy, threshold: undefined })).toEqual({
      kind: 'unknown',
      missing: ['Manca la soglia di frequenza: scrivila in «Impostazioni», ad esempio 70 %.'],
    });
  });

  test('is whether the threshold is enough, asked for only of who stands right on it', () => {
    const rules = { ...seventy, comparator: undefined };
    const at = (done: number) => dueOf(aMonth({ attendance: days(done, 20) }), rules);

    expect(at(13)).toMatchObject({ kind: 'due', amount: euro(0) });
    expect(at(14)).toEqual({
      kind: 'unknown',
      missing: [
        '14 giorni su 20 sono giusto la soglia: manca se basta raggiungerla. Scrivilo in «Impostazioni», alla voce «La soglia basta», ad esempio «raggiungerla».',
      ],
    });
    expect(at(15)).toMatchObject({ kind: 'due', amount: euro(600) });
  });

  test('is what is paid below the threshold, asked for only of who is below', () => {
    const rules = { ...seventy, belowThreshold: undefined };

    expect(dueOf(aMonth({ attendance: days(16, 22) }), rules)).toMatchObject({ amount: euro(600) });
    expect(dueOf(aMonth({ attendance: days(15, 22) }), rules)).toEqual({
      kind: 'unknown',
      missing: [
        '15 giorni su 22 = 68,1 % < 70 %: manca che cosa si paga sotto la soglia. Scrivilo in «Impostazioni», ad esempio «niente» o «in proporzione».',
      ],
    });
  });

  test('is what the month says is in the way, once each, and only when its sheet is back', () => {
    const timetable = 'Manca l’orario: scrivilo nel tirocinio, ad esempio 20:00.';
    const blocked = { obstacles: [timetable] };
    const stub = { ...aPart('2026-03', 7), ...blocked };
    const april = { ...aPart('2026-04', 30), ...blocked };

    const { due } = allowanceOf([stub, april], monza);
    const waiting = allowanceOf([stub, { ...april, arrived: false }], monza);

    expect(due.get(month('2026-04'))).toEqual({ kind: 'unknown', missing: [timetable] });
    expect(waiting.due.get(month('2026-04'))).toEqual({ kind: 'open', full: euro(490) });
  });

  test('is what a month without a timetable is worth only in what was done of it', () => {
    const it = aMonth({ attendance: days(0, 0), obstacles: ['Manca l’orario.'], arrived: false });

    expect(dueOf(it, seventy)).toEqual({ kind: 'open', full: euro(600) });
    expect(dueOf({ ...it, obstacles: [] }, seventy)).toEqual({ kind: 'open', full: euro(0) });
  });

  test('is a sheet not yet back: at most the full amount, nothing due', () => {
    const it = aMonth({ arrived: false, attendance: days(0, 22) });

    expect(dueOf(it, seventy)).toEqual({ kind: 'open', full: euro(600) });
    expect(allowanceOf([it], seventy).grant).toBe(euro(600));
  });

  test('leaves nothing to say of no months', () => {
    expect(allowanceOf([], seventy)).toEqual({ due: new Map(), grant: euro(0) });
  });
});

describe('doubts', () => {
  const unsure = {
    threshold: doubtful(7000, 'soglia inventata'),
    comparator: doubtful('atLeast', 'confronto inventato'),
    belowThreshold: doubtful('proRata', 'sotto inventato'),
    partialMonth: doubtful({ how: 'mergeShorterThan', days: 14 }, 'resto inventato'),
    rounding: doubtful({ to: 'euro', how: 'truncate' }, 'troncato inventato'),
  } as const satisfies AllowanceRules;
  const always = [
    'da verificare: la soglia di frequenza (soglia inventata)',
    'da verificare: se la soglia basta raggiungerla (confronto inventato)',
  ];

  test('are of every rule that no page confirms, where it decides', () => {
    const full = aMonth({});
    const below = aMonth({ attendance: days(15, 22) });

    expect(doubtsOf(dueOf(full, unsure))).toEqual(always);
    expect(doubtsOf(dueOf(below, unsure))).toEqual([
      ...always,
      'da verificare: sotto la soglia (sotto inventato)',
      // 600 × 15/22 is 409,09
      'da verificare: come si arrotonda (troncato inventato)',
    ]);
    expect(doubtsOf(dueOf(below, { ...proRata, threshold: unsure.threshold }))).toEqual([
      always[0],
    ]);
  });

  test('are of the amount and of a part of a month, even of one paid with another', () => {
    const april = aPart('2026-04', 30);
    const stub = {
      ...aPart('2026-03', 7),
      agreed: [3, 4].map((one) => ({ monthly: doubtful(euro(400), 'bando'), days: one })),
    };

    const { due } = allowanceOf([stub, april], unsure);

    expect(doubtsOf(due.get(april.month))).toEqual([
      ...always,
      'da verificare: come si paga un mese non intero (resto inventato)',
      'da verificare: l’indennità mensile (bando)',
      'da verificare: come si arrotonda (troncato inventato)',
    ]);
  });

  test.each([
    ['maxMonthlyAmount', euro(599), 'l’importo massimo al mese'],
    ['maxGrant', euro(599), 'l’importo massimo in tutto'],
    ['maxPaidMonths', 0, 'i mesi pagati al massimo'],
  ] as const)('are of the maximum %s where it cuts', (name, most, what) => {
    const rules = { ...seventy, [name]: doubtful(most, 'tetto inventato') };
    const loose = name === 'maxPaidMonths' ? doubtful(1, '') : doubtful(euro(600), '');

    expect(doubtsOf(dueOf(aMonth({}), rules))).toEqual([
      `da verificare: ${what} (tetto inventato)`,
    ]);
    expect(doubtsOf(dueOf(aMonth({}), { ...seventy, [name]: loose }))).toEqual([]);
  });
});

describe('what is due, in words', () => {
  const stub = aPart('2026-03', 7);
  const april = aPart('2026-04', 30);

  test('is the reasoning in one line, with who says so, and the amount', () => {
    const rules = { ...seventy, threshold: said(7000, '«Impostazioni»') };
    const it = aMonth({ agreed: agreed(euro(600), 31, 'T-0014'), attendance: days(16, 22) });

    expect(words(it, rules)).toBe(
      '16 giorni su 22 = 72,7 % ≥ 70 % («Impostazioni»); mese intero: 600,00 € (T-0014) → 600,00 €.',
    );
  });

  test('ends with what is doubtful', () => {
    const it = aMonth({ agreed: agreed(euro(600), 31, 'T-0014'), attendance: days(15, 22) });
    const rules = {
      ...seventy,
      threshold: doubtful(7000, 'Lazio'),
      belowThreshold: doubtful('zero', 'Lazio'),
    };

    expect(words(it, rules)).toBe(
      '15 giorni su 22 = 68,1 % < 70 % (Lazio); mese intero: 600,00 € (T-0014); sotto la soglia non si paga (Lazio) → 0,00 €. Da verificare: la soglia di frequenza (Lazio); da verificare: sotto la soglia (Lazio).',
    );
  });

  test('is no amount for what is merged, still open, or not known', () => {
    const { due } = allowanceOf([stub, april], monza);
    const merged = due.get(stub.month);

    expect(merged && dueInWords(merged)).toBe(
      '7 giorni di calendario, meno di 14: si conta e si paga con aprile 2026 (dote impresa).',
    );
    expect(words({ ...april, arrived: false }, monza)).toBe(
      'Foglio non ancora arrivato: al massimo 400,00 €.',
    );
    expect(words({ ...april, obstacles: ['Manca l’orario.', 'Manca altro.'] }, monza)).toBe(
      'Manca l’orario. Manca altro.',
    );
    expect(words(aMonth({ attendance: days(0, 0) }), seventy)).toBe(
      'Nessun giorno previsto nel mese: non c’è nulla da frequentare → 0,00 €.',
    );
  });
});

describe('a share in words', () => {
  test.each([
    [16, 22, 7000, '72,7 %'],
    [15, 22, 7000, '68,1 %'],
    [14, 20, 7000, '70,0 %'],
    [6997, 10_000, 7000, '69,9 %'],
    [69_999, 100_000, 7000, '69,9 %'],
    [75_004, 100_000, 7500, '75,004 %'],
    [7501, 10_000, 7500, '75,01 %'],
    [750_001, 1_000_000, 7500, '75,0001 %'],
    [7015, 10_000, 7010, '70,15 %'],
    [7010, 10_000, 7010, '70,1 %'],
    [6669, 10_000, 6667, '66,69 %'],
    [6667, 10_000, 6667, '66,67 %'],
    [22, 22, 7000, '100,0 %'],
    [0, 22, 7000, '0,0 %'],
    [0, 0, 7000, '—'],
    [6997, 10_000, undefined, '69,9 %'],
    [75_004, 100_000, undefined, '75,0 %'],
  ])('of %i in %i beside %s basis points', (done, expected, threshold, words) => {
    expect(shareInWords(done, expected, threshold)).toBe(words);
  });

  test('always reads on its side of the threshold', () => {
    fc.assert(
      fc.property(
        fc
          .integer({ min: 1, max: 44_640 })
          .chain((expected) =>
            fc.tuple(fc.integer({ min: 0, max: expected }), fc.constant(expected)),
          ),
        someThreshold(),
        ([done, expected], { points }) => {
          const read = Number(shareInWords(done, expected, points).replace(',', '.').slice(0, -2));

          expect(Math.sign(read - points / 100)).toBe(
            Math.sign(done * 10_000 - expected * points) + 0,
          );
          expect(read * expected).toBeLessThanOrEqual(done * 100 + 1e-6);
        },
      ),
    );
  });
});

describe('any internship', () => {
  test('is due nothing below zero, nothing above its months, its maxima and its grant', () => {
    fc.assert(
      fc.property(anInternship(), someRules(), (all, rules) => {
        const { due, grant } = allowanceOf(all, rules);
        const paid = [...due.values()].flatMap((it) => (it.kind === 'due' ? [it] : []));

        expect([...due.keys()]).toEqual(all.map((it) => it.month));
        for (const { amount, full } of paid) {
          expect(Number(amount)).toBeGreaterThanOrEqual(0);
          expect(Number(amount)).toBeLessThanOrEqual(Number(full));
        }
        const total = Number(sum(paid.map((it) => it.amount)));
        expect(grant).toBeDefined();
        expect(total).toBeLessThanOrEqual(Number(grant));
        const { maxGrant, maxPaidMonths, maxMonthlyAmount } = rules;
        if (maxGrant !== undefined)
          expect(Number(grant)).toBeLessThanOrEqual(Number(maxGrant.value));
        if (maxPaidMonths !== undefined)
          expect(paid.filter((it) => Number(it.amount) > 0).length).toBeLessThanOrEqual(
            maxPaidMonths.value,
          );
        if (maxMonthlyAmount === undefined) return;
        for (const [key, it] of due) {
          const together = [...due.values()].filter(
            (one) => one.kind === 'merged' && one.into === key,
          );
          const most = (together.length + 1) * Number(maxMonthlyAmount.value);
          expect(Number(amountOf(it) ?? 0)).toBeLessThanOrEqual(most);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('with perfect attendance is due its whole grant, where no months are left out', () => {
    fc.assert(
      fc.property(anInternship(), someRules(), (all, rules) => {
        const perfect = all.map((it) => ({
          ...it,
          arrived: true,
          attendance: days(20, 20),
        }));
        const { due, grant } = allowanceOf(perfect, {
          ...rules,
          comparator: said('atLeast'),
          maxPaidMonths: undefined,
        });

        expect(Number(sum([...due.values()].flatMap((it) => amountOf(it) ?? [])))).toBe(grant);
      }),
    );
  });

  test('takes nothing back from a month when an earlier sheet comes in', () => {
    const cases = anInternship().chain((all) =>
      fc.tuple(fc.constant(all), fc.nat({ max: all.length - 1 })),
    );
    fc.assert(
      fc.property(cases, someRules(), ([all, late], rules) => {
        const waiting = all.map((it, n) => (n === late ? { ...it, arrived: false } : it));
        const complete = all.map((it, n) => (n === late ? { ...it, arrived: true } : it));

        const before = allowanceOf(waiting, rules).due;
        const after = allowanceOf(complete, rules).due;

        for (const [key, it] of before) {
          if (it.kind !== 'due') continue;
          expect(Number(amountOf(after.get(key)))).toBeGreaterThanOrEqual(Number(it.amount));
        }
      }),
      { numRuns: 500 },
    );
  });

  test('is never due less in a month for one more presence that counts', () => {
    const cases = fc.record({
      sheet: aSheet(),
      by: someCounting(),
      rules: someRules(),
      monthly: someAmount(),
      at: fc.integer({ min: 0, max: 30 }),
      before: anInternship(),
    });
    fc.assert(
      fc.property(cases, ({ sheet, by, rules, monthly, at, before }) => {
        const more = {
          ...sheet,
          present: sheet.present | (1 << at),
          absent: sheet.absent & ~(1 << at),
        };
        const dueFor = (one: SheetMonth) => {
          const it = aMonth({
            month: plusMonth(before.at(-1)?.month ?? sheet.month, 1),
            agreed: agreed(monthly, 28),
            running: 28,
            attendance: attendanceOf(one, by),
          });
          return amountOf(allowanceOf([...before, it], rules).due.get(it.month));
        };
        const [less, after] = [dueFor(sheet), dueFor(more)];
        if (less === undefined || after === undefined) return;

        expect(Number(after)).toBeGreaterThanOrEqual(Number(less));
      }),
      { numRuns: 500 },
    );
  });

  test('is due in full exactly when the threshold is passed', () => {
    fc.assert(
      fc.property(someThreshold(), fc.nat(31), fc.nat(31), (threshold, a, b) => {
        const [done, expected] = [Math.min(a, b), Math.max(a, b, 1)];
        const rules = {
          ...seventy,
          threshold: said(threshold.points),
          comparator: said(threshold.comparator),
        };

        const due = dueOf(aMonth({ attendance: days(done, expected) }), rules);

        expect(passed(due)).toBe(passes(done, expected, threshold));
        expect(amountOf(due)).toBe(passed(due) ? euro(600) : euro(0));
      }),
    );
  });
});

// ── Months and rules ──────────────────────────────────────────────────────────────────────────

function said<const T>(value: T, who = 'Impostazioni'): Ruling<T> {
  return { value, said: who, verified: true };
}

function doubtful<const T>(value: T, who: string): Ruling<T> {
  return { value, said: who, verified: false };
}

function agreed(monthly: Cents, over = 31, who = 'Impostazioni'): readonly Agreed[] {
  return [{ monthly: said(monthly, who), days: over }];
}

/** March 2026, whole, at 600 euro, with 22 days of 22 and the sheet back. */
function aMonth(it: Partial<AllowanceMonth>): AllowanceMonth {
  const days31 = daysOf(it.month ?? month('2026-03')).length;
  return {
    month: month('2026-03'),
    running: days31,
    agreed: agreed(euro(600), it.running ?? days31),
    attendance: days(22, 22),
    arrived: true,
    ...it,
  };
}

/** So many calendar days of a month at 400 euro, 16 days of 20 attended. */
function aPart(text: string, running: number): AllowanceMonth {
  return aMonth({
    month: month(text),
    running,
    agreed: running === 0 ? [] : agreed(euro(400), running),
    attendance: running === 0 ? days(0, 0) : days(16, 20),
  });
}

/** So many whole months from January 2026, all attended. */
function months(count: number): readonly AllowanceMonth[] {
  return Array.from({ length: count }, (_, n) => aMonth({ month: plusMonth(month('2026-01'), n) }));
}

function days(done: number, expected: number): Attendance {
  return { ...counted, done, expected, doneDays: done, plannedDays: expected };
}

function hours(done: number, expected: number): Attendance {
  return { ...counted, base: 'hours', done, expected, doneMinutes: done, plannedMinutes: expected };
}

const counted: Attendance = {
  base: 'days',
  expected: 0,
  done: 0,
  plannedDays: 0,
  plannedMinutes: 0,
  doneDays: 0,
  doneMinutes: 0,
  planned: 0,
  counted: 0,
  missed: 0,
  irregular: [],
  unclear: 0,
};

// ── What comes of them ────────────────────────────────────────────────────────────────────────

function dueOf(it: AllowanceMonth, rules: AllowanceRules): Due | undefined {
  return allowanceOf([it], rules).due.get(it.month);
}

function words(it: AllowanceMonth, rules: AllowanceRules): string | undefined {
  const due = dueOf(it, rules);
  return due && dueInWords(due);
}

function amountOf(due: Due | undefined): Cents | undefined {
  return due?.kind === 'due' ? due.amount : undefined;
}

function doubtsOf(due: Due | undefined): readonly string[] | undefined {
  return due?.kind === 'due' ? due.doubts : undefined;
}

function passed(due: Due | undefined): boolean {
  return due?.kind === 'due' && due.passed;
}

/** What is due month by month; where nothing is due yet, why. */
function amounts(
  all: readonly AllowanceMonth[],
  rules: AllowanceRules,
): readonly (Cents | string)[] {
  return [...allowanceOf(all, rules).due.values()].map((it) => {
    if (it.kind === 'due') return it.amount;
    return it.kind === 'merged' ? `merged ${it.into}` : it.kind;
  });
}

// ── Any of them ───────────────────────────────────────────────────────────────────────────────

function someAmount(): fc.Arbitrary<Cents> {
  return fc
    .oneof(fc.constantFrom(0, 180_00, 400_00, 600_00), fc.integer({ min: 0, max: 1500_00 }))
    .map(cents);
}

function someRounding(): fc.Arbitrary<AmountRounding> {
  return fc.record({
    to: fc.constantFrom('cent', 'euro'),
    how: fc.constantFrom('round', 'truncate'),
  });
}

function someThreshold(): fc.Arbitrary<Threshold> {
  return fc.record({
    points: fc.oneof(fc.constantFrom(4000, 7000, 7500), fc.integer({ min: 1, max: 10_000 })),
    comparator: fc.constantFrom('atLeast', 'above'),
  });
}

function someRules(): fc.Arbitrary<AllowanceRules> {
  const partialMonth: fc.Arbitrary<PartialMonth> = fc.oneof(
    fc.constant<PartialMonth>({ how: 'proRata' }),
    fc
      .integer({ min: 0, max: 31 })
      .map((least): PartialMonth => ({ how: 'mergeShorterThan', days: least })),
  );
  return fc
    .record({
      threshold: someThreshold(),
      belowThreshold: fc.constantFrom('zero', 'proRata'),
      partialMonth,
      rounding: fc.option(someRounding(), { nil: undefined }),
      maxMonthlyAmount: fc.option(someAmount(), { nil: undefined }),
      maxGrant: fc.option(fc.integer({ min: 0, max: 6000_00 }).map(cents), { nil: undefined }),
      maxPaidMonths: fc.option(fc.nat(6), { nil: undefined }),
    })
    .map(({ threshold, ...others }) => ({
      threshold: said(threshold.points),
      comparator: said(threshold.comparator),
      belowThreshold: said(others.belowThreshold),
      partialMonth: said(others.partialMonth),
      rounding: maybe(others.rounding),
      maxMonthlyAmount: maybe(others.maxMonthlyAmount),
      maxGrant: maybe(others.maxGrant),
      maxPaidMonths: maybe(others.maxPaidMonths),
    }));
}

function maybe<T>(value: T | undefined): Ruling<T> | undefined {
  return value === undefined ? undefined : said(value);
}

/** Months from January 2026: short or whole, one amount or two, sheets back or not. */
function anInternship(): fc.Arbitrary<readonly AllowanceMonth[]> {
  const part = fc.record({
    running: fc.oneof(fc.constant(31), fc.nat(31)),
    first: fc.nat(31),
    monthly: fc.tuple(someAmount(), someAmount()),
    expected: fc.nat(23),
    done: fc.nat(23),
    arrived: fc.boolean(),
  });
  return fc.array(part, { minLength: 1, maxLength: 8 }).map((parts) =>
    parts.map(({ running: most, first, monthly, expected, done, arrived }, n) => {
      const it = plusMonth(month('2026-01'), n);
      const running = Math.min(most, daysOf(it).length);
      const before = Math.min(first, running);
      const [one, other] = monthly;
      const both = [
        { monthly: said(one), days: before },
        { monthly: said(other), days: running - before },
      ];
      return {
        month: it,
        running,
        agreed: both.filter((agreement) => agreement.days > 0),
        attendance: days(Math.min(done, expected), expected),
        arrived,
      };
    }),
  );
}

function someCounting(): fc.Arbitrary<Counting> {
  return fc.record({
    base: fc.constantFrom('days', 'hours'),
    closuresLeave: fc.boolean(),
    holidaysLeave: fc.boolean(),
    madeUpCounts: fc.boolean(),
  });
}

function aSheet(): fc.Arbitrary<SheetMonth> {
  const some = fc.integer({ min: 0, max: 2 ** 31 - 1 });
  return fc
    .record({
      running: fc.oneof(fc.constant(2 ** 31 - 1), some),
      plan: fc.array(fc.constantFrom(undefined, 0, 90, 240, 300, 480), {
        minLength: 31,
        maxLength: 31,
      }),
      holidays: fc.nat(30).map((n) => 1 << n),
      shut: fc.tuple(some, some).map(([a, b]) => a & b),
      madeUp: some,
      present: some,
      absent: some,
      minutes: fc.array(fc.constantFrom(undefined, 60, 245, 600), { minLength: 31, maxLength: 31 }),
      irregular: fc.tuple(some, some).map(([a, b]) => a & b),
    })
    .map(({ irregular, ...it }) => ({
      ...it,
      month: month('2026-03'),
      absent: it.absent & ~it.present,
      irregular: [{ why: 'noCommunication', days: irregular }],
      arrived: true,
    }));
}
