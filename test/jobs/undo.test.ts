import { describe, expect, it } from 'vitest';
import { knowledge } from '../../config/index.ts';
import { beneficiaries, contacts, restricted } from '../../config/registry.ts';
import { type Act, flush, record } from '../../src/jobs/record.ts';
import { undo } from '../../src/jobs/undo.ts';
import type { Workbook } from '../../src/ports.ts';
import { aProgramme, type Programme } from '../a/programme.ts';

function twoPersons(): Programme {
  return aProgramme([
    [
      beneficiaries,
      [
        { ID: 'B-0001', lastName: 'Rossi', firstName: 'Amina', phone: '333 123 4567' },
        { ID: 'B-0002', lastName: 'Popescu', firstName: 'Ion' },
      ],
    ],
    [contacts, [{ ID: 'C-0001', beneficiary: 'B-0001' }]],
    [restricted, [{ ID: 'RS-0001', beneficiary: 'B-0001' }]],
  ]);
}

/** A telephone corrected, an e-mail added, a person added. */
const acts: readonly Act[] = [
  {
    kind: 'change',
    id: 'B-0001',
    column: 'phone',
    before: '333 123 4567',
    after: '333 765 4321',
  },
  {
    kind: 'change',
    id: 'B-0002',
    column: 'email',
    before: undefined,
    after: 'ion@example.org',
  },
  { kind: 'append', tab: 'Beneficiari', values: { lastName: 'Neri', firstName: 'Paola' } },
];

async function recorded(programme: Programme, these: readonly Act[] = acts): Promise<string> {
  const { ledger, clock } = programme;
  const done = await record({
    world: await programme.world(),
    acts: these,
    ledger,
    clock,
    verb: 'import',
    by: 'Anna Bianchi',
  });
  return done.ok ? (done.value.run ?? 'nothing') : 'refused';
}

function undone(programme: Programme, run: string, dryRun = false) {
  const { ledger, volumes, clock } = programme;
  return undo({ run, ledger, volumes, knowledge, clock, by: 'Anna Bianchi', dryRun });
}

