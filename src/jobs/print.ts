import { isBlank, resultOf } from '../core/cell.ts';
import { type Day, inDigits, monthOf } from '../core/day.ts';
import type { Block, Document } from '../core/document.ts';
import { fillTemplate, type Put } from '../core/fill.ts';
import { type Finding, isRestricted } from '../core/finding.ts';
import {
  amendedBy,
  changedSince,
  contractOf,
  isMonthly,
  isOnRequest,
  numberInWords,
  type PaperKnowledge,
  type PaperNumber,
  paperFaults,
  paperInWords,
  type Rests,
  restsOn,
} from '../core/paper.ts';
import { err, ok, type Result } from '../core/result.ts';
import type { Around } from '../core/rule.ts';
import { type AnyTab, idIn } from '../core/tab.ts';
import type { Missing, Template, TemplateFault } from '../core/template.ts';
import { list, nearest, plural } from '../core/words.ts';
import type { Printer } from '../pdf/index.ts';
import { type Archive, type Clock, type Ledger, type PaperKept, Unreachable } from '../ports.ts';
import {
  isSigned,
  keptTold,
  originalsIn,
  placeInWords,
  signingsAbout,
  signingsOf,
} from './papers.ts';
import { timesById } from './record.ts';
import type { World } from './world.ts';

/** Which papers are wanted; all there are where neither kinds nor IDs are named. */
export interface PrintAsked {
  readonly kinds: readonly string[];
  /** Of the rows papers are about, or of the internships in whose folder they lie. */
  readonly ids: readonly string[];
  /** Reprints what was printed: the same number, stamped «copia». */
  readonly copy: boolean;
  /** These papers of these rows and no others (`paperOfRow`), whatever lies in their folders. */
  readonly only?: ReadonlySet<string> | undefined;
}

/** How a paper of a row is named where single ones are asked for. */
export function paperOfRow(kind: string, about: string): string {
  return `${kind}/${about}`;
}

/** Reads what follows `alice print`: kinds of papers and IDs, in any order. Refuses what is neither, and names the nearest. */
export function readPrintAsked(
  words: readonly string[],
  told: { readonly copy: boolean; readonly papers: PaperKnowledge; readonly world: World },
): Result<PrintAsked, readonly string[]> {
  const { copy, papers, world } = told;
  const kinds = papers.templates.map((it) => it.kind);
  const read = words.map((word): Result<{ readonly kind: string } | { readonly id: string }> => {
    if (kinds.includes(word)) return ok({ kind: word });
    const id = idIn(word);
    if (id === undefined) {
      const near = nearest(word, kinds);
      return err(
        `«${word}» non è una carta né un ID: ${near === undefined ? `scrivi ad esempio ${kinds[0] ?? 'convenzione'} oppure T-0014` : `forse «${near}»`}.`,
      );
    }
    return world.register.find(id) === undefined
      ? err(`${id} non c’è nel registro: controlla l’ID, ad esempio T-0014.`)
      : ok({ id });
  });
  const wrong = read.flatMap((it) => (it.ok ? [] : [it.error]));
  const right = read.flatMap((it) => (it.ok ? [it.value] : []));
  if (copy && words.length === 0)
    wrong.push('Dimmi che cosa ristampare: un ID o una carta, ad esempio T-0014.');
  return wrong.length > 0
    ? err(wrong)
    : ok({
        kinds: right.flatMap((it) => ('kind' in it ? [it.kind] : [])),
        ids: right.flatMap((it) => ('id' in it ? [it.id] : [])),
        copy,
      });
}

/** One paper of one row, and what becomes of it. */
export type PlannedPaper = PaperAbout &
  (
    | Ready
    /** Printed before, and all it rests on is as it was. */
    | { readonly state: 'printed'; readonly of: PaperKept }
    /**
     * Signed: it is never printed anew. `changed` are the labels of what is no longer as printed; with `addendum` some
     * of them are part of the contract, and an addendum is to be made.
     */
    | {
        readonly state: 'frozen';
        readonly of: PaperKept;
        readonly changed: readonly string[];
        readonly addendum: boolean;
      }
    /** Signed without ALICE: the row of the tab of signings. */
    | { readonly state: 'elsewhere'; readonly signing: string }
    /** Its moment has not come, or is past. */
    | { readonly state: 'notYet'; readonly says: string }
    /** Cells are blank. */
    | { readonly state: 'lacks'; readonly lacks: readonly Lack[] }
    /** Something is wrong with its row: left out, each reason a sentence with IDs and labels. */
    | { readonly state: 'wrong'; readonly says: readonly string[] }
  );

interface PaperAbout {
  readonly kind: string;
  readonly title: string;
  /** The row it is about. */
  readonly about: string;
  /** The month, of papers there is one of each month. */
  readonly occasion: string | undefined;
}

/** To be printed: for the first time, in the place of an unsigned version whose data changed, or as a copy. */
export interface Ready {
  readonly state: 'new' | 'version' | 'copy';
  /** The paper it is a version or a copy of. */
  readonly of: PaperKept | undefined;
  readonly changed: readonly string[];
  readonly number: PaperNumber;
  readonly making: Making;
  /** What it rests on, to be kept with its number. */
  readonly rests: PaperKept['rests'];
  /** Of an addendum: what the signed papers it amends rest on from now on. */
  readonly covers: PaperKept['covers'];
}

