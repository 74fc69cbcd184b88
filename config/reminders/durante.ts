import {
  type Day,
  firstDay,
  inDigits,
  lastDay,
  type Month,
  monthInWords,
  monthOf,
  monthsIn,
  plusDays,
  plusMonth,
  plusMonths,
} from '../../src/core/day.ts';
import { reminder, termDay } from '../../src/core/due.ts';
import { phoneInWords } from '../../src/core/italy.ts';
import type { Around } from '../../src/core/rule.ts';
import type { RowOf } from '../../src/core/tab.ts';
import { plural } from '../../src/core/words.ts';
import { absencesOf, longAbsencesOf, riskOf } from '../absences.ts';
import { daysOfMonth, sheetDue } from '../attendance.ts';
import { tellsAbsencesAtOnce } from '../leave.ts';
import { isRunning, lastDayOf, spanOf } from '../lifecycle.ts';
import { reviewsHeld, reviewsOf } from '../milestones.ts';
import { monthOfInternship } from '../months.ts';
import {
  attendanceSheets,
  authorisations,
  batches,
  internships,
  operators,
  restricted,
  restrictedAbsences,
  variations,
  visits,
} from '../registry.ts';
import * as settings from '../settings.ts';
import {
  cancelledSaid,
  dayInFull,
  firstOf,
  heardBy,
  internshipSaid,
  isAt,
  occasionOf,
  onTheDay,
  suspendedSaid,
} from '../telling.ts';

type Internship = RowOf<typeof internships>;
type Operator = RowOf<typeof operators>;
type Started = Internship & { readonly startDate: Day };

const guidelines = 'Linee guida 25/5/2017, Rep. 86/CSR';

// ── Month by month ────────────────────────────────────────────────────────────────────────────

/** Two messages to the host's tutor, then somebody phones: no third one. */
export const monthSheet = reminder(internships, {
  name: 'Foglio presenze del mese',
  about:
    'L’ultimo giorno lavorativo del mese il tutor ospitante riceve il foglio da firmare, il terzo del mese dopo gli si ricorda; il quinto telefona il tutor promotore, una volta. Chi manca aspetta, gli altri si pagano.',
  needs: ['startDate', 'beneficiary'],
  classes: ['name'],
  occasions: (it, around) => {
    const span = spanOf(it, around);
    if (span === undefined || span.to < span.from || it.typedState === 'cancelled') return [];
    const sheets = around.where(attendanceSheets, 'internship', it);
    return monthsIn(span).flatMap((month) => {
      const days = daysOfMonth(it, month, around);
      const worked = days.all & ~days.beforeStart & ~days.afterEnd & ~days.suspended;
      if (worked === 0) return [];
      const sheet = sheets.find((one) => one.month === month);
      const settled = firstOf(
        sheet?.receivedOn !== undefined && `il foglio di ${monthInWords(month)} è arrivato`,
      );
      const anchor = span.to < lastDay(month) ? span.to : lastDay(month);
      return [occasionOf(it, { anchor, settled }, around)];
    });
  },
  steps: [
    { on: { days: 0, lean: 'back' }, until: { workingDays: 2 }, to: ['companyTutor'] },
    { on: { workingDays: 3 }, until: { workingDays: 4 }, to: ['companyTutor'] },
    { on: { workingDays: 5 }, until: { workingDays: 15 }, to: ['promoterTutor'] },
  ],
  say: (told) => {
    const { row: it, around, occasion, to } = told;
    const month = monthOf(occasion.anchor);
    const sheet = around
      .where(attendanceSheets, 'internship', it)
      .find((one) => one.month === month);
    const which = `foglio presenze di ${monthInWords(month)} di ${internshipSaid(it)}`;
    const brief = `${it.id}: foglio presenze di ${monthInWords(month)}.`;
    if (to === 'promoterTutor')
      return {
        says: `Il ${which} non è ancora arrivato: serve una telefonata all’ospitante, che altri promemoria non ne riceve. Finché il foglio manca, questo mese non si paga.`,
        brief,
        data: phonesOf(it),
      };
    const calledOn = termDay({ workingDays: 5 }, occasion, around.calendar);
    const settled = sheetDue(month, around);
    // Of an internship that ends within the month the sheet is not left for the month after.
    const due = inDigits(settled < calledOn ? settled : calledOn);
    return {
      says: isAt(told.step, 0)
        ? `Il ${which}, con le presenze e le firme di tirocinante e tutor, va rimandato entro il ${due}. ${heardBy('il tutor promotore, che telefonerà', { workingDays: 5 }, told)}`
        : `Il ${which} non è ancora arrivato: va rimandato firmato entro il ${due}. Se è già partito, grazie: non serve altro.`,
      brief,
      ...(sheet === undefined ? {} : { papers: [{ kind: 'registro-presenze', id: sheet.id }] }),
    };
  },
});

