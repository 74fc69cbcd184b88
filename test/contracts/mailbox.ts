import { describe, expect, it } from 'vitest';
import type { Letter, Mailbox } from '../../src/ports.ts';

/** A mailbox, and how many letters can be seen to have left from it. */
export interface Watched {
  readonly mailbox: Mailbox;
  readonly left: () => Promise<number>;
}

/** What every mailbox promises. `make` gives an empty one each time. */
export function aMailbox(name: string, make: () => Watched): void {
  describe(name, () => {
    it('sends a letter', async () => {
      const { mailbox, left } = make();

      await mailbox.send(aLetter());

      expect(await left()).toBe(1);
      expect(await mailbox.sent(aLetter().key)).toBe('sent');
    });

    it('sends once per key, whatever the letter says', async () => {
      const { mailbox, left } = make();

      await mailbox.send(aLetter());
      await mailbox.send(aLetter());
      await mailbox.send(aLetter({ text: 'Altro testo.' }));

      expect(await left()).toBe(1);
    });

    it('sends once, though asked twice at the same moment', async () => {
      const { mailbox, left } = make();

      await Promise.all([mailbox.send(aLetter()), mailbox.send(aLetter())]);

      expect(await left()).toBe(1);
    });

    it('sends equal letters of different keys', async () => {
      const { mailbox, left } = make();

      await mailbox.send(aLetter({ key: 'a' }));
      await mailbox.send(aLetter({ key: 'A' }));

      expect(await left()).toBe(2);
    });

    it('tells what has not left', async () => {
      const { mailbox } = make();
      expect(await mailbox.sent('fine/T-0001/2026-08-16')).toBe('not sent');

      await mailbox.send(aLetter());

      expect(await mailbox.sent('fine/T-0001/2026-08-16')).toBe('not sent');
    });
  });
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
