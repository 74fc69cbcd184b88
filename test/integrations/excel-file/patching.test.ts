import { describe, expect, it } from 'vitest';
import type { Cell } from '../../../src/core/cell.ts';
import type { ColumnShape, TabShape } from '../../../src/core/shape.ts';
import { contentsOf, shapeOf } from '../../../src/integrations/excel-file/change.ts';
import { verify } from '../../../src/integrations/excel-file/verify.ts';
import { readZip } from '../../../src/integrations/excel-file/zip.ts';
import type { CellChange, Changes, Page } from '../../../src/ports.ts';
import {
  changed,
  differing,
  partOf,
  rawSheet,
  rawWorkbook,
  rowsOf,
  styled,
  tampered,
  worked,
} from './raw.ts';

const SHEET = 'xl/worksheets/sheet1.xml';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
/** What every change touches: the wish to calculate anew. */
const ALWAYS = ['docProps/app.xml', 'xl/workbook.xml'];

describe('patching a people’s tab', () => {
  it('writes one cell in its style, and no other byte of the rows', () => {
    const file = rawWorkbook({
      styles: styled(49),
      data: '<row r="1" spans="1:3"><c r="A1" t="str"><v>ID</v></c></row><row r="2" ht="30" customHeight="1" spans="1:3"><c r="A2" s="1"/><c r="C2"><v>1.50</v></c></row><row r="3"><c r="B3"><v>2</v></c></row>',
    });

    const now = changed(file, { cells: [cell(1, 0, undefined, 'B-0001')] });

    expect(partOf(now, SHEET)).toContain(
      '<row r="1" spans="1:3"><c r="A1" t="str"><v>ID</v></c></row><row r="2" ht="30" customHeight="1" spans="1:3"><c r="A2" s="1" t="inlineStr"><is><t xml:space="preserve">B-0001</t></is></c><c r="C2"><v>1.50</v></c></row><row r="3"><c r="B3"><v>2</v></c></row>',
    );
    expect(differing(file, now)).toEqual([...ALWAYS, SHEET]);
  });

  it('puts cells and rows where they belong', () => {
    const file = rawWorkbook({
      data: '<row r="2" spans="2:2"><c r="B2"><v>1</v></c></row><row r="5"><c r="A5"><v>2</v></c></row>',
      around: ['<dimension ref="B2:B5"/>', ''],
    });

    const now = changed(file, {
      cells: [
        cell(1, 2, undefined, 'c'),
        cell(1, 0, undefined, 'a'),
        cell(3, 0, undefined, 3),
        cell(6, 1, undefined, true),
        cell(0, 0, undefined, 'ID'),
      ],
    });

    expect(rowsOf(now)).toEqual([['ID'], ['a', 1, 'c'], [], [3], [2], [], [undefined, true]]);
    expect(partOf(now, SHEET)).toContain('<dimension ref="A1:C7"/>');
    expect(partOf(now, SHEET)).toContain('<row r="2" spans="1:3">');
  });

  it('gives a new row the looks of the one above, not of the header', () => {
    const styles = styled(49, 14);
    const header =
      '<row r="1"><c r="A1" s="1" t="str"><v>ID</v></c><c r="B1" s="1" t="str"><v>Dal</v></c></row>';
    const full = rawWorkbook({
      styles,
      data: `${header}<row r="2"><c r="A2" s="1" t="str"><v>x</v></c><c r="B2" s="2"><v>46112</v></c></row>`,
    });
    const empty = rawWorkbook({
      styles,
      data: header,
      around: ['<cols><col min="2" max="4" width="12" style="2"/></cols>', ''],
    });
    const row = {
      tab: 'Dati',
      cells: ['y', { kind: 'serial', serial: 46_113, shows: 'date' }],
    } as const;

    expect(partOf(changed(full, { rows: [row] }), SHEET)).toContain(
      '<row r="3"><c r="A3" s="1" t="inlineStr"><is><t xml:space="preserve">y</t></is></c><c r="B3" s="2"><v>46113</v></c></row>',
    );
    expect(partOf(changed(empty, { rows: [row] }), SHEET)).toContain(
      '<row r="2"><c r="A2" t="inlineStr"><is><t xml:space="preserve">y</t></is></c><c r="B2" s="2"><v>46113</v></c></row>',
    );
  });

  it('writes days from 1904 into workbooks that count so', () => {
    const file = rawWorkbook({
      workbook: 'date1904="1"',
      styles: styled(14),
      data: '<row r="1"><c r="A1" s="1"/></row>',
    });
    const day: Cell = { kind: 'serial', serial: 46_112, shows: 'date' };

    const now = changed(file, { cells: [cell(0, 0, undefined, day)] });

    expect(partOf(now, SHEET)).toContain('<c r="A1" s="1"><v>44650</v></c>');
    expect(rowsOf(now)).toEqual([[day]]);
  });

  it('adds a style only when the cell could not be read back otherwise, and once', () => {
    const file = rawWorkbook({
      styles: styled(49),
      data: '<row r="1"><c r="A1" s="1"/><c r="B1" s="1"/></row>',
    });
    const day: Cell = { kind: 'serial', serial: 46_112, shows: 'date' };

    const now = changed(file, { cells: [cell(0, 0, undefined, day), cell(0, 1, undefined, day)] });
    const text = changed(file, { cells: [cell(0, 0, undefined, '0012')] });

    expect(partOf(now, 'xl/styles.xml')).toContain(
      '<xf numFmtId="164" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>',
    );
    expect(partOf(now, SHEET)).toContain('<c r="A1" s="2"><v>46112</v></c><c r="B1" s="2">');
    expect(differing(file, text)).not.toContain('xl/styles.xml');
  });

  it('uses a style that looks the same, in whatever words it was written', () => {
    const theirs =
      '<xf numFmtId="14" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="true" applyBorder="false" applyAlignment="true" applyProtection="false"><alignment horizontal="general" vertical="bottom" wrapText="false"/><protection locked="true" hidden="false"/></xf>';
    const coded = theirs.replace('"14"', '"170"');
    const file = tampered(
      rawWorkbook({ styles: styled(49) + coded, data: '<row r="1"><c r="A1" s="1"/></row>' }),
      'xl/styles.xml',
      (it) =>
        it.replace(
          '<fonts',
          '<numFmts count="1"><numFmt numFmtId="170" formatCode="dd/mm/yyyy"/></numFmts><fonts',
        ),
    );

    const now = changed(file, {
      cells: [cell(0, 0, undefined, { kind: 'serial', serial: 46_112, shows: 'date' })],
    });

    expect(partOf(now, SHEET)).toContain('<c r="A1" s="2"><v>46112</v></c>');
    expect(differing(file, now)).not.toContain('xl/styles.xml');
  });

  it('keeps a formula’s own words when only its result is renewed', () => {
    const f = '<f aca="false">IF($A1="","",  SUM( B1 ))</f>';
    const file = rawWorkbook({ data: `<row r="1"><c r="A1">${f}<v>1</v></c></row>` });
    const [[before] = []] = rowsOf(file);

    const now = changed(file, {
      cells: [cell(0, 0, before, { ...formula('IF($A1="","",  SUM( B1 ))'), result: 'due' })],
    });

    expect(partOf(now, SHEET)).toContain(`<c r="A1" t="str">${f}<v>due</v></c>`);
  });

  it('writes a shared formula out in the others when its first cell is overwritten', () => {
    const file = rawWorkbook({
      data: '<row r="1"><c r="A1"><f t="shared" ref="A1:A3" si="0">B1*2</f><v>2</v></c></row><row r="2"><c r="A2"><f t="shared" si="0"/><v>4</v></c></row><row r="3"><c r="A3"><f t="shared" si="0"/><v>6</v></c></row>',
    });
    const changes = { cells: [cell(0, 0, { ...formula('B1*2'), result: 2 }, 'fisso')] };

    const now = changed(file, changes);

    expect(rowsOf(now)).toEqual([
      ['fisso'],
      [{ ...formula('B2*2'), result: 4 }],
      [{ ...formula('B3*2'), result: 6 }],
    ]);
    expect(partOf(now, SHEET)).not.toContain('shared');
    expect(verify(file, now, { basis: '', ...changes })).toEqual([]);
  });

  it('leaves the others alone when a later cell of a shared formula is overwritten', () => {
    const file = rawWorkbook({
      data: '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1*2</f><v>2</v></c></row><row r="2"><c r="A2"><f t="shared" si="0"/><v>4</v></c></row>',
    });

    const now = changed(file, { cells: [cell(1, 0, { ...formula('B2*2'), result: 4 }, 5)] });

    expect(rowsOf(now)).toEqual([[{ ...formula('B1*2'), result: 2 }], [5]]);
  });

  it('does not break into an array formula', () => {
    const file = rawWorkbook({
      data: '<row r="1"><c r="A1"><f t="array" ref="A1:A2">B1:B2</f><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>',
    });

    const refused = worked(file, { cells: [cell(1, 0, { ...formula('B1:B2'), result: 2 }, 'x')] });

    expect(refused).toEqual({
      kind: 'refused',
      why: 'La cella A2 di «Dati» fa parte di una formula matrice: cambiala a mano',
    });
  });

  it('names young functions as the file wants them', () => {
    const file = rawWorkbook({ data: '' });
    const young: Cell = {
      ...formula('IFS(A2="x",TEXTJOIN(",",TRUE,B1:B2),TRUE,"IFS(")'),
      result: 'a',
    };

    const now = changed(file, { cells: [cell(0, 0, undefined, young)] });

    expect(partOf(now, SHEET)).toContain(
      '<f>_xlfn.IFS(A2="x",_xlfn.TEXTJOIN(",",TRUE,B1:B2),TRUE,"IFS(")</f>',
    );
    expect(rowsOf(now)).toEqual([[young]]);
  });

  it('refuses tabs whose cells do not say where they are, writing nothing', () => {
    const file = rawWorkbook({ data: '<row><c><v>1</v></c></row>' });

    expect(() => worked(file, { cells: [cell(0, 1, undefined, 'x')] })).toThrow(
      /ALICE non conosce/,
    );
  });

  it('refuses to write the «Strict» flavour', () => {
    const file = rawWorkbook({
      data: '<row r="1"><c r="A1"><v>1</v></c></row>',
      space: 'http://purl.oclc.org/ooxml/spreadsheetml/main',
    });

    expect(() => worked(file, { cells: [cell(0, 1, undefined, 'x')] })).toThrow(/Strict/);
  });
});

