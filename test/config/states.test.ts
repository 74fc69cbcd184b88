import { describe, expect, test } from 'vitest';
import {
  beneficiaries,
  companies,
  contacts,
  internships,
  interviews,
  outcomes,
  variations,
} from '../../config/registry.ts';
import { beneficiaryStates, companyStates, internshipStates } from '../../config/states.ts';
import { day } from '../../src/core/day.ts';
import { stateOf } from '../../src/core/state.ts';
import type { AnyTab, RowOf } from '../../src/core/tab.ts';
import { around } from '../a/around.ts';
import { aCompany } from '../a/imprese.ts';
import { aContact, anInterview, anOutcome } from '../a/persone.ts';
import { anInternship, aVariation } from '../a/tirocini.ts';

const today = day('2026-05-20');
type Rows = readonly (readonly [AnyTab, readonly object[]])[];

describe('Una persona', () => {
  const met: RowOf<typeof beneficiaries> = { id: 'B-0001', metOn: day('2026-03-09') };
  type Facts = {
    readonly row?: Partial<RowOf<typeof beneficiaries>>;
    readonly interviews?: readonly Parameters<typeof anInterview>[0][];
    readonly internships?: readonly Parameters<typeof anInternship>[0][];
    readonly outcomes?: readonly Parameters<typeof anOutcome>[0][];
  };

  function found({ row = {}, ...facts }: Facts) {
    const beneficiary = { ...met, ...row };
    const rows: Rows = [
      [beneficiaries, [beneficiary]],
      [interviews, (facts.interviews ?? []).map((it) => anInterview({ beneficiary, ...it }))],
      [internships, (facts.internships ?? []).map((it) => anInternship({ beneficiary, ...it }))],
      [outcomes, (facts.outcomes ?? []).map((it) => anOutcome({ beneficiary, ...it }))],
    ];
    return stateOf(beneficiaryStates, beneficiary, around({ today, rows }));
  }

  const running = { startDate: day('2026-05-20'), endDate: day('2026-11-19') };
  const over = { startDate: day('2025-11-01'), endDate: day('2026-05-19') };
  const ahead = { startDate: day('2026-05-21'), endDate: day('2026-11-20') };
  const welcome = { kind: 'welcome' as const, on: day('2026-03-12') };
  const balance = { kind: 'skillsBalance' as const, on: day('2026-03-18') };
  const selected = { selectedOn: day('2026-04-20'), suitable: true };

  test.each<readonly [state: string, since: string | undefined, facts: Facts]>([
    ['contattata', '2026-03-09', {}],
    ['contattata', '2026-03-09', { interviews: [{ ...welcome, held: 'missed' }] }],
    ['contattata', '2026-03-09', { interviews: [{ ...welcome, on: day('2026-05-21') }] }],
    ['accolta', '2026-05-20', { interviews: [{ ...welcome, on: today }] }],
    ['accolta', '2026-03-12', { interviews: [welcome] }],
    ['in bilancio', '2026-03-18', { interviews: [balance, welcome] }],
    [
      'in bilancio',
      '2026-03-15',
      { interviews: [balance, { kind: 'inDepth', on: day('2026-03-15') }] },
    ],
    ['idonea', undefined, { row: { suitable: true }, interviews: [balance] }],
    ['non idonea', undefined, { row: { suitable: false }, interviews: [balance] }],
    ['selezionata', '2026-04-20', { row: selected, interviews: [balance] }],
    [
      'in attesa',
      '2026-05-02',
      { row: { ...selected, typedStage: 'waiting', typedStageOn: day('2026-05-02') } },
    ],
    ['abbinata', undefined, { row: { ...selected, typedStage: 'waiting' }, internships: [ahead] }],
    ['abbinata', undefined, { row: selected, internships: [{ startDate: undefined }] }],
    [
      'selezionata',
      '2026-04-20',
      { row: selected, internships: [{ ...ahead, typedState: 'cancelled' }] },
    ],
    ['conclusa', '2026-05-19', { row: selected, internships: [over] }],
    ['conclusa', '2026-05-19', { row: selected, internships: [over, ahead] }],
    ['esito a 28 giorni', '2026-04-28', { row: selected, internships: [over], outcomes: [{}] }],
    [
      'esito a 6 mesi',
      '2026-05-10',
      {
        row: selected,
        internships: [over],
        outcomes: [{}, { id: 'E-0002', at: 'months6', on: day('2026-05-10') }],
      },
    ],
    [
      'irreperibile',
      '2026-05-02',
      {
        row: { typedStage: 'unreachable', typedStageOn: day('2026-05-02') },
        internships: [over],
        outcomes: [{}],
      },
    ],
    [
      'rinuncia',
      '2026-05-02',
      {
        row: { ...selected, typedStage: 'renounced', typedStageOn: day('2026-05-02') },
        internships: [ahead],
      },
    ],
    [
      'in tirocinio',
      '2026-05-20',
      { row: { ...selected, typedStage: 'renounced' }, internships: [running], outcomes: [{}] },
    ],
  ])('è «%s» (dal %s): %#', (state, since, facts) => {
    const { label, since: from } = found(facts);

    expect([label, from]).toEqual([state, since]);
  });

  test('passa per tutti gli stati della tabella, ciascuno con il suo prossimo passo finché ce n’è uno', () => {
    const reached = [
      'contattata',
      'accolta',
      'in bilancio',
      'idonea',
      'non idonea',
      'selezionata',
      'in attesa',
      'abbinata',
      'conclusa',
      'esito a 28 giorni',
      'esito a 6 mesi',
      'irreperibile',
      'rinuncia',
      'in tirocinio',
    ];

    expect(beneficiaryStates.labels.toSorted()).toEqual(reached.toSorted());
    expect(
      beneficiaryStates.states.filter((it) => it.next === undefined).map((it) => it.label),
    ).toEqual(['esito a 6 mesi']);
    for (const { next } of beneficiaryStates.states) expect(next ?? '.').toMatch(/\.$/);
  });
});

