import type { Cell } from './core/cell.ts';
import type { Day } from './core/day.ts';
import type { Channel, Resolved } from './core/due.ts';
import type { Name, Shape, Step, TabShape } from './core/shape.ts';

/** What ALICE needs of the world. Jobs and bot ask for these, never for an integration. */
export interface Ports {
  /** One per file: the register (or its parts), and the restricted one. */
  readonly workbooks: readonly Workbook[];
  readonly ledger: Ledger;
  readonly archive: Archive;
  readonly mailbox: Mailbox;
  readonly clock: Clock;
}

/**
 * A spreadsheet people edit while ALICE works. Read in one go; changed only by `prepare`, which works
 * out and proves the new workbook, then `commit`, which puts it in place if nobody saved meanwhile.
 */
export interface Workbook {
  /** Where people find it, to be told in messages: `demo/registro.xlsx`. */
  readonly where: string;
  /** Every tab's cells. Throws `Unreachable` when the file is missing, encrypted, truncated or no spreadsheet. */
  read(): Promise<Snapshot>;
  /** How it is built: for `init` and `doctor`. A workbook not yet there has no tabs. */
  shape(): Promise<Shape>;
  /** Works out the change and proves that nothing else differs. Nothing is written yet. */
  prepare(changes: Changes): Promise<Prepared>;
  /** The revision at this moment, cheaply: to know whether a read is stale. */
  revision(): Promise<string>;
  /** Puts back a version ALICE replaced, byte for byte, if the present one is still `from`. */
  restore?(versions: { readonly from: string; readonly to: string }): Promise<Written>;
  /** Each new revision, from the moment of the call until `signal` aborts. */
  watch(signal: AbortSignal): AsyncIterable<string>;
}

/** A workbook as it was at one moment. */
export interface Snapshot {
  /** Differs whenever anything in the workbook does. `''` for a workbook that is not there yet. */
  readonly revision: string;
  readonly sheets: readonly Sheet[];
}

/** The cells of one tab: `rows[0]` is the header; rows and cells may end early (trailing blanks are left out). */
export interface Sheet {
  readonly name: string;
  readonly rows: readonly (readonly Cell[])[];
}

/** What to change, worked out from the snapshot of revision `basis`. Steps come first, then pages, cells, rows. */
export interface Changes {
  readonly basis: string;
  readonly steps?: readonly Step[];
  readonly pages?: readonly Page[];
  readonly cells?: readonly CellChange[];
  readonly rows?: readonly NewRow[];
}

/** A tab of ALICE's, written whole: header from its shape, then `rows`. Made if it is not there. */
export interface Page {
  readonly shape: TabShape;
  readonly rows: readonly (readonly Cell[])[];
  /** Named ranges over this page, each set to exactly this; other names are left alone. */
  readonly names: readonly Name[];
}

/** One cell of a people's tab. Refused, with all the other changes, if it no longer holds `before`. */
export interface CellChange {
  readonly tab: string;
  /** Position in the snapshot: row 0 is the header. */
  readonly row: number;
  readonly column: number;
  readonly before: Cell;
  readonly after: Cell;
}

/** A row for the first free line under the last row of a people's tab, cells by position. */
export interface NewRow {
  readonly tab: string;
  readonly cells: readonly Cell[];
}

/** A change worked out and proved, not yet made. */
export interface Prepared {
  /** The revision there will be after `commit`; equal to `basis` when there is nothing to change. */
  readonly after: string;
  commit(): Promise<Written>;
}

/** What became of a change. */
export type Written =
  | { readonly outcome: 'written' | 'unchanged'; readonly revision: string }
  /** Somebody saved since the snapshot: read again and work the change out anew. */
  | { readonly outcome: 'changed' }
  /** Open on somebody's screen, or not ALICE's to write: `answers` is where her pages were written instead. */
  | { readonly outcome: 'busy'; readonly why: string; readonly answers?: string };

