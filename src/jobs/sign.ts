import { type Cell, isBlank } from '../core/cell.ts';
import { type Day, inDigits, readDay } from '../core/day.ts';
import {
  numberInWords,
  type PaperKnowledge,
  paperInWords,
  paperSaid,
  type SigningBook,
  type SigningParty,
  signingKind,
} from '../core/paper.ts';
import { err, ok, type Result } from '../core/result.ts';
import { columnAt, idIn, valueAt } from '../core/tab.ts';
import { comparable, list } from '../core/words.ts';
import { type Archive, type Clock, type Ledger, type PaperKept, Unreachable } from '../ports.ts';
import { nameKey } from './called.ts';
import {
  afterDraft,
  awaitedFor,
  draftsIn,
  isRefused,
  isSamePaper,
  isSigned,
  keptTold,
  latestIn,
  listPapers,
  numberedFrom,
  numberToSign,
  originalsIn,
  placeInWords,
  type SigningRow,
  signingsOf,
  supersederOf,
  templateOf,
} from './papers.ts';
import { filed, settleClaims } from './print.ts';
import { type Act, orBlank, planRecord, type Recorded, record } from './record.ts';
import type { World } from './world.ts';

/** A signature as a command line has it: all as typed. */
export interface SignTyped {
  /**
   * «accordo-borsa-lavoro 12/2026», or «12/2026» where that is enough; «progetto-formativo T-0014» for a draft on a
   * body's own model, which has no number yet.
   */
  readonly number: string | undefined;
  /** The party and, where it is written down, the name: «ospitante», «ospitante Bianchi Carla». */
  readonly by: string | undefined;
  readonly on: string | undefined;
  /** The signed paper as it came back. Of its name only the ending is used. */
  readonly file?: { readonly name: string; readonly bytes: Uint8Array } | undefined;
}

/** A signature that may be recorded. */
export interface Signature {
  readonly paper: PaperKept;
  /** The draft that came back: it becomes `paper`, which has the next number and is not kept yet. */
  readonly draft: PaperKept | undefined;
  /** By its name in code. */
  readonly party: string;
  readonly name: string | undefined;
  readonly on: Day;
  /** The row of the tab of signings it is written in; none where it gets one. */
  readonly row: string | undefined;
  readonly acts: readonly Act[];
  readonly scan: Scan | undefined;
}

interface Scan {
  readonly bytes: Uint8Array;
  /** `pdf`, `jpg` … */
  readonly ending: string;
  readonly sha256: string;
}

interface Reading {
  readonly typed: SignTyped;
  readonly world: World;
  readonly papers: PaperKnowledge;
  readonly kept: readonly PaperKept[];
  /** SHA-256 of a file, in hexadecimal. */
  readonly sha256: (bytes: Uint8Array) => string;
}

/**
 * Reads who signed which paper and when. Refuses with every reason, in Italian and without names: a number nobody has
 * or several have, a version that was superseded, a day that cannot be, a party this paper does not wait for, somebody
 * who may not sign for it, a day or a name that stands there already and is another.
 */
export function readSignature(reading: Reading): Result<Signature, readonly string[]> {
  const { typed, world, papers, kept } = reading;
  const fromDraft = draftCalled(reading);
  const found = fromDraft ?? paperCalled(typed.number, originalsIn(kept));
  const on = dayOf(typed.on, world.today);
  const called = partyCalled(typed.by, papers.signings);
  const scan = scanOf(reading);
  if (!found.ok || !on.ok || !called.ok || !scan.ok)
    return err([found, on, called, scan].flatMap((it) => (it.ok ? [] : [it.error])));
  const { paper, draft } =
    'paper' in found.value ? found.value : { paper: found.value, draft: undefined };
  const told = { ...called.value, paper, draft, on: on.value, reading };
  const why = objectionTo(told);
  if (why !== undefined) return err([why]);
  const acts = actsOf(told);
  return acts.ok
    ? ok({ ...told, ...acts.value, on: on.value, scan: scan.value })
    : err([acts.error]);
}

/** A signature that was recorded, or its scan kept. */
export interface Signed {
  readonly signature: Signature;
  /** Whether the paper was a draft until now, and has just got its number. */
  readonly numbered: boolean;
  readonly outcome: Recorded['outcome'];
  /** What `undo` takes back. The scan stays. */
  readonly run: string | undefined;
  /** The row of the tab of signings. */
  readonly id: string | undefined;
  readonly scan: PaperKept | undefined;
  /** Who has still to sign, with their articles. */
  readonly awaited: readonly string[];
  /** What was done, in sentences with IDs and labels. */
  readonly says: readonly string[];
}

