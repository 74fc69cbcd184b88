import { generateKeyPairSync } from 'node:crypto';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keyIn } from '../../../src/integrations/google-account/key.ts';
import { Unreachable } from '../../../src/ports.ts';
import { address, key, withFile } from './listener.ts';

function refusal(path: string): Unreachable {
  try {
    keyIn(path);
  } catch (failure) {
    if (failure instanceof Unreachable) return failure;
    throw failure;
  }
  throw new Error('it was taken');
}

describe('the key file of a service account', () => {
  it('gives the address and the key', () => {
    expect(withFile(JSON.stringify(key), keyIn)).toEqual({
      address,
      privateKey: key.private_key,
    });
  });

  it('may begin with Notepad’s mark', () => {
    expect(withFile(`\uFEFF${JSON.stringify(key)}`, keyIn).address).toBe(address);
  });

  it('that is not there is told by its path', () => {
    const path = withFile('', (it) => it);

    expect(refusal(path).message).toBe(
      `Il file della chiave di Google (${path}): non c’è. Controlla il percorso in GOOGLE_APPLICATION_CREDENTIALS, ad esempio ./chiave-google.json.`,
    );
  });

  it('that is a folder is told as well', () => {
    expect(withFile('', (path) => refusal(dirname(path))).why).toBe(
      'c’è, ma ALICE non riesce a leggerlo',
    );
  });

  const elliptic = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  }).privateKey;
  const json = (more: object) => JSON.stringify({ ...key, ...more });
  const damaged = 'la chiave privata che contiene è rovinata';
  const incomplete =
    'è la chiave di un account di servizio, ma manca l’indirizzo dell’account o la chiave privata';
  const another = 'non è la chiave di un account di servizio';
  const unread = 'non è una chiave: dentro non c’è un testo JSON intero';

  it.each([
    ['is empty', '', unread],
    ['was cut short', JSON.stringify(key).slice(0, -20), unread],
    ['is the bare key', key.private_key, unread],
    ['is a list', '[]', another],
    ['is nothing', 'null', another],
    ['is of no kind', '{}', another],
    ['is of another kind', json({ type: 'external_account' }), another],
    [
      'is the way in of a person',
      '{"type":"authorized_user","refresh_token":"1//segreto"}',
      'è l’accesso di una persona, non di un account di servizio',
    ],
    [
      'is of an application',
      '{"installed":{"client_secret":"GOCSPX-segreto"}}',
      'è la chiave di un’applicazione, non di un account di servizio',
    ],
    ['has no address', json({ client_email: undefined }), incomplete],
    ['has an address that is none', json({ client_email: 'alice' }), incomplete],
    ['has no key', json({ private_key: '' }), incomplete],
    [
      'lost its ends of line',
      json({ private_key: key.private_key.replaceAll('\n', ' ') }),
      damaged,
    ],
    ['lost half of its key', json({ private_key: key.private_key.slice(0, 900) }), damaged],
    ['has a key Google does not sign with', json({ private_key: elliptic }), damaged],
  ])('that %s is refused, and nothing in it repeated', (_, content, why) => {
    const said = withFile(content, refusal);

    expect(said.why).toBe(why);
    expect(said.cure).toMatch(/[Ss]caricane una nuova da console\.cloud\.google\.com/);
    expect(said.cause).toBe(undefined);
    expect(`${said.stack}`).not.toMatch(/segreto|MII|BEGIN|0123456789abcdef/);
  });
});
