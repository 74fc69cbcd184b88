import type { Day, Month } from './day.ts';

/** One thing the calendar is asked, and what a person worked out by hand that it must answer. */
export type CalendarCase =
  | { readonly ask: 'holiday'; readonly on: Day; readonly is: string | undefined }
  /** The last working day before a start: it only moves back. */
  | { readonly ask: 'before'; readonly on: Day; readonly patron?: Feast; readonly is: Day }
  /** The day a «by» term really ends: it only moves forward. */
  | { readonly ask: 'by'; readonly on: Day; readonly patron?: Feast; readonly is: Day }
  | { readonly ask: 'lastWorkingDay'; readonly of: Month; readonly is: Day }
  | { readonly ask: 'thirdWorkingDay'; readonly of: Month; readonly is: Day }
  /** The day in Rome at an instant: the nights on which clocks change. */
  | { readonly ask: 'instant'; readonly at: string; readonly is: Day }
  | { readonly ask: 'daysLater'; readonly on: Day; readonly days: number; readonly is: Day }
  /** The last day of a period of whole months. */
  | { readonly ask: 'end'; readonly on: Day; readonly months: number; readonly is: Day };

/** The patron's feast at the workplace, of an invented comune. */
export interface Feast {
  readonly month: number;
  readonly day: number;
}
