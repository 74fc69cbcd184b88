import { type Day, plusDays, plusMonths } from '../../src/core/day.ts';
import type { RowOf } from '../../src/core/tab.ts';
import type { contacts, insertionPlans, interviews } from '../registry.ts';
import { at, type Chance } from './chance.ts';
import type { Frame } from './frame.ts';
import type { Draft, Person } from './people.ts';
import type { Slot } from './slots.ts';
import type { Staff } from './staff.ts';

type Interview = Draft<RowOf<typeof interviews>>;
type Contact = Draft<RowOf<typeof contacts>>;
type Plan = Draft<RowOf<typeof insertionPlans>>;

interface Meeting {
  readonly frame: Frame;
  readonly staff: Staff;
  readonly slots: readonly Slot[];
  readonly people: readonly Person[];
}

/** All interviews, by day: welcome, in depth, skills balance, counselling along the way, those already fixed ahead. */
export function interviewsOf(it: Meeting): readonly Interview[] {
  const chance = it.frame.chance('interviews');
  return byDay(it.people.flatMap((person) => interviewsWith(person, { ...it, chance })));
}

/** All calls and attempts with people, by day. */
export function contactsOf(it: Meeting): readonly Contact[] {
  const chance = it.frame.chance('contacts');
  return byDay(it.people.flatMap((person) => contactsWith(person, { ...it, chance })));
}

/** The insertion plans of those selected, by day. */
export function plansOf(it: Meeting): readonly Plan[] {
  const chance = it.frame.chance('plans');
  const plans = it.people
    .filter((person) => person.row.selectedOn !== undefined)
    .flatMap((person) => planOf(person, { ...it, chance }) ?? []);
  return plans
    .toSorted((a, b) => ((a.draftedOn ?? '') < (b.draftedOn ?? '') ? -1 : 1))
    .map((plan, nth) => ({
      ...plan,
      number: `${nth + 1}/${(plan.draftedOn ?? it.frame.today).slice(0, 4)}`,
    }));
}

interface Telling extends Meeting {
  readonly chance: Chance;
}

function interviewsWith(
  { row, way, where }: Person,
  { frame, staff, slots, people, chance }: Telling,
): readonly Interview[] {
  const { metOn, lab } = row;
  if (
    metOn === undefined ||
    lab === undefined ||
    way === 'contacted' ||
    way === 'new' ||
    way === 'unreachable'
  )
    return [];
  const comune = at(frame.comuni, where);
  const welcomer = staff.ofLab(lab);
  const counsellor = staff.of('counsellor', where);
  const past = (on: Day, it: Partial<Interview>): readonly Interview[] => {
    const day = frame.onOrAfter(on, comune);
    return day < frame.today ? [{ ...common(it, day), held: 'held', signed: true }] : [];
  };
  const common = (it: Partial<Interview>, on: Day): Interview => ({
    beneficiary: row,
    on,
    lab,
    place: 'lab',
    operator: it.kind === 'welcome' || it.kind === 'group' ? welcomer : counsellor,
    ...it,
  });
  const deep = !['welcomed', 'waiting', 'renounced'].includes(way);
  const balanced = deep && way !== 'inDepth';
  const marks = () => ({
    selfAssessment: chance.whole(2, 4),
    selfConfidence: chance.whole(1, 4),
    selfSkills: chance.whole(2, 4),
    selfSearch: chance.whole(1, 4),
    selfRelations: chance.whole(2, 5),
  });
  const own = people.find((it) => it.row === row)?.slots.flatMap((nth) => at(slots, nth)) ?? [];
  return [
    ...past(plusDays(metOn, chance.whole(0, 4)), {
      kind: 'welcome',
      hours: 60,
      times: '9:30-10:30',
      outcome: way === 'renounced' ? 'renounced' : way === 'waiting' ? 'waiting' : 'continues',
    }),
    ...(deep
      ? past(plusDays(metOn, 10), {
          kind: 'inDepth',
          hours: 90,
          times: '10:00-11:30',
          outcome: 'toBalance',
          motivation: chance.whole(2, 5),
          readiness: chance.whole(2, 4),
        })
      : []),
    ...(balanced
      ? [
          ...past(plusDays(metOn, 15), {
            kind: 'firstSelfAssessment',
            hours: 60,
            times: '9:00-10:00',
            ...marks(),
          }),
          ...past(plusDays(metOn, 19), {
            kind: 'skillsBalance',
            hours: 180,
            times: '9:00-12:00',
            outcome: 'continues',
            motivation: chance.whole(3, 5),
          }),
          ...past(plusDays(metOn, 24), {
            kind: 'skillsBalance',
            hours: 180,
            times: '9:00-12:00',
            outcome: 'toTeam',
            readiness: chance.whole(2, 5),
          }),
        ]
      : []),
    ...own.flatMap(({ start, end, endedOn }) => [
      ...(start === undefined ? [] : past(plusDays(start, 33), { kind: 'counselling', hours: 60 })),
      ...(start === undefined ? [] : past(plusDays(start, 96), { kind: 'counselling', hours: 60 })),
      ...(end === undefined || endedOn !== undefined
        ? []
        : past(plusDays(end, 12), {
            kind: 'finalSelfAssessment',
            hours: 60,
            times: '9:00-10:00',
            outcome: 'closed',
            ...marks(),
          })),
    ]),
    ...(way === 'inBalance' && chance.oftenAs(40)
      ? [
          {
            ...common(
              { kind: 'counselling', held: 'planned' },
              frame.onOrAfter(plusDays(frame.today, chance.whole(1, 12)), comune),
            ),
          },
        ]
      : []),
  ];
}

