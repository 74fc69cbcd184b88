import { type Cell, resultOf } from '../../core/cell.ts';
import type { ChartShape, Format, TabShape } from '../../core/shape.ts';
import { list } from '../../core/words.ts';
import { type Book, placeText, type Tab } from './book.ts';
import { readPlace } from './formula.ts';
import { CODES } from './styles.ts';
import {
  attribute,
  cellText,
  childrenOf,
  element,
  inside,
  joined,
  localName,
  type Pieces,
  pieces,
  readCellText,
  rootOf,
  tagOf,
  unescaped,
  within,
} from './xml.ts';

/** What lies over the cells of a tab: charts of ALICE's, and pictures, shapes and charts of people's. */
export interface Drawing {
  readonly part: string;
  /** Charts of ALICE's, in the order in which they lie. */
  readonly own: readonly OwnChart[];
  /** The document without ALICE's charts: people's things, as they are written. */
  readonly others: Pieces;
}

/** A chart of ALICE's as it stands in a file. */
export interface OwnChart {
  /** The relation by which the drawing knows it; `undefined` where people's things go by the same. */
  readonly id: string | undefined;
  /** `xl/charts/chart1.xml`, and what other programs keep about its looks in parts of their own. */
  readonly parts: readonly string[];
  /** What it draws; `undefined` when somebody made something else of it. */
  readonly shape: ChartShape | undefined;
}

/** ALICE's charts are known by their name, which programs keep. */
const OWN = 'ALICE: ';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/drawingml/2006/main';
const SHEET = 'http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing';
const CHART = 'http://schemas.openxmlformats.org/drawingml/2006/chart';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const DRAWING_TYPE = 'application/vnd.openxmlformats-officedocument.drawing+xml';
const CHART_TYPE = 'application/vnd.openxmlformats-officedocument.drawingml.chart+xml';
const NO_DRAWING = `${HEAD}<xdr:wsDr xmlns:xdr="${SHEET}" xmlns:a="${MAIN}"/>`;

/**
 * The drawing of a tab, by the relation its `<drawing>` names; `undefined` where there is none. A chart of ALICE's is
 * one that bears her name or one of `titles`: some programs forget names.
 */
export function drawingOf(
  book: Book,
  {
    tab,
    relation,
    titles,
  }: {
    readonly tab: Tab;
    readonly relation: string | undefined;
    readonly titles: readonly string[];
  },
): Drawing | undefined {
  const part = book
    .relations(tab.part)
    .find((it) => it.id === relation && it.type.endsWith('/drawing'))?.part;
  if (relation === undefined || part === undefined || !book.has(part)) return undefined;
  const doc = pieces(book.text(part), rootOf(book.text(part)));
  const charts = new Map(
    book
      .relations(part)
      .filter((it) => it.type.endsWith('/chart') && !it.external && book.has(it.part))
      .map((it) => [it.id, it.part]),
  );
  const seen = doc.children.map((it) => ({ it, chart: frameIn(it.raw, charts) }));
  const isOwn = ({ name, title }: Frame) =>
    name.startsWith(OWN) || (title !== undefined && titles.includes(title));
  const others = seen.flatMap(({ it, chart }) => (chart !== undefined && isOwn(chart) ? [] : [it]));
  const own = seen.flatMap(({ it, chart }): readonly OwnChart[] => {
    if (chart === undefined || !isOwn(chart)) return [];
    const shared = others.some((other) => other.raw.includes(`"${chart.id}"`));
    return [
      {
        id: shared ? undefined : chart.id,
        parts: shared ? [] : [chart.part, ...looksOf(chart.part)],
        shape: shapeIn({ anchor: it.raw, chart: book.text(chart.part), tab: tab.name }),
      },
    ];
  });
  return { part, own, others: { ...doc, children: others } };

  function frameIn(anchor: string, parts: ReadonlyMap<string, string>): Frame | undefined {
    const id = idIn(within(anchor, 'chart')[0]);
    const chart = id === undefined ? undefined : parts.get(id);
    if (id === undefined || chart === undefined) return undefined;
    const name = attribute(within(anchor, 'cNvPr')[0] ?? '<a/>', 'name') ?? '';
    return { id, part: chart, name, title: titleIn(book.text(chart)) };
  }

  /** Excel keeps the colours and styles it offers for a chart beside it. */
  function looksOf(chart: string): readonly string[] {
    return book
      .relations(chart)
      .filter((it) => /\/(?:chartStyle|chartColorStyle)$/.test(it.type) && !it.external)
      .map((it) => it.part)
      .filter((it) => book.has(it));
  }
}

