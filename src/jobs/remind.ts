import { type Day, inDigits, plusDays, readDay, weekdayName } from '../core/day.ts';
import type { Channel, Decided, Occurrence, Reaction, Told } from '../core/due.ts';
import type { Knowledge } from '../core/knowledge.ts';
import type { PaperKnowledge } from '../core/paper.ts';
import { err, ok, type Result } from '../core/result.ts';
import { comparable, list, nearest, plural } from '../core/words.ts';
import {
  type Clock,
  type Ledger,
  type Mailbox,
  type MessageEnd,
  type MessageKept,
  type OccurrenceDecided,
  type PaperKept,
  Unreachable,
} from '../ports.ts';
import type { Desk } from './desk.ts';
import { recallReminders } from './past.ts';
import {
  channelSays,
  codeOf,
  itemSays,
  type PlannedItem,
  type PlannedMessage,
  type RemindersPast,
  type RemindPlan,
  remindersNow,
} from './reminders.ts';
import { readWorld, type Volume, type World } from './world.ts';

/** A way messages leave by: e-mail, Slack. */
export interface Courier {
  readonly channel: Exclude<Channel, 'phone'>;
  /** Sends once per key where the channel can tell; says what the channel calls the message. */
  send(message: Outgoing): Promise<{ readonly remote?: string | undefined }>;
  /** Whether a message of this key left; `unknown` where the channel cannot tell. */
  sent(asked: {
    readonly key: string;
    readonly address: string | undefined;
    /** ISO instant at which it was claimed: it did not leave before. */
    readonly since: string;
  }): Promise<'sent' | 'not sent' | 'unknown'>;
}

/** A message on its way. */
export interface Outgoing {
  readonly key: string;
  readonly address: string;
  /** No personal data. */
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly { readonly file: string; readonly bytes: Uint8Array }[];
}

/** E-mail: whatever stands behind a mailbox. */
export function mailCourier(mailbox: Mailbox): Courier {
  return {
    channel: 'email',
    async send({ address, attachments, ...letter }) {
      await mailbox.send({
        ...letter,
        to: address,
        ...(attachments.length === 0 ? {} : { attachments }),
      });
      return {};
    },
    sent: ({ key }) => mailbox.sent(key),
  };
}

/** What reminding needs. */
export interface RemindAsked {
  readonly knowledge: Knowledge;
  readonly volumes: readonly Volume[];
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly couriers: readonly Courier[];
  readonly by: string;
  /** SHA-256, in hexadecimal. */
  readonly sha256: (bytes: Uint8Array) => string;
  /** How many messages this run may send; what «Impostazioni» says where nobody says otherwise. */
  readonly atMost?: number | undefined;
  /** What printing the papers that go along needs; without it messages go without them, and say so. */
  readonly papers?: ((kept: readonly PaperKept[]) => Promise<PaperKnowledge>) | undefined;
  readonly desk?: (() => Promise<Desk | undefined>) | undefined;
  /** Ends early, with the message under way finished. */
  readonly signal?: AbortSignal | undefined;
  /** Works everything out and sends nothing. */
  readonly dryRun: boolean;
}

/** What reminding did, or would do. */
export interface Reminded {
  /**
   * `partly`: some messages could not be sent, or nobody knows whether they were · `failed`: none could ·
   * `tooMany`: it would have been more than allowed, so none was.
   */
  readonly outcome: 'done' | 'nothing' | 'partly' | 'failed' | 'tooMany';
  readonly run: string | undefined;
  readonly plan: RemindPlan;
  readonly sent: readonly RemindSent[];
  readonly failed: readonly { readonly to: string; readonly says: string }[];
  /** What a run cut short had left in `sending`, and what became of it. */
  readonly settled: readonly { readonly to: string; readonly state: MessageEnd['state'] }[];
  /** Nobody knows whether they left: a person is to say. */
  readonly uncertain: readonly { readonly to: string; readonly code: string }[];
  /** How many reminders were decided against. */
  readonly skipped: number;
  readonly atMost: number;
  readonly dryRun: boolean;
}

/** A message that left, or stands in the phone list. */
export interface RemindSent {
  readonly to: string;
  readonly channel: Channel;
  readonly kind: MessageKept['kind'];
  readonly codes: readonly string[];
  /** Papers that should have gone along, and why not. */
  readonly without: readonly string[];
}

