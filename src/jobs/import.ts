import { type Cell, isBlank, resultOf } from '../core/cell.ts';
import type { Column } from '../core/column.ts';
import { digitsOf, shown } from '../core/column.ts';
import { type Grid, idLabel, quoting } from '../core/register.ts';
import type { Privacy } from '../core/release.ts';
import { err, ok, type Result } from '../core/result.ts';
import { type AnyTab, idOf, valueAt } from '../core/tab.ts';
import { comparable, list, nearest, plural } from '../core/words.ts';
import { type Row, readCalled } from './called.ts';
import { headerOf, type Mapped, type Mapping, mapped, sampleLabels } from './mapping.ts';
import { type Candidate, isOfPersons, type Line, matchingOf } from './matching.ts';
import { type Act, timesById } from './record.ts';
import type { World } from './world.ts';

export { likeliestGrid, type Mapped, sureEnough } from './mapping.ts';
export type { Candidate } from './matching.ts';

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
      `In «${first.tab.name}» ci sono righe che non hanno ancora il loro ID: fai prima «alice check», poi ripeti.`,
    );
  const answered = answersFit(importing);
  if (!answered.ok) return answered;

  const header = headerOf(grid, tab);
  if (header === undefined)
    return err(
      `Non trovo la riga delle intestazioni: serve una riga con almeno due colonne di «${tab.name}», ad esempio ${list(sampleLabels(tab))}.`,
    );
  const columns = mapped({ ...importing, header, layout });
  const stray = [...(importing.fields?.keys() ?? [])].find(
    (it) => !columns.some((column) => comparable(column.header) === comparable(it)),
  );
  if (stray !== undefined)
    return err(
      `Nel file non c’è una colonna «${stray}»: le sue colonne sono ${list(columns.flatMap((it) => (it.header === '' ? [] : [`«${it.header}»`])))}.`,
    );
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

interface Classifying extends Mapping {
  readonly columns: readonly Mapped[];
  readonly same?: ReadonlyMap<number, string> | undefined;
  readonly fresh?: ReadonlySet<number> | undefined;
}

function classified(classifying: Classifying): readonly RowPlan[] {
  const { grid, header, columns, tab, world } = classifying;
  const head = (grid.rows[header] ?? []).map((it) => comparable(shown(resultOf(it))));
  const judge = judgeOf(classifying);
  return grid.rows.flatMap((row, at): RowPlan[] => {
    if (at <= header || row.every((it) => isBlank(resultOf(it)))) return [];
    // Long lists print their header on every page.
    if (head.every((it, n) => it === comparable(shown(resultOf(row[n]))))) return [];
    const line = at + 1;
    const read = readLine({ row, line, columns, tab, world });
    return [read.ok ? judge(read.value) : { line, kind: 'invalid', problems: read.error }];
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
    const read = readCalled({ column, cell }, world);
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

/** Judges the lines one by one, in the order of the file: a line knows of those before it. */
function judgeOf(classifying: Classifying): (line: Line) => RowPlan {
  const { tab, world, layout, columns, same, fresh } = classifying;
  const times = timesById(world, tab);
  const updated = new Map<string, number>();
  const fields = new Set(
    columns.flatMap((it) => (it.used && it.field !== undefined ? [it.field] : [])),
  );
  const matching = matchingOf({ tab, world, fields });

  return (it) => {
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
      return update({ it, ...match });
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

  function update(told: { readonly it: Line; readonly row: Row; readonly why: string }): RowPlan {
    const { it, row, why } = told;
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

function questionSays({
  line,
  tab,
  candidates,
}: {
  readonly line: number;
  readonly tab: AnyTab;
  readonly candidates: readonly Candidate[];
}): string {
  const [row] = candidates.flatMap((it) => it.id ?? []);
  const what = isOfPersons(tab) ? 'la stessa persona' : 'la stessa cosa';
  const which = list(
    candidates
      .slice(0, 4)
      .map((it) => `${it.id ?? `quella della riga ${it.line ?? 0} del file`} (${it.why})`),
    'o',
  );
  const asked = `La riga ${line} è ${what} di ${which}?`;
  return row === undefined
    ? `${asked} Se sì togline una; se è un’altra aggiungi «--fresh ${line}».`
    : `${asked} Se sì scrivi ${row} nella colonna ID del file, oppure aggiungi «--same ${line}=${row}»; se è un’altra, «--fresh ${line}».`;
}
