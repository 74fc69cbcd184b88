import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type GoogleAccount, googleAccount } from '../../src/integrations/google-account/index.ts';
import type { FakeGoogle } from './google/index.ts';

/** ALICE signed in to a double of Google, as a person of the organisation where one is named; waits for nothing. */
export function signedIn(
  { key, root }: Pick<FakeGoogle, 'key' | 'root'>,
  { scopes, subject }: { readonly scopes: readonly string[]; readonly subject?: string },
): GoogleAccount['auth'] {
  const folder = mkdtempSync(join(tmpdir(), 'signed-in-'));
  const keyFile = join(folder, 'key.json');
  writeFileSync(keyFile, JSON.stringify(key));
  try {
    return googleAccount({
      keyFile,
      scopes,
      subject,
      root,
      pause: async () => undefined,
      timeLimit: 2_000,
    }).auth;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
