import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { knowledge } from '../../config/index.ts';
import {
  attendanceSheets,
  beneficiaries,
  companies,
  contacts,
  interviews,
  municipalities,
  operators,
  restricted,
} from '../../config/registry.ts';
import type { Cell } from '../../src/core/cell.ts';
import type { Column } from '../../src/core/column.ts';
import { day, plusDays } from '../../src/core/day.ts';
import { type AnyTab, idOf } from '../../src/core/tab.ts';
import { readDelimited } from '../../src/jobs/delimited.ts';
import {
  actsOf,
  type ImportPlan,
  importInWords,
  likeliestGrid,
  planImport,
} from '../../src/jobs/import.ts';
import { record } from '../../src/jobs/record.ts';
import { aProgramme, headerOf, type Programme, type TypedRow } from '../a/programme.ts';

type Answers = Pick<Parameters<typeof planImport>[0], 'same' | 'fresh' | 'fields'>;

/** Amina, with all that tells a person; Ion, of whom only name and telephone are known. */
const people: readonly TypedRow[] = [
  {
    ID: 'B-0001',
    lastName: 'D’Amico',
    firstName: 'Maria Rosaria',
    birthDate: '03/02/1998',
    codiceFiscale: 'DMCMRS98B43A285Y',
    phone: '+393331234567',
    cap: '00123',
  },
  { ID: 'B-0002', lastName: 'Popescu', firstName: 'Ion', phone: '333 765 4321' },
  {
    ID: 'B-0003',
    lastName: 'Singh',
    firstName: 'Harpreet',
    birthDate: '21/09/1992',
    provisionalCodiceFiscale: '12345670017',
  },
];

function aRegister(): Programme {
  return aProgramme([
    [beneficiaries, [...people, { ID: 'B-0004', lastName: 'Ferri' }]],
    [municipalities, [{ ID: 'COM-0001', name: 'Andria', province: 'BT' }]],
    [operators, [{ ID: 'O-0001', lastName: 'Bianchi', firstName: 'Anna' }]],
    [contacts, []],
    [interviews, []],
    [
      companies,
      [
        { ID: 'I-0001', name: 'Forno Bianchi', partitaIva: '02768890648' },
        { ID: 'I-0002', name: 'Officina Verdi' },
        { ID: 'I-0003', name: 'Officina Verdi' },
      ],
    ],
    [restricted, []],
  ]);
}

/** What a file of these lines would do: cells are typed as in a CSV. */
async function imported(
  lines: readonly (readonly Cell[])[],
  to: AnyTab = beneficiaries,
  answers: Answers = {},
): Promise<ImportPlan> {
  const plan = planImport({
    grid: { name: 'elenco', rows: lines },
    tab: to,
    world: await aRegister().world(),
    ...answers,
  });
  if (!plan.ok) throw new Error(plan.error);
  return plan.value;
}

async function refused(
  lines: readonly (readonly Cell[])[],
  answers: Answers = {},
): Promise<string | undefined> {
  const plan = planImport({
    grid: { name: 'elenco', rows: lines },
    tab: beneficiaries,
    world: await aRegister().world(),
    ...answers,
  });
  return plan.ok ? undefined : plan.error;
}

/** Header, field, whether it is imported. */
function taken({ columns }: ImportPlan) {
  return columns.map(({ header, label, used }) => [header, label, used]);
}

