import { type Cell, isBlank, resultOf } from '../core/cell.ts';
import { type Column, digitsOf, type Filled, type Refusal, shown } from '../core/column.ts';
import { readCodiceFiscale } from '../core/italy.ts';
import { type Grid, idLabel, type Layout, quoting } from '../core/register.ts';
import type { Privacy } from '../core/release.ts';
import { err, ok, type Result } from '../core/result.ts';
import { type AnyTab, idIn, idOf, valueAt } from '../core/tab.ts';
import { clean, comparable, list, nearest, plural } from '../core/words.ts';
import { type Act, readIn, timesById } from './record.ts';
import type { World } from './world.ts';

/** What an import would do, worked out and not yet done. Personal values are in it: all of it passes `release`. */
export interface ImportPlan {
  readonly tab: AnyTab;
  /** The line of the header in the file, from 1. */
  readonly header: number;
  /** Every column of the file that has a header or a value, in order. */
  readonly columns: readonly Mapped[];
  /** Every filled line under the header, in order. */
  readonly rows: readonly RowPlan[];
}

/** A column of the file, and the field it was taken for. */
export interface Mapped {
  /** Its place in the file, from 0. */
  readonly at: number;
  /** Its header as it stands there; empty where there is none. */
  readonly header: string;
  /** The code name of the field (`ID` for the ID column) and its label. */
  readonly field?: string | undefined;
  readonly label?: string | undefined;
  /** 0 to 1: how sure it is. Below `sureEnough` it is only proposed. */
  readonly confidence: number;
  /** What spoke for it: the person, the label, an old label, words of it, a slip of the pen, the values. */
  readonly why?: 'given' | 'label' | 'formerly' | 'words' | 'nearest' | 'values' | undefined;
  /** Whether its cells are imported. */
  readonly used: boolean;
  /** Why not, in a sentence: nobody believes something was imported that was not. */
  readonly says?: string | undefined;
  /** How many cells under the header are filled. */
  readonly filled: number;
}

/** One line of the file, and what it becomes. */
export type RowPlan = { readonly line: number } & (
  | {
      readonly kind: 'create';
      /** By code name, as they are to be stored. */
      readonly values: Readonly<Record<string, Cell>>;
      /** Labels of columns every row needs and this one lacks: a check will ask for them. */
      readonly lacks: readonly string[];
    }
  | {
      readonly kind: 'update';
      readonly id: string;
      readonly why: string;
      readonly changes: readonly CellUpdate[];
    }
  | { readonly kind: 'unchanged'; readonly id: string; readonly why: string }
  | { readonly kind: 'invalid'; readonly problems: readonly Problem[] }
  | {
      readonly kind: 'question';
      readonly candidates: readonly Candidate[];
      /** What to answer, and how. */
      readonly says: string;
      /** What it becomes if it is a new one. */
      readonly values: Readonly<Record<string, Cell>>;
    }
);

/** A cell of a row that is there, before and after. */
export interface CellUpdate {
  readonly column: string;
  readonly label: string;
  readonly before: Cell;
  readonly after: Cell;
  readonly classes: readonly Privacy[];
}

/** Why a line cannot be imported, on the cell a person must mend. */
export interface Problem {
  readonly column?: string | undefined;
  readonly label?: string | undefined;
  /** May be released only to who may see all `classes`. */
  readonly says: string;
  readonly proposed?: string | undefined;
  readonly classes: readonly Privacy[];
}

/** What a line may be a double of: a row of the register, or an earlier line of the file. */
export interface Candidate {
  readonly id?: string | undefined;
  readonly line?: number | undefined;
  /** What is the same, without values: «stesso telefono». */
  readonly why: string;
}

/** Columns at least this sure are imported; the others are only proposed. */
export const sureEnough = 0.7;

interface Importing {
  readonly grid: Grid;
  readonly tab: AnyTab;
  readonly world: World;
  /** Answers: this line of the file is that row. */
  readonly same?: ReadonlyMap<number, string> | undefined;
  /** Answers: this line of the file is a new one, whatever it looks like. */
  readonly fresh?: ReadonlySet<number> | undefined;
  /** What the person says of columns: header in the file → label of the field, or '' for «leave it out». */
  readonly fields?: ReadonlyMap<string, string> | undefined;
}

/**
 * Works out what a file of rows would change in a tab: which column is which field, and for each line whether it is
 * new, changes a row, changes nothing, cannot be read, or may be a double of somebody. Nothing is decided for people:
 * only an ID, a codice fiscale written alike or all the cells that tell a row make it the same row. A blank cell of the
 * file never empties one of the register. Refuses a file without a header.
 */
export function planImport(importing: Importing): Result<ImportPlan> {
  const { grid, tab, world } = importing;
  const layout = world.register.layout(tab);
  if (layout?.id === undefined)
    return err(
      `Il foglio «${tab.name}» non c’è nel registro, o non ha la colonna «${idLabel}»: rimettilo con «alice doctor --fix».`,
    );
  const pending = world.register.newIds.filter(
    (it) => it.tab === tab || Object.values(tab.columns).some(({ to }) => to === it.tab),
  );
  const [first] = pending;
  if (first !== undefined)
    return err(
      `In «${first.tab.name}» ${plural(pending.filter((it) => it.tab === first.tab).length, 'riga non ha ancora', 'righe non hanno ancora')} il suo ID: fai prima «alice check», poi ripeti.`,
    );
  const answered = answersFit(importing);
  if (!answered.ok) return answered;

  const header = headerOf(grid, tab);
  if (header === undefined)
    return err(
      `Non trovo la riga delle intestazioni: serve una riga con almeno due colonne di «${tab.name}», ad esempio ${list(sampleLabels(tab))}.`,
    );
  const columns = mapped({ ...importing, header, layout });
  const rows = classified({ ...importing, header, layout, columns });
  return ok({ tab, header: header + 1, columns, rows });
}

