import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { chmodSync, closeSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  type AuditEntry,
  anotherIsAtIt,
  type Doing,
  type JournalEntry,
  type Ledger,
  type MessageKept,
  type OccurrenceDecided,
  type OccurrenceKept,
  type PaperKept,
  type Run,
  type RunEnd,
  type Shelf,
  Unreachable,
} from '../../ports.ts';

/**
 * The ledger in one SQLite file: what is acknowledged is on the disk, and survives a crash or a
 * `kill -9`. Made with its folder if it is not there, readable by its owner alone. Throws
 * `Unreachable` when the file cannot be used. Never lay it in a shared or network folder: SQLite's
 * locks do not hold there (https://sqlite.org/useovernet.html), and no check can tell every such folder.
 */
export function sqliteLedger({
  file,
  readOnly = false,
  busyMs = 5000,
  identity = randomUUID(),
}: SqliteLedger): Ledger {
  const path = resolve(file);
  const reach = reachable(path);
  const { db, id } = reach(() =>
    readOnly ? openToLook(path, busyMs) : openToWrite({ path, busyMs, identity }),
  );

  /** All of it or nothing, and on the disk once it returns; other processes wait their turn. */
  function committed<T>(work: () => T): T {
    if (readOnly) throw new Error('this ledger was opened only to be looked at');
    return reach(() => {
      db.exec('begin immediate');
      try {
        const done = work();
        db.exec('commit');
        return done;
      } catch (failure) {
        if (db.isTransaction) db.exec('rollback');
        throw failure;
      }
    });
  }

  return {
    id,

    async begin({ verb, at, by, register }) {
      return committed(() => {
        const { lastInsertRowid } = db
          .prepare('insert into runs (verb, at, by, register) values (?, ?, ?, ?)')
          .run(verb, at, by, register);
        return runId(Number(lastInsertRowid));
      });
    },

    async journal(run, entries) {
      committed(() => {
        note(db, run, entries);
      });
    },

    async end(run, { at, outcome, told }) {
      committed(() => {
        db.prepare('update runs set ended_at = ?, outcome = ?, told = ? where seq = ?').run(
          at,
          outcome,
          told,
          openRun(db, run).seq,
        );
      });
    },

    async runs() {
      return reach(() => rows(db, 'runs', 'order by seq desc').map(runOf));
    },

    async entries(run) {
      const seq = seqOf(run);
      return reach(() => rows(db, 'journal', 'where run = ? order by seq', seq).map(entryOf));
    },

    async highest() {
      return reach(() => new Map(rows(db, 'numbers', '').map((it) => [it.series, it.highest])));
    },

    async raise(series, to) {
      if (!Number.isSafeInteger(to) || to < 0) throw new Error(`${to} is no number to give out`);
      committed(() => {
        db.prepare(
          `insert into numbers (series, highest) values (?, ?)
           on conflict do update set highest = excluded.highest where excluded.highest > highest`,
        ).run(series, to);
      });
    },

    async recall(shelf) {
      return reach(
        () =>
          new Map(
            rows(db, 'shelves', 'where shelf = ? order by key', shelf).map((it) => [
              it.key,
              it.value,
            ]),
          ),
      );
    },

    async remember(shelf: Shelf, changes) {
      committed(() => {
        const put = db.prepare(
          `insert into shelves (shelf, key, value) values (?, ?, ?)
           on conflict do update set value = excluded.value`,
        );
        const take = db.prepare('delete from shelves where shelf = ? and key = ?');
        for (const [key, value] of changes) {
          if (value === undefined) take.run(shelf, key);
          else put.run(shelf, key, value);
        }
      });
    },

    async verify() {
      return reach(() => verdict(db, id));
    },

    async audit(entry) {
      committed(() => {
        const add = db.prepare(
          `insert into audit (seq, at, by, what, ids, purpose, hash)
           values (:seq, :at, :by, :what, :ids, :purpose, :hash)`,
        );
        append(db, 'audit', [entry], ({ at, by, what, ids, purpose }, seq, previous) => {
          const row = {
            seq,
            at: asKept(at),
            by: asKept(by),
            what: asKept(what),
            ids: asKept(JSON.stringify(ids)),
            purpose: asKept(purpose),
          };
          const hash = chained(previous, row);
          add.run({ ...row, hash });
          return hash;
        });
      });
    },

    async audited() {
      return reach(() => rows(db, 'audit', 'order by seq').map(auditOf));
    },

    async digest(before) {
      const digested = committed(() => {
        const { changes } = db
          .prepare(
            `update journal set before = null, after = null, salt = null
             where salt is not null and run in (select seq from runs where at < ?)`,
          )
          .run(before);
        return Number(changes);
      });
      // The words stand in the write-ahead log, too, until it is folded into the file and emptied.
      if (digested > 0) reach(() => db.exec('pragma wal_checkpoint(truncate)'));
      return digested;
    },

    async papers() {
      return reach(() => rows(db, 'papers', 'order by seq').map(paperOf));
    },

    async claimPaper(paper) {
      committed(() => {
        if (rows(db, 'papers', 'where key = ?', paper.key).length > 0)
          throw new Error(`${paper.key} cannot be claimed: its key is taken`);
        const wrong = outOfOrder(db, paper);
        if (wrong !== undefined) throw new Error(`${paper.key} cannot be claimed: ${wrong}`);
        const row = paperRow(paper);
        const names = Object.keys(row);
        db.prepare(
          `insert into papers (${names.join(', ')}) values (${names.map((it) => `:${it}`).join(', ')})`,
        ).run(row);
      });
    },

    async settlePaper(key, where) {
      committed(() => {
        const [claim] = rows(db, 'papers', 'where key = ? and place is null', key);
        if (claim === undefined) throw new Error(`${key} is not claimed`);
        if (where !== undefined) {
          db.prepare('update papers set place = ? where key = ?').run(asKept(where), key);
          return;
        }
        if (isFollowed(db, claim))
          throw new Error(`${key} cannot be given back: another number follows it`);
        db.prepare('delete from papers where key = ?').run(key);
      });
    },

    async messages() {
      return reach(() => rows(db, 'messages', 'order by seq').map(messageOf));
    },

    async occurrences() {
      return reach(() =>
        rows(
          db,
          'occurrences',
          'left join (select key as claim, state from messages) on claim = message order by decided, key',
        ).map(occurrenceOf),
      );
    },

    async claimMessage(message, decided) {
      const { key, to, channel, kind, day, run, at, sha256 } = message;
      if (decided.length === 0) throw new Error(`${key} cannot be claimed: it says nothing`);
      committed(() => {
        refuseTaken(db, 'messages', [key]);
        refuseTaken(
          db,
          'occurrences',
          decided.map((it) => it.key),
        );
        const about = { sha256, occurrences: decided.map((it) => it.key) };
        const after = JSON.stringify(about);
        note(db, run, [{ workbook: channel, kind: 'message', id: to, column: key, after }]);
        db.prepare(
          `insert into messages (key, reader, channel, kind, day, run, at, sha256, state)
           values (?, ?, ?, ?, ?, ?, ?, ?, 'sending')`,
        ).run(asKept(key), asKept(to), channel, kind, day, run, asKept(at), sha256);
        addOccurrences(db, decided, key);
      });
    },

    async settleMessage(key, end) {
      committed(() => {
        const [claim] = rows(
          db,
          'messages',
          "where key = ? and state in ('sending', 'uncertain')",
          key,
        );
        if (claim === undefined) throw new Error(`${key} is not claimed`);
        const { channel: workbook, reader: id } = claim;
        const [before, after] = [JSON.stringify(claim.state), JSON.stringify(end.state)];
        note(db, end.run, [{ workbook, kind: 'message', id, column: key, before, after }]);
        if (end.state === 'not sent') {
          db.prepare('delete from occurrences where message = ?').run(key);
          db.prepare('delete from messages where key = ?').run(key);
          return;
        }
        if (end.state === 'closed')
          db.prepare('update occurrences set message = null, reason = ? where message = ?').run(
            asKept(end.reason),
            key,
          );
        db.prepare('update messages set state = ?, remote = ? where key = ?').run(
          end.state,
          end.state === 'sent' ? orNull(end.remote) : null,
          key,
        );
      });
    },

    async skip(decided) {
      if (decided.length === 0) return;
      committed(() => {
        refuseTaken(
          db,
          'occurrences',
          decided.map((it) => it.key),
        );
        addOccurrences(db, decided, undefined);
      });
    },

    async alone(work, doing = 'printing') {
      if (readOnly) throw new Error('this ledger was opened only to be looked at');
      const turn = reach(() => turnAt(`${path}-${turns[doing]}`));
      if (turn === undefined) throw anotherIsAtIt(whatIs(path), doing);
      try {
        return await work();
      } finally {
        turn.close();
      }
    },

    async close() {
      if (db.isOpen) reach(() => db.close());
    },
  };
}

