import { describe, expect, it } from 'vitest';
import {
  readFormula,
  readMark,
  sentFormula,
  sentMark,
  type Telling,
} from '../../../src/integrations/google-sheets/formula.ts';

const tabs = new Map([
  ['Tirocini', 7],
  ["D’Amico & l'altro", 12],
]);
const italian: Telling = {
  comma: true,
  idOf: (name) => tabs.get(name),
  nameOf: (id) => [...tabs].find(([, it]) => it === id)?.[0],
};
const english: Telling = { ...italian, comma: false };

describe('a formula on its way to Google', () => {
  it.each([
    ['SUM(1,2)', '=SUM(1;2)'],
    [
      'IF($A2="","",IFERROR(VLOOKUP($A2,Segni,2,FALSE),"a, posto"))',
      '=IF($A2="";"";IFERROR(VLOOKUP($A2;Segni;2;FALSE);"a, posto"))',
    ],
    ['MATCH(A1,{1,2;3,4},0)', '=MATCH(A1;{1\\2;3\\4};0)'],
    ["'a,b'!A1", "='a,b'!A1"],
    ['ROUND(A1*1.5,0)', '=ROUND(A1*1,5;0)'],
  ])('parts its arguments as every locale takes them: %s', (formula, sent) => {
    expect(sentFormula(formula, italian)).toBe(sent);
    expect(readFormula(sent, italian)).toBe(formula);
  });

  it('writes decimals as the locale does', () => {
    expect(sentFormula('ROUND(1.5,0)', english)).toBe('=ROUND(1.5;0)');
    expect(readFormula('=ROUND(1.5,0)', english)).toBe('ROUND(1.5,0)');
    expect(readFormula('=ROUND(1,5;0)', italian)).toBe('ROUND(1.5,0)');
    expect(readFormula('=SUM(1,5)', italian)).toBe('SUM(1,5)');
  });

  it('links to a tab by its number, and back by its name', () => {
    const formula = `HYPERLINK("#'Tirocini'!A"&MATCH("T-0001",'Tirocini'!$A$1:$A$30000,0),"vai")`;

    const sent = sentFormula(formula, italian);

    expect(sent).toBe(
      `=HYPERLINK("#gid=7&range=A"&MATCH("T-0001";'Tirocini'!$A$1:$A$30000;0);"vai")`,
    );
    expect(readFormula(sent, italian)).toBe(formula);
  });

  it('keeps a link to a tab that is not there as it is', () => {
    const formula = `HYPERLINK("#'Altrove'!A1","vai")`;

    expect(readFormula(sentFormula(formula, italian), italian)).toBe(formula);
  });
});

describe('the formula of a mark', () => {
  it('reaches named ranges through INDIRECT, and nothing else', () => {
    const formula = 'COUNTIF(alice_blocca,$A2&"|"&B$1)>0';

    const sent = sentMark(formula, italian);

    expect(sent).toBe('=COUNTIF(INDIRECT("alice_blocca");$A2&"|"&B$1)>0');
    expect(readMark(sent, italian)).toBe(formula);
  });

  it('leaves cells, functions, texts and truth alone', () => {
    const formula = 'AND($A2<>"",B2="nome",TRUE)';

    expect(sentMark(formula, italian)).toBe('=AND($A2<>"";B2="nome";TRUE)');
  });
});
