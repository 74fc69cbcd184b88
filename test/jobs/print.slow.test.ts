import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { sqliteLedger } from '../../src/integrations/sqlite/index.ts';
import { sha256 } from '../a/papers.ts';

const folder = mkdtempSync(join(tmpdir(), 'print-kill-'));
afterAll(() => rmSync(folder, { recursive: true }));
const printing = fileURLToPath(new URL('./printing.ts', import.meta.url));

/** Starts a printing and kills it so long after it said that it is there; tells what it had said last. */
async function killedAfter(root: string, milliseconds: number, turn?: number): Promise<string> {
  const args = [printing, root, ...(turn === undefined ? [] : [String(turn)])];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  let last = '';
  for await (const line of createInterface({ input: child.stdout })) {
    last = line;
    if (line === 'here') void pause(milliseconds).then(() => child.kill('SIGKILL'));
  }
  await ended;
  return last;
}

const papersIn = (root: string) =>
  readdirSync(join(root, 'carte'), { recursive: true, encoding: 'utf8' })
    .filter((it) => it.endsWith('.pdf'))
    .toSorted();

describe('a printing that is killed', () => {
  it('again and again leaves every number with its whole file, and no gap', async () => {
    const root = join(folder, 'again');
    mkdirSync(root);

    let killed = 0;
    for (let round = 0; round < 60; round += 1) {
      const last = await killedAfter(root, 25 + ((round * 37) % 90), round);
      if (last === 'printed nothing') break;
      killed += last === 'here' ? 1 : 0;
      const ledger = sqliteLedger({ file: join(root, 'alice.db') });
      const claimed = (await ledger.papers()).filter((it) => it.where === undefined);
      await ledger.close();
      expect(claimed.length).toBeLessThanOrEqual(1);
    }
    await killedAfter(root, 60_000);

    const ledger = sqliteLedger({ file: join(root, 'alice.db') });
    const kept = await ledger.papers();
    await ledger.close();
    expect(killed).toBeGreaterThan(3);
    expect(kept).toHaveLength(60);
    for (const kind of ['scheda', 'scheda-due'])
      expect(kept.flatMap((it) => (it.kind === kind ? [it.number] : []))).toEqual(
        Array.from({ length: 30 }, (_, n) => n + 1),
      );
    expect(new Set(kept.map((it) => `${it.kind} ${it.about}`)).size).toBe(60);
    for (const it of kept) expect(sha256(readFileSync(it.where ?? ''))).toBe(it.sha256);
    expect(papersIn(root)).toEqual(
      kept.map((it) => (it.where ?? '').slice(join(root, 'carte').length + 1)).toSorted(),
    );
  });

  it('lets the next one work at once, and two never work together', async () => {
    const root = join(folder, 'together');
    mkdirSync(root);

    const [one, other] = await Promise.all([killedAfter(root, 60_000), killedAfter(root, 60_000)]);

    const ledger = sqliteLedger({ file: join(root, 'alice.db') });
    const kept = await ledger.papers();
    await ledger.close();
    expect([one, other].toSorted()[0]).toBe('printed done');
    expect(['refused', 'printed nothing']).toContain([one, other].toSorted()[1]);
    expect(kept).toHaveLength(60);
    expect(papersIn(root)).toHaveLength(60);
  });
});
