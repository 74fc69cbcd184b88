import { describe, expect, it } from 'vitest';
import { packs } from '../../config/packs.ts';
import { day } from '../../src/core/day.ts';
import { euro } from '../../src/core/money.ts';
import {
  hostLimit,
  type Instrument,
  instruments,
  type Parameter,
  packAt,
  parameters,
  ruleFor,
  rulePack,
  unverified,
  warningsOf,
} from '../../src/core/pack.ts';

const versions = packs.flatMap((pack) =>
  instruments.flatMap((instrument) =>
    (pack.instruments[instrument] ?? []).map((version) => ({ pack, instrument, version })),
  ),
);
const allRules = [
  ...versions.map(({ pack, instrument, version }) => ({
    where: `${pack.label}, ${instrument}, ${version.name}`,
    rules: version.rules,
  })),
  ...packs.flatMap((pack) =>
    (pack.programmes ?? []).map((it) => ({ where: `${pack.label}, ${it.key}`, rules: it.rules })),
  ),
];

function found(where: {
  readonly region: string;
  readonly instrument: Instrument;
  readonly on: string;
  readonly programme?: string;
}) {
  const it = packAt(packs, { ...where, start: day(where.on) });
  if (it === undefined) throw new Error(`no rules for ${where.region}`);
  return it;
}

