import { knowledge } from '../../config/index.ts';
import { connect } from '../alice.ts';
import { release } from '../core/release.ts';
import { table } from '../integrations/terminal/index.ts';
import { check } from '../jobs/check.ts';
import { recallReminders } from '../jobs/past.ts';
import type { Explanation } from '../jobs/why.ts';
import { type Call, type Command, type Exit, exit, settingsOf, tell, usage } from './call.ts';
import { audienceOf } from './report.ts';

export const whyCommand: Command = {
  verb: 'why',
  about: 'Spiega un ID, una segnalazione, una regola o un promemoria: la catena delle ragioni.',
  usage: 'alice why <ID, chiave, regola, promemoria o codice> [mese]',
  options: [],
  examples: [
    { command: 'alice why T-0031', about: 'a che punto è un tirocinio e che cosa lo blocca' },
    { command: 'alice why B-0012 --reveal', about: 'con i dati personali' },
    {
      command: 'alice why T-0014 2026-03',
      about: 'quanto spetta per un mese, da quali celle e per quale regola',
    },
    { command: 'alice why coCategoryIs09 --json', about: 'una regola' },
    { command: 'alice why k7m2qd', about: 'perché quel promemoria è partito, o non parte' },
  ],
  run: runWhy,
};

async function runWhy(call: Call): Promise<Exit> {
  const { terminal: out } = call;
  const [asked, ...later] = call.words;
  if (asked === undefined)
    return usage(
      call,
      'Dimmi che cosa spiegare: un ID, la chiave di una segnalazione o il nome di una regola.',
    );
  const [{ why }, { monthAsked, whyMonth }, { whyReminder }] = await Promise.all([
    import('../jobs/why.ts'),
    import('../jobs/why-month.ts'),
    import('../jobs/why-reminder.ts'),
  ]);
  const month = later.length === 0 ? undefined : monthAsked(later.join(' '));
  if (month?.ok === false) return usage(call, month.error);
  const alice = await connect({ settings: settingsOf(call), clock: call.clock, look: true });
  const { plan } = await check({ ...alice, by: call.by, dryRun: true });
  const kept = await alice.ledger.recall('months');
  const papers = await alice.ledger.papers();
  const past = await recallReminders(alice.ledger);
  await alice.ledger.close();
  const answer =
    month === undefined
      ? both(why(asked, plan), whyReminder(asked, { ...plan, past }))
      : whyMonth(asked, month.value, plan, { kept, papers });
  if (answer === undefined || ('ok' in answer && !answer.ok)) {
    out.hint(
      answer?.error ??
        `Di «${asked}» non so nulla: scrivi un ID (T-0031), la chiave di una segnalazione, il nome di una regola o di un promemoria, o il codice di un messaggio.`,
    );
    return exit.usage;
  }
  const found = 'ok' in answer ? answer.value : answer;
  const surface = call.options['json'] === true ? 'json' : 'terminal';
  const audience = audienceOf(call, surface);
  const chains = found.chains.map(({ title, steps }) => ({
    title,
    steps: steps.map(({ heading, text, classes }) => ({
      heading,
      text:
        release({ value: text, classes }, audience, knowledge.policy) ??
        '(riservato a chi può: --reveal)',
    })),
  }));
  if (call.options['json'] === true) tell({ verb: 'why', about: found.about, chains });
  for (const { title, steps } of chains) {
    out.say(out.style('strong', title));
    out.say(
      table(
        steps.map(({ heading, text }) => [`  ${heading}`, text]),
        out,
      ),
    );
    out.say();
  }
  return exit.well;
}

/** What is known of something: what was found wrong with it, and what is reminded of it. */
function both(a: Explanation | undefined, b: Explanation | undefined): Explanation | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return { about: a.about, chains: [...a.chains, ...b.chains] };
}
