import { connect } from '../alice.ts';
import { type Day, plusDays, readDay } from '../core/day.ts';
import { err, ok, type Result } from '../core/result.ts';
import {
  type Call,
  type Command,
  type Exit,
  exit,
  readState,
  sayUnder,
  settingsOf,
  tell,
  textOf,
  usage,
} from './call.ts';

export const simulateCommand: Command = {
  verb: 'simulate',
  about:
    'Fa scorrere i giorni: a chi scriverebbe ALICE, quando e perché, e perché no. Non manda nulla.',
  usage: 'alice simulate [--from <giorno>] [--to <giorno>]',
  options: [
    {
      name: 'from',
      type: 'string',
      about: 'Il primo giorno, ad esempio 1/6/2026. Se manca: oggi.',
    },
    { name: 'to', type: 'string', about: 'L’ultimo giorno. Se manca: 30 giorni dopo il primo.' },
  ],
  examples: [
    { command: 'alice simulate', about: 'i prossimi trenta giorni' },
    {
      command: 'alice simulate --from 1/6/2026 --to 31/12/2026',
      about: 'sei mesi, giorno per giorno',
    },
    { command: 'alice simulate --json', about: 'per altri programmi, con ciò che non parte' },
  ],
  run: runSimulate,
};

async function runSimulate(call: Call): Promise<Exit> {
  const { options, clock } = call;
  const days = daysIn(call);
  if (!days.ok) return usage(call, days.error);
  const [{ recallReminders }, { simulate, simulationAsJson, simulationInWords }] =
    await Promise.all([import('../jobs/past.ts'), import('../jobs/simulate.ts')]);
  const alice = await connect({ settings: settingsOf(call), clock, look: true });
  const world = await readState(alice);
  const past = await recallReminders(alice.ledger);
  await alice.ledger.close();
  const simulated = simulate({ world, past, ...days.value });
  if (options['json'] === true) tell({ verb: 'simulate', ...simulationAsJson(simulated, world) });
  for (const line of simulationInWords(simulated)) sayUnder(call, line);
  return exit.well;
}

/** More than five years would only repeat what nobody has written yet. */
const longest = 5 * 366;

function daysIn({ options, clock }: Call): Result<{ readonly from: Day; readonly to: Day }> {
  const typed = { from: textOf(options['from']), to: textOf(options['to']) };
  const from = typed.from === undefined ? ok(clock.today()) : readDay(typed.from);
  if (!from.ok) return err(from.error);
  const to = typed.to === undefined ? ok(plusDays(from.value, 30)) : readDay(typed.to);
  if (!to.ok) return err(to.error);
  if (to.value < from.value) return err('--to viene prima di --from: scambiali.');
  if (to.value > plusDays(from.value, longest))
    return err('È troppo lungo: si simulano al massimo cinque anni.');
  return ok({ from: from.value, to: to.value });
}
