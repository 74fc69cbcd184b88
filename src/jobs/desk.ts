import { type Day, inDigits, monthOf } from '../core/day.ts';
import type { Finding } from '../core/finding.ts';
import type { Knowledge, Request } from '../core/knowledge.ts';
import { type PaperKnowledge, paperInWords } from '../core/paper.ts';
import type { PeriodChange } from '../core/period.ts';
import type { Policy } from '../core/release.ts';
import { err, ok, type Result } from '../core/result.ts';
import { type AnyTab, valueAt } from '../core/tab.ts';
import type { Template } from '../core/template.ts';
import { comparable, list, nearest, plural } from '../core/words.ts';
import type { Printer } from '../pdf/index.ts';
import { type Archive, type Clock, type Ledger, type PaperKept, Unreachable } from '../ports.ts';
import { placeInWords } from './papers.ts';
import { appliedInWords, applyPeriod, periodInWords, planPeriod } from './period.ts';
import { leftSays, type PlannedPaper, type Printed, paperOfRow, print } from './print.ts';
import {
  keptOutcome,
  nobodyAsks,
  outcomeOf,
  pendingIn,
  type RequestDone,
  type RequestOutcome,
  rowAsked,
} from './requests.ts';
import { readWorld, type Volume, type World } from './world.ts';

/** What carrying out requests needs beside the register and the ledger. */
export interface Desk {
  readonly archive: Archive;
  readonly printer: Printer;
  /** SHA-256 of a file, in hexadecimal. */
  readonly sha256: (bytes: Uint8Array) => string;
}

interface Carrying {
  readonly knowledge: Knowledge;
  readonly volumes: readonly Volume[];
  /** As the check saw it. */
  readonly world: World;
  /** What it found: it keeps papers from being printed. */
  readonly findings: readonly Finding[];
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly papers: (kept: readonly PaperKept[]) => Promise<PaperKnowledge>;
  readonly desk: () => Promise<Desk | undefined>;
  /** The check changed the files since, or may have: they are to be read again. */
  readonly stale: boolean;
  /** Only tells what it would do. */
  readonly dryRun: boolean;
}

/**
 * Carries out what people ask in «Richieste»: papers are printed by the same job as `alice print`, with its refusals,
 * numbers and claims; a change of period is proposed, and written once «Confermo» says so. A request is done once: the
 * ledger remembers its ID and a digest of what it asks, so that a cell changed by a person makes a new one, and nobody's
 * cells are written for it. Cut short after the deed and before that is remembered, the next run finds the deed done and
 * does nothing more. What waits for a blank cell is looked at again with every check, what was printed is not.
 *
 * A row that has no ID in its cell yet waits for the next check.
 */
export async function carryOutRequests(carrying: Carrying): Promise<{
  readonly requests: readonly RequestDone[];
  /** Whether an answer is another than it was: it is to be written. */
  readonly changed: boolean;
}> {
  const { knowledge, volumes, ledger, clock, dryRun } = carrying;
  const kept = await ledger.recall('requests');
  const readAgain = () => readWorld({ knowledge, volumes, ledger, today: clock.today() });
  // The check has just written IDs and pages: what is done next rests on the files as they are now.
  let world = dryRun || !carrying.stale ? carrying.world : await readAgain();
  const unwritten = new Set(dryRun ? [] : world.register.newIds.map((it) => it.id));
  const pending = pendingIn(world, kept).filter((it) => !unwritten.has(it.id));
  const desk = pending.length === 0 ? undefined : await carrying.desk();
  if (desk === undefined) return { requests: [], changed: false };
  const requests: RequestDone[] = [];
  let changed = false;
  for (const request of pending) {
    const before = outcomeOf(request, kept);
    const outcome =
      request.what === 'print'
        ? await printed(request, { ...carrying, world, desk, before })
        : await period(request, { ...carrying, world });
    requests.push({ id: request.id, says: outcome.says });
    if (dryRun) continue;
    const line = keptOutcome(request, outcome);
    if (line !== kept.get(request.id)) {
      await ledger.remember('requests', new Map([[request.id, line]]));
      changed = true;
    }
    if (request.what !== 'print' && request.confirmed) world = await readAgain();
  }
  return { requests, changed };
}

// ── Papers ────────────────────────────────────────────────────────────────────────────────────

interface Printing extends Omit<Carrying, 'desk'> {
  readonly desk: Desk;
  readonly before: RequestOutcome | undefined;
}

