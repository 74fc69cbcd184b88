import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { daysOfSheet } from '../../config/attendance.ts';
import {
  allowanceRulesOf,
  countingOf,
  daysTyped,
  dueOfEach,
  grantOfInternship,
  irregularities,
  irregularOf,
  monthOfInternship,
  monthStates,
  monthsCountedWith,
  monthsOf,
} from '../../config/months.ts';
import {
  attendanceSheets,
  batches,
  budget,
  closures,
  internships,
  restricted,
  variations,
} from '../../config/registry.ts';
import { dueInWords } from '../../src/core/allowance.ts';
import { daysIn, numbersOf } from '../../src/core/attendance.ts';
import { day, type Month, month, type Patron } from '../../src/core/day.ts';
import type { InternshipMonth } from '../../src/core/internship-month.ts';
import { type Cents, cents, euro } from '../../src/core/money.ts';
import type { Around } from '../../src/core/rule.ts';
import { settingsFrom } from '../../src/core/setting.ts';
import type { AnyTab, RowOf } from '../../src/core/tab.ts';
import { around } from '../a/around.ts';
import { aClosure } from '../a/imprese.ts';
import { aRestricted } from '../a/persone.ts';
import {
  aBatch,
  aBudgetItem,
  anAttendanceSheet,
  anInternshipUnderWay,
  fiveHoursADay,
} from '../a/presenze.ts';
import { aVariation } from '../a/tirocini.ts';

const march = month('2026-03');
const april = month('2026-04');
const may = month('2026-05');
const june = month('2026-06');

const P = { code: 'P' } as const;
const A = { code: 'A' } as const;
const C = { code: 'C' } as const;
const hours = (count: number) => ({ minutes: count * 60 });
/** The 22 days of March on which somebody works from Monday to Friday. */
const workdays = [2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 16, 17, 18, 19, 20, 23, 24, 25, 26, 27, 30, 31];
const blank = Object.fromEntries(Array.from({ length: 31 }, (_, n) => [`d${n + 1}`, undefined]));
const notBack = {
  ...blank,
  receivedOn: undefined,
  signedByTrainee: undefined,
  signedByTutor: undefined,
  recordedBy: undefined,
  recordedOn: undefined,
  checkedBy: undefined,
  checkedOn: undefined,
} as const;
const notChecked = { checkedBy: undefined, checkedOn: undefined } as const;
const noMove = { newEndDate: undefined, inailTo: undefined, rctTo: undefined } as const;
const toPay = { paidOn: undefined, outcome: undefined } as const;
const sentBack = { outcome: 'returned', returnedOn: day('2026-04-29') } as const;
const more = { id: 'LQ-0002', kind: 'adjustment', direction: 'more', adjusts: 'LQ-0001' } as const;

const seventy = {
  'Soglia di frequenza': '70 %',
  'La soglia basta': 'raggiungerla',
  'Sotto la soglia si paga': 'in proporzione',
} as const;
/** April, all 21 days of it: Easter Monday is the 6th. */
const wholeApril = {
  ...blank,
  ...fiveHoursADay(april),
  d6: undefined,
  id: 'FP-0002',
  month: april,
} as const;

const nothingBelow = { 'Sotto la soglia si paga': 'niente' } as const;
const noTimetable = {
  hoursMon: undefined,
  hoursTue: undefined,
  hoursWed: undefined,
  hoursThu: undefined,
  hoursFri: undefined,
} as const;

// ── Gli stati ───────────────────────────────────────────────────────────────────────────────────

