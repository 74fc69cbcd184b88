/**
 * A word with its number: `plural(1, 'tirocinio', 'tirocini')` is «1 tirocinio», 2 and 0 are «2 tirocini», «0 tirocini».
 * Thousands take a dot, as Italian writes them: «1.200 tirocini».
 */
export function plural(n: number, one: string, many: string): string {
  return `${thousands(n)} ${n === 1 || n === -1 ? one : many}`;
}

/** A list in a sentence: «a», «a e b», «a, b e c» (no comma before «e»); `last` may be «o». Empty for none. */
export function list(items: readonly string[], last = 'e'): string {
  const end = items.at(-1) ?? '';
  const start = items.slice(0, -1);
  if (start.length === 0) return end;
  return `${start.join(', ')} ${ed(last, end)} ${end}`;
}

/**
 * People's text made good for keeping: NFC, invisible characters gone (zero-width, soft hyphen, direction and byte-order
 * marks), every odd space (non-breaking, thin, tab) made ordinary, ends trimmed, inner runs of spaces made one. Line
 * breaks stay, one each («\r\n» becomes «\n»). Case, accents, apostrophes and words stay as typed.
 */
export function clean(text: string): string {
  // Most cells are plain already, and each is asked several times.
  if (plain.test(text)) return text;
  return text
    .replace(invisible, '')
    .normalize('NFC')
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim();
}

/** Letters, digits and signs of a plain keyboard, with single spaces between them. */
const plain = /^[!-~]+(?: [!-~]+)*$/;

/**
 * The form in which two labels or names count as the same: no case, accents or apostrophes, all other signs one space.
 * «D’Amico», «d'amico» and «DAMICO» are one; so are «Niccolò» and «NICCOLO'». Only for comparing: never shown, never kept.
 */
export function comparable(text: string): string {
  if (plain.test(text))
    return text
      .replace(/['`]/g, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, ' ')
      .trim();
  return clean(text)
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/['’‘ʼ`´′]/g, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/**
 * The candidate a person probably meant, compared as `comparable`; nothing if none is near or two are equally near.
 * One slip (a letter missing, added, changed, or two neighbours swapped) for words of 3 to 5 letters, two for 6 to 9,
 * three beyond; words of one or two letters have no near ones.
 */
export function nearest<const C extends string>(
  word: string,
  candidates: readonly C[],
): C | undefined {
  const asked = comparable(word);
  const allowed = slipsAllowed(asked.length);
  let best: { readonly it: C; readonly far: number } | undefined;
  let tied = false;
  for (const it of candidates) {
    const far = slips(asked, comparable(it));
    if (far > allowed || far > (best?.far ?? far)) continue;
    tied = far === best?.far;
    best = { it, far };
  }
  return tied ? undefined : best?.it;
}

/** A letter as typed in code: the indentation of the source removed, lines kept. A value that is blank leaves nothing. */
export function letter(
  parts: TemplateStringsArray,
  ...values: readonly (string | number | undefined)[]
): string {
  // Only the source's own indentation goes: a value of several lines keeps its spaces.
  return parts
    .map((it, n) => it.replace(/\n[ \t]+/g, '\n') + String(values[n] ?? ''))
    .join('')
    .trim();
}

const articles = {
  di: ['del', 'dello', 'dell’', 'della'],
  a: ['al', 'allo', 'all’', 'alla'],
  da: ['dal', 'dallo', 'dall’', 'dalla'],
  in: ['nel', 'nello', 'nell’', 'nella'],
  su: ['sul', 'sullo', 'sull’', 'sulla'],
  il: ['il', 'lo', 'l’', 'la'],
} as const;

/**
 * A singular noun behind its article, joined to a preposition where asked: `withArticle('in', 'm', 'elenco')` is
 * «nell’elenco», `withArticle('di', 'f', 'colonna')` is «della colonna», `withArticle('il', 'm', 'stato')` is «lo stato».
 */
export function withArticle(
  joined: keyof typeof articles,
  gender: 'm' | 'f',
  noun: string,
): string {
  const [plain, hard, elided, feminine] = articles[joined];
  if (startsWithVowel(noun)) return `${elided}${noun}`;
  if (gender === 'f') return `${feminine} ${noun}`;
  return `${/^(?:s[^aeiouàèéìòù]|z|x|y|gn|ps|pn)/i.test(noun) ? hard : plain} ${noun}`;
}

/** «a» before a word, «ad» before one that starts with a: «a Trani», «ad Andria» (only the same vowel asks for the d). */
export function ad(word: string): string {
  return `${ed('a', word)} ${word}`;
}

/** A whole number with dots between thousands: «1.200». */
export function thousands(n: number): string {
  return String(n).replace(/\B(?=(?:\d{3})+$)/g, '.');
}

/** Zero-width spaces and joiners, soft hyphen, direction marks, byte-order mark: pasted along, never meant. */
const invisible = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/g;

function ed(vowel: string, word: string): string {
  const first = comparable(word)[0];
  return (vowel === 'a' || vowel === 'e') && first === vowel ? `${vowel}d` : vowel;
}

function startsWithVowel(word: string): boolean {
  return /^[aeiou]/.test(comparable(word));
}

function slipsAllowed(length: number): number {
  if (length < 3) return 0;
  if (length < 6) return 1;
  return length < 10 ? 2 : 3;
}

/** Damerau–Levenshtein distance (optimal string alignment): letters missing, added, changed, or neighbours swapped. */
function slips(a: string, b: string): number {
  let older: readonly number[] = [];
  let above: readonly number[] = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(
        Math.min(
          at(above, j) + 1,
          at(row, j - 1) + 1,
          at(above, j - 1) + (same ? 0 : 1),
          swapped ? at(older, j - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    older = above;
    above = row;
  }
  return at(above, b.length);
}

function at(row: readonly number[], n: number): number {
  return row[n] ?? Number.POSITIVE_INFINITY;
}
