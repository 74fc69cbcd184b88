import type { Day } from './day.ts';
import { thousands } from './words.ts';

/**
 * A stretch of text. Bold and italic together print bold: there is no face for both. «\n» breaks the line, a
 * non-breaking space never does.
 */
export type Inline =
  | string
  | { readonly text: string; readonly bold?: true | undefined; readonly italic?: true | undefined };

/** The text of a paragraph or cell, stretch by stretch; none at all is a blank. */
export type Prose = readonly Inline[];

/** Where a text leans; `justified` fills the line, the last one aside. */
export type Align = 'left' | 'center' | 'right' | 'justified';

/**
 * A place to fill in, on screen or by hand. `name` is the field's own in the whole document; `tooltip` says aloud what
 * goes there (a screen reader knows nothing else); `label` is printed before it, in a block, not in a cell.
 */
export type Field = {
  readonly kind: 'field';
  readonly as: 'text' | 'tick';
  readonly name: string;
  readonly tooltip: string;
  readonly label?: string | undefined;
  /** What already stands in a text field. */
  readonly value?: string | undefined;
  readonly ticked?: boolean | undefined;
  /** How many lines a text field holds; 1 unless told. */
  readonly lines?: number | undefined;
};

/** What stands in a table's cell. */
export type Cell = Prose | Field;

/** A column of a table. `width` is in points (a line is 482 wide); columns without one share what is left by what they hold. */
export type TableColumn = {
  readonly head: string;
  readonly width?: number | undefined;
  readonly align?: Align | undefined;
};

/**
 * A row of a table, one cell a column. A crossed row takes no more writing: its run of blank cells becomes one, hatched,
 * that says `because`; colour is never alone. A warning row starts with ⚠, a total row is bold.
 */
export type TableRow =
  | { readonly cells: readonly Cell[]; readonly shade?: 'total' | 'warning' | undefined }
  | { readonly cells: readonly Cell[]; readonly shade: 'crossed'; readonly because: string };

/** A table. Its head is repeated on each page; a row taller than a page goes on over the next. */
export type Table = {
  readonly kind: 'table';
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
  /** Whether the first cell of a row names the row. */
  readonly rowHeads?: boolean | undefined;
  readonly caption?: string | undefined;
  readonly size?: 'small' | 'normal' | undefined;
  /** In points, of rows that are not crossed: what a hand needs to sign in a row is about 16. */
  readonly minRowHeight?: number | undefined;
};

/**
 * Numbers by label, as bars or as a line, with its table under it. A value that is not there is a gap. `unit` follows
 * each number («ore», «€»); `decimals` are the digits after the comma, none unless told. Up to six series can be told
 * apart without colour.
 */
export type Chart = {
  readonly kind: 'bars' | 'line';
  readonly title: string;
  readonly unit?: string | undefined;
  readonly labels: readonly string[];
  readonly series: readonly {
    readonly name: string;
    readonly values: readonly (number | undefined)[];
  }[];
  readonly decimals?: number | undefined;
  /** In points; 170 unless told. */
  readonly height?: number | undefined;
};