describe('Lo stato di un mese', () => {
  interface Step {
    readonly is: string;
    readonly when: string;
    readonly given: Given;
    /** March, unless told. */
    readonly of?: Month;
    /** One fact less, or one more: the state before or beside it. */
    readonly but: readonly [label: string, Given];
  }

  const steps: readonly Step[] = [
    {
      is: 'aperto',
      when: 'non c’è ancora il foglio',
      given: {},
      but: ['foglio inviato', { sheets: [notBack] }],
    },
    {
      is: 'aperto',
      when: 'c’è la riga, ma il foglio non è partito',
      given: { sheets: [{ ...notBack, sentOn: undefined }] },
      but: ['foglio inviato', { sheets: [notBack] }],
    },
    {
      is: 'foglio inviato',
      when: 'il foglio è partito',
      given: { sheets: [notBack] },
      but: ['ricevuto firmato', { sheets: [notChecked] }],
    },
    {
      is: 'ricevuto firmato',
      when: 'il foglio è tornato firmato',
      given: { sheets: [notChecked] },
      but: ['da correggere', { sheets: [{ ...notChecked, signedByTutor: undefined }] }],
    },
    {
      is: 'controllato',
      when: 'il foglio è controllato, ma il tirocinio finisce oggi',
      given: { ...endingOn('2026-05-20'), today: day('2026-05-20') },
      of: may,
      but: ['liquidabile', { ...endingOn('2026-05-20'), today: day('2026-05-21') }],
    },
    {
      is: 'controllato',
      when: 'il foglio è controllato, ma manca un requisito riservato',
      given: { sheets: [{}], sealed: [{ iban: undefined }] },
      but: [
        'liquidabile',
        { sheets: [{}], sealed: [{ iban: undefined, paymentMode: 'atCounter' }] },
      ],
    },
    {
      is: 'liquidabile',
      when: 'il foglio è controllato e non manca nulla',
      given: { sheets: [{}] },
      but: ['ricevuto firmato', { sheets: [notChecked] }],
    },
    {
      is: 'liquidabile',
      when: 'il registro riservato non è tra i moduli: di quello che tiene non si sa',
      given: { sheets: [{}], sealed: [], without: [restricted] },
      but: ['controllato', { sheets: [{}], sealed: [] }],
    },
    {
      is: 'da correggere',
      when: 'manca la firma del tutor',
      given: { sheets: [{ signedByTutor: undefined }] },
      but: ['liquidabile', { sheets: [{ signedByTutor: true }] }],
    },
    {
      is: 'da correggere',
      when: 'c’è una presenza da chiarire, di domenica',
      given: { sheets: [{ d8: P }] },
      but: ['liquidabile', { sheets: [{ d8: A }] }],
    },
    {
      is: 'da correggere',
      when: 'il foglio ha una segnalazione che ferma il pagamento',
      given: { sheets: [{}], stopped: ['FP-0001'] },
      but: ['liquidabile', { sheets: [{}], stopped: ['FP-0002'] }],
    },
    {
      is: 'da correggere',
      when: 'non si sa quanto spetta',
      given: { sheets: [{}], set: {} },
      but: ['aperto', { set: {} }],
    },
    {
      is: 'non dovuto',
      when: 'non c’è stata nessuna presenza',
      given: { sheets: [onDays(workdays, A)] },
      but: ['liquidabile', { sheets: [onDays(workdays.slice(1), A)] }],
    },
    {
      is: 'non dovuto',
      when: 'la soglia non è raggiunta e sotto non si paga niente',
      given: { sheets: [onDays(workdays.slice(15), A)], set: { ...seventy, ...nothingBelow } },
      but: [
        'liquidabile',
        { sheets: [onDays(workdays.slice(16), A)], set: { ...seventy, ...nothingBelow } },
      ],
    },
    {
      is: 'non dovuto',
      when: 'è troppo corto e si paga con quello dopo',
      given: {
        of: { startDate: day('2026-03-19') },
        sheets: [onDays(workdays.slice(0, 13), undefined)],
        set: mergingBelow(14),
      },
      but: [
        'liquidabile',
        {
          of: { startDate: day('2026-03-18') },
          sheets: [onDays(workdays.slice(0, 12), undefined)],
          set: mergingBelow(14),
        },
      ],
    },
    {
      is: 'in liquidazione',
      when: 'è in un elenco',
      given: { sheets: [{}], paid: [toPay] },
      but: ['liquidabile', { sheets: [{}], paid: [{ ...toPay, outcome: 'cancelled' }] }],
    },
    {
      is: 'in liquidazione',
      when: 'il tesoriere l’ha sospeso',
      given: { sheets: [{}], paid: [{ paidOn: undefined, outcome: 'suspended' }] },
      but: ['pagato', { sheets: [{}], paid: [{ paidOn: undefined, outcome: 'paid' }] }],
    },
    {
      is: 'pagato',
      when: 'c’è il giorno del pagamento',
      given: { sheets: [{}], paid: [{ outcome: undefined }] },
      but: ['in liquidazione', { sheets: [{}], paid: [toPay] }],
    },
    {
      is: 'pagato',
      when: 'la somma tornata indietro è stata rifatta',
      given: { sheets: [{}], paid: [sentBack, { ...more, adjustReason: 'returned' }] },
      but: [
        'in liquidazione',
        { sheets: [{}], paid: [sentBack, { ...more, ...toPay, adjustReason: 'returned' }] },
      ],
    },
    {
      is: 'stornato',
      when: 'il pagamento è tornato indietro',
      given: { sheets: [{}], paid: [sentBack] },
      but: ['liquidabile', { sheets: [{}], paid: [{ outcome: 'cancelled' }] }],
    },
    {
      is: 'rettificato',
      when: 'una rettifica è stata pagata',
      given: { sheets: [{}], paid: [{ amount: euro(540) }, { ...more, amount: euro(60) }] },
      but: [
        'pagato',
        { sheets: [{}], paid: [{ amount: euro(540) }, { ...more, ...toPay, amount: euro(60) }] },
      ],
    },
  ];

  test.each(steps)('è «$is» quando $when', ({ is, given, of, but: [other, changed] }) => {
    expect(stateIn(given, of)).toBe(is);
    expect(stateIn(changed, of)).toBe(other);
  });

  test('sono undici, e ciascuno ha il suo caso qui sopra', () => {
    const labels = monthStates.map((it) => it.label);

    expect(new Set(steps.map((it) => it.is))).toEqual(new Set(labels));
    expect(new Set(monthStates.map((it) => it.key)).size).toBe(11);
  });

  test('dice che cosa viene dopo, finché qualcosa deve venire', () => {
    const done = monthStates.filter((it) => it.next === undefined).map((it) => it.label);

    expect(done).toEqual(['rettificato', 'pagato', 'non dovuto']);
    expect(monthStates.filter((it) => it.next !== undefined && !it.next.endsWith('.'))).toEqual([]);
  });

  test('un requisito riservato che manca non dice quale, né di chi', () => {
    const it = told({ sheets: [{}], sealed: [{ iban: undefined }] });

    expect(it.state).toEqual({
      key: 'checked',
      label: 'controllato',
      next: 'Coordinatore: completare quello che manca prima del pagamento.',
    });
    expect(it.obstacles).toEqual([]);
    expect(JSON.stringify(it)).not.toMatch(/iban|riservat/i);
  });

  test('quello di un mese unito al vicino aspetta il foglio di tutti e due', () => {
    const short = { of: { startDate: day('2026-03-20') }, set: mergingBelow(14) };
    const stub = onDays(workdays.slice(0, 14), undefined);

    expect(stateIn({ ...short, sheets: [stub, wholeApril] }, april)).toBe('liquidabile');
    expect(stateIn({ ...short, sheets: [{ ...stub, ...notChecked }, wholeApril] }, april)).toBe(
      'controllato',
    );
    expect(
      stateIn({ ...short, sheets: [{ ...stub, signedByTutor: undefined }, wholeApril] }, april),
    ).toBe('controllato');
  });
});