/** What must survive: runs, journal, numbers given out, papers, what was seen before. One per register. */
export interface Ledger {
  /** Identity of this ledger, laid into the register it belongs to. */
  readonly id: string;
  /** Opens a run; nothing is changed outside before its entries are in the journal. */
  begin(run: RunStart): Promise<string>;
  /** Adds what a run is about to change, with before and after. Appended for good. */
  journal(run: string, entries: readonly JournalEntry[]): Promise<void>;
  /** Closes a run with what became of it. A run never closed was cut short. */
  end(run: string, end: RunEnd): Promise<void>;
  /** Latest first. */
  runs(): Promise<readonly Run[]>;
  entries(run: string): Promise<readonly JournalEntry[]>;
  /** The highest number ever given in a series (`T`), 0 where none was. */
  highest(): Promise<ReadonlyMap<string, number>>;
  /** Raises a series: numbers up to `to` are never given again. Never lowers it. */
  raise(series: string, to: number): Promise<void>;
  /** What was kept on a shelf, by key. */
  recall(shelf: Shelf): Promise<ReadonlyMap<string, string>>;
  /** Puts on a shelf; `undefined` takes off. */
  remember(shelf: Shelf, changes: ReadonlyMap<string, string | undefined>): Promise<void>;
  /** Whether the chains of hashes over journal and audit hold, and the first entry of which one does not. */
  verify(): Promise<{
    readonly intact: boolean;
    /** How many the journal holds. */
    readonly entries: number;
    /** Counted from 1. */
    readonly brokenAt?: number;
    readonly chain?: 'journal' | 'audit';
  }>;
  /** Who read or exported what: restricted reads and every export. Appended for good. */
  audit(entry: AuditEntry): Promise<void>;
  /** What was audited, in order. */
  audited(): Promise<readonly AuditEntry[]>;
  /**
   * Ends the time to undo: of runs begun before this day or instant, the words before and after give way
   * to digests nobody can turn back. The chain still holds. How many entries it changed.
   */
  digest(before: string): Promise<number>;
  /** Every file under the number of a paper, claimed or kept, in the order in which they were claimed. */
  papers(): Promise<readonly PaperKept[]>;
  /**
   * Takes the next number of a series (kind and year), the next version of a number, or the next draft of a kind and
   * row, before its file is written. Throws on any but the next, and on a key that is taken: numbers have no gaps.
   */
  claimPaper(paper: Omit<PaperKept, 'where'>): Promise<void>;
  /**
   * Ends a claim: `where` its file is now, for good; `undefined` where none was written, and it is as if it had never
   * been claimed. Throws on what is not claimed, and on giving back a number that another one follows.
   */
  settlePaper(key: string, where: string | undefined): Promise<void>;
  /** Every message that was claimed and not given back, in the order in which they were claimed. */
  messages(): Promise<readonly MessageKept[]>;
  /** What was decided of reminders: sent with a message, or skipped with a reason; in the order of their days. */
  occurrences(): Promise<readonly OccurrenceKept[]>;
  /**
   * Takes occurrences for a message, before it is sent: all of them or none. Throws where its key or one of theirs is
   * taken. The journal of its run tells it: IDs, keys and the digest of its words.
   */
  claimMessage(message: MessageClaimed, occurrences: readonly OccurrenceDecided[]): Promise<void>;
  /**
   * Says what became of a message in `sending` or `uncertain`, for the journal too. One that was `not sent` is as if it
   * had never been claimed: its occurrences are due again. Throws on what is not claimed, or sent for good.
   */
  settleMessage(key: string, end: MessageEnd): Promise<void>;
  /** Decides against occurrences, for good: all of them or none. Throws where one is taken. */
  skip(occurrences: readonly OccurrenceDecided[]): Promise<void>;
  /**
   * Does what only one ALICE at a time may do: claims met meanwhile are of nobody who still works. Throws
   * `Unreachable` where another one is at it; ends with its process, however that ends. Whoever is `reminding` may
   * print meanwhile, never the other way round.
   */
  alone<T>(work: () => Promise<T>, doing?: Doing): Promise<T>;
  close(): Promise<void>;
}

/**
 * `since`: day a finding was first seen, by finding key · `baseline`: findings that were there before
 * adoption · `rows`: fingerprint of each row's key cells, by ID · `files`: revision → file the version was kept in ·
 * `queue`: acts a person confirmed while the file was open, to be done at the next check (`jobs/record.ts`) ·
 * `months`: what the amount of each checked month rested on, by `T-0014/2026-03` (`jobs/proofs.ts`) ·
 * `drafts`: letters laid in Gmail, and what became of them, by their key (`integrations/gmail`) ·
 * `requests`: what was carried out of each line of «Richieste», by its ID (`jobs/requests.ts`) · `reactions`: what a
 * person did with a reminder, by its thread · `refused`: the day on which somebody asked not to be reminded of
 * something, by `<reminder>/<recipient>` · `reminding`: `since`, the day ALICE began to remind (`jobs/remind.ts`) ·
 * `turns`: when the long-running ALICE last did each job well (`jobs/serve.ts`).
 */