function contactsWith(
  { row, way, where }: Person,
  { frame, staff, chance }: Telling,
): readonly Contact[] {
  const { metOn, lab } = row;
  if (metOn === undefined || lab === undefined || way === 'new') return [];
  const comune = at(frame.comuni, where);
  const call = (on: Day, it: Partial<Contact>): readonly Contact[] => {
    const day = frame.onOrAfter(on, comune);
    return day > frame.today
      ? []
      : [
          {
            beneficiary: row,
            on: day,
            with: 'person',
            means: 'phone',
            operator: staff.ofLab(lab),
            lab,
            ...it,
          },
        ];
  };
  const first = call(metOn, {
    means: chance.pick(['phone', 'inPerson'] as const),
    purpose: 'firstMeeting',
    outcome: 'reached',
    length: chance.whole(2, 6) * 5,
  });
  if (way === 'unreachable')
    return [
      ...first,
      ...[6, 12, 19].flatMap((days, nth) =>
        call(plusDays(metOn, days), {
          with: 'nobody',
          means: at(['phone', 'message', 'phone'] as const, nth),
          purpose: 'appointment',
          outcome: 'noAnswer',
        }),
      ),
    ];
  if (way === 'waiting')
    return [
      ...first,
      ...call(plusDays(metOn, 20), {
        purpose: 'followUp',
        outcome: 'callBack',
        callBackOn: frame.onOrAfter(plusDays(frame.today, chance.whole(4, 20)), comune),
      }),
    ];
  if (way === 'contacted' || !chance.oftenAs(45)) return first;
  return [
    ...first,
    ...call(plusDays(metOn, 8), {
      purpose: 'appointment',
      outcome: 'callBack',
      callBackOn: frame.onOrAfter(plusDays(metOn, 9), comune),
      calledBack: true,
    }),
    ...call(plusDays(metOn, 9), { purpose: 'appointment', outcome: 'appointment', length: 5 }),
  ];
}

