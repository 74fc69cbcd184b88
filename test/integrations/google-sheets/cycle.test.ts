import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { provision } from '../../../src/core/provision.ts';
import type { TabShape } from '../../../src/core/shape.ts';
import type { Changes, Page, Workbook, Written } from '../../../src/ports.ts';
import { Unreachable } from '../../../src/ports.ts';
import type { Fault } from '../../fakes/google/index.ts';
import { type Theatre, theatre } from './stage.ts';

let world: Theatre;
let hurried: Theatre;

beforeAll(async () => {
  world = await theatre();
  hurried = await theatre({ validate: false, timeLimit: 250 });
});

afterEach(() => {
  expect(world.google.violations).toEqual([]);
});

afterAll(async () => {
  await world.close();
  await hurried.close();
});

const people: TabShape = {
  name: 'Persone',
  owner: 'people',
  frozenRows: 1,
  frozenColumns: 1,
  closed: false,
  filter: false,
  print: false,
  marks: [],
  columns: [
    { label: 'ID', format: 'text', guarded: true },
    { label: 'Cognome', format: 'text' },
    { label: 'Stato', format: 'text' },
  ],
};

function page(rows: Page['rows']): Page {
  return {
    shape: {
      ...people,
      name: 'Da correggere',
      owner: 'alice',
      closed: true,
      columns: [{ label: 'Cosa', format: 'general', width: 40 }],
    },
    rows,
    names: [
      { name: 'alice_prova', tab: 'Da correggere', column: 0, rows: Math.max(1, rows.length) },
    ],
  };
}

async function write(workbook: Workbook, changes: Omit<Changes, 'basis'>): Promise<Written> {
  const prepared = await workbook.prepare({ basis: await workbook.revision(), ...changes });
  return prepared.commit();
}

/** A register with two people, one of them without an ID, and a page of ALICE's. */
async function register(
  on: Theatre,
): Promise<{ readonly id: string; readonly workbook: Workbook }> {
  const id = on.spreadsheet();
  const workbook = on.workbook(id);
  await write(workbook, {
    steps: [{ do: 'addTab', tab: people, at: 0 }],
    pages: [page([['a']])],
    rows: [
      { tab: 'Persone', cells: ['B-0001', 'Rossi'] },
      { tab: 'Persone', cells: [undefined, 'Verdi'] },
    ],
  });
  return { id, workbook };
}

/** What every check does: read, decide, write. */
async function cycle(workbook: Workbook): Promise<Written> {
  for (let attempt = 0; ; attempt += 1) {
    const { revision, sheets } = await workbook.read();
    const rows = sheets.find((it) => it.name === 'Persone')?.rows ?? [];
    const blank = rows.findIndex(
      (it, row) => row > 0 && it[0] === undefined && it[1] !== undefined,
    );
    const prepared = await workbook.prepare({
      basis: revision,
      pages: [page(rows.map((it) => [it[1]]))],
      cells:
        blank < 0
          ? []
          : [{ tab: 'Persone', row: blank, column: 0, before: undefined, after: 'B-0002' }],
      rows: rows.some((it) => it[1] === 'Neri')
        ? []
        : [{ tab: 'Persone', cells: ['B-0003', 'Neri', 'nuovo'] }],
    });
    const written = await prepared.commit();
    if (written.outcome !== 'changed' || attempt === 2) return written;
  }
}

