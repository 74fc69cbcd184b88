import type { Day } from '../src/core/day.ts';
import type { Around } from '../src/core/rule.ts';
import type { AnyTab, RowOf } from '../src/core/tab.ts';
import { comparable } from '../src/core/words.ts';
import {
  agreements,
  attendanceSheets,
  beneficiaries,
  companies,
  companyTutors,
  insertionPlans,
  internships,
  operators,
  partners,
  type signings,
  variations,
  visits,
} from './registry.ts';

type Signing = RowOf<typeof signings>;
type Internship = RowOf<typeof internships>;

/** Who may sign a paper. */
export type Signer = 'beneficiary' | 'company' | 'promoter' | 'service' | 'tutors';
/** The papers that are signed, by their name in «Firme e protocollo». */
export type PaperKind = NonNullable<Signing['kind']>;

/** Who signs each paper (domain §2), and which rows it may be about; no row named: any. */
export const paperKinds: Readonly<
  Record<PaperKind, { readonly signers: readonly Signer[]; readonly about: readonly AnyTab[] }>
> = {
  agreement: { signers: ['company', 'promoter'], about: [agreements] },
  trainingPlan: { signers: ['beneficiary', 'company', 'promoter'], about: [internships] },
  personalPlan: {
    signers: ['beneficiary', 'promoter'],
    about: [insertionPlans, internships, beneficiaries],
  },
  grant: { signers: ['beneficiary', 'company', 'promoter'], about: [internships] },
  pact: { signers: ['beneficiary', 'service'], about: [insertionPlans, beneficiaries] },
  addendum: {
    signers: ['beneficiary', 'company', 'promoter'],
    about: [internships, variations],
  },
  register: { signers: ['beneficiary', 'tutors'], about: [attendanceSheets, internships] },
  report: { signers: ['tutors'], about: [visits, internships] },
  certificate: { signers: ['company', 'promoter'], about: [internships] },
  frequency: { signers: ['promoter'], about: [internships] },
  dossier: { signers: ['company', 'promoter'], about: [internships] },
  joining: { signers: ['company'], about: [companies] },
  notice: { signers: [], about: [beneficiaries, companies, companyTutors, operators] },
  selection: { signers: [], about: [beneficiaries] },
  partnership: { signers: ['promoter'], about: [partners] },
  other: { signers: [], about: [] },
};

/** The papers of an inclusion internship that the service in charge signs too. */
const signedByService: ReadonlySet<PaperKind> = new Set(['addendum', 'personalPlan']);

/** What each signer is called, and where the day of the signature is written. */
export const signers: Readonly<
  Record<Signer, { readonly of: string; readonly on: (it: Signing) => Day | undefined }>
> = {
  beneficiary: { of: 'chi partecipa', on: (it) => it.beneficiarySignedOn },
  company: { of: 'l’ospitante', on: (it) => it.companySignedOn },
  promoter: { of: 'il promotore', on: (it) => it.promoterSignedOn },
  service: { of: 'il servizio', on: (it) => it.serviceSignedOn },
  tutors: { of: 'i tutor', on: (it) => it.tutorSignedOn },
};

/** The signatures a paper has, with their days. */
export function signaturesOf(it: Signing): readonly { readonly who: Signer; readonly on: Day }[] {
  // The keys of a declared object are its own.
  return (Object.keys(signers) as readonly Signer[]).flatMap((who) => {
    const on = signers[who].on(it);
    return on === undefined ? [] : [{ who, on }];
  });
}

/** Who has yet to sign a paper. */
export function signersMissing(it: Signing, around: Around): readonly Signer[] {
  return signersOf(it, around).filter((who) => signers[who].on(it) === undefined);
}

/** Who signs a paper: the service in charge too, where it is one of an inclusion internship that the service signs. */
export function signersOf(
  it: Pick<Signing, 'kind' | 'about'>,
  around: Pick<Around, 'where'>,
): readonly Signer[] {
  if (it.kind === undefined) return [];
  const tis = internshipOf(it, around)?.instrument === 'tis';
  const own = paperKinds[it.kind].signers;
  return tis && signedByService.has(it.kind) ? [...own, 'service'] : own;
}

/** The internship a paper is about, through a variation of it or its sheet too. */
function internshipOf(
  it: Pick<Signing, 'about'>,
  around: Pick<Around, 'where'>,
): Internship | undefined {
  if (it.about === undefined) return undefined;
  const [internship] = around.where(internships, 'id', it.about);
  const [variation] = around.where(variations, 'id', it.about);
  return internship ?? variation?.internship;
}

/** The host's tutor whose name stands where its representative should have signed; nobody if they are the same person. */
export function tutorWhoSigned(
  it: Pick<Signing, 'about' | 'companySignedBy'>,
  around: Pick<Around, 'where'>,
) {
  if (it.about === undefined || it.companySignedBy === undefined) return undefined;
  const company =
    around.where(agreements, 'id', it.about)[0]?.company ??
    around.where(internships, 'id', it.about)[0]?.company ??
    around.where(companies, 'id', it.about)[0];
  if (company === undefined) return undefined;
  const signed = sameName(it.companySignedBy);
  const { legalRepresentativeLastName: last, legalRepresentativeFirstName: first } = company;
  if (signed(last, first)) return undefined;
  return around
    .where(companyTutors, 'company', company)
    .find((one) => signed(one.lastName, one.firstName));
}

/** Whether a name as written is this surname and name, in either order. */
function sameName(written: string) {
  const words = comparable(written);
  return (last: string | undefined, first: string | undefined): boolean =>
    last !== undefined &&
    first !== undefined &&
    [`${last} ${first}`, `${first} ${last}`].some((one) => comparable(one) === words);
}