export type Shelf =
  | 'since'
  | 'baseline'
  | 'rows'
  | 'files'
  | 'settings'
  | 'queue'
  | 'months'
  | 'drafts'
  | 'requests'
  | 'reactions'
  | 'refused'
  | 'reminding'
  | 'turns';

export interface RunStart {
  readonly verb: string;
  /** ISO instant, UTC. */
  readonly at: string;
  readonly by: string;
  readonly register: string;
}

export interface RunEnd {
  readonly at: string;
  readonly outcome: 'done' | 'nothing' | 'refused' | 'busy' | 'failed';
  /** Counts and IDs only, never names or cells. */
  readonly told: string;
}

export interface Run extends RunStart {
  readonly id: string;
  readonly end?: RunEnd;
}

/** One change of one workbook, as it can be undone. */
export interface JournalEntry {
  readonly workbook: string;
  readonly kind: 'version' | 'cell' | 'row' | 'page' | 'step' | 'message';
  /**
   * `version`: revisions before and after; of an undo, `id` is the run it takes back. `cell`/`row`: ID and label of the
   * cell. `message`: the channel in the place of the workbook, the reader's ID, and the message's key for a column.
   */
  readonly tab?: string | undefined;
  readonly id?: string | undefined;
  readonly column?: string | undefined;
  /** JSON of the cell; a digest once the undo period is over, or for restricted columns. */
  readonly before?: string | undefined;
  readonly after?: string | undefined;
}

export interface AuditEntry {
  readonly at: string;
  readonly by: string;
  readonly what: string;
  readonly ids: readonly string[];
  readonly purpose: string;
}

/** A file that has the number of a paper. IDs, numbers and digests only: never a name, never a value. */
export interface PaperKept {
  /** Where the archive finds it: `T-0014/accordo-borsa-lavoro/12-2026/1`. */
  readonly key: string;
  /**
   * As ALICE printed it, a reprint of that, or as it came back with signatures; or a draft on a body's own model, which
   * a person finishes. A draft has no number: it may be thrown away or made again, and then a number given to it would
   * be missing from the series. It gets one when it comes back signed (`jobs/sign.ts`).
   */
  readonly as: 'original' | 'copy' | 'scan' | 'draft';
  /** The template's: `accordo-borsa-lavoro`. */
  readonly kind: string;
  readonly year: number;
  /** Within kind and year, counted from 1; of a draft 0, which is none. */
  readonly number: number;
  /** Counted from 1; a copy or scan has that of its original; drafts are counted for each kind and row. */
  readonly version: number;
  /** The row it is about: `T-0014`. */
  readonly about: string;
  /** What tells papers of one kind and row apart where there is one again and again: the month, `2026-04`. */
  readonly occasion?: string | undefined;
  readonly made: Day;
  /** The run that printed it, or made the draft it was; none of a scan. */
  readonly run?: string | undefined;
  /** Of the file, in hexadecimal. */
  readonly sha256: string;
  /** What it was printed from: a digest by the label its template knows it under (`core/paper.ts`). */
  readonly rests: Readonly<Record<string, string>>;
  /** Of an addendum: what signed papers rest on since, by their key. */
  readonly covers?: Readonly<Record<string, Readonly<Record<string, string>>>> | undefined;
  /** Where people find it; nothing while its file may not be there yet. */
  readonly where?: string | undefined;
}

/** A message to one person. IDs, keys and digests only: never a name, an address or a word of it. */
export interface MessageKept {
  /** Names it for good: whoever sends under it twice sends once. */
  readonly key: string;
  /** The ID of who reads it. */
  readonly to: string;
  readonly channel: Channel;
  /** One `digest` a day for each person; `atOnce` is what could not wait for it. */
  readonly kind: 'digest' | 'atOnce';
  readonly day: Day;
  /** The run that sent it. */
  readonly run: string;
  /** ISO instant, UTC, at which it was claimed. */
  readonly at: string;
  /** Of its text, in hexadecimal: to tell whether a message somebody shows is the one that left. */
  readonly sha256: string;
  /** `uncertain`: nobody can tell whether it left · `closed`: a person said not to send it again. */
  readonly state: 'sending' | 'sent' | 'uncertain' | 'closed';
  /** What its channel calls it. */
  readonly remote?: string | undefined;
}

/** A message about to be sent. */
export type MessageClaimed = Omit<MessageKept, 'state' | 'remote'>;

