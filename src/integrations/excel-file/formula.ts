import { columnLetters, formulaTokens } from '../../core/cell.ts';

/**
 * Functions younger than the file format: the file must name them with `_xlfn.`, or Excel shows #NAME?.
 * https://support.microsoft.com/office/issue-an-xlfn-prefix-is-displayed-in-front-of-a-formula-882f1ef7-68fb-4fcd-8d54-9fbb77fd5025
 */
const YOUNG = new Set(
  (
    'ARRAYTOTEXT BASE BITAND BITLSHIFT BITOR BITRSHIFT BITXOR BYCOL BYROW CEILING.MATH CONCAT COMBINA DAYS DECIMAL ' +
    'FILTERXML FLOOR.MATH FORMULATEXT IFNA IFS ISFORMULA ISOWEEKNUM LAMBDA LET MAXIFS MINIFS NUMBERVALUE ' +
    'SHEET SHEETS SWITCH TEXTJOIN TEXTSPLIT TEXTBEFORE TEXTAFTER UNICHAR UNICODE UNIQUE VSTACK HSTACK ' +
    'WEBSERVICE XLOOKUP XMATCH XOR'
  ).split(' '),
);

/** A formula as the file keeps it: young functions under their prefix. */
export function fileFormula(formula: string): string {
  const tokens = formulaTokens(formula);
  return tokens
    .map((it, index) =>
      tokens[index + 1] === '(' && YOUNG.has(it.toUpperCase()) ? `_xlfn.${it}` : it,
    )
    .join('');
}

/**
 * A formula as people know it: without the prefixes the file keeps before young functions, and with
 * `FALSE` where LibreOffice writes `FALSE()`.
 */
export function readFormula(formula: string): string {
  const known = formula.includes('_xl') ? formula.replace(/_xlfn\.(?:_xlws\.)?/g, '') : formula;
  return known.includes('E()')
    ? known.replace(/"(?:[^"]|"")*"|\b(TRUE|FALSE)\(\)/g, (it, word?: string) => word ?? it)
    : known;
}

/** The formula moved by rows and columns, as when it is filled down: what carries `$` stays. */
export function moved(
  formula: string,
  by: { readonly rows: number; readonly columns: number },
): string {
  const tokens = formulaTokens(formula);
  return tokens
    .map((it, index) => {
      if (tokens[index + 1] === '(' || tokens[index + 1] === '!') return it;
      const cell = CELL.exec(it);
      if (cell) {
        const [, fixedColumn = '', letters = '', fixedRow = '', digits = ''] = cell;
        const column = fixedColumn ? letters : shiftedColumn(letters, by.columns);
        const row = fixedRow ? digits : shiftedRow(digits, by.rows);
        return column && row ? `${fixedColumn}${column}${fixedRow}${row}` : '#REF!';
      }
      if (tokens[index - 1] !== ':' && tokens[index + 1] !== ':') return it;
      if (/^[A-Z]{1,3}$/i.test(it)) return shiftedColumn(it, by.columns) ?? '#REF!';
      if (/^\d{1,7}$/.test(it)) return shiftedRow(it, by.rows) ?? '#REF!';
      return it;
    })
    .join('');
}

const CELL = /^(\$?)([A-Z]{1,3})(\$?)(\d{1,7})$/i;

function shiftedColumn(letters: string, by: number): string | undefined {
  const column = columnNumber(letters) + by;
  return column >= 0 && column < 16_384 ? columnLetters(column) : undefined;
}

function shiftedRow(digits: string, by: number): string | undefined {
  const row = Number(digits) + by;
  return row >= 1 && row <= 1_048_576 ? String(row) : undefined;
}

/** A column's letters counted from 0: `A` 0, `AA` 26. */
export function columnNumber(letters: string): number {
  let number = 0;
  for (let index = 0; index < letters.length; index++) {
    number = number * 26 + (letters.charCodeAt(index) & 31);
  }
  return number - 1;
}

/** A rectangle of cells, ends included, counted from 0. */
export interface Area {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** How many rows and columns a sheet can have. */
export const MOST = { rows: 1_048_576, columns: 16_384 } as const;

/** `A1`, `$B$2:C9`, `A:C` or `1:1` as an area; `undefined` for anything else. */
export function readArea(text: string): Area | undefined {
  const [, left, top, right, bottom] =
    /^\$?([A-Z]{1,3})?\$?(\d{1,7})?(?::\$?([A-Z]{1,3})?\$?(\d{1,7})?)?$/i.exec(text) ?? [];
  if (left === undefined && top === undefined) return undefined;
  const single = !text.includes(':');
  if (single && (left === undefined || top === undefined)) return undefined;
  return {
    top: top === undefined ? 0 : Number(top) - 1,
    left: left === undefined ? 0 : columnNumber(left),
    bottom: single ? Number(top) - 1 : bottom === undefined ? MOST.rows - 1 : Number(bottom) - 1,
    right: single
      ? columnNumber(left ?? '')
      : right === undefined
        ? MOST.columns - 1
        : columnNumber(right),
  };
}

/** A cell's name, `B2`, from its place counted from 0. */
export function cellName(row: number, column: number): string {
  return columnLetters(column) + (row + 1);
}

/** An area as a file writes it: `B2:D9`, or `B2` alone. */
export function areaName({ top, left, bottom, right }: Area): string {
  const from = cellName(top, left);
  const to = cellName(bottom, right);
  return from === to ? from : `${from}:${to}`;
}

/** The areas of a list separated by blanks (`sqref`); what is no area is left out. */
export function readAreas(sqref: string): readonly Area[] {
  return sqref
    .split(/\s+/)
    .map(readArea)
    .filter((it) => it !== undefined);
}

/** What is left of `area` once `hole` is cut out of it: up to four pieces. */
export function without(area: Area, hole: Area): readonly Area[] {
  const { top, left, bottom, right } = area;
  const inner = {
    top: Math.max(top, hole.top),
    left: Math.max(left, hole.left),
    bottom: Math.min(bottom, hole.bottom),
    right: Math.min(right, hole.right),
  };
  if (inner.top > inner.bottom || inner.left > inner.right) return [area];
  return [
    { top, left, bottom: inner.top - 1, right },
    { top: inner.top, left, bottom: inner.bottom, right: inner.left - 1 },
    { top: inner.top, left: inner.right + 1, bottom: inner.bottom, right },
    { top: inner.bottom + 1, left, bottom, right },
  ].filter((it) => it.top <= it.bottom && it.left <= it.right);
}

/** A tab's name as a formula writes it: always between quotes. */
export function quotedTab(name: string): string {
  return `'${name.replaceAll("'", "''")}'`;
}

/** The tab and area of a reference to one place, `'Da fare'!$A$2:$B$9`; `undefined` for any other formula. */
export function readPlace(
  formula: string,
): { readonly tab: string; readonly area: Area } | undefined {
  const [, quoted, plain, reference = ''] =
    /^=?\$?(?:'((?:[^']|'')+)'|([^'!()]+))!([^!]+)$/.exec(formula) ?? [];
  const area = readArea(reference);
  const tab = quoted?.replaceAll("''", "'") ?? plain;
  return tab === undefined || area === undefined ? undefined : { tab, area };
}
