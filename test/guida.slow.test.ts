import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runAlice, startAlice } from './a/process.ts';
import { aSmallDemo } from './a/small-demo.ts';

/** The guides to keeping ALICE up and to reminders: every command in them is typed, in its order, on a small programme. */
describe('a reader who types the commands of', () => {
  const today = ['--now', '2026-05-20'];
  let home = '';

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'alice-guida-'));
    await aSmallDemo(join(home, 'made'), {
      today: '2026-05-20',
      internships: ['T-0020', 'T-0031'],
    });
  });
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  test.each(['accesa', 'promemoria'])('docs/guida/%s.md gets what the page says', async (page) => {
    const commands = commandsIn(`docs/guida/${page}.md`);
    const here = copied();
    const code = await aCodeIn(here);
    const wrong: string[] = [];

    for (const command of commands) {
      const words = command.replace('k7m2qd', code).split(' ').slice(2);
      const it =
        words.join(' ') === 'serve' ? await upAndDown() : await run([...words, ...today], here);
      if (!expected(words).includes(it.code)) wrong.push(`${command} → ${it.code}: ${it.log()}`);
    }

    expect(wrong).toEqual([]);
    expect(commands.length).toBeGreaterThan(7);
  });

  /** What a command may end with: what is wrong in the register is no fault of the reader's. */
  function expected(words: readonly string[]): readonly (number | null)[] {
    // Nothing is uncertain here: test/remind.slow.test.ts makes it so.
    if (words.some((it) => it === '--resend' || it === '--close')) return [2];
    return words[0] === 'check' ? [0, 1] : [0];
  }

  /** Of a clock that runs: in a folder of its own, because days would go by. */
  async function upAndDown() {
    const serving = startAlice(['serve'], told(copied()));
    await serving.until((it) => it.event === 'turn');
    serving.signal('SIGINT');
    return { ...serving, code: await serving.ended };
  }

  /** The code of something a coordinator is reminded of that day. */
  async function aCodeIn(folder: string): Promise<string> {
    const { out } = await run(['remind', '--dry-run', '--json', ...today], folder);
    const { planned }: Planned = JSON.parse(out());
    const code = planned.find(({ to }) => to === 'O-0001')?.items[0]?.code;
    if (code === undefined) throw new Error('nobody is reminded of anything');
    return code;
  }

  function run(args: readonly string[], folder: string) {
    return runAlice(args, told(folder));
  }

  function told(folder: string) {
    return {
      cwd: folder,
      env: {
        ALICE_REGISTER: join(folder, 'registro.xlsx'),
        ALICE_HEALTH_FILE: join(folder, 'alice.salute'),
        XDG_STATE_HOME: join(home, 'state'),
      },
    };
  }

  function copied(): string {
    const folder = mkdtempSync(join(home, 'case-'));
    cpSync(join(home, 'made'), folder, { recursive: true });
    return folder;
  }
});

interface Planned {
  readonly planned: readonly {
    readonly to: string;
    readonly items: readonly { readonly code: string }[];
  }[];
}

function commandsIn(path: string): readonly string[] {
  return [...readFileSync(path, 'utf8').matchAll(/^```sh\n([^]*?)\n```/gm)].flatMap(
    ([, box = '']) => box.split('\n').filter((it) => it.startsWith('npx alice ')),
  );
}
