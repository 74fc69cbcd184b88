import { describe, expect, test } from 'vitest';
import { indicatorsOf } from '../../config/dashboard.ts';
import {
  beneficiaries,
  companies,
  internships,
  interviews,
  labs,
  operators,
  variations,
} from '../../config/registry.ts';
import { day } from '../../src/core/day.ts';
import { settingsFrom } from '../../src/core/setting.ts';
import { around } from '../a/around.ts';
import { aCompany } from '../a/imprese.ts';
import { aBeneficiary, aLab, anInterview, anOperator } from '../a/persone.ts';
import { anInternship, aVariation } from '../a/tirocini.ts';

function counted(rows: NonNullable<Parameters<typeof around>[0]>['rows'] = []) {
  return Object.fromEntries(
    indicatorsOf(around({ today: day('2026-05-20'), rows })).map((it) => [it.label, it.value]),
  );
}

describe('Il cruscotto', () => {
  test('di un programma vuoto conta zero dappertutto', () => {
    expect(new Set(Object.values(counted()))).toEqual(new Set([0]));
  });

  test('conta laboratori, ospitanti con adesione e tutor d’impresa', () => {
    const told = counted([
      [labs, [aLab(), aLab({ id: 'L-0002' })]],
      [companies, [aCompany(), aCompany({ id: 'I-0002', joinedOn: undefined })]],
      [operators, [anOperator({ role: 'enterpriseTutor' }), anOperator()]],
    ]);

    expect(told).toMatchObject({
      'Laboratori aperti': 2,
      'Soggetti ospitanti con adesione': 1,
      'Tutor d’impresa': 1,
    });
  });

  test('conta ogni persona una volta: incontrata, accolta, selezionata', () => {
    const met = aBeneficiary();
    const seen = aBeneficiary({ id: 'B-0002', metOn: undefined, selectedOn: day('2026-04-20') });

    const told = counted([
      [beneficiaries, [met, seen]],
      [
        interviews,
        [
          anInterview({ beneficiary: seen }),
          anInterview({ id: 'Q-0002', beneficiary: seen }),
          anInterview({ id: 'Q-0003', beneficiary: met, held: 'missed' }),
        ],
      ],
    ]);

    expect(told).toMatchObject({
      'Persone incontrate': 1,
      'Persone accolte a colloquio': 1,
      'Persone selezionate': 1,
    });
  });

  test('distingue i tirocini previsti, avviati, in corso e conclusi; gli annullati non contano', () => {
    const of = (startDate: string, endDate: string) => ({
      startDate: day(startDate),
      endDate: day(endDate),
    });
    const extended = anInternship({ id: 'T-0003', ...of('2026-03-01', '2026-05-19') });

    const told = counted([
      [
        internships,
        [
          anInternship({ id: 'T-0001', ...of('2026-05-20', '2026-11-19') }),
          anInternship({ id: 'T-0002', ...of('2026-05-21', '2026-11-20') }),
          extended,
          anInternship({ id: 'T-0004', ...of('2026-03-01', '2026-05-19') }),
          anInternship({ id: 'T-0005', ...of('2026-03-01', '2026-05-20') }),
          anInternship({
            id: 'T-0006',
            ...of('2026-03-01', '2026-11-20'),
            typedState: 'cancelled',
          }),
        ],
      ],
      [variations, [aVariation({ internship: extended, newEndDate: day('2026-06-30') })]],
    ]);

    expect(told).toMatchObject({
      'Tirocini previsti': 5,
      'Tirocini avviati': 4,
      'Tirocini in corso oggi': 3,
      'Tirocini conclusi': 1,
    });
  });

  test('mette accanto gli obiettivi delle Impostazioni', () => {
    const settings = settingsFrom(new Map([['Laboratori da aprire', 7]]));
    const [labsOpen] = indicatorsOf(around({ settings }));

    expect(labsOpen).toEqual({ label: 'Laboratori aperti', value: 0, target: { from: 7, to: 7 } });
  });
});
