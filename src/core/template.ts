import type { Block } from './document.ts';
import { type Audience, type Policy, type Privacy, release } from './release.ts';
import type { Around } from './rule.ts';
import type { Setting } from './setting.ts';
import { type AnyTab, columnAt } from './tab.ts';
import { comparable, list, nearest } from './words.ts';

/** A paper as its author writes it: a file of Markdown with Italian placeholders. */
export interface TemplateSource {
  /** The file's name without its ending: the kind of paper, in names of files and in `alice print`. */
  readonly kind: string;
  readonly text: string;
}

/** What is wrong with a template and where, so that its author finds it. */
export interface TemplateFault {
  readonly kind: string;
  /** Counted from 1. */
  readonly line: number;
  readonly column: number;
  readonly says: string;
}

/** A value that no cell holds: worked out from a row. Its label is used like a column's. */
export interface Derived {
  readonly tab: AnyTab;
  readonly label: string;
  readonly privacy: Privacy;
  /** A row of `to`, or text; `undefined` where it cannot be worked out. */
  readonly value: (row: object, around: Around) => unknown;
  readonly to?: AnyTab | undefined;
  /** What a person must do where it is not there. */
  readonly lacks: string;
}

/** Rows a template may go through with `{{#per x in …}}`. */
export interface Collection {
  readonly tab: AnyTab;
  readonly label: string;
  readonly of: AnyTab;
  readonly rows: (row: object, around: Around) => readonly object[];
}

/** A part of a paper that code makes: `::: presenze`. What it needs and does not find it says. */
export interface Section {
  readonly name: string;
  readonly tab: AnyTab;
  /** The classes of all it may show. */
  readonly classes: readonly Privacy[];
  readonly blocks: (told: SectionTold) => SectionMade;
}

/** What a section is made from. */
export interface SectionTold {
  readonly row: object;
  readonly around: Around;
  /** The words after its name. */
  readonly words: string;
  readonly signers: readonly string[];
  /** Invented data, nothing of the register: for previews. */
  readonly preview: boolean;
}

/** Blocks, or what is missing to make them. */
export type SectionMade =
  | { readonly blocks: readonly Block[] }
  | { readonly lacks: readonly string[] };

/** All that templates may speak of. */
export interface Vocabulary {
  readonly tabs: readonly AnyTab[];
  readonly settings: Readonly<Record<string, Setting<unknown>>>;
  readonly derived: readonly Derived[];
  readonly collections: readonly Collection[];
  readonly sections: readonly Section[];
  /** Italian names of those a paper is for → their role in the policy. */
  readonly audiences: Readonly<Record<string, string>>;
  /** When a paper may be printed, by the name front matter gives: nothing to say, or why not yet. */
  readonly moments: Readonly<Record<string, (row: object, around: Around) => string | undefined>>;
  readonly policy: Policy;
  /** Delicate words in what is merged in: they never get into a paper. */
  readonly scan: (text: string) => readonly string[];
  /** What stands in the place of a value that may be in no paper: the address of somebody protected. */
  readonly withheld: (asked: {
    readonly tab: AnyTab;
    readonly key: string;
    readonly row: object;
    readonly around: Around;
  }) => string | undefined;
}

/** A template that was read and found sound. */
export interface Template {
  readonly kind: string;
  readonly title: string;
  readonly tab: AnyTab;
  readonly moment: string;
  readonly signers: readonly string[];
  /** Roles of the policy: a paper shows what all of them may see. */
  readonly audience: readonly string[];
  /** The choice of «Firme e protocollo» this paper is, where it is signed. */
  readonly signing: string | undefined;
  /** Front matter beyond what every template has. */
  readonly more: Readonly<Record<string, string>>;
  /** The paths of its placeholders, in order: what it needs. */
  readonly needs: readonly string[];
  readonly body: readonly Node[];
}

/** A cell, or something else, that a paper needs and does not find. */
export interface Missing {
  /** «Data di nascita di B-0012». */
  readonly what: string;
  readonly id: string | undefined;
  readonly column: string | undefined;
}

/** A piece of a template’s body. */
export type Node =
  | { readonly node: 'heading'; readonly level: 1 | 2 | 3; readonly text: readonly Part[] }
  | {
      readonly node: 'paragraph';
      readonly text: readonly Part[];
      readonly numbered: boolean;
      readonly align?: 'center' | 'right';
    }
  | { readonly node: 'notice'; readonly text: readonly Part[] }
  | { readonly node: 'list'; readonly ordered: boolean; readonly items: readonly Row[] }
  | { readonly node: 'boxes'; readonly items: readonly Row[] }
  | { readonly node: 'facts'; readonly rows: readonly Row[] }
  | { readonly node: 'table'; readonly head: readonly string[]; readonly rows: readonly Row[] }
  | { readonly node: 'section'; readonly section: Section; readonly words: string }
  | { readonly node: 'rule' }
  | { readonly node: 'pageBreak' }
  | If<Node>
  | Each<Node>;

