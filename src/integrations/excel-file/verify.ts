import { type Cell, resultOf, sameCell } from '../../core/cell.ts';
import type { ChartShape, Step, TabShape } from '../../core/shape.ts';
import type { Changes } from '../../ports.ts';
import { type Book, chainOf, openBook, relationsOf, type Tab } from './book.ts';
import {
  type Lines,
  linesOf,
  nothingKnown,
  type RawCell,
  rawRow,
  readCells,
  sheetData,
  styleOf,
} from './cells.ts';
import { sameRows } from './change.ts';
import { type Drawing, drawingOf, idIn, sameCharts } from './charts.ts';
import { type Area, areaName, cellName, MOST, readArea, readAreas, without } from './formula.ts';
import { marksIn } from './shape.ts';
import {
  all,
  attribute,
  attributes,
  childrenOf,
  first,
  inside,
  type Piece,
  piece,
  pieces,
  tagOf,
  unescaped,
  withAttribute,
} from './xml.ts';

/**
 * Proves that a new workbook differs from the old one only as `allowed` says: every part but those the
 * change may touch is the same byte for byte; in people's tabs no value, formula, style or markup differs
 * but in the cells and columns that are named; lists that others point into only grow. Reads both files
 * anew, and trusts none of the code that wrote them. Gives what is broken, in English; nothing when all is well.
 */
