import type { sheets_v4 } from '@googleapis/sheets';

/** What a number is shown as: a kind and, if it is not the locale's own, a pattern. */
export type Shows = sheets_v4.Schema$NumberFormat;

/** What somebody's typing comes to: a value, and the number format it brings along. */
export interface Typed {
  readonly value: sheets_v4.Schema$ExtendedValue | undefined;
  readonly format?: Shows | undefined;
}

/**
 * What a cell gets when somebody types, or when `USER_ENTERED` does it for them: numbers, days, hours, percentages,
 * amounts and truths as the locale writes them, formulas, texts. A cell formatted as text keeps it as it stands, a
 * leading apostrophe makes it words. Days without a year get that of `now` (milliseconds since 1970).
 */
export function typedValue(
  text: string,
  {
    locale,
    now,
    cell,
  }: { readonly locale: string; readonly now: number; readonly cell?: Shows | undefined },
): Typed {
  if (text === '') return { value: undefined };
  if (cell?.type === 'TEXT') return { value: { stringValue: text } };
  if (text.startsWith("'")) return { value: { stringValue: text.slice(1) } };
  if (/^[=+](?=.)/.test(text) && (text.startsWith('=') || /^\+[A-Z(]/i.test(text))) {
    return { value: { formulaValue: `=${formulaTyped(text.slice(1), locale)}` } };
  }
  const trimmed = text.trim();
  const truth = TRUTHS[locale.slice(0, 2)] ?? ['TRUE', 'FALSE'];
  const at = [...truth, 'TRUE', 'FALSE'].indexOf(trimmed.toUpperCase());
  if (at >= 0) return { value: { boolValue: at % 2 === 0 } };
  const error = /^#(?:N\/A|REF!|NAME\?|VALUE!|DIV\/0!|NUM!|NULL!)$/i.test(trimmed);
  if (error) return { value: { formulaValue: `=${trimmed.toUpperCase()}` } };
  const read = numberIn(text, locale, now);
  if (read === undefined) return { value: { stringValue: text } };
  return { value: { numberValue: read.number }, format: read.format };
}

/** A number in words as a locale writes it, and the format it brings along; `undefined` for a text. */
export function numberIn(
  words: string,
  locale: string,
  now = 0,
): { readonly number: number; readonly format?: Shows } | undefined {
  const text = words.trim();
  const comma = decimalComma(locale);
  const plain = plainNumber(text, comma);
  if (plain !== undefined) return { number: plain };
  const [, sign = '', percent] = /^([-+]?)\s*([\d.,]+)\s*%$/.exec(text) ?? [];
  if (percent !== undefined) {
    const number = plainNumber(percent, comma);
    if (number !== undefined) {
      const decimals = /[.,]\d+$/.test(percent) ? '0.00%' : '0%';
      // 70% is 0.7: dividing, not multiplying by 0.01, keeps it so.
      return {
        number: (sign === '-' ? -number : number) / 100,
        format: { type: 'PERCENT', pattern: decimals },
      };
    }
  }
  const [, minus = '', before, after] =
    /^([-+]?)\s*(?:€\s*([\d.,]+)|([\d.,]+)\s*€)$/.exec(text) ?? [];
  const amount = before ?? after;
  if (amount !== undefined) {
    const number = plainNumber(amount, comma);
    if (number !== undefined) {
      return {
        number: minus === '-' ? -number : number,
        format: { type: 'CURRENCY', pattern: comma ? '#,##0.00\\ [$€]' : '[$€]#,##0.00' },
      };
    }
  }
  return instant(text, locale, now);
}

/** A number as a cell shows it. A format without a pattern is the locale's own. */
export function formatted(number: number, format: Shows | undefined, locale: string): string {
  const pattern = format?.pattern ?? patternOf(format?.type, locale);
  if (pattern === undefined || pattern === '' || /^general$/i.test(pattern)) {
    const plain =
      Math.abs(number) >= 1e15 || (number !== 0 && Math.abs(number) < 1e-9)
        ? number
            .toExponential(5)
            .replace(/e([+-])(\d)$/, 'E$10$2')
            .replace('e', 'E')
        : String(Number(number.toPrecision(10)));
    return decimalComma(locale) ? plain.replace('.', ',') : plain;
  }
  if (pattern === '@') return formatted(number, undefined, locale);
  const bare = pattern.replaceAll(/"[^"]*"|\\.|\[\$[^\]]*\]/g, '');
  const timed =
    /[dyhs]|m(?!.*[#0])|\[[hms]+\]/i.test(bare) && !/[#0]/.test(bare.replaceAll(/\.0+/g, ''));
  return timed ? dated(number, pattern, locale) : numbered(number, pattern, locale);
}

/** The locale's own pattern for a kind; `undefined` for what has none. */
export function patternOf(type: string | null | undefined, locale: string): string | undefined {
  const italian = locale.startsWith('it');
  switch (type) {
    case 'DATE':
      return italian ? 'dd/MM/yyyy' : 'M/d/yyyy';
    case 'TIME':
      return italian ? 'H.mm.ss' : 'h:mm:ss am/pm';
    case 'DATE_TIME':
      return italian ? 'dd/MM/yyyy H.mm.ss' : 'M/d/yyyy H:mm:ss';
    case 'PERCENT':
      return '0.00%';
    case 'CURRENCY':
      return italian ? '#,##0.00\\ [$€]' : '[$$]#,##0.00';
    case 'NUMBER':
      return '#,##0.00';
    case 'SCIENTIFIC':
      return '0.00E+00';
    default:
      return undefined;
  }
}

/** A truth as the locale says it: `VERO`. */
export function truthShown(truth: boolean, locale: string): string {
  const [yes = 'TRUE', no = 'FALSE'] = TRUTHS[locale.slice(0, 2)] ?? [];
  return truth ? yes : no;
}

/** A formula typed by a person in their own language and signs, as the API keeps it: English names, commas, points. */
function formulaTyped(formula: string, locale: string): string {
  if (!decimalComma(locale)) return formula;
  return formula
    .split(/("(?:[^"]|"")*"|'(?:[^']|'')*')/)
    .map((it, index) =>
      index % 2 === 1
        ? it
        : it
            .replaceAll(/(?<![\w.])(\d+),(\d+)/g, '$1.$2')
            .replaceAll(';', ',')
            .replaceAll(/[A-Z][A-Z0-9.]*(?=\()/gi, (name) => ITALIAN[name.toUpperCase()] ?? name),
    )
    .join('');
}

const TRUTHS: Readonly<Record<string, readonly [string, string]>> = { it: ['VERO', 'FALSO'] };

const ITALIAN: Readonly<Record<string, string>> = {
  SE: 'IF',
  'SE.ERRORE': 'IFERROR',
  'CERCA.VERT': 'VLOOKUP',
  CONFRONTA: 'MATCH',
  INDICE: 'INDEX',
  'CONTA.SE': 'COUNTIF',
  'CONTA.VALORI': 'COUNTA',
  'CONTA.NUMERI': 'COUNT',
  SOMMA: 'SUM',
  'SOMMA.SE': 'SUMIF',
  MEDIA: 'AVERAGE',
  ARROTONDA: 'ROUND',
  OGGI: 'TODAY',
  ADESSO: 'NOW',
  DATA: 'DATE',
  ANNO: 'YEAR',
  MESE: 'MONTH',
  GIORNO: 'DAY',
  E: 'AND',
  O: 'OR',
  NON: 'NOT',
  'COLLEG.IPERTESTUALE': 'HYPERLINK',
  CONCATENA: 'CONCATENATE',
  TESTO: 'TEXT',
  VALORE: 'VALUE',
  MAIUSC: 'UPPER',
  MINUSC: 'LOWER',
  SINISTRA: 'LEFT',
  DESTRA: 'RIGHT',
  'STRINGA.ESTRAI': 'MID',
  LUNGHEZZA: 'LEN',
  'VAL.VUOTO': 'ISBLANK',
  'VAL.ERRORE': 'ISERROR',
};

const DAY = 86_400_000;
const EPOCH = 25_569;

function decimalComma(locale: string): boolean {
  return /^(?:it|de|fr|es)/.test(locale);
}

function plainNumber(text: string, comma: boolean): number | undefined {
  const [thousand, point] = comma ? [String.raw`\.`, ','] : [',', String.raw`\.`];
  const shape = new RegExp(
    `^[-+]?(?:\\d{1,3}(?:${thousand}\\d{3})+|\\d+)?(?:${point}\\d*)?(?:E[+-]?\\d+)?$`,
    'i',
  );
  if (!/\d/.test(text) || !shape.test(text)) return undefined;
  const bare = comma ? text.replaceAll('.', '').replace(',', '.') : text.replaceAll(',', '');
  const number = Number(bare);
  return Number.isNaN(number) ? undefined : number;
}

function instant(
  text: string,
  locale: string,
  now: number,
): { readonly number: number; readonly format: Shows } | undefined {
  const [, date, time] =
    /^(\d{1,4}[-/.]\d{1,2}(?:[-/.]\d{1,4})?)?(?:(?:^|[ T]+)(\d{1,3}[:.]\d{2}(?:[:.]\d{2})?))?$/.exec(
      text,
    ) ?? [];
  if (date === undefined && time === undefined) return undefined;
  const day = date === undefined ? 0 : daySerial(date, locale, now);
  const hour = time === undefined ? 0 : timeOf(time, locale);
  // 01.11 alone is read as hours where hours are written with a point: as a day it would need its year.
  if (date !== undefined && time === undefined && /^\d{1,2}\.\d{2}$/.test(date)) {
    const as = timeOf(date, locale);
    return as === undefined ? undefined : { number: as, format: { type: 'TIME' } };
  }
  if (day === undefined || hour === undefined) return undefined;
  if (date === undefined) return { number: hour, format: { type: 'TIME' } };
  const type = time === undefined ? 'DATE' : 'DATE_TIME';
  return { number: day + hour, format: { type } };
}

function daySerial(date: string, locale: string, now: number): number | undefined {
  const parts = date.split(/[-/.]/).map(Number);
  const [a = 0, b = 0, c] = parts;
  const dayFirst = !locale.startsWith('en_US');
  const iso = /^\d{4}/.test(date);
  if (iso && c === undefined) return undefined;
  const year = iso ? a : (c ?? new Date(now).getUTCFullYear());
  const month = iso || dayFirst ? b : a;
  const day = iso ? (c ?? 0) : dayFirst ? a : b;
  const full = year < 100 ? year + (year < 30 ? 2000 : 1900) : year;
  const made = new Date(Date.UTC(full, month - 1, day));
  if (made.getUTCMonth() !== month - 1 || made.getUTCDate() !== day || full < 1000)
    return undefined;
  return made.getTime() / DAY + EPOCH;
}

function timeOf(time: string, locale: string): number | undefined {
  if (time.includes('.') && !locale.startsWith('it')) return undefined;
  const [hours = 0, minutes = 0, seconds = 0] = time.split(/[:.]/).map(Number);
  if (minutes > 59 || seconds > 59) return undefined;
  return (hours * 3600 + minutes * 60 + seconds) / 86_400;
}

function numbered(number: number, pattern: string, locale: string): string {
  const sections = pattern.split(';');
  const section =
    (number < 0 ? sections[1] : number === 0 ? sections[2] : undefined) ?? sections[0] ?? '';
  const own = number < 0 && sections[1] !== undefined;
  const literal = (it: string) =>
    it.replaceAll(
      /"([^"]*)"|\\(.)|\[\$([^\]]*?)(?:-[^\]]*)?\]|\[[^\]]*\]|_./g,
      (_, a, b, c) => a ?? b ?? c ?? '',
    );
  const found =
    /^((?:"[^"]*"|\\.|\[[^\]]*\]|[^#0?.])*)([#0?,]*)(?:\.([#0?]*))?(E[+-]0+)?((?:"[^"]*"|\\.|\[[^\]]*\]|[^#0])*)$/.exec(
      section,
    );
  if (found === null || (found[2] === '' && found[3] === undefined)) return literal(section);
  const [, before = '', whole = '', decimals = '', exponent, after = ''] = found;
  const percent = /%/.test(before + after);
  const scaled = Math.abs(percent ? number * 100 : number);
  const least = decimals.replaceAll(/[^0]/g, '').length;
  const [comma, point] = decimalComma(locale) ? ['.', ','] : [',', '.'];
  if (exponent !== undefined) {
    const said = scaled
      .toExponential(decimals.length)
      .toUpperCase()
      .replace(/E([+-])(\d)$/, 'E$10$2');
    return literal(before) + said.replace('.', point) + literal(after);
  }
  const [units = '0', fraction = ''] = scaled.toFixed(decimals.length).split('.');
  let kept = fraction;
  while (kept.length > least && kept.endsWith('0')) kept = kept.slice(0, -1);
  const width = whole.replaceAll(/[^0]/g, '').length;
  const padded = units === '0' && width === 0 ? '' : units.padStart(width, '0');
  const grouped = whole.includes(',') ? padded.replaceAll(/\B(?=(\d{3})+$)/g, comma) : padded;
  const sign = number < 0 && !own && Number(`${units}.${fraction || 0}`) !== 0 ? '-' : '';
  return sign + literal(before) + grouped + (kept === '' ? '' : point + kept) + literal(after);
}

function dated(serial: number, pattern: string, locale: string): string {
  const seconds = Math.round(serial * 86_400);
  const moment = new Date((seconds / 86_400 - EPOCH) * DAY);
  const instant = new Date(Math.round(moment.getTime() / 1000) * 1000);
  const half = /am\/pm|a\/p/i.test(pattern);
  let minutes = false;
  const named = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale.replace('_', '-'), { ...options, timeZone: 'UTC' }).format(
      instant,
    );
  return pattern.replaceAll(
    /"([^"]*)"|\\(.)|\[(h+|m+|s+)\]|\[\$?([^\]]*)\]|am\/pm|a\/p|y+|M+|m+|d+|h+|H+|s+(?:\.(0+))?/g,
    (it: string, quotedText?: string, escaped?: string, elapsed?: string) => {
      if (quotedText !== undefined) return quotedText;
      if (escaped !== undefined) return escaped;
      if (elapsed !== undefined) {
        minutes = elapsed.startsWith('h');
        const unit = { h: 3600, m: 60, s: 1 }[elapsed[0] ?? 'h'] ?? 3600;
        return String(Math.floor(seconds / unit)).padStart(elapsed.length, '0');
      }
      if (it.startsWith('[')) return '';
      const padded = (number: number) => String(number).padStart(Math.min(it.length, 2), '0');
      const isMinute = minutes || /^\W*s/.test(pattern.slice(pattern.indexOf(it) + it.length));
      switch (it[0]) {
        case 'y':
          return it.length > 2
            ? String(instant.getUTCFullYear())
            : padded(instant.getUTCFullYear() % 100);
        case 'M':
        case 'm':
          if (it.startsWith('m') && isMinute) {
            minutes = false;
            return padded(instant.getUTCMinutes());
          }
          if (it.length === 3) return named({ month: 'short' });
          if (it.length > 3) return named({ month: 'long' });
          return padded(instant.getUTCMonth() + 1);
        case 'd':
          if (it.length === 3) return named({ weekday: 'short' });
          if (it.length > 3) return named({ weekday: 'long' });
          return padded(instant.getUTCDate());
        case 'h':
        case 'H': {
          minutes = true;
          const hours = instant.getUTCHours();
          return padded(half ? hours % 12 || 12 : hours);
        }
        case 's':
          return padded(instant.getUTCSeconds());
        default:
          return instant.getUTCHours() < 12 ? 'AM' : 'PM';
      }
    },
  );
}
