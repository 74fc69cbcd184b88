import { z } from 'zod';
import { type Column, column, digitsOf, type More, shown, type ValueOf } from './column.ts';
import type { Day } from './day.ts';
import { err, ok } from './result.ts';

/** Who a file is shared with: the tabs of a book stand in the same file, unless `settings` splits them. */
export type Book = 'persone' | 'imprese' | 'amministrazione' | 'riservato';

/** The columns of a tab, by the name code calls them. */
// A column of any value: variance forbids `unknown` here.
// oxlint-disable-next-line typescript/no-explicit-any
export type Columns = Readonly<Record<string, Column<any>>>;

/** A tab people fill in: one row per thing, each with an ID of its own. */
export interface Tab<C extends Columns> {
  /** The label on the tab's tongue, and in every message. */
  readonly name: string;
  readonly formerly: readonly string[];
  /** One row, in a sentence: «tirocinio». */
  readonly one: string;
  /** The letters of its IDs: `T` for `T-0001`. Never changed, never used by another tab. */
  readonly id: string;
  readonly book: Book;
  /** The module that must be switched on for this tab to be there. */
  readonly module: string;
  readonly about: string;
  /** The columns that tell what a row is about: if they all change at once, rows were mixed up. */
  readonly key: readonly string[];
  /** How a row is called in a list people choose from, beside its ID; nothing where that would name a person elsewhere. */
  readonly caption: readonly string[];
  readonly columns: C;
  /** The order of declaration, which is the order of the workbook: module namespaces forget it. */
  readonly declared: number;
}
export type AnyTab = Tab<Columns>;

/** A row as the sheet holds it today: any cell may still be blank or unreadable. */
export type RowOf<T extends AnyTab> = { readonly id: string } & {
  readonly [K in keyof T['columns']]?: ValueOf<T['columns'][K]> | undefined;
};

/** Every cell reachable from a row, across references: `endDate`, `beneficiary.birthDate`. */
export type Path<R> = {
  [K in keyof R & string]: NonNullable<R[K]> extends { readonly id: string }
    ? K | `${K}.${Path<NonNullable<R[K]>>}`
    : K;
}[keyof R & string];

/** The same row, with the cells at `P` known to be there. */
export type Having<R, P extends string> = R &
  AllOf<
    P extends `${infer K}.${infer Rest}`
      ? { readonly [k in K]: Having<NonNullable<R[K & keyof R]>, Rest> }
      : { readonly [k in P]: NonNullable<R[P & keyof R]> }
  >;
type AllOf<U> = (U extends unknown ? (it: U) => void : never) extends (it: infer I) => void
  ? I
  : never;

/** The days of a row, by column name. */
export type DaysOf<R> = {
  [K in keyof R & string]: NonNullable<R[K]> extends Day ? K : never;
}[keyof R & string];

/** Declares a tab. Refuses, at start, a key or caption that is no column of it. */
export function tab<const C extends Columns>(
  name: string,
  spec: {
    readonly one: string;
    readonly id: string;
    readonly book: Book;
    readonly module: string;
    readonly about: string;
    readonly columns: C;
    readonly formerly?: readonly string[];
    readonly key?: readonly (keyof C & string)[];
    readonly caption?: readonly (keyof C & string)[];
  },
): Tab<C> {
  const labels = Object.values(spec.columns).flatMap((it) => [it.label, ...it.formerly]);
  const doubled = labels.find((it, at) => labels.indexOf(it) !== at);
  if (doubled !== undefined) throw new Error(`${name}: two columns are called «${doubled}»`);
  return { formerly: [], key: [], caption: [], name, ...spec, declared: nextDeclared() };
}

let declared = 0;

/** Tabs, pages and settings are counted as they are declared. */
export function nextDeclared(): number {
  declared += 1;
  return declared;
}

/** A cell that names a row of another tab by its ID: `B-0001`, or as offered, `B-0001 · Rossi Amina`. */
export interface Reference<T extends AnyTab> extends Column<RowOf<T>> {
  readonly to: T;
}

/** A column whose cells name rows of another tab. The row itself is linked once all tabs are read. */
export function refersTo<T extends AnyTab>(to: T, label: string, more: More = {}): Reference<T> {
  return Object.assign(
    column<RowOf<T>>(
      label,
      { privacy: 'internal', ...more },
      {
        kind: `riferimento a ${to.name}`,
        get schema() {
          return z.custom<RowOf<T>>((it) => typeof it === 'object' && it !== null && 'id' in it);
        },
        example: `${to.id}-0001`,
        width: to.caption.length > 0 ? 28 : 12,
        choices: { list: to.name, labels: [], open: false },
        read() {
          throw new Error(
            `${label}: a reference is read by the register, which knows the other rows`,
          );
        },
        show: (row) => row.id,
        write: (row) => row.id,
      },
    ),
    { to },
  );
}

