import {
  chmod,
  link,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { excelFile } from '../../../src/integrations/excel-file/index.ts';
import {
  kept,
  lock,
  type Replaced,
  recover,
  replaceFile,
  revisionOf,
} from '../../../src/integrations/excel-file/replace.ts';
import { type Page, Unreachable } from '../../../src/ports.ts';
import { rawWorkbook, rowsOf } from './raw.ts';

let folder: string;
let path: string;
let history: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'alice-'));
  path = join(folder, 'registro.xlsx');
  history = join(folder, 'storia');
});

afterEach(() => rm(folder, { recursive: true }));

describe('replacing a file', () => {
  it('puts the new one in place and keeps the old', async () => {
    const old = await saved('uno');

    expect(await replace({ expected: old, text: 'due' })).toBe('written');

    expect(await readFile(path, 'utf8')).toBe('due');
    expect((await kept(history, old))?.toString()).toBe('uno');
    expect(await names()).toEqual(['registro.xlsx', 'storia']);
  });

  it('keeps the permissions the file had', async () => {
    const old = await saved('uno');
    await chmod(path, 0o640);

    await replace({ expected: old, text: 'due' });

    expect((await stat(path)).mode & 0o777).toBe(0o640);
  });

  it('replaces what a link points to, not the link', async () => {
    const old = await saved('uno');
    const linked = join(folder, 'collegamento.xlsx');
    await symlink(path, linked);

    expect(
      await replaceFile({
        path: linked,
        expected: old,
        bytes: Buffer.from('due'),
        history,
        quietMs: 0,
      }),
    ).toBe('written');

    expect(await readFile(path, 'utf8')).toBe('due');
    expect(await readFile(linked, 'utf8')).toBe('due');
  });

  it('makes a file only where there is none', async () => {
    expect(await replace({ expected: '', text: 'uno' })).toBe('written');
    expect(await replace({ expected: '', text: 'due' })).toBe('changed');

    expect(await readFile(path, 'utf8')).toBe('uno');
  });

  it('leaves alone what is not the file that was read, or is gone', async () => {
    await saved('altro');

    expect(await replace({ expected: revisionOf(Buffer.from('uno')), text: 'due' })).toBe(
      'changed',
    );
    expect(await readFile(path, 'utf8')).toBe('altro');
    await rm(path);
    expect(await replace({ expected: revisionOf(Buffer.from('altro')), text: 'due' })).toBe(
      'changed',
    );
    expect(await names()).toEqual([]);
  });

  it.each([
    [
      '.~lock.registro.xlsx#',
      ',mrossi,pc-ufficio,31.03.2026 09:00,file:///;',
      'Il registro è aperto da mrossi (computer pc-ufficio)',
    ],
    [
      '.~lock.registro.xlsx#',
      'Maria Rossi,mrossi,,31.03.2026 09:00,;',
      'Il registro è aperto da Maria Rossi',
    ],
    ['~$registro.xlsx', '\u000bMaria Rossi     ', 'Il registro è aperto da Maria Rossi'],
    ['~$gistro.xlsx', '', 'Il registro è aperto da qualcuno'],
  ])('leaves alone a file that is open: %s', async (name, content, told) => {
    const old = await saved('uno');
    await writeFile(join(folder, name), content);

    expect(await replace({ expected: old, text: 'due' })).toEqual({ busy: told });
    expect(await lock(path)).toBe(told);
    expect(await readFile(path, 'utf8')).toBe('uno');

    await rm(join(folder, name));
    expect(await replace({ expected: old, text: 'due' })).toBe('written');
  });

  it('leaves alone a read-only file', async () => {
    const old = await saved('uno');
    await chmod(path, 0o444);

    expect(await replace({ expected: old, text: 'due' })).toEqual({
      busy: 'Il registro è in sola lettura',
    });
  });

  it('does not wait for a file that has been quiet, nor for one ALICE wrote herself', async () => {
    const old = await saved('uno');
    await utimes(path, 1000, 1000);
    const bytes = Buffer.from('due');
    const hour = 3_600_000;

    expect(await replaceFile({ path, expected: old, bytes, history, quietMs: hour })).toBe(
      'written',
    );
    const own = revisionOf(bytes);
    expect(
      await replaceFile({
        path,
        expected: own,
        bytes: Buffer.from('tre'),
        history,
        quietMs: hour,
        own,
      }),
    ).toBe('written');
  });

  it('keeps the last twenty versions', async () => {
    const first = await saved('0');
    let expected = first;
    for (let run = 1; run <= 21; run++) {
      expect(await replace({ expected, text: String(run) })).toBe('written');
      expected = revisionOf(Buffer.from(String(run)));
    }

    expect(await readdir(history)).toHaveLength(20);
    expect(await kept(history, first)).toBeUndefined();
    expect((await kept(history, revisionOf(Buffer.from('1'))))?.toString()).toBe('1');
    expect((await kept(history, revisionOf(Buffer.from('20'))))?.toString()).toBe('20');
  });

  it('never loses a save, whenever it comes', async () => {
    await saved(JSON.stringify({ staff: 0, alice: 0 }));
    const outcomes: Replaced[] = [];
    const writes = () => outcomes.filter((it) => it === 'written').length;

    await Promise.all([person(60), alice()]);

    expect(await saves()).toBe(60);
    expect(writes()).toBeGreaterThan(19);
    expect(outcomes).toContain('changed');
    expect(outcomes.every((it) => it === 'written' || it === 'changed')).toBe(true);

    /** Somebody who saves like LibreOffice: a file of their own, renamed over the register. */
    async function person(times: number): Promise<void> {
      for (let turn = 1; turn <= times; turn++) {
        const { present } = await register();
        expect(present.staff, 'what was saved before is still there').toBe(turn - 1);
        await writeFile(`${path}.tmp`, JSON.stringify({ ...present, staff: turn }));
        await rename(`${path}.tmp`, path);
        // Now and then they stop to think until ALICE has written.
        if (turn % 3 !== 0) continue;
        const before = writes();
        while (writes() === before) await setImmediate();
      }
    }

    async function alice(): Promise<void> {
      for (;;) {
        const { bytes, present } = await register();
        if (present.staff === 60 && writes() >= 20) return;
        const text = JSON.stringify({ ...present, alice: present.alice + 1 });
        outcomes.push(await replace({ expected: revisionOf(bytes), text }));
      }
    }
  });
});