describe('a check cycle', () => {
  it('is one read and one change, and one read when nothing changed', async () => {
    const { id, workbook } = await register(world);
    const calls = () =>
      world.google.calls.filter((it) => it.path.includes(id)).map((it) => it.method);
    const before = calls().length;

    expect((await cycle(workbook)).outcome).toBe('written');
    expect(calls().slice(before)).toEqual(['GET', 'POST']);
    expect((await cycle(workbook)).outcome).toBe('written');
    expect((await cycle(workbook)).outcome).toBe('unchanged');
    expect(calls().slice(before)).toEqual(['GET', 'POST', 'GET', 'POST', 'GET']);
  });

  it('leaves no scrap paper where people look, and no words of theirs on it', async () => {
    const { id, workbook } = await register(world);
    await cycle(workbook);

    await write(workbook, {
      cells: [{ tab: 'Persone', row: 1, column: 1, before: 'Rossi', after: 'Rossini' }],
    });

    expect(world.google.sheets.tabs(id)).toEqual(['Persone', 'Da correggere']);
  });

  it('does not spoil what is typed in the tab a new spreadsheet was born with, just then', async () => {
    const id = world.spreadsheet();
    const workbook = world.workbook(id);
    const prepared = await workbook.prepare({
      basis: await workbook.revision(),
      pages: [page([])],
    });
    world.google.sheets.type(id, { tab: 'Foglio1', row: 2, column: 1, value: 'ciao' });

    const written = await prepared.commit();

    expect(written).toEqual({ outcome: 'changed' });
    expect(world.google.sheets.tabs(id)).toEqual(['Foglio1']);
    expect(world.google.sheets.cells(id, 'Foglio1')[2]?.[1]?.effectiveValue?.stringValue).toBe(
      'ciao',
    );
  });

  it('puts rows under what somebody is typing, never over it', async () => {
    const { id, workbook } = await register(world);
    const { revision } = await workbook.read();
    const prepared = await workbook.prepare({
      basis: revision,
      rows: [{ tab: 'Persone', cells: ['B-0009', 'Neri'] }],
    });
    world.google.sheets.type(id, { tab: 'Persone', row: 3, column: 1, value: 'Bianchi' });

    expect((await prepared.commit()).outcome).toBe('written');

    const { sheets } = await workbook.read();
    expect(sheets[0]?.rows.slice(3)).toEqual([
      [undefined, 'Bianchi'],
      ['B-0009', 'Neri'],
    ]);
  });

  it('finishes, on the next read, what was cut short after it had written over somebody’s words', async () => {
    const { id, workbook } = await register(world);
    const { revision } = await workbook.read();
    const prepared = await workbook.prepare({
      basis: revision,
      cells: [{ tab: 'Persone', row: 2, column: 0, before: undefined, after: 'B-0002' }],
    });
    world.google.sheets.type(id, { tab: 'Persone', row: 2, column: 0, value: 'da vedere' });
    // The change is made, and whoever asked for it is no more.
    let posts = 0;
    world.google.fault((call) => call.method === 'POST' && (posts += 1) > 1, 403);
    world.google.fault((call) => call.method === 'GET', 403);
    await expect(prepared.commit()).rejects.toThrow(Unreachable);
    world.google.calm();

    const { sheets } = await world.workbook(id).read();

    expect(sheets[0]?.rows[2]).toEqual(['da vedere', 'Verdi']);
    expect(world.google.sheets.tabs(id)).toEqual(['Persone', 'Da correggere']);
  });

  it('never writes where Sheets would have to guess: no values.append, no USER_ENTERED', () => {
    const said = world.google.calls.map((it) => it.path + JSON.stringify(it.json));

    expect(said.filter((it) => /values:append|values\/|USER_ENTERED/.test(it))).toEqual([]);
  });
});

describe('what people take apart', () => {
  const list = { list: 'alice_elenco_stato', strict: true };
  const shape: TabShape = {
    ...people,
    columns: people.columns.map((it) =>
      it.label === 'Stato' ? { ...it, dropdown: list, note: 'Scegli dalla tendina.' } : it,
    ),
  };
  const wanted = [{ shape, formerly: [], columnsFormerly: new Map() }];

  it('is told one by one, mended, and then no more', async () => {
    const id = world.spreadsheet();
    const workbook = world.workbook(id);
    await write(workbook, { steps: [{ do: 'addTab', tab: shape, at: 0 }] });
    await write(workbook, { rows: [{ tab: 'Persone', cells: ['B-0001', 'Rossi'] }] });
    expect(provision(await workbook.shape(), wanted)).toEqual([]);
    const sheetId = world.google.sheets.tabId(id, 'Persone');
    const column = { sheetId, startColumnIndex: 2, endColumnIndex: 3 };
    const [guard] = world.google.sheets.look(id).sheets?.[0]?.protectedRanges ?? [];
    world.google.sheets.edit(id, [
      { setDataValidation: { range: { ...column, startRowIndex: 1 } } },
      {
        repeatCell: {
          range: { ...column, startRowIndex: 1 },
          cell: {},
          fields: 'userEnteredFormat.numberFormat',
        },
      },
      {
        updateCells: {
          start: { sheetId, columnIndex: 2 },
          rows: [{ values: [{}] }],
          fields: 'note',
        },
      },
      { deleteProtectedRange: { protectedRangeId: guard?.protectedRangeId ?? 0 } },
      {
        updateSheetProperties: {
          properties: { sheetId, gridProperties: { frozenRowCount: 0 } },
          fields: 'gridProperties.frozenRowCount',
        },
      },
    ]);
    world.google.sheets.type(id, { tab: 'Persone', row: 0, column: 1, value: 'Cognme' });

    const decays = provision(await workbook.shape(), wanted);

    expect(decays.map((it) => it.cure)).toEqual([
      'Riscrivo l’intestazione «Cognome».',
      'Rimetto la protezione dell’intestazione.',
      'Rimetto la nota.',
      'Rimetto il formato.',
      'Rimetto la tendina.',
      'Fermo di nuovo l’intestazione.',
    ]);
    const mended = await write(workbook, { steps: decays.flatMap((it) => it.steps) });
    expect(mended.outcome).toBe('written');
    expect(provision(await workbook.shape(), wanted)).toEqual([]);
    expect((await workbook.read()).sheets[0]?.rows).toEqual([
      ['ID', 'Cognome', 'Stato'],
      ['B-0001', 'Rossi'],
    ]);
  });
});

