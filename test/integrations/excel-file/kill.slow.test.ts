import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { excelFile } from '../../../src/integrations/excel-file/index.ts';
import { recover, revisionOf } from '../../../src/integrations/excel-file/replace.ts';
import { rawWorkbook } from './raw.ts';

const writer = fileURLToPath(new URL('./writer.ts', import.meta.url));

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'alice-kill-'));
  path = join(folder, 'registro.xlsx');
  writeFileSync(
    path,
    rawWorkbook({
      data: '<row r="1"><c r="A1" t="str"><v>ID</v></c></row><row r="2"><c r="A2"><v>0</v></c></row>',
      // A picture that does not pack: what is torn shows, and a write takes its time.
      more: { 'xl/media/image1.png': randomBytes(300_000).toString('base64') },
    }),
  );
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a register whose writer is killed', () => {
  it('is the old or the new one, wherever in a write the writer is killed', async () => {
    const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
    process.stdout.write(`kill -9 at random moments, seed ${seed}\n`);
    const chance = chances(seed);
    const became = { old: 0, new: 0, missing: 0 };
    const calm = [await killed(['once']), await killed(['once']), await killed(['once'])];
    const [, usual = 20] = calm.map((it) => it.took ?? 20).toSorted((a, b) => a - b);

    for (let round = 1; round <= 100; round += 1) {
      const old = revisionOf(readFileSync(path));
      const { announced } = await killed(['forever'], () => chance() * usual * 1.3);
      const missing = !existsSync(path);
      const is = await afterStart();

      // The writer may have gone on to further writes before the signal reached it.
      expect([old, ...announced], `round ${round} of seed ${seed}`).toContain(is);
      if (announced.length > 1) expect(announced.slice(-2)).toContain(is);
      if (missing) became.missing += 1;
      became[is === old ? 'old' : 'new'] += 1;
    }

    process.stdout.write(`100 kills within ${usual.toFixed(0)} ms: ${JSON.stringify(became)}\n`);
    expect(became.old).toBeGreaterThan(0);
    expect(became.new).toBeGreaterThan(0);
    await expectNoHeaps();
  });

  it('is the old or the new one at each and every step of a write', async () => {
    const became = { old: 0, new: 0, missing: 0 };
    let step = 0;

    for (;;) {
      step += 1;
      expect(step, 'a write comes to an end').toBeLessThan(200);
      const old = revisionOf(readFileSync(path));
      const { announced, ended } = await killed(['stop', String(step)]);
      const missing = !existsSync(path);
      const is = await afterStart();
      const [after = ''] = announced;

      expect([old, after], `step ${step}`).toContain(is);
      // Once taken aside and not yet replaced it comes back as it was.
      if (missing) expect(is).toBe(old);
      if (missing) became.missing += 1;
      became[is === old ? 'old' : 'new'] += 1;
      if (ended) break;
    }

    process.stdout.write(`killed before each of ${step - 1} steps: ${JSON.stringify(became)}\n`);
    expect(step).toBeGreaterThan(20);
    expect(became.missing).toBeGreaterThan(0);
    expect(became.old).toBeGreaterThan(became.missing);
    expect(became.new).toBeGreaterThan(1);
    await expectNoHeaps();
  });
});

/** Starts a writer and kills it after so many milliseconds of its first write, or lets it kill itself. */
async function killed(how: readonly string[], after?: () => number) {
  const child = spawn(process.execPath, [writer, path, '1', ...how], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  const announced: string[] = [];
  let ended = false;
  let began = 0;
  let took: number | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    const [what = '', which = ''] = line.split(' ');
    if (what === 'end') {
      expect(which).toBe('written');
      took ??= performance.now() - began;
      ended = true;
      continue;
    }
    announced.push(which);
    if (announced.length > 1) continue;
    began = performance.now();
    if (after === undefined) continue;
    const moment = began + after();
    // Finer than timers go: a write has steps of a few microseconds.
    setTimeout(
      () => {
        while (performance.now() < moment);
        child.kill('SIGKILL');
      },
      Math.max(0, Math.floor(moment - began) - 1),
    );
  }
  const [status] = await gone;
  if (after !== undefined) expect(status).toBe(null);
  return { announced, ended: ended && status === 0, took };
}

/** What the register is once ALICE has started again: readable, whole, and in the end with nothing left beside it. */
async function afterStart(): Promise<string> {
  const history = join(folder, 'storia-1');
  const workbook = excelFile({ path, history, quietMs: 0, mayWrite: 'in place' });
  const { revision, sheets } = await workbook.read();
  expect(sheets.map((it) => it.name)).toEqual(['Dati']);
  expect(revision).toBe(revisionOf(readFileSync(path)));
  // What a kill leaves unused may be somebody's at work for an hour: let it be older, and write again.
  const left = readdirSync(folder).filter((it) => it.startsWith('.'));
  expect(left.length).toBeLessThanOrEqual(4);
  for (const name of left) utimesSync(join(folder, name), 1000, 1000);
  await recover({ path, history });
  expect(readdirSync(folder).filter((it) => it !== 'storia-1')).toEqual(['registro.xlsx']);
  expect(revisionOf(readFileSync(path))).toBe(revision);
  return revision;
}

/** The versions kept are the last twenty, and nothing half-written is among them. */
async function expectNoHeaps(): Promise<void> {
  await killed(['once']);
  expect(readdirSync(folder).toSorted()).toEqual(['registro.xlsx', 'storia-1']);
  const versions = readdirSync(join(folder, 'storia-1'));
  expect(versions.length).toBeLessThanOrEqual(20);
  expect(versions.filter((it) => it.startsWith('.'))).toEqual([]);
}

/** Chances between 0 and 1, the same for the same seed (mulberry32). */
function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let it = Math.imul(state ^ (state >>> 15), 1 | state);
    it = (it + Math.imul(it ^ (it >>> 7), 61 | it)) ^ it;
    return ((it ^ (it >>> 14)) >>> 0) / 4_294_967_296;
  };
}
