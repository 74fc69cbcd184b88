import { type DaySet, numbersOf } from '../src/core/attendance.ts';
import {
  byTerm,
  type Day,
  daysBetween,
  daysOf,
  inDigits,
  type Month,
  monthInWords,
  monthsCovered,
  monthsIn,
  type Period,
  periodEnd,
  plusDays,
} from '../src/core/day.ts';
import { type Parameter, parameters, type RuleFound, ruleFor } from '../src/core/pack.ts';
import {
  type CellMoved,
  type Duration,
  daysCovered,
  endMadeUp,
  extendedBy,
  type GroundWritten,
  type Maximum,
  type MonthMoved,
  type Owed,
  type PeriodChange,
  type PeriodPlan,
  type Periods,
  type ReminderMoved,
  type ShortCover,
  united,
  within,
  without,
} from '../src/core/period.ts';
import { err, ok, type Result } from '../src/core/result.ts';
import type { Around } from '../src/core/rule.ts';
import type { AnyTab, Having, RowOf } from '../src/core/tab.ts';
import { list, plural } from '../src/core/words.ts';
import { daysOfMonth, daysOfSheet, inDays } from './attendance.ts';
import {
  agreedEndOf,
  inailOf,
  lastDayBefore,
  lastDayOf,
  rctOf,
  rulesOf,
  siteOn,
  spanOf,
  stateRuleOf,
  suspensionsOf,
  variationsOf,
  weekOn,
} from './lifecycle.ts';
import { milestonesOf, suspendedIn } from './milestones.ts';
import { countsAsPaid, paysTheMonth } from './payments.ts';
import {
  attendanceSheets,
  batches,
  closures,
  internships,
  restrictedAbsences,
  variations,
} from './registry.ts';
import {
  extensionFollowsOn,
  extensionWithinDoubtfulMax,
  extensionWithinMax,
  extensionWithinOrdinaryMax,
  extensionWithinProgramme,
  personTotalWithinMax,
  variationWithinInternship,
} from './rules/tirocini.ts';

type Internship = RowOf<typeof internships>;
type Dated = Having<Internship, 'startDate' | 'endDate'>;
type Variation = RowOf<typeof variations>;
type Absence = RowOf<typeof restrictedAbsences>;
type Refusals = readonly string[];

/** No internship lasts so many months: a year was typed wrong. */
const unlikelyMonths = 120;

/** Suspension, extension and early end: what may be asked, and what each comes to. */
export const periods: Periods = {
  grounds: {
    suspension: {
      illness: 'malattia',
      accident: 'infortunio',
      maternity: 'maternità',
      closure: 'chiusura dell’ospitante',
    },
    extension: {},
    earlyEnd: endings(),
  },
  plan({ internship: id, change }, around) {
    const [it] = around.where(internships, 'id', id);
    const dated = datedOf(it, id, around);
    if (!dated.ok) return dated;
    const draft = draftOf(dated.value, change, around);
    return draft.ok ? planOf(dated.value, draft.value, around) : draft;
  },
};

/** The row of a change as it will stand, and what else of the register it moves. */
interface Draft {
  readonly change: PeriodChange;
  readonly days: Period;
  readonly row: Variation;
  /** The row as it stands, where it is there. */
  readonly existing: Variation | undefined;
  /** Rows that come later by day: the ends they give move along. */
  readonly later: readonly { readonly was: Variation; readonly is: Variation }[];
  /** Cells of the internship itself. */
  readonly own: Pick<Internship, 'endedOn' | 'endReason'>;
  readonly warnings: readonly string[];
}

function datedOf(it: Internship | undefined, id: string, around: Around): Result<Dated, Refusals> {
  if (it === undefined) {
    const [first] = around.rows(internships);
    return err([
      `${id} non c’è nel foglio «Tirocini»: scrivi l’ID di un tirocinio, ad esempio ${first?.id ?? 'T-0014'}.`,
    ]);
  }
  if (it.typedState === 'cancelled')
    return err([
      `${id} è annullato, cioè non è mai cominciato: non si sospende, non si proroga e non si chiude. Se invece è cominciato svuota «Annullato», poi ripeti.`,
    ]);
  const { startDate, endDate } = it;
  if (startDate === undefined || endDate === undefined) {
    const lacking = [
      ...(startDate === undefined ? ['«Data inizio»'] : []),
      ...(endDate === undefined ? ['«Data fine»'] : []),
    ];
    return err([
      `Di ${id} ${lacking.length === 1 ? 'manca' : 'mancano'} ${list(lacking)}: scrivile nel foglio «Tirocini», ad esempio 01/03/2026 e 31/08/2026, poi ripeti.`,
    ]);
  }
  if (endDate < startDate)
    return err([
      `${id} finisce il ${inDigits(endDate)}, prima di cominciare (${inDigits(startDate)}): correggi le date nel foglio «Tirocini», ad esempio 01/03/2026 e 31/08/2026, poi ripeti.`,
    ]);
  // Just seen to be there; spreading would make another row, which no other refers to.
  return ok(it as Dated);
}

