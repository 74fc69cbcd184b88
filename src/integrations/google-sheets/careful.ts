import { createHash } from 'node:crypto';
import type { sheets_v4 } from '@googleapis/sheets';
import { type Cell, isBlank, resultOf } from '../../core/cell.ts';
import type { CellChange, NewRow } from '../../ports.ts';
import { freeNumber } from './draft.ts';
import { type Book, entered, SCRAP, sameEntered, type Tab } from './reading.ts';
import { idColumn, labelText } from './shape.ts';

/*
 * Sheets has no «write only if it still says so». So every cell of people's that is to be written is first copied, in
 * the same call, onto scrap paper: a hidden tab of ALICE's, at the same place, so that formulas stay as they are. The
 * answer tells what stood there, and on which row. If it was not what had been read, it is put back from there, with
 * the same care. The scrap paper stays until the next change, in case nobody lives to read the answer.
 */

type Request = sheets_v4.Schema$Request;

/** A cell of people's that is to be written, and how its row and column are known again. */
export interface Aim {
  readonly sheetId: number;
  readonly row: number;
  readonly column: number;
  readonly before: Cell;
  readonly after: Cell;
  /** What the header of the column said. */
  readonly label: string;
  readonly idColumn: number;
  /** The ID of the row, blank where it has none. */
  readonly id: Cell;
  /** The other cells of the row, as they were entered. */
  readonly others: string;
}

/** A sheet of scrap paper: the copy of cells of one tab. */
export interface Scrap {
  readonly id: number;
  readonly title: string;
  /** The tab it is a copy of; nothing where it only marks that a change was made. */
  readonly of: number | undefined;
}

/** What must come before the requests of a change, so that it can be told afterwards what it did. */
export interface Precaution {
  readonly requests: readonly Request[];
  readonly scraps: readonly Scrap[];
}

/** The cells a change is to write into tabs that are there, each with what makes it known again. */
export function aimsOf(changes: readonly CellChange[], { tabs }: Book): readonly Aim[] {
  const wanted = changes.filter((it) => !sameEntered(it.before, it.after));
  const byRow = Map.groupBy(wanted, (it) => `${it.row} ${it.tab}`);
  return wanted.flatMap((it): Aim[] => {
    const tab = tabs.find(({ name }) => name === it.tab);
    if (tab === undefined) return [];
    const header = (tab.rows[0] ?? []).map(labelText);
    const id = idColumn(header);
    const row = tab.rows[it.row] ?? [];
    const touched = (byRow.get(`${it.row} ${it.tab}`) ?? []).map(({ column }) => column);
    return [
      {
        sheetId: tab.id,
        row: it.row,
        column: it.column,
        before: it.before,
        after: it.after,
        label: header[it.column] ?? '',
        idColumn: id,
        id: row[id],
        others: othersOf(row, touched),
      },
    ];
  });
}

/**
 * Scrap paper for a change: copies of the cells it aims at, and in any case a tab that is new, so that the same
 * change asked for twice is refused whole the second time. `key` tells this change from any other.
 */
export function precautions(
  aims: readonly Pick<Aim, 'sheetId' | 'row' | 'column' | 'before' | 'after' | 'idColumn' | 'id'>[],
  { book, key }: { readonly book: Book; readonly key: string },
): Precaution {
  const number = 1 + Math.max(0, ...book.scraps.map((it) => numberIn(it.name)));
  const mark = digest(key).slice(0, 8);
  const taken = new Set([...book.tabs, ...book.scraps].map((it) => it.id));
  const bySheet = [...Map.groupBy(aims, (it) => it.sheetId)];
  const scraps: Scrap[] = [];
  const requests: Request[] = [];
  for (const [of, own] of bySheet.length === 0 ? [[undefined, []] as const] : bySheet) {
    const title = `${SCRAP} ${number} ${mark} ${scraps.length + 1}`;
    const id = freeNumber(title, taken);
    taken.add(id);
    scraps.push({ id, title, of });
    const tab = book.tabs.find((it) => it.id === of);
    const columns = tab === undefined ? 1 : tab.columnCount + 1;
    const rows = Math.max(1, tab?.rowCount ?? 1, ...own.map((it) => it.row + 1));
    requests.push({
      addSheet: {
        properties: {
          sheetId: id,
          title,
          hidden: true,
          gridProperties: { rowCount: rows, columnCount: columns },
        },
      },
    });
    if (of === undefined) continue;
    const copies = own.flatMap(({ row, column, idColumn: beside }) =>
      column === beside
        ? [{ row, column }]
        : [
            { row, column },
            { row, column: beside },
          ],
    );
    for (const run of runsOf(copies)) {
      requests.push({
        copyPaste: {
          source: { sheetId: of, ...run },
          destination: { sheetId: id, ...run },
          pasteType: 'PASTE_NORMAL',
        },
      });
    }
    const intents = Map.groupBy(own, (it) => it.row);
    for (const lines of followingEachOther([...intents.keys()])) {
      requests.push({
        updateCells: {
          start: { sheetId: id, rowIndex: lines[0] ?? 0, columnIndex: columns - 1 },
          rows: lines.map((row) => ({
            values: [{ userEnteredValue: { stringValue: told(of, intents.get(row) ?? []) } }],
          })),
          fields: 'userEnteredValue',
        },
      });
    }
  }
  return { requests, scraps };
}