/** The file beside the ledger that is held by whoever does what only one may do. */
const turns: Readonly<Record<Doing, string>> = {
  printing: 'turno',
  reminding: 'invio',
  serving: 'acceso',
};

/** How a ledger is opened. */
export interface SqliteLedger {
  /** Where it is, or will be: on a disk of this machine. */
  readonly file: string;
  /** For who only looks (`why`, `simulate`, dry runs): nothing is made, migrated or changed. */
  readonly readOnly?: boolean;
  /** How long to wait for another process that is writing, in milliseconds. */
  readonly busyMs?: number;
  /** The identity of a ledger that is made now: random unless told. Only the demo tells it, to make the same bytes again. */
  readonly identity?: string;
}

/** Puts entries into the journal of a run, within a transaction. */
function note(db: DatabaseSync, run: string, entries: readonly JournalEntry[]): void {
  const start = openRun(db, run);
  const add = db.prepare(
    `insert into journal (seq, run, workbook, kind, tab, id, label, before, after, salt,
                          before_digest, after_digest, hash)
     values (:seq, :run, :workbook, :kind, :tab, :id, :label, :before, :after, :salt,
             :before_digest, :after_digest, :hash)`,
  );
  append(db, 'journal', entries, (entry, seq, previous) => {
    const row = { ...sealed(entry), seq, run: start.seq };
    const hash = chained(previous, storyOf(row, start));
    add.run({ ...row, hash });
    return hash;
  });
}

