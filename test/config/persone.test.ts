import { afterAll, describe, expect, test } from 'vitest';
import { countries, stayOf } from '../../config/countries.ts';
import * as registry from '../../config/registry.ts';
import {
  authorisations,
  beneficiaries,
  contacts,
  indicators,
  insertionPlans,
  internships,
  interviews,
  labs,
  municipalities,
  operators,
  outcomes,
  referrals,
  restricted,
  restrictedAbsences,
  variations,
} from '../../config/registry.ts';
import * as persone from '../../config/rules/persone.ts';
import type { Cell } from '../../src/core/cell.ts';
import { calendar, type Day, day } from '../../src/core/day.ts';
import { aroundOf, judge } from '../../src/core/judge.ts';
import { euro } from '../../src/core/money.ts';
import { readRegister } from '../../src/core/register.ts';
import type { Rule } from '../../src/core/rule.ts';
import { noSettings, settingsFrom } from '../../src/core/setting.ts';
import type { AnyTab } from '../../src/core/tab.ts';
import { around } from '../a/around.ts';
import {
  aBeneficiary,
  aComune,
  aContact,
  aCoordinator,
  aLab,
  anAbsence,
  anAuthorisation,
  anInsertionPlan,
  anInterview,
  anOperator,
  anOutcome,
  aReferral,
  aRestricted,
  somebodysInternship,
  somebodysSite,
  somebodysVariation,
  someIndicators,
} from '../a/persone.ts';

const today = day('2026-05-20');

type World = NonNullable<Parameters<typeof around>[0]>;
type Rows = readonly (readonly [AnyTab, readonly object[]])[];

/** A rule's answer about a row; the row stands in its own tab, unless the world says what stands there. */
function judged(rule: Rule, row: object, but: World = {}) {
  const rows: Rows = but.rows ?? [];
  const own: Rows = rows.some(([tab]) => tab === rule.tab) ? [] : [[rule.tab, [row]]];
  return rule.judge(row, around({ ...but, rows: [...rows, ...own] }));
}

interface Played {
  readonly passes: readonly (readonly [when: string, row: object, world?: World])[];
  readonly fails: readonly (readonly [when: string, row: object, says: string, world?: World])[];
  readonly silent: readonly (readonly [when: string, row: object, world?: World])[];
}

const played = new Set<Rule>();

function play(rule: Rule, { passes, fails, silent }: Played): void {
  describe(rule.name, () => {
    played.add(rule);

    for (const [when, row, world] of passes)
      test(`va bene ${when}`, () => {
        expect(judged(rule, row, world)).toBeUndefined();
      });

    for (const [when, row, says, world] of fails)
      test(`si segnala ${when}`, () => {
        expect(judged(rule, row, world)?.says).toBe(says);
      });

    for (const [when, row, world] of silent)
      test(`tace ${when}`, () => {
        expect(judged(rule, row, world)).toBeUndefined();
      });
  });
}

// ── Beneficiari: chi sono ─────────────────────────────────────────────────────────────────────

const comuni: Rows = [
  [
    municipalities,
    [
      aComune(),
      aComune({ id: 'COM-0002', name: 'Barletta', belfiore: 'A669', cap: '76121' }),
      aComune({ id: 'COM-0003', name: 'Castro', province: 'LE', belfiore: 'C334', cap: '73030' }),
    ],
  ],
];

play(persone.codiceFiscaleFitsThePerson, {
  passes: [
    ['se tutto corrisponde', aBeneficiary(), { rows: comuni }],
    ['con l’omocodia', aBeneficiary({ codiceFiscale: 'DMCMRS98B43A2U5K' }), { rows: comuni }],
    [
      'con accenti e apostrofi',
      aBeneficiary({
        lastName: 'Niccolo’',
        firstName: 'Aurè',
        birthDate: day('2001-01-09'),
        birthPlace: undefined,
        codiceFiscale: 'NCCRAU01A49A883X',
      }),
    ],
    [
      'per chi è nato in Romania',
      aBeneficiary({
        lastName: 'Popescu',
        firstName: 'Ion',
        sex: 'male',
        birthDate: day('1995-06-10'),
        birthPlace: 'Romania',
        birthProvince: 'EE',
        codiceFiscale: 'PPSNIO95H10Z1N9Y',
      }),
    ],
    ['per un luogo che non si conosce', aBeneficiary({ birthPlace: 'Altrove' }), { rows: comuni }],
    [
      'con la provincia accanto al comune',
      aBeneficiary({ birthPlace: 'Andria (BT)' }),
      { rows: comuni },
    ],
    [
      'per un comune omonimo di un’altra provincia',
      aBeneficiary({ birthPlace: 'Castro', birthProvince: 'BG' }),
      { rows: comuni },
    ],
    [
      'se la data di nascita è impossibile: ha la sua segnalazione',
      aBeneficiary({ birthDate: day('2026-02-03') }),
    ],
  ],
  fails: [
    [
      'il cognome che non corrisponde',
      aBeneficiary({ lastName: 'Rossi' }),
      'Il cognome non corrisponde: il codice fiscale dice «DMC», dal cognome nella riga ci si aspetta «RSS».',
    ],
    [
      'il secondo nome dimenticato',
      aBeneficiary({ firstName: 'Maria' }),
      'Il nome non corrisponde: il codice fiscale dice «MRS», dal nome nella riga ci si aspetta «MRA».',
    ],
    [
      'cognome e nome scambiati, una volta sola',
      aBeneficiary({ lastName: 'Maria Rosaria', firstName: 'D’Amico' }),
      'Cognome e nome sembrano scambiati: il codice fiscale DMCMRS98B43A285Y ha prima «DMC» e poi «MRS».',
    ],
    [
      'la data con giorno e mese scambiati',
      aBeneficiary({ birthDate: day('1998-03-02') }),
      'La data di nascita non corrisponde: il codice fiscale dice 03/02/98, nella riga c’è 02/03/98. Giorno e mese sembrano scambiati.',
    ],
    [
      'il sesso',
      aBeneficiary({ sex: 'male' }),
      'Il sesso non corrisponde: il codice fiscale dice F, nella riga c’è M.',
    ],
    [
      'il luogo',
      aBeneficiary({ birthPlace: 'Barletta' }),
      'Il luogo di nascita non corrisponde: il codice fiscale dice «A285», per Barletta ci si aspetta «A669».',
      { rows: comuni },
    ],
    [
      'un comune omonimo della stessa provincia',
      aBeneficiary({ birthPlace: 'Castro', birthProvince: 'le' }),
      'Il luogo di nascita non corrisponde: il codice fiscale dice «A285», per Castro ci si aspetta «C334».',
      { rows: comuni },
    ],
    [
      'il codice di un’altra persona',
      aBeneficiary({ codiceFiscale: 'DLCGFR86M15L328Z' }),
      'Il cognome non corrisponde: il codice fiscale dice «DLC», dal cognome nella riga ci si aspetta «DMC». Il nome non corrisponde: il codice fiscale dice «GFR», dal nome nella riga ci si aspetta «MRS». La data di nascita non corrisponde: il codice fiscale dice 15/08/86, nella riga c’è 03/02/98. Il sesso non corrisponde: il codice fiscale dice M, nella riga c’è F. Forse è il codice di un’altra persona.',
    ],
  ],
  silent: [
    ['senza codice fiscale', aBeneficiary({ codiceFiscale: undefined })],
    ['con il solo codice provvisorio', aBeneficiary({ codiceFiscale: '12345670017' })],
  ],
});

const codeProposed = (row: object) =>
  judged(persone.codiceFiscaleFitsThePerson, row, { rows: comuni })?.proposed;

describe('Il codice fiscale proposto', () => {
  test('è quello che ci si aspetta dai dati, se il luogo è noto', () => {
    expect(codeProposed(aBeneficiary({ birthPlace: 'Barletta' }))).toBe('DMCMRS98B43A669O');
  });

  test('non c’è se il luogo non è noto', () => {
    expect(
      codeProposed(aBeneficiary({ lastName: 'Rossi', birthPlace: 'Altrove' })),
    ).toBeUndefined();
  });

  test('non c’è se cognome e nome sono scambiati: è la riga che va corretta', () => {
    expect(
      codeProposed(aBeneficiary({ lastName: 'Maria Rosaria', firstName: 'D’Amico' })),
    ).toBeUndefined();
  });
});

play(persone.birthDateIsPossible, {
  passes: [
    ['a quattordici anni', aBeneficiary({ birthDate: day('2012-05-20') })],
    ['a cent’anni', aBeneficiary({ birthDate: day('1925-05-21') })],
  ],
  fails: [
    [
      'una data che deve venire',
      aBeneficiary({ birthDate: day('2062-02-03') }),
      'La data di nascita 03/02/2062 deve ancora venire.',
    ],
    [
      'un bambino',
      aBeneficiary({ birthDate: day('2012-05-21') }),
      'Con la data di nascita 21/05/2012 la persona avrebbe 13 anni.',
    ],
    [
      'chi avrebbe 101 anni',
      aBeneficiary({ birthDate: day('1925-05-20') }),
      'Con la data di nascita 20/05/1925 la persona avrebbe 101 anni.',
    ],
  ],
  silent: [['senza data', aBeneficiary({ birthDate: undefined })]],
});

test('Per una data di nascita impossibile si propone quella del codice fiscale', () => {
  const row = aBeneficiary({ birthDate: day('2026-02-03') });

  expect(judged(persone.birthDateIsPossible, row)?.proposed).toBe('03/02/1998');
});

play(persone.provisionalCodeIsInItsColumn, {
  passes: [['il codice definitivo', aBeneficiary()]],
  fails: [
    [
      'un codice provvisorio nella colonna del definitivo',
      aBeneficiary({ codiceFiscale: '12345670017' }),
      'Qui c’è un codice provvisorio di 11 cifre: va in «CF provvisorio», e questa cella aspetta quello definitivo.',
    ],
  ],
  silent: [['senza codice', aBeneficiary({ codiceFiscale: undefined })]],
});

play(persone.finalCodeIsInItsColumn, {
  passes: [['il codice provvisorio', aBeneficiary({ provisionalCodiceFiscale: '12345670017' })]],
  fails: [
    [
      'un codice definitivo tra i provvisori',
      aBeneficiary({ codiceFiscale: undefined, provisionalCodiceFiscale: 'DMCMRS98B43A285Y' }),
      'Qui c’è un codice di 16 caratteri: è definitivo, e va in «Codice fiscale».',
    ],
    [
      'lo stesso codice due volte',
      aBeneficiary({ provisionalCodiceFiscale: 'DMCMRS98B43A285Y' }),
      'Qui è ripetuto il codice definitivo, che sta già in «Codice fiscale».',
    ],
  ],
  silent: [['senza codice provvisorio', aBeneficiary()]],
});

const provisional = (but: Parameters<typeof aBeneficiary>[0] = {}) =>
  aBeneficiary({ codiceFiscale: undefined, provisionalCodiceFiscale: '12345670017', ...but });

play(persone.provisionalCodeIsReplacedInTime, {
  passes: [
    ['fino al giorno dei sei mesi', provisional({ provisionalSince: day('2025-11-20') })],
    [
      'se c’è anche il definitivo',
      provisional({ codiceFiscale: 'DMCMRS98B43A285Y', provisionalSince: day('2025-01-12') }),
    ],
  ],
  fails: [
    [
      'il giorno dopo i sei mesi',
      provisional({ provisionalSince: day('2025-11-19') }),
      'C’è solo il codice provvisorio, almeno dal 19/11/2025: sono passati più di sei mesi.',
    ],
    [
      'senza la data del rilascio, contando dal primo giorno noto',
      provisional({ metOn: day('2025-12-09'), inChargeOn: day('2025-10-15') }),
      'C’è solo il codice provvisorio, almeno dal 15/10/2025: sono passati più di sei mesi.',
    ],
  ],
  silent: [
    ['senza codice provvisorio', aBeneficiary({ codiceFiscale: undefined })],
    ['senza nessuna data', provisional({ metOn: undefined, inChargeOn: undefined })],
  ],
});

play(persone.surnameHasNoDigits, {
  passes: [['un cognome con l’apostrofo', aBeneficiary()]],
  fails: [
    [
      'una cifra nel cognome',
      aBeneficiary({ lastName: 'R0ssi' }),
      'Nel cognome «R0ssi» c’è una cifra.',
    ],
  ],
  silent: [['senza cognome', aBeneficiary({ lastName: undefined })]],
});

play(persone.nameHasNoDigits, {
  passes: [['un nome con l’accento', aBeneficiary({ firstName: 'Aurè' })]],
  fails: [
    [
      'una cifra nel nome',
      aBeneficiary({ firstName: 'Amina 2' }),
      'Nel nome «Amina 2» c’è una cifra.',
    ],
  ],
  silent: [['senza nome', aBeneficiary({ firstName: undefined })]],
});

// ── Beneficiari: una riga per persona ─────────────────────────────────────────────────────────

const first = aBeneficiary();
const second = (but: Parameters<typeof aBeneficiary>[0] = {}) =>
  aBeneficiary({
    id: 'B-0002',
    lastName: 'De Luca',
    firstName: 'Gianfranco',
    sex: 'male',
    birthDate: day('1986-08-15'),
    birthPlace: 'Trani',
    codiceFiscale: 'DLCGFR86M15L328Z',
    phone: '+393337654321',
    ...but,
  });
const after = (row: object, before: object = first): World => ({
  rows: [[beneficiaries, [before, row]]],
});

const twice = {
  other: second(),
  code: second({ codiceFiscale: 'DMCMRS98B43A285Y' }),
  decoded: second({ codiceFiscale: 'DMCMRS98B43A28RT' }),
  asProvisional: second({ codiceFiscale: undefined, provisionalCodiceFiscale: 'DMCMRS98B43A285Y' }),
  provisional: second({ provisionalCodiceFiscale: '12345670017' }),
  firstProvisional: aBeneficiary({ provisionalCodiceFiscale: '12345670017' }),
  swapped: second({
    lastName: 'maria rosaria',
    firstName: 'DAMICO',
    birthDate: day('1998-02-03'),
    codiceFiscale: undefined,
  }),
  firstSplit: aBeneficiary({ lastName: 'Niccolò', firstName: 'Aurè', codiceFiscale: undefined }),
  split: second({
    lastName: 'NICCOLO’',
    firstName: 'Aure',
    birthDate: day('1998-02-03'),
    codiceFiscale: undefined,
  }),
  namesake: second({
    lastName: 'D’Amico',
    firstName: 'Maria Rosaria',
    sex: 'female',
    birthDate: day('1998-02-03'),
    birthPlace: 'Barletta',
    codiceFiscale: 'DMCMRS98B43A669O',
  }),
  phone: second({ phone: first.phone }),
};

play(persone.codiceFiscaleIsOnOneRow, {
  passes: [
    ['se i codici sono diversi', twice.other, after(twice.other)],
    ['la prima delle due righe: si dice una volta sola', first, after(twice.code)],
  ],
  fails: [
    [
      'lo stesso codice, sulla seconda riga',
      twice.code,
      'B-0001 ha lo stesso codice fiscale: è la stessa persona, scritta due volte?',
      after(twice.code),
    ],
  ],
  silent: [['senza codice', aBeneficiary({ codiceFiscale: undefined })]],
});

play(persone.codiceFiscaleIsOfOnePerson, {
  passes: [
    ['se i codici sono diversi', twice.other, after(twice.other)],
    ['lo stesso codice: ha la sua segnalazione', twice.code, after(twice.code)],
  ],
  fails: [
    [
      'lo stesso codice a meno dell’omocodia',
      twice.decoded,
      'Il codice fiscale di B-0001 è uguale a questo, se le lettere dell’omocodia si leggono come cifre: è la stessa persona, o sono due persone diverse?',
      after(twice.decoded),
    ],
  ],
  silent: [['senza codice', aBeneficiary({ codiceFiscale: undefined })]],
});

play(persone.provisionalCodeIsOnOneRow, {
  passes: [['un codice provvisorio solo suo', twice.provisional, after(twice.provisional)]],
  fails: [
    [
      'lo stesso provvisorio su due righe',
      twice.provisional,
      'B-0001 ha lo stesso codice provvisorio: è la stessa persona, prima con il provvisorio e poi con il definitivo?',
      after(twice.provisional, twice.firstProvisional),
    ],
    [
      'il provvisorio che la prima riga ha nella colonna del definitivo',
      twice.provisional,
      'B-0001 ha lo stesso codice provvisorio: è la stessa persona, prima con il provvisorio e poi con il definitivo?',
      after(twice.provisional, aBeneficiary({ codiceFiscale: '12345670017' })),
    ],
  ],
  silent: [['senza provvisorio', twice.other, after(twice.other)]],
});