/** Whether an aim was met: the cell held what it was thought to hold, and stood where it was thought to stand. */
export function wasMet(aim: Aim, aims: readonly Aim[], { scraps, answer }: After): boolean {
  const copy = copyOf(aim, { scraps, answer });
  const tab = answer.tabs.find((it) => it.id === aim.sheetId);
  if (copy === undefined || tab === undefined) return false;
  if (!sameEntered(copy.rows[aim.row]?.[aim.column], aim.before)) return false;
  if (labelText(tab.rows[0]?.[aim.column]) !== aim.label) return false;
  if (!isBlank(resultOf(aim.id)))
    return (
      sameEntered(copy.rows[aim.row]?.[aim.idColumn], aim.id) &&
      idColumn((tab.rows[0] ?? []).map(labelText)) === aim.idColumn
    );
  const touched = aims
    .filter((it) => it.sheetId === aim.sheetId && it.row === aim.row)
    .map((it) => it.column);
  return othersOf(tab.rows[aim.row] ?? [], touched) === aim.others;
}

/** A spreadsheet right after a change, and the scrap paper the change left. */
export interface After {
  readonly scraps: readonly Scrap[];
  readonly answer: Book;
}

/** Something of people's that ALICE wrote over, or wrote where she should not have: to be put back. */
export interface Debt {
  readonly sheetId: number;
  readonly row: number;
  readonly column: number;
  /** What she wrote, by which the cell is found again if it has been moved. */
  readonly wrote: Cell;
  /** Where it is copied; `undefined`: the cell was blank. */
  readonly from:
    | { readonly sheetId: number; readonly row: number; readonly column: number }
    | undefined;
  readonly label: string;
  readonly idColumn: number;
  /** The ID of the row it was written on, if that had one. */
  readonly id: Cell;
  /** Labels of all columns of that row that ALICE wrote in, and what the other cells hold: by it a row without ID is known. */
  readonly touched: readonly string[];
  readonly print: readonly string[];
}

/** What is owed when a change is to be taken back: every cell it wrote, and every cell of the rows it added. */
export function debtsOf(
  aims: readonly Aim[],
  rows: readonly {
    readonly sheetId: number;
    readonly row: number;
    readonly cells: readonly Cell[];
  }[],
  after: After,
): readonly Debt[] {
  const written = [
    ...aims.flatMap(({ sheetId, row, column, after: wrote }) => {
      const copy = copyOf({ sheetId }, after);
      return copy === undefined
        ? []
        : [{ sheetId, row, column, wrote, from: { sheetId: copy.id, row, column }, copy }];
    }),
    ...rows.flatMap(({ sheetId, row, cells }) =>
      cells.flatMap((wrote, column) =>
        isBlank(wrote) ? [] : [{ sheetId, row, column, wrote, from: undefined, copy: undefined }],
      ),
    ),
  ];
  return written.map(({ copy, ...it }) => known(it, { copy, book: after.answer, beside: written }));
}

interface Written {
  readonly sheetId: number;
  readonly row: number;
  readonly column: number;
  readonly wrote: Cell;
  readonly from: Debt['from'];
}

