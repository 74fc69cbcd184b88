import { createSign, generateKeyPairSync } from 'node:crypto';
import { sheets } from '@googleapis/sheets';
import { GoogleAuth, PassThroughClient } from 'google-auth-library';
import { setupServer } from 'msw/node';
import { afterEach, describe, expect, it } from 'vitest';
import { DISCOVERY, discovery } from './discovery.ts';
import { type FakeGoogle, type Fault, fakeGoogle } from './index.ts';
import { handlersOf } from './intercepted.ts';
import type { FakeOptions } from './service.ts';

const SHEETS = 'https://www.googleapis.com/auth/spreadsheets';
const MAIL = 'https://www.googleapis.com/auth/gmail.compose';

const made: FakeGoogle[] = [];

async function google(options?: FakeOptions): Promise<FakeGoogle> {
  const fake = await fakeGoogle(options);
  made.push(fake);
  return fake;
}

afterEach(async () => {
  await Promise.all(made.splice(0).map((it) => it.close()));
});

describe('the token endpoint', () => {
  it('gives a token for a JWT signed with the account’s key, and the token opens the door', async () => {
    const fake = await google();
    const id = fake.sheets.create();
    fake.sheets.share(id, { with: fake.address });

    const { status, body } = await exchanged(fake, jwt(fake));
    const answer = await got(fake, `v4/spreadsheets/${id}`, body['access_token']);

    expect(status).toBe(200);
    expect(body).toEqual({
      access_token: expect.stringMatching(/^ya29\./),
      expires_in: 3599,
      token_type: 'Bearer',
    });
    expect(answer.status).toBe(200);
  });

  it.each([
    [
      'nobody’s account',
      { iss: 'altri@example.org' },
      400,
      'invalid_grant',
      'Invalid grant: account not found',
    ],
    [
      'another audience',
      { aud: 'https://example.org/token' },
      400,
      'invalid_grant',
      'Invalid JWT: Failed audience check.',
    ],
    [
      'a clock a day late',
      { iat: 86_400 * -1, exp: 86_400 * -1 + 3600 },
      400,
      'invalid_grant',
      expect.stringContaining('reasonable timeframe'),
    ],
    [
      'more than an hour',
      { exp: 7200 },
      400,
      'invalid_grant',
      expect.stringContaining('short-lived'),
    ],
    ['no scope', { scope: '' }, 400, 'invalid_scope', expect.any(String)],
    ['a scope that is none', { scope: 'everything' }, 400, 'invalid_scope', expect.any(String)],
    [
      'a person without delegation',
      { sub: 'anna@example.org' },
      401,
      'unauthorized_client',
      expect.stringContaining('not authorized'),
    ],
  ])('refuses %s', async (_, claims, status, error, description) => {
    const fake = await google();

    const refused = await exchanged(fake, jwt(fake, claims));

    expect(refused).toEqual({ status, body: { error, error_description: description } });
  });

  it('refuses a signature of another key', async () => {
    const fake = await google();
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

    const refused = await exchanged(
      fake,
      jwt(fake, {}, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()),
    );

    expect(refused.body['error_description']).toBe('Invalid JWT Signature.');
  });

  it('lets the account stand in for a person of the domain, for the scopes delegated and no other', async () => {
    const fake = await google({ delegation: [MAIL] });

    const granted = await exchanged(fake, jwt(fake, { sub: 'anna@example.org', scope: MAIL }));
    const wider = await exchanged(
      fake,
      jwt(fake, { sub: 'anna@example.org', scope: `${MAIL} ${SHEETS}` }),
    );
    const stranger = await exchanged(fake, jwt(fake, { sub: 'anna@example.com', scope: MAIL }));

    expect(granted.status).toBe(200);
    expect(wider.body['error']).toBe('unauthorized_client');
    expect(stranger.body).toEqual({
      error: 'invalid_grant',
      error_description: 'Invalid email or User ID',
    });
  });
});

describe('the door', () => {
  it('answers 403 without a token, 401 with one that is no longer good', async () => {
    const fake = await google();
    const { body } = await exchanged(fake, jwt(fake));

    const without = await got(fake, 'v4/spreadsheets/1x');
    fake.revoke();
    const late = await got(fake, 'v4/spreadsheets/1x', body['access_token']);

    expect([without.status, late.status]).toEqual([403, 401]);
    expect(late.body).toMatchObject({ error: { status: 'UNAUTHENTICATED' } });
  });

  it('says which API nobody activated, and where to', async () => {
    const fake = await google({ unsigned: true, disabled: ['sheets'] });

    const { status, body } = await got(fake, 'v4/spreadsheets/1x');

    expect(status).toBe(403);
    expect(body).toMatchObject({
      error: {
        status: 'PERMISSION_DENIED',
        details: expect.arrayContaining([
          expect.objectContaining({
            reason: 'SERVICE_DISABLED',
            metadata: expect.objectContaining({
              activationUrl: expect.stringMatching(/^https:\/\/console\.developers\.google\.com\//),
            }),
          }),
        ]),
      },
    });
  });

  it('lets nobody in whose token was asked for other scopes', async (context) => {
    if (discovery() === undefined) context.skip(`no discovery documents at ${DISCOVERY}`);
    const fake = await google();
    const { body } = await exchanged(fake, jwt(fake, { scope: MAIL }));

    const answer = await got(fake, 'v4/spreadsheets/1x', body['access_token']);

    expect(answer.body).toMatchObject({
      error: { code: 403, message: 'Request had insufficient authentication scopes.' },
    });
  });

  it('refuses a body above ten megabytes, and takes one just below', async () => {
    const fake = await google({ unsigned: true });
    const body = (length: number) => {
      const empty = JSON.stringify({ properties: { title: '' } });
      return JSON.stringify({ properties: { title: 'a'.repeat(length - empty.length) } });
    };

    const above = await posted(fake, 'v4/spreadsheets', body(10_485_761));
    const below = await posted(fake, 'v4/spreadsheets', body(10_485_760));

    expect(above).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringContaining('10485760') } },
    });
    expect(below.status).toBe(200);
  });
});

