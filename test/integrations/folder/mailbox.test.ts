import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { folderMailbox } from '../../../src/integrations/folder/mailbox.ts';
import { message } from '../../../src/integrations/folder/message.ts';
import { fixedClock } from '../../../src/integrations/memory/clock.ts';
import type { Letter } from '../../../src/ports.ts';
import { aLetter } from '../../contracts/mailbox.ts';

const folder = mkdtempSync(join(tmpdir(), 'mail-'));
afterAll(() => rmSync(folder, { recursive: true }));
let roots = 0;
const aRoot = () => join(folder, String(roots++));
const aMailboxIn = (root: string, now = '2026-08-16T07:00:00Z') =>
  folderMailbox({ root, from: 'ALICE <alice@example.org>', clock: fixedClock(now) });

const id = createHash('sha256').update(aLetter().key).digest('hex');

describe('letters in a folder', () => {
  it('are files by year, whose names tell nothing of anybody', async () => {
    const root = aRoot();

    await aMailboxIn(root).send(aLetter());

    expect(readdirSync(root).toSorted()).toEqual(['.alice', '2026']);
    expect(readdirSync(join(root, '2026'))).toEqual([`${id.slice(0, 32)}.eml`]);
    expect(readdirSync(join(root, '.alice'))).toEqual([]);
  });

  it('go into the year it is in Rome', async () => {
    const root = aRoot();

    await aMailboxIn(root, '2026-12-31T23:00:00Z').send(aLetter());

    expect(readdirSync(root)).toContain('2027');
  });

  it('that left last year do not leave again', async () => {
    const root = aRoot();
    await aMailboxIn(root, '2026-12-31T22:59:59Z').send(aLetter());

    const inJanuary = aMailboxIn(root, '2027-01-01T07:00:00Z');
    await inJanuary.send(aLetter());

    expect(await inJanuary.sent(aLetter().key)).toBe('sent');
    expect(readdirSync(root)).not.toContain('2027');
  });

  it('that a person deleted have not left', async () => {
    const root = aRoot();
    const mailbox = aMailboxIn(root);
    await mailbox.send(aLetter());

    rmSync(join(root, '2026'), { recursive: true });

    expect(await mailbox.sent(aLetter().key)).toBe('not sent');
  });

  it('cannot be posted where a file is in the way', async () => {
    const root = aRoot();
    writeFileSync(root, '');
    const mailbox = aMailboxIn(root);

    await expect(mailbox.send(aLetter())).rejects.toThrow(`La cartella della posta (${root})`);
    await expect(mailbox.sent(aLetter().key)).rejects.toThrow('al posto di una cartella');
  });
});

