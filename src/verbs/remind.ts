import { type Alice, byLetter, connect, press, sha256 } from '../alice.ts';
import { inDigits } from '../core/day.ts';
import { err, ok, type Result } from '../core/result.ts';
import { fold } from '../integrations/terminal/index.ts';
import { check } from '../jobs/check.ts';
import type { Answering, Courier, RemindAsked } from '../jobs/remind.ts';
import type { World } from '../jobs/world.ts';
import {
  type Call,
  type Command,
  type Exit,
  exit,
  notOurs,
  readState,
  sayUnder,
  settingsOf,
  tell,
  textOf,
  usage,
} from './call.ts';
import { audienceOf } from './report.ts';

export const remindCommand: Command = {
  verb: 'remind',
  about:
    'Ricorda a ciascuno che cosa scade: un messaggio al giorno per persona, una volta sola ogni cosa.',
  usage:
    'alice remind [--done | --snooze | --not-mine | --resend | --close <codice>] [--phone-list]',
  options: [
    {
      name: 'max-messages',
      type: 'string',
      about: 'Quanti messaggi al massimo: di più non ne parte nessuno. Se manca: «Impostazioni».',
    },
    { name: 'done', type: 'string', about: 'Segna come fatto il promemoria con questo codice.' },
    {
      name: 'snooze',
      type: 'string',
      about: 'Lo rimanda: dopo il codice il giorno (domani, lunedì, 15/6/2026).',
    },
    { name: 'not-mine', type: 'string', about: 'Non è mio: passa ai coordinatori.' },
    {
      name: 'stop',
      type: 'string',
      about: 'Non mandare più questo promemoria a chi dice --for; gli obblighi di legge restano.',
    },
    { name: 'resume', type: 'string', about: 'Mandalo di nuovo a chi dice --for.' },
    { name: 'for', type: 'string', about: 'Di chi si parla, ad esempio O-0003.' },
    {
      name: 'resend',
      type: 'string',
      about: 'Un messaggio di cui non si sa se sia partito: mandalo di nuovo.',
    },
    { name: 'close', type: 'string', about: 'Un messaggio incerto: lascialo stare.' },
    {
      name: 'phone-list',
      type: 'boolean',
      about: 'Chi va chiamato al telefono, e che cosa dirgli, operatore per operatore.',
    },
  ],
  examples: [
    { command: 'alice remind --dry-run', about: 'che cosa partirebbe adesso, a chi e perché' },
    { command: 'alice remind', about: 'manda ciò che è dovuto' },
    { command: 'alice remind --snooze k7m2qd lunedì', about: 'rimanda un promemoria' },
    {
      command: 'alice remind --stop visitOverdue --for O-0003',
      about: 'un promemoria che qualcuno non vuole più',
    },
  ],
  run: runRemind,
};

async function runRemind(call: Call): Promise<Exit> {
  const { options } = call;
  const said = answerIn(call);
  if (said !== undefined && !said.ok) return usage(call, said.error);
  const atMost = atMostIn(options['max-messages']);
  if (typeof atMost === 'string') return usage(call, atMost);
  const dryRun = options['dry-run'] === true;
  const look = dryRun || options['phone-list'] === true;
  const alice = await connect({ settings: settingsOf(call), clock: call.clock, look });
  try {
    const world = await readState(alice);
    if (options['phone-list'] === true) return await tellPhoneList(alice, world, call);
    if (alice.owner() !== 'ours' && !dryRun) return notOurs(alice, call);
    if (said === undefined) return await send(alice, { call, atMost, dryRun });
    return await answered(said.value, { alice, world, call });
  } finally {
    await alice.ledger.close();
  }
}

async function send(
  alice: Alice,
  {
    call,
    atMost,
    dryRun,
  }: {
    readonly call: Call;
    readonly atMost: number | undefined;
    readonly dryRun: boolean;
  },
): Promise<Exit> {
  const { terminal: out, options } = call;
  const { remind, remindAsJson, remindInWords } = await import('../jobs/remind.ts');
  const done = await remind({ ...(await remindingOf(alice, call)), atMost, dryRun });
  if (options['json'] === true) tell({ verb: 'remind', ...remindAsJson(done) });
  for (const line of remindInWords(done)) sayUnder(call, line);
  if (dryRun) out.say('Non ho mandato nulla (--dry-run).');
  else if (done.run !== undefined || done.skipped > 0)
    await check({ ...alice, by: call.by, dryRun: false });
  return {
    done: exit.well,
    nothing: exit.well,
    partly: exit.partly,
    failed: exit.outside,
    tooMany: exit.limit,
  }[done.outcome];
}

/** What reminding asks for, of an ALICE that is connected: whoever serves uses the same. */
export async function remindingOf(
  alice: Alice,
  call: Pick<Call, 'by' | 'terminal'>,
): Promise<Omit<RemindAsked, 'dryRun'>> {
  const { mailCourier } = await import('../jobs/remind.ts');
  const { from } = alice.knowledge.deliveryOf((await readState(alice)).settings);
  return {
    ...alice,
    by: call.by,
    sha256,
    couriers: [mailCourier(await alice.mailbox(from)), terminalCourier(call)],
    desk: async () => ({ archive: alice.archive, printer: await press(), sha256 }),
  };
}

