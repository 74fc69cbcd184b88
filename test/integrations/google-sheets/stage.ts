import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { sheets_v4 } from '@googleapis/sheets';
import type { Cell } from '../../../src/core/cell.ts';
import { googleAccount } from '../../../src/integrations/google-account/index.ts';
import { type GoogleSheets, googleSheets } from '../../../src/integrations/google-sheets/index.ts';
import type { Workbook } from '../../../src/ports.ts';
import { type FakeGoogle, fakeGoogle } from '../../fakes/google/index.ts';
import type { FakeOptions } from '../../fakes/google/service.ts';

/** A world with a Google of its own, and ALICE signed in to it. */
export interface Theatre {
  readonly google: FakeGoogle;
  /** A new blank spreadsheet, shared with ALICE; its ID. */
  spreadsheet(): string;
  /** ALICE's way to a spreadsheet; waits for nothing. */
  workbook(id: string, more?: Partial<GoogleSheets>): Workbook;
  close(): Promise<void>;
}

export async function theatre(
  options: FakeOptions & { readonly timeLimit?: number } = {},
): Promise<Theatre> {
  const google = await fakeGoogle(options);
  const folder = mkdtempSync(join(tmpdir(), 'alice-'));
  const keyFile = join(folder, 'key.json');
  writeFileSync(keyFile, JSON.stringify(google.key));
  const account = googleAccount({
    keyFile,
    scopes: ['https://www.googleapis.com/auth/spreadsheets'],
    root: google.root,
    pace: { reads: 1_000_000, writes: 1_000_000 },
    pause: async () => undefined,
    timeLimit: options.timeLimit ?? 60_000,
  });
  return {
    google,
    spreadsheet: () => {
      const id = google.sheets.create();
      google.sheets.share(id, { with: google.address });
      return id;
    },
    workbook: (id, more) =>
      googleSheets({ auth: account.auth, id, editor: google.address, pollMs: 1, ...more }),
    close: async () => {
      rmSync(folder, { recursive: true });
      await google.close();
    },
  };
}

/** A cell as the hands of a person on the double type it: exactly this, and shown as what it is. */
export function typed(cell: Cell): sheets_v4.Schema$CellData | undefined {
  if (cell === undefined) return undefined;
  if (typeof cell === 'string') return { userEnteredValue: { stringValue: cell } };
  if (typeof cell === 'number') return { userEnteredValue: { numberValue: cell } };
  if (typeof cell === 'boolean') return { userEnteredValue: { boolValue: cell } };
  if (cell.kind === 'formula') return { userEnteredValue: { formulaValue: `=${cell.formula}` } };
  if (cell.kind === 'error') return { userEnteredValue: { formulaValue: `=${cell.error}` } };
  if (cell.kind === 'percent') {
    return {
      userEnteredValue: { numberValue: cell.fraction },
      userEnteredFormat: { numberFormat: { type: 'PERCENT', pattern: '0%' } },
    };
  }
  const patterns = {
    date: 'dd/mm/yyyy',
    time: 'hh:mm',
    dateTime: 'dd/mm/yyyy hh:mm',
    duration: '[h]:mm',
  };
  const types = { date: 'DATE', time: 'TIME', dateTime: 'DATE_TIME', duration: 'TIME' };
  return {
    userEnteredValue: { numberValue: cell.serial },
    userEnteredFormat: { numberFormat: { type: types[cell.shows], pattern: patterns[cell.shows] } },
  };
}
