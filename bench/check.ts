import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { knowledge } from '../config/index.ts';
import { calendar, day } from '../src/core/day.ts';
import { aroundOf, judge } from '../src/core/judge.ts';
import { readRegister } from '../src/core/register.ts';
import { noSettings } from '../src/core/setting.ts';
import { excelFile } from '../src/integrations/excel-file/index.ts';
import { fixedClock } from '../src/integrations/memory/clock.ts';
import { memoryLedger } from '../src/integrations/memory/ledger.ts';
import { check } from '../src/jobs/check.ts';
import { buildingChanges, survey } from '../src/jobs/init.ts';
import type { Volume } from '../src/jobs/world.ts';
import { benchProgramme } from './programme.ts';

/** What one part cost: CPU in milliseconds (user and system), peak memory of its process in megabytes. */
interface Cost {
  readonly cpu: number;
  readonly memory: number;
}

const modules = new Set(['base']);
const clock = fixedClock('2026-11-20T08:00:00Z');
const parts: Readonly<Record<string, (size: number, folder: string) => Promise<() => unknown>>> = {
  'nothing but the data': async (size) => {
    benchProgramme(size);
    return () => undefined;
  },
  'JSON.parse of the same cells': async (size) => {
    const text = JSON.stringify(benchProgramme(size).map(({ rows }) => rows));
    return () => JSON.parse(text);
  },
  'ALICE judges (link rows, type cells, all rules)': async (size) => {
    const sheets = benchProgramme(size);
    return () => judged(sheets);
  },
  'ALICE reads the file': async (_, folder) => {
    const volume = volumeIn(folder);
    return () => volume.workbook.read();
  },
  'ALICE checks and writes (read, judge, pages, proof, swap)': async (_, folder) => {
    const volume = volumeIn(folder);
    return () =>
      check({
        knowledge,
        volumes: [volume],
        ledger: memoryLedger(),
        clock,
        by: 'bench',
        dryRun: false,
      });
  },
  'exceljs reads the file': async (_, folder) => {
    const { default: ExcelJS } = await import(peer('exceljs'));
    return () => new ExcelJS.Workbook().xlsx.readFile(fileIn(folder));
  },
  'SheetJS reads the file': async (_, folder) => {
    const XLSX = await import(peer('@e965/xlsx'));
    return () => XLSX.read(readFileSync(fileIn(folder)));
  },
};

if (process.argv[2] === '--part') {
  const [, , , name = '', size = '0', folder = ''] = process.argv;
  const run = await parts[name]?.(Number(size), folder);
  const before = process.cpuUsage();
  await run?.();
  const { user, system } = process.cpuUsage(before);
  const cost: Cost = { cpu: (user + system) / 1000, memory: process.resourceUsage().maxRSS / 1024 };
  process.stdout.write(JSON.stringify(cost));
} else if (process.argv[2] === '--make') {
  const [, , , size = '0', folder = ''] = process.argv;
  await make(Number(size), folder);
} else {
  for (const size of [2000, 20_000]) await measure(size);
}

/** One size, every part in a process of its own, so that memory is its own too. */
async function measure(size: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'alice-bench-'));
  try {
    const rows = size * 12;
    say(`\n${size} internships, ${rows} attendance sheets`);
    const withFile = size <= 2000;
    if (withFile) child(['--make', String(size), folder]);
    const floor = part('JSON.parse of the same cells', size, folder);
    for (const name of Object.keys(parts)) {
      if (!withFile && /file|writes/.test(name)) continue;
      const { cpu, memory } = name.startsWith('JSON') ? floor : part(name, size, folder);
      say(
        `  ${name.padEnd(60)} ${cpu.toFixed(0).padStart(7)} ms  ${(cpu / floor.cpu).toFixed(1).padStart(6)} × JSON.parse  ${memory.toFixed(0).padStart(6)} MB`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function part(name: string, size: number, folder: string): Cost {
  // What the child has just written.
  return JSON.parse(child(['--part', name, String(size), folder])) as Cost;
}

function child(args: readonly string[]): string {
  return execFileSync(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      '--max-old-space-size=16000',
      import.meta.filename,
      ...args,
    ],
    { encoding: 'utf8', maxBuffer: 1e8 },
  );
}

function judged(sheets: ReturnType<typeof benchProgramme>) {
  const tabs = sheets.map(({ tab }) => tab);
  const register = readRegister({
    grids: sheets.map(({ tab, rows }) => ({ name: tab.name, rows })),
    tabs,
    modules,
    highest: new Map(),
    keeper: 'coordinator',
    mends: knowledge.keeperOf,
  });
  return judge({
    register,
    tabs,
    rules: knowledge.rules,
    around: aroundOf(register, {
      today: day('2026-11-20'),
      settings: noSettings,
      calendar: calendar([]),
    }),
    mends: knowledge.keeperOf,
  });
}

/** The register as `init` makes it, with the programme's rows typed in. */
async function make(size: number, folder: string): Promise<void> {
  const volume = volumeIn(folder);
  const [building] = await survey({ knowledge, volumes: [volume], modules, chosen: modules });
  if (building === undefined) throw new Error('nothing to build');
  const rows = benchProgramme(size).flatMap(({ tab, rows }) =>
    rows.slice(1).map((cells) => ({ tab: tab.name, cells })),
  );
  const changes = buildingChanges(building);
  await (
    await volume.workbook.prepare({ ...changes, rows: [...(changes.rows ?? []), ...rows] })
  ).commit();
  writeFileSync(join(folder, 'made'), '');
}

function volumeIn(folder: string): Volume {
  const workbook = excelFile({
    path: fileIn(folder),
    history: join(folder, 'history'),
    quietMs: 0,
    mayWrite: 'in place',
  });
  return { workbook, books: ['persone', 'imprese', 'amministrazione'] };
}

function fileIn(folder: string): string {
  return join(folder, 'registro.xlsx');
}

function peer(name: string): string {
  return import.meta.resolve(name);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
