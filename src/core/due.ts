import {
  type Calendar,
  type Day,
  daysBetween,
  inDigits,
  isWorkingDay,
  nextWorkingDay,
  plusDays,
  plusWorkingDays,
  previousWorkingDay,
  type Weekday,
  weekdayOf,
} from './day.ts';
import type { Privacy } from './release.ts';
import { type Around, fills, pathsOf } from './rule.ts';
import { type AnyTab, columnAt, type Having, type Path, type RowOf } from './tab.ts';

/**
 * What somebody is reminded of: which rows, around which day, when, who, until when. It decides nothing by itself:
 * `occurrencesOf` says what falls due, `decide` what becomes of it today.
 */
export interface Reminder {
  readonly tab: AnyTab;
  /** What it is about, as a heading: «Comunicazione obbligatoria di avvio». */
  readonly name: string;
  /** Why it is sent, in one sentence, for docs and `why`. */
  readonly about: string;
  readonly source?: string | undefined;
  /** A duty of law: it may be put off, not turned off. */
  readonly legal: boolean;
  /** Its very existence is private: it is written for coordinators alone, and shown in *Riservato* only. */
  readonly restricted: boolean;
  readonly needs: readonly string[];
  readonly uses: readonly AnyTab[];
  /** The classes of all it may speak of. */
  readonly classes: readonly Privacy[];
  readonly steps: readonly Step[];
  /** How often one person is written to about one occasion, at most. */
  readonly cap: number;
  /** The occasions of a row, settled ones included; none while a cell it needs is blank. */
  readonly occasions: (row: object, around: Around) => readonly Occasion[];
  readonly say: (told: Telling<object>) => Told;
}

/** One time a reminder has something to remind of: a start, a month, an expiry. */
export interface Occasion {
  /** The day it all turns on. A day that moves makes another occasion. */
  readonly anchor: Day;
  /** What tells apart occasions of one row on one day: the ID of another row, a month. */
  readonly of?: string | undefined;
  /** The comune of the workplace, whose patron's feast nobody works. */
  readonly comune?: string | undefined;
  /** Why there is nothing left to do: «il protocollo della CO è scritto». */
  readonly settled?: string | undefined;
}

/** One moment of a reminder: from when, until when it is still worth sending, and to whom. */
export interface Step {
  readonly on: Term;
  /** The last day it may be sent; the anchor where it says nothing and the moment comes before it. */
  readonly until?: Term;
  /** Who, by the names `Reminding.recipients` knows: `promoterTutor`, `host`. */
  readonly to: readonly string[];
  readonly urgent?: boolean;
  /** Waits for the day of the weekly digest, if that is not too late. */
  readonly weekly?: boolean;
  /** At once: past quiet hours, digest and caps. */
  readonly atOnce?: boolean;
}

/**
 * A moment beside the anchor. Days are counted in the calendar; what falls on a day nobody works moves back before the
 * anchor and forward after it, unless `lean` says otherwise. Working days count from the anchor, which is not counted;
 * national holidays and the patron of the occasion's comune are none.
 */
export type Term =
  | { readonly days: number; readonly lean?: 'back' | 'forward' }
  | { readonly workingDays: number };

/** What a reminder is told to say. */
export interface Telling<Row> {
  readonly row: Row;
  readonly around: Around;
  readonly occasion: Occasion;
  readonly step: Step;
  /** Which of `step.to` reads it. */
  readonly to: string;
}

/** What stands in a digest under the heading of its reminder. */
export interface Told {
  /** What is to be done and by when, to whoever may see the row: a sentence or two. */
  readonly says: string;
  /** The same with an ID and nothing else, for a channel or a phone: never a value. */
  readonly brief: string;
  /** Data to copy, a line each: «Categoria: 09». */
  readonly data?: readonly (readonly [label: string, value: string])[];
  /** The classes of what `data` holds beyond those of the reminder. */
  readonly classes?: readonly Privacy[];
  /** Papers that go with it, by kind and row: the attendance sheet to be signed. */
  readonly papers?: readonly {
    readonly kind: string;
    readonly id: string;
    readonly occasion?: string;
  }[];
}

