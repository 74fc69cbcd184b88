import { describe, expect, it } from 'vitest';
import { knowledge } from '../../config/index.ts';
import {
  beneficiaries,
  contacts,
  internships,
  operators,
  requests,
  restricted,
  waivers,
} from '../../config/registry.ts';
import type { Cell } from '../../src/core/cell.ts';
import { resultOf } from '../../src/core/cell.ts';
import { shown } from '../../src/core/column.ts';
import { listName } from '../../src/core/provision.ts';
import { rule } from '../../src/core/rule.ts';
import type { AnyTab } from '../../src/core/tab.ts';
import { fixedClock } from '../../src/integrations/memory/clock.ts';
import { check, checkInWords, planCheck, rowDigest } from '../../src/jobs/check.ts';
import { recallPast } from '../../src/jobs/past.ts';
import type { Workbook } from '../../src/ports.ts';
import { aProgramme, type Programme, type TypedRow } from '../a/programme.ts';

const sara = {
  ID: 'O-0001',
  lastName: 'Verdi',
  firstName: 'Sara',
  role: 'coordinatore',
  from: '7/1/2026',
};
const amina = { ID: 'B-0001', lastName: 'Rossi', firstName: 'Amina' };
const ion = { ID: 'B-0002', lastName: 'Popescu', firstName: 'Ion' };

/** A programme with every tab of the registry, empty where nothing is said. */
function whole(rows: readonly (readonly [AnyTab, readonly TypedRow[]])[]): Programme {
  const said = new Map(rows);
  return aProgramme(knowledge.tabs.map((tab) => [tab, said.get(tab) ?? []]));
}

async function checked(programme: Programme, but: Partial<Parameters<typeof check>[0]> = {}) {
  const { volumes, ledger, clock } = programme;
  return check({ knowledge, volumes, ledger, clock, by: 'Sara', dryRun: false, ...but });
}

async function pageOf(workbook: Workbook, name: string) {
  const { sheets } = await workbook.read();
  const [header = [], ...rows] = sheets.find((one) => one.name === name)?.rows ?? [];
  return rows.map((row) => Object.fromEntries(header.map((label, at) => [shown(label), row[at]])));
}

/** What a tab shows in a column, by ID. */
async function shownIn(programme: Programme, tab: AnyTab, label: string) {
  const [header = [], ...rows] = await programme.rows(tab);
  const at = header.indexOf(label);
  return Object.fromEntries(rows.map((row) => [shown(row[0]), resultOf(row[at])]));
}

