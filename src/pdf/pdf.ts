import {
  getDefaultSRGBProfile,
  PDFContext,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFObject,
  PDFRawStream,
  PDFRef,
  PngEmbedder,
} from '@cantoo/pdf-lib';
import { strToU8, zlibSync } from 'fflate';
import type { Day } from '../core/day.ts';
import { digest } from '../core/fingerprint.ts';
import { pictureFacts } from '../core/picture.ts';
import type { Face } from './font.ts';
import type { Run } from './text.ts';

/** What a file says of itself. The title names the kind of paper and its number, never a person. */
export interface Facts {
  readonly title: string;
  readonly subject?: string | undefined;
  readonly created: Day;
  readonly attached?: { readonly name: string; readonly json: string } | undefined;
}

/** A node of the structure tree, in reading order: what a screen reader walks along. Made by `tag`. */
export interface Element {
  /** A standard structure type: P, H1, Table, TR … */
  readonly type: string;
  /** What a figure shows, in words. */
  readonly alt?: string | undefined;
  /** Its attributes as PDF writes them: `/O/Table/Scope/Row`. A figure learns its box when it is drawn. */
  attributes?: string | undefined;
  readonly kids: Kid[];
}

/** Where glyphs are drawn: the left end of the baseline in points, and how. */
export interface Inking {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  /** A fill colour as PDF writes it; black unless told. */
  readonly colour?: string | undefined;
  /** Points added at each space of a justified line. */
  readonly perSpace?: number | undefined;
}

/** A rectangle in points from the lower left corner of the page. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What a form field is given to describe itself: references to what stands around it, and a way to add its looks. */
export interface WidgetPlace {
  /** The entries every field has: its page, its place in the structure tree. */
  readonly entries: string;
  /** The faces of the document, to be named in the resources of its looks. */
  readonly fonts: string;
  /** Registers a drawing of this width and height, and gives the reference to it. */
  readonly looks: (drawing: {
    readonly operators: readonly string[];
    readonly width: number;
    readonly height: number;
  }) => string;
}

/** One page. Everything drawn is either of an element or decoration: nothing stands outside. */
export interface Page {
  readonly width: number;
  readonly height: number;
  /** What `draw` draws belongs to an element. Within a decoration it is decoration: a repeated table head. */
  readonly mark: (element: Element, draw: () => void) => void;
  /** What `draw` draws says nothing: rules, backgrounds, running heads and feet. */
  readonly decorate: (draw: () => void, kind?: 'Header' | 'Footer') => void;
  /** Adds drawing operators as PDF writes them. */
  readonly write: (...operators: readonly string[]) => void;
  readonly ink: (runs: readonly Run[], how: Inking) => void;
  readonly show: (picture: Picture, box: Box) => void;
  /** Slanted lines all over a box: nothing more is written there. */
  readonly hatch: (box: Box) => void;
  /** A form field of an element; `describe` gives the entries of its dictionary when the file is written. */
  readonly place: (element: Element, describe: (place: WidgetPlace) => string) => void;
}

/** A paper under the pen. */
export interface Paper {
  readonly root: Element;
  readonly pages: readonly Page[];
  /** A fresh A4 page after the last. */
  readonly turn: () => Page;
  /** The operators that ink these runs, for a drawing that is not on a page. */
  readonly inked: (runs: readonly Run[], how: Inking) => readonly string[];
  readonly save: () => Promise<Uint8Array>;
}

/** A PNG taken apart once, its colours and transparency deflated, or a JPEG as it is. Sizes in pixels. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly filter: 'FlateDecode' | 'DCTDecode';
  readonly colours: Uint8Array;
  readonly mask?: Uint8Array | undefined;
}

/** A4 in points. */
export const a4 = { width: 595.276, height: 841.89 } as const;

/** A number as PDF writes it, to a hundredth of a point: finer than any printer. */
export function num(value: number): string {
  return String(Math.round(value * 100) / 100 || 0);
}

