import { z } from 'zod';
import type { Cell, Formula } from './cell.ts';
import {
  type Day,
  dayOfSerial,
  firstDay,
  inDigits,
  type Month,
  monthInWords,
  monthOf,
  readDay,
  readMonth,
  serialOf,
} from './day.ts';
import {
  phoneInWords,
  type Refusal,
  readAteco,
  readCap,
  readCodiceFiscale,
  readCodiceFiscaleEnte,
  readCp,
  readCup,
  readEmail,
  readIban,
  readPartitaIva,
  readPat,
  readPec,
  readPhone,
  readRea,
} from './italy.ts';
import { type Cents, centsOf, inEuro, readMoney } from './money.ts';

export type { Refusal } from './italy.ts';

import type { Privacy } from './release.ts';
import { err, ok, type Result } from './result.ts';
import type { Format } from './shape.ts';
import { clean, comparable, list, nearest } from './words.ts';

/** How grave it is: `blocca` stops a start, a paper or a payment; `avvisa` must be looked at; `nota` is good to know. */
export type Level = 'blocca' | 'avvisa' | 'nota';

/** What a cell may hold once its formula has been worked out; never blank. */
export type Filled = Exclude<Cell, Formula | undefined>;

/**
 * A column of a tab: what a cell is, how it is read from what people type, shown to them, and written.
 * What must hold among cells is not here: that is a rule.
 */
export interface Column<T> {
  /** The header people see. Relabel it by moving the old label into `formerly`. */
  readonly label: string;
  /** What kind of cell it is, for docs and papers: «data», «importo», «scelta»… */
  readonly kind: string;
  /** How grave it is when blank; `undefined` where it may be. */
  readonly required: Level | undefined;
  readonly privacy: Privacy;
  /** What to type, with an example: the note on the header. */
  readonly help: string;
  readonly formerly: readonly string[];
  readonly format: Format;
  readonly width: number;
  /** An example of a well-filled cell, as a person would type it. */
  readonly example: string;
  /** What a value is, for JSON in and out. Made when asked for: there are a thousand columns, and a check asks none. */
  readonly schema: z.ZodType<T>;
  /** What may be chosen: shown labels in order. `open`: others are accepted too, with a warning of the spreadsheet. */
  readonly choices?:
    | { readonly list: string; readonly labels: readonly string[]; readonly open: boolean }
    | undefined;
  /** The tab a reference points to; `*` for an ID of any tab. */
  readonly to?: unknown;
  /** Laid by ALICE in every row: a formula in English names, `{id}` for the row's ID cell. Never read. */
  readonly laid?: string | undefined;
  /** What a cell means. Refuses what it cannot read and says why; never throws, never guesses. */
  read(cell: Filled): Result<T, Refusal>;
  /** The value as people write it. */
  show(value: T): string;
  /** The value as it is stored in a cell. */
  write(value: T): Cell;
}

/** What may be said of any column beside its label. */
export interface More {
  readonly required?: true | Level;
  readonly privacy?: Privacy;
  readonly help?: string;
  readonly formerly?: readonly string[];
  readonly width?: number;
  readonly example?: string;
}

/** The type of a column's values. */
export type ValueOf<C> = C extends Column<infer T> ? T : never;

/** What a kind of column says of itself; all else has a sensible default. */
export interface Kind<T> {
  readonly kind: string;
  readonly schema: z.ZodType<T>;
  readonly read: (cell: Filled) => Result<T, Refusal>;
  readonly show: (value: T) => string;
  readonly write: (value: T) => Cell;
  readonly example: string;
  readonly format?: Format;
  readonly width?: number;
  readonly privacy?: Privacy;
  readonly choices?: Column<T>['choices'];
  readonly to?: unknown;
}

