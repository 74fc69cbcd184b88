import { type Day, daysBetween, nextWorkingDay, plusDays } from '../core/day.ts';
import {
  type Channel,
  type Decided,
  decide,
  type Memory,
  type Moment,
  type Occurrence,
  occurrencesOf,
  type Recipient,
  type Reminder,
  type Told,
} from '../core/due.ts';
import { digest } from '../core/fingerprint.ts';
import type { Delivery, DigestItem, Knowledge } from '../core/knowledge.ts';
import { type Audience, type Privacy, release, type Surface } from '../core/release.ts';
import type { Around } from '../core/rule.ts';
import type { AnyTab } from '../core/tab.ts';
import type { MessageKept, OccurrenceKept } from '../ports.ts';
import type { World } from './world.ts';

/** All the ledger remembers of reminders. */
export interface RemindersPast {
  readonly messages: readonly MessageKept[];
  readonly occurrences: readonly OccurrenceKept[];
  readonly reactions: Memory['reactions'];
  readonly refused: Memory['refused'];
  /** The day ALICE began to remind; nothing while she has not. */
  readonly since: Day | undefined;
}

/** What deciding needs of config. */
export type Reminders = Pick<
  Knowledge,
  'reminders' | 'recipientsOf' | 'recipientById' | 'deliveryOf' | 'callersFor' | 'policy'
>;

/** What a plan is worked out from. Nothing but this decides: `remind` and `simulate` share it. */
export interface PlanningReminders {
  readonly knowledge: Reminders;
  /** As of the day of deciding. */
  readonly around: Around;
  readonly memory: Memory;
  /** Who has had the message of the day already. */
  readonly digested: ReadonlySet<string>;
  /** Minutes since midnight in Rome. */
  readonly minutes: number;
  /** What there is to remind of, where somebody works it out for many days at once: all of it, unless told. */
  readonly occurrences?: ((around: Around) => readonly Occurrence[]) | undefined;
  /** IDs that are in no cell yet, and may still go to another row: nobody is reminded of these. */
  readonly unwritten?: ReadonlySet<string> | undefined;
}

/** What becomes of every reminder at one moment, and what is to be sent. */
export interface RemindPlan {
  readonly today: Day;
  readonly decided: readonly Decided[];
  /** In the order of their readers; what cannot wait first. */
  readonly messages: readonly PlannedMessage[];
  /** What people who can only be phoned are to be told, the operator who phones them beside it. */
  readonly calls: readonly PlannedCall[];
  readonly delivery: Delivery;
}

/** One message to one person. */
export interface PlannedMessage {
  readonly reader: Recipient;
  /** `phone`: nobody can be written to, so it stands in the phone list alone. */
  readonly channel: Channel;
  readonly kind: MessageKept['kind'];
  /** Urgent first. */
  readonly items: readonly PlannedItem[];
}

/** One thing in a message, and why it is sent. */
export interface PlannedItem extends DigestItem {
  readonly reason: string;
  /** As the reminder says it, before the gate: for a reader on another surface. */
  readonly said: Told;
}

/** Somebody who is to be phoned. */
export interface PlannedCall {
  readonly item: PlannedItem;
  readonly callee: Recipient;
  /** Who phones; nothing where no operator is in service. */
  readonly caller: Recipient | undefined;
  /** Already told to the caller, on this day. */
  readonly told: Day | undefined;
}

/** What becomes of every reminder by what the ledger remembers, at a minute of the day the register was read. */
export function remindersNow(
  { knowledge, around, register }: Pick<World, 'knowledge' | 'around' | 'register'>,
  past: RemindersPast,
  minutes: number,
): RemindPlan {
  const { today } = around;
  const memory = memoryFrom(past, today);
  return planReminders({
    knowledge,
    around,
    memory,
    digested: digestedOn(today, past),
    minutes,
    unwritten: unwrittenIn(register),
  });
}

/** The IDs that `check` has still to write. */
export function unwrittenIn({ newIds }: Pick<World['register'], 'newIds'>): ReadonlySet<string> {
  return new Set(newIds.map(({ id }) => id));
}

/** What the ledger remembers, as the engine wants it. Where ALICE never reminded, she begins on this day. */
export function memoryFrom(past: RemindersPast, today: Day): Memory {
  return {
    resolved: new Map(past.occurrences.map((it) => [it.key, { state: it.state, on: it.on }])),
    reactions: past.reactions,
    refused: past.refused,
    since: past.since ?? today,
  };
}

/** Who has had the message of a day. */
export function digestedOn(today: Day, { messages }: RemindersPast): ReadonlySet<string> {
  return new Set(
    messages.filter((it) => it.kind === 'digest' && it.day === today).map((it) => it.to),
  );
}