/**
 * Writes a signature where people keep them, in the row of that paper and version, made if there is none; the signed
 * paper is kept in the archive under its number. A draft on a body's own model gets the next number of its kind first,
 * and from then on is a paper like any other. Recorded twice it changes nothing. Where somebody saved meanwhile
 * (`changed`) it is to be asked again.
 */
export async function sign(signing: Signing): Promise<Result<Signed, readonly string[]>> {
  const { world, papers, ledger, clock, by } = signing;
  const first = readSignature({ ...signing, kept: await ledger.papers() });
  if (!first.ok) return first;
  const highest = await ledger.highest();
  const planned = planRecord({ world, acts: first.value.acts, highest });
  if (!planned.ok) return err(planned.error.map((it) => it.says));
  const { draft, scan: typedScan } = first.value;
  if (draft !== undefined) {
    const numbered = await numberedAs(draft, first.value.scan, signing);
    if (!numbered.ok) return err([numbered.error]);
  }
  // The number it was read with may have gone to another paper meanwhile.
  const read =
    draft === undefined ? first : readSignature({ ...signing, kept: await ledger.papers() });
  if (!read.ok) return read;
  const signature = read.value;

  const kept = signature.scan && (await keptScan(signature, signature.scan, signing));
  if (kept?.ok === false) return err([kept.error.says]);
  const scan =
    kept?.value ?? (draft === undefined || typedScan === undefined ? undefined : signature.paper);
  const acts = linked(signature, scan, signing);
  const done = await record({ world, acts, ledger, clock, verb: 'sign', by });
  if (!done.ok) return err(done.error.map((it) => it.says));
  const { outcome, run, ids, says } = done.value;
  const { parties } = papers.signings;
  const awaited = awaitedFor(signature.paper, { papers, around: world.around })
    .filter((it) => it !== signature.party)
    .map((it) => parties[it]?.label ?? it);
  return ok({
    signature,
    numbered: draft !== undefined,
    outcome,
    run,
    id: signature.row ?? ids[0],
    scan,
    awaited,
    says,
  });
}

interface Signing extends Omit<Reading, 'kept'> {
  readonly ledger: Ledger;
  readonly archive: Archive;
  readonly clock: Clock;
  /** Who records it. */
  readonly by: string;
}

/**
 * Gives a draft its number: the next of its kind and the year, or the next version where an unsigned paper of the same
 * row has one already. Its file is what came back, else the draft as it was made: a person may have finished it since,
 * and then only what came back tells what was signed.
 */
function numberedAs(
  draft: PaperKept,
  scan: Scan | undefined,
  { ledger, archive, world, sha256 }: Signing,
): Promise<Result<PaperKept>> {
  return ledger.alone(async () => {
    await settleClaims({ ledger, archive });
    const bytes = scan?.bytes ?? (await intact(draft, archive));
    if (bytes === undefined)
      return err(
        `La bozza ${placeInWords(draft.where ?? '')} è stata completata o spostata: dai la carta firmata con --file, ad esempio --file scansione.pdf.`,
      );
    const kept = await ledger.papers();
    // Cut short after its file was written: it has its number.
    const became = numberedFrom(draft, kept);
    if (became !== undefined) return ok(became);
    const paper = paperFromDraft(draft, { kept, today: world.today });
    const { kind, number, year, about, version } = paper;
    const name = `${kind}-${number}-${year}-${about}${version === 1 ? '' : `.v${version}`}`;
    const done = await filed(
      { ...paper, sha256: sha256(bytes) },
      {
        ledger,
        archive,
        folder: [folderIn(draft)],
        file: `${name}.${scan?.ending ?? 'docx'}`,
        bytes,
        known: undefined,
      },
    );
    return done.ok ? done : err(done.error.says);
  });
}

/** The draft as ALICE made it; nothing where somebody changed or took it. */
async function intact(draft: PaperKept, archive: Archive): Promise<Uint8Array | undefined> {
  try {
    return await archive.open(draft.key);
  } catch (failure) {
    // A changed file is refused by the archive as one that cannot be had.
    if (!(failure instanceof Unreachable)) throw failure;
    return undefined;
  }
}

