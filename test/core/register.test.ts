import { describe, expect, test } from 'vitest';
import type { Cell } from '../../src/core/cell.ts';
import { day } from '../../src/core/day.ts';
import { expectedIn } from '../../src/core/register.ts';
import { judged, people, registerOf, secrets, sheetOf, works } from '../a/small.ts';

const noWorks = sheetOf(works);
const noSecrets = sheetOf(secrets);
const amina = { id: 'B-0001', lastName: 'Rossi', firstName: 'Amina' };
const ion = { id: 'B-0002', lastName: 'Popescu', firstName: 'Ion' };

/** A register of people alone: the other sheets are there, and empty. */
function ofPeople(rows: readonly (readonly Cell[])[]) {
  return registerOf([{ name: 'Persone', rows }, noWorks, noSecrets]);
}

/** The one person a work names, typed so. */
function named(person: Cell) {
  const register = registerOf([
    sheetOf(people, [amina, ion]),
    sheetOf(works, [{ id: 'T-0001', person }]),
    noSecrets,
  ]);
  return { register, person: register.rows(works)[0]?.person, findings: register.findings };
}

/** A register of Amina alone, with these cells. */
function typed(cells: Readonly<Record<string, Cell>>) {
  return registerOf([sheetOf(people, [{ ...amina, ...cells }]), noWorks, noSecrets]);
}

describe('The sheets of a register', () => {
  test('are read by name, whatever case and accents it has, and by the name they used to have', () => {
    const now = registerOf([
      { ...sheetOf(people, [amina]), name: ' PERSONE ' },
      noWorks,
      noSecrets,
    ]);
    const then = registerOf([
      { ...sheetOf(people, [amina]), name: 'anagrafica' },
      noWorks,
      noSecrets,
    ]);

    expect([now, then].map((it) => it.rows(people).length)).toEqual([1, 1]);
    expect([...now.findings, ...then.findings]).toEqual([]);
  });

  test('are missed once, by name, when somebody takes one away', () => {
    const register = registerOf([noWorks, noSecrets]);

    expect(register.findings).toEqual([
      {
        key: 'tabMissing/Persone',
        rule: 'tabMissing',
        level: 'blocca',
        tab: 'Persone',
        says: 'Manca il foglio «Persone»: qualcuno lo ha tolto o gli ha cambiato nome. Rimetti il nome, oppure chiedi «alice doctor --fix».',
        classes: ['internal'],
        name: 'Ogni foglio del programma c’è, con il suo nome',
        expected: 'Un foglio che si chiama «Persone».',
        mends: 'coordinator',
      },
    ]);
    expect(register.has(people)).toBe(false);
    expect(register.rows(people)).toEqual([]);
    expect(register.layout(people)).toBe(undefined);
  });

  test('are not missed, nor read, while their module is off', () => {
    const register = registerOf(
      [sheetOf(people, [amina]), sheetOf(works, [{ id: 'T-0001', person: 'B-0001' }]), noSecrets],
      { modules: ['base'] },
    );
    const without = registerOf([sheetOf(people, [amina]), noSecrets], { modules: ['base'] });

    expect(register.has(works)).toBe(false);
    expect(register.rows(works)).toEqual([]);
    expect(register.find('T-0001')).toBe(undefined);
    expect([...register.findings, ...without.findings]).toEqual([]);
  });
});

