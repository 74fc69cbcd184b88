import { formulaTokens } from '../../core/cell.ts';

/**
 * A formula of ALICE's as every spreadsheet of Google takes it: `;` between arguments. A comma is refused where the
 * locale writes decimals with it, as Italian does, also through the API
 * (https://github.com/googleapis/google-api-nodejs-client/issues/1994); names of functions are English everywhere.
 * A link within the workbook (`"#'Da fare'!A"&…`) is told by the tab's number, the only way Google follows it.
 */
export function sentFormula(formula: string, told: Telling): string {
  const linked = formula.replace(/"#'((?:[^']|'')+)'!/g, (whole, name: string) => {
    const id = told.idOf(name.replaceAll("''", "'"));
    return id === undefined ? whole : `"#gid=${id}&range=`;
  });
  return `=${translated(linked, (it, within) => {
    if (it === ',') return within ? '\\' : ';';
    return told.comma && NUMBER.test(it) ? it.replace('.', ',') : it;
  })}`;
}

/** A formula as Google tells it (`=SUM(1;2)`), in English names, points and commas, without the `=`. */
export function readFormula(formula: string, told: Telling): string {
  const tokens = formulaTokens(formula);
  // Where arguments are kept apart by `;`, a comma between digits is part of a number.
  const decimals = told.comma && tokens.includes(';');
  return translated(formula.replace(/^=/, ''), (it, within, { before, after }) => {
    if (it === ';') return within ? it : ',';
    if (within) return it.replaceAll('\\', ',');
    return it === ',' && decimals && NUMBER.test(before) && NUMBER.test(after) ? '.' : it;
  }).replace(/"#gid=(\d+)&range=/g, (whole, id: string) => {
    const name = told.nameOf(Number(id));
    return name === undefined ? whole : `"#'${name.replaceAll("'", "''")}'!`;
  });
}

/** What a spreadsheet's own way of writing formulas hangs on. */
export interface Telling {
  /** Whether its locale writes decimals with a comma. */
  readonly comma: boolean;
  readonly idOf: (tab: string) => number | undefined;
  readonly nameOf: (id: number) => string | undefined;
}

/**
 * A formula of a conditional format as Google takes it: there a name of a range is only reached through INDIRECT.
 * https://support.google.com/docs/answer/78413
 */
export function sentMark(formula: string, told: Telling): string {
  const tokens = formulaTokens(formula);
  const indirect = tokens.map((it, at) =>
    isName(it) && tokens[at + 1] !== '(' && tokens[at + 1] !== '!' ? `INDIRECT("${it}")` : it,
  );
  return sentFormula(indirect.join(''), told);
}

/** The formula of a conditional format without what only Google needs. */
export function readMark(formula: string, told: Telling): string {
  return readFormula(formula, told).replace(/INDIRECT\("([\p{L}_][\p{L}\p{N}_.]*)"\)/gu, '$1');
}

const NUMBER = /^\d[\d.]*$/;

/** A formula token by token; `within` tells what stands in an array, `{1,2}`. */
function translated(
  formula: string,
  say: (
    token: string,
    within: boolean,
    beside: { readonly before: string; readonly after: string },
  ) => string,
): string {
  const tokens = formulaTokens(formula);
  let braces = 0;
  return tokens
    .map((it, at) => {
      if (it === '{') braces += 1;
      if (it === '}') braces -= 1;
      if (/^["']/.test(it)) return it;
      return say(it, braces > 0, { before: tokens[at - 1] ?? '', after: tokens[at + 1] ?? '' });
    })
    .join('');
}

function isName(token: string): boolean {
  return (
    /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(token) &&
    !/^[A-Z]{1,3}\d{1,7}$/i.test(token) &&
    !/^(?:TRUE|FALSE)$/i.test(token)
  );
}
