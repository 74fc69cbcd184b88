import { day, daysBetween, plusDays } from '../../src/core/day.ts';
import { euro } from '../../src/core/money.ts';
import type { RowOf } from '../../src/core/tab.ts';
import type { authorisations, indicators, restricted, restrictedAbsences } from '../registry.ts';
import { at } from './chance.ts';
import { foreignIban, ibanOf } from './codes.ts';
import type { Frame } from './frame.ts';
import type { Placement } from './internships.ts';
import type { Draft, Person } from './people.ts';
import type { SheetTold } from './sheets.ts';
import type { Staff } from './staff.ts';

interface Telling {
  readonly frame: Frame;
  readonly staff: Staff;
  readonly people: readonly Person[];
  readonly placements: readonly Placement[];
  readonly sheets: readonly SheetTold[];
}

/** Whose matters these are: everybody who has an ID, whatever their story. */
function known({ people }: Telling): readonly Person[] {
  return people.filter((it) => it.way !== 'new');
}

/** The group of a person: the same for their row and their authorisations. */
function groupOf({ row }: Person, nth: number) {
  const turn = nth % 10;
  if (turn < 2) return 'a' as const;
  if (turn < 4) return 'b' as const;
  if (turn < 6) return 'c' as const;
  return row.sex === 'female' ? ('e' as const) : ('d' as const);
}

/** One row for every person: group and its proof, payment, times that bind. */
export function restrictedOf(told: Telling): readonly Draft<RowOf<typeof restricted>>[] {
  const { frame, placements } = told;
  const chance = frame.chance('restricted');
  const closed = new Set(
    placements.flatMap((it) => (it.slot.hitch === 'closedAccount' ? [it.person] : [])),
  );
  return known(told).map((person, nth) => {
    const { row, way, slots } = person;
    const group = groupOf(person, nth);
    const seen = row.requirementVerified === true;
    const placed = slots.length > 0;
    const hidden = row.phone === undefined;
    const free = group === 'd' || group === 'e';
    const byTransfer = placed && (nth % 19 !== 4 || closed.has(person));
    const hasAccount = byTransfer && !closed.has(person);
    return {
      beneficiary: row,
      group: way === 'contacted' ? undefined : group,
      evidence: seen ? evidenceOf[group] : undefined,
      evidenceOn: seen ? row.requirementVerifiedOn : undefined,
      evidenceBy: seen ? row.requirementVerifiedBy : undefined,
      evidencePlace: seen ? `armadio 2, busta ${nth + 1}` : undefined,
      law381: seen ? (group === 'a' ? 'alternative' : group === 'c' ? 'drugs' : 'none') : undefined,
      euDisadvantage: seen ? 'disadvantaged' : undefined,
      referringService:
        way === 'contacted'
          ? undefined
          : free
            ? 'Servizio sociale professionale'
            : group === 'c'
              ? 'Servizio per le dipendenze'
              : 'Ufficio per l’esecuzione penale esterna',
      referringPerson:
        row.socialWorker === undefined
          ? undefined
          : `${row.socialWorker.lastName} ${row.socialWorker.firstName}`,
      permitType:
        row.permitExpiry === undefined
          ? undefined
          : chance.pick(['protezione speciale', 'lavoro subordinato', 'motivi familiari']),
      adi: seen ? free && chance.oftenAs(60) : undefined,
      isee: seen && free ? euro(chance.whole(1200, 8900)) : undefined,
      // An ISEE lasts until the 31 December of its year.
      iseeUntil: seen && free ? day(`${frame.today.slice(0, 4)}-12-31`) : undefined,
      boundDays: placed && group === 'c' ? (['sab'] as const) : undefined,
      boundTimes: placed && group === 'c' ? '16:00-17:30' : undefined,
      absenceAtOnce: placed && group === 'a' ? true : undefined,
      absenceTo: placed && group === 'a' ? 'ufficio indicato nel provvedimento' : undefined,
      absencePhone: placed && group === 'a' ? '+390809990001' : undefined,
      protectedAddress: hidden ? true : undefined,
      safeContact: hidden ? 'solo tramite l’assistente sociale' : undefined,
      paymentMode: placed ? (byTransfer ? 'transfer' : 'atCounter') : undefined,
      iban: hasAccount ? (nth % 23 === 7 ? foreignIban(nth + 1) : ibanOf(nth + 1)) : undefined,
      ibanHolder: hasAccount ? `${row.lastName} ${row.firstName}` : undefined,
      payoutCap: placed && !byTransfer ? row.cap : undefined,
      complete: placed ? true : undefined,
      completeOn: placed ? row.selectedOn : undefined,
    };
  });
}

