import type { Policy, Privacy, Surface } from '../src/core/release.ts';
import type { AnyTab, Path, RowOf } from '../src/core/tab.ts';
import {
  agreements,
  attendanceSheets,
  authorisations,
  batches,
  beneficiaries,
  budget,
  closures,
  companies,
  companyTutors,
  contacts,
  cooperatives,
  enrolments,
  insertionPlans,
  internships,
  interviews,
  labs,
  municipalities,
  operators,
  outcomes,
  outsourcings,
  partners,
  places,
  referrals,
  restricted,
  type roles,
  signings,
  sites,
  variations,
  visits,
  workshops,
} from './registry.ts';

/** Whoever something may be told to: the roles of «Operatori», and those outside who get papers or reports. */
export type Role =
  | keyof typeof roles
  | 'companyTutor'
  | 'company'
  | 'beneficiary'
  | 'partner'
  | 'funder';

const work = ['public', 'internal'] as const;
const named = [...work, 'name'] as const;
const person = [...named, 'personal'] as const;

/**
 * Which classes each role may have (domain §5, «Who sees what»). Which rows is another question: see `reach`.
 * A role that is not here, so any stranger, has what is public and nothing else (P5).
 */
const byRole = {
  // All of the work, money included. The reasons they read in the restricted book, and nowhere else.
  coordinator: classes(...person, 'amount', 'freeText', 'restricted'),
  // Those who meet people need to know and reach them, and to read what colleagues noted; money is not theirs.
  labOperator: classes(...person, 'freeText'),
  counsellor: classes(...person, 'freeText'),
  // The training plan they draw up and sign names the person and says the monthly amount.
  mentor: classes(...person, 'amount', 'freeText'),
  promoterTutor: classes(...person, 'amount', 'freeText'),
  // They work with companies: names and numbers of those who answer there, never the trainees (see `reach`).
  enterpriseTutor: classes(...person, 'amount', 'freeText'),
  // A payment needs who, how much and the codice fiscale; never what people wrote about a person.
  administration: classes(...person, 'amount'),
  // The service that referred the person knows the group, because it is the one that said it. It signs the plan of a
  // TIS, which says the monthly amount (domain §2); payments are not its rows (see `reach`).
  socialServices: classes(...person, 'amount', 'freeText', 'restricted'),
  // Who stands beside a trainee knows the name, the hours, the tasks (P2): no birth, no address, no money.
  companyTutor: classes(...named),
  // The host signs agreement and training plan, and so reads what the law wants in them.
  company: classes(...person, 'amount'),
  // One's own data; what third parties noted is withheld (P10).
  beneficiary: classes(...person, 'amount'),
  // A referral says who comes and how to reach them, and nothing of the work or its money beyond that.
  partner: classes(...person),
  // Aggregates, or rows without a name (P9).
  funder: classes(...work, 'amount'),
} as const satisfies Readonly<Record<Role, ReadonlySet<Privacy>>>;

/** Which classes each place may carry, whoever asks. Only the restricted book carries what is restricted. */
const bySurface = {
  // The editors of a book see its cells anyway. Restricted values stay in the restricted book's own rows.
  register: classes(...person, 'amount', 'freeText'),
  // The restricted book is the one place where what is restricted may stand: its editors keep it.
  restrictedRegister: classes(...person, 'amount', 'freeText', 'restricted'),
  // A screen others may look at: the work and its money by ID; who it is, only when asked with --reveal.
  terminal: classes(...work, 'amount'),
  // Standard output goes into files and other programs: as the terminal.
  json: classes(...work, 'amount'),
  // Logs, the journal, file names, the titles of papers and subjects of mail hold IDs and counts (P7).
  log: classes(...work),
  // A channel is read by all who are in it, and by whoever joins later: IDs, states and dates alone (P4).
  channel: classes(...work),
  // A private chat with somebody known: the name and the amount, if their role may; never codice fiscale, birth,
  // address, phone, or anything somebody wrote (P4).
  direct: classes(...named, 'amount'),
  // A message may be forwarded: what a tutor needs to act, no identifiers and no notes.
  mail: classes(...named, 'amount'),
  // Papers say what the law wants in them; free text may hold anything, so it never gets there (P6).
  pdf: classes(...person, 'amount'),
  // A file that leaves for good: coded rows; with --reveal, the payment list or one person's own dossier (P10, P12).
  export: classes(...work),
} as const satisfies Readonly<Record<Surface, ReadonlySet<Privacy>>>;

