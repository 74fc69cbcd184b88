import { Readable } from 'node:stream';
import { type drive_v3, drive as driveOf } from '@googleapis/drive';
import { describe, expect, it, onTestFinished } from 'vitest';
import { signedIn } from '../signed-in.ts';
import { type FakeGoogle, fakeGoogle } from './index.ts';

describe('Drive of the double, through Google’s own client', () => {
  it('takes a file in several parts, and in pieces, and gives it back', async () => {
    const { files, auth, drive, google } = await aWorld();
    const parts = await files.create({
      requestBody: { name: 'uno.pdf', parents: [drive] },
      media: {
        mimeType: 'application/pdf',
        body: Readable.from([Buffer.from([1, 0, 13, 10, 255])]),
      },
      supportsAllDrives: true,
      fields: 'id,size,mimeType,driveId,sha256Checksum,webViewLink',
    });
    const opened = await auth.request({
      url: 'https://www.googleapis.com/upload/drive/v3/files?uploadType=resumable&supportsAllDrives=true',
      method: 'POST',
      data: { name: 'due.pdf', parents: [drive] },
    });
    const url = opened.headers.get('location') ?? '';
    const piece = (range: string, data: readonly number[]) =>
      auth.request<drive_v3.Schema$File>({
        url,
        method: 'PUT',
        headers: { 'content-range': `bytes ${range}` },
        data: Buffer.from(data),
        validateStatus: () => true,
      });
    const first = await piece('0-2/5', [1, 2, 3]);
    const asked = await piece('*/5', []);
    const last = await piece('3-4/5', [4, 5]);
    const late = await piece('3-4/5', [4, 5]);

    expect(parts.data).toMatchObject({ size: '5', mimeType: 'application/pdf', driveId: drive });
    expect([...(google.drive.bytes(parts.data.id ?? '') ?? [])]).toEqual([1, 0, 13, 10, 255]);
    expect([first.status, first.headers.get('range')]).toEqual([308, 'bytes=0-2']);
    expect([asked.status, asked.headers.get('range')]).toEqual([308, 'bytes=0-2']);
    expect([last.status, last.data.name]).toEqual([200, 'due.pdf']);
    expect(late.data.id).toBe(last.data.id);
    expect([...(google.drive.bytes(last.data.id ?? '') ?? [])]).toEqual([1, 2, 3, 4, 5]);
    expect(google.violations).toEqual([]);
  });

  it('lets two files of one name stand in one folder, and takes an ID once', async () => {
    const { files, drive } = await aWorld();
    const { data } = await files.generateIds({ count: 1 });
    const id = data.ids?.[0] ?? '';
    const made = (more: object) =>
      files.create({
        requestBody: { name: 'uguale.txt', parents: [drive], ...more },
        supportsAllDrives: true,
      });
    await made({});

    await made({ id });

    expect(await reasonOf(made({ id }))).toBe('409 fileIdInUse');
    expect(await reasonOf(made({ id: 'inventato' }))).toBe('400 invalid');
    const listed = await files.list({ ...everywhere(drive), q: "name = 'uguale.txt'" });
    expect(listed.data.files).toHaveLength(2);
  });

  it('gives a service account no room of its own, in Google’s words', async () => {
    const { files, google } = await aWorld();
    const mine = google.drive.folder('Carte', { owner: 'anna@example.org' });
    google.drive.share(mine, { type: 'user', role: 'writer', emailAddress: google.address });

    expect(await reasonOf(files.create({ requestBody: { name: 'a' } }))).toBe(
      '403 storageQuotaExceeded',
    );
    expect(await reasonOf(files.create({ requestBody: { name: 'a', parents: [mine] } }))).toBe(
      '403 storageQuotaExceeded',
    );
  });

  it('hides a shared drive from who does not say that they know such drives', async () => {
    const { files, permissions, drive } = await aWorld();
    const { data } = await files.create({
      requestBody: { name: 'a', parents: [drive] },
      supportsAllDrives: true,
    });
    const fileId = data.id ?? '';

    expect(await reasonOf(files.get({ fileId }))).toBe('404 notFound');
    expect(await reasonOf(files.update({ fileId, requestBody: { name: 'b' } }))).toBe(
      '404 notFound',
    );
    expect(await reasonOf(permissions.list({ fileId }))).toBe('404 notFound');
    expect(await reasonOf(files.create({ requestBody: { name: 'b', parents: [drive] } }))).toBe(
      '404 notFound',
    );
    expect((await files.list({})).data.files).toEqual([]);
    expect(await reasonOf(files.list({ corpora: 'drive', driveId: drive }))).toBe(
      '403 teamDriveIdRequiresTeamDriveCorpora',
    );
  });

  it('shows nothing to whom nothing was shared with', async () => {
    const { files, google, drives } = await aWorld();
    const theirs = google.drive.sharedDrive('Altri', []);
    const fileId = google.drive.folder('Segreto', { parent: theirs });

    expect(await reasonOf(files.get({ fileId, supportsAllDrives: true }))).toBe('404 notFound');
    expect(await reasonOf(drives.get({ driveId: theirs }))).toBe('404 notFound');
    expect(await reasonOf(files.list({ ...everywhere(theirs) }))).toBe('404 notFound');
  });

  it('searches by name, kind, place, notes and the bin, page by page', async () => {
    const { files, drive, google } = await aWorld();
    const folder = google.drive.folder('Carte', { parent: drive });
    for (const n of [1, 2, 3]) {
      await files.create({
        requestBody: { name: `it's ${n}`, parents: [folder], appProperties: { n: String(n) } },
        supportsAllDrives: true,
      });
    }
    const found = async (q: string) =>
      (await files.list({ ...everywhere(drive), q })).data.files?.map((it) => it.name).toSorted();

    expect(await found("name = 'it\\'s 2'")).toEqual(["it's 2"]);
    expect(await found(`'${folder}' in parents and name != 'it\\'s 2'`)).toEqual([
      "it's 1",
      "it's 3",
    ]);
    expect(
      await found(
        "(appProperties has { key='n' and value='1' } or appProperties has {key='n' and value='3'}) and trashed = false",
      ),
    ).toEqual(["it's 1", "it's 3"]);
    expect(await found("not mimeType = 'application/vnd.google-apps.folder'")).toHaveLength(3);
    expect(await found("mimeType contains 'application/vnd.google-apps.folder'")).toEqual([
      'Carte',
    ]);
    expect(await reasonOf(found('nome = 2'))).toBe('400 invalid');
    expect(await reasonOf(found("name ~ 'a'"))).toBe('400 invalid');

    const first = await files.list({ ...everywhere(drive), pageSize: 3, orderBy: 'name' });
    const second = await files.list({
      ...everywhere(drive),
      pageSize: 3,
      orderBy: 'name',
      ...(first.data.nextPageToken && { pageToken: first.data.nextPageToken }),
    });
    expect([first, second].map((it) => it.data.files?.length)).toEqual([3, 1]);
    expect(second.data.nextPageToken).toBe(undefined);
    expect(google.violations).toEqual([]);
  });

  it('changes a file, its notes and its place; each change is a new version', async () => {
    const { files, drive, google } = await aWorld();
    const folder = google.drive.folder('Carte', { parent: drive });
    const { data } = await files.create({
      requestBody: { name: 'a', parents: [drive], appProperties: { uno: '1', due: '2' } },
      supportsAllDrives: true,
      fields: 'id,version',
    });

    // A null takes a note away, which Google's types do not know.
    const change = { uno: null, tre: '3' } as unknown as Record<string, string>;
    const changed = await files.update({
      fileId: data.id ?? '',
      addParents: folder,
      removeParents: drive,
      requestBody: { name: 'b', appProperties: change },
      media: { mimeType: 'text/plain', body: Readable.from(['ciao']) },
      supportsAllDrives: true,
      fields: 'name,parents,appProperties,size,version',
    });

    expect(data.version).toBe('1');
    expect(changed.data).toEqual({
      name: 'b',
      parents: [folder],
      appProperties: { due: '2', tre: '3' },
      size: '4',
      version: '2',
    });
  });

  it('gives what is asked for, and refuses a field there is not', async () => {
    const { files, drive, google } = await aWorld();
    const fileId = google.drive.folder('Carte', { parent: drive });
    const asked = (fields?: string) =>
      files.get({ fileId, supportsAllDrives: true, ...(fields && { fields }) });

    expect((await asked()).data).toEqual({
      kind: 'drive#file',
      id: fileId,
      name: 'Carte',
      mimeType: 'application/vnd.google-apps.folder',
    });
    expect((await asked('capabilities/canAddChildren,size')).data).toEqual({
      capabilities: { canAddChildren: true },
    });
    expect(Object.keys((await asked('*')).data)).toContain('webViewLink');
    expect(await reasonOf(asked('id,nome'))).toBe('400 invalidParameter');
    expect(google.violations).toEqual([]);
  });

  it('refuses a note longer than 124 bytes, key and value together', async () => {
    const { files, drive } = await aWorld();
    const noted = (value: string) =>
      files.create({
        requestBody: { name: 'a', parents: [drive], appProperties: { chiave: value } },
        supportsAllDrives: true,
      });

    await noted('à'.repeat(59));

    expect(await reasonOf(noted('à'.repeat(59) + 'a'))).toBe('400 propertyTooLarge');
  });

  it('shares and stops sharing', async () => {
    const { permissions, drive, google, files } = await aWorld();
    const fileId = google.drive.folder('Carte', { parent: drive });
    const at = { fileId, supportsAllDrives: true };

    const { data } = await permissions.create({
      ...at,
      requestBody: { type: 'user', role: 'reader', emailAddress: 'anna@example.org' },
    });
    await permissions.create({ ...at, requestBody: { type: 'anyone', role: 'reader' } });
    await permissions.delete({ ...at, permissionId: 'anyoneWithLink' });

    const { data: list } = await permissions.list(at);
    expect(list.permissions?.map((it) => [it.id === data.id, it.type, it.role])).toEqual([
      [true, 'user', 'reader'],
      [false, 'user', 'fileOrganizer'],
    ]);
    expect(await reasonOf(permissions.create({ ...at, requestBody: { type: 'user' } }))).toBe(
      '400 invalid',
    );
    const { data: file } = await files.get({ ...at, fields: 'version' });
    expect(file.version).toBe('4');
    expect(google.violations).toEqual([]);
  });
});

async function aWorld() {
  const google: FakeGoogle = await fakeGoogle();
  onTestFinished(() => google.close());
  const auth = signedIn(google, { scopes: ['https://www.googleapis.com/auth/drive'] });
  const drive = google.drive.sharedDrive('Progetto');
  return { google, auth, drive, ...resourcesOf(driveOf({ version: 'v3', auth })) };
}

function resourcesOf({ files, permissions, drives }: drive_v3.Drive) {
  return { files, permissions, drives };
}

function everywhere(driveId: string) {
  return { corpora: 'drive', driveId, includeItemsFromAllDrives: true, supportsAllDrives: true };
}

/** The status and the reason of a refusal, as Google gives them. */
async function reasonOf(work: Promise<unknown>): Promise<string> {
  const failure: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  const cause = failure instanceof Error ? failure.cause : undefined;
  if (!(cause instanceof Error && 'response' in cause)) throw new Error('it was not refused');
  // What Google's refusals look like; the test fails on another.
  const { status, data } = cause.response as {
    readonly status: number;
    readonly data: { readonly error: { readonly errors: readonly { readonly reason: string }[] } };
  };
  return `${status} ${data.error.errors[0]?.reason}`;
}