/** One piece of a paper. Plain data: what is printed can be compared, kept and read as text (`blocksAsText`). */
export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: Prose }
  | {
      readonly kind: 'paragraph';
      readonly text: Prose;
      readonly align?: Align | undefined;
      readonly size?: 'small' | 'normal' | undefined;
    }
  /** A numbered clause: «1.1» stands before its text. */
  | { readonly kind: 'clause'; readonly number: string; readonly text: Prose }
  /** Ordered items count 1. 2. 3., or a) b) c) with `letters`. */
  | {
      readonly kind: 'list';
      readonly ordered: boolean;
      readonly letters?: boolean | undefined;
      readonly items: readonly (readonly Block[])[];
    }
  /** Who and what at a glance: a label and its value, one or two pairs a line. */
  | {
      readonly kind: 'facts';
      readonly rows: readonly (readonly [label: string, value: Prose])[];
      readonly columns?: 1 | 2 | undefined;
    }
  | Table
  /** A box for each hand that signs, never split from one another; with `placeAndDate`, a line for them above. */
  | {
      readonly kind: 'signatures';
      readonly signers: readonly { readonly role: string; readonly name?: string | undefined }[];
      readonly placeAndDate?: boolean | undefined;
    }
  /** Boxes to tick by hand, ☐, or already ticked, ☑; `columns` of them side by side, 1 unless told. */
  | {
      readonly kind: 'boxes';
      readonly items: readonly { readonly text: Prose; readonly ticked?: boolean | undefined }[];
      readonly columns?: 1 | 2 | 3 | undefined;
    }
  | { readonly kind: 'rule' }
  | { readonly kind: 'space'; readonly points: number }
  | { readonly kind: 'pageBreak' }
  /** A framed word to the reader; a warning starts with ⚠. */
  | { readonly kind: 'notice'; readonly text: Prose; readonly tone: 'info' | 'warning' }
  /** A QR code of `text`, with a caption beside it for who has no telephone at hand. */
  | { readonly kind: 'qr'; readonly text: string; readonly caption: string }
  | Chart
  | Field
  /** Blocks that stay on one page, unless they are longer than one. */
  | { readonly kind: 'keep'; readonly blocks: readonly Block[] }
  /** Blocks side by side. `share` is how wide a column is against the others, 1 unless told. */
  | {
      readonly kind: 'columns';
      readonly columns: readonly {
        readonly share?: number | undefined;
        readonly blocks: readonly Block[];
      }[];
    };

/** Who stands behind a paper, as the top of its first page shows it. */
export type Logo =
  /** The emblem of the European Union, drawn, and the words that must stand beside it. */
  | { readonly kind: 'europeanUnion'; readonly statement: string }
  /** A PNG or JPEG that was found good (`pictureFacts`), and whose it is: «Regione Puglia». */
  | { readonly kind: 'picture'; readonly of: string; readonly bytes: Uint8Array }
  /** A name in letters, where there is no picture. */
  | { readonly kind: 'name'; readonly of: string };

/**
 * How large a logo may be, in points: 1.13 cm high and 3.9 wide. The emblem of the Union is as high as that, so none is
 * higher than it, and never less than the 1 cm it must have (Reg. UE 2021/1060, annex IX).
 */
export const logoBox = { height: 32, width: 110 } as const;

/** What a logo shows, for who cannot see it. */
export function logoInWords(it: Logo): string {
  if (it.kind === 'europeanUnion') return 'Emblema dell’Unione europea';
  return it.kind === 'picture' ? `Logo: ${it.of}` : it.of;
}

/** A paper before it is printed. The same document gives the same bytes, anywhere and on any day. */
export interface Document {
  /** The kind of paper and its number, never a name: it is the title of the file's window and its metadata. */
  readonly title: string;
  readonly subject?: string | undefined;
  readonly number?: string | undefined;
  readonly header: {
    readonly left: string;
    readonly right?: string | undefined;
    /** Across the top of the first page, in this order; none where who pays asks for none. */
    readonly logos?: readonly Logo[] | undefined;
  };
  readonly footer: string;
  readonly blocks: readonly Block[];
  /** A reprint: the running head says «copia». */
  readonly copy?: boolean | undefined;
  /** Not yet to be signed: the running head says «bozza». */
  readonly draft?: boolean | undefined;
  /** The day the paper is dated: nothing here asks the clock. */
  readonly created: Day;
  /** Data that travel inside the file, as JSON text; none unless a setting asks for it. */
  readonly attached?: { readonly name: string; readonly json: string } | undefined;
}

/** A piece of text of a document and where it stands, in Italian, told by position and never by what people wrote. */
export type Wording = { readonly where: string; readonly text: string };

/**
 * A document as text, block by block: for comparing papers in tests and for reading them without a printer. Bold and
 * italic are not told. A crossed row shows as `╳ reason`, a field as `[____]`, a box as ☐ or ☑.
 */
export function blocksAsText(document: Document): string {
  const { title, header, footer, copy, draft } = document;
  const stamps = stampsOf({ copy, draft }).map((it) => ` [${it}]`);
  const top = [header.left, header.right, document.number].filter(isTold).join(' | ');
  const logos = (header.logos ?? []).map((it) => {
    if (it.kind === 'name') return it.of;
    const shown = `[${logoInWords(it)}]`;
    return it.kind === 'europeanUnion' ? `${shown} ${it.statement}` : shown;
  });
  return [
    `${title}${stamps.join('')}`,
    top,
    ...(logos.length > 0 ? [logos.join(' | ')] : []),
    ruler,
    ...asText(document.blocks),
    ruler,
    footer,
  ]
    .map((it) => it.replace(/[ \t]+$/gm, ''))
    .join('\n');
}

