import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type GoogleAccountOptions,
  googleAccount,
} from '../../../src/integrations/google-account/index.ts';
import { address, key, listener, refusal, standingClock } from './listener.ts';

const url = 'https://sheets.googleapis.com/v4/spreadsheets/1aBc';
const person = {
  type: 'authorized_user',
  client_id: '1.apps.googleusercontent.com',
  client_secret: 'GOCSPX-segreto',
  refresh_token: '1//segreto',
};

let home = '';
let there: Awaited<ReturnType<typeof listener>>;
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'google-default-'));
  vi.stubEnv('HOME', home);
  vi.stubEnv('APPDATA', home);
  vi.stubEnv('CLOUDSDK_CONFIG', undefined);
  vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', undefined);
  there = await listener(() => ({ status: 200 }));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true });
  await there.close();
});

function named(content: string): void {
  writeFileSync(join(home, 'chiave.json'), content);
  vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', join(home, 'chiave.json'));
}

function account(more: Partial<GoogleAccountOptions> = {}) {
  const { now, pause } = standingClock();
  return googleAccount({ root: there.root, scopes: ['openid'], now, pause, ...more });
}

describe('without a key file', () => {
  it('the file the environment names is used, and tells the address with the first call', async () => {
    named(JSON.stringify(key));
    const it = account();
    const before = it.address;

    await it.auth.request({ url });

    expect([before, it.address]).toEqual([undefined, address]);
    expect([there.tokens.length, there.heard.length]).toEqual([1, 1]);
  });

  it('a person’s own way in is used, as gcloud leaves it', async () => {
    const places = [join(home, '.config', 'gcloud'), join(home, 'gcloud')];
    for (const place of places) {
      mkdirSync(place, { recursive: true });
      writeFileSync(join(place, 'application_default_credentials.json'), JSON.stringify(person));
    }
    const it = account();

    await it.auth.request({ url });

    expect(it.address).toBe(undefined);
    expect(there.tokens[0]?.body).toContain('grant_type=refresh_token');
    expect(there.heard[0]?.headers['authorization']).toBe('Bearer ya29.segreto-1');
  });

  it('there may be none at all, until there is one', async () => {
    const it = account();

    const said = await refusal(it.auth.request({ url }));
    named(JSON.stringify(key));
    await it.auth.request({ url });

    expect(said.message).toBe(
      'L’accesso a Google: ALICE non ha un account con cui entrare. Indica il file della chiave dell’account di servizio in GOOGLE_APPLICATION_CREDENTIALS, ad esempio ./chiave-google.json.',
    );
    expect(there.heard.length).toBe(1);
  });

  it.each([
    ['cannot be read', '{"type":"service_account","private_key":"segreto'],
    ['is empty', ''],
    [
      'exchanges tokens elsewhere',
      JSON.stringify({
        type: 'impersonated_service_account',
        source_credentials: person,
        service_account_impersonation_url:
          'https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/a@b.c:generateAccessToken',
      }),
    ],
  ])('a file that %s is refused, and nothing of it repeated', async (_, content) => {
    named(content);

    const said = await refusal(account().auth.request({ url }));

    expect(said.why).toBe('ALICE non ha un account con cui entrare');
    expect([said.cause, there.tokens, there.heard]).toEqual([undefined, [], []]);
  });

  it('nobody writes in another’s name but who has a key', async () => {
    const subject = 'alice@example.org';
    named(JSON.stringify(person));
    const said = await refusal(account({ subject }).auth.request({ url }));
    named(JSON.stringify(key));

    await account({ subject }).auth.request({ url });

    expect(said.why).toBe(
      'a nome di una persona può scrivere solo un account di servizio con la sua chiave',
    );
    const jwt = new URLSearchParams(there.tokens[0]?.body).get('assertion') ?? '';
    expect(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString()).toContain(
      '"sub":"alice@example.org"',
    );
  });
});
