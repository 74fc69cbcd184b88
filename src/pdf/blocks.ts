import { encode } from 'uqr';
import {
  type Align,
  type Block,
  type Cell,
  type Chart,
  chartTable,
  type Field,
  isField,
  markOf,
  noticeMarks,
  type Prose,
  placeAndDateLabel,
  type SpreadCell,
  spreadCells,
  type Table,
  type TableRow,
} from '../core/document.ts';
import { chartSlice } from './chart.ts';
import { fieldHeight, fieldSlice } from './form.ts';
import {
  abreast,
  baseline,
  figure,
  gap,
  heightOf,
  inkLabel,
  lineHeight,
  look,
  type Place,
  proseSlices,
  type Slice,
  together,
} from './layout.ts';
import { type Element, num, type Page, tag } from './pdf.ts';

/** The blocks of a paper as slices, in order. What a signature signs stays with it. */
export function slicesOf(blocks: readonly Block[], place: Place): readonly Slice[] {
  return blocks.flatMap((block, n) => {
    const slices = blockSlices(block, place);
    const next = blocks[n + 1]?.kind;
    // A page with nothing but signatures could be put under any other paper.
    return next === 'signatures' ? lastGlued(slices) : slices;
  });
}

function blockSlices(block: Block, place: Place): readonly Slice[] {
  switch (block.kind) {
    case 'heading':
      return heading(block, place);
    case 'paragraph': {
      const small = block.size === 'small';
      const size = small ? look.size.small : look.size.body;
      const align = block.align ?? 'justified';
      return [...paragraph(block.text, place, { size, align }), gap(small ? 3 : 5)];
    }
    case 'clause': {
      const text: Prose = [{ text: `${block.number}\u00a0\u00a0`, bold: true }, ...block.text];
      return [...paragraph(text, place, { size: look.size.body, align: 'justified' }), gap(5)];
    }
    case 'list':
      return list(block, place);
    case 'facts':
      return facts(block, place);
    case 'table':
      return [gap(4), ...tableSlices(block, place), gap(9)];
    case 'signatures':
      return signatures(block, place);
    case 'boxes':
      return boxes(block, place);
    case 'rule':
      return [rule(place.width)];
    case 'space':
      return [gap(block.points)];
    case 'pageBreak':
      return [{ ...gap(0), turn: true }];
    case 'notice':
      return notice(block, place);
    case 'qr':
      return qr(block, place);
    case 'bars':
    case 'line':
      return chart(block, place);
    case 'field':
      return field(block, place);
    case 'keep':
      return together(slicesOf(block.blocks, place));
    case 'columns':
      return columns(block, place);
  }
}

type Of<K extends Block['kind']> = Extract<Block, { readonly kind: K }>;

// ── Text ──────────────────────────────────────────────────────────────────────────────────────

function paragraph(
  prose: Prose,
  { press, parent, width }: Place,
  { size, align }: { readonly size: number; readonly align: Align },
): readonly Slice[] {
  return proseSlices(prose, { press, width, element: tag(parent, 'P') }, { size, align });
}

function heading({ level, text }: Of<'heading'>, { press, parent, width }: Place) {
  const { size, before, after } = look.headings[level - 1] ?? look.headings[0];
  press.level = Math.min(level, press.level + 1);
  const element = tag(parent, `H${press.level}`);
  const colour = level === 3 ? look.black : look.accent;
  const setting = { size, bold: true, colour, keep: true };
  return [
    gap(before, true),
    ...proseSlices(text, { press, width, element }, setting),
    gap(after, true),
  ];
}

function list(block: Of<'list'>, { press, parent, width }: Place): readonly Slice[] {
  const { ordered, letters, items } = block;
  const numbering = ordered ? (letters === true ? 'LowerAlpha' : 'Decimal') : 'Disc';
  const element = tag(parent, 'L', { attributes: `/O/List/ListNumbering/${numbering}` });
  const size = look.size.body;
  const indent = ordered ? 20 : 14;
  return items.flatMap((item, n) => {
    const entry = tag(element, 'LI');
    const label = tag(entry, 'Lbl');
    const body = tag(entry, 'LBody');
    const slices = slicesOf(item, { press, parent: body, width: width - indent });
    return slices.map((slice, s): Slice => {
      const shifted = indented(slice, indent);
      if (s > 0) return shifted;
      return {
        ...shifted,
        draw(page, x, top) {
          const place = { x, y: top - baseline(size), size };
          page.mark(label, () => inkLabel(page, press, { text: markOf(block, n), ...place }));
          shifted.draw(page, x, top);
        },
      };
    });
  });
}

