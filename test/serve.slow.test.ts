import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { excelFile } from '../src/integrations/excel-file/index.ts';
import { sqliteLedger } from '../src/integrations/sqlite/index.ts';
import { type Noted, runAlice, type Started, startAlice } from './a/process.ts';
import { aSmallDemo, type SmallDemo } from './a/small-demo.ts';

/** The long-running ALICE as a service starts her: real processes, real files, real signals. */
describe('alice serve', () => {
  const wednesday = ['--now', '2026-05-20'];
  const up: Started[] = [];
  let home = '';
  let made: SmallDemo;
  let here = '';

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'alice-serve-'));
    made = await aSmallDemo(join(home, 'made'), {
      today: '2026-05-20',
      internships: ['T-0020', 'T-0031'],
    });
  });
  beforeEach(() => {
    here = copied();
  });
  afterEach(() => {
    for (const it of up.splice(0)) it.signalAll('SIGKILL');
  });
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  test('does a turn at once, another when somebody saves, and ends its work when asked; whoever waited takes over', async () => {
    const first = start([]);
    await first.until(isTurn);
    const [before] = first.events().filter(isJob('check'));
    expect((await run(['--healthy'])).code).toBe(0);
    const second = start([]);
    await second.said('aspetto che finisca');

    await typed('Beneficiari', 'Data di nascita', '31/02/1990');
    await first.until(isJob('check'), 2);
    const [, after] = first.events().filter(isJob('check'));
    first.signal('SIGTERM');

    expect(await first.ended).toBe(0);
    expect(first.events().at(0)?.event).toBe('started');
    expect(first.events().at(-1)?.event).toBe('stopped');
    expect(Number.parseInt(String(after?.['told']))).toBe(
      Number.parseInt(String(before?.['told'])) + 1,
    );
    await second.until(isTurn);
    // As Ctrl-C does: it reaches every process of the terminal.
    second.signalAll('SIGINT');
    expect(await second.ended).toBe(0);
    expect(second.events().at(-1)?.event).toBe('stopped');
    tellsNobody(first, second);
  });

  test('asked to stop in the middle of a turn finishes what it is at, and begins nothing more', async () => {
    const serving = start([]);
    await serving.until(isJob('check'));

    serving.signal('SIGTERM');

    expect(await serving.ended).toBe(0);
    const jobs = serving.events().filter((it) => it.event === 'job');
    expect(jobs.map((it) => it['job'])).toEqual(['check', 'remind']);
    const { runs, messages } = await ledgerOf(here);
    expect(runs.every((it) => it.end !== undefined)).toBe(true);
    expect(messages.every((it) => it.state === 'sent')).toBe(true);
  });

  test('killed again and again doubles nothing: messages, papers, numbers and IDs are those of a turn nobody disturbed', async () => {
    const undisturbed = copied();
    const told = await run(['--once', ...wednesday], undisturbed);

    // Each time at the next thing that leaves her hands: a letter, then another, then papers.
    let killed = 0;
    for (let round = 0; round < 5; round += 1) {
      const serving = start(['--once', ...wednesday]);
      await leaving(serving);
      serving.signalAll('SIGKILL');
      killed += (await serving.ended) === null ? 1 : 0;
      expect((await ledgerOf(here)).chain.intact).toBe(true);
    }
    const last = await run(['--once', ...wednesday]);

    expect([told.code, last.code]).toEqual([0, 0]);
    expect(killed).toBeGreaterThan(3);
    const [mine, theirs] = [await ledgerOf(here), await ledgerOf(undisturbed)];
    expect(lettersIn(here)).toEqual(lettersIn(undisturbed));
    expect(mine.messages.map((it) => [it.key, it.state])).toEqual(
      theirs.messages.map((it) => [it.key, it.state]),
    );
    expect(mine.papers.map(paperOf).toSorted()).toEqual(theirs.papers.map(paperOf).toSorted());
    expect(new Set(mine.papers.map((it) => `${it.kind} ${it.number}`)).size).toBe(
      mine.papers.length,
    );
    expect(papersIn(here).length).toBe(papersIn(undisturbed).length);
    expect(mine.chain).toMatchObject({ intact: true });
    expect(await idsIn(here)).toEqual(await idsIn(undisturbed));
  });

  test('in one turn does what is due, once; says how it is; and says that it was away for too long', async () => {
    const unknown = await run(['--healthy']);
    const first = await run(['--once', ...wednesday]);
    const again = await run(['--once', ...wednesday]);
    const well = await run(['--healthy', '--now', '2026-05-20T09:15:00+02:00']);
    const stale = await run(['--healthy', '--now', '2026-05-20T09:16:00+02:00']);
    const slower = await run(['--healthy', '--every', '10', '--now', '2026-05-20T09:30:00+02:00']);
    const nextDay = await run(['--once', '--now', '2026-05-21T11:00:00+02:00']);
    const away = await run(['--once', '--json', '--now', '2026-05-23T11:00:00+02:00']);

    expect([unknown.code, first.code, again.code, well.code, stale.code, slower.code]).toEqual([
      1, 0, 0, 0, 1, 0,
    ]);
    expect(unknown.log()).toContain('non c’è ancora nessun giro');
    expect(stale.out()).toContain('tace da 16 minuti');
    expect(first.out()).toMatch(/^check: .*\nremind: [1-9]\d* messaggi.*\nprint: [1-9]\d* carte/);
    expect(again.out()).toMatch(/^check: .*\nremind: 0 messaggi\n$/);
    expect([nextDay.code, nextDay.out().includes('ferma')]).toEqual([0, false]);
    expect(JSON.parse(away.out())).toMatchObject({
      schemaVersion: 1,
      verb: 'serve',
      awayHours: 48,
    });
    tellsNobody(first, again, nextDay, away);
  });

  test('is heard by whoever watches only while all is well, and never says where', async () => {
    const calls: string[] = [];
    let status = 200;
    const server = createServer((request, response) => {
      calls.push(`${request.method} ${request.url}`);
      response.writeHead(status).end();
    });
    await new Promise<void>((listening) => {
      server.listen(0, '127.0.0.1', listening);
    });
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const env = { ALICE_HEARTBEAT_URL: `http://127.0.0.1:${port}/segreto` };

    const heard = await run(['--once', ...wednesday], here, env);
    status = 500;
    const refused = await run(['--once', ...wednesday], here, env);
    renameSync(join(here, 'registro.xlsx'), join(here, 'altrove.xlsx'));
    const failing = await run(['--once', '--register', './registro.xlsx', ...wednesday], here, {
      ...env,
      ALICE_LEDGER: join(here, 'alice.sqlite'),
    });
    const unhealthy = await run(['--healthy', ...wednesday]);
    server.close();

    expect(calls).toEqual(['POST /segreto', 'POST /segreto']);
    expect([heard.code, refused.code, failing.code, unhealthy.code]).toEqual([0, 0, 6, 1]);
    expect(heard.events().map((it) => it.event)).not.toContain('unheard');
    expect(refused.events().at(-1)).toMatchObject({ level: 'error', event: 'unheard' });
    for (const it of [heard, refused, failing]) {
      expect(it.out() + it.log()).not.toContain('segreto');
      expect(it.out() + it.log()).not.toContain(String(port));
    }
    // What people go without is told wherever somebody may look.
    for (const it of [failing.out(), failing.log(), unhealthy.out()])
      expect(it.replaceAll(/\s+/g, ' ')).toContain('nessuno riceve promemoria');
    tellsNobody(heard, refused, failing);
  });

  test('refuses what would mislead', async () => {
    const [still, dry, words, every] = await Promise.all([
      run(wednesday),
      run(['--dry-run']),
      run(['domani']),
      run(['--every', '0']),
    ]);

    expect([still, dry, words, every].map(({ code }) => code)).toEqual([2, 2, 2, 2]);
    expect(still.log()).toContain('--once');
  });

  // ── What the tests are made of ──────────────────────────────────────────────────────────────

  function copied(): string {
    const folder = mkdtempSync(join(home, 'case-'));
    cpSync(join(home, 'made'), folder, { recursive: true });
    return folder;
  }

  function told(folder: string, env: Readonly<Record<string, string>>) {
    return {
      cwd: folder,
      env: {
        ALICE_REGISTER: join(folder, 'registro.xlsx'),
        ALICE_HEALTH_FILE: join(folder, 'alice.salute'),
        XDG_STATE_HOME: join(home, 'state'),
        ...env,
      },
    };
  }

  function start(args: readonly string[], folder = here, env = {}): Started {
    const started = startAlice(['serve', ...args], told(folder, env));
    up.push(started);
    return started;
  }

  function run(args: readonly string[], folder = here, env = {}) {
    return runAlice(['serve', ...args], told(folder, env));
  }

  /** Until a letter or a paper more lies in its folder, or she has ended. */
  async function leaving(serving: Started): Promise<void> {
    const before = lettersIn(here).length + papersIn(here).length;
    const ended = serving.ended.then(() => true);
    while (lettersIn(here).length + papersIn(here).length === before)
      if (await Promise.race([ended, pause(2, false)])) return;
  }

  /** Somebody types in the first row of a tab and saves. */
  async function typed(tab: string, label: string, after: string): Promise<void> {
    const workbook = excelFile({
      path: join(here, 'registro.xlsx'),
      history: join(here, 'theirs'),
      quietMs: 0,
      mayWrite: 'in place',
    });
    const { revision: basis, sheets } = await workbook.read();
    const [header = [], row = []] = sheets.find((it) => it.name === tab)?.rows ?? [];
    const column = header.indexOf(label);
    const prepared = await workbook.prepare({
      basis,
      cells: [{ tab, row: 1, column, before: row[column], after }],
    });
    expect((await prepared.commit()).outcome).toBe('written');
  }

  /** Neither log nor health file nor what is shown holds a name or a value of the register: IDs and counts. */
  function tellsNobody(...some: readonly Started[]): void {
    const health = join(here, 'alice.salute');
    const shown = [
      ...some.flatMap((it) => [it.out(), it.log()]),
      existsSync(health) ? readFileSync(health, 'utf8') : '',
    ].join('\n');
    expect(made.personal.length).toBeGreaterThan(200);
    expect(made.personal.filter((it) => shown.includes(it))).toEqual([]);
    for (const it of some)
      for (const line of it.log().trim().split('\n')) {
        const noted: Noted = JSON.parse(line);
        expect(noted).toMatchObject({ app: 'alice', level: expect.any(String) });
        expect(Object.keys(noted).filter((key) => !known.has(key))).toEqual([]);
      }
  }

  async function ledgerOf(folder: string) {
    const ledger = sqliteLedger({ file: join(folder, 'alice.sqlite') });
    const kept = {
      runs: await ledger.runs(),
      messages: await ledger.messages(),
      papers: await ledger.papers(),
      chain: await ledger.verify(),
    };
    await ledger.close();
    return kept;
  }

  async function idsIn(folder: string) {
    const { sheets } = await excelFile({
      path: join(folder, 'registro.xlsx'),
      history: join(folder, 'theirs'),
      mayWrite: 'companion',
    }).read();
    return sheets
      .filter((it) => it.rows[0]?.[0] === 'ID')
      .map((it) => [it.name, ...it.rows.slice(1).map(([id]) => id)]);
  }
});

const known = new Set('level at app event job outcome told jobs without what awayHours'.split(' '));

function isTurn({ event }: Noted): boolean {
  return event === 'turn';
}

function isJob(job: string) {
  return (it: Noted) => it.event === 'job' && it['job'] === job;
}

function lettersIn(folder: string): readonly string[] {
  return filesIn(join(folder, 'posta'), '.eml');
}

function papersIn(folder: string): readonly string[] {
  return filesIn(join(folder, 'carte'), '.pdf');
}

function filesIn(folder: string, ending: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((it) => it.endsWith(ending))
    .toSorted();
}

function paperOf(it: { readonly kind: string; readonly about: string }): string {
  return `${it.kind} ${it.about}`;
}