/** Makes a column of a kind. Reading is remembered per cell text, since a column repeats itself. */
export function column<T>(label: string, more: More, kind: Kind<T>): Column<T> {
  const known = new Map<string | number | boolean, Result<T, Refusal>>();
  return {
    label,
    kind: kind.kind,
    required: more.required === true ? 'avvisa' : more.required,
    privacy: more.privacy ?? kind.privacy ?? 'internal',
    help: more.help ?? '',
    formerly: more.formerly ?? [],
    format: kind.format ?? 'text',
    width: more.width ?? kind.width ?? Math.min(28, Math.max(12, label.length + 3)),
    example: more.example ?? kind.example,
    get schema() {
      return kind.schema;
    },
    choices: kind.choices,
    to: kind.to,
    read(cell) {
      if (typeof cell === 'object')
        return cell.kind === 'error' ? err(brokenCell(cell.error)) : kind.read(cell);
      const before = known.get(cell);
      if (before !== undefined) return before;
      const read = kind.read(cell);
      if (known.size > 4096) known.clear();
      known.set(cell, read);
      return read;
    },
    show: kind.show,
    write: kind.write,
  };
}

/** Words: a name, a title, a place. Trimmed and normalised; numbers typed there are kept as digits. */
export function text(label: string, more: More = {}): Column<string> {
  return column<string>(label, more, textKind({ kind: 'testo', example: more.example ?? '' }));
}

/** Whatever people write at length. Its words are never repeated in findings, papers, chat or exports. */
export function notes(label: string, more: More = {}): Column<string> {
  return column<string>(label, more, {
    ...textKind({ kind: 'testo libero', example: more.example ?? '' }),
    privacy: 'freeText',
    width: 40,
  });
}

/** A day: `31/03/2026`, `31.3.26`, `31 marzo 2026`, or a cell formatted as a date. Hours of the day are let go. */
export function date(label: string, more: More = {}): Column<Day> {
  return column<Day>(label, more, {
    kind: 'data',
    get schema() {
      // A branded text: zod checks the text, `readDay` the day.
      return z.iso.date() as unknown as z.ZodType<Day>;
    },
    format: 'date',
    width: 13,
    example: '28/02/2026',
    read(cell) {
      if (typeof cell === 'object') {
        if (cell.kind === 'serial' && (cell.shows === 'date' || cell.shows === 'dateTime'))
          return refused(dayOfSerial(cell.serial));
        return err({ say: `«${shown(cell)}» non è una data: scrivi ad esempio 28/02/2026.` });
      }
      if (typeof cell === 'number') return bareSerial(cell);
      if (typeof cell === 'boolean')
        return err({ say: `«${shown(cell)}» non è una data: scrivi ad esempio 28/02/2026.` });
      return refused(readDay(clean(cell)));
    },
    show: inDigits,
    write: (it) => ({ kind: 'serial', serial: serialOf(it), shows: 'date' }),
  });
}

/** A month of the year: `marzo 2026`, `3/2026`, or a date cell of any of its days. */
export function month(label: string, more: More = {}): Column<Month> {
  return column<Month>(label, more, {
    kind: 'mese',
    get schema() {
      // A branded text, as for days.
      return z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/) as unknown as z.ZodType<Month>;
    },
    format: 'month',
    width: 16,
    example: 'marzo 2026',
    read(cell) {
      if (typeof cell === 'object') {
        if (cell.kind === 'serial' && (cell.shows === 'date' || cell.shows === 'dateTime')) {
          const day = dayOfSerial(cell.serial);
          return day.ok ? ok(monthOf(day.value)) : err({ say: day.error });
        }
        return err({ say: `«${shown(cell)}» non è un mese: scrivi ad esempio marzo 2026.` });
      }
      if (typeof cell === 'number') {
        const day = bareSerial(cell);
        return day.ok
          ? ok(monthOf(day.value))
          : err({ say: `«${shown(cell)}» non è un mese: scrivi ad esempio marzo 2026.` });
      }
      return typeof cell === 'string'
        ? refused(readMonth(clean(cell)))
        : err({ say: `«${shown(cell)}» non è un mese: scrivi ad esempio marzo 2026.` });
    },
    show: monthInWords,
    write: (it) => ({ kind: 'serial', serial: serialOf(firstDay(it)), shows: 'date' }),
  });
}

/** An amount in euro: `450`, `€ 1.234,50`, or a number cell. Never negative, never a fraction of a cent. */
export function money(label: string, more: More = {}): Column<Cents> {
  return column<Cents>(label, more, {
    kind: 'importo',
    get schema() {
      // Branded number.
      return z.int().min(0) as unknown as z.ZodType<Cents>;
    },
    format: 'money',
    width: 14,
    privacy: 'amount',
    example: '600,00',
    read(cell) {
      if (typeof cell === 'number') return refused(centsOf(cell));
      if (typeof cell === 'string') return refused(readMoney(clean(cell)));
      return err({ say: `«${shown(cell)}» non è un importo: scrivi ad esempio 450,00.` });
    },
    show: inEuro,
    write: (it) => Number(it) / 100,
  });
}