// ---- the file -------------------------------------------------------------------------------

/** `ALIC`: tells a ledger from the database of another program (https://sqlite.org/pragma.html#pragma_application_id). */
const APPLICATION = 0x414c4943;

/**
 * How the file got to be as it is: step n takes it from `user_version` n to n + 1. Steps are never
 * changed once released, only added.
 *
 * Journal and audit are append-only by trigger. What a trigger of `delete` does not see is `insert or
 * replace` (unless recursive_triggers is on), so an insert may only take the next number. A digested
 * entry loses its words and its salt, nothing else.
 */
const MIGRATIONS: readonly string[] = [
  `
  create table identity (id text not null primary key) strict;
  create table runs (
    seq integer not null primary key autoincrement,
    verb text not null, at text not null, by text not null, register text not null,
    ended_at text, outcome text, told text,
    check ((ended_at is null) = (outcome is null) and (ended_at is null) = (told is null))
  ) strict;
  create trigger runs_only_end before update on runs
    when old.ended_at is not null or new.ended_at is null or new.seq is not old.seq or new.verb is not old.verb
      or new.at is not old.at or new.by is not old.by or new.register is not old.register
    begin select raise(abort, 'a run is only ever closed, once'); end;
  create trigger runs_stay before delete on runs
    begin select raise(abort, 'runs are kept for good'); end;

  create table journal (
    seq integer not null primary key,
    run integer not null references runs (seq),
    workbook text not null, kind text not null, tab text, id text, label text,
    before text, after text, salt blob, before_digest text, after_digest text,
    hash text not null
  ) strict;
  create index journal_by_run on journal (run, seq);
  create trigger journal_appends before insert on journal
    when new.seq is not (select coalesce(max(seq), 0) + 1 from journal)
    begin select raise(abort, 'the journal is only appended to'); end;
  create trigger journal_digests before update on journal
    when new.before is not null or new.after is not null or new.salt is not null
      or new.seq is not old.seq or new.run is not old.run or new.workbook is not old.workbook
      or new.kind is not old.kind or new.tab is not old.tab or new.id is not old.id
      or new.label is not old.label or new.before_digest is not old.before_digest
      or new.after_digest is not old.after_digest or new.hash is not old.hash
    begin select raise(abort, 'the journal is only appended to'); end;
  create trigger journal_stays before delete on journal
    begin select raise(abort, 'the journal is only appended to'); end;

  create table audit (
    seq integer not null primary key,
    at text not null, by text not null, what text not null, ids text not null, purpose text not null,
    hash text not null
  ) strict;
  create trigger audit_appends before insert on audit
    when new.seq is not (select coalesce(max(seq), 0) + 1 from audit)
    begin select raise(abort, 'the audit is only appended to'); end;
  create trigger audit_keeps before update on audit
    begin select raise(abort, 'the audit is only appended to'); end;
  create trigger audit_stays before delete on audit
    begin select raise(abort, 'the audit is only appended to'); end;

  create table chains (name text not null primary key, entries integer not null, head text not null) strict;

  create table numbers (series text not null primary key, highest integer not null) strict;
  create trigger numbers_rise before update on numbers
    when new.highest < old.highest or new.series is not old.series
    begin select raise(abort, 'a number given is never given again'); end;
  create trigger numbers_stay before delete on numbers
    begin select raise(abort, 'a number given is never given again'); end;

  create table shelves (
    shelf text not null, key text not null, value text not null, primary key (shelf, key)
  ) strict, without rowid;
  `,
  // A paper without a place is claimed: it may go, or get one. From then on it stays as it is.
  `
  create table papers (
    seq integer not null primary key autoincrement,
    key text not null unique, role text not null,
    kind text not null, year integer not null, number integer not null, version integer not null,
    about text not null, occasion text, made text not null, run text, sha256 text not null,
    rests text not null, covers text, place text,
    check (role in ('original', 'copy', 'scan') and number > 0 and version > 0)
  ) strict;
  create unique index papers_by_number on papers (kind, year, number, version) where role = 'original';
  create trigger papers_are_added before insert on papers
    when exists (
      select 1 from papers where seq = new.seq or key = new.key
        or (role = 'original' and new.role = 'original' and kind = new.kind and year = new.year
            and number = new.number and version = new.version)
    )
    begin select raise(abort, 'a numbered paper stays as it is'); end;
  create trigger papers_get_a_place before update on papers
    when old.place is not null or new.place is null or new.seq is not old.seq or new.key is not old.key
      or new.role is not old.role or new.kind is not old.kind or new.year is not old.year
      or new.number is not old.number or new.version is not old.version or new.about is not old.about
      or new.occasion is not old.occasion or new.made is not old.made or new.run is not old.run
      or new.sha256 is not old.sha256 or new.rests is not old.rests or new.covers is not old.covers
    begin select raise(abort, 'a numbered paper stays as it is'); end;
  create trigger papers_stay before delete on papers when old.place is not null
    begin select raise(abort, 'a numbered paper is kept for good'); end;
  `,
  // A message that nobody knows to have left may go, with its occurrences, or end; from then on it stays as it is.
  `
  create table messages (
    seq integer not null primary key autoincrement,
    key text not null unique, reader text not null, channel text not null, kind text not null,
    day text not null, run text not null, at text not null, sha256 text not null,
    state text not null, remote text,
    check (state in ('sending', 'sent', 'uncertain', 'closed') and kind in ('digest', 'atOnce'))
  ) strict;
  create trigger messages_are_added before insert on messages
    when exists (select 1 from messages where seq = new.seq or key = new.key)
    begin select raise(abort, 'a message stays as it is'); end;
  create trigger messages_end before update on messages
    when old.state in ('sent', 'closed') or new.seq is not old.seq or new.key is not old.key
      or new.reader is not old.reader or new.channel is not old.channel or new.kind is not old.kind
      or new.day is not old.day or new.run is not old.run or new.at is not old.at or new.sha256 is not old.sha256
    begin select raise(abort, 'a message stays as it is'); end;
  create trigger messages_stay before delete on messages when old.state in ('sent', 'closed')
    begin select raise(abort, 'a message that left is kept for good'); end;

  create table occurrences (
    key text not null primary key, thread text not null, reminder text not null, about text not null,
    anchor text not null, reader text not null, due text not null, until text not null,
    decided text not null, reason text not null, restricted integer not null,
    message text references messages (key)
  ) strict, without rowid;
  create index occurrences_by_message on occurrences (message);
  create trigger occurrences_are_added before insert on occurrences
    when exists (select 1 from occurrences where key = new.key)
    begin select raise(abort, 'what was decided of a reminder stays'); end;
  create trigger occurrences_close before update on occurrences
    when old.message is null or new.message is not null or new.key is not old.key or new.thread is not old.thread
      or new.reminder is not old.reminder or new.about is not old.about or new.anchor is not old.anchor
      or new.reader is not old.reader or new.due is not old.due or new.until is not old.until
      or new.decided is not old.decided or new.restricted is not old.restricted
      or (select state from messages where key = old.message) = 'sent'
    begin select raise(abort, 'what was decided of a reminder stays'); end;
  create trigger occurrences_stay before delete on occurrences
    when old.message is null or (select state from messages where key = old.message) in ('sent', 'closed')
    begin select raise(abort, 'what was decided of a reminder stays'); end;
  `,
  // Drafts on a body's own model have no number. A check cannot be changed in place: the table is made again
  // (https://sqlite.org/lang_altertable.html#otheralter).
  `
  create table papers_then (
    seq integer not null primary key autoincrement,
    key text not null unique, role text not null,
    kind text not null, year integer not null, number integer not null, version integer not null,
    about text not null, occasion text, made text not null, run text, sha256 text not null,
    rests text not null, covers text, place text,
    check (role in ('original', 'copy', 'scan', 'draft') and (number > 0) = (role <> 'draft')
      and number >= 0 and version > 0)
  ) strict;
  insert into papers_then select * from papers;
  drop table papers;
  alter table papers_then rename to papers;
  create unique index papers_by_number on papers (kind, year, number, version) where role = 'original';
  create trigger papers_are_added before insert on papers
    when exists (
      select 1 from papers where seq = new.seq or key = new.key
        or (role = 'original' and new.role = 'original' and kind = new.kind and year = new.year
            and number = new.number and version = new.version)
    )
    begin select raise(abort, 'a numbered paper stays as it is'); end;
  create trigger papers_get_a_place before update on papers
    when old.place is not null or new.place is null or new.seq is not old.seq or new.key is not old.key
      or new.role is not old.role or new.kind is not old.kind or new.year is not old.year
      or new.number is not old.number or new.version is not old.version or new.about is not old.about
      or new.occasion is not old.occasion or new.made is not old.made or new.run is not old.run
      or new.sha256 is not old.sha256 or new.rests is not old.rests or new.covers is not old.covers
    begin select raise(abort, 'a numbered paper stays as it is'); end;
  create trigger papers_stay before delete on papers when old.place is not null
    begin select raise(abort, 'a numbered paper is kept for good'); end;
  create unique index papers_by_draft on papers (kind, about, version) where role = 'draft';
  `,
];