/** What a paper is made from. */
interface Making {
  readonly template: Template;
  readonly row: { readonly id: string };
  /** As of the day the paper bears. */
  readonly around: Around;
  readonly blocks: readonly Block[];
  /** What was put into the blocks, for the data it takes along. */
  readonly put: readonly Put[];
  readonly attaches: boolean;
  readonly made: Day;
}

/** Something a paper waits for. */
export interface Lack {
  /** ««CAP» di B-0003». */
  readonly what: string;
  readonly id: string | undefined;
  readonly column: string | undefined;
  /** How the role is called that fills it in. */
  readonly who: string | undefined;
}

/** What printing comes to, worked out and not yet done. */
export interface PrintPlan {
  readonly papers: readonly PlannedPaper[];
  /** What templates say that nobody can go by: for their author. */
  readonly faults: readonly TemplateFault[];
  /** What whoever prints should see to, and no paper waits for: a logo that is not there. */
  readonly lacks: readonly string[];
}

interface Planning {
  readonly world: World;
  readonly papers: PaperKnowledge;
  /** What the check found: papers of rows with something that stops printing are left out. */
  readonly findings: readonly Finding[];
  readonly asked: PrintAsked;
  readonly printer: Printer;
  /** SHA-256 of a file, in hexadecimal. */
  readonly sha256: (bytes: Uint8Array) => string;
}

/**
 * Works out what becomes of every paper of every row: templates in their order, rows in that of their IDs. Nothing is
 * written and no number taken; the numbers told are those the papers would get.
 */
export async function planPrint(
  planning: Planning & { readonly kept: readonly PaperKept[] },
): Promise<PrintPlan> {
  const { world, papers, asked, kept } = planning;
  const planner: Planner = {
    ...planning,
    originals: presentIn(originalsIn(kept)),
    numbers: highestIn(originalsIn(kept)),
    onDay: new Map(),
    doubled: new Map(),
    unwritten: new Set(world.register.newIds.map((it) => it.id)),
    addenda: new Map(
      originalsIn(kept).flatMap((it) =>
        Object.keys(it.covers ?? {}).map((key) => [key, it] as const),
      ),
    ),
  };
  const planned: PlannedPaper[] = [];
  for (const template of papers.templates) {
    if (asked.kinds.length > 0 && !asked.kinds.includes(template.kind)) continue;
    if (!world.around.has(template.tab)) continue;
    for (const row of world.around.rows(template.tab)) {
      if (!isAsked(template, row, planning)) continue;
      planned.push({
        kind: template.kind,
        title: template.title,
        about: row.id,
        occasion: occasionOf(template, world.today),
        ...(await become(template, row, planner)),
      });
    }
  }
  const lacks = planned.flatMap((it) =>
    isReady(it) ? (papers.letterhead(it.making).lacks ?? []) : [],
  );
  return { papers: planned, faults: paperFaults(papers), lacks: [...new Set(lacks)] };
}

/** What printing did, or would do. */
export interface Printed {
  /**
   * `partly`: rows were left out because something is wrong with them, or some files could not be written ·
   * `failed`: there was something to print, and none of it could be written.
   */
  readonly outcome: 'done' | 'nothing' | 'partly' | 'failed';
  readonly run: string | undefined;
  readonly plan: PrintPlan;
  /** On their place, with their number. */
  readonly done: readonly PaperKept[];
  /** What the world would not have: their numbers are given back. */
  readonly failed: readonly PrintFailure[];
  readonly dryRun: boolean;
}

/** A paper that could not be written. */
export interface PrintFailure {
  readonly kind: string;
  readonly about: string;
  /** Why, and what to do. */
  readonly says: string;
}

interface Printing extends Planning {
  readonly ledger: Ledger;
  readonly archive: Archive;
  readonly clock: Clock;
  readonly by: string;
  /** Only tells what it would print. */
  readonly dryRun: boolean;
}

/**
 * Prints what is ready and not printed yet. Each number is claimed, its file written, the number confirmed: cut short
 * anywhere, the next run finds either a file and its number or neither, and goes on. A paper that fails stops no other.
 * Throws `Unreachable` where another ALICE is printing, or the ledger cannot be written.
 */
export async function print(printing: Printing): Promise<Printed> {
  const { ledger, dryRun } = printing;
  if (dryRun) {
    const plan = await planPrint({ ...printing, kept: await settledIn(printing) });
    return printed({ plan, done: [], failed: [], run: undefined, dryRun });
  }
  return ledger.alone(async () => {
    await settleClaims(printing);
    const kept = await ledger.papers();
    const plan = await planPrint({ ...printing, kept });
    return carriedOut({ plan, kept, printing });
  });
}

/** Ends the claims a run cut short has left: what has its file keeps its number, all else gives it back. */
export async function settleClaims({
  ledger,
  archive,
}: Pick<Printing, 'ledger' | 'archive'>): Promise<void> {
  // The latest first: a number can only be given back when none follows it.
  for (const claim of (await ledger.papers()).toReversed())
    if (claim.where === undefined)
      await ledger.settlePaper(claim.key, await placeOf(claim, archive));
}

