import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import { sqliteLedger } from '../../../src/integrations/sqlite/index.ts';
import { Unreachable } from '../../../src/ports.ts';
import {
  aDraft,
  aMessage,
  aNumberedPaper,
  anAudit,
  anEntry,
  anOccurrence,
  aRun,
} from '../../contracts/ledger.ts';

const folder = mkdtempSync(join(tmpdir(), 'sqlite-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;
const aFile = () => join(folder, String(files++), 'alice.db');

/** A ledger with five entries in its journal, three in its audit. */
async function aFullLedger() {
  const file = aFile();
  const ledger = sqliteLedger({ file });
  const run = await ledger.begin(aRun());
  await ledger.journal(
    run,
    [1, 2, 3].map((it) => anEntry({ id: `T-000${it}`, before: '"Amina"' })),
  );
  await ledger.end(run, { at: '2026-05-04T07:00:02Z', outcome: 'done', told: '3 celle' });
  const later = await ledger.begin(aRun({ at: '2026-06-04T07:00:00.000Z' }));
  await ledger.journal(
    later,
    [4, 5].map((it) => anEntry({ id: `T-000${it}`, before: undefined })),
  );
  for (const what of ['uno', 'due', 'tre']) await ledger.audit(anAudit({ what }));
  return { file, ledger, run };
}

/** What somebody does who opens the file with another program. */
function tamper(file: string, sql: string): void {
  const db = new DatabaseSync(file, { defensive: false });
  db.exec(sql);
  db.close();
}

function triggersOff(file: string): string {
  const db = new DatabaseSync(file);
  const triggers = db.prepare("select name from sqlite_schema where type = 'trigger'").all();
  db.close();
  return triggers.map(({ name }) => `drop trigger ${String(name)};`).join('\n');
}

function refusal(open: () => unknown): string {
  try {
    open();
  } catch (failure) {
    if (failure instanceof Unreachable) return failure.message;
    throw failure;
  }
  return 'opened';
}

describe('the file of a ledger', () => {
  it('is there again after it was closed, with the same identity', async () => {
    const { file, ledger, run } = await aFullLedger();
    await ledger.raise('T', 5);
    await ledger.remember('settings', new Map([['a', 'b']]));
    const before = { id: ledger.id, runs: await ledger.runs(), entries: await ledger.entries(run) };
    await ledger.close();

    const again = sqliteLedger({ file });

    expect({ id: again.id, runs: await again.runs(), entries: await again.entries(run) }).toEqual(
      before,
    );
    expect(await again.highest()).toEqual(new Map([['T', 5]]));
    expect(await again.recall('settings')).toEqual(new Map([['a', 'b']]));
    expect(await again.audited()).toHaveLength(3);
    await again.close();
  });

  it.skipIf(process.platform === 'win32')(
    'is for its owner alone, and so is its folder',
    async () => {
      const { file, ledger } = await aFullLedger();

      const modes = [join(file, '..'), file, `${file}-wal`, `${file}-shm`].map(
        (it) => statSync(it).mode & 0o777,
      );

      expect(modes).toEqual([0o700, 0o600, 0o600, 0o600]);
      await ledger.close();
    },
  );

  it.skipIf(process.platform === 'win32')(
    'is closed to others again if somebody opened it to them',
    async () => {
      const { file, ledger } = await aFullLedger();
      await ledger.close();
      chmodSync(file, 0o644);

      await sqliteLedger({ file }).close();

      expect(statSync(file).mode & 0o777).toBe(0o600);
    },
  );

  it('is written ahead, so that readers and a writer do not wait for each other', async () => {
    const { file, ledger } = await aFullLedger();

    const db = new DatabaseSync(file, { readOnly: true });

    expect(db.prepare('pragma journal_mode').get()).toEqual({ journal_mode: 'wal' });
    db.close();
    await ledger.close();
  });

  it('shows another process what was written', async () => {
    const { file, ledger } = await aFullLedger();
    const other = sqliteLedger({ file });

    const run = await ledger.begin(aRun({ verb: 'print' }));
    await other.journal(run, [anEntry()]);
    await ledger.journal(run, [anEntry()]);

    expect(await ledger.entries(run)).toHaveLength(2);
    expect(await other.verify()).toEqual({ intact: true, entries: 7 });
    await other.close();
    await ledger.close();
  });

  it('keeps no word that was turned into a digest', async () => {
    const file = aFile();
    const ledger = sqliteLedger({ file });
    const run = await ledger.begin(aRun());
    // Long enough to fill pages that are then given back.
    const before = JSON.stringify('parola-che-deve-sparire '.repeat(500));
    await ledger.journal(
      run,
      Array.from({ length: 20 }, () => anEntry({ before })),
    );

    await ledger.digest('2030-01-01');

    const kept = [file, `${file}-wal`].filter(existsSync).map((it) => readFileSync(it, 'latin1'));
    expect(kept.join('')).not.toContain('parola-che-deve-sparire');
    await ledger.close();
  });
});

describe('a ledger opened to look', () => {
  it('tells everything and changes nothing', async () => {
    const { file, ledger, run } = await aFullLedger();
    await ledger.close();

    const looking = sqliteLedger({ file, readOnly: true });

    expect(await looking.entries(run)).toHaveLength(3);
    expect(await looking.verify()).toEqual({ intact: true, entries: 5 });
    await expect(looking.begin(aRun())).rejects.toThrow('only to be looked at');
    await expect(looking.raise('T', 9)).rejects.toThrow('only to be looked at');
    await looking.close();
  });

  it('is not made if it is not there', () => {
    const file = aFile();

    expect(refusal(() => sqliteLedger({ file, readOnly: true }))).toContain(
      'non riesce ad aprirla',
    );
    expect(existsSync(file)).toBe(false);
  });

  it('is not brought up to date', async () => {
    const { file, ledger } = await aFullLedger();
    await ledger.close();
    tamper(file, 'pragma user_version = 0');

    expect(refusal(() => sqliteLedger({ file, readOnly: true }))).toContain(
      'più vecchia di questa',
    );
  });
});

describe('the papers of a ledger', () => {
  it('are there again after it was closed', async () => {
    const { file, ledger } = await aFullLedger();
    const paper = aNumberedPaper({ rests: { 'data fine': 'aa' }, occasion: '2026-05' });
    await ledger.claimPaper(paper);
    await ledger.settlePaper(paper.key, 'carte/uno.pdf');
    await ledger.close();

    const again = sqliteLedger({ file });

    expect(await again.papers()).toEqual([{ ...paper, where: 'carte/uno.pdf' }]);
    await again.close();
  });

  it('have a place in a ledger that knew of none, and the rest stays', async () => {
    const { file, ledger } = await aFullLedger();
    await ledger.close();
    tamper(
      file,
      'drop table papers; drop table occurrences; drop table messages; pragma user_version = 1',
    );

    const again = sqliteLedger({ file });
    await again.claimPaper(aNumberedPaper());

    expect(await again.papers()).toEqual([aNumberedPaper()]);
    expect(await again.verify()).toEqual({ intact: true, entries: 5 });
    await again.close();
  });

  it('stay as they were in a ledger that knew no drafts, and drafts have their place', async () => {
    const { file, ledger } = await aFullLedger();
    const paper = aNumberedPaper();
    await ledger.claimPaper(paper);
    await ledger.settlePaper(paper.key, 'carte/uno.pdf');
    await ledger.close();
    tamper(file, 'pragma user_version = 3');

    const again = sqliteLedger({ file });
    await again.claimPaper(aDraft());

    expect(await again.papers()).toEqual([{ ...paper, where: 'carte/uno.pdf' }, aDraft()]);
    await again.close();
    expect(() => tamper(file, "update papers set number = 7 where role = 'original'")).toThrow(
      'stays as it is',
    );
  });

  it.each([
    "update papers set number = 7 where key like '%/1-2026/1'",
    "update papers set place = null where key like '%/1-2026/1'",
    "update papers set place = 'altrove' where key like '%/1-2026/1'",
    "update papers set sha256 = 'x', place = 'carte/due.pdf' where key like '%/2-2026/1'",
    "delete from papers where key like '%/1-2026/1'",
    "insert or replace into papers (key, role, kind, year, number, version, about, made, sha256, rests) select key, role, kind, year, number, version, 'T-0099', made, sha256, rests from papers where number = 1",
    "insert or replace into papers (key, role, kind, year, number, version, about, made, sha256, rests) select 'x', role, kind, year, number, version, 'T-0099', made, sha256, rests from papers where number = 1",
    "insert or replace into papers select seq, 'x', 'copy', kind, year, number, version, about, occasion, made, run, sha256, rests, covers, place from papers where number = 1",
  ])('are not changed once they are on their place: %s', async (sql) => {
    const { file, ledger } = await aFullLedger();
    await ledger.claimPaper(aNumberedPaper());
    await ledger.settlePaper(aNumberedPaper().key, 'carte/uno.pdf');
    await ledger.claimPaper(aNumberedPaper({ number: 2 }));
    const before = await ledger.papers();

    expect(() => tamper(file, sql)).toThrow(/stays as it is|kept for good/);

    expect(await ledger.papers()).toEqual(before);
    await ledger.close();
  });

  it('are numbered by one process at a time, and by nobody who only looks', async () => {
    const { file, ledger } = await aFullLedger();
    const other = sqliteLedger({ file });

    const both = ledger.alone(() => other.alone(async () => 'both'));
    await expect(both).rejects.toThrow('un’altra ALICE sta numerando le carte');
    expect(await other.alone(async () => 'after')).toBe('after');
    await other.close();
    await ledger.close();
    const looking = sqliteLedger({ file, readOnly: true });

    await expect(looking.alone(async () => 'x')).rejects.toThrow('only to be looked at');
    await expect(looking.claimPaper(aNumberedPaper())).rejects.toThrow('only to be looked at');
    await looking.close();
  });
});

describe('the messages of a ledger', () => {
  it('are there again after it was closed', async () => {
    const { file, ledger } = await aFullLedger();
    const run = await ledger.begin(aRun());
    await ledger.claimMessage(aMessage({ run }), [anOccurrence()]);
    await ledger.skip([anOccurrence({ key: 'b', restricted: true })]);
    const [messages, occurrences] = [await ledger.messages(), await ledger.occurrences()];
    await ledger.close();

    const again = sqliteLedger({ file, readOnly: true });

    expect(await again.messages()).toEqual(messages);
    expect(await again.occurrences()).toEqual(occurrences);
    await expect(again.skip([anOccurrence({ key: 'c' })])).rejects.toThrow('only to be looked at');
    await again.close();
  });

  it.each([
    "update messages set reader = 'O-0009' where key = 'm'",
    "update messages set state = 'uncertain' where key = 'm'",
    "update messages set at = 'x' where key = 'n'",
    "delete from messages where key = 'm'",
    "insert or replace into messages select seq, 'x', reader, channel, kind, day, run, at, sha256, state, remote from messages where key = 'm'",
    "insert or replace into messages (key, reader, channel, kind, day, run, at, sha256, state) select key, 'O-0009', channel, kind, day, run, at, sha256, 'sending' from messages where key = 'm'",
    "delete from occurrences where key = 'a'",
    "delete from occurrences where key = 'skipped'",
    "update occurrences set message = null, reason = 'x' where key = 'a'",
    "update occurrences set reason = 'x' where key = 'skipped'",
    "update occurrences set reader = 'O-0009', message = null where key = 'b'",
    "insert or replace into occurrences select key, thread, reminder, about, anchor, 'O-0009', due, until, decided, reason, restricted, null from occurrences where key = 'a'",
  ])('are not changed once they left: %s', async (sql) => {
    const { file, ledger } = await aFullLedger();
    const run = await ledger.begin(aRun());
    await ledger.claimMessage(aMessage({ run }), [anOccurrence({ key: 'a' })]);
    await ledger.settleMessage('m', { state: 'sent', run });
    await ledger.claimMessage(aMessage({ run, key: 'n' }), [anOccurrence({ key: 'b' })]);
    await ledger.skip([anOccurrence({ key: 'skipped' })]);
    const before = [await ledger.messages(), await ledger.occurrences()];

    expect(() => tamper(file, sql)).toThrow(/stays as it is|kept for good|stays/);

    expect([await ledger.messages(), await ledger.occurrences()]).toEqual(before);
    await ledger.close();
  });

  it('are sent by one process at a time', async () => {
    const { file, ledger } = await aFullLedger();
    const other = sqliteLedger({ file });

    const both = ledger.alone(() => other.alone(async () => 'both', 'reminding'), 'reminding');
    await expect(both).rejects.toThrow('un’altra ALICE sta mandando i promemoria');

    const printing = ledger.alone(() => other.alone(async () => 'printed'), 'reminding');
    expect(await printing).toBe('printed');
    await other.close();
    await ledger.close();
  });
});

describe('journal and audit', () => {
  it.each([
    "update journal set workbook = 'altro' where seq = 2",
    "update journal set hash = 'x' where seq = 2",
    'update journal set before = \'"Aisha"\' where seq = 2',
    'delete from journal where seq = 5',
    "insert or replace into journal select 2, run, 'altro', kind, tab, id, label, before, after, salt, before_digest, after_digest, hash from journal where seq = 2",
    'insert into journal select 9, run, workbook, kind, tab, id, label, before, after, salt, before_digest, after_digest, hash from journal where seq = 2',
    "update audit set by = 'nessuno' where seq = 1",
    'delete from audit',
    "insert or replace into audit values (1, '', '', '', '[]', '', '')",
    "update runs set by = 'nessuno' where seq = 1",
    "update runs set ended_at = '2026-05-04T09:00:00Z' where seq = 1",
    'delete from runs where seq = 2',
    'update numbers set highest = 1',
    'delete from numbers',
  ])('are refused: %s', async (sql) => {
    const { file, ledger } = await aFullLedger();
    await ledger.raise('T', 5);
    await ledger.close();

    expect(() => tamper(file, sql)).toThrow(
      /appended|kept for good|closed, once|never given again/,
    );
  });

  it.each([
    ["update journal set workbook = 'altro' where seq = 2", 'journal', 2],
    ['update journal set before = \'"Aisha"\' where seq = 2', 'journal', 2],
    ['update journal set salt = null where seq = 3', 'journal', 3],
    ["update journal set before_digest = 'sha256:00' where seq = 3", 'journal', 3],
    ["update journal set hash = 'x' where seq = 4", 'journal', 4],
    ['delete from journal where seq = 1', 'journal', 1],
    ['delete from journal where seq = 3', 'journal', 3],
    ['delete from journal where seq >= 4', 'journal', 4],
    [
      'insert into journal select 6, run, workbook, kind, tab, id, label, before, after, salt, before_digest, after_digest, hash from journal where seq = 5',
      'journal',
      6,
    ],
    ["update runs set by = 'nessuno' where seq = 2", 'journal', 4],
    ["update runs set at = '2026-05-04T09:00:00Z' where seq = 1", 'journal', 1],
    ["update audit set by = 'nessuno' where seq = 2", 'audit', 2],
    ['delete from audit where seq = 3', 'audit', 3],
    ['delete from audit', 'audit', 1],
  ])('show who went round the triggers: %s', async (sql, chain, brokenAt) => {
    const { file, ledger } = await aFullLedger();
    tamper(file, `pragma foreign_keys = off; ${triggersOff(file)} ${sql}`);

    const verdict = await ledger.verify();

    expect(verdict).toEqual({ intact: false, entries: 5, brokenAt, chain });
    await ledger.close();
  });

  it('hold after digests, and still show what was changed', async () => {
    const { file, ledger } = await aFullLedger();
    await ledger.digest('2026-06-01');
    expect(await ledger.verify()).toEqual({ intact: true, entries: 5 });

    tamper(
      file,
      `${triggersOff(file)} update journal set after_digest = 'sha256:00' where seq = 2`,
    );

    expect(await ledger.verify()).toMatchObject({ intact: false, brokenAt: 2 });
    await ledger.close();
  });

  it('take all the entries of a call or none', async () => {
    const { ledger, run } = await aFullLedger();
    const [open] = await ledger.runs();
    // Not text: a broken promise, as SQLite sees it half-way through.
    const broken = { ...anEntry(), workbook: undefined } as unknown as ReturnType<typeof anEntry>;

    await expect(ledger.journal(open?.id ?? run, [anEntry(), broken])).rejects.toThrow();

    expect(await ledger.verify()).toEqual({ intact: true, entries: 5 });
    await ledger.close();
  });
});

describe('a ledger that cannot be used', () => {
  it('is no database', () => {
    const file = join(folder, 'lettera.txt');
    writeFileSync(file, 'Cara ALICE, questa è una lettera.\n'.repeat(100));

    expect(refusal(() => sqliteLedger({ file }))).toBe(
      `La memoria di ALICE (${file}): il file non è un archivio di ALICE, oppure è rovinato. Rimetti al suo posto una copia di riserva, oppure mettilo da parte ed esegui «alice ledger rebuild».`,
    );
    expect(readFileSync(file, 'utf8')).toContain('Cara ALICE');
  });

  it('belongs to another program', () => {
    const file = join(folder, 'contabilita.db');
    tamper(file, 'create table fatture (numero integer)');

    expect(refusal(() => sqliteLedger({ file }))).toContain('un archivio di un altro programma');
    expect(existsSync(`${file}-wal`)).toBe(false);
  });

  it('was written by a newer ALICE', async () => {
    const { file, ledger } = await aFullLedger();
    await ledger.close();
    tamper(file, 'pragma user_version = 99');

    expect(refusal(() => sqliteLedger({ file }))).toContain('una ALICE più nuova di questa');
    expect(refusal(() => sqliteLedger({ file, readOnly: true }))).toContain('più nuova');
  });

  it('cannot be written there', () => {
    const inAFile = join(folder, 'pieno.txt', 'alice.db');
    writeFileSync(join(folder, 'pieno.txt'), 'non sono una cartella');
    const aFolder = join(folder, 'cartella.db');
    mkdirSync(aFolder);

    expect(refusal(() => sqliteLedger({ file: inAFile }))).toContain('non riesce ad aprirla');
    expect(refusal(() => sqliteLedger({ file: aFolder }))).toContain('non riesce ad aprirla');
  });

  it('is kept busy by another process for too long', async () => {
    const { file, ledger } = await aFullLedger();
    await ledger.close();
    const hurried = sqliteLedger({ file, busyMs: 50 });
    const other = new DatabaseSync(file);
    other.exec('begin immediate');

    await expect(hurried.begin(aRun())).rejects.toThrow(
      'un altro programma la tiene occupata da troppo tempo',
    );

    // Reading waits for nobody.
    expect(await hurried.runs()).toHaveLength(2);
    await sqliteLedger({ file, busyMs: 50 }).close();
    other.exec('rollback');
    await hurried.begin(aRun());
    other.close();
    await hurried.close();
  });

  it('lost its last pages', async () => {
    const { file, ledger } = await aFullLedger();
    await ledger.close();
    writeFileSync(file, readFileSync(file).subarray(0, 4096 * 3));

    const damaged = refusal(() => sqliteLedger({ file }));

    expect(damaged).toContain('oppure è rovinato');
  });
});
