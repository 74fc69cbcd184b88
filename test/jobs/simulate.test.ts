import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Day, day, daysIn, inDigits, isWorkingDay, plusDays } from '../../src/core/day.ts';
import { fixedClock } from '../../src/integrations/memory/clock.ts';
import { memoryMailbox } from '../../src/integrations/memory/mailbox.ts';
import { recallReminders } from '../../src/jobs/past.ts';
import { remind } from '../../src/jobs/remind.ts';
import {
  type Simulated,
  simulate,
  simulationAsJson,
  simulationInWords,
} from '../../src/jobs/simulate.ts';
import type { World } from '../../src/jobs/world.ts';
import type { Programme, TypedRow } from '../a/programme.ts';
import { aRemindedProgramme, remindingIn, remindingKnowledge } from '../a/reminders.ts';

const monday = day('2026-05-11');
const to = plusDays(monday, 60);

async function worldOf(programme: Programme): Promise<World> {
  return { ...(await programme.world()), knowledge: remindingKnowledge() };
}

async function simulated(
  programme: Programme,
  but: Partial<Parameters<typeof simulate>[0]> = {},
): Promise<Simulated> {
  const past = await recallReminders(programme.ledger);
  return simulate({ world: await worldOf(programme), past, from: monday, to, ...but });
}

/** What is sent, a line each: to whom, when, of what. */
function listOf({ days }: Simulated): readonly string[] {
  return days.flatMap(({ day: on, messages, tooMany }) =>
    tooMany
      ? []
      : messages.flatMap(({ items, kind }) =>
          items.map(
            ({ occurrence, late }) => `${on} ${kind} ${occurrence.key}${late ? ' late' : ''}`,
          ),
        ),
  );
}

/** The same list, as it comes from running ALICE once each day. */
async function ranDayByDay(programme: Programme, awake: (on: Day) => boolean = () => true) {
  const list: string[] = [];
  for (const on of daysIn({ from: monday, to }).filter(awake)) {
    const clock = fixedClock(`${on}T07:00:00Z`);
    const { plan, outcome } = await remind(remindingIn({ ...programme, clock }, memoryMailbox()));
    if (outcome === 'tooMany') continue;
    for (const { items, kind } of plan.messages)
      for (const { occurrence, late } of items)
        list.push(`${on} ${kind} ${occurrence.key}${late ? ' late' : ''}`);
  }
  return list;
}

