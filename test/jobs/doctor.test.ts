import { beforeAll, describe, expect, it } from 'vitest';
import { knowledge } from '../../config/index.ts';
import { markNames } from '../../src/core/provision.ts';
import type { Shape } from '../../src/core/shape.ts';
import { check } from '../../src/jobs/check.ts';
import type { Sheet } from '../../src/ports.ts';
import {
  type Built,
  build,
  clock,
  examined,
  harmed,
  programmeBuilt,
  withColumn,
  withHeader,
  withTab,
} from '../a/built.ts';

interface Book {
  readonly shape: Shape;
  readonly sheets: readonly Sheet[];
}

const surname = { tab: 'Beneficiari', label: 'Cognome' };
const sex = { tab: 'Beneficiari', label: 'Sesso' };
const born = { tab: 'Beneficiari', label: 'Data di nascita' };
const shaped = (harm: (shape: Shape) => Shape) => (it: Book) => ({ ...it, shape: harm(it.shape) });
const without = (name: string) => (it: Book) => ({
  shape: { ...it.shape, tabs: it.shape.tabs.filter((tab) => tab.name !== name) },
  sheets: it.sheets.filter((sheet) => sheet.name !== name),
});

/** Twelve and more ways to spoil a workbook, with what is said of each. */
const harms: readonly (readonly [what: string, says: string, harm: (it: Book) => Book])[] = [
  ['a tab is deleted', 'Manca il foglio «Visite e tutoraggio».', without('Visite e tutoraggio')],
  ['a page is deleted', 'Manca il foglio «Da fare».', without('Da fare')],
  [
    'a column is deleted',
    'In «Contatti» manca la colonna «Esito».',
    (it) => ({
      ...it,
      sheets: withHeader(it.sheets, { tab: 'Contatti', label: 'Esito' }, 'Tutt’altro'),
    }),
  ],
  [
    'a header is misspelt',
    'In «Beneficiari» la colonna «Cognome» si chiama «Cogome».',
    (it) => ({ ...it, sheets: withHeader(it.sheets, surname, 'Cogome') }),
  ],
  [
    'a header is doubled',
    'In «Beneficiari» la colonna «Cognome» c’è due volte.',
    (it) => ({
      ...it,
      sheets: it.sheets.map((sheet) =>
        sheet.name === 'Beneficiari'
          ? { ...sheet, rows: [[...(sheet.rows[0] ?? []), 'Cognome'], ...sheet.rows.slice(1)] }
          : sheet,
      ),
    }),
  ],
  [
    'a note is lost',
    'In «Beneficiari» la colonna «Cognome» ha perso la sua nota.',
    shaped((it) => withColumn(it, surname, { note: undefined })),
  ],
  [
    'a format is lost',
    'In «Beneficiari» la colonna «Data di nascita» ha perso il suo formato.',
    shaped((it) => withColumn(it, born, { format: 'general' })),
  ],
  [
    'a dropdown is lost',
    'In «Beneficiari» la colonna «Sesso» ha perso la sua tendina.',
    shaped((it) => withColumn(it, sex, { dropdown: undefined })),
  ],
  [
    'a header is unguarded',
    'In «Beneficiari» la colonna «Cognome» ha l’intestazione senza protezione.',
    shaped((it) => withColumn(it, surname, { guarded: undefined })),
  ],
  [
    'the marks are lost',
    '«Beneficiari» ha perso i colori che segnano le celle da correggere.',
    shaped((it) => withTab(it, 'Beneficiari', { marks: [] })),
  ],
  [
    'the header scrolls away',
    '«Beneficiari» non tiene ferma l’intestazione.',
    shaped((it) => withTab(it, 'Beneficiari', { frozenRows: 0 })),
  ],
  [
    'a page is open',
    '«Da correggere» è di ALICE ed è aperto a chi scrive.',
    shaped((it) => withTab(it, 'Da correggere', { closed: false })),
  ],
  [
    'a tab prints badly',
    '«Tirocini» ha perso l’impostazione di stampa.',
    shaped((it) => withTab(it, 'Tirocini', { print: false })),
  ],
  [
    'a hidden page is in sight',
    '«Verifiche» è un foglio di servizio e si vede.',
    shaped((it) => withTab(it, 'Verifiche', { hidden: false })),
  ],
  [
    'a name is lost',
    `Manca il nome «${markNames.blocca}», da cui dipendono tendine e segni.`,
    shaped((it) => ({ ...it, names: it.names.filter((name) => name.name !== markNames.blocca) })),
  ],
  [
    'a setting is deleted',
    'In «Impostazioni» manca la voce «Modulo esiti».',
    (it) => ({
      ...it,
      sheets: it.sheets.map((sheet) => ({
        ...sheet,
        rows: sheet.rows.filter((row) => row[1] !== 'Modulo esiti'),
      })),
    }),
  ],
];

