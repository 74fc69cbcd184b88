import { execFileSync } from 'node:child_process';
import process from 'node:process';
import { knowledge } from '../config/index.ts';
import * as settings from '../config/settings.ts';
import { calendar, type Day, day, inDigits } from '../src/core/day.ts';
import { occurrencesOf } from '../src/core/due.ts';
import { aroundOf } from '../src/core/judge.ts';
import { readRegister } from '../src/core/register.ts';
import { settingsFrom } from '../src/core/setting.ts';
import type { RemindersPast } from '../src/jobs/reminders.ts';
import { type Simulated, simulate } from '../src/jobs/simulate.ts';
import { benchProgramme } from './programme.ts';

/** What one part cost: CPU in milliseconds (user and system), peak memory of its process in megabytes. */
interface Cost {
  readonly cpu: number;
  readonly memory: number;
  readonly told: string;
}

const from = day('2026-01-01');
const to = day('2026-12-31');

/** What is measured, given the programme as it lies in the file: the work comes back, not yet done. */
const parts: Readonly<Record<string, (size: number) => () => string>> = {
  'JSON.parse of the same cells': (size) => {
    const text = JSON.stringify(benchProgramme(size).map(({ rows }) => rows));
    return () => `${(JSON.parse(text) as readonly unknown[]).length} tabs`;
  },
  'every moment of a year named once': (size) => {
    const { around } = worldOf(size, from);
    const { reminders, recipientsOf: recipients } = knowledge;
    return () => `${occurrencesOf({ reminders, around, recipients }).length} moments`;
  },
  'one day: what is due today, gathered and worded': (size) => {
    const world = worldOf(size, day('2026-03-31'));
    return () => toldOf(simulate({ world, past: nothing, from: world.today, to: world.today }));
  },
  'a year simulated, day by day': (size) => {
    const world = worldOf(size, from);
    return () => toldOf(simulate({ world, past: nothing, from, to }));
  },
};

const nothing: RemindersPast = {
  messages: [],
  occurrences: [],
  reactions: new Map(),
  refused: new Set(),
  since: undefined,
};

if (process.argv[2] === '--part') {
  const [, , , name = '', size = '0'] = process.argv;
  const run = parts[name]?.(Number(size));
  const before = process.cpuUsage();
  const told = run?.() ?? '';
  const { user, system } = process.cpuUsage(before);
  const memory = process.resourceUsage().maxRSS / 1024;
  const cost: Cost = { cpu: (user + system) / 1000, memory, told };
  process.stdout.write(JSON.stringify(cost));
} else {
  const sizes = process.argv.slice(2).map(Number);
  const before = new Map<string, number>();
  for (const size of sizes.length > 0 ? sizes : [500, 1000, 2000]) measure(size, before);
}

/** One size, every part in a process of its own, so that memory is its own too; growth is beside the size before it. */
function measure(size: number, before: Map<string, number>): void {
  process.stdout.write(`\n${size} internships, ${inDigits(from)} – ${inDigits(to)}\n`);
  let floor: number | undefined;
  for (const name of Object.keys(parts)) {
    const { cpu, memory, told } = part(name, size);
    floor ??= cpu;
    const known = before.get(name);
    const growth = known === undefined ? '' : `  ${(cpu / known).toFixed(1)} × the size before`;
    before.set(name, cpu);
    process.stdout.write(
      `  ${name.padEnd(50)} ${cpu.toFixed(0).padStart(7)} ms  ${(cpu / floor).toFixed(1).padStart(7)} × JSON.parse  ${memory.toFixed(0).padStart(6)} MB  ${told}${growth}\n`,
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

function toldOf({ days }: Simulated): string {
  const messages = days.flatMap((it) => it.messages);
  const items = messages.reduce((sum, it) => sum + it.items.length, 0);
  return `${messages.length} messages, ${items} items`;
}

function worldOf(size: number, today: Day) {
  const sheets = benchProgramme(size);
  const tabs = sheets.map(({ tab }) => tab);
  const modules = new Set(['base', 'amministrazione']);
  const register = readRegister({
    grids: sheets.map(({ tab, rows }) => ({ name: tab.name, rows })),
    tabs,
    modules,
    highest: new Map(),
    keeper: 'coordinator',
    mends: knowledge.keeperOf,
  });
  const { messagesPerRun } = settings;
  // A programme of this size sends more than sixty letters in a day.
  const chosen = settingsFrom(new Map([[messagesPerRun.column.label, '10000']]));
  const around = aroundOf(register, { today, settings: chosen, calendar: calendar([]) });
  return {
    knowledge,
    register,
    around,
    today,
    modules,
    settings: chosen,
    settingFindings: [],
    volumes: [],
  };
}
