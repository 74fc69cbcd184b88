import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDelimited } from '../../src/jobs/delimited.ts';

/** The rows of a text that can be read. */
function rowsOf(text: string) {
  const read = readDelimited(text);
  return read.ok ? read.value.rows : read.error;
}

function delimiterOf(text: string) {
  const read = readDelimited(text);
  return read.ok ? read.value.delimiter : read.error;
}

function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`;
}

describe('A delimited text', () => {
  it('is cut by semicolons, commas or tabs, whichever cuts it evenly', () => {
    expect(rowsOf('a;b\nc;d\n')).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
    expect(rowsOf('a,b\nc,d')).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
    expect(rowsOf('a\tb\nc\td')).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });

  it('keeps decimal commas and commas of addresses in a text cut by semicolons', () => {
    expect(rowsOf('nome;ore\nvia Roma, 3;4,5\nvia Bari, 4;3,5')).toEqual([
      ['nome', 'ore'],
      ['via Roma, 3', '4,5'],
      ['via Bari, 4', '3,5'],
    ]);
  });

  it('keeps numbers as text, leading zeros and all', () => {
    expect(rowsOf('cap;iva\n00123;02768890648')?.[1]).toEqual(['00123', '02768890648']);
  });

  it('takes quoted delimiters, quotes and line breaks as part of the cell', () => {
    expect(rowsOf('a;b\n"x;y";"disse ""sì""\r\ne uscì"\n')).toEqual([
      ['a', 'b'],
      ['x;y', 'disse "sì"\r\ne uscì'],
    ]);
  });

  it('takes a quote in the middle of a cell as a letter', () => {
    expect(rowsOf('a;b\ntubo 3/4";x')).toEqual([
      ['a', 'b'],
      ['tubo 3/4"', 'x'],
    ]);
  });

  it('drops the byte-order mark, and reads any kind of line end', () => {
    expect(rowsOf('\uFEFFa;b\r\nc;d\re;f\n')).toEqual([
      ['a', 'b'],
      ['c', 'd'],
      ['e', 'f'],
    ]);
  });

  it('believes the first line of Excel that names the delimiter', () => {
    expect(delimiterOf('sep=,\r\na;b,c\r\nd;e,f')).toBe(',');
    expect(rowsOf('sep=,\r\na;b,c')).toEqual([['a;b', 'c']]);
  });

  it('counts blank lines like a spreadsheet, and drops those at the end', () => {
    expect(rowsOf('a;b\n\nc;d\n;\n\n')).toEqual([['a', 'b'], [undefined], ['c', 'd']]);
  });

  it('is one column where nothing cuts it, and nothing where it is empty', () => {
    expect(rowsOf('nome\nAmina')).toEqual([['nome'], ['Amina']]);
    expect(rowsOf('')).toEqual([]);
  });

  it('refuses quotes that never close, and tells the line where they open', () => {
    expect(rowsOf('a;b\nc;"d\ne;f')).toBe(
      'Alla riga 2 si aprono virgolette (") che non si chiudono più: chiudile o toglile, ad esempio "via Roma, 3".',
    );
  });

  it('gives back whatever was written, with any delimiter', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(';', ',', '\t'),
        fc.array(fc.array(fc.string(), { minLength: 3, maxLength: 3 }), {
          minLength: 1,
          maxLength: 6,
        }),
        (delimiter, rows) => {
          const text = rows.map((row) => row.map(quoted).join(delimiter)).join('\r\n');

          const read = rowsOf(`sep=${delimiter}\r\n${text}`);

          const last = rows.findLastIndex((row) => row.some((it) => it !== ''));
          expect(read).toEqual(
            rows.slice(0, last + 1).map((row) => row.map((it) => (it === '' ? undefined : it))),
          );
        },
      ),
    );
  });
});