describe('the chain of calculation', () => {
  it('gains formulas that are laid', () => {
    const file = chain('<c r="B1" i="3"/><c r="A1"/>');
    const changes = { cells: [cell(0, 2, undefined, { ...formula('A1'), result: 2 })] };

    const now = changed(file, changes);

    expect(partOf(now, 'xl/calcChain.xml')).toBe(
      '<calcChain><c r="B1" i="3"/><c r="A1" i="3"/><c r="C1" i="3"/></calcChain>',
    );
    expect(verify(file, now, { basis: '', ...changes })).toEqual([]);
  });

  it('loses formulas that are overwritten, and goes with the last one', () => {
    const first = cell(0, 0, { ...formula('1+1'), result: 2 }, 'x');
    const second = cell(0, 1, { ...formula('2+2'), result: 4 }, 'y');
    const file = chain('<c r="A1" i="3"/><c r="B1"/>');

    const one = changed(file, { cells: [first] });
    const none = changed(file, { cells: [first, second] });

    expect(partOf(one, 'xl/calcChain.xml')).toBe('<calcChain><c r="B1" i="3"/></calcChain>');
    expect(readZip(none).has('xl/calcChain.xml')).toBe(false);
    expect(partOf(none, 'xl/_rels/workbook.xml.rels')).not.toContain('calcChain');
    expect(verify(file, one, { basis: '', cells: [first] })).toEqual([]);
    expect(verify(file, none, { basis: '', cells: [first, second] })).toEqual([]);
  });
});

