import { beforeAll, describe, expect, it, test } from 'vitest';
import { type Mistake, manifestOf, plantings } from '../../config/demo/planted.ts';
import { demoProgramme } from '../../config/demo/programme.ts';
import type { SheetTold } from '../../config/demo/sheets.ts';
import { type DemoQuery, type DemoWorld, demoWorld } from '../../config/demo/world.ts';
import { knowledge } from '../../config/index.ts';
import { monthStates } from '../../config/months.ts';
import { batches, beneficiaries, budget, internships } from '../../config/registry.ts';
import { type Day, day } from '../../src/core/day.ts';
import type { InternshipMonth } from '../../src/core/internship-month.ts';
import type { RowOf } from '../../src/core/tab.ts';
import { memoryLedger } from '../../src/integrations/memory/ledger.ts';
import { memoryWorkbook } from '../../src/integrations/memory/workbook.ts';
import { type CheckPlan, planCheck } from '../../src/jobs/check.ts';
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

const queries: readonly DemoQuery[] = [
  ...days.map((today) => ({ seed: 1, today })),
  ...[2, 7, 1001].map((seed) => ({ seed, today: day('2026-05-20') })),
  ...[3, 8, 99].map((seed) => ({ seed, today: day('2027-02-10') })),
];

/** Only mistakes bring a month there: the clean programme has none. */
const afterMistakes = ['da correggere', 'stornato'];

describe.each(queries)('il programma dimostrativo n. $seed, il $today', (query) => {
  let world: DemoWorld;
  let plan: CheckPlan;
  beforeAll(async () => {
    world = demoWorld(query);
    plan = await checked(demoProgramme(query), query.today);
  });

  it('non ha nulla da correggere', () => {
    expect(plan.findings.map(inOneLine)).toEqual([]);
  });

  it('ha un mese in ogni stato, salvo quelli a cui portano gli sbagli', () => {
    const states = new Set(plan.months.months.map((one) => one.state.label));

    expect([...states].toSorted()).toEqual(
      monthStates
        .map((one) => one.label)
        .filter((label) => !afterMistakes.includes(label))
        .toSorted(),
    );
  });

  it('conta giorni e minuti come ALICE, foglio per foglio', () => {
    const told = new Map(plan.months.months.map((one) => [keyOf(one.internship, one.month), one]));
    const back = world.sheets.filter((one) => one.row.receivedOn !== undefined);

    const own = world.sheets.map((one) => [one.row.id, one.planned, one.plannedMinutes]);
    const ownDone = back.map((one) => [one.row.id, one.done, one.doneMinutes]);

    expect(back.length).toBeGreaterThan(100);
    expect(
      world.sheets.map((one) => {
        const attendance = told.get(sheetKey(one))?.attendance;
        return [one.row.id, attendance?.plannedDays, attendance?.plannedMinutes];
      }),
    ).toEqual(own);
    expect(
      back.map((one) => {
        const attendance = told.get(sheetKey(one))?.attendance;
        return [one.row.id, attendance?.doneDays, attendance?.doneMinutes];
      }),
    ).toEqual(ownDone);
  });

  it('paga quanto dice «Mensilità», al centesimo', () => {
    const paid = sums(world.written(batches).filter(isForTheMonth), (one) =>
      keyOf(one.internship?.id, one.month),
    );
    const listed = plan.months.months.filter((one) => one.payments.length > 0);

    expect(listed.length).toBeGreaterThan(100);
    expect(listed.map((one) => [keyOf(one.internship, one.month), dueIn(one)])).toEqual(
      listed.map((one) => {
        const key = keyOf(one.internship, one.month);
        return [key, paid.get(key)];
      }),
    );
    expect(new Set(listed.map((one) => keyOf(one.internship, one.month)))).toEqual(
      new Set(paid.keys()),
    );
    expect(listed.filter((one) => one.adjustment !== undefined)).toEqual([]);
  });

  it('spende dalla borsa e dal «Quadro economico» quanto dicono le «Liquidazioni»', () => {
    const { grants, items } = plan.months;
    const rows = world.written(batches);
    const byPerson = sums(rows.filter(isForTheMonth), (one) => one.internship?.id ?? '');
    const byItem = sums(rows, (one) => one.item?.id ?? '');
    const spentElsewhere = new Map(
      world.written(budget).map((one) => [one.id, Number(one.otherSpent ?? 0)]),
    );

    for (const [internship, { total, paid, residual, over }] of grants) {
      const spent = byPerson.get(internship) ?? 0;
      expect([internship, Number(paid), Number(over)]).toEqual([internship, spent, 0]);
      if (total !== undefined)
        expect([internship, Number(residual)]).toEqual([internship, Number(total) - spent]);
    }
    expect(items.map((one) => [one.id, Number(one.spent), Number(one.over)])).toEqual(
      items.map(({ id }) => [id, (byItem.get(id) ?? 0) + (spentElsewhere.get(id) ?? 0), 0]),
    );
    expect(items.map((one) => Number(one.residual) + Number(one.spent))).toEqual(
      items.map((one) => Number(one.granted)),
    );
  });
});

