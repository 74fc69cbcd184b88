import type {
  agreements,
  closures,
  companies,
  companyTutors,
  cooperatives,
  enrolments,
  internships,
  municipalities,
  operators,
  outsourcings,
  partners,
  places,
  sites,
  variations,
  workshops,
} from '../../config/registry.ts';
import { day } from '../../src/core/day.ts';
import { euro } from '../../src/core/money.ts';
import type { RowOf } from '../../src/core/tab.ts';

/** A bakery of Andria in good order: joined, verified, all declared, good for the days around May 2026. */
export function aCompany(but: Partial<RowOf<typeof companies>> = {}): RowOf<typeof companies> {
  return {
    id: 'I-0001',
    name: 'Forno Bianchi S.r.l.',
    kind: 'company',
    legalForm: 'S.r.l.',
    codiceFiscale: '02768890648',
    partitaIva: '02768890648',
    rea: 'BA-123456',
    ateco: '10.71.10',
    atecoVersion: 'v2025',
    pec: 'forno@pec.example.org',
    email: 'forno@example.org',
    legalRepresentativeLastName: 'Bianchi',
    legalRepresentativeFirstName: 'Carlo',
    interestShownOn: day('2026-03-16'),
    seats: 2,
    joinedOn: day('2026-03-20'),
    declaredOn: day('2026-03-20'),
    declaresSafety: true,
    declaresLaw68: true,
    declaresNoDismissals: true,
    declaresNoCig: true,
    declaresNoInsolvency: true,
    durcExpiry: day('2026-07-18'),
    verifiedOn: day('2026-03-25'),
    verifiedBy: someOperator(),
    suitable: true,
    availableUntil: day('2026-12-31'),
    ...but,
  };
}

/** A shop of that bakery with six employees, counted in March 2026. */
export function aSite(but: Partial<RowOf<typeof sites>> = {}): RowOf<typeof sites> {
  return {
    id: 'S-0001',
    company: aCompany(),
    name: 'Forno Bianchi – Via Roma',
    municipality: someComune(),
    address: 'Via Roma, 12',
    permanentStaff: 6,
    staffOn: day('2026-03-20'),
    ...but,
  };
}

/** Somebody of the bakery who stands beside trainees. */
export function aCompanyTutor(
  but: Partial<RowOf<typeof companyTutors>> = {},
): RowOf<typeof companyTutors> {
  return {
    id: 'TO-0001',
    company: aCompany(),
    lastName: 'Verdi',
    firstName: 'Marta',
    email: 'marta.verdi@example.org',
    phone: '+393331234567',
    ...but,
  };
}

/** Two weeks of August, twelve days. */
export function aClosure(but: Partial<RowOf<typeof closures>> = {}): RowOf<typeof closures> {
  return {
    id: 'CH-0001',
    site: aSite(),
    from: day('2026-08-10'),
    to: day('2026-08-21'),
    reason: 'holidays',
    ...but,
  };
}

/** An agreement signed in March 2026, good for two years. */
export function anAgreement(but: Partial<RowOf<typeof agreements>> = {}): RowOf<typeof agreements> {
  return {
    id: 'CV-0001',
    number: '12/2026',
    company: aCompany(),
    signedOn: day('2026-03-24'),
    from: day('2026-03-24'),
    to: day('2028-03-23'),
    ...but,
  };
}

/** One place at the counter, 25 hours a week, open until autumn. */
export function aPlace(but: Partial<RowOf<typeof places>> = {}): RowOf<typeof places> {
  return {
    id: 'PD-0001',
    site: aSite(),
    title: 'Aiuto al banco',
    seats: 1,
    weeklyHours: 25 * 60,
    from: day('2026-04-01'),
    until: day('2026-09-30'),
    ...but,
  };
}

/** A cooperative followed step by step: plan, three months of tutoring, needs, consolidation. */
export function aCooperative(
  but: Partial<RowOf<typeof cooperatives>> = {},
): RowOf<typeof cooperatives> {
  return {
    id: 'COOP-0001',
    company: aCompany({ id: 'I-0007', name: 'La Quercia', kind: 'cooperative' }),
    kind: 'b',
    enterpriseTutor: someOperator({ id: 'O-0005', role: 'enterpriseTutor' }),
    mentor: someOperator({ id: 'O-0006', role: 'mentor' }),
    planStartedOn: day('2026-04-01'),
    planDueOn: day('2026-05-29'),
    planDeliveredOn: day('2026-05-18'),
    tutoringFrom: day('2026-06-01'),
    tutoringTo: day('2026-08-31'),
    needsAnalysisOn: day('2026-06-15'),
    consolidationOn: day('2026-09-10'),
    ...but,
  };
}

