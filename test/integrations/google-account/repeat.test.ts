import { sheets } from '@googleapis/sheets';
import { afterEach, describe, expect, it } from 'vitest';
import { Unreachable } from '../../../src/ports.ts';
import { type Answer, aCarrier, anAccount, listener, refusal, standingClock } from './listener.ts';

const url = 'https://sheets.googleapis.com/v4/spreadsheets/1aBc';
const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((it) => it.close()));
});

async function answering(answer: (number: number) => Answer) {
  const there = await listener((_, number) => answer(number));
  open.push(there);
  return there;
}

const fine: Answer = { status: 200, body: { fine: true } };
const refusedAs = (status: number, reason: string): Answer => ({
  status,
  body: { error: { code: status, message: 'no', errors: [{ reason }] } },
});
const faults: Readonly<Record<string, Answer>> = {
  '429': { status: 429 },
  '403 userRateLimitExceeded': refusedAs(403, 'userRateLimitExceeded'),
  '403 rateLimitExceeded': refusedAs(403, 'rateLimitExceeded'),
  '500': { status: 500 },
  '502': { status: 502, headers: { 'content-type': 'text/html' }, body: '<p>Bad Gateway' },
  '503': { status: 503 },
  '504': { status: 504 },
  reset: 'reset',
  'half an answer': 'half',
  'an answer without its end': 'ended',
  'truncated JSON': 'truncated',
  'a time-out': 'silent',
  '400': { status: 400 },
  '400 rateLimitExceeded': refusedAs(400, 'rateLimitExceeded'),
  '403': refusedAs(403, 'forbidden'),
  '404': { status: 404 },
  '501': { status: 501 },
};
const undone = ['429', '403 userRateLimitExceeded', '403 rateLimitExceeded'];
const unclear = [
  '500',
  '502',
  '503',
  '504',
  'reset',
  'half an answer',
  'an answer without its end',
  'truncated JSON',
  'a time-out',
];

describe('a call that fails once', () => {
  const safe = ['GET', 'PUT', 'DELETE', 'POST that is harmless', 'PATCH that is harmless'];
  const unsafe = ['POST', 'PATCH', 'POST with retry: true'];

  it.each(Object.keys(faults))('with %s reaches Google again only where it may', async (fault) => {
    const seen = new Map<string, number>();
    const there = await listener(({ url: asked }) => {
      seen.set(asked, (seen.get(asked) ?? 0) + 1);
      return seen.get(asked) === 1 ? (faults[fault] ?? fine) : fine;
    });
    open.push(there);
    const { auth } = anAccount(there.root, {
      timeLimit: fault === 'a time-out' ? 500 : 180_000,
    });
    const call = async (named: string) => {
      const [method = ''] = named.split(' ');
      const at = `/v4/spreadsheets/${encodeURIComponent(named)}`;
      const became = await auth
        .request<unknown>({
          url: `https://sheets.googleapis.com${at}`,
          // As the clients of @googleapis set it on every call.
          retry: true,
          method,
          ...(named.endsWith('harmless') ? { retryConfig: { httpMethodsToRetry: [method] } } : {}),
          ...(method === 'GET' || method === 'DELETE' ? {} : { data: { cells: [1, 2] } }),
        })
        .then(
          (it) => it.data,
          (it: unknown) => (it instanceof Unreachable ? 'told' : it),
        );
      return [named, seen.get(at), became];
    };

    const became = await Promise.all([...safe, ...unsafe].map(call));

    const again = undone.includes(fault)
      ? [...safe, ...unsafe]
      : unclear.includes(fault)
        ? safe
        : [];
    expect(became).toEqual(
      [...safe, ...unsafe].map((it) =>
        again.includes(it) ? [it, 2, { fine: true }] : [it, 1, 'told'],
      ),
    );
    const bodies = there.heard.filter((it) => it.body !== '').map((it) => it.body);
    expect(new Set(bodies)).toEqual(new Set(['{"cells":[1,2]}']));
  });

  it('is repeated by the real client as its call says, and not by the client itself', async () => {
    const there = await answering((number) => (number === 1 ? { status: 503 } : fine));
    const other = await answering((number) => (number === 1 ? { status: 503 } : fine));
    const batch = { spreadsheetId: '1aBc', requestBody: { requests: [] } };
    const clientOf = (root: string) => sheets({ version: 'v4', auth: anAccount(root).auth });

    await clientOf(there.root).spreadsheets.batchUpdate(batch, {
      retryConfig: { httpMethodsToRetry: ['POST'] },
    });
    await refusal(clientOf(other.root).spreadsheets.batchUpdate(batch));

    expect([there.heard.length, other.heard.length]).toEqual([2, 1]);
  });

  it('exchanges its key again, with the same words', async () => {
    const there = await listener(
      () => fine,
      (number) =>
        (['reset', { status: 503 }, 'truncated'] as const)[number - 1] ?? {
          status: 200,
          body: { access_token: 'a', expires_in: 3599 },
        },
    );
    open.push(there);

    await anAccount(there.root).auth.request({ url });

    const forms = there.tokens.map((it) => it.body);
    expect(forms.length).toBe(4);
    expect(new Set(forms).size).toBe(1);
    expect(forms[0]).toMatch(/assertion=ey/);
  });
});

