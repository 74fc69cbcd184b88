import { shareInWords } from '../../src/core/allowance.ts';
import { daysBetween, inDigits, lastDay, monthInWords, plusDays } from '../../src/core/day.ts';
import type { InternshipMonth } from '../../src/core/internship-month.ts';
import { type Cents, euro, minus, sum } from '../../src/core/money.ts';
import type { Around } from '../../src/core/rule.ts';
import { stateOf } from '../../src/core/state.ts';
import type { RowOf } from '../../src/core/tab.ts';
import type { Collection, Derived, Vocabulary } from '../../src/core/template.ts';
import { list, plural } from '../../src/core/words.ts';
import {
  companyTutorOn,
  lastDayBefore,
  lastDayOf,
  promoterTutorOn,
  siteOn,
  variationsOf,
  weekOf,
  weekOn,
} from '../lifecycle.ts';
import { grantOfInternship } from '../months.ts';
import { countsAsPaid, paysTheMonth } from '../payments.ts';
import {
  attendanceSheets,
  batches,
  type beneficiaries,
  companyTutors,
  internships,
  operators,
  variations,
  visits,
  type workshops,
} from '../registry.ts';
import * as settings from '../settings.ts';
import { internshipStates } from '../states.ts';
import {
  attendedIn,
  certificateOf,
  linesOfList,
  monthOnPaper,
  rowsOfList,
  runningIn,
  timesheetMonth,
  workOf,
} from './attended.ts';
import {
  byDay,
  hoursInWords,
  listed,
  percentage,
  placeOf,
  timesOn,
  unlessHidden,
  weekInWords,
  worked,
} from './values.ts';

type Internship = RowOf<typeof internships>;
type Sheet = RowOf<typeof attendanceSheets>;
type Variation = RowOf<typeof variations>;
type Batch = RowOf<typeof batches>;
type Moment = Vocabulary['moments'][string];

/**
 * Values that papers during and after an internship speak of, beside those of `values.ts`: what a month was, what a
 * variation changes from and to, what was attended in all. Counted in `config/months`, like «Mensilità».
 */
