import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import process from 'node:process';

/** A command line under way, as a person or a service would have started it. */
export interface Started {
  readonly out: () => string;
  /** What it said on standard error. */
  readonly log: () => string;
  /** The lines of its log, as they were noted. */
  readonly events: () => readonly Noted[];
  /** Until its log holds such a line, so many times; throws where it ends before. */
  readonly until: (is: (event: Noted) => boolean, times?: number) => Promise<void>;
  /** Until it has said this. */
  readonly said: (text: string) => Promise<void>;
  /** Its exit code, once it has ended. */
  readonly ended: Promise<number | null>;
  /** Sends a signal to the process that was started, as systemd does. */
  readonly signal: (signal: NodeJS.Signals) => void;
  /** Sends a signal to it and to whatever it started, as a terminal does with Ctrl-C. */
  readonly signalAll: (signal: NodeJS.Signals) => void;
}

/** A line of the log. */
export type Noted = Readonly<Record<string, unknown>> & { readonly event?: unknown };

/** Starts `node bin/alice.js …` in a folder, in a group of processes of its own. */
export function startAlice(
  args: readonly string[],
  { cwd, env = {} }: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): Started {
  const child = spawn('node', [resolve('bin/alice.js'), ...args], {
    cwd,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1', ...env },
  });
  let out = '';
  let log = '';
  let over = false;
  const waiting = new Set<() => void>();
  const heard = () => {
    for (const it of waiting) it();
  };
  child.stdout.setEncoding('utf8').on('data', (it: string) => {
    out += it;
    heard();
  });
  child.stderr.setEncoding('utf8').on('data', (it: string) => {
    log += it;
    heard();
  });
  const ended = new Promise<number | null>((done) => {
    child.on('close', (code) => {
      over = true;
      heard();
      done(code);
    });
  });
  const when = (happened: () => boolean) =>
    new Promise<void>((done, failed) => {
      const look = () => {
        if (!happened() && !over) return;
        waiting.delete(look);
        if (happened()) done();
        else failed(new Error(`it ended without: ${out}\n${log}`));
      };
      waiting.add(look);
      look();
    });
  const events = () =>
    log
      .split('\n')
      .filter((it) => it.startsWith('{') && it.endsWith('}'))
      // As the log writes them.
      .map((it) => JSON.parse(it) as Noted);
  return {
    out: () => out,
    log: () => log,
    events,
    until: (is, times = 1) => when(() => events().filter((it) => is(it)).length >= times),
    said: (text) => when(() => out.includes(text)),
    ended,
    signal: (it) => void child.kill(it),
    signalAll: (it) => {
      if (!over && child.pid !== undefined) process.kill(-child.pid, it);
    },
  };
}

/** The same, until it has ended. */
export async function runAlice(
  args: readonly string[],
  told: Parameters<typeof startAlice>[1],
): Promise<Started & { readonly code: number | null }> {
  const started = startAlice(args, told);
  return { ...started, code: await started.ended };
}