describe('a save that falls between two names', () => {
  it.each(Array.from({ length: 8 }, (_, turn) => turn))(
    'stands, and the old version is kept (%i)',
    async () => {
      const old = await saved('uno');
      const over = new AbortController();
      // Somebody whose program saves the very moment the name is free.
      const squeezed = Promise.all(
        [1, 2, 3].map(async () => {
          let times = 0;
          while (!over.signal.aborted) {
            const made = await writeFile(path, 'nel mezzo', { flag: 'wx' }).then(
              () => 1,
              () => 0,
            );
            times += made;
            await setImmediate();
          }
          return times;
        }),
      );

      const outcome = await replace({ expected: old, text: 'due' });
      over.abort();
      const between = (await squeezed).some((it) => it > 0);

      expect(outcome).toBe(between ? 'changed' : 'written');
      expect(await readFile(path, 'utf8')).toBe(between ? 'nel mezzo' : 'due');
      expect((await kept(history, old))?.toString()).toBe('uno');
    },
  );
});

describe('after a sudden stop', () => {
  const ASIDE = '.registro.xlsx.alice-messo-da-parte';

  it('gives the register its name back', async () => {
    await writeFile(join(folder, ASIDE), 'uno');

    await recover({ path, history });

    expect(await readFile(path, 'utf8')).toBe('uno');
    expect(await names()).toEqual(['registro.xlsx']);
  });

  it('keeps what was taken aside when another stands in its place', async () => {
    await writeFile(join(folder, ASIDE), 'uno');
    await saved('due');

    await recover({ path, history });

    expect(await readFile(path, 'utf8')).toBe('due');
    expect((await kept(history, revisionOf(Buffer.from('uno'))))?.toString()).toBe('uno');
  });

  it('goes on when both names stand for one file', async () => {
    const old = await saved('uno');
    await link(path, join(folder, ASIDE));

    expect(await replace({ expected: old, text: 'due' })).toBe('written');
    expect(await readFile(path, 'utf8')).toBe('due');
  });

  it('takes away old files that never got their name, and leaves young ones', async () => {
    await saved('uno');
    await writeFile(join(folder, '.registro.xlsx.alice-nuovo-aaa'), 'x');
    await writeFile(join(folder, '.registro.xlsx.alice-nuovo-bbb'), 'y');
    await utimes(join(folder, '.registro.xlsx.alice-nuovo-aaa'), 1000, 1000);

    await recover({ path, history });

    expect(await names()).toEqual(['.registro.xlsx.alice-nuovo-bbb', 'registro.xlsx']);
  });

  it('reads a register that had been taken aside', async () => {
    await writeFile(
      join(folder, ASIDE),
      rawWorkbook({ data: '<row r="1"><c r="A1"><v>7</v></c></row>' }),
    );

    const { sheets } = await file().read();

    expect(sheets).toEqual([{ name: 'Dati', rows: [[7]] }]);
  });
});

