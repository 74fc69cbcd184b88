import { ageOn, type Day, readDay } from './day.ts';
import { err, ok, type Result } from './result.ts';
import { clean, comparable, plural } from './words.ts';

/**
 * Why a text is not the identifier it should be. `say` is a whole Italian sentence: what was found, what is expected,
 * an example. `proposed` is what the person most likely meant, and is there only if it passes every check itself:
 * it is shown to be confirmed, never written by ALICE on her own.
 */
export type Refusal = { readonly say: string; readonly proposed?: string | undefined };

// ── Codice fiscale ────────────────────────────────────────────────────────────────────────────

/** The sex a codice fiscale tells. */
export type Sex = 'F' | 'M';

/** A codice fiscale of a person, in the form on the card: upper case, no spaces. */
export type CodiceFiscale = DefinitiveCodiceFiscale | ProvisionalCodiceFiscale;

/** Sixteen characters that tell who they belong to. */
export type DefinitiveCodiceFiscale = {
  readonly kind: 'definitivo';
  /** As the Agenzia issued it, omocodia letters included: this is the code to keep, print and send. */
  readonly code: string;
  /** The same with omocodia letters turned back to digits and the check letter of that form: only for comparing. */
  readonly decoded: string;
  readonly sex: Sex;
  /** The year has two digits, the century is not in the code: see `birthDayOf`. */
  readonly birth: { readonly day: number; readonly month: number; readonly year: number };
  /** The Belfiore code of the comune or, with Z, of the country of birth: `A285`, `Z129`. */
  readonly place: string;
};

/** Eleven digits given until the definitive one, which is to be asked for within six months. It tells nothing of the person. */
export type ProvisionalCodiceFiscale = { readonly kind: 'provvisorio'; readonly code: string };

/**
 * A codice fiscale of a person as typed, spaces and lower case forgiven. The check letter is the one of the code as
 * written, and each position has its own alphabet: a letter O for a zero is refused even if the check letter happens
 * to hold. Any of the 128 omocodia forms is accepted. Eleven good digits are a provisional code; nothing tells it
 * from a partita IVA typed in the wrong column, but one that starts with 8 or 9 is an organisation's, and refused.
 * Says nothing of name, sex, date and place: see `differingParts`. DM 23/12/1976.
 */
export function readCodiceFiscale(text: string): Result<CodiceFiscale, Refusal> {
  const code = compact(text);
  if (/^\d+$/.test(code)) return provisionalOf(code, text);
  const complain = (why: string, proposed?: string) =>
    refuse({ text, not: 'un codice fiscale', why, example: exampleOf.codiceFiscale, proposed });
  if (code.length !== 16) {
    return complain(`ha ${plural(code.length, 'carattere', 'caratteri')} e devono essere 16`);
  }
  const misplaced = misplacedCharacter(code);
  if (misplaced !== undefined) {
    const mended = withZeroesAndOnes(code);
    return complain(
      misplaced,
      mended !== code && readCodiceFiscale(mended).ok ? mended : undefined,
    );
  }
  // The letter that would fit is not told: any of the other fifteen may be the wrong one.
  if (checkLetter(code.slice(0, 15)) !== code[15]) {
    return complain(
      'la lettera di controllo in fondo non corrisponde, quindi almeno un carattere è sbagliato; ricopialo dalla tessera sanitaria',
    );
  }
  const digits = withoutOmocodia(code.slice(0, 15));
  const dayWritten = Number(digits.slice(9, 11));
  const sex: Sex = dayWritten > 40 ? 'F' : 'M';
  const birth = {
    day: dayWritten > 40 ? dayWritten - 40 : dayWritten,
    month: monthLetters.indexOf(digits.charAt(8)) + 1,
    year: Number(digits.slice(6, 8)),
  };
  const impossible = impossibleBirth(birth) ?? impossibleLetters(code);
  if (impossible !== undefined) return complain(impossible);
  const place = digits.slice(11, 15);
  if (place.endsWith('000')) return complain(`il luogo di nascita «${place}» non esiste`);
  const decoded = digits + checkLetter(digits);
  return ok({ kind: 'definitivo', code, decoded, sex, birth, place });
}

/**
 * The birthday a codice fiscale tells, its century resolved by the age on a reference day: the one that makes a person
 * of 16 to 70 (or as given), else the one nearest to it and not in the future. Nothing if neither century has that
 * day, or the code is provisional.
 */
export function birthDayOf(
  cf: CodiceFiscale,
  {
    on,
    youngest = 16,
    oldest = 70,
  }: {
    readonly on: Day;
    readonly youngest?: number | undefined;
    readonly oldest?: number | undefined;
  },
): Day | undefined {
  if (cf.kind === 'provvisorio') return undefined;
  const { day, month, year } = cf.birth;
  const apart = (birth: Day) => {
    const age = ageOn(on, birth);
    return age < youngest ? youngest - age : Math.max(0, age - oldest);
  };
  return ['19', '20']
    .map((century) => readDay(`${century}${two(year)}-${two(month)}-${two(day)}`))
    .flatMap((it) => (it.ok && it.value <= on ? [it.value] : []))
    .toSorted((a, b) => apart(a) - apart(b))
    .at(0);
}

/** What is known of a person to compare with a code; what is missing is not judged. The surname is the one of birth. */
export type Person = {
  readonly surname?: string | undefined;
  readonly name?: string | undefined;
  readonly sex?: Sex | undefined;
  readonly birth?: Day | undefined;
  /** A comune or a country, and the province where it is written. */
  readonly place?: { readonly name: string; readonly province?: string | undefined } | undefined;
};

/**
 * Where persons are born: names to Belfiore codes. Several codes for homonyms, none for a name not in the table: then
 * the place is not judged. No list of comuni comes with ALICE; a programme brings the ones it is sure of.
 */
export type BirthPlaces = {
  readonly codeOf: (name: string, province?: string) => readonly string[];
};

