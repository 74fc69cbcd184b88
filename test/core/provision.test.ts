import { describe, expect, test } from 'vitest';
import { date, text } from '../../src/core/column.ts';
import { day } from '../../src/core/day.ts';
import {
  laidFormula,
  lineCells,
  listName,
  markKey,
  markNames,
  missingNames,
  provision,
  shapeOfPage,
  shapeOfTab,
  wantedPage,
  wantedTab,
} from '../../src/core/provision.ts';
import type { ColumnShape, Shape, TabShape } from '../../src/core/shape.ts';
import { page } from '../../src/core/tab.ts';
import { memoryWorkbook } from '../../src/integrations/memory/workbook.ts';
import { people, works } from '../a/small.ts';

const told = page('Da correggere', {
  about: 'Che cosa non torna.',
  books: ['persone'],
  module: 'base',
  columns: {
    id: text('ID', { width: 10 }),
    since: date('Dal'),
    says: text('Che cosa', { width: 60, help: 'In una frase.' }),
  },
  hidden: ['since'],
});
const unseen = page('Verifiche', {
  about: 'Di servizio.',
  books: ['persone'],
  module: 'base',
  columns: { id: text('ID') },
  unseen: true,
});
const wanted = [
  wantedTab(people, '2F5D7C'),
  wantedTab(works, '2F5D7C'),
  wantedPage(told, '9AA5B1'),
  wantedPage(unseen, '9AA5B1'),
];
const sound: Shape = { tabs: wanted.map((it) => it.shape), names: [] };

/** The sound shape with a tab changed. */
function but(name: string, change: (it: TabShape) => TabShape): Shape {
  return { ...sound, tabs: sound.tabs.map((it) => (it.name === name ? change(it) : it)) };
}

function withColumns(
  name: string,
  change: (it: readonly ColumnShape[]) => readonly ColumnShape[],
): Shape {
  return but(name, (it) => ({ ...it, columns: change(it.columns) }));
}

function relabelled(from: string, to: string) {
  return withColumns('Persone', (it) =>
    it.map((one) => (one.label === from ? { ...one, label: to } : one)),
  );
}

function column(label: string, change: Partial<ColumnShape>): Shape {
  return withColumns('Persone', (it) =>
    it.map((one) => (one.label === label ? { ...one, ...change } : one)),
  );
}

describe('A workbook that is not there yet', () => {
  test('lacks every tab, in order, each made in one step', () => {
    const decays = provision({ tabs: [], names: [] }, wanted);

    expect(decays.map((it) => [it.says, it.cure])).toEqual([
      ['Manca il foglio «Persone».', 'Aggiungo il foglio «Persone» con 7 colonne.'],
      ['Manca il foglio «Lavori».', 'Aggiungo il foglio «Lavori» con 5 colonne.'],
      ['Manca il foglio «Da correggere».', 'Aggiungo il foglio «Da correggere» con 3 colonne.'],
      ['Manca il foglio «Verifiche».', 'Aggiungo il foglio «Verifiche» con 1 colonna.'],
    ]);
    expect(decays.flatMap((it) => it.steps)).toEqual(
      wanted.map(({ shape }, at) => ({ do: 'addTab', tab: shape, at })),
    );
  });
});

describe('A workbook built as it should be', () => {
  test('lacks nothing, whatever people chose: widths, colours, order, sheets and columns of their own', () => {
    const theirs: Shape = {
      ...sound,
      tabs: [
        { ...(sound.tabs[0] as TabShape), name: 'Appunti', columns: [] },
        ...but('Persone', (it) => ({
          ...it,
          name: ' persone',
          colour: 'FF0000',
          frozenColumns: 0,
          filter: false,
          columns: [
            { label: 'Mia', format: 'general' as const },
            ...it.columns.toReversed().map((one) => ({ ...one, width: 3, hidden: true })),
          ],
        })).tabs.toReversed(),
      ],
    };

    expect(provision(sound, wanted)).toEqual([]);
    expect(provision(theirs, wanted)).toEqual([]);
  });
});