describe('The columns of a sheet', () => {
  test('are found wherever somebody moved them, among columns of their own', () => {
    const register = ofPeople([
      [
        'I miei appunti',
        'Nome',
        'Data di nascita',
        'ID',
        undefined,
        'COGNOME',
        'Fase',
        'Verifica',
        'Osservazioni',
      ],
      ['chiamare', 'Amina', '3/2/1998', 'B-0001', 'x', 'Rossi', 'in attesa'],
    ]);

    expect(register.findings).toEqual([]);
    expect(register.rows(people)).toEqual([
      {
        id: 'B-0001',
        check: undefined,
        lastName: 'Rossi',
        firstName: 'Amina',
        bornOn: day('1998-02-03'),
        stage: 'waiting',
        remarks: undefined,
      },
    ]);
    expect(register.layout(people)?.id).toBe(3);
    expect(Object.fromEntries(register.layout(people)?.at ?? [])).toEqual({
      check: 7,
      lastName: 5,
      firstName: 1,
      bornOn: 2,
      stage: 6,
      remarks: 8,
    });
  });

  test('are known by the label they used to have, the present one first', () => {
    const old = [
      'ID',
      'Verifica',
      'Cognome',
      'Nome di battesimo',
      'Data di nascita',
      'Fase',
      'Osservazioni',
    ];
    const before = ofPeople([old, ['B-0001', undefined, 'Rossi', 'Amina']]);
    const both = ofPeople([
      [...old, 'Nome'],
      ['B-0001', undefined, 'Rossi', 'Ami', ...Array(3), 'Amina'],
    ]);

    expect(before.rows(people)[0]?.firstName).toBe('Amina');
    expect(both.rows(people)[0]?.firstName).toBe('Amina');
    expect([...before.findings, ...both.findings]).toEqual([]);
  });

  test('that are missing are told once, with the nearest header there is, and only what needs them keeps silent', () => {
    const register = ofPeople([
      ['ID', 'Verifica', 'Cognme', 'Nome', 'Data di nascita', 'Fase', 'Osservazioni'],
      ['B-0001', undefined, 'Rossi', 'Amina', '31/02/1998'],
      ['B-0002', undefined, undefined, 'Ion'],
    ]);

    expect(judged(register).map((it) => [it.key, it.says])).toEqual([
      [
        'columnMissing/Persone/Cognome',
        'Manca la colonna «Cognome»: forse è quella che ora si chiama «Cognme». Finché manca, ALICE tace su tutto ciò che ne dipende.',
      ],
      [
        'B.bornOn.unreadable/B-0001',
        '«31/02/1998» non è una data (febbraio 1998 ha 28 giorni): scrivi ad esempio 28/02/1998.',
      ],
    ]);
    expect(register.findings[0]).toMatchObject({
      line: 1,
      column: 'Cognome',
      proposed: 'Cognome',
      level: 'blocca',
    });
  });

  test('that are missing and have none near, or are only laid by ALICE, say so and weigh accordingly', () => {
    const register = ofPeople([['ID', 'Cognome', 'Nome', 'Data di nascita', 'Osservazioni']]);

    expect(register.findings.map((it) => [it.column, it.level, it.proposed, it.says])).toEqual([
      [
        'Verifica',
        'avvisa',
        undefined,
        'Manca la colonna «Verifica». Finché manca, ALICE tace su tutto ciò che ne dipende.',
      ],
      [
        'Fase',
        'blocca',
        undefined,
        'Manca la colonna «Fase». Finché manca, ALICE tace su tutto ciò che ne dipende.',
      ],
    ]);
  });

  test('that are there twice are not guessed at', () => {
    const register = ofPeople([
      ['ID', 'Verifica', 'Cognome', 'Nome', 'Data di nascita', 'Fase', 'Osservazioni', 'cognome'],
      ['B-0001', undefined, 'Rossi', 'Amina', undefined, undefined, undefined, 'Bianchi'],
    ]);

    expect(judged(register)).toMatchObject([
      {
        key: 'columnDoubled/Persone/Cognome',
        says: 'Due colonne si chiamano «Cognome» (la 3ª e 8ª): ALICE non sa quale leggere. Cambia nome a quella di troppo.',
        mends: 'coordinator',
      },
    ]);
    expect(register.rows(people)[0]).toMatchObject({ lastName: undefined, firstName: 'Amina' });
  });

  test('whose headers are formulas or numbers are read as what they show', () => {
    const register = ofPeople([
      [
        'ID',
        'Verifica',
        { kind: 'formula', formula: '"Cog"&"nome"', result: 'Cognome' },
        'Nome',
        'Data di nascita',
        'Fase',
        'Osservazioni',
        2026,
      ],
      ['B-0001', undefined, 'Rossi'],
    ]);

    expect(register.findings).toEqual([]);
    expect(register.rows(people)[0]?.lastName).toBe('Rossi');
  });
});

