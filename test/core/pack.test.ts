import { describe, expect, it } from 'vitest';
import { day } from '../../src/core/day.ts';
import { euro } from '../../src/core/money.ts';
import {
  differences,
  doubted,
  fullAllowance,
  hostLimit,
  iseeLimitAt,
  type PackFound,
  type PackVersion,
  packAt,
  packCalled,
  pinned,
  type RulePack,
  readPin,
  ruleFor,
  rulePack,
  standingInWords,
  toVerify,
  unverified,
  verified,
  warningsOf,
} from '../../src/core/pack.ts';

const guidelines = [
  { upTo: 5, max: 1 },
  { upTo: 20, max: 2 },
  { percent: 1000, roundedUp: true },
] as const;
const wider = [
  { upTo: 5, max: 1 },
  { upTo: 10, max: 2 },
  { upTo: 15, max: 3 },
  { upTo: 20, max: 4 },
  { percent: 2000, roundedUp: false },
] as const;
const oldPuglia = [
  { upTo: 5, max: 1 },
  { upTo: 20, max: 2 },
  { percent: 1000, roundedUp: false },
] as const;

const nation: RulePack = {
  key: 'nazionale',
  label: 'Linee guida nazionali',
  instruments: {
    tis: [
      {
        name: 'Linee guida inventate',
        since: day('2015-01-22'),
        rules: {
          hostTutorCap: verified(3, 'accordo inventato'),
          coChangeDays: verified(5, 'stato'),
        },
        warning: 'la soglia la fissa la Regione.',
      },
    ],
  },
};

const first: PackVersion = {
  name: 'L.R. Inventata 1/2013',
  since: day('2013-08-05'),
  rules: {
    maxMonths: verified(6, 'legge inventata'),
    allowance: verified([{ amount: euro(450) }], 'legge inventata'),
    nightWork: verified('never', 'legge inventata'),
  },
};
const second: PackVersion = {
  name: 'L.R. Inventata 2/2023',
  since: day('2023-11-28'),
  rules: {
    maxMonths: toVerify(6, 'legge inventata', 'la durata sul testo'),
    allowance: verified(
      [
        { amount: euro(600) },
        { amount: euro(700), aboveMonths: 6, upToMonths: 12, validated: true },
      ],
      'legge inventata',
    ),
    threshold: verified(7000, 'legge inventata'),
  },
  warning: 'il numero di tirocinanti è da leggere.',
};

const emilia: RulePack = {
  key: 'emilia-romagna',
  label: 'Emilia-Romagna',
  instruments: { extracurricular: [first, second], tis: [second] },
  programmes: [
    {
      key: 'bando-2026',
      label: 'Bando 2026',
      instrument: 'tis',
      rules: { allowance: verified([{ amount: euro(650) }], 'bando inventato') },
    },
  ],
};
const packs = [emilia, nation];

function versionOn(start: string, instrument: 'tis' | 'extracurricular' = 'extracurricular') {
  return packAt(packs, { region: 'Emilia-Romagna', instrument, start: day(start) });
}

