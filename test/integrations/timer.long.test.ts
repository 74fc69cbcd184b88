import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { everyMinutes } from '../../src/integrations/timer/index.ts';

describe('The timer', () => {
  const zone = process.env['TZ'] ?? 'Europe/Rome';

  beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-05-18T07:00:30Z') }));
  afterEach(() => {
    vi.useRealTimers();
    process.env['TZ'] = zone;
  });

  it('wakes at once, then every so many minutes', async () => {
    const stop = new AbortController();
    const woken: string[] = [];
    const listening = (async () => {
      for await (const _ of everyMinutes(5, { signal: stop.signal }))
        woken.push(new Date().toISOString().slice(11, 16));
    })();

    await vi.advanceTimersByTimeAsync(15 * 60_000);
    stop.abort();
    await listening;

    expect(woken).toEqual(['07:00', '07:05', '07:10', '07:15']);
  });

  it('wakes when somebody saved, and comes once for all it missed while at work', async () => {
    const stop = new AbortController();
    let woken = 0;
    const listening = (async () => {
      for await (const _ of everyMinutes(5, { signal: stop.signal, wakes: [saves()] })) {
        woken += 1;
        if (woken === 1)
          await new Promise((resolve) => {
            setTimeout(resolve, 12 * 60_000);
          });
      }
    })();

    await vi.advanceTimersByTimeAsync(13 * 60_000);
    stop.abort();
    await listening;

    // At once; then once for the save and the two ticks that came meanwhile.
    expect(woken).toBe(2);
  });

  it('goes by the clock where nobody can watch', async () => {
    const stop = new AbortController();
    let woken = 0;
    const listening = (async () => {
      for await (const _ of everyMinutes(5, { signal: stop.signal, wakes: [blind()] })) woken += 1;
    })();

    await vi.advanceTimersByTimeAsync(5 * 60_000);
    stop.abort();
    await listening;

    expect(woken).toBe(2);
  });

  it.each([
    ['forward', '2027-03-28T00:00:30Z'],
    ['back', '2026-10-25T00:00:30Z'],
  ])('loses no tick on the night clocks go %s, in whatever zone its machine is', (_, from) => {
    const script = `
      import { mock } from 'node:test';
      import { everyMinutes } from './src/integrations/timer/index.ts';
      mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'], now: new Date('${from}') });
      const stop = new AbortController();
      let woken = 0;
      (async () => { for await (const _ of everyMinutes(30, { signal: stop.signal })) woken += 1; })();
      for (let n = 0; n < 6 * 60 * 6; n += 1) {
        mock.timers.tick(10_000);
        for (let m = 0; m < 8; m += 1) await null;
      }
      process.stdout.write(String(woken));
      process.exit(0);
    `;
    const { stdout } = spawnSync(
      process.execPath,
      ['--input-type=module-typescript', '-e', script],
      {
        encoding: 'utf8',
        env: { ...process.env, TZ: 'Europe/Rome', NODE_NO_WARNINGS: '1' },
        // Without the cure it never ends.
        timeout: 30_000,
      },
    );

    // Six hours of half hours, and the one at once.
    expect(stdout).toBe('13');
  });
});

async function* saves(): AsyncGenerator<string> {
  await new Promise((resolve) => {
    setTimeout(resolve, 60_000);
  });
  yield 'a';
}

// oxlint-disable-next-line require-yield -- it fails before it can.
async function* blind(): AsyncGenerator<string> {
  await Promise.resolve();
  throw new Error('nothing to watch');
}
