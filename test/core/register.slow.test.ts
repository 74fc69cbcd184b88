import * as fc from 'fast-check';
import { describe, test } from 'vitest';
import { damaged, expectNothingLost } from '../a/damaged.ts';

// Told by fast-check on failure and settable, so that a failure can be played again.
const seed = Number(process.env['ALICE_SEED'] ?? 20_261_122);

describe('Ten thousand workbooks people may leave behind', () => {
  test(`are read without losing a cell, and each cause is told once (seed ${seed})`, () => {
    fc.assert(fc.property(damaged, expectNothingLost), { numRuns: 10_000, seed });
  });
});
