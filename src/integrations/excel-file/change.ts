import { type Cell, canonicalFormula, sameCell } from '../../core/cell.ts';
import type { Shape, Step, TabShape } from '../../core/shape.ts';
import type { CellChange, Changes, Page, Sheet } from '../../ports.ts';
import { type Book, openBook, type Tab } from './book.ts';
import { type Cells, nothingKnown, readCells, sheetData } from './cells.ts';
import { sameCharts } from './charts.ts';
import { cellName } from './formula.ts';
import { namesOf, tabShape } from './shape.ts';
import { addTab, type Draft, draftOf, setName } from './sheet.ts';
import { emptyWorkbook } from './template.ts';
import { Unreadable } from './zip.ts';

/** The cells of every tab, as the port gives them and with what patching must know. */
export interface Contents {
  readonly sheets: readonly Sheet[];
  readonly cells: ReadonlyMap<string, Cells>;
}

/** What became of a change that was worked out. */
export type Worked =
  | { readonly kind: 'unchanged' }
  /** A cell no longer holds what it was thought to hold. */
  | { readonly kind: 'stale' }
  /** Cannot be done in this file, and why, in Italian. */
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'new'; readonly bytes: Buffer };

/** Reads every tab of a workbook. */
export function contentsOf(file: Buffer): Contents {
  const book = openBook(file);
  const reading = {
    strings: book.strings(),
    kinds: book.styles.kinds,
    date1904: book.date1904,
    known: nothingKnown(),
  };
  const cells = new Map(
    book.tabs
      .filter((it) => it.cells)
      .map((it) => [it.name, readCells(sheetData(book.text(it.part)).data, reading)] as const),
  );
  return { cells, sheets: [...cells].map(([name, { rows }]) => ({ name, rows })) };
}

/** How a workbook is built. */
export function shapeOf(file: Buffer, { cells }: Contents): Shape {
  const book = openBook(file);
  const tabs = book.tabs
    .filter((it) => it.cells)
    .map((tab) => tabShape(book, { tab, cells: cells.get(tab.name)?.rows ?? [] }));
  return { tabs, names: namesOf(book) };
}

/**
 * Works a change out on the bytes of a workbook (`undefined`: one that is not there yet) and gives the
 * new bytes: the same ones for the same change. `contents` is what the file holds.
 */
export function workOut(
  file: Buffer | undefined,
  { contents, changes }: { readonly contents: Contents; readonly changes: Changes },
): Worked {
  const { steps = [], pages = [], cells = [], rows = [] } = changes;
  const wanted = cells.map((change) => judged(change, contents.cells.get(change.tab)));
  if (wanted.includes('stale')) return { kind: 'stale' };
  const within = wanted.find((it) => typeof it === 'object');
  if (within !== undefined) return { kind: 'refused', why: within.why };

  const book = openBook(file ?? emptyWorkbook());
  const drafts = new Map<string, Draft>();
  const added = new Set<string>();
  for (const step of steps) apply(step);
  for (const page of pages) writePage(page);
  for (const [index, change] of cells.entries()) {
    if (wanted[index] === 'write') draft(change.tab).put(change.row, change.column, change.after);
  }
  const lengths = new Map<string, number>();
  for (const row of rows) {
    const next = lengths.get(row.tab) ?? Math.max(cellsNow(row.tab).rows.length, 1);
    lengths.set(row.tab, next + 1);
    for (const [column, cell] of row.cells.entries()) {
      if (cell !== undefined && cell !== '') draft(row.tab).put(next, column, cell);
    }
  }
  for (const it of drafts.values()) it.finish();
  if (book.tabs.length === 0 || !book.changed()) return { kind: 'unchanged' };
  if (book.strict) {
    throw new Unreadable(
      'è salvato nel formato «Strict Open XML», che ALICE legge ma non scrive',
      'Aprilo con Excel e salvalo come «Cartella di lavoro di Excel (.xlsx)»',
    );
  }
  book.recalculate();
  const bytes = book.saved();
  if (bytes === undefined) throw new Error('a change that changes nothing');
  return { kind: 'new', bytes };

  function tabOf(name: string): Tab {
    const tab = book.tabs.find((it) => it.name === name);
    if (tab === undefined) throw new Error(`no tab ${name} to change`);
    return tab;
  }

  function cellsNow(name: string): Cells {
    const known = added.has(name) ? undefined : contents.cells.get(name);
    return known ?? freshCells(book, tabOf(name));
  }

  function draft(name: string): Draft {
    const known = drafts.get(name);
    if (known !== undefined) return known;
    const made = draftOf(book, { tab: tabOf(name), cells: cellsNow(name) });
    drafts.set(name, made);
    return made;
  }

  function apply(step: Step): void {
    switch (step.do) {
      case 'addTab':
        addTab(book, { shape: step.tab, at: step.at });
        added.add(step.tab.name);
        return;
      case 'addColumn':
        draft(step.tab).addColumn(step.at, step.column);
        return;
      case 'setLabel':
        draft(step.tab).setLabel(step.at, step.column.label);
        return;
      case 'setNote':
        draft(step.tab).setNote(step.at, step.column.note);
        return;
      case 'setFormat':
        draft(step.tab).setFormat(step.at, step.column);
        return;
      case 'setDropdown':
        draft(step.tab).setDropdown(step.at, step.column.dropdown);
        return;
      case 'setGuard':
        draft(step.tab).setGuard(step.at, step.column.guarded ? step.column.label : undefined);
        return;
      case 'setWidth':
        draft(step.tab).setWidth(step.at, step.column);
        return;
      case 'setMarks':
        draft(step.tab.name).setMarks(step.tab.marks);
        return;
      case 'setFrozen':
        draft(step.tab.name).setFrozen(step.tab.frozenRows, step.tab.frozenColumns);
        return;
      case 'setClosed':
        draft(step.tab.name).setClosed(step.tab.closed);
        return;
      case 'setFilter':
        draft(step.tab.name).setFilter(step.tab.filter);
        return;
      case 'setPrint':
        draft(step.tab.name).setPrint(step.tab);
        return;
      case 'setColour':
        draft(step.tab.name).setColour(step.tab.colour);
        return;
      case 'setHidden':
        book.setHidden(step.tab.name, step.tab.hidden ?? false);
        return;
      case 'setName':
        setName(book, step.name);
    }
  }

  function writePage({ shape, rows: body, names }: Page): void {
    if (!book.tabs.some((it) => it.name === shape.name)) {
      addTab(book, { shape, at: book.tabs.length });
      added.add(shape.name);
    }
    const tab = tabOf(shape.name);
    const now = cellsNow(shape.name).rows;
    const header: readonly Cell[] = shape.columns.map((it) => it.label);
    const built = tabShape(book, { tab, cells: now });
    if (!sameRows(now, [header, ...body]) || !sameShape(built, shape)) {
      draft(shape.name).replace(shape, body);
    }
    for (const name of names) setName(book, name);
  }
}

