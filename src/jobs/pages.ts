import { dueInWords } from '../core/allowance.ts';
import type { Cell, Formula } from '../core/cell.ts';
import { columnLetters } from '../core/cell.ts';
import { hours, money, text, whole } from '../core/column.ts';
import { monthInWords, plusDays } from '../core/day.ts';
import type { Finding } from '../core/finding.ts';
import { isRestricted } from '../core/finding.ts';
import type { InternshipMonth, ProgrammeMonths } from '../core/internship-month.ts';
import type { Indicator, PageName } from '../core/knowledge.ts';
import { cents, sum } from '../core/money.ts';
import type { PaperKnowledge } from '../core/paper.ts';
import { lineCells, listName, markKey, markNames, shapeOfPage } from '../core/provision.ts';
import { type Audience, release } from '../core/release.ts';
import type { ChartShape, ColumnShape, Name } from '../core/shape.ts';
import { stateOf } from '../core/state.ts';
import { type AnyTab, type Columns, type PageTab, valueAt } from '../core/tab.ts';
import { list, plural } from '../core/words.ts';
import type { Page } from '../ports.ts';
import { papersPage } from './papers.ts';
import type { Past } from './past.ts';
import { codeOf, type RemindPlan } from './reminders.ts';
import { answersTo } from './requests.ts';
import { stopsInWords, toldOf, type VolumeRead, type World } from './world.ts';

/** The colour of the tongues of ALICE's own tabs. */
export const pageColour = '9AA5B1';

