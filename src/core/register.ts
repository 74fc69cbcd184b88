import { type Cell, isBlank, resultOf } from './cell.ts';
import { type Column, digitsOf, type Level, type Refusal, shown } from './column.ts';
import type { Finding } from './finding.ts';
import type { Privacy } from './release.ts';
import { type AnyTab, idIn, idOf, idPattern, numberOfId, type RowOf } from './tab.ts';
import { clean, comparable, list, nearest } from './words.ts';

/** The cells of one tab as a spreadsheet gave them: `rows[0]` is the header. */
export interface Grid {
  readonly name: string;
  readonly rows: readonly (readonly Cell[])[];
}

/**
 * The workbook as typed rows, linked to each other. Every row that has any content is here, whatever its
 * cells are worth: a blank or unreadable cell is `undefined` in the row and stays as typed in the sheet.
 */
export interface Register {
  /**
   * The rows of a tab in the order of their IDs, so that no sort of the sheet changes what is said of which row; none
   * where the tab is switched off, absent or without IDs.
   */
  readonly rows: <T extends AnyTab>(tab: T) => readonly RowOf<T>[];
  /** The rows of a tab whose column holds a value; for a reference, this very row. Indexed once. */
  readonly where: <T extends AnyTab, K extends keyof RowOf<T> & string>(
    tab: T,
    column: K,
    value: NonNullable<RowOf<T>[K]>,
  ) => readonly RowOf<T>[];
  readonly has: (tab: AnyTab) => boolean;
  /** The row of an ID, in whatever tab. */
  find(id: string): { readonly tab: AnyTab; readonly row: { readonly id: string } } | undefined;
  /** Where a row stands in the sheet that was read: 0 is the header. */
  lineOf(row: object): number;
  /** How findings call a row in their keys: its ID, and which of them it is where several rows have the same. */
  keyOf(row: { readonly id: string }): string;
  /** How the sheet of a tab is laid out; `undefined` where there is none. */
  layout(tab: AnyTab): Layout | undefined;
  /** IDs for rows that have none yet, to be written into their empty ID cells. */
  readonly newIds: readonly NewId[];
  /** What could not be read: missing tabs and columns, doubled headers and IDs, unreadable cells, dangling references. */
  readonly findings: readonly Finding[];
}

/** Where the columns of a tab stand in the sheet that was read. */
export interface Layout {
  readonly tab: AnyTab;
  readonly grid: Grid;
  /** The position of the ID column; `undefined` if it is missing, and then the tab has no rows. */
  readonly id: number | undefined;
  /** Positions by code name; a missing or doubled column has none. */
  readonly at: ReadonlyMap<string, number>;
}

/** An ID for a row that had none. */
export interface NewId {
  readonly tab: AnyTab;
  readonly row: number;
  readonly column: number;
  readonly id: string;
}

/** What reading needs beside the cells. */
export interface Reading {
  readonly grids: readonly Grid[];
  readonly tabs: readonly AnyTab[];
  /** The modules switched on. */
  readonly modules: ReadonlySet<string>;
  /** The highest number ever given per ID letters: IDs are never given again. */
  readonly highest: ReadonlyMap<string, number>;
  /** Who mends headers and IDs. */
  readonly keeper: string;
  /** Who mends a cell of a tab. */
  readonly mends: (tab: AnyTab) => string;
}

/** The header of every ID column. */
export const idLabel = 'ID';

