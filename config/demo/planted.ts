import type { Level } from '../../src/core/column.ts';
import {
  type Day,
  daysIn,
  daysOf,
  firstDay,
  lastDay,
  plusDays,
  plusMonths,
  weekdayOf,
} from '../../src/core/day.ts';
import { euro, minus, plus } from '../../src/core/money.ts';
import type { Rule } from '../../src/core/rule.ts';
import type { RowOf } from '../../src/core/tab.ts';
import {
  agreements,
  attendanceSheets,
  authorisations,
  batches,
  beneficiaries,
  budget,
  closures,
  companies,
  companyTutors,
  contacts,
  cooperatives,
  enrolments,
  internships,
  interviews,
  municipalities,
  operators,
  outcomes,
  outsourcings,
  partners,
  places,
  referrals,
  requests,
  restricted,
  signings,
  sites,
  variations,
  visits,
  waivers,
  workshops,
} from '../registry.ts';
import * as rules from '../rules.ts';
import { type Bench, benchOver, type Planting } from './bench.ts';
import { cellsOf, type DemoTab } from './cells.ts';
import { codiceFiscaleOf } from './codes.ts';
import { type DemoQuery, type DemoWorld, demoWorld } from './world.ts';

/** One mistake of the demo, and the cell a check must find it on. */
export interface Mistake {
  readonly rule: string;
  readonly tab: string;
  /** Blank where the finding is about the whole tab, or the ID itself is what is wrong. */
  readonly id: string | undefined;
  readonly column: string;
  readonly level: Level;
  /** What somebody did. */
  readonly why: string;
}

/** The mistakes of a planted programme: exactly what a check must find in it, and nothing else. */
export function manifestOf(query: DemoQuery): readonly Mistake[] {
  const world = demoWorld(query);
  return plantedIn(world, cellsOf(world)).mistakes;
}

/** Plants every mistake its day allows into the cells of a programme, and lists them. */
export function plantedIn(
  world: DemoWorld,
  cells: readonly DemoTab[],
): { readonly tabs: readonly DemoTab[]; readonly mistakes: readonly Mistake[] } {
  const { bench, tabs } = benchOver(world, cells);
  const mistakes = plantings.flatMap((planting): readonly Mistake[] => {
    const { rule, why, plant } = planting;
    const place = plant(bench);
    if (place === undefined) return [];
    const { tab, id, column } = place;
    return [{ rule, tab: tab.name, id, column, level: levelOf(planting), why }];
  });
  return { tabs: tabs(), mistakes };
}

/** What a rule of the house is called; what reading itself finds is named by its cell: `B.cap.unreadable`. */
type RuleName =
  | keyof typeof rules
  | `${string}.unreadable`
  | `${string}.missing`
  | 'idDoubled'
  | 'idWrong'
  | 'formulaInData'
  | 'columnMissing';

/** What reading itself finds stops things unless the planting says otherwise; a rule knows its own level. */
function levelOf({ rule, level }: Planting): Level {
  const known: Readonly<Record<string, Rule>> = rules;
  return level ?? known[rule]?.level ?? 'blocca';
}

type Person = RowOf<typeof beneficiaries>;
type Internship = RowOf<typeof internships>;
type Sheet = RowOf<typeof attendanceSheets>;
type Batch = RowOf<typeof batches>;

function mistake(rule: RuleName, why: string, plant: Planting['plant']): Planting {
  return { rule, why, plant };
}

/** A mistake that reading finds, and that stops nothing. */
function lighter(
  level: Exclude<Level, 'blocca'>,
  rule: Exclude<RuleName, keyof typeof rules>,
  why: string,
  plant: Planting['plant'],
): Planting {
  return { rule, level, why, plant };
}

// ── Whom mistakes are made about ──────────────────────────────────────────────────────────────

/** Somebody who came to the lab, and about whom nothing more was decided. */
function welcomed(it: Person): boolean {
  return (
    it.noticeGivenOn !== undefined &&
    it.requirementVerified === undefined &&
    it.typedStage === undefined &&
    it.phone !== undefined &&
    it.codiceFiscale !== undefined
  );
}

/** Somebody only heard on the telephone. */
function contacted(it: Person): boolean {
  return it.noticeGivenOn === undefined && it.codiceFiscale !== undefined;
}

/** Somebody in the middle of the way: seen in depth, not selected. */
function assessed(it: Person): boolean {
  return (
    it.requirementVerified === true &&
    it.selectedOn === undefined &&
    it.suitable === undefined &&
    it.typedStage === undefined
  );
}

function over(it: Internship, { world }: Bench): boolean {
  return it.endReason === 'completed' && it.endDate !== undefined && it.endDate < world.frame.today;
}

/** Running today, with nothing changed since its plan. */
function plain(it: Internship, bench: Bench): boolean {
  const { today } = bench.world.frame;
  return (
    it.startDate !== undefined &&
    it.endDate !== undefined &&
    it.startDate < plusDays(today, -20) &&
    today <= it.endDate &&
    !bench.world.written(variations).some((one) => one.internship === it)
  );
}

/** Still to start within a month, all papers in order. */
function atTheDoor(it: Internship, { world }: Bench): boolean {
  return (
    it.startDate !== undefined && it.startDate > world.frame.today && it.coSentOn !== undefined
  );
}

/** A sheet that came back, was checked and paid long ago, of an internship in which nothing changed. */
function settled(it: Sheet, { world }: Bench): boolean {
  return (
    it.checkedOn !== undefined &&
    it.checkedOn < plusDays(world.frame.today, -60) &&
    it.month !== undefined &&
    !world.written(variations).some((one) => one.internship === it.internship)
  );
}

/** The first day of a sheet that holds something. */
function dayOf(it: Sheet, fits: (presence: unknown, on: string) => boolean): string | undefined {
  const days = it.month === undefined ? [] : daysOf(it.month);
  const cells = it as Readonly<Record<string, unknown>>;
  const nth = days.findIndex((on, at) => fits(cells[`d${at + 1}`], weekdayOf(on)));
  return nth < 0 ? undefined : `d${nth + 1}`;
}

function isPresent(presence: unknown): boolean {
  return typeof presence === 'object' && presence !== null && 'minutes' in presence;
}

function isNothingOnASunday(presence: unknown, weekday: string): boolean {
  return presence === undefined && weekday === 'dom';
}

/** A day `d1` to `d31` is a column like any other. */
type DayKey = Extract<keyof Sheet, `d${number}`>;

/** The days of a sheet that hold hours. */
function hoursOf(it: Sheet): readonly { readonly key: DayKey; readonly minutes: number }[] {
  return (it.month === undefined ? [] : daysOf(it.month)).flatMap((on) => {
    const key = keyOf(on);
    const presence = it[key];
    return presence !== undefined && 'minutes' in presence ? [{ key, ...presence }] : [];
  });
}

/** The column of a day: `d4` on the fourth. */
function keyOf(on: Day): DayKey {
  // Columns of days are called d1 to d31.
  return `d${Number(on.slice(8))}` as DayKey;
}

/** Eight days in ten were done: a day less makes no difference to the money. */
function isWellAttended(it: Sheet): boolean {
  const done = hoursOf(it).length;
  const absent = daysOf(found(it.month)).filter((on) => {
    const presence = it[keyOf(on)];
    return presence !== undefined && 'code' in presence && presence.code === 'A';
  }).length;
  return done >= 10 && done * 10 >= (done + absent) * 8;
}