/** A debt with all by which its cell is known again. `beside`: everything that was written. */
function known(
  it: Written,
  told: {
    readonly copy: Tab | undefined;
    readonly book: Book;
    readonly beside: readonly Pick<Written, 'sheetId' | 'row' | 'column'>[];
  },
): Debt {
  const tab = told.book.tabs.find(({ id }) => id === it.sheetId);
  const header = (tab?.rows[0] ?? []).map(labelText);
  const id = idColumn(header);
  const columns = told.beside
    .filter(({ sheetId, row }) => sheetId === it.sheetId && row === it.row)
    .map(({ column }) => column);
  const touched = columns.map((column) => header[column] ?? '');
  const cells = tab?.rows[it.row] ?? [];
  const own = columns.includes(id) ? told.copy?.rows[it.row]?.[id] : cells[id];
  return {
    ...it,
    label: header[it.column] ?? '',
    idColumn: id,
    // The ID it stands under now: one that is written over is no mark of its row any more.
    id: columns.includes(id) ? undefined : own,
    touched,
    print: rowPrint(cells, header, touched),
  };
}

/** What is still owed after a change nobody lived to judge, as its scrap paper tells. */
export function debtsLeft(book: Book): readonly Debt[] {
  const seen = new Set<string>();
  const found = book.scraps
    .toSorted((a, b) => numberIn(b.name) - numberIn(a.name))
    .flatMap((copy) =>
      copy.rows.flatMap((cells, row) =>
        intentsIn(cells.at(-1)).flatMap(({ s, c, b, a, d, i }) => {
          const tab = book.tabs.find((it) => it.id === s);
          const place = `${s} ${row} ${c}`;
          if (tab === undefined || seen.has(place)) return [];
          seen.add(place);
          if (digestOf(cells[c]) === b && (i === '' || digestOf(cells[d]) === i)) return [];
          const at = placeHolding(tab, { row, column: c, wanted: a });
          if (at === undefined) return [];
          const wrote = tab.rows[at.row]?.[at.column];
          return [{ sheetId: s, ...at, wrote, from: { sheetId: copy.id, row, column: c }, copy }];
        }),
      ),
    );
  return found.map(({ copy, ...it }) => known(it, { copy, book, beside: found }));
}

/** A debt where it is to be paid now: the cell that holds what ALICE wrote. `undefined`: people did away with it. */
export function placed(debt: Debt, { tabs }: Book): Debt | undefined {
  const tab = tabs.find((it) => it.id === debt.sheetId);
  if (tab === undefined) return undefined;
  const header = (tab.rows[0] ?? []).map(labelText);
  const id = idColumn(header);
  const labelled = header.indexOf(debt.label);
  const column = labelled < 0 || header[debt.column] === debt.label ? debt.column : labelled;
  const holding = tab.rows.flatMap((cells, row) =>
    row > 0 && sameMoved(cells[column], debt.wrote) ? [row] : [],
  );
  const wanted = isBlank(resultOf(debt.id))
    ? likest(debt, tab, holding)
    : holding.find((row) => sameEntered(tab.rows[row]?.[id], debt.id));
  if (wanted === undefined) return undefined;
  return { ...debt, row: wanted, column, idColumn: id, wrote: tab.rows[wanted]?.[column] };
}

/** The row that is like the one a debt was made on: in all but one cell at least, and more than any other. */
function likest(
  { print, touched, wrote }: Debt,
  tab: Tab,
  rows: readonly number[],
): number | undefined {
  const header = (tab.rows[0] ?? []).map(labelText);
  const [best, next] = rows
    .map((row) => {
      const own = rowPrint(tab.rows[row] ?? [], header, touched);
      const shared = print.filter((it) => own.includes(it)).length;
      return { row, like: shared - Math.max(0, own.length - print.length) };
    })
    .toSorted((a, b) => b.like - a.like);
  if (best === undefined) return undefined;
  const alone = next === undefined || next.like < best.like;
  if (alone && best.like >= (print.length > 2 ? print.length - 1 : print.length)) return best.row;
  // What stands in one place only is known by itself.
  return next === undefined && !isBlank(resultOf(wrote)) ? best.row : undefined;
}

/** What pays debts. Its scrap paper must come first. */
export function payments(debts: readonly Debt[]): readonly Request[] {
  return debts.map(({ sheetId, row, column, from }): Request => {
    const place = cellRange(row, column);
    if (from === undefined) {
      return {
        updateCells: {
          range: { sheetId, ...place },
          rows: [{ values: [{}] }],
          fields: 'userEnteredValue',
        },
      };
    }
    return {
      copyPaste: {
        source: { sheetId: from.sheetId, ...cellRange(from.row, from.column) },
        destination: { sheetId, ...place },
        pasteType: 'PASTE_NORMAL',
      },
    };
  });
}

