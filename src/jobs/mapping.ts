import { type Cell, isBlank, resultOf } from '../core/cell.ts';
import { type Column, digitsOf, type Filled, shown } from '../core/column.ts';
import { type Grid, idLabel, type Layout } from '../core/register.ts';
import type { AnyTab } from '../core/tab.ts';
import { clean, comparable, nearest } from '../core/words.ts';
import { isReadable } from './called.ts';
import type { World } from './world.ts';

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

/** Columns at least this sure are imported; the others are only proposed. */
export const sureEnough = 0.7;

/** The sheet of a file that looks most like a tab; its first one where none does. */
export function likeliestGrid(grids: readonly Grid[], tab: AnyTab): Grid | undefined {
  const score = (grid: Grid) => {
    const at = headerOf(grid, tab);
    return at === undefined ? 0 : knownIn(grid.rows[at] ?? [], tab);
  };
  return grids.map((it) => ({ it, score: score(it) })).toSorted((a, b) => b.score - a.score)[0]?.it;
}

/** Two columns that tell a row of a tab, for examples. */
export function sampleLabels(tab: AnyTab): readonly string[] {
  const telling = tab.key.length > 1 ? tab.key : Object.keys(tab.columns).slice(1, 3);
  return telling.slice(0, 2).map((it) => `«${tab.columns[it]?.label ?? it}»`);
}

/** The line of the header, from 0: the first of the first lines with two texts that name columns. Numbers name days of a month, but head no list. */
export function headerOf(grid: Grid, tab: AnyTab): number | undefined {
  const at = grid.rows.slice(0, 30).findIndex((row) => knownIn(row, tab) >= 2);
  return at < 0 ? undefined : at;
}

function knownIn(row: readonly Cell[], tab: AnyTab): number {
  const names = namesOf(tab);
  const found = row.flatMap((cell) => {
    const words = resultOf(cell);
    if (typeof words !== 'string' || !/\p{L}/u.test(words)) return [];
    const sure = withoutTies(likenesses(words, names)).filter((it) => it.confidence >= sureEnough);
    return sure.map((it) => it.name.field);
  });
  return new Set(found).size;
}

/** A field and all it is or was called. */
interface Named {
  readonly field: string;
  readonly label: string;
  readonly column: Column<unknown> | undefined;
  /** The label first, then old ones: as they are compared, and by their telling words. */
  readonly known: readonly { readonly whole: string; readonly words: readonly string[] }[];
}

function namesOf(tab: AnyTab): readonly Named[] {
  return [
    named(idLabel, [idLabel]),
    ...Object.entries(tab.columns).map(([field, column]) =>
      named(field, [column.label, ...column.formerly], column),
    ),
  ];
}

function named(field: string, labels: readonly string[], column?: Column<unknown>): Named {
  return {
    field,
    label: labels[0] ?? field,
    column,
    known: labels.map((it) => ({ whole: comparable(it), words: tellingWords(it) })),
  };
}

interface Guess {
  readonly name: Named;
  readonly confidence: number;
  readonly why: Mapped['why'];
}

/** The fields a header sounds like, and how much. */
function likenesses(header: string, names: readonly Named[]): readonly Guess[] {
  const typed = comparable(header);
  if (typed === '') return [];
  const label = names.find((it) => it.known[0]?.whole === typed);
  if (label !== undefined) return [{ name: label, confidence: 1, why: 'label' }];
  const old = names.find((it) => it.known.some(({ whole }) => whole === typed));
  if (old !== undefined) return [{ name: old, confidence: 0.98, why: 'formerly' }];
  const words = tellingWords(header);
  const alike = names.flatMap((name): Guess[] => {
    const confidence = Math.max(...name.known.map((it) => likenessOf(words, it.words)));
    return confidence === 0 ? [] : [{ name, confidence, why: 'words' }];
  });
  if (alike.some((it) => it.confidence >= sureEnough)) return alike;
  const near = nearest(
    header,
    names.flatMap((it) => it.known.map(({ whole }) => whole)),
  );
  const meant = names.find((it) => it.known.some(({ whole }) => whole === near));
  return meant === undefined
    ? alike
    : [
        ...alike.filter((it) => it.name !== meant),
        { name: meant, confidence: 0.75, why: 'nearest' },
      ];
}

