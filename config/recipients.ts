import type { Channel, Recipient } from '../src/core/due.ts';
import type { Around } from '../src/core/rule.ts';
import type { RowOf } from '../src/core/tab.ts';
import { operatorsFor } from './duties.ts';
import { companyTutorOn, promoterTutorOn } from './lifecycle.ts';
import {
  agreements,
  companies,
  companyTutors,
  type cooperatives,
  type insertionPlans,
  internships,
  operators,
  type roles,
} from './registry.ts';
import type { Role } from './roles.ts';

type Operator = RowOf<typeof operators>;
type Internship = RowOf<typeof internships>;
type Company = RowOf<typeof companies>;
type CompanyTutor = RowOf<typeof companyTutors>;
type StaffRole = keyof typeof roles;

/** Who a reminder may be for, as its steps name them. */
export type Whom = keyof typeof whoms;

/** What each name of a step stands for, as documentation tells it. */
export const whoms = {
  coordinator: 'chi coordina',
  promoterTutor: 'il tutor promotore',
  mentor: 'il mentor',
  enterpriseTutor: 'il tutor d’impresa',
  administration: 'l’amministrazione',
  socialServices: 'l’assistente sociale della persona',
  operator: 'l’operatore della riga',
  secondOperator: 'il secondo operatore',
  self: 'la persona della riga',
  sender: 'chi invia la comunicazione: l’ospitante o il suo consulente del lavoro',
  insurer: 'l’ospitante, se per la convenzione assicura lui',
  host: 'il referente dell’ospitante',
  companyTutor: 'il tutor ospitante',
} as const;

// Asked for every moment of every occasion, and the same for all moments of a row.
const known = new WeakMap<Around, Map<string, readonly Recipient[]>>();

/**
 * Who stands behind a name of a step, for a row: whoever the row names and is in service; else all who have the role,
 * of its lab if there are any; else the coordinators. Outside the office only those whose row is there.
 */
export function recipientsOf(to: string, row: object, around: Around): readonly Recipient[] {
  if (!isWhom(to)) throw new Error(`nobody is called ${to}`);
  const here = known.get(around) ?? new Map<string, readonly Recipient[]>();
  known.set(around, here);
  // Every row has an ID: occasions are of rows.
  const key = `${to}/${(row as { readonly id: string }).id}`;
  const before = here.get(key);
  if (before !== undefined) return before;
  const found = whoIs(to, row, around);
  here.set(key, found);
  return found;
}

/** Somebody who is written to, by the ID a message was kept under; nobody once their row is gone or their service over. */
export function recipientById(id: string, around: Around): Recipient | undefined {
  const [rowId = id, part] = id.split('+');
  const [operator] = around.where(operators, 'id', rowId);
  if (operator !== undefined) return isServing(operator, around) ? ofStaff(operator) : undefined;
  const [company] = around.where(companies, 'id', rowId);
  if (company !== undefined) return part === undefined ? ofCompany(company) : ofConsultant(company);
  const [tutor] = around.where(companyTutors, 'id', rowId);
  return tutor && ofCompanyTutor(tutor);
}

/** The operators who speak for the programme to somebody outside it, about a row: whose phone list a call goes into. */
export function callersFor(row: { readonly id: string }, around: Around): readonly Recipient[] {
  return recipientsOf(
    internshipOf(row, around) === undefined ? 'enterpriseTutor' : 'promoterTutor',
    row,
    around,
  );
}