/** The papers as `settleClaims` would leave them. */
async function settledIn({ ledger, archive }: Printing): Promise<readonly PaperKept[]> {
  const kept = await ledger.papers();
  return Promise.all(
    kept.map(async (it) =>
      it.where === undefined ? { ...it, where: await placeOf(it, archive) } : it,
    ),
  );
}

/** Where the file of a claim is, if it was written. */
async function placeOf(claim: PaperKept, archive: Archive): Promise<string | undefined> {
  const stored = await archive.find(claim.key);
  return stored?.sha256 === claim.sha256 ? stored.where : undefined;
}

// ── Planning ──────────────────────────────────────────────────────────────────────────────────

interface Planner extends Planning {
  /** The latest version of each paper, by `identity`. */
  readonly originals: ReadonlyMap<string, PaperKept>;
  /** The highest number of each series, raised as papers are planned. */
  readonly numbers: Map<string, number>;
  /** The world as of another day. */
  readonly onDay: Map<Day, Around>;
  readonly doubled: Map<AnyTab, ReadonlyMap<string, number>>;
  readonly unwritten: ReadonlySet<string>;
  /** The latest addendum that took up the changes of a signed paper, by the key of that paper. */
  readonly addenda: ReadonlyMap<string, PaperKept>;
}

type Fate = PlannedPaper extends infer P
  ? P extends P
    ? Omit<P, keyof PaperAbout>
    : never
  : never;

async function become(
  template: Template,
  row: { readonly id: string },
  planner: Planner,
): Promise<Fate> {
  const { world, asked, papers } = planner;
  const present = planner.originals.get(
    identity({ kind: template.kind, about: row.id, occasion: occasionOf(template, world.today) }),
  );
  if (asked.copy)
    return present === undefined
      ? {
          state: 'notYet',
          says: `Di ${row.id} non è ancora stata stampata: non c’è di che fare copia.`,
        }
      : copyOf(present, { template, row, planner });
  if (present !== undefined) return again(present, { template, row, planner });

  const { around } = world;
  const paper = { kind: template.kind, about: row.id };
  const signing = signingsAbout(paper, { papers, around }).find((it) =>
    isSigned(it, papers.signings),
  );
  if (signing !== undefined) return { state: 'elsewhere', signing: signing.id };
  const says = papers.vocabulary.moments[template.moment]?.(row, around);
  if (says !== undefined) return { state: 'notYet', says };
  if (isOnRequest(template) && !isNamed(planner))
    return {
      state: 'notYet',
      says: `Si stampa a richiesta, ad esempio con «alice print ${template.kind} ${row.id}».`,
    };
  return made({ template, row, planner });
}

interface Candidate {
  readonly template: Template;
  readonly row: { readonly id: string };
  readonly planner: Planner;
}

/** A paper that was printed before: it stays, gives way to a new version, or is frozen. */
async function again(present: PaperKept, candidate: Candidate): Promise<Fate> {
  const { template, row, planner } = candidate;
  if (isFrozen(present, planner)) {
    const changed = sinceSigned(present, candidate);
    // After an addendum what counts is what that one says, not the paper's own words.
    const amended = planner.addenda.has(present.key);
    if (changed.length === 0 || (!amended && (await isFaithful(present, candidate))))
      return { state: 'frozen', of: present, changed: [], addendum: false };
    const contract = contractOf(template);
    const addendum = changed.some((it) => contract.has(it));
    return { state: 'frozen', of: present, changed, addendum };
  }
  if (isOnRequest(template) && !isNamed(planner)) return { state: 'printed', of: present };
  const around = asOf(present.made, planner);
  const { vocabulary } = planner.papers;
  const changed = changedSince(
    present.rests,
    restsOn(template, { row, around, vocabulary }).digests,
  );
  if (changed.length === 0 || (await isFaithful(present, candidate)))
    return { state: 'printed', of: present };
  return made(candidate, { of: present, changed });
}

/** What a signed paper no longer says: since it was printed, or since the latest addendum that took up what had changed. */
function sinceSigned(present: PaperKept, { template, row, planner }: Candidate): readonly string[] {
  const { vocabulary } = planner.papers;
  const addendum = planner.addenda.get(present.key);
  const basis = addendum?.covers?.[present.key] ?? present.rests;
  const around = asOf((addendum ?? present).made, planner);
  return changedSince(basis, restsOn(template, { row, around, vocabulary }).digests);
}

/** Whether anybody has signed this version. */
function isFrozen(present: PaperKept, { papers, world }: Planner): boolean {
  return signingsOf(present, { papers, around: world.around }).some((it) =>
    isSigned(it, papers.signings),
  );
}

