import { type Day, lastDay } from '../src/core/day.ts';
import type { Consequence } from '../src/core/finding.ts';
import type { Asked, Request, Staff, Told, Waiver } from '../src/core/knowledge.ts';
import type { Around } from '../src/core/rule.ts';
import { type AnyTab, type RowOf, valueAt } from '../src/core/tab.ts';
import { isAhead } from './lifecycle.ts';
import {
  agreements,
  beneficiaries,
  companies,
  companyTutors,
  internships,
  operators,
  requests,
  roles,
  sites,
  waivers,
} from './registry.ts';
import { type Rows, reach } from './roles.ts';

type Internship = RowOf<typeof internships>;
type Operator = RowOf<typeof operators>;

/**
 * What a wrong row stops: the first internship still to start that rests on it, or the month that cannot be paid.
 * Nothing where no such internship lies ahead.
 */
export function consequenceOf({ tab, row, stops, around }: Told): Consequence | undefined {
  if (stops === 'report') return undefined;
  if (stops === 'pay') {
    const month = field(row, 'month');
    // A month as its column reads it.
    return month === undefined
      ? undefined
      : { stop: 'pay', on: lastDay(month as never), id: idOfPaid(row) };
  }
  const [first] = internshipsOn(tab, row, around)
    .flatMap((it) =>
      isAhead(it, around) && it.startDate !== undefined ? [{ id: it.id, on: it.startDate }] : [],
    )
    .toSorted((a, b) => compare(a.on, b.on) || compare(a.id, b.id));
  return first === undefined ? undefined : { stop: stops ?? 'print', ...first };
}

/** The operators a finding falls to: whoever the row names for that role, else all who have the role and are in service. */
export function operatorsFor({ tab, row, mends, around }: Told): readonly string[] {
  const named = internshipsOn(tab, row, around).flatMap((it) => {
    if (mends === 'promoterTutor')
      return it.promoterTutor === undefined ? [] : [it.promoterTutor.id];
    if (mends === 'mentor') return it.mentor === undefined ? [] : [it.mentor.id];
    if (mends === 'enterpriseTutor')
      return it.enterpriseTutor === undefined ? [] : [it.enterpriseTutor.id];
    return [];
  });
  const own = ['operator', 'enterpriseTutor', 'mentor'].flatMap((key) => {
    const it = field(row, key);
    return isOperator(it) && it.role === mends ? [it.id] : [];
  });
  const known = [...new Set([...own, ...named])];
  if (known.length > 0) return known;
  const lab = field(row, 'lab');
  const serving = around.rows(operators).filter((it) => isServing(it, around.today));
  const having = serving.filter((it) => it.role === mends);
  const ofLab = having.filter((it) => lab !== undefined && it.lab === lab);
  // What nobody is there to mend, the coordinator must know of.
  const all = having.length > 0 ? having : serving.filter((it) => it.role === 'coordinator');
  return (ofLab.length > 0 ? ofLab : all).map((it) => it.id);
}

/** How operators are called in «Da fare», by ID. */
export function operatorNames(around: Pick<Around, 'rows'>): ReadonlyMap<string, string> {
  return new Map(
    around
      .rows(operators)
      .map((it) => [
        it.id,
        [it.id, [it.firstName, it.lastName].filter((name) => name !== undefined).join(' ')]
          .filter((part) => part !== '')
          .join(' · '),
      ]),
  );
}

/** Everybody «Operatori» knows, with the address they open files with and the last day of their service. */
export function staffOf(around: Pick<Around, 'rows'>): readonly Staff[] {
  return around
    .rows(operators)
    .map(({ id, email, to }) => ({ id, email: email?.toLowerCase(), until: to }));
}

/** The waivers that hold today. One without author, or past its day, excuses nothing: rules say so on its own row. */
export function waiversOf(around: Pick<Around, 'rows' | 'has' | 'today'>): readonly Waiver[] {
  return around.rows(waivers).flatMap((it) => {
    const from = it.from ?? it.authorisedOn;
    const holds =
      it.authorisedBy !== undefined &&
      it.until !== undefined &&
      it.until >= around.today &&
      (from === undefined || from <= around.today) &&
      (it.revokedOn === undefined || it.revokedOn > around.today);
    return holds && it.about !== undefined && it.rule !== undefined
      ? [{ id: it.id, about: it.about, rule: it.rule }]
      : [];
  });
}

