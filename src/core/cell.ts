/**
 * What one cell of a spreadsheet holds, before anybody judged it. A bare text, number or boolean is
 * itself; `undefined` is blank; what a spreadsheet shows otherwise than it stores is a `Special`.
 */
export type Cell = Plain | Special | undefined;

/** A value that is shown the way it is stored. */
export type Plain = string | number | boolean;

/** A value whose look says more than its number. */
export type Special =
  | Serial
  | { readonly kind: 'percent'; readonly fraction: number }
  | { readonly kind: 'error'; readonly error: string }
  | Formula;

/**
 * A number formatted as a date, a time of day or a span of hours. Days are counted from 30/12/1899
 * whatever epoch the file uses (an integration has already added the 1,462 days of 1904 workbooks).
 */
export interface Serial {
  readonly kind: 'serial';
  readonly serial: number;
  readonly shows: 'date' | 'time' | 'dateTime' | 'duration';
}

/** A formula, in English names and commas, without the leading `=`, and what it last gave. */
export interface Formula {
  readonly kind: 'formula';
  readonly formula: string;
  readonly result: Exclude<Cell, Formula>;
}

/** Nothing was typed: an absent cell, or only blanks (no-break and zero-width spaces included). */
export function isBlank(cell: Cell): cell is undefined {
  if (typeof cell !== 'string') return cell === undefined;
  const first = cell.charCodeAt(0);
  // Nearly every filled cell starts with a plain sign: no need to look further.
  return !(first > 0x20 && first < 0x7f) && invisible.test(cell);
}

/** Whether two cells hold the same: same kind, same value, same formula and same last result. */
export function sameCell(a: Cell, b: Cell): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a.kind !== b.kind) return false;
  if (a.kind === 'serial')
    return b.kind === 'serial' && a.serial === b.serial && a.shows === b.shows;
  if (a.kind === 'percent') return b.kind === 'percent' && a.fraction === b.fraction;
  if (a.kind === 'error') return b.kind === 'error' && a.error === b.error;
  return b.kind === 'formula' && a.formula === b.formula && sameCell(a.result, b.result);
}

/** What a cell shows once its formula has been worked out: the cell itself where it has none. */
export function resultOf(cell: Cell): Exclude<Cell, Formula> {
  return typeof cell === 'object' && cell.kind === 'formula' ? cell.result : cell;
}

/** `A`, `Z`, `AA`: the letters of a column counted from 0. */
export function columnLetters(column: number): string {
  const rest = Math.floor(column / 26);
  return (rest === 0 ? '' : columnLetters(rest - 1)) + String.fromCharCode(65 + (column % 26));
}

/**
 * A formula as all spreadsheets write it alike: no blanks outside texts, names of functions and cells in
 * capitals, `TRUE` and `FALSE` without brackets, no needless quotes around tabs, no `_xlfn.` before new
 * functions. Two formulas that differ only by the program that saved them are the same text.
 */
export function canonicalFormula(formula: string): string {
  return formulaTokens(formula)
    .map((it) => {
      // A tab's name stands between quotes only where it must.
      if (/^'[\p{L}_][\p{L}\p{N}_]*'$/u.test(it)) return it.slice(1, -1);
      return /^["']/.test(it) ? it : it.trim().replace(/^(?:_xlfn\.|_xlws\.)+/i, '');
    })
    .join('')
    .replace(/"(?:[^"]|"")*"|'(?:[^']|'')*'|[^"']+/g, (it) =>
      /^["']/.test(it)
        ? it
        : it
            .replace(/\b(true|false)\(\)/gi, '$1')
            .replace(
              /(?<![\w.])(?:[A-Za-z][A-Za-z0-9.]*(?=\()|(?:true|false)(?![\w.(])|\$?[a-z]{1,3}\$?\d{1,7}(?![\w.(!]))/gi,
              (word) => word.toUpperCase(),
            ),
    );
}

/** A formula cut into texts, quoted names, bracketed references, words, numbers and single signs. */
export function formulaTokens(formula: string): readonly string[] {
  return (
    formula.match(
      /"(?:[^"]|"")*"|'(?:[^']|'')*'|\[[^\]]*\]|[\p{L}_\\$][\p{L}\p{N}_.$\\]*|\d[\d.]*(?:[eE][+-]?\d+)?|\s+|[^]/gu,
    ) ?? []
  );
}

const invisible = /^[\s\u00AD\u200B-\u200F\u2060\uFEFF]*$/;
