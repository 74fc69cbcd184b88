import { beforeEach, describe, expect, it } from 'vitest';
import type { Cell } from '../../src/core/cell.ts';
import type { ChartShape, ColumnShape, Shape, TabShape } from '../../src/core/shape.ts';
import { type Changes, type Page, Unreachable, type Workbook } from '../../src/ports.ts';

/** A workbook that is not there yet, and what people can do to it behind ALICE's back. */
export interface Stage {
  readonly workbook: Workbook;
  /** Its formulas are worked out by itself, at once: what ALICE says they give is only what she expects. */
  readonly reckons?: boolean;
  /** Somebody types in a cell and saves. */
  type(typed: {
    readonly tab: string;
    readonly row: number;
    readonly column: number;
    readonly cell: Cell;
  }): Promise<void>;
}

/** What every workbook promises, whatever it is kept in. `make` gives a fresh one for each test. */
export function aWorkbook(name: string, make: () => Promise<Stage>): void {
  describe(`${name} as a workbook`, () => {
    let stage: Stage;
    let workbook: Workbook;

    beforeEach(async () => {
      stage = await make();
      workbook = stage.workbook;
    });

    /** Writes at once what must be written for a test to begin. */
    async function given(changes: Omit<Changes, 'basis'>): Promise<void> {
      const prepared = await workbook.prepare({ basis: await workbook.revision(), ...changes });
      const written = await prepared.commit();
      expect(written.outcome).toBe('written');
    }

    async function rowsOf(tab: string): Promise<readonly (readonly Cell[])[]> {
      const { sheets } = await workbook.read();
      return sheets.find((it) => it.name === tab)?.rows ?? [];
    }

    describe('that is not there yet', () => {
      it('has no revision and no tabs, and cannot be read', async () => {
        expect(await workbook.revision()).toBe('');
        expect(await workbook.shape()).toEqual({ tabs: [], names: [] });
        await expect(workbook.read()).rejects.toThrow(Unreachable);
      });

      it('stays away when nothing is to be written', async () => {
        const prepared = await workbook.prepare({ basis: '' });

        expect(prepared.after).toBe('');
        expect(await prepared.commit()).toEqual({ outcome: 'unchanged', revision: '' });
        expect(await workbook.revision()).toBe('');
      });
    });

    it('gives back what was written', async () => {
      const cells: readonly Cell[] = [
        'B-0001',
        'D’Amico «Niccolò» & <figli>',
        'due\nrighe e\tuna _x0041_ letterale',
        0,
        -12.5,
        0.1 + 0.2,
        true,
        false,
        { kind: 'serial', serial: 46_112, shows: 'date' },
        { kind: 'serial', serial: 0.375, shows: 'time' },
        { kind: 'serial', serial: 46_112.75, shows: 'dateTime' },
        { kind: 'serial', serial: 1.5, shows: 'duration' },
        { kind: 'percent', fraction: 0.7 },
        { kind: 'error', error: '#N/A' },
      ];

      await given({
        steps: [{ do: 'addTab', tab: wideTab(cells.length), at: 0 }],
        rows: [{ tab: 'Prova', cells }],
      });

      expect((await rowsOf('Prova'))[1]).toEqual(cells);
    });

    it('keeps leading zeros, and texts that look like numbers, dates or formulas', async () => {
      const cells = [
        '00123',
        '01.11',
        '3E5',
        '=1+1',
        '+39 333',
        '@nome',
        "'",
        '#N/A',
        'TRUE',
        ' spazi  ',
      ];

      await given({
        steps: [{ do: 'addTab', tab: wideTab(cells.length), at: 0 }],
        rows: [{ tab: 'Prova', cells }],
      });

      expect((await rowsOf('Prova'))[1]).toEqual(cells);
    });

    it('keeps formulas with what they last gave', async () => {
      const formulas: readonly Cell[] = [
        {
          kind: 'formula',
          formula: 'IF($A2="","",IFERROR(VLOOKUP($A2,Segni,2,FALSE),"a posto"))',
          result: 'a posto',
        },
        { kind: 'formula', formula: 'SUM(1,2)&"<"&"&"', result: '3<&' },
        { kind: 'formula', formula: '1+1', result: 2 },
        { kind: 'formula', formula: 'A2=""', result: false },
        { kind: 'formula', formula: '""', result: undefined },
        { kind: 'formula', formula: 'NA()', result: { kind: 'error', error: '#N/A' } },
        {
          kind: 'formula',
          formula: 'DATE(2026,3,31)',
          result: { kind: 'serial', serial: 46_112, shows: 'date' },
        },
      ];

      await given({
        steps: [{ do: 'addTab', tab: wideTab(formulas.length + 1), at: 0 }],
        rows: [{ tab: 'Prova', cells: ['B-0001', ...formulas] }],
      });

      expect((await rowsOf('Prova'))[1]).toEqual(['B-0001', ...formulas]);
    });

    it('appends rows under the last one that holds anything', async () => {
      await given({
        steps: [{ do: 'addTab', tab: people, at: 0 }],
        rows: [{ tab: 'Persone', cells: ['B-0001', 'Rossi'] }],
      });
      await stage.type({ tab: 'Persone', row: 4, column: 1, cell: 'Bianchi' });

      await given({
        rows: [
          { tab: 'Persone', cells: ['B-0002', 'Verdi'] },
          { tab: 'Persone', cells: [undefined, 'Neri', undefined] },
        ],
      });

      expect(await rowsOf('Persone')).toEqual([
        LABELS,
        ['B-0001', 'Rossi'],
        [],
        [],
        [undefined, 'Bianchi'],
        ['B-0002', 'Verdi'],
        [undefined, 'Neri'],
      ]);
    });

    describe('pages', () => {
      it('are written whole: what the last one had more is gone', async () => {
        await given({
          pages: [
            page([
              ['B-0001', 'Manca il nome'],
              ['B-0002', 'Manca il comune'],
              ['B-0003', 'Data'],
            ]),
          ],
        });

        await given({ pages: [page([['B-0002', 'Manca il comune']])] });

        expect(await rowsOf('Da correggere')).toEqual([
          ['ID', 'Cosa'],
          ['B-0002', 'Manca il comune'],
        ]);
      });

      it('take their named ranges along as they grow', async () => {
        await given({ pages: [page([['B-0001', 'a']])] });
        await given({
          pages: [
            page([
              ['B-0001', 'a'],
              ['B-0002', 'b'],
            ]),
          ],
        });

        const { names } = await workbook.shape();

        expect(names).toEqual([{ name: 'Segni', tab: 'Da correggere', column: 0, to: 1, rows: 2 }]);
      });

      it('show their charts, and no longer those that are no longer wanted', async () => {
        const rows = [
          ['gennaio', 12],
          ['febbraio', 7.5],
        ];
        const charted = page(rows);
        const shape = { ...charted.shape, charts: [bars, columns] };

        await given({ pages: [{ ...charted, shape }] });
        const both = await workbook.shape();
        await given({ pages: [{ ...charted, shape: { ...shape, charts: [columns] } }] });
        const one = await workbook.shape();
        await given({ pages: [charted] });
        const none = await workbook.shape();

        expect(both.tabs).toEqual([shape]);
        expect(one.tabs).toEqual([{ ...shape, charts: [columns] }]);
        expect(none.tabs).toEqual([charted.shape]);
        expect(await rowsOf('Da correggere')).toEqual([['ID', 'Cosa'], ...rows]);
      });

      it('leave people’s tabs alone', async () => {
        await given({
          steps: [{ do: 'addTab', tab: people, at: 0 }],
          rows: [{ tab: 'Persone', cells: ['B-0001', 'Rossi'] }],
        });
        const before = await rowsOf('Persone');

        await given({ pages: [page([['B-0001', 'a']])] });

        expect(await rowsOf('Persone')).toEqual(before);
      });
    });

    describe('one cell', () => {
      beforeEach(async () => {
        await given({
          steps: [{ do: 'addTab', tab: people, at: 0 }],
          rows: [
            {
              tab: 'Persone',
              cells: [undefined, 'Rossi', { kind: 'serial', serial: 33_000, shows: 'date' }],
            },
            { tab: 'Persone', cells: ['B-0002', 'Bianchi', undefined, undefined, FORMULA] },
          ],
        });
      });

      it('is written, and no other is touched', async () => {
        await given({
          cells: [{ tab: 'Persone', row: 1, column: 0, before: undefined, after: 'B-0003' }],
        });

        expect(await rowsOf('Persone')).toEqual([
          LABELS,
          ['B-0003', 'Rossi', { kind: 'serial', serial: 33_000, shows: 'date' }],
          ['B-0002', 'Bianchi', undefined, undefined, FORMULA],
        ]);
      });

      it('is refused with everything else when it no longer holds what was read', async () => {
        const { revision } = await workbook.read();
        const before = await rowsOf('Persone');

        const prepared = await workbook.prepare({
          basis: revision,
          pages: [page([['B-0001', 'a']])],
          cells: [
            { tab: 'Persone', row: 1, column: 0, before: undefined, after: 'B-0003' },
            { tab: 'Persone', row: 2, column: 0, before: undefined, after: 'B-0004' },
          ],
        });

        expect(await prepared.commit()).toEqual({ outcome: 'changed' });
        expect(await workbook.revision()).toBe(revision);
        expect(await rowsOf('Persone')).toEqual(before);
        expect((await workbook.read()).sheets.map((it) => it.name)).toEqual(['Persone']);
      });

      it('loses its formula only to a change that names it', async () => {
        const { revision } = await workbook.read();
        const blind = await workbook.prepare({
          basis: revision,
          cells: [{ tab: 'Persone', row: 2, column: 4, before: 'a posto', after: 'visto' }],
        });
        expect(await blind.commit()).toEqual({ outcome: 'changed' });

        await given({
          cells: [{ tab: 'Persone', row: 2, column: 4, before: FORMULA, after: 'visto' }],
        });

        expect((await rowsOf('Persone'))[2]?.[4]).toBe('visto');
      });

      it('takes a new result for the formula it keeps, unless it works formulas out itself', async () => {
        const renewed: Cell = { ...FORMULA, result: 'Manca il nome' };
        if (stage.reckons) {
          const prepared = await workbook.prepare({
            basis: await workbook.revision(),
            cells: [{ tab: 'Persone', row: 2, column: 4, before: FORMULA, after: renewed }],
          });
          expect((await prepared.commit()).outcome).toBe('unchanged');
          expect((await rowsOf('Persone'))[2]?.[4]).toEqual(FORMULA);
          return;
        }

        await given({
          cells: [{ tab: 'Persone', row: 2, column: 4, before: FORMULA, after: renewed }],
        });

        expect((await rowsOf('Persone'))[2]?.[4]).toEqual(renewed);
      });

      it('can be emptied, and a day written where a text stood reads as a day', async () => {
        const day: Cell = { kind: 'serial', serial: 46_112, shows: 'date' };

        await given({
          cells: [
            { tab: 'Persone', row: 2, column: 1, before: 'Bianchi', after: day },
            { tab: 'Persone', row: 1, column: 1, before: 'Rossi', after: undefined },
          ],
        });

        expect((await rowsOf('Persone'))[1]?.[1]).toBeUndefined();
        expect((await rowsOf('Persone'))[2]?.[1]).toEqual(day);
      });
    });

    describe('when somebody saves meanwhile', () => {
      beforeEach(() =>
        given({
          steps: [{ do: 'addTab', tab: people, at: 0 }],
          rows: [{ tab: 'Persone', cells: ['B-0001', 'Rossi'] }],
        }),
      );

      it('refuses a change worked out on an older revision', async () => {
        const { revision } = await workbook.read();
        await stage.type({ tab: 'Persone', row: 2, column: 1, cell: 'Bianchi' });

        const prepared = await workbook.prepare({ basis: revision, pages: [page([])] });

        expect(await prepared.commit()).toEqual({ outcome: 'changed' });
        expect((await rowsOf('Persone'))[2]).toEqual([undefined, 'Bianchi']);
      });

      it('refuses to commit over what was saved after `prepare`', async () => {
        const { revision } = await workbook.read();
        const prepared = await workbook.prepare({ basis: revision, pages: [page([])] });
        await stage.type({ tab: 'Persone', row: 2, column: 1, cell: 'Bianchi' });

        expect(await prepared.commit()).toEqual({ outcome: 'changed' });
        expect((await rowsOf('Persone'))[2]).toEqual([undefined, 'Bianchi']);
        expect((await workbook.read()).sheets).toHaveLength(1);
      });

      it('commits one change only once', async () => {
        const { revision } = await workbook.read();
        const prepared = await workbook.prepare({
          basis: revision,
          rows: [{ tab: 'Persone', cells: ['B-0002'] }],
        });

        expect((await prepared.commit()).outcome).toBe('written');
        expect(await prepared.commit()).toEqual({ outcome: 'changed' });
        expect(await rowsOf('Persone')).toHaveLength(3);
      });
    });

    describe('revisions', () => {
      it('say beforehand what they will be', async () => {
        const prepared = await workbook.prepare({ basis: '', pages: [page([['B-0001', 'a']])] });

        const written = await prepared.commit();

        expect(written).toEqual({ outcome: 'written', revision: prepared.after });
        expect(await workbook.revision()).toBe(prepared.after);
        expect((await workbook.read()).revision).toBe(prepared.after);
      });

      it('stay when the same is written again', async () => {
        const changes = {
          pages: [
            {
              ...page([
                ['B-0001', 'a'],
                [FORMULA, { kind: 'percent', fraction: 0.5 }],
              ]),
              shape: { ...page([]).shape, charts: [bars, columns] },
            },
          ],
          cells: [{ tab: 'Persone', row: 1, column: 1, before: 'Rossi', after: 'Rossi' }],
        } as const;
        await given({
          steps: [{ do: 'addTab', tab: people, at: 0 }],
          rows: [{ tab: 'Persone', cells: ['B-0001', 'Rossi'] }],
        });
        await given(changes);
        const basis = await workbook.revision();

        const again = await workbook.prepare({ basis, ...changes });

        expect(again.after).toBe(basis);
        expect(await again.commit()).toEqual({ outcome: 'unchanged', revision: basis });
        expect(await workbook.revision()).toBe(basis);
      });

      it('that were replaced can be put back, unless somebody saved since', async () => {
        if (workbook.restore === undefined) return;
        await given({ pages: [page([['B-0001', 'a']])] });
        const first = await workbook.revision();
        await given({ pages: [page([['B-0001', 'b']])] });
        const second = await workbook.revision();

        expect(await workbook.restore({ from: first, to: first })).not.toMatchObject({
          outcome: 'written',
        });
        expect(await workbook.restore({ from: second, to: first })).toEqual({
          outcome: 'written',
          revision: first,
        });

        expect(await workbook.revision()).toBe(first);
        expect((await rowsOf('Da correggere'))[1]).toEqual(['B-0001', 'a']);
      });

      it('that were never kept cannot be put back', async () => {
        if (workbook.restore === undefined) return;
        await given({ pages: [page([])] });

        const restored = workbook.restore({ from: await workbook.revision(), to: 'f'.repeat(64) });

        await expect(restored).rejects.toThrow(Unreachable);
      });

      it('are told to whoever watches', async () => {
        await given({ steps: [{ do: 'addTab', tab: people, at: 0 }] });
        const stop = new AbortController();
        const seen = workbook.watch(stop.signal)[Symbol.asyncIterator]();
        const next = seen.next();
        // The watcher takes its bearings before anything happens.
        await workbook.read();

        await stage.type({ tab: 'Persone', row: 1, column: 1, cell: 'Rossi' });

        expect(await next).toEqual({ done: false, value: await workbook.revision() });
        const end = seen.next();
        stop.abort();
        expect(await end).toEqual({ done: true, value: undefined });
      });
    });

    describe('steps', () => {
      it('build a workbook that reads back as it was asked for', async () => {
        await given({
          steps: [
            { do: 'addTab', tab: people, at: 0 },
            { do: 'addTab', tab: { ...page([]).shape, hidden: true }, at: 1 },
            {
              do: 'addTab',
              tab: {
                ...people,
                name: 'D’Amico & figli',
                colour: undefined,
                print: false,
                filter: false,
              },
              at: 1,
            },
            { do: 'setName', name: { name: 'Stati', tab: 'Da correggere', column: 1, rows: 3 } },
          ],
        });

        expect(await workbook.shape()).toEqual<Shape>({
          tabs: [
            people,
            { ...people, name: 'D’Amico & figli', colour: undefined, print: false, filter: false },
            { ...page([]).shape, hidden: true },
          ],
          names: [{ name: 'Stati', tab: 'Da correggere', column: 1, rows: 3 }],
        });
      });

      it('mend what decayed, one thing at a time', async () => {
        await given({
          steps: [{ do: 'addTab', tab: { ...bare, name: 'Persone' }, at: 0 }],
          rows: [{ tab: 'Persone', cells: ['B-0001', 'Rossi'] }],
        });
        const tab = 'Persone';
        const each = people.columns.flatMap((column, at) =>
          (
            ['setLabel', 'setNote', 'setFormat', 'setDropdown', 'setGuard', 'setWidth'] as const
          ).map((it) => ({ do: it, tab, at, column }) as const),
        );

        await given({
          steps: [
            ...each,
            ...(
              [
                'setMarks',
                'setFrozen',
                'setClosed',
                'setFilter',
                'setPrint',
                'setColour',
                'setHidden',
              ] as const
            ).map((it) => ({ do: it, tab: people }) as const),
          ],
        });

        const [mended] = (await workbook.shape()).tabs;
        expect(mended).toEqual({
          ...people,
          columns: people.columns,
        });
        expect((await rowsOf(tab))[1]).toEqual(['B-0001', 'Rossi']);
      });

      it('take away what is no longer wanted', async () => {
        await given({ steps: [{ do: 'addTab', tab: people, at: 0 }] });
        const plain: TabShape = {
          ...bare,
          columns: people.columns.map(({ label }) => ({ label, format: 'general' })),
        };
        const tab = 'Persone';
        const each = plain.columns.flatMap((column, at) =>
          (['setNote', 'setFormat', 'setDropdown', 'setGuard'] as const).map(
            (it) => ({ do: it, tab, at, column }) as const,
          ),
        );

        await given({
          steps: [
            ...each,
            ...(
              ['setMarks', 'setFrozen', 'setClosed', 'setFilter', 'setPrint', 'setColour'] as const
            ).map((it) => ({ do: it, tab: plain }) as const),
          ],
        });

        const [left] = (await workbook.shape()).tabs;
        const widths = people.columns.map(({ width, hidden }) => ({ width, hidden }));
        expect(left).toEqual({
          ...plain,
          columns: plain.columns.map((it, at) => ({ ...it, ...widths[at] })),
        });
      });

      it('add columns after the last, and lay their formulas in rows that have an ID', async () => {
        await given({
          steps: [{ do: 'addTab', tab: bare, at: 0 }],
          rows: [
            { tab: 'Persone', cells: ['B-0001', 'Rossi'] },
            { tab: 'Persone', cells: [undefined, 'Bianchi'] },
            { tab: 'Persone', cells: ['B-0003'] },
          ],
        });
        const at = bare.columns.length;
        const check: ColumnShape = {
          label: 'Verifica',
          format: 'general',
          width: 30,
          formula: 'IF({id}="","","")',
        };
        const more: ColumnShape = { label: 'Comune', format: 'text', width: 18, note: 'Dove vive' };

        await given({
          steps: [
            { do: 'addColumn', tab: 'Persone', at, column: check },
            { do: 'addColumn', tab: 'Persone', at: at + 1, column: more },
          ],
        });

        const rows = await rowsOf('Persone');
        expect(rows[0]).toEqual([...LABELS, 'Verifica', 'Comune']);
        expect(rows.map((it) => it[at])).toEqual([
          'Verifica',
          { kind: 'formula', formula: 'IF($A2="","","")', result: undefined },
          undefined,
          { kind: 'formula', formula: 'IF($A4="","","")', result: undefined },
        ]);
        expect((await workbook.shape()).tabs[0]?.columns.slice(at)).toEqual([check, more]);
      });

      it('leave the words in the cells alone', async () => {
        await given({
          steps: [{ do: 'addTab', tab: bare, at: 0 }],
          rows: [
            {
              tab: 'Persone',
              cells: ['B-0001', 'Rossi', { kind: 'serial', serial: 33_000, shows: 'date' }, 12],
            },
          ],
        });
        const before = await rowsOf('Persone');

        await given({
          steps: [
            { do: 'setMarks', tab: people },
            { do: 'setFilter', tab: people },
            { do: 'setNote', tab: 'Persone', at: 1, column: people.columns[1] ?? PLAIN },
            { do: 'setDropdown', tab: 'Persone', at: 3, column: people.columns[3] ?? PLAIN },
            { do: 'addTab', tab: { ...bare, name: 'Prima' }, at: 0 },
          ],
        });

        expect(await rowsOf('Persone')).toEqual(before);
        expect((await workbook.shape()).tabs.map((it) => it.name)).toEqual(['Prima', 'Persone']);
      });
    });
  });
}