/** A line of a list or table: its cells; or rows under a condition, or one for each row of a collection. */
export type Row =
  | {
      readonly node: 'row';
      readonly cells: readonly (readonly Part[])[];
      readonly ticked?: Condition | boolean;
    }
  | If<Row>
  | Each<Row>;

/** A piece of a line. */
export type Part =
  | {
      readonly node: 'text';
      readonly text: string;
      readonly bold: boolean;
      readonly italic: boolean;
    }
  | {
      readonly node: 'value';
      readonly value: Value;
      readonly bold: boolean;
      readonly italic: boolean;
    }
  | If<Part>;

/** Some of it only where a condition holds. */
export interface If<T> {
  readonly node: 'if';
  readonly when: Condition;
  readonly body: readonly T[];
  readonly otherwise: readonly T[];
}

/** Some of it once for each row of a collection. */
export interface Each<T> {
  readonly node: 'each';
  readonly variable: string;
  readonly from: Value | undefined;
  readonly collection: Collection;
  readonly body: readonly T[];
}

/** What an `#se` asks. */
export interface Condition {
  readonly not: boolean;
  readonly value: Value;
  /** Compared with what the value shows, without case and accents. */
  readonly is: string | undefined;
}

/** Where a value comes from. */
export interface Value {
  readonly said: string;
  /** The variable the path starts at; the paper's own row where there is none. */
  readonly from: string | undefined;
  readonly setting: Setting<unknown> | undefined;
  readonly steps: readonly Step[];
  readonly filters: readonly Filter[];
  /** Blank is fine: it prints as a dash, or as a line to fill in by hand. */
  readonly blank: 'missing' | 'dash' | 'line';
  readonly classes: readonly Privacy[];
}

/** One step of a path, from a row of `tab`. */
export interface Step {
  readonly tab: AnyTab;
  /** A column's name in code, or a derived value. */
  readonly key: string | undefined;
  readonly derived: Derived | undefined;
}

/** Reads a template: every placeholder is found among the labels there are, and may be seen by all it is for. */
export function readTemplate(
  source: TemplateSource,
  vocabulary: Vocabulary,
): { readonly template?: Template; readonly faults: readonly TemplateFault[] } {
  const faults: TemplateFault[] = [];
  const lines = source.text.split(/\r?\n/).map((text, n) => ({ text, number: n + 1 }));
  const fault = ({ line, column }: Position, says: string) =>
    void faults.push({ kind: source.kind, line, column, says });
  const { head, body } = frontMatter(lines, fault);
  const tab = tabCalled(head, vocabulary, fault);
  if (tab === undefined) return { faults };
  const audience = named(head, 'destinatari', {
    known: Object.keys(vocabulary.audiences),
    fault,
  }).map((it) => vocabulary.audiences[it] ?? it);
  const signers = (head.get('firmano')?.value ?? '')
    .split(',')
    .map((it) => it.trim())
    .filter((it) => it !== '');
  const [moment = ''] = named(head, 'quando', { known: Object.keys(vocabulary.moments), fault });
  const reader: Reader = { vocabulary, fault, audience, tab, needs: [] };
  const nodes = nodesOf(body, { reader, scope: new Map() });
  if (faults.length > 0) return { faults };
  return {
    faults,
    template: {
      kind: source.kind,
      title: head.get('titolo')?.value ?? source.kind,
      tab,
      moment,
      signers,
      audience,
      signing: head.get('firma')?.value,
      more: Object.fromEntries(
        [...head].flatMap(([key, { value }]) => (usual.has(key) ? [] : [[key, value]])),
      ),
      needs: [...new Set(reader.needs)],
      body: nodes,
    },
  };
}

const usual: ReadonlySet<string> = new Set([
  'titolo',
  'foglio',
  'quando',
  'firmano',
  'destinatari',
  'firma',
]);

// ── Reading: front matter ─────────────────────────────────────────────────────────────────────

interface Line {
  readonly text: string;
  readonly number: number;
}

interface Position {
  readonly line: number;
  readonly column: number;
}

type Fault = (at: Position, says: string) => void;

type Head = ReadonlyMap<string, { readonly value: string; readonly line: number }>;

