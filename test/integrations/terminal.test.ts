import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { fold, table, terminal } from '../../src/integrations/terminal/index.ts';

describe('a terminal', () => {
  function opened(columns?: number) {
    const output = Object.assign(new PassThrough(), columns === undefined ? {} : { columns });
    return {
      output,
      out: terminal({ input: new PassThrough(), output, errors: new PassThrough() }),
    };
  }

  test('folds to its own width, between 40 and 110', () => {
    expect([0, 20, 80, 200].map((it) => opened(it).out.width)).toEqual([100, 40, 80, 110]);
    expect(opened().out.width).toBe(100);
  });

  test('uses no colour and asks nobody when it is a pipe', () => {
    const { out } = opened();

    expect([out.interactive, out.style('block', 'BLOCCA')]).toEqual([false, 'BLOCCA']);
  });

  test('says nothing when it is to be quiet, but hints still', () => {
    const output = new PassThrough();
    const errors = new PassThrough();
    const out = terminal({ input: new PassThrough(), output, errors }, { quiet: true });

    out.say('una riga');
    out.hint('un guaio');

    expect([output.read(), String(errors.read())]).toEqual([null, 'un guaio\n']);
  });

  test('answers a question with the line typed, and with nothing once the input has ended', async () => {
    const input = new PassThrough();
    const out = terminal({ input, output: new PassThrough(), errors: new PassThrough() });

    const first = out.ask('> ');
    input.write('check\n');
    expect(await first).toBe('check');
    const second = out.ask('> ');
    input.end();

    expect(await second).toBeUndefined();
    expect(await out.ask('> ')).toBeUndefined();
  });
});

describe('lines', () => {
  test('break between words, indented, and keep a word longer than the line', () => {
    expect(fold('uno due tre quattro', { width: 9, indent: '  ' })).toBe(
      '  uno due\n  tre\n  quattro',
    );
    expect(fold('precipitevolissimevolmente', { width: 5 })).toBe('precipitevolissimevolmente');
  });

  test('a table lines its columns up and folds the last', () => {
    expect(
      table(
        [
          ['a', 'uno'],
          ['bb', 'uno due tre quattro cinque sei'],
        ],
        { width: 28 },
      ),
    ).toBe('a   uno\nbb  uno due tre quattro\n    cinque sei');
  });
});
