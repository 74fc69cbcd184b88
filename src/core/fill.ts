import { type Day, inDigits, inWords } from './day.ts';
import type { Block, Inline, Prose, TableRow } from './document.ts';
import { euroInLetters } from './letters.ts';
import { type Cents, inEuro } from './money.ts';
import type { Privacy } from './release.ts';
import type { Around } from './rule.ts';
import { columnAt } from './tab.ts';
import {
  type Condition,
  type Each,
  type Filter,
  type If,
  type Missing,
  modelReading,
  type Node,
  type Part,
  type Row,
  readTag,
  type Step,
  same,
  type Template,
  type Value,
  type Vocabulary,
} from './template.ts';

/** What a paper is filled in from. */
export interface Filling {
  readonly row: { readonly id: string };
  readonly around: Around;
  readonly vocabulary: Vocabulary;
  /** The words that signers are called by, in the paper's signature boxes. */
  readonly signers?: readonly string[] | undefined;
  /** Nothing is refused for being blank: it prints its own label. */
  readonly preview?: boolean | undefined;
}

/** Something of the data as it was put into a paper, with the classes of what it was made from: a value, or a section. */
export interface Put {
  /** As its author wrote it, without the variable of a loop: `beneficiario.cognome`, `::: presenze`. */
  readonly label: string;
  /** The lists it is in a line of, from without. */
  readonly within: readonly { readonly list: string; readonly line: number }[];
  /** For machines: a day as 2026-06-01, an amount as 600.00, a section as its blocks; all else as it is read. */
  readonly value: string | boolean | readonly Block[];
  readonly classes: readonly Privacy[];
}

/** A paper filled in: its blocks and what was put into them; or all that is missing, and where delicate words stand that no paper may hold. */
export type Filled =
  | { readonly ok: true; readonly blocks: readonly Block[]; readonly put: readonly Put[] }
  | {
      readonly ok: false;
      readonly missing: readonly Missing[];
      readonly delicate: readonly Missing[];
    };

/** Fills in a template for one row. Nothing is printed of a paper that lacks something: all of it is told at once. */
export function fillTemplate(template: Template, filling: Filling): Filled {
  const writer = writerOf(template, filling);
  const blocks = written(template.body, { writer, variables: new Map(), within: [] });
  if (writer.missing.size === 0 && writer.delicate.size === 0)
    return { ok: true, blocks, put: writer.put };
  return {
    ok: false,
    missing: [...writer.missing.values()],
    delicate: [...writer.delicate.values()],
  };
}

/** Answers the placeholders of a model for one row, and keeps account of what is missing or delicate. */
export interface ModelFilling {
  /** The text of a placeholder, or whether the condition of an `#se` holds. */
  answer(tag: string): string | boolean;
  missing(): readonly Missing[];
  delicate(): readonly Missing[];
}

/** Fills in a model whose tags were read without faults. */
export function modelFilling(template: Template, filling: Filling): ModelFilling {
  const writer = writerOf(template, filling);
  const writing: Writing = { writer, variables: new Map(), within: [] };
  const reading = modelReading(template, filling.vocabulary, (says) => {
    throw new Error(`a model was filled in that has faults: ${says}`);
  });
  return {
    answer(tag) {
      const read = readTag(tag, reading);
      if (read === undefined) return '';
      return 'value' in read && 'not' in read ? holds(read, writing) : merged(read, writing);
    },
    missing: () => [...writer.missing.values()],
    delicate: () => [...writer.delicate.values()],
  };
}

interface Writer extends Filling {
  readonly template: Template;
  readonly missing: Map<string, Missing>;
  readonly delicate: Map<string, Missing>;
  readonly put: Put[];
  articles: number;
  clauses: number;
}

function writerOf(template: Template, filling: Filling): Writer {
  return {
    ...filling,
    template,
    missing: new Map(),
    delicate: new Map(),
    put: [],
    articles: 0,
    clauses: 0,
  };
}

interface Writing {
  readonly writer: Writer;
  /** The row each variable stands for. */
  readonly variables: ReadonlyMap<string, object>;
  readonly within: Put['within'];
}

function written(nodes: readonly Node[], writing: Writing): readonly Block[] {
  return nodes.flatMap((node) => blockFrom(node, writing));
}