function boxes({ items, columns: across = 1 }: Of<'boxes'>, { press, parent, width }: Place) {
  const size = look.size.body;
  const element = tag(parent, 'L', { attributes: '/O/List/ListNumbering/None' });
  const wide = width / across;
  const entries = items.map(({ text, ticked }) => {
    const entry = tag(element, 'LI');
    const label = tag(entry, 'Lbl');
    const body = tag(entry, 'LBody');
    const [first, ...others] = proseSlices(
      text,
      { press, width: wide - 24, element: body },
      { size },
    );
    const marked: Slice = {
      height: first?.height ?? lineHeight(size),
      draw(page, x, top) {
        const place = { x, y: top - baseline(size) - 0.5, size: size + 2 };
        const sign = ticked === true ? '☑' : '☐';
        page.mark(label, () => inkLabel(page, press, { text: sign, ...place }));
        first?.draw(page, x + 17, top);
      },
    };
    return [marked, ...others.map((it) => indented(it, 17))];
  });
  const rows = chunks(entries, across).map((some) =>
    abreast({
      stacks: some.map((slices, n) => ({ x: n * wide, slices })),
      above: 1,
      below: 2,
    }),
  );
  return [...rows, gap(5)];
}

function notice({ text, tone }: Of<'notice'>, { press, parent, width }: Place): readonly Slice[] {
  const element = tag(parent, 'P');
  const prose: Prose = [noticeMarks[tone], ...text];
  const inside = { press, width: width - 24, element };
  const slices = proseSlices(prose, inside, { size: look.size.body - 0.5 });
  const ground = tone === 'warning' ? look.shades.warning : look.shades.head;
  const bar = tone === 'warning' ? '.72 .45 .02 rg' : look.accent;
  return [
    gap(3),
    abreast({
      stacks: [{ x: 14, slices }],
      above: 7,
      below: 7,
      paint(page, x, top, height) {
        page.write(`${ground} ${area(x, top, width, height)} f`);
        page.write(`${bar} ${area(x, top, 3, height)} f`);
      },
    }),
    gap(8),
  ];
}

// ── Tables ────────────────────────────────────────────────────────────────────────────────────

/** White around the text of a cell. */
const cellPadding = 4;
const rowPadding = {
  normal: { above: 2.5, below: 2.5 },
  small: { above: 1.8, below: 1.8 },
} as const;

function tableSlices(table: Table, place: Place): readonly Slice[] {
  const { press, parent, width } = place;
  const size = table.size === 'small' ? look.size.smallTable : look.size.table;
  const element = tag(parent, 'Table');
  const widths = columnWidths(table, { size, width, press });
  const sheet: TableSheet = { table, widths, size, place };
  const caption =
    table.caption === undefined
      ? []
      : [
          ...proseSlices(
            [table.caption],
            { press, width, element: tag(element, 'Caption') },
            { size: look.size.small, bold: true, keep: true },
          ),
          gap(3, true),
        ];
  const head = headRow(sheet, tag(element, 'THead'));
  const body = tag(element, 'TBody');
  const rows = table.rows.map((row, n): Slice => {
    if (row.cells.length !== table.columns.length)
      throw new Error(
        `row ${n + 1} has ${row.cells.length} cells for ${table.columns.length} columns`,
      );
    const next = table.rows[n + 1];
    return { ...bodyRow(row, sheet, tag(body, 'TR')), head, keep: next?.shade === 'total' };
  });
  return [...caption, { ...head, keep: rows.length > 0 }, ...rows];
}

interface TableSheet {
  readonly table: Table;
  readonly widths: readonly number[];
  readonly size: number;
  readonly place: Place;
}