/** What people have asked for in «Richieste», and not withdrawn. */
export function requestsOf(around: Pick<Around, 'rows' | 'has' | 'today'>): readonly Request[] {
  return around.rows(requests).flatMap((row): readonly Request[] => {
    const { id, what, about, from, to, month, paper, askedBy, askedOn } = row;
    if (what === undefined || row.withdrawn === true) return [];
    const serves = askedBy !== undefined && isServing(askedBy, around.today);
    return [
      {
        id,
        what,
        about,
        from,
        to,
        month,
        paper,
        askedOn,
        confirmed: row.confirmed === true,
        by: askedBy?.id,
        roles: serves ? rolesOf(askedBy) : [],
      },
    ];
  });
}

/**
 * Whether an operator may ask about a row: it is within the reach of one of their roles, or a row that is refers to it
 * (`reach` in roles.ts). To ask about any other is to be told that it is not there.
 */
export function mayAskAbout({ operator, tab, row, around }: Asked): boolean {
  const who = around.rows(operators).find((it) => it.id === operator);
  return who !== undefined && rolesOf(who).some((role) => reaches(reach[role], tab, row));

  function reaches(
    within: (typeof reach)[keyof typeof reach],
    to: AnyTab,
    it: { readonly id: string },
  ): boolean {
    if (within === 'everything') return true;
    return within.some(
      (rows) =>
        (rows.tab === to && isTheirs(it, rows)) ||
        Object.entries(rows.tab.columns).some(
          ([key, column]) =>
            column.to === to &&
            // A column that refers to this very tab holds rows of it.
            around.where(rows.tab, key, it).some((one) => isTheirs(one, rows)),
        ),
    );
  }

  function isTheirs(it: object, { whose }: Rows): boolean {
    if (whose === 'everybody') return true;
    return whose.some((path) => {
      const whom = valueAt(it, path);
      return isRow(whom) && (whom.id === who?.id || whom.id === who?.lab?.id);
    });
  }
}

function rolesOf({ role, otherRoles }: Operator): readonly (keyof typeof roles)[] {
  return [...new Set([...(role === undefined ? [] : [role]), ...(otherRoles ?? [])])];
}

function isServing({ from, to }: Operator, on: Day): boolean {
  return (from === undefined || from <= on) && (to === undefined || to >= on);
}

/** Who mends a blank or unreadable cell of a tab. */
export function keeperOf(tab: AnyTab): string {
  switch (tab.book) {
    case 'imprese':
      return 'enterpriseTutor';
    case 'amministrazione':
      return 'administration';
    case 'riservato':
      return 'coordinator';
    case 'persone':
      return promoterTabs.has(tab.name)
        ? 'promoterTutor'
        : coordinatorTabs.has(tab.name)
          ? 'coordinator'
          : 'labOperator';
  }
}

/** How a role is called; the key itself where it is none of ours. */
export function roleLabel(role: string): string {
  return Object.entries(roles).find(([key]) => key === role)?.[1] ?? role;
}

const promoterTabs = new Set([
  'Tirocini',
  'Variazioni',
  'Fogli presenze',
  'Visite e tutoraggio',
  'Firme e protocollo',
]);
const coordinatorTabs = new Set([
  'Operatori',
  'Laboratori',
  'Comuni',
  'Deroghe',
  'Richieste',
  'Impostazioni',
]);

function internshipsOn(tab: AnyTab, row: object, around: Around): readonly Internship[] {
  // A row of `tab`, whose type this very comparison establishes.
  if (tab === internships) return [row as Internship];
  if (tab === beneficiaries)
    return around.where(internships, 'beneficiary', row as RowOf<typeof beneficiaries>);
  if (tab === companies)
    return around.where(internships, 'company', row as RowOf<typeof companies>);
  if (tab === sites) return around.where(internships, 'site', row as RowOf<typeof sites>);
  if (tab === agreements)
    return around.where(internships, 'agreement', row as RowOf<typeof agreements>);
  if (tab === companyTutors)
    return around.where(internships, 'companyTutor', row as RowOf<typeof companyTutors>);
  const own = field(row, 'internship');
  if (isRow(own)) return [own];
  const person = field(row, 'beneficiary');
  return isRow(person) ? around.where(internships, 'beneficiary', person) : [];
}

function idOfPaid(row: { readonly id: string }): string {
  const internship = field(row, 'internship');
  return isRow(internship) ? internship.id : row.id;
}

function field(row: object, key: string): unknown {
  // Rows are plain objects by column name.
  return (row as Readonly<Record<string, unknown>>)[key];
}

function isRow(it: unknown): it is { readonly id: string } {
  return typeof it === 'object' && it !== null && 'id' in it;
}

function isOperator(it: unknown): it is RowOf<typeof operators> {
  return isRow(it) && it.id.startsWith('O-');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
