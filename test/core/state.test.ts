import { describe, expect, test } from 'vitest';
import { day } from '../../src/core/day.ts';
import { stateOf, states } from '../../src/core/state.ts';
import { around } from '../a/around.ts';
import { works } from '../a/small.ts';

const table = states(works, [
  {
    label: 'finito',
    when: (it, { today }) => it.endDate !== undefined && it.endDate < today,
    since: (it) => it.endDate,
  },
  {
    label: 'iniziato',
    when: (it, { today }) => it.startDate !== undefined && it.startDate <= today,
    next: 'Finirlo.',
  },
  { label: 'previsto', when: (it) => it.person !== undefined, next: 'Iniziarlo.' },
]);
const person = { id: 'B-0001' };

describe('The state of a row', () => {
  test('is the first that holds, with its day and what comes next', () => {
    const dates = { startDate: day('2026-05-01'), endDate: day('2026-05-19') };

    expect(stateOf(table, { id: 'T-0001', ...dates }, around())).toEqual({
      label: 'finito',
      since: '2026-05-19',
      next: undefined,
    });
    expect(
      stateOf(table, { id: 'T-0001', ...dates, endDate: day('2026-05-20') }, around()),
    ).toEqual({ label: 'iniziato', since: undefined, next: 'Finirlo.' });
    expect(stateOf(table, { id: 'T-0001', person }, around()).label).toBe('previsto');
  });

  test('must be one: a table where none holds is our own mistake', () => {
    expect(() => stateOf(table, { id: 'T-0001' }, around())).toThrow('Lavori: no state holds');
  });

  test('has a label in the table', () => {
    expect(table.labels).toEqual(['finito', 'iniziato', 'previsto']);
  });
});
