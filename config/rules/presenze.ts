import { shareInWords } from '../../src/core/allowance.ts';
import { type DaySet, numbersOf } from '../../src/core/attendance.ts';
import { inHours } from '../../src/core/column.ts';
import {
  type Day,
  daysBetween,
  daysOf,
  inDigits,
  lastDay,
  type Month,
  monthInWords,
  monthOf,
  monthsIn,
  plusMonth,
} from '../../src/core/day.ts';
import { type Cents, euro, inEuro, minus } from '../../src/core/money.ts';
import { ruleFor } from '../../src/core/pack.ts';
import { type Around, rule } from '../../src/core/rule.ts';
import type { AnyTab, RowOf } from '../../src/core/tab.ts';
import { list, plural } from '../../src/core/words.ts';
import {
  daysFrom,
  daysOfMonth,
  daysOfSheet,
  inDays,
  type SheetDays,
  sheetDue,
  withReasons,
} from '../attendance.ts';
import { restrictedWordsIn } from '../forbidden-words.ts';
import { inailOf, isRunning, lastDayOf, rctOf, rulesOf, suspensionsOf } from '../lifecycle.ts';
import { daysTyped, grantOfInternship, monthOfInternship, monthsCountedWith } from '../months.ts';
import {
  countsAsPaid,
  grantedFor,
  hasRestrictedRequirement,
  highestAllowanceIn,
  isPaid,
  paysTheMonth,
  spentOn,
  totalOf,
} from '../payments.ts';
import type { operators } from '../registry.ts';
import * as registry from '../registry.ts';
import {
  attendanceSheets,
  batches,
  budget,
  internships,
  requests,
  restricted,
  roles,
  signings,
  visits,
  waivers,
} from '../registry.ts';
import * as settings from '../settings.ts';
import {
  paperKinds,
  type Signer,
  signaturesOf,
  signers,
  signersMissing,
  tutorWhoSigned,
} from '../signing.ts';

type Sheet = RowOf<typeof attendanceSheets>;
type Internship = RowOf<typeof internships>;
type Operator = RowOf<typeof operators>;
type Signing = RowOf<typeof signings>;
type Batch = RowOf<typeof batches>;
type Item = RowOf<typeof budget>;

const communication = 'art. 9-bis c. 2 d.l. 510/1996; L. 234/2021 art. 1 c. 724';
const sheetIsProof =
  'Piemonte, D.D. 870/2016: il registro è documentazione probante del finanziamento';
const twoPeople = 'Chi scrive le presenze e chi convalida il pagamento sono persone diverse';
const publication = 'art. 26 cc. 3–4 d.lgs. 33/2013';

// ── Attendance sheets: the row and its month ─────────────────────────────────────────────────────

/** Told on the later of two rows, in the order of the sheet. */
export const sheetIsOnePerMonth = rule(attendanceSheets, {
  name: 'Ogni tirocinio ha un solo foglio presenze al mese',
  needs: ['month', 'internship'],
  holds: (it, around) => firstSheet(it, around) === it,
  say: (it, around) =>
    `Per ${it.internship.id} il foglio di ${monthInWords(it.month)} c’è già, nella riga ${firstSheet(it, around)?.id}: tieni una riga sola, con i giorni giusti.`,
  expects: 'Una riga sola per tirocinio e mese, ad esempio una per T-0014 a marzo 2026.',
  mends: 'promoterTutor',
  stops: 'pay',
});

/** Silent where somebody was present: that has a graver sentence of its own. */
export const sheetMonthIsWithinInternship = rule(attendanceSheets, {
  name: 'Il mese del foglio cade nel periodo del tirocinio',
  needs: ['month', 'internship.startDate'],
  // Days worked out there are graver, and have sentences of their own.
  when: (it, around) => isAlive(it.internship) && seen(it, around, (all) => all.present) === 0,
  holds: (it, around) => workable(daysOfMonth(it.internship, it.month, around)) !== 0,
  say: (it, around) =>
    `Il foglio è di ${monthInWords(it.month)}, ma ${it.internship.id} ${spanInWords(it.internship, around)}: controlla il mese, oppure le date del tirocinio.`,
  expects: 'Un mese tra l’inizio e la fine del tirocinio, ad esempio marzo 2026.',
  mends: 'promoterTutor',
  stops: 'pay',
});

/** 31 in April, 29 to 31 in February: columns every sheet has, but not every month. */
export const sheetHasTheDaysOfItsMonth = rule(attendanceSheets, {
  name: 'Nel foglio sono compilati solo i giorni che il mese ha',
  needs: ['month', 'internship'],
  holds: (it, around) => (daysOfSheet(it, around)?.tooMany ?? []).length === 0,
  say: (it, around) => {
    const numbers = daysOfSheet(it, around)?.tooMany ?? [];
    const filled =
      numbers.length === 1
        ? `la colonna ${numbers[0]} è compilata`
        : `le colonne ${list(numbers.map(String))} sono compilate`;
    return `Nel foglio ${filled}, ma ${monthInWords(it.month)} ha ${daysOf(it.month).length} giorni: sposta le ore nel giorno giusto, oppure controlla il mese.`;
  },
  expects: 'Vuote le colonne dei giorni che il mese non ha, ad esempio la 31 ad aprile.',
  mends: 'promoterTutor',
  stops: 'pay',
});

// ── Attendance sheets: the days ──────────────────────────────────────────────────────────────────
// One finding per cause, with the list of days. A presence that should not be is a fact: nobody is told to delete it.

/** A cancelled internship never began; where a sheet came back after its start, that is told on the internship. */
export const presenceIsNotOnCancelledInternship = rule(attendanceSheets, {
  name: 'Un tirocinio annullato non ha presenze',
  needs: ['month', 'internship'],
  when: (it, around) => !isAlive(it.internship) && !cameBack(it.internship, around),
  holds: (it, around) => seen(it, around, (all) => all.present) === 0,
  say: (it, around) =>
    `${it.internship.id} risulta annullato, ma nel foglio di ${monthInWords(it.month)} ${presences(seen(it, around, (all) => all.present))}: può essere lavoro irregolare. ${kept}`,
  expects: `Nessuna presenza in un tirocinio mai cominciato; se invece è cominciato, ad esempio il 3, non è annullato ma chiuso in anticipo.`,
  mends: 'coordinator',
  stops: 'pay',
  source: communication,
});

/** Work before the start is undeclared work, whatever the reason: domain rule 2. */
export const presenceIsNotBeforeStart = rule(attendanceSheets, {
  name: 'Nessuna presenza prima dell’inizio del tirocinio',
  needs: ['month', 'internship.startDate'],
  when: (it) => isAlive(it.internship),
  holds: (it, around) => oddDays(it, around).early === 0,
  say: (it, around) =>
    `Nel foglio di ${monthInWords(it.month)} ${presences(oddDays(it, around).early)} prima dell’inizio, che è il ${inDigits(it.internship.startDate)}: può essere lavoro irregolare. ${kept}`,
  expects:
    'Presenze solo dal giorno di inizio in poi, ad esempio dal 10 se il tirocinio comincia il 10.',
  mends: 'coordinator',
  stops: 'pay',
  source: communication,
});

/** Neither day nor protocol of the CO is there: domain rule 2. Days before the start are told above. */
export const presenceHasItsCo = rule(attendanceSheets, {
  name: 'Nessuna presenza senza comunicazione obbligatoria',
  needs: ['month', 'internship'],
  when: ({ internship }) =>
    isAlive(internship) && internship.coSentOn === undefined && internship.coProtocol === undefined,
  holds: (it, around) => uncommunicated(it, around) === 0,
  say: (it, around) =>
    `Nel foglio di ${monthInWords(it.month)} ${presences(uncommunicated(it, around))} e per ${it.internship.id} non risulta la comunicazione obbligatoria: può essere lavoro irregolare. ${kept}`,
  expects:
    'La comunicazione obbligatoria inviata prima del primo giorno, ad esempio il 27/02 per un inizio il 02/03.',
  mends: 'coordinator',
  stops: 'pay',
  source: communication,
});

/** The CO goes out by the eve: on its very day nobody may be there yet (domain rule 2). */
export const presenceFollowsCo = rule(attendanceSheets, {
  name: 'Le presenze cominciano dopo il giorno della comunicazione obbligatoria',
  needs: ['month', 'internship.coSentOn'],
  when: (it) => isAlive(it.internship),
  holds: (it, around) => communicatedLate(it, it.internship.coSentOn, around) === 0,
  say: (it, around) =>
    `Nel foglio di ${monthInWords(it.month)} ${presences(communicatedLate(it, it.internship.coSentOn, around))} ma la comunicazione obbligatoria è del ${inDigits(it.internship.coSentOn)}: può essere lavoro irregolare. ${kept}`,
  expects:
    'Presenze dal giorno dopo la comunicazione in poi, ad esempio dal 2 marzo se è stata inviata il 27 febbraio.',
  mends: 'coordinator',
  stops: 'pay',
  source: communication,
});

/** The end as it stands: extensions, suspensions that moved it and an early end are counted. */
export const presenceIsNotAfterEnd = rule(attendanceSheets, {
  name: 'Nessuna presenza dopo l’ultimo giorno del tirocinio',
  needs: ['month', 'internship'],
  when: (it) => isAlive(it.internship),
  holds: (it, around) => oddDays(it, around).late === 0,
  say: (it, around) => {
    const end = lastDayOf(it.internship, around);
    return `Nel foglio di ${monthInWords(it.month)} ${presences(oddDays(it, around).late)} dopo l’ultimo giorno, che è il ${end === undefined ? '' : inDigits(end)}: può essere lavoro irregolare. ${kept}`;
  },
  expects:
    'Presenze fino all’ultimo giorno, proroghe comprese: ad esempio fino al 31/08/2026. Se c’è una proroga va in «Variazioni».',
  mends: 'coordinator',
  stops: 'pay',
  source: communication,
});

/** A whole month filled ahead with the planned hours is found here. */
export const presenceIsNotInTheFuture = rule(attendanceSheets, {
  name: 'Le presenze si scrivono dopo che ci sono state',
  needs: ['month', 'internship'],
  when: (it, around) => isAlive(it.internship) && lastDay(it.month) > around.today,
  holds: (it, around) => ahead(it, around) === 0,
  say: (it, around) =>
    `Nel foglio di ${monthInWords(it.month)} ${presences(ahead(it, around))} oltre la data di oggi: controlla il mese e i giorni.`,
  expects:
    'Presenze fino a oggi: i giorni che devono venire restano vuoti, ad esempio dal 21 in poi.',
  mends: 'promoterTutor',
  stops: 'pay',
});

/** Silent while an end of the cover is not known: the internship’s own rules ask for it. */
export const presenceIsInsuredByInail = rule(attendanceSheets, {
  name: 'Ogni presenza cade nel periodo coperto da INAIL',
  needs: ['month', 'internship.startDate'],
  when: (it) => isAlive(it.internship),
  holds: (it, around) => outside(it, inailOf(it.internship, around), around) === 0,
  say: (it, around) => {
    const cover = inailOf(it.internship, around);
    return `Nel foglio di ${monthInWords(it.month)} ${presences(outside(it, cover, around))} fuori dal periodo coperto da INAIL, ${coverInWords(cover)}. ${kept}`;
  },
  expects:
    'Presenze dentro il periodo assicurato, ad esempio dal 01/03/2026 al 31/08/2026; se la copertura c’era, si corregge la sua data in «Tirocini».',
  mends: 'coordinator',
  stops: 'pay',
  source: 'INAIL, copertura per i giorni di presenza (circ. 16/2014)',
});

/** Silent while an end of the cover is not known, as above. */
export const presenceIsInsuredForLiability = rule(attendanceSheets, {
  name: 'Ogni presenza cade nel periodo coperto dalla polizza RCT',
  needs: ['month', 'internship.startDate'],
  when: (it) => isAlive(it.internship),
  holds: (it, around) => outside(it, rctOf(it.internship, around), around) === 0,
  say: (it, around) => {
    const cover = rctOf(it.internship, around);
    return `Nel foglio di ${monthInWords(it.month)} ${presences(outside(it, cover, around))} fuori dal periodo della polizza RCT, ${coverInWords(cover)}. ${kept}`;
  },
  expects:
    'Presenze dentro il periodo della polizza, ad esempio dal 01/01/2026 al 31/12/2026; se la polizza c’era, si corregge la sua data.',
  mends: 'coordinator',
  stops: 'pay',
  source: 'Convenzione e progetto formativo: garanzie assicurative',
});