/** A place of the table: code, the names it has or had, and the provinces its documents may say (Andria: BT, once BA). */
export type BirthPlace = {
  readonly code: string;
  readonly names: readonly string[];
  readonly provinces?: readonly string[] | undefined;
};

/**
 * A table of places of birth. Names are compared without case or accents. A province chooses among homonyms; one that
 * no namesake has is passed over, because provinces changed while documents did not.
 */
export function birthPlaces(places: readonly BirthPlace[]): BirthPlaces {
  return {
    codeOf: (name, province) => {
      const wanted = comparable(name);
      const found = places.filter((it) => it.names.some((known) => comparable(known) === wanted));
      const near = found.filter(
        (it) => province !== undefined && it.provinces?.includes(province.trim().toUpperCase()),
      );
      return (near.length > 0 ? near : found).map((it) => it.code);
    },
  };
}

/** The pieces of the codice fiscale that a person's data lead to, each only where its datum is there. */
export type ExpectedCodiceFiscale = {
  readonly surname?: string | undefined;
  readonly name?: string | undefined;
  /** Year, month letter, day: `98B43`. Only with both birthday and sex. */
  readonly birth?: string | undefined;
  /** All sixteen characters, where every datum is there and the place has one code. The Agenzia may have given another. */
  readonly code?: string | undefined;
};

/**
 * What a person's codice fiscale should look like. Accents, apostrophes, spaces and hyphens fall, particles and second
 * names count («De Luca» is DLC, «Maria Rosaria» MRS). Letters beyond the 26 are rendered as the Interno's circular
 * 1/2008 has it (Ä AE, Ö OE, Ü UE, Æ AE, Œ OE, ß SS, the others without their sign: Ș S, Č C), those it leaves out as
 * passports do (ICAO 9303: Ø OE, Å AA, Đ D, Ł L, Þ TH). A name in another alphabet gives nothing.
 */
export function expectedCodiceFiscale(person: Person, places?: BirthPlaces): ExpectedCodiceFiscale {
  const [surname] = lettersOf(person.surname, surnameLetters);
  const [name] = lettersOf(person.name, nameLetters);
  const birth =
    person.birth === undefined || person.sex === undefined
      ? undefined
      : birthLetters(person.birth, person.sex);
  const [place, ...others] = codesOf(person, places);
  const known = surname && name && birth && place && others.length === 0;
  const start = known ? surname + name + birth + place : undefined;
  return { surname, name, birth, code: start && start + checkLetter(start) };
}

/** A part of a code that a person's data contradict. `say` is an Italian sentence for a warning, never for a refusal. */
export type Difference = {
  readonly part: 'cognome' | 'nome' | 'data di nascita' | 'sesso' | 'luogo';
  readonly found: string;
  readonly expected: string;
  readonly say: string;
};

/**
 * The parts of a codice fiscale that do not agree with the person beside it, with what was expected. Only a doubt: the
 * Agenzia's code is right by definition, and the data may be what is wrong. Empty where all agrees, where the data
 * are missing, for names in another alphabet, for places not in the table, and for a provisional code. Surname and
 * name exchanged are told once, as `cognome`.
 */
export function differingParts(
  cf: CodiceFiscale,
  person: Person,
  places?: BirthPlaces,
): readonly Difference[] {
  if (cf.kind === 'provvisorio') return [];
  return [
    ...differingNames(cf, person),
    ...differingBirth(cf, person.birth),
    ...differingSex(cf, person.sex),
    ...differingPlace(cf, codesOf(person, places), person),
  ];
}

function differingNames(cf: DefinitiveCodiceFiscale, person: Person): readonly Difference[] {
  const surname = cf.code.slice(0, 3);
  const name = cf.code.slice(3, 6);
  const surnames = lettersOf(person.surname, surnameLetters);
  const names = lettersOf(person.name, nameLetters);
  const exchanged =
    lettersOf(person.surname, nameLetters).includes(name) &&
    lettersOf(person.name, surnameLetters).includes(surname);
  const differences = [
    differing('cognome', surname, surnames),
    differing('nome', name, names),
  ].flatMap((it) => it ?? []);
  const [first] = differences;
  if (first === undefined || !exchanged) return differences;
  const say = `Cognome e nome sembrano scambiati: il codice fiscale ${cf.code} ha prima «${surname}» e poi «${name}».`;
  return [{ ...first, say }];
}

function differingBirth(cf: DefinitiveCodiceFiscale, birth: Day | undefined) {
  if (birth === undefined) return [];
  const { day, month, year } = cf.birth;
  const found = `${two(day)}/${two(month)}/${two(year)}`;
  const expected = `${birth.slice(8)}/${birth.slice(5, 7)}/${birth.slice(2, 4)}`;
  if (found === expected) return [];
  const swapped = `${expected.slice(3, 5)}/${expected.slice(0, 2)}/${expected.slice(6)}` === found;
  const hint = swapped ? ' Giorno e mese sembrano scambiati.' : '';
  const say = `La data di nascita non corrisponde: il codice fiscale dice ${found}, nella riga c’è ${expected}.${hint}`;
  return [{ part: 'data di nascita', found, expected, say } as const];
}

function differingSex(cf: DefinitiveCodiceFiscale, sex: Sex | undefined) {
  if (sex === undefined || sex === cf.sex) return [];
  const say = `Il sesso non corrisponde: il codice fiscale dice ${cf.sex}, nella riga c’è ${sex}.`;
  return [{ part: 'sesso', found: cf.sex, expected: sex, say } as const];
}

function differingPlace(
  cf: DefinitiveCodiceFiscale,
  codes: readonly string[],
  { place }: Person,
): readonly Difference[] {
  if (codes.length === 0 || codes.includes(cf.place)) return [];
  const expected = codes.join(' oppure ');
  const say = `Il luogo di nascita non corrisponde: il codice fiscale dice «${cf.place}», per ${place?.name ?? ''} ci si aspetta «${expected}».`;
  return [{ part: 'luogo', found: cf.place, expected, say }];
}

