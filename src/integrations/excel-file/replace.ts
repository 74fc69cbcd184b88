import { createHash, randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import {
  access,
  chmod,
  chown,
  copyFile,
  link,
  mkdir,
  open,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';

/** How many replaced versions are kept. */
const KEPT = 20;

/** What became of a replacement; `busy` says in Italian why nothing was touched. */
export type Replaced = 'written' | 'changed' | { readonly busy: string };

/** The revision of a file's bytes: their SHA-256. */
export function revisionOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * Puts new bytes in the place of a file, if the file still is the one that was read. Never loses what
 * somebody else saved: the present file is taken aside, looked at, and only then does the new one get
 * its name by `link`, which does not overwrite. The replaced version goes to `history` first.
 */
export async function replaceFile({
  path,
  expected,
  bytes,
  history,
  quietMs,
  own,
}: {
  readonly path: string;
  /** Revision of the file as it was read; '' when there was none. */
  readonly expected: string;
  readonly bytes: Uint8Array;
  /** A local folder for replaced versions; never a shared one. */
  readonly history: string;
  /** How long nobody may have saved. */
  readonly quietMs: number;
  /** The revision ALICE herself wrote last: that one need not be left to rest. */
  readonly own?: string | undefined;
}): Promise<Replaced> {
  if (expected === '') return created(path, bytes);
  const file = await realpath(path).catch(() => path);
  const mine = await takeTurn(file);
  if (mine === undefined) {
    return { busy: 'Un’altra ALICE sta scrivendo il registro in questo momento' };
  }
  try {
    return await replacedInTurn({ path, expected, bytes, history, quietMs, own });
  } finally {
    await endTurn(file, mine);
  }
}

/** The same, for the one ALICE whose turn it is: two who took the register aside at once could lose what a person saved. */
async function replacedInTurn({
  path,
  expected,
  bytes,
  history,
  quietMs,
  own,
}: Parameters<typeof replaceFile>[0]): Promise<Replaced> {
  await mend({ path, history });
  const file = await realpath(path).catch(() => path);
  const aside = besides(file, ASIDE);
  const fresh = freshFor(file, bytes);
  const before = await readFile(file).catch(missing);
  if (before === undefined || revisionOf(before) !== expected) return 'changed';
  const held = async () => (await lock(file)) ?? (file === path ? undefined : await lock(path));
  const locked = (await held()) ?? (await readOnly(file));
  if (locked !== undefined) return { busy: locked };
  if (expected !== own && !(await isQuiet(file, quietMs))) {
    return { busy: 'Qualcuno sta salvando il registro in questo momento' };
  }
  await keep(history, before);
  try {
    await writeDurably(fresh, bytes);
    await likeness({ of: file, to: fresh });
    if (!(await canLink(fresh))) {
      return { busy: 'La cartella del registro non permette di sostituirlo senza rischi' };
    }
    const opened = await held();
    if (opened !== undefined) return { busy: opened };
    await rename(file, aside);
    const taken = await readFile(aside);
    if (revisionOf(taken) !== expected) {
      await putBack({ aside, file, history, taken });
      return 'changed';
    }
    try {
      await link(fresh, file);
    } catch (error) {
      await putBack({ aside, file, history, taken });
      if (codeOf(error) === 'EEXIST') return 'changed';
      throw error;
    }
    await unlink(aside);
    await settle(dirname(file));
    return 'written';
  } catch (error) {
    // Windows and network folders refuse to move a file that somebody holds open.
    if (['EBUSY', 'EPERM', 'EACCES', 'EROFS'].includes(codeOf(error))) {
      return { busy: 'Il registro è aperto da qualcuno o non si può scrivere nella sua cartella' };
    }
    throw error;
  } finally {
    await rm(fresh, { force: true }).catch(() => undefined);
  }
}

/**
 * Mends what a sudden stop left behind: a register taken aside and not yet replaced gets its name back;
 * one left over after the replacement goes among the kept versions.
 */
export async function recover({
  path,
  history,
}: {
  readonly path: string;
  readonly history: string;
}): Promise<void> {
  const file = await realpath(path).catch(() => path);
  const mine = await takeTurn(file);
  // Whoever has the turn gives the register its name back by themselves.
  if (mine === undefined) return;
  try {
    await mend({ path, history });
  } finally {
    await endTurn(file, mine);
  }
}

async function mend({
  path,
  history,
}: {
  readonly path: string;
  readonly history: string;
}): Promise<void> {
  const file = await realpath(path).catch(() => path);
  await sweep(file);
  const aside = besides(file, ASIDE);
  const taken = await readFile(aside).catch(missing);
  if (taken === undefined) return;
  await putBack({ aside, file, history, taken });
}

/** Who has the file open, in an Italian sentence; `undefined` when no lock file stands. */
export async function lock(path: string): Promise<string | undefined> {
  const folder = dirname(path);
  const name = basename(path);
  const libre = await readFile(join(folder, `.~lock.${name}#`), 'utf8').catch(missing);
  if (libre !== undefined) {
    // `name,user,host,date,profile;`: LibreOffice writes the name people gave themselves, or the account's.
    const [shown = '', account = '', host = ''] = libre.split(',').map((it) => it.trim());
    const who = shown || account;
    const where = host === '' ? '' : ` (computer ${host})`;
    return `Il registro è aperto ${who === '' ? 'da qualcuno' : `da ${who}`}${where}`;
  }
  for (const owner of [`~$${name}`, `~$${name.slice(2)}`]) {
    const excel = await readFile(join(folder, owner)).catch(missing);
    if (excel === undefined) continue;
    const who = excel.toString('latin1', 1, 1 + Math.min(excel[0] ?? 0, 54)).trim();
    return `Il registro è aperto da ${who === '' ? 'qualcuno' : who}`;
  }
  return undefined;
}

/** The bytes of a kept version. */
export async function kept(history: string, revision: string): Promise<Buffer | undefined> {
  const name = (await versions(history)).find((it) => it.includes(revision));
  return name === undefined ? undefined : readFile(join(history, name)).catch(missing);
}

/** Writes a file of ALICE's own, whole or not at all. Gives its place, `undefined` where it cannot be written. */
export async function writeWhole(path: string, bytes: Uint8Array): Promise<string | undefined> {
  const present = await readFile(path).catch(() => undefined);
  if (present !== undefined && revisionOf(present) === revisionOf(bytes)) return path;
  const fresh = freshFor(path, bytes);
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeDurably(fresh, bytes);
    await rename(fresh, path);
    return path;
  } catch {
    // Not hers to write: whoever asked tries another folder, or says so.
    await rm(fresh, { force: true }).catch(() => undefined);
    return undefined;
  }
}

async function created(path: string, bytes: Uint8Array): Promise<Replaced> {
  const fresh = freshFor(path, bytes);
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeDurably(fresh, bytes);
    await link(fresh, path);
    await settle(dirname(path));
    return 'written';
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return 'changed';
    if (!NO_LINKS.has(codeOf(error))) throw error;
    // Nothing is there to lose: where `link` is not to be had, copying that does not overwrite will do.
    try {
      await copyFile(fresh, path, constants.COPYFILE_EXCL);
      return 'written';
    } catch (second) {
      if (codeOf(second) === 'EEXIST') return 'changed';
      throw second;
    }
  } finally {
    await rm(fresh, { force: true });
  }
}

