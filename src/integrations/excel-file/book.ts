import { posix } from 'node:path';
import { type Area, areaName, quotedTab, readPlace } from './formula.ts';
import { openStyles, type Styles } from './styles.ts';
import {
  all,
  attribute,
  attributes,
  element,
  escapedText,
  first,
  inside,
  isOn,
  joined,
  type Pieces,
  piece,
  pieces,
  placed,
  richText,
  textOf,
  unescaped,
  withAttribute,
  withInside,
} from './xml.ts';
import { readZip, Unreadable, writeZip, type Zip } from './zip.ts';

/** A workbook being worked on: its parts, read when asked for, and what is to be written. */
export interface Book {
  readonly zip: Zip;
  /** In the order of their tongues, chart sheets included. */
  readonly tabs: readonly Tab[];
  /** Days are counted from 1904 instead of 1900. */
  readonly date1904: boolean;
  /** Written by the «Strict» flavour of the standard: read, never written. */
  readonly strict: boolean;
  readonly styles: Styles;
  /** Texts the cells share; made when first asked for. */
  strings(): readonly string[];
  names(): readonly DefinedName[];
  has(part: string): boolean;
  text(part: string): string;
  write(part: string, text: string): void;
  /** Takes a part away for good, with its relations and its declared type. Whoever relates to it is `unrelate`d. */
  discard(part: string): void;
  relations(part: string): readonly Relation[];
  /** Relates `part` to another part and gives the relation's id. */
  relate(part: string, to: { readonly type: string; readonly part: string }): string;
  unrelate(part: string, id: string): void;
  declare(part: string, type: string): void;
  declareExtension(extension: string, type: string): void;
  addTab(tab: { readonly name: string; readonly at: number; readonly xml: string }): Tab;
  setHidden(tab: string, hidden: boolean): void;
  setName(name: {
    readonly name: string;
    readonly tab?: string;
    readonly hidden?: boolean;
    readonly text: string;
  }): void;
  dropName(name: { readonly name: string; readonly tab: string }): void;
  /**
   * Has all formulas worked out anew when the file is next opened: results that look up what ALICE wrote
   * would stay as they were. Excel is told so; LibreOffice trusts the results of files made by itself or
   * Excel alone, so the file says that ALICE made it.
   */
  recalculate(): void;
  /** A name for a part that is not there yet: `xl/comments3.xml` for `xl/comments#.xml`. */
  free(pattern: string): string;
  /** Tells the chain of calculation which cells of a tab hold formulas now, and which no longer do. */
  rechain(
    tab: Tab,
    change: { readonly gone: 'all' | ReadonlySet<string>; readonly added: readonly string[] },
  ): void;
  /** Whether anything differs from the file that was opened. */
  changed(): boolean;
  /** The whole file with what was written; `undefined` when nothing differs. */
  saved(): Buffer | undefined;
}

/** A tab as the workbook lists it. */
export interface Tab {
  readonly name: string;
  readonly part: string;
  /** The number by which the chain of calculation knows it. */
  readonly id: number;
  readonly hidden: boolean;
  /** Cells; else a chart sheet or a dialogue. */
  readonly cells: boolean;
}

export interface Relation {
  readonly id: string;
  readonly type: string;
  readonly part: string;
  readonly external: boolean;
}

/** A name of the workbook. `tab` when it is known within that tab alone. */
export interface DefinedName {
  readonly name: string;
  readonly tab?: string | undefined;
  readonly text: string;
}

export const RELATIONSHIPS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const STRICT = 'http://purl.oclc.org/ooxml/spreadsheetml/main';
const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml';
const TYPES = '[Content_Types].xml';

// The order of the schema: ECMA-376 part 1, 18.2.27.
// biome-ignore format: a list
const ORDER = [
  'fileVersion', 'fileSharing', 'workbookPr', 'workbookProtection', 'bookViews', 'sheets', 'functionGroups',
  'externalReferences', 'definedNames', 'calcPr', 'oleSize', 'customWorkbookViews', 'pivotCaches',
  'smartTagPr', 'smartTagTypes', 'webPublishing', 'fileRecoveryPr', 'webPublishObjects', 'extLst',
];