/** A paper filled in with the data of today; or all that stands in its way. */
async function made(
  { template, row, planner }: Candidate,
  before?: { readonly of: PaperKept; readonly changed: readonly string[] },
): Promise<Fate> {
  const { world, papers } = planner;
  const { around, today } = world;
  const rests = restsOn(template, { row, around, vocabulary: papers.vocabulary });
  const wrong = [
    ...rowFaults(template, row, planner),
    ...stopping(template, { row, rests, planner }),
  ];
  const filled = fillTemplate(template, { row, around, vocabulary: papers.vocabulary });
  if (!filled.ok) {
    const lacks = filled.missing.map((it) => lackOf(it, world));
    const says = [
      ...wrong,
      ...filled.missing.filter((it) => isTyped(it, world)).map((it) => `${it.what} non si legge.`),
      ...filled.delicate.map(
        (it) => `${it.what} contiene parole delicate, che in una carta non possono stare.`,
      ),
    ];
    if (says.length === 0) return { state: 'lacks', lacks };
    const blank = filled.missing.filter((it) => !isTyped(it, world)).map((it) => it.what);
    return {
      state: 'wrong',
      says: [...says, ...(blank.length === 0 ? [] : [`Manca ${list(blank)}.`])],
    };
  }
  const { blocks, put } = filled;
  const attaches = papers.data?.wanted(around) === true;
  const making: Making = { template, row, around, blocks, put, attaches, made: today };
  const number =
    before === undefined
      ? { kind: template.kind, year: yearOf(today), number: 0, version: 1 }
      : { ...numberIn(before.of), version: before.of.version + 1 };
  wrong.push(...uncovered(documentOf({ making, number, papers, copy: false }), planner));
  if (wrong.length > 0) return { state: 'wrong', says: wrong };
  const whole = { making, rests: rests.digests, covers: coveredBy(template, row, planner) };
  if (before !== undefined) return { state: 'version', ...before, number, ...whole };
  const next = nextIn(planner.numbers, number);
  return {
    state: 'new',
    of: undefined,
    changed: [],
    number: { ...number, number: next },
    ...whole,
  };
}

/** What an addendum takes up: the changes of the signed papers of its folder that it says it amends. */
function coveredBy(
  template: Template,
  row: { readonly id: string },
  planner: Planner,
): PaperKept['covers'] {
  const { papers, world, originals } = planner;
  const { vocabulary } = papers;
  const folder = papers.folderOf(row);
  const amended = papers.templates.filter((it) => amendedBy(template).includes(it.kind));
  const covered = amended.flatMap((of) =>
    world.around.rows(of.tab).flatMap((it) => {
      const present = originals.get(
        identity({ kind: of.kind, about: it.id, occasion: occasionOf(of, world.today) }),
      );
      if (present === undefined || papers.folderOf(it) !== folder) return [];
      const candidate = { template: of, row: it, planner };
      if (!isFrozen(present, planner) || sinceSigned(present, candidate).length === 0) return [];
      const { digests } = restsOn(of, { row: it, around: world.around, vocabulary });
      return [[present.key, digests] as const];
    }),
  );
  return covered.length === 0 ? undefined : Object.fromEntries(covered);
}

/** A reprint says what the paper said: where that can no longer be made again, the file itself is pointed at. */
async function copyOf(present: PaperKept, candidate: Candidate): Promise<Fate> {
  const making = await faithful(present, candidate);
  if (making !== undefined)
    return {
      state: 'copy',
      of: present,
      changed: [],
      number: numberIn(present),
      making,
      rests: {},
      covers: undefined,
    };
  return {
    state: 'wrong',
    says: [
      `${paperInWords(present)} non si può rifare uguale: dopo la stampa sono cambiati i dati o il modello. L’originale è ${placeInWords(present.where ?? '')}: fai la copia da quello.`,
    ],
  };
}

/** Whether a paper made again, as of its day, gives the very file it is: then nothing of it changed. */
async function isFaithful(present: PaperKept, candidate: Candidate): Promise<boolean> {
  return (await faithful(present, candidate)) !== undefined;
}

/** What makes the very file again, with its data attached or without, whichever was wanted when it was printed. */
async function faithful(present: PaperKept, candidate: Candidate): Promise<Making | undefined> {
  const { papers, printer, sha256 } = candidate.planner;
  const making = makingOf(present, candidate);
  if (making === undefined) return undefined;
  const { attaches } = making;
  const ways = papers.data === undefined ? [attaches] : [attaches, !attaches];
  for (const way of ways) {
    const again: Making = { ...making, attaches: way };
    const document = documentOf({ making: again, number: present, papers, copy: false });
    const bytes = await composed(document, printer);
    if (bytes.ok && sha256(bytes.value) === present.sha256) return again;
  }
  return undefined;
}

function makingOf(present: PaperKept, { template, row, planner }: Candidate): Making | undefined {
  const { vocabulary } = planner.papers;
  const around = asOf(present.made, planner);
  const filled = fillTemplate(template, { row, around, vocabulary });
  if (!filled.ok) return undefined;
  const { blocks, put } = filled;
  const attaches = planner.papers.data?.wanted(around) === true;
  return { template, row, around, blocks, put, attaches, made: present.made };
}

/**
 * What keeps a paper of a row from being made, whatever it is made of: its moment, a row that cannot be told from another
 * or has no ID yet, what the check found. For drafts on a body's own model, too.
 */
