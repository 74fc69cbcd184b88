import { expect, test } from 'vitest';
import { demoProgramme } from '../../config/demo/programme.ts';
import { knowledge } from '../../config/index.ts';
import { rulesOf } from '../../config/lifecycle.ts';
import { packs as rulePacks } from '../../config/packs.ts';
import { internships } from '../../config/registry.ts';
import { ruleRegion } from '../../config/settings.ts';
import { day } from '../../src/core/day.ts';
import { memoryLedger } from '../../src/integrations/memory/ledger.ts';
import { memoryWorkbook } from '../../src/integrations/memory/workbook.ts';
import { demoChanges } from '../../src/jobs/demo.ts';
import { packs } from '../../src/jobs/packs.ts';
import type { Volume } from '../../src/jobs/world.ts';

const today = day('2026-05-04');
const ground = { packs: rulePacks, internships, ruleRegion, rulesOf };

async function demo() {
  const volumes: readonly Volume[] = [
    { workbook: memoryWorkbook(), books: ['persone', 'imprese', 'amministrazione'] },
    { workbook: memoryWorkbook(), books: ['riservato'] },
  ];
  const programme = demoProgramme({ seed: 1, today, planted: true });
  for (const { workbook, changes } of await demoChanges({ programme, knowledge, volumes }))
    await (await workbook.prepare(changes)).commit();
  return { knowledge, volumes, ledger: memoryLedger() };
}

test('a whole programme is judged the same by every rule where nothing is changed', async () => {
  const programme = await demo();

  const answer = await packs({ words: ['try', 'puglia'], today, ground, programme });

  expect(answer).toMatchObject({
    ok: true,
    value: { register: { judged: 44, gone: [], added: [], changed: [], restricted: 0 } },
  });
});

test('and otherwise by another region, where the law says otherwise', async () => {
  const programme = await demo();

  const answer = await packs({ words: ['try', 'campania'], today, ground, programme });

  const register = answer.ok && answer.value.kind === 'try' ? answer.value.register : undefined;
  expect(register?.internships.length).toBeGreaterThan(30);
  expect(register?.gone.length).toBeGreaterThan(0);
  expect(register?.added.length).toBeGreaterThan(0);
});
