import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Cell } from '../../core/cell.ts';
import { resultOf } from '../../core/cell.ts';
import type { Changes, Page, Prepared, Workbook, Written } from '../../ports.ts';
import { Unreachable } from '../../ports.ts';
import { type Contents, contentsOf, shapeOf, type Worked, workOut } from './change.ts';
import { kept, recover, replaceFile, revisionOf, writeWhole } from './replace.ts';
import { verify } from './verify.ts';
import { Unreadable } from './zip.ts';

/** How a register kept in a .xlsx file is treated. */
export interface ExcelFile {
  readonly path: string;
  /** A local folder for the versions ALICE replaced (the last 20); never a shared one. */
  readonly history: string;
  /** How long nobody may have saved before ALICE writes, in milliseconds. */
  readonly quietMs?: number;
  /** How often the file is looked at by `watch`, in milliseconds. */
  readonly pollMs?: number;
  /** `companion`: the register is people's alone; ALICE's pages go into a workbook beside it. */
  readonly mayWrite: 'in place' | 'companion';
}

const NOTHING: Contents = { sheets: [], cells: new Map() };

/**
 * A register in a .xlsx file that people edit with LibreOffice or Excel. What ALICE does not touch stays
 * byte for byte; a file that is open on somebody's screen is left alone, and her pages are written into
 * `<name> - da correggere.xlsx` instead.
 */