export function hindering(
  template: Template,
  told: Pick<Planning, 'world' | 'papers' | 'findings'> & { readonly row: { readonly id: string } },
): readonly string[] {
  const { world, papers, row } = told;
  const { around } = world;
  const moment = papers.vocabulary.moments[template.moment]?.(row, around);
  const unwritten = new Set(world.register.newIds.map((it) => it.id));
  const rests = restsOn(template, { row, around, vocabulary: papers.vocabulary });
  return [
    ...(moment === undefined ? [] : [moment]),
    ...rowFaults(template, row, { world, doubled: new Map(), unwritten }),
    ...stopping(template, { row, rests, planner: told }),
  ];
}

/** A row that cannot be told from another, or has no ID yet, gets no paper. */
function rowFaults(
  { tab }: Template,
  { id }: { readonly id: string },
  { world, doubled, unwritten }: Pick<Planner, 'world' | 'doubled' | 'unwritten'>,
): readonly string[] {
  if (unwritten.has(id))
    return [`La riga di «${tab.name}» non ha ancora il suo ID: fai prima «alice check».`];
  const times = doubled.get(tab) ?? timesById(world, tab);
  doubled.set(tab, times);
  return (times.get(id) ?? 0) > 1
    ? [`L’ID ${id} sta in due righe di «${tab.name}»: svuota la cella ID di quella copiata.`]
    : [];
}

/** What the check found that stops this paper, of any row it looks at; of restricted matters only that there is something. */
function stopping(
  { tab }: Template,
  told: {
    readonly row: { readonly id: string };
    readonly rests: Rests;
    readonly planner: Pick<Planner, 'world' | 'papers' | 'findings'>;
  },
): readonly string[] {
  const { findings, papers, world } = told.planner;
  const own = [told.row.id, papers.folderOf(told.row)];
  const found = findings.filter((it) => {
    if (it.level !== 'blocca' || it.waived !== undefined) return false;
    // Rows torn apart by sorting hold somebody else's data.
    if (it.rule === 'rowsMixed') return it.tab === tab.name;
    if (it.stops !== 'print') return false;
    return (
      (it.id !== undefined && told.rests.rows.has(it.id)) ||
      (it.consequence !== undefined && own.includes(it.consequence.id))
    );
  });
  return [
    ...new Set(
      found.map((it) =>
        isRestricted(it)
          ? 'Un requisito riservato non è a posto: chiedi al coordinatore.'
          : `Prima va messo a posto${it.id === undefined ? '' : ` ${it.id}`}: «${it.name}» (${world.knowledge.roleLabel(it.mends)}).`,
      ),
    ),
  ];
}

function uncovered(document: Document, { printer }: Planner): readonly string[] {
  return printer
    .uncovered(document)
    .map(
      ({ char, where }) =>
        `Il carattere «${char}» (${where}) non si può stampare: scrivilo in lettere latine.`,
    );
}

function lackOf({ what, id, column }: Missing, { register, knowledge }: World): Lack {
  const tab = id === undefined ? undefined : register.find(id)?.tab;
  const role = tab === undefined ? 'coordinator' : knowledge.keeperOf(tab);
  const who = column === undefined && tab === undefined ? undefined : knowledge.roleLabel(role);
  return { what, id, column, who };
}

/** Whether something stands in the cell, which nobody could read. */
export function isTyped({ id, column }: Missing, { register }: World): boolean {
  const found = id === undefined ? undefined : register.find(id);
  const layout = found === undefined ? undefined : register.layout(found.tab);
  if (found === undefined || layout === undefined) return false;
  const key = Object.entries(found.tab.columns).find(([, it]) => it.label === column)?.[0];
  const at = key === undefined ? undefined : layout.at.get(key);
  const cell = at === undefined ? undefined : layout.grid.rows[register.lineOf(found.row)]?.[at];
  return !isBlank(resultOf(cell));
}

function isAsked(
  { kind }: Template,
  row: { readonly id: string },
  { asked, papers }: Planning,
): boolean {
  if (asked.only !== undefined) return asked.only.has(paperOfRow(kind, row.id));
  return (
    asked.ids.length === 0 || asked.ids.includes(row.id) || asked.ids.includes(papers.folderOf(row))
  );
}

function isNamed({ asked }: Planning): boolean {
  return asked.kinds.length + asked.ids.length > 0;
}

/** The world as it would have been seen on another day: what depends on today is then as it was printed. */
function asOf(on: Day, { world, onDay }: Planner): Around {
  if (on === world.today) return world.around;
  const known = onDay.get(on) ?? { ...world.around, today: on };
  onDay.set(on, known);
  return known;
}

function presentIn(originals: readonly PaperKept[]): ReadonlyMap<string, PaperKept> {
  // Versions are claimed in order: the last one stays.
  return new Map(originals.map((it) => [identity(it), it]));
}

function identity({ kind, about, occasion }: Pick<PaperKept, 'kind' | 'about' | 'occasion'>) {
  return [kind, about, occasion ?? ''].join('/');
}

/** The month, of papers there is one of each month. */
export function occasionOf(template: Template, today: Day): string | undefined {
  return isMonthly(template) ? monthOf(today) : undefined;
}

