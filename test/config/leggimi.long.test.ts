import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Cell } from '../../src/core/cell.ts';
import { day } from '../../src/core/day.ts';
import { termDay } from '../../src/core/due.ts';
import { aroundOf, judge } from '../../src/core/judge.ts';
import type { Knowledge } from '../../src/core/knowledge.ts';
import { euro } from '../../src/core/money.ts';
import { type PackQuery, packAt, type RulePack, ruleFor } from '../../src/core/pack.ts';
import { provision, shapeOfTab, wantedTab } from '../../src/core/provision.ts';
import { readRegister } from '../../src/core/register.ts';
import { noSettings, settingsFrom } from '../../src/core/setting.ts';
import type { AnyTab } from '../../src/core/tab.ts';
import { describe as documentation } from '../../src/jobs/describe.ts';
import { around } from '../a/around.ts';

const root = process.cwd();
const text = readFileSync(join(root, 'config', 'LEGGIMI.md'), 'utf8');

/** What ALICE knows as config/ stands, and in a copy on which every recipe was carried out. */
let before: Taught;
let after: Taught;
let folder: string;

interface Taught {
  readonly knowledge: Knowledge;
  readonly packs: readonly RulePack[];
  readonly visits: AnyTab;
  readonly registry: Readonly<Record<string, unknown>>;
}

