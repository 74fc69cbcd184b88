import { connect } from '../alice.ts';
import { fold } from '../integrations/terminal/index.ts';
import { check } from '../jobs/check.ts';
import {
  type Call,
  type Command,
  confirmed,
  type Exit,
  exit,
  notOurs,
  readState,
  settingsOf,
  tell,
  textOf,
  usage,
} from './call.ts';
import { report } from './report.ts';

export const periodCommand: Command = {
  verb: 'period',
  about:
    'Sospensione, proroga o chiusura anticipata: mostra nuova fine, mesi, promemoria e carte; scrive solo se confermato.',
  usage:
    'alice period <T-0014> --suspend <dal>..<al> | --extend <giorno o mesi> | --end <giorno> [--ground <motivo>] [--apply]',
  options: [
    {
      name: 'suspend',
      type: 'string',
      about: 'I giorni sospesi, compresi: 2026-03-10..2026-04-20.',
    },
    {
      name: 'extend',
      type: 'string',
      about: 'Il nuovo ultimo giorno, oppure i mesi in più: 2026-12-31, 2.',
    },
    { name: 'end', type: 'string', about: 'L’ultimo giorno svolto, se finisce prima.' },
    {
      name: 'ground',
      type: 'string',
      about:
        'Sospensione: malattia, infortunio, maternità, chiusura. Va solo nel registro riservato. Chiusura anticipata: una voce di «Come è finito».',
    },
    { name: 'apply', type: 'boolean', about: 'Scrive senza chiedere.' },
  ],
  examples: [
    {
      command: 'alice period T-0014 --suspend 2026-03-10..2026-04-20 --ground malattia',
      about: 'mostra che cosa cambia con la sospensione, e chiede conferma',
    },
    {
      command: 'alice period T-0014 --extend 2 --apply',
      about: 'registra una proroga di due mesi',
    },
    {
      command: 'alice period T-0014 --end 2026-06-15 --dry-run',
      about: 'mostra la chiusura anticipata, senza scrivere',
    },
  ],
  run: runPeriod,
};

async function runPeriod(call: Call): Promise<Exit> {
  const { terminal: out, clock, options } = call;
  const job = await import('../jobs/period.ts');
  const dryRun = options['dry-run'] === true;
  const json = options['json'] === true;
  const alice = await connect({ settings: settingsOf(call), clock, look: dryRun });
  const world = await readState(alice);
  if (alice.owner() !== 'ours' && !dryRun) return notOurs(alice, call);
  const asked = job.readPeriod(
    {
      internship: call.words[0],
      suspend: textOf(options['suspend']),
      extend: textOf(options['extend']),
      end: textOf(options['end']),
      ground: textOf(options['ground']),
    },
    world,
  );
  if (!asked.ok) return usage(call, asked.error);
  const look = job.planPeriod(asked.value, world);
  if (!look.ok) {
    for (const it of look.error) out.hint(it);
    await alice.ledger.close();
    return exit.usage;
  }
  for (const line of job.periodInWords(look.value))
    out.say(fold(line, { width: out.width, indent: line.startsWith('  ') ? '  ' : '' }));
  out.say();
  const agreed =
    !dryRun &&
    (await confirmed(call, 'Lo registro?', `npx alice period ${call.words.join(' ')} … --apply`));
  if (!agreed) {
    if (json) tell(job.periodAsJson(look.value));
    if (dryRun) out.say('Non ho scritto nulla (--dry-run).');
    await alice.ledger.close();
    return dryRun ? exit.well : exit.partly;
  }
  const applied = await job.applyPeriod({
    asked: asked.value,
    world,
    ledger: alice.ledger,
    clock,
    by: call.by,
  });
  if (!applied.ok) {
    for (const it of applied.error) out.hint(it);
    await alice.ledger.close();
    return exit.usage;
  }
  if (json) tell(job.appliedAsJson(applied.value));
  for (const line of job.appliedInWords(applied.value)) out.say(line);
  if (applied.value.outcome === 'done')
    report(await check({ ...alice, by: call.by, dryRun: false }), call);
  await alice.ledger.close();
  if (applied.value.outcome === 'changed') return exit.changed;
  return applied.value.outcome === 'queued' ? exit.partly : exit.well;
}
