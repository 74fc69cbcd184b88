import type { Cell } from '../../src/core/cell.ts';
import type { Column } from '../../src/core/column.ts';
import { type Day, inDigits, inWords } from '../../src/core/day.ts';
import type { AnyTab } from '../../src/core/tab.ts';
import { at } from './chance.ts';
import type { DemoWorld, Filled } from './world.ts';

/** The cells of an invented programme, before ALICE ever looked at it. */
export interface DemoSheets {
  /** What stands in «Impostazioni», by the setting's name in code; settings that are not here keep their own value. */
  readonly settings: ReadonlyMap<string, unknown>;
  readonly tabs: readonly DemoTab[];
}

/** One tab of the demo: its header and its rows, the ID first. */
export interface DemoTab {
  readonly tab: AnyTab;
  /** «ID», then the labels of the columns. */
  readonly header: readonly Cell[];
  readonly rows: readonly (readonly Cell[])[];
}

/** The rows of an invented programme as the cells people would have typed, tab by tab. */
export function cellsOf({ frame, filled }: DemoWorld): readonly DemoTab[] {
  return filled.map((it) => typed(it, frame));
}

/** A tab's rows as cells: what a spreadsheet holds once people have filled it in. */
function typed({ tab, rows, newest = 0 }: Filled, frame: DemoWorld['frame']): DemoTab {
  const chance = frame.chance(`typing ${tab.id}`);
  const columns = Object.entries(tab.columns);
  return {
    tab,
    header: ['ID', ...columns.map(([, it]) => it.label)],
    rows: rows.map((row, nth) => [
      nth < rows.length - newest ? row.id : undefined,
      ...columns.map(([key, column]): Cell => {
        // Rows are plain objects by column name.
        const value = (row as Readonly<Record<string, unknown>>)[key];
        if (value === undefined) return undefined;
        if (chance.oftenAs(2)) return asPeopleType(column, value, row);
        // A column of this kind holds text.
        return column.kind === 'telefono' ? dialled(value as string) : column.write(value);
      }),
    ]),
  };
}

/** The same value as a person would type it: a date as text, hours with a comma, a code with spaces, a stray blank. */
function asPeopleType(column: Column<unknown>, value: unknown, row: { readonly id: string }): Cell {
  const written = column.write(value);
  const turn = Number(row.id.slice(row.id.indexOf('-') + 1)) % 3;
  switch (column.kind) {
    case 'data': {
      // A column of this kind holds days.
      const day = value as Day;
      return at(
        [
          inDigits(day),
          inWords(day),
          `${Number(day.slice(8))}-${Number(day.slice(5, 7))}-${day.slice(0, 4)}`,
        ],
        turn,
      );
    }
    case 'ore':
      return at([column.show(value), ` ${column.show(value)} `, `${column.show(value)} `], turn);
    case 'importo':
      return at(
        [`€ ${column.show(value).replace(' €', '')}`, column.show(value), `${column.show(value)} `],
        turn,
      );
    case 'sì/no':
      return at([value === true ? 'SI' : 'NO', value === true, value === true ? 'Sì' : 'No'], turn);
    case 'scelta':
      return typeof written === 'string'
        ? at([written.toUpperCase(), ` ${written}`, written], turn)
        : written;
    case 'codice fiscale':
      return typeof written === 'string' && written.length === 16
        ? at(
            [
              written.toLowerCase(),
              `${written.slice(0, 6)} ${written.slice(6, 11)} ${written.slice(11)}`,
              `${written} `,
            ],
            turn,
          )
        : written;
    case 'telefono': {
      // As above.
      const e164 = value as string;
      return at([e164, `0039 ${dialled(e164)}`, dialled(e164).replaceAll(' ', '-')], turn);
    }
    case 'testo':
      return typeof written === 'string'
        ? at([`${written} `, ` ${written}`, written.replace(' ', '  ')], turn)
        : written;
    default:
      return typeof column.to === 'object' && typeof written === 'string'
        ? at([written.toLowerCase(), `${written} `, written], turn)
        : written;
  }
}

/** A number as people write it: without the country, in groups. */
function dialled(e164: string): string {
  const [, head = '', middle = '', tail = ''] =
    /^\+39(3\d{2}|0\d{3})(\d{3})(\d+)$/.exec(e164) ?? [];
  return tail === '' ? e164 : `${head} ${middle} ${tail}`;
}