play(persone.personIsOnOneRow, {
  passes: [
    ['se i nomi sono diversi', twice.other, after(twice.other)],
    ['un’omonima con un codice fiscale suo', twice.namesake, after(twice.namesake)],
    [
      'con lo stesso codice: lo dice un’altra regola',
      aBeneficiary({ id: 'B-0002' }),
      after(aBeneficiary({ id: 'B-0002' })),
    ],
  ],
  fails: [
    [
      'gli stessi nomi scambiati, senza accenti e maiuscole',
      twice.swapped,
      'B-0001 ha gli stessi nomi e la stessa data di nascita (lì cognome e nome stanno in un altro ordine): è la stessa persona? Una delle due righe non ha il codice fiscale definitivo.',
      after(twice.swapped),
    ],
    [
      'gli stessi nomi senza accenti',
      twice.split,
      'B-0001 ha gli stessi nomi e la stessa data di nascita: è la stessa persona?',
      after(twice.split, twice.firstSplit),
    ],
  ],
  silent: [
    ['senza data di nascita', { ...twice.swapped, birthDate: undefined }, after(twice.swapped)],
  ],
});

test('Un’omonima il cui codice non corrisponde ai suoi dati può essere la stessa persona', () => {
  const doubtful = aBeneficiary({ id: 'B-0002', codiceFiscale: 'DLCGFR86M15L328Z' });

  expect(judged(persone.personIsOnOneRow, doubtful, after(doubtful))?.says).toBe(
    'B-0001 ha gli stessi nomi e la stessa data di nascita: è la stessa persona?',
  );
});

test('Due righe della stessa persona si segnalano con il legame più forte, una volta', () => {
  const copy = aBeneficiary({ id: 'B-0002' });
  const world = after(copy);
  const rules = Object.entries(persone).filter(
    ([, it]) => it.tab === beneficiaries && it.uses.length === 0,
  );

  const told = rules.filter(([, it]) => judged(it, copy, world) !== undefined);

  expect(told.map(([id]) => id)).toEqual(['codiceFiscaleIsOnOneRow']);
});

play(persone.phoneIsOfOnePerson, {
  passes: [['un numero solo suo', twice.other, after(twice.other)]],
  fails: [
    [
      'un numero di due persone',
      twice.phone,
      'Anche B-0001 ha questo numero: lo usano in due, o uno dei due va corretto?',
      after(twice.phone),
    ],
  ],
  silent: [['senza telefono', second({ phone: undefined }), after(twice.phone)]],
});

// ── Beneficiari: età, permesso, recapiti ──────────────────────────────────────────────────────

const born = (on: string, but: Parameters<typeof aBeneficiary>[0] = {}) =>
  aBeneficiary({ birthDate: day(on), codiceFiscale: undefined, ...but });
const ageAt = (label: string) =>
  settingsFrom(new Map<string, Cell>([['Età contata alla data di', label]]));

const olderAtStart = born('1985-03-02');

play(persone.ageIsWithinTheProgramme, {
  passes: [
    ['il giorno dei diciotto anni', born('2008-01-15')],
    ['la vigilia dei quarantuno', born('1985-01-16')],
    ['chi non è idoneo', born('1980-01-15', { suitable: false })],
    [
      'se solo la riga lo dice e il codice fiscale no: c’è già il dubbio sulla data',
      aBeneficiary({ birthDate: day('1968-02-03') }),
    ],
  ],
  fails: [
    [
      'la vigilia dei diciotto anni',
      born('2008-01-16'),
      'Alla presa in carico (15/01/2026) ha 17 anni: il programma accoglie persone da 18 a 40 anni compiuti.',
    ],
    [
      'il giorno dei quarantuno',
      born('1985-01-15'),
      'Alla presa in carico (15/01/2026) ha 41 anni: il programma accoglie persone da 18 a 40 anni compiuti.',
    ],
    [
      'chi compie quarantuno anni prima dell’avvio, se conta l’avvio',
      olderAtStart,
      'All’inizio di T-0014 (02/03/2026) ha 41 anni: il programma accoglie persone da 18 a 40 anni compiuti.',
      {
        settings: ageAt('avvio del tirocinio'),
        rows: [[internships, [somebodysInternship({ beneficiary: olderAtStart })]]],
      },
    ],
    [
      'chi ha 17 anni oggi, se conta oggi',
      born('2008-05-21'),
      'Oggi ha 17 anni: il programma accoglie persone da 18 a 40 anni compiuti.',
      { settings: ageAt('oggi') },
    ],
  ],
  silent: [
    ['senza data di nascita', born('2008-01-16', { birthDate: undefined })],
    ['senza presa in carico', born('2008-01-16', { inChargeOn: undefined })],
    ['con una data impossibile', born('2020-01-16')],
  ],
});

/** A person with a TIS under way (2 March to 1 September 2026), and the world that knows it. */
const working = (but: Parameters<typeof aBeneficiary>[0] = {}) => {
  const row = aBeneficiary(but);
  return { row, world: withInternship(row) };
};
const withInternship = (
  beneficiary: ReturnType<typeof aBeneficiary>,
  but: Parameters<typeof somebodysInternship>[0] = {},
): World => ({ rows: [[internships, [somebodysInternship({ beneficiary, ...but })]]] });

const permits = {
  in61Days: working({ permitExpiry: day('2026-07-20') }),
  in60Days: working({ permitExpiry: day('2026-07-19') }),
  yesterday: working({ permitExpiry: day('2026-05-19') }),
  none: working(),
  idle: aBeneficiary({ permitExpiry: day('2026-05-19') }),
};

play(persone.permitIsValid, {
  passes: [
    ['se mancano 61 giorni', permits.in61Days.row, permits.in61Days.world],
    ['scaduto per chi non è in tirocinio', permits.idle],
    [
      'scaduto per chi comincia tra più di un mese',
      permits.idle,
      withInternship(permits.idle, { startDate: day('2026-06-20') }),
    ],
  ],
  fails: [
    [
      'se mancano 60 giorni',
      permits.in60Days.row,
      'Il permesso di soggiorno scade il 19/07/2026 e T-0014 è in corso o sta per cominciare: è tempo di chiedere il rinnovo.',
      permits.in60Days.world,
    ],
    [
      'un permesso scaduto',
      permits.yesterday.row,
      'Il permesso di soggiorno è scaduto il 19/05/2026 e T-0014 è in corso o sta per cominciare.',
      permits.yesterday.world,
    ],
    [
      'anche per chi comincia entro un mese',
      permits.idle,
      'Il permesso di soggiorno è scaduto il 19/05/2026 e T-0014 è in corso o sta per cominciare.',
      withInternship(permits.idle, { startDate: day('2026-06-19') }),
    ],
  ],
  silent: [['senza scadenza', permits.none.row, permits.none.world]],
});

play(persone.permitIsWrittenWhereDue, {
  passes: [
    ['per chi è italiana', aBeneficiary()],
    ['per chi è rumeno', aBeneficiary({ citizenship: 'Rumeno' })],
    ['con due cittadinanze', aBeneficiary({ citizenship: 'italiana e marocchina' })],
    [
      'con la scadenza',
      aBeneficiary({ citizenship: 'marocchina', permitExpiry: day('2026-11-30') }),
    ],
    ['per una parola che non si conosce', aBeneficiary({ citizenship: 'itliana' })],
    ['per chi ha rinunciato', aBeneficiary({ citizenship: 'marocchina', typedStage: 'renounced' })],
  ],
  fails: [
    [
      'chi è marocchino senza scadenza',
      aBeneficiary({ citizenship: 'Marocchino' }),
      'La cittadinanza è «Marocchino» e manca la scadenza del permesso di soggiorno.',
    ],
  ],
  silent: [['senza cittadinanza', aBeneficiary({ citizenship: undefined })]],
});

describe('I Paesi', () => {
  test('hanno codici diversi, tutti di Stati esteri', () => {
    const codes = countries.flatMap((it) => it.code ?? []);

    expect(codes.filter((it) => !/^Z\d{3}$/.test(it))).toEqual([]);
    expect(new Set(codes).size).toBe(codes.length);
  });

  test.each([
    ['italiana', 'free'],
    ['POLACCO', 'free'],
    ['svizzera', 'free'],
    ['Bulgaria', 'free'],
    ['albanese', 'permit'],
    ['pakistano', 'permit'],
    ['Perù', 'permit'],
    ['burkinabe', 'permit'],
    ['tunisina, francese', 'free'],
    ['tunisina e marocchina', 'permit'],
    ['marocchina e altro', undefined],
    ['britannica', undefined],
    ['apolide', undefined],
    ['', undefined],
  ])('«%s»: %s', (citizenship, stay) => {
    expect(stayOf(citizenship)).toBe(stay);
  });
});

const bari = aComune({ id: 'COM-0004', name: 'Bari', province: 'BA', cap: '70122' });

play(persone.capIsOfTheComune, {
  passes: [
    ['il CAP del comune', aBeneficiary()],
    [
      'il CAP di un altro quartiere della stessa città',
      aBeneficiary({ municipality: bari, cap: '70126' }),
      { rows: comuni },
    ],
  ],
  fails: [
    [
      'un CAP di prima del 2009',
      aBeneficiary({ cap: '70031' }),
      'Il CAP 70031 non è quello di Andria, che è 76123.',
      { rows: comuni },
    ],
    [
      'il CAP di un altro comune del foglio',
      aBeneficiary({ cap: '76121' }),
      'Il CAP 76121 non è quello di Andria, che è 76123. 76121 è di Barletta.',
      { rows: comuni },
    ],
  ],
  silent: [
    ['senza CAP', aBeneficiary({ cap: undefined })],
    [
      'se del comune non si sa il CAP',
      aBeneficiary({ municipality: aComune({ cap: undefined }), cap: '70031' }),
    ],
  ],
});

test('Al posto di un CAP sbagliato si propone quello del comune', () => {
  expect(judged(persone.capIsOfTheComune, aBeneficiary({ cap: '70031' }))?.proposed).toBe('76123');
});

const hidden = (row: object): World => ({
  rows: [[restricted, [aRestricted({ beneficiary: row as never, protectedAddress: true })]]],
});
const unphoned = aBeneficiary({ phone: undefined });
const unmailed = aBeneficiary({ email: undefined, preferredChannel: 'email' });

play(persone.phoneIsThereForWhoPrefersIt, {
  passes: [
    ['con il numero', aBeneficiary()],
    ['se preferisce l’e-mail', aBeneficiary({ phone: undefined, preferredChannel: 'email' })],
    ['se il recapito non si deve sapere', unphoned, hidden(unphoned)],
  ],
  fails: [
    ['senza numero', unphoned, 'Preferisce la telefonata, ma manca il numero di telefono.'],
    [
      'senza numero per i messaggi',
      aBeneficiary({ phone: undefined, preferredChannel: 'message' }),
      'Preferisce un messaggio, ma manca il numero di telefono.',
    ],
  ],
  silent: [
    ['senza canale preferito', aBeneficiary({ phone: undefined, preferredChannel: undefined })],
  ],
});

play(persone.emailIsThereForWhoPrefersIt, {
  passes: [
    ['con l’indirizzo', aBeneficiary({ preferredChannel: 'email' })],
    ['se preferisce il telefono', aBeneficiary({ email: undefined })],
    ['se il recapito non si deve sapere', unmailed, hidden(unmailed)],
  ],
  fails: [['senza indirizzo', unmailed, 'Preferisce l’e-mail, ma manca l’indirizzo.']],
  silent: [
    ['senza canale preferito', aBeneficiary({ email: undefined, preferredChannel: undefined })],
  ],
});

// ── Beneficiari: primo contatto e informativa ─────────────────────────────────────────────────

play(persone.firstContactIsPast, {
  passes: [['oggi', aBeneficiary({ metOn: today })]],
  fails: [
    [
      'domani',
      aBeneficiary({ metOn: day('2026-05-21') }),
      'Il primo contatto è scritto il 21/05/2026, che deve ancora venire.',
    ],
  ],
  silent: [['senza data', aBeneficiary({ metOn: undefined })]],
});

/** The same person with one interview on a day. */
const interviewed = (
  row: ReturnType<typeof aBeneficiary>,
  but: Parameters<typeof anInterview>[0] = {},
): World => ({ rows: [[interviews, [anInterview({ beneficiary: row, ...but })]]] });
const met = {
  sameDay: aBeneficiary({ metOn: day('2026-03-18'), noticeGivenOn: day('2026-03-18') }),
  dayAfter: aBeneficiary({ metOn: day('2026-03-19'), noticeGivenOn: day('2026-03-19') }),
  unknown: aBeneficiary({ metOn: undefined, noticeGivenOn: undefined }),
  uninformed: aBeneficiary({ noticeGivenOn: undefined }),
};

play(persone.firstContactPrecedesInterviews, {
  passes: [
    ['il giorno del colloquio', met.sameDay, interviewed(met.sameDay)],
    ['senza colloqui', met.dayAfter],
    [
      'se il colloquio non è stato svolto',
      met.dayAfter,
      interviewed(met.dayAfter, { held: 'missed' }),
    ],
  ],
  fails: [
    [
      'il giorno dopo il colloquio',
      met.dayAfter,
      'Il primo contatto è del 19/03/2026, ma il colloquio Q-0001 è del 18/03/2026, prima.',
      interviewed(met.dayAfter),
    ],
    [
      'anche se nessuno ha scritto com’è andato',
      met.dayAfter,
      'Il primo contatto è del 19/03/2026, ma il colloquio Q-0001 è del 18/03/2026, prima.',
      interviewed(met.dayAfter, { held: undefined }),
    ],
  ],
  silent: [['senza primo contatto', met.unknown, interviewed(met.unknown)]],
});

play(persone.noticeIsGiven, {
  passes: [
    ['se è stata data', met.sameDay, interviewed(met.sameDay)],
    ['se non ci sono ancora colloqui', met.uninformed],
    [
      'se il colloquio è solo fissato',
      met.uninformed,
      interviewed(met.uninformed, { on: day('2026-06-03'), held: 'planned' }),
    ],
  ],
  fails: [
    [
      'un colloquio senza informativa',
      met.uninformed,
      'Il primo colloquio (Q-0001) è del 18/03/2026, e non risulta che l’informativa sui dati sia stata data.',
      interviewed(met.uninformed),
    ],
  ],
  silent: [['senza primo contatto', met.unknown, interviewed(met.unknown)]],
});

play(persone.noticePrecedesInterviews, {
  passes: [
    ['il giorno del colloquio', met.sameDay, interviewed(met.sameDay)],
    ['senza colloqui', met.dayAfter],
  ],
  fails: [
    [
      'il giorno dopo il colloquio',
      met.dayAfter,
      'L’informativa è stata data il 19/03/2026, dopo il primo colloquio (Q-0001, 18/03/2026).',
      interviewed(met.dayAfter),
    ],
  ],
  silent: [['senza informativa', met.uninformed, interviewed(met.uninformed)]],
});

// ── Beneficiari: presa in carico e requisito ──────────────────────────────────────────────────

play(persone.inChargeIsPast, {
  passes: [['oggi', aBeneficiary({ inChargeOn: today })]],
  fails: [
    [
      'domani',
      aBeneficiary({ inChargeOn: day('2026-05-21') }),
      'La presa in carico è scritta dal 21/05/2026, che deve ancora venire.',
    ],
  ],
  silent: [['senza data', aBeneficiary({ inChargeOn: undefined })]],
});

const selected = aBeneficiary({ selectedOn: day('2026-04-20'), inChargeOn: undefined });

play(persone.selectedPersonIsInCharge, {
  passes: [
    ['se è in carico', aBeneficiary({ selectedOn: day('2026-04-20') })],
    ['se lo dice già il suo TIS', selected, withInternship(selected)],
    ['se non è idonea', aBeneficiary({ ...selected, suitable: false })],
  ],
  fails: [
    [
      'chi è selezionata senza presa in carico',
      selected,
      'Il verbale di selezione è del 20/04/2026, ma manca la data della presa in carico.',
    ],
    [
      'anche con un tirocinio extracurriculare',
      selected,
      'Il verbale di selezione è del 20/04/2026, ma manca la data della presa in carico.',
      withInternship(selected, { instrument: 'extracurricular' }),
    ],
    [
      'anche con un TIS annullato',
      selected,
      'Il verbale di selezione è del 20/04/2026, ma manca la data della presa in carico.',
      withInternship(selected, { typedState: 'cancelled' }),
    ],
  ],
  silent: [['senza verbale', aBeneficiary({ inChargeOn: undefined })]],
});