describe('i pacchetti di regole', () => {
  it('sono sette, con chiavi diverse', () => {
    expect(packs.map((it) => it.key)).toEqual([
      'puglia',
      'campania',
      'calabria',
      'lazio',
      'marche',
      'emilia-romagna',
      'nazionale',
    ]);
  });

  it.each(packs)('$label rispetta lo schema: fonti scritte, versioni in ordine', (pack) => {
    expect(rulePack.parse(pack)).toEqual(pack);
  });

  it('i programmi hanno ciascuno la sua chiave', () => {
    const keys = packs.flatMap((it) => (it.programmes ?? []).map((one) => one.key));

    expect(new Set(keys).size).toBe(keys.length);
  });

  it('ogni versione avverte, perché nessuna è stata letta per intero sul testo di legge', () => {
    const silent = versions.filter(({ version }) => warningsOf(version).length === 0);

    expect(silent).toEqual([]);
  });

  it.each(allRules)('$where: i numeri non verificati dicono che cosa verificare', ({ rules }) => {
    expect(unverified({ rules }).filter((it) => !it.note?.startsWith('da verificare: '))).toEqual(
      [],
    );
  });

  it.each(allRules)('$where: la malattia non esce mai dai giorni previsti', ({ rules }) => {
    expect(rules.leavesDenominator?.value ?? []).not.toContain('sickness');
  });

  it.each(allRules)('$where: i numeri si dicono in italiano', ({ rules }) => {
    const names = Object.keys(rules).filter((it): it is Parameter => it in parameters);
    const said = names.map((it) => parameters[it].shown(rules[it]?.value));

    expect(said.filter((it) => it === '' || /undefined|NaN|\[object/.test(it))).toEqual([]);
  });
});

describe('la norma del giorno', () => {
  it.each([
    ['Puglia', 'extracurricular', '2013-08-05', 'L.R. Puglia 23/2013'],
    ['Puglia', 'extracurricular', '2023-11-27', 'L.R. Puglia 23/2013'],
    ['Puglia', 'extracurricular', '2023-11-28', 'L.R. Puglia 26/2023'],
    ['Puglia', 'extracurricular', '2024-03-27', 'L.R. Puglia 26/2023'],
    [
      'Puglia',
      'extracurricular',
      '2024-03-28',
      'L.R. Puglia 26/2023, modificata dalla L.R. 13/2024',
    ],
    ['Puglia', 'tis', '2023-11-27', 'L.R. Puglia 23/2013'],
    ['Puglia', 'tis', '2023-11-28', 'L.R. Puglia 26/2023'],
    ['Puglia', 'tis', '2026-05-04', 'L.R. Puglia 26/2023, modificata dalla L.R. 13/2024'],
    ['Campania', 'extracurricular', '2018-05-06', 'Linee guida 25/5/2017, Rep. 86/CSR'],
    ['Campania', 'extracurricular', '2018-05-07', 'Reg. Campania 9/2010, modificato dal 4/2018'],
    ['Lazio', 'extracurricular', '2019-08-01', 'D.G.R. Lazio 533/2017'],
    ['Lazio', 'extracurricular', '2019-08-02', 'D.G.R. Lazio 533/2017, modificata dalla 576/2019'],
    ['Lazio', 'tis', '2026-05-04', 'Linee guida 22/1/2015, Rep. 7/CSR'],
    ['Marche', 'tis', '2018-05-07', 'D.G.R. Marche 593/2018'],
    [
      'Emilia-Romagna',
      'extracurricular',
      '2019-07-01',
      'L.R. Emilia-Romagna 17/2005, modificata dalla 1/2019',
    ],
    ['Puglia', 'borsaLavoro', '2026-05-04', 'Borsa lavoro: regolamento del Comune o dell’Ambito'],
  ] as const)('in %s, %s con avvio il %s, è «%s»', (region, instrument, on, name) => {
    expect(found({ region, instrument, on }).version.name).toBe(name);
  });

  it('non c’è prima della prima norma conosciuta', () => {
    const start = day('2013-08-04');

    expect(
      packAt(packs, { region: 'Puglia', instrument: 'extracurricular', start }),
    ).toBeUndefined();
  });

  it.each(['altra', 'Molise', 'Pulia', ''])('non c’è per la regione sconosciuta «%s»', (region) => {
    const start = day('2026-05-04');

    expect(packAt(packs, { region, instrument: 'tis', start })).toBeUndefined();
  });
});

describe('i numeri delle regioni', () => {
  const today = '2026-05-04';

  it.each([
    ['Puglia', 'tis', today, 'minMonths', 2],
    [
      'Puglia',
      'tis',
      today,
      'allowance',
      [
        { amount: euro(600) },
        { amount: euro(700), aboveMonths: 6, upToMonths: 12, validated: true },
      ],
    ],
    ['Puglia', 'tis', today, 'minAgeInCharge', 16],
    ['Puglia', 'tis', '2024-03-27', 'minAgeInCharge', undefined],
    ['Puglia', 'extracurricular', today, 'hostWithoutEmployees', true],
    ['Puglia', 'extracurricular', '2023-11-27', 'maxMonths', 6],
    ['Puglia', 'extracurricular', '2023-11-27', 'extensionDays', 30],
    ['Puglia', 'extracurricular', '2023-11-27', 'maxMonthsDisadvantaged', 12],
    ['Puglia', 'extracurricular', '2023-11-27', 'extensionMonthsDisadvantaged', 12],
    ['Puglia', 'extracurricular', '2023-11-27', 'allowance', [{ amount: euro(450) }]],
    ['Puglia', 'extracurricular', '2023-11-27', 'maxWeeklyHours', 30 * 60],
    ['Puglia', 'extracurricular', '2023-11-27', 'nightWork', 'never'],
    ['Puglia', 'extracurricular', '2023-11-27', 'countedStaff', ['permanent']],
    ['Puglia', 'extracurricular', '2023-11-27', 'leftOutOfCount', ['law381']],
    ['Puglia', 'extracurricular', '2023-11-27', 'dismissalFreeMonths', 12],
    ['Campania', 'extracurricular', today, 'minMonths', 2],
    ['Campania', 'extracurricular', today, 'maxMonths', 12],
    ['Campania', 'extracurricular', today, 'maxMonthsDisabled', 24],
    ['Campania', 'extracurricular', today, 'extensionNeedsAddendum', true],
    ['Campania', 'extracurricular', today, 'allowance', [{ amount: euro(500) }]],
    ['Campania', 'extracurricular', today, 'threshold', 7000],
    ['Calabria', 'extracurricular', today, 'allowance', [{ amount: euro(400) }]],
    ['Calabria', 'extracurricular', today, 'allowanceIs', 'minimum'],
    ['Calabria', 'extracurricular', today, 'threshold', 7000],
    ['Calabria', 'extracurricular', today, 'base', 'hours'],
    ['Calabria', 'extracurricular', today, 'comparator', 'atLeast'],
    ['Lazio', 'extracurricular', today, 'minMonths', 2],
    ['Lazio', 'extracurricular', today, 'maxMonths', 6],
    ['Lazio', 'extracurricular', today, 'maxMonthsDisadvantaged', 12],
    ['Lazio', 'extracurricular', today, 'maxMonthsDisabled', 24],
    ['Lazio', 'extracurricular', today, 'allowance', [{ amount: euro(800) }]],
    ['Lazio', 'extracurricular', today, 'threshold', 7000],
    ['Marche', 'tis', today, 'allowance', [{ amount: euro(180) }]],
    ['Marche', 'tis', today, 'allowanceIs', 'minimum'],
    ['Marche', 'tis', today, 'threshold', 7500],
    ['Marche', 'tis', today, 'comparator', 'above'],
    ['Marche', 'tis', today, 'thresholdReduced', 4000],
    ['Marche', 'tis', today, 'leavesDenominator', ['companyClosure']],
    ['Marche', 'tis', today, 'sicknessIsAbsence', true],
    ['Emilia-Romagna', 'extracurricular', today, 'allowance', [{ amount: euro(450) }]],
    ['Emilia-Romagna', 'extracurricular', today, 'threshold', 7000],
    ['Emilia-Romagna', 'extracurricular', today, 'belowThreshold', 'proRata'],
    ['Emilia-Romagna', 'extracurricular', today, 'sicknessIsAbsence', true],
    ['Emilia-Romagna', 'extracurricular', today, 'recoveryAfterAbsenceDays', 30],
    ['nazionale', 'extracurricular', today, 'minMonths', 2],
    ['nazionale', 'extracurricular', today, 'minMonthsSeasonal', 1],
    ['nazionale', 'extracurricular', today, 'minDaysSummerStudents', 14],
    ['nazionale', 'extracurricular', today, 'maxMonths', 12],
    ['nazionale', 'extracurricular', today, 'maxMonthsDisabled', 24],
    ['nazionale', 'extracurricular', today, 'allowance', [{ amount: euro(300) }]],
    ['nazionale', 'extracurricular', today, 'threshold', 7000],
    ['nazionale', 'extracurricular', today, 'hostTutorCap', 3],
    ['nazionale', 'extracurricular', today, 'promoterTutorCap', 20],
    ['nazionale', 'extracurricular', today, 'promoterTutorWarnAt', 18],
    ['nazionale', 'extracurricular', today, 'suspensionIllnessDays', 30],
    ['nazionale', 'extracurricular', today, 'suspensionClosureDays', 15],
    ['nazionale', 'extracurricular', today, 'suspensionCounts', false],
    ['nazionale', 'extracurricular', today, 'coStartDaysBefore', 1],
    ['nazionale', 'extracurricular', today, 'coChangeDays', 5],
    ['nazionale', 'extracurricular', today, 'adiYearlyLimit', euro(3000)],
    ['nazionale', 'tis', today, 'maxMonths', 24],
    ['nazionale', 'tis', today, 'maxMonthsTotal', 48],
    ['nazionale', 'tis', today, 'extensionNeedsAttestation', true],
    ['nazionale', 'tis', today, 'hostLimitsApply', false],
    ['nazionale', 'tis', today, 'coCategory', '09'],
    ['nazionale', 'tis', today, 'threshold', undefined],
  ] as const)('%s, %s, avvio %s: %s', (region, instrument, on, parameter, value) => {
    expect(found({ region, instrument, on }).version.rules[parameter]?.value).toEqual(value);
  });

  it.each([
    ['napoli-tis-2025', 'Campania', 'tis', 'plannedMonths', 12],
    ['napoli-tis-2025', 'Campania', 'tis', 'allowance', [{ amount: euro(600) }]],
    ['napoli-tis-2025', 'Campania', 'tis', 'weeklyHours', 25 * 60],
    ['napoli-tis-2025', 'Campania', 'tis', 'minAge', 16],
    ['napoli-tis-2025', 'Campania', 'tis', 'maxAge', 59],
    [
      'napoli-tis-2025',
      'Campania',
      'tis',
      'iseeLimits',
      [{ since: '2025-01-01', limit: euro(9360) }],
    ],
    ['trani-bisceglie-2026', 'Puglia', 'tis', 'plannedMonths', 3],
    ['trani-bisceglie-2026', 'Puglia', 'tis', 'weeklyHours', 25 * 60],
    ['trani-bisceglie-2026', 'Puglia', 'tis', 'allowance', [{ amount: euro(600) }]],
    ['trani-bisceglie-2026', 'Puglia', 'tis', 'hostTutorFee', euro(300)],
    ['garanzia-giovani', 'Puglia', 'extracurricular', 'minMonths', 3],
    ['garanzia-giovani', 'Puglia', 'extracurricular', 'maxMonths', 6],
    ['garanzia-giovani', 'Puglia', 'extracurricular', 'minTotalHours', 360 * 60],
    ['garanzia-giovani', 'Puglia', 'extracurricular', 'startWithinDays', 60],
    ['calabria-tis-2023', 'Calabria', 'tis', 'allowance', [{ amount: euro(700) }]],
    ['campobasso-tis', 'nazionale', 'tis', 'allowance', [{ amount: euro(400) }]],
    ['campobasso-tis', 'nazionale', 'tis', 'weeklyHours', 20 * 60],
    ['campobasso-tis', 'nazionale', 'tis', 'minMonths', 4],
    ['campobasso-tis', 'nazionale', 'tis', 'maxMonths', 12],
    ['monza-brianza-dote', 'nazionale', 'extracurricular', 'allowance', [{ amount: euro(400) }]],
    [
      'monza-brianza-dote',
      'nazionale',
      'extracurricular',
      'partialMonth',
      { how: 'mergeShorterThan', days: 14 },
    ],
    [
      'monza-brianza-dote',
      'nazionale',
      'extracurricular',
      'rounding',
      { to: 'euro', how: 'truncate' },
    ],
  ] as const)('il programma %s (%s, %s): %s', (programme, region, instrument, parameter, value) => {
    const it = found({ region, instrument, on: today, programme });

    expect(ruleFor(it, parameter)).toMatchObject({ value, from: 'programme' });
  });

  it.each([
    ['Campania', 'extracurricular', 'threshold'],
    ['Lazio', 'extracurricular', 'threshold'],
    ['nazionale', 'extracurricular', 'allowance'],
    ['nazionale', 'extracurricular', 'threshold'],
    ['nazionale', 'extracurricular', 'hostBrackets'],
    ['nazionale', 'extracurricular', 'hostBonus'],
    ['nazionale', 'extracurricular', 'hostTutorCap'],
    ['nazionale', 'extracurricular', 'promoterTutorCap'],
    ['nazionale', 'extracurricular', 'coChangeDays'],
    ['nazionale', 'tis', 'hostLimitsApply'],
    ['nazionale', 'tis', 'maxMonthsTotal'],
  ] as const)('%s, %s: %s non è verificato', (region, instrument, parameter) => {
    const { rules } = found({ region, instrument, on: today }).version;

    expect(rules[parameter]?.verified).toBe(false);
  });

  it.each([
    ['Puglia', 'maxMonths'],
    ['Puglia', 'maxWeeklyHours'],
    ['Puglia', 'hostBrackets'],
    ['Puglia', 'threshold'],
    ['Calabria', 'maxMonths'],
    ['Emilia-Romagna', 'comparator'],
  ] as const)('%s non inventa %s: se c’è, è l’indicazione nazionale', (region, parameter) => {
    const it = found({ region, instrument: 'extracurricular', on: today });

    expect(it.version.rules[parameter]).toBeUndefined();
    expect(ruleFor(it, parameter)?.from ?? 'guideline').toBe('guideline');
  });

  it.each([
    [0, 1, 1, 1],
    [5, 1, 1, 1],
    [6, 2, 2, 2],
    [10, 2, 2, 2],
    [11, 3, 2, 2],
    [14, 3, 2, 2],
    [15, 3, 2, 2],
    [16, 4, 2, 2],
    [20, 4, 2, 2],
    [21, 4, 2, 3],
    [25, 5, 2, 3],
    [30, 6, 3, 3],
    [31, 6, 3, 4],
  ])(
    '%i dipendenti: %i in Campania, %i in Puglia nel 2013, %i per le linee guida',
    (staff, campania, old, guide) => {
      const limits = [
        found({ region: 'Campania', instrument: 'extracurricular', on: today }),
        found({ region: 'Puglia', instrument: 'extracurricular', on: '2014-03-03' }),
        found({ region: 'nazionale', instrument: 'extracurricular', on: today }),
      ].map((it) => hostLimit(ruleFor(it, 'hostBrackets')?.value ?? [], staff));

      expect(limits).toEqual([campania, old, guide]);
    },
  );
});