export function verify(before: Buffer, after: Buffer, allowed: Changes): readonly string[] {
  const old = openBook(before);
  const now = openBook(after);
  const broken: string[] = [];
  const touched = touchedBy(allowed);
  const roles = rolesOf(old);
  const newTabs = now.tabs.filter((it) => !old.tabs.some((tab) => tab.name === it.name));
  const drawings = (allowed.pages ?? []).map(({ shape }) => drawingsOf(shape));
  const ownParts = (book: 'was' | 'is') =>
    new Set(drawings.flatMap((it) => it[book]?.own.flatMap(({ parts }) => parts) ?? []));
  const had = ownParts('was');
  const has = ownParts('is');

  for (const part of old.zip.names) {
    if (!now.zip.has(part)) {
      if (!mayGo(part)) broken.push(`part gone: ${part}`);
    } else if (!sameBytes(part)) broken.push(...changedPart(part));
  }
  for (const [name, touch] of touched.tabs) {
    const tab = old.tabs.find((it) => it.name === name);
    const asked = touch.wanted.length + touch.newRows.length > 0;
    if (asked && tab !== undefined && now.zip.has(tab.part) && sameBytes(tab.part)) {
      broken.push(...tabDiffers(tab));
    }
  }
  broken.push(...addedParts());
  for (const page of allowed.pages ?? []) {
    const header: readonly Cell[] = page.shape.columns.map((it) => it.label);
    if (!sameRows(rowsOf(now, page.shape.name), [header, ...page.rows])) {
      broken.push(`page «${page.shape.name}» does not hold what was asked for`);
    }
  }
  for (const it of drawings) broken.push(...drawingDiffers(it));
  return broken;

  /** What lies over a page, before and after. */
  function drawingsOf({ name, charts = [] }: TabShape): DrawingChange {
    const titles = charts.map((it) => it.title);
    const laid = (book: Book) => {
      const tab = book.tabs.find((it) => it.name === name && it.cells);
      if (tab === undefined) return undefined;
      const doc = pieces(sheetData(book.text(tab.part)).around, 'worksheet');
      return drawingOf(book, { tab, relation: idIn(piece(doc, 'drawing')), titles });
    };
    return { page: name, charts, was: laid(old), is: laid(now) };
  }

  /** A chart of ALICE's goes with all that is its own; the chain of calculation when nothing of people's is in it. */
  function mayGo(part: string): boolean {
    if (roles.get(part)?.kind === 'chain') return chainMayGo();
    return had.has(part) || [...had].some((it) => relationsOf(it) === part);
  }

  function drawingDiffers({ page, charts, was, is }: DrawingChange): readonly string[] {
    const told: string[] = [];
    if (!sameCharts(is?.own.map((it) => it.shape) ?? [], charts))
      told.push(`page «${page}» does not show the charts that were asked for`);
    const things = (it: Drawing | undefined) =>
      JSON.stringify(it?.others.children.map(({ raw }) => raw) ?? []);
    // A root without children may close itself: opened, it is the same.
    const root = (it: Drawing | undefined) => it?.others.head;
    if (things(was) !== things(is) || (was !== undefined && root(was) !== root(is)))
      told.push(`what people laid over «${page}» differs`);
    const related = (book: Book, it: Drawing | undefined) =>
      JSON.stringify(
        it === undefined
          ? []
          : book.relations(it.part).filter(({ id }) => !it.own.some((chart) => chart.id === id)),
      );
    if (related(old, was) !== related(now, is))
      told.push(`what people’s drawings over «${page}» rest on differs`);
    return told;
  }

  function sameBytes(part: string): boolean {
    const a = old.zip.raw(part);
    const b = now.zip.raw(part);
    if (a.crc === b.crc && a.size === b.size && a.method === b.method && a.data.equals(b.data))
      return true;
    return old.zip.bytes(part).equals(now.zip.bytes(part));
  }

  function changedPart(part: string): readonly string[] {
    const role = roles.get(part);
    switch (role?.kind) {
      case 'workbook':
        return workbookDiffers(old, now, { part, touched, newTabs });
      case 'styles':
        return stylesDiffer(old.text(part), now.text(part));
      case 'types':
      case 'relations':
        return listDiffers(old.text(part), now.text(part), {
          part,
          mayGo: (raw) =>
            (chainMayGo() && raw.includes('calcChain')) ||
            had.has(attribute(raw, 'PartName')?.slice(1) ?? ''),
        });
      case 'properties':
        return propertiesDiffer(old.text(part), now.text(part));
      case 'chain':
        return chainDiffers(part);
      case 'sheet':
        if (touched.pages.has(role.tab.name)) return [];
        return touched.tabs.has(role.tab.name) ? tabDiffers(role.tab) : [`part changed: ${part}`];
      case 'notes':
        return touched.notes.has(role.tab.name)
          ? notesDiffer(part, role.tab)
          : [`part changed: ${part}`];
      case 'boxes':
        return touched.notes.has(role.tab.name) ? boxesDiffer(part) : [`part changed: ${part}`];
      default:
        // What lies over a page is compared as a whole.
        return (had.has(part) && has.has(part)) || liesOverPage(part)
          ? []
          : [`part changed: ${part}`];
    }
  }

  function liesOverPage(part: string): boolean {
    return drawings.some(
      ({ was }) => was !== undefined && [was.part, relationsOf(was.part)].includes(part),
    );
  }

  function addedParts(): readonly string[] {
    const noted = now.tabs.filter((it) => touched.notes.has(it.name) || newTabs.includes(it));
    const expected = new Set<string>([
      ...newTabs.filter((it) => touched.added.has(it.name)).map((it) => it.part),
      ...noted.map((it) => relationsOf(it.part)),
      ...noted.flatMap((it) =>
        now
          .relations(it.part)
          .filter((to) => /\/(?:comments|vmlDrawing)$/.test(to.type))
          .map((to) => to.part),
      ),
      ...drawings.flatMap(({ is }) => (is === undefined ? [] : [is.part, relationsOf(is.part)])),
      ...has,
    ]);
    return now.zip.names
      .filter((it) => !old.zip.has(it) && !expected.has(it))
      .map((it) => `part added: ${it}`);
  }

  function chainPart(book: Book): string | undefined {
    return [...rolesOf(book)].find(([, role]) => role.kind === 'chain')?.[0];
  }

  /** The chain of calculation may go when all its cells were on ALICE's pages or in cells named. */
  function chainMayGo(): boolean {
    const part = chainPart(old);
    return part !== undefined && chainLeft(old, part).length === 0;
  }

  /** What of a chain is nobody's to touch. */
  function chainLeft(book: Book, part: string): readonly string[] {
    return chainOf(pieces(book.text(part), 'calcChain')).flatMap(({ cell, sheet, raw }) => {
      const tab = book.tabs.find((it) => it.id === sheet)?.name ?? '';
      const area = readArea(cell);
      const ours =
        touched.pages.has(tab) ||
        touched.added.has(tab) ||
        (area !== undefined && touched.tabs.get(tab)?.owns(area.top, area.left) === true);
      return ours
        ? []
        : [`${tab}!${cell} ${JSON.stringify([...attributes(withAttribute(raw, 'i', undefined))])}`];
    });
  }

  function chainDiffers(part: string): readonly string[] {
    const same = JSON.stringify(chainLeft(old, part)) === JSON.stringify(chainLeft(now, part));
    return same ? [] : ['the chain of calculation differs for people’s cells'];
  }

  function tabDiffers(tab: Tab): readonly string[] {
    const now2 = now.tabs.find((it) => it.name === tab.name);
    const touch = touched.tabs.get(tab.name);
    if (now2 === undefined || touch === undefined) return [`tab gone: ${tab.name}`];
    const a = sheetData(old.text(tab.part));
    const b = sheetData(now.text(now2.part));
    return [
      ...aroundDiffers({ a: a.around, b: b.around, tab: tab.name, touch, old, now }),
      ...rowsDiffer({ a: a.data, b: b.data, tab, touch, old, now }),
    ];
  }

  function notesDiffer(part: string, tab: Tab): readonly string[] {
    const notes = (book: Book) =>
      all(piece(pieces(book.text(part), 'comments'), 'commentList') ?? '<a/>', 'comment').filter(
        (it) => {
          const place = readArea(attribute(it, 'ref') ?? '');
          return place === undefined || !touched.note(tab.name, place);
        },
      );
    const authors = (book: Book) =>
      all(piece(pieces(book.text(part), 'comments'), 'authors') ?? '<a/>', 'author');
    const kept = authors(old).every((it, index) => it === authors(now)[index]);
    return kept && JSON.stringify(notes(old)) === JSON.stringify(notes(now))
      ? []
      : [`notes of people’s differ: ${part}`];
  }

  function boxesDiffer(part: string): readonly string[] {
    const boxes = (book: Book) =>
      (book.text(part).match(/<v:shape\b[^]*?<\/v:shape>/g) ?? []).filter(
        (it) => !it.includes('<x:Row>0</x:Row>'),
      );
    return JSON.stringify(boxes(old)) === JSON.stringify(boxes(now))
      ? []
      : [`boxes of people’s notes differ: ${part}`];
  }
}

