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
import { columnAt, valueAt } from '../core/tab.ts';
import { comparable, list } from '../core/words.ts';
import type { Archive, Clock, Ledger, PaperKept } from '../ports.ts';
import { nameKey } from './called.ts';
import {
  awaitedFor,
  isRefused,
  keptTold,
  latestIn,
  listPapers,
  numberToSign,
  originalsIn,
  type SigningRow,
  signingsOf,
  templateOf,
} from './papers.ts';
import { filed, settleClaims } from './print.ts';
import { type Act, orBlank, planRecord, type Recorded, record } from './record.ts';
import type { World } from './world.ts';

/** A signature as a command line has it: all as typed. */
export interface SignTyped {
  /** «accordo-borsa-lavoro 12/2026», or «12/2026» where that is enough. */
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
  const found = paperCalled(typed.number, originalsIn(kept));
  const on = dayOf(typed.on, world.today);
  const called = partyCalled(typed.by, papers.signings);
  const scan = scanOf(reading);
  if (!found.ok || !on.ok || !called.ok || !scan.ok)
    return err([found, on, called, scan].flatMap((it) => (it.ok ? [] : [it.error])));
  const paper = found.value;
  const told = { ...called.value, paper, on: on.value, reading };
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
 * paper is kept in the archive under its number. Recorded twice it changes nothing. Where somebody saved meanwhile
 * (`changed`) it is to be asked again.
 */
export async function sign(signing: Signing): Promise<Result<Signed, readonly string[]>> {
  const { world, papers, ledger, clock, by } = signing;
  const read = readSignature({ ...signing, kept: await ledger.papers() });
  if (!read.ok) return read;
  const signature = read.value;
  const planned = planRecord({ world, acts: signature.acts, highest: await ledger.highest() });
  if (!planned.ok) return err(planned.error.map((it) => it.says));

  const kept = signature.scan && (await keptScan(signature, signature.scan, signing));
  if (kept?.ok === false) return err([kept.error.says]);
  const scan = kept?.value;
  const acts = linked(signature, scan, signing);
  const done = await record({ world, acts, ledger, clock, verb: 'sign', by });
  if (!done.ok) return err(done.error.map((it) => it.says));
  const { outcome, run, ids, says } = done.value;
  const { parties } = papers.signings;
  const awaited = awaitedFor(signature.paper, { papers, around: world.around })
    .filter((it) => it !== signature.party)
    .map((it) => parties[it]?.label ?? it);
  return ok({ signature, outcome, run, id: signature.row ?? ids[0], scan, awaited, says });
}

interface Signing extends Omit<Reading, 'kept'> {
  readonly ledger: Ledger;
  readonly archive: Archive;
  readonly clock: Clock;
  /** Who records it. */
  readonly by: string;
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
        folder: [paper.key.slice(0, paper.key.indexOf('/'))],
        file: `${name}-firmata.${ending}`,
        bytes,
        known,
      },
    );
  });
}

/** What was recorded, for people: numbers, IDs and days. */
export function signedInWords({ signature, run, scan, awaited, says }: Signed): readonly string[] {
  const { paper } = signature;
  return [
    ...says,
    ...(scan === undefined ? [] : [`La carta firmata è in ${keptTold(scan).where}.`]),
    awaited.length === 0
      ? `${paperInWords(paper)} (${paper.about}): hanno firmato tutti.`
      : `${paperInWords(paper)} (${paper.about}): ${awaited.length === 1 ? 'manca' : 'mancano'} ${list(awaited)}.`,
    ...(run === undefined ? [] : [`Per tornare indietro: alice undo ${run}.`]),
  ];
}

/** The same for other programs: no name. */
export function signedAsJson({ signature, outcome, run, id, scan, awaited }: Signed) {
  const { paper, party, on } = signature;
  return {
    schemaVersion: 1,
    outcome,
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
  return kept.some((it) => it.as !== 'scan' && it.sha256 === digest)
    ? err(
        'Il file è la carta come l’ha stampata ALICE, senza firme: dai la scansione di quella firmata.',
      )
    : ok({ bytes, ending, sha256: digest });
}

// ── Whether it may be, and where it is written ────────────────────────────────────────────────

interface Told extends Called {
  readonly paper: PaperKept;
  readonly on: Day;
  readonly reading: Reading;
}

function objectionTo({ paper, party, name, on, reading }: Told): string | undefined {
  const { papers, world } = reading;
  const { signings: book } = papers;
  const { around } = world;
  const template = templateOf(paper.kind, papers);
  const kind = template && signingKind(template, book);
  if (kind === undefined) return `${paperInWords(paper)} non è una carta che si firma.`;
  if (!around.has(book.tab))
    return `Il foglio «${book.tab.name}» non c’è in questo programma: accendilo in «Impostazioni».`;
  if (on < paper.made)
    return `${paperInWords(paper)} è stata stampata il ${inDigits(paper.made)}: non può essere stata firmata prima, il ${inDigits(on)}.`;
  const asked = { kind, about: paper.about, around };
  const may = book.objection({ ...asked, party, name: name ?? '' });
  if (may !== undefined) return may;
  const needed = book.needed(asked);
  if (needed.length > 0 && !needed.includes(party))
    return `${paperInWords(paper)} non aspetta la firma di «${book.parties[party]?.called[0] ?? party}»: la firmano ${list(needed.map((it) => labelOf(it, book)))}.`;
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
