import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  consequenceOf,
  keeperOf,
  mayAskAbout,
  operatorNames,
  operatorsFor,
  requestsOf,
  roleLabel,
  waiversOf,
} from '../../config/duties.ts';
import { knowledge } from '../../config/index.ts';
import {
  agreements,
  attendanceSheets,
  beneficiaries,
  companies,
  companyTutors,
  contacts,
  internships,
  labs,
  operators,
  requests,
  roles,
  sites,
  variations,
  waivers,
} from '../../config/registry.ts';
import { day } from '../../src/core/day.ts';
import type { Told } from '../../src/core/knowledge.ts';
import type { AnyTab } from '../../src/core/tab.ts';
import { around } from '../a/around.ts';
import { aBeneficiary, aContact, aCoordinator, aLab, anOperator } from '../a/persone.ts';
import { anAttendanceSheet, aRequest, aWaiver } from '../a/presenze.ts';
import { anInternship, aPromoterTutor, aVariation } from '../a/tirocini.ts';

const today = day('2026-05-20');
const june = anInternship();
const { beneficiary = { id: '' }, company = { id: '' }, site = { id: '' } } = june;
const { agreement = { id: '' }, companyTutor = { id: '' } } = june;

describe('Che cosa blocca una cella', () => {
  function stopped(
    of: Pick<Told, 'tab' | 'row'> & Partial<Told>,
    rows: readonly (typeof june)[] = [june],
  ) {
    return consequenceOf({
      stops: undefined,
      mends: 'coordinator',
      around: around({ today, rows: [[internships, rows]] }),
      ...of,
    });
  }

  test.each([
    [internships, june],
    [beneficiaries, beneficiary],
    [companies, company],
    [sites, site],
    [agreements, agreement],
    [companyTutors, companyTutor],
    [variations, aVariation({ internship: june })],
    [contacts, aContact({ beneficiary })],
  ])('è l’avvio del tirocinio che ci si appoggia: %#', (tab, row) => {
    expect(stopped({ tab, row, stops: 'start' })).toEqual({
      stop: 'start',
      on: '2026-06-01',
      id: 'T-0001',
    });
  });

  test('sono le carte, se la regola non dice altro, e nulla di datato per il monitoraggio', () => {
    expect(stopped({ tab: internships, row: june, stops: 'print' })?.stop).toBe('print');
    expect(stopped({ tab: internships, row: june })?.stop).toBe('print');
    expect(stopped({ tab: internships, row: june, stops: 'report' })).toBe(undefined);
  });

  test('è il primo avvio che viene: non quelli passati, di oggi o annullati', () => {
    const starting = (id: string, on: string, but: object = {}) =>
      anInternship({ id, beneficiary, startDate: day(on), ...but });
    const rows = [
      starting('T-0009', '2026-07-01'),
      starting('T-0008', '2026-06-15'),
      starting('T-0007', '2026-06-15'),
      starting('T-0006', '2026-05-20'),
      starting('T-0005', '2026-06-01', { typedState: 'cancelled' }),
    ];

    expect(stopped({ tab: beneficiaries, row: beneficiary }, rows)).toMatchObject({
      id: 'T-0007',
      on: '2026-06-15',
    });
    expect(stopped({ tab: beneficiaries, row: beneficiary }, rows.slice(3))).toBe(undefined);
    expect(stopped({ tab: beneficiaries, row: { id: 'B-0099' } }, rows)).toBe(undefined);
    expect(stopped({ tab: labs, row: aLab() }, rows)).toBe(undefined);
  });

  test('è il pagamento del mese, all’ultimo giorno, per il tirocinio del foglio', () => {
    expect(stopped({ tab: attendanceSheets, row: anAttendanceSheet(), stops: 'pay' })).toEqual({
      stop: 'pay',
      on: '2026-03-31',
      id: 'T-0001',
    });
    expect(stopped({ tab: attendanceSheets, row: { id: 'FP-0002' }, stops: 'pay' })).toBe(
      undefined,
    );
    expect(stopped({ tab: beneficiaries, row: beneficiary, stops: 'pay' })).toBe(undefined);
  });
});