function draftOf(it: Dated, change: PeriodChange, around: Around): Result<Draft, Refusals> {
  switch (change.kind) {
    case 'suspension':
      return suspended(it, change, around);
    case 'extension':
      return extended(it, change, around);
    case 'earlyEnd':
      return endedEarly(it, change, around);
  }
}

// ── Suspension ────────────────────────────────────────────────────────────────────────────────

type Suspending = Extract<PeriodChange, { kind: 'suspension' }>;

/**
 * A suspension from the same day as one that is there is that one, which turned out longer or shorter. The end it gives
 * follows from the end before it, so the ends given by later rows move by as many days.
 */
function suspended(it: Dated, change: Suspending, around: Around): Result<Draft, Refusals> {
  const { from, to } = change;
  const refused = suspensionRefusals(it, change, around);
  if (refused.length > 0) return err(refused);
  const existing = suspensionsOf(it, around).find((one) => one.from === from);
  const draft = {
    change,
    days: { from, to },
    existing,
    own: {},
    warnings: suspensionWarnings(it, change, around),
  };
  // An end somebody gave it stays: an act may make up fewer days.
  if (existing?.to === to && existing.newEndDate !== undefined)
    return ok({ ...draft, row: existing, later: [] });

  const row: Variation = existing ?? { id: newId, internship: it, kind: 'suspension', from, to };
  const around0 = existing === undefined ? asIf({ it, row }, around).around : around;
  const base = lastDayBefore(row, around0) ?? it.endDate;
  const made = endMadeUp({ from: it.startDate, to: base }, [{ from, to }]);
  const newEndDate = movesEnd(it, around) && made > base ? made : existing?.newEndDate;
  const by = newEndDate && daysBetween(existing?.newEndDate ?? base, newEndDate);
  return ok({
    ...draft,
    row: { ...row, to, newEndDate },
    later: laterThan(row, variationsOf(it, around0)).flatMap((was) =>
      was.newEndDate === undefined || !by
        ? []
        : [{ was, is: { ...was, newEndDate: plusDays(was.newEndDate, by) } }],
    ),
  });
}

function suspensionRefusals(
  it: Dated,
  { from, to, ground }: Suspending,
  around: Around,
): readonly string[] {
  if (to < from)
    return [
      `La sospensione va dal ${inDigits(from)} al ${inDigits(to)}: la fine viene prima. Scrivi ad esempio dal ${inDigits(to)} al ${inDigits(from)}.`,
    ];
  const last = lastDayOf(it, around) ?? it.endDate;
  const outside = from < it.startDate || from > last;
  // Days made up move the end along, so only an internship whose end stays must hold the last day too.
  const beyond = !outside && !movesEnd(it, around) && to > last;
  const [first, end] = [inDigits(it.startDate), inDigits(last)];
  const other = suspensionsOf(it, around).find(
    (one) =>
      one.from !== undefined &&
      one.from !== from &&
      one.from <= to &&
      (one.to === undefined || one.to >= from),
  );
  const short = shortfall(it, { from, to, ground }, around);
  return [
    ...(outside
      ? [
          `La sospensione comincia il ${inDigits(from)}, ma ${it.id} va dal ${first} al ${end}: scrivi un primo giorno che cade lì dentro, ad esempio ${first}.`,
        ]
      : []),
    ...(beyond
      ? [
          `La sospensione dura fino al ${inDigits(to)}, ma ${it.id} finisce il ${end}: scrivi un ultimo giorno che non viene dopo, ad esempio ${end}.`,
        ]
      : []),
    ...(other === undefined ? [] : [overlapSays(it, other, { from, to })]),
    ...(short?.binds === true ? [`${short.says} Scrivi ad esempio ${longEnough}.`] : []),
  ];
}

/** Long enough whatever the ground: an example must not tell which it is. */
const longEnough = 'dal 01/08/2026 al 31/08/2026';

function overlapSays(it: Dated, other: Variation, days: Period): string {
  const until = other.to === undefined ? '' : ` al ${inDigits(other.to)}`;
  const end = other.to === undefined || other.to < days.to ? days.to : other.to;
  return `Questi giorni di ${it.id} sono già sospesi da ${other.id}, dal ${inDigits(other.from ?? days.from)}${until}: se è la stessa sospensione che continua ripeti con il suo primo giorno, ad esempio dal ${inDigits(other.from ?? days.from)} al ${inDigits(end)}; altrimenti scrivi giorni che non ha.`;
}

/** Which number of the pack a ground goes by: maternity has none, an unnamed ground the smaller of the two. */
const leastDays = {
  illness: ['suspensionIllnessDays'],
  accident: ['suspensionIllnessDays'],
  closure: ['suspensionClosureDays'],
  maternity: [],
} as const;

