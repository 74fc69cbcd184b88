import { type Day, inDigits, plusDays } from '../../src/core/day.ts';
import type { Sex } from '../../src/core/italy.ts';
import type { RowOf } from '../../src/core/tab.ts';
import { labs, operators, type roles } from '../registry.ts';
import { at } from './chance.ts';
import { type Frame, mailName, numbered } from './frame.ts';

/** One of the orientation labs. */
export type Lab = RowOf<typeof labs>;
/** Somebody of the staff. */
export type Operator = RowOf<typeof operators>;
/** What somebody of the staff does. */
export type StaffRole = keyof typeof roles;

/** The labs and whoever works in the programme, by what they do. */
export interface Staff {
  readonly labs: readonly Lab[];
  readonly operators: readonly Operator[];
  /** Those of a role who are in service, counted round. */
  of(role: StaffRole, nth: number): Operator;
  /** Who welcomes people in a lab. */
  ofLab(lab: Lab): Operator;
  /** The social worker of a comune. */
  socialWorker(comune: number): Operator;
}

/** Four labs, one a comune, and the staff: the newest has just arrived and has no ID yet. */
export function staffOf(frame: Frame): Staff {
  const labRows = labRowsOf(frame);
  const chance = frame.chance('staff');
  const start = frame.onOrAfter(plusDays(frame.from, 3));
  const rows = numbered(
    operators,
    [...team, former, newcomer].map((it, nth) => {
      const person = frame.names.italian(it.sex);
      const since = it === newcomer ? frame.onOrBefore(plusDays(frame.today, -2)) : start;
      return {
        lastName: person.lastName,
        firstName: person.firstName,
        role: it.role,
        otherRoles: it.also,
        employer: it.employer,
        lab: it.lab === undefined ? undefined : at(labRows, it.lab),
        email: `${mailName(person.firstName)}.${mailName(person.lastName)}@example.org`,
        phone: frame.mobile(),
        slackId:
          it.role === 'socialServices' ? undefined : `U0ALICE${String(nth + 1).padStart(3, '0')}`,
        channel: it.role === 'socialServices' ? ('email' as const) : undefined,
        from: since,
        to: it === former ? frame.onOrBefore(plusDays(frame.from, 130)) : undefined,
        qualification: it.qualification,
        appointment: `determina n. ${20 + nth} del ${inDigits(frame.from)}`,
        plannedHours: it.hours * 60,
        authorisedOn: since,
        notes: chance.oftenAs(15) ? 'Risponde meglio la mattina.' : undefined,
      };
    }),
  );
  const inService = rows.slice(0, team.length);
  return {
    labs: labRows,
    operators: rows,
    of: (role, nth) =>
      at(
        inService.filter((it) => it.role === role),
        nth,
      ),
    ofLab: (lab) => {
      const found = inService.find((it) => it.role === 'labOperator' && it.lab === lab);
      if (found === undefined) throw new Error('a demo lab has no operator');
      return found;
    },
    socialWorker: (comune) =>
      at(
        inService.filter((it) => it.role === 'socialServices'),
        comune,
      ),
  };
}

function labRowsOf(frame: Frame): readonly Lab[] {
  return numbered(
    labs,
    frame.comuni.map((comune, nth) => ({
      name: `Laboratorio di ${comune.name}`,
      municipality: comune,
      address: at(
        [
          'piazza dell’Orologio Nuovo 2',
          'via della Lucciola 9',
          'corso dei Tre Gelsi 21',
          'via del Faro Spento 5',
        ],
        nth,
      ),
      cap: comune.cap,
      venue: at(
        [
          'Municipio, piano terra',
          'Biblioteca comunale, stanza 3',
          'Centro civico, primo piano',
          'Municipio, sportello 4',
        ],
        nth,
      ),
      ranBy: 'Consorzio Esempio Inclusione',
      leader: undefined,
      phone: frame.landline(),
      email: `laboratorio.${mailName(comune.name ?? '')}@example.org`,
      openFrom: openingOf(frame),
      openTo: undefined,
      openDays: at(
        [
          ['lun', 'mar', 'gio'],
          ['lun', 'mer', 'ven'],
          ['mar', 'gio', 'ven'],
          ['lun', 'mar', 'mer'],
        ] as const,
        nth,
      ),
      times: '9:00–13:00',
      target: 45,
    })),
  );
}

/** The day the labs opened. */
export function openingOf(frame: Frame): Day {
  return frame.onOrAfter(plusDays(frame.from, 14));
}

