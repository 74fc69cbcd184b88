import { describe, expect, test } from 'vitest';
import { knowledge } from '../../config/index.ts';
import { modules, modulesOf } from '../../config/modules.ts';
import { patronsOf } from '../../config/patrons.ts';
import { municipalities } from '../../config/registry.ts';
import { calendar, day } from '../../src/core/day.ts';
import { noSettings, settingsFrom } from '../../src/core/setting.ts';
import { around } from '../a/around.ts';
import { aComune } from '../a/persone.ts';

const switches = Object.keys(modules).filter((it) => it !== 'base');
const labelOf = (name: string) => knowledge.settings[name]?.column.label ?? '';

describe('I moduli', () => {
  test('di base ci sono sempre, gli altri solo se accesi', () => {
    const none = settingsFrom(new Map(switches.map((it) => [labelOf(it), 'no'])));

    expect(modulesOf(none)).toEqual(new Set(['base']));
    expect([...modulesOf(noSettings)]).toContain('base');
  });

  test.each(switches)('«%s» si accende con un sì nella sua voce, e non accende altro', (name) => {
    const settings = settingsFrom(
      new Map(switches.map((it) => [labelOf(it), it === name ? 'sì' : 'no'])),
    );

    expect(labelOf(name)).not.toBe('');
    expect(modulesOf(settings)).toEqual(new Set(['base', name]));
  });

  test('hanno un nome, un colore e almeno un foglio', () => {
    for (const [name, it] of Object.entries(modules)) {
      expect(it.label).not.toBe('');
      expect(it.colour).toMatch(/^[0-9A-F]{6}$/);
      expect(
        knowledge.tabs.some((tab) => tab.module === name),
        name,
      ).toBe(true);
    }
    expect(knowledge.tabs.filter((it) => !Object.hasOwn(modules, it.module))).toEqual([]);
  });
});

describe('Le feste patronali', () => {
  const feasts = (rows: readonly Parameters<typeof aComune>[0][]) =>
    patronsOf(around({ rows: [[municipalities, rows.map((it) => aComune(it))]] }));

  test('hanno un giorno fisso, o quello di quest’anno e del prossimo, o tutti e due', () => {
    const dated = { patronThisYear: day('2026-09-20'), patronNextYear: day('2027-09-19') };

    expect(feasts([{}])).toEqual([
      { comune: 'Andria', name: 'Festa di prova', date: { month: 6, day: 13 } },
    ]);
    expect(feasts([{ ...dated, patronDay: undefined, patronName: undefined }])).toEqual([
      {
        comune: 'Andria',
        name: 'Festa patronale di Andria',
        date: { byYear: { 2026: '2026-09-20', 2027: '2027-09-19' } },
      },
    ]);
    expect(feasts([dated])).toHaveLength(2);
  });

  test('mancano dove il comune non ha nome o nessun giorno è scritto', () => {
    expect(feasts([{ name: undefined }, { patronDay: undefined }])).toEqual([]);
  });

  test('fermano il lavoro in quel comune e in nessun altro', () => {
    const { holiday } = calendar(feasts([{}]));

    expect(holiday(day('2026-06-13'), 'Andria')).toBe('Festa di prova');
    expect(holiday(day('2026-06-12'), 'Andria')).toBe(undefined);
    expect(holiday(day('2026-06-13'), 'Trani')).toBe(undefined);
  });
});