interface Frame {
  readonly id: string;
  readonly part: string;
  readonly name: string;
  readonly title: string | undefined;
}

/** The relation a tab's `<drawing>` names. */
export function idIn(raw: string | undefined): string | undefined {
  return raw === undefined
    ? undefined
    : /\s[\w.-]+:id\s*=\s*["']([^"']+)["']/.exec(tagOf(raw))?.[1];
}

/** Whether two lists of charts draw the same. */
export function sameCharts(
  a: readonly (ChartShape | undefined)[],
  b: readonly (ChartShape | undefined)[],
): boolean {
  const told = (it: ChartShape | undefined) =>
    it === undefined
      ? undefined
      : [
          it.kind,
          it.title,
          it.rows,
          it.categories,
          it.series.map(({ column, colour }) => [column, colour.toUpperCase()]),
          [it.place.row, it.place.column, it.place.rows, it.place.columns],
        ];
  return JSON.stringify(a.map(told)) === JSON.stringify(b.map(told));
}

/**
 * Lays the charts of a page over its cells, in place of those ALICE laid before; what people put there stays.
 * `rows` are the cells as they will be, header first. Gives the relation of a drawing that had to be made.
 */
export function changeCharts(
  book: Book,
  {
    tab,
    relation,
    shape,
    rows,
  }: {
    readonly tab: Tab;
    readonly relation: string | undefined;
    readonly shape: TabShape;
    readonly rows: readonly (readonly Cell[])[];
  },
): string | undefined {
  const { charts = [] } = shape;
  const titles = charts.map((it) => it.title);
  const present = drawingOf(book, { tab, relation, titles });
  if (charts.length === 0 && (present === undefined || present.own.length === 0)) return undefined;
  if (present !== undefined) for (const it of present.own) takeAway(present.part, it);
  const made = present === undefined ? madeDrawing() : undefined;
  const part = present?.part ?? made?.part ?? '';
  const others = present?.others ?? pieces(NO_DRAWING, 'xdr:wsDr');
  const used = others.children.flatMap((it) =>
    within(it.raw, 'cNvPr').map((own) => Number(attribute(own, 'id') ?? 0)),
  );
  const highest = used.reduce((top, it) => Math.max(top, it), 1);
  const anchors = charts.map((chart, index) => {
    const to = book.free('xl/charts/chart#.xml');
    book.write(to, chartXml(chart, { shape, rows, date1904: book.date1904 }));
    book.declare(to, CHART_TYPE);
    const id = book.relate(part, { type: 'chart', part: to });
    const raw = anchorXml(chart, { id, number: highest + 1 + index, shape });
    return { name: 'xdr:twoCellAnchor', gap: '', raw };
  });
  book.write(part, joined({ ...others, children: [...others.children, ...anchors] }));
  return made?.id;

  function takeAway(from: string, { id, parts }: OwnChart): void {
    if (id !== undefined) book.unrelate(from, id);
    for (const it of parts) book.discard(it);
  }

  function madeDrawing(): { readonly part: string; readonly id: string } {
    const fresh = book.free('xl/drawings/drawing#.xml');
    const id = book.relate(tab.part, { type: 'drawing', part: fresh });
    book.write(fresh, NO_DRAWING);
    book.declare(fresh, DRAWING_TYPE);
    return { part: fresh, id };
  }
}

