import {
  byTerm,
  type Day,
  day,
  daysBetween,
  inDigits,
  inWords,
  plusDays,
} from '../../src/core/day.ts';
import { reminder } from '../../src/core/due.ts';
import { type Around, fills } from '../../src/core/rule.ts';
import type { RowOf } from '../../src/core/tab.ts';
import { list } from '../../src/core/words.ts';
import { lastDayBefore, lastDayOf, spanOf, stateRuleOf } from '../lifecycle.ts';
import { extensionDays, finalPaperDays, outcomeMoments } from '../milestones.ts';
import { periods } from '../periods.ts';
import {
  batches,
  internships,
  operators,
  outcomes,
  signings,
  variations,
  visits,
} from '../registry.ts';
import * as settings from '../settings.ts';
import { signersMissing } from '../signing.ts';
import {
  cancelledSaid,
  dayInFull,
  firstOf,
  heardBy,
  internshipSaid,
  isAt,
  occasionOf,
  personSaid,
} from '../telling.ts';

type Internship = RowOf<typeof internships>;
type Operator = RowOf<typeof operators>;
type Signing = RowOf<typeof signings>;
type Variation = RowOf<typeof variations>;

const guidelines = 'Linee guida 25/5/2017, Rep. 86/CSR';
const fund = 'Reg. UE 2021/1057, allegato I: indicatori comuni FSE+ di risultato';

const [first, second, last] = extensionDays;

/** Asked only where the rules let it be longer: beyond the maximum nobody has anything to decide. */
export const extensionDecision = reminder(internships, {
  name: 'Proroga da decidere',
  about:
    'Prima della fine si decide se prorogare: dopo la scadenza non si può più. Per un TIS serve che il servizio attesti che è ancora necessario.',
  source: guidelines,
  needs: ['startDate', 'endDate', 'beneficiary'],
  classes: ['name'],
  when: (it) => cancelledSaid(it) === undefined,
  occasions: (it, around) => {
    const end = lastDayOf(it, around) ?? it.endDate;
    return [
      occasionOf(
        it,
        {
          anchor: end,
          settled: firstOf(
            it.endedOn !== undefined && `${it.id} si è chiuso in anticipo`,
            !mayBeExtended(it, end, around) && `${it.id} dura già quanto le regole permettono`,
          ),
        },
        around,
      ),
    ];
  },
  steps: [
    { on: { days: -first }, to: ['coordinator', 'promoterTutor'] },
    { on: { days: -second }, to: ['coordinator', 'socialServices'] },
    { on: { days: -last }, to: ['coordinator'], urgent: true },
  ],
  say: ({ row: it, occasion, to, step }) => {
    const end = inDigits(occasion.anchor);
    const brief = `${it.id}: proroga da decidere prima del ${end}.`;
    const who = `${internshipSaid(it)} finisce il ${end}`;
    if (to === 'socialServices')
      return {
        says: `${who}. Se per la persona è ancora necessario, la proroga va chiesta prima di quel giorno${it.instrument === 'tis' ? ', con l’attestazione della necessità' : ''}; se non lo è basta dirlo a chi coordina.`,
        brief,
      };
    if (!isAt(step, -first))
      return {
        says: `${who} e una proroga non è ancora scritta: dopo quel giorno non si può più. Se non si proroga basta rispondere «fatto».`,
        brief,
      };
    const attested = it.instrument === 'tis' ? ', l’attestazione del servizio' : '';
    return {
      says: `${who}: se serve una proroga vanno preparati l’addendum${attested} e le firme prima di quel giorno, poi la comunicazione obbligatoria. \`npx alice period ${it.id}\` mostra che cosa comporta. Se non si proroga basta rispondere «fatto».`,
      brief,
    };
  },
});