/**
 * Reminds whoever is to be reminded now, once: each message is claimed, sent, confirmed, and just before it is claimed
 * the register is looked at again, so that what was settled meanwhile is not sent. What a run cut short has left is
 * settled first, by asking the channel. A message that cannot be sent stops no other; it is tried again with the next
 * run. Throws `Unreachable` where another ALICE is reminding, or the register or the ledger is not to be had.
 */
export async function remind(asked: RemindAsked): Promise<Reminded> {
  if (asked.dryRun) {
    const { plan, past } = await planned(asked);
    return told(asked, plan, { uncertain: uncertainIn(past), skipped: skipsIn(plan).length });
  }
  return asked.ledger.alone(() => remindAlone(asked), 'reminding');
}

async function remindAlone(asked: RemindAsked): Promise<Reminded> {
  const { ledger, clock, by, volumes } = asked;
  let run: string | undefined;
  const running = async () => {
    run ??= await ledger.begin({
      verb: 'remind',
      at: clock.now(),
      by,
      register: volumes[0]?.workbook.where ?? '',
    });
    return run;
  };
  const since = (await ledger.recall('reminding')).get('since');
  if (since === undefined) await ledger.remember('reminding', new Map([['since', clock.today()]]));
  const first = await planned(asked);
  const settled = await settleClaims({ ...asked, ...first, running });
  const begun = settled.length === 0 ? first : await planned(asked);
  const { plan } = begun;
  const done = { sent: new Array<RemindSent>(), failed: new Array<Reminded['failed'][number]>() };
  const leaving = plan.messages.filter((it) => it.channel !== 'phone').length;
  const tooMany = leaving > atMostOf(asked, plan);
  let skipped = 0;
  if (!tooMany) {
    const against = skipsIn(plan);
    skipped = against.length;
    await ledger.skip(against.map((it) => decidedOf(it, plan, asked.knowledge)));
    let now: Planned = begun;
    for (const message of plan.messages) {
      if (asked.signal?.aborted === true) break;
      if (await isStale(now.world)) now = await planned(asked);
      const fresh = await stillToSend(message, { asked, now, begun });
      skipped += fresh.skipped;
      if (fresh.message === undefined) continue;
      const sent = await deliver(fresh.message, { ...asked, ...now, running });
      if ('says' in sent) done.failed.push(sent);
      else done.sent.push(sent);
    }
  }
  const reminded = told(asked, plan, {
    ...done,
    settled,
    run,
    skipped,
    tooMany,
    uncertain: uncertainIn(await recallReminders(ledger)),
  });
  if (run !== undefined)
    await ledger.end(run, {
      at: clock.now(),
      outcome: tooMany ? 'refused' : reminded.outcome === 'failed' ? 'failed' : 'done',
      told: inShort(reminded),
    });
  return reminded;
}

interface Planned {
  readonly world: World;
  readonly past: RemindersPast;
  readonly plan: RemindPlan;
}

/** What is to be done now, by the register and the ledger as they are. */
async function planned(asked: RemindAsked): Promise<Planned> {
  const { ledger, clock } = asked;
  const [world, past] = await Promise.all([
    readWorld({ ...asked, today: clock.today() }),
    recallReminders(ledger),
  ]);
  return { world, past, plan: remindersNow(world, past, clock.minutes()) };
}

async function isStale({ volumes }: World): Promise<boolean> {
  const revisions = await Promise.all(volumes.map(({ workbook }) => workbook.revision()));
  return revisions.some((it, at) => it !== volumes[at]?.snapshot.revision);
}

/** A message as it is to be sent by what the register says now: what was settled since the run began is dropped. */
async function stillToSend(
  message: PlannedMessage,
  told: { readonly asked: RemindAsked; readonly now: Planned; readonly begun: Planned },
): Promise<{ readonly message: PlannedMessage | undefined; readonly skipped: number }> {
  const { asked, now, begun } = told;
  if (now === begun) return { message, skipped: 0 };
  const keys = new Set(message.items.map(({ occurrence }) => occurrence.key));
  const fresh = now.plan.messages.find(
    (it) => it.reader.id === message.reader.id && it.kind === message.kind,
  );
  const items = fresh?.items.filter(({ occurrence }) => keys.has(occurrence.key)) ?? [];
  const against = skipsIn(now.plan).filter(({ occurrence }) => keys.has(occurrence.key));
  await asked.ledger.skip(against.map((it) => decidedOf(it, now.plan, asked.knowledge)));
  return {
    message: fresh === undefined || items.length === 0 ? undefined : { ...fresh, items },
    skipped: against.length,
  };
}