/** Too few days to suspend, said alike for every ground. */
function shortfall(
  it: Dated,
  { from, to, ground }: Pick<Suspending, 'from' | 'to' | 'ground'>,
  around: Around,
): { readonly says: string; readonly binds: boolean } | undefined {
  const days = daysBetween(from, to) + 1;
  const wanted =
    ground === undefined || !isKeyOf(leastDays, ground)
      ? (['suspensionClosureDays', 'suspensionIllnessDays'] as const)
      : leastDays[ground];
  const least = wanted
    .flatMap((one) => ruleOf(it, one, around) ?? [])
    .toSorted((a, b) => a.value - b.value)
    .at(0);
  if (least === undefined || days >= least.value) return undefined;
  const numbers = [
    [ruleOf(it, 'suspensionClosureDays', around)?.value, 'per chiusura dell’ospitante'],
    [ruleOf(it, 'suspensionIllnessDays', around)?.value, 'negli altri casi'],
  ] as const;
  const each = numbers.flatMap(([n, when]) => (n === undefined ? [] : [`da ${n} ${when}`]));
  return {
    says: `La sospensione dura ${plural(days, 'giorno solare', 'giorni solari')}: si sospende ${list(each)} (${sourceOf(least)}). Per meno giorni basta il foglio presenze.`,
    binds: binds(least),
  };
}

function suspensionWarnings(
  it: Dated,
  { from, to, ground }: Suspending,
  around: Around,
): readonly string[] {
  const before = suspensionsOf(it, around).find(
    (one) => one.to !== undefined && plusDays(one.to, 1) === from,
  );
  const site = siteOn(it, from, around);
  const shut =
    site === undefined ||
    around
      .where(closures, 'site', site)
      .some(
        (one) => one.from !== undefined && one.to !== undefined && one.from <= from && to <= one.to,
      );
  const last = lastDayOf(it, around) ?? it.endDate;
  const short = shortfall(it, { from, to, ground }, around);
  return [
    ...(short === undefined || short.binds ? [] : [short.says]),
    ...(before === undefined
      ? []
      : [
          `La sospensione comincia il giorno dopo ${before.id}: se è la stessa che continua ripeti con il suo primo giorno, ad esempio dal ${inDigits(before.from ?? from)} al ${inDigits(to)}.`,
        ]),
    ...(ground === 'closure' && !shut
      ? [
          `Nel foglio «Chiusure» la sede ${site.id} non risulta chiusa dal ${inDigits(from)} al ${inDigits(to)}: se lo è scrivilo, così vale per tutti quelli che ospita.`,
        ]
      : []),
    ...(movesEnd(it, around)
      ? []
      : [
          `${it.id} ${it.endedOn === undefined ? 'è finito' : 'si chiude in anticipo'} il ${inDigits(last)}: i giorni sospesi non spostano la fine. Se l’atto dice altro scrivi «Nuova data fine» in «Variazioni».`,
        ]),
  ];
}

/** Whether suspended days can still be made up after the end: not of what is over, nor of what ends before it should. */
function movesEnd(it: Dated, around: Around): boolean {
  return it.endedOn === undefined && (lastDayOf(it, around) ?? it.endDate) >= around.today;
}

/** The rows that come after one by day, then by line, and give the internship an end: the order of `lastDayBefore`. */
function laterThan(row: Variation, all: readonly Variation[]): readonly Variation[] {
  const here = all.indexOf(row);
  return all.filter((one, at) => {
    const [mine, theirs] = [row.from ?? '', one.from ?? ''];
    const isLater = mine === theirs ? at > here : theirs > mine;
    return isLater && (one.kind === 'extension' || one.kind === 'suspension');
  });
}

// ── Extension ─────────────────────────────────────────────────────────────────────────────────

type Extending = Extract<PeriodChange, { kind: 'extension' }>;

function extended(it: Dated, change: Extending, around: Around): Result<Draft, Refusals> {
  const end = agreedEndOf(it, around) ?? it.endDate;
  const closedOn = it.endedOn ?? earlyEndOf(it, around)?.newEndDate;
  if (closedOn !== undefined)
    return err([
      `${it.id} è chiuso in anticipo il ${inDigits(closedOn)}: non si proroga. Se non è così svuota «Chiuso in anticipo il» nel foglio «Tirocini» e annulla la chiusura in «Variazioni», poi ripeti.`,
    ]);
  if ('months' in change && (!Number.isSafeInteger(change.months) || change.months < 1))
    return err([
      `${change.months} non è un numero di mesi: una proroga è di almeno un mese intero, ad esempio 2. Per meno giorni scrivi il nuovo ultimo giorno, ad esempio ${inDigits(plusDays(end, 14))}.`,
    ]);
  const existing = sameExtension(it, change, around);
  const from = existing?.from ?? plusDays(end, 1);
  const to =
    existing?.newEndDate ??
    ('to' in change ? change.to : extendedBy({ from: it.startDate, to: end }, change.months));
  if (to < from)
    return err([
      `La proroga arriva al ${inDigits(to)}, ma ${it.id} finisce già il ${inDigits(end)}: scrivi un ultimo giorno che viene dopo, ad esempio ${inDigits(extendedBy({ from: it.startDate, to: end }, 1))}; per finire prima serve una chiusura anticipata.`,
    ]);
  const row = existing ?? {
    id: newId,
    internship: it,
    kind: 'extension',
    from,
    newEndDate: to,
  };
  const draft: Draft = {
    change,
    days: { from, to },
    row,
    existing,
    later: [],
    own: {},
    warnings:
      existing === undefined && end < around.today
        ? [
            `${it.id} è scaduto il ${inDigits(end)}: una proroga vale solo se è stata chiesta e firmata prima. Se non lo è, serve un tirocinio nuovo.`,
          ]
        : [],
  };
  return existing === undefined ? judgedExtension(it, draft, around) : ok(draft);
}