describe('A first check', () => {
  it('writes an ID into every row that has none, never one given before', async () => {
    const programme = whole([
      [beneficiaries, [amina, { lastName: 'Neri', firstName: 'Paola' }, {}, { lastName: 'Blu' }]],
    ]);
    await programme.ledger.raise('B', 6);

    const { done } = await checked(programme);

    expect(done?.outcome).toBe('done');
    expect((await programme.rows(beneficiaries)).map((row) => row[0])).toEqual([
      'ID',
      'B-0001',
      'B-0007',
      undefined,
      'B-0008',
    ]);
    expect((await programme.ledger.highest()).get('B')).toBe(8);
    expect(await programme.ledger.entries(done?.run ?? '')).toContainEqual({
      workbook: 'memoria',
      kind: 'cell',
      tab: 'Beneficiari',
      id: 'B-0007',
      column: 'ID',
      after: '"B-0007"',
    });
  });

  it('lays «Verifica» and «Stato» in every row, showing at once what they will show', async () => {
    const programme = whole([
      [operators, [sara]],
      [beneficiaries, [{ ...amina, firstName: undefined, birthDate: '31/02/1998' }, {}, ion]],
    ]);

    await checked(programme);

    expect((await programme.rows(beneficiaries))[1]?.slice(0, 3)).toEqual([
      'B-0001',
      {
        kind: 'formula',
        formula: 'IF($A2="","",IFERROR(VLOOKUP($A2,alice_verifica,2,0),"a posto"))',
        result: expect.stringMatching(/^\d+ da correggere: .*«?Data di nascita/),
      },
      {
        kind: 'formula',
        formula: 'IF($A2="","",IFERROR(VLOOKUP($A2,alice_stati,2,0),""))',
        result: 'contattata',
      },
    ]);
    expect((await programme.rows(beneficiaries))[2]).toEqual([]);
    const says = await pageOf(programme.register, 'Verifiche');
    const shown = await shownIn(programme, beneficiaries, 'Verifica');
    expect(shown).toEqual({
      'B-0001': says.find((line) => line['ID'] === 'B-0001')?.['Verifica'],
      'B-0002': says.find((line) => line['ID'] === 'B-0002')?.['Verifica'] ?? 'a posto',
      '': undefined,
    });
  });

  it('puts its own formula back where somebody typed over it', async () => {
    const programme = whole([[beneficiaries, [{ ...amina, check: 'visto io' }]]]);

    await checked(programme);

    expect(await programme.cell(beneficiaries, 'B-0001', 'check')).toMatchObject({
      kind: 'formula',
    });
  });

  it('writes its pages whole, the names that formulas look into, and who the ledger is', async () => {
    const programme = whole([
      [operators, [sara]],
      [beneficiaries, [{ ...amina, birthDate: '31/02/1998' }]],
    ]);

    await checked(programme);

    const shape = await programme.register.shape();
    expect(shape.names.map((name) => name.name)).toEqual(
      expect.arrayContaining([
        'alice_avvisa',
        'alice_blocca',
        'alice_nota',
        'alice_registro',
        'alice_risposte',
        'alice_stati',
        'alice_verifica',
      ]),
    );
    const wrong = await pageOf(programme.register, 'Da correggere');
    expect(wrong.find((line) => line['Colonna'] === 'Data di nascita')).toEqual({
      Peso: 'blocca',
      Foglio: 'Beneficiari',
      ID: 'B-0001',
      Vai: {
        kind: 'formula',
        formula: `HYPERLINK("#'Beneficiari'!A"&MATCH("B-0001",'Beneficiari'!$A$1:$A$30000,0),"vai")`,
        result: 'vai',
      },
      Colonna: 'Data di nascita',
      'Che cosa non torna':
        '«31/02/1998» non è una data (febbraio 1998 ha 28 giorni): scrivi ad esempio 28/02/1998.',
      'Che cosa ci va': expect.stringMatching(/^Data, ad esempio .*\.$/),
      Proposta: undefined,
      'Chi corregge': 'operatore di laboratorio',
      'Da quando': { kind: 'serial', serial: 46_146, shows: 'date' },
      'Che cosa blocca': undefined,
      'Segno blocca': 'B-0001|Data di nascita',
    });
    expect(await pageOf(programme.register, 'Registro modifiche')).toMatchObject([
      { Identità: programme.ledger.id },
    ]);
    expect(
      (await pageOf(programme.register, 'Stati')).map((line) => [line['ID'], line['Stato']]),
    ).toEqual([['B-0001', 'contattata']]);
    expect(await pageOf(programme.register, 'Cruscotto')).not.toEqual([]);
    expect(await pageOf(programme.register, 'Leggimi')).not.toEqual([]);
  });

  it('writes nothing when it only looks', async () => {
    const programme = whole([[beneficiaries, [{ lastName: 'Neri' }]]]);
    const before = await programme.register.revision();

    const { plan, done } = await checked(programme, { dryRun: true });

    expect(done).toBe(undefined);
    expect(plan.changes[0]?.changes.cells?.length).toBeGreaterThan(0);
    expect(await programme.register.revision()).toBe(before);
    expect(await programme.ledger.runs()).toEqual([]);
    expect(await programme.ledger.highest()).toEqual(new Map());
  });

  it('says in one sentence how much it read and found', async () => {
    const programme = whole([
      [beneficiaries, [{ ID: 'B-0001', lastName: 'Neri', birthDate: 'ieri' }]],
    ]);

    const { plan } = await checked(programme);

    expect(checkInWords(plan)).toMatch(
      /^Ho letto 1 riga: \d+ cos[ae] blocca(?:no)?, \d+ avvis[oi], \d+ not[ae]\.$/,
    );
  });
});

