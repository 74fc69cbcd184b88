import type {
  beneficiaries,
  internships,
  operators,
  signings,
  variations,
} from '../../config/registry.ts';
import { day } from '../../src/core/day.ts';
import { euro } from '../../src/core/money.ts';
import type { RowOf } from '../../src/core/tab.ts';
import { aCompany, aCompanyTutor, anAgreement, aSite } from './imprese.ts';

/** A person in charge of the services, whose requirement was seen: with only what an internship looks at. */
export function aTrainee(
  but: Partial<RowOf<typeof beneficiaries>> = {},
): RowOf<typeof beneficiaries> {
  return {
    id: 'B-0001',
    lastName: 'Rossi',
    firstName: 'Amina',
    inChargeOn: day('2026-01-15'),
    requirementVerified: true,
    requirementVerifiedOn: day('2026-01-20'),
    selectedOn: day('2026-04-20'),
    suitable: true,
    ...but,
  };
}

/** Who follows internships for the promoter. */
export function aPromoterTutor(
  but: Partial<RowOf<typeof operators>> = {},
): RowOf<typeof operators> {
  return {
    id: 'O-0004',
    lastName: 'Conti',
    firstName: 'Sara',
    role: 'promoterTutor',
    email: 'sara.conti@example.org',
    phone: '+393337654321',
    ...but,
  };
}

/**
 * A TIS of six months in Puglia, from Monday 1/6/2026, with all a start needs. Its rows stand by themselves: give
 * those that must be the same as others'.
 */
export function anInternship(
  but: Partial<RowOf<typeof internships>> = {},
): RowOf<typeof internships> {
  const company = aCompany();
  return {
    id: 'T-0001',
    beneficiary: aTrainee(),
    company,
    site: aSite({ company }),
    agreement: anAgreement({ company }),
    instrument: 'tis',
    region: 'puglia',
    promoter: 'Comune di Andria',
    promoterTutor: aPromoterTutor(),
    companyTutor: aCompanyTutor({ company }),
    startDate: day('2026-06-01'),
    endDate: day('2026-11-30'),
    months: 6,
    hoursMon: 300,
    hoursTue: 300,
    hoursWed: 300,
    hoursThu: 300,
    hoursFri: 300,
    times: '9:00-14:00',
    weeklyHours: 1500,
    allowance: euro(600),
    cp: '5.2.2.1.0',
    tasks: 'preparazione degli impasti e banco vendita',
    sepAda: 'Produzioni alimentari – ADA.02.01.10',
    pfiNumber: '14/2026',
    pfiSignedOn: day('2026-05-15'),
    coSentBy: 'company',
    coSentOn: day('2026-05-18'),
    coProtocol: '1600026200012345',
    coCategory: 'inCharge',
    inailPat: '12345678/90',
    inailFrom: day('2026-06-01'),
    inailTo: day('2026-11-30'),
    rctPolicy: '2026/10/4477',
    rctFrom: day('2026-01-01'),
    rctTo: day('2026-12-31'),
    safetyTrainingOn: day('2026-05-19'),
    medicalVisitDue: false,
    dpiDue: false,
    ...but,
  };
}

/** An extension of two months, asked for, attested and communicated in time. */
export function aVariation(but: Partial<RowOf<typeof variations>> = {}): RowOf<typeof variations> {
  return {
    id: 'V-0001',
    internship: anInternship(),
    kind: 'extension',
    from: day('2026-12-01'),
    newEndDate: day('2027-01-31'),
    requestedOn: day('2026-10-20'),
    act: 'addendum 3/2026',
    actOn: day('2026-11-10'),
    signedOn: day('2026-11-12'),
    needAttestedOn: day('2026-11-05'),
    coSentOn: day('2026-12-01'),
    coProtocol: '1600026200054321',
    inailTo: day('2027-01-31'),
    rctTo: day('2027-01-31'),
    ...but,
  };
}

/** The plan's journey: sent, and signed by all four. */
export function aPlanSigning(but: Partial<RowOf<typeof signings>> = {}): RowOf<typeof signings> {
  return {
    id: 'F-0001',
    kind: 'trainingPlan',
    about: 'T-0001',
    number: '14/2026',
    version: 1,
    sentOn: day('2026-05-11'),
    beneficiarySignedOn: day('2026-05-12'),
    companySignedOn: day('2026-05-13'),
    promoterSignedOn: day('2026-05-14'),
    serviceSignedOn: day('2026-05-15'),
    ...but,
  };
}
