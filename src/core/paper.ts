import type { Column } from './column.ts';
import type { Day } from './day.ts';
import type { Document } from './document.ts';
import type { Put } from './fill.ts';
import { digest } from './fingerprint.ts';
import type { Around } from './rule.ts';
import { type AnyTab, columnAt } from './tab.ts';
import type { Template, TemplateFault, Vocabulary } from './template.ts';
import { comparable } from './words.ts';

/** What config knows of papers: all that printing, signing and verifying go by. */
export interface PaperKnowledge {
  readonly templates: readonly Template[];
  readonly vocabulary: Vocabulary;
  /** The ID of the internship a row belongs to, in whose folder its papers lie; its own ID where it belongs to none. */
  readonly folderOf: (row: { readonly id: string }) => string;
  /** What stands above and below every page: who issues the paper, the logos of who pays. */
  readonly letterhead: (told: Letterhead) => Lettered;
  /** The data a paper takes along inside its file, and whether anybody wants them to. */
  readonly data?:
    | {
        readonly wanted: (around: Pick<Around, 'settings'>) => boolean;
        readonly of: (it: PaperMade) => NonNullable<Document['attached']>;
      }
    | undefined;
  readonly signings: SigningBook;
}

/** A paper that was filled in, and what became of it. */
export interface PaperMade {
  readonly template: Template;
  readonly number: PaperNumber;
  /** The ID of the row it is about. */
  readonly about: string;
  readonly made: Day;
  readonly put: readonly Put[];
}

/** What a letterhead depends on. */
export interface Letterhead {
  readonly template: Template;
  readonly row: { readonly id: string };
  readonly around: Around;
}

/** The head and foot of a paper. */
export interface Lettered extends Pick<Document, 'header' | 'footer'> {
  /** What a person should do about them, in Italian: a logo that is not there. It stops no paper. */
  readonly lacks?: readonly string[] | undefined;
}

/** The tab where the journey of each paper is written: sent, signed by whom and when, registered. */
export interface SigningBook {
  readonly tab: AnyTab;
  /** The code names of its columns. */
  readonly columns: {
    /** A choice: which paper it is. Templates name it by its label, with `firma`. */
    readonly kind: string;
    readonly about: string;
    /** As printed: `12/2026`. */
    readonly number: string;
    readonly version: string;
    readonly scan: string;
    readonly registeredOn: string;
    /** A day: it will not be signed. */
    readonly refusedOn: string;
  };
  /** Who may sign, by name in code, in the order in which they are told. */
  readonly parties: Readonly<Record<string, SigningParty>>;
  /** The parties a paper waits for, by name in code. */
  readonly needed: (told: SigningAsked) => readonly string[];
  /** An Italian sentence where this person may not sign for this party: the host's tutor for its representative. */
  readonly objection: (
    told: SigningAsked & { readonly party: string; readonly name: string },
  ) => string | undefined;
}

/** One who signs papers, and where that is written. */
export interface SigningParty {
  /** With its article: «l’ospitante». */
  readonly label: string;
  /** How people call it, the shortest first: «ospitante», «soggetto ospitante». */
  readonly called: readonly string[];
  /** The column of the day. */
  readonly on: string;
  /** The column of the name, where there is one. */
  readonly by?: string | undefined;
}

/** Which paper of which row is asked about. */
export interface SigningAsked {
  /** The choice of the tab of signings, by its name in code. */
  readonly kind: string;
  /** The ID of the row the paper is about. */
  readonly about: string;
  readonly around: Around;
}

/** What papers are told apart by. */
export interface PaperNumber {
  readonly kind: string;
  readonly year: number;
  readonly number: number;
  readonly version: number;
}

/** The number as printed: `12/2026`. It is unique within its kind. */
export function numberInWords({ number, year }: Pick<PaperNumber, 'number' | 'year'>): string {
  return `${number}/${year}`;
}

/** The number for people and for `alice sign`: `accordo-borsa-lavoro 12/2026`, with `v2` where it is not the first. */
export function paperInWords({ kind, version, ...it }: PaperNumber): string {
  return `${kind} ${numberInWords(it)}${version === 1 ? '' : ` v${version}`}`;
}

/** What was said of a paper: any part but the number may be missing. */
export type PaperSaid = Pick<PaperNumber, 'year' | 'number'> &
  Partial<Pick<PaperNumber, 'kind' | 'version'>>;

