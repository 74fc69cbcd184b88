import { type Day, inDigits, plusMonths } from '../../src/core/day.ts';
import { type ReminderSpec, reminder, type Step } from '../../src/core/due.ts';
import type { Around } from '../../src/core/rule.ts';
import type { Path, RowOf } from '../../src/core/tab.ts';
import { list } from '../../src/core/words.ts';
import { leavesFor } from '../leave.ts';
import { isAhead, isRunning, lastDayOf, rctOf } from '../lifecycle.ts';
import {
  agreements,
  authorisations,
  beneficiaries,
  companies,
  internships,
  operators,
  restricted,
} from '../registry.ts';
import * as settings from '../settings.ts';
import { occasionOf, personSaid } from '../telling.ts';

type Internship = RowOf<typeof internships>;
type Beneficiary = RowOf<typeof beneficiaries>;

// Each is told once, in the weekly digest, and only where an internship under way or about to start will outlast it:
// the sheet «Da correggere» goes on saying it.

/** Once, in the weekly digest, so many days before. */
function once(days: number, ...to: Step['to']): readonly [Step] {
  return [{ on: { days: -days }, to, weekly: true }];
}

export const agreementExpiry = reminder(agreements, {
  name: 'Convenzione in scadenza',
  about: 'Una convenzione con tirocini in corso o in partenza scade: due mesi prima si rinnova.',
  needs: ['to', 'company'],
  when: (it, around) =>
    it.endedOn === undefined &&
    it.signedOn !== undefined &&
    someLasting(around.where(internships, 'agreement', it), it.to, around),
  occasions: ({ to }) => [{ anchor: to }],
  steps: once(60, 'enterpriseTutor'),
  cap: 1,
  say: ({ row: { id, to, company, tacitRenewal } }) => ({
    says: `La convenzione ${id} con ${company.name ?? company.id} scade il ${inDigits(to)} e ha tirocini aperti: ${tacitRenewal === true ? 'si rinnova da sola, ma la nuova scadenza va scritta' : 'va rinnovata prima di quel giorno'}.`,
    brief: `${id}: convenzione in scadenza il ${inDigits(to)}.`,
  }),
});

/** Of the promoter's policy, which covers most internships: told to those who coordinate, not once for each. */
export const promoterRctExpiry = reminder(operators, {
  name: 'Polizza di responsabilità civile del promotore in scadenza',
  about: 'La polizza con cui si assicurano i tirocini scade mentre ce ne sono di aperti.',
  needs: ['role'],
  when: (it, around) => it.role === 'coordinator' && someOpen(around.rows(internships), around),
  occasions: (_, around) => {
    const end = around.settings.of(settings.promoterRctTo);
    return end === undefined ? [] : [{ anchor: end }];
  },
  steps: once(60, 'self'),
  cap: 1,
  say: ({ occasion }) => ({
    says: `La polizza di responsabilità civile del promotore scade il ${inDigits(occasion.anchor)}: va rinnovata, e la nuova scadenza scritta in «Impostazioni».`,
    brief: `Polizza di responsabilità civile del promotore in scadenza il ${inDigits(occasion.anchor)}.`,
  }),
});

/** Internships under one policy of their own are told as one, on the first of them. */
export const rctExpiry = reminder(internships, {
  name: 'Polizza di responsabilità civile in scadenza',
  about: 'La polizza scritta su un tirocinio scade prima che il tirocinio finisca.',
  source: 'Convenzione e progetto formativo: garanzie assicurative',
  needs: ['rctPolicy', 'rctTo'],
  when: (it, around) => isOpen(it, around) && sharingPolicy(it, around)[0] === it,
  occasions: (it, around) => {
    const { to } = rctOf(it, around);
    return to === undefined ? [] : [occasionOf(it, { anchor: to }, around)];
  },
  steps: once(60, 'promoterTutor'),
  cap: 1,
  say: ({ row: it, around, occasion }) => {
    const ids = sharingPolicy(it, around).map(({ id }) => id);
    return {
      says: `La polizza di responsabilità civile di ${list(ids)} scade il ${inDigits(occasion.anchor)}, prima della fine ${ids.length === 1 ? 'del tirocinio' : 'dei tirocini'}: va rinnovata e la nuova scadenza scritta in «Tirocini».`,
      brief: `${it.id}: polizza di responsabilità civile in scadenza il ${inDigits(occasion.anchor)}.`,
    };
  },
});

