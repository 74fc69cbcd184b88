import { beforeTerm, type Day, inDigits } from '../../src/core/day.ts';
import { reminder } from '../../src/core/due.ts';
import type { Around } from '../../src/core/rule.ts';
import type { RowOf } from '../../src/core/tab.ts';
import { list } from '../../src/core/words.ts';
import { leavesFor, takesEffectBy, waitsForLeave } from '../leave.ts';
import { type Insured, inailOf, lastDayOf, rctOf, siteOn, weekOn } from '../lifecycle.ts';
import { isProtected } from '../papers/moments.ts';
import { placeOf } from '../papers/values.ts';
import { authorisations, internships, restricted, visits } from '../registry.ts';
import {
  dayInFull,
  firstOf,
  heardBy,
  internshipSaid,
  isAt,
  occasionOf,
  suspendedSaid,
} from '../telling.ts';

type Internship = RowOf<typeof internships>;
type Starting = Internship & { readonly startDate: Day };

const communication = 'art. 9-bis c. 2 d.l. 510/1996; L. 234/2021 art. 1 c. 724';
const inTheStaff = ['promoterTutor', 'coordinator'] as const;

/** The day before the start never moves forward: with a start on a Monday the last working day is the Friday. */
export const startCommunication = reminder(internships, {
  name: 'Comunicazione obbligatoria di avvio',
  about:
    'La comunicazione obbligatoria parte al più tardi il giorno prima dell’inizio: lo sa chi la invia, con i dati da copiare, e in copia chi segue il tirocinio e chi coordina. Si ferma quando il protocollo è scritto.',
  source: communication,
  legal: true,
  needs: ['startDate', 'beneficiary'],
  classes: ['name'],
  cap: 4,
  occasions: (it, around) => [
    occasionOf(
      it,
      {
        anchor: it.startDate,
        settled: firstOf(it.coProtocol !== undefined && 'il protocollo della CO è scritto'),
      },
      around,
    ),
  ],
  steps: [
    { on: { days: -7 }, to: ['sender', ...inTheStaff] },
    // Of a start on Monday this is the last working day too.
    { on: { days: -3 }, to: ['sender', ...inTheStaff], urgent: true },
    { on: { workingDays: -1 }, to: ['sender', ...inTheStaff], urgent: true },
    { on: { days: 0 }, until: { workingDays: 3 }, to: inTheStaff, urgent: true },
  ],
  say: ({ row: it, around, occasion, to }) => {
    const who = internshipSaid(it);
    const last = beforeTerm(it.startDate, { calendar: around.calendar, comune: occasion.comune });
    const sent =
      it.coSentOn === undefined
        ? ''
        : ` Risulta inviata il ${inDigits(it.coSentOn)}: manca solo il protocollo.`;
    const begun = it.startDate <= around.today;
    const brief = begun
      ? `${it.id}: l’inizio è arrivato e il protocollo della CO non è scritto.`
      : `${it.id}: comunicazione obbligatoria di avvio entro il ${inDigits(last)}.`;
    if (to === 'sender')
      return {
        says: `${who} comincia ${dayInFull(it.startDate)}: la comunicazione obbligatoria va inviata entro ${dayInFull(last)}.${sent} Il protocollo della ricevuta va mandato subito al tutor promotore: senza, il tirocinio non può cominciare. Chi segue il tirocinio e chi coordina ricevono copia di questo promemoria.`,
        brief,
        data: communicationData(it, around),
      };
    const by = sendersSaid(it);
    if (begun)
      return {
        says: `${who} ${it.startDate === around.today ? 'comincia oggi' : `doveva cominciare il ${inDigits(it.startDate)}`} e il protocollo della comunicazione obbligatoria non è scritto.${sent} Senza comunicazione nessuno può cominciare: ${by.asks}, e intanto l’inizio si sposta.`,
        brief,
      };
    return {
      says:
        to === 'coordinator'
          ? `In copia: ${who} comincia ${dayInFull(it.startDate)} e ${by.sends} entro ${dayInFull(last)}.${sent}`
          : `${who} comincia ${dayInFull(it.startDate)}: ${by.sends} entro ${dayInFull(last)}.${sent} Poi il protocollo va scritto in «CO protocollo»; finché non c’è, anche chi coordina riceve questo promemoria.`,
      brief,
      ...(to === 'promoterTutor' && it.coSentBy === 'promoter'
        ? { data: communicationData(it, around) }
        : {}),
    };
  },
});