export const derivedDuring: readonly Derived[] = [
  // ── Fogli presenze: the month ──
  worked(attendanceSheets, {
    label: 'Periodo del mese',
    value(it, around) {
      const running = it.internship && it.month && runningIn(it.internship, it.month, around);
      return running && `dal ${inDigits(running.from)} al ${inDigits(running.to)}`;
    },
    lacks: '«Mese» del foglio, con le date del tirocinio',
  }),
  worked(attendanceSheets, {
    label: 'Luogo del mese',
    value: ({ internship: it, ...sheet }, around) => {
      const on = dayOfSheet(sheet);
      const site = it && on && siteOn(it, on, around);
      return it && unlessHidden(it, around, site && placeOf(site));
    },
    lacks: '«Sede» nel foglio «Tirocini», con indirizzo e comune nel foglio «Sedi»',
  }),
  worked(attendanceSheets, {
    label: 'Tutor ospitante del mese',
    to: companyTutors,
    value: ({ internship: it, ...sheet }, around) => {
      const on = dayOfSheet(sheet);
      return it && unlessHidden(it, around, on && companyTutorOn(it, on, around));
    },
    lacks: '«Tutor ospitante» nel foglio «Tirocini»',
  }),
  worked(attendanceSheets, {
    label: 'Tutor promotore del mese',
    to: operators,
    value: ({ internship: it, ...sheet }, around) => {
      const on = dayOfSheet(sheet);
      return it && on && promoterTutorOn(it, on, around);
    },
    lacks: '«Tutor promotore» nel foglio «Tirocini»',
  }),
  worked(attendanceSheets, {
    label: 'Orario del mese',
    value: ({ internship: it, ...sheet }, around) => {
      const on = dayOfSheet(sheet);
      return it && on && timetable(it, on, around);
    },
    lacks: 'le ore da Lun a Dom nel foglio «Tirocini»',
  }),
  ofMonth('Giorni previsti', ({ attendance }) => attendance.plannedDays),
  ofMonth('Ore previste', ({ attendance }) => hoursInWords(attendance.plannedMinutes)),
  ofSheetBack('Giorni svolti', ({ attendance }) => attendance.doneDays),
  ofSheetBack('Ore svolte', ({ attendance }) => hoursInWords(attendance.doneMinutes)),
  ofSheetBack('Frequenza del mese', ({ attendance }) =>
    shareInWords(attendance.done, attendance.expected),
  ),
  ofMonth('Stato del mese', ({ state }) => state.label),

  // ── Fogli presenze: the money of the month ──
  worked(attendanceSheets, {
    label: 'Importo del mese',
    privacy: 'amount',
    value: amountOf,
    lacks: 'il foglio firmato e controllato del mese',
  }),
  worked(attendanceSheets, {
    label: 'Ritenute del mese',
    privacy: 'amount',
    value: withheldOf,
    lacks: '«Ritenute» nel foglio «Liquidazioni»',
  }),
  worked(attendanceSheets, {
    label: 'Netto del mese',
    privacy: 'amount',
    value: (it, around) => {
      const [gross, less] = [amountOf(it, around), withheldOf(it, around)];
      return gross === undefined || less === undefined ? undefined : minus(gross, less);
    },
    lacks: '«Ritenute» nel foglio «Liquidazioni»',
  }),
  worked(attendanceSheets, {
    label: 'Residuo dopo il mese',
    privacy: 'amount',
    value: ({ internship: it }, around) => it && grantOfInternship(it, around)?.residual,
    lacks: 'le date e l’indennità nel foglio «Tirocini»',
  }),
  worked(attendanceSheets, {
    label: 'Liquidazione del mese',
    to: batches,
    value: (it, around) => paymentsOf(it, around)[0],
    lacks: 'la riga del mese nel foglio «Liquidazioni»',
  }),

  // Said once, where a name and a surname would say twice that they are withheld.
  worked(companyTutors, {
    label: 'Nome e cognome',
    privacy: 'name',
    value: ({ firstName, lastName }) =>
      firstName === undefined || lastName === undefined ? undefined : `${firstName} ${lastName}`,
    lacks: '«Nome» e «Cognome» nel foglio «Tutor ospitanti»',
  }),

  // ── Variazioni: from and to ──
  worked(variations, {
    label: 'Ultimo giorno prima',
    value: lastDayBefore,
    lacks: '«Data fine» nel foglio «Tirocini»',
  }),
  worked(variations, {
    label: 'Orario di prima',
    value: ({ internship: it, from }, around) =>
      it && from && timetable(it, plusDays(from, -1), around),
    lacks: 'le ore da Lun a Dom nel foglio «Tirocini»',
  }),
  worked(variations, {
    label: 'Orario nuovo',
    value: (it) => {
      const week = weekOf(it);
      return week && inOneLine(weekInWords(week), weekly(week), it.times);
    },
    lacks: 'le nuove ore da Lun a Dom nel foglio «Variazioni»',
  }),
  worked(variations, {
    label: 'Luogo di prima',
    value: ({ internship: it, from }, around) => {
      const site = it && from && siteOn(it, plusDays(from, -1), around);
      return it && unlessHidden(it, around, site && placeOf(site));
    },
    lacks: '«Sede» nel foglio «Tirocini», con indirizzo e comune nel foglio «Sedi»',
  }),
  worked(variations, {
    label: 'Luogo nuovo',
    value: ({ internship: it, newSite }, around) =>
      it && unlessHidden(it, around, newSite && placeOf(newSite)),
    lacks: '«Nuova sede» nel foglio «Variazioni», con indirizzo e comune nel foglio «Sedi»',
  }),
  worked(variations, {
    label: 'Tutor ospitante di prima',
    to: companyTutors,
    value: ({ internship: it, from }, around) =>
      it && unlessHidden(it, around, from && companyTutorOn(it, plusDays(from, -1), around)),
    lacks: '«Tutor ospitante» nel foglio «Tirocini»',
  }),
  worked(variations, {
    label: 'Tutor promotore di prima',
    to: operators,
    value: ({ internship: it, from }, around) =>
      it && from && promoterTutorOn(it, plusDays(from, -1), around),
    lacks: '«Tutor promotore» nel foglio «Tirocini»',
  }),
  worked(variations, {
    label: 'Giorni di sospensione',
    value: ({ from, to }) =>
      from === undefined || to === undefined || to < from
        ? undefined
        : plural(daysBetween(from, to) + 1, 'giorno', 'giorni'),
    lacks: '«Dal» e «Al» nel foglio «Variazioni»',
  }),

  // ── Tirocini: what was attended in all ──
  // With their unit: a bare 104 would be taken for the law.
  inAll('Giorni previsti in tutto', ({ plannedDays }) => plural(plannedDays, 'giorno', 'giorni')),
  inAll('Ore previste in tutto', ({ plannedMinutes }) => hoursInWords(plannedMinutes)),
  inAll('Giorni svolti in tutto', ({ doneDays }) => plural(doneDays, 'giorno', 'giorni')),
  inAll('Ore svolte in tutto', ({ doneMinutes }) => hoursInWords(doneMinutes)),
  inAll('Frequenza in tutto', ({ done, expected }) =>
    expected === 0 ? undefined : shareInWords(done, expected),
  ),
  inAll('Fogli non arrivati', ({ awaited }) =>
    awaited.length === 0 ? undefined : list(awaited.map(monthInWords)),
  ),
  worked(internships, {
    label: 'Frequenza minima per l’attestazione',
    value: (it, around) => {
      const threshold = certificateOf(it, around)?.threshold;
      return threshold && percentage(threshold.points);
    },
    lacks: '«Soglia di frequenza» nelle «Impostazioni»',
  }),
  worked(internships, {
    label: 'Stato del tirocinio',
    value: (it, around) => stateOf(internshipStates, it, around).label,
    lacks: 'le date nel foglio «Tirocini»',
  }),
  worked(internships, {
    label: 'Ultimo giorno svolto',
    value: (it, around) => {
      const last = lastDayOf(it, around);
      return last === undefined || last > around.today ? undefined : last;
    },
    lacks: 'la fine del tirocinio, che deve ancora venire',
  }),
  worked(internships, {
    label: 'Ultima valutazione',
    to: visits,
    value: (it, around) =>
      visitsMade(it, around).findLast((one) => one.skills !== undefined && one.kind !== 'call'),
    lacks: 'una visita con le scale compilate nel foglio «Visite e tutoraggio»',
  }),
  worked(internships, {
    label: 'Prossima visita',
    value: (it, around) => {
      const next = visitsMade(it, around).at(-1)?.next;
      return next === undefined || next < around.today ? undefined : next;
    },
    lacks: '«Prossima visita» nel foglio «Visite e tutoraggio»',
  }),

  // ── Liquidazioni and Operatori ──
  worked(batches, {
    label: 'Righe dell’elenco',
    value: (it, around) => plural(rowsOfList(it, around).length, 'riga', 'righe'),
    lacks: '«Elenco n.» nel foglio «Liquidazioni»',
  }),
  worked(batches, {
    label: 'Totale dell’elenco',
    privacy: 'amount',
    value: (it, around) => sum(linesOfList(it, around).map((one) => one.amount)),
    lacks: '«Importo lordo» nel foglio «Liquidazioni»',
  }),
  worked(operators, {
    label: 'Mese del foglio ore',
    value: (_, around) => monthInWords(timesheetMonth(around)),
    lacks: 'il mese',
  }),
];

