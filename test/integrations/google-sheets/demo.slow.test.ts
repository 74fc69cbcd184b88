import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoProgramme } from '../../../config/demo/programme.ts';
import { knowledge } from '../../../config/index.ts';
import { day } from '../../../src/core/day.ts';
import { fixedClock } from '../../../src/integrations/memory/clock.ts';
import { memoryLedger } from '../../../src/integrations/memory/ledger.ts';
import { check } from '../../../src/jobs/check.ts';
import { demoChanges } from '../../../src/jobs/demo.ts';
import { diagnose } from '../../../src/jobs/doctor.ts';
import { survey } from '../../../src/jobs/init.ts';
import type { Volume } from '../../../src/jobs/world.ts';
import { type Theatre, theatre } from './stage.ts';

let world: Theatre;

beforeAll(async () => {
  world = await theatre({ validate: false });
});

afterAll(() => world.close());

describe('the demo’s programme in two spreadsheets', () => {
  const today = day('2026-05-20');
  const clock = fixedClock('2026-05-20T09:00:00Z');
  const ledger = memoryLedger({ id: 'demo' });
  let volumes: readonly Volume[];
  const ids: string[] = [];

  beforeAll(async () => {
    ids.push(world.spreadsheet(), world.spreadsheet());
    volumes = [
      { workbook: world.workbook(ids[0] ?? ''), books: ['persone', 'imprese', 'amministrazione'] },
      { workbook: world.workbook(ids[1] ?? ''), books: ['riservato'] },
    ];
    const making = await demoChanges({
      programme: demoProgramme({ seed: 1, today }),
      knowledge,
      volumes,
    });
    for (const { workbook, changes } of making) {
      const written = await (await workbook.prepare(changes)).commit();
      expect(written.outcome).toBe('written');
    }
  });

  const checked = () => check({ knowledge, volumes, ledger, clock, by: 'prova', dryRun: false });

  it('is checked, and checked again without a single change', async () => {
    const first = await checked();
    expect(first.done?.outcome).toBe('done');
    // What is laid by the first check is read by the second: papers of IDs, journal, lists.
    await checked();
    const before = world.google.calls.length;

    const third = await checked();

    expect(third.done?.outcome).toBe('nothing');
    expect(world.google.calls.slice(before).map((it) => it.method)).toEqual(['GET', 'GET']);
    expect(third.plan.findings).toHaveLength(first.plan.findings.length);
  });

  it('is built as it should be: nothing to add, nothing to mend', async () => {
    const buildings = await survey({
      knowledge,
      volumes,
      modules: (await checked()).plan.world.modules,
    });

    expect(buildings.flatMap((it) => it.decays.map(({ says }) => says))).toEqual([]);
    const { ills } = await diagnose({ knowledge, volumes, ledger, today });
    expect(ills.map(({ says }) => says)).toEqual([]);
  });
});