describe('packAt', () => {
  it.each([
    ['2013-08-04', undefined],
    ['2013-08-05', first],
    ['2023-11-27', first],
    ['2023-11-28', second],
    ['2026-05-04', second],
  ])('keeps for a start on %s the rule of its day', (start, version) => {
    expect(versionOn(start)?.version).toBe(version);
  });

  it.each(['Emilia-Romagna', 'EMILIA ROMAGNA', 'emilia-romagna', 'emiliaRomagna'])(
    'knows a region written %s',
    (region) => {
      const found = packAt(packs, { region, instrument: 'tis', start: day('2026-05-04') });

      expect(found?.pack).toBe(emilia);
    },
  );

  it.each(['altra', 'Emilia', ''])('has no rules for the unknown region «%s»', (region) => {
    expect(packAt(packs, { region, instrument: 'tis', start: day('2026-05-04') })).toBeUndefined();
  });

  it('takes the national version where a known region is silent, and says so', () => {
    const found = versionOn('2020-03-01', 'tis');

    expect(found?.pack).toBe(nation);
    expect(found?.warnings).toEqual([
      'Emilia-Romagna: non conosco regole proprie per TIS con avvio il 01/03/2020; valgono come indicazione quelle nazionali: verifica la norma regionale o il regolamento del Comune.',
      'Linee guida inventate: la soglia la fissa la Regione.',
    ]);
  });

  it('has no rules before every version, nor for an instrument nobody rules', () => {
    expect(versionOn('2015-01-21', 'tis')).toBeUndefined();
    expect(
      packAt(packs, {
        region: 'emilia-romagna',
        instrument: 'borsaLavoro',
        start: day('2026-05-04'),
      }),
    ).toBeUndefined();
  });

  it('tells what the version warns of and which numbers are not verified', () => {
    expect(versionOn('2026-05-04')?.warnings).toEqual([
      'L.R. Inventata 2/2023: il numero di tirocinanti è da leggere.',
      'L.R. Inventata 2/2023: numeri da verificare sul testo di legge: durata massima.',
    ]);
  });

  it('proposes the nearest programme when the one asked for is unknown', () => {
    const query = { region: 'emilia-romagna', start: day('2026-05-04'), programme: 'bando 2025' };

    const misspelt = packAt(packs, { ...query, instrument: 'tis' });
    const elsewhere = packAt(packs, {
      ...query,
      instrument: 'extracurricular',
      programme: 'Bando 2026',
    });

    expect(misspelt?.programme).toBeUndefined();
    expect(misspelt?.warnings.at(-1)).toBe(
      'Il programma «bando 2025» non è tra quelli che conosco; valgono le regole della regione: scrivi ad esempio bando-2026.',
    );
    expect(elsewhere?.warnings.at(-1)).toBe(
      'Il programma «Bando 2026» vale per TIS, non per Tirocinio extracurriculare; valgono le regole della regione.',
    );
  });
});

describe('ruleFor', () => {
  const query = { region: 'emilia-romagna', instrument: 'tis', start: day('2026-05-04') } as const;

  it('asks the programme, then the region, then the nation, and says who answered', () => {
    const found = packAt(packs, { ...query, programme: 'bando-2026' });
    const without = packAt(packs, query);
    if (!found || !without) throw new Error('the pack is there');

    expect(ruleFor(found, 'allowance')).toMatchObject({
      value: [{ amount: euro(650) }],
      from: 'programme',
    });
    expect(ruleFor(without, 'threshold')).toMatchObject({ value: 7000, from: 'region' });
    expect(ruleFor(without, 'hostTutorCap')).toMatchObject({ value: 3, from: 'guideline' });
    expect(ruleFor(without, 'coChangeDays')).toMatchObject({ value: 5, from: 'state' });
    expect(ruleFor(without, 'maxWeeklyHours')).toBeUndefined();
  });

  it('never passes a guideline for the rule of a region that has none', () => {
    const found = versionOn('2020-03-01', 'tis');
    if (!found) throw new Error('the national version is there');

    expect(ruleFor(found, 'hostTutorCap')?.from).toBe('guideline');
  });
});

describe('hostLimit', () => {
  it.each([
    [0, 1, 1, 1],
    [5, 1, 1, 1],
    [6, 2, 2, 2],
    [10, 2, 2, 2],
    [11, 2, 3, 2],
    [14, 2, 3, 2],
    [15, 2, 3, 2],
    [16, 2, 4, 2],
    [20, 2, 4, 2],
    [21, 3, 4, 2],
    [24, 3, 4, 2],
    [25, 3, 5, 2],
    [30, 3, 6, 3],
    [31, 4, 6, 3],
    [100, 10, 20, 10],
  ])(
    'of %i employees is %i by the guidelines, %i in Campania, %i in Puglia 2013',
    (staff, a, b, c) => {
      expect([guidelines, wider, oldPuglia].map((it) => hostLimit(it, staff))).toEqual([a, b, c]);
    },
  );

  it.each([-1, 2.5, Number.NaN])('refuses %d employees', (staff) => {
    expect(() => hostLimit(guidelines, staff)).toThrow('are not employees');
  });

  it('refuses brackets that do not reach so far', () => {
    expect(() => hostLimit([{ upTo: 5, max: 1 }], 6)).toThrow('no bracket covers 6');
  });
});

