import {
  numberInWords,
  type PaperKnowledge,
  type PaperNumber,
  paperInWords,
  paperSaid,
  type SigningBook,
  signingKind,
} from '../core/paper.ts';
import type { Around } from '../core/rule.ts';
import { valueAt } from '../core/tab.ts';
import type { Template } from '../core/template.ts';
import { list } from '../core/words.ts';
import type { PaperKept } from '../ports.ts';

/** A row of the tab of signings. */
export type SigningRow = { readonly id: string };

/** How a paper stands: nobody signs it, or nobody yet, some, all; or it will not be signed; or another version took its place. */
export type Standing = 'plain' | 'unsigned' | 'partly' | 'signed' | 'refused' | 'superseded';

/** What standing is called in «Documenti» and in a file's index. */
export const standingInWords: Readonly<Record<Standing, string>> = {
  plain: 'valida',
  unsigned: 'da firmare',
  partly: 'firmata in parte',
  signed: 'firmata',
  refused: 'non firmata: ritirata',
  superseded: 'sostituita',
};

/** What a draft is called in «Documenti». */
export const draftInWords = 'bozza sul modello dell’ente';

interface Asking {
  readonly papers: Pick<PaperKnowledge, 'templates' | 'signings'>;
  readonly around: Around;
}

/** The originals that are on their place for good, in the order in which they were numbered. */
export function originalsIn(kept: readonly PaperKept[]): readonly PaperKept[] {
  return kept.filter((it) => it.as === 'original' && it.where !== undefined);
}

/** The drafts on a body's own model that are on their place, in the order in which they were made. */
export function draftsIn(kept: readonly PaperKept[]): readonly PaperKept[] {
  return kept.filter((it) => it.as === 'draft' && it.where !== undefined);
}

/** The paper a draft became when it came back signed: each draft has a run of its own, which its paper keeps. */
export function numberedFrom(draft: PaperKept, kept: readonly PaperKept[]): PaperKept | undefined {
  return originalsIn(kept).find((it) => it.run === draft.run && isSamePaper(it, draft));
}

/** What took the place of a draft: a later draft or the paper printed or signed instead of it, the last of them. */
export function afterDraft(draft: PaperKept, kept: readonly PaperKept[]): PaperKept | undefined {
  const at = kept.findIndex((it) => it.key === draft.key);
  return [...draftsIn(kept), ...originalsIn(kept)]
    .filter((it) => isSamePaper(it, draft) && kept.indexOf(it) > at)
    .toSorted((a, b) => kept.indexOf(a) - kept.indexOf(b))
    .at(-1);
}

/** Whether two files are of one kind, row and month. */
export function isSamePaper(a: PaperKept, b: PaperKept): boolean {
  return a.kind === b.kind && a.about === b.about && a.occasion === b.occasion;
}

/** The latest version of every number, whatever version asks for it. */
export function latestIn(originals: readonly PaperKept[]): ReadonlyMap<string, PaperKept> {
  // Versions are claimed in order: the last one stays.
  return new Map(originals.map((it) => [numberKey(it), it]));
}

/** The version that took the place of another, if one did. */
export function supersederOf(
  it: PaperNumber,
  latest: ReadonlyMap<string, PaperKept>,
): PaperKept | undefined {
  const last = latest.get(numberKey(it));
  return last === undefined || last.version <= it.version ? undefined : last;
}

function numberKey({ kind, year, number }: PaperNumber): string {
  return `${kind}/${year}/${number}`;
}

/**
 * The rows of the tab of signings that speak of this very version. Where a row has no number, or none that can be
 * read, it is taken to be of the paper ALICE printed for that row; where it has no version, of any.
 */
export function signingsOf(it: PaperKept, { papers, around }: Asking): readonly SigningRow[] {
  const { signings: book } = papers;
  return signingsAbout(it, { papers, around }).filter((row) => {
    const typed = valueAt(row, book.columns.number);
    const said = typeof typed === 'string' ? paperSaid(typed) : undefined;
    const version = valueAt(row, book.columns.version);
    const numbered = said === undefined || (said.number === it.number && said.year === it.year);
    const other = said?.kind !== undefined && said.kind !== it.kind;
    return (
      numbered &&
      !(other && templateOf(said.kind, papers) !== undefined) &&
      (version === undefined || version === it.version)
    );
  });
}

/** A number as it is written in the tab of signings: with its kind where another paper bears the same name there. */
export function numberToSign(
  it: PaperKept,
  { templates }: Pick<PaperKnowledge, 'templates'>,
): string {
  const { signing } = templateOf(it.kind, { templates }) ?? {};
  const alike = templates.filter((one) => one.signing === signing).length;
  return alike > 1 ? `${it.kind} ${numberInWords(it)}` : numberInWords(it);
}

/** The rows of the tab of signings for a paper of this kind and row, under whatever number. */
export function signingsAbout(
  { kind, about }: Pick<PaperKept, 'kind' | 'about'>,
  { papers, around }: Asking,
): readonly SigningRow[] {
  const { signings: book } = papers;
  const template = templateOf(kind, papers);
  const signed = template && signingKind(template, book);
  if (signed === undefined || !around.has(book.tab)) return [];
  return around
    .where(book.tab, book.columns.about, about)
    .filter((row) => valueAt(row, book.columns.kind) === signed);
}

/** The template a paper was printed from, if there still is one. */
export function templateOf(
  kind: string,
  { templates }: Pick<PaperKnowledge, 'templates'>,
): Template | undefined {
  return templates.find((it) => it.kind === kind);
}

