import { describe, expect, it } from 'vitest';
import type { Scheduled } from '../../src/core/schedule.ts';
import { fixedClock } from '../../src/integrations/memory/clock.ts';
import { memoryLedger } from '../../src/integrations/memory/ledger.ts';
import {
  awayFor,
  type Health,
  healthInWords,
  type JobDone,
  neverBegun,
  type ServeEvent,
  type Server,
  serve,
  turn,
} from '../../src/jobs/serve.ts';
import { type Clock, Unreachable } from '../../src/ports.ts';

const schedule: readonly Scheduled[] = [
  { job: 'check', when: 'onChange', about: '', without: 'le segnalazioni restano quelle di prima' },
  { job: 'remind', when: 'everyTurn', about: '', without: 'nessuno riceve promemoria' },
  { job: 'print', when: 'daily', from: 6 * 60, about: '', without: 'le carte non escono' },
];

describe('A turn', () => {
  it('does each job that is due once, in order, and not again until it is due again', async () => {
    const stage = aStage();

    await stage.turn();
    await stage.turn();
    stage.save('b');
    await stage.turn();
    stage.at('2026-05-19T07:00:00Z');
    await stage.turn();

    expect(stage.done.join(' ')).toBe(
      ['check remind print', 'remind', 'check remind', 'check remind print'].join(' '),
    );
  });

  it('goes on with the others where one fails, says what people go without, and tries it again', async () => {
    const stage = aStage({
      check: () => {
        throw new Unreachable({ what: 'Il registro', why: 'è aperto', cure: 'Chiudilo' });
      },
    });

    const health = await stage.turn();
    const again = await stage.turn();

    expect(health).toMatchObject({
      outcome: 'failing',
      jobs: [
        {
          job: 'check',
          outcome: 'failed',
          told: 'Il registro: è aperto',
          without: 'le segnalazioni restano quelle di prima',
        },
        { job: 'remind', outcome: 'done' },
        { job: 'print', outcome: 'done' },
      ],
    });
    expect(again.jobs.map((it) => it.job)).toEqual(['check', 'remind']);
    expect(stage.events).toContainEqual({
      event: 'failed',
      job: 'check',
      without: 'le segnalazioni restano quelle di prima',
      what: 'Il registro: è aperto',
    });
  });

  it('says where a defect was found, never what it says: it may hold a value', async () => {
    const stage = aStage({
      remind: () => {
        throw new TypeError('RSSMRA80A01H501U is not a function');
      },
    });

    const health = await stage.turn();

    expect(JSON.stringify([health, stage.events])).not.toContain('RSSMRA');
    expect(health.jobs[1]).toMatchObject({
      outcome: 'failed',
      told: expect.stringMatching(/^errore interno \(TypeError, src\/jobs\/serve\.ts:\d+\)$/),
    });
  });

  it('says of every job that it failed where the register is not to be had', async () => {
    const stage = aStage();
    stage.save(undefined);

    const health = await stage.turn();

    expect(health.outcome).toBe('failing');
    expect(health.jobs.map((it) => [it.job, it.outcome])).toEqual([
      ['check', 'failed'],
      ['remind', 'failed'],
      ['print', 'failed'],
    ]);
    expect(stage.done).toEqual([]);
  });

  it('is partly well where a job left something undone', async () => {
    const stage = aStage({ print: () => ({ outcome: 'partly', told: '3 carte, 1 no' }) });

    expect((await stage.turn()).outcome).toBe('partly');
  });

  it('does not check again what a check itself has written', async () => {
    const stage = aStage({
      check: () => ({ outcome: 'done', told: '', left: 'written by the check' }),
    });
    stage.onJob('check', () => stage.save('written by the check'));

    await stage.turn();
    await stage.turn();

    expect(stage.done.filter((it) => it === 'check')).toEqual(['check']);
  });

  it('checks again what somebody saved while a check was at work', async () => {
    const stage = aStage({
      check: () => ({ outcome: 'done', told: '', left: 'written by the check' }),
    });
    stage.onJob('check', () => stage.save('saved by somebody right after'));

    await stage.turn();
    await stage.turn();

    expect(stage.done.filter((it) => it === 'check')).toEqual(['check', 'check']);
  });

  it('checks again as long as a check is done in part: somebody has the file open', async () => {
    let told: JobDone = { outcome: 'partly', told: '' };
    const stage = aStage({ check: () => told });

    await stage.turn();
    told = { outcome: 'done', told: '' };
    await stage.turn();
    await stage.turn();

    expect(stage.done.filter((it) => it === 'check')).toEqual(['check', 'check']);
  });

  it('is failing, and goes on, where the ledger keeps nothing', async () => {
    const stage = aStage();
    const full = new Unreachable({ what: 'Il diario', why: 'il disco è pieno', cure: 'Liberalo' });
    const server: Server = {
      ...stage.server,
      ledger: { ...stage.server.ledger, remember: () => Promise.reject(full) },
    };

    const health = await turn(server, { signal: new AbortController().signal });

    expect(health.outcome).toBe('failing');
    expect(health.jobs.map((it) => [it.job, it.outcome])).toEqual([
      ['check', 'failed'],
      ['remind', 'done'],
      ['print', 'failed'],
    ]);
    expect(stage.beats.map((it) => it.outcome)).toEqual(['failing']);
  });

  it('that cannot even begin is told as any other', async () => {
    const stage = aStage();

    const health = await neverBegun(
      stage.server,
      new Unreachable({ what: 'Il registro', why: 'non c’è', cure: 'Cercalo' }),
    );

    expect([health.outcome, health.jobs.map((it) => it.outcome)]).toEqual([
      'failing',
      ['failed', 'failed', 'failed'],
    ]);
    expect(stage.beats).toEqual([health]);
  });

  it('begins no further job once it is asked to stop, and finishes the one under way', async () => {
    const stop = new AbortController();
    const stage = aStage();
    stage.onJob('remind', () => stop.abort());

    const health = await turn(stage.server, { signal: stop.signal });

    expect(health.jobs.map((it) => [it.job, it.outcome])).toEqual([
      ['check', 'done'],
      ['remind', 'done'],
    ]);
  });

  it('tells whoever watches, and minds nothing if nobody listens', async () => {
    const stage = aStage();
    const deaf = aStage({}, () => Promise.reject(new Error('nobody')));

    await stage.turn();
    await deaf.turn();

    expect(stage.beats.map((it) => it.outcome)).toEqual(['well']);
    expect(deaf.events).toContainEqual({
      event: 'unheard',
      what: expect.stringMatching(/^errore interno \(Error, src\/jobs\/serve\.ts:\d+\)$/),
    });
  });
});

