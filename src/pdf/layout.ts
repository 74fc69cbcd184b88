import type { Align, Prose } from '../core/document.ts';
import { a4, type Element, num, type Page, type Paper, tag } from './pdf.ts';
import { type Line, partsOfProse, type Style, type Typesetter } from './text.ts';

/**
 * A paper is a flat list of slices – a line of text, a row of a table, a figure – stacked from the top of a page;
 * blocks make slices, and one loop (`flow`) turns the pages. Lengths are points; `top` is measured from the page's foot.
 */
export interface Slice {
  readonly height: number;
  /** Glued to the next slice: both stand on one page if they fit on one. */
  readonly keep?: boolean | undefined;
  /** White space: it vanishes at the top and the foot of a page. */
  readonly gap?: boolean | undefined;
  /** What follows starts a new page. */
  readonly turn?: boolean | undefined;
  /** Drawn again, as decoration, where a page begins with this slice. */
  readonly head?: Slice | undefined;
  /** For a slice taller than a page: what fits in this room, and the rest. */
  readonly split?: ((room: number) => readonly [Slice, Slice] | undefined) | undefined;
  readonly draw: (page: Page, x: number, top: number) => void;
}

/** What every block is laid out with: one for each paper. */
export interface Press {
  readonly typesetter: Typesetter;
  readonly paper: Paper;
  /** Every field has a name of its own. */
  readonly fieldNames: Set<string>;
  /** The level of the heading before: levels go down one at a time, whatever was asked. */
  level: number;
}

/** Where a block goes: how wide it may be, and the element it belongs to. */
export interface Place {
  readonly press: Press;
  readonly width: number;
  readonly parent: Element;
}

/** How text is set in slices. */
export interface Setting {
  readonly size: number;
  readonly align?: Align | undefined;
  readonly bold?: boolean | undefined;
  readonly colour?: string | undefined;
  readonly keep?: boolean | undefined;
}

/** Slices side by side as one: a row of a table, boxes to sign, a framed notice. */
export interface Abreast {
  readonly stacks: readonly {
    readonly x: number;
    readonly slices: readonly Slice[];
    /** Centred in the height of the others, rather than at the top. */
    readonly middle?: boolean | undefined;
  }[];
  readonly above?: number;
  readonly below?: number;
  readonly least?: number | undefined;
  /** The background, drawn as decoration; `top` and `height` are the row's. */
  readonly paint?: ((page: Page, x: number, top: number, height: number) => void) | undefined;
}

/** The look of the papers: sober, black on white, one blue for what leads the eye. Sizes in points, colours as PDF writes them. */
export const look = {
  size: { body: 10, small: 8.5, table: 9, smallTable: 8, running: [7.5, 6.5, 5.5] },
  headings: [
    { size: 16, before: 14, after: 7 },
    { size: 12, before: 12, after: 4 },
    { size: 10.5, before: 9, after: 3 },
  ],
  leading: 1.36,
  black: '0 g',
  grey: '.36 g',
  accent: '.07 .19 .38 rg',
  accentLine: '.07 .19 .38 RG',
  line: '.68 .71 .76 RG',
  shades: { head: '.925 .94 .965 rg', total: '.955 .96 .97 rg', warning: '1 .965 .86 rg' },
} as const;

/** The margins of a page: 20 mm at the sides, room above and below for the running head and foot. */
export const margins = { side: 56.7, top: 62, bottom: 54 } as const;

/** How wide a line of the body is. */
export const lineWidth = a4.width - 2 * margins.side;

/** The height of a line of this size. */
export function lineHeight(size: number): number {
  return size * look.leading;
}

/** Where the baseline lies below the top of a line, so that capitals stand in its middle. */
export function baseline(size: number): number {
  return lineHeight(size) / 2 + size * 0.36;
}

/** White space of so many points. */
export function gap(height: number, keep = false): Slice {
  return { height, keep, gap: true, draw: () => undefined };
}

/** The slices with every one glued to the next, the last aside. */
export function together(slices: readonly Slice[]): readonly Slice[] {
  return slices.map((it, n) => (n < slices.length - 1 ? { ...it, keep: true } : it));
}

/** How high slices stand on one another. */
export function heightOf(slices: readonly Slice[]): number {
  return slices.reduce((sum, it) => sum + it.height, 0);
}

/**
 * Text as slices, a line each, marked as of `element`. No line of a paragraph stands alone at the head or foot of a
 * page: the first two and the last two stay together.
 */
export function proseSlices(
  prose: Prose,
  {
    press,
    width,
    element,
  }: { readonly press: Press; readonly width: number; readonly element: Element },
  { size, align = 'left', bold, colour, keep }: Setting,
): readonly Slice[] {
  const { lines } = press.typesetter;
  const set = lines(prose, { width, size, bold, hyphenate: align === 'justified' });
  const height = lineHeight(size);
  return set.map((line, n): Slice => {
    const glued = (n === 0 && set.length > 1) || n === set.length - 2;
    return {
      height,
      keep: keep === true || glued,
      draw(page, x, top) {
        if (line.shaped.runs.length === 0) return;
        const y = top - baseline(size);
        page.mark(element, () => inkLine(page, line, { x, y, width, size, align, colour }));
      },
    };
  });
}

/** A label in one line, drawn where it is said; for marks of lists and words of charts. */
export function inkLabel(
  page: Page,
  press: Press,
  {
    text,
    x,
    y,
    size,
    style = 'regular',
    lean = 'left',
    colour,
  }: {
    readonly text: string;
    readonly x: number;
    readonly y: number;
    readonly size: number;
    readonly style?: Style;
    readonly lean?: 'left' | 'center' | 'right';
    readonly colour?: string;
  },
): void {
  const [part] = partsOfProse([text]);
  if (part === undefined || part.text === '') return;
  const { runs, width } = press.typesetter.shape([{ text: part.text, style }]);
  const wide = (width * size) / 1000;
  const from = lean === 'left' ? x : lean === 'right' ? x - wide : x - wide / 2;
  page.ink(runs, { x: from, y, size, colour });
}

