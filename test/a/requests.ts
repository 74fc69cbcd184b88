import { knowledge } from '../../config/index.ts';
import {
  agreements,
  attendanceSheets,
  beneficiaries,
  companies,
  internships,
  labs,
  operators,
  requests,
  signings,
  variations,
} from '../../config/registry.ts';
import { resultOf } from '../../src/core/cell.ts';
import { shown } from '../../src/core/column.ts';
import type { PaperKnowledge } from '../../src/core/paper.ts';
import { readTemplate } from '../../src/core/template.ts';
import { memoryArchive } from '../../src/integrations/memory/archive.ts';
import { fixedClock } from '../../src/integrations/memory/clock.ts';
import { check } from '../../src/jobs/check.ts';
import type { Desk } from '../../src/jobs/desk.ts';
import type { Archive, Ledger } from '../../src/ports.ts';
import {
  anAgreementTemplate,
  aPlainTemplate,
  sha256,
  somePapers,
  someVocabulary,
  typewriter,
} from './papers.ts';
import { aProgramme, type Programme, type TypedRow } from './programme.ts';

/** The agreement of T-0001, asked for by the coordinator. */
export const asked: TypedRow = {
  ID: 'RI-0001',
  what: 'stampa i documenti',
  about: 'T-0001',
  paper: 'Accordo di borsa lavoro',
  askedBy: 'O-0001',
};

/** A coordinator, an operator of a lab, a promoter’s tutor. */
export const staff: readonly TypedRow[] = [
  { ID: 'O-0001', lastName: 'Verdi', firstName: 'Sara', role: 'coordinatore' },
  {
    ID: 'O-0002',
    lastName: 'Neri',
    firstName: 'Ugo',
    role: 'operatore di laboratorio',
    lab: 'L-0001',
  },
  { ID: 'O-0003', lastName: 'Conti', firstName: 'Ada', role: 'tutor promotore' },
];

/** An internship whose tutor is O-0003, with an agreement of its host. */
export const internship: TypedRow = {
  ID: 'T-0001',
  beneficiary: 'B-0001',
  company: 'I-0001',
  agreement: 'CV-0001',
  promoterTutor: 'O-0003',
  instrument: 'TIS',
  region: 'Puglia',
  startDate: '1/6/2026',
  endDate: '30/11/2026',
  hoursMon: '5',
  hoursTue: '5',
  hoursWed: '5',
  hoursThu: '5',
  hoursFri: '5',
  allowance: '600',
};

/** A programme with its papers. */
export interface Office {
  readonly programme: Programme;
  readonly archive: Archive;
  readonly ledger: Ledger;
  readonly papers: PaperKnowledge;
}

/** A register with these requests; it is the fourth of May 2026. */
export function anOffice(
  but: {
    readonly requests?: readonly TypedRow[];
    readonly internships?: readonly TypedRow[];
    readonly staff?: readonly TypedRow[];
    readonly papers?: PaperKnowledge;
  } = {},
): Office {
  const programme = aProgramme([
    [labs, [{ ID: 'L-0001' }]],
    [operators, but.staff ?? staff],
    [
      beneficiaries,
      [
        {
          ID: 'B-0001',
          lastName: 'Rossi',
          firstName: 'Amina',
          phone: '333 123 4567',
          lab: 'L-0001',
        },
      ],
    ],
    [companies, [{ ID: 'I-0001', name: 'Forno Bianchi' }]],
    [agreements, [{ ID: 'CV-0001', company: 'I-0001', number: '7/2026' }]],
    [internships, but.internships ?? [internship]],
    [
      attendanceSheets,
      [
        { ID: 'FP-0001', internship: 'T-0001', month: '06/2026' },
        { ID: 'FP-0002', internship: 'T-0001', month: '07/2026' },
      ],
    ],
    [variations, []],
    [signings, []],
    [requests, but.requests ?? [asked]],
  ]);
  return {
    programme,
    archive: memoryArchive(),
    ledger: programme.ledger,
    papers: but.papers ?? somePapers([anAgreementTemplate(), aPlainTemplate()]),
  };
}