play(persone.inChargePrecedesSelection, {
  passes: [
    [
      'lo stesso giorno',
      aBeneficiary({ inChargeOn: day('2026-04-20'), selectedOn: day('2026-04-20') }),
    ],
    [
      'se la presa in carico deve ancora venire: lo dice un’altra regola',
      aBeneficiary({ inChargeOn: day('2026-06-20'), selectedOn: day('2026-04-20') }),
    ],
  ],
  fails: [
    [
      'il giorno dopo il verbale',
      aBeneficiary({ inChargeOn: day('2026-04-21'), selectedOn: day('2026-04-20') }),
      'La presa in carico è dal 21/04/2026, dopo il verbale di selezione del 20/04/2026.',
    ],
  ],
  silent: [['senza verbale', aBeneficiary({ inChargeOn: day('2026-04-21') })]],
});

const chargedUntil = (until: string, but: Parameters<typeof aBeneficiary>[0] = {}) =>
  aBeneficiary({ inChargeUntil: day(until), selectedOn: day('2026-04-20'), ...but });
const overBefore = chargedUntil('2026-04-19');

play(persone.inChargeIsOpenAtTheSelection, {
  passes: [
    ['se finisce quel giorno', chargedUntil('2026-04-20')],
    ['se lo dice già il suo TIS', overBefore, withInternship(overBefore)],
    ['con le date al contrario: lo dice un’altra regola', chargedUntil('2026-01-14')],
    [
      'se il verbale deve ancora venire: lo dice un’altra regola',
      chargedUntil('2026-04-19', { selectedOn: day('2026-06-01') }),
    ],
  ],
  fails: [
    [
      'se è finita il giorno prima',
      overBefore,
      'La presa in carico risulta finita il 19/04/2026, prima del verbale di selezione del 20/04/2026.',
    ],
  ],
  silent: [['senza termine', aBeneficiary({ selectedOn: day('2026-04-20') })]],
});

play(persone.inChargeDatesAreInOrder, {
  passes: [['un giorno solo', aBeneficiary({ inChargeUntil: day('2026-01-15') })]],
  fails: [
    [
      'una fine che precede l’inizio',
      aBeneficiary({ inChargeUntil: day('2026-01-14') }),
      'La presa in carico finisce il 14/01/2026, prima di cominciare il 15/01/2026.',
    ],
  ],
  silent: [
    ['senza inizio', aBeneficiary({ inChargeUntil: day('2026-01-14'), inChargeOn: undefined })],
  ],
});

const charged = {
  toTheEnd: working({ inChargeUntil: day('2026-09-01') }),
  dayBefore: working({ inChargeUntil: day('2026-08-31') }),
  beforeTheStart: working({ inChargeUntil: day('2026-03-01') }),
  open: working(),
};

play(persone.inChargeLastsTheInternship, {
  passes: [
    ['fino all’ultimo giorno', charged.toTheEnd.row, charged.toTheEnd.world],
    [
      'finita prima dell’inizio: lo dice il tirocinio',
      charged.beforeTheStart.row,
      charged.beforeTheStart.world,
    ],
    [
      'per un tirocinio extracurriculare',
      charged.dayBefore.row,
      withInternship(charged.dayBefore.row, { instrument: 'extracurricular' }),
    ],
    [
      'per un TIS già finito',
      charged.dayBefore.row,
      { ...charged.dayBefore.world, today: day('2026-09-02') },
    ],
  ],
  fails: [
    [
      'il giorno prima della fine',
      charged.dayBefore.row,
      'La presa in carico finisce il 31/08/2026, ma T-0014 dura fino al 01/09/2026.',
      charged.dayBefore.world,
    ],
  ],
  silent: [['senza termine', charged.open.row, charged.open.world]],
});

play(persone.verifiedRequirementHasItsDay, {
  passes: [
    ['con il giorno', aBeneficiary()],
    [
      'se non è verificato',
      aBeneficiary({ requirementVerified: false, requirementVerifiedOn: undefined }),
    ],
  ],
  fails: [
    [
      'senza giorno',
      aBeneficiary({ requirementVerifiedOn: undefined }),
      'Il requisito risulta verificato, ma non si sa quando.',
    ],
  ],
  silent: [
    [
      'se nessuno ha risposto',
      aBeneficiary({ requirementVerified: undefined, requirementVerifiedOn: undefined }),
    ],
  ],
});

play(persone.verifiedRequirementHasItsVerifier, {
  passes: [
    ['con chi ne risponde', aBeneficiary()],
    [
      'se non è verificato',
      aBeneficiary({ requirementVerified: false, requirementVerifiedBy: undefined }),
    ],
  ],
  fails: [
    [
      'senza chi ne risponde',
      aBeneficiary({ requirementVerifiedBy: undefined }),
      'Il requisito risulta verificato, ma non si sa da chi.',
    ],
  ],
  silent: [
    [
      'se nessuno ha risposto',
      aBeneficiary({ requirementVerified: undefined, requirementVerifiedBy: undefined }),
    ],
  ],
});

play(persone.requirementIsVerifiedInThePast, {
  passes: [['oggi', aBeneficiary({ requirementVerifiedOn: today })]],
  fails: [
    [
      'domani',
      aBeneficiary({ requirementVerifiedOn: day('2026-05-21') }),
      'La verifica del requisito è scritta il 21/05/2026, che deve ancora venire.',
    ],
  ],
  silent: [['senza giorno', aBeneficiary({ requirementVerifiedOn: undefined })]],
});

play(persone.requirementIsVerifiedByWhoMay, {
  passes: [
    ['il coordinatore', aBeneficiary()],
    [
      'chi è anche dei servizi sociali',
      aBeneficiary({ requirementVerifiedBy: anOperator({ otherRoles: ['socialServices'] }) }),
    ],
  ],
  fails: [
    [
      'un tutor d’impresa',
      aBeneficiary({
        requirementVerifiedBy: anOperator({ id: 'O-0009', role: 'enterpriseTutor' }),
      }),
      'Il requisito risulta verificato da O-0009, che nel foglio «Operatori» è tutor d’impresa: la prova la vedono solo il coordinatore e i servizi sociali.',
    ],
  ],
  silent: [
    ['senza chi ne risponde', aBeneficiary({ requirementVerifiedBy: undefined })],
    [
      'se del suo ruolo non si sa nulla',
      aBeneficiary({ requirementVerifiedBy: anOperator({ role: undefined }) }),
    ],
  ],
});

// ── Beneficiari: selezione e situazione ───────────────────────────────────────────────────────

play(persone.selectionIsPast, {
  passes: [['oggi', aBeneficiary({ selectedOn: today })]],
  fails: [
    [
      'domani',
      aBeneficiary({ selectedOn: day('2026-05-21') }),
      'Il verbale di selezione è scritto il 21/05/2026, che deve ancora venire.',
    ],
  ],
  silent: [['senza verbale', aBeneficiary()]],
});

const toSelect = aBeneficiary({ selectedOn: day('2026-04-20') });
const steps = (inDepth: Day, balance: Day): World => ({
  rows: [
    [
      interviews,
      [
        anInterview({ beneficiary: toSelect, on: inDepth }),
        anInterview({ id: 'Q-0002', beneficiary: toSelect, on: balance, kind: 'skillsBalance' }),
      ],
    ],
  ],
});

play(persone.selectionFollowsInterviews, {
  passes: [
    [
      'se gli incontri sono dello stesso giorno',
      toSelect,
      steps(day('2026-04-20'), day('2026-04-20')),
    ],
    [
      'se il verbale deve ancora venire: lo dice un’altra regola',
      aBeneficiary({ selectedOn: day('2026-06-01') }),
    ],
  ],
  fails: [
    [
      'un bilancio del giorno dopo',
      toSelect,
      'Prima del verbale di selezione del 20/04/2026 non risulta il bilancio di competenze.',
      steps(day('2026-04-20'), day('2026-04-21')),
    ],
    [
      'una selezione senza incontri',
      toSelect,
      'Prima del verbale di selezione del 20/04/2026 non risulta il colloquio in profondità né il bilancio di competenze.',
    ],
  ],
  silent: [['senza verbale', aBeneficiary()]],
});

play(persone.typedStageHasItsDay, {
  passes: [
    ['con il giorno', aBeneficiary({ typedStage: 'waiting', typedStageOn: day('2026-05-18') })],
  ],
  fails: [
    [
      'senza giorno',
      aBeneficiary({ typedStage: 'waiting' }),
      'La situazione segnalata è «In attesa», ma non si sa da quando.',
    ],
  ],
  silent: [['senza situazione', aBeneficiary()]],
});

const renounced = working({ typedStage: 'renounced', typedStageOn: day('2026-05-18') });

play(persone.typedStageFitsTheFacts, {
  passes: [
    ['senza tirocini', renounced.row],
    ['dopo la fine', renounced.row, { ...renounced.world, today: day('2026-09-02') }],
    [
      'se il tirocinio deve cominciare: lo dice il tirocinio',
      renounced.row,
      withInternship(renounced.row, { startDate: day('2026-05-21') }),
    ],
  ],
  fails: [
    [
      'una rinuncia di chi è in tirocinio',
      renounced.row,
      'La situazione segnalata è «Rinuncia», ma il tirocinio T-0014 è in corso.',
      renounced.world,
    ],
  ],
  silent: [['senza situazione', working().row, working().world]],
});

const lost = aBeneficiary({ typedStage: 'unreachable', typedStageOn: day('2026-05-18') });
const tried = (times: number): World => ({
  rows: [
    [
      contacts,
      Array.from({ length: times }, (_, n) =>
        aContact({
          id: `C-000${n + 1}`,
          beneficiary: lost,
          outcome: n === 0 ? 'wrongNumber' : 'noAnswer',
        }),
      ),
    ],
  ],
});

play(persone.unreachableAfterItsAttempts, {
  passes: [
    ['dopo tre tentativi', lost, tried(3)],
    ['chi ha rinunciato', renounced.row],
    [
      'dopo due, se le impostazioni ne chiedono due',
      lost,
      { ...tried(2), settings: settingsFrom(new Map([['Tentativi prima di «irreperibile»', 2]])) },
    ],
    ['chi è in tirocinio: lo dice un’altra regola', lost, withInternship(lost)],
  ],
  fails: [
    [
      'dopo due tentativi',
      lost,
      'È segnata irreperibile, ma nel foglio «Contatti» risultano 2 tentativi a vuoto: ne servono 3.',
      tried(2),
    ],
    [
      'dopo uno',
      lost,
      'È segnata irreperibile, ma nel foglio «Contatti» risulta 1 tentativo a vuoto: ne servono 3.',
      tried(1),
    ],
  ],
  silent: [['senza situazione', aBeneficiary()]],
});

const heard = (on: string, outcome: 'reached' | 'noAnswer'): World => ({
  rows: [[contacts, [aContact({ beneficiary: lost, on: day(on), outcome })]]],
});

play(persone.unreachableIsNotHeardAfterwards, {
  passes: [
    ['se l’ultima volta è quel giorno', lost, heard('2026-05-18', 'reached')],
    ['se dopo non ha risposto', lost, heard('2026-05-19', 'noAnswer')],
  ],
  fails: [
    [
      'chi ha risposto il giorno dopo',
      lost,
      'È segnata irreperibile dal 18/05/2026, ma il contatto C-0001 del 19/05/2026 è andato a buon fine.',
      heard('2026-05-19', 'reached'),
    ],
  ],
  silent: [['senza il giorno', aBeneficiary({ typedStage: 'unreachable' })]],
});

// ── Beneficiari: chi la segue ─────────────────────────────────────────────────────────────────

play(persone.personsOperatorHasTheRole, {
  passes: [
    ['un operatore di laboratorio', aBeneficiary()],
    [
      'chi fa anche l’orientatore',
      aBeneficiary({
        operator: anOperator({ role: 'enterpriseTutor', otherRoles: ['counsellor'] }),
      }),
    ],
  ],
  fails: [
    [
      'un tutor d’impresa',
      aBeneficiary({ operator: anOperator({ role: 'enterpriseTutor' }) }),
      'La segue O-0002, che nel foglio «Operatori» è tutor d’impresa.',
    ],
  ],
  silent: [['senza operatore', aBeneficiary({ operator: undefined })]],
});

play(persone.socialWorkerHasTheRole, {
  passes: [['chi è dei servizi sociali', aBeneficiary()]],
  fails: [
    [
      'un operatore di laboratorio',
      aBeneficiary({ socialWorker: anOperator() }),
      'Come assistente sociale c’è O-0002, che nel foglio «Operatori» è operatore di laboratorio.',
    ],
  ],
  silent: [['senza assistente sociale', aBeneficiary({ socialWorker: undefined })]],
});

const left = aBeneficiary({ operator: anOperator({ to: day('2026-05-19') }) });

play(persone.personsOperatorIsInService, {
  passes: [
    ['fino all’ultimo giorno', aBeneficiary({ operator: anOperator({ to: today }) })],
    [
      'chi ha finito il percorso',
      left,
      { rows: [[outcomes, [anOutcome({ beneficiary: left, at: 'months6' })]]] },
    ],
    ['chi ha rinunciato', aBeneficiary({ ...left, typedStage: 'renounced' })],
  ],
  fails: [
    [
      'chi è seguita da un operatore che non c’è più',
      left,
      'La segue O-0002, che ha finito il servizio il 19/05/2026: i promemoria non arrivano a nessuno.',
    ],
  ],
  silent: [
    ['se il servizio non ha una fine', aBeneficiary({ operator: anOperator({ to: undefined }) })],
  ],
});

// ── Contatti ──────────────────────────────────────────────────────────────────────────────────

const host = { id: 'I-0001', name: 'Forno Esempio' };

play(persone.contactIsWithSomebody, {
  passes: [
    ['con una persona', aContact()],
    ['con un ospitante', aContact({ beneficiary: undefined, company: host })],
  ],
  fails: [
    [
      'con nessuno',
      aContact({ beneficiary: undefined }),
      'Del contatto del 16/03/2026 non si sa chi è stato cercato.',
    ],
  ],
  silent: [['senza giorno', aContact({ on: undefined, beneficiary: undefined })]],
});

play(persone.contactIsPast, {
  passes: [['oggi', aContact({ on: today })]],
  fails: [
    [
      'domani',
      aContact({ on: day('2026-05-21') }),
      'Il contatto è scritto il 21/05/2026, che deve ancora venire.',
    ],
  ],
  silent: [['senza giorno', aContact({ on: undefined })]],
});

const toCall = aContact({ outcome: 'callBack', callBackOn: day('2026-05-19') });
const later: World = {
  rows: [
    [
      contacts,
      [
        toCall,
        aContact({
          id: 'C-0002',
          on: day('2026-03-17'),
          beneficiary: toCall.beneficiary,
          outcome: 'noAnswer',
        }),
      ],
    ],
  ],
};

play(persone.callBackHasItsDay, {
  passes: [
    ['con il giorno', toCall],
    ['se è già stata richiamata', aContact({ outcome: 'callBack', calledBack: true })],
    ['un contatto riuscito', aContact()],
  ],
  fails: [
    [
      'senza giorno',
      aContact({ outcome: 'callBack' }),
      'L’esito è «da richiamare», ma non c’è il giorno.',
    ],
  ],
  silent: [['senza esito', aContact({ outcome: undefined })]],
});

play(persone.callBackFollowsTheContact, {
  passes: [['lo stesso giorno', aContact({ callBackOn: day('2026-03-16') })]],
  fails: [
    [
      'il giorno prima',
      aContact({ callBackOn: day('2026-03-15') }),
      'Il giorno in cui richiamare è il 15/03/2026, prima del contatto del 16/03/2026.',
    ],
  ],
  silent: [['senza il giorno in cui richiamare', aContact()]],
});

const toCallHost = aContact({
  beneficiary: undefined,
  company: host,
  callBackOn: day('2026-05-19'),
});

play(persone.callBackIsNotOverdue, {
  passes: [
    ['il giorno stesso', aContact({ callBackOn: today })],
    ['se qualcuno ha scritto di averlo fatto', aContact({ ...toCall, calledBack: true })],
    ['se c’è un contatto dopo', toCall, later],
    [
      'se c’è un contatto dopo con lo stesso ospitante',
      toCallHost,
      {
        rows: [
          [
            contacts,
            [
              toCallHost,
              aContact({
                id: 'C-0002',
                on: day('2026-03-17'),
                beneficiary: undefined,
                company: host,
              }),
            ],
          ],
        ],
      },
    ],
    ['se la persona ha rinunciato', aContact({ ...toCall, beneficiary: renounced.row })],
    [
      'se il giorno non torna: lo dice un’altra regola',
      aContact({ callBackOn: day('2026-03-15') }),
    ],
  ],
  fails: [
    [
      'il giorno dopo',
      toCall,
      'Era da richiamare il 19/05/2026, e dopo non risultano altri contatti.',
    ],
  ],
  silent: [['senza il giorno in cui richiamare', aContact({ outcome: 'callBack' })]],
});

