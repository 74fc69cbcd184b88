import { Unreadable } from './zip.ts';

/** A child of a root element as it is written, with the blanks before it. */
export interface Piece {
  readonly name: string;
  readonly gap: string;
  readonly raw: string;
}

/** A document taken apart at its root: joined again it is the same text. */
export interface Pieces {
  /** Declaration and root tag. A self-closing root is opened. */
  readonly head: string;
  readonly children: readonly Piece[];
  /** What is between the last child and the end. */
  readonly tail: string;
}

const unusual = () =>
  new Unreadable(
    'il file è scritto in un modo che ALICE non conosce',
    'Aprilo con LibreOffice o Excel e salvalo di nuovo come .xlsx',
  );

/** The text of an XML part. Refuses other encodings than UTF-8, and documents that declare entities. */
export function textOf(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (buffer[0] === 0xfe || buffer[0] === 0xff || buffer[1] === 0) throw unusual();
  const text = buffer.toString('utf8', buffer[0] === 0xef ? 3 : 0);
  if (text.slice(0, 1000).includes('<!DOCTYPE')) throw unusual();
  return text;
}

/** The name of a document's root, with the prefix it carries. */
export function rootOf(xml: string): string {
  return nameAt(xml, rootStart(xml) + 1);
}

/** An element's name without the prefix of its namespace. */
export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** Takes a document apart at its root, which must be called `root` and carry no prefix. */
export function pieces(xml: string, root: string): Pieces {
  const start = rootStart(xml);
  const end = tagEnd(xml, start);
  if (nameAt(xml, start + 1) !== root) throw unusual();
  if (xml[end - 2] === '/') {
    const open = `${xml.slice(0, end - 2).trimEnd()}>`;
    return { head: open, children: [], tail: `</${root}>` };
  }
  const close = xml.lastIndexOf(`</${root}`);
  if (close < end) throw unusual();
  const { children, rest } = childrenOf(xml.slice(end, close));
  return { head: xml.slice(0, end), children, tail: rest + xml.slice(close) };
}

/** Puts a document together again. */
export function joined({ head, children, tail }: Pieces): string {
  return head + children.map((it) => it.gap + it.raw).join('') + tail;
}

/** The elements that stand side by side in a fragment. Text among them is left in `gap`. */
export function childrenOf(xml: string): {
  readonly children: readonly Piece[];
  readonly rest: string;
} {
  const children: Piece[] = [];
  let from = 0;
  for (;;) {
    const start = nextTag(xml, from);
    if (start < 0) return { children, rest: xml.slice(from) };
    const end = elementEnd(xml, start);
    children.push({
      name: nameAt(xml, start + 1),
      gap: xml.slice(from, start),
      raw: xml.slice(start, end),
    });
    from = end;
  }
}

/** What stands between the tags of an element. */
export function inside(raw: string): string {
  const end = tagEnd(raw, 0);
  return raw[end - 2] === '/' ? '' : raw.slice(end, raw.lastIndexOf('</'));
}

/** The children of an element that bear this name. */
export function all(raw: string, name: string): readonly string[] {
  return childrenOf(inside(raw))
    .children.filter((it) => it.name === name)
    .map((it) => it.raw);
}

/** The first child of an element that bears this name. */
export function first(raw: string, name: string): string | undefined {
  return all(raw, name)[0];
}

/**
 * The elements within one, however deep, whose name is this after the prefix: for markup in which each program
 * has prefixes of its own. Those within a found one are left out.
 */
export function within(raw: string, name: string): readonly string[] {
  const found: string[] = [];
  let at = nextTag(raw, tagEnd(raw, nextTag(raw, 0)));
  while (at >= 0) {
    if (raw[at + 1] !== '/' && localName(nameAt(raw, at + 1)) === name) {
      const end = elementEnd(raw, at);
      found.push(raw.slice(at, end));
      at = nextTag(raw, end);
    } else at = nextTag(raw, tagEnd(raw, at));
  }
  return found;
}