describe('a register in a file', () => {
  const book = rawWorkbook({ data: '<row r="1"><c r="A1" t="str"><v>ID</v></c></row>' });

  it.each<[string, () => Promise<unknown>, RegExp]>([
    [
      'that is missing',
      async () => undefined,
      /registro\.xlsx: il file non c’è\. Controlla il percorso/,
    ],
    ['that is a folder', () => mkdir(path), /è una cartella, non un file/],
    ['that is a CSV in disguise', () => writeFile(path, 'ID;Nome\n'), /non è un file \.xlsx/],
    [
      'that is still being copied',
      () => writeFile(path, book.subarray(0, 900)),
      /incompleto o danneggiato/,
    ],
  ])('%s is told in Italian', async (_, prepare, told) => {
    await prepare();

    const read = file().read();

    await expect(read).rejects.toThrow(told);
    await expect(read).rejects.toThrow(Unreachable);
  });

  it('is not touched while it is open: the pages are written beside it', async () => {
    await writeFile(path, book);
    await writeFile(join(folder, '.~lock.registro.xlsx#'), 'Maria,m,pc,x,y;');
    const workbook = file();
    const changes = { basis: await workbook.revision(), pages: [page] };

    const written = await (await workbook.prepare(changes)).commit();

    const answers = join(folder, 'registro - da correggere.xlsx');
    expect(written).toEqual({
      outcome: 'busy',
      why: `Il registro è aperto da Maria (computer pc): le risposte sono in ${answers}`,
      answers,
    });
    expect((await readFile(path)).equals(book)).toBe(true);
    expect(rowsOf(await readFile(answers), 'Da correggere')).toEqual([
      ['ID', 'Vai'],
      ['B-0001', 'vai'],
    ]);

    const again = await (
      await workbook.prepare({ ...changes, pages: [{ ...page, rows: [] }] })
    ).commit();

    expect(again).toMatchObject({ outcome: 'busy', answers });
    expect(rowsOf(await readFile(answers), 'Da correggere')).toEqual([['ID', 'Vai']]);
  });

  it('of people alone is never written', async () => {
    await writeFile(path, book);
    const workbook = excelFile({ path, history, quietMs: 0, mayWrite: 'companion' });
    const basis = await workbook.revision();
    const cells = [{ tab: 'Dati', row: 1, column: 0, before: undefined, after: 'B-0001' }];

    const prepared = await workbook.prepare({ basis, pages: [page], cells });

    expect(prepared.after).toBe(basis);
    expect(await prepared.commit()).toMatchObject({
      outcome: 'busy',
      answers: join(folder, 'registro - da correggere.xlsx'),
    });
    expect((await readFile(path)).equals(book)).toBe(true);
  });

  it('is told busy without answers when there are no pages to write', async () => {
    await writeFile(path, book);
    await writeFile(join(folder, '~$registro.xlsx'), '');
    const workbook = file();
    const cells = [{ tab: 'Dati', row: 1, column: 0, before: undefined, after: 'B-0001' }];

    const written = await (
      await workbook.prepare({ basis: await workbook.revision(), cells })
    ).commit();

    expect(written).toEqual({ outcome: 'busy', why: 'Il registro è aperto da qualcuno' });
    expect(await names()).toEqual(['registro.xlsx', '~$registro.xlsx']);
  });

  it('tells in Italian when it cannot be made', async () => {
    await writeFile(join(folder, 'occupata'), 'un file, non una cartella');
    const workbook = excelFile({
      path: join(folder, 'occupata', 'r.xlsx'),
      history,
      quietMs: 0,
      mayWrite: 'in place',
    });

    const written = (await workbook.prepare({ basis: '', pages: [page] })).commit();

    await expect(written).rejects.toThrow(
      /non si lascia scrivere \((EEXIST|ENOTDIR)\)\. Controlla/,
    );
    await expect(written).rejects.toThrow(Unreachable);
  });

  it('is not touched at all when nothing is to be changed', async () => {
    await writeFile(path, book);
    await utimes(path, 1000, 1000);
    const workbook = file();

    const written = await (await workbook.prepare({ basis: await workbook.revision() })).commit();

    expect(written.outcome).toBe('unchanged');
    expect((await stat(path)).mtimeMs).toBe(1_000_000);
  });

  it('made twice is the same, byte for byte', async () => {
    await (await file().prepare({ basis: '', pages: [page] })).commit();
    const first = await readFile(path);
    await rm(path);

    await (await file().prepare({ basis: '', pages: [page] })).commit();

    expect((await readFile(path)).equals(first)).toBe(true);
  });

  it('keeps its macros', async () => {
    path = join(folder, 'registro.xlsm');
    const macros = rawWorkbook({ data: '', more: { 'xl/vbaProject.bin': 'macro' } });
    await writeFile(path, macros);
    const workbook = excelFile({ path, history, quietMs: 0, mayWrite: 'in place' });

    await (await workbook.prepare({ basis: await workbook.revision(), pages: [page] })).commit();

    expect((await readFile(path)).includes('vbaProject.bin')).toBe(true);
    expect((await workbook.read()).sheets.map((it) => it.name)).toEqual(['Dati', 'Da correggere']);
  });
});

