import { type Day, inDigits, withWeekday } from '../src/core/day.ts';
import { type Occasion, type Step, type Telling, type Term, termDay } from '../src/core/due.ts';
import type { Around } from '../src/core/rule.ts';
import type { RowOf } from '../src/core/tab.ts';
import { siteOn, suspensionsOf } from './lifecycle.ts';
import type { beneficiaries, internships } from './registry.ts';

type Internship = RowOf<typeof internships>;
type Beneficiary = RowOf<typeof beneficiaries>;
type Saying = Pick<Telling<object>, 'occasion' | 'around'>;

/** A person as reminders call them: the ID and, where the name is there, its initials: «B-0003 (A.R.)». */
export function personSaid(it: Beneficiary): string {
  return withInitials(it.id, it);
}

/** An internship as reminders call it: «T-0014 (A.R.)», with the initials of the trainee. */
export function internshipSaid(it: Internship): string {
  return withInitials(it.id, it.beneficiary);
}

/** «lunedì 4 maggio 2026». */
export function dayInFull(it: Day): string {
  return withWeekday(it, { year: true });
}

/** «oggi», or «il 04/05/2026». */
export function onTheDay(it: Day, { today }: Pick<Around, 'today'>): string {
  return it === today ? 'oggi' : `il ${inDigits(it)}`;
}

/** Who else hears of it and from which day on, told in the first message so that nobody is surprised. */
export function heardBy(who: string, on: Term, { occasion, around }: Saying): string {
  const from = termDay(on, occasion, around.calendar);
  return `Se nel frattempo non risulta, dal ${inDigits(from)} lo sa anche ${who}.`;
}

/** Whether a step is the one so many days, or working days, from its anchor: what is said may depend on it. */
export function isAt({ on }: Step, n: number): boolean {
  return ('days' in on ? on.days : on.workingDays) === n;
}

/** An occasion of an internship: terms are counted by the holidays of the place where it is carried out. */
export function occasionOf(
  it: Internship,
  { anchor, of, settled }: Pick<Occasion, 'anchor' | 'of' | 'settled'>,
  around: Pick<Around, 'where'>,
): Occasion {
  return {
    anchor,
    of,
    settled: settled ?? cancelledSaid(it),
    comune: siteOn(it, anchor, around)?.municipality?.name,
  };
}

/** The first reason there is nothing left to do; `undefined` while there is. */
export function firstOf(...reasons: readonly (string | false | undefined)[]): string | undefined {
  return reasons.find((it) => typeof it === 'string') || undefined;
}

/** Why nothing is left to do of an internship that never began. */
export function cancelledSaid(it: Internship): string | undefined {
  return it.typedState === 'cancelled' ? `${it.id} è annullato` : undefined;
}

/** Why nothing is asked while an internship pauses. */
export function suspendedSaid(
  it: Internship,
  on: Day,
  around: Pick<Around, 'where'>,
): string | undefined {
  return suspensionsOf(it, around).some(
    ({ from, to }) => from !== undefined && from <= on && (to === undefined || on <= to),
  )
    ? `${it.id} è sospeso`
    : undefined;
}

function withInitials(
  id: string,
  it: Pick<Beneficiary, 'firstName' | 'lastName'> | undefined,
): string {
  const initials = [it?.firstName, it?.lastName].flatMap((name) =>
    name === undefined || name === '' ? [] : [`${name.charAt(0).toUpperCase()}.`],
  );
  return initials.length === 0 ? id : `${id} (${initials.join('')})`;
}