/**
 * Holds the turn until it is closed or its process ends, however it ends; `undefined` where another process or call
 * holds it. A file of its own, so that the ledger can be written meanwhile; nothing is ever in it.
 */
function turnAt(path: string): DatabaseSync | undefined {
  const db = new DatabaseSync(path, { timeout: 0 });
  try {
    db.exec('begin exclusive');
    return db;
  } catch (failure) {
    db.close();
    if (isSqlite(failure) && failure.errcode % 256 === 5) return undefined;
    throw failure;
  }
}

interface Writing {
  readonly path: string;
  readonly busyMs: number;
  readonly identity: string;
}

function openToWrite({ path, busyMs, identity }: Writing) {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  // Made before SQLite does, so that nobody else can read it for a moment; -wal and -shm take its mode.
  closeSync(openSync(path, 'a', 0o600));
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600);

  return opened(new DatabaseSync(path, { timeout: busyMs }), (db) => {
    const version = known(db, path);
    // Full sync on every commit, also through the disk's own cache (macOS); freed text is overwritten.
    db.exec('pragma synchronous = full; pragma fullfsync = on; pragma secure_delete = on');
    writeAhead(db, busyMs);
    if (version === MIGRATIONS.length) return;
    db.exec('begin immediate');
    // Counted again under the lock: another process may have just brought it up to date.
    for (const [step, sql] of MIGRATIONS.entries()) {
      if (step < known(db, path)) continue;
      db.exec(sql);
      if (step === 0) found(db, identity);
      db.exec(`pragma user_version = ${step + 1}`);
    }
    db.exec('commit');
  });
}