/** Suspended time is neither insured nor paid; a suspension without an end is still going on. */
export const presenceIsNotDuringSuspension = rule(attendanceSheets, {
  name: 'Nessuna presenza mentre il tirocinio è sospeso',
  needs: ['month', 'internship'],
  when: (it) => isAlive(it.internship),
  holds: (it, around) => oddDays(it, around).paused === 0,
  say: (it, around) =>
    `Nel foglio di ${monthInWords(it.month)} ${presences(oddDays(it, around).paused)} mentre ${it.internship.id} è sospeso (${suspensionsInWords(it.internship, around)}): controlla le date della sospensione in «Variazioni». ${kept}`,
  expects: 'S nei giorni sospesi, ad esempio dal 10 al 25; le ore solo dopo la ripresa.',
  mends: 'coordinator',
  stops: 'pay',
  source: 'Linee guida 25/5/2017: il tempo sospeso non è svolto',
});

/** Sundays the timetable plans are told once, on the internship; the patron is that of the site of the day. */
export const presenceIsNotOnHolidays = rule(attendanceSheets, {
  name: 'Nessuna presenza di domenica o in un giorno festivo, se il PFI non lo prevede',
  needs: ['month', 'internship'],
  when: (it) => isAlive(it.internship),
  holds: (it, around) => oddDays(it, around).off === 0,
  say: (it, around) =>
    `Nel foglio di ${monthInWords(it.month)} ci sono presenze in giorni non lavorativi: ${withReasons(oddDays(it, around).off, it, around)}. Chiedi al tutor se il giorno è giusto; se il PFI prevede i festivi, in «Tirocini» «Notturno o festivo» va a sì.`,
  expects:
    'C nei festivi e vuote le domeniche, ad esempio C il 25 aprile; ore solo se il PFI prevede i festivi.',
  level: 'avvisa',
  mends: 'promoterTutor',
  source: 'Linee guida 25/5/2017; L. 260/1949 e successive; festa patronale del comune della sede',
});

/** Days that are Sundays or holidays anyway are told above. */
export const presenceIsNotOnClosures = rule(attendanceSheets, {
  name: 'Nessuna presenza nei giorni in cui la sede è chiusa',
  needs: ['month', 'internship'],
  when: (it) => isAlive(it.internship),
  holds: (it, around) => oddDays(it, around).shut === 0,
  say: (it, around) =>
    `Nel foglio di ${monthInWords(it.month)} ${presences(oddDays(it, around).shut)} mentre la sede risulta chiusa nel foglio «Chiusure»: chiedi al tutor ospitante quale dei due è giusto.`,
  expects: 'C nei giorni di chiusura della sede, ad esempio dal 10 al 21 agosto.',
  level: 'avvisa',
  mends: 'promoterTutor',
});

/** Hours made up may well fall on a day of rest: a warning, never more. */
export const presenceIsOnPlannedDays = rule(attendanceSheets, {
  name: 'Le presenze cadono nei giorni previsti dall’orario',
  needs: ['month', 'internship'],
  when: (it) => isAlive(it.internship),
  holds: (it, around) => oddDays(it, around).rest === 0,
  say: (it, around) =>
    `Nel foglio di ${monthInWords(it.month)} ${presences(oddDays(it, around).rest)} dove l’orario di ${it.internship.id} prevede riposo: se è un recupero concordato va bene, altrimenti controlla il giorno o registra il cambio di orario.`,
  expects: 'Ore nei giorni che l’orario prevede e R nei riposi, ad esempio R il sabato.',
  level: 'avvisa',
  mends: 'promoterTutor',
});

/** Beyond the tolerance of the settings; a day too long altogether is told below. */
export const hoursKeepToThePlan = rule(attendanceSheets, {
  name: 'Le ore di un giorno non superano quelle previste',
  needs: ['month', 'internship'],
  when: (it) => isAlive(it.internship),
  holds: (it, around) => longDays(it, around).overPlan.length === 0,
  say: (it, around) =>
    `Nel foglio di ${monthInWords(it.month)} ci sono più ore del previsto: ${hoursInWords(longDays(it, around).overPlan)}. Chiedi al tutor se si è recuperato qualcosa o se l’orario è cambiato.`,
  expects: 'Le ore dell’orario del PFI, ad esempio 5 se quel giorno ne prevede 5.',
  level: 'avvisa',
  mends: 'promoterTutor',
});

/** A day that is planned so long is told on its plan. */
export const hoursOfADayAreNotTooMany = rule(attendanceSheets, {
  name: 'Un giorno di tirocinio non è più lungo del massimo fissato nelle «Impostazioni»',
  needs: ['month', 'internship'],
  when: (it) => isAlive(it.internship),
  holds: (it, around) => longDays(it, around).tooLong.length === 0,
  say: (it, around) =>
    `Nel foglio di ${monthInWords(it.month)} ci sono giorni di più di ${around.settings.of(settings.longestDay)} ore: ${hoursInWords(longDays(it, around).tooLong)}. Controlla se le ore sono scritte bene.`,
  expects: 'Le ore di un giorno, pause escluse, ad esempio 5 oppure 4,5.',
  level: 'avvisa',
  mends: 'promoterTutor',
});

/** C leaves the days to be worked, so it must not take the place of an absence. */
export const closedDaysHaveAReason = rule(attendanceSheets, {
  name: 'C sta solo nei festivi e nei giorni di chiusura della sede',
  needs: ['month', 'internship.site'],
  when: (it) => isAlive(it.internship),
  holds: (it, around) => closedFreely(it, around) === 0,
  say: (it, around) =>
    `Nel foglio di ${monthInWords(it.month)} c’è C (${inDays(closedFreely(it, around))}), ma non risultano festivi né chiusure di ${it.internship.site.id}: se la sede era chiusa scrivilo in «Chiusure», se era il patrono in «Comuni».`,
  expects:
    'C nei festivi, nel giorno del patrono e nelle chiusure già scritte, ad esempio C il 1° maggio.',
  level: 'nota',
  mends: 'promoterTutor',
});

/** S leaves the days to be worked, so it needs an act behind it. */
export const suspendedDaysAreInVariations = rule(attendanceSheets, {
  name: 'S sta solo nei giorni di una sospensione registrata',
  needs: ['month', 'internship'],
  when: (it) => isAlive(it.internship),
  holds: (it, around) => pausedFreely(it, around) === 0,
  say: (it, around) =>
    `Nel foglio di ${monthInWords(it.month)} c’è S (${inDays(pausedFreely(it, around))}), ma in «Variazioni» non c’è una sospensione di ${it.internship.id} che copra quei giorni: registrala, senza scriverne il motivo, oppure correggi il foglio.`,
  expects:
    'S solo dopo aver scritto la sospensione in «Variazioni», ad esempio dal 10/03 al 25/03.',
  level: 'avvisa',
  mends: 'promoterTutor',
});

// ── Attendance sheets: their journey ─────────────────────────────────────────────────────────────

/** From the day after the due day of the settings, which moves on over Saturdays and holidays. */
export const sheetArrivesInTime = rule(attendanceSheets, {
  name: 'Il foglio firmato arriva entro il giorno stabilito',
  needs: ['month', 'internship.startDate'],
  marks: 'receivedOn',
  when: (it, around) =>
    isAlive(it.internship) &&
    it.receivedOn === undefined &&
    workable(daysOfMonth(it.internship, it.month, around)) !== 0,
  holds: (it, around) => around.today <= sheetDue(it.month, around),
  say: (it, around) =>
    `Il foglio di ${monthInWords(it.month)} di ${it.internship.id} doveva arrivare entro il ${inDigits(sheetDue(it.month, around))}: chiedilo al tutor ospitante. Finché manca, questo mese non si paga.`,
  expects: 'Il giorno in cui il foglio firmato è tornato, ad esempio 02/04/2026.',
  level: 'avvisa',
  mends: 'promoterTutor',
  stops: 'pay',
});

/** A month nobody wrote down would be lost without a word. */
export const everyMonthHasItsSheet = rule(internships, {
  name: 'Ogni mese svolto ha la sua riga nei «Fogli presenze»',
  needs: ['startDate'],
  when: isAlive,
  holds: (it, around) => monthsWithoutSheet(it, around).length === 0,
  say: (it, around) =>
    `Nei «Fogli presenze» non c’è ${it.id} per ${list(monthsWithoutSheet(it, around).map(monthInWords))}: aggiungi la riga quando chiedi il foglio, così il mese non si perde.`,
  expects: 'Una riga per ogni mese del tirocinio, ad esempio una per marzo 2026.',
  level: 'avvisa',
  mends: 'promoterTutor',
});

/** Signed in advance: nobody can have signed days still to come. */
export const sheetComesBackAfterItsMonth = rule(attendanceSheets, {
  name: 'Il foglio torna firmato quando il mese è finito',
  needs: ['receivedOn', 'month', 'internship'],
  when: (it, around) => isAlive(it.internship) && it.receivedOn <= around.today,
  holds: (it, around) => it.receivedOn >= lastSheetDay(it.internship, it.month, around),
  say: (it, around) =>
    `Il foglio di ${monthInWords(it.month)} risulta ricevuto il ${inDigits(it.receivedOn)}, prima della fine del mese: i giorni fino al ${inDigits(lastSheetDay(it.internship, it.month, around))} non potevano essere già firmati.`,
  expects: 'Un giorno dalla fine del mese in poi, ad esempio 02/04/2026 per marzo.',
  level: 'avvisa',
  mends: 'promoterTutor',
  source: sheetIsProof,
});

/** A day still to come is a slip of the pen. */
export const sheetIsReceivedByToday = rule(attendanceSheets, {
  name: 'Il foglio è stato ricevuto oggi o prima',
  needs: ['receivedOn'],
  holds: (it, around) => it.receivedOn <= around.today,
  say: (it) =>
    `«Foglio ricevuto il» dice ${inDigits(it.receivedOn)}, un giorno che deve ancora venire: scrivi quando è arrivato davvero.`,
  expects: 'Un giorno già passato, oppure oggi: ad esempio 02/04/2026.',
  level: 'avvisa',
  mends: 'promoterTutor',
});

/** The same day is well: it may be handed over and back. */
export const sheetIsSentBeforeItReturns = rule(attendanceSheets, {
  name: 'Il foglio parte prima di tornare',
  needs: ['receivedOn', 'sentOn'],
  holds: (it) => it.sentOn <= it.receivedOn,
  say: (it) =>
    `Il foglio risulta ricevuto il ${inDigits(it.receivedOn)} ma inviato dopo, il ${inDigits(it.sentOn)}: controlla le due date.`,
  expects: 'Prima l’invio e poi il ritorno, ad esempio 25/03/2026 e 02/04/2026.',
  level: 'avvisa',
  mends: 'promoterTutor',
});

/** What is recorded is what came back signed. */
export const sheetIsRecordedAfterItReturns = rule(attendanceSheets, {
  name: 'Le presenze si registrano dopo che il foglio è tornato',
  needs: ['recordedOn', 'receivedOn'],
  holds: (it) => it.receivedOn <= it.recordedOn,
  say: (it) =>
    `Le presenze risultano registrate il ${inDigits(it.recordedOn)}, ma il foglio è tornato il ${inDigits(it.receivedOn)}: controlla le due date.`,
  expects: 'Un giorno dal ritorno del foglio in poi, ad esempio 03/04/2026.',
  level: 'avvisa',
  mends: 'promoterTutor',
});

/** A check without a sheet checks nothing. */
export const sheetIsReceivedBeforeItsCheck = rule(attendanceSheets, {
  name: 'Si controlla un foglio che è arrivato',
  needs: ['checkedOn'],
  marks: 'receivedOn',
  when: (it) => it.receivedOn === undefined,
  holds: () => false,
  say: (it) =>
    `Il foglio risulta controllato il ${inDigits(it.checkedOn)}, ma non è scritto quando è arrivato: aggiungi il giorno, oppure togli il controllo.`,
  expects: 'Il giorno in cui il foglio firmato è tornato, ad esempio 02/04/2026.',
  mends: 'promoterTutor',
  stops: 'pay',
});

/** Later than both the return and the recording; the same day is well. */
export const sheetIsCheckedAfterItReturns = rule(attendanceSheets, {
  name: 'Il controllo viene dopo il ritorno e la registrazione del foglio',
  needs: ['checkedOn', 'receivedOn'],
  holds: (it) => earliestCheck(it) <= it.checkedOn,
  say: (it) =>
    it.checkedOn < it.receivedOn
      ? `Il foglio risulta controllato il ${inDigits(it.checkedOn)}, prima di tornare il ${inDigits(it.receivedOn)}: controlla le due date.`
      : `Il foglio risulta controllato il ${inDigits(it.checkedOn)}, prima che le presenze fossero registrate il ${inDigits(earliestCheck(it))}: controlla le due date.`,
  expects: 'Un giorno dopo il ritorno e la registrazione, ad esempio 07/04/2026.',
  level: 'avvisa',
  mends: 'promoterTutor',
});

/** A day still to come is a slip of the pen. */
export const sheetIsCheckedByToday = rule(attendanceSheets, {
  name: 'Il foglio è stato controllato oggi o prima',
  needs: ['checkedOn'],
  holds: (it, around) => it.checkedOn <= around.today,
  say: (it) =>
    `«Controllato il» dice ${inDigits(it.checkedOn)}, un giorno che deve ancora venire: scrivi quando è stato controllato davvero.`,
  expects: 'Un giorno già passato, oppure oggi: ad esempio 07/04/2026.',
  level: 'avvisa',
  mends: 'promoterTutor',
});