/** The paper a draft is to become. It bears the day of the draft, when its data were put in, and keeps its run. */
function paperFromDraft(
  draft: PaperKept,
  { kept, today }: { readonly kept: readonly PaperKept[]; readonly today: Day },
): PaperKept {
  const { kind } = draft;
  const originals = originalsIn(kept);
  const present = originals.findLast((it) => isSamePaper(it, draft));
  const year = present?.year ?? Number(today.slice(0, 4));
  const series = originals.filter((it) => it.kind === kind && it.year === year);
  const number = present?.number ?? Math.max(0, ...series.map((it) => it.number)) + 1;
  const version = (present?.version ?? 0) + 1;
  const key = `${folderIn(draft)}/${kind}/${number}-${year}/${version}`;
  return { ...draft, as: 'original', key, year, number, version, where: undefined };
}

function folderIn({ key }: Pick<PaperKept, 'key'>): string {
  return key.slice(0, key.indexOf('/'));
}

/** Keeps the signed paper beside the one that was printed. The same file given again is kept once. */
function keptScan(
  { paper }: Signature,
  { bytes, ending, sha256 }: Scan,
  { ledger, archive, world }: Signing,
) {
  return ledger.alone(async () => {
    await settleClaims({ ledger, archive });
    const { kind, year, number, version, about, occasion } = paper;
    const key = `${paper.key}/firmata/${sha256.slice(0, 12)}`;
    const name = `${kind}-${number}-${year}-${about}${version === 1 ? '' : `.v${version}`}`;
    const known = (await ledger.papers()).find((it) => it.key === key);
    return filed(
      {
        key,
        as: 'scan',
        kind,
        year,
        number,
        version,
        about,
        occasion,
        made: world.today,
        sha256,
        rests: {},
      },
      {
        ledger,
        archive,
        folder: [folderIn(paper)],
        file: `${name}-firmata.${ending}`,
        bytes,
        known,
      },
    );
  });
}

/** What `sign` would write, for people: a sentence per thing, or every reason why not. Nothing is written. */
export async function signingInWords(
  signing: Omit<Signing, 'archive' | 'clock' | 'by'>,
): Promise<Result<readonly string[], readonly string[]>> {
  const { world, ledger } = signing;
  const read = readSignature({ ...signing, kept: await ledger.papers() });
  if (!read.ok) return read;
  const { paper, draft, acts, scan } = read.value;
  const planned = planRecord({ world, acts, highest: await ledger.highest() });
  if (!planned.ok) return err(planned.error.map((it) => it.says));
  return ok([
    draft === undefined
      ? `${paperInWords(paper)} (${paper.about}):`
      : `La bozza di ${paper.kind} (${paper.about}) prenderebbe un numero:`,
    ...(planned.value.says.length === 0 ? ['la firma è già scritta così.'] : planned.value.says),
    ...(scan === undefined ? [] : ['La carta firmata andrebbe nell’archivio.']),
  ]);
}

/** What was recorded, for people: numbers, IDs and days. */
export function signedInWords(it: Signed): readonly string[] {
  const { signature, numbered, run, scan, awaited, says } = it;
  const { paper } = signature;
  return [
    ...(numbered
      ? [`La bozza ha preso il numero ${paperInWords(paper)}: scrivilo sulla carta.`]
      : []),
    ...says,
    ...(scan === undefined ? [] : [`La carta firmata è in ${keptTold(scan).where}.`]),
    awaited.length === 0
      ? `${paperInWords(paper)} (${paper.about}): hanno firmato tutti.`
      : `${paperInWords(paper)} (${paper.about}): ${awaited.length === 1 ? 'manca' : 'mancano'} ${list(awaited)}.`,
    ...(run === undefined ? [] : [`Per tornare indietro: alice undo ${run}.`]),
  ];
}

/** The same for other programs: no name. */
export function signedAsJson(it: Signed) {
  const { signature, numbered, outcome, run, id, scan, awaited } = it;
  const { paper, party, on } = signature;
  return {
    schemaVersion: 1,
    outcome,
    ...(numbered ? { numbered } : {}),
    ...(run === undefined ? {} : { run }),
    paper: { kind: paper.kind, about: paper.about, ...keptTold(paper) },
    party,
    on,
    ...(id === undefined ? {} : { row: id }),
    ...(scan === undefined ? {} : { scan: keptTold(scan) }),
    awaited,
  } as const;
}

// ── Reading what was typed ────────────────────────────────────────────────────────────────────