/**
 * The row that says the same already. So many months more are told from more of the same only by the row not having
 * begun: nobody extends twice what is still to be extended once.
 */
function sameExtension(it: Dated, change: Extending, around: Around): Variation | undefined {
  const end = agreedEndOf(it, around);
  return variationsOf(it, around).find((one) => {
    const { kind, from, newEndDate } = one;
    if (kind !== 'extension' || from === undefined || newEndDate === undefined) return false;
    if ('to' in change) return newEndDate === change.to;
    const before = { from: it.startDate, to: lastDayBefore(one, around) ?? it.endDate };
    return (
      newEndDate === end && from > around.today && extendedBy(before, change.months) === newEndDate
    );
  });
}

/** What the rules of the register would say of the row once it is there: the same words before as after. */
function judgedExtension(it: Dated, draft: Draft, around: Around): Result<Draft, Refusals> {
  if (isUnlikely({ from: it.startDate, to: draft.days.to })) return err([unlikely(it, draft)]);
  const { around: after } = asIf({ it, row: draft.row }, around);
  const refused = extensionWithinMax.judge(draft.row, after);
  if (refused !== undefined) {
    const last = lastAllowed(it, after);
    return err([
      `${refused.says}${last === undefined ? '' : ` Scrivi al più tardi ${inDigits(last)}.`}`,
    ]);
  }
  const doubts = [extensionWithinDoubtfulMax, extensionWithinOrdinaryMax].flatMap(
    (one) => one.judge(draft.row, after)?.says ?? [],
  );
  const total = personTotalWithinMax.judge(it, after)?.says;
  return ok({
    ...draft,
    warnings: [
      ...draft.warnings,
      ...doubts,
      ...(total === undefined || personTotalWithinMax.judge(it, around) !== undefined
        ? []
        : [total]),
    ],
  });
}

/** The last day the longest term of the pack lets an internship end on, suspended days made up. */
function lastAllowed(it: Dated, around: Around): Day | undefined {
  const longest = maximumOf(it, around)?.longest;
  if (longest === undefined) return undefined;
  const end = plusDays(periodEnd(it.startDate, longest.months), longest.days);
  return endMadeUp({ from: it.startDate, to: end }, suspendedIn(it, around));
}

// ── Early end ─────────────────────────────────────────────────────────────────────────────────

type Ending = Extract<PeriodChange, { kind: 'earlyEnd' }>;

function endedEarly(it: Dated, change: Ending, around: Around): Result<Draft, Refusals> {
  const { on, ground } = change;
  const planned = agreedEndOf(it, around) ?? it.endDate;
  const existing = earlyEndOf(it, around);
  const known = it.endedOn ?? existing?.newEndDate;
  const [start, end] = [inDigits(it.startDate), inDigits(planned)];
  if (on < it.startDate)
    return err([
      `L’ultimo giorno sarebbe il ${inDigits(on)}, prima dell’inizio di ${it.id} (${start}): scrivi un giorno tra il ${start} e il ${inDigits(plusDays(planned, -1))}. Se non è mai cominciato scrivi «Annullato» nel foglio «Tirocini».`,
    ]);
  if (on >= planned)
    return err([
      `L’ultimo giorno sarebbe il ${inDigits(on)}, ma ${it.id} finisce già il ${end}: una chiusura anticipata viene prima, ad esempio ${inDigits(plusDays(planned, -1))}; per finire dopo serve una proroga.`,
    ]);
  if (known !== undefined && known !== on)
    return err([
      `${it.id} risulta già chiuso in anticipo il ${inDigits(known)}${existing === undefined ? '' : ` (${existing.id})`}: se il giorno giusto è il ${inDigits(on)} correggilo nel foglio «Tirocini» e in «Variazioni», oppure annulla quella riga e ripeti.`,
    ]);
  // The keys of `endings()` are those of the column.
  const reason = ground as Internship['endReason'];
  const row: Variation =
    existing === undefined
      ? { id: newId, internship: it, kind: 'earlyEnd', from: on, newEndDate: on }
      : { ...existing, newEndDate: existing.newEndDate ?? on };
  return ok({
    change,
    days: { from: plusDays(on, 1), to: planned },
    row,
    existing,
    later: [],
    own: {
      endedOn: on,
      ...(reason === undefined && it.endReason === undefined
        ? {}
        : { endReason: it.endReason ?? reason }),
    },
    warnings: [
      ...(reason !== undefined && it.endReason !== undefined && it.endReason !== reason
        ? [
            `«Come è finito» di ${it.id} dice già un’altra cosa e resta com’è: se è sbagliata correggila nel foglio «Tirocini».`,
          ]
        : []),
      ...(reason === undefined && it.endReason === undefined
        ? [
            `«Come è finito» di ${it.id} resta da scrivere nel foglio «Tirocini»: una voce dell’elenco, senza particolari.`,
          ]
        : []),
      ...suspensionsOf(it, around)
        .filter((one) => (one.from ?? on) <= on && (one.to === undefined || one.to > on))
        .map(
          (one) =>
            `${one.id} sospende ${it.id} ${one.to === undefined ? 'senza una fine' : `fino al ${inDigits(one.to)}`}: con la chiusura anticipata l’ultimo giorno sospeso è il ${inDigits(on)}.`,
        ),
    ],
  });
}