/** ALICE's tabs of one file, and what the formulas of people's tabs will show when they look into them. */
export interface Pages {
  readonly pages: readonly Page[];
  /** By named range: what a formula that looks an ID up there will show. */
  readonly lookUps: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

interface Telling {
  readonly world: World;
  readonly volume: VolumeRead;
  /** All findings that are listed, sorted. */
  readonly findings: readonly Finding[];
  readonly past: Past;
  readonly months: ProgrammeMonths;
  /** What becomes of every reminder. */
  readonly reminders: RemindPlan;
  /** What is known of papers; nothing where none was printed. */
  readonly papers?: PaperKnowledge | undefined;
}

type Line = Readonly<Record<string, unknown>>;

/** The named ranges laid formulas look IDs up in; their second column is what is shown. */
const lookUp = {
  states: 'alice_stati',
  checks: 'alice_verifica',
  answers: 'alice_risposte',
} as const;

/** Works out every tab of ALICE's in a file. */
export function pagesOf(telling: Telling): Pages {
  const { world, volume } = telling;
  const mine = findingsIn(telling);
  const states = statesIn(telling);
  const verdicts = verdictsIn(mine);
  const answers = volume.books.includes('persone')
    ? answersTo({
        ...telling,
        money: world.knowledge.pages.months.books.every((it) => volume.books.includes(it)),
      })
    : [];
  const content: Readonly<Partial<Record<PageName, readonly Line[]>>> = {
    readme: readmeLines(telling),
    findings: mine.map((it) => findingLine(it, telling)),
    tasks: taskLines(mine, telling),
    states,
    checks: verdicts.map(([id, says]) => ({ id, says })),
    answers: answers.map(([id, says]) => ({ id, says })),
    months: telling.months.months.map(monthLine),
    papers: paperLines(telling),
    occurrences: reminderLines(telling),
    matches: [],
    journal: journalLines(telling.past),
  };
  const pages = Object.entries(world.knowledge.pages).flatMap(([name, page]): Page[] => {
    if (!world.modules.has(page.module) || !page.books.some((it) => volume.books.includes(it)))
      return [];
    if (name === 'lists') return [listsPage(page, telling)];
    if (name === 'dashboard') return [dashboardPage(page, telling)];
    // The keys of `pages` are page names.
    const lines = content[name as PageName] ?? [];
    return [
      {
        shape: shapeOfPage(page, pageColour),
        rows: lines.map((it) => lineCells(page, it)),
        names: namesOver(page, name, lines.length),
      },
    ];
  });
  return {
    pages,
    lookUps: new Map([
      [lookUp.checks, new Map(verdicts)],
      [lookUp.answers, new Map(answers)],
      [lookUp.states, new Map(states.map(({ id, state }) => [id, state]))],
    ]),
  };
}

/** The findings that stand in a file: restricted ones only in the restricted book, and elsewhere what they stop, told neutrally. */
function findingsIn({ world, volume, findings }: Telling): Finding[] {
  const tabs = new Set(volume.tabs.map((it) => it.name));
  const restricted = volume.books.includes('riservato');
  const main = volume.books.includes('persone');
  const all = new Set(world.knowledge.tabs.map((it) => it.name));
  return findings.flatMap((it) => {
    if (isRestricted(it))
      return restricted ? [it] : tabs.has(it.tab) && it.level === 'blocca' ? [neutral(it)] : [];
    return tabs.has(it.tab) || (main && !all.has(it.tab)) ? [it] : [];
  });
}

/** What may be said outside the restricted book of a finding that stands there: that something is missing, and whom to ask. */
function neutral(it: Finding): Finding {
  return {
    ...it,
    rule: 'restrictedRequirement',
    says: 'Un requisito riservato non è a posto: chiedi al coordinatore.',
    name: 'I requisiti riservati sono a posto',
    expected:
      'Il coordinatore lo vede nel registro riservato e dice quando è risolto, ad esempio prima dell’avvio.',
    column: 'ID',
    proposed: undefined,
    classes: ['internal'],
    mends: 'coordinator',
  };
}

function findingLine(it: Finding, { world, volume }: Telling): Line {
  const says =
    release({ value: it.says, classes: it.classes }, audienceOf(volume), world.knowledge.policy) ??
    `${it.name}.`;
  const marked = it.id !== undefined && it.column !== undefined && it.waived === undefined;
  const key = marked ? markKey(it.id, it.column) : undefined;
  return {
    level: it.waived === undefined ? it.level : 'in deroga',
    tab: it.tab,
    id: it.id,
    link: linkTo(it, volume, world),
    column: it.column,
    says,
    expected: it.expected,
    proposed: it.proposed,
    mends: world.knowledge.roleLabel(it.mends),
    since: it.since,
    stops: it.waived === undefined ? stopsInWords(it) : `Deroga ${it.waived}`,
    blockMark: it.level === 'blocca' ? key : undefined,
    warnMark: it.level === 'avvisa' ? key : undefined,
    noteMark: it.level === 'nota' ? key : undefined,
  };
}

/** The book's own editors: in the restricted one they may see what is restricted, since it is theirs. */
function audienceOf({ books }: VolumeRead): Audience {
  return {
    role: 'coordinator',
    surface: books.includes('riservato') ? 'restrictedRegister' : 'register',
  };
}

/** The ten things each operator should do first. */
function taskLines(findings: readonly Finding[], { world, volume }: Telling): Line[] {
  const names = world.knowledge.operators(world.around);
  const byOperator = new Map<string, Finding[]>();
  for (const it of findings) {
    if (it.waived !== undefined || it.level === 'nota') continue;
    for (const operator of operatorsFor(it, world)) {
      const mine = byOperator.get(operator) ?? [];
      if (mine.length < 10) mine.push(it);
      byOperator.set(operator, mine);
    }
  }
  return [...byOperator]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([operator, things]) =>
      things.map((it, at) => ({
        operator: names.get(operator) ?? operator,
        order: at + 1,
        what: `${it.name}. ${it.expected}`,
        tab: it.tab,
        id: it.id,
        link: linkTo(it, volume, world),
        by: it.consequence?.on,
        stops: stopsInWords(it),
      })),
    );
}

/** The operators a finding falls to; what belongs to no row falls to whoever has the role. */
export function operatorsFor(finding: Finding, world: World): readonly string[] {
  const [tab] = world.knowledge.tabs;
  const told =
    toldOf(world, finding) ??
    (tab === undefined
      ? undefined
      : { tab, row: { id: '' }, stops: finding.stops, mends: finding.mends, around: world.around });
  return told === undefined ? [] : world.knowledge.operatorsFor(told);
}

