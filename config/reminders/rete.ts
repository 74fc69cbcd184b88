import { inDigits, plusDays } from '../../src/core/day.ts';
import { reminder } from '../../src/core/due.ts';
import { phoneInWords } from '../../src/core/italy.ts';
import { type Around, fills } from '../../src/core/rule.ts';
import type { RowOf } from '../../src/core/tab.ts';
import { list } from '../../src/core/words.ts';
import {
  type beneficiaries,
  contacts,
  cooperatives,
  internships,
  interviews,
  type labs,
  referrals,
  signings,
} from '../registry.ts';
import * as settings from '../settings.ts';
import { signers, signersMissing } from '../signing.ts';
import { dayInFull, firstOf, heardBy, isAt, onTheDay, personSaid } from '../telling.ts';

type Contact = RowOf<typeof contacts>;
type Interview = RowOf<typeof interviews>;
type Signing = RowOf<typeof signings>;
type Lab = RowOf<typeof labs>;

/** Days after which an answer is asked for, where nobody wrote a day of their own. */
const patience = 15;
const bothOperators = ['operator', 'secondOperator'] as const;

// ── People ────────────────────────────────────────────────────────────────────────────────────

/** Stops as soon as anybody reaches them, in whatever row. */
export const callBack = reminder(contacts, {
  name: 'Richiamata',
  about:
    'Chi va richiamato, nel giorno scritto in «Contatti»; una volta sola ancora, dopo tre giorni.',
  needs: ['callBackOn'],
  occasions: (it, around) => [
    {
      anchor: it.callBackOn,
      settled: firstOf(
        it.calledBack === true && 'è stato richiamato',
        heardSince(it, around) && 'un contatto più recente è scritto',
      ),
    },
  ],
  steps: [
    { on: { days: 0 }, until: { workingDays: 2 }, to: ['operator'] },
    { on: { workingDays: 3 }, until: { workingDays: 10 }, to: ['operator'] },
  ],
  say: ({ row: it, around, occasion }) => {
    const whom = it.beneficiary?.id ?? it.company?.id ?? 'chi è scritto nella riga';
    return {
      says: `Da richiamare ${onTheDay(occasion.anchor, around)}: ${whom} (${it.id} in «Contatti»). Poi basta scrivere «sì» in «Richiamato», o una riga nuova.`,
      brief: `${it.id}: da richiamare ${whom}.`,
    };
  },
});

/** The agenda of the day, to whoever holds the interview. */
export const interviewToday = reminder(interviews, {
  name: 'Colloqui di oggi',
  about: 'I colloqui fissati per oggi, con l’orario, a chi li conduce.',
  needs: ['on', 'beneficiary'],
  classes: ['name'],
  when: isPlanned,
  occasions: (it) => [{ anchor: it.on }],
  // A day nobody works is told of on the last working day before.
  steps: [{ on: { days: 0, lean: 'back' }, until: { workingDays: 0 }, to: bothOperators }],
  cap: 1,
  say: ({ row: it, around }) => ({
    says: `${personSaid(it.beneficiary)}, ${onTheDay(it.on, around)}${it.times === undefined ? '' : `, ${it.times}`}${it.place === 'remote' ? ', a distanza' : ''}.`,
    brief: `${it.id}: colloquio ${onTheDay(it.on, around)}${it.times === undefined ? '' : `, ${it.times}`}.`,
  }),
});

/** On the working day before, while the person can still say that they cannot come. */
export const interviewConfirmation = reminder(interviews, {
  name: 'Appuntamenti da ricordare alle persone',
  about:
    'Il giorno lavorativo prima di un appuntamento l’operatore lo ricorda alla persona, con un testo pronto che non dice di che cosa si tratta.',
  needs: ['on', 'beneficiary'],
  classes: ['name'],
  when: isPlanned,
  occasions: (it) => [{ anchor: it.on }],
  steps: [{ on: { workingDays: -1 }, until: { days: -1 }, to: ['operator'] }],
  cap: 1,
  say: ({ row: it, around }) => ({
    says: `${personSaid(it.beneficiary)} ha un appuntamento ${onTheDay(it.on, around)}: ${howToReach(it.beneficiary)}`,
    brief: `${it.id}: appuntamento da ricordare alla persona.`,
    data: [['Testo da inviare', appointmentText(it)]],
  }),
});

// ── Papers ────────────────────────────────────────────────────────────────────────────────────