async function printed(request: Request, printing: Printing): Promise<RequestOutcome> {
  const { world, ledger, clock, desk, before, dryRun } = printing;
  const papers = await printing.papers(await ledger.papers());
  const wanted = papersAsked(request, { papers, world });
  if (!wanted.ok) return { ...before, ...waiting(wanted.error) };
  // What was printed for it is not printed anew, whatever changes: that is for the next request.
  const left = before?.left;
  const only = left === undefined ? wanted.value : wanted.value.filter((it) => left.includes(it));
  try {
    const done = await print({
      world,
      papers,
      findings: printing.findings,
      asked: {
        kinds: request.paper === undefined ? [] : [...new Set(only.map(kindOf))],
        ids: request.about === undefined ? [] : [request.about],
        copy: false,
        only: new Set(only),
      },
      ...desk,
      ledger,
      clock,
      by: request.by ?? '',
      dryRun,
    });
    return printOutcome(done, { request, before, today: world.today });
  } catch (failure) {
    if (!(failure instanceof Unreachable)) throw failure;
    // Why, and on which disk, is for whoever keeps the machine: this stands in a register many read.
    return {
      ...before,
      ...waiting('Adesso non si riesce a stampare: riprovo al prossimo controllo.'),
    };
  }
}

function waiting(says: string): RequestOutcome {
  return { open: true, says };
}

/** Which papers of which rows a request means, `kind/ID`; or why none, in words that tell nothing of what may not be seen. */
function papersAsked(
  request: Request,
  { papers, world }: { readonly papers: PaperKnowledge; readonly world: World },
): Result<readonly string[]> {
  const { around, knowledge } = world;
  const nobody = nobodyAsks(request);
  if (nobody !== undefined) return err(nobody);
  const { by = '', about, paper } = request;
  const asked = about === undefined ? undefined : rowAsked(request, world);
  if (asked?.says !== undefined) return err(asked.says);
  const called = paper === undefined ? ok(papers.templates) : papersCalled(paper, papers);
  if (!called.ok) return called;
  const theirs = called.value.filter((it) => mayHave(it, request.roles, knowledge.policy));
  if (theirs.length === 0)
    return err(
      'Questa carta non è tra quelle che si stampano per il tuo ruolo: chiedi al coordinatore.',
    );
  const months = monthsAsked(request);
  if (!months.ok) return months;
  const monthly = theirs.filter(
    ({ tab }) => months.value === undefined || monthColumn(tab) !== undefined,
  );
  if (monthly.length === 0)
    return err('Questa carta non è di un mese: svuota «Mese», «Dal» e «Al».');
  // «La convenzione di T-0014» is that of the row it refers to.
  const referred =
    asked === undefined || paper === undefined ? [] : Object.values<unknown>(asked.row);
  const wanted = monthly
    .filter(({ tab }) => around.has(tab))
    .flatMap(({ kind, tab }) =>
      around
        .rows(tab)
        .filter(
          (row) =>
            (asked === undefined ||
              row.id === asked.row.id ||
              papers.folderOf(row) === asked.row.id ||
              referred.includes(row)) &&
            isWithin(row, { tab, months: months.value }) &&
            knowledge.mayAskAbout({ operator: by, tab, row, around }),
        )
        .map((row) => paperOfRow(kind, row.id)),
    );
  if (wanted.length > 0) return ok(wanted);
  const tabs = [...new Set(monthly.map((it) => `«${it.tab.name}»`))];
  return err(
    paper === undefined || tabs.length > 1
      ? `Non c’è nessuna carta da stampare${about === undefined ? '' : ` per ${about}`}${months.value === undefined ? '' : ' in questi mesi'}.`
      : `Si stampa per una riga di ${list(tabs)}, e ${about === undefined ? 'qui non ce n’è' : `di ${about} non ce n’è`}${months.value === undefined ? '' : ' in questi mesi'}.`,
  );
}

/**
 * The papers a person calls so: by their title or kind; else those whose title or kind has all the words, where that is
 * one. «Registro presenze» is the attendance register, not the one to be filled in on a screen.
 */
