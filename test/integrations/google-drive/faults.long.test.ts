import { describe, expect, it } from 'vitest';
import { aPaper } from '../../contracts/archive.ts';
import type { Fault } from '../../fakes/google/index.ts';
import { anArchiveIn, aWorld, papersIn } from './stage.ts';

describe('whatever goes wrong while a paper is saved', () => {
  const faults: readonly Fault[] = [
    403,
    429,
    500,
    503,
    'reset before',
    'reset after',
    'reset midway',
    'truncated',
    { status: 500, worked: true },
    { status: 503, worked: true },
  ];

  it.each(faults)('it is there once, and found: %j at each call', async (fault) => {
    for (let at = 1; at <= 9; at += 1) {
      const google = await aWorld();
      const { archive, again } = anArchiveIn(google);
      google.fault(at, fault);

      const stored = await archive.save(aPaper());

      expect(papersIn(google)).toHaveLength(1);
      expect(google.drive.files.filter((it) => it.name === 'T-0014')).toHaveLength(1);
      expect(await again().find(aPaper().key)).toEqual(stored);
      if (google.calls.every((it) => it.fault === undefined)) expect(at).toBeGreaterThan(7);
      await google.close();
    }
  });

  it.each(faults)('that does not stop at all is told; the next save ends it: %j', async (fault) => {
    for (const step of ['files', 'generateIds', 'upload-post', 'upload-put']) {
      const google = await aWorld();
      const { archive, again } = anArchiveIn(google);
      google.fault((call) => stepOf(call) === step, fault);

      const failed = await archive.save(aPaper()).then(
        () => false,
        () => true,
      );
      google.calm();
      const stored = await again().save(aPaper());

      expect(papersIn(google), `${step}, failed: ${failed}`).toHaveLength(1);
      expect(stored.version).toBe(1);
      await google.close();
    }
  });
});

function stepOf({ method, path }: { readonly method: string; readonly path: string }): string {
  if (path.startsWith('/upload/')) return `upload-${method.toLowerCase()}`;
  return path.split('/').at(-1) ?? '';
}