/** Opens a workbook. Refuses (`Unreadable`) what is none, or what it does not understand. */
export function openBook(file: Buffer): Book {
  const zip = readZip(file);
  const changes = new Map<string, Buffer | undefined>();
  const texts = new Map<string, string>();
  if (!has(TYPES) || !has('_rels/.rels')) throw noWorkbook();
  const main = relations('').find((it) => it.type.endsWith('/officeDocument'))?.part;
  if (main === undefined || !has(main)) throw noWorkbook();
  if (main.endsWith('.bin')) {
    throw new Unreadable(
      'è una cartella di lavoro binaria (.xlsb)',
      'Aprila con Excel e salvala come .xlsx',
    );
  }
  let doc: Pieces = pieces(text(main), 'workbook');
  const space = attribute(doc.head.slice(doc.head.lastIndexOf('<workbook')), 'xmlns');
  if (space !== MAIN && space !== STRICT) throw noWorkbook();
  const strict = space === STRICT;
  const related = relations(main);
  let tabs = readTabs();
  const stylesPart = related.find((it) => it.type.endsWith('/styles'))?.part ?? 'xl/styles.xml';
  let shared: readonly string[] | undefined;
  let styles: Styles | undefined;
  let named:
    | {
        readonly raw: string;
        readonly tabs: readonly Tab[];
        readonly names: readonly DefinedName[];
      }
    | undefined;

  return {
    zip,
    strict,
    date1904: isOn(attribute(piece(doc, 'workbookPr') ?? '<a/>', 'date1904')),
    get tabs() {
      return tabs;
    },
    get styles() {
      styles ??= openStyles(text(stylesPart));
      return styles;
    },
    strings: () => {
      shared ??= readStrings();
      return shared;
    },
    names,
    has,
    text,
    write,
    discard,
    relations,
    relate,
    unrelate,
    declare,
    declareExtension,
    addTab,
    setHidden: (name, hidden) => {
      const tab = tabs.find((it) => it.name === name);
      if (tab === undefined || tab.hidden === hidden) return;
      changeTabs((raws) =>
        raws.map((it) =>
          attribute(it, 'name') === name
            ? withAttribute(it, 'state', hidden ? 'hidden' : undefined)
            : it,
        ),
      );
    },
    setName,
    dropName: ({ name, tab }) => {
      const local = tabs.findIndex((it) => it.name === tab);
      changeNames((raws) =>
        raws.filter(
          (it) => attribute(it, 'name') !== name || attribute(it, 'localSheetId') !== String(local),
        ),
      );
    },
    free: (pattern) => {
      for (let number = 1; ; number++) {
        const part = pattern.replace('#', String(number));
        if (!has(part)) return part;
      }
    },
    recalculate: () => {
      const settings = withAttribute(piece(doc, 'calcPr') ?? '<calcPr/>', 'fullCalcOnLoad', '1');
      doc = placed(doc, { name: 'calcPr', raw: settings, order: ORDER });
      write(main ?? '', joined(doc));
      const part = relations('').find((it) => it.type.endsWith('/extended-properties'))?.part;
      if (part === undefined || !has(part)) return;
      const properties = pieces(text(part), 'Properties');
      const maker = piece(properties, 'Application');
      if (maker === undefined) return;
      const raw = withInside(maker, 'ALICE');
      write(part, joined(placed(properties, { name: 'Application', raw, order: [] })));
    },
    rechain,
    changed: () => differing().size > 0,
    saved: () => {
      const changed = differing();
      return changed.size === 0 ? undefined : writeZip(zip, changed);
    },
  };

  function differing(): ReadonlyMap<string, Buffer | undefined> {
    if (styles !== undefined) {
      const xml = styles.xml();
      if (xml !== text(stylesPart)) write(stylesPart, xml);
    }
    return new Map(
      [...changes].filter(([part, bytes]) =>
        bytes === undefined ? zip.has(part) : !(zip.has(part) && zip.bytes(part).equals(bytes)),
      ),
    );
  }

  function has(part: string): boolean {
    return changes.has(part) ? changes.get(part) !== undefined : zip.has(part);
  }

  function text(part: string): string {
    const known = texts.get(part);
    if (known !== undefined) return known;
    const read = textOf(changes.get(part) ?? zip.bytes(part));
    // Tabs may weigh a hundred megabytes: they are not kept.
    if (read.length < 2 ** 20) texts.set(part, read);
    return read;
  }

  function write(part: string, xml: string): void {
    texts.delete(part);
    changes.set(part, Buffer.from(xml, 'utf8'));
  }

  function relations(part: string): readonly Relation[] {
    const from = relationsOf(part);
    if (!has(from)) return [];
    return pieces(text(from), 'Relationships').children.map(({ raw }) => {
      const own = attributes(raw);
      const target = own.get('Target') ?? '';
      const external = own.get('TargetMode') === 'External';
      return {
        id: own.get('Id') ?? '',
        type: own.get('Type') ?? '',
        part: external
          ? target
          : target.startsWith('/')
            ? target.slice(1)
            : posix.normalize(posix.join(posix.dirname(part), target)),
        external,
      };
    });
  }

  function relate(part: string, to: { readonly type: string; readonly part: string }): string {
    const from = relationsOf(part);
    const existing = relations(part);
    const highest = existing.reduce(
      (top, it) => Math.max(top, Number(/\d+$/.exec(it.id)?.[0] ?? 0)),
      0,
    );
    const id = `rId${highest + 1}`;
    const target = posix.relative(posix.dirname(part), to.part);
    const raw = element('Relationship', {
      Id: id,
      Type: `${RELATIONSHIPS}/${to.type}`,
      Target: target,
    });
    const list = has(from)
      ? pieces(text(from), 'Relationships')
      : pieces(NO_RELATIONS, 'Relationships');
    write(
      from,
      joined({ ...list, children: [...list.children, { name: 'Relationship', gap: '', raw }] }),
    );
    return id;
  }

  function declare(part: string, type: string): void {
    const list = pieces(text(TYPES), 'Types');
    const name = `/${part}`;
    if (list.children.some((it) => attribute(it.raw, 'PartName') === name)) return;
    const raw = element('Override', { PartName: name, ContentType: type });
    write(
      TYPES,
      joined({ ...list, children: [...list.children, { name: 'Override', gap: '', raw }] }),
    );
  }

  function declareExtension(extension: string, type: string): void {
    const list = pieces(text(TYPES), 'Types');
    const known = list.children.some(
      (it) => attribute(it.raw, 'Extension')?.toLowerCase() === extension,
    );
    if (known) return;
    const raw = element('Default', { Extension: extension, ContentType: type });
    write(
      TYPES,
      joined({ ...list, children: [{ name: 'Default', gap: '', raw }, ...list.children] }),
    );
  }

  function readTabs(): readonly Tab[] {
    const list = piece(doc, 'sheets');
    if (list === undefined) throw foreign();
    const known = relations(main ?? '');
    return all(list, 'sheet').map((raw) => {
      const id = [...attributes(raw)].find(([name]) => name.endsWith(':id'))?.[1];
      const relation = known.find((it) => it.id === id);
      const name = attribute(raw, 'name');
      if (relation === undefined || name === undefined) throw foreign();
      const cells = relation.type.endsWith('/worksheet');
      if (cells && !has(relation.part)) throw foreign();
      return {
        name,
        part: relation.part,
        id: Number(attribute(raw, 'sheetId')),
        hidden: (attribute(raw, 'state') ?? 'visible') !== 'visible',
        cells,
      };
    });
  }

  function readStrings(): readonly string[] {
    const part = related.find((it) => it.type.endsWith('/sharedStrings'))?.part;
    if (part === undefined || !has(part)) return [];
    return sharedStrings(textOf(zip.bytes(part)));
  }

  function names(): readonly DefinedName[] {
    const raw = piece(doc, 'definedNames') ?? '<a/>';
    // Asked for every name of every page: taken apart anew only after the list or the tabs have changed.
    if (named?.raw !== raw || named.tabs !== tabs) named = { raw, tabs, names: namesIn(raw) };
    return named.names;
  }

  function namesIn(list: string): readonly DefinedName[] {
    return all(list, 'definedName').map((raw) => {
      const own = attributes(raw);
      const local = own.get('localSheetId');
      return {
        name: own.get('name') ?? '',
        tab: local === undefined ? undefined : tabs[Number(local)]?.name,
        text: unescaped(inside(raw)),
      };
    });
  }

  function setName(given: {
    readonly name: string;
    readonly tab?: string;
    readonly hidden?: boolean;
    readonly text: string;
  }): void {
    const index = given.tab === undefined ? -1 : tabs.findIndex((it) => it.name === given.tab);
    const local = index < 0 ? undefined : String(index);
    changeNames((raws) => {
      const at = raws.findIndex(
        (it) =>
          attribute(it, 'name')?.toLowerCase() === given.name.toLowerCase() &&
          attribute(it, 'localSheetId') === local,
      );
      const content = escapedText(given.text);
      const existing = raws[at];
      if (existing !== undefined) {
        return unescaped(inside(existing)) === given.text
          ? raws
          : raws.with(at, withInside(existing, content));
      }
      const hidden = given.hidden ? '1' : undefined;
      const raw = element(
        'definedName',
        { name: given.name, localSheetId: local, hidden },
        content,
      );
      return [...raws, raw];
    });
  }

  function changeNames(change: (raws: readonly string[]) => readonly string[]): void {
    const before = piece(doc, 'definedNames');
    const old = before === undefined ? [] : all(before, 'definedName');
    const raws = change(old);
    if (raws === old) return;
    const raw =
      raws.length === 0 ? undefined : withInside(before ?? '<definedNames/>', raws.join(''));
    doc = placed(doc, { name: 'definedNames', raw, order: ORDER });
    write(main ?? '', joined(doc));
  }

  function changeTabs(change: (raws: readonly string[]) => readonly string[]): void {
    const before = piece(doc, 'sheets') ?? '<sheets/>';
    const raw = withInside(before, change(all(before, 'sheet')).join(''));
    doc = placed(doc, { name: 'sheets', raw, order: ORDER });
    write(main ?? '', joined(doc));
    tabs = readTabs();
  }

  function addTab({
    name,
    at,
    xml,
  }: {
    readonly name: string;
    readonly at: number;
    readonly xml: string;
  }): Tab {
    if (tabs.some((it) => it.name.toLowerCase() === name.toLowerCase())) {
      throw new Error(`a tab ${name} is there already`);
    }
    // Places are counted among tabs with cells: beyond the last of these, chart sheets included, is the end.
    const index = at >= tabs.filter((it) => it.cells).length ? tabs.length : Math.max(at, 0);
    const part = freeSheet();
    write(part, xml);
    declare(part, SHEET_TYPE);
    const relation = relate(main ?? '', { type: 'worksheet', part });
    const sheetId = tabs.reduce((top, it) => Math.max(top, it.id), 0) + 1;
    addTitle({ name, at: index });
    moveIndexes(index);
    changeTabs((raws) => {
      const prefix = /\s([\w-]+):id\s*=/.exec(raws[0] ?? '')?.[1] ?? 'r';
      const raw = element('sheet', { name, sheetId, [`${prefix}:id`]: relation });
      return raws.toSpliced(index, 0, raw);
    });
    const made = tabs.find((it) => it.part === part);
    if (made === undefined) throw new Error(`the tab ${name} was not made`);
    return made;
  }

  /**
   * Excel keeps the order of calculation as a list of cells (`xl/calcChain.xml`). A cell listed that holds
   * no formula is a damaged file to it, so the list follows; where there is no list none is made.
   */
  function rechain(
    tab: Tab,
    change: { readonly gone: 'all' | ReadonlySet<string>; readonly added: readonly string[] },
  ): void {
    const relation = relations(main ?? '').find((it) => it.type.endsWith('/calcChain'));
    if (relation === undefined || !has(relation.part)) return;
    const chain = pieces(text(relation.part), 'calcChain');
    const entries = chainOf(chain);
    const kept = entries.filter(
      (it) => it.sheet !== tab.id || (change.gone !== 'all' && !change.gone.has(it.cell)),
    );
    const listed = new Set(kept.filter((it) => it.sheet === tab.id).map((it) => it.cell));
    const fresh = change.added
      .filter((it) => !listed.has(it))
      .map((cell) => ({ cell, sheet: tab.id, raw: element('c', { r: cell, i: tab.id }) }));
    if (kept.length === entries.length && fresh.length === 0) return;
    const children = [...kept, ...fresh].map(({ raw, sheet }) => ({
      name: 'c',
      gap: '',
      raw: withAttribute(raw, 'i', String(sheet)),
    }));
    if (children.length > 0) {
      write(relation.part, joined({ ...chain, children }));
      return;
    }
    // An empty chain is not allowed: the list goes, as when the last formula of a workbook is deleted.
    discard(relation.part);
    unrelate(main ?? '', relation.id);
  }

  function drop(part: string, root: string, which: (raw: string) => boolean): void {
    const list = pieces(text(part), root);
    write(part, joined({ ...list, children: list.children.filter((it) => !which(it.raw)) }));
  }

  function unrelate(part: string, id: string): void {
    drop(relationsOf(part), 'Relationships', (raw) => attribute(raw, 'Id') === id);
  }

  function discard(part: string): void {
    for (const it of [part, relationsOf(part)]) {
      if (!has(it)) continue;
      changes.set(it, undefined);
      texts.delete(it);
    }
    drop(TYPES, 'Types', (raw) => attribute(raw, 'PartName') === `/${part}`);
  }

  function freeSheet(): string {
    for (let number = tabs.length + 1; ; number++) {
      const part = `${posix.dirname(main ?? '')}/worksheets/sheet${number}.xml`;
      if (!has(part)) return part;
    }
  }

  /** Names known within one tab, and the tab shown first, count tabs by their place: they follow theirs. */
  function moveIndexes(from: number): void {
    changeNames((raws) =>
      raws.map((it) => {
        const local = Number(attribute(it, 'localSheetId') ?? -1);
        return local >= from ? withAttribute(it, 'localSheetId', String(local + 1)) : it;
      }),
    );
    const views = piece(doc, 'bookViews');
    if (views === undefined) return;
    const raws = all(views, 'workbookView').map((it) => {
      let view = it;
      for (const name of ['activeTab', 'firstSheet']) {
        const place = Number(attribute(it, name) ?? 0);
        if (place >= from && tabs.length > from)
          view = withAttribute(view, name, String(place + 1));
      }
      return view;
    });
    doc = placed(doc, { name: 'bookViews', raw: withInside(views, raws.join('')), order: ORDER });
  }

  /** Excel lists the tabs in the file's properties too. Where that list is as it should be, it grows. */
  function addTitle({ name, at }: { readonly name: string; readonly at: number }): void {
    const part = relations('').find((it) => it.type.endsWith('/extended-properties'))?.part;
    if (part === undefined || !has(part)) return;
    const properties = pieces(text(part), 'Properties');
    const heading = piece(properties, 'HeadingPairs');
    const titles = piece(properties, 'TitlesOfParts');
    const pairs = heading === undefined ? undefined : first(heading, 'vt:vector');
    const vector = titles === undefined ? undefined : first(titles, 'vt:vector');
    if (
      heading === undefined ||
      titles === undefined ||
      pairs === undefined ||
      vector === undefined
    )
      return;
    const variants = all(pairs, 'vt:variant');
    const count = first(variants[1] ?? '<a/>', 'vt:i4');
    const listed = all(vector, 'vt:lpstr');
    const sheets = tabs.filter((it) => it.cells).length;
    if (count === undefined || Number(inside(count)) !== sheets || listed.length < sheets) return;
    const place = tabs.slice(0, at).filter((it) => it.cells).length;
    const title = element('vt:lpstr', {}, escapedText(name));
    const longer = withInside(
      withAttribute(vector, 'size', String(listed.length + 1)),
      listed.toSpliced(place, 0, title).join(''),
    );
    const counted = withInside(variants[1] ?? '<a/>', withInside(count, String(sheets + 1)));
    const grown = withInside(pairs, variants.with(1, counted).join(''));
    const children = properties.children.map((it) =>
      it.name === 'HeadingPairs'
        ? { ...it, raw: withInside(heading, grown) }
        : it.name === 'TitlesOfParts'
          ? { ...it, raw: withInside(titles, longer) }
          : it,
    );
    write(part, joined({ ...properties, children }));
  }
}

