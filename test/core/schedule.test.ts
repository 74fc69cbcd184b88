import { describe, expect, it } from 'vitest';
import { day } from '../../src/core/day.ts';
import { type DoneLast, jobsDue, type Scheduled, wasAway } from '../../src/core/schedule.ts';

const schedule: readonly Scheduled[] = [
  { job: 'check', when: 'onChange', about: '', without: '' },
  { job: 'remind', when: 'everyTurn', about: '', without: '' },
  { job: 'print', when: 'daily', from: 6 * 60, about: '', without: '' },
];

const monday = { today: day('2026-05-18'), minutes: 9 * 60, revision: 'a' };

function due(done: Readonly<Record<string, DoneLast>>, but: Partial<typeof monday> = {}) {
  return jobsDue(schedule, new Map(Object.entries(done)), { ...monday, ...but }).map(
    (it) => it.job,
  );
}

describe('The jobs of a turn', () => {
  const today = { on: day('2026-05-18'), revision: 'a' };
  const yesterday = { on: day('2026-05-17'), revision: 'a' };

  it('are all of them where nothing was ever done', () => {
    expect(due({})).toEqual(['check', 'remind', 'print']);
  });

  it('are those of every turn alone where the rest is done', () => {
    expect(due({ check: today, remind: today, print: today })).toEqual(['remind']);
  });

  it('hold what waits for a change, once somebody saved', () => {
    expect(due({ check: today, print: today }, { revision: 'b' })).toEqual(['check', 'remind']);
  });

  it('hold all that is done once a day, the next day, from its hour on', () => {
    expect(due({ check: yesterday, print: yesterday }, { minutes: 6 * 60 - 1 })).toEqual([
      'check',
      'remind',
    ]);
    expect(due({ check: yesterday, print: yesterday }, { minutes: 6 * 60 })).toEqual([
      'check',
      'remind',
      'print',
    ]);
  });
});

describe('A silence', () => {
  it.each([
    [undefined, '2026-05-18T09:00:00Z', undefined],
    ['2026-05-18T08:00:00.000Z', '2026-05-18T09:00:00.000Z', undefined],
    ['2026-05-17T07:00:00.000Z', '2026-05-18T09:59:00.000Z', undefined],
    ['2026-05-17T07:00:00.000Z', '2026-05-18T10:00:00.000Z', 27],
    ['2026-02-28T23:30:00.000Z', '2026-03-02T09:00:00.000Z', 33],
    // Clocks that change in Italy change nothing here.
    ['2026-10-24T07:00:00.000Z', '2026-10-25T09:30:00.000Z', undefined],
  ])('from %s to %s is %s hours too long', (last, now, hours) => {
    expect(wasAway(last, now)).toBe(hours);
  });
});
