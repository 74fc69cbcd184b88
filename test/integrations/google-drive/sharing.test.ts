import { describe, expect, it } from 'vitest';
import {
  LOOKING_SCOPES,
  sharing,
  version,
} from '../../../src/integrations/google-drive/sharing.ts';
import type { FakeGoogle } from '../../fakes/google/index.ts';
import { signedIn } from '../../fakes/signed-in.ts';
import { aWorld } from './stage.ts';

describe('with whom a file is shared', () => {
  it('is told of a spreadsheet: people, groups, organisations and whoever has the link', async () => {
    const google = await aWorld();
    const id = google.sheets.create();
    google.sheets.share(id, { with: google.address });
    google.drive.share(id, { type: 'user', role: 'writer', emailAddress: 'Anna@Example.org' });
    google.drive.share(id, {
      type: 'group',
      role: 'commenter',
      emailAddress: 'equipe@example.org',
    });
    google.drive.share(id, { type: 'domain', role: 'reader', domain: 'example.org' });
    google.drive.share(id, { type: 'anyone', role: 'reader' });

    const grants = await sharing({ auth: looking(google), id });

    expect(grants).toEqual(
      expect.arrayContaining([
        { who: 'person', email: google.address, role: 'writer', inherited: false },
        { who: 'person', email: 'anna@example.org', role: 'writer', inherited: false },
        { who: 'group', email: 'equipe@example.org', role: 'commenter', inherited: false },
        { who: 'domain', domain: 'example.org', role: 'reader', found: false, inherited: false },
        { who: 'anyone', role: 'reader', found: false, inherited: false },
      ]),
    );
    expect(google.violations).toEqual([]);
  });

  it('is told of what lies in a shared drive: its members, and whom the folder was opened to', async () => {
    const google = await aWorld();
    const drive = google.drive.sharedDrive('Progetto', [
      { type: 'user', role: 'fileOrganizer', emailAddress: google.address },
      { type: 'user', role: 'organizer', emailAddress: 'anna@example.org' },
    ]);
    const above = google.drive.folder('Progetto', { parent: drive });
    const id = google.drive.folder('Carte', { parent: above });
    google.drive.share(above, { type: 'anyone', role: 'reader', allowFileDiscovery: true });
    google.drive.share(id, { type: 'user', role: 'reader', emailAddress: 'bruno@example.com' });

    const grants = await sharing({ auth: looking(google), id });

    expect(grants).toEqual([
      { who: 'person', email: 'bruno@example.com', role: 'reader', inherited: false },
      { who: 'anyone', role: 'reader', found: true, inherited: true },
      { who: 'person', email: google.address, role: 'fileOrganizer', inherited: true },
      { who: 'person', email: 'anna@example.org', role: 'organizer', inherited: true },
    ]);
  });

  it('is told of somebody who is a member and was given the file as well once, with the wider role', async () => {
    const google = await aWorld();
    const drive = google.drive.sharedDrive('Progetto');
    const id = google.drive.folder('Carte', { parent: drive });
    google.drive.share(drive, { type: 'user', role: 'reader', emailAddress: 'anna@example.org' });
    google.drive.share(id, { type: 'user', role: 'writer', emailAddress: 'anna@example.org' });

    const grants = await sharing({ auth: looking(google), id });

    expect(grants.filter((it) => 'email' in it && it.email === 'anna@example.org')).toEqual([
      { who: 'person', email: 'anna@example.org', role: 'writer', inherited: false },
    ]);
  });

  it('is told whole, however many there are', async () => {
    const google = await aWorld();
    const drive = google.drive.sharedDrive('Progetto');
    const id = google.drive.folder('Carte', { parent: drive });
    for (let n = 0; n < 250; n += 1) {
      google.drive.share(id, { type: 'user', role: 'reader', emailAddress: `p${n}@example.org` });
    }

    const grants = await sharing({ auth: looking(google), id });

    expect(grants).toHaveLength(251);
    expect(google.calls.filter((it) => it.path.endsWith('/permissions'))).toHaveLength(3);
  });

  it('is not told to who may only read, nor of what is not there', async () => {
    const google = await aWorld();
    const id = google.sheets.create();
    google.drive.share(id, { type: 'user', role: 'reader', emailAddress: google.address });

    await expect(sharing({ auth: looking(google), id })).rejects.toThrow('come Editor');
    await expect(sharing({ auth: looking(google), id: 'x' })).rejects.toThrow('non c’è');
  });
});

describe('the version of a file', () => {
  it('grows with what people type, and with sharing', async () => {
    const google = await aWorld();
    const id = google.sheets.create();
    google.sheets.share(id, { with: google.address });
    const auth = looking(google);
    const first = await version({ auth, id });
    expect(await version({ auth, id })).toBe(first);

    google.drive.share(id, { type: 'anyone', role: 'reader' });

    const second = await version({ auth, id });
    expect(Number(second)).toBeGreaterThan(Number(first));
  });

  it('is told of a file in a shared drive', async () => {
    const google = await aWorld();
    const drive = google.drive.sharedDrive('Progetto');
    const id = google.drive.folder('Carte', { parent: drive });

    expect(await version({ auth: looking(google), id })).toBe('1');
  });
});

function looking(google: FakeGoogle) {
  return signedIn(google, { scopes: LOOKING_SCOPES });
}