/** A payment, as something aimed at: what should have stood there is what ALICE had written. */
export function aimOfPayment(debt: Debt, book: Book): Pick<Aim, 'before' | 'after' | 'id'> & Debt {
  const from = book.scraps.find((it) => it.id === debt.from?.sheetId);
  const back = debt.from === undefined ? undefined : from?.rows[debt.from.row]?.[debt.from.column];
  return { ...debt, before: debt.wrote, after: back };
}

/** What is owed after a round of payments: what was moved away in the meantime, and what was written over doing so. */
export function debtsAfter(paid: readonly Debt[], after: After, before: Book): readonly Debt[] {
  const missed = paid.flatMap((debt): { debt: Debt; copy: Tab | undefined; stood: Cell }[] => {
    const copy = copyOf(debt, after);
    if (copy === undefined) return [{ debt, copy, stood: undefined }];
    const stood = copy.rows[debt.row]?.[debt.column];
    return sameEntered(stood, debt.wrote) && !isElsewhere(debt, after.answer)
      ? []
      : [{ debt, copy, stood }];
  });
  // The spreadsheet as it would be without what has just been written in the wrong places.
  const meant: Book = {
    ...after.answer,
    tabs: after.answer.tabs.map((tab) => {
      const rows = tab.rows.map((it) => [...it]);
      for (const { debt, copy, stood } of missed) {
        if (copy === undefined || debt.sheetId !== tab.id) continue;
        while (rows.length <= debt.row) rows.push([]);
        const own = rows[debt.row];
        if (own !== undefined) own[debt.column] = stood;
      }
      return { ...tab, rows: rows.map((it) => Array.from(it)) };
    }),
  };
  const moved = missed.flatMap(({ debt }) => placed(debt, meant) ?? []);
  const at = (it: Debt) => `${it.sheetId} ${it.row} ${it.column}`;
  const onTop = new Map(moved.map((it) => [at(it), it]));
  const over = missed.flatMap(({ debt, copy }): Debt[] => {
    if (copy === undefined) return [];
    const { sheetId, row, column } = debt;
    const { after: back } = aimOfPayment(debt, before);
    const from = { sheetId: copy.id, row, column };
    const own = known(
      { sheetId, row, column, wrote: back, from },
      { copy, book: after.answer, beside: paid },
    );
    const other = onTop.get(at(debt));
    onTop.delete(at(debt));
    // What was written over was itself to be put back: it is, at once.
    return [other === undefined ? own : { ...own, from: other.from }];
  });
  return [...over, ...onTop.values()];
}

/** Whether the row a debt was to be paid on stands on another line. */
function isElsewhere(debt: Debt, answer: Book): boolean {
  if (isBlank(resultOf(debt.id)) && isUnique(debt.wrote)) return false;
  const found = placed(debt, answer);
  return found !== undefined && (found.row !== debt.row || found.column !== debt.column);
}

/** IDs stand once: a cell that holds one is the cell it was written in. */
function isUnique(cell: Cell): boolean {
  return typeof cell === 'string' && /^\p{Lu}{1,3}-\d+$/u.test(cell);
}

/** Where rows that were added stand; throws when one is nowhere. */
export function addedRows(
  rows: readonly NewRow[],
  before: Book,
  answer: Book,
): readonly { readonly sheetId: number; readonly row: number; readonly cells: readonly Cell[] }[] {
  const used = new Set<string>();
  return rows
    .filter((it) => it.cells.some((cell) => !isBlank(cell)))
    .map(({ tab: name, cells }) => {
      const sheetId = before.tabs.find((it) => it.name === name)?.id ?? -1;
      const tab = answer.tabs.find((it) => it.id === sheetId);
      const row = (tab?.rows ?? []).findLastIndex(
        (own, at) => !used.has(`${sheetId} ${at}`) && holdsRow(own, cells),
      );
      if (row < 0) throw new Error('a row that was added is nowhere');
      used.add(`${sheetId} ${row}`);
      return { sheetId, row, cells };
    });
}

/** Whether scrap paper holds words of people's, which must not lie about. */
export function holdsWords(aims: readonly Aim[]): boolean {
  return aims.some((it) => !isBlank(resultOf(it.before)));
}

function copyOf(
  { sheetId }: { readonly sheetId: number },
  { scraps, answer }: After,
): Tab | undefined {
  const scrap = scraps.find((it) => it.of === sheetId);
  return answer.scraps.find((it) => it.id === scrap?.id && it.name === scrap.title);
}