describe('The columns of a file', () => {
  it('are found by label, by an old label, by their words, cut short, and with slips of the pen', async () => {
    const plan = await imported([
      ['Elenco delle persone, aprile 2026'],
      [],
      ['COGNOME', 'nome', 'Data nascita', 'CF', 'Tel.', 'Laboratoro'],
      ['Neri', 'Paola'],
    ]);

    expect(plan.header).toBe(3);
    expect(taken(plan)).toEqual([
      ['COGNOME', 'Cognome', true],
      ['nome', 'Nome', true],
      ['Data nascita', 'Data di nascita', true],
      ['CF', 'Codice fiscale', true],
      ['Tel.', 'Telefono', true],
      ['Laboratoro', 'Laboratorio', true],
    ]);
    expect(plan.columns.map((it) => [it.confidence, it.why])).toEqual([
      [1, 'label'],
      [1, 'label'],
      [0.9, 'words'],
      [0.98, 'formerly'],
      [0.8, 'words'],
      [0.75, 'nearest'],
    ]);
  });

  it('are found by what their values look like, where the header says nothing', async () => {
    const plan = await imported([
      ['Cognome', 'Nome', 'Codice', 'Recapito', ''],
      ['De Luca', 'Gianfranco', 'DLCGFR86M15L328Z', '333 111 2222', 'a@example.org'],
      ['Fo', 'Al', 'FOXLAX90T31A669L', '333 111 3333', 'b@example.org'],
    ]);

    expect(taken(plan).slice(2)).toEqual([
      ['Codice', 'Codice fiscale', true],
      ['Recapito', 'Telefono', true],
      ['', 'E-mail', true],
    ]);
  });

  it('that speak of somebody else are only proposed', async () => {
    const plan = await imported([
      ['Cognome', 'Nome', 'Telefono del tutor'],
      ['De Luca', 'Gianfranco', '333 111 2222'],
      ['Fo', 'Al', '333 111 3333'],
    ]);

    expect(plan.columns[2]).toMatchObject({
      label: 'Telefono',
      used: false,
      says: 'Potrebbe essere «Telefono», ma non è sicuro: non la importo. Se lo è, chiamala così nel file.',
    });
    expect(plan.rows[0]).toMatchObject({
      kind: 'create',
      values: { lastName: 'De Luca', firstName: 'Gianfranco' },
    });
  });

  it('that two fields could claim are told apart by their values', async () => {
    const plan = await imported([
      ['Cognome', 'Nome', 'Nato', 'Nato/a a'],
      ['De Luca', 'Gianfranco', '15/08/1986', 'Trani'],
      ['Fo', 'Al', '31/12/1990', 'Barletta'],
    ]);

    expect(taken(plan).slice(2)).toEqual([
      ['Nato', 'Data di nascita', true],
      ['Nato/a a', 'Luogo di nascita', true],
    ]);
  });

  it('that two fields could claim and no value tells apart are only proposed', async () => {
    const plan = await imported([
      ['Cognome', 'Nome', 'Nato'],
      ['De Luca', 'Gianfranco'],
    ]);

    expect(plan.columns[2]).toMatchObject({ confidence: 0.5, used: false, filled: 0 });
  });

  it('are all told, those not imported with the reason and how much they hold', async () => {
    const plan = await imported([
      ['Cognome', 'Nome', 'Numero scarpe', 'Stato', 'Cognome'],
      ['Neri', 'Paola', '38', 'attivo', 'Bianchi'],
      ['Verdi', 'Aldo', '40', '', 'Bianchi'],
    ]);

    expect(plan.columns.slice(2)).toMatchObject([
      {
        header: 'Numero scarpe',
        used: false,
        filled: 2,
        says: 'Nessuna colonna di «Beneficiari» le somiglia: non la importo.',
      },
      { header: 'Stato', used: false, says: 'La calcola ALICE da sé: non si importa.' },
      {
        header: 'Cognome',
        used: false,
        says: '«Cognome» viene già da un’altra colonna del file: questa non la importo.',
      },
    ]);
  });

  it('are what the person says they are', async () => {
    const plan = await imported(
      [
        ['Cognome', 'Nome', 'Chi', 'CF'],
        ['Neri', 'Paola', 'x', 'y'],
      ],
      beneficiaries,
      {
        fields: new Map([
          ['chi', 'Competenze'],
          ['CF', ''],
        ]),
      },
    );

    expect(plan.columns.slice(2)).toMatchObject([
      { label: 'Competenze', used: true, why: 'given' },
      { used: false, says: 'Lasciata fuori come hai chiesto.' },
    ]);
  });

  it('take the days of an attendance sheet by their number', async () => {
    const plan = await planOf(aProgramme([[attendanceSheets, []]]), attendanceSheets, [
      ['Mese', 'Note', 1, '2', 31],
      ['marzo 2026', undefined, 4.5, 'P', 'MAL'],
    ]);

    expect(plan.columns.map((it) => it.field)).toEqual(['month', 'notes', 'd1', 'd2', 'd31']);
    expect(plan.rows[0]).toMatchObject({
      kind: 'invalid',
      problems: [
        {
          label: '31',
          says: 'Qui vanno solo P, A, C, S, R oppure le ore (4,5): il motivo si scrive solo nel registro riservato.',
        },
      ],
    });
  });

  it('must have a header', async () => {
    expect(
      await refused([
        ['Neri', 'Paola'],
        ['Verdi', 'Aldo'],
      ]),
    ).toBe(
      'Non trovo la riga delle intestazioni: serve una riga con almeno due colonne di «Beneficiari», ad esempio «Cognome» e «Nome».',
    );
  });

  it('choose the sheet of a file that looks most like the tab', () => {
    const grids = [
      { name: 'Note', rows: [['Cognome', 'Appunti']] },
      { name: 'Elenco', rows: [['Cognome', 'Nome', 'CF']] },
    ];

    expect(likeliestGrid(grids, beneficiaries)?.name).toBe('Elenco');
    expect(likeliestGrid([], beneficiaries)).toBe(undefined);
  });
});

