import { day } from '../../src/core/day.ts';
import { euro } from '../../src/core/money.ts';
import { doubted, type RulePack, type Rules, verified } from '../../src/core/pack.ts';

const loscalzo = 'L.R. Puglia 23/2013 (loscalzo.it/?p=1978)';
const altamura =
  'L.R. Puglia 26/2023 (altamuralife.it, «Formazione e lavoro: cambiano le regole per i tirocini»)';
const nonEetPuglia =
  'Garanzia Giovani Puglia (noneetpuglia.it, «Cos’è il tirocinio e quando si attiva»)';
const trani =
  'Ambito Trani–Bisceglie, L.R. 26/2023 (traniviva.it, «Al via dodici tirocini», febbraio 2026)';

const law23: Rules = {
  maxMonths: verified(6, loscalzo),
  extensionDays: verified(30, loscalzo),
  maxMonthsDisadvantaged: verified(
    12,
    loscalzo,
    'vale anche per chi chiede o ha protezione internazionale',
  ),
  maxMonthsDisabled: verified(12, loscalzo),
  extensionMonthsDisadvantaged: verified(12, loscalzo, 'fino a 24 mesi in tutto'),
  allowance: verified([{ amount: euro(450) }], loscalzo),
  allowanceIs: verified('minimum', loscalzo),
  maxWeeklyHours: verified(30 * 60, loscalzo),
  nightWork: verified('never', loscalzo),
  hostBrackets: verified(
    [
      { upTo: 5, max: 1 },
      { upTo: 20, max: 2 },
      { percent: 1000, roundedUp: false },
    ],
    loscalzo,
    'la fonte dice «al massimo il 10 %» e non come si arrotonda: si conta per difetto',
  ),
  countedStaff: verified(['permanent'], loscalzo),
  leftOutOfCount: verified(
    ['law381'],
    loscalzo,
    'anche persone con disabilità (L. 68/1999) e immigrati richiedenti asilo; chi non è in questi elenchi conta',
  ),
  dismissalFreeMonths: verified(12, loscalzo),
};

const law26: Rules = {
  minMonths: verified(2, 'L.R. Puglia 26/2023 art. 3 c. 2 (legislazionetecnica.it/node/6430954)'),
  allowance: verified(
    [{ amount: euro(600) }, { amount: euro(700), aboveMonths: 6, upToMonths: 12, validated: true }],
    altamura,
    '700 euro se il progetto è verificato e validato dal Centro per l’impiego o dall’ente bilaterale; le pagine dicono «fino a»: leggere nella legge se è un minimo',
  ),
  hostWithoutEmployees: verified(true, 'L.R. Puglia 26/2023 (zemaweb.com/archivio/2334-.html)'),
};

const law13: Rules = {
  ...law26,
  minAgeInCharge: verified(
    16,
    'L.R. Puglia 13/2024 art. 12 (puglialive.net, «Il presidente Emiliano promulga legge regionale»)',
    'con l’obbligo di istruzione assolto',
  ),
};

const toRead =
  'numeri da verificare sul testo di legge: durata massima, ore settimanali, numero di tirocinanti e soglia di frequenza (delle norme si leggono solo gli inizi). Gli enti locali ospitano se iscritti all’albo.';
const toRead13 = `${toRead} La data è quella della L.R. 13/2024: da verificare l’entrata in vigore.`;

/**
 * Puglia, where ALICE is at home: L.R. 23/2013, then L.R. 26/2023, which names inclusion internships expressly
 * (art. 1 c. 2), then L.R. 13/2024 on age. Of the law of 2023 only beginnings could be read.
 */
export const puglia: RulePack = {
  key: 'puglia',
  label: 'Puglia',
  instruments: {
    extracurricular: [
      {
        name: 'L.R. Puglia 23/2013',
        since: day('2013-08-05'),
        rules: law23,
        warning: 'la data è quella della legge: da verificare l’entrata in vigore.',
      },
      {
        name: 'L.R. Puglia 26/2023',
        since: day('2023-11-28'),
        rules: law26,
        warning: toRead,
      },
      {
        name: 'L.R. Puglia 26/2023, modificata dalla L.R. 13/2024',
        since: day('2024-03-28'),
        rules: law13,
        warning: toRead13,
      },
    ],
    tis: [
      {
        name: 'L.R. Puglia 23/2013',
        since: day('2013-08-05'),
        rules: doubted(law23, 'che la legge del 2013, che non nomina i TIS, valga anche per loro'),
        warning:
          'la legge del 2013 è anteriore alle linee guida sui TIS (22/1/2015): da verificare che cosa valeva, e l’entrata in vigore.',
      },
      {
        name: 'L.R. Puglia 26/2023',
        since: day('2023-11-28'),
        rules: law26,
        warning: toRead,
        notes: [
          'I TIS sono espressamente nell’ambito della legge (art. 1 c. 2, olympus.uniurb.it).',
        ],
      },
      {
        name: 'L.R. Puglia 26/2023, modificata dalla L.R. 13/2024',
        since: day('2024-03-28'),
        rules: law13,
        warning: toRead13,
        notes: [
          'I TIS sono espressamente nell’ambito della legge (art. 1 c. 2, olympus.uniurb.it).',
        ],
      },
    ],
  },
  programmes: [
    {
      key: 'garanzia-giovani',
      label: 'Garanzia Giovani Puglia (storico)',
      instrument: 'extracurricular',
      rules: {
        minMonths: verified(3, nonEetPuglia),
        maxMonths: verified(6, nonEetPuglia),
        minTotalHours: verified(360 * 60, nonEetPuglia),
        allowance: verified([{ amount: euro(450) }], nonEetPuglia),
        allowanceIs: verified('exact', nonEetPuglia),
        startWithinDays: verified(60, nonEetPuglia, 'dal piano di azione individuale (PAI)'),
      },
    },
    {
      key: 'trani-bisceglie-2026',
      label: 'Ambito Trani–Bisceglie 2026',
      instrument: 'tis',
      rules: {
        plannedMonths: verified(3, trani),
        weeklyHours: verified(25 * 60, trani),
        allowance: verified([{ amount: euro(600) }], trani),
        allowanceIs: verified('exact', trani),
        hostTutorFee: verified(euro(300), trani, 'al tutor aziendale, per tirocinante e mese'),
      },
      notes: ['INAIL e responsabilità civile a carico del progetto.'],
    },
  ],
};
