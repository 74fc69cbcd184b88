import { describe, expect, test } from 'vitest';
import { day } from '../../src/core/day.ts';
import {
  type Block,
  blocksAsText,
  type Chart,
  chartInWords,
  chartTable,
  type Document,
  markOf,
  numberOf,
  spreadCells,
  wordings,
} from '../../src/core/document.ts';

function aPaper(blocks: readonly Block[], changes: Partial<Document> = {}): Document {
  return {
    title: 'Accordo n. 7',
    header: { left: 'Ambito di Esempio' },
    footer: 'Prot. 1',
    created: day('2026-03-01'),
    blocks,
    ...changes,
  };
}

/** What stands between the rulers, line by line. */
function body(...blocks: readonly Block[]): readonly string[] {
  return blocksAsText(aPaper(blocks)).split('\n').slice(3, -2);
}

describe('a document as text', () => {
  test('begins with its title and head, ends with its foot', () => {
    const paper = aPaper([{ kind: 'paragraph', text: ['Testo'] }], {
      number: 'AC-7',
      copy: true,
      draft: true,
      header: {
        left: 'Ambito',
        right: 'CUP X',
        logos: [
          { kind: 'europeanUnion', statement: 'Finanziato dall’Unione europea' },
          { kind: 'picture', of: 'Regione Puglia', bytes: new Uint8Array() },
          { kind: 'name', of: 'Repubblica italiana' },
        ],
      },
    });

    expect(blocksAsText(paper).replace(/─+/g, '──')).toBe(
      'Accordo n. 7 [bozza] [copia]\nAmbito | CUP X | AC-7\n[Emblema dell’Unione europea] Finanziato dall’Unione europea | [Logo: Regione Puglia] | Repubblica italiana\n──\nTesto\n──\nProt. 1',
    );
  });

  test('shows every kind of block', () => {
    const text = (it: string) => ({ kind: 'paragraph', text: [it] }) as const;

    expect(
      body(
        { kind: 'heading', level: 2, text: ['Art. 1'] },
        { kind: 'clause', number: '1.1', text: ['Le ', { text: 'parti', bold: true }] },
        {
          kind: 'list',
          ordered: true,
          letters: true,
          items: [
            [text('uno'), { kind: 'list', ordered: false, items: [[text('sotto')]] }],
            [text('due')],
          ],
        },
        { kind: 'facts', rows: [['Nome', ['Amina Rossi']]] },
        {
          kind: 'signatures',
          placeAndDate: true,
          signers: [{ role: 'Il tutor', name: 'Ivo Forlì' }, { role: 'L’ente' }],
        },
        { kind: 'boxes', items: [{ text: ['acconto'], ticked: true }, { text: ['saldo'] }] },
        { kind: 'rule' },
        { kind: 'space', points: 9 },
        { kind: 'pageBreak' },
        { kind: 'notice', tone: 'warning', text: ['Firmare\nentro oggi'] },
        { kind: 'qr', text: 'https://example.org', caption: 'Verifica' },
        { kind: 'field', as: 'text', name: 'a', tooltip: 'Ore', label: 'Ore', value: '8' },
        { kind: 'field', as: 'tick', name: 'b', tooltip: 'Sì', label: 'Sì', ticked: true },
        { kind: 'keep', blocks: [text('insieme')] },
        { kind: 'columns', columns: [{ blocks: [text('a\nb')] }, { blocks: [text('c')] }] },
      ),
    ).toEqual([
      '## Art. 1',
      '',
      '1.1 Le parti',
      '',
      'a) uno',
      '',
      '   • sotto',
      'b) due',
      '',
      'Nome: Amina Rossi',
      '',
      'Luogo e data [____]',
      '',
      '[firma] Il tutor – Ivo Forlì',
      '[firma] L’ente',
      '',
      '☑ acconto',
      '☐ saldo',
      '',
      '————————————————————————',
      '',
      '',
      '=== nuova pagina ===',
      '',
      '┃ ⚠ Firmare',
      '┃ entro oggi',
      '',
      '[QR https://example.org] Verifica',
      '',
      'Ore [8]',
      '',
      'Sì [☑]',
      '',
      'insieme',
      '',
      '1┆ a',
      ' ┆ b',
      '2┆ c',
    ]);
  });

  test('shows a table row by row, with what is crossed, filled in or summed', () => {
    const field = { kind: 'field', as: 'text', name: 'x', tooltip: 'Ore' } as const;

    expect(
      body({
        kind: 'table',
        caption: 'Marzo',
        columns: [{ head: 'G.' }, { head: 'Ore' }, { head: 'Firma' }],
        rows: [
          { cells: [['1'], [], []], shade: 'crossed', because: 'domenica' },
          { cells: [['2'], field, ['riga 1\nriga 2']] },
          { cells: [['3'], ['8'], []], shade: 'warning' },
          { cells: [['Totale'], ['8'], []], shade: 'total' },
        ],
      }),
    ).toEqual([
      '(Marzo)',
      'G. | Ore | Firma',
      '1 | ╳ domenica',
      '2 | [____] | riga 1 / riga 2',
      '⚠ 3 | 8 |',
      '= Totale | 8 |',
    ]);
  });
});

