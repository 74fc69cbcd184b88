import type { Day } from '../core/day.ts';
import { type DoneLast, jobsDue, type Scheduled, wasAway } from '../core/schedule.ts';
import { type Clock, type Ledger, Unreachable } from '../ports.ts';

/** Everything the long-running ALICE needs: jobs by name, and what to tell whom. */
export interface Server {
  readonly schedule: readonly Scheduled[];
  readonly clock: Clock;
  readonly ledger: Pick<Ledger, 'recall' | 'remember'>;
  /** Of all files of the register together; throws `Unreachable` where one is not to be had, or is another ALICE's. */
  readonly revision: () => Promise<string>;
  /** How each job is done, once a turn at most. Ends early, with what it is at finished, when `signal` aborts. */
  readonly jobs: Readonly<Record<string, (signal: AbortSignal) => Promise<JobDone>>>;
  /** For the log: IDs and counts only. */
  readonly note: (event: ServeEvent) => void;
  /** Tells who watches over ALICE how the turn went. What it throws is noted, and stops nothing. */
  readonly beat: (health: Health) => Promise<void>;
}

/** What came of a job: counts and IDs only. */
export interface JobTold {
  /** `partly`: something is left undone, a person may have to help. What waits for a change is then done again at the next turn. */
  readonly outcome: 'done' | 'nothing' | 'partly';
  readonly told: string;
}

/** The same, for the turn it was done in. */
export interface JobDone extends JobTold {
  /** The revision of the register as the job left it, where it wrote: so that its own writing does not wake it again. */
  readonly left?: string | undefined;
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
  /** That the turn was done could not be kept in the ledger. */
  | { readonly event: 'unkept'; readonly what: string }
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
  const { schedule, clock, ledger } = server;
  const results: Result[] = [];
  let due: readonly Scheduled[] = [];
  let revision = '';
  try {
    revision = await server.revision();
    due = jobsDue(schedule, doneIn(await ledger.recall('turns')), {
      today: clock.today(),
      minutes: clock.minutes(),
      revision,
    });
  } catch (failure) {
    // Without its register no job can do anything: say so of each, and try again at the next turn.
    for (const it of schedule) results.push(failed(it, failure, server.note));
  }
  for (const it of due) {
    if (signal.aborted) break;
    results.push(await attempt(it, { server, signal, revision }));
  }
  return ended(results, server, awayHours);
}

/** A turn that could not even begin: every job failed for one reason. */
export function neverBegun(
  server: Pick<Server, 'schedule' | 'clock' | 'note' | 'beat'>,
  failure: unknown,
): Promise<Health> {
  return ended(
    server.schedule.map((it) => failed(it, failure, server.note)),
    server,
  );
}

/** Tells how a turn went: to the ledger, to the log, to who watches. */
async function ended(
  jobs: readonly Result[],
  server: Pick<Server, 'clock' | 'note' | 'beat'> & Partial<Pick<Server, 'ledger'>>,
  awayHours?: number,
): Promise<Health> {
  const { clock, note, ledger } = server;
  const at = clock.now();
  let health: Health = { outcome: outcomeOf(jobs), at, awayHours, jobs };
  if (health.outcome !== 'failing')
    try {
      await ledger?.remember('turns', new Map([[lastTurn, at]]));
    } catch (failure) {
      note({ event: 'unkept', what: inShort(failure) });
      health = { ...health, outcome: 'failing' };
    }
  note({ event: 'turn', outcome: health.outcome, jobs: jobs.length });
  try {
    await server.beat(health);
  } catch (failure) {
    note({ event: 'unheard', what: inShort(failure) });
  }
  return health;
}

function outcomeOf(jobs: readonly Result[]): Health['outcome'] {
  if (jobs.some((it) => it.outcome === 'failed')) return 'failing';
  return jobs.some((it) => it.outcome === 'partly') ? 'partly' : 'well';
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

/** What became of one job in a turn. */
type Result = Health['jobs'][number];

/** Does a job, and keeps that it was done: on this day, and on what. */
async function attempt(
  it: Scheduled,
  {
    server,
    signal,
    revision,
  }: { readonly server: Server; readonly signal: AbortSignal; readonly revision: string },
): Promise<Result> {
  const { clock, ledger, jobs, note } = server;
  const { job, when } = it;
  const run = jobs[job];
  if (run === undefined) throw new Error(`the schedule names a job nobody does: ${job}`);
  try {
    // The day it began on: one that lasts past midnight is due again.
    const today = clock.today();
    const { left = revision, ...told } = await run(signal);
    const again = when === 'everyTurn' || (when === 'onChange' && told.outcome === 'partly');
    if (!again) await ledger.remember('turns', new Map([[job, `${today} ${left}`]]));
    note({ event: 'job', job, ...told });
    return { job, ...told };
  } catch (failure) {
    return failed(it, failure, note);
  }
}

function failed({ job, without }: Scheduled, failure: unknown, note: Server['note']): Result {
  const what = inShort(failure);
  note({ event: 'failed', job, without, what });
  return { job, outcome: 'failed', told: what, without };
}

/** What failed, without what it was about: a defect's message may hold a value. Where it was found out does not. */
function inShort(failure: unknown): string {
  if (failure instanceof Unreachable) return `${failure.what}: ${failure.why}`;
  if (!(failure instanceof Error)) return 'errore interno';
  const [, place] =
    /^ +at [^\n]*\/((?:src|config)\/[\w/-]+\.ts:\d+):\d+\)?$/m.exec(failure.stack ?? '') ?? [];
  return `errore interno (${[failure.name, place].filter((it) => it !== undefined).join(', ')})`;
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
