import { PDFDict, PDFName, PDFTextField } from '@cantoo/pdf-lib';
import { beforeAll, describe, expect, test } from 'vitest';
import { day } from '../../src/core/day.ts';
import type { Block, Document, TableRow } from '../../src/core/document.ts';
import { loadFonts } from '../../src/integrations/typefaces/index.ts';
import { type Printer, printer } from '../../src/pdf/index.ts';
import { aPng } from '../a/pictures.ts';
import { type Opened, opened } from './opened.ts';
import {
  aDocument,
  agreement,
  attendanceRegister,
  letterWithLogos,
  names,
  report,
} from './papers.ts';

let press: Printer;
beforeAll(async () => {
  press = printer(await loadFonts());
});

const printed = async (document: Document) => opened(await press.print(document));
const words =
  'La persona partecipa alle attività con regolarità e compila ogni giorno il registro. ';

describe('every paper', () => {
  const papers = {
    'an attendance register': attendanceRegister(),
    'an agreement': agreement(),
    'a report with charts': report(),
    'a letter with logos': letterWithLogos(),
    names: aDocument({ blocks: names.map((it) => ({ kind: 'paragraph', text: [it] })) }),
  };

  describe.each(Object.entries(papers))('%s', (_, paper) => {
    let bytes: Uint8Array;
    let it: Opened;
    beforeAll(async () => {
      bytes = await press.print(paper);
      it = await opened(bytes);
    });

    test('has each glyph it shows, and each says something', () => {
      expect(it.glyphs.length).toBeGreaterThan(100);
      expect(it.glyphs.filter(({ glyph, text }) => glyph === 0 || text === undefined)).toEqual([]);
    });

    test('draws nothing outside marked content', () => {
      expect(it.unmarked).toEqual([]);
    });

    test('declares PDF/UA-1, PDF/A-3a and Italian', () => {
      const { metadata, document } = it;
      const entry = (name: string) => document.catalog.get(PDFName.of(name))?.toString();

      expect(metadata).toContain('<pdfuaid:part>1</pdfuaid:part>');
      expect(metadata).toContain(
        '<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>',
      );
      expect(metadata).toContain('<pdfaProperty:name>part</pdfaProperty:name>');
      expect(entry('Lang')).toBe('(it-IT)');
      expect(entry('MarkInfo')).toMatch(/\/Marked true/);
      expect(entry('ViewerPreferences')).toMatch(/\/DisplayDocTitle true/);
      expect(entry('OutputIntents')).toMatch(/\/S\s*\/GTS_PDFA1/);
      expect(document.context.trailerInfo.ID).toBeDefined();
    });

    test('printed twice gives the same bytes', async () => {
      const again = await press.print(paper);

      expect(Buffer.from(again).equals(Buffer.from(bytes))).toBe(true);
    });
  });

  test('is dated by the document, and titled by its kind and number', async () => {
    const paper = aDocument({ title: 'Accordo n. 7', created: day('2026-12-31'), blocks: [] });

    const { document, metadata } = await printed(paper);

    expect(document.getTitle()).toBe('Accordo n. 7');
    expect(document.getCreationDate()?.toISOString()).toBe('2026-12-31T00:00:00.000Z');
    expect(document.getModificationDate()?.toISOString()).toBe('2026-12-31T00:00:00.000Z');
    expect(metadata).toContain('<xmp:CreateDate>2026-12-31T00:00:00Z</xmp:CreateDate>');
    expect(metadata).toContain('Accordo n. 7');
  });

  test('escapes what XML would misread in its metadata', async () => {
    const { metadata } = await printed(aDocument({ title: 'Moduli <A> & "B"', blocks: [] }));

    expect(metadata).toContain('Moduli &lt;A&gt; &amp; &quot;B&quot;');
  });
});

describe('a glyph', () => {
  test('that says one thing here and another there says both', async () => {
    const blocks: readonly Block[] = [{ kind: 'paragraph', text: ['لا الله'] }];

    const { glyphs } = await printed(aDocument({ blocks, footer: '', header: { left: '' } }));

    expect(glyphs.slice(0, 7).map((it) => it.text)).toEqual(['ه', 'ل', 'ل', 'ا', ' ', 'ا', 'ل']);
  });
});

