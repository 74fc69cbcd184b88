import { sheets, type sheets_v4 } from '@googleapis/sheets';
import { GoogleAuth, PassThroughClient } from 'google-auth-library';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FakeGoogle, fakeGoogle } from './index.ts';

const COLLEAGUE = 'bruno@example.org';

let now = Date.UTC(2026, 10, 2, 9);
let fake: FakeGoogle;
let api: sheets_v4.Sheets;
let id: string;

beforeAll(async () => {
  fake = await fakeGoogle({
    unsigned: true,
    now: () => now,
    perMinute: { reads: 300, writes: 300 },
  });
  api = sheets({
    version: 'v4',
    auth: new GoogleAuth({ authClient: new PassThroughClient() }),
    rootUrl: fake.root,
    noProxy: ['127.0.0.1'],
    retry: false,
  });
});

afterAll(() => fake.close());

beforeEach(() => {
  now += 60_000;
  id = fake.sheets.create({ tabs: ['Persone', 'Altro'] });
  fake.sheets.share(id, { with: fake.address });
  fake.sheets.share(id, { with: COLLEAGUE });
  fill([
    ['ID', 'Nome', 'Nata il'],
    ['B-0001', 'Rossi', '31/03/1990'],
    ['', 'Bianchi', '01/02/1985'],
    ['B-0003', 'Amari', '15/07/2001'],
  ]);
});

describe('reading', () => {
  it('leaves out what is blank at the end, and values where there are none', async () => {
    const { data } = await api.spreadsheets.values.batchGet({
      spreadsheetId: id,
      ranges: ['Persone', 'Altro', 'Persone!A3:B3', 'Persone!D1:E2'],
      valueRenderOption: 'UNFORMATTED_VALUE',
      dateTimeRenderOption: 'SERIAL_NUMBER',
    });

    expect(data.valueRanges).toEqual([
      {
        range: 'Persone!A1:Z1000',
        majorDimension: 'ROWS',
        values: [
          ['ID', 'Nome', 'Nata il'],
          ['B-0001', 'Rossi', 32_963],
          ['', 'Bianchi', 31_079],
          ['B-0003', 'Amari', 37_087],
        ],
      },
      { range: 'Altro!A1:Z1000', majorDimension: 'ROWS' },
      { range: 'Persone!A3:B3', majorDimension: 'ROWS', values: [['', 'Bianchi']] },
      { range: 'Persone!D1:E2', majorDimension: 'ROWS' },
    ]);
  });

  it('tells what a mask asks for and no more, without a tab’s number in ranges when it is 0', async () => {
    await batch([
      {
        addNamedRange: {
          namedRange: {
            name: 'ids',
            range: {
              sheetId: 0,
              startRowIndex: 1,
              endRowIndex: 4,
              startColumnIndex: 0,
              endColumnIndex: 1,
            },
          },
        },
      },
    ]);

    const { data } = await api.spreadsheets.get({
      spreadsheetId: id,
      fields:
        'sheets(properties(sheetId,title),data.rowData.values(effectiveValue,effectiveFormat.numberFormat.type)),namedRanges(name,range)',
      ranges: ['Persone!B2:C3'],
    });

    const number = (numberValue: number) => ({
      effectiveValue: { numberValue },
      effectiveFormat: { numberFormat: { type: 'DATE' } },
    });
    expect(data).toEqual({
      sheets: [
        {
          properties: { sheetId: 0, title: 'Persone' },
          data: [
            {
              rowData: [
                {
                  values: [
                    { effectiveValue: { stringValue: 'Rossi' }, effectiveFormat: {} },
                    number(32_963),
                  ],
                },
                {
                  values: [
                    { effectiveValue: { stringValue: 'Bianchi' }, effectiveFormat: {} },
                    number(31_079),
                  ],
                },
              ],
            },
          ],
        },
      ],
      namedRanges: [
        {
          name: 'ids',
          range: { startRowIndex: 1, endRowIndex: 4, startColumnIndex: 0, endColumnIndex: 1 },
        },
      ],
    });
  });

  it('tells no cells unless it is asked for them', async () => {
    const plain = await api.spreadsheets.get({ spreadsheetId: id });
    const whole = await api.spreadsheets.get({ spreadsheetId: id, includeGridData: true });

    expect(plain.data.sheets?.map((it) => Object.keys(it))).toEqual([
      ['properties'],
      ['properties'],
    ]);
    expect(whole.data.sheets?.[0]?.data?.[0]?.rowData).toHaveLength(4);
    expect(whole.data.sheets?.[0]?.data?.[0]?.rowMetadata).toHaveLength(1000);
    expect(plain.data.properties).toMatchObject({
      title: 'Registro',
      locale: 'it_IT',
      timeZone: 'Europe/Rome',
    });
  });

  it('shows numbers as the locale writes them', async () => {
    fake.sheets.type(id, { tab: 'Altro', row: 0, column: 0, value: '1.234,5' });
    fake.sheets.type(id, { tab: 'Altro', row: 0, column: 1, value: '70%' });
    fake.sheets.type(id, { tab: 'Altro', row: 0, column: 2, value: 'vero' });
    fake.sheets.type(id, { tab: 'Altro', row: 0, column: 3, value: '14:30' });
    fake.sheets.type(id, { tab: 'Altro', row: 0, column: 4, value: "'007" });

    expect(await values('Altro!A1:E1')).toEqual([['1234,5', '70%', 'VERO', '14.30.00', '007']]);
    expect(await values('Altro!A1:E1', 'UNFORMATTED_VALUE')).toEqual([
      [1234.5, 0.7, true, 14.5 / 24, '007'],
    ]);
  });
});