/** Somebody answers for a check. */
export const checkedSheetSaysByWhom = rule(attendanceSheets, {
  name: 'Di un foglio controllato si sa chi lo ha controllato',
  needs: ['checkedOn'],
  marks: 'checkedBy',
  holds: (it) => it.checkedBy !== undefined,
  say: (it) =>
    `Il foglio risulta controllato il ${inDigits(it.checkedOn)}, ma non è scritto da chi: scegli chi ne risponde.`,
  expects: 'Chi ha controllato, scelto dal foglio «Operatori», ad esempio O-0003.',
  mends: 'promoterTutor',
  stops: 'pay',
});

/** Without it nobody can see that two people were at work. */
export const checkedSheetSaysWhoRecorded = rule(attendanceSheets, {
  name: 'Di un foglio controllato si sa chi ha scritto le presenze',
  needs: ['checkedBy', 'checkedOn'],
  marks: 'recordedBy',
  holds: (it) => it.recordedBy !== undefined,
  say: (it) =>
    `${it.checkedBy.id} ha controllato il foglio, ma non è scritto chi ha registrato le presenze: serve per vedere che siano state due persone diverse.`,
  expects: 'Chi ha scritto le presenze nella riga, ad esempio O-0007.',
  level: 'avvisa',
  mends: 'promoterTutor',
  source: twoPeople,
});

/** Two separate people (domain §7). */
export const checkerDidNotRecord = rule(attendanceSheets, {
  name: 'Chi controlla il foglio non è chi ha scritto le presenze',
  needs: ['checkedBy', 'recordedBy'],
  holds: (it) => it.checkedBy !== it.recordedBy,
  say: (it) =>
    `${it.checkedBy.id} ha registrato le presenze e le ha anche controllate: il controllo lo fa un’altra persona.`,
  expects: 'Due persone diverse, ad esempio O-0007 registra e O-0003 controlla.',
  mends: 'coordinator',
  stops: 'pay',
  source: twoPeople,
});

/** The promoter’s tutor validates attendance (domain §7); mentor and coordinator stand in. */
export const checkerMayCheckSheets = rule(attendanceSheets, {
  name: 'I fogli presenze li controlla il tutor promotore, il mentor o il coordinatore',
  needs: ['checkedBy.role'],
  holds: (it) => hasRole(it.checkedBy, sheetCheckers),
  say: (it) =>
    `Il foglio lo ha controllato ${it.checkedBy.id}, che è ${roles[it.checkedBy.role]}: il controllo spetta al tutor promotore, al mentor o al coordinatore.`,
  expects: 'Un tutor promotore, un mentor o un coordinatore, ad esempio O-0003.',
  level: 'avvisa',
  mends: 'coordinator',
  source: twoPeople,
});

/** First and last day of service included. */
export const checkerWasInService = rule(attendanceSheets, {
  name: 'Chi controlla il foglio era in servizio quel giorno',
  needs: ['checkedBy', 'checkedOn'],
  holds: (it) => inService(it.checkedBy, it.checkedOn),
  say: (it) =>
    `Il foglio risulta controllato il ${inDigits(it.checkedOn)} da ${it.checkedBy.id}, che quel giorno non era in servizio: controlla chi e quando, o le date in «Operatori».`,
  expects: 'Un operatore in servizio nel giorno del controllo, ad esempio O-0003.',
  level: 'avvisa',
  mends: 'coordinator',
});

/** Blank counts as not signed: nothing is paid on a sheet nobody looked at. */
export const receivedSheetIsSignedByTutor = rule(attendanceSheets, {
  name: 'Il foglio che torna è firmato dal tutor ospitante',
  needs: ['receivedOn'],
  marks: 'signedByTutor',
  holds: (it) => it.signedByTutor === true,
  say: (it) =>
    `Il foglio è tornato il ${inDigits(it.receivedOn)}, ma non risulta firmato dal tutor ospitante: se la firma c’è scrivi sì, se manca falla mettere prima di pagare.`,
  expects: 'Sì quando il tutor ospitante ha firmato il foglio, ad esempio in fondo alla pagina.',
  mends: 'promoterTutor',
  stops: 'pay',
  source: sheetIsProof,
});

/** Only where somebody wrote no: a blank cell is told once, for the tutor. */
export const receivedSheetIsSignedByTrainee = rule(attendanceSheets, {
  name: 'Il foglio che torna è firmato giorno per giorno dal tirocinante',
  needs: ['signedByTrainee', 'receivedOn'],
  holds: (it) => it.signedByTrainee,
  say: (it) =>
    `Il foglio è tornato il ${inDigits(it.receivedOn)} senza la firma del tirocinante: falla mettere accanto ai giorni svolti.`,
  expects: 'Sì quando ogni giorno svolto ha la firma, ad esempio anche il 14.',
  level: 'avvisa',
  mends: 'promoterTutor',
  source: sheetIsProof,
});

/** Silent as soon as one day is there: a blank day is an absence only where the month is worked out. */
export const receivedSheetIsWrittenDown = rule(attendanceSheets, {
  name: 'I giorni di un foglio tornato sono scritti nella riga',
  needs: ['receivedOn', 'month', 'internship'],
  when: (it, around) => isAlive(it.internship) && seen(it, around, workedDays) !== 0,
  holds: (it, around) =>
    seen(it, around, (all) => all.written) !== 0 ||
    (daysOfSheet(it, around)?.tooMany ?? []).length > 0,
  say: (it) =>
    `Il foglio di ${monthInWords(it.month)} è tornato il ${inDigits(it.receivedOn)}, ma nella riga non c’è ancora nessun giorno: scrivi le ore o le lettere.`,
  expects: 'Un valore in ogni giorno previsto, ad esempio 5 oppure A.',
  level: 'avvisa',
  mends: 'promoterTutor',
});

/** P counts as the hours planned; silent while days are blank that might hold the hours that lack. */
export const declaredHoursAgree = rule(attendanceSheets, {
  name: 'Le ore scritte in fondo al foglio sono la somma dei giorni',
  needs: ['declaredHours', 'month', 'internship', 'receivedOn'],
  holds: (it, around) => {
    const hours = hoursWritten(it, around);
    return (
      hours === undefined ||
      hours === it.declaredHours ||
      (hours < it.declaredHours && seen(it, around, (all) => workedDays(all) & ~all.written) !== 0)
    );
  },
  say: (it, around) =>
    `Sul foglio di ${monthInWords(it.month)} sono dichiarate ${inHours(it.declaredHours)} ore, ma i giorni ne fanno ${inHours(hoursWritten(it, around) ?? 0)}: rivedi il totale e i giorni.`,
  expects: 'La somma delle ore dei giorni, ad esempio 100 per venti giorni di 5 ore.',
  level: 'avvisa',
  mends: 'promoterTutor',
});

/** Never repeats what was typed: people write reasons there. */
export const justifiedDaysAreNumbers = rule(attendanceSheets, {
  name: '«Giustificata» contiene solo numeri di giorni',
  needs: ['justified', 'month'],
  // Reasons written there have a finding of their own.
  when: (it) => restrictedWordsIn(it.justified).length === 0,
  holds: (it) => daysTyped(it.justified, it.month) !== undefined,
  say: (it) =>
    `In «Giustificata» ALICE non riconosce i giorni di ${monthInWords(it.month)}: scrivi solo i numeri, separati da virgole. Il motivo sta solo nel registro riservato.`,
  expects: 'Numeri di giorni separati da virgole, ad esempio 12, 13.',
  level: 'avvisa',
  mends: 'promoterTutor',
});

/** Blank days are let be: the sheet may not have come back yet. */
export const justifiedDaysAreAbsences = rule(attendanceSheets, {
  name: 'I giorni giustificati sono assenze',
  needs: ['justified', 'month', 'internship'],
  holds: (it, around) => justifiedFreely(it, around) === 0,
  say: (it, around) => {
    const odd = justifiedFreely(it, around);
    const found =
      numbersOf(odd).length === 1
        ? `c’è il ${inDays(odd)}, che nel foglio non è un’assenza`
        : `ci sono i ${inDays(odd)}, che nel foglio non sono assenze`;
    return `In «Giustificata» ${found}: dove la persona è mancata scrivi A, altrimenti togli il numero.`;
  },
  expects: 'Solo giorni che nel foglio hanno A, ad esempio 12 se il 12 c’è A.',
  level: 'avvisa',
  mends: 'promoterTutor',
});

/**
 * Only of a month under way, and only once absences were written: before the sheet is back a blank day is not known.
 * Silent as soon as the threshold is reached whatever happens, however few days are left.
 */
export const thresholdIsNotAtRisk = rule(attendanceSheets, {
  name: 'Il mese in corso può raggiungere la soglia di frequenza senza rischio',
  needs: ['month', 'internship.startDate'],
  when: (it, around) => isUnderWay(it, around) && outlookOf(it, around)?.verdict === 'open',
  holds: (it, around) => (outlookOf(it, around)?.daysToSpare ?? daysAtRisk + 1) > daysAtRisk,
  say: (it, around) => {
    const { daysNeeded = 0, daysToSpare = 0, saveBy } = outlookOf(it, around) ?? {};
    const last = saveBy === undefined ? '' : `: dal ${saveBy} in poi serve ogni giorno`;
    return `A ${monthInWords(it.month)} per la soglia ${daysNeeded === 1 ? 'serve' : 'servono'} ancora ${plural(daysNeeded, 'giorno', 'giorni')} di presenza, e ${toSpareInWords(daysToSpare)}${last}.`;
  },
  expects:
    'Presenze che lasciano qualche giorno di margine, ad esempio sentendo subito chi manca da due giorni.',
  level: 'avvisa',
  mends: 'promoterTutor',
});

/** Nothing can be mended any more this month: said so that nobody counts on the money. */
export const thresholdIsNotLost = rule(attendanceSheets, {
  name: 'Il mese in corso può ancora raggiungere la soglia di frequenza',
  needs: ['month', 'internship.startDate'],
  when: isUnderWay,
  holds: (it, around) => outlookOf(it, around)?.verdict !== 'lost',
  say: (it, around) =>
    `A ${monthInWords(it.month)} la soglia non si può più raggiungere: con le assenze scritte la frequenza arriva al massimo a ${shareInWords(outlookOf(it, around)?.reachable ?? 0, monthOfInternship(it.internship, it.month, around)?.attendance.expected ?? 0)}.`,
  expects: 'Una telefonata alla persona prima della fine del mese, ad esempio entro due giorni.',
  level: 'nota',
  mends: 'promoterTutor',
});

/** Days made up are numbers of days, like those justified. */
export const madeUpDaysAreNumbers = rule(attendanceSheets, {
  name: 'I recuperi sono numeri di giorni',
  needs: ['madeUp', 'month'],
  // Words that must not stand there have a finding of their own.
  when: (it) => restrictedWordsIn(it.madeUp).length === 0,
  holds: (it) => daysTyped(it.madeUp, it.month) !== undefined,
  say: (it) =>
    `«Recuperi» non dice quali giorni di ${monthInWords(it.month)}: scrivi solo i numeri dei giorni.`,
  expects: 'I numeri dei giorni separati da virgole, ad esempio 14, 21.',
  level: 'avvisa',
  mends: 'promoterTutor',
});

/** A day made up is one on which somebody was there; before the sheet is back nothing is known. */
export const madeUpDaysArePresences = rule(attendanceSheets, {
  name: 'Nei giorni di recupero c’è una presenza',
  needs: ['madeUp', 'month', 'internship', 'receivedOn'],
  holds: (it, around) => madeUpFreely(it, around) === 0,
  say: (it, around) => {
    const odd = madeUpFreely(it, around);
    const found =
      numbersOf(odd).length === 1
        ? `il ${inDays(odd)}, ma nel foglio lì non c’è una presenza`
        : `i ${inDays(odd)}, ma nel foglio lì non ci sono presenze`;
    return `«Recuperi» indica ${found}: controlla i giorni.`;
  },
  expects: 'Solo giorni in cui la persona è venuta a recuperare, ad esempio 14, 21.',
  level: 'avvisa',
  mends: 'promoterTutor',
});

// ── Visits ───────────────────────────────────────────────────────────────────────────────────────

/** The final review may come when the days are over. */
export const visitIsWithinInternship = rule(visits, {
  name: 'Le visite cadono nel periodo del tirocinio',
  needs: ['on', 'internship.startDate'],
  when: (it, around) => it.on <= around.today,
  holds: (it, around) => {
    const end = lastDayOf(it.internship, around);
    // What is looked back on together may come when the days are over.
    const over = it.kind !== 'final' && end !== undefined && it.on > end;
    return it.on >= it.internship.startDate && !over;
  },
  say: (it, around) =>
    `La visita è del ${inDigits(it.on)}, ma ${it.internship.id} ${spanInWords(it.internship, around)}: controlla la data, oppure il tirocinio.`,
  expects:
    'Un giorno tra l’inizio e la fine del tirocinio, ad esempio 10/03/2026; dopo la fine solo la verifica finale.',
  level: 'avvisa',
  mends: 'promoterTutor',
});