// ── Reading ───────────────────────────────────────────────────────────────────────────────────

function titleIn(chart: string): string | undefined {
  // Its own child: axes have titles, too.
  const title = childrenOf(inside(within(chart, 'chart')[0] ?? '<a/>')).children.find(
    (it) => localName(it.name) === 'title',
  );
  return title === undefined
    ? undefined
    : within(title.raw, 't')
        .map((it) => readCellText(inside(it)))
        .join('');
}

function shapeIn({
  anchor,
  chart,
  tab,
}: {
  readonly anchor: string;
  readonly chart: string;
  readonly tab: string;
}): ChartShape | undefined {
  const bars = within(chart, 'barChart');
  const title = titleIn(chart);
  const from = cornerIn(within(anchor, 'from')[0]);
  const to = cornerIn(within(anchor, 'to')[0]);
  const kinds = bars.map((it) => attribute(within(it, 'barDir')[0] ?? '<a/>', 'val'));
  const drawn = within(chart, 'ser').map((it) => ({
    names: areaIn(it, 'cat', tab),
    values: areaIn(it, 'val', tab),
    colour: colourIn(it),
  }));
  const [first] = drawn;
  const categories = first?.names?.left;
  const rows = first?.values?.bottom;
  if (
    bars.length !== 1 ||
    title === undefined ||
    from === undefined ||
    to === undefined ||
    categories === undefined ||
    rows === undefined
  )
    return undefined;
  const whole = drawn.every(
    ({ names, values }) =>
      names?.left === categories &&
      [names, values].every((it) => it?.top === 1 && it.bottom === rows && it.left === it.right),
  );
  if (!whole) return undefined;
  return {
    kind: kinds[0] === 'bar' ? 'bars' : 'columns',
    title,
    rows,
    categories,
    series: drawn.map(({ values, colour = '' }) => ({ column: values?.left ?? 0, colour })),
    place: { ...from, rows: to.row - from.row, columns: to.column - from.column },
  };
}

/** The cells a series takes its names (`cat`) or values (`val`) from, if they are of its own tab. */
function areaIn(series: string, of: 'cat' | 'val', tab: string) {
  const formula = within(within(series, of)[0] ?? '<a/>', 'f')[0];
  const place = formula === undefined ? undefined : readPlace(unescaped(inside(formula)));
  return place?.tab === tab ? place.area : undefined;
}

function colourIn(series: string): string | undefined {
  const fill = within(within(series, 'spPr')[0] ?? '<a/>', 'solidFill')[0] ?? '<a/>';
  return attribute(within(fill, 'srgbClr')[0] ?? '<a/>', 'val')?.toUpperCase();
}

/** The corner of cells a corner of a chart is at: LibreOffice moves it by a hair when it saves. */
function cornerIn(raw: string | undefined) {
  if (raw === undefined) return undefined;
  const number = (name: string) => Number(inside(within(raw, name)[0] ?? '<a/>'));
  const nearest = (cell: number, offset: number) => (offset < A_HAIR ? cell : cell + 1);
  return {
    row: nearest(number('row'), number('rowOff')),
    column: nearest(number('col'), number('colOff')),
  };
}

/** Two millimetres, in the units of drawings (36,000 to the millimetre). */
const A_HAIR = 72_000;

// ── Writing ───────────────────────────────────────────────────────────────────────────────────

/**
 * A chart's frame. It declares its own prefixes: who made the drawing may have others. It does not close with its tab,
 * so that people can copy it into a report; what they move or delete lies there again after the next check.
 */