function differing(
  part: 'cognome' | 'nome',
  found: string,
  accepted: readonly string[],
): Difference | undefined {
  const [expected] = accepted;
  if (expected === undefined || accepted.includes(found)) return undefined;
  const say = `Il ${part} non corrisponde: il codice fiscale dice «${found}», dal ${part} nella riga ci si aspetta «${expected}».`;
  return { part, found, expected, say };
}

function codesOf({ place }: Person, places: BirthPlaces | undefined): readonly string[] {
  return place === undefined ? [] : (places?.codeOf(place.name, place.province) ?? []);
}

/** All three-letter forms a name may have taken, the circular's first; none for a blank or a name of another alphabet. */
function lettersOf(name: string | undefined, form: (latin: string) => string): readonly string[] {
  if (name === undefined || clean(name) === '') return [];
  const upper = clean(name).toUpperCase();
  const forms = [inLatin(upper, { ...digraphs, ...plainLetters }), inLatin(upper, plainLetters)];
  return [...new Set(forms.flatMap((it) => (it === undefined ? [] : [form(it)])))];
}

function inLatin(upper: string, table: Readonly<Record<string, string>>): string | undefined {
  const latin = Array.from(upper, (it) => table[it] ?? it)
    .join('')
    .normalize('NFD')
    .replace(/[^\p{L}]/gu, '');
  return /^[A-Z]+$/.test(latin) ? latin : undefined;
}

/** Rendered by two letters on the tax registry, by the bare one in older papers: either is accepted. */
const digraphs = { Ä: 'AE', Ö: 'OE', Ü: 'UE', Ø: 'OE', Å: 'AA' };
/** Letters that are not a letter and a sign to Unicode. */
const plainLetters = {
  Æ: 'AE',
  Œ: 'OE',
  ẞ: 'SS',
  Ø: 'O',
  Đ: 'D',
  Ð: 'D',
  Ł: 'L',
  Þ: 'TH',
  Ħ: 'H',
  Ŧ: 'T',
  Ŋ: 'N',
  ı: 'I',
  Ə: 'E',
};

function surnameLetters(latin: string): string {
  return `${consonants(latin)}${vowels(latin)}XXX`.slice(0, 3);
}

function nameLetters(latin: string): string {
  const [first, , third, fourth] = consonants(latin);
  return fourth === undefined ? surnameLetters(latin) : `${first}${third}${fourth}`;
}

function consonants(latin: string): string {
  return latin.replace(/[AEIOU]/g, '');
}

function vowels(latin: string): string {
  return latin.replace(/[^AEIOU]/g, '');
}

function birthLetters(birth: Day, sex: Sex): string {
  const day = Number(birth.slice(8)) + (sex === 'F' ? 40 : 0);
  return `${birth.slice(2, 4)}${monthLetters.charAt(Number(birth.slice(5, 7)) - 1)}${two(day)}`;
}

const monthLetters = 'ABCDEHLMPRST';
const omocodia = 'LMNPQRSTUV';
const digitPlaces = [6, 7, 9, 10, 12, 13, 14];
/** Value of digits and letters in odd positions (the first is odd); DM 23/12/1976, and the CIN of bank accounts alike. */
const oddValues = [
  1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
];

/** The letter that closes a codice fiscale, or opens an Italian bank account, for these characters. */
function checkLetter(characters: string): string {
  const total = Array.from(characters, (it, n) => {
    const value = /\d/.test(it) ? Number(it) : it.charCodeAt(0) - 65;
    return n % 2 === 0 ? (oddValues[value] ?? 0) : value;
  }).reduce((a, b) => a + b, 0);
  return String.fromCharCode(65 + (total % 26));
}

function withoutOmocodia(code: string): string {
  return Array.from(code, (it, n) =>
    digitPlaces.includes(n) && !/\d/.test(it) ? String(omocodia.indexOf(it)) : it,
  ).join('');
}

/** O and I read as zero and one where digits go, and the reverse where letters go. */
function withZeroesAndOnes(code: string): string {
  return Array.from(code, (it, n) => {
    if (digitPlaces.includes(n)) return { O: '0', I: '1' }[it] ?? it;
    return { '0': 'O', '1': 'I' }[it] ?? it;
  }).join('');
}

function misplacedCharacter(code: string): string | undefined {
  const at = Array.from(code).findIndex((it, n) => !alphabetAt(n).test(it));
  if (at < 0) return undefined;
  const it = code.charAt(at);
  const place = `al posto ${at + 1} c’è «${it}»`;
  if (at === 8) return `${place} e il mese si scrive con una delle lettere ${monthLetters}`;
  if (!digitPlaces.includes(at)) return `${place} e lì va una lettera`;
  if (it === 'O') return `${place}, la lettera O, dove va una cifra (forse lo zero)`;
  if (it === 'I') return `${place}, la lettera I, dove va una cifra (forse l’uno)`;
  return `${place} e lì va una cifra`;
}

function alphabetAt(n: number): RegExp {
  if (n === 8) return /^[ABCDEHLMPRST]$/;
  // Belfiore codes of comuni start with A to M, those of countries with Z.
  if (n === 11) return /^[A-MZ]$/;
  return digitPlaces.includes(n) ? /^[\dLMNPQRSTUV]$/ : /^[A-Z]$/;
}

function impossibleBirth(birth: {
  readonly day: number;
  readonly month: number;
  readonly year: number;
}): string | undefined {
  const exists = ['19', '20'].some(
    (century) => readDay(`${century}${two(birth.year)}-${two(birth.month)}-${two(birth.day)}`).ok,
  );
  if (exists) return undefined;
  return `il giorno di nascita ${two(birth.day)}/${two(birth.month)}/${two(birth.year)} non esiste`;
}

