import { zlibSync } from 'fflate';
import { Blob, Font, Face as ShapingFace } from 'harfbuzzjs';

/** The bytes of everything that draws letters: read once by `integrations/typefaces`, kept as long as one prints. */
export interface Fonts {
  readonly regular: Uint8Array;
  readonly bold: Uint8Array;
  readonly italic: Uint8Array;
  /** Arabic and Persian, one glyph a letter, so that names come back whole from copy and paste. */
  readonly arabic: Uint8Array;
  readonly arabicBold: Uint8Array;
  /** Signs such as ☐ ☑ → and the scripts the others lack. */
  readonly signs: Uint8Array;
  /** The WebAssembly module of hb-subset, which comes with harfbuzzjs. */
  readonly subsetter: Uint8Array;
}

/** One font file, opened: what shaping asks of it and what a PDF must say about it. Lengths are thousandths of an em. */
export interface Face {
  /** The PostScript name, «NotoSans-Bold». */
  readonly name: string;
  readonly metrics: {
    readonly box: readonly [number, number, number, number];
    readonly ascent: number;
    readonly descent: number;
    readonly capHeight: number;
    readonly italicAngle: number;
    readonly weight: number;
  };
  /** For HarfBuzz; its units are the font's own. */
  readonly shaping: Font;
  /** Thousandths of an em in one of the font's units. */
  readonly unit: number;
  /** Whether a character, by code point, can be drawn, whole or from its parts. */
  readonly covers: (point: number) => boolean;
  readonly advance: (glyph: number) => number;
  /** The font with these outlines alone, deflated; glyphs keep their numbers. Sorted glyphs in, the same bytes out. */
  readonly subset: (glyphs: readonly number[]) => Uint8Array;
}

/** How a font file is cut down: made once for all faces by `subsetterOf`. */
export type Subsetter = (bytes: Uint8Array) => (glyphs: readonly number[]) => Uint8Array;

/** Opens a TrueType font. */
export function openFace(bytes: Uint8Array, subsetter: Subsetter): Face {
  const face = new ShapingFace(new Blob(bytes));
  const shaping = new Font(face);
  const unit = 1000 / face.upem;
  const table = (name: string) => tableOf(face, name);
  const [head, header, os2, post] = [table('head'), table('hhea'), table('OS/2'), table('post')];
  const scaled = (view: DataView, at: number) => Math.round(view.getInt16(at) * unit);
  const known = new Set<number>(face.collectUnicodes());
  const advances = new Map<number, number>();
  const cut = subsetter(bytes);
  // A handful of glyph sets cover hundreds of papers of one kind.
  const programs = remembered(64, (key: string) =>
    zlibSync(cut(key.split(',').map(Number)), { level: 4 }),
  );
  return {
    name: face.getName(6, 'en'),
    // Offsets: https://learn.microsoft.com/typography/opentype/spec/head, hhea, os2 (capHeight since version 2), post.
    metrics: {
      box: [scaled(head, 36), scaled(head, 38), scaled(head, 40), scaled(head, 42)],
      ascent: scaled(header, 4),
      descent: scaled(header, 6),
      capHeight: os2.getUint16(0) >= 2 ? scaled(os2, 88) : Math.round(scaled(header, 4) * 0.7),
      italicAngle: post.getInt32(4) / 65536,
      weight: os2.getUint16(4),
    },
    shaping,
    unit,
    covers: (point) => known.has(point) || decomposed(point).every((it) => known.has(it)),
    advance(glyph) {
      let width = advances.get(glyph);
      if (width === undefined) {
        width = shaping.glyphHAdvance(glyph) * unit;
        advances.set(glyph, width);
      }
      return width;
    },
    subset: (glyphs) => programs(glyphs.join()),
  };
}

/**
 * hb-subset, called without a wrapper: harfbuzzjs ships its WebAssembly but no TypeScript for it. A font is prepared
 * on its first use (some 150 ms), and then cut in a fraction of a millisecond.
 * https://harfbuzz.github.io/harfbuzz-hb-subset.html
 */
export function subsetterOf(wasm: Uint8Array): Subsetter {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(wasm));
  // The edge of the library: these functions are what the pinned version exports.
  const hb = exports as HbSubset;
  hb['_initialize']();
  return (bytes) => {
    let prepared: Pointer | undefined;
    return (glyphs) => {
      prepared ??= prepare(hb, bytes);
      return cut(hb, prepared, glyphs);
    };
  };
}