describe('A sheet without its ID column', () => {
  const sheets = [
    sheetOf(people, [amina], { without: ['id'] }),
    sheetOf(works, [
      { id: 'T-0001', person: 'B-0001', startDate: '1/6/2026' },
      { id: 'T-0002', person: 'B-0001' },
      { id: 'T-0003' },
    ]),
    noSecrets,
  ];

  test('stops, and says so once: those who refer to it do not say it again', () => {
    const register = registerOf(sheets);

    expect(judged(register).map((it) => [it.key, it.says])).toEqual([
      [
        'columnMissing/Persone/ID',
        'Manca la colonna «ID». Finché manca, le righe di questo foglio non si possono leggere.',
      ],
      ['T.person.missing/T-0003', 'Manca «Persona»: l’ID di una riga, ad esempio B-0001.'],
    ]);
    expect(register.rows(people)).toEqual([]);
    expect(register.layout(people)?.id).toBe(undefined);
  });

  test('or with two, stops as well', () => {
    const [, ...others] = sheets;
    const register = registerOf([{ name: 'Persone', rows: [['ID', 'Cognome', 'id']] }, ...others]);

    expect(register.findings[0]).toMatchObject({
      rule: 'columnDoubled',
      column: 'ID',
      level: 'blocca',
    });
    expect(register.rows(people)).toEqual([]);
  });

  test('leaves the rows that refer to it otherwise whole', () => {
    const register = registerOf(sheets);

    expect(register.rows(works)[0]).toMatchObject({
      person: undefined,
      startDate: day('2026-06-01'),
    });
  });

  test('keeps its references silent also while the whole sheet is gone', () => {
    const [, ...others] = sheets;

    expect(judged(registerOf(others)).map((it) => it.key)).toEqual([
      'tabMissing/Persone',
      'T.person.missing/T-0003',
    ]);
  });
});

