import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import process from 'node:process';

/** One cell to be changed, as a person would ask it of a program. */
export interface CellEdit {
  readonly tab: string;
  readonly cell: string;
  readonly text: string;
}

/** A spreadsheet library ALICE is measured against: it makes a workbook of its own, and edits one of somebody else's. */
export interface Peer {
  readonly name: string;
  /** A workbook with the tabs «Colleghi» and «Riepilogo», and as many features as the library can write. */
  make(): Promise<Buffer>;
  /** Opens, changes one cell, saves. Throws where the library cannot. */
  edit(file: Buffer, edit: CellEdit): Promise<Buffer>;
}

/** Where the peers live: a package of its own, so that no newcomer has to install them. */
const bench = resolve('bench');
const require = createRequire(join(bench, 'package.json'));

const names = [
  'exceljs',
  '@e965/xlsx',
  'excelize-wasm',
  'xlsx-populate',
  'hucre',
  '@cj-tech-master/excelts',
];

/** Why the peers cannot be asked; `undefined` when all are there. Under CI they must be. */
export const absent: string | undefined = missing();

function missing(): string | undefined {
  const gone = names.filter((it) => !existsSync(join(bench, 'node_modules', it)));
  if (gone.length === 0) return undefined;
  const why = `not installed: ${gone.join(', ')} (npm ci --prefix bench)`;
  if (process.env['CI'] === 'true') throw new Error(why);
  return why;
}

/** What the workbooks of all peers say: invented people, a day, a span, a sum. */
const rows: readonly (readonly (string | number)[])[] = [
  ['Nome', 'Stato', 'Ore', 'Dal', 'Voto'],
  ['Amina Rossi', 'attivo', 0.1875, 46112, 3],
  ['Niccolò D’Angelo', 'sospeso', 1.25, 46113, 5],
  ['Zoë Müller & figli', 'attivo', 0.5, 46120, 1],
  ['  Łukasz  ', 'nuovo', 0.75, 46150, 4],
];
const last = rows.length;

// The libraries' own types are not there when they are not installed: what `require` gives is taken as it is.
const exceljsLike = {
  build(workbook: ReturnType<typeof require>, more: (sheets: ReturnType<typeof require>) => void) {
    const people = workbook.addWorksheet('Colleghi', {
      views: [{ state: 'frozen', xSplit: 1, ySplit: 1 }],
      properties: { tabColor: { argb: 'FFAB12CD' } },
    });
    for (const row of rows) people.addRow([...row]);
    people.getCell('F1').value = 'Totale';
    for (let row = 2; row <= last; row += 1)
      people.getCell(`F${row}`).value = {
        formula: `C${row}*24`,
        result: Number(rows[row - 1]?.[2]) * 24,
      };
    people.getColumn(3).numFmt = '[h]:mm';
    people.getColumn(4).numFmt = 'dd/mm/yyyy';
    people.getColumn(1).width = 31;
    people.getColumn(5).hidden = true;
    people.getRow(1).height = 33;
    people.getRow(1).font = { bold: true, color: { argb: 'FFFFFFFF' } };
    people.getRow(1).fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FF1F4E79' } };
    people.getCell('A2').note = {
      texts: [{ font: { bold: true }, text: 'Carla: ' }, { text: 'da richiamare' }],
    };
    people.getCell('H20').note = 'nota su una cella vuota';
    people.getCell('A7').value = {
      richText: [{ text: 'grassetto', font: { bold: true } }, { text: ' e no' }],
    };
    people.getCell('A8').value = {
      text: 'scheda',
      hyperlink: 'https://example.org/scheda?a=1&b=2',
    };
    people.dataValidations.add('B2:B400', {
      type: 'list',
      allowBlank: true,
      formulae: ['"attivo,sospeso,nuovo"'],
    });
    people.addConditionalFormatting({
      ref: 'B2:B400',
      rules: [
        {
          type: 'cellIs',
          operator: 'equal',
          priority: 1,
          formulae: ['"sospeso"'],
          style: { fill: { type: 'pattern', pattern: 'solid', bgColor: { argb: 'FFFFC7CE' } } },
        },
        {
          type: 'dataBar',
          priority: 2,
          cfvo: [{ type: 'min' }, { type: 'max' }],
          color: { argb: 'FF638EC6' },
        },
      ],
    });
    people.mergeCells('A10:C10');
    people.getCell('A10').value = 'Titolo su tre celle';
    people.autoFilter = 'A1:F1';
    people.pageSetup = { orientation: 'landscape', fitToPage: true, printTitlesRow: '1:1' };
    people.headerFooter.oddFooter = 'Pagina &P di &N';
    const summary = workbook.addWorksheet('Riepilogo', { state: 'visible' });
    summary.addTable({
      name: 'Tabella1',
      ref: 'A1',
      headerRow: true,
      columns: [{ name: 'Stato', filterButton: true }, { name: 'Quanti' }],
      rows: [
        ['attivo', 2],
        ['sospeso', 1],
      ],
    });
    summary.getCell('D1').value = { formula: 'SUM(Colleghi!F2:F5)', result: 64.5 };
    workbook.definedNames.add(`Colleghi!$B$2:$B$${last}`, 'Stati');
    more({ people, summary });
  },
};