describe('Quello che ferma un mese', () => {
  test.each<readonly [string, Given, readonly string[]]>([
    ['niente, se tutto torna', { sheets: [{}] }, []],
    [
      'tutte e due le firme',
      { sheets: [{ signedByTutor: undefined, signedByTrainee: false }] },
      ['Sul foglio manca la firma del tirocinante e quella del tutor.'],
    ],
    ['le firme, ma solo quando il foglio è tornato', { sheets: [notBack] }, []],
    [
      'una segnalazione sul foglio, se non c’è altro',
      { sheets: [{}], stopped: ['FP-0001'] },
      ['Il foglio FP-0001 ha segnalazioni che bloccano il pagamento: vedi «Da correggere».'],
    ],
    [
      'la presenza da chiarire, che è già quella segnalazione',
      { sheets: [{ d8: P }], stopped: ['FP-0001'] },
      ['Presenze da chiarire (giorno 8): in giorni non previsti: riposo, festivo o chiusura.'],
    ],
    [
      'l’indennità che nessuno ha scritto',
      { of: { allowance: undefined, region: 'other' }, sheets: [{}] },
      [
        'Manca l’indennità mensile: scrivila nel tirocinio, oppure in «Impostazioni», ad esempio 600,00.',
      ],
    ],
    [
      'l’orario che manca',
      { of: noTimetable, sheets: [blank] },
      ['Manca l’orario di T-0001: scrivi le ore da Lun a Dom, ad esempio 5.'],
    ],
  ])('è %s', (_, given, says) => {
    expect(told(given).obstacles).toEqual(says);
  });
});

// ── Le presenze ─────────────────────────────────────────────────────────────────────────────────

describe('Una presenza irregolare', () => {
  const cases: readonly (readonly [
    why: string,
    given: Given,
    days: readonly number[],
    of?: Month,
  ])[] = [
    ['beforeStart', { of: { startDate: day('2026-03-04') }, sheets: [{}] }, [2, 3]],
    ['afterEnd', { of: { endDate: day('2026-03-30') }, sheets: [{}] }, [31]],
    [
      'noCommunication',
      { of: { coSentOn: undefined, coProtocol: undefined }, sheets: [onDays([3], P, blank)] },
      [3],
    ],
    ['communicatedLate', { of: { coSentOn: day('2026-03-03') }, sheets: [{}] }, [2, 3]],
    ['suspended', { changes: [suspension('2026-03-10', '2026-03-11')], sheets: [{}] }, [10, 11]],
    ['notInsuredByInail', { of: { inailTo: day('2026-03-30') }, sheets: [{}] }, [31]],
    ['notInsuredForLiability', { of: { rctFrom: day('2026-03-03') }, sheets: [{}] }, [2]],
    ['notYet', { sheets: [{ ...notBack, month: may, ...onDays([20, 21], P) }] }, [21], may],
    ['notForeseen', { sheets: [{ d7: P, d8: hours(4) }] }, [7, 8]],
  ];

  test.each(cases.map(([why, given, days, of = march]) => ({ why, given, days, of })))(
    '$why resta scritta, non conta e si elenca',
    ({ why, given, days, of }) => {
      const it = told(given, of);
      const allowed = numbersOf(it.attendance.counted);

      expect(it.attendance.irregular.map((one) => [one.why, numbersOf(one.days)])).toEqual([
        [why, days],
      ]);
      expect(allowed.filter((number) => days.includes(number))).toEqual([]);
      expect(it.attendance.doneDays).toBe(allowed.length);
      expect(it.obstacles[0]).toContain(
        irregularities[it.attendance.irregular[0]?.why ?? 'notYet'],
      );
      // What is a fact stays on the sheet, and in the count of the days somebody may yet be asked about.
      expect(numbersOf(presentIn(given, of))).toEqual(expect.arrayContaining([...days]));
    },
  );

  test('ha una frase per ogni motivo', () => {
    const tried = ['cancelled', ...cases.map(([why]) => why)];

    expect(Object.keys(irregularities).toSorted()).toEqual(tried.toSorted());
  });

  test('di un tirocinio annullato è tutta sotto quel motivo', () => {
    const { it, world } = worldOf({
      of: { typedState: 'cancelled', coSentOn: undefined, coProtocol: undefined },
      sheets: [onDays([2, 3], P, blank)],
    });
    const [sheet] = world.rows(attendanceSheets);
    const days = sheet === undefined ? undefined : daysOfSheet(sheet, world);

    const found = days === undefined ? [] : irregularOf(it, days, world);

    expect(found.map((one) => [one.why, numbersOf(one.days)])).toEqual([['cancelled', [2, 3]]]);
    expect(monthsOf(world).months).toEqual([]);
  });

  test('sta sotto il motivo più grave, una volta sola', () => {
    const everything = told({
      of: {
        startDate: day('2026-03-04'),
        coSentOn: day('2026-03-05'),
        inailFrom: day('2026-03-10'),
        rctFrom: day('2026-03-11'),
      },
      changes: [suspension('2026-03-09', '2026-03-09')],
      sheets: [{ d7: P, d8: P }],
    });

    const found = everything.attendance.irregular.map((it) => [it.why, numbersOf(it.days)]);

    expect(found).toEqual([
      ['beforeStart', [2, 3]],
      ['communicatedLate', [4, 5]],
      ['suspended', [9]],
      ['notInsuredByInail', [6, 7, 8]],
      ['notInsuredForLiability', [10]],
    ]);
    expect(numbersOf(daysIn(everything.attendance.irregular))).toEqual([
      2, 3, 4, 5, 6, 7, 8, 9, 10,
    ]);
  });

  test('non cambia l’importo del mese, e per l’INAIL conta solo se era assicurata', () => {
    const plain = told({ sheets: [{}] });
    const odd = told({ sheets: [{ d7: P, d8: hours(4) }] });

    expect(odd.due).toEqual(plain.due);
    expect(numbersOf(odd.insuredDays)).toEqual(
      [...numbersOf(plain.insuredDays), 7, 8].toSorted((a, b) => a - b),
    );
    expect(
      numbersOf(told({ of: { inailTo: day('2026-03-30') }, sheets: [{}] }).insuredDays),
    ).toEqual(workdays.filter((it) => it < 31));
  });

  test('non è irregolare di notte o nei festivi, se il progetto li prevede', () => {
    const eve = { ...blank, month: april, d3: P, d6: P };

    expect(told({ sheets: [eve] }, april).attendance.irregular).toHaveLength(1);
    expect(
      told({ of: { nightOrHoliday: true }, sheets: [eve] }, april).attendance.irregular,
    ).toEqual([]);
  });
});