describe('building on people’s workbooks', () => {
  const names =
    '<definedNames><definedName name="Locale" localSheetId="0">Dati!$A$1</definedName><definedName name="Mio" hidden="1">Altro!$B$2:$B$9</definedName></definedNames>';
  const file = rawWorkbook({
    data: '<row r="1"><c r="A1" t="str"><v>ID</v></c><c r="B1" t="str"><v>Nome</v></c></row><row r="2"><c r="A2" t="str"><v>B-0001</v></c></row>',
    sheets: { Altro: rawSheet('') },
    names,
  });

  it('puts a tab among others, and everything that counts tabs follows', () => {
    const changes: Changes = {
      basis: '',
      steps: [{ do: 'addTab', tab: { ...plain, name: 'Prima & dopo' }, at: 0 }],
    };

    const now = changed(file, changes);

    expect(contentsOf(now).sheets.map((it) => it.name)).toEqual(['Prima & dopo', 'Dati', 'Altro']);
    expect(partOf(now, 'xl/workbook.xml')).toContain(
      '<definedName name="Locale" localSheetId="1">Dati!$A$1</definedName>',
    );
    expect(partOf(now, 'xl/workbook.xml')).toContain('activeTab="1"');
    expect(partOf(now, 'docProps/app.xml')).toContain('<vt:i4>3</vt:i4>');
    expect(partOf(now, 'docProps/app.xml')).toContain(
      '<vt:vector size="3" baseType="lpstr"><vt:lpstr>Prima &amp; dopo</vt:lpstr><vt:lpstr>Dati</vt:lpstr>',
    );
    expect(verify(file, now, changes)).toEqual([]);
  });

  it('adds names beside people’s, and moves only its own', () => {
    const first = changed(file, { pages: [page([['a']])] });
    const changes = { pages: [page([['a'], ['b']])] };
    const now = changed(first, changes);

    expect(partOf(now, 'xl/workbook.xml')).toContain(
      `<definedName name="Mio" hidden="1">Altro!$B$2:$B$9</definedName><definedName name="_xlnm._FilterDatabase" localSheetId="2" hidden="1">'Pagina'!$A$1:$A$3</definedName><definedName name="Lista">'Pagina'!$A$2:$A$3</definedName>`,
    );
    expect(verify(first, now, { basis: '', ...changes })).toEqual([]);
  });

  it('cuts only the cells it needs out of people’s validations', () => {
    const dates =
      '<dataValidation type="date" sqref="A2:C100 E2" operator="lessThan"><formula1>50000</formula1></dataValidation>';
    const people = rawWorkbook({
      data: '<row r="1"><c r="A1" t="str"><v>ID</v></c></row>',
      around: ['', `<dataValidations count="1">${dates}</dataValidations>`],
    });
    const changes: Changes = {
      basis: '',
      steps: [
        {
          do: 'setDropdown',
          tab: 'Dati',
          at: 1,
          column: { ...text, dropdown: { list: 'Lista', strict: true } },
        },
      ],
    };

    const now = changed(people, changes);

    expect(partOf(now, SHEET)).toContain(
      '<dataValidations count="2"><dataValidation type="date" sqref="A2:A100 C2:C100 E2" operator="lessThan"><formula1>50000</formula1></dataValidation><dataValidation type="list"',
    );
    expect(verify(people, now, changes)).toEqual([]);
  });

  it('leaves people’s conditional formats, and replaces its own marks', () => {
    const theirs =
      '<conditionalFormatting sqref="A1:A9"><cfRule type="expression" dxfId="0" priority="4"><formula>A1="x"</formula></cfRule></conditionalFormatting>';
    const people = rawWorkbook({
      data: '<row r="1"><c r="A1" t="str"><v>ID</v></c></row>',
      around: ['', theirs],
    });

    const first = changed(people, marked('{id}="a"'));
    const now = changed(first, marked('{id}="b"'));

    expect(partOf(now, SHEET)).toContain(
      `${theirs}<conditionalFormatting sqref="A2:A1048576"><cfRule type="expression" dxfId="0" priority="5"><formula>$A2="b"</formula></cfRule></conditionalFormatting>`,
    );
    expect(verify(first, now, marked('{id}="b"'))).toEqual([]);
  });

  it('adds notes beside people’s, whose words stay', () => {
    const comments =
      '<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author>Maria</author></authors><commentList><comment ref="A2" authorId="0"><text><r><t>di Maria</t></r></text></comment></commentList></comments>';
    const vml =
      '<xml xmlns:v="urn:schemas-microsoft-com:vml"><v:shape id="_x0000_s1025"><x:ClientData><x:Row>1</x:Row><x:Column>0</x:Column></x:ClientData></v:shape></xml>';
    const people = rawWorkbook({
      data: '<row r="1"><c r="A1" t="str"><v>ID</v></c></row>',
      around: ['', '<legacyDrawing r:id="rId2"/>'],
      more: {
        'xl/comments7.xml': comments,
        'xl/drawings/vmlDrawing1.vml': vml,
        'xl/worksheets/_rels/sheet1.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${OFFICE}/comments" Target="../comments7.xml"/><Relationship Id="rId2" Type="${OFFICE}/vmlDrawing" Target="../drawings/vmlDrawing1.vml"/></Relationships>`,
      },
    });

    const now = changed(people, noted('di ALICE'));
    const back = changed(now, noted(undefined));

    expect(partOf(now, 'xl/comments7.xml')).toContain(
      '<comment ref="A2" authorId="0"><text><r><t>di Maria</t></r></text></comment><comment ref="A1" authorId="1">',
    );
    expect(partOf(now, 'xl/drawings/vmlDrawing1.vml')).toContain('id="_x0000_s1026"');
    expect(verify(people, now, noted('di ALICE'))).toEqual([]);
    expect(partOf(back, 'xl/drawings/vmlDrawing1.vml')).toBe(vml);
    expect(partOf(back, 'xl/comments7.xml')).toContain(
      'di Maria</t></r></text></comment></commentList>',
    );
    expect(verify(now, back, noted(undefined))).toEqual([]);
  });

  it('splits the widths of people’s columns only where it must', () => {
    const people = rawWorkbook({
      data: '<row r="1"><c r="A1" t="str"><v>ID</v></c></row>',
      around: ['<cols><col min="1" max="9" width="12" hidden="1" customWidth="1"/></cols>', ''],
    });
    const changes: Changes = {
      basis: '',
      steps: [
        { do: 'setWidth', tab: 'Dati', at: 2, column: { ...text, width: 20, hidden: false } },
      ],
    };

    const now = changed(people, changes);

    expect(partOf(now, SHEET)).toContain(
      '<cols><col min="1" max="2" width="12" hidden="1" customWidth="1"/><col min="3" max="3" width="20.7109375" customWidth="1"/><col min="4" max="9" width="12" hidden="1" customWidth="1"/></cols>',
    );
    expect(verify(people, now, changes)).toEqual([]);
  });

  it('leaves a filter people set on a page’s rows behind when the page is written anew', () => {
    const first = changed(file, { pages: [page([['a'], ['b']])] });
    const now = changed(first, { pages: [page([['c']])] });

    expect(partOf(now, 'xl/worksheets/sheet3.xml')).toContain('<autoFilter ref="A1:A2"/>');
  });

  it('makes rows of a page as high as their longest text, and the header too', () => {
    const columns = [
      { label: 'Cosa', format: 'general', width: 11, wrap: true },
      {
        label: 'Un’intestazione molto lunga che va a capo quattro volte',
        format: 'text',
        width: 16,
      },
    ] as const;
    const long = {
      ...page([]),
      rows: [['0123456789'], ['0123456789a'], ['uno\n\ndue'], [undefined, 'x'.repeat(99)]],
    };

    const now = changed(file, { pages: [{ ...long, shape: { ...long.shape, columns } }] });

    const heights = [
      ...partOf(now, 'xl/worksheets/sheet3.xml').matchAll(
        /<row r="\d+" ht="(\d+)" customHeight="1">/g,
      ),
    ];
    expect(heights.map((it) => Number(it[1]))).toEqual([66, 15, 30, 45, 15]);
  });

  it('prints wide tabs on as many pages as can be read, with the header on each', () => {
    const now = changed(file, {
      steps: [
        { do: 'addTab', tab: printed('Stretto', 80), at: 2 },
        { do: 'addTab', tab: printed('Largo', 90), at: 3 },
      ],
      pages: [
        {
          shape: { ...printed('Di ALICE', 200), owner: 'alice', frozenColumns: 0 },
          rows: [],
          names: [],
        },
      ],
    });

    const wide = [3, 4, 5].map(
      (it) => /fitToWidth="(\d)"/.exec(partOf(now, `xl/worksheets/sheet${it}.xml`))?.[1],
    );
    expect(wide).toEqual(['1', '2', '1']);
    expect(partOf(now, 'xl/workbook.xml')).toContain(
      `<definedName name="_xlnm.Print_Titles" localSheetId="3">'Largo'!$1:$1</definedName>`,
    );
    expect(partOf(now, 'xl/workbook.xml')).toContain(`'Di ALICE'!$1:$1<`);
    expect(
      shapeOf(now, contentsOf(now))
        .tabs.slice(2)
        .map((it) => it.print),
    ).toEqual([true, true, true]);
  });

  it('does not grow when the same is written many times', () => {
    const first = changed(file, {
      pages: [page([['a']])],
      steps: [
        {
          do: 'addColumn',
          tab: 'Dati',
          at: 2,
          column: { ...text, label: 'Verifica', note: 'x', guarded: true },
        },
      ],
    });
    let now = first;
    for (let run = 0; run < 5; run++) {
      now = changed(now, {
        pages: [page([[run]])],
        steps: [{ do: 'setNote', tab: 'Dati', at: 2, column: { ...text, note: `x${run}` } }],
      });
    }

    expect(readZip(now).names).toEqual(readZip(first).names);
    expect(partOf(now, 'xl/styles.xml')).toBe(partOf(first, 'xl/styles.xml'));
    expect(partOf(now, '[Content_Types].xml')).toBe(partOf(first, '[Content_Types].xml'));
    expect(Math.abs(now.length - first.length)).toBeLessThan(40);
  });

  it('makes the same bytes of the same change', () => {
    const changes = {
      pages: [page([['a'], [0.5]])],
      steps: [{ do: 'addTab', tab: plain, at: 1 }],
    } as const;

    expect(changed(file, changes).equals(changed(file, changes))).toBe(true);
  });

  it('sees a dropdown only where it reaches beyond the last row', () => {
    expect(dropdownOf(reaching(51))).toBeUndefined();
    expect(dropdownOf(reaching(52))).toEqual({ list: 'Lista', strict: true });
  });
});

