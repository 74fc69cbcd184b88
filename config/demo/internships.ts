import { type Day, periodEnd, plusDays, plusMonths } from '../../src/core/day.ts';
import { euro } from '../../src/core/money.ts';
import { endMadeUp } from '../../src/core/period.ts';
import type { RowOf } from '../../src/core/tab.ts';
import { internships, type outcomes, type signings, variations, type visits } from '../registry.ts';
import { at, type Chance } from './chance.ts';
import { earlier, type Frame, later, numbered } from './frame.ts';
import type { Host, Hosts } from './hosts.ts';
import type { Draft, Person } from './people.ts';
import type { Slot } from './slots.ts';
import type { Staff } from './staff.ts';

/** An internship. */
export type Internship = RowOf<typeof internships>;
/** What changed in one. */
export type Variation = RowOf<typeof variations>;

/** An internship with what it was made from. */
export interface Placement {
  readonly row: Internship;
  readonly slot: Slot;
  readonly person: Person;
  readonly host: Host;
  /** The last day, as things stand: extensions, suspensions and early end counted. */
  readonly last: Day | undefined;
}

/** What the internships are told from. */
export interface Placing {
  readonly frame: Frame;
  readonly staff: Staff;
  readonly slots: readonly Slot[];
  readonly people: readonly Person[];
  readonly hosts: Hosts;
}

/** The 44 internships, started ones first; the last two are drafts without dates, and without an ID. */
export function placementsOf(it: Placing): readonly Placement[] {
  const chance = it.frame.chance('internships');
  const rows = numbered(
    internships,
    it.slots.map((slot) => internshipRow(slot, { ...it, chance })),
  );
  return it.slots.map((slot, nth) => ({
    row: at(rows, nth),
    slot,
    person: personOf(slot, it),
    host: it.hosts.of(slot),
    last: lastDayOf(slot),
  }));
}

/** What the promoter's papers say everywhere. */
export const promoter = 'Consorzio Esempio Inclusione';
/** The position the promoter insures with, and the policy. */
export const promoterPat = '99990001/01';
export const promoterPolicy = 'Assicurazioni Esempio n. 990017';

/** The last day of a slot, extensions, suspensions and early end counted. */
function lastDayOf({ start, months, end, extension, suspended, endedOn }: Slot): Day | undefined {
  if (start === undefined || end === undefined) return undefined;
  if (endedOn !== undefined) return endedOn;
  if (extension !== undefined) return periodEnd(start, months + extension);
  return suspended === undefined ? end : endMadeUp({ from: start, to: end }, [suspended]);
}

interface Telling extends Placing {
  readonly chance: Chance;
}

function personOf(slot: Slot, { people }: Pick<Placing, 'people'>): Person {
  const found = people.find((it) => it.slots.includes(slot.nth));
  if (found === undefined) throw new Error('a demo internship has no person');
  return found;
}