/** A new element, the last of its parent's. */
export function tag(
  parent: Element,
  type: string,
  { alt, attributes }: Pick<Element, 'alt' | 'attributes'> = {},
): Element {
  const element: Element = { type, alt, attributes, kids: [] };
  parent.kids.push(element);
  return element;
}

/** Text as a PDF string of any script. */
export function hexText(text: string): string {
  return PDFHexString.fromText(text).toString();
}

/**
 * Takes a PNG apart, and remembers it as long as its bytes are kept; a JPEG is shown as it is. Any other bytes throw: ask
 * `pictureFacts` before printing.
 */
export async function pictureOf(bytes: Uint8Array): Promise<Picture> {
  const known = pictures.get(bytes);
  if (known !== undefined) return known;
  const facts = pictureFacts(bytes);
  if (!facts.ok) throw new Error(`a logo ${facts.error}`);
  const { kind, width, height, channels } = facts.value;
  const picture: Picture =
    kind === 'png'
      ? await takenApart(bytes)
      : { width, height, channels, filter: 'DCTDecode', colours: bytes };
  pictures.set(bytes, picture);
  return picture;
}

async function takenApart(png: Uint8Array): Promise<Picture> {
  const embedder = await PngEmbedder.for(png);
  const scratch = PDFContext.create();
  const reference = await embedder.embedIntoContext(scratch);
  const streams = scratch.enumerateIndirectObjects();
  const bytesOf = (wanted: boolean) =>
    streams.map(([at, it]) =>
      (at === reference) === wanted && it instanceof PDFRawStream ? it.contents : undefined,
    );
  const colours = bytesOf(true).find((it) => it !== undefined);
  if (colours === undefined) throw new Error('a PNG was embedded without its colours');
  return {
    width: embedder.width,
    height: embedder.height,
    channels: 3,
    filter: 'FlateDecode',
    colours,
    mask: bytesOf(false).find((it) => it !== undefined),
  };
}

/**
 * A paper that is PDF/UA-1 and PDF/A-3a, in Italian, whose bytes depend on what is drawn alone: no clock, no chance,
 * deflated by fflate, which unlike zlib gives the same bytes on every machine.
 */
export function paper(facts: Facts): Paper {
  const sheets: Sheet[] = [];
  const fonts = new Map<Face, EmbeddedFont>();
  const images = new Map<Picture, string>();
  const root: Element = { type: 'Document', kids: [] };
  const inked = (runs: readonly Run[], how: Inking) => inkOperators(runs, how, fonts);
  return {
    root,
    pages: sheets,
    turn() {
      const sheet = sheetOf(sheets.length, inked, images);
      sheets.push(sheet);
      return sheet;
    },
    inked,
    save: () => written({ facts, root, sheets, fonts, images }),
  };
}

// ── Drawing ───────────────────────────────────────────────────────────────────────────────────

type Kid =
  | Element
  | { readonly sheet: Sheet; readonly content: number }
  | { readonly sheet: Sheet; readonly widget: number };

interface Sheet extends Page {
  readonly index: number;
  readonly operators: string[];
  /** Which element each marked content belongs to, by its number. */
  readonly owners: Element[];
  readonly widgets: ((place: WidgetPlace) => string)[];
}

/** A face as the document uses it: codes count up from 1, one for each glyph and what it says. */
interface EmbeddedFont {
  readonly key: string;
  readonly codes: Map<number, { readonly text: string; readonly code: number }[]>;
  readonly glyphs: { readonly id: number; readonly text: string }[];
}

/** Drawn once in a file and shown wherever it is needed, in patches of this size that join without a seam. */
const hatching = { name: 'H', width: 245, height: 35, step: 7, look: '.72 .74 .78 RG .5 w' };

const pictures = new WeakMap<Uint8Array, Picture>();

