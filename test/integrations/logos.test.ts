import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readLogos } from '../../src/integrations/logos/index.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'alice-loghi-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('The folder of logos', () => {
  test('gives its pictures in the order of their names, and nothing else that lies there', async () => {
    for (const name of ['b.PNG', 'a.jpg', 'c.jpeg', 'leggimi.txt', '.nascosto.png', 'd.svg'])
      writeFileSync(join(folder, name), name);
    mkdirSync(join(folder, 'vecchi'));

    const read = await readLogos(folder);

    expect(read.map((it) => [it.name, new TextDecoder().decode(it.bytes)])).toEqual([
      ['a.jpg', 'a.jpg'],
      ['b.PNG', 'b.PNG'],
      ['c.jpeg', 'c.jpeg'],
    ]);
    expect(read[0]?.size).toBe(5);
  });

  test('that is not there has none', async () => {
    expect(await readLogos(join(folder, 'loghi'))).toEqual([]);
  });

  test.each([
    [10_000_000, true],
    [10_000_001, false],
  ])('of a file of %d bytes reads the bytes: %s', async (size, whole) => {
    writeFileSync(join(folder, 'a.png'), '');
    truncateSync(join(folder, 'a.png'), size);

    const [read] = await readLogos(folder);

    expect(read?.size).toBe(size);
    expect(read?.bytes !== undefined).toBe(whole);
  });

  test('that is a file is told as a thing to mend', async () => {
    writeFileSync(join(folder, 'loghi'), 'x');

    await expect(readLogos(join(folder, 'loghi'))).rejects.toThrow(/La cartella dei loghi/);
  });

  test('with a folder called as a picture is told as a thing to mend', async () => {
    mkdirSync(join(folder, 'a.png'));

    await expect(readLogos(folder)).rejects.toThrow(/non riesce a leggerla/);
  });
});