function skipsIn({ decided }: RemindPlan): readonly Decided[] {
  return decided.filter(({ decision }) => decision.what === 'skip');
}

function decidedOf(
  { occurrence, decision }: Decided,
  { today }: RemindPlan,
  { reminders }: Knowledge,
): OccurrenceDecided {
  const { key, thread, reminder, about, occasion, to, due, until } = occurrence;
  return {
    key,
    thread,
    reminder,
    about,
    anchor: occasion.anchor,
    to,
    due,
    until,
    on: today,
    reason: decision.reason,
    restricted: reminders[reminder]?.restricted ?? false,
  };
}

// ── Claim, send, confirm ──────────────────────────────────────────────────────────────────────

interface Delivering extends RemindAsked, Planned {
  readonly running: () => Promise<string>;
}

async function deliver(
  message: PlannedMessage,
  delivering: Delivering,
): Promise<RemindSent | Reminded['failed'][number]> {
  const { knowledge, world, plan, ledger, clock, couriers, sha256, running } = delivering;
  const { reader, channel, kind } = message;
  const courier = couriers.find((it) => it.channel === channel);
  const { address } = reader;
  if (channel !== 'phone' && (courier === undefined || address === undefined))
    return {
      to: reader.id,
      says: `Per ${reader.id} il canale «${channel}» non è collegato: cambia il canale nel registro, o collegalo.`,
    };
  const { items, attachments, without } = await withPapers(message, delivering);
  const { subject, text, html } = knowledge.digestOf({
    recipient: reader,
    // What has not passed the gate stays here.
    items: items.map(({ reminder, occurrence, told: words, late, code }) => ({
      reminder,
      occurrence,
      told: words,
      late,
      code,
    })),
    around: world.around,
    weekly: items.some(({ occurrence }) => occurrence.step.weekly === true),
  });
  const key = keyOf(message, sha256);
  const run = await running();
  await ledger.claimMessage(
    {
      key,
      to: reader.id,
      channel,
      kind,
      day: plan.today,
      run,
      at: clock.now(),
      sha256: sha256(new TextEncoder().encode(text)),
    },
    items.map(({ occurrence, reason, late }) =>
      decidedOf({ occurrence, decision: { what: 'send', late, reason } }, plan, knowledge),
    ),
  );
  let remote: string | undefined;
  if (courier !== undefined && address !== undefined)
    try {
      ({ remote } = await courier.send({ key, address, subject, text, html, attachments }));
    } catch (failure) {
      return afterFailure(failure, { key, address, courier, message, run, delivering });
    }
  await ledger.settleMessage(key, { state: 'sent', run, remote });
  return {
    to: reader.id,
    channel,
    kind,
    codes: items.map((it) => it.code),
    without,
  };
}

/**
 * The name of a message: its reader and what it reminds of. The same things are never sent to one person under another,
 * so that a channel that knows its keys sends them once, whatever became of us meanwhile.
 */
function keyOf({ reader, items }: PlannedMessage, sha256: RemindAsked['sha256']): string {
  const keys = items.map(({ occurrence }) => occurrence.key).toSorted();
  return `promemoria/${reader.id}/${sha256(new TextEncoder().encode(keys.join('\n'))).slice(0, 32)}`;
}

/** A message that the channel would not take: it may have left all the same. */
async function afterFailure(
  failure: unknown,
  it: {
    readonly key: string;
    readonly address: string;
    readonly courier: Courier;
    readonly message: PlannedMessage;
    readonly run: string;
    readonly delivering: Delivering;
  },
): Promise<RemindSent | Reminded['failed'][number]> {
  const { key, address, courier, message, run, delivering } = it;
  const to = message.reader.id;
  const state = await answerOf(courier, { key, address, since: delivering.clock.now() });
  // Where the channel does not answer at all the claim stays: the next run asks again.
  if (state !== undefined) await delivering.ledger.settleMessage(key, { ...state, run });
  if (state?.state === 'sent')
    return {
      to,
      channel: message.channel,
      kind: message.kind,
      codes: message.items.map(({ code }) => code),
      without: [],
    };
  const why =
    failure instanceof Unreachable
      ? `${failure.why}. ${failure.cure}`
      : 'il suo indirizzo o il messaggio non è come il canale lo vuole. Controlla l’indirizzo nel registro.';
  return { to, says: `Il messaggio per ${to} non è partito: ${why}` };
}

