import { type Day, daysIn, inDigits, plusDays, withWeekday } from '../core/day.ts';
import {
  type Decision,
  type Memory,
  type Occurrence,
  occurrencesByDay,
  type Resolved,
} from '../core/due.ts';
import { list, plural } from '../core/words.ts';
import {
  channelSays,
  codeOf,
  digestedOn,
  itemSays,
  memoryFrom,
  type PlannedMessage,
  planReminders,
  type RemindersPast,
  type RemindPlan,
  unwrittenIn,
} from './reminders.ts';
import type { World } from './world.ts';

/** What a clock run over some days would send, and what not. Nothing is sent, nothing is kept. */
export interface Simulated {
  readonly from: Day;
  readonly to: Day;
  readonly days: readonly SimulatedDay[];
  /** What still waits on the evening of the last day. */
  readonly waiting: readonly Decided[];
}

/** One day of it, at one hour. */
export interface SimulatedDay {
  readonly day: Day;
  readonly messages: readonly PlannedMessage[];
  /** What is decided against on that day. */
  readonly skipped: readonly Decided[];
  /** More messages than one run may send: none is sent that day. */
  readonly tooMany: boolean;
}

type Decided = RemindPlan['decided'][number];

/** The hour of the simulated run, in minutes: when people have come to work. */
const hour = 9 * 60;

/**
 * Runs the clock day by day, from today or earlier, over the register as it stands: what nobody has written yet is not
 * foreseen. It is the plan of `alice remind` each day, with what the days before have sent remembered. Days that are
 * past are worked out as if they were still to come.
 */
export function simulate({
  world,
  past,
  from,
  to,
  awake = () => true,
}: {
  readonly world: World;
  readonly past: RemindersPast;
  readonly from: Day;
  readonly to: Day;
  /** The days on which ALICE runs: all of them. */
  readonly awake?: (day: Day) => boolean;
}): Simulated {
  const { knowledge, register } = world;
  const begin = from < world.today ? from : world.today;
  const unwritten = unwrittenIn(register);
  let memory = memoryAt(begin, past, world.today);
  let waiting: readonly Decided[] = [];
  const { reminders, recipientsOf: recipients } = knowledge;
  const ofDay = occurrencesByDay({ reminders, around: world.around });
  /** The last day on which everything was decided and kept. */
  let decided: Day | undefined;
  const running = daysIn({ from: begin, to }).filter(awake);
  const last = running.at(-1);
  const days = running.map((day): SimulatedDay => {
    const around = { ...world.around, today: day };
    const digested =
      day === world.today && day === begin ? digestedOn(day, past) : new Set<string>();
    const { reactions } = memory;
    const plan = planReminders({
      knowledge,
      around,
      memory,
      digested,
      minutes: hour,
      unwritten,
      // What waits is asked for on the last day alone.
      ...(day === last
        ? {}
        : { occurrences: () => ofDay({ around, recipients, decided, reactions }) }),
    });
    memory = afterDay(memory, plan);
    if (!isTooMany(plan)) decided = day;
    waiting = plan.decided.filter(({ decision }) => decision.what === 'wait');
    return {
      day,
      messages: plan.messages,
      tooMany: isTooMany(plan),
      skipped: plan.decided.filter(({ decision }) => decision.what === 'skip'),
    };
  });
  return { from, to, waiting, days: days.filter(({ day }) => day >= from) };
}

/** What is remembered once a plan has been carried out whole. */
export function afterDay(memory: Memory, plan: RemindPlan): Memory {
  if (isTooMany(plan)) return memory;
  const resolved = new Map(memory.resolved);
  const keep = (it: Occurrence, state: Resolved['state']) =>
    resolved.set(it.key, { state, on: plan.today });
  for (const { occurrence, decision } of plan.decided) {
    if (decision.what === 'send') keep(occurrence, 'sent');
    if (decision.what === 'skip') keep(occurrence, 'skipped');
  }
  return { ...memory, resolved };
}