function earlyEndOf(it: Internship, around: Around): Variation | undefined {
  return variationsOf(it, around).find((one) => one.kind === 'earlyEnd');
}

// ── What a change comes to ────────────────────────────────────────────────────────────────────

function planOf(it: Dated, draft: Draft, around: Around): Result<PeriodPlan, Refusals> {
  const after = asIf({ ...draft, it }, around);
  const [was, is] = [spanOf(it, around), spanOf(after.it, after.around)];
  // Both dates are there, and so is an end.
  if (was === undefined || is === undefined) throw new Error(`${it.id} has no period`);
  if (isUnlikely(is)) return err([unlikely(it, draft)]);
  const stranded = strandedRows(draft, around, after);
  if (stranded.length > 0) return err(stranded);
  const moving: Moving = { it, draft, around, after, was, is };
  const months = monthsMoved(moving);
  return ok({
    internship: it.id,
    kind: draft.change.kind,
    days: draft.days,
    recorded: draft.existing?.id,
    before: durationOf(it, was, around),
    after: durationOf(after.it, is, after.around),
    maximum: maximumOf(it, after.around),
    months: months.map(({ moved }) => moved),
    communications: communicationsOf(moving),
    papers: papersOf(moving),
    insurance: insuranceOf(moving),
    reminders: remindersMoved(moving),
    warnings: [
      ...(rulesOf(it, around) === undefined
        ? [
            `Non conosco le regole di ${it.id}: completa «Strumento» e «Regione» nel foglio «Tirocini» o nelle «Impostazioni». Durata massima e minimi non sono verificati.`,
          ]
        : []),
      ...draft.warnings,
      ...beyondProgramme(moving),
      ...months.flatMap((one) => monthWarnings(one, moving)),
    ],
    writes: {
      row:
        draft.existing === undefined ? { tab: variations, values: valuesOf(draft.row) } : undefined,
      cells: cellsOf(it, draft),
      ground: groundOf(it, draft, around),
    },
  });
}

interface Moving {
  readonly it: Dated;
  readonly draft: Draft;
  readonly around: Around;
  /** The internship and all around it as they will be. */
  readonly after: { readonly it: Internship; readonly around: Around };
  readonly was: Period;
  readonly is: Period;
}

/** The world as it will be with a row added or put right, later rows moved, and the internship's own cells written. */
function asIf(
  told: { readonly it: Dated } & Pick<Draft, 'row'> & Partial<Draft>,
  around: Around,
): Moving['after'] {
  const { it, row, existing, later = [], own = {} } = told;
  const ended: Internship = own.endedOn === undefined ? it : { ...it, ...own };
  const moved = new Map<object, Variation>(later.map(({ was, is }) => [was, is]));
  if (existing !== undefined) moved.set(existing, row);
  const withRow = (rows: readonly Variation[]) => [
    ...rows.map((one) => moved.get(one) ?? one),
    ...(existing === undefined ? [row] : []),
  ];
  return {
    it: ended,
    around: {
      ...around,
      rows<T extends AnyTab>(tab: T): readonly RowOf<T>[] {
        const rows = around.rows(tab);
        // The tab is that of these rows, which its type alone does not say.
        return tab === (variations as AnyTab)
          ? (withRow(rows) as readonly unknown[] as typeof rows)
          : rows;
      },
      where(tab, column, value) {
        const asked: unknown = value;
        const mine = asked === it || asked === ended;
        // The same internship, two of its cells filled: rows refer to the one that was read.
        const rows = around.where(tab, column, mine ? (it as unknown as typeof value) : value);
        const changes = mine && tab === (variations as AnyTab) && column === 'internship';
        // As above.
        return changes ? (withRow(rows) as readonly unknown[] as typeof rows) : rows;
      },
    },
  };
}

/** A shorter suspension brings the end forward, and may leave rows outside the internship that were in it. */
function strandedRows(draft: Draft, around: Around, after: Moving['after']): readonly string[] {
  if (draft.change.kind !== 'suspension') return [];
  const moved = new Map(draft.later.map(({ was, is }) => [was, is]));
  const others = variationsOf(after.it, around).filter((one) => one !== draft.existing);
  return others.flatMap((was) =>
    [variationWithinInternship, extensionFollowsOn].flatMap((one) => {
      const said = one.judge(moved.get(was) ?? was, after.around)?.says;
      return said === undefined || one.judge(was, around) !== undefined
        ? []
        : [`${was.id} resterebbe fuori. ${said} Correggi o annulla prima quella riga, poi ripeti.`];
    }),
  );
}

