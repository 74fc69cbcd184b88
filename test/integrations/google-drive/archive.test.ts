import { createHash } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { anArchive, aPaper } from '../../contracts/archive.ts';
import { fakeGoogle } from '../../fakes/google/index.ts';
import { anArchiveIn, archiveAt, aWorld, FOLDER, papersIn } from './stage.ts';

const shared = await fakeGoogle();
afterAll(() => shared.close());
anArchive('the archive in a shared drive', () => anArchiveIn(shared).archive);

describe('papers in a shared drive', () => {
  it('lie in folders as people would file them, and open with a click', async () => {
    const { archive, google, root } = anArchiveIn(await aWorld());

    const stored = await archive.save(aPaper());

    const [year, internship, paper] = google.drive.files.filter((it) => it.id !== root);
    expect(year).toMatchObject({ name: '2026', parents: [root], mimeType: FOLDER });
    expect(internship).toMatchObject({ name: 'T-0014', parents: [year?.id], mimeType: FOLDER });
    expect(paper).toMatchObject({
      name: 'T-0014 accordo 1.pdf',
      parents: [internship?.id],
      mimeType: 'application/pdf',
    });
    expect(stored.where).toBe(`https://drive.google.com/file/d/${paper?.id}/view?usp=drivesdk`);
    expect(google.violations).toEqual([]);
  });

  it('of one internship share its folder, also when they are saved by the next process', async () => {
    const google = await aWorld();
    const { archive, root, again } = anArchiveIn(google);

    await archive.save(aPaper());
    await again().save(aPaper({ key: 'T-0014/registro/2026-03', file: 'T-0014 registro.pdf' }));
    await again().save(aPaper({ key: 'T-0015/accordo/1', folder: ['2026', 'T-0015'] }));

    const names = google.drive.files.filter((it) => it.mimeType === FOLDER && it.id !== root);
    expect(names.map((it) => it.name)).toEqual(['2026', 'T-0014', 'T-0015']);
  });

  it('keep their versions side by side, and give the latest', async () => {
    const { archive, google } = anArchiveIn(await aWorld());

    const first = await archive.save(aPaper());
    const second = await archive.save(aPaper({ bytes: Uint8Array.of(4, 5) }));

    const papers = papersIn(google);
    expect(papers.map((it) => it.name)).toEqual([
      'T-0014 accordo 1.pdf',
      'T-0014 accordo 1.v2.pdf',
    ]);
    expect(papers.map((it) => [...(google.drive.bytes(it.id) ?? [])])).toEqual([
      [1, 2, 3],
      [4, 5],
    ]);
    expect(await archive.find(first.key)).toEqual(second);
  });

  it('are found by the next process though people renamed and moved them', async () => {
    const google = await aWorld();
    const { archive, again, drive } = anArchiveIn(google);
    const stored = await archive.save(aPaper());
    for (const { id } of google.drive.files) google.drive.rename(id, 'Rinominato');
    const [paper] = papersIn(google);
    google.drive.move(paper?.id ?? '', google.drive.folder('Altrove', { parent: drive }));

    const next = again();

    expect(await next.find(stored.key)).toEqual(stored);
    expect(await next.save(aPaper())).toEqual(stored);
    await next.save(aPaper({ key: 'altro' }));
    expect(google.drive.files.filter((it) => it.mimeType === FOLDER)).toHaveLength(4);
  });

  it('of another archive of the same drive are not taken for its own', async () => {
    const google = await aWorld();
    const { archive: one, drive } = anArchiveIn(google);
    const other = archiveAt(google, google.drive.folder('Altro progetto', { parent: drive }));

    await one.save(aPaper());

    expect(await other.find(aPaper().key)).toBe(undefined);
    expect((await other.save(aPaper({ bytes: Uint8Array.of(9) }))).version).toBe(1);
  });

  it('that a person put in the bin are not found, and may be saved anew', async () => {
    const google = await aWorld();
    const { archive, again } = anArchiveIn(google);
    const stored = await archive.save(aPaper());
    google.drive.trash(papersIn(google)[0]?.id ?? '');

    for (const each of [archive, again()]) {
      expect(await each.find(stored.key)).toBe(undefined);
      expect(await each.open(stored.key)).toBe(undefined);
    }
    const anew = await archive.save(aPaper());

    expect(anew.version).toBe(1);
    expect(anew.where).not.toBe(stored.where);
  });

  it('whose folder is in the bin go into a new one', async () => {
    const google = await aWorld();
    const { archive, root } = anArchiveIn(google);
    await archive.save(aPaper());
    const [year] = google.drive.files.filter((it) => it.name === '2026');
    google.drive.trash(year?.id ?? '');

    await archive.save(aPaper({ key: 'T-0020/accordo/1', folder: ['2026', 'T-0020'] }));

    const years = google.drive.files.filter((it) => it.name === '2026' && !it.trashed);
    expect(years).toMatchObject([{ parents: [root] }]);
    const [internship] = google.drive.files.filter((it) => it.name === 'T-0020');
    expect(internship?.parents).toEqual([years[0]?.id]);
  });

  it('that a person changed are not opened, and are put there again as the version they were', async () => {
    const google = await aWorld();
    const { archive } = anArchiveIn(google);
    const stored = await archive.save(aPaper());
    google.drive.rewrite(papersIn(google)[0]?.id ?? '', Uint8Array.of(7));

    await expect(archive.open(stored.key)).rejects.toThrow(
      `La carta ${stored.where}: è stata cambiata`,
    );

    const again = await archive.save(aPaper());
    expect(again.version).toBe(1);
    expect(again.where).not.toBe(stored.where);
    expect([...((await archive.open(stored.key)) ?? [])]).toEqual([1, 2, 3]);
  });

  it('are saved once though Google’s index does not show them yet', async () => {
    const google = await aWorld();
    const { archive } = anArchiveIn(google);
    google.drive.slowSearch(true);

    const stored = await archive.save(aPaper());
    const again = await archive.save(aPaper());
    const second = await archive.save(aPaper({ bytes: Uint8Array.of(4) }));

    expect(again).toEqual(stored);
    expect(second.version).toBe(2);
    expect(await archive.find(stored.key)).toEqual(second);
    google.drive.slowSearch(false);
    expect(google.drive.files.filter((it) => it.name === 'T-0014')).toHaveLength(1);
  });

  it('of two processes at once count by the older one', async () => {
    const google = await aWorld();
    const { again } = anArchiveIn(google);
    google.drive.slowSearch(true);
    const one = await again().save(aPaper());
    const other = await again().save(aPaper());
    google.drive.slowSearch(false);

    expect(other.where).not.toBe(one.where);
    const next = again();
    expect(await next.save(aPaper())).toEqual(one);
    expect(await next.find(one.key)).toEqual(one);
  });

  it('may be large, and of any size in between', async () => {
    const { archive } = anArchiveIn(await aWorld());
    const bytes = new Uint8Array(12_000_000).fill(7);

    const stored = await archive.save(aPaper({ bytes }));

    expect(stored.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect((await archive.open(stored.key))?.length).toBe(bytes.length);
  });

  it('cost three calls each once their folder is there', async () => {
    const google = await aWorld();
    const { archive } = anArchiveIn(google);
    await archive.save(aPaper());
    const before = google.calls.length;

    await archive.save(aPaper({ key: 'altro', file: 'altro.pdf' }));

    expect(google.calls.slice(before).map((it) => `${it.method} ${it.path}`)).toEqual([
      'GET /drive/v3/files',
      'POST /upload/drive/v3/files',
      'PUT /upload/drive/v3/files',
    ]);
  });
});

describe('a folder that is not fit to keep papers', () => {
  it('in somebody’s own drive is refused before Google refuses', async () => {
    const google = await aWorld();
    const folder = google.drive.folder('Carte', { owner: 'anna@example.org' });
    google.drive.share(folder, { type: 'user', role: 'writer', emailAddress: google.address });

    await expect(archiveAt(google, folder).save(aPaper())).rejects.toThrow(
      `La cartella ${folder} di Google Drive (ALICE_DRIVE_FOLDER): non è in un Drive condiviso`,
    );

    expect(google.calls.filter((it) => it.method !== 'GET' && it.path !== '/token')).toEqual([]);
  });

  it('that ALICE may only read is refused', async () => {
    const google = await aWorld();
    const drive = google.drive.sharedDrive('Altri', [
      { type: 'user', role: 'reader', emailAddress: google.address },
    ]);

    await expect(archiveAt(google, drive).save(aPaper())).rejects.toThrow(
      'ALICE può solo leggerla',
    );
  });

  it('in the bin is refused', async () => {
    const google = await aWorld();
    const { root } = anArchiveIn(google);
    google.drive.trash(root);

    await expect(archiveAt(google, root).find('x')).rejects.toThrow('è nel cestino');
  });

  it('that is a file, or a spreadsheet, is refused', async () => {
    const google = await aWorld();
    const id = google.sheets.create();
    google.drive.share(id, { type: 'user', role: 'writer', emailAddress: google.address });

    await expect(archiveAt(google, id).find('x')).rejects.toThrow('non è una cartella');
  });

  it('that is not shared with ALICE is told with her address', async () => {
    const google = await aWorld();
    const folder = google.drive.folder('Carte');

    await expect(archiveAt(google, folder).find('x')).rejects.toThrow(google.address);
  });
});