describe('fullAllowance', () => {
  const bands = [
    { amount: euro(600) },
    { amount: euro(700), aboveMonths: 6, upToMonths: 12, validated: true },
  ] as const;

  it.each([
    [6, 0, true, euro(600)],
    [6, 1, true, euro(700)],
    [6, 1, false, euro(600)],
    [12, 0, true, euro(700)],
    [12, 1, true, euro(600)],
  ])('of %i months and %i days, validated %s, is %i cents', (months, days, validated, amount) => {
    expect(fullAllowance(bands, { months, days, validated })).toBe(amount);
  });

  it('looks at the hours of the week, and finds nothing where no band fits', () => {
    const byHours = [{ amount: euro(500), fromWeeklyHours: 30 * 60 }];

    expect(fullAllowance(byHours, { months: 3, weeklyHours: 1800 })).toBe(euro(500));
    expect(fullAllowance(byHours, { months: 3, weeklyHours: 1799 })).toBeUndefined();
    expect(fullAllowance(byHours, { months: 3 })).toBeUndefined();
  });
});

describe('iseeLimitAt', () => {
  const limits = [
    { since: day('2024-01-01'), limit: euro(9360) },
    { since: day('2025-10-01'), limit: euro(10_140) },
  ];

  it.each([
    ['2023-12-31', undefined],
    ['2024-01-01', euro(9360)],
    ['2025-09-30', euro(9360)],
    ['2025-10-01', euro(10_140)],
  ])('on %s is the last one seen', (on, limit) => {
    expect(iseeLimitAt(limits, day(on))).toBe(limit);
  });
});

describe('differences', () => {
  const found = (region: string, start: string, programme?: string): PackFound => {
    const it = packAt(packs, { region, instrument: 'tis', start: day(start), programme });
    if (it === undefined) throw new Error(`no rules for ${region} on ${start}`);
    return it;
  };
  const told = (a: PackFound | undefined, b: PackFound | undefined) =>
    differences(a, b).map(
      (it) => `${it.label}: ${standingInWords(it.before)} → ${standingInWords(it.after)}`,
    );

  it('says in Italian what changes and what became doubtful, and what the nation fills in', () => {
    const before = packAt([{ ...emilia, instruments: { tis: [first] } }, nation], {
      region: 'emilia-romagna',
      instrument: 'tis',
      start: day('2014-12-31'),
    });

    expect(told(before, found('emilia-romagna', '2026-05-04'))).toEqual([
      'Durata massima: 6 mesi → 6 mesi (da verificare)',
      'Indennità mensile: 450,00 € → 600,00 €; 700,00 € oltre 6 mesi, fino a 12 mesi e con validazione',
      'Soglia di frequenza nel mese: non indicato → 70 %',
      'Notte: vietato → non indicato',
      'Tirocinanti insieme per tutor aziendale: non indicato → 3 tirocinanti (indicazione nazionale)',
      'Comunicazione di proroga o fine anticipata entro: non indicato → 5 giorni',
    ]);
  });

  it('tells values, sources and who says them on both sides', () => {
    const [allowance] = differences(
      found('emilia-romagna', '2026-05-04'),
      found('emilia-romagna', '2026-05-04', 'bando-2026'),
    );

    expect(allowance).toEqual({
      parameter: 'allowance',
      label: 'Indennità mensile',
      before: {
        value: second.rules.allowance?.value,
        shown: '600,00 €; 700,00 € oltre 6 mesi, fino a 12 mesi e con validazione',
        source: 'legge inventata',
        verified: true,
        from: 'region',
        note: undefined,
      },
      after: {
        value: [{ amount: euro(650) }],
        shown: '650,00 €',
        source: 'bando inventato',
        verified: true,
        from: 'programme',
        note: undefined,
      },
    });
  });

  it('counts it a difference when a region says what was only a guideline', () => {
    const region: RulePack = {
      ...emilia,
      instruments: {
        tis: [{ ...second, rules: { hostTutorCap: verified(3, 'un’altra legge inventata') } }],
      },
    };
    const own = packAt([region, nation], {
      region: 'emilia-romagna',
      instrument: 'tis',
      start: day('2026-05-04'),
    });

    expect(told(found('nazionale', '2026-05-04'), own)).toEqual([
      'Tirocinanti insieme per tutor aziendale: 3 tirocinanti (indicazione nazionale) → 3 tirocinanti',
    ]);
  });

  it('says nothing of the same rules, nor of another source for the same number', () => {
    const same: RulePack = {
      ...nation,
      instruments: {
        tis: [
          {
            name: 'Altre linee guida inventate',
            since: day('2015-01-22'),
            rules: {
              hostTutorCap: verified(3, 'un altro accordo inventato'),
              coChangeDays: verified(5, 'stato'),
            },
          },
        ],
      },
    };
    const other = packAt([same], {
      region: 'nazionale',
      instrument: 'tis',
      start: day('2026-05-04'),
    });

    expect(told(found('nazionale', '2026-05-04'), other)).toEqual([]);
    expect(told(undefined, undefined)).toEqual([]);
  });

  it('compares rules with none', () => {
    expect(told(found('nazionale', '2026-05-04'), undefined)).toEqual([
      'Tirocinanti insieme per tutor aziendale: 3 tirocinanti (indicazione nazionale) → non indicato',
      'Comunicazione di proroga o fine anticipata entro: 5 giorni → non indicato',
    ]);
  });

  it('says of a guideline nobody has verified that it is both', () => {
    expect(
      standingInWords({
        value: 3,
        shown: '3 tirocinanti',
        source: 'accordo inventato',
        verified: false,
        from: 'guideline',
        note: 'da verificare: il numero',
      }),
    ).toBe('3 tirocinanti (indicazione nazionale, da verificare)');
  });
});

