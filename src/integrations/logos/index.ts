import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Unreachable } from '../../ports.ts';

/** A file of the folder of logos; one too large to be a logo has no bytes. */
export interface LogoRead {
  /** With its ending: `regione-puglia.png`. */
  readonly name: string;
  readonly size: number;
  readonly bytes?: Uint8Array | undefined;
}

/**
 * Reads the pictures (.png, .jpg, .jpeg) of the folder where staff put the logos, in the order of their names. A folder
 * that is not there has none; one that cannot be read throws `Unreachable`.
 */
export async function readLogos(folder: string): Promise<readonly LogoRead[]> {
  try {
    const names = (await readdir(folder)).filter(isPicture).toSorted();
    return await Promise.all(names.map((name) => readLogo(folder, name)));
  } catch (failure) {
    const code = failure instanceof Error && 'code' in failure ? failure.code : undefined;
    if (code === 'ENOENT') return [];
    if (code === undefined) throw failure;
    throw new Unreachable({
      what: `La cartella dei loghi (${folder})`,
      why: 'c’è, ma ALICE non riesce a leggerla',
      cure: 'Controlla che sia una cartella e che tu possa aprire le immagini che contiene.',
    });
  }
}

/** Ten megabytes are no logo: whoever judges them needs only their size. */
const tooLarge = 10_000_000;

async function readLogo(folder: string, name: string): Promise<LogoRead> {
  const path = join(folder, name);
  const { size } = await stat(path);
  return size > tooLarge ? { name, size } : { name, size, bytes: await readFile(path) };
}

/** Not what systems leave behind: `._logo.png` of macOS is no picture. */
function isPicture(name: string): boolean {
  return !name.startsWith('.') && /\.(?:png|jpe?g)$/i.test(name);
}