describe('the structure tree', () => {
  test('reads a paper in order, block by block', async () => {
    const { structure } = await printed(
      aDocument({
        blocks: [
          { kind: 'heading', level: 1, text: ['Accordo'] },
          { kind: 'facts', rows: [['Tirocinante', ['Amina ', { text: 'Rossi', bold: true }]]] },
          { kind: 'clause', number: '1.1', text: ['Oggetto.'] },
          { kind: 'list', ordered: true, items: [[{ kind: 'paragraph', text: ['primo'] }]] },
          { kind: 'boxes', items: [{ text: ['acconto'], ticked: true }, { text: ['saldo'] }] },
          {
            kind: 'table',
            caption: 'Rate',
            rowHeads: true,
            columns: [{ head: 'Mese' }, { head: 'Ore' }],
            rows: [
              { cells: [['marzo'], ['80']] },
              { cells: [['aprile'], []], shade: 'crossed', because: 'sospeso' },
            ],
          },
          { kind: 'signatures', signers: [{ role: 'Il tutor', name: 'Ivo Forlì' }] },
          { kind: 'qr', text: 'https://example.org/7', caption: 'Verifica qui' },
        ],
      }),
    );

    expect(structure).toEqual([
      'Document',
      ' H1 Accordo',
      ' Table',
      '  TBody',
      '   TR',
      '    TH Tirocinante',
      '    TD Amina Rossi',
      ' P 1.1\u00a0\u00a0Oggetto.',
      ' L',
      '  LI',
      '   Lbl 1.',
      '   LBody',
      '    P primo',
      ' L',
      '  LI',
      '   Lbl ☑',
      '   LBody acconto',
      '  LI',
      '   Lbl ☐',
      '   LBody saldo',
      ' Table',
      '  Caption Rate',
      '  THead',
      '   TR',
      '    TH Mese',
      '    TH Ore',
      '  TBody',
      '   TR',
      '    TH marzo',
      '    TD 80',
      '   TR',
      '    TH aprile',
      '    TD sospeso',
      ' P Il tutor Ivo Forlì',
      ' Figure Codice QR: https://example.org/7',
      ' P Verifica qui',
    ]);
  });

  test('goes down one heading level at a time, whatever was asked', async () => {
    const heading = (level: 1 | 2 | 3): Block => ({ kind: 'heading', level, text: ['x'] });

    const { structure } = await printed(
      aDocument({ blocks: [heading(2), heading(3), heading(1), heading(3), heading(2)] }),
    );

    expect(structure.slice(1)).toEqual([' H1 x', ' H2 x', ' H1 x', ' H2 x', ' H2 x']);
  });

  test('tells a chart in words and gives its table', async () => {
    const { structure } = await printed(
      aDocument({
        blocks: [
          {
            kind: 'bars',
            title: 'Ore svolte',
            unit: 'ore',
            labels: ['marzo', 'aprile'],
            series: [{ name: 'Ore', values: [1250, undefined] }],
          },
        ],
      }),
    );

    expect(structure).toContain(' Figure Ore svolte. Ore: marzo 1.250 ore, aprile nessun dato.');
    expect(structure).toContain('    TH aprile');
    expect(structure).toContain('    TD –');
  });

  test('names the logos of the first page, the emblem of the Union with its words', async () => {
    const { structure, pages } = await printed(letterWithLogos());

    expect(structure.slice(0, 6)).toEqual([
      'Document',
      ' Figure Emblema dell’Unione europea',
      ' P Cofinanziato dall’Unione\u00a0europea',
      ' P Repubblica italiana',
      ' Figure Logo: Regione di Esempio',
      ' Figure Logo: Consorzio Esempio',
    ]);
    expect(pages[0]?.filter((it) => it.endsWith(' Do Q'))).toHaveLength(2);
  });

  test('draws the emblem of the Union by its geometry and colours, and nothing higher', async () => {
    const { pages } = await printed(letterWithLogos());
    const [, x = '', y = '', width = '', height = ''] =
      /^0 \.2 \.6 rg (\S+) (\S+) (\S+) (\S+) re f$/m.exec((pages[0] ?? []).join('\n')) ?? [];
    const stars = (pages[0] ?? []).filter((it) => it.endsWith(' h f'));
    const [high, centre] = [
      Number(height),
      { x: Number(x) + Number(width) / 2, y: Number(y) + Number(height) / 2 },
    ];
    // The first corner of a star is its upper point.
    const tops = stars.map((it) => it.split(' ').map(Number));
    const away = tops.map(([left = 0, up = 0]) =>
      Math.hypot(left - centre.x, up - high / 18 - centre.y),
    );
    const shown = (pages[0] ?? []).flatMap((it) => {
      const [, wide, tall] = /^q (\S+) 0 0 (\S+) \S+ \S+ cm \/I\d Do Q$/.exec(it) ?? [];
      return wide === undefined ? [] : [{ wide: Number(wide), tall: Number(tall) }];
    });

    expect(high).toBeGreaterThanOrEqual(72 / 2.54);
    expect(Number(width)).toBeCloseTo(1.5 * high, 1);
    expect(pages[0]).toContain('1 .8 0 rg');
    expect(stars).toHaveLength(12);
    for (const it of away) expect(it).toBeCloseTo(high / 3, 1);
    expect(shown.map((it) => it.tall <= high + 0.01)).toEqual([true, true]);
    // The shapes they have: 320 × 100 and 300 × 200 pixels.
    expect(shown[0]?.wide).toBeCloseTo((shown[0]?.tall ?? 0) * 3.2, 1);
    expect(shown[1]?.wide).toBeCloseTo((shown[1]?.tall ?? 0) * 1.5, 1);
  });

  test('makes room for many logos by narrowing pictures, never the emblem', async () => {
    const wide = { kind: 'picture', of: 'Ente', bytes: aPng(1000, 200) } as const;
    const header = {
      left: 'Ambito',
      logos: [...(letterWithLogos().header.logos ?? []), wide, wide],
    };

    const { pages } = await printed(aDocument({ header, blocks: [{ kind: 'rule' }] }));
    const ends = (pages[0] ?? []).flatMap((it) => {
      const [, width, x] = /^q (\S+) 0 0 \S+ (\S+) \S+ cm \/I\d Do Q$/.exec(it) ?? [];
      return width === undefined ? [] : [Number(x) + Number(width)];
    });

    expect(ends).toHaveLength(4);
    expect(Math.max(...ends)).toBeLessThanOrEqual(595.276 - 56.7 + 0.1);
    expect((pages[0] ?? []).join('\n')).toMatch(/^0 \.2 \.6 rg \S+ \S+ 48 32 re f$/m);
  });

  test('refuses bytes that are no picture', async () => {
    const header = {
      left: '',
      logos: [{ kind: 'picture', of: 'Ente', bytes: new Uint8Array(9) }],
    } as const;

    await expect(press.print(aDocument({ header, blocks: [{ kind: 'rule' }] }))).rejects.toThrow(
      'a logo non è un’immagine PNG o JPEG',
    );
  });

  test('tells a name at the top that no face can draw', () => {
    const header = { left: '', logos: [{ kind: 'name', of: 'ክ' }] } as const;

    expect(press.uncovered(aDocument({ header, blocks: [] }))).toEqual([
      { char: 'ክ', where: 'loghi' },
    ]);
  });
});