beforeAll(async () => {
  // Outside the checkout: Node runs no TypeScript below node_modules.
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'alice-leggimi-')));
  cpSync(join(root, 'config'), join(folder, 'config'), { recursive: true });
  cpSync(join(root, 'package.json'), join(folder, 'package.json'));
  symlinkSync(join(root, 'src'), join(folder, 'src'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  before = await taughtIn(root);
  for (const it of blocksOf(text)) carryOut(it);
  after = await taughtIn(folder);
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('Le ricette di config/LEGGIMI.md', () => {
  test('hanno ciascuna almeno un riquadro, e ogni riquadro dice in quale file va', () => {
    const recipes = text.split(/^## /m).slice(1, -1);

    expect(recipes.map((it) => it.split('\n')[0])).toEqual([
      'Aggiungere una colonna',
      'Cambiare un’etichetta',
      'Aggiungere una voce a un elenco',
      'Aggiungere una voce alle Impostazioni',
      'Aggiungere una regola',
      'Aggiungere un promemoria',
      'Aggiungere un pacchetto di regole',
    ]);
    expect(recipes.filter((it) => blocksOf(it).length === 0)).toEqual([]);
    expect(blocksOf(text)).toHaveLength(text.match(/^```(?:diff|ts)$/gm)?.length ?? 0);
  });

  test('si compilano con le impostazioni di config/', () => {
    // All files that were touched, but the lists of files: they would only add the rules of everybody else.
    const touched = new Set(blocksOf(text).map(({ file }) => file));
    touched.delete('config/rules.ts');
    touched.delete('config/reminders.ts');
    const settings = { extends: join(root, 'tsconfig.pure.json'), include: [...touched] };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(settings));
    const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');

    const { stdout } = spawnSync(process.execPath, [compiler, '-p', folder], { encoding: 'utf8' });

    expect(stdout).toBe('');
  }, 60_000);

  test('la colonna nuova è nel foglio, si legge ed è nella documentazione', () => {
    expect(labels(before)).not.toContain('Chilometri');
    expect(labels(after)).toContain('Chilometri');
    expect(read(after, { Chilometri: '24' }).rows(after.visits)).toMatchObject([
      { kilometres: 24 },
    ]);
    expect(read(after, { Chilometri: '24 km' }).findings.map((it) => it.rule)).toEqual([
      'VT.kilometres.unreadable',
    ]);
    expect(docs(after)).toContain('| Chilometri | `kilometres` | numero |');
  });

  test('l’etichetta cambia, e la vecchia si legge ancora', () => {
    const old = shapeOfTab(before.visits, 'FFFFFF');

    expect(read(after, { Ore: '1,5' }).rows(after.visits)).toMatchObject([{ hours: 90 }]);
    expect(read(after, { 'Ore di tutoraggio': '1,5' }).rows(after.visits)).toMatchObject([
      { hours: 90 },
    ]);
    expect(
      provision({ tabs: [old], names: [] }, [wantedTab(after.visits, 'FFFFFF')])
        .flatMap((it) => it.steps)
        .flatMap((it) => (it.do === 'setLabel' ? [it.column.label] : [])),
    ).toEqual(['Ore di tutoraggio']);
  });

  test('la voce nuova si può scegliere', () => {
    const [old, now] = [before, after].map(({ visits }) =>
      visits.columns['kind']?.read('incontro al laboratorio'),
    );

    expect(old?.ok).toBe(false);
    expect(now).toEqual({ ok: true, value: 'atLab' });
  });

  test('la voce nuova delle Impostazioni vale 120 se è vuota, altrimenti quello che si scrive', () => {
    const it = after.knowledge.settings['kilometresPerVisit'];
    if (it === undefined) throw new Error('the setting is not there');

    expect(before.knowledge.settings['kilometresPerVisit']).toBeUndefined();
    expect(it.section).toBe('Pagamenti');
    expect(noSettings.of(it)).toBe(120);
    expect(settingsFrom(new Map([[it.column.label, 80]])).of(it)).toBe(80);
  });

  test('la prima regola nuova trova la telefonata con i chilometri, e solo quella', () => {
    expect(broken(after, { 'Tipo di visita': 'telefonata', Chilometri: '24' })).toEqual([
      'callsTravelNowhere: È una telefonata, ma ha 24 chilometri.',
    ]);
    expect(broken(after, { 'Tipo di visita': 'telefonata', Chilometri: '0' })).toEqual([]);
    expect(broken(after, { 'Tipo di visita': 'visita in azienda', Chilometri: '24' })).toEqual([]);
    expect(broken(after, { 'Tipo di visita': 'telefonata' })).toEqual([]);
  });

  test('la seconda guarda il massimo del programma, dal giorno da cui vale', () => {
    expect(broken(after, { Giorno: '10/03/2026', Chilometri: '120' })).toEqual([]);
    expect(broken(after, { Giorno: '10/03/2026', Chilometri: '121' })).toEqual([
      'kilometresWithinLimit: I chilometri sono 121: se ne rimborsano 120 al massimo.',
    ]);
    expect(broken(after, { Giorno: '31/12/2025', Chilometri: '121' })).toEqual([]);
  });

  test('il promemoria nuovo scatta cinque giorni lavorativi dopo la visita, finché mancano i chilometri', () => {
    const it = after.knowledge.reminders['kilometresToWrite'];
    if (it === undefined) throw new Error('the reminder is not there');
    const visit = { id: 'VT-0001', on: day('2026-05-06'), kind: 'visit' };
    const due = (row: object) =>
      it
        .occasions(row, around())
        .filter((one) => one.settled === undefined)
        .flatMap((one) => it.steps.map((step) => termDay(step.on, one, around().calendar)));

    expect(before.knowledge.reminders['kilometresToWrite']).toBeUndefined();
    expect(due(visit)).toEqual(['2026-05-13']);
    expect(due({ ...visit, kilometres: 0 })).toEqual([]);
    expect(due({ ...visit, kind: 'call' })).toEqual([]);
    expect(due({ ...visit, on: undefined })).toEqual([]);
  });

  test('il pacchetto nuovo si trova, con la sua fonte e ciò che è da verificare', () => {
    const molise = { region: 'Molise', instrument: 'tis', start: day('2026-01-01') } as const;
    const early: PackQuery = { ...molise, start: day('2025-12-31') };
    const found = packAt(after.packs, molise);
    if (found === undefined) throw new Error('the pack is not there');

    expect(packAt(before.packs, molise)).toBeUndefined();
    expect(found.pack.key).toBe('molise');
    expect(ruleFor(found, 'allowance')?.value).toEqual([{ amount: euro(500) }]);
    expect(ruleFor(found, 'threshold')?.verified).toBe(false);
    expect(packAt(after.packs, early)?.pack.key).toBe('nazionale');
    expect(after.knowledge.settings['ruleRegion']?.column.read('Molise').ok).toBe(true);
  });
});

// ── Come si esegue una ricetta ────────────────────────────────────────────────────────────────

interface Block {
  readonly file: string;
  readonly how: 'new' | 'end' | 'change';
  readonly lines: readonly string[];
}

/** The boxes with code, each with the file that the words before it name. */
function blocksOf(markdown: string): readonly Block[] {
  return [...markdown.matchAll(/([^\n]+)\n\n```(diff|ts)\n([^]*?)\n```/g)].map(
    ([, words = '', kind, code = '']): Block => {
      const file = [...words.matchAll(/`(config\/[\w/-]+\.ts)`/g)].at(-1)?.[1] ?? '';
      const how = kind === 'diff' ? 'change' : /nuovo file/i.test(words) ? 'new' : 'end';
      return { file, how, lines: code.split('\n') };
    },
  );
}

/** Does in the copy what a box says; throws where the lines it leans on are not there, or are there twice. */
function carryOut({ file, how, lines }: Block): void {
  const path = join(folder, file);
  if (how === 'new') {
    writeFileSync(path, `${lines.join('\n')}\n`, { flag: 'wx' });
    return;
  }
  const now = readFileSync(path, 'utf8');
  if (how === 'end') {
    writeFileSync(path, `${now}\n${lines.join('\n')}\n`);
    return;
  }
  const side = (left: string) =>
    lines
      .filter((it) => !it.startsWith(left))
      .map((it) => `${it.slice(1)}\n`)
      .join('');
  const [head = '', tail, ...more] = now.split(side('+'));
  if (tail === undefined || more.length > 0)
    throw new Error(`${file}: ${more.length + 1} places for\n${side('+')}`);
  writeFileSync(path, head + side('-') + tail);
}

async function taughtIn(at: string): Promise<Taught> {
  const load = (file: string) => import(pathToFileURL(join(at, 'config', file)).href);
  // The very modules whose types these are, or a copy of them with a few things more.
  const { knowledge } = (await load('index.ts')) as { readonly knowledge: Knowledge };
  const { packs } = (await load('packs.ts')) as { readonly packs: readonly RulePack[] };
  const registry = (await load('registry.ts')) as Taught['registry'];
  const visits = knowledge.tabs.find((it) => it.id === 'VT');
  if (visits === undefined) throw new Error('there is no tab of visits');
  return { knowledge, packs, visits, registry };
}

function read({ visits }: Taught, cells: Readonly<Record<string, Cell>>) {
  const others = Object.values(visits.columns)
    .map((it) => it.label)
    .filter((it) => !(it in cells) && !(it === 'Ore di tutoraggio' && 'Ore' in cells));
  return readRegister({
    grids: [
      {
        name: visits.name,
        rows: [
          ['ID', ...Object.keys(cells), ...others],
          ['VT-0001', ...Object.values(cells)],
        ],
      },
    ],
    tabs: [visits],
    modules: new Set([visits.module]),
    highest: new Map(),
    keeper: 'coordinator',
    mends: () => 'coordinator',
  });
}

/** What the rules of this file say of a row; the other rules are not asked. */
function broken(taught: Taught, cells: Readonly<Record<string, Cell>>): readonly string[] {
  const { rules } = taught.knowledge;
  const { callsTravelNowhere, kilometresWithinLimit } = rules;
  if (callsTravelNowhere === undefined || kilometresWithinLimit === undefined)
    throw new Error('the rules are not there');
  const register = read(taught, cells);
  return judge({
    register,
    around: aroundOf(register, around()),
    tabs: [],
    rules: { callsTravelNowhere, kilometresWithinLimit },
    mends: () => 'coordinator',
  }).map((it) => `${it.rule}: ${it.says}`);
}

function labels({ visits }: Taught): readonly string[] {
  return shapeOfTab(visits, 'FFFFFF').columns.map((it) => it.label);
}

function docs({ knowledge, packs, registry }: Taught): string {
  return documentation({ knowledge, packs, registry }).get('docs/registro.md') ?? '';
}