/** Where all is signed and insured nobody hears anything. */
export const startPapers = reminder(internships, {
  name: 'Firme e assicurazioni prima dell’avvio',
  about:
    'Convenzione e progetto formativo firmati, INAIL e responsabilità civile dal primo giorno: senza, il tirocinio non parte.',
  source: 'L. 234/2021 art. 1 cc. 721–725; linee guida 25/5/2017',
  legal: true,
  needs: ['startDate', 'beneficiary'],
  classes: ['name'],
  occasions: (it, around) => [
    occasionOf(
      it,
      {
        anchor: it.startDate,
        settled: firstOf(
          lackingPapers(it, around).length === 0 && 'firme e assicurazioni sono a posto',
        ),
      },
      around,
    ),
  ],
  steps: [
    { on: { days: -10 }, to: ['promoterTutor'] },
    { on: { days: -3 }, to: ['promoterTutor', 'coordinator'], urgent: true },
  ],
  say: (told) => {
    const { row: it, around } = told;
    const lacking = list(lackingPapers(it, around));
    const soon = isAt(told.step, -10) ? ` ${heardBy('chi coordina', { days: -3 }, told)}` : '';
    return {
      says: `${internshipSaid(it)} comincia ${dayInFull(it.startDate)} e non risulta ancora: ${lacking}. Finché manca il tirocinio non può partire.${soon}`,
      brief: `${it.id}: firme e assicurazioni da completare prima del ${inDigits(it.startDate)}.`,
    };
  },
});

/** The host provides for it; the promoter's tutor writes it down. */
export const startSafety = reminder(internships, {
  name: 'Sicurezza prima dell’attività',
  about:
    'Formazione sulla sicurezza, visita medica e DPI, dove sono dovuti, prima che l’attività cominci.',
  source: 'd.lgs. 81/2008; L. 234/2021 art. 1 c. 725',
  legal: true,
  needs: ['startDate', 'beneficiary'],
  classes: ['name'],
  occasions: (it, around) => [
    occasionOf(
      it,
      {
        anchor: it.startDate,
        settled: firstOf(lackingSafety(it).length === 0 && 'formazione, visita e DPI sono a posto'),
      },
      around,
    ),
  ],
  steps: [
    { on: { days: -5 }, to: ['host', 'promoterTutor'] },
    { on: { days: 0 }, until: { workingDays: 2 }, to: ['host', 'promoterTutor'], urgent: true },
  ],
  say: ({ row: it, around, to }) => {
    const lacking = list(lackingSafety(it));
    const start =
      it.startDate < around.today
        ? `è cominciato il ${inDigits(it.startDate)}`
        : `comincia ${it.startDate === around.today ? 'oggi' : dayInFull(it.startDate)}`;
    const then =
      to === 'host'
        ? 'Le date e le ricevute vanno mandate al tutor promotore, che le registra.'
        : 'Le date vanno scritte nel foglio «Tirocini».';
    return {
      says: `${internshipSaid(it)} ${start} e non risulta ancora: ${lacking}. Va fatto prima che l’attività cominci. ${then}`,
      brief: `${it.id}: sicurezza da completare prima dell’attività.`,
    };
  },
});

/** What is lacking is read in the restricted book; the text names no reason. */
export const startAuthorisation = reminder(internships, {
  name: 'Verifica nel registro riservato prima dell’avvio',
  about:
    'Per chi ha bisogno dell’autorizzazione di un’autorità: deve avere effetto entro il primo giorno. Solo a chi coordina.',
  source:
    'Art. 21 L. 354/1975 e misure di comunità: l’attività comincia quando il provvedimento ha effetto',
  legal: true,
  restricted: true,
  needs: ['startDate', 'beneficiary'],
  uses: [restricted, authorisations],
  when: waitsForLeave,
  occasions: (it, around) => [
    occasionOf(
      it,
      {
        anchor: it.startDate,
        settled: firstOf(hasLeave(it, around) && 'la verifica nel registro riservato è a posto'),
      },
      around,
    ),
  ],
  steps: [
    { on: { days: -20 }, to: ['coordinator'] },
    { on: { days: -7 }, to: ['coordinator'], urgent: true },
  ],
  say: ({ row: it }) => ({
    says: `${it.id} comincia ${dayInFull(it.startDate)}: nel registro riservato c’è una verifica da completare prima. Finché manca il tirocinio non può partire.`,
    brief: `${it.id}: una verifica da completare nel registro riservato prima dell’avvio.`,
  }),
});

/** Any visit since the start will do: what counts is that somebody went. */
export const firstWeekCheck = reminder(internships, {
  name: 'Visita della prima settimana',
  about: 'Il tutor promotore va a vedere come è andata la prima settimana.',
  source: 'Linee guida 25/5/2017: compiti del tutor del soggetto promotore',
  needs: ['startDate', 'beneficiary'],
  classes: ['name'],
  occasions: (it, around) => [
    occasionOf(
      it,
      {
        anchor: it.startDate,
        settled: firstOf(
          around
            .where(visits, 'internship', it)
            .some(
              ({ kind, on }) =>
                kind === 'firstWeek' ||
                (kind === 'visit' && on !== undefined && on >= it.startDate),
            ) && 'la visita è scritta',
          endedBy(it, around.today, around),
          suspendedSaid(it, around.today, around),
        ),
      },
      around,
    ),
  ],
  steps: [
    { on: { workingDays: 5 }, until: { workingDays: 20 }, to: ['promoterTutor'] },
    { on: { workingDays: 10 }, until: { workingDays: 20 }, to: ['promoterTutor', 'coordinator'] },
  ],
  say: (told) => {
    const { row: it } = told;
    const later = isAt(told.step, 5)
      ? ` ${heardBy('chi coordina', { workingDays: 10 }, told)}`
      : '';
    return {
      says: `${internshipSaid(it)} è cominciato il ${inDigits(it.startDate)} e non risulta ancora una visita: va fatta e scritta in «Visite e tutoraggio», con il tipo «prima settimana».${later}`,
      brief: `${it.id}: visita della prima settimana.`,
    };
  },
});

