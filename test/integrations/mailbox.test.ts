import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { folderMailbox } from '../../src/integrations/folder/mailbox.ts';
import { fixedClock } from '../../src/integrations/memory/clock.ts';
import { memoryMailbox } from '../../src/integrations/memory/mailbox.ts';
import { aMailbox, asSeen } from '../contracts/mailbox.ts';
import { seen } from '../fakes/mime.ts';

const folder = mkdtempSync(join(tmpdir(), 'mailbox-'));
afterAll(() => rmSync(folder, { recursive: true }));

aMailbox('the mailbox in memory', () => {
  const mailbox = memoryMailbox();
  return { mailbox, left: async () => mailbox.letters.map(asSeen) };
});

let mailboxes = 0;
aMailbox('the mailbox in a folder', () => {
  mailboxes += 1;
  const root = join(folder, String(mailboxes));
  const clock = fixedClock('2026-08-16T07:00:00Z');
  return {
    mailbox: folderMailbox({ root, from: 'ALICE <alice@example.org>', clock }),
    left: async () =>
      readdirSync(join(root, '2026')).map((file) => {
        const { from: _, ...letter } = seen(readFileSync(join(root, '2026', file)));
        return letter;
      }),
  };
});
