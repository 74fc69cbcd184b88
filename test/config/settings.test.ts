import { describe, expect, test } from 'vitest';
import * as registry from '../../config/registry.ts';
import * as settings from '../../config/settings.ts';
import type { Cell } from '../../src/core/cell.ts';
import type { Column } from '../../src/core/column.ts';
import { noSettings, settingsFrom } from '../../src/core/setting.ts';
import { comparable } from '../../src/core/words.ts';

const all = Object.entries(settings)
  // A module's namespace forgets in which order it was written.
  .toSorted(([, a], [, b]) => a.declared - b.declared)
  .map(([key, it]) => ({
    key,
    label: it.column.label,
    section: it.section,
    column: it.column as Column<unknown>,
    fallback: it.fallback as unknown,
  }));

describe('Le impostazioni', () => {
  test('hanno etichette tutte diverse', () => {
    const labels = all.map((it) => comparable(it.label));

    expect(labels.filter((it, at) => labels.indexOf(it) !== at)).toEqual([]);
  });

  test.each(all)('«$label» ha un aiuto e un esempio', ({ column }) => {
    expect(column.help.length).toBeGreaterThan(8);
    expect(column.help.endsWith('.')).toBe(true);
    expect(column.example).not.toBe('');
  });

  test('valgono ciò che la loro colonna ammette anche quando la cella è vuota', () => {
    const wrong = all.filter(
      ({ column, fallback }) =>
        fallback !== undefined && !column.schema.safeParse(fallback).success,
    );

    expect(wrong.map((it) => it.label)).toEqual([]);
  });

  test('stanno insieme per argomento', () => {
    const sections = all.map((it) => it.section);
    const blocks = sections.filter((it, at) => it !== sections[at - 1]);

    expect(new Set(blocks).size).toBe(blocks.length);
  });

  test('senza nulla di scritto hanno gli obiettivi e le età del progetto', () => {
    const set = noSettings;

    expect([
      set.of(settings.targetLabs),
      set.of(settings.targetMetFrom),
      set.of(settings.targetMetTo),
      set.of(settings.targetSelectedFrom),
      set.of(settings.targetSelectedTo),
      set.of(settings.targetInternships),
      set.of(settings.targetEnterpriseTutors),
      set.of(settings.ageMin),
      set.of(settings.ageMax),
      set.of(settings.ageReference),
      set.of(settings.ruleRegion),
    ]).toEqual([4, 150, 200, 30, 50, 44, 5, 18, 40, 'inCharge', 'puglia']);
  });

  test('non suppongono mai il regime fiscale, il CUP, il fondo o il titolare', () => {
    const set = noSettings;

    expect([
      set.of(settings.taxRegime),
      set.of(settings.programmeCup),
      set.of(settings.fundingSource),
      set.of(settings.controller),
      set.of(settings.monthlyAllowance),
      set.of(settings.attendanceThreshold),
    ]).toEqual([undefined, undefined, undefined, undefined, undefined, undefined]);
  });

  test('prendono ciò che è scritto, e tornano al valore di partenza se non si legge', () => {
    const set = settingsFrom(
      new Map<string, Cell>([
        ['Età massima', 35],
        ['Età minima', 'diciotto'],
        ['Età contata alla data di', 'Oggi'],
        ['Modulo rete', 'sì'],
        ['Silenzio dalle', '20:30'],
      ]),
    );

    expect([
      set.of(settings.ageMax),
      set.of(settings.ageMin),
      set.of(settings.ageReference),
      set.of(settings.rete),
      set.of(settings.quietFrom),
    ]).toEqual([35, 18, 'today', true, 20 * 60 + 30]);
  });
});

describe('I moduli', () => {
  const named = new Set(
    Object.values<unknown>(registry).flatMap((it) =>
      typeof it === 'object' && it !== null && 'module' in it && 'columns' in it
        ? [String(it.module)]
        : [],
    ),
  );

  test('dei fogli hanno ciascuno la propria voce, con il loro nome', () => {
    const ofSettings = all.filter((it) => it.section === 'Moduli').map((it) => it.key);

    expect(ofSettings.toSorted()).toEqual([...named].filter((it) => it !== 'base').toSorted());
  });

  test('sono spenti finché nessuno scrive sì', () => {
    const on = all.filter((it) => it.section === 'Moduli' && it.fallback !== false);

    expect(on).toEqual([]);
  });
});

describe('Le ore di silenzio', () => {
  const { column } = settings.quietFrom;

  test.each([
    ['19:00', 1140],
    ['19', 1140],
    ['7:30', 450],
    ['0:00', 0],
    ['24:00', 1440],
  ])('«%s» si capisce', (written, minutes) => {
    expect(column.read(written)).toEqual({ ok: true, value: minutes });
  });

  test('si capiscono anche da una cella formattata come ora', () => {
    expect(column.read({ kind: 'serial', serial: 19 / 24, shows: 'time' })).toEqual({
      ok: true,
      value: 1140,
    });
  });

  test.each(['24:01', '19:60', 'sera'])('«%s» non è un’ora, e si dice perché', (written) => {
    expect(column.read(written)).toEqual({
      ok: false,
      error: { say: `«${written}» non è un’ora del giorno: scrivi ad esempio 19:00.` },
    });
  });

  test('si mostrano con i due punti', () => {
    expect([column.show(1140), column.show(455), column.show(0)]).toEqual([
      '19:00',
      '7:35',
      '0:00',
    ]);
  });
});

describe('Il numero di messaggi', () => {
  const { column } = settings.messagesPerRun;

  test('può essere zero, che ferma ogni invio, ma non meno', () => {
    expect(column.read('0')).toEqual({ ok: true, value: 0 });
    expect(column.read('-1').ok).toBe(false);
  });
});

describe('Il giorno del mese', () => {
  const { column } = settings.sheetsDueDay;

  test('va dal primo al 28, che ogni mese ha', () => {
    expect([1, 28].map((it) => column.read(it).ok)).toEqual([true, true]);
    expect([0, 29].map((it) => column.read(it).ok)).toEqual([false, false]);
  });
});
