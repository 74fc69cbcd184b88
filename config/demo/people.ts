import { type Day, plusDays, plusMonths } from '../../src/core/day.ts';
import type { RowOf } from '../../src/core/tab.ts';
import { beneficiaries } from '../registry.ts';
import { at, type Chance } from './chance.ts';
import { type Birthplace, codiceFiscaleOf, provisionalCode, withOmocodia } from './codes.ts';
import { earlier, type Frame, later, type Municipality, mailName, numbered } from './frame.ts';
import type { Slot } from './slots.ts';
import { openingOf, type Staff } from './staff.ts';

/** Somebody the programme met. */
export type Beneficiary = RowOf<typeof beneficiaries>;
/** A row still without its ID. */
export type Draft<T> = Omit<T, 'id'>;
/** How far somebody has come. */
export type Way =
  | 'placed'
  | 'selected'
  | 'inBalance'
  | 'inDepth'
  | 'welcomed'
  | 'contacted'
  | 'renounced'
  | 'unreachable'
  | 'waiting'
  | 'unsuitable'
  | 'new';

/** Somebody the programme met, and how far they have come. */
export interface Person {
  readonly row: Beneficiary;
  readonly way: Way;
  /** The place of their comune among the four. */
  readonly where: number;
  /** Their internships, by slot. */
  readonly slots: readonly number[];
}

/** How many people of each way there are: 180 met, 42 selected. */
const ways: readonly (readonly [Way, number])[] = [
  ['selected', 1],
  ['inBalance', 18],
  ['inDepth', 30],
  ['welcomed', 50],
  ['contacted', 17],
  ['renounced', 8],
  ['unreachable', 6],
  ['waiting', 4],
  ['unsuitable', 2],
  ['new', 3],
];

/** All the people met, in the order in which they came: those of the last days have no ID yet. */
export function peopleOf({
  frame,
  staff,
  slots,
}: {
  readonly frame: Frame;
  readonly staff: Staff;
  readonly slots: readonly Slot[];
}): readonly Person[] {
  const chance = frame.chance('people');
  const placed = slots
    .filter((it) => it.after === undefined)
    .map((slot): Coming => {
      const others = slots.filter((it) => it.after === slot.nth).map((it) => it.nth);
      return {
        way: 'placed',
        where: slot.where,
        comune: slot.comune,
        slots: [slot.nth, ...others],
        ...daysOfPlaced(slot, { frame, chance }),
      };
    });
  const others = ways.flatMap(([way, count]) =>
    Array.from({ length: count }, (_, nth): Coming => {
      const where = (nth + way.length) % frame.comuni.length;
      const comune = at(frame.comuni, where);
      return { way, where, comune, slots: [], ...daysOfOther(way, { frame, chance, comune, nth }) };
    }),
  );
  const inOrder = [...placed, ...others].toSorted((a, b) =>
    a.metOn < b.metOn ? -1 : a.metOn > b.metOn ? 1 : 0,
  );
  const among = (way: Way) => inOrder.flatMap((it, nth) => (it.way === way ? [nth] : []));
  const hidden = among('welcomed').slice(12, 13);
  const provisional = among('contacted').slice(3, 5);
  const rows = numbered(
    beneficiaries,
    inOrder.map((it, nth) =>
      personRow(it, {
        frame,
        staff,
        chance,
        nth,
        hidden: hidden.includes(nth),
        provisional: provisional.indexOf(nth) + 1,
      }),
    ),
  );
  return inOrder.map(({ way, where, slots: own }, nth) => ({
    row: at(rows, nth),
    way,
    where,
    slots: own,
  }));
}

interface Coming {
  readonly way: Way;
  readonly where: number;
  readonly comune: Municipality;
  readonly slots: readonly number[];
  readonly metOn: Day;
  readonly selectedOn?: Day;
}

interface Drawing {
  readonly frame: Frame;
  readonly chance: Chance;
}

function daysOfPlaced({ start, comune }: Slot, { frame, chance }: Drawing) {
  const before = plusDays(frame.today, -chance.whole(5, 9));
  const selectedOn = frame.onOrBefore(
    start === undefined ? before : earlier(before, plusDays(start, -40)),
    comune,
  );
  return {
    selectedOn,
    metOn: later(
      openingOf(frame),
      frame.onOrBefore(plusDays(selectedOn, -chance.whole(38, 50)), comune),
    ),
  };
}