describe('The rows of a sheet', () => {
  test('may have blank ones among them, and know where they stand', () => {
    const register = registerOf([
      sheetOf(people, [amina, {}, { lastName: ' ', firstName: '\u00a0\u200b' }, ion]),
      noWorks,
      noSecrets,
    ]);

    expect(register.rows(people).map((it) => [it.id, register.lineOf(it)])).toEqual([
      ['B-0001', 1],
      ['B-0002', 4],
    ]);
    expect(register.newIds).toEqual([]);
    expect(() => register.lineOf({})).toThrow('not read');
  });

  test('that hold nothing but what ALICE lays, or what stands in a column of people’s own, are blank', () => {
    const verdict: Cell = { kind: 'formula', formula: 'IF($A2="","",1)', result: '' };
    const register = registerOf([
      {
        name: 'Persone',
        rows: [
          ['ID', 'Verifica', 'Cognome', 'Nome', 'Data di nascita', 'Fase', 'Osservazioni', 'Mia'],
          [undefined, verdict, ...Array(5), 'x'],
        ],
      },
      noWorks,
      noSecrets,
    ]);

    expect(register.rows(people)).toEqual([]);
    expect(register.newIds).toEqual([]);
  });

  test('without an ID get the next ones, never one that was given before', () => {
    const rows = [
      amina,
      { lastName: 'Neri' },
      { id: ' ', lastName: 'Verdi' },
      { id: 'B-0007', lastName: 'Blu' },
    ];
    const bySheet = registerOf([sheetOf(people, rows), noWorks, noSecrets]);
    const byLedger = registerOf([sheetOf(people, rows), noWorks, noSecrets], {
      highest: new Map([
        ['B', 41],
        ['T', 99],
      ]),
    });

    expect(bySheet.newIds).toEqual([
      { tab: people, row: 2, column: 0, id: 'B-0008' },
      { tab: people, row: 3, column: 0, id: 'B-0009' },
    ]);
    expect(byLedger.newIds.map((it) => it.id)).toEqual(['B-0042', 'B-0043']);
    expect(bySheet.find('B-0008')?.row).toMatchObject({ lastName: 'Neri' });
  });

  test('without an ID may already be named by others, once they have one', () => {
    const register = registerOf([
      sheetOf(people, [{ lastName: 'Neri' }]),
      sheetOf(works, [{ id: 'T-0001', person: 'B-0001' }]),
      noSecrets,
    ]);

    expect(register.rows(works)[0]?.person).toBe(register.rows(people)[0]);
  });

  test('that were copied are told once, and what is wrong in them is not mistaken for the first one’s', () => {
    const wrong = { ...amina, lastName: undefined, bornOn: 'ieri' };
    const register = registerOf([sheetOf(people, [wrong, wrong, wrong]), noWorks, noSecrets]);

    const found = judged(register);

    expect(found.map((it) => [it.key, it.id, it.line])).toEqual([
      ['B.bornOn.unreadable/B-0001', 'B-0001', 2],
      ['idDoubled/B-0001~2', 'B-0001', 3],
      ['B.bornOn.unreadable/B-0001~2', 'B-0001', 3],
      ['idDoubled/B-0001~3', 'B-0001', 4],
      ['B.bornOn.unreadable/B-0001~3', 'B-0001', 4],
      ['B.lastName.missing/B-0001', 'B-0001', 2],
      ['B.lastName.missing/B-0001~2', 'B-0001', 3],
      ['B.lastName.missing/B-0001~3', 'B-0001', 4],
    ]);
    expect(found[1]?.says).toBe(
      'L’ID B-0001 c’è già alla riga 2: forse la riga è stata copiata. Svuota questa cella e ALICE ne scrive uno nuovo.',
    );
    expect(register.rows(people)).toHaveLength(3);
    expect(register.find('B-0001')?.row).toBe(register.rows(people)[0]);
  });

  test('with an ID in small letters are that row', () => {
    const register = registerOf([
      sheetOf(people, [{ id: ' b-0001 ', lastName: 'Rossi' }]),
      noWorks,
      noSecrets,
    ]);

    expect(register.rows(people)[0]?.id).toBe('B-0001');
    expect(register.findings).toEqual([]);
  });

  test.each([
    ['T-0001', 'T-0001', ['B-?2', 'B-?3'], ['internal']],
    ['Amina Rossi', 'AMINA ROSSI', ['B-?2', 'B-?3'], ['internal', 'freeText']],
    [12, '12', ['B-?2', 'B-?3'], ['internal', 'freeText']],
    ['B-1', 'B-1', ['B-?2', 'B-?3'], ['internal', 'freeText']],
  ])('with %j for an ID are read, told, and hide no other row', (id, shown, keys, classes) => {
    const register = registerOf([
      sheetOf(people, [
        { id, lastName: 'Rossi' },
        { id, lastName: 'Neri' },
      ]),
      sheetOf(works, [
        { id: 'T-0001', person: 'B-0001' },
        { id: 'T-0002', about: 'T-0001' },
      ]),
      noSecrets,
    ]);

    expect(register.rows(people).map((it) => it.lastName)).toEqual(['Rossi', 'Neri']);
    expect(register.findings.slice(0, 2)).toMatchObject([
      {
        key: `idWrong/Persone/${keys[0]}`,
        line: 2,
        column: 'ID',
        classes,
        says: `«${shown}» non è un ID di questo foglio: gli ID li scrive ALICE, come B-0001. Svuota la cella e lascia fare a lei.`,
      },
      { key: `idWrong/Persone/${keys[1]}`, line: 3 },
    ]);
    expect(register.rows(people).map((it) => register.keyOf(it))).toEqual(keys);
    expect(register.find('T-0001')?.tab).toBe(works);
    expect(register.newIds).toEqual([]);
  });

  test('whose ID is worked out by a formula are warned of: it would change when somebody sorts', () => {
    const id: Cell = { kind: 'formula', formula: '"B-000"&ROW()-1', result: 'B-0001' };
    const register = registerOf([sheetOf(people, [{ id, lastName: 'Rossi' }]), noWorks, noSecrets]);

    expect(register.rows(people)[0]?.id).toBe('B-0001');
    expect(register.findings).toMatchObject([
      { key: 'formulaInData/B-0001/id', column: 'ID', level: 'avvisa' },
    ]);
  });
});