export function excelFile({
  path,
  history,
  quietMs = 3000,
  pollMs = 3000,
  mayWrite,
}: ExcelFile): Workbook {
  let seen: { readonly stamp: string; readonly revision: string } | undefined;
  let held:
    | { readonly revision: string; readonly file: Buffer; readonly contents: Contents }
    | undefined;
  let own: string | undefined;

  return {
    where: path,
    read: async () => {
      const { revision, contents } = await loaded();
      return { revision, sheets: contents.sheets };
    },
    shape: async () => {
      if ((await revision()) === '') return { tabs: [], names: [] };
      const { file, contents } = await loaded();
      return readable(() => shapeOf(file, contents));
    },
    prepare,
    revision,
    restore: async ({ from, to }) => {
      const bytes = await kept(history, to);
      if (bytes === undefined) {
        throw new Unreachable({
          what: `La versione precedente di ${path}`,
          why: 'non è più tra quelle conservate',
          cure: 'Riprendila dalle copie di sicurezza',
        });
      }
      if (from === to) return { outcome: 'unchanged', revision: to };
      return replaced({ expected: from, bytes });
    },
    watch: (signal) => changesOf(signal),
  };

  async function prepare(changes: Changes): Promise<Prepared> {
    const { basis } = changes;
    const settled = (written: Written): Prepared => ({ after: basis, commit: async () => written });
    if ((await revision()) !== basis) return settled({ outcome: 'changed' });
    if (mayWrite === 'companion') {
      return {
        after: basis,
        commit: () => aside(changes, 'Il registro è delle persone: ALICE non lo tocca'),
      };
    }
    const { file, contents } =
      basis === '' ? { file: undefined, contents: NOTHING } : await loaded();
    if (file !== undefined && revisionOf(file) !== basis) return settled({ outcome: 'changed' });
    const worked: Worked = readable(() => workOut(file, { contents, changes }));
    if (worked.kind === 'unchanged') return settled({ outcome: 'unchanged', revision: basis });
    if (worked.kind === 'stale') return settled({ outcome: 'changed' });
    if (worked.kind === 'refused') return settled({ outcome: 'busy', why: worked.why });
    const { bytes } = worked;
    if (file !== undefined) {
      const broken = verify(file, bytes, changes);
      if (broken.length > 0)
        throw new Error(`the new workbook differs where it must not: ${broken.join('; ')}`);
    }
    return {
      after: revisionOf(bytes),
      commit: async () => {
        const written = await replaced({ expected: basis, bytes });
        return written.outcome === 'busy' ? aside(changes, written.why) : written;
      },
    };
  }

  async function replaced(given: {
    readonly expected: string;
    readonly bytes: Buffer;
  }): Promise<Written> {
    const outcome = await replaceFile({ ...given, path, history, quietMs, own }).catch(unwritable);
    if (outcome === 'changed') return { outcome };
    if (outcome !== 'written') return { outcome: 'busy', why: outcome.busy };
    own = revisionOf(given.bytes);
    return { outcome: 'written', revision: own };
  }

  /** Her pages in a workbook of their own, beside the register or, where that folder is shut, beside its history. */
  async function aside({ pages = [] }: Changes, why: string): Promise<Written> {
    if (pages.length === 0) return { outcome: 'busy', why };
    const worked = workOut(undefined, {
      contents: NOTHING,
      changes: { basis: '', pages: pages.map(standingAlone) },
    });
    if (worked.kind !== 'new') throw new Error('pages that make no workbook');
    const name = `${basename(path).replace(/\.xls[xm]$/i, '')} - da correggere.xlsx`;
    const answers =
      (await writeWhole(join(dirname(path), name), worked.bytes)) ??
      (await writeWhole(join(history, name), worked.bytes));
    if (answers === undefined) return { outcome: 'busy', why };
    return { outcome: 'busy', why: `${why}: le risposte sono in ${answers}`, answers };
  }

  async function loaded(): Promise<NonNullable<typeof held>> {
    const file = await bytesOf();
    if (file === undefined) {
      throw new Unreachable({
        what: `Il registro ${path}`,
        why: 'il file non c’è',
        cure: 'Controlla il percorso, oppure crealo con «npx alice init»',
      });
    }
    const now = revisionOf(file);
    if (held?.revision !== now) {
      held = { revision: now, file, contents: readable(() => contentsOf(file)) };
    }
    return held;
  }

  async function revision(): Promise<string> {
    const stamp = await stampOf();
    if (stamp !== undefined && seen?.stamp === stamp) return seen.revision;
    const file = await bytesOf();
    if (file === undefined) return '';
    const now = revisionOf(file);
    // A file saved twice within the grain of its clock looks the same: only an old stamp is trusted.
    const old = stamp !== undefined && Date.now() - Number(stamp.split(' ')[0]) > 5000;
    seen = old ? { stamp, revision: now } : undefined;
    return now;
  }

  async function stampOf(): Promise<string | undefined> {
    const now = await stat(path).catch(() => undefined);
    return now === undefined ? undefined : `${now.mtimeMs} ${now.size} ${now.ino}`;
  }

  async function bytesOf(): Promise<Buffer | undefined> {
    const file = await readFile(path).catch(unlessMissing);
    if (file !== undefined) return file;
    await recover({ path, history });
    return readFile(path).catch(unlessMissing);
  }

  function unlessMissing(error: unknown): undefined {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new Unreachable({
      what: `Il registro ${path}`,
      why: code === 'EISDIR' ? 'è una cartella, non un file' : 'non si lascia leggere',
      cure: 'Controlla il percorso e i permessi, e che non sia aperto in esclusiva da un altro programma',
    });
  }

  function unwritable(error: unknown): never {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new Unreachable({
      what: `Il registro ${path}`,
      why:
        error.code === 'ENOSPC'
          ? 'il disco è pieno'
          : `non si lascia scrivere (${String(error.code)})`,
      cure: `Controlla lo spazio e i permessi della sua cartella e di ${history}`,
    });
  }

  function readable<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      throw new Unreachable({ what: `Il registro ${path}`, why: error.why, cure: error.cure });
    }
  }

  /** Looks at the file's stamp every few seconds: file events are not to be had on network folders. */
  async function* changesOf(signal: AbortSignal): AsyncGenerator<string> {
    // The stamp first: a save that comes in between is seen again, never missed.
    let stamp = await stampOf();
    let known = stamp;
    let last = await revision();
    while (!signal.aborted) {
      await pause(pollMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      const now = await stampOf();
      if (now !== stamp) {
        // Still being saved, perhaps: it is read once it has stood for one more look.
        stamp = now;
        continue;
      }
      if (now === known) continue;
      const next = await revision();
      known = now;
      if (next === last || next === '') continue;
      last = next;
      yield next;
    }
  }
}

/** A page fit to be read away from its register: what its formulas gave instead of the formulas. */
function standingAlone({ shape, rows, names }: Page): Page {
  return {
    shape: {
      ...shape,
      marks: [],
      columns: shape.columns.map((it) => ({ ...it, dropdown: undefined })),
    },
    rows: rows.map((row) => row.map((it): Cell => resultOf(it))),
    names,
  };
}
