import { type Document, stampsOf, wordings } from '../core/document.ts';
import { slicesOf } from './blocks.ts';
import { type Fonts, openFace, subsetterOf } from './font.ts';
import {
  baseline,
  flow,
  heightOf,
  inkLabel,
  lineHeight,
  lineWidth,
  look,
  margins,
  type Press,
  proseSlices,
} from './layout.ts';
import { logoSlices } from './logos.ts';
import { a4, type Element, num, type Page, paper } from './pdf.ts';
import { typesetter } from './text.ts';

export type { Fonts } from './font.ts';

/** A character that no face can draw, and the first place it stands, told by position («paragrafo 3»). */
export interface Uncovered {
  readonly char: string;
  readonly where: string;
}

/** From a document to the bytes of its PDF. */
export interface Printer {
  /**
   * PDF/UA-1 and PDF/A-3a on A4, in Italian: the same document gives the same bytes, in any process and time zone.
   * Throws on a character that is `uncovered`, on two fields of one name, on a row with too few cells: ask before.
   */
  readonly print: (document: Document) => Promise<Uint8Array>;
  /** What cannot be printed, each character once; none for nearly every paper. A finding, before printing. */
  readonly uncovered: (document: Document) => readonly Uncovered[];
}

/** A printer with its faces open. Make one and keep it: opening them costs more than a hundred papers. */
export function printer(fonts: Fonts): Printer {
  const subsetter = subsetterOf(fonts.subsetter);
  const open = (bytes: Uint8Array) => openFace(bytes, subsetter);
  const regular = open(fonts.regular);
  const [arabic, signs] = [open(fonts.arabic), open(fonts.signs)];
  // What bold or italic lacks is set upright rather than not at all.
  const faces = {
    regular: [regular, arabic, signs],
    bold: [open(fonts.bold), open(fonts.arabicBold), regular, arabic, signs],
    italic: [open(fonts.italic), regular, arabic, signs],
  };
  const letters = typesetter(faces);
  return {
    async print(document) {
      const sheet = paper({ ...document, title: titleOf(document) });
      const press: Press = {
        typesetter: letters,
        paper: sheet,
        fieldNames: new Set(),
        level: 0,
      };
      const place = { press, parent: sheet.root, width: lineWidth };
      const logos = await logoSlices(document.header.logos ?? [], place);
      flow([...logos, ...slicesOf(document.blocks, place)], sheet);
      sheet.pages.forEach((page, n) => {
        page.decorate(() => runningHead(page, document, press), 'Header');
        const count = `pagina ${n + 1} di ${sheet.pages.length}`;
        page.decorate(() => runningFoot(page, { text: document.footer, count }, press), 'Footer');
      });
      return sheet.save();
    },
    uncovered(document) {
      const found = new Map<string, string>();
      for (const { where, text } of wordings(document)) {
        for (const char of letters.uncovered(text)) if (!found.has(char)) found.set(char, where);
      }
      return [...found].map(([char, where]) => ({ char, where }));
    },
  };
}

// ── Running head and foot ─────────────────────────────────────────────────────────────────────

/** Whoever cannot see the stamp hears it with the title. */
function titleOf({ title, copy, draft }: Document): string {
  const stamps = stampsOf({ copy, draft });
  return stamps.length === 0 ? title : `${title} (${stamps.join(', ')})`;
}

/** Decoration belongs to no element: this one is never written. */
const nowhere: Element = { type: 'Artifact', kids: [] };

function runningHead(page: Page, document: Document, press: Press): void {
  const { left, right } = document.header;
  const floor = a4.height - margins.top + 14;
  const stamped = stampsOf(document).reduce(
    (x, text) => x - stamp(page, { text: text.toUpperCase(), x, y: floor + 4 }, press) - 6,
    a4.width - margins.side,
  );
  const room = stamped - margins.side;
  const beside = [document.number, right].filter((it) => it !== undefined && it !== '').join(' · ');
  running(page, { text: left, x: margins.side, width: room * 0.58, floor, lines: 2 }, press);
  const width = room * 0.4;
  running(page, { text: beside, x: stamped - width, width, floor, lines: 2, right: true }, press);
  hairline(page, floor);
}

function runningFoot(
  page: Page,
  { text, count }: { readonly text: string; readonly count: string },
  press: Press,
): void {
  const top = margins.bottom - 14;
  hairline(page, margins.bottom - 11);
  running(page, { text, x: margins.side, width: lineWidth * 0.87, top, lines: 3 }, press);
  const width = lineWidth * 0.12;
  const x = a4.width - margins.side - width;
  running(page, { text: count, x, width, top, lines: 1, right: true }, press);
}

/** Small grey text in so many lines, smaller where that is not enough: down from `top`, or standing on `floor`. */
function running(
  page: Page,
  {
    text,
    x,
    width,
    lines,
    right = false,
    ...where
  }: {
    readonly text: string;
    readonly x: number;
    readonly width: number;
    readonly lines: number;
    readonly right?: boolean;
  } & ({ readonly top: number } | { readonly floor: number }),
  press: Press,
): void {
  const align = right ? 'right' : 'left';
  const set = look.size.running.map((size) =>
    proseSlices([text], { press, width, element: nowhere }, { size, align, colour: look.grey }),
  );
  const fitting = set.find((it) => it.length <= lines) ?? set.at(-1) ?? [];
  let at = 'top' in where ? where.top : where.floor + 3 + heightOf(fitting);
  for (const slice of fitting) {
    slice.draw(page, x, at);
    at -= slice.height;
  }
}

/** A framed word that ends at `x` and stands on `y`; gives how wide it is. */
function stamp(
  page: Page,
  { text, x, y }: { readonly text: string; readonly x: number; readonly y: number },
  press: Press,
): number {
  const size = 9;
  const width = press.typesetter.widthOf(text, 'bold', size) + 12;
  const height = lineHeight(size) + 2;
  page.write(`.6 .1 .1 RG .8 w ${num(x - width)} ${num(y)} ${num(width)} ${num(height)} re S`);
  const place = { x: x - width / 2, y: y + height - baseline(size) - 1, size };
  inkLabel(page, press, {
    text,
    ...place,
    style: 'bold',
    lean: 'center',
    colour: '.6 .1 .1 rg',
  });
  return width;
}

function hairline(page: Page, y: number): void {
  page.write(
    `${look.line} .5 w ${num(margins.side)} ${num(y)} m ${num(a4.width - margins.side)} ${num(y)} l S`,
  );
}