describe('Un recupero', () => {
  test('conta solo se è tra i giorni concordati, e mai oltre il previsto', () => {
    const absent = { ...onDays([2, 3], A), d7: hours(5), d14: hours(5), d21: hours(5) };

    const none = told({ sheets: [absent] });
    const one = told({ sheets: [{ ...absent, madeUp: '7' }] });
    const all = told({ sheets: [{ ...absent, madeUp: '7, 14 e 21' }] });

    expect([none, one, all].map((it) => it.attendance.done)).toEqual([20, 21, 22]);
    expect([none, one, all].map((it) => it.attendance.doneDays)).toEqual([20, 21, 23]);
    expect(all.obstacles).toEqual([]);
    expect(one.obstacles).toEqual([
      'Presenze da chiarire (giorni 14 e 21): in giorni non previsti: riposo, festivo o chiusura.',
    ]);
  });

  test('in Emilia-Romagna conta solo dopo una sospensione di più di trenta giorni', () => {
    const inEmilia = (to: string): Given => ({
      of: {
        startDate: day('2026-01-07'),
        inailFrom: day('2026-01-07'),
        coSentOn: day('2026-01-05'),
        instrument: 'extracurricular',
        region: 'emiliaRomagna',
      },
      changes: [suspension('2026-01-20', to)],
      sheets: [{ ...onDays([2], A), d7: hours(5), madeUp: '7' }],
    });

    // From 20 January: thirty days end on 18 February, thirty-one on the 19th.
    expect(told(inEmilia('2026-02-18')).attendance.done).toBe(21);
    expect(told(inEmilia('2026-02-19')).attendance.done).toBe(22);
    expect(countingIn(inEmilia('2026-02-18')).madeUpCounts).toBe(false);
    expect(countingIn(inEmilia('2026-02-19')).madeUpCounts).toBe(true);
  });
});

// ── Le regole ───────────────────────────────────────────────────────────────────────────────────

