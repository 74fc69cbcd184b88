import { describe, expect, it } from 'vitest';
import { knowledge } from '../../config/index.ts';
import { beneficiaries, internships, labs, operators, requests } from '../../config/registry.ts';
import type { Finding } from '../../src/core/finding.ts';
import type { Request } from '../../src/core/knowledge.ts';
import { euro } from '../../src/core/money.ts';
import { answersTo, keptOutcome, outcomeOf, pendingIn } from '../../src/jobs/requests.ts';
import { aProgramme, type TypedRow } from '../a/programme.ts';
import { staff } from '../a/requests.ts';

const aMonth: TypedRow = {
  ID: 'RI-0001',
  what: 'calcola il mese',
  month: 'aprile 2026',
  askedBy: 'O-0001',
};

const worker: TypedRow = { ID: 'B-0001', lastName: 'Rossi', firstName: 'Amina' };

const internship: TypedRow = {
  ID: 'T-0001',
  beneficiary: 'B-0001',
  promoterTutor: 'O-0003',
  startDate: '1/3/2026',
  endDate: '31/8/2026',
};

const found: Finding = {
  key: 'x/T-0001',
  rule: 'x',
  name: 'Una regola',
  level: 'blocca',
  tab: 'Tirocini',
  id: 'T-0001',
  says: 'Qualcosa.',
  expected: 'Altro.',
  mends: 'coordinator',
  classes: ['internal'],
};

/** The answer to one request, on the fourth of May 2026; each month of T-0001 and T-0002 is worth 600 €. */
async function answerTo(
  row: TypedRow,
  but: {
    readonly findings?: readonly Finding[];
    readonly money?: boolean;
    readonly kept?: ReadonlyMap<string, string>;
  } = {},
): Promise<string | undefined> {
  const programme = aProgramme([
    [operators, staff],
    [labs, [{ ID: 'L-0001' }]],
    [beneficiaries, [worker, { ...worker, ID: 'B-0002', lab: 'L-0001' }]],
    [
      internships,
      [
        internship,
        { ...internship, ID: 'T-0002', promoterTutor: 'O-0001' },
        {
          ...internship,
          ID: 'T-0003',
          beneficiary: 'B-0002',
          promoterTutor: 'O-0001',
          startDate: '1/5/2026',
        },
      ],
    ],
    [requests, [row]],
  ]);
  const world = await programme.world();
  const months = knowledge.monthsOf(world.around);
  const due = { kind: 'due', amount: euro(600) } as const;
  const answers = answersTo({
    world,
    findings: but.findings ?? [],
    months: {
      ...months,
      // What a month is worth is proved elsewhere.
      months: months.months.map((it) => ({
        ...it,
        due: { ...it.due, ...due } as typeof it.due,
        state: { key: 'payable', label: 'liquidabile' },
      })),
    },
    past: { requests: but.kept ?? new Map() },
    money: but.money ?? true,
  });
  return new Map(answers).get('RI-0001');
}

describe('What is answered to «calcola il mese»', () => {
  it('is how many internships stand where, and what is due', async () => {
    expect(await answerTo(aMonth)).toBe(
      'aprile 2026: 2 tirocini, 2 «liquidabile». Spetta in tutto 1.200,00 €.',
    );
    expect(await answerTo({ ...aMonth, about: 'T-0002' })).toBe(
      'aprile 2026: 1 tirocinio, 1 «liquidabile». Spetta in tutto 600,00 €.',
    );
  });

  it('counts for each only the internships within reach', async () => {
    expect(await answerTo({ ...aMonth, askedBy: 'O-0003' })).toBe(
      'aprile 2026: 1 tirocinio, 1 «liquidabile». Spetta in tutto 600,00 €.',
    );
    expect(await answerTo({ ...aMonth, askedBy: 'O-0003', about: 'T-0002' })).toBe(
      'T-0002 non c’è nel registro: controlla l’ID.',
    );
  });

  it('says no amount in a file that has no money in it', async () => {
    expect(await answerTo(aMonth, { money: false })).toBe(
      'aprile 2026: 2 tirocini, 2 «liquidabile». Gli importi sono in «Mensilità».',
    );
  });

  it('says no amount to a role that sees none', async () => {
    expect(await answerTo({ ...aMonth, month: 'maggio 2026', askedBy: 'O-0002' })).toBe(
      'maggio 2026: 1 tirocinio, 1 «liquidabile».',
    );
  });

  it.each<[string, TypedRow, string]>([
    ['which month', { month: undefined }, 'Scrivi in «Mese» quale, ad esempio marzo 2026.'],
    [
      'a month that was',
      { month: 'febbraio 2026' },
      'Di febbraio 2026 non c’è nessun tirocinio da contare.',
    ],
    [
      'somebody who asks',
      { askedBy: undefined },
      'Scrivi in «Chiesta da» chi chiede, ad esempio O-0001: ALICE risponde a chi è in servizio.',
    ],
  ])('needs %s', async (_, row, says) => {
    expect(await answerTo({ ...aMonth, ...row })).toBe(says);
  });
});