function papersCalled(
  paper: string,
  { templates }: Pick<PaperKnowledge, 'templates'>,
): Result<readonly Template[]> {
  const said = comparable(paper);
  const same = templates.filter(
    (it) => comparable(it.title) === said || comparable(it.kind) === said,
  );
  if (same.length > 0) return ok(same);
  const words = wordsIn(said);
  const having = templates.filter((it) => {
    const all = wordsIn(`${it.title} ${it.kind}`);
    return words.length > 0 && words.every((one) => all.includes(one));
  });
  // Of two that have them all, the one that has no others.
  const just = having.filter((it) =>
    [it.title, it.kind].some((one) => wordsIn(one).every((word) => words.includes(word))),
  );
  const [only] = [just, having].filter((it) => it.length === 1);
  if (only !== undefined) return ok(only);
  const titles = templates.map((it) => it.title);
  const near = nearest(paper, titles);
  const which =
    having.length > 1
      ? `può essere ${list(
          having.map((it) => `«${it.title}»`),
          'o',
        )}: scrivi quale`
      : near === undefined
        ? `non è una carta: scegli dall’elenco, ad esempio «${titles[0] ?? 'Convenzione di tirocinio'}»`
        : `non è una carta: forse «${near}»`;
  return err(`«${paper}» ${which}.`);
}

/** The words that tell papers apart: articles and prepositions are too short, and months are said elsewhere. */
function wordsIn(text: string): readonly string[] {
  return comparable(text)
    .split(' ')
    .filter((it) => it.length > 3 && !['della', 'delle', 'degli', 'dell', 'mese'].includes(it));
}

/**
 * Whether a paper may be had by somebody of these roles: it is for them, or they may see every class that all it is for
 * may see, and so all a template for these could show (`core/template.ts` refuses any other).
 */
export function mayHave({ audience }: Template, roles: readonly string[], policy: Policy): boolean {
  const shown = [...policy.surfaces.pdf].filter((it) =>
    audience.every((role) => policy.roles[role]?.has(it) === true),
  );
  return roles.some(
    (role) => audience.includes(role) || shown.every((it) => policy.roles[role]?.has(it) === true),
  );
}

type Months = { readonly from: string | undefined; readonly to: string | undefined };

/** The months asked for, both included; nothing where none are. */
function monthsAsked({ month, from, to }: Request): Result<Months | undefined> {
  if (from !== undefined && to !== undefined && from > to)
    return err('«Al» viene prima di «Dal»: correggi le due date.');
  if (month !== undefined) return ok({ from: month, to: month });
  return ok(
    from === undefined && to === undefined
      ? undefined
      : { from: from && monthOf(from), to: to && monthOf(to) },
  );
}

function isWithin(
  row: object,
  { tab, months }: { readonly tab: AnyTab; readonly months: Months | undefined },
): boolean {
  if (months === undefined) return true;
  const key = monthColumn(tab);
  const of = key === undefined ? undefined : valueAt(row, key);
  return (
    typeof of === 'string' &&
    (months.from === undefined || of >= months.from) &&
    (months.to === undefined || of <= months.to)
  );
}

function monthColumn(tab: AnyTab): string | undefined {
  return Object.entries(tab.columns).find(([, it]) => it.kind === 'mese')?.[0];
}

function kindOf(pair: string): string {
  return pair.slice(0, pair.indexOf('/'));
}

/** More than so many papers are only counted: an answer stands in a cell. */
const tellable = 12;

function printOutcome(
  { plan, done, failed, dryRun }: Printed,
  told: {
    readonly request: Request;
    readonly before: RequestOutcome | undefined;
    readonly today: Day;
  },
): RequestOutcome {
  const { request, before, today } = told;
  const named = request.paper !== undefined;
  const now = done.map(
    (it) => `${paperInWords(it)} (${it.about}): ${placeInWords(it.where ?? '')}`,
  );
  const printed = [
    ...(before?.printed ?? []),
    ...(now.length === 0 ? [] : [`Stampato il ${inDigits(today)}: ${few(now)}.`]),
  ];
  const ready = plan.papers.flatMap((it) =>
    dryRun && isReady(it) ? [`${paperInWords(it.number)} (${it.about})`] : [],
  );
  const others = plan.papers.flatMap((it) => otherSays(it, named));
  const awaited = plan.papers.filter((it) => isAwaited(it, named));
  // Of all rows together only so much can be told: each is to be asked for by its ID.
  const open = request.about !== undefined && awaited.length + failed.length > 0;
  const says = [
    ...printed,
    ...(ready.length === 0 ? [] : [`Si stamperebbe: ${few(ready)}.`]),
    ...(others.length <= tellable
      ? others
      : [
          ...others.slice(0, tellable),
          `E ${plural(others.length - tellable, 'altra', 'altre')}: chiedi con l’ID di una riga.`,
        ]),
    ...(failed.length === 0
      ? []
      : [
          `${plural(failed.length, 'carta non si è potuta', 'carte non si sono potute')} scrivere${open ? ': riprovo al prossimo controllo' : ''}.`,
        ]),
  ];
  return {
    open,
    says: says.length === 0 ? 'Per ora non c’è niente da stampare.' : says.join(' '),
    printed,
    ...(open ? { left: [...awaited, ...failed].map((it) => paperOfRow(it.kind, it.about)) } : {}),
  };
}

