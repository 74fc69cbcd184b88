import { knowledge } from '../../config/index.ts';
import type { Cell } from '../../src/core/cell.ts';
import type { ColumnShape, Shape, TabShape } from '../../src/core/shape.ts';
import { fixedClock } from '../../src/integrations/memory/clock.ts';
import { memoryLedger } from '../../src/integrations/memory/ledger.ts';
import { type MemoryWorkbook, memoryWorkbook } from '../../src/integrations/memory/workbook.ts';
import { type CarriedOut, carryOut } from '../../src/jobs/carry-out.ts';
import { check } from '../../src/jobs/check.ts';
import { type Diagnosis, diagnose } from '../../src/jobs/doctor.ts';
import { type Building, buildingChanges, survey } from '../../src/jobs/init.ts';
import type { Volume } from '../../src/jobs/world.ts';
import type { Ledger, Sheet } from '../../src/ports.ts';

/** The fourth of May 2026, nine in the morning in Rome. */
export const clock = fixedClock('2026-05-04T07:00:00Z');

/** A programme's files as `init` makes them, in memory. */
export interface Built {
  readonly register: MemoryWorkbook;
  readonly restricted: MemoryWorkbook;
  readonly volumes: readonly Volume[];
  readonly ledger: Ledger;
}

/** Files of a programme that are not there yet, or hold these. */
export function files(
  register: MemoryWorkbook = memoryWorkbook(),
  restricted: MemoryWorkbook = memoryWorkbook(),
  ledger: Ledger = memoryLedger(),
): Built {
  return {
    register,
    restricted,
    volumes: [
      { workbook: register, books: ['persone', 'imprese', 'amministrazione'] },
      { workbook: { ...restricted, where: 'memoria riservata' }, books: ['riservato'] },
    ],
    ledger,
  };
}

/** What `init` does with some modules on, all unless told. */
export async function init(
  { volumes, ledger }: Built,
  modules: ReadonlySet<string> = new Set(Object.keys(knowledge.modules)),
): Promise<{ readonly buildings: readonly Building[]; readonly done: CarriedOut }> {
  const buildings = await survey({ knowledge, volumes, modules, chosen: modules });
  return { buildings, done: await build(buildings, ledger) };
}

/** Does what files lack, as `init` and `doctor --fix` do. */
export function build(buildings: readonly Building[], ledger: Ledger): Promise<CarriedOut> {
  return carryOut({
    verb: 'init',
    by: 'Sara',
    ledger,
    clock,
    inWords: 'passi',
    tasks: buildings.map((it) => ({
      workbook: it.volume.workbook,
      changes: buildingChanges(it),
      journal: [],
    })),
  });
}

/** Files as after `init` and a first check, with these modules on. */
export async function programmeBuilt(modules: ReadonlySet<string>): Promise<Built> {
  const built = files();
  await init(built, modules);
  await check({ ...built, knowledge, clock, by: 'Sara', dryRun: false });
  return built;
}

/** What `doctor` finds. */
export function examined({ volumes, ledger }: Built): Promise<Diagnosis> {
  return diagnose({ knowledge, volumes, ledger, today: clock.today() });
}

/** The same files, with the register's shape and sheets changed by somebody. */
export async function harmed(
  built: Built,
  harm: (it: { readonly shape: Shape; readonly sheets: readonly Sheet[] }) => {
    readonly shape: Shape;
    readonly sheets: readonly Sheet[];
  },
): Promise<Built> {
  const [shape, { sheets }] = await Promise.all([built.register.shape(), built.register.read()]);
  // A ledger of its own: what is mended here is no news there.
  return files(memoryWorkbook(harm({ shape, sheets })), built.restricted, memoryLedger());
}

/** A shape with one tab changed. */
export function withTab(shape: Shape, name: string, but: Partial<TabShape>): Shape {
  return { ...shape, tabs: shape.tabs.map((it) => (it.name === name ? { ...it, ...but } : it)) };
}

/** A shape with one column of a tab changed. */
export function withColumn(
  shape: Shape,
  { tab, label }: { readonly tab: string; readonly label: string },
  but: Partial<ColumnShape>,
): Shape {
  const columns = shape.tabs.find((it) => it.name === tab)?.columns ?? [];
  return withTab(shape, tab, {
    columns: columns.map((it) => (it.label === label ? { ...it, ...but } : it)),
  });
}

/** Sheets with the header of one column typed over. */
export function withHeader(
  sheets: readonly Sheet[],
  { tab, label }: { readonly tab: string; readonly label: string },
  typed: Cell,
): readonly Sheet[] {
  return sheets.map((it) =>
    it.name === tab
      ? {
          ...it,
          rows: it.rows.map((row, line) =>
            line === 0 ? row.map((cell) => (cell === label ? typed : cell)) : row,
          ),
        }
      : it,
  );
}