type Role =
  | { readonly kind: 'workbook' | 'styles' | 'types' | 'relations' | 'properties' | 'chain' }
  | { readonly kind: 'sheet' | 'notes' | 'boxes'; readonly tab: Tab };

/** What lies over one page, before and after, and the charts that are to lie there. */
interface DrawingChange {
  readonly page: string;
  readonly charts: readonly ChartShape[];
  readonly was: Drawing | undefined;
  readonly is: Drawing | undefined;
}

/** What each part that may change at all is for. */
function rolesOf(book: Book): ReadonlyMap<string, Role> {
  const roles = new Map<string, Role>([['[Content_Types].xml', { kind: 'types' }]]);
  const root = book.relations('');
  const main = root.find((it) => it.type.endsWith('/officeDocument'))?.part ?? '';
  roles.set(main, { kind: 'workbook' });
  roles.set(relationsOf(main), { kind: 'relations' });
  for (const it of root)
    if (it.type.endsWith('/extended-properties')) roles.set(it.part, { kind: 'properties' });
  for (const it of book.relations(main)) {
    if (it.type.endsWith('/styles')) roles.set(it.part, { kind: 'styles' });
    if (it.type.endsWith('/calcChain')) roles.set(it.part, { kind: 'chain' });
  }
  for (const tab of book.tabs.filter((it) => it.cells)) {
    roles.set(tab.part, { kind: 'sheet', tab });
    roles.set(relationsOf(tab.part), { kind: 'relations' });
    for (const it of book.relations(tab.part)) {
      if (it.type.endsWith('/comments')) roles.set(it.part, { kind: 'notes', tab });
      if (it.type.endsWith('/vmlDrawing')) roles.set(it.part, { kind: 'boxes', tab });
    }
  }
  return roles;
}

/** What a change may touch in one tab of people's. */
interface Touch {
  /** Children of the worksheet that steps may change. */
  readonly markup: ReadonlySet<string>;
  /** Columns whose format, width or validation steps may change. */
  readonly columns: ReadonlySet<number>;
  /** Columns that are added: their place is not known beforehand, only that it was blank. */
  readonly addsFrom: number | undefined;
  /** Columns whose cells may take another number format. */
  readonly restyled: ReadonlySet<number>;
  /** The cells to be changed, and what each is to hold. */
  readonly wanted: readonly {
    readonly row: number;
    readonly column: number;
    readonly holds: Cell;
  }[];
  owns(row: number, column: number): boolean;
  readonly newRows: readonly (readonly Cell[])[];
}

interface Touched {
  readonly tabs: ReadonlyMap<string, Touch>;
  readonly pages: ReadonlySet<string>;
  readonly added: ReadonlySet<string>;
  /** Tabs whose header notes may change. */
  readonly notes: ReadonlySet<string>;
  note(tab: string, place: Area): boolean;
  readonly names: ReadonlySet<string>;
  /** Tabs whose filter or print titles may change. */
  readonly builtIn: ReadonlySet<string>;
  readonly hidden: ReadonlySet<string>;
}