describe('pages', () => {
  test('say which of how many they are, and what they are stamped with', async () => {
    const { decoration, document } = await printed(
      aDocument({
        draft: true,
        copy: true,
        number: 'AC-7',
        blocks: [{ kind: 'rule' }, { kind: 'pageBreak' }, { kind: 'rule' }],
      }),
    );

    expect(decoration).toHaveLength(2);
    for (const it of ['BOZZA', 'COPIA', 'AC-7', 'pagina 2 di 2', 'Documento di prova'])
      expect(decoration[1]).toContain(it);
    expect(document.getTitle()).toBe('Carta di prova n. 1/2026 (bozza, copia)');
  });

  test('white space after the last line never makes one of its own', async () => {
    const pagesOf = async (points: number, after: number) =>
      (
        await printed(
          aDocument({
            blocks: [
              { kind: 'paragraph', text: ['Sopra.'] },
              { kind: 'space', points },
              { kind: 'signatures', signers: [{ role: 'Tirocinante' }] },
              { kind: 'space', points: after },
            ],
          }),
        )
      ).pages.length;

    for (let points = 480; points <= 680; points += 5)
      expect([points, await pagesOf(points, 30)]).toEqual([points, await pagesOf(points, 0)]);
  });

  test('a page break at the head of a page adds none', async () => {
    const { pages } = await printed(
      aDocument({ blocks: [{ kind: 'pageBreak' }, { kind: 'rule' }] }),
    );

    expect(pages).toHaveLength(1);
  });

  test('the head of a table is said again on each page, as decoration', async () => {
    const rows = Array.from({ length: 120 }, (_, n): TableRow => ({ cells: [[`riga ${n}`]] }));

    const { decoration, structure } = await printed(
      aDocument({ blocks: [{ kind: 'table', columns: [{ head: 'Attività' }], rows }] }),
    );

    expect(decoration.length).toBeGreaterThan(2);
    expect(decoration.map((it) => it.includes('Attività'))).toEqual(
      decoration.map((_, n) => n > 0),
    );
    expect(structure.filter((it) => it.includes('TH Attività'))).toHaveLength(1);
    expect(structure.filter((it) => it.includes('TD riga'))).toHaveLength(120);
  });

  test('a row taller than a page goes on over the next, and loses no word', async () => {
    const long = Array.from({ length: 900 }, (_, n) => `parola${n}`);

    const { pages, structure } = await printed(
      aDocument({
        blocks: [
          {
            kind: 'table',
            columns: [{ head: 'Note' }, { head: 'Ore', width: 60 }],
            rows: [{ cells: [[long.join(' ')], ['1']] }],
          },
        ],
      }),
    );

    expect(pages.length).toBeGreaterThan(1);
    const lines = pages.flatMap((it) =>
      it.flatMap((line) => /([-\d.]+) Td$/.exec(line)?.[1] ?? []),
    );
    expect(Math.min(...lines.map(Number))).toBeGreaterThan(25);
    expect(
      structure
        .find((it) => it.includes('parola0 '))
        ?.trim()
        .split(' ')
        .slice(1),
    ).toEqual(long);
  });

  test('the head of a table never stands alone, however tall its first row', async () => {
    const tall = Array.from({ length: 900 }, (_, n) => `parola${n}`).join(' ');
    for (const points of [560, 620, 660, 690]) {
      const { pages } = await printed(
        aDocument({
          blocks: [
            { kind: 'paragraph', text: ['Inizio'] },
            { kind: 'space', points },
            { kind: 'table', columns: [{ head: 'Note' }], rows: [{ cells: [[tall]] }] },
          ],
        }),
      );

      const page = pages.find((it) => it.some((line) => line.startsWith('/TH '))) ?? [];
      expect(page.some((line) => line.startsWith('/TD '))).toBe(true);
    }
  });

  test.each<[string, Block]>([
    ['a paragraph', { kind: 'paragraph', text: [words.repeat(3)] }],
    ['a table', { kind: 'table', columns: [{ head: 'Ore' }], rows: [{ cells: [['8']] }] }],
    ['facts', { kind: 'facts', rows: [['Mese', ['marzo']]] }],
    ['a notice', { kind: 'notice', tone: 'info', text: ['Firmare'] }],
    ['a code', { kind: 'qr', text: 'x', caption: 'y' }],
    ['a chart', { kind: 'line', title: 'a', labels: ['b'], series: [{ name: 'c', values: [1] }] }],
    ['columns', { kind: 'columns', columns: [{ blocks: [{ kind: 'paragraph', text: ['a'] }] }] }],
    ['signatures', { kind: 'signatures', placeAndDate: true, signers: [{ role: 'a' }] }],
    ['another heading', { kind: 'heading', level: 2, text: ['Art. 2'] }],
  ])('a heading never stands at the foot of a page, before %s', async (_, block) => {
    const heading: Block = { kind: 'heading', level: 1, text: ['Art. 1'] };
    const end: Block = { kind: 'paragraph', text: ['Fine'] };
    for (let points = 300; points < 720; points += 35) {
      const filling: readonly Block[] = [
        { kind: 'paragraph', text: ['Inizio'] },
        { kind: 'space', points },
      ];

      const { pages } = await printed(aDocument({ blocks: [...filling, heading, block, end] }));

      const page = pages.find((it) => it.some((line) => line.startsWith('/H1 '))) ?? [];
      const at = page.findIndex((line) => line.startsWith('/H1 '));
      expect(page.slice(at + 1).some((line) => line.includes('/MCID'))).toBe(true);
    }
  });

  test('no line of a paragraph stands alone', async () => {
    const text: Block = { kind: 'paragraph', text: [words.repeat(6)] };
    for (let lines = 40; lines < 50; lines += 1) {
      const filling = Array.from({ length: lines }, (): Block => ({ kind: 'space', points: 14 }));
      const first: Block = { kind: 'paragraph', text: ['Inizio'] };

      const { pages } = await printed(aDocument({ blocks: [first, ...filling, text] }));

      const counts = pages.map((it) => it.filter((line) => line.startsWith('/P ')).length);
      if (pages.length > 1) {
        expect((counts[0] ?? 0) - 1).not.toBe(1);
        expect(counts[1]).not.toBe(1);
      }
    }
  });

  test('signatures stay together, with the words they sign', async () => {
    const signers = [{ role: 'Il tirocinante' }, { role: 'Il tutor' }];
    for (let lines = 36; lines < 50; lines += 1) {
      const filling = Array.from({ length: lines }, (): Block => ({ kind: 'space', points: 14 }));
      const blocks: readonly Block[] = [
        { kind: 'paragraph', text: ['Inizio'] },
        ...filling,
        { kind: 'paragraph', text: ['Letto, confermato e sottoscritto.'] },
        { kind: 'signatures', placeAndDate: true, signers },
      ];

      const { pages } = await printed(aDocument({ blocks }));

      const counts = pages.map((it) => it.filter((line) => line.startsWith('/P ')).length);
      expect([[5], [1, 4]]).toContainEqual(counts);
    }
  });

  test('a word longer than its line is divided, and none of it is lost', async () => {
    const word = 'a'.repeat(300);

    const { structure, pages } = await printed(
      aDocument({ blocks: [{ kind: 'paragraph', text: [word] }] }),
    );

    expect(structure[1]?.replace(/[ P]/g, '')).toBe(word);
    expect(pages[0]?.filter((it) => it.startsWith('/P '))).toHaveLength(4);
  });
});

