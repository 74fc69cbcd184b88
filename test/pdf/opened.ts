import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFObject,
  PDFRawStream,
  PDFRef,
} from '@cantoo/pdf-lib';

/** A glyph as it was printed: what it says, and its number in the face; neither may be missing. */
interface Printed {
  readonly text: string | undefined;
  readonly glyph: number;
}

/** A printed paper opened again by another reader than the one that wrote it. */
export interface Opened {
  /** The operators of each page, a line each. */
  readonly pages: readonly (readonly string[])[];
  /** On the pages and in the fields. */
  readonly glyphs: readonly Printed[];
  /** Lines drawn outside every marked content and decoration: there must be none. */
  readonly unmarked: readonly string[];
  /** The structure tree in reading order: «H1 Registro», indented by depth; a figure says its alt text. */
  readonly structure: readonly string[];
  /** The text decorated on each page: running heads and feet, heads of tables said again. */
  readonly decoration: readonly string[];
  readonly metadata: string;
  readonly document: PDFDocument;
}

/** Opens a paper of ours. It knows how we write, an operator a line, and no more. */
export async function opened(bytes: Uint8Array): Promise<Opened> {
  const document = await PDFDocument.load(bytes, { updateMetadata: false });
  const { catalog, context } = document;
  const contents = document.getPages().map((page) => {
    const stream = context.lookup(page.node.get(PDFName.of('Contents')));
    return textOf(stream).split('\n');
  });
  const fonts = fontsOf(document);
  const looks = looksOf(document).map((lines) => marksOf(['/Artifact BMC', ...lines], fonts));
  const read = contents.map((lines) => marksOf(lines, fonts));
  const tree = context.lookup(catalog.get(PDFName.of('StructTreeRoot')), PDFDict);
  const references = document.getPages().map((it) => it.ref);
  const said = (page: PDFObject | undefined, mark: number) =>
    read[references.findIndex((it) => it === page)]?.said.get(mark) ?? '';
  return {
    pages: contents,
    glyphs: [...read, ...looks].flatMap((it) => it.glyphs),
    unmarked: read.flatMap((it) => it.unmarked),
    structure: kidsOf(tree, { depth: 0, said, document }),
    decoration: read.map((it) => it.decoration.join(' ')),
    metadata: textOf(context.lookup(catalog.get(PDFName.of('Metadata')))),
    document,
  };
}

interface Face {
  readonly texts: ReadonlyMap<string, string>;
  readonly glyphs: Uint8Array;
}

function fontsOf(document: PDFDocument): ReadonlyMap<string, Face> {
  const { context } = document;
  const resources = document.getPage(0).node.Resources();
  const dict = context.lookup(resources?.get(PDFName.of('Font')), PDFDict);
  return new Map(
    dict.entries().map(([name, reference]) => {
      const font = context.lookup(reference, PDFDict);
      const [descendant] = context
        .lookup(font.get(PDFName.of('DescendantFonts')), PDFArray)
        .asArray();
      const cid = context.lookup(descendant, PDFDict);
      const spoken = textOf(context.lookup(font.get(PDFName.of('ToUnicode'))));
      const texts = [...spoken.matchAll(/^<([0-9a-f]{4})> <([0-9a-f]+)>$/gm)].map(
        ([, code = '', text = '']) => [code, utf16(text)] as const,
      );
      const glyphs = bytesOf(context.lookup(cid.get(PDFName.of('CIDToGIDMap'))));
      return [name.asString(), { texts: new Map(texts), glyphs }];
    }),
  );
}

/** The operators of what stands in the text fields. */
function looksOf(document: PDFDocument): readonly (readonly string[])[] {
  const { context } = document;
  return document
    .getForm()
    .getFields()
    .flatMap(({ acroField: { dict } }) => {
      const looks = dict.lookup(PDFName.of('AP'), PDFDict).get(PDFName.of('N'));
      const stream = context.lookup(looks);
      return stream instanceof PDFRawStream ? [textOf(stream).split('\n')] : [];
    });
}

