import type { Cell } from '../../src/core/cell.ts';
import type { Column } from '../../src/core/column.ts';
import { type Day, inDigits, inWords } from '../../src/core/day.ts';
import { euro } from '../../src/core/money.ts';
import type { Setting } from '../../src/core/setting.ts';
import type { AnyTab } from '../../src/core/tab.ts';
import * as registry from '../registry.ts';
import * as settings from '../settings.ts';
import { at } from './chance.ts';
import { partitaIvaOf } from './codes.ts';
import { type Frame, frameOf, numbered } from './frame.ts';
import { hostsOf } from './hosts.ts';
import { outcomesOf, placementsOf, programmeCup, promoter, promoterPat, promoterPolicy, signer, signingsOf, variationsOf, visitsOf } from './internships.ts';
import { contactsOf, interviewsOf, plansOf } from './meetings.ts';
import { batchesOf, budgetOf } from './money.ts';
import { cooperativesOf, enrolmentsOf, hostContactsOf, outsourcingsOf, partnersOf, referralsOf, requestsOf, waiversOf, workshopsOf } from './network.ts';
import { peopleOf } from './people.ts';
import { absencesOf, authorisationsOf, indicatorsOf, restrictedOf } from './secrets.ts';
import { sheetsDue, sheetsOf } from './sheets.ts';
import { slotsOf } from './slots.ts';
import { staffOf } from './staff.ts';

/** A demo programme is the same for the same seed and day, cell by cell. */
export interface DemoQuery {
  /** Any text: another one makes other people, hosts and absences. */
  readonly seed: string;
  /** The day everything is dated from. */
  readonly today: Day;
}

/** The cells of an invented programme, before ALICE ever looked at it. */
export interface DemoSheets {
  /** What stands in «Impostazioni», by the setting's name in code; settings that are not here keep their own value. */
  readonly settings: ReadonlyMap<string, unknown>;
  readonly tabs: readonly DemoTab[];
}

/** One tab of the demo: its header and its rows, the ID first. */
export interface DemoTab {
  readonly tab: AnyTab;
  /** «ID», then the labels of the columns. */
  readonly header: readonly Cell[];
  readonly rows: readonly (readonly Cell[])[];
}

/**
 * An invented programme with a year behind it: 4 labs, 180 people met, 42 selected, 38 hosts, 44 internships of which
 * 30 have started, and all that was written about them. Nothing in it is wrong: see `plantedIn` for that. A few cells
 * are typed the way people type; the newest rows of several tabs have no ID yet, which ALICE gives them.
 */
export function demoProgramme(query: DemoQuery): DemoSheets {
  const frame = frameOf(query);
  return { settings: settingsOf(frame), tabs: tabsOf(frame) };
}

/** The rows of one tab; how many of the last have just been written, and have no ID. */
interface Filled {
  readonly tab: AnyTab;
  readonly rows: readonly { readonly id: string }[];
  readonly newest?: number;
}

function tabsOf(frame: Frame): readonly DemoTab[] {
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
  const contacts = [...contactsOf(told), ...hostContactsOf(wide)].toSorted((a, b) => ((a.on ?? '') < (b.on ?? '') ? -1 : (a.on ?? '') > (b.on ?? '') ? 1 : 0));
  const filled: readonly Filled[] = [
    { tab: registry.beneficiaries, rows: people.map((it) => it.row), newest: 3 },
    { tab: registry.contacts, rows: numbered(registry.contacts, contacts), newest: 4 },
    { tab: registry.interviews, rows: numbered(registry.interviews, interviewsOf(told)), newest: 3 },
    { tab: registry.insertionPlans, rows: numbered(registry.insertionPlans, plansOf(told)), newest: 1 },
    { tab: registry.internships, rows: placements.map((it) => it.row), newest: 2 },
    { tab: registry.variations, rows: variationsOf(placements, told) },
    { tab: registry.attendanceSheets, rows: sheets.map((it) => it.row) },
    { tab: registry.visits, rows: numbered(registry.visits, visitsOf(placements, told)), newest: 3 },
    { tab: registry.signings, rows: numbered(registry.signings, signingsOf(placements, told)), newest: 1 },
    { tab: registry.outcomes, rows: numbered(registry.outcomes, outcomesOf(placements, told)) },
    { tab: registry.waivers, rows: numbered(registry.waivers, waiversOf(wide)) },
    { tab: registry.requests, rows: numbered(registry.requests, requestsOf(wide)), newest: 1 },
    { tab: registry.referrals, rows: numbered(registry.referrals, referralsOf({ ...wide, bodies })) },
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
    { tab: registry.enrolments, rows: numbered(registry.enrolments, enrolmentsOf({ ...wide, held })), newest: 3 },
    { tab: registry.partners, rows: bodies },
    { tab: registry.budget, rows: items },
    { tab: registry.batches, rows: batchesOf(sheets, { frame, staff, items }) },
    { tab: registry.restricted, rows: numbered(registry.restricted, restrictedOf(secret)) },
    { tab: registry.authorisations, rows: numbered(registry.authorisations, authorisationsOf(secret)) },
    { tab: registry.restrictedAbsences, rows: numbered(registry.restrictedAbsences, absencesOf(secret)), newest: 1 },
    { tab: registry.indicators, rows: numbered(registry.indicators, indicatorsOf(secret)) },
  ];
  return filled.map((it) => typed(it, frame));
}