// ── Colloqui ──────────────────────────────────────────────────────────────────────────────────

play(persone.interviewLastsAtMostEightHours, {
  passes: [['otto ore', anInterview({ hours: 480 })]],
  fails: [
    [
      'otto ore e un minuto',
      anInterview({ hours: 481 }),
      'Il colloquio dura 8:01 ore: in un giorno solo sono molte.',
    ],
  ],
  silent: [['senza ore', anInterview({ hours: undefined })]],
});

const patron = [{ comune: 'Andria', name: 'Festa di prova', date: { month: 3, day: 18 } }] as const;

play(persone.interviewIsOnAWorkingDay, {
  passes: [
    ['un mercoledì', anInterview()],
    ['un sabato', anInterview({ on: day('2026-03-21') })],
    [
      'la festa patronale di un altro comune',
      anInterview({ lab: aLab({ municipality: aComune({ name: 'Trani' }) }) }),
      { patrons: patron },
    ],
    [
      'una domenica in cui la persona non è venuta',
      anInterview({ on: day('2026-03-22'), held: 'missed' }),
    ],
    ['il 19 marzo, che è un giorno come gli altri', anInterview({ on: day('2026-03-19') })],
  ],
  fails: [
    [
      'una domenica',
      anInterview({ on: day('2026-03-22') }),
      'Il colloquio è di domenica 22 marzo 2026.',
    ],
    [
      'un giorno festivo',
      anInterview({ on: day('2026-05-01') }),
      'Il colloquio è di venerdì 1° maggio 2026, giorno festivo (Festa dei lavoratori).',
    ],
    [
      'la festa patronale del laboratorio',
      anInterview(),
      'Il colloquio è di mercoledì 18 marzo 2026, giorno festivo (Festa di prova).',
      { patrons: patron },
    ],
  ],
  silent: [['senza giorno', anInterview({ on: undefined })]],
});

play(persone.interviewerIsInService, {
  passes: [
    [
      'il primo giorno di servizio',
      anInterview({ operator: anOperator({ from: day('2026-03-18') }) }),
    ],
    ['l’ultimo', anInterview({ operator: anOperator({ to: day('2026-03-18') }) })],
    [
      'senza date di servizio',
      anInterview({ operator: anOperator({ from: undefined, to: undefined }) }),
    ],
  ],
  fails: [
    [
      'prima del servizio',
      anInterview({ operator: anOperator({ from: day('2026-03-19') }) }),
      'Il colloquio è del 18/03/2026, ma O-0002 è in servizio dal 19/03/2026 fino al 26/02/2027.',
    ],
    [
      'dopo il servizio',
      anInterview({ operator: anOperator({ from: undefined, to: day('2026-03-17') }) }),
      'Il colloquio è del 18/03/2026, ma O-0002 è in servizio fino al 17/03/2026.',
    ],
  ],
  silent: [['senza operatore', anInterview({ operator: undefined })]],
});

play(persone.interviewerHasTheRole, {
  passes: [
    ['un operatore di laboratorio', anInterview()],
    [
      'un’accoglienza fatta dai servizi sociali',
      anInterview({ kind: 'welcome', operator: anOperator({ role: 'socialServices' }) }),
    ],
    [
      'un bilancio di chi è anche orientatore',
      anInterview({
        kind: 'skillsBalance',
        operator: anOperator({ role: 'mentor', otherRoles: ['counsellor'] }),
      }),
    ],
  ],
  fails: [
    [
      'un bilancio fatto dal mentor',
      anInterview({ kind: 'skillsBalance', operator: anOperator({ role: 'mentor' }) }),
      'O-0002 nel foglio «Operatori» è mentor, un ruolo che non conduce questo tipo di colloquio (bilancio di competenze).',
    ],
    [
      'un’accoglienza fatta da un tutor d’impresa',
      anInterview({ kind: 'welcome', operator: anOperator({ role: 'enterpriseTutor' }) }),
      'O-0002 nel foglio «Operatori» è tutor d’impresa, un ruolo che non conduce questo tipo di colloquio (accoglienza).',
    ],
  ],
  silent: [
    ['senza tipo', anInterview({ kind: undefined, operator: anOperator({ role: 'mentor' }) })],
  ],
});

play(persone.heldInterviewIsPast, {
  passes: [
    ['oggi', anInterview({ on: today })],
    ['un incontro fissato', anInterview({ on: day('2026-05-21'), held: 'planned' })],
  ],
  fails: [
    [
      'un incontro svolto domani',
      anInterview({ on: day('2026-05-21') }),
      'Il colloquio del 21/05/2026 deve ancora venire, ma risulta «svolto».',
    ],
    [
      'un’assenza di domani',
      anInterview({ on: day('2026-05-21'), held: 'missed' }),
      'Il colloquio del 21/05/2026 deve ancora venire, ma risulta «non si è presentato».',
    ],
  ],
  silent: [['se non si sa com’è andato', anInterview({ on: day('2026-05-21'), held: undefined })]],
});

play(persone.pastInterviewIsTold, {
  passes: [
    ['svolto', anInterview()],
    ['fissato per oggi', anInterview({ on: today, held: 'planned' })],
  ],
  fails: [
    [
      'ieri, ancora fissato',
      anInterview({ on: day('2026-05-19'), held: 'planned' }),
      'Il colloquio del 19/05/2026 risulta ancora «fissato».',
    ],
    [
      'ieri, senza risposta',
      anInterview({ on: day('2026-05-19'), held: undefined }),
      'Il colloquio era il 19/05/2026, ma non si sa se è stato svolto: le ore non si contano.',
    ],
  ],
  silent: [['senza giorno', anInterview({ on: undefined, held: undefined })]],
});

play(persone.heldInterviewHasItsHours, {
  passes: [
    ['con le ore', anInterview()],
    ['chi non è venuta', anInterview({ held: 'missed', hours: undefined })],
  ],
  fails: [
    [
      'senza ore',
      anInterview({ hours: undefined }),
      'Il colloquio è svolto, ma mancano le ore: nel monitoraggio non si contano.',
    ],
    [
      'zero ore',
      anInterview({ hours: 0 }),
      'Il colloquio è svolto, ma mancano le ore: nel monitoraggio non si contano.',
    ],
  ],
  silent: [['se non si sa com’è andato', anInterview({ held: undefined, hours: undefined })]],
});

const talk = anInterview();
const sameTalk = anInterview({ id: 'Q-0002', beneficiary: talk.beneficiary });
const afternoon = anInterview({
  id: 'Q-0002',
  beneficiary: talk.beneficiary,
  times: '15:00-16:30',
});

play(persone.interviewIsOnOneRow, {
  passes: [
    ['la prima riga', talk, { rows: [[interviews, [talk, sameTalk]]] }],
    ['il pomeriggio dello stesso giorno', afternoon, { rows: [[interviews, [talk, afternoon]]] }],
  ],
  fails: [
    [
      'lo stesso incontro due volte',
      sameTalk,
      'Anche Q-0001 è un incontro di B-0001 dello stesso tipo (colloquio in profondità) e dello stesso giorno: è lo stesso?',
      { rows: [[interviews, [talk, sameTalk]]] },
    ],
  ],
  silent: [['senza persona', anInterview({ beneficiary: undefined })]],
});

play(persone.counsellingKeepsDayAndHoursOnly, {
  passes: [
    ['un counselling con giorno e ore', anInterview({ kind: 'counselling' })],
    ['un colloquio con il suo esito', anInterview({ outcome: 'continues' })],
  ],
  fails: [
    [
      'un counselling con le note',
      anInterview({ kind: 'counselling', notes: 'parole che non si ripetono' }),
      'È un counselling, ma è compilata anche «Note»: quella cella va svuotata.',
    ],
    [
      'un counselling con esito e motivazione',
      anInterview({ kind: 'counselling', outcome: 'continues', motivation: 4 }),
      'È un counselling, ma sono compilate anche «Esito del colloquio» e «Motivazione»: quelle celle vanno svuotate.',
    ],
  ],
  silent: [['senza tipo', anInterview({ kind: undefined, outcome: 'continues' })]],
});

// ── Progetti personalizzati ───────────────────────────────────────────────────────────────────

play(persone.planMentorHasTheRole, {
  passes: [
    ['un mentor', anInsertionPlan()],
    ['chi è anche mentor', anInsertionPlan({ mentor: anOperator({ otherRoles: ['mentor'] }) })],
  ],
  fails: [
    [
      'un operatore di laboratorio',
      anInsertionPlan({ mentor: anOperator() }),
      'Il progetto lo segue O-0002, che nel foglio «Operatori» è operatore di laboratorio.',
    ],
  ],
  silent: [['senza mentor', anInsertionPlan({ mentor: undefined })]],
});

play(persone.planDatesFollowItsDraft, {
  passes: [
    ['una verifica dello stesso giorno', anInsertionPlan({ lastReviewOn: day('2026-04-27') })],
  ],
  fails: [
    [
      'una verifica del giorno prima',
      anInsertionPlan({ lastReviewOn: day('2026-04-26') }),
      'Il progetto è redatto il 27/04/2026, ma viene prima «Ultima verifica» (26/04/2026).',
    ],
    [
      'più date insieme, una volta sola',
      anInsertionPlan({ lastReviewOn: day('2026-04-26'), closedOn: day('2026-02-28') }),
      'Il progetto è redatto il 27/04/2026, ma vengono prima «Ultima verifica» (26/04/2026) e «Chiuso il» (28/02/2026).',
    ],
  ],
  silent: [
    ['senza stesura', anInsertionPlan({ draftedOn: undefined, lastReviewOn: day('2026-04-26') })],
  ],
});

play(persone.planReviewIsNotOverdue, {
  passes: [
    ['il giorno della verifica', anInsertionPlan({ nextReviewOn: today })],
    [
      'una verifica fatta quel giorno',
      anInsertionPlan({ nextReviewOn: day('2026-05-19'), lastReviewOn: day('2026-05-19') }),
    ],
    [
      'ogni tre mesi, il giorno in cui cade',
      anInsertionPlan({ nextReviewOn: undefined, draftedOn: day('2026-02-20') }),
    ],
    [
      'un progetto chiuso',
      anInsertionPlan({ nextReviewOn: day('2026-05-19'), closedOn: day('2026-05-20') }),
    ],
    [
      'senza verifiche previste',
      anInsertionPlan({ nextReviewOn: undefined, everyMonths: undefined }),
    ],
  ],
  fails: [
    [
      'il giorno dopo',
      anInsertionPlan({ nextReviewOn: day('2026-05-19') }),
      'La verifica era prevista il 19/05/2026 e non risulta fatta.',
    ],
    [
      'ogni tre mesi dalla stesura, il giorno dopo',
      anInsertionPlan({ nextReviewOn: undefined, draftedOn: day('2026-02-19') }),
      'La verifica si fa ogni 3 mesi: la prossima cadeva il 19/05/2026.',
    ],
    [
      'ogni mese dall’ultima verifica',
      anInsertionPlan({ nextReviewOn: undefined, everyMonths: 1, lastReviewOn: day('2026-04-19') }),
      'La verifica si fa ogni mese: la prossima cadeva il 19/05/2026.',
    ],
  ],
  silent: [
    ['senza stesura', anInsertionPlan({ draftedOn: undefined, nextReviewOn: day('2026-05-19') })],
  ],
});

const plan = anInsertionPlan();
const newPlan = anInsertionPlan({ id: 'PP-0002', beneficiary: plan.beneficiary });
const oldPlan = { ...plan, closedOn: day('2026-05-01') };

play(persone.oneOpenPlanPerPerson, {
  passes: [
    ['il primo dei due', plan, { rows: [[insertionPlans, [plan, newPlan]]] }],
    ['se quello vecchio è chiuso', newPlan, { rows: [[insertionPlans, [oldPlan, newPlan]]] }],
  ],
  fails: [
    [
      'un secondo progetto aperto',
      newPlan,
      'Per B-0001 è aperto anche PP-0001.',
      { rows: [[insertionPlans, [plan, newPlan]]] },
    ],
  ],
  silent: [['senza persona', anInsertionPlan({ beneficiary: undefined })]],
});

play(persone.closedPlanSaysHow, {
  passes: [
    ['con il risultato', anInsertionPlan({ closedOn: day('2026-05-01'), closedAs: 'reached' })],
  ],
  fails: [
    [
      'senza risultato',
      anInsertionPlan({ closedOn: day('2026-05-01') }),
      'Il progetto è chiuso dal 01/05/2026, ma non si sa com’è andato.',
    ],
  ],
  silent: [['un progetto aperto', anInsertionPlan()]],
});

// ── Esiti ─────────────────────────────────────────────────────────────────────────────────────

/** A TIS that ended on 31 March 2026, of one person. */
const ended = somebodysInternship({ startDate: day('2025-10-01'), endDate: day('2026-03-31') });
const ofEnded = (but: Parameters<typeof anOutcome>[0] = {}) =>
  anOutcome({ beneficiary: ended.beneficiary, internship: ended, ...but });
const nextYear = { today: day('2027-01-15') };

play(persone.outcomeIsOfTheTrainee, {
  passes: [['il suo tirocinio', ofEnded()]],
  fails: [
    [
      'il tirocinio di un’altra persona',
      ofEnded({ beneficiary: second() }),
      'L’esito è di B-0002, ma T-0014 è il tirocinio di B-0001.',
    ],
  ],
  silent: [['senza tirocinio', anOutcome()]],
});

play(persone.outcomeIsOfAnInternshipThatWas, {
  passes: [['un tirocinio svolto', ofEnded()]],
  fails: [
    [
      'un tirocinio annullato',
      ofEnded({ internship: somebodysInternship({ typedState: 'cancelled' }) }),
      'T-0014 è annullato: non ha una fine da cui contare.',
    ],
  ],
  silent: [['senza tirocinio', anOutcome()]],
});

play(persone.outcomeIsPast, {
  passes: [['oggi', anOutcome({ on: today })]],
  fails: [
    [
      'domani',
      anOutcome({ on: day('2026-05-21') }),
      'L’esito è rilevato il 21/05/2026, che deve ancora venire.',
    ],
  ],
  silent: [['senza giorno', anOutcome({ on: undefined })]],
});

const extended: World = {
  rows: [
    [
      variations,
      [somebodysVariation({ internship: ended, kind: 'extension', newEndDate: day('2026-05-10') })],
    ],
  ],
};

play(persone.outcomeFollowsTheEnd, {
  passes: [
    ['il giorno dopo la fine', ofEnded({ on: day('2026-04-01') })],
    [
      'un tirocinio annullato: lo dice un’altra regola',
      ofEnded({ internship: somebodysInternship({ typedState: 'cancelled' }) }),
    ],
    [
      'se non si sa quando finisce',
      ofEnded({ internship: somebodysInternship({ endDate: undefined }) }),
    ],
  ],
  fails: [
    [
      'l’ultimo giorno',
      ofEnded({ on: day('2026-03-31') }),
      'L’esito è del 31/03/2026, ma T-0014 è finito il 31/03/2026: si rileva dopo.',
    ],
    [
      'prima della fine prorogata',
      ofEnded({ on: day('2026-05-01') }),
      'L’esito è del 01/05/2026, ma T-0014 è finito il 10/05/2026: si rileva dopo.',
      extended,
    ],
    [
      'un tirocinio ancora in corso',
      anOutcome({ internship: somebodysInternship(), on: day('2026-05-01') }),
      'L’esito è del 01/05/2026, ma T-0014 non è ancora finito: dura fino al 01/09/2026.',
    ],
  ],
  silent: [['senza giorno', ofEnded({ on: undefined })]],
});