async function planOf(
  programme: Programme,
  to: AnyTab,
  rows: readonly (readonly Cell[])[],
): Promise<ImportPlan> {
  const plan = planImport({
    grid: { name: 'elenco', rows },
    tab: to,
    world: await programme.world(),
  });
  if (!plan.ok) throw new Error(plan.error);
  return plan.value;
}

describe('A line of a file', () => {
  const header = ['Cognome', 'Nome', 'Data di nascita', 'CF', 'CAP', 'Comune di residenza'];

  it('that is nobody’s yet is new, its values as they are stored', async () => {
    const plan = await imported([
      header,
      [' de luca ', 'Gianfranco', '15.8.86', 'dlcgfr86m15l328z', '00123', 'andria'],
    ]);

    expect(plan.rows).toEqual([
      {
        line: 2,
        kind: 'create',
        values: {
          lastName: 'de luca',
          firstName: 'Gianfranco',
          birthDate: { kind: 'serial', serial: 31_639, shows: 'date' },
          codiceFiscale: 'DLCGFR86M15L328Z',
          cap: '00123',
          municipality: 'COM-0001',
        },
        lacks: ['Laboratorio', 'Operatore', 'Primo contatto'],
      },
    ]);
  });

  it('with the codice fiscale of somebody changes only what differs, and never empties a cell', async () => {
    const plan = await imported([
      header,
      ['D’AMICO', 'Maria Rosaria', '', 'DMCMRS98B43A285Y', '76123', undefined],
    ]);

    expect(plan.rows).toEqual([
      {
        line: 2,
        kind: 'update',
        id: 'B-0001',
        why: 'stesso codice fiscale',
        changes: [
          {
            column: 'lastName',
            label: 'Cognome',
            before: 'D’Amico',
            after: 'D’AMICO',
            classes: ['name'],
          },
          { column: 'cap', label: 'CAP', before: '00123', after: '76123', classes: ['personal'] },
        ],
      },
    ]);
  });

  it('that says the same in other ways changes nothing', async () => {
    const plan = await imported([
      [...header, 'Cellulare'],
      [
        'D’Amico',
        'Maria Rosaria',
        '3 febbraio 1998',
        'DMC MRS 98B43 A285Y',
        '00123',
        '',
        '333.1234567',
      ],
    ]);

    expect(plan.rows).toEqual([
      { line: 2, kind: 'unchanged', id: 'B-0001', why: 'stesso codice fiscale' },
    ]);
  });

  it('that cannot be read says which cell and why, and is left out whole', async () => {
    const plan = await imported([
      header,
      ['Neri', 'Paola', '31/02/1998', 'DMCMRS98B43A285X', '', 'Atlantide'],
      ['', '', '', '', '', ''],
      [undefined, undefined, undefined, undefined, undefined, undefined, 'Totale: 1'],
      header,
    ]);

    expect(plan.rows).toMatchObject([
      {
        line: 2,
        kind: 'invalid',
        problems: [
          { label: 'Data di nascita', classes: ['personal'] },
          { label: 'Codice fiscale' },
          {
            label: 'Comune di residenza',
            says: '«Atlantide» non si trova in «Comuni»: scrivi l’ID della riga, ad esempio COM-0001.',
          },
        ],
      },
      {
        line: 4,
        kind: 'invalid',
        problems: [
          {
            says: 'Alla riga 4 nessuna delle colonne riconosciute è compilata: se è un totale o un titolo lasciala, altrimenti compila ad esempio «Cognome».',
          },
        ],
      },
    ]);
    expect(actsOf(plan)).toEqual([]);
  });

  it('repeats no word of a restricted cell', async () => {
    const plan = await imported(
      [
        ['Persona', 'Gruppo'],
        ['B-0001', 'tossicodipendente'],
        ['Rossi la detenuta', ''],
      ],
      restricted,
    );

    expect(JSON.stringify(plan.rows)).not.toMatch(/tossico|detenuta/);
    expect(plan.rows.map((it) => it.kind)).toEqual(['invalid', 'invalid']);
  });
});