/** A tab's rows as cells: what a spreadsheet holds once people have filled it in. */
function typed({ tab, rows, newest = 0 }: Filled, frame: Frame): DemoTab {
  const chance = frame.chance(`typing ${tab.id}`);
  const columns = Object.entries(tab.columns);
  return {
    tab,
    header: ['ID', ...columns.map(([, it]) => it.label)],
    rows: rows.map((row, nth) => [
      nth < rows.length - newest ? row.id : undefined,
      ...columns.map(([key, column]): Cell => {
        // Rows are plain objects by column name.
        const value = (row as Readonly<Record<string, unknown>>)[key];
        if (value === undefined) return undefined;
        return chance.oftenAs(2) ? asPeopleType(column, value, row) : column.write(value);
      }),
    ]),
  };
}

/** The same value as a person would type it: a date as text, hours with a comma, a code with spaces, a stray blank. */
function asPeopleType(column: Column<unknown>, value: unknown, row: { readonly id: string }): Cell {
  const written = column.write(value);
  const turn = Number(row.id.slice(row.id.indexOf('-') + 1)) % 3;
  switch (column.kind) {
    case 'data': {
      // A column of this kind holds days.
      const day = value as Day;
      return at([inDigits(day), inWords(day), `${Number(day.slice(8))}-${Number(day.slice(5, 7))}-${day.slice(0, 4)}`], turn);
    }
    case 'ore':
      return at([`${column.show(value)}`, ` ${column.show(value)} `, `${column.show(value)} h`], turn);
    case 'importo':
      return at([`€ ${column.show(value).replace(' €', '')}`, column.show(value), `${column.show(value)} `], turn);
    case 'sì/no':
      return at([value === true ? 'SI' : 'NO', value === true, value === true ? 'Sì' : 'No'], turn);
    case 'scelta':
      return typeof written === 'string' ? at([written.toUpperCase(), ` ${written}`, written], turn) : written;
    case 'codice fiscale':
      return typeof written === 'string' && written.length === 16
        ? at([written.toLowerCase(), `${written.slice(0, 6)} ${written.slice(6, 11)} ${written.slice(11)}`, `${written} `], turn)
        : written;
    case 'telefono':
      return typeof written === 'string' ? at([written.replace('+39', ''), written.replace('+39', '0039 '), `${written.slice(0, 6)} ${written.slice(6)}`], turn) : written;
    case 'testo':
      return typeof written === 'string' ? at([`${written} `, ` ${written}`, written.replace(' ', '  ')], turn) : written;
    default:
      return written;
  }
}

/** What the coordinator of the demo wrote in «Impostazioni». */
function settingsOf(frame: Frame): ReadonlyMap<string, unknown> {
  const birth = '1971-05-12';
  const chosen: Partial<Record<keyof typeof settings, unknown>> = {
    programmeName: 'ALICE – programma dimostrativo',
    territory: 'PIT 2 – Area Nord Barese (dati inventati)',
    programmeCup,
    fundingSource: 'fsePlus',
    fundingLine: 'Asse III – laboratori; Asse IV – accompagnamento al lavoro',
    fundingAct: `determina n. 9 del ${inDigits(frame.from)}`,
    programmeStart: frame.from,
    programmeEnd: frame.to,
    signingPlace: 'Andria',
    ruleRegion: 'puglia',
    monthlyAllowance: euro(600),
    attendanceThreshold: 7000,
    attendanceBase: 'days',
    attendanceComparator: 'atLeast',
    belowThreshold: 'proRata',
    targetWorkshops: 7,
    amministrazione: true,
    progetti: true,
    cooperazione: true,
    workshop: true,
    rete: true,
    esiti: true,
    abbinamento: true,
    riservato: true,
    promoterName: promoter,
    promoterCodiceFiscale: partitaIvaOf(900),
    promoterAddress: 'via dei Setacci 30 – 76123 Andria (BT)',
    promoterPec: 'consorzioesempio@pec.example.org',
    promoterRepresentative: signer,
    promoterRepresentativeRole: 'presidente',
    promoterRepresentativeBirthPlace: 'Trani (BA)',
    promoterRepresentativeBirthDate: birth,
    promoterPat,
    promoterRct: promoterPolicy,
    promoterRctFrom: frame.from,
    promoterRctTo: frame.to,
    absencePhone: '+390883000999',
    sheetsDueDay: sheetsDue,
    payer: 'Comune di Andria',
    taxRegime: 'exempt',
    statementDay: 15,
    monthlyBudget: euro(26_400),
    totalBudget: euro(190_000),
    coordinatorMailbox: 'coordinamento@example.org',
    controller: 'Comune di Andria',
    controllerContact: 'piazza della Meridiana 1 – comunediandria@pec.example.org',
    dpo: 'rpd@example.org',
    processor: promoter,
    privacyNotice: 'https://example.org/informativa',
  };
  const known = new Set(Object.keys(settings satisfies Readonly<Record<string, Setting<unknown>>>));
  return new Map(Object.entries(chosen).filter(([name]) => known.has(name)));
}