const MARKUP: Readonly<Record<Step['do'], readonly string[]>> = {
  addTab: [],
  addColumn: ['cols', 'dataValidations', 'conditionalFormatting', 'autoFilter', 'legacyDrawing'],
  setLabel: [],
  setNote: ['legacyDrawing'],
  setFormat: ['cols'],
  setDropdown: ['dataValidations'],
  setGuard: ['dataValidations'],
  setWidth: ['cols'],
  setMarks: ['conditionalFormatting'],
  setFrozen: ['sheetViews'],
  setClosed: ['sheetProtection'],
  setFilter: ['autoFilter'],
  setPrint: ['sheetPr', 'pageSetup'],
  setColour: ['sheetPr'],
  setHidden: [],
  setName: [],
};

function touchedBy({ steps = [], pages = [], cells = [], rows = [] }: Changes): Touched {
  const pageNames = new Set(pages.map((it) => it.shape.name));
  const names = new Set<string>();
  for (const step of steps) {
    const tab = tabOf(step);
    if (tab !== undefined) names.add(tab);
  }
  for (const it of [...cells, ...rows]) names.add(it.tab);
  const tabs = new Map<string, Touch>();
  for (const name of names) {
    const mine = steps.filter((it) => tabOf(it) === name);
    const columns = new Set(
      mine.flatMap((it) => ('at' in it && it.do !== 'addTab' ? [it.at] : [])),
    );
    const adds = mine.flatMap((it) => (it.do === 'addColumn' ? [it.at] : []));
    const wanted = [
      ...mine.flatMap((it) =>
        it.do === 'setLabel' ? [{ row: 0, column: it.at, holds: it.column.label }] : [],
      ),
      ...cells
        .filter((it) => it.tab === name)
        .map(({ row, column, after }) => ({ row, column, holds: after })),
    ];
    const owned = new Set(wanted.map((it) => `${it.row} ${it.column}`));
    tabs.set(name, {
      markup: new Set(mine.flatMap((it) => MARKUP[it.do])),
      columns,
      addsFrom: adds.length === 0 ? undefined : Math.min(...adds),
      restyled: new Set(mine.flatMap((it) => (it.do === 'setFormat' ? [it.at] : []))),
      wanted,
      owns: (row, column) => owned.has(`${row} ${column}`),
      newRows: rows.filter((it) => it.tab === name).map((it) => it.cells),
    });
  }
  const noted = new Map<string, Set<number>>();
  for (const step of steps) {
    if (step.do === 'setNote' || step.do === 'addColumn') {
      noted.set(
        step.tab,
        (noted.get(step.tab) ?? new Set()).add(step.do === 'setNote' ? step.at : -1),
      );
    }
  }
  const added = new Set([
    ...pageNames,
    ...steps.flatMap((it) => (it.do === 'addTab' ? [it.tab.name] : [])),
  ]);
  return {
    tabs,
    pages: pageNames,
    added,
    notes: new Set([...noted.keys(), ...pageNames]),
    note: (tab, { top, left }) => {
      if (top > 0) return false;
      const here = noted.get(tab);
      const adds = tabs.get(tab)?.addsFrom;
      return pageNames.has(tab) || here?.has(left) === true || (adds !== undefined && left >= adds);
    },
    names: new Set([
      ...pages.flatMap((it) => it.names.map((name) => name.name)),
      ...steps.flatMap((it) => (it.do === 'setName' ? [it.name.name] : [])),
    ]),
    builtIn: new Set([
      ...added,
      ...steps.flatMap((it) => {
        const tab = tabOf(it);
        return tab !== undefined && ['setFilter', 'setPrint', 'addColumn'].includes(it.do)
          ? [tab]
          : [];
      }),
    ]),
    hidden: new Set([
      ...pageNames,
      ...steps.flatMap((it) => (it.do === 'setHidden' ? [it.tab.name] : [])),
    ]),
  };
}

