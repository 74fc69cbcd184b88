import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'full-'));
afterAll(() => rmSync(folder, { recursive: true }));
const saver = fileURLToPath(new URL('./saver.ts', import.meta.url));

/** Runs the saver where no file may grow beyond so many blocks of half a kilobyte. */
function saved(root: string, blocks: number | 'unlimited'): string {
  return execFileSync(
    'sh',
    ['-c', `ulimit -f ${blocks}; exec "$0" "$@"`, process.execPath, saver, root],
    { encoding: 'utf8' },
  );
}

// Windows has no such limit to set.
describe.skipIf(process.platform === 'win32')('a disk that takes half a file', () => {
  it('is left without it, aside too, and takes it whole once there is room', () => {
    const root = join(folder, 'carte');

    const first = saved(root, 100);
    const aside = readdirSync(root, { recursive: true, encoding: 'utf8' });
    const second = saved(root, 'unlimited');

    expect(first).toContain('il disco non risponde come dovrebbe');
    expect(first).toMatch(/not there\n$/);
    expect(aside.filter((it) => /\.(?:pdf|tmp)$/.test(it))).toEqual([]);
    expect(second).toBe('saved 1\nthere\n');
    expect(
      readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((it) => it.endsWith('.pdf')),
    ).toEqual([join('T-0014', 'accordo.pdf')]);
  });
});
