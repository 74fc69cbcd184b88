import { execFile } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';

const run = promisify(execFile);

describe('the bytes of a paper', () => {
  test('are the same in two processes at the two ends of the world', async () => {
    const printedIn = async (zone: string, language: string) => {
      const file = join(import.meta.dirname, 'print-all.ts');
      const env = { ...process.env, TZ: zone, LANG: language, LC_ALL: language };
      const { stdout } = await run(process.execPath, [file], { env });
      return stdout.trim().split('\n');
    };

    const [here, there] = await Promise.all([
      printedIn('Europe/Rome', 'it_IT.UTF-8'),
      printedIn('Pacific/Auckland', 'C'),
    ]);

    expect(here).toHaveLength(4);
    expect(new Set(here).size).toBe(4);
    expect(there).toEqual(here);
  });
});