/** Ten working days after it went out, or on the day somebody wrote. */
export const signaturesAwaited = reminder(signings, {
  name: 'Carte che tornano firmate',
  about:
    'Una carta inviata alla firma e non ancora tornata, dal giorno scritto in «Da avere entro» o dopo quindici giorni.',
  needs: ['kind', 'about', 'sentOn'],
  when: (it, around) => !hasReminderOfItsOwn(it, around),
  occasions: (it, around) => [
    {
      anchor: it.dueOn ?? plusDays(it.sentOn, patience),
      settled: firstOf(
        signersMissing(it, around).length === 0 && 'ci sono tutte le firme',
        it.refusedOn !== undefined && 'è stata ritirata',
      ),
    },
  ],
  steps: [
    { on: { days: 0 }, until: { days: 9 }, to: ['operator'] },
    { on: { days: 10 }, until: { days: 30 }, to: ['operator', 'coordinator'] },
  ],
  say: (told) => {
    const { row: it, around } = told;
    const { kind } = signings.columns;
    const missing = signersMissing(it, around);
    const later = isAt(told.step, 0) ? ` ${heardBy('chi coordina', { days: 10 }, told)}` : '';
    return {
      says: `${kind.show(it.kind)} di ${it.about} (${it.id}), partita il ${inDigits(it.sentOn)}: manca la firma di ${list(missing.map((who) => signers[who].of))}.${later}`,
      brief: `${it.id}: una carta di ${it.about} da far tornare firmata.`,
      ...(missing.includes('beneficiary')
        ? { data: [['Testo da inviare', signingText(around)] as const] }
        : {}),
    };
  },
});

// ── The network ───────────────────────────────────────────────────────────────────────────────

export const referralAnswer = reminder(referrals, {
  name: 'Invio senza risposta',
  about:
    'Una persona è stata inviata a un altro ente e non si sa com’è andata: nel giorno scritto in «Da risentire il», o dopo quindici giorni.',
  needs: ['sentOn', 'beneficiary'],
  classes: ['name'],
  occasions: (it) => [
    {
      anchor: it.nextOn ?? plusDays(it.sentOn, patience),
      settled: firstOf(
        it.outcome !== undefined && 'l’esito è scritto',
        it.state === 'refused' && 'non è stato accolto',
        it.state === 'closed' && 'è concluso',
        it.state === 'withdrawn' && 'è stato ritirato',
        it.state === 'accepted' && it.nextOn === undefined && 'è stato accolto',
      ),
    },
  ],
  steps: [
    { on: { days: 0 }, until: { days: 14 }, to: ['operator'] },
    { on: { days: 15 }, until: { days: 30 }, to: ['operator'] },
  ],
  say: ({ row: it }) => ({
    says: `${personSaid(it.beneficiary)}: dell’invio ${it.id} del ${inDigits(it.sentOn)} non c’è ancora la risposta. Va sentito l’ente e scritto l’esito in «Invii».`,
    brief: `${it.id}: invio senza risposta.`,
  }),
});

// ── Cooperatives ──────────────────────────────────────────────────────────────────────────────

export const businessPlanDue = reminder(cooperatives, {
  name: 'Business plan da consegnare',
  about: 'Il business plan di una cooperativa va consegnato nel giorno concordato.',
  needs: ['planDueOn', 'company'],
  occasions: (it) => [
    {
      anchor: it.planDueOn,
      settled: firstOf(
        it.planDeliveredOn !== undefined && 'il business plan è consegnato',
        it.closedOn !== undefined && 'il percorso è chiuso',
      ),
    },
  ],
  steps: [
    { on: { days: -15 }, to: ['enterpriseTutor'] },
    { on: { days: 0 }, until: { days: 6 }, to: ['enterpriseTutor'] },
    { on: { days: 7 }, until: { days: 30 }, to: ['enterpriseTutor', 'coordinator'] },
  ],
  say: (told) => {
    const { row: it, around } = told;
    const later = isAt(told.step, -15) ? ` ${heardBy('chi coordina', { days: 7 }, told)}` : '';
    return {
      says: `${cooperativeSaid(it)}: il business plan ${it.planDueOn < around.today ? 'andava' : 'va'} consegnato entro il ${inDigits(it.planDueOn)}.${later}`,
      brief: `${it.id}: business plan da consegnare.`,
    };
  },
});

export const cooperativeMeeting = reminder(cooperatives, {
  name: 'Incontro con la cooperativa',
  about: 'L’incontro fissato con una cooperativa, il giorno lavorativo prima.',
  needs: ['nextMeetingOn', 'company'],
  occasions: (it) => [
    {
      anchor: it.nextMeetingOn,
      settled: firstOf(it.closedOn !== undefined && 'il percorso è chiuso'),
    },
  ],
  steps: [{ on: { workingDays: -1 }, to: ['enterpriseTutor'] }],
  cap: 1,
  say: ({ row: it, around }) => ({
    says: `${cooperativeSaid(it)}: incontro ${onTheDay(it.nextMeetingOn, around)}.`,
    brief: `${it.id}: incontro ${onTheDay(it.nextMeetingOn, around)}.`,
  }),
});

