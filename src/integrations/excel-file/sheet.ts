import { type Cell, columnLetters, isBlank, resultOf } from '../../core/cell.ts';
import type { ColumnShape, Dropdown, Mark, Name, TabShape } from '../../core/shape.ts';
import { type Book, placeOf, placeText, type Tab } from './book.ts';
import {
  type Cells,
  formulaOf,
  kindNeeded,
  type Lines,
  linesOf,
  type RawCell,
  rawRow,
  sheetData,
  styleOf,
  writtenCell,
} from './cells.ts';
import { changeCharts, idIn } from './charts.ts';
import {
  type Area,
  areaName,
  cellName,
  MOST,
  quotedTab,
  readArea,
  readAreas,
  without,
} from './formula.ts';
import { changeNotes, type Note, withNote } from './notes.ts';
import {
  covers,
  FILTER,
  idColumn,
  isFormula,
  isGuard,
  labelText,
  listOf,
  marksIn,
  TITLES,
} from './shape.ts';
import { CODE_OF_KIND, CODES } from './styles.ts';
import { EMPTY_SHEET, PALETTE } from './template.ts';
import {
  all,
  attribute,
  childrenOf,
  element,
  escapedText,
  inside,
  isOn,
  joined,
  type Pieces,
  piece,
  pieces,
  placed,
  withAttribute,
  withInside,
} from './xml.ts';

/** A tab being changed. What is asked for is gathered, and written into the book by `finish`. */
export interface Draft {
  readonly tab: Tab;
  /** The label of each column as it now stands; '' for none. */
  labels(): readonly string[];
  setLabel(column: number, label: string): void;
  setNote(column: number, note: string | undefined): void;
  setFormat(column: number, shape: ColumnShape): void;
  setWidth(column: number, shape: ColumnShape): void;
  setDropdown(column: number, dropdown: Dropdown | undefined): void;
  setGuard(column: number, label: string | undefined): void;
  setMarks(marks: readonly Mark[]): void;
  setFrozen(rows: number, columns: number): void;
  setClosed(closed: boolean): void;
  setFilter(filter: boolean): void;
  setPrint(shape: Pick<TabShape, 'print' | 'owner'>): void;
  setColour(colour: string | undefined): void;
  /** Adds a column at the first blank place from `at` on, and lays its formula in every row that has an ID. */
  addColumn(at: number, shape: ColumnShape): void;
  /** Everything of a shape that is not a cell under the header. */
  build(shape: TabShape): void;
  /** Puts a value in a cell. A formula that was there goes, unless the new one is the same. */
  put(row: number, column: number, cell: Cell): void;
  /** Replaces all rows under the header of a tab of ALICE's; the header is its shape's. */
  replace(shape: TabShape, rows: readonly (readonly Cell[])[]): void;
  finish(): void;
}

// The order of the schema: ECMA-376 part 1, 18.3.1.99.
// biome-ignore format: a list
const ORDER = [
  'sheetPr', 'dimension', 'sheetViews', 'sheetFormatPr', 'cols', 'sheetData', 'sheetCalcPr', 'sheetProtection',
  'protectedRanges', 'scenarios', 'autoFilter', 'sortState', 'dataConsolidate', 'customSheetViews', 'mergeCells',
  'phoneticPr', 'conditionalFormatting', 'dataValidations', 'hyperlinks', 'printOptions', 'pageMargins',
  'pageSetup', 'headerFooter', 'rowBreaks', 'colBreaks', 'customProperties', 'cellWatches', 'ignoredErrors',
  'smartTags', 'drawing', 'legacyDrawing', 'legacyDrawingHF', 'drawingHF', 'picture', 'oleObjects', 'controls',
  'webPublishItems', 'tableParts', 'extLst',
];

/** What of an old page outlives its rewriting: people's view of it, pictures, margins. */
// biome-ignore format: a list
const KEPT: ReadonlySet<string> = new Set([
  'sheetPr', 'sheetViews', 'sheetFormatPr', 'sheetData', 'printOptions', 'pageMargins', 'pageSetup', 'headerFooter',
  'drawing', 'legacyDrawing', 'legacyDrawingHF', 'drawingHF', 'picture', 'oleObjects', 'controls', 'extLst',
]);

/** Height of a line of letters and of a header, in points. */
const LINE_HEIGHT = 15;
const HEADER_HEIGHT = 36;
/** How many characters fit across a landscape A4 before the letters become too small to read. */
const PAGE_WIDTH = 165;
/** Width of a column nobody gave one, in characters. */
const PLAIN_WIDTH = 10;

