import { inDigits, monthOf, periodEnd, plusDays } from '../../src/core/day.ts';
import { euro } from '../../src/core/money.ts';
import type { RowOf } from '../../src/core/tab.ts';
import {
  type contacts,
  cooperatives,
  type enrolments,
  outsourcings,
  partners,
  type referrals,
  type requests,
  type waivers,
  workshops,
} from '../registry.ts';
import { at } from './chance.ts';
import { bodyCode, partitaIvaOf } from './codes.ts';
import { earlier, type Frame, mailName, numbered } from './frame.ts';
import type { Hosts } from './hosts.ts';
import { type Placement, promoter, promoterPat, promoterPolicy, signer } from './internships.ts';
import type { Draft, Person } from './people.ts';
import type { Staff } from './staff.ts';

interface Telling {
  readonly frame: Frame;
  readonly staff: Staff;
  readonly hosts: Hosts;
  readonly people: readonly Person[];
  readonly placements: readonly Placement[];
}

/** The cooperatives the five tutors assist: plan, needs, three months of tutoring, consolidation; the last has just begun. */
export function cooperativesOf({
  frame,
  staff,
  hosts,
}: Telling): readonly RowOf<typeof cooperatives>[] {
  const chance = frame.chance('cooperatives');
  const followed = hosts.all.filter((it) => it.company.kind === 'cooperative');
  const began = [330, 300, 255, 200, 150, 95, 25];
  return numbered(
    cooperatives,
    followed.map((host, nth) => {
      const assignedOn = frame.onOrAfter(plusDays(frame.today, -at(began, nth)));
      const after = (days: number) => frame.onOrAfter(plusDays(assignedOn, days));
      const planDeliveredOn = frame.ifCome(after(70));
      const tutoringFrom = planDeliveredOn === undefined ? undefined : after(78);
      const consolidationOn = frame.ifCome(after(190));
      const closedOn = frame.ifCome(after(215));
      return {
        company: host.company,
        kind: host.company.legalForm?.endsWith('A') === true ? ('a' as const) : ('b' as const),
        register: `C99000${nth + 1}`,
        members: chance.whole(7, 22),
        workers: chance.whole(10, 40),
        turnover: euro(chance.whole(120, 640) * 1000),
        turnoverYear: Number(frame.today.slice(0, 4)) - 1,
        enterpriseTutor: host.company.enterpriseTutor,
        mentor: staff.of('mentor', nth),
        assignedOn,
        needsAnalysisOn: frame.ifCome(after(50)),
        neededProfiles: host.trade.job.toLowerCase(),
        neededSkills: host.trade.skills,
        planStartedOn: frame.ifCome(after(14)),
        planDueOn: after(80),
        planDeliveredOn,
        tutoringFrom,
        tutoringTo: tutoringFrom === undefined ? undefined : periodEnd(tutoringFrom, 3),
        tutoringPlanned: 2400,
        tutoringDone:
          tutoringFrom === undefined || tutoringFrom > frame.today
            ? undefined
            : chance.whole(8, 38) * 60,
        nextMeetingOn:
          closedOn === undefined ? frame.onOrAfter(plusDays(frame.today, 4 + nth)) : undefined,
        consolidation:
          consolidationOn === undefined ? undefined : (['markets', 'publicServices'] as const),
        consolidationOn,
        placementsPlanned: Math.max(1, host.slots.length),
        closedOn,
        outcome: closedOn === undefined ? undefined : ('autonomous' as const),
      };
    }),
  );
}

