import { once } from 'node:events';
import { promises, writeSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { excelFile } from '../../../src/integrations/excel-file/index.ts';

/**
 * An ALICE in a process of its own, to be killed or raced. Told on the command line: the register, her folder of
 * versions, the column of «Dati» she counts in, and how:
 * - `forever`: writes again and again;
 * - `until <ISO instant>`: the same, until then; says what became of each write and ends;
 * - `stop <n>`: one write, killed by itself just before its nth call to the file system;
 * - `wait <call> <path end>`: one write that stops before its first such call on a file so called, once it has the
 *   new bytes in hand, until a line comes on its standard input.
 * Says `begin <revision after>` before each write and `end <outcome>` after it.
 */
const [, , path = '', column = '', mode = '', ...more] = process.argv;
const history = join(dirname(path), `storia-${column}`);

let calls: number | undefined;
let inHand = false;
if (mode === 'stop' || mode === 'wait') hook();

const workbook = excelFile({ path, history, quietMs: 0, mayWrite: 'in place' });
if (mode === 'forever') for (;;) await write();
else if (mode === 'until') {
  const end = new Date(more[0] ?? '').getTime();
  while (Date.now() < end) await write();
} else await write();

/** Raises her count by one, from what the register holds now. */
async function write(): Promise<void> {
  const at = Number(column);
  const { revision, sheets } = await workbook.read();
  const before = sheets.find((it) => it.name === 'Dati')?.rows[1]?.[at];
  const prepared = await workbook.prepare({
    basis: revision,
    cells: [{ tab: 'Dati', row: 1, column: at, before, after: Number(before ?? 0) + 1 }],
  });
  say(`begin ${prepared.after}`);
  calls = 0;
  const written = await prepared.commit();
  calls = undefined;
  say(`end ${written.outcome}${written.outcome === 'busy' ? ` ${written.why}` : ''}`);
}

/** Puts itself before every call to the file system that follows, without changing what it does. */
function hook(): void {
  // The functions of `fs/promises` by name, as a plain table.
  const table = promises as unknown as Record<
    string,
    (...given: readonly unknown[]) => Promise<unknown>
  >;
  for (const [name, real] of Object.entries(table)) {
    if (typeof real !== 'function') continue;
    table[name] = async (...given) => {
      if (calls !== undefined) {
        calls += 1;
        if (mode === 'stop' && calls === Number(more[0])) process.kill(process.pid, 'SIGKILL');
        const [call, end = ''] = more;
        if (name === 'open' && /alice-nuovo/.test(String(given[0]))) inHand = true;
        if (mode === 'wait' && inHand && name === call && String(given[1]).endsWith(end)) {
          inHand = false;
          say('waiting');
          await once(process.stdin, 'data');
        }
      }
      return real.apply(promises, [...given]);
    };
  }
  syncBuiltinESMExports();
}

function say(line: string): void {
  writeSync(1, `${line}\n`);
}