/** A whole number within bounds, ends included. */
export function whole(
  label: string,
  more: More & { readonly min?: number; readonly max?: number } = {},
): Column<number> {
  const min = more.min ?? 0;
  const max = more.max ?? 1_000_000;
  const bounds =
    more.max === undefined
      ? `un numero intero da ${min} in su`
      : `un numero intero da ${min} a ${max}`;
  const example = more.example ?? String(Math.min(max, Math.max(min, 3)));
  return column<number>(label, more, {
    kind: 'numero',
    get schema() {
      return z.int().min(min).max(max);
    },
    format: 'whole',
    width: 10,
    example,
    read(cell) {
      const typed =
        typeof cell === 'string'
          ? numberIn(clean(cell).replace(/(?<=^\d{1,3}(?:\.\d{3})*)\.(?=\d{3}(?:\.|$))/g, ''))
          : typeof cell === 'number'
            ? cell
            : undefined;
      return typed !== undefined && Number.isSafeInteger(typed) && min <= typed && typed <= max
        ? ok(typed)
        : err({ say: `«${shown(cell)}» non va bene: qui serve ${bounds}, ad esempio ${example}.` });
    },
    show: String,
    write: (it) => it,
  });
}

/**
 * A length of time in whole minutes: `4,5` · `4.5` · `4:30` · `4h30` · a duration cell. A bare number
 * counts hours. A time of day is read as a length, since spreadsheets turn `4:30` into one.
 */
export function hours(label: string, more: More & { readonly max?: number } = {}): Column<number> {
  const max = more.max ?? 24;
  return column<number>(label, more, {
    kind: 'ore',
    get schema() {
      return z
        .int()
        .min(0)
        .max(max * 60);
    },
    // A cell shown as a clock would take a typed «4,5» for four days and a half.
    format: 'general',
    width: 9,
    example: more.example ?? '4,5',
    read: (cell) => readHours(cell, max),
    show: inHours,
    write: (it) => Math.round((it / 60) * 10_000) / 10_000,
  });
}

/** A share in whole basis points: `70 %`, `70`, `0,7` formatted as a percentage. A bare 0,7 may be either, so it is refused. */
export function percent(label: string, more: More = {}): Column<number> {
  return column<number>(label, more, {
    kind: 'percentuale',
    get schema() {
      return z.int().min(0).max(10_000);
    },
    format: 'percent',
    width: 10,
    example: '70 %',
    read(cell) {
      const typed =
        typeof cell === 'object' && cell.kind === 'percent'
          ? cell.fraction * 100
          : typeof cell === 'number' && !(cell > 0 && cell < 1)
            ? cell
            : typeof cell === 'string'
              ? numberIn(clean(cell).replace(/\s*%$/, ''))
              : undefined;
      const points = typed === undefined ? undefined : Math.round(typed * 100);
      return points !== undefined && points >= 0 && points <= 10_000
        ? ok(points)
        : err({
            say: `«${shown(cell)}» non è una percentuale da 0 a 100: scrivi ad esempio 70 %.`,
          });
    },
    show: (it) => `${String(it / 100).replace('.', ',')} %`,
    write: (it) => ({ kind: 'percent', fraction: it / 10_000 }),
  });
}

