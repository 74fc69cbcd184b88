import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { knowledge } from '../../../config/index.ts';
import { excelFile } from '../../../src/integrations/excel-file/index.ts';
import { verify } from '../../../src/integrations/excel-file/verify.ts';
import { readZip } from '../../../src/integrations/excel-file/zip.ts';
import { fixedClock } from '../../../src/integrations/memory/clock.ts';
import { memoryLedger } from '../../../src/integrations/memory/ledger.ts';
import { check } from '../../../src/jobs/check.ts';
import { buildingChanges, survey } from '../../../src/jobs/init.ts';
import type { Volume } from '../../../src/jobs/world.ts';
import type { Changes, Workbook } from '../../../src/ports.ts';
import { withFormulas, withMacros, withThreads } from './excel-made.ts';
import { absent, type Peer, peers } from './peers.ts';
import { changed } from './raw.ts';

/** LibreOffice with its Python bridge, as Debian packs them. */
const python = '/usr/bin/python3';
const office =
  spawnSync('soffice', ['--version']).status === 0 &&
  spawnSync(python, ['-c', 'import uno']).status === 0;
if (!office && process.env['CI'] === 'true') throw new Error('under CI LibreOffice must be there');

const why = absent ?? (office ? undefined : 'LibreOffice is not installed here');
const corpus = [
  'LibreOffice: everything',
  'LibreOffice: a tab of the same name',
  'LibreOffice: nothing',
  ...peers.map((it) => it.name),
  'Excel: threads, x14, theme, printer, passwords',
  'Excel: 1904, shared, array and spilling formulas',
  'Excel: macros, chart sheet, external link',
];

/** One change ALICE made to a file, with the bytes on both sides of it. */
interface Made {
  readonly changes: Changes;
  readonly before: Buffer;
  readonly after: Buffer;
}