/** Visits to come have a column of their own. */
export const visitHasTakenPlace = rule(visits, {
  name: 'Una visita si scrive quando è stata fatta',
  needs: ['on'],
  holds: (it, around) => it.on <= around.today,
  say: (it) =>
    `La visita è del ${inDigits(it.on)}, un giorno che deve ancora venire: le visite da fare si scrivono in «Prossima visita».`,
  expects: 'Un giorno già passato, oppure oggi: ad esempio 10/03/2026.',
  level: 'avvisa',
  mends: 'promoterTutor',
});

/** Silent once a later visit was made, or the internship is over. */
export const criticalVisitHasANextOne = rule(visits, {
  name: 'Dopo una visita con andamento critico c’è la data della prossima',
  needs: ['trend', 'on', 'internship'],
  marks: 'next',
  when: (it, around) =>
    it.trend === 'critical' &&
    isRunning(it.internship, around) &&
    !around
      .where(visits, 'internship', it.internship)
      .some((one) => one !== it && one.on !== undefined && one.on > it.on),
  holds: (it) => it.next !== undefined,
  say: (it) =>
    `La visita del ${inDigits(it.on)} a ${it.internship.id} ha andamento critico, ma non c’è la data della prossima: fissala ora, vicina.`,
  expects: 'La data della prossima visita, ad esempio 08/04/2026.',
  level: 'avvisa',
  mends: 'promoterTutor',
});

/** The same day is no next visit. */
export const nextVisitComesAfter = rule(visits, {
  name: 'La prossima visita viene dopo questa',
  needs: ['next', 'on'],
  holds: (it) => it.next > it.on,
  say: (it) =>
    `La prossima visita è fissata al ${inDigits(it.next)}, ma questa è del ${inDigits(it.on)}: controlla le due date.`,
  expects: 'Un giorno dopo questa visita, ad esempio 08/04/2026.',
  level: 'avvisa',
  mends: 'promoterTutor',
});

/** The role trap of domain §0: a tutor d’impresa assists cooperatives, and follows no trainee. */
export const visitIsByWhoFollowsTrainees = rule(visits, {
  name: 'Le visite le fa chi segue le persone, non chi assiste le cooperative o l’amministrazione',
  needs: ['by.role'],
  holds: (it) => hasRole(it.by, visitors),
  say: (it) =>
    `La visita risulta fatta da ${it.by.id}, che è ${roles[it.by.role]}: il tirocinio lo seguono il tutor promotore e il mentor. Controlla chi è andato, o il ruolo in «Operatori».`,
  expects: 'Un tutor promotore, un mentor o un altro operatore delle persone, ad esempio O-0003.',
  level: 'avvisa',
  mends: 'promoterTutor',
});

/** First and last day of service included. */
export const visitorWasInService = rule(visits, {
  name: 'Chi fa la visita era in servizio quel giorno',
  needs: ['by', 'on'],
  when: (it, around) => it.on <= around.today,
  holds: (it) => inService(it.by, it.on),
  say: (it) =>
    `La visita del ${inDigits(it.on)} risulta fatta da ${it.by.id}, che quel giorno non era in servizio: controlla chi e quando, o le date in «Operatori».`,
  expects: 'Un operatore in servizio nel giorno della visita, ad esempio O-0003.',
  level: 'avvisa',
  mends: 'promoterTutor',
});

/** Counted from the last visit, or from the start; a suspended internship waits. */
export const runningInternshipIsVisited = rule(internships, {
  name: 'Un tirocinio in corso riceve visite con regolarità',
  needs: ['startDate'],
  when: (it, around) => isRunning(it, around) && !isSuspendedOn(it, around.today, around),
  holds: (it, around) => daysUnvisited(it, around) <= around.settings.of(settings.visitsEvery),
  say: (it, around) =>
    `${it.id} è in corso e da ${plural(daysUnvisited(it, around), 'giorno', 'giorni')} non risultano visite né telefonate (l’ultima data utile è il ${inDigits(lastSeen(it, around))}): fissane una e scrivila in «Visite e tutoraggio».`,
  expects:
    'Una visita o una telefonata almeno ogni tanti giorni quanti dicono le «Impostazioni», ad esempio 45.',
  level: 'avvisa',
  mends: 'promoterTutor',
});

// ── Signings ─────────────────────────────────────────────────────────────────────────────────────

/** Silent about tabs that are switched off, which nobody can look into. */
export const signingIsAboutARow = rule(signings, {
  name: 'Una firma riguarda una riga che esiste',
  needs: ['about'],
  holds: (it, around) => subjectOf(it.about, around) !== 'missing',
  say: (it) => `${it.about} non c’è in nessun foglio: controlla di quale riga è questa carta.`,
  expects: 'L’ID di una riga che esiste, ad esempio T-0014 per un progetto formativo.',
  level: 'avvisa',
  mends: 'promoterTutor',
});

/** Silent where the row is not there at all. */
export const signingIsAboutAFittingRow = rule(signings, {
  name: 'Ogni carta riguarda il foglio giusto',
  needs: ['about', 'kind'],
  holds: (it, around) => {
    const found = subjectOf(it.about, around);
    const fitting = paperKinds[it.kind].about;
    return typeof found === 'string' || fitting.length === 0 || fitting.includes(found.tab);
  },
  say: (it) =>
    `${it.about} non è una riga di ${list(
      paperKinds[it.kind].about.map((one) => `«${one.name}»`),
      'o',
    )}, ma la carta è «${signings.columns.kind.show(it.kind)}»: controlla l’ID o il tipo di documento.`,
  expects:
    'L’ID adatto alla carta, ad esempio CV-0003 per una convenzione e T-0014 per un progetto formativo.',
  level: 'avvisa',
  mends: 'promoterTutor',
});

/** The promoter sends the paper, and may have signed it before. */
export const signaturesComeAfterSending = rule(signings, {
  name: 'Chi riceve una carta la firma dopo che è partita',
  needs: ['sentOn'],
  holds: (it) => signedTooSoon(it).length === 0,
  say: (it) =>
    `La carta è partita il ${inDigits(it.sentOn)}, ma c’è chi risulta averla firmata prima: ${list(signedTooSoon(it))}. Controlla le date.`,
  expects:
    'Firme dal giorno dell’invio in poi, ad esempio 18/02/2026 per una carta partita il 16; il promotore può firmare prima di inviare.',
  level: 'avvisa',
  mends: 'promoterTutor',
});

/** All signers in one sentence. */
export const signaturesAreNotAhead = rule(signings, {
  name: 'Una firma si scrive quando c’è',
  needs: ['kind'],
  marks: 'sentOn',
  holds: (it, around) => signedAhead(it, around).length === 0,
  say: (it, around) =>
    `Ci sono firme in giorni che devono ancora venire: ${list(signedAhead(it, around))}. Scrivi il giorno solo quando la firma c’è.`,
  expects: 'Giorni già passati, oppure oggi: ad esempio 18/02/2026.',
  level: 'avvisa',
  mends: 'promoterTutor',
});

/** Who signs what is told by `paperKinds`; the service signs where the internship is a TIS. */
export const registeredPaperHasAllSignatures = rule(signings, {
  name: 'Una carta protocollata ha tutte le firme che le servono',
  needs: ['protocolOn', 'kind', 'about'],
  marks: 'protocolOn',
  // What lacks in a training plan is told on the internship, whose start it stops.
  when: (it) => it.kind !== 'trainingPlan' && it.refusedOn === undefined,
  holds: (it, around) => signersMissing(it, around).length === 0,
  say: (it, around) =>
    `La carta è protocollata dal ${inDigits(it.protocolOn)}, ma ${unsignedInWords(signersMissing(it, around))}: scrivi il giorno, oppure falla firmare.`,
  expects:
    'Il giorno di ogni firma che la carta chiede, ad esempio ospitante e promotore per una convenzione.',
  level: 'avvisa',
  mends: 'promoterTutor',
  source: 'Linee guida 22/1/2015 e 25/5/2017; D.G.R. Marche 593/2018 per le quattro firme del TIS',
});

/** Silent where tutor and representative are one person, and where the name is neither’s. */
export const hostSignsThroughItsRepresentative = rule(signings, {
  name: 'Per l’ospitante firma il legale rappresentante, non il tutor',
  needs: ['companySignedBy', 'about', 'kind'],
  when: (it) => it.kind === 'agreement' || it.kind === 'trainingPlan' || it.kind === 'joining',
  holds: (it, around) => tutorWhoSigned(it, around) === undefined,
  say: (it, around) =>
    `Per l’ospitante risulta la firma del tutor ${tutorWhoSigned(it, around)?.id}: questa carta la firma il legale rappresentante, oppure chi ha una delega scritta.`,
  expects: 'Cognome e nome del legale rappresentante, ad esempio Bianchi Carla.',
  level: 'avvisa',
  mends: 'enterpriseTutor',
});

/** Both receipts may bear the same day. */
export const pecIsDeliveredAfterItIsSent = rule(signings, {
  name: 'Una PEC si consegna dopo che è partita',
  needs: ['pecReceivedOn', 'pecSentOn'],
  holds: (it) => it.pecSentOn <= it.pecReceivedOn,
  say: (it) =>
    `La PEC risulta consegnata il ${inDigits(it.pecReceivedOn)} ma inviata dopo, il ${inDigits(it.pecSentOn)}: controlla le due ricevute.`,
  expects: 'La data della ricevuta di consegna, non prima dell’invio: ad esempio 23/02/2026.',
  level: 'avvisa',
  mends: 'promoterTutor',
});

// ── Waivers ──────────────────────────────────────────────────────────────────────────────────────

/** A waiver about nothing excuses nothing, and nobody would notice. */
export const waiverIsAboutARow = rule(waivers, {
  name: 'Una deroga riguarda una riga che esiste',
  needs: ['about'],
  holds: (it, around) => subjectOf(it.about, around) !== 'missing',
  say: (it) =>
    `${it.about} non c’è in nessun foglio, quindi la deroga non vale per nulla: copia l’ID da «Da correggere».`,
  expects: 'L’ID della riga segnalata, ad esempio T-0014.',
  level: 'avvisa',
  mends: 'coordinator',
});

/** Another role of the same person counts too. */
export const waiverIsGrantedByACoordinator = rule(waivers, {
  name: 'Le deroghe le autorizza un coordinatore',
  needs: ['authorisedBy.role'],
  holds: (it) => hasRole(it.authorisedBy, ['coordinator']),
  say: (it) =>
    `La deroga risulta autorizzata da ${it.authorisedBy.id}, che è ${roles[it.authorisedBy.role]}: ne risponde un coordinatore.`,
  expects: 'Un operatore con il ruolo di coordinatore, ad esempio O-0001.',
  level: 'avvisa',
  mends: 'coordinator',
});

/** First and last day of service included. */
export const waiverAuthorWasInService = rule(waivers, {
  name: 'Chi autorizza una deroga era in servizio quel giorno',
  needs: ['authorisedBy', 'authorisedOn'],
  holds: (it) => inService(it.authorisedBy, it.authorisedOn),
  say: (it) =>
    `La deroga risulta autorizzata il ${inDigits(it.authorisedOn)} da ${it.authorisedBy.id}, che quel giorno non era in servizio: controlla chi e quando, o le date in «Operatori».`,
  expects: 'Un coordinatore in servizio nel giorno della decisione, ad esempio O-0001.',
  level: 'avvisa',
  mends: 'coordinator',
});

/** A decision may hold from a day to come, but was taken on one gone by. */
export const waiverIsDecidedByToday = rule(waivers, {
  name: 'Una deroga è stata autorizzata oggi o prima',
  needs: ['authorisedOn'],
  holds: (it, around) => it.authorisedOn <= around.today,
  say: (it) =>
    `La deroga risulta autorizzata il ${inDigits(it.authorisedOn)}, un giorno che deve ancora venire: scrivi il giorno della decisione; da quando vale si scrive in «Vale dal».`,
  expects: 'Un giorno già passato, oppure oggi: ad esempio 12/03/2026.',
  level: 'avvisa',
  mends: 'coordinator',
});

/** It begins with «Vale dal», or else on the day it was granted. */
export const waiverEndsAfterItBegins = rule(waivers, {
  name: 'Una deroga finisce dopo che è cominciata',
  needs: ['until'],
  holds: (it) => waiverStart(it) === undefined || it.until >= (waiverStart(it) ?? it.until),
  say: (it) => {
    const start = waiverStart(it) ?? it.until;
    return `La deroga vale fino al ${inDigits(it.until)}, ma comincia il ${inDigits(start)}: così non vale nessun giorno.`;
  },
  expects: 'Un ultimo giorno che viene dopo il primo, ad esempio 30/06/2026.',
  level: 'avvisa',
  mends: 'coordinator',
});