/** The acts a plan asks for, in the order of the file: what is certain, and nothing else. */
export function actsOf({ tab, rows }: ImportPlan): readonly Act[] {
  return rows.flatMap((row): readonly Act[] => {
    if (row.kind === 'create') return [{ kind: 'append', tab: tab.name, values: row.values }];
    if (row.kind !== 'update') return [];
    return row.changes.map(({ column, before, after }) => ({
      kind: 'change',
      id: row.id,
      column,
      before,
      after,
    }));
  });
}

/** How many lines become what, in a sentence without values. */
export function importInWords({ tab, rows }: ImportPlan): string {
  const count = (kind: RowPlan['kind']) => rows.filter((it) => it.kind === kind).length;
  const parts = [
    ['create', 'nuova', 'nuove'],
    ['update', 'da aggiornare', 'da aggiornare'],
    ['unchanged', 'già uguale', 'già uguali'],
    ['invalid', 'da correggere nel file', 'da correggere nel file'],
    ['question', 'domanda', 'domande'],
  ] as const;
  const said = parts.flatMap(([kind, one, many]) =>
    count(kind) === 0 ? [] : [plural(count(kind), one, many)],
  );
  return `${plural(rows.length, 'riga', 'righe')} per «${tab.name}»${said.length === 0 ? '' : `: ${list(said)}`}.`;
}

/** The sheet of a file that looks most like a tab; its first one where none does. */
export function likeliestGrid(grids: readonly Grid[], tab: AnyTab): Grid | undefined {
  const score = (grid: Grid) => {
    const at = headerOf(grid, tab);
    return at === undefined ? 0 : knownIn(grid.rows[at] ?? [], tab);
  };
  return grids.map((it) => ({ it, score: score(it) })).toSorted((a, b) => b.score - a.score)[0]?.it;
}

// ── Answers ───────────────────────────────────────────────────────────────────────────────────

function answersFit({ grid, tab, world, same, fresh, fields }: Importing): Result<undefined> {
  for (const [line, id] of same ?? []) {
    if (fresh?.has(line))
      return err(
        `La riga ${line} non può essere insieme ${id} e una nuova: togli una delle due risposte.`,
      );
    if (world.register.find(id)?.tab !== tab)
      return err(
        `${id} non è una riga di «${tab.name}»: per la riga ${line} scrivi un ID che c’è, ad esempio ${line}=${world.register.rows(tab)[0]?.id ?? idOf(tab, 1)}.`,
      );
  }
  const unknown = [...(same?.keys() ?? []), ...(fresh ?? [])].find(
    (line) => !(grid.rows[line - 1] ?? []).some((it) => !isBlank(resultOf(it))),
  );
  if (unknown !== undefined)
    return err(
      `Nel file la riga ${unknown} non c’è o è vuota: il file ha ${plural(grid.rows.length, 'riga', 'righe')}, intestazione compresa.`,
    );
  const labels = Object.values(tab.columns).map((it) => it.label);
  for (const [, label] of fields ?? []) {
    if (label === '' || [idLabel, ...labels].some((it) => comparable(it) === comparable(label)))
      continue;
    const near = nearest(label, labels);
    return err(
      `«${label}» non è una colonna di «${tab.name}»: ${near === undefined ? `scrivi ad esempio ${sampleLabels(tab)[0] ?? ''}` : `forse «${near}»`}.`,
    );
  }
  return ok(undefined);
}

// ── Columns ───────────────────────────────────────────────────────────────────────────────────

function sampleLabels(tab: AnyTab): readonly string[] {
  const telling = tab.key.length > 1 ? tab.key : Object.keys(tab.columns).slice(1, 3);
  return telling.slice(0, 2).map((it) => `«${tab.columns[it]?.label ?? it}»`);
}

/** The first of the first lines with two texts that name columns. Numbers name days of a month, but head no list. */
function headerOf(grid: Grid, tab: AnyTab): number | undefined {
  const at = grid.rows.slice(0, 30).findIndex((row) => knownIn(row, tab) >= 2);
  return at < 0 ? undefined : at;
}

function knownIn(row: readonly Cell[], tab: AnyTab): number {
  const names = namesOf(tab);
  const found = row.flatMap((cell) => {
    const words = resultOf(cell);
    if (typeof words !== 'string' || !/\p{L}/u.test(words)) return [];
    const best = names
      .map((it) => ({ it, score: nameScore(words, it).confidence }))
      .toSorted((a, b) => b.score - a.score)[0];
    return best !== undefined && best.score >= sureEnough ? [best.it.field] : [];
  });
  return new Set(found).size;
}

interface Named {
  readonly field: string;
  readonly label: string;
  readonly formerly: readonly string[];
  readonly column: Column<unknown> | undefined;
}

function namesOf(tab: AnyTab): readonly Named[] {
  return [
    { field: idLabel, label: idLabel, formerly: [], column: undefined },
    ...Object.entries(tab.columns).map(([field, column]) => ({
      field,
      label: column.label,
      formerly: column.formerly,
      column,
    })),
  ];
}

interface Guess {
  readonly confidence: number;
  readonly why?: Mapped['why'];
}