function paperCalled(
  typed: string | undefined,
  originals: readonly PaperKept[],
): Result<PaperKept> {
  const example = originals.at(-1);
  const likeThis = example === undefined ? 'accordo-borsa-lavoro 12/2026' : paperInWords(example);
  if (typed === undefined)
    return err(`Dimmi il numero della carta firmata, ad esempio «${likeThis}».`);
  const said = paperSaid(typed);
  if (said === undefined)
    return err(`«${typed}» non è il numero di una carta: scrivi ad esempio «${likeThis}».`);
  const latest = latestIn(originals);
  const numbered = [...latest.values()].filter(
    (it) => it.number === said.number && it.year === said.year,
  );
  const meant = numbered.filter((it) => said.kind === undefined || it.kind === said.kind);
  const [one, ...others] = meant;
  if (one === undefined)
    return err(
      numbered.length === 0
        ? `Nessuna carta stampata da ALICE ha il numero ${numberInWords(said)}: controlla in «Documenti», ad esempio ${likeThis}.`
        : `«${typed}» non c’è: con quel numero c’è ${listPapers(numbered, 'o')}.`,
    );
  if (others.length > 0)
    return err(
      `Il numero ${numberInWords(said)} è di più carte: ${listPapers(meant)}. Scrivi anche quale, ad esempio «${paperInWords(one)}».`,
    );
  if (said.version !== undefined && said.version !== one.version)
    return err(
      `La versione ${said.version} non è quella che vale: fai firmare la ${one.version}, del ${inDigits(one.made)}.`,
    );
  return ok(one);
}

/**
 * The draft somebody means by its kind and row, with the paper it is to become; that very paper where it became it
 * already. Nothing where something else was typed.
 */
function draftCalled({
  typed,
  kept,
  world,
  papers,
}: Reading):
  | Result<{ readonly paper: PaperKept; readonly draft: PaperKept | undefined }>
  | undefined {
  const [, kind, word = ''] = /^\s*(?:bozza\s+)?(\S+)\s+(\S+)\s*$/i.exec(typed.number ?? '') ?? [];
  const about = idIn(word);
  if (kind === undefined || about === undefined) return undefined;
  const draft = draftsIn(kept).findLast(
    (it) => it.kind === kind.toLowerCase() && it.about === about,
  );
  if (draft === undefined)
    return err(
      `Di ${about} non c’è una bozza di ${kind}: se la carta ha un numero scrivi quello, ad esempio «accordo-borsa-lavoro 12/2026».`,
    );
  const became = numberedFrom(draft, kept);
  const after = afterDraft(draft, kept);
  if (became === undefined && after !== undefined)
    return err(
      `Dopo la bozza del ${inDigits(draft.made)} è stata stampata ${paperInWords(after)}: se è firmata quella scrivi il suo numero, altrimenti rifai la bozza.`,
    );
  if (became !== undefined) {
    const latest = latestIn(originalsIn(kept));
    const by = supersederOf(became, latest);
    return by === undefined
      ? ok({ paper: became, draft: undefined })
      : err(
          `La bozza era diventata ${paperInWords(became)}, che ora è sostituita da ${paperInWords(by)}: scrivi quel numero.`,
        );
  }
  const frozen = originalsIn(kept).find(
    (it) =>
      isSamePaper(it, draft) &&
      signingsOf(it, { papers, around: world.around }).some((row) =>
        isSigned(row, papers.signings),
      ),
  );
  return frozen === undefined
    ? ok({ paper: paperFromDraft(draft, { kept, today: world.today }), draft })
    : err(
        `${paperInWords(frozen)} (${about}) è già firmata: per cambiarla serve un addendum, non un’altra carta.`,
      );
}

function dayOf(typed: string | undefined, today: Day): Result<Day> {
  if (typed === undefined)
    return err(`Dimmi il giorno della firma, ad esempio --on ${inDigits(today)}.`);
  const on = readDay(typed);
  if (!on.ok) return on;
  return on.value > today
    ? err(
        `Il ${inDigits(on.value)} deve ancora venire: scrivi il giorno in cui la firma c’è stata, ad esempio ${inDigits(today)}.`,
      )
    : on;
}

interface Called {
  readonly party: string;
  readonly name: string | undefined;
}