/**
 * The number in what people type, in the name of a file or in its title: `12/2026`, `n. 12/2026`,
 * `accordo-borsa-lavoro 12/2026 v2`, `accordo-borsa-lavoro-12-2026-T-0014.pdf`. `undefined` where there is none.
 */
export function paperSaid(text: string): PaperSaid | undefined {
  const [, before = '', number, year, after = ''] =
    /^(.*?)(?<!\d)(\d{1,6})\s*[/-]\s*((?:19|20)\d\d)(?!\d)(.*)$/s.exec(text.trim()) ?? [];
  if (number === undefined || year === undefined) return undefined;
  const kind = before
    .trim()
    .toLowerCase()
    .replace(/(?:^|[\s-])n(?:\.|°)?$/, '')
    .replace(/[\s-]+$/, '');
  const version = /(?:^|[\s.])v(?:ersione|\.)?\s*(\d{1,4})\b/i.exec(after)?.[1];
  return {
    number: Number(number),
    year: Number(year),
    ...(/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(kind) ? { kind } : {}),
    ...(version === undefined ? {} : { version: Number(version) }),
  };
}

// ── What a paper rests on ─────────────────────────────────────────────────────────────────────

/** What a paper is printed from: nothing anybody can read, enough to see that something changed and what. */
export interface Rests {
  /** A digest by the label its author wrote: `beneficiario.cognome`, `::: presenze`. */
  readonly digests: Readonly<Record<string, string>>;
  /** The IDs of all rows it looks at, its own first. */
  readonly rows: ReadonlySet<string>;
}

/**
 * Works out what a paper of this row rests on: every value its template may show or ask about, those of branches it
 * does not take included, and what its sections make. Fixed words of the template are no part of it: to reword a
 * template makes no new version.
 */
export function restsOn(
  template: Template,
  told: {
    readonly row: { readonly id: string };
    readonly around: Around;
    readonly vocabulary: Vocabulary;
  },
): Rests {
  const { row } = told;
  const looking: Looking = { ...told, rows: new Set([row.id]) };
  const texts = new Map<string, string[]>();
  for (const place of placesIn(template)) {
    const known = texts.get(place.label) ?? [];
    texts.set(place.label, known);
    for (const inside of insidesOf(place.within, looking))
      known.push(textAt(place, { ...looking, template, inside }));
  }
  return {
    rows: looking.rows,
    digests: Object.fromEntries(
      [...texts].map(([label, said]) => [label, digest([row.id, label, ...said].join('\u001f'))]),
    ),
  };
}

/** The labels whose values differ. One that is new to the template, or gone from it, is no change of the data. */
export function changedSince(
  then: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
): readonly string[] {
  return Object.entries(then).flatMap(([label, it]) =>
    now[label] === undefined || now[label] === it ? [] : [label],
  );
}

/**
 * The labels that, once a paper is signed, only an addendum may change: those of its front matter (`contratto: importo
 * mensile, data fine`) or, where it says none, all it needs but ways to reach somebody (telephone, e-mail, PEC).
 */
export function contractOf(template: Template): ReadonlySet<string> {
  const said = listed(template, 'contratto');
  if (said.length > 0 && unknownIn(template, said).length === 0)
    return new Set(labelsOf(template).filter((it) => said.some((one) => isCalled(it, one))));
  const contacts = new Set(
    placesIn(template).flatMap((it) =>
      it.value !== undefined && contactKinds.has(columnOf(it.value)?.kind ?? '') ? [it.label] : [],
    ),
  );
  return new Set(template.needs.filter((it) => !contacts.has(it)));
}

const contactKinds: ReadonlySet<string> = new Set(['telefono', 'e-mail', 'PEC']);

// ── What front matter says to those who print ─────────────────────────────────────────────────

/** How often there is a paper of one row: one, or one for each month (`ogni: mese`). */
export function isMonthly({ more }: Template): boolean {
  return comparable(more['ogni'] ?? '') === 'mese';
}

/** Whether a paper is printed, and printed anew, only when it is asked for by kind or ID (`stampa: a richiesta`). */
export function isOnRequest({ more }: Template): boolean {
  return comparable(more['stampa'] ?? '') === 'a richiesta';
}

/** Whether a paper carries the logos of who pays: all do but those that stay in the office (`loghi: no`). */
export function carriesLogos({ more }: Template): boolean {
  return comparable(more['loghi'] ?? '') !== 'no';
}

/** The kinds of papers that an addendum changes once they are signed (`integra: accordo-borsa-lavoro`). */
export function amendedBy(template: Template): readonly string[] {
  return listed(template, 'integra');
}

