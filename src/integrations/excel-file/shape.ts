import {
  type Cell,
  canonicalFormula,
  columnLetters,
  type Formula,
  formulaTokens,
  resultOf,
} from '../../core/cell.ts';
import type {
  ChartShape,
  ColumnShape,
  Dropdown,
  Mark,
  Name,
  Shape,
  TabShape,
} from '../../core/shape.ts';
import { type Book, placeOf, type Tab } from './book.ts';
import { type RawCell, rawRow, sheetData, styleOf } from './cells.ts';
import { drawingOf, idIn } from './charts.ts';
import { type Area, cellName, readArea, readAreas } from './formula.ts';
import { notesOf } from './notes.ts';
import { rgb } from './styles.ts';
import { PALETTE } from './template.ts';
import {
  all,
  attribute,
  attributes,
  first,
  inside,
  isOn,
  piece,
  pieces,
  tagOf,
  unescaped,
} from './xml.ts';

/** Rows a mark must reach to count as covering the whole tab. */
const WHOLE = 100_000;
/** The name a program gives to the rows repeated on each printed page. */
export const TITLES = '_xlnm.Print_Titles';
/** The name a program gives to what is filtered. */
export const FILTER = '_xlnm._FilterDatabase';

/** How a tab is built now. Sees what ALICE lays there, also after LibreOffice or Excel saved it in their own words. */
export function tabShape(
  book: Book,
  { tab, cells }: { readonly tab: Tab; readonly cells: readonly (readonly Cell[])[] },
): TabShape {
  const { around, data } = sheetData(book.text(tab.part));
  const doc = pieces(around, 'worksheet');
  const header = (cells[0] ?? []).map(labelText);
  const used = Math.max(header.findLastIndex((it) => it !== '') + 1, 0);
  const id = idColumn(header);
  const view = first(piece(doc, 'sheetViews') ?? '<a/>', 'sheetView') ?? '<a/>';
  const pane = first(view, 'pane') ?? '<a/>';
  const frozen = ['frozen', 'frozenSplit'].includes(attribute(pane, 'state') ?? '');
  const properties = piece(doc, 'sheetPr') ?? '<a/>';
  const lines = firstRows(data);
  const ground =
    lines[0]?.cells[0] === undefined
      ? undefined
      : book.styles.groundOf(styleOf(lines[0].cells[0].raw));
  const notes = new Map(notesOf(book, tab).map((it) => [it.cell, it.text]));
  // Taken apart once, and not once for every column.
  const validations = all(piece(doc, 'dataValidations') ?? '<a/>', 'dataValidation').map((raw) => {
    const own = attributes(raw);
    const stops = (own.get('errorStyle') ?? 'stop') === 'stop';
    return {
      areas: readAreas(own.get('sqref') ?? ''),
      list: listOf(raw),
      strict: isOn(own.get('showErrorMessage')) && stops,
      guard: guardOf(raw),
    };
  });
  const cols = all(piece(doc, 'cols') ?? '<a/>', 'col').map((it) => attributes(it));
  const setup = piece(doc, 'pageSetup') ?? '<a/>';
  const fits = isOn(attribute(first(properties, 'pageSetUpPr') ?? '<a/>', 'fitToPage'));
  const titles = book.names().find((it) => it.name === TITLES && it.tab === tab.name)?.text ?? '';
  const filter = piece(doc, 'autoFilter');
  // LibreOffice keeps dropdowns for a thousand rows after the last: fewer than fifty free ones are too few.
  const reach = Math.max(cells.length - 1, 0) + 50;
  const owner = ground === PALETTE.alice ? 'alice' : 'people';
  return {
    name: tab.name,
    owner,
    colour: rgb(first(properties, 'tabColor')),
    hidden: tab.hidden ? true : undefined,
    frozenRows: frozen ? Number(attribute(pane, 'ySplit') ?? 0) : 0,
    frozenColumns: frozen ? Number(attribute(pane, 'xSplit') ?? 0) : 0,
    closed: isOn(attribute(piece(doc, 'sheetProtection') ?? '<a/>', 'sheet')),
    filter:
      (filter !== undefined && readArea(attribute(filter, 'ref') ?? '')?.top === 0) ||
      tableOnHeader(book, tab),
    print: attribute(setup, 'orientation') === 'landscape' && fits && /\$1:\$1\b/.test(titles),
    marks: doc.children
      .filter((it) => it.name === 'conditionalFormatting')
      .flatMap((it) => marksIn(book, it.raw, id)),
    columns: Array.from({ length: used }, (_, column) => columnShape(column)),
    charts: owner === 'alice' ? chartsOn() : undefined,
  };

  function chartsOn(): readonly ChartShape[] | undefined {
    const relation = idIn(piece(doc, 'drawing'));
    const own = drawingOf(book, { tab, relation, titles: [] })?.own ?? [];
    return own.length === 0 ? undefined : own.map((it) => it.shape ?? SPOILT);
  }

  function columnShape(column: number): ColumnShape {
    const label = header[column] ?? '';
    const col = cols.find((it) => isWithin(it, column));
    const own = isOn(col?.get('customWidth')) ? Number(col?.get('width')) : undefined;
    const style = dataStyle(column, Number(col?.get('style') ?? 0));
    const guard = validations.find(
      (it) => it.guard !== undefined && covering(it.areas, 0, column),
    )?.guard;
    return {
      label,
      note: notes.get(cellName(0, column)),
      width: own === undefined ? undefined : shownWidth(own),
      hidden: isOn(col?.get('hidden')) ? true : undefined,
      wrap: book.styles.wraps(style) ? true : undefined,
      format: book.styles.formatOf(style),
      dropdown: dropdownAt(column),
      guarded: guard === label ? true : undefined,
      formula: laidFormula(column),
    };
  }

  /** The column's own style; where a program keeps styles on cells alone, that of the first cells. */
  function dataStyle(column: number, own: number): number {
    if (own !== 0) return own;
    for (const line of lines.slice(1)) {
      const cell = line.cells.find((it) => it.column === column);
      if (cell !== undefined) return styleOf(cell.raw);
    }
    return own;
  }

  function dropdownAt(column: number): Dropdown | undefined {
    for (const { list, strict, areas } of validations) {
      if (list === undefined || !covering(areas, 1, column) || !covering(areas, reach, column))
        continue;
      return { list, strict };
    }
    return undefined;
  }

  /** People's own formulas do not speak of the ID of their row. */
  function laidFormula(column: number): string | undefined {
    for (let row = 1; row < Math.min(cells.length, 50); row++) {
      const cell = cells[row]?.[column];
      if (!isFormula(cell)) continue;
      const formula = placeholders(canonicalFormula(cell.formula), { row, column: undefined, id });
      return formula.includes('{id}') ? formula : undefined;
    }
    return undefined;
  }
}

