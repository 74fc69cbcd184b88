import { day } from '../../src/core/day.ts';
import { euro } from '../../src/core/money.ts';
import { type RulePack, verified } from '../../src/core/pack.ts';

const byRegion = 'italiani.site, «Tirocini formativi: i compensi regione per regione»';
const tempostretto =
  'programma TIS della Regione Calabria (tempostretto.it, «Tirocinanti calabresi»)';

/** Calabria: the minimum amount and the threshold are known from summaries; the act on TIS was not found. */
export const calabria: RulePack = {
  key: 'calabria',
  label: 'Calabria',
  instruments: {
    extracurricular: [
      {
        name: 'Disciplina regionale dei tirocini della Calabria',
        since: day('2017-12-11'),
        rules: {
          allowance: verified(
            [{ amount: euro(400) }],
            `codiciateco.it, «Stage e tirocinio»; ${byRegion}`,
          ),
          allowanceIs: verified('minimum', `codiciateco.it, «Stage e tirocinio»; ${byRegion}`),
          threshold: verified(7000, byRegion),
          comparator: verified('atLeast', byRegion),
          base: verified('hours', byRegion, 'ore del mese'),
        },
        warning:
          'numeri da verificare sul testo di legge: minimo in vigore, durate, numero di tirocinanti e data, presa dalla D.G.R. 613/2017 senza averla letta.',
      },
    ],
  },
  programmes: [
    {
      key: 'calabria-tis-2023',
      label: 'TIS della Regione Calabria, 2023',
      instrument: 'tis',
      rules: {
        allowance: verified([{ amount: euro(700) }], tempostretto),
        allowanceIs: verified('exact', tempostretto),
      },
    },
  ],
};
