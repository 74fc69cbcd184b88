import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { Unreachable } from '../../ports.ts';

/** What ALICE takes from the key file of a service account. */
export interface Key {
  /** The account's address: with whom people share their spreadsheets. */
  readonly address: string;
  /** PEM, secret. */
  readonly privateKey: string;
}

/**
 * The key in a file as Google's console gives it (JSON). Throws `Unreachable` for a file that is not there, is no
 * key, is of another kind or was damaged. What the file holds is never repeated, not even as a cause.
 */
export function keyIn(path: string): Key {
  const what = `Il file della chiave di Google (${path})`;
  const refuse = (why: string, cure: string): never => {
    throw new Unreachable({ what, why, cure });
  };

  const found = parsed(textOf(path, refuse));
  const kind = z.object({ type: z.string() }).safeParse(found).data?.type;
  const application = z.union([
    z.object({ installed: z.looseObject({}) }),
    z.object({ web: z.looseObject({}) }),
  ]);
  if (found === undefined) {
    return refuse(
      'non è una chiave: dentro non c’è un testo JSON intero',
      `Forse è stato aperto e salvato, o scaricato a metà, o è in formato P12: ${DOWNLOAD}`,
    );
  }
  if (kind === 'authorized_user') {
    return refuse('è l’accesso di una persona, non di un account di servizio', ANEW);
  }
  if (application.safeParse(found).success) {
    return refuse('è la chiave di un’applicazione, non di un account di servizio', ANEW);
  }
  if (kind !== 'service_account') {
    return refuse('non è la chiave di un account di servizio', ANEW);
  }

  const { data: key } = serviceAccount.safeParse(found);
  if (key === undefined) {
    return refuse(
      'è la chiave di un account di servizio, ma manca l’indirizzo dell’account o la chiave privata',
      ANEW,
    );
  }
  if (!isPrivateKey(key.private_key)) {
    return refuse(
      'la chiave privata che contiene è rovinata',
      `Succede quando il testo viene copiato a mano, perché gli «a capo» vanno persi: ${DOWNLOAD}`,
    );
  }
  return { address: key.client_email, privateKey: key.private_key };
}

const DOWNLOAD =
  'scaricane una nuova da console.cloud.google.com («IAM e amministrazione», «Account di servizio», «Chiavi», formato JSON) e usa il file così com’è.';
const ANEW = `${DOWNLOAD.charAt(0).toUpperCase()}${DOWNLOAD.slice(1)}`;

const serviceAccount = z.object({
  client_email: z.string().regex(/^[^\s@]+@[^\s@]+$/),
  private_key: z.string().min(1),
});

function textOf(path: string, refuse: (why: string, cure: string) => never): string {
  try {
    // Notepad begins a file with a mark that JSON does not know.
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (failure) {
    const code = failure instanceof Error && 'code' in failure ? failure.code : undefined;
    if (code === undefined) throw failure;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      return refuse(
        'non c’è',
        'Controlla il percorso in GOOGLE_APPLICATION_CREDENTIALS, ad esempio ./chiave-google.json.',
      );
    }
    return refuse(
      'c’è, ma ALICE non riesce a leggerlo',
      'Controlla che sia un file e che chi fa partire ALICE possa aprirlo.',
    );
  }
}

/** `undefined` where the text is no JSON: what `JSON.parse` would say repeats the text. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** RSA is all Google signs with: https://developers.google.com/identity/protocols/oauth2/service-account */
function isPrivateKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'rsa';
  } catch {
    return false;
  }
}