/** Kept for memory, so only a note; its last day still holds. */
export const waiverHasNotRunOut = rule(waivers, {
  name: 'Una deroga scaduta non copre più nulla',
  needs: ['until'],
  when: (it) => it.revokedOn === undefined && (waiverStart(it) ?? it.until) <= it.until,
  holds: (it, around) => it.until >= around.today,
  say: (it) =>
    `La deroga è scaduta il ${inDigits(it.until)}: da allora la segnalazione è tornata. Se serve ancora, scrivine una nuova; questa resta per memoria.`,
  expects: 'Una nuova riga con una data che deve ancora venire, ad esempio 30/06/2026.',
  level: 'nota',
  mends: 'coordinator',
});

// ── Requests ─────────────────────────────────────────────────────────────────────────────────────

/** Requests taken back are let be. */
export const requestIsAboutARow = rule(requests, {
  name: 'Una richiesta riguarda una riga che esiste',
  needs: ['about'],
  when: (it) => it.withdrawn !== true,
  holds: (it, around) => subjectOf(it.about, around) !== 'missing',
  say: (it) => `${it.about} non c’è in nessun foglio: finché non torna, ALICE non può rispondere.`,
  expects: 'L’ID di una riga che esiste, ad esempio T-0014.',
  level: 'avvisa',
  mends: 'coordinator',
});

/** The verbs that act on one row. */
export const requestSaysAboutWhom = rule(requests, {
  name: 'Le richieste su una sola riga ne dicono l’ID',
  needs: ['what'],
  marks: 'about',
  when: (it) => it.withdrawn !== true && aboutOne.has(it.what),
  holds: (it) => it.about !== undefined,
  say: (it) =>
    `Per «${requests.columns.what.show(it.what)}» ALICE deve sapere di quale riga: scrivi l’ID in «Di chi o di che cosa».`,
  expects: 'L’ID della riga, ad esempio T-0014 per un tirocinio.',
  level: 'avvisa',
  mends: 'coordinator',
});

/** Only one verb works on a month. */
export const requestSaysItsMonth = rule(requests, {
  name: 'Per calcolare un mese si dice quale',
  needs: ['what'],
  marks: 'month',
  when: (it) => it.withdrawn !== true && it.what === 'month',
  holds: (it) => it.month !== undefined,
  say: () => 'Per «calcola il mese» ALICE deve sapere quale: scrivilo in «Mese».',
  expects: 'Un mese con il suo anno, ad esempio marzo 2026.',
  level: 'avvisa',
  mends: 'coordinator',
});

/** Only a suspension begins anew. */
export const requestSaysItsFirstDay = rule(requests, {
  name: 'Una sospensione ha un primo giorno',
  needs: ['what'],
  marks: 'from',
  when: (it) => it.withdrawn !== true && it.what === 'suspension',
  holds: (it) => it.from !== undefined,
  say: (it) =>
    `Per «${requests.columns.what.show(it.what)}» ALICE deve sapere da quale giorno: scrivilo in «Dal».`,
  expects: 'Il primo giorno, ad esempio 01/03/2026.',
  level: 'avvisa',
  mends: 'coordinator',
});

/** All that changes a period says when it ends. */
export const requestSaysItsLastDay = rule(requests, {
  name: 'Proroghe, sospensioni e chiusure hanno un ultimo giorno',
  needs: ['what'],
  marks: 'to',
  when: (it) => it.withdrawn !== true && untilADay.has(it.what),
  holds: (it) => it.to !== undefined,
  say: (it) =>
    `Per «${requests.columns.what.show(it.what)}» ALICE deve sapere fino a quale giorno: scrivilo in «Al».`,
  expects: 'L’ultimo giorno, compreso: ad esempio 31/08/2026.',
  level: 'avvisa',
  mends: 'coordinator',
});

/** One day alone is a period too. */
export const requestPeriodIsInOrder = rule(requests, {
  name: 'Il periodo di una richiesta finisce dopo che è cominciato',
  needs: ['to', 'from'],
  when: (it) => it.withdrawn !== true,
  holds: (it) => it.from <= it.to,
  say: (it) =>
    `La richiesta va dal ${inDigits(it.from)} al ${inDigits(it.to)}: l’ultimo giorno viene prima del primo.`,
  expects: 'Un ultimo giorno che viene dopo il primo, ad esempio dal 01/03/2026 al 31/03/2026.',
  level: 'avvisa',
  mends: 'coordinator',
});

/** On the day it was asked, or else today. */
export const requestIsByAnOperatorInService = rule(requests, {
  name: 'Chiede chi è in servizio',
  needs: ['askedBy'],
  when: (it) => it.withdrawn !== true,
  holds: (it, around) => inService(it.askedBy, it.askedOn ?? around.today),
  say: (it, around) =>
    `La richiesta è di ${it.askedBy.id}, che il ${inDigits(it.askedOn ?? around.today)} non era in servizio: ALICE risponde solo a chi lo è.`,
  expects: 'Un operatore in servizio nel giorno della richiesta, ad esempio O-0001.',
  level: 'avvisa',
  mends: 'coordinator',
});

// ── Payments ─────────────────────────────────────────────────────────────────────────────────────

/** Rows sent back or struck out do not count; told on the later row. */
export const monthIsPaidOnce = rule(batches, {
  name: 'Un mese di un tirocinio si paga una volta sola',
  needs: ['month', 'internship', 'kind'],
  when: (it) => countsAsPaid(it) && isMonthly(it),
  holds: (it, around) => firstPayment(it, around) === it,
  say: (it, around) =>
    `Per ${it.internship.id} ${monthInWords(it.month)} è già nella riga ${firstPayment(it, around)?.id} (${batches.columns.kind.show(it.kind)}): per correggere un pagamento si scrive una rettifica.`,
  expects:
    'Una riga sola per tirocinio e mese, ad esempio marzo 2026 di T-0014 una volta; il resto sono rettifiche.',
  mends: 'administration',
  stops: 'pay',
});

/** A sheet checked after the payment was not checked for it. */
export const paidMonthHasACheckedSheet = rule(batches, {
  name: 'Si paga un mese il cui foglio è stato controllato',
  needs: ['month', 'internship', 'kind'],
  when: (it, around) => countsAsPaid(it) && it.kind === 'allowance' && payable(it, around) !== 0,
  holds: (it, around) => checkedInTime(it, around),
  say: (it, around) => {
    const late = sheetsOf(it.internship, it.month, around).find(
      (one) => one.checkedOn !== undefined,
    );
    return late?.checkedOn === undefined
      ? `Il foglio di ${monthInWords(it.month)} di ${it.internship.id} non risulta controllato: prima il controllo, poi il pagamento.`
      : `Il foglio di ${monthInWords(it.month)} di ${it.internship.id} risulta controllato il ${inDigits(late.checkedOn)}, dopo il pagamento: verifica le due date.`;
  },
  expects: 'Un mese il cui foglio ha «Controllato il» prima del pagamento, ad esempio 07/04/2026.',
  mends: 'promoterTutor',
  stops: 'pay',
  source: sheetIsProof,
});

/** The highest allowance of the month; silent where a pack lets a short month be paid with its neighbour. */
export const amountIsWithinTheAllowance = rule(batches, {
  name: 'L’indennità di un mese non supera quella del tirocinio',
  needs: ['amount', 'internship.allowance', 'month', 'kind'],
  when: (it, around) =>
    countsAsPaid(it) && it.kind === 'allowance' && !mayHoldAStub(it.internship, it.month, around),
  holds: (it, around) => it.amount <= highestAllowanceIn(it.internship, it.month, around),
  say: (it, around) =>
    `L’importo è ${inEuro(it.amount)}, ma l’indennità mensile di ${it.internship.id} è ${inEuro(highestAllowanceIn(it.internship, it.month, around))}: controlla l’importo, o l’indennità in «Tirocini».`,
  expects: 'Al massimo l’indennità di un mese intero, ad esempio 600,00.',
  mends: 'administration',
  stops: 'pay',
});

/** Told on the last increase of the month, which makes it too much. */
export const adjustedMonthIsWithinTheAllowance = rule(batches, {
  name: 'Un mese, con le sue rettifiche, non supera l’indennità del tirocinio',
  needs: ['amount', 'internship.allowance', 'month', 'kind'],
  when: (it, around) =>
    countsAsPaid(it) &&
    it.kind === 'adjustment' &&
    it.direction === 'more' &&
    !mayHoldAStub(it.internship, it.month, around),
  holds: (it, around) =>
    paidInMonth(it, around) <= highestAllowanceIn(it.internship, it.month, around) ||
    lastIncrease(it, around) !== it,
  say: (it, around) =>
    `Con questa rettifica ${monthInWords(it.month)} di ${it.internship.id} arriva a ${inEuro(paidInMonth(it, around))}, ma l’indennità mensile è ${inEuro(highestAllowanceIn(it.internship, it.month, around))}: controlla gli importi.`,
  expects: 'Indennità e rettifiche che insieme non superano un mese intero, ad esempio 600,00.',
  mends: 'administration',
  stops: 'pay',
});

/**
 * What the attendance of the month comes to, adjustments counted, before the money leaves; beyond the full allowance is
 * told above.
 */
export const amountIsWhatIsDue = rule(batches, {
  name: 'Si liquida quanto spetta per le presenze del mese',
  needs: ['amount', 'month', 'internship.startDate', 'kind'],
  when: (it, around) =>
    it.kind === 'allowance' && countsAsPaid(it) && !isPaid(it) && isComparable(it, around),
  holds: (it, around) => it.amount === stillDueFor(it, around),
  say: (it, around) =>
    `L’importo è ${inEuro(it.amount)}, ma per ${monthInWords(it.month)} di ${it.internship.id} spettano ${inEuro(stillDueFor(it, around))}: ${reasonFor(it, around)}.`,
  proposes: (it, around) => {
    const due = stillDueFor(it, around);
    return due < nothing ? undefined : batches.columns.amount.show(due);
  },
  expects: 'Quanto dice «Mensilità» per quel mese, ad esempio 600,00.',
  mends: 'administration',
  stops: 'pay',
  uses: [attendanceSheets],
});

/** A paid month never changes: when its facts do, an adjustment is proposed with its difference (domain rule 23). */
export const paidMonthStillAgrees = rule(batches, {
  name: 'Un mese pagato concorda con le sue presenze, rettifiche comprese',
  needs: ['amount', 'month', 'internship.startDate', 'kind'],
  when: (it, around) => it.kind === 'allowance' && isPaid(it) && isComparable(it, around),
  holds: (it, around) => paidForDue(it, around) === dueIn(it, around)?.amount,
  say: (it, around) => {
    const paid = paidForDue(it, around);
    const due = dueIn(it, around)?.amount ?? paid;
    const more = due > paid;
    return `Per ${monthInWords(it.month)} di ${it.internship.id} risultano pagati ${inEuro(paid)}, ma oggi spettano ${inEuro(due)} (${reasonFor(it, around)}): il mese pagato non si tocca, aggiungi una rettifica ${more ? 'in più' : 'in meno'} di ${inEuro(more ? minus(due, paid) : minus(paid, due))}, oppure correggi il foglio se è stato cambiato per sbaglio.`;
  },
  expects:
    'Una rettifica con il motivo per ogni differenza, ad esempio 48,00 in meno per «presenze corrette».',
  level: 'avvisa',
  mends: 'administration',
  uses: [attendanceSheets],
});

/** All months together, told on the last row that pays the person; silent while a month alone explains it. */
export const paymentsAreWithinTheGrant = rule(batches, {
  name: 'I pagamenti di un tirocinio non superano la borsa',
  needs: ['amount', 'internship.startDate', 'kind'],
  when: (it, around) =>
    countsAsPaid(it) &&
    paysTheMonth(it) &&
    lastPaymentTo(it, around) === it &&
    eachAgrees(it, around),
  holds: (it, around) => (grantOfInternship(it.internship, around)?.over ?? euro(0)) <= euro(0),
  say: (it, around) => {
    const grant = grantOfInternship(it.internship, around);
    return `Con questa riga a ${it.internship.id} vanno ${inEuro(grant?.paid ?? euro(0))}, ma la borsa è di ${inEuro(grant?.total ?? euro(0))} in tutto: sono ${inEuro(grant?.over ?? euro(0))} di troppo.`;
  },
  expects: 'Pagamenti che insieme stanno nella borsa, ad esempio 3.600,00 per sei mesi.',
  mends: 'administration',
  stops: 'pay',
  uses: [attendanceSheets],
});

