import { modelFilling } from '../core/fill.ts';
import type { Finding } from '../core/finding.ts';
import { type PaperKnowledge, restsOn } from '../core/paper.ts';
import { err, ok, type Result } from '../core/result.ts';
import { idIn } from '../core/tab.ts';
import { readModelTags, type Template } from '../core/template.ts';
import { list, nearest } from '../core/words.ts';
import type { Archive, Clock, Ledger, PaperKept } from '../ports.ts';
import {
  draftsIn,
  isSigned,
  keptTold,
  originalsIn,
  placeInWords,
  signingsOf,
  templateOf,
} from './papers.ts';
import { filed, hindering, isTyped, occasionOf, settleClaims } from './print.ts';
import type { World } from './world.ts';

/** A paper in a body's own layout, read: `integrations/docx` makes one of a .docx. */
export interface Model {
  /** Its placeholders, as written and once each. */
  readonly tags: readonly string[];
  /** The file with every placeholder answered; the same answers give the same bytes. */
  fill(answer: (tag: string) => string | boolean): Uint8Array;
}

/** What a draft on a body's own model is made from. */
export interface Drafting {
  /** What follows `alice print`: kind and ID, as typed. */
  readonly words: readonly string[];
  readonly model: Model;
  readonly world: World;
  readonly papers: PaperKnowledge;
  /** What the check found: a row with something that stops printing gets no draft either. */
  readonly findings: readonly Finding[];
  readonly ledger: Ledger;
  readonly archive: Archive;
  readonly clock: Clock;
  readonly by: string;
  /** SHA-256 of a file, in hexadecimal. */
  readonly sha256: (bytes: Uint8Array) => string;
  /** Only tells what it would make. */
  readonly dryRun: boolean;
}

/** What became of a draft. */
export interface Drafted {
  /** `nothing`: the same draft is there already · `would`: a dry run. */
  readonly outcome: 'done' | 'nothing' | 'would';
  readonly kind: string;
  readonly about: string;
  /** None of a dry run that would make one. */
  readonly draft: PaperKept | undefined;
  readonly run: string | undefined;
}

/** Why there is no draft. */
export interface NotDrafted {
  /** `asked`: something is wrong with what was typed or with the model · `row`: with the row · `outside`: the file could not be written. */
  readonly because: 'asked' | 'row' | 'outside';
  readonly says: readonly string[];
}

/**
 * Makes a draft of one paper of one row on a body's own model, with the refusals of `alice print`, and keeps it in the
 * ledger and the archive: claimed, written, confirmed, as papers are. It has no number, since a person finishes it, or
 * throws it away: `alice sign` gives it one when it comes back. The same data on the same model give the same draft;
 * other data make the next. It rests on what ALICE's own template of that kind rests on: that is what is watched for
 * changes once it is signed.
 */