/** Consonants come first, then vowels, then X: letters in another order come from no surname or name. */
function impossibleLetters(code: string): string | undefined {
  const inOrder = /^[^AEIOU]*[AEIOU]*X*$/;
  if (!inOrder.test(code.slice(0, 3)))
    return `«${code.slice(0, 3)}» non può venire da un cognome (prima le consonanti, poi le vocali)`;
  if (!inOrder.test(code.slice(3, 6)))
    return `«${code.slice(3, 6)}» non può venire da un nome (prima le consonanti, poi le vocali)`;
  return undefined;
}

function provisionalOf(code: string, text: string): Result<CodiceFiscale, Refusal> {
  const complain = (why: string, proposed?: string) =>
    refuse({
      text,
      not: 'un codice fiscale',
      why,
      example: exampleOf.codiceFiscale,
      proposed,
    });
  if (code.length !== 11) {
    const length = `ha ${plural(code.length, 'cifra', 'cifre')}, mentre un codice fiscale ha 16 caratteri, o 11 cifre se provvisorio`;
    const padded = padEleven(code);
    return complain(length, padded && /^[0-7]/.test(padded) ? padded : undefined);
  }
  if (!isEleven(code)) {
    return complain(
      'come codice provvisorio di 11 cifre non torna la cifra di controllo; se è una partita IVA, qui va invece il codice fiscale della persona',
    );
  }
  if (/^[89]/.test(code)) {
    return complain(
      `un codice di 11 cifre che inizia per ${code[0]} è di un ente, non di una persona`,
    );
  }
  return ok({ kind: 'provvisorio', code });
}

// ── Numbers of firms and bodies ───────────────────────────────────────────────────────────────

/**
 * A partita IVA: eleven digits, kept as text; spaces and a leading IT are forgiven. Zeroes that a spreadsheet ate are
 * proposed, never added. Refuses the number that only passes the check by being zeroes, an office that is none, and
 * the codice fiscale of a body (it starts with 8 or 9) or of a person, saying which it is.
 */
export function readPartitaIva(text: string): Result<string, Refusal> {
  const code = compact(text).replace(/^IT(?=\d)/, '');
  const complain = (why: string, proposed?: string) =>
    refuse({ text, not: 'una partita IVA', why, example: exampleOf.partitaIva, proposed });
  if (readCodiceFiscale(code).ok && code.length === 16) {
    return complain('è un codice fiscale di persona, e una partita IVA ha 11 cifre');
  }
  if (!/^\d+$/.test(code)) return complain('deve avere solo cifre, 11 in tutto');
  if (code.length !== 11) {
    const padded = padEleven(code);
    return complain(
      `ha ${plural(code.length, 'cifra', 'cifre')} e devono essere 11${padded ? ' (il foglio può aver tolto gli zeri davanti)' : ''}`,
      padded && isPartitaIva(padded) ? padded : undefined,
    );
  }
  if (/^0{7}/.test(code)) return complain('le prime sette cifre non possono essere tutte zero');
  if (!isEleven(code)) return complain('la cifra di controllo in fondo non corrisponde');
  if (/^[89]/.test(code)) {
    return complain(
      `inizia per ${code[0]}, quindi è il codice fiscale di un ente e va nella colonna del codice fiscale`,
    );
  }
  if (!isPartitaIva(code)) return complain(`l’ufficio «${code.slice(7, 10)}» non esiste`);
  return ok(code);
}

/** The codice fiscale of a firm or body: eleven digits, or the sixteen characters of a sole trader. */
export type CodiceFiscaleEnte = {
  readonly code: string;
  /** `persona` for a sole trader, who has a person's code. */
  readonly kind: 'ente' | 'persona';
};

/**
 * The codice fiscale of a firm or body as typed: eleven digits (for a company the same as the partita IVA; for schools,
 * parishes, associations starting with 8 or 9), or a sole trader's sixteen. Lost zeroes are proposed.
 */
export function readCodiceFiscaleEnte(text: string): Result<CodiceFiscaleEnte, Refusal> {
  const code = compact(text).replace(/^IT(?=\d)/, '');
  const complain = (why: string, proposed?: string) =>
    refuse({
      text,
      not: 'un codice fiscale di ente',
      why,
      example: exampleOf.codiceFiscaleEnte,
      proposed,
    });
  if (!/^\d+$/.test(code)) {
    const person = readCodiceFiscale(code);
    return person.ok ? ok({ code: person.value.code, kind: 'persona' }) : person;
  }
  if (code.length !== 11) {
    return complain(
      `ha ${plural(code.length, 'cifra', 'cifre')} e devono essere 11`,
      padEleven(code),
    );
  }
  if (/^0{7}/.test(code)) return complain('le prime sette cifre non possono essere tutte zero');
  if (!isEleven(code)) return complain('la cifra di controllo in fondo non corrisponde');
  return ok({ code, kind: 'ente' });
}

/** Eleven digits whose last agrees with the others, and whose number (the first seven) is not zero. */
function isEleven(code: string): boolean {
  if (!/^\d{11}$/.test(code) || /^0{7}/.test(code)) return false;
  const total = Array.from(code, Number)
    .map((it, n) => (n % 2 === 0 ? it : it * 2 - (it > 4 ? 9 : 0)))
    .reduce((a, b) => a + b, 0);
  return total % 10 === 0;
}

/** Offices are 001–100, 120 and 121 (special), 888 and 999; numbers of 8 and 9 million belong to bodies. */
function isPartitaIva(code: string): boolean {
  const office = Number(code.slice(7, 10));
  const exists = (office >= 1 && office <= 100) || [120, 121, 888, 999].includes(office);
  return isEleven(code) && exists && !/^[89]/.test(code);
}

/** Nine or ten digits with their lost zeroes back, if the check then holds. */
function padEleven(code: string): string | undefined {
  const padded = code.padStart(11, '0');
  return /^\d{9,10}$/.test(code) && isEleven(padded) ? padded : undefined;
}

