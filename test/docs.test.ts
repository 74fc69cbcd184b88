import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe as about, expect, test } from 'vitest';
import { knowledge } from '../config/index.ts';
import { packs } from '../config/packs.ts';
import * as registry from '../config/registry.ts';
import { everywhere, exits, verbs } from '../src/cli.ts';
import { envExample } from '../src/integrations/environment/index.ts';
import { describe, stale } from '../src/jobs/describe.ts';

/** Every page of documentation, by its path from the root. */
const pages = new Map(
  [
    'README.md',
    'CONTRIBUTING.md',
    'CHANGELOG.md',
    'config/LEGGIMI.md',
    ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
      .filter((it) => it.endsWith('.md'))
      .map((it) => `docs/${it}`),
  ].map((path) => [path, readFileSync(path, 'utf8')] as const),
);
const generated = describe({
  knowledge,
  registry,
  packs,
  verbs,
  everywhere,
  exits,
  envExample: envExample(),
});
// The file is npm's own, and says which scripts there are.
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};

about('the documentation', () => {
  test('that is generated is as `npm run docs` writes it', () => {
    const old = stale(generated, (path) =>
      existsSync(path) ? readFileSync(path, 'utf8') : undefined,
    );

    expect(old, 'run `npm run docs` and look at what changed').toEqual([]);
  });

  test('quotes only verbs and options that are there', () => {
    const quoted = [...pages].flatMap(([path, text]) =>
      commandsIn(text).map((command) => ({ path, command })),
    );

    const wrong = quoted.flatMap(({ path, command }) =>
      wrongIn(command).map((it) => `${path}: ${command} → ${it}`),
    );

    expect(quoted.length).toBeGreaterThan(40);
    expect(wrong).toEqual([]);
  });

  test('leads nowhere that is not there', () => {
    const lost = [...pages].flatMap(([path, text]) =>
      linksIn(text).flatMap((link) => (leads(path, link) ? [] : [`${path}: ${link}`])),
    );

    expect(lost).toEqual([]);
  });

  test('names every verb in the README', () => {
    const [, table = ''] = /## Verbs\n([^]*?)\n## /.exec(pages.get('README.md') ?? '') ?? [];

    expect(new Set([...table.matchAll(/^\| `([\w-]+)`/gm)].map(([, verb]) => verb))).toEqual(
      new Set(verbs.map(({ verb }) => verb)),
    );
  });

  test('does not boast: there are more than a thousand rules, as the README says', () => {
    const [, count] = /: ([\d.]+) regole\./.exec(generated.get('docs/regole.md') ?? '') ?? [];

    expect(pages.get('README.md')).toContain('more than a thousand rules');
    expect(Number(count?.replaceAll('.', ''))).toBeGreaterThan(1000);
  });

  test('numbers decisions one by one', () => {
    const numbers = [...pages.keys()].flatMap(
      (it) => /^docs\/decisions\/(\d{4})-[a-z0-9-]+\.md$/.exec(it)?.[1] ?? [],
    );

    expect(numbers.toSorted()).toEqual(
      numbers.map((_, at) => String(at + 1).padStart(4, '0')).toSorted(),
    );
  });
});

about('what is quoted wrongly is seen', () => {
  test.each([
    ['Say `npx alice chek`.', ['chek']],
    ['```sh\nnpx alice check --al\n```', ['--al']],
    ['«alice pack» li elenca', ['pack']],
    ['`npm run dosc`', ['dosc']],
    ['`npm strat`', ['strat']],
    ['`npm run bench -- check`, `npx alice why <ID>`, `npx alice <comando> --help`', []],
    ['```sh\n# npx alice nothing is told here\nnpx alice check --json --all\n```', []],
  ])('%s', (text, expected) => {
    expect(commandsIn(text).flatMap(wrongIn)).toEqual(expected);
  });

  test('and so are links to a file or a heading that is not there', () => {
    expect(leads('README.md', 'docs/nowhere.md')).toBe(false);
    expect(leads('README.md', 'docs/architecture.md#nowhere')).toBe(false);
    expect(leads('docs/architecture.md', '../README.md#a-tour-in-ten-lines')).toBe(true);
    expect(leads('README.md', '#verbs')).toBe(true);
  });
});

// ── Commands ──────────────────────────────────────────────────────────────────────────────────

/** What a reader may type: in code, in boxes, and between «» after alice. */
function commandsIn(text: string): readonly string[] {
  const boxes = [...text.matchAll(/^```(?:sh)?\n([^]*?)\n```/gm)].flatMap(([, box = '']) =>
    box.split('\n'),
  );
  const prose = text.replace(/^```[^]*?\n```/gm, '');
  const spans = [...prose.matchAll(/`([^`\n]+)`|«(alice [^»\n]+)»/g)].map(
    ([, code, words]) => code ?? words ?? '',
  );
  return [...boxes, ...spans]
    .map((it) => it.trim())
    .filter((it) => /^(?:npx alice|alice|npm) /.test(it))
    .flatMap((it) => it.split(/\s*&&\s*/));
}

/** The words of a command that mean nothing. */
function wrongIn(command: string): readonly string[] {
  const words = command.split(/\s+/);
  if (words[0] === 'npm')
    return npmKnows(words.slice(1)) ? [] : [words.slice(1).join(' ').replace(/^run /, '')];
  const [verb = '', ...rest] = words.slice(words.indexOf('alice') + 1);
  if (verb === '--help' || verb.startsWith('<')) return [];
  const known = verbs.find((it) => it.verb === verb);
  if (known === undefined) return [verb];
  const options = new Set(
    [...known.options, ...everywhere].map(({ option }) => option.split(' ')[0] ?? ''),
  );
  return rest
    .map((it) => /^\[?(--[a-z-]+)/.exec(it)?.[1])
    .filter((it) => it !== undefined)
    .filter((it) => !options.has(it));
}

function npmKnows([word = '', script = '']: readonly string[]): boolean {
  if (word === 'ci') return true;
  return (word === 'run' ? script : word) in scripts;
}

// ── Links ─────────────────────────────────────────────────────────────────────────────────────

function linksIn(text: string): readonly string[] {
  const prose = text.replace(/^```[^]*?\n```/gm, '').replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, to = '']) => to)
    .filter((it) => !/^[a-z]+:/.test(it));
}

function leads(from: string, link: string): boolean {
  const [file = '', anchor] = link.split('#');
  const path = file === '' ? from : normalize(join(dirname(from), file)).replaceAll('\\', '/');
  if (!existsSync(path)) return false;
  if (anchor === undefined) return true;
  const known = anchors.get(path) ?? anchorsIn(readFileSync(path, 'utf8'));
  anchors.set(path, known);
  return known.has(anchor);
}

const anchors = new Map<string, ReadonlySet<string>>();

/** The anchors GitHub gives to the headings of a page: a second heading of the same name gets -1. */
function anchorsIn(text: string): ReadonlySet<string> {
  const seen = new Map<string, number>();
  const headings = text.replace(/^```[^]*?\n```/gm, '').matchAll(/^#{1,6} (.+)$/gm);
  return new Set(
    [...headings].map(([, heading = '']) => {
      const name = heading
        .toLowerCase()
        .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
        .replaceAll(' ', '-');
      const before = seen.get(name) ?? 0;
      seen.set(name, before + 1);
      return before === 0 ? name : `${name}-${before}`;
    }),
  );
}
