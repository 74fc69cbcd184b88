import type { sheets_v4 } from '@googleapis/sheets';
import {
  type Area,
  areaOf,
  type Book,
  cellAt,
  columnOf,
  letters,
  quoted,
  type Tab,
} from './grid.ts';
import { formatted, numberIn, type Shows } from './typed.ts';

/** What a formula gives: a value, a blank cell's nothing, an error of Google's, or cells. */
type Scalar = number | string | boolean | undefined | Failure;

interface Failure {
  readonly error: NonNullable<sheets_v4.Schema$ErrorValue['type']>;
  readonly message: string;
}

/** A value and what its number is shown as, when the formula itself says so (`DATE`, a cell that holds a day). */
interface Given {
  readonly value: Scalar;
  readonly shows?: sheets_v4.Schema$NumberFormat | undefined;
  /** Where `HYPERLINK` leads. */
  readonly link?: string | undefined;
}

interface Cells {
  readonly area: Area;
}

/** A cell worked out, as the API tells it. */
export interface Worked {
  readonly effective?: sheets_v4.Schema$ExtendedValue | undefined;
  /** The number format its formula gives where the cell has none of its own. */
  readonly shows?: sheets_v4.Schema$NumberFormat | undefined;
  readonly link?: string | undefined;
}

/** Works out the cells of one book as it is at this moment; keeps what it found, so make a new one after a change. */
export interface Reckoner {
  /** What a cell shows. */
  worked(tab: Tab, row: number, column: number): Worked;
  /** Whether a formula, moved by rows and columns from where it was written, holds: for conditional formats. */
  holds(
    formula: string,
    at: { tab: Tab; row: number; column: number; rows: number; columns: number },
  ): boolean;
  /** Whether a formula worked out so far asked what time it is: what was found holds at that moment only. */
  askedTime(): boolean;
}