function sheetOf(index: number, inked: Paper['inked'], images: Map<Picture, string>): Sheet {
  const operators: string[] = [];
  const owners: Element[] = [];
  const widgets: ((place: WidgetPlace) => string)[] = [];
  let decorating = false;
  const sheet: Sheet = {
    ...a4,
    index,
    operators,
    owners,
    widgets,
    mark(element, draw) {
      if (decorating) return draw();
      const content = owners.push(element) - 1;
      element.kids.push({ sheet, content });
      operators.push(`/${element.type} <</MCID ${content}>> BDC`);
      draw();
      operators.push('EMC');
    },
    decorate(draw, kind) {
      if (decorating) return draw();
      decorating = true;
      operators.push(
        kind === undefined ? '/Artifact BMC' : `/Artifact <</Type/Pagination/Subtype/${kind}>> BDC`,
      );
      draw();
      operators.push('EMC');
      decorating = false;
    },
    write: (...more) => void operators.push(...more),
    ink: (runs, how) => void operators.push(...inked(runs, how)),
    show(picture, { x, y, width, height }) {
      const name = images.get(picture) ?? `I${images.size}`;
      images.set(picture, name);
      operators.push(`q ${[width, 0, 0, height, x, y].map(num).join(' ')} cm /${name} Do Q`);
    },
    hatch(box) {
      const { x, y, width, height } = box;
      operators.push(`q ${[x, y, width, height].map(num).join(' ')} re W n`);
      for (let up = 0; up < height; up += hatching.height)
        for (let along = 0; along < width; along += hatching.width)
          operators.push(`q 1 0 0 1 ${num(x + along)} ${num(y + up)} cm /${hatching.name} Do Q`);
      operators.push('Q');
    },
    place(element, describe) {
      element.kids.push({ sheet, widget: widgets.push(describe) - 1 });
    },
  };
  return sheet;
}

function inkOperators(
  runs: readonly Run[],
  { x, y, size, colour = '0 g', perSpace = 0 }: Inking,
  fonts: Map<Face, EmbeddedFont>,
): readonly string[] {
  const out = ['BT', colour, `${num(x)} ${num(y)} Td`];
  for (const run of runs) {
    const font = fontOf(run.face, fonts);
    out.push(`/${font.key} ${num(size)} Tf`);
    if (run.respelt) out.push(`/Span <</ActualText ${hexText(run.text)}>> BDC`);
    out.push(...runOperators(run, { font, size, perSpace }));
    if (run.respelt) out.push('EMC');
  }
  out.push('ET');
  return out;
}

function runOperators(
  { face, glyphs }: Run,
  {
    font,
    size,
    perSpace,
  }: { readonly font: EmbeddedFont; readonly size: number; readonly perSpace: number },
): readonly string[] {
  const out: string[] = [];
  const stretch = (perSpace * 1000) / size;
  let shown = '<';
  let pending = 0;
  let rise = 0;
  const move = (by: number) => {
    // A TJ number moves left; a tenth of a thousandth of an em is nothing.
    const tenths = Math.round(by * 10) / 10;
    if (tenths !== 0) shown += `> ${-tenths} <`;
  };
  const flush = () => {
    if (shown !== '<') out.push(`[${shown}>] TJ`);
    shown = '<';
  };
  for (const glyph of glyphs) {
    if (glyph.y !== rise) {
      flush();
      out.push(`${num((glyph.y * size) / 1000)} Ts`);
      rise = glyph.y;
    }
    move(pending + glyph.x);
    shown += hex4(codeOf(font, glyph.id, glyph.text));
    pending = glyph.advance - face.advance(glyph.id) - glyph.x;
    if (glyph.text === ' ') pending += stretch;
  }
  move(pending);
  flush();
  if (rise !== 0) out.push('0 Ts');
  return out;
}