/** What a channel says became of a message; nothing where it does not answer. */
async function answerOf(
  courier: Courier,
  asked: Parameters<Courier['sent']>[0],
): Promise<{ readonly state: 'sent' | 'not sent' | 'uncertain' } | undefined> {
  try {
    const said = await courier.sent(asked);
    return { state: said === 'unknown' ? 'uncertain' : said };
  } catch (failure) {
    if (failure instanceof Unreachable) return undefined;
    throw failure;
  }
}

/** Ends what a run cut short has left: what left is confirmed, what did not is due again, and of the rest a person must say. */
async function settleClaims({
  couriers,
  ledger,
  past,
  knowledge,
  world,
  running,
}: Delivering): Promise<Reminded['settled']> {
  const settled: Reminded['settled'][number][] = [];
  for (const { key, to, channel, at, state } of past.messages) {
    if (state !== 'sending') continue;
    const courier = couriers.find((it) => it.channel === channel);
    const address = knowledge.recipientById(to, world.around)?.address;
    // What is only to be phoned has no channel: once claimed it stands in the list.
    const end =
      channel === 'phone'
        ? { state: 'sent' as const }
        : courier === undefined
          ? { state: 'uncertain' as const }
          : await answerOf(courier, { key, address, since: at });
    if (end === undefined) continue;
    await ledger.settleMessage(key, { ...end, run: await running() });
    settled.push({ to, state: end.state });
  }
  return settled;
}

// ── Papers that go along ──────────────────────────────────────────────────────────────────────

interface WithPapers {
  readonly items: readonly PlannedItem[];
  readonly attachments: Outgoing['attachments'];
  readonly without: readonly string[];
}

/** The papers of a message, printed where they are not; what cannot go along is said in its place. */
async function withPapers(message: PlannedMessage, delivering: Delivering): Promise<WithPapers> {
  const { items } = message;
  const wanted = items.flatMap(({ told: { papers = [] } }) => papers);
  if (wanted.length === 0) return { items, attachments: [], without: [] };
  const found = await papersOf(wanted, message, delivering);
  const attachments = new Map<string, Outgoing['attachments'][number]>();
  const without: string[] = [];
  const told = items.map((item): PlannedItem => {
    const says = (item.told.papers ?? []).flatMap((it) => {
      const paper = found(it);
      if (!paper.ok) return [paper.error];
      attachments.set(paper.value.file, paper.value);
      return [];
    });
    without.push(...says);
    return says.length === 0
      ? item
      : { ...item, told: { ...item.told, says: [item.told.says, ...says].join(' ') } };
  });
  return { items: told, attachments: [...attachments.values()], without };
}

type Wanted = NonNullable<Told['papers']>[number];
type Attached = Outgoing['attachments'][number];