function few(lines: readonly string[]): string {
  const more = lines.length - tellable;
  return more <= 0
    ? lines.join('; ')
    : `${lines.slice(0, tellable).join('; ')}; e ${plural(more, 'altra', 'altre')} in «Documenti»`;
}

function isReady(it: PlannedPaper): it is PlannedPaper & { readonly state: 'new' | 'version' } {
  return it.state === 'new' || it.state === 'version';
}

/** What may yet come to be printed: blank cells are filled in, wrong ones mended; a day comes, of a paper named by its name. */
function isAwaited(it: PlannedPaper, named: boolean): boolean {
  return it.state === 'lacks' || it.state === 'wrong' || (named && it.state === 'notYet');
}

/** What is said of a paper that is not printed now. Of those whose moment has not come only if it was named. */
function otherSays(it: PlannedPaper, named: boolean): readonly string[] {
  if (it.state === 'printed')
    return [
      `${paperInWords(it.of)} (${it.about}) è già stampata: ${placeInWords(it.of.where ?? '')}.`,
    ];
  return leftSays(it, named || it.state !== 'notYet');
}

// ── Changes of period ─────────────────────────────────────────────────────────────────────────

/** Proposed until «Confermo» says yes, then written by the same job as `alice period`. */
async function period(
  request: Request,
  { world, ledger, clock, dryRun }: Pick<Carrying, 'world' | 'ledger' | 'clock' | 'dryRun'>,
): Promise<RequestOutcome> {
  const asked = periodAsked(request, world);
  if (!asked.ok) return waiting(asked.error);
  const looked = planPeriod(asked.value, world);
  if (!looked.ok) return waiting(looked.error.join(' '));
  if (!request.confirmed || dryRun)
    return waiting(
      `${flat(periodInWords(looked.value))} ${request.confirmed ? 'È confermata: si scriverebbe.' : 'Se va bene, scrivi sì in «Confermo».'}`,
    );
  const applied = await applyPeriod({
    asked: asked.value,
    world,
    ledger,
    clock,
    by: request.by ?? '',
  });
  if (!applied.ok) return waiting(applied.error.join(' '));
  return applied.value.outcome === 'changed'
    ? waiting('Qualcuno ha salvato intanto: riprovo al prossimo controllo.')
    : { open: false, says: appliedInWords(applied.value).join(' ') };
}

function periodAsked(request: Request, world: World) {
  const nobody = nobodyAsks(request);
  if (nobody !== undefined) return err(nobody);
  const asked = rowAsked(request, world);
  if (asked.says !== undefined) return err(asked.says);
  const change = changeAsked(request);
  return change.ok ? ok({ internship: asked.row.id, change: change.value }) : change;
}

function changeAsked({ what, from, to }: Request): Result<PeriodChange> {
  if (to === undefined) return err('Scrivi in «Al» l’ultimo giorno, ad esempio 31/08/2026.');
  if (what === 'extension') return ok({ kind: 'extension', to });
  if (what === 'earlyEnd') return ok({ kind: 'earlyEnd', on: to });
  return from === undefined
    ? err('Scrivi in «Dal» il primo giorno della sospensione, ad esempio 01/03/2026.')
    : ok({ kind: 'suspension', from, to });
}

/** Lines for a terminal in one line for a cell: what is under a heading follows it. */
function flat(lines: readonly string[]): string {
  return lines
    .reduce((text, it) => {
      const line = it.trim();
      if (!it.startsWith('  '))
        return `${text}${text === '' || /[.;:]$/.test(text) ? '' : '.'} ${line}`.trim();
      return /[.;:]$/.test(text) ? `${text} ${line};` : `${text}: ${line};`;
    }, '')
    .replace(/;(?= \p{Lu}|$)/gu, '.');
}