/** One of a closed list. In code the key, in the sheet its label; a label typed with other accents or case is understood. */
export function choice<const O extends Readonly<Record<string, string>>>(
  label: string,
  options: O,
  more: More & { readonly list?: string } = {},
): Column<keyof O & string> {
  // Object.entries forgets which keys an object has.
  const entries = Object.entries(options) as [keyof O & string, string][];
  const byLabel = new Map(entries.map(([key, shown]) => [comparable(shown), key]));
  const labels = entries.map(([, shown]) => shown);
  return column<keyof O & string>(label, more, {
    kind: 'scelta',
    get schema() {
      return z.custom<keyof O & string>(
        (it) => typeof it === 'string' && Object.hasOwn(options, it),
      );
    },
    width: Math.min(34, Math.max(label.length + 3, ...labels.map((it) => it.length + 3))),
    example: labels[0] ?? '',
    choices: { list: more.list ?? label, labels, open: false },
    read(cell) {
      const typed = digitsOf(cell);
      const found = typed === undefined ? undefined : byLabel.get(comparable(typed));
      if (found !== undefined) return ok(found);
      const near = typed === undefined ? undefined : nearest(typed, labels);
      return err({
        say: `«${shown(cell)}» non è tra le scelte: ${list(labels, 'o')}.`,
        proposed: near,
      });
    },
    show: (it) => options[it] ?? it,
    write: (it) => options[it] ?? it,
  });
}

/** Sì or no. An X, 1, VERO or «ok» is not accepted: a blank and a no must be told apart. */
export function yesNo(label: string, more: More = {}): Column<boolean> {
  return column<boolean>(label, more, {
    kind: 'sì/no',
    get schema() {
      return z.boolean();
    },
    width: Math.max(9, Math.min(22, label.length + 3)),
    example: 'sì',
    choices: { list: 'Sì o no', labels: ['sì', 'no'], open: false },
    read(cell) {
      if (typeof cell === 'boolean') return ok(cell);
      const typed = typeof cell === 'string' ? comparable(cell) : '';
      if (typed === 'si' || typed === 's') return ok(true);
      if (typed === 'no' || typed === 'n') return ok(false);
      return err({ say: `«${shown(cell)}» non è una risposta: scrivi sì oppure no.` });
    },
    show: (it) => (it ? 'sì' : 'no'),
    write: (it) => (it ? 'sì' : 'no'),
  });
}

/** Several of a closed list, separated by commas or semicolons: `Lun, Mer, Ven`. Kept in the order of the list. */
export function choices<const O extends Readonly<Record<string, string>>>(
  label: string,
  options: O,
  more: More = {},
): Column<readonly (keyof O & string)[]> {
  const one = choice(label, options, more);
  // Object.keys forgets which keys an object has.
  const order = Object.keys(options) as (keyof O & string)[];
  return column<readonly (keyof O & string)[]>(label, more, {
    kind: 'più scelte',
    get schema() {
      return z.array(one.schema);
    },
    width: 24,
    example: Object.values(options).slice(0, 2).join(', '),
    read(cell) {
      const typed = digitsOf(cell);
      if (typed === undefined)
        return err({
          say: `«${shown(cell)}» non è un elenco: ${list(Object.values(options), 'o')}.`,
        });
      const read = typed
        .split(/[,;\n]/)
        .map(clean)
        .filter((it) => it !== '')
        .map((it) => one.read(it));
      const bad = read.find((it) => !it.ok);
      if (bad !== undefined && !bad.ok) return err({ say: bad.error.say });
      const chosen = new Set(read.flatMap((it) => (it.ok ? [it.value] : [])));
      return ok(order.filter((it) => chosen.has(it)));
    },
    show: (it) => it.map((key) => options[key] ?? key).join(', '),
    write: (it) => it.map((key) => options[key] ?? key).join(', '),
  });
}

/**
 * A value of a list that people extend themselves (a comune, a service): any words, offered from what is known and, where
 * there are `offers`, from those.
 */
export function open(
  label: string,
  listName: string,
  { offers = [], ...more }: More & { readonly offers?: readonly string[] } = {},
): Column<string> {
  return column<string>(label, more, {
    ...textKind({ kind: 'elenco aperto', example: more.example ?? '' }),
    choices: { list: listName, labels: offers, open: true },
  });
}

/** An address of the web. */
export function link(label: string, more: More = {}): Column<string> {
  return column<string>(label, more, {
    ...textKind({ kind: 'collegamento', example: 'https://example.org/scheda' }),
    read(cell) {
      const typed = typeof cell === 'string' ? clean(cell) : '';
      return /^https?:\/\/\S+\.\S+$/i.test(typed)
        ? ok(typed)
        : err({
            say: `«${shown(cell)}» non è un collegamento: scrivi ad esempio https://example.org/scheda.`,
          });
    },
  });
}

