import { describe, expect, it } from 'vitest';
import type { Letter, Mailbox } from '../../src/ports.ts';
import type { Seen } from '../fakes/mime.ts';

/** A mailbox, and what can be seen to have left from it. */
export interface Watched {
  readonly mailbox: Mailbox;
  readonly left: () => Promise<readonly Omit<Seen, 'from'>[]>;
}

/**
 * What every mailbox promises. `make` gives an empty one each time. One that `forgets` cannot tell what left before
 * its process began: it says `unknown` of a letter it has never been handed.
 */
export function aMailbox(
  name: string,
  make: () => Watched | Promise<Watched>,
  { forgets = false }: { readonly forgets?: boolean } = {},
): void {
  const neverHanded = forgets ? 'unknown' : 'not sent';

  describe(name, () => {
    it('sends a letter', async () => {
      const { mailbox, left } = await make();

      await mailbox.send(aLetter());

      expect(await left()).toEqual([
        {
          to: 'amina.rossi@example.org',
          subject: 'Il tirocinio T-0014 finisce tra 15 giorni',
          text: 'Ciao,\r\nil tirocinio T-0014 finisce il 31 agosto 2026.\r\n',
          html: undefined,
          files: [],
        },
      ]);
      expect(await mailbox.sent(aLetter().key)).toBe('sent');
    });

    it('sends the words twice where they have headings, and papers beside them', async () => {
      const { mailbox, left } = await make();
      const papers = [
        { file: 'T-0014 accordo.pdf', bytes: new Uint8Array(200).map((_, at) => at) },
        { file: 'attività (1).csv', bytes: Uint8Array.of(1, 2, 3) },
        { file: 'vuoto.pdf', bytes: new Uint8Array() },
      ];

      await mailbox.send(
        aLetter({
          subject: 'Perché è già l’ora: «fine» — 🙂 T-0014, e così via fino a settantasei lettere',
          html: '<h1>Perché</h1>\n<p>È l’ora.</p>',
          attachments: papers,
        }),
      );

      expect(await left()).toEqual([
        {
          to: 'amina.rossi@example.org',
          subject: 'Perché è già l’ora: «fine» — 🙂 T-0014, e così via fino a settantasei lettere',
          text: 'Ciao,\r\nil tirocinio T-0014 finisce il 31 agosto 2026.\r\n',
          html: '<h1>Perché</h1>\r\n<p>È l’ora.</p>',
          files: papers.map(({ file, bytes }) => ({ file, bytes: [...bytes] })),
        },
      ]);
    });

    it('sends once per key, whatever the letter says', async () => {
      const { mailbox, left } = await make();

      await mailbox.send(aLetter());
      await mailbox.send(aLetter());
      await mailbox.send(aLetter({ text: 'Altro testo.' }));

      expect(await left()).toHaveLength(1);
    });

    it('sends once, though asked twice at the same moment', async () => {
      const { mailbox, left } = await make();

      await Promise.all([mailbox.send(aLetter()), mailbox.send(aLetter())]);

      expect(await left()).toHaveLength(1);
    });

    it('sends equal letters of different keys', async () => {
      const { mailbox, left } = await make();

      await mailbox.send(aLetter({ key: 'a' }));
      await mailbox.send(aLetter({ key: 'A' }));

      expect(await left()).toHaveLength(2);
    });

    it('tells what has not left', async () => {
      const { mailbox } = await make();
      expect(await mailbox.sent('fine/T-0001/2026-08-16')).toBe(neverHanded);

      await mailbox.send(aLetter());

      expect(await mailbox.sent('fine/T-0001/2026-08-16')).toBe(neverHanded);
    });
  });
}

/** A letter as it was handed over, put as a mail program would show it: for mailboxes that nothing leaves from. */
export function asSeen({ to, subject, text, html, attachments = [] }: Letter): Omit<Seen, 'from'> {
  const lines = (words: string) => words.replaceAll('\n', '\r\n');
  return {
    to,
    subject,
    text: lines(text),
    html: html === undefined ? undefined : lines(html),
    files: attachments.map(({ file, bytes }) => ({ file, bytes: [...bytes] })),
  };
}

/** A short letter to nobody. */
export function aLetter(letter: Partial<Letter> = {}): Letter {
  return {
    key: 'fine/T-0014/2026-08-16',
    to: 'amina.rossi@example.org',
    subject: 'Il tirocinio T-0014 finisce tra 15 giorni',
    text: 'Ciao,\nil tirocinio T-0014 finisce il 31 agosto 2026.\n',
    ...letter,
  };
}
