import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { memoryLedger } from '../../src/integrations/memory/ledger.ts';
import { sqliteLedger } from '../../src/integrations/sqlite/index.ts';
import { aLedger } from '../contracts/ledger.ts';

const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
afterAll(() => rmSync(folder, { recursive: true }));

aLedger('the ledger in memory', () => memoryLedger());

let ledgers = 0;
aLedger('the ledger in SQLite', () => {
  ledgers += 1;
  return sqliteLedger({ file: join(folder, `${ledgers}.db`) });
});
