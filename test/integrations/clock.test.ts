import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { clockAt, romeClock } from '../../src/integrations/clock/index.ts';
import { fixedClock } from '../../src/integrations/memory/clock.ts';

const at = (instantOrDay: string) => {
  const clock = clockAt(instantOrDay);
  return clock.ok ? [clock.value.now(), clock.value.today()] : clock.error;
};

describe('a clock stopped at an instant', () => {
  // Rome is an hour ahead of UTC in winter, two in summer: midnight there is 23:00 or 22:00 here.
  it.each([
    ['2026-12-31T22:59:59.999Z', '2026-12-31'],
    ['2026-12-31T23:00:00Z', '2027-01-01'],
    ['2027-12-31T22:59:59Z', '2027-12-31'],
    ['2027-12-31T23:30:00Z', '2028-01-01'],
    ['2028-02-28T23:00:00Z', '2028-02-29'],
    ['2026-07-14T21:59:59Z', '2026-07-14'],
    ['2026-07-14T22:00:00Z', '2026-07-15'],
    ['2027-01-01T00:30:00+02:00', '2026-12-31'],
  ])('%s is %s in Rome', (instant, today) => {
    expect(at(instant)).toEqual([new Date(instant).toISOString(), today]);
  });

  it.each([
    // The night clocks go forward: Rome is at +1 until 1:00 UTC of that Sunday.
    ['2026-03-28T22:59:59Z', '2026-03-28'],
    ['2026-03-28T23:00:00Z', '2026-03-29'],
    ['2026-03-29T21:59:59Z', '2026-03-29'],
    ['2026-03-29T22:00:00Z', '2026-03-30'],
    ['2027-03-27T23:00:00Z', '2027-03-28'],
    ['2027-03-28T22:00:00Z', '2027-03-29'],
    ['2028-03-25T23:00:00Z', '2028-03-26'],
    ['2028-03-26T22:00:00Z', '2028-03-27'],
    // The night they go back: +2 until 1:00 UTC.
    ['2026-10-24T21:59:59Z', '2026-10-24'],
    ['2026-10-24T22:00:00Z', '2026-10-25'],
    ['2026-10-25T22:59:59Z', '2026-10-25'],
    ['2026-10-25T23:00:00Z', '2026-10-26'],
    ['2027-10-30T22:00:00Z', '2027-10-31'],
    ['2027-10-31T22:59:59Z', '2027-10-31'],
    ['2027-10-31T23:00:00Z', '2027-11-01'],
    ['2028-10-28T22:00:00Z', '2028-10-29'],
    ['2028-10-29T22:59:59Z', '2028-10-29'],
    ['2028-10-29T23:00:00Z', '2028-10-30'],
  ])('on a night the clocks change, %s is %s', (instant, today) => {
    expect(at(instant)).toEqual([new Date(instant).toISOString(), today]);
  });
});

describe('a clock stopped on a day', () => {
  it.each([
    ['2026-05-04', '2026-05-04T07:00:00.000Z'],
    ['2026-01-15', '2026-01-15T08:00:00.000Z'],
    ['2026-03-28', '2026-03-28T08:00:00.000Z'],
    ['2026-03-29', '2026-03-29T07:00:00.000Z'],
    ['2027-03-28', '2027-03-28T07:00:00.000Z'],
    ['2028-03-26', '2028-03-26T07:00:00.000Z'],
    ['2026-10-24', '2026-10-24T07:00:00.000Z'],
    ['2026-10-25', '2026-10-25T08:00:00.000Z'],
    ['2027-10-31', '2027-10-31T08:00:00.000Z'],
    ['2028-10-29', '2028-10-29T08:00:00.000Z'],
    ['2028-02-29', '2028-02-29T08:00:00.000Z'],
  ])('%s is nine in the morning in Rome: %s', (day, instant) => {
    expect(at(day)).toEqual([instant, day]);
  });

  it('does not mind blanks around it', () => {
    expect(at(' 2026-05-04 ')).toEqual(['2026-05-04T07:00:00.000Z', '2026-05-04']);
  });
});

