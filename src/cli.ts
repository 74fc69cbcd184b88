import process from 'node:process';
import { parseArgs } from 'node:util';
import { clockAt, romeClock } from './integrations/clock/index.ts';
import { fold, type Terminal, table, terminal } from './integrations/terminal/index.ts';
import type { VerbHelp } from './jobs/describe.ts';
import { type Clock, Unreachable } from './ports.ts';
import { calendarCommand } from './verbs/calendar.ts';
import {
  asTold,
  type Call,
  type Command,
  type Exit,
  exit,
  type Option,
  tell,
} from './verbs/call.ts';
import { checkCommand } from './verbs/check.ts';
import { demoCommand } from './verbs/demo.ts';
import { describeCommand } from './verbs/describe.ts';
import { doctorCommand } from './verbs/doctor.ts';
import { importCommand } from './verbs/import.ts';
import { initCommand } from './verbs/init.ts';
import { monthCommand } from './verbs/month.ts';
import { packsCommand } from './verbs/packs.ts';
import { periodCommand } from './verbs/period.ts';
import { printCommand } from './verbs/print.ts';
import { remindCommand } from './verbs/remind.ts';
import { serveCommand } from './verbs/serve.ts';
import { signCommand } from './verbs/sign.ts';
import { simulateCommand } from './verbs/simulate.ts';
import { undoCommand } from './verbs/undo.ts';
import { verifyCommand } from './verbs/verify.ts';
import { whyCommand } from './verbs/why.ts';

/** The options every verb has. */
const common: readonly Option[] = [
  { name: 'register', type: 'string', about: 'Il registro: un file .xlsx.' },
  { name: 'now', type: 'string', about: 'Il giorno (2026-05-04) o l’istante da cui ragionare.' },
  {
    name: 'as',
    type: 'string',
    about: 'Il ruolo che legge: coordinator, administration… Se manca: coordinator.',
  },
  { name: 'json', type: 'boolean', about: 'Dati su standard output, per altri programmi.' },
  {
    name: 'reveal',
    type: 'boolean',
    about: 'Mostra anche nomi e dati personali: resta scritto chi l’ha chiesto.',
  },
  { name: 'dry-run', type: 'boolean', about: 'Mostra che cosa farebbe, senza fare nulla.' },
  { name: 'strict', type: 'boolean', about: 'Esce con 1 anche quando ci sono soltanto avvisi.' },
  { name: 'quiet', type: 'boolean', about: 'Dice solo l’indispensabile.' },
  { name: 'help', type: 'boolean', about: 'Spiega il comando.' },
];

/** The options of every verb, as help and docs tell them. */
export const everywhere: VerbHelp['options'] = common.map(asTold);

/** What each exit code means. */
export const exits: readonly { readonly code: number; readonly about: string }[] = [
  { code: 0, about: 'Tutto bene.' },
  { code: 1, about: 'C’è almeno una cosa che blocca (con --strict: anche soltanto un avviso).' },
  { code: 2, about: 'Comando o impostazioni da correggere.' },
  { code: 3, about: 'Qualcuno ha salvato il registro nel frattempo: si riprova.' },
  { code: 4, about: 'Fermata da un limite di sicurezza.' },
  { code: 5, about: 'Fatto in parte: è detto che cosa manca.' },
  { code: 6, about: 'Un servizio esterno non risponde.' },
];

/** Every verb of the command line: its help, the docs and the dispatcher come from here. */
const commands: readonly Command[] = [
  demoCommand,
  initCommand,
  doctorCommand,
  checkCommand,
  whyCommand,
  printCommand,
  signCommand,
  verifyCommand,
  monthCommand,
  remindCommand,
  simulateCommand,
  periodCommand,
  packsCommand,
  calendarCommand,
  importCommand,
  serveCommand,
  undoCommand,
  describeCommand(() => ({ verbs, everywhere, exits })),
];

/** The verbs as help and docs tell them. */
export const verbs: readonly VerbHelp[] = commands.map(
  ({ verb, about, usage, options, examples }) => ({
    verb,
    about,
    usage,
    options: options.map(asTold),
    examples,
  }),
);