/** A reminder as it is written in config. */
export interface ReminderSpec<T extends AnyTab, P extends string> {
  readonly name: string;
  readonly about: string;
  readonly source?: string;
  readonly legal?: boolean;
  readonly restricted?: boolean;
  /** The cells it depends on: silent while one is blank or unreadable. */
  readonly needs: readonly [P, ...P[]];
  readonly uses?: readonly AnyTab[];
  /** Classes of what it speaks of beyond its needs. */
  readonly classes?: readonly Privacy[];
  readonly when?: (row: Having<RowOf<T>, P>, around: Around) => boolean;
  readonly occasions: (row: Having<RowOf<T>, P>, around: Around) => readonly Occasion[];
  readonly steps: readonly [Step, ...Step[]];
  readonly cap?: number;
  readonly say: (told: Telling<Having<RowOf<T>, P>>) => Told;
}

/** How often one is written to about one thing, where a reminder does not say. */
const usualCap = 3;

/** Declares a reminder. Refuses, at start, a need that is no column. */
export function reminder<T extends AnyTab, const P extends Path<RowOf<T>>>(
  tab: T,
  spec: ReminderSpec<T, P>,
): Reminder {
  const paths = pathsOf(spec.needs);
  const needed = spec.needs.map((it) => columnAt(tab, it).privacy);
  return {
    tab,
    name: spec.name,
    about: spec.about,
    source: spec.source,
    legal: spec.legal ?? false,
    restricted: spec.restricted ?? false,
    needs: spec.needs,
    uses: spec.uses ?? [],
    classes: [...new Set([...needed, ...(spec.classes ?? [])])],
    steps: spec.steps,
    cap: spec.cap ?? usualCap,
    occasions: (row, around) => {
      if (!fills(row, paths) || (spec.uses ?? []).some((it) => !around.has(it))) return [];
      // Just seen to be there: every cell the spec names.
      const whole = row as Having<RowOf<T>, P>;
      return spec.when === undefined || spec.when(whole, around)
        ? spec.occasions(whole, around)
        : [];
    },
    // A row of `tab` that fills `needs`: only those have occasions.
    say: (told) => spec.say(told as Telling<Having<RowOf<T>, P>>),
  };
}

/** Somebody who is written to. */
export interface Recipient {
  /** The row that says how to reach them: `O-0003`, `I-0012`. */
  readonly id: string;
  /** Their role in the policy: what the message may hold. */
  readonly role: string;
  /** How the message addresses them. */
  readonly form: 'tu' | 'Lei';
  readonly name: string | undefined;
  readonly channel: Channel;
  /** The e-mail address or Slack ID; nothing where one has to phone. */
  readonly address: string | undefined;
  /** Wants no messages: has those of law and no others. */
  readonly legalOnly?: boolean;
}

/** `phone`: nobody to write to, so it stands in an operator's phone list. */
export type Channel = 'slack' | 'email' | 'phone';

/** One reminder that one person is to have of one occasion, at one moment. */
export interface Occurrence {
  /** Names it for good: reminder, row, anchor, recipient, moment. */
  readonly key: string;
  /** What all moments of it share. */
  readonly thread: string;
  /** By its name in code. */
  readonly reminder: string;
  /** The row's ID. */
  readonly about: string;
  readonly occasion: Occasion;
  readonly step: Step;
  /** Which of `step.to`. */
  readonly as: string;
  /** The ID of who gets it. */
  readonly to: string;
  readonly due: Day;
  readonly until: Day;
}

/** What is known of occurrences that came before, by key. */
export interface Resolved {
  readonly state: 'sending' | 'sent' | 'uncertain' | 'skipped';
  readonly on: Day;
}

/** What a person did with a reminder, by thread. The latest counts. */
export interface Reaction {
  readonly what: 'done' | 'snoozed' | 'notMine';
  readonly by: string;
  readonly on: Day;
  /** Of `snoozed`: the day it comes back. */
  readonly until?: Day | undefined;
}

/** All that decides what becomes of an occurrence, beside the workbook. */
export interface Memory {
  readonly resolved: ReadonlyMap<string, Resolved>;
  readonly reactions: ReadonlyMap<string, Reaction>;
  /** `<reminder>/<recipient>`: what people do not want to be reminded of. */
  readonly refused: ReadonlySet<string>;
  /** The day ALICE began to remind: what was over by then is not brought up. */
  readonly since: Day;
}

/** The moment of deciding. */
export interface Moment {
  readonly today: Day;
  /** Within quiet hours nothing is sent but what cannot wait. */
  readonly quiet: boolean;
  readonly calendar: Calendar;
  /** The day of the weekly digest. */
  readonly digestDay: Weekday;
}