describe('a crossed row', () => {
  const crossed = (...cells: readonly (readonly string[])[]) =>
    spreadCells({ cells, shade: 'crossed', because: 'festivo' }).map(({ cell, span, crossed }) => [
      cell,
      span,
      crossed,
    ]);

  test('says why in its longest run of blank cells, made one', () => {
    expect(crossed(['1'], [], ['x'], [], [' '], [])).toEqual([
      [['1'], 1, false],
      [[], 1, false],
      [['x'], 1, false],
      [['festivo'], 3, true],
    ]);
  });

  test('of two runs alike takes the last', () => {
    expect(crossed([], ['1'], [])).toEqual([
      [[], 1, false],
      [['1'], 1, false],
      [['festivo'], 1, true],
    ]);
  });

  test('without a blank cell says why after its last', () => {
    expect(crossed(['1'], ['8'])).toEqual([
      [['1'], 1, false],
      [['8', ' – festivo'], 1, true],
    ]);
  });
});

describe('a chart', () => {
  const chart: Chart = {
    kind: 'bars',
    title: 'Ore',
    unit: 'ore',
    labels: ['marzo', 'aprile'],
    series: [
      { name: 'Previste', values: [1250, 80] },
      { name: 'Svolte', values: [undefined, -3] },
    ],
  };

  test('is told in words, gaps included', () => {
    expect(chartInWords(chart)).toBe(
      'Ore. Previste: marzo 1.250 ore, aprile 80 ore; Svolte: marzo nessun dato, aprile −3 ore.',
    );
  });

  test('has its table under it, a row a label', () => {
    const { columns, rows } = chartTable(chart);

    expect(columns.map(({ head }) => head)).toEqual(['(ore)', 'Previste', 'Svolte']);
    expect(rows.map(({ cells }) => cells)).toEqual([
      [['marzo'], ['1.250'], ['–']],
      [['aprile'], ['80'], ['−3']],
    ]);
  });

  test.each([
    [1_234_567.891, 2, '1.234.567,89 ore'],
    [0.5, 1, '0,5 ore'],
    [-0.001, 2, '0,00 ore'],
    [-0.4, 0, '0 ore'],
    [999.5, 0, '1.000 ore'],
    [-1000, 0, '−1.000 ore'],
  ])('writes %d with %d decimals as «%s»', (value, decimals, written) => {
    expect(numberOf({ ...chart, decimals }, value)).toBe(written);
  });
});

describe('the marks of a list', () => {
  test('are dots, numbers or letters, and letters go on after z', () => {
    const letters = { ordered: true, letters: true };

    expect(markOf({ ordered: false }, 4)).toBe('•');
    expect(markOf({ ordered: true }, 4)).toBe('5.');
    expect([0, 25, 26, 51, 52, 701, 702].map((it) => markOf(letters, it))).toEqual([
      'a)',
      'z)',
      'aa)',
      'az)',
      'ba)',
      'zz)',
      'aaa)',
    ]);
  });
});

describe('the wordings of a document', () => {
  test('are all its texts, with places told by number and never by what people wrote', () => {
    const field = { kind: 'field', as: 'text', name: 'x', tooltip: 't', value: 'valore' } as const;
    const found = wordings(
      aPaper([
        { kind: 'heading', level: 1, text: ['titolo'] },
        { kind: 'paragraph', text: ['primo'] },
        { kind: 'keep', blocks: [{ kind: 'paragraph', text: ['secondo'] }] },
        { kind: 'clause', number: '1.1', text: ['clausola'] },
        { kind: 'list', ordered: false, items: [[{ kind: 'paragraph', text: ['voce'] }]] },
        { kind: 'facts', rows: [['Nome', ['Amina']]] },
        {
          kind: 'table',
          caption: 'didascalia',
          columns: [{ head: 'Ore' }],
          rows: [{ cells: [field] }, { cells: [[]], shade: 'crossed', because: 'festivo' }],
        },
        { kind: 'signatures', signers: [{ role: 'tutor', name: 'Ivo' }] },
        { kind: 'boxes', items: [{ text: ['casella'] }] },
        { kind: 'notice', tone: 'info', text: ['avviso'] },
        { kind: 'qr', text: 'x', caption: 'qr' },
        { kind: 'line', title: 'grafico', labels: ['a'], series: [{ name: 'b', values: [1] }] },
        field,
        { kind: 'columns', columns: [{ blocks: [{ kind: 'paragraph', text: ['terzo'] }] }] },
      ]),
    );

    expect(found.map(({ where, text }) => `${where}: ${text}`.trim())).toEqual([
      'testata: Ambito di Esempio',
      'titolo 1: titolo',
      'paragrafo 1: primo',
      'paragrafo 2: secondo',
      'clausola 1.1: 1.1 clausola',
      'elenco 1, voce 1, paragrafo 1: voce',
      'voce «Nome»: Nome Amina',
      'tabella 1, didascalia: didascalia',
      'tabella 1, intestazione «Ore»: Ore',
      'tabella 1, riga 1, colonna «Ore»: valore',
      'tabella 1, riga 2, colonna «Ore»:',
      'tabella 1, riga 2: festivo',
      'firme 1, firma 1: tutor Ivo',
      'caselle 1, casella 1: casella',
      'avviso 1: avviso',
      'codice QR 1: qr',
      'grafico 1: grafico a b',
      'campo 1: valore',
      'paragrafo 3: terzo',
      'piè di pagina: Prot. 1',
    ]);
  });
});
