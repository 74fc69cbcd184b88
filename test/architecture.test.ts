import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize, sep } from 'node:path';
import process from 'node:process';
import { describe, expect, test } from 'vitest';

/**
 * Who may import whom: the floors of the house. A folder always sees itself; what is not written here is
 * forbidden, so a new folder of `src` is written here first. `*` stands for anything.
 */
const sees: Readonly<Record<string, readonly string[]>> = {
  // zod only to say what a column kind of one's own holds.
  config: ['src/core', 'npm:zod'],
  'src/core': ['npm:zod', 'npm:date-fns/*'],
  'src/ports.ts': ['src/core'],
  'src/pdf': [
    'src/core',
    'npm:@cantoo/pdf-lib',
    'npm:harfbuzzjs',
    'npm:bidi-js',
    'npm:fflate',
    'npm:hyphen/*',
    'npm:uqr',
  ],
  'src/jobs': ['src/core', 'src/ports.ts', 'src/pdf'],
  'src/bot': ['src/core', 'src/ports.ts', 'src/jobs'],
  'src/integrations/*': ['src/core', 'src/ports.ts', 'npm:*', 'node:*'],
  'src/alice.ts': ['*'],
  'src/cli.ts': ['*'],
  // Each verb of the command line, wired as `cli.ts` is.
  'src/verbs': ['*'],
};