/** The fee stands on the internship, by the month. */
export const tutorFeeIsAsAgreed = rule(batches, {
  name: 'Il compenso del tutor ospitante non supera quello concordato',
  needs: ['amount', 'internship.companyTutorFee', 'kind'],
  when: (it) => countsAsPaid(it) && it.kind === 'companyTutorFee',
  holds: (it) => it.amount <= it.internship.companyTutorFee,
  say: (it) =>
    `L’importo è ${inEuro(it.amount)}, ma il compenso del tutor ospitante per ${it.internship.id} è ${inEuro(it.internship.companyTutorFee)} al mese: controlla l’importo.`,
  expects: 'Al massimo il compenso scritto in «Tirocini», ad esempio 300,00.',
  mends: 'administration',
  stops: 'pay',
});

/** Suspended days count here: a month all suspended is told below. */
export const paidMonthIsWithinInternship = rule(batches, {
  name: 'Si pagano solo mesi in cui il tirocinio c’era',
  needs: ['month', 'internship.startDate', 'kind'],
  when: (it) => countsAsPaid(it) && isMonthly(it),
  holds: (it, around) =>
    isAlive(it.internship) && workable(daysOfMonth(it.internship, it.month, around), true) !== 0,
  say: (it, around) =>
    isAlive(it.internship)
      ? `Si paga ${monthInWords(it.month)}, ma ${it.internship.id} ${spanInWords(it.internship, around)}: controlla il mese.`
      : `Si paga ${monthInWords(it.month)}, ma ${it.internship.id} risulta annullato: controlla il tirocinio.`,
  expects: 'Un mese tra l’inizio e la fine del tirocinio, ad esempio marzo 2026.',
  mends: 'administration',
  stops: 'pay',
});

/** One day not suspended is enough: how much is then due is another matter. */
export const paidMonthIsNotAllSuspended = rule(batches, {
  name: 'Un mese tutto sospeso non si paga',
  needs: ['month', 'internship.startDate', 'kind'],
  when: (it, around) =>
    countsAsPaid(it) &&
    isMonthly(it) &&
    workable(daysOfMonth(it.internship, it.month, around), true) !== 0,
  holds: (it, around) => payable(it, around) !== 0,
  say: (it, around) =>
    `Si paga ${monthInWords(it.month)}, ma ${it.internship.id} è sospeso per tutto il mese (${suspensionsInWords(it.internship, around)}): controlla il mese o la sospensione.`,
  expects:
    'Un mese con almeno un giorno non sospeso, ad esempio giugno se la sospensione finisce il 15.',
  mends: 'administration',
  stops: 'pay',
  source: 'Linee guida 25/5/2017: nel periodo sospeso l’indennità non è dovuta',
});

/** Neither who recorded nor who checked the sheet of the month (domain §7). */
export const paymentIsApprovedByOthers = rule(batches, {
  name: 'Chi approva il pagamento non ha scritto né controllato le presenze',
  needs: ['approvedBy', 'month', 'internship'],
  when: (it) => it.kind === 'allowance' || it.kind === 'adjustment',
  holds: (it, around) => sheetTouchedByApprover(it, around) === undefined,
  say: (it, around) => {
    const sheet = sheetTouchedByApprover(it, around);
    const did =
      sheet?.recordedBy === it.approvedBy ? 'ha scritto le presenze' : 'ha controllato le presenze';
    return `${it.approvedBy.id} approva il pagamento, ma ${did} di ${monthInWords(it.month)} (${sheet?.id}): approva un’altra persona.`;
  },
  expects:
    'Una persona diversa da chi ha registrato e da chi ha controllato il foglio, ad esempio O-0001.',
  mends: 'coordinator',
  stops: 'pay',
  source: twoPeople,
});

/** Two separate people (domain §7). */
export const paymentIsNotApprovedByItsAuthor = rule(batches, {
  name: 'Chi approva il pagamento non è chi ha preparato la riga',
  needs: ['approvedBy', 'preparedBy'],
  holds: (it) => it.approvedBy !== it.preparedBy,
  say: (it) =>
    `${it.approvedBy.id} ha preparato la riga e l’ha anche approvata: approva un’altra persona.`,
  expects: 'Due persone diverse, ad esempio O-0008 prepara e O-0001 approva.',
  mends: 'coordinator',
  stops: 'pay',
  source: twoPeople,
});

/** Above the yearly sum of the settings; the tutor’s fee goes to somebody else. */
export const grantIsPublishedBeforePayment = rule(batches, {
  name: 'Oltre la soglia annua l’atto è pubblicato prima del pagamento',
  needs: ['amount', 'internship.beneficiary'],
  marks: 'publishedOn',
  when: (it, around) =>
    countsAsPaid(it) &&
    toThePerson(it) &&
    payDay(it) !== undefined &&
    grantedInYear(it, around) > around.settings.of(settings.publicationAbove),
  holds: (it) => it.publishedOn !== undefined && it.publishedOn <= (payDay(it) ?? it.publishedOn),
  say: (it, around) => {
    const on = payDay(it);
    const told =
      it.publishedOn === undefined
        ? 'non risulta pubblicato'
        : `risulta pubblicato dopo, il ${inDigits(it.publishedOn)}`;
    return `A questa persona nell’anno vanno ${inEuro(grantedInYear(it, around))}, oltre ${inEuro(around.settings.of(settings.publicationAbove))}, e si paga il ${on === undefined ? '' : inDigits(on)}: l’atto ${told}. Va pubblicato prima, con l’ID e senza il nome.`;
  },
  expects: 'Il giorno della pubblicazione, prima del mandato: ad esempio 17/04/2026.',
  mends: 'administration',
  stops: 'pay',
  source: publication,
});

/** A note: the new IBAN may take its time. */
export const returnedPaymentIsMadeAgain = rule(batches, {
  name: 'Un pagamento tornato indietro viene rifatto',
  needs: ['outcome', 'month', 'internship'],
  when: (it) => it.outcome === 'returned',
  holds: (it, around) => isPaidAgain(it, around),
  say: (it) =>
    `Il pagamento di ${monthInWords(it.month)} a ${it.internship.id} è tornato indietro e non ce n’è ancora uno nuovo: quando i dati sono a posto aggiungi una rettifica.`,
  expects: 'Una rettifica che indica questa riga in «Rettifica di», ad esempio LQ-0012.',
  level: 'nota',
  mends: 'administration',
});

/** A paid month is changed by an adjustment alone, which names it (domain rule 23). */
export const adjustmentSaysWhatItCorrects = rule(batches, {
  name: 'Una rettifica dice quale riga corregge',
  needs: ['kind'],
  marks: 'adjusts',
  when: (it) => it.kind === 'adjustment',
  holds: (it) => it.adjusts !== undefined,
  say: () => 'È una rettifica, ma non dice quale riga corregge: scrivi l’ID in «Rettifica di».',
  expects: 'L’ID della riga corretta, ad esempio LQ-0012.',
  level: 'avvisa',
  mends: 'administration',
});

/** Without a sign nobody can sum the month up. */
export const adjustmentSaysItsSign = rule(batches, {
  name: 'Una rettifica dice se aggiunge o toglie',
  needs: ['kind'],
  marks: 'direction',
  when: (it) => it.kind === 'adjustment',
  holds: (it) => it.direction !== undefined,
  say: () => 'È una rettifica, ma non dice se l’importo si aggiunge o si toglie: scegli il segno.',
  expects: '«in più» oppure «in meno» in «Segno».',
  mends: 'administration',
  stops: 'pay',
});

/** From a closed list: never why somebody was absent. */
export const adjustmentSaysWhy = rule(batches, {
  name: 'Una rettifica dice perché',
  needs: ['kind'],
  marks: 'adjustReason',
  when: (it) => it.kind === 'adjustment',
  holds: (it) => it.adjustReason !== undefined,
  say: () =>
    'È una rettifica, ma non dice perché: scegli il motivo dall’elenco, mai quello di un’assenza.',
  expects: 'Un motivo dell’elenco, ad esempio «presenze corrette».',
  level: 'avvisa',
  mends: 'administration',
});

/** A row that corrects itself, or is not there, corrects nothing. */
export const adjustmentCorrectsTheSameMonth = rule(batches, {
  name: 'Una rettifica corregge una riga dello stesso tirocinio e dello stesso mese',
  needs: ['adjusts', 'internship', 'month'],
  holds: (it, around) => {
    const [corrected] = around.where(batches, 'id', it.adjusts);
    return (
      corrected !== undefined &&
      corrected !== it &&
      corrected.internship === it.internship &&
      corrected.month === it.month
    );
  },
  say: (it) =>
    `«Rettifica di» dice ${it.adjusts}, che non è un’altra liquidazione di ${it.internship.id} per ${monthInWords(it.month)}: controlla l’ID.`,
  expects: 'L’ID di una liquidazione dello stesso tirocinio e mese, ad esempio LQ-0012.',
  level: 'avvisa',
  mends: 'administration',
});

/** All three must be there; what is withheld is never assumed. */
export const netIsGrossLessWithheld = rule(batches, {
  name: 'Il netto è il lordo meno le ritenute',
  needs: ['net', 'amount', 'withheld'],
  holds: (it) => it.net === minus(it.amount, it.withheld),
  say: (it) =>
    `Il netto è ${inEuro(it.net)}, ma ${inEuro(it.amount)} meno ${inEuro(it.withheld)} di ritenute fa ${inEuro(minus(it.amount, it.withheld))}: controlla i tre importi.`,
  proposes: (it) =>
    it.withheld > it.amount ? undefined : batches.columns.net.show(minus(it.amount, it.withheld)),
  expects: 'Importo lordo meno ritenute, ad esempio 600,00 se non ci sono ritenute su 600,00.',
  level: 'avvisa',
  mends: 'administration',
});

/** The same day is well. */
export const approvalFollowsPreparation = rule(batches, {
  name: 'Una liquidazione si approva dopo averla preparata',
  needs: ['approvedOn', 'preparedOn'],
  holds: (it) => it.preparedOn <= it.approvedOn,
  say: (it) =>
    `La riga risulta approvata il ${inDigits(it.approvedOn)} ma preparata dopo, il ${inDigits(it.preparedOn)}: controlla le due date.`,
  expects: 'Un giorno dalla preparazione in poi, ad esempio 10/04/2026.',
  level: 'avvisa',
  mends: 'administration',
});

/** The same day is well. */
export const orderFollowsDetermination = rule(batches, {
  name: 'Il mandato viene dopo la determina',
  needs: ['orderedOn', 'determinedOn'],
  holds: (it) => it.determinedOn <= it.orderedOn,
  say: (it) =>
    `Il mandato è del ${inDigits(it.orderedOn)} ma la determina è dopo, del ${inDigits(it.determinedOn)}: controlla le due date.`,
  expects: 'Un giorno dalla determina in poi, ad esempio 22/04/2026.',
  level: 'avvisa',
  mends: 'administration',
});

/** The same day is well. */
export const paymentFollowsOrder = rule(batches, {
  name: 'Il pagamento viene dopo il mandato',
  needs: ['paidOn', 'orderedOn'],
  holds: (it) => it.orderedOn <= it.paidOn,
  say: (it) =>
    `Risulta pagato il ${inDigits(it.paidOn)} ma il mandato è dopo, del ${inDigits(it.orderedOn)}: controlla le due date.`,
  expects: 'Un giorno dal mandato in poi, ad esempio 24/04/2026.',
  level: 'avvisa',
  mends: 'administration',
});

/** A day still to come is a slip of the pen. */
export const paymentIsMadeByToday = rule(batches, {
  name: 'Un pagamento si scrive quando è stato fatto',
  needs: ['paidOn'],
  holds: (it, around) => it.paidOn <= around.today,
  say: (it) =>
    `«Pagato il» dice ${inDigits(it.paidOn)}, un giorno che deve ancora venire: scrivilo quando il tesoriere ha pagato.`,
  expects: 'Un giorno già passato, oppure oggi: ad esempio 24/04/2026.',
  level: 'avvisa',
  mends: 'administration',
});

/** The day closes the month: from then on only adjustments. */
export const paidRowSaysWhen = rule(batches, {
  name: 'Di un pagamento fatto si sa il giorno',
  needs: ['outcome'],
  marks: 'paidOn',
  when: (it) => it.outcome === 'paid',
  holds: (it) => it.paidOn !== undefined,
  say: () =>
    'L’esito è «pagato», ma manca il giorno: copialo dalla quietanza, così il mese è chiuso.',
  expects: 'Il giorno in cui il tesoriere ha pagato, ad esempio 24/04/2026.',
  level: 'avvisa',
  mends: 'administration',
});

/** The neutral effect of what the restricted book lacks: neither what nor whose is said here. */
export const paymentHasItsRestrictedRequirement = rule(batches, {
  name: 'Il pagamento ha tutti i requisiti riservati',
  needs: ['internship.beneficiary', 'kind'],
  marks: 'internship',
  when: (it) => it.kind === 'allowance' && it.paidOn === undefined && it.outcome === undefined,
  holds: (it, around) => hasRestrictedRequirement(it.internship.beneficiary, around),
  say: () => 'Un requisito riservato manca: chiedi al coordinatore.',
  expects:
    'Il requisito completato dal coordinatore nel registro riservato, ad esempio entro il giorno 10.',
  mends: 'coordinator',
  stops: 'pay',
  uses: [restricted],
});