describe('Chi decide gli importi', () => {
  const inMarche: Given = {
    of: { region: 'marche', allowance: euro(180), startDate: day('2026-03-01') },
    set: { 'Sotto la soglia si paga': 'niente' },
  };

  test('sono le «Impostazioni», prima della regione', () => {
    const own = rulesIn({ ...inMarche, set: { ...seventy, 'Soglia di frequenza': '80 %' } });
    const ofRegion = rulesIn({ ...inMarche, set: {} });

    expect(own.threshold).toEqual({ value: 8000, said: '«Impostazioni»', verified: true });
    expect(own.comparator).toEqual({ value: 'atLeast', said: '«Impostazioni»', verified: true });
    expect(ofRegion.threshold).toEqual({
      value: 7500,
      said: 'D.G.R. Marche 593/2018, dal 07/05/2018',
      verified: true,
    });
    expect(ofRegion.comparator?.value).toBe('above');
    expect(ofRegion.belowThreshold).toBeUndefined();
  });

  test.each<readonly [string, object]>([
    ['al centesimo', { to: 'cent', how: 'round' }],
    ['al centesimo, troncato', { to: 'cent', how: 'truncate' }],
    ['all’euro', { to: 'euro', how: 'round' }],
    ['all’euro, troncato', { to: 'euro', how: 'truncate' }],
  ])('anche per l’arrotondamento: %s', (chosen, value) => {
    const { rounding } = rulesIn({ set: { 'Arrotondamento degli importi': chosen } });

    expect(rounding).toEqual({ value, said: '«Impostazioni»', verified: true });
    expect(rulesIn({ set: {} }).rounding).toBeUndefined();
  });

  test('l’indennità è quella del tirocinio, e se è quella della legge lo dice', () => {
    const same = told({ ...inMarche, sheets: [{}] });
    const other = told({ ...inMarche, of: { ...inMarche.of, allowance: euro(200) }, sheets: [{}] });

    expect(dueInWords(same.due)).toContain(
      'mese intero: 180,00 € (T-0001, come D.G.R. Marche 593/2018, dal 07/05/2018)',
    );
    expect(dueInWords(other.due)).toContain('mese intero: 200,00 € (T-0001)');
  });

  test('se il tirocinio non la dice è quella delle «Impostazioni», poi quella della legge', () => {
    const silent = { ...inMarche.of, allowance: undefined };
    const set = { ...inMarche.set, 'Indennità mensile': '250,00' };

    expect(dueInWords(told({ ...inMarche, of: silent, sheets: [{}] }).due)).toContain(
      'mese intero: 180,00 € (D.G.R. Marche 593/2018, dal 07/05/2018)',
    );
    expect(dueInWords(told({ of: silent, set, sheets: [{}] }).due)).toContain(
      'mese intero: 250,00 € («Impostazioni»)',
    );
  });

  test('dove nessuno dice la soglia non si inventa: si chiede', () => {
    // TIS in Puglia: of the law of 2023 only beginnings could be read, and the guidelines leave it to the regions.
    const puglia = told({ sheets: [{}], set: {} });
    const elsewhere = told({ of: { region: 'other' }, sheets: [{}], set: {} });

    for (const it of [puglia, elsewhere])
      expect(it.due).toEqual({
        kind: 'unknown',
        missing: ['Manca la soglia di frequenza: scrivila in «Impostazioni», ad esempio 70 %.'],
      });
    expect(puglia.outlook).toBeUndefined();
  });

  test('nelle Marche le chiusure escono dai giorni previsti, le assenze no, e il 75 % va superato', () => {
    const shut = [{ from: day('2026-03-30'), to: day('2026-03-31') }];
    const withAbsences = (count: number) =>
      told({
        ...inMarche,
        shut,
        sheets: [onDays([30, 31], C, onDays(workdays.slice(0, count), A))],
      });

    const fifteen = withAbsences(5);
    const sixteen = withAbsences(4);

    expect([fifteen, sixteen].map((it) => it.attendance.plannedDays)).toEqual([20, 20]);
    expect([fifteen, sixteen].map(amountOf)).toEqual([euro(0), euro(180)]);
    expect(dueInWords(fifteen.due)).toContain('15 giorni su 20 = 75,0 % ≤ 75 %');
    expect(dueInWords(sixteen.due)).toContain('16 giorni su 20 = 80,0 % > 75 %');
  });

  test('nelle Marche un festivo è una chiusura che nessuno annuncia', () => {
    expect(told({ ...inMarche, sheets: [wholeApril] }, april).attendance).toMatchObject({
      plannedDays: 21,
      doneDays: 21,
    });
  });

  test('nelle Marche sotto la soglia non si sa che cosa si paga: si chiede', () => {
    const it = told({ ...inMarche, set: {}, sheets: [onDays(workdays.slice(0, 11), A)] });

    expect(it.due).toMatchObject({ kind: 'unknown' });
    expect(dueInWords(it.due)).toContain('manca che cosa si paga sotto la soglia');
    expect(it.state.label).toBe('da correggere');
  });

  test('in Calabria si contano le ore, non i giorni', () => {
    const calabria: Given = {
      of: { region: 'calabria', instrument: 'extracurricular', startDate: day('2026-03-01') },
      set: { 'Sotto la soglia si paga': 'in proporzione' },
    };
    // 110 hours: 70 % are 77. Seven days of 5 hours away leave 75, one of 3 hours more makes 78.
    const away = onDays(workdays.slice(0, 7), A);

    const below = told({ ...calabria, sheets: [away] });
    const above = told({ ...calabria, sheets: [{ ...away, d2: hours(3) }] });
    const letters = told({ ...calabria, sheets: [onDays(workdays, P)] });

    expect(above.attendance).toMatchObject({ base: 'hours', expected: 6600, done: 4680 });
    expect(dueInWords(above.due)).toContain('78 ore su 110 = 70,9 % ≥ 70 %');
    expect(dueInWords(below.due)).toContain('75 ore su 110 = 68,1 % < 70 %');
    expect(amountOf(below)).toEqual(cents(Math.round((60_000 * 4500) / 6600)));
    expect(letters.attendance.done).toBe(6600);
  });

  test('dove si contano le ore un recupero vuole le sue', () => {
    const calabria = { region: 'calabria', instrument: 'extracurricular' } as const;
    const made = (d7: typeof P | { readonly minutes: number }) =>
      told({ of: calabria, sheets: [{ ...onDays([2], A), d7, madeUp: '7' }] });

    expect(made(P).due).toEqual({
      kind: 'unknown',
      missing: [
        'Il recupero (giorno 7) è segnato P: si conta a ore, scrivi quante, ad esempio 4,5.',
      ],
    });
    expect(made(hours(5)).attendance.done).toBe(6600);
  });

  test('le «Impostazioni» contano a ore anche dove la legge tace', () => {
    const set = { ...seventy, 'La frequenza si conta': 'in ore' };

    expect(countingIn({ set })).toEqual({
      base: 'hours',
      closuresLeave: true,
      holidaysLeave: true,
      madeUpCounts: true,
    });
    expect(countingIn({ set: {} }).base).toBe('days');
  });

  test('un avviso scelto per nome cambia le sue regole: il conto di Monza e Brianza', () => {
    const monza: Given = {
      of: {
        instrument: 'extracurricular',
        startDate: day('2026-03-25'),
        inailFrom: day('2026-03-25'),
        allowance: undefined,
      },
      set: { 'Avviso con regole proprie': 'monza-brianza-dote' },
      sheets: [onDays(workdays.slice(0, 17), undefined), wholeApril],
    };

    const [stub, head] = [told(monza), told(monza, april)];

    expect(stub.due).toMatchObject({ kind: 'merged', into: april });
    expect(stub.outlook).toBeUndefined();
    // 400 + 400 / 31 × 7 = 490,32, cut to the euro.
    expect(amountOf(head)).toEqual(euro(490));
    expect(dueInWords(head.due)).toContain(
      'mese intero: 400,00 € (Dote impresa – collocamento mirato, Monza e Brianza)',
    );
    expect(monthsIn(monza, april)).toEqual([april, march]);
    expect(monthsIn(monza, march)).toEqual([march]);
  });

  test('un mese corto pagato a parte e il suo vicino insieme tornano', () => {
    const apart: Given = {
      of: { startDate: day('2026-03-20') },
      set: mergingBelow(14),
      sheets: [onDays(workdays.slice(0, 14), undefined), wholeApril],
    };
    const paid = (stub: Cents): Given => ({
      ...apart,
      paid: [
        { id: 'LQ-0001', amount: stub },
        { id: 'LQ-0002', month: april, amount: euro(600) },
      ],
    });

    expect(amountOf(told(apart, april))).toEqual(euro(832, 26));
    expect(told(paid(euro(232, 26)), april).adjustment).toBeUndefined();
    expect(told(paid(euro(200)), april).adjustment).toEqual(euro(32, 26));
    expect(told(paid(euro(200)), april).paid).toEqual(euro(600));
  });
});

