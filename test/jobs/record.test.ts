import { describe, expect, it } from 'vitest';
import { beneficiaries, contacts, restricted } from '../../config/registry.ts';
import type { Cell } from '../../src/core/cell.ts';
import { type Act, flush, planRecord, record } from '../../src/jobs/record.ts';
import { aProgramme, type Programme, type TypedRow } from '../a/programme.ts';

const amina: TypedRow = {
  ID: 'B-0001',
  lastName: 'Rossi',
  firstName: 'Amina',
  phone: '333 123 4567',
};
const ion: TypedRow = {
  ID: 'B-0002',
  lastName: 'Popescu',
  firstName: 'Ion',
  birthDate: { kind: 'serial', serial: 34_860, shows: 'date' },
};

function twoPersons(): Programme {
  return aProgramme([
    [beneficiaries, [amina, ion]],
    [contacts, []],
    [restricted, []],
  ]);
}

function aChange(but: Partial<Extract<Act, { kind: 'change' }>> = {}): Act {
  return {
    kind: 'change',
    id: 'B-0001',
    column: 'phone',
    before: '333 123 4567',
    after: '333 765 4321',
    ...but,
  };
}

function anAppend(values: Readonly<Record<string, Cell>>, tab = 'Beneficiari'): Act {
  return { kind: 'append', tab, values };
}

async function planned(programme: Programme, acts: readonly Act[]) {
  const plan = planRecord({
    world: await programme.world(),
    acts,
    highest: await programme.ledger.highest(),
  });
  return plan.ok ? plan.value : plan.error.map((it) => it.says);
}

async function recorded(programme: Programme, acts: readonly Act[]) {
  const { ledger, clock } = programme;
  const done = await record({
    world: await programme.world(),
    acts,
    ledger,
    clock,
    verb: 'import',
    by: 'Anna Bianchi',
  });
  if (!done.ok) throw new Error(done.error.map((it) => it.says).join(' '));
  return done.value;
}

async function queued() {
  const programme = twoPersons();
  programme.register.hold('Il registro è aperto da Anna');
  const done = await recorded(programme, [aChange(), anAppend({ lastName: 'Neri' })]);
  return { programme, done };
}

async function flushed({ world, ledger, clock }: Programme) {
  return flush({ world: await world(), ledger, clock });
}