/**
 * A CUP: fifteen letters and digits, the first a letter, upper case. Its inner layout is not published as a check, so
 * only length and signs are judged; the commonest fault, a character lost in copying, is told by the count.
 */
export function readCup(text: string): Result<string, Refusal> {
  const code = compact(text).replace(/^CUP:?/, '');
  const complain = (why: string) => refuse({ text, not: 'un CUP', why, example: exampleOf.cup });
  if (!/^[A-Z\d]*$/.test(code)) return complain('deve avere solo lettere e cifre, 15 in tutto');
  if (code.length !== 15) {
    return complain(
      `ha ${plural(code.length, 'carattere', 'caratteri')} e devono essere 15; controlla sull’atto di finanziamento`,
    );
  }
  if (!/^[A-Z]/.test(code)) return complain('il primo carattere deve essere una lettera');
  return ok(code);
}

/**
 * An ATECO code with its dots, `47.11.40`, from 2, 4, 5 or 6 digits with or without dots and with or without the
 * section letter. Whether it exists, and in which edition (2007, 2022, 2025), is not judged. A first pair that lost
 * its zero is proposed. Cells that a spreadsheet took for a time, a date or a number never come here as such.
 */
export function readAteco(text: string): Result<string, Refusal> {
  const bare = compact(text).replace(/^[A-V](?=\d)/, '');
  const complain = (why: string, proposed?: string) =>
    refuse({ text, not: 'un codice ATECO', why, example: exampleOf.ateco, proposed });
  const dotted = /^(?<a>\d{2})(?:\.?(?<b>\d{2})(?:\.?(?<c>\d{1,2}))?)?$/.exec(bare)?.groups;
  if (dotted !== undefined) {
    const { a, b, c } = dotted;
    if (a === '00') return complain('la divisione 00 non esiste');
    return ok([a, b, c].filter((it) => it !== undefined).join('.'));
  }
  const padded = /^\d(?:\.\d{2}(?:\.\d{1,2})?|\d{2})$/.test(bare)
    ? readAteco(`0${bare}`)
    : undefined;
  return complain(
    'deve avere 2, 4, 5 o 6 cifre, a coppie divise da punti',
    padded?.ok ? padded.value : undefined,
  );
}

/** A firm's number in the REA: chamber of commerce and number, `BA-123456`. */
export type Rea = {
  readonly code: string;
  readonly chamber: string;
  readonly number: string;
  /** An Italian sentence where the code may be good but looks odd: to be shown as advice, not as a fault. */
  readonly doubt?: string | undefined;
};

/**
 * A REA number as typed: «BA 123456», «BA-123456», «REA BA123456». Zeroes before the number are dropped. The chamber
 * must be one there is or was; BT is doubted, because firms of Barletta-Andria-Trani are kept by the chamber of Bari.
 */
export function readRea(text: string): Result<Rea, Refusal> {
  const complain = (why: string) =>
    refuse({ text, not: 'un numero REA', why, example: exampleOf.rea });
  const written =
    /^(?:N?\.?REA:?)?(?<chamber>[A-Z]{2})[-./]?(?:N\.?)?0*(?<number>[1-9]\d{0,6})$/.exec(
      compact(text),
    );
  const { chamber, number } = written?.groups ?? {};
  if (chamber === undefined || number === undefined) {
    return complain('serve la sigla della camera di commercio e poi il numero');
  }
  if (!chambers.includes(chamber)) return complain(`la sigla «${chamber}» non esiste`);
  const code = `${chamber}-${number}`;
  const doubt =
    chamber === 'BT'
      ? `Le imprese della BAT sono iscritte alla camera di commercio di Bari: controlla se il REA è BA-${number}.`
      : undefined;
  return ok({ code, chamber, number, doubt });
}

/** Sigle of provinces that have or had a chamber of commerce, past ones (FO, PS, CI, OG, OT, VS) included. */
const chambers =
  'AG AL AN AO AP AQ AR AT AV BA BG BI BL BN BO BR BS BT BZ CA CB CE CH CI CL CN CO CR CS CT CZ EN FC FE FG FI FM FO FR GE GO GR IM IS KR LC LE LI LO LT LU MB MC ME MI MN MO MS MT NA NO NU OG OR OT PA PC PD PE PG PI PN PO PR PS PT PU PV PZ RA RC RE RG RI RM RN RO SA SI SO SP SR SS SU SV TA TE TN TO TP TR TS TV UD VA VB VC VE VI VR VS VT VV'.split(
    ' ',
  );

/**
 * An INAIL PAT: eight digits, and the two of control where they are written, `12345678/90`. The control is not
 * recomputed (its rule is not published); a zero lost in front is proposed.
 */
export function readPat(text: string): Result<string, Refusal> {
  const bare = compact(text).replace(/^PAT:?/, '');
  const complain = (why: string, proposed?: string) =>
    refuse({ text, not: 'una PAT INAIL', why, example: exampleOf.pat, proposed });
  const { number, control } =
    /^(?<number>\d{8})(?:[-/.]?(?<control>\d{2}))?$/.exec(bare)?.groups ?? {};
  if (number !== undefined) return ok(control === undefined ? number : `${number}/${control}`);
  const padded = /^\d{7}(?:[-/.]?\d{2})?$/.test(bare) ? readPat(`0${bare}`) : undefined;
  return complain(
    'deve avere 8 cifre, più le 2 di controllo se ci sono',
    padded?.ok ? padded.value : undefined,
  );
}

/** A profession of CP2021 (Istat) at its fifth level, `5.2.2.1.0`, typed with or without dots. Whether it exists is not judged. */
export function readCp(text: string): Result<string, Refusal> {
  const digits = compact(text).replace(/^CP(?:2021|2011)?:?/, '');
  if (/^[1-9](?:\.\d){4}$|^[1-9]\d{4}$/.test(digits)) {
    return ok(Array.from(digits.replace(/\./g, '')).join('.'));
  }
  const levels = digits.replace(/\D/g, '').length;
  const why = /^[1-9](?:\.?\d){0,3}$/.test(digits)
    ? `si ferma al livello ${levels} e ne servono 5`
    : 'servono cinque cifre divise da punti';
  return refuse({ text, not: 'un codice professione CP2021', why, example: exampleOf.cp });
}