describe('Undo', () => {
  it('puts back the version before, whole, while the file is as the run left it', async () => {
    const programme = twoPersons();
    const before = await programme.register.revision();
    const run = await recorded(programme);

    const done = await undone(programme, run);

    expect(done).toEqual({
      outcome: 'done',
      of: 'R-0001',
      run: 'R-0002',
      says: [
        'Ho rimesso memoria com’era prima di R-0001 (import, 04/05/2026).',
        'Per ripensarci: alice undo R-0002.',
      ],
      left: [],
    });
    expect(await programme.register.revision()).toBe(before);
    expect((await programme.ledger.runs())[0]).toMatchObject({
      verb: 'undo',
      by: 'Anna Bianchi',
      end: { outcome: 'done', told: 'Annullata R-0001: un file intero.' },
    });
  });

  it('puts back cell by cell what is still as ALICE left it, once somebody has saved', async () => {
    const programme = twoPersons();
    const run = await recorded(programme);
    await programme.type(beneficiaries, 'B-0002', { firstName: 'Ionut' });

    const done = await undone(programme, run);

    expect(done.outcome).toBe('done');
    expect(done.says[0]).toBe(
      'Ho annullato in memoria 3 modifiche, una per una: il file è stato salvato dopo R-0001.',
    );
    expect(await programme.cell(beneficiaries, 'B-0001', 'phone')).toBe('333 123 4567');
    expect(await programme.cell(beneficiaries, 'B-0002', 'email')).toBe(undefined);
    expect(await programme.cell(beneficiaries, 'B-0002', 'firstName')).toBe('Ionut');
    expect(await programme.rows(beneficiaries)).toHaveLength(3);
  });

  it('finds its cells again after somebody sorted the rows', async () => {
    const programme = twoPersons();
    const run = await recorded(programme, acts.slice(0, 1));
    const [, amina, ion] = await programme.rows(beneficiaries);
    const swap = (row: number, cells: typeof amina = []) =>
      cells.forEach((cell, column) => {
        programme.register.type({ tab: 'Beneficiari', row, column, cell });
      });
    swap(1, [...(ion ?? []), ...Array(20).fill(undefined)]);
    swap(2, amina);

    const done = await undone(programme, run);

    expect(done.outcome).toBe('done');
    expect(await programme.cell(beneficiaries, 'B-0001', 'phone')).toBe('333 123 4567');
    expect((await programme.rows(beneficiaries))[2]?.[0]).toBe('B-0001');
  });

  it('leaves and lists the cells somebody changed since, and new rows somebody completed', async () => {
    const programme = twoPersons();
    const run = await recorded(programme);
    await programme.type(beneficiaries, 'B-0001', { phone: '333 000 0000' });
    await programme.type(beneficiaries, 'B-0003', { phone: '333 111 1111' });

    const done = await undone(programme, run);

    expect(done).toMatchObject({
      outcome: 'partly',
      left: [
        {
          id: 'B-0001',
          column: 'Telefono',
          says: '«Telefono» di B-0001 è stata cambiata dopo: resta com’è.',
        },
        { id: 'B-0003', says: 'B-0003 è stata completata o corretta dopo: resta.' },
      ],
    });
    expect(done.says).toContain('Da guardare a mano (2):');
    expect(await programme.cell(beneficiaries, 'B-0001', 'phone')).toBe('333 000 0000');
    expect(await programme.cell(beneficiaries, 'B-0002', 'email')).toBe(undefined);
    expect(await programme.cell(beneficiaries, 'B-0003', 'lastName')).toBe('Neri');
  });

  it('keeps a new row that other rows name', async () => {
    const programme = twoPersons();
    const run = await recorded(programme);
    await programme.type(contacts, 'C-0001', { beneficiary: 'B-0003' });
    programme.restricted.type({ tab: 'Riservato', row: 1, column: 2, cell: 'B-0003' });

    const done = await undone(programme, run);

    expect(done.left).toEqual([
      {
        id: 'B-0003',
        column: undefined,
        says: 'B-0003 resta: 2 righe la nominano (C-0001 e una riservata).',
      },
    ]);
    expect(await programme.cell(beneficiaries, 'B-0003', 'lastName')).toBe('Neri');
  });

  it('keeps a new row that another one names which somebody completed', async () => {
    const programme = twoPersons();
    const run = await recorded(programme, [
      { kind: 'append', tab: 'Beneficiari', values: { lastName: 'Verdi' } },
      { kind: 'append', tab: 'Contatti', values: { beneficiary: 'B-0001' } },
    ]);
    await programme.type(contacts, 'C-0002', { beneficiary: 'B-0003' });

    const done = await undone(programme, run);

    expect(done.left.map((it) => it.says)).toEqual([
      'C-0002 è stata completata o corretta dopo: resta.',
      'B-0003 resta: 1 riga la nomina (C-0002).',
    ]);
    expect(await programme.rows(contacts)).toHaveLength(3);
  });

  it('can itself be undone, whole or row by row', async () => {
    const programme = twoPersons();
    await recorded(programme);
    const after = await programme.register.revision();
    await undone(programme, 'R-0001');

    expect((await undone(programme, 'R-0002')).outcome).toBe('done');
    expect(await programme.register.revision()).toBe(after);

    await undone(programme, 'R-0001');
    await programme.type(beneficiaries, 'B-0002', { firstName: 'Ionut' });
    const again = await undone(programme, 'R-0004');

    expect(again).toMatchObject({ outcome: 'done', left: [] });
    expect(await programme.cell(beneficiaries, 'B-0001', 'phone')).toBe('333 765 4321');
    expect(await programme.cell(beneficiaries, 'B-0003', 'firstName')).toBe('Paola');
  });

  it('refuses a run that is not there, and one already undone', async () => {
    const programme = twoPersons();

    expect((await undone(programme, 'R-0001')).says).toEqual([
      '«R-0001» non c’è: ALICE non ha ancora cambiato niente in questo registro.',
    ]);

    await recorded(programme);
    await undone(programme, 'r-0001 ');

    expect(await undone(programme, 'R-0099')).toMatchObject({
      outcome: 'refused',
      says: ['«R-0099» non è una modifica di questo registro: le ultime sono R-0002 e R-0001.'],
    });
    expect(await undone(programme, 'R-0001')).toMatchObject({
      outcome: 'refused',
      says: [
        'R-0001 è già stata annullata da R-0002. Per rifarla annulla R-0002, con «alice undo R-0002».',
      ],
    });
  });

  it('says so of a run that changed nothing', async () => {
    const programme = twoPersons();
    const { ledger } = programme;
    const run = await ledger.begin({
      verb: 'check',
      at: '2026-05-03T07:00:00Z',
      by: 'Anna Bianchi',
      register: 'memoria',
    });
    await ledger.end(run, { at: '2026-05-03T07:00:01Z', outcome: 'nothing', told: '' });

    expect(await undone(programme, run)).toEqual({
      outcome: 'nothing',
      of: 'R-0001',
      says: ['R-0001 (check, 03/05/2026) non ha cambiato niente: non c’è niente da annullare.'],
      left: [],
    });
  });

  it('has nothing to do where the file is back already, and lists what it cannot do by cells', async () => {
    const programme = twoPersons();
    const { ledger, register } = programme;
    const now = await register.revision();
    const runs = [
      { before: now, after: 'another' },
      { before: 'another', after: 'yet another' },
      { before: '', after: now },
    ];
    for (const versions of runs) {
      const run = await ledger.begin({
        verb: 'doctor',
        at: '2026-05-03T07:00:00Z',
        by: 'Anna Bianchi',
        register: 'memoria',
      });
      await ledger.journal(run, [{ workbook: 'memoria', kind: 'version', ...versions }]);
      await ledger.end(run, { at: '2026-05-03T07:00:01Z', outcome: 'done', told: '' });
    }

    expect(await undone(programme, 'R-0001')).toMatchObject({
      outcome: 'nothing',
      says: ['Tutto è già com’era prima di R-0001: non c’è niente da annullare.'],
    });
    expect((await undone(programme, 'R-0002')).left).toEqual([
      {
        says: 'Qualcuno ha salvato memoria dopo R-0002, che non aveva toccato celle vostre: i fogli di ALICE si riscrivono da soli al prossimo controllo.',
      },
    ]);
    expect((await undone(programme, 'R-0003')).left).toEqual([
      { says: 'R-0003 ha creato memoria: se non serve più cancellalo tu.' },
    ]);
  });

  it('says who keeps whole versions of a spreadsheet that ALICE cannot put back', async () => {
    const programme = twoPersons();
    const run = await recorded(programme);
    const volumes = programme.volumes.map(({ workbook, ...volume }) => ({
      ...volume,
      // All a workbook must have is still there.
      workbook: Object.fromEntries(
        Object.entries(workbook).filter(([name]) => name !== 'restore'),
      ) as unknown as Workbook,
    }));

    const done = await undone({ ...programme, volumes }, run);

    expect(done.outcome).toBe('done');
    expect(done.says[0]).toBe(
      'Ho annullato in memoria 3 modifiche, una per una. Le versioni intere le conserva Google: nel foglio, «File», «Cronologia delle versioni».',
    );
  });

  it('takes what still waits off the queue, and never what people typed the same meanwhile', async () => {
    const programme = twoPersons();
    programme.register.hold('Il registro è aperto da Anna');
    const run = await recorded(programme);
    programme.register.hold(undefined);
    await programme.type(beneficiaries, 'B-0001', { phone: '333 765 4321' });

    expect((await undone(programme, run, true)).says).toEqual([
      'Toglierei dall’attesa 3 modifiche che aspettavano il prossimo controllo.',
    ]);
    const done = await undone(programme, run);

    expect(done).toMatchObject({
      outcome: 'done',
      says: ['Ho tolto dall’attesa 3 modifiche che aspettavano il prossimo controllo.'],
    });
    const { ledger, clock } = programme;
    expect((await flush({ world: await programme.world(), ledger, clock })).outcome).toBe(
      'nothing',
    );
    expect(await programme.cell(beneficiaries, 'B-0001', 'phone')).toBe('333 765 4321');
  });

  it('can no longer take back what is older than the time to undo', async () => {
    const programme = twoPersons();
    const run = await recorded(programme);
    await programme.ledger.digest('2026-06-03');

    const done = await undone(programme, run);

    expect(done).toMatchObject({
      outcome: 'refused',
      says: [
        'R-0001 è del 04/05/2026: dopo 30 giorni i valori di prima non si conservano più, quindi non si può annullare. Serve una copia di sicurezza del file.',
      ],
    });
    expect(await programme.cell(beneficiaries, 'B-0001', 'phone')).toBe('333 765 4321');
  });

  it('brings free words back with the whole file only, and says what it cannot', async () => {
    const programme = twoPersons();
    const words: readonly Act[] = [
      {
        kind: 'change',
        id: 'B-0001',
        column: 'notes',
        before: undefined,
        after: 'telefonare dopo le 17',
      },
    ];
    const more: readonly Act[] = [
      {
        kind: 'change',
        id: 'B-0001',
        column: 'notes',
        before: 'telefonare dopo le 17',
        after: 'telefonare dopo le 18',
      },
    ];
    await recorded(programme, words);
    const run = await recorded(programme, more);
    await programme.type(beneficiaries, 'B-0002', { firstName: 'Ionut' });

    const done = await undone(programme, run);

    expect(done).toMatchObject({
      outcome: 'partly',
      left: [
        {
          says: '«Note operative» di B-0001: parole riservate o libere non restano nel registro delle modifiche, rimettile a mano.',
        },
      ],
    });
    expect(done.run).toBe(undefined);
    // A blank before is no word: that one can be taken back.
    await programme.type(beneficiaries, 'B-0001', { notes: 'telefonare dopo le 17' });
    expect((await undone(programme, 'R-0001')).outcome).toBe('done');
    expect(await programme.cell(beneficiaries, 'B-0001', 'notes')).toBe(undefined);
  });

  it('names no row of the restricted book it leaves', async () => {
    const programme = twoPersons();
    const run = await recorded(programme, [
      {
        kind: 'change',
        id: 'RS-0001',
        column: 'group',
        before: undefined,
        after: 'A – detenuti e persone in misura alternativa',
      },
    ]);
    await programme.type(restricted, 'RS-0001', { group: 'B – ex detenuti' });

    expect((await undone(programme, run)).left).toEqual([
      { says: 'Una cella del registro riservato resta com’è: guarda là con il coordinatore.' },
    ]);
  });

  it('writes nothing when it only looks', async () => {
    const programme = twoPersons();
    const run = await recorded(programme);
    const after = await programme.register.revision();

    const looked = await undone(programme, run, true);

    expect(looked).toEqual({
      outcome: 'done',
      of: 'R-0001',
      says: ['Rimetterei memoria com’era prima di R-0001 (import, 04/05/2026).'],
      left: [],
    });
    expect(await programme.register.revision()).toBe(after);
    expect(await programme.ledger.runs()).toHaveLength(1);
  });

  it('asks to close a file that is open, and can then be asked again', async () => {
    const programme = twoPersons();
    const run = await recorded(programme);
    await programme.type(beneficiaries, 'B-0002', { firstName: 'Ionut' });
    programme.register.hold('Il registro è aperto da Anna');

    const held = await undone(programme, run);

    expect(held).toMatchObject({ outcome: 'busy', run: 'R-0002' });
    expect(held.says).toEqual([
      'memoria non si può scrivere adesso (Il registro è aperto da Anna): chiudilo e ripeti.',
    ]);
    programme.register.hold(undefined);
    expect((await undone(programme, run)).outcome).toBe('done');
    expect(await programme.cell(beneficiaries, 'B-0001', 'phone')).toBe('333 123 4567');
  });

  it('goes back in every file of the run, each in its own way', async () => {
    const programme = twoPersons();
    const run = await recorded(programme, [
      ...acts.slice(0, 1),
      {
        kind: 'change',
        id: 'RS-0001',
        column: 'group',
        before: undefined,
        after: 'A – detenuti e persone in misura alternativa',
      },
    ]);
    await programme.type(beneficiaries, 'B-0002', { firstName: 'Ionut' });

    const done = await undone(programme, run);

    expect(done.says).toEqual([
      'Ho annullato in memoria 1 modifica, una per una: il file è stato salvato dopo R-0001.',
      'Ho rimesso memoria riservata com’era prima di R-0001 (import, 04/05/2026).',
      'Per ripensarci: alice undo R-0002.',
    ]);
    expect(await programme.cell(restricted, 'RS-0001', 'group')).toBe(undefined);
  });
});
