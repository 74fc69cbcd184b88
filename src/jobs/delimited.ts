import type { Cell } from '../core/cell.ts';
import { err, ok, type Result } from '../core/result.ts';

/** What stands between two cells of a line. */
export type Delimiter = ';' | ',' | '\t';

/** The cells of a text file as a spreadsheet would show them. All are texts: numbers keep their leading zeros. */
export interface Delimited {
  readonly delimiter: Delimiter;
  /** One per record, blank lines included, so that they count as in a spreadsheet. Empty cells are `undefined`. */
  readonly rows: readonly (readonly Cell[])[];
}

/**
 * Reads a CSV or a tab-separated file from its text: `;` or `,` or tab, told by which one cuts most lines alike (or by
 * Excel's first line `sep=;`); quotes, doubled quotes, line breaks within quotes, a byte-order mark, any kind of line
 * end. A quote in the middle of a cell is a letter like any other. Refuses quotes that never close: everything after
 * them would be one cell.
 */
export function readDelimited(text: string): Result<Delimited> {
  const whole = text.replace(/^\uFEFF/, '');
  const [line, told] = /^sep=([;,\t])(?:\r\n|\r|\n|$)/i.exec(whole) ?? [];
  const body = whole.slice(line?.length ?? 0);
  const delimiter = delimiters.find((it) => it === told) ?? likeliest(body);
  const { records, open } = cut(body, delimiter);
  if (open !== undefined)
    return err(
      `Alla riga ${open} si aprono virgolette (") che non si chiudono più: chiudile o toglile, ad esempio "via Roma, 3".`,
    );
  return ok({ delimiter, rows: withoutEnd(records).map(cells) });
}

/** In order of trust: a tab is hardly ever typed by hand, a comma often is. */
const delimiters: readonly Delimiter[] = ['\t', ';', ','];

function likeliest(text: string): Delimiter {
  const [best] = delimiters
    .map((delimiter) => ({ delimiter, even: evenness(cut(text, delimiter, 200)) }))
    .toSorted((a, b) => b.even - a.even);
  return best === undefined || best.even === 0 ? ';' : best.delimiter;
}

/** The share of lines cut into the most common number of cells, if that is more than one. */
function evenness({ records, open }: Cut): number {
  const filled = records.filter((it) => it.some((cell) => cell !== ''));
  if (open !== undefined || filled.length === 0) return 0;
  const counts = new Map<number, number>();
  for (const { length } of filled) counts.set(length, (counts.get(length) ?? 0) + 1);
  return Math.max(
    0,
    ...[...counts].filter(([cells]) => cells > 1).map(([, n]) => n / filled.length),
  );
}

interface Cut {
  readonly records: readonly (readonly string[])[];
  /** The line, from 1, where quotes open that never close. */
  readonly open: number | undefined;
}

function cut(text: string, delimiter: Delimiter, most = Number.POSITIVE_INFINITY): Cut {
  const records: string[][] = [];
  let record: string[] = [];
  let cell = '';
  let quoted = false;
  let opened = 0;
  let line = 1;
  for (let at = 0; at < text.length && records.length < most; at += 1) {
    const sign = text.charAt(at);
    if (quoted) {
      if (sign === '\n' || (sign === '\r' && text[at + 1] !== '\n')) line += 1;
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (sign === '"' && cell === '') {
      quoted = true;
      opened = line;
    } else if (sign === delimiter) {
      record.push(cell);
      cell = '';
    } else if (sign === '\n' || sign === '\r') {
      if (sign === '\r' && text[at + 1] === '\n') at += 1;
      records.push([...record, cell]);
      record = [];
      cell = '';
      line += 1;
    } else cell += sign;
  }
  if (quoted) return { records, open: opened };
  if (cell !== '' || record.length > 0) records.push([...record, cell]);
  return { records, open: undefined };
}

function withoutEnd(records: Cut['records']): Cut['records'] {
  return records.slice(0, records.findLastIndex((it) => it.some((cell) => cell !== '')) + 1);
}

function cells(record: readonly string[]): readonly Cell[] {
  return record.map((it) => (it === '' ? undefined : it));
}
