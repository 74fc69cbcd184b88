import type { Cell, Formula, Serial } from '../../core/cell.ts';
import {
  type Area,
  cellName,
  columnNumber,
  fileFormula,
  moved,
  readArea,
  readFormula,
} from './formula.ts';
import {
  cellText,
  childrenOf,
  escapedText,
  inside,
  readCellText,
  richText,
  unescaped,
} from './xml.ts';
import { Unreadable } from './zip.ts';

/** What a number format makes of a number. */
export type Kind = 'number' | 'date' | 'time' | 'dateTime' | 'duration' | 'percent';

/** What must be known of a workbook to read its cells. */
export interface Reading {
  readonly strings: readonly string[];
  /** By index of a cell's style. */
  readonly kinds: readonly Kind[];
  readonly date1904: boolean;
  /** One object for all equal dates and percentages of a workbook. */
  readonly known: Known;
}

/** Days between the two epochs a workbook may count from. */
const DAYS_1904 = 1462;

/** Values met before: equal ones share one object, so that large registers stay small. */
export interface Known {
  readonly serials: ReadonlyMap<Kind, Map<number, Serial>>;
  readonly percents: Map<number, Exclude<Cell, Formula>>;
  readonly texts: Map<string, string>;
}

export function nothingKnown(): Known {
  const shows = ['date', 'time', 'dateTime', 'duration'] as const;
  return {
    serials: new Map(shows.map((it) => [it, new Map()])),
    percents: new Map(),
    texts: new Map(),
  };
}

/** The cells of a tab, and where its formulas reach over more cells than one. */
export interface Cells {
  readonly rows: readonly (readonly Cell[])[];
  /** Array formulas: every cell of the area shows the same formula. */
  readonly arrays: readonly Area[];
  /** The cells that take their formula from another (the first), by group. */
  readonly shared: ReadonlyMap<string, readonly (readonly [row: number, column: number])[]>;
}

const EMPTY: readonly Cell[] = [];
/** How the text of a cell begins where it has one look: as ALICE writes it, and as others do. */
const PLAIN_RUNS = ['<is><t xml:space="preserve">', '<is><t>'];
const QUOTE = 34;
const APOSTROPHE = 39;
const SLASH = 47;
const GREATER = 62;

/** The data between `<sheetData>` and `</sheetData>`, and what is around it with an empty `<sheetData/>`. */
export function sheetData(xml: string): { readonly around: string; readonly data: string } {
  const start = /<sheetData\s*(\/?)>/.exec(xml);
  if (start === null) throw foreign();
  const from = start.index + start[0].length;
  const to = start[1] === '/' ? from : xml.lastIndexOf('</sheetData>');
  if (to < from) throw foreign();
  const data = xml.slice(from, to);
  const rest = xml.slice(start[1] === '/' ? to : to + '</sheetData>'.length);
  return { around: `${xml.slice(0, start.index)}<sheetData/>${rest}`, data };
}

/**
 * Reads the cells of a tab. A hand-written scan, because a register of 24,000 rows has a million cells:
 * an expression per cell takes four times as long (bench/).
 */