describe('fields', () => {
  test('can be filled in, each by its name, and say what goes there', async () => {
    const { document } = await printed(attendanceRegister());

    const form = document.getForm();
    const widget = form.getTextField('entrata-3').acroField.dict;

    expect(form.getFields().map((it) => it.getName())).toEqual([
      'entrata-3',
      'uscita-3',
      'ore-3',
      'attività-3',
      'totale',
      'completo',
    ]);
    expect(widget.lookup(PDFName.of('TU'))?.toString()).toBe(hex('entrata del giorno 3'));
    expect(widget.lookup(PDFName.of('AP'), PDFDict).has(PDFName.of('N'))).toBe(true);
  });

  test('keep what already stands in them, in any script', async () => {
    const blocks: readonly Block[] = [
      { kind: 'field', as: 'text', name: 'nome', tooltip: 'Nome', value: 'محمد Ș' },
      { kind: 'field', as: 'tick', name: 'ok', tooltip: 'Va bene', label: 'Va bene', ticked: true },
    ];

    const { document, structure, glyphs } = await printed(aDocument({ blocks }));
    const field = document.getForm().getField('nome');

    expect(field instanceof PDFTextField && field.getText()).toBe('محمد Ș');
    expect(glyphs.map((it) => it.text)).toEqual(expect.arrayContaining(['م', 'د', 'Ș']));
    expect(glyphs.filter((it) => it.glyph === 0 || it.text === undefined)).toEqual([]);
    expect(document.getForm().getCheckBox('ok').isChecked()).toBe(true);
    expect(structure).toEqual(['Document', ' Form [campo]', ' P Va bene', ' Form [campo]']);
  });

  test('two of one name are our broken promise', async () => {
    const field: Block = { kind: 'field', as: 'text', name: 'nome', tooltip: 'Nome' };

    await expect(press.print(aDocument({ blocks: [field, field] }))).rejects.toThrow(
      'two fields are named «nome»',
    );
  });
});

