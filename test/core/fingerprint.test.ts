import { describe, expect, test } from 'vitest';
import { digest, fingerprintOf, mixedRows } from '../../src/core/fingerprint.ts';
import type { AnyTab } from '../../src/core/tab.ts';
import { people, registerOf, secrets, sheetOf, works } from '../a/small.ts';

type Rows = readonly Readonly<Record<string, string | undefined>>[];

const surnames = [
  'Neri',
  'Rossi',
  'Blu',
  'Verdi',
  'Conti',
  'Abate',
  'Lupo',
  'Zito',
  'Dente',
  'Fara',
];
const ten: Rows = surnames.map((lastName, at) => ({
  id: `B-00${at + 10}`,
  lastName,
  firstName: `Nome ${(at * 7) % 10}`,
  bornOn: `${at + 1}/1/1990`,
}));

function registerWith(tab: AnyTab, rows: Rows) {
  return registerOf([people, works, secrets].map((it) => sheetOf(it, it === tab ? rows : [])));
}

/** The ten people, and these rows of the restricted tab. */
function secretsOf(rows: Rows) {
  return registerOf([sheetOf(people, ten), sheetOf(works), sheetOf(secrets, rows)]);
}

/** What is said of rows that stood otherwise at the last check. */
function said(tab: AnyTab, { before, now }: { readonly before: Rows; readonly now: Rows }) {
  const was = registerWith(tab, before);
  const known = new Map(was.rows(tab).map((it) => [it.id, fingerprintOf(tab, it)]));
  return mixedRows({ tab, register: registerWith(tab, now), known, mends: 'coordinator' });
}

function compare(a = '', b = ''): number {
  return a < b ? -1 : Number(a > b);
}

function sorted(rows: Rows, key: string): Rows {
  const values = rows.map((it) => it[key]).toSorted(compare);
  return rows.map((it, at) => ({ ...it, [key]: values[at] }));
}

describe('A digest', () => {
  test('is the same for the same words, another for others, and short', () => {
    expect(digest('Rossi')).toBe(digest('Rossi'));
    expect(digest('Rossi')).toMatch(/^[0-9a-f]{16}$/);
    expect(new Set(Array.from({ length: 10_000 }, (_, at) => digest(String(at)))).size).toBe(
      10_000,
    );
    expect(digest('ab')).not.toBe(digest('ba'));
  });
});

describe('A fingerprint', () => {
  test('tells each key cell apart, a reference by its ID, and nothing else of the row', () => {
    const row = {
      id: 'T-0001',
      person: { id: 'B-0001', lastName: 'Rossi' },
      startDate: '2026-06-01',
    };
    const [person, start] = fingerprintOf(works, row).split('.');

    expect(fingerprintOf(works, { ...row, endDate: '2026-07-01', person: { id: 'B-0001' } })).toBe(
      `${person}.${start}`,
    );
    expect(fingerprintOf(works, { ...row, person: { id: 'B-0002' } })).toMatch(
      new RegExp(`^(?!${person})[0-9a-f]{8}\\.${start}$`),
    );
    expect(fingerprintOf(works, { ...row, startDate: undefined })).not.toBe(`${person}.${start}`);
  });
});