/** Reads the cells of all tabs into linked rows. Loses nothing, never throws, asks each question once. */
export function readRegister(reading: Reading): Register {
  const findings: Finding[] = [];
  const newIds: NewId[] = [];
  const layouts = new Map<AnyTab, Layout>();
  const tables = new Map<AnyTab, MutableRow[]>();
  const lines = new Map<object, number>();
  const copies = new Map<object, string>();
  const byId = new Map<string, { tab: AnyTab; row: MutableRow }>();

  const tabs = reading.tabs.filter((it) => reading.modules.has(it.module));
  const grids = new Map(reading.grids.map((it) => [comparable(it.name), it]));

  for (const tab of tabs) {
    const grid = [tab.name, ...tab.formerly]
      .map((it) => grids.get(comparable(it)))
      .find((it) => it !== undefined);
    if (grid === undefined) {
      findings.push(aboutTab(tab, reading.keeper));
      continue;
    }
    const layout = layOut(tab, grid, reading, findings);
    layouts.set(tab, layout);
    const rows = readRows({ layout, reading, findings, newIds, lines, copies });
    tables.set(tab, inOrder(rows));
    for (const row of rows) if (!byId.has(row.id)) byId.set(row.id, { tab, row });
  }

  link({ layouts, tables, byId, lines, copies, reading, findings });

  const indexes = new Map<AnyTab, Map<string, Map<unknown, MutableRow[]>>>();
  return {
    // Rows are built from the very columns RowOf is derived from.
    rows: <T extends AnyTab>(tab: T) =>
      (tables.get(tab) ?? []) as readonly unknown[] as readonly RowOf<T>[],
    where<T extends AnyTab, K extends keyof RowOf<T> & string>(
      tab: T,
      column: K,
      value: NonNullable<RowOf<T>[K]>,
    ) {
      const index = indexes.get(tab)?.get(column) ?? indexed(tab, column);
      // As above.
      return (index.get(value) ?? []) as readonly unknown[] as readonly RowOf<T>[];
    },
    has: (tab) => layouts.has(tab),
    find: (id) => byId.get(id),
    lineOf(row) {
      const line = lines.get(row);
      if (line === undefined) throw new Error('this row was not read from the register');
      return line;
    },
    keyOf: (row) => copies.get(row) ?? row.id,
    layout: (tab) => layouts.get(tab),
    newIds,
    findings,
  };

  function indexed(tab: AnyTab, column: string): Map<unknown, MutableRow[]> {
    const ofTab = indexes.get(tab) ?? new Map<string, Map<unknown, MutableRow[]>>();
    const index = indexBy(tables.get(tab) ?? [], column);
    indexes.set(tab, ofTab.set(column, index));
    return index;
  }
}

type MutableRow = { id: string } & Record<string, unknown>;

function layOut(tab: AnyTab, grid: Grid, { keeper }: Reading, findings: Finding[]): Layout {
  const header = (grid.rows[0] ?? []).map((it) => comparable(headerWords(it)));
  const places = new Map<string, number[]>();
  header.forEach((label, at) => {
    if (label !== '') places.set(label, [...(places.get(label) ?? []), at]);
  });
  const of = (labels: readonly string[]) =>
    labels.map((it) => places.get(comparable(it))).find((it) => it !== undefined);

  const entries = Object.entries(tab.columns).map(([key, column]) => ({
    key,
    column,
    found: of([column.label, ...column.formerly]),
  }));
  const taken = new Set(entries.flatMap(({ found }) => found ?? []));
  const idAt = of([idLabel]);
  const free = header
    .map((_, at) => at)
    .filter((at) => header[at] !== '' && !taken.has(at) && !(idAt ?? []).includes(at))
    .map((at) => clean(headerWords(grid.rows[0]?.[at])));

  if (idAt === undefined || idAt.length > 1)
    findings.push(aboutHeader({ tab, label: idLabel, found: idAt, free, keeper, level: 'blocca' }));

  const at = new Map<string, number>();
  for (const { key, column, found } of entries) {
    if (found?.length === 1) at.set(key, found[0] ?? 0);
    else
      findings.push(
        aboutHeader({
          tab,
          label: column.label,
          found,
          free,
          keeper,
          level: column.laid === undefined ? 'blocca' : 'avvisa',
        }),
      );
  }
  return { tab, grid, id: idAt?.length === 1 ? idAt[0] : undefined, at };
}

function headerWords(cell: Cell): string {
  return digitsOf(resultOf(cell) ?? '') ?? '';
}

interface RowsReading {
  readonly layout: Layout;
  readonly reading: Reading;
  readonly findings: Finding[];
  readonly newIds: NewId[];
  readonly lines: Map<object, number>;
  readonly copies: Map<object, string>;
}