/** Runs one command line and says how it ended. Whatever fails outside is told in Italian with its cure. */
export async function run(argv: readonly string[]): Promise<Exit> {
  const [verb = 'help', ...rest] = argv;
  const known = commands.find((it) => it.verb === verb);
  const streams = { input: process.stdin, output: process.stdout, errors: process.stderr };
  const plain = terminal(streams);
  if (known === undefined) {
    const asked = ['help', '--help', '-h', 'aiuto'].includes(verb);
    if (!asked) plain.hint(`«${verb}» non è un comando di ALICE.`);
    overview(plain);
    return asked ? exit.well : exit.usage;
  }

  const options = Object.fromEntries(
    [...common, ...known.options].map(({ name, type }) => [name, { type }] as const),
  );
  let parsed: { readonly values: Record<string, unknown>; readonly positionals: readonly string[] };
  try {
    parsed = parseArgs({ args: rest, options, allowPositionals: true, strict: true });
  } catch (failure) {
    plain.hint(optionTold(failure));
    plain.hint(`Si usa così: npx ${known.usage}. Di più con «npx alice ${verb} --help».`);
    return exit.usage;
  }
  // parseArgs gives texts and booleans for the types just declared.
  const values = parsed.values as Call['options'];
  if (values['help'] === true) {
    help(known, plain);
    return exit.well;
  }
  const clock = clockOf(values['now']);
  if (typeof clock === 'string') {
    plain.hint(clock);
    return exit.usage;
  }
  const call: Call = {
    words: parsed.positionals,
    options: values,
    clock,
    usage: known.usage,
    run,
    by: typeof values['as'] === 'string' ? values['as'] : 'coordinator',
    terminal: terminal(streams, {
      quiet: values['quiet'] === true || values['json'] === true,
      colour: process.env['NO_COLOR'] === undefined,
    }),
  };
  try {
    return await known.run(call);
  } catch (failure) {
    if (!(failure instanceof Unreachable)) throw failure;
    if (values['json'] === true)
      tell({ verb, failed: { what: failure.what, why: failure.why, cure: failure.cure } });
    call.terminal.hint(`${failure.what}: ${failure.why}.`);
    call.terminal.hint(`${failure.cure.replace(/\.$/, '')}.`);
    return exit.usage;
  } finally {
    call.terminal.close();
  }
}

function clockOf(now: unknown): Clock | string {
  if (typeof now !== 'string') return romeClock();
  const clock = clockAt(now);
  return clock.ok ? clock.value : clock.error;
}

function overview(out: Terminal): void {
  out.say('ALICE tiene in ordine i fogli di un programma di inclusione attraverso il lavoro.');
  out.say();
  out.say(
    table(
      verbs.map(({ verb, about }) => [`  npx alice ${verb}`, about]),
      out,
    ),
  );
  out.say();
  out.say('Per saperne di più: npx alice <comando> --help.');
}

function help({ about, usage, options, examples }: Command, out: Terminal): void {
  out.say(fold(about, out));
  out.say();
  out.say(`Si usa così: npx ${usage}`);
  out.say();
  out.say(
    table(
      [...options, ...common].map(asTold).map((it) => [`  ${it.option}`, it.about]),
      out,
    ),
  );
  out.say();
  out.say('Esempi:');
  out.say(
    table(
      examples.map((it) => [`  npx ${it.command}`, it.about]),
      out,
    ),
  );
}

function optionTold(failure: unknown): string {
  const [, option] = failure instanceof Error ? (/'(-[^' ]+)/.exec(failure.message) ?? []) : [];
  return option === undefined
    ? 'Un’opzione non va bene.'
    : `L’opzione «${option}» non va bene qui: o non c’è, o le manca un valore.`;
}

if (import.meta.main) {
  // Whoever reads may have had enough: `alice packs | head` is no failure.
  process.stdout.on('error', (failure: NodeJS.ErrnoException) => {
    if (failure.code !== 'EPIPE') throw failure;
    process.exit(exit.well);
  });
  process.exitCode = await run(process.argv.slice(2));
}