/** The sheet of this very month, of somebody who is there from its first day to its last. */
function isUnderWay({ month, internship }: Sheet, { world }: Bench): boolean {
  return (
    month === world.frame.month &&
    internship?.startDate !== undefined &&
    internship.endDate !== undefined &&
    internship.startDate < firstDay(month) &&
    internship.endDate >= lastDay(month) &&
    !world.written(variations).some((one) => one.internship === internship)
  );
}

/** The days of a month on which somebody is expected. */
function openDays({ month, internship }: Sheet, { world }: Bench): readonly Day[] {
  const { site } = found(internship);
  const comune = found(site?.municipality);
  return daysOf(found(month)).filter(
    (on) =>
      (found(internship)[hoursOn[weekdayOf(on)]] ?? 0) > 0 &&
      world.frame.holiday(on, comune) === undefined &&
      !world
        .written(closures)
        .some((it) => it.site === site && found(it.from) <= on && on <= found(it.to)),
  );
}

const hoursOn = {
  lun: 'hoursMon',
  mar: 'hoursTue',
  mer: 'hoursWed',
  gio: 'hoursThu',
  ven: 'hoursFri',
  sab: 'hoursSat',
  dom: 'hoursSun',
} as const;

/** On how many of these days somebody may be absent, and still do seven in ten. */
function mayMiss(open: readonly Day[]): number {
  return Math.trunc((open.length * 3) / 10);
}

function absentOn(bench: Bench, row: Sheet, days: readonly Day[]): void {
  for (const on of days) bench.put(attendanceSheets, row, keyOf(on), { code: 'A' });
}

/** The sheet of a month that is paid, if nothing was planted in it. */
function freeSheetOf(it: Batch, bench: Bench): Sheet | undefined {
  return bench.world
    .written(attendanceSheets)
    .find((one) => one.internship === it.internship && one.month === it.month && bench.isFree(one));
}

/** Paid, and never put right afterwards. */
function isPlainlyPaid(it: Batch, { world }: Bench): boolean {
  return (
    it.kind === 'allowance' &&
    it.outcome === 'paid' &&
    !world.written(batches).some((one) => one.adjusts === it.id)
  );
}

function found<T>(it: T | undefined): T {
  if (it === undefined) throw new Error('what was to be planted has no place');
  return it;
}

// ── The mistakes ──────────────────────────────────────────────────────────────────────────────

const unreadable: readonly Planting[] = [
  mistake('B.birthDate.unreadable', 'Un giorno che non esiste, scritto in fretta.', (bench) =>
    bench.type(beneficiaries, bench.one(beneficiaries, welcomed), 'birthDate', '31/02/1996'),
  ),
  mistake('B.codiceFiscale.unreadable', 'Una O al posto di uno zero.', (bench) => {
    const row = bench.one(
      beneficiaries,
      (it) => welcomed(it) && /^.{6}\d*0/.test(it.codiceFiscale?.slice(0, 8) ?? ''),
    );
    const code = row.codiceFiscale ?? '';
    const at = code.indexOf('0', 6);
    return bench.type(
      beneficiaries,
      row,
      'codiceFiscale',
      `${code.slice(0, at)}O${code.slice(at + 1)}`,
    );
  }),
  lighter('avvisa', 'B.cap.unreadable', 'Una cifra persa copiando il CAP.', (bench) => {
    const row = bench.one(beneficiaries, welcomed);
    return bench.type(beneficiaries, row, 'cap', '7612');
  }),
  lighter('avvisa', 'B.email.unreadable', 'Una virgola al posto del punto.', (bench) => {
    const row = bench.one(beneficiaries, (it) => welcomed(it) && it.email !== undefined);
    return bench.type(beneficiaries, row, 'email', (row.email ?? '').replace('.com', ',com'));
  }),
  lighter(
    'avvisa',
    'I.phone.unreadable',
    'Il foglio ha tolto lo zero davanti al prefisso.',
    (bench) => {
      const row = bench.one(companies, (it) => it.outcome === undefined && it.phone !== undefined);
      return bench.type(companies, row, 'phone', Number((row.phone ?? '').replace('+39', '')));
    },
  ),
  mistake('VT.hours.unreadable', 'Ore scritte a parole.', (bench) =>
    bench.type(
      visits,
      bench.one(visits, () => true),
      'hours',
      'un’oretta',
    ),
  ),
  mistake(
    'FP.d1.unreadable',
    'Nel foglio condiviso qualcuno ha scritto perché la persona mancava.',
    (bench) => {
      const row = bench.one(
        attendanceSheets,
        (it) =>
          settled(it, bench) &&
          (isFreelyAbsent(it) || (it.d1 === undefined && it.declaredHours !== undefined)),
      );
      return bench.type(attendanceSheets, row, 'd1', 'MAL');
    },
  ),
  mistake('LQ.amount.unreadable', 'Un importo scritto in lettere.', (bench) =>
    bench.type(
      batches,
      bench.one(batches, (it) => it.kind === 'allowance'),
      'amount',
      'seicento',
    ),
  ),
  lighter('nota', 'C.operator.unreadable', 'Un ID che non c’è tra gli operatori.', (bench) =>
    bench.type(
      contacts,
      bench.one(contacts, (it) => it.outcome === 'reached'),
      'operator',
      'O-0099',
    ),
  ),
  mistake(
    'VT.internship.unreadable',
    'La visita è legata a un tirocinio che non esiste.',
    (bench) => {
      const row = bench.one(
        visits,
        (it) => it.internship !== undefined && over(it.internship, bench),
      );
      return bench.type(visits, row, 'internship', 'T-0999');
    },
  ),
  lighter('avvisa', 'B.lab.unreadable', 'Al posto del laboratorio l’ID di un comune.', (bench) =>
    bench.type(beneficiaries, bench.one(beneficiaries, contacted), 'lab', 'COM-0002'),
  ),
  mistake(
    'QE.reported.unreadable',
    'Incollato da un foglio in cui la formula non funzionava più.',
    (bench) =>
      bench.type(
        budget,
        bench.one(budget, (it) => it.reported !== undefined),
        'reported',
        {
          kind: 'error',
          error: '#REF!',
        },
      ),
  ),
  mistake('COOP.turnover.unreadable', 'Due cifre nella stessa cella.', (bench) =>
    bench.type(
      cooperatives,
      bench.one(cooperatives, () => true),
      'turnover',
      '350.000 / 360.000',
    ),
  ),
  lighter('avvisa', 'Q.kind.unreadable', 'Una parola che non è nell’elenco.', (bench) =>
    bench.type(
      interviews,
      bench.one(interviews, (it) => it.kind === 'counselling' && it.held === 'held'),
      'kind',
      'Chiacchierata',
    ),
  ),
];