describe('A second check', () => {
  it('writes nothing where nothing has changed', async () => {
    const programme = whole([
      [operators, [sara]],
      [beneficiaries, [amina, { lastName: 'Neri', birthDate: '31/02/1998' }]],
      [internships, [{ beneficiary: 'B-0001', startDate: '1/6/2026' }]],
      [restricted, [{ beneficiary: 'B-0001' }]],
    ]);
    await checked(programme);
    const after = [await programme.register.revision(), await programme.restricted.revision()];

    const { done } = await checked(programme);

    expect(done?.outcome).toBe('nothing');
    expect([await programme.register.revision(), await programme.restricted.revision()]).toEqual(
      after,
    );
    expect(await programme.ledger.runs()).toHaveLength(1);
  });

  it('remembers the day it first saw what is wrong, and forgets it once mended', async () => {
    const programme = whole([[beneficiaries, [{ ...amina, birthDate: '31/02/1998' }]]]);
    const key = 'B.birthDate.unreadable/B-0001';
    const sinceOf = async () => (await programme.ledger.recall('since')).get(key);
    await checked(programme);

    const { plan } = await checked(programme, { clock: fixedClock('2026-05-11T07:00:00Z') });

    expect(plan.findings.find((one) => one.key === key)?.since).toBe('2026-05-04');
    expect(await sinceOf()).toBe('2026-05-04');
    await programme.type(beneficiaries, 'B-0001', { birthDate: '28/02/1998' });
    await checked(programme, { clock: fixedClock('2026-05-12T07:00:00Z') });
    expect(await sinceOf()).toBe(undefined);
    await programme.type(beneficiaries, 'B-0001', { birthDate: '31/02/1998' });
    const again = await checked(programme, { clock: fixedClock('2026-05-13T07:00:00Z') });
    expect(again.plan.findings.find((one) => one.key === key)?.since).toBe('2026-05-13');
  });

  it('notices a column that was sorted by itself, and keeps the trace until it is put right', async () => {
    const names = ['Verdi', 'Rossi', 'Neri', 'Blu'];
    const programme = whole([
      [
        beneficiaries,
        names.map((lastName, at) => ({ ID: `B-000${at + 1}`, lastName, firstName: `Nome ${at}` })),
      ],
    ]);
    await checked(programme);
    for (const [at, lastName] of names.toSorted().entries())
      await programme.type(beneficiaries, `B-000${at + 1}`, { lastName });

    const first = await checked(programme);
    const second = await checked(programme);

    for (const { plan } of [first, second])
      expect(
        plan.findings.filter((one) => one.rule === 'rowsMixed').map((one) => one.column),
      ).toEqual(['Cognome']);
  });
});

describe('What somebody answers for', () => {
  const waiver = {
    ID: 'D-0001',
    about: 'B-0001',
    rule: '«NOME» è compilata',
    reason: 'in attesa del documento',
    authorisedBy: 'O-0001',
    authorisedOn: '1/5/2026',
    until: '4/5/2026',
  };

  it('is shown «in deroga», last, marks no cell, is nobody’s task and blocks nothing', async () => {
    const programme = whole([
      [operators, [sara]],
      [beneficiaries, [{ ...amina, firstName: undefined }]],
      [waivers, [waiver]],
    ]);

    const { plan } = await checked(programme);

    const waived = plan.findings.filter((one) => one.waived !== undefined);
    expect(waived).toMatchObject([
      { key: 'B.firstName.missing/B-0001', waived: 'D-0001', consequence: undefined },
    ]);
    expect(plan.findings.at(-1)).toBe(waived[0]);
    const lines = await pageOf(programme.register, 'Da correggere');
    expect(lines.at(-1)).toMatchObject({
      Peso: 'in deroga',
      ID: 'B-0001',
      'Che cosa blocca': 'Deroga D-0001',
    });
    expect(lines.at(-1)?.['Segno blocca']).toBe(undefined);
    const tasks = await pageOf(programme.register, 'Da fare');
    expect(
      tasks.filter((line) => shown(line['Che cosa fare']).includes('«Nome» è compilata')),
    ).toEqual([]);
    expect(checkInWords(plan)).toContain(' In deroga: 1.');
  });

  it('comes back the day after its last', async () => {
    const programme = whole([
      [operators, [sara]],
      [beneficiaries, [{ ...amina, firstName: undefined }]],
      [waivers, [waiver]],
    ]);

    const { plan } = await checked(programme, { clock: fixedClock('2026-05-05T07:00:00Z') });

    expect(plan.findings.find((one) => one.key === 'B.firstName.missing/B-0001')).toMatchObject({
      waived: undefined,
    });
  });
});

