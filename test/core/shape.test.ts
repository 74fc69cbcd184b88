import { describe, expect, test } from 'vitest';
import { knowledge } from '../../config/index.ts';
import { shapeOfPage } from '../../src/core/provision.ts';
import { memoryWorkbook } from '../../src/integrations/memory/workbook.ts';
import { tabShape } from '../../src/jobs/init.ts';

const shapes = [
  ...knowledge.tabs.map((it) => tabShape(knowledge, it)),
  ...Object.values(knowledge.pages).map((it) => shapeOfPage(it, '9AA5B1')),
];

describe('The shape of every tab', () => {
  test('is read back as it was built', async () => {
    const workbook = memoryWorkbook();
    const steps = shapes.map((tab, at) => ({ do: 'addTab' as const, tab, at }));

    await (await workbook.prepare({ basis: '', steps })).commit();

    const { tabs } = await workbook.shape();
    expect(tabs.map((it) => it.name)).toEqual(shapes.map((it) => it.name));
    expect(
      tabs.map((it) => it.columns.map((one) => [one.label, one.format, one.dropdown, one.note])),
    ).toEqual(
      shapes.map((it) => it.columns.map((one) => [one.label, one.format, one.dropdown, one.note])),
    );
  });

  test('fits what spreadsheets can bear: names of 31 signs, notes of a thousand signs, a colour', () => {
    expect(shapes.filter((it) => it.name.length > 31 || /[\\/?*[\]:]/.test(it.name))).toEqual([]);
    expect(shapes.filter((it) => !/^[0-9A-F]{6}$/.test(it.colour ?? ''))).toEqual([]);
    expect(
      shapes.flatMap((it) => it.columns).filter((it) => (it.note ?? '').length > 1000),
    ).toEqual([]);
    expect(shapes.flatMap((it) => it.marks).filter((it) => it.formula.length > 255)).toEqual([]);
  });
});