/** A service of a comune put out to tender and awarded to the cooperative. */
export function anOutsourcing(
  but: Partial<RowOf<typeof outsourcings>> = {},
): RowOf<typeof outsourcings> {
  return {
    id: 'AF-0001',
    title: 'manutenzione del verde pubblico',
    body: 'Comune di Trani',
    procedure: 'negotiated',
    studyOn: day('2026-01-12'),
    documentsReadyOn: day('2026-02-10'),
    publishedOn: day('2026-03-02'),
    bidsBy: day('2026-04-01'),
    awardedOn: day('2026-05-04'),
    from: day('2026-09-01'),
    to: day('2028-08-31'),
    amount: euro(48_000),
    cig: 'A012B34C5D',
    outcome: 'awarded',
    cooperative: aCooperative(),
    enterpriseTutor: someOperator({ id: 'O-0005', role: 'enterpriseTutor' }),
    ...but,
  };
}

/** A workshop of four hours on a Tuesday of April 2026. */
export function aWorkshop(but: Partial<RowOf<typeof workshops>> = {}): RowOf<typeof workshops> {
  return {
    id: 'W-0001',
    title: 'L’ascolto nel primo colloquio',
    on: day('2026-04-14'),
    hours: 4 * 60,
    seats: 25,
    enrolBy: day('2026-04-07'),
    minimumAttendance: 7000,
    ...but,
  };
}

/** Somebody who enrolled, came for all of it and has the certificate. */
export function anEnrolment(but: Partial<RowOf<typeof enrolments>> = {}): RowOf<typeof enrolments> {
  return {
    id: 'IS-0001',
    workshop: aWorkshop(),
    lastName: 'Conti',
    firstName: 'Sara',
    email: 'sara.conti@example.org',
    enrolledOn: day('2026-03-30'),
    attended: true,
    hours: 4 * 60,
    certificateOn: day('2026-04-20'),
    ...but,
  };
}

/** The comune that leads the network, promotes and pays: insured for the year, agreement in force. */
export function aPartner(but: Partial<RowOf<typeof partners>> = {}): RowOf<typeof partners> {
  return {
    id: 'PN-0001',
    name: 'Comune di Andria',
    roles: ['leader', 'promoter', 'payer'],
    codiceFiscale: '92057260645',
    pec: 'comune@pec.example.org',
    email: 'comune@example.org',
    agreementSignedOn: day('2026-01-15'),
    agreementTo: day('2027-12-31'),
    dataRole: 'processor',
    dataAgreementOn: day('2026-01-15'),
    inailPat: '12345678/90',
    rctPolicy: 'Assicurazioni Esempio n. 123456',
    rctFrom: day('2026-01-01'),
    rctTo: day('2026-12-31'),
    ...but,
  };
}

/** A running internship of six months, with only what the tabs of companies look at. */
export function someInternship(
  but: Partial<RowOf<typeof internships>> = {},
): RowOf<typeof internships> {
  return {
    id: 'T-0001',
    instrument: 'tis',
    startDate: day('2026-04-01'),
    endDate: day('2026-09-30'),
    ...but,
  };
}

/** A variation of an internship, with only what the tabs of companies look at. */
export function someVariation(
  but: Partial<RowOf<typeof variations>> = {},
): RowOf<typeof variations> {
  return { id: 'V-0001', ...but };
}

/** An operator of the programme: a tutor d'impresa, unless told. */
export function someOperator(but: Partial<RowOf<typeof operators>> = {}): RowOf<typeof operators> {
  return {
    id: 'O-0005',
    lastName: 'Neri',
    firstName: 'Elena',
    role: 'enterpriseTutor',
    email: 'elena.neri@example.org',
    ...but,
  };
}

/** Andria, whose firms are kept by the chamber of Bari. */
export function someComune(
  but: Partial<RowOf<typeof municipalities>> = {},
): RowOf<typeof municipalities> {
  return {
    id: 'COM-0001',
    name: 'Andria',
    province: 'BT',
    region: 'puglia',
    chamber: 'BA',
    ...but,
  };
}
