import { day } from '../../src/core/day.ts';
import { euro } from '../../src/core/money.ts';
import { type RulePack, type Rules, toVerify, verified } from '../../src/core/pack.ts';

const viterbo = 'col.comune.viterbo.it/?p=60';
const repubblica =
  'repubblicadeglistagisti.it, «Nuova legge tirocini extracurriculari Puglia»; col.comune.viterbo.it/?p=60';
const jobsoul = 'D.G.R. Lazio 533/2017 (jobsoul.it/node/6111)';

const decision: Rules = {
  minMonths: verified(2, viterbo),
  maxMonths: verified(6, viterbo),
  maxMonthsDisadvantaged: verified(12, viterbo),
  maxMonthsDisabled: verified(24, viterbo),
  allowance: verified([{ amount: euro(800) }], repubblica),
  allowanceIs: verified('minimum', jobsoul),
  threshold: toVerify(7000, 'D.G.R. Lazio 576/2019', 'la soglia sul testo della delibera'),
};

/** Lazio: D.G.R. 533/2017, in force from 1 October 2017, and D.G.R. 576/2019 which amended it. No act on TIS was found. */
export const lazio: RulePack = {
  key: 'lazio',
  label: 'Lazio',
  instruments: {
    extracurricular: [
      {
        name: 'D.G.R. Lazio 533/2017',
        since: day('2017-10-01'),
        rules: {
          minMonths: verified(2, jobsoul),
          minMonthsSeasonal: verified(1, jobsoul),
          minDaysSummerStudents: verified(14, jobsoul),
          maxMonthsSummerStudents: verified(3, jobsoul),
          maxMonths: verified(6, jobsoul),
          allowance: verified([{ amount: euro(800) }], jobsoul),
          allowanceIs: verified('minimum', jobsoul),
        },
        warning:
          'da verificare sul testo della delibera: a chi spettano 12 mesi e a chi 24, e la soglia di frequenza.',
      },
      {
        name: 'D.G.R. Lazio 533/2017, modificata dalla 576/2019',
        since: day('2019-08-02'),
        rules: decision,
        warning: 'la data è quella della D.G.R. 576/2019: da verificare l’entrata in vigore.',
      },
    ],
  },
};