interface Edit {
  readonly cell: Cell;
  /** The formula is to be written out, although the cell shared it with others and it is the same. */
  readonly alone?: boolean;
  /** The style it gets, from the one it had (`undefined` for a cell that was not there). */
  readonly style: (had: number | undefined) => number;
}

/** Opens a tab for changing. `cells` is what it holds now. */
export function draftOf(
  book: Book,
  { tab, cells }: { readonly tab: Tab; readonly cells: Cells },
): Draft {
  const split = sheetData(book.text(tab.part));
  let doc: Pieces = pieces(split.around, 'worksheet');
  let data = split.data;
  let current = cells.rows;
  const edits = new Map<number, Map<number, Edit>>();
  const restyled = new Map<number, (had: number) => number>();
  const before = joined(doc);
  const lastData = cells.rows.length - 1;
  const columnStyles = new Map<number, number>();
  const seenRows = new Map<number, readonly RawCell[]>();
  let lines: Lines | undefined;

  const draft: Draft = {
    tab,
    labels,
    setLabel: (column, label) => {
      put(0, column, label);
    },
    setNote: (column, note) => {
      annotate((notes) => withNote(notes, { cell: cellName(0, column), note }));
    },
    setFormat: (column, shape) => {
      const look = { code: CODES[shape.format], wrap: shape.wrap ?? false };
      changeColumn(column, (col) =>
        withAttribute(col, 'style', String(book.styles.like(columnStyle(column), look))),
      );
      restyled.set(column, (had) => book.styles.like(had, look));
    },
    setWidth: (column, shape) => {
      const width = shape.width === undefined ? undefined : String(fileWidth(shape.width));
      changeColumn(column, (col) => {
        const wide =
          width === undefined
            ? col
            : withAttribute(withAttribute(col, 'width', width), 'customWidth', '1');
        return shape.hidden === undefined
          ? wide
          : withAttribute(wide, 'hidden', shape.hidden ? '1' : undefined);
      });
    },
    setDropdown: (column, dropdown) => {
      const hole = { top: 1, bottom: MOST.rows - 1, left: column, right: column };
      const others = uncovered(hole, (raw) => dropdown !== undefined || listOf(raw) !== undefined);
      setValidations(dropdown === undefined ? others : [...others, dropdownXml(dropdown, hole)]);
    },
    setGuard: (column, label) => {
      const hole = { top: 0, bottom: 0, left: column, right: column };
      const others = uncovered(hole, (raw) => label !== undefined || isGuard(raw));
      setValidations(label === undefined ? others : [...others, guardXml(label, column)]);
    },
    setMarks: (marks) => {
      const others = doc.children.filter(
        (it) =>
          it.name !== 'conditionalFormatting' ||
          marksIn(book, it.raw, idColumn(labels())).length === 0,
      );
      doc = { ...doc, children: others };
      if (marks.length === 0) return;
      const right = Math.max(labels().length - 1, 0);
      const area = { top: 1, left: 0, bottom: MOST.rows - 1, right };
      const id = columnLetters(idColumn(labels()));
      const highest = others
        .filter((it) => it.name === 'conditionalFormatting')
        .flatMap((it) => all(it.raw, 'cfRule'))
        .reduce((top, it) => Math.max(top, Number(attribute(it, 'priority') ?? 0)), 0);
      const rules = marks.map((mark, index) => {
        const formula = mark.formula
          .replaceAll('{id}', `$${id}2`)
          .replaceAll('{label}', 'A$1')
          .replaceAll('{cell}', 'A2');
        const dxfId = book.styles.colours(mark);
        return element(
          'cfRule',
          { type: 'expression', dxfId, priority: highest + index + 1 },
          element('formula', {}, escapedText(formula)),
        );
      });
      const raw = element('conditionalFormatting', { sqref: areaName(area) }, rules.join(''));
      insert('conditionalFormatting', raw);
    },
    setFrozen: (rows, columns) => {
      const views =
        piece(doc, 'sheetViews') ?? '<sheetViews><sheetView workbookViewId="0"/></sheetViews>';
      const changed = childrenOf(inside(views)).children.map(({ raw }) => {
        const others = childrenOf(inside(raw)).children.filter(
          (it) => it.name !== 'pane' && it.name !== 'selection',
        );
        return withInside(raw, frozenXml(rows, columns) + others.map((it) => it.raw).join(''));
      });
      set('sheetViews', withInside(views, changed.join('')));
    },
    setClosed: (closed) => {
      const protection = piece(doc, 'sheetProtection');
      if (protection !== undefined && isOn(attribute(protection, 'sheet')) === closed) return;
      set(
        'sheetProtection',
        closed
          ? // People may still look around: widen, filter, sort, copy.
            element('sheetProtection', {
              sheet: '1',
              objects: '1',
              scenarios: '1',
              formatColumns: '0',
              formatRows: '0',
              sort: '0',
              autoFilter: '0',
            })
          : undefined,
      );
    },
    setFilter: (filter) => {
      const right = labels().length - 1;
      if (!filter || right < 0) {
        set('autoFilter', undefined);
        book.dropName({ name: FILTER, tab: tab.name });
        return;
      }
      const bottom = Math.max(lastRow(), 1);
      const area = { top: 0, left: 0, bottom, right };
      set('autoFilter', element('autoFilter', { ref: areaName(area) }));
      book.setName({ name: FILTER, tab: tab.name, hidden: true, text: placeText(tab.name, area) });
    },
    setPrint: ({ print, owner }) => {
      const properties = piece(doc, 'sheetPr') ?? '<sheetPr/>';
      const others = childrenOf(inside(properties)).children.filter(
        (it) => it.name !== 'pageSetUpPr',
      );
      const fit = print ? '<pageSetUpPr fitToPage="1"/>' : '';
      setProperties(withInside(properties, others.map((it) => it.raw).join('') + fit));
      const wide = owner === 'alice' ? 1 : Math.max(1, Math.ceil(shownWidths() / PAGE_WIDTH));
      const wanted = print
        ? {
            paperSize: '9',
            scale: undefined,
            fitToWidth: String(wide),
            fitToHeight: '0',
            orientation: 'landscape',
          }
        : { fitToWidth: undefined, fitToHeight: undefined, orientation: undefined };
      let setup = piece(doc, 'pageSetup') ?? '<pageSetup/>';
      for (const [name, value] of Object.entries(wanted)) setup = withAttribute(setup, name, value);
      set('pageSetup', setup);
      if (!print) {
        book.dropName({ name: TITLES, tab: tab.name });
        return;
      }
      // The header alone: with columns repeated too, LibreOffice 7.4 takes 0.4 s of work per tab to open the file.
      book.setName({ name: TITLES, tab: tab.name, text: `${quotedTab(tab.name)}!$1:$1` });
    },
    setColour: (colour) => {
      const properties = piece(doc, 'sheetPr') ?? '<sheetPr/>';
      const others = childrenOf(inside(properties)).children.filter((it) => it.name !== 'tabColor');
      const raw = colour === undefined ? '' : element('tabColor', { rgb: `FF${colour}` });
      setProperties(withInside(properties, raw + others.map((it) => it.raw).join('')));
    },
    addColumn: (at, shape) => {
      const column = blankColumn(at);
      const beside = headerStyle(column - 1);
      put(0, column, shape.label, () => beside ?? headerLook(false));
      draft.setFormat(column, shape);
      draft.setWidth(column, shape);
      draft.setNote(column, shape.note);
      if (shape.dropdown !== undefined) draft.setDropdown(column, shape.dropdown);
      if (shape.guarded) draft.setGuard(column, shape.label);
      widenMarks(column);
      widenFilter(column);
      if (shape.formula === undefined) return;
      const id = idColumn(labels());
      for (let row = 1; row < current.length; row++) {
        if (isBlank(resultOf(current[row]?.[id]))) continue;
        const formula = shape.formula.replaceAll('{id}', `$${cellName(row, id)}`);
        put(row, column, { kind: 'formula', formula, result: undefined });
      }
    },
    build: (shape) => {
      for (const [column, it] of shape.columns.entries()) {
        draft.setWidth(column, it);
        if (it.dropdown !== undefined) draft.setDropdown(column, it.dropdown);
        if (it.guarded) draft.setGuard(column, it.label);
        draft.setNote(column, it.note);
      }
      draft.setMarks(shape.marks);
      draft.setFrozen(shape.frozenRows, shape.frozenColumns);
      draft.setClosed(shape.closed);
      draft.setFilter(shape.filter);
      draft.setPrint(shape);
      draft.setColour(shape.colour);
      setCharts(shape);
      book.setHidden(tab.name, shape.hidden ?? false);
    },
    put: (row, column, cell) => put(row, column, cell),
    replace: (shape, rows) => {
      const labelled = shape.columns.map((it) => it.label);
      const same = labelled.every((it, index) => it === labels()[index]);
      doc = {
        ...doc,
        children: doc.children.filter(
          (it) => KEPT.has(it.name) || (it.name === 'tableParts' && same),
        ),
      };
      // Notes on header cells that are no longer there go with them.
      annotate((notes) =>
        notes.filter((it) => {
          const place = readArea(it.cell);
          return place === undefined || place.top > 0 || place.left < shape.columns.length;
        }),
      );
      edits.clear();
      restyled.clear();
      const ground = shape.owner === 'alice' ? PALETTE.closed : undefined;
      const looks = shape.columns.map((it) =>
        book.styles.like(0, {
          code: CODES[it.format],
          wrap: it.wrap ?? false,
          middle: true,
          ground,
        }),
      );
      for (const [column, style] of looks.entries()) {
        changeColumn(column, (col) => withAttribute(col, 'style', String(style)));
      }
      const bare = book.styles.like(0, { middle: true, ground });
      const header = headerLook(shape.owner === 'alice');
      const widths = shape.columns.map((it) => it.width ?? PLAIN_WIDTH);
      const wraps = shape.columns.map((it) => it.wrap ?? false);
      const top = Math.max(HEADER_HEIGHT, rowHeight(labelled, (column) => widths[column]) + 6);
      const written = [
        `<row r="1" ht="${top}" customHeight="1">${labelled
          .map((it, column) => cellXml(0, column, it, header))
          .join('')}</row>`,
      ];
      const formulas: string[] = [];
      for (const [index, row] of rows.entries()) {
        let line = '';
        for (const [column, cell] of row.entries()) {
          if (cell === undefined || cell === '') continue;
          line += cellXml(index + 1, column, cell, fitting(looks[column] ?? bare, cell));
          if (isFormula(cell)) formulas.push(cellName(index + 1, column));
        }
        if (line === '') continue;
        // No program makes rows higher by itself when it opens a file.
        const height = rowHeight(row, (column) => (wraps[column] ? widths[column] : undefined));
        written.push(`<row r="${index + 2}" ht="${height}" customHeight="1">${line}</row>`);
      }
      data = written.join('');
      lines = undefined;
      seenRows.clear();
      current = [labelled, ...rows];
      set('dimension', undefined);
      const right =
        largest(
          rows.map((it) => it.length),
          Math.max(labelled.length, 1),
        ) - 1;
      if (piece(doc, 'dimension') === undefined) {
        const area = { top: 0, left: 0, bottom: rows.length, right };
        set('dimension', element('dimension', { ref: areaName(area) }));
      }
      book.rechain(tab, { gone: 'all', added: formulas });
      draft.build(shape);
    },
    finish: () => {
      if (edits.size === 0 && restyled.size === 0 && data === split.data && joined(doc) === before)
        return;
      dissolveShared();
      widenDimension();
      const patched = patchedData();
      const around = joined(doc);
      const at = around.indexOf('<sheetData/>');
      book.write(
        tab.part,
        `${around.slice(0, at)}<sheetData>${patched}</sheetData>${around.slice(at + '<sheetData/>'.length)}`,
      );
    },
  };
  return draft;

  function labels(): readonly string[] {
    const row = current[0] ?? [];
    const changed = edits.get(0);
    const length = largest(changed?.keys() ?? [], row.length - 1) + 1;
    const texts = Array.from({ length }, (_, column) =>
      labelText(changed?.has(column) ? changed.get(column)?.cell : row[column]),
    );
    while (texts.at(-1) === '') texts.pop();
    return texts;
  }

  function lastRow(): number {
    return largest(edits.keys(), current.length - 1);
  }

  function put(
    row: number,
    column: number,
    cell: Cell,
    style: (had: number | undefined) => number = (had) =>
      fitting(had ?? placeStyle(row, column), cell),
  ): void {
    const line = edits.get(row) ?? new Map<number, Edit>();
    line.set(column, { cell, style });
    edits.set(row, line);
  }

  /** The style of a cell nobody has written yet: that of the row above where it holds data, else the column's. */
  function placeStyle(row: number, column: number): number {
    if (row === 0) return headerStyle(column - 1) ?? headerLook(false);
    const above = Math.min(row - 1, lastData);
    return (above >= 1 ? writtenStyle(above, column) : undefined) ?? columnStyle(column);
  }

  /** A style like `base` by which the value reads back as what it is: a day in a plain cell gets a date format. */
  function fitting(base: number, cell: Cell): number {
    const needed = kindNeeded(cell);
    if (needed === undefined || book.styles.kinds[base] === needed) return base;
    return book.styles.like(base, { code: CODE_OF_KIND[needed] });
  }

  function headerLook(alice: boolean): number {
    return book.styles.like(0, {
      code: '@',
      bold: true,
      wrap: true,
      middle: true,
      letters: PALETTE.letters,
      ground: alice ? PALETTE.alice : PALETTE.people,
    });
  }

  function headerStyle(column: number): number | undefined {
    return column < 0 ? undefined : writtenStyle(0, column);
  }

  function writtenStyle(row: number, column: number): number | undefined {
    const known = seenRows.get(row) ?? rowCells(row);
    seenRows.set(row, known);
    const cell = known.find((it) => it.column === column);
    return cell === undefined ? undefined : styleOf(cell.raw);
  }

  function rowCells(row: number): readonly RawCell[] {
    lines ??= linesOf(data);
    const index = lines.numbers.indexOf(row);
    return index < 0 ? [] : rawRow(data.slice(lines.starts[index], lines.ends[index])).cells;
  }

  function cellXml(row: number, column: number, cell: Cell, style: number): string {
    return writtenCell({ row, column, style, cell, date1904: book.date1904 });
  }

  function set(name: string, raw: string | undefined): void {
    doc = placed(doc, { name, raw, order: ORDER });
  }

  /** Adds one more of a name that may stand there several times. */
  function insert(name: string, raw: string): void {
    const rank = ORDER.indexOf(name);
    const next = doc.children.findIndex((it) => ORDER.indexOf(it.name) > rank);
    const at = next < 0 ? doc.children.length : next;
    doc = { ...doc, children: doc.children.toSpliced(at, 0, { name, gap: '', raw }) };
  }

  function setProperties(raw: string): void {
    const bare =
      inside(raw) === '' && attribute(raw, 'x') === undefined && /^<sheetPr\s*\/?>/.test(raw);
    set('sheetPr', bare ? undefined : raw);
  }

  function columnStyle(column: number): number {
    const known = columnStyles.get(column);
    if (known !== undefined) return known;
    const raw = all(piece(doc, 'cols') ?? '<cols/>', 'col').find((it) => covers(it, column));
    const style = raw === undefined ? 0 : Number(attribute(raw, 'style') ?? 0);
    columnStyles.set(column, style);
    return style;
  }

  /** How wide the columns with a label are together, in characters, hidden ones left out. */
  function shownWidths(): number {
    const cols = all(piece(doc, 'cols') ?? '<cols/>', 'col');
    return labels().reduce((sum, _, column) => {
      const col = cols.find((it) => covers(it, column)) ?? '<a/>';
      const hidden = isOn(attribute(col, 'hidden'));
      return hidden ? sum : sum + Number(attribute(col, 'width') ?? PLAIN_WIDTH);
    }, 0);
  }

  function changeColumn(column: number, change: (col: string) => string): void {
    columnStyles.clear();
    const cols = all(piece(doc, 'cols') ?? '<cols/>', 'col');
    const split = cols.flatMap((col) => {
      if (!covers(col, column)) return [col];
      const from = Number(attribute(col, 'min'));
      const to = Number(attribute(col, 'max'));
      const here = column + 1;
      return [
        ...(from < here ? [alone(col, from, here - 1)] : []),
        change(alone(col, here, here)),
        ...(here < to ? [alone(col, here + 1, to)] : []),
      ];
    });
    if (!cols.some((it) => covers(it, column))) {
      // A column without a width would be as good as hidden to Excel.
      const made = change(
        element('col', { min: column + 1, max: column + 1, width: fileWidth(PLAIN_WIDTH) }),
      );
      const after = split.findIndex((it) => Number(attribute(it, 'min')) > column);
      split.splice(after < 0 ? split.length : after, 0, made);
    }
    set('cols', withInside(piece(doc, 'cols') ?? '<cols/>', split.join('')));
  }

  function blankColumn(at: number): number {
    const used = largest(
      current.map((it) => it.length),
      labels().length,
    );
    return at >= used ? Math.max(at, labels().length) : used;
  }

  function validations(): readonly string[] {
    return all(piece(doc, 'dataValidations') ?? '<a/>', 'dataValidation');
  }

  /** The validations, those that `concern` us without the hole. */
  function uncovered(hole: Area, concern: (raw: string) => boolean): readonly string[] {
    return validations().flatMap((raw) => {
      if (!concern(raw)) return [raw];
      const areas = readAreas(attribute(raw, 'sqref') ?? '');
      const left = areas.flatMap((it) => without(it, hole));
      if (left.length === areas.length && left.every((it, index) => it === areas[index]))
        return [raw];
      return left.length === 0 ? [] : [withAttribute(raw, 'sqref', left.map(areaName).join(' '))];
    });
  }

  function setValidations(raws: readonly string[]): void {
    const list = piece(doc, 'dataValidations') ?? '<dataValidations/>';
    set(
      'dataValidations',
      raws.length === 0
        ? undefined
        : withInside(withAttribute(list, 'count', String(raws.length)), raws.join('')),
    );
  }

  /** The marks of a tab reach over a column that came to it. */
  function widenMarks(column: number): void {
    doc = {
      ...doc,
      children: doc.children.map((it) => {
        if (it.name !== 'conditionalFormatting') return it;
        if (marksIn(book, it.raw, idColumn(labels())).length === 0) return it;
        const sqref = readAreas(attribute(it.raw, 'sqref') ?? '')
          .map((area) => (area.right === column - 1 ? { ...area, right: column } : area))
          .map(areaName)
          .join(' ');
        return { ...it, raw: withAttribute(it.raw, 'sqref', sqref) };
      }),
    };
  }

  function widenFilter(column: number): void {
    const filter = piece(doc, 'autoFilter');
    const area = filter === undefined ? undefined : readArea(attribute(filter, 'ref') ?? '');
    if (filter === undefined || area === undefined || area.right !== column - 1) return;
    const wider = { ...area, right: column };
    set('autoFilter', withAttribute(filter, 'ref', areaName(wider)));
    book.setName({ name: FILTER, tab: tab.name, hidden: true, text: placeText(tab.name, wider) });
  }

  function widenDimension(): void {
    const dimension = piece(doc, 'dimension');
    const area = dimension === undefined ? undefined : readArea(attribute(dimension, 'ref') ?? '');
    if (dimension === undefined || area === undefined || edits.size === 0) return;
    let { top, left, bottom, right } = area;
    for (const [row, line] of edits) {
      top = Math.min(top, row);
      bottom = Math.max(bottom, row);
      for (const column of line.keys()) {
        left = Math.min(left, column);
        right = Math.max(right, column);
      }
    }
    const wider = { top, left, bottom, right };
    set('dimension', withAttribute(dimension, 'ref', areaName(wider)));
  }

  /** The rows with the edits in them; a row without any stays as it is written, byte for byte. */
  function patchedData(): string {
    if (edits.size === 0 && restyled.size === 0) return data;
    lines ??= linesOf(data);
    const { numbers, starts, ends } = lines;
    const out: string[] = [];
    const added: string[] = [];
    const gone = new Set<string>();
    const todo = [...edits.keys()].toSorted((a, b) => a - b);
    let next = 0;
    let from = 0;
    for (let index = 0; index < numbers.length; index++) {
      const number = numbers[index] ?? 0;
      const start = starts[index] ?? 0;
      const end = ends[index] ?? 0;
      let row = todo[next];
      while (row !== undefined && row < number) {
        out.push(data.slice(from, start), newRow(row));
        from = start;
        next += 1;
        row = todo[next];
      }
      const touched = row === number;
      if (touched) next += 1;
      if (!touched && (restyled.size === 0 || number === 0)) continue;
      const old = data.slice(start, end);
      const renewed = changedRow(number, old);
      if (renewed === old) continue;
      out.push(data.slice(from, start), renewed);
      from = end;
    }
    out.push(data.slice(from));
    for (const row of todo.slice(next)) out.push(newRow(row));
    book.rechain(tab, { gone, added });
    return out.join('');

    function newRow(row: number): string {
      const cells = [...(edits.get(row) ?? [])]
        .toSorted(([a], [b]) => a - b)
        .map(([column, edit]) => changedCell(row, column, undefined, edit));
      const height = row === 0 ? ` ht="${HEADER_HEIGHT}" customHeight="1"` : '';
      return `<row r="${row + 1}"${height}>${cells.join('')}</row>`;
    }

    function changedRow(row: number, old: string): string {
      const { tag, cells } = rawRow(old);
      const todoHere = edits.get(row) ?? new Map<number, Edit>();
      const columns = new Map<number, string>();
      for (const { column, raw } of cells) {
        const restyle = row === 0 ? undefined : restyled.get(column);
        if (restyle === undefined) columns.set(column, raw);
        else {
          const style = restyle(styleOf(raw));
          columns.set(
            column,
            style === styleOf(raw) ? raw : withAttribute(raw, 's', String(style)),
          );
        }
      }
      for (const [column, edit] of todoHere) {
        columns.set(column, changedCell(row, column, columns.get(column), edit));
      }
      const sorted = [...columns].toSorted(([a], [b]) => a - b);
      const inner = sorted.map(([, raw]) => raw).join('');
      if (cells.length === columns.size && inner === cells.map((it) => it.raw).join('')) return old;
      return `${widerSpans(tag, sorted)}${inner}</row>`;
    }

    function changedCell(row: number, column: number, old: string | undefined, edit: Edit): string {
      const { cell, style } = edit;
      const formula = old === undefined ? undefined : formulaOf(old);
      const same =
        formula !== undefined && isFormula(cell) && cell.formula === currentFormula(row, column);
      if (formula !== undefined && !isFormula(cell)) gone.add(cellName(row, column));
      if (formula === undefined && isFormula(cell)) added.push(cellName(row, column));
      const wanted = style(old === undefined ? undefined : styleOf(old));
      return writtenCell({
        row,
        column,
        style: wanted,
        cell,
        date1904: book.date1904,
        keep: same && !edit.alone ? formula : undefined,
      });
    }
  }

  /** A formula others share, once it goes, is written out in each of them. */
  function dissolveShared(): void {
    for (const [master, ...others] of cells.shared.values()) {
      if (master === undefined) continue;
      const edit = edits.get(master[0])?.get(master[1]);
      const formula = currentFormula(...master);
      if (edit === undefined || (isFormula(edit.cell) && edit.cell.formula === formula)) continue;
      for (const [row, column] of others) {
        if (edits.get(row)?.has(column)) continue;
        put(row, column, current[row]?.[column], (had) => had ?? 0);
        const line = edits.get(row);
        const own = line?.get(column);
        if (own !== undefined) line?.set(column, { ...own, alone: true });
      }
    }
  }

  function currentFormula(row: number, column: number): string | undefined {
    const cell = current[row]?.[column];
    return isFormula(cell) ? cell.formula : undefined;
  }

  function annotate(change: (notes: readonly Note[]) => readonly Note[]): void {
    const drawing = changeNotes(book, { tab, legacy: legacyId(), change });
    if (drawing !== undefined) {
      set('legacyDrawing', element('legacyDrawing', { [`${relationPrefix()}:id`]: drawing }));
    }
  }

  function setCharts(shape: TabShape): void {
    const relation = idIn(piece(doc, 'drawing'));
    const made = changeCharts(book, { tab, relation, shape, rows: current });
    if (made !== undefined)
      set('drawing', element('drawing', { [`${relationPrefix()}:id`]: made }));
  }

  function legacyId(): string | undefined {
    const raw = piece(doc, 'legacyDrawing');
    return raw === undefined ? undefined : /:id\s*=\s*["']([^"']+)["']/.exec(raw)?.[1];
  }

  /** The prefix the tab gives to relations; declared on its root if it is not yet. */
  function relationPrefix(): string {
    const known = /xmlns:([\w-]+)\s*=\s*["'][^"']*\/relationships["']/.exec(doc.head)?.[1];
    if (known !== undefined) return known;
    const root = doc.head.lastIndexOf('<worksheet');
    const tag = withAttribute(
      doc.head.slice(root),
      'xmlns:r',
      'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
    );
    doc = { ...doc, head: doc.head.slice(0, root) + tag };
    return 'r';
  }
}

