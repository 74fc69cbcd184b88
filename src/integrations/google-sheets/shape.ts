import type { sheets_v4 } from '@googleapis/sheets';
import {
  type Cell,
  canonicalFormula,
  columnLetters,
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
import { OWN_CHART, readChart } from './charts.ts';
import { charactersOf, colourIn, columnFormat, numberFormatIn, PLAIN_WIDTH } from './formats.ts';
import { readMark, type Telling } from './formula.ts';
import { type Book, type Tab, tellingOf } from './reading.ts';

/** What is asked beyond a read to tell how tabs are built, of the rows `rowsToLookAt` names. */
export const SHAPE_MASK =
  'sheets(properties(sheetId),charts,data(startRow,startColumn,rowData(values(note,userEnteredFormat(numberFormat,wrapStrategy),dataValidation(condition,strict))),columnMetadata(pixelSize,hiddenByUser)))';

/**
 * The rows a column's looks are told by: its header, the first row people write in, and the last of the grid, which
 * nobody has dressed by hand yet. A dropdown counts as there if it is in both.
 */
export function rowsToLookAt({ tabs }: Book): readonly string[] {
  return tabs.flatMap((tab) =>
    [...new Set([1, Math.min(2, tab.rowCount), tab.rowCount])].map(
      (row) => `'${tab.name.replaceAll("'", "''")}'!${row}:${row}`,
    ),
  );
}

/** How a spreadsheet is built: what a read tells, and what `SHAPE_MASK` adds to it. */
export function readShape(book: Book, looks: sheets_v4.Schema$Spreadsheet): Shape {
  const byId = new Map((looks.sheets ?? []).map((it) => [it.properties?.sheetId ?? 0, it]));
  const telling = tellingOf(book.locale, new Map(book.tabs.map((it) => [it.id, it.name])));
  return {
    tabs: book.tabs.map((tab) => tabShape(tab, { look: byId.get(tab.id) ?? {}, book, telling })),
    names: namesIn(book),
  };
}

/** The label a header cell shows. */
export function labelText(cell: Cell): string {
  const value = resultOf(cell);
  return value === undefined || typeof value === 'object' ? '' : String(value).trim();
}

/** The column of IDs: the one so labelled, else the first. */
export function idColumn(labels: readonly string[]): number {
  return Math.max(
    labels.findIndex((it) => it.trim().toLowerCase() === 'id'),
    0,
  );
}

/** How a dropdown names its list. */
export function listFormula(name: string): string {
  return `=${name}`;
}

interface Asked {
  readonly id: number;
  readonly telling: Telling;
  readonly rows: number;
}

/** A conditional format as a mark; `undefined` for any other: ranges, gradients, colours of the theme. */
export function asMark(
  { ranges, booleanRule }: sheets_v4.Schema$ConditionalFormatRule,
  { id, telling, rows }: Asked,
): Mark | undefined {
  const [range, ...others] = ranges ?? [];
  if (range === undefined || others.length > 0 || range.startRowIndex !== 1) return undefined;
  // Rows added under the last one may stay outside: few are no matter.
  if (typeof range.endRowIndex === 'number' && range.endRowIndex < rows) return undefined;
  const formula = booleanRule?.condition?.values?.[0]?.userEnteredValue;
  const ground = colourIn(booleanRule?.format?.backgroundColorStyle);
  const letters = colourIn(booleanRule?.format?.textFormat?.foregroundColorStyle);
  if (booleanRule?.condition?.type !== 'CUSTOM_FORMULA' || typeof formula !== 'string')
    return undefined;
  if (ground === undefined || letters === undefined) return undefined;
  return {
    formula: placeholders(canonicalFormula(readMark(formula, telling)), {
      row: 1,
      column: range.startColumnIndex ?? 0,
      id,
    }),
    ground,
    letters,
  };
}

/** Whether a conditional format is ALICE's to take away: her marks speak of the row's ID, people's hardly ever do. */
export function isMark(mark: Mark | undefined): boolean {
  return mark?.formula.includes('{id}') ?? false;
}

function tabShape(
  tab: Tab,
  { look, book, telling }: { look: sheets_v4.Schema$Sheet; book: Book; telling: Telling },
): TabShape {
  const header = (tab.rows[0] ?? []).map(labelText);
  const used = header.findLastIndex((it) => it !== '') + 1;
  const id = idColumn(header);
  const rows = new Map<number, readonly sheets_v4.Schema$CellData[]>();
  const columns: sheets_v4.Schema$DimensionProperties[] = [];
  for (const block of look.data ?? []) {
    for (const [at, line] of (block.rowData ?? []).entries())
      rows.set((block.startRow ?? 0) + at, line.values ?? []);
    for (const [at, it] of (block.columnMetadata ?? []).entries())
      columns[(block.startColumn ?? 0) + at] = it;
  }
  const owner = tab.note?.owner ?? 'people';
  return {
    name: tab.name,
    owner,
    colour: colourIn(tab.colour),
    hidden: tab.hidden ? true : undefined,
    frozenRows: tab.frozenRows,
    frozenColumns: tab.frozenColumns,
    closed: tab.protections.some((it) => !it.warns && isWholeTab(it.range)),
    filter: tab.filter !== undefined && (tab.filter.startRowIndex ?? 0) === 0,
    // Sheets keeps no print settings that the API could see: that they were wished for is all there is to know.
    print: tab.note?.print ?? false,
    marks: tab.rules.flatMap((it) => {
      const mark = asMark(it, { id, telling, rows: tab.rows.length });
      return mark === undefined ? [] : [mark];
    }),
    columns: Array.from({ length: used }, (_, at) => columnShape(at)),
    charts: owner === 'alice' ? chartsOn() : undefined,
  };

  function chartsOn(): readonly ChartShape[] | undefined {
    const own = (look.charts ?? []).filter((it) => it.spec?.altText?.startsWith(OWN_CHART));
    const width = (column: number) => columns[column]?.pixelSize ?? PLAIN_WIDTH;
    return own.length === 0 ? undefined : own.map((it) => readChart(it, width) ?? SPOILT);
  }

  function columnShape(at: number): ColumnShape {
    const label = header[at] ?? '';
    const last = rows.get(tab.rowCount - 1)?.[at];
    return {
      label,
      note: rows.get(0)?.[at]?.note ?? undefined,
      width: charactersOf(columns[at]?.pixelSize),
      hidden: columns[at]?.hiddenByUser ? true : undefined,
      wrap: last?.userEnteredFormat?.wrapStrategy === 'WRAP' ? true : undefined,
      format: columnFormat(numberFormatIn(last?.userEnteredFormat)),
      dropdown: dropdownAt(at),
      guarded: tab.protections.some(
        (it) =>
          it.warns &&
          it.description === guardText(label) &&
          (it.range.startRowIndex ?? 0) === 0 &&
          (it.range.startColumnIndex ?? 0) <= at &&
          at < (it.range.endColumnIndex ?? Number.POSITIVE_INFINITY),
      )
        ? true
        : undefined,
      formula: laidFormula(at),
    };
  }

  function dropdownAt(at: number): Dropdown | undefined {
    const [first, last] = [1, tab.rowCount - 1].map((row) => listIn(rows.get(row)?.[at]));
    return first !== undefined && first.list === last?.list && first.strict === last.strict
      ? first
      : undefined;
  }

  function listIn(cell: sheets_v4.Schema$CellData | undefined): Dropdown | undefined {
    const rule = cell?.dataValidation;
    const value = rule?.condition?.values?.[0]?.userEnteredValue;
    if (rule?.condition?.type !== 'ONE_OF_RANGE' || typeof value !== 'string') return undefined;
    const list = value.replace(/^=/, '');
    const named = book.names.find((it) => it.name === list || placeOf(it.range, book) === list);
    return named === undefined ? undefined : { list: named.name, strict: rule.strict ?? false };
  }

  /** People's own formulas do not speak of the ID of their row. */
  function laidFormula(at: number): string | undefined {
    for (let row = 1; row < Math.min(tab.rows.length, 50); row++) {
      const cell = tab.rows[row]?.[at];
      if (typeof cell !== 'object' || cell.kind !== 'formula') continue;
      const formula = placeholders(canonicalFormula(cell.formula), { row, column: undefined, id });
      return formula.includes('{id}') ? formula : undefined;
    }
    return undefined;
  }
}

/** What a guard says, by which it is known again: it holds for this label alone. */
export function guardText(label: string): string {
  return `ALICE: intestazione «${label}»`;
}

/** Whether a range is a whole tab. */
export function isWholeTab(range: sheets_v4.Schema$GridRange): boolean {
  return (
    (range.startRowIndex ?? 0) === 0 &&
    (range.startColumnIndex ?? 0) === 0 &&
    (range.endRowIndex ?? null) === null &&
    (range.endColumnIndex ?? null) === null
  );
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
function namesIn({ names, tabs }: Book): readonly Name[] {
  return names
    .flatMap(({ name, range }): readonly Name[] => {
      const tab = tabs.find((it) => it.id === (range.sheetId ?? 0));
      const { startRowIndex, endRowIndex, endColumnIndex } = range;
      if (tab === undefined || startRowIndex !== 1) return [];
      if (typeof endRowIndex !== 'number' || typeof endColumnIndex !== 'number') return [];
      const column = range.startColumnIndex ?? 0;
      const to = endColumnIndex - 1;
      return [
        { name, tab: tab.name, column, to: to === column ? undefined : to, rows: endRowIndex - 1 },
      ];
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** A range as a dropdown tells it: `'Elenchi'!$A$2:$A$9`. */
function placeOf(range: sheets_v4.Schema$GridRange, { tabs }: Book): string {
  const tab = tabs.find((it) => it.id === (range.sheetId ?? 0));
  const corner = (column: number, row: number) => `$${columnLetters(column)}$${row}`;
  const from = corner(range.startColumnIndex ?? 0, (range.startRowIndex ?? 0) + 1);
  const to = corner((range.endColumnIndex ?? 1) - 1, range.endRowIndex ?? 0);
  return `'${(tab?.name ?? '').replaceAll("'", "''")}'!${from}:${to}`;
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
    const letters = columnLetters(column);
    names.set(`${letters}$1`, '{label}').set(`${letters}${row + 1}`, '{cell}');
  }
  const tokens = formulaTokens(formula);
  return tokens
    .map((it, at) =>
      tokens[at - 1] === '!' || tokens[at + 1] === '!' || tokens[at + 1] === '('
        ? it
        : (names.get(it) ?? it),
    )
    .join('');
}