/** The party whose name is the longest that fits the beginning: «tutor ospitante» is not «ospitante». */
function partyCalled(typed: string | undefined, { parties }: SigningBook): Result<Called> {
  const names = Object.values(parties).flatMap((it) => it.called.slice(0, 1));
  const example = `scrivi ${list(names, 'o')}, e dopo il nome di chi ha firmato se serve`;
  if (typed === undefined) return err(`Dimmi chi ha firmato, con --by: ${example}.`);
  const words = typed.split(/[\s:,]+/).filter((it) => it !== '');
  const fitting = Object.entries(parties).flatMap(([party, { called }]) =>
    called.flatMap((it) => {
      const length = it.split(' ').length;
      return comparable(words.slice(0, length).join(' ')) === comparable(it)
        ? [{ party, length }]
        : [];
    }),
  );
  const [best] = fitting.toSorted((a, b) => b.length - a.length);
  // The name of a person may stand there: it is not repeated.
  if (best === undefined) return err(`Non capisco per chi è la firma: ${example}.`);
  const name = words.slice(best.length).join(' ');
  return ok({ party: best.party, name: name === '' ? undefined : name });
}

const endings: ReadonlySet<string> = new Set(['pdf', 'p7m', 'jpg', 'jpeg', 'png', 'tif', 'tiff']);

function scanOf({ typed, kept, sha256 }: Reading): Result<Scan | undefined> {
  if (typed.file === undefined) return ok(undefined);
  const { name, bytes } = typed.file;
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  if (!endings.has(ending))
    return err(
      'La carta firmata va data come PDF o immagine: ad esempio scansione.pdf, firmata.pdf.p7m o foto.jpg.',
    );
  if (bytes.length === 0) return err('Il file della carta firmata è vuoto: rifai la scansione.');
  const digest = sha256(bytes);
  // A claim whose file may not be there says nothing yet.
  const same = kept.filter(
    (it) => it.as !== 'scan' && it.sha256 === digest && it.where !== undefined,
  );
  // What came back of a draft is the numbered paper itself: it is kept already.
  if (same.some((it) => cameBack(it, kept))) return ok(undefined);
  return same.length > 0
    ? err(
        'Il file è la carta come l’ha stampata ALICE, senza firme: dai la scansione di quella firmata.',
      )
    : ok({ bytes, ending, sha256: digest });
}

function cameBack(it: PaperKept, kept: readonly PaperKept[]): boolean {
  const draft = draftsIn(kept).find((one) => one.run === it.run);
  return it.as === 'original' && draft !== undefined && draft.sha256 !== it.sha256;
}

// ── Whether it may be, and where it is written ────────────────────────────────────────────────

interface Told extends Called {
  readonly paper: PaperKept;
  readonly draft: PaperKept | undefined;
  readonly on: Day;
  readonly reading: Reading;
}

function objectionTo({ paper, draft, party, name, on, reading }: Told): string | undefined {
  const { papers, world } = reading;
  const { signings: book } = papers;
  const { around } = world;
  // Nobody is told a number that is not given yet.
  const called =
    draft === undefined ? paperInWords(paper) : `La bozza di ${paper.kind} (${paper.about})`;
  const template = templateOf(paper.kind, papers);
  const kind = template && signingKind(template, book);
  if (kind === undefined) return `${called} non è una carta che si firma.`;
  if (!around.has(book.tab))
    return `Il foglio «${book.tab.name}» non c’è in questo programma: accendilo in «Impostazioni».`;
  if (on < paper.made)
    return `${called} è ${draft === undefined ? 'stata stampata il' : 'del'} ${inDigits(paper.made)}: non può essere stata firmata prima, il ${inDigits(on)}.`;
  const asked = { kind, about: paper.about, around };
  const may = book.objection({ ...asked, party, name: name ?? '' });
  if (may !== undefined) return may;
  const needed = book.needed(asked);
  if (needed.length > 0 && !needed.includes(party))
    return `${called} non aspetta la firma di «${book.parties[party]?.called[0] ?? party}»: la firmano ${list(needed.map((it) => labelOf(it, book)))}.`;
  return name !== undefined && book.parties[party]?.by === undefined
    ? `Per ${labelOf(party, book)} si scrive soltanto il giorno: togli il nome.`
    : undefined;
}

function labelOf(party: string, { parties }: SigningBook): string {
  return parties[party]?.label ?? party;
}

interface Writing {
  readonly row: string | undefined;
  readonly acts: readonly Act[];
}

