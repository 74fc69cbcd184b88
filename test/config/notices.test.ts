import { describe, expect, test } from 'vitest';
import { noticesOf } from '../../config/notices.ts';
import { internships } from '../../config/registry.ts';
import { day } from '../../src/core/day.ts';
import { settingsFrom } from '../../src/core/setting.ts';
import { around } from '../a/around.ts';
import { anInternship } from '../a/tirocini.ts';

function told(
  rows: readonly Parameters<typeof anInternship>[0][],
  but: Parameters<typeof around>[0] = {},
) {
  return noticesOf(around({ ...but, rows: [[internships, rows.map((it) => anInternship(it))]] }));
}

describe('Gli avvisi di «Leggimi»', () => {
  test('tacciono senza tirocini, o finché non si sa quale strumento', () => {
    expect(told([])).toEqual([]);
    expect(told([{ instrument: undefined }])).toEqual([]);
  });

  test('dicono ogni dubbio una volta sola, con lo strumento davanti', () => {
    const one = told([{ region: 'calabria' }]);
    const many = told([{ region: 'calabria' }, { id: 'T-0002', region: 'calabria' }]);

    expect(one.length).toBeGreaterThan(0);
    expect(one.filter((it) => !it.startsWith('TIS: ') || !it.endsWith('.'))).toEqual([]);
    expect(many).toEqual(one);
  });

  test('valgono anche per chi non indica la regione: conta quella delle Impostazioni', () => {
    const settings = settingsFrom(new Map([['Regione delle regole', 'Calabria']]));

    expect(told([{ region: undefined }], { settings })).toEqual(told([{ region: 'calabria' }]));
    expect(told([{ region: undefined }])).toEqual(told([{ region: 'puglia' }]));
  });

  test('dicono con il suo nome la regione per cui nessun limite è controllato', () => {
    const says =
      'TIS: nessun pacchetto di regole vale per «altra regione» in quei giorni, e nessun limite è controllato.';

    expect(told([{ region: 'other' }])).toEqual([says]);
    expect(told([{ region: 'puglia', startDate: day('2001-01-01') }])).toEqual([
      says.replace('altra regione', 'Puglia'),
    ]);
  });

  test('senza data di inizio valgono le regole di oggi', () => {
    const now = { today: day('2026-06-01') };

    expect(told([{ region: 'calabria', startDate: undefined }], now)).toEqual(
      told([{ region: 'calabria' }], now),
    );
  });
});
