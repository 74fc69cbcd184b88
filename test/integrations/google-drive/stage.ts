import { onTestFinished } from 'vitest';
import { ARCHIVE_SCOPES, driveArchive } from '../../../src/integrations/google-drive/index.ts';
import type { Archive } from '../../../src/ports.ts';
import { type FakeGoogle, fakeGoogle } from '../../fakes/google/index.ts';
import type { FakeOptions } from '../../fakes/google/service.ts';
import { signedIn } from '../../fakes/signed-in.ts';

/** What Drive calls a folder. */
export const FOLDER = 'application/vnd.google-apps.folder';

/** A world of one test. */
export async function aWorld(options: FakeOptions = {}): Promise<FakeGoogle> {
  const google = await fakeGoogle(options);
  onTestFinished(() => google.close());
  return google;
}

/** An empty archive in a shared drive of a world, and (`again`) what the next process would have of it. */
export function anArchiveIn(google: FakeGoogle) {
  const drive = google.drive.sharedDrive('Progetto');
  const root = google.drive.folder('Carte di ALICE', { parent: drive });
  const again = () => archiveAt(google, root);
  return { google, drive, root, again, archive: again() };
}

/** An archive in a folder, whatever folder that is. */
export function archiveAt(google: FakeGoogle, folder: string): Archive {
  return driveArchive({ auth: signedIn(google, { scopes: ARCHIVE_SCOPES }), folder });
}

/** Every file that is not a folder. */
export function papersIn(google: FakeGoogle) {
  return google.drive.files.filter((it) => it.mimeType !== FOLDER);
}