async function papersOf(
  wanted: readonly Wanted[],
  { reader }: PlannedMessage,
  delivering: Delivering,
): Promise<(it: Wanted) => Result<Attached>> {
  const { world, ledger, clock, by, knowledge } = delivering;
  const desk = await delivering.desk?.();
  const known = await delivering.papers?.(await ledger.papers());
  if (desk === undefined || known === undefined)
    return ({ kind, id }) => err(`La carta ${kind} di ${id} non è allegata: chiedila a noi.`);
  const [{ mayHave }, { planCheck }, { recallPast }, { paperOfRow, print }] = await Promise.all([
    import('./desk.ts'),
    import('./check.ts'),
    import('./past.ts'),
    import('./print.ts'),
  ]);
  const theirs = wanted.filter(({ kind }) =>
    known.templates.some((it) => it.kind === kind && mayHave(it, [reader.role], knowledge.policy)),
  );
  try {
    const { plan, failed } = await print({
      world,
      papers: known,
      findings: planCheck(world, await recallPast(ledger)).judged,
      asked: {
        kinds: [...new Set(theirs.map((it) => it.kind))],
        ids: [...new Set(theirs.map((it) => it.id))],
        copy: false,
        only: new Set(theirs.map((it) => paperOfRow(it.kind, it.id))),
      },
      ...desk,
      ledger,
      clock,
      by,
      dryRun: false,
    });
    const kept = (await ledger.papers()).filter(
      (it) => it.as === 'original' && it.where !== undefined,
    );
    const files = new Map<Wanted, Result<Attached>>();
    for (const it of wanted) {
      const fate = plan.papers.find((one) => one.kind === it.kind && one.about === it.id);
      const ready =
        theirs.includes(it) &&
        fate !== undefined &&
        !['notYet', 'lacks', 'wrong', 'elsewhere'].includes(fate.state) &&
        !failed.some((one) => one.kind === it.kind && one.about === it.id);
      const paper = kept.findLast(
        (one) =>
          one.kind === it.kind &&
          one.about === it.id &&
          (it.occasion === undefined || one.occasion === it.occasion),
      );
      const bytes = ready && paper !== undefined ? await desk.archive.open(paper.key) : undefined;
      files.set(
        it,
        bytes === undefined
          ? err(`La carta ${it.kind} di ${it.id} non è ancora pronta: arriverà a parte.`)
          : ok({ file: fileOf(it), bytes }),
      );
    }
    return (it) => files.get(it) ?? err(`La carta ${it.kind} di ${it.id} non è allegata.`);
  } catch (failure) {
    // Without its paper a reminder is still worth sending.
    if (!(failure instanceof Unreachable)) throw failure;
    return ({ kind, id }) =>
      err(`La carta ${kind} di ${id} adesso non si può stampare: arriverà a parte.`);
  }
}

function fileOf({ kind, id, occasion }: Wanted): string {
  return `${[kind, id, occasion].filter((it) => it !== undefined).join('-')}.pdf`;
}

// ── What people answer ────────────────────────────────────────────────────────────────────────

/** What a person says to a reminder. */
export type Answer =
  | { readonly what: 'done' | 'notMine' }
  | { readonly what: 'snoozed'; readonly until: Day }
  /** Of a message nobody knows to have left. */
  | { readonly what: 'resend' | 'close' };

/** What answering needs. */
export interface Answering {
  readonly knowledge: Knowledge;
  readonly world: World;
  readonly ledger: Ledger;
  readonly clock: Clock;
  /** Who answers: an operator's ID, or a role as people call it. */
  readonly by: string;
}

/**
 * Keeps what a person answered to a reminder, by its code or by the ID of its row where that has one alone. An Italian
 * sentence says what follows from it, or why nothing was kept.
 */
export async function answer(
  asked: string,
  said: Answer,
  answering: Answering,
): Promise<Result<string>> {
  const { knowledge, world, ledger, clock, by } = answering;
  const past = await recallReminders(ledger);
  const plan = remindersNow(world, past, clock.minutes());
  const found = threadCalled(asked, { plan, past });
  if (!found.ok) return found;
  const { thread, reminder: name, about, to } = found.value;
  const code = codeOf({ thread });
  const rule = knowledge.reminders[name];
  const called = rule?.restricted === true ? code : `${code} (${rule?.name ?? name}, ${about})`;
  if (said.what === 'resend' || said.what === 'close')
    return endUncertain({ thread, what: said.what, called, past, answering });

  const reaction: Reaction = {
    what: said.what,
    by,
    on: world.today,
    ...(said.what === 'snoozed' ? { until: said.until } : {}),
  };
  if (said.what === 'snoozed' && said.until <= world.today)
    return err(
      `Il ${inDigits(said.until)} non è un giorno che viene: scrivi ad esempio «domani» o «lunedì».`,
    );
  const heirs = said.what === 'notMine' ? heirsOf({ thread, about, to, rule, by, answering }) : [];
  if (said.what === 'notMine' && heirs.length === 0)
    return err(
      `Non c’è nessun altro coordinatore a cui passare ${called}: resta a ${to}. Quando è fatto: --done ${code}.`,
    );
  const inWords = {
    done: `Segnato come fatto: ${called}.${rule?.legal === true ? ' È un obbligo: se nel registro non risulta, alla prossima scadenza lo ricordo ancora.' : ''}`,
    snoozed: `Torna il ${inDigits(said.what === 'snoozed' ? said.until : world.today)}: ${called}.`,
    notMine: `Non lo ricordo più a ${to}: ${called} passa a ${list(heirs)}.`,
  }[said.what];
  const short = { done: 'fatto', snoozed: 'rimandato', notMine: 'non è mio' }[said.what];
  await noted(answering, `promemoria ${code}: ${short}`, () =>
    ledger.remember('reactions', new Map([[thread, JSON.stringify(reaction)]])),
  );
  return ok(inWords);
}