function daysOfOther(
  way: Way,
  { frame, chance, comune, nth }: Drawing & { readonly comune: Municipality; readonly nth: number },
) {
  // The last to come came in the last days, after all the others: they are the ones without an ID.
  if (way === 'new')
    return { metOn: frame.onOrBefore(plusDays(frame.today, -Math.max(0, 2 - nth)), comune) };
  const old = ['selected', 'unsuitable', 'unreachable', 'renounced'].includes(way);
  const days =
    way === 'contacted'
      ? chance.whole(9, 60)
      : way === 'waiting'
        ? chance.whole(30, 90)
        : chance.whole(old ? 60 : 40, 420);
  const metOn = later(openingOf(frame), frame.onOrBefore(plusDays(frame.today, -days), comune));
  return way === 'selected'
    ? { metOn, selectedOn: frame.onOrAfter(plusDays(metOn, 45), comune) }
    : { metOn };
}

interface Drawn extends Drawing {
  readonly staff: Staff;
  readonly nth: number;
  /** Nobody may know where they live: what is needed to reach them stands in the restricted book. */
  readonly hidden: boolean;
  /** Which of those who still have a provisional code; 0 for everybody else. */
  readonly provisional: number;
}

function personRow(
  it: Coming,
  { frame, staff, chance, nth, hidden, provisional }: Drawn,
): Draft<Beneficiary> {
  const { metOn, selectedOn, comune, way } = it;
  const lab = at(staff.labs, it.where);
  const seen = way !== 'contacted' && way !== 'new';
  const judged = !['contacted', 'new', 'welcomed', 'unreachable', 'waiting'].includes(way);
  const needsPermit = it.slots.some((slot) => slot === 18 || slot === 27);
  const foreign = needsPermit
    ? frame.names.foreign('outside the Union')
    : nth % 4 === 3 || provisional > 0
      ? frame.names.foreign()
      : undefined;
  const named = foreign ?? frame.names.italian();
  const inChargeOn = seen
    ? frame.onOrBefore(plusDays(metOn, -chance.whole(15, 150)), comune)
    : undefined;
  const birthDate = bornOf({ chance, nth, on: inChargeOn ?? metOn });
  const birthPlace: Birthplace =
    foreign?.birthPlace ?? chance.pick(['Andria', 'Barletta', 'Trani', 'Bisceglie'] as const);
  const definitive = codiceFiscaleOf({ ...named, birthDate, birthPlace });
  const reachedBy = hidden
    ? 'service'
    : chance.pick(['phone', 'message', 'email', 'phone', 'inPerson'] as const);
  return {
    lastName: named.lastName,
    firstName: named.firstName,
    sex: named.sex === 'F' ? 'female' : 'male',
    birthDate,
    birthPlace,
    birthProvince: foreign === undefined ? (birthDate < '2009-06-01' ? 'BA' : 'BT') : 'EE',
    codiceFiscale: provisional === 0 ? omocodiaFor(nth, definitive) : undefined,
    provisionalCodiceFiscale: provisional === 0 ? undefined : provisionalCode(provisional),
    provisionalSince:
      provisional === 0 ? undefined : frame.onOrBefore(plusDays(metOn, -12), comune),
    citizenship: foreign?.citizenship ?? 'italiana',
    permitExpiry:
      foreign === undefined || foreign.european
        ? undefined
        : plusDays(frame.today, chance.whole(120, 700)),
    documentExpiry: seen ? plusDays(frame.today, chance.whole(120, 3000)) : undefined,
    address: hidden ? undefined : `${chance.pick(streets)} ${chance.whole(1, 60)}`,
    municipality: hidden ? undefined : comune,
    cap: hidden ? undefined : comune.cap,
    phone: hidden ? undefined : frame.mobile(),
    email:
      hidden || (reachedBy !== 'email' && chance.oftenAs(45))
        ? undefined
        : `${mailName(named.firstName)}.${mailName(named.lastName)}@example.com`,
    preferredChannel: reachedBy,
    lab,
    operator: staff.ofLab(lab),
    source: chance.pick([
      'socialServices',
      'socialServices',
      'own',
      'wordOfMouth',
      'jobCentre',
      'network',
      'event',
    ] as const),
    metOn,
    noticeGivenOn: seen ? metOn : undefined,
    inCharge: inChargeOn === undefined ? undefined : `Comune di ${comune.name}`,
    socialWorker: inChargeOn === undefined ? undefined : staff.socialWorker(it.where),
    inChargeOn,
    requirementVerified: judged ? true : undefined,
    requirementVerifiedOn: judged ? frame.onOrAfter(plusDays(metOn, 6), comune) : undefined,
    requirementVerifiedBy: judged ? staff.socialWorker(it.where) : undefined,
    education: seen
      ? chance.pick([
          'primary',
          'lowerSecondary',
          'lowerSecondary',
          'lowerSecondary',
          'vocational',
          'upperSecondary',
          'upperSecondary',
          'bachelor',
        ] as const)
      : undefined,
    employmentAtEntry: seen
      ? chance.pick(['unemployed', 'longTermUnemployed', 'longTermUnemployed', 'inactive'] as const)
      : undefined,
    selectedOn,
    suitable: selectedOn !== undefined ? true : way === 'unsuitable' ? false : undefined,
    wantedProfile: judged
      ? chance.pick(['5.2.2.1.0', '8.1.4.1.0', '6.5.1.2.1', '8.3.1.1.0', '5.1.2.2.0'])
      : undefined,
    skills: judged ? chance.pick(skillSets) : undefined,
    availableHours: judged ? chance.pick([20, 25, 25, 30]) * 60 : undefined,
    availableWhen: judged
      ? chance.pick([['morning'], ['morning', 'afternoon'], ['afternoon']] as const)
      : undefined,
    drivingLicence: judged ? chance.oftenAs(45) : undefined,
    travelsBy: judged
      ? chance.pick(['foot', 'public', 'public', 'ownVehicle'] as const)
      : undefined,
    typedStage:
      way === 'renounced'
        ? 'renounced'
        : way === 'unreachable'
          ? 'unreachable'
          : way === 'waiting'
            ? 'waiting'
            : undefined,
    typedStageOn: ['renounced', 'unreachable', 'waiting'].includes(way)
      ? frame.onOrAfter(plusDays(metOn, 25), comune)
      : undefined,
    notes: hidden
      ? undefined
      : chance.oftenAs(12)
        ? chance.pick([
            'Telefonare dopo le 17.',
            'Preferisce venire di mattina.',
            'Porta il curriculum al prossimo incontro.',
            'Disponibile anche a Trani.',
          ])
        : undefined,
  };
}

