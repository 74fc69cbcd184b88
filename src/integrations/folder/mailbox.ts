import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Clock, Mailbox } from '../../ports.ts';
import { codeOf, folderInside, isThere, putOnce, reaching, refuseOddName } from './disk.ts';
import { message } from './message.ts';

/**
 * A mailbox that posts into a folder: each letter is a file `<root>/<year>/<name>.eml`, to be opened,
 * shown or sent on by a person. The name is worked out from the letter's key and tells nothing of
 * anybody; a letter whose file is in any year's folder has left, and one that a person deleted has not.
 */
export function folderMailbox({ root, from, clock }: FolderMailbox): Mailbox {
  const home = resolve(root);
  const reach = reaching(`La cartella della posta (${home})`);

  async function hasLeft(key: string): Promise<boolean> {
    // A reminder claimed on New Year's Eve may be sent again in January: every year counts.
    for (const year of await yearsIn(home)) {
      if (await isThere(join(home, year, fileOf(key)))) return true;
    }
    return false;
  }

  return {
    async send(letter) {
      for (const { file } of letter.attachments ?? []) refuseOddName(file);
      const bytes = await message({ letter, from, at: clock.now(), id: sha256(letter.key) });
      await reach(async () => {
        if (await hasLeft(letter.key)) return;
        const year = await folderInside(home, [clock.today().slice(0, 4)]);
        // Taken by another process a moment ago: then it has left, too.
        await putOnce(home, join(year, fileOf(letter.key)), bytes);
      });
    },

    async sent(key) {
      return reach(async () => ((await hasLeft(key)) ? 'sent' : 'not sent'));
    },
  };
}

/** Where letters go, and what stands on them. */
export interface FolderMailbox {
  readonly root: string;
  /** `ALICE <alice@example.org>`, or the address alone. */
  readonly from: string;
  /** Dates the letters, and says which year's folder they go into. */
  readonly clock: Clock;
}

async function yearsIn(home: string): Promise<readonly string[]> {
  try {
    return (await readdir(home)).filter((it) => /^\d{4}$/.test(it));
  } catch (failure) {
    if (codeOf(failure) === 'ENOENT') return [];
    throw failure;
  }
}

/** Half of the hash is enough to tell keys apart, and short enough to be read. */
function fileOf(key: string): string {
  return `${sha256(key).slice(0, 32)}.eml`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