describe('What was wrong before ALICE came', () => {
  it('is counted, not listed, until somebody touches the row', async () => {
    const programme = whole([
      [
        beneficiaries,
        [
          { ...amina, birthDate: '31/02/1998' },
          { ...ion, birthDate: 'boh' },
        ],
      ],
    ]);
    const world = await programme.world();
    const keys = ['B-0001', 'B-0002'].map((id) => [`B.birthDate.unreadable/${id}`, id] as const);
    const digests = keys.map(([key, id]) => {
      const found = world.register.find(id);
      return [key, found === undefined ? '' : rowDigest(world.register, found)] as const;
    });
    await programme.ledger.remember('baseline', new Map(digests));
    await programme.type(beneficiaries, 'B-0002', { phone: '333 123 4567' });

    const { plan } = await checked(programme);

    const unread = plan.findings
      .filter((one) => one.column === 'Data di nascita')
      .map((one) => one.id);
    expect(unread).toEqual(['B-0002']);
    expect(plan.before).toBe(1);
    expect(checkInWords(plan)).toContain(' Di prima dell’adozione, non toccate: 1.');
    // The IDs and formulas ALICE lays are no touch.
    expect((await checked(programme)).plan.before).toBe(1);
  });
});

describe('What is restricted', () => {
  it('stands, said in full, in the restricted book, and nowhere in the others', async () => {
    const programme = whole([
      [beneficiaries, [amina]],
      [restricted, [{ ID: 'RS-0001', beneficiary: 'B-0009', group: 'boh' }]],
    ]);

    await checked(programme);

    const there = await pageOf(programme.restricted, 'Da correggere');
    expect(there.map((line) => [line['ID'], line['Colonna'], line['Che cosa non torna']])).toEqual([
      ['RS-0001', 'Persona', 'Il valore di «Persona» non si può leggere.'],
      ['RS-0001', 'Gruppo', 'Il valore di «Gruppo» non si può leggere.'],
    ]);
    const { sheets } = await programme.register.read();
    const aliceSays = JSON.stringify(
      sheets.filter((one) => one.name !== 'Riservato' && one.name !== 'Leggimi'),
    );
    expect(aliceSays).not.toContain('RS-0001');
    const plain = await programme.restricted.read();
    expect(JSON.stringify(plain.sheets.filter((one) => one.name === 'Elenchi'))).toContain(
      'B-0001',
    );
    expect(JSON.stringify(plain.sheets.filter((one) => one.name === 'Elenchi'))).not.toContain(
      'Rossi',
    );
  });

  it('is told neutrally where it blocks a row of a shared tab', async () => {
    const programme = whole([
      [operators, [sara]],
      [beneficiaries, [amina]],
    ]);
    const secret = rule(beneficiaries, {
      name: 'Il nulla osta c’è',
      needs: ['lastName'],
      holds: () => false,
      say: () => 'Il magistrato non ha ancora risposto.',
      expects: 'Un nulla osta, ad esempio 12/2026.',
      mends: 'coordinator',
      classes: ['restricted'],
    });
    const lighter = rule(beneficiaries, { ...specOf(secret), level: 'avvisa' });

    await checked(programme, { knowledge: { ...knowledge, rules: { secret, lighter } } });

    const [shared, closed] = await Promise.all([
      pageOf(programme.register, 'Da correggere'),
      pageOf(programme.restricted, 'Da correggere'),
    ]);
    expect(
      shared.filter(
        (line) =>
          line['Che cosa non torna'] ===
          'Un requisito riservato non è a posto: chiedi al coordinatore.',
      ),
    ).toHaveLength(1);
    expect(JSON.stringify((await programme.register.read()).sheets)).not.toContain('magistrato');
    expect(
      closed.filter(
        (line) => line['Che cosa non torna'] === 'Il magistrato non ha ancora risposto.',
      ),
    ).toHaveLength(2);
  });

  function specOf(it: { readonly name: string }) {
    return {
      name: it.name,
      needs: ['lastName'] as const,
      holds: () => false,
      say: () => 'Il magistrato non ha ancora risposto.',
      expects: 'Un nulla osta, ad esempio 12/2026.',
      mends: 'coordinator',
      classes: ['restricted'] as const,
    };
  }
});