// ── I mesi non interi ───────────────────────────────────────────────────────────────────────────

describe('Un mese non intero', () => {
  test.each<readonly [string, Given, Month, Cents, string]>([
    [
      'all’inizio, dal 16: sedici giorni su trentuno',
      {
        of: { startDate: day('2026-03-16'), inailFrom: day('2026-03-16') },
        sheets: [onDays(workdays.slice(0, 10), undefined)],
      },
      march,
      euro(309, 68),
      '16 giorni di calendario su 31: 600,00 € × 16/31',
    ],
    [
      'alla fine, fino al 15: quindici giorni su trenta',
      {
        of: { endDate: day('2026-04-15') },
        sheets: [onDays([16, 17, 20, 21, 22, 23, 24, 27, 28, 29, 30], undefined, wholeApril)],
      },
      april,
      euro(300),
      '15 giorni di calendario su 30: 600,00 € × 15/30',
    ],
    [
      'con una sospensione dal 10 al 25: quattordici giorni su trenta',
      {
        changes: [suspension('2026-04-10', '2026-04-25')],
        sheets: [onDays([10, 13, 14, 15, 16, 17, 20, 21, 22, 23, 24], undefined, wholeApril)],
      },
      april,
      euro(280),
      '14 giorni di calendario su 30: 600,00 € × 14/30',
    ],
    [
      'chiuso in anticipo il 1°: un giorno su trenta',
      {
        of: { endedOn: day('2026-04-01') },
        sheets: [{ ...blank, d1: P, id: 'FP-0002', month: april }],
      },
      april,
      euro(20),
      '1 giorno di calendario su 30: 600,00 € × 1/30',
    ],
    [
      'prorogato fino alla fine del mese: è intero',
      {
        of: { endDate: day('2026-04-15'), inailTo: day('2026-08-31') },
        changes: [{ kind: 'extension', from: day('2026-04-16'), newEndDate: day('2026-04-30') }],
        sheets: [wholeApril],
      },
      april,
      euro(600),
      'mese intero: 600,00 €',
    ],
  ])('%s', (_, given, of, amount, says) => {
    const it = told(given, of);

    expect(amountOf(it)).toEqual(amount);
    expect(dueInWords(it.due)).toContain(says);
  });

  test('non c’è, se è sospeso da cima a fondo e nessuno ci ha lavorato', () => {
    const changes = [suspension('2026-04-01', '2026-04-30')];

    expect(monthsIn({ changes })).toEqual([march, may]);
    expect(monthsIn({ changes, sheets: [{ ...blank, d9: P, month: april }] })).toEqual([
      march,
      april,
      may,
    ]);
    expect(monthsIn({ changes, paid: [{ month: april }] })).toEqual([march, april, may]);
  });

  test('si ferma a quello di oggi, o all’ultimo del tirocinio', () => {
    expect(monthsIn({ today: day('2026-05-01') })).toEqual([march, april, may]);
    expect(monthsIn({ today: day('2026-04-30') })).toEqual([march, april]);
    expect(monthsIn({ today: day('2026-06-01') })).toEqual([march, april, may, june]);
    expect(monthsIn({ of: { endedOn: day('2026-04-30') } })).toEqual([march, april]);
    expect(monthsIn({ of: { endDate: undefined } })).toEqual([march, april, may]);
    expect(monthsIn({ today: day('2026-02-28') })).toEqual([]);
  });
});

describe('Un’indennità che cambia a metà mese', () => {
  test('vale ciascuna per i suoi giorni, e il mese dopo per intero', () => {
    const changes: Given['changes'] = [
      { ...noMove, kind: 'hours', from: day('2026-04-16'), newAllowance: euro(700) },
    ];

    const it = told({ changes, sheets: [wholeApril] }, april);

    expect(amountOf(it)).toEqual(euro(650));
    expect(dueInWords(it.due)).toContain('15 giorni di calendario su 30: 600,00 € × 15/30');
    expect(dueInWords(it.due)).toContain('15 giorni di calendario su 30: 700,00 € × 15/30');
    expect(told({ changes }, may).due).toEqual({ kind: 'open', full: euro(700) });
  });
});

// ── Il denaro ───────────────────────────────────────────────────────────────────────────────────

describe('La borsa di un tirocinio', () => {
  // From 2 March to 31 August: 30 days of 31, and five whole months.
  const whole = euro(3580, 65);

  test('è quanto varrebbe frequentando sempre, e il residuo è quanto ne manca', () => {
    const { world, it } = worldOf({ sheets: [{}], paid: [{ amount: euro(580, 65) }] });

    expect(grantOfInternship(it, world)).toEqual({
      internship: 'T-0001',
      total: whole,
      paid: euro(580, 65),
      residual: euro(3000),
      over: euro(0),
    });
  });

  test('al centesimo giusto non resta nulla, a uno in più è di troppo', () => {
    const grantWith = (amount: Cents) => monthsOf(worldOf({ paid: [{ amount }] }).world).grants;

    expect(grantWith(euro(3580, 65)).get('T-0001')).toMatchObject({
      residual: euro(0),
      over: euro(0),
    });
    expect(grantWith(euro(3580, 66)).get('T-0001')).toMatchObject({
      residual: euro(0),
      over: euro(0, 1),
    });
  });

  test('non si sa finché non si sa la fine', () => {
    const { world, it } = worldOf({ of: { endDate: undefined }, paid: [{}] });

    expect(grantOfInternship(it, world)).toMatchObject({
      total: undefined,
      residual: undefined,
      paid: euro(600),
    });
  });

  test('meno quanto è pagato fa il residuo, che non scende mai sotto zero', () => {
    fc.assert(
      fc.property(fc.array(somePayment, { maxLength: 12 }), (paid) => {
        const { world } = worldOf({ paid });
        const grant = monthsOf(world).grants.get('T-0001');
        const spent = paid.reduce((all, it) => all + toThePerson(it), 0);

        expect(Number(grant?.paid)).toBe(spent);
        expect(Number(grant?.residual)).toBe(Math.max(0, Number(whole) - spent));
        expect(Number(grant?.over)).toBe(Math.max(0, spent - Number(whole)));
      }),
      { numRuns: 60 },
    );
  });

  test('i mesi di un tirocinio insieme sono quanto gli spetta', () => {
    const { world, it } = worldOf({
      sheets: [{}, wholeApril],
    });
    const unknown = worldOf({ sheets: [{}], set: {} });

    expect(dueOfEach([it], world)).toEqual(new Map([['T-0001', euro(1180, 65)]]));
    expect(dueOfEach([unknown.it], unknown.world)).toEqual(new Map());
  });
});

