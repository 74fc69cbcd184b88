import { knowledge } from '../../config/index.ts';
import * as settings from '../../config/settings.ts';
import type { Cell } from '../../src/core/cell.ts';
import { idLabel } from '../../src/core/register.ts';
import type { Setting } from '../../src/core/setting.ts';
import type { AnyTab } from '../../src/core/tab.ts';
import { fixedClock } from '../../src/integrations/memory/clock.ts';
import { memoryLedger } from '../../src/integrations/memory/ledger.ts';
import { type MemoryWorkbook, memoryWorkbook } from '../../src/integrations/memory/workbook.ts';
import {
  readWorld,
  settingsHeader,
  settingsTab,
  type Volume,
  type World,
} from '../../src/jobs/world.ts';
import type { Clock, Ledger, Sheet } from '../../src/ports.ts';

/** Cells by code name; `ID` for the ID cell. */
export type TypedRow = Readonly<Record<string, Cell>>;

/** A programme in memory: a register and a restricted one, with these tabs as people typed them. All modules are on. */
export interface Programme {
  readonly register: MemoryWorkbook;
  readonly restricted: MemoryWorkbook;
  readonly volumes: readonly Volume[];
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly world: () => Promise<World>;
  /** What stands in a cell now, by ID and code name; throws where there is no such row. */
  readonly cell: (tab: AnyTab, id: string, key: string) => Promise<Cell>;
  /** The cells of a tab, header first. */
  readonly rows: (tab: AnyTab) => Promise<readonly (readonly Cell[])[]>;
  /** Somebody types in a cell and saves. */
  readonly type: (tab: AnyTab, id: string, typed: TypedRow) => Promise<void>;
}

/** A programme with these rows; what is not named has no tab. */
export function aProgramme(
  tabs: readonly (readonly [AnyTab, readonly TypedRow[]])[],
  but: {
    readonly now?: string;
    readonly ledger?: Ledger;
    /** Settings as people typed them, by code name. */
    readonly settings?: TypedRow;
  } = {},
): Programme {
  const register = memoryWorkbook({
    sheets: [
      settingsSheet(but.settings ?? {}),
      ...tabs.filter(([tab]) => tab.book !== 'riservato').map(([tab, rows]) => sheetOf(tab, rows)),
    ],
  });
  const restricted: MemoryWorkbook = {
    ...memoryWorkbook({
      sheets: tabs
        .filter(([tab]) => tab.book === 'riservato')
        .map(([tab, rows]) => sheetOf(tab, rows)),
    }),
    where: 'memoria riservata',
  };
  const volumes: readonly Volume[] = [
    { workbook: register, books: ['persone', 'imprese', 'amministrazione'] },
    { workbook: restricted, books: ['riservato'] },
  ];
  const ledger = but.ledger ?? memoryLedger();
  const clock = fixedClock(but.now ?? '2026-05-04T07:00:00Z');
  const bookOf = (tab: AnyTab) => (tab.book === 'riservato' ? restricted : register);
  const sheet = async (tab: AnyTab) => {
    const { sheets } = await bookOf(tab).read();
    return sheets.find((it) => it.name === tab.name)?.rows ?? [];
  };
  const place = async (tab: AnyTab, id: string, key: string) => {
    const rows = await sheet(tab);
    const row = rows.findIndex((it) => it[0] === id);
    if (row < 0) throw new Error(`no row ${id}`);
    return { row, column: headerOf(tab).indexOf(labelOf(tab, key)), rows };
  };
  return {
    register,
    restricted,
    volumes,
    ledger,
    clock,
    world: () => readWorld({ knowledge, volumes, ledger, today: clock.today() }),
    rows: sheet,
    async cell(tab, id, key) {
      const { row, column, rows } = await place(tab, id, key);
      return rows[row]?.[column];
    },
    async type(tab, id, typed) {
      for (const [key, cell] of Object.entries(typed)) {
        const { row, column } = await place(tab, id, key);
        bookOf(tab).type({ tab: tab.name, row, column, cell });
      }
    },
  };
}

/** The header of a tab as it is laid out new: ID first. */
export function headerOf(tab: AnyTab): readonly string[] {
  return [idLabel, ...Object.values(tab.columns).map((it) => it.label)];
}

function labelOf(tab: AnyTab, key: string): string {
  const label = key === idLabel ? idLabel : tab.columns[key]?.label;
  if (label === undefined) throw new Error(`${tab.name} has no column ${key}`);
  return label;
}

function sheetOf(tab: AnyTab, rows: readonly TypedRow[]): Sheet {
  const keys = [idLabel, ...Object.keys(tab.columns)];
  for (const key of rows.flatMap((it) => Object.keys(it))) labelOf(tab, key);
  return { name: tab.name, rows: [headerOf(tab), ...rows.map((row) => keys.map((it) => row[it]))] };
}

function settingsSheet(typed: TypedRow): Sheet {
  const switches = Object.entries<Setting<unknown>>(settings).filter(
    ([name]) => knowledge.modules[name] !== undefined,
  );
  return {
    name: settingsTab,
    rows: [
      settingsHeader,
      ...switches.map(([, { section, column }]) => [section, column.label, 'sì', undefined]),
      ...Object.entries<Setting<unknown>>(settings).flatMap(([name, { section, column }]) =>
        typed[name] === undefined ? [] : [[section, column.label, typed[name], undefined]],
      ),
    ],
  };
}
