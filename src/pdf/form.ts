import type { Field } from '../core/document.ts';
import { look, type Place, type Slice } from './layout.ts';
import { hexText, num, tag, type WidgetPlace } from './pdf.ts';
import { partsOfProse } from './text.ts';

/** How high a field is that holds so many lines of typing of this size, in points. */
export function fieldHeight({ as, lines = 1 }: Field, size = typedSize): number {
  // One line needs no leading: thirty-one such rows and what stands above them are a page.
  return as === 'tick'
    ? tickSize + 2 * inset
    : 2 * inset + size * (lines === 1 ? 1.25 : 1.4 * lines);
}

/**
 * A field to fill in on screen, drawn at its place with its own looks, so that no viewer needs to redraw it. What it
 * already holds is set in our faces; what is typed later, in the viewer's Helvetica, both of this size.
 */
export function fieldSlice(
  field: Field,
  { press, parent, width }: Place,
  letters = typedSize,
): Slice {
  if (press.fieldNames.has(field.name)) throw new Error(`two fields are named «${field.name}»`);
  press.fieldNames.add(field.name);
  const element = tag(parent, 'Form');
  const height = fieldHeight(field, letters);
  const size = { width: field.as === 'tick' ? tickSize : width, height: height - 2 * inset };
  return {
    height,
    draw(page, x, top) {
      const box = [x, top - height + inset, x + size.width, top - inset].map(num).join(' ');
      page.place(element, (place) => {
        const own =
          field.as === 'tick'
            ? tick(field, size, place)
            : typed(field, { ...size, letters }, place, ink);
        return `${place.entries}/Rect[${box}]/T ${hexText(field.name)}/TU ${hexText(field.tooltip)}${own}`;
      });
    },
  };

  function ink(text: string): readonly string[] {
    const [part] = partsOfProse([text]);
    if (part === undefined || part.text === '') return [];
    const { runs } = press.typesetter.shape([part]);
    const y = size.height - letters * 1.08;
    return press.paper.inked(runs, { x: 3, y, size: letters });
  }
}

const inset = 1;
const tickSize = 12;
const typedSize = 10;
const multiline = 4096;

interface Size {
  readonly width: number;
  readonly height: number;
}

function typed(
  { value, lines = 1 }: Field,
  { letters, ...size }: Size & { readonly letters: number },
  place: WidgetPlace,
  ink: (text: string) => readonly string[],
): string {
  const looks = place.looks({
    ...size,
    operators: [
      ...ground(size),
      '/Tx BMC q',
      `1 1 ${num(size.width - 2)} ${num(size.height - 2)} re W n`,
      ...ink(value ?? ''),
      'Q EMC',
    ],
  });
  const many = lines > 1 ? `/Ff ${multiline}` : '';
  return `/FT/Tx${many}/V ${hexText(value ?? '')}/DA(/Helv ${letters} Tf 0 g)/AP<</N ${looks}>>`;
}

function tick({ ticked }: Field, size: Size, place: WidgetPlace): string {
  const { width, height } = size;
  const box = `.7 w 0 G 1 g .5 .5 ${num(width - 1)} ${num(height - 1)} re B`;
  const mark = `1.4 w 1 J 1 j ${num(width * 0.22)} ${num(height * 0.52)} m ${num(width * 0.42)} ${num(height * 0.26)} l ${num(width * 0.8)} ${num(height * 0.78)} l S`;
  const on = place.looks({ ...size, operators: ['q', box, mark, 'Q'] });
  const off = place.looks({ ...size, operators: ['q', box, 'Q'] });
  const state = ticked === true ? 'Si' : 'Off';
  return `/FT/Btn/V/${state}/AS/${state}/AP<</N<</Si ${on}/Off ${off}>>>>`;
}

/** The light ground of a field, so that it is seen on screen and does not disturb on paper. */
function ground({ width, height }: Size): readonly string[] {
  return [
    'q',
    `${look.shades.head} 0 0 ${num(width)} ${num(height)} re f`,
    `${look.line} .6 w 0 .3 m ${num(width)} .3 l S`,
    'Q',
  ];
}