function internshipRow(
  slot: Slot,
  { frame, staff, people, hosts, chance }: Telling,
): Draft<Internship> {
  const { comune, start, end, months, week, nth, papers } = slot;
  const host = hosts.of(slot);
  const person = personOf(slot, { people });
  const tutor = tutorOf(slot, host);
  const [mon, tue, wed, thu, fri, sat] = week.minutes;
  const before = (days: number) =>
    start === undefined
      ? undefined
      : earlier(
          frame.onOrBefore(plusDays(start, -days), comune),
          frame.onOrBefore(plusDays(frame.today, -1), comune),
        );
  const planned = papers !== 'none';
  const signed = papers === 'all' || papers === 'signed';
  const ready = papers === 'all';
  const last = lastDayOf(slot);
  const over = last !== undefined && last < frame.today;
  const started = start !== undefined && start <= frame.today;
  const pfiSignedOn = signed ? before(10) : undefined;
  const coSentOn = ready ? before(4) : undefined;
  const heavy = host.trade.risk !== 'low';
  return {
    beneficiary: person.row,
    company: host.company,
    site: at(host.sites, 0),
    agreement: papers === 'none' ? undefined : host.agreement,
    instrument: slot.instrument,
    region: 'puglia',
    promoter: planned ? promoter : undefined,
    promoterTutor: planned ? staff.of('promoterTutor', nth) : undefined,
    companyTutor: planned ? tutor : undefined,
    enterpriseTutor:
      planned && host.company.kind === 'cooperative' ? host.company.enterpriseTutor : undefined,
    mentor: planned ? staff.of('mentor', nth) : undefined,
    startDate: start,
    endDate: end,
    months,
    hoursMon: worked(mon),
    hoursTue: worked(tue),
    hoursWed: worked(wed),
    hoursThu: worked(thu),
    hoursFri: worked(fri),
    hoursSat: worked(sat),
    times: week.times,
    weeklyHours: week.minutes.reduce((sum, it) => sum + it, 0),
    allowance: euro(600),
    cp: host.trade.cp,
    tasks: host.trade.tasks,
    sepAda: host.trade.sepAda,
    objectives: host.trade.objectives,
    nightOrHoliday: false,
    pfiNumber: planned ? `${nth + 1}/${(pfiSignedOn ?? frame.today).slice(0, 4)}` : undefined,
    pfiSignedOn,
    coSentBy: planned
      ? at(
          ['company', 'consultant', 'promoter'] as const,
          host.company.labourConsultantEmail === undefined ? 2 * nth : nth,
        )
      : undefined,
    coSentOn,
    coProtocol:
      coSentOn === undefined ? undefined : `16000${coSentOn.slice(2, 4)}0099${10_000 + nth * 37}`,
    coCategory: ready ? (slot.instrument === 'extracurricular' ? 'other' : 'inCharge') : undefined,
    inailPat: signed ? promoterPat : undefined,
    inailFrom: signed ? start : undefined,
    inailTo: signed ? end : undefined,
    rctPolicy: signed ? promoterPolicy : undefined,
    rctFrom: signed ? frame.from : undefined,
    rctTo: signed ? frame.to : undefined,
    safetyTrainingOn: ready ? before(2) : undefined,
    medicalVisitDue: planned ? host.trade.risk === 'high' : undefined,
    medicalVisitOn: ready && host.trade.risk === 'high' ? before(5) : undefined,
    dpiDue: planned ? heavy : undefined,
    dpiDeliveredOn: ready && heavy ? (started ? start : before(1)) : undefined,
    restrictedVerified: planned ? true : undefined,
    fundingSource: 'fsePlus',
    cup: programmeCup,
    gepiRecordedOn:
      started && slot.instrument === 'tis'
        ? (frame.ifCome(frame.onOrAfter(plusDays(start, 3), comune)) ?? start)
        : undefined,
    endedOn: slot.endedOn,
    endReason:
      slot.endedOn !== undefined
        ? 'otherJob'
        : over
          ? at(['completed', 'hiredByHost', 'completed'] as const, nth)
          : undefined,
    notes: chance.oftenAs(12)
      ? chance.pick([
          'Il tutor chiede di sentirci di lunedì.',
          'Portare il libretto al primo giorno.',
          'Incontro a tre già fissato.',
        ])
      : undefined,
  };
}

/** The CUP of the demo: fifteen characters no project has. */
export const programmeCup = 'Z99Z99000990009';

function tutorOf(slot: Slot, host: Host) {
  const place = host.slots.indexOf(slot.nth);
  return at(host.tutors, host.slots.includes(3) ? (slot.nth === 3 ? 0 : 1) : place);
}