/** What becomes of an occurrence now: the reason is Italian and names nobody but by ID. */
export type Decision =
  | { readonly what: 'send'; readonly late: boolean; readonly reason: string }
  | { readonly what: 'skip'; readonly reason: string }
  /** Over before ALICE began: nothing that need be written down. */
  | { readonly what: 'past'; readonly reason: string }
  | { readonly what: 'wait'; readonly until: Day; readonly reason: string }
  | { readonly what: 'kept'; readonly state: Resolved['state']; readonly reason: string };

/** An occurrence and what becomes of it. */
export interface Decided {
  readonly occurrence: Occurrence;
  readonly decision: Decision;
}

/** What reminders are worked out from. */
export interface Reminding {
  readonly reminders: Readonly<Record<string, Reminder>>;
  readonly around: Around;
  /** Who stands behind a name of `Step.to`, for a row: nobody where it is not known. */
  readonly recipients: (to: string, row: object, around: Around) => readonly Recipient[];
}

/**
 * Every occurrence there is to remind of, due or not yet, in the order of their days. Who stands behind two names of
 * one moment gets it once.
 */
export function occurrencesOf({ reminders, around, recipients }: Reminding): readonly Occurrence[] {
  return inOrder(
    Object.entries(reminders)
      .filter(([, it]) => around.has(it.tab))
      .flatMap(([name, it]) =>
        around
          .rows(it.tab)
          .flatMap((row) =>
            it
              .occasions(row, around)
              .flatMap((occasion) =>
                momentsOf({ name, it, row, occasion, around }, (as) => recipients(as, row, around)),
              ),
          ),
      ),
  );
}

/** What `occurrencesByDay` is asked on one day. */
export interface DayAsked extends Pick<Reminding, 'around' | 'recipients'> {
  /** The last day on which everything was decided and kept; nothing where nothing was. */
  readonly decided: Day | undefined;
  /** People answered something about these: they may come back, or go to others. */
  readonly reactions: ReadonlyMap<string, Reaction>;
}

/**
 * The same for one register on many days, each time but what can matter: what is due later on is left out, and so is what
 * was over by the day on which everything was decided last. Whatever these would add waits or was kept. Occasions that do
 * not ask which day it is are worked out once. The days are asked for in their order.
 */
export function occurrencesByDay({
  reminders,
  around: first,
}: Pick<Reminding, 'reminders' | 'around'>): (asked: DayAsked) => readonly Occurrence[] {
  const all = Object.entries(reminders)
    .filter(([, it]) => first.has(it.tab))
    .map(([name, it]) => ({
      name,
      it,
      names: [...new Set(it.steps.flatMap(({ to }) => to))],
      standing: standingRows(it, first),
    }));
  const seen = new Map<string, Seen>();
  let before: Day | undefined;
  return ({ around, recipients, decided, reactions }) => {
    const { today } = around;
    const answered = new Set(
      [...reactions.keys()].map((thread) => thread.split('/').slice(0, 2).join('/')),
    );
    // What was over is left out only where all was decided when it was asked for last.
    const kept = decided === before ? decided : undefined;
    const found = all.flatMap(({ name, it, names, standing }) =>
      (standing ?? rowsOn(it, around)).flatMap(({ row, places }) => {
        if (places.every(({ from }) => from > today)) return [];
        const key = `${name}/${row.id}`;
        const who = names.map((as) => recipients(as, row, around));
        const known = who.map((some) => some.map(({ id }) => id).join(' ')).join('/');
        const last = seen.get(key);
        seen.set(key, { on: today, known, places });
        // Whoever is new to a row is told, too, why they are not told of what is long over.
        const same = last !== undefined && last.on === before && last.known === known;
        const was = (place: Place) =>
          last?.places === places ||
          last?.places.some((one) => one.name === place.name && one.until === place.until) === true;
        const isOver = (place: Place) =>
          kept !== undefined && place.until < kept && same && !answered.has(key) && was(place);
        return places
          .filter((place) => place.from <= today && !isOver(place))
          .flatMap(({ occasions }) =>
            occasions.flatMap((occasion) =>
              momentsOf({ name, it, row, occasion, around }, (as) => who[names.indexOf(as)] ?? []),
            ),
          );
      }),
    );
    before = today;
    return inOrder(found);
  };
}