/** Works out what becomes of every reminder now, and gathers what is to be sent: one message for each person and day. */
export function planReminders(planning: PlanningReminders): RemindPlan {
  const { knowledge, around, memory, digested, minutes } = planning;
  const { reminders } = knowledge;
  const delivery = knowledge.deliveryOf(around.settings);
  const moment: Moment = {
    today: around.today,
    quiet: isQuiet(minutes, delivery),
    calendar: around.calendar,
    digestDay: delivery.digestDay,
  };
  const people = peopleOf(planning);
  const all =
    planning.occurrences?.(around) ??
    occurrencesOf({ reminders, around, recipients: knowledge.recipientsOf });
  const natural = all.filter((it) => planning.unwritten?.has(it.about) !== true);
  const decided = decide(handedOn(natural, planning, people), { reminders, memory, moment }).map(
    (it) => onceADay(it, { moment, digested, people }),
  );
  const sending = decided.flatMap(({ occurrence, decision }) =>
    decision.what === 'send' ? [{ occurrence, decision }] : [],
  );
  const items = sending.map(({ occurrence, decision }) => {
    const { reader, channel, callee } = people.readerOf(occurrence);
    return {
      reader,
      channel,
      kind: occurrence.step.atOnce === true ? ('atOnce' as const) : ('digest' as const),
      item: people.itemOf(occurrence, {
        late: decision.late,
        reason: decision.reason,
        audience: { role: reader.role, surface: surfaceOf(channel) },
        callee,
      }),
    };
  });
  const groups = Map.groupBy(items, ({ reader, kind }) => `${kind}/${reader.id}`);
  return {
    today: around.today,
    decided,
    delivery,
    calls: callsIn(decided, people, memory),
    messages: [...groups]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([, group]): PlannedMessage[] => {
        const [first] = group;
        if (first === undefined) return [];
        const { reader, channel, kind } = first;
        return [
          { reader, channel, kind, items: group.map(({ item }) => item).toSorted(byUrgency) },
        ];
      }),
  };
}

/** Whether nothing may be sent at this minute of the day, for all that can wait. The quiet may last past midnight. */
export function isQuiet(
  minutes: number,
  { quietFrom, quietTo }: Pick<Delivery, 'quietFrom' | 'quietTo'>,
): boolean {
  return quietFrom <= quietTo
    ? minutes >= quietFrom && minutes < quietTo
    : minutes >= quietFrom || minutes < quietTo;
}

/**
 * What a reminder of one thing to one person is called, to answer it by: six letters and digits that nobody mistakes
 * for each other. Tells nothing of anybody. Two may have the same, once in some hundred thousand: whoever reads one
 * must ask which.
 */
export function codeOf({ thread }: Pick<Occurrence, 'thread'>): string {
  let rest = BigInt(`0x${digest(thread)}`);
  let code = '';
  for (let n = 0; n < 6; n += 1) {
    code += letters[Number(rest % BigInt(letters.length))] ?? '';
    rest /= BigInt(letters.length);
  }
  return code;
}

/** One operator's calls. */
export interface PhoneList {
  /** The operator's ID; nothing where nobody is in service. */
  readonly operator: string | undefined;
  readonly calls: readonly {
    readonly code: string;
    /** The row of who is to be phoned. */
    readonly to: string;
    readonly name?: string | undefined;
    readonly about: string;
    readonly heading: string;
    readonly urgent: boolean;
    readonly due: Day;
    readonly until: Day;
    /** What to say. */
    readonly says: string;
    readonly data?: Told['data'];
  }[];
}

/**
 * Who is to be phoned because nobody can write to them, operator by operator, with the words to say: as this audience
 * may read them. A call stands here until the register says it is settled, somebody says it is done, or it is too late.
 */
export function phoneListOf(
  { calls, today }: RemindPlan,
  { policy, audience }: { readonly policy: Knowledge['policy']; readonly audience: Audience },
): readonly PhoneList[] {
  const open = calls.filter(
    ({ item }) => item.occurrence.until >= today && !item.reminder.restricted,
  );
  // Of one thing, to one person, only the latest moment.
  const latest = new Map(open.map((it) => [it.item.occurrence.thread, it]));
  return [...Map.groupBy(latest.values(), ({ caller }) => caller?.id)].map(
    ([operator, theirs]) => ({
      operator,
      calls: theirs
        .toSorted((a, b) => byUrgency(a.item, b.item))
        .map(({ item, callee }) => {
          const { occurrence, reminder, code, said } = item;
          const told = released(
            said,
            reminder,
            (classes) => (value) => release({ value, classes }, audience, policy),
          );
          const { data } = told;
          return {
            code,
            to: callee.id,
            name: release({ value: callee.name, classes: ['name'] }, audience, policy),
            about: occurrence.about,
            heading: reminder.name,
            urgent: occurrence.step.urgent ?? false,
            due: occurrence.due,
            until: occurrence.until,
            says: told.says,
            ...(data === undefined ? {} : { data }),
          };
        }),
    }),
  );
}

