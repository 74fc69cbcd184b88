import type { Day } from '../../src/core/day.ts';
import {
  birthPlaces,
  expectedCodiceFiscale,
  readCodiceFiscale,
  readCodiceFiscaleEnte,
  readIban,
  readPartitaIva,
  type Sex,
} from '../../src/core/italy.ts';

/**
 * Where the invented people are born, and the Belfiore code of the place. The comuni, Romania, India and Morocco come
 * from vectors that were computed and checked; the other countries from memory, to be verified.
 */
const birthplaces = {
  Andria: 'A285',
  Barletta: 'A669',
  Trani: 'L328',
  Bisceglie: 'A883',
  Albania: 'Z100',
  Romania: 'Z129',
  Polonia: 'Z127',
  Brasile: 'Z602',
  India: 'Z222',
  Nigeria: 'Z335',
  Senegal: 'Z343',
  Marocco: 'Z330',
  Tunisia: 'Z352',
  Bangladesh: 'Z249',
  Pakistan: 'Z236',
} as const;

/** The name of a place somebody of the demo may be born in. */
export type Birthplace = keyof typeof birthplaces;

/** What a codice fiscale is worked out from. */
export interface Born {
  readonly lastName: string;
  readonly firstName: string;
  readonly sex: Sex;
  readonly birthDate: Day;
  readonly birthPlace: Birthplace;
}

/** The codice fiscale of an invented person, by the rule of DM 23/12/1976. Throws on a name in another alphabet. */
export function codiceFiscaleOf(it: Born): string {
  const { code } = expectedCodiceFiscale(
    {
      surname: it.lastName,
      name: it.firstName,
      sex: it.sex,
      birth: it.birthDate,
      place: { name: it.birthPlace },
    },
    places,
  );
  if (code === undefined) throw new Error('a demo person has no codice fiscale');
  return code;
}

/** The same person's code as the Agenzia gives it to the second of two namesakes: the digit at `place` is a letter. */
export function withOmocodia(code: string, place: 6 | 7 | 9 | 10 | 12 | 13 | 14): string {
  const letter = 'LMNPQRSTUV'.charAt(Number(code.charAt(place)));
  const start = `${code.slice(0, place)}${letter}${code.slice(place + 1, 15)}`;
  return closed(
    letters,
    (it) => start + it,
    (it) => readCodiceFiscale(it).ok,
  );
}

/** A provisional code of eleven digits, its number far above those given out. */
export function provisionalCode(nth: number): string {
  const start = `7998${three(nth)}072`;
  return closed(
    digits,
    (it) => start + it,
    (it) => readCodiceFiscale(it).ok,
  );
}

/** A partita IVA of the office of Bari (072), its number far above those given out. */
export function partitaIvaOf(nth: number): string {
  const start = `7999${three(nth)}072`;
  return closed(
    digits,
    (it) => start + it,
    (it) => readPartitaIva(it).ok,
  );
}

/** The codice fiscale of a body that is no firm: it starts with 9. */
export function bodyCode(nth: number): string {
  const start = `9999${three(nth)}072`;
  return closed(
    digits,
    (it) => start + it,
    (it) => readCodiceFiscaleEnte(it).ok,
  );
}

/** An Italian IBAN of a bank that is none (ABI 99999, CAB 99999), control digits and CIN right. */
export function ibanOf(nth: number): string {
  const account = `9999999999${String(nth).padStart(12, '0')}`;
  return closed(
    letters,
    (cin) => `IT${controlDigits('IT', cin + account)}${cin}${account}`,
    (it) => readIban(it).ok,
  );
}

/** A Romanian IBAN of a bank that is none: people are paid abroad too (Reg. UE 260/2012 art. 9). */
export function foreignIban(nth: number): string {
  const account = `ZZZZ${String(nth).padStart(16, '0')}`;
  return `RO${controlDigits('RO', account)}${account}`;
}

/** A mobile number under a prefix no operator has, as people write it. */
export function mobile(nth: number): string {
  return `+39399${String(nth).padStart(7, '0')}`;
}

/** A landline number of the area (0883), its digits those of no exchange. */
export function landline(nth: number): string {
  return `+390883000${three(nth)}`;
}

const places = birthPlaces(
  Object.entries(birthplaces).map(([name, code]) => ({ code, names: [name] })),
);

const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
const digits = Array.from('0123456789');

/** The one text of a family that its reader accepts: control characters are found, not worked out a second time. */
function closed(
  ends: readonly string[],
  made: (end: string) => string,
  good: (text: string) => boolean,
): string {
  const found = ends.map(made).find(good);
  if (found === undefined) throw new Error('no control character closes this code');
  return found;
}

/** The two digits that make an IBAN leave 1 by 97 (ISO 7064). */
function controlDigits(country: string, account: string): string {
  const rest = Array.from(`${account}${country}00`, (it) => Number.parseInt(it, 36)).reduce(
    (left, it) => (left * (it > 9 ? 100 : 10) + it) % 97,
    0,
  );
  return String(98 - rest).padStart(2, '0');
}

function three(nth: number): string {
  return String(nth).padStart(3, '0');
}
