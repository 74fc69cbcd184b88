import { type Chart, chartInWords, numberOf } from '../core/document.ts';
import { figure, inkLabel, look, type Place, type Press, type Slice } from './layout.ts';
import { num, type Page } from './pdf.ts';

/**
 * Bars or lines as a tagged figure whose words are worked out from the data. Series are told apart by filling, dashes
 * and marks, so that the paper can be copied in black and white. More than six series, or values that are not as many
 * as the labels, are our broken promise.
 */
export function chartSlice(chart: Chart, place: Place): Slice {
  const { series, labels, title } = chart;
  if (series.length > fillings.length || series.length === 0)
    throw new Error(`«${title}» has ${series.length} series: from 1 to ${fillings.length}`);
  for (const { name, values } of series) {
    if (values.length !== labels.length)
      throw new Error(
        `«${title}»: ${name} has ${values.length} values for ${labels.length} labels`,
      );
  }
  const legend = legendOf(chart, place);
  const height = (chart.height ?? 170) + legend.height;
  return figure(place, {
    alt: chartInWords(chart),
    height,
    draw(page, x, bottom) {
      const pen = { page, press: place.press };
      const scale = scaleOf(chart, place.press, {
        x,
        y: bottom + legend.height,
        width: place.width,
        height: height - legend.height,
      });
      drawGrid(chart, scale, pen);
      if (chart.kind === 'bars') drawBars(chart, scale, pen);
      else drawLines(chart, scale, pen);
      drawAxis(chart, scale, pen);
      legend.draw(page, x, bottom);
    },
  });
}

const labelSize = 7.5;
const room = { right: 4, above: 17, below: 16 };

interface Pen {
  readonly page: Page;
  readonly press: Press;
}

interface Scale {
  readonly left: number;
  readonly right: number;
  /** Where a value lies, from the foot of the page. */
  readonly y: (value: number) => number;
  /** How wide the share of a label is. */
  readonly step: number;
  readonly ticks: readonly number[];
}

function scaleOf(
  chart: Chart,
  { typesetter }: Press,
  {
    x,
    y,
    width,
    height,
  }: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  },
): Scale {
  const values = chart.series.flatMap((it) => it.values.filter((one) => one !== undefined));
  const ticks = ticksOf(Math.min(0, ...values), Math.max(0, ...values));
  const widest = Math.max(
    ...ticks.map((it) => typesetter.widthOf(tickLabel(chart, it), 'regular', labelSize)),
  );
  const [low, high] = [ticks[0] ?? 0, ticks.at(-1) ?? 1];
  const left = x + widest + 6;
  const [floor, ceiling] = [y + room.below, y + height - room.above];
  return {
    left,
    right: x + width - room.right,
    y: (value) => floor + ((ceiling - floor) * (value - low)) / (high - low),
    step: (x + width - room.right - left) / Math.max(1, chart.labels.length),
    ticks,
  };
}

/** Round steps of 1, 2, 2.5 or 5 times a power of ten, about five, that hold both ends. */
function ticksOf(low: number, high: number): readonly number[] {
  const rough = (high - low || 1) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((it) => it * power >= rough * 0.999) ?? 10) * power;
  const first = Math.floor(low / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(high / step - 1e-9));
  return Array.from({ length: last - first + 1 }, (_, n) => (first + n) * step);
}

function tickLabel(chart: Chart, value: number): string {
  // As few digits as the step needs, whatever the values have.
  const decimals = [0, 1, 2].find((it) => Math.abs(value - Number(value.toFixed(it))) < 1e-9) ?? 3;
  return numberOf({ ...chart, unit: undefined, decimals }, value);
}