describe('refusals', () => {
  it.each([
    [
      'a spreadsheet never shared',
      () => fake.sheets.create(),
      403,
      'The caller does not have permission',
    ],
    ['one that is not there', () => '1nowhere', 404, 'Requested entity was not found.'],
  ])('of %s', async (_, spreadsheetId, code, message) => {
    const error = await refused(api.spreadsheets.get({ spreadsheetId: spreadsheetId() }));

    expect(error).toEqual({ code, message });
  });

  it('let whoever may read read, and not write', async () => {
    const readable = fake.sheets.create();
    fake.sheets.openToLink(readable, 'reader');

    const { data } = await api.spreadsheets.get({ spreadsheetId: readable });
    const error = await refused(
      api.spreadsheets.batchUpdate({
        spreadsheetId: readable,
        requestBody: { requests: [{ addSheet: {} }] },
      }),
    );

    expect(data.sheets).toHaveLength(1);
    expect(error).toEqual({ code: 403, message: 'The caller does not have permission' });
  });

  it.each<[sheets_v4.Schema$Request, string]>([
    [{ deleteSheet: { sheetId: 77 } }, 'deleteSheet: No sheet with id: 77'],
    [
      { updateCells: { start: { sheetId: 77 }, rows: [], fields: '*' } },
      'updateCells: No grid with id: 77',
    ],
    [
      { addSheet: { properties: { title: 'persone' } } },
      'addSheet: A sheet with the name "persone" already exists. Please enter another name.',
    ],
    [
      { updateCells: { start: { sheetId: 0, rowIndex: 999 }, rows: [{}, {}], fields: 'note' } },
      'updateCells: Attempting to write row: 1000, beyond the last requested row of: 999',
    ],
    [
      {
        appendCells: {
          sheetId: 0,
          rows: [{ values: Array.from({ length: 27 }, () => ({})) }],
          fields: 'note',
        },
      },
      'appendCells: Attempting to write column: 26, beyond the last requested column of: 25',
    ],
    [
      { updateCells: { start: { sheetId: 0 }, rows: [] } },
      "updateCells: At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)",
    ],
    [
      {
        deleteDimension: {
          range: { sheetId: 0, dimension: 'ROWS', startIndex: 999, endIndex: 1001 },
        },
      },
      "deleteDimension: Cannot delete a row that doesn't exist. Tried to delete row index 1000 but there are only 1000 rows.",
    ],
    [
      { deleteNamedRange: { namedRangeId: 'none' } },
      'deleteNamedRange: No named range with id: none',
    ],
    [
      { setDataValidation: { range: { sheetId: 0 }, rule: { condition: { type: 'NOT_BLANK' } } } },
      'setDataValidation: Condition type NOT_BLANK is not supported for data validation.',
    ],
  ])('%j', async (request, message) => {
    const good = { addSheet: { properties: { title: 'Nuovo' } } };

    const error = await refused(
      api.spreadsheets.batchUpdate({
        spreadsheetId: id,
        requestBody: { requests: [good, request] },
      }),
    );

    expect(error).toEqual({ code: 400, message: `Invalid requests[1].${message}` });
    expect(fake.sheets.tabs(id)).toEqual(['Persone', 'Altro']);
  });

  it.each([
    ['Nessuno!A1', 'Unable to parse range: Nessuno!A1'],
    ['Persone!A0', 'Unable to parse range: Persone!A0'],
    ['Persone!A1001', 'Range (Persone!A1001) exceeds grid limits. Max rows: 1000, max columns: 26'],
    ['Persone!AA1', 'Range (Persone!AA1) exceeds grid limits. Max rows: 1000, max columns: 26'],
  ])('of the range %s', async (range, message) => {
    const error = await refused(api.spreadsheets.values.get({ spreadsheetId: id, range }));

    expect(error).toEqual({ code: 400, message });
  });

  it('of more requests than a minute has, for each account and kind', async () => {
    const few = await fakeGoogle({
      unsigned: true,
      now: () => now,
      perMinute: { reads: 2, writes: 1 },
    });
    const small = sheets({
      version: 'v4',
      auth: new GoogleAuth({ authClient: new PassThroughClient() }),
      rootUrl: few.root,
      noProxy: ['127.0.0.1'],
      retry: false,
    });
    const spreadsheetId = few.sheets.create();
    few.sheets.share(spreadsheetId, { with: few.address });
    const read = () => small.spreadsheets.get({ spreadsheetId });
    await read();
    await read();

    const third = await refused(read());
    now += 59_999;
    const early = await refused(read());
    now += 1;
    const later = await read();
    await few.close();

    expect(third.code).toBe(429);
    expect(third.message).toBe(
      "Quota exceeded for quota metric 'Read requests' and limit 'Read requests per minute per user' of service 'sheets.googleapis.com' for consumer 'project_number:314159265358'.",
    );
    expect(early.code).toBe(429);
    expect(later.status).toBe(200);
  });
});