describe.each(queries)('con gli sbagli, il programma n. $seed del $today', (query) => {
  let mistakes: readonly Mistake[];
  let plan: CheckPlan;
  beforeAll(async () => {
    mistakes = manifestOf(query);
    plan = await checked(demoProgramme({ ...query, planted: true }), query.today);
  });

  it('ha proprio quelli dell’elenco', () => {
    expect(plan.findings.map(inOneLine).toSorted()).toEqual(mistakes.map(inOneLine).toSorted());
  });

  it('li ha tutti, salvo il mese a rischio quando il mese sta per finire', () => {
    const planted = new Set(mistakes.map((one) => one.rule));
    const missing = plantings.map((one) => one.rule).filter((rule) => !planted.has(rule));
    const nearItsEnd = Number(query.today.slice(8)) > 24;

    expect(missing.filter((rule) => rule !== 'thresholdIsNotAtRisk' || !nearItsEnd)).toEqual([]);
  });

  it('ha un mese in ognuno degli stati', () => {
    const states = new Set(plan.months.months.map((one) => one.state.label));

    expect([...states].toSorted()).toEqual(monthStates.map((one) => one.label).toSorted());
  });
});

describe('il programma dimostrativo', () => {
  it('è lo stesso, cella per cella, per lo stesso numero e lo stesso giorno', () => {
    const query = { seed: 5, today: day('2026-05-20'), planted: true };

    expect(demoProgramme(query)).toEqual(demoProgramme(query));
  });

  test.each([2, 7, 1001])('con il numero %i ha altre persone', (seed) => {
    const today = day('2026-05-20');

    expect(namesIn(demoProgramme({ seed, today }))).not.toEqual(
      namesIn(demoProgramme({ seed: 1, today })),
    );
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

async function checked(programme: Invented, today: Day): Promise<CheckPlan> {
  const sheets = demoGrids(programme, knowledge);
  const sealed = new Set(
    knowledge.tabs.filter((it) => it.book === 'riservato').map((it) => it.name),
  );
  const ledger = memoryLedger();
  const world = await readWorld({
    knowledge,
    today,
    ledger,
    volumes: [
      {
        workbook: memoryWorkbook({ sheets: sheets.filter((it) => !sealed.has(it.name)) }),
        books: ['persone', 'imprese', 'amministrazione'],
      },
      {
        workbook: memoryWorkbook({ sheets: sheets.filter((it) => sealed.has(it.name)) }),
        books: ['riservato'],
      },
    ],
  });
  return planCheck(world, await recallPast(ledger));
}

type Batch = RowOf<typeof batches>;

/** Whether a row is the person's own money for a month. */
function isForTheMonth({ kind }: Batch): boolean {
  return kind === 'allowance' || kind === 'adjustment';
}

/** What rows that were not sent back come to, by what they share: counted here anew, in plain cents. */
function sums(rows: readonly Batch[], keyFor: (it: Batch) => string): ReadonlyMap<string, number> {
  const all = new Map<string, number>();
  for (const it of rows) {
    if (it.outcome === 'returned' || it.outcome === 'cancelled') continue;
    const sign = it.direction === 'less' ? -1 : 1;
    all.set(keyFor(it), (all.get(keyFor(it)) ?? 0) + sign * Number(it.amount));
  }
  return all;
}

function keyOf(internship: string | undefined, month: string | undefined): string {
  return `${internship}/${month}`;
}

function sheetKey({ placement, month }: SheetTold): string {
  return keyOf(placement.row.id, month);
}

function dueIn({ due }: InternshipMonth): number | undefined {
  return due.kind === 'due' ? Number(due.amount) : undefined;
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