const page: Page = {
  shape: {
    name: 'Da correggere',
    owner: 'alice',
    frozenRows: 1,
    frozenColumns: 0,
    closed: true,
    filter: true,
    print: true,
    marks: [],
    columns: [
      { label: 'ID', format: 'text' },
      { label: 'Vai', format: 'general' },
    ],
  },
  rows: [['B-0001', { kind: 'formula', formula: 'HYPERLINK("#Dati!A2","vai")', result: 'vai' }]],
  names: [],
};

/** What the register says; between two names it is not there for a moment. */
async function register(): Promise<{
  readonly bytes: Buffer;
  readonly present: { readonly staff: number; readonly alice: number };
}> {
  for (;;) {
    const bytes = await readFile(path).catch(() => undefined);
    if (bytes !== undefined) return { bytes, present: JSON.parse(bytes.toString()) };
  }
}

async function saves(): Promise<number> {
  return (await register()).present.staff;
}

function file() {
  return excelFile({ path, history, quietMs: 0, mayWrite: 'in place' });
}

async function saved(text: string): Promise<string> {
  await writeFile(path, text);
  return revisionOf(Buffer.from(text));
}

function replace({
  expected,
  text,
}: {
  readonly expected: string;
  readonly text: string;
}): Promise<Replaced> {
  return replaceFile({ path, expected, bytes: Buffer.from(text), history, quietMs: 0 });
}

async function names(): Promise<readonly string[]> {
  return (await readdir(folder)).toSorted();
}