function isTooMany({ messages, delivery }: RemindPlan): boolean {
  return messages.filter(({ channel }) => channel !== 'phone').length > delivery.atMost;
}

/** What was remembered on the morning of a day: of days that are past, without what came later. */
function memoryAt(begin: Day, past: RemindersPast, today: Day): Memory {
  if (begin >= today) return memoryFrom(past, begin);
  const since = past.since === undefined || past.since > begin ? begin : past.since;
  return memoryFrom(
    {
      ...past,
      since,
      occurrences: past.occurrences.filter((it) => it.on < begin),
      reactions: new Map([...past.reactions].filter(([, it]) => it.on < begin)),
    },
    begin,
  );
}

/** A simulation for people: who, when, why; and why not. IDs only. */
export function simulationInWords({ days, from, to, waiting }: Simulated): readonly string[] {
  const told = days.flatMap((it) => dayInWords(it));
  const messages = days.flatMap((it) => (it.tooMany ? [] : it.messages));
  const readers = new Set(messages.map(({ reader }) => reader.id));
  const skipped = days.flatMap((it) => it.skipped);
  const reasons = [...Map.groupBy(skipped, ({ decision }) => decision.reason)]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .slice(0, 10)
    .map(([reason, some]) => `  ${some.length} × ${reason}`);
  return [
    ...told,
    `Dal ${inDigits(from)} al ${inDigits(to)}: ${plural(messages.length, 'messaggio', 'messaggi')} a ${plural(readers.size, 'persona', 'persone')}, ${plural(skipped.length, 'promemoria saltato', 'promemoria saltati')}, ${waiting.length} ancora in attesa. Non ho mandato nulla.`,
    ...(reasons.length === 0 ? [] : ['Perché non partono:', ...reasons]),
  ];
}

function dayInWords({ day, messages, tooMany }: SimulatedDay): readonly string[] {
  if (messages.length === 0) return [];
  const name = withWeekday(day, { year: true });
  if (tooMany)
    return [
      `${name}: ${messages.length} messaggi, più di quanti ne partano in una volta: quel giorno non ne parte nessuno (per ${list([...new Set(messages.map(({ reader }) => reader.id))])}).`,
    ];
  return [
    `${name}:`,
    ...messages.flatMap(({ reader, channel, kind, items }) => [
      `  ${reader.id} ${channelSays[channel]}${kind === 'atOnce' ? ', subito' : ''}`,
      ...items.map((it) => `    ${itemSays(it)}`),
    ]),
  ];
}

/** The same for other programs: IDs and codes; of restricted reminders only that there is one. */
export function simulationAsJson({ from, to, days, waiting }: Simulated, world: World) {
  const { reminders } = world.knowledge;
  const shown = (it: Occurrence, decision: Decision) =>
    reminders[it.reminder]?.restricted === true
      ? { code: codeOf(it), restricted: true }
      : {
          code: codeOf(it),
          key: it.key,
          reminder: it.reminder,
          about: it.about,
          to: it.to,
          due: it.due,
          until: it.until,
          reason: decision.reason,
          ...(decision.what === 'send' ? { late: decision.late } : {}),
        };
  return {
    from,
    to,
    days: days
      .filter((it) => it.messages.length + it.skipped.length > 0)
      .map((it) => ({
        day: it.day,
        tooMany: it.tooMany,
        messages: it.messages.map(({ reader, channel, kind, items }) => ({
          to: reader.id,
          channel,
          kind,
          items: items.map(({ occurrence, late, reason }) =>
            shown(occurrence, { what: 'send', late, reason }),
          ),
        })),
        skipped: it.skipped.map(({ occurrence, decision }) => shown(occurrence, decision)),
      })),
    waiting: waiting
      .filter(({ occurrence }) => occurrence.due <= plusDays(to, 30))
      .map(({ occurrence, decision }) => shown(occurrence, decision)),
  };
}
