import { beforeAll, describe, expect, it } from 'vitest';
import { demoProgramme } from '../../config/demo/programme.ts';
import { knowledge } from '../../config/index.ts';
import { type Day, day, daysIn, plusDays, serialOf } from '../../src/core/day.ts';
import { occurrencesOf } from '../../src/core/due.ts';
import { fixedClock } from '../../src/integrations/memory/clock.ts';
import { memoryLedger } from '../../src/integrations/memory/ledger.ts';
import { memoryWorkbook } from '../../src/integrations/memory/workbook.ts';
import { demoGrids } from '../../src/jobs/demo.ts';
import { recallReminders } from '../../src/jobs/past.ts';
import { type Courier, remind } from '../../src/jobs/remind.ts';
import { type Simulated, simulate } from '../../src/jobs/simulate.ts';
import { readWorld, type Volume, type World } from '../../src/jobs/world.ts';
import { sha256 } from '../a/papers.ts';

const from = day('2026-05-11');
const to = plusDays(from, 364);
const days = daysIn({ from, to });

/** Every third day or so, but the last, in no pattern people live by. */
const missed = (on: Day) => on !== to && (serialOf(on) * 2_654_435_761) % 997 < 332;

function demo() {
  const sheets = demoGrids(demoProgramme({ seed: 1, today: from }), knowledge);
  const restricted = new Set(
    knowledge.tabs.filter((it) => it.book === 'riservato').map((it) => it.name),
  );
  const volumes: readonly Volume[] = [
    {
      workbook: memoryWorkbook({ sheets: sheets.filter((it) => !restricted.has(it.name)) }),
      books: ['persone', 'imprese', 'amministrazione'],
    },
    {
      workbook: memoryWorkbook({ sheets: sheets.filter((it) => restricted.has(it.name)) }),
      books: ['riservato'],
    },
  ];
  return { volumes, ledger: memoryLedger() };
}

/** A channel that says it sent whatever it is handed. */
const through = (channel: Courier['channel']): Courier => ({
  channel,
  send: async () => ({}),
  sent: async () => 'sent',
});

/** What leaves, a line each, by running ALICE once a day. */
async function ran(awake: (on: Day) => boolean): Promise<readonly string[]> {
  const { volumes, ledger } = demo();
  const list: string[] = [];
  for (const on of days.filter(awake)) {
    const { plan, outcome } = await remind({
      knowledge,
      volumes,
      ledger,
      clock: fixedClock(`${on}T07:00:00Z`),
      couriers: [through('email'), through('slack')],
      by: 'Sara',
      sha256,
      dryRun: false,
    });
    if (outcome === 'tooMany') continue;
    list.push(...plan.messages.flatMap(({ items }) => items.map((it) => lineOf(on, it))));
  }
  const { intact } = await ledger.verify();
  expect(intact).toBe(true);
  return list;
}

function listOf({ days: told }: Simulated): readonly string[] {
  return told
    .filter((it) => !it.tooMany)
    .flatMap(({ day: on, messages }) =>
      messages.flatMap(({ items }) => items.map((it) => lineOf(on, it))),
    );
}

function lineOf(
  on: Day,
  { occurrence, late }: { readonly occurrence: { readonly key: string }; readonly late: boolean },
): string {
  return `${occurrence.key} ${on}${late ? ' late' : ''}`;
}

describe('A year of the demo', () => {
  let world: World;
  let year: Simulated;
  let gappy: Simulated;
  beforeAll(async () => {
    const { volumes, ledger } = demo();
    const past = await recallReminders(ledger);
    world = await readWorld({ knowledge, volumes, ledger, today: from });
    year = simulate({ world, past, from, to });
    gappy = simulate({ world, past, from, to, awake: (on) => !missed(on) });
  });

  it('is foreseen as it comes when ALICE runs day by day', async () => {
    const foreseen = listOf(year);

    expect(foreseen.length).toBeGreaterThan(100);
    expect(foreseen).toEqual(await ran(() => true));
  });

  it('is foreseen as it comes when she misses a third of the days', async () => {
    expect(listOf(gappy)).toEqual(await ran((on) => !missed(on)));
  });

  it('loses nothing to the days she misses: all is sent, later or at once, or skipped with a reason', () => {
    const keys = (it: Simulated) => new Map(listOf(it).map((line) => [line.split(' ')[0], line]));
    const [whole, late] = [keys(year), keys(gappy)];
    const skipped = new Map(
      gappy.days.flatMap((it) =>
        it.skipped.map(({ occurrence, decision }) => [occurrence.key, decision.reason]),
      ),
    );
    const waiting = new Set(gappy.waiting.map(({ occurrence }) => occurrence.key));

    // What the register stops asking for before it is sent (a visit, once they have left) is not due any more.
    const { reminders, recipientsOf: recipients } = knowledge;
    const stopped = (key: string, on: Day) =>
      days
        .filter((it) => it >= on && it <= plusDays(on, 21) && !missed(it))
        .some((it) => {
          const around = { ...world.around, today: it };
          const all = occurrencesOf({ reminders, around, recipients });
          return all.every((one) => one.key !== key);
        });

    const unexplained = [...whole].filter(
      ([key = '', line]) =>
        !late.has(key) &&
        !waiting.has(key) &&
        !skipped.has(key) &&
        !stopped(key, day(line.split(' ')[1] ?? '')),
    );
    expect(unexplained).toEqual([]);
    expect([...late.keys()].filter((key) => key !== undefined && skipped.has(key))).toEqual([]);
  });
});
