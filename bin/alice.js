#!/usr/bin/env node
// `alice <verb>`: starts src/cli.ts with a Node new enough to run TypeScript as it is written.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { newEnough } from './which-node.js';

const node = newEnough();
if (node === undefined) {
  process.stderr.write(
    'ALICE ha bisogno di Node 24.15 o più recente, e qui non c’è: scaricalo da https://nodejs.org (versione LTS) e riprova.\n',
  );
  process.exit(2);
}
const home = dirname(dirname(fileURLToPath(import.meta.url)));
const cli = join(home, 'src', 'cli.ts');
const child = spawn(
  node,
  ['--disable-warning=ExperimentalWarning', cli, ...process.argv.slice(2)],
  {
    stdio: 'inherit',
    // What was read and compiled once is kept: a second start takes half the time. Where it cannot be kept nothing breaks.
    env: { NODE_COMPILE_CACHE: join(home, 'node_modules', '.cache', 'alice'), ...process.env },
  },
);
// The child hears the terminal's signals by itself; whoever signals only this process means both.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 1)));