const evidenceOf = {
  a: 'judicial',
  b: 'prison',
  c: 'health',
  d: 'serviceLetter',
  e: 'serviceLetter',
} as const;

/** The leave of an authority for those who need one: granted before the start, until after the end. */
export function authorisationsOf(told: Telling): readonly Draft<RowOf<typeof authorisations>>[] {
  const { frame, staff, placements } = told;
  const groups = new Map(known(told).map((person, nth) => [person, groupOf(person, nth)]));
  const all = placements.flatMap(({ row, slot, person, last }) => {
    if (
      groups.get(person) !== 'a' ||
      row.startDate === undefined ||
      last === undefined ||
      slot.papers === 'none'
    )
      return [];
    const granted = frame.onOrBefore(plusDays(row.pfiSignedOn ?? frame.today, -4), slot.comune);
    const days = (['lun', 'mar', 'mer', 'gio', 'ven', 'sab'] as const).filter(
      (_, nth) => (slot.week.minutes[nth] ?? 0) > 0,
    );
    return [
      {
        beneficiary: person.row,
        internship: row,
        kind: 'probation' as const,
        authority: 'Magistrato di sorveglianza di Esempio',
        procedure: `n. ${9000 + slot.nth}/${granted.slice(0, 4)}`,
        requestedOn: frame.onOrBefore(plusDays(granted, -15), slot.comune),
        grantedOn: granted,
        number: `${9500 + slot.nth}/${granted.slice(0, 4)}`,
        approvedOn: granted,
        until: plusDays(last, 120),
        site: row.site,
        days,
        times: slot.happens === 'newHours' ? '8:30-13:00' : slot.week.times,
        travel: 'autobus urbano, mezz’ora',
        controlledBy: 'ufficio indicato nel provvedimento',
        reportTo: 'ufficio indicato nel provvedimento',
        reportPhone: '+390809990001',
        seenBy: staff.of('coordinator', 0),
        seenOn: frame.workingDays(granted, 1, slot.comune),
      },
    ];
  });
  return all.toSorted((a, b) =>
    a.grantedOn < b.grantedOn ? -1 : a.grantedOn > b.grantedOn ? 1 : 0,
  );
}

/** Why people were absent, for every justified day of the sheets: here alone. */
export function absencesOf(told: Telling): readonly Draft<RowOf<typeof restrictedAbsences>>[] {
  const { frame, staff, sheets } = told;
  const bound = new Set(known(told).filter((person, nth) => groupOf(person, nth) === 'a'));
  const chance = frame.chance('absences');
  return sheets.flatMap(({ row, placement, absent }) =>
    row.receivedOn === undefined
      ? []
      : absent.flatMap((on, nth) =>
          nth % 2 === 0
            ? [
                {
                  internship: placement.row,
                  sheet: row,
                  from: on,
                  to: on,
                  reason: chance.pick(['illness', 'permit', 'therapy', 'care', 'illness'] as const),
                  justified: true,
                  certificate: chance.oftenAs(60),
                  toldOn: on,
                  toldTo: staff.of('promoterTutor', placement.slot.nth),
                  ...(bound.has(placement.person)
                    ? {
                        reportedOn: on,
                        reportedAt: '9:20',
                        reportedTo: 'ufficio indicato nel provvedimento',
                      }
                    : {}),
                },
              ]
            : [],
        ),
  );
}

/** The sensitive questions of the funder, as answered at entry. */
export function indicatorsOf(told: Telling): readonly Draft<RowOf<typeof indicators>>[] {
  const chance = told.frame.chance('indicators');
  const answer = (percent: number) => {
    if (chance.oftenAs(8)) return 'undeclared' as const;
    return chance.oftenAs(percent) ? ('yes' as const) : ('no' as const);
  };
  return known(told)
    .filter((it) => it.row.noticeGivenOn !== undefined)
    .map(({ row }) => ({ row, dependants: answer(35) }))
    .map(({ row, dependants }) => ({
      beneficiary: row,
      askedOn: row.noticeGivenOn,
      askedBy: row.operator,
      how: at(
        ['interview', 'form'] as const,
        daysBetween(row.metOn ?? told.frame.today, told.frame.today),
      ),
      disability: answer(6),
      thirdCountry: row.permitExpiry === undefined ? ('no' as const) : ('yes' as const),
      foreignBackground: row.birthProvince === 'EE' ? ('yes' as const) : answer(10),
      minority: answer(4),
      homeless: answer(3),
      housingExclusion: answer(15),
      rural: 'no' as const,
      jobless: answer(45),
      dependants,
      singleParent: dependants === 'yes' ? answer(30) : ('no' as const),
    }));
}
