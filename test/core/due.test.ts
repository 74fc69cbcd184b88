import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { calendar, type Day, day, daysIn, type Patron, plusDays } from '../../src/core/day.ts';
import {
  type Decision,
  decide,
  type Memory,
  type Moment,
  type Occurrence,
  occurrencesOf,
  type Reaction,
  type Recipient,
  type Reminder,
  type Resolved,
  reminder,
  type Step,
  termDay,
} from '../../src/core/due.ts';
import type { RowOf } from '../../src/core/tab.ts';
import { around } from '../a/around.ts';
import { works } from '../a/small.ts';

type Work = RowOf<typeof works>;

const steps: readonly [Step, ...Step[]] = [
  { on: { days: -7 }, to: ['tutor'] },
  { on: { days: -3 }, to: ['tutor', 'chief'] },
  { on: { workingDays: -1 }, to: ['tutor'], urgent: true },
];

describe('Occurrences', () => {
  it('are one for each row, moment and person, in the order of their days', () => {
    const due = dueFor({ id: 'T-0001', startDate: day('2026-05-18') });

    expect(due.map((it) => [it.due, it.until, it.to, it.key])).toEqual([
      ['2026-05-11', '2026-05-18', 'O-0001', 'start/T-0001/2026-05-18/O-0001/-7g'],
      ['2026-05-15', '2026-05-18', 'O-0001', 'start/T-0001/2026-05-18/O-0001/-1l'],
      ['2026-05-15', '2026-05-18', 'O-0001', 'start/T-0001/2026-05-18/O-0001/-3g'],
      ['2026-05-15', '2026-05-18', 'O-0009', 'start/T-0001/2026-05-18/O-0009/-3g'],
    ]);
  });

  it('are none of a row that lacks a needed cell, or whose tab or used tabs are switched off', () => {
    const row = { id: 'T-0001', startDate: day('2026-05-18') };

    expect(dueFor({ id: 'T-0001' })).toEqual([]);
    expect(
      occurrencesOf({
        reminders: { start: startReminder() },
        around: around({ rows: [[works, [row]]], without: [works] }),
        recipients,
      }),
    ).toEqual([]);
  });

  it('come once to whoever stands behind two names', () => {
    const due = dueFor(
      { id: 'T-0001', startDate: day('2026-05-18') },
      { chief: 'O-0001', steps: [{ on: { days: -3 }, to: ['tutor', 'chief'] }] },
    );

    expect(due.map((it) => [it.to, it.as])).toEqual([['O-0001', 'tutor']]);
  });

  it('are others when the day moves', () => {
    const [before] = dueFor({ id: 'T-0001', startDate: day('2026-05-18') });
    const [after] = dueFor({ id: 'T-0001', startDate: day('2026-05-19') });

    expect(before?.key).not.toBe(after?.key);
    expect(before?.thread).not.toBe(after?.thread);
  });
});

describe('A term', () => {
  const andria: Patron = { comune: 'Andria', name: 'San Riccardo', date: { month: 6, day: 9 } };
  const patrons = [andria];

  test.each([
    // The day before a start on a Monday after the 1st of May is a Thursday.
    ['2026-05-04', { workingDays: -1 }, undefined, '2026-04-30'],
    ['2026-05-04', { days: -1 }, undefined, '2026-04-30'],
    // After the anchor it moves forward.
    ['2026-05-01', { days: 0 }, undefined, '2026-05-04'],
    ['2026-05-01', { days: 0, lean: 'back' }, undefined, '2026-04-30'],
    ['2026-01-31', { days: 0, lean: 'back' }, undefined, '2026-01-30'],
    ['2026-01-31', { workingDays: 3 }, undefined, '2026-02-04'],
    // The patron of the workplace, and of no other place.
    ['2026-06-10', { workingDays: -1 }, 'Andria', '2026-06-08'],
    ['2026-06-10', { workingDays: -1 }, 'Trani', '2026-06-09'],
    // Easter Monday, the 4th of October, a leap day.
    ['2026-04-07', { workingDays: -1 }, undefined, '2026-04-03'],
    ['2026-10-05', { workingDays: -1 }, undefined, '2026-10-02'],
    ['2027-10-05', { workingDays: -1 }, undefined, '2027-10-01'],
    ['2028-03-01', { days: -1 }, undefined, '2028-02-29'],
  ] as const)('of %s %j in %s is %s', (anchor, term, comune, expected) => {
    expect(termDay(term, { anchor: day(anchor), comune }, calendar(patrons))).toBe(expected);
  });
});