function anchorXml(
  { title, place, series }: ChartShape,
  { id, number, shape }: { readonly id: string; readonly number: number; readonly shape: TabShape },
): string {
  const corner = (name: string, row: number, column: number) =>
    `<xdr:${name}><xdr:col>${column}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:${name}>`;
  const labels = list(series.map(({ column }) => `«${labelOf(shape, column)}»`));
  const properties = element('xdr:cNvPr', {
    id: number,
    name: OWN + title,
    descr: `${title}. Gli stessi numeri si leggono nelle colonne ${labels}.`,
  });
  const graphic = `<a:graphic><a:graphicData uri="${CHART}">${element('c:chart', { 'xmlns:c': CHART, 'xmlns:r': OFFICE, 'r:id': id })}</a:graphicData></a:graphic>`;
  return (
    `<xdr:twoCellAnchor xmlns:xdr="${SHEET}" xmlns:a="${MAIN}" editAs="oneCell">` +
    corner('from', place.row, place.column) +
    corner('to', place.row + place.rows, place.column + place.columns) +
    `<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr>${properties}<xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>${graphic}</xdr:graphicFrame><xdr:clientData fLocksWithSheet="0"/></xdr:twoCellAnchor>`
  );
}

const LETTERS = '1F2933';
const LINES = 'D5DADE';

/** A chart's own part. The order of its elements is that of the schema: ECMA-376 part 1, 21.2.2. */
function chartXml(
  chart: ChartShape,
  {
    shape,
    rows,
    date1904,
  }: {
    readonly shape: TabShape;
    readonly rows: readonly (readonly Cell[])[];
    readonly date1904: boolean;
  },
): string {
  const { kind, title, series } = chart;
  const lying = kind === 'bars';
  const code = AXIS_CODES[shape.columns[series[0]?.column ?? 0]?.format ?? 'general'];
  const drawn = series.map(({ column, colour }, index) => {
    const area = { top: 1, left: column, bottom: chart.rows, right: column };
    const names = { ...area, left: chart.categories, right: chart.categories };
    const header = { ...area, top: 0, bottom: 0 };
    const labels = lying
      ? `<c:dLbls><c:numFmt formatCode="${coded(code)}" sourceLinked="0"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>${textXml(800)}<c:dLblPos val="outEnd"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>`
      : '';
    return (
      `<c:ser><c:idx val="${index}"/><c:order val="${index}"/>` +
      `<c:tx>${textsXml(placeText(shape.name, header), [labelOf(shape, column)])}</c:tx>` +
      `<c:spPr>${fillXml(colour)}</c:spPr><c:invertIfNegative val="0"/>${labels}` +
      `<c:cat>${textsXml(placeText(shape.name, names), textsIn(chart.categories))}</c:cat>` +
      `<c:val>${numbersXml(placeText(shape.name, area), numbersIn(column), CODES[shape.columns[column]?.format ?? 'general'])}</c:val></c:ser>`
    );
  });
  const names =
    `<c:catAx><c:axId val="${NAMES}"/><c:scaling><c:orientation val="${lying ? 'maxMin' : 'minMax'}"/></c:scaling><c:delete val="0"/><c:axPos val="${lying ? 'l' : 'b'}"/>` +
    `<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:spPr>${lineXml(LINES)}</c:spPr>${textXml(900)}` +
    `<c:crossAx val="${NUMBERS}"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>`;
  const grid = lying
    ? ''
    : `<c:majorGridlines><c:spPr>${lineXml(LINES)}</c:spPr></c:majorGridlines>`;
  // Where each bar says its number, an axis would say it twice.
  const numbers =
    `<c:valAx><c:axId val="${NUMBERS}"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/></c:scaling><c:delete val="${lying ? 1 : 0}"/><c:axPos val="${lying ? 'b' : 'l'}"/>${grid}` +
    `<c:numFmt formatCode="${coded(code)}" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>${textXml(900)}` +
    `<c:crossAx val="${NAMES}"/><c:crosses val="${lying ? 'max' : 'autoZero'}"/><c:crossBetween val="between"/></c:valAx>`;
  return (
    `${HEAD}<c:chartSpace xmlns:c="${CHART}" xmlns:a="${MAIN}" xmlns:r="${OFFICE}"><c:date1904 val="${date1904 ? 1 : 0}"/><c:lang val="it-IT"/><c:roundedCorners val="0"/><c:chart>` +
    `<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="1200" b="1"/></a:pPr><a:r><a:rPr lang="it-IT" sz="1200" b="1">${fillXml(LETTERS)}</a:rPr><a:t>${cellText(title)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/>` +
    `<c:plotArea><c:layout/><c:barChart><c:barDir val="${lying ? 'bar' : 'col'}"/><c:grouping val="clustered"/><c:varyColors val="0"/>${drawn.join('')}<c:gapWidth val="60"/><c:axId val="${NAMES}"/><c:axId val="${NUMBERS}"/></c:barChart>${names}${numbers}<c:spPr><a:noFill/></c:spPr></c:plotArea>` +
    // A series may stand in a hidden column, made for the chart alone.
    `<c:legend><c:legendPos val="b"/><c:overlay val="0"/>${textXml(900)}</c:legend><c:plotVisOnly val="0"/><c:dispBlanksAs val="gap"/></c:chart>` +
    `<c:spPr>${fillXml('FFFFFF')}${lineXml(LINES)}</c:spPr>${textXml(900)}</c:chartSpace>`
  );

  function valuesIn(column: number): readonly Cell[] {
    return Array.from({ length: chart.rows }, (_, index) => resultOf(rows[index + 1]?.[column]));
  }

  function textsIn(column: number): readonly (string | undefined)[] {
    return valuesIn(column).map((it) =>
      it === undefined || typeof it === 'object' ? undefined : String(it),
    );
  }

  function numbersIn(column: number): readonly (number | undefined)[] {
    return valuesIn(column).map((it) => (typeof it === 'number' ? it : undefined));
  }
}

