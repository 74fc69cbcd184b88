import type { sheets_v4 } from '@googleapis/sheets';
import { allowed, isMatched } from './batch.ts';
import { errorShown, type Reckoner } from './formula.ts';
import {
  type Area,
  areaName,
  areaOf,
  type Book,
  cellAt,
  type GridCell,
  holds,
  letters,
  overArea,
  rangeOf,
  readRange,
} from './grid.ts';
import { textShown } from './shown.ts';
import { typedValue } from './typed.ts';
import { Refused, refusal } from './worded.ts';

/** How values are told: as people see them, as they are, or as formulas. */
export interface Rendering {
  readonly majorDimension?: string | null | undefined;
  readonly valueRenderOption?: string | null | undefined;
  readonly dateTimeRenderOption?: string | null | undefined;
}

/**
 * The values of an area: blanks at the end are left out, an inner one is `''`, and without any there is no `values`.
 * https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets.values#ValueRange
 */
export function valuesShown(
  { book, reckoner }: { readonly book: Book; readonly reckoner: Reckoner },
  area: Area,
  rendering: Rendering,
): sheets_v4.Schema$ValueRange {
  const { tab, top, left, bottom, right } = area;
  const columns = rendering.majorDimension === 'COLUMNS';
  const rows: unknown[][] = [];
  for (let row = top; row < Math.min(bottom, tab.rows.length); row++) {
    const values: unknown[] = [];
    const last = Math.min((tab.rows[row] ?? []).findLastIndex(holds) + 1, right);
    for (let column = left; column < last; column++) {
      values.push(valueShown({ book, reckoner }, { ...area, top: row, left: column }, rendering));
    }
    rows.push(values);
  }
  while (rows.length > 0 && rows.at(-1)?.length === 0) rows.pop();
  const values = columns ? turned(rows) : rows;
  return {
    range: areaName(area),
    majorDimension: columns ? 'COLUMNS' : 'ROWS',
    ...(values.length > 0 && { values }),
  };
}

function valueShown(
  { book, reckoner }: { readonly book: Book; readonly reckoner: Reckoner },
  { tab, top: row, left: column }: Area,
  { valueRenderOption, dateTimeRenderOption }: Rendering,
): unknown {
  const cell = cellAt(tab, row, column);
  const formula = cell?.value?.formulaValue;
  if (valueRenderOption === 'FORMULA' && typeof formula === 'string') return formula;
  const { effective, shows } = reckoner.worked(tab, row, column);
  if (effective === undefined) return '';
  const format = cell?.format?.numberFormat ?? shows;
  const locale = book.properties.locale ?? 'en_US';
  if (
    valueRenderOption === undefined ||
    valueRenderOption === null ||
    valueRenderOption === 'FORMATTED_VALUE'
  ) {
    return textShown(effective, format, locale);
  }
  const { numberValue, stringValue, boolValue, errorValue } = effective;
  const timed = /^(?:DATE|TIME|DATE_TIME)$/.test(format?.type ?? '');
  // Numbers of days and hours are told in words unless SERIAL_NUMBER is given: so it is by default.
  if (typeof numberValue === 'number' && timed && dateTimeRenderOption === 'FORMATTED_STRING') {
    return textShown(effective, format, locale);
  }
  return numberValue ?? stringValue ?? boolValue ?? errorShown(errorValue?.type);
}

/** What became of writing values. */
export interface ValuesWritten {
  readonly area: Area;
  readonly rows: number;
  readonly columns: number;
  readonly cells: number;
}

/** Who writes values, and how texts among them are taken: as they are (RAW) or as if typed (USER_ENTERED). */
export interface Writing {
  readonly book: Book;
  readonly as: string;
  readonly now: number;
  readonly valueInputOption: string | null | undefined;
}

/** Writes values over an area from its first cell: `null` leaves a cell alone, `''` empties it. */
export function writeValues(
  { book, as, now, valueInputOption }: Writing,
  area: Area,
  given: Pick<sheets_v4.Schema$ValueRange, 'values' | 'majorDimension'>,
): ValuesWritten {
  if (valueInputOption !== 'RAW' && valueInputOption !== 'USER_ENTERED') {
    throw no("'valueInputOption' is required but not specified");
  }
  const values =
    given.majorDimension === 'COLUMNS' ? turned(given.values ?? []) : (given.values ?? []);
  const width = Math.max(...values.map((it) => it.length), 0);
  const { tab, top, left } = area;
  const alone = area.bottom - top === 1 && area.right - left === 1;
  const whole = { ...area, bottom: top + values.length, right: left + width };
  if (!alone && values.length > area.bottom - top) {
    throw no(
      `Requested writing within range [${areaName(area)}], but tried writing to row [${area.bottom + 1}]`,
    );
  }
  if (!alone && width > area.right - left) {
    throw no(
      `Requested writing within range [${areaName(area)}], but tried writing to column [${letters(area.right)}]`,
    );
  }
  if (whole.bottom > tab.rowCount || whole.right > tab.columnCount) {
    throw no(
      `Range (${areaName(whole)}) exceeds grid limits. Max rows: ${tab.rowCount}, max columns: ${tab.columnCount}`,
    );
  }
  const locale = book.properties.locale ?? 'en_US';
  const rows = new Set<number>();
  const columns = new Set<number>();
  let cells = 0;
  allowed(book, rangeOf(whole), as);
  overArea(whole, (cell, row, column) => {
    const value: unknown = values[row - top]?.[column - left];
    if (value === undefined || value === null) return cell;
    rows.add(row);
    columns.add(column);
    cells += 1;
    return entered(cell, value, { locale, now, raw: valueInputOption === 'RAW' });
  });
  return { area: whole, rows: rows.size, columns: columns.size, cells };
}