interface Post {
  readonly role: StaffRole;
  readonly also?: readonly StaffRole[];
  readonly employer: string;
  readonly lab?: number;
  readonly sex: Sex;
  readonly qualification: string;
  readonly hours: number;
}

const consortium = 'Consorzio Esempio Inclusione';

const former: Post = {
  role: 'counsellor',
  employer: consortium,
  sex: 'F',
  qualification: 'orientatrice',
  hours: 120,
};
const newcomer: Post = {
  role: 'labOperator',
  employer: consortium,
  lab: 1,
  sex: 'F',
  qualification: 'educatrice professionale',
  hours: 300,
};

const team: readonly Post[] = [
  {
    role: 'coordinator',
    employer: consortium,
    sex: 'F',
    qualification: 'coordinatrice del programma',
    hours: 900,
  },
  {
    role: 'coordinator',
    employer: consortium,
    sex: 'M',
    qualification: 'vicecoordinatore',
    hours: 600,
  },
  {
    role: 'labOperator',
    employer: consortium,
    lab: 0,
    sex: 'M',
    qualification: 'educatore professionale',
    hours: 700,
  },
  {
    role: 'labOperator',
    employer: consortium,
    lab: 1,
    sex: 'F',
    qualification: 'educatrice professionale',
    hours: 700,
  },
  {
    role: 'labOperator',
    employer: consortium,
    lab: 2,
    sex: 'F',
    qualification: 'operatrice di orientamento',
    hours: 700,
  },
  {
    role: 'labOperator',
    employer: consortium,
    lab: 3,
    sex: 'M',
    qualification: 'operatore di orientamento',
    hours: 700,
  },
  {
    role: 'counsellor',
    employer: consortium,
    sex: 'F',
    qualification: 'psicologa del lavoro',
    hours: 500,
  },
  {
    role: 'counsellor',
    also: ['mentor'],
    employer: consortium,
    sex: 'M',
    qualification: 'orientatore',
    hours: 500,
  },
  { role: 'mentor', employer: consortium, sex: 'F', qualification: 'pedagogista', hours: 600 },
  { role: 'mentor', employer: consortium, sex: 'M', qualification: 'educatore', hours: 600 },
  { role: 'mentor', employer: consortium, sex: 'F', qualification: 'sociologa', hours: 600 },
  {
    role: 'enterpriseTutor',
    employer: consortium,
    sex: 'M',
    qualification: 'consulente d’impresa',
    hours: 400,
  },
  {
    role: 'enterpriseTutor',
    employer: consortium,
    sex: 'M',
    qualification: 'commercialista',
    hours: 400,
  },
  {
    role: 'enterpriseTutor',
    employer: consortium,
    sex: 'M',
    qualification: 'consulente per la cooperazione',
    hours: 400,
  },
  {
    role: 'enterpriseTutor',
    employer: consortium,
    sex: 'F',
    qualification: 'esperta di appalti',
    hours: 400,
  },
  {
    role: 'enterpriseTutor',
    employer: consortium,
    sex: 'M',
    qualification: 'consulente del lavoro',
    hours: 400,
  },
  { role: 'promoterTutor', employer: consortium, sex: 'M', qualification: 'tutor', hours: 800 },
  { role: 'promoterTutor', employer: consortium, sex: 'M', qualification: 'tutor', hours: 800 },
  { role: 'promoterTutor', employer: consortium, sex: 'M', qualification: 'tutor', hours: 800 },
  {
    role: 'administration',
    employer: 'Comune di Andria',
    sex: 'F',
    qualification: 'istruttrice amministrativa',
    hours: 300,
  },
  {
    role: 'administration',
    employer: consortium,
    sex: 'F',
    qualification: 'contabile',
    hours: 300,
  },
  {
    role: 'socialServices',
    employer: 'Comune di Andria',
    sex: 'M',
    qualification: 'assistente sociale',
    hours: 200,
  },
  {
    role: 'socialServices',
    employer: 'Comune di Barletta',
    sex: 'M',
    qualification: 'assistente sociale',
    hours: 200,
  },
  {
    role: 'socialServices',
    employer: 'Comune di Trani',
    sex: 'M',
    qualification: 'assistente sociale',
    hours: 200,
  },
  {
    role: 'socialServices',
    employer: 'Comune di Bisceglie',
    sex: 'M',
    qualification: 'assistente sociale',
    hours: 200,
  },
];