function openToLook(path: string, busyMs: number) {
  return opened(new DatabaseSync(path, { timeout: busyMs, readOnly: true }), (db) => {
    const version = known(db, path);
    if (version === MIGRATIONS.length) return;
    throw new Unreachable({
      what: whatIs(path),
      why: 'è di una ALICE più vecchia di questa',
      cure: 'Esegui una volta «alice check», che la aggiorna senza perdere nulla.',
    });
  });
}

/** Whatever goes wrong while a file is made ready, it is not left open (on Windows nobody could move it). */
function opened(db: DatabaseSync, makeReady: (db: DatabaseSync) => void) {
  try {
    makeReady(db);
    return { db, id: identityOf(db) };
  } catch (failure) {
    db.close();
    throw failure;
  }
}

/**
 * SQLite answers "busy" at once, whatever the timeout, while two connections turn a new file to
 * write-ahead logging (https://sqlite.org/wal.html#sometimes_queries_return_sqlite_busy_in_wal_mode).
 */
function writeAhead(db: DatabaseSync, busyMs: number): void {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let waited = 0; ; waited += 20) {
    try {
      db.exec('pragma journal_mode = wal');
      return;
    } catch (failure) {
      if (!isSqlite(failure) || failure.errcode % 256 !== 5 || waited >= busyMs) throw failure;
      Atomics.wait(pause, 0, 0, 20);
    }
  }
}

/** The version of a ledger of ours, 0 for a file with nothing in it; refuses all else. */
function known(db: DatabaseSync, path: string): number {
  // In this order: another process may be making the file just now, and what it makes bears our name from the first.
  const isEmpty = db.prepare('select 1 from sqlite_schema limit 1').get() === undefined;
  const version = pragma(db, 'user_version');
  const application = pragma(db, 'application_id');
  if (application !== APPLICATION && (application !== 0 || version !== 0 || !isEmpty)) {
    throw new Unreachable({
      what: whatIs(path),
      why: 'il file è un archivio di un altro programma, non di ALICE',
      cure: 'Indica un altro file con ALICE_LEDGER: ALICE lo crea da sé.',
    });
  }
  if (version > MIGRATIONS.length) {
    throw new Unreachable({
      what: whatIs(path),
      why: 'è stata scritta da una ALICE più nuova di questa',
      cure: 'Aggiorna ALICE su questo computer e ripeti il comando: il file resta com’è.',
    });
  }
  return version;
}

function found(db: DatabaseSync, id: string): void {
  db.prepare('insert into identity (id) values (?)').run(id);
  const chain = db.prepare('insert into chains (name, entries, head) values (?, 0, ?)');
  chain.run('journal', id);
  chain.run('audit', id);
  db.exec(`pragma application_id = ${APPLICATION}`);
}

function identityOf(db: DatabaseSync): string {
  const [identity] = rows(db, 'identity', '');
  if (identity === undefined) throw new Error('a ledger without identity');
  return identity.id;
}

// ---- the chains -----------------------------------------------------------------------------

type Chain = 'journal' | 'audit';

/** Adds to a chain: numbers follow on, each hash takes in the one before, the head tells where it ends. */
function append<T>(
  db: DatabaseSync,
  name: Chain,
  entries: readonly T[],
  add: (entry: T, seq: number, previous: string) => string,
): void {
  const head = headOf(db, name);
  let { entries: seq, head: hash } = head;
  for (const entry of entries) {
    seq += 1;
    hash = add(entry, seq, hash);
  }
  db.prepare('update chains set entries = ?, head = ? where name = ?').run(seq, hash, name);
}

/**
 * Walks both chains from their beginning, the ledger's identity. A changed, missing, doubled or added
 * entry shows at itself; entries cut off the end show at the first that is missing.
 */
function verdict(db: DatabaseSync, id: string): Awaited<ReturnType<Ledger['verify']>> {
  // One transaction, so that what is appended meanwhile is seen in both or in none.
  db.exec('begin');
  try {
    const starts = new Map(rows(db, 'runs', '').map((it) => [it.seq, it]));
    const inJournal = firstBroken(db, 'journal', id, (row) => {
      const start = starts.get(row.run);
      return start !== undefined && sealHolds(row) ? storyOf(row, start) : undefined;
    });
    const inAudit = firstBroken(db, 'audit', id, ({ seq, at, by, what, ids, purpose }) => ({
      seq,
      at,
      by,
      what,
      ids,
      purpose,
    }));
    const entries = headOf(db, 'journal').entries;

    if (inJournal !== undefined)
      return { intact: false, entries, brokenAt: inJournal, chain: 'journal' };
    if (inAudit !== undefined) return { intact: false, entries, brokenAt: inAudit, chain: 'audit' };
    return { intact: true, entries };
  } finally {
    db.exec('rollback');
  }
}