function fontOf(face: Face, fonts: Map<Face, EmbeddedFont>): EmbeddedFont {
  const known = fonts.get(face);
  if (known !== undefined) return known;
  const font: EmbeddedFont = { key: `F${fonts.size}`, codes: new Map(), glyphs: [] };
  fonts.set(face, font);
  return font;
}

/** A glyph that says two things in two places has two codes, so that both can be copied. */
function codeOf(font: EmbeddedFont, id: number, text: string): number {
  const known = font.codes.get(id);
  if (known !== undefined) for (const it of known) if (it.text === text) return it.code;
  const code = font.glyphs.push({ id, text });
  if (known === undefined) font.codes.set(id, [{ text, code }]);
  else known.push({ text, code });
  return code;
}

// ── Writing the file ──────────────────────────────────────────────────────────────────────────

interface Drawn {
  readonly facts: Facts;
  readonly root: Element;
  readonly sheets: readonly Sheet[];
  readonly fonts: ReadonlyMap<Face, EmbeddedFont>;
  readonly images: ReadonlyMap<Picture, string>;
}

const producer = 'ALICE';
const language = 'it-IT';
const colourProfile = zlibSync(getDefaultSRGBProfile());

async function written({ facts, root, sheets, fonts, images }: Drawn): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  const { context, catalog } = pdf;
  const store = storeOf(context);
  const set = (name: string, text: string) => catalog.set(PDFName.of(name), verbatim(text));

  const pages = sheets.map(() => store.next());
  const faces = store.next();
  // Before the faces: what stands in a field may be the only text set in one of them.
  const widgets = embedWidgets(sheets, { pages, faces, store });
  store.put(
    faces,
    dict([...fonts].map(([face, font]) => `/${font.key} ${embedFont(face, font, store)}`)),
  );
  const shown = [...images].map(([picture, name]) => `/${name} ${embedPicture(picture, store)}`);
  const contents = sheets.map((it) => it.operators.join('\n'));
  if (contents.some((it) => it.includes(`/${hatching.name} Do`)))
    shown.push(`/${hatching.name} ${embedHatching(store)}`);
  const resources = store.add(
    `<</Font ${faces}${shown.length === 0 ? '' : `/XObject ${dict(shown)}`}>>`,
  );
  const tree = store.add(`<</Type/Pages/Kids[${pages.join(' ')}]/Count ${pages.length}>>`);
  sheets.forEach((sheet, n) => {
    const content = store.stream(latin(contents[n] ?? ''));
    const fields = widgets.references[n] ?? [];
    const annotated = fields.length === 0 ? '' : `/Annots[${fields.join(' ')}]/Tabs/S`;
    store.put(
      textAt(pages, n),
      `<</Type/Page/Parent ${tree}/MediaBox[0 0 ${num(sheet.width)} ${num(sheet.height)}]/Resources ${resources}/Contents ${content}/StructParents ${n}${annotated}>>`,
    );
  });
  context.delete(pagesOf(catalog.get(PDFName.of('Pages'))));
  set('Pages', tree);
  if (widgets.references.some((it) => it.length > 0)) set('AcroForm', formOf(widgets.references));
  set('StructTreeRoot', embedStructure(root, { pages, sheets, widgets, store }));
  set('MarkInfo', '<</Marked true>>');
  set('Lang', `(${language})`);
  set('ViewerPreferences', '<</DisplayDocTitle true>>');
  const description = xmp(facts);
  // Not deflated: archives read it without opening the file.
  const metadata = store.raw(strToU8(description), { Type: 'Metadata', Subtype: 'XML' });
  set('Metadata', metadata);
  const profile = store.raw(colourProfile, { N: 3, Filter: 'FlateDecode' });
  set(
    'OutputIntents',
    `[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)/Info(sRGB IEC61966-2.1)/DestOutputProfile ${profile}>>]`,
  );
  if (facts.attached !== undefined) {
    const file = embedFile(facts.attached, facts.created, store);
    set('AF', `[${file}]`);
    set('Names', `<</EmbeddedFiles<</Names[${hexText(facts.attached.name)} ${file}]>>>>`);
  }
  context.trailerInfo.Info = refOf(store.add(infoOf(facts)));
  const id = fingerprint([...contents, description, facts.attached?.json ?? '']).slice(0, 32);
  context.trailerInfo.ID = verbatim(`[<${id}><${id}>]`);
  return pdf.save({
    addDefaultPage: false,
    updateFieldAppearances: false,
    useObjectStreams: true,
    objectsPerTick: Number.POSITIVE_INFINITY,
  });
}