/** Of a row of «Operatori», since no other stands for a month of the whole programme: each coordinator has their own. */
export const monthPayment = reminder(operators, {
  name: 'Liquidazioni del mese',
  about:
    'Il prospetto delle indennità del mese va al Comune entro il giorno scritto in «Impostazioni», di solito il 10: si pagano i mesi i cui fogli sono in ordine, gli altri aspettano.',
  needs: ['role'],
  uses: [batches],
  when: (it, around) => it.role === 'coordinator' && serves(it, around),
  occasions: (_, around) =>
    monthsToPay(around).map(({ month, ready, prepared }) => ({
      anchor: paymentDay(month, around),
      settled: firstOf(
        prepared && ready === 0 && `le liquidazioni di ${monthInWords(month)} sono preparate`,
      ),
    })),
  steps: [
    { on: { workingDays: -2 }, to: ['self'] },
    { on: { days: 0, lean: 'back' }, until: { workingDays: 5 }, to: ['self'], urgent: true },
  ],
  say: ({ around, occasion }) => {
    const month = plusMonth(monthOf(occasion.anchor), -1);
    const ready = monthsToPay(around).find((one) => one.month === month)?.ready ?? 0;
    const payer = around.settings.of(settings.payer);
    return {
      says: `Il prospetto di ${monthInWords(month)} va mandato ${payer === undefined ? 'all’ente pagatore' : `a chi paga (${payer})`} entro ${dayInFull(occasion.anchor)}. ${ready === 0 ? 'Per ora nessun tirocinio ha il foglio controllato di quel mese.' : `${plural(ready, 'tirocinio è pronto', 'tirocini sono pronti')}: \`npx alice month\` prepara l’elenco.`}`,
      brief: `Liquidazioni di ${monthInWords(month)} entro il ${inDigits(occasion.anchor)}.`,
    };
  },
});

// ── Absences ──────────────────────────────────────────────────────────────────────────────────

/** Dated on the absence that left so few, so that the next one does not say it again. */
export const thresholdNarrow = reminder(internships, {
  name: 'Soglia di frequenza vicina',
  about:
    'Nel mese in corso restano al più tre assenze prima che la soglia dell’indennità non si raggiunga: chi segue la persona ne parla con lei in tempo.',
  source: `${guidelines}; regole del programma sulla soglia di frequenza`,
  needs: ['startDate', 'beneficiary'],
  classes: ['name'],
  when: (it, around) => isRunning(it, around),
  occasions: (it, around) => {
    const risks = riskOf(it, around);
    const lost = risks.some(({ verdict }) => verdict === 'lost');
    return risks
      .filter(({ verdict }) => verdict === 'narrow')
      .map(({ since }) =>
        occasionOf(
          it,
          { anchor: since, settled: firstOf(lost && 'la soglia non si raggiunge più') },
          around,
        ),
      );
  },
  steps: [{ on: { days: 0 }, to: ['promoterTutor', 'mentor'] }],
  say: ({ row: it, around }) => ({
    says: `${internshipSaid(it)}: nel mese in corso ${sparesSaid(riskOf(it, around)[0]?.toSpare ?? 0)} prima che la soglia di frequenza non si raggiunga più. Meglio parlarne adesso con la persona e con il tutor ospitante.`,
    brief: `${it.id}: soglia di frequenza vicina.`,
  }),
});

export const thresholdLost = reminder(internships, {
  name: 'Soglia di frequenza non più raggiungibile',
  about:
    'Nel mese in corso la soglia dell’indennità non si raggiunge più, qualunque cosa succeda: ci si incontra prima che il mese finisca.',
  source: `${guidelines}; regole del programma sulla soglia di frequenza`,
  needs: ['startDate', 'beneficiary'],
  classes: ['name'],
  when: (it, around) => isRunning(it, around),
  occasions: (it, around) =>
    riskOf(it, around)
      .filter(({ verdict }) => verdict === 'lost')
      .map(({ since }) => occasionOf(it, { anchor: since }, around)),
  steps: [{ on: { days: 0 }, to: ['promoterTutor', 'mentor', 'coordinator'], urgent: true }],
  say: ({ row: it }) => ({
    says: `${internshipSaid(it)}: con le assenze scritte fin qui la soglia di frequenza di questo mese non si raggiunge più. Serve un incontro con la persona e con il tutor ospitante prima che il mese finisca.`,
    brief: `${it.id}: soglia di frequenza non più raggiungibile.`,
  }),
});

/** What an absence to be looked into is called and how it is told: alike for everybody, whoever it is about. */
const absence = {
  name: 'Assenza da verificare',
  say: ({
    row: it,
    around,
    occasion,
  }: {
    readonly row: Internship;
    readonly around: Around;
    readonly occasion: { readonly anchor: Day };
  }) => ({
    says: `${internshipSaid(it)}: assenza da verificare, ${onTheDay(occasion.anchor, around)}. Va sentita la persona, o chi la segue, e segnato quello che si è saputo.`,
    brief: `${it.id}: assenza da verificare.`,
  }),
};

/** Two days running, neither cleared. */
export const absenceToVerify = reminder(internships, {
  ...absence,
  about:
    'Due assenze di fila di cui nessuno sa ancora nulla: le verifica il tutor promotore e, se restano senza risposta, chi coordina. Senza una A nel foglio ALICE non può saperlo.',
  source: 'Regole del programma: assenze non giustificate',
  needs: ['startDate', 'beneficiary'],
  classes: ['name'],
  when: (it, around) => isRunning(it, around),
  occasions: (it, around) =>
    absencesOf(it, around).flatMap(({ days }) => {
      const second = days.find((one, n) => !one.cleared && n > 0 && days[n - 1]?.cleared === false);
      if (second === undefined) return [];
      const settled = firstOf(
        second.sheet.receivedOn !== undefined && 'il foglio firmato del mese è arrivato',
      );
      return [occasionOf(it, { anchor: second.on, settled }, around)];
    }),
  steps: [
    { on: { days: 0 }, until: { workingDays: 8 }, to: ['promoterTutor'], urgent: true },
    // As urgent as any other of its name: nobody must be able to tell them apart.
    { on: { workingDays: 3 }, until: { workingDays: 8 }, to: ['coordinator'], urgent: true },
  ],
});

/** That it is private, and told at once, must show nowhere: same name and same words as any other. */
export const absenceToVerifyNow = reminder(internships, {
  ...absence,
  about:
    'Un’assenza che qualcuno deve sapere in giornata: la A scritta oggi arriva subito a chi coordina, quella di un giorno passato nel suo riepilogo. A segnalarla è una persona, mai ALICE; e senza una A nel foglio ALICE non può saperlo.',
  source: 'Prescrizioni dell’autorità che autorizza l’attività',
  legal: true,
  restricted: true,
  needs: ['startDate', 'beneficiary'],
  uses: [restricted, authorisations, restrictedAbsences],
  classes: ['name'],
  cap: 1,
  occasions: (it, around) =>
    absencesOf(it, around)
      .flatMap(({ days }) => days)
      .filter(({ on }) => tellsAbsencesAtOnce(it, on, around))
      .map(({ on }) =>
        occasionOf(
          it,
          { anchor: on, settled: firstOf(wasReported(it, on, around) && 'è già stata segnalata') },
          around,
        ),
      ),
  steps: [
    // A day of the timetable, Saturdays and holidays among them: no working day is waited for.
    {
      on: { workingDays: 0 },
      until: { workingDays: 0 },
      to: ['coordinator'],
      urgent: true,
      atOnce: true,
    },
    { on: { workingDays: 1 }, until: { days: 14 }, to: ['coordinator'], urgent: true },
  ],
});

/** By the shared sheet alone: what is behind it nobody reads here. */
export const longAbsence = reminder(internships, {
  name: 'Assenza lunga',
  about:
    'Dopo venti giorni di assenza, e di nuovo dopo ventotto: a trenta il tirocinio si può sospendere, e l’atto va preparato prima.',
  source: `${guidelines}: sospensione per assenze di almeno 30 giorni solari`,
  needs: ['startDate', 'beneficiary'],
  classes: ['name'],
  when: (it, around) => isRunning(it, around),
  occasions: (it, around) =>
    longAbsencesOf(it, around).map(({ from, backOn }) =>
      occasionOf(
        it,
        {
          anchor: from,
          settled: firstOf(
            backOn !== undefined && 'la persona è tornata',
            suspendedSaid(it, plusDays(from, 27), around),
            suspendedSaid(it, around.today, around),
          ),
        },
        around,
      ),
    ),
  steps: [
    { on: { days: 19 }, until: { days: 26 }, to: ['promoterTutor'] },
    { on: { days: 27 }, until: { days: 45 }, to: ['promoterTutor', 'coordinator'], urgent: true },
  ],
  say: (told) => {
    const { row: it, occasion } = told;
    const later = isAt(told.step, 19) ? ` ${heardBy('chi coordina', { days: 27 }, told)}` : '';
    return {
      says: `${internshipSaid(it)} è assente dal ${inDigits(occasion.anchor)}: al trentesimo giorno, il ${inDigits(plusDays(occasion.anchor, 29))}, il tirocinio si può sospendere. L’atto si prepara in «Variazioni», senza scriverne il motivo; se la persona torna prima non serve.${later}`,
      brief: `${it.id}: assenza lunga.`,
    };
  },
});

/** The same, of absences only the restricted book knows of: for coordinators, and naming no reason either. */
export const longAbsenceKept = reminder(restrictedAbsences, {
  name: 'Assenza lunga nel registro riservato',
  about:
    'Un’assenza scritta nel registro riservato arriva a venti e a ventotto giorni: a trenta il tirocinio si può sospendere. Solo a chi coordina.',
  source: `${guidelines}: sospensione per assenze di almeno 30 giorni solari`,
  restricted: true,
  needs: ['internship', 'from', 'reason'],
  when: (it, around) =>
    (it.reason === 'illness' || it.reason === 'accident') && isRunning(it.internship, around),
  occasions: (it, around) => [
    occasionOf(
      it.internship,
      {
        anchor: it.from,
        settled: firstOf(
          it.to !== undefined && it.to < plusDays(it.from, 19) && 'la persona è tornata prima',
          it.to !== undefined && it.to < around.today && 'la persona è tornata',
          it.variation !== undefined && 'la sospensione è registrata',
        ),
      },
      around,
    ),
  ],
  steps: [
    { on: { days: 19 }, until: { days: 26 }, to: ['coordinator'] },
    { on: { days: 27 }, until: { days: 45 }, to: ['coordinator'], urgent: true },
  ],
  say: ({ row: { id } }) => ({
    says: `${id}: c’è una riga del registro riservato da guardare, perché sta per scadere il termine per un atto.`,
    brief: `${id}: una riga del registro riservato da guardare.`,
  }),
});

/** Two days from the certificate: Saturdays and Sundays count. */
export const accidentReport = reminder(variations, {
  name: 'Denuncia di infortunio',
  about:
    'L’infortunio si denuncia all’INAIL entro due giorni dal certificato: lo sa subito chi assicura, e chi segue il tirocinio.',
  source: 'Art. 53 d.P.R. 1124/1965',
  legal: true,
  needs: ['internship', 'from', 'kind'],
  classes: ['name'],
  when: ({ kind }) => kind === 'accident',
  occasions: (it, around) => [
    occasionOf(
      it.internship,
      {
        anchor: it.certificateOn ?? it.from,
        settled: firstOf(
          it.inailReportedOn !== undefined && 'la denuncia è registrata',
          it.cancelledOn !== undefined && 'la variazione è annullata',
        ),
      },
      around,
    ),
  ],
  steps: [
    {
      on: { workingDays: 0 },
      until: { days: 1 },
      to: ['insurer', 'promoterTutor', 'coordinator'],
      urgent: true,
      atOnce: true,
    },
    {
      on: { days: 2, lean: 'back' },
      until: { days: 5 },
      to: ['insurer', 'promoterTutor', 'coordinator'],
      urgent: true,
    },
  ],
  say: ({ row: it, to }) => {
    const term =
      it.certificateOn === undefined
        ? 'entro due giorni da quando si riceve il certificato, che non risulta ancora («Certificato ricevuto il»)'
        : `entro il ${inDigits(plusDays(it.certificateOn, 2))}, due giorni dopo il certificato`;
    return {
      says: `${internshipSaid(it.internship)}: l’infortunio del ${inDigits(it.from)} va denunciato all’INAIL ${term}. ${to === 'insurer' ? 'La ricevuta va mandata al tutor promotore.' : 'Poi va scritto «Denuncia INAIL il» in «Variazioni».'}`,
      brief: `${it.internship.id}: denuncia all’INAIL da fare.`,
    };
  },
});

// ── Visits and reviews ────────────────────────────────────────────────────────────────────────

/** Five days before, while it can be arranged, and five after. */
export const midTermReview = reminder(internships, {
  name: 'Verifica intermedia',
  about:
    'A metà percorso, o ogni tre mesi per un TIS di più di sei: la fanno i due tutor con la persona e, per i TIS, con il servizio.',
  source: guidelines,
  needs: ['startDate', 'beneficiary'],
  classes: ['name'],
  occasions: (it, around) => {
    const span = spanOf(it, around);
    if (span === undefined || it.typedState === 'cancelled') return [];
    const held = reviewsHeld(it, around);
    return reviewsOf(it, span, around).map(({ on }, n) =>
      occasionOf(
        it,
        {
          anchor: on,
          settled: firstOf(
            n < held && 'la verifica è scritta',
            span.to < around.today && `${it.id} è finito`,
          ),
        },
        around,
      ),
    );
  },
  steps: [
    { on: { days: -5 }, until: { days: 4 }, to: ['promoterTutor', 'mentor', 'socialServices'] },
    { on: { days: 5 }, until: { days: 20 }, to: ['promoterTutor', 'coordinator'] },
  ],
  say: (told) => {
    const { row: it, occasion, to } = told;
    const asks =
      to === 'promoterTutor'
        ? 'va fissata con il tutor ospitante e scritta in «Visite e tutoraggio», con il tipo «verifica intermedia»'
        : 'la fissa il tutor promotore';
    if (isAt(told.step, 5))
      return {
        says: `${internshipSaid(it)}: la verifica intermedia doveva cadere intorno al ${inDigits(occasion.anchor)} e non è ancora scritta; ${asks}.`,
        brief: `${it.id}: verifica intermedia non ancora scritta.`,
      };
    const later = to === 'promoterTutor' ? ` ${heardBy('chi coordina', { days: 5 }, told)}` : '';
    return {
      says: `${internshipSaid(it)}: la verifica intermedia cade intorno al ${inDigits(occasion.anchor)}; ${asks}.${later}`,
      brief: `${it.id}: verifica intermedia intorno al ${inDigits(occasion.anchor)}.`,
    };
  },
});

/** Counted from the last visit or call; a visit that was arranged and is not written is asked for sooner. */
export const visitOverdue = reminder(internships, {
  name: 'Visita in ritardo',
  about:
    'Da troppo tempo nessuno risulta passato o ha telefonato (i giorni sono in «Impostazioni»), o una visita fissata non è stata scritta.',
  source: `${guidelines}: compiti del tutor del soggetto promotore`,
  needs: ['startDate', 'beneficiary'],
  classes: ['name'],
  when: (it, around) =>
    isRunning(it, around) && suspendedSaid(it, around.today, around) === undefined,
  occasions: (it, around) => {
    const { on: seen, next } = lastVisitOf(it, around);
    const late = plusDays(seen, around.settings.of(settings.visitsEvery));
    const anchor = next !== undefined && next > seen && next < late ? next : late;
    const end = lastDayOf(it, around);
    return end !== undefined && anchor >= end ? [] : [occasionOf(it, { anchor }, around)];
  },
  steps: [
    { on: { workingDays: 1 }, until: { workingDays: 20 }, to: ['promoterTutor'] },
    { on: { workingDays: 8 }, until: { workingDays: 20 }, to: ['coordinator'] },
  ],
  say: (told) => {
    const { row: it, around, occasion, to } = told;
    const { on, next } = lastVisitOf(it, around);
    const says =
      next === occasion.anchor
        ? `la visita fissata per il ${inDigits(next)} non è scritta in «Visite e tutoraggio»`
        : `l’ultima visita o telefonata risulta del ${inDigits(on)}`;
    const later =
      to === 'promoterTutor' ? ` ${heardBy('chi coordina', { workingDays: 8 }, told)}` : '';
    return {
      says: `${internshipSaid(it)}: ${says}. Va fatta, o scritta se è già stata fatta.${later}`,
      brief: `${it.id}: visita in ritardo.`,
    };
  },
});

// ── What they rest on ─────────────────────────────────────────────────────────────────────────

interface MonthToPay {
  readonly month: Month;
  /** Internships whose month is in order and in no payment list. */
  readonly ready: number;
  /** Whether a payment list holds it. */
  readonly prepared: boolean;
}

const toPay = new WeakMap<Around, readonly MonthToPay[]>();
const monthsACycle = { monthly: 1, bimonthly: 2, quarterly: 3 } as const;

/** The months with internships, those to come included; where one pays every two or three, the last of each cycle. */
function monthsToPay(around: Around): readonly MonthToPay[] {
  const before = toPay.get(around);
  if (before !== undefined) return before;
  const running = around.rows(internships).flatMap((it) => {
    const span = cancelledSaid(it) === undefined ? spanOf(it, around) : undefined;
    return span === undefined || span.to < span.from ? [] : [{ it, span }];
  });
  const from = running.map(({ span }) => span.from).toSorted()[0];
  const to = running
    .map(({ span }) => span.to)
    .toSorted()
    .at(-1);
  const all = from === undefined || to === undefined ? [] : monthsIn({ from, to });
  const cycle = monthsACycle[around.settings.of(settings.paymentCycle)];
  const found = all.flatMap((month, n) => {
    if ((n + 1) % cycle !== 0 && n !== all.length - 1) return [];
    const over = paymentDay(month, around) < plusMonths(around.today, -2);
    const here =
      over || month > monthOf(around.today)
        ? []
        : running.filter(({ span }) => span.from <= lastDay(month) && firstDay(month) <= span.to);
    const states = here.map(({ it }) => monthOfInternship(it, month, around)?.state.key);
    return [
      {
        month,
        ready: states.filter((key) => key === 'payable').length,
        prepared: around.where(batches, 'month', month).length > 0,
      },
    ];
  });
  toPay.set(around, found);
  return found;
}

function paymentDay(month: Month, around: Around): Day {
  return plusDays(firstDay(plusMonth(month, 1)), around.settings.of(settings.statementDay) - 1);
}

function serves({ from, to }: Operator, { today }: Around): boolean {
  return (from === undefined || from <= today) && (to === undefined || today <= to);
}

function phonesOf(it: Internship): readonly (readonly [label: string, value: string])[] {
  const { company, site } = it;
  const phones = new Set([site?.phone, company?.phone].filter((one) => one !== undefined));
  return [
    ...(company?.name === undefined ? [] : [['Ospitante', company.name] as const]),
    ...[...phones].map((one) => ['Telefono', phoneInWords(one)] as const),
  ];
}

function sparesSaid(days: number): string {
  return days === 0
    ? 'non resta nessuna assenza possibile'
    : days === 1
      ? 'resta una sola assenza possibile'
      : `restano ${days} assenze possibili`;
}

function wasReported(it: Internship, on: Day, around: Around): boolean {
  return around
    .where(restrictedAbsences, 'internship', it)
    .some(
      ({ from, to, reportedOn }) =>
        reportedOn !== undefined && from !== undefined && from <= on && on <= (to ?? on),
    );
}

/** The last visit or call up to today, else the start; and the next one arranged then. */
function lastVisitOf(
  it: Started,
  around: Around,
): { readonly on: Day; readonly next: Day | undefined } {
  return around
    .where(visits, 'internship', it)
    .reduce<{ readonly on: Day; readonly next: Day | undefined }>(
      (latest, { on, next }) =>
        on !== undefined && on <= around.today && on >= latest.on ? { on, next } : latest,
      { on: it.startDate, next: undefined },
    );
}