function blockFrom(node: Node, writing: Writing): readonly Block[] {
  const { writer } = writing;
  switch (node.node) {
    case 'if':
    case 'each':
      return chosen(node, writing, written);
    case 'heading': {
      const text = numbered(proseOf(node.text, writing), writer);
      return [{ kind: 'heading', level: node.level, text }];
    }
    case 'paragraph': {
      const text = proseOf(node.text, writing);
      if (node.numbered) {
        writer.clauses += 1;
        return [{ kind: 'clause', number: `${writer.articles}.${writer.clauses}`, text }];
      }
      return [{ kind: 'paragraph', text, ...(node.align ? { align: node.align } : {}) }];
    }
    case 'notice':
      return [{ kind: 'notice', tone: 'info', text: proseOf(node.text, writing) }];
    case 'list': {
      const items = rowsFrom(node.items, writing).map(({ cells: [text = []] }) => [
        { kind: 'paragraph' as const, text },
      ]);
      return items.length === 0 ? [] : [{ kind: 'list', ordered: node.ordered, items }];
    }
    case 'boxes': {
      const items = rowsFrom(node.items, writing).map(({ cells: [text = []], ticked }) => ({
        text,
        ticked,
      }));
      return items.length === 0 ? [] : [{ kind: 'boxes', items }];
    }
    case 'facts': {
      const rows = rowsFrom(node.rows, writing).map(
        ({ cells: [label = [], value = []] }) => [plainOf(label), value] as const,
      );
      return rows.length === 0 ? [] : [{ kind: 'facts', rows }];
    }
    case 'table': {
      const rows = rowsFrom(node.rows, writing).map(({ cells }): TableRow => ({ cells }));
      return [{ kind: 'table', columns: node.head.map((head) => ({ head })), rows }];
    }
    case 'section': {
      const made = node.section.blocks({
        row: writer.row,
        around: writer.around,
        words: node.words,
        signers: writer.signers ?? writer.template.signers,
        preview: writer.preview === true,
      });
      if ('blocks' in made) {
        const label = `::: ${[node.section.name, node.words].filter((it) => it !== '').join(' ')}`;
        const { classes } = node.section;
        writer.put.push({ label, within: writing.within, value: made.blocks, classes });
        return made.blocks;
      }
      for (const what of made.lacks)
        writer.missing.set(what, { what, id: undefined, column: undefined });
      return [];
    }
    case 'rule':
      return [{ kind: 'rule' }];
    case 'pageBreak':
      return [{ kind: 'pageBreak' }];
  }
}

interface RowFrom {
  readonly cells: readonly Prose[];
  readonly ticked: boolean;
}

function rowsFrom(rows: readonly Row[], writing: Writing): readonly RowFrom[] {
  return rows.flatMap((row): readonly RowFrom[] => {
    if (row.node !== 'row') return chosen(row, writing, rowsFrom);
    const { ticked = false } = row;
    return [
      {
        cells: row.cells.map((it) => proseOf(it, writing)),
        ticked: typeof ticked === 'boolean' ? ticked : holds(ticked, writing),
      },
    ];
  });
}

/** What a condition or a loop leaves of what is in it. */
function chosen<T, U>(
  node: If<T> | Each<T>,
  writing: Writing,
  write: (some: readonly T[], writing: Writing) => readonly U[],
): readonly U[] {
  if (node.node === 'if')
    return write(holds(node.when, writing) ? node.body : node.otherwise, writing);
  const from = node.from === undefined ? writing.writer.row : valueIn(node.from, writing);
  if (typeof from !== 'object' || from === null) return [];
  const rows = node.collection.rows(from, writing.writer.around);
  return rows.flatMap((row, line) =>
    write(node.body, {
      ...writing,
      variables: new Map([...writing.variables, [node.variable, row]]),
      within: [...writing.within, { list: node.collection.label, line }],
    }),
  );
}

function holds({ not, value, is }: Condition, writing: Writing): boolean {
  const found = valueIn(value, writing);
  const there = found !== undefined && found !== false;
  const holding = is === undefined ? there : there && same(shownOf(value, found), is);
  return holding !== not;
}

/** A heading's «#» is the number of its article. */
function numbered(prose: Prose, writer: Writer): Prose {
  if (!prose.some((it) => numberSign.test(typeof it === 'string' ? it : it.text))) return prose;
  writer.articles += 1;
  writer.clauses = 0;
  return prose.map((it) => {
    const put = (text: string) => text.replace(numberSign, String(writer.articles));
    return typeof it === 'string' ? put(it) : { ...it, text: put(it.text) };
  });
}

const numberSign = /(?<![\p{L}\p{N}])#(?![\p{L}\p{N}])/u;

function proseOf(parts: readonly Part[], writing: Writing): Prose {
  return parts.flatMap((part): readonly Inline[] => {
    if (part.node === 'if')
      return proseOf(holds(part.when, writing) ? part.body : part.otherwise, writing);
    const text = part.node === 'text' ? part.text : merged(part.value, writing);
    if (part.bold) return [{ text, bold: true }];
    return part.italic ? [{ text, italic: true }] : [text];
  });
}

function plainOf(prose: Prose): string {
  return prose.map((it) => (typeof it === 'string' ? it : it.text)).join('');
}

/** A value as the paper shows it; what is blank and needed is noted as missing, delicate words as delicate. */
function merged(value: Value, writing: Writing): string {
  const { writer } = writing;
  const found = valueIn(value, writing);
  if (found === undefined) {
    if (value.blank === 'line') return handLine;
    if (writer.preview === true) return `‹${value.said}›`;
    if (value.blank === 'dash') return '—';
    const lacking = placeOf(value, writing);
    writer.missing.set(lacking.what, lacking);
    return '';
  }
  const text = shownOf(value, found);
  if (writer.vocabulary.scan(text).length > 0) {
    const place = placeOf(value, writing);
    writer.delicate.set(place.what, place);
  }
  const label = value.from === undefined ? value.said : value.said.replace(/^[^.]*\./, '');
  const { classes } = value;
  const { within } = writing;
  writer.put.push({ label, within, value: forMachines(value, { found, text }), classes });
  return text;
}