function highestIn(originals: readonly PaperKept[]): Map<string, number> {
  const highest = new Map<string, number>();
  for (const it of originals)
    highest.set(seriesOf(it), Math.max(it.number, highest.get(seriesOf(it)) ?? 0));
  return highest;
}

function nextIn(numbers: Map<string, number>, of: Pick<PaperNumber, 'kind' | 'year'>): number {
  const next = (numbers.get(seriesOf(of)) ?? 0) + 1;
  numbers.set(seriesOf(of), next);
  return next;
}

function seriesOf({ kind, year }: Pick<PaperNumber, 'kind' | 'year'>): string {
  return `${kind}/${year}`;
}

function numberIn({ kind, year, number, version }: PaperNumber): PaperNumber {
  return { kind, year, number, version };
}

function yearOf(it: Day): number {
  return Number(it.slice(0, 4));
}

// ── Making the document ───────────────────────────────────────────────────────────────────────

/** A paper as it goes to the printer. Title and subject are its metadata: kind, number and IDs, never a name. */
function documentOf(told: {
  readonly making: Making;
  readonly number: PaperNumber;
  readonly papers: PaperKnowledge;
  readonly copy: boolean;
}): Document {
  const { making, number, papers, copy } = told;
  const { template, row, around, blocks, put, attaches, made } = making;
  const { header, footer } = papers.letterhead({ template, row, around });
  const data = attaches ? papers.data : undefined;
  const { version } = number;
  return {
    title: `${template.title} n. ${numberInWords(number)}`,
    subject: `${number.kind} ${numberInWords(number)} v${version} ${row.id}`,
    number: `n. ${numberInWords(number)}${version === 1 ? '' : ` – versione ${version}`}`,
    header,
    // Spaces that do not break: a footer of two lines never parts a version from its day.
    footer: [
      footer,
      `${row.id}\u00a0–\u00a0versione\u00a0${version}\u00a0del\u00a0${inDigits(made)}`,
    ]
      .filter((it) => it !== '')
      .join(' · '),
    blocks,
    created: made,
    ...(copy ? { copy } : {}),
    ...(data === undefined
      ? {}
      : { attached: data.of({ template, number: numberIn(number), about: row.id, made, put }) }),
  };
}

// ── Doing ─────────────────────────────────────────────────────────────────────────────────────

async function carriedOut({
  plan,
  kept,
  printing,
}: {
  readonly plan: PrintPlan;
  readonly kept: readonly PaperKept[];
  readonly printing: Printing;
}): Promise<Printed> {
  const { ledger, clock, by, world } = printing;
  const ready = plan.papers.filter(isReady);
  const done: PaperKept[] = [];
  const failed: PrintFailure[] = [];
  if (ready.length === 0) return printed({ plan, done, failed, run: undefined, dryRun: false });
  const run = await ledger.begin({
    verb: 'print',
    at: clock.now(),
    by,
    register: world.volumes[0]?.workbook.where ?? '',
  });
  const press: Press = {
    ...printing,
    run,
    kept: new Map(kept.map((it) => [it.key, it])),
    numbers: highestIn(originalsIn(kept)),
    stuck: new Map(),
  };
  for (const it of ready) {
    const written = await pressed(it, press);
    if (written.ok) done.push(written.value);
    else failed.push({ kind: it.kind, about: it.about, says: written.error });
  }
  await ledger.end(run, {
    at: clock.now(),
    outcome: done.length > 0 ? 'done' : 'failed',
    told: `${plural(done.length, 'carta stampata', 'carte stampate')}${failed.length === 0 ? '' : `, ${failed.length} non scritte`}.`,
  });
  return printed({ plan, done, failed, run, dryRun: false });
}

interface Press extends Printing {
  readonly run: string;
  /** What was kept before this run, by key. */
  readonly kept: ReadonlyMap<string, PaperKept>;
  readonly numbers: Map<string, number>;
  /** Series in which a number is neither used nor free, since nobody can tell whether its file is there: nothing may follow. */
  readonly stuck: Map<string, string>;
}

/** Claimed, written, confirmed. The number is taken only once the bytes are made. */
async function pressed(it: PlannedPaper & Ready, press: Press): Promise<Result<PaperKept>> {
  const { papers, printer, sha256, numbers, stuck, run } = press;
  const { making, of } = it;
  const series = seriesOf(it.number);
  const held = stuck.get(series);
  if (held !== undefined) return err(held);
  const first = it.state === 'new';
  const number = first ? { ...it.number, number: (numbers.get(series) ?? 0) + 1 } : it.number;
  const copy = it.state === 'copy';
  const bytes = await composed(documentOf({ making, number, papers, copy }), printer);
  if (!bytes.ok) return bytes;
  const folder = papers.folderOf(making.row);
  const name = `${number.kind}-${number.number}-${number.year}-${making.row.id}`;
  const file = number.version === 1 ? name : `${name}.v${number.version}`;
  const original = `${folder}/${number.kind}/${number.number}-${number.year}/${number.version}`;
  const digest = sha256(bytes.value);
  // The same copy again is the same file.
  const key = copy && of !== undefined ? `${of.key}/copia/${digest.slice(0, 12)}` : original;
  const stored = await filed(
    {
      key,
      as: copy ? 'copy' : 'original',
      ...number,
      about: making.row.id,
      occasion: it.occasion,
      made: making.made,
      run,
      sha256: digest,
      rests: it.rests,
      covers: it.covers,
    },
    {
      ...press,
      folder: [folder],
      file: copy ? `${file}-copia.pdf` : `${file}.pdf`,
      bytes: bytes.value,
      known: press.kept.get(key),
    },
  );
  if (stored.ok) {
    if (first) numbers.set(series, number.number);
    return stored;
  }
  if (stored.error.unsettled) stuck.set(series, stored.error.says);
  return err(stored.error.says);
}

