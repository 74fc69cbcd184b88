import { day } from '../../src/core/day.ts';
import { euro } from '../../src/core/money.ts';
import { type RulePack, verified } from '../../src/core/pack.ts';

const news = 'D.G.R. Marche 593/2018 (regione.marche.it/News-ed-Eventi/Tag/Post/43628)';

/** Marche: TIS only, by D.G.R. 593/2018, the act that says TIS tend to take the place of «borse lavoro». */
export const marche: RulePack = {
  key: 'marche',
  label: 'Marche',
  instruments: {
    tis: [
      {
        name: 'D.G.R. Marche 593/2018',
        since: day('2018-05-07'),
        rules: {
          allowance: verified([{ amount: euro(180) }], news),
          allowanceIs: verified('minimum', news),
          threshold: verified(7500, news),
          comparator: verified(
            'above',
            news,
            'la frequenza deve superare il 75 %, non basta raggiungerlo',
          ),
          thresholdReduced: verified(
            4000,
            news,
            'nei casi che la delibera elenca (art. 4 L. 104/1992 o presa in carico dei servizi di salute mentale)',
          ),
          leavesDenominator: verified(['companyClosure'], news, 'solo le chiusure dell’ospitante'),
          sicknessIsAbsence: verified(true, news),
        },
        warning:
          'da verificare sul testo della delibera: durate, se la frequenza si conta in giorni o in ore, e che cosa si paga sotto la soglia; la data è quella della delibera.',
        notes: [
          'Il progetto ha quattro firme: servizio, promotore, ospitante, tirocinante (regione.marche.it, TIS).',
        ],
      },
    ],
  },
};