/** A function that remembers its last so many answers by their text key; the oldest goes first. */
export function remembered<T>(size: number, make: (key: string) => T): (key: string) => T {
  const kept = new Map<string, T>();
  return (key) => {
    const known = kept.get(key);
    if (known !== undefined) return known;
    const made = make(key);
    if (kept.size >= size) {
      const [oldest] = kept.keys();
      if (oldest !== undefined) kept.delete(oldest);
    }
    kept.set(key, made);
    return made;
  };
}

// ── hb-subset ─────────────────────────────────────────────────────────────────────────────────

type Pointer = number;

interface HbSubset {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly _initialize: () => void;
  readonly malloc: (size: number) => Pointer;
  readonly hb_blob_create: (...args: readonly number[]) => Pointer;
  readonly hb_blob_get_data: (blob: Pointer, length: Pointer) => Pointer;
  readonly hb_blob_get_length: (blob: Pointer) => number;
  readonly hb_blob_destroy: (blob: Pointer) => void;
  readonly hb_face_create: (blob: Pointer, index: number) => Pointer;
  readonly hb_face_reference_blob: (face: Pointer) => Pointer;
  readonly hb_face_destroy: (face: Pointer) => void;
  readonly hb_set_add: (set: Pointer, item: number) => void;
  readonly hb_subset_preprocess: (face: Pointer) => Pointer;
  readonly hb_subset_input_create_or_fail: () => Pointer;
  readonly hb_subset_input_set_flags: (input: Pointer, flags: number) => void;
  readonly hb_subset_input_set: (input: Pointer, which: number) => Pointer;
  readonly hb_subset_input_glyph_set: (input: Pointer) => Pointer;
  readonly hb_subset_input_destroy: (input: Pointer) => void;
  readonly hb_subset_or_fail: (face: Pointer, input: Pointer) => Pointer;
}

/** Neither Node's types nor ours hold the DOM's, where TypeScript keeps this. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

const noHinting = 0x1;
/** Text is written with glyph numbers before the subset exists. */
const keepGlyphNumbers = 0x2;
const noLayoutClosure = 0x200;
const droppedTables = 3;
const readOnlyMemory = 2;

/** What a viewer never reads in a font embedded by glyph number; shaping is done before. */
const unneeded = ['GSUB', 'GPOS', 'GDEF', 'BASE', 'STAT', 'name', 'OS/2', 'post', 'cmap', 'gasp'];
const unneededTags = [...unneeded, 'DSIG', 'meta'].map((it) =>
  Array.from(it).reduce((tag, letter) => (tag << 8) | letter.charCodeAt(0), 0),
);

function prepare(hb: HbSubset, bytes: Uint8Array): Pointer {
  const at = hb.malloc(bytes.length);
  new Uint8Array(hb.memory.buffer).set(bytes, at);
  const blob = hb.hb_blob_create(at, bytes.length, readOnlyMemory, 0, 0);
  return hb.hb_subset_preprocess(hb.hb_face_create(blob, 0));
}

function cut(hb: HbSubset, face: Pointer, glyphs: readonly number[]): Uint8Array {
  const input = hb.hb_subset_input_create_or_fail();
  hb.hb_subset_input_set_flags(input, noHinting | keepGlyphNumbers | noLayoutClosure);
  const dropped = hb.hb_subset_input_set(input, droppedTables);
  for (const tag of unneededTags) hb.hb_set_add(dropped, tag);
  const kept = hb.hb_subset_input_glyph_set(input);
  for (const glyph of glyphs) hb.hb_set_add(kept, glyph);
  const subset = hb.hb_subset_or_fail(face, input);
  hb.hb_subset_input_destroy(input);
  if (subset === 0) throw new Error(`hb-subset refused ${glyphs.length} glyphs`);
  const blob = hb.hb_face_reference_blob(subset);
  const from = hb.hb_blob_get_data(blob, 0);
  // Copied, because the memory is HarfBuzz's to use again.
  const bytes = new Uint8Array(hb.memory.buffer, from, hb.hb_blob_get_length(blob)).slice();
  hb.hb_blob_destroy(blob);
  hb.hb_face_destroy(subset);
  return bytes;
}

// ── Small things ──────────────────────────────────────────────────────────────────────────────

function tableOf(face: ShapingFace, name: string): DataView {
  const bytes = face.referenceTable(name);
  if (bytes === undefined) throw new Error(`${face.getName(6, 'en')} has no table ${name}`);
  // Copied: HarfBuzz's memory moves when it grows.
  return new DataView(bytes.slice().buffer);
}

/** A character's canonical parts, if it has any: «ế» is e, circumflex, acute. Itself alone otherwise. */
function decomposed(point: number): readonly number[] {
  const parts = Array.from(String.fromCodePoint(point).normalize('NFD'));
  return parts.map((it) => it.codePointAt(0) ?? point);
}