function actsOf(told: Told): Result<Writing> {
  const { paper, party, name, on, reading } = told;
  const { papers, world } = reading;
  const { signings: book } = papers;
  const { columns } = book;
  const own = book.parties[party];
  if (own === undefined) throw new Error(`${party} is no party`);
  const rows = signingsOf(paper, { papers, around: world.around });
  const open = rows.filter((it) => !isRefused(it, book));
  const [refused] = rows;
  if (open.length === 0 && refused !== undefined)
    return err(
      `${paperInWords(paper)} risulta ritirata (${refused.id}): se si firma lo stesso, svuota prima «${columnAt(book.tab, columns.refusedOn).label}».`,
    );
  // The row that names this very number comes before one that names none.
  const row = open.find((it) => valueAt(it, columns.number) !== undefined) ?? open[0];
  const wanted = [
    [columns.number, numberToSign(paper, papers)],
    [columns.version, paper.version],
    [own.on, on],
    ...(name === undefined || own.by === undefined ? [] : [[own.by, name]]),
  ] as const;
  const values = wanted.map(([key, value]) => ({ key, value, cell: written(key, value, book) }));
  if (row === undefined) {
    const template = templateOf(paper.kind, papers);
    return ok({
      row: undefined,
      acts: [
        {
          kind: 'append',
          tab: book.tab.name,
          values: {
            [columns.kind]: template?.signing,
            [columns.about]: paper.about,
            ...Object.fromEntries(values.map(({ key, cell }) => [key, cell])),
          },
        },
      ],
    });
  }
  const taken = values.flatMap((it) => takenBy(it, { row, own, world, book }));
  if (taken.length > 0) return err(taken.join(' '));
  const acts = values.flatMap(({ key, cell }): readonly Act[] =>
    valueAt(row, key) === undefined
      ? [{ kind: 'change', id: row.id, column: key, before: undefined, after: cell }]
      : [],
  );
  return ok({ row: row.id, acts });
}

/** A cell that holds something else is a person's to mend. Number and version are known to fit. */
function takenBy(
  { key, value }: { readonly key: string; readonly value: unknown },
  told: {
    readonly row: SigningRow;
    readonly own: SigningParty;
    readonly world: World;
    readonly book: SigningBook;
  },
): readonly string[] {
  const { row, own, world, book } = told;
  const { label } = columnAt(book.tab, key);
  const now = valueAt(row, key);
  if (now === undefined)
    return isBlank(orBlank(cellAt({ row, key, world, book })))
      ? []
      : [
          `«${label}» di ${row.id} contiene qualcosa che non si legge: correggila o svuotala, poi ripeti.`,
        ];
  if (key === own.on && now !== value)
    return [
      `«${label}» di ${row.id} dice già un altro giorno: se è sbagliato correggi la cella, poi ripeti.`,
    ];
  return key === own.by && !sameName(now, value)
    ? [`«${label}» di ${row.id} dice già un’altra persona: se è sbagliato correggi la cella.`]
    : [];
}

function sameName(a: unknown, b: unknown): boolean {
  return typeof a === 'string' && typeof b === 'string' && nameKey(a) === nameKey(b);
}

/** With a link to the scan; a path of this machine would help nobody. */
function linked(
  { row, acts }: Signature,
  scan: PaperKept | undefined,
  { papers, world }: Pick<Reading, 'papers' | 'world'>,
): readonly Act[] {
  const { signings: book } = papers;
  const key = book.columns.scan;
  const where = scan?.where;
  if (where === undefined || !/^https?:/.test(where)) return acts;
  if (row === undefined)
    return acts.map((it) =>
      it.kind === 'append' ? { ...it, values: { ...it.values, [key]: where } } : it,
    );
  return isBlank(orBlank(cellAt({ row: { id: row }, key, world, book })))
    ? [...acts, { kind: 'change', id: row, column: key, before: undefined, after: where }]
    : acts;
}

function written(key: string, value: unknown, { tab }: SigningBook): Cell {
  return columnAt(tab, key).write(value);
}

/** A cell as somebody typed it. */
function cellAt(told: {
  readonly row: SigningRow;
  readonly key: string;
  readonly world: World;
  readonly book: SigningBook;
}): Cell {
  const { row, key, world, book } = told;
  const layout = world.register.layout(book.tab);
  const at = layout?.at.get(key);
  const found = world.register.find(row.id);
  return at === undefined || found === undefined
    ? undefined
    : layout?.grid.rows[world.register.lineOf(found.row)]?.[at];
}
