import { afterAll, beforeAll, expect, it } from 'vitest';
import { crowd } from './crowd.ts';
import { type Theatre, theatre } from './stage.ts';

let world: Theatre;

beforeAll(async () => {
  world = await theatre({ validate: false });
});

afterAll(() => world.close());

// A quarter of the calls that put something back meet people who are at it again.
it.each([
  { seeds: [1001, 2000], hurry: 0 },
  { seeds: [2001, 2300], hurry: 0.25 },
] as const)(
  'loses nothing and gives each row its own ID: seeds $seeds',
  async ({ seeds: [first, last], hurry }) => {
    let changed = 0;
    for (let seed = first; seed <= last; seed += 1) {
      const outcome = await crowd(world, seed, hurry);

      expect(outcome.wrong, `seed ${seed}: ${outcome.acts.join(' · ')}`).toEqual([]);
      changed += outcome.changed;
    }
    expect(changed).toBeGreaterThan((last - first) / 2);
  },
);