export function readCells(data: string, reading: Reading): Cells {
  const { strings, kinds, date1904, known } = reading;
  const rows: (readonly Cell[])[] = [];
  const arrays: Area[] = [];
  const shared = new Map<string, (readonly [number, number])[]>();
  const masters = new Map<
    string,
    { readonly formula: string; readonly row: number; readonly column: number }
  >();
  let at = 0;
  let row = -1;
  let column = -1;
  let cells: Cell[] = [];

  for (;;) {
    at = data.indexOf('<', at);
    if (at < 0) break;
    const letter = data.charCodeAt(at + 1);
    if (letter === 99 /* c */) readCell();
    else if (letter === 114 /* r */) openRow();
    else if (letter === SLASH) at += 6;
    else throw foreign();
  }
  while (rows.at(-1)?.length === 0) rows.pop();
  return { rows: wideArrays(rows, arrays), arrays, shared };

  function openRow(): void {
    if (!data.startsWith('row', at + 1)) throw foreign();
    const end = data.indexOf('>', at);
    const given = /\sr\s*=\s*["'](\d+)["']/.exec(data.slice(at, end))?.[1];
    const next = given === undefined ? row + 1 : Number(given) - 1;
    if (next <= row && rows.length > 0) throw foreign();
    row = next;
    column = -1;
    while (rows.length < row) rows.push(EMPTY);
    cells = [];
    rows[row] = cells;
    at = end + 1;
  }

  function readCell(): void {
    let style = 0;
    let type = 0;
    let type2 = 0;
    column += 1;
    at += 2;
    for (;;) {
      const letter = data.charCodeAt(at);
      if (letter === GREATER || letter === SLASH || Number.isNaN(letter)) break;
      if (letter <= 32) {
        at += 1;
        continue;
      }
      const equals = data.indexOf('=', at);
      let open = equals + 1;
      while (data.charCodeAt(open) <= 32) open += 1;
      const quote = data.charCodeAt(open);
      if (equals < 0 || (quote !== QUOTE && quote !== APOSTROPHE)) throw foreign();
      const close = data.indexOf(quote === QUOTE ? '"' : "'", open + 1);
      if (close < 0) throw foreign();
      if (equals === at + 1) {
        if (letter === 114 /* r */) {
          let number = 0;
          for (let index = open + 1; index < close; index++) {
            const it = data.charCodeAt(index);
            if (it < 65) break;
            number = number * 26 + (it & 31);
          }
          column = number - 1;
        } else if (letter === 115 /* s */) {
          style = 0;
          for (let index = open + 1; index < close; index++) {
            style = style * 10 + data.charCodeAt(index) - 48;
          }
        } else if (letter === 116 /* t */) {
          type = data.charCodeAt(open + 1);
          type2 = data.charCodeAt(open + 2);
        }
      }
      at = close + 1;
    }
    if (data.charCodeAt(at) === SLASH) {
      at += 2;
      return;
    }
    at += 1;
    let value: Exclude<Cell, Formula>;
    let formula: string | undefined;
    for (;;) {
      at = data.indexOf('<', at);
      if (at < 0) throw foreign();
      const letter = data.charCodeAt(at + 1);
      if (letter === SLASH) {
        if (data.charCodeAt(at + 2) !== 99) throw foreign();
        at += 4;
        break;
      }
      if (letter === 118 /* v */) {
        const end = data.indexOf('>', at);
        if (data.charCodeAt(end - 1) === SLASH) at = end + 1;
        else {
          const from = end + 1;
          at = data.indexOf('<', from);
          if (at < 0) throw foreign();
          if (type === 0 || type === 110 /* n */) value = numberCell(from, at, style);
          else if (type === 115 /* s */ && type2 !== 116 /* t */) {
            value = strings[integer(from, at)] || undefined;
          } else if (type === 115) value = interned(data.slice(from, at)) || undefined;
          else if (type === 98 /* b */)
            value = data.charCodeAt(from) === 49 || data.charCodeAt(from) === 116;
          else if (type === 101 /* e */)
            value = { kind: 'error', error: unescaped(data.slice(from, at)) };
          else if (type === 100 /* d */) value = isoCell(data.slice(from, at), style);
          else throw foreign();
          at += 4;
        }
      } else if (letter === 102 /* f */) {
        const end = data.indexOf('>', at);
        const tag = data.slice(at, end + 1);
        let text = '';
        if (data.charCodeAt(end - 1) === SLASH) at = end + 1;
        else {
          at = data.indexOf('<', end);
          text = readFormula(unescaped(data.slice(end + 1, at)));
          at += 4;
        }
        formula = tag.length === 3 ? text : formulaAt(tag, text);
      } else if (data.startsWith('<is', at)) {
        const end = data.indexOf('</is>', at);
        if (data.startsWith('<is/>', at)) at += 5;
        else if (end < 0) throw foreign();
        else {
          value = inlineText(at, end) || undefined;
          at = end + 5;
        }
      } else {
        // Extensions of a cell: kept when a cell is left alone, of no meaning to us.
        const extra = childrenOf(data.slice(at, data.indexOf('</c>', at))).children;
        at += extra.reduce((sum, it) => sum + it.gap.length + it.raw.length, 0);
        if (extra.length === 0) throw foreign();
      }
    }
    if (formula === 'TRUE' || formula === 'FALSE') {
      // LibreOffice keeps a typed TRUE as a formula that gives 1.
      value = formula === 'TRUE';
      formula = undefined;
    }
    if (formula === undefined && value === undefined) return;
    while (cells.length < column) cells.push(undefined);
    cells[column] = formula === undefined ? value : { kind: 'formula', formula, result: value };
  }

  function formulaAt(tag: string, text: string): string {
    const kind = /\st\s*=\s*["'](\w+)["']/.exec(tag)?.[1];
    const reference = /\sref\s*=\s*["']([^"']+)["']/.exec(tag)?.[1];
    if (kind === 'array' || kind === 'dataTable') {
      const area = reference === undefined ? undefined : readArea(reference);
      if (area !== undefined) arrays.push(area);
      return kind === 'array' ? text : `TABLE(${reference ?? ''})`;
    }
    if (kind !== 'shared') return text;
    const group = /\ssi\s*=\s*["'](\d+)["']/.exec(tag)?.[1] ?? '';
    const master = masters.get(group);
    if (text !== '' || master === undefined) {
      masters.set(group, { formula: text, row, column });
      shared.set(group, [[row, column]]);
      return text;
    }
    shared.get(group)?.push([row, column]);
    return moved(master.formula, { rows: row - master.row, columns: column - master.column });
  }

  /** The text of an `<is>` that opens at `from` and closes at `end`. */
  function inlineText(from: number, end: number): string {
    // Nearly always one plain run, looked at where it stands.
    const run = PLAIN_RUNS.find((it) => data.startsWith(it, from));
    const start = from + (run?.length ?? 0);
    const close = data.indexOf('<', start);
    return run !== undefined && close === end - 4 && data.startsWith('</t>', close)
      ? interned(data.slice(start, close))
      : richText(data.slice(from, end + 5));
  }

  function interned(xml: string): string {
    const met = known.texts.get(xml);
    if (met !== undefined) return met;
    const text = readCellText(xml);
    // Copies: a slice would keep the whole tab's text alive behind it.
    const own = copied(text);
    known.texts.set(text === xml ? own : copied(xml), own);
    return own;
  }

  function integer(from: number, to: number): number {
    let number = 0;
    for (let index = from; index < to; index++) number = number * 10 + data.charCodeAt(index) - 48;
    return number;
  }

  function numberCell(from: number, to: number, style: number): Exclude<Cell, Formula> {
    if (from === to) return undefined;
    const number = numberAt(from, to);
    const kind = kinds[style] ?? 'number';
    if (kind === 'number') return number;
    if (kind === 'percent') {
      const met = known.percents.get(number);
      if (met !== undefined) return met;
      const percent = { kind: 'percent', fraction: number } as const;
      known.percents.set(number, percent);
      return percent;
    }
    const serial =
      date1904 && (kind === 'date' || kind === 'dateTime') ? number + DAYS_1904 : number;
    const met = known.serials.get(kind)?.get(serial);
    if (met !== undefined) return met;
    const made: Serial = { kind: 'serial', serial, shows: kind };
    known.serials.get(kind)?.set(serial, made);
    return made;
  }

  /** Up to 15 digits with a decimal point are exact without `Number()`: one division of two whole numbers. */
  function numberAt(from: number, to: number): number {
    let whole = 0;
    let divisor = 1;
    let point = false;
    let index = from;
    const negative = data.charCodeAt(from) === 45;
    if (negative) index += 1;
    if (to - index > 15) return Number(data.slice(from, to));
    for (; index < to; index++) {
      const digit = data.charCodeAt(index) - 48;
      if (digit >= 0 && digit <= 9) {
        whole = whole * 10 + digit;
        if (point) divisor *= 10;
      } else if (digit === -2 && !point) point = true;
      else {
        const number = Number(data.slice(from, to));
        if (Number.isNaN(number)) throw foreign();
        return number;
      }
    }
    const number = whole / divisor;
    return negative ? -number : number;
  }

  /** ISO dates of «Strict» files, `2026-03-31T08:30:00`. */
  function isoCell(text: string, style: number): Exclude<Cell, Formula> {
    const [, y = '', m = '', d = '', h = '0', min = '0', s = '0'] =
      /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d(?:\.\d+)?))?)?/.exec(text) ?? [];
    if (y === '') return text;
    const days = Date.UTC(Number(y), Number(m) - 1, Number(d)) / 86_400_000 + 25_569;
    const part = (Number(h) * 3600 + Number(min) * 60 + Number(s)) / 86_400;
    const kind = kinds[style];
    const shows = kind === 'time' || kind === 'dateTime' ? kind : 'date';
    return { kind: 'serial', serial: days + part, shows };
  }
}

