import type { Day } from '../src/core/day.ts';
import type { Around } from '../src/core/rule.ts';
import type { RowOf } from '../src/core/tab.ts';
import { authorisations, type internships, restricted } from './registry.ts';

type Internship = RowOf<typeof internships>;
type Authorisation = RowOf<typeof authorisations>;
type Restricted = RowOf<typeof restricted>;

/** Serving a sentence, in whatever form: former prisoners are free to go where they like. */
export function needsLeave(it: Restricted): boolean {
  return it.group === 'a' || it.law381 === 'detained' || it.law381 === 'alternative';
}

/** The rows of leave that may speak of an internship: its own, and those that hold for whatever the person does. */
export function leavesFor(it: Internship, around: Pick<Around, 'where'>): readonly Authorisation[] {
  return it.beneficiary === undefined
    ? []
    : around
        .where(authorisations, 'beneficiary', it.beneficiary)
        .filter((one) => one.internship === undefined || one.internship === it);
}

/** Whether a leave has effect on a start: by its first day at the latest. */
export function takesEffectBy(approvedOn: Day | undefined, start: Day | undefined): boolean {
  return approvedOn !== undefined && start !== undefined && approvedOn <= start;
}

/** Whether an internship waits for somebody's leave: of those who need one, or who have asked for one. */
export function waitsForLeave(it: Internship, around: Pick<Around, 'where'>): boolean {
  return leavesFor(it, around).length > 0 || cardsOf(it, around).some(needsLeave);
}

/** Whether an absence of this person, on this day, has to be told to somebody the same day. */
export function tellsAbsencesAtOnce(
  it: Internship,
  on: Day,
  around: Pick<Around, 'where'>,
): boolean {
  return (
    cardsOf(it, around).some((one) => one.absenceAtOnce === true) ||
    leavesFor(it, around).some(
      (one) =>
        one.revokedOn === undefined &&
        takesEffectBy(one.approvedOn, on) &&
        (one.until === undefined || on <= one.until),
    )
  );
}

function cardsOf(it: Internship, around: Pick<Around, 'where'>): readonly Restricted[] {
  return it.beneficiary === undefined
    ? []
    : around.where(restricted, 'beneficiary', it.beneficiary);
}