function marksOf(lines: readonly string[], fonts: ReadonlyMap<string, Face>) {
  const glyphs: Printed[] = [];
  const unmarked: string[] = [];
  const said = new Map<number, string>();
  const decoration: string[] = [];
  const open: (number | 'decoration' | 'span')[] = [];
  let face: Face | undefined;
  for (const line of lines) {
    const mark = /<<\/?MCID (\d+)>> BDC$/.exec(line)?.[1];
    if (mark !== undefined) open.push(Number(mark));
    else if (line.startsWith('/Artifact')) open.push('decoration');
    else if (line.endsWith(' BDC')) open.push('span');
    else if (line === 'EMC') open.pop();
    else if (open.length === 0 && line !== '') unmarked.push(line);
    const font = /^(\/F\d+) [\d.]+ Tf$/.exec(line)?.[1];
    if (font !== undefined) face = fonts.get(font);
    if (!line.endsWith('TJ')) continue;
    const codes = [...line.matchAll(/<([0-9a-f]+)>/g)].flatMap(
      ([, hex = '']) => hex.match(/.{4}/g) ?? [],
    );
    const shown = codes.map((code): Printed => {
      const at = 2 * Number.parseInt(code, 16);
      const glyph = ((face?.glyphs[at] ?? 0) << 8) | (face?.glyphs[at + 1] ?? 0);
      return { text: face?.texts.get(code), glyph };
    });
    glyphs.push(...shown);
    const text = shown.map((it) => it.text).join('');
    const owner = open[0];
    if (typeof owner === 'number') said.set(owner, `${said.get(owner) ?? ''}${text}`);
    else if (owner === 'decoration') decoration.push(text);
  }
  return { glyphs, unmarked, said, decoration };
}

interface Walk {
  readonly depth: number;
  readonly said: (page: PDFObject | undefined, mark: number) => string;
  readonly document: PDFDocument;
}

function kidsOf(element: PDFDict, walk: Walk): readonly string[] {
  const { context } = walk.document;
  const kids = context.lookup(element.get(PDFName.of('K')));
  const list = kids instanceof PDFArray ? kids.asArray() : [element.get(PDFName.of('K'))];
  return list.flatMap((it) => {
    const kid = it instanceof PDFRef ? context.lookup(it) : it;
    return kid instanceof PDFDict && kid.has(PDFName.of('S')) ? elementLines(kid, walk) : [];
  });
}

function elementLines(element: PDFDict, walk: Walk): readonly string[] {
  const { context } = walk.document;
  const type = element.get(PDFName.of('S'))?.toString().slice(1) ?? '';
  const alt = element.get(PDFName.of('Alt'));
  const home = element.get(PDFName.of('Pg'));
  const kids = context.lookup(element.get(PDFName.of('K')), PDFArray).asArray();
  const own = kids.map((kid) => {
    if (kid instanceof PDFNumber) return walk.said(home, kid.asNumber());
    if (!(kid instanceof PDFDict)) return '';
    if (kid.get(PDFName.of('Type'))?.toString() === '/OBJR') return '[campo]';
    const mark = kid.get(PDFName.of('MCID'));
    return mark instanceof PDFNumber ? walk.said(kid.get(PDFName.of('Pg')), mark.asNumber()) : '';
  });
  const text =
    alt instanceof PDFHexString ? alt.decodeText() : own.filter((it) => it !== '').join(' ');
  const line = `${' '.repeat(walk.depth)}${type}${text === '' ? '' : ` ${text}`}`;
  return [line, ...kidsOf(element, { ...walk, depth: walk.depth + 1 })];
}

function bytesOf(stream: PDFObject | undefined): Uint8Array {
  if (!(stream instanceof PDFRawStream)) throw new Error('there is no stream here');
  return decodePDFRawStream(stream).decode();
}

function textOf(stream: PDFObject | undefined): string {
  return Buffer.from(bytesOf(stream)).toString('utf8');
}

function utf16(hex: string): string {
  return (hex.match(/.{4}/g) ?? [])
    .map((it) => String.fromCharCode(Number.parseInt(it, 16)))
    .join('');
}