describe('a batch', () => {
  it('is done in order, and tells what was made and how it stands', async () => {
    const { data } = await api.spreadsheets.batchUpdate({
      spreadsheetId: id,
      requestBody: {
        requests: [
          {
            addSheet: {
              properties: {
                sheetId: 5,
                title: 'Segni',
                gridProperties: { rowCount: 9, columnCount: 2, frozenRowCount: 1 },
              },
            },
          },
          text({ sheetId: 5, rowIndex: 0 }, ['ID', 'Cosa']),
          {
            addNamedRange: {
              namedRange: {
                namedRangeId: 'segni',
                name: 'segni',
                range: { sheetId: 5, startRowIndex: 1, endRowIndex: 2 },
              },
            },
          },
        ],
        includeSpreadsheetInResponse: true,
        responseRanges: ['Segni!A1:B'],
      },
      fields:
        'replies,updatedSpreadsheet(sheets(properties(sheetId),data.rowData.values.effectiveValue))',
    });

    expect(data.replies).toEqual([
      {
        addSheet: {
          properties: {
            sheetId: 5,
            title: 'Segni',
            index: 2,
            sheetType: 'GRID',
            gridProperties: { rowCount: 9, columnCount: 2, frozenRowCount: 1 },
          },
        },
      },
      {},
      {
        addNamedRange: {
          namedRange: {
            namedRangeId: 'segni',
            name: 'segni',
            range: { sheetId: 5, startRowIndex: 1, endRowIndex: 2 },
          },
        },
      },
    ]);
    expect(data.updatedSpreadsheet?.sheets).toEqual([
      {
        properties: { sheetId: 5 },
        data: [
          {
            rowData: [
              {
                values: [
                  { effectiveValue: { stringValue: 'ID' } },
                  { effectiveValue: { stringValue: 'Cosa' } },
                ],
              },
            ],
          },
        ],
      },
    ]);
  });

  it('clears what a range has more than the rows given; from a start it leaves it alone', async () => {
    const rows = [{ values: [{ userEnteredValue: { stringValue: 'X' } }] }];
    const range = {
      sheetId: 0,
      startRowIndex: 1,
      endRowIndex: 3,
      startColumnIndex: 0,
      endColumnIndex: 2,
    };

    await batch([
      { updateCells: { start: { sheetId: 0, rowIndex: 3 }, rows, fields: 'userEnteredValue' } },
    ]);
    await batch([{ updateCells: { range, rows, fields: 'userEnteredValue' } }]);

    expect(await values('Persone')).toEqual([
      ['ID', 'Nome', 'Nata il'],
      ['X', '', '31/03/1990'],
      ['', '', '01/02/1985'],
      ['X', 'Amari', '15/07/2001'],
    ]);
  });

  it('writes a note without touching the value, and a value without touching the rest', async () => {
    const start = { sheetId: 0, rowIndex: 1, columnIndex: 2 };
    const rule = { condition: { type: 'DATE_IS_VALID' }, strict: true };
    const range = { sheetId: 0, startRowIndex: 1, startColumnIndex: 2, endColumnIndex: 3 };

    await batch([
      { setDataValidation: { range, rule } },
      { updateCells: { start, rows: [{ values: [{ note: 'da verificare' }] }], fields: 'note' } },
      {
        updateCells: {
          start,
          rows: [{ values: [{ userEnteredValue: { numberValue: 32_964 } }] }],
          fields: 'userEnteredValue',
        },
      },
    ]);

    expect(fake.sheets.cells(id, 'Persone')[1]?.[2]).toMatchObject({
      formattedValue: '01/04/1990',
      note: 'da verificare',
      dataValidation: rule,
      userEnteredFormat: { numberFormat: { type: 'DATE' } },
    });
  });

  it('keeps a text that looks like a formula, and works out one that is', async () => {
    const cells = [
      { stringValue: '=1+1' },
      { formulaValue: '=1+1' },
      { formulaValue: '=NIENTE(1)' },
    ];

    await batch([
      {
        updateCells: {
          start: { sheetId: 0, rowIndex: 5 },
          rows: [{ values: cells.map((userEnteredValue) => ({ userEnteredValue })) }],
          fields: 'userEnteredValue',
        },
      },
    ]);

    expect(await values('Persone!A6:C6', 'UNFORMATTED_VALUE')).toEqual([['=1+1', 2, '#NAME?']]);
  });

  it('appends under the last row that holds anything, growing the grid', async () => {
    fake.sheets.type(id, { tab: 'Persone', row: 999, column: 25, value: 'ultima' });

    await batch([
      {
        appendCells: {
          sheetId: 0,
          rows: [{ values: [{ userEnteredValue: { stringValue: 'B-0004' } }] }],
          fields: 'userEnteredValue',
        },
      },
    ]);

    expect(await values('Persone!A1001')).toEqual([['B-0004']]);
  });

  it('copies only values, and takes what a copied formula gives', async () => {
    const source = {
      sheetId: 0,
      startRowIndex: 5,
      endRowIndex: 6,
      startColumnIndex: 0,
      endColumnIndex: 2,
    };
    fake.sheets.type(id, { tab: 'Persone', row: 5, column: 0, value: '=B2' });
    fake.sheets.type(id, { tab: 'Persone', row: 5, column: 1, value: '31/03/2026' });
    const into = (row: number) => ({
      sheetId: 0,
      startRowIndex: row,
      endRowIndex: row + 1,
      startColumnIndex: 0,
      endColumnIndex: 2,
    });

    await batch([
      { copyPaste: { source, destination: into(7), pasteType: 'PASTE_VALUES' } },
      { copyPaste: { source, destination: into(8), pasteType: 'PASTE_NORMAL' } },
    ]);

    expect(await values('Persone!A8:B9', 'FORMULA')).toEqual([
      ['Rossi', 46_112],
      ['=B5', 46_112],
    ]);
    expect(await values('Persone!B8:B9')).toEqual([['46112'], ['31/03/2026']]);
  });

  it('finds and replaces, merges, draws and bands', async () => {
    const { data } = await api.spreadsheets.batchUpdate({
      spreadsheetId: id,
      requestBody: {
        requests: [
          { findReplace: { find: 'rossi', replacement: 'Verdi', allSheets: true } },
          {
            mergeCells: {
              range: {
                sheetId: 0,
                startRowIndex: 8,
                endRowIndex: 9,
                startColumnIndex: 0,
                endColumnIndex: 2,
              },
              mergeType: 'MERGE_ALL',
            },
          },
          {
            addBanding: {
              bandedRange: {
                range: { sheetId: 0, startRowIndex: 0 },
                rowProperties: { firstBandColorStyle: { rgbColor: { red: 1 } } },
              },
            },
          },
          {
            setBasicFilter: {
              filter: { range: { sheetId: 0, startRowIndex: 0, endColumnIndex: 3 } },
            },
          },
          { addChart: { chart: chart() } },
        ],
      },
    });
    const seen = fake.sheets.look(id).sheets?.[0];

    expect(data.replies?.[0]).toEqual({
      findReplace: { occurrencesChanged: 1, valuesChanged: 1, rowsChanged: 1, sheetsChanged: 1 },
    });
    expect(seen?.merges).toHaveLength(1);
    expect(seen?.bandedRanges?.[0]?.bandedRangeId).toBeGreaterThan(0);
    expect(seen?.basicFilter?.range).toEqual({ startRowIndex: 0, endColumnIndex: 3 });
    expect(seen?.charts?.[0]?.position?.overlayPosition).toMatchObject({ widthPixels: 600 });
  });

  it('trims, takes out what is doubled, splits and fills', async () => {
    const range = (bottom: number) => ({
      sheetId: 0,
      startRowIndex: 0,
      endRowIndex: bottom,
      startColumnIndex: 5,
      endColumnIndex: 6,
    });
    ['  a  b ', 'a b', 'x;y', '1'].forEach((value, row) =>
      fake.sheets.type(id, { tab: 'Persone', row, column: 5, value }),
    );

    const { data } = await api.spreadsheets.batchUpdate({
      spreadsheetId: id,
      requestBody: {
        requests: [
          { trimWhitespace: { range: range(4) } },
          { deleteDuplicates: { range: range(4) } },
          { textToColumns: { source: range(4), delimiterType: 'SEMICOLON' } },
          {
            pasteData: {
              coordinate: { sheetId: 0, rowIndex: 4, columnIndex: 5 },
              data: '=F3*2',
              type: 'PASTE_NORMAL',
              delimiter: ',',
            },
          },
          {
            autoFill: {
              sourceAndDestination: { source: cells(4, 5, 5, 6), dimension: 'ROWS', fillLength: 1 },
            },
          },
          { addFilterView: { filter: { title: 'solo i miei', range: range(4) } } },
        ],
      },
    });

    expect(data.replies?.slice(0, 2)).toEqual([
      { trimWhitespace: { cellsChangedCount: 1 } },
      { deleteDuplicates: { duplicatesRemovedCount: 1 } },
    ]);
    expect(await values('Persone!F1:G6', 'FORMULA')).toEqual([
      ['a b'],
      ['x', 'y'],
      [1],
      [],
      ['=F3*2'],
      ['=F4*2'],
    ]);
    expect(fake.sheets.look(id).sheets?.[0]?.filterViews?.[0]?.title).toBe('solo i miei');
  });

  it('finds developer metadata again after rows were put in above it, not after its row is gone', async () => {
    const dimensionRange = { sheetId: 0, dimension: 'ROWS', startIndex: 2, endIndex: 3 };
    const look = async () =>
      (
        await api.spreadsheets.values.batchGetByDataFilter({
          spreadsheetId: id,
          requestBody: { dataFilters: [{ developerMetadataLookup: { metadataKey: 'riga' } }] },
        })
      ).data.valueRanges?.map((it) => it.valueRange?.range);
    await batch([
      {
        createDeveloperMetadata: {
          developerMetadata: {
            metadataKey: 'riga',
            metadataValue: '2',
            visibility: 'DOCUMENT',
            location: { dimensionRange },
          },
        },
      },
    ]);

    const first = await look();
    fake.sheets.insertRows(id, { tab: 'Persone', at: 1, count: 2 });
    const moved = await look();
    fake.sheets.deleteRows(id, { tab: 'Persone', at: 4 });
    const gone = await look();

    expect([first, moved, gone]).toEqual([['Persone!A3:Z3'], ['Persone!A5:Z5'], undefined]);
  });
});