/** What is to be done for a change of one cell. */
function judged(
  { tab, row, column, before, after }: CellChange,
  cells: Cells | undefined,
): 'stale' | 'nothing' | 'write' | { readonly why: string } {
  if (cells === undefined) return 'stale';
  const now = cells.rows[row]?.[column];
  if (!sameCell(orBlank(now), orBlank(before))) return 'stale';
  if (sameCell(orBlank(now), orBlank(after))) return 'nothing';
  const covered = cells.arrays.some(
    (it) => it.top <= row && row <= it.bottom && it.left <= column && column <= it.right,
  );
  if (!covered) return 'write';
  return {
    why: `La cella ${cellName(row, column)} di «${tab}» fa parte di una formula matrice: cambiala a mano`,
  };
}

function freshCells(book: Book, tab: Tab): Cells {
  const { data } = sheetData(book.text(tab.part));
  return readCells(data, {
    strings: book.strings(),
    kinds: book.styles.kinds,
    date1904: book.date1904,
    known: nothingKnown(),
  });
}

/** Whether a page holds these rows already. A formula saved by another program may be spelt in its own way. */
export function sameRows(
  now: readonly (readonly Cell[])[],
  wanted: readonly (readonly Cell[])[],
): boolean {
  const rows = Math.max(now.length, wanted.length);
  for (let row = 0; row < rows; row++) {
    const a = now[row] ?? [];
    const b = wanted[row] ?? [];
    const columns = Math.max(a.length, b.length);
    for (let column = 0; column < columns; column++) {
      if (!alike(orBlank(a[column]), orBlank(b[column]))) return false;
    }
  }
  return true;
}

function alike(a: Cell, b: Cell): boolean {
  if (sameCell(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object') return false;
  if (a.kind !== 'formula' || b.kind !== 'formula') return false;
  const same =
    a.formula === b.formula || canonicalFormula(a.formula) === canonicalFormula(b.formula);
  return same && sameCell(orBlank(a.result), orBlank(b.result));
}

function orBlank(cell: Cell): Cell {
  return cell === '' ? undefined : cell;
}

/** Whether a tab is built as wanted, as far as a page can tell: what lies in its cells is compared elsewhere. */
export function sameShape(now: TabShape, wanted: TabShape): boolean {
  const lost = wanted.closed && now.colour === undefined;
  // LibreOffice drops the colour of protected tabs, and gives every column a width of its own.
  const seen = {
    ...now,
    colour: lost ? wanted.colour : now.colour,
    columns: now.columns.map((it, index) => ({
      ...it,
      width: wanted.columns[index]?.width === undefined ? undefined : it.width,
    })),
  };
  return (
    JSON.stringify(comparable(seen)) === JSON.stringify(comparable(wanted)) &&
    sameCharts(now.charts ?? [], wanted.charts ?? [])
  );
}

function comparable(tab: TabShape): unknown {
  return [
    tab.owner,
    tab.colour?.toUpperCase(),
    tab.hidden ?? false,
    tab.frozenRows,
    tab.frozenColumns,
    tab.closed,
    tab.filter,
    tab.print,
    tab.marks.map((it) => [
      canonicalFormula(it.formula),
      it.ground.toUpperCase(),
      it.letters.toUpperCase(),
    ]),
    tab.columns.map((it) => [
      it.label.trim(),
      it.note,
      it.width === undefined ? undefined : Math.round(it.width),
      it.hidden ?? false,
      it.wrap ?? false,
      it.format,
      it.dropdown?.list,
      it.dropdown?.strict,
      it.guarded ?? false,
    ]),
  ];
}