function workbookDiffers(
  old: Book,
  now: Book,
  {
    part,
    touched,
    newTabs,
  }: { readonly part: string; readonly touched: Touched; readonly newTabs: readonly Tab[] },
): readonly string[] {
  const broken: string[] = [];
  const a = pieces(old.text(part), 'workbook');
  const b = pieces(now.text(part), 'workbook');
  if (a.head !== b.head || settings(a.children) !== settings(b.children))
    broken.push('workbook settings differ');
  for (const it of newTabs) if (!touched.added.has(it.name)) broken.push(`tab added: ${it.name}`);
  const listed = (raws: readonly string[], book: Book) =>
    raws.flatMap((raw, index) => {
      const name = book.tabs[index]?.name ?? '';
      if (newTabs.some((it) => it.name === name)) return [];
      return [touched.hidden.has(name) ? withAttribute(raw, 'state', undefined) : raw];
    });
  const sheets = (doc: typeof a, book: Book) =>
    JSON.stringify(listed(all(piece(doc, 'sheets') ?? '<a/>', 'sheet'), book));
  if (sheets(a, old) !== sheets(b, now))
    broken.push('the list of tabs differs for tabs that were there');
  const names = (doc: typeof a, book: Book) =>
    all(piece(doc, 'definedNames') ?? '<a/>', 'definedName').flatMap((raw) => {
      const name = attribute(raw, 'name') ?? '';
      const local = attribute(raw, 'localSheetId');
      const tab = local === undefined ? '' : (book.tabs[Number(local)]?.name ?? '?');
      const ours =
        local === undefined
          ? touched.names.has(name)
          : ['_xlnm.Print_Titles', '_xlnm._FilterDatabase'].includes(name) &&
            touched.builtIn.has(tab);
      if (ours) return [];
      const rest = [...attributes(withAttribute(raw, 'localSheetId', undefined))];
      return [JSON.stringify([tab, rest, unescaped(inside(raw))])];
    });
  if (JSON.stringify(names(a, old)) !== JSON.stringify(names(b, now)))
    broken.push('names of people’s differ');
  const views = (doc: typeof a, book: Book) =>
    JSON.stringify(
      all(piece(doc, 'bookViews') ?? '<a/>', 'workbookView').map((raw) => {
        const given = new Map(attributes(raw));
        const shown = ['activeTab', 'firstSheet'].map(
          (it) => book.tabs[Number(given.get(it) ?? 0)]?.name,
        );
        given.delete('activeTab');
        given.delete('firstSheet');
        return [...given, shown];
      }),
    );
  if (views(a, old) !== views(b, now)) broken.push('the views of the workbook differ');
  return broken;
}

function stylesDiffer(a: string, b: string): readonly string[] {
  const old = pieces(a, 'styleSheet');
  const now = pieces(b, 'styleSheet');
  const broken: string[] = [];
  if (old.head !== now.head) broken.push('the head of the styles differs');
  const growing = new Set(['numFmts', 'fonts', 'fills', 'cellXfs', 'dxfs']);
  for (const { name, raw } of old.children) {
    const other = piece(now, name);
    if (other === undefined) broken.push(`styles lost ${name}`);
    else if (!growing.has(name)) {
      if (raw !== other) broken.push(`styles differ in ${name}`);
    } else {
      const was = childrenOf(inside(raw)).children.map((it) => it.raw);
      const is = childrenOf(inside(other)).children.map((it) => it.raw);
      if (was.some((it, index) => it !== is[index])) broken.push(`styles changed in ${name}`);
      if (uncounted(raw) !== uncounted(other)) broken.push(`styles differ in ${name}`);
      if (
        attribute(other, 'count') !== undefined &&
        Number(attribute(other, 'count')) !== is.length
      ) {
        broken.push(`styles miscount ${name}`);
      }
    }
  }
  for (const { name } of now.children) {
    if (piece(old, name) === undefined && !growing.has(name)) broken.push(`styles gained ${name}`);
  }
  return broken;
}

/** A list of relations or content types: what was there stays, in its order. */
function listDiffers(
  a: string,
  b: string,
  { part, mayGo }: { readonly part: string; readonly mayGo: (raw: string) => boolean },
): readonly string[] {
  const root = part.endsWith('.rels') ? 'Relationships' : 'Types';
  const now = pieces(b, root).children.map((it) => it.raw);
  let at = 0;
  for (const { raw } of pieces(a, root).children) {
    // What may go may come again, further down.
    if (mayGo(raw)) continue;
    const found = now.indexOf(raw, at);
    if (found < 0) return [`list changed: ${part}`];
    at = found + 1;
  }
  return [];
}

function propertiesDiffer(a: string, b: string): readonly string[] {
  const now = titlesOf(b);
  let from = 0;
  const kept = titlesOf(a).every((it) => {
    const at = now.indexOf(it, from);
    from = at + 1;
    return at >= 0;
  });
  return kept && propertiesBut(a) === propertiesBut(b) ? [] : ['the properties of the file differ'];
}

