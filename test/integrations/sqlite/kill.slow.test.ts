import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { sqliteLedger } from '../../../src/integrations/sqlite/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'kill-'));
afterAll(() => rmSync(folder, { recursive: true }));
const writer = fileURLToPath(new URL('./writer.ts', import.meta.url));

/** Starts a writer, kills it once it has acknowledged so many runs, and tells all it had said by then. */
async function killedAfter(file: string, name: string, acknowledged: number) {
  const child = spawn(process.execPath, [writer, file, name], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const said: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line);
    // It goes on writing while the signal is on its way: it dies wherever it happens to be.
    if (said.length > acknowledged) child.kill('SIGKILL');
  }
  expect(await ended).toEqual([null, 'SIGKILL']);
  return said.slice(1).map((it) => {
    const [run = '', turn = ''] = it.split(' ');
    return { run, name, turn: Number(turn) };
  });
}

describe('a ledger whose writers are killed', () => {
  it('has every acknowledged run, whole, and its chains hold', async () => {
    const file = join(folder, 'alice.db');
    const said: { run: string; name: string; turn: number }[] = [];

    for (let round = 1; round <= 10; round += 1) {
      const two = [
        killedAfter(file, `x${round}`, round * 3),
        killedAfter(file, `y${round}`, round * 5),
      ];
      said.push(...(await Promise.all(two)).flat());
      const ledger = sqliteLedger({ file });
      expect(await ledger.verify()).toMatchObject({ intact: true });
      await ledger.close();
    }

    const ledger = sqliteLedger({ file });
    const runs = new Map((await ledger.runs()).map((it) => [it.id, it]));
    const rows = await ledger.recall('rows');
    const highest = await ledger.highest();
    const audited = new Set((await ledger.audited()).flatMap((it) => it.ids));
    expect(said.length).toBeGreaterThanOrEqual(10 * 2 * 3);
    expect(new Set(said.map(({ run }) => run)).size).toBe(said.length);
    for (const { run, name, turn } of said) {
      expect(runs.get(run)).toMatchObject({ by: name, end: { outcome: 'done' } });
      const ids = (await ledger.entries(run)).map((it) => it.id);
      expect(ids).toEqual(['a', 'b', 'c'].map((it) => `${name}-${turn}-${it}`));
      expect(rows.get(`${name}-${turn}`)).toBe(run);
      expect(highest.get(name)).toBeGreaterThanOrEqual(turn);
      expect(audited).toContain(`${name}-${turn}`);
    }
    // What was cut short is there whole or not at all.
    for (const run of runs.keys()) expect([0, 3]).toContain((await ledger.entries(run)).length);
    await ledger.close();
    const db = new DatabaseSync(file);
    expect(db.prepare('pragma integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
    db.close();
  });

  it('is made in the end, however often it is killed while being made', async () => {
    const file = join(folder, 'new', 'alice.db');

    for (let round = 1; round <= 8; round += 1) await killedAfter(file, 'x', 0);

    const ledger = sqliteLedger({ file });
    expect(await ledger.verify()).toMatchObject({ intact: true });
    await ledger.close();
  });

  it('is one ledger, though six processes make it at the same moment', async () => {
    const file = join(folder, 'together', 'alice.db');

    const said = await Promise.all(
      ['a', 'b', 'c', 'd', 'e', 'f'].map((it) => killedAfter(file, it, 5)),
    );

    const ledger = sqliteLedger({ file });
    expect(said.map((it) => it.length).toSorted((a, b) => a - b)[0]).toBeGreaterThanOrEqual(5);
    expect(await ledger.verify()).toMatchObject({ intact: true });
    await ledger.close();
  });
});