/** A cell that names a row of any tab by its ID. Read as the bare ID. */
export function anyId(label: string, more: More = {}): Column<string> {
  return column<string>(label, more, {
    kind: 'ID di qualunque foglio',
    get schema() {
      return z.string().regex(idPattern);
    },
    width: 12,
    example: 'T-0014',
    to: '*',
    read(cell) {
      const id = idIn(digitsOf(cell) ?? '');
      return id === undefined
        ? err({ say: `«${shown(cell)}» non è un ID: scrivi ad esempio T-0014.` })
        : ok(id);
    },
    show: (it) => it,
    write: (it) => it,
  });
}

/** A column that ALICE lays in every row as a formula, and people only read. */
export function laid(label: string, formula: string, more: More = {}): Column<never> {
  return Object.assign(
    column<never>(label, more, {
      kind: 'calcolata da ALICE',
      get schema() {
        return z.never();
      },
      example: '',
      format: 'general',
      read: () => err({ say: '' }),
      show: () => '',
      write: () => undefined,
    }),
    { laid: formula },
  );
}

/** The shape of every ID: letters, a hyphen, at least three digits. */
export const idPattern = /^[A-Z]{1,4}-\d{3,6}$/;

/** The ID a cell starts with, in capitals: `t-0014 · Forno Bianchi` → `T-0014`; `undefined` where there is none. */
export function idIn(typed: string): string | undefined {
  const [first] = typed
    .trim()
    .toUpperCase()
    .split(/[\s·:–—,;]/, 1);
  return first !== undefined && idPattern.test(first) ? first : undefined;
}

/** The number within an ID: `T-0014` → 14. */
export function numberOfId(id: string): number {
  return Number(id.slice(id.indexOf('-') + 1));
}

/** The ID of a number in a tab: `T`, 14 → `T-0014`. */
export function idOf(tab: { readonly id: string }, number: number): string {
  return `${tab.id}-${String(number).padStart(4, '0')}`;
}

/** The needs of `needs` that a row does not fill. */
export function missing(row: object, needs: readonly string[]): string[] {
  return needs.filter((path) => valueAt(row, path) === undefined);
}

/** The column a path ends in: `beneficiary.birthDate` from *Tirocini* is *Data di nascita* of *Beneficiari*. */
export function columnAt(tab: AnyTab, path: string): Column<unknown> {
  const dot = path.indexOf('.');
  const here = tab.columns[dot < 0 ? path : path.slice(0, dot)];
  if (here === undefined) throw new Error(`${tab.name} has no column ${path}`);
  // A reference's `to` is its tab: `Reference` says so, `Columns` forgets it.
  return dot < 0 ? here : columnAt(here.to as AnyTab, path.slice(dot + 1));
}

/** The value a path leads to, `undefined` as soon as a cell on the way is blank. */
export function valueAt(row: object, path: string): unknown {
  let at: unknown = row;
  for (const key of path.split('.')) {
    if (at === undefined) return undefined;
    // Rows are plain objects by column name.
    at = (at as Readonly<Record<string, unknown>>)[key];
  }
  return at;
}

/** A tab of ALICE's own, written whole at every check: its columns say how each value is shown. */
export interface PageTab<C extends Columns> {
  readonly name: string;
  readonly about: string;
  /** The books in which it stands: every book whose tabs it speaks of, or one. */
  readonly books: readonly Book[];
  readonly module: string;
  readonly columns: C;
  /** Columns people need not see: keys that formulas look up. */
  readonly hidden: readonly string[];
  /** The whole tab is out of sight: only formulas look into it. */
  readonly unseen: boolean;
  readonly declared: number;
}

/** Declares a tab of ALICE's. */
export function page<const C extends Columns>(
  name: string,
  spec: {
    readonly about: string;
    readonly books: readonly Book[];
    readonly module: string;
    readonly columns: C;
    readonly hidden?: readonly (keyof C & string)[];
    readonly unseen?: boolean;
  },
): PageTab<C> {
  return { hidden: [], unseen: false, name, ...spec, declared: nextDeclared() };
}

/** One line of a page, by column name. */
export type LineOf<P extends PageTab<Columns>> = {
  readonly [K in keyof P['columns']]?: ValueOf<P['columns'][K]> | undefined;
};