function headRow({ table, widths, size, place }: TableSheet, group: Element): Slice {
  const row = tag(group, 'TR');
  let x = 0;
  const stacks = table.columns.map(({ head, align }, n) => {
    const element = tag(row, 'TH', { attributes: '/O/Table/Scope/Column' });
    const wide = widths[n] ?? 0;
    const inside = { press: place.press, width: wide - 2 * cellPadding, element };
    const leaning = align === 'justified' ? 'left' : align;
    const slices = proseSlices([head], inside, { size, bold: true, align: leaning });
    const stack = { x: x + cellPadding, slices, middle: true };
    x += wide;
    return stack;
  });
  return abreast({
    stacks,
    ...rowPadding[table.size ?? 'normal'],
    paint(page, left, top, height) {
      page.write(`${look.shades.head} ${area(left, top, x, height)} f`);
      grid(page, { left, top, height, widths });
    },
  });
}

function bodyRow(row: TableRow, sheet: TableSheet, element: Element): Slice {
  const { table, widths, size, place } = sheet;
  let column = 0;
  let x = 0;
  const cells = spreadCells(row).map((spread) => {
    const wide = widths.slice(column, column + spread.span).reduce((sum, it) => sum + it, 0);
    const named = table.rowHeads === true && column === 0;
    const slices = cellSlices(spread, {
      sheet,
      width: wide - 2 * cellPadding,
      element: cellElement(element, spread.span, named),
      align: spread.crossed ? 'center' : table.columns[column]?.align,
      bold: named || row.shade === 'total',
    });
    const cell = { x, wide, slices, ...spread };
    x += wide;
    column += spread.span;
    return cell;
  });
  const shade =
    row.shade === 'total' || row.shade === 'warning' ? look.shades[row.shade] : undefined;
  return abreast({
    stacks: cells.map(({ slices, x: at }) => ({
      x: at + cellPadding,
      slices,
      middle: true,
    })),
    ...rowPadding[table.size ?? 'normal'],
    // Nobody writes in a row that is struck out.
    least: row.shade === 'crossed' ? undefined : table.minRowHeight,
    paint(page, left, top, height) {
      if (shade !== undefined) page.write(`${shade} ${area(left, top, x, height)} f`);
      for (const { crossed, x: at, wide, cell } of cells) {
        if (!crossed || isField(cell)) continue;
        page.hatch({ x: left + at, y: top - height, width: wide, height });
        const { best } = place.press.typesetter.wish(cell, size, false);
        const said = Math.min(best + 8, wide - 2);
        const from = left + at + (wide - said) / 2;
        page.write(`1 g ${area(from, top - 1, said, height - 2)} f`);
      }
      grid(page, { left, top, height, widths: cells.map((it) => it.wide) });
    },
  });
}

function cellElement(row: Element, span: number, named: boolean): Element {
  const across = span > 1 ? `/ColSpan ${span}` : '';
  if (named) return tag(row, 'TH', { attributes: `/O/Table/Scope/Row${across}` });
  return tag(row, 'TD', span > 1 ? { attributes: `/O/Table${across}` } : {});
}

function cellSlices(
  { cell, crossed }: SpreadCell,
  {
    sheet,
    width,
    element,
    align,
    bold,
  }: {
    readonly sheet: TableSheet;
    readonly width: number;
    readonly element: Element;
    readonly align: Align | undefined;
    readonly bold: boolean;
  },
): readonly Slice[] {
  const { press } = sheet.place;
  if (isField(cell)) return [fieldSlice(cell, { press, parent: element, width }, sheet.size)];
  const colour = crossed ? look.grey : undefined;
  return proseSlices(
    cell,
    { press, width, element },
    { size: sheet.size, align: align ?? 'left', bold, colour },
  );
}