/** A row as it was when it was last asked for. */
interface Seen {
  readonly on: Day;
  /** Who stood behind the names. */
  readonly known: string;
  readonly places: readonly Place[];
}

/** A row of a reminder, and all it has to remind of. */
interface RowPlaces {
  readonly row: { readonly id: string };
  readonly places: readonly Place[];
}

/** What one person hears of under one thread. */
interface Place {
  readonly name: string;
  readonly occasions: readonly Occasion[];
  /** The first day of any of its moments. */
  readonly from: Day;
  /** The last day of any of them. */
  readonly until: Day;
}

/** The rows of a reminder that have occasions, where none of them asks which day it is: they are the same on any. */
function standingRows(it: Reminder, around: Around): readonly RowPlaces[] | undefined {
  let asked = false;
  // Made anew for each reminder, so that nothing it asks for is remembered from another who asked.
  const watched: Around = Object.defineProperty({ ...around }, 'today', {
    get() {
      asked = true;
      return around.today;
    },
  });
  const rows = rowsOn(it, watched);
  return asked ? undefined : rows;
}

function rowsOn(it: Reminder, around: Around): readonly RowPlaces[] {
  return around.rows(it.tab).flatMap((row): RowPlaces[] => {
    const occasions = it.occasions(row, around);
    if (occasions.length === 0) return [];
    const places = [...Map.groupBy(occasions, placeOf)].map(([name, some]): Place => {
      const spans = some.flatMap((occasion) =>
        it.steps.map((step) => spanOf(step, occasion, around.calendar)),
      );
      return {
        name,
        occasions: some,
        from: spans.map(({ due }) => due).reduce((a, b) => (a < b ? a : b)),
        until: spans.map(({ until }) => until).reduce(later),
      };
    });
    return [{ row, places }];
  });
}

interface Momentous {
  readonly name: string;
  readonly it: Reminder;
  readonly row: { readonly id: string };
  readonly occasion: Occasion;
  readonly around: Around;
}

/** Every moment of an occasion, for everybody it is for. */
function momentsOf(
  { name, it, row, occasion, around }: Momentous,
  recipients: (as: string) => readonly Recipient[],
): readonly Occurrence[] {
  const stem = [name, row.id, placeOf(occasion)].join('/');
  return it.steps.flatMap((step) => {
    const span = spanOf(step, occasion, around.calendar);
    return step.to.flatMap((as) =>
      recipients(as)
        .filter((one) => it.legal || one.legalOnly !== true)
        .map(({ id }): Occurrence => {
          const thread = `${stem}/${id}`;
          return {
            key: `${thread}/${nameOf(step.on)}`,
            thread,
            reminder: name,
            about: row.id,
            occasion,
            step,
            as,
            to: id,
            ...span,
          };
        }),
    );
  });
}

/** Each once, in the order of their days; of two names of one person the first counts. */
function inOrder(all: readonly Occurrence[]): readonly Occurrence[] {
  const once = new Map(all.toReversed().map((it) => [it.key, it] as const));
  return [...once.values()].toSorted(byDay);
}

/**
 * What becomes of each occurrence at this moment. Every one that is due is sent or skipped with a reason, once; of
 * those one person missed of one thing only the latest is sent, marked as late.
 */
export function decide(
  occurrences: readonly Occurrence[],
  {
    reminders,
    memory,
    moment,
  }: {
    readonly reminders: Readonly<Record<string, Reminder>>;
    readonly memory: Memory;
    readonly moment: Moment;
  },
): readonly Decided[] {
  const threads = Map.groupBy(withReturns(occurrences, memory), (it) => it.thread);
  return [...threads.values()].flatMap((thread) =>
    decideThread(thread, { reminders, memory, moment }),
  );
}

/** A step of an occasion from the day it is due to the last day it may be sent. */
export function spanOf(step: Step, occasion: Occasion, calendar: Calendar): Span {
  const ofCalendar = spans.get(calendar) ?? new WeakMap<Step, Map<string, Span>>();
  spans.set(calendar, ofCalendar);
  const ofStep = ofCalendar.get(step) ?? new Map<string, Span>();
  ofCalendar.set(step, ofStep);
  const { anchor, comune = '' } = occasion;
  const key = `${anchor}${comune}`;
  const known = ofStep.get(key) ?? counted(step, occasion, calendar);
  ofStep.set(key, known);
  return known;
}