describe('what follows rows and columns', () => {
  beforeEach(() =>
    batch([
      {
        addNamedRange: {
          namedRange: { namedRangeId: 'n', name: 'nomi', range: cells(1, 4, 1, 2) },
        },
      },
      { addProtectedRange: { protectedRange: { range: cells(0, 1, 0, 3), warningOnly: true } } },
      {
        setDataValidation: {
          range: cells(1, 4, 2, 3),
          rule: {
            condition: {
              type: 'ONE_OF_RANGE',
              values: [{ userEnteredValue: '=Persone!$B$2:$B$4' }],
            },
          },
        },
      },
      {
        addConditionalFormatRule: {
          rule: {
            ranges: [cells(1, 4, 0, 3)],
            booleanRule: {
              condition: { type: 'CUSTOM_FORMULA', values: [{ userEnteredValue: '=$A2=""' }] },
              format: {},
            },
          },
        },
      },
      { addChart: { chart: chart() } },
      text({ sheetId: fake.sheets.tabId(id, 'Altro'), rowIndex: 0 }, []),
    ]),
  );

  it('moves along when rows are put in and taken out', () => {
    fake.sheets.insertRows(id, { tab: 'Persone', at: 2, count: 2 });
    const grown = standing();
    fake.sheets.deleteRows(id, { tab: 'Persone', at: 1, count: 2 });
    const shrunk = standing();

    expect(grown).toEqual({
      names: [{ startRowIndex: 1, endRowIndex: 6, startColumnIndex: 1, endColumnIndex: 2 }],
      guards: [{ startRowIndex: 0, endRowIndex: 1, startColumnIndex: 0, endColumnIndex: 3 }],
      marks: [{ startRowIndex: 1, endRowIndex: 6, startColumnIndex: 0, endColumnIndex: 3 }],
      sources: [{ startRowIndex: 1, endRowIndex: 6, startColumnIndex: 1, endColumnIndex: 2 }],
      dropdown: '=Persone!$B$2:$B$6',
    });
    expect(shrunk).toMatchObject({
      names: [{ startRowIndex: 1, endRowIndex: 4, startColumnIndex: 1, endColumnIndex: 2 }],
    });
  });

  it('moves along when a column is dragged elsewhere, and goes with it when it is deleted', () => {
    fake.sheets.moveColumns(id, { tab: 'Persone', at: 1, before: 3 });
    const moved = standing();
    fake.sheets.deleteColumns(id, { tab: 'Persone', at: 2 });
    const gone = standing();

    expect(moved).toMatchObject({
      names: [{ startRowIndex: 1, endRowIndex: 4, startColumnIndex: 2, endColumnIndex: 3 }],
      sources: [{ startColumnIndex: 2, endColumnIndex: 3 }],
      dropdown: '=Persone!$C$2:$C$4',
    });
    expect(gone).toMatchObject({ names: [], sources: [], dropdown: '=Persone!#REF!' });
  });

  it('lets formulas follow their cells, and those of other tabs the new name', async () => {
    fake.sheets.type(id, { tab: 'Persone', row: 1, column: 3, value: '=B2&"!"' });
    fake.sheets.type(id, { tab: 'Altro', row: 0, column: 0, value: '=Persone!B2' });

    fake.sheets.insertRows(id, { tab: 'Persone', at: 1 });
    fake.sheets.insertColumns(id, { tab: 'Persone', at: 1 });
    fake.sheets.renameTab(id, { tab: 'Persone', to: 'Le persone' });

    expect(await values("'Le persone'!E3", 'FORMULA')).toEqual([['=C3&"!"']]);
    expect(await values('Altro!A1', 'FORMULA')).toEqual([["='Le persone'!C3"]]);
    expect(await values('Altro!A1')).toEqual([['Rossi']]);
  });

  it('sorts rows whole, with formulas that stay with their row, blanks last', async () => {
    fake.sheets.type(id, { tab: 'Persone', row: 1, column: 3, value: '=$B2&"!"' });

    fake.sheets.sort(id, { tab: 'Persone', column: 0, descending: true });

    expect(await values('Persone')).toEqual([
      ['ID', 'Nome', 'Nata il'],
      ['B-0003', 'Amari', '15/07/2001'],
      ['B-0001', 'Rossi', '31/03/1990', 'Rossi!'],
      ['', 'Bianchi', '01/02/1985'],
    ]);
    expect(await values('Persone!D3', 'FORMULA')).toEqual([['=$B3&"!"']]);
  });
});