function aroundDiffers({
  a,
  b,
  tab,
  touch,
  old,
  now,
}: {
  readonly a: string;
  readonly b: string;
  readonly tab: string;
  readonly touch: Touch;
  readonly old: Book;
  readonly now: Book;
}): readonly string[] {
  const before = pieces(a, 'worksheet');
  const after = pieces(b, 'worksheet');
  const broken: string[] = [];
  const bare = (head: string) =>
    touch.markup.has('legacyDrawing') ? head.replace(/\sxmlns:r="[^"]*\/relationships"/, '') : head;
  if (bare(before.head) !== bare(after.head) || before.tail !== after.tail)
    broken.push(`markup of «${tab}» differs`);
  const fixed = (it: readonly Piece[]) =>
    JSON.stringify(
      it
        .filter(({ name }) => name !== 'dimension' && !touch.markup.has(name))
        .map(({ raw }) => raw),
    );
  if (fixed(before.children) !== fixed(after.children))
    broken.push(`markup of «${tab}» differs outside its cells`);
  if (touch.markup.has('sheetViews')) {
    const views = (doc: typeof before) =>
      childrenOf(
        inside(piece(doc, 'sheetViews') ?? '<a><sheetView workbookViewId="0"/></a>'),
      ).children.map((it) => [
        [...attributes(it.raw)],
        childrenOf(inside(it.raw)).children.filter(
          ({ name }) => name !== 'pane' && name !== 'selection',
        ),
      ]);
    if (JSON.stringify(views(before)) !== JSON.stringify(views(after)))
      broken.push(`the view of «${tab}» differs`);
  }
  if (touch.markup.has('sheetPr')) {
    const properties = (doc: typeof before) => {
      const raw = piece(doc, 'sheetPr') ?? '<sheetPr/>';
      const kept = childrenOf(inside(raw)).children.filter(
        ({ name }) => name !== 'tabColor' && name !== 'pageSetUpPr',
      );
      return JSON.stringify([[...attributes(raw)], kept.map((it) => it.raw)]);
    };
    if (properties(before) !== properties(after)) broken.push(`properties of «${tab}» differ`);
  }
  if (touch.markup.has('conditionalFormatting')) {
    const formats = (doc: typeof before, book: Book) =>
      JSON.stringify(
        doc.children
          .filter(
            ({ name, raw }) =>
              name === 'conditionalFormatting' && marksIn(book, raw, 0).length === 0,
          )
          .map((it) => it.raw),
      );
    if (formats(before, old) !== formats(after, now))
      broken.push(`conditional formats of people’s differ in «${tab}»`);
  }
  if (touch.markup.has('dataValidations')) {
    const holes = holesOf(touch);
    const rules = (doc: typeof before) =>
      JSON.stringify(
        all(piece(doc, 'dataValidations') ?? '<a/>', 'dataValidation').flatMap((raw) => {
          let areas = readAreas(attribute(raw, 'sqref') ?? '');
          for (const hole of holes) areas = areas.flatMap((it) => without(it, hole));
          const cells = areas.map(areaName).toSorted();
          return cells.length === 0 ? [] : [[withAttribute(raw, 'sqref', undefined), cells]];
        }),
      );
    if (rules(before) !== rules(after)) broken.push(`validations of people’s differ in «${tab}»`);
  }
  if (touch.markup.has('cols')) {
    const a1 = all(piece(before, 'cols') ?? '<a/>', 'col');
    const b1 = all(piece(after, 'cols') ?? '<a/>', 'col');
    const edges = new Set(
      [...a1, ...b1].flatMap((it) => [
        Number(attribute(it, 'min')),
        Number(attribute(it, 'max')) + 1,
      ]),
    );
    for (const column of edges) {
      const ours =
        touch.columns.has(column - 1) || (touch.addsFrom !== undefined && column > touch.addsFrom);
      if (!ours && column <= MOST.columns && colAt(a1, column) !== colAt(b1, column)) {
        broken.push(`column ${column} of «${tab}» differs`);
      }
    }
  }
  return broken;
}

function holesOf({ columns, addsFrom }: Touch): readonly Area[] {
  const bottom = MOST.rows - 1;
  const touched = [...columns].map((it) => ({ top: 0, bottom, left: it, right: it }));
  return addsFrom === undefined
    ? touched
    : [...touched, { top: 0, bottom, left: addsFrom, right: MOST.columns - 1 }];
}