// ── Bank accounts ─────────────────────────────────────────────────────────────────────────────

/**
 * An IBAN of the SEPA area, upper case without spaces. Checked: country, length, layout, the two control digits (mod 97)
 * and, for Italy and San Marino, the CIN letter, which catches what mod 97 lets through. A letter O or I typed for 0
 * or 1 where only digits go is refused with the code that then holds. Whose account it is, no code tells.
 */
export function readIban(text: string): Result<string, Refusal> {
  const code = compact(text)
    .replace(/[-.]/g, '')
    .replace(/^IBAN:?/, '');
  const complain = (why: string, proposed?: string) =>
    refuse({ text, not: 'un IBAN', why, example: exampleOf.iban, proposed });
  const country = code.slice(0, 2);
  const layout = layouts.get(country);
  if (!/^[A-Z]{2}/.test(code))
    return complain('deve iniziare con la sigla del Paese, IT per l’Italia');
  if (!/^[A-Z\d]+$/.test(code)) return complain('deve avere solo lettere e cifre');
  if (layout === undefined) return complain(`«${country}» non è un Paese dell’area SEPA`);
  if (code.length !== layout.signs.length + 2) {
    const length = plural(code.length, 'carattere', 'caratteri');
    return complain(`ha ${length} e per ${country} devono essere ${layout.signs.length + 2}`);
  }
  if (!layout.pattern.test(code.slice(2))) {
    return complain(
      'c’è una lettera dove va una cifra, o una cifra dove va una lettera',
      mendedIban(code, layout),
    );
  }
  if (remainder97(code) !== 1 || ['00', '01', '99'].includes(code.slice(2, 4))) {
    return complain(
      'le cifre di controllo non tornano; ricopialo per intero',
      mendedIban(code, layout),
    );
  }
  if (hasCin(country) && checkLetter(code.slice(5)) !== code[4]) {
    return complain(
      `la lettera di controllo dopo le prime due cifre (il CIN, qui «${code[4]}») non corrisponde al conto; ricopialo per intero`,
    );
  }
  return ok(code);
}

/**
 * The SEPA countries (EPC409-09; Albania, Moldova, Montenegro, North Macedonia and Serbia since 2024–2025) and what
 * follows their two letters, as the IBAN registry writes it: n digits, a capital letters, c either.
 */
const sepa: Readonly<Record<string, string>> = {
  AD: '10n 12c',
  AL: '10n 16c',
  AT: '18n',
  BE: '14n',
  BG: '2n 4a 6n 8c',
  CH: '7n 12c',
  CY: '10n 16c',
  CZ: '22n',
  DE: '20n',
  DK: '16n',
  EE: '18n',
  ES: '22n',
  FI: '16n',
  FR: '12n 11c 2n',
  GB: '2n 4a 14n',
  GI: '2n 4a 15c',
  GR: '9n 16c',
  HR: '19n',
  HU: '26n',
  IE: '2n 4c 14n',
  IS: '24n',
  IT: '2n 1a 10n 12c',
  LI: '7n 12c',
  LT: '18n',
  LU: '5n 13c',
  LV: '2n 4a 13c',
  MC: '12n 11c 2n',
  MD: '2n 20c',
  ME: '20n',
  MK: '5n 10c 2n',
  MT: '2n 4a 5n 18c',
  NL: '2n 4a 10n',
  NO: '13n',
  PL: '26n',
  PT: '23n',
  RO: '2n 4a 16c',
  RS: '20n',
  SE: '22n',
  SI: '17n',
  SK: '22n',
  SM: '2n 1a 10n 12c',
  VA: '20n',
};

type Layout = { readonly signs: readonly ('n' | 'a' | 'c')[]; readonly pattern: RegExp };

const layouts: ReadonlyMap<string, Layout> = new Map(
  Object.entries(sepa).map(([country, written]) => [country, layoutOf(written)]),
);

/** `2n 1a` is two digits and a letter. */
function layoutOf(written: string): Layout {
  const signs = written.split(' ').flatMap((it) => {
    const sign = it.endsWith('n') ? 'n' : it.endsWith('a') ? 'a' : 'c';
    return Array.from({ length: Number.parseInt(it, 10) }, () => sign);
  });
  const classes = { n: '\\d', a: '[A-Z]', c: '[A-Z\\d]' };
  return { signs, pattern: new RegExp(`^${signs.map((it) => classes[it]).join('')}$`) };
}

/** The IBAN with O and I turned to 0 and 1 where only digits go, then also where either goes; whichever holds. */
function mendedIban(code: string, { signs }: Layout): string | undefined {
  const mended = (digits: readonly string[]) =>
    Array.from(code, (it, n) => {
      if (digits.includes(signs[n - 2] ?? '')) return { O: '0', I: '1' }[it] ?? it;
      return signs[n - 2] === 'a' ? ({ '0': 'O', '1': 'I' }[it] ?? it) : it;
    }).join('');
  return [mended(['n']), mended(['n', 'c'])].find((it) => it !== code && readIban(it).ok);
}

/** ISO 7064 (whose control digits run from 02 to 98): the first four characters go last, letters count from 10, and what is left of 97 must be 1. */
function remainder97(code: string): number {
  return Array.from(code.slice(4) + code.slice(0, 4), (it) => Number.parseInt(it, 36)).reduce(
    (left, it) => (left * (it > 9 ? 100 : 10) + it) % 97,
    0,
  );
}

function hasCin(country: string): boolean {
  return country === 'IT' || country === 'SM';
}

// ── Reaching people ───────────────────────────────────────────────────────────────────────────

