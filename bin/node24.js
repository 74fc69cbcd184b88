#!/usr/bin/env node
// Runs what follows with the Node >= 24.15 that `npm ci` brought, or the system's own if it is new enough.
// Plain JavaScript that any Node >= 14 understands: it must be able to say, in Italian, what is missing.
import { spawnSync } from 'node:child_process';
import { constants } from 'node:os';
import process from 'node:process';
import { newEnough } from './which-node.js';

const node = newEnough();
if (node === undefined) {
  process.stderr.write(
    'ALICE ha bisogno di Node 24.15 o più recente, e qui non c’è: scaricalo da https://nodejs.org (versione LTS) e riprova.\n',
  );
  process.exit(2);
}
const { status, signal, error } = spawnSync(node, process.argv.slice(2), { stdio: 'inherit' });
if (error) throw error;
process.exit(status ?? 128 + (constants.signals[signal] ?? 1));