/** Lists that papers during and after go through, beside those of `values.ts`. */
export const collectionsDuring: readonly Collection[] = [
  listed(internships, 'visite fatte', visits, visitsMade),
  // An accident tells of somebody's health: it is in no report.
  listed(internships, 'variazioni concordate', variations, (it, around) =>
    byDay(
      variationsOf(it, around).filter((one) => one.kind !== 'accident'),
      (one) => one.from,
    ),
  ),
];

/** When papers during and after may be printed, beside the moments of `moments.ts`. */
export const momentsDuring = {
  'per un mese del tirocinio': ofSheet(outsideMonth),
  'finché il foglio non è tornato': ofSheet(
    (sheet, around) =>
      outsideMonth(sheet, around) ??
      (sheet.receivedOn === undefined
        ? undefined
        : `${sheet.id} è tornato firmato il ${inDigits(sheet.receivedOn)}: per rileggerlo stampa il registro.`),
  ),
  'a mese controllato': ofSheet(uncheckedMonth),
  'dopo la visita': (row, { today }) => {
    // Named by templates of «Visite e tutoraggio» alone.
    const it = row as RowOf<typeof visits>;
    if (it.on === undefined)
      return `Di ${it.id} non si sa il giorno: scrivi «Giorno» nel foglio «Visite e tutoraggio», ad esempio 10/03/2026.`;
    return it.on <= today
      ? undefined
      : `La visita ${it.id} è il ${inDigits(it.on)}: la relazione si stampa dopo.`;
  },
  'per un cambio': ofVariation(['hours', 'site', 'tutor']),
  'per una proroga': ofVariation(['extension']),
  'per la proroga di un TIS': ofVariation(['extension'], ({ id, internship: it }) =>
    it === undefined || it.instrument === 'tis'
      ? undefined
      : `${id} riguarda ${it.id}, che non è un TIS: l’attestazione del bisogno non serve.`,
  ),
  'per una sospensione': ofVariation(['suspension']),
  'per una chiusura anticipata': ofVariation(['earlyEnd']),
  'dopo la rinuncia': (row) => {
    // Named by templates of «Beneficiari» alone.
    const it = row as RowOf<typeof beneficiaries>;
    return it.typedStage === 'renounced'
      ? undefined
      : `${it.id} non ha rinunciato: se lo fa, scegli «Rinuncia» in «Situazione segnalata».`;
  },
  'una volta per elenco': (row, around) => {
    // Named by templates of «Liquidazioni» alone, as the next.
    const it = row as Batch;
    if (it.list === undefined)
      return `${it.id} non è in un elenco: scrivi «Elenco n.», ad esempio 4/2026.`;
    if (it.outcome === 'cancelled') return `${it.id} è annullata: non sta più nell’elenco.`;
    const [first] = rowsOfList(it, around);
    return first === undefined || first === it
      ? undefined
      : `L’elenco ${it.list} si stampa una volta sola, dalla sua prima riga: ${first.id}.`;
  },
  'con un foglio ricevuto': ofInternship((it, around) =>
    around.where(attendanceSheets, 'internship', it).some((one) => one.receivedOn !== undefined)
      ? undefined
      : `Di ${it.id} non è ancora tornato un foglio presenze: senza, non c’è nulla da dichiarare.`,
  ),
  'alla fine con tutti i fogli': ofInternship(notOver),
  'alla fine con la frequenza minima': ofInternship(
    (it, around) => notOver(it, around) ?? notAttended(it, around),
  ),
  'se il workshop si tiene': (row) => {
    // Named by templates of «Workshop» alone.
    const it = row as RowOf<typeof workshops>;
    return it.cancelledOn === undefined
      ? undefined
      : `${it.id} è annullato dal ${inDigits(it.cancelledOn)}.`;
  },
  'con ore nel mese scorso': (row, around) => {
    // Named by templates of «Operatori» alone.
    const it = row as RowOf<typeof operators>;
    const of = timesheetMonth(around);
    return workOf(it, of, around).length > 0
      ? undefined
      : `Di ${it.id} non risultano colloqui, visite o workshop in ${monthInWords(of)}.`;
  },
} as const satisfies Vocabulary['moments'];

