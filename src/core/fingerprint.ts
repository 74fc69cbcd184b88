import type { Finding } from './finding.ts';
import type { Register } from './register.ts';
import type { AnyTab } from './tab.ts';
import { list, plural } from './words.ts';

/** A short digest of a text (FNV-1a, twice over, 64 bits as hex): to notice change, never to keep a secret. */
export function digest(text: string): string {
  return half(text, 0x811c9dc5) + half(text, 0x9dc5811c);
}

/** What a row's key cells looked like: one short digest per key column, in the order of `tab.key`. */
export function fingerprintOf(tab: AnyTab, row: object): string {
  // Rows are plain objects by column name; a reference counts by its ID.
  const cells = row as Readonly<Record<string, unknown>>;
  return tab.key.map((key) => digest(textOf(cells[key])).slice(0, 8)).join('.');
}

interface Mixing {
  readonly tab: AnyTab;
  readonly register: Register;
  /** Fingerprints of the last check, by ID. */
  readonly known: ReadonlyMap<string, string>;
  readonly mends: string;
}

/**
 * Rows that were torn apart: somebody sorted some columns and not the others, so that key cells of several
 * rows have taken each other's place under the same IDs. One finding per column that moved on its own.
 */
export function mixedRows({ tab, register, known, mends }: Mixing): Finding[] {
  const changed = register.rows(tab).flatMap((row) => {
    const before = known.get(row.id)?.split('.');
    const now = fingerprintOf(tab, row).split('.');
    return before === undefined || before.length !== now.length ? [] : [{ row, before, now }];
  });
  const moved = tab.key.flatMap((key, at) => {
    const differing = changed.filter(({ before, now }) => before[at] !== now[at]);
    const had = new Map<string, number>();
    for (const { before } of differing)
      had.set(before[at] ?? '', (had.get(before[at] ?? '') ?? 0) + 1);
    const swapped = differing.filter(({ now }) => {
      const left = had.get(now[at] ?? '') ?? 0;
      had.set(now[at] ?? '', left - 1);
      return left > 0;
    });
    // Two rows may be swapped on purpose. Three or more that trade values are a sort, if hardly a value was lost: months
    // or dates all moved on by one, or a choice corrected in many rows, take each other's values too.
    const lost = differing.length - swapped.length;
    return swapped.length >= 3 && lost * 10 <= differing.length
      ? [{ key, rows: swapped.map(({ row }) => row) }]
      : [];
  });
  // All key columns together only mean that IDs were sorted apart from everything else.
  const whole = tab.key.length > 1 && moved.length === tab.key.length;
  return (whole ? moved.slice(0, 1) : moved).map(({ key, rows }): Finding => {
    const label = whole ? 'ID' : (tab.columns[key]?.label ?? key);
    const ids = rows.map((it) => it.id);
    const first = rows[0];
    return {
      key: `rowsMixed/${tab.name}/${label}`,
      rule: 'rowsMixed',
      level: 'blocca',
      tab: tab.name,
      line: first === undefined ? undefined : register.lineOf(first) + 1,
      id: ids[0],
      column: label,
      says: `La colonna «${label}» sembra ordinata da sola: ${plural(ids.length, 'riga ha', 'righe hanno')} il valore di un’altra (${list(ids.slice(0, 5))}${ids.length > 5 ? '…' : ''}). Annulla l’ordinamento, oppure ordina di nuovo scegliendo tutte le colonne.`,
      classes: tab.book === 'riservato' ? ['restricted'] : ['internal'],
      name: 'Le righe restano intere quando si ordina',
      expected: 'Tutte le colonne ordinate insieme: ad esempio con il filtro sull’intestazione.',
      mends,
    };
  });
}

function textOf(value: unknown): string {
  if (value === undefined) return '';
  if (typeof value === 'object' && value !== null && 'id' in value) return String(value.id);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function half(text: string, seed: number): string {
  let hash = seed;
  for (let at = 0; at < text.length; at += 1)
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