describe('protection', () => {
  it('keeps out whoever is no editor of it, and lets its maker and the owner in', async () => {
    await batch([
      {
        addProtectedRange: {
          protectedRange: { range: { sheetId: 0 }, editors: { users: [fake.address] } },
        },
      },
    ]);
    const type = (by: string | undefined) => () =>
      fake.sheets.type(id, {
        tab: 'Persone',
        row: 1,
        column: 0,
        value: 'B-0009',
        ...(by && { by }),
      });

    expect(type(COLLEAGUE)).toThrow(/You are trying to edit a protected cell or object/);
    expect(type(undefined)).not.toThrow();
    await batch([text({ sheetId: 0, rowIndex: 1 }, ['B-0010'])]);
    expect(() => fake.sheets.insertRows(id, { tab: 'Persone', at: 2, by: COLLEAGUE })).toThrow(
      /protected/,
    );
  });

  it('refuses the account in Google’s words where people protected something against it', async () => {
    fake.sheets.edit(id, [{ addProtectedRange: { protectedRange: { range: cells(1, 4, 0, 1) } } }]);

    const error = await refused(batch([text({ sheetId: 0, rowIndex: 1 }, ['B-0002'])]));
    const beside = await refused(
      batch([text({ sheetId: 0, rowIndex: 1, columnIndex: 1 }, ['Neri'])]).then(() =>
        Promise.reject(new Error('done')),
      ),
    );

    expect(error).toEqual({
      code: 400,
      message:
        'Invalid requests[0].updateCells: You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove protection if you need to edit.',
    });
    expect(beside.message).toBe('done');
  });

  it('that only warns lets everybody write', () => {
    fake.sheets.edit(id, [
      { addProtectedRange: { protectedRange: { range: { sheetId: 0 }, warningOnly: true } } },
    ]);

    expect(() =>
      fake.sheets.type(id, { tab: 'Persone', row: 1, column: 0, value: 'X', by: COLLEAGUE }),
    ).not.toThrow();
  });
});

