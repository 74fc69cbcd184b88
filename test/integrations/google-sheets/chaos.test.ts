import { afterAll, beforeAll, expect, it } from 'vitest';
import { crowd } from './crowd.ts';
import { type Theatre, theatre } from './stage.ts';

let world: Theatre;

beforeAll(async () => {
  world = await theatre({ validate: false });
});

afterAll(() => world.close());

it('loses nothing and gives each row its own ID while people sort, move, insert, delete and type', async () => {
  // Every other time they are at it again while something is being put back.
  let changed = 0;
  for (let seed = 1; seed <= 20; seed += 1) {
    const outcome = await crowd(world, seed, seed % 2 === 0 ? 0.5 : 0);

    expect(outcome.wrong, `seed ${seed}: ${outcome.acts.join(' · ')}`).toEqual([]);
    changed += outcome.changed;
  }
  // A crowd that never got in her way would prove nothing.
  expect(changed).toBeGreaterThan(10);
});