/** The services the comuni put out to social cooperation, at all stages. */
export function outsourcingsOf(
  told: Telling & { readonly followed: readonly RowOf<typeof cooperatives>[] },
): readonly RowOf<typeof outsourcings>[] {
  const { frame, staff, followed } = told;
  const services = [
    [
      'manutenzione del verde dei giardini',
      0,
      300,
      'awarded',
      48_000,
      'reservedContract',
      'negotiated',
    ],
    ['custodia delle palestre scolastiche', 1, 260, 'awarded', 36_500, 'article5', 'direct'],
    ['pulizia della biblioteca', 2, 170, 'lost', 22_000, 'contract', 'negotiated'],
    ['mensa del centro diurno', 3, 120, undefined, 64_000, 'concession', 'open'],
    ['gestione dell’ostello comunale', 0, 70, undefined, 80_000, 'coDesign', 'notice'],
    ['raccolta degli abiti usati', 2, 20, undefined, undefined, 'contract', undefined],
  ] as const;
  return numbered(
    outsourcings,
    services.map(([title, where, ago, outcome, amount, kind, procedure], nth) => {
      const comune = at(frame.comuni, where);
      const officer = frame.names.italian();
      const studyOn = frame.onOrAfter(plusDays(frame.today, -ago), comune);
      const after = (days: number) => frame.onOrAfter(plusDays(studyOn, days), comune);
      const publishedOn = frame.ifCome(after(55));
      const awardedOn = outcome === undefined ? undefined : after(120);
      return {
        title,
        body: `Comune di ${comune.name}`,
        municipality: comune,
        officer: `${officer.firstName} ${officer.lastName}`,
        officerEmail: `${mailName(officer.firstName)}.${mailName(officer.lastName)}@example.org`,
        enterpriseTutor: staff.of('enterpriseTutor', nth + 3),
        cooperative: outcome === 'awarded' ? at(followed, nth) : undefined,
        kind,
        procedure,
        studyOn,
        documentsReadyOn: frame.ifCome(after(35)),
        publishedOn,
        bidsBy: publishedOn === undefined ? undefined : after(85),
        awardedOn,
        from: outcome === 'awarded' ? after(145) : undefined,
        to: outcome === 'awarded' ? plusDays(after(145), 729) : undefined,
        amount: amount === undefined ? undefined : euro(amount),
        cig: publishedOn === undefined ? undefined : `Z99000${String(1000 + nth)}`,
        act:
          awardedOn === undefined
            ? undefined
            : `determina n. ${80 + nth} del ${inDigits(awardedOn)}`,
        socialClause: true,
        placementsPlanned: 2,
        placementsDone: outcome === 'awarded' ? 1 : 0,
        outcome,
      };
    }),
  );
}

/** The workshops for public operators: five held, two ahead. */
export function workshopsOf({ frame, staff }: Telling): readonly RowOf<typeof workshops>[] {
  const topics = [
    ['L’ascolto nel primo colloquio', 'tecniche di ascolto, relazione d’aiuto', 320],
    ['Leggere le competenze', 'bilancio di competenze, domande, restituzione', 250],
    ['Parlare con le imprese', 'incontro con l’impresa, proposta, obiezioni', 190],
    ['Il tirocinio passo per passo', 'progetto formativo, tutor, registro', 120],
    ['Lavorare in rete', 'invii, incontri a tre, passaggi di consegne', 45],
    ['Quando il percorso si ferma', 'ripartire dopo una rinuncia', -20],
    ['Misurare i risultati', 'indicatori, esiti, racconto', -48],
  ] as const;
  return numbered(
    workshops,
    topics.map(([title, topic, ago], nth) => {
      const lab = at(staff.labs, nth);
      const on = frame.onOrAfter(plusDays(frame.today, -ago), lab.municipality);
      const trainer = frame.names.italian();
      return {
        title,
        edition: 1,
        topic,
        audience: ['cpi', 'placement', 'social'] as const,
        on,
        times: '9:00–13:00',
        hours: 240,
        mode: 'inPerson' as const,
        lab,
        trainer: `${trainer.firstName} ${trainer.lastName}`,
        organiser: staff.of('counsellor', nth),
        seats: 25,
        enrolBy: frame.onOrBefore(plusDays(on, -6), lab.municipality),
        minimumAttendance: 7000,
        materials: `https://example.org/workshop/${nth + 1}`,
      };
    }),
  );
}