// ── Values ────────────────────────────────────────────────────────────────────────────────────

function ofMonth(label: string, value: (it: InternshipMonth) => unknown): Derived {
  return worked(attendanceSheets, {
    label,
    value: ({ internship: it, month }, around) => {
      const told = it && month && monthOnPaper(it, month, around);
      return told && value(told);
    },
    lacks: 'un mese in cui il tirocinio sia in corso, con le ore da Lun a Dom',
  });
}

/** What is known only once the signed sheet is back: before, it is no zero. */
function ofSheetBack(label: string, value: (it: InternshipMonth) => unknown): Derived {
  return worked(attendanceSheets, {
    label,
    value: ({ internship: it, month, receivedOn }, around) => {
      const told =
        receivedOn === undefined ? undefined : it && month && monthOnPaper(it, month, around);
      return told && value(told);
    },
    lacks: '«Foglio ricevuto il» nel foglio «Fogli presenze»',
  });
}

function inAll(
  label: string,
  value: (it: NonNullable<ReturnType<typeof attendedIn>>) => unknown,
): Derived {
  return worked(internships, {
    label,
    value: (it, around) => {
      const attended = attendedIn(it, around);
      return attended && value(attended);
    },
    lacks: 'i fogli presenze ricevuti, con le ore da Lun a Dom nel foglio «Tirocini»',
  });
}

