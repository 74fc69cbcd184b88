import { describe, expect, it } from 'vitest';
import type { ChartShape, TabShape } from '../../../src/core/shape.ts';
import { contentsOf, shapeOf } from '../../../src/integrations/excel-file/change.ts';
import { verify } from '../../../src/integrations/excel-file/verify.ts';
import { readZip, writeZip } from '../../../src/integrations/excel-file/zip.ts';
import type { Changes, Page } from '../../../src/ports.ts';
import { changed, differing, partOf, rawSheet, rawWorkbook, tampered, worked } from './raw.ts';

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';
const SHEET = 'http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing';
const CHART = 'http://schemas.openxmlformats.org/drawingml/2006/chart';

const DRAWING = 'xl/drawings/drawing2.xml';
const RELATIONS = 'xl/drawings/_rels/drawing2.xml.rels';
const FIRST = 'xl/charts/chart2.xml';
const SECOND = 'xl/charts/chart3.xml';

const lying: ChartShape = {
  kind: 'bars',
  title: 'Ore & «giorni»',
  rows: 2,
  categories: 0,
  series: [
    { column: 1, colour: '3D5A73' },
    { column: 2, colour: 'B4C2CC' },
  ],
  place: { row: 4, column: 0, rows: 10, columns: 3 },
};
const standing: ChartShape = {
  ...lying,
  kind: 'columns',
  title: 'Ore',
  series: [{ column: 1, colour: '3D5A73' }],
  place: { row: 15, column: 0, rows: 10, columns: 3 },
};

const shape: TabShape = {
  name: 'Cruscotto',
  owner: 'alice',
  frozenRows: 1,
  frozenColumns: 0,
  closed: true,
  filter: false,
  print: false,
  marks: [],
  columns: [
    { label: 'Mese', format: 'text' },
    { label: 'Ore', format: 'general' },
    { label: 'Euro', format: 'money', hidden: true },
  ],
};

/** People’s workbook: a tab with a chart of theirs, which has the first numbers for itself. */
const people = rawWorkbook({
  data: '<row r="1"><c r="A1" t="str"><v>ID</v></c></row>',
  around: ['', '<drawing r:id="rId1"/>'],
  sheets: { Altro: rawSheet('<row r="1"><c r="A1"><v>1</v></c></row>') },
  more: {
    'xl/worksheets/_rels/sheet1.xml.rels': related(['rId1', 'drawing', '../drawings/drawing1.xml']),
    'xl/drawings/drawing1.xml': drawn(theirs('rId1')),
    'xl/drawings/_rels/drawing1.xml.rels': related(['rId1', 'chart', '../charts/chart1.xml']),
    'xl/charts/chart1.xml': theirChart('Dei colleghi'),
  },
});

