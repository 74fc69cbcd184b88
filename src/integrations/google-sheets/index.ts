import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { sheets, type sheets_v4 } from '@googleapis/sheets';
import type { Cell } from '../../core/cell.ts';
import {
  type Changes,
  type Prepared,
  Unreachable,
  type Workbook,
  type Written,
} from '../../ports.ts';
import {
  type Aim,
  addedRows,
  aimOfPayment,
  aimsOf,
  type Debt,
  debtsAfter,
  debtsLeft,
  debtsOf,
  holdsWords,
  payments,
  placed,
  precautions,
  type Scrap,
  wasMet,
} from './careful.ts';
import { type Draft, draftOf } from './draft.ts';
import {
  ANSWER_MASK,
  type Book,
  isUnused,
  READ_MASK,
  readBook,
  revisionOf,
  sameEntered,
  sheetsOf,
} from './reading.ts';
import { readShape, rowsToLookAt, SHAPE_MASK } from './shape.ts';

/** What it takes to read and change the spreadsheets shared with ALICE's account. */
export const SHEETS_SCOPES: readonly string[] = ['https://www.googleapis.com/auth/spreadsheets'];

/** How a register kept in a spreadsheet of Google's is reached. */
export interface GoogleSheets {
  /** Signs in, keeps the pace and repeats: `GoogleAccount.auth`. */
  readonly auth: NonNullable<sheets_v4.Options['auth']>;
  /** The long word in the spreadsheet's address. */
  readonly id: string;
  /** How people call it in messages; its address unless said. */
  readonly where?: string | undefined;
  /** The address ALICE signs in with: alone it may write on her tabs. Google puts it there itself where it is not known. */
  readonly editor?: string | undefined;
  /** Grows with every change of the file (Drive's `version`): a cheap look before a whole read. */
  readonly version?: (() => Promise<string>) | undefined;
  /** How often `watch` looks, in milliseconds. */
  readonly pollMs?: number | undefined;
  /** How often `watch` reads all, whatever `version` says: it may lag behind. In milliseconds. */
  readonly fullMs?: number | undefined;
  readonly pause?: ((ms: number, signal: AbortSignal) => Promise<void>) | undefined;
  /** Milliseconds since some moment, for `fullMs`. */
  readonly now?: (() => number) | undefined;
  /** Another root, for clients whose `auth` does not lead there. */
  readonly rootUrl?: string | undefined;
}

type Requests = readonly sheets_v4.Schema$Request[];

interface Held {
  readonly revision: string;
  readonly book: Book;
}

/** A body longer than this is cut in two between requests. https://developers.google.com/workspace/sheets/api/limits */
const LONGEST_BODY = 1_900_000;
/** What Google refuses outright is 10,485,760 bytes. */
const LARGEST_BODY = 9_000_000;
/** How often what people moved away meanwhile is looked for again, to be put back. */
const ROUNDS = 20;

/**
 * A register in a spreadsheet of Google's, which people sort, filter and type in while ALICE works. One read brings
 * all; one call changes all, and its answer proves that every cell of people's was written where it was meant to be:
 * if not, it is put back. Versions are not kept: Sheets has a history of its own, so there is no `restore`.
 */