describe('A header', () => {
  test('that is gone is added at the end, beyond what people keep there', () => {
    const decays = provision(
      withColumns('Persone', (it) => it.filter((one) => one.label !== 'Fase')),
      wanted,
    );

    expect(decays).toEqual([
      {
        says: 'In «Persone» manca la colonna «Fase».',
        cure: 'Aggiungo la colonna «Fase» in fondo a destra.',
        steps: [
          {
            do: 'addColumn',
            tab: 'Persone',
            at: 6,
            column: expect.objectContaining({ label: 'Fase' }),
          },
        ],
      },
    ]);
  });

  test('that is misspelt, or has its old label, is written again and keeps its column', () => {
    const misspelt = provision(relabelled('Osservazioni', 'Oservazzioni'), wanted);
    const old = provision(relabelled('Nome', 'Nome di battesimo'), wanted);

    expect(misspelt).toMatchObject([
      {
        says: 'In «Persone» la colonna «Osservazioni» si chiama «Oservazzioni».',
        cure: 'Riscrivo l’intestazione «Osservazioni».',
        steps: [{ do: 'setLabel', tab: 'Persone', at: 6 }],
      },
    ]);
    expect(old).toMatchObject([
      {
        says: 'In «Persone» la colonna «Nome» si chiama «Nome di battesimo».',
        steps: [{ do: 'setLabel', at: 3 }],
      },
    ]);
  });

  test('with its old label gets back at once what else its column has lost', () => {
    const old = withColumns('Persone', (it) =>
      it.map((one) =>
        one.label === 'Nome' ? { ...one, label: 'Nome di battesimo', note: undefined } : one,
      ),
    );

    expect(provision(old, wanted).flatMap((it) => it.steps)).toMatchObject([
      { do: 'setLabel', at: 3 },
      { do: 'setNote', at: 3 },
    ]);
  });

  test('near two that are missing is given to one of them only', () => {
    const two = withColumns('Lavori', (it) =>
      it.flatMap((one) =>
        one.label === 'Data inizio'
          ? [{ ...one, label: 'Data finzio' }]
          : one.label === 'Data fine'
            ? []
            : [one],
      ),
    );

    expect(provision(two, wanted).map((it) => it.steps[0]?.do)).toEqual(['setLabel', 'addColumn']);
  });

  test('that is there twice leaves the first, and calls the others by a number', () => {
    const doubled = withColumns('Persone', (it) => [
      ...it,
      ...it.filter((one) => one.label === 'Cognome'),
      ...it.filter((one) => one.label === 'Cognome'),
    ]);

    expect(provision(doubled, wanted).map((it) => [it.says, it.steps])).toEqual([
      [
        'In «Persone» la colonna «Cognome» c’è due volte.',
        [
          {
            do: 'setLabel',
            tab: 'Persone',
            at: 7,
            column: expect.objectContaining({ label: 'Cognome (2)' }),
          },
        ],
      ],
      [
        'In «Persone» la colonna «Cognome» c’è due volte.',
        [
          {
            do: 'setLabel',
            tab: 'Persone',
            at: 8,
            column: expect.objectContaining({ label: 'Cognome (3)' }),
          },
        ],
      ],
    ]);
  });

  test('left over under the old label is people’s own, where the present one is there', () => {
    const both = withColumns('Persone', (it) => [
      { label: 'Nome di battesimo', format: 'general' },
      ...it,
    ]);

    expect(provision(both, wanted)).toEqual([]);
  });
});

describe('What a column or a tab has lost', () => {
  test.each<readonly [string, Shape, string, string]>([
    [
      'a note',
      column('Cognome', { note: undefined }),
      'In «Persone» la colonna «Cognome» ha perso la sua nota.',
      'setNote',
    ],
    [
      'a note somebody rewrote',
      column('Cognome', { note: 'boh' }),
      'In «Persone» la colonna «Cognome» ha perso la sua nota.',
      'setNote',
    ],
    [
      'a format',
      column('Data di nascita', { format: 'text' }),
      'In «Persone» la colonna «Data di nascita» ha perso il suo formato.',
      'setFormat',
    ],
    [
      'a dropdown',
      column('Fase', { dropdown: undefined }),
      'In «Persone» la colonna «Fase» ha perso la sua tendina.',
      'setDropdown',
    ],
    [
      'a dropdown’s strictness',
      column('Fase', { dropdown: { list: listName('Fase'), strict: false } }),
      'In «Persone» la colonna «Fase» ha perso la sua tendina.',
      'setDropdown',
    ],
    [
      'a guard',
      column('Fase', { guarded: undefined }),
      'In «Persone» la colonna «Fase» ha l’intestazione senza protezione.',
      'setGuard',
    ],
    [
      'the marks',
      but('Persone', (it) => ({ ...it, marks: it.marks.slice(1) })),
      '«Persone» ha perso i colori che segnano le celle da correggere.',
      'setMarks',
    ],
    [
      'the frozen header',
      but('Persone', (it) => ({ ...it, frozenRows: 0 })),
      '«Persone» non tiene ferma l’intestazione.',
      'setFrozen',
    ],
    [
      'its lock',
      but('Da correggere', (it) => ({ ...it, closed: false })),
      '«Da correggere» è di ALICE ed è aperto a chi scrive.',
      'setClosed',
    ],
    [
      'how it prints',
      but('Lavori', (it) => ({ ...it, print: false })),
      '«Lavori» ha perso l’impostazione di stampa.',
      'setPrint',
    ],
    [
      'its hiding',
      but('Verifiche', (it) => ({ ...it, hidden: undefined })),
      '«Verifiche» è un foglio di servizio e si vede.',
      'setHidden',
    ],
  ])('is told and given back: %s', (_, shape, says, step) => {
    const decays = provision(shape, wanted);

    expect(decays.map((it) => [it.says, it.steps.map((one) => one.do)])).toEqual([[says, [step]]]);
    expect(decays[0]?.cure).toMatch(/\.$/);
  });

  test('is not missed in a column of any format, or that needs no guard', () => {
    expect(provision(column('Verifica', { format: 'money' }), wanted)).toEqual([]);
    expect(
      provision(
        but('Da correggere', (it) => ({
          ...it,
          columns: it.columns.map((one) => ({ ...one, guarded: undefined })),
        })),
        wanted,
      ),
    ).toEqual([]);
  });

  test('is given back to a tab under the name it has', () => {
    const renamed = but('Persone', (it) => ({
      ...it,
      name: 'Anagrafica',
      frozenRows: 0,
      columns: it.columns.slice(0, -1),
    }));

    expect(provision(renamed, wanted).flatMap((it) => it.steps)).toMatchObject([
      { do: 'addColumn', tab: 'Anagrafica' },
      { do: 'setFrozen', tab: { name: 'Anagrafica' } },
    ]);
  });
});

