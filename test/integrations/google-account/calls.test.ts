import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { inspect } from 'node:util';
import { drive } from '@googleapis/drive';
import { gmail } from '@googleapis/gmail';
import { sheets } from '@googleapis/sheets';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  type Answer,
  aCarrier,
  address,
  anAccount,
  type Heard,
  listener,
  refusal,
} from './listener.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(open.splice(0).map((it) => it.close()));
});

async function answering(answer: (request: Heard, number: number) => Answer) {
  const there = await listener(answer);
  open.push(there);
  return there;
}

const fine: Answer = { status: 200, body: { id: '1aBc' } };

describe('with a root', () => {
  it('every call goes there: tokens, JSON, uploads and downloads', async () => {
    const there = await answering(() => fine);
    const { auth } = anAccount(there.root);
    const file = { mimeType: 'application/pdf', body: Readable.from(['%PDF ', 'finto']) };

    await sheets({ version: 'v4', auth }).spreadsheets.get({
      spreadsheetId: '1aBc',
      ranges: ['Tirocini!A1:B2', 'È qui'],
      fields: 'sheets(data)',
    });
    await drive({ version: 'v3', auth }).files.create({
      requestBody: { name: 'T-0014.pdf' },
      media: file,
      supportsAllDrives: true,
    });
    await drive({ version: 'v3', auth }).files.get({ fileId: '1aBc', alt: 'media' });
    await gmail({ version: 'v1', auth }).users.drafts.list({ userId: 'me' });

    expect(there.tokens.map((it) => `${it.method} ${it.url}`)).toEqual(['POST /token']);
    expect(there.heard.map((it) => `${it.method} ${it.url}`)).toEqual([
      'GET /v4/spreadsheets/1aBc?ranges=Tirocini%21A1%3AB2&ranges=%C3%88%20qui&fields=sheets%28data%29',
      'POST /upload/drive/v3/files?supportsAllDrives=true&uploadType=multipart',
      'GET /drive/v3/files/1aBc?alt=media',
      'GET /gmail/v1/users/me/drafts',
    ]);
    expect(there.heard[1]?.body).toContain('%PDF finto');
    expect(there.heard.map((it) => it.headers['authorization'])).toEqual(
      Array.from({ length: 4 }, () => 'Bearer ya29.segreto-1'),
    );
    expect(there.heard.map((it) => it.headers['x-forwarded-host'])).toEqual([
      'sheets.googleapis.com',
      'www.googleapis.com',
      'www.googleapis.com',
      'gmail.googleapis.com',
    ]);
  });

  it('keeps the folder the root ends in, once', async () => {
    const there = await answering(() => fine);
    const within = `${there.root}google`;
    const sent = aCarrier(within);

    await sent.request({ url: 'https://sheets.googleapis.com/v4/spreadsheets/1?a=%2F' });
    await sent.request({ url: `${within}/v4/spreadsheets/2` });

    expect(there.heard.map((it) => it.url)).toEqual([
      '/google/v4/spreadsheets/1?a=%2F',
      '/google/v4/spreadsheets/2',
    ]);
  });

  it('goes straight there, whatever proxy the environment names', async () => {
    const there = await answering(() => fine);
    vi.stubEnv('HTTPS_PROXY', 'http://127.0.0.1:9');
    vi.stubEnv('HTTP_PROXY', 'http://127.0.0.1:9');
    vi.stubEnv('NO_PROXY', '');

    await anAccount(there.root).auth.request({
      url: 'https://sheets.googleapis.com/v4/spreadsheets/1',
    });

    expect(there.heard.length).toBe(1);
  });

  it.each([
    'https://example.org/v4/spreadsheets/1',
    'http://127.0.0.1:9/v4/spreadsheets/1',
    'https://sheets.googleapis.com.example.org/',
  ])('never goes to %s', async (url) => {
    const there = await answering(() => fine);

    await expect(aCarrier(there.root).request({ url })).rejects.toThrow('which is not Google');
    expect(there.heard).toEqual([]);
  });

  it('does not follow where an answer points', async () => {
    const other = await answering(() => fine);
    const there = await answering(() => ({ status: 302, headers: { location: other.root } }));

    await refusal(
      aCarrier(there.root).request({ url: 'https://sheets.googleapis.com/v4/spreadsheets/1' }),
    );

    expect([there.heard.length, other.heard.length]).toEqual([1, 0]);
  });
});

