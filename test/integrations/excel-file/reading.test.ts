import { describe, expect, it } from 'vitest';
import { contentsOf } from '../../../src/integrations/excel-file/change.ts';
import { kindOfCode } from '../../../src/integrations/excel-file/styles.ts';
import { rawSheet, rawWorkbook, rowsOf, styled, tampered } from './raw.ts';

const serial = (number: number, shows: 'date' | 'time' | 'dateTime' | 'duration' = 'date') =>
  ({ kind: 'serial', serial: number, shows }) as const;

function formula(text: string, result: number) {
  return { kind: 'formula', formula: text, result } as const;
}

describe('reading cells', () => {
  it('takes numbers for what their format shows', () => {
    const file = rawWorkbook({
      styles: styled(14, 20, 22, 46, 9, 4),
      data: '<row r="1"><c r="A1" s="1"><v>46112</v></c><c r="B1" s="2"><v>0.375</v></c><c r="C1" s="3"><v>46112.75</v></c><c r="D1" s="4"><v>1.5</v></c><c r="E1" s="5"><v>0.7</v></c><c r="F1" s="6"><v>450.1</v></c><c r="G1"><v>-1E-3</v></c></row>',
    });

    expect(rowsOf(file)).toEqual([
      [
        serial(46_112),
        serial(0.375, 'time'),
        serial(46_112.75, 'dateTime'),
        serial(1.5, 'duration'),
        { kind: 'percent', fraction: 0.7 },
        450.1,
        -0.001,
      ],
    ]);
  });

  it('counts days from 1904 where the workbook does, but not hours', () => {
    const data =
      '<row r="1"><c r="A1" s="1"><v>44650</v></c><c r="B1" s="2"><v>44650.75</v></c><c r="C1" s="3"><v>0.375</v></c><c r="D1" s="4"><v>1.5</v></c><c r="E1"><v>44650</v></c></row>';
    const styles = styled(14, 22, 20, 46);

    const expected = [
      serial(46_112),
      serial(46_112.75, 'dateTime'),
      serial(0.375, 'time'),
      serial(1.5, 'duration'),
      44_650,
    ];
    expect(rowsOf(rawWorkbook({ styles, data, workbook: 'date1904="1"' }))).toEqual([expected]);
    expect(rowsOf(rawWorkbook({ styles, data, workbook: 'date1904="0"' }))[0]?.[0]).toEqual(
      serial(44_650),
    );
  });

  it('reads each number exactly as JavaScript would', () => {
    const numbers = [
      '0',
      '-0.5',
      '123456789012345',
      '1234567890123456789',
      '0.1',
      '6.91666666666667',
      '1e21',
      '-1.5E-7',
      '.5',
      '99999.99',
    ];
    const data = `<row r="1">${numbers.map((it, at) => `<c r="${String.fromCharCode(65 + at)}1"><v>${it}</v></c>`).join('')}</row>`;

    expect(rowsOf(rawWorkbook({ data }))).toEqual([numbers.map(Number)]);
  });

  it('reads shared, rich and escaped texts', () => {
    const file = rawWorkbook({
      strings:
        '<si><t>Amina</t></si><si><r><rPr><b/></rPr><t>Testo </t></r><r><t xml:space="preserve">ricco &amp; lungo</t></r><rPh sb="0" eb="1"><t>NO</t></rPh></si><si><t>due_x000D_righe &lt;&#224;&gt; _x005F_x0041_</t></si><si/><si><t/></si>',
      data: '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>3</v></c><c r="E1" t="s"><v>4</v></c><c r="F1" t="inlineStr"><is><r><t>uno</t></r><r><t xml:space="preserve"> due</t></r></is></c><c r="G1" t="str"><v>testo</v></c><c r="H1" t="inlineStr"><is><t>&quot;_x0007_&quot;</t></is></c></row>',
    });

    expect(rowsOf(file)).toEqual([
      [
        'Amina',
        'Testo ricco & lungo',
        'due\rrighe <à> _x0041_',
        undefined,
        undefined,
        'uno due',
        'testo',
        '"\u0007"',
      ],
    ]);
  });

  it('reads truth, errors and ISO dates', () => {
    const file = rawWorkbook({
      styles: styled(14, 22),
      data: '<row r="1"><c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>0</v></c><c r="C1" t="e"><v>#DIV/0!</v></c><c r="D1" t="d" s="1"><v>2026-03-31</v></c><c r="E1" t="d" s="2"><v>2026-03-31T18:00:00</v></c></row>',
    });

    expect(rowsOf(file)).toEqual([
      [
        true,
        false,
        { kind: 'error', error: '#DIV/0!' },
        serial(46_112),
        serial(46_112.75, 'dateTime'),
      ],
    ]);
  });

  it('leaves out blanks at the ends, and keeps those between', () => {
    const data =
      '<row r="2"><c r="A2" s="0"/><c r="C2"><v>1</v></c><c r="D2"/><c r="E2"><v></v></c></row><row r="4" ht="20"/><row r="5"><c r="A5"/></row>';

    expect(rowsOf(rawWorkbook({ data }))).toEqual([[], [undefined, undefined, 1]]);
  });

  it.each([
    ['<sheetData/>', '<sheetData></sheetData>'],
    ['<sheetData />', '<sheetData></sheetData>'],
    ['<sheetData></sheetData>', '<sheetData></sheetData>'],
  ])('reads an empty tab written %s', (written, empty) => {
    const file = tampered(rawWorkbook({ data: '' }), 'xl/worksheets/sheet1.xml', (it) =>
      it.replace(empty, written),
    );

    expect(contentsOf(file).sheets).toEqual([{ name: 'Dati', rows: [] }]);
  });

  it('counts rows and cells that do not say where they are', () => {
    const data =
      '<row><c><v>1</v></c><c><v>2</v></c></row><row r="3"><c><v>3</v></c><c r="D3"><v>4</v></c><c><v>5</v></c></row><row><c t="str"><v>x</v></c></row>';

    expect(rowsOf(rawWorkbook({ data }))).toEqual([
      [1, 2],
      [],
      [3, undefined, undefined, 4, 5],
      ['x'],
    ]);
  });

  it('reads attributes in any order and between any quotes', () => {
    const data =
      "<row spans='1:2' r='1' ><c t='str' s='0' r='A1' ><v>x</v></c ><c\n r = \"B1\"><v>2</v></c></row>".replace(
        '</c >',
        '</c>',
      );

    expect(rowsOf(rawWorkbook({ data }))).toEqual([['x', 2]]);
  });

  it('gives each cell of a shared formula its own', () => {
    const file = rawWorkbook({
      data:
        '<row r="1"><c r="B1"><f t="shared" ref="B1:C2" si="0">IF($A1="A1",A$9+Foglio1!A1:A3+SUM(A:A,1:1),LOG10(A1))</f><v>1</v></c><c r="C1"><f t="shared" si="0"/><v>2</v></c></row>' +
        '<row r="2"><c r="B2"><f t="shared" si="0"/><v>3</v></c></row>',
    });

    expect(rowsOf(file)).toEqual([
      [
        undefined,
        formula('IF($A1="A1",A$9+Foglio1!A1:A3+SUM(A:A,1:1),LOG10(A1))', 1),
        formula('IF($A1="A1",B$9+Foglio1!B1:B3+SUM(B:B,1:1),LOG10(B1))', 2),
      ],
      [undefined, formula('IF($A2="A1",A$9+Foglio1!A2:A4+SUM(A:A,2:2),LOG10(A2))', 3)],
    ]);
  });

  it('gives every cell under an array formula the formula', () => {
    const file = rawWorkbook({
      data: '<row r="1"><c r="A1"><f t="array" ref="A1:A2">_xlfn.UNIQUE(B1:B9)</f><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row><row r="3"><c r="A3"><v>3</v></c></row>',
    });

    expect(rowsOf(file)).toEqual([
      [{ kind: 'formula', formula: 'UNIQUE(B1:B9)', result: 1 }],
      [{ kind: 'formula', formula: 'UNIQUE(B1:B9)', result: 2 }],
      [3],
    ]);
  });

  it('knows what LibreOffice makes of TRUE and FALSE', () => {
    const file = rawWorkbook({
      data: '<row r="1"><c r="A1"><f aca="false">TRUE()</f><v>1</v></c><c r="B1" t="str"><f aca="false">VLOOKUP(A1,Segni,2,FALSE())&amp;&quot;TRUE()&quot;</f><v></v></c></row>',
    });

    expect(rowsOf(file)).toEqual([
      [true, { kind: 'formula', formula: 'VLOOKUP(A1,Segni,2,FALSE)&"TRUE()"', result: undefined }],
    ]);
  });

  it('passes over what a cell may carry besides', () => {
    const file = rawWorkbook({
      data: '<row r="1"><c r="A1" cm="1" vm="2"><v>1</v><extLst><ext uri="x"><a/></ext></extLst></c><c r="B1"><v>2</v></c></row>',
    });

    expect(rowsOf(file)).toEqual([[1, 2]]);
  });

  it('reads every tab in its order, hidden ones too, chart sheets not', () => {
    const file = tampered(
      tampered(
        rawWorkbook({
          data: '',
          sheets: {
            Grafico: '<chartsheet/>',
            Nascosto: rawSheet('<row r="1"><c r="A1"><v>7</v></c></row>'),
          },
        }),
        'xl/_rels/workbook.xml.rels',
        (it) =>
          it.replace(
            'relationships/worksheet" Target="worksheets/sheet2',
            'relationships/chartsheet" Target="worksheets/sheet2',
          ),
      ),
      'xl/workbook.xml',
      (it) => it.replace('<sheet name="Nascosto"', '<sheet name="Nascosto" state="veryHidden"'),
    );

    expect(contentsOf(file).sheets).toEqual([
      { name: 'Dati', rows: [] },
      { name: 'Nascosto', rows: [[7]] },
    ]);
  });

  it('reads the «Strict» flavour of the format', () => {
    const file = rawWorkbook({
      data: '<row r="1"><c r="A1"><v>1</v></c></row>',
      space: 'http://purl.oclc.org/ooxml/spreadsheetml/main',
    });

    expect(rowsOf(file)).toEqual([[1]]);
  });

  it.each<[string, string, (xml: string) => string]>([
    ['prefixed workbooks', 'xl/workbook.xml', (it) => it.replaceAll(/<(\/?)(\w)/g, '<$1x:$2')],
    ['prefixed tabs', 'xl/worksheets/sheet1.xml', (it) => it.replaceAll(/<(\/?)(\w)/g, '<$1x:$2')],
    [
      'prefixed cells',
      'xl/worksheets/sheet1.xml',
      (it) => it.replaceAll(/<(\/?)(row|c|v)\b/g, '<$1x:$2'),
    ],
    ['declared entities', 'xl/workbook.xml', (it) => `<!DOCTYPE x [<!ENTITY a "b">]>${it}`],
    ['text that is not UTF-8', 'xl/workbook.xml', (it) => `\u0000<\u0000${it}`],
    [
      'rows that go backwards',
      'xl/worksheets/sheet1.xml',
      (it) => it.replace('</sheetData>', '<row r="1"/></sheetData>'),
    ],
    [
      'hidden text',
      'xl/worksheets/sheet1.xml',
      (it) => it.replace('<v>1</v>', '<v><![CDATA[1]]></v>'),
    ],
  ])('refuses %s', (_, part, change) => {
    const file = tampered(
      rawWorkbook({ data: '<row r="1"><c r="A1"><v>1</v></c></row>' }),
      part,
      change,
    );

    expect(() => contentsOf(file)).toThrow(/ALICE non conosce|non è una cartella/);
  });
});

describe('number formats', () => {
  it.each([
    ['General', 'number'],
    ['0.00', 'number'],
    ['#,##0.00\\ "€"', 'number'],
    ['[$€-410]\\ #,##0.00', 'number'],
    ['0.00E+00', 'number'],
    ['"mesi: "0', 'number'],
    ['[Red]-0', 'number'],
    ['@', 'number'],
    ['0.0%', 'percent'],
    ['dd/mm/yyyy', 'date'],
    ['[$-410]d\\ mmmm\\ yyyy;@', 'date'],
    ['mmmm yyyy', 'date'],
    ['mmm', 'date'],
    ['h:mm', 'time'],
    ['mm:ss.0', 'time'],
    ['h:mm AM/PM', 'time'],
    ['dd/mm/yyyy hh:mm', 'dateTime'],
    ['[h]:mm', 'duration'],
    ['[mm]:ss', 'duration'],
    ['[HH]:MM:SS', 'duration'],
  ])('%s shows a %s', (code, kind) => {
    expect(kindOfCode(code)).toBe(kind);
  });
});