play(persone.outcomeIsInItsTime, {
  passes: [
    ['il ventottesimo giorno', ofEnded({ on: day('2026-04-28') })],
    ['quindici giorni dopo', ofEnded({ on: day('2026-05-13') })],
    ['il giorno dei sei mesi', ofEnded({ at: 'months6', on: day('2026-09-30') }), nextYear],
    ['trenta giorni dopo i sei mesi', ofEnded({ at: 'months6', on: day('2026-10-30') }), nextYear],
    ['prima della fine: lo dice un’altra regola', ofEnded({ on: day('2026-03-31') })],
  ],
  fails: [
    [
      'il ventisettesimo giorno',
      ofEnded({ on: day('2026-04-27') }),
      'L’esito a 28 giorni di T-0014 è rilevato il 27/04/2026: si chiede tra il 28/04/2026 e il 13/05/2026.',
    ],
    [
      'il sedicesimo giorno dopo',
      ofEnded({ on: day('2026-05-14') }),
      'L’esito a 28 giorni di T-0014 è rilevato il 14/05/2026: si chiede tra il 28/04/2026 e il 13/05/2026.',
    ],
    [
      'il giorno prima dei sei mesi',
      ofEnded({ at: 'months6', on: day('2026-09-29') }),
      'L’esito a 6 mesi di T-0014 è rilevato il 29/09/2026: si chiede tra il 30/09/2026 e il 30/10/2026.',
      nextYear,
    ],
    [
      'trentun giorni dopo i sei mesi',
      ofEnded({ at: 'months6', on: day('2026-10-31') }),
      'L’esito a 6 mesi di T-0014 è rilevato il 31/10/2026: si chiede tra il 30/09/2026 e il 30/10/2026.',
      nextYear,
    ],
  ],
  silent: [
    ['senza tirocinio', anOutcome({ on: day('2026-04-27') })],
    ['senza il momento', ofEnded({ at: undefined, on: day('2026-04-27') })],
  ],
});

const told = ofEnded();
const toldAgain = ofEnded({ id: 'E-0002' });
const toldOtherwise = ofEnded({ id: 'E-0002', situation: 'employed' });
const toldLater = ofEnded({ id: 'E-0002', at: 'months6' });

play(persone.outcomeIsOnOneRow, {
  passes: [
    ['la prima riga', told, { rows: [[outcomes, [told, toldAgain]]] }],
    ['un altro momento', toldLater, { rows: [[outcomes, [told, toldLater]]] }],
  ],
  fails: [
    [
      'lo stesso momento due volte',
      toldAgain,
      'Anche E-0001 è l’esito a 28 giorni di B-0001 per lo stesso tirocinio: ne conta uno, l’ultimo.',
      { rows: [[outcomes, [told, toldAgain]]] },
    ],
    [
      'chi cerca lavoro e insieme lavora',
      toldOtherwise,
      'Anche E-0001 è l’esito a 28 giorni di B-0001 per lo stesso tirocinio: ne conta uno, l’ultimo. Le due risposte sono diverse, e chi lavora non si conta anche tra chi cerca lavoro.',
      { rows: [[outcomes, [told, toldOtherwise]]] },
    ],
  ],
  silent: [['senza persona', anOutcome({ beneficiary: undefined })]],
});

play(persone.jobIsOfSomebodyWhoWorks, {
  passes: [
    ['chi lavora', anOutcome({ situation: 'employed', contract: 'fixedTerm' })],
    ['chi cerca lavoro', anOutcome()],
    ['chi fa un altro tirocinio', anOutcome({ situation: 'training', contract: 'internship' })],
  ],
  fails: [
    [
      'chi cerca lavoro con un contratto',
      anOutcome({ contract: 'fixedTerm' }),
      'La situazione non è di chi lavora, ma è compilata «Contratto».',
    ],
    [
      'chi cerca lavoro con contratto e datore',
      anOutcome({ contract: 'fixedTerm', hiredBy: 'host' }),
      'La situazione non è di chi lavora, ma sono compilate «Contratto» e «Assunto da».',
    ],
  ],
  silent: [['senza situazione', anOutcome({ situation: undefined, contract: 'fixedTerm' })]],
});

play(persone.anotherInternshipIsNoJob, {
  passes: [['un contratto a termine', anOutcome({ situation: 'employed', contract: 'fixedTerm' })]],
  fails: [
    [
      'un altro tirocinio',
      anOutcome({ situation: 'employed', contract: 'internship' }),
      'La situazione è di chi lavora, ma il contratto è «altro tirocinio».',
    ],
  ],
  silent: [['senza contratto', anOutcome({ situation: 'employed' })]],
});

play(persone.workerHasAContract, {
  passes: [
    ['con il contratto', anOutcome({ situation: 'employed', contract: 'fixedTerm' })],
    ['chi non lavora', anOutcome()],
  ],
  fails: [
    [
      'senza contratto',
      anOutcome({ situation: 'selfEmployed' }),
      'Lavora, ma non si sa con quale contratto.',
    ],
  ],
  silent: [['senza situazione', anOutcome({ situation: undefined })]],
});

const hired = (from: string, to?: string) =>
  anOutcome({
    situation: 'employed',
    contract: 'fixedTerm',
    contractFrom: day(from),
    contractTo: to === undefined ? undefined : day(to),
  });

play(persone.contractDatesAreInOrder, {
  passes: [['un giorno solo', hired('2026-04-20', '2026-04-20')]],
  fails: [
    [
      'una fine che precede l’inizio',
      hired('2026-04-20', '2026-04-19'),
      'Il contratto finisce il 19/04/2026, prima di cominciare il 20/04/2026.',
    ],
  ],
  silent: [['senza fine', hired('2026-04-20')]],
});

play(persone.contractRunsOnTheDayTold, {
  passes: [
    ['dal giorno dell’esito', hired('2026-04-28')],
    ['fino al giorno dell’esito', hired('2026-04-20', '2026-04-28')],
    ['con le date al contrario: lo dice un’altra regola', hired('2026-04-29', '2026-04-20')],
    ['chi non lavora', { ...hired('2026-04-29'), situation: 'seeking' }],
  ],
  fails: [
    [
      'dal giorno dopo',
      hired('2026-04-29'),
      'Il contratto comincia il 29/04/2026, dopo il giorno dell’esito (28/04/2026).',
    ],
    [
      'fino al giorno prima',
      hired('2026-04-20', '2026-04-27'),
      'Il contratto è finito il 27/04/2026, prima del giorno dell’esito (28/04/2026).',
    ],
  ],
  silent: [['senza inizio', anOutcome({ situation: 'employed', contractTo: day('2026-04-27') })]],
});

// ── Invii ─────────────────────────────────────────────────────────────────────────────────────

play(persone.referredPersonIsInformed, {
  passes: [['chi lo sa', aReferral()]],
  fails: [
    [
      'chi non lo sa',
      aReferral({ informed: false }),
      'L’invio è partito il 06/05/2026, ma la persona non è stata informata di chi riceve i suoi dati.',
    ],
  ],
  silent: [['un invio che non è partito', aReferral({ informed: false, sentOn: undefined })]],
});

play(persone.informingHasItsDay, {
  passes: [
    ['con il giorno', aReferral()],
    [
      'chi non è informata: lo dice un’altra regola',
      aReferral({ informed: false, informedOn: undefined }),
    ],
  ],
  fails: [
    [
      'senza giorno',
      aReferral({ informedOn: undefined }),
      'L’invio è partito il 06/05/2026 e la persona risulta informata, ma non si sa quando.',
    ],
  ],
  silent: [['un invio che non è partito', aReferral({ informedOn: undefined, sentOn: undefined })]],
});

play(persone.informingPrecedesTheReferral, {
  passes: [['lo stesso giorno', aReferral({ informedOn: day('2026-05-06') })]],
  fails: [
    [
      'il giorno dopo',
      aReferral({ informedOn: day('2026-05-07') }),
      'La persona è stata informata il 07/05/2026, dopo l’invio del 06/05/2026.',
    ],
  ],
  silent: [['senza il giorno', aReferral({ informedOn: undefined })]],
});

play(persone.sentReferralHasItsDay, {
  passes: [
    ['con il giorno', aReferral()],
    ['un invio in preparazione', aReferral({ state: 'draft', sentOn: undefined })],
  ],
  fails: [
    [
      'senza giorno',
      aReferral({ sentOn: undefined }),
      'L’invio risulta «inviato», ma manca il giorno in cui è partito.',
    ],
  ],
  silent: [['senza stato', aReferral({ state: undefined, sentOn: undefined })]],
});

play(persone.sentReferralIsNoDraft, {
  passes: [
    ['un invio inviato', aReferral()],
    [
      'un invio in preparazione che parte domani',
      aReferral({ state: 'draft', sentOn: day('2026-05-21') }),
    ],
  ],
  fails: [
    [
      'un invio partito oggi e ancora in preparazione',
      aReferral({ state: 'draft', sentOn: today }),
      'L’invio è partito il 20/05/2026, ma risulta ancora «in preparazione».',
    ],
  ],
  silent: [['senza giorno', aReferral({ state: 'draft', sentOn: undefined })]],
});

play(persone.referralDatesAreInOrder, {
  passes: [['un giorno solo', aReferral({ until: day('2026-05-06') })]],
  fails: [
    [
      'una scadenza che precede l’invio',
      aReferral({ until: day('2026-05-05') }),
      'L’invio vale fino al 05/05/2026, prima di partire il 06/05/2026.',
    ],
  ],
  silent: [['senza scadenza', aReferral({ until: undefined })]],
});

play(persone.openReferralIsNotOver, {
  passes: [
    ['l’ultimo giorno', aReferral({ until: today })],
    ['un invio concluso', aReferral({ until: day('2026-05-19'), state: 'closed' })],
    ['con le date al contrario: lo dice un’altra regola', aReferral({ until: day('2026-05-05') })],
  ],
  fails: [
    [
      'il giorno dopo la scadenza',
      aReferral({ until: day('2026-05-19'), state: 'accepted' }),
      'L’invio valeva fino al 19/05/2026 e risulta ancora «accolto»: l’altro ente non può più usare i dati.',
    ],
  ],
  silent: [['senza scadenza', aReferral({ until: undefined })]],
});

play(persone.referralIsAnswered, {
  passes: [
    ['dopo trenta giorni', aReferral({ sentOn: day('2026-04-20') })],
    ['un invio accolto', aReferral({ sentOn: day('2026-04-19'), state: 'accepted' })],
    [
      'un invio scaduto: lo dice un’altra regola',
      aReferral({ sentOn: day('2026-04-01'), until: day('2026-05-01') }),
    ],
  ],
  fails: [
    [
      'dopo trentun giorni',
      aReferral({ sentOn: day('2026-04-19') }),
      'L’invio è partito il 19/04/2026 e dopo 31 giorni non c’è risposta.',
    ],
  ],
  silent: [['senza giorno', aReferral({ sentOn: undefined })]],
});

// ── Operatori ─────────────────────────────────────────────────────────────────────────────────

play(persone.serviceDatesAreInOrder, {
  passes: [['un giorno solo', anOperator({ to: day('2026-01-07') })]],
  fails: [
    [
      'una fine che precede l’inizio',
      anOperator({ to: day('2026-01-06') }),
      'Il servizio finisce il 06/01/2026, prima di cominciare il 07/01/2026.',
    ],
  ],
  silent: [['senza inizio', anOperator({ from: undefined })]],
});

const anna = anOperator();
const sara = aCoordinator();
const sameMail = aCoordinator({ email: anna.email });
const sameSlack = aCoordinator({ slackId: anna.slackId });

play(persone.operatorEmailIsOnOneRow, {
  passes: [
    ['indirizzi diversi', sara, { rows: [[operators, [anna, sara]]] }],
    ['la prima riga', anna, { rows: [[operators, [anna, sameMail]]] }],
  ],
  fails: [
    [
      'lo stesso indirizzo',
      sameMail,
      'Anche O-0002 ha questo indirizzo: ciò che ALICE scrive a uno lo legge l’altro.',
      { rows: [[operators, [anna, sameMail]]] },
    ],
  ],
  silent: [['senza indirizzo', anOperator({ email: undefined })]],
});

play(persone.slackIdIsOnOneRow, {
  passes: [
    ['ID diversi', sara, { rows: [[operators, [anna, sara]]] }],
    ['la prima riga', anna, { rows: [[operators, [anna, sameSlack]]] }],
  ],
  fails: [
    [
      'lo stesso ID',
      sameSlack,
      'Anche O-0002 ha questo ID Slack: in chat ALICE non sa chi dei due le scrive.',
      { rows: [[operators, [anna, sameSlack]]] },
    ],
  ],
  silent: [['senza ID', anOperator({ slackId: undefined })]],
});

play(persone.slackIdLooksRight, {
  passes: [
    ['un ID di Slack', anOperator()],
    ['un ID che comincia per W', anOperator({ slackId: 'W012A3CDE' })],
  ],
  fails: [
    [
      'il nome del profilo',
      anOperator({ slackId: '@anna' }),
      '«@anna» non è un ID Slack: forse è il nome del profilo.',
    ],
  ],
  silent: [['senza ID', anOperator({ slackId: undefined })]],
});

play(persone.slackChannelHasAnId, {
  passes: [
    ['con l’ID', anOperator()],
    ['chi preferisce l’e-mail', anOperator({ channel: 'email', slackId: undefined })],
    ['chi non è più in servizio', anOperator({ slackId: undefined, to: day('2026-05-19') })],
  ],
  fails: [
    [
      'senza ID',
      anOperator({ slackId: undefined }),
      'Preferisce Slack, ma manca l’ID: i promemoria non possono arrivare lì.',
    ],
  ],
  silent: [['senza canale', anOperator({ channel: undefined, slackId: undefined })]],
});

play(persone.labOperatorHasALab, {
  passes: [
    ['con il laboratorio', anOperator()],
    ['un coordinatore', aCoordinator()],
    ['chi non è ancora in servizio', anOperator({ lab: undefined, from: day('2026-05-21') })],
  ],
  fails: [
    [
      'senza laboratorio',
      anOperator({ lab: undefined }),
      'È operatore di laboratorio, ma non si sa di quale: in chat non può chiedere di nessuna persona.',
    ],
  ],
  silent: [['senza ruolo', anOperator({ role: undefined, lab: undefined })]],
});

play(persone.operatorIsAuthorised, {
  passes: [
    ['da oggi', anOperator({ authorisedOn: today })],
    ['chi non è più in servizio', anOperator({ authorisedOn: undefined, to: day('2026-05-19') })],
  ],
  fails: [
    [
      'senza lettera',
      anOperator({ authorisedOn: undefined }),
      'È in servizio, ma non risulta la lettera che autorizza a trattare i dati delle persone.',
    ],
    [
      'da domani',
      anOperator({ authorisedOn: day('2026-05-21') }),
      'È in servizio, ma la lettera di autorizzazione porta una data che deve ancora venire (21/05/2026).',
    ],
  ],
  silent: [['senza ruolo', anOperator({ role: undefined, authorisedOn: undefined })]],
});

// ── Laboratori e Comuni ───────────────────────────────────────────────────────────────────────

play(persone.labDatesAreInOrder, {
  passes: [['un giorno solo', aLab({ openTo: day('2026-01-07') })]],
  fails: [
    [
      'una fine che precede l’inizio',
      aLab({ openTo: day('2026-01-06') }),
      'Il laboratorio chiude il 06/01/2026, prima di aprire il 07/01/2026.',
    ],
  ],
  silent: [['senza apertura', aLab({ openFrom: undefined })]],
});

play(persone.labIsInTheProgrammeArea, {
  passes: [['un comune dell’area', aLab()]],
  fails: [
    [
      'un comune fuori',
      aLab({ municipality: aComune({ inProgrammeArea: false }) }),
      'Il laboratorio è ad Andria, che nel foglio «Comuni» non è nell’area del progetto.',
    ],
  ],
  silent: [['se non si sa', aLab({ municipality: aComune({ inProgrammeArea: undefined }) })]],
});

play(persone.belfioreLooksRight, {
  passes: [['una lettera e tre cifre', aComune()]],
  fails: [
    [
      'un codice più corto',
      aComune({ belfiore: 'A28' }),
      '«A28» non è il codice catastale di un comune.',
    ],
    [
      'il codice di uno Stato estero',
      aComune({ belfiore: 'Z330' }),
      '«Z330» non è il codice catastale di un comune.',
    ],
  ],
  silent: [['senza codice', aComune({ belfiore: undefined })]],
});

const belfioreProposed = (belfiore: string) =>
  judged(persone.belfioreLooksRight, aComune({ belfiore }))?.proposed;

test('Un codice catastale in minuscolo si propone in maiuscolo', () => {
  expect(belfioreProposed('a 285')).toBe('A285');
  expect(belfioreProposed('A28')).toBeUndefined();
});

const andria = aComune();
const copied = aComune({ id: 'COM-0002', name: 'Barletta' });
const doubled = aComune({ id: 'COM-0002', name: 'ANDRIA' });

play(persone.belfioreIsOfOneComune, {
  passes: [
    ['la prima riga', andria, { rows: [[municipalities, [andria, copied]]] }],
    [
      'lo stesso comune due volte: lo dice un’altra regola',
      doubled,
      { rows: [[municipalities, [andria, doubled]]] },
    ],
  ],
  fails: [
    [
      'lo stesso codice per due comuni',
      copied,
      'Anche COM-0001 ha il codice catastale A285.',
      { rows: [[municipalities, [andria, copied]]] },
    ],
  ],
  silent: [['senza codice', aComune({ belfiore: undefined })]],
});