const PLAIN: ColumnShape = { label: '', format: 'general' };
const FORMULA = { kind: 'formula', formula: 'IF($A3="","","a posto")', result: 'a posto' } as const;

const people: TabShape = {
  name: 'Persone',
  owner: 'people',
  colour: '3D5A73',
  frozenRows: 1,
  frozenColumns: 2,
  closed: false,
  filter: true,
  print: true,
  marks: [
    {
      formula: 'COUNTIFS(Segni_id,{id},Segni_colonna,{label})>0',
      ground: 'F8D7DA',
      letters: '7A1F2B',
    },
    { formula: 'AND({id}<>"",{cell}="?")', ground: 'FFF3CD', letters: '664D03' },
  ],
  columns: [
    {
      label: 'ID',
      format: 'text',
      width: 10,
      guarded: true,
      note: 'Lo scrive ALICE: lascia vuoto.',
    },
    {
      label: 'Cognome',
      format: 'text',
      width: 24,
      wrap: true,
      note: 'Come nel documento.\nAd esempio: D’Amico & figli',
    },
    { label: 'Nato il', format: 'date', width: 12, guarded: true },
    { label: 'Stato', format: 'text', width: 16, dropdown: { list: 'Stati', strict: true } },
    { label: 'Verifica "Ente"', format: 'general', width: 30, guarded: true },
    { label: 'Esito', format: 'text', width: 14, dropdown: { list: 'Esiti', strict: false } },
    { label: 'Importo', format: 'money', width: 12 },
    { label: 'Ore', format: 'hours', width: 9 },
    { label: 'Alle', format: 'time', width: 9 },
    { label: 'Quota', format: 'percent', width: 9 },
    { label: 'Giorni', format: 'whole', width: 9, hidden: true },
    { label: 'Mese', format: 'month', width: 16 },
  ],
};