/** Compiled a second time without Node and DOM, and never asking the world anything. */
const pure = ['config', 'src/core', 'src/pdf'];
/** These get clock, chance and the outside world through ports: they never ask for them themselves. */
const worldless = [...pure, 'src/ports.ts', 'src/jobs', 'src/bot'];
const unsaid =
  /\bDate\.(?:now|UTC|parse)\b|\bnew Date\b|\bMath\.random\b|\b(?:process|console|performance|crypto|globalThis)\.|\b(?:fetch|setTimeout|setInterval|queueMicrotask|require)\(/;

const root = process.cwd();
const house = sourcesIn(root, ['src', 'config']);
const everything = [...house, ...sourcesIn(root, ['test', 'bench'])];

describe('the house', () => {
  test('has files to look at on every floor', () => {
    const floors = new Set(house.map(({ path }) => floorOf(path).split('/').slice(0, 2).join('/')));

    expect(house.length).toBeGreaterThan(60);
    expect([...floors]).toEqual(
      expect.arrayContaining(['config', 'src/core', 'src/jobs', 'src/integrations']),
    );
  });

  test('each file imports only what its floor may see', () => {
    expect(strangersIn(house)).toEqual([]);
  });

  test('what decides asks neither the clock, nor chance, nor the machine', () => {
    expect(askingIn(house)).toEqual([]);
  });

  test('nothing has a default export', () => {
    expect(defaultsIn(everything)).toEqual([]);
  });

  test('no two files need each other, however far around', () => {
    expect(circlesIn(house)).toEqual([]);
  });

  test('file names are words with hyphens, and say what is in the file', () => {
    expect(vagueIn(everything)).toEqual([]);
  });
});

describe('a planted violation is seen', () => {
  test.each([
    ['src/core/x.ts', "import { readFileSync } from 'node:fs';", 'node:fs'],
    ['src/core/x.ts', "import type { Ports } from '../ports.ts';", 'src/ports.ts'],
    ['src/core/x.ts', "import { add } from 'date-fns';", 'npm:date-fns'],
    ['src/core/x.ts', "import { rules } from '../../config/rules.ts';", 'config'],
    ['config/x.ts', "import { unzip } from 'fflate';", 'npm:fflate'],
    ['config/packs/x.ts', "import { check } from '../../src/jobs/check.ts';", 'src/jobs'],
    ['config/x.ts', "import { cli } from '../src/cli.ts';", 'src/cli.ts'],
    ['src/ports.ts', "import type { World } from './jobs/world.ts';", 'src/jobs'],
    ['src/jobs/x.ts', "import { knowledge } from '../../config/index.ts';", 'config'],
    ['src/jobs/x.ts', "import 'node:fs';", 'node:fs'],
    ['src/jobs/x.ts', "import { z } from 'zod';", 'npm:zod'],
    [
      'src/jobs/x.ts',
      "export * from '../integrations/memory/clock.ts';",
      'src/integrations/memory',
    ],
    ['src/jobs/x.ts', "import { converse } from '../bot/converse.ts';", 'src/bot'],
    [
      'src/bot/x.ts',
      "const it = await import('../integrations/slack/index.ts');",
      'src/integrations/slack',
    ],
    ['src/pdf/x.ts', "import type { Archive } from '../ports.ts';", 'src/ports.ts'],
    [
      'src/integrations/sqlite/x.ts',
      "import { archive } from '../folder/archive.ts';",
      'src/integrations/folder',
    ],
    ['src/integrations/sqlite/x.ts', "import { words } from '../../../config/words.ts';", 'config'],
    [
      'src/integrations/sqlite/x.ts',
      "import { planCheck } from '../../jobs/check.ts';",
      'src/jobs',
    ],
    ['src/elsewhere/x.ts', "import { day } from '../core/day.ts';", 'src/core'],
    ['src/core/x.ts', 'const it = await import(name);', 'a name made at run time'],
    ['src/core/x.ts', "import {\n  a,\n  b,\n} from\n  'fflate';", 'npm:fflate'],
  ])('%s: %s', (path, text, stranger) => {
    expect(strangersIn(planted(path, text))).toEqual([`${path} → ${stranger}`]);
  });

  test('but not what a floor may see, nor what a comment says', () => {
    const fine = [
      {
        path: 'src/core/x.ts',
        text: "import { z } from 'zod';\nimport { a } from 'date-fns/add';",
      },
      {
        path: 'src/jobs/x.ts',
        text: "// never import { x } from 'node:fs'\nimport '../core/day.ts';",
      },
      {
        path: 'src/integrations/y/x.ts',
        text: "import 'node:fs';\nimport z from 'zod';\nimport './z.ts';",
      },
      { path: 'config/x.ts', text: "export const from = list(['from', 'to'], 'from ');" },
      { path: 'src/alice.ts', text: "import { knowledge } from '../config/index.ts';" },
    ];

    expect(strangersIn(fine)).toEqual([]);
  });

  test.each([
    ['src/core/x.ts', 'const now = Date.now();'],
    ['config/x.ts', 'const today = new Date();'],
    ['config/packs/x.ts', 'const dice = Math.random();'],
    ['src/core/x.ts', 'if (process.env.DEBUG) {}'],
    ['src/pdf/x.ts', 'console.log(it);'],
    ['src/core/x.ts', 'const t = performance.now();'],
    ['src/jobs/x.ts', 'const at = new Date().toISOString();'],
    ['src/bot/x.ts', "await fetch('https://example.org');"],
    ['src/jobs/x.ts', 'setTimeout(again, 1000);'],
    ['src/core/x.ts', 'const id = crypto.randomUUID();'],
  ])('%s: %s', (path, text) => {
    expect(askingIn(planted(path, text))).toEqual([expect.stringContaining(path)]);
  });

  test('but a comment may name the clock, and an integration may ask it', () => {
    const fine = [
      {
        path: 'src/core/x.ts',
        text: '/** Never `Date.now()`. */\n// nor process.env\nexport const a = 1;',
      },
      { path: 'src/integrations/clock/index.ts', text: 'const now = new Date();' },
    ];

    expect(askingIn(fine)).toEqual([]);
  });

  test.each([
    'export default function go() {}',
    'export { go as default };',
    'export default 3;',
    "export { default } from './y.ts';",
  ])('a default export: %s', (text) => {
    expect(defaultsIn(planted('src/core/x.ts', text))).toEqual(['src/core/x.ts']);
  });

  test('two files and three files in a circle, types or not', () => {
    const two = [
      { path: 'src/core/a.ts', text: "import { b } from './b.ts';" },
      { path: 'src/core/b.ts', text: "import type { A } from './a.ts';" },
    ];
    const three = [
      { path: 'config/a.ts', text: "export * from './b.ts';" },
      { path: 'config/b.ts', text: "import { c } from './deep/c.ts';" },
      { path: 'config/deep/c.ts', text: "import { a } from '../a.ts';" },
      { path: 'config/d.ts', text: "import { a } from './a.ts';" },
    ];

    expect(circlesIn(two)).toEqual(['src/core/a.ts → src/core/b.ts → src/core/a.ts']);
    expect(circlesIn(three)).toEqual([
      'config/a.ts → config/b.ts → config/deep/c.ts → config/a.ts',
    ]);
  });

  test.each([
    'src/utils.ts',
    'src/core/date-utils.ts',
    'src/jobs/helpers.ts',
    'config/common.ts',
    'src/core/types.ts',
    'src/helpers/day.ts',
    'test/util.test.ts',
    'src/core/myDay.ts',
    'src/core/Day.ts',
  ])('a name that says nothing, or is spelt otherwise: %s', (path) => {
    expect(vagueIn(planted(path, ''))).toEqual([path]);
  });

  test('the compiler itself refuses Node and the browser on the pure floors', () => {
    const said = compiledPurely({
      'console.ts': "console.log('a');",
      'process.ts': 'export const home = process.env;',
      'fetch.ts': "export const page = fetch('https://example.org');",
      'timer.ts': 'setTimeout(() => undefined, 1);',
      'buffer.ts': "export const bytes = Buffer.from('a');",
      'performance.ts': 'export const now = performance.now();',
      'module.ts': "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;",
      'document.ts': 'export const title = document.title;',
      'fine.ts': "import { z } from 'zod';\nexport const text = z.string();",
    });

    expect(said).toEqual([
      'buffer.ts TS2591',
      'console.ts TS2584',
      'document.ts TS2584',
      'fetch.ts TS2304',
      'module.ts TS2591',
      'performance.ts TS2304',
      'process.ts TS2591',
      'timer.ts TS2304',
    ]);
  });
});

// ── What is looked for ────────────────────────────────────────────────────────────────────────

interface Source {
  /** From the root, with `/`. */
  readonly path: string;
  readonly text: string;
}

function planted(path: string, text: string): readonly Source[] {
  return [{ path, text }];
}

function strangersIn(sources: readonly Source[]): readonly string[] {
  return sources.flatMap(({ path, text }) => {
    const floor = floorOf(path);
    const allowed = [floor, ...(sees[floor] ?? sees[floor.replace(/[^/]+$/, '*')] ?? [])];
    const known = floor in sees || floor.replace(/[^/]+$/, '*') in sees;
    return importsOf({ path, text })
      .map(({ to, name }) => (to === undefined ? name : floorOf(to)))
      .filter((it) => !known || !allowed.some((may) => covers(may, it)))
      .map((it) => `${path} → ${it}`);
  });
}

function askingIn(sources: readonly Source[]): readonly string[] {
  return sources
    .filter(({ path }) => worldless.includes(floorOf(path)))
    .flatMap(({ path, text }) => {
      const asked = unsaid.exec(bare(text));
      return asked === null ? [] : [`${path}: ${asked[0]}`];
    });
}

function defaultsIn(sources: readonly Source[]): readonly string[] {
  return sources
    .filter(({ text }) => /^export default\b|^export \{[^}]*\bdefault\b/m.test(bare(text)))
    .map(({ path }) => path);
}

function circlesIn(sources: readonly Source[]): readonly string[] {
  const edges = new Map(
    sources.map((it) => [it.path, importsOf(it).flatMap(({ to }) => to ?? [])] as const),
  );
  const settled = new Set<string>();
  const circles: string[] = [];
  const walk = (at: string, trail: readonly string[]): void => {
    if (trail.includes(at)) {
      circles.push([...trail.slice(trail.indexOf(at)), at].join(' → '));
      return;
    }
    if (settled.has(at)) return;
    for (const next of edges.get(at) ?? []) walk(next, [...trail, at]);
    settled.add(at);
  };
  for (const { path } of sources) walk(path, []);
  return circles;
}

const vague = ['util', 'utils', 'helper', 'helpers', 'common', 'type', 'types', 'misc', 'shared'];

function vagueIn(sources: readonly Source[]): readonly string[] {
  return sources
    .map(({ path }) => path)
    .filter((path) => {
      // What a test is about may be called types; what holds code may not.
      const parts = path.replace(/(?:\.(?:long|slow))?\.test\.ts$/, '-test.ts').split('/');
      const words = parts.flatMap((it) => it.replace(/\.ts$/, '').split('-'));
      return (
        words.some((it) => vague.includes(it)) ||
        !parts.every((it) => /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.ts)?$/.test(it))
      );
    });
}

