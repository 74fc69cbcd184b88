import type { Cell } from '../core/cell.ts';
import { shown } from '../core/column.ts';
import type { Knowledge } from '../core/knowledge.ts';
import {
  type Decay,
  missingNames,
  provision,
  shapeOfTab,
  type WantedTab,
  wantedPage,
  wantedTab,
} from '../core/provision.ts';
import type { Setting } from '../core/setting.ts';
import type { Name, Shape, TabShape } from '../core/shape.ts';
import type { AnyTab, Book } from '../core/tab.ts';
import { comparable } from '../core/words.ts';
import type { Changes, NewRow, Snapshot, Workbook } from '../ports.ts';
import { pageColour } from './pages.ts';
import { settingsHeader, settingsTab, type Volume } from './world.ts';

/** How one file should be built, beside how it is. */
export interface Building {
  readonly volume: Volume;
  readonly snapshot: Snapshot;
  readonly shape: Shape;
  readonly decays: readonly Decay[];
  /** Settings that have no line yet. */
  readonly settings: readonly NewRow[];
}

/** Looks how every file is built, and works out what it lacks. A file that is not there lacks everything. */
export async function survey(told: {
  readonly knowledge: Knowledge;
  readonly volumes: readonly Volume[];
  readonly modules: ReadonlySet<string>;
  /** Modules to switch on or off in a workbook that does not say yet. */
  readonly chosen?: ReadonlySet<string>;
  /** The names ALICE's pages would lay: they can only be missed once a check has laid them. */
  readonly names?: (volume: Volume) => readonly Name[];
}): Promise<readonly Building[]> {
  return Promise.all(
    told.volumes.map(async (volume) => {
      const shape = await volume.workbook.shape();
      const snapshot = shape.tabs.length === 0 ? nothing : await volume.workbook.read();
      const wanted = wantedIn(told.knowledge, volume.books, told.modules);
      return {
        volume,
        snapshot,
        shape,
        decays: [
          ...provision(shape, wanted),
          ...(told.names === undefined ? [] : missingNames(shape, told.names(volume))),
        ],
        settings: volume.books.includes('persone')
          ? missingSettings(snapshot, told.knowledge, told.chosen)
          : [],
      };
    }),
  );
}

/** What it takes to build a file as it should be. */
export function buildingChanges({ snapshot, decays, settings }: Building): Changes {
  return { basis: snapshot.revision, steps: decays.flatMap((it) => it.steps), rows: settings };
}

/** Whether a file is there at all. */
export async function exists(workbook: Workbook): Promise<boolean> {
  return (await workbook.shape()).tabs.length > 0;
}

/** All tabs that should stand in a file, in the order of a new workbook: what to read first, people's, ALICE's. */
export function wantedIn(
  knowledge: Knowledge,
  books: readonly Book[],
  modules: ReadonlySet<string>,
): readonly WantedTab[] {
  const pages = Object.entries(knowledge.pages)
    .filter(([, it]) => modules.has(it.module) && it.books.some((book) => books.includes(book)))
    .toSorted(([, a], [, b]) => a.declared - b.declared);
  const page = (names: readonly string[]) =>
    pages.filter(([name]) => names.includes(name)).map(([, it]) => wantedPage(it, pageColour));
  const first = ['readme', 'findings', 'tasks'];
  const tabs = knowledge.tabs.filter((it) => books.includes(it.book) && modules.has(it.module));
  return [
    ...page(first),
    ...tabs.map((it) => wantedTab(it, colourOf(knowledge, it))),
    ...(books.includes('persone')
      ? [
          {
            shape: settingsShape,
            formerly: [],
            columnsFormerly: new Map<string, readonly string[]>(),
          },
        ]
      : []),
    // The columns of «Elenchi» follow from the rows, so a check lays them; here it is enough that the tab is there.
    ...page(pages.map(([name]) => name).filter((name) => !first.includes(name))),
  ];
}

/** A people's tab as it should be built. */
export function tabShape(knowledge: Knowledge, tab: AnyTab): TabShape {
  return shapeOfTab(tab, colourOf(knowledge, tab));
}

/** The tab «Impostazioni»: heading, name, value, explanation. */
export const settingsShape: TabShape = {
  name: settingsTab,
  owner: 'people',
  colour: '37474F',
  frozenRows: 1,
  frozenColumns: 2,
  closed: false,
  filter: false,
  print: true,
  marks: [],
  columns: [
    { label: settingsHeader[0], format: 'text', width: 18, guarded: true },
    { label: settingsHeader[1], format: 'text', width: 36, guarded: true },
    {
      label: settingsHeader[2],
      format: 'text',
      width: 34,
      guarded: true,
      note: 'L’unica colonna da cambiare: scrivi qui il valore.',
    },
    { label: settingsHeader[3], format: 'text', width: 80, guarded: true },
  ],
};

const nothing: Snapshot = { revision: '', sheets: [] };

function colourOf({ modules }: Knowledge, tab: AnyTab): string {
  return modules[tab.module]?.colour ?? pageColour;
}

function missingSettings(
  snapshot: Snapshot,
  knowledge: Knowledge,
  chosen: ReadonlySet<string> | undefined,
): readonly NewRow[] {
  const sheet = snapshot.sheets.find((it) => comparable(it.name) === comparable(settingsTab));
  const header = (sheet?.rows[0] ?? []).map((it) => comparable(shown(it)));
  const at = header.indexOf(comparable(settingsHeader[1]));
  const there = new Set((sheet?.rows ?? []).slice(1).map((row) => comparable(shown(row[at]))));
  return Object.entries(knowledge.settings)
    .filter(
      ([, { column }]) =>
        ![column.label, ...column.formerly].some((it) => there.has(comparable(it))),
    )
    .map(([name, it]) => ({
      tab: settingsTab,
      cells: settingCells(it, chosenValue(name, knowledge, chosen)),
    }));
}

/** The line of a setting: its value is what holds anyway, so that whoever opens the tab sees it. */
export function settingCells(
  { section, column, fallback }: Setting<unknown>,
  value = fallback,
): readonly Cell[] {
  return [section, column.label, value === undefined ? undefined : column.show(value), column.help];
}

function chosenValue(
  name: string,
  { modules }: Knowledge,
  chosen: ReadonlySet<string> | undefined,
): unknown {
  return chosen === undefined || modules[name] === undefined ? undefined : chosen.has(name);
}