/** Who enrolled, who came; those who wrote in the last days have no ID yet. By day of enrolment. */
export function enrolmentsOf({
  frame,
  held,
}: Telling & { readonly held: readonly RowOf<typeof workshops>[] }): readonly Draft<
  RowOf<typeof enrolments>
>[] {
  const chance = frame.chance('enrolments');
  const offices = [
    'Centro per l’impiego di Andria',
    'Centro per l’impiego di Barletta',
    'Comune di Trani',
    'Comune di Bisceglie',
    'Cooperativa Girasole Sociale',
  ];
  const all = held.flatMap((workshop, nth) => {
    const on = workshop.on ?? frame.today;
    const past = on < frame.today;
    return Array.from({ length: past ? 12 + (nth % 4) : 7 - (nth % 5) }, () => {
      const person = frame.names.italian();
      const enrolledOn = frame.onOrBefore(
        earlier(plusDays(on, -chance.whole(8, 22)), plusDays(frame.today, -chance.whole(1, 9))),
      );
      const withdrew = chance.oftenAs(7);
      const came = past && !withdrew && chance.oftenAs(86);
      return {
        workshop,
        lastName: person.lastName,
        firstName: person.firstName,
        employer: chance.pick(offices),
        jobTitle: chance.pick([
          'assistente sociale',
          'operatore del centro per l’impiego',
          'educatrice',
          'orientatore',
        ]),
        email: `${mailName(person.firstName)}.${mailName(person.lastName)}@example.com`,
        enrolledOn,
        confirmedOn: frame.ifCome(frame.workingDays(enrolledOn, 1)),
        withdrawnOn: withdrew ? frame.ifCome(frame.workingDays(enrolledOn, 2)) : undefined,
        attended: past && !withdrew ? came : undefined,
        hours: came ? 240 : undefined,
        certificateOn: came ? frame.ifCome(frame.workingDays(on, 4)) : undefined,
        satisfaction: came ? chance.whole(3, 5) : undefined,
        usefulness: came ? chance.whole(3, 5) : undefined,
        noticeGivenOn: enrolledOn,
      };
    });
  });
  return all.toSorted((a, b) =>
    a.enrolledOn < b.enrolledOn ? -1 : a.enrolledOn > b.enrolledOn ? 1 : 0,
  );
}

