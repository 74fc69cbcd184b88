import type { AnyTab } from '../src/core/tab.ts';
import type { Vocabulary } from '../src/core/template.ts';
import { restrictedWordsIn } from './forbidden-words.ts';
import { collectionsDuring, derivedDuring, momentsDuring } from './papers/during.ts';
import { audiences, moments, withheld } from './papers/moments.ts';
import { type PapersOf, sectionsWith } from './papers/sections.ts';
import { collections, derived } from './papers/values.ts';
import * as registry from './registry.ts';
import { policy } from './roles.ts';
import * as settings from './settings.ts';

/**
 * All that the papers of `config/documents/*.md` may speak of, for whoever knows which papers an internship has: the
 * index of its file lists them. Tabs of the restricted book are not there: no paper prints from it, not even an IBAN,
 * which is written by hand.
 */
export function vocabularyWith(papersOf: PapersOf): Vocabulary {
  return {
    tabs: Object.values<unknown>(registry).filter(isPrintable),
    settings,
    derived: [...derived, ...derivedDuring],
    collections: [...collections, ...collectionsDuring],
    sections: sectionsWith(papersOf),
    audiences,
    moments: { ...moments, ...momentsDuring },
    policy,
    scan: (text) =>
      restrictedWordsIn(text).map(({ start, length }) => text.slice(start, start + length)),
    withheld,
  };
}

/** The same where no paper was printed yet: every template reads alike with it. */
export const vocabulary: Vocabulary = vocabularyWith(() => []);

/** The registry exports lists of words and pages of ALICE's too: only tabs of people have IDs and a book. */
function isPrintable(it: unknown): it is AnyTab {
  return (
    typeof it === 'object' && it !== null && 'id' in it && 'book' in it && it.book !== 'riservato'
  );
}