describe('characters no face covers', () => {
  test('are found before printing, each once, with the place and not the words', () => {
    const found = press.uncovered(
      aDocument({
        blocks: [
          { kind: 'paragraph', text: ['tutto bene'] },
          { kind: 'paragraph', text: ['Abebe ክበደ'] },
          {
            kind: 'table',
            columns: [{ head: 'Nome' }, { head: 'Note' }],
            rows: [{ cells: [['Abebe ክ'], ['👍']] }],
          },
        ],
      }),
    );

    expect(found).toEqual([
      { char: 'ክ', where: 'paragrafo 2' },
      { char: 'በ', where: 'paragrafo 2' },
      { char: 'ደ', where: 'paragrafo 2' },
      { char: '👍', where: 'tabella 1, riga 1, colonna «Note»' },
    ]);
  });

  test('are none in the names that come in, nor in what people paste along', () => {
    const pasted = 'a\u00adb\u200bc\ufeffd\u00a0e\tf\u2028g\u200eh\u0007i ☐☑→✓€½…–—“”•°ªº';
    const blocks = [...names, pasted].map((it): Block => ({ kind: 'paragraph', text: [it] }));

    expect(press.uncovered(aDocument({ blocks }))).toEqual([]);
  });

  test('make printing throw, for whoever did not ask', async () => {
    const blocks: readonly Block[] = [{ kind: 'paragraph', text: ['Abebe ክበደ'] }];

    await expect(press.print(aDocument({ blocks }))).rejects.toThrow('no face covers «ክ» (U+12AD)');
  });
});