function planOf(
  { row, way, where, slots: own }: Person,
  { frame, staff, slots, chance }: Telling,
): Plan | undefined {
  const { selectedOn, lab } = row;
  if (selectedOn === undefined || lab === undefined) return undefined;
  const comune = at(frame.comuni, where);
  const draftedOn = frame.onOrAfter(plusDays(selectedOn, 2), comune);
  if (draftedOn > frame.today) return undefined;
  const slot = own.length === 0 ? undefined : at(slots, own[0] ?? 0);
  const everyMonths = 3;
  const reviews = [3, 6, 9, 12].map((months) =>
    frame.onOrAfter(plusMonths(draftedOn, months), comune),
  );
  const closedOn = slot === undefined ? undefined : closingOf(slot, { frame, slots, own });
  const goal = chance.pick(goals);
  return {
    beneficiary: row,
    draftedOn,
    mentor: staff.of('mentor', slot?.nth ?? 0),
    lab,
    line:
      way === 'selected'
        ? 'individualTraining'
        : chance.pick(['matching', 'coaching', 'individualTraining'] as const),
    pactOn: frame.ifCome(frame.onOrAfter(plusDays(draftedOn, 1), comune)),
    objectives: goal.objectives,
    autonomy: goal.autonomy,
    profile: row.wantedProfile,
    sepAda: goal.sepAda,
    skillsToGain: goal.skills,
    eqf: chance.whole(2, 3),
    training: 'sicurezza e orientamento al lavoro',
    trainingHours: chance.pick([12, 16, 20]) * 60,
    trainingDoneOn: frame.ifCome(frame.onOrAfter(plusDays(draftedOn, 20), comune)),
    projectWork: goal.project,
    projectWorkDueOn: frame.onOrAfter(plusDays(draftedOn, 75), comune),
    projectWorkDoneOn: frame.ifCome(frame.onOrBefore(plusDays(draftedOn, 72), comune)),
    howVerified: 'incontro a tre con il tutor promotore',
    everyMonths,
    lastReviewOn:
      closedOn === undefined
        ? reviews.findLast((it) => it <= frame.today)
        : reviews.findLast((it) => it <= closedOn),
    nextReviewOn:
      closedOn === undefined
        ? (reviews.find((it) => it > frame.today) ??
          frame.onOrAfter(plusMonths(frame.today, 3), comune))
        : undefined,
    progress:
      closedOn === undefined ? chance.pick(['onTrack', 'onTrack', 'slow'] as const) : 'reached',
    closedOn,
    closedAs:
      closedOn === undefined ? undefined : slot?.endedOn === undefined ? 'reached' : 'stopped',
  };
}

/** A plan is closed three weeks after the last of the person's internships, if none lies ahead. */
function closingOf(
  slot: Slot,
  {
    frame,
    slots,
    own,
  }: { readonly frame: Frame; readonly slots: readonly Slot[]; readonly own: readonly number[] },
) {
  if (own.length > 1 || slot.end === undefined) return undefined;
  const last =
    slot.endedOn ??
    (slot.extension === undefined ? slot.end : plusMonths(slot.end, slot.extension));
  return at(slots, own[0] ?? 0).suspended === undefined
    ? frame.ifCome(frame.onOrAfter(plusDays(last, 21), slot.comune))
    : undefined;
}

const goals = [
  {
    objectives: 'lavorare con regolarità in un laboratorio artigiano',
    autonomy: 'spostarsi da solo con i mezzi',
    sepAda: 'Produzioni alimentari – ADA.02.01.10',
    skills: 'impasto, cottura, igiene alimentare',
    project: 'un piano di produzione per il forno del quartiere',
  },
  {
    objectives: 'tenere in ordine un magazzino',
    autonomy: 'organizzare la settimana con un’agenda',
    sepAda: 'Trasporti e logistica – ADA.11.01.15',
    skills: 'inventario, muletto, bolle',
    project: 'la mappa degli scaffali di un piccolo magazzino',
  },
  {
    objectives: 'curare il verde di una scuola',
    autonomy: 'chiedere aiuto quando serve',
    sepAda: 'Agricoltura e verde – ADA.01.02.09',
    skills: 'potatura, irrigazione, sicurezza',
    project: 'il calendario delle potature di un giardino',
  },
  {
    objectives: 'accogliere il pubblico in uno sportello',
    autonomy: 'usare la posta elettronica',
    sepAda: 'Servizi alle imprese – ADA.25.02.04',
    skills: 'accoglienza, archivio, computer',
    project: 'una guida ai servizi del quartiere',
  },
  {
    objectives: 'preparare i piatti freddi di una mensa',
    autonomy: 'gestire le proprie spese del mese',
    sepAda: 'Turismo e ristorazione – ADA.23.01.06',
    skills: 'taglio, conservazione, igiene',
    project: 'un menù di stagione per quattro settimane',
  },
];

function byDay<T extends { readonly on?: Day | undefined }>(rows: readonly T[]): readonly T[] {
  return rows.toSorted((a, b) =>
    (a.on ?? '') < (b.on ?? '') ? -1 : (a.on ?? '') > (b.on ?? '') ? 1 : 0,
  );
}
