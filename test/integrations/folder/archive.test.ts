import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { folderArchive } from '../../../src/integrations/folder/archive.ts';
import { aPaper } from '../../contracts/archive.ts';

const folder = mkdtempSync(join(tmpdir(), 'papers-'));
afterAll(() => rmSync(folder, { recursive: true }));
let roots = 0;
const aRoot = () => join(folder, `carte ${roots++}`);

/** Every file in a folder, ALICE's own and those people see. */
const filesIn = (root: string) =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((it) => /[^/]\.\w+$/.test(it))
    .map((it) => it.replaceAll('\\', '/'))
    .toSorted();
const papersIn = (root: string) => filesIn(root).filter((it) => !it.startsWith('.alice'));
const cardOf = (key: string) => `${createHash('sha256').update(key).digest('hex')}.json`;

describe('papers in a folder', () => {
  it('lie where people look for them, with what ALICE needs aside', async () => {
    const root = aRoot();

    const stored = await folderArchive({ root }).save(aPaper());

    expect(stored.where).toBe(join(root, '2026', 'T-0014', 'T-0014 accordo 1.pdf'));
    expect(filesIn(root)).toEqual([
      `.alice/${cardOf('T-0014/accordo/1')}`,
      '2026/T-0014/T-0014 accordo 1.pdf',
    ]);
  });

  it('are found again by another run', async () => {
    const root = aRoot();
    const stored = await folderArchive({ root }).save(aPaper());

    const later = folderArchive({ root });

    expect(await later.find(stored.key)).toEqual(stored);
    expect(await later.save(aPaper({ folder: ['altrove'], file: 'altro.pdf' }))).toEqual(stored);
  });

  it('keep their earlier versions beside the new one', async () => {
    const root = aRoot();
    const archive = folderArchive({ root });

    await archive.save(aPaper());
    await archive.save(aPaper({ bytes: Uint8Array.of(4) }));

    expect(papersIn(root)).toEqual([
      '2026/T-0014/T-0014 accordo 1.pdf',
      '2026/T-0014/T-0014 accordo 1.v2.pdf',
    ]);
    expect([...readFileSync(join(root, '2026/T-0014/T-0014 accordo 1.pdf'))]).toEqual([1, 2, 3]);
  });

  it('never take the place of a file of somebody else', async () => {
    const root = aRoot();
    mkdirSync(join(root, '2026', 'T-0014'), { recursive: true });
    writeFileSync(join(root, '2026', 'T-0014', 'T-0014 accordo 1.pdf'), 'di un collega');

    const { where } = await folderArchive({ root }).save(aPaper());

    expect(papersIn(root)).toEqual([
      '2026/T-0014/T-0014 accordo 1-039058c6-2.pdf',
      '2026/T-0014/T-0014 accordo 1.pdf',
    ]);
    expect([...readFileSync(where)]).toEqual([1, 2, 3]);
  });

  it('are adopted when a run was cut short before it noted them', async () => {
    const root = aRoot();
    const archive = folderArchive({ root });
    const stored = await archive.save(aPaper());
    rmSync(join(root, '.alice'), { recursive: true });

    const again = await archive.save(aPaper());

    expect(again).toEqual(stored);
    expect(papersIn(root)).toHaveLength(1);
  });

  it.each([
    ['before it was put there', false],
    ['after it was put there', true],
  ])('are as one with what is noted of them when a run is cut short %s', async (_, put) => {
    const root = aRoot();
    const archive = folderArchive({ root });
    const first = await archive.save(aPaper());
    const second = await archive.save(aPaper({ bytes: Uint8Array.of(4) }));
    // As the card stands between noting a paper and being told that it is there.
    const card = join(root, '.alice', cardOf(first.key));
    const noted = JSON.parse(readFileSync(card, 'utf8'));
    noted.versions[1].awaited = true;
    writeFileSync(card, JSON.stringify(noted));
    if (!put) rmSync(second.where);

    const found = await archive.find(first.key);
    const third = await archive.save(aPaper({ bytes: Uint8Array.of(5) }));

    expect(found).toEqual(put ? second : first);
    expect(third.version).toBe(put ? 3 : 2);
    expect(papersIn(root)).toHaveLength(put ? 3 : 2);
  });

  it('are not taken for one that was noted, where somebody else’s file came in its place', async () => {
    const root = aRoot();
    const archive = folderArchive({ root });
    const stored = await archive.save(aPaper());
    const card = join(root, '.alice', cardOf(stored.key));
    const noted = JSON.parse(readFileSync(card, 'utf8'));
    noted.versions[0].awaited = true;
    writeFileSync(card, JSON.stringify(noted));
    writeFileSync(stored.where, 'di un collega');

    expect(await archive.find(stored.key)).toBe(undefined);
    const again = await archive.save(aPaper());

    expect(again.version).toBe(1);
    expect(readFileSync(stored.where, 'utf8')).toBe('di un collega');
    expect([...((await archive.open(stored.key)) ?? [])]).toEqual([1, 2, 3]);
  });

  it('are saved anew when a person removed them', async () => {
    const root = aRoot();
    const archive = folderArchive({ root });
    const stored = await archive.save(aPaper());
    rmSync(stored.where);

    expect(await archive.find(stored.key)).toBe(undefined);
    expect(await archive.open(stored.key)).toBe(undefined);
    expect(await archive.save(aPaper())).toEqual(stored);
    expect(existsSync(stored.where)).toBe(true);
  });

  it('are not opened when a person altered them, until they are saved anew beside', async () => {
    const archive = folderArchive({ root: aRoot() });
    const stored = await archive.save(aPaper());
    writeFileSync(stored.where, 'corretto a mano');

    await expect(archive.open(stored.key)).rejects.toThrow(
      `La carta ${stored.where}: è stata cambiata dopo che ALICE l’ha scritta. Sposta altrove`,
    );
    const again = await archive.save(aPaper());

    expect(again.version).toBe(1);
    expect(again.where).not.toBe(stored.where);
    expect(readFileSync(stored.where, 'utf8')).toBe('corretto a mano');
    expect([...((await archive.open(stored.key)) ?? [])]).toEqual([1, 2, 3]);
  });

  it('leave nothing half-written behind', async () => {
    const root = aRoot();

    await folderArchive({ root }).save(aPaper());

    expect(filesIn(root).filter((it) => it.endsWith('.tmp'))).toEqual([]);
  });
});