const shape: readonly Planting[] = [
  lighter('avvisa', 'B.metOn.missing', 'Manca il giorno del primo contatto.', (bench) =>
    bench.put(beneficiaries, bench.one(beneficiaries, welcomed), 'metOn', undefined),
  ),
  lighter(
    'avvisa',
    'C.outcome.missing',
    'La telefonata è segnata senza dire com’è andata.',
    (bench) =>
      bench.put(
        contacts,
        bench.one(contacts, (it) => it.company !== undefined),
        'outcome',
        undefined,
      ),
  ),
  lighter('avvisa', 'Q.on.missing', 'Un colloquio senza giorno.', (bench) =>
    bench.put(
      interviews,
      bench.one(interviews, (it) => it.kind === 'counselling' && it.held === 'held'),
      'on',
      undefined,
    ),
  ),
  lighter('avvisa', 'VT.by.missing', 'Non è scritto chi ha fatto la visita.', (bench) =>
    bench.put(
      visits,
      bench.one(visits, () => true),
      'by',
      undefined,
    ),
  ),
  mistake('idDoubled', 'Una riga copiata e incollata, ID compreso.', (bench) =>
    bench.copy(
      contacts,
      bench.one(contacts, (it) => it.company !== undefined && it.outcome === 'reached'),
    ),
  ),
  mistake('idWrong', 'Qualcuno ha scritto nella colonna degli ID.', (bench) =>
    bench.mistakeId(
      enrolments,
      bench.one(enrolments, (it) => it.withdrawnOn === undefined),
      'da fare',
    ),
  ),
  lighter(
    'avvisa',
    'formulaInData',
    'Il totale delle ore è una formula: ordinando le righe cambia.',
    (bench) => {
      const row = bench.one(internships, (it) => plain(it, bench));
      return bench.type(internships, row, 'weeklyHours', {
        kind: 'formula',
        formula: 'SUM(S2:Y2)',
        result: (row.weeklyHours ?? 0) / 60,
      });
    },
  ),
  mistake('columnMissing', 'Una colonna ha cambiato nome.', (bench) =>
    bench.rename(partners, 'services', 'Che cosa fanno'),
  ),
];

const people: readonly Planting[] = [
  mistake('codiceFiscaleFitsThePerson', 'Giorno e mese di nascita scambiati.', (bench) => {
    const row = bench.one(beneficiaries, (it) => {
      const [, month = '', day = ''] = (it.birthDate ?? '').split('-');
      return welcomed(it) && day <= '12' && day !== month && midAge(it);
    });
    const [year = '', month = '', day = ''] = (row.birthDate ?? '').split('-');
    return {
      ...bench.type(beneficiaries, row, 'birthDate', `${month}/${day}/${year}`),
      column: beneficiaries.columns.codiceFiscale.label,
    };
  }),
  mistake('codiceFiscaleIsOnOneRow', 'La stessa persona scritta due volte.', (bench) => {
    const first = bench.one(beneficiaries, welcomed);
    const again = bench.one(
      beneficiaries,
      (it) => contacted(it) && it.id > first.id && it.citizenship === 'italiana',
    );
    for (const key of [
      'lastName',
      'firstName',
      'sex',
      'birthDate',
      'birthPlace',
      'birthProvince',
      'citizenship',
      'permitExpiry',
    ] as const)
      bench.put(beneficiaries, again, key, first[key]);
    return bench.put(beneficiaries, again, 'codiceFiscale', first.codiceFiscale);
  }),
  mistake(
    'personIsOnOneRow',
    'La stessa persona con cognome e nome scambiati, in attesa del codice fiscale.',
    (bench) => {
      const first = bench.one(beneficiaries, (it) => welcomed(it) && it.citizenship === 'italiana');
      const again = bench.one(
        beneficiaries,
        (it) => contacted(it) && it.id > first.id && it.citizenship === 'italiana',
      );
      bench.put(beneficiaries, again, 'firstName', first.lastName);
      bench.put(beneficiaries, again, 'birthDate', first.birthDate);
      bench.put(beneficiaries, again, 'sex', first.sex);
      bench.put(beneficiaries, again, 'codiceFiscale', undefined);
      return bench.put(beneficiaries, again, 'lastName', first.firstName);
    },
  ),
  mistake('phoneIsOfOnePerson', 'Lo stesso telefono su due persone.', (bench) => {
    const first = bench.one(beneficiaries, welcomed);
    const again = bench.one(beneficiaries, (it) => contacted(it) && it.id > first.id);
    return bench.put(beneficiaries, again, 'phone', first.phone);
  }),
  mistake('ageIsWithinTheProgramme', 'Una persona di 44 anni.', (bench) => {
    const row = bench.one(beneficiaries, (it) => welcomed(it) && it.citizenship === 'italiana');
    const birthDate = plusMonths(found(row.inChargeOn), -44 * 12);
    const { lastName = '', firstName = '', birthPlace } = row;
    bench.put(
      beneficiaries,
      row,
      'codiceFiscale',
      codiceFiscaleOf({
        lastName,
        firstName,
        sex: row.sex === 'female' ? 'F' : 'M',
        birthDate,
        // Those who are Italian were born in one of the four comuni.
        birthPlace: birthPlace as 'Andria',
      }),
    );
    bench.put(beneficiaries, row, 'birthProvince', 'BA');
    return bench.put(beneficiaries, row, 'birthDate', birthDate);
  }),
  mistake('permitIsWrittenWhereDue', 'Manca la scadenza del permesso di soggiorno.', (bench) =>
    bench.put(
      beneficiaries,
      bench.one(beneficiaries, (it) => welcomed(it) && it.permitExpiry !== undefined),
      'permitExpiry',
      undefined,
    ),
  ),
  mistake('permitIsValid', 'Il permesso di chi è in tirocinio scade tra venti giorni.', (bench) => {
    const row = bench.one(
      beneficiaries,
      (it) =>
        it.permitExpiry !== undefined &&
        bench.world.written(internships).some((one) => one.beneficiary === it && plain(one, bench)),
    );
    return bench.put(beneficiaries, row, 'permitExpiry', plusDays(bench.world.frame.today, 20));
  }),
  mistake('capIsOfTheComune', 'Il CAP di un altro comune.', (bench) => {
    const row = bench.one(beneficiaries, (it) => contacted(it) && it.cap !== '76125');
    return bench.put(beneficiaries, row, 'cap', '76125');
  }),
  mistake('phoneIsThereForWhoPrefersIt', 'Vuole essere chiamato, ma il numero manca.', (bench) =>
    bench.put(
      beneficiaries,
      bench.one(beneficiaries, (it) => welcomed(it) && it.preferredChannel === 'phone'),
      'phone',
      undefined,
    ),
  ),
  mistake('noticeIsGiven', 'L’informativa non risulta data.', (bench) =>
    bench.put(beneficiaries, bench.one(beneficiaries, welcomed), 'noticeGivenOn', undefined),
  ),
  mistake(
    'verifiedRequirementHasItsVerifier',
    'Il requisito è verificato, ma non si sa da chi.',
    (bench) =>
      bench.put(
        beneficiaries,
        bench.one(beneficiaries, assessed),
        'requirementVerifiedBy',
        undefined,
      ),
  ),
  mistake(
    'requirementIsVerifiedByWhoMay',
    'Il requisito lo ha verificato l’amministrazione.',
    (bench) => {
      const other = found(
        bench.world.written(operators).find((it) => it.role === 'administration'),
      );
      return bench.put(
        beneficiaries,
        bench.one(beneficiaries, assessed),
        'requirementVerifiedBy',
        other,
      );
    },
  ),
  mistake('typedStageHasItsDay', 'Una rinuncia senza giorno.', (bench) =>
    bench.put(
      beneficiaries,
      bench.one(beneficiaries, (it) => it.typedStage === 'renounced'),
      'typedStageOn',
      undefined,
    ),
  ),
  mistake(
    'unreachableAfterItsAttempts',
    'Segnata irreperibile senza averla cercata tre volte.',
    (bench) => {
      const row = bench.one(beneficiaries, (it) => contacted(it));
      bench.put(
        beneficiaries,
        row,
        'typedStageOn',
        bench.world.frame.onOrBefore(bench.world.frame.today),
      );
      return bench.put(beneficiaries, row, 'typedStage', 'unreachable');
    },
  ),
  mistake('wordsInBeneficiaries', 'Nelle note operative c’è una notizia di salute.', (bench) =>
    bench.put(
      beneficiaries,
      bench.one(beneficiaries, welcomed),
      'notes',
      'Il martedì va al SerD, non telefonare.',
    ),
  ),
  mistake('callBackIsNotOverdue', 'Da richiamare da una settimana.', (bench) => {
    const { frame } = bench.world;
    const row = bench.one(
      contacts,
      (it) =>
        it.outcome === 'callBack' &&
        it.calledBack !== true &&
        it.callBackOn !== undefined &&
        it.callBackOn > frame.today,
    );
    return bench.put(contacts, row, 'callBackOn', plusDays(frame.today, -7));
  }),
  mistake(
    'wordsInContacts',
    'Il motivo di un’assenza scritto tra le note di una telefonata.',
    (bench) =>
      bench.put(
        contacts,
        bench.one(contacts, (it) => it.beneficiary !== undefined && it.outcome === 'reached'),
        'notes',
        'Non viene: ha un’udienza, è agli arresti domiciliari.',
      ),
  ),
  mistake('interviewIsOnAWorkingDay', 'Un colloquio di domenica.', (bench) => {
    const row = bench.one(interviews, (it) => it.kind === 'counselling' && it.held === 'held');
    const sunday = found(
      daysIn({ from: plusDays(found(row.on), -6), to: found(row.on) }).find(
        (it) => weekdayOf(it) === 'dom',
      ),
    );
    return bench.put(interviews, row, 'on', sunday);
  }),
  mistake('interviewerHasTheRole', 'Il bilancio lo ha condotto l’amministrazione.', (bench) => {
    const other = found(bench.world.written(operators).find((it) => it.role === 'administration'));
    return bench.put(
      interviews,
      bench.one(interviews, (it) => it.kind === 'skillsBalance'),
      'operator',
      other,
    );
  }),
  mistake('heldInterviewHasItsHours', 'Un colloquio svolto senza ore.', (bench) =>
    bench.put(
      interviews,
      bench.one(interviews, (it) => it.kind === 'welcome' && it.held === 'held'),
      'hours',
      undefined,
    ),
  ),
  mistake(
    'counsellingKeepsDayAndHoursOnly',
    'Del counselling si è scritto anche l’esito.',
    (bench) => {
      const row = bench.one(interviews, (it) => it.kind === 'counselling' && it.held === 'held');
      bench.put(interviews, row, 'outcome', 'continues');
      return bench.at(interviews, row, 'kind');
    },
  ),
  mistake('workerHasAContract', 'Lavora, ma non si sa con quale contratto.', (bench) =>
    bench.put(
      outcomes,
      bench.one(outcomes, (it) => it.situation === 'employed'),
      'contract',
      undefined,
    ),
  ),
  mistake('outcomeIsInItsTime', 'L’esito a 28 giorni rilevato dopo dieci.', (bench) => {
    const row = bench.one(outcomes, (it) => it.at === 'days28' && it.situation !== 'employed');
    return bench.put(outcomes, row, 'on', plusDays(found(row.on), -18));
  }),
  mistake('informingPrecedesTheReferral', 'La persona è stata informata dopo l’invio.', (bench) => {
    const row = bench.one(referrals, (it) => it.sentOn !== undefined);
    return bench.put(referrals, row, 'informedOn', plusDays(found(row.sentOn), 3));
  }),
  mistake('referralDatesAreInOrder', 'Un invio che scade prima di partire.', (bench) => {
    const row = bench.one(referrals, (it) => it.state === 'closed');
    return bench.put(referrals, row, 'until', plusDays(found(row.sentOn), -1));
  }),
  mistake('operatorEmailIsOnOneRow', 'La stessa e-mail per due operatori.', (bench) => {
    const first = bench.one(operators, (it) => it.role === 'mentor');
    const again = bench.one(operators, (it) => it.role === 'enterpriseTutor' && it.id > first.id);
    return bench.put(operators, again, 'email', first.email);
  }),
  mistake('labOperatorHasALab', 'Un’operatrice di laboratorio senza laboratorio.', (bench) =>
    bench.put(
      operators,
      bench.one(operators, (it) => it.role === 'labOperator'),
      'lab',
      undefined,
    ),
  ),
  mistake('slackIdLooksRight', 'Al posto dell’ID Slack il nome utente.', (bench) =>
    bench.put(
      operators,
      bench.one(operators, (it) => it.role === 'counsellor' && it.to === undefined),
      'slackId',
      '@orientamento',
    ),
  ),
  mistake('istatCodeLooksRight', 'Il codice ISTAT con una cifra in meno.', (bench) =>
    bench.put(
      municipalities,
      bench.one(municipalities, () => true),
      'istat',
      '11001',
    ),
  ),
];

