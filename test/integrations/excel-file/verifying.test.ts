import { describe, expect, it } from 'vitest';
import { verify } from '../../../src/integrations/excel-file/verify.ts';
import { readZip, writeZip } from '../../../src/integrations/excel-file/zip.ts';
import type { Changes } from '../../../src/ports.ts';
import { changed, rawSheet, rawWorkbook, styled, tampered } from './raw.ts';

const SHEET = 'xl/worksheets/sheet1.xml';
const OTHER = 'xl/worksheets/sheet2.xml';

const before = rawWorkbook({
  styles: styled(14, 49),
  data: '<row r="1"><c r="A1" t="str"><v>ID</v></c><c r="B1" t="str"><v>Nome</v></c></row><row r="2" ht="20"><c r="B2" t="str"><v>Rossi</v></c><c r="C2" s="1"><v>46112</v></c><c r="D2"><f>C2+1</f><v>46113</v></c></row>',
  around: [
    '<sheetViews><sheetView workbookViewId="0"/></sheetViews>',
    '<mergeCells count="1"><mergeCell ref="F1:G1"/></mergeCells>',
  ],
  sheets: { Altro: rawSheet('<row r="1"><c r="A1"><v>1</v></c></row>') },
  names: '<definedNames><definedName name="Mio">Altro!$A$1</definedName></definedNames>',
  more: { 'xl/charts/chart1.xml': '<chart/>' },
});

const changes: Changes = {
  basis: '',
  cells: [{ tab: 'Dati', row: 1, column: 0, before: undefined, after: 'B-0001' }],
  rows: [{ tab: 'Dati', cells: [undefined, 'Bianchi'] }],
};

const after = changed(before, changes);

