import { type Cell, isBlank, resultOf } from './cell.ts';
import type { Calendar, Day } from './day.ts';
import type { Finding } from './finding.ts';
import { expectedIn, keyOfTab, type Register } from './register.ts';
import { type Around, fills, pathsOf, type Rule, type Said } from './rule.ts';
import type { Settings } from './setting.ts';
import type { AnyTab } from './tab.ts';

/** What rules may look at, of a register on a day. */
export function aroundOf(
  { rows, where, has }: Pick<Register, 'rows' | 'where' | 'has'>,
  on: { readonly today: Day; readonly settings: Settings; readonly calendar: Calendar },
): Around {
  return { ...on, rows, where, has };
}

/** What judging needs beside the register. */
export interface Judging {
  readonly register: Register;
  readonly tabs: readonly AnyTab[];
  readonly rules: Readonly<Record<string, Rule>>;
  /** Made of the same register: what is worked out for it serves whoever asks afterwards. */
  readonly around: Around;
  /** Who mends a blank cell of a tab. */
  readonly mends: (tab: AnyTab) => string;
}

/**
 * All that does not hold in a register: what could not be read, what is blank and must not be, and every
 * rule that fails. One cause gives one finding: a rule is silent while a cell it needs cannot be read.
 */
export function judge({ register, tabs, rules, around, mends }: Judging): Finding[] {
  return [
    ...register.findings,
    ...tabs.flatMap((it) => blanks({ tab: it, register, mends: mends(it) })),
    ...broken({ rules, register, around }),
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
  readonly rules: Readonly<Record<string, Rule>>;
  readonly register: Register;
  readonly around: Around;
}

/** Rows are judged so many at a time: enough for a rule to run warm, few enough to stay at hand for the next rule. */
const atATime = 128;

/** Every rule put to every row; told in the order of the rules and, for each, of the rows. */
function broken({ rules, register, around }: Broken): Finding[] {
  const asked = Object.entries(rules)
    .filter(([, rule]) => canBeAsked(rule, register))
    .map(([id, rule]): Asked => ({ id, rule, found: [] }));
  for (const [tab, ofTab] of Map.groupBy(asked, ({ rule }) => rule.tab)) {
    const groups = sameNeeds(ofTab);
    const rows = register.rows(tab);
    for (let from = 0; from < rows.length; from += atATime) {
      const some = rows.slice(from, from + atATime);
      for (const { paths, group } of groups) {
        const whole = some.filter((row) => fills(row, paths));
        for (const it of group) ask(it, { rows: whole, register, around });
      }
    }
  }
  return asked.flatMap(({ found }) => found);
}

interface Asked {
  readonly id: string;
  readonly rule: Rule;
  readonly found: Finding[];
}

function canBeAsked(rule: Rule, register: Register): boolean {
  const layout = register.layout(rule.tab);
  if (layout === undefined || rule.uses.some((it) => !register.has(it))) return false;
  // A cell that cannot be marked cannot be mended there: its missing column has its own finding.
  return rule.marks === 'id' || layout.at.has(rule.marks);
}

/** The rules of a tab by the cells they need, so that these are looked at once for all who need the same. */
function sameNeeds(asked: readonly Asked[]) {
  // A rule without `judgeWhole` looks by itself.
  const needs = ({ rule }: Asked) => (rule.judgeWhole === undefined ? [] : rule.needs);
  return [...Map.groupBy(asked, (it) => needs(it).join(' ')).values()].map((group) => ({
    group,
    paths: pathsOf(group.slice(0, 1).flatMap(needs)),
  }));
}

interface Asking {
  readonly rows: readonly { readonly id: string }[];
  readonly register: Register;
  readonly around: Around;
}

function ask({ id, rule, found }: Asked, { rows, register, around }: Asking): void {
  const judged = rule.judgeWhole ?? rule.judge;
  for (const row of rows) {
    const said = judged(row, around);
    const finding = said && told({ id, rule, row, said, register });
    if (finding !== undefined) found.push(finding);
  }
}

interface ToTell {
  readonly id: string;
  readonly rule: Rule;
  readonly row: { readonly id: string };
  readonly said: Said;
  readonly register: Register;
}

function told({ id, rule, row, said, register }: ToTell): Finding | undefined {
  const layout = register.layout(rule.tab);
  const at = layout?.at.get(rule.marks);
  const line = register.lineOf(row);
  // A cell that cannot be read looks blank to a rule: its own finding has said what is wrong with it.
  if (at !== undefined && isUnread(row, rule.marks, layout?.grid.rows[line]?.[at]))
    return undefined;
  return {
    key: `${id}/${register.keyOf(row)}/${rule.marks}`,
    rule: id,
    level: rule.level,
    tab: rule.tab.name,
    line: line + 1,
    id: row.id,
    column: rule.tab.columns[rule.marks]?.label ?? 'ID',
    says: said.says,
    classes:
      rule.tab.book === 'riservato'
        ? [...new Set([...rule.classes, 'restricted' as const])]
        : rule.classes,
    name: rule.name,
    expected: rule.expects,
    proposed: said.proposed,
    mends: rule.mends,
    stops: rule.stops,
  };
}

function isUnread(row: object, key: string, cell: Cell): boolean {
  // Rows are plain objects by column name.
  return (row as Readonly<Record<string, unknown>>)[key] === undefined && !isBlank(resultOf(cell));
}

function decapitalised(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