const hosts: readonly Planting[] = [
  mistake('businessHasRea', 'Manca il numero REA.', (bench) =>
    bench.put(companies, bench.one(companies, isFirm), 'rea', undefined),
  ),
  mistake(
    'reaIsOfAChamberThatKeepsIt',
    'Il REA con la sigla della provincia invece che di Bari.',
    (bench) => {
      const row = bench.one(companies, isFirm);
      return bench.put(companies, row, 'rea', (row.rea ?? '').replace('BA-', 'BT-'));
    },
  ),
  mistake('hostPecIsNotItsEmail', 'La stessa casella come PEC e come e-mail.', (bench) => {
    const row = bench.one(companies, isFirm);
    return bench.put(companies, row, 'pec', row.email);
  }),
  mistake('hostDeclaresNoDismissals', 'L’ente dichiara di aver licenziato.', (bench) =>
    bench.put(companies, bench.one(companies, isFirm), 'declaresNoDismissals', false),
  ),
  mistake('hostDurcIsValid', 'Il DURC è scaduto con un tirocinio in corso.', (bench) => {
    const row = bench.one(companies, (it) => isFirm(it) && hostsSomebody(it, bench));
    return bench.put(companies, row, 'durcExpiry', plusDays(bench.world.frame.today, -12));
  }),
  mistake('hostHasLegalRepresentative', 'Non si sa più chi firma per l’ente.', (bench) => {
    const row = bench.one(companies, (it) => isFirm(it) && hostsSomebody(it, bench));
    bench.put(companies, row, 'legalRepresentativeFirstName', undefined);
    return bench.put(companies, row, 'legalRepresentativeLastName', undefined);
  }),
  mistake('atecoHasItsVersion', 'Un codice ATECO senza la versione.', (bench) =>
    bench.put(companies, bench.one(companies, isFirm), 'atecoVersion', undefined),
  ),
  mistake('verifiedHostHasAnOutcome', 'Verificata, ma non si sa con quale esito.', (bench) =>
    bench.put(companies, bench.one(companies, isFirm), 'suitable', undefined),
  ),
  mistake('hostTaxCodeIsNotDoubled', 'Lo stesso codice fiscale su due enti.', (bench) => {
    const first = bench.one(companies, (it) => it.kind === 'school');
    const again = bench.one(
      companies,
      (it) =>
        it.kind !== 'company' &&
        it.kind !== 'cooperative' &&
        it.id > first.id &&
        it.codiceFiscale !== undefined,
    );
    return bench.put(companies, again, 'codiceFiscale', first.codiceFiscale);
  }),
  mistake('staffCountIsRecent', 'Il personale della sede è contato da più di un anno.', (bench) => {
    const row = bench.one(
      sites,
      (it) => it.company !== undefined && hostsSomebody(it.company, bench) && isFirst(it, bench),
    );
    return bench.put(sites, row, 'staffOn', plusDays(bench.world.frame.today, -420));
  }),
  mistake('tutorIsInTheCompanyFirst', 'Il tutor risulta assunto dopo aver cominciato.', (bench) => {
    const row = bench.one(companyTutors, () => true);
    bench.put(companyTutors, row, 'hiredOn', plusDays(found(row.from), 30));
    return bench.at(companyTutors, row, 'from');
  }),
  mistake('tutorHasAnEmail', 'Al tutor non si può mandare il foglio presenze.', (bench) => {
    const row = bench.one(companyTutors, (it) =>
      bench.world.written(internships).some((one) => one.companyTutor === it && plain(one, bench)),
    );
    return bench.put(companyTutors, row, 'email', undefined);
  }),
  mistake('agreementNumberIsNotDoubled', 'Due convenzioni con lo stesso numero.', (bench) => {
    const first = bench.one(agreements, () => true);
    const again = bench.one(agreements, (it) => it.id > first.id);
    return bench.put(agreements, again, 'number', first.number);
  }),
  mistake(
    'agreementIsSignedAfterItWasSent',
    'La convenzione risulta inviata dopo la firma.',
    (bench) => {
      const row = bench.one(agreements, () => true);
      bench.put(agreements, row, 'sentOn', plusDays(found(row.signedOn), 4));
      return bench.at(agreements, row, 'signedOn');
    },
  ),
  mistake('offeredPlaceIsNotOver', 'Un posto ancora aperto con la disponibilità finita.', (bench) =>
    bench.put(
      places,
      bench.one(
        places,
        (it) => it.from !== undefined && it.from < plusDays(bench.world.frame.today, -60),
      ),
      'until',
      plusDays(bench.world.frame.today, -15),
    ),
  ),
  mistake(
    'cooperativeTutorHasTheRole',
    'La cooperativa è affidata a un tutor promotore.',
    (bench) => {
      const other = found(bench.world.written(operators).find((it) => it.role === 'promoterTutor'));
      return bench.put(
        cooperatives,
        bench.one(cooperatives, () => true),
        'enterpriseTutor',
        other,
      );
    },
  ),
  mistake('tutoringLastsItsMonths', 'Sei mesi di affiancamento invece di tre.', (bench) => {
    const row = bench.one(
      cooperatives,
      (it) =>
        it.tutoringTo !== undefined &&
        it.consolidationOn === undefined &&
        it.closedOn === undefined,
    );
    return bench.put(cooperatives, row, 'tutoringTo', plusMonths(found(row.tutoringTo), 3));
  }),
  mistake('cigHasTenCharacters', 'Nella casella del CIG c’è il CUP.', (bench) =>
    bench.put(
      outsourcings,
      bench.one(outsourcings, (it) => it.cig !== undefined),
      'cig',
      'Z99Z99000990009',
    ),
  ),
  mistake(
    'outsourcingIsAwardedInStep',
    'Aggiudicato prima della scadenza delle offerte.',
    (bench) => {
      const row = bench.one(outsourcings, (it) => it.awardedOn !== undefined);
      return bench.put(outsourcings, row, 'awardedOn', plusDays(found(row.bidsBy), -5));
    },
  ),
  mistake('heldWorkshopHasItsHours', 'Un workshop tenuto senza ore.', (bench) => {
    const row = bench.one(
      workshops,
      (it) => it.on !== undefined && it.on < bench.world.frame.today,
    );
    return bench.put(workshops, row, 'hours', undefined);
  }),
  mistake('enrolmentIsNotDoubled', 'La stessa persona iscritta due volte.', (bench) => {
    const first = bench.one(enrolments, (it) => it.withdrawnOn === undefined);
    const again = bench.one(
      enrolments,
      (it) => it.withdrawnOn === undefined && it.workshop === first.workshop && it.id > first.id,
    );
    bench.put(enrolments, again, 'lastName', first.lastName);
    bench.put(enrolments, again, 'firstName', first.firstName);
    bench.put(enrolments, again, 'email', first.email);
    return bench.at(enrolments, again, 'workshop');
  }),
  mistake('absentHasNoHours', 'Non c’era, ma ha quattro ore.', (bench) =>
    bench.put(
      enrolments,
      bench.one(enrolments, (it) => it.attended === false),
      'hours',
      240,
    ),
  ),
  mistake('partnerRctIsValid', 'La polizza del promotore è scaduta.', (bench) =>
    bench.put(
      partners,
      bench.one(partners, (it) => it.rctTo !== undefined),
      'rctTo',
      plusDays(bench.world.frame.today, -3),
    ),
  ),
  mistake('partnerHasPec', 'Chi paga non ha la PEC.', (bench) =>
    bench.put(
      partners,
      bench.one(partners, (it) => it.roles?.includes('payer') === true),
      'pec',
      undefined,
    ),
  ),
];

