import { describe, expect, it } from 'vitest';
import type { TabShape } from '../../src/core/shape.ts';
import { fixedClock } from '../../src/integrations/memory/clock.ts';
import { memoryLedger } from '../../src/integrations/memory/ledger.ts';
import { type MemoryWorkbook, memoryWorkbook } from '../../src/integrations/memory/workbook.ts';
import { carryOut } from '../../src/jobs/carry-out.ts';
import type { Ledger, Workbook } from '../../src/ports.ts';

const clock = fixedClock('2026-05-04T07:00:00Z');

function aWorkbook(where: string): MemoryWorkbook {
  return {
    ...memoryWorkbook({ sheets: [{ name: 'Fogli', rows: [['ID'], ['B-0001', 'Rossi']] }] }),
    where,
  };
}

/** Writes a word beside the first ID of each file; `undefined` leaves a file as it is. */
async function written(
  files: readonly (readonly [Workbook, string | undefined])[],
  ledger: Ledger,
  meanwhile: () => void = () => {},
) {
  const tasks = await Promise.all(
    files.map(async ([workbook, word]) => ({
      workbook,
      changes: {
        basis: await workbook.revision(),
        cells:
          word === undefined
            ? []
            : [{ tab: 'Fogli', row: 1, column: 1, before: 'Rossi', after: word }],
      },
      journal:
        word === undefined
          ? []
          : [
              {
                workbook: workbook.where,
                kind: 'cell' as const,
                tab: 'Fogli',
                id: 'B-0001',
                column: 'Cognome',
              },
            ],
    })),
  );
  meanwhile();
  return carryOut({ verb: 'record', by: 'Sara', tasks, ledger, clock, inWords: '1 cella' });
}

async function wordIn(workbook: Workbook) {
  return (await workbook.read()).sheets[0]?.rows[1]?.[1];
}

describe('Carrying out', () => {
  it('writes the journal with the versions, then the file, and closes the run', async () => {
    const [file, ledger] = [aWorkbook('a.xlsx'), memoryLedger()];
    const before = await file.revision();

    const done = await written([[file, 'Bianchi']], ledger);

    const after = await file.revision();
    expect(done).toEqual({
      outcome: 'done',
      run: 'R-0001',
      files: [{ where: 'a.xlsx', written: { outcome: 'written', revision: after } }],
    });
    expect(await wordIn(file)).toBe('Bianchi');
    expect(await ledger.entries('R-0001')).toEqual([
      { workbook: 'a.xlsx', kind: 'version', before, after },
      { workbook: 'a.xlsx', kind: 'cell', tab: 'Fogli', id: 'B-0001', column: 'Cognome' },
    ]);
    expect(await ledger.runs()).toEqual([
      {
        id: 'R-0001',
        verb: 'record',
        at: '2026-05-04T07:00:00.000Z',
        by: 'Sara',
        register: 'a.xlsx',
        end: { at: '2026-05-04T07:00:00.000Z', outcome: 'done', told: '1 cella' },
      },
    ]);
  });

  it('opens no run where nothing changes', async () => {
    const [file, ledger] = [aWorkbook('a.xlsx'), memoryLedger()];

    const done = await written([[file, undefined]], ledger);

    expect(done.outcome).toBe('nothing');
    expect(await ledger.runs()).toEqual([]);
  });

  it('writes no file at all when somebody saved one of them before the work was worked out', async () => {
    const [one, two, ledger] = [aWorkbook('a.xlsx'), aWorkbook('b.xlsx'), memoryLedger()];

    const done = await written(
      [
        [one, 'Bianchi'],
        [two, 'Bianchi'],
      ],
      ledger,
      () => {
        two.type({ tab: 'Fogli', row: 1, column: 2, cell: 'appunto' });
      },
    );

    expect(done.outcome).toBe('changed');
    expect([await wordIn(one), await wordIn(two)]).toEqual(['Rossi', 'Rossi']);
    expect(await ledger.runs()).toEqual([]);
  });

  it('leaves a file as somebody saved it at the last moment, and says so', async () => {
    const [one, two, ledger] = [aWorkbook('a.xlsx'), aWorkbook('b.xlsx'), memoryLedger()];
    const late: Workbook = {
      ...two,
      async prepare(changes) {
        const prepared = await two.prepare(changes);
        two.type({ tab: 'Fogli', row: 1, column: 2, cell: 'appunto' });
        return prepared;
      },
    };

    const done = await written(
      [
        [one, 'Bianchi'],
        [late, 'Bianchi'],
      ],
      ledger,
    );

    expect(done.outcome).toBe('changed');
    expect([await wordIn(one), await wordIn(two)]).toEqual(['Bianchi', 'Rossi']);
    expect((await ledger.runs())[0]?.end?.outcome).toBe('refused');
  });

  it('says that a file is open, and which others were written nevertheless', async () => {
    const [one, two, ledger] = [aWorkbook('a.xlsx'), aWorkbook('b.xlsx'), memoryLedger()];
    two.hold('b.xlsx è aperto da Anna');

    const both = await written(
      [
        [one, 'Bianchi'],
        [two, 'Bianchi'],
      ],
      ledger,
    );
    const alone = await written([[two, 'Bianchi']], ledger);

    expect([both.outcome, alone.outcome]).toEqual(['partly', 'busy']);
    expect(both.files.map((it) => it.written.outcome)).toEqual(['written', 'busy']);
    expect((await ledger.runs()).map((it) => it.end?.outcome)).toEqual(['busy', 'done']);
  });

  it('leaves the run open, as cut short, when the world fails while it writes', async () => {
    const [file, ledger] = [aWorkbook('a.xlsx'), memoryLedger()];
    const failing: Workbook = {
      ...file,
      async prepare(changes) {
        const { after } = await file.prepare(changes);
        return { after, commit: () => Promise.reject(new Error('disco pieno')) };
      },
    };

    await expect(written([[failing, 'Bianchi']], ledger)).rejects.toThrow('disco pieno');

    expect((await ledger.runs())[0]).toMatchObject({ id: 'R-0001' });
    expect((await ledger.runs())[0]?.end).toBe(undefined);
    expect(await ledger.entries('R-0001')).toHaveLength(2);
  });

  it('makes a page that is not there', async () => {
    const [file, ledger] = [aWorkbook('a.xlsx'), memoryLedger()];
    const shape: TabShape = {
      name: 'Da correggere',
      owner: 'alice',
      frozenRows: 1,
      frozenColumns: 0,
      closed: true,
      filter: true,
      print: true,
      marks: [],
      columns: [{ label: 'ID', format: 'text' }],
    };

    await carryOut({
      verb: 'check',
      by: 'Sara',
      ledger,
      clock,
      inWords: '0 segnalazioni',
      tasks: [
        {
          workbook: file,
          changes: {
            basis: await file.revision(),
            pages: [{ shape, rows: [['B-0001']], names: [] }],
          },
          journal: [],
        },
      ],
    });

    expect((await file.read()).sheets[1]).toEqual({
      name: 'Da correggere',
      rows: [['ID'], ['B-0001']],
    });
  });
});