describe('What is answered to the other requests', () => {
  it('is how many things are open, restricted and waived ones left out', async () => {
    const findings: readonly Finding[] = [
      found,
      { ...found, level: 'avvisa' },
      { ...found, waived: 'D-0001' },
      { ...found, classes: ['restricted'] },
    ];

    expect(await answerTo({ ...aMonth, what: 'ricontrolla tutto' }, { findings })).toBe(
      'Fatto il 04/05/2026: 2 segnalazioni, di cui 1 blocca.',
    );
  });

  it('is a row’s state and what is wrong with it, to those who may ask about it', async () => {
    const asked = { ...aMonth, what: 'spiega perché', about: 'T-0001' };

    expect(await answerTo(asked, { findings: [found] })).toMatch(/ Da guardare: Una regola\./);
    expect(await answerTo(asked)).toMatch(/ A posto\./);
    expect(await answerTo({ ...asked, askedBy: 'O-0002' })).toBe(
      'T-0001 non c’è nel registro: controlla l’ID.',
    );
    expect(await answerTo({ ...asked, about: undefined })).toBe(
      'Scrivi l’ID in «Di chi o di che cosa», ad esempio T-0014.',
    );
  });

  it('points to the technician for what was done', async () => {
    expect(await answerTo({ ...aMonth, what: 'annulla l’ultima modifica di ALICE' })).toMatch(
      /npx alice undo/,
    );
  });

  it('is some sentence for every choice of the list', async () => {
    for (const what of requests.columns.what.choices?.labels ?? [])
      expect([what, await answerTo({ ...aMonth, what })]).toEqual([
        what,
        expect.stringMatching(/^\p{L}.*\.$/u),
      ]);
  });
});

describe('What became of a request', () => {
  const request: Request = {
    id: 'RI-0001',
    what: 'print',
    about: 'T-0001',
    from: undefined,
    to: undefined,
    month: undefined,
    paper: 'Scheda',
    askedOn: undefined,
    confirmed: false,
    by: 'O-0001',
    roles: ['coordinator'],
  };
  const outcome = { open: false, says: 'Fatto.' } as const;
  const kept = new Map([['RI-0001', keptOutcome(request, outcome)]]);

  it('is told as long as the same is asked', () => {
    expect(outcomeOf(request, kept)).toEqual(outcome);
    expect(outcomeOf({ ...request, id: 'RI-0002' }, kept)).toBeUndefined();
  });

  it('holds though who asked has left since', () => {
    expect(outcomeOf({ ...request, roles: [] }, kept)).toEqual(outcome);
  });

  it.each<[string, Partial<Request>]>([
    ['what', { what: 'suspension' }],
    ['about whom', { about: 'T-0002' }],
    ['which paper', { paper: undefined }],
    ['by whom', { by: 'O-0002' }],
    ['and confirmed', { confirmed: true }],
  ])('is forgotten once something else is asked: %s', (_, but) => {
    expect(outcomeOf({ ...request, ...but }, kept)).toBeUndefined();
  });

  it('is looked at again while it is open', () => {
    const world = { knowledge: { ...knowledge, requestsOf: () => [request] } };
    // Requests are given: nothing around is looked at.
    const around = {} as Parameters<typeof pendingIn>[0]['around'];
    const open = new Map([['RI-0001', keptOutcome(request, { ...outcome, open: true })]]);

    expect(pendingIn({ ...world, around }, new Map())).toEqual([request]);
    expect(pendingIn({ ...world, around }, open)).toEqual([request]);
    expect(pendingIn({ ...world, around }, kept)).toEqual([]);
  });
});