/** The day that decides who was tutor in a month and where: its last. */
function dayOfSheet({ month }: Pick<Sheet, 'month'>) {
  return month && lastDay(month);
}

/** «dal lunedì al venerdì 5 ore al giorno, 25 ore alla settimana; orario 9:00-14:00». */
function timetable(it: Internship, on: Parameters<typeof weekOn>[1], around: Around) {
  const week = weekOn(it, on, around);
  return week && inOneLine(weekInWords(week), weekly(week), timesOn(it, on, around));
}

function weekly(week: NonNullable<ReturnType<typeof weekOn>>): string {
  return `${hoursInWords(Object.values(week).reduce((all, one) => all + one, 0))} alla settimana`;
}

function inOneLine(days: string, inAWeek: string, times: string | undefined): string {
  return `${days}, ${inAWeek}${times === undefined ? '' : `; orario ${times}`}`;
}

function amountOf({ internship: it, month }: Sheet, around: Around): Cents | undefined {
  const due = it && month && monthOnPaper(it, month, around)?.due;
  return due?.kind === 'due' ? due.amount : undefined;
}

/** What is withheld: as «Liquidazioni» say; nothing where the programme is exempt; else not known. */
function withheldOf(it: Sheet, around: Around): Cents | undefined {
  const rows = paymentsOf(it, around);
  const known = rows.flatMap((one) => one.withheld ?? []);
  if (rows.length > 0 && known.length === rows.length) return sum(known);
  return around.settings.of(settings.taxRegime) === 'exempt' ? euro(0) : undefined;
}

/** The rows of «Liquidazioni» that pay the person for the month of a sheet. */
function paymentsOf({ internship: it, month }: Sheet, around: Around): readonly Batch[] {
  return it === undefined
    ? []
    : around
        .where(batches, 'internship', it)
        .filter((one) => one.month === month && countsAsPaid(one) && paysTheMonth(one));
}

function visitsMade(it: Internship, around: Around): readonly RowOf<typeof visits>[] {
  return byDay(
    around
      .where(visits, 'internship', it)
      .filter((one) => one.on !== undefined && one.on <= around.today),
    (one) => one.on,
  );
}

// ── Moments ───────────────────────────────────────────────────────────────────────────────────

function ofSheet(says: (it: Sheet, around: Around) => string | undefined): Moment {
  // Named by templates of «Fogli presenze» alone.
  return (row, around) => says(row as Sheet, around);
}