describe('a pack pinned to a day', () => {
  const pin = (on: string) => pinned({ pack: emilia, on: day(on) });

  it.each([
    ['2013-08-04', undefined],
    ['2013-08-05', first],
    ['2023-11-27', first],
    ['2023-11-28', second],
  ])('holds as it stood on %s whatever the start', (on, version) => {
    const starts = ['1999-01-01', '2013-08-05', '2026-05-04'];

    const found = starts.map((start) =>
      packAt(packs, { region: pin(on), instrument: 'extracurricular', start: day(start) }),
    );

    expect(found.map((it) => it?.version)).toEqual([version, version, version]);
  });

  it('fills its silence with the nation of that day, and keeps the programme', () => {
    const query = { instrument: 'tis', start: day('2010-01-01') } as const;

    const early = packAt(packs, { ...query, region: pin('2015-01-21') });
    const later = packAt(packs, { ...query, region: pin('2015-01-22') });
    const now = packAt(packs, { ...query, region: pin('2026-05-04'), programme: 'bando-2026' });

    expect(early).toBeUndefined();
    expect(later?.pack).toBe(nation);
    expect(now?.programme?.key).toBe('bando-2026');
    expect(now && ruleFor(now, 'coChangeDays')?.value).toBe(5);
  });

  it.each(['emilia-romagna@', 'emilia-romagna@ieri', 'boh@2026-05-04', '@2026-05-04'])(
    'has no rules where it is written «%s»',
    (region) => {
      expect(
        packAt(packs, { region, instrument: 'tis', start: day('2026-05-04') }),
      ).toBeUndefined();
    },
  );
});

describe('readPin', () => {
  const today = day('2026-05-04');
  const read = (text: string) => readPin(text, { packs, today });

  it.each([
    ['emilia-romagna@2023-11-28', '2023-11-28'],
    ['Emilia Romagna@28/11/2023', '2023-11-28'],
    ['emilia-romagna@2013-08-05', '2013-08-05'],
    ['emilia-romagna', '2026-05-04'],
  ])('reads «%s», and writes it back in one way', (text, on) => {
    const pin = read(text);

    expect(pin).toEqual({ ok: true, value: { pack: emilia, on: day(on) } });
    expect(pin.ok && pinned(pin.value)).toBe(`emilia-romagna@${on}`);
  });

  it.each([
    [
      'emilia-romana@2023-11-28',
      'Non conosco il pacchetto «emilia-romana»: forse è emilia-romagna. Scrivi ad esempio emilia-romagna@2023-11-28.',
    ],
    [
      'molise@2023-11-28',
      'Non conosco il pacchetto «molise»: conosco emilia-romagna e nazionale. Scrivi ad esempio emilia-romagna@2023-11-28.',
    ],
    [
      'emilia-romagna@31/02/2026',
      'Nel confronto «emilia-romagna@31/02/2026» la data non va. «31/02/2026» non è una data (febbraio 2026 ha 28 giorni): scrivi ad esempio 28/02/2026.',
    ],
    [
      'emilia-romagna@2013-08-04',
      'Il 04/08/2013 il pacchetto «emilia-romagna» non aveva ancora regole: la prima è L.R. Inventata 1/2013, dal 05/08/2013. Scrivi ad esempio emilia-romagna@2013-08-05.',
    ],
  ])('refuses «%s», naming what is near and an example', (text, says) => {
    expect(read(text)).toEqual({ ok: false, error: says });
  });
});

