import { knowledge } from '../../config/index.ts';
import { connect } from '../alice.ts';
import { type Classified, release } from '../core/release.ts';
import { fold, table } from '../integrations/terminal/index.ts';
import { type Call, type Command, type Exit, exit, settingsOf, tell, usage } from './call.ts';
import { audienceOf } from './report.ts';

export const packsCommand: Command = {
  verb: 'packs',
  about:
    'Elenca i pacchetti di regole, ne confronta due o prova una regione: quali numeri, tirocini, importi e segnalazioni cambiano. Non scrive nulla.',
  usage: 'alice packs [diff <pacchetto@giorno> <pacchetto@giorno> | try <regione>]',
  options: [{ name: 'all', type: 'boolean', about: 'Elenca tutto, non solo i primi dieci.' }],
  examples: [
    {
      command: 'alice packs',
      about: 'i pacchetti, da quando valgono, quanti numeri da verificare',
    },
    {
      command: 'alice packs diff puglia@2023-11-28 puglia@2026-07-01',
      about: 'che cosa cambia tra due giorni, e per quali tirocini',
    },
    {
      command: 'alice packs try campania',
      about: 'il registro come se valessero le regole della Campania',
    },
  ],
  run: runPacks,
};

async function runPacks(call: Call): Promise<Exit> {
  const { terminal: out, clock } = call;
  const [job, { packs: rulePacks }, { internships }, lifecycle, { ruleRegion }, months] =
    await Promise.all([
      import('../jobs/packs.ts'),
      import('../../config/packs.ts'),
      import('../../config/registry.ts'),
      import('../../config/lifecycle.ts'),
      import('../../config/settings.ts'),
      import('../../config/months.ts'),
    ]);
  const settings = settingsOf(call);
  // Packs can be listed and compared where there is no register.
  const alice =
    settings.register === undefined || call.words.length === 0
      ? undefined
      : await connect({ settings, clock, look: true });
  const answer = await job.packs({
    words: call.words,
    today: clock.today(),
    programme: alice,
    ground: {
      packs: rulePacks,
      internships,
      ruleRegion,
      rulesOf: lifecycle.rulesOf,
      dueOf: months.dueOfEach,
    },
  });
  await alice?.ledger.close();
  if (!answer.ok) return usage(call, answer.error);
  const json = call.options['json'] === true;
  const audience = audienceOf(call, json ? 'json' : 'terminal');
  const show = <V>(it: Classified<V>) => release(it, audience, knowledge.policy);
  if (json) tell(job.packsAsData(answer.value, show));
  const passages = job.packsInWords(answer.value, { show, all: call.options['all'] === true });
  for (const { heading, says, rows } of passages) {
    out.say(out.style('strong', heading));
    for (const line of says) out.say(fold(line, { width: out.width, indent: '  ' }));
    if (rows.length > 0) out.say(table(rows, out));
    out.say();
  }
  return exit.well;
}