describe('Un soggetto ospitante', () => {
  function found(
    but: Partial<RowOf<typeof companies>>,
    more: (of: RowOf<typeof companies>) => Rows = () => [],
  ) {
    const row = aCompany(but);
    return stateOf(companyStates, row, around({ today, rows: [[companies, [row]], ...more(row)] }))
      .label;
  }

  const fresh = {
    interestShownOn: undefined,
    joinedOn: undefined,
    verifiedOn: undefined,
    availableUntil: undefined,
  };
  const hosting =
    (but: Parameters<typeof anInternship>[0]) =>
    (company: RowOf<typeof companies>): Rows => [
      [internships, [anInternship({ company, startDate: day('2026-05-01'), ...but })]],
    ];

  test('è segnalato, contattato, aderente, verificato, disponibile', () => {
    expect(found(fresh)).toBe('segnalata');
    expect(found({ ...fresh, interestShownOn: day('2026-03-16') })).toBe('contattata');
    expect(
      found(fresh, (company) => [[contacts, [aContact({ beneficiary: undefined, company })]]]),
    ).toBe('contattata');
    expect(found({ ...fresh, joinedOn: day('2026-03-20') })).toBe('adesione firmata');
    expect(found({ availableUntil: undefined })).toBe('verificata');
    expect(found({ availableUntil: day('2026-05-19') })).toBe('verificata');
    expect(found({ availableUntil: today })).toBe('disponibile');
  });

  test('resta verificato per dodici mesi', () => {
    expect(found({ verifiedOn: day('2025-05-21') })).toBe('disponibile');
    expect(found({ verifiedOn: day('2025-05-20') })).toBe('adesione firmata');
  });

  test('ospita finché un tirocinio è in corso, a meno che sia sospeso o uscito', () => {
    expect(found(fresh, hosting({ endDate: today }))).toBe('ospitante');
    expect(found(fresh, hosting({ endDate: day('2026-05-19') }))).toBe('segnalata');
    expect(found({ outcome: 'suspended' }, hosting({}))).toBe('sospesa');
    expect(found({ outcome: 'left' }, hosting({}))).toBe('uscita');
  });

  test('passa per tutti gli stati della tabella', () => {
    expect(companyStates.labels).toEqual([
      'uscita',
      'sospesa',
      'ospitante',
      'disponibile',
      'verificata',
      'adesione firmata',
      'contattata',
      'segnalata',
    ]);
  });
});