describe('a call that always fails', () => {
  it('waits twice as long by chance each time, at most 64 seconds, and under five minutes in all', async () => {
    const there = await answering(() => ({ status: 503 }));
    const clock = standingClock();

    const said = await refusal(
      anAccount(there.root, { clock, random: () => 0.999999 }).auth.request({ url }),
    );

    const seconds = clock.waits.map((it) => Math.round(it / 1000));
    expect(seconds).toEqual([1, 2, 4, 8, 16, 32, 64, 64, 64]);
    expect(there.heard.length).toBe(10);
    expect(said.why).toBe(
      'Google ha un guasto e non risponde come dovrebbe (10 tentativi in 5 minuti)',
    );
  });

  it('waits not at all where chance says so', async () => {
    const there = await answering(() => ({ status: 429 }));
    const clock = standingClock();

    await refusal(anAccount(there.root, { clock, random: () => 0 }).auth.request({ url }));

    expect(clock.waits).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('is given up sooner when each try takes long', async () => {
    const clock = standingClock();
    const there = await answering(() => {
      clock.pass(134_000);
      return { status: 504 };
    });
    const other = await answering(() => {
      clock.pass(136_000);
      return { status: 504 };
    });

    await refusal(anAccount(there.root, { clock }).auth.request({ url }));
    await refusal(anAccount(other.root, { clock }).auth.request({ url }));

    expect([there.heard.length, other.heard.length]).toEqual([3, 2]);
  });

  it('is given up soon where there is no way to Google at all, a POST too', async () => {
    const gone = await listener(() => fine);
    await gone.close();
    const clock = standingClock();

    const said = await refusal(
      aCarrier(gone.root, clock).request({ url, method: 'POST', data: {} }),
    );

    expect(clock.waits.length).toBe(4);
    expect(said.message).toBe(
      'Il foglio Google 1aBc: ALICE non riesce a collegarsi (5 tentativi in meno di un minuto). Controlla che questo computer sia in rete, e riprova; se la rete passa da un proxy, indicalo nella variabile HTTPS_PROXY.',
    );
  });

  it('tells its caller what it was', async () => {
    const there = await answering(() => refusedAs(404, 'notFound'));

    const said = await refusal(anAccount(there.root).auth.request({ url }));

    expect(said.cause).toMatchObject({
      name: 'Error',
      status: 404,
      response: { status: 404, data: { error: { errors: [{ reason: 'notFound' }] } } },
    });
  });
});

describe('Retry-After', () => {
  const waitsFor = async (headers: Readonly<Record<string, string>>) => {
    const there = await answering((number) => (number === 1 ? { status: 429, headers } : fine));
    const clock = standingClock();
    await anAccount(there.root, { clock }).auth.request({ url, method: 'POST', data: {} });
    return clock.waits;
  };

  it('is the least to wait, in seconds', async () => {
    expect(await waitsFor({ 'retry-after': '20' })).toEqual([20_000]);
  });

  it('is the least to wait, as a date by Google’s own clock', async () => {
    const date = 'Mon, 23 Nov 2026 10:00:00 GMT';

    expect(await waitsFor({ date, 'retry-after': 'Mon, 23 Nov 2026 10:00:30 GMT' })).toEqual([
      30_000,
    ]);
  });

  it.each(['0', '', 'domani', '-5', '1.5'])('says nothing as «%s»', async (text) => {
    expect(await waitsFor({ 'retry-after': text })).toEqual([500]);
  });

  it('gives up at once when it asks for more than anybody waits', async () => {
    const there = await answering(() => ({ status: 429, headers: { 'retry-after': '3600' } }));

    const said = await refusal(anAccount(there.root).auth.request({ url }));

    expect(there.heard.length).toBe(1);
    expect(said.message).toBe(
      'Il foglio Google 1aBc: Google riceve troppe richieste da questo account, e non ne accetta altre (un tentativo). Google chiede di aspettare: riprova fra 60 minuti.',
    );
  });
});

describe('a call its caller gives up', () => {
  it('is not repeated, and not told as a fault of Google’s', async () => {
    const there = await answering(() => 'silent');
    const giveUp = new AbortController();
    const call = anAccount(there.root).auth.request({ url, signal: giveUp.signal });
    const became = call.catch((it: unknown) => it);
    while (there.heard.length === 0) await new Promise((resolve) => setImmediate(resolve));

    giveUp.abort();

    expect(await became).toMatchObject({ code: 'AbortError' });
    expect(await became).not.toBeInstanceOf(Unreachable);
    expect(there.heard.length).toBe(1);
  });
});

describe('an answer', () => {
  it.each([
    ['a page of some gate in between', { 'content-type': 'text/html' }, '<p>Entra nella rete', 2],
    ['nothing where JSON is announced', { 'content-type': 'application/json' }, '', 2],
    ['a file whose words are no JSON', { 'content-type': 'text/csv' }, 'a;b', 1],
  ])('that is %s', async (_, headers, body, requests) => {
    const there = await answering((number) =>
      number === 1 ? { status: 200, headers, body } : fine,
    );

    await anAccount(there.root).auth.request({ url });

    expect(there.heard.length).toBe(requests);
  });

  it('may be a file that looks like JSON cut short, when a file was asked for', async () => {
    const there = await answering(() => 'truncated');

    const { data } = await anAccount(there.root).auth.request({
      url: 'https://www.googleapis.com/drive/v3/files/1aBc?alt=media',
    });

    expect(data).toBe('{"a":');
  });

  it('may be empty where it says so', async () => {
    const there = await answering(() => ({ status: 204 }));

    const { status } = await anAccount(there.root).auth.request({ url, method: 'DELETE' });

    expect(status).toBe(204);
  });
});
