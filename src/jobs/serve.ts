import type { Day } from '../core/day.ts';
import { type DoneLast, jobsDue, type Scheduled, wasAway } from '../core/schedule.ts';
import { type Clock, type Ledger, Unreachable } from '../ports.ts';

/** Everything the long-running ALICE needs: jobs by name, and what to tell whom. */
export interface Server {
  readonly schedule: readonly Scheduled[];
  readonly clock: Clock;
  readonly ledger: Pick<Ledger, 'recall' | 'remember'>;
  /** Of all files of the register together; throws `Unreachable` where one is not to be had. */
  readonly revision: () => Promise<string>;
  /** How each job is done, once a turn at most. Ends early, with what it is at finished, when `signal` aborts. */
  readonly jobs: Readonly<Record<string, (signal: AbortSignal) => Promise<JobTold>>>;
  /** For the log: IDs and counts only. */
  readonly note: (event: ServeEvent) => void;
  /** Tells who watches over ALICE how the turn went. What it throws is noted, and stops nothing. */
  readonly beat: (health: Health) => Promise<void>;
}

/** What came of a job: counts and IDs only. */
export interface JobTold {
  /** `partly`: something is left undone and will be tried again, a person may have to help. */
  readonly outcome: 'done' | 'nothing' | 'partly';
  readonly told: string;
}

/** One line of the log. */
export type ServeEvent =
  | { readonly event: 'started'; readonly awayHours: number | undefined }
  | { readonly event: 'turn'; readonly outcome: Health['outcome']; readonly jobs: number }
  | ({ readonly event: 'job'; readonly job: string } & JobTold)
  | {
      readonly event: 'failed';
      readonly job: string;
      /** What people go without. */
      readonly without: string;
      readonly what: string;
    }
  | { readonly event: 'unheard'; readonly what: string }
  | { readonly event: 'stopped' };

/** How ALICE is, for a health file. */
export interface Health {
  readonly outcome: 'well' | 'partly' | 'failing';
  /** ISO instant, UTC, of the end of the turn. */
  readonly at: string;
  /** Since when ALICE had been silent, in hours, if that was too long. */
  readonly awayHours?: number | undefined;
  readonly jobs: readonly {
    readonly job: string;
    readonly outcome: JobTold['outcome'] | 'failed';
    readonly told: string;
    /** Of a failed one: what people go without. */
    readonly without?: string;
  }[];
}

/**
 * Does turn after turn until `signal` aborts: the act under way is finished, nothing new is begun. A job that fails
 * does not stop the others, nor the next turn. `ticks` says when to wake.
 */
export async function serve(
  server: Server,
  { ticks, signal }: { readonly ticks: AsyncIterable<unknown>; readonly signal: AbortSignal },
): Promise<void> {
  const away = await awayFor(server);
  server.note({ event: 'started', awayHours: away });
  let awayHours = away;
  for await (const _ of ticks) {
    if (signal.aborted) break;
    await turn(server, { signal, awayHours });
    awayHours = undefined;
    if (signal.aborted) break;
  }
  server.note({ event: 'stopped' });
}

/** How many hours ALICE has been silent, if that is longer than anybody should go without noticing. */
export async function awayFor({ ledger, clock }: Pick<Server, 'ledger' | 'clock'>) {
  const kept = await ledger.recall('turns');
  return wasAway(kept.get(lastTurn), clock.now());
}

/** One turn: the jobs that are due, in their order. Tells how it went, and keeps what was done well. */
export async function turn(
  server: Server,
  { signal, awayHours }: { readonly signal: AbortSignal; readonly awayHours?: number | undefined },
): Promise<Health> {
  const { clock, ledger, note } = server;
  const kept = await ledger.recall('turns');
  const results: Health['jobs'][number][] = [];
  let revision = '';
  let due: readonly Scheduled[] = server.schedule;
  try {
    revision = await server.revision();
    due = jobsDue(server.schedule, doneIn(kept), {
      today: clock.today(),
      minutes: clock.minutes(),
      revision,
    });
  } catch (failure) {
    // Without its register no job can do anything: say so of each, and try again at the next turn.
    for (const it of server.schedule) results.push(failed(it, failure, note));
    due = [];
  }
  for (const it of due) {
    if (signal.aborted) break;
    const done = await attempt(it, { server, signal });
    results.push(done);
    if (done.outcome === 'failed') continue;
    // A job may itself have written: what it was done on is the register as it left it.
    if (it.when !== 'everyTurn')
      await ledger.remember(
        'turns',
        new Map([
          [
            it.job,
            `${clock.today()} ${it.when === 'onChange' ? await server.revision() : revision}`,
          ],
        ]),
      );
  }
  const outcome = results.some((it) => it.outcome === 'failed')
    ? 'failing'
    : results.some((it) => it.outcome === 'partly')
      ? 'partly'
      : 'well';
  if (outcome !== 'failing') await ledger.remember('turns', new Map([[lastTurn, clock.now()]]));
  const health: Health = { outcome, at: clock.now(), awayHours, jobs: results };
  note({ event: 'turn', outcome, jobs: results.length });
  try {
    await server.beat(health);
  } catch (failure) {
    note({ event: 'unheard', what: inShort(failure) });
  }
  return health;
}

/** A turn for people. */
export function healthInWords({ outcome, awayHours, jobs }: Health): readonly string[] {
  return [
    ...(awayHours === undefined
      ? []
      : [
          `ALICE è stata ferma ${awayHours} ore: i promemoria di quei giorni partono adesso, segnati «in ritardo».`,
        ]),
    ...jobs.map((it) =>
      it.outcome === 'failed'
        ? `${it.job}: non riuscito (${it.told}). Finché non va, ${it.without ?? ''}.`
        : `${it.job}: ${it.told}`,
    ),
    ...(outcome === 'well' && jobs.length === 0 ? ['Non c’era nulla da fare.'] : []),
  ];
}

async function attempt(
  it: Scheduled,
  { server, signal }: { readonly server: Server; readonly signal: AbortSignal },
): Promise<Health['jobs'][number]> {
  const run = server.jobs[it.job];
  if (run === undefined) throw new Error(`the schedule names a job nobody does: ${it.job}`);
  try {
    const told = await run(signal);
    server.note({ event: 'job', job: it.job, ...told });
    return { job: it.job, ...told };
  } catch (failure) {
    return failed(it, failure, server.note);
  }
}

function failed(
  { job, without }: Scheduled,
  failure: unknown,
  note: Server['note'],
): Health['jobs'][number] {
  const what = inShort(failure);
  note({ event: 'failed', job, without, what });
  return { job, outcome: 'failed', told: what, without };
}

/** What failed, without what it was about: a defect's message may hold a value. */
function inShort(failure: unknown): string {
  if (failure instanceof Unreachable) return `${failure.what}: ${failure.why}`;
  return failure instanceof Error ? `errore interno (${failure.name})` : 'errore interno';
}

const lastTurn = 'last';

function doneIn(kept: ReadonlyMap<string, string>): ReadonlyMap<string, DoneLast> {
  return new Map(
    [...kept].flatMap(([job, text]): (readonly [string, DoneLast])[] => {
      const [, on, revision] = /^(\d{4}-\d{2}-\d{2}) (.*)$/.exec(text) ?? [];
      // As `turn` has written it.
      return job === lastTurn || on === undefined
        ? []
        : [[job, { on: on as Day, revision: revision ?? '' }]];
    }),
  );
}