/** What a compile of these files says with the settings of the pure floors: file and number of each complaint. */
function compiledPurely(files: Readonly<Record<string, string>>): readonly string[] {
  const cache = join(root, 'node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'pure-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const settings = { extends: '../../../tsconfig.pure.json', include: ['*.ts'] };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(settings));
    const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    const { stdout } = spawnSync(process.execPath, [compiler, '-p', folder, '--pretty', 'false'], {
      encoding: 'utf8',
    });
    return [...stdout.matchAll(/([\w-]+\.ts)\(\d+,\d+\): error (TS\d+)/g)]
      .map(([, file, number]) => `${file} ${number}`)
      .toSorted();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

// ── How sources are read ──────────────────────────────────────────────────────────────────────

function sourcesIn(at: string, folders: readonly string[]): readonly Source[] {
  return folders.flatMap((folder) => {
    let names: readonly string[] = [];
    try {
      names = readdirSync(join(at, folder), { recursive: true, encoding: 'utf8' });
    } catch {
      // A floor that is not built yet has no files.
    }
    return names
      .filter((it) => it.endsWith('.ts') && !it.split(sep).includes('node_modules'))
      .toSorted()
      .map((it) => ({
        path: [folder, ...it.split(sep)].join('/'),
        text: readFileSync(join(at, folder, it), 'utf8'),
      }));
  });
}

interface Import {
  /** The file it leads to, if it is one of ours. */
  readonly to?: string;
  readonly name: string;
}

function importsOf({ path, text }: Source): readonly Import[] {
  const code = bare(text);
  const found = [
    ...code.matchAll(/^(?:import|export)\s[^;=]*?\bfrom\s+(['"])([^'"\n]+)\1/gm),
    ...code.matchAll(/^import\s+(['"])([^'"\n]+)\1/gm),
    ...code.matchAll(/\bimport\s*\(\s*(['"`])([^'"`\n]+)\1/g),
  ];
  const named = found.map(
    ([, , name = '']): Import =>
      name.startsWith('.')
        ? {
            to: normalize(join(dirname(path), name))
              .split(sep)
              .join('/'),
            name,
          }
        : { name: name.startsWith('node:') ? name : `npm:${name}` },
  );
  return /\bimport\s*\(\s*[^'"`\s]/.test(code)
    ? [...named, { name: 'a name made at run time' }]
    : named;
}

/** The code without its comments, whole-line and trailing. */
function bare(text: string): string {
  return text.replace(/\/\*[^]*?\*\//g, '').replace(/(^|[\s;{}(),])\/\/[^\n]*/g, '$1');
}

function floorOf(path: string): string {
  return (
    /^src\/integrations\/[^/]+(?=\/)|^src\/[^/]+(?=\/)|^config(?=\/)|^src\/[^/]+\.ts$/.exec(
      path,
    )?.[0] ?? path
  );
}

function covers(may: string, it: string): boolean {
  return may.endsWith('*') ? it.startsWith(may.slice(0, -1)) : it === may;
}