/** Days and amounts as machines read them, whatever filter shows them; initials stay initials. */
function forMachines(
  value: Value,
  { found, text }: { readonly found: unknown; readonly text: string },
): Put['value'] {
  const { kind } = columnOf(value) ?? {};
  const { filters } = value;
  if (typeof found === 'boolean') return found;
  if (typeof found === 'string' && (kind === 'data' || filters.some((it) => it.startsWith('data'))))
    return found;
  const isMoney = kind === 'importo' || filters.includes('euro') || filters.includes('in lettere');
  return typeof found === 'number' && isMoney ? (found / 100).toFixed(2) : text;
}

/** Room to write by hand. */
const handLine = '______________________';

/** Where a value stands, or the first cell on its way that is blank: the row is the last one that is there. */
function placeOf({ said, steps, from, setting }: Value, writing: Writing): Missing {
  if (setting !== undefined) {
    const { label } = setting.column;
    return { what: `«${label}» delle «Impostazioni»`, id: undefined, column: label };
  }
  let row: unknown = from === undefined ? writing.writer.row : writing.variables.get(from);
  for (const [n, step] of steps.entries()) {
    const next = stepValue(step, row, writing);
    if (next === undefined || n === steps.length - 1) {
      const id = idOf(row);
      if (step.derived !== undefined) return { what: step.derived.lacks, id, column: undefined };
      const label =
        step.key === undefined || step.key === 'id' ? 'ID' : columnAt(step.tab, step.key).label;
      return { what: `«${label}» di ${id ?? step.tab.one}`, id, column: label };
    }
    row = next;
  }
  return { what: said, id: idOf(row), column: undefined };
}

function idOf(row: unknown): string | undefined {
  if (typeof row !== 'object' || row === null || !('id' in row)) return undefined;
  return typeof row.id === 'string' ? row.id : undefined;
}

function valueIn({ from, setting, steps }: Value, writing: Writing): unknown {
  const { writer, variables } = writing;
  if (setting !== undefined) return writer.around.settings.of(setting);
  let at: unknown = from === undefined ? writer.row : variables.get(from);
  for (const step of steps) {
    if (at === undefined) return undefined;
    at = stepValue(step, at, writing);
  }
  return at;
}

function stepValue({ tab, key, derived }: Step, row: unknown, { writer }: Writing): unknown {
  if (typeof row !== 'object' || row === null) return undefined;
  if (derived !== undefined) return derived.value(row, writer.around);
  if (key === undefined) return undefined;
  const instead = writer.vocabulary.withheld({ tab, key, row, around: writer.around });
  if (instead !== undefined) return { withheld: instead } satisfies Withheld;
  // Rows are plain objects by column name.
  return (row as Readonly<Record<string, unknown>>)[key];
}

/** Words that stand where a value may not. */
interface Withheld {
  readonly withheld: string;
}

function isWithheld(it: unknown): it is Withheld {
  // A row may well have a column of that name; its value is no text.
  return (
    typeof it === 'object' && it !== null && 'withheld' in it && typeof it.withheld === 'string'
  );
}

/** The column a value stands in; none for what is worked out, and for IDs. */
function columnOf({ setting, steps }: Value) {
  const last = steps.at(-1);
  return (
    setting?.column ??
    (last?.key === undefined || last.key === 'id' ? undefined : columnAt(last.tab, last.key))
  );
}

function shownOf(value: Value, found: unknown): string {
  if (isWithheld(found)) return found.withheld;
  const column = columnOf(value);
  const { filters: chain } = value;
  const filter = chain.find(
    (it) => it !== 'maiuscolo' && it !== 'iniziali' && it !== 'da compilare',
  );
  const shown = filtered(filter, found) ?? column?.show(found) ?? String(found);
  const cased = chain.includes('maiuscolo') ? shown.toLocaleUpperCase('it') : shown;
  if (!chain.includes('iniziali')) return cased;
  return cased
    .split(/\s+/)
    .map((it) => `${it.slice(0, 1)}.`)
    .join(' ');
}

function filtered(filter: Filter | undefined, value: unknown): string | undefined {
  // Filters are said of days, money and minutes; the column's own kind made the value.
  switch (filter) {
    case 'data':
      return typeof value === 'string' ? inDigits(value as Day) : undefined;
    case 'data in lettere':
      return typeof value === 'string' ? inWords(value as Day) : undefined;
    case 'euro':
      return typeof value === 'number' ? inEuro(value as unknown as Cents) : undefined;
    case 'in lettere':
      return typeof value === 'number' ? euroInLetters(value) : undefined;
    case 'ore':
      return typeof value === 'number'
        ? `${Math.trunc(value / 60)}${value % 60 === 0 ? '' : `:${String(value % 60).padStart(2, '0')}`}`
        : undefined;
    default:
      return undefined;
  }
}