function rowsDiffer({
  a,
  b,
  tab,
  touch,
  old,
  now,
}: {
  readonly a: string;
  readonly b: string;
  readonly tab: Tab;
  readonly touch: Touch;
  readonly old: Book;
  readonly now: Book;
}): readonly string[] {
  const broken: string[] = [];
  const before = linesOf(a);
  const after = linesOf(b);
  let looks: readonly (readonly string[])[] | undefined;
  const places = new Map(before.numbers.map((it, index) => [it, index]));
  const kept = new Set(after.numbers);
  for (const number of before.numbers)
    if (!kept.has(number)) broken.push(`row ${number + 1} of «${tab.name}» is gone`);
  const changed = after.numbers.flatMap((number, index) => {
    const place = places.get(number);
    const is = b.slice(after.starts[index], after.ends[index]);
    const was = place === undefined ? undefined : a.slice(before.starts[place], before.ends[place]);
    return is === was ? [] : [{ number, is, was }];
  });
  // Rows that are the same text are the same rows: only the others are read, unless formulas reach across them.
  const across = changed.some(({ was = '', is }) => /<f[^>]*\st\s*=/.test(was + is));
  const read = new Set([...changed.map((it) => it.number), ...touch.wanted.map((it) => it.row)]);
  const rowsIn = (data: string, lines: Lines) =>
    lines.numbers
      .flatMap((it, index) =>
        read.has(it) ? [data.slice(lines.starts[index], lines.ends[index])] : [],
      )
      .join('');
  const cells = {
    was: cellsOf(old, across ? a : rowsIn(a, before)),
    is: cellsOf(now, across ? b : rowsIn(b, after)),
  };
  for (const { row, column, holds } of touch.wanted) {
    if (!sameCell(cells.is[row]?.[column], holds === '' ? undefined : holds)) {
      broken.push(`${cellName(row, column)} of «${tab.name}» does not hold what was asked for`);
    }
  }
  const firstNew = touch.newRows.length === 0 ? undefined : Math.max(lengthOf(old, a), 1);
  for (const { number, is, was } of changed) {
    const oldRow = was === undefined ? { tag: '', cells: [] } : rawRow(was);
    const newRow = rawRow(is);
    if (was !== undefined && rowAttributes(oldRow.tag) !== rowAttributes(newRow.tag)) {
      broken.push(`row ${number + 1} of «${tab.name}» differs`);
    }
    const columns = new Set([...oldRow.cells, ...newRow.cells].map((it) => it.column));
    for (const column of columns) {
      const x = rawAt(oldRow.cells, column);
      const y = rawAt(newRow.cells, column);
      if (x !== y) broken.push(...cellDiffers({ row: number, column, x, y }));
    }
  }
  for (const [index, wanted] of touch.newRows.entries()) {
    const row = (firstNew ?? 0) + index;
    for (const [column, cell] of wanted.entries()) {
      if (!sameCell(cells.is[row]?.[column], cell === '' ? undefined : cell)) {
        broken.push(`${cellName(row, column)} of «${tab.name}» does not hold what was asked for`);
      }
    }
  }
  return broken;

  function cellDiffers({
    row,
    column,
    x,
    y,
  }: {
    readonly row: number;
    readonly column: number;
    readonly x: string | undefined;
    readonly y: string | undefined;
  }): readonly string[] {
    const name = `${cellName(row, column)} of «${tab.name}»`;
    const wanted = touch.owns(row, column);
    const is = cells.is[row]?.[column];
    const was = cells.was[row]?.[column];
    const style = x === undefined || y === undefined ? true : sameLook(styleOf(x), styleOf(y));
    if (wanted) return style ? [] : [`${name} looks otherwise`];
    const fresh =
      firstNew !== undefined && row >= firstNew && row < firstNew + touch.newRows.length;
    if (fresh && touch.newRows[row - (firstNew ?? 0)]?.[column] !== undefined)
      return style ? [] : [`${name} looks otherwise`];
    const added = touch.addsFrom !== undefined && column >= touch.addsFrom && was === undefined;
    if (added) return [];
    const restyled = touch.restyled.has(column) && row > 0;
    // A number that gets its format back is a day again: what stands in the file is the same number.
    if (!sameCell(was, is) && !(restyled && sameNumber(was, is))) return [`${name} differs`];
    if (x === undefined || y === undefined) return [`${name} differs`];
    if (styleOf(x) !== styleOf(y) && !(restyled && sameLook(styleOf(x), styleOf(y))))
      return [`${name} looks otherwise`];
    return [];
  }

  /** Cells that are the same number, shown by different formats. */
  function sameNumber(was: Cell, is: Cell): boolean {
    const [x, y] = [numberIn(was), numberIn(is)];
    if (x === undefined || y === undefined) return false;
    // Days of a 1904 workbook are counted on from 1899 once they are known to be days.
    return x === y || (old.date1904 && Math.abs(x - y) === 1462);
  }

  /** Styles that differ in number format and wrapping alone. */
  function sameLook(x: number, y: number): boolean {
    looks ??= [looksOf(old), looksOf(now)];
    return x === y || looks[0]?.[x] === looks[1]?.[y];
  }
}