/** Whether a row says that it will not be signed. */
export function isRefused(row: SigningRow, book: SigningBook): boolean {
  return valueAt(row, book.columns.refusedOn) !== undefined;
}

/** Whether somebody signed by this row, or it was registered: what it is about changes no more. */
export function isSigned(row: SigningRow, book: SigningBook): boolean {
  return (
    !isRefused(row, book) &&
    [...Object.values(book.parties).map((it) => it.on), book.columns.registeredOn].some(
      (it) => valueAt(row, it) !== undefined,
    )
  );
}

/** The parties whose signature a paper still waits for, by their names in code. */
export function awaitedFor(it: PaperKept, asking: Asking): readonly string[] {
  const { papers, around } = asking;
  const template = templateOf(it.kind, papers);
  const kind = template && signingKind(template, papers.signings);
  if (kind === undefined) return [];
  const rows = signingsOf(it, asking).filter((row) => !isRefused(row, papers.signings));
  return papers.signings
    .needed({ kind, about: it.about, around })
    .filter((party) => !rows.some((row) => hasSigned(row, party, papers.signings)));
}

/** How a paper stands today. */
export function standingOf(
  it: PaperKept,
  latest: ReadonlyMap<string, PaperKept>,
  asking: Asking,
): Standing {
  const { papers } = asking;
  if (supersederOf(it, latest) !== undefined) return 'superseded';
  if (templateOf(it.kind, papers)?.signing === undefined) return 'plain';
  const rows = signingsOf(it, asking);
  if (rows.some((row) => isSigned(row, papers.signings)))
    return awaitedFor(it, asking).length === 0 ? 'signed' : 'partly';
  return rows.some((row) => isRefused(row, papers.signings)) ? 'refused' : 'unsigned';
}

/**
 * The lines of «Documenti»: every paper ALICE numbered, each version of it, and the drafts on a body's own model, which
 * have no number; the latest at the top.
 */
export function papersPage(told: {
  readonly kept: readonly PaperKept[];
  readonly papers: PaperKnowledge;
  readonly around: Around;
}): readonly {
  readonly number: string | undefined;
  readonly kind: string;
  readonly about: string;
  readonly version: number;
  readonly made: PaperKept['made'];
  readonly state: string;
  readonly supersededBy: string | undefined;
  readonly hash: string;
  readonly where: string;
}[] {
  const { kept } = told;
  const latest = latestIn(originalsIn(kept));
  const shown = new Set([...originalsIn(kept), ...draftsIn(kept)]);
  return kept
    .filter((it) => shown.has(it))
    .toReversed()
    .map((it) => {
      const isDraft = it.as === 'draft';
      const by = isDraft ? afterDraft(it, kept) : supersederOf(it, latest);
      return {
        number: isDraft ? undefined : numberInWords(it),
        kind: templateOf(it.kind, told.papers)?.title ?? it.kind,
        about: it.about,
        version: it.version,
        made: it.made,
        state: isDraft
          ? by === undefined
            ? draftInWords
            : standingInWords.superseded
          : standingInWords[standingOf(it, latest, told)],
        supersededBy:
          by &&
          (by.as === 'draft' ? `bozza v${by.version}` : `${numberInWords(by)} v${by.version}`),
        hash: it.sha256,
        where: placeInWords(it.where ?? ''),
      };
    });
}

/**
 * The papers in one internship's folder, those of its sheets and variations included, for the index of its file; those
 * of some kinds left out: the index itself, which would else change whenever it is printed.
 */
export function papersOfFile(told: {
  readonly kept: readonly PaperKept[];
  readonly papers: Pick<PaperKnowledge, 'templates' | 'signings'>;
  readonly around: Around;
  readonly folder: string;
  readonly without: readonly string[];
}): readonly {
  readonly number: string;
  readonly title: string;
  readonly about: string;
  readonly version: number;
  readonly madeOn: PaperKept['made'];
  readonly hash: string;
  readonly state: string;
}[] {
  const originals = originalsIn(told.kept);
  const latest = latestIn(originals);
  return originals
    .filter((it) => it.key.startsWith(`${told.folder}/`) && !told.without.includes(it.kind))
    .map((it) => {
      const by = supersederOf(it, latest);
      return {
        number: numberInWords(it),
        title: templateOf(it.kind, told.papers)?.title ?? it.kind,
        about: it.about,
        version: it.version,
        madeOn: it.made,
        hash: it.sha256,
        state:
          by === undefined
            ? standingInWords[standingOf(it, latest, told)]
            : `sostituita dalla versione ${by.version}`,
      };
    });
}

/** Where a file lies, for people: a link as it is; of a path folder and file alone, since it is of one machine. */
export function placeInWords(where: string): string {
  return /^https?:/.test(where) ? where : where.split(/[\\/]/).slice(-2).join('/');
}

/** Several papers in a sentence, by kind, number and row. */
export function listPapers(some: readonly PaperKept[], last = 'e'): string {
  return list(
    some.map((it) => `${paperInWords(it)} (${it.about})`),
    last,
  );
}

/** Whether a party's day stands in a row. */
export function hasSigned(row: SigningRow, party: string, book: SigningBook): boolean {
  const column = book.parties[party]?.on;
  return column !== undefined && valueAt(row, column) !== undefined;
}

/** A paper as other programs are told of it; a draft has no number. */
export function keptTold(it: PaperKept) {
  return {
    ...(it.as === 'draft' ? {} : { number: numberInWords(it) }),
    version: it.version,
    made: it.made,
    sha256: it.sha256,
    where: placeInWords(it.where ?? ''),
  } as const;
}