describe('The first things to do', () => {
  it('are ten for each operator, in order, and of those alone who have to mend them', async () => {
    const anna = {
      ID: 'O-0002',
      lastName: 'Bianchi',
      firstName: 'Anna',
      role: 'operatore di laboratorio',
    };
    const many = Array.from({ length: 14 }, (_, at) => ({
      ID: `B-00${at + 10}`,
      lastName: 'Rossi',
      birthDate: 'ieri',
    }));
    const programme = whole([
      [operators, [sara, anna]],
      [beneficiaries, many],
    ]);

    await checked(programme);

    const tasks = await pageOf(programme.register, 'Da fare');
    const annas = tasks.filter((line) => line['Operatore'] === 'O-0002 · Anna Bianchi');
    expect(annas.map((line) => line['N.'])).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(annas.every((line) => line['Foglio'] === 'Beneficiari')).toBe(true);
    expect(
      tasks.filter(
        (line) => shown(line['Operatore']).startsWith('O-0001') && line['Foglio'] === 'Beneficiari',
      ),
    ).toEqual([]);
  });
});

describe('The lists of dropdowns', () => {
  it('offer rows by ID and caption within a file, choices as they stand, and words people typed', async () => {
    const programme = whole([
      [beneficiaries, [amina, ion]],
      [contacts, [{ ID: 'C-0001', beneficiary: 'B-0001' }]],
    ]);

    await checked(programme);

    const lists = await pageOf(programme.register, 'Elenchi');
    expect(lists.map((line) => line['Beneficiari']).filter((cell) => cell !== undefined)).toEqual([
      'B-0001 · Rossi Amina',
      'B-0002 · Popescu Ion',
    ]);
    expect(lists.slice(0, 2).map((line) => line['Sì o no'])).toEqual(['sì', 'no']);
    const { names } = await programme.register.shape();
    expect(names.find((name) => name.name === listName('Beneficiari'))).toMatchObject({
      tab: 'Elenchi',
      rows: 2,
    });
  });

  it('offer bare IDs where the books are apart', async () => {
    const programme = whole([
      [beneficiaries, [amina]],
      [restricted, [{ ID: 'RS-0001', beneficiary: 'B-0001' }]],
    ]);

    await checked(programme);

    expect(
      (await pageOf(programme.restricted, 'Elenchi')).map((line) => line['Beneficiari'])[0],
    ).toBe('B-0001');
  });
});

describe('What is asked for in «Richieste»', () => {
  it('is answered beside the question', async () => {
    const programme = whole([
      [operators, [sara]],
      [beneficiaries, [amina]],
      [requests, [{ ID: 'RI-0001', what: 'spiega perché', about: 'B-0001', askedBy: 'O-0001' }]],
    ]);

    await checked(programme);

    const [line] = await pageOf(programme.register, 'Risposte');
    expect(line?.['ID']).toBe('RI-0001');
    expect(line?.['Risposta']).toMatch(/^Stato: contattata\. /);
    expect(
      Object.values(await shownIn(programme, requests, requests.columns.answer.label)),
    ).toContain(line?.['Risposta']);
  });
});