/** The coordinators something goes to that is not the reader's. */
function heirsOf(told: {
  readonly thread: string;
  readonly about: string;
  readonly to: string;
  readonly rule: Knowledge['reminders'][string] | undefined;
  readonly by: string;
  readonly answering: Answering;
}): readonly string[] {
  const { about, to, rule, by, answering } = told;
  const { knowledge, world } = answering;
  const row =
    rule === undefined ? undefined : world.around.rows(rule.tab).find((it) => it.id === about);
  return row === undefined
    ? []
    : knowledge
        .recipientsOf('coordinator', row, world.around)
        .map(({ id }) => id)
        .filter((id) => id !== to && id !== by);
}

/** Keeps that somebody wants, or no longer wants, to be reminded of something. What the law asks for can only be put off. */
export async function refuse(
  told: { readonly reminder: string; readonly to: string; readonly again: boolean },
  answering: Answering,
): Promise<Result<string>> {
  const { knowledge, world, ledger } = answering;
  const { again } = told;
  const to = told.to.trim().toUpperCase();
  const said = comparable(told.reminder);
  const all = Object.entries(knowledge.reminders);
  const found = all.find(([name, it]) => comparable(name) === said || comparable(it.name) === said);
  if (found === undefined) {
    const near = nearest(
      told.reminder,
      all.flatMap(([name, it]) => [name, it.name]),
    );
    return err(
      `«${told.reminder}» non è un promemoria${near === undefined ? '' : `: forse «${near}»`}. L’elenco è in docs/promemoria.md.`,
    );
  }
  const [name, rule] = found;
  if (knowledge.recipientById(to, world.around) === undefined)
    return err(`${to} non riceve promemoria: controlla l’ID, ad esempio O-0003.`);
  if (rule.legal && !again)
    return err(`«${rule.name}» è un obbligo di legge: si può rimandare (--snooze), non spegnere.`);
  const key = `${name}/${to}`;
  const which = rule.restricted ? 'promemoria riservato' : name;
  await noted(answering, `${which} per ${to}: ${again ? 'di nuovo' : 'non più'}`, () =>
    ledger.remember('refused', new Map([[key, again ? undefined : world.today]])),
  );
  return ok(
    again
      ? `${to} riceve di nuovo «${rule.name}».`
      : `${to} non riceve più «${rule.name}». Per riaverlo: npx alice remind --resume ${name} --for ${to}.`,
  );
}

/** Reads the day to which somebody puts off a reminder: «domani», «lunedì», 15/6/2026. Always one that is yet to come. */
export function readSnooze(typed: string, today: Day): Result<Day> {
  const said = comparable(typed);
  if (said === 'domani') return ok(plusDays(today, 1));
  if (said === 'dopodomani') return ok(plusDays(today, 2));
  for (let n = 1; n <= 7; n += 1) {
    const on = plusDays(today, n);
    const name = comparable(weekdayName(on));
    if (said === name || said === name.slice(0, 3)) return ok(on);
  }
  const read = readDay(typed);
  if (!read.ok)
    return err(`«${typed}» non è un giorno: scrivi «domani», «lunedì» o ad esempio 15/6/2026.`);
  return read.value > today
    ? read
    : err(`Il ${inDigits(read.value)} è passato: scrivi un giorno che viene, ad esempio «domani».`);
}