describe('Acts that were confirmed', () => {
  it('change a cell and append a row, which has its ID at once', async () => {
    const programme = twoPersons();

    const done = await recorded(programme, [
      aChange(),
      anAppend({ lastName: 'El Idrissi', firstName: 'Youssef' }),
    ]);

    expect(done).toMatchObject({ outcome: 'done', run: 'R-0001', ids: ['B-0003'], left: [] });
    expect(await programme.cell(beneficiaries, 'B-0001', 'phone')).toBe('333 765 4321');
    expect(await programme.cell(beneficiaries, 'B-0003', 'lastName')).toBe('El Idrissi');
    expect(await programme.ledger.highest()).toEqual(new Map([['B', 3]]));
  });

  it('are journalled with what stood before and after', async () => {
    const programme = twoPersons();
    const before = await programme.register.revision();

    await recorded(programme, [
      aChange(),
      anAppend({ lastName: 'El Idrissi', firstName: 'Youssef' }),
    ]);

    expect(await programme.ledger.entries('R-0001')).toEqual([
      {
        workbook: 'memoria',
        kind: 'version',
        before,
        after: await programme.register.revision(),
      },
      {
        workbook: 'memoria',
        kind: 'cell',
        tab: 'Beneficiari',
        id: 'B-0001',
        column: 'Telefono',
        before: '"333 123 4567"',
        after: '"333 765 4321"',
      },
      {
        workbook: 'memoria',
        kind: 'row',
        tab: 'Beneficiari',
        id: 'B-0003',
        after: '{"Cognome":"El Idrissi","Nome":"Youssef"}',
      },
    ]);
    const [run] = await programme.ledger.runs();
    expect(run).toMatchObject({
      verb: 'import',
      by: 'Anna Bianchi',
      end: {
        outcome: 'done',
        told: '1 riga nuova e 1 cella cambiata (B-0001 e B-0003).',
      },
    });
  });

  it('leave only a digest of free and restricted words, and no ID of the restricted book in what is told', async () => {
    const programme = twoPersons();

    await recorded(programme, [
      aChange({ column: 'notes', before: undefined, after: 'telefonare dopo le 17' }),
      anAppend(
        { beneficiary: 'B-0001', group: 'A – detenuti e persone in misura alternativa' },
        'Riservato',
      ),
    ]);

    const journal = JSON.stringify(await programme.ledger.entries('R-0001'));
    expect(journal).not.toContain('dopo le 17');
    expect(journal).not.toContain('detenuti');
    expect(journal).toContain('digest');
    expect((await programme.ledger.runs())[0]?.end?.told).toBe('1 cella cambiata (B-0001).');
  });

  it('never give a number again that the ledger or the sheet has seen', async () => {
    const programme = twoPersons();
    await programme.ledger.raise('B', 7);

    expect(await planned(programme, [anAppend({ lastName: 'Rossi' })])).toMatchObject({
      ids: ['B-0008'],
    });

    const other = aProgramme([[beneficiaries, [{ ...amina, ID: 'B-0041' }]]]);
    expect(
      await planned(other, [anAppend({ lastName: 'Rossi' }), anAppend({ lastName: 'Neri' })]),
    ).toMatchObject({ ids: ['B-0042', 'B-0043'] });
  });

  it('change nothing where all is so already', async () => {
    const programme = twoPersons();
    const revision = await programme.register.revision();

    const done = await recorded(programme, [aChange({ before: 'altro', after: '333 123 4567' })]);

    expect(done).toMatchObject({ outcome: 'nothing', says: ['È già tutto così.'] });
    expect(await programme.register.revision()).toBe(revision);
    expect(await programme.ledger.runs()).toEqual([]);
  });

  it('are all refused together, each with its reason', async () => {
    const says = await planned(twoPersons(), [
      anAppend({ lastName: 'Neri' }),
      aChange({ id: 'B-0099' }),
      aChange({ before: '333 000 0000' }),
      aChange({ column: 'ID' }),
      aChange({ column: 'check' }),
      aChange({ column: 'colour' }),
      aChange({ column: 'birthDate', before: undefined, after: '31/02/1998' }),
      aChange({ column: 'lab', before: undefined, after: 'L-0009' }),
      aChange({ after: { kind: 'formula', formula: 'A1', result: '333 765 4321' } }),
      anAppend({}),
      anAppend({ lastName: 'Neri' }, 'Beneficiarii'),
    ]);

    expect(says).toEqual([
      'B-0099 non c’è nel registro: forse la riga è stata tolta.',
      'La cella «Telefono» di B-0001 è cambiata nel frattempo: rileggi la riga e ripeti, se serve ancora.',
      'Gli ID li scrive ALICE, uno per riga e per sempre: non si cambiano.',
      '«Verifica» la calcola ALICE da sé: non si scrive a mano.',
      '«colour» non è una colonna di «Beneficiari»: ad esempio lastName.',
      '«31/02/1998» non è una data (febbraio 1998 ha 28 giorni): scrivi ad esempio 28/02/1998.',
      'L-0009 non c’è nel foglio «Laboratori»: qui va l’ID di una riga di «Laboratori», ad esempio L-0001.',
      'In «Telefono» va un valore, non una formula: ad esempio 333 123 4567.',
      'Una riga nuova di «Beneficiari» non può essere vuota.',
      '«Beneficiarii» non è un foglio di questo programma: forse «Beneficiari».',
    ]);
  });

  it('change a cell only once', async () => {
    const twice = [aChange(), aChange({ before: '333 765 4321', after: '333 000 0000' })];

    expect(await planned(twoPersons(), twice)).toEqual([
      'La cella «Telefono» di B-0001 è cambiata nel frattempo: rileggi la riga e ripeti, se serve ancora.',
    ]);
    expect(await planned(twoPersons(), [aChange(), aChange()])).toMatchObject({
      says: ['Cambio «Telefono» di B-0001.'],
    });
  });

  it('are refused where an ID stands twice, or is not in its cell yet', async () => {
    const doubled = aProgramme([[beneficiaries, [amina, { ...ion, ID: 'B-0001' }]]]);
    expect(await planned(doubled, [aChange()])).toEqual([
      'L’ID B-0001 sta in due righe di «Beneficiari»: svuota la cella ID di quella copiata, poi ripeti.',
    ]);

    const fresh = aProgramme([
      [beneficiaries, [amina, { lastName: 'Popescu' }]],
      [contacts, []],
    ]);
    expect(
      await planned(fresh, [
        aChange({ id: 'B-0002', column: 'firstName', before: undefined, after: 'Ion' }),
        anAppend({ beneficiary: 'B-0002' }, 'Contatti'),
      ]),
    ).toEqual(
      Array(2).fill(
        'In «Beneficiari» ci sono righe che non hanno ancora il loro ID: fai prima «alice check», poi ripeti.',
      ),
    );
  });

  it('never tell what was wrong in a restricted cell', async () => {
    const says = await planned(twoPersons(), [
      anAppend({ beneficiary: 'Rossi la detenuta' }, 'Riservato'),
      anAppend({ beneficiary: 'B-0001', group: 'detenuta' }, 'Riservato'),
    ]);

    expect(says).toEqual([
      'Il valore di «Persona» non si può leggere: qui va l’ID di una riga di «Beneficiari», ad esempio B-0001.',
      'Il valore di «Gruppo» non si può leggere.',
    ]);
  });

  it('are left to be tried again when somebody saves meanwhile, new rows under the ID they got', async () => {
    const programme = twoPersons();
    const world = await programme.world();
    await programme.type(beneficiaries, 'B-0002', { firstName: 'Ionut' });
    const { ledger, clock } = programme;
    const acts = [aChange(), anAppend({ lastName: 'Neri' })];

    const done = await record({ world, acts, ledger, clock, verb: 'import', by: 'Anna Bianchi' });

    expect(done).toMatchObject({
      value: { outcome: 'changed', left: [acts[0], { ...acts[1], id: 'B-0003' }] },
    });
    expect(await programme.cell(beneficiaries, 'B-0001', 'phone')).toBe('333 123 4567');

    const again = await recorded(programme, done.ok ? done.value.left : []);
    expect(again).toMatchObject({ outcome: 'done', ids: ['B-0003'] });
    expect(await programme.cell(beneficiaries, 'B-0002', 'firstName')).toBe('Ionut');
  });
});

