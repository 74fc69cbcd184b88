import { describe, expect, test } from 'vitest';
import {
  type Cell,
  canonicalFormula,
  columnLetters,
  formulaTokens,
  isBlank,
  resultOf,
  sameCell,
} from '../../src/core/cell.ts';

const today: Cell = { kind: 'serial', serial: 46_146, shows: 'date' };
const sum: Cell = { kind: 'formula', formula: 'SUM(A1:A2)', result: 3 };

describe('A blank cell', () => {
  test.each([undefined, '', ' ', '\t\n', '\u00a0', '\u200b\ufeff', '\u00ad \u2060'])(
    'is %j',
    (cell) => {
      expect(isBlank(cell)).toBe(true);
    },
  );

  test.each([
    0,
    false,
    'x',
    ' x ',
    '-',
    '\u00a0è',
    today,
    sum,
    { kind: 'error', error: '#REF!' },
  ] as const)('is not %j', (cell) => {
    expect(isBlank(cell)).toBe(false);
  });

  test('is what a formula gives, not the formula itself', () => {
    const nothing: Cell = { kind: 'formula', formula: 'IF(A1="","",1)', result: undefined };

    expect([isBlank(nothing), isBlank(resultOf(nothing))]).toEqual([false, true]);
    expect([resultOf(sum), resultOf('x'), resultOf(undefined), resultOf(today)]).toEqual([
      3,
      'x',
      undefined,
      today,
    ]);
  });
});

describe('Two cells', () => {
  const all: readonly Cell[] = [
    undefined,
    '',
    'x',
    '1',
    1,
    true,
    today,
    { kind: 'serial', serial: 46_146, shows: 'time' },
    { kind: 'serial', serial: 46_147, shows: 'date' },
    { kind: 'percent', fraction: 0.7 },
    { kind: 'percent', fraction: 0.8 },
    { kind: 'error', error: '#REF!' },
    { kind: 'error', error: '#N/D' },
    sum,
    { kind: 'formula', formula: 'SUM(A1:A3)', result: 3 },
    { kind: 'formula', formula: 'SUM(A1:A2)', result: 4 },
    { kind: 'formula', formula: 'SUM(A1:A2)', result: today },
  ];

  test('are the same only where kind, value, formula and result are', () => {
    for (const [at, a] of all.entries())
      for (const [other, b] of all.entries())
        expect(sameCell(a, structuredClone(b)), JSON.stringify([a, b])).toBe(at === other);
  });
});

describe('The letters of a column', () => {
  test.each([
    [0, 'A'],
    [25, 'Z'],
    [26, 'AA'],
    [51, 'AZ'],
    [52, 'BA'],
    [701, 'ZZ'],
    [702, 'AAA'],
  ])('%i is %s', (column, letters) => {
    expect(columnLetters(column)).toBe(letters);
  });
});

describe('A formula', () => {
  test.each([
    [
      'if($a2="","",iferror(vlookup($a2,alice_verifica,2,0),"a posto"))',
      'IF($A2="","",IFERROR(VLOOKUP($A2,alice_verifica,2,0),"a posto"))',
    ],
    ['IF( A1 = "due  spazi" , TRUE() , FALSE )', 'IF(A1="due  spazi",TRUE,FALSE)'],
    ['_xlfn.CONCAT(a1,"_xlfn.x")', 'CONCAT(A1,"_xlfn.x")'],
    ['_xlfn._xlws.FILTER(a1:a9,b1:b9)', 'FILTER(A1:A9,B1:B9)'],
    ["sum('Il mio foglio'!a1)", "SUM('Il mio foglio'!A1)"],
    ['"è ""sum(a1)"""', '"è ""sum(a1)"""'],
  ])('%s is spelt %s', (typed, spelt) => {
    expect(canonicalFormula(typed)).toBe(spelt);
    expect(canonicalFormula(spelt)).toBe(spelt);
  });

  test('is cut without losing a sign', () => {
    const typed = `IF(A1="a ""b""",'x y'!B$2,Tab[Col 1])+1.5e3`;

    expect(formulaTokens(typed).join('')).toBe(typed);
    expect(formulaTokens(typed)).toEqual([
      'IF',
      '(',
      'A1',
      '=',
      '"a ""b"""',
      ',',
      "'x y'",
      '!',
      'B$2',
      ',',
      'Tab',
      '[Col 1]',
      ')',
      '+',
      '1.5e3',
    ]);
  });
});
