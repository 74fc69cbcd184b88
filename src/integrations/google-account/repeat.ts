import type { gaxios } from 'google-auth-library';
import { isTooFast, UNREADABLE } from './worded.ts';

/**
 * What is known of a call that failed. `undone`: Google did nothing, so anything may be asked again. `unclear`: the
 * work may have been done and only the answer lost. `final`: asking again would change nothing.
 */
export type Outcome = 'undone' | 'unclear' | 'final';

export function outcomeOf(failure: gaxios.GaxiosError): Outcome {
  const { status } = failure;
  if (isTooFast(failure)) return 'undone';
  if (status !== undefined) return [500, 502, 503, 504].includes(status) ? 'unclear' : 'final';
  if (neverConnected(failure)) return 'undone';
  return LOST.includes(String(failure.code)) ? 'unclear' : 'final';
}

/** Whether Google was never reached: no net, no such host, nobody listening. */
export function neverConnected({ error, status }: gaxios.GaxiosError): boolean {
  // node-fetch keeps what the system was doing under this name, which its types do not tell.
  const doing = error !== undefined && 'erroredSysCall' in error ? error.erroredSysCall : undefined;
  return status === undefined && (doing === 'connect' || doing === 'getaddrinfo');
}

/**
 * Milliseconds to wait before the try after the `tries`-th: by chance up to a second, two, four, … at most 64
 * (https://developers.google.com/workspace/sheets/api/limits#exponential), and never less than Google asked for.
 */
export function waitAfter(
  tries: number,
  { chance, atLeast }: { readonly chance: number; readonly atLeast: number },
): number {
  // Whole, as the library's time limit has to be.
  return Math.max(Math.round(chance * Math.min(64_000, 1000 * 2 ** (tries - 1))), atLeast);
}

/** How many milliseconds Google asks to wait, as seconds or as a date; 0 where it does not say. */
export function askedToWait({ response }: gaxios.GaxiosError, now: number): number {
  const asked = response?.headers.get('retry-after')?.trim() ?? '';
  if (/^\d+$/.test(asked)) return Number(asked) * 1000;
  const until = Date.parse(asked);
  // By Google's own clock where it is told: this machine's may be wrong.
  const at = Date.parse(response?.headers.get('date') ?? '');
  return Number.isNaN(until) ? 0 : Math.max(0, until - (Number.isNaN(at) ? now : at));
}

const LOST: readonly string[] = [
  'ECONNRESET',
  'ECONNABORTED',
  'ECONNREFUSED',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'ENETDOWN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ERR_SOCKET_CONNECTION_TIMEOUT',
  // Of a pressed answer that ends too early.
  'Z_BUF_ERROR',
  'Z_DATA_ERROR',
  'TimeoutError',
  UNREADABLE,
];