const NO_RELATIONS =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
  '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>';

/** The cells of a chain of calculation. An entry that names no tab is of the tab before it. */
export function chainOf(
  chain: Pieces,
): readonly { readonly cell: string; readonly sheet: number; readonly raw: string }[] {
  let sheet = 0;
  return chain.children.map(({ raw }) => {
    sheet = Number(attribute(raw, 'i') ?? sheet);
    return { cell: attribute(raw, 'r') ?? '', sheet, raw };
  });
}

/** Where a part's relations are kept. */
export function relationsOf(part: string): string {
  const folder = posix.dirname(part);
  return posix.join(
    part === '' || folder === '.' ? '' : folder,
    '_rels',
    `${posix.basename(part)}.rels`,
  );
}

/** A named range over one rectangle of a tab. */
export function placeText(tab: string, area: Area): string {
  const fixed = areaName(area).replace(/([A-Z]+)(\d+)/g, '$$$1$$$2');
  return `${quotedTab(tab)}!${fixed}`;
}

/** The tab and rectangle a name stands for. */
export function placeOf(
  name: DefinedName,
): { readonly tab: string; readonly area: Area } | undefined {
  return readPlace(name.text);
}

/** The texts of `xl/sharedStrings.xml`, in order. */
export function sharedStrings(xml: string): readonly string[] {
  const texts: string[] = [];
  let at = xml.indexOf('<si');
  while (at >= 0) {
    if (xml.startsWith('<si/>', at)) {
      texts.push('');
      at = xml.indexOf('<si', at + 5);
      continue;
    }
    const end = xml.indexOf('</si>', at);
    if (end < 0) throw foreign();
    const raw = xml.slice(at, end + 5);
    // Nearly always one plain run.
    const plain = /^<si><t(?: xml:space="preserve")?>([^<]*)<\/t><\/si>$/.exec(raw)?.[1];
    texts.push(
      plain !== undefined && !plain.includes('&') && !plain.includes('_x') && !plain.includes('\r')
        ? Buffer.from(plain, 'utf8').toString('utf8')
        : richText(raw),
    );
    at = xml.indexOf('<si', end + 5);
  }
  return texts;
}

function noWorkbook(): Unreadable {
  return new Unreadable(
    'non è una cartella di lavoro .xlsx, anche se ne porta il nome',
    'Aprilo con LibreOffice o Excel e salvalo come .xlsx',
  );
}

function foreign(): Unreadable {
  return new Unreadable(
    'il file è scritto in un modo che ALICE non conosce',
    'Aprilo con LibreOffice o Excel e salvalo di nuovo come .xlsx',
  );
}
