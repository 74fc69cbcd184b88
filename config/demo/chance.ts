/** Chance that repeats itself: the same seed and subject always draw the same. Nothing here is secret. */
export interface Chance {
  /** A whole number from `from` to `to`, ends included. */
  whole(from: number, to: number): number;
  /** True so many times in a hundred. */
  oftenAs(percent: number): boolean;
  /** One of a list that has something in it; throws on an empty one. */
  pick<T>(from: readonly T[]): T;
  /** The same list in another order. */
  shuffled<T>(list: readonly T[]): readonly T[];
}

/**
 * The chance of one subject of a seed. Each subject draws from its own, so that a person more changes no company.
 * xmur3 and mulberry32 (github.com/bryc/code, public domain): small, and good enough to shuffle invented people.
 */
export function chanceOf(seed: number, subject: string): Chance {
  let state = hashed(`${seed}/${subject}`);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let it = Math.imul(state ^ (state >>> 15), 1 | state);
    it = (it + Math.imul(it ^ (it >>> 7), 61 | it)) ^ it;
    return ((it ^ (it >>> 14)) >>> 0) / 4_294_967_296;
  };
  const whole = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return {
    whole,
    oftenAs: (percent) => next() * 100 < percent,
    pick: (from) => at(from, whole(0, from.length - 1)),
    shuffled(list) {
      const mixed = [...list];
      for (let last = mixed.length - 1; last > 0; last -= 1) {
        const other = whole(0, last);
        const kept = at(mixed, last);
        mixed[last] = at(mixed, other);
        mixed[other] = kept;
      }
      return mixed;
    },
  };
}

/** An entry that is known to be there, counted round: past the end it starts again. Throws on an empty list. */
export function at<T>(list: readonly T[], index: number): T {
  const wanted = ((index % list.length) + list.length) % list.length;
  if (!(wanted in list)) throw new Error('nothing to choose from');
  // Just seen to be there, and T itself may allow `undefined`.
  return list[wanted] as T;
}

function hashed(text: string): number {
  let hash = 1_779_033_703 ^ text.length;
  for (let n = 0; n < text.length; n += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(n), 3_432_918_353);
    hash = (hash << 13) | (hash >>> 19);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 2_246_822_507);
  hash = Math.imul(hash ^ (hash >>> 13), 3_266_489_909);
  return (hash ^ (hash >>> 16)) >>> 0;
}