describe('when something fails', () => {
  const faults: readonly Fault[] = [
    429,
    500,
    503,
    'reset before',
    'reset after',
    'reset midway',
    'never answers',
    'answers too late',
    'truncated',
    { status: 503, worked: true },
  ];

  it.each(faults.flatMap((fault) => [1, 2].map((at) => [fault, at] as const)))(
    '%j at call %i of a cycle: the next ends as if nothing had failed, and nothing is doubled',
    async (fault, at) => {
      const { id } = await register(hurried);
      const workbook = hurried.workbook(id);
      hurried.google.fault(at, fault);

      const first = await cycle(workbook).catch((error: unknown) => {
        expect(error).toBeInstanceOf(Unreachable);
      });
      hurried.google.calm();
      const next = await cycle(hurried.workbook(id));
      // Her page tells of the new row one cycle after it was added, as ever.
      await cycle(hurried.workbook(id));

      expect(['written', 'unchanged']).toContain(next.outcome);
      if (first !== undefined) expect(first.outcome).toBe('written');
      const { sheets } = await hurried.workbook(id).read();
      expect(sheets).toEqual([
        {
          name: 'Persone',
          rows: [
            ['ID', 'Cognome', 'Stato'],
            ['B-0001', 'Rossi'],
            ['B-0002', 'Verdi'],
            ['B-0003', 'Neri', 'nuovo'],
          ],
        },
        {
          name: 'Da correggere',
          rows: [['Cosa'], ['Cognome'], ['Rossi'], ['Verdi'], ['Neri']],
        },
      ]);
    },
  );

  it('for good, what is undone is told, and nothing was written', async () => {
    const { id, workbook } = await register(hurried);
    const before = await workbook.read();
    hurried.google.fault((call) => call.method === 'POST', 503);

    await expect(cycle(hurried.workbook(id))).rejects.toThrow(Unreachable);
    hurried.google.calm();

    expect(await workbook.read()).toEqual(before);
  });
});

describe('watching', () => {
  it('reads when the version grew, and otherwise only now and then', async () => {
    const { id } = await register(world);
    let time = 0;
    const reads = () =>
      world.google.calls.filter((it) => it.path.includes(id) && it.method === 'GET').length;
    const stop = new AbortController();
    const looks: number[] = [];
    const before = reads();
    const workbook = world.workbook(id, {
      pollMs: 10_000,
      now: () => time,
      version: async () => String(world.google.sheets.version(id)),
      pause: async (ms) => {
        time += ms;
        looks.push(reads() - before);
        if (looks.length === 40) {
          world.google.sheets.type(id, { tab: 'Persone', row: 1, column: 2, value: 'aperto' });
        }
      },
    });

    const seen = workbook.watch(stop.signal)[Symbol.asyncIterator]();
    const next = await seen.next();
    stop.abort();

    expect(next.value).toBe(await world.workbook(id).revision());
    // One at the start, one after five minutes, and one for what was typed at the fortieth look.
    expect(looks.slice(0, 30)).toEqual(Array.from({ length: 30 }, () => 1));
    expect(looks.at(-1)).toBe(2);
  });

  it('goes on when Google does not answer', async () => {
    const { id } = await register(hurried);
    let looks = 0;
    const stop = new AbortController();
    const workbook = hurried.workbook(id, {
      pause: async () => {
        looks += 1;
        if (looks === 1) hurried.google.fault((call) => call.path.includes(id), 403);
        if (looks === 3) {
          hurried.google.calm();
          hurried.google.sheets.type(id, { tab: 'Persone', row: 1, column: 2, value: 'aperto' });
        }
      },
    });

    const next = await workbook.watch(stop.signal)[Symbol.asyncIterator]().next();
    stop.abort();

    expect(next.done).toBe(false);
    expect(looks).toBe(3);
  });
});