describe('values', () => {
  const at = (range: string) => ({ spreadsheetId: id, range, valueInputOption: 'RAW' });

  it('skips what is null, empties what is an empty text', async () => {
    const { data } = await api.spreadsheets.values.update({
      ...at('Persone!A2:C2'),
      requestBody: { values: [[null, '', 'mai']] },
    });

    expect(data).toEqual({
      spreadsheetId: id,
      updatedRange: 'Persone!A2:C2',
      updatedRows: 1,
      updatedColumns: 2,
      updatedCells: 2,
    });
    expect(await values('Persone!A2:C2')).toEqual([['B-0001', '', 'mai']]);
  });

  it('takes texts as they are, or as if somebody typed them', async () => {
    const requestBody = { values: [['31/03/2026', '12,5', '=SOMMA(1;2)', '007']] };

    await api.spreadsheets.values.update({ ...at('Altro!A1'), requestBody });
    await api.spreadsheets.values.update({
      ...at('Altro!A2'),
      requestBody,
      valueInputOption: 'USER_ENTERED',
    });

    expect(await values('Altro', 'UNFORMATTED_VALUE')).toEqual([
      ['31/03/2026', '12,5', '=SOMMA(1;2)', '007'],
      [46_112, 12.5, 3, 7],
    ]);
  });

  it('refuses what does not fit the range, and a grid it would grow', async () => {
    const wide = refused(
      api.spreadsheets.values.update({
        ...at('Altro!A1:A2'),
        requestBody: { values: [['a', 'b']] },
      }),
    );
    const long = refused(
      api.spreadsheets.values.update({
        ...at('Altro!A1:B1'),
        requestBody: { values: [['a'], ['b']] },
      }),
    );
    const out = refused(
      api.spreadsheets.values.update({
        ...at('Altro!A1000'),
        requestBody: { values: [['a'], ['b']] },
      }),
    );

    expect((await wide).message).toBe(
      'Requested writing within range [Altro!A1:A2], but tried writing to column [B]',
    );
    expect((await long).message).toBe(
      'Requested writing within range [Altro!A1:B1], but tried writing to row [2]',
    );
    expect((await out).message).toBe(
      'Range (Altro!A1000:A1001) exceeds grid limits. Max rows: 1000, max columns: 26',
    );
  });

  it('appends beside the table when the last row has a hole: the trap', async () => {
    const append = (row: readonly string[]) =>
      api.spreadsheets.values.append({ ...at('Altro'), requestBody: { values: [[...row]] } });

    await append(['a', 'b', 'c']);
    const whole = await append(['a', '', 'c']);
    await api.spreadsheets.values.clear({ spreadsheetId: id, range: 'Altro' });
    await append(['a', '', 'c']);
    const trap = await append(['d', '', 'f']);

    expect(whole.data.updates?.updatedRange).toBe('Altro!A2:C2');
    expect(trap.data).toMatchObject({
      tableRange: 'Altro!C1',
      updates: { updatedRange: 'Altro!C2:E2' },
    });
  });

  it('clears values and leaves looks and notes', async () => {
    const start = { sheetId: 0, rowIndex: 1, columnIndex: 2 };
    await batch([
      { updateCells: { start, rows: [{ values: [{ note: 'resta' }] }], fields: 'note' } },
    ]);

    const { data } = await api.spreadsheets.values.batchClear({
      spreadsheetId: id,
      requestBody: { ranges: ['Persone!A2:C', 'Altro'] },
    });

    expect(data.clearedRanges).toEqual(['Persone!A2:C1000', 'Altro!A1:Z1000']);
    expect(fake.sheets.cells(id, 'Persone')[1]?.[2]).toMatchObject({ note: 'resta' });
    expect(await values('Persone')).toEqual([['ID', 'Nome', 'Nata il']]);
  });
});

