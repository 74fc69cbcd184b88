import { describe, expect, it } from 'vitest';
import { knowledge } from '../../config/index.ts';
import { memoryWorkbook } from '../../src/integrations/memory/workbook.ts';
import { exists, settingCells, survey, wantedIn } from '../../src/jobs/init.ts';
import { files, init, programmeBuilt } from '../a/built.ts';

const all = new Set(Object.keys(knowledge.modules));

describe('Making a workbook', () => {
  it('builds every tab of the modules chosen, what is read first in front, and says nothing is missing after', async () => {
    const built = files();

    const { done } = await init(built, new Set(['base', 'esiti']));

    expect(done.outcome).toBe('done');
    const { tabs } = await built.register.shape();
    expect(tabs.slice(0, 4).map((it) => it.name)).toEqual([
      'Leggimi',
      'Da correggere',
      'Da fare',
      'Beneficiari',
    ]);
    const names = tabs.map((it) => it.name);
    expect(names).toContain('Esiti');
    expect(names).toContain('Impostazioni');
    expect(names).not.toContain('Invii');
    expect(names).not.toContain('Riservato');
    expect(new Set(names).size).toBe(names.length);
  });

  it('a second time writes nothing', async () => {
    const built = files();
    await init(built);
    const after = await built.register.revision();

    const { done, buildings } = await init(built);

    expect(done.outcome).toBe('nothing');
    expect(buildings.flatMap((it) => it.decays)).toEqual([]);
    expect(buildings.flatMap((it) => it.settings)).toEqual([]);
    expect(await built.register.revision()).toBe(after);
  });

  it('writes each setting once, on a line with what holds anyway, and the modules as they were chosen', async () => {
    const built = files();

    await init(built, new Set(['base', 'esiti']));

    const { sheets } = await built.register.read();
    const lines = sheets.find((it) => it.name === 'Impostazioni')?.rows.slice(1) ?? [];
    expect(lines).toHaveLength(Object.keys(knowledge.settings).length);
    const valueOf = (label: string) => lines.find((it) => it[1] === label)?.[2];
    expect([valueOf('Modulo esiti'), valueOf('Modulo rete')]).toEqual(['sì', 'no']);
    for (const it of Object.values(knowledge.settings)) {
      if (it.fallback === undefined || it.section === 'Moduli') continue;
      expect(lines.find((line) => line[1] === it.column.label)?.slice(0, 3)).toEqual(
        settingCells(it).slice(0, 3),
      );
    }
  });

  it('keeps a setting people have changed, and one that has another name now', async () => {
    const built = files();
    await init(built);
    const { sheets } = await built.register.read();
    const row =
      sheets
        .find((it) => it.name === 'Impostazioni')
        ?.rows.findIndex((it) => it[1] === 'Modulo rete') ?? 0;
    built.register.type({ tab: 'Impostazioni', row, column: 2, cell: 'no' });

    const { done } = await init(built);

    expect(done.outcome).toBe('nothing');
  });

  it('puts what is restricted into its own file, without the settings', async () => {
    const { restricted } = await programmeBuilt(all);

    const names = (await restricted.shape()).tabs.map((it) => it.name);

    expect(names).toEqual(expect.arrayContaining(['Riservato', 'Da correggere', 'Leggimi']));
    expect(names).not.toContain('Impostazioni');
    expect(names).not.toContain('Beneficiari');
  });

  it('knows a file that is not there from an empty one', async () => {
    expect(await exists(memoryWorkbook())).toBe(false);
    expect(await exists(memoryWorkbook({ sheets: [{ name: 'Foglio1', rows: [] }] }))).toBe(true);
  });

  it('adds to a workbook people already have, and leaves their sheets alone', async () => {
    const mine = { name: 'Appunti', rows: [['a', 1]] as const };
    const built = files(
      memoryWorkbook({
        sheets: [
          mine,
          {
            name: 'Contatti',
            rows: [
              ['ID', 'Cognome'],
              ['C-0001', 'Rossi'],
            ],
          },
        ],
      }),
    );

    await init(built);

    const { sheets } = await built.register.read();
    expect(sheets.find((it) => it.name === 'Appunti')).toEqual(mine);
    const contacts = sheets.find((it) => it.name === 'Contatti');
    expect(contacts?.rows[1]?.slice(0, 2)).toEqual(['C-0001', 'Rossi']);
    expect(contacts?.rows[0]?.slice(0, 2)).toEqual(['ID', 'Cognome']);
    expect(
      (await survey({ ...built, knowledge, modules: all })).flatMap((it) => it.decays),
    ).toEqual([]);
  });

  it('wants no tab twice in any file', () => {
    for (const books of [
      ['persone', 'imprese', 'amministrazione'],
      ['riservato'],
      ['imprese'],
    ] as const) {
      const names = wantedIn(knowledge, books, all).map((it) => it.shape.name);
      expect(new Set(names).size).toBe(names.length);
    }
  });
});