play(persone.comuneIsOnOneRow, {
  passes: [
    ['la prima riga', andria, { rows: [[municipalities, [andria, doubled]]] }],
    ['un altro comune', copied, { rows: [[municipalities, [andria, copied]]] }],
  ],
  fails: [
    [
      'lo stesso comune due volte',
      doubled,
      'ANDRIA (BT) è già in COM-0001.',
      { rows: [[municipalities, [andria, doubled]]] },
    ],
  ],
  silent: [['senza provincia', aComune({ province: undefined })]],
});

play(persone.provinceIsASign, {
  passes: [
    ['due lettere', aComune()],
    ['due lettere minuscole', aComune({ province: 'bt' })],
  ],
  fails: [
    ['il nome intero', aComune({ province: 'Bari' }), '«Bari» non è una sigla di provincia.'],
  ],
  silent: [['senza provincia', aComune({ province: undefined })]],
});

play(persone.istatCodeLooksRight, {
  passes: [['sei cifre', aComune()]],
  fails: [
    [
      'uno zero perso',
      aComune({ istat: '72004' }),
      '«72004» non è il codice ISTAT di un comune: le cifre sono sei.',
    ],
  ],
  silent: [['senza codice', aComune({ istat: undefined })]],
});

test('A un codice ISTAT che ha perso lo zero si propone lo zero', () => {
  expect(judged(persone.istatCodeLooksRight, aComune({ istat: '72004' }))?.proposed).toBe('072004');
});

const moving = (thisYear: string, nextYearOn?: string) =>
  aComune({
    patronDay: undefined,
    patronThisYear: day(thisYear),
    patronNextYear: nextYearOn === undefined ? undefined : day(nextYearOn),
  });

play(persone.movingFeastIsKnownThisYear, {
  passes: [
    ['la data di quest’anno', moving('2026-09-20')],
    ['la data di quest’anno nella colonna del prossimo', moving('2025-09-21', '2026-09-20')],
    ['una festa fissa', aComune({ patronThisYear: day('2025-06-13') })],
  ],
  fails: [
    [
      'la data dell’anno scorso',
      moving('2025-09-21'),
      'La festa patronale è scritta per il 21/09/2025: manca quella del 2026.',
    ],
  ],
  silent: [['senza data', aComune({ patronDay: undefined })]],
});

play(persone.patronFallsOneWay, {
  passes: [['lo stesso giorno', aComune({ patronThisYear: day('2026-06-13') })]],
  fails: [
    [
      'due giorni diversi',
      aComune({ patronThisYear: day('2026-06-14') }),
      'La festa patronale cade ogni anno il 13/6, ma quest’anno è scritta il 14/06/2026: ALICE le conta tutte e due.',
    ],
  ],
  silent: [['con una data sola', aComune()]],
});

// ── Riservato ─────────────────────────────────────────────────────────────────────────────────

const person = aBeneficiary();
const card = aRestricted({ beneficiary: person });
const secondCard = aRestricted({ id: 'RS-0002', beneficiary: person });
const othersCard = aRestricted({ id: 'RS-0002', beneficiary: second() });
/** The restricted rows with the internships and leaves of one person. */
const under = (rows: Rows, but: Parameters<typeof somebodysInternship>[0] = {}): World => ({
  rows: [[internships, [somebodysInternship({ beneficiary: person, ...but })]], ...rows],
});

play(persone.restrictedRowIsOne, {
  passes: [
    ['la prima riga', card, { rows: [[restricted, [card, secondCard]]] }],
    ['la riga di un’altra persona', othersCard, { rows: [[restricted, [card, othersCard]]] }],
  ],
  fails: [
    [
      'due righe della stessa persona',
      secondCard,
      'B-0001 è già in RS-0001: quale delle due righe vale?',
      { rows: [[restricted, [card, secondCard]]] },
    ],
  ],
  silent: [['senza persona', aRestricted({ beneficiary: undefined })]],
});

play(persone.evidenceIsSeen, {
  passes: [
    ['con la prova', card],
    [
      'se il requisito non è verificato',
      aRestricted({
        evidence: undefined,
        beneficiary: aBeneficiary({ requirementVerified: false }),
      }),
    ],
  ],
  fails: [
    [
      'senza prova',
      aRestricted({ evidence: undefined }),
      'Nel foglio «Beneficiari» il requisito di B-0001 risulta verificato, ma qui non si sa con quale prova.',
    ],
  ],
  silent: [
    [
      'se del requisito non si sa nulla',
      aRestricted({
        evidence: undefined,
        beneficiary: aBeneficiary({ requirementVerified: undefined }),
      }),
    ],
  ],
});

play(persone.evidenceIsValid, {
  passes: [
    ['l’ultimo giorno', aRestricted({ evidenceUntil: today })],
    [
      'chi ha rinunciato',
      aRestricted({ evidenceUntil: day('2026-05-19'), beneficiary: renounced.row }),
    ],
  ],
  fails: [
    [
      'il giorno dopo',
      aRestricted({ evidenceUntil: day('2026-05-19') }),
      'La prova del requisito valeva fino al 19/05/2026.',
    ],
  ],
  silent: [['senza scadenza', aRestricted({ evidenceUntil: undefined })]],
});

play(persone.formerPrisonersAreNotOfLaw381, {
  passes: [
    ['un ex detenuto che non vi rientra', aRestricted({ group: 'b', law381: 'none' })],
    ['un ex detenuto con un’altra condizione', aRestricted({ group: 'b', law381: 'alcohol' })],
    ['chi è in misura alternativa', aRestricted({ group: 'a', law381: 'alternative' })],
  ],
  fails: [
    [
      'un ex detenuto contato tra i detenuti',
      aRestricted({ group: 'b', law381: 'detained' }),
      'Il gruppo è quello degli ex detenuti, ma la categoria della L. 381/1991 è di chi sta ancora scontando la pena.',
    ],
  ],
  silent: [['senza gruppo', aRestricted({ group: undefined, law381: 'detained' })]],
});

play(persone.womensGroupIsOfWomen, {
  passes: [
    ['una donna', aRestricted({ group: 'e' })],
    ['un uomo di un altro gruppo', aRestricted({ beneficiary: second() })],
  ],
  fails: [
    [
      'un uomo',
      aRestricted({ group: 'e', beneficiary: second() }),
      'Il gruppo è E, ma nel foglio «Beneficiari» B-0002 ha M in «Sesso».',
    ],
  ],
  silent: [
    [
      'se del sesso non si sa',
      aRestricted({ group: 'e', beneficiary: aBeneficiary({ sex: undefined }) }),
    ],
  ],
});

const inGroupA = aRestricted({ beneficiary: person, group: 'a' });

play(persone.whoNeedsLeaveHasAnAuthorisation, {
  passes: [
    ['chi non ne ha bisogno', card, under([])],
    ['un ex detenuto', aRestricted({ beneficiary: person, group: 'b' }), under([])],
    [
      'con una riga di autorizzazione',
      inGroupA,
      under([[authorisations, [anAuthorisation({ beneficiary: person })]]]),
    ],
    ['chi non è in tirocinio', inGroupA],
    ['chi comincia tra più di un mese', inGroupA, under([], { startDate: day('2026-06-20') })],
  ],
  fails: [
    [
      'chi è in tirocinio senza nessuna riga',
      inGroupA,
      'T-0014 è in corso o comincia entro un mese, e nel foglio «Autorizzazioni» non c’è nessuna riga per B-0001.',
      under([]),
    ],
    [
      'chi comincia tra un mese',
      aRestricted({ beneficiary: person, law381: 'alternative' }),
      'T-0014 è in corso o comincia entro un mese, e nel foglio «Autorizzazioni» non c’è nessuna riga per B-0001.',
      under([], { startDate: day('2026-06-19') }),
    ],
  ],
  silent: [['senza persona', aRestricted({ beneficiary: undefined, group: 'a' }), under([])]],
});

play(persone.boundDatesAreInOrder, {
  passes: [['un giorno solo', aRestricted({ boundFrom: today, boundUntil: today })]],
  fails: [
    [
      'una fine che precede l’inizio',
      aRestricted({ boundFrom: today, boundUntil: day('2026-05-19') }),
      'Il vincolo finisce il 19/05/2026, prima di cominciare il 20/05/2026.',
    ],
  ],
  silent: [['senza inizio', aRestricted({ boundUntil: today })]],
});

const bound = (but: Parameters<typeof aRestricted>[0] = {}) =>
  aRestricted({ beneficiary: person, boundDays: ['mar', 'sab'], ...but });

play(persone.boundDaysAreFree, {
  passes: [
    ['se quel giorno non si lavora', bound({ boundDays: ['sab', 'dom'] }), under([])],
    ['se il vincolo è solo di alcune ore', bound({ boundTimes: '14:00-16:00' }), under([])],
    [
      'se il vincolo è finito prima dell’inizio',
      bound({ boundUntil: day('2026-03-01') }),
      under([]),
    ],
  ],
  fails: [
    ['un giorno vincolato', bound(), 'T-0014 prevede ore di martedì, giorno vincolato.', under([])],
    [
      'due giorni vincolati, fino al primo giorno',
      bound({ boundDays: ['lun', 'mar'], boundUntil: day('2026-03-02') }),
      'T-0014 prevede ore di lunedì e martedì, giorni vincolati.',
      under([]),
    ],
  ],
  silent: [['senza giorni', bound({ boundDays: undefined }), under([])]],
});

play(persone.absenceToReportHasARecipient, {
  passes: [
    ['con chi avvisare', aRestricted({ absenceAtOnce: true, absenceTo: 'ufficio di prova' })],
    ['se non va segnalata', aRestricted({ absenceAtOnce: false })],
  ],
  fails: [
    [
      'senza chi avvisare',
      aRestricted({ absenceAtOnce: true }),
      'Un’assenza va segnalata subito, ma non si sa a chi.',
    ],
  ],
  silent: [['se nessuno ha risposto', aRestricted()]],
});

const unseen = aBeneficiary({ address: undefined, cap: undefined, phone: undefined });

play(persone.protectedAddressIsNowhereElse, {
  passes: [
    ['se altrove non c’è nulla', aRestricted({ protectedAddress: true, beneficiary: unseen })],
    ['se l’indirizzo non è protetto', aRestricted({ protectedAddress: false })],
  ],
  fails: [
    [
      'l’indirizzo scritto altrove, senza ripeterlo',
      aRestricted({ protectedAddress: true }),
      'L’indirizzo è protetto, ma nella riga B-0001 del foglio «Beneficiari» sono compilate «Indirizzo», «CAP» e «Telefono»: lì le celle vanno svuotate.',
    ],
    [
      'il solo telefono',
      aRestricted({ protectedAddress: true, beneficiary: { ...unseen, phone: '+393331234567' } }),
      'L’indirizzo è protetto, ma nella riga B-0001 del foglio «Beneficiari» è compilata «Telefono»: lì la cella va svuotata.',
    ],
  ],
  silent: [['se nessuno ha risposto', aRestricted()]],
});

// ── Riservato: pagamenti e ISEE ───────────────────────────────────────────────────────────────

const otherIban = aRestricted({
  id: 'RS-0002',
  beneficiary: second(),
  iban: 'IT02L1234512345123456789012',
});

play(persone.ibanIsOfOnePerson, {
  passes: [
    ['conti diversi', otherIban, { rows: [[restricted, [card, otherIban]]] }],
    ['la prima riga', card, { rows: [[restricted, [card, othersCard]]] }],
    [
      'due righe della stessa persona: lo dice un’altra regola',
      secondCard,
      { rows: [[restricted, [card, secondCard]]] },
    ],
  ],
  fails: [
    [
      'lo stesso conto per due persone',
      othersCard,
      'Anche RS-0001 ha questo IBAN: è un conto in comune, o uno dei due è stato copiato?',
      { rows: [[restricted, [card, othersCard]]] },
    ],
  ],
  silent: [['senza IBAN', aRestricted({ iban: undefined })]],
});

play(persone.ibanHolderIsThePersonOrDelegated, {
  passes: [
    ['il conto della persona', aRestricted()],
    ['scritto senza accenti, con un nome solo', aRestricted({ ibanHolder: 'ROSARIA DAMICO' })],
    ['un conto in comune', aRestricted({ ibanHolder: 'D’Amico Maria e Rossi Paolo' })],
    [
      'un cognome di due parole',
      aRestricted({ ibanHolder: 'Gianfranco Deluca', beneficiary: second() }),
    ],
    ['con la delega', aRestricted({ ibanHolder: 'Rossi Paolo', delegatedOn: day('2026-03-10') })],
  ],
  fails: [
    [
      'un’altra persona senza delega',
      aRestricted({ ibanHolder: 'Rossi Paolo' }),
      'Il conto è intestato a «Rossi Paolo», che non è B-0001, e manca la delega all’incasso.',
    ],
    [
      'un parente con lo stesso cognome',
      aRestricted({ ibanHolder: 'D’Amico Paolo' }),
      'Il conto è intestato a «D’Amico Paolo», che non è B-0001, e manca la delega all’incasso.',
    ],
  ],
  silent: [['senza intestatario', aRestricted({ ibanHolder: undefined })]],
});

play(persone.delegationIsSigned, {
  passes: [['oggi', aRestricted({ delegatedOn: today })]],
  fails: [
    [
      'domani',
      aRestricted({ delegatedOn: day('2026-05-21') }),
      'La delega all’incasso porta la data del 21/05/2026, che deve ancora venire.',
    ],
  ],
  silent: [['senza delega', aRestricted()]],
});

play(persone.thereIsAWayToPay, {
  passes: [
    ['con l’IBAN', card, under([])],
    [
      'con il bonifico domiciliato',
      aRestricted({ beneficiary: person, iban: undefined, paymentMode: 'atCounter' }),
      under([]),
    ],
    ['chi non è in tirocinio', aRestricted({ iban: undefined })],
  ],
  fails: [
    [
      'chi è in tirocinio senza IBAN',
      aRestricted({ beneficiary: person, iban: undefined }),
      'T-0014 è in corso, ma manca l’IBAN e non è scelto il bonifico domiciliato.',
      under([]),
    ],
  ],
  silent: [['senza persona', aRestricted({ beneficiary: undefined, iban: undefined }), under([])]],
});

play(persone.payoutHasItsCap, {
  passes: [
    ['con il CAP di residenza', aRestricted({ paymentMode: 'atCounter' })],
    [
      'con il CAP scritto qui',
      aRestricted({ paymentMode: 'atCounter', beneficiary: unseen, payoutCap: '76123' }),
    ],
    ['con il bonifico', aRestricted({ beneficiary: unseen })],
  ],
  fails: [
    [
      'senza CAP',
      aRestricted({ paymentMode: 'atCounter', beneficiary: unseen }),
      'È scelto il bonifico domiciliato, ma manca il CAP di residenza.',
    ],
  ],
  silent: [
    ['senza modo di pagamento', aRestricted({ paymentMode: undefined, beneficiary: unseen })],
  ],
});

play(persone.iseeHasItsExpiry, {
  passes: [['con la scadenza', aRestricted()]],
  fails: [
    [
      'senza scadenza',
      aRestricted({ iseeUntil: undefined }),
      'C’è il valore dell’ISEE, ma non si sa fino a quando vale.',
    ],
  ],
  silent: [['senza ISEE', aRestricted({ isee: undefined, iseeUntil: undefined })]],
});

const lastYearsIsee = aRestricted({ beneficiary: person, iseeUntil: day('2026-05-19') });

play(persone.iseeIsValid, {
  passes: [
    ['l’ultimo giorno', aRestricted({ beneficiary: person, iseeUntil: today }), under([])],
    ['chi non è in tirocinio', lastYearsIsee],
  ],
  fails: [
    [
      'il giorno dopo',
      lastYearsIsee,
      'L’ISEE valeva fino al 19/05/2026, e T-0014 è in corso o sta per cominciare.',
      under([]),
    ],
  ],
  silent: [
    ['senza scadenza', aRestricted({ beneficiary: person, iseeUntil: undefined }), under([])],
  ],
});

const limited = settingsFrom(new Map<string, Cell>([['Limite ISEE dell’avviso', 10140]]));
const byIsee = (isee: ReturnType<typeof euro>) => aRestricted({ evidence: 'isee', isee });

