import { execFileSync } from 'node:child_process';
import process from 'node:process';
import { knowledge } from '../config/index.ts';
import * as settings from '../config/settings.ts';
import { calendar, day } from '../src/core/day.ts';
import { aroundOf } from '../src/core/judge.ts';
import { readRegister } from '../src/core/register.ts';
import type { Around } from '../src/core/rule.ts';
import { type Settings, settingsFrom } from '../src/core/setting.ts';
import { benchProgramme } from './programme.ts';

/** What one part cost: CPU in milliseconds (user and system), peak memory of its process in megabytes. */
interface Cost {
  readonly cpu: number;
  readonly memory: number;
}

const modules = new Set(['base', 'amministrazione']);
const parts: Readonly<Record<string, (size: number) => () => unknown>> = {
  'JSON.parse of the same cells': (size) => {
    const text = JSON.stringify(benchProgramme(size).map(({ rows }) => rows));
    return () => JSON.parse(text);
  },
  'ALICE links and types the rows': (size) => {
    const sheets = benchProgramme(size);
    return () => linked(sheets);
  },
  'ALICE works out every month (counts, amounts, states, grants)': (size) => {
    const around = linked(benchProgramme(size));
    return () => knowledge.monthsOf(around);
  },
};

if (process.argv[2] === '--part') {
  const [, , , name = '', size = '0'] = process.argv;
  const run = parts[name]?.(Number(size));
  const before = process.cpuUsage();
  run?.();
  const { user, system } = process.cpuUsage(before);
  const cost: Cost = { cpu: (user + system) / 1000, memory: process.resourceUsage().maxRSS / 1024 };
  process.stdout.write(JSON.stringify(cost));
} else {
  for (const size of [2000, 20_000]) measure(size);
}

/** One size, every part in a process of its own, so that memory is its own too. */
function measure(size: number): void {
  process.stdout.write(`\n${size} internships × 12 months\n`);
  const [floorName = '', ...others] = Object.keys(parts);
  const floor = part(floorName, size);
  for (const name of [floorName, ...others]) {
    const { cpu, memory } = name === floorName ? floor : part(name, size);
    process.stdout.write(
      `  ${name.padEnd(64)} ${cpu.toFixed(0).padStart(7)} ms  ${(cpu / floor.cpu).toFixed(1).padStart(6)} × JSON.parse  ${memory.toFixed(0).padStart(6)} MB\n`,
    );
  }
}

function part(name: string, size: number): Cost {
  const told = execFileSync(
    process.execPath,
    ['--max-old-space-size=16000', import.meta.filename, '--part', name, String(size)],
    { encoding: 'utf8', maxBuffer: 1e8 },
  );
  // What the child has just written.
  return JSON.parse(told) as Cost;
}

function linked(sheets: ReturnType<typeof benchProgramme>): Around {
  const register = readRegister({
    grids: sheets.map(({ tab, rows }) => ({ name: tab.name, rows })),
    tabs: sheets.map(({ tab }) => tab),
    modules,
    highest: new Map(),
    keeper: 'coordinator',
    mends: knowledge.keeperOf,
  });
  return aroundOf(register, {
    today: day('2026-11-20'),
    settings: chosen(),
    calendar: calendar([]),
  });
}

/** A programme that says what its region does not. */
function chosen(): Settings {
  const { attendanceThreshold, belowThreshold } = settings;
  return settingsFrom(
    new Map([
      [attendanceThreshold.column.label, '70 %'],
      [belowThreshold.column.label, 'niente'],
    ]),
  );
}