function readRows({ layout, reading, findings, newIds, lines, copies }: RowsReading): MutableRow[] {
  const { tab, grid, id: idAt } = layout;
  if (idAt === undefined) return [];
  const columns = Object.entries(tab.columns)
    .filter(([, it]) => it.laid === undefined)
    .flatMap(([key, column]) => {
      const at = layout.at.get(key);
      return at === undefined ? [] : [{ key, column, at, reference: isReference(column) }];
    });
  // A parsed object keeps its cells in place: copying it is far cheaper than adding forty cells to an empty one.
  const blank = JSON.parse(
    JSON.stringify(Object.fromEntries(['id', ...Object.keys(tab.columns)].map((it) => [it, null]))),
  ) as MutableRow;
  for (const key of Object.keys(blank)) blank[key] = undefined;

  const rows: MutableRow[] = [];
  const seen = new Map<string, Seen>();
  let next = highestNumber(layout, reading) + 1;
  const mends = reading.mends(tab);

  for (let line = 1; line < grid.rows.length; line += 1) {
    const cells = grid.rows[line];
    if (cells === undefined || cells.length === 0) continue;
    const idCell = cells[idAt];
    const typedId = resultOf(idCell);
    let content = !isBlank(typedId);
    for (let i = 0; !content && i < columns.length; i += 1) {
      const column = columns[i];
      content = column !== undefined && !isBlank(resultOf(cells[column.at]));
    }
    if (!content) continue;

    const row: MutableRow = { ...blank };
    row.id = readId({
      typedId,
      line,
      next: () => idOf(tab, next++),
      layout,
      idAt,
      seen,
      findings,
      newIds,
      keeper: reading.keeper,
    });
    lines.set(row, line);
    const times = seen.get(row.id)?.times ?? 1;
    const rowKey = times > 1 ? `${row.id}~${times}` : row.id;
    if (times > 1) copies.set(row, rowKey);
    const told = { tab, line, id: row.id, rowKey, mends };
    // An ID worked out from the place of its row changes whenever somebody sorts.
    if (!isBlank(typedId) && idCell !== typedId && isOwnId(row.id, tab) && times === 1)
      findings.push(aboutFormula({ ...told, key: 'id', column: idColumn(tab) }));
    for (let i = 0; i < columns.length; i += 1) {
      const here = columns[i];
      if (here === undefined) continue;
      const { key, column } = here;
      const cell = cells[here.at];
      if (cell === undefined) continue;
      const filled = resultOf(cell);
      if (isBlank(filled)) continue;
      if (here.reference) {
        // Linked once all tabs are read.
        row[key] = filled;
        continue;
      }
      const read = column.read(filled);
      if (!read.ok)
        findings.push(typedFreely(unreadable({ ...told, column, key, refusal: read.error })));
      else {
        row[key] = read.value;
        // A formula whose value cannot be read is told once, as the unreadable cell it is.
        if (filled !== cell) findings.push(aboutFormula({ ...told, column, key }));
      }
    }
    rows.push(row);
  }
  return rows;
}

interface IdReading {
  readonly typedId: Exclude<Cell, { kind: 'formula' }>;
  readonly line: number;
  readonly next: () => string;
  readonly layout: Layout;
  readonly idAt: number;
  readonly seen: Map<string, Seen>;
  readonly findings: Finding[];
  readonly newIds: NewId[];
  readonly keeper: string;
}

/** The line where an ID stands first, and how many rows have it so far. */
interface Seen {
  readonly line: number;
  times: number;
}