/** What a paper is stamped with in its running head: «copia», «bozza», both or neither. */
export function stampsOf({
  copy,
  draft,
}: {
  readonly copy?: boolean | undefined;
  readonly draft?: boolean | undefined;
}): readonly string[] {
  return [...(draft === true ? ['bozza'] : []), ...(copy === true ? ['copia'] : [])];
}

/** The plain text of a prose. */
export function textOf(prose: Prose): string {
  return prose.map((it) => (typeof it === 'string' ? it : it.text)).join('');
}

/** Whether a cell is a field to fill in. */
export function isField(cell: Cell): cell is Field {
  return 'kind' in cell;
}

/** A cell as it is laid out: how many columns it takes, and whether it is struck out. */
export type SpreadCell = {
  readonly cell: Cell;
  readonly span: number;
  readonly crossed: boolean;
};

/**
 * The cells of a row as they are laid out. In a crossed row the longest run of blank cells (the last of equals) is one
 * cell that holds the reason; where none is blank the last cell is struck and the reason follows what it says.
 */
export function spreadCells(row: TableRow): readonly SpreadCell[] {
  const plain = row.cells.map((cell): SpreadCell => ({ cell, span: 1, crossed: false }));
  if (row.shade === 'warning') return plain.map((it, n) => (n === 0 ? warned(it) : it));
  if (row.shade !== 'crossed') return plain;
  const blank = longestBlank(row.cells);
  if (blank.length > 0) {
    return [
      ...plain.slice(0, blank.from),
      { cell: [row.because], span: blank.length, crossed: true },
      ...plain.slice(blank.from + blank.length),
    ];
  }
  const last = row.cells.at(-1) ?? [];
  const said = isField(last) ? [row.because] : [...last, ` – ${row.because}`];
  return [...plain.slice(0, -1), { cell: said, span: 1, crossed: true }];
}

/** What a chart shows, said in words for who cannot see it: title, then each series with its values. */
export function chartInWords(chart: Chart): string {
  const said = chart.series.map((series) => {
    const values = chart.labels.map((label, n) => `${label} ${numberOf(chart, series.values[n])}`);
    return `${series.name}: ${values.join(', ')}`;
  });
  return `${chart.title}. ${said.join('; ')}.`;
}

/** The table that stands under a chart: a row a label, a column a series. */
export function chartTable(chart: Chart): Table {
  return {
    kind: 'table',
    size: 'small',
    rowHeads: true,
    columns: [
      { head: chart.unit === undefined ? '' : `(${chart.unit})` },
      ...chart.series.map(({ name }) => ({ head: name, align: 'right' as const })),
    ],
    rows: chart.labels.map((label, n) => ({
      cells: [[label], ...chart.series.map(({ values }) => [italianNumber(values[n], chart)])],
    })),
  };
}

/** A number of a chart with its unit, «1.250 ore»; a gap is «nessun dato». */
export function numberOf(chart: Chart, value: number | undefined): string {
  if (value === undefined) return 'nessun dato';
  return [italianNumber(value, chart), chart.unit].filter(isTold).join(' ');
}

/** Every text a document prints, with where it stands: what the faces are asked to cover before printing. */
export function wordings(document: Document): readonly Wording[] {
  const { header, footer, number } = document;
  return [
    { where: 'testata', text: [header.left, header.right, number].filter(isTold).join(' ') },
    ...(header.logos ?? []).flatMap((it) => {
      if (it.kind === 'picture') return [];
      return [{ where: 'loghi', text: it.kind === 'name' ? it.of : it.statement }];
    }),
    ...wordingsOf(document.blocks, counter()),
    { where: 'piè di pagina', text: footer },
  ];
}

/** The mark that stands before an item of a list, counted from 0: «•», «1.» or «a)». Letters after z go on as aa, ab. */
export function markOf(
  { ordered, letters }: { readonly ordered: boolean; readonly letters?: boolean | undefined },
  at: number,
): string {
  if (!ordered) return '•';
  return letters === true ? `${lettersOf(at)})` : `${at + 1}.`;
}