const NO_LINKS: ReadonlySet<string> = new Set([
  'EPERM',
  'ENOSYS',
  'ENOTSUP',
  'EOPNOTSUPP',
  'EXDEV',
  'EMLINK',
  'EINVAL',
]);

async function canLink(fresh: string): Promise<boolean> {
  const probe = `${fresh}-prova`;
  try {
    await rm(probe, { force: true });
    await link(fresh, probe);
    return true;
  } catch (error) {
    if (NO_LINKS.has(codeOf(error))) return false;
    throw error;
  } finally {
    await rm(probe, { force: true });
  }
}

/** Gives a file taken aside its name again, unless somebody saved another under it: then it is kept as a version. */
async function putBack({
  aside,
  file,
  history,
  taken,
}: {
  readonly aside: string;
  readonly file: string;
  readonly history: string;
  readonly taken: Buffer;
}): Promise<void> {
  try {
    await link(aside, file);
  } catch (error) {
    if (NO_LINKS.has(codeOf(error))) await copyFile(aside, file, constants.COPYFILE_EXCL);
    else if (codeOf(error) === 'EEXIST') await keep(history, taken);
    else throw error;
  }
  await rm(aside, { force: true });
  await settle(dirname(file));
}

/** Keeps a version under its number and revision, and lets the oldest go. */
async function keep(history: string, bytes: Buffer): Promise<void> {
  await mkdir(history, { recursive: true });
  const revision = revisionOf(bytes);
  const before = await versions(history);
  const last = Number(before.at(-1)?.slice(0, 6) ?? 0);
  const name = `${String(last + 1).padStart(6, '0')}-${revision}.xlsx`;
  const same = before.find((it) => it.includes(revision));
  if (same === undefined) {
    const fresh = join(history, `.${name}`);
    await writeDurably(fresh, bytes);
    await rename(fresh, join(history, name));
    await settle(history);
  } else if (same !== before.at(-1)) await rename(join(history, same), join(history, name));
  const now = await versions(history);
  for (const old of now.slice(0, Math.max(0, now.length - KEPT))) await unlink(join(history, old));
}

async function versions(history: string): Promise<readonly string[]> {
  const names = (await readdir(history).catch(missing)) ?? [];
  return names.filter((it) => /^\d{6}-[0-9a-f]{64}\.xlsx$/.test(it)).toSorted();
}

async function isQuiet(file: string, quietMs: number): Promise<boolean> {
  if (quietMs === 0) return true;
  const before = await stat(file);
  const rest = before.mtimeMs + quietMs - Date.now();
  if (rest <= 0) return true;
  await pause(Math.min(rest, quietMs));
  const after = await stat(file);
  return after.mtimeMs === before.mtimeMs && after.ino === before.ino;
}