describe('A chi tocca', () => {
  const coordinator = aCoordinator();
  const anna = anOperator();
  const elsewhere = anOperator({ id: 'O-0003', lab: aLab({ id: 'L-0002' }) });
  const conti = aPromoterTutor();
  const other = aPromoterTutor({ id: 'O-0005' });

  function toWhom(
    of: Pick<Told, 'tab' | 'row' | 'mends'>,
    staff: readonly object[] = [coordinator, anna, elsewhere, conti, other],
  ) {
    return operatorsFor({
      stops: undefined,
      around: around({
        today,
        rows: [
          [operators, staff],
          [internships, [june]],
        ],
      }),
      ...of,
    });
  }

  test('a chi la riga nomina per quel ruolo, anche attraverso il tirocinio', () => {
    expect(toWhom({ tab: internships, row: june, mends: 'promoterTutor' })).toEqual(['O-0004']);
    expect(toWhom({ tab: beneficiaries, row: beneficiary, mends: 'promoterTutor' })).toEqual([
      'O-0004',
    ]);
    expect(
      toWhom({
        tab: beneficiaries,
        row: aBeneficiary({ operator: elsewhere }),
        mends: 'labOperator',
      }),
    ).toEqual(['O-0003']);
  });

  test('non a chi la riga nomina per un altro ruolo', () => {
    expect(
      toWhom({
        tab: beneficiaries,
        row: aBeneficiary({ id: 'B-0009', operator: elsewhere }),
        mends: 'promoterTutor',
      }),
    ).toEqual(['O-0004', 'O-0005']);
  });

  test('altrimenti a chi ha il ruolo nello stesso laboratorio, altrimenti a tutti quelli che lo hanno', () => {
    const row = aBeneficiary({ operator: undefined, lab: anna.lab });
    const homeless = aBeneficiary({ operator: undefined, lab: undefined });

    expect(toWhom({ tab: beneficiaries, row, mends: 'labOperator' })).toEqual(['O-0002']);
    expect(toWhom({ tab: beneficiaries, row: homeless, mends: 'labOperator' })).toEqual([
      'O-0002',
      'O-0003',
    ]);
  });

  test('altrimenti al coordinatore: quello che nessuno può correggere lo deve sapere', () => {
    expect(toWhom({ tab: companies, row: { id: 'I-0009' }, mends: 'administration' })).toEqual([
      'O-0001',
    ]);
    expect(toWhom({ tab: companies, row: { id: 'I-0009' }, mends: 'administration' }, [])).toEqual(
      [],
    );
  });

  test('solo a chi è in servizio, dal primo all’ultimo giorno compresi', () => {
    const serving = (from: string, to: string) =>
      toWhom({ tab: companies, row: { id: 'I-0009' }, mends: 'mentor' }, [
        anOperator({ role: 'mentor', from: day(from), to: day(to) }),
      ]);

    expect(serving('2026-05-20', '2026-05-20')).toEqual(['O-0002']);
    expect(serving('2026-05-21', '2026-12-31')).toEqual([]);
    expect(serving('2026-01-01', '2026-05-19')).toEqual([]);
  });

  test('e si chiama con ID e nome, o con l’ID soltanto', () => {
    const names = operatorNames(
      around({ rows: [[operators, [anna, { id: 'O-0009' }, { id: 'O-0010', lastName: 'Neri' }]]] }),
    );

    expect([...names]).toEqual([
      ['O-0002', 'O-0002 · Anna Bianchi'],
      ['O-0009', 'O-0009'],
      ['O-0010', 'O-0010 · Neri'],
    ]);
  });
});

describe('Le deroghe', () => {
  const holding = (but: Parameters<typeof aWaiver>[0]) =>
    waiversOf(around({ today, rows: [[waivers, [aWaiver(but)]]] }));

  test('dicono che cosa scusano, e chi è', () => {
    expect(holding({})).toEqual([
      { id: 'D-0001', about: 'T-0001', rule: 'La durata rispetta il massimo regionale' },
    ]);
  });

  test.each<readonly [string, Parameters<typeof aWaiver>[0], boolean]>([
    ['fino al suo ultimo giorno', { until: today }, true],
    ['non dal giorno dopo', { until: day('2026-05-19') }, false],
    ['mai senza un termine', { until: undefined }, false],
    ['mai se nessuno ne risponde', { authorisedBy: undefined }, false],
    ['dal giorno in cui è data', { authorisedOn: today }, true],
    ['non prima', { authorisedOn: day('2026-05-21') }, false],
    [
      'dal giorno che dice, se ne dice uno',
      { authorisedOn: day('2026-05-01'), from: day('2026-05-21') },
      false,
    ],
    ['fino al giorno prima della revoca', { revokedOn: day('2026-05-21') }, true],
    ['non dalla revoca', { revokedOn: today }, false],
    ['non senza la riga', { about: undefined }, false],
    ['non senza la regola', { rule: undefined }, false],
  ])('valgono %s', (_, but, holds) => {
    expect(holding(but)).toHaveLength(holds ? 1 : 0);
  });
});