/** What is reminded of under a code, or under the ID of a row that has one open reminder alone. */
export function threadCalled(
  asked: string,
  { plan, past }: { readonly plan: RemindPlan; readonly past: RemindersPast },
): Result<Pick<Occurrence, 'thread' | 'reminder' | 'about' | 'to'>> {
  const said = asked.trim();
  const id = said.toUpperCase();
  const all = new Map(
    [...past.occurrences, ...plan.decided.map(({ occurrence }) => occurrence)].map((it) => [
      it.thread,
      it,
    ]),
  );
  const told = new Set(
    past.occurrences.flatMap((it) => (it.state === 'skipped' ? [] : [it.thread])),
  );
  const byCode = [...all.values()].filter((it) => codeOf(it) === said.toLowerCase());
  const found =
    byCode.length > 0
      ? byCode
      : [...all.values()].filter((it) => it.about === id && told.has(it.thread));
  const [only] = found;
  if (only === undefined)
    return err(
      `«${asked}» non è un promemoria: scrivi il suo codice, che sta nel messaggio e nel foglio «Promemoria», ad esempio k7m2qd.`,
    );
  if (found.length > 1)
    return err(
      `«${asked}» può essere ${list(
        found.map((it) => (byCode.length > 0 ? `quello a ${it.to}` : `${codeOf(it)} (a ${it.to})`)),
        'o',
      )}: scrivi quale.`,
    );
  return ok(only);
}

async function endUncertain(told: {
  readonly thread: string;
  readonly what: 'resend' | 'close';
  readonly called: string;
  readonly past: RemindersPast;
  readonly answering: Answering;
}): Promise<Result<string>> {
  const { thread, what, called, past, answering } = told;
  const { ledger, by } = answering;
  const keys = new Set(
    past.occurrences.flatMap((it) =>
      it.thread === thread && it.state === 'uncertain' && it.message !== undefined
        ? [it.message]
        : [],
    ),
  );
  if (keys.size === 0) return err(`Di ${called} non c’è nulla di incerto.`);
  await noted(
    answering,
    `messaggio incerto: ${what === 'close' ? 'chiuso' : 'da rimandare'}`,
    async (run) => {
      for (const key of keys)
        await ledger.settleMessage(
          key,
          what === 'resend'
            ? { state: 'not sent', run }
            : { state: 'closed', run, reason: `${by} ha chiuso: non si sa se sia arrivato` },
        );
    },
  );
  return ok(
    what === 'resend'
      ? `Il messaggio con ${called} riparte al prossimo «alice remind», se serve ancora.`
      : `Il messaggio con ${called} non riparte.`,
  );
}

/** Does something a person said, as a run of its own: who and when stand in «Registro modifiche». */
async function noted(
  { ledger, clock, by, world }: Answering,
  inWords: string,
  work: (run: string) => Promise<void>,
): Promise<void> {
  const register = world.volumes[0]?.workbook.where ?? '';
  const run = await ledger.begin({ verb: 'remind', at: clock.now(), by, register });
  await work(run);
  await ledger.end(run, { at: clock.now(), outcome: 'done', told: inWords });
}

// ── What is told of it ────────────────────────────────────────────────────────────────────────

function atMostOf({ atMost }: RemindAsked, { delivery }: RemindPlan): number {
  return atMost ?? delivery.atMost;
}

function uncertainIn({ occurrences }: RemindersPast): Reminded['uncertain'] {
  const first = new Map<string, { readonly to: string; readonly code: string }>();
  for (const it of occurrences)
    if (it.state === 'uncertain' && it.message !== undefined && !first.has(it.message))
      first.set(it.message, { to: it.to, code: codeOf(it) });
  return [...first.values()];
}

function told(
  asked: RemindAsked,
  plan: RemindPlan,
  it: Partial<Omit<Reminded, 'outcome'>> & { readonly tooMany?: boolean },
): Reminded {
  const { sent = [], failed = [], settled = [], uncertain = [], skipped = 0, run } = it;
  const leaving = plan.messages.filter(({ channel }) => channel !== 'phone').length;
  const tooMany = it.tooMany ?? leaving > atMostOf(asked, plan);
  const unsure = settled.some(({ state }) => state === 'uncertain');
  const outcome = tooMany
    ? 'tooMany'
    : failed.length > 0
      ? sent.length > 0
        ? 'partly'
        : 'failed'
      : unsure
        ? 'partly'
        : sent.length + settled.length + skipped > 0
          ? 'done'
          : 'nothing';
  return {
    outcome,
    run,
    plan,
    sent,
    failed,
    settled,
    uncertain,
    skipped,
    atMost: atMostOf(asked, plan),
    dryRun: asked.dryRun,
  };
}

