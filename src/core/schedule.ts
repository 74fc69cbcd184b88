import { type Day, day, serialOf } from './day.ts';

/** A job the long-running ALICE does by herself, as config declares it. */
export interface Scheduled {
  /** By its name in code: `check`, `remind`, `print`. */
  readonly job: string;
  /**
   * `everyTurn`: whenever ALICE wakes · `onChange`: when somebody saved the register since it was last done, and once
   * a day · `daily`: once a day, from `from` on.
   */
  readonly when: 'everyTurn' | 'onChange' | 'daily';
  /** Of `daily`: minutes since midnight in Rome. Never between 2 and 3, an hour that some nights lack or have twice. */
  readonly from?: number;
  /** What it does, for docs. */
  readonly about: string;
  /** What people go without while it fails: «nessuno riceve promemoria». */
  readonly without: string;
}

/** When a job was last done well, and on what. */
export interface DoneLast {
  readonly on: Day;
  /** The revision of the register it was done on. */
  readonly revision: string;
}

/** The moment of a turn. */
export interface TurnMoment {
  readonly today: Day;
  /** Minutes since midnight in Rome. */
  readonly minutes: number;
  /** Of the register now; differs whenever anything in it does. */
  readonly revision: string;
}

/**
 * The jobs a turn is to do, in their order. What was done is known from the ledger, not from the clock: whoever was
 * down finds everything still to do, once.
 */
export function jobsDue(
  schedule: readonly Scheduled[],
  done: ReadonlyMap<string, DoneLast>,
  { today, minutes, revision }: TurnMoment,
): readonly Scheduled[] {
  return schedule.filter(({ job, when, from = 0 }) => {
    const last = done.get(job);
    switch (when) {
      case 'everyTurn':
        return true;
      case 'onChange':
        return last === undefined || last.on < today || last.revision !== revision;
      case 'daily':
        return (last === undefined || last.on < today) && minutes >= from;
      default:
        return when satisfies never;
    }
  });
}

/** Whether ALICE has been away for so long that people should know: more than 26 hours between two instants (ISO, UTC). */
export function wasAway(last: string | undefined, now: string): number | undefined {
  if (last === undefined) return undefined;
  const hours = hoursBetween(last, now);
  return hours > longestSilence ? hours : undefined;
}

/** A night and a bit: a daily job has certainly been missed. */
const longestSilence = 26;

/** Whole hours from one ISO instant in UTC to another; by days and hours, so that no clock is asked. */
function hoursBetween(from: string, to: string): number {
  const [a, b] = [hourOf(from), hourOf(to)];
  return Math.floor(b - a);
}

function hourOf(instant: string): number {
  const [, date = '', hour = '0', minute = '0'] =
    /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})/.exec(instant) ?? [];
  return serialOf(day(date)) * 24 + Number(hour) + Number(minute) / 60;
}