describe.skipIf(why !== undefined)(why ?? 'foreign workbooks', () => {
  let folder = '';
  const files = new Map<string, Buffer>();
  const adopted = new Map<string, Buffer>();

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'alice-foreign-'));
    asked({ make: folder });
    const made = (name: string) => readFileSync(join(folder, `${name}.xlsx`));
    files.set('LibreOffice: everything', made('tutto'));
    files.set('LibreOffice: a tab of the same name', made('stesso nome'));
    files.set('LibreOffice: nothing', made('vuoto'));
    for (const it of peers) files.set(it.name, await it.make());
    files.set(
      'Excel: threads, x14, theme, printer, passwords',
      withThreads(made('tutto'), readZip(file('exceljs')).bytes('xl/theme/theme1.xml')),
    );
    files.set('Excel: 1904, shared, array and spilling formulas', withFormulas(file('exceljs')));
    files.set('Excel: macros, chart sheet, external link', withMacros(file('excelize-wasm')));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  describe('given ALICE’s tabs', () => {
    it.each(corpus)('keep all else identical: %s', async (name) => {
      const before = file(name);

      const made = await adoption(name);

      expect(made.length).toBeGreaterThan(0);
      for (const it of made) expect(verify(it.before, it.after, it.changes)).toEqual([]);
      const after = made.at(-1)?.after ?? before;
      adopted.set(name, after);
      expect(foreignDifferences(before, after, touchedTabs(before, made))).toEqual([]);
      const tabs = tabNames(after);
      expect(tabs.slice(0, tabNames(before).length)).toEqual(tabNames(before));
      expect(tabs).toEqual(
        expect.arrayContaining(['Leggimi', 'Da correggere', 'Beneficiari', 'Impostazioni']),
      );
    });

    it('show LibreOffice all it saw before', () => {
      const tabs = corpus.map((name) => sheetNames(file(name)));
      const before = corpus.map((name, at) => saved(`${at} prima`, file(name)));
      const after = corpus.map((name, at) => saved(`${at} dopo`, adopted.get(name) ?? file(name)));

      const see = [...before, ...after].map((path, at) => ({
        path,
        tabs: tabs[at % corpus.length],
      }));
      // As foreign.py answers.
      const seen = asked({ see }) as readonly Seen[];

      for (const [at, name] of corpus.entries()) {
        const was = seen[at];
        const is = seen[at + corpus.length];
        expect(adopted.has(name)).toBe(true);
        expect(is?.epoch, name).toEqual(was?.epoch);
        expect(is?.names, name).toMatchObject(was?.names ?? {});
        for (const [tab, told] of Object.entries(was?.tabs ?? {})) {
          if (tab === 'Beneficiari') expect(people(is?.tabs[tab]), name).toEqual(people(told));
          else expect([name, tab, is?.tabs[tab]]).toEqual([name, tab, told]);
        }
      }
    });
  });

  describe('when a library changes one cell', () => {
    const edit = { tab: 'Colleghi', cell: 'A3', text: 'Popescu' };
    const asChange = (before: string): Changes => ({
      basis: '',
      cells: [{ tab: edit.tab, row: 2, column: 0, before, after: edit.text }],
    });
    const full = 'Excel: threads, x14, theme, printer, passwords';

    it('passes the proof when it is ALICE who does it', () => {
      const after = changed(file(full), asChange("D'Angelo"));

      expect(verify(file(full), after, asChange("D'Angelo"))).toEqual([]);
    });

    it.each(peers.map((it) => [it.name, it] as const))(
      'fails the proof: %s',
      async (name, peer) => {
        const told = await broken(peer, file(full), asChange("D'Angelo"));

        process.stdout.write(
          `${name}, one cell of a full workbook: ${told.length} differences, such as ${told.slice(0, 4).join('; ')}\n`,
        );
        expect(told).not.toEqual([]);
      },
    );

    it.each(peers.map((it) => [it.name, it] as const))(
      'fails the proof even on a workbook of its own: %s',
      async (name, peer) => {
        const told = await broken(peer, file(name), asChange('Niccolò D’Angelo'));

        process.stdout.write(
          `${name}, one cell of its own workbook: ${told.length} differences, such as ${told.slice(0, 4).join('; ')}\n`,
        );
        expect(told).not.toEqual([]);
      },
    );

    /** What the proof says of a library's edit; one that cannot open or save the file has failed, too. */
    async function broken(
      peer: Peer,
      before: Buffer,
      changes: Changes,
    ): Promise<readonly string[]> {
      try {
        return verify(before, await peer.edit(before, edit), changes);
      } catch (error) {
        return [`cannot: ${error instanceof Error ? error.message : String(error)}`];
      }
    }
  });

  function file(name: string): Buffer {
    const found = files.get(name);
    if (found === undefined) throw new Error(`no workbook ${name}`);
    return found;
  }

  function saved(name: string, bytes: Buffer): string {
    const path = join(folder, `${name}.xlsx`);
    writeFileSync(path, bytes);
    return path;
  }

  function asked(what: object): unknown {
    return JSON.parse(
      execFileSync(
        python,
        [resolve('test/integrations/excel-file/foreign.py'), join(folder, 'profile')],
        {
          input: JSON.stringify(what),
          encoding: 'utf8',
          maxBuffer: 1e9,
          timeout: 240_000,
          killSignal: 'SIGINT',
        },
      ),
    );
  }

  /** Adopts a workbook as `alice init --adopt` does: what is missing is laid, then a first check writes the pages. */
  async function adoption(name: string): Promise<readonly Made[]> {
    const home = join(folder, `adozione ${corpus.indexOf(name)}`);
    mkdirSync(home);
    const path = join(home, 'registro.xlsx');
    writeFileSync(path, file(name));
    const made: Made[] = [];
    const workbook = excelFile({
      path,
      history: join(home, 'storia'),
      quietMs: 0,
      mayWrite: 'in place',
    });
    const watched: Workbook = {
      ...workbook,
      prepare: async (changes) => {
        const before = readFileSync(path);
        const prepared = await workbook.prepare(changes);
        return {
          ...prepared,
          commit: async () => {
            const written = await prepared.commit();
            if (written.outcome === 'written')
              made.push({ changes, before, after: readFileSync(path) });
            return written;
          },
        };
      },
    };
    const volume: Volume = { workbook: watched, books: ['persone', 'imprese', 'amministrazione'] };
    const modules = new Set(['base']);
    const [building] = await survey({ knowledge, volumes: [volume], modules, chosen: modules });
    if (building === undefined) throw new Error('nothing to build');
    expect(await (await watched.prepare(buildingChanges(building))).commit()).toMatchObject({
      outcome: 'written',
    });
    const once = {
      knowledge,
      volumes: [volume],
      ledger: memoryLedger(),
      clock: fixedClock('2026-05-20T08:00:00Z'),
      by: 'coordinator',
      dryRun: false,
    };
    expect((await check(once)).done?.outcome).toBe('done');
    expect((await check(once)).done?.outcome).toBe('nothing');
    expect(readdirSync(home).toSorted()).toEqual(['registro.xlsx', 'storia']);
    return made;
  }
});

