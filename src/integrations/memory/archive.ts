import { createHash } from 'node:crypto';
import type { Archive, Stored } from '../../ports.ts';

/** An archive that is gone when the process ends: for tests. `where` is the path it would have, after `memory:/`. */
export function memoryArchive(): Archive {
  const papers = new Map<
    string,
    readonly { readonly stored: Stored; readonly bytes: Uint8Array }[]
  >();

  return {
    async save({ key, folder, file, bytes }) {
      const versions = papers.get(key) ?? [];
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const there = versions.find((it) => it.stored.sha256 === sha256);
      if (there !== undefined && there === versions.at(-1)) return there.stored;

      const version = versions.length + 1;
      const name = version === 1 ? file : file.replace(/(?=\.[^.]*$|$)/, `.v${version}`);
      const where = `memory:/${[...folder, name].join('/')}`;
      const stored = { key, where, sha256, version };
      papers.set(key, [...versions, { stored, bytes: bytes.slice() }]);
      return stored;
    },

    async find(key) {
      return papers.get(key)?.at(-1)?.stored;
    },

    async open(key) {
      return papers.get(key)?.at(-1)?.bytes.slice();
    },
  };
}