/** How one object names another: «12 0 R». */
type Reference = string;

/** Where objects go: each call adds one and gives the reference to it. */
interface Store {
  readonly next: () => Reference;
  readonly put: (at: Reference, text: string) => void;
  readonly add: (text: string) => Reference;
  readonly stream: (bytes: Uint8Array, entries?: Entries) => Reference;
  readonly raw: (bytes: Uint8Array, entries: Entries) => Reference;
}

type Entries = Readonly<Record<string, string | number | PDFObject | readonly number[]>>;

function storeOf(context: PDFContext): Store {
  const raw: Store['raw'] = (bytes, entries) =>
    context.register(PDFRawStream.of(context.obj({ ...entries }), bytes)).toString();
  return {
    next: () => context.nextRef().toString(),
    put: (at, text) => context.assign(refOf(at), verbatim(text)),
    add: (text) => context.register(verbatim(text)).toString(),
    // Level 4 takes two thirds of the time of 6, for a thousandth more bytes.
    stream: (bytes, entries = {}) =>
      raw(zlibSync(bytes, { level: 4 }), { ...entries, Filter: 'FlateDecode' }),
    raw,
  };
}

function refOf(reference: Reference): PDFRef {
  return PDFRef.of(Number.parseInt(reference, 10));
}

/**
 * An object written by us: hundreds of small dictionaries a paper cost half of its time as objects of the library.
 * A class, because the library asks for one. ASCII alone.
 */
class Verbatim extends PDFObject {
  readonly #text: string;

  constructor(text: string) {
    super();
    this.#text = text;
  }

  override toString(): string {
    return this.#text;
  }

  override sizeInBytes(): number {
    return this.#text.length;
  }

  override copyBytesInto(buffer: Uint8Array, offset: number): number {
    const text = this.#text;
    for (let n = 0; n < text.length; n += 1) buffer[offset + n] = text.charCodeAt(n);
    return text.length;
  }

  override clone(): PDFObject {
    return this;
  }
}

function verbatim(text: string): PDFObject {
  return new Verbatim(text);
}

function pagesOf(object: unknown): PDFRef {
  if (object instanceof PDFRef) return object;
  throw new Error('a new document has no page tree');
}

// ── Fonts, pictures, files ────────────────────────────────────────────────────────────────────

function embedFont(face: Face, { glyphs }: EmbeddedFont, store: Store): Reference {
  const used = [...new Set([0, ...glyphs.map((it) => it.id)])].toSorted((a, b) => a - b);
  const program = store.raw(face.subset(used), { Filter: 'FlateDecode' });
  const { box, ascent, descent, capHeight, italicAngle, weight } = face.metrics;
  const name = `${subsetTag(used)}+${face.name}`;
  // Symbolic (4), and italic (64) where it leans.
  const flags = 4 + (italicAngle === 0 ? 0 : 64);
  const descriptor = store.add(
    `<</Type/FontDescriptor/FontName/${name}/Flags ${flags}/FontBBox[${box.join(' ')}]/ItalicAngle ${num(italicAngle)}/Ascent ${ascent}/Descent ${descent}/CapHeight ${capHeight}/StemV ${Math.round(weight / 5)}/FontFile2 ${program}>>`,
  );
  const glyphNumbers = new Uint8Array(2 * glyphs.length + 2);
  glyphs.forEach(({ id }, n) => glyphNumbers.set([id >> 8, id & 0xff], 2 * n + 2));
  const widths = glyphs.map(({ id }) => num(Math.round(face.advance(id) * 10) / 10)).join(' ');
  const descendant = store.add(
    `<</Type/Font/Subtype/CIDFontType2/BaseFont/${name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor ${descriptor}/DW 0/W[1[${widths}]]/CIDToGIDMap ${store.stream(glyphNumbers)}>>`,
  );
  const spoken = store.stream(latin(toUnicode(glyphs.map((it) => it.text))));
  return store.add(
    `<</Type/Font/Subtype/Type0/BaseFont/${name}/Encoding/Identity-H/DescendantFonts[${descendant}]/ToUnicode ${spoken}>>`,
  );
}

