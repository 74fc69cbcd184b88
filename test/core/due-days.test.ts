import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { internships } from '../../config/registry.ts';
import { type Day, day, daysIn, inDigits, plusDays } from '../../src/core/day.ts';
import {
  occurrencesOf,
  type Reaction,
  type Recipient,
  type Reminder,
  reminder,
} from '../../src/core/due.ts';
import type { Around } from '../../src/core/rule.ts';
import { recallReminders } from '../../src/jobs/past.ts';
import {
  memoryFrom,
  planReminders,
  type Reminders,
  type RemindersPast,
  type RemindPlan,
} from '../../src/jobs/reminders.ts';
import { afterDay, simulate } from '../../src/jobs/simulate.ts';
import type { World } from '../../src/jobs/world.ts';
import type { TypedRow } from '../a/programme.ts';
import { aRemindedProgramme, remindingKnowledge, someReminders } from '../a/reminders.ts';

const monday = day('2026-05-11');

/** What is sent and what is decided against on each day, a line each. */
type List = readonly string[];

function linesOf(on: Day, { decided, messages }: Pick<RemindPlan, 'decided' | 'messages'>): List {
  return [
    ...messages.flatMap(({ reader, kind, items }) =>
      items.map((one) => `${on} ${kind} ${reader.id} ${one.occurrence.key} ${one.reason}`),
    ),
    ...decided.flatMap(({ occurrence, decision }) =>
      decision.what === 'skip' ? [`${on} skip ${occurrence.key} ${decision.reason}`] : [],
    ),
  ];
}

/** A simulation by hand: everything there is to remind of, worked out anew each day. */
function slowly(world: World, past: RemindersPast, days: readonly Day[]): List {
  const [first = monday] = days;
  let memory = memoryFrom(past, first);
  return days.flatMap((on) => {
    const around = { ...world.around, today: on };
    const { knowledge: known } = world;
    const digested = new Set<string>();
    const plan = planReminders({ knowledge: known, around, memory, digested, minutes: 9 * 60 });
    memory = afterDay(memory, plan);
    return linesOf(on, plan);
  });
}

function simulated(world: World, past: RemindersPast, days: readonly Day[]): List {
  const [from = monday] = days;
  const awake = new Set(days);
  const to = days.at(-1) ?? from;
  const told = simulate({ world, past, from, to, awake: (on) => awake.has(on) });
  return told.days.flatMap((it) => linesOf(it.day, { messages: it.messages, decided: it.skipped }));
}

const someDay = fc.option(
  fc.integer({ min: -40, max: 60 }).map((n) => inDigits(plusDays(monday, n))),
  { nil: undefined },
);
const someRows: fc.Arbitrary<readonly TypedRow[]> = fc
  .array(
    fc.record({ startDate: someDay, endDate: someDay, endedOn: someDay, medicalVisitOn: someDay }),
    {
      minLength: 1,
      maxLength: 5,
    },
  )
  .map((rows) => rows.map((it, n) => ({ ID: `T-000${n + 1}`, ...it })));
const someDays = fc
  .array(fc.boolean(), { minLength: 40, maxLength: 40 })
  .map((awake) => [
    monday,
    ...daysIn({ from: plusDays(monday, 1), to: plusDays(monday, 40) }).filter((_, n) => awake[n]),
  ]);

/** Reminders that ask which day it is: occasions that come up late, go away, and come back. */
const moving: Readonly<Record<string, Reminder>> = {
  running: reminder(internships, {
    name: 'Solo mentre è in corso',
    about: 'Vale finché il tirocinio è in corso.',
    needs: ['startDate', 'endDate'],
    when: ({ startDate, endDate }, { today }) => startDate <= today && today <= endDate,
    occasions: ({ startDate, endDate }) => [
      { anchor: plusDays(startDate, -20), of: 'before' },
      { anchor: plusDays(startDate, 10) },
      { anchor: endDate, of: 'end' },
    ],
    steps: [
      { on: { days: -5 }, to: ['tutor'] },
      { on: { days: 0 }, until: { days: 2 }, to: ['tutor', 'coordinator'] },
    ],
    say: ({ row }) => ({ says: `${row.id}.`, brief: `${row.id}.` }),
  }),
  sometimes: reminder(internships, {
    name: 'A giorni alterni',
    about: 'Vale un giorno sì e tre no.',
    needs: ['startDate'],
    occasions: ({ startDate }, { today }) => [
      { anchor: startDate },
      ...(Number(today.slice(-2)) % 4 === 0
        ? [{ anchor: plusDays(startDate, -12), of: 'now and then' }]
        : []),
    ],
    steps: [{ on: { days: 0 }, until: { days: 9 }, to: ['tutor'] }],
    say: ({ row }) => ({ says: `${row.id}.`, brief: `${row.id}.` }),
  }),
};

/** Tutors who change: another one stands behind the name from some day on. */
function handedOver(known: World['knowledge'], on: Day): World['knowledge'] {
  const recipientsOf: Reminders['recipientsOf'] = (to, row, around) => {
    const found = known.recipientsOf(to, row, around);
    return to === 'tutor' && around.today >= on ? found.map(newcomer) : found;
  };
  const recipientById = (id: string, around: Around) =>
    id === 'O-0099' ? newcomer(anybody) : known.recipientById(id, around);
  return { ...known, recipientsOf, recipientById };
}

const anybody: Recipient = {
  id: 'O-0099',
  role: 'promoterTutor',
  form: 'tu',
  name: undefined,
  channel: 'email',
  address: 'nuova@example.org',
};
const newcomer = (it: Recipient): Recipient => ({ ...it, id: 'O-0099', address: anybody.address });

describe('What falls due day after day', () => {
  it('is what is worked out anew each day, whoever comes, whatever days are missed', async () => {
    await fc.assert(
      fc.asyncProperty(
        someRows,
        someDays,
        fc.integer({ min: 0, max: 45 }),
        fc.constantFrom('0', '1', '2', '60'),
        fc.array(fc.tuple(fc.nat(), fc.constantFrom('done', 'snoozed', 'notMine'), fc.nat(30)), {
          maxLength: 3,
        }),
        async (rows, days, handover, messagesPerRun, answers) => {
          const programme = aRemindedProgramme(rows, {
            now: '2026-05-11T07:00:00Z',
            settings: { messagesPerRun },
          });
          const known = handedOver(
            remindingKnowledge({ ...someReminders, ...moving }),
            plusDays(monday, handover),
          );
          const world: World = { ...(await programme.world()), knowledge: known };
          const { reminders, recipientsOf: recipients } = known;
          const all = occurrencesOf({ reminders, around: world.around, recipients });
          const reactions = new Map(
            answers.flatMap(([n, what, after]): [string, Reaction][] => {
              const it = all[n % Math.max(1, all.length)];
              const until = what === 'snoozed' ? plusDays(monday, after) : undefined;
              return it === undefined
                ? []
                : [[it.thread, { what, by: 'O-0001', on: plusDays(monday, -1), until }]];
            }),
          );
          const past = { ...(await recallReminders(programme.ledger)), reactions };

          expect(simulated(world, past, days)).toEqual(slowly(world, past, days));
        },
      ),
      { numRuns: 100 },
    );
  });
});