describe('The long-running ALICE', () => {
  it('does a turn at each tick until she is asked to stop', async () => {
    const stop = new AbortController();
    const stage = aStage();

    await serve(stage.server, { ticks: ticks(3, stop), signal: stop.signal });

    expect(stage.done.filter((it) => it === 'remind').length).toBe(3);
    expect(stage.events[0]).toEqual({ event: 'started', awayHours: undefined });
    expect(stage.events.at(-1)).toEqual({ event: 'stopped' });
  });

  it('says at her next start that she was away for longer than anybody should go without noticing', async () => {
    const stage = aStage();
    await stage.turn();
    stage.at('2026-05-20T07:00:00Z');

    const away = await awayFor(stage.server);
    const stop = new AbortController();
    await serve(stage.server, { ticks: ticks(2, stop), signal: stop.signal });

    expect(away).toBe(48);
    expect(stage.events.find((it) => it.event === 'started')).toMatchObject({ awayHours: 48 });
    // Said once, not at every turn.
    expect(stage.beats.slice(-2).map((it) => it.awayHours)).toEqual([48, undefined]);
  });

  it('does not count a turn that failed as a sign of life', async () => {
    const stage = aStage({
      remind: () => {
        throw new Unreachable({ what: 'La posta', why: 'non va', cure: 'Riprova' });
      },
    });
    await stage.turn();
    stage.at('2026-05-20T07:00:00Z');
    await stage.turn();

    expect((await stage.server.ledger.recall('turns')).get('last')).toBe(undefined);
  });
});

describe('A turn in words', () => {
  it('says what was done, what failed, and what people go without', () => {
    expect(
      healthInWords({
        outcome: 'failing',
        at: '2026-05-18T07:00:00Z',
        awayHours: 48,
        jobs: [
          { job: 'check', outcome: 'done', told: '3 segnalazioni' },
          {
            job: 'remind',
            outcome: 'failed',
            told: 'La posta: non va',
            without: 'nessuno riceve promemoria',
          },
        ],
      }),
    ).toEqual([
      'ALICE è stata ferma 48 ore: i promemoria di quei giorni partono adesso, segnati «in ritardo».',
      'check: 3 segnalazioni',
      'remind: non riuscito (La posta: non va). Finché non va, nessuno riceve promemoria.',
    ]);
    expect(healthInWords({ outcome: 'well', at: '2026-05-18T07:00:00Z', jobs: [] })).toEqual([
      'Non c’era nulla da fare.',
    ]);
  });
});

// ── What the tests are made of ────────────────────────────────────────────────────────────────

function aStage(
  jobs: Readonly<Record<string, () => JobDone>> = {},
  hear?: (health: Health) => Promise<void>,
) {
  const done: string[] = [];
  const events: ServeEvent[] = [];
  const beats: Health[] = [];
  const also = new Map<string, () => void>();
  let revision: string | undefined = 'a';
  let clock = fixedClock('2026-05-18T07:00:00Z');
  const moving: Clock = {
    now: () => clock.now(),
    today: () => clock.today(),
    minutes: () => clock.minutes(),
  };
  const job = (name: string) => async () => {
    const told = jobs[name]?.() ?? { outcome: 'done' as const, told: name };
    done.push(name);
    also.get(name)?.();
    return told;
  };
  const server: Server = {
    schedule,
    clock: moving,
    ledger: memoryLedger(),
    revision: async () => {
      if (revision === undefined)
        throw new Unreachable({ what: 'Il registro', why: 'non c’è', cure: 'Cercalo' });
      return revision;
    },
    jobs: { check: job('check'), remind: job('remind'), print: job('print') },
    note: (it) => void events.push(it),
    beat: async (health) => {
      beats.push(health);
      await hear?.(health);
    },
  };
  return {
    server,
    done,
    events,
    beats,
    turn: () => turn(server, { signal: new AbortController().signal }),
    save: (it: string | undefined) => {
      revision = it;
    },
    at: (instant: string) => {
      clock = fixedClock(instant);
    },
    onJob: (name: string, what: () => void) => void also.set(name, what),
  };
}

/** So many ticks, then a request to stop. */
async function* ticks(many: number, stop: AbortController): AsyncGenerator<void> {
  for (let n = 0; n < many; n += 1) yield;
  stop.abort();
  yield;
}