/** The one table of who may have what, and where: read by `release`, the gate for all that leaves. */
export const policy: Policy = {
  roles: byRole,
  surfaces: bySurface,
  // Asked for by name and written in the audit (P12). Notes leave for nobody's file: others speak in them (P10).
  revealed: {
    terminal: classes(...person, 'amount', 'freeText'),
    json: classes(...person, 'amount', 'freeText'),
    export: classes(...person, 'amount'),
  },
};

/**
 * Rows of one tab: all of them, or those that are somebody's, because one of the paths leads to them, or to the lab
 * they work in.
 */
export interface Rows {
  readonly tab: AnyTab;
  readonly whose: 'everybody' | readonly string[];
}

const ofCompanies: readonly Rows[] = [
  all(companies),
  all(sites),
  all(companyTutors),
  all(closures),
  all(agreements),
  all(places),
];
const ofPlaces: readonly Rows[] = [all(labs), all(municipalities), all(operators), all(workshops)];
const ofOwnLab: readonly Rows[] = [
  ...ofPlaces,
  ...ofCompanies,
  all(partners),
  own(beneficiaries, 'lab', 'operator'),
  own(contacts, 'lab', 'operator', 'beneficiary.lab'),
  own(interviews, 'lab', 'operator', 'secondOperator', 'beneficiary.lab'),
  own(insertionPlans, 'lab', 'beneficiary.lab'),
  own(internships, 'beneficiary.lab'),
  own(visits, 'by', 'internship.beneficiary.lab'),
  own(outcomes, 'operator', 'beneficiary.lab'),
  own(referrals, 'operator', 'beneficiary.lab'),
];
const ofOwnTrainees: readonly Rows[] = [
  ...ofPlaces,
  ...ofCompanies,
  all(partners),
  own(beneficiaries, 'operator'),
  own(insertionPlans, 'mentor'),
  own(internships, 'promoterTutor', 'mentor'),
  own(variations, 'internship.promoterTutor', 'internship.mentor'),
  own(attendanceSheets, 'internship.promoterTutor', 'internship.mentor'),
  own(visits, 'by', 'internship.promoterTutor', 'internship.mentor'),
  own(outcomes, 'internship.promoterTutor', 'internship.mentor'),
];

/**
 * Which rows each role of «Operatori» may ask about, and which it may not although its classes would let it
 * (domain §5). A row that a row of theirs refers to is theirs to ask about too: the trainee of an internship, its
 * site. Asked about any other row, ALICE answers as if it were not there (P5). `everything` is the whole workbook.
 */
export const reach: Readonly<Record<keyof typeof roles, 'everything' | readonly Rows[]>> = {
  coordinator: 'everything',
  labOperator: ofOwnLab,
  counsellor: ofOwnLab,
  mentor: ofOwnTrainees,
  promoterTutor: ofOwnTrainees,
  enterpriseTutor: [
    ...ofPlaces,
    ...ofCompanies,
    all(partners),
    all(cooperatives),
    all(outsourcings),
    all(enrolments),
  ],
  administration: [
    ...ofPlaces,
    ...ofCompanies,
    all(batches),
    all(budget),
    all(internships),
    all(variations),
    all(attendanceSheets),
    all(signings),
    // Their classes let through only what a payment needs there: IBAN, its holder, the delegation.
    all(restricted),
  ],
  socialServices: [
    ...ofPlaces,
    own(beneficiaries, 'socialWorker'),
    own(insertionPlans, 'beneficiary.socialWorker'),
    own(internships, 'beneficiary.socialWorker'),
    own(variations, 'internship.beneficiary.socialWorker'),
    own(attendanceSheets, 'internship.beneficiary.socialWorker'),
    own(outcomes, 'beneficiary.socialWorker'),
    own(referrals, 'beneficiary.socialWorker'),
    own(restricted, 'beneficiary.socialWorker'),
    own(authorisations, 'beneficiary.socialWorker'),
  ],
};

function classes(...of: readonly Privacy[]): ReadonlySet<Privacy> {
  return new Set(of);
}

function all(tab: AnyTab): Rows {
  return { tab, whose: 'everybody' };
}

function own<T extends AnyTab>(tab: T, ...whose: readonly Path<RowOf<T>>[]): Rows {
  return { tab, whose };
}