/** The ID of a row that has none yet: it is shown nowhere. */
const newId = `${variations.id}-?`;

function durationOf(it: Internship, period: Period, around: Around): Duration {
  const suspensions = suspendedIn(it, around);
  return {
    period,
    suspended: daysCovered(within(period, suspensions)),
    ...monthsCovered(without(period, suspensions)),
  };
}

/**
 * The ordinary maximum and the longest, with what an extension adds; a TIS whose need the service attests may go on up
 * to the total of all. Agrees with the rules on «Variazioni», which judge the row once it is there.
 */
function maximumOf(it: Internship, around: Around): Maximum | undefined {
  const most = ruleOf(it, 'maxMonths', around);
  if (most === undefined) return undefined;
  const extensions = variationsOf(it, around).filter((one) => one.kind === 'extension');
  const told = (rule: RuleFound<unknown>) => ({ source: sourceOf(rule), binds: binds(rule) });
  const attested =
    extensions.some((one) => one.needAttestedOn !== undefined) &&
    ruleOf(it, 'extensionNeedsAttestation', around)?.value === true;
  if (attested) {
    const total = ruleOf(it, 'maxMonthsTotal', around);
    if (total === undefined) return undefined;
    const term = { months: total.value, days: 0 };
    return { ...term, longest: term, ...told(total) };
  }
  const isExtended = extensions.length > 0;
  const days = isExtended ? (ruleOf(it, 'extensionDays', around)?.value ?? 0) : 0;
  const more = isExtended ? (ruleOf(it, 'extensionMonthsDisadvantaged', around)?.value ?? 0) : 0;
  const ordinary = { months: most.value, days };
  const longer = (['maxMonthsDisadvantaged', 'maxMonthsDisabled'] as const)
    .flatMap((one) => ruleOf(it, one, around) ?? [])
    .map((one) => ({ months: one.value + more, days: 0 }));
  return {
    ...ordinary,
    longest: longer.reduce((top, one) => (one.months > top.months ? one : top), ordinary),
    ...told(most),
  };
}

// ── Months ────────────────────────────────────────────────────────────────────────────────────

interface MonthBits {
  readonly moved: MonthMoved;
  readonly leaves: DaySet;
}

function monthsMoved({ it, around, after, was, is }: Moving): readonly MonthBits[] {
  const to = was.to > is.to ? was.to : is.to;
  return monthsIn({ from: was.from, to }).flatMap((month): readonly MonthBits[] => {
    const [before, then] = [inMonth(it, month, around), inMonth(after.it, month, after.around)];
    const leaves = before.covered & ~then.covered;
    const joins = then.covered & ~before.covered;
    if (leaves === 0 && joins === 0) return [];
    return [
      {
        leaves,
        moved: {
          month,
          leaves: stretches(month, leaves),
          joins: stretches(month, joins),
          planned:
            before.planned === undefined || then.planned === undefined
              ? undefined
              : { before: before.planned, after: then.planned },
        },
      },
    ];
  });
}

/** The days of a month on which an internship runs, and how many of them are to be worked. */
function inMonth(it: Internship, month: Month, around: Around) {
  const days = daysOfMonth(it, month, around);
  const covered = days.all & ~(days.beforeStart | days.afterEnd | days.suspended);
  const free = (it.nightOrHoliday === true ? 0 : days.holidays) | days.shut;
  const known = weekOn(it, it.startDate ?? around.today, around) !== undefined;
  return {
    covered,
    planned: known ? numbersOf(covered & days.planned & ~free).length : undefined,
  };
}

function stretches(month: Month, days: DaySet): readonly Period[] {
  const all = daysOf(month);
  return united(
    numbersOf(days).flatMap((number) => {
      const it = all[number - 1];
      return it === undefined ? [] : [{ from: it, to: it }];
    }),
  );
}

function monthWarnings(
  { moved, leaves }: MonthBits,
  { it, draft, around }: Moving,
): readonly string[] {
  const { month } = moved;
  const becomes = draft.change.kind === 'suspension' ? 'diventano sospesi' : 'vengono dopo la fine';
  const seen = around
    .where(attendanceSheets, 'internship', it)
    .filter((one) => one.month === month)
    .flatMap((one) => {
      const present = (daysOfSheet(one, around)?.present ?? 0) & leaves;
      return present === 0
        ? []
        : [
            `Nel foglio di ${monthInWords(month)} (${one.id}) ci sono presenze in giorni che ${becomes}: ${inDays(present)}. Controlla le date prima di confermare.`,
          ];
    });
  const paid = around
    .where(batches, 'internship', it)
    .filter((one) => one.month === month && paysTheMonth(one) && countsAsPaid(one));
  return [
    ...seen,
    ...(paid.length === 0
      ? []
      : [
          `${monthInWords(month).replace(/^./, (first) => first.toUpperCase())} è già in liquidazione (${list(paid.map((one) => one.id))}): se l’importo cambia serve una rettifica.`,
        ]),
  ];
}

