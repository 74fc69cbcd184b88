import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { type Alice, connect, press, sha256 } from '../alice.ts';
import { fold } from '../integrations/terminal/index.ts';
import { check } from '../jobs/check.ts';
import type { Health, JobTold, Server } from '../jobs/serve.ts';
import { Unreachable } from '../ports.ts';
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
import { remindingOf } from './remind.ts';

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
  const { options, terminal: out } = call;
  const every = Number(textOf(options['every']) ?? 5);
  if (!Number.isInteger(every) || every < 1 || every > 59)
    return usage(
      call,
      `«${options['every']}» non va bene per --every: scrivi i minuti, da 1 a 59.`,
    );
  if (options['healthy'] === true) return healthy(call, every * turnsBeforeSilence);
  const [{ serve, turn, awayFor, healthInWords }, { structuredLog }] = await Promise.all([
    import('../jobs/serve.ts'),
    import('../integrations/log/index.ts'),
  ]);
  const alice = await connect({ settings: settingsOf(call), clock: call.clock, look: false });
  const log = structuredLog();
  const stop = new AbortController();
  // The act under way is finished, nothing new is begun; a second signal is a person who will not wait.
  const stopping = () => {
    if (stop.signal.aborted) process.exit(exit.partly);
    stop.abort();
  };
  process.on('SIGINT', stopping);
  process.on('SIGTERM', stopping);
  try {
    // Read once, to know whose the register is.
    await readState(alice);
    if (alice.owner() !== 'ours') return notOurs(alice, call);
    const work = async (): Promise<Exit> => {
      const server = await serverOf(alice, { call, note: (event) => log.note(event) });
      if (options['once'] === true) {
        const awayHours = await awayFor(server);
        const health = await turn(server, { signal: stop.signal, awayHours });
        if (options['json'] === true) tell({ verb: 'serve', ...health });
        for (const line of healthInWords(health)) out.say(fold(line, out));
        return endOf(health);
      }
      const { everyMinutes } = await import('../integrations/timer/index.ts');
      out.say(
        `ALICE è accesa: si sveglia ogni ${every} minuti e quando qualcuno salva. Ctrl-C per fermarla.`,
      );
      await serve(server, {
        ticks: everyMinutes(every, {
          signal: stop.signal,
          wakes: alice.volumes.map(({ workbook }) => workbook.watch(stop.signal)),
        }),
        signal: stop.signal,
      });
      return exit.well;
    };
    return await inTurn(work, { alice, call, signal: stop.signal });
  } finally {
    process.off('SIGINT', stopping);
    process.off('SIGTERM', stopping);
    log.flush();
    await alice.ledger.close();
  }
}

/** Only one ALICE stays up on a register: a second one waits, and takes over when the first is gone. */
async function inTurn(
  work: () => Promise<Exit>,
  {
    alice,
    call,
    signal,
  }: { readonly alice: Alice; readonly call: Call; readonly signal: AbortSignal },
): Promise<Exit> {
  const { terminal: out, options } = call;
  let begun = false;
  for (let waited = false; ; waited = true) {
    try {
      return await alice.ledger.alone(() => {
        begun = true;
        return work();
      }, 'serving');
    } catch (failure) {
      if (begun || !(failure instanceof Unreachable)) throw failure;
      if (options['once'] === true) {
        out.say(`${failure.what}: ${failure.why}. ${failure.cure}`);
        return exit.well;
      }
      if (!waited) out.say('Un’altra ALICE è già accesa su questo registro: aspetto che finisca.');
      try {
        await setTimeout(secondsBetweenTries * 1000, undefined, { signal });
      } catch {
        return exit.well;
      }
    }
  }
}

const secondsBetweenTries = 10;

/** What the long-running ALICE is made of, of one that is connected. */
async function serverOf(
  alice: Alice,
  { call, note }: { readonly call: Call; readonly note: Server['note'] },
): Promise<Server> {
  const [{ printedDaily, schedule }, { beat }] = await Promise.all([
    import('../../config/schedule.ts'),
    import('../integrations/health/index.ts'),
  ]);
  const { healthFile: file, heartbeat } = settingsOf(call);
  const { clock, ledger } = alice;
  const by = 'ALICE';
  return {
    schedule,
    clock,
    ledger,
    note,
    revision: async () =>
      (await Promise.all(alice.volumes.map(({ workbook }) => workbook.revision()))).join('+'),
    beat: (health) => beat({ file, heartbeat }, health),
    jobs: {
      check: async () => {
        const { plan, done } = await check({ ...alice, by, dryRun: false, desk: deskOf(alice) });
        const busy = (done?.files ?? []).some(({ written }) => written.outcome === 'busy');
        return {
          outcome:
            busy || done?.outcome === 'changed'
              ? 'partly'
              : done?.outcome === 'nothing'
                ? 'nothing'
                : 'done',
          told: `${plan.findings.length} segnalazioni`,
        };
      },
      remind: async (signal) => {
        const { inShort, remind } = await import('../jobs/remind.ts');
        const asked = await remindingOf(alice, { by, terminal: call.terminal });
        const done = await remind({ ...asked, dryRun: false, signal });
        if (done.outcome === 'tooMany')
          throw new Unreachable({
            what: 'I promemoria',
            why: inShort(done),
            cure: 'Guarda «npx alice remind --dry-run» e, se va bene così, alza «Messaggi al massimo per volta» in «Impostazioni»',
          });
        if (done.run !== undefined) await check({ ...alice, by, dryRun: false });
        return { outcome: outcomes[done.outcome], told: inShort(done) };
      },
      print: async () => {
        const { print } = await import('../jobs/print.ts');
        const { plan } = await check({ ...alice, by, dryRun: true });
        const printed = await print({
          world: plan.world,
          papers: await alice.papers(await ledger.papers()),
          findings: plan.judged,
          asked: { kinds: printedDaily, ids: [], copy: false },
          printer: await press(),
          sha256,
          ledger,
          archive: alice.archive,
          clock,
          by,
          dryRun: false,
        });
        if (printed.done.length > 0) await check({ ...alice, by, dryRun: false });
        return {
          outcome: outcomes[printed.outcome],
          told: `${printed.done.length} carte stampate`,
        };
      },
    },
  };
}

const outcomes = {
  done: 'done',
  nothing: 'nothing',
  partly: 'partly',
  failed: 'partly',
} as const satisfies Record<string, JobTold['outcome']>;

function endOf({ outcome }: Health): Exit {
  return { well: exit.well, partly: exit.partly, failing: exit.outside }[outcome];
}

/** For whoever watches over ALICE: a container's own check. */
async function healthy(call: Call, minutes: number): Promise<Exit> {
  const { terminal: out, clock } = call;
  const { readHealth } = await import('../integrations/health/index.ts');
  const { healthFile } = settingsOf(call);
  if (healthFile === undefined)
    return usage(call, 'Non so dove guardare: manca ALICE_HEALTH_FILE, ad esempio ./alice.salute.');
  const told = await readHealth(healthFile, { now: clock.now(), minutes });
  if (told === undefined) {
    out.hint(`In ${healthFile} non c’è ancora nessun giro di ALICE.`);
    return exit.blocked;
  }
  out.say(
    told.well
      ? `Sta bene: ultimo giro alle ${told.at}.`
      : `Non sta bene: ultimo giro alle ${told.at}, ${told.outcome}.`,
  );
  return told.well ? exit.well : exit.blocked;
}