/** `now` is in milliseconds since 1970: `TODAY` and `NOW` ask for it. */
export function reckoner(book: Book, now: number): Reckoner {
  let asked = false;
  const known = new Map<Tab, Map<number, Worked>>();
  const open = new Set<string>();
  const indexes = new Map<string, Map<string, number>>();
  const counts = new Map<string, Map<string, number>>();

  return {
    askedTime: () => asked,
    worked,
    holds: (formula, { tab, row, column, rows, columns }) => {
      const moved = movedFormula(formula.replace(/^=/, ''), { rows, columns });
      const { value } = evaluated(moved, { tab, row, column });
      return value === true || (typeof value === 'number' && value !== 0);
    },
  };

  function worked(tab: Tab, row: number, column: number): Worked {
    const cell = cellAt(tab, row, column);
    const typed = cell?.value;
    if (typed === undefined) return {};
    const formula = typed.formulaValue;
    if (formula === undefined || formula === null) return { effective: typed };
    let rows = known.get(tab);
    if (rows === undefined) known.set(tab, (rows = new Map()));
    const place = row * 18_278 + column;
    const before = rows.get(place);
    if (before !== undefined) return before;
    const name = `${tab.id} ${place}`;
    if (open.has(name)) {
      return {
        effective: { errorValue: { type: 'REF', message: 'Circular dependency detected.' } },
      };
    }
    open.add(name);
    const given = evaluated(formula.replace(/^=/, ''), { tab, row, column });
    open.delete(name);
    const result: Worked = {
      effective: asExtended(given.value === undefined ? 0 : given.value),
      shows: typeof given.value === 'number' ? given.shows : undefined,
      link: given.link,
    };
    rows.set(place, result);
    return result;
  }

  function scalarAt(tab: Tab, row: number, column: number): Given {
    const { effective, shows } = worked(tab, row, column);
    if (effective === undefined) return { value: undefined };
    const format = cellAt(tab, row, column)?.format?.numberFormat ?? shows;
    const { numberValue, stringValue, boolValue, errorValue } = effective;
    const value =
      numberValue ??
      stringValue ??
      boolValue ??
      (errorValue && {
        error: errorValue.type ?? 'ERROR',
        message: errorValue.message ?? '',
      }) ??
      undefined;
    return { value, shows: format };
  }

  function evaluated(
    formula: string,
    at: { readonly tab: Tab; readonly row: number; readonly column: number },
  ): Given {
    const tree = parsed(formula);
    if (tree === undefined) return { value: failure('ERROR', 'Formula parse error.') };
    return single(valueOf(tree, at), at);
  }

  /** Cells where one value is wanted: the only one, or the one of the same row or column. */
  function single(
    given: Given | Cells,
    at: { readonly row: number; readonly column: number },
  ): Given {
    if ('value' in given) return given;
    const { tab, top, left, bottom, right } = given.area;
    const row = bottom - top === 1 ? top : at.row;
    const column = right - left === 1 ? left : at.column;
    if (row < top || row >= bottom || column < left || column >= right) {
      return { value: failure('VALUE', 'An array value could not be found.') };
    }
    return scalarAt(tab, row, column);
  }

  function valueOf(
    tree: Tree,
    at: { readonly tab: Tab; readonly row: number; readonly column: number },
  ): Given | Cells {
    switch (tree.is) {
      case 'value':
        return { value: tree.value };
      case 'cells':
        return cellsOf(tree.text, at.tab);
      case 'name':
        return namedCells(tree.text);
      case 'minus':
      case 'percent': {
        const { value } = one(tree.of);
        const number = asNumber(value);
        if (typeof number !== 'number') return { value: number };
        return { value: tree.is === 'minus' ? -number : number / 100 };
      }
      case 'two':
        return operated(tree.operator, one(tree.left), one(tree.right));
      case 'call':
        return called(tree.name, tree.given);
      default:
        return tree satisfies never;
    }

    function one(of: Tree): Given {
      return single(valueOf(of, at), at);
    }

    function called(name: string, given: readonly Tree[]): Given | Cells {
      const argument = (index: number): Given => {
        const tree = given[index];
        return tree === undefined ? { value: undefined } : one(tree);
      };
      /** Why an argument is no range: its own error, or that it is none. */
      const wrong = (index: number): Given => {
        const { value } = argument(index);
        return isFailure(value) ? { value } : wrongRange(name);
      };
      const cells = (index: number): Area | undefined => {
        const tree = given[index];
        const found = tree && valueOf(tree, at);
        return found !== undefined && 'area' in found ? found.area : undefined;
      };
      switch (name) {
        case 'IF': {
          const { value } = argument(0);
          const truth = asTruth(value);
          if (typeof truth !== 'boolean') return { value: truth };
          const chosen = given[truth ? 1 : 2];
          return chosen === undefined ? { value: truth ? undefined : false } : valueOf(chosen, at);
        }
        case 'IFS': {
          for (let index = 0; index < given.length; index += 2) {
            const truth = asTruth(argument(index).value);
            if (typeof truth !== 'boolean') return { value: truth };
            if (truth) return argument(index + 1);
          }
          return { value: failure('N_A', 'No match.') };
        }
        case 'IFERROR':
        case 'IFNA': {
          const first = argument(0);
          const caught =
            isFailure(first.value) && (name === 'IFERROR' || first.value.error === 'N_A');
          if (!caught) return first;
          return given.length > 1 ? argument(1) : { value: '' };
        }
        case 'NA':
          return { value: failure('N_A', '') };
        case 'TRUE':
        case 'FALSE':
          return { value: name === 'TRUE' };
        case 'AND':
        case 'OR': {
          const truths = all(given).map((it) => asTruth(it));
          const failed = truths.find((it) => typeof it !== 'boolean');
          if (failed !== undefined) return { value: failed };
          return { value: name === 'AND' ? truths.every(Boolean) : truths.some(Boolean) };
        }
        case 'NOT': {
          const truth = asTruth(argument(0).value);
          return { value: typeof truth === 'boolean' ? !truth : truth };
        }
        case 'VLOOKUP': {
          const area = cells(1);
          const near = given.length < 4 || asTruth(argument(3).value) === true;
          return area === undefined
            ? wrong(1)
            : lookedUp({ key: argument(0), area, place: argument(2), near });
        }
        case 'XLOOKUP': {
          const [keys, answers] = [cells(1), cells(2)];
          if (keys === undefined) return wrong(1);
          if (answers === undefined) return wrong(2);
          const { value } = argument(0);
          if (isFailure(value)) return { value };
          const found = firstMatch(keys, value);
          if (found === undefined) {
            return given.length > 3
              ? argument(3)
              : {
                  value: failure(
                    'N_A',
                    `Did not find value '${text(value)}' in XLOOKUP evaluation.`,
                  ),
                };
          }
          return keys.bottom - keys.top === 1
            ? scalarAt(answers.tab, answers.top, answers.left + found)
            : scalarAt(answers.tab, answers.top + found, answers.left);
        }
        case 'MATCH':
        case 'XMATCH': {
          const keys = cells(1);
          const { value } = argument(0);
          if (isFailure(value)) return { value };
          if (keys === undefined) return wrong(1);
          const kind = name === 'XMATCH' ? 0 : given.length < 3 ? 1 : asNumber(argument(2).value);
          const found = kind === 0 ? firstMatch(keys, value) : lastNotAbove(keys, value);
          return {
            value:
              found === undefined
                ? failure('N_A', `Did not find value '${text(value)}' in ${name} evaluation.`)
                : found + 1,
          };
        }
        case 'INDEX': {
          const area = cells(0);
          if (area === undefined) return argument(0);
          const [row, column] = [asNumber(argument(1).value), asNumber(argument(2).value)];
          if (typeof row !== 'number') return { value: row };
          if (typeof column !== 'number') return { value: column };
          const { tab, top, left, bottom, right } = area;
          const flat = bottom - top === 1 && given.length < 3;
          const place = {
            row: top + Math.max(flat ? 0 : row - 1, 0),
            column: left + Math.max((flat ? row : column) - 1, 0),
          };
          return place.row < bottom && place.column < right
            ? scalarAt(tab, place.row, place.column)
            : { value: failure('REF', 'Function INDEX parameter 2 value is out of range.') };
        }
        case 'COUNTIF': {
          const area = cells(0);
          const { value } = argument(1);
          if (area === undefined) return wrong(0);
          if (isFailure(value)) return { value: 0 };
          return { value: counted(area, value) };
        }
        case 'COUNTIFS':
        case 'SUMIFS': {
          const from = name === 'SUMIFS' ? 1 : 0;
          const sums = name === 'SUMIFS' ? cells(0) : undefined;
          const pairs = [];
          for (let index = from; index + 1 < given.length; index += 2) {
            const area = cells(index);
            if (area === undefined) return wrong(index);
            pairs.push({ area, fits: criterion(argument(index + 1).value) });
          }
          let total = 0;
          const [first] = pairs;
          if (first === undefined) return wrong(from);
          const width = first.area.right - first.area.left;
          for (let index = 0; index < (first.area.bottom - first.area.top) * width; index++) {
            const [down, across] = [Math.floor(index / width), index % width];
            const here = ({ tab, top, left }: Area) =>
              scalarAt(tab, top + down, left + across).value;
            if (!pairs.every(({ area, fits }) => fits(here(area)))) continue;
            if (sums === undefined) total += 1;
            else {
              const value = here(sums);
              if (typeof value === 'number') total += value;
            }
          }
          return { value: total };
        }
        case 'SUMIF': {
          const [area, sums] = [cells(0), cells(2) ?? cells(0)];
          if (area === undefined || sums === undefined) return wrong(0);
          const fits = criterion(argument(1).value);
          let total = 0;
          for (const { value, row, column } of scalars(area)) {
            const summed = scalarAt(
              sums.tab,
              sums.top + row - area.top,
              sums.left + column - area.left,
            ).value;
            if (fits(value) && typeof summed === 'number') total += summed;
          }
          return { value: total };
        }
        case 'COUNTA':
          return { value: all(given).filter((it) => it !== undefined).length };
        case 'COUNT':
          return { value: all(given).filter((it) => typeof it === 'number').length };
        case 'COUNTBLANK':
          return { value: all(given).filter((it) => it === undefined || it === '').length };
        case 'SUM':
        case 'AVERAGE':
        case 'MIN':
        case 'MAX': {
          const numbers: number[] = [];
          for (const tree of given) {
            const found = valueOf(tree, at);
            for (const value of 'area' in found
              ? [...scalars(found.area)].map((it) => it.value)
              : [found.value]) {
              // In cells only numbers count; an argument is turned into one.
              const number = 'area' in found ? value : asNumber(value);
              if (isFailure(number)) return { value: number };
              if (typeof number === 'number') numbers.push(number);
            }
          }
          const sum = numbers.reduce((total, it) => total + it, 0);
          if (name === 'SUM') return { value: sum };
          if (name === 'AVERAGE') {
            return {
              value:
                numbers.length === 0
                  ? failure(
                      'DIVIDE_BY_ZERO',
                      'Evaluation of function AVERAGE caused a divide by zero error.',
                    )
                  : sum / numbers.length,
            };
          }
          if (numbers.length === 0) return { value: 0 };
          return {
            value: numbers.reduce((a, b) => (name === 'MIN' ? Math.min(a, b) : Math.max(a, b))),
          };
        }
        case 'ROUND': {
          const [number, places] = [asNumber(argument(0).value), asNumber(argument(1).value)];
          if (typeof number !== 'number') return { value: number };
          const factor = 10 ** (typeof places === 'number' ? places : 0);
          return { value: (Math.sign(number) * Math.round(Math.abs(number) * factor)) / factor };
        }
        case 'ABS':
        case 'INT': {
          const number = asNumber(argument(0).value);
          if (typeof number !== 'number') return { value: number };
          return { value: name === 'ABS' ? Math.abs(number) : Math.floor(number) };
        }
        case 'DATE': {
          const [year, month, day] = [0, 1, 2].map((it) => asNumber(argument(it).value));
          if (typeof year !== 'number' || typeof month !== 'number' || typeof day !== 'number') {
            return { value: failure('VALUE', 'Function DATE expects number values.') };
          }
          return {
            value: Date.UTC(year < 1900 ? year + 1900 : year, month - 1, day) / DAY + EPOCH,
            shows: DATE,
          };
        }
        case 'TIME': {
          const [hours, minutes, seconds] = [0, 1, 2].map((it) => asNumber(argument(it).value));
          if (
            typeof hours !== 'number' ||
            typeof minutes !== 'number' ||
            typeof seconds !== 'number'
          ) {
            return { value: failure('VALUE', 'Function TIME expects number values.') };
          }
          return { value: ((hours * 3600 + minutes * 60 + seconds) / 86_400) % 1, shows: TIME };
        }
        case 'TODAY':
          asked = true;
          return { value: Math.floor(now / DAY) + EPOCH, shows: DATE };
        case 'NOW':
          asked = true;
          return { value: now / DAY + EPOCH, shows: DATE_TIME };
        case 'YEAR':
        case 'MONTH':
        case 'DAY': {
          const serial = asNumber(argument(0).value);
          if (typeof serial !== 'number') return { value: serial };
          const day = new Date((Math.floor(serial) - EPOCH) * DAY);
          if (name === 'YEAR') return { value: day.getUTCFullYear() };
          return { value: name === 'MONTH' ? day.getUTCMonth() + 1 : day.getUTCDate() };
        }
        case 'ISBLANK':
          return { value: argument(0).value === undefined };
        case 'ISERROR':
          return { value: isFailure(argument(0).value) };
        case 'ISNUMBER':
          return { value: typeof argument(0).value === 'number' };
        case 'ISTEXT':
          return { value: typeof argument(0).value === 'string' };
        case 'LEN':
        case 'TRIM':
        case 'UPPER':
        case 'LOWER':
        case 'LEFT':
        case 'RIGHT':
        case 'MID': {
          const { value } = argument(0);
          if (isFailure(value)) return { value };
          const words = text(value);
          const [second, third] = [asNumber(argument(1).value), asNumber(argument(2).value)];
          const count = typeof second === 'number' && given.length > 1 ? second : 1;
          const length = typeof third === 'number' ? third : 0;
          if (name === 'LEN') return { value: words.length };
          if (name === 'TRIM') return { value: words.trim().replaceAll(/ +/g, ' ') };
          if (name === 'UPPER') return { value: words.toUpperCase() };
          if (name === 'LOWER') return { value: words.toLowerCase() };
          if (name === 'LEFT') return { value: words.slice(0, count) };
          if (name === 'RIGHT') return { value: count === 0 ? '' : words.slice(-count) };
          return { value: words.slice(count - 1, count - 1 + length) };
        }
        case 'CONCATENATE':
        case 'CONCAT': {
          const values = all(given);
          return { value: values.find(isFailure) ?? values.map(text).join('') };
        }
        case 'TEXT': {
          const { value } = argument(0);
          const pattern = text(argument(1).value);
          if (typeof value !== 'number') return { value: isFailure(value) ? value : text(value) };
          return { value: formatted(value, { type: 'NUMBER', pattern }, localeOf()) };
        }
        case 'VALUE': {
          const { value } = argument(0);
          return {
            value:
              typeof value === 'string'
                ? (numberIn(value, localeOf())?.number ??
                  failure('VALUE', `VALUE parameter '${value}' cannot be parsed to number.`))
                : asNumber(value),
          };
        }
        case 'ROW':
        case 'COLUMN': {
          const area = cells(0);
          return {
            value: (name === 'ROW' ? (area?.top ?? at.row) : (area?.left ?? at.column)) + 1,
          };
        }
        case 'HYPERLINK': {
          const [url, label] = [argument(0), given.length > 1 ? argument(1) : argument(0)];
          if (isFailure(url.value)) return url;
          return { ...label, link: text(url.value) };
        }
        default:
          return { value: failure('NAME', `Unknown function: '${name}'.`) };
      }
    }

    function all(trees: readonly Tree[]): Scalar[] {
      return trees.flatMap((tree) => {
        const found = valueOf(tree, at);
        return 'area' in found ? [...scalars(found.area)].map((it) => it.value) : [found.value];
      });
    }
  }

  function lookedUp({
    key,
    area,
    place,
    near,
  }: {
    readonly key: Given;
    readonly area: Area;
    readonly place: Given;
    readonly near: boolean;
  }): Given {
    if (isFailure(key.value)) return key;
    const column = asNumber(place.value);
    if (typeof column !== 'number') return { value: column };
    const { tab, top, left, right } = area;
    if (column < 1 || column > right - left) {
      return {
        value: failure(
          column < 1 ? 'VALUE' : 'REF',
          `VLOOKUP evaluates to an out of bounds range.`,
        ),
      };
    }
    const keys = { ...area, right: left + 1 };
    const found = near ? lastNotAbove(keys, key.value) : firstMatch(keys, key.value);
    if (found === undefined) {
      return {
        value: failure('N_A', `Did not find value '${text(key.value)}' in VLOOKUP evaluation.`),
      };
    }
    return scalarAt(tab, top + found, left + column - 1);
  }

  /** The first place in a row or column of cells that holds a value, compared as Google does: without case. */
  function firstMatch(area: Area, value: Scalar): number | undefined {
    // A blank finds nothing, and a text with * or ? is a pattern.
    if (value === undefined || isFailure(value)) return undefined;
    if (typeof value === 'string' && /[*?]/.test(value)) {
      const fits = criterion(`=${value}`);
      return [...scalars(area)].findIndex((it) => fits(it.value)) + 1 || undefined;
    }
    const name = `${area.tab.id} ${area.top} ${area.left} ${area.bottom} ${area.right}`;
    let index = indexes.get(name);
    if (index === undefined) {
      index = new Map();
      let at = 0;
      for (const it of scalars(area)) {
        const key = keyOf(it.value);
        if (key !== undefined && !index.has(key)) index.set(key, at);
        at += 1;
      }
      indexes.set(name, index);
    }
    return index.get(keyOf(value) ?? '');
  }

  function counted(area: Area, value: Scalar): number {
    if (typeof value !== 'string' || /^[<>=]|[*?]/.test(value) || value === '') {
      const fits = criterion(value);
      return [...scalars(area)].filter((it) => fits(it.value)).length;
    }
    const name = `${area.tab.id} ${area.top} ${area.left} ${area.bottom} ${area.right}`;
    let count = counts.get(name);
    if (count === undefined) {
      count = new Map();
      for (const it of scalars(area)) {
        const key = it.value === undefined ? undefined : text(it.value).toLowerCase();
        if (key !== undefined) count.set(key, (count.get(key) ?? 0) + 1);
      }
      counts.set(name, count);
    }
    return count.get(value.toLowerCase()) ?? 0;
  }

  function lastNotAbove(area: Area, value: Scalar): number | undefined {
    let found: number | undefined;
    let at = 0;
    for (const it of scalars(area)) {
      if (typeof it.value === typeof value && compared(it.value, value) <= 0) found = at;
      at += 1;
    }
    return found;
  }

  function* scalars({ tab, top, left, bottom, right }: Area) {
    for (let row = top; row < bottom; row++) {
      for (let column = left; column < right; column++) {
        yield { value: scalarAt(tab, row, column).value, row, column };
      }
    }
  }

  function cellsOf(reference: string, home: Tab): Given | Cells {
    const { title, rest } = splitReference(reference);
    const tab =
      title === undefined
        ? home
        : book.tabs.find((it) => it.properties.title?.toLowerCase() === title.toLowerCase());
    if (tab === undefined) return { value: failure('REF', 'Unresolved sheet name.') };
    const read = readReference(rest);
    if (read === undefined) return { value: failure('REF', 'Reference does not exist.') };
    const area = {
      tab,
      top: Math.min(read.top ?? 0, tab.rowCount),
      left: Math.min(read.left ?? 0, tab.columnCount),
      bottom: Math.min((read.bottom ?? tab.rowCount - 1) + 1, tab.rowCount),
      right: Math.min((read.right ?? tab.columnCount - 1) + 1, tab.columnCount),
    };
    if (area.top >= area.bottom || area.left >= area.right) {
      return { value: failure('REF', 'Reference does not exist.') };
    }
    return { area };
  }

  function namedCells(name: string): Given | Cells {
    const found = book.names.find((it) => it.name?.toLowerCase() === name.toLowerCase());
    if (found === undefined) {
      return { value: failure('NAME', `Unknown range name: '${name}'.`) };
    }
    try {
      return { area: areaOf(book, found.range) };
    } catch {
      return { value: failure('REF', 'Reference does not exist.') };
    }
  }

  function operated(operator: string, left: Given, right: Given): Given {
    if (isFailure(left.value)) return left;
    if (isFailure(right.value)) return right;
    if (operator === '&') return { value: text(left.value) + text(right.value) };
    if (/^[<>=]/.test(operator)) {
      const order = compared(left.value, right.value);
      const equal = order === 0;
      const truth = {
        '=': equal,
        '<>': !equal,
        '<': order < 0,
        '>': order > 0,
        '<=': order <= 0,
        '>=': order >= 0,
      }[operator];
      return { value: truth };
    }
    const [a, b] = [asNumber(left.value), asNumber(right.value)];
    if (typeof a !== 'number') return { value: a };
    if (typeof b !== 'number') return { value: b };
    const shows = operator === '+' || operator === '-' ? (left.shows ?? right.shows) : undefined;
    switch (operator) {
      case '+':
        return { value: a + b, shows };
      case '-':
        return { value: a - b, shows: right.shows === undefined ? shows : undefined };
      case '*':
        return { value: a * b };
      case '/':
        return {
          value:
            b === 0
              ? failure('DIVIDE_BY_ZERO', 'Function DIVIDE parameter 2 cannot be zero.')
              : a / b,
        };
      default:
        return { value: a ** b };
    }
  }

  function localeOf(): string {
    return book.properties.locale ?? 'en_US';
  }
}