const placements: readonly Planting[] = [
  mistake('coDue', 'Comincia tra pochi giorni e la comunicazione non è partita.', (bench) => {
    const { today } = bench.world.frame;
    const row = bench.one(
      internships,
      (it) => atTheDoor(it, bench) && found(it.startDate) <= plusDays(today, 7),
    );
    bench.put(internships, row, 'coProtocol', undefined);
    return bench.put(internships, row, 'coSentOn', undefined);
  }),
  mistake('tisCoCategory', 'La comunicazione di un TIS con la categoria sbagliata.', (bench) =>
    bench.put(
      internships,
      bench.one(internships, (it) => plain(it, bench) && it.instrument === 'tis'),
      'coCategory',
      'other',
    ),
  ),
  mistake('gepiRecorded', 'Un TIS in corso non registrato in GePI.', (bench) =>
    bench.put(
      internships,
      bench.one(internships, (it) => plain(it, bench) && it.instrument === 'tis'),
      'gepiRecordedOn',
      undefined,
    ),
  ),
  mistake('monthsAgree', 'Sei mesi contati fino allo stesso giorno.', (bench) => {
    const row = bench.one(internships, (it) => plain(it, bench));
    const end = plusDays(found(row.endDate), 1);
    bench.put(internships, row, 'inailTo', end);
    return bench.put(internships, row, 'endDate', end);
  }),
  mistake('weeklyHoursAgree', 'Il totale delle ore non torna con i giorni.', (bench) => {
    const row = bench.one(internships, (it) => plain(it, bench));
    return bench.put(internships, row, 'weeklyHours', (row.weeklyHours ?? 0) + 60);
  }),
  mistake(
    'safetyTrainingByStart',
    'La formazione sulla sicurezza dopo il primo giorno.',
    (bench) => {
      const row = bench.one(internships, (it) => plain(it, bench));
      return bench.put(internships, row, 'safetyTrainingOn', plusDays(found(row.startDate), 6));
    },
  ),
  mistake('pfiNumberedOnce', 'Lo stesso numero di PFI su due tirocini.', (bench) => {
    const first = bench.one(internships, (it) => over(it, bench));
    const again = bench.one(internships, (it) => over(it, bench) && it.id > first.id);
    return bench.put(internships, again, 'pfiNumber', first.pfiNumber);
  }),
  mistake('allowanceAsDoubtfulRules', 'Un’indennità più bassa di quella della regione.', (bench) =>
    bench.put(
      internships,
      bench.one(internships, (it) => atTheDoor(it, bench) && it.instrument === 'tis'),
      'allowance',
      euro(500),
    ),
  ),
  mistake(
    'promoterTutorHasTheRole',
    'Come tutor promotore è indicato un tutor d’impresa.',
    (bench) => {
      const other = found(
        bench.world.written(operators).find((it) => it.role === 'enterpriseTutor'),
      );
      const row = bench.one(
        internships,
        (it) => atTheDoor(it, bench) && it.enterpriseTutor === undefined,
      );
      return bench.put(internships, row, 'promoterTutor', other);
    },
  ),
  mistake(
    'restrictedBookIsInOrderForTheStart',
    'Il coordinatore non ha ancora verificato il requisito riservato.',
    (bench) =>
      bench.put(
        internships,
        bench.one(internships, (it) => atTheDoor(it, bench)),
        'restrictedVerified',
        undefined,
      ),
  ),
  mistake('inailToTheEnd', 'La copertura INAIL finisce prima del tirocinio.', (bench) => {
    const row = bench.one(internships, (it) => atTheDoor(it, bench));
    return bench.put(internships, row, 'inailTo', plusDays(found(row.endDate), -31));
  }),
  mistake('startOnWorkingDay', 'L’inizio è di domenica.', (bench) => {
    const row = bench.one(
      internships,
      (it) => it.startDate !== undefined && it.promoterTutor === undefined,
    );
    const sunday = found(
      daysIn({ from: found(row.startDate), to: plusDays(found(row.startDate), 6) }).find(
        (it) => weekdayOf(it) === 'dom',
      ),
    );
    bench.put(internships, row, 'endDate', undefined);
    return bench.put(internships, row, 'startDate', sunday);
  }),
  mistake('earlyEndExplained', 'Chiuso in anticipo senza dire come.', (bench) =>
    bench.put(
      internships,
      bench.one(internships, (it) => it.endedOn !== undefined),
      'endReason',
      undefined,
    ),
  ),
  mistake('wordsInInternships', 'Nelle note del tirocinio si parla di una misura.', (bench) =>
    bench.put(
      internships,
      bench.one(internships, (it) => over(it, bench)),
      'notes',
      'Esce dal carcere alle 8, avvisare l’UEPE.',
    ),
  ),
  mistake(
    'changeCommunicatedInTime',
    'La proroga comunicata con dieci giorni di ritardo.',
    (bench) => {
      const row = bench.one(
        variations,
        (it) =>
          it.kind === 'extension' &&
          it.from !== undefined &&
          it.from < plusDays(bench.world.frame.today, -30),
      );
      return bench.put(variations, row, 'coSentOn', plusDays(found(row.from), 15));
    },
  ),
  mistake('accidentReportedInTime', 'L’infortunio denunciato dopo una settimana.', (bench) => {
    const row = bench.one(variations, (it) => it.kind === 'accident');
    return bench.put(variations, row, 'inailReportedOn', plusDays(found(row.certificateOn), 8));
  }),
  mistake('earlyEndToldToTutors', 'Non risulta che i tutor siano stati avvisati.', (bench) =>
    bench.put(
      variations,
      bench.one(variations, (it) => it.kind === 'earlyEnd'),
      'toldTutorsOn',
      undefined,
    ),
  ),
  mistake('extensionHasAct', 'Una proroga senza il suo atto.', (bench) =>
    bench.put(
      variations,
      bench.one(variations, (it) => it.kind === 'extension'),
      'act',
      undefined,
    ),
  ),
];

