/**
 * A field mask as Google's APIs take it, `sheets(properties(sheetId,title),data.rowData),namedRanges`, as a tree: for
 * each name what is wanted of it; `true` is all of it.
 * https://developers.google.com/workspace/sheets/api/guides/field-masks
 */
export type Mask = true | ReadonlyMap<string, Mask>;

/** Reads a mask; `undefined` for one that cannot be read. `*` is everything at its place. */
export function readMask(text: string): Mask | undefined {
  const tokens = text.match(/[A-Za-z0-9_@.$-]+|\*|[(),/]/g) ?? [];
  if (tokens.join('') !== text.replaceAll(/\s/g, '')) return undefined;
  let at = 0;
  const read = list();
  return at === tokens.length && read !== undefined ? read : undefined;

  function list(): Mask | undefined {
    let all: Mask = new Map();
    for (;;) {
      const one = item();
      if (one === undefined) return undefined;
      all = joined(all, one);
      if (tokens[at] !== ',') return all;
      at += 1;
    }
  }

  function item(): Mask | undefined {
    const word = tokens[at];
    if (word === undefined || /^[(),/]$/.test(word)) return undefined;
    at += 1;
    let below: Mask | undefined = true;
    if (tokens[at] === '/') {
      at += 1;
      below = item();
    } else if (tokens[at] === '(') {
      at += 1;
      below = list();
      if (tokens[at] !== ')') return undefined;
      at += 1;
    }
    if (below === undefined) return undefined;
    // Names may be said without capitals, too: `sheet_id`.
    return word
      .replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
      .split('.')
      .toReversed()
      .reduce((inner: Mask, name) => (name === '*' ? inner : new Map([[name, inner]])), below);
  }
}

/** What a mask wants of a field: `undefined` when nothing. */
export function within(mask: Mask | undefined, name: string): Mask | undefined {
  return mask === undefined || mask === true ? mask : mask.get(name);
}

/** Marks what was masked as it was made, so that `masked` leaves it alone: a spreadsheet has many cells. */
export function asMasked<T extends object>(value: T): T {
  ready.add(value);
  return value;
}

const ready = new WeakSet<object>();

/** What is left of an answer once only the masked fields are kept. Lists keep their length, their items lose fields. */
export function masked(value: unknown, mask: Mask): unknown {
  if (mask === true) return value;
  if (Array.isArray(value)) return value.map((it) => masked(it, mask));
  if (typeof value !== 'object' || value === null || ready.has(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, it]): [string, unknown][] => {
      const wanted = within(mask, name);
      if (wanted === undefined) return [];
      const kept = masked(it, wanted);
      return kept === undefined ? [] : [[name, kept]];
    }),
  );
}

/** `before` with the masked fields as in `given`: a masked field that is not given is taken away. */
export function merged<T extends object>(before: T, given: object, mask: Mask): T {
  if (mask === true) return clean(given) as T;
  const result: Record<string, unknown> = Object.fromEntries(Object.entries(before));
  for (const [name, wanted] of mask) {
    const now = (given as Record<string, unknown>)[name];
    const old = result[name];
    if (wanted === true || typeof now !== 'object' || now === null || Array.isArray(now)) {
      if (
        wanted !== true &&
        typeof old === 'object' &&
        old !== null &&
        (now === undefined || now === null)
      ) {
        result[name] = merged(old, {}, wanted);
      } else if (now === undefined || now === null) delete result[name];
      else result[name] = clean(now);
    } else {
      result[name] = merged(typeof old === 'object' && old !== null ? old : {}, now, wanted);
    }
  }
  // Only fields the mask names were touched: it is still what it was.
  return result as T;
}

/** Without `null`s, as Google reads a request: a field that is `null` was not said. */
export function clean(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(clean);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, it]) =>
      it === null || it === undefined ? [] : [[name, clean(it)]],
    ),
  );
}

function joined(a: Mask, b: Mask): Mask {
  if (a === true || b === true) return true;
  const all = new Map(a);
  for (const [name, it] of b) {
    const there = all.get(name);
    all.set(name, there === undefined ? it : joined(there, it));
  }
  return all;
}
