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
import { headerOf, type Part, partsOf, seen } from '../../fakes/mime.ts';

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
      'Content-Transfer-Encoding: base64',
      'Auto-Submitted: auto-generated',
      'From: ALICE <alice@example.org>',
      'To: amina.rossi@example.org',
      'Subject: Il tirocinio T-0014 finisce tra 15 giorni',
      'Message-ID:',
      ` <${id}@alice.invalid>`,
      'Date: Sun, 16 Aug 2026 07:00:00 +0000',
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      '',
      // «Ciao,», «il tirocinio …», each on its line.
      'Q2lhbywNCmlsIHRpcm9jaW5pbyBULTAwMTQgZmluaXNjZSBpbCAzMSBhZ29zdG8gMjAyNi4NCg==',
      '',
    ]);
  });

  it('encodes what is not plain, in lines that are short enough', async () => {
    const subject = 'È già l’ora: «perché» non c’è più tempo per il progetto formativo — 🙂 T-0014';

    const lines = await linesOf({ subject }, 'Città solidale <alice@example.org>');

    expect(lines).toContain('From: =?UTF-8?B?Q2l0dMOgIHNvbGlkYWxl?= <alice@example.org>');
    // The Message-ID cannot be folded.
    const folded = lines.filter((it) => !it.includes('@alice.invalid'));
    expect(Math.max(...folded.map((it) => it.length))).toBeLessThanOrEqual(78);
    expect(lines.filter((it) => !/^[\x20-\x7e]*$/.test(it))).toEqual([]);
    expect(seen(lines.join('\r\n')).subject).toBe(subject);
  });

  it.each([
    ['=?UTF-8?Q?finto?=', '=\u2060?UTF-8?Q?finto?='],
    ['a capo\r\nBcc: altri@example.org', 'a capo Bcc: altri@example.org'],
    [' spazi ', 'spazi'],
    [`T-0014 ${'a'.repeat(61)}`, `T-0014 ${'a'.repeat(61)}`],
  ])('does not let a subject be misread: %j', async (subject, shown) => {
    const lines = await linesOf({ subject });

    expect(seen(lines.join('\r\n')).subject).toBe(shown);
    expect(lines.filter((it) => /^bcc/i.test(it))).toEqual([]);
  });

  it('does not let a sender with odd letters in the name be misread', async () => {
    const lines = await linesOf({}, 'Città, «solidale» "S.p.A." <alice@example.org>');

    expect(seen(lines.join('\r\n')).from).toBe('Città, «solidale» "S.p.A." <alice@example.org>');
  });

  it('carries the words twice within what carries the papers', async () => {
    const whole = partsOf(
      (
        await linesOf({
          text: 'Ecco.',
          html: '<p>Ecco.</p>',
          attachments: [
            { file: 'T-0014 accordo.pdf', bytes: new Uint8Array(100).fill(7) },
            { file: 'attività (1).csv', bytes: Uint8Array.of(1, 2, 3) },
          ],
        })
      ).join('\r\n'),
    );

    expect(typesOf(whole)).toEqual([
      'multipart/mixed',
      ['multipart/alternative', ['text/plain'], ['text/html']],
      ['application/pdf'],
      ['text/csv'],
    ]);
  });

  it('has no part of parts where there is one thing only', async () => {
    const [alone, both, paper] = await Promise.all([
      linesOf({}),
      linesOf({ html: '<p>Ciao.</p>' }),
      linesOf({ attachments: [{ file: 'T-0014.pdf', bytes: Uint8Array.of(1) }] }),
    ]);

    expect(typesOf(partsOf(alone.join('\r\n')))).toEqual(['text/plain']);
    expect(typesOf(partsOf(both.join('\r\n')))).toEqual([
      'multipart/alternative',
      ['text/plain'],
      ['text/html'],
    ]);
    expect(typesOf(partsOf(paper.join('\r\n')))).toEqual([
      'multipart/mixed',
      ['text/plain'],
      ['application/pdf'],
    ]);
  });

  it('is the same every time', async () => {
    const letter = {
      text: 'Uguale.',
      html: '<p>Uguale.</p>',
      attachments: [{ file: 'T-0014.pdf', bytes: Uint8Array.of(1) }],
    };

    expect(await linesOf(letter)).toEqual(await linesOf(letter));
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

async function linesOf(
  letter: Partial<Letter>,
  from = 'alice@example.org',
): Promise<readonly string[]> {
  const at = '2026-08-16T07:00:00Z';
  const bytes = await message({ letter: aLetter(letter), from, at, id });
  return Buffer.from(bytes).toString('latin1').split('\r\n');
}

type Types = readonly (string | Types)[];

function typesOf(part: Part): Types {
  return [headerOf(part, 'content-type')?.split(';')[0] ?? '', ...part.parts.map(typesOf)];
}