/** What *Verifica* says of each row that is not all right: the worst first, then what else. */
function verdictsIn(findings: readonly Finding[]): (readonly [string, string])[] {
  const byId = new Map<string, Finding[]>();
  for (const it of findings)
    if (it.id !== undefined) byId.set(it.id, [...(byId.get(it.id) ?? []), it]);
  return [...byId].map(([id, found]) => {
    const open = found.filter((it) => it.waived === undefined);
    const wrong = open.filter((it) => it.level !== 'nota');
    if (wrong.length > 0) return [id, verdict(`${wrong.length} da correggere`, wrong)] as const;
    if (open.length > 0) return [id, verdict(plural(open.length, 'nota', 'note'), open)] as const;
    return [id, verdict('in deroga', found)] as const;
  });
}

/** So many things, and the first three columns they are in. */
function verdict(count: string, of: readonly Finding[]): string {
  const columns = [...new Set(of.flatMap((it) => (it.column === undefined ? [] : [it.column])))];
  return `${count}: ${list(columns.slice(0, 3))}${columns.length > 3 ? '…' : ''}`;
}

function statesIn({ world, volume }: Telling) {
  return world.knowledge.states
    .filter(({ tab }) => volume.tabs.includes(tab))
    .flatMap((table) =>
      world.register.rows(table.tab).map((row) => {
        const { label, since, next } = stateOf(table, row, world.around);
        return { id: row.id, state: label, tab: table.tab.name, since, next };
      }),
    );
}

function readmeLines({ world, volume }: Telling): Line[] {
  const { knowledge, modules } = world;
  const pages = Object.values(knowledge.pages).filter(
    (it) =>
      modules.has(it.module) && !it.unseen && it.books.some((book) => volume.books.includes(book)),
  );
  return [
    ...knowledge.welcome.map(([tab, about]) => ({ tab, about })),
    ...volume.tabs.map((it) => ({
      tab: it.name,
      owner: 'voi',
      about: it.about,
      how:
        knowledge.howTo[it.name] ??
        `Una riga per ogni ${it.one}; l’ID (${it.id}-0001) lo scrive ALICE.`,
    })),
    ...pages.map((it) => ({
      tab: it.name,
      owner: 'ALICE',
      about: it.about,
      how: 'Si legge soltanto: ALICE lo riscrive a ogni controllo.',
    })),
    ...knowledge.noticesOf(world.around).map((about) => ({ tab: 'Da verificare', about })),
  ];
}

function paperLines({ world, past, papers }: Telling): readonly Line[] {
  return papers === undefined
    ? []
    : papersPage({ kept: past.papers, papers, around: world.around });
}

/** How many days ahead «Promemoria» looks, and how many it looks back. */
const [daysAhead, daysBack] = [7, 60];

/**
 * What was decided of reminders lately and can still matter, and what is due this week. A ledger that was lost is made
 * again from these lines: what is no longer among them is too old to be sent again.
 */
