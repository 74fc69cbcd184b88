import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Archive, Paper } from '../../src/ports.ts';

/** What every archive promises. `make` gives an empty one each time. */
export function anArchive(name: string, make: () => Archive): void {
  describe(name, () => {
    it('gives back what was saved', async () => {
      const archive = make();

      const stored = await archive.save(aPaper());

      expect(stored).toEqual({
        key: 'T-0014/accordo/1',
        where: stored.where,
        sha256: createHash('sha256').update(aPaper().bytes).digest('hex'),
        version: 1,
      });
      expect(await archive.find('T-0014/accordo/1')).toEqual(stored);
      expect(await bytesOf(archive, 'T-0014/accordo/1')).toEqual([1, 2, 3]);
    });

    it('knows nothing of a paper that was never saved', async () => {
      const archive = make();
      await archive.save(aPaper());

      expect(await archive.find('T-0014/accordo/2')).toBe(undefined);
      expect(await archive.open('T-0014/accordo/2')).toBe(undefined);
    });

    it('stores the same paper once', async () => {
      const archive = make();

      const first = await archive.save(aPaper());
      const again = await archive.save(aPaper());

      expect(again).toEqual(first);
    });

    it('makes a new version of other bytes under the same key, in another place', async () => {
      const archive = make();
      const first = await archive.save(aPaper());

      const second = await archive.save(aPaper({ bytes: Uint8Array.of(4, 5) }));

      expect(second.version).toBe(2);
      expect(second.where).not.toBe(first.where);
      expect(await archive.find(first.key)).toEqual(second);
      expect(await bytesOf(archive, first.key)).toEqual([4, 5]);
    });

    it('counts a return to earlier bytes as a new version', async () => {
      const archive = make();
      await archive.save(aPaper());
      await archive.save(aPaper({ bytes: Uint8Array.of(4, 5) }));

      const third = await archive.save(aPaper());

      expect(third.version).toBe(3);
      expect(await bytesOf(archive, third.key)).toEqual([1, 2, 3]);
    });

    it('keeps papers of one name and folder apart by their keys', async () => {
      const archive = make();

      const one = await archive.save(aPaper({ key: 'a', bytes: Uint8Array.of(1) }));
      const other = await archive.save(aPaper({ key: 'b', bytes: Uint8Array.of(2) }));

      expect([one.version, other.version]).toEqual([1, 1]);
      expect(await bytesOf(archive, 'a')).toEqual([1]);
      expect(await bytesOf(archive, 'b')).toEqual([2]);
    });

    it('does not mind being handed several papers at once', async () => {
      const archive = make();

      const saved = await Promise.all([
        archive.save(aPaper()),
        archive.save(aPaper({ bytes: Uint8Array.of(9) })),
        archive.save(aPaper({ bytes: Uint8Array.of(9) })),
        archive.save(aPaper({ key: 'altro', file: 'altro.pdf' })),
      ]);

      expect(saved.map((it) => it.version)).toEqual([1, 2, 2, 1]);
      expect(await bytesOf(archive, aPaper().key)).toEqual([9]);
    });

    it('takes any text for a key', async () => {
      const archive = make();
      const keys = ['../../fuori', '', 'è/«»/\u0000', 'A', 'a'];

      for (const [n, key] of keys.entries()) {
        await archive.save(aPaper({ key, file: `${n}.pdf`, bytes: Uint8Array.of(n) }));
      }

      for (const [n, key] of keys.entries()) expect(await bytesOf(archive, key)).toEqual([n]);
    });

    it('keeps an empty paper', async () => {
      const archive = make();

      await archive.save(aPaper({ bytes: new Uint8Array() }));

      expect(await bytesOf(archive, aPaper().key)).toEqual([]);
    });

    it('does not change with the bytes it was handed', async () => {
      const archive = make();
      const bytes = Uint8Array.of(1, 2, 3);
      await archive.save(aPaper({ bytes }));

      bytes[0] = 9;

      expect(await bytesOf(archive, aPaper().key)).toEqual([1, 2, 3]);
    });
  });
}

/** An agreement of three bytes. */
export function aPaper(paper: Partial<Paper> = {}): Paper {
  return {
    key: 'T-0014/accordo/1',
    folder: ['2026', 'T-0014'],
    file: 'T-0014 accordo 1.pdf',
    bytes: Uint8Array.of(1, 2, 3),
    ...paper,
  };
}

async function bytesOf(archive: Archive, key: string): Promise<readonly number[] | undefined> {
  const bytes = await archive.open(key);
  return bytes === undefined ? undefined : [...bytes];
}
