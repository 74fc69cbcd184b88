import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { isDeepStrictEqual } from 'node:util';
import { demoProgramme } from '../config/demo/programme.ts';
import { knowledge } from '../config/index.ts';
import { type Cell, columnLetters, resultOf } from '../src/core/cell.ts';
import { day } from '../src/core/day.ts';
import { googleAccount } from '../src/integrations/google-account/index.ts';
import { googleSheets, SHEETS_SCOPES } from '../src/integrations/google-sheets/index.ts';
import { fixedClock } from '../src/integrations/memory/clock.ts';
import { memoryLedger } from '../src/integrations/memory/ledger.ts';
import { check } from '../src/jobs/check.ts';
import { demoChanges } from '../src/jobs/demo.ts';
import type { Volume } from '../src/jobs/world.ts';
import { type FakeCall, type FakeGoogle, fakeGoogle } from '../test/fakes/google/index.ts';

/** Where a child finds the double, which runs in the parent so that its own work is not counted. */
interface World {
  readonly root: string;
  readonly keyFile: string;
  readonly address: string;
  readonly ids: readonly [string, string];
  /** The pages and IDs that ALICE's cycles left, one after the other: what the peer has to write. */
  readonly targets: string;
}

/** What a child used in one cycle: CPU in milliseconds (user and system), peak memory of its process in megabytes. */
interface Used {
  readonly cpu: number;
  readonly memory: number;
}

/** The cells of each tab of a spreadsheet, plain. */
type Tabs = Readonly<Record<string, readonly (readonly Plain[])[]>>;
type Plain = string | number | boolean;

const cycles = ['first', 'unchanged', 'three rows typed'] as const;
const today = day('2026-05-20');

if (process.argv[2] === '--part') {
  const [, , , who = '', file = ''] = process.argv;
  // What the parent has just written.
  const world = JSON.parse(readFileSync(file, 'utf8')) as World;
  await (who === 'us' ? us(world) : peer(world));
} else await compare();

