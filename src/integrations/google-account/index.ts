import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import {
  type AuthClient,
  BaseExternalAccountClient,
  GoogleAuth,
  gaxios,
  Impersonated,
  JWT,
  OAuth2Client,
  UserRefreshClient,
} from 'google-auth-library';
import { Unreachable } from '../../ports.ts';
import { keyIn } from './key.ts';
import type { Pace, Time } from './pace.ts';
import { transport } from './transport.ts';
import { bare } from './worded.ts';

/** ALICE's way into Google: one per account and purpose, shared by all its clients. */
export interface GoogleAccount {
  /**
   * The `auth` of every client of `@googleapis/*`: signs in, keeps the pace, repeats what may be repeated, goes to
   * `root`. A `POST` or `PATCH` that may have been done is repeated only if its call says that this is harmless:
   * `sheets.spreadsheets.batchUpdate(params, { retryConfig: { httpMethodsToRetry: ['POST'] } })`. A bare `retry: true`
   * does not say so: the clients set it on every call by themselves.
   */
  readonly auth: OAuth2Client;
  /** With whom a spreadsheet is shared; `undefined` where Google does not say, or before the first call without a key file. */
  readonly address: string | undefined;
}

/** Who ALICE is for Google. */
export interface GoogleAccountOptions {
  /** The key of a service account (`GOOGLE_APPLICATION_CREDENTIALS`). Without: what Google calls application default credentials. */
  readonly keyFile?: string | undefined;
  readonly scopes: readonly string[];
  /** In whose name (domain-wide delegation, for Gmail): needs a key. */
  readonly subject?: string | undefined;
  /** Where every call goes instead of Google, token exchange and uploads included: root + the same path and query. */
  readonly root?: string | undefined;
  /** Calls a minute to Sheets: 60 and 60, as Google grants a user (https://developers.google.com/workspace/sheets/api/limits). */
  readonly pace?: Pace | undefined;
  /** How time passes. */
  readonly pause?: Time['pause'] | undefined;
  readonly now?: Time['now'] | undefined;
  readonly random?: (() => number) | undefined;
  /** Milliseconds one try may take: 180 000, after which Google itself gives up. */
  readonly timeLimit?: number | undefined;
}

/**
 * Signs in when the first call needs it. Throws `Unreachable` at once for a key file that is none, and from each call
 * that fails for good, with the library's error as its cause (`cause.status`, `cause.code`, `cause.response?.data`).
 */
export function googleAccount(options: GoogleAccountOptions): GoogleAccount {
  const { keyFile, scopes, subject, root } = options;
  const key = keyFile === undefined ? undefined : keyIn(keyFile);
  let address = key?.address;
  const carrier = transport({
    account: {
      get address() {
        return address;
      },
      scopes,
      subject,
    },
    root,
    pace: options.pace ?? { reads: 60, writes: 60 },
    time: {
      now: options.now ?? Date.now,
      pause:
        options.pause ??
        ((milliseconds, signal) => setTimeout(milliseconds, undefined, signal && { signal })),
    },
    random: options.random ?? Math.random,
    timeLimit: options.timeLimit ?? 180_000,
  });
  const client = { transporter: carrier, useAuthRequestParameters: false };

  if (key !== undefined) {
    const jwt = new JWT({
      ...client,
      email: key.address,
      key: key.privateKey,
      scopes: [...scopes],
      ...(subject === undefined ? {} : { subject }),
    });
    return { auth: new Entrance(carrier, () => Promise.resolve(jwt)), address };
  }

  let found: Promise<AuthClient> | undefined;
  const signedIn = () => {
    // One that failed is looked for again: the file may be there by then.
    found ??= defaultClient({ ...client, scopes, subject, root }).then(
      (it) => {
        address = addressOf(it);
        return it;
      },
      (failure: unknown) => {
        found = undefined;
        throw failure;
      },
    );
    return found;
  };
  return {
    auth: new Entrance(carrier, signedIn),
    get address() {
      return address;
    },
  };
}

/**
 * A class because the clients of `@googleapis/*` take nothing else. Whatever kind of account it is, only its token is
 * used: every call goes through the one carrier.
 */
class Entrance extends OAuth2Client {
  readonly #carrier: gaxios.Gaxios;
  readonly #signedIn: () => Promise<AuthClient>;

  constructor(carrier: gaxios.Gaxios, signedIn: () => Promise<AuthClient>) {
    super({ transporter: carrier, useAuthRequestParameters: false });
    this.#carrier = carrier;
    this.#signedIn = signedIn;
  }