function ofInternship(says: (it: Internship, around: Around) => string | undefined): Moment {
  return (row, around) => {
    // Named by templates of «Tirocini» alone.
    const it = row as Internship;
    return it.typedState === 'cancelled'
      ? `${it.id} risulta annullato: non se ne stampano altre carte.`
      : says(it, around);
  };
}

function ofVariation(
  kinds: readonly NonNullable<Variation['kind']>[],
  more: (it: Variation) => string | undefined = () => undefined,
): Moment {
  const names = list(
    kinds.map((it) => `«${variations.columns.kind.show(it)}»`),
    'o',
  );
  return (row) => {
    // Named by templates of «Variazioni» alone.
    const it = row as Variation;
    if (it.kind === undefined)
      return `Di ${it.id} non si sa che cosa cambia: scegli «Variazione» dall’elenco.`;
    if (!kinds.includes(it.kind))
      return `${it.id} è «${variations.columns.kind.show(it.kind)}»: questa carta è per ${names}.`;
    return it.cancelledOn === undefined
      ? more(it)
      : `${it.id} è annullata dal ${inDigits(it.cancelledOn)}.`;
  };
}

function outsideMonth({ id, internship: it, month }: Sheet, around: Around): string | undefined {
  // What is blank is told by the cells the paper needs.
  if (it === undefined || month === undefined) return undefined;
  if (it.typedState === 'cancelled') return `${it.id} risulta annullato: ${id} non si stampa.`;
  return runningIn(it, month, around) === undefined
    ? `In ${monthInWords(month)} ${it.id} non è mai in corso: ${id} non si stampa.`
    : undefined;
}

function uncheckedMonth(sheet: Sheet, around: Around): string | undefined {
  const outside = outsideMonth(sheet, around);
  const { id, internship: it, month } = sheet;
  if (outside !== undefined || it === undefined || month === undefined) return outside;
  if (sheet.receivedOn === undefined)
    return `${id} non è ancora tornato firmato: il prospetto si prepara dopo.`;
  if (sheet.checkedOn === undefined)
    return `${id} non è ancora controllato: scrivi «Controllato il» nel foglio «Fogli presenze».`;
  const told = monthOnPaper(it, month, around);
  if (told?.due.kind === 'merged')
    return `${monthInWords(month)} è troppo corto: si paga con ${monthInWords(told.due.into)}.`;
  return told?.obstacles[0];
}

function notOver(it: Internship, around: Around): string | undefined {
  const last = lastDayOf(it, around);
  if (last === undefined)
    return `Di ${it.id} non si sa quando finisce: scrivi «Data fine» nel foglio «Tirocini», ad esempio 31/08/2026.`;
  if (last >= around.today)
    return `${it.id} finisce il ${inDigits(last)}: questa carta si stampa dal giorno dopo.`;
  const { awaited = [] } = attendedIn(it, around) ?? {};
  return awaited.length === 0
    ? undefined
    : `Di ${it.id} ${awaited.length === 1 ? 'manca ancora il foglio' : 'mancano ancora i fogli'} di ${list(awaited.map(monthInWords))}: la frequenza non si può ancora dire.`;
}

/** Domain rule 22: below the threshold the figure is told, and the other paper is offered. */
function notAttended(it: Internship, around: Around): string | undefined {
  const told = certificateOf(it, around);
  if (told?.passed === true) return undefined;
  const instead = 'Stampa invece la dichiarazione di frequenza.';
  if (told === undefined || told.threshold === undefined)
    return `Né le regole né le «Impostazioni» dicono la frequenza minima per l’attestazione di ${it.id}. ${instead}`;
  const { attended, threshold } = told;
  const share = shareInWords(attended.done, attended.expected, threshold.points);
  const much =
    attended.base === 'days'
      ? `${attended.done} giorni su ${attended.expected}`
      : `${hoursInWords(attended.done)} su ${hoursInWords(attended.expected)}`;
  return `${it.id} ha frequentato ${much} (${share}): il minimo per l’attestazione finale è ${percentage(threshold.points)}. ${instead}`;
}
