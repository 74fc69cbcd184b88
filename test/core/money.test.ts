import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  cents,
  centsOf,
  euro,
  inEuro,
  minus,
  plus,
  portion,
  readMoney,
  share,
  sum,
  wholeEuro,
} from '../../src/core/money.ts';

const anAmount = fc.integer({ min: -1_000_000_00, max: 1_000_000_00 }).map(cents);

describe('euro', () => {
  test.each([
    [euro(450), 45_000],
    [euro(0, 50), 50],
    [euro(-3, 50), -350],
    [euro(0), 0],
  ])('counts %i in cents', (amount, counted) => {
    expect(amount).toBe(counted);
  });

  test.each([
    () => euro(4.5),
    () => euro(4, 100),
    () => euro(4, -1),
    () => cents(0.5),
    () => cents(Number.NaN),
  ])('throws on what is not whole (%#)', (broken) => {
    expect(broken).toThrow();
  });
});

describe('sums', () => {
  test('add and take away', () => {
    expect(plus(euro(1, 10), euro(2, 20))).toBe(330);
    expect(minus(euro(1), euro(2))).toBe(-100);
    expect(sum([euro(1), euro(2), euro(3)])).toBe(600);
    expect(sum([])).toBe(0);
  });
});

describe('share', () => {
  test.each([
    [euro(100), [1, 1, 1], [3334, 3333, 3333]],
    [euro(-100), [1, 1, 1], [-3334, -3333, -3333]],
    [euro(0, 5), [1, 0, 1], [3, 0, 2]],
    [euro(600), [31, 28, 31], [20_667, 18_667, 20_666]],
    [euro(0), [1, 2], [0, 0]],
  ])('divides %i by %j', (total, weights, parts) => {
    expect(share(total, weights)).toEqual(parts);
  });

  test('always adds up, and strays from the exact part by less than a cent', () => {
    const weights = fc
      .array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 20 })
      .filter((it) => it.some((weight) => weight > 0));
    fc.assert(
      fc.property(anAmount, weights, (total, all) => {
        const parts = share(total, all);
        const weight = all.reduce((a, b) => a + b, 0);

        expect(sum(parts)).toBe(total);
        for (const [n, part] of parts.entries()) {
          expect(Math.abs(Number(part) - (Number(total) * (all[n] ?? 0)) / weight)).toBeLessThan(1);
        }
      }),
    );
  });

  test.each([[[]], [[0, 0]], [[1, -1, 3]], [[0.5, 0.5]]])('throws on weights %j', (weights) => {
    expect(() => share(euro(1), weights)).toThrow();
  });
});

describe('portion', () => {
  test.each([
    ['round', 9032],
    ['truncate', 9032],
  ] as const)('takes 7 days of 31 from 400 euro (%s)', (how, part) => {
    expect(portion(euro(400), { take: 7, of: 31, how })).toBe(part);
  });

  test.each([
    [cents(101), 'round', 51],
    [cents(101), 'truncate', 50],
    [cents(-101), 'round', -51],
    [cents(-101), 'truncate', -50],
    [cents(100), 'round', 50],
  ] as const)('halves %i (%s)', (amount, how, part) => {
    expect(portion(amount, { take: 1, of: 2, how })).toBe(part);
  });

  test('rounds from the half on, not below', () => {
    expect(portion(cents(1000), { take: 449, of: 1000, how: 'round' })).toBe(449);
    expect(portion(cents(1), { take: 499, of: 1000, how: 'round' })).toBe(0);
    expect(portion(cents(1), { take: 500, of: 1000, how: 'round' })).toBe(1);
  });

  test('gives all of all', () => {
    fc.assert(
      fc.property(anAmount, fc.integer({ min: 1, max: 1_000_000 }), (amount, of) => {
        expect(portion(amount, { take: of, of, how: 'truncate' })).toBe(amount);
      }),
    );
  });

  test.each([
    { take: 1, of: 0 },
    { take: -1, of: 2 },
    { take: 0.5, of: 2 },
  ])('throws on %j', (fraction) => {
    expect(() => portion(euro(1), { ...fraction, how: 'round' })).toThrow();
  });
});