describe('faults', () => {
  it.each<[Fault, number, number | string]>([
    [429, 0, 429],
    [500, 0, 500],
    [503, 0, 503],
    [{ status: 500, worked: true }, 1, 500],
    ['reset before', 0, 'broken'],
    ['reset after', 1, 'broken'],
    ['reset midway', 1, 'broken'],
    ['truncated', 1, 'cut'],
    ['never answers', 0, 'silent'],
    ['answers too late', 1, 'silent'],
  ])('%j: done %i times, the client sees %s', async (fault, done, seen) => {
    const fake = await google({ unsigned: true });
    const id = fake.sheets.create();
    fake.sheets.share(id, { with: fake.address });
    const before = fake.sheets.version(id);

    fake.fault(1, fault);
    const saw = await tried(fake, id, seen === 'silent');

    expect(saw).toBe(seen);
    expect(fake.sheets.version(id) - before).toBe(done);
    expect(fake.calls.map((it) => it.fault)).toEqual([fault]);
    expect(await tried(fake, id)).toBe(200);
  });

  it('come at the call that was said, or at every call that is meant', async () => {
    const fake = await google({ unsigned: true });
    const id = fake.sheets.create();
    fake.sheets.share(id, { with: fake.address });
    const three = async () => [await tried(fake, id), await tried(fake, id), await tried(fake, id)];

    fake.fault(2, 503);
    const second = await three();
    fake.fault((it) => it.method === 'POST', 500);
    const each = await three();
    fake.calm();
    const none = await three();

    expect([second, each, none]).toEqual([
      [200, 503, 200],
      [500, 500, 500],
      [200, 200, 200],
    ]);
  });

  it('of quota say when to come again', async () => {
    const fake = await google({ unsigned: true });
    fake.fault(1, { status: 429, retryAfter: '7' });

    const response = await fetch(`${fake.root}v4/spreadsheets/1x`);

    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('7');
    expect(await response.json()).toMatchObject({ error: { status: 'RESOURCE_EXHAUSTED' } });
  });
});

describe('the record of calls', () => {
  it('has every call in order, with its size, and lets people act before it is answered', async () => {
    const fake = await google({ unsigned: true });
    const id = fake.sheets.create({ tabs: ['Turni'] });
    fake.sheets.share(id, { with: fake.address });
    fake.before(() => fake.sheets.type(id, { tab: 'Turni', row: 0, column: 0, value: 'prima' }));

    const { body } = await got(fake, `v4/spreadsheets/${id}/values/Turni`);

    expect(body).toEqual({ range: 'Turni!A1:Z1000', majorDimension: 'ROWS', values: [['prima']] });
    expect(fake.calls).toEqual([
      {
        number: 1,
        method: 'GET',
        path: `/v4/spreadsheets/${id}/values/Turni`,
        query: new URLSearchParams(),
        as: fake.address,
        requestBytes: 0,
        json: undefined,
        status: 200,
        answerBytes: JSON.stringify(body).length,
      },
    ]);
  });
});

describe('Google’s own description', () => {
  it('refuses fields, values and methods it does not know, as Google does', async (context) => {
    if (discovery() === undefined) context.skip(`no discovery documents at ${DISCOVERY}`);
    const fake = await google({ unsigned: true });
    const id = fake.sheets.create();
    fake.sheets.share(id, { with: fake.address });
    const condition = { type: 'ONE_OF_RANGEE', values: [{ userEnteredValue: '=A:A' }] };

    const unknown = await posted(fake, `v4/spreadsheets/${id}:batchUpdate`, {
      requests: [{ addSheet: { properties: { titel: 'Turni' } } }],
    });
    const wrong = await posted(fake, `v4/spreadsheets/${id}:batchUpdate`, {
      requests: [{ setDataValidation: { range: {}, rule: { condition } } }],
    });
    const query = await got(fake, `v4/spreadsheets/${id}?includeGridDate=true`);
    const mask = await got(fake, `v4/spreadsheets/${id}?fields=sheets(properties.titel)`);
    const nowhere = await got(fake, `v4/spreadsheets/${id}/rows`);

    expect(unknown.body).toMatchObject({
      error: {
        code: 400,
        message: `Invalid JSON payload received. Unknown name "titel" at 'requests[0].add_sheet.properties': Cannot find field.`,
      },
    });
    expect([wrong.status, query.status, mask.status, nowhere.status]).toEqual([400, 400, 400, 404]);
    expect(mask.body).toMatchObject({
      error: {
        message:
          "Error expanding 'fields' parameter. Cannot find matching fields for path 'sheets.properties.titel'.",
      },
    });
    expect(fake.violations).toHaveLength(5);
    expect(fake.violations.every((it) => it.side === 'request')).toBe(true);
    expect(fake.sheets.tabs(id)).toEqual(['Foglio1']);
  });
});

