import type { Letter, Mailbox } from '../../ports.ts';

/** A mailbox nothing leaves from, for tests: `letters` is what would have, in order. */
export interface MemoryMailbox extends Mailbox {
  readonly letters: readonly Letter[];
}

/** An empty one. */
export function memoryMailbox(): MemoryMailbox {
  const letters: Letter[] = [];
  const left = (key: string) => letters.some((it) => it.key === key);

  return {
    letters,
    async send(letter) {
      if (!left(letter.key)) letters.push(letter);
    },
    async sent(key) {
      return left(key) ? 'sent' : 'not sent';
    },
  };
}
