import type { sheets_v4 } from '@googleapis/sheets';
import type { ChartShape, ColumnShape } from '../../core/shape.ts';
import { list } from '../../core/words.ts';
import { colourIn, colourStyle, PLAIN_HEIGHT, PLAIN_WIDTH, pixelsOf } from './formats.ts';

/** ALICE's charts are known by the words for who cannot see them. */
export const OWN_CHART = 'ALICE: ';

/** A chart laid over a tab: what it draws, header included, and over which cells it lies. */
export function chartRequest(
  chart: ChartShape,
  {
    shape,
    sheetId,
    chartId,
  }: {
    readonly shape: { readonly columns: readonly ColumnShape[] };
    readonly sheetId: number;
    readonly chartId: number;
  },
): sheets_v4.Schema$Request {
  const lying = chart.kind === 'bars';
  const source = (column: number): sheets_v4.Schema$ChartData => ({
    sourceRange: {
      sources: [
        {
          sheetId,
          startRowIndex: 0,
          endRowIndex: chart.rows + 1,
          startColumnIndex: column,
          endColumnIndex: column + 1,
        },
      ],
    },
  });
  const labels = chart.series.map(({ column }) => `«${shape.columns[column]?.label ?? ''}»`);
  const widths = Array.from({ length: chart.place.columns }, (_, at) => {
    const width = shape.columns[chart.place.column + at]?.width;
    return width === undefined ? PLAIN_WIDTH : pixelsOf(width);
  });
  return {
    addChart: {
      chart: {
        chartId,
        spec: {
          title: chart.title,
          altText: `${OWN_CHART}${chart.title}. Gli stessi numeri si leggono nelle colonne ${list(labels)}.`,
          // A series may stand in a hidden column, made for the chart alone.
          hiddenDimensionStrategy: 'SHOW_ALL',
          basicChart: {
            chartType: lying ? 'BAR' : 'COLUMN',
            legendPosition: 'BOTTOM_LEGEND',
            headerCount: 1,
            domains: [{ domain: source(chart.categories) }],
            series: chart.series.map(({ column, colour }) => ({
              series: source(column),
              targetAxis: lying ? 'BOTTOM_AXIS' : 'LEFT_AXIS',
              colorStyle: colourStyle(colour),
            })),
          },
        },
        position: {
          overlayPosition: {
            anchorCell: {
              sheetId,
              rowIndex: chart.place.row,
              columnIndex: chart.place.column,
            },
            widthPixels: widths.reduce((sum, it) => sum + it, 0),
            heightPixels: chart.place.rows * PLAIN_HEIGHT,
          },
        },
      },
    },
  };
}

/** A chart of ALICE's as it is now; `undefined` when somebody made something else of it. */
export function readChart(
  chart: sheets_v4.Schema$EmbeddedChart,
  widthOf: (column: number) => number,
): ChartShape | undefined {
  const { spec, position } = chart;
  const basic = spec?.basicChart;
  const kind =
    basic?.chartType === 'BAR' ? 'bars' : basic?.chartType === 'COLUMN' ? 'columns' : undefined;
  const over = position?.overlayPosition;
  const domain = sourceOf(basic?.domains?.[0]?.domain);
  const series = (basic?.series ?? []).map((it) => ({
    source: sourceOf(it.series),
    colour: colourIn(it.colorStyle),
  }));
  if (kind === undefined || over === undefined || over === null || domain === undefined)
    return undefined;
  const drawn = series.flatMap(({ source, colour }) =>
    source === undefined || colour === undefined ? [] : [{ column: source.column, colour }],
  );
  if (drawn.length !== series.length) return undefined;
  const column = over.anchorCell?.columnIndex ?? 0;
  let columns = 0;
  // A hair of a column more or less is a chart pulled by its corner, not another place.
  for (let left = (over.widthPixels ?? 0) - 10; left > 0; columns += 1)
    left -= Math.max(widthOf(column + columns), 1);
  return {
    kind,
    title: spec?.title ?? '',
    rows: domain.rows,
    categories: domain.column,
    series: drawn,
    place: {
      row: over.anchorCell?.rowIndex ?? 0,
      column,
      rows: Math.round((over.heightPixels ?? 0) / PLAIN_HEIGHT),
      columns,
    },
  };
}

function sourceOf(chart: sheets_v4.Schema$ChartData | null | undefined) {
  const range = chart?.sourceRange?.sources?.[0];
  if (range === undefined || (range.startRowIndex ?? 0) !== 0) return undefined;
  return { column: range.startColumnIndex ?? 0, rows: (range.endRowIndex ?? 1) - 1 };
}
