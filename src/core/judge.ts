import { type Cell, isBlank, resultOf } from './cell.ts';
import type { Calendar, Day } from './day.ts';
import type { Finding } from './finding.ts';
import { expectedIn, keyOfTab, type Register } from './register.ts';
import type { Around, Rule } from './rule.ts';
import type { Settings } from './setting.ts';
import type { AnyTab } from './tab.ts';

/** What judging needs beside the register. */
export interface Judging {
  readonly register: Register;
  readonly tabs: readonly AnyTab[];
  readonly rules: Readonly<Record<string, Rule>>;
  readonly today: Day;
  readonly settings: Settings;
  readonly calendar: Calendar;
  /** Who mends a blank cell of a tab. */
  readonly mends: (tab: AnyTab) => string;
}

/**
 * All that does not hold in a register: what could not be read, what is blank and must not be, and every
 * rule that fails. One cause gives one finding: a rule is silent while a cell it needs cannot be read.
 */
export function judge({
  register,
  tabs,
  rules,
  today,
  settings,
  calendar,
  mends,
}: Judging): Finding[] {
  const around: Around = {
    today,
    settings,
    calendar,
    rows: register.rows,
    where: register.where,
    has: register.has,
  };
  return [
    ...register.findings,
    ...tabs.flatMap((it) => blanks({ tab: it, register, mends: mends(it) })),
    ...Object.entries(rules).flatMap(([id, rule]) => broken({ id, rule, register, around })),
  ];
}

interface Blanks {
  readonly tab: AnyTab;
  readonly register: Register;
  readonly mends: string;
}

function blanks({ tab, register, mends }: Blanks): Finding[] {
  const layout = register.layout(tab);
  if (layout === undefined) return [];
  const rows = register.rows(tab);
  return Object.entries(tab.columns).flatMap(([key, column]) => {
    const level = column.required;
    const at = layout.at.get(key);
    if (level === undefined || at === undefined) return [];
    return rows.flatMap((row): Finding[] => {
      // Rows are plain objects by column name.
      if ((row as Readonly<Record<string, unknown>>)[key] !== undefined) return [];
      const line = register.lineOf(row);
      // What stands there and cannot be read is not missing: another finding says what is wrong with it.
      if (!isBlank(resultOf(layout.grid.rows[line]?.[at]))) return [];
      const name = `${keyOfTab(tab)}.${key}`;
      return [
        {
          key: `${name}.missing/${register.keyOf(row)}`,
          rule: `${name}.missing`,
          level,
          tab: tab.name,
          line: line + 1,
          id: row.id,
          column: column.label,
          says: `Manca «${column.label}»: ${decapitalised(expectedIn(column))}`,
          // That a cell is blank tells nothing of what would stand there, but in the restricted book its very row does.
          classes: [tab.book === 'riservato' ? 'restricted' : 'internal'],
          name: `«${column.label}» è compilata`,
          expected: expectedIn(column),
          mends,
        },
      ];
    });
  });
}

interface Broken {
  readonly id: string;
  readonly rule: Rule;
  readonly register: Register;
  readonly around: Around;
}

function broken({ id, rule, register, around }: Broken): Finding[] {
  const layout = register.layout(rule.tab);
  if (layout === undefined || rule.uses.some((it) => !register.has(it))) return [];
  // A cell that cannot be marked cannot be mended there: its missing column has its own finding.
  if (rule.marks !== 'id' && !layout.at.has(rule.marks)) return [];
  const at = layout.at.get(rule.marks);
  const found: Finding[] = [];
  for (const row of register.rows(rule.tab)) {
    const judged = rule.judge(row, around);
    if (judged === undefined) continue;
    const line = register.lineOf(row);
    // A cell that cannot be read looks blank to a rule: its own finding has said what is wrong with it.
    if (at !== undefined && isUnread(row, rule.marks, layout.grid.rows[line]?.[at])) continue;
    const column = rule.tab.columns[rule.marks];
    found.push({
      key: `${id}/${register.keyOf(row)}/${rule.marks}`,
      rule: id,
      level: rule.level,
      tab: rule.tab.name,
      line: line + 1,
      id: row.id,
      column: column?.label ?? 'ID',
      says: judged.says,
      classes:
        rule.tab.book === 'riservato'
          ? [...new Set([...rule.classes, 'restricted' as const])]
          : rule.classes,
      name: rule.name,
      expected: rule.expects,
      proposed: judged.proposed,
      mends: rule.mends,
      stops: rule.stops,
    });
  }
  return found;
}

function isUnread(row: object, key: string, cell: Cell): boolean {
  // Rows are plain objects by column name.
  return (row as Readonly<Record<string, unknown>>)[key] === undefined && !isBlank(resultOf(cell));
}

function decapitalised(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
