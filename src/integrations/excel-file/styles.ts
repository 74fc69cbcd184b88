import type { Format, Mark } from '../../core/shape.ts';
import type { Kind } from './cells.ts';
import {
  all,
  attribute,
  attributes,
  element,
  first,
  inside,
  isOn,
  joined,
  type Pieces,
  piece,
  pieces,
  placed,
  withAttribute,
  withInside,
} from './xml.ts';

/** How a cell is to look, where it differs from the style it starts from. */
export interface Look {
  /** A number format code, `dd/mm/yyyy`. */
  readonly code?: string | undefined;
  readonly wrap?: boolean | undefined;
  readonly middle?: boolean | undefined;
  readonly bold?: boolean | undefined;
  /** `RRGGBB` of the letters and of the ground. */
  readonly letters?: string | undefined;
  readonly ground?: string | undefined;
}

/** The styles of a workbook. Numbers given out stay true: styles are only ever added, equal ones used again. */
export interface Styles {
  /** What each style makes of a number. */
  readonly kinds: readonly Kind[];
  /** The number of a style like `base` but for `look`. */
  like(base: number, look: Look): number;
  /** The number of a conditional format's colours. */
  colours(mark: Pick<Mark, 'ground' | 'letters'>): number;
  /** The colours of a conditional format, when it has both. */
  coloursOf(dxf: number): Pick<Mark, 'ground' | 'letters'> | undefined;
  formatOf(style: number): Format;
  wraps(style: number): boolean;
  groundOf(style: number): string | undefined;
  /** The part as it now reads. */
  xml(): string;
}

/** The number format of each kind of column. */
export const CODES: Readonly<Record<Format, string>> = {
  general: 'General',
  text: '@',
  date: 'dd/mm/yyyy',
  month: '[$-410]mmmm yyyy',
  time: 'hh:mm',
  money: '#,##0.00\\ "€"',
  hours: '[h]:mm',
  whole: '0',
  percent: '0.0%',
};

/** The number format a value needs when its column's says something else. */
export const CODE_OF_KIND: Readonly<Record<Kind, string>> = {
  number: 'General',
  date: CODES.date,
  time: CODES.time,
  dateTime: 'dd/mm/yyyy hh:mm',
  duration: CODES.hours,
  percent: CODES.percent,
};

// The order of the schema: ECMA-376 part 1, 18.8.39.
// biome-ignore format: a list
const ORDER = [
  'numFmts', 'fonts', 'fills', 'borders', 'cellStyleXfs', 'cellXfs', 'cellStyles', 'dxfs',
  'tableStyles', 'colors', 'extLst',
] as const;

/** Formats a file may name by number alone (ECMA-376 part 1, 18.8.30); those not here show plain numbers. */
// biome-ignore format: a table
const BUILT_IN: ReadonlyMap<number, string> = new Map([
  [0, 'General'], [1, '0'], [2, '0.00'], [3, '#,##0'], [4, '#,##0.00'], [9, '0%'], [10, '0.00%'],
  [14, 'dd/mm/yyyy'], [15, 'd-mmm-yy'], [16, 'd-mmm'], [17, 'mmm-yy'], [18, 'h:mm AM/PM'],
  [19, 'h:mm:ss AM/PM'], [20, 'h:mm'], [21, 'h:mm:ss'], [22, 'dd/mm/yyyy h:mm'], [45, 'mm:ss'],
  [46, '[h]:mm:ss'], [47, 'mm:ss.0'], [49, '@'],
]);