function readId(it: IdReading): string {
  const { tab } = it.layout;
  if (isBlank(it.typedId)) {
    const id = it.next();
    it.newIds.push({ tab, row: it.line, column: it.idAt, id });
    it.seen.set(id, { line: it.line, times: 1 });
    return id;
  }
  const typed =
    typeof it.typedId === 'string' && idPattern.test(it.typedId)
      ? it.typedId
      : (digitsOf(it.typedId) ?? shown(it.typedId)).toUpperCase();
  // Words typed there may be a name, an ID of another tab belongs to another row: such a row goes by its line.
  const own = isOwnId(typed, tab);
  const id = own ? typed : `${tab.id}-?${it.line + 1}`;
  const before = it.seen.get(id);
  if (before === undefined) it.seen.set(id, { line: it.line, times: 1 });
  else before.times += 1;
  const nth = before === undefined ? '' : `~${before.times}`;
  if (!own) {
    const told = structural(tab, it.keeper, 'blocca');
    it.findings.push({
      ...told,
      classes: idPattern.test(typed) ? told.classes : [...told.classes, 'freeText'],
      key: `idWrong/${tab.name}/${id}`,
      rule: 'idWrong',
      line: it.line + 1,
      column: idLabel,
      says: `«${typed}» non è un ID di questo foglio: gli ID li scrive ALICE, come ${tab.id}-0001. Svuota la cella e lascia fare a lei.`,
      name: 'Ogni riga ha un ID scritto da ALICE',
      expected: `Una cella vuota, che ALICE riempie, oppure un ID come ${tab.id}-0001.`,
    });
    return id;
  }
  if (before !== undefined)
    it.findings.push({
      ...structural(tab, it.keeper, 'blocca'),
      key: `idDoubled/${typed}${nth}`,
      rule: 'idDoubled',
      line: it.line + 1,
      id: typed,
      column: idLabel,
      says: `L’ID ${typed} c’è già alla riga ${before.line + 1}: forse la riga è stata copiata. Svuota questa cella e ALICE ne scrive uno nuovo.`,
      name: 'Un ID sta in una sola riga',
      expected: `Un ID diverso in ogni riga: quello di una riga copiata si cancella, ad esempio ${tab.id}-0002.`,
    });
  return typed;
}

function isOwnId(id: string, tab: AnyTab): boolean {
  return id.startsWith(`${tab.id}-`) && idPattern.test(id);
}

function idColumn(tab: AnyTab) {
  return { label: idLabel, example: idOf(tab, 1) };
}

/** Rows by the number of their ID; rows of one ID stay as they stand in the sheet. */
function inOrder(rows: MutableRow[]): MutableRow[] {
  const numbers = rows.map((it) => numberOfId(it.id));
  // Nearly every sheet is in order already, and looking is cheaper than sorting.
  if (numbers.every((it, at) => at === 0 || (numbers[at - 1] ?? 0) <= it)) return rows;
  return rows
    .map((row, at) => ({ row, number: numbers[at] ?? 0 }))
    .toSorted((a, b) => a.number - b.number)
    .map(({ row }) => row);
}

interface Linking {
  readonly layouts: ReadonlyMap<AnyTab, Layout>;
  readonly tables: ReadonlyMap<AnyTab, MutableRow[]>;
  readonly byId: ReadonlyMap<string, { tab: AnyTab; row: MutableRow }>;
  readonly lines: ReadonlyMap<object, number>;
  readonly copies: ReadonlyMap<object, string>;
  readonly reading: Reading;
  readonly findings: Finding[];
}

function link({ layouts, tables, byId, lines, copies, reading, findings }: Linking): void {
  for (const [tab, rows] of tables) {
    const layout = layouts.get(tab);
    for (const [key, column] of Object.entries(tab.columns)) {
      const at = layout?.at.get(key);
      if (!isReference(column) || at === undefined) continue;
      // `refersTo` is the only maker of references, and its `to` is a tab.
      const to = column.to as AnyTab;
      const target = layouts.get(to);
      // Without the other tab's IDs nothing can be said of these cells; its own finding has said so once.
      const blind = target?.id === undefined;
      for (const row of rows) {
        const typed = row[key] as Exclude<Cell, { kind: 'formula' }>;
        if (typed === undefined) continue;
        row[key] = undefined;
        if (blind) continue;
        const line = lines.get(row) ?? 0;
        const told = (): CellTold => ({
          tab,
          column,
          key,
          line,
          id: row.id,
          rowKey: copies.get(row) ?? row.id,
          mends: reading.mends(tab),
        });
        const plain = typeof typed === 'string' ? byId.get(typed) : undefined;
        const words = plain?.tab === to ? plain.row.id : (digitsOf(typed) ?? shown(typed));
        const id = plain?.tab === to ? words : idIn(words);
        const found = id === undefined ? undefined : byId.get(id);
        if (found?.tab !== to) {
          const refusal = danglingSays({
            words,
            id,
            found: found?.tab,
            to,
            rows: tables.get(to) ?? [],
          });
          const finding = unreadable({ ...told(), refusal });
          // Where an ID is wanted and something else was typed, it is mostly somebody's name.
          findings.push(
            id === undefined
              ? typedFreely({ ...finding, classes: [...finding.classes, 'name'] })
              : finding,
          );
          continue;
        }
        row[key] = found.row;
        const cell = layout?.grid.rows[line]?.[at];
        if (resultOf(cell) !== cell) findings.push(aboutFormula(told()));
      }
    }
  }
}

