import type { Book, Tab } from './book.ts';
import { readArea } from './formula.ts';
import {
  all,
  attribute,
  cellText,
  element,
  first,
  inside,
  joined,
  type Pieces,
  piece,
  pieces,
  placed,
  richText,
  unescaped,
  withInside,
} from './xml.ts';

/** A note on a cell. `raw` is how it stands in the file; a new or changed one has none. */
export interface Note {
  /** `B1`. */
  readonly cell: string;
  readonly text: string;
  readonly raw?: string | undefined;
}

const AUTHOR = 'ALICE';
const ORDER = ['authors', 'commentList', 'extLst'];
const COMMENTS_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml';
const NO_COMMENTS =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
  '<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors/><commentList/></comments>';

/** The notes of a tab, in their order. */
export function notesOf(book: Book, tab: Tab): readonly Note[] {
  const part = commentsOf(book, tab);
  return part === undefined ? [] : notesIn(pieces(book.text(part), 'comments'));
}

/** The notes with the one on `cell` set, or taken away (`undefined`); the others stay as they are written. */
export function withNote(
  notes: readonly Note[],
  { cell, note }: { readonly cell: string; readonly note: string | undefined },
): readonly Note[] {
  const at = notes.findIndex((it) => it.cell === cell);
  if (note === undefined) return at < 0 ? notes : notes.toSpliced(at, 1);
  if (at < 0) return [...notes, { cell, text: note }];
  return notes[at]?.text === note ? notes : notes.with(at, { ...notes[at], cell, text: note });
}

/**
 * Changes the notes of a tab. `legacy` is the relation of its old drawing, in which each note has a box;
 * gives the relation of one that had to be made, for the tab to point to.
 */
export function changeNotes(
  book: Book,
  {
    tab,
    legacy,
    change,
  }: {
    readonly tab: Tab;
    readonly legacy: string | undefined;
    readonly change: (notes: readonly Note[]) => readonly Note[];
  },
): string | undefined {
  const existing = commentsOf(book, tab);
  const list = pieces(existing === undefined ? NO_COMMENTS : book.text(existing), 'comments');
  const old = notesIn(list);
  const notes = change(old);
  if (notes.length === old.length && notes.every((it, index) => it === old[index]))
    return undefined;
  const part = existing ?? madeComments(book, tab);
  book.write(part, joined(withNotes(list, notes)));
  return drawn(book, { tab, legacy, notes, old });
}

function commentsOf(book: Book, tab: Tab): string | undefined {
  const part = book.relations(tab.part).find((it) => it.type.endsWith('/comments'))?.part;
  return part !== undefined && book.has(part) ? part : undefined;
}

function madeComments(book: Book, tab: Tab): string {
  const part = book.free('xl/comments#.xml');
  book.relate(tab.part, { type: 'comments', part });
  book.declare(part, COMMENTS_TYPE);
  return part;
}

function notesIn(list: Pieces): readonly Note[] {
  return all(piece(list, 'commentList') ?? '<a/>', 'comment').map((raw) => ({
    cell: attribute(raw, 'ref') ?? '',
    text: richText(first(raw, 'text') ?? '<text/>'),
    raw,
  }));
}

function withNotes(list: Pieces, notes: readonly Note[]): Pieces {
  const old = new Map(notesIn(list).map((it) => [it.raw, it]));
  const authors = all(piece(list, 'authors') ?? '<authors/>', 'author');
  const known = authors.findIndex((it) => unescaped(inside(it)) === AUTHOR);
  const authorId = known < 0 ? authors.length : known;
  const raws = notes.map(({ cell, text, raw }) => {
    if (raw === undefined) return element('comment', { ref: cell, authorId }, body(text));
    return old.get(raw)?.text === text ? raw : withInside(raw, body(text));
  });
  const added = known < 0 && notes.some((it) => it.raw === undefined);
  const people = authors.join('') + (added ? element('author', {}, AUTHOR) : '');
  const named = placed(list, {
    name: 'authors',
    raw: withInside(piece(list, 'authors') ?? '<authors/>', people),
    order: ORDER,
  });
  return placed(named, {
    name: 'commentList',
    raw: withInside(piece(list, 'commentList') ?? '<commentList/>', raws.join('')),
    order: ORDER,
  });
}

/** Each note needs a box in the old drawing of the tab, hidden until the mouse is on the cell. */
function drawn(
  book: Book,
  {
    tab,
    legacy,
    notes,
    old,
  }: {
    readonly tab: Tab;
    readonly legacy: string | undefined;
    readonly notes: readonly Note[];
    readonly old: readonly Note[];
  },
): string | undefined {
  const now = new Set(notes.map((it) => it.cell));
  const had = new Set(old.map((it) => it.cell));
  const existing = book
    .relations(tab.part)
    .find((it) => it.type.endsWith('/vmlDrawing') && it.id === legacy)?.part;
  const made = existing === undefined ? madeDrawing(book, tab) : undefined;
  const part = existing ?? made?.part ?? '';
  let vml = book.text(part);
  for (const it of had) if (!now.has(it)) vml = withoutBox(vml, it);
  const used = [...vml.matchAll(/_x0000_s(\d+)/g)].map((it) => Number(it[1]));
  const block = Number(/<o:idmap\b[^>]*\sdata\s*=\s*["'](\d+)/.exec(vml)?.[1] ?? 1);
  const highest = used.reduce((top, it) => Math.max(top, it), block * 1024);
  const boxes = notes
    .filter((it) => !had.has(it.cell))
    .map((it, index) => box(highest + 1 + index, it))
    .join('');
  book.write(
    part,
    vml.replace(/<\/xml>\s*$/, () => `${boxes}</xml>`),
  );
  return made?.id;
}

function madeDrawing(book: Book, tab: Tab): { readonly part: string; readonly id: string } {
  const part = book.free('xl/drawings/vmlDrawing#.vml');
  const id = book.relate(tab.part, { type: 'vmlDrawing', part });
  book.declareExtension('vml', 'application/vnd.openxmlformats-officedocument.vmlDrawing');
  // Each drawing numbers its boxes in a block of 1,024 of its own.
  const block = /\d+/.exec(part)?.[0] ?? '1';
  book.write(
    part,
    `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="${block}"/></o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>`,
  );
  return { part, id };
}

function body(text: string): string {
  const look =
    '<rPr><sz val="9"/><color indexed="81"/><rFont val="Calibri"/><family val="2"/></rPr>';
  return `<text><r>${look}<t xml:space="preserve">${cellText(text)}</t></r></text>`;
}

function box(number: number, { cell, text }: Note): string {
  const { top = 0, left = 0 } = readArea(cell) ?? {};
  const lines = text
    .split('\n')
    .reduce((sum, it) => sum + Math.max(1, Math.ceil(it.length / 34)), 0);
  const height = Math.max(2, lines);
  return `<v:shape id="_x0000_s${number}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;margin-top:2pt;width:160pt;height:${height * 15}pt;z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"/></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${left + 1}, 15, ${top}, 10, ${left + 3}, 60, ${top + height}, 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>${top}</x:Row><x:Column>${left}</x:Column></x:ClientData></v:shape>`;
}

function withoutBox(vml: string, cell: string): string {
  const { top = -1, left = -1 } = readArea(cell) ?? {};
  return vml.replace(/<v:shape\b[^]*?<\/v:shape>/g, (it) =>
    it.includes(`<x:Row>${top}</x:Row>`) && it.includes(`<x:Column>${left}</x:Column>`) ? '' : it,
  );
}
