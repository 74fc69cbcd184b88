import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { aWorkbook, type Stage } from '../../contracts/workbook.ts';
import { type Theatre, theatre, typed } from './stage.ts';

let world: Theatre;

beforeAll(async () => {
  world = await theatre();
});

afterEach(() => {
  // Every request and every answer was one that Google's own documents know.
  expect(world.google.violations).toEqual([]);
});

afterAll(() => world.close());

aWorkbook('a spreadsheet of Google’s', async () => {
  const id = world.spreadsheet();
  const stage = {
    workbook: world.workbook(id),
    reckons: true,
    type: async ({ tab, row, column, cell }: Parameters<Stage['type']>[0]) => {
      world.google.sheets.type(id, { tab, row, column, value: typed(cell) });
    },
  };
  return stage;
});