const bars: ChartShape = {
  kind: 'bars',
  title: 'Ore & «giorni» per mese',
  rows: 2,
  categories: 0,
  series: [
    { column: 1, colour: '3D5A73' },
    { column: 0, colour: 'B4C2CC' },
  ],
  place: { row: 4, column: 0, rows: 12, columns: 1 },
};

const columns: ChartShape = {
  ...bars,
  kind: 'columns',
  title: 'Ore per mese',
  series: [{ column: 1, colour: '3D5A73' }],
  place: { row: 4, column: 1, rows: 12, columns: 1 },
};

const LABELS = people.columns.map((it) => it.label);

const bare: TabShape = {
  name: 'Persone',
  owner: 'people',
  frozenRows: 0,
  frozenColumns: 0,
  closed: false,
  filter: false,
  print: false,
  marks: [],
  columns: LABELS.map((label) => ({ label, format: 'general' })),
};

function page(rows: Page['rows']): Page {
  return {
    shape: {
      ...bare,
      name: 'Da correggere',
      owner: 'alice',
      colour: '5F6B73',
      frozenRows: 1,
      closed: true,
      filter: true,
      columns: [
        { label: 'ID', format: 'text', width: 12 },
        { label: 'Cosa', format: 'general', width: 60, wrap: true },
      ],
    },
    rows,
    names: [
      { name: 'Segni', tab: 'Da correggere', column: 0, to: 1, rows: Math.max(rows.length, 1) },
    ],
  };
}

function wideTab(columns: number): TabShape {
  return {
    ...bare,
    name: 'Prova',
    columns: Array.from({ length: columns }, (_, index) => ({
      label: `Colonna ${index + 1}`,
      format: 'general',
    })),
  };
}