/** Six letters that depend on the glyphs, as a subset's name must begin. */
function subsetTag(glyphs: readonly number[]): string {
  return fingerprint([glyphs.join()])
    .slice(0, 6)
    .replace(/./g, (it) => String.fromCharCode(65 + Number.parseInt(it, 16)));
}

/** What each code says, from 1 on, a hundred a block as the format asks. A glyph whose neighbour speaks for it says nothing visible. */
function toUnicode(texts: readonly string[]): string {
  const lines = texts.map((it, n) => `<${hex4(n + 1)}> <${utf16(it === '' ? '\u200b' : it)}>`);
  const blocks: string[] = [];
  for (let from = 0; from < lines.length; from += 100) {
    const some = lines.slice(from, from + 100);
    blocks.push(`${some.length} beginbfchar`, ...some, 'endbfchar');
  }
  return [
    '/CIDInit /ProcSet findresource begin',
    '12 dict begin',
    'begincmap',
    '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def',
    '/CMapName /Adobe-Identity-UCS def',
    '/CMapType 2 def',
    '1 begincodespacerange',
    '<0000> <ffff>',
    'endcodespacerange',
    ...blocks,
    'endcmap',
    'CMapName currentdict /CMap defineresource pop',
    'end',
    'end',
  ].join('\n');
}

function embedPicture(
  { width, height, channels, filter, colours, mask }: Picture,
  store: Store,
): Reference {
  const image = { Type: 'XObject', Subtype: 'Image', Width: width, Height: height };
  const pixels = { ...image, BitsPerComponent: 8 };
  const grey = { ColorSpace: 'DeviceGray', Filter: 'FlateDecode' };
  const softMask =
    mask === undefined ? {} : { SMask: verbatim(store.raw(mask, { ...pixels, ...grey })) };
  // Both spaces are those of the colour profile every paper carries.
  const ColorSpace = channels === 1 ? 'DeviceGray' : 'DeviceRGB';
  return store.raw(colours, { ...pixels, ColorSpace, Filter: filter, ...softMask });
}

function embedHatching(store: Store): Reference {
  const { width, height, step, look } = hatching;
  const lines = Array.from({ length: (width + height) / step + 1 }, (_, n) => {
    const from = n * step - height;
    return `${from} 0 m ${from + height} ${height} l`;
  });
  return store.stream(latin([look, ...lines, 'S'].join('\n')), {
    Type: 'XObject',
    Subtype: 'Form',
    BBox: [0, 0, width, height],
    Resources: verbatim('<<>>'),
  });
}

function embedFile(
  { name, json }: { readonly name: string; readonly json: string },
  created: Day,
  store: Store,
): Reference {
  const bytes = strToU8(json);
  const file = store.stream(bytes, {
    Type: 'EmbeddedFile',
    Subtype: 'application/json',
    Params: verbatim(`<</Size ${bytes.length}/ModDate(${dateOf(created)})>>`),
  });
  return store.add(
    `<</Type/Filespec/F ${hexText(name)}/UF ${hexText(name)}/Desc ${hexText('Dati del documento')}/AFRelationship/Data/EF<</F ${file}/UF ${file}>>>>`,
  );
}