describe('the proof before a workbook is replaced', () => {
  it('passes what was asked for', () => {
    expect(verify(before, after, changes)).toEqual([]);
  });

  it.each<[string, string, (xml: string) => string]>([
    ['another cell’s value', SHEET, (it) => it.replace('Rossi', 'Bianchi')],
    ['another cell’s number', SHEET, (it) => it.replace('<v>46112</v>', '<v>46112.0000001</v>')],
    ['another cell’s style', SHEET, (it) => it.replace('r="C2" s="1"', 'r="C2" s="2"')],
    ['another cell’s formula', SHEET, (it) => it.replace('C2+1', 'C2+2')],
    ['a cached result', SHEET, (it) => it.replace('46113', '46114')],
    ['a formula turned into its value', SHEET, (it) => it.replace('<f>C2+1</f>', '')],
    ['a cell that is gone', SHEET, (it) => it.replace('<c r="B2" t="str"><v>Rossi</v></c>', '')],
    ['a row that is gone', SHEET, (it) => it.replace(/<row r="2".*?<\/row>/, '')],
    ['a row’s height', SHEET, (it) => it.replace('ht="20"', 'ht="21"')],
    [
      'a cell nobody asked for',
      SHEET,
      (it) => it.replace('<c r="B3"', '<c r="A3"><v>1</v></c><c r="B3"'),
    ],
    [
      'a row nobody asked for',
      SHEET,
      (it) => it.replace('</sheetData>', '<row r="9"><c r="A9"><v>1</v></c></row></sheetData>'),
    ],
    ['another ID than asked for', SHEET, (it) => it.replace('B-0001', 'B-0002')],
    ['an ID that was not written', SHEET, (it) => it.replace(/<c r="A2".*?<\/c>/, '')],
    ['a new row that lacks a cell', SHEET, (it) => it.replace(/<c r="B3".*?<\/c>/, '')],
    ['a merged cell', SHEET, (it) => it.replace('F1:G1', 'F1:H1')],
    ['a lost element', SHEET, (it) => it.replace(/<mergeCells.*<\/mergeCells>/, '')],
    [
      'a frozen pane',
      SHEET,
      (it) =>
        it.replace(
          'workbookViewId="0"/>',
          'workbookViewId="0"><pane ySplit="1" state="frozen"/></sheetView>',
        ),
    ],
    ['another tab', OTHER, (it) => it.replace('<v>1</v>', '<v>2</v>')],
    ['a chart', 'xl/charts/chart1.xml', (it) => `${it} `],
    ['a style that changed', 'xl/styles.xml', (it) => it.replace('numFmtId="14"', 'numFmtId="15"')],
    ['a style that is gone', 'xl/styles.xml', (it) => it.replace(/<xf numFmtId="49"[^>]*>/, '')],
    [
      'a font put in front',
      'xl/styles.xml',
      (it) => it.replace('<fonts count="2">', '<fonts count="3"><font/>'),
    ],
    [
      'a font wrongly counted',
      'xl/styles.xml',
      (it) => it.replace('<fonts count="2">', '<fonts count="3">'),
    ],
    ['a border', 'xl/styles.xml', (it) => it.replace('<border/>', '<border><left/></border>')],
    ['a name of people’s', 'xl/workbook.xml', (it) => it.replace('Altro!$A$1', 'Altro!$A$2')],
    [
      'a name nobody asked for',
      'xl/workbook.xml',
      (it) => it.replace('</definedNames>', '<definedName name="x">1</definedName></definedNames>'),
    ],
    [
      'the epoch',
      'xl/workbook.xml',
      (it) => it.replace('<workbookPr ', '<workbookPr date1904="1" '),
    ],
    ['a renamed tab', 'xl/workbook.xml', (it) => it.replace('name="Altro"', 'name="Altri"')],
    [
      'a hidden tab',
      'xl/workbook.xml',
      (it) => it.replace('name="Altro"', 'name="Altro" state="hidden"'),
    ],
    [
      'tabs in another order',
      'xl/workbook.xml',
      (it) => it.replace(/(<sheet name="Dati".*?\/>)(<sheet name="Altro".*?\/>)/, '$2$1'),
    ],
    [
      'a lost relation',
      'xl/_rels/workbook.xml.rels',
      (it) => it.replace(/<Relationship Id="rIdY".*?\/>/, ''),
    ],
    [
      'a relation that leads elsewhere',
      'xl/_rels/workbook.xml.rels',
      (it) => it.replace('styles.xml', 'styles2.xml'),
    ],
    ['a content type', '[Content_Types].xml', (it) => it.replace('application/xml', 'text/xml')],
    ['the file’s properties', 'docProps/app.xml', (it) => it.replace('16.0300', '12')],
  ])('sees %s', (_, part, change) => {
    expect(prove(tampered(after, part, change))).not.toEqual([]);
  });

  it('sees a part that is gone, and one that came', () => {
    const without = writeZip(readZip(after), new Map([['xl/charts/chart1.xml', undefined]]));
    const withMore = writeZip(readZip(after), new Map([['xl/media/a.png', Buffer.from('x')]]));

    expect(verify(before, without, changes)).toEqual(['part gone: xl/charts/chart1.xml']);
    expect(verify(before, withMore, changes)).toEqual(['part added: xl/media/a.png']);
  });

  it('sees what a step did not ask for', () => {
    const steps: Changes = {
      basis: '',
      steps: [
        { do: 'setNote', tab: 'Dati', at: 0, column: { label: 'ID', format: 'text', note: 'x' } },
        {
          do: 'setDropdown',
          tab: 'Dati',
          at: 1,
          column: { label: 'Nome', format: 'text', dropdown: { list: 'L', strict: true } },
        },
      ],
    };
    const built = changed(before, steps);

    expect(verify(before, built, steps)).toEqual([]);
    expect(verify(before, built, { basis: '', steps: steps.steps?.slice(0, 1) ?? [] })).not.toEqual(
      [],
    );
    expect(verify(before, built, { basis: '', steps: steps.steps?.slice(1) ?? [] })).not.toEqual(
      [],
    );
    expect(verify(before, built, { basis: '' })).not.toEqual([]);
  });

  it('sees a page that does not hold what was asked for', () => {
    const shape = {
      name: 'Pagina',
      owner: 'alice',
      frozenRows: 0,
      frozenColumns: 0,
      closed: true,
      filter: false,
      print: false,
      marks: [],
      columns: [{ label: 'ID', format: 'text' }],
    } as const;
    const paged = { basis: '', pages: [{ shape, rows: [['B-0001']], names: [] }] };
    const built = changed(before, paged);

    expect(verify(before, built, paged)).toEqual([]);
    expect(
      verify(
        before,
        tampered(built, 'xl/worksheets/sheet3.xml', (it) => it.replace('B-0001', 'B-0002')),
        paged,
      ),
    ).toEqual(['page «Pagina» does not hold what was asked for']);
  });
});

/** What the proof says; a file it cannot even read is seen too. */
function prove(file: Buffer): readonly string[] {
  try {
    return verify(before, file, changes);
  } catch (error) {
    return [String(error)];
  }
}