/** For the journal and the log: counts alone. */
export function inShort({ sent, failed, settled, skipped, outcome, plan }: Reminded): string {
  if (outcome === 'tooMany') return `${plan.messages.length} messaggi: troppi, nessuno è partito`;
  return [
    plural(sent.length, 'messaggio', 'messaggi'),
    ...(failed.length === 0 ? [] : [`${failed.length} non partiti`]),
    ...(settled.length === 0 ? [] : [`${settled.length} di prima chiariti`]),
    ...(skipped === 0 ? [] : [plural(skipped, 'promemoria saltato', 'promemoria saltati')]),
  ].join(', ');
}

/** What reminding did, for people: IDs, channels and codes, never a name. */
export function remindInWords(it: Reminded): readonly string[] {
  const { plan, sent, failed, settled, uncertain, skipped, dryRun, outcome, atMost } = it;
  const leaving = plan.messages.filter(({ channel }) => channel !== 'phone');
  const readers = list([...new Set(leaving.map(({ reader }) => reader.id))]);
  const lines = settled.map(({ to, state }) => settledSays(to, state));
  if (outcome === 'tooMany')
    lines.push(
      atMost === 0
        ? `Gli invii sono sospesi nelle «Impostazioni» (0 messaggi per volta): ${plural(leaving.length, 'messaggio aspetta', 'messaggi aspettano')}, per ${readers}.`
        : `Sarebbero ${plural(leaving.length, 'messaggio', 'messaggi')}, più dei ${atMost} permessi per volta: non ne è partito nessuno. Erano per ${readers}. Se va bene così: npx alice remind --max-messages ${leaving.length}.`,
    );
  else if (dryRun) lines.push(...plan.messages.flatMap((message) => plannedSays(message)));
  else
    lines.push(
      ...sent.flatMap((one) => [
        one.channel === 'phone'
          ? `${one.to}: da telefonare (${list(one.codes)}).`
          : `${one.to}: ${plural(one.codes.length, 'cosa', 'cose')} ${channelSays[one.channel]}${one.kind === 'atOnce' ? ', subito' : ''} (${list(one.codes)}).`,
        ...one.without,
      ]),
      ...failed.map(({ says }) => says),
    );
  if (lines.length === 0) lines.push('Adesso non c’è nulla da ricordare a nessuno.');
  if (skipped > 0)
    lines.push(
      `${plural(skipped, 'promemoria', 'promemoria')} ${dryRun ? 'da saltare' : 'saltati'}: il perché è in «Promemoria», o con «alice why» e il codice.`,
    );
  if (uncertain.length > 0)
    lines.push(
      ...uncertain.map(
        ({ to, code }) =>
          `Del messaggio a ${to} non si sa se sia partito: npx alice remind --resend ${code}, oppure --close ${code}.`,
      ),
    );
  return lines;
}

function settledSays(to: string, state: MessageEnd['state']): string {
  if (state === 'sent') return `Il messaggio a ${to}, rimasto a metà, era partito.`;
  if (state === 'not sent')
    return `Il messaggio a ${to}, rimasto a metà, non era partito: riparte.`;
  return `Del messaggio a ${to}, rimasto a metà, il canale non sa dire se sia partito.`;
}

function plannedSays({ reader, channel, kind, items }: PlannedMessage): readonly string[] {
  return [
    `A ${reader.id} ${channelSays[channel]}${kind === 'atOnce' ? ', subito' : ''}:`,
    ...items.map((item) => `  ${itemSays(item)}`),
  ];
}

/** The same for other programs: IDs and codes. */
export function remindAsJson(it: Reminded) {
  return {
    outcome: it.outcome,
    dryRun: it.dryRun,
    ...(it.run === undefined ? {} : { run: it.run }),
    atMost: it.atMost,
    planned: it.plan.messages.map(({ reader, channel, kind, items }) => ({
      to: reader.id,
      channel,
      kind,
      items: items.map(({ code, reminder, occurrence, late, reason }) => ({
        code,
        ...(reminder.restricted
          ? { restricted: true }
          : {
              key: occurrence.key,
              reminder: occurrence.reminder,
              about: occurrence.about,
              due: occurrence.due,
              until: occurrence.until,
              late,
              reason,
            }),
      })),
    })),
    sent: it.sent,
    failed: it.failed,
    settled: it.settled,
    uncertain: it.uncertain,
    skipped: it.skipped,
  };
}