/** The opening tag of an element, `<a b="c">`. */
export function tagOf(raw: string): string {
  return raw.slice(0, tagEnd(raw, 0));
}

/** An attribute of an element's opening tag, unescaped. */
export function attribute(raw: string, name: string): string | undefined {
  return attributes(raw).get(name);
}

/** The attributes of an element's opening tag, unescaped, in their order. */
export function attributes(raw: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, name = '', double, single] of tagOf(raw).matchAll(
    /\s([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g,
  )) {
    found.set(name, unescaped(double ?? single ?? ''));
  }
  return found;
}

/** The element with one attribute set, or without it (`undefined`); the others stay as written. */
export function withAttribute(raw: string, name: string, value: string | undefined): string {
  const tag = tagOf(raw);
  const pattern = new RegExp(`\\s${name}\\s*=\\s*(?:"[^"]*"|'[^']*')`);
  const bare = tag.replace(pattern, '');
  if (value === undefined) return bare + raw.slice(tag.length);
  const written = ` ${name}="${escaped(value)}"`;
  const replaced = pattern.test(tag)
    ? tag.replace(pattern, () => written)
    : tag.replace(/\s*(\/?>)$/, (_, close: string) => written + close);
  return replaced + raw.slice(tag.length);
}

/** The element with other things between its tags. */
export function withInside(raw: string, content: string): string {
  const tag = tagOf(raw);
  const name = nameAt(tag, 1);
  const open = tag.endsWith('/>') ? `${tag.slice(0, -2).trimEnd()}>` : tag;
  return `${open}${content}</${name}>`;
}

/** An element written out. Attributes that are `undefined` are left out. */
export function element(
  name: string,
  given: Readonly<Record<string, string | number | undefined>>,
  content = '',
): string {
  let tag = `<${name}`;
  for (const [key, value] of Object.entries(given)) {
    if (value !== undefined) tag += ` ${key}="${escaped(String(value))}"`;
  }
  return content === '' ? `${tag}/>` : `${tag}>${content}</${name}>`;
}

/** Whether an attribute says yes: `1`, `true` or `on`. */
export function isOn(value: string | undefined): boolean {
  return value === '1' || value === 'true' || value === 'on';
}

/**
 * A document with `raw` put where `order` (the names of all children, as the schema wants them) has
 * its place; one of the same name is replaced, `undefined` takes it away.
 */
export function placed(
  doc: Pieces,
  {
    name,
    raw,
    order,
  }: { readonly name: string; readonly raw: string | undefined; readonly order: readonly string[] },
): Pieces {
  const at = doc.children.findIndex((it) => it.name === name);
  if (at >= 0) {
    const children =
      raw === undefined
        ? doc.children.filter((it) => it.name !== name)
        : doc.children.map((it, index) => (index === at ? { ...it, raw } : it));
    return { ...doc, children };
  }
  if (raw === undefined) return doc;
  const rank = order.indexOf(name);
  if (rank < 0) throw new Error(`no place for <${name}>`);
  const next = doc.children.findIndex((it) => order.indexOf(it.name) > rank);
  const index = next < 0 ? lastPlace(doc, order) : next;
  return {
    ...doc,
    children: [
      ...doc.children.slice(0, index),
      { name, gap: '', raw },
      ...doc.children.slice(index),
    ],
  };
}

/** The child of this name. */
export function piece(doc: Pieces, name: string): string | undefined {
  return doc.children.find((it) => it.name === name)?.raw;
}