/** Reads `xl/styles.xml`. */
export function openStyles(xml: string): Styles {
  let doc: Pieces = pieces(xml, 'styleSheet');
  const lists = new Map<string, string[]>();
  const codes = new Map(BUILT_IN);
  for (const it of list('numFmts', 'numFmt')) {
    codes.set(Number(attribute(it, 'numFmtId')), attribute(it, 'formatCode') ?? 'General');
  }
  const styles = list('cellXfs', 'xf');
  const kinds = styles.map((it) => kindOfCode(codeOf(it)));
  const asks = new Map<string, number>();
  const keys = new Map<string, number>();
  for (const [index, it] of styles.entries()) {
    const key = keyOf(it);
    if (!keys.has(key)) keys.set(key, index);
  }

  return {
    kinds,
    like: (base, look) => {
      const asked = `${base} ${JSON.stringify(look)}`;
      const style = asks.get(asked) ?? styleLike(base, look);
      asks.set(asked, style);
      return style;
    },
    colours: ({ ground, letters }) => {
      const same = list('dxfs', 'dxf').findIndex((it) => {
        const has = coloursIn(it);
        return has?.ground === ground && has.letters === letters && all(it, 'border').length === 0;
      });
      if (same >= 0) return same;
      const font = element('font', {}, element('color', { rgb: `FF${letters}` }));
      return added('dxfs', 'dxf', element('dxf', {}, font + solid(ground)));
    },
    coloursOf: (dxf) => {
      const raw = list('dxfs', 'dxf')[dxf];
      return raw === undefined ? undefined : coloursIn(raw);
    },
    formatOf: (style) => formatOfCode(codeOf(styles[style] ?? '<xf/>')),
    wraps: (style) => {
      const alignment = first(styles[style] ?? '<xf/>', 'alignment');
      return alignment !== undefined && isOn(attribute(alignment, 'wrapText'));
    },
    groundOf: (style) => {
      const fill = list('fills', 'fill')[
        Number(attribute(styles[style] ?? '<xf/>', 'fillId') ?? 0)
      ];
      const pattern = fill === undefined ? undefined : first(fill, 'patternFill');
      if (pattern === undefined || attribute(pattern, 'patternType') !== 'solid') return undefined;
      return rgb(first(pattern, 'fgColor'));
    },
    xml: () => joined(doc),
  };

  function styleLike(base: number, look: Look): number {
    const from = styles[base];
    if (from === undefined) throw new Error(`no style ${base}`);
    let xf = from;
    if (look.code !== undefined && look.code !== codeOf(from)) {
      xf = set(xf, { numFmtId: String(formatId(look.code)), applyNumberFormat: '1' });
    }
    if (look.bold !== undefined || look.letters !== undefined) {
      const font = String(
        added('fonts', 'font', fontLike(Number(attribute(xf, 'fontId') ?? 0), look)),
      );
      xf = set(xf, { fontId: font, applyFont: '1' });
    }
    if (look.ground !== undefined) {
      const fill = String(added('fills', 'fill', solid(look.ground)));
      xf = set(xf, { fillId: fill, applyFill: '1' });
    }
    if (look.wrap !== undefined || look.middle !== undefined) {
      let alignment = first(xf, 'alignment') ?? '<alignment/>';
      if (look.middle) alignment = withAttribute(alignment, 'vertical', 'center');
      if (look.wrap !== undefined)
        alignment = withAttribute(alignment, 'wrapText', look.wrap ? '1' : undefined);
      const others = inside(xf).replace(
        /<alignment\b[^>]*?\/>|<alignment\b[^>]*>[^]*?<\/alignment>/,
        '',
      );
      const bare = attributes(alignment).size === 0;
      xf = withInside(
        set(xf, { applyAlignment: bare ? undefined : '1' }),
        (bare ? '' : alignment) + others,
      );
    }
    if (xf === from) return base;
    const key = keyOf(xf);
    const known = keys.get(key);
    if (known !== undefined) return known;
    const index = added('cellXfs', 'xf', xf);
    kinds[index] = kindOfCode(codeOf(xf));
    keys.set(key, index);
    return index;
  }

  function list(name: string, item: string): string[] {
    const known = lists.get(name);
    if (known !== undefined) return known;
    const raw = piece(doc, name);
    const items = raw === undefined ? [] : [...all(raw, item)];
    lists.set(name, items);
    return items;
  }

  /** Adds to a list unless the same stands there; its place in the list. */
  function added(name: string, item: string, raw: string): number {
    const items = list(name, item);
    const at = items.indexOf(raw);
    if (at >= 0) return at;
    items.push(raw);
    const whole = piece(doc, name) ?? `<${name}/>`;
    const grown = withInside(
      withAttribute(whole, 'count', String(items.length)),
      inside(whole) + raw,
    );
    doc = placed(doc, { name, raw: grown, order: ORDER });
    return items.length - 1;
  }

  function formatId(code: string): number {
    for (const [id, known] of codes) if (known === code && id !== 14 && id !== 22) return id;
    const id = Math.max(163, ...codes.keys()) + 1;
    codes.set(id, code);
    added('numFmts', 'numFmt', element('numFmt', { numFmtId: id, formatCode: code }));
    return id;
  }

  function codeOf(xf: string): string {
    const id = Number(attribute(xf, 'numFmtId') ?? 0);
    return (
      codes.get(id) ?? ((id >= 27 && id <= 36) || (id >= 50 && id <= 58) ? 'dd/mm/yyyy' : 'General')
    );
  }

  function fontLike(font: number, { bold, letters }: Look): string {
    let inner = inside(list('fonts', 'font')[font] ?? '<font/>');
    if (bold) inner = `<b/>${inner.replace(/<b\b[^>]*\/>/, '')}`;
    if (letters !== undefined) {
      const colour = element('color', { rgb: `FF${letters}` });
      const bare = inner.replace(/<color\b[^>]*\/>/, '');
      // Colour comes before the name of the font: Excel wants the order it writes itself.
      inner = bare.includes('<name') ? bare.replace('<name', `${colour}<name`) : bare + colour;
    }
    return element('font', {}, inner);
  }

  /** Styles that look the same have the same key, whoever wrote them. */
  function keyOf(xf: string): string {
    const given = attributes(xf);
    const at = (name: string) => Number(given.get(name) ?? 0);
    const off = [
      ['applyNumberFormat', 'numFmtId'],
      ['applyFont', 'fontId'],
      ['applyFill', 'fillId'],
      ['applyBorder', 'borderId'],
    ].filter(([flag = '', id = '']) => given.has(flag) && !isOn(given.get(flag)) && at(id) !== 0);
    const alignment = [...attributes(first(xf, 'alignment') ?? '<a/>')]
      .map(([name, value]) => `${name}=${value === 'true' ? '1' : value}`)
      .filter((it) => !DEFAULT_ALIGNMENT.has(it))
      .toSorted();
    const protection = [...attributes(first(xf, 'protection') ?? '<a/>')]
      .map(([name, value]) => `${name}=${isOn(value)}`)
      .filter((it) => it !== 'locked=true' && it !== 'hidden=false')
      .toSorted();
    return JSON.stringify([
      codeOf(xf),
      list('fonts', 'font')[at('fontId')],
      list('fills', 'fill')[at('fillId')],
      at('borderId'),
      at('xfId'),
      isOn(given.get('quotePrefix')),
      isOn(given.get('pivotButton')),
      off,
      alignment,
      protection,
      first(xf, 'extLst'),
    ]);
  }
}