/** From the day something is due to the last day it may be sent. */
interface Span {
  readonly due: Day;
  readonly until: Day;
}

// The same few days are asked for again and again: by every reader of a row, and on every day of a simulation.
const spans = new WeakMap<Calendar, WeakMap<Step, Map<string, Span>>>();

function counted(step: Step, occasion: Occasion, calendar: Calendar): Span {
  const due = termDay(step.on, occasion, calendar);
  const said = step.until === undefined ? undefined : termDay(step.until, occasion, calendar);
  const natural = due < occasion.anchor ? occasion.anchor : plusDays(due, usualPatience);
  const until = said ?? natural;
  return { due, until: until < due ? due : until };
}

/** How many days a moment after the anchor is still worth sending, where its step does not say. */
const usualPatience = 14;

/** The day a term falls on: never one that nobody works. */
export function termDay(term: Term, { anchor, comune }: Occasion, calendar: Calendar): Day {
  const week = { calendar, comune, saturday: false };
  if ('workingDays' in term) return plusWorkingDays(anchor, term.workingDays, week);
  const on = plusDays(anchor, term.days);
  if (isWorkingDay(on, week)) return on;
  const lean = term.lean ?? (term.days < 0 ? 'back' : 'forward');
  return lean === 'back' ? previousWorkingDay(on, week) : nextWorkingDay(on, week);
}

interface Judging {
  readonly reminders: Readonly<Record<string, Reminder>>;
  readonly memory: Memory;
  readonly moment: Moment;
}

/** All moments of one thing for one person, in the order of their days. */
function decideThread(
  thread: readonly Occurrence[],
  { reminders, memory, moment }: Judging,
): readonly Decided[] {
  const { today } = moment;
  // Of two moments that fall on one day the one declared later speaks: it is the more pressing.
  const latest = thread
    .filter((it) => it.due <= today)
    .toSorted((a, b) => compare(a.due, b.due) || placeIn(a, reminders) - placeIn(b, reminders))
    .at(-1);
  const sent = thread.filter((it) => wasSent(memory.resolved.get(it.key))).length;
  return thread.map((occurrence): Decided => {
    const known = memory.resolved.get(occurrence.key);
    if (known !== undefined)
      return {
        occurrence,
        decision: { what: 'kept', state: known.state, reason: `deciso il ${inDigits(known.on)}` },
      };
    const rule = reminders[occurrence.reminder];
    if (rule === undefined) throw new Error(`no reminder ${occurrence.reminder}`);
    return {
      occurrence,
      decision: decisionFor(occurrence, {
        rule,
        memory,
        moment,
        isLatest: occurrence === latest,
        sent,
      }),
    };
  });
}

function decisionFor(
  { due, until, occasion, step, thread, reminder: name, to }: Occurrence,
  told: {
    readonly rule: Reminder;
    readonly memory: Memory;
    readonly moment: Moment;
    readonly isLatest: boolean;
    readonly sent: number;
  },
): Decision {
  const { rule, memory, moment, isLatest, sent } = told;
  const { today } = moment;
  const skip = (reason: string): Decision => ({ what: 'skip', reason });
  const wait = (on: Day, reason: string): Decision => ({ what: 'wait', until: on, reason });

  if (due > today)
    return wait(
      due,
      occasion.settled === undefined
        ? `è dovuto il ${inDigits(due)}`
        : `sarebbe dovuto il ${inDigits(due)}, ma ${occasion.settled}`,
    );
  if (until < memory.since)
    return {
      what: 'past',
      reason: `riguarda giorni passati prima che ALICE cominciasse a ricordare (${inDigits(memory.since)})`,
    };
  if (occasion.settled !== undefined) return skip(occasion.settled);
  if (until < today)
    return skip(`andava detto entro il ${inDigits(until)}, e allora ALICE non ha girato`);
  if (!isLatest) return skip('è superato dal promemoria successivo sulla stessa cosa');
  if (!rule.legal && memory.refused.has(`${name}/${to}`))
    return skip(`${to} ha chiesto di non riceverlo`);

  const reaction = memory.reactions.get(thread);
  if (reaction?.what === 'done' && !(rule.legal && due > reaction.on))
    return skip(`${reaction.by} ha detto «fatto» il ${inDigits(reaction.on)}`);
  if (reaction?.what === 'notMine')
    return skip(`${reaction.by} ha detto «non è mio» il ${inDigits(reaction.on)}`);
  if (reaction?.what === 'snoozed' && reaction.until !== undefined && reaction.until > today)
    return wait(reaction.until, `rimandato da ${reaction.by} al ${inDigits(reaction.until)}`);

  if (step.atOnce === true)
    return {
      what: 'send',
      late: today > due && due >= memory.since,
      reason: 'non può aspettare',
    };
  if (sent >= rule.cap)
    return skip(`gli è già stato ricordato ${sent === 1 ? 'una volta' : `${sent} volte`}`);
  const week = { calendar: moment.calendar, saturday: false };
  if (!isWorkingDay(today, week)) return wait(nextWorkingDay(today, week), 'oggi è festa');
  const first = step.weekly === true ? digestFrom(due, until, moment) : due;
  if (step.weekly === true && today !== digestFrom(today, until, moment)) {
    const on = digestFrom(today, until, moment);
    return wait(on, `va nel riepilogo del ${inDigits(on)}`);
  }
  if (moment.quiet) return wait(today, 'sono ore di silenzio');
  if (today === first)
    return {
      what: 'send',
      late: false,
      reason: `è dovuto oggi, ${daysInWords(today, occasion.anchor)}`,
    };
  // What fell due before ALICE began is no fault of hers, nor of her reader's.
  return first < memory.since
    ? {
        what: 'send',
        late: false,
        reason: `era dovuto il ${inDigits(first)}, prima che ALICE cominciasse a ricordare`,
      }
    : { what: 'send', late: true, reason: `in ritardo: era dovuto il ${inDigits(first)}` };
}