/** The bodies of the network. */
export function partnersOf({ frame }: Telling): readonly RowOf<typeof partners>[] {
  const bodies = [
    [
      'Comune di Andria',
      ['leader', 'payer'],
      'comune',
      0,
      'controller',
      'coordinamento del programma, pagamenti',
    ],
    [
      promoter,
      ['promoter'],
      'consorzio di cooperative',
      0,
      'processor',
      'tirocini, tutoraggio, orientamento',
    ],
    [
      'Comune di Barletta',
      ['service'],
      'comune',
      1,
      'jointController',
      'servizio sociale professionale',
    ],
    [
      'Comune di Trani',
      ['service'],
      'comune',
      2,
      'jointController',
      'servizio sociale professionale',
    ],
    [
      'Comune di Bisceglie',
      ['service'],
      'comune',
      3,
      'jointController',
      'servizio sociale professionale',
    ],
    [
      'Centro di formazione Meridiana Nuova',
      ['partner'],
      'ente di formazione',
      1,
      'controller',
      'corsi di italiano, corsi professionali',
    ],
    [
      'Sportello Casa Lanterna',
      ['partner'],
      'associazione',
      2,
      'controller',
      'sportello casa, documenti',
    ],
    [
      'Patronato Tre Gelsi',
      ['partner', 'service'],
      'patronato',
      3,
      'controller',
      'sostegno al reddito, pratiche',
    ],
  ] as const;
  return numbered(
    partners,
    bodies.map(([name, roles, kind, where, dataRole, services], nth) => {
      const comune = at(frame.comuni, where);
      const boss = frame.names.italian();
      const contact = frame.names.italian();
      const isPromoter = name === promoter;
      const signedOn = frame.onOrAfter(plusDays(frame.from, 5), comune);
      const mail = mailName(name).slice(0, 20);
      const chief = isPromoter
        ? { firstName: signer.split(' ')[0] ?? '', lastName: signer.split(' ')[1] ?? '' }
        : boss;
      return {
        name,
        roles,
        kind,
        codiceFiscale: isPromoter ? partitaIvaOf(900) : bodyCode(900 + nth),
        partitaIva: isPromoter ? partitaIvaOf(900) : undefined,
        address: at(
          [
            'piazza della Meridiana 1',
            'via dei Setacci 30',
            'corso dei Tre Gelsi 8',
            'via del Faro Spento 12',
          ],
          nth,
        ),
        municipality: comune,
        cap: comune.cap,
        pec: `${mail}@pec.example.org`,
        email: `${mail}@example.org`,
        referralEmail: nth > 4 ? `accoglienza.${mail}@example.org` : undefined,
        phone: frame.landline(),
        legalRepresentativeLastName: chief.lastName,
        legalRepresentativeFirstName: chief.firstName,
        legalRepresentativeRole: kind === 'comune' ? 'dirigente' : 'presidente',
        contact: `${contact.firstName} ${contact.lastName}`,
        contactEmail: `${mailName(contact.firstName)}.${mailName(contact.lastName)}@example.org`,
        contactPhone: frame.mobile(),
        services,
        agreementSignedOn: signedOn,
        agreementTo: frame.to,
        agreementAct: `delibera n. ${5 + nth} del ${inDigits(signedOn)}`,
        dataRole,
        dataAgreementOn: signedOn,
        inailPat: isPromoter ? promoterPat : undefined,
        rctPolicy: isPromoter ? promoterPolicy : undefined,
        rctFrom: isPromoter ? frame.from : undefined,
        rctTo: isPromoter ? frame.to : undefined,
      };
    }),
  );
}

/** People sent on to other bodies, by day. */
export function referralsOf({
  frame,
  staff,
  people,
  bodies,
}: Telling & { readonly bodies: readonly RowOf<typeof partners>[] }): readonly Draft<
  RowOf<typeof referrals>
>[] {
  const chance = frame.chance('referrals');
  const sent = people
    .filter((it) => it.way === 'welcomed' || it.way === 'inDepth')
    .filter((_, nth) => nth % 6 === 2);
  const all = sent.flatMap((person, nth) => {
    const { lab, metOn } = person.row;
    if (lab === undefined || metOn === undefined) return [];
    const comune = lab.municipality;
    const sentOn = frame.onOrAfter(plusDays(metOn, 20), comune);
    if (sentOn >= frame.today) return [];
    const answeredOn = frame.ifCome(frame.workingDays(sentOn, 7, comune));
    const until = plusDays(sentOn, 92);
    const closed = until < frame.today;
    const state = closed
      ? ('closed' as const)
      : answeredOn === undefined
        ? ('sent' as const)
        : ('accepted' as const);
    const to = at(bodies, 5 + (nth % 3));
    return [
      {
        beneficiary: person.row,
        to,
        for: at(['language', 'housing', 'income'] as const, nth),
        operator: staff.ofLab(lab),
        legalBasis: 'publicTask' as const,
        informed: true,
        informedOn: frame.onOrBefore(plusDays(sentOn, -1), comune),
        shared: ['identity', 'contact'] as const,
        sentOn,
        protocol: `${930 + nth * 3}/${sentOn.slice(0, 4)}`,
        until,
        state,
        stateOn: closed ? frame.onOrBefore(until, comune) : (answeredOn ?? sentOn),
        answeredBy: answeredOn === undefined ? undefined : to.contact,
        outcome: closed ? chance.pick(['taken', 'served', 'served', 'lost'] as const) : undefined,
        nextOn: closed ? undefined : frame.onOrAfter(plusDays(frame.today, 12), comune),
      },
    ];
  });
  return all.toSorted((a, b) => (a.sentOn < b.sentOn ? -1 : a.sentOn > b.sentOn ? 1 : 0));
}