// ── What is lacking ───────────────────────────────────────────────────────────────────────────

function lackingPapers(it: Starting, around: Around): readonly string[] {
  return [
    ...(it.agreement === undefined
      ? ['la convenzione']
      : it.agreement.signedOn === undefined
        ? [`la firma della convenzione ${it.agreement.id}`]
        : []),
    ...(it.pfiSignedOn === undefined ? ['la firma del progetto formativo'] : []),
    ...(coversFrom(inailOf(it, around), it.startDate) ? [] : ['l’INAIL dal primo giorno']),
    ...(coversFrom(rctOf(it, around), it.startDate)
      ? []
      : ['la polizza di responsabilità civile dal primo giorno']),
  ];
}

function coversFrom({ policy, from, to }: Insured, start: Day): boolean {
  return (
    policy !== undefined && from !== undefined && from <= start && to !== undefined && start <= to
  );
}

function lackingSafety(it: Internship): readonly string[] {
  return [
    ...(it.safetyTrainingOn === undefined ? ['la formazione sulla sicurezza'] : []),
    ...(it.medicalVisitDue === true && it.medicalVisitOn === undefined ? ['la visita medica'] : []),
    ...(it.dpiDue === true && it.dpiDeliveredOn === undefined ? ['la consegna dei DPI'] : []),
  ];
}

function hasLeave(it: Starting, around: Around): boolean {
  return leavesFor(it, around).some(
    (one) =>
      one.revokedOn === undefined &&
      takesEffectBy(one.approvedOn, it.startDate) &&
      (one.until === undefined || one.until >= it.startDate),
  );
}

function endedBy(it: Internship, on: Day, around: Around): string | undefined {
  const last = lastDayOf(it, around);
  return last !== undefined && last < on ? `${it.id} è finito` : undefined;
}

// ── The communication itself ──────────────────────────────────────────────────────────────────

function sendersSaid(it: Internship): { readonly sends: string; readonly asks: string } {
  switch (it.coSentBy) {
    case 'promoter':
      return { sends: 'la comunicazione obbligatoria va inviata', asks: 'va inviata subito' };
    case 'company':
      return {
        sends: `l’ospitante ${it.company?.id ?? ''} deve inviare la comunicazione obbligatoria`,
        asks: `va chiesta subito all’ospitante ${it.company?.id ?? ''}`,
      };
    case 'consultant':
      return {
        sends: `il consulente del lavoro di ${it.company?.id ?? ''} deve inviare la comunicazione obbligatoria`,
        asks: `va chiesta subito al consulente del lavoro di ${it.company?.id ?? ''}`,
      };
    case undefined:
      return {
        sends:
          'non è scritto chi invia la comunicazione obbligatoria («CO inviata da»), che deve partire',
        asks: 'va deciso subito chi la invia',
      };
  }
}

/** What whoever fills in the form copies, a line each, the category first: where it is missing the form is rejected. */
function communicationData(
  it: Starting,
  around: Around,
): readonly (readonly [label: string, value: string])[] {
  const { coCategory } = internships.columns;
  const category = it.coCategory ?? (it.instrument === 'tis' ? 'inCharge' : undefined);
  const site = siteOn(it, it.startDate, around);
  const end = lastDayOf(it, around);
  const hours = weekOn(it, it.startDate, around);
  const weekly = hours && Object.values(hours).reduce((sum, one) => sum + one, 0) / 60;
  const named = [it.beneficiary?.lastName, it.beneficiary?.firstName]
    .filter((one) => one !== undefined)
    .join(' ');
  const lines: readonly (readonly [string, string | undefined])[] = [
    ['Categoria del tirocinante', category && coCategory.show(category)],
    ['Persona', named === '' ? undefined : named],
    ['Codice fiscale', 'è nel progetto formativo: per posta non si scrive'],
    ['Soggetto ospitante', it.company?.name],
    ['Partita IVA', it.company?.partitaIva],
    // Who may not be found may not be found through a message either.
    [
      'Sede di lavoro',
      site === undefined || isProtected(it.beneficiary, around) ? undefined : placeOf(site),
    ],
    ['Soggetto promotore', it.promoter],
    ['Dal', inDigits(it.startDate)],
    ['Al', end && inDigits(end)],
    ['Ore alla settimana', weekly === undefined ? undefined : String(weekly).replace('.', ',')],
    ['Professione (CP2021)', it.cp],
    ['Progetto formativo n.', it.pfiNumber],
    ['PAT INAIL', inailOf(it, around).policy],
  ];
  return lines.flatMap(([label, value]) => (value === undefined ? [] : [[label, value] as const]));
}