describe('Rows that were mixed', () => {
  test('when one column of ten was sorted alone are told once, by that column', () => {
    const found = said(people, { before: ten, now: sorted(ten, 'lastName') });

    expect(found).toEqual([
      {
        key: 'rowsMixed/Persone/Cognome',
        rule: 'rowsMixed',
        level: 'blocca',
        tab: 'Persone',
        line: 2,
        id: 'B-0010',
        column: 'Cognome',
        says: 'La colonna «Cognome» sembra ordinata da sola: 10 righe hanno il valore di un’altra (B-0010, B-0011, B-0012, B-0013 e B-0014…). Annulla l’ordinamento, oppure ordina di nuovo scegliendo tutte le colonne.',
        classes: ['internal'],
        name: 'Le righe restano intere quando si ordina',
        expected: 'Tutte le colonne ordinate insieme: ad esempio con il filtro sull’intestazione.',
        mends: 'coordinator',
      },
    ]);
  });

  test('when two columns were sorted and the others not, are told by each of them', () => {
    const now = sorted(sorted(ten, 'lastName'), 'firstName');

    expect(said(people, { before: ten, now }).map((it) => it.column)).toEqual(['Cognome', 'Nome']);
  });

  test('when only the IDs were sorted, are told once, by the ID', () => {
    const ids = ten.map((it) => it['id']).toReversed();
    const now = ten.map((it, at) => ({ ...it, id: ids[at] }));

    expect(said(people, { before: ten, now }).map((it) => it.key)).toEqual([
      'rowsMixed/Persone/ID',
    ]);
  });

  test('are told although blank cells moved too, or a row was added meanwhile', () => {
    const before = ten.map((it, at) => (at === 3 ? { ...it, lastName: undefined } : it));
    const names = [
      ...before
        .map((it) => it['lastName'])
        .filter((it) => it !== undefined)
        .toSorted(),
      undefined,
    ];
    const now = before.map((it, at) => ({ ...it, lastName: names[at] }));
    const withNew = sorted(
      [...ten, { id: 'B-0099', lastName: 'Zuzu', firstName: 'Z', bornOn: '1/1/1991' }],
      'lastName',
    );

    expect(said(people, { before, now }).map((it) => it.column)).toEqual(['Cognome']);
    expect(said(people, { before: ten, now: withNew }).map((it) => it.column)).toEqual(['Cognome']);
  });

  test('are three at least: two may have been swapped on purpose', () => {
    const swap = (count: number) => {
      const values = surnames.slice(0, count);
      return ten.map((it, at) => (at < count ? { ...it, lastName: values[(at + 1) % count] } : it));
    };

    expect(said(people, { before: ten, now: swap(2) })).toEqual([]);
    expect(said(people, { before: ten, now: swap(3) })).toHaveLength(1);
  });

  test('in the restricted book stay there', () => {
    const rows = surnames.map((_, at) => ({ id: `RS-00${at + 10}`, person: `B-00${at + 10}` }));
    const known = new Map(
      secretsOf(rows)
        .rows(secrets)
        .map((it) => [it.id, fingerprintOf(secrets, it)]),
    );
    const turned = rows.map((it, at) => ({ ...it, person: rows.at(-1 - at)?.person ?? '' }));

    expect(
      mixedRows({ tab: secrets, register: secretsOf(turned), known, mends: 'coordinator' }),
    ).toMatchObject([{ column: 'Persona', classes: ['restricted'] }]);
  });
});

describe('Honest work', () => {
  const months = ['1/3/2026', '1/4/2026', '1/5/2026', '1/6/2026', '1/7/2026', '1/8/2026'];
  const sheets: Rows = months.map((startDate, at) => ({ id: `T-00${at + 10}`, startDate }));

  test.each<readonly [string, AnyTab, Rows, Rows]>([
    [
      'all rows sorted together',
      people,
      ten,
      ten.toSorted((a, b) => ((a['lastName'] ?? '') < (b['lastName'] ?? '') ? -1 : 1)),
    ],
    ['nothing at all', people, ten, ten],
    ['rows deleted and added', people, ten, [...ten.slice(4), { id: 'B-0099', lastName: 'Rossi' }]],
    [
      'many cells corrected',
      people,
      ten,
      ten.map((it, at) => ({ ...it, lastName: `Nuovo ${at}` })),
    ],
    ['a column emptied', people, ten, ten.map((it) => ({ ...it, firstName: undefined }))],
    ['a column filled in', people, ten.map((it) => ({ ...it, firstName: undefined })), ten],
    ['one value given to many', people, ten, ten.map((it) => ({ ...it, lastName: 'Rossi' }))],
    [
      'every month moved on by one',
      works,
      sheets,
      sheets.map((it, at) => ({ ...it, startDate: months[at + 1] ?? '1/9/2026' })),
    ],
  ])('is no mixing: %s', (_, tab, before, now) => {
    expect(said(tab, { before, now })).toEqual([]);
  });

  test('is no mixing where rows were never seen before', () => {
    const register = registerWith(people, ten);

    expect(mixedRows({ tab: people, register, known: new Map(), mends: 'coordinator' })).toEqual(
      [],
    );
  });
});