/** One slice of several stacks side by side, as high as the highest. Taller than a page, it goes on over the next. */
export function abreast(it: Abreast): Slice {
  const { stacks, above = 0, below = 0, least = 0, paint } = it;
  const height = Math.max(least, ...stacks.map(({ slices }) => heightOf(slices) + above + below));
  return {
    height,
    split(room) {
      const cut = stacks.map((stack) => cutAt(stack.slices, room - above - below));
      if (cut.every(([first]) => first.length === 0)) return undefined;
      const part = (which: 0 | 1): Slice =>
        abreast({
          ...it,
          least: 0,
          stacks: stacks.map((stack, n) => ({
            x: stack.x,
            slices: cut[n]?.[which] ?? [],
          })),
        });
      return [part(0), part(1)];
    },
    draw(page, x, top) {
      if (paint !== undefined) page.decorate(() => paint(page, x, top, height));
      for (const { x: offset, slices, middle } of stacks) {
        const spare = height - above - below - heightOf(slices);
        let at = top - above - (middle === true ? spare / 2 : 0);
        for (const slice of slices) {
          slice.draw(page, x + offset, at);
          at -= slice.height;
        }
      }
    },
  };
}

/** A figure: what it shows in words, its size, and how it is drawn; `bottom` is its lower edge. */
export function figure(
  { parent, width }: Place,
  {
    alt,
    height,
    draw,
  }: {
    readonly alt: string;
    readonly height: number;
    readonly draw: (page: Page, x: number, bottom: number) => void;
  },
): Slice {
  const element = tag(parent, 'Figure', { alt });
  return {
    height,
    draw(page, x, top) {
      const box = [x, top - height, x + width, top].map(num).join(' ');
      element.attributes = `/O/Layout/Placement/Block/BBox[${box}]`;
      page.mark(element, () => {
        page.write('q');
        draw(page, x, top - height);
        page.write('Q');
      });
    },
  };
}

/**
 * Stacks slices on pages, turning one where the next group (slices glued together) does not fit. A slice taller than a
 * page is split; nothing is ever dropped but white space.
 */
export function flow(slices: readonly Slice[], paper: Paper): void {
  const full = a4.height - margins.top - margins.bottom;
  let page = paper.turn();
  let top = a4.height - margins.top;
  let fresh = true;
  const turn = (head?: Slice) => {
    page = paper.turn();
    top = a4.height - margins.top;
    fresh = true;
    if (head === undefined) return;
    const [at, onto] = [top, page];
    page.decorate(() => head.draw(onto, margins.side, at));
    top -= head.height;
  };
  const draw = (slice: Slice) => {
    slice.draw(page, margins.side, top);
    top -= slice.height;
    fresh = false;
  };
  const place = (slice: Slice): void => {
    const room = top - margins.bottom + 0.01;
    if (slice.turn === true) {
      if (!fresh) turn();
    } else if (slice.gap === true) {
      // At the head of a page there is nothing to keep apart, at its foot no room.
      if (!fresh) top -= slice.height;
    } else if (slice.height <= room) draw(slice);
    else {
      const tall = slice.height > full - (slice.head?.height ?? 0);
      const parts = tall && (fresh || room > full / 4) ? slice.split?.(room) : undefined;
      if (parts !== undefined) {
        draw(parts[0]);
        turn(slice.head);
        place({ ...parts[1], head: slice.head });
      } else if (!fresh) {
        turn(slice.head);
        place(slice);
      } else draw(slice);
    }
  };
  for (const group of groupsOf(slices)) {
    // White space after the last line needs no room: it would turn a page for nothing.
    const need = heightOf(group.slice(0, group.findLastIndex((it) => it.gap !== true) + 1));
    const first = group.find((it) => it.gap !== true);
    const room = top - margins.bottom + 0.01;
    // What is longer than a page begins where it stands, unless hardly any of it would fit there.
    if (!fresh && need > room && (need <= full || room < full / 4)) turn(first?.head);
    for (const slice of group) place(slice);
  }
}

// ── Small things ──────────────────────────────────────────────────────────────────────────────

function groupsOf(slices: readonly Slice[]): readonly (readonly Slice[])[] {
  const groups: Slice[][] = [];
  let open = false;
  for (const slice of slices) {
    const last = groups.at(-1);
    if (open && last !== undefined) last.push(slice);
    else groups.push([slice]);
    // White space before a block never parts it from the heading above.
    open = slice.keep === true || (open && slice.gap === true);
  }
  return groups;
}

function cutAt(slices: readonly Slice[], room: number): readonly [Slice[], Slice[]] {
  let used = 0;
  const at = slices.findIndex((it) => {
    used += it.height;
    return used > room;
  });
  return at < 0 ? [[...slices], []] : [slices.slice(0, at), slices.slice(at)];
}

function inkLine(
  page: Page,
  { shaped, last }: Line,
  {
    x,
    y,
    width,
    size,
    align,
    colour,
  }: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly size: number;
    readonly align: Align;
    readonly colour: string | undefined;
  },
): void {
  const spare = width - (shaped.width * size) / 1000;
  const offset = { left: 0, justified: 0, center: spare / 2, right: spare }[align];
  const perSpace = align === 'justified' && !last && shaped.spaces > 0 ? spare / shaped.spaces : 0;
  page.ink(shaped.runs, { x: x + offset, y, size, colour, perSpace });
}