/** `chiave: valore` lines between two `---`, and what comes after them. */
function frontMatter(
  lines: readonly Line[],
  fault: Fault,
): { readonly head: Head; readonly body: readonly Line[] } {
  const end = lines.findIndex((it, n) => n > 0 && it.text.trim() === '---');
  if (lines[0]?.text.trim() !== '---' || end < 0) {
    fault(start, 'manca l’intestazione tra due righe «---»: foglio, titolo, quando, destinatari.');
    return { head: new Map(), body: lines };
  }
  const head = new Map<string, { readonly value: string; readonly line: number }>();
  for (const { text, number } of lines.slice(1, end)) {
    if (text.trim() === '') continue;
    const [, key, value] = /^\s*([^:]+?)\s*:\s*(.*?)\s*$/.exec(text) ?? [];
    if (key === undefined || value === undefined)
      fault({ line: number, column: 1 }, `«${text.trim()}» non è una riga «chiave: valore».`);
    else head.set(comparable(key), { value, line: number });
  }
  for (const key of ['titolo', 'foglio', 'quando', 'destinatari'])
    if (!head.has(key)) fault(start, `nell’intestazione manca «${key}».`);
  return { head, body: lines.slice(end + 1) };
}

const start: Position = { line: 1, column: 1 };

function tabCalled(head: Head, { tabs }: Vocabulary, fault: Fault): AnyTab | undefined {
  const asked = head.get('foglio');
  if (asked === undefined) return undefined;
  const found = tabs.find((it) => same(it.name, asked.value));
  if (found === undefined)
    fault(
      { line: asked.line, column: 1 },
      `il foglio «${asked.value}» non c’è${perhaps(
        asked.value,
        tabs.map((it) => it.name),
      )}.`,
    );
  return found;
}

function named(
  head: Head,
  key: string,
  { known, fault }: { readonly known: readonly string[]; readonly fault: Fault },
): readonly string[] {
  const asked = head.get(key);
  if (asked === undefined) return [];
  return asked.value.split(',').flatMap((it) => {
    const name = it.trim();
    const found = known.find((one) => same(one, name));
    if (found !== undefined) return [found];
    fault(
      { line: asked.line, column: 1 },
      `«${name}» non va bene per «${key}»${perhaps(name, known)}.`,
    );
    return [];
  });
}

// ── Reading: blocks ───────────────────────────────────────────────────────────────────────────

interface Reader {
  readonly vocabulary: Vocabulary;
  readonly fault: Fault;
  readonly audience: readonly string[];
  readonly tab: AnyTab;
  readonly needs: string[];
}

/** What variables stand for, by name. */
type Scope = ReadonlyMap<string, AnyTab>;

/** Where a template is being read: what is known, and the variables in scope. */
export interface Reading {
  readonly reader: Reader;
  readonly scope: Scope;
}

function nodesOf(lines: readonly Line[], reading: Reading): readonly Node[] {
  const nodes: Node[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at];
    if (line === undefined) break;
    if (line.text.trim() === '') {
      at += 1;
      continue;
    }
    const directive = directiveIn(line);
    if (directive !== undefined) {
      const { inside, otherwise, next } = enclosed(lines, at, reading.reader);
      nodes.push(...controlled(directive, { line, inside, otherwise, reading, read: nodesOf }));
      at = next;
      continue;
    }
    const group = groupFrom(lines, at);
    nodes.push(...blockOf(group, reading));
    at += group.length;
  }
  return nodes;
}

/** The lines of one block: up to a blank line, or to a line that begins another kind of block. */
function groupFrom(lines: readonly Line[], from: number): readonly Line[] {
  const kind = kindOf(lines[from]);
  if (alone.has(kind)) return lines.slice(from, from + 1);
  let [at, depth] = [from + 1, 0];
  for (; at < lines.length; at += 1) {
    const line = lines[at];
    if (line === undefined) break;
    const text = line.text.trim();
    if (rowKinds.has(kind)) {
      if (directiveIn(line) !== undefined) depth += 1;
      else if (closing.test(text)) {
        if (depth === 0) break;
        depth -= 1;
      } else if (alternative.test(text) && depth === 0) break;
      else if (text === '' && depth === 0) break;
      else if (text !== '' && !alternative.test(text) && kindOf(line) !== kind) break;
      continue;
    }
    if (text === '' || directiveIn(line) !== undefined || closing.test(text)) break;
    if (alternative.test(text) || kindOf(line) !== 'paragraph') break;
  }
  return lines.slice(from, at);
}

type Kind =
  | 'heading'
  | 'clause'
  | 'centred'
  | 'right'
  | 'notice'
  | 'boxes'
  | 'bullets'
  | 'numbers'
  | 'table'
  | 'section'
  | 'rule'
  | 'pageBreak'
  | 'paragraph';

const alone: ReadonlySet<Kind> = new Set<Kind>(['heading', 'section', 'rule', 'pageBreak']);
const rowKinds: ReadonlySet<Kind> = new Set<Kind>(['boxes', 'bullets', 'numbers', 'table']);