describe('The doctor', () => {
  let sound: Built;
  beforeAll(async () => {
    // The tabs of one module are enough, and quicker.
    sound = await programmeBuilt(new Set(['base']));
  });

  it('finds nothing wrong in what `init` and a check have just made', async () => {
    expect((await examined(sound)).ills).toEqual([]);
  });

  it.each(harms)('where %s, says «%s» and mends it', async (_, says, harm) => {
    const spoilt = await harmed(sound, harm);

    const { ills, buildings } = await examined(spoilt);

    expect(ills.filter((one) => !one.says.includes('Elenchi'))).toMatchObject([
      { where: 'memoria', says, mendable: true },
    ]);
    await build(buildings, spoilt.ledger);
    expect((await examined(spoilt)).ills).toEqual([]);
  });

  it('finds twelve ills in one workbook, and after mending them none', async () => {
    // One header cannot be misspelt, doubled and unguarded at once: these leave each other alone.
    const twelve = harms.filter(
      ([what]) =>
        ![
          'a header is misspelt',
          'a header is doubled',
          'a page is deleted',
          'a setting is deleted',
        ].includes(what),
    );
    const spoilt = await harmed(sound, (it) => twelve.reduce((so, [, , harm]) => harm(so), it));

    const { ills, buildings } = await examined(spoilt);

    expect(twelve).toHaveLength(12);
    expect(ills.map((one) => one.says).toSorted()).toEqual(
      twelve.map(([, says]) => says).toSorted(),
    );
    expect(ills.every((one) => one.cure.endsWith('.'))).toBe(true);
    await build(buildings, spoilt.ledger);
    expect((await examined(spoilt)).ills).toEqual([]);
  });

  it('touches nothing people typed while it mends', async () => {
    const typed = await harmed(sound, ({ shape, sheets }) => ({
      shape: withColumn(shape, surname, { note: undefined }),
      sheets: withHeader(
        sheets.map((sheet) =>
          sheet.name === 'Beneficiari'
            ? {
                ...sheet,
                rows: [
                  [...(sheet.rows[0] ?? []), 'Mia colonna'],
                  ['B-0001', undefined, undefined, 'Rossi', 'Amina'],
                ],
              }
            : sheet,
        ),
        surname,
        'Cogome',
      ),
    }));
    const before = (await typed.register.read()).sheets.find((one) => one.name === 'Beneficiari');

    await build((await examined(typed)).buildings, typed.ledger);

    const after = (await typed.register.read()).sheets.find((one) => one.name === 'Beneficiari');
    expect(after?.rows.slice(1)).toEqual(before?.rows.slice(1));
    expect(after?.rows[0]).toEqual(
      before?.rows[0]?.map((it) => (it === 'Cogome' ? 'Cognome' : it)),
    );
  });

  it('leaves widths, colours, hidden columns and the order of columns to people', async () => {
    const theirs = await harmed(sound, ({ shape, sheets }) => ({
      shape: withTab(withColumn(shape, surname, { width: 99, hidden: true }), 'Tirocini', {
        colour: 'FF0000',
        frozenColumns: 9,
      }),
      sheets,
    }));

    expect((await examined(theirs)).ills).toEqual([]);
  });

  it('tells a ledger whose chain is broken, which it cannot mend', async () => {
    const broken = {
      ...sound.ledger,
      verify: async () => ({ intact: false, entries: 9, brokenAt: 4 }),
    };

    const { ills } = await examined({ ...sound, ledger: broken });

    expect(ills).toEqual([
      {
        where: 'Libro mastro',
        says: 'La catena del giornale è spezzata alla voce 4: qualcuno l’ha modificata o il disco ha perso dati.',
        cure: 'Riprendi il libro mastro dall’ultima copia di sicurezza.',
        mendable: false,
      },
    ]);
  });

  it('needs no second check to agree with the first', async () => {
    const { done } = await check({ ...sound, knowledge, clock, by: 'Sara', dryRun: false });

    expect(done?.outcome).toBe('nothing');
  });
});
