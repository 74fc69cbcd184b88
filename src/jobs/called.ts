import { type Column, digitsOf, type Filled, type Refusal, shown } from '../core/column.ts';
import { quoting } from '../core/register.ts';
import { err, ok, type Result } from '../core/result.ts';
import { type AnyTab, idIn, idOf, valueAt } from '../core/tab.ts';
import { comparable, list, nearest } from '../core/words.ts';
import { readIn } from './record.ts';
import type { World } from './world.ts';

/** A row of a tab, told by its ID. */
export type Row = { readonly id: string };

type Called = { readonly column: Column<unknown>; readonly cell: Filled };

/** Kinds of cells that belong to one person or body alone. */
export const ownIdentifiers: ReadonlySet<string> = new Set([
  'codice fiscale',
  'codice fiscale di un ente',
  'partita IVA',
]);

/** Words whatever their order, case and accents: «Rossi Amina» and «AMINA ROSSI» give the same. Only for comparing. */
export function nameKey(words: string): string {
  return comparable(words).split(' ').toSorted().join(' ');
}

/**
 * What a cell from elsewhere means: as in the register, but a row of another tab may also be named by what tells it
 * («Rossi Amina», «Forno Bianchi») or by its codice fiscale or partita IVA. Refuses a name that is nobody's or that
 * several rows have, and then tells their IDs.
 */
export function readCalled(called: Called, world: World): Result<unknown, Refusal> {
  const { column } = called;
  const read = readIn(called, world);
  const found = rowsCalled(called, world);
  if (read.ok || found === undefined) return read;
  const { to, words, rows } = found;
  const [one, ...others] = rows;
  if (one !== undefined && others.length === 0) return ok(one);
  // The sentence of `readIn` repeats no restricted word; these would.
  if (!quoting(column)) return read;
  if (one !== undefined) {
    const ids = rows.slice(0, 6).map((it) => it.id);
    return err({
      say: `«${words}» in «${to.name}» può essere ${list(ids, 'o')}${rows.length > 6 ? '…' : ''}: scrivi l’ID, ad esempio ${one.id}.`,
    });
  }
  const index = indexOf(to, world);
  const near = nearest(nameKey(words), [...index.keys()]);
  const [meant] = near === undefined ? [] : (index.get(near) ?? []);
  const example = world.register.rows(to)[0]?.id ?? idOf(to, 1);
  return err({
    say: `«${words}» non si trova in «${to.name}»: ${meant === undefined ? `scrivi l’ID della riga, ad esempio ${example}` : `forse è ${meant.id}; se è così scrivi quello`}.`,
    proposed: meant?.id,
  });
}

/** Whether a cell from elsewhere can be read, without working out why not. */
export function isReadable(called: Called, world: World): boolean {
  return readIn(called, world).ok || rowsCalled(called, world)?.rows.length === 1;
}

interface Found {
  readonly to: AnyTab;
  readonly words: string;
  readonly rows: readonly Row[];
}

/** The rows a cell calls by name; nothing where it is no reference, or speaks of an ID. */
function rowsCalled({ column, cell }: Called, world: World): Found | undefined {
  if (typeof column.to !== 'object') return undefined;
  const words = digitsOf(cell) ?? shown(cell);
  if (idIn(words) !== undefined) return undefined;
  // `refersTo` is the only maker of such columns, and its `to` is a tab.
  const to = column.to as AnyTab;
  return { to, words, rows: indexOf(to, world).get(nameKey(words)) ?? [] };
}

type Index = ReadonlyMap<string, readonly Row[]>;

/** Built once for each reading of the register. */
const indexes = new WeakMap<World['register'], Map<AnyTab, Index>>();

function indexOf(tab: AnyTab, { register }: World): Index {
  const ofRegister = indexes.get(register) ?? new Map<AnyTab, Index>();
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
      if (key !== '') index.set(key, (index.get(key) ?? new Set<Row>()).add(row));
    }
  }
  const called = new Map([...index].map(([key, rows]) => [key, [...rows]] as const));
  ofRegister.set(tab, called);
  return called;
}