/** A CAP: five digits as text. Zeroes that a spreadsheet ate are proposed. Whether it belongs to the comune is not judged. */
export function readCap(text: string): Result<string, Refusal> {
  const digits = compact(text).replace(/^I-?(?=\d{5}$)/, '');
  const complain = (why: string, proposed?: string) =>
    refuse({ text, not: 'un CAP', why, example: exampleOf.cap, proposed });
  if (isCap(digits)) return ok(digits);
  if (!/^\d+$/.test(digits)) return complain('deve avere solo cifre, 5 in tutto');
  if (digits.length === 5) return complain('i CAP italiani vanno da 00010 a 98168');
  const padded = digits.padStart(5, '0');
  return complain(
    `ha ${plural(digits.length, 'cifra', 'cifre')} e devono essere 5`,
    /^\d{3,4}$/.test(digits) && isCap(padded) ? padded : undefined,
  );
}

function isCap(digits: string): boolean {
  return /^\d{5}$/.test(digits) && digits >= '00010' && digits <= '98168';
}

/** A telephone number to call from anywhere: `+393331234567`. `phoneInWords` says it as people do. */
export type Phone = {
  readonly e164: string;
  readonly kind: 'cellulare' | 'fisso' | 'estero';
};

/**
 * A telephone number as typed, +39, 0039, spaces, dots, dashes and slashes forgiven. Italian mobiles have 9 or 10 digits
 * and start with 3; landlines keep their 0 and need a prefix of the numbering plan; one whose 0 was lost is proposed.
 * Foreign numbers need + or 00 and a country there is. Refuses freephone and paid numbers, two numbers in one cell,
 * and 3,33E+09. A number such as 321 456789 may be a landline of Novara without its 0: it is taken for a mobile.
 */
export function readPhone(text: string): Result<Phone, Refusal> {
  const typed = clean(text);
  const complain = (why: string, proposed?: string) =>
    refuse({ text, not: 'un numero di telefono', why, example: exampleOf.phone, proposed });
  if (/^\d[.,]?\d*e\+?\d+$/i.test(typed)) {
    return complain(
      'il foglio l’ha accorciato e le ultime cifre sono perse; riscrivilo come testo',
    );
  }
  if (!/^\+?[\d\s./()-]+$/.test(typed))
    return complain('deve avere solo cifre, con + solo all’inizio');
  const dialled = typed.replace(/[^\d+]/g, '').replace(/^00/, '+');
  if (dialled.startsWith('+') && !dialled.startsWith('+39')) {
    return isForeignNumber(dialled)
      ? ok({ e164: dialled, kind: 'estero' })
      : complain('il prefisso internazionale o il numero di cifre non è possibile');
  }
  const bare = dialled.replace(/^\+39/, '');
  // Without the plus, 39 is the country only where it cannot be the start of a mobile.
  const national =
    italianKind(bare) === undefined ? bare.replace(/^39(?=(?:3\d{9}|0\d{5,10})$)/, '') : bare;
  const kind = italianKind(national);
  if (kind !== undefined) return ok({ e164: `+39${national}`, kind });
  if (national.length > 13)
    return complain('ha troppe cifre; se sono due numeri, scrivine uno solo');
  if (/^(?:800\d{3,6}|803\d{3}|1\d{2,9}|89\d{4,8})$/.test(national) && national.length < 11) {
    return complain('è un numero verde, di servizio o a pagamento; serve un fisso o un cellulare');
  }
  if (national.startsWith('3')) {
    return complain(
      `ha ${plural(national.length, 'cifra', 'cifre')} e un cellulare ne ha 10 (o 9 se vecchio)`,
    );
  }
  const withZero = `0${typed.replace(/^(?:\+|00)39[\s./-]*/, '')}`;
  const lost = /^[1-9]/.test(national) && italianKind(`0${national}`) === 'fisso';
  return lost
    ? complain('un numero fisso inizia con lo zero del prefisso, che qui manca', withZero)
    : complain('non è un cellulare, che inizia per 3, né un fisso con un prefisso italiano');
}

/**
 * A telephone number as people write it, from its international form: «333 1234567», «0883 123456», «06 12345678»; a
 * foreign one keeps its country, «+41 446681800». What is no such form is given back as it is.
 */
export function phoneInWords(e164: string): string {
  const [, national] = /^\+39(\d+)$/.exec(e164) ?? [];
  if (national !== undefined) {
    const [, before, after] =
      (national.startsWith('3') ? /^(...)(.+)$/ : landlineParts).exec(national) ?? [];
    return before === undefined ? e164 : `${before} ${after}`;
  }
  const country = e164.startsWith('+') ? countryCodes.exec(e164.slice(1))?.[0] : undefined;
  return country === undefined ? e164 : `+${country} ${e164.slice(1 + country.length)}`;
}

/** Milan and Rome have two digits, other cities whose third is 0, 1, 5 or 9 three, all else four (AGCOM). */
const landlineParts = /^(0[26]|0\d[0159]|0\d{3})(\d+)$/;

function italianKind(national: string): 'cellulare' | 'fisso' | undefined {
  if (/^(?:3[2-9]\d{7,8}|31\d{8})$/.test(national)) return 'cellulare';
  return /^\d{6,11}$/.test(national) && landline.test(national) ? 'fisso' : undefined;
}

/** Landline prefixes of the national numbering plan (AGCOM), second to fourth digit, as libphonenumber's metadata lists them. */
const landline = new RegExp(
  `^0(?:${[
    '1(?:[0159]\\d|[27][1-5]|31|4[1-4]|6[1356]|8[2-57])',
    '2\\d\\d',
    '3(?:[0159]\\d|2[1-4]|3[12]|[48][1-6]|6[2-59]|7[1-7])',
    '4(?:[0159]\\d|[23][1-9]|4[245]|6[1-5]|7[1-4]|81)',
    '5(?:[0159]\\d|2[1-5]|3[2-6]|4[1-79]|6[4-6]|7[1-578]|8[3-8])',
    '6(?:[0-57-9]\\d|6[0-9])',
    '7(?:[0159]\\d|2[12]|3[1-7]|4[2-46]|6[13569]|7[13-6]|8[1-59])',
    '8(?:[0159]\\d|2[3-578]|3[12356]|[6-8][1-5])',
    '9(?:[0159]\\d|[238][1-5]|4[12]|6[1-8]|7[1-6])',
  ].join('|')})\\d{2,7}$`,
);