const DAY = 86_400_000;
/** The serial of 1 January 1970. */
const EPOCH = 25_569;
const DATE: Shows = { type: 'DATE' };
const TIME: Shows = { type: 'TIME' };
const DATE_TIME: Shows = { type: 'DATE_TIME' };

const ERRORS: Readonly<Record<string, Failure['error']>> = {
  '#N/A': 'N_A',
  '#REF!': 'REF',
  '#NAME?': 'NAME',
  '#VALUE!': 'VALUE',
  '#DIV/0!': 'DIVIDE_BY_ZERO',
  '#NUM!': 'NUM',
  '#NULL!': 'NULL_VALUE',
  '#ERROR!': 'ERROR',
};

/** `#N/A` as the API types it (`N_A`); `undefined` for what is no error. */
function errorTyped(text: string): string | undefined {
  return ERRORS[text.toUpperCase()];
}

/** An error of the API as a cell shows it: `N_A` is `#N/A`. */
export function errorShown(type: string | null | undefined): string {
  return Object.entries(ERRORS).find(([, it]) => it === type)?.[0] ?? '#ERROR!';
}

function failure(error: string, message: string): Failure {
  return { error, message };
}

function isFailure(value: unknown): value is Failure {
  return typeof value === 'object' && value !== null;
}