describe('charts on a page of ALICE’s', () => {
  it('are parts of their own beside those of people’s, and nothing else of theirs differs', () => {
    const now = changed(people, { pages: [page([lying, standing])] });

    expect(differing(people, now).filter((it) => !it.startsWith('docProps'))).toEqual([
      '[Content_Types].xml',
      'xl/workbook.xml',
      'xl/_rels/workbook.xml.rels',
      'xl/styles.xml',
      'xl/worksheets/sheet3.xml',
      'xl/worksheets/_rels/sheet3.xml.rels',
      DRAWING,
      FIRST,
      RELATIONS,
      SECOND,
    ]);
    expect(shownIn(now)).toEqual([lying, standing]);
    expect(verify(people, now, { basis: '', pages: [page([lying, standing])] })).toEqual([]);
  });

  it('draw their own cells, under the labels of the columns, and keep the numbers for who cannot work them out', () => {
    const chart = partOf(changed(people, { pages: [page([lying])] }), FIRST);

    expect(chart.match(/<c:f>[^<]*<\/c:f>/g)).toEqual([
      "<c:f>'Cruscotto'!$B$1</c:f>",
      "<c:f>'Cruscotto'!$A$2:$A$3</c:f>",
      "<c:f>'Cruscotto'!$B$2:$B$3</c:f>",
      "<c:f>'Cruscotto'!$C$1</c:f>",
      "<c:f>'Cruscotto'!$A$2:$A$3</c:f>",
      "<c:f>'Cruscotto'!$C$2:$C$3</c:f>",
    ]);
    expect(chart.match(/<c:pt [^>]*><c:v>[^<]*/g)?.map((it) => it.replace(/.*>/, ''))).toEqual([
      'Ore',
      'gen &amp; feb',
      'mar',
      '12',
      '7.5',
      'Euro',
      'gen &amp; feb',
      'mar',
      '600',
    ]);
    expect(chart).toContain('<a:t>Ore &amp; «giorni»</a:t>');
  });

  it('say in words what they are to who cannot see them', () => {
    const drawing = partOf(changed(people, { pages: [page([lying])] }), DRAWING);

    expect(drawing).toContain(
      'descr="Ore &amp; «giorni». Gli stessi numeri si leggono nelle colonne «Ore» ed «Euro»."',
    );
  });

  it('are left alone when nothing they show differs', () => {
    const now = changed(people, { pages: [page([lying, standing])] });

    expect(worked(now, { pages: [page([lying, standing])] })).toEqual({ kind: 'unchanged' });
  });

  it('are drawn anew in the same parts when a number differs', () => {
    const before = changed(people, { pages: [page([lying, standing])] });
    const renewed = page(
      [lying, standing],
      [
        ['gen & feb', 13, 600],
        ['mar', 7.5],
      ],
    );

    const now = changed(before, { pages: [renewed] });

    expect(differing(before, now).toSorted()).toEqual(
      ['xl/worksheets/sheet3.xml', FIRST, SECOND].toSorted(),
    );
    expect(verify(before, now, { basis: '', pages: [renewed] })).toEqual([]);
  });

  it('go with all that is their own when they are no longer wanted', () => {
    const styled = withLooks(changed(people, { pages: [page([lying, standing])] }));

    const now = changed(styled, { pages: [page([])] });

    expect(readZip(now).names.filter((it) => it.startsWith('xl/charts/'))).toEqual([
      'xl/charts/chart1.xml',
    ]);
    expect(partOf(now, '[Content_Types].xml')).not.toMatch(/charts\/(chart[23]|style)/);
    expect(partOf(now, RELATIONS)).not.toContain('chart');
    expect(verify(styled, now, { basis: '', pages: [page([])] })).toEqual([]);
  });

  it('leave alone what people laid over the page, chart or shape, whatever comes and goes', () => {
    const before = withTheirs(changed(people, { pages: [page([lying, standing])] }));

    const fewer = changed(before, { pages: [page([standing])] });
    const more = changed(fewer, { pages: [page([standing, lying])] });

    for (const [was, is, charts] of [
      [before, fewer, [standing]],
      [fewer, more, [standing, lying]],
    ] as const) {
      expect(shownIn(is)).toEqual(charts);
      expect(partOf(is, DRAWING)).toContain(theirs('rIdLoro'));
      expect(partOf(is, RELATIONS)).toContain('Id="rIdLoro"');
      expect(partOf(is, 'xl/charts/chart9.xml')).toBe(theirChart('Loro'));
      expect(verify(was, is, { basis: '', pages: [page(charts)] })).toEqual([]);
    }
  });

  it('lie there again after somebody deleted, redrew or moved one', () => {
    const before = changed(people, { pages: [page([lying, standing])] });
    const deleted = tampered(before, DRAWING, (xml) =>
      xml.replace(/<xdr:twoCellAnchor.*?<\/xdr:twoCellAnchor>/, ''),
    );
    const redrawn = tampered(before, FIRST, (xml) => xml.replaceAll('$3', '$2'));
    const moved = tampered(before, DRAWING, (xml) => xml.replace('<xdr:row>4<', '<xdr:row>7<'));

    for (const it of [deleted, redrawn, moved]) {
      const now = changed(it, { pages: [page([lying, standing])] });

      expect(shownIn(now)).toEqual([lying, standing]);
      expect(verify(it, now, { basis: '', pages: [page([lying, standing])] })).toEqual([]);
    }
  });

  it('are known again in other words: other prefixes, a hair aside, colours in small letters', () => {
    const before = changed(people, { pages: [page([lying])] });
    const prefixed = tampered(before, FIRST, (xml) =>
      xml
        .replace(/<(\/?)c:/g, '<$1')
        .replace('xmlns:c=', 'xmlns=')
        .replaceAll("'Cruscotto'", 'Cruscotto')
        .replace('3D5A73', '3d5a73'),
    );
    const aside = tampered(prefixed, DRAWING, (xml) =>
      xml
        .replace('<xdr:row>4</xdr:row><xdr:rowOff>0<', '<xdr:row>3</xdr:row><xdr:rowOff>190000<')
        .replace('<xdr:col>3</xdr:col><xdr:colOff>0<', '<xdr:col>3</xdr:col><xdr:colOff>720<'),
    );

    expect(partOf(aside, FIRST)).toMatch(/<chartSpace .*<f>Cruscotto!.*"3d5a73"/);
    expect(partOf(aside, DRAWING)).toMatch(/>190000<.*>720</);
    expect(shownIn(aside)).toEqual([lying]);
    expect(worked(aside, { pages: [page([lying])] })).toEqual({ kind: 'unchanged' });
  });

  it('are known by their title where a program forgot their name, and not laid twice', () => {
    const before = changed(people, { pages: [page([lying, standing])] });
    const nameless = tampered(before, DRAWING, (xml) => xml.replace(/ name="[^"]*"/g, ' name="x"'));

    const now = changed(nameless, { pages: [page([lying, standing])] });

    expect(partOf(now, DRAWING).match(/<xdr:graphicFrame/g)).toHaveLength(2);
    expect(shownIn(now)).toEqual([lying, standing]);
    expect(verify(nameless, now, { basis: '', pages: [page([lying, standing])] })).toEqual([]);
  });

  it('come into a drawing of people’s whatever its prefixes', () => {
    const before = changed(people, { pages: [page([])] });
    const drawing = `<wsDr xmlns="${SHEET}"><oneCellAnchor><sp><nvSpPr><cNvPr id="7" name="Nota"/></nvSpPr></sp></oneCellAnchor></wsDr>`;
    const noted = added(before, {
      'xl/worksheets/_rels/sheet3.xml.rels': related([
        'rId9',
        'drawing',
        '/xl/drawings/drawing5.xml',
      ]),
      'xl/drawings/drawing5.xml': drawing,
      'xl/worksheets/sheet3.xml': partOf(before, 'xl/worksheets/sheet3.xml').replace(
        '</worksheet>',
        '<drawing r:id="rId9"/></worksheet>',
      ),
    });

    const now = changed(noted, { pages: [page([lying])] });

    expect(partOf(now, 'xl/drawings/drawing5.xml')).toMatch(
      new RegExp(`^${drawing.replace('</wsDr>', '')}<xdr:twoCellAnchor .*id="8".*</wsDr>$`),
    );
    expect(shownIn(now)).toEqual([lying]);
    expect(verify(noted, now, { basis: '', pages: [page([lying])] })).toEqual([]);
  });
});

describe('the proof before charts are laid', () => {
  const before = withTheirs(changed(people, { pages: [page([lying])] }));
  const changes: Changes = { basis: '', pages: [page([lying, standing])] };
  const after = changed(before, changes);

  it('passes them', () => {
    expect(verify(before, after, changes)).toEqual([]);
  });

  it.each<[string, string, (xml: string) => string]>([
    ['another title', FIRST, (xml) => xml.replace('<a:t>Ore &', '<a:t>Ora &')],
    ['other cells', FIRST, (xml) => xml.replace("'Cruscotto'!$B$2", "'Cruscotto'!$A$2")],
    ['cells of people’s', SECOND, (xml) => xml.replaceAll("'Cruscotto'", "'Dati'")],
    ['another place', DRAWING, (xml) => xml.replace('<xdr:row>4<', '<xdr:row>5<')],
    [
      'a chart that is not there',
      DRAWING,
      (xml) => xml.replace(/<xdr:twoCellAnchor xm.*?Anchor>/, ''),
    ],
    ['a thing of people’s that differs', DRAWING, (xml) => xml.replace('name="Loro"', 'name="A"')],
    ['a thing of people’s that is gone', DRAWING, (xml) => xml.replace(theirs('rIdLoro'), '')],
    [
      'a thing nobody asked for',
      DRAWING,
      (xml) => xml.replace('</xdr:wsDr>', '<xdr:oneCellAnchor/></xdr:wsDr>'),
    ],
    ['a relation of people’s', RELATIONS, (xml) => xml.replace('chart9.xml', 'chart1.xml')],
    ['a chart of people’s on the page', 'xl/charts/chart9.xml', (xml) => `${xml} `],
    ['a chart of people’s elsewhere', 'xl/charts/chart1.xml', (xml) => `${xml} `],
    ['a drawing of people’s elsewhere', 'xl/drawings/drawing1.xml', (xml) => `${xml} `],
    [
      'a page that shows no drawing any more',
      'xl/worksheets/sheet3.xml',
      (xml) => xml.replace(/<drawing [^>]*>/, ''),
    ],
    [
      'a content type of people’s',
      '[Content_Types].xml',
      (xml) => xml.replace(/<Override PartName="\/xl\/charts\/chart9.xml"[^>]*>/, ''),
    ],
  ])('sees %s', (_, part, change) => {
    const broken = tampered(after, part, change);

    expect(broken.equals(after)).toBe(false);
    expect(verify(before, broken, changes)).not.toEqual([]);
  });

  it('sees a part that nobody asked for, and a chart of people’s that is gone', () => {
    expect(
      verify(before, added(after, { 'xl/charts/chart7.xml': theirChart('Altro') }), changes),
    ).toEqual(['part added: xl/charts/chart7.xml']);
    expect(
      verify(
        before,
        writeZip(readZip(after), new Map([['xl/charts/chart9.xml', undefined]])),
        changes,
      ),
    ).toEqual(['part gone: xl/charts/chart9.xml']);
  });

  it('lets no chart be laid by a change that writes no page', () => {
    expect(verify(before, after, { basis: '' })).not.toEqual([]);
  });
});

function page(charts: readonly ChartShape[], rows: Page['rows'] = ROWS): Page {
  return { shape: { ...shape, charts }, rows, names: [] };
}

const ROWS: Page['rows'] = [
  ['gen & feb', 12, 600],
  ['mar', 7.5],
];

function shownIn(file: Buffer): readonly ChartShape[] | undefined {
  return shapeOf(file, contentsOf(file)).tabs.find((it) => it.name === 'Cruscotto')?.charts;
}

/** The page with a chart and a shape of people’s laid over it, before ALICE’s. */
function withTheirs(file: Buffer): Buffer {
  return added(file, {
    [DRAWING]: partOf(file, DRAWING).replace(
      '<xdr:twoCellAnchor xmlns',
      () => `${theirs('rIdLoro')}<xdr:absoluteAnchor/><xdr:twoCellAnchor xmlns`,
    ),
    [RELATIONS]: partOf(file, RELATIONS).replace(
      '<Relationship ',
      `<Relationship Id="rIdLoro" Type="${OFFICE}/chart" Target="../charts/chart9.xml"/><Relationship `,
    ),
    'xl/charts/chart9.xml': theirChart('Loro'),
    '[Content_Types].xml': partOf(file, '[Content_Types].xml').replace(
      '</Types>',
      '<Override PartName="/xl/charts/chart9.xml" ContentType="x"/></Types>',
    ),
  });
}

/** The first chart as Excel saves it, with the looks it offers beside it. */
function withLooks(file: Buffer): Buffer {
  return added(file, {
    'xl/charts/_rels/chart2.xml.rels': related(['rId1', 'chartStyle', 'style1.xml']),
    'xl/charts/style1.xml': '<cs:chartStyle xmlns:cs="x"/>',
    '[Content_Types].xml': partOf(file, '[Content_Types].xml').replace(
      '</Types>',
      '<Override PartName="/xl/charts/style1.xml" ContentType="x"/></Types>',
    ),
  });
}

function added(file: Buffer, parts: Readonly<Record<string, string>>): Buffer {
  const bytes = Object.entries(parts).map(([name, xml]) => [name, Buffer.from(xml)] as const);
  return writeZip(readZip(file), new Map(bytes));
}

function related(...to: readonly (readonly [id: string, type: string, target: string])[]): string {
  const list = to.map(
    ([id, type, target]) =>
      `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${PACKAGE}">${list.join('')}</Relationships>`;
}

function drawn(anchors: string): string {
  return `<xdr:wsDr xmlns:xdr="${SHEET}">${anchors}</xdr:wsDr>`;
}

function theirs(id: string): string {
  return `<xdr:twoCellAnchor><xdr:graphicFrame><xdr:nvGraphicFramePr><xdr:cNvPr id="5" name="Loro"/></xdr:nvGraphicFramePr><c:chart xmlns:c="${CHART}" xmlns:r="${OFFICE}" r:id="${id}"/></xdr:graphicFrame></xdr:twoCellAnchor>`;
}

function theirChart(title: string): string {
  return `<c:chartSpace xmlns:c="${CHART}"><c:chart><c:title><a:t>${title}</a:t></c:title></c:chart></c:chartSpace>`;
}
