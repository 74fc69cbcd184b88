import { inDigits, monthInWords } from '../core/day.ts';
import { type Finding, isRestricted } from '../core/finding.ts';
import { digest } from '../core/fingerprint.ts';
import type { ProgrammeMonths } from '../core/internship-month.ts';
import type { Request } from '../core/knowledge.ts';
import { cents, inEuro, sum } from '../core/money.ts';
import { release } from '../core/release.ts';
import { stateOf } from '../core/state.ts';
import type { AnyTab } from '../core/tab.ts';
import { list, plural } from '../core/words.ts';
import type { Past } from './past.ts';
import type { World } from './world.ts';

/** What answers are made from. */
export interface Answering {
  readonly world: World;
  /** All findings that are listed. */
  readonly findings: readonly Finding[];
  readonly months: ProgrammeMonths;
  readonly past: Pick<Past, 'requests'>;
  /** Whether the file the answers stand in holds money, too: all who open it read them. */
  readonly money: boolean;
}

/**
 * What ALICE answers to each line of «Richieste», by its ID: IDs, counts and, where they may stand, amounts; never
 * names. What is carried out (`jobs/desk.ts`) is answered with what became of it.
 */
export function answersTo(answering: Answering): (readonly [id: string, says: string])[] {
  const { world, past } = answering;
  const open = answering.findings.filter((it) => it.waived === undefined && !isRestricted(it));
  const requests = world.knowledge.requestsOf(world.around);
  const doubled = doubledIn(requests);
  return requests.map((it) => [
    it.id,
    doubled.has(it.id) ? twice(it.id) : answerTo(it, { ...answering, open, past }),
  ]);
}

function answerTo(
  request: Request,
  answering: Answering & { readonly open: readonly Finding[] },
): string {
  switch (request.what) {
    case 'check':
      return checked(answering);
    case 'why':
      return why(request, answering);
    case 'month':
      return month(request, answering);
    case 'undo':
      return 'Per tornare indietro il tecnico scrive «npx alice undo» con il numero che sta in «Registro modifiche».';
    case 'print':
    case 'extension':
    case 'suspension':
    case 'earlyEnd':
      return (
        outcomeOf(request, answering.past.requests)?.says ??
        'In attesa: ALICE la esegue al prossimo controllo.'
      );
  }
}

/** Somebody must answer for what is asked: nothing where somebody does. */
export function nobodyAsks({ by, roles }: Request): string | undefined {
  return by === undefined || roles.length === 0
    ? 'Scrivi in «Chiesta da» chi chiede, ad esempio O-0001: ALICE risponde a chi è in servizio.'
    : undefined;
}

/**
 * The row a request is about, or why it is none: not there, or out of the reach of whoever asks, which is told alike.
 * `about` must be said.
 */
export function rowAsked(
  { about, by }: Request,
  { register, knowledge, around }: World,
):
  | { readonly tab: AnyTab; readonly row: { readonly id: string }; readonly says?: undefined }
  | { readonly says: string } {
  if (about === undefined)
    return { says: 'Scrivi l’ID in «Di chi o di che cosa», ad esempio T-0014.' };
  const found = register.find(about);
  const may =
    found !== undefined &&
    by !== undefined &&
    knowledge.mayAskAbout({ ...found, operator: by, around });
  return may ? found : { says: `${about} non c’è nel registro: controlla l’ID.` };
}

function checked({
  world,
  open,
}: Pick<Answering, 'world'> & { readonly open: readonly Finding[] }) {
  const blocking = open.filter((it) => it.level === 'blocca').length;
  return `Fatto il ${inDigits(world.today)}: ${plural(open.length, 'segnalazione', 'segnalazioni')}, di cui ${blocking} ${blocking === 1 ? 'blocca' : 'bloccano'}.`;
}

function why(
  request: Request,
  { world, open }: Pick<Answering, 'world'> & { readonly open: readonly Finding[] },
): string {
  const nobody = nobodyAsks(request);
  if (nobody !== undefined) return nobody;
  const asked = rowAsked(request, world);
  if (asked.says !== undefined) return asked.says;
  const table = world.knowledge.states.find((it) => it.tab === asked.tab);
  const state = table === undefined ? undefined : stateOf(table, asked.row, world.around);
  const wrong = open.filter((it) => it.id === asked.row.id);
  return [
    state === undefined ? '' : `Stato: ${state.label}. `,
    wrong.length === 0 ? 'A posto.' : `Da guardare: ${wrong.map((it) => it.name).join('; ')}.`,
    state?.next === undefined ? '' : ` Prossimo passo: ${state.next}`,
  ].join('');
}