describe('A cell that names another row', () => {
  test.each(['B-0001', 'b-0001', ' B-0001\u00a0', 'B-0001 · Rossi Amina', 'B-0001: Amina'])(
    'leads to it, typed as %j',
    (typed) => {
      const { register, person, findings } = named(typed);

      expect(person).toBe(register.rows(people)[0]);
      expect(findings).toEqual([]);
    },
  );

  test.each([
    [
      'b-1',
      '«b-1» non è un ID: qui va l’ID di una riga di «Persone», ad esempio B-0001.',
      'B-0001',
      ['internal', 'name', 'freeText'],
    ],
    [
      'B2',
      '«B2» non è un ID: qui va l’ID di una riga di «Persone», ad esempio B-0001.',
      'B-0002',
      ['internal', 'name', 'freeText'],
    ],
    [
      'b 9',
      '«b 9» non è un ID: qui va l’ID di una riga di «Persone», ad esempio B-0001.',
      undefined,
      ['internal', 'name', 'freeText'],
    ],
    [
      'Rossi Amina',
      '«Rossi Amina» non è un ID: qui va l’ID di una riga di «Persone», ad esempio B-0001.',
      undefined,
      ['internal', 'name', 'freeText'],
    ],
    [
      'B-0009',
      'B-0009 non c’è nel foglio «Persone»: qui va l’ID di una riga di «Persone», ad esempio B-0001.',
      undefined,
      ['internal'],
    ],
    [
      'T-0001',
      'T-0001 è una riga di «Lavori»: qui va l’ID di una riga di «Persone», ad esempio B-0001.',
      undefined,
      ['internal'],
    ],
    [
      true,
      '«VERO» non è un ID: qui va l’ID di una riga di «Persone», ad esempio B-0001.',
      undefined,
      ['internal', 'name', 'freeText'],
    ],
  ])('that is %j leads nowhere and says why', (typed, says, proposed, classes) => {
    const { person, findings } = named(typed);

    expect(person).toBe(undefined);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      key: 'T.person.unreadable/T-0001',
      says,
      classes,
      line: 2,
      column: 'Persona',
    });
    expect(findings[0]?.proposed).toBe(proposed);
  });

  test('that is a formula is linked and warned of; one that leads nowhere is told once', () => {
    const sound = named({ kind: 'formula', formula: 'A1', result: 'B-0002' });
    const dangling = named({ kind: 'formula', formula: 'A1', result: 'B-0009' });
    const broken = named({
      kind: 'formula',
      formula: 'A1',
      result: { kind: 'error', error: '#REF!' },
    });

    expect(sound.person?.id).toBe('B-0002');
    expect(sound.findings.map((it) => it.key)).toEqual(['formulaInData/T-0001/person']);
    expect(dangling.findings.map((it) => it.key)).toEqual(['T.person.unreadable/T-0001']);
    expect(broken.findings.map((it) => it.key)).toEqual(['T.person.unreadable/T-0001']);
  });

  test('of any tab is read as the bare ID, whether the row is there or not', () => {
    const register = registerOf([
      noSecrets,
      sheetOf(people, [amina]),
      sheetOf(works, [
        { id: 'T-0001', person: 'B-0001', about: 'b-0001 · Rossi' },
        { id: 'T-0002', person: 'B-0001', about: 'lei' },
      ]),
    ]);

    expect(register.rows(works).map((it) => it.about)).toEqual(['B-0001', undefined]);
    expect(register.findings.map((it) => it.says)).toEqual([
      '«lei» non è un ID: scrivi ad esempio T-0014.',
    ]);
  });
});