/** Five days: from the old end for an extension, from the last day done for an early end. */
export const changeCommunication = reminder(variations, {
  name: 'Comunicazione obbligatoria di proroga o chiusura',
  about:
    'Una proroga o una chiusura anticipata si comunica entro cinque giorni: lo sa chi invia la comunicazione, poi chi segue il tirocinio e chi coordina. Si ferma quando il protocollo è scritto.',
  source: 'Art. 4-bis d.lgs. 181/2000: proroga e cessazione si comunicano entro cinque giorni',
  legal: true,
  needs: ['internship', 'kind'],
  classes: ['name'],
  when: ({ kind }) => kind === 'extension' || kind === 'earlyEnd',
  occasions: (it, around) => {
    const event = eventOf(it, around);
    return event === undefined
      ? []
      : [
          occasionOf(
            it.internship,
            {
              anchor: event,
              settled: firstOf(
                it.coProtocol !== undefined && 'il protocollo della CO è scritto',
                it.cancelledOn !== undefined && 'la variazione è annullata',
              ),
            },
            around,
          ),
        ];
  },
  steps: [
    { on: { workingDays: 1 }, until: { days: 7 }, to: ['sender', 'promoterTutor'] },
    {
      on: { days: 5, lean: 'back' },
      until: { days: 10 },
      to: ['sender', 'promoterTutor', 'coordinator'],
      urgent: true,
    },
  ],
  say: (told) => {
    const { row: it, around, occasion, to } = told;
    const change = it.kind === 'extension' ? 'la proroga' : 'la chiusura anticipata';
    const days = stateRuleOf(it.internship, 'coChangeDays', around)?.value ?? 5;
    const term = byTerm(plusDays(occasion.anchor, days), { calendar: around.calendar });
    const sent =
      it.coSentOn === undefined
        ? ''
        : ` Risulta inviata il ${inDigits(it.coSentOn)}: manca solo il protocollo.`;
    const then =
      to === 'sender'
        ? 'Il protocollo della ricevuta va mandato al tutor promotore.'
        : 'Poi il protocollo va scritto in «Variazioni».';
    const later = isAt(told.step, 1)
      ? ` ${heardBy('chi coordina', { days: 5, lean: 'back' }, told)}`
      : '';
    return {
      says: `${internshipSaid(it.internship)}: ${change} va comunicata entro ${dayInFull(term)}.${sent} ${then}${later}`,
      brief: `${it.internship.id}: comunicazione di ${it.kind === 'extension' ? 'proroga' : 'chiusura'} entro il ${inDigits(term)}.`,
      ...(to === 'sender' ? { data: changeData(it, around) } : {}),
    };
  },
});

const [soon, again, late] = finalPaperDays;

/** As long as one of them is lacking; an internship that was over early has a declaration in the place of a certificate. */
export const finalPapers = reminder(internships, {
  name: 'Attestazione, dossier e relazione finale',
  about:
    'Finito il tirocinio, la persona deve avere la sua attestazione e il dossier; il tutor promotore scrive la relazione finale.',
  source: guidelines,
  needs: ['startDate', 'beneficiary'],
  classes: ['name'],
  when: (it) => cancelledSaid(it) === undefined,
  occasions: (it, around) => {
    const span = spanOf(it, around);
    return span === undefined
      ? []
      : [
          occasionOf(
            it,
            {
              anchor: span.to,
              settled: firstOf(
                lackingAtEnd(it, around).length === 0 && 'le carte finali ci sono tutte',
              ),
            },
            around,
          ),
        ];
  },
  steps: [
    { on: { days: soon }, to: ['promoterTutor'] },
    { on: { days: again }, to: ['promoterTutor'] },
    { on: { days: late }, until: { days: 60 }, to: ['promoterTutor', 'coordinator'], urgent: true },
  ],
  say: (told) => {
    const { row: it, around, occasion } = told;
    const later = isAt(told.step, soon) ? ` ${heardBy('chi coordina', { days: late }, told)}` : '';
    return {
      says: `${internshipSaid(it)} è finito il ${inDigits(occasion.anchor)} e non risulta ancora: ${list(lackingAtEnd(it, around))}.${later}`,
      brief: `${it.id}: carte finali da completare.`,
    };
  },
});

export const outcomeAfter28Days = outcomeAsked('days28', {
  name: 'Esito a 28 giorni dalla fine',
});

export const outcomeAfter6Months = outcomeAsked('months6', {
  name: 'Esito a 6 mesi dalla fine',
});

/** Of a row of «Operatori»: whoever is in the administration, or coordinates where nobody is. */
export const taxCertificates = reminder(operators, {
  name: 'Certificazioni uniche',
  about:
    'Chi ha ricevuto indennità l’anno prima ha diritto alla certificazione unica entro il 16 marzo, se per il programma sono reddito.',
  source: 'Art. 4 cc. 6-ter e 6-quater d.P.R. 322/1998: consegna entro il 16 marzo',
  legal: true,
  needs: ['role'],
  uses: [batches],
  when: (it, around) => around.settings.of(settings.taxRegime) === 'taxed' && paysOut(it, around),
  occasions: (_, around) => yearsPaid(around).map((year) => ({ anchor: day(`${year + 1}-03-16`) })),
  steps: [{ on: { days: -15 }, to: ['self'] }],
  cap: 1,
  say: ({ occasion }) => ({
    says: `Le certificazioni uniche delle indennità pagate l’anno scorso vanno consegnate entro il ${inWords(occasion.anchor)}. Una volta consegnate basta rispondere «fatto».`,
    brief: `Certificazioni uniche entro il ${inDigits(occasion.anchor)}.`,
  }),
});

// ── Outcomes ──────────────────────────────────────────────────────────────────────────────────