describe('without a root', () => {
  it.each([
    'https://example.org/',
    'http://sheets.googleapis.com/v4/spreadsheets/1',
    'https://googleapis.com.example.org/',
    'https://notgoogleapis.com/',
    'https://127.0.0.1/v4/spreadsheets/1',
    'http://169.254.169.254/computeMetadata/v1/',
  ])('never goes to %s', async (url) => {
    await expect(aCarrier(undefined).request({ url })).rejects.toThrow('which is not Google');
  });

  it('goes to Google, through the proxy the environment names', async () => {
    const asked: string[] = [];
    const proxy = createServer().on('connect', ({ url }, socket) => {
      asked.push(String(url));
      socket.end('HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n');
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    open.push({ close: () => new Promise((resolve) => proxy.close(() => resolve())) });
    // A server that listens on a port has an address of this kind.
    const { port } = proxy.address() as AddressInfo;
    vi.stubEnv('HTTPS_PROXY', `http://127.0.0.1:${port}`);
    vi.stubEnv('NO_PROXY', '');

    await refusal(
      aCarrier(undefined).request({
        method: 'POST',
        url: 'https://sheets.googleapis.com/v4/spreadsheets/1:batchUpdate',
        data: {},
      }),
    );

    expect(asked).toEqual(['sheets.googleapis.com:443']);
  });
});

describe('what is sent', () => {
  const url = 'https://sheets.googleapis.com/v4/spreadsheets/1:batchUpdate';
  // {"a":"…"} puts eight letters around them.
  const ofLength = (bytes: number) => ({ a: 'x'.repeat(bytes - 8) });

  it('is as long as Google takes', async () => {
    const there = await answering(() => fine);

    await anAccount(there.root).auth.request({ method: 'POST', url, data: ofLength(10_485_760) });

    expect(there.heard[0]?.body.length).toBe(10_485_760);
  });

  it('is never longer', async () => {
    const there = await answering(() => fine);
    const call = anAccount(there.root).auth.request({
      method: 'POST',
      url,
      data: ofLength(10_485_761),
    });

    await expect(call).rejects.toThrow(/^a body longer than Google takes$/);
    expect(there.heard).toEqual([]);
  });

  it('is sent whole again, even if it came as a stream', async () => {
    const there = await answering((_, number) => (number === 1 ? { status: 429 } : fine));
    const { auth } = anAccount(there.root);

    await drive({ version: 'v3', auth }).files.create({
      requestBody: { name: 'T-0014.pdf' },
      media: { mimeType: 'application/pdf', body: Readable.from(['%PDF ', 'finto']) },
    });

    const [first, second] = there.heard.map((it) => it.body);
    expect(first).toContain('%PDF finto');
    expect(second).toBe(first);
  });
});

describe('a token', () => {
  const url = 'https://sheets.googleapis.com/v4/spreadsheets/1';

  it('is asked for once by many calls at a time', async () => {
    const there = await answering(() => fine);
    const { auth } = anAccount(there.root);

    await Promise.all(Array.from({ length: 5 }, () => auth.request({ url })));

    expect([there.tokens.length, there.heard.length]).toEqual([1, 5]);
  });

  it('that Google no longer takes is asked for anew, once', async () => {
    const there = await answering(({ headers }) =>
      headers['authorization'] === 'Bearer ya29.segreto-1' ? { status: 401 } : fine,
    );
    const { auth } = anAccount(there.root);

    const { status } = await auth.request({ url, method: 'POST', data: { a: 1 } });

    expect(status).toBe(200);
    expect([there.tokens.length, there.heard.length]).toEqual([2, 2]);
  });

  it('that is never right is told after two', async () => {
    const there = await answering(() => ({ status: 401 }));

    const said = await refusal(anAccount(there.root).auth.request({ url }));

    expect(said.why).toBe('Google non riconosce più l’accesso di ALICE');
    expect([there.tokens.length, there.heard.length]).toEqual([2, 2]);
  });

  it('names the account, its scopes and in whose name', async () => {
    const there = await answering(() => fine);
    const { auth } = anAccount(there.root, {
      scopes: ['https://www.googleapis.com/auth/gmail.compose', 'https://mail.google.com/'],
      subject: 'alice@example.org',
    });

    await auth.request({ url });

    const jwt = new URLSearchParams(there.tokens[0]?.body).get('assertion') ?? '';
    const claims: unknown = JSON.parse(
      Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString('utf8'),
    );
    expect(claims).toMatchObject({
      iss: address,
      sub: 'alice@example.org',
      scope: 'https://www.googleapis.com/auth/gmail.compose https://mail.google.com/',
    });
  });

  it.each<[string, Answer]>([
    ['a refusal', { status: 403, body: { error: { message: 'no', status: 'PERMISSION_DENIED' } } }],
    ['a broken connection', 'reset'],
    ['half an answer', 'half'],
    ['a truncated answer', 'truncated'],
  ])('is nowhere in the failure that %s leaves, nor is what was sent', async (_, answer) => {
    const there = await answering(() => answer);

    const said = await refusal(
      anAccount(there.root).auth.request({
        url,
        method: 'POST',
        data: { cell: 'RSSMNA90A41H501X' },
      }),
    );

    const all = inspect(said, { depth: 40, showHidden: true, getters: true });
    expect(all).not.toMatch(/segreto|RSSMNA90A41H501X|assertion=/);
    expect(all).toContain('/v4/spreadsheets/1');
  });
});

describe('the account', () => {
  it('knows with whom a spreadsheet is shared before any call', () => {
    expect(anAccount('http://127.0.0.1:9/').address).toBe(address);
  });
});
