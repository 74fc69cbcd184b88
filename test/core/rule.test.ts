import { describe, expect, test } from 'vitest';
import { day } from '../../src/core/day.ts';
import { rule } from '../../src/core/rule.ts';
import type { RowOf } from '../../src/core/tab.ts';
import { around } from '../a/around.ts';
import { type people, secrets, works } from '../a/small.ts';

const amina: RowOf<typeof people> = { id: 'B-0001', lastName: 'Rossi', bornOn: day('1998-02-03') };
const work: RowOf<typeof works> = {
  id: 'T-0001',
  person: amina,
  startDate: day('2026-06-01'),
  endDate: day('2026-05-31'),
};
const spec = {
  name: 'Un lavoro finisce dopo che è iniziato',
  needs: ['endDate', 'startDate'],
  holds: (it: { readonly endDate: string; readonly startDate: string }) =>
    it.endDate >= it.startDate,
  say: (it: { readonly endDate: string }) => `Finisce il ${it.endDate}.`,
  expects: 'Una data, ad esempio 28/02/2026.',
  mends: 'promoterTutor',
} as const;

describe('A rule', () => {
  test('marks the first cell it needs, blocks, and speaks of the classes of all it needs, unless it says otherwise', () => {
    const plain = rule(works, spec);
    const other = rule(works, { ...spec, marks: 'about', level: 'nota', classes: ['amount'] });
    const far = rule(works, {
      ...spec,
      needs: ['startDate', 'endDate', 'person.bornOn', 'person.lastName'],
    });

    expect([plain.marks, plain.level, plain.classes, plain.uses]).toEqual([
      'endDate',
      'blocca',
      ['internal'],
      [],
    ]);
    expect([other.marks, other.level, other.classes]).toEqual([
      'about',
      'nota',
      ['internal', 'amount'],
    ]);
    expect([far.marks, far.classes]).toEqual(['startDate', ['internal', 'personal', 'name']]);
  });

  test('counts the class of the cell it marks, even if it does not need it', () => {
    const marked = rule(secrets, {
      ...spec,
      needs: ['iban'],
      marks: 'reason',
      holds: () => true,
      say: () => 'Niente.',
    });

    expect(marked.classes).toEqual(['personal', 'restricted']);
  });

  test('says what it found, and what it proposes', () => {
    const proposing = rule(works, { ...spec, proposes: (it) => it.startDate });

    expect(proposing.judge(work, around())).toEqual({
      says: 'Finisce il 2026-05-31.',
      proposed: '2026-06-01',
    });
    expect(proposing.judge({ ...work, endDate: day('2026-06-01') }, around())).toBe(undefined);
  });

  test('keeps silent while a cell it needs is blank, on the row or across a reference', () => {
    const here = rule(works, spec);
    const far = rule(works, { ...spec, needs: ['endDate', 'startDate', 'person.bornOn'] });

    expect(here.judge({ ...work, endDate: undefined }, around())).toBe(undefined);
    expect(here.judge({ ...work, startDate: undefined }, around())).toBe(undefined);
    expect(far.judge(work, around())).toBeDefined();
    expect(far.judge({ ...work, person: undefined }, around())).toBe(undefined);
    expect(far.judge({ ...work, person: { ...amina, bornOn: undefined } }, around())).toBe(
      undefined,
    );
  });

  test('takes a no and a zero for what they are, not for blanks', () => {
    const counted = rule(works, {
      ...spec,
      needs: ['about'],
      holds: () => false,
      say: () => 'Detto.',
    });

    expect(counted.judge({ id: 'T-0001', about: false }, around())).toBeDefined();
    expect(counted.judge({ id: 'T-0001', about: 0 }, around())).toBeDefined();
  });

  test('does not speak of rows outside its `when`', () => {
    const july = rule(works, { ...spec, when: (it, { today }) => it.startDate > today });

    expect(july.judge(work, around({ today: day('2026-05-31') }))).toBeDefined();
    expect(july.judge(work, around({ today: day('2026-06-01') }))).toBe(undefined);
  });

  test('applies from its day: older rows keep the rule of theirs, and a row without the day is left alone', () => {
    const since = (on: string) => rule(works, { ...spec, since: { startDate: day(on) } });
    const undated = rule(works, {
      ...spec,
      needs: ['endDate'],
      holds: () => false,
      since: { startDate: day('2026-01-01') },
    });

    expect(since('2026-06-01').judge(work, around())).toBeDefined();
    expect(since('2026-06-02').judge(work, around())).toBe(undefined);
    expect(undated.judge(work, around())).toBeDefined();
    expect(undated.judge({ ...work, startDate: undefined }, around())).toBe(undefined);
  });

  test('refuses, at start, a cell that is no column', () => {
    // Checked by the compiler too; JavaScript could still do it.
    const wrong = { ...spec, needs: ['person.shoeSize'] } as unknown as typeof spec;

    expect(() => rule(works, wrong)).toThrow('Persone has no column shoeSize');
  });
});