/** What was put off comes back once, on the day its reader chose, under a key of its own. */
function withReturns(
  occurrences: readonly Occurrence[],
  { reactions, resolved }: Memory,
): readonly Occurrence[] {
  const back = [...Map.groupBy(occurrences, (it) => it.thread)].flatMap(([thread, some]) => {
    const reaction = reactions.get(thread);
    const until = reaction?.what === 'snoozed' ? reaction.until : undefined;
    const last = some.findLast((it) => wasSent(resolved.get(it.key)));
    if (until === undefined || last === undefined) return [];
    const spare = daysBetween(last.due, last.until);
    return [
      {
        ...last,
        key: `${last.key}@${until}`,
        due: until,
        until: later(last.until, plusDays(until, Math.min(spare, usualPatience))),
      },
    ];
  });
  return back.length === 0 ? occurrences : [...occurrences, ...back].toSorted(byDay);
}

function placeIn({ reminder: name, step }: Occurrence, reminders: Judging['reminders']): number {
  return reminders[name]?.steps.indexOf(step) ?? -1;
}

function wasSent(it: Resolved | undefined): boolean {
  return it !== undefined && it.state !== 'skipped';
}

/** The day of the first weekly digest from a day on; the day itself where that would be too late. A holiday's digest comes on the next working day. */
function digestFrom(from: Day, until: Day, { digestDay, calendar }: Moment): Day {
  const week = { calendar, saturday: false };
  const digests = Array.from({ length: 14 }, (_, n) => plusDays(from, n - 7))
    .filter((it) => weekdayOf(it) === digestDay)
    .map((it) => (isWorkingDay(it, week) ? it : nextWorkingDay(it, week)))
    .filter((it) => it >= from);
  const [first = from] = digests;
  return first <= until ? first : from;
}

function placeOf({ anchor, of }: Occasion): string {
  return of === undefined ? anchor : `${anchor}+${of}`;
}

/** `-7g`, `-1l`: calendar days («giorni»), working days («lavorativi»). */
function nameOf(term: Term): string {
  const [n, unit] = 'days' in term ? [term.days, 'g'] : [term.workingDays, 'l'];
  return `${n > 0 ? '+' : ''}${n}${unit}`;
}

function daysInWords(today: Day, anchor: Day): string {
  const days = daysBetween(today, anchor);
  if (days === 0) return 'lo stesso giorno';
  const many = Math.abs(days) === 1 ? 'un giorno' : `${Math.abs(days)} giorni`;
  return days > 0 ? `${many} prima del ${inDigits(anchor)}` : `${many} dopo il ${inDigits(anchor)}`;
}

function later(a: Day, b: Day): Day {
  return a > b ? a : b;
}

function byDay(a: Occurrence, b: Occurrence): number {
  return compare(a.due, b.due) || compare(a.key, b.key);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