const attendance: readonly Planting[] = [
  mistake('presenceIsNotOnHolidays', 'Ore segnate di domenica.', (bench) => {
    const row = bench.one(
      attendanceSheets,
      (it) =>
        settled(it, bench) &&
        it.internship !== undefined &&
        inside(it) &&
        dayOf(it, (_, day) => day === 'dom') !== undefined,
    );
    const day = found(dayOf(row, (_, weekday) => weekday === 'dom'));
    bench.type(attendanceSheets, row, day, '4');
    bench.put(attendanceSheets, row, 'declaredHours', (row.declaredHours ?? 0) + 240);
    return bench.at(attendanceSheets, row, 'month');
  }),
  mistake('hoursKeepToThePlan', 'In un giorno più ore di quelle dell’orario.', (bench) => {
    const row = bench.one(
      attendanceSheets,
      (it) => settled(it, bench) && dayOf(it, isPresent) !== undefined,
    );
    const day = found(dayOf(row, isPresent));
    const before =
      (row as Readonly<Record<string, { readonly minutes?: number } | undefined>>)[day]?.minutes ??
      0;
    bench.put(attendanceSheets, row, day as DayKey, { minutes: before + 120 });
    bench.put(attendanceSheets, row, 'declaredHours', (row.declaredHours ?? 0) + 120);
    return bench.at(attendanceSheets, row, 'month');
  }),
  mistake('sheetHasTheDaysOfItsMonth', 'Ore nella colonna 31 di un mese che ne ha 30.', (bench) => {
    const row = bench.one(
      attendanceSheets,
      (it) =>
        settled(it, bench) &&
        !found(it.month).endsWith('-02') &&
        lastDay(found(it.month)).endsWith('30'),
    );
    bench.type(attendanceSheets, row, 'd31', '5');
    return bench.at(attendanceSheets, row, 'month');
  }),
  mistake('closedDaysHaveAReason', 'C in un giorno in cui la sede era aperta.', (bench) => {
    const row = bench.one(attendanceSheets, (it) => settled(it, bench) && isWellAttended(it));
    closedOrPaused(bench, row, 'C');
    return bench.at(attendanceSheets, row, 'month');
  }),
  mistake('suspendedDaysAreInVariations', 'S senza una sospensione registrata.', (bench) => {
    const row = bench.one(attendanceSheets, (it) => settled(it, bench) && isWellAttended(it));
    closedOrPaused(bench, row, 'S');
    return bench.at(attendanceSheets, row, 'month');
  }),
  mistake('checkerDidNotRecord', 'Chi ha scritto le presenze le ha anche controllate.', (bench) => {
    const row = bench.one(attendanceSheets, (it) => settled(it, bench));
    bench.put(attendanceSheets, row, 'recordedBy', row.checkedBy);
    return bench.at(attendanceSheets, row, 'checkedBy');
  }),
  mistake('sheetIsCheckedAfterItReturns', 'Il controllo prima del ritorno del foglio.', (bench) => {
    const row = bench.one(attendanceSheets, (it) => settled(it, bench));
    return bench.put(attendanceSheets, row, 'checkedOn', plusDays(found(row.receivedOn), -2));
  }),
  mistake(
    'receivedSheetIsSignedByTutor',
    'Il foglio è tornato senza la firma del tutor.',
    (bench) =>
      bench.put(
        attendanceSheets,
        bench.one(
          attendanceSheets,
          (it) => it.receivedOn !== undefined && it.checkedOn === undefined,
        ),
        'signedByTutor',
        undefined,
      ),
  ),
  mistake(
    'justifiedDaysAreAbsences',
    'Giustificato un giorno in cui la persona c’era.',
    (bench) => {
      const row = bench.one(
        attendanceSheets,
        (it) =>
          settled(it, bench) && it.justified === undefined && dayOf(it, isPresent) !== undefined,
      );
      return bench.put(attendanceSheets, row, 'justified', found(dayOf(row, isPresent)).slice(1));
    },
  ),
  mistake('declaredHoursAgree', 'Il totale in fondo al foglio non torna.', (bench) => {
    const row = bench.one(
      attendanceSheets,
      (it) => settled(it, bench) && it.declaredHours !== undefined,
    );
    return bench.put(attendanceSheets, row, 'declaredHours', (row.declaredHours ?? 0) - 60);
  }),
  mistake('madeUpDaysAreNumbers', 'Un recupero scritto a parole.', (bench) =>
    bench.put(
      attendanceSheets,
      bench.one(attendanceSheets, (it) => settled(it, bench)),
      'madeUp',
      'l’ultimo sabato',
    ),
  ),
  mistake('madeUpDaysArePresences', 'Un recupero in un giorno rimasto vuoto.', (bench) => {
    const row = bench.one(
      attendanceSheets,
      (it) => settled(it, bench) && dayOf(it, isNothingOnASunday) !== undefined,
    );
    const day = found(dayOf(row, isNothingOnASunday));
    return bench.put(attendanceSheets, row, 'madeUp', day.slice(1));
  }),
  mistake('thresholdIsNotAtRisk', 'Troppe assenze, alcune già annunciate.', (bench) => {
    const { today } = bench.world.frame;
    const absences = (it: Sheet) => {
      const open = openDays(it, bench);
      return open.slice(0, mayMiss(open) - 1);
    };
    const fits = (it: Sheet) =>
      isUnderWay(it, bench) &&
      absences(it).length > 0 &&
      openDays(it, bench)
        .slice(absences(it).length)
        .filter((on) => on > today).length > 1;
    if (!bench.world.written(attendanceSheets).some((it) => bench.isFree(it) && fits(it)))
      return undefined;
    const row = bench.one(attendanceSheets, fits);
    absentOn(bench, row, absences(row));
    return bench.at(attendanceSheets, row, 'month');
  }),
  mistake('thresholdIsNotLost', 'Assenze per un terzo del mese: la soglia è persa.', (bench) => {
    const row = bench.one(
      attendanceSheets,
      (it) => isUnderWay(it, bench) && openDays(it, bench).length > 0,
    );
    const open = openDays(row, bench);
    absentOn(bench, row, open.slice(0, mayMiss(open) + 1));
    return bench.at(attendanceSheets, row, 'month');
  }),
  mistake('nextVisitComesAfter', 'La prossima visita prima di questa.', (bench) => {
    const row = bench.one(visits, (it) => it.next !== undefined);
    return bench.put(visits, row, 'next', plusDays(found(row.on), -3));
  }),
  mistake('visitIsByWhoFollowsTrainees', 'La visita l’ha fatta l’amministrazione.', (bench) => {
    const other = found(bench.world.written(operators).find((it) => it.role === 'administration'));
    return bench.put(
      visits,
      bench.one(visits, () => true),
      'by',
      other,
    );
  }),
  mistake('wordsInVisits', 'Nelle note di una visita si parla di una malattia.', (bench) =>
    bench.put(
      visits,
      bench.one(visits, () => true),
      'notes',
      'Stanca per il metadone, spostare al pomeriggio.',
    ),
  ),
  mistake('signaturesComeAfterSending', 'Una firma prima che la carta partisse.', (bench) => {
    const row = bench.one(
      signings,
      (it) => it.kind === 'trainingPlan' && it.companySignedOn !== undefined,
    );
    bench.put(signings, row, 'companySignedOn', plusDays(found(row.sentOn), -9));
    return bench.at(signings, row, 'sentOn');
  }),
  mistake(
    'registeredPaperHasAllSignatures',
    'Protocollata senza la firma dell’ospitante.',
    (bench) => {
      const row = bench.one(
        signings,
        (it) => it.kind === 'agreement' && it.companySignedOn !== undefined,
      );
      bench.put(signings, row, 'companySignedOn', undefined);
      return bench.at(signings, row, 'protocolOn');
    },
  ),
  mistake('waiverIsGrantedByACoordinator', 'Una deroga concessa da un tutor.', (bench) => {
    const other = found(bench.world.written(operators).find((it) => it.role === 'promoterTutor'));
    return bench.put(
      waivers,
      bench.one(waivers, () => true),
      'authorisedBy',
      other,
    );
  }),
  mistake('waiverHasNotRunOut', 'Una deroga scaduta.', (bench) =>
    bench.put(
      waivers,
      bench.one(
        waivers,
        (it) => it.from !== undefined && it.from < plusDays(bench.world.frame.today, -8),
      ),
      'until',
      plusDays(bench.world.frame.today, -1),
    ),
  ),
  mistake('requestPeriodIsInOrder', 'Un periodo che finisce prima di cominciare.', (bench) => {
    const row = bench.one(requests, (it) => it.to !== undefined);
    return bench.put(requests, row, 'to', plusDays(found(row.from), -10));
  }),
  mistake('requestSaysAboutWhom', 'Una richiesta che non dice di chi.', (bench) =>
    bench.put(
      requests,
      bench.one(requests, (it) => it.what === 'why'),
      'about',
      undefined,
    ),
  ),
];

