import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { aPng } from '../a/pictures.ts';
import { mainPapers, printMainPapers } from './main-papers.ts';

/**
 * Every page of the main papers as a picture, beside the one somebody looked at: `pages/<kind>-<page>.png`. After a
 * change that is meant, `ALICE_GOLDEN=update npm run test:slow -- test/golden` draws them anew: look at each, and say in the
 * commit why it changed. What is found different lies beside as `<kind>-<page>.found.png`.
 */
const kept = new URL('pages/', import.meta.url);
const updating = process.env['ALICE_GOLDEN'] === 'update';
const folder = mkdtempSync(join(tmpdir(), 'alice-pages-'));
afterAll(() => rmSync(folder, { recursive: true }));

// In `.ci/run` poppler is there, and nothing is skipped.
const missing =
  spawnSync('pdftoppm', ['-v']).error !== undefined && process.env['CI'] === undefined;

/** Grey, coarse enough that another poppler smooths letters alike, fine enough to see a line that moved by 1 mm. */
const dotsPerInch = 60;
/** A page is compared in squares of 1 cm: what moved or fell is small on a page, and all of its own square. */
const square = mm(10);
/** The share of a square that may differ: letters smoothed otherwise, never a word, a rule or a logo that is not there. */
const forgiven = 0.05;

describe.skipIf(missing)('Le pagine delle carte principali (saltate dove manca poppler)', () => {
  let pages: ReadonlyMap<string, readonly PNG[]>;
  beforeAll(async () => {
    pages = drawn(await printMainPapers());
  });

  test.each(mainPapers)('«%s», di %s, è come chi l’ha guardata l’ultima volta', (kind) => {
    const found = pages.get(kind) ?? [];
    const names = found.map((_, n) => `${kind}-${n + 1}.png`);
    if (updating) keep(kind, found);

    const before = readdirSync(kept).filter((it) => isPageOf(kind, it));
    const changed = found.flatMap((page, n) => {
      const name = names[n] ?? '';
      if (!existsSync(new URL(name, kept))) return [`${name}: una pagina che prima non c’era`];
      const share = apart(PNG.sync.read(readFileSync(new URL(name, kept))), page);
      if (share <= forgiven) return [];
      writeFileSync(new URL(name.replace('.png', '.found.png'), kept), PNG.sync.write(page));
      return [`${name}: in un punto è diversa per il ${Math.round(share * 100)} %`];
    });

    expect(changed).toEqual([]);
    expect(before.toSorted()).toEqual(names.toSorted());
  });

  it('con un logo al posto di un nome non sono le stesse: un logo che cade si vede', async () => {
    const file = aPng(300, 200);

    const logos = [{ name: 'regione-puglia.png', size: file.length, bytes: file }];
    const [first] = drawn(await printMainPapers(logos)).get('convenzione') ?? [];
    const [before] = pages.get('convenzione') ?? [];

    expect(before && first && apart(before, first)).toBeGreaterThan(forgiven);
  });

  test.each(mainPapers)(
    'di «%s» si vede una riga scesa di 3 mm, e non una lettera sfumata',
    (kind) => {
      const [page] = pages.get(kind) ?? [];
      if (page === undefined) throw new Error('there is no page');

      expect(apart(page, lowered(page))).toBeGreaterThan(forgiven);
      expect(apart(page, smoothed(page))).toBeLessThanOrEqual(forgiven);
    },
  );
});

/** Every page of every paper, in grey. */
function drawn(papers: ReadonlyMap<string, Uint8Array>): ReadonlyMap<string, readonly PNG[]> {
  return new Map(
    [...papers].map(([kind, bytes]) => {
      const file = join(folder, `${kind}.pdf`);
      writeFileSync(file, bytes);
      for (const it of readdirSync(folder)) if (isPageOf(kind, it)) rmSync(join(folder, it));
      execFileSync('pdftoppm', ['-r', `${dotsPerInch}`, '-gray', '-png', file, join(folder, kind)]);
      const names = readdirSync(folder).filter((it) => isPageOf(kind, it));
      return [kind, names.toSorted().map((it) => PNG.sync.read(readFileSync(join(folder, it))))];
    }),
  );
}

function isPageOf(kind: string, name: string): boolean {
  return name.startsWith(`${kind}-`) && /^\d+\.png$/.test(name.slice(kind.length + 1));
}

/** How much of the square that differs most is different, edges that are only smoothed aside; all of it where the sizes are. */
function apart(a: PNG, b: PNG): number {
  if (a.width !== b.width || a.height !== b.height) return 1;
  const { width, height } = a;
  const mask = new PNG({ width, height });
  const how = { threshold: 0.25, diffMask: true };
  pixelmatch(a.data, b.data, mask.data, width, height, how);
  const across = Math.ceil(width / square);
  const squares = new Map<number, number>();
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      // A mask shows what differs in red, what is only smoothed in yellow, all else not at all.
      const at = 4 * (y * width + x);
      if (mask.data[at] !== 255 || mask.data[at + 1] !== 0) continue;
      const of = Math.floor(y / square) * across + Math.floor(x / square);
      squares.set(of, (squares.get(of) ?? 0) + 1);
    }
  return Math.max(0, ...squares.values()) / square ** 2;
}

/** Draws the pages of a paper anew: those it no longer has go. */
function keep(kind: string, pages: readonly PNG[]): void {
  for (const it of readdirSync(kept))
    if (isPageOf(kind, it) || isPageOf(kind, it.replace('.found.png', '.png')))
      rmSync(new URL(it, kept));
  pages.forEach((page, n) => {
    const grey = PNG.sync.write(page, { colorType: 0, deflateLevel: 9 });
    writeFileSync(new URL(`${kind}-${n + 1}.png`, kept), grey);
  });
}

/** The page with one line of it, the title, 3 mm lower. */
function lowered(page: PNG): PNG {
  const [from, high] = [mm(35), mm(12)];
  return changed(page, ({ x, y }, at) =>
    y >= from && y < from + high + mm(3) ? at(x, Math.max(from, y - mm(3))) : at(x, y),
  );
}

/** The page as another poppler may smooth it: every letter a quarter of a pixel further. */
function smoothed(page: PNG): PNG {
  return changed(page, ({ x, y }, at) => 0.75 * at(x, y) + 0.25 * at(Math.max(0, x - 1), y));
}

function mm(length: number): number {
  return Math.round((length / 25.4) * dotsPerInch);
}

function changed(
  page: PNG,
  grey: (
    point: { readonly x: number; readonly y: number },
    at: (x: number, y: number) => number,
  ) => number,
): PNG {
  const { width, height, data } = page;
  const other = new PNG({ width, height });
  const at = (x: number, y: number) => data[4 * (y * width + x)] ?? 255;
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      other.data.set([...Array(3).fill(grey({ x, y }, at)), 255], 4 * (y * width + x));
  return other;
}
