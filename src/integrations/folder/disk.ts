import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import {
  access,
  copyFile,
  link,
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
} from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Unreachable } from '../../ports.ts';

/** Where ALICE keeps what people need not see, in a folder that is theirs. */
export const HIDDEN = '.alice';

/**
 * Whether a name is plain: letters, digits, spaces and `. _ - ( )`. Such a name cannot lead out of its
 * folder, hide itself, or mean something to Windows
 * (https://learn.microsoft.com/windows/win32/fileio/naming-a-file).
 */
export function isPlainName(name: string): boolean {
  const plain = /^[\p{L}\p{N}_(](?:[\p{L}\p{N} ._()-]*[\p{L}\p{N}_)-])?$/u.test(name);
  const device = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(name);
  return plain && !device && name === name.normalize('NFC');
}

/**
 * Throws at a name that is not plain, or longer than 120 letters (disks take 255 bytes, and marks are added).
 * The name is not repeated, as it may be somebody's.
 */
export function refuseOddName(name: string): void {
  if (!isPlainName(name) || name.length > 120) throw new Error('a file name that is not plain');
}

/** Makes `<root>/<parts>`, and refuses to go through a link, which may lead out of the root. */
export async function folderInside(root: string, parts: readonly string[]): Promise<string> {
  let path = resolve(root);
  await mkdir(path, { recursive: true });
  for (const part of parts) {
    path = join(path, part);
    if (await made(path)) await syncFolder(dirname(path));
    else if (!(await lstat(path)).isDirectory()) {
      throw new Unreachable({
        what: `La cartella ${path}`,
        why: 'al suo posto c’è un file o un collegamento che porta altrove',
        cure: 'Spostalo o cambiagli nome, poi ripeti il comando: ALICE crea la cartella da sé.',
      });
    }
  }
  return path;
}

/**
 * Puts a file in a place where there is none: it is there whole and for good, or not at all. False if
 * the name is taken, by whatever. Where the disk knows no links (exFAT, some shares) a crash may
 * leave half a file, which then counts as taken.
 */
export async function putOnce(root: string, path: string, bytes: Uint8Array): Promise<boolean> {
  const aside = await written(root, bytes);
  try {
    await linked(aside, path);
    await syncFolder(dirname(path));
    return true;
  } catch (failure) {
    if (codeOf(failure) === 'EEXIST') return false;
    throw failure;
  } finally {
    await rm(aside, { force: true });
  }
}

/** Puts a file in the place of the one that is there: at every moment one of the two is there whole. */
export async function putInstead(root: string, path: string, bytes: Uint8Array): Promise<void> {
  const aside = await written(root, bytes);
  try {
    await rename(aside, path);
    await syncFolder(dirname(path));
  } finally {
    await rm(aside, { force: true });
  }
}

/**
 * Takes away what a killed run was still writing aside: it may hold somebody's data, and nobody would ever look there.
 * What is younger than an hour may be another run's, at work.
 */
export async function sweep(root: string): Promise<void> {
  const aside = await folderInside(root, [HIDDEN]);
  for (const name of await readdir(aside)) {
    if (!name.endsWith('.tmp')) continue;
    const path = join(aside, name);
    const { mtimeMs } = await stat(path);
    if (Date.now() - mtimeMs > 3_600_000) await rm(path, { force: true });
  }
}

/** What a file holds, `undefined` where there is none. */
export async function bytesAt(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (failure) {
    if (codeOf(failure) === 'ENOENT') return undefined;
    throw failure;
  }
}

/** Whether there is something of this name. */
export async function isThere(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch (failure) {
    if (codeOf(failure) === 'ENOENT') return false;
    throw failure;
  }
}

/** Runs something on the disk, and says in words for people what of the world went wrong. */
export function reaching(what: string): <T>(work: () => Promise<T>) => Promise<T> {
  return async (work) => {
    try {
      return await work();
    } catch (failure) {
      if (!(failure instanceof Error && 'syscall' in failure)) throw failure;
      throw new Unreachable({ what, ...(REASONS[codeOf(failure)] ?? FAILING) });
    }
  };
}

/** The system's word for what went wrong (`ENOENT`), `''` for what did not come from the system. */
export function codeOf(failure: unknown): string {
  return failure instanceof Error && 'code' in failure ? String(failure.code) : '';
}

/** Written and synced aside, on the same disk, where nobody looks. Half a file is taken away at once. */
async function written(root: string, bytes: Uint8Array): Promise<string> {
  const aside = join(await folderInside(root, [HIDDEN]), `${randomUUID()}.tmp`);
  const file = await open(aside, 'wx');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } catch (failure) {
    await rm(aside, { force: true });
    throw failure;
  } finally {
    await file.close();
  }
  return aside;
}

/** A link never overwrites, as a rename would. */
async function linked(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (failure) {
    if (!NO_LINKS.has(codeOf(failure))) throw failure;
    await copyFile(from, to, constants.COPYFILE_EXCL);
    const file = await open(to, 'r+');
    try {
      await file.sync();
    } finally {
      await file.close();
    }
  }
}

async function made(folder: string): Promise<boolean> {
  try {
    await mkdir(folder);
    return true;
  } catch (failure) {
    if (codeOf(failure) === 'EEXIST') return false;
    throw failure;
  }
}

/** A new name is safe from a power cut once its folder is synced; Windows does so by itself, and cannot be asked. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** What systems answer where a disk knows no links (Windows says EISDIR of FAT). */
const NO_LINKS: ReadonlySet<string> = new Set([
  'EISDIR',
  'EMLINK',
  'ENOSYS',
  'ENOTSUP',
  'EOPNOTSUPP',
  'EPERM',
  'EXDEV',
]);

const SHUT = {
  why: 'ALICE non ha il permesso di leggere o scrivere qui',
  cure: 'Controlla di chi è la cartella, o indicane un’altra, e ripeti il comando.',
};
const IN_THE_WAY = {
  why: 'al posto di una cartella c’è un file, o il contrario',
  cure: 'Spostalo o cambiagli nome, poi ripeti il comando: ALICE crea ciò che manca da sé.',
};
const CRAMMED = {
  why: 'il disco è pieno',
  cure: 'Libera spazio e ripeti il comando: ciò che era già scritto è al sicuro.',
};
const FAILING = {
  why: 'il disco non risponde come dovrebbe',
  cure: 'Controlla che il disco sia collegato, poi ripeti il comando: ciò che era già scritto è al sicuro.',
};

const REASONS: Readonly<Record<string, typeof SHUT>> = {
  EACCES: SHUT,
  EPERM: SHUT,
  EROFS: SHUT,
  EEXIST: IN_THE_WAY,
  EISDIR: IN_THE_WAY,
  ENOTDIR: IN_THE_WAY,
  EDQUOT: CRAMMED,
  ENOSPC: CRAMMED,
};
