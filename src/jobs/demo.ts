import type { Cell } from '../core/cell.ts';
import type { Knowledge } from '../core/knowledge.ts';
import type { Step } from '../core/shape.ts';
import type { AnyTab, Book } from '../core/tab.ts';
import type { Changes, NewRow, Workbook } from '../ports.ts';
import { buildingChanges, settingCells, survey, tabShape } from './init.ts';
import { settingsTab, type Volume } from './world.ts';

/** A programme somebody invented, as cells: `demoProgramme` of config/demo makes one. */
export interface Invented {
  /** What stands in «Impostazioni», by the setting's name in code. */
  readonly settings: ReadonlyMap<string, unknown>;
  readonly tabs: readonly {
    readonly tab: AnyTab;
    readonly header: readonly Cell[];
    readonly rows: readonly (readonly Cell[])[];
  }[];
}

/** One file and what it takes to make it. */
export interface Making {
  readonly workbook: Workbook;
  readonly changes: Changes;
}

/**
 * What it takes to make the files of an invented programme: tabs as the registry builds them, then its rows. The
 * files must not be there yet. IDs, marks and pages are left to the first check, as in any programme.
 */
export async function demoChanges({
  programme,
  knowledge,
  volumes,
}: {
  readonly programme: Invented;
  readonly knowledge: Knowledge;
  readonly volumes: readonly Volume[];
}): Promise<readonly Making[]> {
  const on = Object.keys(knowledge.modules).filter(
    (name) => name === 'base' || programme.settings.get(name) === true,
  );
  const buildings = await survey({ knowledge, volumes, modules: new Set(on) });
  return buildings.map((building) => {
    const { books, workbook } = building.volume;
    const { basis, steps = [] } = buildingChanges(building);
    return {
      workbook,
      changes: {
        basis,
        steps: [...steps, ...renamed(programme, knowledge, books)],
        rows: [
          ...(books.includes('persone') ? settingRows(programme, knowledge) : []),
          ...programme.tabs
            .filter(({ tab }) => books.includes(tab.book))
            .flatMap(({ tab, rows }) => rows.map((cells): NewRow => ({ tab: tab.name, cells }))),
        ],
      },
    };
  });
}

/** The same programme as sheets, header first: for simulations and tests that need no file. */
export function demoGrids(
  programme: Invented,
  knowledge: Knowledge,
): readonly { readonly name: string; readonly rows: readonly (readonly Cell[])[] }[] {
  return [
    ...programme.tabs.map(({ tab, header, rows }) => ({ name: tab.name, rows: [header, ...rows] })),
    {
      name: settingsTab,
      rows: [
        ['Sezione', 'Voce', 'Valore', 'Spiegazione'],
        ...settingRows(programme, knowledge).map((it) => it.cells),
      ],
    },
  ];
}

/** The columns that people of the programme have called something else since the tabs were laid. */
function renamed(
  { tabs }: Invented,
  knowledge: Knowledge,
  books: readonly Book[],
): readonly Step[] {
  return tabs
    .filter(({ tab }) => books.includes(tab.book))
    .flatMap(({ tab, header }) =>
      tabShape(knowledge, tab).columns.flatMap((column, at): Step[] => {
        const label = header[at];
        return typeof label !== 'string' || label === column.label
          ? []
          : [{ do: 'setLabel', tab: tab.name, at, column: { ...column, label } }];
      }),
    );
}

function settingRows({ settings }: Invented, knowledge: Knowledge): readonly NewRow[] {
  return Object.entries(knowledge.settings).map(([name, it]) => ({
    tab: settingsTab,
    cells: settingCells(it, settings.has(name) ? settings.get(name) : it.fallback),
  }));
}
