import { describe, expect, test } from 'vitest';
import { text, whole, yesNo } from '../../src/core/column.ts';
import { noSettings, readSetting, setting, settingsFrom } from '../../src/core/setting.ts';

const ageMax = setting('Età', whole('Età massima', { min: 0, max: 120 }), 60);
const open = setting('Moduli', yesNo('Modulo esiti'), true);
const title = setting('Programma', text('Nome del programma'));

describe('A setting', () => {
  test('is what its cell says', () => {
    const settings = settingsFrom(
      new Map<string, string | number>([
        ['Età massima', 65],
        ['Modulo esiti', 'no'],
        ['Nome del programma', 'Percorsi'],
      ]),
    );

    expect([settings.of(ageMax), settings.of(open), settings.of(title)]).toEqual([
      65,
      false,
      'Percorsi',
    ]);
  });

  test('is what holds anyway while its cell is blank or cannot be read', () => {
    const unread = settingsFrom(
      new Map<string, string | undefined>([
        ['Età massima', 'boh'],
        ['Modulo esiti', '\u00a0'],
        ['Nome del programma', undefined],
      ]),
    );

    for (const settings of [unread, noSettings])
      expect([settings.of(ageMax), settings.of(open), settings.of(title)]).toEqual([
        60,
        true,
        undefined,
      ]);
  });

  test('may be zero or no: that is no blank', () => {
    const settings = settingsFrom(
      new Map<string, number | boolean>([
        ['Età massima', 0],
        ['Modulo esiti', false],
      ]),
    );

    expect([settings.of(ageMax), settings.of(open)]).toEqual([0, false]);
  });

  test('read from a cell is nothing, a value, or the reason why not', () => {
    expect(readSetting(ageMax.column, ' ')).toBe(undefined);
    expect(readSetting(ageMax.column, { kind: 'formula', formula: '60+5', result: 65 })).toEqual({
      ok: true,
      value: 65,
    });
    expect(readSetting(ageMax.column, 121)).toMatchObject({
      ok: false,
      error: { say: expect.stringContaining('da 0 a 120') },
    });
  });

  test('stands in the order of declaration', () => {
    expect([ageMax, open, title].map((it) => it.declared)).toEqual(
      [ageMax, open, title].map((it) => it.declared).toSorted((a, b) => a - b),
    );
    expect(new Set([ageMax, open, title].map((it) => it.declared)).size).toBe(3);
  });
});
