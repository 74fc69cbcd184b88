import { createHash } from 'node:crypto';
import { extname, join, resolve } from 'node:path';
import { z } from 'zod';
import { type Archive, type Paper, type Stored, Unreachable } from '../../ports.ts';
import {
  bytesAt,
  folderInside,
  HIDDEN,
  isPlainName,
  isThere,
  putInstead,
  putOnce,
  reaching,
  refuseOddName,
  sweep,
} from './disk.ts';

/**
 * Papers in a folder of this machine, filed as people would: `<root>/<folder>/<file>`. What ALICE
 * needs to find them again lies in `<root>/.alice`, a small file per key. Nothing is ever overwritten
 * or deleted: other bytes under the same key go beside the old ones (`T-0014.v2.pdf`), and so does a
 * paper whose name is taken by somebody else's file. Where it will lie is noted before it is put there,
 * so that no paper is ever there and not found, however a run was cut short. A paper that a person removed is not found, and
 * may be saved anew; one that a person altered is not opened: it throws `Unreachable`. A name that
 * is not plain (`..`, slashes) is a broken promise, and throws.
 */
export function folderArchive({ root }: { readonly root: string }): Archive {
  const home = resolve(root);
  const what = `La cartella delle carte (${home})`;
  const reach = reaching(what);
  const cardOf = (key: string) => join(home, HIDDEN, `${sha256(key)}.json`);
  // One paper at a time: two versions of one key would else both be the second.
  let turn: Promise<unknown> = Promise.resolve();
  let swept = false;

  async function save({ key, folder, file, bytes }: Paper): Promise<Stored> {
    for (const name of [...folder, file]) refuseOddName(name);
    if (!swept) await sweep(home);
    swept = true;
    const digest = sha256(bytes);
    const known = await versionsOf(key);
    const latest = known.at(-1);
    if (latest?.sha256 !== digest) {
      return write({ version: (latest?.version ?? 0) + 1, earlier: known });
    }
    if ((await digestAt(join(home, latest.path))) === digest) return storedAs(key, latest);
    // Moved away or altered since: it is written again, and stays the version it was.
    return write({ version: latest.version, earlier: known.slice(0, -1) });

    async function write(as: { readonly version: number; readonly earlier: readonly Version[] }) {
      const inside = await folderInside(home, folder);
      const named = (name: string): Version => ({
        path: [...folder, name].join('/'),
        sha256: digest,
        version: as.version,
      });
      const name = await place({
        inside,
        name: nameOf(file, as.version),
        bytes,
        digest,
        note: (it) => putCard(key, [...as.earlier, { ...named(it), awaited: true }]),
      });
      await putCard(key, [...as.earlier, named(name)]);
      return storedAs(key, named(name));
    }
  }

  async function putCard(key: string, versions: readonly Noted[]): Promise<void> {
    const card = JSON.stringify({ key, versions }, undefined, 2);
    await putInstead(home, cardOf(key), Buffer.from(card));
  }

  /** Under a name nobody has yet, or that has these very bytes already; noted before it is tried. */
  async function place({ inside, name, bytes, digest, note }: Placing): Promise<string> {
    for (let attempt = 1; attempt < 100; attempt += 1) {
      const free = attempt === 1 ? name : withMark(name, `-${digest.slice(0, 8)}-${attempt}`);
      const path = join(inside, free);
      const there = await digestAt(path);
      if (there !== undefined && there !== digest) continue;
      await note(free);
      if (there === digest || (await putOnce(home, path, bytes))) return free;
      if ((await digestAt(path)) === digest) return free;
    }
    throw new Error('a hundred files of one name');
  }

  async function versionsOf(key: string): Promise<readonly Version[]> {
    const path = cardOf(key);
    const bytes = await bytesAt(path);
    if (bytes === undefined) return [];
    const card = Card.safeParse(jsonIn(bytes));
    if (card.success && card.data.key === key) return arrived(card.data.versions);
    throw new Unreachable({
      what,
      why: `il file ${path}, con cui ALICE ritrova una carta, è rovinato`,
      cure: 'Rimetti al suo posto una copia di riserva; se non c’è, spostalo altrove e ristampa la carta.',
    });
  }

  /** A run cut short may have noted a paper and not put it: what is awaited counts once it is there. */
  async function arrived(versions: readonly Noted[]): Promise<readonly Version[]> {
    const last = versions.at(-1);
    if (last?.awaited !== true) return versions;
    const there = (await digestAt(join(home, last.path))) === last.sha256;
    return there ? versions : versions.slice(0, -1);
  }

  function storedAs(key: string, { path, sha256, version }: Version): Stored {
    return { key, where: join(home, path), sha256, version };
  }

  return {
    async save(paper) {
      const saved = turn.then(() => reach(() => save(paper)));
      turn = saved.catch(() => undefined);
      return saved;
    },

    async find(key) {
      return reach(async () => {
        const latest = (await versionsOf(key)).at(-1);
        if (latest === undefined || !(await isThere(join(home, latest.path)))) return undefined;
        return storedAs(key, latest);
      });
    },

    async open(key) {
      return reach(async () => {
        const latest = (await versionsOf(key)).at(-1);
        if (latest === undefined) return undefined;
        const path = join(home, latest.path);
        const bytes = await bytesAt(path);
        if (bytes === undefined || sha256(bytes) === latest.sha256) return bytes;
        throw new Unreachable({
          what: `La carta ${path}`,
          why: 'è stata cambiata dopo che ALICE l’ha scritta',
          cure: 'Sposta altrove il file cambiato e ristampa la carta.',
        });
      });
    },
  };
}

interface Placing {
  readonly inside: string;
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly digest: string;
  readonly note: (name: string) => Promise<void>;
}

type Version = Omit<Noted, 'awaited'>;
type Noted = z.infer<typeof Noted>;

/** Paths on a card are read back from the disk: they are not to lead elsewhere, either. */
const Noted = z.object({
  path: z.string().refine((path) => path.split('/').every(isPlainName)),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  version: z.int().positive(),
  /** Noted, and perhaps not put yet. */
  awaited: z.boolean().optional(),
});

const Card = z.object({ key: z.string(), versions: z.array(Noted).min(1) });

function nameOf(file: string, version: number): string {
  return version === 1 ? file : withMark(file, `.v${version}`);
}

/** The mark goes before the extension, so that the file still opens with a click. */
function withMark(file: string, mark: string): string {
  const extension = extname(file);
  return `${file.slice(0, file.length - extension.length)}${mark}${extension}`;
}

async function digestAt(path: string): Promise<string | undefined> {
  const bytes = await bytesAt(path);
  return bytes === undefined ? undefined : sha256(bytes);
}

function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString());
  } catch {
    return undefined;
  }
}

function sha256(what: string | Uint8Array): string {
  return createHash('sha256').update(what).digest('hex');
}