interface Dangling {
  readonly words: string;
  readonly id: string | undefined;
  readonly found: AnyTab | undefined;
  readonly to: AnyTab;
  readonly rows: readonly MutableRow[];
}

function danglingSays({ words, id, found, to, rows }: Dangling): Refusal {
  const expected = `qui va l’ID di una riga di «${to.name}», ad esempio ${rows[0]?.id ?? idOf(to, 1)}`;
  if (found !== undefined) return { say: `${id} è una riga di «${found.name}»: ${expected}.` };
  if (id !== undefined) return { say: `${id} non c’è nel foglio «${to.name}»: ${expected}.` };
  const [, digits] = /^[A-Za-z]{1,4}\s*[-–.]?\s*0*(\d{1,6})$/.exec(words.trim()) ?? [];
  const meant = digits === undefined ? undefined : idOf(to, Number(digits));
  const proposed = meant !== undefined && rows.some((it) => it.id === meant) ? meant : undefined;
  return { say: `«${words}» non è un ID: ${expected}.`, proposed };
}

function indexBy(rows: readonly MutableRow[], column: string): Map<unknown, MutableRow[]> {
  const index = new Map<unknown, MutableRow[]>();
  for (const row of rows) {
    const value = row[column];
    if (value === undefined) continue;
    const same = index.get(value);
    if (same === undefined) index.set(value, [row]);
    else same.push(row);
  }
  return index;
}

function isReference(column: Column<unknown>): boolean {
  return typeof column.to === 'object';
}

function highestNumber({ tab, grid, id }: Layout, { highest }: Reading): number {
  let top = highest.get(tab.id) ?? 0;
  for (let line = 1; line < grid.rows.length; line += 1) {
    const typed = resultOf(grid.rows[line]?.[id ?? 0]);
    if (typeof typed !== 'string') continue;
    const found = idPattern.test(typed) ? typed : idIn(typed);
    if (found?.startsWith(`${tab.id}-`) === true) top = Math.max(top, numberOfId(found));
  }
  return top;
}

function aboutTab(tab: AnyTab, keeper: string): Finding {
  return {
    ...structural(tab, keeper, 'blocca'),
    key: `tabMissing/${tab.name}`,
    rule: 'tabMissing',
    says: `Manca il foglio «${tab.name}»: qualcuno lo ha tolto o gli ha cambiato nome. Rimetti il nome, oppure chiedi «alice doctor --fix».`,
    name: 'Ogni foglio del programma c’è, con il suo nome',
    expected: `Un foglio che si chiama «${tab.name}».`,
  };
}

interface HeaderTold {
  readonly tab: AnyTab;
  readonly label: string;
  readonly found: readonly number[] | undefined;
  readonly free: readonly string[];
  readonly keeper: string;
  readonly level: Level;
}

function aboutHeader({ tab, label, found, free, keeper, level }: HeaderTold): Finding {
  const doubled = found !== undefined && found.length > 1;
  const near = doubled ? undefined : nearest(label, free);
  const without =
    label === idLabel
      ? 'Finché manca, le righe di questo foglio non si possono leggere.'
      : 'Finché manca, ALICE tace su tutto ciò che ne dipende.';
  return {
    ...structural(tab, keeper, level),
    key: `${doubled ? 'columnDoubled' : 'columnMissing'}/${tab.name}/${label}`,
    rule: doubled ? 'columnDoubled' : 'columnMissing',
    line: 1,
    column: label,
    says: doubled
      ? `Due colonne si chiamano «${label}» (la ${list(found.map((it) => `${it + 1}ª`))}): ALICE non sa quale leggere. Cambia nome a quella di troppo.`
      : `Manca la colonna «${label}»${near === undefined ? '' : `: forse è quella che ora si chiama «${near}»`}. ${without}`,
    name: 'Ogni colonna del programma c’è una volta sola, con il suo nome',
    expected: `Una sola colonna con l’intestazione «${label}».`,
    proposed: near === undefined ? undefined : label,
  };
}