describe('Un tirocinio', () => {
  function found(
    but: Parameters<typeof anInternship>[0],
    changes: readonly Parameters<typeof aVariation>[0][] = [],
  ) {
    const row = anInternship(but);
    const rows: Rows = [[variations, changes.map((it) => aVariation({ internship: row, ...it }))]];
    const { label, since } = stateOf(internshipStates, row, around({ today, rows }));
    return [label, since];
  }

  const draft = {
    pfiNumber: undefined,
    pfiSignedOn: undefined,
    coSentOn: undefined,
    coProtocol: undefined,
  };
  const running = { startDate: day('2026-03-02'), endDate: day('2026-08-31') };
  const paused = {
    kind: 'suspension' as const,
    newEndDate: undefined,
    from: day('2026-05-18'),
    to: today,
  };

  test('è in bozza, in firma, firmato, comunicato', () => {
    expect(found(draft)).toEqual(['bozza', undefined]);
    expect(found({ ...draft, pfiNumber: '14/2026' })).toEqual(['PFI in firma', undefined]);
    expect(found({ ...draft, pfiSignedOn: day('2026-05-15') })).toEqual(['firmato', '2026-05-15']);
    expect(found({ coProtocol: undefined })).toEqual(['firmato', '2026-05-15']);
    expect(found({})).toEqual(['comunicato', '2026-05-18']);
  });

  test('è attivo dal primo all’ultimo giorno, proroghe comprese', () => {
    expect(found({ startDate: today })).toEqual(['attivo', '2026-05-20']);
    expect(found({ startDate: day('2026-05-21') })[0]).toBe('comunicato');
    expect(found({ ...running, endDate: today })).toEqual(['attivo', '2026-03-02']);
    expect(found({ ...running, endDate: day('2026-05-19') })).toEqual(['concluso', '2026-05-19']);
    expect(
      found({ ...running, endDate: day('2026-05-19') }, [{ newEndDate: day('2026-07-19') }])[0],
    ).toBe('attivo');
    expect(
      found({ ...running, endDate: day('2026-05-19') }, [
        { newEndDate: day('2026-07-19'), cancelledOn: today },
      ])[0],
    ).toBe('concluso');
  });

  test('è sospeso nei giorni dell’atto, o finché non se ne sa la fine', () => {
    expect(found(running, [paused])).toEqual(['sospeso', '2026-05-18']);
    expect(found(running, [{ ...paused, to: day('2026-05-19') }])[0]).toBe('attivo');
    expect(found(running, [{ ...paused, from: day('2026-05-21'), to: undefined }])[0]).toBe(
      'attivo',
    );
    expect(found(running, [{ ...paused, to: undefined }])[0]).toBe('sospeso');
  });

  test('è interrotto dal giorno dopo l’ultimo, se non è finito come doveva', () => {
    const ended = { ...running, endedOn: day('2026-05-19') };

    expect(found({ ...ended, endReason: 'completed' })).toEqual(['concluso', '2026-05-19']);
    expect(found({ ...ended, endReason: undefined })).toEqual(['interrotto', '2026-05-19']);
    expect(found({ ...ended, endedOn: today })[0]).toBe('attivo');
  });

  test('è annullato qualunque cosa dicano le date, e passa per tutti gli stati della tabella', () => {
    expect(found({ ...running, typedState: 'cancelled' })).toEqual(['annullato', undefined]);
    expect(internshipStates.labels).toEqual([
      'annullato',
      'interrotto',
      'concluso',
      'sospeso',
      'attivo',
      'comunicato',
      'firmato',
      'PFI in firma',
      'bozza',
    ]);
  });
});
