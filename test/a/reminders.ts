import { createHash } from 'node:crypto';
import { knowledge } from '../../config/index.ts';
import { internships, operators } from '../../config/registry.ts';
import { inDigits } from '../../src/core/day.ts';
import { type Recipient, type Reminder, reminder } from '../../src/core/due.ts';
import type { Knowledge } from '../../src/core/knowledge.ts';
import type { Around } from '../../src/core/rule.ts';
import type { RowOf } from '../../src/core/tab.ts';
import { type Courier, mailCourier, type RemindAsked } from '../../src/jobs/remind.ts';
import type { Letter, Mailbox } from '../../src/ports.ts';
import { aProgramme, type Programme, type TypedRow } from './programme.ts';

/** Reminders of every sort: with three moments, weekly, at once, restricted, and for somebody who can only be phoned. */
export const someReminders: Readonly<Record<string, Reminder>> = {
  start: reminder(internships, {
    name: 'Avvio da comunicare',
    about: 'La comunicazione si fa entro il giorno prima.',
    legal: true,
    needs: ['startDate'],
    occasions: ({ startDate, coProtocol }) => [
      {
        anchor: startDate,
        ...(coProtocol === undefined ? {} : { settled: 'il protocollo della CO è scritto' }),
      },
    ],
    steps: [
      { on: { days: -7 }, to: ['tutor'] },
      { on: { days: -3 }, to: ['tutor', 'coordinator'] },
      { on: { workingDays: -1 }, to: ['tutor'], urgent: true },
    ],
    say: ({ row }) => ({
      says: `${row.id} comincia il ${inDigits(row.startDate)}.`,
      brief: `${row.id}: avvio.`,
    }),
  }),
  end: reminder(internships, {
    name: 'Fine vicina',
    about: 'Si decide se prorogare.',
    needs: ['endDate'],
    occasions: ({ endDate }) => [{ anchor: endDate }],
    steps: [
      { on: { days: -30 }, to: ['tutor'], weekly: true },
      { on: { days: -15 }, to: ['tutor'] },
      { on: { days: 7 }, to: ['tutor', 'host'] },
    ],
    say: ({ row }) => ({ says: `${row.id} finisce.`, brief: `${row.id}: fine.` }),
  }),
  now: reminder(internships, {
    name: 'Da vedere subito',
    about: 'Non può aspettare.',
    needs: ['endedOn'],
    occasions: ({ endedOn }) => [{ anchor: endedOn }],
    steps: [{ on: { days: 0 }, to: ['coordinator'], atOnce: true }],
    say: ({ row }) => ({ says: `${row.id} da vedere.`, brief: `${row.id}: da vedere.` }),
  }),
  secret: reminder(internships, {
    name: 'Nome che non si dice',
    about: 'Riguarda solo chi coordina.',
    restricted: true,
    classes: ['restricted'],
    needs: ['medicalVisitOn'],
    occasions: ({ medicalVisitOn }) => [{ anchor: medicalVisitOn }],
    steps: [{ on: { days: -20 }, to: ['coordinator'] }],
    say: ({ row }) => ({ says: 'parola-riservata', brief: `${row.id}: guarda il riservato.` }),
  }),
};

/** What is known, with these reminders and no other; its letters say codes and sentences and nothing else. */
export function remindingKnowledge(
  reminders: Readonly<Record<string, Reminder>> = someReminders,
): Knowledge {
  const recipientsOf = (to: string, row: object, around: Around): readonly Recipient[] => {
    // Every reminder above is of internships.
    const { promoterTutor } = row as RowOf<typeof internships>;
    if (to === 'tutor') return promoterTutor === undefined ? [] : [asRecipient(promoterTutor)];
    if (to === 'coordinator')
      return around
        .rows(operators)
        .flatMap((it) => (it.role === 'coordinator' ? [asRecipient(it)] : []));
    return to === 'host' ? [theHost] : [];
  };
  return {
    ...knowledge,
    reminders,
    whoms: { tutor: 'il tutor promotore', coordinator: 'chi coordina', host: 'l’ospitante' },
    recipientsOf,
    recipientById: (id, around) => {
      const found = around.rows(operators).find((it) => it.id === id);
      return found === undefined ? undefined : asRecipient(found);
    },
    callersFor: (row, around) => recipientsOf('tutor', row, around),
    digestOf: ({ recipient, items }) => ({
      subject: `ALICE: ${items.length}`,
      text: [
        recipient.id,
        ...items.map(
          ({ code, told, late }) =>
            `${code}${late ? ' in ritardo' : ''} ${told.says}${(told.data ?? []).map((it) => ` ${it.join(': ')}`).join('')}`,
        ),
      ].join('\n'),
      html: '',
    }),
  };
}

const theHost: Recipient = {
  id: 'I-0001',
  role: 'company',
  form: 'Lei',
  name: 'Forno Bianchi',
  channel: 'phone',
  address: undefined,
};

function asRecipient({ id, role, email, firstName }: RowOf<typeof operators>): Recipient {
  return {
    id,
    role: role ?? 'promoterTutor',
    form: 'tu',
    name: firstName,
    channel: email === undefined ? 'phone' : 'email',
    address: email,
  };
}

/** A tutor, two coordinators. */
export const staff: readonly TypedRow[] = [
  { ID: 'O-0001', role: 'coordinatore', firstName: 'Anna', email: 'anna@example.org' },
  { ID: 'O-0002', role: 'coordinatore', firstName: 'Luca', email: 'luca@example.org' },
  { ID: 'O-0004', role: 'tutor promotore', firstName: 'Sara', email: 'sara@example.org' },
];

/** A programme with these internships, of Sara's unless they say otherwise. */
export function aRemindedProgramme(
  rows: readonly TypedRow[],
  but: Parameters<typeof aProgramme>[1] & { readonly staff?: readonly TypedRow[] } = {},
): Programme {
  return aProgramme(
    [
      [operators, but.staff ?? staff],
      [internships, rows.map((it) => ({ promoterTutor: 'O-0004', ...it }))],
    ],
    but,
  );
}

/** All that reminding needs, of a programme and a mailbox. */
export function remindingIn(
  { volumes, ledger, clock }: Programme,
  mailbox: Mailbox,
  but: Partial<RemindAsked> = {},
): RemindAsked {
  return {
    knowledge: remindingKnowledge(),
    volumes,
    ledger,
    clock,
    couriers: [mailCourier(mailbox)],
    by: 'Anna',
    sha256: (bytes) => createHash('sha256').update(bytes).digest('hex'),
    dryRun: false,
    ...but,
  };
}

/** A mailbox that knows what left, and sends whatever it is handed: a key that comes twice leaves twice. */
export function plainMailbox(): Mailbox & { readonly letters: readonly Letter[] } {
  const letters: Letter[] = [];
  return {
    letters,
    async send(letter) {
      letters.push(letter);
    },
    async sent(key) {
      return letters.some((it) => it.key === key) ? 'sent' : 'not sent';
    },
  };
}

/** A channel that cannot tell what left, as a plain mail server: it is said to have sent, or to have been cut off. */
export function forgetful(mailbox: Mailbox): Courier {
  return { ...mailCourier(mailbox), sent: async () => 'unknown' };
}