/** A codice fiscale of a person, final (16, omocodia included) or provisional (11 digits). Kept in capitals, without blanks. */
export const codiceFiscale = identifier({
  kind: 'codice fiscale',
  example: 'DMCMRS98B43A285Y',
  width: 19,
  read: told(readCodiceFiscale, (it) => it.code),
});
/** A codice fiscale of an organisation (11 digits) or of a sole trader (16). */
export const codiceFiscaleEnte = identifier({
  kind: 'codice fiscale di un ente',
  example: '92057260645',
  width: 19,
  read: told(readCodiceFiscaleEnte, (it) => it.code),
  privacy: 'internal',
});
/** A partita IVA: 11 digits. */
export const partitaIva = identifier({
  kind: 'partita IVA',
  example: '02768890648',
  width: 15,
  read: readPartitaIva,
  privacy: 'internal',
});
/** An IBAN of the SEPA area, without blanks. */
export const iban = identifier({
  kind: 'IBAN',
  example: 'IT60X0542811101000000123456',
  width: 31,
  read: readIban,
});
/** A CUP: 15 characters. */
export const cup = identifier({
  kind: 'CUP',
  example: 'C84H22000050007',
  width: 18,
  read: readCup,
  privacy: 'public',
});
/** A class of ATECO with its dots: `47.11.40`. */
export const ateco = identifier({
  kind: 'ATECO',
  example: '47.11.40',
  width: 11,
  read: readAteco,
  privacy: 'internal',
});
/** A number of REA with its chamber: `BA-123456`. */
export const rea = identifier({
  kind: 'REA',
  example: 'BA-123456',
  width: 13,
  read: told(readRea, (it) => it.code),
  privacy: 'internal',
});
/** A CAP: five digits. */
export const cap = identifier({ kind: 'CAP', example: '76123', width: 8, read: readCap });
/** A class of CP2021: `5.2.2.1.0`. */
export const cp = identifier({
  kind: 'professione CP2021',
  example: '5.2.2.1.0',
  width: 12,
  read: readCp,
  privacy: 'internal',
});
/** A PAT of INAIL: eight digits and two of control. */
export const pat = identifier({
  kind: 'PAT INAIL',
  example: '12345678/90',
  width: 14,
  read: readPat,
  privacy: 'internal',
});
/** A telephone number, in E.164 once read and written; shown as people write it: «333 1234567». */
export const phone = identifier({
  kind: 'telefono',
  example: '333 123 4567',
  width: 18,
  read: told(readPhone, (it) => it.e164),
  show: phoneInWords,
});
/** An e-mail address, in small letters once read. */
export const email = identifier({
  kind: 'e-mail',
  example: 'nome@example.org',
  width: 28,
  read: told(readEmail, (it) => it.address),
});
/** A certified e-mail address. */
export const pec = identifier({
  kind: 'PEC',
  example: 'ente@pec.example.org',
  width: 28,
  read: told(readPec, (it) => it.address),
  privacy: 'internal',
});

/** A formula ALICE works out for each line of her own tabs: a link to a row, wherever it was moved. */
export function jump(label: string, more: More = {}): Column<Formula> {
  return column<Formula>(label, more, {
    kind: 'collegamento di ALICE',
    schema: z.custom<Formula>((it) => typeof it === 'object' && it !== null && 'formula' in it),
    format: 'general',
    width: 7,
    example: 'vai',
    read: (cell) =>
      err({ say: `«${shown(cell)}» non si scrive a mano: lo calcola ALICE, ad esempio «vai».` }),
    show: () => 'vai',
    write: (it) => it,
  });
}