function reminderLines({ world, volume, past, reminders }: Telling): readonly Line[] {
  const { knowledge, today } = world;
  const restricted = volume.books.includes('riservato');
  const mine = (it: boolean) => (it ? restricted : volume.books.includes('persone'));
  const [first, last] = [plusDays(today, -daysBack), plusDays(today, daysAhead)];
  const named = (name: string) => knowledge.reminders[name]?.name ?? name;
  const kept = past.reminders.occurrences
    .filter((it) => mine(it.restricted))
    .filter((it) => it.state === 'uncertain' || it.until >= first || it.on >= first)
    .map((it): Line & { readonly due: string } => {
      const code = codeOf(it);
      return {
        due: it.due,
        code,
        rule: named(it.reminder),
        about: it.about,
        to: it.to,
        until: it.until,
        state: stateWords[it.state],
        on: it.on,
        why:
          it.state === 'uncertain'
            ? `Non si sa se sia partito: npx alice remind --resend ${code}, oppure --close ${code}.`
            : it.reason,
        key: it.key,
      };
    });
  const ahead = reminders.decided.flatMap(({ occurrence: it, decision }) => {
    if (decision.what !== 'send' && decision.what !== 'wait') return [];
    if (it.due > last || !mine(knowledge.reminders[it.reminder]?.restricted ?? false)) return [];
    const reaction = past.reminders.reactions.get(it.thread);
    const putOff = reaction?.what === 'snoozed' && (reaction.until ?? today) > today;
    return [
      {
        due: it.due,
        code: codeOf(it),
        rule: named(it.reminder),
        about: it.about,
        to: it.to,
        until: it.until,
        state: putOff ? 'rimandato' : 'dovuto',
        why: decision.reason,
        key: it.key,
      },
    ];
  });
  return [...kept, ...ahead].toSorted((a, b) =>
    `${a.due} ${String(a.key)}` < `${b.due} ${String(b.key)}` ? -1 : 1,
  );
}

const stateWords = {
  sending: 'in invio',
  sent: 'inviato',
  uncertain: 'incerto',
  skipped: 'saltato',
} as const;

/** One line of «Mensilità». What is not known yet stays blank: a sheet that has not come back is no absence. */
function monthLine(it: InternshipMonth): Line {
  const { attendance, due } = it;
  const back = cameBack(it);
  return {
    internship: it.internship,
    month: it.month,
    planned: attendance.plannedDays,
    done: back ? attendance.doneDays : undefined,
    plannedHours: attendance.plannedMinutes,
    doneHours: back ? attendance.doneMinutes : undefined,
    share:
      back && attendance.expected > 0
        ? Math.trunc((attendance.done * 10_000) / attendance.expected)
        : undefined,
    due: due.kind === 'due' ? due.amount : undefined,
    why: [...it.obstacles, dueInWords(due)].join(' '),
    state: it.state.label,
  };
}

/** Whether its sheet has come back: before that, what nobody counted is no absence. */
function cameBack({ attendance, due }: InternshipMonth): boolean {
  return due.kind === 'due' || due.kind === 'merged' || attendance.missed !== 0;
}

/**
 * The indicators, beside them the last twelve months in sum, and charts of both underneath. The months stand only in
 * the file that has «Mensilità»: elsewhere amounts are nobody's to see.
 */
function dashboardPage(page: PageTab<Columns>, { world, volume, months }: Telling): Page {
  const { knowledge, modules } = world;
  const { books, module } = knowledge.pages.months;
  const told = modules.has(module) && books.some((it) => volume.books.includes(it));
  const indicators = knowledge.indicatorsOf(world.around);
  const sums = told ? monthSums(months).slice(-12) : [];
  const own = Object.keys(page.columns).length;
  const columns: Columns = {
    ...page.columns,
    ...targetColumn,
    ...(sums.length === 0 ? {} : monthColumns),
  };
  const entire = { ...page, columns, hidden: [...page.hidden, ...Object.keys(targetColumn)] };
  const lines = Array.from(
    { length: Math.max(indicators.length, sums.length) },
    (_, at): Line => ({ ...indicatorLine(indicators[at]), ...sums[at] }),
  );
  const shape = shapeOfPage(entire, pageColour);
  const keys = Object.keys(columns);
  const series = (key: string, colour: string) => ({ column: keys.indexOf(key), colour });
  const under = lines.length + 2;
  const beside = { column: own + 1, rows: 12, columns: Object.keys(monthColumns).length };
  const ofIndicators: ChartShape = {
    kind: 'bars',
    title: 'Indicatori rispetto agli obiettivi',
    rows: indicators.length,
    categories: keys.indexOf('indicator'),
    series: [series('value', chartColours.done), series('atLeast', chartColours.wanted)],
    place: { row: under, column: 0, rows: 25, columns: own },
  };
  const ofMonths: readonly ChartShape[] = [
    {
      kind: 'columns',
      title: 'Indennità per mese',
      rows: sums.length,
      categories: keys.indexOf('month'),
      series: [series('due', chartColours.wanted), series('paidOut', chartColours.done)],
      place: { row: under, ...beside },
    },
    {
      kind: 'columns',
      title: 'Ore di presenza per mese',
      rows: sums.length,
      categories: keys.indexOf('month'),
      series: [series('planned', chartColours.wanted), series('done', chartColours.done)],
      place: { row: under + 13, ...beside },
    },
  ];
  return {
    // One filter over two lists would hide lines of one for what stands in the other.
    shape: {
      ...shape,
      filter: false,
      charts: [
        ...(indicators.length === 0 ? [] : [ofIndicators]),
        ...(sums.length === 0 ? [] : ofMonths),
      ],
    },
    rows: lines.map((it) => lineCells(entire, it)),
    names: [],
  };
}

