import { numbersOf } from '../core/attendance.ts';
import { type Month, monthInWords, readMonth } from '../core/day.ts';
import type { Evidence, InternshipMonth } from '../core/internship-month.ts';
import { inEuro } from '../core/money.ts';
import { paperInWords } from '../core/paper.ts';
import { err, ok, type Result } from '../core/result.ts';
import { list, plural } from '../core/words.ts';
import type { PaperKept } from '../ports.ts';
import type { CheckPlan } from './check.ts';
import { latestIn, originalsIn } from './papers.ts';
import { chainOf, verified } from './proofs.ts';
import type { Because, Explanation } from './why.ts';

/** The month people ask about, as they may write it: 2026-03, 03/2026, marzo 2026. */
export function monthAsked(typed: string): Result<Month> {
  const read = readMonth(typed);
  return read.ok ? read : err(`«${typed}» non è un mese: scrivi ad esempio 2026-03.`);
}

/** What the ledger keeps of months: their proofs, and the papers that were printed. */
export interface KeptOfMonths {
  readonly kept: ReadonlyMap<string, string>;
  readonly papers: readonly PaperKept[];
}

/**
 * Why a month of an internship is worth what it is: the count, the rule and who says it, the cells it rests on, what
 * stands in the way, what was paid, and whether the cells are still those of the check. An Italian sentence where the
 * internship or the month is not known.
 */
export function whyMonth(
  internship: string,
  month: Month,
  plan: CheckPlan,
  { kept, papers }: KeptOfMonths,
): Result<Explanation> {
  const id = internship.trim().toUpperCase();
  const { world } = plan;
  const mine = plan.months.months.filter((it) => it.internship === id);
  const it = mine.find((one) => one.month === month);
  if (it === undefined) {
    const known = list(mine.slice(-3).map((one) => one.month));
    const found =
      mine.length === 0
        ? `Di ${id} non ho mesi: scrivi l’ID di un tirocinio cominciato, ad esempio T-0014.`
        : `${id} non ha ${monthInWords(month)}: i suoi mesi arrivano fino a ${known}.`;
    return err(found);
  }
  const evidence = world.knowledge.evidenceOf(world.around, id, month);
  const title = `${id}, ${monthInWords(month)}: ${it.state.label}`;
  return ok({
    about: `${id} ${month}`,
    chains: [
      {
        title,
        steps: [
          ...reckoning(it),
          ...outlookOf(it),
          ...it.obstacles.map((one) => said('Da chiarire', one)),
          ...restingOn(it, evidence),
          ...paidWith(it, plan),
          ...papersOf(it, papers),
          ...provenBy(it, plan, kept, evidence),
          ...(it.state.next === undefined ? [] : [said('Prossimo passo', it.state.next)]),
        ],
      },
    ],
  });
}

function reckoning({ due }: InternshipMonth): Because[] {
  if (due.kind === 'open')
    return [
      {
        heading: 'Spetta',
        text: `il foglio non è ancora arrivato: al massimo ${inEuro(due.full)}`,
        classes: ['amount'],
      },
    ];
  if (due.kind === 'unknown') return due.missing.map((it) => said('Spetta', it));
  const steps = due.steps.map(
    ({ says, said: by }): Because => ({
      heading: 'Perché',
      text: by === undefined ? says : `${says} (${by})`,
      classes: ['amount'],
    }),
  );
  if (due.kind === 'merged') return steps;
  return [
    ...steps,
    { heading: 'Spetta', text: inEuro(due.amount), classes: ['amount'] },
    ...due.doubts.map((it) => said('Attenzione', it)),
  ];
}

function outlookOf({ outlook, attendance, due }: InternshipMonth): Because[] {
  if (outlook === undefined || due.kind !== 'open') return [];
  return [said('Si può ancora', outlookInWords(outlook, attendance.base))];
}

/** What a month under way can still come to, in a sentence that tells what is to be done. */
export function outlookInWords(
  it: NonNullable<InternshipMonth['outlook']>,
  base: InternshipMonth['attendance']['base'],
): string {
  const inUnits = (amount: number) =>
    base === 'days'
      ? plural(amount, 'giorno', 'giorni')
      : `${Math.floor(amount / 60)}:${String(amount % 60).padStart(2, '0')} ore`;
  if (it.verdict === 'reached') return 'la soglia è raggiunta';
  if (it.verdict === 'lost')
    return `la soglia non si raggiunge più: al massimo ${inUnits(it.reachable)}, ne servono ${inUnits(it.needed)}`;
  const spare =
    it.daysToSpare === 0
      ? 'non se ne può più saltare nessuno'
      : `se ne ${it.daysToSpare === 1 ? 'può saltare 1' : `possono saltare ${it.daysToSpare}`}`;
  const by = it.saveBy === undefined ? '' : `; dal ${it.saveBy} ogni giorno serve`;
  return `${it.daysNeeded === 1 ? 'serve ancora 1 giorno' : `servono ancora ${it.daysNeeded} giorni`} di presenza e ${spare}${by}`;
}