/** Between 19 and 39 when taken in charge; the first of all is forty, and one day from being forty-one. */
function bornOf({
  chance,
  nth,
  on,
}: {
  readonly chance: Chance;
  readonly nth: number;
  readonly on: Day;
}): Day {
  if (nth === 0) return plusMonths(plusDays(on, 1), -41 * 12);
  return plusDays(plusMonths(on, -12 * chance.whole(19, 39)), -chance.whole(1, 350));
}

function omocodiaFor(nth: number, code: string): string {
  if (nth % 29 === 7) return withOmocodia(code, 14);
  return nth % 41 === 12 ? withOmocodia(code, 13) : code;
}

const streets = [
  'via dei Mandorli Bianchi',
  'via del Filo d’Erba',
  'via della Lucciola',
  'via delle Tre Lanterne',
  'via dell’Aquilone',
  'via del Fico Antico',
  'vicolo della Civetta',
  'via dei Cocci',
  'largo del Pettirosso',
  'via della Meridiana',
  'via del Pozzo Chiaro',
  'corso dei Tre Gelsi',
  'via dell’Anguria',
  'via della Barca Ferma',
  'via dei Sassi Tondi',
];

const skillSets = [
  'panificazione, cassa, ordine',
  'magazzino, muletto, inventario',
  'potatura, irrigazione, cura del verde',
  'cucina, igiene alimentare',
  'pulizie, guardaroba, ordine',
  'saldatura, montaggio, disegno',
  'accoglienza, computer, archivio',
  'cucito, stiratura, rammendo',
  'vendita, cassa, vetrina',
  'imbiancatura, piccole riparazioni',
];
