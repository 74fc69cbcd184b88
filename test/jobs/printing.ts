import { writeSync } from 'node:fs';
import { knowledge } from '../../config/index.ts';
import { internships } from '../../config/registry.ts';
import { folderArchive } from '../../src/integrations/folder/archive.ts';
import { sqliteLedger } from '../../src/integrations/sqlite/index.ts';
import { print } from '../../src/jobs/print.ts';
import { readWorld } from '../../src/jobs/world.ts';
import { Unreachable } from '../../src/ports.ts';
import { aPlainTemplate, sha256, somePapers, typewriter } from '../a/papers.ts';
import { aProgramme } from '../a/programme.ts';

/**
 * Prints sixty papers into the folder named on the command line, with the ledger beside it; says at its end how it
 * went. With a turn, a third of them only, another third each turn: a number given back then goes to another row.
 */
const [, , folder = '', turn] = process.argv;

const ledger = sqliteLedger({ file: `${folder}/alice.db` });
const rows = Array.from({ length: 30 }, (_, n) => ({
  ID: `T-${String(n + 1).padStart(4, '0')}`,
  startDate: '1/6/2026',
}));
const { volumes, clock } = aProgramme([[internships, rows]]);
writeSync(1, 'here\n');
const outcome = await print({
  world: await readWorld({ knowledge, volumes, ledger, today: clock.today() }),
  papers: somePapers([aPlainTemplate(), aPlainTemplate({ kind: 'scheda-due' })]),
  findings: [],
  asked: {
    kinds: [],
    ids: rows.flatMap(({ ID }, n) =>
      turn === undefined || n % 3 === Number(turn) % 3 ? [ID] : [],
    ),
    copy: false,
  },
  printer: typewriter,
  sha256,
  ledger,
  archive: folderArchive({ root: `${folder}/carte` }),
  clock,
  by: 'Sara',
  dryRun: false,
}).then(
  (it) => `printed ${it.outcome}`,
  (failure: unknown) => {
    // Another one was at it.
    if (failure instanceof Unreachable) return 'refused';
    throw failure;
  },
);
await ledger.close();
writeSync(1, `${outcome}\n`);