describe('Somebody who may be in the register already', () => {
  const header = ['ID', 'Cognome', 'Nome', 'Data di nascita', 'CF', 'Telefono', 'CF provvisorio'];

  async function asked(line: readonly Cell[], answers: Answers = {}) {
    const [row] = (await imported([header, line], beneficiaries, answers)).rows;
    return row;
  }

  it('is a question, with how to answer, whenever the likeness is not a codice fiscale', async () => {
    expect(await asked(['', 'Amico', 'Lia', '', '', '333 123 4567'])).toMatchObject({
      kind: 'question',
      candidates: [{ id: 'B-0001', why: 'stesso telefono' }],
      says: 'La riga 2 è la stessa persona di B-0001 (stesso telefono)? Se sì scrivi B-0001 nella colonna ID del file, oppure aggiungi «--same 2=B-0001»; se è un’altra, «--fresh 2».',
    });
    expect(await asked(['', 'MARIA ROSARIA', 'Damico', '3/2/1998'])).toMatchObject({
      kind: 'question',
      candidates: [{ id: 'B-0001', why: 'stessi nome e data di nascita' }],
    });
    expect(await asked(['', 'Popescu', 'Ion', '10/06/1995'])).toMatchObject({
      kind: 'question',
      candidates: [{ id: 'B-0002', why: 'stesso nome, senza data di nascita da confrontare' }],
    });
    expect(await asked(['', 'Singh', 'H.', '', '', '', '12345670017'])).toMatchObject({
      kind: 'question',
      candidates: [{ id: 'B-0003', why: 'stesso codice fiscale provvisorio' }],
    });
    expect(await asked(['', 'Altra', 'Persona', '', 'DMCMRS98B43A28RT'])).toMatchObject({
      kind: 'question',
      candidates: [{ id: 'B-0001', why: 'stesso codice fiscale, tolte le lettere di omocodia' }],
    });
  });

  it('is no question where two codici fiscali or two birthdays tell two persons', async () => {
    expect(
      await asked(['', 'D’Amico', 'Aldo', '', 'DLCGFR86M15L328Z', '333 123 4567']),
    ).toMatchObject({
      kind: 'create',
    });
    expect(await asked(['', 'Singh', 'Harpreet', '22/09/1992'])).toMatchObject({ kind: 'create' });
  });

  it('is who the answer says', async () => {
    const line = ['', 'Popescu', 'Ion', '10/06/1995', '', '333 765 4321'];

    expect(await asked(line, { same: new Map([[2, 'B-0002']]) })).toMatchObject({
      kind: 'update',
      id: 'B-0002',
      changes: [{ column: 'birthDate', before: undefined }],
    });
    expect(await asked(line, { fresh: new Set([2]) })).toMatchObject({ kind: 'create' });
    expect(await asked(['B-0002', ...line.slice(1)])).toMatchObject({
      kind: 'update',
      id: 'B-0002',
    });
  });

  it('is never new against a codice fiscale, nor somebody with another one', async () => {
    expect(
      await asked(['', 'D’Amico', 'Maria', '', 'DMCMRS98B43A285Y'], { fresh: new Set([2]) }),
    ).toMatchObject({
      kind: 'invalid',
      problems: [
        {
          says: 'Non è una riga nuova: è B-0001 (stesso codice fiscale). Togli la riga 2 da quelle nuove.',
        },
      ],
    });
    expect(await asked(['B-0001', 'D’Amico', '', '', 'DLCGFR86M15L328Z'])).toMatchObject({
      kind: 'invalid',
      problems: [
        {
          says: 'B-0001 nel registro ha un altro codice fiscale: controlla l’ID, oppure conferma con «--same 2=B-0001».',
        },
      ],
    });
    expect(await asked(['B-0002', 'Altro', 'Nome'])).toMatchObject({
      kind: 'invalid',
      problems: [{ says: expect.stringContaining('B-0002 nel registro è tutt’altra riga') }],
    });
  });

  it('must have an ID that is there, if any', async () => {
    expect(await asked(['B-0099', 'Neri'])).toMatchObject({
      problems: [
        {
          says: 'B-0099 non c’è in «Beneficiari». Per una riga nuova lascia la cella ID vuota; per una che c’è scrivi il suo, ad esempio B-0001.',
        },
      ],
    });
    expect(await asked(['7', 'Neri'])).toMatchObject({
      problems: [{ says: expect.stringContaining('«7» non è un ID di «Beneficiari».') }],
    });
    expect(await asked(['I-0001', 'Neri'])).toMatchObject({
      problems: [{ says: expect.stringContaining('I-0001 è una riga di «Soggetti ospitanti».') }],
    });
  });

  it('is told once when the file has them twice', async () => {
    const plan = await imported([
      header,
      ['', 'De Luca', 'Gianfranco', '', 'DLCGFR86M15L328Z'],
      ['', 'DE LUCA', 'GIANFRANCO', '', 'DLCGFR86M15L328Z'],
      ['', 'Neri', 'Paola', '', '', '333 999 0000'],
      ['', 'Neri', 'Carla', '', '', '333 999 0000'],
      ['', 'D’Amico', '', '', 'DMCMRS98B43A285Y'],
      ['B-0001', 'D’Amico'],
    ]);

    expect(plan.rows.map((it) => it.kind)).toEqual([
      'create',
      'invalid',
      'create',
      'question',
      'unchanged',
      'invalid',
    ]);
    expect(plan.rows[1]).toMatchObject({
      problems: [
        {
          says: 'È la stessa della riga 2 del file (stesso codice fiscale): tieni una sola riga, ad esempio la più completa.',
        },
      ],
    });
    expect(plan.rows[3]).toMatchObject({
      says: 'La riga 5 è la stessa persona di quella della riga 4 del file (stesso telefono)? Se sì togline una; se è un’altra aggiungi «--fresh 5».',
    });
    expect(plan.rows[5]).toMatchObject({
      problems: [
        {
          says: 'Anche la riga 6 del file è B-0001: tieni una sola riga, ad esempio la più completa.',
        },
      ],
    });
    expect(importInWords(plan)).toBe(
      '6 righe per «Beneficiari»: 2 nuove, 1 già uguale, 2 da correggere nel file e 1 domanda.',
    );
  });

  it('is asked with answers that fit the file and the register', async () => {
    const lines = [header, ['', 'Neri', 'Paola']];

    expect(await refused(lines, { same: new Map([[2, 'I-0001']]) })).toBe(
      'I-0001 non è una riga di «Beneficiari»: per la riga 2 scrivi un ID che c’è, ad esempio 2=B-0001.',
    );
    expect(await refused(lines, { fresh: new Set([3]) })).toBe(
      'Nel file la riga 3 non c’è o è vuota: il file ha 2 righe, intestazione compresa.',
    );
    expect(await refused(lines, { same: new Map([[2, 'B-0001']]), fresh: new Set([2]) })).toBe(
      'La riga 2 non può essere insieme B-0001 e una nuova: togli una delle due risposte.',
    );
    expect(await refused(lines, { fields: new Map([['Nome', 'Nomi']]) })).toBe(
      '«Nomi» non è una colonna di «Beneficiari»: forse «Nome».',
    );
    expect(await refused(lines, { fields: new Map([['Chi', 'Nome']]) })).toBe(
      'Nel file non c’è una colonna «Chi»: le sue colonne sono «ID», «Cognome», «Nome», «Data di nascita», «CF», «Telefono» e «CF provvisorio».',
    );
  });
});