const someDay = fc.option(
  fc.integer({ min: -40, max: 90 }).map((n) => inDigits(plusDays(monday, n))),
  { nil: undefined },
);
const someRows: fc.Arbitrary<readonly TypedRow[]> = fc
  .array(
    fc.record({
      startDate: someDay,
      endDate: someDay,
      endedOn: someDay,
      medicalVisitOn: someDay,
      coProtocol: fc.option(fc.constant('12'), { nil: undefined }),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((rows) => rows.map((it, n) => ({ ID: `T-000${n + 1}`, ...it })));

const now = '2026-05-11T07:00:00Z';

describe('A simulation', () => {
  it('tells the very list that running the clock day by day gives', async () => {
    await fc.assert(
      fc.asyncProperty(someRows, async (rows) => {
        const foreseen = listOf(await simulated(aRemindedProgramme(rows, { now })));

        expect(foreseen).toEqual(await ranDayByDay(aRemindedProgramme(rows, { now })));
      }),
      { numRuns: 12 },
    );
  });

  it('differs where days are missed by lateness alone: nothing due goes without being sent or a reason', async () => {
    await fc.assert(
      fc.asyncProperty(someRows, fc.func(fc.nat(2)), async (rows, chance) => {
        // ALICE runs on the last day: what is left is decided then.
        const missed = (on: Day) => on !== to && chance(on) === 0;
        const programme = aRemindedProgramme(rows, { now });
        const whole = await simulated(programme);
        const gappy = await simulated(programme, { awake: (on) => !missed(on) });

        const [sent, sentLate] = [sentIn(whole), sentIn(gappy)];
        const skipped = new Map(
          gappy.days.flatMap((it) =>
            it.skipped.map(({ occurrence, decision }) => [occurrence.key, decision.reason]),
          ),
        );
        const waiting = new Set(gappy.waiting.map(({ occurrence }) => occurrence.key));
        for (const [key, on] of sent) {
          const late = sentLate.get(key);
          if (late !== undefined) expect(late >= on).toBe(true);
          else if (!waiting.has(key))
            expect(skipped.get(key)).toMatch(/superato|andava detto entro|già stato ricordato/);
        }
        // Whatever is sent with days missed is sent without, or gave way there to something earlier.
        const never = [...sentLate.keys()].filter((key) => !sent.has(key));
        expect(never).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('is the same whether days nobody works are run or not', async () => {
    await fc.assert(
      fc.asyncProperty(someRows, async (rows) => {
        const programme = aRemindedProgramme(
          rows.map((it) => ({ ...it, endedOn: undefined })),
          { now },
        );
        const { calendar } = (await programme.world()).around;

        const awake = (on: Day) => isWorkingDay(on, { calendar, saturday: false });

        expect(listOf(await simulated(programme, { awake }))).toEqual(
          listOf(await simulated(programme)),
        );
      }),
      { numRuns: 20 },
    );
  });

  it('goes on from what was sent, and changes nothing', async () => {
    const programme = aRemindedProgramme([{ ID: 'T-0001', startDate: '18/5/2026' }], { now });
    await remind(remindingIn(programme, memoryMailbox()));
    const before = await programme.ledger.occurrences();

    const list = listOf(await simulated(programme));

    expect(list).toEqual([
      '2026-05-15 digest start/T-0001/2026-05-18/O-0001/-3g',
      '2026-05-15 digest start/T-0001/2026-05-18/O-0002/-3g',
      '2026-05-15 digest start/T-0001/2026-05-18/O-0004/-1l',
    ]);
    expect(await programme.ledger.occurrences()).toEqual(before);
    expect(await programme.ledger.runs()).toHaveLength(1);
  });

  it('runs from today though it tells only what comes later', async () => {
    const programme = aRemindedProgramme([{ ID: 'T-0001', startDate: '18/5/2026' }], { now });

    const { days } = await simulated(programme, { from: day('2026-05-14') });

    expect(days[0]?.day).toBe('2026-05-14');
    expect(days.flatMap((it) => it.messages).map(({ items }) => items[0]?.late)).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('works out days that are past as if they were still to come', async () => {
    const programme = aRemindedProgramme([{ ID: 'T-0001', startDate: '18/5/2026' }], { now });
    await remind(remindingIn(programme, memoryMailbox()));

    const list = listOf(
      await simulated(programme, { from: day('2026-05-04'), to: day('2026-05-11') }),
    );

    expect(list).toEqual(['2026-05-11 digest start/T-0001/2026-05-18/O-0004/-7g']);
  });

  it('says who, when and why, and why not; of what is restricted only that there is something', async () => {
    const programme = aRemindedProgramme(
      [
        { ID: 'T-0001', startDate: '18/5/2026', medicalVisitOn: '5/6/2026' },
        { ID: 'T-0002', startDate: '18/5/2026', coProtocol: '12' },
      ],
      { now },
    );
    const done = await simulated(programme);

    const words = simulationInWords(done);
    const json = JSON.stringify(simulationAsJson(done, await worldOf(programme)));

    expect(words.slice(0, 3)).toEqual([
      'lunedì 11 maggio 2026:',
      '  O-0004 per e-mail',
      expect.stringMatching(/^ {4}\w{6} · T-0001 · Avvio da comunicare · è dovuto oggi/),
    ]);
    expect(words.join('\n')).toContain('× il protocollo della CO è scritto');
    expect(words.join('\n')).toContain('Non ho mandato nulla.');
    expect(`${words.join('\n')}${json}`).not.toMatch(/parola-riservata|Nome che|secret\//);
    expect(json).toContain('"restricted":true');
  });

  it('stops on a day with more messages than may leave at once, as ALICE does', async () => {
    const programme = aRemindedProgramme([{ ID: 'T-0001', startDate: '18/5/2026' }], {
      now,
      settings: { messagesPerRun: 2 },
    });

    const { days } = await simulated(programme);

    expect(days.filter((it) => it.tooMany).map((it) => it.day)).toContain('2026-05-15');
    expect(simulationInWords(await simulated(programme)).join('\n')).toContain(
      'quel giorno non ne parte nessuno',
    );
  });
});

/** When each thing is sent, by its key. */
function sentIn({ days }: Simulated): ReadonlyMap<string, Day> {
  return new Map(
    days.flatMap(({ day: on, messages, tooMany }) =>
      tooMany
        ? []
        : messages.flatMap(({ items }) =>
            items.map(({ occurrence }) => [occurrence.key, on] as const),
          ),
    ),
  );
}