/** A chart of ALICE's of which somebody made something else: it equals none that is wanted. */
const SPOILT: ChartShape = {
  kind: 'bars',
  title: '',
  rows: 0,
  categories: 0,
  series: [],
  place: { row: 0, column: 0, rows: 0, columns: 0 },
};

/** The named ranges that stand under the header of a tab, by name. */
export function namesOf(book: Book): Shape['names'] {
  const tabs = new Set(book.tabs.filter((it) => it.cells).map((it) => it.name));
  const found = book.names().flatMap((it): readonly Name[] => {
    if (it.tab !== undefined || it.name.startsWith('_xlnm.')) return [];
    const place = placeOf(it);
    if (place === undefined || place.area.top !== 1 || !tabs.has(place.tab)) return [];
    const { left, right, bottom } = place.area;
    return [
      {
        name: it.name,
        tab: place.tab,
        column: left,
        to: right === left ? undefined : right,
        rows: bottom,
      },
    ];
  });
  // By name: LibreOffice sorts them its own way.
  return found.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** The column of IDs: the one so labelled, else the first. */
export function idColumn(labels: readonly string[]): number {
  return Math.max(
    labels.findIndex((it) => it.trim().toLowerCase() === 'id'),
    0,
  );
}

/** The conditional formats that are marks of ALICE's: a formula, two colours, all rows under the header. */
export function marksIn(book: Book, raw: string, id: number): readonly Mark[] {
  const areas = readAreas(attribute(raw, 'sqref') ?? '');
  const area = areas[0];
  if (area === undefined || areas.some((it) => it.top !== 1 || it.bottom < WHOLE)) return [];
  const left = Math.min(...areas.map((it) => it.left));
  return all(raw, 'cfRule').flatMap((rule): readonly Mark[] => {
    const formula = first(rule, 'formula');
    const dxf = attribute(rule, 'dxfId');
    const colours = dxf === undefined ? undefined : book.styles.coloursOf(Number(dxf));
    if (attribute(rule, 'type') !== 'expression' || formula === undefined || colours === undefined)
      return [];
    const text = canonicalFormula(unescaped(inside(formula)));
    return [{ formula: placeholders(text, { row: 1, column: left, id }), ...colours }];
  });
}

/** A formula with the cells it speaks of named by their part: its row's ID, its column's label, itself. */
function placeholders(
  formula: string,
  {
    row,
    column,
    id,
  }: { readonly row: number; readonly column: number | undefined; readonly id: number },
): string {
  const names = new Map([[`$${columnLetters(id)}${row + 1}`, '{id}']]);
  if (column !== undefined) {
    names.set(`${columnLetters(column)}$1`, '{label}').set(cellName(row, column), '{cell}');
  }
  const tokens = formulaTokens(formula);
  return tokens
    .map((it, index) =>
      tokens[index - 1] === '!' || tokens[index + 1] === '!' || tokens[index + 1] === '('
        ? it
        : (names.get(it) ?? it),
    )
    .join('');
}

function firstRows(data: string): readonly { readonly cells: readonly RawCell[] }[] {
  const rows: { readonly cells: readonly RawCell[] }[] = [{ cells: [] }];
  let at = data.indexOf('<row');
  while (at >= 0 && rows.length < 4) {
    const tag = data.indexOf('>', at);
    const end = data[tag - 1] === '/' ? tag + 1 : data.indexOf('</row>', tag) + 6;
    const row = data.slice(at, end);
    const number = Number(attribute(tagOf(row), 'r'));
    if (number === 1) rows[0] = rawRow(row);
    else rows.push(rawRow(row));
    at = data.indexOf('<row', end);
  }
  return rows;
}

function tableOnHeader(book: Book, tab: Tab): boolean {
  return book
    .relations(tab.part)
    .filter((it) => it.type.endsWith('/table') && book.has(it.part))
    .some((it) => {
      const filter = piece(pieces(book.text(it.part), 'table'), 'autoFilter');
      return filter !== undefined && readArea(attribute(filter, 'ref') ?? '')?.top === 0;
    });
}

/** Whether a `<col>` is of this column. */
export function covers(col: string, column: number): boolean {
  return isWithin(attributes(col), column);
}

function isWithin(col: ReadonlyMap<string, string>, column: number): boolean {
  return Number(col.get('min')) <= column + 1 && column + 1 <= Number(col.get('max'));
}

function covering(areas: readonly Area[], row: number, column: number): boolean {
  return areas.some(
    ({ top, left, bottom, right }) =>
      top <= row && row <= bottom && left <= column && column <= right,
  );
}

/** The named range a dropdown offers; `undefined` for lists typed in, ranges, and other validations. */
export function listOf(validation: string): string | undefined {
  if (attribute(validation, 'type') !== 'list') return undefined;
  const formula = unescaped(inside(first(validation, 'formula1') ?? '<a/>')).replace(/^=/, '');
  return /^[\p{L}_\\][\p{L}\p{N}_.]*$/u.test(formula) && readArea(formula) === undefined
    ? formula
    : undefined;
}

/** Whether a validation is the guard of a header. */
export function isGuard(validation: string): boolean {
  return guardOf(validation) !== undefined;
}

/** The label a guard stands for. */
function guardOf(validation: string): string | undefined {
  if (attribute(validation, 'type') !== 'custom') return undefined;
  const formula = unescaped(inside(first(validation, 'formula1') ?? '<a/>'));
  return /^=?EXACT\(\$?[A-Z]{1,3}\$?1[,;]\s*"((?:[^"]|"")*)"\)$/i
    .exec(formula)?.[1]
    ?.replaceAll('""', '"');
}

/** Width in whole characters: programs round it each in their own way. */
function shownWidth(width: number): number {
  return Math.max(0, Math.round(width - 5 / 7));
}

/** The label a header cell shows. */
export function labelText(cell: Cell): string {
  const value = resultOf(cell);
  return value === undefined || typeof value === 'object' ? '' : String(value).trim();
}

/** Whether a cell holds a formula. */
export function isFormula(cell: Cell): cell is Formula {
  return typeof cell === 'object' && cell.kind === 'formula';
}
