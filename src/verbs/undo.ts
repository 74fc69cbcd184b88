import { connect } from '../alice.ts';
import { fold } from '../integrations/terminal/index.ts';
import { type Call, type Command, type Exit, exit, settingsOf, tell, usage } from './call.ts';

export const undoCommand: Command = {
  verb: 'undo',
  about: 'Torna indietro: rimette il registro com’era prima di una modifica di ALICE.',
  usage: 'alice undo <numero>',
  options: [],
  examples: [
    { command: 'alice undo R-0012', about: 'torna a prima di quella modifica' },
    { command: 'alice undo R-0012 --dry-run', about: 'dice soltanto che cosa rimetterebbe' },
    { command: 'alice undo R-0012 --json', about: 'per altri programmi' },
  ],
  run: runUndo,
};

async function runUndo(call: Call): Promise<Exit> {
  const { terminal: out } = call;
  const [run] = call.words;
  if (run === undefined)
    return usage(call, 'Dimmi quale modifica: il numero sta in «Registro modifiche».');
  const { undo } = await import('../jobs/undo.ts');
  const dryRun = call.options['dry-run'] === true;
  const alice = await connect({ settings: settingsOf(call), clock: call.clock, look: dryRun });
  const undone = await undo({ ...alice, run, by: call.by, dryRun });
  await alice.ledger.close();
  for (const line of undone.says) out.say(fold(line, out));
  if (call.options['json'] === true) tell({ verb: 'undo', ...undone });
  return undone.outcome === 'refused'
    ? exit.usage
    : undone.left.length > 0
      ? exit.partly
      : exit.well;
}