/** How much a header sounds like a column. */
function nameScore(header: string, { label, formerly }: Named): Guess {
  const typed = comparable(header);
  if (typed === '') return none;
  if (typed === comparable(label)) return { confidence: 1, why: 'label' };
  if (formerly.some((it) => typed === comparable(it))) return { confidence: 0.98, why: 'formerly' };
  const words = tellingWords(header);
  const known = [label, ...formerly].map(tellingWords);
  if (words.length === 0) return none;
  if (known.some((it) => it.join(' ') === words.join(' ')))
    return { confidence: 0.9, why: 'words' };
  if (known.some((it) => shortened(words, it))) return { confidence: 0.8, why: 'words' };
  if (nearest(header, [label, ...formerly]) !== undefined)
    return { confidence: 0.75, why: 'nearest' };
  // «Comune» for «Comune di residenza»: a proposal, unless the values speak for it.
  return known.some((it) => words.every((word) => it.includes(word)))
    ? { confidence: 0.55, why: 'words' }
    : none;
}

const none: Guess = { confidence: 0 };
const littleWords = new Set(
  'a al alla allo ai alle all d da dal dalla del della dello dei delle di e il in la le lo n nr o per su'.split(
    ' ',
  ),
);

function tellingWords(words: string): readonly string[] {
  return comparable(words.replaceAll(/['’]/g, ' '))
    .split(' ')
    .filter((it) => it !== '' && !littleWords.has(it));
}

/** «Cod. Fisc.» for «Codice fiscale», «Tel.» for «Telefono»: each word begins the other, three letters at least. */
function shortened(words: readonly string[], known: readonly string[]): boolean {
  return (
    words.length === known.length &&
    words.every(
      (it, at) => it === known[at] || (it.length >= 3 && known[at]?.startsWith(it) === true),
    )
  );
}

interface Mapping extends Importing {
  readonly header: number;
  readonly layout: Layout;
}

interface FileColumn {
  readonly at: number;
  readonly header: string;
  readonly cells: readonly Filled[];
}

/** Kinds whose values tell what they are, whatever the header says. */
const tellingKinds: ReadonlySet<string> = new Set([
  'codice fiscale',
  'codice fiscale di un ente',
  'partita IVA',
  'IBAN',
  'CUP',
  'e-mail',
  'PEC',
  'telefono',
]);

/** Kinds that take any words: their values speak neither for nor against. */
const anyWords: ReadonlySet<string> = new Set(['testo', 'testo libero', 'elenco aperto']);

function mapped(mapping: Mapping): readonly Mapped[] {
  const { tab, layout, fields } = mapping;
  const columns = columnsIn(mapping);
  const names = namesOf(tab);
  const taken = new Map<number, Guess & { readonly name: Named }>();
  const free = (field: string) => ![...taken.values()].some((it) => it.name.field === field);

  const given = new Map([...(fields ?? [])].map(([header, label]) => [comparable(header), label]));
  const settled = new Set<number>();
  for (const { at, header } of columns) {
    const label = given.get(comparable(header));
    if (label === undefined) continue;
    settled.add(at);
    const name = names.find((it) => label !== '' && comparable(it.label) === comparable(label));
    if (name !== undefined && free(name.field))
      taken.set(at, { name, confidence: 1, why: 'given' });
  }

  const guesses = columns
    .filter(({ at }) => !settled.has(at))
    .flatMap((it) => names.map((name) => ({ it, name, ...guess(it, name, mapping) })))
    .filter(({ confidence }) => confidence > 0)
    .toSorted((a, b) => b.confidence - a.confidence);
  // A header that half names several columns names none of them.
  const clear = guesses.filter(
    (a) =>
      a.confidence >= sureEnough ||
      !guesses.some((b) => b !== a && b.it === a.it && b.confidence === a.confidence),
  );
  for (const { it, name, confidence, why } of clear)
    if (!taken.has(it.at) && free(name.field)) taken.set(it.at, { name, confidence, why });
  for (const it of columns) {
    if (settled.has(it.at) || (taken.get(it.at)?.confidence ?? 0) >= sureEnough) continue;
    const told = byValues(
      it,
      names.filter(({ field }) => free(field)),
    );
    if (told !== undefined && told.confidence > (taken.get(it.at)?.confidence ?? 0))
      taken.set(it.at, told);
  }

  return columns.map(({ at, header, cells }): Mapped => {
    const found = taken.get(at);
    const doubled =
      found === undefined
        ? guesses.find((it) => it.it.at === at && it.confidence >= sureEnough)
        : undefined;
    const why = whyNot({ found, doubled: doubled?.name.label, left: settled.has(at), tab, layout });
    return {
      at,
      header,
      field: found?.name.field,
      label: found?.name.label,
      confidence: found?.confidence ?? 0,
      why: found?.why,
      used: why === undefined,
      says: why,
      filled: cells.length,
    };
  });
}

function columnsIn({ grid, header }: Mapping): readonly FileColumn[] {
  const width = Math.max(0, ...grid.rows.map((it) => it.length));
  return Array.from({ length: width }, (_, at): FileColumn => {
    const head = resultOf(grid.rows[header]?.[at]);
    return {
      at,
      header: head === undefined ? '' : clean(digitsOf(head) ?? shown(head)),
      cells: grid.rows.slice(header + 1).flatMap((row) => {
        const cell = resultOf(row[at]);
        return isBlank(cell) ? [] : [cell];
      }),
    };
  }).filter((it) => it.header !== '' || it.cells.length > 0);
}

/** The name a header has, spoken for or against by its values. */
function guess({ header, cells }: FileColumn, name: Named, { world }: Mapping): Guess {
  const { confidence, why } = nameScore(header, name);
  const { column } = name;
  if (confidence === 0 || confidence >= 0.98 || column === undefined) return { confidence, why };
  if (column.laid !== undefined || anyWords.has(column.kind) || cells.length === 0)
    return { confidence, why };
  const fit = shareOf(cells, (cell) => readHere({ column, cell }, world).ok);
  if (fit >= 0.8) return { confidence: Math.min(0.97, confidence + 0.17), why };
  return fit < 0.3 ? { confidence: confidence - 0.4, why } : { confidence, why };
}

/** The one column whose values these look like. */
function byValues(
  { cells }: FileColumn,
  names: readonly Named[],
): (Guess & { readonly name: Named }) | undefined {
  if (cells.length < 2) return undefined;
  const fitting = names.filter(
    ({ column }) =>
      column !== undefined &&
      (tellingKinds.has(column.kind) || column.kind === 'scelta') &&
      shareOf(cells, (cell) => column.read(cell).ok) >= 0.8,
  );
  const telling = fitting.filter(({ column }) => tellingKinds.has(column?.kind ?? ''));
  const shaped = telling.filter(
    ({ column }) => shareOf(cells, (it) => shapeOf(it) === shapeOf(column?.example ?? '')) >= 0.5,
  );
  const [one, ...others] = shaped.length > 0 ? shaped : telling;
  if (one !== undefined)
    return { name: one, confidence: others.length === 0 ? 0.8 : 0.5, why: 'values' };
  const [choice, ...more] = fitting;
  const varied = new Set(cells.map((it) => comparable(shown(it)))).size > 1;
  return choice === undefined || more.length > 0 || !varied
    ? undefined
    : { name: choice, confidence: 0.5, why: 'values' };
}

/** `AAAAAA99A99A999A`: which signs are letters and which digits. */
function shapeOf(cell: Filled): string {
  return (digitsOf(cell) ?? '')
    .replaceAll(/\s/g, '')
    .replaceAll(/\p{L}/gu, 'A')
    .replaceAll(/\d/g, '9');
}

function shareOf(cells: readonly Filled[], holds: (cell: Filled) => boolean): number {
  const sample = cells.slice(0, 200);
  return sample.length === 0 ? 0 : sample.filter(holds).length / sample.length;
}

function whyNot(told: {
  readonly found: (Guess & { readonly name: Named }) | undefined;
  readonly doubled: string | undefined;
  readonly left: boolean;
  readonly tab: AnyTab;
  readonly layout: Layout;
}): string | undefined {
  const { found, doubled, left, tab, layout } = told;
  if (found === undefined) {
    if (left) return 'Lasciata fuori come hai chiesto.';
    return doubled === undefined
      ? `Nessuna colonna di «${tab.name}» le somiglia: non la importo.`
      : `«${doubled}» viene già da un’altra colonna del file: questa non la importo.`;
  }
  const { name, confidence } = found;
  if (name.column === undefined) return undefined;
  if (name.column.laid !== undefined) return 'La calcola ALICE da sé: non si importa.';
  if (!layout.at.has(name.field))
    return `Nel registro la colonna «${name.label}» manca o c’è due volte: rimettila con «alice doctor --fix».`;
  return confidence >= sureEnough
    ? undefined
    : `Potrebbe essere «${name.label}», ma non ne sono sicura: non la importo finché non lo dici tu.`;
}

// ── Values ────────────────────────────────────────────────────────────────────────────────────

/** What a cell of a file means: as in the register, and a row of another tab by what it is called, too. */
function readHere(
  { column, cell }: { readonly column: Column<unknown>; readonly cell: Filled },
  world: World,
): Result<unknown, Refusal> {
  const read = readIn({ column, cell }, world);
  if (read.ok || typeof column.to !== 'object') return read;
  const words = digitsOf(cell) ?? shown(cell);
  if (idIn(words) !== undefined) return read;
  // `refersTo` is the only maker of such columns, and its `to` is a tab.
  const to = column.to as AnyTab;
  const called = calledIn(to, world);
  const found = called.get(nameKey(words)) ?? [];
  const [one, ...others] = found;
  if (one !== undefined && others.length === 0) return ok(one);
  if (one !== undefined) {
    const ids = found.map((it) => it.id);
    return err({
      say: `«${words}» in «${to.name}» può essere ${list(ids.slice(0, 6), 'o')}: scrivi l’ID, ad esempio ${one.id}.`,
    });
  }
  const near = nearest(nameKey(words), [...called.keys()]);
  const [meant] = near === undefined ? [] : (called.get(near) ?? []);
  return err({
    say: `«${words}» non si trova in «${to.name}»: scrivi l’ID della riga${meant === undefined ? `, ad esempio ${world.register.rows(to)[0]?.id ?? idOf(to, 1)}` : `; forse è ${meant.id}`}.`,
    proposed: meant?.id,
  });
}

type Row = { readonly id: string };

/** Built once for each reading of the register. */
const indexes = new WeakMap<World['register'], Map<AnyTab, ReadonlyMap<string, readonly Row[]>>>();

/** The rows of a tab by what people call them: caption, whatever the order of its words, and identifiers. */
function calledIn(tab: AnyTab, { register }: World): ReadonlyMap<string, readonly Row[]> {
  const ofRegister =
    indexes.get(register) ?? new Map<AnyTab, ReadonlyMap<string, readonly Row[]>>();
  indexes.set(register, ofRegister);
  const known = ofRegister.get(tab);
  if (known !== undefined) return known;
  const own = Object.entries(tab.columns).filter(([, { kind }]) => ownIdentifiers.has(kind));
  const index = new Map<string, Set<Row>>();
  for (const row of register.rows(tab)) {
    const caption = tab.caption.map((key) => valueAt(row, key));
    const names = [
      // Half a caption is not the whole: «Rossi» names nobody.
      caption.every((it) => typeof it === 'string') ? caption.join(' ') : '',
      ...own.map(([key]) => valueAt(row, key)),
    ];
    for (const name of names) {
      const key = typeof name === 'string' ? nameKey(name) : '';
      if (key !== '') index.set(key, (index.get(key) ?? new Set()).add(row));
    }
  }
  const called = new Map([...index].map(([key, rows]) => [key, [...rows]] as const));
  ofRegister.set(tab, called);
  return called;
}

/** Kinds of cells that belong to one person or body alone. */
const ownIdentifiers: ReadonlySet<string> = new Set([
  'codice fiscale',
  'codice fiscale di un ente',
  'partita IVA',
]);

/** Words whatever their order, case and accents: «Rossi Amina», «Amina ROSSI». */
function nameKey(words: string): string {
  return comparable(words).split(' ').toSorted().join(' ');
}

// ── Rows ──────────────────────────────────────────────────────────────────────────────────────

interface Classifying extends Mapping {
  readonly columns: readonly Mapped[];
}

/** A line of the file whose cells could all be read. */
interface Line {
  readonly line: number;
  readonly typedId: string | undefined;
  /** What each cell means, by code name. */
  readonly values: ReadonlyMap<string, unknown>;
}

function classified(classifying: Classifying): readonly RowPlan[] {
  const { grid, header, columns, tab, world, layout } = classifying;
  const head = (grid.rows[header] ?? []).map((it) => comparable(shown(it)));
  const judge = judgeOf(classifying);
  return grid.rows.flatMap((row, at): RowPlan[] => {
    if (at <= header || row.every((it) => isBlank(resultOf(it)))) return [];
    // Long lists print their header on every page.
    if (head.every((it, n) => it === comparable(shown(row[n])))) return [];
    const line = at + 1;
    const read = readLine({ row, line, columns, tab, world });
    return [read.ok ? judge(read.value, layout) : { line, kind: 'invalid', problems: read.error }];
  });
}

function readLine(told: {
  readonly row: readonly Cell[];
  readonly line: number;
  readonly columns: readonly Mapped[];
  readonly tab: AnyTab;
  readonly world: World;
}): Result<Line, readonly Problem[]> {
  const { row, line, columns, tab, world } = told;
  const values = new Map<string, unknown>();
  const problems: Problem[] = [];
  let typedId: string | undefined;
  for (const { at, field, used } of columns) {
    const cell = resultOf(row[at]);
    if (!used || field === undefined || isBlank(cell)) continue;
    const column = tab.columns[field];
    if (column === undefined) {
      typedId = digitsOf(cell) ?? shown(cell);
      continue;
    }
    const read = readHere({ column, cell }, world);
    if (read.ok) values.set(field, read.value);
    else
      problems.push({
        column: field,
        label: column.label,
        says: read.error.say,
        proposed: quoting(column) ? read.error.proposed : undefined,
        classes: [column.privacy],
      });
  }
  if (problems.length > 0) return err(problems);
  return values.size === 0
    ? err([
        problem(
          `Alla riga ${line} nessuna delle colonne riconosciute è compilata: se è un totale o un titolo lasciala, altrimenti compila ad esempio ${sampleLabels(tab)[0] ?? ''}.`,
        ),
      ])
    : ok({ line, typedId, values });
}

/** What is known of a line: the row it is, or those it may be. */
type Match =
  | { readonly kind: 'row'; readonly row: Row; readonly why: string }
  | { readonly kind: 'line'; readonly line: number; readonly why: string }
  | { readonly kind: 'maybe'; readonly candidates: readonly Candidate[] }
  | { readonly kind: 'wrong'; readonly says: string }
  | { readonly kind: 'new' };

function judgeOf(classifying: Classifying): (line: Line, layout: Layout) => RowPlan {
  const { tab, world, same, fresh } = classifying;
  const times = timesById(world, tab);
  const updated = new Map<string, number>();
  const matching = matchingOf(classifying);

  return (it, layout) => {
    const { line } = it;
    const answer = same?.get(line);
    const match =
      answer === undefined
        ? matching.match(it)
        : ({ kind: 'row', row: rowOf(answer), why: 'lo hai detto tu' } as const);
    if (match.kind === 'wrong') return invalid(line, match.says);
    if (match.kind === 'line')
      return invalid(
        line,
        `È la stessa della riga ${match.line} del file (${match.why}): tieni una sola riga, ad esempio la più completa.`,
      );
    if (match.kind === 'row') {
      if (fresh?.has(line))
        return invalid(
          line,
          `Non è una riga nuova: è ${match.row.id} (${match.why}). Togli la riga ${line} da quelle nuove.`,
        );
      return update({ it, layout, ...match });
    }
    if (match.kind === 'maybe' && !fresh?.has(line)) {
      return {
        line,
        kind: 'question',
        candidates: match.candidates,
        says: questionSays({ line, tab, candidates: match.candidates }),
        values: written(it),
      };
    }
    if (tab.key.length > 0 && !tab.key.some((key) => it.values.has(key)))
      return invalid(
        line,
        `Non si capisce di chi o di che cosa parla: compila almeno una colonna tra ${list(
          tab.key.map((key) => `«${tab.columns[key]?.label ?? key}»`),
          'o',
        )}.`,
      );
    matching.add(it);
    return {
      line,
      kind: 'create',
      values: written(it),
      lacks: Object.entries(tab.columns).flatMap(([key, column]) =>
        column.required === undefined || column.laid !== undefined || it.values.has(key)
          ? []
          : [column.label],
      ),
    };
  };

  function rowOf(id: string): Row {
    const found = world.register.find(id);
    // Seen to be there by `answersFit`.
    if (found === undefined) throw new Error(`${id} is no row`);
    return found.row;
  }

  function update(told: {
    readonly it: Line;
    readonly layout: Layout;
    readonly row: Row;
    readonly why: string;
  }): RowPlan {
    const { it, layout, row, why } = told;
    const { line } = it;
    const { id } = row;
    if ((times.get(id) ?? 0) > 1)
      return invalid(
        line,
        `${id} sta in due righe di «${tab.name}»: svuota la cella ID di quella copiata, poi ripeti.`,
      );
    const earlier = updated.get(id);
    if (earlier !== undefined)
      return invalid(
        line,
        `Anche la riga ${earlier} del file è ${id}: tieni una sola riga, ad esempio la più completa.`,
      );
    updated.set(id, line);
    const cells = layout.grid.rows[world.register.lineOf(row)] ?? [];
    const changes = [...it.values].flatMap(([key, value]): CellUpdate[] => {
      const column = tab.columns[key];
      const at = layout.at.get(key);
      if (column === undefined || at === undefined) return [];
      const now = valueAt(row, key);
      if (now !== undefined && sameValue(column, now, value)) return [];
      return [
        {
          column: key,
          label: column.label,
          before: cells[at],
          after: column.write(value),
          classes: [column.privacy],
        },
      ];
    });
    return changes.length === 0
      ? { line, kind: 'unchanged', id, why }
      : { line, kind: 'update', id, why, changes };
  }

  function written({ values }: Line): Readonly<Record<string, Cell>> {
    return Object.fromEntries(
      [...values].map(([key, value]) => [key, tab.columns[key]?.write(value)]),
    );
  }
}

/** Two values are the same if they are written the same. */
function sameValue(column: Column<unknown>, a: unknown, b: unknown): boolean {
  return JSON.stringify(column.write(a)) === JSON.stringify(column.write(b));
}

function invalid(line: number, says: string): RowPlan {
  return { line, kind: 'invalid', problems: [problem(says)] };
}

function problem(says: string): Problem {
  return { says, classes: ['internal'] };
}

function questionSays(told: {
  readonly line: number;
  readonly tab: AnyTab;
  readonly candidates: readonly Candidate[];
}): string {
  const { line, tab, candidates } = told;
  const rows = candidates.filter((it) => it.id !== undefined);
  const [row] = rows;
  const what = isOfPersons(tab) ? 'la stessa persona' : 'la stessa cosa';
  const told_ = (of: readonly Candidate[]) =>
    list(
      of.slice(0, 4).map((it) => `${it.id ?? `la riga ${it.line ?? 0} del file`} (${it.why})`),
      'o',
    );
  if (row === undefined)
    return `La riga ${line} somiglia ${told_(candidates).replace(/^la /, 'alla ')}: se è ${what} togline una, se è un’altra aggiungi «--fresh ${line}».`;
  return `La riga ${line} è ${what} di ${told_(candidates)}? Se sì scrivi ${row.id ?? ''} nella colonna ID del file, oppure aggiungi «--same ${line}=${row.id ?? ''}»; se è un’altra, «--fresh ${line}».`;
}

// ── Matching ──────────────────────────────────────────────────────────────────────────────────

/** Finds the row a line of the file is, or may be; `add` makes later lines know of one that is new. */
interface Matching {
  match(it: Line): Match;
  add(it: Line): void;
}

/** Rows of people are told by their codice fiscale: a tab with one among its key columns. */
function isOfPersons(tab: AnyTab): boolean {
  return tab.key.some((key) => tab.columns[key]?.kind === 'codice fiscale');
}

function matchingOf(classifying: Classifying): Matching {
  const { tab } = classifying;
  const inner = isOfPersons(tab) ? personsOf(classifying) : keysOf(classifying);
  return {
    add: (it) => inner.add(it),
    match(it) {
      const byId = it.typedId === undefined ? undefined : idMatch(it.typedId, classifying);
      if (byId === undefined) return inner.match(it);
      if (byId.kind !== 'row') return byId;
      return contradiction({ it, row: byId.row, tab }) ?? byId;
    },
  };
}

function idMatch(typed: string, { tab, world }: Classifying): Match {
  const id = idIn(typed);
  const found = id === undefined ? undefined : world.register.find(id);
  if (found?.tab === tab) return { kind: 'row', row: found.row, why: 'ID' };
  const expected = `Per una riga nuova lascia la cella ID vuota; per una che c’è scrivi il suo, ad esempio ${world.register.rows(tab)[0]?.id ?? idOf(tab, 1)}.`;
  if (id === undefined)
    return { kind: 'wrong', says: `«${typed}» non è un ID di «${tab.name}». ${expected}` };
  return {
    kind: 'wrong',
    says:
      found === undefined
        ? `${id} non c’è in «${tab.name}». ${expected}`
        : `${id} è una riga di «${found.tab.name}». ${expected}`,
  };
}

/** A list from elsewhere may have IDs of its own that happen to look like ours. */
function contradiction(told: {
  readonly it: Line;
  readonly row: Row;
  readonly tab: AnyTab;
}): Match | undefined {
  const { it, row, tab } = told;
  const codes = (of: (key: string) => unknown) => codesOf(tab, of).definitive;
  const [typed] = codes((key) => it.values.get(key));
  const [known] = codes((key) => valueAt(row, key));
  const otherPerson =
    isOfPersons(tab) &&
    typed !== undefined &&
    known !== undefined &&
    typed.decoded !== known.decoded;
  const compared = tab.key
    .map((key) => comparedKey({ tab, key, a: it.values.get(key), b: valueAt(row, key) }))
    .filter((one) => one === 'same' || one === 'differs');
  const nothingAlike = compared.length > 1 && compared.every((one) => one === 'differs');
  if (!otherPerson && !nothingAlike) return undefined;
  return {
    kind: 'wrong',
    says: otherPerson
      ? `${row.id} nel registro ha un altro codice fiscale: controlla l’ID, oppure conferma con «--same ${it.line}=${row.id}».`
      : `${row.id} nel registro è tutt’altra riga: controlla l’ID, oppure conferma con «--same ${it.line}=${row.id}».`,
  };
}

/** Other tabs: the cells that tell a row. */
function keysOf({ tab, world, columns }: Classifying): Matching {
  const inFile = new Set(
    columns.flatMap((it) => (it.used && it.field !== undefined ? [it.field] : [])),
  );
  const rows = world.register.rows(tab);
  const byKey = new Map<string, Entry[]>();
  const needed = tab.key.filter((key) => tab.columns[key]?.required !== undefined);
  for (const row of rows) index({ of: (key) => valueAt(row, key), row });

  return {
    add: (it) => index({ of: (key) => it.values.get(key), line: it.line }),
    match(it) {
      const seen = new Set<Entry>();
      const certain: Entry[] = [];
      const maybe: { readonly entry: Entry; readonly why: string }[] = [];
      for (const key of tab.key) {
        for (const entry of byKey.get(keyText({ tab, key, value: it.values.get(key) })) ?? []) {
          if (seen.has(entry)) continue;
          seen.add(entry);
          const judged = judge(it, entry);
          if (judged === 'certain') certain.push(entry);
          else if (judged !== undefined) maybe.push({ entry, why: judged });
        }
      }
      const [one, ...others] = certain;
      const why = `stesse ${list(
        labelsOf(
          tab,
          tab.key.filter((key) => it.values.has(key)),
        ),
      )}`;
      if (one !== undefined && others.length === 0) {
        return one.row === undefined
          ? { kind: 'line', line: one.line ?? 0, why }
          : { kind: 'row', row: one.row, why };
      }
      const candidates = [
        ...certain.map((entry) => candidate(entry, why)),
        ...maybe.map((of) => candidate(of.entry, of.why)),
      ];
      return candidates.length === 0 ? { kind: 'new' } : { kind: 'maybe', candidates };
    },
  };

  function index(entry: Entry): void {
    for (const key of tab.key) {
      const text = keyText({ tab, key, value: entry.of(key) });
      if (text !== '') byKey.set(text, [...(byKey.get(text) ?? []), entry]);
    }
  }

  /** `certain`, what makes it doubtful, or nothing: another row. */
  function judge(it: Line, entry: Entry): 'certain' | string | undefined {
    const all = tab.key.map((key) => ({
      key,
      is: comparedKey({
        tab,
        key,
        a: it.values.get(key),
        b: entry.of(key),
        inFile: inFile.has(key),
      }),
    }));
    const alike = all.filter((one) => one.is === 'same').map((one) => one.key);
    if (alike.length === 0) return undefined;
    if (all.some((one) => one.is === 'differs')) {
      const own = alike.filter((key) => ownIdentifiers.has(tab.columns[key]?.kind ?? ''));
      return own.length === 0 ? undefined : sameSays(tab, own);
    }
    const enough =
      needed.length === 0
        ? all.every((one) => one.is === 'same')
        : needed.every((key) => alike.includes(key));
    return enough ? 'certain' : sameSays(tab, alike);
  }
}

/** A row of the register or a new line of the file, by its key cells. */
interface Entry {
  readonly of: (key: string) => unknown;
  readonly row?: Row;
  readonly line?: number;
}

function candidate({ row, line }: Entry, why: string): Candidate {
  return row === undefined ? { line, why } : { id: row.id, why };
}

/** Whether two key cells are the same. An identifier that one side does not know says nothing; any other blank does. */
function comparedKey(told: {
  readonly tab: AnyTab;
  readonly key: string;
  readonly a: unknown;
  readonly b: unknown;
  /** Whether the file has such a column at all. */
  readonly inFile?: boolean;
}): 'same' | 'differs' | 'unsaid' {
  const { tab, key, a, b, inFile = true } = told;
  const [one, other] = [keyText({ tab, key, value: a }), keyText({ tab, key, value: b })];
  if (!inFile || (one === '' && other === '')) return 'unsaid';
  if (one === '' || other === '')
    return ownIdentifiers.has(tab.columns[key]?.kind ?? '') ? 'unsaid' : 'differs';
  return one === other ? 'same' : 'differs';
}

/** A key cell as a text that is equal where people would say it is the same. */
function keyText(told: {
  readonly tab: AnyTab;
  readonly key: string;
  readonly value: unknown;
}): string {
  const { tab, key, value } = told;
  const column = tab.columns[key];
  if (column === undefined || value === undefined) return '';
  const cell = column.write(value);
  return `${key} ${typeof cell === 'string' ? comparable(cell) : JSON.stringify(cell)}`;
}

function labelsOf(tab: AnyTab, keys: readonly string[]): readonly string[] {
  return keys.map((key) => `«${tab.columns[key]?.label ?? key}»`);
}

function sameSays(tab: AnyTab, keys: readonly string[]): string {
  return `uguale in ${list(labelsOf(tab, keys))}`;
}

// ── Persons ───────────────────────────────────────────────────────────────────────────────────

/** What tells a person, in the order of trust. */
interface Person {
  readonly definitive: readonly { readonly code: string; readonly decoded: string }[];
  readonly provisional: readonly string[];
  /** All words of the name, whatever their order. */
  readonly name: string;
  readonly birth: string | undefined;
  readonly phones: readonly string[];
}

interface Known {
  readonly person: Person;
  readonly row?: Row;
  readonly line?: number;
}

/** People: a codice fiscale written alike is the same person; anything weaker is a question. */
function personsOf({ tab, world }: Classifying): Matching {
  const byMark = new Map<string, Known[]>();
  for (const row of world.register.rows(tab))
    index({ person: personOf(tab, (key) => valueAt(row, key)), row });

  return {
    add: ({ values, line }) => index({ person: personOf(tab, (key) => values.get(key)), line }),
    match({ values }) {
      const person = personOf(tab, (key) => values.get(key));
      const whys = new Map<Known, string>();
      for (const mark of marksOf(person)) {
        for (const known of byMark.get(mark) ?? []) {
          const why = whys.has(known) ? undefined : likeness(person, known.person);
          if (why !== undefined) whys.set(known, why);
        }
      }
      const found = [...whys].map(([known, why]) => ({ known, why }));
      const certain = found.filter(({ why }) => why === sameCode);
      const [one, ...others] = certain;
      if (one !== undefined && others.length === 0) {
        const { row, line } = one.known;
        return row === undefined
          ? { kind: 'line', line: line ?? 0, why: sameCode }
          : { kind: 'row', row, why: sameCode };
      }
      if (found.length === 0) return { kind: 'new' };
      return {
        kind: 'maybe',
        candidates: found.map(({ known: { row, line }, why }) =>
          row === undefined ? { line, why } : { id: row.id, why },
        ),
      };
    },
  };

  function index(known: Known): void {
    for (const mark of marksOf(known.person))
      byMark.set(mark, [...(byMark.get(mark) ?? []), known]);
  }
}

const sameCode = 'stesso codice fiscale';

/** Under which words a person is looked for. */
function marksOf({ definitive, provisional, name, phones }: Person): readonly string[] {
  return [
    ...definitive.map((it) => `cf ${it.decoded}`),
    ...provisional.map((it) => `pr ${it}`),
    ...(name === '' ? [] : [`nome ${name}`]),
    ...phones.map((it) => `tel ${it}`),
  ];
}

/** What makes two persons look like one, the strongest first; nothing where they are not. */
function likeness(a: Person, b: Person): string | undefined {
  const alike = <T>(x: readonly T[], y: readonly T[]) => x.some((it) => y.includes(it));
  const codes = (of: Person) => of.definitive.map((it) => it.code);
  const decoded = (of: Person) => of.definitive.map((it) => it.decoded);
  if (alike(codes(a), codes(b))) return sameCode;
  // The Agenzia changes letters of a code exactly because somebody else has it: the one may be the other, or not.
  if (alike(decoded(a), decoded(b))) return 'stesso codice fiscale, tolte le lettere di omocodia';
  if (alike(a.provisional, b.provisional)) return 'stesso codice fiscale provvisorio';
  const sameName = a.name !== '' && a.name === b.name;
  if (sameName && a.birth !== undefined && a.birth === b.birth)
    return 'stessi nome e data di nascita';
  // Two definitive codes that differ are two persons: relatives share a telephone, namesakes a name.
  if (a.definitive.length > 0 && b.definitive.length > 0) return undefined;
  if (sameName && (a.birth === undefined || b.birth === undefined))
    return 'stesso nome, senza data di nascita da confrontare';
  return alike(a.phones, b.phones) ? 'stesso telefono' : undefined;
}

function personOf(tab: AnyTab, of: (key: string) => unknown): Person {
  const ofKind = (kind: string) =>
    Object.entries(tab.columns).flatMap(([key, column]) => {
      const value = of(key);
      return column.kind === kind && typeof value === 'string' ? [value] : [];
    });
  const names = tab.key.filter((key) => tab.columns[key]?.privacy === 'name').map((key) => of(key));
  const [birth] = tab.key.filter((key) => tab.columns[key]?.kind === 'data').map((key) => of(key));
  return {
    ...codesOf(tab, of),
    // A surname alone is nobody's name.
    name: names.every((it) => typeof it === 'string') ? nameKey(names.join(' ')) : '',
    birth: typeof birth === 'string' ? birth : undefined,
    phones: ofKind('telefono'),
  };
}

function codesOf(
  tab: AnyTab,
  of: (key: string) => unknown,
): Pick<Person, 'definitive' | 'provisional'> {
  const codes = Object.entries(tab.columns).flatMap(([key, { kind }]) => {
    const value = of(key);
    const read =
      kind === 'codice fiscale' && typeof value === 'string' ? readCodiceFiscale(value) : undefined;
    return read?.ok ? [read.value] : [];
  });
  return {
    definitive: codes.flatMap((it) =>
      it.kind === 'definitivo' ? [{ code: it.code, decoded: it.decoded }] : [],
    ),
    provisional: codes.flatMap((it) => (it.kind === 'provvisorio' ? [it.code] : [])),
  };
}
