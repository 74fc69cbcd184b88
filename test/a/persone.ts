import type {
  authorisations,
  beneficiaries,
  contacts,
  indicators,
  insertionPlans,
  internships,
  interviews,
  labs,
  municipalities,
  operators,
  outcomes,
  partners,
  referrals,
  restricted,
  restrictedAbsences,
  sites,
  variations,
} from '../../config/registry.ts';
import { day } from '../../src/core/day.ts';
import { euro } from '../../src/core/money.ts';
import type { RowOf } from '../../src/core/tab.ts';

/** Andria, as the tab «Comuni» has it, with a feast that is nobody's. */
export function aComune(
  but: Partial<RowOf<typeof municipalities>> = {},
): RowOf<typeof municipalities> {
  return {
    id: 'COM-0001',
    name: 'Andria',
    province: 'BT',
    region: 'puglia',
    belfiore: 'A285',
    istat: '110001',
    cap: '76123',
    inProgrammeArea: true,
    patronName: 'Festa di prova',
    patronDay: { month: 6, day: 13 },
    ...but,
  };
}

/** The orientation lab of Andria, open for the programme's year. */
export function aLab(but: Partial<RowOf<typeof labs>> = {}): RowOf<typeof labs> {
  return {
    id: 'L-0001',
    name: 'Laboratorio di Andria',
    municipality: aComune(),
    openFrom: day('2026-01-07'),
    openTo: day('2027-02-26'),
    ...but,
  };
}

/** An operator of that lab, in service all along and authorised. */
export function anOperator(but: Partial<RowOf<typeof operators>> = {}): RowOf<typeof operators> {
  return {
    id: 'O-0002',
    lastName: 'Bianchi',
    firstName: 'Anna',
    role: 'labOperator',
    lab: aLab(),
    email: 'anna.bianchi@example.org',
    slackId: 'U012AB3CD',
    channel: 'slack',
    from: day('2026-01-07'),
    to: day('2027-02-26'),
    authorisedOn: day('2026-01-07'),
    ...but,
  };
}

/** The coordinator, who may see what others may not. */
export function aCoordinator(but: Partial<RowOf<typeof operators>> = {}): RowOf<typeof operators> {
  return anOperator({
    id: 'O-0001',
    lastName: 'Verdi',
    firstName: 'Sara',
    role: 'coordinator',
    lab: undefined,
    email: 'sara.verdi@example.org',
    slackId: 'U0COORD1N',
    ...but,
  });
}

/** A woman of Andria, invented with her codice fiscale, met in March 2026 and in charge since January. */
export function aBeneficiary(
  but: Partial<RowOf<typeof beneficiaries>> = {},
): RowOf<typeof beneficiaries> {
  return {
    id: 'B-0001',
    lastName: 'D’Amico',
    firstName: 'Maria Rosaria',
    sex: 'female',
    birthDate: day('1998-02-03'),
    birthPlace: 'Andria',
    birthProvince: 'BA',
    codiceFiscale: 'DMCMRS98B43A285Y',
    citizenship: 'italiana',
    address: 'via dei Gelsi 12',
    municipality: aComune(),
    cap: '76123',
    phone: '+393331234567',
    email: 'maria.rosaria@example.org',
    preferredChannel: 'phone',
    lab: aLab(),
    operator: anOperator(),
    metOn: day('2026-03-09'),
    noticeGivenOn: day('2026-03-09'),
    inCharge: 'Comune di Andria',
    socialWorker: anOperator({ id: 'O-0006', role: 'socialServices', lab: undefined }),
    inChargeOn: day('2026-01-15'),
    requirementVerified: true,
    requirementVerifiedOn: day('2026-01-20'),
    requirementVerifiedBy: aCoordinator(),
    ...but,
  };
}

/** A call that was answered. */
export function aContact(but: Partial<RowOf<typeof contacts>> = {}): RowOf<typeof contacts> {
  return {
    id: 'C-0001',
    on: day('2026-03-16'),
    beneficiary: aBeneficiary(),
    with: 'person',
    means: 'phone',
    outcome: 'reached',
    operator: anOperator(),
    ...but,
  };
}

/** An interview in depth held on a Wednesday. */
export function anInterview(but: Partial<RowOf<typeof interviews>> = {}): RowOf<typeof interviews> {
  return {
    id: 'Q-0001',
    beneficiary: aBeneficiary(),
    kind: 'inDepth',
    on: day('2026-03-18'),
    times: '9:30-11:00',
    hours: 90,
    operator: anOperator(),
    lab: aLab(),
    held: 'held',
    ...but,
  };
}