/** The bytes of a paper. Nothing is claimed yet, and what is wrong is wrong with this paper alone: no other is to go without. */
async function composed(document: Document, printer: Printer): Promise<Result<Uint8Array>> {
  try {
    return ok(await printer.print(document));
  } catch (failure) {
    const why = failure instanceof Error ? failure.message : String(failure);
    return err(`Non si riesce a comporla (${why}): dillo a chi cura i modelli.`);
  }
}

/** A file with the number of a paper, and where it is to lie. */
export interface Filing {
  readonly ledger: Ledger;
  readonly archive: Archive;
  readonly folder: readonly string[];
  readonly file: string;
  readonly bytes: Uint8Array;
  /** What is kept under its key already. */
  readonly known: PaperKept | undefined;
}

/** Why a file has no place. `unsettled`: nobody can tell whether it is there, so its claim stays. */
export interface Unfiled {
  readonly says: string;
  readonly unsettled: boolean;
}

/**
 * Claims, writes, confirms. A file under a key that is kept already is put on its place again, if it is the same; one
 * that the world will not have gives its claim back.
 */
export async function filed(
  paper: Omit<PaperKept, 'where'>,
  { ledger, archive, folder, file, bytes, known }: Filing,
): Promise<Result<PaperKept, Unfiled>> {
  const { key } = paper;
  if (known === undefined) await ledger.claimPaper(paper);
  else if (known.sha256 !== paper.sha256) throw new Error(`${key} is another file`);
  let where: string;
  try {
    ({ where } = await archive.save({ key, folder, file, bytes }));
  } catch (failure) {
    // What the disk or the network will not have today stops this paper alone: its number goes to the next.
    if (!(failure instanceof Unreachable)) throw failure;
    const says = failure.message;
    return known === undefined
      ? settleFailed(paper, { ledger, archive, says })
      : err({ says, unsettled: false });
  }
  if (known === undefined) await ledger.settlePaper(key, where);
  return ok({ ...(known ?? paper), where });
}

async function settleFailed(
  paper: Omit<PaperKept, 'where'>,
  { ledger, archive, says }: Pick<Filing, 'ledger' | 'archive'> & { readonly says: string },
): Promise<Result<PaperKept, Unfiled>> {
  let where: string | undefined;
  try {
    where = await placeOf(paper, archive);
  } catch (failure) {
    if (!(failure instanceof Unreachable)) throw failure;
    return err({ says, unsettled: true });
  }
  await ledger.settlePaper(paper.key, where);
  return where === undefined ? err({ says, unsettled: false }) : ok({ ...paper, where });
}

function isReady(it: PlannedPaper): it is PlannedPaper & Ready {
  return it.state === 'new' || it.state === 'version' || it.state === 'copy';
}

function printed(it: Omit<Printed, 'outcome'>): Printed {
  const { plan, done, failed, dryRun } = it;
  const doing = dryRun ? plan.papers.filter(isReady).length : done.length;
  const left = plan.papers.filter((one) => one.state === 'wrong').length;
  if (failed.length > 0 && doing === 0) return { ...it, outcome: 'failed' };
  if (failed.length + left > 0) return { ...it, outcome: 'partly' };
  return { ...it, outcome: doing === 0 ? 'nothing' : 'done' };
}

// ── Telling ───────────────────────────────────────────────────────────────────────────────────

/**
 * What was printed and what was not, for people: numbers, IDs and labels, no names. Papers whose moment has not come
 * are only counted, unless they were asked for by name.
 */
export function printInWords(it: Printed, asked: PrintAsked): readonly string[] {
  const { plan, done, failed, dryRun } = it;
  const named = asked.ids.length > 0;
  const ready = dryRun ? plan.papers.filter(isReady) : [];
  const lines = [
    ...ready.map((one) => `${paperInWords(one.number)} (${one.about}): ${wouldSay(one)}`),
    ...done.map((one) => doneSays(one)),
    ...failed.map((one) => `${one.kind} ${one.about}: non scritta. ${one.says}`),
    ...plan.papers.flatMap((one) => leftSays(one, named)),
    ...plan.faults.map((one) => `Modello ${one.kind}.md, riga ${one.line}: ${one.says}`),
    ...plan.lacks,
  ];
  return [...lines, summary(it, ready.length)];
}

