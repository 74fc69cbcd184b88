import { readFile } from 'node:fs/promises';

/** The bytes of everything that draws letters on paper, by the name the printer knows them under. */
export type Typefaces = Readonly<
  Record<
    'regular' | 'bold' | 'italic' | 'arabic' | 'arabicBold' | 'signs' | 'subsetter',
    Uint8Array
  >
>;

/**
 * Reads the faces from `fonts/` and the subsetter from harfbuzzjs. A file that is not there is a broken installation:
 * it throws.
 */
export async function loadFonts(): Promise<Typefaces> {
  const face = (name: string) => readFile(new URL(`../../../fonts/${name}.ttf`, import.meta.url));
  const [regular, bold, italic, arabic, arabicBold, signs, subsetter] = await Promise.all([
    face('NotoSans-Regular'),
    face('NotoSans-Bold'),
    face('NotoSans-Italic'),
    face('Vazirmatn-Regular'),
    face('Vazirmatn-Bold'),
    face('DejaVuSans'),
    readFile(new URL(import.meta.resolve('harfbuzzjs/dist/harfbuzz-subset.wasm'))),
  ]);
  return { regular, bold, italic, arabic, arabicBold, signs, subsetter };
}