export function googleSheets(options: GoogleSheets): Workbook {
  const {
    auth,
    id,
    pollMs = 10_000,
    fullMs = 300_000,
    pause = sleep,
    now = () => performance.now(),
  } = options;
  const where = options.where ?? `https://docs.google.com/spreadsheets/d/${id}/edit`;
  const client = sheets({
    version: 'v4',
    auth,
    ...(options.rootUrl === undefined ? {} : { rootUrl: options.rootUrl }),
  });
  let held: Held | undefined;

  return {
    where,
    read: async () => {
      const { revision, book } = await load();
      if (revision === '') {
        throw new Unreachable({
          what: `Il foglio di calcolo ${where}`,
          why: 'è vuoto: non c’è ancora nessun registro',
          cure: 'Crealo con «npx alice init»',
        });
      }
      return { revision, sheets: sheetsOf(book) };
    },
    shape: async () => {
      const { revision, book } = await load();
      if (revision === '') return { tabs: [], names: [] };
      return readShape(book, await look(book));
    },
    revision: async () => (await load()).revision,
    prepare,
    watch: (signal) => revisions(signal),
  };

  async function prepare(changes: Changes): Promise<Prepared> {
    const { basis } = changes;
    const settled = (written: Written): Prepared => ({ after: basis, commit: async () => written });
    const { revision, book } = held?.revision === basis ? held : await load();
    if (revision !== basis || isStale(changes, book)) return settled({ outcome: 'changed' });
    const draft = draftOf(book, { editor: options.editor });
    for (const it of changes.steps ?? []) draft.step(it);
    for (const it of changes.pages ?? []) draft.page(it);
    const built = draft.requests.length;
    for (const it of changes.cells ?? []) draft.cell(it);
    draft.append(changes.rows ?? []);
    draft.spare();
    const contents = draft.contents();
    if (draft.requests.length === 0 || contents.tabs.length === 0)
      return settled({ outcome: 'unchanged', revision: basis });
    const after = revisionOf(contents);
    let done = false;
    return {
      after,
      commit: async () => {
        if (done || held?.revision !== basis) return { outcome: 'changed' };
        done = true;
        return write({ changes, book, basis, after, draft, built });
      },
    };
  }

  interface Writing {
    readonly changes: Changes;
    readonly book: Book;
    readonly basis: string;
    readonly after: string;
    readonly draft: Draft;
    /** How many of the requests come before cells and rows. */
    readonly built: number;
  }

  async function write(writing: Writing): Promise<Written> {
    const { changes, book, basis, after } = writing;
    const aims = aimsOf(changes.cells ?? [], book);
    const { bodies, scraps, blank } = bodiesOf(writing, aims);
    let answer: Book | undefined;
    for (const [at, requests] of bodies.entries()) {
      const last = at === bodies.length - 1;
      try {
        const told = await post(requests, last ? ANSWER_MASK : 'spreadsheetId');
        if (last) answer = told;
      } catch (error) {
        const fate = await fateOf(error, scraps);
        if (fate === 'unknown') throw error;
        if (last && hasScraps(fate.book, scraps)) {
          answer = fate.book;
          continue;
        }
        if (fate.revision === after) return { outcome: 'written', revision: after };
        // Refused although nobody touched it, or never done: not something a fresh read would mend.
        if (fate.revision === basis) throw error;
        return { outcome: 'changed' };
      }
    }
    if (answer === undefined) throw new Error('a change without an answer');
    return judged({ writing, aims, scraps, answer, blank });
  }

  /** Whether a change was made that was not answered, told by a fresh read. A call that was never taken in is no matter. */
  async function fateOf(error: unknown, scraps: readonly Scrap[]): Promise<Held | 'unknown'> {
    const status = statusOf(error);
    // Other refusals say why, and mean that nothing was done.
    if (status !== undefined && status >= 400 && status < 500 && status !== 400) return 'unknown';
    // What its scrap paper tells is judged by whoever asked for it.
    const seen = await get().catch(() => undefined);
    if (seen === undefined) return 'unknown';
    held = heldOf(seen);
    return hasScraps(seen, scraps) ? held : load();
  }

  interface Judging {
    readonly writing: Writing;
    readonly aims: readonly Aim[];
    readonly scraps: readonly Scrap[];
    readonly answer: Book;
    /** The tab a new spreadsheet was born with, and the scrap paper that is a copy of it. */
    readonly blank: Blank | undefined;
  }

  async function judged({ writing, aims, scraps, answer, blank }: Judging): Promise<Written> {
    const { changes, draft, book, after } = writing;
    held = heldOf(answer);
    const fresh = new Set(draft.added());
    const onOld = (changes.rows ?? []).filter((it) =>
      book.tabs.some(({ name }) => name === it.tab),
    );
    const added = addedRows(onOld, book, answer);
    const met = aims.every((it) => wasMet(it, aims, { scraps, answer }));
    const typed =
      blank === undefined ? undefined : answer.scraps.find((it) => it.id === blank.copy);
    if (met && (typed?.rows.length ?? 0) === 0) {
      // Where that fails, the next change clears it.
      if (holdsWords(aims)) await clear(answer).catch(unlessOurs);
      // What ALICE wrote stands as she meant it; what people did elsewhere she has not seen yet, and that shows.
      if (aims.length + added.length > 0) return { outcome: 'written', revision: after };
      if (undisturbed(writing, answer)) return { outcome: 'written', revision: held.revision };
    }
    let left = answer;
    if (!met) left = await payAll(debtsOf(aims, added, { scraps, answer }), left);
    await takeBack({
      fresh,
      before: book,
      left,
      restored: (typed?.rows.length ?? 0) > 0 ? blank : undefined,
    });
    return { outcome: 'changed' };
  }

  /** Puts back all that is owed, until nothing was moved away while it was being put back. */
  async function payAll(owed: readonly Debt[], from: Book): Promise<Book> {
    let debts = owed;
    let book = from;
    for (let round = 0; debts.length > 0; round += 1) {
      if (round === ROUNDS) {
        throw new Unreachable({
          what: `Il foglio di calcolo ${where}`,
          why: 'le righe si spostano di continuo, e alcune celle non si lasciano rimettere a posto',
          cure: 'Aspetta che nessuno ordini o sposti le righe e ripeti: ALICE le rimette al prossimo controllo',
        });
      }
      const { requests, scraps } = precautions(
        debts.map((it) => aimOfPayment(it, book)),
        { book, key: `${round} ${revisionOf(book)}` },
      );
      const before = book;
      const paid = debts;
      try {
        book = await post([...requests, ...payments(paid)], ANSWER_MASK);
      } catch (error) {
        const seen = await get().catch(() => undefined);
        if (seen === undefined) throw error;
        book = seen;
        if (!hasScraps(seen, scraps)) {
          if (revisionOf(seen) === revisionOf(before)) throw error;
          debts = paid.flatMap((it) => placed(it, seen) ?? []);
          continue;
        }
      }
      debts = debtsAfter(paid, { scraps, answer: book }, before);
    }
    return book;
  }

  /** Takes away tabs that were added, gives back the one a new spreadsheet was born with, and clears the scrap paper. */
  async function takeBack(told: {
    readonly fresh: ReadonlySet<number>;
    readonly before: Book;
    readonly left: Book;
    readonly restored: Blank | undefined;
  }): Promise<void> {
    const { fresh, before, left, restored } = told;
    const names = left.names.filter(
      ({ id: name, range }) =>
        fresh.has(range.sheetId ?? 0) && !before.names.some((it) => it.id === name),
    );
    const tabs = left.tabs.filter((it) => fresh.has(it.id));
    const requests: sheets_v4.Schema$Request[] = [
      ...(restored === undefined
        ? []
        : [
            {
              updateSheetProperties: {
                properties: { sheetId: restored.copy, title: restored.title, hidden: false },
                fields: 'title,hidden',
              },
            },
          ]),
      ...names.map((it) => ({ deleteNamedRange: { namedRangeId: it.id } })),
      ...[...tabs, ...left.scraps]
        .filter((it) => it.id !== restored?.copy)
        .map((it) => ({ deleteSheet: { sheetId: it.id } })),
    ];
    if (requests.length > 0) await post(requests, 'spreadsheetId');
    // It has to be read again in any case.
    held = undefined;
  }

  /** Words of people's do not stay on scrap paper. */
  async function clear(book: Book): Promise<void> {
    const requests = book.scraps.map((it) => ({ deleteSheet: { sheetId: it.id } }));
    if (requests.length === 0) return;
    await post(requests, 'spreadsheetId');
    held = heldOf({ ...book, scraps: [] });
  }

  /** The bodies of a change: her pages first, and cells and rows of people's all in the last one. */
  function bodiesOf({ draft, book, built, after }: Writing, aims: readonly Aim[]) {
    const head = draft.requests.slice(0, built);
    const tail = draft.requests.slice(built);
    const blank = blankOf(book);
    const old = book.scraps.map((it) => ({ deleteSheet: { sheetId: it.id } }));
    if (!draft.delicate() && blank === undefined) {
      return { bodies: cut([...head, ...tail], LONGEST_BODY), scraps: [], blank };
    }
    const precaution = precautions(aims, {
      book,
      key: `${after} ${JSON.stringify(draft.requests).length}`,
    });
    const born =
      blank === undefined
        ? []
        : [
            {
              addSheet: {
                properties: {
                  sheetId: blank.copy,
                  title: blank.paper,
                  hidden: true,
                  gridProperties: { rowCount: blank.rows, columnCount: blank.columns },
                },
              },
            },
            {
              copyPaste: {
                source: { sheetId: blank.id },
                destination: { sheetId: blank.copy },
                pasteType: 'PASTE_NORMAL',
              },
            },
            { deleteSheet: { sheetId: blank.id } },
          ];
    const parts = cut([...old, ...head], LONGEST_BODY);
    const first = parts.slice(0, -1);
    const last = [...(parts.at(-1) ?? []), ...precaution.requests, ...tail, ...born];
    if (JSON.stringify(last).length > LARGEST_BODY) {
      throw new Unreachable({
        what: `Il foglio di calcolo ${where}`,
        why: 'sono troppe celle per una volta sola',
        cure: 'Dividi il lavoro in più parti, ad esempio un file da importare di 2.000 righe alla volta',
      });
    }
    return { bodies: [...first, last], scraps: precaution.scraps, blank };
  }

  async function load(): Promise<Held> {
    for (let round = 0; ; round += 1) {
      const book = await get();
      const debts = debtsLeft(book);
      if (debts.length === 0 || round === ROUNDS) {
        held = heldOf(book);
        return held;
      }
      // A run that was cut short wrote something where it should not have: first of all it is put back.
      await takeBack({
        fresh: new Set(),
        before: book,
        left: await payAll(debts, book),
        restored: undefined,
      });
    }
  }

  async function get(): Promise<Book> {
    const { data } = await client.spreadsheets.get({
      spreadsheetId: id,
      fields: READ_MASK,
      prettyPrint: false,
    });
    return readBook(data);
  }

  async function look(book: Book): Promise<sheets_v4.Schema$Spreadsheet> {
    const { data } = await client.spreadsheets.get({
      spreadsheetId: id,
      ranges: [...rowsToLookAt(book)],
      fields: SHAPE_MASK,
      prettyPrint: false,
    });
    return data;
  }

  /** Every change may be asked for twice: the second time it is refused whole, or does nothing more. */
  async function post(requests: Requests, fields: string): Promise<Book> {
    const { data } = await client.spreadsheets.batchUpdate(
      {
        spreadsheetId: id,
        fields,
        prettyPrint: false,
        requestBody: {
          requests: [...requests],
          includeSpreadsheetInResponse: fields === ANSWER_MASK,
        },
      },
      { retryConfig: { httpMethodsToRetry: ['POST'] } },
    );
    if (fields !== ANSWER_MASK) return EMPTY;
    // Half an answer comes as a text.
    if (typeof data !== 'object' || data.updatedSpreadsheet === undefined)
      throw new Unreachable({
        what: `Il foglio di calcolo ${where}`,
        why: 'la risposta di Google è arrivata a metà',
        cure: 'Riprova tra un minuto',
      });
    return readBook(data.updatedSpreadsheet);
  }

  async function* revisions(signal: AbortSignal): AsyncGenerator<string> {
    // The version first: a change that comes in between is seen again, never missed.
    let version = await options.version?.();
    let last = (await load()).revision;
    let read = now();
    while (!signal.aborted) {
      await pause(pollMs, signal);
      if (signal.aborted) return;
      try {
        const present = await options.version?.();
        const due = now() - read >= fullMs;
        if (present !== undefined && present === version && !due) continue;
        const { revision } = await load();
        version = present;
        read = now();
        if (revision === last || revision === '') continue;
        last = revision;
      } catch (error) {
        // Whoever works on the register is told; whoever waits for a change goes on waiting.
        if (!(error instanceof Unreachable)) throw error;
        continue;
      }
      yield last;
    }
  }
}