// ── Structure and forms ───────────────────────────────────────────────────────────────────────

interface Widgets {
  /** By page, then by their number on it. */
  readonly references: readonly (readonly Reference[])[];
  /** The place of each in the parent tree, likewise; the pages come first. */
  readonly keys: readonly (readonly number[])[];
}

function embedWidgets(
  sheets: readonly Sheet[],
  {
    pages,
    faces,
    store,
  }: { readonly pages: readonly Reference[]; readonly faces: string; readonly store: Store },
): Widgets {
  let key = sheets.length;
  const looks: WidgetPlace['looks'] = ({ operators, width, height }) =>
    store.stream(latin(operators.join('\n')), {
      Type: 'XObject',
      Subtype: 'Form',
      BBox: [0, 0, Number(num(width)), Number(num(height))],
      Resources: verbatim(`<</Font ${faces}>>`),
    });
  const placed = sheets.map((sheet, n) =>
    sheet.widgets.map((describe) => {
      const own = key++;
      // Printed (4); drawn by the look given, never by the viewer.
      const entries = `/Type/Annot/Subtype/Widget/F 4/P ${textAt(pages, n)}/StructParent ${own}`;
      return { own, at: store.add(`<<${describe({ entries, fonts: faces, looks })}>>`) };
    }),
  );
  return {
    references: placed.map((page) => page.map(({ at }) => at)),
    keys: placed.map((page) => page.map(({ own }) => own)),
  };
}

/** Typed text is set in Helvetica, which every viewer has: nobody can type into a subset. */
function formOf(references: Widgets['references']): string {
  const helvetica = '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>';
  return `<</Fields[${references.flat().join(' ')}]/DA(/Helv 9 Tf 0 g)/DR<</Font<</Helv ${helvetica}>>>>>>`;
}

function embedStructure(
  root: Element,
  {
    pages,
    sheets,
    widgets,
    store,
  }: {
    readonly pages: readonly Reference[];
    readonly sheets: readonly Sheet[];
    readonly widgets: Widgets;
    readonly store: Store;
  },
): Reference {
  const top = store.next();
  const references = new Map<Element, Reference>();
  const ofWidgets: (readonly [key: number, owner: Reference])[] = [];
  const put = (element: Element, parent: Reference): Reference => {
    const own = store.next();
    references.set(element, own);
    let home: Sheet | undefined;
    const kids = element.kids.map((kid) => {
      if ('kids' in kid) return put(kid, own);
      const page = textAt(pages, kid.sheet.index);
      if ('widget' in kid) {
        const { index } = kid.sheet;
        ofWidgets.push([widgets.keys[index]?.[kid.widget] ?? -1, own]);
        return `<</Type/OBJR/Obj ${textAt(widgets.references[index] ?? [], kid.widget)}/Pg ${page}>>`;
      }
      home ??= kid.sheet;
      if (kid.sheet === home) return String(kid.content);
      return `<</Type/MCR/Pg ${page}/MCID ${kid.content}>>`;
    });
    const { type, alt, attributes } = element;
    const entries = [
      `/S/${type}/P ${parent}/K[${kids.join(' ')}]`,
      home === undefined ? '' : `/Pg ${textAt(pages, home.index)}`,
      alt === undefined ? '' : `/Alt ${hexText(alt)}`,
      attributes === undefined ? '' : `/A<<${attributes}>>`,
    ];
    store.put(own, `<<${entries.join('')}>>`);
    return own;
  };
  const first = put(root, top);
  const byPage = sheets.map(({ owners }, n) => {
    const list = owners.map((it) => references.get(it) ?? '');
    return `${n} ${store.add(`[${list.join(' ')}]`)}`;
  });
  const byWidget = ofWidgets.toSorted(([a], [b]) => a - b).map(([key, owner]) => `${key} ${owner}`);
  const next = sheets.length + ofWidgets.length;
  store.put(
    top,
    `<</Type/StructTreeRoot/K ${first}/ParentTree<</Nums[${[...byPage, ...byWidget].join(' ')}]>>/ParentTreeNextKey ${next}>>`,
  );
  return top;
}

