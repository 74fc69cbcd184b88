import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readZip, writeZip } from '../../../src/integrations/excel-file/zip.ts';
import { rawWorkbook } from './raw.ts';

const writer = fileURLToPath(new URL('./writer.ts', import.meta.url));
const SHEET = 'xl/worksheets/sheet1.xml';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'alice-race-'));
  path = join(folder, 'registro.xlsx');
  writeFileSync(
    path,
    rawWorkbook({
      data: '<row r="1"><c r="A1" t="str"><v>Persona</v></c></row><row r="2"><c r="A2"><v>0</v></c><c r="B2"><v>0</v></c><c r="C2"><v>0</v></c></row>',
    }),
  );
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('two writers and a person who saves', () => {
  it('never lose a save of the person', async () => {
    const until = Date.now() + 12_000;
    const writers = ['1', '2'].map((column) =>
      started(column, 'until', new Date(until).toISOString()),
    );

    let saves = 0;
    while (Date.now() < until - 500) {
      saves += 1;
      expect(save(), 'what was saved before is still there').toBe(saves - 1);
      // Now and then the person thinks a little, so that others come to write, too.
      await pause(saves % 4 === 0 ? 40 : saves % 3);
    }
    const told = await Promise.all(writers.map((it) => it.ended));

    const outcomes = told.map(({ says }) => counted(says));
    process.stdout.write(`${saves} saves of the person; writers: ${JSON.stringify(outcomes)}\n`);
    expect(told.map((it) => it.errors)).toEqual(['', '']);
    expect(told.map((it) => it.status)).toEqual([0, 0]);
    expect(countIn(readFileSync(path))).toBe(saves);
    for (const it of outcomes) {
      expect(it['written']).toBeGreaterThan(0);
      expect(it['changed']).toBeGreaterThan(0);
    }
    for (const column of ['1', '2']) expect(isRising(versionsOf(column))).toBe(true);
    expect(readdirSync(folder).toSorted()).toEqual(['registro.xlsx', 'storia-1', 'storia-2']);
  });

  it('never lose a save that comes while one writer is held up and the other writes', async () => {
    // The first writer has taken the register aside, and is stopped before it gives the new one its name.
    const slow = started('1', 'wait', 'link', 'registro.xlsx');
    await slow.said('waiting');
    writeFileSync(
      path,
      renamedSave(readFileSync(join(folder, '.registro.xlsx.alice-messo-da-parte')), 1),
    );

    // The second is stopped at the same place, and so has taken what the person saved.
    const other = started('2', 'wait', 'link', 'registro.xlsx');
    await Promise.race([other.said('waiting'), other.ended]);
    slow.go();
    const first = await slow.ended;
    other.go();
    const second = await other.ended;

    expect(countIn(readFileSync(path))).toBe(1);
    expect([first, second].map(({ errors }) => errors)).toEqual(['', '']);
  });
});

/** Saves as LibreOffice does, one more than the count found, which it gives: a file of their own, renamed over the register. */
function save(): number {
  for (;;) {
    let file: Buffer;
    try {
      file = readFileSync(path);
    } catch {
      // For a moment between two names there is no register.
      continue;
    }
    const count = countIn(file);
    writeFileSync(`${path}.lu`, renamedSave(file, count + 1));
    renameSync(`${path}.lu`, path);
    return count;
  }
}

function renamedSave(file: Buffer, count: number): Buffer {
  const zip = readZip(file);
  const xml = zip
    .bytes(SHEET)
    .toString()
    .replace(/(<c r="A2"[^>]*><v>)\d+/, `$1${count}`);
  return writeZip(zip, new Map([[SHEET, Buffer.from(xml)]]));
}

/** How often the person has saved, as a workbook says. */
function countIn(file: Buffer): number {
  return Number(/<c r="A2"[^>]*><v>(\d+)/.exec(readZip(file).bytes(SHEET).toString())?.[1]);
}

/** The person's counts in the versions a writer kept, in their order. */
function versionsOf(column: string): readonly number[] {
  const history = join(folder, `storia-${column}`);
  const versions = readdirSync(history).toSorted();
  expect(versions.length).toBeGreaterThan(0);
  return versions.map((it) => countIn(readFileSync(join(history, it))));
}

function isRising(counts: readonly number[]): boolean {
  return counts.every((it, index) => index === 0 || it >= (counts[index - 1] ?? 0));
}

function counted(says: string): Readonly<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const [, outcome = ''] of says.matchAll(/^end (\S+)/gm))
    found[outcome] = (found[outcome] ?? 0) + 1;
  return found;
}

function started(...how: readonly string[]) {
  const child = spawn(process.execPath, [writer, path, ...how], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let says = '';
  const gone = once(child, 'exit');
  const errors = text(child.stderr);
  child.stdout.setEncoding('utf8').on('data', (it: string) => {
    says += it;
  });
  return {
    said: async (line: string) => {
      while (!says.includes(`${line}\n`)) await once(child.stdout, 'data');
    },
    go: () => {
      child.stdin.end('\n');
    },
    ended: gone.then(async ([status]) => ({ status, says, errors: await errors })),
  };
}