const NO_CELLS: Cells = { rows: [], arrays: [], shared: new Map() };
/** Makes a tab as its shape says, with nothing under the header. */
export function addTab(
  book: Book,
  { shape, at }: { readonly shape: TabShape; readonly at: number },
): void {
  const tab = book.addTab({ name: shape.name, at, xml: EMPTY_SHEET });
  const draft = draftOf(book, { tab, cells: NO_CELLS });
  draft.replace(shape, []);
  draft.finish();
}

/** Sets a named range. One that stands for the same cells, however it is spelt, is left alone. */
export function setName(book: Book, { name, tab, column, to, rows }: Name): void {
  const area = { top: 1, bottom: Math.max(rows, 1), left: column, right: to ?? column };
  const present = book.names().find((it) => it.name === name && it.tab === undefined);
  const place = present === undefined ? undefined : placeOf(present);
  if (place?.tab === tab && areaName(place.area) === areaName(area)) return;
  book.setName({ name, text: placeText(tab, area) });
}

function alone(col: string, from: number, to: number): string {
  return withAttribute(withAttribute(col, 'min', String(from)), 'max', String(to));
}

/** A row's tag with its span (a hint for readers) reaching over all of its cells. */
function widerSpans(tag: string, cells: readonly (readonly [number, string])[]): string {
  const [, from, to] = /\sspans\s*=\s*["'](\d+):(\d+)["']/.exec(tag) ?? [];
  const first = cells[0]?.[0];
  const last = cells.at(-1)?.[0];
  if (from === undefined || to === undefined || first === undefined || last === undefined)
    return tag;
  if (Number(from) <= first + 1 && last + 1 <= Number(to)) return tag;
  const wider = `${Math.min(Number(from), first + 1)}:${Math.max(Number(to), last + 1)}`;
  return withAttribute(tag, 'spans', wider);
}

function dropdownXml({ list, strict }: Dropdown, area: Area): string {
  return element(
    'dataValidation',
    {
      type: 'list',
      errorStyle: strict ? undefined : 'warning',
      allowBlank: '1',
      showErrorMessage: '1',
      errorTitle: 'Valore fuori elenco',
      error: strict
        ? 'Questo valore non è nell’elenco: sceglilo con la freccia accanto alla cella.'
        : 'Questo valore non è nell’elenco. Vuoi tenerlo lo stesso?',
      sqref: areaName(area),
    },
    element('formula1', {}, escapedText(list)),
  );
}

function guardXml(label: string, column: number): string {
  const cell = cellName(0, column);
  return element(
    'dataValidation',
    {
      type: 'custom',
      errorStyle: 'warning',
      allowBlank: '0',
      showErrorMessage: '1',
      errorTitle: 'Intestazione di ALICE',
      error: `ALICE trova questa colonna dal nome «${label.length > 60 ? `${label.slice(0, 57)}…` : label}». Se lo cambi non la legge più. Vuoi cambiarlo?`,
      sqref: cell,
    },
    element('formula1', {}, escapedText(`EXACT(${cell},"${label.replaceAll('"', '""')}")`)),
  );
}

function frozenXml(rows: number, columns: number): string {
  if (rows === 0 && columns === 0) return '';
  const pane = rows > 0 && columns > 0 ? 'bottomRight' : rows > 0 ? 'bottomLeft' : 'topRight';
  const raw = element('pane', {
    xSplit: columns > 0 ? columns : undefined,
    ySplit: rows > 0 ? rows : undefined,
    topLeftCell: cellName(rows, columns),
    activePane: pane,
    state: 'frozen',
  });
  const others = rows > 0 && columns > 0 ? ['topRight', 'bottomLeft'] : [];
  const start = cellName(rows, columns);
  return (
    raw +
    others.map((it) => element('selection', { pane: it })).join('') +
    element('selection', { pane, activeCell: start, sqref: start })
  );
}

/** Width as the file keeps it: characters of Calibri 11 and their margin (ECMA-376 part 1, 18.3.1.13). */
function fileWidth(characters: number): number {
  return Math.trunc(((characters * 7 + 5) / 7) * 256) / 256;
}

/** How high a row must be, in points, for its longest text in columns that wrap at `widthOf` characters. */
function rowHeight(row: readonly Cell[], widthOf: (column: number) => number | undefined): number {
  let most = 1;
  for (const [column, cell] of row.entries()) {
    const text = resultOf(cell);
    const width = typeof text === 'string' ? widthOf(column) : undefined;
    if (typeof text !== 'string' || width === undefined) continue;
    const lines = text
      .split('\n')
      .reduce((sum, it) => sum + Math.max(1, Math.ceil(it.length / Math.max(1, width - 1))), 0);
    most = Math.max(most, lines);
  }
  // Excel allows 409 points.
  return LINE_HEIGHT * Math.min(most, 27);
}

function largest(numbers: Iterable<number>, atLeast: number): number {
  let top = atLeast;
  for (const it of numbers) if (it > top) top = it;
  return top;
}
