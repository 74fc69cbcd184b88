import { connect } from '../alice.ts';
import { monthOf } from '../core/day.ts';
import { clockAt } from '../integrations/clock/index.ts';
import { table } from '../integrations/terminal/index.ts';
import {
  type Call,
  type Command,
  type Exit,
  exit,
  readState,
  settingsOf,
  tell,
  textOf,
  usage,
} from './call.ts';

/** `calendar`: a year's holidays and terms, and the cases a person worked out by hand. */
export const calendarCommand: Command = {
  verb: 'calendar',
  about:
    'Le feste e i termini di un anno, e i conti verificati a mano: cambi d’ora, patroni, fine mese, «prima» ed «entro».',
  usage: 'alice calendar [--verify <anno>]',
  options: [
    {
      name: 'verify',
      type: 'string',
      about: 'L’anno da verificare; se manca, quello in corso. Esce con 1 se un conto non torna.',
    },
  ],
  examples: [
    { command: 'alice calendar', about: 'l’anno in corso' },
    { command: 'alice calendar --verify 2027', about: 'i conti del 2027' },
    { command: 'alice calendar --verify 2027 --json', about: 'per altri programmi' },
  ],
  run: runCalendar,
};

async function runCalendar(call: Call): Promise<Exit> {
  const { terminal: out, clock } = call;
  const [{ verifyCalendar, yearInWords }, { calendarCases }, { patronsOf }] = await Promise.all([
    import('../jobs/calendar.ts'),
    import('../../config/calendar-cases.ts'),
    import('../../config/patrons.ts'),
  ]);
  const asked = textOf(call.options['verify']) ?? monthOf(clock.today()).slice(0, 4);
  if (!/^(?:19|20|21)\d\d$/.test(asked))
    return usage(call, `«${asked}» non è un anno: scrivi ad esempio 2027.`);
  const year = Number(asked);
  const settings = settingsOf(call);
  // The patrons are the register's own; where there is none, the national calendar stands alone.
  const alice =
    settings.register === undefined ? undefined : await connect({ settings, clock, look: true });
  const world = alice === undefined ? undefined : await readState(alice);
  await alice?.ledger.close();
  const told = verifyCalendar({
    year,
    cases: calendarCases[year] ?? [],
    patrons: world === undefined ? [] : patronsOf(world.around),
    dayAt: (instant) => {
      const at = clockAt(instant);
      return at.ok ? at.value.today() : at.error;
    },
  });
  if (call.options['json'] === true) tell({ verb: 'calendar', ...told });
  for (const { heading, rows } of yearInWords(told)) {
    out.say(out.style('strong', heading));
    if (rows.length > 0)
      out.say(
        table(
          rows.map(([first = '', ...more]) => [`  ${first}`, ...more]),
          out,
        ),
      );
    out.say();
  }
  return told.cases.every((it) => it.right) ? exit.well : exit.blocked;
}