describe('Le richieste', () => {
  test('dicono tutto ciò che si chiede e con quali ruoli; ritirate o vuote non contano', () => {
    const told = requestsOf(
      around({
        rows: [
          [
            requests,
            [
              aRequest({
                what: 'extension',
                about: 'T-0001',
                confirmed: true,
                askedBy: aCoordinator({ otherRoles: ['mentor', 'coordinator'] }),
              }),
              aRequest({ id: 'RI-0002', withdrawn: true }),
              aRequest({ id: 'RI-0003', what: undefined }),
              aRequest({ id: 'RI-0004', what: 'check', askedBy: undefined, withdrawn: false }),
            ],
          ],
        ],
      }),
    );

    expect(told).toEqual([
      {
        id: 'RI-0001',
        what: 'extension',
        about: 'T-0001',
        from: '2026-03-01',
        to: '2026-03-31',
        month: undefined,
        paper: undefined,
        askedOn: '2026-04-01',
        confirmed: true,
        by: aCoordinator().id,
        roles: ['coordinator', 'mentor'],
      },
      expect.objectContaining({
        id: 'RI-0004',
        what: 'check',
        confirmed: false,
        by: undefined,
        roles: [],
      }),
    ]);
  });

  test.each([
    ['fino al suo ultimo giorno', { to: day('2026-05-20') }, ['coordinator']],
    ['non dal giorno dopo', { to: day('2026-05-19') }, []],
    ['dal suo primo giorno', { from: day('2026-05-20') }, ['coordinator']],
    ['non dal giorno prima', { from: day('2026-05-21') }, []],
  ])('hanno i ruoli di chi è in servizio: %s', (_, but, has) => {
    const askedBy = aCoordinator({ from: undefined, ...but });
    const [told] = requestsOf(around({ today, rows: [[requests, [aRequest({ askedBy })]]] }));

    expect([told?.by, told?.roles]).toEqual([askedBy.id, has]);
  });

  test('di carte offrono i titoli di tutte quelle che ci sono', () => {
    const titles = readdirSync('config/documents')
      .filter((it) => it.endsWith('.md'))
      .map((it) => /^titolo: (.+)$/m.exec(readFileSync(`config/documents/${it}`, 'utf8'))?.[1]);

    expect(requests.columns.paper.choices?.labels.toSorted()).toEqual(titles.toSorted());
  });
});

describe('Di che cosa si può chiedere', () => {
  const lab = aLab();
  const anna = anOperator({ lab });
  const conti = aPromoterTutor({ lab: undefined });
  const bruno = aBeneficiary({ lab, operator: undefined });
  const stranger = aBeneficiary({ id: 'B-0099', lab: aLab({ id: 'L-0099' }), operator: undefined });
  const row = anInternship({ beneficiary: bruno, promoterTutor: conti, mentor: undefined });
  const elsewhere = anInternship({
    id: 'T-0099',
    beneficiary: stranger,
    promoterTutor: aPromoterTutor({ id: 'O-0099' }),
    mentor: undefined,
  });
  const world = around({
    today,
    rows: [
      [operators, [aCoordinator(), anna, conti]],
      [beneficiaries, [bruno, stranger]],
      [internships, [row, elsewhere]],
    ],
  });
  const may = (operator: string, tab: AnyTab, it: { readonly id: string }) =>
    mayAskAbout({ operator, tab, row: it, around: world });

  test('il coordinatore di tutto, chi non è tra gli operatori di nulla', () => {
    expect([may(aCoordinator().id, internships, elsewhere), may('O-0500', labs, lab)]).toEqual([
      true,
      false,
    ]);
  });

  test('chi sta in un laboratorio, delle sue persone e dei loro tirocini', () => {
    expect(
      [
        [beneficiaries, bruno],
        [internships, row],
        [beneficiaries, stranger],
        [internships, elsewhere],
      ].map(([tab, it]) => may(anna.id, tab as AnyTab, it as { readonly id: string })),
    ).toEqual([true, true, false, false]);
  });

  test('il tutor promotore, dei suoi tirocini e di chi li fa', () => {
    expect([
      may(conti.id, internships, row),
      may(conti.id, beneficiaries, bruno),
      may(conti.id, internships, elsewhere),
      may(conti.id, beneficiaries, stranger),
    ]).toEqual([true, true, false, false]);
  });
});

describe('Chi corregge', () => {
  test('ogni foglio è un ruolo di «Operatori»', () => {
    for (const tab of knowledge.tabs) expect(Object.keys(roles), tab.name).toContain(keeperOf(tab));
    expect(Object.fromEntries(knowledge.tabs.map((it) => [it.name, keeperOf(it)]))).toMatchObject({
      Beneficiari: 'labOperator',
      Tirocini: 'promoterTutor',
      Operatori: 'coordinator',
      'Soggetti ospitanti': 'enterpriseTutor',
      Liquidazioni: 'administration',
      Riservato: 'coordinator',
    });
  });

  test('si chiama per nome; una parola che non è un ruolo resta com’è', () => {
    expect([roleLabel('promoterTutor'), roleLabel('boh'), roleLabel('constructor')]).toEqual([
      'tutor promotore',
      'boh',
      'constructor',
    ]);
  });
});