describe('formulas of ALICE', () => {
  beforeEach(() =>
    batch([
      text({ sheetId: fake.sheets.tabId(id, 'Altro'), rowIndex: 0 }, ['B-0001', 'Manca il comune']),
      text({ sheetId: fake.sheets.tabId(id, 'Altro'), rowIndex: 1 }, ['B-0003', 'Manca la data']),
      {
        addNamedRange: {
          namedRange: {
            name: 'alice_verifica',
            range: {
              sheetId: fake.sheets.tabId(id, 'Altro'),
              startRowIndex: 0,
              endRowIndex: 2,
              startColumnIndex: 0,
              endColumnIndex: 2,
            },
          },
        },
      },
    ]),
  );

  it.each([
    [
      'IF($A2="","",IFERROR(VLOOKUP($A2,alice_verifica,2,0),"a posto"))',
      { stringValue: 'Manca il comune' },
    ],
    ['IF($A3="","",IFERROR(VLOOKUP($A3,alice_verifica,2,0),"a posto"))', { stringValue: '' }],
    [
      'IF($A1="","",IFERROR(VLOOKUP($A1,alice_verifica,2,FALSE),"a posto"))',
      { stringValue: 'a posto' },
    ],
    [
      'VLOOKUP("x",alice_verifica,2,0)',
      { errorValue: { type: 'N_A', message: "Did not find value 'x' in VLOOKUP evaluation." } },
    ],
    [
      'VLOOKUP("x",niente,2,0)',
      { errorValue: { type: 'NAME', message: "Unknown range name: 'niente'." } },
    ],
    ['COUNTIF(alice_verifica,"b-*")', { numberValue: 2 }],
    ['COUNTIF($A$2:$A$4,$A2&"")>0', { boolValue: true }],
    [
      'HYPERLINK("#Persone!A"&MATCH("B-0003",Persone!$A$1:$A$30000,0),"vai")',
      { stringValue: 'vai' },
    ],
    ['XLOOKUP("B-0003",A2:A4,B2:B4,"nessuno")', { stringValue: 'Amari' }],
    ['DATE(2026,3,31)', { numberValue: 46_112 }],
    [
      '1/0',
      {
        errorValue: {
          type: 'DIVIDE_BY_ZERO',
          message: 'Function DIVIDE parameter 2 cannot be zero.',
        },
      },
    ],
    ['SUM(1,2)&"<"&"&"', { stringValue: '3<&' }],
    ['A2=""', { boolValue: false }],
    ['""', { stringValue: '' }],
    ['#N/A', { errorValue: { type: 'N_A', message: '' } }],
    ['1+', { errorValue: { type: 'ERROR', message: 'Formula parse error.' } }],
    ['G2+1', { errorValue: { type: 'REF', message: 'Circular dependency detected.' } }],
  ])('=%s', async (formula, effectiveValue) => {
    await batch([
      {
        updateCells: {
          start: { sheetId: 0, rowIndex: 1, columnIndex: 6 },
          rows: [{ values: [{ userEnteredValue: { formulaValue: `=${formula}` } }] }],
          fields: 'userEnteredValue',
        },
      },
    ]);

    expect(fake.sheets.cells(id, 'Persone')[1]?.[6]).toMatchObject({ effectiveValue });
  });

  it('show a day as a day, and where a link leads', async () => {
    fake.sheets.type(id, { tab: 'Persone', row: 1, column: 6, value: '=DATA(2026;3;31)' });
    fake.sheets.type(id, {
      tab: 'Persone',
      row: 2,
      column: 6,
      value: '=COLLEG.IPERTESTUALE("#Persone!A"&CONFRONTA("B-0003";A:A;0);"vai")',
    });

    expect(fake.sheets.cells(id, 'Persone')[1]?.[6]).toMatchObject({
      formattedValue: '31/03/2026',
      effectiveFormat: { numberFormat: { type: 'DATE', pattern: 'dd/MM/yyyy' } },
    });
    expect(fake.sheets.cells(id, 'Persone')[2]?.[6]).toMatchObject({
      hyperlink: '#Persone!A4',
      formattedValue: 'vai',
    });
  });

  it('colour the cells for which a conditional format holds', async () => {
    const rule = {
      ranges: [{ sheetId: 0, startRowIndex: 1, endColumnIndex: 3 }],
      booleanRule: {
        condition: {
          type: 'CUSTOM_FORMULA',
          values: [{ userEnteredValue: '=COUNTIF(alice_verifica,$A2)>0' }],
        },
        format: { backgroundColor: { red: 1 } },
      },
    };

    await batch([{ addConditionalFormatRule: { rule, index: 0 } }]);

    const grounds = fake.sheets
      .cells(id, 'Persone')
      .map((row) => row[1]?.effectiveFormat?.backgroundColor?.green ?? 0);
    expect(grounds).toEqual([1, 0, 1, 0]);
  });
});

