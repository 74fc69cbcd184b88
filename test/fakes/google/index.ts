import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { discovery, serviceOf, type Violation } from './discovery.ts';
import { type FakeDrive, fakeDrive } from './drive.ts';
import { type FakeGmail, fakeGmail } from './gmail.ts';
import type {
  FakeAnswer,
  FakeDocument,
  FakeOptions,
  FakeRequest,
  FakeService,
  FakeWorld,
} from './service.ts';
import { type FakeSheets, fakeSheets } from './sheets.ts';
import { fakeTokens } from './token.ts';
import {
  broken,
  insufficientScopes,
  invalidPayload,
  noMethod,
  refusal,
  serviceDisabled,
  unauthenticated,
  unregistered,
} from './worded.ts';

/** A double of Google: tokens, Sheets, Drive and Gmail behind one HTTP listener on this machine. */
export interface FakeGoogle {
  /** `http://127.0.0.1:PORT/`: what `GOOGLE_API_ROOT` is set to. Paths are those of Google, whatever their host. */
  readonly root: string;
  /** The key file of a service account this world knows, as an object. */
  readonly key: object;
  /** The service account's address. */
  readonly address: string;
  /** Every call in order, token exchanges and refused ones included. */
  readonly calls: readonly FakeCall[];
  /** What requests and answers held that Google does not know; empty where the documents are not there. */
  readonly violations: readonly Violation[];
  readonly sheets: FakeSheets;
  readonly drive: FakeDrive;
  readonly gmail: FakeGmail;
  /** At the `at`-th call from now (1 is the next), once; or at every call for which `at` holds. */
  fault(at: number | ((call: FakeCall) => boolean), what: Fault): void;
  /** No more faults, also those not come to yet. */
  calm(): void;
  /** Runs with each call before it is answered, so that people can act between ALICE's calls. `undefined`: no more. */
  before(hook: ((call: FakeCall) => void | Promise<void>) | undefined): void;
  /** Every token given so far is no longer good: the next call with one is answered 401. */
  revoke(): void;
  /** What the listener does with a request, without the listener. */
  respond(asked: Asked): Promise<Reply>;
  close(): Promise<void>;
}

/** One call as it was made and answered. */
export interface FakeCall {
  /** From 1, in order of arrival. */
  readonly number: number;
  readonly method: string;
  /** Without query, as it came: `/v4/spreadsheets/1AbC:batchUpdate`. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Who called; nobody for a token exchange. */
  readonly as: string | undefined;
  readonly requestBytes: number;
  /** The body read as JSON; `undefined` when it was none. */
  readonly json: unknown;
  /** 0 until it is answered, and for good when it never was. */
  readonly status: number;
  /** Of the body, as JSON before it was pressed. */
  readonly answerBytes: number;
  /** The fault it met. */
  readonly fault?: Fault;
}

/**
 * What goes wrong with a call. A number is a status in Google's words, nothing done. `reset before` and `never answers`:
 * nothing was done. `reset after` (no answer at all), `reset midway` (half of it), `truncated` (half of it, as if
 * it were whole), `answers too late` (never): the work was done. `status` with `worked` is an error after the work.
 */
export type Fault =
  | 403
  | 429
  | 500
  | 502
  | 503
  | 504
  | 'reset before'
  | 'reset after'
  | 'reset midway'
  | 'never answers'
  | 'answers too late'
  | 'truncated'
  | { readonly status: number; readonly retryAfter?: string; readonly worked?: boolean };