function beyondProgramme({ draft, after, was, is }: Moving): readonly string[] {
  const told = is.to > was.to ? extensionWithinProgramme.judge(draft.row, after.around) : undefined;
  return told === undefined ? [] : [told.says];
}

// ── What is owed ──────────────────────────────────────────────────────────────────────────────

const guidelines = 'Linee guida 25/5/2017 (ilsole24ore.com, «Tirocini: due percorsi formativi»)';

/** An extension counts its days from the end it moves, an early end from the last day done. A suspension needs its act alone. */
function communicationsOf({ it, draft, around, after }: Moving): readonly Owed[] {
  const { row, change } = draft;
  if (change.kind === 'suspension') return [];
  const isEnd = change.kind === 'earlyEnd';
  const event = isEnd ? change.on : (lastDayBefore(row, after.around) ?? it.endDate);
  const term = stateRuleOf(it, 'coChangeDays', around);
  const by =
    term === undefined
      ? undefined
      : byTerm(plusDays(event, term.value), { calendar: around.calendar });
  const sender =
    it.coSentBy === undefined
      ? ''
      : ` (chi la invia: ${internships.columns.coSentBy.show(it.coSentBy)})`;
  return [
    ...(row.coSentOn === undefined
      ? [
          {
            what: `CO di ${isEnd ? 'chiusura anticipata' : 'proroga'}${sender}`,
            by,
            source: term && sourceOf(term),
          },
        ]
      : []),
    ...(isEnd && row.toldTutorsOn === undefined
      ? [{ what: 'avviso motivato ai due tutor', by: undefined, source: guidelines }]
      : []),
  ];
}

function papersOf({ it, draft, around, after, is }: Moving): readonly Owed[] {
  const { row, change } = draft;
  const agreement = outlastedAgreement(it, is.to);
  const renewal =
    change.kind === 'earlyEnd' || agreement === undefined
      ? []
      : [
          {
            what: `rinnovo della convenzione ${agreement.id}, che finisce prima di ${it.id}`,
            by: agreement.to,
            source: undefined,
          },
        ];
  switch (change.kind) {
    case 'suspension':
      return [
        ...(row.act === undefined
          ? [
              {
                what: `atto di sospensione, senza il motivo${row.newEndDate === undefined ? '' : ', con la nuova data di fine'}`,
                by: change.from,
                source: undefined,
              },
            ]
          : []),
        ...renewal,
      ];
    case 'extension': {
      const by = lastDayBefore(row, after.around) ?? it.endDate;
      const addendum = ruleOf(it, 'extensionNeedsAddendum', around);
      const attestation = ruleOf(it, 'extensionNeedsAttestation', around);
      return [
        ...(row.act === undefined
          ? [
              {
                what: 'addendum al PFI, motivato e firmato da tutti',
                by,
                source: addendum && sourceOf(addendum),
              },
            ]
          : []),
        ...(it.instrument === 'tis' &&
        attestation?.value === true &&
        row.needAttestedOn === undefined
          ? [
              {
                what: `attestazione del servizio che il TIS serve ancora${extensionWithinDoubtfulMax.judge(row, after.around) === undefined ? '' : ', necessaria per andare oltre la durata massima'}`,
                by,
                source: sourceOf(attestation),
              },
            ]
          : []),
        ...renewal,
      ];
    }
    case 'earlyEnd': {
      const least = ruleOf(it, 'certificateThreshold', around);
      const enough =
        least === undefined
          ? 'alla soglia'
          : `al ${parameters.certificateThreshold.shown(least.value)}`;
      return [
        { what: 'relazione finale dei tutor', by: undefined, source: undefined },
        {
          what: `attestazione finale se la frequenza arriva ${enough}, altrimenti dichiarazione di frequenza`,
          by: undefined,
          source: least && sourceOf(least),
        },
        { what: 'dossier individuale', by: undefined, source: undefined },
      ];
    }
  }
}

/** The agreement of an internship and its last day, where that comes before the internship's. */
function outlastedAgreement({ agreement }: Internship, end: Day) {
  if (agreement === undefined) return undefined;
  const { id, endedOn, tacitRenewal } = agreement;
  const to = endedOn ?? (tacitRenewal === true ? undefined : agreement.to);
  return to === undefined || to >= end ? undefined : { id, to };
}

function insuranceOf({ draft, after, is }: Moving): readonly ShortCover[] {
  if (draft.change.kind === 'earlyEnd' || draft.row.newEndDate === undefined) return [];
  const covers = [
    ['INAIL', inailOf(after.it, after.around).to],
    ['RCT', rctOf(after.it, after.around).to],
  ] as const;
  return covers.flatMap(([what, until]) =>
    until === undefined || until >= is.to ? [] : [{ what, until, needed: is.to }],
  );
}

// ── Reminders ─────────────────────────────────────────────────────────────────────────────────