/** How numbers of a column are told beside a chart: shorter than in its cells. */
const AXIS_CODES: Readonly<Record<Format, string>> = {
  ...CODES,
  general: '#,##0',
  whole: '#,##0',
  money: '#,##0\\ "€"',
  percent: '0%',
};

/** The axes name each other by numbers. */
const NAMES = 111_111_111;
const NUMBERS = 222_222_222;

function textsXml(place: string, texts: readonly (string | undefined)[]): string {
  return `<c:strRef><c:f>${cellText(place)}</c:f><c:strCache>${pointsXml(texts.map((it) => (it === undefined ? undefined : cellText(it))))}</c:strCache></c:strRef>`;
}

function numbersXml(place: string, numbers: readonly (number | undefined)[], code: string): string {
  return `<c:numRef><c:f>${cellText(place)}</c:f><c:numCache><c:formatCode>${cellText(code)}</c:formatCode>${pointsXml(numbers)}</c:numCache></c:numRef>`;
}

/** What the cells held when the chart was laid: what is shown by programs that do not work charts out. */
function pointsXml(points: readonly (string | number | undefined)[]): string {
  const known = points.map((it, index) =>
    it === undefined ? '' : `<c:pt idx="${index}"><c:v>${it}</c:v></c:pt>`,
  );
  return `<c:ptCount val="${points.length}"/>${known.join('')}`;
}

function textXml(size: number): string {
  return `<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="${size}" b="0">${fillXml(LETTERS)}</a:defRPr></a:pPr><a:endParaRPr lang="it-IT"/></a:p></c:txPr>`;
}

function fillXml(colour: string): string {
  return `<a:solidFill><a:srgbClr val="${colour}"/></a:solidFill>`;
}

function lineXml(colour: string): string {
  return `<a:ln w="6350">${fillXml(colour)}</a:ln>`;
}

function coded(code: string): string {
  return code.replaceAll('"', '&quot;');
}

function labelOf(shape: TabShape, column: number): string {
  return shape.columns[column]?.label ?? '';
}