describe('Acts on several files', () => {
  const acts = [aChange(), anAppend({ beneficiary: 'B-0001' }, 'Riservato')];

  it('are all left where somebody saved one of the files since', async () => {
    const programme = twoPersons();
    const world = await programme.world();
    programme.restricted.type({ tab: 'Riservato', row: 3, column: 0, cell: 'RS-0009' });
    const { ledger, clock } = programme;

    const done = await record({ world, acts, ledger, clock, verb: 'import', by: 'Anna Bianchi' });

    expect(done).toMatchObject({
      value: { outcome: 'changed', left: [acts[0], { ...acts[1], id: 'RS-0001' }] },
    });
    expect(await programme.cell(beneficiaries, 'B-0001', 'phone')).toBe('333 123 4567');
    expect((await ledger.recall('queue')).size).toBe(0);
  });

  it('wait only for the file that is open', async () => {
    const programme = twoPersons();
    programme.restricted.hold('Il registro riservato è aperto da Anna');

    const done = await recorded(programme, acts);

    expect(done).toMatchObject({ outcome: 'queued', run: 'R-0001' });
    expect(await programme.cell(beneficiaries, 'B-0001', 'phone')).toBe('333 765 4321');
    expect([...(await programme.ledger.recall('queue')).keys()]).toEqual(['R-0001/000000']);
  });
});