describe('What becomes of an occurrence', () => {
  const monday = { id: 'T-0001', startDate: day('2026-05-18') };

  it('before its day is to wait for it', () => {
    expect(on('2026-05-08', monday)).toMatchObject({
      'O-0001/-7g': { what: 'wait', until: '2026-05-11', reason: 'è dovuto il 11/05/2026' },
    });
  });

  it('on its day is to be sent', () => {
    expect(on('2026-05-11', monday)).toMatchObject({
      'O-0001/-7g': {
        what: 'send',
        late: false,
        reason: 'è dovuto oggi, 7 giorni prima del 18/05/2026',
      },
    });
  });

  it('after its day is to be sent late, until it is too late', () => {
    const row = { id: 'T-0001', startDate: day('2026-05-29') };
    const one: readonly [Step] = [{ on: { days: -7 }, until: { days: -3 }, to: ['tutor'] }];

    expect(on('2026-05-26', row, { steps: one })).toMatchObject({
      'O-0001/-7g': { what: 'send', late: true, reason: 'in ritardo: era dovuto il 22/05/2026' },
    });
    expect(on('2026-05-27', row, { steps: one })).toMatchObject({
      'O-0001/-7g': { what: 'skip', reason: expect.stringContaining('entro il 26/05/2026') },
    });
  });

  it('is to be skipped for the later one, if one person missed both', () => {
    expect(on('2026-05-15', monday)).toMatchObject({
      'O-0001/-7g': { what: 'skip', reason: expect.stringContaining('superato') },
      // Three days before a Monday and the last working day before it are one Friday.
      'O-0001/-3g': { what: 'skip', reason: expect.stringContaining('superato') },
      'O-0001/-1l': { what: 'send' },
      'O-0009/-3g': { what: 'send' },
    });
  });

  it('is to be skipped as soon as there is nothing left to do, with what settled it', () => {
    const said = on('2026-05-11', monday, { settled: 'il protocollo è scritto' });

    expect(said).toMatchObject({
      'O-0001/-7g': { what: 'skip', reason: 'il protocollo è scritto' },
      'O-0009/-3g': {
        what: 'wait',
        reason: 'sarebbe dovuto il 15/05/2026, ma il protocollo è scritto',
      },
    });
  });

  it('is nothing at all where it was over before ALICE began', () => {
    expect(on('2026-05-25', monday, { since: day('2026-05-19') })).toMatchObject({
      'O-0001/-7g': { what: 'past' },
      'O-0001/-3g': { what: 'past' },
    });
    // What can still be done is said, and is nobody's fault.
    expect(on('2026-05-18', monday, { since: day('2026-05-18') })).toMatchObject({
      'O-0001/-1l': {
        what: 'send',
        late: false,
        reason: 'era dovuto il 15/05/2026, prima che ALICE cominciasse a ricordare',
      },
    });
  });

  it('is never decided twice', () => {
    const resolved = new Map<string, Resolved>([
      ['start/T-0001/2026-05-18/O-0001/-7g', { state: 'sent', on: day('2026-05-11') }],
    ]);

    expect(on('2026-05-12', monday, { resolved })).toMatchObject({
      'O-0001/-7g': { what: 'kept', state: 'sent', reason: 'deciso il 11/05/2026' },
    });
  });

  it('waits on holidays and in quiet hours, but not where it may not wait', () => {
    const saturday = { id: 'T-0001', startDate: day('2026-05-30') };
    const one: readonly [Step] = [
      { on: { days: 0, lean: 'back' }, to: ['tutor'], until: { days: 5 } },
    ];
    const atOnce: readonly [Step] = [{ ...one[0], atOnce: true }];

    expect(on('2026-05-30', saturday, { steps: one })).toMatchObject({
      'O-0001/0g': { what: 'wait', until: '2026-06-01', reason: 'oggi è festa' },
    });
    expect(on('2026-05-29', saturday, { steps: one, quiet: true })).toMatchObject({
      'O-0001/0g': { what: 'wait', until: '2026-05-29', reason: 'sono ore di silenzio' },
    });
    expect(on('2026-05-30', saturday, { steps: atOnce, quiet: true })).toMatchObject({
      'O-0001/0g': { what: 'send' },
    });
  });

  it('waits for the weekly digest if that is soon enough, and is not late for it', () => {
    const row = { id: 'T-0001', startDate: day('2026-07-15') };
    const weekly: readonly [Step] = [{ on: { days: -30 }, to: ['tutor'], weekly: true }];
    const soon: readonly [Step] = [
      { on: { days: -30 }, until: { days: -26 }, to: ['tutor'], weekly: true },
    ];

    // Due on Monday the 15th of June: the digest of that very day.
    expect(on('2026-06-15', row, { steps: weekly })).toMatchObject({
      'O-0001/-30g': { what: 'send', late: false },
    });
    const later = { id: 'T-0001', startDate: day('2026-07-16') };
    expect(on('2026-06-16', later, { steps: weekly })).toMatchObject({
      'O-0001/-30g': { what: 'wait', until: '2026-06-22' },
    });
    expect(on('2026-06-22', later, { steps: weekly })).toMatchObject({
      'O-0001/-30g': { what: 'send', late: false },
    });
    expect(on('2026-06-29', later, { steps: weekly })).toMatchObject({
      'O-0001/-30g': { what: 'send', late: true },
    });
    expect(on('2026-06-16', later, { steps: soon })).toMatchObject({
      'O-0001/-30g': { what: 'send', late: false },
    });
  });

  it('moves the digest of a holiday to the next working day', () => {
    const row = { id: 'T-0001', startDate: day('2026-05-08') };
    const weekly: readonly [Step] = [{ on: { days: -35 }, to: ['tutor'], weekly: true }];

    // The 6th of April 2026 is Easter Monday.
    expect(on('2026-04-03', row, { steps: weekly })).toMatchObject({
      'O-0001/-35g': { what: 'wait', until: '2026-04-07' },
    });
    expect(on('2026-04-07', row, { steps: weekly })).toMatchObject({
      'O-0001/-35g': { what: 'send', late: false },
    });
  });

  it('follows what its reader did with it', () => {
    const thread = 'start/T-0001/2026-05-18/O-0001';
    const reacted = (it: Omit<Reaction, 'by' | 'on'>) => ({
      reactions: new Map([[thread, { ...it, by: 'O-0001', on: day('2026-05-12') }]]),
    });

    expect(on('2026-05-15', monday, reacted({ what: 'done' }))).toMatchObject({
      'O-0001/-1l': { what: 'skip', reason: 'O-0001 ha detto «fatto» il 12/05/2026' },
      'O-0009/-3g': { what: 'send' },
    });
    expect(on('2026-05-15', monday, { ...reacted({ what: 'done' }), legal: true })).toMatchObject({
      'O-0001/-1l': { what: 'send' },
    });
    expect(on('2026-05-15', monday, reacted({ what: 'notMine' }))).toMatchObject({
      'O-0001/-1l': { what: 'skip', reason: 'O-0001 ha detto «non è mio» il 12/05/2026' },
    });
    expect(
      on('2026-05-15', monday, reacted({ what: 'snoozed', until: day('2026-05-18') })),
    ).toMatchObject({ 'O-0001/-1l': { what: 'wait', until: '2026-05-18' } });
  });

  it('comes back on the day its reader put it off to, once', () => {
    const key = 'start/T-0001/2026-05-18/O-0001/-7g';
    const told = {
      resolved: new Map<string, Resolved>([[key, { state: 'sent', on: day('2026-05-11') }]]),
      reactions: new Map<string, Reaction>([
        [
          'start/T-0001/2026-05-18/O-0001',
          { what: 'snoozed', by: 'O-0001', on: day('2026-05-11'), until: day('2026-05-13') },
        ],
      ]),
    };

    expect(on('2026-05-12', monday, told)).toMatchObject({
      'O-0001/-7g@2026-05-13': { what: 'wait', until: '2026-05-13' },
    });
    expect(on('2026-05-13', monday, told)).toMatchObject({
      'O-0001/-7g@2026-05-13': { what: 'send', late: false },
    });
    expect(
      on('2026-05-14', monday, {
        ...told,
        resolved: new Map([
          ...told.resolved,
          [`${key}@2026-05-13`, { state: 'sent', on: day('2026-05-13') } as const],
        ]),
      }),
    ).toMatchObject({ 'O-0001/-7g@2026-05-13': { what: 'kept' } });
  });

  it('respects who does not want it, but for what the law wants', () => {
    const refused = new Set(['start/O-0001']);

    expect(on('2026-05-11', monday, { refused })).toMatchObject({
      'O-0001/-7g': { what: 'skip', reason: 'O-0001 ha chiesto di non riceverlo' },
    });
    expect(on('2026-05-11', monday, { refused, legal: true })).toMatchObject({
      'O-0001/-7g': { what: 'send' },
    });
  });

  it('ends at the cap', () => {
    const sent = (key: string) =>
      [`start/T-0001/2026-05-18/O-0001/${key}`, { state: 'sent', on: day('2026-05-11') }] as const;

    expect(on('2026-05-15', monday, { cap: 1, resolved: new Map([sent('-7g')]) })).toMatchObject({
      'O-0001/-1l': { what: 'skip', reason: 'gli è già stato ricordato una volta' },
    });
    expect(on('2026-05-15', monday, { cap: 2, resolved: new Map([sent('-7g')]) })).toMatchObject({
      'O-0001/-1l': { what: 'send' },
    });
  });
});

