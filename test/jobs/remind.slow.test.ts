import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { sqliteLedger } from '../../src/integrations/sqlite/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'remind-kill-'));
afterAll(() => rmSync(folder, { recursive: true }));
const reminding = fileURLToPath(new URL('./reminding.ts', import.meta.url));

/** Starts a reminding and kills it so long after it said that it is there; tells what it had said last. */
async function killedAfter(root: string, milliseconds: number): Promise<string> {
  const child = spawn(process.execPath, [reminding, root], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  let last = '';
  for await (const line of createInterface({ input: child.stdout })) {
    last = line;
    if (line === 'here') void pause(milliseconds).then(() => child.kill('SIGKILL'));
  }
  await ended;
  return last;
}

async function stateOf(root: string) {
  const ledger = sqliteLedger({ file: join(root, 'alice.db') });
  const [occurrences, messages, chain] = [
    await ledger.occurrences(),
    await ledger.messages(),
    await ledger.verify(),
  ];
  await ledger.close();
  return { occurrences, messages, chain };
}

const lettersIn = (root: string) =>
  readdirSync(join(root, 'posta'), { recursive: true, encoding: 'utf8' }).filter((it) =>
    it.endsWith('.eml'),
  );

describe('a reminding that is killed', () => {
  it('again and again sends each message once, and leaves nothing uncertain', async () => {
    const root = join(folder, 'again');
    mkdirSync(root);

    let killed = 0;
    for (let round = 0; round < 60; round += 1) {
      const last = await killedAfter(root, 20 + ((round * 37) % 110));
      if (last === 'nothing') break;
      killed += last === 'here' ? 1 : 0;
      const { messages, chain } = await stateOf(root);
      expect(messages.filter((it) => it.state === 'sending').length).toBeLessThanOrEqual(1);
      expect(chain.intact).toBe(true);
    }
    await killedAfter(root, 60_000);

    const { occurrences, messages, chain } = await stateOf(root);
    expect(killed).toBeGreaterThan(3);
    expect(Map.groupBy(occurrences, (it) => it.state).get('sent')).toHaveLength(30);
    expect(Map.groupBy(occurrences, (it) => it.state).get('skipped')).toHaveLength(10);
    expect(occurrences).toHaveLength(40);
    expect(messages.map((it) => it.state)).toEqual(Array.from({ length: 30 }, () => 'sent'));
    expect(new Set(messages.map((it) => it.to)).size).toBe(30);
    expect(lettersIn(root)).toHaveLength(30);
    expect(chain.intact).toBe(true);
  });

  it('does not work beside another that was started in the same second', async () => {
    for (let round = 0; round < 5; round += 1) {
      const root = join(folder, `together-${round}`);
      mkdirSync(root);

      const ends = await Promise.all([killedAfter(root, 60_000), killedAfter(root, 60_000)]);

      const { messages } = await stateOf(root);
      expect(ends.filter((it) => it === 'done')).toHaveLength(1);
      expect(['refused', 'nothing']).toContain(ends.find((it) => it !== 'done'));
      expect(messages).toHaveLength(30);
      expect(lettersIn(root)).toHaveLength(30);
    }
  });
});