/** What LibreOffice sees, as `foreign.py` tells it. */
interface Seen {
  readonly epoch: readonly number[];
  readonly names: Readonly<Record<string, string>>;
  readonly tabs: Readonly<Record<string, SeenTab>>;
}

interface SeenTab extends Readonly<Record<string, unknown>> {
  readonly charts: number;
  readonly comments: readonly (readonly [cell: string, text: string])[];
  readonly cells: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** What of a tab that ALICE knows, too, is people's alone: charts, comments, what they typed and its look. */
function people(tab: SeenTab | undefined): unknown {
  const typed = Object.entries(tab?.cells ?? {}).filter(
    ([cell, it]) => /^[A-G]\d+$/.test(cell) && it['formula'] !== undefined,
  );
  return {
    charts: tab?.charts,
    comments: tab?.comments.filter(([cell]) => !/^[A-Z]+1$/.test(cell)),
    cells: typed.map(([cell, it]) => [
      cell,
      it['formula'],
      it['ground'],
      it['bold'],
      it['merged'],
      it['links'],
    ]),
  };
}

/** As they read, not as they are written. */
function sheetNames(workbook: Buffer): readonly string[] {
  return tabNames(workbook).map((it) => it.replaceAll('&amp;', '&'));
}

function tabNames(workbook: Buffer): readonly string[] {
  return [...partText(workbook, 'xl/workbook.xml').matchAll(/<sheet\b[^>]*?\sname="([^"]*)"/g)].map(
    (it) => it[1] ?? '',
  );
}

/** The parts of people's tabs that some step was about: theirs are looked at by the proof and by LibreOffice. */
function touchedTabs(before: Buffer, made: readonly Made[]): boolean {
  const there = new Set(tabNames(before));
  return made.some(({ changes }) =>
    (changes.steps ?? []).some(
      (it) => it.do !== 'addTab' && 'tab' in it && typeof it.tab === 'string' && there.has(it.tab),
    ),
  );
}

const growing = [
  '[Content_Types].xml',
  'xl/workbook.xml',
  'xl/_rels/workbook.xml.rels',
  'xl/styles.xml',
  'docProps/app.xml',
  'xl/calcChain.xml',
];
const ofTouchedTabs =
  /^xl\/(?:worksheets\/(?:_rels\/)?sheet1\.xml|comments1\.xml|drawings\/vmlDrawing1\.vml)/;

/**
 * Looks at two workbooks without any of ALICE's own reading of them: every part that was there is byte for byte the
 * same, but for the few lists that everything new must be entered in, and in those nothing that was there is gone,
 * changed or in another order.
 */
function foreignDifferences(before: Buffer, after: Buffer, touched: boolean): readonly string[] {
  const old = readZip(before);
  const now = readZip(after);
  return old.names.flatMap((name) => {
    if (!now.has(name)) return [`gone: ${name}`];
    if (old.bytes(name).equals(now.bytes(name))) return [];
    if (touched && ofTouchedTabs.test(name)) return [];
    if (!growing.includes(name)) return [`changed: ${name}`];
    const lost = firstLost(
      tokens(name, old.bytes(name).toString()),
      tokens(name, now.bytes(name).toString()),
    );
    return lost === undefined ? [] : [`changed otherwise than by addition: ${name}: ${lost}`];
  });
}

/** Tags and texts of a part, but for what counts others or says which program saved last. */
function tokens(part: string, xml: string): readonly string[] {
  const plain = xml
    .replaceAll(/<([^\s/>!?]+)((?:\s[^<>]*?)?)\s*\/>/g, '<$1$2></$1>')
    .replaceAll(/(<(?:cellXfs|fonts|fills|dxfs|numFmts)\b[^>]*?)\s(?:count)="\d+"/g, '$1')
    .replaceAll(/\sfullCalcOnLoad="[^"]*"/g, '');
  const own =
    part === 'docProps/app.xml'
      ? plain.replaceAll(/<Application>[^<]*|(?<=<vt:i4>)\d+|\ssize="\d+"/g, '')
      : plain;
  return own.match(/<[^>]*>|[^<]+/g) ?? [];
}

/** The first of `all` that is not found, in order, in `within`. */
function firstLost(all: readonly string[], within: readonly string[]): string | undefined {
  let at = 0;
  for (const it of all) {
    const found = within.indexOf(it, at);
    if (found < 0) return it;
    at = found + 1;
  }
  return undefined;
}

function partText(workbook: Buffer, part: string): string {
  return readZip(workbook).bytes(part).toString();
}
