import bidiFactory, { type Bidi } from 'bidi-js';
import * as harfbuzz from 'harfbuzzjs';
// @ts-expect-error -- the package has no types; what is used of it is typed below.
import italian from 'hyphen/it/index.js';
import type { Prose } from '../core/document.ts';
import { type Face, remembered } from './font.ts';

/** How letters look. Bold and italic together are bold. */
export type Style = 'regular' | 'bold' | 'italic';

/** Text of one style, without line breaks. */
export interface Part {
  readonly text: string;
  readonly style: Style;
}

/** A glyph where it stands; lengths are thousandths of an em. `text` is what it says when copied, blank if its neighbour says it. */
export interface Glyph {
  readonly id: number;
  readonly advance: number;
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

/** Glyphs of one face, from left to right as they are drawn. */
export interface Run {
  readonly face: Face;
  readonly glyphs: readonly Glyph[];
  readonly text: string;
  /** Its glyphs do not spell it letter by letter: a ligature, a mark of its own. The text must be said beside them. */
  readonly respelt: boolean;
}

/** A line ready to be drawn; `width` in thousandths of an em. */
export interface Shaped {
  readonly runs: readonly Run[];
  readonly width: number;
  /** The spaces a justified line is stretched at. */
  readonly spaces: number;
}

/** A line of a paragraph; `last` of its paragraph or before a forced break, so it is never justified. */
export interface Line {
  readonly shaped: Shaped;
  readonly last: boolean;
}

/** How a paragraph is broken into lines: `width` and `size` in points. */
export interface Measure {
  readonly width: number;
  readonly size: number;
  readonly bold?: boolean | undefined;
  /** Whether a word may be divided to fill a line; one longer than a line is divided anyhow. */
  readonly hyphenate?: boolean | undefined;
}

/** From text to glyphs. It keeps the lines it has shaped last, so that the same words cost nothing twice. */
export interface Typesetter {
  readonly shape: (parts: readonly Part[]) => Shaped;
  /** In points. */
  readonly widthOf: (text: string, style: Style, size: number) => number;
  readonly lines: (prose: Prose, measure: Measure) => readonly Line[];
  /** How wide a prose would like to be, and how narrow it can be without dividing a word, in points. */
  readonly wish: (prose: Prose, size: number, bold: boolean) => { best: number; least: number };
  /** The characters of a text that no face can draw, each once. */
  readonly uncovered: (text: string) => readonly string[];
}

/**
 * A typesetter on faces in order of preference for each style: a word is set in the first face that has all of it, a
 * word no face has whole letter by letter. Lines run from left to right; what is written from right to left is turned
 * within them. A character that no face covers throws: `uncovered` tells before.
 */
export function typesetter(faces: Readonly<Record<Style, readonly Face[]>>): Typesetter {
  const shapeKey = remembered(6000, (key: string) => shapeLine(partsOf(key), faces));
  const shape = (parts: readonly Part[]) => shapeKey(keyOf(parts));
  const widths = remembered(6000, (key: string) => shapeKey(key).width);
  const widthOf = (text: string, style: Style, size: number) =>
    text === '' ? 0 : (widths(keyOf([{ text, style }])) * size) / 1000;
  const setting: Setting = { shape, widthOf };
  return {
    shape,
    widthOf,
    lines: (prose, measure) => linesOf(prose, measure, setting),
    wish: (prose, size, bold) => wishOf(prose, { size, bold }, setting),
    uncovered(text) {
      const points = [...new Set(printable(text))];
      return points.filter((it) => !isSpace(it) && !faces.regular.some((f) => draws(f, it)));
    },
  };
}

/** The parts of a prose as they are drawn: NFC, without the invisible characters people paste along. */
export function partsOfProse(prose: Prose, bold = false): readonly Part[] {
  return prose.map((it): Part => {
    if (typeof it === 'string') return { text: printable(it), style: bold ? 'bold' : 'regular' };
    const style = bold || it.bold ? 'bold' : it.italic ? 'italic' : 'regular';
    return { text: printable(it.text), style };
  });
}

// ── Breaking lines ────────────────────────────────────────────────────────────────────────────

interface Setting {
  readonly shape: Typesetter['shape'];
  readonly widthOf: Typesetter['widthOf'];
}

/** What stands between two spaces; `broken` words end their line. */
interface Word {
  readonly parts: readonly Part[];
  readonly width: number;
  readonly broken?: boolean;
}

/** First fit, with Italian hyphens; greedy lines look well enough once words can be divided. */
function linesOf(prose: Prose, measure: Measure, setting: Setting): readonly Line[] {
  const queue = [...wordsOf(prose, measure, setting)].toReversed();
  const lines: Line[] = [];
  let line: Word[] = [];
  let used = 0;
  const end = (last: boolean) => {
    lines.push({ shaped: setting.shape(joined(line)), last });
    line = [];
    used = 0;
  };
  for (let word = queue.pop(); word !== undefined; word = queue.pop()) {
    if (word.broken === true) {
      end(true);
      continue;
    }
    const space = line.length === 0 ? 0 : setting.widthOf(' ', styleBefore(line), measure.size);
    const room = measure.width - used - space;
    if (word.width <= room + 0.01) {
      line.push(word);
      used += space + word.width;
      continue;
    }
    const tooLong = word.width > measure.width;
    const divided =
      measure.hyphenate === true || (tooLong && line.length === 0)
        ? hyphenated(word, { room, size: measure.size, whole: tooLong }, setting)
        : undefined;
    if (divided !== undefined) {
      line.push(divided.head);
      end(false);
      queue.push(divided.rest);
    } else if (line.length > 0) {
      end(false);
      queue.push(word);
    } else {
      const { head, rest } = chopped(word, measure, setting);
      line.push(head);
      end(rest === undefined);
      if (rest !== undefined) queue.push(rest);
      else if (queue.length === 0) return lines;
    }
  }
  end(true);
  return lines;
}

function wordsOf(prose: Prose, { size, bold }: Measure, { widthOf }: Setting): readonly Word[] {
  const words: Word[] = [];
  let open: Part[] = [];
  const close = () => {
    if (open.length > 0) words.push(wordOf(open, size, widthOf));
    open = [];
  };
  for (const part of partsOfProse(prose, bold)) {
    for (const token of part.text.split(/([ \n])/)) {
      if (token === ' ') close();
      else if (token === '\n') {
        close();
        words.push({ parts: [], width: 0, broken: true });
      } else if (token !== '') open.push({ text: token, style: part.style });
    }
  }
  close();
  return words;
}

function wordOf(parts: readonly Part[], size: number, widthOf: Setting['widthOf']): Word {
  return { parts, width: parts.reduce((sum, it) => sum + widthOf(it.text, it.style, size), 0) };
}

/** A line's words with spaces between, neighbours of one style as one part. */
function joined(words: readonly Word[]): readonly Part[] {
  const parts: { text: string; style: Style }[] = [];
  words.forEach((word, w) => {
    word.parts.forEach((part, p) => {
      const last = parts.at(-1);
      if (last !== undefined && p === 0 && w > 0) last.text += ' ';
      if (last !== undefined && last.style === part.style) last.text += part.text;
      else parts.push({ ...part });
    });
  });
  return parts;
}

function styleBefore(line: readonly Word[]): Style {
  return line.at(-1)?.parts.at(-1)?.style ?? 'regular';
}

function wishOf(
  prose: Prose,
  { size, bold }: { readonly size: number; readonly bold: boolean },
  setting: Setting,
): { best: number; least: number } {
  const space = setting.widthOf(' ', bold ? 'bold' : 'regular', size);
  let [best, least, line] = [0, 0, 0];
  for (const word of wordsOf(prose, { width: 0, size, bold }, setting)) {
    line = word.broken === true ? 0 : line + (line > 0 ? space : 0) + word.width;
    best = Math.max(best, line);
    least = Math.max(least, word.width);
  }
  return { best, least };
}

// ── Dividing words ────────────────────────────────────────────────────────────────────────────

const hyphenateItalian: (text: string) => string = italian.hyphenateSync;
const syllables = remembered(4000, (word) => hyphenateItalian(word).split('\u00ad'));

interface Division {
  readonly head: Word;
  readonly rest: Word;
}

/** A word divided at a syllable, so that its head and hyphen fit. Names, numbers and short words are not, unless they fit no line whole. */
function hyphenated(
  word: Word,
  { room, size, whole }: { readonly room: number; readonly size: number; readonly whole: boolean },
  { widthOf }: Setting,
): Division | undefined {
  const [part, ...others] = word.parts;
  if (part === undefined || others.length > 0) return undefined;
  const dividable = whole ? /^\P{N}{5,}$/u : /^[«“(]?[\p{Ll}’]{6,}/u;
  if (!dividable.test(part.text) || /[@/.]\p{L}/u.test(part.text)) return undefined;
  const found = syllables(part.text);
  for (let n = found.length - 1; n > 0; n -= 1) {
    const start = found.slice(0, n).join('');
    const text = /[-’]$/.test(start) ? start : `${start}-`;
    if (start.length < 2 || widthOf(text, part.style, size) > room) continue;
    const after = found.slice(n).join('');
    // A line that begins with two letters reads badly.
    if (after.replace(/\P{L}/gu, '').length < 3) continue;
    return {
      head: wordOf([{ ...part, text }], size, widthOf),
      rest: wordOf([{ ...part, text: after }], size, widthOf),
    };
  }
  return undefined;
}

/** A word longer than its line, cut where it must be: after a sign if there is one near, never before a combining mark. */
function chopped(
  word: Word,
  { width, size }: Measure,
  { widthOf }: Setting,
): { readonly head: Word; readonly rest?: Word } {
  let used = 0;
  const taken: Part[] = [];
  for (const [n, part] of word.parts.entries()) {
    const whole = widthOf(part.text, part.style, size);
    if (used + whole <= width) {
      taken.push(part);
      used += whole;
      continue;
    }
    const letters = part.text.match(/\P{M}\p{M}*|\p{M}+/gu) ?? [];
    let fits = 0;
    while (
      fits < letters.length &&
      used + widthOf(letters.slice(0, fits + 1).join(''), part.style, size) <= width
    )
      fits += 1;
    // A column narrower than a letter still takes one, or this would never end.
    if (taken.length === 0) fits = Math.max(1, fits);
    const sign = letters.slice(0, fits).findLastIndex((it) => /[-/@._–]/.test(it)) + 1;
    const count = sign > fits / 2 ? sign : fits;
    const head = letters.slice(0, count).join('');
    const rest = letters.slice(count).join('');
    const left = [...(rest === '' ? [] : [{ ...part, text: rest }]), ...word.parts.slice(n + 1)];
    const parts = head === '' ? taken : [...taken, { ...part, text: head }];
    return {
      head: wordOf(parts, size, widthOf),
      ...(left.length === 0 ? {} : { rest: wordOf(left, size, widthOf) }),
    };
  }
  return { head: word };
}

// ── Shaping ───────────────────────────────────────────────────────────────────────────────────

// Its types describe a module, what runs is the function itself.
const bidi = (bidiFactory as unknown as () => Bidi)();
const buffer = new harfbuzz.Buffer();
/** Noto takes «ị» apart into letter and dot, which cannot be copied back as one: letters that have a glyph keep it. */
const whole = [new harfbuzz.Feature('ccmp', 0)];

const styleLetters = { regular: 'r', bold: 'b', italic: 'i' } as const;
const stylesByLetter: Readonly<Record<string, Style>> = { r: 'regular', b: 'bold', i: 'italic' };
const between = '\u0000';

function keyOf(parts: readonly Part[]): string {
  return parts.map(({ text, style }) => `${styleLetters[style]}${text}`).join(between);
}

function partsOf(key: string): readonly Part[] {
  if (key === '') return [];
  return key
    .split(between)
    .map((it) => ({ style: stylesByLetter[it.charAt(0)] ?? 'regular', text: it.slice(1) }));
}

/** A stretch of a line that is shaped in one go: one face, one direction, one script. */
interface Stretch {
  readonly text: string;
  readonly face: Face;
  readonly level: number;
}

function shapeLine(parts: readonly Part[], faces: Readonly<Record<Style, readonly Face[]>>) {
  const text = parts.map((it) => it.text).join('');
  const levels = writtenFromRight.test(text)
    ? bidi.getEmbeddingLevels(text, 'ltr').levels
    : undefined;
  const stretches = visual(stretchesOf(parts, faces, levels));
  const runs = stretches.map(shapeStretch);
  let width = 0;
  let spaces = 0;
  for (const { glyphs } of runs) {
    for (const it of glyphs) {
      width += it.advance;
      if (it.text === ' ') spaces += 1;
    }
  }
  return { runs, width, spaces } satisfies Shaped;
}

const writtenFromRight = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

function stretchesOf(
  parts: readonly Part[],
  faces: Readonly<Record<Style, readonly Face[]>>,
  levels: Uint8Array | undefined,
): readonly Stretch[] {
  const found: { text: string; face: Face; level: number; script: string | undefined }[] = [];
  let at = 0;
  for (const { text, style } of parts) {
    const choice = facesFor(text, faces[style]);
    let offset = 0;
    for (const letter of text) {
      const level = levels?.[at] ?? 0;
      const last = found.at(-1);
      const script = scriptOf(letter);
      // A space or sign between words stays with what comes before it, if that face has it.
      const face =
        choice(offset, letter) ??
        (last !== undefined && faces[style].includes(last.face) && draws(last.face, letter)
          ? last.face
          : firstFor(letter, faces[style]));
      const goesOn =
        last !== undefined &&
        last.face === face &&
        last.level === level &&
        (script === undefined || last.script === undefined || last.script === script);
      if (goesOn) {
        last.text += letter;
        last.script ??= script;
      } else found.push({ text: letter, face, level, script });
      at += letter.length;
      offset += letter.length;
    }
  }
  return found;
}

/** The face of each letter of a word: the first that has the whole word. Between words, and in a word no face has whole, none. */
function facesFor(
  text: string,
  faces: readonly Face[],
): (at: number, letter: string) => Face | undefined {
  const [first] = faces;
  if (first !== undefined && Array.from(text).every((it) => draws(first, it))) return () => first;
  const byPlace = new Map<number, Face>();
  for (const { 0: word, index } of text.matchAll(/(?:[\p{L}\p{M}\p{N}’'-]|\u200c|\u200d)+/gu)) {
    const face = faces.find((it) => Array.from(word).every((letter) => draws(it, letter)));
    if (face === undefined) continue;
    for (let n = 0; n < word.length; n += 1) byPlace.set(index + n, face);
  }
  return (at) => byPlace.get(at);
}

function firstFor(letter: string, faces: readonly Face[]): Face {
  const face = faces.find((it) => draws(it, letter)) ?? (isSpace(letter) ? faces[0] : undefined);
  if (face === undefined) {
    const point = letter.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
    throw new Error(`no face covers «${letter}» (U+${point}): ask \`uncovered\` before printing`);
  }
  return face;
}

function draws(face: Face, letter: string): boolean {
  return face.covers(letter.codePointAt(0) ?? 0) || joiner.test(letter);
}

/** From the order of reading to that of drawing: rule L2 of UAX #9, https://www.unicode.org/reports/tr9/#L2. */
function visual(stretches: readonly Stretch[]): readonly Stretch[] {
  const highest = Math.max(0, ...stretches.map(({ level }) => level));
  const order = [...stretches];
  for (let level = highest; level > 0; level -= 1) {
    for (let from = 0; from < order.length; from += 1) {
      let to = from;
      while ((order[to]?.level ?? 0) >= level) to += 1;
      if (to > from) order.splice(from, to - from, ...order.slice(from, to).toReversed());
      from = Math.max(from, to - 1);
    }
  }
  return order;
}

function shapeStretch({ text, face, level }: Stretch): Run {
  const rightToLeft = level % 2 === 1;
  buffer.reset();
  buffer.setClusterLevel(harfbuzz.ClusterLevel.MONOTONE_CHARACTERS);
  buffer.setFlags(harfbuzz.BufferFlag.REMOVE_DEFAULT_IGNORABLES);
  buffer.addText(text);
  buffer.guessSegmentProperties();
  // Guessed, it would be the machine's.
  buffer.setLanguage('it');
  buffer.setDirection(rightToLeft ? harfbuzz.Direction.RTL : harfbuzz.Direction.LTR);
  const plain = !rightToLeft && !/\p{M}/u.test(text);
  harfbuzz.shape(face.shaping, buffer, plain ? whole : undefined);
  const shaped = buffer.getGlyphInfosAndPositions();
  const said = textsOf(
    shaped.map((it) => it.cluster),
    text,
    rightToLeft,
  );
  const glyphs = shaped.map((it, n): Glyph => {
    if (it.codepoint === 0) throw new Error(`${face.name} has no glyph for part of «${text}»`);
    return {
      id: it.codepoint,
      advance: (it.xAdvance ?? 0) * face.unit,
      x: (it.xOffset ?? 0) * face.unit,
      y: (it.yOffset ?? 0) * face.unit,
      text: said[n] ?? '',
    };
  });
  if (rightToLeft) {
    // Poppler gives a span written from the right back reversed if it has a text of its own.
    return { face, glyphs: spelled(glyphs, face), text, respelt: false };
  }
  const respelt = glyphs.some((it) => it.text === '' || /^\p{M}/u.test(it.text));
  return { face, glyphs, text, respelt };
}

/**
 * Readers turn letters written from the right around one by one, and so would read «لا» in one glyph backwards. Such a
 * glyph says its last letter alone; the others are said by invisible glyphs of no width laid along it.
 */
function spelled(glyphs: readonly Glyph[], face: Face): readonly Glyph[] {
  const id = face.shaping.nominalGlyph(0x200c);
  if (id === undefined || face.advance(id) !== 0) return glyphs;
  return glyphs.flatMap((glyph) => {
    const letters = Array.from(glyph.text).toReversed();
    if (letters.length < 2) return [glyph];
    return letters.map((text, n): Glyph => {
      if (n === 0) return { ...glyph, text };
      const x = 10 * (n - letters.length);
      return { id, advance: 0, x, y: 0, text };
    });
  });
}

/**
 * What each glyph says. A cluster's text goes to its first glyph in reading order; where the canonical parts of the
 * text are as many as the glyphs, one part each. The others say nothing.
 */
function textsOf(
  clusters: readonly number[],
  text: string,
  rightToLeft: boolean,
): readonly string[] {
  const said = clusters.map(() => '');
  const places = clusters.map((_, n) => n);
  if (rightToLeft) places.reverse();
  for (let from = 0; from < places.length; ) {
    const start = clusters[places[from] ?? 0] ?? 0;
    let to = from;
    while (to < places.length && clusters[places[to] ?? 0] === start) to += 1;
    const end = to < places.length ? (clusters[places[to] ?? 0] ?? text.length) : text.length;
    const own = text.slice(start, end);
    const parts = Array.from(own.normalize('NFD'));
    const each = to - from > 1 && parts.length === to - from;
    for (let n = from; n < to; n += 1)
      said[places[n] ?? 0] = each ? (parts[n - from] ?? '') : n === from ? own : '';
    from = to;
  }
  return said;
}

// ── Characters ────────────────────────────────────────────────────────────────────────────────

/** Zero-width joiner and non-joiner: they shape Persian and are never drawn. */
const joiner = /^[\u200c\u200d]$/;
/** Never drawn and never meant: controls, soft hyphens, direction and byte-order marks, variation selectors. */
const invisible = /(?![\n\t])\p{Cc}|(?!\u200c|\u200d)\p{Default_Ignorable_Code_Point}/gu;

/** As it is drawn: NFC, without invisible characters, tabs and odd line breaks made ordinary. */
function printable(text: string): string {
  // Nearly every cell is plain: nothing to do, and nothing to pay.
  if (/^[\n -~]*$/.test(text)) return text;
  return text
    .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n')
    .replace(invisible, '')
    .replace(/[\t\u2000-\u200A\u205F\u3000]/g, ' ')
    .normalize('NFC');
}

function isSpace(letter: string): boolean {
  return letter === ' ' || letter === '\n';
}

const scripts = [
  'Latin',
  'Cyrillic',
  'Greek',
  'Arabic',
  'Hebrew',
  'Devanagari',
  'Armenian',
  'Georgian',
].map((name) => [name, new RegExp(`\\p{Script=${name}}`, 'u')] as const);

/** The script of a letter; digits, signs and marks go with their neighbours, and have none. */
function scriptOf(letter: string): string | undefined {
  if (letter <= '\u024f') return /[a-zA-Z\u00c0-\u024f]/.test(letter) ? 'Latin' : undefined;
  return scripts.find(([, those]) => those.test(letter))?.[0];
}