describe('Una voce del «Quadro economico»', () => {
  test('ha speso quanto dicono le sue righe e quanto è speso altrove, e il residuo non è mai negativo', () => {
    fc.assert(
      fc.property(
        fc.array(somePayment, { maxLength: 12 }),
        fc.integer({ min: 0, max: 400_000 }),
        fc.option(fc.integer({ min: 0, max: 400_000 }), { nil: undefined }),
        fc.integer({ min: 0, max: 50_000 }),
        (paid, amount, revised, other) => {
          const row = aBudgetItem({
            amount: cents(amount),
            revisedAmount: revised === undefined ? undefined : cents(revised),
            otherSpent: cents(other),
          });
          const elsewhere = aBudgetItem({ id: 'QE-0002' });
          const { world } = worldOf({
            items: [row, elsewhere],
            paid: paid.map((it, n) => ({ ...it, item: n % 3 === 2 ? elsewhere : row })),
          });

          const [told] = monthsOf(world).items;

          const spent = paid.reduce(
            (all, it, n) => (n % 3 === 2 ? all : all + toAnybody(it)),
            other,
          );
          const granted = revised ?? amount;
          expect([told?.granted, told?.spent, told?.residual, told?.over].map(Number)).toEqual([
            granted,
            spent,
            Math.max(0, granted - spent),
            Math.max(0, spent - granted),
          ]);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('non c’è, se il modulo è spento', () => {
    const { world } = worldOf({ items: [aBudgetItem()], without: [budget], sheets: [{}] });

    expect(monthsOf(world).items).toEqual([]);
    expect(told({ items: [aBudgetItem()], sheets: [{}] }).item).toBe('QE-0001');
  });
});

describe('Un mese pagato', () => {
  test('mostra quanto è uscito, quanto è per strada e che cosa resta da rettificare', () => {
    const it = told({
      sheets: [{}],
      paid: [{ amount: euro(500) }, { ...more, ...toPay, amount: euro(50) }],
    });

    expect(it).toMatchObject({
      paid: euro(550),
      paidOut: euro(500),
      payments: ['LQ-0001', 'LQ-0002'],
      adjustment: euro(30, 65),
    });
  });

  test('se è giusto, o se non è ancora pagato, non ha rettifiche da fare', () => {
    expect(told({ sheets: [{}], paid: [{ amount: euro(580, 65) }] }).adjustment).toBeUndefined();
    expect(told({ sheets: [{}], paid: [toPay] }).adjustment).toBeUndefined();
    expect(told({ paid: [{}] }).adjustment).toBeUndefined();
    expect(told({ sheets: [{}], paid: [{}] }).adjustment).toEqual(cents(-1935));
  });

  test('dice che cosa va al tutor ospitante, se qualcuno è venuto', () => {
    const set = { ...seventy, 'Compenso al tutor ospitante': '200,00' };

    expect(told({ sheets: [{}], set }).tutorFee).toEqual(euro(200));
    expect(told({ of: { companyTutorFee: euro(300) }, sheets: [{}], set }).tutorFee).toEqual(
      euro(300),
    );
    expect(told({ sheets: [onDays(workdays, A)], set }).tutorFee).toBeUndefined();
    expect(told({ sheets: [{}] }).tutorFee).toBeUndefined();
  });

  test('di un solo tirocinio si può chiedere da solo', () => {
    const { world } = worldOf({ sheets: [{}] });

    expect(monthsOf(world, { internship: 'T-0002' }).months).toEqual([]);
    expect(monthsOf(world, { internship: 'T-0001' })).toEqual(monthsOf(world));
  });

  test('è lo stesso per le regole e per «Mensilità»', () => {
    const { world, it } = worldOf({ sheets: [{}] });

    expect(monthOfInternship(it, march, world)).toEqual(monthsOf(world).months[0]);
    expect(monthOfInternship(it, june, world)).toBeUndefined();
  });
});

describe('I giorni scritti a mano', () => {
  test.each([
    ['12, 13', [12, 13]],
    ['12-14 e 20', [12, 13, 14, 20]],
    ['1;31', [1, 31]],
    [' 7 – 8 ', [7, 8]],
  ])('«%s» si legge', (typed, days) => {
    expect(numbersOf(daysTyped(typed, march) ?? 0)).toEqual(days);
  });

  test.each(['0', '32', '14-7', 'sabato', '7,', '7 8', '-7', ''])('«%s» no', (typed) => {
    expect(daysTyped(typed, march)).toBeUndefined();
  });

  test('il mese ha i giorni che ha', () => {
    expect(numbersOf(daysTyped('30', april) ?? 0)).toEqual([30]);
    expect(daysTyped('31', april)).toBeUndefined();
    expect(daysTyped('29', month('2027-02'))).toBeUndefined();
    expect(numbersOf(daysTyped('29', month('2028-02')) ?? 0)).toEqual([29]);
  });
});

// ── Worlds ──────────────────────────────────────────────────────────────────────────────────────

type Row<T extends AnyTab> = Partial<RowOf<T>>;

/** An internship from 2 March to 31 August 2026, what was written about it, and today: the 20 May unless told. */
interface Given {
  readonly of?: Row<typeof internships>;
  readonly sheets?: readonly Row<typeof attendanceSheets>[];
  readonly paid?: readonly Row<typeof batches>[];
  readonly changes?: readonly Row<typeof variations>[];
  readonly shut?: readonly Row<typeof closures>[];
  readonly items?: readonly RowOf<typeof budget>[];
  readonly sealed?: readonly Row<typeof restricted>[];
  readonly set?: Readonly<Record<string, string | number>>;
  readonly patrons?: readonly Patron[];
  readonly today?: ReturnType<typeof day>;
  readonly stopped?: readonly string[];
  readonly without?: readonly AnyTab[];
}

function worldOf(given: Given): {
  readonly it: RowOf<typeof internships>;
  readonly world: Around;
} {
  const it = anInternshipUnderWay(given.of);
  const rows: readonly (readonly [AnyTab, readonly object[]])[] = [
    [internships, [it]],
    [
      attendanceSheets,
      (given.sheets ?? []).map((one) => anAttendanceSheet({ internship: it, ...one })),
    ],
    [batches, (given.paid ?? []).map((one) => aBatch({ internship: it, item: undefined, ...one }))],
    [variations, (given.changes ?? []).map((one) => aVariation({ internship: it, ...one }))],
    [closures, (given.shut ?? []).map((one) => aClosure({ site: it.site, ...one }))],
    [budget, given.items ?? []],
    [
      restricted,
      (given.sealed ?? [{}]).map((one) => aRestricted({ beneficiary: it.beneficiary, ...one })),
    ],
  ];
  return {
    it,
    world: around({
      rows,
      settings: settingsFrom(new Map(Object.entries(given.set ?? seventy))),
      today: given.today ?? day('2026-05-20'),
      patrons: given.patrons ?? [],
      without: given.without ?? [],
    }),
  };
}

function told(given: Given, of: Month = march): InternshipMonth {
  const { world } = worldOf(given);
  const found = monthsOf(world, { stopped: new Set(given.stopped ?? []) }).months.find(
    (it) => it.month === of,
  );
  if (found === undefined) throw new Error(`nothing is told of ${of}`);
  return found;
}

function stateIn(given: Given, of?: Month): string {
  return told(given, of).state.label;
}

/** The months told of the internship; those counted together with one of them, if that is asked for. */
function monthsIn(given: Given, together?: Month): readonly Month[] {
  const { world, it } = worldOf(given);
  return together === undefined
    ? monthsOf(world).months.map((one) => one.month)
    : monthsCountedWith(it, together, world);
}

function rulesIn(given: Given) {
  const { world, it } = worldOf(given);
  return allowanceRulesOf(it, world);
}

function countingIn(given: Given) {
  const { world, it } = worldOf(given);
  return countingOf(it, world);
}

function amountOf({ due }: InternshipMonth): Cents | undefined {
  return due.kind === 'due' ? due.amount : undefined;
}

function presentIn(given: Given, of: Month): number {
  const { world } = worldOf(given);
  const sheet = world.rows(attendanceSheets).find((it) => it.month === of);
  return (sheet === undefined ? undefined : daysOfSheet(sheet, world))?.present ?? 0;
}

/** Some days of a sheet, all with the same on them. */
function onDays(
  numbers: readonly number[],
  cell: typeof P | typeof A | typeof C | { readonly minutes: number } | undefined,
  rest: Row<typeof attendanceSheets> = {},
): Row<typeof attendanceSheets> {
  return { ...rest, ...Object.fromEntries(numbers.map((number) => [`d${number}`, cell])) };
}

/** May until that day, which is the last: its sheet came back and was checked on it. */
function endingOn(last: string): Given {
  const worked = { ...blank, ...fiveHoursADay(may) };
  const after = onDays([1, 21, 22, 25, 26, 27, 28, 29], undefined);
  const on = day(last);
  return {
    of: { endDate: on },
    sheets: [{ ...worked, ...after, month: may, receivedOn: on, recordedOn: on, checkedOn: on }],
  };
}

function suspension(from: string, to: string): Row<typeof variations> {
  return { ...noMove, kind: 'suspension', from: day(from), to: day(to) };
}

function mergingBelow(days: number) {
  return { ...seventy, 'Mese più corto da unire': days };
}

/** A row of «Liquidazioni» as it may happen to be, right or wrong. */
const somePayment = fc.record({
  month: fc.constantFrom(march, april, may),
  kind: fc.constantFrom('allowance', 'adjustment', 'companyTutorFee', 'refund'),
  outcome: fc.constantFrom(undefined, 'paid', 'returned', 'suspended', 'cancelled'),
  direction: fc.constantFrom(undefined, 'more', 'less'),
  amount: fc.integer({ min: 0, max: 300_000 }).map(cents),
});

type SomePayment = typeof somePayment extends fc.Arbitrary<infer T> ? T : never;

/** The cents a row takes out of the till, counted anew: independently of what ALICE does. */
function toAnybody({ kind, outcome, direction, amount }: SomePayment): number {
  if (outcome === 'returned' || outcome === 'cancelled') return 0;
  const sign = kind !== 'adjustment' || direction === 'more' ? 1 : direction === 'less' ? -1 : 0;
  return sign * Number(amount);
}

/** Of those, the cents that reach the person for a month. */
function toThePerson(it: SomePayment): number {
  return it.kind === 'allowance' || it.kind === 'adjustment' ? toAnybody(it) : 0;
}