/** The choice of the tab of signings a paper is, by its name in code; none for papers nobody signs. */
export function signingKind(template: Template, book: SigningBook): string | undefined {
  if (template.signing === undefined) return undefined;
  const read = columnAt(book.tab, book.columns.kind).read(template.signing);
  // A choice is read as its name in code.
  return read.ok ? (read.value as string) : undefined;
}

/** What a template says that those who print cannot go by: labels nobody knows, kinds that are not there. */
export function paperFaults({
  templates,
  signings,
}: Pick<PaperKnowledge, 'templates' | 'signings'>): readonly TemplateFault[] {
  const kinds = new Set(templates.map((it) => it.kind));
  return templates.flatMap((template) => {
    const { kind, more, signing } = template;
    const says = [
      ...unknownIn(template, listed(template, 'contratto')).map(
        (it) => `«${it}», in «contratto», non è un segnaposto di questa carta.`,
      ),
      ...amendedBy(template).flatMap((it) =>
        kinds.has(it) ? [] : [`«${it}», in «integra», non è il nome di una carta.`],
      ),
      ...(more['ogni'] === undefined || isMonthly(template)
        ? []
        : [`«${more['ogni']}» non va bene per «ogni»: scrivi mese, oppure togli la riga.`]),
      ...(more['stampa'] === undefined || isOnRequest(template)
        ? []
        : [
            `«${more['stampa']}» non va bene per «stampa»: scrivi a richiesta, oppure togli la riga.`,
          ]),
      ...(more['loghi'] === undefined || !carriesLogos(template)
        ? []
        : [`«${more['loghi']}» non va bene per «loghi»: scrivi no, oppure togli la riga.`]),
      ...(signing === undefined || signingKind(template, signings) !== undefined
        ? []
        : [`«${signing}», in «firma», non è una scelta di «${signings.tab.name}».`]),
    ];
    return says.map((it) => ({ kind, line: 1, column: 1, says: it }));
  });
}

function listed({ more }: Template, key: string): readonly string[] {
  return (more[key] ?? '')
    .split(',')
    .map((it) => it.trim())
    .filter((it) => it !== '');
}

function unknownIn(template: Template, said: readonly string[]): readonly string[] {
  const labels = labelsOf(template);
  return said.filter((one) => !labels.some((it) => isCalled(it, one)));
}

function labelsOf(template: Template): readonly string[] {
  return [...new Set(placesIn(template).map((it) => it.label))];
}

/** `contratto: data fine` means «data fine» and «tirocinio.data fine» alike. */
function isCalled(label: string, said: string): boolean {
  const bare = label.replace(/^Impostazioni: /, '').replace(/^::: /, '');
  return [label, bare, bare.slice(bare.lastIndexOf('.') + 1)].some(
    (it) => comparable(it) === comparable(said),
  );
}

// ── Walking a template ────────────────────────────────────────────────────────────────────────

// The pieces of a template as `template.ts` makes them; it gives a name to none but the whole.
type Node = Template['body'][number];
type Part = Extract<Node, { readonly node: 'heading' }>['text'][number];
type Row = Extract<Node, { readonly node: 'list' }>['items'][number];
type Value = Extract<Part, { readonly node: 'value' }>['value'];
type Section = Extract<Node, { readonly node: 'section' }>;
type Loop = Pick<Extract<Node, { readonly node: 'each' }>, 'from' | 'collection' | 'variable'>;

/** Something of the data a template looks at, and the loops it stands in, from without: a value, a section, or how many rows a loop goes through. */
interface Place {
  readonly label: string;
  readonly within: readonly Loop[];
  readonly value?: Value;
  readonly section?: Section;
  readonly loop?: Loop;
}

/** Both branches of every condition are looked at: which one is taken may change, too. */
function placesIn(template: Template): readonly Place[] {
  return template.body.flatMap((it) => ofNode(it, []));
}

function ofNode(it: Node, within: readonly Loop[]): readonly Place[] {
  switch (it.node) {
    case 'if':
      return branches(it, within, ofNode);
    case 'each':
      return [...ofLoop(it, within), ...it.body.flatMap((one) => ofNode(one, [...within, it]))];
    case 'heading':
    case 'paragraph':
    case 'notice':
      return it.text.flatMap((one) => ofPart(one, within));
    case 'list':
    case 'boxes':
      return it.items.flatMap((one) => ofRow(one, within));
    case 'facts':
    case 'table':
      return it.rows.flatMap((one) => ofRow(one, within));
    case 'section': {
      const words = it.words === '' ? '' : ` ${it.words}`;
      return [{ label: `::: ${it.section.name}${words}`, within, section: it }];
    }
    case 'rule':
    case 'pageBreak':
      return [];
  }
}