export const durcExpiry = reminder(companies, {
  name: 'DURC in scadenza',
  about: 'Il DURC di chi ospita vale 120 giorni: un mese prima si chiede il nuovo.',
  source: 'D.M. 30/1/2015, art. 7: 120 giorni',
  needs: ['durcExpiry'],
  when: (it, around) =>
    it.durcNotDue !== true &&
    someLasting(around.where(internships, 'company', it), it.durcExpiry, around),
  occasions: ({ durcExpiry: anchor }) => [{ anchor }],
  steps: once(30, 'enterpriseTutor'),
  cap: 1,
  say: ({ row: { id, name, durcExpiry: end } }) => ({
    says: `Il DURC di ${name ?? id} (${id}) scade il ${inDigits(end)} e ha tirocini aperti: va chiesto quello nuovo.`,
    brief: `${id}: DURC in scadenza il ${inDigits(end)}.`,
  }),
});

export const availabilityExpiry = reminder(companies, {
  name: 'Disponibilità dell’ospitante in scadenza',
  about:
    'L’ospitante ha dato la sua disponibilità fino a un giorno: prima si chiede se continua a ospitare.',
  needs: ['availableUntil'],
  when: (it, around) =>
    it.outcome === undefined && someOpen(around.where(internships, 'company', it), around),
  occasions: ({ availableUntil: anchor }) => [{ anchor }],
  steps: once(30, 'enterpriseTutor'),
  cap: 1,
  say: ({ row: { id, name, availableUntil: end } }) => ({
    says: `${name ?? id} (${id}) è disponibile fino al ${inDigits(end)}: va sentita per sapere se continua a ospitare.`,
    brief: `${id}: disponibilità in scadenza il ${inDigits(end)}.`,
  }),
});

export const permitExpiry = ofPerson('permitExpiry', {
  name: 'Permesso di soggiorno in scadenza',
  about: 'Il rinnovo si chiede prima che il permesso scada: due mesi prima lo sa l’operatore.',
  source: 'Art. 5 c. 4 d.lgs. 286/1998: il rinnovo si chiede almeno 60 giorni prima',
  days: 60,
  what: 'il permesso di soggiorno',
});

export const documentExpiry = ofPerson('documentExpiry', {
  name: 'Documento d’identità in scadenza',
  about: 'Senza un documento valido non si firma e non si riscuote.',
  days: 30,
  what: 'il documento d’identità',
});

/** Six months from the day it was given. */
export const provisionalCodeExpiry = reminder(beneficiaries, {
  name: 'Codice fiscale provvisorio da sostituire',
  about: 'Chi ha un codice fiscale provvisorio chiede il definitivo entro sei mesi.',
  source: 'Agenzia delle Entrate: attribuzione del codice fiscale',
  needs: ['provisionalCodiceFiscale', 'provisionalSince'],
  classes: ['name'],
  when: (it, around) =>
    it.codiceFiscale === undefined &&
    someOpen(around.where(internships, 'beneficiary', it), around),
  occasions: ({ provisionalSince }) => [{ anchor: plusMonths(provisionalSince, 6) }],
  steps: once(30, 'operator'),
  cap: 1,
  say: ({ row: it, occasion }) => ({
    says: `${personSaid(it)}: il codice fiscale definitivo va chiesto entro il ${inDigits(occasion.anchor)}.`,
    brief: papersBrief(it),
  }),
});

/** The card says of which thing; the message does not. */
export const restrictedExpiry = reminder(restricted, {
  name: 'Scadenza nel registro riservato',
  about:
    'La prova del requisito o l’ISEE di chi è in tirocinio sta per scadere. Solo a chi coordina.',
  restricted: true,
  needs: ['beneficiary'],
  occasions: ({ beneficiary, evidenceUntil, iseeUntil, boundUntil }, around) =>
    (
      [
        ['prova', evidenceUntil],
        ['isee', iseeUntil],
        ['vincolo', boundUntil],
      ] as const
    ).flatMap(([of, anchor]) =>
      anchor !== undefined &&
      someLasting(around.where(internships, 'beneficiary', beneficiary), anchor, around)
        ? [{ anchor, of }]
        : [],
    ),
  steps: once(30, 'coordinator'),
  cap: 1,
  say: ({ row: { id } }) => ({
    says: `${id}: una scadenza del registro riservato da guardare.`,
    brief: `${id}: una scadenza del registro riservato da guardare.`,
  }),
});