/** The words of a cell as a person sees them, to be quoted in a message. */
export function shown(cell: Cell): string {
  if (cell === undefined) return '';
  if (typeof cell === 'boolean') return cell ? 'VERO' : 'FALSO';
  if (typeof cell === 'number') return String(cell).replace('.', ',');
  if (typeof cell === 'string') return cell.length > 60 ? `${cell.slice(0, 57)}…` : cell;
  if (cell.kind === 'error') return cell.error;
  if (cell.kind === 'percent')
    return `${String(Math.round(cell.fraction * 10_000) / 100).replace('.', ',')}%`;
  if (cell.kind === 'formula') return `=${cell.formula}`;
  if (cell.shows === 'date') {
    const day = dayOfSerial(cell.serial);
    return day.ok ? inDigits(day.value) : String(cell.serial);
  }
  const minutes = Math.round((cell.shows === 'duration' ? cell.serial : cell.serial % 1) * 1440);
  const clock = `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
  const day = cell.shows === 'dateTime' ? dayOfSerial(cell.serial) : undefined;
  return day?.ok ? `${inDigits(day.value)} ${clock}` : clock;
}

/** Whole minutes as people write hours: 270 → `4,5`, 265 → `4:25`. */
export function inHours(minutes: number): string {
  const quarter = minutes % 15 === 0;
  return quarter
    ? String(minutes / 60).replace('.', ',')
    : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

/** A length of time in whole minutes from any way of typing it; more than `max` hours is refused. */
export function readHours(cell: Filled, max: number): Result<number, Refusal> {
  const minutes = minutesIn(cell);
  const expected = `qui servono ore da 0 a ${max}, ad esempio 4,5 oppure 4:30`;
  if (minutes === undefined)
    return err({ say: `«${shown(cell)}» non è un numero di ore: ${expected}.` });
  return minutes >= 0 && minutes <= max * 60
    ? ok(minutes)
    : err({ say: `«${shown(cell)}» è fuori misura: ${expected}.` });
}

/** Text from a cell that should hold letters or digits: numbers lose no digit, dates and times are no text. */
export function digitsOf(cell: Filled): string | undefined {
  if (typeof cell === 'string') return clean(cell);
  if (typeof cell === 'number')
    return Number.isSafeInteger(cell) ? String(cell) : String(cell).replace('.', ',');
  if (typeof cell === 'boolean') return shown(cell);
  return undefined;
}

const words = z.string();

function textKind({
  kind,
  example,
}: {
  readonly kind: string;
  readonly example: string;
}): Kind<string> {
  return {
    kind,
    schema: words,
    example,
    read(cell) {
      const typed = digitsOf(cell);
      return typed === undefined
        ? err({
            say: `«${shown(cell)}» è diventato una data o un’ora: formatta la cella come testo e riscrivi.`,
          })
        : ok(typed);
    },
    show: (it) => it,
    write: (it) => it,
  };
}

interface Identifier {
  readonly kind: string;
  readonly example: string;
  readonly width: number;
  readonly read: (typed: string) => Result<string, Refusal>;
  readonly show?: (value: string) => string;
  readonly privacy?: Privacy;
}

function identifier({
  kind,
  example,
  width,
  read,
  show = (it) => it,
  privacy = 'personal',
}: Identifier) {
  return (label: string, more: More = {}): Column<string> =>
    column<string>(label, more, {
      kind,
      schema: words,
      width,
      privacy,
      example,
      read(cell) {
        const typed = digitsOf(cell);
        return typed === undefined
          ? err({
              say: `«${shown(cell)}» è diventato una data o un’ora: formatta la cella come testo e riscrivi, ad esempio ${example}.`,
            })
          : read(typed);
      },
      show,
      write: (it) => it,
    });
}

function told<T>(read: (typed: string) => Result<T, Refusal>, code: (it: T) => string) {
  return (typed: string): Result<string, Refusal> => {
    const judged = read(typed);
    return judged.ok ? ok(code(judged.value)) : judged;
  };
}

function bareSerial(cell: number): Result<Day, Refusal> {
  // Text columns imported from elsewhere show a day as its bare number: 46000 is 09/12/2025. Small numbers are no days.
  if (cell < 10_000 || cell > 80_000)
    return err({ say: `«${shown(cell)}» non è una data: scrivi ad esempio 28/02/2026.` });
  return refused(dayOfSerial(cell));
}

function minutesIn(cell: Filled): number | undefined {
  if (typeof cell === 'number') return Math.round(cell * 60);
  if (typeof cell === 'object')
    return cell.kind === 'serial' && cell.shows !== 'date'
      ? Math.round((cell.shows === 'dateTime' ? cell.serial % 1 : cell.serial) * 1440)
      : undefined;
  if (typeof cell === 'boolean') return undefined;
  const typed = clean(cell).toLowerCase();
  const [, h, m] = /^(\d{1,3})\s*(?::|h|ore)\s*(\d{1,2})?\s*(?:m|min|minuti)?$/.exec(typed) ?? [];
  if (h !== undefined) return Number(m ?? 0) < 60 ? Number(h) * 60 + Number(m ?? 0) : undefined;
  const number = numberIn(typed.replace(/\s*(?:h|ore|ora)$/, ''));
  return number === undefined ? undefined : Math.round(number * 60);
}

function numberIn(typed: string): number | undefined {
  return /^[+-]?\d+(?:[.,]\d+)?$/.test(typed) ? Number(typed.replace(',', '.')) : undefined;
}

function refused<T>(read: Result<T>): Result<T, Refusal> {
  return read.ok ? read : err({ say: read.error });
}

function brokenCell(error: string): Refusal {
  return {
    say: `La cella mostra ${error}: la formula non funziona. Scrivi il valore al posto della formula.`,
  };
}

/**
 * What happened on a day of an attendance sheet: a letter, or minutes. `P` present, `A` absent,
 * `C` closed or holiday, `S` suspended, `R` day of rest. Why somebody was absent is never said here.
 */
export type Presence =
  | { readonly code: 'P' | 'A' | 'C' | 'S' | 'R' }
  | { readonly minutes: number };

/**
 * A day of an attendance sheet: `P`, `A`, `C`, `S`, `R`, hours as in `hours` (`4,5` · `4:30`), or from–to
 * (`9-13` · `9:00-12:00 e 15:00-17:00`). Whatever else was typed may name an illness, so the refusal
 * never repeats it (Garante, provvedimento 363/2025). Kept as text: `9-12` is not to become a date.
 */
export function presence(label: string, more: More = {}): Column<Presence> {
  return column<Presence>(label, more, {
    kind: 'presenza',
    get schema() {
      return z.union([
        z.strictObject({ code: z.enum(presenceCodes) }),
        z.strictObject({ minutes: z.int().min(0).max(wholeDay) }),
      ]);
    },
    format: 'text',
    width: 6,
    example: '4,5',
    read(cell) {
      if (typeof cell === 'object' && cell.kind === 'serial' && cell.shows.startsWith('date'))
        return err({
          say: 'La cella è diventata una data: formattala come testo e scrivi le ore, ad esempio 4,5 oppure 9:00-13:00.',
        });
      const code =
        typeof cell === 'string'
          ? presenceCodes.find((it) => it === clean(cell).toUpperCase())
          : undefined;
      if (code !== undefined) return ok({ code });
      const minutes =
        (typeof cell === 'string' ? spansIn(clean(cell)) : undefined) ?? minutesIn(cell);
      return minutes !== undefined && minutes >= 0 && minutes <= wholeDay
        ? ok({ minutes })
        : err({
            say: 'Qui vanno solo P, A, C, S, R oppure le ore (4,5): il motivo si scrive solo nel registro riservato.',
          });
    },
    show: (it) => ('code' in it ? it.code : inHours(it.minutes)),
    write: (it) => ('code' in it ? it.code : inHours(it.minutes)),
  });
}

const presenceCodes = ['P', 'A', 'C', 'S', 'R'] as const;
const wholeDay = 24 * 60;

const span = /(\d{1,2})(?:[:.](\d{2}))? ?[-–—] ?(\d{1,2})(?:[:.](\d{2}))?/;
const eachSpan = new RegExp(span, 'g');
const spans = new RegExp(`^${span.source}(?:(?: ?[/,;+] ?| e | )${span.source})*$`);

/** Minutes of one or more from–to; nothing where one ends before it starts, or starts before the last has ended. */
function spansIn(typed: string): number | undefined {
  if (!spans.test(typed)) return undefined;
  let total = 0;
  let last = 0;
  for (const [, fromHour, fromMinute = '0', toHour, toMinute = '0'] of typed.matchAll(eachSpan)) {
    if (Number(fromMinute) > 59 || Number(toMinute) > 59) return undefined;
    const from = Number(fromHour) * 60 + Number(fromMinute);
    const to = Number(toHour) * 60 + Number(toMinute);
    if (from < last || to <= from || to > wholeDay) return undefined;
    total += to - from;
    last = to;
  }
  return total;
}