describe('a pack called by name', () => {
  it('is found by key or label, however written, and by nothing shorter', () => {
    expect(
      ['emilia-romagna', 'EMILIA ROMAGNA', 'emiliaRomagna', 'Emilia', ''].map((it) =>
        packCalled(packs, it),
      ),
    ).toEqual([emilia, emilia, emilia, undefined, undefined]);
  });
});

describe('unverified', () => {
  it('lists the numbers no page confirms, with what to check', () => {
    expect(unverified(second)).toEqual([
      {
        parameter: 'maxMonths',
        label: 'Durata massima',
        shown: '6 mesi',
        source: 'legge inventata',
        note: 'da verificare: la durata sul testo',
      },
    ]);
    expect(unverified(first)).toEqual([]);
    expect(warningsOf(first)).toEqual([]);
  });

  it('lists every number of rules held in doubt, keeping their notes', () => {
    const doubt = doubted(
      {
        maxMonths: verified(6, 'legge inventata', 'in tutto'),
        threshold: verified(7000, 'legge inventata'),
      },
      'che valga anche qui',
    );

    expect(unverified({ rules: doubt }).map((it) => it.note)).toEqual([
      'da verificare: che valga anche qui; in tutto',
      'da verificare: che valga anche qui',
    ]);
  });
});

describe('the schema of a rule pack', () => {
  it('takes a sound pack as it is', () => {
    expect(rulePack.parse(emilia)).toEqual(emilia);
  });

  it.each([
    ['versions out of order', { instruments: { tis: [second, first] } }],
    ['two versions since one day', { instruments: { tis: [second, second] } }],
    ['an instrument without versions', { instruments: { tis: [] } }],
    ['an unknown instrument', { instruments: { stage: [first] } }],
    [
      'an unknown parameter',
      { instruments: { tis: [{ ...first, rules: { maxWeeks: verified(6, 'x') } }] } },
    ],
    [
      'a blank source',
      { instruments: { tis: [{ ...first, rules: { maxMonths: verified(6, ' ') } }] } },
    ],
    [
      'a number not verified that does not say what to check',
      {
        instruments: {
          tis: [{ ...first, rules: { maxMonths: { value: 6, source: 'x', verified: false } } }],
        },
      },
    ],
    [
      'half a month',
      { instruments: { tis: [{ ...first, rules: { maxMonths: verified(6.5, 'x') } }] } },
    ],
    [
      'brackets that descend',
      {
        instruments: {
          tis: [
            {
              ...first,
              rules: {
                hostBrackets: verified(
                  [{ upTo: 20, max: 2 }, { upTo: 5, max: 1 }, { max: 3 }],
                  'x',
                ),
              },
            },
          ],
        },
      },
    ],
    [
      'brackets without an open end',
      {
        instruments: {
          tis: [{ ...first, rules: { hostBrackets: verified([{ upTo: 5, max: 1 }], 'x') } }],
        },
      },
    ],
    [
      'a bracket with both a number and a share',
      {
        instruments: {
          tis: [{ ...first, rules: { hostBrackets: verified([{ max: 1, percent: 1000 }], 'x') } }],
        },
      },
    ],
    [
      'former prisoners left out of the count',
      {
        instruments: {
          tis: [{ ...first, rules: { leftOutOfCount: verified(['formerPrisoners'], 'x') } }],
        },
      },
    ],
    ['a day that does not exist', { instruments: { tis: [{ ...first, since: '2026-02-31' }] } }],
  ])('refuses %s', (_, wrong) => {
    expect(rulePack.safeParse({ ...emilia, ...wrong }).success).toBe(false);
  });
});