describe('Acts confirmed while the file is open', () => {
  it('wait in the ledger, and the new row has its ID already', async () => {
    const { programme, done } = await queued();

    expect(done).toMatchObject({ outcome: 'queued', run: 'R-0001', ids: ['B-0003'], left: [] });
    expect(done.says.at(-1)).toBe(
      'Il registro è aperto: 2 modifiche aspettano e saranno fatte al prossimo controllo, ad esempio con «alice check» quando è chiuso.',
    );
    expect(await programme.cell(beneficiaries, 'B-0001', 'phone')).toBe('333 123 4567');
    expect((await programme.ledger.recall('queue')).size).toBe(2);
  });

  it('wait too where the file is not ALICE’s to write', async () => {
    const programme = twoPersons();
    const world = await programme.world();
    const { ledger, clock } = programme;
    // As the .xlsx register does in companion mode: nothing to prove, and nothing written.
    const shut = world.volumes.map((it) => ({
      ...it,
      workbook: {
        ...it.workbook,
        prepare: async ({ basis }: { readonly basis: string }) => ({
          after: basis,
          commit: async () => ({ outcome: 'busy', why: 'Il registro è delle persone' }) as const,
        }),
      },
    }));

    const done = await record({
      world: { ...world, volumes: shut },
      acts: [aChange()],
      ledger,
      clock,
      verb: 'import',
      by: 'Anna Bianchi',
    });

    expect(done).toMatchObject({ value: { outcome: 'queued', run: 'R-0001' } });
    expect((await ledger.recall('queue')).size).toBe(1);
  });

  it('are done at the next check, once', async () => {
    const { programme } = await queued();
    programme.register.hold(undefined);

    const done = await flushed(programme);

    expect(done).toEqual({
      outcome: 'done',
      says: ['Cambio «Telefono» di B-0001.', 'Aggiungo B-0003 a «Beneficiari».'],
      dropped: [],
    });
    expect(await programme.cell(beneficiaries, 'B-0001', 'phone')).toBe('333 765 4321');
    expect(await programme.cell(beneficiaries, 'B-0003', 'lastName')).toBe('Neri');
    expect((await programme.ledger.runs())[0]).toMatchObject({
      verb: 'queue',
      by: 'Anna Bianchi',
      end: { outcome: 'done' },
    });
    expect(await flushed(programme)).toEqual({ outcome: 'nothing', says: [], dropped: [] });
  });

  it('go on waiting while it is open', async () => {
    const { programme } = await queued();

    expect(await flushed(programme)).toMatchObject({ outcome: 'waiting', dropped: [] });
    expect((await programme.ledger.recall('queue')).size).toBe(2);
  });

  it('are told and not done where the value before no longer stands; the others are done', async () => {
    const { programme } = await queued();
    programme.register.hold(undefined);
    await programme.type(beneficiaries, 'B-0001', { phone: '333 000 0000' });

    const done = await flushed(programme);

    expect(done.dropped.map((it) => it.says)).toEqual([
      'Una modifica in attesa dal 04/05 non si fa più (R-0001): La cella «Telefono» di B-0001 è cambiata nel frattempo: rileggi la riga e ripeti, se serve ancora.',
    ]);
    expect(await programme.cell(beneficiaries, 'B-0001', 'phone')).toBe('333 000 0000');
    expect(await programme.cell(beneficiaries, 'B-0003', 'lastName')).toBe('Neri');
    expect((await programme.ledger.recall('queue')).size).toBe(0);
  });

  it('are not done twice when a run is cut short before the queue is emptied', async () => {
    const { programme } = await queued();
    const waiting = await programme.ledger.recall('queue');
    programme.register.hold(undefined);
    await flushed(programme);
    await programme.ledger.remember('queue', waiting);

    const done = await flushed(programme);

    expect(done).toEqual({ outcome: 'nothing', says: [], dropped: [] });
    expect(await programme.rows(beneficiaries)).toHaveLength(4);
    expect((await programme.ledger.recall('queue')).size).toBe(0);
  });
});