function firstBroken<N extends Chain>(
  db: DatabaseSync,
  name: N,
  beginning: string,
  story: (row: Tables[N]) => Story | undefined,
): number | undefined {
  const head = headOf(db, name);
  let seq = 0;
  let hash = beginning;
  for (const row of each(db, name)) {
    seq += 1;
    const told = story(row);
    if (row.seq !== seq || told === undefined || chained(hash, told) !== row.hash) return seq;
    hash = row.hash;
  }
  if (seq < head.entries) return seq + 1;
  return seq === head.entries && hash === head.head ? undefined : seq;
}

function headOf(db: DatabaseSync, name: Chain) {
  const [head] = rows(db, 'chains', 'where name = ?', name);
  if (head === undefined) throw new Error(`a ledger without the chain ${name}`);
  return head;
}

type Story = Readonly<Record<string, string | number | null>>;

/** SHA-256 over the hash before and the entry as canonical JSON: keys sorted, blanks left out. */
function chained(previous: string, story: Story): string {
  const canonical = Object.entries(story)
    .filter(([, value]) => value !== null)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return sha256(`${previous}\n${JSON.stringify(Object.fromEntries(canonical))}`);
}

/** What of an entry is hashed: who, when, where; of the words before and after only their digests, so they can go. */
function storyOf(row: Omit<JournalRow, 'hash'>, { verb, at, by, register }: RunRow): Story {
  const { seq, run, workbook, kind, tab, id, label, before_digest, after_digest } = row;
  return {
    seq,
    run,
    verb,
    at,
    by,
    register,
    workbook,
    kind,
    tab,
    id,
    label,
    before_digest,
    after_digest,
  };
}

/**
 * An entry with the digests that stand for its words. Each has its own salt, gone with the words:
 * nobody can then find a phone number or a codice fiscale by trying them all.
 */
function sealed(entry: JournalEntry): Omit<JournalRow, 'seq' | 'run' | 'hash'> {
  const salt = randomBytes(16);
  const before = orNull(entry.before);
  const after = orNull(entry.after);
  return {
    workbook: asKept(entry.workbook),
    kind: entry.kind,
    tab: orNull(entry.tab),
    id: orNull(entry.id),
    label: orNull(entry.column),
    before,
    after,
    salt,
    before_digest: digestOf(salt, before),
    after_digest: digestOf(salt, after),
  };
}

function sealHolds({ before, after, salt, before_digest, after_digest }: JournalRow): boolean {
  if (salt === null) return before === null && after === null;
  return digestOf(salt, before) === before_digest && digestOf(salt, after) === after_digest;
}

function digestOf(salt: Uint8Array, words: string | null): string | null {
  return words === null ? null : `sha256:${sha256(salt, words)}`;
}