describe('A cell that cannot be read', () => {
  test('stays as typed and is told once, whatever else it might lack', () => {
    const register = typed({
      bornOn: '31/02/1998',
      lastName: { kind: 'serial', serial: 46_000, shows: 'date' },
    });

    expect(register.rows(people)[0]).toMatchObject({ bornOn: undefined, lastName: undefined });
    expect(register.layout(people)?.grid.rows[1]?.slice(2)).toEqual([
      { kind: 'serial', serial: 46_000, shows: 'date' },
      'Amina',
      '31/02/1998',
      undefined,
      undefined,
    ]);
    expect(judged(register).map((it) => it.key)).toEqual([
      'B.lastName.unreadable/B-0001',
      'B.bornOn.unreadable/B-0001',
    ]);
  });

  test('proposes what was probably meant', () => {
    expect(typed({ stage: 'rinunzia' }).findings).toMatchObject([
      {
        says: '«rinunzia» non è tra le scelte: in attesa o rinuncia.',
        proposed: 'rinuncia',
        expected: 'Una delle scelte: in attesa o rinuncia.',
      },
    ]);
  });

  test('is told once where a formula shows it, broken or not', () => {
    const error = typed({
      bornOn: { kind: 'formula', formula: 'A1/0', result: { kind: 'error', error: '#DIV/0!' } },
    });
    const words = typed({ bornOn: { kind: 'formula', formula: 'A1', result: 'ieri' } });
    const fine = typed({ bornOn: { kind: 'formula', formula: 'A1', result: '3/2/1998' } });

    expect(error.findings.map((it) => it.says)).toEqual([
      'La cella mostra #DIV/0!: la formula non funziona. Scrivi il valore al posto della formula.',
    ]);
    expect(words.findings.map((it) => it.key)).toEqual(['B.bornOn.unreadable/B-0001']);
    expect(fine.findings).toMatchObject([{ key: 'formulaInData/B-0001/bornOn', level: 'avvisa' }]);
    expect(fine.rows(people)[0]?.bornOn).toBe('1998-02-03');
  });

  test('may be blank to the eye: no-break spaces are no value', () => {
    const register = typed({
      bornOn: '\u00a0',
      lastName: { kind: 'formula', formula: 'A1', result: '' },
    });

    expect(judged(register).map((it) => it.key)).toEqual(['B.lastName.missing/B-0001']);
  });

  test('is never quoted where people write freely, or where it is restricted', () => {
    const clock: Cell = { kind: 'serial', serial: 0.75, shows: 'time' };
    const open = typed({ remarks: clock });
    const closed = registerOf([
      sheetOf(people, [amina]),
      noWorks,
      sheetOf(secrets, [
        { id: 'RS-0001', person: 'B-0001', reason: clock, seenOn: 'detenuta', iban: clock },
      ]),
    ]);

    expect(open.findings).toMatchObject([
      {
        says: 'Il valore di «Osservazioni» non si può leggere.',
        classes: ['freeText', 'internal'],
        proposed: undefined,
      },
    ]);
    expect(closed.findings.map((it) => [it.says, it.classes])).toEqual([
      ['Il valore di «Motivo» non si può leggere.', ['restricted', 'freeText']],
      ['Il valore di «Visto il» non si può leggere.', ['restricted', 'freeText']],
      [
        '«18:00» è diventato una data o un’ora: formatta la cella come testo e riscrivi.',
        ['personal', 'restricted', 'freeText'],
      ],
    ]);
  });

  test('in the restricted book is nobody else’s business, formulas and references too', () => {
    const register = registerOf([
      sheetOf(people, [amina]),
      noWorks,
      sheetOf(secrets, [
        {
          id: 'RS-0001',
          person: 'Amina Rossi',
          reason: { kind: 'formula', formula: 'A1', result: 'x' },
        },
        { id: 'RS-0001' },
        { id: 'boh' },
      ]),
    ]);

    expect(judged(register).length).toBeGreaterThan(5);
    expect(judged(register).filter((it) => !it.classes.includes('restricted'))).toEqual([]);
  });
});

describe('Looking rows up', () => {
  const register = registerOf([
    sheetOf(people, [amina, ion]),
    sheetOf(works, [
      { id: 'T-0001', person: 'B-0001', startDate: '1/6/2026' },
      { id: 'T-0002', person: 'B-0002' },
      { id: 'T-0003', person: 'B-0001' },
    ]),
    noSecrets,
  ]);
  const [first, second] = register.rows(people);

  test('finds those whose cell holds a value, in the order of the sheet', () => {
    if (first === undefined || second === undefined) throw new Error('no people');

    expect(register.where(works, 'person', first).map((it) => it.id)).toEqual(['T-0001', 'T-0003']);
    expect(register.where(works, 'person', second).map((it) => it.id)).toEqual(['T-0002']);
    expect(register.where(works, 'startDate', day('2026-06-01')).map((it) => it.id)).toEqual([
      'T-0001',
    ]);
    expect(register.where(works, 'startDate', day('2026-06-02'))).toEqual([]);
  });

  test('finds a row by its ID in whatever tab, and the same row each time', () => {
    expect(register.find('T-0002')).toEqual({ tab: works, row: register.rows(works)[1] });
    expect(register.find('T-0002')?.row).toBe(register.rows(works)[1]);
    expect(register.find('T-0004')).toBe(undefined);
    expect(register.keyOf(register.rows(works)[1] ?? { id: '' })).toBe('T-0002');
  });
});

describe('What a column expects', () => {
  test('is said with an example and without a value', () => {
    const { person, about } = works.columns;
    const { bornOn, stage, remarks } = people.columns;

    expect([person, about, bornOn, stage, remarks].map(expectedIn)).toEqual([
      'L’ID di una riga, ad esempio B-0001.',
      'ID di qualunque foglio, ad esempio T-0014.',
      'Data, ad esempio 28/02/2026.',
      'Una delle scelte: in attesa o rinuncia.',
      'Un valore di tipo «testo libero».',
    ]);
  });
});