// ── What the file says of itself ──────────────────────────────────────────────────────────────

function infoOf({ title, subject, created }: Facts): string {
  const date = `(${dateOf(created)})`;
  const about = subject === undefined ? '' : `/Subject ${hexText(subject)}`;
  return `<</Title ${hexText(title)}${about}/Creator(${producer})/Producer(${producer})/CreationDate${date}/ModDate${date}>>`;
}

/** A day as PDF writes it: its first instant by UTC, which in Italy is the same day. */
function dateOf(it: Day): string {
  return `D:${it.replaceAll('-', '')}000000Z`;
}

/** The metadata archives read. The extension schema says what `pdfuaid` is: PDF/A refuses names it does not know. */
function xmp({ title, subject, created }: Facts): string {
  const date = `${created}T00:00:00Z`;
  const worded = (text: string) =>
    `<rdf:Alt><rdf:li xml:lang="x-default">${escaped(text)}</rdf:li></rdf:Alt>`;
  const about = (space: string, address: string, inside: string) =>
    `<rdf:Description rdf:about="" xmlns:${space}="${address}">${inside}</rdf:Description>`;
  const part =
    '<rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description></rdf:li>';
  return [
    '<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>',
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
    about(
      'dc',
      'http://purl.org/dc/elements/1.1/',
      `<dc:format>application/pdf</dc:format><dc:title>${worded(title)}</dc:title>${subject === undefined ? '' : `<dc:description>${worded(subject)}</dc:description>`}<dc:language><rdf:Bag><rdf:li>${language}</rdf:li></rdf:Bag></dc:language>`,
    ),
    about(
      'xmp',
      'http://ns.adobe.com/xap/1.0/',
      `<xmp:CreatorTool>${producer}</xmp:CreatorTool><xmp:CreateDate>${date}</xmp:CreateDate><xmp:ModifyDate>${date}</xmp:ModifyDate><xmp:MetadataDate>${date}</xmp:MetadataDate>`,
    ),
    about('pdf', 'http://ns.adobe.com/pdf/1.3/', `<pdf:Producer>${producer}</pdf:Producer>`),
    about(
      'pdfaid',
      'http://www.aiim.org/pdfa/ns/id/',
      '<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>',
    ),
    about('pdfuaid', 'http://www.aiim.org/pdfua/ns/id/', '<pdfuaid:part>1</pdfuaid:part>'),
    `<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema><pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>${part}</rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>`,
    '</rdf:RDF></x:xmpmeta>',
    '<?xpacket end="w"?>',
  ].join('\n');
}

// ── Small things ──────────────────────────────────────────────────────────────────────────────

const hexDigits = Array.from({ length: 0x10000 }, (_, n) => n.toString(16).padStart(4, '0'));

function hex4(n: number): string {
  return hexDigits[n] ?? '0000';
}

function utf16(text: string): string {
  return Array.from({ length: text.length }, (_, n) => hex4(text.charCodeAt(n))).join('');
}

function textAt(list: readonly string[], at: number): string {
  const found = list[at];
  if (found === undefined) throw new Error(`nothing was written at ${at}`);
  return found;
}

function latin(text: string): Uint8Array {
  return strToU8(text, true);
}

function dict(entries: readonly string[]): string {
  return `<<${entries.join('')}>>`;
}

/** 128 bits as hex: two papers that differ have two, and nobody is kept from anything by it. */
function fingerprint(texts: readonly string[]): string {
  const all = texts.join('\u0000');
  return digest(all) + digest(`\u0001${all}`);
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