/** What is there, dark; what should be, pale: told apart in grey, too. */
const chartColours = { done: '3D5A73', wanted: 'B4C2CC' } as const;

/** A target as a number, for the chart alone: «150–200» cannot be drawn. */
const targetColumn = { atLeast: whole('Obiettivo minimo') };

const monthColumns = {
  month: text('Mese', { help: 'Gli ultimi dodici mesi.', width: 11 }),
  due: money('Spetta', { help: 'La somma di «Mensilità», dove l’importo si sa.' }),
  paidOut: money('Pagato', { help: 'La somma già uscita di cassa per quel mese.' }),
  planned: hours('Ore previste', { help: 'La somma di «Mensilità».', width: 12 }),
  done: hours('Ore svolte', { help: 'Contate sui fogli presenze tornati.', width: 12 }),
};

/** What the months of all internships come to, month by month, from the first. */
function monthSums({ months }: ProgrammeMonths): readonly Line[] {
  const byMonth = Map.groupBy(months, (it) => it.month);
  return [...byMonth]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([month, all]) => ({
      // «mar 2026»: under a column of a chart there is no room for more.
      month: monthInWords(month).replace(/^(\p{L}{3})\p{L}*/u, '$1'),
      due: sum(all.map(({ due }) => (due.kind === 'due' ? due.amount : cents(0)))),
      paidOut: sum(all.map((it) => it.paidOut)),
      planned: added(all.map((it) => it.attendance.plannedMinutes)),
      done: added(all.map((it) => (cameBack(it) ? it.attendance.doneMinutes : 0))),
    }));
}

function added(numbers: readonly number[]): number {
  return numbers.reduce((total, it) => total + it, 0);
}

function indicatorLine(indicator: Indicator | undefined): Line {
  if (indicator === undefined) return {};
  const { label, value, target } = indicator;
  return {
    indicator: label,
    value,
    target:
      target === undefined
        ? undefined
        : target.from === target.to
          ? String(target.to)
          : `${target.from}–${target.to}`,
    share: target === undefined ? undefined : bar(value, target.from),
    atLeast: target?.from,
  };
}

/** A bar of ten blocks and its percentage: `███████░░░ 68 %`. */
function bar(value: number, of: number): string {
  const share = of === 0 ? 1 : value / of;
  const full = Math.max(0, Math.min(10, Math.round(share * 10)));
  return `${'█'.repeat(full)}${'░'.repeat(10 - full)} ${Math.round(share * 100)} %`;
}

function journalLines({ journal, ledger }: Past): Line[] {
  const lines: Line[] = journal.slice(0, 500).map(({ at, by, verb, what, run }) => ({
    at: at.slice(0, 16).replace('T', ' '),
    by,
    verb,
    what,
    run,
  }));
  const [first, ...rest] = lines;
  return [{ ...first, ledger }, ...rest];
}

