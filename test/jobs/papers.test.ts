import { describe, expect, it } from 'vitest';
import { internships, signings } from '../../config/registry.ts';
import { day } from '../../src/core/day.ts';
import { papersOfFile, papersPage, placeInWords } from '../../src/jobs/papers.ts';
import type { PaperKept } from '../../src/ports.ts';
import { around } from '../a/around.ts';
import { anAgreementTemplate, aPlainTemplate, somePapers } from '../a/papers.ts';
import { anInternship } from '../a/tirocini.ts';

const papers = somePapers([anAgreementTemplate(), aPlainTemplate()]);

function aPaper(but: Partial<PaperKept> = {}): PaperKept {
  return {
    key: 'T-0001/accordo/1-2026/1',
    as: 'original',
    kind: 'accordo',
    year: 2026,
    number: 1,
    version: 1,
    about: 'T-0001',
    made: day('2026-05-04'),
    sha256: 'aa',
    rests: {},
    where: 'carte/T-0001/accordo-1-2026-T-0001.pdf',
    ...but,
  };
}

function page(kept: readonly PaperKept[], rows: readonly object[] = []) {
  return papersPage({
    kept,
    papers,
    around: around({
      rows: [
        [internships, [anInternship()]],
        [signings, rows.map((it) => ({ id: 'F-0001', kind: 'grant', about: 'T-0001', ...it }))],
      ],
    }),
  });
}

const on = day('2026-05-05');

describe('The page of papers', () => {
  it.each([
    ['nobody has signed', {}, 'da firmare'],
    ['one has signed', { companySignedOn: on }, 'firmata in parte'],
    ['registered, but not signed by all', { protocolOn: on }, 'firmata in parte'],
    [
      'all have signed',
      { beneficiarySignedOn: on, companySignedOn: on, promoterSignedOn: on },
      'firmata',
    ],
    ['withdrawn', { companySignedOn: on, refusedOn: on }, 'non firmata: ritirata'],
    ['signed under another number', { number: '2/2026', companySignedOn: on }, 'da firmare'],
    ['signed in another version', { version: 2, companySignedOn: on }, 'da firmare'],
    [
      'signed under another kind’s number',
      { number: 'scheda 1/2026', companySignedOn: on },
      'da firmare',
    ],
  ])('tells a paper that is %s', (_, row, state) => {
    expect(page([aPaper()], [row])[0]?.state).toBe(state);
  });

  it('adds up signatures that stand in several rows', () => {
    const rows = [
      { beneficiarySignedOn: on },
      { id: 'F-0002', companySignedOn: on, promoterSignedOn: on },
    ];

    expect(page([aPaper()], rows)[0]?.state).toBe('firmata');
  });

  it('tells a paper nobody signs, and one whose template is gone, by its kind', () => {
    const [gone, plain] = page([
      aPaper({ kind: 'scheda', key: 's' }),
      aPaper({ kind: 'vecchia', key: 'v' }),
    ]);

    expect(plain).toMatchObject({ kind: 'Scheda', state: 'valida' });
    expect(gone).toMatchObject({ kind: 'vecchia', state: 'valida' });
  });

  it('has originals alone, on their place, the latest at the top', () => {
    const told = page([
      aPaper(),
      aPaper({ key: 'c', as: 'copy' }),
      aPaper({ key: 's', as: 'scan' }),
      aPaper({ key: 'two', number: 2 }),
      aPaper({ key: 'claimed', number: 3, where: undefined }),
    ]);

    expect(told.map((it) => it.number)).toEqual(['2/2026', '1/2026']);
  });

  it.each([
    ['/a/b/carte/T-0001/accordo.pdf', 'T-0001/accordo.pdf'],
    ['C:\\carte\\T-0001\\accordo.pdf', 'T-0001/accordo.pdf'],
    ['https://example.org/a/b/c', 'https://example.org/a/b/c'],
  ])('tells where %s lies without the folders of one machine', (where, told) => {
    expect(placeInWords(where)).toBe(told);
  });
});

describe('The papers of a file', () => {
  it('are those in its folder, without the index itself, each version with its state', () => {
    const kept = [
      aPaper(),
      aPaper({ key: 'T-0001/accordo/1-2026/2', version: 2 }),
      aPaper({ key: 'T-0001/scheda/1-2026/1', kind: 'scheda', about: 'V-0001' }),
      aPaper({ key: 'T-0001/fascicolo/1-2026/1', kind: 'fascicolo' }),
      aPaper({ key: 'T-00010/accordo/2-2026/1', number: 2, about: 'T-00010' }),
    ];

    const told = papersOfFile({
      kept,
      papers,
      around: around({ rows: [[internships, [anInternship()]]] }),
      folder: 'T-0001',
      without: ['fascicolo'],
    });

    expect(told.map((it) => [it.title, it.about, it.version, it.state])).toEqual([
      ['Accordo di borsa lavoro', 'T-0001', 1, 'sostituita dalla versione 2'],
      ['Accordo di borsa lavoro', 'T-0001', 2, 'da firmare'],
      ['Scheda', 'V-0001', 1, 'valida'],
    ]);
    expect(told[0]).toMatchObject({ number: '1/2026', madeOn: '2026-05-04', hash: 'aa' });
  });
});
