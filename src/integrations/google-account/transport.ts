import { Agent } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import { gaxios } from 'google-auth-library';
import { type Pace, type Time, type Turn, turns } from './pace.ts';
import { askedToWait, neverConnected, outcomeOf, waitAfter } from './repeat.ts';
import { type Account, bare, type Service, serviceOf, UNREADABLE, unreachable } from './worded.ts';

/** What all calls of one account share. */
export interface TransportOptions {
  readonly account: Account;
  /** Where every call goes instead of Google. */
  readonly root?: string | undefined;
  readonly pace: Pace;
  readonly time: Time;
  /** From 0 to 1, without 1. */
  readonly random: () => number;
  /** Milliseconds one try may take. */
  readonly timeLimit: number;
}

/**
 * Carries calls to Google, the exchange of tokens included: in turn, within the time limit, again where that is right,
 * and nowhere else than to Google or `root`. A call that fails for good throws `Unreachable`; one that its caller gave
 * up (`signal`) throws what it threw; a host that is not Google's, or a body Google never takes, is our own mistake.
 *
 * With a root, calls go straight there, whatever HTTPS_PROXY says: who names a root says where calls are to go, often
 * this very machine, which no proxy reaches. Without one, HTTPS_PROXY and NO_PROXY hold as the library knows them.
 */
export function transport(options: TransportOptions): gaxios.Gaxios {
  const { account, pace, time, random, timeLimit } = options;
  // Redirects are not followed: they could lead anywhere, and Google's API has none.
  // The library's own redactor writes into the form that asks for a token, and the next try would send what it wrote;
  // `bare` takes out more, and only in the end.
  const once = new gaxios.Gaxios({ redirect: 'manual', errorRedactor: false });
  once.interceptors.request.add({ resolved: bound(options.root) });
  const reads = turns(pace.reads, time);
  const writes = turns(pace.writes, time);
  // Quotas of their own, far wider; calls enough for ALICE, without pouring them out all at once:
  // https://developers.google.com/workspace/drive/api/guides/limits, https://developers.google.com/workspace/gmail/api/reference/quota
  const others: Readonly<Partial<Record<Service, Turn>>> = {
    drive: turns(600, time),
    gmail: turns(120, time),
  };

  // An object of the library's own class: that is what its clients take.
  const carrier = new gaxios.Gaxios();
  carrier.request = carry;
  return carrier;

  async function carry<T>(asked: gaxios.GaxiosOptions = {}): Promise<gaxios.GaxiosResponse<T>> {
    // Kept from the library, which would repeat on its own.
    const { retry: _, retryConfig, ...call } = asked;
    const method = (call.method ?? 'GET').toUpperCase();
    const harmless =
      ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'].includes(method) ||
      retryConfig?.httpMethodsToRetry?.includes(method) === true;
    const signal = call.signal ?? undefined;
    const turn = turnFor(method, serviceOf(new URL(call.url ?? '')));

    for (let tries = 1, spent = 0; ; tries += 1) {
      await turn?.(signal);
      const begun = time.now();
      const timeout = Math.ceil(Math.min(timeLimit, PATIENCE - spent));
      const answer = await once.request<T>({ ...call, timeout }).catch(failureOf);
      const failure = answer instanceof gaxios.GaxiosError ? answer : unreadable(answer);
      if (failure === undefined) return answer as gaxios.GaxiosResponse<T>; // a failure is told apart above
      if (signal?.aborted === true || isOurs(failure)) throw bare(failure);

      spent += time.now() - begun;
      const atLeast = askedToWait(failure, time.now());
      const wait = waitAfter(tries, { chance: random(), atLeast });
      const outcome = outcomeOf(failure);
      const may = outcome === 'undone' || (outcome === 'unclear' && harmless);
      // Who has no net at all is told soon.
      const most = neverConnected(failure) ? 5 : 10;
      if (!may || tries >= most || spent + wait > PATIENCE - SHORTEST) {
        throw unreachable(failure, { ...account, tries, spent, atLeast });
      }
      spent += wait;
      await time.pause(wait, signal);
    }
  }

  function turnFor(method: string, service: Service): Turn | undefined {
    if (service !== 'sheets') return others[service];
    return method === 'GET' ? reads : writes;
  }
}

/** Milliseconds after which nobody is left waiting for one call, its own turns aside. */
const PATIENCE = 300_000;

/** Milliseconds a last try should have at least. */
const SHORTEST = 30_000;

/** A JSON body longer than this is refused: https://developers.google.com/workspace/sheets/api/limits */
const LARGEST_BODY = 10_485_760;

/** Looks at each call as it leaves: where it goes, and how much it carries. */
function bound(root: string | undefined) {
  const straight = root?.startsWith('https:')
    ? new SecureAgent({ keepAlive: true, timeout: 5000 })
    : new Agent({ keepAlive: true, timeout: 5000 });

  return async (call: gaxios.GaxiosOptionsPrepared): Promise<gaxios.GaxiosOptionsPrepared> => {
    if (typeof call.body === 'string' && Buffer.byteLength(call.body) > LARGEST_BODY) {
      throw new Error('a body longer than Google takes');
    }
    const url = destination(call.url, root);
    if (root === undefined) return call;
    // What tells a proxy which of Google's hosts was meant.
    call.headers.set('x-forwarded-host', call.url.host);
    return { ...call, url, agent: straight };
  };
}

function destination(url: URL, root: string | undefined): URL {
  const base = root === undefined ? undefined : new URL(root);
  const folder = base?.pathname.replace(/\/$/, '') ?? '';
  if (base !== undefined && url.origin === base.origin && url.pathname.startsWith(`${folder}/`)) {
    return url;
  }
  if (url.protocol !== 'https:' || !/(?:^|\.)googleapis\.com$/.test(url.hostname)) {
    throw new Error(`a call to ${url.host}, which is not Google's`);
  }
  return base === undefined ? url : new URL(`${base.origin}${folder}${url.pathname}${url.search}`);
}

function failureOf(failure: unknown): gaxios.GaxiosError {
  if (failure instanceof gaxios.GaxiosError) return failure;
  throw failure;
}

/** Neither an answer nor anything the network says: a header that cannot be, a type that is wrong. */
function isOurs({ response, code }: gaxios.GaxiosError): boolean {
  return response === undefined && code === undefined;
}

/** A failure where an answer says it is JSON and is not, or is a page where there are none: the library lets both pass as text. */
function unreadable({ status, headers, data, config }: gaxios.GaxiosResponse<unknown>) {
  if (typeof data !== 'string' || [204, 304].includes(status)) return undefined;
  if (config.method?.toUpperCase() === 'HEAD' || config.responseType === 'text') return undefined;
  if (config.url.searchParams.get('alt') === 'media') return undefined;
  const type = headers.get('content-type') ?? '';
  if (!/\bjson\b/i.test(type) && !(/\bhtml\b/i.test(type) && data !== '')) return undefined;
  // Without the answer: half a token would stand in it.
  return new gaxios.GaxiosError('the answer cannot be read', config, undefined, {
    code: UNREADABLE,
  });
}