/** Cells that nothing waits for: a wrong telephone number is to be mended, and stops no start. */
const reachable = new Set([
  'telefono',
  'e-mail',
  'PEC',
  'CAP',
  'testo',
  'testo libero',
  'elenco aperto',
  'collegamento',
]);

interface CellTold {
  readonly tab: AnyTab;
  readonly column: Column<unknown>;
  readonly key: string;
  readonly line: number;
  readonly id: string;
  /** How keys call the row: not the ID alone, where two rows have it. */
  readonly rowKey: string;
  readonly mends: string;
}

function unreadable({
  tab,
  column,
  key,
  line,
  id,
  rowKey,
  mends,
  refusal,
}: CellTold & { readonly refusal: Refusal }): Finding {
  return {
    key: `${keyOfTab(tab)}.${key}.unreadable/${rowKey}`,
    rule: `${keyOfTab(tab)}.${key}.unreadable`,
    level: column.required ?? (reachable.has(column.kind) ? 'avvisa' : 'blocca'),
    tab: tab.name,
    line: line + 1,
    id,
    column: column.label,
    says: quoting(column) ? refusal.say : `Il valore di «${column.label}» non si può leggere.`,
    classes: [...new Set([column.privacy, ...classesOf(tab)])],
    name: `«${column.label}» si può leggere`,
    expected: expectedIn(column),
    proposed: quoting(column) ? refusal.proposed : undefined,
    mends,
  };
}

/** What stands where a date or an ID should may be anything at all, a delicate word too: it is told as free text is. */
function typedFreely(it: Finding): Finding {
  return { ...it, classes: [...new Set([...it.classes, 'freeText' as const])] };
}

function aboutFormula({
  tab,
  column,
  key,
  line,
  id,
  rowKey,
  mends,
}: Omit<CellTold, 'column'> & {
  readonly column: Pick<Column<unknown>, 'label' | 'example'>;
}): Finding {
  return {
    key: `formulaInData/${rowKey}/${key}`,
    rule: 'formulaInData',
    level: 'avvisa',
    tab: tab.name,
    line: line + 1,
    id,
    column: column.label,
    says: `In «${column.label}» c’è una formula: se qualcuno ordina o sposta le righe, il valore cambia da solo. Incolla il valore (incolla speciale, solo valori).`,
    classes: classesOf(tab),
    name: 'Le celle dei dati contengono valori, non formule',
    expected: `Un valore scritto, ad esempio ${column.example || 'il testo'}.`,
    mends,
  };
}

/** What a column expects, in a sentence with its example and without any value. */
export function expectedIn(column: Column<unknown>): string {
  if (typeof column.to === 'object') return `L’ID di una riga, ad esempio ${column.example}.`;
  if (column.choices !== undefined && !column.choices.open && column.choices.labels.length > 0)
    return `Una delle scelte: ${list(column.choices.labels, 'o')}.`;
  return column.example === ''
    ? `Un valore di tipo «${column.kind}».`
    : `${capital(column.kind)}, ad esempio ${column.example}.`;
}

/** Whether findings may repeat what stands in a column: never for free text and restricted cells. */
export function quoting(column: Column<unknown>): boolean {
  return column.privacy !== 'freeText' && column.privacy !== 'restricted';
}

/** The name of a tab in rule names: its label in one word. */
export function keyOfTab(tab: AnyTab): string {
  return tab.id;
}

function structural(tab: AnyTab, keeper: string, level: Level) {
  return { level, tab: tab.name, classes: classesOf(tab), mends: keeper };
}

/** That there is a row at all is no secret, but in the restricted book. */
function classesOf(tab: AnyTab): readonly Privacy[] {
  return tab.book === 'riservato' ? ['restricted'] : ['internal'];
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