/** How a channel is called in a sentence. */
export const channelSays: Readonly<Record<Channel, string>> = {
  email: 'per e-mail',
  slack: 'su Slack',
  phone: 'al telefono',
};

/** A thing of a message in a line, by IDs; of what is restricted only that there is something. */
export function itemSays({ code, reminder, occurrence, late, reason }: PlannedItem): string {
  if (reminder.restricted) return `${code} · promemoria riservato: si vede nel registro riservato`;
  return [
    code,
    occurrence.about,
    reminder.name,
    ...(occurrence.step.urgent === true ? ['urgente'] : []),
    // A reason that is late says so itself, but for what could not wait.
    ...(late && !reason.startsWith('in ritardo') ? ['in ritardo'] : []),
    reason,
  ].join(' · ');
}

const letters = '23456789abcdefghjkmnpqrstuvwxyz';

/** The name in code under which `recipientsOf` knows all coordinators. */
const coordinators = 'coordinator';

// ── Who reads it ──────────────────────────────────────────────────────────────────────────────

interface People {
  readonly rowOf: (tab: AnyTab, id: string) => { readonly id: string } | undefined;
  readonly readerOf: (it: Occurrence) => Reading;
  readonly itemOf: (it: Occurrence, told: Telling) => PlannedItem;
}

interface Reading {
  readonly reader: Recipient;
  readonly channel: Channel;
  /** Whom the reader is to phone. */
  readonly callee: Recipient | undefined;
}

interface Telling {
  readonly late: boolean;
  readonly reason: string;
  readonly audience: Audience;
  readonly callee: Recipient | undefined;
}

/** Rows and people, each looked up once. */
function peopleOf({ knowledge, around }: PlanningReminders): People {
  const rows = new Map<AnyTab, ReadonlyMap<string, { readonly id: string }>>();
  const rowOf = (tab: AnyTab, id: string) => {
    const known = rows.get(tab) ?? new Map(around.rows(tab).map((it) => [it.id, it]));
    rows.set(tab, known);
    return known.get(id);
  };
  const byId = new Map<string, Recipient | undefined>();
  const personOf = (id: string) => {
    if (!byId.has(id)) byId.set(id, knowledge.recipientById(id, around));
    return byId.get(id);
  };
  const reminderOf = ({ reminder }: Occurrence): Reminder => {
    const found = knowledge.reminders[reminder];
    if (found === undefined) throw new Error(`no reminder ${reminder}`);
    return found;
  };
  const aboutOf = (it: Occurrence) => {
    const { tab } = reminderOf(it);
    const row = rowOf(tab, it.about);
    if (row === undefined) throw new Error(`${it.key} is about no row`);
    return { tab, row };
  };

  return {
    rowOf,
    readerOf(it) {
      const { row } = aboutOf(it);
      const to =
        personOf(it.to) ??
        knowledge.recipientsOf(it.as, row, around).find(({ id }) => id === it.to);
      if (to === undefined) throw new Error(`${it.key} is for nobody`);
      if (canBeWritten(to)) return { reader: to, channel: to.channel, callee: undefined };
      const caller = knowledge
        .callersFor(row, around)
        .find((one) => one.id !== to.id && canBeWritten(one));
      return caller === undefined
        ? { reader: to, channel: 'phone', callee: to }
        : { reader: caller, channel: caller.channel, callee: to };
    },
    itemOf(occurrence, { late, reason, audience, callee }) {
      const reminder = reminderOf(occurrence);
      const { row } = aboutOf(occurrence);
      const { occasion, step, as } = occurrence;
      const said = reminder.say({ row, around, occasion, step, to: as });
      const told = released(
        said,
        reminder,
        (classes) => (value) => release({ value, classes }, audience, knowledge.policy),
      );
      return {
        reminder,
        occurrence,
        told: callee === undefined ? told : toBePhoned(told, callee),
        late,
        reason,
        said,
        code: codeOf(occurrence),
      };
    },
  };
}

function canBeWritten({ channel, address }: Recipient): boolean {
  return channel !== 'phone' && address !== undefined;
}

function surfaceOf(channel: Channel): Surface {
  return channel === 'slack' ? 'direct' : 'mail';
}