function likenessOf(words: readonly string[], known: readonly string[]): number {
  if (words.length === 0 || known.length === 0) return 0;
  if (words.join(' ') === known.join(' ')) return 0.9;
  if (shortened(words, known)) return 0.8;
  // «Comune» for «Comune di residenza»: a proposal, unless the values speak for it.
  if (words.every((it) => known.includes(it))) return 0.55;
  // «Telefono del tutor» is somebody else's, however much it looks like one: only ever a proposal.
  return known.every((it) => words.includes(it)) ? 0.45 : 0;
}

/** Below this a likeness is not even proposed. */
const worthSaying = 0.4;

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

/** A file, and the tab its columns are to be found in. */
export interface Mapping {
  readonly grid: Grid;
  readonly tab: AnyTab;
  readonly world: World;
  /** How the tab is laid out in the register. */
  readonly layout: Layout;
  /** The line of the header, from 0. */
  readonly header: number;
  /** What the person says of columns: header in the file → label of the field, or '' for «leave it out». */
  readonly fields?: ReadonlyMap<string, string> | undefined;
}

/**
 * Which column of a file is which field: by what the person says, by its header, and by what its values look like.
 * Each field is taken once. What is not imported says why.
 */
export function mapped(mapping: Mapping): readonly Mapped[] {
  const { tab, layout, fields } = mapping;
  const columns = columnsIn(mapping);
  const names = namesOf(tab);
  const taken = new Map<number, Guess>();
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
    .flatMap((it) =>
      withoutTies(
        likenesses(it.header, names).map((guess) => weighed(guess, it, mapping.world)),
      ).map((guess) => ({ ...guess, it })),
    )
    .toSorted((one, other) => other.confidence - one.confidence);
  const take = (at: number, found: Guess) => {
    if (!taken.has(at) && free(found.name.field)) taken.set(at, found);
  };
  for (const it of guesses) if (it.confidence >= sureEnough) take(it.it.at, it);
  for (const it of columns) {
    if (settled.has(it.at) || taken.has(it.at)) continue;
    const told = byValues(
      it,
      names.filter(({ field }) => free(field)),
    );
    if (told !== undefined) take(it.at, told);
  }
  for (const it of guesses) if (it.confidence >= worthSaying) take(it.it.at, it);

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

/** What a header says of several fields alike is only a proposal. */
function withoutTies(guesses: readonly Guess[]): readonly Guess[] {
  const best = Math.max(0, ...guesses.map((it) => it.confidence));
  const tied = guesses.filter((it) => it.confidence === best).length > 1;
  return tied
    ? guesses.map((it) => ({ ...it, confidence: Math.min(it.confidence, 0.5) }))
    : guesses;
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

/** What a header says, spoken for or against by the values under it. */
function weighed(guess: Guess, { cells }: FileColumn, world: World): Guess {
  const { confidence } = guess;
  const { column } = guess.name;
  if (confidence >= 0.98 || column === undefined || column.laid !== undefined) return guess;
  if (anyWords.has(column.kind) || cells.length === 0) return guess;
  const fit = shareOf(cells, (cell) => isReadable({ column, cell }, world));
  if (fit >= 0.8) return { ...guess, confidence: Math.min(0.97, confidence + 0.17) };
  return fit < 0.3 ? { ...guess, confidence: confidence - 0.4 } : guess;
}

/** The one column whose values these look like. */
function byValues({ header, cells }: FileColumn, names: readonly Named[]): Guess | undefined {
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
  // A header of several words means something of its own: «Codice della scuola».
  const sure = others.length === 0 && tellingWords(header).length < 2;
  if (one !== undefined) return { name: one, confidence: sure ? 0.8 : 0.5, why: 'values' };
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
  readonly found: Guess | undefined;
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
    : `Potrebbe essere «${name.label}», ma non è sicuro: non la importo. Se lo è, chiamala così nel file.`;
}
