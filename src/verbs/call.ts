import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import process from 'node:process';
import { type Alice, ledgerFile, press, registerFile, sha256 } from '../alice.ts';
import { dotenvIn, type Settings, settingsFrom } from '../integrations/environment/index.ts';
import { fold, type Terminal } from '../integrations/terminal/index.ts';
import type { VerbHelp } from '../jobs/describe.ts';
import { type Clock, Unreachable } from '../ports.ts';

/** How a verb ended, for whoever called it. */
export const exit = {
  well: 0,
  blocked: 1,
  usage: 2,
  changed: 3,
  limit: 4,
  partly: 5,
  outside: 6,
} as const;

/** One of the codes of `exit`. */
export type Exit = (typeof exit)[keyof typeof exit];

/** An option as it is read and as it is told. */
export interface Option {
  readonly name: string;
  readonly type: 'string' | 'boolean';
  readonly about: string;
}

/** A verb: how it is told, read and done. */
export interface Command {
  readonly verb: string;
  readonly about: string;
  readonly usage: string;
  readonly options: readonly Option[];
  readonly examples: VerbHelp['examples'];
  readonly run: (it: Call) => Promise<Exit>;
}

/** One call of the command line, its options read. */
export interface Call {
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  readonly terminal: Terminal;
  readonly clock: Clock;
  readonly by: string;
  /** How the verb is used, for whoever typed it otherwise. */
  readonly usage: string;
  /** Another command line, as if it had been typed. */
  readonly run: (argv: readonly string[]) => Promise<Exit>;
}

/** What the options, the environment and `.env` say, in this order; `fixed` are what the verb itself decides. */
export function settingsOf(call: Call, fixed: Readonly<Record<string, string>> = {}): Settings {
  const given: { readonly register?: string } =
    typeof call.options['register'] === 'string' ? { register: call.options['register'] } : {};
  const here = join('demo', registerFile);
  // Without a register of one's own, the demo is what there is to work on.
  const register = process.env['ALICE_REGISTER'] ?? (existsSync(here) ? here : undefined);
  const folder = dirname(given.register ?? register ?? '.');
  const fallback = {
    ...(register === undefined ? {} : { ALICE_REGISTER: register }),
    // A register that has its ledger beside it keeps its papers and its mail there too.
    ...(existsSync(join(folder, ledgerFile))
      ? { ALICE_OUT: join(folder, papersFolder), ALICE_MAIL: join(folder, 'posta') }
      : {}),
  };
  const read = settingsFrom({
    options: { ...given, ...fixed },
    env: { ...fallback, ...process.env },
    dotenv: dotenvIn(process.cwd()),
  });
  if (read.ok) return read.value;
  throw new Unreachable({
    what: 'Le impostazioni',
    why: read.error,
    cure: 'Gli esempi sono in .env.example',
  });
}

/** The text of an option that has one. */
export function textOf(option: string | boolean | undefined): string | undefined {
  return typeof option === 'string' ? option : undefined;
}

/** Whether a person agrees: said with --apply, or answered at the prompt. Nobody at the prompt is a no. */
export async function confirmed(
  { terminal: out, options }: Call,
  question: string,
  otherwise: string,
): Promise<boolean> {
  if (options['apply'] === true) return true;
  const answer = out.interactive ? await out.ask(`${question} (sì/no) `) : undefined;
  if (answer !== undefined && /^s[iì]?$/i.test(answer.trim())) return true;
  out.say(`Non ho scritto nulla. Per scrivere senza domande: ${otherwise}.`);
  return false;
}

/** Says which files could not be written, and how the verb ends for it. */
export function notWritten(
  done: {
    readonly outcome: string;
    readonly files: readonly {
      readonly where: string;
      readonly written: { readonly outcome: string; readonly why?: string };
    }[];
  },
  call: Call,
): Exit {
  for (const { where, written } of done.files) {
    if (written.outcome === 'busy')
      call.terminal.hint(written.why ?? `${shortPath(where)} è occupato.`);
    if (written.outcome === 'changed')
      call.terminal.hint(`Qualcuno ha appena salvato ${shortPath(where)}: riprova.`);
  }
  return done.outcome === 'changed' ? exit.changed : exit.partly;
}

/** A register another copy keeps, or that nobody adopted, is only looked at. */
export function notOurs(alice: Alice, call: Call): Exit {
  call.terminal.hint(
    alice.owner() === 'another'
      ? 'Questo registro è tenuto da un’altra copia di ALICE: qui si può solo guardare. Per passarlo a questa: npx alice init --take-over.'
      : 'ALICE non ha ancora adottato questo registro: npx alice init --adopt.',
  );
  return exit.usage;
}

/** Says what is wrong with a command line, and how the verb is used. */
export function usage({ terminal: out, usage: how }: Call, says: string): Exit {
  out.hint(says);
  out.hint(`Si usa così: npx ${how}.`);
  return exit.usage;
}

/** Data for other programs, on standard output whatever `--quiet` says. */
export function tell(data: object): void {
  process.stdout.write(`${JSON.stringify({ schemaVersion: 1, ...data }, undefined, 2)}\n`);
}

/** An option as help and docs tell it. */
export function asTold({ name, type, about }: Option): VerbHelp['options'][number] {
  return { option: `--${name}${type === 'string' ? ' …' : ''}`, about };
}

/** Says a line that stands under another: folded, each part as far from the edge as its beginning. */
export function sayUnder({ terminal: out }: Pick<Call, 'terminal'>, line: string): void {
  const [indent = ''] = /^ */.exec(line) ?? [];
  for (const part of fold(line.trim(), { width: out.width - indent.length }).split('\n'))
    out.say(`${indent}${part}`);
}

/** A path as people like to read it: from the working folder, where it is within. A link stays as it is. */
export function shortPath(path: string): string {
  if (/^https?:/.test(path)) return path;
  const short = relative(process.cwd(), path);
  return short === '' || short.startsWith('..') ? path : short;
}

/** Where papers are kept beside a register that has its ledger beside it. */
export const papersFolder = 'carte';

/** The register as it is today. */
export async function readState(alice: Alice) {
  const { readWorld } = await import('../jobs/world.ts');
  return readWorld({ ...alice, today: alice.clock.today() });
}

/** The desk at which «Richieste» are carried out: only where the register is ours. Opened when something is asked for. */
export function deskOf(alice: Alice) {
  return async () =>
    alice.owner() === 'ours'
      ? { archive: alice.archive, printer: await press(), sha256 }
      : undefined;
}
