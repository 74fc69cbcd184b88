import { type Logo, logoBox, logoInWords } from '../core/document.ts';
import { fitted } from '../core/picture.ts';
import { abreast, figure, gap, type Place, proseSlices, type Slice } from './layout.ts';
import { num, type Page, type Picture, pictureOf, tag } from './pdf.ts';

/** Logos in a row across the page, each a figure that says what it shows; names of bodies are text. */
export async function logoSlices(logos: readonly Logo[], place: Place): Promise<readonly Slice[]> {
  if (logos.length === 0) return [];
  const pictures = await Promise.all(
    logos.map(async (it) => (it.kind === 'picture' ? pictureOf(it.bytes) : undefined)),
  );
  const measured = logos.map((it, n) => measure(it, pictures[n], place));
  const wide = squeezed(measured, place.width);
  const all = wide.reduce((sum, it) => sum + it, 0);
  const spare = logos.length < 2 ? 0 : (place.width - all) / (logos.length - 1);
  let x = 0;
  const stacks = measured.flatMap((it, n) => {
    const width = wide[n] ?? 0;
    const made = it.stacks(width, place).map((stack) => ({ ...stack, x: x + stack.x }));
    x += width + spare;
    return made;
  });
  return [abreast({ stacks }), gap(8, true)];
}

/** One below the other, centred in the height of the row. */
interface Stack {
  readonly x: number;
  readonly slices: readonly Slice[];
  readonly middle: true;
}

/** How wide something would be, how narrow it may be made, and how it is made then. */
interface Measured {
  readonly best: number;
  readonly least: number;
  readonly stacks: (width: number, place: Place) => readonly Stack[];
}

/** White between two logos, at least. */
const between = 20;
/** How wordings are set: beside the emblem three lines are hardly higher than it. */
const letters = { size: 9, width: 104 } as const;

function measure(it: Logo, picture: Picture | undefined, { press }: Place): Measured {
  const wish = (text: string) =>
    Math.min(letters.width, press.typesetter.wish([text], letters.size, false).best + 1);
  if (it.kind === 'europeanUnion') {
    // The emblem is never made smaller.
    const best = flag.width + flag.beside + wish(it.statement);
    return { best, least: best, stacks: (_, place) => unionStacks(it, place) };
  }
  if (it.kind === 'picture' && picture !== undefined) {
    const natural = fitted(picture, logoBox).width;
    return {
      best: natural,
      least: natural / 3,
      stacks(width, place) {
        const { height } = fitted(picture, { ...logoBox, width });
        const draw = (page: Page, x: number, y: number) =>
          page.show(picture, { x, y, width, height });
        const shown = figure({ ...place, width }, { alt: logoInWords(it), height, draw });
        return [{ x: 0, slices: [shown], middle: true }];
      },
    };
  }
  const name = logoInWords(it);
  const best = wish(name);
  return { best, least: best, stacks: (width, place) => [named(name, 0, { ...place, width })] };
}

function unionStacks(
  it: Extract<Logo, { readonly kind: 'europeanUnion' }>,
  place: Place,
): readonly Stack[] {
  const { width, height, beside } = flag;
  const drawn = figure({ ...place, width }, { alt: logoInWords(it), height, draw: drawFlag });
  return [
    { x: 0, slices: [drawn], middle: true },
    named(it.statement, width + beside, { ...place, width: letters.width }),
  ];
}

/** A wording beside an emblem, upright and black as annex IX of Reg. UE 2021/1060 wants it. */
function named(text: string, x: number, { press, parent, width }: Place): Stack {
  const element = tag(parent, 'P');
  // A hair more than it takes, so that what was measured in one line stands in one.
  const inside = { press, width: width + 0.5, element };
  return { x, slices: proseSlices([text], inside, { size: letters.size }), middle: true };
}

/** Where a row is too wide, pictures give way in proportion to what they can. */
function squeezed(all: readonly Measured[], width: number): readonly number[] {
  const room = width - between * (all.length - 1);
  const best = all.reduce((sum, it) => sum + it.best, 0);
  const give = all.reduce((sum, it) => sum + it.best - it.least, 0);
  const much = best <= room || give === 0 ? 0 : Math.min(1, (best - room) / give);
  return all.map((it) => it.best - (it.best - it.least) * much);
}

// ── The emblem of the European Union ──────────────────────────────────────────────────────────

const flag = { height: logoBox.height, width: logoBox.height * 1.5, beside: 8 } as const;

/**
 * Three by two; twelve upright stars like the hours of a clock, on a circle of a third of the height, each within a
 * circle of an eighteenth; Reflex Blue and Yellow as sRGB 0-51-153 and 255-204-0
 * (Interinstitutional Style Guide, annex A1: style-guide.europa.eu).
 */
function drawFlag(page: Page, x: number, y: number): void {
  const { width, height } = flag;
  page.write(`0 .2 .6 rg ${[x, y, width, height].map(num).join(' ')} re f`, '1 .8 0 rg');
  for (let hour = 0; hour < 12; hour += 1) {
    const turn = (hour * Math.PI) / 6;
    const [right, up] = [Math.sin(turn), Math.cos(turn)].map((it) => (it * height) / 3);
    page.write(star(x + width / 2 + (right ?? 0), y + height / 2 + (up ?? 0), height / 18));
  }
}

/** A five-pointed star, one point up: its inner corners lie where the lines between its points cross. */
function star(x: number, y: number, radius: number): string {
  const inner = (radius * Math.sin(Math.PI / 10)) / Math.sin((3 * Math.PI) / 10);
  const corners = Array.from({ length: 10 }, (_, n) => {
    const [far, turn] = [n % 2 === 0 ? radius : inner, (n * Math.PI) / 5];
    const at = [x + far * Math.sin(turn), y + far * Math.cos(turn)].map(num);
    return `${at.join(' ')} ${n === 0 ? 'm' : 'l'}`;
  });
  return `${corners.join(' ')} h f`;
}
