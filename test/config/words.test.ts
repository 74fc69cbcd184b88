import { describe, expect, test } from 'vitest';
import * as registry from '../../config/registry.ts';
import { type Word, words } from '../../config/words.ts';
import { comparable } from '../../src/core/words.ts';

const all: readonly (readonly [string, Word])[] = Object.entries(words);

describe('Il glossario', () => {
  test.each(all)('%s è spiegato in una frase', (_, { it, means }) => {
    expect(it).not.toBe('');
    expect(means).toMatch(/^[\p{Lu}«].{10,}\.$/u);
  });

  test('non dice due volte la stessa parola', () => {
    const said = all.map(([, { it }]) => comparable(it));

    expect(said.filter((it, at) => said.indexOf(it) !== at)).toEqual([]);
  });

  test('non ripete un foglio con un altro nome', () => {
    const names = new Map(
      Object.entries<unknown>(registry).flatMap(([key, it]) =>
        typeof it === 'object' && it !== null && 'one' in it && 'name' in it
          ? [[comparable(String(it.one)), key] as const]
          : [],
      ),
    );
    const again = all.filter(([key, { it }]) => {
      const tab = names.get(comparable(it));
      // A row of a tab is called by the singular of the tab's own code name.
      return tab !== undefined && !isOneOf(key, tab);
    });

    expect(again.map(([key]) => key)).toEqual([]);
  });
});

/** `company` is one of `companies`, `waiver` one of `waivers`. */
function isOneOf(one: string, many: string): boolean {
  return many === `${one}s` || many === `${one.replace(/y$/, '')}ies`;
}