function whoIs(to: Whom, row: object, around: Around): readonly Recipient[] {
  const internship = internshipOf(row, around);
  const company = companyOf(row, around);
  switch (to) {
    case 'sender':
      if (company === undefined) return [];
      if (internship?.coSentBy === 'consultant') return [ofConsultant(company)];
      return internship?.coSentBy === 'company' ? [ofCompany(company)] : [];
    case 'insurer':
      return internship?.agreement?.insuranceBy === 'company' && company !== undefined
        ? [ofCompany(company)]
        : [];
    case 'host':
      return company === undefined ? [] : [ofCompany(company)];
    case 'companyTutor': {
      const tutor = internship && companyTutorOn(internship, around.today, around);
      return tutor === undefined ? [] : [ofCompanyTutor(tutor)];
    }
    case 'self':
      // Only reminders of «Operatori» say so.
      return [ofStaff(row as Operator)];
    case 'secondOperator': {
      const second = operatorAt(row, 'secondOperator');
      return second !== undefined && isServing(second, around) ? [ofStaff(second)] : [];
    }
    case 'socialServices': {
      const worker = internship?.beneficiary?.socialWorker ?? operatorAt(row, 'socialWorker');
      return worker !== undefined && isServing(worker, around) ? [ofStaff(worker)] : [];
    }
    default:
      return staff(named(to, { row, internship, company, around }), {
        role: to === 'operator' ? 'labOperator' : to,
        lab: labOf(row, internship),
        around,
      });
  }
}

interface Known {
  readonly row: object;
  readonly internship: Internship | undefined;
  readonly company: Company | undefined;
  readonly around: Around;
}

/** The operators the row itself names for a duty. */
function named(
  to: Whom,
  { row, internship, company, around }: Known,
): readonly (Operator | undefined)[] {
  switch (to) {
    case 'promoterTutor':
      return [internship && promoterTutorOn(internship, around.today, around)];
    case 'mentor':
      return [internship?.mentor ?? operatorAt(row, 'mentor')];
    case 'enterpriseTutor':
      return [
        operatorAt(row, 'enterpriseTutor') ??
          company?.enterpriseTutor ??
          internship?.enterpriseTutor,
      ];
    case 'operator':
      return [
        operatorAt(row, 'operator') ??
          internship?.beneficiary?.operator ??
          operatorAt(fieldOf(row, 'beneficiary') ?? {}, 'operator'),
      ];
    default:
      return [];
  }
}

/** Those named who still serve; else whoever has the role, as findings fall to them (duties.ts). */
function staff(
  all: readonly (Operator | undefined)[],
  {
    role,
    lab,
    around,
  }: { readonly role: StaffRole; readonly lab: unknown; readonly around: Around },
): readonly Recipient[] {
  const serving = all.flatMap((it) => (it !== undefined && isServing(it, around) ? [it] : []));
  if (serving.length > 0) return serving.map(ofStaff);
  // A row that names nobody: only its lab counts.
  const row = { id: '', ...(lab === undefined ? {} : { lab }) };
  return operatorsFor({ tab: operators, row, stops: undefined, mends: role, around }).flatMap(
    (id) => around.where(operators, 'id', id).map(ofStaff),
  );
}

/** An operator: the channel they prefer; Slack where there is an ID, else e-mail; who wants no messages has those of law. */
function ofStaff(it: Operator): Recipient {
  const reached =
    it.channel === 'email'
      ? via([
          ['email', it.email],
          ['slack', it.slackId],
        ])
      : via([
          ['slack', it.slackId],
          ['email', it.email],
        ]);
  return {
    id: it.id,
    role: it.role ?? 'unknown',
    form: 'tu',
    name: nameOf(it),
    ...reached,
    ...(it.channel === 'none' ? { legalOnly: true } : {}),
  };
}

/** The same person where Slack is not connected: by e-mail where there is an address, else on the telephone. */
export function withoutSlack(it: Recipient, around: Around): Recipient {
  if (it.channel !== 'slack') return it;
  const [operator] = around.where(operators, 'id', it.id);
  return { ...it, ...via([['email', operator?.email]]) };
}

/** A host: its contact's mailbox, else its own; the PEC is for papers, not for reminders. */
function ofCompany(it: Company): Recipient {
  return {
    id: it.id,
    role: 'company' satisfies Role,
    form: 'Lei',
    name: it.contact ?? it.name,
    ...via([
      ['email', it.contactEmail],
      ['email', it.email],
    ]),
  };
}

