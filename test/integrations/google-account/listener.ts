import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type GoogleAccountOptions,
  googleAccount,
} from '../../../src/integrations/google-account/index.ts';
import { transport } from '../../../src/integrations/google-account/transport.ts';
import { Unreachable } from '../../../src/ports.ts';

/** One request as it came. */
export interface Heard {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** What the listener does with a request. `half`: half an answer, then the connection breaks; `ended`: then it just ends. */
export type Answer =
  | 'reset'
  | 'silent'
  | 'half'
  | 'ended'
  | 'truncated'
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: unknown;
    };

/** A place on this machine that answers as it is told: to who asks for a token by `token`, the rest by `answer`. */
export async function listener(
  answer: (request: Heard, number: number) => Answer,
  token: (number: number) => Answer = granted,
) {
  const heard: Heard[] = [];
  const tokens: Heard[] = [];
  const server = createServer((request, response) => {
    const chunks: Uint8Array[] = [];
    request.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const it = { method, url, headers, body: Buffer.concat(chunks).toString('latin1') };
      const isToken = url.endsWith('/token');
      (isToken ? tokens : heard).push(it);
      const said = isToken ? token(tokens.length) : answer(it, heard.length);
      if (said === 'silent') return;
      if (said === 'reset') {
        request.socket.resetAndDestroy();
        return;
      }
      const json = { 'content-type': 'application/json; charset=UTF-8' };
      if (said === 'half') {
        response.writeHead(200, { ...json, 'content-length': 100 });
        response.write('{"a":', () => request.socket.resetAndDestroy());
      } else if (said === 'ended') {
        // In chunks, of which the last never comes.
        response.writeHead(200, json);
        response.write('{"a":', () => request.socket.end());
      } else if (said === 'truncated') {
        response.writeHead(200, json).end('{"a":');
      } else {
        const { body = {} } = said;
        const text = typeof body === 'string' ? body : JSON.stringify(body);
        response.writeHead(said.status, { ...json, ...said.headers });
        response.end([204, 304].includes(said.status) ? undefined : text);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo;
  return {
    root: `http://127.0.0.1:${port}/`,
    heard,
    tokens,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Numbered, so that a test sees which one is used. */
function granted(number: number): Answer {
  return {
    status: 200,
    body: { access_token: `ya29.segreto-${number}`, expires_in: 3599, token_type: 'Bearer' },
  };
}

/** A clock that stands still until somebody waits, and what was waited for. */
export function standingClock(start = 1_800_000_000_000) {
  let at = start;
  const waits: number[] = [];
  return {
    waits,
    now: () => at,
    pass: (milliseconds: number) => {
      at += milliseconds;
    },
    pause: (milliseconds: number, signal?: AbortSignal) => {
      signal?.throwIfAborted();
      waits.push(milliseconds);
      at += milliseconds;
      return Promise.resolve();
    },
  };
}

/** A service account of nobody's. */
export const address = 'alice@prova.iam.gserviceaccount.com';

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});

/** The content of its key file. */
export const key = {
  type: 'service_account',
  project_id: 'prova',
  private_key_id: '0123456789abcdef',
  private_key: privateKey,
  client_email: address,
  client_id: '104729104729104729104',
  token_uri: 'https://oauth2.googleapis.com/token',
};

/** Does something with a file of this content, in a folder that is there only meanwhile. */
export function withFile<T>(content: string, use: (path: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'google-account-'));
  const path = join(folder, 'chiave.json');
  try {
    writeFileSync(path, content);
    return use(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** An account with that key, whose time stands still; chance always says one half. */
export function anAccount(
  root: string | undefined,
  more: Partial<GoogleAccountOptions> & { readonly clock?: ReturnType<typeof standingClock> } = {},
) {
  const { clock = standingClock(), ...options } = more;
  return withFile(JSON.stringify(key), (keyFile) =>
    googleAccount({
      keyFile,
      root,
      scopes: ['https://www.googleapis.com/auth/spreadsheets'],
      now: clock.now,
      pause: clock.pause,
      random: () => 0.5,
      ...options,
    }),
  );
}

/** What carries the calls of such an account, without signing in. */
export function aCarrier(root: string | undefined, clock = standingClock()) {
  const { now, pause } = clock;
  return transport({
    account: { address, scopes: [] },
    root,
    pace: { reads: 60, writes: 60 },
    time: { now, pause },
    random: () => 0.5,
    timeLimit: 180_000,
  });
}

/** What a call failed with, which must be `Unreachable`. */
export async function refusal(call: Promise<unknown>): Promise<Unreachable> {
  const failure = await call.then(
    () => new Error('it did not fail'),
    (it: unknown) => it,
  );
  if (failure instanceof Unreachable) return failure;
  throw failure;
}