describe('Other tabs', () => {
  it('name rows of other tabs by ID, by what they are called in any order, or by codice fiscale', async () => {
    const header = ['Persona', 'Giorno', 'Esito'];
    const plan = await imported(
      [
        header,
        ['B-0001', '16/03/2026', 'sentito'],
        ['Maria Rosaria D’AMICO', '17/03/2026', 'sentito'],
        ['DMCMRS98B43A285Y', '18/03/2026', 'sentito'],
        ['B-0001 · D’Amico Maria Rosaria', '19/03/2026', 'sentito'],
        ['Popesco Ion', '19/03/2026', 'sentito'],
        ['Ferri', '19/03/2026', 'sentito'],
      ],
      contacts,
    );

    expect(
      plan.rows.map((it) => (it.kind === 'create' ? it.values['beneficiary'] : it)),
    ).toMatchObject([
      'B-0001',
      'B-0001',
      'B-0001',
      'B-0001',
      {
        kind: 'invalid',
        problems: [
          {
            says: '«Popesco Ion» non si trova in «Beneficiari»: forse è B-0002; se è così scrivi quello.',
            proposed: 'B-0002',
          },
        ],
      },
      // There is a Ferri without a first name: that is nobody’s whole name.
      {
        kind: 'invalid',
        problems: [
          {
            says: '«Ferri» non si trova in «Beneficiari»: scrivi l’ID della riga, ad esempio B-0001.',
          },
        ],
      },
    ]);
  });

  it('ask for the ID where several rows are called the same', async () => {
    const plan = await imported(
      [
        ['Soggetto ospitante', 'Giorno'],
        ['officina verdi', '16/03/2026'],
      ],
      contacts,
    );

    expect(plan.rows[0]).toMatchObject({
      problems: [
        {
          says: '«officina verdi» in «Soggetti ospitanti» può essere I-0002 o I-0003: scrivi l’ID, ad esempio I-0002.',
        },
      ],
    });
  });

  it('are matched by the cells that tell a row', async () => {
    const programme = aProgramme([
      [beneficiaries, people],
      [
        interviews,
        [
          { ID: 'Q-0001', beneficiary: 'B-0001', on: '16/03/2026', kind: 'accoglienza' },
          { ID: 'Q-0002', beneficiary: 'B-0001', on: '17/03/2026', kind: 'accoglienza' },
        ],
      ],
    ]);
    const kind = interviews.columns.kind.label;

    const plan = await planOf(programme, interviews, [
      ['Persona', interviews.columns.on.label, kind, 'Note'],
      ['B-0001', '16/03/2026', 'accoglienza', 'in ritardo'],
      ['B-0001', '18/03/2026', 'accoglienza', ''],
      ['B-0001', '18/03/2026', 'accoglienza', ''],
      ['B-0001', '', '', 'non si sa quando'],
    ]);

    expect(plan.rows.map((it) => [it.kind, 'id' in it ? it.id : undefined])).toEqual([
      ['update', 'Q-0001'],
      ['create', undefined],
      ['invalid', undefined],
      ['create', undefined],
    ]);
  });

  it('ask about a row that is told by less than it needs, or by an identifier under another name', async () => {
    const plan = await imported(
      [
        ['Ragione sociale', 'Partita IVA', 'PEC'],
        ['Forno Bianchi', '', 'forno@pec.example.org'],
        ['Panificio Bianchi srl', '02768890648', ''],
        ['Officina Verdi', '', 'verdi@pec.example.org'],
      ],
      companies,
    );

    expect(plan.rows).toMatchObject([
      { kind: 'update', id: 'I-0001', changes: [{ column: 'pec' }] },
      { kind: 'question', candidates: [{ id: 'I-0001', why: 'uguale in «Partita IVA»' }] },
      { kind: 'question', candidates: [{ id: 'I-0002' }, { id: 'I-0003' }] },
    ]);
  });

  it('cannot be imported into while rows have no ID', async () => {
    const programme = aProgramme([[beneficiaries, [...people, { lastName: 'Neri' }]]]);

    const plan = planImport({
      grid: { name: 'elenco', rows: [['Cognome', 'Nome']] },
      tab: beneficiaries,
      world: await programme.world(),
    });

    expect(plan).toEqual({
      ok: false,
      error:
        'In «Beneficiari» ci sono righe che non hanno ancora il loro ID: fai prima «alice check», poi ripeti.',
    });
  });
});

