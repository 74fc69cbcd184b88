import { writeSync } from 'node:fs';
import { sqliteLedger } from '../../../src/integrations/sqlite/index.ts';

/**
 * Writes runs into the ledger named on the command line until it is killed, and says each on its
 * standard output once it is acknowledged: its ID and the number given out.
 */
const [, , file = '', name = ''] = process.argv;

writeSync(1, 'here\n');
const ledger = sqliteLedger({ file });
for (let turn = 1; ; turn += 1) {
  const at = `2026-05-04T07:00:00.${String(turn % 1000).padStart(3, '0')}Z`;
  const run = await ledger.begin({ verb: 'check', at, by: name, register: 'registro.xlsx' });
  const entry = {
    workbook: 'registro.xlsx',
    kind: 'cell',
    before: '"prima"',
    after: '"dopo"',
  } as const;
  await ledger.journal(
    run,
    ['a', 'b', 'c'].map((it) => ({ ...entry, id: `${name}-${turn}-${it}` })),
  );
  await ledger.raise(name, turn);
  await ledger.remember('rows', new Map([[`${name}-${turn}`, run]]));
  await ledger.audit({ at, by: name, what: 'lettura', ids: [`${name}-${turn}`], purpose: 'prova' });
  await ledger.end(run, { at, outcome: 'done', told: '3 celle' });
  if (turn % 7 === 0) await ledger.digest(at);
  writeSync(1, `${run} ${turn}\n`);
}
