import * as registry from '../config/registry.ts';
import type { Cell } from '../src/core/cell.ts';
import { type Day, day, daysOf, monthOf, plusDays, plusMonth, weekdayOf } from '../src/core/day.ts';
import { euro } from '../src/core/money.ts';
import { type AnyTab, idOf } from '../src/core/tab.ts';

/** A tab as cells, header first. */
export interface BenchSheet {
  readonly tab: AnyTab;
  readonly rows: readonly (readonly Cell[])[];
}

/**
 * A programme of any size, plain and nearly without faults: what is measured is the reading and the judging, not
 * the telling. `internships` people, hosts in proportion, and a year of attendance sheets each.
 */
export function benchProgramme(internships: number): readonly BenchSheet[] {
  const hosts = Math.max(1, Math.ceil(internships / 2));
  const staff = Math.max(8, Math.ceil(internships / 7));
  const start = day('2026-01-05');
  const end = day('2027-01-04');
  return [
    sheet(registry.municipalities, 1, () => ({
      name: 'Andria',
      province: 'BT',
      belfiore: 'A285',
      cap: '76123',
    })),
    sheet(registry.labs, 4, (n) => ({ name: `Laboratorio ${n}`, municipality: 1 })),
    sheet(registry.operators, staff, (n) => ({
      lastName: `Verdi${letters(n)}`,
      firstName: 'Carla',
      role: n % 2 === 0 ? 'promoterTutor' : 'labOperator',
      email: `o${n}@example.org`,
      lab: 1 + (n % 4),
    })),
    sheet(registry.companies, hosts, (n) => ({
      name: `Forno ${letters(n)}`,
      kind: 'association',
      municipality: 1,
    })),
    sheet(registry.sites, hosts, (n) => ({
      company: n,
      name: 'Sede',
      municipality: 1,
      permanentStaff: 40,
    })),
    sheet(registry.companyTutors, hosts, (n) => ({
      company: n,
      lastName: `Neri${letters(n)}`,
      firstName: 'Piero',
      email: `t${n}@example.com`,
    })),
    sheet(registry.agreements, hosts, (n) => ({
      company: n,
      number: `${n}/2026`,
      signedOn: start,
      from: start,
      to: day('2027-12-31'),
    })),
    sheet(registry.beneficiaries, internships, (n) => ({
      lastName: `Rossi${letters(n)}`,
      firstName: 'Amina',
      sex: 'female',
      birthDate: plusDays(day('1990-01-01'), n % 3000),
      lab: 1 + (n % 4),
      operator: 1 + 2 * (n % Math.floor(staff / 2)),
      metOn: day('2025-10-01'),
      inChargeOn: day('2025-09-01'),
      requirementVerified: true,
    })),
    sheet(registry.internships, internships, (n) => ({
      beneficiary: n,
      company: 1 + (n % hosts),
      site: 1 + (n % hosts),
      agreement: 1 + (n % hosts),
      companyTutor: 1 + (n % hosts),
      promoterTutor: 2 + 2 * (n % Math.floor(staff / 2 - 1)),
      instrument: 'tis',
      region: 'puglia',
      startDate: start,
      endDate: end,
      months: 12,
      hoursMon: 300,
      hoursTue: 300,
      hoursWed: 300,
      hoursThu: 300,
      hoursFri: 300,
      weeklyHours: 1500,
      allowance: euro(600),
      pfiNumber: `${n}/2026`,
      promoter: 'Comune',
      mentor: 1,
      medicalVisitDue: false,
      dpiDue: false,
      gepiRecordedOn: plusDays(start, 2),
      inailPat: '12345678/90',
      rctPolicy: '2026/10/4477',
      safetyTrainingOn: day('2026-01-02'),
      cp: '5.2.2.1.0',
      sepAda: 'ADA.01',
      tasks: 'aiuto al banco',
      objectives: 'imparare',
      pfiSignedOn: start,
      coSentOn: day('2026-01-02'),
      coProtocol: `16000${n}`,
      coCategory: 'inCharge',
      inailFrom: start,
      inailTo: end,
      rctFrom: start,
      rctTo: end,
    })),
    sheet(registry.attendanceSheets, internships * 12, (n) => {
      const month = plusMonth(monthOf(start), (n - 1) % 12);
      const worked = (it: Day) => it >= start && !['sab', 'dom'].includes(weekdayOf(it));
      return {
        internship: 1 + Math.floor((n - 1) / 12),
        month,
        ...Object.fromEntries(
          daysOf(month).flatMap((it, at) => (worked(it) ? [[`d${at + 1}`, { minutes: 300 }]] : [])),
        ),
        receivedOn: plusDays(daysOf(month).at(-1) ?? start, 3),
        signedByTutor: true,
      };
    }),
  ];
}

type Values = Readonly<Record<string, unknown>>;

/** References are told by number: the registry knows which tab they lead to. */
function sheet(tab: AnyTab, count: number, row: (n: number) => Values): BenchSheet {
  const columns = Object.entries(tab.columns);
  return {
    tab,
    rows: [
      ['ID', ...columns.map(([, it]) => it.label)],
      ...Array.from({ length: count }, (_, at): Cell[] => {
        const values = row(at + 1);
        return [
          idOf(tab, at + 1),
          ...columns.map(([key, column]): Cell => {
            const value = values[key];
            if (value === undefined) return undefined;
            // `refersTo` is the only maker of references, and its `to` is a tab.
            return typeof column.to === 'object'
              ? idOf(column.to as AnyTab, Number(value))
              : once(column.write(value));
          }),
        ];
      }),
    ],
  };
}

const known = new Map<string, string>();

/** A spreadsheet keeps each text once, and so does whoever reads it. */
function once(cell: Cell): Cell {
  if (typeof cell !== 'string') return cell;
  const before = known.get(cell);
  if (before !== undefined) return before;
  known.set(cell, cell);
  return cell;
}

function letters(n: number): string {
  return n
    .toString(26)
    .replace(/[0-9a-p]/g, (it) => String.fromCharCode(97 + Number.parseInt(it, 26)));
}