describe('What an import asks for', () => {
  it('is recorded, and imported again changes nothing', async () => {
    const programme = aRegister();
    const lines = [
      ['Cognome', 'Nome', 'CF', 'Comune di residenza', 'Telefono'],
      ['De Luca', 'Gianfranco', 'DLCGFR86M15L328Z', 'Andria', '333 555 6666'],
      ['D’Amico', 'Maria Rosaria', 'DMCMRS98B43A285Y', 'Andria', '333 777 8888'],
    ];
    const plan = await planOf(programme, beneficiaries, lines);
    const { ledger, clock } = programme;

    const done = await record({
      world: await programme.world(),
      acts: actsOf(plan),
      ledger,
      clock,
      verb: 'import',
      by: 'Anna Bianchi',
    });

    expect(done).toMatchObject({ ok: true, value: { outcome: 'done', ids: ['B-0005'] } });
    expect(await programme.cell(beneficiaries, 'B-0001', 'phone')).toBe('+393337778888');
    const again = await planOf(programme, beneficiaries, lines);
    expect(again.rows).toMatchObject([
      { kind: 'unchanged', id: 'B-0005' },
      { kind: 'unchanged', id: 'B-0001' },
    ]);
  });

  it('is nothing, for any tab, where the file is an export of that tab', async () => {
    const tabs = knowledge.tabs;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 1_000_000 }), async (seed) => {
        const random = dice(seed);
        const programme = aProgramme(
          tabs.map((tab) => [tab, [1, 2].map((n) => anyRow(tab, { n, random }))] as const),
        );
        const world = await programme.world();
        for (const tab of tabs) {
          const read = readDelimited(exported(tab, world.register.rows(tab)));
          const grid = { name: tab.name, rows: read.ok ? read.value.rows : [] };

          const plan = planImport({ grid, tab, world });

          expect(plan.ok ? plan.value.rows : plan.error, tab.name).toEqual(
            [1, 2].map((n) => ({ line: n + 1, kind: 'unchanged', id: idOf(tab, n), why: 'ID' })),
          );
        }
      }),
      { numRuns: 2 },
    );
  });
});