play(persone.iseeIsWithinTheLimit, {
  passes: [
    ['il limite', byIsee(euro(10140)), { settings: limited }],
    ['se l’avviso non ne fissa uno', byIsee(euro(20000)), { settings: noSettings }],
    ['se la prova è un’altra', aRestricted({ isee: euro(20000) }), { settings: limited }],
  ],
  fails: [
    [
      'un centesimo in più',
      byIsee(euro(10140, 1)),
      'L’ISEE è 10.140,01 €: il limite dell’avviso è 10.140,00 €.',
      { settings: limited },
    ],
  ],
  silent: [
    ['senza ISEE', aRestricted({ evidence: 'isee', isee: undefined }), { settings: limited }],
  ],
});

// ── Autorizzazioni ────────────────────────────────────────────────────────────────────────────

/** A leave of the same person, and the world of an internship with these leaves. */
const leave = (but: Parameters<typeof anAuthorisation>[0] = {}) =>
  anAuthorisation({ beneficiary: person, ...but });
const leaves = (
  rows: readonly object[],
  but: Parameters<typeof somebodysInternship>[0] = {},
): World => under([[authorisations, rows]], but);

play(persone.authorisationIsOfTheTrainee, {
  passes: [
    ['il suo tirocinio', leave({ internship: somebodysInternship({ beneficiary: person }) })],
  ],
  fails: [
    [
      'il tirocinio di un’altra persona',
      leave({ internship: somebodysInternship({ beneficiary: second() }) }),
      'L’autorizzazione è di B-0001, ma T-0014 è il tirocinio di B-0002.',
    ],
  ],
  silent: [['senza tirocinio', leave()]],
});

play(persone.authorisationIsGrantedAfterItIsAsked, {
  passes: [['lo stesso giorno', leave({ grantedOn: day('2026-02-02') })]],
  fails: [
    [
      'il giorno prima',
      leave({ grantedOn: day('2026-02-01') }),
      'Risulta concessa il 01/02/2026, prima della richiesta del 02/02/2026.',
    ],
  ],
  silent: [['senza richiesta', leave({ requestedOn: undefined })]],
});

play(persone.authorisationHoldsAfterItIsGranted, {
  passes: [['lo stesso giorno', leave({ approvedOn: day('2026-02-18') })]],
  fails: [
    [
      'il giorno prima',
      leave({ approvedOn: day('2026-02-17') }),
      'È efficace dal 17/02/2026, prima di essere concessa il 18/02/2026.',
    ],
  ],
  silent: [['senza concessione', leave({ grantedOn: undefined })]],
});

play(persone.authorisationEndsAfterItHolds, {
  passes: [['un giorno solo', leave({ until: day('2026-02-23') })]],
  fails: [
    [
      'una fine che precede l’inizio',
      leave({ until: day('2026-02-22') }),
      'È valida fino al 22/02/2026, prima di avere effetto il 23/02/2026.',
    ],
  ],
  silent: [['senza scadenza', leave({ until: undefined })]],
});

const asked = (expectedOn: string, but: Parameters<typeof anAuthorisation>[0] = {}) =>
  leave({ grantedOn: undefined, approvedOn: undefined, expectedOn: day(expectedOn), ...but });

play(persone.authorisationIsNotLongExpected, {
  passes: [
    ['il giorno atteso', asked('2026-05-20')],
    ['se è arrivata', asked('2026-05-19', { grantedOn: day('2026-05-18') })],
  ],
  fails: [
    [
      'il giorno dopo',
      asked('2026-05-19'),
      'La risposta era attesa per il 19/05/2026 e non risulta arrivata.',
    ],
  ],
  silent: [['senza attesa', leave({ grantedOn: undefined })]],
});

const fromTheStart = leave({ approvedOn: day('2026-03-02') });
const dayLate = leave({ approvedOn: day('2026-03-03') });
const pending = leave({ approvedOn: undefined });
const laterLeave = leave({ id: 'AU-0002', approvedOn: day('2026-06-01') });

play(persone.authorisationPrecedesTheStart, {
  passes: [
    ['dal primo giorno', fromTheStart, leaves([fromTheStart])],
    ['se un’altra riga ha già effetto', dayLate, leaves([fromTheStart, dayLate])],
    ['la prima di due righe: si dice sull’ultima', dayLate, leaves([dayLate, laterLeave])],
    ['un tirocinio finito', dayLate, { ...leaves([dayLate]), today: day('2026-09-02') }],
    [
      'un tirocinio per cui ce n’è un’altra',
      leave({
        approvedOn: undefined,
        internship: somebodysInternship({ id: 'T-0015', beneficiary: person }),
      }),
      leaves([]),
    ],
  ],
  fails: [
    [
      'dal giorno dopo l’inizio',
      dayLate,
      'T-0014 comincia il 02/03/2026, ma l’autorizzazione ha effetto dal 03/03/2026.',
      leaves([dayLate]),
    ],
    [
      'se non ha ancora effetto',
      pending,
      'T-0014 comincia il 19/06/2026 e l’autorizzazione non ha ancora effetto.',
      leaves([pending], { startDate: day('2026-06-19') }),
    ],
  ],
  silent: [['senza persona', leave({ beneficiary: undefined, approvedOn: undefined }), leaves([])]],
});

const untilToday = leave({ until: today });
const untilYesterday = leave({ until: day('2026-05-19') });
const untilEve = leave({ until: day('2026-06-18') });
const renewal = leave({ id: 'AU-0002', approvedOn: day('2026-05-19') });

play(persone.authorisationHoldsToday, {
  passes: [
    ['l’ultimo giorno', untilToday, leaves([untilToday])],
    ['se un’altra riga dura di più', untilYesterday, leaves([untilYesterday, renewal])],
    ['chi non è in tirocinio', untilYesterday],
  ],
  fails: [
    [
      'il giorno dopo',
      untilYesterday,
      'L’autorizzazione valeva fino al 19/05/2026, e T-0014 è in corso o sta per cominciare.',
      leaves([untilYesterday]),
    ],
    [
      'se scade prima dell’inizio',
      untilEve,
      'L’autorizzazione valeva fino al 18/06/2026, e T-0014 è in corso o sta per cominciare.',
      leaves([untilEve], { startDate: day('2026-06-19') }),
    ],
  ],
  silent: [['senza scadenza', leave({ until: undefined }), leaves([])]],
});

const toTheLastDay = leave({ until: day('2026-09-01') });
const dayShort = leave({ until: day('2026-08-31') });

play(persone.authorisationLastsToTheEnd, {
  passes: [
    ['fino all’ultimo giorno', toTheLastDay, leaves([toTheLastDay])],
    ['se un’altra riga dura di più', dayShort, leaves([dayShort, renewal])],
    ['se è già scaduta: lo dice un’altra regola', untilYesterday, leaves([untilYesterday])],
  ],
  fails: [
    [
      'fino al giorno prima',
      dayShort,
      'L’autorizzazione vale fino al 31/08/2026, ma T-0014 dura fino al 01/09/2026.',
      leaves([dayShort]),
    ],
  ],
  silent: [['senza scadenza', leave({ until: undefined }), leaves([])]],
});

const revoked = leave({ revokedOn: day('2026-05-18') });
const revokedAfter = leave({ revokedOn: day('2026-09-02') });
const revokedLastDay = leave({ revokedOn: day('2026-09-01') });

play(persone.authorisationIsNotRevoked, {
  passes: [
    ['se il tirocinio finisce prima', revokedAfter, leaves([revokedAfter])],
    ['se ce n’è una nuova', revoked, leaves([revoked, renewal])],
    ['se ce n’è una che vale ancora oggi', revoked, leaves([revoked, untilToday])],
    ['chi non è in tirocinio', revoked],
  ],
  fails: [
    [
      'chi è in tirocinio',
      revoked,
      'L’autorizzazione è revocata o sospesa dal 18/05/2026, ma T-0014 è in corso o sta per cominciare.',
      leaves([revoked]),
    ],
    [
      'anche per il solo ultimo giorno',
      revokedLastDay,
      'L’autorizzazione è revocata o sospesa dal 01/09/2026, ma T-0014 è in corso o sta per cominciare.',
      leaves([revokedLastDay]),
    ],
  ],
  silent: [['senza revoca', leave(), leaves([])]],
});

const site = somebodysSite();
const otherSite = somebodysSite({ id: 'S-0005' });
const there = leave({ site });
const elsewhere = leave({ site: otherSite });
const both = leave({ id: 'AU-0002', site });

play(persone.authorisedSiteIsTheSite, {
  passes: [
    ['la sede del tirocinio', there, leaves([there], { site })],
    ['se un’altra riga autorizza la sede', elsewhere, leaves([elsewhere, both], { site })],
    [
      'un’autorizzazione scaduta: lo dice un’altra regola',
      { ...elsewhere, until: day('2026-05-19') },
      leaves([elsewhere], { site }),
    ],
  ],
  fails: [
    [
      'un’altra sede',
      elsewhere,
      'È autorizzata la sede S-0005, ma T-0014 si svolge in S-0002.',
      leaves([elsewhere], { site }),
    ],
  ],
  silent: [['senza sede', leave(), leaves([leave()], { site })]],
});

const onWeekdays = leave({ days: ['lun', 'mar', 'mer', 'gio', 'ven'] });
const notOnFriday = leave({ days: ['lun', 'mar', 'mer', 'gio'] });
const onFriday = leave({ id: 'AU-0002', days: ['ven'] });

play(persone.authorisedDaysAreTheDays, {
  passes: [
    ['i giorni del tirocinio', onWeekdays, leaves([onWeekdays])],
    ['se un’altra riga autorizza gli altri giorni', notOnFriday, leaves([notOnFriday, onFriday])],
  ],
  fails: [
    [
      'un giorno non autorizzato',
      notOnFriday,
      'T-0014 prevede ore di venerdì: l’autorizzazione non comprende quel giorno.',
      leaves([notOnFriday]),
    ],
    [
      'due giorni non autorizzati',
      notOnFriday,
      'T-0014 prevede ore di venerdì e sabato: l’autorizzazione non comprende quei giorni.',
      leaves([notOnFriday], { hoursSat: 240 }),
    ],
  ],
  silent: [['senza giorni', leave(), leaves([leave()])]],
});

// ── Assenze con motivo ────────────────────────────────────────────────────────────────────────

play(persone.absenceDatesAreInOrder, {
  passes: [['un giorno solo', anAbsence({ to: day('2026-03-12') })]],
  fails: [
    [
      'una fine che precede l’inizio',
      anAbsence({ to: day('2026-03-11') }),
      'L’assenza finisce il 11/03/2026, prima di cominciare il 12/03/2026.',
    ],
  ],
  silent: [['senza fine', anAbsence({ to: undefined })]],
});

play(persone.absenceIsWithinTheInternship, {
  passes: [
    ['dal primo giorno', anAbsence({ from: day('2026-03-02') })],
    ['fino all’ultimo', anAbsence({ to: day('2026-09-01') })],
    ['ancora aperta', anAbsence({ to: undefined })],
  ],
  fails: [
    [
      'dal giorno prima',
      anAbsence({ from: day('2026-03-01') }),
      'L’assenza non cade tutta in T-0014, che va dal 02/03/2026 al 01/09/2026.',
    ],
    [
      'fino al giorno dopo',
      anAbsence({ to: day('2026-09-02') }),
      'L’assenza non cade tutta in T-0014, che va dal 02/03/2026 al 01/09/2026.',
    ],
  ],
  silent: [['senza inizio', anAbsence({ from: undefined })]],
});

const away = anAbsence();
const nextDay = anAbsence({
  id: 'AR-0002',
  internship: away.internship,
  from: day('2026-03-14'),
  to: day('2026-03-16'),
});
const sameDays = anAbsence({
  id: 'AR-0002',
  internship: away.internship,
  from: day('2026-03-13'),
  to: undefined,
});

play(persone.absencesDoNotOverlap, {
  passes: [
    ['il giorno dopo', nextDay, { rows: [[restrictedAbsences, [away, nextDay]]] }],
    ['la prima riga', away, { rows: [[restrictedAbsences, [away, sameDays]]] }],
    [
      'una parte del giorno',
      { ...sameDays, hours: '9:00-11:00' },
      { rows: [[restrictedAbsences, [away]]] },
    ],
  ],
  fails: [
    [
      'lo stesso giorno',
      sameDays,
      'Gli stessi giorni stanno anche in AR-0001.',
      { rows: [[restrictedAbsences, [away, sameDays]]] },
    ],
  ],
  silent: [['senza tirocinio', anAbsence({ internship: undefined })]],
});

play(persone.unexplainedAbsenceIsNotJustified, {
  passes: [
    ['un permesso giustificato', anAbsence()],
    ['un’assenza senza motivo', anAbsence({ reason: 'unexplained', justified: false })],
  ],
  fails: [
    [
      'un’assenza senza motivo ma giustificata',
      anAbsence({ reason: 'unexplained' }),
      'Il motivo è «non giustificata», ma l’assenza è segnata come giustificata.',
    ],
  ],
  silent: [['se nessuno ha risposto', anAbsence({ reason: 'unexplained', justified: undefined })]],
});

const ill = (from: string, to: string | undefined, but: Parameters<typeof anAbsence>[0] = {}) =>
  anAbsence({
    reason: 'illness',
    from: day(from),
    to: to === undefined ? undefined : day(to),
    ...but,
  });

play(persone.longAbsenceIsSuspended, {
  passes: [
    ['ventinove giorni', ill('2026-04-21', '2026-05-19')],
    [
      'trenta giorni con la sospensione',
      ill('2026-04-21', '2026-05-20', { variation: somebodysVariation() }),
    ],
    ['trenta giorni di permesso', ill('2026-04-21', '2026-05-20', { reason: 'permit' })],
    [
      'in una regione che non si conosce',
      ill('2026-04-21', '2026-05-20', { internship: somebodysInternship({ region: 'other' }) }),
    ],
    [
      'in un tirocinio finito',
      ill('2026-03-02', '2026-05-01', {
        internship: somebodysInternship({ endDate: day('2026-05-19') }),
      }),
    ],
  ],
  fails: [
    [
      'trenta giorni',
      ill('2026-04-21', '2026-05-20'),
      'L’assenza dura 30 giorni solari: da 30 in su il tirocinio si può sospendere, e il tempo sospeso non conta nella durata.',
    ],
    [
      'trenta giorni, ancora aperta',
      ill('2026-04-21', undefined),
      'L’assenza dura già 30 giorni solari: da 30 in su il tirocinio si può sospendere, e il tempo sospeso non conta nella durata.',
    ],
  ],
  silent: [['senza motivo', ill('2026-04-21', '2026-05-20', { reason: undefined })]],
});

const watched = (at: boolean): World => ({
  rows: [[restricted, [aRestricted({ beneficiary: person, absenceAtOnce: at })]]],
});
const missed = (reportedOn: string | undefined) =>
  anAbsence({
    internship: somebodysInternship({ beneficiary: person }),
    reportedOn: reportedOn === undefined ? undefined : day(reportedOn),
  });

play(persone.absenceIsReportedAtOnce, {
  passes: [
    ['lo stesso giorno', missed('2026-03-12'), watched(true)],
    ['di chi non ha questo obbligo', missed(undefined), watched(false)],
  ],
  fails: [
    [
      'un’assenza non segnalata',
      missed(undefined),
      'L’assenza del 12/03/2026 va detta in giornata a un’autorità, e non risulta segnalata.',
      watched(true),
    ],
    [
      'il giorno dopo',
      missed('2026-03-13'),
      'L’assenza del 12/03/2026 è stata segnalata il 13/03/2026, non in giornata.',
      watched(true),
    ],
  ],
  silent: [['senza giorno', { ...missed(undefined), from: undefined }, watched(true)]],
});

// ── Indicatori sensibili ──────────────────────────────────────────────────────────────────────

const answers = someIndicators({ beneficiary: person });
const answersAgain = someIndicators({ id: 'IND-0002', beneficiary: person });

play(persone.indicatorsAreOnOneRow, {
  passes: [['la prima riga', answers, { rows: [[indicators, [answers, answersAgain]]] }]],
  fails: [
    [
      'due righe della stessa persona',
      answersAgain,
      'B-0001 è già in IND-0001: si tengono le risposte dell’ingresso.',
      { rows: [[indicators, [answers, answersAgain]]] },
    ],
  ],
  silent: [['senza persona', someIndicators({ beneficiary: undefined })]],
});

const moroccan = aBeneficiary({ citizenship: 'marocchina' });