/** Every list a dropdown of this file offers: choices from the registry, references with what tells a row. */
function listsPage(page: PageTab<Columns>, { world, volume }: Telling): Page {
  const lists = new Map<string, readonly string[]>();
  for (const tab of volume.tabs) {
    for (const column of Object.values(tab.columns)) {
      if (column.choices === undefined) continue;
      const { list: name, labels, open } = column.choices;
      if (typeof column.to === 'object') lists.set(name, offered(tab, column.to as AnyTab, world));
      else if (!open) lists.set(name, labels);
      else
        lists.set(
          name,
          merged([...(lists.get(name) ?? []), ...labels], typedIn(tab, column, world)),
        );
    }
  }
  const columns = [...lists].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const depth = Math.max(0, ...columns.map(([, values]) => values.length));
  const shape = shapeOfPage(page, pageColour);
  return {
    shape: {
      ...shape,
      columns: columns.map(
        ([label, values]): ColumnShape => ({
          label,
          format: 'text',
          width: Math.min(
            40,
            Math.max(12, label.length + 3, ...values.slice(0, 50).map((it) => it.length + 2)),
          ),
        }),
      ),
    },
    rows: Array.from({ length: depth }, (_, at) => columns.map(([, values]): Cell => values[at])),
    names: columns.map(
      ([label, values], column): Name => ({
        name: listName(label),
        tab: page.name,
        column,
        rows: Math.max(1, values.length),
      }),
    ),
  };
}

/** The rows of another tab as they are offered: by ID alone where the file may not tell whose they are. */
function offered(from: AnyTab, to: AnyTab, { register, volumes }: World): readonly string[] {
  const together = volumes.some(
    ({ books }) => books.includes(from.book) && books.includes(to.book),
  );
  return register.rows(to).map((row) => {
    const told = together
      ? to.caption
          .map((key) => valueAt(row, key))
          .filter((it) => typeof it === 'string')
          .join(' ')
      : '';
    return told === '' ? row.id : `${row.id} · ${told}`;
  });
}

function typedIn(tab: AnyTab, column: unknown, { register }: World): readonly string[] {
  const [key] = Object.entries(tab.columns).find(([, it]) => it === column) ?? [];
  if (key === undefined) return [];
  return register.rows(tab).flatMap((row) => {
    const value = valueAt(row, key);
    return typeof value === 'string' ? [value] : [];
  });
}

function merged(a: readonly string[], b: readonly string[]): readonly string[] {
  return [...new Set([...a, ...b])].toSorted((x, y) => x.localeCompare(y, 'it'));
}

/** The named ranges formulas and dropdowns look into. */
function namesOver(page: PageTab<Columns>, name: string, lines: number): readonly Name[] {
  const keys = Object.keys(page.columns);
  const rows = Math.max(1, lines);
  const over = (called: string, from: string, to?: string): Name => ({
    name: called,
    tab: page.name,
    column: keys.indexOf(from),
    ...(to === undefined ? {} : { to: keys.indexOf(to) }),
    rows,
  });
  if (name === 'findings')
    return [
      over(markNames.blocca, 'blockMark'),
      over(markNames.avvisa, 'warnMark'),
      over(markNames.nota, 'noteMark'),
    ];
  if (name === 'states') return [over(lookUp.states, 'id', 'state')];
  if (name === 'checks' || name === 'answers') return [over(lookUp[name], 'id', 'says')];
  if (name === 'journal') return [{ ...over('alice_registro', 'ledger'), rows: 1 }];
  return [];
}

/** A formula that finds the row by its ID, wherever it has been moved. */
function linkTo(finding: Finding, volume: VolumeRead, { register }: World): Formula | undefined {
  const tab = volume.tabs.find((it) => it.name === finding.tab);
  const layout = tab === undefined ? undefined : register.layout(tab);
  if (finding.id === undefined || layout?.id === undefined) return undefined;
  const sheet = `'${layout.grid.name.replaceAll("'", "''")}'`;
  const letters = columnLetters(layout.id);
  return {
    kind: 'formula',
    formula: `HYPERLINK("#${sheet}!${letters}"&MATCH("${finding.id}",${sheet}!$${letters}$1:$${letters}$30000,0),"vai")`,
    result: 'vai',
  };
}