describe('data inside the file', () => {
  test('are none unless asked for', async () => {
    const { document } = await printed(aDocument({ blocks: [] }));

    expect(document.catalog.has(PDFName.of('AF'))).toBe(false);
    expect(document.catalog.has(PDFName.of('Names'))).toBe(false);
  });

  test('come back as they went in', async () => {
    const json = JSON.stringify({ numero: 'AC-7', persona: 'Ștefan' });

    const { document } = await printed(
      aDocument({ blocks: [], attached: { name: 'dati.json', json } }),
    );
    const [file] = document.getAttachments();

    expect(file?.name).toBe('dati.json');
    expect(Buffer.from(file?.data ?? []).toString('utf8')).toBe(json);
    expect(document.catalog.has(PDFName.of('AF'))).toBe(true);
  });
});

describe('a table', () => {
  test('whose row has not a cell for each column is our broken promise', async () => {
    const table: Block = {
      kind: 'table',
      columns: [{ head: 'a' }, { head: 'b' }],
      rows: [{ cells: [['1'], ['2']] }, { cells: [['1']] }],
    };

    await expect(press.print(aDocument({ blocks: [table] }))).rejects.toThrow(
      'row 2 has 1 cells for 2 columns',
    );
  });

  test('takes from its widest columns where not every word fits, never from dates and amounts', async () => {
    const long = ['coordinamento@un-esempio-piuttosto-lungo.example.org'];
    const cells = [['31/03/2026'], ['1.450,00'], long, long, long];
    const columns = ['Data', 'Importo', 'Uno', 'Due', 'Tre'].map((head) => ({ head }));

    const { structure } = await printed(
      aDocument({ blocks: [{ kind: 'table', columns, rows: [{ cells }] }] }),
    );

    const row = structure.filter((it) => it.includes('TD')).map((it) => it.trim());
    expect(row.slice(0, 2)).toEqual(['TD 31/03/2026', 'TD 1.450,00']);
    expect(row[2]?.replace(/^TD| /g, '')).toBe(long[0]);
  });

  test('with columns wider than the line is scaled to it', async () => {
    const columns = [
      { head: 'a', width: 400 },
      { head: 'b', width: 600 },
    ];

    const { pages } = await printed(
      aDocument({ blocks: [{ kind: 'table', columns, rows: [{ cells: [['1'], ['2']] }] }] }),
    );
    const boxes = pages[0]?.flatMap(
      (it) => /^([\d.]+) [\d.]+ ([\d.]+) [\d.]+ re$/.exec(it)?.slice(1) ?? [],
    );

    expect(boxes?.slice(0, 4).map(Number)).toEqual([56.7, 192.75, 249.45, 289.13]);
  });
});

function hex(text: string): string {
  const units = Array.from({ length: text.length }, (_, n) => text.charCodeAt(n));
  return `<FEFF${units.map((it) => it.toString(16).padStart(4, '0')).join('')}>`.toUpperCase();
}

/** A PNG of one half-transparent pixel. */