/** An open plan, to be reviewed in summer. */
export function anInsertionPlan(
  but: Partial<RowOf<typeof insertionPlans>> = {},
): RowOf<typeof insertionPlans> {
  return {
    id: 'PP-0001',
    beneficiary: aBeneficiary(),
    draftedOn: day('2026-04-27'),
    mentor: anOperator({ id: 'O-0003', role: 'mentor' }),
    everyMonths: 3,
    nextReviewOn: day('2026-07-30'),
    ...but,
  };
}

/** A TIS of six months from Monday 2 March 2026, five hours on five days: as much of it as rules on people look at. */
export function somebodysInternship(
  but: Partial<RowOf<typeof internships>> = {},
): RowOf<typeof internships> {
  return {
    id: 'T-0014',
    beneficiary: aBeneficiary(),
    site: somebodysSite(),
    instrument: 'tis',
    region: 'puglia',
    startDate: day('2026-03-02'),
    endDate: day('2026-09-01'),
    hoursMon: 300,
    hoursTue: 300,
    hoursWed: 300,
    hoursThu: 300,
    hoursFri: 300,
    restrictedVerified: true,
    ...but,
  };
}

/** Where that internship is carried out. */
export function somebodysSite(but: Partial<RowOf<typeof sites>> = {}): RowOf<typeof sites> {
  return { id: 'S-0002', name: 'Forno di via Roma', ...but };
}

/** A change of site of that internship. */
export function somebodysVariation(
  but: Partial<RowOf<typeof variations>> = {},
): RowOf<typeof variations> {
  return {
    id: 'V-0001',
    internship: somebodysInternship(),
    kind: 'site',
    from: day('2026-06-01'),
    restrictedVerified: true,
    ...but,
  };
}

/** What a person does 28 days after an internship that ended on 31 March 2026. */
export function anOutcome(but: Partial<RowOf<typeof outcomes>> = {}): RowOf<typeof outcomes> {
  return {
    id: 'E-0001',
    beneficiary: aBeneficiary(),
    internship: undefined,
    at: 'days28',
    on: day('2026-04-28'),
    situation: 'seeking',
    source: 'call',
    operator: anOperator(),
    ...but,
  };
}

/** A person sent to a partner, informed the day before. */
export function aReferral(but: Partial<RowOf<typeof referrals>> = {}): RowOf<typeof referrals> {
  return {
    id: 'INV-0001',
    beneficiary: aBeneficiary(),
    to: someNetworkPartner(),
    for: 'language',
    legalBasis: 'publicTask',
    informed: true,
    informedOn: day('2026-05-05'),
    sentOn: day('2026-05-06'),
    until: day('2026-08-06'),
    state: 'sent',
    ...but,
  };
}

function someNetworkPartner(): RowOf<typeof partners> {
  return { id: 'PN-0001', name: 'Associazione Esempio' };
}

/** A restricted row in good order, of a person in hardship. */
export function aRestricted(but: Partial<RowOf<typeof restricted>> = {}): RowOf<typeof restricted> {
  return {
    id: 'RS-0001',
    beneficiary: aBeneficiary(),
    group: 'd',
    evidence: 'serviceLetter',
    evidenceOn: day('2026-01-20'),
    evidenceUntil: day('2026-12-31'),
    law381: 'none',
    isee: euro(7850),
    iseeUntil: day('2026-12-31'),
    paymentMode: 'transfer',
    iban: 'IT60X0542811101000000123456',
    ibanHolder: 'D’Amico Maria Rosaria',
    ...but,
  };
}

/** A leave that takes effect before the internship and lasts as long. */
export function anAuthorisation(
  but: Partial<RowOf<typeof authorisations>> = {},
): RowOf<typeof authorisations> {
  return {
    id: 'AU-0001',
    beneficiary: aBeneficiary(),
    kind: 'outsideWork',
    authority: 'Magistrato di sorveglianza di Esempio',
    requestedOn: day('2026-02-02'),
    grantedOn: day('2026-02-18'),
    approvedOn: day('2026-02-23'),
    until: day('2026-09-01'),
    ...but,
  };
}

/** Two days at home in March 2026. */
export function anAbsence(
  but: Partial<RowOf<typeof restrictedAbsences>> = {},
): RowOf<typeof restrictedAbsences> {
  return {
    id: 'AR-0001',
    internship: somebodysInternship(),
    from: day('2026-03-12'),
    to: day('2026-03-13'),
    reason: 'permit',
    justified: true,
    ...but,
  };
}

/** The answers of somebody who answered most. */
export function someIndicators(
  but: Partial<RowOf<typeof indicators>> = {},
): RowOf<typeof indicators> {
  return {
    id: 'IND-0001',
    beneficiary: aBeneficiary(),
    askedOn: day('2026-03-09'),
    thirdCountry: 'no',
    singleParent: 'no',
    dependants: 'yes',
    dependantsNumber: 2,
    ...but,
  };
}