const money: readonly Planting[] = [
  mistake('amountIsWithinTheAllowance', 'Pagati settecento euro invece di seicento.', (bench) => {
    const row = bench.one(
      batches,
      (it) => it.kind === 'allowance' && it.outcome === 'paid' && it.amount === euro(600),
    );
    bench.put(batches, row, 'net', euro(700));
    return bench.put(batches, row, 'amount', euro(700));
  }),
  mistake(
    'amountIsWhatIsDue',
    'Un pagamento fermo, con venti euro in meno di quanto spetta.',
    (bench) => {
      const row = bench.one(
        batches,
        (it) =>
          it.kind === 'allowance' &&
          it.outcome === 'suspended' &&
          freeSheetOf(it, bench) !== undefined,
      );
      bench.keep(found(freeSheetOf(row, bench)));
      const amount = minus(row.amount ?? euro(0), euro(20));
      bench.put(batches, row, 'net', amount);
      return bench.put(batches, row, 'amount', amount);
    },
  ),
  mistake(
    'paidMonthStillAgrees',
    'Dopo il pagamento il foglio è stato corretto: per metà mese la persona non c’era.',
    (bench) => {
      const row = bench.one(batches, (it) => {
        const sheet = freeSheetOf(it, bench);
        return isPlainlyPaid(it, bench) && sheet !== undefined && isWellAttended(sheet);
      });
      const sheet = found(freeSheetOf(row, bench));
      const hours = hoursOf(sheet);
      const corrected = hours.slice(0, Math.ceil(hours.length / 2));
      for (const { key } of corrected) bench.put(attendanceSheets, sheet, key, { code: 'A' });
      bench.put(
        attendanceSheets,
        sheet,
        'declaredHours',
        (sheet.declaredHours ?? 0) - corrected.reduce((sum, it) => sum + it.minutes, 0),
      );
      bench.keep(sheet);
      return bench.at(batches, row, 'amount');
    },
  ),
  mistake('returnedPaymentIsMadeAgain', 'Tornato indietro, e non ancora rifatto.', (bench) => {
    const row = bench.one(batches, (it) => isPlainlyPaid(it, bench));
    bench.put(batches, row, 'returnReason', 'wrongIban');
    bench.put(batches, row, 'returnedOn', plusDays(found(row.paidOn), 3));
    return bench.put(batches, row, 'outcome', 'returned');
  }),
  mistake('netIsGrossLessWithheld', 'Il netto non torna.', (bench) => {
    const row = bench.one(batches, (it) => it.kind === 'allowance' && it.outcome === 'paid');
    return bench.put(batches, row, 'net', minus(row.amount ?? euro(0), euro(10)));
  }),
  mistake(
    'paymentIsNotApprovedByItsAuthor',
    'Chi ha preparato la riga l’ha anche approvata.',
    (bench) => {
      const row = bench.one(
        batches,
        (it) => it.kind === 'allowance' && it.approvedBy !== undefined,
      );
      return bench.put(batches, row, 'approvedBy', row.preparedBy);
    },
  ),
  mistake('approvalFollowsPreparation', 'Approvata prima di essere preparata.', (bench) => {
    const row = bench.one(batches, (it) => it.kind === 'allowance' && it.approvedOn !== undefined);
    return bench.put(batches, row, 'approvedOn', plusDays(found(row.preparedOn), -2));
  }),
  mistake('paidRowSaysWhen', 'Pagato, ma non si sa quando.', (bench) =>
    bench.put(
      batches,
      bench.one(batches, (it) => it.kind === 'allowance' && it.outcome === 'paid'),
      'paidOn',
      undefined,
    ),
  ),
  mistake('commitmentIsWithinItem', 'Impegnato più di quanto c’è.', (bench) => {
    const row = bench.one(budget, (it) => it.committed !== undefined && it.category === 'labs');
    return bench.put(budget, row, 'committed', plus(found(row.amount), euro(500)));
  }),
];