describe('wholeEuro', () => {
  test('pays 490 for 490,32, and 491 for 490,50 rounded', () => {
    expect(wholeEuro(euro(490, 32), 'truncate')).toBe(euro(490));
    expect(wholeEuro(euro(490, 99), 'truncate')).toBe(euro(490));
    expect(wholeEuro(euro(490, 49), 'round')).toBe(euro(490));
    expect(wholeEuro(euro(490, 50), 'round')).toBe(euro(491));
  });
});

describe('inEuro', () => {
  test.each([
    [euro(1234, 50), '1.234,50 €'],
    [euro(0), '0,00 €'],
    [euro(0, 5), '0,05 €'],
    [euro(-12), '-12,00 €'],
    [euro(1_000_000), '1.000.000,00 €'],
  ])('writes %i', (amount, said) => {
    expect(inEuro(amount)).toBe(said);
  });

  test('is read back by readMoney', () => {
    fc.assert(
      fc.property(anAmount, (amount) => {
        expect(readMoney(inEuro(amount), { negative: true })).toEqual({ ok: true, value: amount });
      }),
    );
  });
});

describe('readMoney', () => {
  test.each([
    ['450', 45_000],
    ['€ 1.234,50', 123_450],
    ['450,5', 45_050],
    ['1.234', 123_400],
    ['450.00', 45_000],
    ['450.5', 45_050],
    ['1,234.50', 123_450],
    ['1.234.567,8', 123_456_780],
    ['\u00a0450\u00a0€ ', 45_000],
    ['1 234,50', 123_450],
    ['450 euro', 45_000],
    ['EUR 450,00', 45_000],
    ['0,05', 5],
    ['0', 0],
    ['1234,5', 123_450],
    ['100.000.000', 10_000_000_000],
  ])('reads %s', (text, amount) => {
    expect(readMoney(text)).toEqual({ ok: true, value: amount });
  });

  const refused: readonly (readonly [string, string])[] = [
    [
      '1,234',
      '«1,234» non è un importo chiaro: dopo la virgola vanno al massimo due cifre; scrivi ad esempio 1,23 oppure 1.234,00.',
    ],
    [
      '12345,678',
      '«12345,678» non è un importo chiaro: dopo la virgola vanno al massimo due cifre; scrivi ad esempio 12.345,67.',
    ],
    ['-450', '«-450» è un importo negativo: scrivilo senza il meno, ad esempio 450,00.'],
    [
      '100.000.000,01',
      '«100.000.000,01» è un importo troppo grande: controlla le cifre, ad esempio 450,00.',
    ],
    ...['', 'boh', '1.23.456', '0.500', '1.234.50', '1,2,3', '450,', '4e3', '450 $', '--4'].map(
      (it) => [it, `«${it}» non è un importo: scrivi ad esempio 450,00 oppure 1.234,50.`] as const,
    ),
  ];

  test.each(refused)('refuses %s', (text, error) => {
    expect(readMoney(text)).toEqual({ ok: false, error });
  });

  test('takes a negative amount where it is expected', () => {
    expect(readMoney('- 12,50 €', { negative: true })).toEqual({ ok: true, value: -1250 });
    expect(readMoney('−12,50', { negative: true })).toEqual({ ok: true, value: -1250 });
  });
});

describe('centsOf', () => {
  test.each([
    [450.1, 45_010],
    [0.1 + 0.2, 30],
    [1234.5, 123_450],
    [0, 0],
    [-0, 0],
    [99_999_999.99, 9_999_999_999],
  ])('takes %f from a cell', (number, amount) => {
    expect(centsOf(number)).toEqual({ ok: true, value: amount });
  });

  test.each([[450.105], [1.005], [-3], [Number.NaN], [Number.POSITIVE_INFINITY], [1e12]])(
    'refuses %f',
    (number) => {
      expect(centsOf(number).ok).toBe(false);
    },
  );

  test('takes every amount of two decimals that a float can hold', () => {
    fc.assert(
      fc.property(anAmount, (amount) => {
        expect(centsOf(Number(amount) / 100, { negative: true })).toEqual({
          ok: true,
          value: amount,
        });
      }),
    );
  });
});