/** The line for place and date that stands above the signatures. */
export const placeAndDateLabel = 'Luogo e data';

/** What stands before the text of a notice: a sign, so that tone is not told by colour alone. */
export const noticeMarks = { info: '', warning: '⚠ ' } as const;

// ── As text ───────────────────────────────────────────────────────────────────────────────────

const ruler = '─'.repeat(72);

function asText(blocks: readonly Block[]): readonly string[] {
  return blocks.flatMap((it) => ['', ...blockAsText(it)]).slice(1);
}

function blockAsText(block: Block): readonly string[] {
  switch (block.kind) {
    case 'heading':
      return [`${'#'.repeat(block.level)} ${textOf(block.text)}`];
    case 'paragraph':
      return [textOf(block.text)];
    case 'clause':
      return [`${block.number} ${textOf(block.text)}`];
    case 'list':
      return block.items.flatMap((item, n) => behind(`${markOf(block, n)} `, asText(item)));
    case 'facts':
      return block.rows.map(([label, value]) => `${label}: ${textOf(value)}`);
    case 'table':
      return tableAsText(block);
    case 'signatures':
      return [
        ...(block.placeAndDate === true ? [`${placeAndDateLabel} [____]`, ''] : []),
        ...block.signers.map(({ role, name }) =>
          [`[firma] ${role}`, name].filter(isTold).join(' – '),
        ),
      ];
    case 'boxes':
      return block.items.map(
        ({ text, ticked }) => `${ticked === true ? '☑' : '☐'} ${textOf(text)}`,
      );
    case 'rule':
      return ['—'.repeat(24)];
    case 'space':
      return [];
    case 'pageBreak':
      return ['=== nuova pagina ==='];
    case 'notice':
      return behind('┃ ', [`${noticeMarks[block.tone]}${textOf(block.text)}`], '┃ ');
    case 'qr':
      return [`[QR ${block.text}] ${block.caption}`];
    case 'bars':
    case 'line':
      return [`[grafico] ${chartInWords(block)}`];
    case 'field':
      return [[block.label, fieldAsText(block)].filter(isTold).join(' ')];
    case 'keep':
      return asText(block.blocks);
    case 'columns':
      return block.columns.flatMap((it, n) => behind(`${n + 1}┆ `, asText(it.blocks), ' ┆ '));
  }
}

function tableAsText({ columns, rows, caption }: Table): readonly string[] {
  const lines = rows.map((row) => {
    const cells = spreadCells(row).map(({ cell, crossed }) => {
      const text = isField(cell) ? fieldAsText(cell) : textOf(cell);
      return (crossed ? `╳ ${text}` : text).replaceAll('\n', ' / ');
    });
    return `${row.shade === 'total' ? '= ' : ''}${cells.join(' | ')}`;
  });
  return [
    ...(caption === undefined ? [] : [`(${caption})`]),
    columns.map(({ head }) => head).join(' | '),
    ...lines,
  ];
}

function fieldAsText({ as, value, ticked }: Field): string {
  return as === 'tick' ? (ticked === true ? '[☑]' : '[☐]') : `[${value ?? '____'}]`;
}

function behind(mark: string, lines: readonly string[], next = ' '.repeat(mark.length)) {
  const single = lines.flatMap((it) => it.split('\n'));
  return single.map((it, n) => `${n === 0 ? mark : next}${it}`);
}

// ── Every text, with where it stands ──────────────────────────────────────────────────────────

/** Counts the pieces of each kind as they come: «paragrafo 1», «paragrafo 2», «tabella 1». */
type Counter = (name: string) => string;

function counter(): Counter {
  const seen = new Map<string, number>();
  return (name) => {
    const n = (seen.get(name) ?? 0) + 1;
    seen.set(name, n);
    return `${name} ${n}`;
  };
}

function wordingsOf(blocks: readonly Block[], count: Counter): readonly Wording[] {
  return blocks.flatMap((it) => wordingsOfBlock(it, count));
}