/** Whoever sends the CO for a host. */
function ofConsultant(it: Company): Recipient {
  return {
    id: `${it.id}+consulente`,
    role: 'company' satisfies Role,
    form: 'Lei',
    name: it.labourConsultant,
    ...via([['email', it.labourConsultantEmail]]),
  };
}

function ofCompanyTutor(it: CompanyTutor): Recipient {
  return {
    id: it.id,
    role: 'companyTutor' satisfies Role,
    form: 'Lei',
    name: nameOf(it),
    // Who asked to be called is called, whatever address there is.
    ...(it.channel === 'phone' || it.channel === 'paper' ? via([]) : via([['email', it.email]])),
  };
}

/** The first of some ways that has an address; the telephone where none has. */
function via(
  ways: readonly (readonly [Channel, string | undefined])[],
): Pick<Recipient, 'channel' | 'address'> {
  const way = ways.find(([, address]) => address !== undefined);
  return way === undefined
    ? { channel: 'phone', address: undefined }
    : { channel: way[0], address: way[1] };
}

function nameOf(it: Pick<Operator, 'firstName' | 'lastName'>): string | undefined {
  const name = [it.firstName, it.lastName].filter((one) => one !== undefined).join(' ');
  return name === '' ? undefined : name;
}

function isServing({ from, to }: Operator, { today }: Pick<Around, 'today'>): boolean {
  return (from === undefined || from <= today) && (to === undefined || to >= today);
}

/** The internship a row is, or is about. */
function internshipOf(row: object, around: Around): Internship | undefined {
  const { id } = row as { readonly id: string };
  // An ID begins with the letters of its tab.
  if (id.startsWith(`${internships.id}-`)) return row as Internship;
  const about = fieldOf(row, 'internship');
  // The column «internship» of any tab refers to that one.
  if (about !== undefined) return about as Internship;
  const named = namedBy(row);
  return named === undefined ? undefined : around.where(internships, 'id', named)[0];
}

/** The host a row is, or is about. */
function companyOf(row: object, around: Around): Company | undefined {
  const { id } = row as { readonly id: string };
  // As above.
  if (id.startsWith(`${companies.id}-`)) return row as Company;
  const own = fieldOf(row, 'company');
  // The column «company» of any tab refers to that one.
  if (own !== undefined) return own as Company;
  const about = namedBy(row);
  if (about !== undefined) {
    const [agreement] = around.where(agreements, 'id', about);
    if (agreement?.company !== undefined) return agreement.company;
    const [company] = around.where(companies, 'id', about);
    if (company !== undefined) return company;
  }
  const cooperative = fieldOf(row, 'cooperative');
  if (cooperative !== undefined)
    // As above.
    return (cooperative as RowOf<typeof cooperatives>).company;
  return internshipOf(row, around)?.company;
}

/** The ID in a row's column «Riguarda». */
function namedBy(row: object): string | undefined {
  const { about } = row as { readonly about?: unknown };
  return typeof about === 'string' ? about : undefined;
}

function labOf(row: object, internship: Internship | undefined): unknown {
  const plan = fieldOf(row, 'beneficiary') as RowOf<typeof insertionPlans>['beneficiary'];
  return fieldOf(row, 'lab') ?? internship?.beneficiary?.lab ?? plan?.lab;
}

/** The operator a column of a row names. */
function operatorAt(row: object, key: string): Operator | undefined {
  // Columns of these names refer to «Operatori», whatever the tab.
  return fieldOf(row, key) as Operator | undefined;
}

function fieldOf(row: object, key: string): object | undefined {
  // Rows are plain objects by column name.
  const value = (row as Readonly<Record<string, unknown>>)[key];
  return typeof value === 'object' && value !== null ? value : undefined;
}

function isWhom(it: string): it is Whom {
  return Object.hasOwn(whoms, it);
}