/** Text for an XML text or attribute. */
export function escaped(text: string): string {
  return /[&<>"\n\t]/.test(text)
    ? text.replace(/[&<>"\n\t]/g, (it) => ENTITIES.get(it) ?? it)
    : text;
}

const ENTITIES = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ['\n', '&#10;'],
  ['\t', '&#9;'],
]);

/** XML text as it reads: entities resolved, line ends made `\n`. */
export function unescaped(text: string): string {
  const plain = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  if (!plain.includes('&')) return plain;
  return plain.replace(/&(#x[0-9a-fA-F]+|#\d+|lt|gt|amp|quot|apos);/g, (whole, code: string) => {
    if (!code.startsWith('#')) return NAMED.get(code) ?? whole;
    const point = code[1] === 'x' ? Number.parseInt(code.slice(2), 16) : Number(code.slice(1));
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}

const NAMED = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

/**
 * The text of a cell as a spreadsheet file keeps it: what XML cannot hold is written `_x0007_`, and so
 * is the `_` of a text that would be taken for one (ECMA-376 part 1, 22.9.2.19).
 */
export function cellText(text: string): string {
  const safe = NEEDS_CARE.test(text)
    ? text
        .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
        .replace(
          CONTROLS,
          (it) => `_x${it.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
        )
        .toWellFormed()
    : text;
  return escapedText(safe);
}

/** Text for between the tags of an XML element. */
export function escapedText(text: string): string {
  return /[&<>]/.test(text) ? text.replace(/[&<>]/g, (it) => ENTITIES.get(it) ?? it) : text;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
// oxlint-disable-next-line no-control-regex
const NEEDS_CARE = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff\ud800-\udfff]|_x[0-9A-Fa-f]{4}_/;

/** What a cell's text reads, once out of the file. */
export function readCellText(xml: string): string {
  const text = unescaped(xml);
  return text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      )
    : text;
}

/** The text of a rich or plain string element (`<si>`, `<is>`, `<text>`): its runs in a row, reading aids left out. */
export function richText(raw: string): string {
  let text = '';
  for (const child of childrenOf(inside(raw)).children) {
    if (child.name === 't') text += readCellText(inside(child.raw));
    else if (child.name === 'r') {
      for (const run of all(child.raw, 't')) text += readCellText(inside(run));
    }
  }
  return text;
}

function lastPlace(doc: Pieces, order: readonly string[]): number {
  // Children the schema does not name (extensions) stay last.
  let index = doc.children.length;
  while (index > 0 && !order.includes(doc.children[index - 1]?.name ?? '')) index -= 1;
  return index;
}

function rootStart(xml: string): number {
  const start = nextTag(xml, 0);
  if (start < 0) throw unusual();
  return start;
}

/** Where the next element opens, comments and instructions passed over. */
function nextTag(xml: string, from: number): number {
  let at = xml.indexOf('<', from);
  while (at >= 0 && (xml[at + 1] === '!' || xml[at + 1] === '?')) {
    at = xml.indexOf('<', skipped(xml, at));
  }
  return at;
}

function skipped(xml: string, at: number): number {
  const close = xml.startsWith('<!--', at) ? '-->' : xml.startsWith('<![CDATA[', at) ? ']]>' : '>';
  const end = xml.indexOf(close, at + 2);
  if (end < 0) throw unusual();
  return end + close.length;
}

/** One past the `>` of the tag that opens at `start`; a `>` within quotes is passed over. */
export function tagEnd(xml: string, start: number): number {
  let quote = 0;
  for (let at = start + 1; at < xml.length; at += 1) {
    const letter = xml.charCodeAt(at);
    if (quote === 0) {
      if (letter === GREATER) return at + 1;
      if (letter === QUOTE || letter === APOSTROPHE) quote = letter;
    } else if (letter === quote) quote = 0;
  }
  throw unusual();
}

const QUOTE = 34;
const APOSTROPHE = 39;
const GREATER = 62;

function elementEnd(xml: string, start: number): number {
  let depth = 0;
  let at = start;
  for (;;) {
    if (at < 0) throw unusual();
    const next = xml[at + 1];
    if (next === '!' || next === '?') at = skipped(xml, at);
    else {
      const end = tagEnd(xml, at);
      if (next === '/') depth -= 1;
      else if (xml[end - 2] !== '/') depth += 1;
      if (depth <= 0) return end;
      at = end;
    }
    at = xml.indexOf('<', at);
  }
}

function nameAt(xml: string, at: number): string {
  let end = at;
  while (!' \t\r\n/>'.includes(xml[end] ?? '>')) end += 1;
  return xml.slice(at, end);
}