function wordingsOfBlock(block: Block, count: Counter): readonly Wording[] {
  switch (block.kind) {
    case 'heading':
      return [{ where: count('titolo'), text: textOf(block.text) }];
    case 'paragraph':
      return [{ where: count('paragrafo'), text: textOf(block.text) }];
    case 'clause':
      return [{ where: `clausola ${block.number}`, text: `${block.number} ${textOf(block.text)}` }];
    case 'list': {
      const name = count('elenco');
      return block.items.flatMap((item, n) => {
        const inside = counter();
        return wordingsOf(item, (kind) => `${name}, voce ${n + 1}, ${inside(kind)}`);
      });
    }
    case 'facts':
      return block.rows.map(([label, value]) => ({
        where: `voce «${label}»`,
        text: `${label} ${textOf(value)}`,
      }));
    case 'table':
      return wordingsOfTable(block, count('tabella'));
    case 'signatures': {
      const name = count('firme');
      return block.signers.map((it, n) => ({
        where: `${name}, firma ${n + 1}`,
        text: [it.role, it.name].filter(isTold).join(' '),
      }));
    }
    case 'boxes': {
      const name = count('caselle');
      return block.items.map(({ text }, n) => ({
        where: `${name}, casella ${n + 1}`,
        text: textOf(text),
      }));
    }
    case 'notice':
      return [{ where: count('avviso'), text: textOf(block.text) }];
    case 'qr':
      return [{ where: count('codice QR'), text: block.caption }];
    case 'bars':
    case 'line':
      return [
        {
          where: count('grafico'),
          text: [block.title, block.unit, ...block.labels, ...block.series.map(({ name }) => name)]
            .filter(isTold)
            .join(' '),
        },
      ];
    case 'field':
      return [{ where: count('campo'), text: [block.label, block.value].filter(isTold).join(' ') }];
    case 'keep':
      return wordingsOf(block.blocks, count);
    case 'columns':
      return block.columns.flatMap(({ blocks }) => wordingsOf(blocks, count));
    case 'rule':
    case 'space':
    case 'pageBreak':
      return [];
  }
}

function wordingsOfTable(table: Table, name: string): readonly Wording[] {
  const heads = table.columns.map(({ head }) => ({
    where: `${name}, intestazione «${head}»`,
    text: head,
  }));
  const cells = table.rows.flatMap((row, r) => {
    const where = `${name}, riga ${r + 1}`;
    const own = row.cells.map((cell, c) => ({
      where: `${where}, colonna «${table.columns[c]?.head ?? c + 1}»`,
      text: isField(cell) ? (cell.value ?? '') : textOf(cell),
    }));
    return row.shade === 'crossed' ? [...own, { where, text: row.because }] : own;
  });
  const caption =
    table.caption === undefined ? [] : [{ where: `${name}, didascalia`, text: table.caption }];
  return [...caption, ...heads, ...cells];
}

// ── Small things ──────────────────────────────────────────────────────────────────────────────

function warned(it: SpreadCell): SpreadCell {
  return isField(it.cell) ? it : { ...it, cell: ['⚠ ', ...it.cell] };
}

function longestBlank(cells: readonly Cell[]): { readonly from: number; readonly length: number } {
  let best = { from: 0, length: 0 };
  let from = 0;
  cells.forEach((cell, n) => {
    if (isField(cell) || textOf(cell).trim() !== '') from = n + 1;
    else if (n + 1 - from >= best.length) best = { from, length: n + 1 - from };
  });
  return best;
}

/** A number as Italian writes it, «1.250,5»; a gap is «–». Never −0. */
function italianNumber(value: number | undefined, { decimals = 0 }: Chart): string {
  if (value === undefined) return '–';
  const [whole = '0', fraction] = Math.abs(value).toFixed(decimals).split('.');
  const digits = fraction === undefined ? '' : `,${fraction}`;
  const zero = /^[0.]+$/.test(`${whole}${fraction ?? ''}`);
  return `${value < 0 && !zero ? '−' : ''}${thousands(Number(whole))}${digits}`;
}

function lettersOf(at: number): string {
  const rest = Math.trunc(at / 26) - 1;
  return `${rest < 0 ? '' : lettersOf(rest)}${String.fromCharCode(97 + (at % 26))}`;
}

function isTold(text: string | undefined): text is string {
  return text !== undefined && text !== '';
}