/** What its reader may have of it, on this channel: the sentence, or its short form without a value; data or none. */
function released(
  told: Told,
  { classes }: Reminder,
  gate: (classes: readonly Privacy[]) => <T>(value: T) => T | undefined,
): Told {
  const { brief, data, papers } = told;
  const shown = data === undefined ? undefined : gate([...classes, ...(told.classes ?? [])])(data);
  return {
    says: gate(classes)(told.says) ?? brief,
    brief,
    ...(shown === undefined ? {} : { data: shown }),
    ...(papers === undefined ? {} : { papers }),
  };
}

/** The same for whoever is to say it on the phone. Papers go to nobody that way. */
function toBePhoned(told: Told, { id }: Recipient): Told {
  const { papers: _papers, ...words } = told;
  return {
    ...words,
    says: `Telefona a ${id}, che non si può raggiungere per iscritto, e di’: «${told.says}»`,
    brief: `Telefona a ${id}: ${told.brief}`,
  };
}

/** What somebody said is not theirs goes to the coordinators: the moment it came at, and those that follow. */
function handedOn(
  occurrences: readonly Occurrence[],
  { knowledge, around, memory }: PlanningReminders,
  { rowOf }: People,
): readonly Occurrence[] {
  const refusals = [...memory.reactions].filter(([, it]) => it.what === 'notMine');
  if (refusals.length === 0) return occurrences;
  const threads = Map.groupBy(occurrences, (it) => it.thread);
  const known = new Set(occurrences.map((it) => it.key));
  const more = refusals.flatMap(([thread, { on, by }]) => {
    const moments = threads.get(thread) ?? [];
    const came = moments.findLastIndex((it) => it.due <= on);
    return moments.slice(Math.max(0, came)).flatMap((it): Occurrence[] => {
      const reminder = knowledge.reminders[it.reminder];
      const row = reminder === undefined ? undefined : rowOf(reminder.tab, it.about);
      if (row === undefined) return [];
      const stem = thread.slice(0, -it.to.length);
      const due = it.due < on ? on : it.due;
      const until = plusDays(due, 7);
      return knowledge
        .recipientsOf(coordinators, row, around)
        .filter(({ id }) => id !== it.to && id !== by)
        .map(({ id }) => ({
          ...it,
          to: id,
          as: coordinators,
          thread: `${stem}${id}`,
          key: `${stem}${id}${it.key.slice(thread.length)}`,
          due,
          until: until > it.until ? until : it.until,
        }));
    });
  });
  return [...occurrences, ...more.filter((it) => !known.has(it.key))];
}

/** What can wait does not make a second message of the day, unless it would be too late. */
function onceADay(
  it: Decided,
  told: {
    readonly moment: Moment;
    readonly digested: ReadonlySet<string>;
    readonly people: People;
  },
): Decided {
  const { occurrence, decision } = it;
  const { today, calendar } = told.moment;
  if (decision.what !== 'send' || occurrence.step.atOnce === true || told.digested.size === 0)
    return it;
  const next = nextWorkingDay(today, { calendar, saturday: false });
  const { id } = told.people.readerOf(occurrence).reader;
  if (!told.digested.has(id) || occurrence.until < next) return it;
  const reason = `${id} ha già avuto il messaggio di oggi: va in quello del prossimo giorno di lavoro`;
  return { occurrence, decision: { what: 'wait', until: next, reason } };
}

/** Everybody who is to be phoned: now, or told before to whoever phones, and not yet settled. */
function callsIn(
  decided: readonly Decided[],
  people: People,
  { reactions, resolved }: Memory,
): readonly PlannedCall[] {
  return decided.flatMap(({ occurrence, decision }): PlannedCall[] => {
    const due =
      decision.what === 'send' || (decision.what === 'kept' && decision.state !== 'skipped');
    if (!due || occurrence.occasion.settled !== undefined) return [];
    if (reactions.get(occurrence.thread)?.what === 'done') return [];
    const { reader, callee } = people.readerOf(occurrence);
    if (callee === undefined) return [];
    const caller = reader.id === callee.id ? undefined : reader;
    return [
      {
        callee,
        caller,
        told: resolved.get(occurrence.key)?.on,
        item: people.itemOf(occurrence, {
          late: decision.what === 'send' && decision.late,
          reason: decision.reason,
          audience: { role: caller?.role ?? coordinators, surface: 'pdf' },
          callee: undefined,
        }),
      },
    ];
  });
}

function byUrgency(a: PlannedItem, b: PlannedItem): number {
  const urgent =
    Number(b.occurrence.step.urgent ?? false) - Number(a.occurrence.step.urgent ?? false);
  const days = daysBetween(b.occurrence.due, a.occurrence.due);
  return urgent || days || (a.occurrence.key < b.occurrence.key ? -1 : 1);
}
