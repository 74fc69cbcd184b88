import * as fc from 'fast-check';
import { describe, test } from 'vitest';
import { damaged, expectNothingLost } from '../a/damaged.ts';

describe('Any workbook people may leave behind', () => {
  test('is read without losing a cell, and each cause is told once', () => {
    fc.assert(fc.property(damaged, expectNothingLost), { numRuns: 200 });
  });
});