const EMPTY: Book = { locale: '', zone: '', built: '', tabs: [], scraps: [], names: [] };

/** The tab a new spreadsheet was born with: it goes with the first change, unless somebody was typing in it. */
interface Blank {
  readonly id: number;
  readonly title: string;
  readonly rows: number;
  readonly columns: number;
  readonly copy: number;
  readonly paper: string;
}

function blankOf(book: Book): Blank | undefined {
  const [only] = book.tabs;
  if (only === undefined || !isUnused(book)) return undefined;
  const copy =
    createHash('sha256').update(`${only.id} ${only.name}`).digest().readUInt32BE(0) >>> 3;
  const { id, name: title, rowCount: rows, columnCount: columns } = only;
  return { id, title, rows, columns, copy, paper: `ALICE (appunti) 0 ${only.name}` };
}

function heldOf(book: Book): Held {
  return { revision: isUnused(book) ? '' : revisionOf(book), book };
}

function hasScraps(book: Book, scraps: readonly Scrap[]): boolean {
  return (
    scraps.length > 0 &&
    scraps.every((scrap) => book.scraps.some((it) => it.id === scrap.id && it.name === scrap.title))
  );
}

/** Whether a cell no longer holds what a change takes for granted. A formula that gave something else holds the same. */
function isStale({ cells = [] }: Changes, { tabs }: Book): boolean {
  return cells.some(({ tab, row, column, before }) => {
    const found = tabs.find((it) => it.name === tab);
    return found === undefined || !sameEntered(found.rows[row]?.[column], before);
  });
}