  protected override async requestAsync<T>(
    asked: gaxios.GaxiosOptions,
  ): Promise<gaxios.GaxiosResponse<T>> {
    // A stream can be sent only once. ALICE's papers are small enough to be held.
    const body = asked.data instanceof Readable ? { data: await buffer(asked.data) } : {};
    const send = (pass: Headers) => {
      const headers = new Headers(asked.headers);
      for (const [name, value] of pass) headers.set(name, value);
      return this.#carrier.request<T>({ ...asked, ...body, headers });
    };
    const pass = await this.getRequestHeaders();
    try {
      return await send(pass);
    } catch (failure) {
      if (!(failure instanceof Unreachable) || statusOf(failure) !== 401) throw failure;
      // Nothing was done: the token is no longer good, though its time is not over. Once more with a new one.
      const client = await this.#signedIn();
      client.setCredentials({ ...client.credentials, expiry_date: 1 });
      return send(await this.getRequestHeaders());
    }
  }

  protected override async getRequestMetadataAsync() {
    const client = await this.#signedIn();
    try {
      return { headers: await client.getRequestHeaders() };
    } catch (failure) {
      // These two sign in through the carrier, which has said what there is to say.
      if (client instanceof JWT || client instanceof UserRefreshClient) throw failure;
      throw noDefault(failure);
    }
  }
}

function statusOf({ cause }: Unreachable): unknown {
  return typeof cause === 'object' && cause !== null && 'status' in cause
    ? cause.status
    : undefined;
}

// ---- without a key file ---------------------------------------------------------------------

interface DefaultOptions {
  readonly transporter: gaxios.Gaxios;
  readonly useAuthRequestParameters: boolean;
  readonly scopes: readonly string[];
  readonly subject: string | undefined;
  readonly root: string | undefined;
}

/**
 * Application default credentials: https://cloud.google.com/docs/authentication/application-default-credentials. With a
 * root neither the machine's own metadata server nor accounts that exchange tokens elsewhere: nothing goes past it.
 */
async function defaultClient({ scopes, subject, root, ...client }: DefaultOptions) {
  const google = new GoogleAuth({ scopes: [...scopes], clientOptions: client });
  const found = await search(google, { client, root });
  const direct = found instanceof JWT || found instanceof UserRefreshClient;
  if (found === undefined || (root !== undefined && !direct)) throw noDefault();
  if (subject === undefined) return found;
  if (!(found instanceof JWT)) {
    throw new Unreachable({
      what: `La casella Gmail ${subject}`,
      why: 'a nome di una persona può scrivere solo un account di servizio con la sua chiave',
      cure: 'Indica il file della chiave in GOOGLE_APPLICATION_CREDENTIALS, ad esempio ./chiave-google.json.',
    });
  }
  found.subject = subject;
  return found;
}

async function search(
  google: GoogleAuth,
  {
    client,
    root,
  }: {
    readonly client: { readonly transporter: gaxios.Gaxios };
    readonly root: string | undefined;
  },
): Promise<AuthClient | undefined> {
  try {
    // Public in spite of their names; the usual way asks the metadata server and gcloud even where a file says all.
    // oxlint-disable no-underscore-dangle
    return (
      (await google._tryGetApplicationCredentialsFromEnvironmentVariable({ ...client })) ??
      (await google._tryGetApplicationCredentialsFromWellKnownFile({ ...client })) ??
      (root === undefined ? await google.getClient() : undefined)
    );
    // oxlint-enable no-underscore-dangle
  } catch {
    // The library's words repeat what stands in the file.
    throw noDefault();
  }
}

function addressOf(client: AuthClient): string | undefined {
  if (client instanceof JWT) return client.email;
  if (client instanceof Impersonated) return client.getTargetPrincipal();
  if (client instanceof BaseExternalAccountClient)
    return client.getServiceAccountEmail() ?? undefined;
  return undefined;
}

function noDefault(failure?: unknown): Unreachable {
  return new Unreachable({
    ...(failure instanceof gaxios.GaxiosError ? { cause: bare(failure) } : {}),
    what: 'L’accesso a Google',
    why: 'ALICE non ha un account con cui entrare',
    cure: 'Indica il file della chiave dell’account di servizio in GOOGLE_APPLICATION_CREDENTIALS, ad esempio ./chiave-google.json.',
  });
}