play(persone.thirdCountryFitsTheCitizenship, {
  passes: [
    ['no per chi è italiana', someIndicators()],
    ['sì per chi è marocchina', someIndicators({ thirdCountry: 'yes', beneficiary: moroccan })],
    ['se non lo dichiara', someIndicators({ thirdCountry: 'undeclared', beneficiary: moroccan })],
    [
      'per una cittadinanza che non si conosce',
      someIndicators({ beneficiary: aBeneficiary({ citizenship: 'apolide' }) }),
    ],
  ],
  fails: [
    [
      'no per chi è marocchina',
      someIndicators({ beneficiary: moroccan }),
      'La risposta è no, ma nel foglio «Beneficiari» la cittadinanza è «marocchina».',
    ],
    [
      'sì per chi è italiana',
      someIndicators({ thirdCountry: 'yes' }),
      'La risposta è sì, ma nel foglio «Beneficiari» la cittadinanza è «italiana».',
    ],
  ],
  silent: [
    [
      'senza cittadinanza',
      someIndicators({ beneficiary: aBeneficiary({ citizenship: undefined }) }),
    ],
  ],
});

play(persone.singleParentHasDependants, {
  passes: [
    ['con figli', someIndicators({ singleParent: 'yes' })],
    ['chi non lo dichiara', someIndicators({ singleParent: 'yes', dependants: 'undeclared' })],
  ],
  fails: [
    [
      'senza figli',
      someIndicators({ singleParent: 'yes', dependants: 'no' }),
      'Risulta un genitore solo, ma senza figli o persone a carico.',
    ],
  ],
  silent: [['senza risposta', someIndicators({ singleParent: 'yes', dependants: undefined })]],
});

play(persone.dependantsFitTheirNumber, {
  passes: [
    ['due e sì', someIndicators()],
    ['zero e no', someIndicators({ dependantsNumber: 0, dependants: 'no' })],
  ],
  fails: [
    [
      'una e no',
      someIndicators({ dependantsNumber: 1, dependants: 'no' }),
      'Le persone a carico sono 1, ma alla domanda si è risposto no.',
    ],
    [
      'zero e sì',
      someIndicators({ dependantsNumber: 0 }),
      'Le persone a carico sono 0, ma alla domanda si è risposto sì.',
    ],
  ],
  silent: [['senza numero', someIndicators({ dependantsNumber: undefined, dependants: 'no' })]],
});

// ── What the other books may know ─────────────────────────────────────────────────────────────

const neutral = 'Un requisito riservato manca: chiedi al coordinatore.';
const trainee = (but: Parameters<typeof somebodysInternship>[0] = {}) =>
  somebodysInternship({ beneficiary: person, ...but });
const book = (rows: Rows): World => ({ rows });
const withLeave = (it: object): World =>
  book([
    [restricted, [inGroupA]],
    [authorisations, [it]],
  ]);

play(persone.restrictedBookIsInOrderForTheStart, {
  passes: [
    ['se tutto è in ordine', trainee(), book([[restricted, [card]]])],
    ['con l’autorizzazione che vale', trainee(), withLeave(leave())],
    ['con l’autorizzazione che scade oggi', trainee(), withLeave(untilToday)],
    [
      'se il coordinatore ha scritto no: lo dice un’altra regola',
      trainee({ restrictedVerified: false }),
      book([[restricted, [card]]]),
    ],
    [
      'chi comincia tra più di un mese',
      trainee({ restrictedVerified: undefined, startDate: day('2026-06-20') }),
    ],
  ],
  fails: [
    [
      'se nessuno ha verificato',
      trainee({ restrictedVerified: undefined }),
      neutral,
      book([[restricted, [card]]]),
    ],
    ['se la riga riservata non c’è', trainee(), neutral],
    ['se manca l’autorizzazione', trainee(), neutral, book([[restricted, [inGroupA]]])],
    ['se l’autorizzazione viene dopo l’inizio', trainee(), neutral, withLeave(dayLate)],
    ['se l’autorizzazione è scaduta', trainee(), neutral, withLeave(untilYesterday)],
    ['se l’autorizzazione è revocata', trainee(), neutral, withLeave(revoked)],
  ],
  silent: [['senza inizio', trainee({ startDate: undefined, restrictedVerified: undefined })]],
});

play(persone.restrictedBookIsInOrderForTheChange, {
  passes: [
    ['se il coordinatore ha scritto sì', somebodysVariation()],
    ['una proroga', somebodysVariation({ kind: 'extension', restrictedVerified: undefined })],
    [
      'un cambio annullato',
      somebodysVariation({ restrictedVerified: undefined, cancelledOn: today }),
    ],
  ],
  fails: [
    ['un cambio di sede', somebodysVariation({ restrictedVerified: undefined }), neutral],
    [
      'un cambio di orario',
      somebodysVariation({ kind: 'hours', restrictedVerified: false }),
      neutral,
    ],
  ],
  silent: [
    [
      'senza tirocinio',
      somebodysVariation({ internship: undefined, restrictedVerified: undefined }),
    ],
  ],
});

play(persone.restrictedBookIsInOrderForThePerson, {
  passes: [
    ['se la riga è in ordine', person, book([[restricted, [card]]])],
    [
      'se l’indirizzo protetto non è scritto',
      unseen,
      book([[restricted, [aRestricted({ beneficiary: unseen, protectedAddress: true })]]]),
    ],
    [
      'se la prova scade oggi',
      person,
      book([[restricted, [aRestricted({ beneficiary: person, evidenceUntil: today })]]]),
    ],
    ['chi ha rinunciato', renounced.row],
  ],
  fails: [
    ['se la riga riservata non c’è', person, neutral],
    [
      'se manca la prova',
      person,
      neutral,
      book([[restricted, [aRestricted({ beneficiary: person, evidence: undefined })]]]),
    ],
    [
      'se la prova è scaduta',
      person,
      neutral,
      book([
        [restricted, [aRestricted({ beneficiary: person, evidenceUntil: day('2026-05-19') })]],
      ]),
    ],
    [
      'se l’indirizzo protetto è scritto, senza dirlo',
      person,
      neutral,
      book([[restricted, [aRestricted({ beneficiary: person, protectedAddress: true })]]]),
    ],
  ],
  silent: [['se del requisito non si sa nulla', aBeneficiary({ requirementVerified: undefined })]],
});

function says(rule: Rule, row: object, world?: World): string | undefined {
  return judged(rule, row, world)?.says;
}

describe('Al confine tra due regole', () => {
  test('due parti diverse del codice fiscale non ne fanno quello di un’altra persona', () => {
    const row = aBeneficiary({ lastName: 'Rossi', sex: 'male' });

    expect(says(persone.codiceFiscaleFitsThePerson, row)).not.toContain('un’altra persona');
  });

  test('un permesso che scade oggi non è ancora scaduto', () => {
    const { row, world } = working({ permitExpiry: today });

    expect(says(persone.permitIsValid, row, world)).toContain('scade il 20/05/2026');
  });

  test('un primo contatto di oggi si confronta con i colloqui di ieri', () => {
    const row = aBeneficiary({ metOn: today });

    expect(says(persone.firstContactPrecedesInterviews, row, interviewed(row))).toBeDefined();
  });

  test('un colloquio di oggi conta, anche se nessuno ha scritto com’è andato', () => {
    const row = aBeneficiary({ noticeGivenOn: undefined });

    const world = interviewed(row, { on: today, held: undefined });

    expect(says(persone.noticeIsGiven, row, world)).toBeDefined();
  });

  test('una presa in carico di oggi viene dopo una selezione di ieri', () => {
    const row = aBeneficiary({ inChargeOn: today, selectedOn: day('2026-05-19') });

    expect(says(persone.inChargePrecedesSelection, row)).toBeDefined();
  });

  test('una presa in carico di un giorno solo, il primo del TIS, non ne copre il resto', () => {
    const { row, world } = working({
      inChargeOn: day('2026-03-02'),
      inChargeUntil: day('2026-03-02'),
    });

    expect(says(persone.inChargeLastsTheInternship, row, world)).toBeDefined();
  });

  test('una selezione di oggi vuole gli incontri già fatti', () => {
    expect(
      says(persone.selectionFollowsInterviews, aBeneficiary({ selectedOn: today })),
    ).toBeDefined();
  });

  test('un contatto dello stesso giorno non è un richiamo', () => {
    const row = aContact({ callBackOn: day('2026-03-16') });
    const again = aContact({ id: 'C-0002', beneficiary: row.beneficiary });

    const world: World = { rows: [[contacts, [row, again]]] };

    expect(says(persone.callBackIsNotOverdue, row, world)).toBeDefined();
  });

  test('un esito di oggi si confronta con la fine: se è oggi, non è ancora finito', () => {
    const ending = somebodysInternship({ endDate: today });
    const row = anOutcome({ internship: ending, on: today });

    expect(says(persone.outcomeFollowsTheEnd, row)).toContain('non è ancora finito');
  });

  test('un esito di oggi può essere fuori tempo', () => {
    expect(says(persone.outcomeIsInItsTime, ofEnded({ on: today }))).toBeDefined();
  });

  test('un contratto di un giorno solo vale quel giorno', () => {
    const row = hired('2026-04-20', '2026-04-20');

    expect(says(persone.contractRunsOnTheDayTold, row)).toContain('finito il 20/04/2026');
  });

  test('un invio di un giorno solo scade quel giorno', () => {
    expect(
      says(persone.openReferralIsNotOver, aReferral({ until: day('2026-05-06') })),
    ).toBeDefined();
  });

  test('un invio che scade oggi aspetta ancora una risposta', () => {
    const row = aReferral({ sentOn: day('2026-04-01'), until: today });

    expect(says(persone.referralIsAnswered, row)).toBeDefined();
  });

  test('un’assenza di un giorno solo si guarda come le altre', () => {
    const outside = anAbsence({ from: day('2026-03-01'), to: day('2026-03-01') });
    const one = anAbsence({ id: 'AR-0002', internship: away.internship, to: away.from });

    expect(says(persone.absenceIsWithinTheInternship, outside)).toBeDefined();
    expect(
      says(persone.absencesDoNotOverlap, one, { rows: [[restrictedAbsences, [away, one]]] }),
    ).toBeDefined();
  });

  test('un’assenza che comincia oggi può già essere lunga, o da segnalare', () => {
    const long = ill('2026-05-20', '2026-06-18');
    const now = { ...missed(undefined), from: today };

    expect(says(persone.longAbsenceIsSuspended, long)).toBeDefined();
    expect(says(persone.absenceIsReportedAtOnce, now, watched(true))).toBeDefined();
  });
});

// ── Tutte insieme ─────────────────────────────────────────────────────────────────────────────

const rules = Object.entries(persone);

describe('Le regole sulle persone', () => {
  afterAll(() => {
    expect(rules.filter(([, it]) => !played.has(it)).map(([id]) => id)).toEqual([]);
  });

  test.each(rules)('%s ha un nome, ciò che ci si aspetta e un esempio', (_, it) => {
    expect(it.name).toMatch(/^\p{Lu}.{10,}[^.]$/u);
    expect(it.expects).toMatch(/\.$/);
    expect(it.expects).toMatch(/\d|«.+»|ad esempio/);
    expect(Object.keys(registry.roles)).toContain(it.mends);
  });

  test('hanno nomi tutti diversi: le deroghe le chiamano così', () => {
    const names = rules.map(([, it]) => it.name);

    expect(names.filter((it, at) => names.indexOf(it) !== at)).toEqual([]);
  });

  test('nei fogli condivisi non nominano ciò che è riservato', () => {
    const shared = rules.filter(([, it]) => it.tab.book !== 'riservato');
    const spoken = shared.flatMap(([, it]) => [it.name, it.expects, it.source ?? '']);

    expect(
      spoken.filter((it) => /carcer|deten|pena\b|dipendenz|malatt|protett|misur/i.test(it)),
    ).toEqual([]);
    expect(shared.filter(([, it]) => it.classes.includes('restricted'))).toEqual([]);
  });

  test('tacciono su righe del tutto vuote', () => {
    const told = rules.filter(([, it]) => judged(it, { id: 'X-0001' }) !== undefined);

    expect(told.map(([id]) => id)).toEqual([]);
  });

  test('non trovano nulla su un programma in ordine', () => {
    const row = aBeneficiary({ selectedOn: day('2026-04-20'), suitable: true });
    const internship = somebodysInternship({ beneficiary: row, startDate: day('2026-05-04') });
    const world: Rows = [
      [municipalities, [aComune()]],
      [labs, [aLab()]],
      [operators, [anOperator(), aCoordinator()]],
      [beneficiaries, [row]],
      [contacts, [aContact({ beneficiary: row })]],
      [
        interviews,
        [
          anInterview({ beneficiary: row }),
          anInterview({
            id: 'Q-0002',
            beneficiary: row,
            kind: 'skillsBalance',
            on: day('2026-04-01'),
          }),
        ],
      ],
      [insertionPlans, [anInsertionPlan({ beneficiary: row })]],
      [internships, [internship]],
      [variations, [somebodysVariation({ internship })]],
      [outcomes, [ofEnded()]],
      [referrals, [aReferral({ beneficiary: row })]],
      [restricted, [aRestricted({ beneficiary: row })]],
      [authorisations, [anAuthorisation({ beneficiary: row, internship })]],
      [
        restrictedAbsences,
        [anAbsence({ internship, from: day('2026-05-11'), to: day('2026-05-12') })],
      ],
      [indicators, [someIndicators({ beneficiary: row })]],
    ];
    const all = around({ rows: world });

    const told = world.flatMap(([tab, rows]) =>
      rows.flatMap((it) =>
        rules.flatMap(([id, rule]) => {
          const found = rule.tab === tab ? rule.judge(it, all) : undefined;
          return found === undefined ? [] : [`${id}: ${found.says}`];
        }),
      ),
    );

    expect(told).toEqual([]);
  });
});

/** The workbook as a spreadsheet gives it, of some tabs, judged by these rules. */
function found(sheets: readonly (readonly [AnyTab, readonly (readonly Cell[])[]])[]) {
  const tabs = Object.values<unknown>(registry).filter(isTab);
  const grids = sheets.map(([tab, rows]) => ({
    name: tab.name,
    rows: [['ID', ...Object.values(tab.columns).map((it) => it.label)], ...rows],
  }));
  const register = readRegister({
    grids,
    tabs,
    modules: new Set(['base', 'riservato']),
    highest: new Map(),
    keeper: 'coordinator',
    mends: () => 'labOperator',
  });
  return judge({
    register,
    tabs,
    rules: persone,
    around: aroundOf(register, { today, settings: noSettings, calendar: calendar([]) }),
    mends: () => 'labOperator',
  });
}

function isTab(it: unknown): it is AnyTab {
  return typeof it === 'object' && it !== null && 'book' in it && 'columns' in it;
}

/** A row of a tab, by column name, as cells under its header. */
function cells(tab: AnyTab, id: string, values: Readonly<Record<string, Cell>>): readonly Cell[] {
  return [id, ...Object.keys(tab.columns).map((key) => values[key])];
}

describe('Un foglio letto per intero', () => {
  test('segnala nel libro riservato ciò che vi sta, e negli altri la sola frase neutra', () => {
    const told = found([
      [
        beneficiaries,
        [
          cells(beneficiaries, 'B-0001', {
            lastName: 'Rossi',
            firstName: 'Amina',
            address: 'via dei Gelsi 12',
            requirementVerified: 'sì',
            requirementVerifiedOn: '20/01/2026',
          }),
        ],
      ],
      [
        restricted,
        [
          cells(restricted, 'RS-0001', {
            beneficiary: 'B-0001',
            evidence: 'ISEE',
            protectedAddress: 'sì',
          }),
        ],
      ],
    ]).filter((it) => it.rule in persone);

    expect(told.map((it) => [it.rule, it.tab, it.id, it.classes.includes('restricted')])).toEqual([
      ['verifiedRequirementHasItsVerifier', 'Beneficiari', 'B-0001', false],
      ['protectedAddressIsNowhereElse', 'Riservato', 'RS-0001', true],
      ['restrictedBookIsInOrderForThePerson', 'Beneficiari', 'B-0001', false],
    ]);
    expect(told.at(-1)?.says).toBe(neutral);
  });

  test('giudica duemila persone in un attimo', () => {
    const people = Array.from({ length: 2000 }, (_, n) =>
      cells(beneficiaries, `B-${String(n + 1).padStart(4, '0')}`, {
        lastName: `Prova ${'abcdefghij'[n % 10] ?? ''}`,
        firstName: `Nome ${'abcdefghij'[Math.floor(n / 10) % 10] ?? ''}`,
        birthDate: { kind: 'serial', serial: 33_000 + n, shows: 'date' },
        phone: '333 123 4567',
        metOn: '09/03/2026',
      }),
    );
    const started = performance.now();

    const told = found([[beneficiaries, people]]);

    expect(told.filter((it) => it.rule === 'phoneIsOfOnePerson').length).toBe(1999);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