function cell(row: number, column: number, before: Cell, after: Cell): CellChange {
  return { tab: 'Dati', row, column, before, after };
}

function formula(it: string) {
  return { kind: 'formula', formula: it, result: undefined } as const;
}

const text: ColumnShape = { label: 'ID', format: 'text' };

const plain: TabShape = {
  name: 'Nuovo',
  owner: 'people',
  frozenRows: 0,
  frozenColumns: 0,
  closed: false,
  filter: false,
  print: false,
  marks: [],
  columns: [text],
};

function page(rows: Page['rows']): Page {
  return {
    shape: {
      ...plain,
      name: 'Pagina',
      owner: 'alice',
      closed: true,
      filter: true,
      columns: [{ ...text, note: 'nota' }],
    },
    rows,
    names: [{ name: 'Lista', tab: 'Pagina', column: 0, rows: rows.length }],
  };
}

function chain(cells: string) {
  return rawWorkbook({
    data: '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>2+2</f><v>4</v></c></row>',
    relations: `<Relationship Id="rIdC" Type="${OFFICE}/calcChain" Target="calcChain.xml"/>`,
    more: { 'xl/calcChain.xml': `<calcChain>${cells}</calcChain>` },
  });
}

function marked(formula: string): Changes {
  return {
    basis: '',
    steps: [
      {
        do: 'setMarks',
        tab: {
          ...plain,
          name: 'Dati',
          marks: [{ formula, ground: 'AABBCC', letters: '112233' }],
        },
      },
    ],
  };
}

function noted(note: string | undefined): Changes {
  return {
    basis: '',
    steps: [{ do: 'setNote', tab: 'Dati', at: 0, column: { ...text, note } }],
  };
}

function reaching(last: number) {
  return rawWorkbook({
    data: '<row r="1"><c r="A1" t="str"><v>ID</v></c></row><row r="2"><c r="A2" t="str"><v>x</v></c></row>',
    around: [
      '',
      `<dataValidations count="1"><dataValidation type="list" errorStyle="stop" showErrorMessage="true" sqref="A2:A${last}"><formula1>Lista</formula1></dataValidation></dataValidations>`,
    ],
  });
}

function dropdownOf(file: Buffer) {
  return shapeOf(file, contentsOf(file)).tabs[0]?.columns[0]?.dropdown;
}

function wideColumns(width: number) {
  return [
    { ...text, width },
    { label: 'B', format: 'text', width: 80 },
    { label: 'C', format: 'text', width: 99, hidden: true },
  ] as const;
}

function printed(name: string, width: number): TabShape {
  return {
    ...plain,
    name,
    print: true,
    frozenColumns: 2,
    columns: wideColumns(width),
  };
}