/** The cells of the sheet, day by day, and the other cells the amount rests on. */
function restingOn(it: InternshipMonth, evidence: readonly Evidence[]): Because[] {
  const { attendance } = it;
  const ofSheet = evidence.filter((one) => one.id === it.sheet);
  const days = ofSheet.filter((one) => /^d\d+$/.test(one.key));
  const rest = ofSheet.filter((one) => !/^d\d+$/.test(one.key) && !pointing.has(one.key));
  const others = Map.groupBy(
    evidence.filter((one) => one.id !== it.sheet),
    (one) => one.id,
  );
  return [
    ...(it.sheet === undefined
      ? [said('Foglio', 'non c’è ancora')]
      : [
          cells(`${it.sheet}, giorni`, days, (one) => `${one.label} ${one.text}`),
          cells(it.sheet, rest, (one) => `${one.label}: ${one.text}`),
        ]),
    ...(attendance.counted === 0
      ? []
      : [said('Contano i giorni', numbersOf(attendance.counted).join(', '))]),
    ...[...others].map(([id, all]) => cells(id, all, (one) => `${one.label}: ${one.text}`)),
  ].filter((one) => one.text !== '');
}

/** References to the row itself: who asks knows them. */
const pointing: ReadonlySet<string> = new Set(['internship', 'month']);

function cells(heading: string, all: readonly Evidence[], tell: (it: Evidence) => string): Because {
  return {
    heading,
    text: all.map(tell).join(' · '),
    classes: [...new Set(all.flatMap((it) => it.classes))],
  };
}

function paidWith(it: InternshipMonth, { world }: CheckPlan): Because[] {
  if (it.payments.length === 0) return [];
  const rows = it.payments.flatMap((id) => {
    const found = world.register.find(id);
    if (found === undefined) return [];
    // Rows are plain objects by column name.
    const row = found.row as Readonly<Record<string, unknown>>;
    const shown = ['list', 'kind', 'direction', 'amount', 'paidOn', 'outcome'].flatMap((key) => {
      const column = found.tab.columns[key];
      return column === undefined || row[key] === undefined ? [] : [column.show(row[key])];
    });
    return [`${id}: ${shown.join(', ')}`];
  });
  return [
    { heading: 'Liquidazioni', text: rows.join(' · '), classes: ['amount'] },
    ...(it.adjustment === undefined
      ? []
      : [
          {
            heading: 'Rettifica',
            text: `${Number(it.adjustment) > 0 ? 'in più' : 'in meno'} ${inEuro(it.adjustment).replace('-', '')}: il mese pagato non si tocca`,
            classes: ['amount' as const],
          },
        ]),
  ];
}

/** The papers printed of the month's sheet, its register among them, each with its number and the hash of its file. */
function papersOf({ sheet }: InternshipMonth, papers: readonly PaperKept[]): Because[] {
  return latestPapers(papers)
    .filter((it) => it.about === sheet)
    .map((it) => said('Carta', `${paperInWords(it)}, SHA-256 ${it.sha256}`));
}

function latestPapers(papers: readonly PaperKept[]): readonly PaperKept[] {
  return [...latestIn(originalsIn(papers)).values()];
}

function provenBy(
  it: InternshipMonth,
  { world }: CheckPlan,
  kept: ReadonlyMap<string, string>,
  evidence: readonly Evidence[],
): Because[] {
  const told = verified(it, world, kept);
  if (told === undefined)
    return [
      said(
        'Prova',
        `impronta delle celle ${chainOf(evidence)}; si fissa quando il foglio è controllato`,
      ),
    ];
  const { proof, changed } = told;
  const since = `fissata il ${proof.on.split('-').toReversed().join('/')} sul controllo del ${proof.checkedOn}`;
  if (changed.length === 0)
    return [said('Prova', `impronta ${proof.chain}, ${since}: nulla è cambiato`)];
  return [
    said('Prova', `impronta ${proof.chain}, ${since}: la catena è rotta`),
    said('Celle cambiate', changed.map(({ id, label }) => `${id} «${label}»`).join(', ')),
  ];
}

function said(heading: string, text: string): Because {
  return { heading, text, classes: ['internal'] };
}