function holdsRow(own: readonly Cell[], cells: readonly Cell[]): boolean {
  return Array.from({ length: Math.max(own.length, cells.length) }, (_, at) => at).every((at) => {
    const [a, b] = [own[at], cells[at]];
    // A formula may come back in Google's spelling.
    return (
      sameEntered(a, b) ||
      (typeof a === 'object' &&
        typeof b === 'object' &&
        a.kind === 'formula' &&
        b.kind === 'formula') ||
      (isBlank(resultOf(a)) && isBlank(resultOf(b)))
    );
  });
}

function othersOf(row: readonly Cell[], touched: readonly number[]): string {
  const kept = row.map((it, at) => (touched.includes(at) ? null : entered(it)));
  return JSON.stringify(kept.slice(0, kept.findLastIndex((it) => it !== null) + 1));
}

/** What scrap paper keeps of an aim, so that another run can judge it: no word of people's, only digests. */
interface Intent {
  /** The tab. */
  readonly s: number;
  /** Column, what should have stood there, what was written. */
  readonly c: number;
  readonly b: string;
  readonly a: string;
  /** The column of IDs and the row's ID; '' where it had none. */
  readonly d: number;
  readonly i: string;
}

function told(
  of: number,
  aims: readonly Pick<Aim, 'column' | 'before' | 'after' | 'idColumn' | 'id'>[],
): string {
  return JSON.stringify(
    aims.map(
      ({ column, before, after, idColumn: d, id }): Intent => ({
        s: of,
        c: column,
        b: digestOf(before),
        a: digestOf(after),
        d,
        i: column === d || isBlank(resultOf(id)) ? '' : digestOf(id),
      }),
    ),
  );
}

function intentsIn(cell: Cell): readonly Intent[] {
  if (typeof cell !== 'string' || !cell.startsWith('[{"s":')) return [];
  // Written by `told`, on a tab that people do not see.
  return JSON.parse(cell) as readonly Intent[];
}

/** Where a tab holds what has this digest: at its place, or the only other place there is. */
function placeHolding(
  tab: Tab,
  {
    row,
    column,
    wanted,
  }: { readonly row: number; readonly column: number; readonly wanted: string },
): { readonly row: number; readonly column: number } | undefined {
  if (digestOf(tab.rows[row]?.[column]) === wanted) return { row, column };
  if (wanted === digestOf(undefined)) return undefined;
  const [only, ...others] = tab.rows.flatMap((cells, at) =>
    cells.flatMap((it, place) => (digestOf(it) === wanted ? [{ row: at, column: place }] : [])),
  );
  return others.length === 0 ? only : undefined;
}

/** Whether two cells hold the same, one of them perhaps on another row: a formula then speaks of other cells. */
function sameMoved(a: Cell, b: Cell): boolean {
  return a === b || JSON.stringify(anywhere(a)) === JSON.stringify(anywhere(b));
}

function anywhere(cell: Cell): unknown {
  return typeof cell === 'object' && cell.kind === 'formula'
    ? cell.formula.replace(/\d+/g, '#')
    : entered(cell);
}

/** What a row holds but for some columns, wherever it and they have been moved to. */
function rowPrint(
  cells: readonly Cell[],
  header: readonly string[],
  touched: readonly string[],
): readonly string[] {
  return cells.flatMap((it, at) =>
    isBlank(it) || touched.includes(header[at] ?? '') ? [] : [JSON.stringify(anywhere(it))],
  );
}

function digestOf(cell: Cell): string {
  return digest(JSON.stringify(entered(cell))).slice(0, 16);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** `ALICE (appunti) 7 1f3a 1`: the seventh change. */
function numberIn(title: string): number {
  const number = Number(title.slice(SCRAP.length).trim().split(' ')[0]);
  return Number.isSafeInteger(number) ? number : 0;
}

function cellRange(row: number, column: number) {
  return {
    startRowIndex: row,
    endRowIndex: row + 1,
    startColumnIndex: column,
    endColumnIndex: column + 1,
  };
}

/** Cells of one column that stand one under the other, as ranges. */
function runsOf(cells: readonly { readonly row: number; readonly column: number }[]) {
  return [...Map.groupBy(cells, (it) => it.column)].flatMap(([column, own]) =>
    followingEachOther(own.map((it) => it.row)).map((rows) => ({
      ...cellRange(rows[0] ?? 0, column),
      endRowIndex: (rows.at(-1) ?? 0) + 1,
    })),
  );
}

function followingEachOther(numbers: readonly number[]): readonly (readonly number[])[] {
  const runs: number[][] = [];
  for (const number of [...new Set(numbers)].toSorted((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last?.at(-1) === number - 1) last.push(number);
    else runs.push([number]);
  }
  return runs;
}
