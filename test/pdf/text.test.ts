import { beforeAll, describe, expect, test } from 'vitest';
import { loadFonts } from '../../src/integrations/typefaces/index.ts';
import { openFace } from '../../src/pdf/font.ts';
import { type Run, type Typesetter, typesetter } from '../../src/pdf/text.ts';
import { names } from './papers.ts';

let set: Typesetter;
beforeAll(async () => {
  const fonts = await loadFonts();
  const open = (bytes: Uint8Array) => openFace(bytes, () => () => new Uint8Array());
  const [regular, arabic, signs] = [open(fonts.regular), open(fonts.arabic), open(fonts.signs)];
  set = typesetter({
    regular: [regular, arabic, signs],
    bold: [open(fonts.bold), open(fonts.arabicBold), signs],
    italic: [open(fonts.italic), arabic, signs],
  });
});

const writtenFromRight = /[\u0590-\u06ff]/;
const shaped = (text: string) => set.shape([{ text, style: 'regular' }]).runs;
const facesOf = (text: string) => shaped(text).map((run) => `${run.face.name}: ${run.text}`);
const spoken = (run: Run | undefined) => run?.glyphs.map((it) => it.text).join('');

describe('faces', () => {
  test('are chosen by the word: the first that has all of it', () => {
    expect(facesOf('Rossi محمد ☐ Шевченко')).toEqual([
      'NotoSans-Regular: Rossi ',
      'Vazirmatn-Regular: محمد',
      'Vazirmatn-Regular:  ',
      'DejaVuSans: ☐ ',
      'NotoSans-Regular: Шевченко',
    ]);
  });

  test('follow the style', () => {
    const { runs } = set.shape([
      { text: 'uno ', style: 'bold' },
      { text: 'due', style: 'italic' },
    ]);

    expect(runs.map((it) => it.face.name)).toEqual(['NotoSans-Bold', 'NotoSans-Italic']);
  });

  test.each(names)('give %s a glyph for everything, and its own letters back', (name) => {
    const runs = shaped(name.normalize('NFC'));
    const letters = runs
      .flatMap((run) => {
        const said = run.glyphs.map((it) => it.text);
        return writtenFromRight.test(run.text) ? said.toReversed() : said;
      })
      .join('');

    expect(runs.flatMap((it) => it.glyphs).every((it) => it.id > 0)).toBe(true);
    // Words written from the right stand in the order they are drawn.
    expect(sorted(letters)).toEqual(sorted(name));
  });

  test('keep «ị» in one glyph, so that it is copied as one', () => {
    const [run] = shaped('Thị');

    expect(run?.glyphs.map((it) => it.text)).toEqual(['T', 'h', 'ị']);
    expect(run?.respelt).toBe(false);
  });

  test('place a mark that has no letter of its own, and say the text beside it', () => {
    const [run] = shaped('ọ̀');

    expect(run?.respelt).toBe(true);
    expect(run?.text).toBe('ọ̀');
  });
});

describe('what is written from right to left', () => {
  test('is turned within the line, numbers in it are not', () => {
    const runs = shaped('nata نص 12 ABC');

    expect(runs.map((it) => it.text)).toEqual(['nata ', '12', 'نص ', ' ABC']);
    expect(spoken(runs[2])).toBe(' صن');
  });

  test('stays in order over a change of style', () => {
    const { runs } = set.shape([
      { text: 'محمد ', style: 'bold' },
      { text: 'عبد', style: 'regular' },
    ]);

    expect(runs.map((it) => it.text.trim()).filter((it) => it !== '')).toEqual(['عبد', 'محمد']);
  });

  test('says the letters of a ligature one by one, last first, as they are drawn', () => {
    const [run] = shaped('لا');

    expect(run?.glyphs.map((it) => it.text)).toEqual(['ا', 'ل']);
    expect(run?.glyphs.map((it) => it.advance > 0)).toEqual([true, false]);
  });

  test('does not turn a line that begins with it', () => {
    expect(shaped('محمد Rossi').map((it) => it.text)).toEqual(['محمد', ' ', 'Rossi']);
  });
});

describe('lines', () => {
  const text = 'La comunicazione obbligatoria è dovuta entro il giorno antecedente';
  const linesOf = (words: string, width: number, hyphenate = false) =>
    set
      .lines([words], { width, size: 10, hyphenate })
      .map(({ shaped: { runs } }) => runs.map(spoken).join(''));

  test('are filled with whole words', () => {
    expect(linesOf(text, 150)).toEqual([
      'La comunicazione obbligatoria',
      'è dovuta entro il giorno',
      'antecedente',
    ]);
  });

  test('divide words as Italian does, where asked', () => {
    expect(linesOf(text, 120, true)).toEqual([
      'La comunicazione obbli-',
      'gatoria è dovuta entro il',
      'giorno antecedente',
    ]);
  });

  test('never divide a word before its last two letters', () => {
    expect(linesOf('la misura', 42, true)).toEqual(['la mi-', 'sura']);
  });

  test('leave names, numbers and addresses whole', () => {
    const lines = linesOf('Il signor Bartolomeo IT60X0542811101000000123456 va', 60, true);

    expect(lines.join('\n')).toMatch(/^Il signor\nBartolomeo\n/);
    expect(lines.join('')).toContain('IT60X');
  });

  test('end where the writer ended them, empty ones too', () => {
    const lines = set.lines(['uno\n\ndue'], { width: 200, size: 10 });

    expect(lines.map(({ shaped: { runs }, last }) => [runs.map(spoken).join(''), last])).toEqual([
      ['uno', true],
      ['', true],
      ['due', true],
    ]);
  });

  test('do not break at a space that must not', () => {
    expect(linesOf('art.\u00a01 legge', 30)).toEqual(['art.\u00a01', 'legge']);
  });

  test('divide a word that fits no line, after a sign if there is one, and lose none of it', () => {
    expect(linesOf('https://example.org/verifica/documento', 90)).toEqual([
      'https://example.',
      'org/verifica/',
      'documento',
    ]);
    expect(linesOf('7'.repeat(50), 60).join('')).toBe('7'.repeat(50));
  });

  test('never part a letter from its mark', () => {
    const parts = linesOf('ọ̀'.repeat(12), 20);

    expect(parts.join('').normalize('NFC')).toBe('ọ̀'.repeat(12).normalize('NFC'));
    expect(parts.every((it) => /^[^\u0300\u0323]/.test(it))).toBe(true);
  });

  test('take a letter even where a column is narrower than one', () => {
    expect(linesOf('abc', 1)).toEqual(['a', 'b', 'c']);
  });

  test('of a blank are one, and empty', () => {
    expect(set.lines([], { width: 100, size: 10 })).toHaveLength(1);
  });
});

describe('characters', () => {
  test('no face covers are told, each once', () => {
    expect(set.uncovered('Abebe ክበክ e 👍')).toEqual(['ክ', 'በ', '👍']);
  });

  test('that are never drawn are not', () => {
    expect(set.uncovered('a\u00ad\u200b\ufe0f\u0000\t\nb')).toEqual([]);
  });

  test('a face lacks make shaping throw', () => {
    expect(() => shaped('ክ')).toThrow('no face covers «ክ» (U+12AD)');
  });
});

function sorted(text: string): readonly string[] {
  return Array.from(text.normalize('NFC')).toSorted();
}
