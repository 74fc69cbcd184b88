import { readCodiceFiscale } from '../core/italy.ts';
import { type AnyTab, idIn, idOf, valueAt } from '../core/tab.ts';
import { comparable, list } from '../core/words.ts';
import { nameKey, ownIdentifiers, type Row } from './called.ts';
import type { World } from './world.ts';

/** A line of a file, all of whose cells could be read. */
export interface Line {
  /** From 1. */
  readonly line: number;
  readonly typedId: string | undefined;
  /** What each cell means, by code name. */
  readonly values: ReadonlyMap<string, unknown>;
}

/** What a line may be a double of: a row of the register, or an earlier line of the file. */
export interface Candidate {
  readonly id?: string | undefined;
  readonly line?: number | undefined;
  /** What is the same, without values: «stesso telefono». */
  readonly why: string;
}

/** What is known of a line: the row it is, the earlier line it repeats, those it may be, or that its ID is wrong. */
export type Match =
  | { readonly kind: 'row'; readonly row: Row; readonly why: string }
  | { readonly kind: 'line'; readonly line: number; readonly why: string }
  | { readonly kind: 'maybe'; readonly candidates: readonly Candidate[] }
  | { readonly kind: 'wrong'; readonly says: string }
  | { readonly kind: 'new' };

/** Finds the row a line of the file is, or may be; `add` makes later lines know of one that is new. */
export interface Matching {
  match(it: Line): Match;
  add(it: Line): void;
}

interface Among {
  readonly tab: AnyTab;
  readonly world: World;
  /** The fields the file has a column for. */
  readonly fields: ReadonlySet<string>;
}

/** Rows of people are told by their codice fiscale: a tab with one among its key columns. */
export function isOfPersons(tab: AnyTab): boolean {
  return tab.key.some((key) => tab.columns[key]?.kind === 'codice fiscale');
}

/**
 * Looks lines up among the rows of a tab. An ID makes the same row; then, for people, a codice fiscale written alike;
 * elsewhere all the cells that tell a row. Whatever is weaker is only a candidate.
 */
export function matchingOf(among: Among): Matching {
  const { tab } = among;
  const inner = isOfPersons(tab) ? personsOf(among) : keysOf(among);
  return {
    add: (it) => inner.add(it),
    match(it) {
      const byId = it.typedId === undefined ? undefined : idMatch(it.typedId, among);
      if (byId === undefined) return inner.match(it);
      if (byId.kind !== 'row') return byId;
      return contradiction({ it, row: byId.row, tab }) ?? byId;
    },
  };
}

function idMatch(typed: string, { tab, world }: Among): Match {
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
  const compared = tab.key.flatMap((key) => {
    const [a, b] = [it.values.get(key), valueAt(row, key)];
    return a === undefined || b === undefined ? [] : [comparedKey({ tab, key, a, b })];
  });
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
function keysOf({ tab, world, fields }: Among): Matching {
  const rows = world.register.rows(tab);
  const byKey = new Map<string, Entry[]>();
  const needed = tab.key.filter((key) => tab.columns[key]?.required !== undefined);
  for (const row of rows) index({ of: (key) => valueAt(row, key), row });

  return {
    add: (it) => index({ of: (key) => it.values.get(key), line: it.line }),
    match(it) {
      const certain: Entry[] = [];
      const maybe: { readonly entry: Entry; readonly why: string }[] = [];
      for (const entry of near(it)) {
        const judged = judge(it, entry);
        if (judged === surely) certain.push(entry);
        else if (judged !== undefined) maybe.push({ entry, why: judged });
      }
      const [one, ...others] = certain;
      const why = sameSays(
        tab,
        tab.key.filter((key) => it.values.has(key)),
      );
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
      const same = byKey.get(text);
      if (same !== undefined) same.push(entry);
      else if (text !== '') byKey.set(text, [entry]);
    }
  }

  /** Those worth judging: of all rows of a month, only those of one internship. */
  function near({ values }: Line): ReadonlySet<Entry> {
    const buckets = tab.key.flatMap((key) => {
      const value = values.get(key);
      const own = ownIdentifiers.has(tab.columns[key]?.kind ?? '');
      return value === undefined
        ? []
        : [{ own, entries: byKey.get(keyText({ tab, key, value })) ?? [] }];
    });
    // A row that differs in any other key cell is another row, so the smallest of their buckets holds all candidates.
    const [smallest] = buckets
      .filter((it) => !it.own)
      .toSorted((a, b) => a.entries.length - b.entries.length);
    return new Set([
      ...(smallest?.entries ?? []),
      ...buckets.filter((it) => it.own).flatMap((it) => it.entries),
    ]);
  }

  /** `surely`, or what is the same where it is doubtful, or nothing: another row. */
  function judge(it: Line, entry: Entry): string | undefined {
    const all = tab.key.map((key) => ({
      key,
      is: comparedKey({
        tab,
        key,
        a: it.values.get(key),
        b: entry.of(key),
        inFile: fields.has(key),
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
    return enough ? surely : sameSays(tab, alike);
  }
}

const surely = 'surely';

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
function personsOf({ tab, world }: Among): Matching {
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
    for (const mark of marksOf(known.person)) {
      const same = byMark.get(mark);
      if (same === undefined) byMark.set(mark, [known]);
      else same.push(known);
    }
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

function alike(a: readonly string[], b: readonly string[]): boolean {
  return a.some((it) => b.includes(it));
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
