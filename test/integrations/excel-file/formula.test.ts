import { describe, expect, it } from 'vitest';
import { canonicalFormula } from '../../../src/core/cell.ts';
import {
  areaName,
  fileFormula,
  moved,
  quotedTab,
  readArea,
  readFormula,
  readPlace,
  without,
} from '../../../src/integrations/excel-file/formula.ts';

describe('a formula', () => {
  it.each([
    ['A1+$A1+A$1+$A$1', 'B3+$A3+B$1+$A$1'],
    ['SUM(A:A,$A:B,1:2,$1:$2)', 'SUM(B:B,$A:C,3:4,$1:$2)'],
    ['"A1"&\'A1\'!A1&Foglio1!A1&[1]Foglio!A1', '"A1"&\'A1\'!B3&Foglio1!B3&[1]Foglio!B3'],
    [
      'LOG10(A1)+ATAN2(B1,1)+Tabella[A1]+nome_A1+1E5',
      'LOG10(B3)+ATAN2(C3,1)+Tabella[A1]+nome_A1+1E5',
    ],
    ['XFD1+A1048575', '#REF!+#REF!'],
  ])('%s, filled one to the right and two down, is %s', (formula, filled) => {
    expect(moved(formula, { rows: 2, columns: 1 })).toBe(filled);
  });

  it.each([
    ['if( a2 = "si , no" , false() , True )', 'IF(A2="si , no",FALSE,TRUE)'],
    ['_xlfn.IFS(A1,1)', 'IFS(A1,1)'],
    ['\'Da fare\'!a1 & " b "', '\'Da fare\'!A1&" b "'],
    ["MATCH(A1,'Tirocini'!A:A,0)", 'MATCH(A1,Tirocini!A:A,0)'],
    ['COUNTIFS(Segni_id,$A2)>0', 'COUNTIFS(Segni_id,$A2)>0'],
    ['"true()"', '"true()"'],
  ])('%s reads the same whoever saved it', (formula, canonical) => {
    expect(canonicalFormula(formula)).toBe(canonical);
    expect(canonicalFormula(canonical)).toBe(canonical);
  });

  it('comes back from the file as it went', () => {
    const formula = 'IFNA(XLOOKUP(A2,B:B,C:C),CONCAT("IFS(",D2))';

    expect(fileFormula(formula)).toBe(
      '_xlfn.IFNA(_xlfn.XLOOKUP(A2,B:B,C:C),_xlfn.CONCAT("IFS(",D2))',
    );
    expect(readFormula(fileFormula(formula))).toBe(formula);
    expect(readFormula('_xlfn._xlws.FILTER(A1:A2,B1:B2)')).toBe('FILTER(A1:A2,B1:B2)');
  });
});

describe('an area', () => {
  it.each([
    ['B2', { top: 1, left: 1, bottom: 1, right: 1 }],
    ['$B$2:AA10', { top: 1, left: 1, bottom: 9, right: 26 }],
    ['B:C', { top: 0, left: 1, bottom: 1_048_575, right: 2 }],
    ['2:3', { top: 1, left: 0, bottom: 2, right: 16_383 }],
  ])('%s is read', (text, area) => {
    expect(readArea(text)).toEqual(area);
  });

  it.each(['B', '2', 'Segni', 'A1:B2:C3', '', '#REF!'])('«%s» is none', (text) => {
    expect(readArea(text)).toBeUndefined();
  });

  it('with a hole falls into what is left', () => {
    const area = { top: 0, left: 0, bottom: 9, right: 9 };

    expect(without(area, { top: 2, left: 2, bottom: 3, right: 3 }).map(areaName)).toEqual([
      'A1:J2',
      'A3:B4',
      'E3:J4',
      'A5:J10',
    ]);
    expect(without(area, { top: 10, left: 0, bottom: 11, right: 9 })).toEqual([area]);
    expect(without(area, area)).toEqual([]);
  });

  it('is found on its tab, however the tab is written', () => {
    const area = { top: 1, left: 0, bottom: 8, right: 1 };

    expect(readPlace("'D''Amico & figli'!$A$2:$B$9")).toEqual({ tab: "D'Amico & figli", area });
    expect(readPlace('Elenchi!$A$2:$B$9')).toEqual({ tab: 'Elenchi', area });
    expect(readPlace('OFFSET(Elenchi!$A$2,1,1)')).toBeUndefined();
    expect(readPlace('Elenchi!#REF!')).toBeUndefined();
    expect(quotedTab("D'Amico")).toBe("'D''Amico'");
  });
});