/** Adjustments and refunds may stand on any item. */
export const paymentIsOnAFittingItem = rule(batches, {
  name: 'Ogni pagamento sta sulla voce di spesa della sua categoria',
  needs: ['item.category', 'kind'],
  holds: (it) => categories[it.kind] === undefined || categories[it.kind] === it.item.category,
  say: (it) =>
    `È «${batches.columns.kind.show(it.kind)}», ma la voce ${it.item.id} è per «${budget.columns.category.show(it.item.category)}»: scegli la voce giusta.`,
  expects: 'Una voce della stessa categoria, ad esempio QE-0002 per le indennità.',
  level: 'avvisa',
  mends: 'administration',
});

/** The last day is still good. */
export const paymentIsWithinItemTerm = rule(batches, {
  name: 'Si paga entro il termine di spesa della voce',
  needs: ['paidOn', 'item.until'],
  when: countsAsPaid,
  holds: (it) => it.paidOn <= it.item.until,
  say: (it) =>
    `Il pagamento è del ${inDigits(it.paidOn)}, ma la voce ${it.item.id} si può spendere fino al ${inDigits(it.item.until)}: la spesa potrebbe non essere ammessa.`,
  expects: 'Un giorno entro il termine della voce, ad esempio 31/12/2027.',
  level: 'avvisa',
  mends: 'administration',
});

// ── Budget ───────────────────────────────────────────────────────────────────────────────────────

/** What was granted is the revised amount, where there is one. */
export const commitmentIsWithinItem = rule(budget, {
  name: 'L’impegnato non supera l’assegnato',
  needs: ['committed', 'amount'],
  holds: (it) => it.committed <= grantedFor(it),
  say: (it) =>
    `Sono impegnati ${inEuro(it.committed)}, ma alla voce sono assegnati ${inEuro(grantedFor(it))}: controlla gli importi, o chiedi una rimodulazione.`,
  expects: 'Al massimo quanto è assegnato alla voce, ad esempio 158.400,00.',
  mends: 'administration',
  stops: 'pay',
});

/** All rows of the item, paid or on their way, and what was spent outside them. */
export const paymentsAreWithinItem = rule(budget, {
  name: 'Le liquidazioni di una voce non superano l’assegnato',
  needs: ['amount'],
  holds: (it, around) => spentOn(it, around, countsAsPaid) <= grantedFor(it),
  say: (it, around) =>
    `Tra liquidazioni e altre spese la voce arriva a ${inEuro(spentOn(it, around, countsAsPaid))}, ma sono assegnati ${inEuro(grantedFor(it))}: ferma le nuove liquidazioni o chiedi una rimodulazione.`,
  expects: 'Una somma che resta entro l’assegnato, ad esempio 158.400,00.',
  mends: 'administration',
  stops: 'pay',
});

/** What has left the till, against what was committed for it. */
export const paidIsWithinCommitment = rule(budget, {
  name: 'Il pagato non supera l’impegnato',
  needs: ['committed', 'amount'],
  // Spent beyond the item itself: that is told above.
  when: (it, around) => spentOn(it, around, countsAsPaid) <= grantedFor(it),
  holds: (it, around) => spentOn(it, around, isPaid) <= it.committed,
  say: (it, around) =>
    `Sono pagati ${inEuro(spentOn(it, around, isPaid))}, ma impegnati ${inEuro(it.committed)}: aggiorna l’impegnato, o prendi l’impegno che manca.`,
  expects: 'Un impegnato che copre quanto è stato pagato, ad esempio 79.200,00.',
  mends: 'administration',
  stops: 'pay',
});

/** Only what was paid may be reported. */
export const reportedIsWithinSpent = rule(budget, {
  name: 'Si rendiconta solo quanto è stato speso',
  needs: ['reported', 'amount'],
  holds: (it, around) => it.reported <= spentOn(it, around, isPaid),
  say: (it, around) =>
    `Sono rendicontati ${inEuro(it.reported)}, ma ne risultano spesi ${inEuro(spentOn(it, around, isPaid))}: controlla i pagamenti della voce o la rendicontazione.`,
  expects: 'Al massimo quanto risulta pagato sulla voce, ad esempio 26.400,00.',
  level: 'avvisa',
  mends: 'administration',
  stops: 'report',
});

// ── The days of a sheet ──────────────────────────────────────────────────────────────────────────

const kept =
  'Quei giorni restano scritti come sono: il coordinatore chiarisce con l’ospitante che cosa è successo.';

interface OddDays {
  readonly early: DaySet;
  readonly late: DaySet;
  readonly paused: DaySet;
  readonly off: DaySet;
  readonly shut: DaySet;
  readonly rest: DaySet;
}

const nothingOdd: OddDays = { early: 0, late: 0, paused: 0, off: 0, shut: 0, rest: 0 };

/** The days somebody was present without being expected: each day under one reason, the gravest. */
function oddDays(it: Sheet, around: Around): OddDays {
  const all = daysOfSheet(it, around);
  if (all === undefined || all.present === 0) return nothingOdd;
  const inside = all.present & ~all.beforeStart & ~all.afterEnd;
  const going = inside & ~all.suspended;
  const foreseen = it.internship?.nightOrHoliday === true;
  // A Sunday in the timetable that the plan does not foresee is told once, on the internship.
  const off = foreseen ? 0 : all.holidays | (all.sundays & ~all.planned);
  const shut = foreseen ? all.shut & ~all.feasts : all.shut;
  return {
    early: all.present & all.beforeStart,
    late: all.present & all.afterEnd,
    paused: inside & all.suspended,
    off: going & off,
    shut: going & shut & ~off & ~madeUpIn(it),
    rest: all.planned === 0 ? 0 : going & ~off & ~shut & ~all.planned & ~madeUpIn(it),
  };
}

/** The days a sheet says were made up by agreement. */
function madeUpIn({ madeUp, month }: Sheet): DaySet {
  return madeUp === undefined || month === undefined ? 0 : (daysTyped(madeUp, month) ?? 0);
}

function seen(it: Sheet, around: Around, pick: (all: SheetDays) => DaySet): DaySet {
  const all = daysOfSheet(it, around);
  return all === undefined ? 0 : pick(all);
}

/** Days present within the internship, as far as its dates are known. */
function presentInside(all: SheetDays): DaySet {
  return all.present & ~all.beforeStart & ~all.afterEnd;
}

/** Days on which the internship was on, and so something is to be written. */
function workedDays(all: SheetDays): DaySet {
  const days = all.all & ~all.beforeStart & ~all.afterEnd & ~all.suspended;
  return all.planned === 0 ? days : days & all.planned;
}

/** Days of the month within the internship; suspended ones only if asked. */
function workable(all: ReturnType<typeof daysOfMonth>, andSuspended = false): DaySet {
  return all.all & ~all.beforeStart & ~all.afterEnd & (andSuspended ? all.all : ~all.suspended);
}

function uncommunicated(it: Sheet, around: Around): DaySet {
  return seen(it, around, presentInside);
}

function communicatedLate(it: Sheet, sentOn: Day, around: Around): DaySet {
  return seen(it, around, (all) => presentInside(all) & daysFrom(all.month, undefined, sentOn));
}

function ahead(it: Sheet, around: Around): DaySet {
  return seen(
    it,
    around,
    (all) => presentInside(all) & ~daysFrom(all.month, undefined, around.today),
  );
}

interface Cover {
  readonly from: Day | undefined;
  readonly to: Day | undefined;
}

/** Days present that an insurance does not reach; none while one of its ends is not known. */
function outside(it: Sheet, { from, to }: Cover, around: Around): DaySet {
  if (from === undefined || to === undefined) return 0;
  return seen(
    it,
    around,
    (all) => presentInside(all) & ~all.suspended & ~daysFrom(all.month, from, to),
  );
}

function closedFreely(it: Sheet, around: Around): DaySet {
  return seen(it, around, (all) =>
    all.siteKnown ? all.closed & workedDays(all) & ~all.sundays & ~all.holidays & ~all.shut : 0,
  );
}

function pausedFreely(it: Sheet, around: Around): DaySet {
  return seen(it, around, (all) => all.pausing & ~all.beforeStart & ~all.afterEnd & ~all.suspended);
}

/** The hours of a sheet, in minutes; `undefined` where P stands for hours nobody planned. */
function hoursWritten(it: Sheet, around: Around): number | undefined {
  const all = daysOfSheet(it, around);
  if (all === undefined) return undefined;
  let sum = 0;
  for (const number of numbersOf(all.present)) {
    const minutes = all.minutes[number - 1] ?? all.plan[number - 1];
    if (minutes === undefined) return undefined;
    sum += minutes;
  }
  return sum;
}

interface LongDay {
  readonly number: number;
  readonly minutes: number;
  readonly planned: number | undefined;
}

interface LongDays {
  readonly overPlan: readonly LongDay[];
  readonly tooLong: readonly LongDay[];
}

const noLongDays: LongDays = { overPlan: [], tooLong: [] };

/** Days longer than planned, and those longer than a day may be; a day that is planned so long is told on its plan. */
function longDays(it: Sheet, around: Around): LongDays {
  const all = daysOfSheet(it, around);
  if (all === undefined || all.minutes.length === 0) return noLongDays;
  const tolerance = around.settings.of(settings.hoursTolerance);
  const longest = around.settings.of(settings.longestDay) * 60;
  const overPlan: LongDay[] = [];
  const tooLong: LongDay[] = [];
  const inside = presentInside(all);
  all.minutes.forEach((minutes, n) => {
    if (minutes === undefined || (inside & (1 << n)) === 0) return;
    const planned = all.plan[n];
    if (planned !== undefined && minutes <= planned + tolerance) return;
    const day = { number: n + 1, minutes, planned };
    if (minutes > longest) tooLong.push(day);
    else if (planned !== undefined && planned > 0) overPlan.push(day);
  });
  return { overPlan, tooLong };
}

function hoursInWords(days: readonly LongDay[]): string {
  return list(
    days.map(({ number, minutes, planned }) => {
      const instead =
        planned === undefined || planned === 0 ? '' : ` invece di ${inHours(planned)}`;
      return `giorno ${number}, ${inHours(minutes)} ore${instead}`;
    }),
  );
}

/** «c’è una presenza (giorno 4)», «ci sono presenze (giorni 4 e 5)». */
function presences(days: DaySet): string {
  return numbersOf(days).length === 1
    ? `c’è una presenza (${inDays(days)})`
    : `ci sono presenze (${inDays(days)})`;
}

/** Justified days on which something else than an absence is written; a blank one may still be to come. */
function justifiedFreely(it: Sheet, around: Around): DaySet {
  if (it.justified === undefined || it.month === undefined) return 0;
  const justified = daysTyped(it.justified, it.month) ?? 0;
  return seen(it, around, (all) => justified & all.written & ~all.absent);
}

/** Days said to be made up on which nobody was present. */
function madeUpFreely(it: Sheet, around: Around): DaySet {
  return madeUpIn(it) & ~seen(it, around, (all) => all.present);
}

// ── The journey of a sheet ───────────────────────────────────────────────────────────────────────

function sheetsOf(
  internship: Internship | undefined,
  month: Month | undefined,
  around: Around,
): readonly Sheet[] {
  if (internship === undefined) return [];
  return around
    .where(attendanceSheets, 'internship', internship)
    .filter((one) => one.month === month);
}

function firstSheet(it: Sheet, around: Around): Sheet | undefined {
  return sheetsOf(it.internship, it.month, around)[0];
}

/** The last day a month's sheet may hold: of the month, or of the internship where it ends before. */
function lastSheetDay(it: Internship, month: Month, around: Around): Day {
  const end = lastDayOf(it, around);
  return end !== undefined && monthOf(end) === month ? end : lastDay(month);
}

/** Whether a sheet of an internship that should have begun came back: then it was not cancelled, and is told so. */
function cameBack(it: Internship, around: Around): boolean {
  return (
    it.startDate !== undefined &&
    it.startDate <= around.today &&
    around.where(attendanceSheets, 'internship', it).some((one) => one.receivedOn !== undefined)
  );
}

function monthsWithoutSheet(it: Internship, around: Around): readonly Month[] {
  const end = lastDayOf(it, around);
  const to = end === undefined || end > around.today ? around.today : end;
  if (it.startDate === undefined || it.startDate > to) return [];
  const written = new Set(around.where(attendanceSheets, 'internship', it).map((one) => one.month));
  return monthsIn({ from: it.startDate, to }).filter(
    (month) =>
      !written.has(month) &&
      sheetDue(month, around) < around.today &&
      workable(daysOfMonth(it, month, around)) !== 0,
  );
}