describe('a clock that cannot be set', () => {
  it.each([
    '',
    'ieri',
    '2026-02-31',
    '2026-02-29',
    '2026-02-31T09:00:00Z',
    '2026-05-04T09:00',
    '2026-05-04T09:00:00',
    '2026-05-04T25:00:00Z',
    '04/05/2026',
    '1026-05-04',
    '9999-12-31T23:59:59Z',
  ])('says so of «%s»', (text) => {
    expect(at(text)).toBe(
      `«${text}» non è un giorno né un istante che ALICE capisce: scrivi ad esempio 2026-05-04 (vale le 9 del mattino a Roma) oppure 2026-05-04T09:00:00+02:00.`,
    );
  });
});

describe('the time of day in Rome', () => {
  it.each([
    ['2026-01-15T08:30:00Z', 9 * 60 + 30],
    ['2026-07-15T08:30:00Z', 10 * 60 + 30],
    ['2026-12-31T23:00:00Z', 0],
    ['2026-12-31T22:59:59Z', 23 * 60 + 59],
    // The night clocks go forward there is no 2:30; the night they go back there are two.
    ['2026-03-29T00:59:00Z', 1 * 60 + 59],
    ['2026-03-29T01:00:00Z', 3 * 60],
    ['2026-10-25T00:30:00Z', 2 * 60 + 30],
    ['2026-10-25T01:30:00Z', 2 * 60 + 30],
  ])('at %s it is minute %i', (instant, minutes) => {
    const clock = clockAt(instant);

    expect(clock.ok && clock.value.minutes()).toBe(minutes);
    expect(fixedClock(instant).minutes()).toBe(minutes);
  });
});

describe('the clock of the tests', () => {
  it('stands still', () => {
    const clock = fixedClock('2026-12-31T23:30:00Z');

    expect([clock.now(), clock.today()]).toEqual(['2026-12-31T23:30:00.000Z', '2027-01-01']);
  });

  it('agrees with the real one, hour by hour for three years', () => {
    const from = Date.parse('2026-01-01T00:00:00Z');
    const hours = Array.from({ length: 3 * 366 * 24 }, (_, hour) =>
      new Date(from + hour * 3_600_000).toISOString(),
    );
    const nights = hours.filter((it) => /T(?:21|22|23|00|01)/.test(it));

    const fixed = nights.map((it) => fixedClock(it).today());

    expect(fixed).toEqual(nights.map((it) => at(it)[1]));
  });

  it('refuses what is no instant', () => {
    expect(() => fixedClock('ieri')).toThrow(RangeError);
  });
});

describe('the clock of the machine', () => {
  it('tells the instant in UTC and the day it is then in Rome', () => {
    const clock = romeClock();

    // Between two questions a day may begin in Rome.
    const before = clock.now();
    const today = clock.today();
    const after = clock.now();

    expect(before).toBe(new Date(before).toISOString());
    expect([fixedClock(before).today(), fixedClock(after).today()]).toContain(today);
  });

  it.each(['America/New_York', 'Pacific/Kiritimati'])(
    'is in Rome on a machine set to %s',
    (zone) => {
      const index = new URL('../../src/integrations/clock/index.ts', import.meta.url);
      const asked = `
        const { clockAt, romeClock } = await import(${JSON.stringify(index.href)});
        const told = ['2026-12-31T22:59:59Z', '2026-12-31T23:00:00Z', '2026-10-25', '2026-03-29'].map((it) => {
          const clock = clockAt(it);
          return clock.value.now() + ' ' + clock.value.today();
        });
        const rome = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Rome' });
        const before = rome.format(new Date());
        const today = romeClock().today();
        told.push([before, rome.format(new Date())].includes(today) ? 'today' : today);
        console.log(JSON.stringify(told));`;

      const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', asked], {
        env: { ...process.env, TZ: zone },
        encoding: 'utf8',
      });

      expect(stderr).toBe('');
      expect(JSON.parse(stdout)).toEqual([
        '2026-12-31T22:59:59.000Z 2026-12-31',
        '2026-12-31T23:00:00.000Z 2027-01-01',
        '2026-10-25T08:00:00.000Z 2026-10-25',
        '2026-03-29T07:00:00.000Z 2026-03-29',
        'today',
      ]);
    },
  );
});
