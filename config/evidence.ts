import { daysOf, type Month } from '../src/core/day.ts';
import type { Evidence } from '../src/core/internship-month.ts';
import type { Around } from '../src/core/rule.ts';
import { type AnyTab, valueAt } from '../src/core/tab.ts';
import { variationsOf } from './lifecycle.ts';
import { attendanceSheets, closures, internships, variations } from './registry.ts';

/** The columns that decide what a month is worth, by tab: whatever is not here may change without touching an amount. */
const deciding = {
  internships: [
    'beneficiary',
    'company',
    'site',
    'instrument',
    'region',
    'startDate',
    'endDate',
    'hoursMon',
    'hoursTue',
    'hoursWed',
    'hoursThu',
    'hoursFri',
    'hoursSat',
    'hoursSun',
    'allowance',
    'nightOrHoliday',
    'coSentOn',
    'coProtocol',
    'inailPat',
    'inailFrom',
    'inailTo',
    'rctPolicy',
    'rctFrom',
    'rctTo',
    'endedOn',
    'typedState',
  ],
  variations: [
    'kind',
    'from',
    'to',
    'newEndDate',
    'hoursMon',
    'hoursTue',
    'hoursWed',
    'hoursThu',
    'hoursFri',
    'hoursSat',
    'hoursSun',
    'newSite',
    'newAllowance',
    'inailTo',
    'rctTo',
    'cancelledOn',
  ],
  closures: ['from', 'to', 'reason'],
} as const satisfies {
  readonly internships: readonly (keyof typeof internships.columns)[];
  readonly variations: readonly (keyof typeof variations.columns)[];
  readonly closures: readonly (keyof typeof closures.columns)[];
};

/** Columns of the sheet that say nothing of the hours, and who signed and checked them: they may be filled in later. */
const aside: ReadonlySet<string> = new Set(['check', 'notes', 'scan', 'sentOn']);

/**
 * The cells a month's amount rests on: its sheet, its internship, the variations that hold, the closures of its site
 * that fall in it. Blank cells are not there, so that one filled in later is news too. In a fixed order.
 */
export function evidenceOf(around: Around, internship: string, month: Month): readonly Evidence[] {
  const [it] = around.where(internships, 'id', internship);
  if (it === undefined) return [];
  const [first, last] = [daysOf(month)[0] ?? '', daysOf(month).at(-1) ?? ''];
  const sheet = around.where(attendanceSheets, 'internship', it).find((one) => one.month === month);
  const shut = it.site === undefined ? [] : around.where(closures, 'site', it.site);
  return [
    ...(sheet === undefined
      ? []
      : cellsOf(
          attendanceSheets,
          sheet,
          Object.keys(attendanceSheets.columns).filter((key) => !aside.has(key)),
        )),
    ...cellsOf(internships, it, deciding.internships),
    ...variationsOf(it, around).flatMap((one) => cellsOf(variations, one, deciding.variations)),
    ...shut
      .filter((one) => (one.from ?? last) <= last && (one.to ?? first) >= first)
      .flatMap((one) => cellsOf(closures, one, deciding.closures)),
  ];
}

function cellsOf(
  tab: AnyTab,
  row: { readonly id: string },
  keys: readonly string[],
): readonly Evidence[] {
  return keys.flatMap((key): Evidence[] => {
    const column = tab.columns[key];
    const value = valueAt(row, key);
    if (column === undefined || value === undefined) return [];
    return [
      {
        tab: tab.name,
        id: row.id,
        key,
        label: column.label,
        text: isRow(value) ? value.id : column.show(value),
        classes: [column.privacy],
      },
    ];
  });
}

function isRow(value: unknown): value is { readonly id: string } {
  return typeof value === 'object' && value !== null && 'id' in value;
}