/** The six libraries of the comparison, each at its version in `bench/package.json`. */
export const peers: readonly Peer[] = [
  {
    name: 'exceljs',
    async make() {
      const ExcelJS = require('exceljs');
      const workbook = new ExcelJS.Workbook();
      exceljsLike.build(workbook, ({ summary }) => {
        const picture = workbook.addImage({ buffer: dot, extension: 'png' });
        summary.addImage(picture, 'D4:F8');
      });
      return Buffer.from(await workbook.xlsx.writeBuffer());
    },
    async edit(file, { tab, cell, text }) {
      const ExcelJS = require('exceljs');
      const workbook = new ExcelJS.Workbook();
      await workbook.xlsx.load(file);
      workbook.getWorksheet(tab).getCell(cell).value = text;
      return Buffer.from(await workbook.xlsx.writeBuffer());
    },
  },
  {
    name: 'excelts',
    async make() {
      const { Workbook } = require('@cj-tech-master/excelts');
      require('@cj-tech-master/excelts/chart').installChartSupport();
      const workbook = new Workbook();
      exceljsLike.build(workbook, ({ summary }) => {
        summary.addChart(
          {
            type: 'bar',
            series: [
              { name: 'Quanti', categories: 'Riepilogo!$A$2:$A$3', values: 'Riepilogo!$B$2:$B$3' },
            ],
          },
          'D4:K18',
        );
        const numbers = workbook.addWorksheet('Numeri');
        for (const row of rows) numbers.addRow([...row]);
        workbook.addWorksheet('Pivot').addPivotTable({
          sourceSheet: numbers,
          rows: ['Stato'],
          columns: ['Nome'],
          values: ['Voto'],
          metric: 'sum',
        });
      });
      return Buffer.from(await workbook.xlsx.writeBuffer());
    },
    async edit(file, { tab, cell, text }) {
      const { Workbook } = require('@cj-tech-master/excelts');
      require('@cj-tech-master/excelts/chart').installChartSupport();
      const workbook = new Workbook();
      await workbook.xlsx.load(file);
      workbook.getWorksheet(tab).getCell(cell).value = text;
      return Buffer.from(await workbook.xlsx.writeBuffer());
    },
  },
  {
    name: '@e965/xlsx',
    async make() {
      const XLSX = require('@e965/xlsx');
      const people = XLSX.utils.aoa_to_sheet(rows.map((it) => [...it]));
      people['F2'] = { t: 'n', f: 'C2*24', v: 4.5 };
      people['A2'].c = [{ a: 'Carla', t: 'da richiamare' }];
      people['A3'].l = { Target: 'https://example.org/scheda?a=1&b=2' };
      people['D2'].z = 'dd/mm/yyyy';
      people['!ref'] = 'A1:F10';
      people['!merges'] = [XLSX.utils.decode_range('A9:C9')];
      people['!autofilter'] = { ref: 'A1:F1' };
      people['!cols'] = [{ wch: 31 }, {}, { hidden: true }];
      people['!protect'] = { password: 'segreto', formatCells: false };
      const workbook = XLSX.utils.book_new();
      XLSX.utils.book_append_sheet(workbook, people, 'Colleghi');
      XLSX.utils.book_append_sheet(
        workbook,
        XLSX.utils.aoa_to_sheet([
          ['Stato', 'Quanti'],
          ['attivo', 2],
        ]),
        'Riepilogo',
      );
      workbook.Workbook = { Names: [{ Name: 'Stati', Ref: 'Colleghi!$B$2:$B$5' }] };
      return Buffer.from(XLSX.write(workbook, { type: 'buffer', bookType: 'xlsx', bookSST: true }));
    },
    async edit(file, { tab, cell, text }) {
      const XLSX = require('@e965/xlsx');
      const workbook = XLSX.read(file, {
        cellStyles: true,
        cellNF: true,
        bookVBA: true,
        bookDeps: true,
      });
      XLSX.utils.sheet_add_aoa(workbook.Sheets[tab], [[text]], { origin: cell });
      return Buffer.from(
        XLSX.write(workbook, { type: 'buffer', bookType: 'xlsx', cellStyles: true, bookSST: true }),
      );
    },
  },
  {
    name: 'excelize-wasm',
    async make() {
      const excelize = await excelizeReady();
      const file = excelize.NewFile();
      file.SetSheetName('Sheet1', 'Colleghi');
      file.NewSheet('Riepilogo');
      for (const [index, row] of rows.entries())
        file.SetSheetRow('Colleghi', `A${index + 1}`, [...row]);
      const failures = [
        file.SetCellFormula('Colleghi', 'F2', 'C2*24'),
        file.AddChart('Riepilogo', 'D2', {
          Type: excelize.Col,
          Series: [
            {
              Name: 'Colleghi!$E$1',
              Categories: 'Colleghi!$A$2:$A$5',
              Values: 'Colleghi!$E$2:$E$5',
            },
          ],
        }),
        file.AddPivotTable({
          DataRange: 'Colleghi!A1:E5',
          PivotTableRange: 'Riepilogo!A20:F30',
          Rows: [{ Data: 'Stato' }],
          Data: [{ Data: 'Voto', Subtotal: 'Sum', Name: 'Somma' }],
          RowGrandTotals: true,
          ColGrandTotals: true,
        }),
        file.AddComment('Colleghi', {
          Cell: 'A2',
          Author: 'Carla',
          Paragraph: [{ Text: 'da richiamare' }],
        }),
        file.AddDataValidation('Colleghi', {
          Type: 'list',
          Sqref: 'B2:B400',
          Formula1: '"attivo,sospeso,nuovo"',
        }),
        file.SetConditionalFormat('Colleghi', 'E2:E400', [
          {
            Type: 'data_bar',
            Criteria: '=',
            MinType: 'min',
            MaxType: 'max',
            BarColor: '#638EC6',
            BarSolid: true,
          },
        ]),
        file.AddSparkline('Colleghi', { Location: ['G2'], Range: ['Colleghi!C2:E2'] }),
        file.AddTable('Riepilogo', { Range: 'A1:B3', Name: 'Tabella1' }),
        file.SetCellRichText('Colleghi', 'A7', [
          { Text: 'grassetto', Font: { Bold: true } },
          { Text: ' e no' },
        ]),
        file.MergeCell('Colleghi', 'A10', 'C10'),
        file.SetDefinedName({ Name: 'Stati', RefersTo: 'Colleghi!$B$2:$B$5' }),
        file.ProtectSheet('Colleghi', {
          AlgorithmName: 'SHA-512',
          Password: 'segreto',
          EditScenarios: false,
        }),
      ];
      for (const { error } of failures) if (error) throw new Error(error);
      return written(file);
    },
    async edit(file, { tab, cell, text }) {
      const excelize = await excelizeReady();
      const workbook = excelize.OpenReader(new Uint8Array(file));
      if (workbook.error) throw new Error(workbook.error);
      const { error } = workbook.SetCellValue(tab, cell, text);
      if (error) throw new Error(error);
      return written(workbook);
    },
  },
  {
    name: 'xlsx-populate',
    async make() {
      const XlsxPopulate = require('xlsx-populate');
      const workbook = await XlsxPopulate.fromBlankAsync();
      const people = workbook.sheet(0).name('Colleghi');
      people.cell('A1').value(rows.map((it) => [...it]));
      people.cell('F2').formula('C2*24');
      people.range('D2:D5').style('numberFormat', 'dd/mm/yyyy');
      people.row(1).style({ bold: true, fill: '1f4e79', fontColor: 'ffffff' });
      people.column('A').width(31);
      people.column('E').hidden(true);
      people
        .range('B2:B400')
        .dataValidation({ type: 'list', allowBlank: true, formula1: '"attivo,sospeso,nuovo"' });
      people.cell('A8').value('scheda').hyperlink('https://example.org/scheda?a=1&b=2');
      people.range('A10:C10').merged(true);
      people.range('A1:F5').autoFilter();
      people.freezePanes(1, 1);
      workbook.addSheet('Riepilogo').cell('A1').value('Stato');
      workbook.definedName('Stati', people.range('B2:B5'));
      return Buffer.from(await workbook.outputAsync());
    },
    async edit(file, { tab, cell, text }) {
      const workbook = await require('xlsx-populate').fromDataAsync(file);
      workbook.sheet(tab).cell(cell).value(text);
      return Buffer.from(await workbook.outputAsync());
    },
  },
  {
    name: 'hucre',
    async make() {
      const { writeXlsx } = require('hucre');
      const bytes = await writeXlsx({
        sheets: [
          {
            name: 'Colleghi',
            rows: rows.map((it) => [...it]),
            cells: new Map([
              ['1,5', { formula: 'C2*24', formulaResult: 4.5 }],
              [
                '1,0',
                { value: 'Amina Rossi', comment: { author: 'Carla', text: 'da richiamare' } },
              ],
            ]),
            merges: [{ startRow: 9, startCol: 0, endRow: 9, endCol: 2 }],
            dataValidations: [
              { type: 'list', values: ['attivo', 'sospeso', 'nuovo'], range: 'B2:B400' },
            ],
            conditionalRules: [
              {
                type: 'dataBar',
                priority: 1,
                range: 'E2:E400',
                dataBar: { cfvo: [{ type: 'min' }, { type: 'max' }], color: 'FF638EC6' },
              },
            ],
            autoFilter: { range: 'A1:E5' },
            freezePane: { rows: 1, columns: 1 },
            protection: { sheet: true, password: 'segreto', sort: true },
            pageSetup: { orientation: 'landscape', fitToPage: true, printTitlesRow: '1:1' },
          },
          {
            name: 'Riepilogo',
            rows: [
              ['Stato', 'Quanti'],
              ['attivo', 2],
              ['sospeso', 1],
            ],
            pivotTables: [
              {
                name: 'Pivot1',
                sourceSheet: 'Colleghi',
                targetCell: 'A20',
                rows: ['Stato'],
                values: [{ field: 'Voto' }],
              },
            ],
          },
        ],
        namedRanges: [{ name: 'Stati', range: 'Colleghi!$B$2:$B$5' }],
      });
      return Buffer.from(bytes);
    },
    async edit(file, { tab, cell, text }) {
      const { openXlsx, saveXlsx } = require('hucre');
      const workbook = await openXlsx(file, { readStyles: true });
      const sheet = workbook.sheets.find((it: { readonly name: string }) => it.name === tab);
      const column = cell.charCodeAt(0) - 65;
      sheet.rows[Number(cell.slice(1)) - 1][column] = text;
      return Buffer.from(await saveXlsx(workbook));
    },
  },
];

let excelize: Promise<ReturnType<typeof require>> | undefined;

function excelizeReady(): Promise<ReturnType<typeof require>> {
  excelize ??= require('excelize-wasm').init(
    join(bench, 'node_modules/excelize-wasm/excelize.wasm.gz'),
  );
  return excelize as Promise<ReturnType<typeof require>>;
}

function written(file: ReturnType<typeof require>): Buffer {
  const { buffer, error } = file.WriteToBuffer();
  if (error) throw new Error(error);
  return Buffer.from(buffer);
}

/** A picture of one red dot. */
export const dot: Buffer = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);
