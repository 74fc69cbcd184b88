import * as fc from 'fast-check';
import { expect } from 'vitest';
import { knowledge } from '../../config/index.ts';
import { roles } from '../../config/registry.ts';
import { type Cell, type Formula, isBlank, resultOf } from '../../src/core/cell.ts';
import { type Column, shown } from '../../src/core/column.ts';
import { calendar, day } from '../../src/core/day.ts';
import { aroundOf, judge } from '../../src/core/judge.ts';
import { type Grid, idLabel, type Register, readRegister } from '../../src/core/register.ts';
import { noSettings } from '../../src/core/setting.ts';
import { type AnyTab, idOf } from '../../src/core/tab.ts';

/** What somebody may do to a sheet's headers. */
const blows = [
  'drop',
  'double',
  'rename',
  'move',
  'stranger',
  'old',
  'capitals',
  'formula',
] as const;

/** A workbook over the real registry: which tabs, how many rows, what was done to their headers, and what chance types. */
export interface Damaged {
  readonly seed: number;
  /** By name, so that a failure can be read. */
  readonly tabs: readonly string[];
  readonly rows: number;
  readonly blows: readonly {
    readonly what: (typeof blows)[number];
    readonly tab: number;
    readonly at: number;
  }[];
}

/** Any damaged workbook: it shrinks to fewer tabs, rows and blows. */
export const damaged: fc.Arbitrary<Damaged> = fc.record({
  seed: fc.nat(),
  tabs: fc.shuffledSubarray(
    knowledge.tabs.map((it) => it.name),
    { minLength: 1, maxLength: 7 },
  ),
  rows: fc.nat(5),
  blows: fc.array(fc.record({ what: fc.constantFrom(...blows), tab: fc.nat(6), at: fc.nat(60) }), {
    maxLength: 4,
  }),
});

/** What must hold whatever people did to their sheets. */
export function expectNothingLost(it: Damaged): void {
  const tabs = it.tabs.flatMap((name) => knowledge.tabs.filter((tab) => tab.name === name));
  const grids = gridsOf(it, tabs);
  const modules = new Set(Object.keys(knowledge.modules));
  const register = readRegister({
    grids,
    tabs,
    modules,
    highest: new Map(tabs.map((tab) => [tab.id, it.seed % 50])),
    keeper: 'coordinator',
    mends: knowledge.keeperOf,
  });
  const findings = judge({
    register,
    tabs,
    rules: knowledge.rules,
    around: aroundOf(register, {
      today: day('2026-05-20'),
      settings: noSettings,
      calendar: calendar(knowledge.patronsOf(register)),
    }),
    mends: knowledge.keeperOf,
  });

  const keys = new Set<string>();
  const places = new Map<string, string[]>();
  const odd: string[] = [];
  for (const { key, says, name, expected, mends, tab, line, column, rule } of findings) {
    if (keys.has(key)) odd.push(`two findings are called ${key}`);
    keys.add(key);
    // A question is a sentence too: «è lo stesso ente?».
    if (!/\S.*[.?]$/s.test(says)) odd.push(`${key} says «${says}»`);
    if (!/\S/.test(name)) odd.push(`${key} has no name`);
    if (!/\S.*\.$/s.test(expected)) odd.push(`${key} expects «${expected}»`);
    if (!Object.hasOwn(roles, mends)) odd.push(`${key} falls to ${mends}`);
    const place = `${tab}/${line}/${column}`;
    const told = places.get(place);
    if (told === undefined) places.set(place, [rule]);
    else told.push(rule);
  }
  for (const tab of tabs) odd.push(...lostIn({ tab, register, places }));
  const given = new Set<string>();
  for (const { tab, id, row, column } of register.newIds) {
    if (given.has(id)) odd.push(`${id} is given twice`);
    given.add(id);
    if (Number(id.slice(tab.id.length + 1)) <= it.seed % 50) odd.push(`${id} was given before`);
    if (!isBlank(resultOf(register.layout(tab)?.grid.rows[row]?.[column])))
      odd.push(`${id} would stand on something`);
  }
  expect(odd).toEqual([]);
}

/** The cells that are neither read into their row nor told by exactly one finding. */
function lostIn({
  tab,
  register,
  places,
}: {
  readonly tab: AnyTab;
  readonly register: Register;
  readonly places: ReadonlyMap<string, readonly string[]>;
}): readonly string[] {
  const layout = register.layout(tab);
  if (layout?.id === undefined) return [];
  const rows = new Map(register.rows(tab).map((row) => [register.lineOf(row), row]));
  return layout.grid.rows.flatMap((cells, line) =>
    [...layout.at].flatMap(([key, at]) => {
      const column = tab.columns[key];
      if (line === 0 || column === undefined || column.laid !== undefined) return [];
      if (isBlank(resultOf(cells[at]))) return [];
      const row = rows.get(line);
      if (row === undefined) return [`${tab.name}, line ${line + 1}: the row is lost`];
      // A reference's `to` is its tab, or a star.
      const to = typeof column.to === 'object' ? (column.to as AnyTab) : undefined;
      // Nothing can be said of a cell that names a row of a tab that cannot be read.
      if (to !== undefined && register.layout(to)?.id === undefined) return [];
      const told = places.get(`${tab.name}/${line + 1}/${column.label}`) ?? [];
      const unread = told.filter((rule) => rule.endsWith('.unreadable')).length;
      const value = (row as Readonly<Record<string, unknown>>)[key];
      const fine = value === undefined ? unread === 1 && told.length === 1 : unread === 0;
      return fine ? [] : [`${tab.name}.${key}, line ${line + 1}: told by ${told.join(', ')}`];
    }),
  );
}