/** Fixed columns as asked, scaled down if they exceed the line; the others share what is left by what they hold. */
function columnWidths(
  { columns: all, rows, rowHeads }: Table,
  {
    size,
    width,
    press,
  }: { readonly size: number; readonly width: number; readonly press: Place['press'] },
): readonly number[] {
  const fixed = all.reduce((sum, it) => sum + (it.width ?? 0), 0);
  const free = all.flatMap((it, n) => (it.width === undefined ? [n] : []));
  if (free.length === 0 || fixed >= width) {
    const scale = width / Math.max(fixed, 1);
    if (free.length > 0) throw new Error(`${fixed} points of columns leave none of ${width}`);
    return all.map((it) => (it.width ?? 0) * scale);
  }
  const room = width - fixed;
  if (free.length === 1) return all.map((it) => it.width ?? room);
  const wishes = free.map((n) => {
    const cells: Cell[] = rows.map((row) => row.cells[n] ?? []);
    const held = cells.map((it) =>
      isField(it)
        ? { best: 90, least: 40 }
        : press.typesetter.wish(it, size, rowHeads === true && n === 0),
    );
    const head = press.typesetter.wish([all[n]?.head ?? ''], size, true);
    const padding = 2 * cellPadding + 1;
    return {
      // A head may take two lines.
      best: Math.min(
        260,
        Math.max(head.best / 2, head.least, ...held.map((it) => it.best)) + padding,
      ),
      least: Math.min(160, Math.max(head.least, ...held.map((it) => it.least)) + padding),
    };
  });
  const shares = shared(wishes, room);
  return all.map((it, n) => it.width ?? shares[free.indexOf(n)] ?? 0);
}

/** Everybody gets the least, and of what is left in proportion to what they still wish. Where not even the least fits, the widest give way. */
function shared(
  wishes: readonly { readonly best: number; readonly least: number }[],
  room: number,
): readonly number[] {
  const least = wishes.reduce((sum, it) => sum + it.least, 0);
  const best = wishes.reduce((sum, it) => sum + it.best, 0);
  if (best <= room) return wishes.map((it) => (it.best * room) / best);
  if (least < room) {
    const more = (room - least) / (best - least);
    return wishes.map((it) => it.least + (it.best - it.least) * more);
  }
  let [left, count, cap] = [room, wishes.length, room / wishes.length];
  for (const it of wishes.map((one) => one.least).toSorted((x, y) => x - y)) {
    cap = left / count;
    if (it > cap) break;
    left -= it;
    count -= 1;
  }
  return wishes.map((it) => Math.min(it.least, cap));
}

function grid(
  page: Page,
  {
    left,
    top,
    height,
    widths,
  }: {
    readonly left: number;
    readonly top: number;
    readonly height: number;
    readonly widths: readonly number[];
  },
): void {
  page.write(`${look.line} .5 w`);
  let x = left;
  for (const width of widths) {
    page.write(area(x, top, width, height));
    x += width;
  }
  page.write('S');
}

// ── Facts ─────────────────────────────────────────────────────────────────────────────────────

function facts({ rows, columns: across = 1 }: Of<'facts'>, place: Place): readonly Slice[] {
  const { press, parent, width } = place;
  const size = look.size.table;
  const body = tag(tag(parent, 'Table'), 'TBody');
  const pair = width / across;
  const widest = Math.max(
    0,
    ...rows.map(([label]) => press.typesetter.wish([label], size, true).best),
  );
  const labelWidth = Math.min(widest + 12, pair * 0.42);
  const lines = chunks(rows, across).map((some): Slice => {
    const row = tag(body, 'TR');
    const stacks = some.flatMap(([label, value], n) => {
      const alone = some.length < across;
      const head = tag(row, 'TH', { attributes: '/O/Table/Scope/Row' });
      const cell = cellElement(row, alone ? 2 * across - 1 : 1, false);
      const x = n * pair;
      const valueWidth = (alone ? width - x : pair) - labelWidth - 8;
      return [
        {
          x: x + 1,
          slices: proseSlices(
            [label],
            { press, width: labelWidth - 8, element: head },
            { size, bold: true, colour: look.accent },
          ),
        },
        {
          x: x + labelWidth,
          slices: proseSlices(value, { press, width: valueWidth, element: cell }, { size }),
        },
      ];
    });
    return abreast({
      stacks,
      above: 2.5,
      below: 3,
      paint: (page, x, top, height) => line(page, { x, y: top - height, width }),
    });
  });
  // As with the lines of a paragraph, no row stands alone at the head or foot of a page.
  const glued = lines.map((it, n): Slice => {
    const edge = (n === 0 && lines.length > 1) || n === lines.length - 2;
    return edge ? { ...it, keep: true } : it;
  });
  return [...glued, gap(9)];
}

