import { describe, expect, it, test } from 'vitest';
import { manifestOf, plantings } from '../../config/demo/planted.ts';
import { demoProgramme } from '../../config/demo/programme.ts';
import { knowledge } from '../../config/index.ts';
import { beneficiaries, internships } from '../../config/registry.ts';
import { type Day, day } from '../../src/core/day.ts';
import type { Finding } from '../../src/core/finding.ts';
import { memoryLedger } from '../../src/integrations/memory/ledger.ts';
import { memoryWorkbook } from '../../src/integrations/memory/workbook.ts';
import { planCheck } from '../../src/jobs/check.ts';
import { demoChanges, demoGrids, type Invented } from '../../src/jobs/demo.ts';
import { recallPast } from '../../src/jobs/past.ts';
import { readWorld, type Volume } from '../../src/jobs/world.ts';

/** Feasts, Sundays, ends of months and years, the nights clocks change, a leap day. */
const days: readonly Day[] = [
  '2026-01-01',
  '2026-01-06',
  '2026-01-31',
  '2026-02-28',
  '2026-03-01',
  '2026-03-29',
  '2026-04-05',
  '2026-04-06',
  '2026-04-25',
  '2026-05-01',
  '2026-05-20',
  '2026-06-02',
  '2026-06-30',
  '2026-08-15',
  '2026-08-31',
  '2026-09-17',
  '2026-10-04',
  '2026-10-25',
  '2026-11-01',
  '2026-12-08',
  '2026-12-26',
  '2026-12-31',
  '2027-01-01',
  '2027-03-28',
  '2027-03-29',
  '2027-10-04',
  '2027-10-31',
  '2028-02-28',
  '2028-02-29',
  '2028-03-01',
  '2028-04-17',
  '2028-12-31',
].map(day);

describe('il programma dimostrativo', () => {
  test.each(days)('il %s non ha nulla da correggere', async (today) => {
    const programme = demoProgramme({ seed: 1, today });

    expect((await findingsOf(programme, today)).map(inOneLine)).toEqual([]);
  });

  test.each(days)('il %s, con gli sbagli, ha proprio quelli dell’elenco', async (today) => {
    const programme = demoProgramme({ seed: 1, today, planted: true });

    const found = await findingsOf(programme, today);

    expect(found.map(inOneLine).toSorted()).toEqual(
      manifestOf({ seed: 1, today }).map(inOneLine).toSorted(),
    );
  });

  it('è lo stesso, cella per cella, per lo stesso numero e lo stesso giorno', () => {
    const query = { seed: 5, today: day('2026-05-20'), planted: true };

    expect(demoProgramme(query)).toEqual(demoProgramme(query));
  });

  test.each([2, 7, 1001])(
    'con il numero %i ha altre persone, e nulla da correggere',
    async (seed) => {
      const today = day('2026-05-20');
      const programme = demoProgramme({ seed, today });

      const found = await findingsOf(programme, today);

      expect(found.map(inOneLine)).toEqual([]);
      expect(namesIn(programme)).not.toEqual(namesIn(demoProgramme({ seed: 1, today })));
    },
  );

  test.each([3, 8, 99])('con il numero %i ha gli stessi sbagli, su altre righe', async (seed) => {
    const today = day('2027-02-10');
    const mistakes = manifestOf({ seed, today });

    const found = await findingsOf(demoProgramme({ seed, today, planted: true }), today);

    expect(found.map(inOneLine).toSorted()).toEqual(mistakes.map(inOneLine).toSorted());
    expect(mistakes.map((it) => it.rule)).toEqual(plantings.map((it) => it.rule));
  });
});

describe('i file della dimostrazione', () => {
  it('si fanno da zero, e il primo controllo dà un ID a ogni riga che non l’ha', async () => {
    const today = day('2026-05-20');
    const volumes = emptyVolumes();
    const programme = demoProgramme({ seed: 1, today, planted: true });
    for (const { workbook, changes } of await demoChanges({ programme, knowledge, volumes }))
      await (await workbook.prepare(changes)).commit();
    const ledger = memoryLedger();

    const world = await readWorld({ knowledge, volumes, ledger, today });
    const plan = planCheck(world, await recallPast(ledger));
    for (const { volume, changes } of plan.changes)
      await (await volume.workbook.prepare(changes)).commit();
    const after = await readWorld({ knowledge, volumes, ledger, today });

    expect(plan.findings.map(inOneLine).toSorted()).toEqual(
      manifestOf({ seed: 1, today }).map(inOneLine).toSorted(),
    );
    expect(world.register.newIds.length).toBeGreaterThan(10);
    expect(after.register.newIds).toEqual([]);
    expect(after.register.rows(beneficiaries)).toHaveLength(180);
    expect(after.register.rows(internships)).toHaveLength(44);
  });
});

async function findingsOf(programme: Invented, today: Day): Promise<readonly Finding[]> {
  const sheets = demoGrids(programme, knowledge);
  const restricted = new Set(
    knowledge.tabs.filter((it) => it.book === 'riservato').map((it) => it.name),
  );
  const ledger = memoryLedger();
  const world = await readWorld({
    knowledge,
    today,
    ledger,
    volumes: [
      {
        workbook: memoryWorkbook({ sheets: sheets.filter((it) => !restricted.has(it.name)) }),
        books: ['persone', 'imprese', 'amministrazione'],
      },
      {
        workbook: memoryWorkbook({ sheets: sheets.filter((it) => restricted.has(it.name)) }),
        books: ['riservato'],
      },
    ],
  });
  return planCheck(world, await recallPast(ledger)).findings;
}

function emptyVolumes(): readonly Volume[] {
  return [
    { workbook: memoryWorkbook(), books: ['persone', 'imprese', 'amministrazione'] },
    { workbook: memoryWorkbook(), books: ['riservato'] },
  ];
}

function inOneLine(it: {
  readonly rule: string;
  readonly level: string;
  readonly tab: string;
  readonly id?: string | undefined;
  readonly column?: string | undefined;
}): string {
  return [it.rule, it.level, it.tab, it.id ?? '', it.column ?? ''].join(' | ');
}

function namesIn({ tabs }: Invented): readonly unknown[] {
  const people = tabs.find((it) => it.tab === beneficiaries);
  const at = people?.header.indexOf(beneficiaries.columns.lastName.label) ?? 0;
  return (people?.rows ?? []).map((row) => row[at]);
}