/** Extensions, suspensions, changes, an accident, an early end: by the day from which they hold. */
export function variationsOf(
  placements: readonly Placement[],
  { frame, staff }: Placing,
): readonly Variation[] {
  const drafts = placements.flatMap(({ row, slot, host, person }): readonly Draft<Variation>[] => {
    const { start, end, comune } = slot;
    const newEndDate = lastDayOf(slot);
    const operator = staff.of('promoterTutor', slot.nth);
    const on = (day: Day) => frame.onOrBefore(day, comune);
    if (start === undefined || end === undefined || newEndDate === undefined) return [];
    const paper = (from: Day) => ({
      act: `addendum ${slot.nth + 1}/${from.slice(0, 4)}`,
      operator,
    });
    if (slot.extension !== undefined)
      return [
        {
          internship: row,
          kind: 'extension',
          from: plusDays(end, 1),
          newEndDate,
          requestedOn: on(plusDays(end, -30)),
          ...paper(end),
          actOn: on(plusDays(end, -20)),
          signedOn: on(plusDays(end, -16)),
          needAttestedOn: on(plusDays(end, -24)),
          restrictedVerified: true,
          coSentOn: on(plusDays(end, -12)),
          coProtocol: `16000${end.slice(2, 4)}0098${20_000 + slot.nth * 41}`,
          inailTo: newEndDate,
          rctTo: frame.to,
        },
      ];
    if (slot.suspended !== undefined) {
      const { from, to } = slot.suspended;
      return [
        {
          internship: row,
          kind: 'suspension',
          from,
          to,
          newEndDate,
          requestedOn: on(plusDays(from, -6)),
          ...paper(from),
          actOn: on(plusDays(from, -3)),
          signedOn: on(plusDays(from, -2)),
          restrictedVerified: true,
          inailTo: newEndDate,
          rctTo: frame.to,
        },
      ];
    }
    if (slot.endedOn !== undefined)
      return [
        {
          internship: row,
          kind: 'earlyEnd',
          from: slot.endedOn,
          newEndDate: slot.endedOn,
          requestedOn: on(plusDays(slot.endedOn, -8)),
          ...paper(slot.endedOn),
          actOn: on(plusDays(slot.endedOn, -5)),
          coSentOn: slot.endedOn,
          coProtocol: `16000${slot.endedOn.slice(2, 4)}0097${30_000 + slot.nth * 43}`,
          toldTutorsOn: on(plusDays(slot.endedOn, -7)),
        },
      ];
    if (slot.happens === 'newHours') {
      const from = frame.onOrAfter(plusMonths(start, 5), comune);
      return [
        {
          internship: row,
          kind: 'hours',
          from,
          requestedOn: on(plusDays(from, -15)),
          ...paper(from),
          actOn: on(plusDays(from, -8)),
          signedOn: on(plusDays(from, -4)),
          hoursMon: newWeek,
          hoursTue: newWeek,
          hoursWed: newWeek,
          hoursThu: newWeek,
          hoursFri: newWeek,
          times: '8:30-13:00',
          restrictedVerified: true,
        },
      ];
    }
    if (slot.happens === 'newTutor') {
      const from = frame.onOrAfter(plusMonths(start, 7), comune);
      return [
        {
          internship: row,
          kind: 'tutor',
          from,
          ...paper(from),
          actOn: on(plusDays(from, -4)),
          newCompanyTutor: at(host.tutors, 1),
        },
      ];
    }
    if (slot.happens === 'accident') {
      const from = accidentOn(slot, frame);
      return [
        {
          internship: row,
          kind: 'accident',
          from,
          to: frame.workingDays(from, 3, comune),
          certificateOn: from,
          inailReportedOn: from,
          operator: staff.ofLab(labOf(person)),
        },
      ];
    }
    return [];
  });
  return numbered(
    variations,
    drafts.toSorted((a, b) =>
      (a.requestedOn ?? a.from ?? '') < (b.requestedOn ?? b.from ?? '') ? -1 : 1,
    ),
  );
}

/** The minutes of each weekday after the change of hours. */
export const newWeek = 270;

/** The day of the accident: it is on a Monday to Friday, three months after the start. */
export function accidentOn({ start, comune }: Slot, frame: Frame): Day {
  return frame.onOrAfter(plusDays(plusMonths(start ?? frame.today, 3), 4), comune);
}