// ── Signatures ────────────────────────────────────────────────────────────────────────────────

/** Room for a hand, under the names: 22 mm. */
const signingRoom = 62.4;

function signatures(
  { signers, placeAndDate }: Of<'signatures'>,
  { press, parent, width }: Place,
): readonly Slice[] {
  const size = look.size.small;
  const place: readonly Slice[] =
    placeAndDate === true
      ? [
          gap(14, true),
          ...proseSlices(
            [placeAndDateLabel],
            { press, width, element: tag(parent, 'P') },
            { size: look.size.body, keep: true },
          ).map(
            (it): Slice => ({
              ...it,
              draw(page, x, top) {
                it.draw(page, x, top);
                const from = press.typesetter.widthOf(placeAndDateLabel, 'regular', look.size.body);
                const y = top - baseline(look.size.body) - 1;
                page.decorate(() => line(page, { x: x + from + 6, y, width: 220 }));
              },
            }),
          ),
        ]
      : [];
  const across = signers.length === 4 ? 2 : Math.min(3, Math.max(1, signers.length));
  const between = 12;
  // One who signs alone does so on the right, in a box no wider than half the line.
  const wide = across === 1 ? width * 0.48 : (width - between * (across - 1)) / across;
  const shift = across === 1 ? width - wide : 0;
  const rows = chunks(signers, across).map((some): Slice => {
    const boxed = some.map(({ role, name }, n) => {
      const element = tag(parent, 'P');
      const inside = { press, width: wide - 14, element };
      const slices = [
        ...proseSlices([role], inside, { size, bold: true }),
        ...(name === undefined ? [] : proseSlices([name], inside, { size })),
      ];
      return { x: shift + n * (wide + between), slices };
    });
    const words = Math.max(...boxed.map(({ slices }) => heightOf(slices)));
    return abreast({
      stacks: boxed.map((it) => ({ x: it.x + 7, slices: it.slices })),
      above: 5,
      least: words + 5 + signingRoom,
      paint(page, x, top, height) {
        page.write(`${look.line} .7 w`);
        for (const it of boxed) page.write(`${area(x + it.x, top, wide, height)} S`);
        for (const it of boxed)
          page.write(
            `[1 2] 0 d ${num(x + it.x + 10)} ${num(top - height + 12)} m ${num(x + it.x + wide - 10)} ${num(top - height + 12)} l S [] 0 d`,
          );
      },
    });
  });
  const spaced = rows.flatMap((it, n) => (n === 0 ? [it] : [gap(10, true), it]));
  const placed = place.map((it) => ({ ...it, keep: true }));
  return [...placed, gap(10, true), ...together(spaced), gap(10)];
}

// ── Figures, fields and what stands side by side ──────────────────────────────────────────────

function qr({ text, caption }: Of<'qr'>, place: Place): readonly Slice[] {
  const side = 71;
  const quiet = 6;
  // The mask is fixed: any can be read, and choosing the best costs more than the rest of the page.
  const { data, size } = encode(text, { ecc: 'M', maskPattern: 3, border: 0, boostEcc: false });
  const module = side / size;
  const code = figure(
    { ...place, width: side },
    {
      alt: `Codice QR: ${text}`,
      height: side,
      draw(page, x, bottom) {
        page.write('0 g', `${num(module)} 0 0 ${num(-module)} ${num(x)} ${num(bottom + side)} cm`);
        data.forEach((row, y) => {
          for (const { from, length } of runsOf(row)) page.write(`${from} ${y} ${length} 1 re`);
        });
        page.write('f');
      },
    },
  );
  const beside = side + 3 * quiet;
  const words = proseSlices(
    [caption],
    { press: place.press, width: place.width - beside, element: tag(place.parent, 'P') },
    { size: look.size.small, colour: look.grey },
  );
  return [
    gap(4),
    abreast({
      stacks: [
        { x: quiet, slices: [code] },
        { x: beside, slices: words, middle: true },
      ],
      above: quiet,
      below: quiet,
    }),
    gap(4),
  ];
}

