import { describe, expect, test } from 'vitest';
import { day } from '../../src/core/day.ts';
import { byConsequence, type Finding, isRestricted } from '../../src/core/finding.ts';

function aFinding(but: Partial<Finding> = {}): Finding {
  return {
    key: 'regola/T-0001/endDate',
    rule: 'regola',
    level: 'blocca',
    tab: 'Tirocini',
    line: 2,
    id: 'T-0001',
    column: 'Data fine',
    says: 'Finisce prima di iniziare.',
    classes: ['internal'],
    name: 'Finisce dopo che è iniziato',
    expected: 'Una data, ad esempio 28/02/2026.',
    mends: 'promoterTutor',
    ...but,
  };
}

const stops = (on: string, id = 'T-0001') => ({
  consequence: { stop: 'start' as const, on: day(on), id },
});

describe('Findings sorted by consequence', () => {
  test('begin with what stops something soonest, and end with what somebody answers for', () => {
    const inOrder = [
      aFinding({ key: 'a', ...stops('2026-05-04') }),
      aFinding({ key: 'b', ...stops('2026-05-05', 'T-0001') }),
      aFinding({ key: 'c', ...stops('2026-05-05', 'T-0002') }),
      aFinding({ key: 'd', tab: 'Beneficiari', line: 9 }),
      aFinding({ key: 'e', line: 2 }),
      aFinding({ key: 'f', line: 10 }),
      aFinding({ key: 'g', line: 10 }),
      aFinding({ key: 'h', level: 'avvisa', tab: 'Beneficiari' }),
      aFinding({ key: 'i', level: 'nota', tab: 'Beneficiari', line: undefined }),
      aFinding({ key: 'l', level: 'nota', tab: 'Beneficiari' }),
      aFinding({ key: 'm', waived: 'D-0001', ...stops('2026-05-04') }),
    ];

    for (const mixed of [inOrder.toReversed(), [...inOrder.slice(5), ...inOrder.slice(0, 5)]])
      expect(
        mixed
          .toSorted(byConsequence)
          .map((it) => it.key)
          .join(''),
      ).toBe('abcdefghilm');
  });

  test('are equal only to themselves', () => {
    expect(byConsequence(aFinding(), aFinding())).toBe(0);
    expect(byConsequence(aFinding({ key: 'a' }), aFinding({ key: 'b' }))).toBeLessThan(0);
  });
});

describe('A finding', () => {
  test('is restricted when any class of what it speaks of is', () => {
    expect(isRestricted(aFinding())).toBe(false);
    expect(isRestricted(aFinding({ classes: ['internal', 'restricted'] }))).toBe(true);
    expect(isRestricted(aFinding({ classes: [] }))).toBe(false);
  });
});