/** The day from which the new hours hold. */
export function newHoursFrom({ start, comune }: Slot, frame: Frame): Day {
  return frame.onOrAfter(plusMonths(start ?? frame.today, 5), comune);
}

function labOf(person: Person) {
  const { lab } = person.row;
  if (lab === undefined) throw new Error('a demo person has no lab');
  return lab;
}

/** Visits and calls, by day: the first week, then every four weeks, halfway with both tutors, before the end. */
export function visitsOf(
  placements: readonly Placement[],
  { frame, staff }: Placing,
): readonly Draft<RowOf<typeof visits>>[] {
  const chance = frame.chance('visits');
  const all = placements.flatMap(({ row, slot, last }) => {
    const { start, comune, end } = slot;
    if (start === undefined || last === undefined || end === undefined || start >= frame.today)
      return [];
    const until = earlier(last, plusDays(frame.today, -1));
    const days = [frame.workingDays(start, 4, comune)];
    for (
      let next = frame.onOrAfter(plusDays(start, 28), comune);
      next <= until;
      next = frame.onOrAfter(plusDays(next, 28), comune)
    )
      days.push(next);
    const done = days.filter((on) => on <= until);
    return done.map((on, nth) => {
      const halfway = nth === Math.ceil(done.length / 2) && done.length > 3;
      const final = nth === done.length - 1 && last < frame.today;
      const paused =
        slot.suspended !== undefined && slot.suspended.from <= on && on <= slot.suspended.to;
      const far = nth === 0 ? 28 : 28;
      const next = frame.onOrAfter(plusDays(on, far), comune);
      const trend = slot.attendance === 'poor' && nth > 1 ? ('watch' as const) : ('good' as const);
      return {
        internship: row,
        kind:
          nth === 0
            ? ('firstWeek' as const)
            : paused
              ? ('call' as const)
              : halfway
                ? ('midTerm' as const)
                : final
                  ? ('final' as const)
                  : at(['visit', 'visit', 'call'] as const, nth),
        on,
        by: halfway ? staff.of('mentor', slot.nth) : staff.of('promoterTutor', slot.nth),
        hours: chance.pick([60, 90, 120]),
        traineePresent: !paused,
        companyTutorPresent: true,
        servicePresent: halfway,
        trend,
        skills: chance.whole(2, 4),
        autonomy: chance.whole(2, 4),
        punctuality: trend === 'good' ? chance.whole(3, 5) : 2,
        relations: chance.whole(3, 5),
        topic: trend === 'good' ? ('none' as const) : ('times' as const),
        action: trend === 'good' ? ('nothing' as const) : ('newVisit' as const),
        next: final || next > last ? undefined : next,
      };
    });
  });
  return all.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

/** The papers that were signed or are on their way: agreements, plans, addenda. By the day they were sent. */
export function signingsOf(
  placements: readonly Placement[],
  { frame, staff, hosts }: Placing,
): readonly Draft<RowOf<typeof signings>>[] {
  const agreements = hosts.all.flatMap((host) => {
    const { agreement } = host;
    if (agreement?.signedOn === undefined || agreement.sentOn === undefined) return [];
    const { municipality: comune } = host.company;
    return [
      {
        kind: 'agreement' as const,
        about: agreement.id,
        number: agreement.number,
        version: 1,
        method: 'digital' as const,
        sentOn: agreement.sentOn,
        dueOn: frame.workingDays(agreement.sentOn, 10, comune),
        companySignedBy: representative(host),
        companySignedOn: frame.onOrBefore(plusDays(agreement.signedOn, -1), comune),
        promoterSignedBy: signer,
        promoterSignedOn: agreement.signedOn,
        protocol:
          agreement.protocol?.split(' ')[0] === undefined
            ? undefined
            : `${agreement.protocol.split(' ')[0]}/${agreement.signedOn.slice(0, 4)}`,
        protocolOn: agreement.signedOn,
        operator: staff.of('coordinator', 1),
      },
    ];
  });
  const plans = placements.flatMap(({ row, slot, host, person }) => {
    const { pfiNumber, pfiSignedOn, promoterTutor } = row;
    const { comune } = slot;
    if (pfiNumber === undefined) return [];
    const sentOn = frame.onOrBefore(plusDays(pfiSignedOn ?? frame.today, -7), comune);
    const on = (days: number) =>
      pfiSignedOn === undefined
        ? undefined
        : later(sentOn, frame.onOrBefore(plusDays(pfiSignedOn, -days), comune));
    return [
      {
        kind: 'trainingPlan' as const,
        about: row.id,
        number: pfiNumber,
        version: 1,
        method: 'mixed' as const,
        sentOn,
        dueOn: frame.workingDays(sentOn, 8, comune),
        beneficiarySignedOn: pfiSignedOn === undefined ? sentOn : on(4),
        companySignedBy: pfiSignedOn === undefined ? undefined : representative(host),
        companySignedOn: on(3),
        promoterSignedBy: pfiSignedOn === undefined ? undefined : signer,
        promoterSignedOn: on(0),
        serviceSignedBy:
          pfiSignedOn === undefined || slot.instrument !== 'tis'
            ? undefined
            : `${person.row.socialWorker?.lastName} ${person.row.socialWorker?.firstName}`,
        serviceSignedOn: slot.instrument === 'tis' ? on(2) : undefined,
        protocol:
          pfiSignedOn === undefined
            ? undefined
            : `${5000 + slot.nth * 11}/${pfiSignedOn.slice(0, 4)}`,
        protocolOn: pfiSignedOn,
        operator: promoterTutor,
      },
    ];
  });
  return [...agreements, ...plans].toSorted((a, b) =>
    a.sentOn < b.sentOn ? -1 : a.sentOn > b.sentOn ? 1 : 0,
  );
}

/** Who signs for the promoter in every paper. */
export const signer = 'Serena Lomele';

/** How those who finished are, four weeks and six months later, where these days have come. */
export function outcomesOf(
  placements: readonly Placement[],
  { frame, staff }: Placing,
): readonly Draft<RowOf<typeof outcomes>>[] {
  const chance = frame.chance('outcomes');
  const all = placements.flatMap(({ row, last, person, slot, host }) => {
    if (last === undefined || last >= frame.today) return [];
    const hired = row.endReason === 'hiredByHost';
    const other = row.endReason === 'otherJob';
    return (['days28', 'months6'] as const).flatMap((moment) => {
      const on = frame.onOrAfter(
        moment === 'days28' ? plusDays(last, 28) : plusMonths(last, 6),
        slot.comune,
      );
      if (on > frame.today) return [];
      const works = hired || other || (moment === 'months6' && chance.oftenAs(40));
      return [
        {
          beneficiary: person.row,
          internship: row,
          at: moment,
          on,
          situation: works
            ? ('employed' as const)
            : chance.pick(['seeking', 'seeking', 'training'] as const),
          qualification: moment === 'months6' ? false : undefined,
          improved: moment === 'months6' && works ? true : undefined,
          hiredBy: !works ? undefined : hired ? ('host' as const) : ('other' as const),
          company: hired ? host.company : undefined,
          contract: works ? ('fixedTerm' as const) : undefined,
          contractFrom: works
            ? frame.onOrAfter(
                plusDays(moment === 'days28' ? last : plusMonths(last, 3), 10),
                slot.comune,
              )
            : undefined,
          contractTo: works ? plusMonths(on, 7) : undefined,
          weeklyHours: works ? 1440 : undefined,
          consistent: works ? true : undefined,
          source: works ? ('contract' as const) : ('call' as const),
          satisfaction: chance.whole(3, 5),
          operator: staff.ofLab(labOf(person)),
        },
      ];
    });
  });
  return all.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

function worked(minutes: number): number | undefined {
  return minutes > 0 ? minutes : undefined;
}

function representative({ company }: Host): string {
  return `${company.legalRepresentativeLastName} ${company.legalRepresentativeFirstName}`;
}
