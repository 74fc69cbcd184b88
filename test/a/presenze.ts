import type {
  attendanceSheets,
  batches,
  budget,
  internships,
  requests,
  signings,
  visits,
  waivers,
} from '../../config/registry.ts';
import { day, daysOf, type Month, month, weekdayOf } from '../../src/core/day.ts';
import { euro } from '../../src/core/money.ts';
import type { RowOf } from '../../src/core/tab.ts';
import { aCoordinator, anOperator } from './persone.ts';
import { anInternship, aPromoterTutor } from './tirocini.ts';

type Days = Pick<
  RowOf<typeof attendanceSheets>,
  Extract<keyof RowOf<typeof attendanceSheets>, `d${number}`>
>;

/** A TIS on its way since Monday 2/3/2026, 5 hours from Monday to Friday until 31/8/2026, communicated on 27/2. */
export function anInternshipUnderWay(
  but: Partial<RowOf<typeof internships>> = {},
): RowOf<typeof internships> {
  return anInternship({
    startDate: day('2026-03-02'),
    endDate: day('2026-08-31'),
    pfiSignedOn: day('2026-02-20'),
    coSentOn: day('2026-02-27'),
    inailFrom: day('2026-03-02'),
    inailTo: day('2026-08-31'),
    safetyTrainingOn: day('2026-02-27'),
    ...but,
  });
}

/** Five hours on every day from Monday to Friday of a month. */
export function fiveHoursADay(of: Month): Days {
  const worked = daysOf(of).flatMap((it, n) =>
    weekdayOf(it) === 'sab' || weekdayOf(it) === 'dom' ? [] : [[`d${n + 1}`, { minutes: 300 }]],
  );
  // Keys made as the registry names them.
  return Object.fromEntries(worked) as Days;
}

/** Who wrote the attendance down: neither who checked it nor who pays. */
export function aRecorder() {
  return anOperator({ id: 'O-0007', role: 'labOperator' });
}

/** March 2026, all 22 days of it, come back signed on 2/4, recorded by one and checked by another on 7/4. */
export function anAttendanceSheet(
  but: Partial<RowOf<typeof attendanceSheets>> = {},
): RowOf<typeof attendanceSheets> {
  return {
    id: 'FP-0001',
    internship: anInternshipUnderWay(),
    month: month('2026-03'),
    ...fiveHoursADay(month('2026-03')),
    declaredHours: 6600,
    sentOn: day('2026-03-25'),
    receivedOn: day('2026-04-02'),
    signedByTrainee: true,
    signedByTutor: true,
    recordedBy: aRecorder(),
    recordedOn: day('2026-04-03'),
    checkedBy: aPromoterTutor(),
    checkedOn: day('2026-04-07'),
    ...but,
  };
}

/** A visit of the promoter's tutor that went well. */
export function aVisit(but: Partial<RowOf<typeof visits>> = {}): RowOf<typeof visits> {
  return {
    id: 'VT-0001',
    internship: anInternshipUnderWay(),
    kind: 'visit',
    on: day('2026-05-06'),
    by: aPromoterTutor(),
    hours: 90,
    trend: 'good',
    next: day('2026-06-03'),
    ...but,
  };
}

/** An agreement's journey: sent on 16/3, signed by host and promoter, registered on 24/3. */
export function aSigning(but: Partial<RowOf<typeof signings>> = {}): RowOf<typeof signings> {
  return {
    id: 'F-0002',
    kind: 'agreement',
    about: 'CV-0001',
    number: '12/2026',
    version: 1,
    sentOn: day('2026-03-16'),
    companySignedBy: 'Bianchi Carlo',
    companySignedOn: day('2026-03-18'),
    promoterSignedBy: 'Neri Paola',
    promoterSignedOn: day('2026-03-13'),
    protocol: '4521/2026',
    protocolOn: day('2026-03-24'),
    pecSentOn: day('2026-03-24'),
    pecReceivedOn: day('2026-03-24'),
    ...but,
  };
}

/** An exception a coordinator answers for until the end of June 2026. */
export function aWaiver(but: Partial<RowOf<typeof waivers>> = {}): RowOf<typeof waivers> {
  return {
    id: 'D-0001',
    about: 'T-0001',
    rule: 'La durata rispetta il massimo regionale',
    reason: 'Lo ha chiesto l’ospitante, vedi atto.',
    authorisedBy: aCoordinator(),
    authorisedOn: day('2026-03-12'),
    act: 'nota prot. 812/2026',
    until: day('2026-06-30'),
    ...but,
  };
}

/** A coordinator asks for the papers of March 2026. */
export function aRequest(but: Partial<RowOf<typeof requests>> = {}): RowOf<typeof requests> {
  return {
    id: 'RI-0001',
    what: 'print',
    from: day('2026-03-01'),
    to: day('2026-03-31'),
    askedBy: aCoordinator(),
    askedOn: day('2026-04-01'),
    ...but,
  };
}

/** The allowances of the programme: 158.400 € granted, half of it committed. */
export function aBudgetItem(but: Partial<RowOf<typeof budget>> = {}): RowOf<typeof budget> {
  return {
    id: 'QE-0001',
    code: 'B.2.1',
    item: 'Indennità di partecipazione',
    category: 'allowances',
    fundingSource: 'municipal',
    amount: euro(158_400),
    committed: euro(79_200),
    until: day('2027-12-31'),
    ...but,
  };
}

/** March 2026 of an internship: prepared, approved, published and paid, each by and on its own. */
export function aBatch(but: Partial<RowOf<typeof batches>> = {}): RowOf<typeof batches> {
  return {
    id: 'LQ-0001',
    list: '4/2026',
    month: month('2026-03'),
    internship: anInternshipUnderWay(),
    kind: 'allowance',
    amount: euro(600),
    withheld: euro(0),
    net: euro(600),
    item: aBudgetItem(),
    preparedBy: anOperator({ id: 'O-0008', role: 'administration' }),
    preparedOn: day('2026-04-09'),
    approvedBy: aCoordinator(),
    approvedOn: day('2026-04-10'),
    determination: '540/2026',
    determinedOn: day('2026-04-16'),
    publishedOn: day('2026-04-17'),
    order: '2210/2026',
    orderedOn: day('2026-04-22'),
    paidOn: day('2026-04-24'),
    outcome: 'paid',
    ...but,
  };
}