export const tutoringEnd = reminder(cooperatives, {
  name: 'Fine dell’affiancamento di una cooperativa',
  about:
    'L’affiancamento su misura sta per finire: prima servono l’analisi dei bisogni e il piano di consolidamento.',
  needs: ['tutoringTo', 'company'],
  occasions: (it) => [
    {
      anchor: it.tutoringTo,
      settled: firstOf(
        it.closedOn !== undefined && 'il percorso è chiuso',
        fills(it, [['needsAnalysisOn'], ['consolidationOn']]) &&
          'analisi e piano di consolidamento sono scritti',
      ),
    },
  ],
  steps: [{ on: { days: -15 }, to: ['enterpriseTutor'] }],
  cap: 1,
  say: ({ row: it }) => {
    const lacking = [
      ...(it.needsAnalysisOn === undefined ? ['l’analisi dei bisogni'] : []),
      ...(it.consolidationOn === undefined ? ['il piano di consolidamento'] : []),
    ];
    return {
      says: `${cooperativeSaid(it)}: l’affiancamento finisce il ${inDigits(it.tutoringTo)} e non risulta ancora: ${list(lacking)}.`,
      brief: `${it.id}: l’affiancamento finisce il ${inDigits(it.tutoringTo)}.`,
    };
  },
});

// ── What is sent to people ────────────────────────────────────────────────────────────────────

// A phone may be read by others: no text names the programme, the office or the reason.

function appointmentText(it: Interview): string {
  const on = it.on === undefined ? '' : `: ${dayInFull(it.on)}`;
  const at = it.times === undefined ? '' : `, ore ${it.times.split(/\s*[-–]\s*/)[0] ?? ''}`;
  const where = it.place === undefined || it.place === 'lab' ? addressSaid(it.lab) : '';
  const phone = it.lab?.phone;
  const otherwise =
    phone === undefined
      ? 'Se non può venire ci avvisi rispondendo qui.'
      : `Se non può venire ci avvisi al ${phoneInWords(phone)}.`;
  return `Buongiorno, Le ricordiamo l’appuntamento${on}${at}${where}. ${otherwise}`;
}

function signingText({ settings: chosen }: Around): string {
  const phone = chosen.of(settings.absencePhone);
  return `Buongiorno, c’è un documento pronto da firmare: quando può passare da noi?${phone === undefined ? '' : ` Ci può chiamare al ${phoneInWords(phone)}.`}`;
}

function addressSaid(lab: Lab | undefined): string {
  return lab?.address === undefined
    ? ''
    : `, ${lab.address}${lab.municipality?.name === undefined ? '' : `, ${lab.municipality.name}`}`;
}

/** How the person asked to be reached; what number or address is, stands in their row. */
function howToReach(it: RowOf<typeof beneficiaries>): string {
  switch (it.preferredChannel) {
    case 'email':
      return 'preferisce un’e-mail.';
    case 'message':
      return 'preferisce un messaggio.';
    case 'service':
      return 'va avvisata tramite chi la segue.';
    case 'inPerson':
      return 'preferisce che glielo si dica di persona.';
    default:
      return 'va chiamata, o le si scrive un messaggio.';
  }
}

// ── What they rest on ─────────────────────────────────────────────────────────────────────────

function isPlanned({ held }: Interview): boolean {
  return held === undefined || held === 'planned';
}

function heardSince(it: Contact, around: Around): boolean {
  const { on, beneficiary, company } = it;
  const others =
    beneficiary !== undefined
      ? around.where(contacts, 'beneficiary', beneficiary)
      : company !== undefined
        ? around.where(contacts, 'company', company)
        : [];
  return (
    on !== undefined &&
    others.some(
      (one) =>
        one !== it &&
        one.on !== undefined &&
        one.on > on &&
        (one.outcome === 'reached' || one.outcome === 'appointment'),
    )
  );
}

/** Sheets of a month are asked for month by month, and what a start needs before the start. */
function hasReminderOfItsOwn(it: Signing, around: Around): boolean {
  if (it.kind === 'register') return true;
  const [internship] = it.about === undefined ? [] : around.where(internships, 'id', it.about);
  return (
    (it.kind === 'trainingPlan' || it.kind === 'certificate' || it.kind === 'dossier') &&
    internship !== undefined
  );
}

function cooperativeSaid({ id, company }: RowOf<typeof cooperatives>): string {
  return company?.name === undefined ? id : `${company.name} (${id})`;
}