function gridsOf({ seed, rows, blows: done }: Damaged, tabs: readonly AnyTab[]): readonly Grid[] {
  const chance = chanceOf(seed);
  const grids = tabs.map((tab): Grid => {
    const columns = Object.values(tab.columns);
    const header: Cell[] = [idLabel, ...columns.map((it) => it.label)];
    return {
      name: chance(20) === 0 && tab.formerly[0] !== undefined ? tab.formerly[0] : tab.name,
      rows: [
        header,
        ...Array.from({ length: rows }, (_, line): readonly Cell[] =>
          chance(6) === 0
            ? []
            : [
                idCell(tab, line, chance),
                ...columns.map((it) => (chance(3) === 0 ? undefined : cellFor(it, tabs, chance))),
              ],
        ),
      ],
    };
  });
  return done.reduce<readonly Grid[]>((all, blow) => {
    const at = blow.tab % all.length;
    const hit = all[at];
    const tab = tabs[at];
    return hit === undefined || tab === undefined ? all : all.with(at, struck(hit, tab, blow));
  }, grids);
}

function struck(grid: Grid, tab: AnyTab, { what, at }: Damaged['blows'][number]): Grid {
  const header = grid.rows[0] ?? [];
  const column = at % Math.max(1, header.length);
  const label = shown(header[column]);
  const relabelled = (cell: Cell) => ({
    ...grid,
    rows: [header.with(column, cell), ...grid.rows.slice(1)],
  });
  switch (what) {
    case 'drop':
      return { ...grid, rows: grid.rows.map((row) => row.toSpliced(column, 1)) };
    case 'double':
      return {
        ...grid,
        rows: grid.rows.map((row) => [
          ...row,
          ...Array.from({ length: Math.max(0, header.length - row.length) }, () => undefined),
          row[column],
        ]),
      };
    case 'rename':
      return relabelled(`${label.slice(1)}a`);
    case 'move':
      return { ...grid, rows: grid.rows.map((row) => [row[column], ...row.toSpliced(column, 1)]) };
    case 'stranger':
      return {
        ...grid,
        rows: grid.rows.map((row, line) =>
          row.toSpliced(column, 0, line === 0 ? 'Mia colonna' : 'appunto'),
        ),
      };
    case 'old':
      return relabelled(
        Object.values(tab.columns).find((it) => it.label === label)?.formerly[0] ?? label,
      );
    case 'capitals':
      return relabelled(` ${label.toUpperCase()}\u00a0`);
    case 'formula':
      return relabelled({ kind: 'formula', formula: '"x"', result: label });
    default:
      return what satisfies never;
  }
}

type Chance = (sides: number) => number;

/** Throws of a die with so many sides, from 0: the same for the same seed (mulberry32). */
function chanceOf(seed: number): Chance {
  let state = seed | 0;
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  };
}

function idCell(tab: AnyTab, line: number, chance: Chance): Cell {
  switch (chance(12)) {
    case 0:
      return undefined;
    case 1:
      return idOf(tab, 1);
    case 2:
      return '\u00a0';
    case 3:
      return pick(strange, chance);
    case 4:
      return 'B-0001';
    case 5:
      return { kind: 'formula', formula: 'ROW()', result: idOf(tab, line + 1) };
    default:
      return idOf(tab, line + 1);
  }
}

function cellFor(column: Column<unknown>, tabs: readonly AnyTab[], chance: Chance): Cell {
  const typed = typedFor(column, tabs, chance);
  return chance(15) === 0
    ? ({ kind: 'formula', formula: 'A1', result: typed } satisfies Formula)
    : typed;
}

function typedFor(
  column: Column<unknown>,
  tabs: readonly AnyTab[],
  chance: Chance,
): Exclude<Cell, Formula> {
  const other = tabs[chance(tabs.length)];
  if (column.to !== undefined && other !== undefined && chance(4) > 0) {
    const to = typeof column.to === 'object' && chance(5) > 0 ? (column.to as AnyTab) : other;
    const id = idOf(to, chance(6) + 1);
    return pick([id, id, `${id} · Rossi Amina`, id.toLowerCase(), `${to.id}1`], chance);
  }
  if (chance(3) > 0) return pick([column.example, ...(column.choices?.labels ?? [])], chance);
  return pick(strange, chance);
}

function pick<T>(from: readonly T[], chance: Chance): T {
  const it = from[chance(from.length)];
  if (it === undefined && from.length === 0) throw new Error('nothing to pick from');
  // Within the bounds just checked: a value of the list, which may itself be blank.
  return it as T;
}

const strange: readonly Exclude<Cell, Formula>[] = [
  'boh',
  'n.d.',
  '-',
  ' ',
  '\u200b',
  '=1+1',
  '31/02/2026',
  '28/02/2026',
  '1/6/26',
  '12:30',
  '1.234,50',
  '-5',
  'sì',
  'X',
  'l’Aquila «città»\r\ndue righe',
  'e\u0301',
  '😀',
  'constructor',
  '__proto__',
  'a'.repeat(300),
  0,
  -1,
  0.5,
  1,
  46_000,
  1e21,
  Number.MAX_SAFE_INTEGER,
  true,
  false,
  { kind: 'serial', serial: 46_000, shows: 'date' },
  { kind: 'serial', serial: 46_000.75, shows: 'dateTime' },
  { kind: 'serial', serial: 0.5, shows: 'time' },
  { kind: 'serial', serial: 1.25, shows: 'duration' },
  { kind: 'serial', serial: -3, shows: 'date' },
  { kind: 'serial', serial: 9e9, shows: 'date' },
  { kind: 'percent', fraction: 0.7 },
  { kind: 'percent', fraction: 7 },
  { kind: 'error', error: '#REF!' },
  { kind: 'error', error: '#N/D' },
  undefined,
];
