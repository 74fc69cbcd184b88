import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { demoProgramme } from '../../config/demo/programme.ts';
import { knowledge } from '../../config/index.ts';
import { day } from '../../src/core/day.ts';
import type { Step } from '../../src/core/shape.ts';
import { googleAccount } from '../../src/integrations/google-account/index.ts';
import { googleSheets, SHEETS_SCOPES } from '../../src/integrations/google-sheets/index.ts';
import { tabShape } from '../../src/jobs/init.ts';
import type { Workbook } from '../../src/ports.ts';
import { type FakeCall, type FakeGoogle, fakeGoogle } from '../fakes/google/index.ts';
import type { FakeOptions } from '../fakes/google/service.ts';

/** The day on which all is done in an office, unless a command says another. */
export const officeDay = '2026-05-20';

/** A team's Google with two blank spreadsheets shared with ALICE's account, and a folder in which ALICE is started. */
export interface Office {
  readonly google: FakeGoogle;
  /** The folder commands are started from. */
  readonly home: string;
  /** IDs of the spreadsheets. */
  readonly register: string;
  readonly restricted: string;
  /** A folder of a shared drive of which ALICE's account is a member. */
  readonly folder: string;
  /** What stands in the environment of every command. */
  readonly settings: Readonly<Record<string, string>>;
  /** Types a command line, as people do; `undefined` takes a setting away. */
  alice(
    args: readonly string[],
    settings?: Readonly<Record<string, string | undefined>>,
  ): Promise<Ended>;
  /** A spreadsheet through the port, waiting for nothing. */
  workbook(id: string): Workbook;
  /**
   * Puts the rows of the demo's programme, and what it says in «Impostazioni», into spreadsheets that `init` has built;
   * tabs by name may be left out.
   */
  enter(but?: { readonly without?: readonly string[] }): Promise<void>;
  close(): Promise<void>;
}

/** How a command ended, and what it asked Google. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly calls: readonly FakeCall[];
}

/** The link by which people know a spreadsheet. */
export function linkOf(id: string): string {
  return `https://docs.google.com/spreadsheets/d/${id}/edit`;
}

export async function anOffice(options: FakeOptions = {}): Promise<Office> {
  const google = await fakeGoogle(options);
  const home = mkdtempSync(join(tmpdir(), 'alice-office-'));
  const keyFile = join(home, 'chiave-google.json');
  writeFileSync(keyFile, JSON.stringify(google.key));
  const [register, restricted] = ['Registro', 'Registro riservato'].map((title) => {
    const id = google.sheets.create({ title });
    google.sheets.share(id, { with: google.address });
    return id;
  }) as [string, string]; // as many as titles
  const folder = google.drive.folder('Carte', { parent: google.drive.sharedDrive('Programma') });
  const settings = {
    ALICE_REGISTER: linkOf(register),
    ALICE_RESTRICTED: linkOf(restricted),
    GOOGLE_APPLICATION_CREDENTIALS: keyFile,
    GOOGLE_API_ROOT: google.root,
    ALICE_DOMAINS: 'example.org',
    ALICE_DRIVE_FOLDER: `https://drive.google.com/drive/folders/${folder}`,
    ALICE_LEDGER: join(home, 'alice.db'),
    ALICE_MAIL: join(home, 'posta'),
  };
  const { auth } = googleAccount({
    keyFile,
    scopes: SHEETS_SCOPES,
    root: google.root,
    pace: { reads: 1_000_000, writes: 1_000_000 },
  });
  const workbook = (id: string) => googleSheets({ auth, id, editor: google.address });

  return {
    google,
    home,
    register,
    restricted,
    folder,
    settings,
    workbook,
    alice: (args, other = {}) =>
      started(args, { google, home, settings: { ...settings, ...other } }),
    enter: async ({ without = [] } = {}) => {
      await entered(workbook(register), {
        books: ['persone', 'imprese', 'amministrazione'],
        without,
      });
      await entered(workbook(restricted), { books: ['riservato'], without });
    },
    close: async () => {
      rmSync(home, { recursive: true, force: true });
      await google.close();
    },
  };
}

/** Google's double answers from this very process, so the command must not keep it waiting. */
async function started(
  args: readonly string[],
  world: {
    readonly google: FakeGoogle;
    readonly home: string;
    readonly settings: Readonly<Record<string, string | undefined>>;
  },
): Promise<Ended> {
  const { google, home, settings } = world;
  const from = google.calls.length;
  const now = args.includes('--now') ? [] : ['--now', officeDay];
  const { PATH, SystemRoot } = process.env;
  const child = spawn('node', [resolve('bin/alice.js'), ...args, ...now], {
    cwd: home,
    // Nothing of the machine's own settings, nor of a credential that lies about on it.
    env: {
      PATH,
      SystemRoot,
      HOME: home,
      XDG_STATE_HOME: join(home, 'stato'),
      NO_COLOR: '1',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const told = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8');
    child[stream].on('data', (part: string) => {
      told[stream] += part;
    });
  }
  const status = await new Promise<number | null>((done, failed) => {
    child.on('error', failed);
    child.on('close', done);
  });
  return { status, ...told, calls: google.calls.slice(from) };
}

async function entered(
  workbook: Workbook,
  { books, without }: { readonly books: readonly string[]; readonly without: readonly string[] },
): Promise<void> {
  const programme = demoProgramme({ seed: 1, today: day(officeDay), planted: true });
  const { revision: basis, sheets } = await workbook.read();
  const lines = sheets.find(({ name }) => name === 'Impostazioni')?.rows ?? [];
  const said = lines.flatMap((cells, row) => {
    const [name, setting] =
      Object.entries(knowledge.settings).find(([, { column }]) => column.label === cells[1]) ?? [];
    if (name === undefined || setting === undefined || !programme.settings.has(name)) return [];
    const value = programme.settings.get(name);
    const after = value === undefined ? undefined : setting.column.show(value);
    return after === cells[2]
      ? []
      : [{ tab: 'Impostazioni', row, column: 2, before: cells[2], after }];
  });
  const tabs = programme.tabs.filter(
    ({ tab }) => books.includes(tab.book) && !without.includes(tab.name),
  );
  // Columns that people of the programme call otherwise.
  const called = tabs.flatMap(({ tab, header }) =>
    tabShape(knowledge, tab).columns.flatMap((column, at): Step[] => {
      const label = header[at];
      return typeof label !== 'string' || label === column.label
        ? []
        : [{ do: 'setLabel', tab: tab.name, at, column: { ...column, label } }];
    }),
  );
  const prepared = await workbook.prepare({
    basis,
    steps: called,
    cells: said,
    rows: tabs.flatMap(({ tab, rows }) => rows.map((cells) => ({ tab: tab.name, cells }))),
  });
  const written = await prepared.commit();
  if (written.outcome !== 'written') throw new Error(`the rows were not taken: ${written.outcome}`);
}