describe('Mending', () => {
  test('leaves nothing to mend, from an empty workbook or a spoilt one', async () => {
    const spoilt: Shape = {
      names: [],
      tabs: [
        {
          ...(sound.tabs[0] as TabShape),
          frozenRows: 0,
          marks: [],
          print: false,
          columns: ['ID', 'Cognome', 'Cognome', 'Nome di battesimo', 'Fasi', 'Osservazioni'].map(
            (label) => ({ label, format: 'general' as const }),
          ),
        },
      ],
    };
    const rows = [spoilt.tabs[0]?.columns.map((it) => it.label) ?? [], ['B-0001', 'Rossi']];
    const spoiltBook = memoryWorkbook({ sheets: [{ name: 'Persone', rows }], shape: spoilt });

    for (const workbook of [memoryWorkbook(), spoiltBook]) {
      for (let round = 0; round < 2; round += 1) {
        const steps = provision(await workbook.shape(), wanted).flatMap((it) => it.steps);
        await (await workbook.prepare({ basis: await workbook.revision(), steps })).commit();
      }
      expect(provision(await workbook.shape(), wanted)).toEqual([]);
    }
    expect((await spoiltBook.read()).sheets[0]?.rows[1]?.slice(0, 2)).toEqual(['B-0001', 'Rossi']);
  });
});

describe('The names of ranges', () => {
  const name = { name: 'alice_blocca', tab: 'Da correggere', column: 0, rows: 3 };

  test('that are gone are told; those over fewer or more rows are a check’s to set', () => {
    expect(missingNames({ tabs: [], names: [] }, [name])).toEqual([
      {
        says: 'Manca il nome «alice_blocca», da cui dipendono tendine e segni.',
        cure: 'Rimetto il nome «alice_blocca» sul foglio «Da correggere».',
        steps: [{ do: 'setName', name }],
      },
    ]);
    expect(missingNames({ tabs: [], names: [{ ...name, rows: 9 }] }, [name])).toEqual([]);
  });

  test('of lists are plain words', () => {
    expect([listName('Sì o no'), listName('L’ente «X» – 2')]).toEqual([
      'alice_elenco_si_o_no',
      'alice_elenco_lente_x_2',
    ]);
    expect(markKey('T-0014', 'Data fine')).toBe('T-0014|Data fine');
  });
});

describe('The shape of a tab', () => {
  test('begins with the ID, keeps in sight what tells a row, and says in notes what to type', () => {
    const shape = shapeOfTab(people, '2F5D7C');

    expect(shape).toMatchObject({
      owner: 'people',
      closed: false,
      filter: true,
      frozenRows: 1,
      frozenColumns: 4,
    });
    expect(shapeOfTab(works, '').frozenColumns).toBe(2);
    expect(shape.columns[0]).toMatchObject({ label: 'ID', format: 'text', guarded: true });
    expect(shape.columns[2]?.note).toBe('Testo, ad esempio Rossi. Serve sempre.');
    expect(shape.columns[5]?.dropdown).toEqual({ list: 'alice_elenco_fase', strict: true });
    expect(shapeOfTab(works, '').columns[1]?.dropdown).toEqual({
      list: 'alice_elenco_persone',
      strict: false,
    });
    expect(shape.marks.map((it) => it.formula.slice(0, 22))).toEqual([
      'COUNTIF(alice_blocca,{',
      'COUNTIF(alice_avvisa,{',
      'COUNTIF(alice_nota,{id',
    ]);
    expect(Object.values(markNames)).toEqual(['alice_blocca', 'alice_avvisa', 'alice_nota']);
  });

  test('of ALICE’s is closed, hides its keys, and wraps what is long', () => {
    expect(shapeOfPage(told, '9AA5B1')).toMatchObject({
      owner: 'alice',
      closed: true,
      hidden: false,
      columns: [
        { label: 'ID', hidden: false, wrap: false, note: undefined },
        { label: 'Dal', hidden: true, format: 'date' },
        { label: 'Che cosa', hidden: false, wrap: true, note: 'In una frase.' },
      ],
    });
    expect(shapeOfPage(unseen, '').hidden).toBe(true);
  });

  test('gives a line its cells in order, and a formula its row', () => {
    expect(lineCells(told, { says: 'Ecco.', since: day('2026-05-04') })).toEqual([
      undefined,
      { kind: 'serial', serial: 46_146, shows: 'date' },
      'Ecco.',
    ]);
    expect(laidFormula('IF({id}="","",{id})', '$A2')).toBe('IF($A2="","",$A2)');
  });
});
