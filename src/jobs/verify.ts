import { inDigits } from '../core/day.ts';
import { numberInWords, paperInWords } from '../core/paper.ts';
import type { PaperKept } from '../ports.ts';
import { afterDraft, keptTold, latestIn, originalsIn, supersederOf } from './papers.ts';

/**
 * What a file is. `original`: as ALICE printed it · `copy`: a reprint of it · `scan`: as it came back signed · `draft`: on
 * a body's own model, not numbered yet · `changed`: it bears a number of ours and is not the file that has it · `unknown`: it looks like a paper of an ALICE, and its
 * number is none of this ledger's · `stranger`: nothing of ours.
 */
export type Verdict =
  | {
      readonly outcome: PaperKept['as'];
      readonly paper: PaperKept;
      /** The version that took its place, if one did. */
      readonly supersededBy: PaperKept | undefined;
    }
  /** `papers` are those whose number it bears: several where only its title could be read. */
  | { readonly outcome: 'changed'; readonly papers: readonly PaperKept[] }
  | { readonly outcome: 'unknown'; readonly number: string }
  | { readonly outcome: 'stranger' };

/**
 * Tells what a PDF is by its SHA-256 and the ledger alone: no network, no register. One changed byte makes it another
 * file; then what it says of itself tells whose it was.
 */
export function verifyPaper(told: {
  readonly bytes: Uint8Array;
  /** Of the bytes, in hexadecimal. */
  readonly sha256: string;
  readonly kept: readonly PaperKept[];
}): Verdict {
  const { bytes, sha256, kept } = told;
  const originals = originalsIn(kept);
  // A draft that came back signed is the same file as the paper it became.
  const same = kept.filter((it) => it.sha256 === sha256);
  const paper = same.find((it) => it.as !== 'draft') ?? same[0];
  if (paper !== undefined)
    return {
      outcome: paper.as,
      paper,
      supersededBy:
        paper.as === 'draft' ? afterDraft(paper, kept) : supersederOf(paper, latestIn(originals)),
    };
  const said = saidIn(bytes);
  if (said === undefined) return { outcome: 'stranger' };
  const papers = originals.filter(
    (it) =>
      it.number === said.number &&
      it.year === said.year &&
      (said.kind === undefined || (it.kind === said.kind && it.version === said.version)),
  );
  return papers.length > 0
    ? { outcome: 'changed', papers }
    : { outcome: 'unknown', number: numberInWords(said) };
}

/** Whether a file may be relied on: ours, whole, current, and no draft. */
export function isValid(it: Verdict): boolean {
  return 'paper' in it && it.outcome !== 'draft' && it.supersededBy === undefined;
}

/** What a file is, for people: numbers, IDs and days. */
export function verdictInWords(it: Verdict): string {
  switch (it.outcome) {
    case 'original':
    case 'copy':
    case 'scan':
      return `${whatSays(it.outcome, it.paper)} ${
        it.supersededBy === undefined
          ? 'È la versione che vale.'
          : `Non vale più: la sostituisce la versione ${it.supersededBy.version} del ${inDigits(it.supersededBy.made)}.`
      }`;
    case 'draft':
      return `È una bozza di ALICE sul modello dell’ente, intatta: ${it.paper.kind} (${it.paper.about}), del ${inDigits(it.paper.made)}; non ha numero. ${
        it.supersededBy === undefined
          ? `Quando torna firmata: alice sign ${it.paper.kind} ${it.paper.about}.`
          : `Non vale più: dopo c’è ${it.supersededBy.as === 'draft' ? `la bozza ${it.supersededBy.version}` : paperInWords(it.supersededBy)} del ${inDigits(it.supersededBy.made)}.`
      }`;
    case 'changed': {
      const [one] = it.papers;
      const which =
        one !== undefined && it.papers.length === 1
          ? `di ${paperInWords(one)} (${one.about})`
          : `${one === undefined ? '' : numberInWords(one)} di una nostra carta`;
      return `Porta il numero ${which}, ma il file è stato cambiato dopo la stampa: non è quello che ALICE conserva. Se è una carta tornata firmata, registrala con «alice sign».`;
    }
    case 'unknown':
      return `Somiglia a una carta di ALICE con il numero ${it.number}, che però qui non c’è: forse è di un altro programma, oppure è stata cambiata.`;
    case 'stranger':
      return 'Non è una carta di ALICE.';
  }
}

/** The same for other programs. */
export function verdictAsJson(it: Verdict) {
  const of = (paper: PaperKept) => ({ kind: paper.kind, about: paper.about, ...keptTold(paper) });
  return {
    schemaVersion: 1,
    outcome: it.outcome,
    valid: isValid(it),
    ...('paper' in it ? { paper: of(it.paper) } : {}),
    ...('paper' in it && it.supersededBy !== undefined
      ? { supersededBy: of(it.supersededBy) }
      : {}),
    ...('papers' in it ? { papers: it.papers.map(of) } : {}),
    ...('number' in it ? { number: it.number } : {}),
  } as const;
}

function whatSays(outcome: Exclude<PaperKept['as'], 'draft'>, it: PaperKept): string {
  const which = `${paperInWords(it)} (${it.about}), del ${inDigits(it.made)}`;
  if (outcome === 'original') return `È una carta di ALICE, intatta: ${which}.`;
  return outcome === 'copy'
    ? `È una copia stampata da ALICE, intatta: ${which}.`
    : `È la carta firmata che ALICE conserva, intatta: ${which}.`;
}

interface Said {
  readonly number: number;
  readonly year: number;
  readonly kind?: string;
  readonly version?: number;
}

/**
 * What a PDF says of itself in plain bytes: its subject names kind, number, version and row; its title the number, and
 * counts only beside the name of who made the file. One changed byte spoils one of the three at most.
 */
function saidIn(bytes: Uint8Array): Said | undefined {
  // Byte for byte: what is looked for is plain. Other programs write it with a zero before each letter.
  const text = new TextDecoder('latin1').decode(bytes).replaceAll('\0', '');
  const [, kind, number, year, version] =
    /([a-z0-9]+(?:-[a-z0-9]+)*) (\d{1,6})\/((?:19|20)\d\d) v(\d{1,4}) [A-Z]{1,4}-\d{3,6}/.exec(
      text,
    ) ?? [];
  if (kind !== undefined)
    return { kind, number: Number(number), year: Number(year), version: Number(version) };
  const [, titled, ofYear] = / n\. (\d{1,6})\/((?:19|20)\d\d)\b/.exec(text) ?? [];
  return titled !== undefined && /Producer\W{0,3}ALICE|>ALICE</.test(text)
    ? { number: Number(titled), year: Number(ofYear) }
    : undefined;
}