/** What an alignment says when it says nothing. */
// biome-ignore format: a list
const DEFAULT_ALIGNMENT = new Set([
  'horizontal=general', 'vertical=bottom', 'textRotation=0', 'wrapText=false', 'wrapText=0',
  'indent=0', 'shrinkToFit=false', 'shrinkToFit=0', 'justifyLastLine=false', 'readingOrder=0',
]);

function set(raw: string, given: Readonly<Record<string, string | undefined>>): string {
  let changed = raw;
  for (const [name, value] of Object.entries(given)) changed = withAttribute(changed, name, value);
  return changed;
}

function solid(ground: string): string {
  const colours =
    element('fgColor', { rgb: `FF${ground}` }) + element('bgColor', { rgb: `FF${ground}` });
  return element('fill', {}, element('patternFill', { patternType: 'solid' }, colours));
}

function coloursIn(dxf: string): Pick<Mark, 'ground' | 'letters'> | undefined {
  const pattern = first(first(dxf, 'fill') ?? '<fill/>', 'patternFill') ?? '<patternFill/>';
  const ground = rgb(first(pattern, 'bgColor') ?? first(pattern, 'fgColor'));
  const letters = rgb(first(first(dxf, 'font') ?? '<font/>', 'color'));
  return ground === undefined || letters === undefined ? undefined : { ground, letters };
}

/** `RRGGBB` of a colour element that says it outright; theme and indexed colours are nobody's business here. */
export function rgb(colour: string | undefined): string | undefined {
  const value = colour === undefined ? undefined : attribute(colour, 'rgb');
  return value === undefined ? undefined : value.slice(-6).toUpperCase();
}

/** What a number format makes of a number. Only its first section counts: dates are not negative. */
export function kindOfCode(code: string): Kind {
  if (/^general$/i.test(code)) return 'number';
  const bare = code
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
  const section = (bare.split(';')[0] ?? '').toLowerCase();
  if (/\[[hms]+\]/.test(section)) return 'duration';
  if (section.includes('general')) return 'number';
  const plain = section.replace(/am\/pm|a\/p/g, 'h').replace(/e[+-]/g, '');
  const clock = /[hs]/.test(plain);
  const calendar = /[dye]/.test(plain) || (plain.includes('m') && !clock);
  if (clock && calendar) return 'dateTime';
  if (calendar) return 'date';
  if (clock) return 'time';
  return section.includes('%') ? 'percent' : 'number';
}

/** The kind of column a number format belongs to. */
function formatOfCode(code: string): Format {
  if (code === '@') return 'text';
  const kind = kindOfCode(code);
  if (kind === 'date') {
    return /d/i.test(code.replace(/"[^"]*"|\[[^\]]*\]|\\./g, '')) ? 'date' : 'month';
  }
  if (kind === 'dateTime') return 'date';
  if (kind === 'duration') return 'hours';
  if (kind === 'time' || kind === 'percent') return kind;
  if (/€|eur/i.test(code)) return 'money';
  return code === '0' || code === '#,##0' ? 'whole' : 'general';
}