function wouldSay(it: PlannedPaper & Ready): string {
  if (it.state === 'copy') return 'si ristamperebbe, come copia.';
  if (it.state === 'new') return 'si stamperebbe.';
  return `si stamperebbe al posto della versione ${it.of?.version ?? 1}: ${changedSays(it.changed)}.`;
}

function doneSays(it: PaperKept): string {
  return `${paperInWords(it)} (${it.about})${it.as === 'copy' ? ', copia' : ''}: ${placeInWords(it.where ?? '')}`;
}

/** Why a paper was not printed, in sentences; of what is only past or to come if it was `named`. */
export function leftSays(it: PlannedPaper, named: boolean): readonly string[] {
  const what = `${it.kind} ${it.about}`;
  switch (it.state) {
    case 'wrong':
      return [`${what}: lasciata fuori. ${it.says.join(' ')}`];
    case 'lacks':
      return [`${what}: manca ${lacksSay(it.lacks)}.`];
    case 'frozen':
      return it.addendum
        ? [
            `${paperInWords(it.of)} (${it.about}) è firmata e resta com’è, ma ${changedSays(it.changed)}: serve un addendum.`,
          ]
        : named
          ? [`${paperInWords(it.of)} (${it.about}) è firmata: non si ristampa.`]
          : [];
    case 'elsewhere':
      return named ? [`${what}: risulta già firmata (${it.signing}), non si stampa.`] : [];
    case 'notYet':
      return named ? [`${what}: ${it.says}`] : [];
    case 'printed':
      return named ? [`${paperInWords(it.of)} (${it.about}): già stampata, nulla è cambiato.`] : [];
    default:
      return [];
  }
}

/** What is missing, by who fills it in. */
function lacksSay(lacks: readonly Lack[]): string {
  const byRole = Map.groupBy(lacks, (it) => it.who);
  return [...byRole]
    .map(([who, of]) => `${list(of.map((it) => it.what))}${who === undefined ? '' : ` (${who})`}`)
    .join('; ');
}

function changedSays(changed: readonly string[]): string {
  const labels = changed.map((it) => `«${it.replace(/^(?:Impostazioni: |::: |#per )/, '')}»`);
  const told = labels.length > 5 ? `${labels.slice(0, 5).join(', ')}…` : list(labels);
  return `${labels.length === 1 ? 'è cambiato' : 'sono cambiati'} ${told}`;
}

function summary({ plan, done, failed, dryRun }: Printed, ready: number): string {
  const many = (state: PlannedPaper['state']) =>
    plan.papers.filter((it) => it.state === state).length;
  const addenda = plan.papers.filter((it) => it.state === 'frozen' && it.addendum).length;
  const counts: readonly (readonly [n: number, one: string, several: string])[] = [
    [failed.length, 'non scritta', 'non scritte'],
    [many('wrong'), 'lasciata fuori', 'lasciate fuori'],
    [many('lacks'), 'in attesa di dati', 'in attesa di dati'],
    [many('notYet'), 'non da stampare ora', 'non da stampare ora'],
    [many('printed'), 'già stampata', 'già stampate'],
    [many('frozen'), 'firmata', 'firmate'],
    [addenda, 'addendum da fare', 'addendum da fare'],
  ];
  const count = dryRun
    ? plural(ready, 'carta si stamperebbe', 'carte si stamperebbero')
    : plural(done.length, 'carta stampata', 'carte stampate');
  return `${[count, ...counts.flatMap(([n, one, several]) => (n === 0 ? [] : [plural(n, one, several)]))].join(', ')}.`;
}

/** The same for other programs: every paper with its state. No names, no values. */
export function printAsJson({ outcome, run, plan, done, failed, dryRun }: Printed) {
  const doneBy = new Map(done.map((it) => [`${it.kind}/${it.about}`, it]));
  return {
    schemaVersion: 1,
    dryRun,
    outcome,
    ...(run === undefined ? {} : { run }),
    papers: plan.papers.map((it) => ({
      kind: it.kind,
      about: it.about,
      ...(it.occasion === undefined ? {} : { occasion: it.occasion }),
      state: it.state,
      ...toldOf(it, { done: doneBy.get(`${it.kind}/${it.about}`), dryRun }),
    })),
    failed,
    faults: plan.faults,
    lacks: plan.lacks,
  } as const;
}

function toldOf(
  it: PlannedPaper,
  { done, dryRun }: { readonly done: PaperKept | undefined; readonly dryRun: boolean },
) {
  switch (it.state) {
    case 'new':
    case 'version':
    case 'copy':
      if (done !== undefined) return { ...keptTold(done), changed: it.changed };
      // What could not be written has no number.
      return dryRun
        ? { number: numberInWords(it.number), version: it.number.version, changed: it.changed }
        : { changed: it.changed };
    case 'printed':
      return keptTold(it.of);
    case 'frozen':
      return { ...keptTold(it.of), changed: it.changed, addendum: it.addendum };
    case 'elsewhere':
      return { signing: it.signing };
    case 'lacks':
      return { lacks: it.lacks };
    case 'notYet':
      return { says: [it.says] };
    case 'wrong':
      return { says: it.says };
  }
}
