import { day } from '../../src/core/day.ts';
import { euro } from '../../src/core/money.ts';
import { doubted, type RulePack, type Rules, toVerify, verified } from '../../src/core/pack.ts';

const unina =
  'Reg. Campania 9/2010, modificato dal 4/2018 (orientamento.unina.it, «Normativa Regione Campania»)';
const byRegion = 'italiani.site, «Tirocini formativi: i compensi regione per regione»';
const napoli = 'Napoli, TIS 2025 (teleclubitalia.it, «Napoli: al via i tirocini»)';

const regulation: Rules = {
  minMonths: verified(2, unina),
  maxMonths: verified(12, unina, 'presso lo stesso ospitante'),
  maxMonthsDisabled: verified(24, unina),
  extensionNeedsAddendum: verified(
    true,
    unina,
    'proroga motivata, con integrazione del progetto formativo',
  ),
  allowance: verified([{ amount: euro(500) }], byRegion),
  threshold: toVerify(7000, 'Reg. Campania 9/2010', 'la soglia sul testo del regolamento'),
  hostBrackets: verified(
    [
      { upTo: 5, max: 1 },
      { upTo: 10, max: 2 },
      { upTo: 15, max: 3 },
      { upTo: 20, max: 4 },
      { percent: 2000, roundedUp: false },
    ],
    unina,
    'la fonte dice «20 %» e non come si arrotonda: si conta per difetto',
  ),
  countedStaff: verified(['permanent', 'fixedTermCovering'], unina, 'apprendisti esclusi'),
  leftOutOfCount: verified(
    ['law381'],
    unina,
    'chi non è nell’elenco dell’art. 4 conta, anche se in carico ai servizi',
  ),
};

/** Campania: Reg. 9/2010 as Reg. 4/2018 left it (BURC 33 of 7 May 2018), which has its own, wider brackets for hosts. */
export const campania: RulePack = {
  key: 'campania',
  label: 'Campania',
  instruments: {
    extracurricular: [
      {
        name: 'Reg. Campania 9/2010, modificato dal 4/2018',
        since: day('2018-05-07'),
        rules: regulation,
        warning:
          'la data è quella della pubblicazione sul BURC n. 33: da verificare l’entrata in vigore, e come si arrotonda il 20 %.',
      },
    ],
    tis: [
      {
        name: 'Reg. Campania 9/2010, modificato dal 4/2018',
        since: day('2018-05-07'),
        rules: doubted(regulation, 'che il regolamento valga così anche per i TIS'),
        warning:
          'numeri da verificare sul testo di legge: il regolamento è letto per i tirocini extracurriculari. I programmi chiedono il Cod. SURF accanto al CUP.',
      },
    ],
  },
  programmes: [
    {
      key: 'napoli-tis-2025',
      label: 'Napoli, TIS 2025',
      instrument: 'tis',
      rules: {
        plannedMonths: verified(12, napoli),
        weeklyHours: verified(25 * 60, napoli, '5 ore per 5 giorni'),
        allowance: verified([{ amount: euro(600) }], napoli),
        allowanceIs: verified('exact', napoli),
        minAge: verified(16, napoli),
        maxAge: verified(59, napoli),
        iseeLimits: verified([{ since: day('2025-01-01'), limit: euro(9360) }], napoli),
      },
    },
  ],
};
