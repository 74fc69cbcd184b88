import type { sheets_v4 } from '@googleapis/sheets';
import { type Cell, columnLetters, resultOf } from '../../../src/core/cell.ts';
import type { CellChange, Page, Snapshot, Written } from '../../../src/ports.ts';
import type { Theatre } from './stage.ts';

/*
 * People who sort, insert, delete, move and type in a spreadsheet between ALICE's calls. All they do, they do also in a
 * second spreadsheet ALICE does not know. In the end both must hold the same rows, but for IDs.
 */

/** What became of one spreadsheet full of people. */
export interface Outcome {
  /** What is wrong, in words; empty when nothing is. */
  readonly wrong: readonly string[];
  /** How often ALICE found that something had been moved. */
  readonly changed: number;
  readonly written: number;
  /** What people did, in order, to tell what happened. */
  readonly acts: readonly string[];
}

const LABELS = ['ID', 'Cognome', 'Comune', 'Stato', 'Ore', 'Note'];
const TOWNS = ['Bari', 'Lecce', 'Foggia', 'Taranto'];

/** Lets people loose on one spreadsheet while ALICE gives IDs, writes her page and changes a cell. */
export async function crowd(world: Theatre, seed: number, hurry = 0): Promise<Outcome> {
  const random = mulberry(seed);
  const { google } = world;
  const id = world.spreadsheet();
  const shadow = google.sheets.create();
  const wrong: string[] = [];
  const acts: string[] = [];
  let rowsMade = 0;
  let tab = 'Persone';
  const given = new Map<string, string>();
  const disputed = new Set<string>();
  let highest = 0;
  let changed = 0;
  let written = 0;

  const first: Cell[][] = [LABELS];
  for (let row = 0; row < 4 + pick(8); row += 1) {
    const own = newRow();
    if (random() < 0.5) {
      highest += 1;
      own[0] = `B-${highest}`;
    }
    first.push(own);
  }
  for (const it of [id, shadow]) {
    google.sheets.renameTab(it, { tab: 'Foglio1', to: tab });
    google.sheets.edit(it, [
      {
        updateSheetProperties: {
          properties: { sheetId: 0, gridProperties: { rowCount: 30, columnCount: 8 } },
          fields: 'gridProperties(rowCount,columnCount)',
        },
      },
      {
        updateCells: {
          start: { sheetId: 0 },
          rows: first.map((row) => ({ values: row.map((cell) => sent(cell)) })),
          fields: 'userEnteredValue',
        },
      },
    ]);
  }
  const workbook = world.workbook(id);

  // Most is done between a read and the change that follows; while something is put back, in a blink, less.
  let posts = 0;
  google.before((call) => {
    if (!call.path.includes(id)) return;
    posts = call.method === 'POST' ? posts + 1 : 0;
    while (random() < (posts > 1 ? hurry : 0.6)) act();
  });
  for (let round = 0; round < 3; round += 1) await cycle();
  google.before(undefined);
  const last = await cycle();
  if (last === 'changed') wrong.push('the last cycle, with nobody about, was not written');
  compare();
  return { wrong, changed, written, acts };

  /** Read, decide, write; anew when somebody was faster, three times at most. */
  async function cycle(): Promise<Written['outcome']> {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const snapshot = await workbook.read();
      const { changes, meant } = decided(snapshot);
      const prepared = await workbook.prepare({ basis: snapshot.revision, ...changes });
      disputed.clear();
      const outcome = await prepared.commit();
      if (outcome.outcome === 'changed') {
        changed += 1;
        continue;
      }
      if (outcome.outcome === 'written') written += 1;
      for (const it of meant) settle(it);
      return outcome.outcome;
    }
    return 'changed';
  }

  interface Meant {
    readonly token: string;
    readonly label: string;
    readonly after: string;
  }

  function settle({ token, label, after }: Meant): void {
    if (label === 'ID') {
      // Typed over since, while scrap paper was cleared.
      if (disputed.has(`${token} ID`)) return;
      if (given.has(token) && given.get(token) !== after) wrong.push(`${token} has two IDs`);
      given.set(token, after);
      return;
    }
    const row = rowOf(shadow, token);
    const at = headerOf(shadow).indexOf(label);
    if (row < 0 || at < 0 || disputed.has(`${token} ${label}`)) return;
    google.sheets.type(shadow, {
      tab: shadowTab(),
      row,
      column: at,
      value: { userEnteredValue: { stringValue: after } },
    });
  }

  function decided(snapshot: Snapshot) {
    const sheet = snapshot.sheets.find((it) => it.name === tab) ?? snapshot.sheets[0];
    const rows = sheet?.rows ?? [];
    const header = (rows[0] ?? []).map(String);
    const at = header.indexOf('ID');
    const cells: CellChange[] = [];
    const meant: Meant[] = [];
    const name = sheet?.name ?? tab;
    for (const [row, own] of rows.entries()) {
      const token = tokenIn(own);
      if (row === 0 || at < 0 || token === undefined) continue;
      const now = own[at];
      const number = /^B-(\d+)$/.exec(textIn(now))?.[1];
      if (number !== undefined) highest = Math.max(highest, Number(number));
    }
    let next = highest;
    for (const [row, own] of rows.entries()) {
      const token = tokenIn(own);
      if (row === 0 || at < 0 || token === undefined || own[at] !== undefined) continue;
      next += 1;
      const after = `B-${next}`;
      cells.push({ tab: name, row, column: at, before: undefined, after });
      meant.push({ token, label: 'ID', after });
    }
    // One act of a person's, carried out by ALICE: a state.
    const state = header.indexOf('Stato');
    const chosen = rows.findIndex(
      (own, row) => row > 0 && textIn(own[at]).startsWith('B-') && random() < 0.3,
    );
    const row = rows[chosen];
    const token = row === undefined ? undefined : tokenIn(row);
    if (row !== undefined && token !== undefined && state >= 0 && at >= 0) {
      const after = `fatto ${String(written)}.${String(pick(1000))}`;
      cells.push({ tab: name, row: chosen, column: state, before: row[state], after });
      meant.push({ token, label: 'Stato', after });
    }
    return { changes: { cells, pages: [page(rows.length)] }, meant };
  }

  function act(): void {
    const header = headerOf(id);
    const rows = rowsOf(id);
    const kind = pick(11);
    const at = 1 + pick(Math.max(rows.length - 1, 1));
    const token = tokenIn(rows[at] ?? []);
    const label = header[pick(header.length)];
    const told = `${kind} ${String(token)} ${String(label)}`;
    if (kind <= 3) {
      // Somebody types, now and then in the cell of the ID, now and then nothing.
      if (token === undefined || label === undefined || label === '') return;
      const other = rows[at]?.[header.indexOf(label)];
      if (typeof other === 'string' && /^R\d+$/.test(other)) return;
      const value = random() < 0.1 && label !== 'ID' ? undefined : `detto ${acts.length}`;
      disputed.add(`${token} ${label}`);
      both((it) => {
        const row = rowOf(it, token);
        const column = headerOf(it).indexOf(label);
        if (row > 0 && column >= 0)
          google.sheets.type(it, {
            tab: tabOf(it),
            row,
            column,
            value: value === undefined ? undefined : { userEnteredValue: { stringValue: value } },
          });
      });
      if (label === 'ID') given.delete(token);
    } else if (kind === 4) {
      // A new row under the last, or in the first blank one.
      const own = newRow();
      both((it) => {
        const row = Math.max(rowsOf(it).length, 1);
        for (const [place, cell] of own.entries()) {
          const column = headerOf(it).indexOf(LABELS[place] ?? '');
          if (cell !== undefined && column >= 0)
            google.sheets.type(it, { tab: tabOf(it), row, column, value: sent(cell) });
        }
      });
    } else if (kind === 5) {
      const column = header.findIndex((it) => it === (random() < 0.5 ? 'Cognome' : 'Comune'));
      if (column < 0) return;
      const name = header[column] ?? '';
      const descending = random() < 0.5;
      both((it) => {
        const place = headerOf(it).indexOf(name);
        if (place >= 0) google.sheets.sort(it, { tab: tabOf(it), column: place, descending });
      });
    } else if (kind === 6) {
      const count = 1 + pick(2);
      both((it) => google.sheets.insertRows(it, { tab: tabOf(it), at, count }));
    } else if (kind === 7) {
      if (token === undefined || rows.length < 5) return;
      both((it) => {
        const row = rowOf(it, token);
        if (row > 0) google.sheets.deleteRows(it, { tab: tabOf(it), at: row });
      });
      given.delete(token);
    } else if (kind === 8) {
      const from = 1 + pick(Math.max(rows.length - 1, 1));
      const to = 1 + pick(Math.max(rows.length - 1, 1));
      if (to >= from && to <= from + 1) return;
      both((it) => google.sheets.moveRows(it, { tab: tabOf(it), at: from, before: to }));
    } else if (kind === 9) {
      const from = pick(header.length);
      const to = pick(header.length);
      if (to >= from && to <= from + 1) return;
      if (random() < 0.3)
        both((it) => google.sheets.insertColumns(it, { tab: tabOf(it), at: from }));
      else both((it) => google.sheets.moveColumns(it, { tab: tabOf(it), at: from, before: to }));
    } else if (label === 'Note' || label === 'Ore') {
      const to = `${label} ${String(acts.length)}`;
      both((it) => {
        const column = headerOf(it).indexOf(label);
        if (column >= 0) google.sheets.type(it, { tab: tabOf(it), row: 0, column, value: to });
      });
    } else {
      const to = `Persone ${String(acts.length)}`;
      google.sheets.renameTab(id, { tab, to });
      tab = to;
    }
    acts.push(told);
  }

  function both(work: (spreadsheet: string) => void): void {
    work(id);
    work(shadow);
  }

  function compare(): void {
    const labels = headerOf(id).filter((it) => it !== '');
    const others = headerOf(shadow).filter((it) => it !== '');
    if (labels.toSorted().join() !== others.toSorted().join())
      wrong.push(`headers: ${labels.join()} instead of ${others.join()}`);
    const mine = byToken(id);
    const theirs = byToken(shadow);
    if ([...mine.keys()].toSorted().join() !== [...theirs.keys()].toSorted().join())
      wrong.push(`rows: ${[...mine.keys()].join()} instead of ${[...theirs.keys()].join()}`);
    const ids = new Set<string>();
    for (const [token, row] of theirs) {
      const own = mine.get(token);
      for (const [label, cell] of row) {
        const now = own?.get(label);
        if (now === cell) continue;
        if (label === 'ID' && cell === undefined) continue;
        wrong.push(`${token} ${label}: ${String(now)} instead of ${String(cell)}`);
      }
      for (const label of own?.keys() ?? [])
        if (label !== 'ID' && !row.has(label))
          wrong.push(`${token} ${label}: ${String(own?.get(label))} out of nothing`);
      const number = String(own?.get('ID'));
      if (own?.get('ID') === undefined) wrong.push(`${token} has no ID`);
      if (ids.has(number)) wrong.push(`${number} stands twice`);
      ids.add(number);
      const promised = given.get(token);
      if (promised !== undefined && promised !== number)
        wrong.push(`${token} is ${number}, and was given ${promised}`);
    }
    for (const it of google.sheets.tabs(id))
      if (!it.startsWith('Persone') && it !== 'Da correggere' && !it.startsWith('ALICE'))
        wrong.push(`a tab ${it}`);
  }

  function byToken(it: string): Map<string, Map<string, unknown>> {
    const header = headerOf(it);
    const found = new Map<string, Map<string, unknown>>();
    for (const [row, own] of rowsOf(it).entries()) {
      if (row === 0 || own.every((cell) => cell === undefined)) continue;
      const token = tokenIn(own) ?? `?${JSON.stringify(own)}`;
      if (found.has(token)) wrong.push(`${token} stands twice`);
      found.set(
        token,
        new Map(own.flatMap((cell, at) => (cell === undefined ? [] : [[header[at] ?? '', cell]]))),
      );
    }
    return found;
  }

  function rowsOf(it: string): readonly (readonly Cell[])[] {
    return google.sheets
      .cells(it, tabOf(it))
      .map((row) => row.map((cell) => plain(cell.effectiveValue)));
  }

  function headerOf(it: string): string[] {
    return (rowsOf(it)[0] ?? []).map(textIn);
  }

  function rowOf(it: string, token: string): number {
    return rowsOf(it).findIndex((row, at) => at > 0 && row.includes(token));
  }

  function tabOf(it: string): string {
    return it === shadow ? shadowTab() : tab;
  }

  function shadowTab(): string {
    return google.sheets.tabs(shadow)[0] ?? '';
  }

  function newRow(): Cell[] {
    rowsMade += 1;
    const note = random() < 0.3 ? `nota ${rowsMade}` : undefined;
    return [
      undefined,
      `R${rowsMade}`,
      TOWNS[pick(4)],
      random() < 0.5 ? 'aperto' : undefined,
      pick(9),
      note,
    ];
  }

  function pick(below: number): number {
    return Math.floor(random() * below);
  }
}