/** All rows as a CSV, every value as people read it. */
function exported(tab: AnyTab, rows: readonly { readonly id: string }[]): string {
  const lines = [
    headerOf(tab),
    ...rows.map((row) => [
      row.id,
      ...Object.entries(tab.columns).map(([key, column]) => {
        // Rows are plain objects by column name.
        const value = (row as Readonly<Record<string, unknown>>)[key];
        return value === undefined ? '' : column.show(value);
      }),
    ]),
  ];
  return lines
    .map((cells) => cells.map((it) => `"${it.replaceAll('"', '""')}"`).join(';'))
    .join('\r\n');
}

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
function dice(seed: number): () => number {
  let at = seed;
  return () => {
    at = (at + 0x6d2b79f5) | 0;
    let it = Math.imul(at ^ (at >>> 15), at | 1);
    it ^= it + Math.imul(it ^ (it >>> 7), it | 61);
    return ((it ^ (it >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A row of which every cell can be read. */
function anyRow(
  tab: AnyTab,
  { n, random }: { readonly n: number; readonly random: () => number },
): TypedRow {
  return Object.fromEntries([
    ['ID', idOf(tab, n)],
    ...Object.entries(tab.columns)
      .filter(([, it]) => it.laid === undefined && random() < 0.8)
      .map(([key, column]) => [key, anyCell(column, random)] as const),
  ]);
}

function anyCell(column: Column<unknown>, random: () => number): Cell {
  // `refersTo` is the only maker of an object there: a tab.
  const to = column.to as AnyTab | '*' | undefined;
  if (typeof to === 'object') return idOf(to, random() < 0.5 ? 1 : 2);
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
  const write = (value: unknown) => column.write(value);
  if (column.kind === 'data')
    return write(plusDays(day('1960-01-01'), Math.floor(random() * 30_000)));
  if (column.kind === 'importo') return write(Math.floor(random() * 1_000_000));
  if (column.kind === 'ore') return write(Math.floor(random() * 16) * 15 + pick([0, 0, 5]));
  if (column.kind === 'percentuale') return write(Math.floor(random() * 10_001));
  if (column.kind === 'presenza') return pick<Cell>(['P', 'A', 'C', 'S', 'R', 4.5, '4:25', '9-13']);
  if (column.kind === 'scelta') return pick(column.choices?.labels ?? [column.example]);
  if (column.kind === 'testo' || column.kind === 'testo libero')
    return pick([
      '00123',
      'D’Amico',
      '=1+1',
      'a; "b"\nc, d',
      '  spazi  ',
      'Nome',
      '3,5',
      '04/05/2026',
    ]);
  return column.example;
}