/** The first day on which a sheet may be checked: when it is back, and written down. */
function earliestCheck({ receivedOn, recordedOn }: Sheet & { readonly receivedOn: Day }): Day {
  return recordedOn !== undefined && recordedOn > receivedOn ? recordedOn : receivedOn;
}

// ── Internships and operators ────────────────────────────────────────────────────────────────────

type Role = keyof typeof roles;

/** Who validates attendance (domain §7: the promoter's tutor), and who stands in for them. */
const sheetCheckers: readonly Role[] = ['promoterTutor', 'mentor', 'coordinator'];

/** All who follow people: not the tutors d'impresa, who assist cooperatives, nor the administration. */
const visitors: readonly Role[] = [
  'promoterTutor',
  'mentor',
  'coordinator',
  'labOperator',
  'counsellor',
  'socialServices',
];

function hasRole(it: Operator, wanted: readonly Role[]): boolean {
  return [it.role, ...(it.otherRoles ?? [])].some(
    (one) => one !== undefined && wanted.includes(one),
  );
}

function inService({ from, to }: Operator, on: Day): boolean {
  return (from === undefined || from <= on) && (to === undefined || on <= to);
}

function isAlive(it: Internship): boolean {
  return it.typedState !== 'cancelled';
}

function isSuspendedOn(it: Internship, on: Day, around: Around): boolean {
  return suspensionsOf(it, around).some(
    ({ from, to }) => from !== undefined && from <= on && (to === undefined || on <= to),
  );
}

/** «va dal 01/03/2026 al 31/08/2026», «comincia il 01/03/2026». */
function spanInWords(it: Internship, around: Around): string {
  const end = lastDayOf(it, around);
  const start = it.startDate === undefined ? '' : inDigits(it.startDate);
  return end === undefined ? `comincia il ${start}` : `va dal ${start} al ${inDigits(end)}`;
}

function suspensionsInWords(it: Internship, around: Around): string {
  return list(
    suspensionsOf(it, around).map(({ from, to }) => {
      const since = `dal ${from === undefined ? '' : inDigits(from)}`;
      return to === undefined ? since : `${since} al ${inDigits(to)}`;
    }),
  );
}

function coverInWords({ from, to }: Cover): string {
  return `dal ${from === undefined ? '' : inDigits(from)} al ${to === undefined ? '' : inDigits(to)}`;
}

/** The day from which an internship is unvisited: the last visit made, or its start. */
function lastSeen(it: Internship & { readonly startDate: Day }, around: Around): Day {
  return around
    .where(visits, 'internship', it)
    .reduce<Day>(
      (latest, { on }) => (on !== undefined && on <= around.today && on > latest ? on : latest),
      it.startDate,
    );
}

function daysUnvisited(it: Internship & { readonly startDate: Day }, around: Around): number {
  return daysBetween(lastSeen(it, around), around.today);
}

// ── Who signs ────────────────────────────────────────────────────────────────────────────────────

function signedTooSoon(it: Signing): readonly string[] {
  const { sentOn } = it;
  return signaturesOf(it).flatMap(({ who, on }) =>
    // Who sends a paper may well have signed it first.
    sentOn !== undefined && on < sentOn && who !== 'promoter'
      ? [`${signers[who].of} il ${inDigits(on)}`]
      : [],
  );
}

function signedAhead(it: Signing, around: Around): readonly string[] {
  return signaturesOf(it).flatMap(({ who, on }) =>
    on > around.today ? [`${signers[who].of} il ${inDigits(on)}`] : [],
  );
}

/** «non ha ancora firmato il servizio», «non hanno ancora firmato l’ospitante e il promotore». */
function unsignedInWords(who: readonly Signer[]): string {
  const one = who.length === 1 && who[0] !== 'tutors';
  return `non ${one ? 'ha' : 'hanno'} ancora firmato ${list(who.map((it) => signers[it].of))}`;
}

interface Subject {
  readonly tab: AnyTab;
  readonly row: { readonly id: string };
}

const tabsByLetters = new Map(
  Object.values<unknown>(registry).flatMap((it) => (isTab(it) ? [[it.id, it] as const] : [])),
);

/** The row an ID of any tab names; `unknown` where its tab is not switched on, or cannot be read. */
function subjectOf(id: string, around: Around): Subject | 'missing' | 'unknown' {
  const tab = tabsByLetters.get(id.slice(0, id.indexOf('-')));
  if (tab === undefined) return 'missing';
  if (!around.has(tab)) return 'unknown';
  const [row] = around.where(tab, 'id', id);
  return row === undefined ? 'missing' : { tab, row };
}

function isTab(it: unknown): it is AnyTab {
  return typeof it === 'object' && it !== null && 'columns' in it && 'book' in it && 'id' in it;
}

// ── Waivers and requests ─────────────────────────────────────────────────────────────────────────

function waiverStart({ from, authorisedOn }: RowOf<typeof waivers>): Day | undefined {
  return from ?? authorisedOn;
}

type Verb = NonNullable<RowOf<typeof requests>['what']>;

const aboutOne: ReadonlySet<Verb> = new Set(['why', 'extension', 'suspension', 'earlyEnd']);
const untilADay: ReadonlySet<Verb> = new Set(['extension', 'suspension', 'earlyEnd']);

// ── What a payment comes to ──────────────────────────────────────────────────────────────────────

const categories: Readonly<
  Partial<Record<NonNullable<Batch['kind']>, NonNullable<Item['category']>>>
> = { allowance: 'allowances', companyTutorFee: 'companyTutors' };

const nothing = euro(0);

/** What is due once for a month. */
function isMonthly(it: Batch): boolean {
  return it.kind === 'allowance' || it.kind === 'companyTutorFee';
}

function toThePerson(it: Batch): boolean {
  return it.kind !== 'companyTutorFee';
}

/** The day on which money is ordered out, or was paid. */
function payDay(it: Batch): Day | undefined {
  return it.orderedOn ?? it.paidOn;
}

function rowsOfMonth(it: Batch, around: Around): readonly Batch[] {
  if (it.internship === undefined) return [];
  return around.where(batches, 'internship', it.internship).filter((one) => one.month === it.month);
}

function firstPayment(it: Batch, around: Around): Batch | undefined {
  return rowsOfMonth(it, around).find((one) => countsAsPaid(one) && one.kind === it.kind);
}

function checkedInTime(it: Batch, around: Around): boolean {
  return sheetsOf(it.internship, it.month, around).some(
    ({ checkedOn }) =>
      checkedOn !== undefined && (it.paidOn === undefined || checkedOn <= it.paidOn),
  );
}

/** Days of the month paid for that the internship was on; none is no month to pay. */
function payable(it: Batch, around: Around): DaySet {
  return it.internship === undefined || it.month === undefined
    ? 0
    : workable(daysOfMonth(it.internship, it.month, around));
}

/** Whether a short month may have been paid together with this one, as some packs want. */
function mayHoldAStub(it: Internship, month: Month, around: Around): boolean {
  const found = rulesOf(it, around);
  if (found === undefined || ruleFor(found, 'partialMonth')?.value.how !== 'mergeShorterThan')
    return false;
  const end = lastDayOf(it, around);
  return (
    (it.startDate !== undefined && month === plusMonth(monthOf(it.startDate), 1)) ||
    (end !== undefined && month === plusMonth(monthOf(end), -1))
  );
}

/** What a month comes to for the person: allowance and adjustments, not refunds nor the tutor's fee. */
function paidInMonth(it: Batch, around: Around): Cents {
  return totalOf(rowsOfMonth(it, around).filter((one) => countsAsPaid(one) && paysTheMonth(one)));
}

function lastIncrease(it: Batch, around: Around): Batch | undefined {
  return rowsOfMonth(it, around).findLast(
    (one) => countsAsPaid(one) && one.kind === 'adjustment' && one.direction === 'more',
  );
}

function sheetTouchedByApprover(it: Batch, around: Around): Sheet | undefined {
  return sheetsOf(it.internship, it.month, around).find(
    (one) => one.recordedBy === it.approvedBy || one.checkedBy === it.approvedBy,
  );
}

/** What a person is granted in the calendar year of a payment, this row included. */
function grantedInYear(it: Batch, around: Around): Cents {
  const year = payDay(it)?.slice(0, 4);
  const person = it.internship?.beneficiary;
  if (person === undefined || year === undefined) return nothing;
  return totalOf(
    around
      .where(internships, 'beneficiary', person)
      .flatMap((one) => around.where(batches, 'internship', one))
      .filter((one) => countsAsPaid(one) && toThePerson(one) && payDay(one)?.slice(0, 4) === year),
  );
}

/** What the month of a row comes to; nothing while the sheet is not back, or something is not known. */
function dueIn(it: Batch, around: Around) {
  if (it.internship === undefined || it.month === undefined) return undefined;
  const due = monthOfInternship(it.internship, it.month, around)?.due;
  return due?.kind === 'due' ? due : undefined;
}

/** What was paid of what is due for a month: its rows, and those of shorter months that are counted with it. */
function paidForDue(it: Batch, around: Around): Cents {
  if (it.internship === undefined || it.month === undefined) return nothing;
  const months = new Set(monthsCountedWith(it.internship, it.month, around));
  return totalOf(
    around
      .where(batches, 'internship', it.internship)
      .filter(
        (one) =>
          one.month !== undefined &&
          months.has(one.month) &&
          countsAsPaid(one) &&
          paysTheMonth(one),
      ),
  );
}

/** What a row must come to: what is due for its month, less what other rows bring. */
function stillDueFor(it: Batch, around: Around): Cents {
  const others = minus(paidForDue(it, around), totalOf([it]));
  return minus(dueIn(it, around)?.amount ?? nothing, others);
}

/** Why a month comes to what it does: «16 giorni su 22 = 72,7 % ≥ 70 %; mese intero: 600,00 €». */
function reasonFor(it: Batch, around: Around): string {
  return (dueIn(it, around)?.steps ?? []).map((one) => one.says).join('; ');
}

/**
 * Whether a row can be put beside the attendance of its month: one row for the month, with a sum not beyond the full
 * allowance and adjustments that say their sign. Whatever else is wrong has a sentence of its own.
 */
function isComparable(it: Batch, around: Around): boolean {
  const due = dueIn(it, around);
  if (due === undefined || it.internship === undefined || it.month === undefined) return false;
  const rows = rowsOfMonth(it, around).filter((one) => countsAsPaid(one) && paysTheMonth(one));
  const most =
    due.full > highestAllowanceIn(it.internship, it.month, around)
      ? due.full
      : highestAllowanceIn(it.internship, it.month, around);
  return (
    rows.filter((one) => one.kind === 'allowance').length === 1 &&
    rows.every((one) => one.kind !== 'adjustment' || one.direction !== undefined) &&
    paidInMonth(it, around) <= most &&
    checkedInTime(it, around)
  );
}

function lastPaymentTo(it: Batch, around: Around): Batch | undefined {
  if (it.internship === undefined) return undefined;
  return around
    .where(batches, 'internship', it.internship)
    .findLast((one) => countsAsPaid(one) && paysTheMonth(one));
}

/** Whether no month an internship was paid for is wrong by itself: that is told month by month. */
function eachAgrees({ internship }: Batch, around: Around): boolean {
  if (internship === undefined) return false;
  return around
    .where(batches, 'internship', internship)
    .filter((it) => countsAsPaid(it) && paysTheMonth(it))
    .every(
      (it) =>
        it.month !== undefined &&
        payable(it, around) !== 0 &&
        rowsOfMonth(it, around).filter((one) => countsAsPaid(one) && one.kind === 'allowance')
          .length < 2 &&
        (internship.allowance === undefined ||
          mayHoldAStub(internship, it.month, around) ||
          paidInMonth(it, around) <= highestAllowanceIn(internship, it.month, around)) &&
        !(isComparable(it, around) && paidForDue(it, around) !== dueIn(it, around)?.amount),
    );
}

/** Days to spare at which a month is told to be at risk (domain §4). */
const daysAtRisk = 3;

/** Whether a sheet is of the month that runs, and says of somebody’s absences. */
function isUnderWay(it: Sheet, around: Around): boolean {
  return (
    it.month === monthOf(around.today) &&
    it.receivedOn === undefined &&
    seen(it, around, (all) => all.absent) !== 0
  );
}

/** «se ne può saltare 1», «non se ne può saltare nessuno». */
function toSpareInWords(days: number): string {
  if (days === 0) return 'non se ne può saltare nessuno';
  return days === 1 ? 'se ne può saltare 1' : `se ne possono saltare ${days}`;
}

function outlookOf(it: Sheet, around: Around) {
  if (it.internship === undefined || it.month === undefined) return undefined;
  return monthOfInternship(it.internship, it.month, around)?.outlook;
}

function isPaidAgain(it: Batch, around: Around): boolean {
  const rows = rowsOfMonth(it, around);
  return rows.some(
    (one, at) =>
      one !== it &&
      countsAsPaid(one) &&
      (one.adjusts === it.id || (one.kind === it.kind && at > rows.indexOf(it))),
  );
}