/** What became of a person, asked on the day and twice more: later the indicator is lost. */
function outcomeAsked(at: keyof typeof outcomeMoments, { name }: { readonly name: string }) {
  return reminder(internships, {
    name,
    about: `Si chiede alla persona com’è andata ${outcomeMoments[at].label} dalla fine: il giorno stesso, e se non risulta dopo sette e quindici giorni. Dopo, l’indicatore è perso.`,
    source: fund,
    needs: ['startDate', 'beneficiary'],
    uses: [outcomes],
    classes: ['name'],
    when: (it) => cancelledSaid(it) === undefined,
    occasions: (it, around) => {
      const span = spanOf(it, around);
      if (span === undefined || span.to < span.from) return [];
      const settled = firstOf(
        around
          .where(outcomes, 'beneficiary', it.beneficiary)
          .some(
            (one) => one.at === at && (one.internship === undefined || one.internship === it),
          ) && `l’esito ${outcomeMoments[at].label} è scritto`,
      );
      return [occasionOf(it, { anchor: outcomeMoments[at].on(span.to), settled }, around)];
    },
    steps: [
      { on: { days: 0 }, until: { days: 6 }, to: ['operator'] },
      { on: { days: 7 }, until: { days: 14 }, to: ['operator'] },
      { on: { days: 15 }, until: { days: 30 }, to: ['operator', 'coordinator'], urgent: true },
    ],
    say: (told) => {
      const { row: it } = told;
      const later = isAt(told.step, 0) ? ` ${heardBy('chi coordina', { days: 15 }, told)}` : '';
      return {
        says: `${personSaid(it.beneficiary)}: va chiesto com’è andata ${outcomeMoments[at].label} dalla fine di ${it.id}, e scritto in «Esiti» con la fonte.${later}`,
        brief: `${it.beneficiary.id}: esito ${outcomeMoments[at].label}.`,
        data: [['Testo da inviare', outcomeText]],
      };
    },
  });
}

/** Names neither the programme nor what it is for: a phone may be read by others. */
const outcomeText =
  'Buongiorno, ci farebbe piacere sapere come sta e come va il lavoro. Quando possiamo sentirci per qualche minuto?';

// ── What they rest on ─────────────────────────────────────────────────────────────────────────

/** Whether one more day would pass, by programme and rules: the rules are asked only when somebody is about to be. */
function mayBeExtended(it: Internship, end: Day, around: Around): boolean {
  const programme = around.settings.of(settings.programmeEnd);
  if (programme !== undefined && programme <= end) return false;
  const left = daysBetween(around.today, end);
  if (left < 0 || left > first + 7) return true;
  return periods.plan(
    { internship: it.id, change: { kind: 'extension', to: plusDays(end, 1) } },
    around,
  ).ok;
}

/** The day from which the term of a communication runs. */
function eventOf(it: Variation, around: Around): Day | undefined {
  return it.kind === 'extension'
    ? it.newEndDate && lastDayBefore(it, around)
    : (it.newEndDate ?? it.internship?.endedOn);
}

function changeData(
  it: Variation,
  around: Around,
): readonly (readonly [label: string, value: string])[] {
  const from = lastDayBefore(it, around);
  const end = it.newEndDate ?? it.internship?.endedOn;
  const lines: readonly (readonly [string, string | undefined])[] = [
    ['Protocollo della CO di avvio', it.internship?.coProtocol],
    [it.kind === 'extension' ? 'Fine prevista finora' : 'Fine prevista', from && inDigits(from)],
    [it.kind === 'extension' ? 'Nuova fine' : 'Ultimo giorno', end && inDigits(end)],
  ];
  return lines.flatMap(([label, value]) => (value === undefined ? [] : [[label, value] as const]));
}

function lackingAtEnd(it: Internship, around: Around): readonly string[] {
  const papers = around.where(signings, 'about', it.id);
  const has = (...kinds: readonly Signing['kind'][]) =>
    papers.some(
      (one) =>
        kinds.includes(one.kind) &&
        one.refusedOn === undefined &&
        signersMissing(one, around).length === 0,
    );
  const reported = around
    .where(visits, 'internship', it)
    .some((one) => one.kind === 'final' && fills(one, [['reportOn']]));
  return [
    ...(has('certificate', 'frequency') ? [] : ['l’attestazione finale']),
    ...(has('dossier') ? [] : ['il dossier individuale']),
    ...(reported || has('report') ? [] : ['la relazione finale']),
  ];
}

function paysOut(it: Operator, around: Around): boolean {
  const serving = around
    .rows(operators)
    .filter(
      ({ from, to }) =>
        (from === undefined || from <= around.today) && (to === undefined || around.today <= to),
    );
  const administration = serving.filter(({ role }) => role === 'administration');
  return (
    administration.length > 0
      ? administration
      : serving.filter(({ role }) => role === 'coordinator')
  ).includes(it);
}

const years = new WeakMap<Around, readonly number[]>();

function yearsPaid(around: Around): readonly number[] {
  const before = years.get(around);
  if (before !== undefined) return before;
  const found = [
    ...new Set(
      around
        .rows(batches)
        .flatMap(({ paidOn }) => (paidOn === undefined ? [] : [Number(paidOn.slice(0, 4))])),
    ),
  ];
  years.set(around, found);
  return found;
}