export async function draftOnModel(drafting: Drafting): Promise<Result<Drafted, NotDrafted>> {
  const { world, papers, model, ledger, archive, clock, sha256, dryRun } = drafting;
  const asked = readDraftAsked(drafting);
  if (!asked.ok) return err({ because: 'asked', says: asked.error });
  const { template, row } = asked.value;
  const { kind } = template;
  const { vocabulary } = papers;
  const { around, today } = world;
  const filling = modelFilling(template, { row, around, vocabulary });
  const bytes = model.fill((tag) => filling.answer(tag));
  const wrong = [
    ...hindering(template, { ...drafting, row }),
    ...filling
      .missing()
      .map((it) => (isTyped(it, world) ? `${it.what} non si legge.` : `Manca ${it.what}.`)),
    ...filling
      .delicate()
      .map((it) => `${it.what} contiene parole delicate, che in una carta non possono stare.`),
  ];
  if (wrong.length > 0) return err({ because: 'row', says: wrong });

  const occasion = occasionOf(template, today);
  const { digests } = restsOn(template, { row, around, vocabulary });
  const digest = sha256(bytes);
  const made = async (): Promise<Result<Drafted, NotDrafted>> => {
    const kept = await ledger.papers();
    const signed = originalsIn(kept).find(
      (it) =>
        it.kind === kind &&
        it.about === row.id &&
        it.occasion === occasion &&
        signingsOf(it, { papers, around }).some((one) => isSigned(one, papers.signings)),
    );
    if (signed !== undefined)
      return err({
        because: 'row',
        says: [`${kind} di ${row.id} è già firmata: per cambiarla serve un addendum.`],
      });
    const told = { kind, about: row.id };
    const drafts = draftsIn(kept).filter((it) => it.kind === kind && it.about === row.id);
    const last = drafts.at(-1);
    if (last !== undefined && last.sha256 === digest && (await isThere(last, archive)))
      return ok({ ...told, outcome: 'nothing', draft: last, run: undefined });
    if (dryRun) return ok({ ...told, outcome: 'would', draft: undefined, run: undefined });

    const folder = papers.folderOf(row);
    const version = (last?.version ?? 0) + 1;
    const run = await ledger.begin({
      verb: 'print',
      at: clock.now(),
      by: drafting.by,
      register: world.volumes[0]?.workbook.where ?? '',
    });
    const stored = await filed(
      {
        key: `${folder}/${kind}/bozza-${row.id}/${version}`,
        as: 'draft',
        kind,
        year: Number(today.slice(0, 4)),
        number: 0,
        version,
        about: row.id,
        occasion,
        made: today,
        run,
        sha256: digest,
        rests: digests,
      },
      {
        ledger,
        archive,
        folder: [folder],
        file: `${kind}-bozza-${row.id}${version === 1 ? '' : `.v${version}`}.docx`,
        bytes,
        known: undefined,
      },
    );
    await ledger.end(run, {
      at: clock.now(),
      outcome: stored.ok ? 'done' : 'failed',
      told: `${stored.ok ? 'Bozza' : 'Bozza non scritta'} sul modello dell’ente: ${kind} ${row.id}.`,
    });
    return stored.ok
      ? ok({ ...told, outcome: 'done', draft: stored.value, run })
      : err({ because: 'outside', says: [stored.error.says] });
  };
  if (dryRun) return made();
  return ledger.alone(async () => {
    await settleClaims({ ledger, archive });
    return made();
  });
}

/** What was made, for people: IDs and the place, no names. */
export function draftedInWords(it: Drafted): readonly string[] {
  const what = `${it.kind} ${it.about}`;
  if (it.draft === undefined) return [`${what}: si farebbe la bozza sul modello dell’ente.`];
  const place = placeInWords(it.draft.where ?? '');
  return [
    it.outcome === 'done'
      ? `Bozza in ${place}: il numero lo prende quando torna firmata.`
      : `La bozza c’è già, uguale: ${place}.`,
    `Allora scrivi: alice sign ${what} --by <chi> --on <giorno> --file <scansione.pdf>.`,
  ];
}

/** The same for other programs. */
export function draftedAsJson({ outcome, kind, about, draft, run }: Drafted) {
  return {
    schemaVersion: 1,
    outcome,
    ...(run === undefined ? {} : { run }),
    kind,
    about,
    ...(draft === undefined ? {} : { draft: keptTold(draft) }),
  } as const;
}

/** Which paper of which row is wanted, and whether the model asks for nothing that paper may not show. */
function readDraftAsked({
  words,
  model,
  world,
  papers,
}: Drafting): Result<
  { readonly template: Template; readonly row: { readonly id: string } },
  readonly string[]
> {
  const [kind, typed, ...more] = words;
  if (kind === undefined || typed === undefined || more.length > 0)
    return err(['Dimmi quale carta e di chi, ad esempio: progetto-formativo T-0014.']);
  const kinds = papers.templates.map((it) => it.kind);
  const template = templateOf(kind, papers);
  if (template === undefined) {
    const near = nearest(kind, kinds);
    return err([
      `«${kind}» non è una carta: ${near === undefined ? `ci sono ${list(kinds)}` : `forse «${near}»`}.`,
    ]);
  }
  const id = idIn(typed);
  const found = id === undefined ? undefined : world.register.find(id);
  if (found === undefined || found.tab !== template.tab)
    return err([
      `«${typed}» non è una riga di «${template.tab.name}»: scrivi un suo ID, ad esempio ${template.tab.id}-0014.`,
    ]);
  const faults = readModelTags(model.tags, { template, vocabulary: papers.vocabulary });
  return faults.length > 0
    ? err(faults.map((it) => `Nel modello ${it.says}`))
    : ok({ template, row: found.row });
}

async function isThere(draft: PaperKept, archive: Archive): Promise<boolean> {
  return (await archive.find(draft.key))?.sha256 === draft.sha256;
}