/**
 * The same where nobody sits at a terminal: what it would show ends in some log, and people's names with it. Who reads
 * Slack is written to by e-mail as long as it is not connected.
 */
export async function remindingUnseen(
  alice: Alice,
  call: Pick<Call, 'by' | 'terminal'>,
): Promise<Omit<RemindAsked, 'dryRun'>> {
  const asked = await remindingOf(alice, call);
  return {
    ...asked,
    couriers: asked.couriers.filter(({ channel }) => channel !== 'slack'),
    knowledge: byLetter(alice.knowledge),
  };
}

/** Where there is no Slack its messages are shown here, to whoever sits at the terminal. */
function terminalCourier({ terminal: out }: Pick<Call, 'terminal'>): Courier {
  return {
    channel: 'slack',
    async send({ subject, text }) {
      out.say(out.style('strong', subject));
      out.say(text);
      out.say();
      return {};
    },
    async sent() {
      return 'unknown';
    },
  };
}

// ── What people answer ────────────────────────────────────────────────────────────────────────

/** The options that say what somebody answers to a reminder. */
const answers = ['done', 'snooze', 'not-mine', 'resend', 'close', 'stop', 'resume'] as const;

interface Said {
  readonly how: (typeof answers)[number];
  /** The code of a reminder; its name, of `stop` and `resume`. */
  readonly of: string;
}

/** What the options say somebody answers; nothing where they say nothing of the kind. */
function answerIn({ options }: Call): Result<Said> | undefined {
  const given = answers.flatMap((how): Said[] => {
    const of = textOf(options[how]);
    return of === undefined ? [] : [{ how, of }];
  });
  const [first, second] = given;
  if (first === undefined) return undefined;
  return second === undefined
    ? ok(first)
    : err(`Una cosa per volta: o --${first.how} o --${second.how}.`);
}

interface Answered {
  readonly alice: Alice;
  readonly world: World;
  readonly call: Call;
}

async function answered({ how, of }: Said, { alice, world, call }: Answered): Promise<Exit> {
  const { terminal: out, options, words, clock } = call;
  const { answer, readSnooze, refuse } = await import('../jobs/remind.ts');
  const { ledger, knowledge } = alice;
  const by = /^O-\d+$/i.test(call.by) ? call.by.toUpperCase() : knowledge.roleLabel(call.by);
  const answering: Answering = { knowledge, world, ledger, clock, by };
  const keep = (): Promise<Result<string>> | Result<string> => {
    switch (how) {
      case 'stop':
      case 'resume': {
        const to = textOf(options['for']);
        return to === undefined
          ? err('Dimmi di chi si parla, ad esempio: --for O-0003.')
          : refuse({ reminder: of, to, again: how === 'resume' }, answering);
      }
      case 'snooze': {
        const [day] = words;
        if (day === undefined)
          return err('Dimmi fino a quando: --snooze k7m2qd domani, o lunedì, o 15/6/2026.');
        const until = readSnooze(words.join(' '), world.today);
        return until.ok
          ? answer(of, { what: 'snoozed', until: until.value }, answering)
          : err(until.error);
      }
      case 'not-mine':
        return answer(of, { what: 'notMine' }, answering);
      default:
        return answer(of, { what: how }, answering);
    }
  };
  const kept = await keep();
  if (!kept.ok) return usage(call, kept.error);
  out.say(fold(kept.value, out));
  if (options['json'] === true) tell({ verb: 'remind', says: kept.value });
  await check({ ...alice, by: call.by, dryRun: false });
  return exit.well;
}

/** How many messages may leave; an Italian sentence where what was typed is no such number. */
function atMostIn(typed: string | boolean | undefined): number | undefined | string {
  const text = textOf(typed)?.trim();
  if (text === undefined) return undefined;
  return /^\d{1,5}$/.test(text)
    ? Number(text)
    : `«${text}» non è un numero di messaggi: scrivi ad esempio --max-messages 60.`;
}

// ── The phone list ────────────────────────────────────────────────────────────────────────────

async function tellPhoneList(alice: Alice, world: World, call: Call): Promise<Exit> {
  const { terminal: out, options, clock } = call;
  const [{ recallReminders }, { phoneListOf, remindersNow }] = await Promise.all([
    import('../jobs/past.ts'),
    import('../jobs/reminders.ts'),
  ]);
  const plan = remindersNow(world, await recallReminders(alice.ledger), clock.minutes());
  const json = options['json'] === true;
  const lists = phoneListOf(plan, {
    policy: alice.knowledge.policy,
    audience: audienceOf(call, json ? 'json' : 'terminal'),
  });
  if (json) tell({ verb: 'remind', phoneList: lists });
  if (lists.length === 0) out.say('Nessuno da chiamare al telefono.');
  for (const { operator, calls } of lists) {
    out.say(out.style('strong', operator ?? 'Senza un operatore in servizio'));
    for (const it of calls)
      sayUnder(
        call,
        `  ${it.code} · ${it.to}${it.name === undefined ? '' : ` ${it.name}`} · ${it.about} · ${it.heading}, entro il ${inDigits(it.until)}: ${it.says}`,
      );
  }
  if (lists.length > 0) out.say('Fatta la telefonata: npx alice remind --done <codice>.');
  return exit.well;
}