function sha256(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

/** Text as SQLite gives it back: half of a surrogate pair becomes �. Else the chain would not match. */
function asKept(text: string): string {
  return Buffer.from(text).toString();
}

function orNull(text: string | undefined): string | null {
  return text === undefined ? null : asKept(text);
}

// ---- rows -----------------------------------------------------------------------------------

interface RunRow {
  readonly seq: number;
  readonly verb: string;
  readonly at: string;
  readonly by: string;
  readonly register: string;
  readonly ended_at: string | null;
  readonly outcome: RunEnd['outcome'] | null;
  readonly told: string | null;
}

interface JournalRow {
  readonly seq: number;
  readonly run: number;
  readonly workbook: string;
  readonly kind: JournalEntry['kind'];
  readonly tab: string | null;
  readonly id: string | null;
  readonly label: string | null;
  readonly before: string | null;
  readonly after: string | null;
  readonly salt: Uint8Array | null;
  readonly before_digest: string | null;
  readonly after_digest: string | null;
  readonly hash: string;
}

interface AuditRow {
  readonly seq: number;
  readonly at: string;
  readonly by: string;
  readonly what: string;
  readonly ids: string;
  readonly purpose: string;
  readonly hash: string;
}

interface Tables {
  readonly identity: { readonly id: string };
  readonly runs: RunRow;
  readonly journal: JournalRow;
  readonly audit: AuditRow;
  readonly chains: { readonly name: Chain; readonly entries: number; readonly head: string };
  readonly numbers: { readonly series: string; readonly highest: number };
  readonly shelves: { readonly shelf: Shelf; readonly key: string; readonly value: string };
  readonly papers: PaperRow;
  readonly messages: MessageRow;
  readonly occurrences: OccurrenceRow;
}

interface MessageRow {
  readonly key: string;
  readonly reader: string;
  readonly channel: MessageKept['channel'];
  readonly kind: MessageKept['kind'];
  readonly day: MessageKept['day'];
  readonly run: string;
  readonly at: string;
  readonly sha256: string;
  readonly state: MessageKept['state'];
  readonly remote: string | null;
}

interface OccurrenceRow {
  readonly key: string;
  readonly thread: string;
  readonly reminder: string;
  readonly about: string;
  readonly anchor: OccurrenceKept['anchor'];
  readonly reader: string;
  readonly due: OccurrenceKept['due'];
  readonly until: OccurrenceKept['until'];
  readonly decided: OccurrenceKept['on'];
  readonly reason: string;
  readonly restricted: number;
  readonly message: string | null;
  /** Of its message; nothing without one. */
  readonly state: MessageKept['state'] | null;
}

type PaperRow = {
  readonly key: string;
  readonly role: PaperKept['as'];
  readonly kind: string;
  readonly year: number;
  readonly number: number;
  readonly version: number;
  readonly about: string;
  readonly occasion: string | null;
  readonly made: string;
  readonly run: string | null;
  readonly sha256: string;
  readonly rests: string;
  readonly covers: string | null;
  readonly place: string | null;
};

function paperRow({ as, rests, covers, occasion, ...it }: Omit<PaperKept, 'where'>): PaperRow {
  const { key, kind, year, number, version, about, made, run, sha256 } = it;
  return {
    role: as,
    key,
    kind,
    year,
    number,
    version,
    about,
    made,
    sha256,
    run: orNull(run),
    occasion: orNull(occasion),
    rests: JSON.stringify(rests),
    covers: covers === undefined ? null : JSON.stringify(covers),
    place: null,
  };
}

function paperOf({ role, occasion, made, rests, covers, place, ...it }: PaperRow): PaperKept {
  const { key, kind, year, number, version, about, run, sha256 } = it;
  return {
    key,
    as: role,
    kind,
    year,
    number,
    version,
    about,
    sha256,
    run: run ?? undefined,
    occasion: occasion ?? undefined,
    // The day and the digests were written by `paperRow`, above.
    made: made as PaperKept['made'],
    rests: JSON.parse(rests) as PaperKept['rests'],
    covers: covers === null ? undefined : (JSON.parse(covers) as PaperKept['covers']),
    where: place ?? undefined,
  };
}

function messageOf({ reader, remote, ...it }: MessageRow): MessageKept {
  const { key, channel, kind, day, run, at, sha256, state } = it;
  const kept = { key, to: reader, channel, kind, day, run, at, sha256, state };
  return remote === null ? kept : { ...kept, remote };
}

function occurrenceOf({ reader, decided, restricted, message, state, ...it }: OccurrenceRow) {
  const { key, thread, reminder, about, anchor, due, until, reason } = it;
  const kept: OccurrenceKept = {
    key,
    thread,
    reminder,
    about,
    anchor,
    due,
    until,
    reason,
    to: reader,
    on: decided,
    restricted: restricted === 1,
    state: state === null || state === 'closed' ? 'skipped' : state,
  };
  return message === null ? kept : { ...kept, message };
}

function refuseTaken(
  db: DatabaseSync,
  table: 'messages' | 'occurrences',
  keys: readonly string[],
): void {
  const find = db.prepare(`select 1 from ${table} where key = ?`);
  const seen = new Set<string>();
  for (const key of keys) {
    if (seen.has(key) || find.get(key) !== undefined)
      throw new Error(`${key} cannot be claimed or skipped: it is taken`);
    seen.add(key);
  }
}

function addOccurrences(
  db: DatabaseSync,
  decided: readonly OccurrenceDecided[],
  message: string | undefined,
): void {
  const add = db.prepare(
    `insert into occurrences (key, thread, reminder, about, anchor, reader, due, until, decided, reason,
                              restricted, message)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  for (const it of decided)
    add.run(
      asKept(it.key),
      asKept(it.thread),
      it.reminder,
      asKept(it.about),
      it.anchor,
      asKept(it.to),
      it.due,
      it.until,
      it.on,
      asKept(it.reason),
      it.restricted ? 1 : 0,
      orNull(message),
    );
}

/** Why a number or version is not the next; nothing where it is. */
function outOfOrder(
  db: DatabaseSync,
  { as, kind, year, number, version, about }: Omit<PaperKept, 'where'>,
): string | undefined {
  if (as === 'draft') {
    const [before] = rows(
      db,
      'papers',
      "where role = 'draft' and kind = ? and about = ? order by version desc limit 1",
      kind,
      about,
    );
    return number === 0 && version === (before?.version ?? 0) + 1
      ? undefined
      : 'it is not the next draft';
  }
  const series = "where role = 'original' and kind = ? and year = ?";
  if (as !== 'original') {
    const which = `${series} and number = ? and version = ?`;
    return rows(db, 'papers', which, kind, year, number, version).length > 0
      ? undefined
      : 'it has no original';
  }
  const [last] =
    version === 1
      ? rows(db, 'papers', `${series} order by number desc limit 1`, kind, year)
      : rows(
          db,
          'papers',
          `${series} and number = ? order by version desc limit 1`,
          kind,
          year,
          number,
        );
  const next =
    version === 1 ? number === (last?.number ?? 0) + 1 : version === (last?.version ?? -1) + 1;
  return next ? undefined : 'its number is not the next';
}

/** Whether a number, version, copy, scan or later draft would be left hanging without this claim. */
function isFollowed(db: DatabaseSync, { key, role, kind, year, number, version, about }: PaperRow) {
  if (role === 'draft') {
    const later = "where role = 'draft' and kind = ? and about = ? and version > ? limit 1";
    return rows(db, 'papers', later, kind, about, version).length > 0;
  }
  if (role !== 'original') return false;
  const which =
    'where key <> ? and kind = ? and year = ? and (number > ? or (number = ? and version >= ?)) limit 1';
  return rows(db, 'papers', which, key, kind, year, number, number, version).length > 0;
}

function runOf({ seq, verb, at, by, register, ended_at, outcome, told }: RunRow): Run {
  const start = { id: runId(seq), verb, at, by, register };
  return ended_at === null || outcome === null || told === null
    ? start
    : { ...start, end: { at: ended_at, outcome, told } };
}

function entryOf(row: JournalRow): JournalEntry {
  return {
    workbook: row.workbook,
    kind: row.kind,
    tab: row.tab ?? undefined,
    id: row.id ?? undefined,
    column: row.label ?? undefined,
    before: row.before ?? row.before_digest ?? undefined,
    after: row.after ?? row.after_digest ?? undefined,
  };
}

function auditOf({ at, by, what, ids, purpose }: AuditRow): AuditEntry {
  // The list of IDs was written by `audit`, above.
  return { at, by, what, ids: JSON.parse(ids) as readonly string[], purpose };
}

function openRun(db: DatabaseSync, run: string): RunRow {
  const [row] = rows(db, 'runs', 'where seq = ?', seqOf(run));
  if (row === undefined) throw new Error(`run ${run} was never begun`);
  if (row.ended_at !== null) throw new Error(`run ${run} is closed`);
  return row;
}

/** People type it after `alice undo`: short, and never given again. */
function runId(seq: number): string {
  return `R-${String(seq).padStart(4, '0')}`;
}

/** 0, which no run has, for what is no run's ID. */
function seqOf(run: string): number {
  const digits = /^R-(\d{4,15})$/.exec(run)?.[1];
  return digits === undefined ? 0 : Number(digits);
}

function rows<N extends keyof Tables>(
  db: DatabaseSync,
  table: N,
  which: string,
  ...values: readonly (string | number)[]
): readonly Tables[N][] {
  const read = db.prepare(`select * from ${table} ${which}`).all(...values);
  // STRICT tables hold what the schema says, and `Tables` says the same.
  return read as readonly unknown[] as readonly Tables[N][];
}

function each<N extends Chain>(db: DatabaseSync, name: N): Iterable<Tables[N]> {
  // As in `rows`, but one at a time: a journal may be long.
  return db
    .prepare(`select * from ${name} order by seq`)
    .iterate() as Iterable<unknown> as Iterable<Tables[N]>;
}

function pragma(db: DatabaseSync, name: string): number {
  return Number(db.prepare(`pragma ${name}`).get()?.[name]);
}

// ---- when the world fails -------------------------------------------------------------------

function whatIs(path: string): string {
  return `La memoria di ALICE (${path})`;
}

/** Runs something on the file, and says in words for people what of the world went wrong. */
function reachable(path: string): <T>(work: () => T) => T {
  return (work) => {
    try {
      return work();
    } catch (failure) {
      const told = isSqlite(failure)
        ? BY_SQLITE[failure.errcode % 256]
        : BY_SYSTEM[codeOf(failure)];
      throw told === undefined ? failure : new Unreachable({ what: whatIs(path), ...told });
    }
  };
}

const SHUT = {
  why: 'ALICE non riesce ad aprirla per leggere e scrivere',
  cure: 'Controlla che il file e la sua cartella esistano e siano tuoi, oppure indica un altro file con ALICE_LEDGER, ad esempio ./alice.db.',
};
const FULL = {
  why: 'il disco è pieno',
  cure: 'Libera spazio e ripeti il comando: ciò che era già scritto è al sicuro.',
};
const FAILING = {
  why: 'il disco non risponde come dovrebbe',
  cure: 'Controlla il disco, poi ripeti il comando: ciò che era già scritto è al sicuro.',
};
const BUSY = {
  why: 'un altro programma la tiene occupata da troppo tempo',
  cure: 'Aspetta che finisca l’altra ALICE, o chiudi il programma che ha aperto il file, e ripeti il comando.',
};
const FOREIGN = {
  why: 'il file non è un archivio di ALICE, oppure è rovinato',
  cure: 'Rimetti al suo posto una copia di riserva, oppure mettilo da parte ed esegui «alice ledger rebuild».',
};

/** By primary result code: https://sqlite.org/rescode.html */
const BY_SQLITE: Readonly<Record<number, typeof SHUT>> = {
  3: SHUT,
  5: BUSY,
  6: BUSY,
  8: SHUT,
  10: FAILING,
  11: FOREIGN,
  13: FULL,
  14: SHUT,
  26: FOREIGN,
};

const BY_SYSTEM: Readonly<Record<string, typeof SHUT>> = {
  EACCES: SHUT,
  EEXIST: SHUT,
  EISDIR: SHUT,
  ENOENT: SHUT,
  ENOTDIR: SHUT,
  EPERM: SHUT,
  EROFS: SHUT,
  EIO: FAILING,
  EDQUOT: FULL,
  ENOSPC: FULL,
};

function isSqlite(failure: unknown): failure is Error & { readonly errcode: number } {
  return failure instanceof Error && 'errcode' in failure && typeof failure.errcode === 'number';
}

function codeOf(failure: unknown): string {
  return failure instanceof Error && 'code' in failure ? String(failure.code) : '';
}