function ofRow(it: Row, within: readonly Loop[]): readonly Place[] {
  if (it.node === 'if') return branches(it, within, ofRow);
  if (it.node === 'each')
    return [...ofLoop(it, within), ...it.body.flatMap((one) => ofRow(one, [...within, it]))];
  return [
    ...(typeof it.ticked === 'object' ? ofValue(it.ticked.value, within) : []),
    ...it.cells.flat().flatMap((one) => ofPart(one, within)),
  ];
}

function ofPart(it: Part, within: readonly Loop[]): readonly Place[] {
  if (it.node === 'if') return branches(it, within, ofPart);
  return it.node === 'value' ? ofValue(it.value, within) : [];
}

function branches<T>(
  it: {
    readonly when: { readonly value: Value };
    readonly body: readonly T[];
    readonly otherwise: readonly T[];
  },
  within: readonly Loop[],
  of: (one: T, within: readonly Loop[]) => readonly Place[],
): readonly Place[] {
  const inside = [...it.body, ...it.otherwise].flatMap((one) => of(one, within));
  return [...ofValue(it.when.value, within), ...inside];
}

function ofValue(value: Value, within: readonly Loop[]): readonly Place[] {
  return [{ label: value.said, within, value }];
}

function ofLoop(loop: Loop, within: readonly Loop[]): readonly Place[] {
  return [{ label: `#per ${loop.collection.label}`, within, loop }];
}

/** The column a value ends in; none for what is worked out. */
function columnOf({ setting, steps }: Value): Column<unknown> | undefined {
  if (setting !== undefined) return setting.column;
  const last = steps.at(-1);
  if (last?.key === undefined || last.key === 'id') return undefined;
  return columnAt(last.tab, last.key);
}

// ── Looking the places up for one row ─────────────────────────────────────────────────────────

interface Looking {
  readonly row: object;
  readonly around: Around;
  readonly vocabulary: Vocabulary;
  /** All that were looked at. */
  readonly rows: Set<string>;
}

/** The row each variable stands for. */
type Inside = ReadonlyMap<string, object>;

/** Every turn of loops within loops. */
function insidesOf(within: readonly Loop[], looking: Looking): readonly Inside[] {
  return within.reduce<readonly Inside[]>(
    (all, loop) =>
      all.flatMap((inside) =>
        rowsOf(loop, { ...looking, inside }).map((it) => new Map([...inside, [loop.variable, it]])),
      ),
    [new Map()],
  );
}

interface LookingInside extends Looking {
  readonly inside: Inside;
}

function rowsOf({ from, collection }: Loop, looking: LookingInside): readonly object[] {
  const of = from === undefined ? looking.row : found(from, looking);
  return typeof of === 'object' && of !== null ? collection.rows(of, looking.around) : [];
}

function textAt(
  { value, section, loop }: Place,
  looking: LookingInside & { readonly template: Template },
): string {
  if (value !== undefined) return textOf(found(value, looking));
  if (loop !== undefined) return rowsOf(loop, looking).map(textOf).join();
  const { row, around, template } = looking;
  const { signers } = template;
  return JSON.stringify(
    section?.section.blocks({ row, around, words: section.words, signers, preview: false }),
  );
}

/** The value itself, as `fillTemplate` would find it before it is shown. */
function found({ from, setting, steps }: Value, looking: LookingInside): unknown {
  const { around, vocabulary, rows } = looking;
  if (setting !== undefined) return around.settings.of(setting);
  let at: unknown = from === undefined ? looking.row : looking.inside.get(from);
  for (const { tab, key, derived } of steps) {
    if (typeof at !== 'object' || at === null) return undefined;
    if (isRow(at)) rows.add(at.id);
    if (derived !== undefined) at = derived.value(at, around);
    else if (key === undefined) return undefined;
    else {
      const instead = vocabulary.withheld({ tab, key, row: at, around });
      if (instead !== undefined) return instead;
      // Rows are plain objects by column name.
      at = (at as Readonly<Record<string, unknown>>)[key];
    }
  }
  return at;
}

function textOf(value: unknown): string {
  if (value === undefined) return '';
  return isRow(value) ? value.id : JSON.stringify(value);
}

function isRow(value: unknown): value is { readonly id: string } {
  return (
    typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string'
  );
}
