import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { type Alice, connect, press, sha256 } from '../alice.ts';
import { plural } from '../core/words.ts';
import type { Log } from '../integrations/log/index.ts';
import { fold } from '../integrations/terminal/index.ts';
import { type Checked, check } from '../jobs/check.ts';
import type { Health, JobDone, Server } from '../jobs/serve.ts';
import { isAnotherAtIt, Unreachable } from '../ports.ts';
import {
  type Call,
  type Command,
  deskOf,
  type Exit,
  exit,
  notOurs,
  readState,
  settingsOf,
  tell,
  textOf,
  usage,
} from './call.ts';
import { remindingUnseen } from './remind.ts';

/** `serve`: ALICE stays up, and does by herself what `config/schedule.ts` says. */
export const serveCommand: Command = {
  verb: 'serve',
  about:
    'Resta acceso: ricontrolla il registro quando qualcuno lo salva, manda i promemoria, stampa le carte pronte. Si ferma con Ctrl-C, finito ciò che sta facendo.',
  usage: 'alice serve [--once] [--every <minuti>] [--healthy]',
  options: [
    {
      name: 'once',
      type: 'boolean',
      about: 'Un giro solo, poi esce: per il pianificatore di un computer che non resta acceso.',
    },
    {
      name: 'every',
      type: 'string',
      about: 'Ogni quanti minuti si sveglia, da 1 a 59. Se manca: 5.',
    },
    {
      name: 'healthy',
      type: 'boolean',
      about:
        'Dice soltanto se ALICE sta bene, da ALICE_HEALTH_FILE: esce con 1 se tace o non riesce.',
    },
  ],
  examples: [
    { command: 'alice serve', about: 'resta acceso finché non lo si ferma' },
    { command: 'alice serve --once', about: 'un giro solo: da far partire ogni dieci minuti' },
    { command: 'alice serve --healthy', about: 'sta bene?' },
  ],
  run: runServe,
};

/** A sign of life is expected after each turn; three turns without one are a silence. */
const turnsBeforeSilence = 3;

async function runServe(call: Call): Promise<Exit> {
  const { options, words } = call;
  const every = Number(textOf(options['every']) ?? 5);
  if (!Number.isInteger(every) || every < 1 || every > 59)
    return usage(
      call,
      `«${options['every']}» non va bene per --every: scrivi i minuti, da 1 a 59.`,
    );
  if (words.length > 0) return usage(call, `«${words.join(' ')}» qui non vuol dire nulla.`);
  if (options['healthy'] === true) return healthy(call, every * turnsBeforeSilence);
  if (options['dry-run'] === true)
    return usage(
      call,
      'Chi resta acceso fa sul serio. Per vedere senza fare: «alice check --dry-run», «alice remind --dry-run», «alice simulate».',
    );
  if (options['now'] !== undefined && options['once'] !== true)
    return usage(
      call,
      'Con --now l’orologio sta fermo, e chi resta acceso ne ha bisogno: aggiungi --once.',
    );
  const { structuredLog } = await import('../integrations/log/index.ts');
  const log = structuredLog();
  const stop = stoppedBySignals();
  let alice: Alice | undefined;
  try {
    try {
      alice = await connected(call);
    } catch (failure) {
      // Without a name for the register, or with settings that say nothing, there is nothing that could come back.
      if (!(failure instanceof Unreachable) || settingsOf(call).register === undefined)
        throw failure;
      return await told(await notConnected(call, { failure, log }), call);
    }
    if (alice.owner() !== 'ours') return notOurs(alice, call);
    return await inTurn({ alice, call, every, log, signal: stop.signal });
  } finally {
    stop.release();
    log.flush();
    await alice?.ledger.close();
  }
}

/** Connected, and read once to know whose the register is. One that cannot be read now is read again at every turn. */
async function connected(call: Call): Promise<Alice> {
  const alice = await connect({ settings: settingsOf(call), clock: call.clock, look: false });
  try {
    await readState(alice);
  } catch (failure) {
    if (!(failure instanceof Unreachable)) throw failure;
  }
  return alice;
}

/** A turn that could not begin, told as any other. */
async function notConnected(
  call: Call,
  { failure, log }: { readonly failure: unknown; readonly log: Log },
): Promise<Health> {
  const [{ schedule }, { neverBegun }] = await Promise.all([
    import('../../config/schedule.ts'),
    import('../jobs/serve.ts'),
  ]);
  return neverBegun(
    { schedule, clock: call.clock, note: (it) => log.note(it), beat: await beatOf(call) },
    failure,
  );
}