function isForeignNumber(dialled: string): boolean {
  return /^\+\d{8,15}$/.test(dialled) && countryCodes.test(dialled.slice(1));
}

/** Country codes in use (ITU-T E.164), Italy's 39 left to its own rules. */
const countryCodes = new RegExp(
  `^(?:${[
    '1|7|2[07]|3[0-46]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]',
    '21[12368]|22\\d|23\\d|24\\d|25[0-8]|26\\d|29[01789]',
    '35\\d|37[0-8]|38[0-35-79]|42[013]',
    '50\\d|59\\d|67[02-9]|68[0-35-9]|69[0-2]|85[02356]|88[06]|96[0-8]|97[0-7]|99[2-68]',
  ].join('|')})`,
);

/** An e-mail address; `pec` only says which column it came from: no address tells by itself that it is certified. */
export type Email = { readonly address: string; readonly kind: 'e-mail' | 'pec' };

/**
 * An e-mail address: one, without display name. The domain is made lower case, the rest stays as typed. Spaces inside, a
 * comma for a dot, a full stop at the end and endings that do not exist (.con, .ti) are refused with what was meant.
 */
export function readEmail(text: string): Result<Email, Refusal> {
  return emailOf(text, { kind: 'e-mail', not: 'un indirizzo e-mail', example: exampleOf.email });
}

/** A PEC address: as `readEmail`, and not of a provider whose boxes are never certified (gmail.com, libero.it, …). */
export function readPec(text: string): Result<Email, Refusal> {
  const named = { kind: 'pec', not: 'un indirizzo PEC', example: exampleOf.pec } as const;
  const read = emailOf(text, named);
  const meant = read.ok ? read.value.address : read.error.proposed;
  const domain = meant?.split('@').at(-1) ?? '';
  if (!ordinaryDomains.includes(domain)) return read;
  return refuse({ text, ...named, why: `le caselle ${domain} sono ordinarie, non certificate` });
}

function emailOf(
  text: string,
  {
    kind,
    not,
    example,
  }: { readonly kind: Email['kind']; readonly not: string; readonly example: string },
): Result<Email, Refusal> {
  const typed = clean(text).replace(/^mailto:/i, '');
  const complain = (why: string) => {
    const mended = typed
      .replace(/\s+/g, '')
      .replace(/[.,;]+$/, '')
      .replace(/,/g, '.')
      .replace(/\.con$|\.comm$|\.cmo$/i, '.com')
      .replace(/\.ti$|\.itt$/i, '.it');
    const proposed =
      mended !== typed && emailOf(mended, { kind, not, example }).ok ? mended : undefined;
    return refuse({ text, not, why, example, proposed });
  };
  const [local = '', domain = '', ...more] = typed.split('@');
  if (!typed.includes('@')) return complain('manca la chiocciola @');
  if (more.length > 0) return complain('ci sono più chiocciole, e serve un indirizzo solo');
  if (/\s/.test(typed)) return complain('c’è uno spazio');
  const ending = domain.split('.').at(-1)?.toLowerCase() ?? '';
  if (!/^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/.test(local) || local.length > 64) {
    return complain(
      'prima della chiocciola vanno solo lettere senza accenti, cifre, punti e trattini',
    );
  }
  if (
    !/^(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z]{2,63}$/i.test(domain) ||
    ['con', 'comm', 'cmo', 'ti', 'itt'].includes(ending)
  ) {
    return complain(`«${domain}» dopo la chiocciola non è un dominio`);
  }
  return ok({ address: `${local}@${domain.toLowerCase()}`, kind });
}

/** Providers of ordinary boxes only: their certified ones, if any, live under another domain. */
const ordinaryDomains = [
  'alice.it',
  'email.it',
  'fastwebnet.it',
  'gmail.com',
  'hotmail.com',
  'hotmail.it',
  'icloud.com',
  'inwind.it',
  'iol.it',
  'libero.it',
  'live.com',
  'live.it',
  'outlook.com',
  'outlook.it',
  'tin.it',
  'tiscali.it',
  'virgilio.it',
  'yahoo.com',
  'yahoo.it',
];

// ── Saying no ─────────────────────────────────────────────────────────────────────────────────

/** Well-formed and made up. */
const exampleOf = {
  codiceFiscale: 'DMCMRS98B43A285Y',
  partitaIva: '01234560728',
  codiceFiscaleEnte: '90012340726',
  cup: 'C81J26000120007',
  ateco: '47.11.40',
  rea: 'BA-123456',
  pat: '12345678/90',
  cp: '5.2.2.1.0',
  iban: 'IT60X0542811101000000123456',
  cap: '76123',
  phone: '333 1234567 oppure 080 1234567',
  email: 'amina.rossi@example.org',
  pec: 'cooperativa@pec.example.org',
};

function refuse({
  text,
  not,
  why,
  example,
  proposed,
}: {
  readonly text: string;
  readonly not: string;
  readonly why: string;
  readonly example: string;
  readonly proposed?: string | undefined;
}): { readonly ok: false; readonly error: Refusal } {
  const instead =
    proposed === undefined
      ? `Scrivi ad esempio ${example}.`
      : `Forse è ${proposed}: se è giusto, riscrivilo così.`;
  return err({ say: `«${clean(text)}» non è ${not}: ${why}. ${instead}`, proposed });
}

/** Upper case and without any space, as codes are printed. */
function compact(text: string): string {
  return clean(text).replace(/\s/g, '').toUpperCase();
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}