function drawGrid(chart: Chart, { left, right, y, ticks }: Scale, { page, press }: Pen): void {
  page.write('.87 G .4 w');
  for (const it of ticks) {
    page.write(`${num(left)} ${num(y(it))} m ${num(right)} ${num(y(it))} l S`);
    const text = tickLabel(chart, it);
    inkLabel(page, press, {
      text,
      x: left - 4,
      y: y(it) - labelSize * 0.36,
      size: labelSize,
      lean: 'right',
      colour: look.grey,
    });
  }
  if (chart.unit === undefined) return;
  inkLabel(page, press, {
    text: chart.unit,
    x: left,
    y: y(ticks.at(-1) ?? 0) + 5,
    size: labelSize,
    colour: look.grey,
  });
}

function drawAxis({ labels }: Chart, { left, right, y, step, ticks }: Scale, pen: Pen): void {
  const { page, press } = pen;
  page.write(`.25 G .8 w ${num(left)} ${num(y(0))} m ${num(right)} ${num(y(0))} l S`);
  const widest = Math.max(
    0,
    ...labels.map((it) => press.typesetter.widthOf(it, 'regular', labelSize)),
  );
  // The table below has them all: here every second or third is enough where they would touch.
  const every = Math.max(1, Math.ceil((widest + 4) / step));
  labels.forEach((text, n) => {
    if (n % every !== 0) return;
    inkLabel(page, press, {
      text,
      x: left + step * (n + 0.5),
      y: y(ticks[0] ?? 0) - labelSize - 4,
      size: labelSize,
      lean: 'center',
    });
  });
}

function drawBars(chart: Chart, { left, y, step }: Scale, { page, press }: Pen): void {
  const wide = (step * 0.74) / chart.series.length;
  chart.series.forEach(({ values }, s) => {
    values.forEach((value, n) => {
      if (value === undefined) return;
      const box = {
        x: left + step * (n + 0.13) + wide * s,
        y: Math.min(y(0), y(value)),
        width: wide * 0.92,
        height: Math.abs(y(value) - y(0)),
      };
      page.write(...(fillings[s]?.(box) ?? []));
      const text = numberOf({ ...chart, unit: undefined }, value);
      // A number on its bar where it fits; all are in the table.
      if (press.typesetter.widthOf(text, 'regular', valueSize) > wide + 1) return;
      const at = value < 0 ? box.y - valueSize : box.y + box.height + 2;
      const x = box.x + box.width / 2;
      inkLabel(page, press, { text, x, y: at, size: valueSize, lean: 'center' });
    });
  });
}

const valueSize = 6.5;

function drawLines(chart: Chart, { left, y, step }: Scale, { page }: Pen): void {
  chart.series.forEach(({ values }, s) => {
    const { dash, mark } = strokes[s] ?? strokes[0];
    page.write(`${look.accentLine} ${look.accent} 1.3 w 1 j ${dash} d`);
    let joined = false;
    const path = values.map((value, n) => {
      const verb = joined ? 'l' : 'm';
      joined = value !== undefined;
      return value === undefined ? '' : `${num(left + step * (n + 0.5))} ${num(y(value))} ${verb}`;
    });
    page.write(...path.filter((it) => it !== ''), 'S', '[] 0 d');
    values.forEach((value, n) => {
      if (value !== undefined) page.write(...mark(left + step * (n + 0.5), y(value)));
    });
  });
}

// ── Legend ────────────────────────────────────────────────────────────────────────────────────