/** A request to stop, from whoever sends a signal: the act under way is finished, nothing new is begun. */
function stoppedBySignals(): { readonly signal: AbortSignal; readonly release: () => void } {
  const stop = new AbortController();
  let asked = 0;
  const stopping = () => {
    if (!stop.signal.aborted) {
      asked = performance.now();
      stop.abort();
      return;
    }
    // Ctrl-C comes twice at once: from the terminal, and from the process that started this one. Later it is a person
    // who will not wait.
    if (performance.now() - asked > 1000) process.exit(exit.partly);
  };
  for (const it of signals) process.on(it, stopping);
  return {
    signal: stop.signal,
    release: () => {
      for (const it of signals) process.off(it, stopping);
    },
  };
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What staying up needs. */
interface Staying {
  readonly alice: Alice;
  readonly call: Call;
  readonly every: number;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** One turn, or turn after turn. */
async function work({ alice, call, every, log, signal }: Staying): Promise<Exit> {
  const { options, terminal: out } = call;
  const { awayFor, serve, turn } = await import('../jobs/serve.ts');
  const server = await serverOf(alice, { call, note: (event) => log.note(event) });
  if (options['once'] === true) {
    const awayHours = await awayFor(server);
    return told(await turn(server, { signal, awayHours }), call);
  }
  const { everyMinutes } = await import('../integrations/timer/index.ts');
  out.say(
    `ALICE è accesa: si sveglia ogni ${plural(every, 'minuto', 'minuti')} e quando qualcuno salva. Ctrl-C per fermarla.`,
  );
  await serve(server, {
    ticks: everyMinutes(every, {
      signal,
      wakes: alice.volumes.map(({ workbook }) => workbook.watch(signal)),
    }),
    signal,
  });
  return exit.well;
}

/** Says how a turn went, and ends as it did. */
async function told(health: Health, call: Call): Promise<Exit> {
  const { terminal: out, options } = call;
  const { healthInWords } = await import('../jobs/serve.ts');
  if (options['json'] === true) tell({ verb: 'serve', ...health });
  for (const line of healthInWords(health)) out.say(fold(line, out));
  return { well: exit.well, partly: exit.partly, failing: exit.outside }[health.outcome];
}

/** Only one ALICE stays up on a register: a second one waits, and takes over when the first is gone. */
async function inTurn(staying: Staying): Promise<Exit> {
  const { alice, call, signal } = staying;
  const { terminal: out, options } = call;
  for (let waited = false; ; waited = true) {
    try {
      return await alice.ledger.alone(() => work(staying), 'serving');
    } catch (failure) {
      if (!isAnotherAtIt(failure)) throw failure;
      if (options['once'] === true) {
        out.say('Un’altra ALICE è già accesa su questo registro: il giro lo fa lei.');
        return exit.well;
      }
      if (!waited) out.say('Un’altra ALICE è già accesa su questo registro: aspetto che finisca.');
      await setTimeout(secondsBetweenTries * 1000, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return exit.well;
    }
  }
}

const secondsBetweenTries = 10;

/** What the long-running ALICE is made of, of one that is connected. */
async function serverOf(
  alice: Alice,
  { call, note }: { readonly call: Call; readonly note: Server['note'] },
): Promise<Server> {
  const { schedule } = await import('../../config/schedule.ts');
  const { clock, ledger } = alice;
  let known: string | undefined;
  return {
    schedule,
    clock,
    ledger,
    note,
    beat: await beatOf(call),
    async revision() {
      const now = (
        await Promise.all(alice.volumes.map(({ workbook }) => workbook.revision()))
      ).join('+');
      if (now === known) return now;
      // Somebody may have taken it over, or put another file in its place.
      await readState(alice);
      if (alice.owner() !== 'ours')
        throw new Unreachable({
          what: 'Il registro',
          why: 'lo tiene un’altra copia di ALICE',
          cure: 'Spegni una delle due; per passarlo a questa: npx alice init --take-over',
        });
      known = now;
      return now;
    },
    jobs: {
      check: () => checking(alice),
      remind: (signal) => waitingFor(() => reminding(alice, { call, signal })),
      print: () => waitingFor(() => printing(alice)),
    },
  };
}

/** Tells whoever watches, where the settings say. */
async function beatOf(call: Call): Promise<Server['beat']> {
  const { beat } = await import('../integrations/health/index.ts');
  const { healthFile: file, heartbeat } = settingsOf(call);
  return (health) => beat({ file, heartbeat }, health);
}

/** Who did what ALICE does by herself. */
const by = 'ALICE';

async function checking(alice: Alice): Promise<JobDone> {
  const checked = await check({ ...alice, by, dryRun: false, desk: deskOf(alice) });
  const { plan, done } = checked;
  const waiting = done?.files.some(({ written }) => written.outcome === 'busy') ?? false;
  return {
    outcome:
      waiting || done?.outcome === 'changed'
        ? 'partly'
        : done?.outcome === 'nothing'
          ? 'nothing'
          : 'done',
    told: `${plural(plan.findings.length, 'segnalazione', 'segnalazioni')}${waiting ? ', un file è aperto' : ''}`,
    left: leftBy(checked),
  };
}

/** The register as a check left it: what it wrote, and of the rest what it read. */
function leftBy({ plan, done }: Checked): string {
  return plan.world.volumes
    .map(({ workbook, snapshot }) => {
      const written = done?.files.find(({ where }) => where === workbook.where)?.written;
      return written !== undefined && 'revision' in written ? written.revision : snapshot.revision;
    })
    .join('+');
}

async function reminding(
  alice: Alice,
  { call, signal }: { readonly call: Call; readonly signal: AbortSignal },
): Promise<JobDone> {
  const { inShort, remind } = await import('../jobs/remind.ts');
  const asked = await remindingUnseen(alice, { by, terminal: call.terminal });
  const done = await remind({ ...asked, dryRun: false, signal });
  if (done.run !== undefined || done.skipped > 0) await check({ ...alice, by, dryRun: false });
  if (done.outcome === 'tooMany') {
    const waiting = done.plan.messages.filter(({ channel }) => channel !== 'phone').length;
    // Zero is what coordinators write to stop all sending: no failure.
    if (done.atMost === 0)
      return {
        outcome: 'partly',
        told: `invii sospesi nelle «Impostazioni», ${plural(waiting, 'messaggio aspetta', 'messaggi aspettano')}`,
      };
    throw new Unreachable({
      what: 'I promemoria',
      why: inShort(done),
      cure: 'Guarda «npx alice remind --dry-run» e, se va bene così, alza «Messaggi al massimo per volta» in «Impostazioni»',
    });
  }
  // That not one of several could be sent is no matter of an address: the channel is down.
  if (done.outcome === 'failed' && done.failed.length > 1)
    throw new Unreachable({
      what: 'I promemoria',
      why: inShort(done),
      cure: 'Guarda «npx alice remind», che dice perché',
    });
  return { outcome: ended[done.outcome], told: inShort(done) };
}

async function printing(alice: Alice): Promise<JobDone> {
  const [{ print }, { printedDaily }] = await Promise.all([
    import('../jobs/print.ts'),
    import('../../config/schedule.ts'),
  ]);
  const { clock, ledger, archive } = alice;
  const { plan } = await check({ ...alice, by, dryRun: true });
  const printed = await print({
    world: plan.world,
    papers: await alice.papers(await ledger.papers()),
    findings: plan.judged,
    asked: { kinds: printedDaily, ids: [], copy: false },
    printer: await press(),
    sha256,
    ledger,
    archive,
    clock,
    by,
    dryRun: false,
  });
  const { done, failed } = printed;
  if (done.length > 0) await check({ ...alice, by, dryRun: false });
  if (printed.outcome === 'failed')
    throw new Unreachable({
      what: 'Le carte',
      why: plural(failed.length, 'carta non stampata', 'carte non stampate'),
      cure: 'Guarda «npx alice print», che dice perché',
    });
  return {
    // A paper that waits for a cell is told in its row and in «Da fare»: the turn went well all the same.
    outcome: failed.length > 0 ? 'partly' : done.length > 0 ? 'done' : 'nothing',
    told: [
      plural(done.length, 'carta stampata', 'carte stampate'),
      ...(failed.length === 0 ? [] : [plural(failed.length, 'non stampata', 'non stampate')]),
    ].join(', '),
  };
}

/** A job that somebody is doing by hand at this moment is theirs: it comes again at the next turn. */
async function waitingFor(job: () => Promise<JobDone>): Promise<JobDone> {
  try {
    return await job();
  } catch (failure) {
    if (!isAnotherAtIt(failure)) throw failure;
    return { outcome: 'partly', told: 'lo sta già facendo un’altra ALICE' };
  }
}

const ended = {
  done: 'done',
  nothing: 'nothing',
  partly: 'partly',
  failed: 'partly',
} as const satisfies Record<string, JobDone['outcome']>;

/** For whoever watches over ALICE: a container's own check. */
async function healthy(call: Call, minutes: number): Promise<Exit> {
  const { terminal: out, clock } = call;
  const { readHealth } = await import('../integrations/health/index.ts');
  const { healthFile } = settingsOf(call);
  if (healthFile === undefined)
    return usage(call, 'Non so dove guardare: manca ALICE_HEALTH_FILE, ad esempio ./alice.salute.');
  const read = await readHealth(healthFile, { now: clock.now(), minutes });
  if (read === undefined) {
    out.hint(`In ${healthFile} non c’è ancora nessun giro di ALICE.`);
    return exit.blocked;
  }
  const { well, at, outcome, silentFor, without } = read;
  const last = `ultimo giro ${at} (UTC)`;
  if (well) {
    out.say(`Sta bene: ${last}${outcome === 'partly' ? ', riuscito in parte' : ''}.`);
    return exit.well;
  }
  out.say(
    outcome === 'failing'
      ? `Non sta bene: ${last}, non riuscito.`
      : `Non sta bene: tace da ${plural(silentFor, 'minuto', 'minuti')}, ${last}.`,
  );
  for (const it of without) out.say(fold(`Finché non va, ${it}.`, out));
  return exit.blocked;
}