async function readOnly(file: string): Promise<string | undefined> {
  const { mode } = await stat(file);
  const shut = (mode & 0o222) === 0;
  const may = await access(file, constants.W_OK).then(
    () => true,
    () => false,
  );
  return shut || !may ? 'Il registro è in sola lettura' : undefined;
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes a folder's names durable. Windows cannot, and does not need to. */
async function settle(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (error) {
    // Some network folders do not know how: their server decides.
    if (!['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'EPERM'].includes(codeOf(error))) throw error;
  } finally {
    await handle.close();
  }
}

/** Takes away new files that a sudden stop left unused; those of the last hour may be somebody's at work. */
async function sweep(file: string): Promise<void> {
  const starts = [FRESH, TURN].map((it) => `${basename(besides(file, it))}-`);
  const names = (await readdir(dirname(file)).catch(() => [])).filter((it) =>
    starts.some((start) => it.startsWith(start)),
  );
  for (const name of names) {
    const left = join(dirname(file), name);
    const { mtimeMs } = await stat(left).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
    if (Date.now() - mtimeMs > 3_600_000) await rm(left, { force: true });
  }
}

/** Gives a file the owner and permissions of another, as far as the folder it is in knows of them. */
async function likeness({ of, to }: { readonly of: string; readonly to: string }): Promise<void> {
  const { mode, uid, gid } = await stat(of);
  await chown(to, uid, gid).catch(() => undefined);
  await chmod(to, mode & 0o7777).catch(() => undefined);
}

/** How long one waits for another ALICE to finish, and after how long her turn is over whatever became of her, in milliseconds. */
const PATIENCE = 3000;
const LONGEST_TURN = 600_000;

/** The turns this process has: one number of its own may be everybody's in a container. */
const turns = new Set<string>();

/**
 * Takes the turn to replace a file, by a file that only one can make; `undefined` while another ALICE has it. One that
 * was stopped in her turn has it no longer: seen at once on the same computer, after ten minutes from another.
 */
async function takeTurn(file: string): Promise<string | undefined> {
  const turn = besides(file, TURN);
  const mine = `${hostname()} ${process.pid} ${randomUUID()}`;
  const patience = Date.now() + PATIENCE;
  // Its own before it stands: to the others of this process a turn is never one of a stopped process.
  turns.add(mine);
  for (;;) {
    try {
      await writeFile(turn, mine, { flag: 'wx' });
      return mine;
    } catch (error) {
      // A folder that takes no new file: `replaceFile` says so by itself, further on.
      if (codeOf(error) !== 'EEXIST') {
        turns.delete(mine);
        if (['EPERM', 'EACCES', 'EROFS', 'ENOENT', 'ENOTDIR'].includes(codeOf(error))) return '';
        throw error;
      }
    }
    const theirs = await readFile(turn, 'utf8').catch(missing);
    if (theirs !== undefined && (await isOver(turn, theirs))) await clear(turn, theirs);
    else if (Date.now() > patience) {
      turns.delete(mine);
      return undefined;
    } else await pause(20);
  }
}

async function endTurn(file: string, mine: string): Promise<void> {
  if (mine === '') return;
  const turn = besides(file, TURN);
  const standing = await readFile(turn, 'utf8').catch(missing);
  if (standing === mine) await rm(turn, { force: true }).catch(() => undefined);
  turns.delete(mine);
}

async function isOver(turn: string, theirs: string): Promise<boolean> {
  const age = await stat(turn).then(
    ({ mtimeMs }) => Date.now() - mtimeMs,
    () => 0,
  );
  if (age > LONGEST_TURN) return true;
  const [host = '', pid = ''] = theirs.split(' ');
  // A turn just made and not yet written is empty.
  if (theirs === '') return age > PATIENCE;
  if (host !== hostname()) return false;
  if (pid === String(process.pid)) return !turns.has(theirs);
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return codeOf(error) === 'ESRCH';
  }
}

/** Takes a turn that is over away, unless meanwhile it is somebody else's: then they get it back. */
async function clear(turn: string, theirs: string): Promise<void> {
  const taken = `${turn}-${randomUUID()}`;
  try {
    await rename(turn, taken);
    if ((await readFile(taken, 'utf8')) !== theirs) await link(taken, turn);
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes(codeOf(error))) throw error;
  } finally {
    await rm(taken, { force: true });
  }
}

const TURN = 'turno';
const ASIDE = 'messo-da-parte';
const FRESH = 'nuovo';

/** Where the new bytes wait for their name: not the same for two who write different things at once. */
function freshFor(path: string, bytes: Uint8Array): string {
  return `${besides(path, FRESH)}-${revisionOf(bytes).slice(0, 12)}`;
}

/** A hidden neighbour in the same folder: names move and link within one file system only. */
function besides(path: string, what: string): string {
  return join(dirname(path), `.${basename(path)}.alice-${what}`);
}

function missing(error: unknown): undefined {
  if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
  throw error;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