/** Asking for another takes an authority weeks; one that outlasts the internship needs none. */
export const authorisationExpiry = reminder(authorisations, {
  name: 'Provvedimento in scadenza nel registro riservato',
  about:
    'L’autorizzazione di chi è in tirocinio scade prima della fine: una proroga si chiede per tempo. Solo a chi coordina.',
  restricted: true,
  legal: true,
  needs: ['beneficiary', 'until'],
  when: (it, around) =>
    it.revokedOn === undefined &&
    around
      .where(internships, 'beneficiary', it.beneficiary)
      .some(
        (one) =>
          isOpen(one, around) &&
          (lastDayOf(one, around) ?? it.until) > it.until &&
          leavesFor(one, around).includes(it) &&
          !leavesFor(one, around).some((other) => (other.until ?? it.until) > it.until),
      ),
  occasions: ({ until }) => [{ anchor: until }],
  steps: [...once(60, 'coordinator'), { on: { days: -20 }, to: ['coordinator'], urgent: true }],
  cap: 2,
  say: ({ row: { id } }) => ({
    says: `${id}: una scadenza del registro riservato da guardare.`,
    brief: `${id}: una scadenza del registro riservato da guardare.`,
  }),
});

// ── What they rest on ─────────────────────────────────────────────────────────────────────────

/** A paper of a person: what it is stands in the register alone, since that they have one says where they come from. */
function ofPerson(
  column: 'permitExpiry' | 'documentExpiry',
  {
    days,
    what,
    ...told
  }: Pick<ReminderSpec<typeof beneficiaries, Path<Beneficiary>>, 'name' | 'about' | 'source'> & {
    readonly days: number;
    readonly what: string;
  },
) {
  return reminder(beneficiaries, {
    ...told,
    needs: [column],
    classes: ['name'],
    when: (it, around) =>
      someLasting(around.where(internships, 'beneficiary', it), it[column], around),
    occasions: ({ [column]: anchor }) => [{ anchor }],
    steps: once(days, 'operator'),
    cap: 1,
    say: ({ row: it, occasion }) => ({
      says: `${personSaid(it)}: ${what} scade il ${inDigits(occasion.anchor)}.`,
      brief: papersBrief(it),
    }),
  });
}

function papersBrief({ id }: Beneficiary): string {
  return `${id}: un documento della sua riga di «Beneficiari» sta per scadere.`;
}

function someOpen(all: readonly Internship[], around: Around): boolean {
  return all.some((it) => isOpen(it, around));
}

/** Whether an internship under way or ahead is still there on a day: what expires after all of them need not be renewed. */
function someLasting(all: readonly Internship[], on: Day, around: Around): boolean {
  return all.some((it) => {
    const end = lastDayOf(it, around);
    return isOpen(it, around) && (end === undefined || on <= end);
  });
}

function isOpen(it: Internship, around: Around): boolean {
  return isRunning(it, around) || isAhead(it, around);
}

const sharing = new WeakMap<Around, Map<string, readonly Internship[]>>();

/** The open internships that outlast the policy they share, in the order of their IDs. */
function sharingPolicy(it: Internship, around: Around): readonly Internship[] {
  const known =
    sharing.get(around) ??
    new Map(
      Map.groupBy(
        around
          .rows(internships)
          .filter((one) => one.rctPolicy !== undefined && outlasts(one, around)),
        (one) => policyOf(one, around),
      ),
    );
  sharing.set(around, known);
  return known.get(policyOf(it, around)) ?? [];
}

function policyOf(it: Internship, around: Around): string {
  return `${it.rctPolicy ?? ''}/${rctOf(it, around).to ?? ''}/${it.promoterTutor?.id ?? ''}`;
}

function outlasts(it: Internship, around: Around): boolean {
  const end: Day | undefined = lastDayOf(it, around);
  const { to } = rctOf(it, around);
  return isOpen(it, around) && end !== undefined && to !== undefined && to < end;
}
