import { type Day, type Period, plusDays, type Weekday } from '../src/core/day.ts';
import {
  type PackFound,
  type Parameter,
  packAt,
  type RuleFound,
  ruleFor,
  type ValueOf,
} from '../src/core/pack.ts';
import type { Around } from '../src/core/rule.ts';
import type { RowOf } from '../src/core/tab.ts';
import { packs } from './packs.ts';
import { type internships, variations } from './registry.ts';
import * as settings from './settings.ts';

type Internship = RowOf<typeof internships>;
type Variation = RowOf<typeof variations>;

/** The variations of an internship that hold: those struck out («Annullata il») do not count. */
export function variationsOf(it: Internship, around: Pick<Around, 'where'>): readonly Variation[] {
  return around.where(variations, 'internship', it).filter((one) => one.cancelledOn === undefined);
}

/** The suspensions of an internship that hold, in the order of the sheet; one without an end is still going on. */
export function suspensionsOf(it: Internship, around: Pick<Around, 'where'>): readonly Variation[] {
  return variationsOf(it, around).filter(
    (one) => one.kind === 'suspension' && one.from !== undefined,
  );
}

/**
 * The last day of an internship, inclusive, after extensions, suspensions that moved its end, and an early end.
 * `undefined` while no end is known.
 */
export function lastDayOf(it: Internship, around: Pick<Around, 'where'>): Day | undefined {
  return it.endedOn ?? agreedEndOf(it, around);
}

/** The last day agreed on, inclusive, after extensions and suspensions that moved it: as if it had not ended early. */
export function agreedEndOf(it: Internship, around: Pick<Around, 'where'>): Day | undefined {
  const moved = variationsOf(it, around).flatMap(({ kind, newEndDate }) =>
    newEndDate !== undefined && (kind === 'extension' || kind === 'suspension') ? [newEndDate] : [],
  );
  return latest([it.endDate, ...moved]);
}

/** The days an internship covers as it stands today, ends included; `undefined` while a date is missing. */
export function spanOf(it: Internship, around: Pick<Around, 'where'>): Period | undefined {
  const to = lastDayOf(it, around);
  return it.startDate === undefined || to === undefined ? undefined : { from: it.startDate, to };
}

/** Whether an internship is under way on a day (today, unless told): started, not ended, not cancelled. */
export function isRunning(
  it: Internship,
  around: Pick<Around, 'where' | 'today'>,
  on = around.today,
): boolean {
  if (it.typedState === 'cancelled') return false;
  const span = spanOf(it, around);
  return span !== undefined && span.from <= on && on <= span.to;
}

/** Whether an internship has yet to start. */
export function isAhead(it: Internship, around: Pick<Around, 'today'>): boolean {
  return it.typedState !== 'cancelled' && it.startDate !== undefined && it.startDate > around.today;
}

/** The days before a start from which all it needs is judged: earlier, much is rightly still blank. */
export const daysBeforeStart = 30;

/** Whether an internship is under way, or near enough its start that what it needs must be there. */
export function isAtHand(it: Internship, around: Pick<Around, 'where' | 'today'>): boolean {
  const near = plusDays(around.today, daysBeforeStart);
  return (
    isRunning(it, around) ||
    (isAhead(it, around) && it.startDate !== undefined && it.startDate <= near)
  );
}

/**
 * The last day of an internship as it stood before a variation: its own, moved by the extensions and suspensions that
 * came earlier (by day, then by line). What an extension must be later than.
 */
export function lastDayBefore(it: Variation, around: Pick<Around, 'where'>): Day | undefined {
  if (it.internship === undefined) return undefined;
  let here = false;
  let end = it.internship.endDate;
  for (const one of variationsOf(it.internship, around)) {
    here ||= one === it;
    const earlier =
      (one.from ?? '') === (it.from ?? '') ? !here : (one.from ?? '') < (it.from ?? '');
    const moves = one.kind === 'extension' || one.kind === 'suspension';
    if (one === it || !earlier || !moves || one.newEndDate === undefined) continue;
    if (end === undefined || one.newEndDate > end) end = one.newEndDate;
  }
  return end;
}

/** The site where an internship is carried out on a day, after the changes written in «Variazioni». */
export function siteOn(it: Internship, on: Day, around: Pick<Around, 'where'>) {
  return changedOn('newSite', { it, on, around }) ?? it.site;
}

/** Who stands beside the trainee at the host's on a day, after the changes written in «Variazioni». */
export function companyTutorOn(it: Internship, on: Day, around: Pick<Around, 'where'>) {
  return changedOn('newCompanyTutor', { it, on, around }) ?? it.companyTutor;
}

/** Who follows an internship for the promoter on a day, after the changes written in «Variazioni». */
export function promoterTutorOn(it: Internship, on: Day, around: Pick<Around, 'where'>) {
  return changedOn('newPromoterTutor', { it, on, around }) ?? it.promoterTutor;
}

/** The minutes planned for each weekday; 0 is a day of rest. */
export type Week = Readonly<Record<Weekday, number>>;

/**
 * The week an internship keeps on a day: its own, or the one of the last change of hours in «Variazioni», which is
 * written whole. `undefined` where no day of the week has hours: the timetable is not known.
 */
export function weekOn(it: Internship, on: Day, around: Pick<Around, 'where'>): Week | undefined {
  const changed = variationsOf(it, around)
    .filter(
      (one) =>
        one.kind === 'hours' &&
        one.from !== undefined &&
        one.from <= on &&
        (one.to === undefined || on <= one.to),
    )
    .toSorted((a, b) => (a.from === b.from ? 0 : (a.from ?? '') < (b.from ?? '') ? -1 : 1))
    .flatMap((one) => weekOf(one) ?? [])
    .at(-1);
  return changed ?? weekOf(it);
}

