import process from 'node:process';
import { schedule } from 'node-cron';

/**
 * Wakes whoever waits, at once and then every so many minutes, until `signal` aborts. Turns missed while one is still
 * at work come once, after it. The timer only wakes: what is due is known from the ledger, so a tick lost with the
 * machine asleep loses nothing. From then on the whole process counts local time in UTC.
 */
export async function* everyMinutes(
  minutes: number,
  {
    signal,
    wakes = [],
  }: {
    readonly signal: AbortSignal;
    /** Each thing they yield wakes, too: somebody saved. */
    readonly wakes?: readonly AsyncIterable<unknown>[];
  },
): AsyncGenerator<void> {
  let ring: (() => void) | undefined;
  let rung = true;
  const strike = () => {
    rung = true;
    ring?.();
  };
  // On the night clocks go back node-cron 4.6 spins for an hour, whatever `timezone` says, unless the process itself is
  // in UTC; nothing in ALICE asks for local time.
  process.env['TZ'] = 'UTC';
  const task = schedule(`*/${minutes} * * * *`, strike, {
    timezone: 'Etc/UTC',
    suppressMissedWarning: true,
  });
  // After a machine's sleep there is no tick to wait for, only one that was missed.
  task.on('execution:missed', strike);
  signal.addEventListener('abort', strike);
  for (const it of wakes) void wakenBy(it, strike);
  try {
    while (!signal.aborted) {
      if (rung) {
        rung = false;
        yield;
        continue;
      }
      await new Promise<void>((resolve) => {
        ring = resolve;
      });
    }
  } finally {
    signal.removeEventListener('abort', strike);
    await task.destroy();
  }
}

/** Somebody saved: no need to wait for the clock. Watching that fails leaves the clock alone. */
async function wakenBy(wake: AsyncIterable<unknown>, strike: () => void): Promise<void> {
  try {
    for await (const _ of wake) strike();
  } catch {
    // The turn reads the register anyway, and says what is wrong with it.
  }
}