/** Where each row of a tab lies in its text; rows are counted from 0. */
export interface Lines {
  readonly numbers: readonly number[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** Finds the rows without reading their cells. Refuses rows that do not say their number. */
export function linesOf(data: string): Lines {
  // Comments and CDATA would hide tags from a scan that looks for `<`.
  if (data.includes('<!') || data.includes('<?')) throw foreign();
  const numbers: number[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let at = data.indexOf('<row');
  while (at >= 0) {
    const tag = data.indexOf('>', at);
    const given = /\sr\s*=\s*["'](\d+)["']/.exec(data.slice(at, tag))?.[1];
    if (given === undefined) throw foreign();
    const number = Number(given) - 1;
    if (number <= (numbers.at(-1) ?? -1)) throw foreign();
    const end = data.charCodeAt(tag - 1) === SLASH ? tag + 1 : data.indexOf('</row>', tag) + 6;
    if (end < tag) throw foreign();
    numbers.push(number);
    starts.push(at);
    ends.push(end);
    at = data.indexOf('<row', end);
  }
  return { numbers, starts, ends };
}

/** A cell of a row as it is written. */
export interface RawCell {
  readonly column: number;
  readonly raw: string;
}

/** A row as it is written: its tag, and its cells in order. Refuses cells that do not say where they are. */
export function rawRow(row: string): { readonly tag: string; readonly cells: readonly RawCell[] } {
  const end = row.indexOf('>') + 1;
  if (row.charCodeAt(end - 2) === SLASH)
    return { tag: `${row.slice(0, end - 2).trimEnd()}>`, cells: [] };
  const cells: RawCell[] = [];
  const last = row.length - 6;
  let at = row.indexOf('<', end);
  while (at >= 0 && at < last) {
    const tag = row.indexOf('>', at);
    const letters = /\sr\s*=\s*["']([A-Z]{1,3})\d+["']/.exec(row.slice(at, tag))?.[1];
    if (row.charCodeAt(at + 1) !== 99 || letters === undefined) throw foreign();
    const column = columnNumber(letters);
    if (column <= (cells.at(-1)?.column ?? -1)) throw foreign();
    const close = row.charCodeAt(tag - 1) === SLASH ? tag + 1 : row.indexOf('</c>', tag) + 4;
    if (close < tag) throw foreign();
    cells.push({ column, raw: row.slice(at, close) });
    at = row.indexOf('<', close);
  }
  return { tag: row.slice(0, end), cells };
}

/** The style a cell is written with. */
export function styleOf(raw: string): number {
  return Number(/^<c[^>]*\ss\s*=\s*["'](\d+)["']/.exec(raw)?.[1] ?? 0);
}

/** The formula element of a cell as it is written. */
export function formulaOf(raw: string): string | undefined {
  return childrenOf(inside(raw)).children.find((it) => it.name === 'f')?.raw;
}

/** A cell written out. `keep` is a formula element to leave as it stands, with only its result renewed. */
export function writtenCell({
  row,
  column,
  style,
  cell,
  date1904,
  keep,
}: {
  readonly row: number;
  readonly column: number;
  readonly style: number;
  readonly cell: Cell;
  readonly date1904: boolean;
  readonly keep?: string | undefined;
}): string {
  const start = `<c r="${cellName(row, column)}"${style === 0 ? '' : ` s="${style}"`}`;
  if (cell === undefined) return `${start}/>`;
  if (typeof cell === 'string') {
    return cell === ''
      ? `${start}/>`
      : `${start} t="inlineStr"><is><t xml:space="preserve">${cellText(cell)}</t></is></c>`;
  }
  if (typeof cell === 'object' && cell.kind === 'formula') {
    const formula = keep ?? `<f>${escapedText(fileFormula(cell.formula))}</f>`;
    const { type, value } = stored(cell.result, date1904);
    return `${start}${type}>${formula}<v>${value}</v></c>`;
  }
  const { type, value } = stored(cell, date1904);
  return `${start}${type}><v>${value}</v></c>`;
}

/** What kind of number format a cell's value needs to be read back as it is; `undefined` when any will do. */
export function kindNeeded(cell: Cell): Kind | undefined {
  const value = typeof cell === 'object' && cell.kind === 'formula' ? cell.result : cell;
  if (typeof value === 'number') return 'number';
  if (typeof value !== 'object') return undefined;
  return value.kind === 'serial' ? value.shows : value.kind === 'percent' ? 'percent' : undefined;
}

function stored(
  cell: Exclude<Cell, Formula>,
  date1904: boolean,
): { readonly type: string; readonly value: string } {
  if (cell === undefined) return { type: ' t="str"', value: '' };
  if (typeof cell === 'string') return { type: ' t="str"', value: cellText(cell) };
  if (typeof cell === 'boolean') return { type: ' t="b"', value: cell ? '1' : '0' };
  if (typeof cell === 'number') return { type: '', value: plainNumber(cell) };
  if (cell.kind === 'error') return { type: ' t="e"', value: escapedText(cell.error) };
  if (cell.kind === 'percent') return { type: '', value: plainNumber(cell.fraction) };
  const shift = date1904 && (cell.shows === 'date' || cell.shows === 'dateTime') ? DAYS_1904 : 0;
  return { type: '', value: plainNumber(cell.serial - shift) };
}

function copied(text: string): string {
  // So short a slice is a copy already (V8: SlicedString::kMinLength).
  return text.length < 13 ? text : Buffer.from(text, 'utf8').toString('utf8');
}

function plainNumber(number: number): string {
  if (!Number.isFinite(number)) throw new Error(`${number} cannot stand in a cell`);
  return String(number);
}

/** The cells under an array formula hold values alone: they show the formula of the first. */
function wideArrays(
  rows: readonly (readonly Cell[])[],
  arrays: readonly Area[],
): readonly (readonly Cell[])[] {
  for (const { top, left, bottom, right } of arrays) {
    const first = rows[top]?.[left];
    if (typeof first !== 'object' || first.kind !== 'formula') continue;
    for (let row = top; row <= bottom && row < rows.length; row++) {
      // Rows are this module's own until they are given out.
      const cells = rows[row] as Cell[];
      for (let column = left; column <= right && column < cells.length; column++) {
        const cell = cells[column];
        if (cell === undefined || (typeof cell === 'object' && cell.kind === 'formula')) continue;
        cells[column] = { kind: 'formula', formula: first.formula, result: cell };
      }
    }
  }
  return rows;
}

function foreign(): Unreadable {
  return new Unreadable(
    'il file è scritto in un modo che ALICE non conosce',
    'Aprilo con LibreOffice o Excel e salvalo di nuovo come .xlsx',
  );
}