/** Of each sheet of attendance, and of the agreement with the host. */
export const others = somePapers(
  [
    ['registro', 'Registro delle presenze', 'Fogli presenze', 'stampa: a richiesta'],
    ['registro-digitale', 'Registro delle presenze da compilare', 'Fogli presenze', ''],
    ['convenzione', 'Convenzione di tirocinio', 'Convenzioni', ''],
  ].flatMap(([kind = '', title, tab, head]) => {
    const { template } = readTemplate(
      {
        kind,
        text: `---\ntitolo: ${title}\nfoglio: ${tab}\nquando: sempre\ndestinatari: tutti\n${head}\n---\n{{ID}}\n`,
      },
      { ...someVocabulary, tabs: [...someVocabulary.tabs, agreements] },
    );
    return template === undefined ? [] : [template];
  }),
);

/** Checks, and carries out what is asked. */
export async function checked(
  { programme, archive, ledger, papers }: Office,
  but: {
    readonly archive?: Archive;
    readonly ledger?: Ledger;
    readonly dryRun?: boolean;
    readonly desk?: (() => Promise<Desk | undefined>) | undefined;
    readonly now?: string;
    /** None unless told: what rules find is no matter here. */
    readonly rules?: typeof knowledge.rules;
  } = {},
) {
  return check({
    knowledge: { ...knowledge, rules: but.rules ?? {} },
    volumes: programme.volumes,
    ledger: but.ledger ?? ledger,
    clock: but.now === undefined ? programme.clock : fixedClock(but.now),
    by: 'ALICE',
    papers: async () => papers,
    desk:
      'desk' in but
        ? but.desk
        : async () => ({ archive: but.archive ?? archive, printer: typewriter, sha256 }),
    dryRun: but.dryRun ?? false,
  });
}

/** What stands beside each request. */
export async function answersIn({ programme }: Office) {
  const [header = [], ...rows] = await programme.rows(requests);
  const at = header.indexOf(requests.columns.answer.label);
  return Object.fromEntries(rows.map((row) => [shown(row[0]), resultOf(row[at])]));
}

/** The answer to one request, changed by this. */
export async function answerTo(
  row: TypedRow,
  office = anOffice({ requests: [{ ...asked, ...row }] }),
) {
  await checked(office);
  return (await answersIn(office))['RI-0001'];
}

/** Every file under a number, in the order in which they were claimed. */
export const numbersIn = async ({ ledger }: Pick<Office, 'ledger'>) =>
  (await ledger.papers()).map(
    ({ kind, number, version, about, where }) =>
      `${kind} ${number} v${version} ${about}${where === undefined ? ' claimed' : ''}`,
  );

/** The internship of these requests goes on for a month more. */
export const longer: TypedRow = {
  ...asked,
  what: 'registra una proroga',
  paper: undefined,
  to: '31/12/2026',
};

/** How many changes of period stand in «Variazioni». */
export const recorded = async ({ programme }: Office): Promise<number> =>
  (await programme.rows(variations)).length - 1;

/** Ledger and archive that die with this step, counted over both: before it is done, or after. */
export function mortal(
  { ledger, archive }: Pick<Office, 'ledger' | 'archive'>,
  { step, when }: { readonly step: number; readonly when: 'before' | 'after' },
) {
  let steps = 0;
  const dying = <T extends object>(port: T): T =>
    new Proxy(port, {
      get(target, key) {
        const own: unknown = Reflect.get(target, key);
        if (typeof own !== 'function') return own;
        return async (...told: readonly unknown[]) => {
          steps += 1;
          const dies = steps >= step;
          if (dies && (when === 'before' || steps > step)) throw new Error('killed');
          const done: unknown = await Reflect.apply(own, target, told);
          if (dies) throw new Error('killed');
          return done;
        };
      },
    });
  return { ledger: dying(ledger), archive: dying(archive), killed: () => steps >= step };
}
