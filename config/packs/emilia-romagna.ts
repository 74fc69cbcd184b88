import { day } from '../../src/core/day.ts';
import { euro } from '../../src/core/money.ts';
import { type RulePack, verified } from '../../src/core/pack.ts';

const formart = 'formart.it/faq/tirocini-retribuzioni-assenze';
const cna =
  'L.R. Emilia-Romagna 1/2019 (mo.cna.it, «Nuova regolamentazione regionale sui tirocini»)';

/**
 * Emilia-Romagna: L.R. 17/2005 as L.R. 1/2019 left it, in force from 1 July 2019. Inclusion internships have rules of
 * their own there (art. 26-novies) that could not be read: they are not in this pack.
 */
export const emiliaRomagna: RulePack = {
  key: 'emilia-romagna',
  label: 'Emilia-Romagna',
  instruments: {
    extracurricular: [
      {
        name: 'L.R. Emilia-Romagna 17/2005, modificata dalla 1/2019',
        since: day('2019-07-01'),
        rules: {
          maxMonths: verified(6, cna),
          maxMonthsDisadvantaged: verified(12, cna),
          maxMonthsDisabled: verified(24, cna),
          allowance: verified([{ amount: euro(450) }], `${formart}; ${cna}`),
          allowanceIs: verified('minimum', cna),
          threshold: verified(7000, formart),
          belowThreshold: verified('proRata', formart, 'in proporzione alla frequenza'),
          sicknessIsAbsence: verified(true, formart),
          recoveryAfterAbsenceDays: verified(30, formart, 'le assenze più brevi non si recuperano'),
        },
        warning:
          'da verificare sul testo di legge: durata minima, numero di tirocinanti e se la frequenza si conta in giorni o in ore.',
      },
    ],
  },
};