/** Two exceptions a coordinator answers for, still in force: both excuse what may come, nothing that is there. */
export function waiversOf({
  frame,
  staff,
  placements,
}: Telling): readonly Draft<RowOf<typeof waivers>>[] {
  const of = (nth: number) => at(placements, nth).row.id;
  const granted = (ago: number, it: Partial<Draft<RowOf<typeof waivers>>>) => {
    const authorisedOn = frame.onOrBefore(plusDays(frame.today, -ago));
    return {
      authorisedBy: staff.of('coordinator', 0),
      authorisedOn,
      act: `nota prot. ${800 + ago}/${authorisedOn.slice(0, 4)}`,
      from: authorisedOn,
      until: plusDays(frame.today, 90),
      operator: staff.of('promoterTutor', 0),
      ...it,
    };
  };
  return [
    granted(40, {
      about: of(17),
      rule: 'Il tutor ospitante lavora nella sede del tirocinio',
      reason: 'Il tutor passa ogni giorno dalle due sedi: concordato con l’ente.',
    }),
    granted(12, {
      about: of(21),
      rule: 'Le presenze cadono nei giorni previsti dall’orario',
      reason: 'Recuperi del sabato concordati con il tutor promotore.',
    }),
  ];
}

/** What people without a terminal have asked for; the last was written today and has no ID yet. */
export function requestsOf({
  frame,
  staff,
  placements,
}: Telling): readonly Draft<RowOf<typeof requests>>[] {
  const asked = (ago: number, it: Partial<Draft<RowOf<typeof requests>>>) => ({
    askedBy: staff.of('coordinator', 0),
    askedOn: frame.onOrBefore(plusDays(frame.today, -ago)),
    ...it,
  });
  const began = at(placements, 0).row.startDate;
  return [
    asked(60, { what: 'check', confirmed: true }),
    asked(33, {
      what: 'print',
      about: at(placements, 28).row.id,
      paper: 'Convenzione di tirocinio',
      askedBy: staff.of('promoterTutor', 1),
    }),
    asked(15, {
      what: 'print',
      about: at(placements, 0).row.id,
      paper: 'Registro delle presenze',
      from: began,
      to: plusDays(frame.today, -30),
    }),
    asked(8, { what: 'month', month: monthOf(plusDays(frame.today, -30)) }),
    asked(3, {
      what: 'why',
      about: at(placements, 30).row.id,
      askedBy: staff.of('promoterTutor', 2),
    }),
    asked(0, { what: 'check' }),
  ];
}

/** Calls with hosts, by day: the first one of each, and one in the middle of every internship that is running. */
export function hostContactsOf({
  frame,
  staff,
  hosts,
}: Telling): readonly Draft<RowOf<typeof contacts>>[] {
  const all = hosts.all.flatMap((host) => {
    const { contactedOn } = host;
    const { enterpriseTutor, joinedOn } = host.company;
    // A host without an ID cannot be named in another tab.
    if (host.company === hosts.companies.at(-1) || host.company === hosts.companies.at(-2))
      return [];
    const comune = host.company.municipality;
    const common = {
      company: host.company,
      with: 'company' as const,
      operator: enterpriseTutor ?? staff.of('enterpriseTutor', 0),
    };
    const visit: Draft<RowOf<typeof contacts>> = {
      ...common,
      on: contactedOn,
      means: 'inPerson',
      purpose: 'offer',
      outcome: 'reached',
      length: 45,
    };
    return joinedOn === undefined
      ? [visit]
      : [
          visit,
          {
            ...common,
            on: frame.onOrBefore(plusDays(joinedOn, -3), comune),
            means: 'phone' as const,
            purpose: 'documents' as const,
            outcome: 'reached' as const,
            length: 10,
          },
        ];
  });
  return all;
}