describe('the file of a letter', () => {
  it('is a message any mail program opens', async () => {
    const root = aRoot();

    await aMailboxIn(root).send(aLetter());

    const file = readFileSync(join(root, '2026', `${id.slice(0, 32)}.eml`), 'latin1');
    expect(file.split('\r\n')).toEqual([
      'From: ALICE <alice@example.org>',
      'To: amina.rossi@example.org',
      'Subject: Il tirocinio T-0014 finisce tra 15 giorni',
      'Date: Sun, 16 Aug 2026 07:00:00 +0000',
      `Message-ID: <${id}@alice.invalid>`,
      'Auto-Submitted: auto-generated',
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: base64',
      '',
      // «Ciao,», «il tirocinio …», each on its line.
      'Q2lhbywNCmlsIHRpcm9jaW5pbyBULTAwMTQgZmluaXNjZSBpbCAzMSBhZ29zdG8gMjAyNi4NCg==',
      '',
    ]);
  });

  it('encodes what is not plain, in lines that are short enough', () => {
    const subject = 'È già l’ora: «perché» non c’è più tempo per il progetto formativo — 🙂 T-0014';

    const lines = linesOf({ subject }, 'Città solidale <alice@example.org>');

    expect(lines[0]).toBe('From: =?UTF-8?B?Q2l0dMOgIHNvbGlkYWxl?= <alice@example.org>');
    const from = lines.findIndex((it) => it.startsWith('Subject: '));
    const folded = lines.slice(
      from,
      lines.findIndex((it) => it.startsWith('Date: ')),
    );
    expect(Math.max(...folded.map((it) => it.length))).toBeLessThanOrEqual(76);
    expect(decoded(folded)).toBe(subject);
  });

  it.each(['=?UTF-8?B?finto?=', 'a'.repeat(61), 'a capo\r\nBcc: altri@example.org', ' spazi '])(
    'encodes a subject that would be misread: %j',
    (subject) => {
      const lines = linesOf({ subject });

      const from = lines.findIndex((it) => it.startsWith('Subject: '));
      const to = lines.findIndex((it) => it.startsWith('Date: '));
      expect(lines[from]).toMatch(/^Subject: =\?UTF-8\?B\?/);
      expect(decoded(lines.slice(from, to))).toBe(subject.replaceAll(/\s+/g, ' ').trim());
      expect(lines.filter((it) => it.startsWith('Bcc'))).toEqual([]);
    },
  );

  it('carries papers', () => {
    const lines = linesOf({
      text: 'Ecco.',
      attachments: [
        { file: 'T-0014 accordo.pdf', bytes: new Uint8Array(100).fill(7) },
        { file: 'attività (1).csv', bytes: Uint8Array.of(1, 2, 3) },
      ],
    });

    const boundary = `=_alice_${id.slice(0, 32)}`;
    expect(lines.slice(lines.indexOf('MIME-Version: 1.0') + 1)).toEqual([
      `Content-Type: multipart/mixed; boundary="${boundary}"`,
      '',
      `--${boundary}`,
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: base64',
      '',
      'RWNjby4=',
      `--${boundary}`,
      'Content-Type: application/pdf',
      'Content-Transfer-Encoding: base64',
      'Content-Disposition: attachment; filename="T-0014 accordo.pdf"',
      '',
      'BwcH'.repeat(19),
      `${'BwcH'.repeat(14)}Bw==`,
      `--${boundary}`,
      'Content-Type: text/csv',
      'Content-Transfer-Encoding: base64',
      "Content-Disposition: attachment; filename*=UTF-8''attivit%C3%A0%20%281%29.csv",
      '',
      'AQID',
      `--${boundary}--`,
      '',
    ]);
  });

  it('is the same every time', () => {
    expect(linesOf({ text: 'Uguale.' })).toEqual(linesOf({ text: 'Uguale.' }));
  });

  it.each([
    '',
    'amina',
    'amina@example.org, altri@example.org',
    'amina@example.org\r\nBcc: altri@example.org',
    'Amina <amina@example.org>',
    'àmina@example.org',
  ])('is not written to what is no single address: %j', async (to) => {
    const root = aRoot();

    await expect(aMailboxIn(root).send(aLetter({ to }))).rejects.toThrow(
      'one plain e-mail address',
    );

    expect(await aMailboxIn(root).sent(aLetter().key)).toBe('not sent');
  });

  it('does not carry a paper whose name is not plain', async () => {
    const letter = aLetter({ attachments: [{ file: 'a".pdf', bytes: new Uint8Array() }] });

    await expect(aMailboxIn(aRoot()).send(letter)).rejects.toThrow('not plain');
  });
});

function linesOf(letter: Partial<Letter>, from = 'alice@example.org'): readonly string[] {
  const bytes = message({ letter: aLetter(letter), from, at: '2026-08-16T07:00:00Z', id });
  return Buffer.from(bytes).toString('latin1').split('\r\n');
}

/** What a mail program shows of a header of encoded words: the blanks between them do not count. */
function decoded(lines: readonly string[]): string {
  return lines
    .map((it) => /=\?UTF-8\?B\?([A-Za-z0-9+/=]*)\?=$/.exec(it)?.[1] ?? '')
    .map((it) => Buffer.from(it, 'base64').toString())
    .join('');
}