describe('the hand-over', () => {
  it('never asked or answered anything Google does not know', () => {
    expect(fake.violations).toEqual([]);
  });
});

/** Types a table into *Persone*, as a person would. */
function fill(rows: readonly (readonly string[])[]): void {
  rows.forEach((cellsOfRow, row) =>
    cellsOfRow.forEach((value, column) =>
      fake.sheets.type(id, { tab: 'Persone', row, column, value }),
    ),
  );
}

async function batch(requests: sheets_v4.Schema$Request[]): Promise<void> {
  await api.spreadsheets.batchUpdate({ spreadsheetId: id, requestBody: { requests } });
}

async function values(range: string, valueRenderOption = 'FORMATTED_VALUE') {
  const { data } = await api.spreadsheets.values.get({
    spreadsheetId: id,
    range,
    valueRenderOption,
  });
  return data.values;
}

async function refused(
  call: Promise<unknown>,
): Promise<{ readonly code: unknown; readonly message: string }> {
  try {
    await call;
  } catch (error) {
    // What gaxios throws has the status and Google's message.
    const { status, message } = error as { status?: number; message: string };
    return { code: status, message };
  }
  throw new Error('it was not refused');
}

function text(
  start: sheets_v4.Schema$GridCoordinate,
  words: readonly string[],
): sheets_v4.Schema$Request {
  const given = words.map((stringValue) => ({ userEnteredValue: { stringValue } }));
  return { updateCells: { start, rows: [{ values: given }], fields: 'userEnteredValue' } };
}

function cells(
  top: number,
  bottom: number,
  left: number,
  right: number,
): sheets_v4.Schema$GridRange {
  return {
    sheetId: 0,
    startRowIndex: top,
    endRowIndex: bottom,
    startColumnIndex: left,
    endColumnIndex: right,
  };
}

function chart(): sheets_v4.Schema$EmbeddedChart {
  return {
    spec: {
      title: 'Nomi',
      basicChart: {
        chartType: 'BAR',
        domains: [{ domain: { sourceRange: { sources: [cells(1, 4, 1, 2)] } } }],
        series: [{ series: { sourceRange: { sources: [cells(1, 4, 2, 3)] } } }],
      },
    },
    position: { overlayPosition: { anchorCell: { sheetId: 0, rowIndex: 6, columnIndex: 1 } } },
  };
}

/** Where everything of *Persone* that has a range has it now. */
function standing() {
  const { sheets: tabs = [], namedRanges = [] } = fake.sheets.look(id);
  const [tab] = tabs;
  return {
    names: namedRanges.map((it) => it.range),
    guards: tab?.protectedRanges?.map((it) => it.range),
    marks: tab?.conditionalFormats?.flatMap((it) => it.ranges),
    sources: tab?.charts?.[0]?.spec?.basicChart?.domains?.flatMap(
      (it) => it.domain?.sourceRange?.sources,
    ),
    dropdown: fake.sheets
      .cells(id, 'Persone')
      .flat()
      .find((it) => it.dataValidation)?.dataValidation?.condition?.values?.[0]?.userEnteredValue,
  };
}
