import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ColumnShape } from '../src/core/shape.ts';
import { excelFile } from '../src/integrations/excel-file/index.ts';

/** The command line as people start it: by whatever Node the machine has, which then finds ALICE's own. */
describe('alice', () => {
  const now = ['--now', '2026-05-20'];
  let home = '';
  let made = '';
  let here = '';

  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), 'alice-cli-'));
    made = join(home, 'made');
    const { status, stdout } = inFolder(home, ['demo', ...now]);
    expect([status, stdout.includes('Ho preparato un programma')]).toEqual([0, true]);
    cpSync(join(home, 'demo'), join(made, 'demo'), { recursive: true });
  });
  beforeEach(() => {
    here = mkdtempSync(join(home, 'case-'));
    cpSync(join(made, 'demo'), join(here, 'demo'), { recursive: true });
  });
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  test('the same seed and day make the same bytes', () => {
    const other = mkdtempSync(join(home, 'other-'));

    inFolder(other, ['demo', ...now]);

    for (const file of ['registro.xlsx', 'riservato/registro riservato.xlsx'])
      expect(
        readFileSync(join(other, 'demo', file)).equals(readFileSync(join(made, 'demo', file))),
      ).toBe(true);
  });

  test('a demo that is there is continued', () => {
    const before = register();

    const { status, stdout } = alice(['demo', ...now]);

    expect([status, stdout.includes('Riprendo la demo')]).toEqual([0, true]);
    expect(register().equals(before)).toBe(true);
  });

  test('demo --new moves the old one aside', () => {
    const { status } = alice(['demo', '--new', '--seed', '2', ...now]);

    expect([status, existsSync(join(here, 'demo-messa-da-parte', 'registro.xlsx'))]).toEqual([
      0,
      true,
    ]);
    expect(register().equals(readFileSync(join(made, 'demo', 'registro.xlsx')))).toBe(false);
  });

  test('check --json says what it found as data, by ID and without personal values', () => {
    const { status, stdout } = alice(['check', '--json', ...now]);

    const told = JSON.parse(stdout);
    expect([status, told.schemaVersion, told.verb, told.today]).toEqual([
      1,
      1,
      'check',
      '2026-05-20',
    ]);
    expect(told.findings.length).toBeGreaterThan(60);
    expect(Object.keys(told.findings[0])).toEqual(
      expect.arrayContaining([
        'rule',
        'level',
        'tab',
        'row',
        'id',
        'column',
        'message',
        'expected',
        'mends',
        'since',
        'blocks',
      ]),
    );
    const birth = told.findings.find(
      (it: { rule: string }) => it.rule === 'B.birthDate.unreadable',
    );
    expect(birth.message).not.toContain('31/02');
    const revealed = JSON.parse(alice(['check', '--json', '--reveal', ...now]).stdout);
    expect(revealed.findings.find((it: { key: string }) => it.key === birth.key).message).toContain(
      'non è una data',
    );
  });

  test('a month is told, explained, listed for payment and taken back', () => {
    const before = register();

    const month = JSON.parse(alice(['month', '2026-04', '--json', ...now]).stdout);
    const why = alice(['why', 'T-0021', '2026-04', ...now]).stdout;
    const proposed = alice(['month', '2026-04', '--batch', ...now]);

    expect([month.schemaVersion, month.verb]).toEqual([1, 'month']);
    expect(JSON.parse(alice(['month', '--json', ...now]).stdout)).toEqual(month);
    expect(why).toMatch(/giorni su \d+ = /);
    expect(why).toContain('impronta');
    expect(proposed.stdout).toContain('Elenco');
    expect(register().equals(before)).toBe(true);

    const applied = alice(['month', '2026-04', '--batch', '--apply', ...now]);
    const [run = ''] = /R-\d+/.exec(applied.stdout) ?? [];
    const again = alice(['month', '2026-04', '--batch', '--apply', ...now]);

    expect(applied.stdout).toContain('Ho scritto l’elenco');
    expect(again.stdout).not.toContain('Ho scritto l’elenco');
    expect(alice(['undo', run, ...now]).status).not.toBe(2);
  });

  test('files for who pays hold names only when asked for, and that is kept', () => {
    const refused = alice(['month', '2026-04', '--csv', 'a.csv', '--as', 'mentor', ...now]);
    const given = alice(['month', '2026-04', '--inail', 'b.csv', '--as', 'administration', ...now]);

    expect([refused.status, existsSync(join(here, 'a.csv'))]).toEqual([2, false]);
    expect(given.stdout).toContain('righe in');
    expect(readFileSync(join(here, 'b.csv'), 'utf8')).toMatch(/^\uFEFFTirocinio;/);
  });

  test('papers are printed once, known again, and told when they were changed', () => {
    const printed = alice(['print', 'registro-presenze', 'T-0020', ...now]);
    const [file = ''] = /T-0020\/registro-presenze-\S+\.pdf/.exec(printed.stdout) ?? [];
    const path = join(here, 'demo', 'carte', file);
    const again = alice(['print', 'registro-presenze', 'T-0020', ...now]);

    expect(file).not.toBe('');
    expect(again.stdout).toContain('già stampata');
    expect(alice(['verify', path, ...now])).toMatchObject({ status: 0 });

    const bytes = readFileSync(path);
    bytes[1500] = (bytes[1500] ?? 0) ^ 1;
    writeFileSync(path, bytes);

    const changed = alice(['verify', path, ...now]);
    expect([changed.status, changed.stdout.includes('è stato cambiato')]).toEqual([1, true]);
  });

  test('a paper is shown without data, a period and packs are looked at, and nothing is written', () => {
    const before = register();

    const preview = alice(['print', '--preview', 'convenzione', ...now]);
    const period = alice(['period', 'T-0020', '--extend', '2', '--dry-run', ...now]);
    const packs = alice(['packs', 'try', 'campania', ...now]);

    expect([preview.status, preview.stdout.includes('anteprime')]).toEqual([0, true]);
    expect(period.stdout).toContain('Ultimo giorno');
    expect(packs.stdout).toContain('Non ho scritto nulla');
    expect(register().equals(before)).toBe(true);
  });

  test('a second check of an unchanged register writes nothing', () => {
    const before = register();

    const { stdout } = alice(['check', '--json', ...now]);

    expect(JSON.parse(stdout).outcome).toBe('nothing');
    expect(register().equals(before)).toBe(true);
  });

  test('a dry run writes nothing, even on another day', () => {
    const before = register();

    const { stdout } = alice(['check', '--dry-run', '--now', '2026-07-01']);

    expect(stdout).toContain('Non ho scritto nulla');
    expect(register().equals(before)).toBe(true);
  });

  test('why explains an ID, and says what it does not know', () => {
    const known = alice(['why', 'T-0031', ...now]);
    const unknown = alice(['why', 'T-9999', ...now]);

    expect([known.status, known.stdout.includes('Prossimo passo')]).toEqual([0, true]);
    expect([unknown.status, unknown.stderr.includes('T-9999')]).toEqual([2, true]);
  });

  test('import proposes, writes only when told to, and undo gives back the very bytes', () => {
    const before = register();
    writeFileSync(
      join(here, 'elenco.csv'),
      'Cognome;Nome;Data di nascita\nDe Prova;Ilaria;3/5/1995\nDa Correggere;Uno;31/02/1990\n',
    );

    const proposed = alice(['import', 'elenco.csv', '--to', 'Beneficiari', ...now]);
    expect([proposed.status, register().equals(before)]).toEqual([5, true]);

    const done = alice(['import', 'elenco.csv', '--to', 'Beneficiari', '--apply', ...now]);
    expect([done.status, register().equals(before)]).toEqual([5, false]);
    const runs = [...done.stdout.matchAll(/alice undo (R-\d+)/g)].map(([, run]) => run ?? '');
    for (const run of runs.toReversed()) expect(alice(['undo', run, ...now]).status).toBe(0);

    expect(runs.length).toBeGreaterThan(0);
    expect(register().equals(before)).toBe(true);
  });

  test('doctor finds the one planted decay of the demo, mends it, and then finds nothing', () => {
    const found = alice(['doctor', '--json', ...now]);
    const mended = alice(['doctor', '--fix', ...now]);
    const after = alice(['doctor', ...now]);

    expect(JSON.parse(found.stdout).ills.map((it: { says: string }) => it.says)).toEqual([
      'In «Partner» manca la colonna «Servizi offerti».',
    ]);
    expect([found.status, mended.status]).toEqual([1, 0]);
    expect([after.status, after.stdout.trim()]).toEqual([0, 'Il registro è in ordine.']);
  });

  test('twelve things broken in a real file: doctor finds twelve, --fix mends them, then there are none', async () => {
    alice(['doctor', '--fix', ...now]);
    const harmed = await harm(join(here, 'demo', 'registro.xlsx'));

    const found = alice(['doctor', '--json', ...now]);
    const mended = alice(['doctor', '--fix', ...now]);
    const after = alice(['doctor', '--json', ...now]);

    expect([harmed, JSON.parse(found.stdout).ills.length]).toEqual(['written', 12]);
    expect(mended.status).toBe(0);
    expect([after.status, JSON.parse(after.stdout).ills]).toEqual([0, []]);
  });

  test('init makes a register once; the second time it changes nothing', () => {
    const fresh = mkdtempSync(join(home, 'init-'));
    const made = inFolder(fresh, [
      'init',
      '--register',
      'registro.xlsx',
      '--modules',
      'tutti',
      ...now,
    ]);
    const bytes = readFileSync(join(fresh, 'registro.xlsx'));

    const again = inFolder(fresh, ['init', '--register', 'registro.xlsx', ...now]);

    expect([made.status, again.status]).toEqual([0, 0]);
    expect(readFileSync(join(fresh, 'registro.xlsx')).equals(bytes)).toBe(true);
  });

  test('what is typed wrong is told in Italian, with how it is used', () => {
    const verb = alice(['controlla']);
    const option = alice(['check', '--fretta']);
    const day = alice(['check', '--now', '31/02/2026']);

    expect([verb.status, verb.stderr.includes('non è un comando')]).toEqual([2, true]);
    expect([option.status, option.stderr.includes('--fretta')]).toEqual([2, true]);
    expect(day.status).toBe(2);
  });

  test('a register that is not there is told with its cure', () => {
    const { status, stderr } = alice(['check', '--register', 'manca.xlsx']);

    expect([status, stderr.includes('manca.xlsx'), stderr.includes('alice init')]).toEqual([
      2,
      true,
      true,
    ]);
  });

  /** What people and programs do to a workbook in a year: twelve things of different kinds. */
  async function harm(path: string): Promise<string> {
    const workbook = excelFile({
      path,
      history: join(here, 'history'),
      quietMs: 0,
      mayWrite: 'in place',
    });
    const { revision: basis } = await workbook.read();
    const { tabs } = await workbook.shape();
    const tab = (name: string) => {
      const found = tabs.find((it) => it.name === name);
      if (found === undefined) throw new Error(`no tab ${name}`);
      return found;
    };
    const place = (name: string, label: string) => {
      const at = tab(name).columns.findIndex((it) => it.label === label);
      const column = tab(name).columns[at];
      if (column === undefined) throw new Error(`no column ${label}`);
      return { tab: name, at, column };
    };
    const but = (name: string, label: string, less: Partial<ColumnShape>) => {
      const here = place(name, label);
      return { ...here, column: { ...here.column, ...less } };
    };
    const prepared = await workbook.prepare({
      basis,
      steps: [
        {
          do: 'setLabel',
          ...but('Tirocini', 'Obiettivi formativi', { label: 'Obietivi formativi' }),
        },
        { do: 'setDropdown', ...but('Tirocini', 'Strumento', { dropdown: undefined }) },
        { do: 'setNote', ...but('Tirocini', 'Data inizio', { note: undefined }) },
        { do: 'setFormat', ...but('Beneficiari', 'Codice fiscale', { format: 'general' }) },
        { do: 'setFormat', ...but('Beneficiari', 'Data di nascita', { format: 'general' }) },
        { do: 'setGuard', ...but('Sedi', 'Comune', { guarded: false }) },
        { do: 'setMarks', tab: { ...tab('Contatti'), marks: [] } },
        { do: 'setFrozen', tab: { ...tab('Colloqui'), frozenRows: 0, frozenColumns: 0 } },
        { do: 'setClosed', tab: { ...tab('Da fare'), closed: false } },
        { do: 'setHidden', tab: { ...tab('Verifiche'), hidden: false } },
        { do: 'setPrint', tab: { ...tab('Visite e tutoraggio'), print: false } },
        { do: 'addColumn', ...place('Workshop', 'Titolo'), at: tab('Workshop').columns.length },
      ],
    });
    return (await prepared.commit()).outcome;
  }

  function register(): Buffer {
    return readFileSync(join(here, 'demo', 'registro.xlsx'));
  }

  function alice(args: readonly string[]) {
    return inFolder(here, args);
  }

  function inFolder(cwd: string, args: readonly string[]) {
    return spawnSync('node', [resolve('bin/alice.js'), ...args], {
      cwd,
      encoding: 'utf8',
      input: '',
      maxBuffer: 1e8,
      env: { ...process.env, XDG_STATE_HOME: join(home, 'state'), NO_COLOR: '1' },
    });
  }
});