const secrets: readonly Planting[] = [
  mistake('ibanIsOfOnePerson', 'Lo stesso IBAN su due persone.', (bench) => {
    const first = bench.one(restricted, (it) => isUnpaid(it, bench));
    const again = bench.one(restricted, (it) => isUnpaid(it, bench) && it.id > first.id);
    return bench.put(restricted, again, 'iban', first.iban);
  }),
  mistake(
    'ibanHolderIsThePersonOrDelegated',
    'Il conto è di un familiare e manca la delega.',
    (bench) => {
      const row = bench.one(restricted, (it) => isUnpaid(it, bench));
      bench.put(restricted, row, 'ibanHolder', 'Zagaria Immacolata');
      return bench.at(restricted, row, 'delegatedOn');
    },
  ),
  mistake('RS.iban.unreadable', 'Una cifra sbagliata nell’IBAN.', (bench) => {
    const row = bench.one(restricted, (it) => isUnpaid(it, bench));
    return bench.type(restricted, row, 'iban', (row.iban ?? '').replace('99999', '99998'));
  }),
  mistake(
    'formerPrisonersAreNotOfLaw381',
    'Un ex detenuto contato come svantaggiato della L. 381/1991.',
    (bench) =>
      bench.put(
        restricted,
        bench.one(
          restricted,
          (it) =>
            it.group === 'b' &&
            it.law381 === 'none' &&
            it.iban === undefined &&
            it.beneficiary?.selectedOn === undefined,
        ),
        'law381',
        'detained',
      ),
  ),
  mistake('iseeHasItsExpiry', 'Un ISEE senza scadenza.', (bench) =>
    bench.put(
      restricted,
      bench.one(restricted, (it) => it.isee !== undefined),
      'iseeUntil',
      undefined,
    ),
  ),
  mistake(
    'authorisationIsGrantedAfterItIsAsked',
    'Un’autorizzazione concessa prima di essere chiesta.',
    (bench) => {
      const row = bench.one(
        authorisations,
        (it) => it.internship !== undefined && over(it.internship, bench),
      );
      bench.put(authorisations, row, 'requestedOn', plusDays(found(row.grantedOn), 5));
      return bench.at(authorisations, row, 'grantedOn');
    },
  ),
];

/** Every mistake, in the order in which they are planted: each has a row of its own. */
export const plantings: readonly Planting[] = [
  ...unreadable,
  ...shape,
  ...people,
  ...hosts,
  ...placements,
  ...attendance,
  ...money,
  ...secrets,
];

/** Between 20 and 38 whichever way day and month are read. */
function midAge(it: Person): boolean {
  const age = Number((it.metOn ?? '').slice(0, 4)) - Number((it.birthDate ?? '').slice(0, 4));
  return age >= 21 && age <= 38;
}

function isFirm(it: RowOf<typeof companies>): boolean {
  return it.kind === 'company' && it.verifiedOn !== undefined && it.codiceFiscale?.length === 11;
}

function hostsSomebody(it: RowOf<typeof companies>, bench: Bench): boolean {
  return bench.world.written(internships).some((one) => one.company === it && plain(one, bench));
}

/** The site where its host's internships are. */
function isFirst(it: RowOf<typeof sites>, { world }: Bench): boolean {
  return world.written(sites).find((one) => one.company === it.company) === it;
}

/** A month wholly within the internship. */
function inside({ month, internship }: Sheet): boolean {
  return (
    month !== undefined &&
    internship?.startDate !== undefined &&
    internship.endDate !== undefined &&
    internship.startDate.slice(0, 7) < month &&
    month < internship.endDate.slice(0, 7)
  );
}

/** Puts C or S where hours were, and takes the hours from the total. */
function closedOrPaused(bench: Bench, row: Sheet, code: 'C' | 'S'): void {
  const day = found(dayOf(row, isPresent));
  const before =
    (row as Readonly<Record<string, { readonly minutes?: number } | undefined>>)[day]?.minutes ?? 0;
  bench.put(attendanceSheets, row, day as DayKey, { code });
  bench.put(attendanceSheets, row, 'declaredHours', (row.declaredHours ?? 0) - before);
}

/** The account of somebody whose first internship has yet to start: nobody waits for money on it. */
function isUnpaid({ iban, beneficiary }: RowOf<typeof restricted>, { world }: Bench): boolean {
  const own = world.written(internships).filter((it) => it.beneficiary === beneficiary);
  return (
    iban?.startsWith('IT') === true &&
    own.length > 0 &&
    own.every((it) => it.startDate === undefined || it.startDate > world.frame.today)
  );
}

/** Away on the first of the month, and nobody has said that it was justified. */
function isFreelyAbsent({ d1, justified }: Sheet): boolean {
  const away = d1 !== undefined && 'code' in d1 && d1.code === 'A';
  return away && !/(?:^|, )1(?:,|$)/.test(justified ?? '');
}