function wrongRange(name: string): Given {
  return { value: failure('N_A', `Argument must be a range. (${name})`) };
}

function asExtended(value: Scalar): sheets_v4.Schema$ExtendedValue {
  if (typeof value === 'number') return { numberValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'string') return { stringValue: value };
  return { errorValue: { type: value?.error ?? 'ERROR', message: value?.message ?? '' } };
}

function asNumber(value: Scalar): number | Failure {
  if (value === undefined) return 0;
  if (typeof value === 'number' || isFailure(value)) return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return (
    numberIn(value, 'it_IT')?.number ??
    failure('VALUE', `'${value}' is a text and cannot be coerced to a number.`)
  );
}

function asTruth(value: Scalar): boolean | Failure {
  if (typeof value === 'boolean' || isFailure(value)) return value;
  if (value === undefined) return false;
  if (typeof value === 'number') return value !== 0;
  return failure('VALUE', `'${value}' is a text and cannot be coerced to a boolean.`);
}

function text(value: Scalar): string {
  if (value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'number') return String(Number(value.toPrecision(15)));
  return typeof value === 'string' ? value : errorShown(value.error);
}

function keyOf(value: Scalar): string | undefined {
  if (value === undefined || isFailure(value)) return undefined;
  return typeof value === 'string' ? `s${value.toLowerCase()}` : `${typeof value}${value}`;
}