function numberIn(cell: Cell): number | undefined {
  const shown = resultOf(cell);
  if (typeof shown !== 'object') return typeof shown === 'number' ? shown : undefined;
  if (shown.kind === 'serial') return shown.serial;
  return shown.kind === 'percent' ? shown.fraction : undefined;
}

/** Of each style, all but number format and alignment. */
function looksOf(book: Book): readonly string[] {
  const list = piece(pieces(book.text(stylesPart(book)), 'styleSheet'), 'cellXfs') ?? '<a/>';
  return all(list, 'xf').map((raw) =>
    JSON.stringify(
      ['fontId', 'fillId', 'borderId', 'xfId', 'quotePrefix'].map(
        (it) => attribute(raw, it) ?? '0',
      ),
    ),
  );
}

/** How many rows a tab has down to the last that holds anything. */
function lengthOf(book: Book, data: string): number {
  const { numbers, starts, ends } = linesOf(data);
  for (let index = numbers.length - 1; index >= 0; index--) {
    const { length } = cellsOf(book, data.slice(starts[index], ends[index]));
    if (length > 0) return length;
  }
  return 0;
}

function tabOf(step: Step): string | undefined {
  if (step.do === 'setName') return undefined;
  return typeof step.tab === 'string' ? step.tab : step.tab.name;
}

/** The settings of a workbook, but for the lists looked at one by one and the wish to calculate anew. */
function settings(children: readonly Piece[]): string {
  const own = ['sheets', 'definedNames', 'bookViews'];
  const others = children
    .filter(({ name }) => !own.includes(name))
    .map(({ raw }) =>
      raw.startsWith('<calcPr') ? withAttribute(raw, 'fullCalcOnLoad', undefined) : raw,
    )
    .filter((it) => it !== '<calcPr/>');
  return JSON.stringify(others);
}

function uncounted(list: string): string {
  return tagOf(withAttribute(list, 'count', undefined)).replace(/\s*\/?>$/, '');
}

/** The properties of a file, but for its list of tabs and the program that says it made it. */
function propertiesBut(xml: string): string {
  const titles = ['HeadingPairs', 'TitlesOfParts', 'Application'];
  return JSON.stringify(
    pieces(xml, 'Properties').children.filter((it) => !titles.includes(it.name)),
  );
}

function titlesOf(xml: string): readonly string[] {
  const list = piece(pieces(xml, 'Properties'), 'TitlesOfParts');
  return list === undefined ? [] : all(first(list, 'vt:vector') ?? '<a/>', 'vt:lpstr');
}

function colAt(cols: readonly string[], column: number): string {
  const col = cols.find(
    (it) => Number(attribute(it, 'min')) <= column && column <= Number(attribute(it, 'max')),
  );
  const given = col === undefined ? [] : [...attributes(col)];
  return JSON.stringify(given.filter(([name]) => name !== 'min' && name !== 'max'));
}

/** A row's attributes but its span, which is only a hint to readers. */
function rowAttributes(tag: string): string {
  return JSON.stringify([...attributes(tag)].filter(([name]) => name !== 'spans'));
}

function stylesPart(book: Book): string {
  return [...rolesOf(book)].find(([, role]) => role.kind === 'styles')?.[0] ?? '';
}

function rawAt(cells: readonly RawCell[], column: number): string | undefined {
  return cells.find((it) => it.column === column)?.raw;
}

function cellsOf(book: Book, data: string): readonly (readonly Cell[])[] {
  return readCells(data, {
    strings: book.strings(),
    kinds: book.styles.kinds,
    date1904: book.date1904,
    known: nothingKnown(),
  }).rows;
}

function rowsOf(book: Book, name: string): readonly (readonly Cell[])[] {
  const tab = book.tabs.find((it) => it.name === name);
  return tab === undefined ? [] : cellsOf(book, sheetData(book.text(tab.part)).data);
}