function tokenIn(row: readonly Cell[]): string | undefined {
  // A token is all the row has to be known by, so nobody types over it.
  const found = row.find((it) => typeof it === 'string' && /^R\d+$/.test(it));
  return typeof found === 'string' ? found : undefined;
}

function textIn(cell: Cell): string {
  const value = resultOf(cell);
  return value === undefined || typeof value === 'object' ? '' : String(value);
}

function page(rows: number): Page {
  return {
    shape: {
      name: 'Da correggere',
      owner: 'alice',
      frozenRows: 1,
      frozenColumns: 0,
      closed: true,
      filter: false,
      print: false,
      marks: [],
      columns: [
        { label: 'Cosa', format: 'text', width: 40 },
        { label: 'Quante', format: 'whole', width: 10 },
      ],
    },
    rows: Array.from({ length: rows }, (_, at) => [`riga ${columnLetters(at)}`, at]),
    names: [
      { name: 'alice_prova', tab: 'Da correggere', column: 0, to: 1, rows: Math.max(rows, 1) },
    ],
  };
}

function sent(cell: Cell): sheets_v4.Schema$CellData {
  const value = resultOf(cell);
  if (typeof value === 'string') return { userEnteredValue: { stringValue: value } };
  if (typeof value === 'number') return { userEnteredValue: { numberValue: value } };
  return {};
}

function plain(value: sheets_v4.Schema$ExtendedValue | null | undefined): Cell {
  return value?.stringValue ?? value?.numberValue ?? value?.boolValue ?? undefined;
}

/** Chance that can be had again: the same numbers for the same seed. */
function mulberry(seed: number): () => number {
  let now = seed >>> 0;
  return () => {
    now = (now + 0x6d2b79f5) >>> 0;
    let it = Math.imul(now ^ (now >>> 15), now | 1);
    it ^= it + Math.imul(it ^ (it >>> 7), it | 61);
    return ((it ^ (it >>> 14)) >>> 0) / 4_294_967_296;
  };
}