/** A request as it comes from the wire. */
export interface Asked {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** What goes back: an answer, or nothing: a connection that breaks or stays silent. */
export type Reply = Answered | { readonly how: 'reset' | 'silent' };

/** An answer on its way: all of it, or half and then a broken connection (`midway`). */
export interface Answered {
  readonly how: 'answered' | 'midway';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
}

/** A body longer than this is refused. https://developers.google.com/workspace/sheets/api/limits */
const LARGEST_BODY = 10_485_760;

/** Makes a world with a Google of its own, listening on a free port. Sets nothing outside; `close` it. */
export async function fakeGoogle(options: FakeOptions = {}): Promise<FakeGoogle> {
  const world = worldOf(options);
  const tokens = fakeTokens(world);
  const sheets = fakeSheets(world);
  const drive = fakeDrive(world);
  const gmail = fakeGmail(world);
  const services: readonly FakeService[] = [sheets, drive, gmail];
  const described = options.validate === false ? undefined : discovery();
  const calls: Recorded[] = [];
  const violations: Violation[] = [];
  let faults: { readonly at: number | ((call: FakeCall) => boolean); readonly what: Fault }[] = [];
  let hook: ((call: FakeCall) => void | Promise<void>) | undefined;

  const server = createServer((request, response) => {
    const chunks: Uint8Array[] = [];
    request.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    request.on('error', () => undefined);
    request.on('end', () => {
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      );
      const asked = {
        method: request.method ?? 'GET',
        url: request.url ?? '/',
        headers,
        body: Buffer.concat(chunks),
      };
      void respond(asked)
        .catch((error: unknown): Reply => {
          // A slip of the double itself must be seen in the test, not waited for.
          const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
          return answered({ status: 599, body: { error: { code: 599, message: told } } });
        })
        .then((reply) => {
          if (!('bytes' in reply)) {
            if (reply.how === 'reset') request.socket.resetAndDestroy();
            return;
          }
          const { status, headers: told, bytes } = reply;
          response.writeHead(status, { ...told, 'content-length': bytes.length });
          if (reply.how === 'answered') response.end(bytes);
          else {
            response.write(bytes.subarray(0, bytes.length >> 1), () =>
              request.socket.resetAndDestroy(),
            );
          }
        });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo;

  return {
    root: `http://127.0.0.1:${port}/`,
    key: tokens.key,
    address: world.address,
    calls,
    violations,
    sheets,
    drive,
    gmail,
    fault: (at, what) => {
      faults = [...faults, { at: typeof at === 'number' ? calls.length + at : at, what }];
    },
    calm: () => {
      faults = [];
    },
    before: (wanted) => {
      hook = wanted;
    },
    revoke: () => tokens.revoke(),
    respond,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  async function respond(asked: Asked): Promise<Reply> {
    const { pathname, searchParams: query } = new URL(asked.url, 'http://127.0.0.1');
    // Google takes a needless slash before a verb and at the end, as some clients send it.
    const path = pathname.replace(/\/+(?=:|$)/g, '');
    const bearer = tokens.bearer(tokenIn(asked.headers, query));
    const call: Recorded = {
      number: calls.length + 1,
      method: asked.method,
      path,
      query,
      as:
        bearer?.as ?? (options.unsigned === true && path !== '/token' ? world.address : undefined),
      requestBytes: asked.body.length,
      json: jsonIn(asked),
      status: 0,
      answerBytes: 0,
    };
    calls.push(call);
    await hook?.(call);

    const met = faults.find((it) =>
      typeof it.at === 'number' ? it.at === call.number : it.at(call),
    )?.what;
    if (met !== undefined) call.fault = met;
    if (met === 'reset before') return { how: 'reset' };
    if (met === 'never answers') return { how: 'silent' };
    if (typeof met === 'number') return sent(call, broken(met, serviceOf(path)));
    const worked = typeof met !== 'object' || met.worked === true;
    const answer = worked ? work(asked, call, bearer?.scopes) : { status: 0 };
    if (typeof met === 'object') {
      const { headers, ...rest } = broken(met.status, serviceOf(path));
      const { retryAfter } = met;
      return sent(call, {
        ...rest,
        headers: { ...headers, ...(retryAfter === undefined ? {} : { 'retry-after': retryAfter }) },
      });
    }
    if (met === 'reset after') return { how: 'reset' };
    if (met === 'answers too late') return { how: 'silent' };
    const reply = sent(
      call,
      answer,
      met === 'truncated' ? undefined : asked.headers['accept-encoding'],
    );
    if (met === 'reset midway') return { ...reply, how: 'midway' };
    return met === 'truncated'
      ? { ...reply, bytes: reply.bytes.subarray(0, reply.bytes.length >> 1) }
      : reply;
  }

  /** The answer of the service a call is for, and whether Google's description knows both. */
  function work(asked: Asked, call: FakeCall, scopes: readonly string[] | undefined): FakeAnswer {
    const { method, path, query, json } = call;
    if (path === '/token') {
      return method === 'POST'
        ? tokens.exchange(new URLSearchParams(Buffer.from(asked.body).toString('utf8')))
        : noMethod(path);
    }
    const name = serviceOf(path);
    if (name === undefined) return noMethod(path);
    if (call.as === undefined) {
      return tokenIn(asked.headers, query) === '' ? unregistered() : unauthenticated();
    }
    if (options.disabled?.includes(name) === true) return serviceDisabled(name);
    const needed = described?.scopes(call) ?? [];
    if (scopes !== undefined && needed.length > 0 && !needed.some((it) => scopes.includes(it))) {
      return insufficientScopes(name, path);
    }
    if (asked.body.length > LARGEST_BODY && !path.startsWith('/upload/')) {
      return refusal(400, `Request payload size exceeds the limit: ${LARGEST_BODY} bytes.`);
    }
    // The pieces of a resumable upload go to an address of its session, which is no method: Drive knows it.
    const isPiece = query.has('upload_id');
    if (!isPiece && json === undefined && asked.body.length > 0 && isJson(asked.headers)) {
      return invalidPayload([
        { at: '', description: 'Invalid JSON payload received. Unexpected end of string.' },
      ]);
    }
    const wrong = isPiece ? [] : (described?.request(call) ?? []);
    if (wrong.length > 0) {
      violations.push(...wrong);
      return wrong.some((it) => it.description === 'Google has no such method.')
        ? noMethod(path)
        : invalidPayload(wrong);
    }
    const request: FakeRequest = {
      method,
      path,
      query,
      headers: asked.headers,
      body: asked.body,
      as: call.as,
      scopes: scopes ?? needed,
    };
    const service = services.find((it) => it.name === name);
    const answer = service?.answer(request) ?? noMethod(path);
    if (answer.status < 300 && answer.body !== undefined && !(answer.body instanceof Uint8Array)) {
      violations.push(...(described?.answer({ method, path, query, json }, answer.body) ?? []));
    }
    return answer;
  }

  function sent(call: Recorded, answer: FakeAnswer, accepts?: string): Answered {
    const reply = answered(answer);
    call.status = answer.status;
    call.answerBytes = reply.bytes.length;
    // Google presses what is worth it.
    if (accepts?.includes('gzip') !== true || reply.bytes.length < 1024) return reply;
    return {
      ...reply,
      headers: { ...reply.headers, 'content-encoding': 'gzip' },
      bytes: gzipSync(reply.bytes, { level: 1 }),
    };
  }
}

type Recorded = { -readonly [K in keyof FakeCall]: FakeCall[K] };

function answered(answer: FakeAnswer): Answered {
  const raw = answer.body instanceof Uint8Array;
  const bytes =
    answer.body instanceof Uint8Array
      ? answer.body
      : Buffer.from(answer.body === undefined ? '' : JSON.stringify(answer.body));
  const type = raw ? 'application/octet-stream' : 'application/json; charset=UTF-8';
  return {
    how: 'answered',
    status: answer.status,
    headers: {
      ...(answer.body === undefined ? {} : { 'content-type': type }),
      ...answer.headers,
    },
    bytes,
  };
}

function worldOf(options: FakeOptions): FakeWorld {
  const { address = 'alice@progetto-di-prova.iam.gserviceaccount.com', domain = 'example.org' } =
    options;
  let last = 0;
  return {
    options,
    address,
    domain,
    now: () => options.now?.() ?? Date.now(),
    newId: (length = 44) => {
      last += 1;
      const letters = createHash('sha512').update(`${address} ${last}`).digest('base64url');
      return `1${letters}`.slice(0, length);
    },
    documents: new Map<string, FakeDocument>(),
  };
}

function tokenIn(headers: Readonly<Record<string, string>>, query: URLSearchParams): string {
  return (
    /^Bearer\s+(.+)$/i.exec(headers['authorization'] ?? '')?.[1] ?? query.get('access_token') ?? ''
  );
}

function isJson(headers: Readonly<Record<string, string>>): boolean {
  return headers['content-type']?.includes('application/json') === true;
}

/** The body as JSON: the whole of it, or the first part of an upload in several parts. */
function jsonIn({ headers, body }: Asked): unknown {
  const type = headers['content-type'] ?? '';
  const boundary = /^multipart\/related;.*boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (boundary === undefined && !type.includes('json')) return undefined;
  if (body.length === 0) return undefined;
  const text = Buffer.from(body).toString('utf8');
  const part =
    boundary === undefined
      ? text
      : text
          .split(`--${boundary}`)
          .map((it) => /^\r?\n([^]*?)\r?\n\r?\n([^]*)$/.exec(it))
          .find((it) => /application\/json/i.test(it?.[1] ?? ''))?.[2];
  try {
    return part === undefined ? undefined : (JSON.parse(part) as unknown);
  } catch {
    return undefined;
  }
}