function chart(block: Chart, place: Place): readonly Slice[] {
  const title = proseSlices(
    [block.title],
    { press: place.press, width: place.width, element: tag(place.parent, 'P') },
    { size: look.size.body, bold: true, keep: true },
  );
  const drawn = chartSlice(block, place);
  const table = tableSlices(chartTable(block), place);
  // A figure and its numbers are read together, unless there are many.
  const rows = table.length <= 14 ? together(table) : table;
  return [gap(4), ...title, { ...drawn, keep: true }, gap(6, true), ...rows, gap(10)];
}

function field(block: Field, place: Place): readonly Slice[] {
  const { press, parent, width } = place;
  const size = look.size.body;
  const { label } = block;
  if (label === undefined) return [fieldSlice(block, place), gap(4)];
  const tick = block.as === 'tick';
  const wish = press.typesetter.wish([label], size, false).best;
  const labelWidth = tick ? width - 20 : Math.min(wish + 2, width * 0.45);
  const words = proseSlices(
    [label],
    { press, width: labelWidth, element: tag(parent, 'P') },
    { size },
  );
  const drop = Math.max(0, (lineHeight(size) - fieldHeight(block)) / 2);
  const x = tick ? 0 : labelWidth + 6;
  const box = fieldSlice(block, { ...place, width: width - x });
  return [
    abreast({
      stacks: [
        { x: tick ? 20 : 0, slices: [gap(2), ...words] },
        { x, slices: [gap(drop), box] },
      ],
    }),
    gap(4),
  ];
}

function columns({ columns: all }: Of<'columns'>, { press, parent, width }: Place) {
  const between = 16;
  const shares = all.map((it) => it.share ?? 1);
  const whole = shares.reduce((sum, it) => sum + it, 0);
  const room = width - between * (all.length - 1);
  let x = 0;
  const stacks = all.map(({ blocks }, n) => {
    const wide = (room * (shares[n] ?? 1)) / whole;
    const inside = { press, parent: tag(parent, 'Div'), width: wide };
    const slices = slicesOf(blocks, inside).filter((it, at) => at > 0 || it.gap !== true);
    const stack = { x, slices };
    x += wide + between;
    return stack;
  });
  return [gap(4), abreast({ stacks }), gap(6)];
}

// ── Small things ──────────────────────────────────────────────────────────────────────────────

function rule(width: number): Slice {
  return {
    height: 12,
    draw: (page, x, top) => page.decorate(() => line(page, { x, y: top - 6, width })),
  };
}

function line(
  page: Page,
  { x, y, width }: { readonly x: number; readonly y: number; readonly width: number },
): void {
  page.write(`${look.line} .6 w ${num(x)} ${num(y)} m ${num(x + width)} ${num(y)} l S`);
}

function area(x: number, top: number, width: number, height: number): string {
  return `${num(x)} ${num(top - height)} ${num(width)} ${num(height)} re`;
}

function indented(slice: Slice, by: number): Slice {
  const { split, head } = slice;
  return {
    ...slice,
    head: head === undefined ? undefined : indented(head, by),
    split:
      split === undefined
        ? undefined
        : (room) => {
            const parts = split(room);
            return parts && [indented(parts[0], by), indented(parts[1], by)];
          },
    draw: (page, x, top) => slice.draw(page, x + by, top),
  };
}

/** The last slices that are not white space, glued to what follows. */
function lastGlued(slices: readonly Slice[]): readonly Slice[] {
  const last = slices.findLastIndex((it) => it.gap !== true);
  return slices.map((it, n) => (n >= last ? { ...it, keep: true } : it));
}

function chunks<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, n) =>
    items.slice(n * size, (n + 1) * size),
  );
}

/** The dark modules of a row of a QR code, as few rectangles as they make. */
function runsOf(
  row: readonly boolean[],
): readonly { readonly from: number; readonly length: number }[] {
  const runs: { from: number; length: number }[] = [];
  row.forEach((dark, n) => {
    const last = runs.at(-1);
    if (!dark) return;
    if (last !== undefined && last.from + last.length === n) last.length += 1;
    else runs.push({ from: n, length: 1 });
  });
  return runs;
}