describe('what a killed run left aside', () => {
  it('is taken away after an hour, and left to whoever may still be writing it before', async () => {
    const root = aRoot();
    const aside = join(root, '.alice');
    mkdirSync(aside, { recursive: true });
    for (const name of ['old.tmp', 'young.tmp', 'old.json'])
      writeFileSync(join(aside, name), 'mezza carta');
    const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);
    for (const name of ['old.tmp', 'old.json']) utimesSync(join(aside, name), ago(61), ago(61));
    utimesSync(join(aside, 'young.tmp'), ago(58), ago(58));

    await folderArchive({ root }).save(aPaper());

    expect(readdirSync(aside).filter((it) => /^(?:old|young)/.test(it))).toEqual([
      'old.json',
      'young.tmp',
    ]);
  });
});

describe('a paper that would lead elsewhere', () => {
  it.each([
    ['..', 'a.pdf'],
    ['.', 'a.pdf'],
    ['', 'a.pdf'],
    ['a/b', 'a.pdf'],
    ['a\\b', 'a.pdf'],
    ['.alice', 'a.pdf'],
    ['/etc', 'a.pdf'],
    ['C:', 'a.pdf'],
    ['2026', '../a.pdf'],
    ['2026', '..'],
    ['2026', '.nascosto'],
    ['2026', 'a\u0000.pdf'],
    ['2026', 'a\n.pdf'],
    ['2026', 'a:b.pdf'],
    ['2026', 'CON.pdf'],
    ['2026', 'finisce con un punto.'],
    ['2026', 'finisce con uno spazio '],
    ['2026', `${'a'.repeat(117)}.pdf`],
  ])('is refused: %s, %s', async (part, file) => {
    const root = aRoot();

    await expect(folderArchive({ root }).save(aPaper({ folder: [part], file }))).rejects.toThrow(
      'not plain',
    );

    expect(existsSync(root)).toBe(false);
  });

  it('may have a name of 120 letters, accents and dots within, and more versions', async () => {
    const file = `${'a'.repeat(108)} è (1.2).pdf`;
    const archive = folderArchive({ root: aRoot() });

    const { where } = await archive.save(aPaper({ file }));
    const second = await archive.save(aPaper({ file, bytes: Uint8Array.of(4) }));

    expect(file).toHaveLength(120);
    expect(where.endsWith(file)).toBe(true);
    expect(await archive.find(second.key)).toEqual(second);
  });

  it('is not written through a link that leads out', async () => {
    const root = aRoot();
    const outside = join(folder, 'fuori');
    mkdirSync(outside);
    mkdirSync(root);
    symlinkSync(outside, join(root, '2026'));

    await expect(folderArchive({ root }).save(aPaper())).rejects.toThrow('un collegamento');

    expect(readdirSync(outside)).toEqual([]);
  });

  it('is not read where a card was made to point', async () => {
    const root = aRoot();
    const archive = folderArchive({ root });
    await archive.save(aPaper());
    writeFileSync(join(folder, 'segreto.txt'), 'segreto');
    const card = join(root, '.alice', cardOf(aPaper().key));
    writeFileSync(
      card,
      readFileSync(card, 'utf8').replace(/"path": "[^"]*"/, '"path": "../segreto.txt"'),
    );

    await expect(archive.open(aPaper().key)).rejects.toThrow('è rovinato');
  });
});

describe('a folder of papers that cannot be used', () => {
  it('is a file', async () => {
    const root = aRoot();
    writeFileSync(root, '');

    await expect(folderArchive({ root }).save(aPaper())).rejects.toThrow(
      `La cartella delle carte (${root}): al posto di una cartella c’è un file`,
    );
  });

  it('has a card that cannot be read, and says which; other papers are still there', async () => {
    const root = aRoot();
    const archive = folderArchive({ root });
    await archive.save(aPaper());
    await archive.save(aPaper({ key: 'altro', file: 'altro.pdf' }));
    const card = join(root, '.alice', cardOf(aPaper().key));
    writeFileSync(card, '{"key":');

    await expect(archive.find(aPaper().key)).rejects.toThrow(card);
    expect(await archive.find('altro')).toMatchObject({ version: 1 });
  });

  it('goes on after a paper that was refused', async () => {
    const archive = folderArchive({ root: aRoot() });

    await expect(archive.save(aPaper({ file: '..' }))).rejects.toThrow('not plain');

    expect(await archive.save(aPaper())).toMatchObject({ version: 1 });
  });

  it('was moved whole, and everything is found again', async () => {
    const root = aRoot();
    await folderArchive({ root }).save(aPaper());
    const elsewhere = aRoot();
    renameSync(root, elsewhere);

    const found = await folderArchive({ root: elsewhere }).find(aPaper().key);

    expect(found?.where).toBe(join(elsewhere, '2026', 'T-0014', 'T-0014 accordo 1.pdf'));
  });
});
