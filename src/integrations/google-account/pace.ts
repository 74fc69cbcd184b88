/** The time, and how to let it pass: tests hand in a clock that stands still until somebody waits. */
export interface Time {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Comes back after so many milliseconds; throws as soon as `signal` aborts. */
  readonly pause: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

/** How many calls a minute a service is asked at most. */
export interface Pace {
  readonly reads: number;
  readonly writes: number;
}

/** Waits until it is one's turn: first come, first served. */
export type Turn = (signal?: AbortSignal) => Promise<void>;

/**
 * A second more than the minute: a call may take longer on its way than the next one, and Google counts when they
 * arrive.
 */
const WINDOW = 61_000;

/** Gives at most `perMinute` turns in any minute, wherever the minute begins. */
export function turns(perMinute: number, { now, pause }: Time): Turn {
  let given: readonly number[] = [];
  let last: Promise<void> = Promise.resolve();

  return (signal) => {
    const mine = last.then(() => myTurn(signal));
    // Who no longer wants their turn is told so themselves; those behind go on.
    last = mine.catch(() => undefined);
    return mine;
  };

  async function myTurn(signal: AbortSignal | undefined): Promise<void> {
    for (;;) {
      signal?.throwIfAborted();
      const at = now();
      // A clock put back forgets what it then holds for the future, rather than wait for it.
      given = given.filter((it) => it <= at && at - it < WINDOW);
      const [first] = given;
      if (first === undefined || given.length < perMinute) {
        given = [...given, at];
        return;
      }
      await pause(first + WINDOW - at, signal);
    }
  }
}