/** What became of a message. `reason` of closing: an Italian sentence, IDs only. */
export type MessageEnd = {
  /** The run that learnt it. */
  readonly run: string;
} & (
  | { readonly state: 'sent'; readonly remote?: string | undefined }
  | { readonly state: 'uncertain' }
  | { readonly state: 'not sent' }
  | { readonly state: 'closed'; readonly reason: string }
);

/** An occurrence of a reminder of which something was decided. IDs only. */
export interface OccurrenceKept extends OccurrenceDecided {
  /** That of its message; `skipped` without one. */
  readonly state: Resolved['state'];
  readonly message?: string | undefined;
}

/** An occurrence at the moment of deciding: see `core/due.ts`. */
export interface OccurrenceDecided {
  readonly key: string;
  readonly thread: string;
  readonly reminder: string;
  readonly about: string;
  readonly anchor: Day;
  readonly to: string;
  readonly due: Day;
  readonly until: Day;
  /** The day of deciding. */
  readonly on: Day;
  /** Italian, naming nobody but by ID. */
  readonly reason: string;
  /** Its very existence is private. */
  readonly restricted: boolean;
}

/** Where papers are kept: found again by key, never by name. */
export interface Archive {
  /**
   * Stores once: the same key and bytes again give the same place. Other bytes under the same key make a new version.
   * Whole or not at all, and what is there is found: whoever is cut short asks `find`.
   */
  save(paper: Paper): Promise<Stored>;
  find(key: string): Promise<Stored | undefined>;
  open(key: string): Promise<Uint8Array | undefined>;
}

export interface Paper {
  /** IDs only: `T-0014/accordo/1`. */
  readonly key: string;
  readonly folder: readonly string[];
  /** IDs only, with extension. */
  readonly file: string;
  readonly bytes: Uint8Array;
}

export interface Stored {
  readonly key: string;
  /** A link or a path a person can open. */
  readonly where: string;
  readonly sha256: string;
  readonly version: number;
}

/** Where messages leave from. */
export interface Mailbox {
  /** Sends once per `key`: a message already sent under it is not sent again. */
  send(message: Letter): Promise<void>;
  /** Whether a message of this key left; `unknown` where the channel cannot tell. */
  sent(key: string): Promise<'sent' | 'not sent' | 'unknown'>;
}

export interface Letter {
  readonly key: string;
  readonly to: string;
  /** No personal data. */
  readonly subject: string;
  readonly text: string;
  /** The same words with headings and lists, for programs that show them: a part beside `text`, never instead of it. */
  readonly html?: string;
  readonly attachments?: readonly { readonly file: string; readonly bytes: Uint8Array }[];
}

/** The only one who knows what time it is. */
export interface Clock {
  /** ISO instant, UTC. */
  now(): string;
  /** The day in Rome. */
  today(): Day;
  /** Minutes since midnight in Rome, 0–1439: on the night clocks go back 2:30 comes twice, on the other not at all. */
  minutes(): number;
}

/** The world failed: what, why, and what a person can do. Thrown by integrations, caught by `jobs/job.ts` alone. */
export class Unreachable extends Error {
  readonly what: string;
  readonly why: string;
  readonly cure: string;
  constructor(told: {
    readonly what: string;
    readonly why: string;
    readonly cure: string;
    /** What the world itself said, for whoever must tell one failure from another; never shown. */
    readonly cause?: unknown;
  }) {
    super(`${told.what}: ${told.why}. ${told.cure}`, { cause: told.cause });
    this.name = 'Unreachable';
    this.what = told.what;
    this.why = told.why;
    this.cure = told.cure;
  }
}

/** What only one ALICE at a time may do: number papers, send reminders, stay up. */
export type Doing = 'printing' | 'reminding' | 'serving';

/** What a ledger throws where another ALICE is doing what only one may do at a time. */
export function anotherIsAtIt(what: string, doing: Doing): Unreachable {
  return new Unreachable({
    what,
    why: {
      printing: 'un’altra ALICE sta numerando le carte',
      reminding: 'un’altra ALICE sta mandando i promemoria',
      serving: 'un’altra ALICE è già accesa su questo registro',
    }[doing],
    cure:
      doing === 'serving'
        ? 'Basta quella: per fermarla, Ctrl-C dove è partita.'
        : 'Aspetta che finisca e ripeti il comando.',
    cause: another,
  });
}

/** Whether nothing failed but that another ALICE is at it: whoever can wait waits, or leaves it to her. */
export function isAnotherAtIt(failure: unknown): boolean {
  return failure instanceof Unreachable && failure.cause === another;
}

const another = 'another ALICE';
