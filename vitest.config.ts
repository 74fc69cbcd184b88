import { defineConfig } from 'vitest/config';

/** Three speeds: `fast` for every save (≤10 s), `all` what npm test adds, `slow` what needs LibreOffice, kills or 10⁴ runs. */
export default defineConfig({
  test: {
    // One worker a processor: most of the time a test waits for a process of its own.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'fast',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.long.test.ts', 'test/**/*.slow.test.ts'],
          // Shared machines are slow now and then: a test that hangs is still told from one that waits.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'all',
          include: ['test/**/*.long.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'slow',
          include: ['test/**/*.slow.test.ts'],
          testTimeout: 900_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