/** A cell after a value was written into it. */
export function entered(
  cell: GridCell | undefined,
  value: unknown,
  { locale, now, raw }: { readonly locale: string; readonly now: number; readonly raw: boolean },
): GridCell | undefined {
  const { value: _value, runs: _runs, chips: _chips, ...looks } = cell ?? {};
  if (typeof value === 'number') return { ...looks, value: { numberValue: value } };
  if (typeof value === 'boolean') return { ...looks, value: { boolValue: value } };
  if (typeof value !== 'string') throw no(`Invalid values: ${JSON.stringify(value)}`);
  if (value === '') return looks;
  if (raw) return { ...looks, value: { stringValue: value } };
  const own = looks.format?.numberFormat ?? undefined;
  const typed = typedValue(value, { locale, now, cell: own });
  // A format people chose stays; a cell without one takes that of what was typed.
  const format =
    typed.format && own === undefined
      ? { ...looks.format, numberFormat: typed.format }
      : looks.format;
  return { ...looks, ...(format && { format }), ...(typed.value && { value: typed.value }) };
}

/**
 * Where `append` writes: under the last table that has a cell in the area. A table is cells that touch, so a row with a
 * blank in it ends in a table of its own, and the next row is laid under that one, too far to the right.
 */
export function tableIn(area: Area): Area | undefined {
  const { tab } = area;
  const filled = (row: number, column: number) => holds(cellAt(tab, row, column));
  const bottom = Math.min(area.bottom, tab.rows.length);
  let last: Area | undefined;
  for (let row = area.top; row < bottom; row++) {
    const cells = tab.rows[row] ?? [];
    for (let column = area.left; column < Math.min(area.right, cells.length); column++) {
      if (!filled(row, column)) continue;
      const inside =
        last !== undefined &&
        row >= last.top &&
        row < last.bottom &&
        column >= last.left &&
        column < last.right;
      if (!inside) last = tableAround(area, row, column, filled);
    }
  }
  return last;
}

function tableAround(
  { tab }: Area,
  row: number,
  column: number,
  filled: (row: number, column: number) => boolean,
): Area {
  let [top, left, bottom, right] = [row, column, row + 1, column + 1];
  const any = (rows: readonly [number, number], columns: readonly [number, number]) => {
    for (let at = Math.max(rows[0], 0); at < rows[1]; at++) {
      for (let across = Math.max(columns[0], 0); across < columns[1]; across++) {
        if (filled(at, across)) return true;
      }
    }
    return false;
  };
  for (;;) {
    const before = `${top} ${left} ${bottom} ${right}`;
    if (top > 0 && any([top - 1, top], [left - 1, right + 1])) top -= 1;
    if (any([bottom, bottom + 1], [left - 1, right + 1])) bottom += 1;
    if (left > 0 && any([top - 1, bottom + 1], [left - 1, left])) left -= 1;
    if (any([top - 1, bottom + 1], [right, right + 1])) right += 1;
    if (before === `${top} ${left} ${bottom} ${right}`) return { tab, top, left, bottom, right };
  }
}

/** Empties the values of an area; looks, notes and dropdowns stay. */
export function clearValues(book: Book, area: Area, as: string): void {
  allowed(book, rangeOf(area), as);
  overArea({ ...area, bottom: Math.min(area.bottom, area.tab.rows.length) }, (cell) => {
    const { value: _value, runs: _runs, chips: _chips, ...looks } = cell ?? {};
    return looks;
  });
}

/** The areas a data filter finds: a range in letters, a grid range, or lines and tabs that carry metadata. */
export function filtered(book: Book, filter: sheets_v4.Schema$DataFilter): readonly Area[] {
  if (typeof filter.a1Range === 'string') return [readRange(book, filter.a1Range)];
  if (filter.gridRange) return [areaOf(book, filter.gridRange)];
  return book.metadata
    .filter((it) => isMatched(book, it, filter))
    .flatMap((it): Area[] => {
      const { sheetId, dimensionRange } = it.location ?? {};
      if (dimensionRange) {
        const { startIndex, endIndex } = dimensionRange;
        const lines =
          dimensionRange.dimension === 'ROWS'
            ? { startRowIndex: startIndex ?? 0, endRowIndex: endIndex ?? 1 }
            : { startColumnIndex: startIndex ?? 0, endColumnIndex: endIndex ?? 1 };
        return [areaOf(book, { sheetId: dimensionRange.sheetId ?? 0, ...lines })];
      }
      return typeof sheetId === 'number' ? [areaOf(book, { sheetId })] : [];
    });
}

function turned(rows: readonly (readonly unknown[])[]): unknown[][] {
  const width = Math.max(...rows.map((it) => it.length), 0);
  return Array.from({ length: width }, (_, column) => {
    const line = rows.map((it) => it[column] ?? '');
    while (line.length > 0 && line.at(-1) === '') line.pop();
    return line;
  });
}

function no(message: string): Refused {
  return new Refused(refusal(400, message));
}