/** The demo's register, whole, in two spreadsheets; the same work by ALICE and by a client nobody here wrote. */
async function compare(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'alice-bench-'));
  try {
    const targets = join(folder, 'targets.json');
    const ours = await measured('us', { folder, targets });
    const theirs = await measured('peer', { folder, targets });
    for (const [at, cycle] of cycles.entries()) {
      const [us, peer] = [ours[at], theirs[at]];
      if (us === undefined || peer === undefined) throw new Error('a cycle is missing');
      say(`\n${cycle}: one check of two books, ${ours[0]?.rows ?? 0} rows`);
      say(line('', ['reads', 'writes', 'sent', 'received', 'CPU', 'peak']));
      for (const [name, it] of [
        ['ALICE (judges, writes IDs and pages)', us],
        ['google-spreadsheet 5.3.0 (the same cells)', peer],
      ] as const)
        say(
          line(name, [
            it.reads,
            it.writes,
            `${(it.sent / 1e6).toFixed(2)} MB`,
            `${(it.received / 1e6).toFixed(2)} MB`,
            `${it.cpu.toFixed(0)} ms`,
            `${it.memory.toFixed(0)} MB`,
          ]),
        );
      const calls = (it: typeof us) => it.reads + it.writes;
      say(
        `  ${calls(us)} calls beside ${calls(peer)}: ${(calls(peer) / calls(us)).toFixed(1)} × fewer; bytes ${ratio(us.sent + us.received, peer.sent + peer.received)}, CPU ${ratio(us.cpu, peer.cpu)} of the peer's. At 60 reads and 60 writes a minute the peer takes ${minutes(peer)}, ALICE ${minutes(us)}.`,
      );
    }
    say(
      '\nBytes are JSON before it is pressed for the way. The goal: two calls a book, one when nothing changed.',
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A new world, filled, and a child that goes through the cycles in it. */
async function measured(
  who: 'us' | 'peer',
  { folder, targets }: { readonly folder: string; readonly targets: string },
) {
  const google = await fakeGoogle({ validate: false });
  try {
    const keyFile = join(folder, `${who}-key.json`);
    writeFileSync(keyFile, JSON.stringify(google.key));
    const ids = ['Registro', 'Riservato'].map((title) => {
      const id = google.sheets.create({ title });
      google.sheets.share(id, { with: google.address });
      return id;
    }) as [string, string]; // as many as titles
    const world: World = { root: google.root, keyFile, address: google.address, ids, targets };
    const rows = await fill(world);
    const file = join(folder, `${who}.json`);
    writeFileSync(file, JSON.stringify(world));
    const from: number[] = [];
    const to: number[] = [];
    const used = await child([who, file], {
      begin: (nth) => {
        if (cycles[nth] === 'three rows typed') typeRows(google, ids[0]);
        from.push(google.calls.length);
      },
      end: () => to.push(google.calls.length),
    });
    return used.map((it, at) => ({
      ...it,
      ...counted(google.calls.slice(from[at], to[at])),
      rows,
    }));
  } finally {
    await google.close();
  }
}

function counted(calls: readonly FakeCall[]) {
  // Signing in is the same for both.
  const ofSheets = calls.filter((it) => it.path.startsWith('/v4/'));
  const isRead = ({ method, path }: FakeCall) => method === 'GET' || path.endsWith('DataFilter');
  const sum = (of: (it: FakeCall) => number) => ofSheets.reduce((all, it) => all + of(it), 0);
  return {
    reads: ofSheets.filter(isRead).length,
    writes: ofSheets.filter((it) => !isRead(it)).length,
    sent: sum((it) => it.requestBytes),
    received: sum((it) => it.answerBytes),
  };
}

/** Three people more, without ID: what a morning brings. */
function typeRows({ sheets }: FakeGoogle, id: string): void {
  const tab = 'Beneficiari';
  const cells = sheets.cells(id, tab);
  const last = cells.findLastIndex(([it]) => it?.effectiveValue !== undefined);
  for (let nth = 1; nth <= 3; nth += 1)
    for (const [label, value] of [
      ['Cognome', `Prova${nth}`],
      ['Nome', 'Ilaria'],
    ] as const) {
      const column = cells[0]?.findIndex((it) => it.formattedValue === label) ?? -1;
      sheets.type(id, { tab, row: last + nth, column, value });
    }
}

/** Starts a child, which says when a cycle is about to begin and waits to be told that it may. */
async function child(
  args: readonly string[],
  { begin, end }: { readonly begin: (nth: number) => void; readonly end: () => void },
): Promise<Used[]> {
  const it = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', import.meta.filename, '--part', ...args],
    { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  );
  const used: Used[] = [];
  let nth = 0;
  it.on('message', (message: 'ready' | Used) => {
    if (message !== 'ready') {
      end();
      used.push(message);
      it.send('go');
      return;
    }
    begin(nth);
    nth += 1;
    it.send('go');
  });
  const status = await new Promise((done, failed) => {
    it.on('error', failed);
    it.on('close', done);
  });
  if (status !== 0 || used.length !== cycles.length) throw new Error(`${args[0]} did not end well`);
  return used;
}

/** In a child: each cycle once, at the parent's word; what comes after it is not counted. */
async function inTurn(
  cycle: (nth: number) => Promise<unknown>,
  after: () => Promise<unknown> = async () => undefined,
): Promise<void> {
  const answered = (message: 'ready' | Used) =>
    new Promise<void>((done) => {
      process.once('message', () => done());
      process.send?.(message);
    });
  for (const nth of cycles.keys()) {
    await answered('ready');
    const before = process.cpuUsage();
    await cycle(nth);
    const { user, system } = process.cpuUsage(before);
    const used: Used = {
      cpu: (user + system) / 1000,
      memory: process.resourceUsage().maxRSS / 1024,
    };
    await answered(used);
    await after();
  }
  process.disconnect();
}

// ── ALICE ─────────────────────────────────────────────────────────────────────────────────────

async function us(world: World): Promise<void> {
  const volumes = volumesOf(world);
  const ledger = memoryLedger();
  const clock = fixedClock('2026-05-20T09:00:00Z');
  const left: Tabs[][] = [];
  await inTurn(
    async () => {
      const told = { knowledge, volumes, ledger, clock, by: 'bench', dryRun: false };
      const { done } = await check(told);
      if (done?.outcome !== 'done' && done?.outcome !== 'nothing') throw new Error('not written');
    },
    // The peer is given what was to be written: it does not have to judge.
    async () => {
      const books = await Promise.all(volumes.map(({ workbook }) => workbook.read()));
      left.push(
        books.map(({ sheets }) =>
          Object.fromEntries(sheets.map(({ name, rows }) => [name, rows.map(plainRow)])),
        ),
      );
    },
  );
  writeFileSync(world.targets, JSON.stringify(left));
}

function volumesOf({ root, keyFile, address, ids }: World): readonly Volume[] {
  const { auth } = googleAccount({
    keyFile,
    root,
    scopes: SHEETS_SCOPES,
    pace: { reads: 1_000_000, writes: 1_000_000 },
  });
  const [main, restricted] = ids.map((id) => googleSheets({ auth, id, editor: address }));
  if (main === undefined || restricted === undefined) throw new Error('two books are needed');
  return [
    { workbook: main, books: ['persone', 'imprese', 'amministrazione'] },
    { workbook: restricted, books: ['riservato'] },
  ];
}

/** The tabs as `init` lays them and the programme's rows; how many rows. */
async function fill(world: World): Promise<number> {
  const programme = demoProgramme({ seed: 1, today, planted: true });
  const made = await demoChanges({ programme, knowledge, volumes: volumesOf(world) });
  for (const { workbook, changes } of made) await (await workbook.prepare(changes)).commit();
  return programme.tabs.reduce((sum, { rows }) => sum + rows.length, 0);
}

// ── The peer ──────────────────────────────────────────────────────────────────────────────────

/**
 * The same reading and writing, as its documentation tells: a call for each tab read, and for each tab written one to
 * clear it and one to write it. It is spared the judging, the formats and the proof that no row moved, and what already
 * stands there it does not write.
 */
async function peer({ root, keyFile, ids, targets }: World): Promise<void> {
  // Of the kind its documentation tells.
  const { GoogleSpreadsheet } = (await import(import.meta.resolve('google-spreadsheet'))) as Peer;
  const { auth } = googleAccount({ keyFile, root, scopes: SHEETS_SCOPES });
  const really = globalThis.fetch;
  // It knows no other root than Google's.
  globalThis.fetch = async (input, init) => {
    const asked = new Request(input, init);
    const { pathname, search } = new URL(asked.url);
    const body = asked.method === 'GET' ? undefined : await asked.arrayBuffer();
    const { method, headers } = asked;
    return really(new URL(pathname.slice(1) + search, root), {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
    });
  };
  // As `us` has just left it.
  const wanted = JSON.parse(readFileSync(targets, 'utf8')) as readonly (readonly Tabs[])[];
  await inTurn(async (nth) => {
    for (const [at, id] of ids.entries()) {
      const book = new GoogleSpreadsheet(id, auth);
      await book.loadInfo();
      for (const sheet of book.sheetsByIndex) {
        const area = `A1:${columnLetters(sheet.columnCount - 1)}${sheet.rowCount}`;
        const there =
          (await sheet.getCellsInRange(area, { valueRenderOption: 'UNFORMATTED_VALUE' })) ?? [];
        const rows = wanted[nth]?.[at]?.[sheet.title] ?? [];
        if (isDeepStrictEqual(trimmed(there), trimmed(rows))) continue;
        if (isPage(sheet.title)) await writePage(sheet, rows);
        else await writeIds(sheet, { rows, there });
      }
    }
  });
}

function isPage(title: string): boolean {
  return Object.values(knowledge.pages).some((it) => it.name === title);
}

/** What is asked of the peer: it is loaded at run time, as whoever does not measure has it not. */
interface PeerSheet {
  readonly title: string;
  readonly rowCount: number;
  readonly columnCount: number;
  getCellsInRange(area: string, options: object): Promise<Plain[][] | undefined>;
  clear(): Promise<unknown>;
  resize(size: { readonly rowCount: number; readonly columnCount: number }): Promise<unknown>;
  loadCells(area: string): Promise<unknown>;
  getCell(row: number, column: number): { value: Plain };
  saveUpdatedCells(): Promise<unknown>;
}

interface Peer {
  readonly GoogleSpreadsheet: new (
    id: string,
    auth: object,
  ) => { loadInfo(): Promise<unknown>; readonly sheetsByIndex: readonly PeerSheet[] };
}

async function writePage(sheet: PeerSheet, rows: readonly (readonly Plain[])[]): Promise<void> {
  const wide = Math.max(1, ...rows.map((it) => it.length));
  await sheet.clear();
  await sheet.resize({
    rowCount: Math.max(sheet.rowCount, rows.length),
    columnCount: Math.max(sheet.columnCount, wide),
  });
  const area = `A1:${columnLetters(wide - 1)}${Math.max(1, rows.length)}`;
  await sheet.loadCells(area);
  for (const [row, cells] of rows.entries())
    for (const [column, value] of cells.entries()) sheet.getCell(row, column).value = value;
  await sheet.saveUpdatedCells();
}

/** The IDs that rows lack. */
async function writeIds(
  sheet: PeerSheet,
  { rows, there }: { readonly rows: readonly (readonly Plain[])[]; readonly there: Plain[][] },
): Promise<void> {
  const lacking = rows.flatMap(([id], row) =>
    id !== undefined && id !== '' && (there[row]?.[0] ?? '') === '' ? [{ id, row }] : [],
  );
  if (lacking.length === 0) return;
  await sheet.loadCells(`A1:A${rows.length}`);
  for (const { id, row } of lacking) sheet.getCell(row, 0).value = id;
  await sheet.saveUpdatedCells();
}

// ── Words ─────────────────────────────────────────────────────────────────────────────────────

function plainRow(cells: readonly Cell[]): readonly Plain[] {
  return cells.map((it) => {
    const cell = resultOf(it);
    if (cell === undefined) return '';
    if (typeof cell !== 'object') return cell;
    if (cell.kind === 'serial') return cell.serial;
    return cell.kind === 'percent' ? cell.fraction : cell.error;
  });
}

/** Without the blanks that end it. */
function trimmed(rows: readonly (readonly Plain[])[]): readonly (readonly Plain[])[] {
  const lines = rows.map((it) => it.slice(0, it.findLastIndex((cell) => cell !== '') + 1));
  return lines.slice(0, lines.findLastIndex((it) => it.length > 0) + 1);
}

function minutes({ reads, writes }: { readonly reads: number; readonly writes: number }): string {
  const all = Math.max(0, Math.ceil(Math.max(reads, writes) / 60) - 1);
  return all === 0 ? 'no pause' : `${all} min of pauses`;
}

function ratio(us: number, peer: number): string {
  return `${(us / peer).toFixed(2)} ×`;
}

function line(name: string, cells: readonly (string | number)[]): string {
  return `  ${name.padEnd(44)}${cells.map((it) => String(it).padStart(11)).join('')}`;
}

function say(words: string): void {
  process.stdout.write(`${words}\n`);
}