describe('While people work', () => {
  /** The register, with somebody who saves after ALICE has worked her change out, so many times. */
  function busyWith(
    programme: Programme,
    times: number,
  ): Workbook & { readonly saves: () => number } {
    let saves = 0;
    return {
      ...programme.register,
      saves: () => saves,
      async prepare(changes) {
        const prepared = await programme.register.prepare(changes);
        if (saves < times) {
          saves += 1;
          await programme.type(beneficiaries, 'B-0001', { phone: `333 123 456${saves}` });
        }
        return prepared;
      },
    };
  }

  function volumesWith(programme: Programme, workbook: Workbook) {
    return programme.volumes.map((it) =>
      it.workbook === programme.register ? { ...it, workbook } : it,
    );
  }

  it('starts anew from what somebody saved meanwhile, and loses nothing of it', async () => {
    const programme = whole([[beneficiaries, [amina, { lastName: 'Neri' }]]]);
    const workbook = busyWith(programme, 2);

    const { done } = await checked(programme, { volumes: volumesWith(programme, workbook) });

    expect(workbook.saves()).toBe(2);
    expect(done?.outcome).toBe('done');
    expect(await programme.cell(beneficiaries, 'B-0001', 'phone')).toBe('333 123 4562');
    expect((await programme.rows(beneficiaries))[2]?.[0]).toBe('B-0002');
  });

  it('gives up after three times, leaving the file as they saved it', async () => {
    const programme = whole([[beneficiaries, [amina, { lastName: 'Neri' }]]]);

    const { done } = await checked(programme, {
      volumes: volumesWith(programme, busyWith(programme, 9)),
    });

    expect(done?.outcome).toBe('changed');
    expect(await programme.cell(beneficiaries, 'B-0001', 'phone')).toBe('333 123 4563');
    expect((await programme.rows(beneficiaries))[2]?.[0]).toBe(undefined);
  });

  it('learns nothing of IDs that a file open on somebody’s screen has not got yet', async () => {
    const programme = whole([[beneficiaries, [amina, { lastName: 'Neri' }]]]);
    programme.register.hold('Il registro è aperto da Anna');
    programme.restricted.hold('Il registro è aperto da Anna');

    const first = await checked(programme);
    const second = await checked(programme);

    expect([first, second].map(({ done }) => done?.outcome)).toEqual(['busy', 'busy']);
    expect(await programme.ledger.highest()).toEqual(new Map());
    programme.register.hold(undefined);
    programme.restricted.hold(undefined);
    await checked(programme);
    expect((await programme.rows(beneficiaries))[2]?.[0]).toBe('B-0002');
  });
});

describe('«Impostazioni»', () => {
  it('is not missed in silence: without it all modules would be off', async () => {
    const programme = whole([]);
    const { sheets } = await programme.register.read();
    const at = sheets.findIndex((one) => one.name === 'Impostazioni');
    const label = sheets[at]?.rows[0]?.indexOf('Valore') ?? 0;
    programme.register.type({ tab: 'Impostazioni', row: 0, column: label, cell: 'Valori miei' });

    const { plan } = await checked(programme);

    expect(plan.world.modules).toEqual(new Set(['base']));
    expect(plan.findings).toMatchObject([
      {
        key: 'columnMissing/Impostazioni/Valore',
        says: 'In «Impostazioni» manca la colonna «Valore»: finché manca, i moduli sono spenti e valgono i valori di partenza. Rimetti il nome, oppure chiedi «alice doctor --fix».',
      },
    ]);
  });

  it('tells a value it cannot read, on its line, and goes by what holds anyway', async () => {
    const programme = whole([]);
    const { sheets } = await programme.register.read();
    const rows = sheets.find((one) => one.name === 'Impostazioni')?.rows ?? [];
    const row = rows.findIndex((cells: readonly Cell[]) => cells[1] === 'Modulo esiti');
    programme.register.type({ tab: 'Impostazioni', row, column: 2, cell: 'forse' });

    const world = await programme.world();

    expect(planCheck(world, await recallPast(programme.ledger)).findings).toMatchObject([
      {
        key: 'setting.esiti.unreadable',
        tab: 'Impostazioni',
        line: row + 1,
        says: '«forse» non è una risposta: scrivi sì oppure no.',
      },
    ]);
    expect(world.modules.has('esiti')).toBe(false);
  });
});