function remindersMoved(moving: Moving): readonly ReminderMoved[] {
  const { it, around, after, was, is } = moving;
  const { today } = around;
  const before = milestonesOf(it, was, around);
  const then = milestonesOf(after.it, is, after.around);
  return [...new Set([...before.keys(), ...then.keys()])]
    .map((what) => ({ what, before: before.get(what), after: then.get(what) }))
    .filter((one) => one.before !== one.after)
    .filter((one) => (one.before ?? today) >= today || (one.after ?? '') >= today)
    .toSorted((a, b) => ((a.after ?? a.before ?? '') < (b.after ?? b.before ?? '') ? -1 : 1));
}

// ── What is written ───────────────────────────────────────────────────────────────────────────

const rowColumns = ['internship', 'kind', 'from', 'to', 'newEndDate'] as const;

function valuesOf(row: Variation): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    rowColumns.flatMap((key) => (row[key] === undefined ? [] : [[key, row[key]]])),
  );
}

function cellsOf(it: Dated, { row, existing, later, own }: Draft): readonly CellMoved[] {
  const moves = [...(existing === undefined ? [] : [{ was: existing, is: row }]), ...later];
  return [
    ...moves.flatMap(({ was, is }) =>
      (['to', 'newEndDate'] as const).flatMap((column) =>
        moved({ tab: variations, id: was.id, column, before: was[column], after: is[column] }),
      ),
    ),
    ...(['endedOn', 'endReason'] as const).flatMap((column) =>
      own[column] === undefined
        ? []
        : moved({ tab: internships, id: it.id, column, before: it[column], after: own[column] }),
    ),
  ];
}

function moved(cell: CellMoved): readonly CellMoved[] {
  return cell.before === cell.after ? [] : [cell];
}

/** The ground of a suspension as the restricted book keeps it. A closure has nothing to keep there: see «Chiusure». */
const absenceReasons = {
  illness: 'illness',
  accident: 'accident',
  maternity: 'maternity',
} as const satisfies Readonly<Record<string, NonNullable<Absence['reason']>>>;

/**
 * Ties the row of the absence to the suspension, or adds one. What somebody tied already stays as it is, but for a last
 * day that moves with the suspension's.
 */
function groundOf(
  it: Dated,
  { change, existing }: Draft,
  around: Around,
): GroundWritten | undefined {
  if (change.kind !== 'suspension' || change.ground === undefined) return undefined;
  if (!isKeyOf(absenceReasons, change.ground)) return undefined;
  const { from, to } = change;
  const reason = absenceReasons[change.ground];
  const whole = around
    .where(restrictedAbsences, 'internship', it)
    .filter((one) => one.hours === undefined);
  const tied = whole.filter((one) => one.variation !== undefined && one.variation === existing);
  const same = whole.filter(
    (one) =>
      one.reason === reason &&
      (one.variation === undefined || one.variation.cancelledOn !== undefined) &&
      one.from !== undefined &&
      one.from <= to &&
      (one.to === undefined || one.to >= from),
  );
  const free = tied.length > 0 ? [] : same;
  const cell = (id: string, column: string, values: Pick<CellMoved, 'before' | 'after'>) =>
    moved({ tab: restrictedAbsences, id, column, ...values });
  return {
    tab: restrictedAbsences,
    link: 'variation',
    row:
      tied.length > 0 || free.length > 0
        ? undefined
        : { internship: it, from, to, reason, suspends: true },
    cells: [
      ...tied.flatMap((one) =>
        one.to !== undefined && one.to === existing?.to
          ? cell(one.id, 'to', { before: one.to, after: to })
          : [],
      ),
      ...free.flatMap((one) => cell(one.id, 'suspends', { before: one.suspends, after: true })),
    ],
    ties: free.map((one) => one.id),
  };
}

// ── Numbers of the pack ───────────────────────────────────────────────────────────────────────

function ruleOf<P extends Parameter>(it: Internship, parameter: P, around: Around) {
  const found = rulesOf(it, around);
  return found && ruleFor(found, parameter);
}

/** A guideline filling a region's silence, or a number nobody verified, warns and stops nothing. */
function binds({ verified, from }: RuleFound<unknown>): boolean {
  return verified && from !== 'guideline';
}

function sourceOf({ verified, from, source }: RuleFound<unknown>): string {
  if (!verified) return `da verificare: ${source}`;
  return from === 'guideline' ? `indicazione nazionale: ${source}` : source;
}

function isUnlikely(it: Period): boolean {
  return monthsCovered(it).months >= unlikelyMonths;
}

function unlikely(it: Dated, { days }: Draft): string {
  return `Con un ultimo giorno il ${inDigits(days.to)} ${it.id} durerebbe più di dieci anni: controlla l’anno, ad esempio ${it.endDate.slice(0, 4)}.`;
}

function isKeyOf<T extends object>(it: T, key: string): key is keyof T & string {
  return Object.hasOwn(it, key);
}

/** The ways an internship may end early, as the column «Come è finito» lists them. */
function endings(): Readonly<Record<string, string>> {
  const { endReason } = internships.columns;
  return Object.fromEntries(
    (endReason.choices?.labels ?? []).flatMap((label) => {
      const read = endReason.read(label);
      return read.ok && read.value !== 'completed' ? [[read.value, label]] : [];
    }),
  );
}
