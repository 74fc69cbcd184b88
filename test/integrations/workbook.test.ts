import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { contentsOf, workOut } from '../../src/integrations/excel-file/change.ts';
import { excelFile } from '../../src/integrations/excel-file/index.ts';
import { memoryWorkbook } from '../../src/integrations/memory/workbook.ts';
import { aWorkbook } from '../contracts/workbook.ts';

const folders: string[] = [];

afterAll(async () => {
  for (const it of folders) await rm(it, { recursive: true });
});

aWorkbook('memory', async () => {
  const workbook = memoryWorkbook();
  return {
    workbook,
    type: async (typed) => {
      workbook.type(typed);
    },
  };
});

aWorkbook('an Excel file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'alice-'));
  folders.push(folder);
  const path = join(folder, 'registro.xlsx');
  return {
    workbook: excelFile({
      path,
      history: join(folder, 'storia'),
      quietMs: 0,
      pollMs: 5,
      mayWrite: 'in place',
    }),
    type: async ({ tab, row, column, cell }) => {
      const file = await readFile(path);
      const contents = contentsOf(file);
      const before = contents.sheets.find((it) => it.name === tab)?.rows[row]?.[column];
      const changes = { basis: '', cells: [{ tab, row, column, before, after: cell }] };
      const worked = workOut(file, { contents, changes });
      if (worked.kind === 'new') await writeFile(path, worked.bytes);
    },
  };
});
