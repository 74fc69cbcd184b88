import * as fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { turns } from '../../../src/integrations/google-account/pace.ts';
import { anAccount, listener, standingClock } from './listener.ts';

describe('turns', () => {
  it('are never more than 60 in any minute, wherever it begins, nor are they waited for in vain', async () => {
    const burst = fc.record({
      after: fc.integer({ min: 0, max: 90_000 }),
      calls: fc.integer({ min: 0, max: 90 }),
    });

    await fc.assert(
      fc.asyncProperty(fc.array(burst, { maxLength: 12 }), async (bursts) => {
        const clock = standingClock(0);
        const turn = turns(60, clock);
        const given: number[] = [];
        for (const { after, calls } of bursts) {
          clock.pass(after);
          const mine = Array.from({ length: calls }, async () => {
            await turn();
            given.push(clock.now());
          });
          await Promise.all(mine);
        }

        const most = given.map((at) => given.filter((it) => it >= at && it < at + 60_000).length);
        expect(Math.max(0, ...most)).toBeLessThanOrEqual(60);
        const asked = bursts.reduce((sum, it) => sum + it.calls, 0);
        const waited = clock.waits.reduce((sum, it) => sum + it, 0);
        expect(waited).toBeLessThanOrEqual(Math.floor(Math.max(0, asked - 1) / 60) * 61_000);
      }),
      { numRuns: 100 },
    );
  });

  it('come in the order in which they were asked for', async () => {
    const turn = turns(2, standingClock());
    const order: number[] = [];

    await Promise.all(
      Array.from({ length: 9 }, async (_, index) => {
        await turn();
        order.push(index);
      }),
    );

    expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('go to the next when somebody no longer wants theirs', async () => {
    const clock = standingClock();
    const turn = turns(1, clock);
    const first = turn();
    const gone = turn(AbortSignal.abort(new Error('gone'))).catch((it: unknown) => String(it));
    const next = turn();

    await Promise.all([first, next]);

    expect(await gone).toBe('Error: gone');
    expect(clock.waits).toEqual([61_000]);
  });

  it('are given at once when the clock is put back', async () => {
    const clock = standingClock();
    const turn = turns(1, clock);
    await turn();
    clock.pass(-3_600_000);

    await turn();

    expect(clock.waits).toEqual([]);
  });
});

describe('an account', () => {
  const open: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((it) => it.close()));
  });

  async function calling(calls: readonly (readonly [method: string, path: string])[]) {
    const there = await listener(() => ({ status: 200 }));
    open.push(there);
    const clock = standingClock();
    const { auth } = anAccount(there.root, { clock, pace: { reads: 3, writes: 2 } });
    await Promise.all(
      calls.map(([method, path]) =>
        auth.request({ method, url: `https://x.googleapis.com${path}` }),
      ),
    );
    return { waits: clock.waits, heard: there.heard.length };
  }

  const sheet = '/v4/spreadsheets/1aBc';
  const write = ['POST', `${sheet}:batchUpdate`] as const;
  const read = ['GET', sheet] as const;

  it('reads and writes Sheets as often as its pace says, each on its own', async () => {
    expect((await calling([read, write, read, write, read])).waits).toEqual([]);
    expect((await calling([read, read, read, read])).waits).toEqual([61_000]);
    expect((await calling([write, write, ['PUT', `${sheet}/values/A1`]])).waits).toEqual([61_000]);
  });

  it('does not count Drive, Gmail and its own signing in against Sheets', async () => {
    const elsewhere = [
      ['GET', '/drive/v3/files'],
      ['POST', '/upload/drive/v3/files'],
      ['GET', '/gmail/v1/users/me/drafts'],
    ] as const;

    const { waits, heard } = await calling([...elsewhere, ...elsewhere, read, read, read]);

    expect({ waits, heard }).toEqual({ waits: [], heard: 9 });
  });

  it('counts each try: Google does', async () => {
    const there = await listener((_, number) => ({ status: number === 1 ? 503 : 200 }));
    open.push(there);
    const clock = standingClock();
    const { auth } = anAccount(there.root, { clock, pace: { reads: 2, writes: 2 } });

    await auth.request({ url: `https://sheets.googleapis.com${sheet}` });
    await auth.request({ url: `https://sheets.googleapis.com${sheet}` });

    expect(clock.waits).toEqual([500, 60_500]);
  });
});