/** A month in a line: how many internships stand where, and what is due in all, to whom that may be told. */
function month(request: Request, { world, months, money }: Answering): string {
  const nobody = nobodyAsks(request);
  if (nobody !== undefined) return nobody;
  if (request.month === undefined) return 'Scrivi in «Mese» quale, ad esempio marzo 2026.';
  const about = request.about === undefined ? undefined : rowAsked(request, world);
  if (about?.says !== undefined) return about.says;
  const { knowledge, around, register } = world;
  const told = months.months.filter((it) => {
    const found = register.find(it.internship);
    return (
      it.month === request.month &&
      (about === undefined || it.internship === about.row.id) &&
      found !== undefined &&
      request.by !== undefined &&
      knowledge.mayAskAbout({ ...found, operator: request.by, around })
    );
  });
  const name = monthInWords(request.month);
  if (told.length === 0) return `Di ${name} non c’è nessun tirocinio da contare.`;
  const states = [...Map.groupBy(told, (it) => it.state.label)].map(
    ([label, some]) => `${some.length} «${label}»`,
  );
  const due = sum(told.map((it) => (it.due.kind === 'due' ? it.due.amount : cents(0))));
  const amount = request.roles
    .map((role) =>
      release(
        { value: ` Spetta in tutto ${inEuro(due)}.`, classes: ['internal', 'amount'] },
        { role, surface: 'register' },
        knowledge.policy,
      ),
    )
    .find((it) => it !== undefined);
  return `${name}: ${plural(told.length, 'tirocinio', 'tirocini')}, ${list(states)}.${money ? (amount ?? '') : ' Gli importi sono in «Mensilità».'}`;
}

function twice(id: string): string {
  return `L’ID ${id} sta in due righe di «Richieste»: svuota la cella ID di quella copiata.`;
}

function doubledIn(requests: readonly Request[]): ReadonlySet<string> {
  return new Set(requests.map((it) => it.id).filter((id, at, all) => all.indexOf(id) !== at));
}

// ── What was carried out ──────────────────────────────────────────────────────────────────────

/** What became of a request that is carried out: kept in the ledger, since people's cells are theirs. */
export interface RequestOutcome {
  /** Still to be looked at with every check: something is missing, or a proposal waits to be confirmed. */
  readonly open: boolean;
  /** The answer: numbers, IDs and labels. */
  readonly says: string;
  /** Of a request to print: what was printed for it, and the papers it still waits for, as `kind/ID`. */
  readonly printed?: readonly string[];
  readonly left?: readonly string[];
}

/** What became of a request as it stands now; nothing of one that nobody looked at yet, or that a person changed since. */
export function outcomeOf(
  request: Request,
  kept: ReadonlyMap<string, string>,
): RequestOutcome | undefined {
  const line = kept.get(request.id);
  if (line === undefined) return undefined;
  // Written by `keptOutcome`, below.
  const { of, ...outcome } = JSON.parse(line) as RequestOutcome & { readonly of: string };
  return of === contentOf(request) ? outcome : undefined;
}

/** An outcome as the ledger keeps it: with a digest of what was asked, so that other words are another request. */
export function keptOutcome(request: Request, outcome: RequestOutcome): string {
  return JSON.stringify({ of: contentOf(request), ...outcome });
}

function contentOf({ what, about, from, to, month: of, paper, by, askedOn, confirmed }: Request) {
  const said = [what, about, from, to, of, paper, by, askedOn, confirmed];
  return digest(JSON.stringify(said.map((it) => it ?? null)));
}

/**
 * The requests that are to be carried out: not done yet, or still waiting for something. One whose ID stands in two rows
 * is none: what was done for which of them nobody could tell.
 */
export function pendingIn(
  { knowledge, around }: Pick<World, 'knowledge' | 'around'>,
  kept: ReadonlyMap<string, string>,
): readonly Request[] {
  const requests = knowledge.requestsOf(around);
  const doubled = doubledIn(requests);
  return requests.filter(
    (it) => carriedOut.has(it.what) && !doubled.has(it.id) && (outcomeOf(it, kept)?.open ?? true),
  );
}

const carriedOut: ReadonlySet<Request['what']> = new Set([
  'print',
  'extension',
  'suspension',
  'earlyEnd',
]);

/** A line of «Richieste» that was looked at, and its answer. */
export interface RequestDone {
  readonly id: string;
  readonly says: string;
}

/** What was carried out of «Richieste», for people: IDs and numbers. */
export function requestsInWords(requests: readonly RequestDone[]): readonly string[] {
  return requests.map(({ id, says }) => `Richiesta ${id}: ${says}`);
}
