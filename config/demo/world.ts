import type { Day } from '../../src/core/day.ts';
import type { AnyTab, RowOf } from '../../src/core/tab.ts';
import * as registry from '../registry.ts';
import { type Frame, frameOf, numbered } from './frame.ts';
import { hostsOf } from './hosts.ts';
import { outcomesOf, placementsOf, signingsOf, variationsOf, visitsOf } from './internships.ts';
import { contactsOf, interviewsOf, plansOf } from './meetings.ts';
import { batchesOf, budgetOf } from './money.ts';
import {
  cooperativesOf,
  enrolmentsOf,
  hostContactsOf,
  outsourcingsOf,
  partnersOf,
  referralsOf,
  requestsOf,
  waiversOf,
  workshopsOf,
} from './network.ts';
import { peopleOf } from './people.ts';
import { absencesOf, authorisationsOf, indicatorsOf, restrictedOf } from './secrets.ts';
import { type SheetTold, sheetsOf } from './sheets.ts';
import { slotsOf } from './slots.ts';
import { staffOf } from './staff.ts';

/** A demo programme is the same for the same seed and day, cell by cell. */
export interface DemoQuery {
  /** Another number makes other people, hosts and absences. */
  readonly seed: number;
  /** The day everything is dated from. */
  readonly today: Day;
}

/** The invented programme as rows linked to each other, before they become cells. */
export interface DemoWorld {
  readonly frame: Frame;
  readonly filled: readonly Filled[];
  /** What the demo itself counted on each attendance sheet, before anybody typed it. */
  readonly sheets: readonly SheetTold[];
  /** The rows of a tab that have an ID already. */
  written<T extends AnyTab>(tab: T): readonly RowOf<T>[];
}

/** The rows of one tab; how many of the last have just been typed, and have no ID. */
export interface Filled {
  readonly tab: AnyTab;
  readonly rows: readonly { readonly id: string }[];
  readonly newest?: number;
}

/** Invents a programme: who, where, when, and all that was written about it. */
export function demoWorld(query: DemoQuery): DemoWorld {
  const frame = frameOf(query);
  const staff = staffOf(frame);
  const slots = slotsOf(frame);
  const people = peopleOf({ frame, staff, slots });
  const hosts = hostsOf({ frame, staff, slots });
  const told = { frame, staff, slots, people, hosts };
  const placements = placementsOf(told);
  const wide = { ...told, placements };
  const sheets = sheetsOf(placements, told);
  const items = budgetOf({ frame, staff });
  const followed = cooperativesOf(wide);
  const held = workshopsOf(wide);
  const bodies = partnersOf(wide);
  const secret = { ...wide, sheets };
  const contacts = [...contactsOf(told), ...hostContactsOf(wide)].toSorted((a, b) =>
    (a.on ?? '') < (b.on ?? '') ? -1 : (a.on ?? '') > (b.on ?? '') ? 1 : 0,
  );
  const filled: readonly Filled[] = [
    { tab: registry.beneficiaries, rows: people.map((it) => it.row), newest: 3 },
    { tab: registry.contacts, rows: numbered(registry.contacts, contacts), newest: 4 },
    {
      tab: registry.interviews,
      rows: numbered(registry.interviews, interviewsOf(told)),
      newest: 3,
    },
    {
      tab: registry.insertionPlans,
      rows: numbered(registry.insertionPlans, plansOf(told)),
      newest: 1,
    },
    { tab: registry.internships, rows: placements.map((it) => it.row), newest: 2 },
    { tab: registry.variations, rows: variationsOf(placements, told) },
    { tab: registry.attendanceSheets, rows: sheets.map((it) => it.row) },
    {
      tab: registry.visits,
      rows: numbered(registry.visits, visitsOf(placements, told)),
      newest: 3,
    },
    {
      tab: registry.signings,
      rows: numbered(registry.signings, signingsOf(placements, told)),
      newest: 1,
    },
    { tab: registry.outcomes, rows: numbered(registry.outcomes, outcomesOf(placements, told)) },
    { tab: registry.waivers, rows: numbered(registry.waivers, waiversOf(wide)) },
    { tab: registry.requests, rows: numbered(registry.requests, requestsOf(wide)), newest: 1 },
    {
      tab: registry.referrals,
      rows: numbered(registry.referrals, referralsOf({ ...wide, bodies })),
    },
    { tab: registry.municipalities, rows: frame.comuni },
    { tab: registry.labs, rows: staff.labs },
    { tab: registry.operators, rows: staff.operators, newest: 1 },
    { tab: registry.companies, rows: hosts.companies, newest: 2 },
    { tab: registry.sites, rows: hosts.sites },
    { tab: registry.companyTutors, rows: hosts.tutors },
    { tab: registry.closures, rows: hosts.closures },
    { tab: registry.agreements, rows: hosts.agreements },
    { tab: registry.places, rows: hosts.places, newest: 1 },
    { tab: registry.cooperatives, rows: followed },
    { tab: registry.outsourcings, rows: outsourcingsOf({ ...wide, followed }) },
    { tab: registry.workshops, rows: held },
    {
      tab: registry.enrolments,
      rows: numbered(registry.enrolments, enrolmentsOf({ ...wide, held })),
      newest: 3,
    },
    { tab: registry.partners, rows: bodies },
    { tab: registry.budget, rows: items },
    { tab: registry.batches, rows: batchesOf(sheets, { frame, staff, items }) },
    { tab: registry.restricted, rows: numbered(registry.restricted, restrictedOf(secret)) },
    {
      tab: registry.authorisations,
      rows: numbered(registry.authorisations, authorisationsOf(secret)),
    },
    {
      tab: registry.restrictedAbsences,
      rows: numbered(registry.restrictedAbsences, absencesOf(secret)),
      newest: 1,
    },
    { tab: registry.indicators, rows: numbered(registry.indicators, indicatorsOf(secret)) },
  ];
  return {
    frame,
    filled,
    sheets,
    written<T extends AnyTab>(tab: T) {
      const { rows, newest = 0 } = filled.find((it) => it.tab === tab) ?? { rows: [] };
      // The rows of a tab were made for that very tab.
      return rows.slice(0, rows.length - newest) as readonly unknown[] as readonly RowOf<T>[];
    },
  };
}