const marks: readonly (readonly [Kind, RegExp])[] = [
  ['clause', /^#\.\s+/],
  ['heading', /^#{1,3}\s+/],
  ['rule', /^---+$/],
  ['pageBreak', /^===+$/],
  ['section', /^:::\s*/],
  ['notice', /^>\s+/],
  ['centred', /^\^\^\s+/],
  ['right', /^>>\s+/],
  ['boxes', /^-\s+\[[^\]]*\]\s+/],
  ['bullets', /^-\s+/],
  ['numbers', /^\d+\.\s+/],
  ['table', /^\|/],
];

function kindOf(line: Line | undefined): Kind {
  const text = line?.text.trim() ?? '';
  return marks.find(([, mark]) => mark.test(text))?.[0] ?? 'paragraph';
}

const closing = /^\{\{\/(?:se|per)\}\}$/;
const alternative = /^\{\{#?altrimenti\}\}$/;

interface Directive {
  readonly verb: 'se' | 'per';
  readonly words: string;
}

/** A directive that has a line to itself. */
function directiveIn({ text }: Line): Directive | undefined {
  const [, verb, words] = /^\{\{#(se|per)\s+([^{}]+)\}\}$/.exec(text.trim()) ?? [];
  // The pattern takes these two words alone.
  return words === undefined ? undefined : { verb: verb as Directive['verb'], words: words.trim() };
}

/** The lines between a directive and its end, parted at its «altrimenti». */
function enclosed(lines: readonly Line[], from: number, { fault }: Reader) {
  let depth = 0;
  let other: number | undefined;
  for (let at = from; at < lines.length; at += 1) {
    const line = lines[at];
    if (line === undefined) break;
    if (directiveIn(line) !== undefined) depth += 1;
    else if (closing.test(line.text.trim())) depth -= 1;
    else if (alternative.test(line.text.trim()) && depth === 1) other = at;
    if (depth === 0)
      return {
        inside: lines.slice(from + 1, other ?? at),
        otherwise: other === undefined ? [] : lines.slice(other + 1, at),
        next: at + 1,
      };
  }
  const line = lines[from];
  fault({ line: line?.number ?? 1, column: 1 }, `«${line?.text.trim() ?? ''}» non è mai chiuso.`);
  return { inside: [], otherwise: [], next: lines.length };
}

interface Controlled<T> {
  readonly line: Line;
  readonly inside: readonly Line[];
  readonly otherwise: readonly Line[];
  readonly reading: Reading;
  readonly read: (lines: readonly Line[], reading: Reading) => readonly T[];
}

function controlled<T>(
  { verb, words }: Directive,
  { line, inside, otherwise, reading, read }: Controlled<T>,
): readonly (If<T> | Each<T>)[] {
  const at = { line: line.number, column: line.text.indexOf('{{') + 1 };
  if (verb === 'se') {
    const when = conditionOf(words, at, reading);
    const then = read(inside, reading);
    const rest = read(otherwise, reading);
    return when === undefined ? [] : [{ node: 'if', when, body: then, otherwise: rest }];
  }
  const [, variable, path] = /^(\S+)\s+in\s+(.+)$/.exec(words) ?? [];
  if (variable === undefined || path === undefined) {
    reading.reader.fault(at, `«${words}»: scrivi ad esempio {{#per visita in visite}}.`);
    return [];
  }
  const found = collectionAt(path, at, reading);
  if (found === undefined) return [];
  const scope = new Map([...reading.scope, [comparable(variable), found.collection.of]]);
  const body = read(inside, { ...reading, scope });
  return [{ node: 'each', variable: comparable(variable), ...found, body }];
}

function blockOf(lines: readonly Line[], reading: Reading): readonly Node[] {
  const [first] = lines;
  if (first === undefined) return [];
  const kind = kindOf(first);
  const text = () => partsOf(joined(lines, marks.find(([it]) => it === kind)?.[1]), reading);
  switch (kind) {
    case 'rule':
      return [{ node: 'rule' }];
    case 'pageBreak':
      return [{ node: 'pageBreak' }];
    case 'heading': {
      const level = first.text.trim().indexOf(' ');
      return [{ node: 'heading', level: level === 1 ? 1 : level === 2 ? 2 : 3, text: text() }];
    }
    case 'clause':
      return [{ node: 'paragraph', text: text(), numbered: true }];
    case 'centred':
      return [{ node: 'paragraph', text: text(), numbered: false, align: 'center' }];
    case 'right':
      return [{ node: 'paragraph', text: text(), numbered: false, align: 'right' }];
    case 'notice':
      return [{ node: 'notice', text: text() }];
    case 'section':
      return sectionOf(first, reading);
    case 'boxes':
      return [{ node: 'boxes', items: rowsOf(lines, boxOf, reading) }];
    case 'bullets':
    case 'numbers':
      return [{ node: 'list', ordered: kind === 'numbers', items: rowsOf(lines, itemOf, reading) }];
    case 'table':
      return tableOf(lines, reading);
    case 'paragraph':
      return [{ node: 'paragraph', text: text(), numbered: false }];
  }
}

function sectionOf({ text, number }: Line, { reader }: Reading): readonly Node[] {
  const [name = '', ...words] = text
    .trim()
    .replace(/^:::\s*/, '')
    .split(/\s+/);
  const known = reader.vocabulary.sections.filter((it) => it.tab === reader.tab);
  const section = known.find((it) => same(it.name, name));
  const at = { line: number, column: 1 };
  if (section === undefined) {
    reader.fault(
      at,
      `il blocco «${name}» non c’è per «${reader.tab.name}»${perhaps(
        name,
        known.map((it) => it.name),
      )}.`,
    );
    return [];
  }
  forbid(section.classes, `::: ${name}`, at, reader);
  return [{ node: 'section', section, words: words.join(' ') }];
}

type RowReader = (line: Line, reading: Reading) => readonly Row[];

/** The rows of a list or table, with the directives among them. */
function rowsOf(lines: readonly Line[], read: RowReader, reading: Reading): readonly Row[] {
  const rows: Row[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at];
    if (line === undefined) break;
    const directive = directiveIn(line);
    if (directive === undefined) {
      if (line.text.trim() !== '') rows.push(...read(line, reading));
      at += 1;
      continue;
    }
    const { inside, otherwise, next } = enclosed(lines, at, reading.reader);
    const each = (some: readonly Line[], more: Reading) => rowsOf(some, read, more);
    rows.push(...controlled<Row>(directive, { line, inside, otherwise, reading, read: each }));
    at = next;
  }
  return rows;
}

function itemOf(line: Line, reading: Reading): readonly Row[] {
  const text = joined([line], /^(?:-|\d+\.)\s+/);
  return [{ node: 'row', cells: [partsOf(text, reading)] }];
}

/** `- [ ] testo`, `- [x] testo`, `- [visita medica dovuta] testo`. */
function boxOf(line: Line, reading: Reading): readonly Row[] {
  const [, mark = ''] = /^-\s+\[([^\]]*)\]/.exec(line.text.trim()) ?? [];
  const asked = mark.trim();
  const at = { line: line.number, column: line.text.indexOf('[') + 2 };
  const ticked = asked === '' ? false : same(asked, 'x') ? true : conditionOf(asked, at, reading);
  const cells = [partsOf(joined([line], /^-\s+\[[^\]]*\]\s+/), reading)];
  return [{ node: 'row', cells, ...(ticked === undefined ? {} : { ticked }) }];
}

function tableOf(lines: readonly Line[], reading: Reading): readonly Node[] {
  const [first, second, ...rest] = lines;
  if (first === undefined) return [];
  if (second === undefined || !/^\|[\s:|-]+\|?$/.test(second.text.trim()))
    return [{ node: 'facts', rows: rowsOf(lines, cellsOf, reading) }];
  const head = splitCells(first).map(({ text }) => text.trim());
  return [{ node: 'table', head, rows: rowsOf(rest, cellsOf, reading) }];
}

function cellsOf(line: Line, reading: Reading): readonly Row[] {
  return [{ node: 'row', cells: splitCells(line).map((it) => partsOf(it, reading)) }];
}

/** The cells of a line of a table. A bar within a placeholder parts a filter, not a cell. */
function splitCells({ text, number }: Line): readonly Text[] {
  const cells: Text[] = [];
  const from = text.indexOf('|') + 1;
  let [begin, depth] = [from, 0];
  for (let at = from; at <= text.length; at += 1) {
    if (text.startsWith('{{', at)) depth += 1;
    if (text.startsWith('}}', at)) depth -= 1;
    if (depth > 0 || (text[at] !== '|' && at < text.length)) continue;
    const cell = text.slice(begin, at);
    if (at < text.length || cell.trim() !== '') {
      const column = begin + (cell.length - cell.trimStart().length) + 1;
      cells.push({
        text: cell.trim(),
        at: (offset) => ({ line: number, column: column + offset }),
      });
    }
    begin = at + 1;
  }
  return cells;
}

// ── Reading: text ─────────────────────────────────────────────────────────────────────────────

/** Some text, and where each of its characters stands in the file. */
interface Text {
  readonly text: string;
  readonly at: (offset: number) => Position;
}

/** The lines of a paragraph as one text, its mark taken off. */
function joined(lines: readonly Line[], mark: RegExp | undefined): Text {
  const pieces = lines.map(({ text, number }, n) => {
    const bare = text.trimEnd();
    const body =
      n === 0 && mark !== undefined ? bare.trimStart().replace(mark, '') : bare.trimStart();
    return { body, line: number, column: bare.length - body.length + 1 };
  });
  const starts: number[] = [];
  let text = '';
  for (const { body } of pieces) {
    // A line that ends in a backslash breaks there.
    if (text !== '') text = text.endsWith('\\') ? `${text.slice(0, -1)}\n` : `${text} `;
    starts.push(text.length);
    text += body;
  }
  return {
    text,
    at(offset) {
      const n = starts.findLastIndex((it) => it <= offset);
      const piece = pieces[n];
      return {
        line: piece?.line ?? 1,
        column: (piece?.column ?? 1) + offset - (starts[n] ?? 0),
      };
    },
  };
}

function partsOf(text: Text, reading: Reading): readonly Part[] {
  return partsWithin(text, { from: 0, to: text.text.length }, reading);
}

function partsWithin(
  whole: Text,
  { from, to }: { readonly from: number; readonly to: number },
  reading: Reading,
): readonly Part[] {
  const { text, at } = whole;
  const parts: Part[] = [];
  let [bold, italic, plain, offset] = [false, false, '', from];
  const flush = () => {
    if (plain !== '') parts.push({ node: 'text', text: plain, bold, italic });
    plain = '';
  };
  while (offset < to) {
    if (text.startsWith('**', offset)) {
      flush();
      bold = !bold;
      offset += 2;
    } else if (text[offset] === '*') {
      flush();
      italic = !italic;
      offset += 1;
    } else if (text.startsWith('{{', offset)) {
      flush();
      const end = text.indexOf('}}', offset);
      if (end < 0 || end >= to) {
        reading.reader.fault(at(offset), 'un segnaposto aperto con «{{» non è chiuso con «}}».');
        break;
      }
      const inside = text.slice(offset + 2, end).trim();
      const [, condition] = /^#se\s+(.+)$/.exec(inside) ?? [];
      if (condition !== undefined) {
        const close = closeOf(text, end + 2, to);
        if (close === undefined) {
          reading.reader.fault(at(offset), `«{{${inside}}}» non è mai chiuso con {{/se}}.`);
          break;
        }
        const when = conditionOf(condition, at(offset), reading);
        const then = partsWithin(whole, { from: end + 2, to: close.other ?? close.from }, reading);
        const otherwise =
          close.other === undefined
            ? []
            : partsWithin(whole, { from: close.otherEnd ?? close.from, to: close.from }, reading);
        if (when !== undefined) parts.push({ node: 'if', when, body: then, otherwise });
        offset = close.to;
      } else {
        const value = valueOf(inside, at(offset), reading);
        if (value !== undefined) parts.push({ node: 'value', value, bold, italic });
        offset = end + 2;
      }
    } else {
      plain += text[offset] ?? '';
      offset += 1;
    }
  }
  flush();
  return parts;
}

/** Where a condition within a paragraph ends, and where its «altrimenti» stands. */
function closeOf(text: string, from: number, to: number) {
  let depth = 1;
  let other: { readonly at: number; readonly end: number } | undefined;
  for (const match of text
    .slice(from, to)
    .matchAll(/\{\{\s*(#se\s[^{}]*|#?altrimenti|\/se)\s*\}\}/g)) {
    const [whole, word = ''] = match;
    const at = from + match.index;
    if (word.startsWith('#se')) depth += 1;
    else if (word === '/se') depth -= 1;
    else if (depth === 1) other = { at, end: at + whole.length };
    if (depth === 0)
      return { from: at, to: at + whole.length, other: other?.at, otherEnd: other?.end };
  }
  return undefined;
}

// ── Reading: values ───────────────────────────────────────────────────────────────────────────

/** How a value is shown, said after `|`. */
export type Filter =
  | 'data'
  | 'data in lettere'
  | 'euro'
  | 'in lettere'
  | 'ore'
  | 'maiuscolo'
  | 'iniziali'
  | 'da compilare';

const filters: readonly Filter[] = [
  'data',
  'data in lettere',
  'euro',
  'in lettere',
  'ore',
  'maiuscolo',
  'iniziali',
  'da compilare',
];

/** `non CO protocollo`, `strumento = "TIS"`, `visita medica dovuta`. */
function conditionOf(words: string, at: Position, reading: Reading): Condition | undefined {
  const [, not, path = '', is] =
    /^(non\s+)?([^="«“]+?)\s*(?:=\s*["«“]([^"»”]*)["»”])?$/.exec(words.trim()) ?? [];
  const value = valueOf(path, at, reading, true);
  return value && { not: not !== undefined, value, is };
}

function valueOf(inside: string, at: Position, reading: Reading, asked = false): Value | undefined {
  const [path = '', ...piped] = inside.split('|').map((it) => it.trim());
  const { reader } = reading;
  const chosen = piped.flatMap((it): Filter[] => {
    const found = filters.find((one) => same(one, it));
    if (found === undefined) reader.fault(at, `il filtro «${it}» non c’è${perhaps(it, filters)}.`);
    return found === undefined ? [] : [found];
  });
  const optional = path.endsWith('?');
  const told = pathOf(optional ? path.slice(0, -1) : path, at, reading);
  if (told === undefined) return undefined;
  const last = told.steps.at(-1);
  if (told.setting === undefined && last !== undefined && leadsToARow(last) && !asked) {
    reader.fault(
      at,
      `«${path}» indica una riga intera: scrivi che cosa, ad esempio «${path}.Nome».`,
    );
    return undefined;
  }
  if (!asked) forbid(told.classes, `{{${path}}}`, at, reader);
  const blank = chosen.includes('da compilare') ? 'line' : optional ? 'dash' : 'missing';
  if (blank === 'missing' && !asked) reader.needs.push(told.said);
  return { ...told, filters: chosen, blank };
}

type Told = Pick<Value, 'said' | 'from' | 'setting' | 'steps' | 'classes'>;

function pathOf(path: string, at: Position, reading: Reading): Told | undefined {
  const { reader, scope } = reading;
  const segments = path
    .split('.')
    .map((it) => it.trim())
    .filter((it) => it !== '');
  const [first = '', ...rest] = segments;
  if (first === '') {
    reader.fault(at, 'un segnaposto è vuoto: scrivi ad esempio {{beneficiario.nome}}.');
    return undefined;
  }
  if (same(first, 'impostazioni')) return settingAt(rest.join('.'), at, reader);
  const variable = comparable(first);
  const of = scope.get(variable);
  const from = of === undefined ? undefined : variable;
  const steps = stepsFrom(of ?? reader.tab, of === undefined ? segments : rest, at, reader);
  if (steps === undefined) return undefined;
  const classes = steps.slice(-1).flatMap(classesOf);
  return { said: path, from, setting: undefined, steps, classes };
}

function settingAt(label: string, at: Position, { vocabulary, fault }: Reader): Told | undefined {
  const all = Object.values(vocabulary.settings);
  const setting = all.find((it) => same(it.column.label, label));
  if (setting !== undefined)
    return {
      said: `Impostazioni: ${setting.column.label}`,
      from: undefined,
      setting,
      steps: [],
      classes: [setting.column.privacy],
    };
  fault(
    at,
    `«${label}» non è una voce delle «Impostazioni»${perhaps(
      label,
      all.map((it) => it.column.label),
    )}.`,
  );
  return undefined;
}

function stepsFrom(
  tab: AnyTab,
  segments: readonly string[],
  at: Position,
  reader: Reader,
): readonly Step[] | undefined {
  const steps: Step[] = [];
  let here: AnyTab | undefined = tab;
  for (const segment of segments) {
    if (here === undefined) {
      reader.fault(at, `prima di «${segment}» non c’è una riga: togli il punto.`);
      return undefined;
    }
    const step = stepTo(here, segment, reader.vocabulary);
    if (step === undefined) {
      reader.fault(
        at,
        `«${segment}» non è una colonna di «${here.name}»${perhaps(segment, labelsOf(here, reader.vocabulary))}.`,
      );
      return undefined;
    }
    steps.push(step);
    here = rowTab(step);
  }
  return steps;
}

function stepTo(tab: AnyTab, label: string, vocabulary: Vocabulary): Step | undefined {
  return stepsOf(tab, vocabulary).get(comparable(label));
}

// Dozens of templates ask for the same labels of the same few tabs.
const stepsKnown = new WeakMap<Vocabulary, Map<AnyTab, ReadonlyMap<string, Step>>>();

/** Where each label of a tab leads, as it compares; a column stands before a derived value of the same name. */
function stepsOf(tab: AnyTab, vocabulary: Vocabulary): ReadonlyMap<string, Step> {
  const known = stepsKnown.get(vocabulary) ?? new Map<AnyTab, ReadonlyMap<string, Step>>();
  stepsKnown.set(vocabulary, known);
  const before = known.get(tab);
  if (before !== undefined) return before;
  const steps = new Map<string, Step>();
  for (const derived of vocabulary.derived)
    if (derived.tab === tab) steps.set(comparable(derived.label), { tab, key: undefined, derived });
  for (const [key, column] of Object.entries(tab.columns).toReversed())
    for (const label of [column.label, ...column.formerly])
      steps.set(comparable(label), { tab, key, derived: undefined });
  steps.set('id', { tab, key: 'id', derived: undefined });
  known.set(tab, steps);
  return steps;
}

function labelsOf(tab: AnyTab, { derived }: Vocabulary): readonly string[] {
  return [
    ...Object.values(tab.columns).map((it) => it.label),
    ...derived.flatMap((it) => (it.tab === tab ? [it.label] : [])),
  ];
}

/** The tab a step's rows are of; nothing where it leads to a plain value. */
function rowTab({ tab, key, derived }: Step): AnyTab | undefined {
  if (derived !== undefined) return derived.to;
  if (key === undefined || key === 'id') return undefined;
  const to = columnAt(tab, key).to;
  // A reference's `to` is its tab; that of «any ID» is a star.
  return typeof to === 'object' ? (to as AnyTab) : undefined;
}

function leadsToARow(step: Step): boolean {
  return rowTab(step) !== undefined;
}

function classesOf({ tab, key, derived }: Step): readonly Privacy[] {
  if (derived !== undefined) return [derived.privacy];
  const own: Privacy = key === undefined || key === 'id' ? 'internal' : columnAt(tab, key).privacy;
  return tab.book === 'riservato' ? [own, 'restricted'] : [own];
}

function collectionAt(
  path: string,
  at: Position,
  reading: Reading,
): { readonly collection: Collection; readonly from: Value | undefined } | undefined {
  const { reader } = reading;
  const dot = path.lastIndexOf('.');
  const label = path.slice(dot + 1).trim();
  const before = dot < 0 ? undefined : valueOf(path.slice(0, dot), at, reading, true);
  if (dot >= 0 && before === undefined) return undefined;
  const last = before?.steps.at(-1);
  const variable = before?.from === undefined ? undefined : reading.scope.get(before.from);
  const tab = last === undefined ? (variable ?? reader.tab) : rowTab(last);
  const known = reader.vocabulary.collections.filter((it) => it.tab === tab);
  const collection = known.find((it) => same(it.label, label));
  if (collection !== undefined) return { collection, from: before };
  reader.fault(
    at,
    `«${label}» non è un elenco di «${tab?.name ?? path}»${perhaps(
      label,
      known.map((it) => it.label),
    )}.`,
  );
  return undefined;
}

/** A paper shows what everybody it is for may see, and nothing else. */
function forbid(classes: readonly Privacy[], what: string, at: Position, reader: Reader): void {
  const { audience, vocabulary, fault } = reader;
  for (const role of audience) {
    const to: Audience = { role, surface: 'pdf' };
    if (release({ value: true, classes }, to, vocabulary.policy) === true) continue;
    const [name = role] = Object.entries(vocabulary.audiences).find(([, it]) => it === role) ?? [];
    fault(at, `«${what}» non può stare in questa carta: chi la riceve (${name}) non può vederlo.`);
    return;
  }
}

/** Labels as authors may write them: «PFI n.» is `pfi n`. */
/** Whether two texts are the same but for case and accents. */
export function same(a: string, b: string): boolean {
  return comparable(a) === comparable(b);
}

function perhaps(asked: string, known: readonly string[]): string {
  const near = nearest(asked, known);
  if (near !== undefined) return `: forse «${near}»`;
  return known.length === 0 || known.length > 12
    ? ''
    : `: ci sono ${list(known.map((it) => `«${it}»`))}`;
}

// ── Reading: a model of the body’s own ───────────────────────────────────────────────────────

/**
 * What is wrong with the placeholders of a model of the body's own (a .docx), each as it stands between its braces,
 * read as if they stood in the template of the same paper: `beneficiario.nome`, `#se strumento = "TIS"`, `/`.
 */
export function readModelTags(
  tags: readonly string[],
  { template, vocabulary }: { readonly template: Template; readonly vocabulary: Vocabulary },
): readonly TemplateFault[] {
  const faults: TemplateFault[] = [];
  const reading = modelReading(
    template,
    vocabulary,
    (says) => void faults.push({ kind: template.kind, line: 0, column: 0, says }),
  );
  for (const tag of new Set(tags)) readTag(tag, reading);
  return faults;
}

/** How the placeholders of a model are read: as if they stood in the template of the same paper. */
export function modelReading(
  { audience, tab }: Template,
  vocabulary: Vocabulary,
  fault: (says: string) => void,
): Reading {
  return {
    reader: { vocabulary, fault: (_, says) => fault(says), audience, tab, needs: [] },
    scope: new Map(),
  };
}

/** One placeholder of a model: a value, or the condition of an `#se`. */
export function readTag(tag: string, reading: Reading): Value | Condition | undefined {
  const [, words] = /^#se\s+(.+)$/.exec(tag.trim()) ?? [];
  return words === undefined ? valueOf(tag, start, reading) : conditionOf(words, start, reading);
}