describe('Over a year of runs', () => {
  const starts = fc.array(fc.integer({ min: 0, max: 330 }), { minLength: 1, maxLength: 6 });

  it('everything that falls due is sent or skipped with a reason, once, whatever days are missed', () => {
    fc.assert(
      fc.property(starts, fc.array(fc.boolean(), { minLength: 370, maxLength: 370 }), (at, off) => {
        const rows = at.map((n, i) => ({
          id: `T-${String(i + 1).padStart(4, '0')}`,
          startDate: plusDays(day('2026-01-12'), n),
        }));
        const year = daysIn({ from: day('2026-01-01'), to: day('2026-12-31') });

        const daily = played(rows, year);
        const gappy = played(
          rows,
          year.filter((_, n) => off[n] !== true || n === year.length - 1),
        );

        expect(gappy.keys).toEqual(daily.keys);
        expect(gappy.twice).toEqual([]);
        expect(daily.twice).toEqual([]);
        // Daily, nothing is late and nothing is left out.
        expect(daily.late).toEqual([]);
        expect(daily.skipped).toEqual(daily.superseded);
        // What a person should have heard of a thing, they hear of in time unless every day to say it was missed.
        for (const thread of daily.threads) {
          if (!gappy.threads.has(thread)) expect(gappy.expired.has(thread)).toBe(true);
        }
        expect([...gappy.threads].every((it) => daily.threads.has(it))).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});

// ── What the tests are made of ────────────────────────────────────────────────────────────────

interface But {
  readonly steps?: readonly [Step, ...Step[]];
  readonly settled?: string;
  readonly legal?: boolean;
  readonly cap?: number;
  readonly chief?: string;
}

function startReminder(but: But = {}): Reminder {
  return reminder(works, {
    name: 'Inizio',
    about: 'Ricorda che un lavoro comincia.',
    needs: ['startDate'],
    legal: but.legal ?? false,
    ...(but.cap === undefined ? {} : { cap: but.cap }),
    steps: but.steps ?? steps,
    occasions: ({ startDate }) => [
      { anchor: startDate, ...(but.settled === undefined ? {} : { settled: but.settled }) },
    ],
    say: ({ row }) => ({ says: `Comincia ${row.id}.`, brief: row.id }),
  });
}

function recipients(as: string): readonly Recipient[] {
  return [someone(as === 'chief' ? 'O-0009' : 'O-0001')];
}

function someone(id: string): Recipient {
  return {
    id,
    role: 'mentor',
    form: 'tu',
    name: undefined,
    channel: 'email',
    address: `${id.toLowerCase()}@example.org`,
  };
}

function dueFor(row: Work, but: But = {}): readonly Occurrence[] {
  return occurrencesOf({
    reminders: { start: startReminder(but) },
    around: around({ rows: [[works, [row]]] }),
    recipients: (as) => (as === 'chief' ? [someone(but.chief ?? 'O-0009')] : recipients(as)),
  });
}

/** What becomes of the occurrences of a row on a day: by recipient and moment. */
function on(
  today: string,
  row: Work,
  but: But & Partial<Memory> & Partial<Pick<Moment, 'quiet'>> = {},
): Readonly<Record<string, Decision>> {
  const decided = decide(dueFor(row, but), {
    reminders: { start: startReminder(but) },
    memory: {
      resolved: but.resolved ?? new Map(),
      reactions: but.reactions ?? new Map(),
      refused: but.refused ?? new Set(),
      since: but.since ?? day('2026-01-01'),
    },
    moment: {
      today: day(today),
      quiet: but.quiet ?? false,
      calendar: calendar([]),
      digestDay: 'lun',
    },
  });
  return Object.fromEntries(
    decided.map(({ occurrence, decision }) => [
      occurrence.key.split('/').slice(3).join('/'),
      decision,
    ]),
  );
}

/** The clock run over these days, every decision kept. */
function played(rows: readonly Work[], days: readonly Day[]) {
  const reminders = { start: startReminder() };
  const occurrences = occurrencesOf({
    reminders,
    around: around({ rows: [[works, rows]] }),
    recipients,
  });
  const resolved = new Map<string, Resolved>();
  const told = {
    twice: [] as string[],
    late: [] as string[],
    skipped: [] as string[],
    superseded: [] as string[],
    threads: new Set<string>(),
    expired: new Set<string>(),
  };
  for (const today of days) {
    const memory = {
      resolved,
      reactions: new Map(),
      refused: new Set<string>(),
      since: days[0] ?? today,
    };
    const moment: Moment = { today, quiet: false, calendar: calendar([]), digestDay: 'lun' };
    for (const { occurrence, decision } of decide(occurrences, { reminders, memory, moment })) {
      const { key, thread } = occurrence;
      if (decision.what !== 'send' && decision.what !== 'skip') continue;
      if (resolved.has(key)) told.twice.push(key);
      resolved.set(key, { state: decision.what === 'send' ? 'sent' : 'skipped', on: today });
      if (decision.what === 'send') {
        told.threads.add(thread);
        if (decision.late) told.late.push(key);
      } else {
        told.skipped.push(key);
        if (decision.reason.includes('superato')) told.superseded.push(key);
        else told.expired.add(thread);
      }
    }
  }
  return { ...told, keys: [...resolved.keys()].toSorted() };
}