/** Whether people's tabs are as they were read, but for what ALICE changed. How Google spells what she wrote is no matter. */
function undisturbed(
  {
    book,
    draft,
    changes,
  }: { readonly book: Book; readonly draft: Draft; readonly changes: Changes },
  answer: Book,
): boolean {
  const pages = new Set((changes.pages ?? []).map((it) => it.shape.name));
  const planned = new Map(draft.contents().tabs.map((it) => [it.name, it.rows]));
  const read = new Map(book.tabs.map((it) => [it.name, it.rows]));
  if (answer.tabs.length !== planned.size) return false;
  return answer.tabs.every(({ name, rows }) => {
    const wanted = planned.get(name);
    if (wanted === undefined) return false;
    if (pages.has(name)) return true;
    const before = read.get(name) ?? [];
    return upTo(Math.max(rows.length, wanted.length)).every((row) => {
      const length = Math.max(rows[row]?.length ?? 0, wanted[row]?.length ?? 0);
      return upTo(length).every((column) => {
        const cell = (from: readonly (readonly Cell[])[]) => from[row]?.[column];
        const hers = !sameEntered(cell(before), cell(wanted));
        return hers || sameEntered(cell(rows), cell(wanted));
      });
    });
  });
}

function upTo(length: number): readonly number[] {
  return Array.from({ length }, (_, at) => at);
}

/** Requests in bodies no longer than `longest`; at least one, be it empty. */
function cut(requests: Requests, longest: number): readonly Requests[] {
  const bodies: sheets_v4.Schema$Request[][] = [[]];
  let length = 0;
  for (const it of requests) {
    const own = JSON.stringify(it).length;
    if (length + own > longest && length > 0) {
      bodies.push([]);
      length = 0;
    }
    bodies.at(-1)?.push(it);
    length += own;
  }
  return bodies;
}

/** The status of a refusal; `undefined` where there was no answer. */
function statusOf(error: unknown): number | undefined {
  for (let it = error; it instanceof Error; it = it.cause)
    if ('status' in it && typeof it.status === 'number') return it.status;
  return undefined;
}

function unlessOurs(error: unknown): void {
  if (!(error instanceof Unreachable)) throw error;
}

async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal }).catch(() => undefined);
}