/** What each filling or dash stands for, in as many lines as it takes; nothing for one series named by the title. */
function legendOf({ kind, series }: Chart, { press, width }: Place) {
  const line = 13;
  const placed: { readonly name: string; readonly x: number; readonly row: number }[] = [];
  let [x, row] = [0, 0];
  for (const { name } of series) {
    const wide =
      (kind === 'bars' ? 36 : 42) + press.typesetter.widthOf(name, 'regular', labelSize + 0.5);
    if (x > 0 && x + wide > width) [x, row] = [0, row + 1];
    placed.push({ name, x, row });
    x += wide;
  }
  const height = (row + 1) * line + 2;
  return {
    height,
    draw(page: Page, left: number, bottom: number): void {
      placed.forEach((it, s) => {
        const at = { x: left + it.x, y: bottom + height - line * (it.row + 1) + 2 };
        if (kind === 'bars') page.write(...(fillings[s]?.({ ...at, width: 16, height: 7 }) ?? []));
        else {
          const { dash, mark } = strokes[s] ?? strokes[0];
          const middle = num(at.y + 3.5);
          page.write(`${look.accentLine} ${look.accent} 1.3 w ${dash} d`);
          page.write(`${num(at.x)} ${middle} m ${num(at.x + 22)} ${middle} l S [] 0 d`);
          page.write(...mark(at.x + 11, at.y + 3.5));
        }
        inkLabel(page, press, {
          text: it.name,
          x: at.x + (kind === 'bars' ? 20 : 26),
          y: at.y + 1,
          size: labelSize + 0.5,
        });
      });
    },
  };
}

// ── Fillings and strokes, six of each, told apart without colour ──────────────────────────────

interface Bar {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const outline = `${look.accentLine} .6 w`;
const fillings: readonly ((bar: Bar) => readonly string[])[] = [
  (bar) => [`${look.accent} ${rectangle(bar)} f`],
  (bar) => ['.86 .9 .95 rg', outline, `${rectangle(bar)} B`],
  (bar) => hatched(bar, 1),
  (bar) => ['.55 .6 .68 rg', `${rectangle(bar)} f`],
  (bar) => hatched(bar, -1),
  (bar) => ['1 g', outline, `${rectangle(bar)} B`],
];

function rectangle({ x, y, width, height }: Bar): string {
  return `${num(x)} ${num(y)} ${num(width)} ${num(height)} re`;
}

/** Slanted lines within a box and its outline; a slope of 1 rises to the right. */
function hatched(bar: Bar, slope: 1 | -1): readonly string[] {
  const { x, y, width, height } = bar;
  const lines: string[] = [];
  for (let from = -height; from < width; from += 3) {
    const [start, end] = slope === 1 ? [from, from + height] : [from + height, from];
    lines.push(`${num(x + start)} ${num(y)} m ${num(x + end)} ${num(y + height)} l`);
  }
  return [
    'q',
    `1 g ${rectangle(bar)} f`,
    `${rectangle(bar)} W n`,
    outline,
    ...lines,
    'S',
    'Q',
    outline,
    `${rectangle(bar)} S`,
  ];
}

interface Stroke {
  readonly dash: string;
  readonly mark: (x: number, y: number) => readonly string[];
}

const square = (how: string) => (x: number, y: number) => [
  `${num(x - 2.2)} ${num(y - 2.2)} 4.4 4.4 re ${how}`,
];
const triangle = (how: string) => (x: number, y: number) => [
  `${num(x - 2.6)} ${num(y - 2.2)} m ${num(x + 2.6)} ${num(y - 2.2)} l ${num(x)} ${num(y + 2.6)} l h ${how}`,
];
const diamond = (how: string) => (x: number, y: number) => [
  `${num(x - 3)} ${num(y)} m ${num(x)} ${num(y - 3)} l ${num(x + 3)} ${num(y)} l ${num(x)} ${num(y + 3)} l h ${how}`,
];
/** Hollow marks are white inside. */
const hollow = 'B';
const hollowOf =
  (shape: (how: string) => (x: number, y: number) => readonly string[]) =>
  (x: number, y: number) => ['q 1 g', ...shape(hollow)(x, y), 'Q'];
const strokes: readonly [Stroke, ...Stroke[]] = [
  { dash: '[]  0', mark: square('f') },
  { dash: '[5 3] 0', mark: hollowOf(square) },
  { dash: '[1.5 2.5] 0', mark: triangle('f') },
  { dash: '[8 2 2 2] 0', mark: hollowOf(triangle) },
  { dash: '[3 2] 0', mark: diamond('f') },
  { dash: '[6 2 1 2 1 2] 0', mark: hollowOf(diamond) },
];