/** Numbers before texts before truths; a blank is whatever it is compared with: '', 0 or false. */
function compared(a: Scalar, b: Scalar): number {
  const left = a ?? (typeof b === 'string' ? '' : typeof b === 'boolean' ? false : 0);
  const right = b ?? (typeof a === 'string' ? '' : typeof a === 'boolean' ? false : 0);
  const ranks = ['number', 'string', 'boolean'];
  if (typeof left !== typeof right) return ranks.indexOf(typeof left) - ranks.indexOf(typeof right);
  if (typeof left === 'string' && typeof right === 'string') {
    const [low, high] = [left.toLowerCase(), right.toLowerCase()];
    return low < high ? -1 : low > high ? 1 : 0;
  }
  return Number(left) - Number(right);
}

/** A criterion of COUNTIF: a value, a comparison (`>=3`), a text with `*` and `?`. */
function criterion(wanted: Scalar): (value: Scalar) => boolean {
  if (typeof wanted !== 'string') {
    return (value) => value !== undefined && wanted !== undefined && keyOf(value) === keyOf(wanted);
  }
  const [, operator = '=', rest = ''] = /^(<>|<=|>=|<|>|=)?([^]*)$/.exec(wanted) ?? [];
  const number = rest.trim() === '' ? undefined : numberIn(rest, 'it_IT')?.number;
  if (operator === '=' || operator === '<>') {
    const pattern = new RegExp(
      `^${rest
        .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
        .replaceAll(/(?<!~)\*/g, '[^]*')
        .replaceAll(/(?<!~)\?/g, '[^]')
        .replaceAll(/~([*?])/g, String.raw`\$1`)}$`,
      'i',
    );
    const equal = (value: Scalar) =>
      typeof value === 'number'
        ? value === number
        : rest === ''
          ? value === undefined || value === ''
          : value !== undefined && pattern.test(text(value));
    return (value) => equal(value) === (operator === '=');
  }
  return (value) => {
    if (number !== undefined ? typeof value !== 'number' : typeof value !== 'string') return false;
    const order = compared(value, number ?? rest);
    if (operator === '<') return order < 0;
    if (operator === '>') return order > 0;
    return operator === '<=' ? order <= 0 : order >= 0;
  };
}

