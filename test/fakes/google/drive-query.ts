/** What of a file a search looks at. */
export interface Searched {
  readonly name: string;
  readonly mimeType: string;
  readonly trashed: boolean;
  readonly parents: readonly string[];
  /** ISO instants. */
  readonly createdTime: string;
  readonly modifiedTime: string;
  readonly appProperties: Readonly<Record<string, string>>;
  readonly properties: Readonly<Record<string, string>>;
}

/**
 * The `q` of Drive's `files.list` as a question about a file: `and`, `or`, `not`, parentheses, `=`, `!=`, `contains`,
 * `<`…, `in parents`, `has { key='…' and value='…' }`. Throws `refused()` where Google would not read it.
 * https://developers.google.com/workspace/drive/api/guides/ref-search-terms
 */
export function matcher(query: string, refused: () => Error): (file: Searched) => boolean {
  const tokens = query.match(/'(?:[^'\\]|\\.)*'|[A-Za-z]+|[<>!]?=|[<>(){}]|\S/g) ?? [];
  if (tokens.length === 0) return () => true;
  let at = 0;
  const matches = either();
  if (at < tokens.length) throw refused();
  return matches;

  function either(): Question {
    let left = both();
    while (took('or')) {
      const [one, other] = [left, both()];
      left = (file) => one(file) || other(file);
    }
    return left;
  }

  function both(): Question {
    let left = single();
    while (took('and')) {
      const [one, other] = [left, single()];
      left = (file) => one(file) && other(file);
    }
    return left;
  }

  function single(): Question {
    if (took('not')) {
      const denied = single();
      return (file) => !denied(file);
    }
    if (took('(')) {
      const inner = either();
      must(')');
      return inner;
    }
    return term();
  }

  function term(): Question {
    const first = next();
    if (first.startsWith("'")) {
      must('in');
      must('parents');
      const parent = unquoted(first);
      return (file) => file.parents.includes(parent);
    }
    if (first === 'trashed') {
      const equal = took('=') || !took('!=');
      const wanted = next();
      if (wanted !== 'true' && wanted !== 'false') throw refused();
      return (file) => (file.trashed === (wanted === 'true')) === equal;
    }
    if (first === 'appProperties' || first === 'properties') {
      for (const word of ['has', '{', 'key', '=']) must(word);
      const key = text();
      for (const word of ['and', 'value', '=']) must(word);
      const value = text();
      must('}');
      return (file) => file[first][key] === value;
    }
    if (!isField(first)) throw refused();
    const holds = OPERATORS[next()];
    if (holds === undefined) throw refused();
    const value = text();
    return (file) => holds(file[first], value);
  }

  function next(): string {
    const token = tokens[at];
    if (token === undefined) throw refused();
    at += 1;
    return token;
  }

  function text(): string {
    const token = next();
    if (!/^'.*'$/s.test(token)) throw refused();
    return unquoted(token);
  }

  function took(word: string): boolean {
    if (tokens[at] !== word) return false;
    at += 1;
    return true;
  }

  function must(word: string): void {
    if (!took(word)) throw refused();
  }
}

type Question = (file: Searched) => boolean;

const OPERATORS: Readonly<Record<string, (it: string, value: string) => boolean>> = {
  '=': (it, value) => it === value,
  '!=': (it, value) => it !== value,
  '<': (it, value) => it < value,
  '<=': (it, value) => it <= value,
  '>': (it, value) => it > value,
  '>=': (it, value) => it >= value,
  // By the beginning of words, and no matter the case.
  contains: (it, value) => ` ${it.toLowerCase()}`.includes(` ${value.toLowerCase()}`),
};

const FIELDS = ['name', 'mimeType', 'createdTime', 'modifiedTime'] as const;

function isField(name: string): name is (typeof FIELDS)[number] {
  return FIELDS.some((it) => it === name);
}

function unquoted(token: string): string {
  return token.slice(1, -1).replaceAll(/\\(.)/g, '$1');
}
