import { type Alice, connect } from '../alice.ts';
import { type Checked, check } from '../jobs/check.ts';
import { type Call, type Command, deskOf, type Exit, exit, settingsOf, tell } from './call.ts';
import { jsonOf, report } from './report.ts';

export const checkCommand: Command = {
  verb: 'check',
  about: 'Controlla ogni riga e scrive «Da correggere», «Da fare» e gli altri fogli di ALICE.',
  usage: 'alice check [--all]',
  options: [{ name: 'all', type: 'boolean', about: 'Elenca tutto, non solo le prime dieci cose.' }],
  examples: [
    { command: 'alice check', about: 'le prime dieci cose' },
    { command: 'alice check --json --strict', about: 'per altri programmi, severo' },
    {
      command: 'alice check --dry-run --now 2026-05-04',
      about: 'come sarebbe quel giorno, senza scrivere',
    },
  ],
  run: runCheck,
};

async function runCheck(call: Call): Promise<Exit> {
  const dryRun = call.options['dry-run'] === true;
  const alice = await connect({ settings: settingsOf(call), clock: call.clock, look: dryRun });
  const checked = await check({ ...alice, by: call.by, dryRun, desk: deskOf(alice) });
  if (alice.owner() === 'another')
    call.terminal.hint(
      'Questo registro è tenuto da un’altra copia di ALICE: ho scritto solo nel file accanto.',
    );
  if (call.options['json'] === true) tell(jsonOf(checked, call));
  else report(checked, call);
  if (call.options['reveal'] === true && !dryRun) await auditReveal(alice, checked, call);
  await alice.ledger.close();
  if (checked.done?.outcome === 'changed') return exit.changed;
  const open = checked.plan.findings.filter((it) => it.waived === undefined);
  const stops = open.some(
    (it) => it.level === 'blocca' || (call.options['strict'] === true && it.level === 'avvisa'),
  );
  return stops ? exit.blocked : exit.well;
}

async function auditReveal(alice: Alice, { plan }: Checked, call: Call): Promise<void> {
  await alice.ledger.audit({
    at: call.clock.now(),
    by: call.by,
    what: 'segnalazioni con dati personali',
    ids: [...new Set(plan.findings.flatMap((it) => (it.id === undefined ? [] : [it.id])))],
    purpose: '--reveal',
  });
}