type Tree =
  | { readonly is: 'value'; readonly value: Scalar }
  | { readonly is: 'cells' | 'name'; readonly text: string }
  | { readonly is: 'minus' | 'percent'; readonly of: Tree }
  | { readonly is: 'two'; readonly operator: string; readonly left: Tree; readonly right: Tree }
  | { readonly is: 'call'; readonly name: string; readonly given: readonly Tree[] };

const TAB = String.raw`(?:'(?:[^']|'')+'|[\p{L}_][\p{L}\p{N}_.]*)!`;
const CELLS = String.raw`(?:\$?[A-Z]{1,3}\$?\d+:\$?[A-Z]{1,3}(?:\$?\d+)?|\$?[A-Z]{1,3}\$?\d+|\$?[A-Z]{1,3}:\$?[A-Z]{1,3}(?:\$?\d+)?|\$?\d+:\$?\d+)`;
const NO_WORD = String.raw`(?![\p{L}\p{N}_.(!])`;
const LEXEME = new RegExp(
  String.raw`\s+|"(?:[^"]|"")*"|#(?:N\/A|REF!|NAME\?|VALUE!|DIV\/0!|NUM!|NULL!|ERROR!)|(?:${TAB})?${CELLS}${NO_WORD}|(?:${TAB})#REF!|\d+(?:\.\d+)?(?:E[+-]?\d+)?|[\p{L}_][\p{L}\p{N}_.]*|<>|<=|>=|[-+*/^&=<>%(),;]`,
  'giuy',
);