describe('the check of answers', () => {
  it('sees a field Google does not have', async (context) => {
    const described = discovery();
    if (described === undefined) context.skip(`no discovery documents at ${DISCOVERY}`);
    const call = {
      method: 'GET',
      path: '/v4/spreadsheets/1x',
      query: new URLSearchParams(),
      json: undefined,
    };

    const good = described?.answer(call, { sheets: [{ properties: { sheetId: 0 } }] });
    const bad = described?.answer(call, { sheets: [{ properties: { number: 0 } }] });

    expect(good).toEqual([]);
    expect(bad).toEqual([
      {
        call: 'GET /v4/spreadsheets/1x',
        side: 'answer',
        at: 'sheets[0].properties',
        description: expect.stringContaining('Unknown name "number"'),
      },
    ]);
  });
});

describe('interception', () => {
  it('answers clients that go to Google’s own hosts', async () => {
    const fake = await google({ unsigned: true });
    const id = fake.sheets.create({ title: 'Registro 2026' });
    fake.sheets.share(id, { with: fake.address });
    const server = setupServer(...handlersOf(fake));
    server.listen({ onUnhandledFrame: 'error' });
    const api = sheets({
      version: 'v4',
      auth: new GoogleAuth({ authClient: new PassThroughClient() }),
    });

    const { data } = await api.spreadsheets
      .get({ spreadsheetId: id, fields: 'properties.title' })
      .finally(() => server.close());

    expect(data).toEqual({ properties: { title: 'Registro 2026' } });
  });
});

/** A JWT of the world's account, or with other claims; times are seconds from now. */
function jwt(
  fake: FakeGoogle,
  claims: Readonly<Record<string, string | number>> = {},
  privateKey?: string,
): string {
  // What `key` is: a service account's key file.
  const key = fake.key as { readonly private_key: string };
  const now = Math.floor(Date.now() / 1000);
  const times = Object.entries({ iat: 0, exp: 3600, ...claims }).flatMap(([name, at]) =>
    typeof at === 'number' ? [[name, now + at]] : [],
  );
  const all = {
    iss: fake.address,
    scope: SHEETS,
    aud: 'https://oauth2.googleapis.com/token',
    ...claims,
    ...Object.fromEntries(times),
  };
  const part = (it: object) => Buffer.from(JSON.stringify(it)).toString('base64url');
  const signed = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(all)}`;
  const signature = createSign('RSA-SHA256')
    .update(signed)
    .sign(privateKey ?? key.private_key);
  return `${signed}.${signature.toString('base64url')}`;
}

async function exchanged(
  fake: FakeGoogle,
  assertion: string,
): Promise<{ readonly status: number; readonly body: Readonly<Record<string, unknown>> }> {
  const form = { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion };
  const response = await fetch(`${fake.root}token`, {
    method: 'POST',
    body: new URLSearchParams(form),
  });
  // The endpoint answers an object whatever happens.
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function got(fake: FakeGoogle, path: string, token?: unknown) {
  const response = await fetch(fake.root + path, {
    headers: typeof token === 'string' ? { authorization: `Bearer ${token}` } : {},
  });
  const text = await response.text();
  return {
    status: response.status,
    body: text.startsWith('{') ? (JSON.parse(text) as unknown) : text,
  };
}

async function posted(fake: FakeGoogle, path: string, body: object | string) {
  const response = await fetch(fake.root + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

/** Adds a row at the end of the first tab, and tells what a client sees of it; it gives up at once if it is `silence`. */
async function tried(fake: FakeGoogle, id: string, silence = false): Promise<number | string> {
  const requests = [{ appendDimension: { sheetId: 0, dimension: 'ROWS', length: 1 } }];
  const patience = new AbortController();
  if (silence) fake.before(() => patience.abort());
  try {
    const response = await fetch(`${fake.root}v4/spreadsheets/${id}:batchUpdate`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ requests }),
      signal: patience.signal,
    });
    const text = await response.text();
    try {
      JSON.parse(text);
    } catch {
      return 'cut';
    }
    return response.status;
  } catch {
    return fake.calls.at(-1)?.status === 0 && silence ? 'silent' : 'broken';
  } finally {
    fake.before(undefined);
  }
}
