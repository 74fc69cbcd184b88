/** Thrown where a process is killed: nothing may catch it and go on. */
export class Killed extends Error {}

/** A process that is killed at a point: from then on nothing it asks of the world is done. */
export interface Mortal {
  /** The same port, of this process: each call has a point before it is done and one after. */
  readonly of: <T extends object>(port: T) => T;
  /** How many points it has come to. */
  readonly points: () => number;
}

/** A process killed at its nth point, counted from 1; one that is never killed without. */
export function mortal(at = Number.POSITIVE_INFINITY): Mortal {
  let points = 0;
  const pass = () => {
    points += 1;
    if (points >= at) throw new Killed(`at point ${at}`);
  };
  return {
    points: () => points,
    of: (port) =>
      new Proxy(port, {
        get(target, name, receiver) {
          const it: unknown = Reflect.get(target, name, receiver);
          if (typeof it !== 'function') return it;
          return async (...told: readonly unknown[]) => {
            pass();
            const done: unknown = await Reflect.apply(it, target, told);
            pass();
            return done;
          };
        },
      }),
  };
}