const trees = new Map<string, Tree | undefined>();

/** A formula as a tree; `undefined` when it cannot be read. Arguments may be parted by commas or semicolons. */
function parsed(formula: string): Tree | undefined {
  if (!trees.has(formula)) {
    if (trees.size > 50_000) trees.clear();
    trees.set(formula, grown(formula));
  }
  return trees.get(formula);
}

function grown(formula: string): Tree | undefined {
  const lexemes: string[] = [];
  LEXEME.lastIndex = 0;
  while (LEXEME.lastIndex < formula.length) {
    const found = LEXEME.exec(formula);
    if (found === null) return undefined;
    if (found[0].trim() !== '') lexemes.push(found[0]);
  }
  let at = 0;
  const tree = level(0);
  return at === lexemes.length ? tree : undefined;

  function level(depth: number): Tree | undefined {
    const operators = LEVELS[depth];
    if (operators === undefined) return unary();
    let left = level(depth + 1);
    for (;;) {
      const operator = lexemes[at];
      if (left === undefined || operator === undefined || !operators.includes(operator))
        return left;
      at += 1;
      const right = level(depth + 1);
      if (right === undefined) return undefined;
      left = { is: 'two', operator, left, right };
    }
  }

  function unary(): Tree | undefined {
    if (lexemes[at] === '-' || lexemes[at] === '+') {
      const minus = lexemes[at] === '-';
      at += 1;
      const of = unary();
      return of && minus ? { is: 'minus', of } : of;
    }
    let inner = atom();
    while (inner !== undefined && lexemes[at] === '%') {
      at += 1;
      inner = { is: 'percent', of: inner };
    }
    return inner;
  }

  function atom(): Tree | undefined {
    const lexeme = lexemes[at];
    if (lexeme === undefined) return undefined;
    at += 1;
    if (lexeme === '(') {
      const inner = level(0);
      if (lexemes[at] !== ')') return undefined;
      at += 1;
      return inner;
    }
    if (lexeme.startsWith('"'))
      return { is: 'value', value: lexeme.slice(1, -1).replaceAll('""', '"') };
    if (lexeme.endsWith('#REF!'))
      return { is: 'value', value: failure('REF', 'Reference does not exist.') };
    const error = errorTyped(lexeme);
    if (error !== undefined) return { is: 'value', value: failure(error, '') };
    if (WHOLE_CELLS.test(lexeme)) return { is: 'cells', text: lexeme };
    if (/^\d/.test(lexeme)) return { is: 'value', value: Number(lexeme) };
    if (!/^[\p{L}_]/u.test(lexeme)) return undefined;
    if (lexemes[at] === '(') {
      at += 1;
      const given: Tree[] = [];
      if (lexemes[at] !== ')') {
        for (;;) {
          // An argument left out is a blank.
          const omitted = lexemes[at] === ',' || lexemes[at] === ';' || lexemes[at] === ')';
          const argument: Tree | undefined = omitted ? { is: 'value', value: undefined } : level(0);
          if (argument === undefined) return undefined;
          given.push(argument);
          if (lexemes[at] !== ',' && lexemes[at] !== ';') break;
          at += 1;
        }
      }
      if (lexemes[at] !== ')') return undefined;
      at += 1;
      return { is: 'call', name: lexeme.toUpperCase(), given };
    }
    if (/^(?:true|false)$/i.test(lexeme)) return { is: 'value', value: /^true$/i.test(lexeme) };
    return { is: 'name', text: lexeme };
  }
}