/** An insurance as far as it is known: a blank end is not known, and covers nothing. */
export interface Insured {
  readonly policy: string | undefined;
  readonly from: Day | undefined;
  readonly to: Day | undefined;
}

/** The INAIL cover of an internship, prolonged as «Variazioni» say; the promoter's PAT where the row has none. */
export function inailOf(it: Internship, around: Pick<Around, 'where' | 'settings'>): Insured {
  return {
    policy: it.inailPat ?? around.settings.of(settings.promoterPat),
    from: it.inailFrom,
    to: latest([it.inailTo, ...variationsOf(it, around).map((one) => one.inailTo)]),
  };
}

/** The third-party cover of an internship, prolonged as «Variazioni» say; the promoter's policy where the row names none. */
export function rctOf(it: Internship, around: Pick<Around, 'where' | 'settings'>): Insured {
  const of = (one: typeof settings.promoterRctFrom) =>
    it.rctPolicy === undefined ? around.settings.of(one) : undefined;
  return {
    policy: it.rctPolicy ?? around.settings.of(settings.promoterRct),
    from: it.rctFrom ?? of(settings.promoterRctFrom),
    to: latest([
      it.rctTo ?? of(settings.promoterRctTo),
      ...variationsOf(it, around).map((one) => one.rctTo),
    ]),
  };
}

/** What was found per settings: by row, and by what makes rows ask the same question. */
interface Found {
  readonly byRow: WeakMap<object, PackFound>;
  readonly byQuestion: Map<string, PackFound | undefined>;
}

const found = new WeakMap<object, Found>();

/**
 * The rule pack an internship goes by: of its region, else of the one in «Impostazioni», on the day it starts.
 * `undefined` for an unknown region, a blank instrument or start, or a day before every version.
 */
export function rulesOf(
  it: Pick<Internship, 'region' | 'instrument' | 'startDate'>,
  { settings: chosen }: Pick<Around, 'settings'>,
): PackFound | undefined {
  const known = found.get(chosen) ?? { byRow: new WeakMap(), byQuestion: new Map() };
  found.set(chosen, known);
  // Dozens of rules ask for the same row, and the answer comes with sentences to build.
  const answered = known.byRow.get(it);
  if (answered !== undefined) return answered;
  const { region, instrument, startDate: start } = it;
  if (instrument === undefined || start === undefined) return undefined;
  const query = {
    region: region ?? chosen.of(settings.ruleRegion),
    instrument,
    start,
    programme: chosen.of(settings.ruleProgramme),
  };
  const question = `${query.region}/${instrument}/${start}`;
  if (!known.byQuestion.has(question)) known.byQuestion.set(question, packAt(packs, query));
  const answer = known.byQuestion.get(question);
  if (answer !== undefined) known.byRow.set(it, answer);
  return answer;
}

/**
 * A number the State sets for every region (a CO's term, a rest): it holds where the region is unknown, and for a
 * borsa lavoro too, which art. 9-bis c. 2 d.l. 510/1996 counts among what is communicated as an internship is.
 */
export function stateRuleOf<P extends Parameter>(
  it: Pick<Internship, 'region' | 'instrument' | 'startDate'>,
  parameter: P,
  around: Pick<Around, 'settings'>,
): RuleFound<ValueOf<P>> | undefined {
  const own = rulesOf(it, around);
  const said = own && ruleFor(own, parameter);
  if (said !== undefined || it.startDate === undefined) return said;
  const nation = packAt(packs, { region: 'nazionale', instrument: 'tis', start: it.startDate });
  return nation && ruleFor(nation, parameter);
}

type Hours = Pick<
  Internship,
  'hoursMon' | 'hoursTue' | 'hoursWed' | 'hoursThu' | 'hoursFri' | 'hoursSat' | 'hoursSun'
>;

/** The week written in a row of «Tirocini» or «Variazioni»; `undefined` where no day has hours. */
export function weekOf(it: Hours): Week | undefined {
  const week = {
    lun: it.hoursMon ?? 0,
    mar: it.hoursTue ?? 0,
    mer: it.hoursWed ?? 0,
    gio: it.hoursThu ?? 0,
    ven: it.hoursFri ?? 0,
    sab: it.hoursSat ?? 0,
    dom: it.hoursSun ?? 0,
  };
  return Object.values(week).some((minutes) => minutes > 0) ? week : undefined;
}

type Change = 'newSite' | 'newCompanyTutor' | 'newPromoterTutor';

function changedOn<K extends Change>(
  key: K,
  {
    it,
    on,
    around,
  }: { readonly it: Internship; readonly on: Day; readonly around: Pick<Around, 'where'> },
): Variation[K] {
  return variationsOf(it, around)
    .filter(
      ({ from, to, [key]: changed }) =>
        changed !== undefined && from !== undefined && from <= on && (to === undefined || on <= to),
    )
    .toSorted((a, b) => (a.from === b.from ? 0 : (a.from ?? '') < (b.from ?? '') ? -1 : 1))
    .at(-1)?.[key];
}

function latest(days: readonly (Day | undefined)[]): Day | undefined {
  return days.reduce(
    (top, it) => (it !== undefined && (top === undefined || it > top) ? it : top),
    undefined,
  );
}
