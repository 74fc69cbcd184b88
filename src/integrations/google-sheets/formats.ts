import type { sheets_v4 } from '@googleapis/sheets';
import type { Cell } from '../../core/cell.ts';
import type { Format } from '../../core/shape.ts';

/** What a number format makes of a number. */
export type Kind = 'number' | 'text' | 'date' | 'time' | 'dateTime' | 'duration' | 'percent';

/** A number format as Google keeps it. https://developers.google.com/workspace/sheets/api/guides/formats */
export interface NumberFormat {
  readonly type: string;
  readonly pattern: string;
}

/** The number format of each kind of column; `general` has none. */
export const NUMBER_FORMATS: Readonly<Record<Format, NumberFormat | undefined>> = {
  general: undefined,
  text: { type: 'TEXT', pattern: '@' },
  date: { type: 'DATE', pattern: 'dd/mm/yyyy' },
  month: { type: 'DATE', pattern: 'mmmm yyyy' },
  time: { type: 'TIME', pattern: 'hh:mm' },
  money: { type: 'CURRENCY', pattern: '#,##0.00 "€"' },
  hours: { type: 'TIME', pattern: '[h]:mm' },
  whole: { type: 'NUMBER', pattern: '0' },
  percent: { type: 'PERCENT', pattern: '0.0%' },
};

/** The number format a value needs where its cell would show it as something else. */
const FORMAT_OF_KIND: Readonly<Record<Exclude<Kind, 'text'>, NumberFormat>> = {
  number: { type: 'NUMBER', pattern: '0.##########' },
  date: { type: 'DATE', pattern: 'dd/mm/yyyy' },
  time: { type: 'TIME', pattern: 'hh:mm' },
  dateTime: { type: 'DATE_TIME', pattern: 'dd/mm/yyyy hh:mm' },
  duration: { type: 'TIME', pattern: '[h]:mm' },
  percent: { type: 'PERCENT', pattern: '0.0%' },
};

/** The format as it stands in an answer; `undefined` where the cell shows numbers plainly. */
export function numberFormatIn(
  format: sheets_v4.Schema$CellFormat | null | undefined,
): NumberFormat | undefined {
  const found = format?.numberFormat;
  if (typeof found?.type !== 'string') return undefined;
  return { type: found.type, pattern: found.pattern ?? '' };
}

/** What a number format makes of a number: Google's word for it, and the pattern where that says more. */
export function kindOf(format: NumberFormat | undefined): Kind {
  if (format === undefined) return 'number';
  const bare = (format.pattern.split(';')[0] ?? '')
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
    .toLowerCase();
  if (/\[[hms]+\]/.test(bare)) return 'duration';
  if (format.type === 'TEXT') return 'text';
  if (format.type === 'DATE') return 'date';
  if (format.type === 'DATE_TIME') return 'dateTime';
  if (format.type === 'TIME') return 'time';
  if (format.type === 'PERCENT') return 'percent';
  // A pattern somebody typed by hand keeps the type of what stood there before.
  const plain = bare.replace(/am\/pm|a\/p/g, 'h').replace(/e[+-]/g, '');
  const clock = /[hs]/.test(plain);
  const calendar = /[dy]/.test(plain) || (plain.includes('m') && !clock);
  if (clock && calendar) return 'dateTime';
  if (calendar) return 'date';
  if (clock) return 'time';
  return plain.includes('%') ? 'percent' : 'number';
}

/** The kind of column a number format belongs to. */
export function columnFormat(format: NumberFormat | undefined): Format {
  if (format === undefined) return 'general';
  const kind = kindOf(format);
  if (kind === 'date') return /d/i.test(format.pattern || 'd') ? 'date' : 'month';
  if (kind === 'dateTime') return 'date';
  if (kind === 'duration') return 'hours';
  if (kind === 'number') {
    if (format.type === 'CURRENCY' || /€|eur/i.test(format.pattern)) return 'money';
    return format.pattern === '0' || format.pattern === '#,##0' ? 'whole' : 'general';
  }
  return kind;
}

/** The number format this value must be given to read as itself; `undefined` where that of its cell will do. */
export function formatNeeded(
  cell: Cell,
  present: NumberFormat | undefined,
): NumberFormat | undefined {
  const value = typeof cell === 'object' && cell.kind === 'formula' ? cell.result : cell;
  const now = kindOf(present);
  if (typeof value === 'number') {
    return now === 'number' || now === 'text' ? undefined : FORMAT_OF_KIND.number;
  }
  if (typeof value !== 'object' || value.kind === 'error') return undefined;
  const needed = value.kind === 'percent' ? 'percent' : value.shows;
  return needed === now ? undefined : FORMAT_OF_KIND[needed];
}

/** `RRGGBB` as Google writes colours. */
export function colourStyle(colour: string): sheets_v4.Schema$ColorStyle {
  const part = (at: number) => Number.parseInt(colour.slice(at, at + 2), 16) / 255;
  return { rgbColor: { red: part(0), green: part(2), blue: part(4) } };
}

/** A colour as `RRGGBB`; `undefined` for none and for colours of the theme. */
export function colourIn(
  style: sheets_v4.Schema$ColorStyle | null | undefined,
): string | undefined {
  const colour = style?.rgbColor;
  if (colour === undefined || colour === null) return undefined;
  // Nothing is what Google leaves out: black is an empty object.
  const part = (share: number | null | undefined) =>
    Math.round((share ?? 0) * 255)
      .toString(16)
      .padStart(2, '0');
  return (part(colour.red) + part(colour.green) + part(colour.blue)).toUpperCase();
}

/** Width in pixels of so many characters, and back; `undefined` for the width a column has from birth. */
export function pixelsOf(characters: number): number {
  return Math.round(characters) * 7 + 5;
}

/** Width in characters; `undefined` for the width a column has from birth. */
export function charactersOf(pixels: number | null | undefined): number | undefined {
  return pixels === undefined || pixels === null || pixels === PLAIN_WIDTH
    ? undefined
    : Math.max(0, Math.round((pixels - 5) / 7));
}

/** Pixels of a column and of a row nobody gave a size. */
export const PLAIN_WIDTH = 100;
export const PLAIN_HEIGHT = 21;