/** Loosest first. */
const LEVELS: readonly (readonly string[])[] = [
  ['=', '<>', '<', '>', '<=', '>='],
  ['&'],
  ['+', '-'],
  ['*', '/'],
  ['^'],
];

const WHOLE_CELLS = new RegExp(`^(?:${TAB})?${CELLS}$`, 'iu');

const REFERENCE = new RegExp(
  String.raw`"(?:[^"]|"")*"|((?:${TAB})?${CELLS})${NO_WORD}|[\p{L}_][\p{L}\p{N}_.]*\(?`,
  'giu',
);

/** A place a formula names, with what carries `$`: counted from 0, ends inclusive, `undefined` where it is open. */
export interface Reference {
  readonly top: number | undefined;
  readonly left: number | undefined;
  readonly bottom: number | undefined;
  readonly right: number | undefined;
  readonly fixed: {
    readonly top: boolean;
    readonly left: boolean;
    readonly bottom: boolean;
    readonly right: boolean;
  };
  /** A single cell, not a range. */
  readonly alone: boolean;
}

/**
 * A formula (or the words of a dropdown's range) with its references changed: `undefined` makes one `#REF!`. `title` is
 * the tab the reference names, if it does.
 */
export function rewritten(
  formula: string,
  change: (
    reference: Reference,
    title: string | undefined,
  ) => { readonly reference: Reference; readonly title: string | undefined } | undefined,
): string {
  return formula.replace(REFERENCE, (whole, found?: string) => {
    if (found === undefined) return whole;
    const { title, rest } = splitReference(found);
    const reference = readReference(rest);
    if (reference === undefined) return whole;
    const changed = change(reference, title);
    if (changed === undefined) return title === undefined ? '#REF!' : `${quoted(title)}!#REF!`;
    const prefix = changed.title === undefined ? '' : `${quoted(changed.title)}!`;
    // What did not change is left spelt as it was.
    if (changed.reference === reference && changed.title === title) return found;
    return prefix + writeReference(changed.reference);
  });
}

/** A formula moved, as when it is copied: what carries `$` stays, what leaves the sheet is `#REF!`. */
export function movedFormula(
  formula: string,
  by: { readonly rows: number; readonly columns: number },
): string {
  if (by.rows === 0 && by.columns === 0) return formula;
  return rewritten(formula, (it, title) => {
    const { fixed } = it;
    const shift = (at: number | undefined, held: boolean, add: number) =>
      at === undefined || held ? at : at + add;
    const reference = {
      ...it,
      top: shift(it.top, fixed.top, by.rows),
      bottom: shift(it.bottom, fixed.bottom, by.rows),
      left: shift(it.left, fixed.left, by.columns),
      right: shift(it.right, fixed.right, by.columns),
    };
    const { top = 0, left = 0, bottom = 0, right = 0 } = reference;
    return Math.min(top, left, bottom, right) < 0 ? undefined : { reference, title };
  });
}

function splitReference(text: string): {
  readonly title: string | undefined;
  readonly rest: string;
} {
  const at = text.lastIndexOf('!');
  if (at < 0) return { title: undefined, rest: text };
  const title = text.slice(0, at);
  return {
    title: title.startsWith("'") ? title.slice(1, -1).replaceAll("''", "'") : title,
    rest: text.slice(at + 1),
  };
}

function readReference(text: string): Reference | undefined {
  const [from = '', to] = text.split(':');
  const a = /^(\$)?([A-Z]{1,3})?(\$)?(\d+)?$/i.exec(from);
  const b = /^(\$)?([A-Z]{1,3})?(\$)?(\d+)?$/i.exec(to ?? from);
  if (a === null || b === null) return undefined;
  const place = (found: RegExpExecArray) => ({
    column: found[2] === undefined ? undefined : columnOf(found[2]),
    row: found[4] === undefined ? undefined : Number(found[4]) - 1,
    fixedColumn: found[1] !== undefined && found[2] !== undefined,
    fixedRow: found[3] !== undefined || (found[1] !== undefined && found[2] === undefined),
  });
  const [start, end] = [place(a), place(b)];
  return {
    top: start.row ?? (end.row === undefined ? undefined : 0),
    left: start.column ?? (end.column === undefined ? undefined : 0),
    bottom: end.row,
    right: end.column,
    fixed: {
      top: start.fixedRow,
      left: start.fixedColumn,
      bottom: end.fixedRow,
      right: end.fixedColumn,
    },
    alone: to === undefined,
  };
}

function writeReference({ top, left, bottom, right, fixed, alone }: Reference): string {
  const column = (at: number | undefined, held: boolean) =>
    at === undefined ? '' : `${held ? '$' : ''}${letters(at)}`;
  const row = (at: number | undefined, held: boolean) =>
    at === undefined ? '' : `${held ? '$' : ''}${at + 1}`;
  const from = column(left, fixed.left) + row(top, fixed.top);
  return alone ? from : `${from}:${column(right, fixed.right)}${row(bottom, fixed.bottom)}`;
}
