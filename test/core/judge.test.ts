import { describe, expect, test } from 'vitest';
import { day } from '../../src/core/day.ts';
import { type Rule, rule } from '../../src/core/rule.ts';
import { idOf } from '../../src/core/tab.ts';
import { judged, people, registerOf, secrets, sheetOf, works } from '../a/small.ts';

const noSecrets = sheetOf(secrets);
const amina = { id: 'B-0001', lastName: 'Rossi', firstName: 'Amina', bornOn: '3/2/1998' };

const endsAfterStart = rule(works, {
  name: 'Un lavoro finisce dopo che è iniziato',
  needs: ['endDate', 'startDate'],
  holds: (it) => it.endDate >= it.startDate,
  say: (it) => `Finisce il ${it.endDate}, prima dell’inizio.`,
  expects: 'Una data non prima dell’inizio, ad esempio 28/02/2026.',
  proposes: (it) => it.startDate,
  mends: 'promoterTutor',
  stops: 'start',
});
const startIsThere = rule(works, {
  name: 'Un lavoro di qualcuno ha un inizio',
  needs: ['person'],
  marks: 'startDate',
  holds: (it) => it.startDate !== undefined,
  say: () => 'Manca il giorno in cui inizia.',
  expects: 'Una data, ad esempio 28/02/2026.',
  level: 'avvisa',
  mends: 'promoterTutor',
});
const isGrownUp = rule(works, {
  name: 'Chi lavora è maggiorenne',
  needs: ['person.bornOn', 'startDate'],
  holds: (it) => it.person.bornOn < '2008-01-01',
  say: () => 'Non ha ancora diciotto anni.',
  expects: 'Una persona di almeno 18 anni.',
  mends: 'labOperator',
});
const reasonIsLong = rule(secrets, {
  name: 'Un motivo si capisce',
  needs: ['iban'],
  holds: () => false,
  say: () => 'Non si capisce.',
  expects: 'Un motivo, ad esempio «…».',
  mends: 'coordinator',
});
const rules: Readonly<Record<string, Rule>> = { endsAfterStart, startIsThere, isGrownUp };

function found(
  of: Readonly<Record<string, string | undefined>>,
  but: {
    readonly person?: Readonly<Record<string, string>>;
    readonly without?: readonly string[];
  } = {},
) {
  const register = registerOf([
    sheetOf(people, [{ ...amina, ...but.person }]),
    sheetOf(works, [{ id: 'T-0001', person: 'B-0001', ...of }], { without: but.without ?? [] }),
    noSecrets,
  ]);
  return judged(register, rules);
}

describe('Judging', () => {
  test('finds nothing in a register where all holds', () => {
    expect(found({ startDate: '1/6/2026', endDate: '1/6/2026' })).toEqual([]);
  });

  test('tells a rule that fails on the cell it marks, with what it stops and who mends it', () => {
    expect(found({ startDate: '2/6/2026', endDate: '1/6/2026' })).toEqual([
      {
        key: 'endsAfterStart/T-0001/endDate',
        rule: 'endsAfterStart',
        level: 'blocca',
        tab: 'Lavori',
        line: 2,
        id: 'T-0001',
        column: 'Data fine',
        says: 'Finisce il 2026-06-01, prima dell’inizio.',
        classes: ['internal'],
        name: 'Un lavoro finisce dopo che è iniziato',
        expected: 'Una data non prima dell’inizio, ad esempio 28/02/2026.',
        proposed: '2026-06-02',
        mends: 'promoterTutor',
        stops: 'start',
      },
    ]);
  });

  test('tells a blank cell that is always needed once, and no rule that needs it', () => {
    const told = found({ person: undefined, startDate: undefined });

    expect(told).toEqual([
      {
        key: 'T.person.missing/T-0001',
        rule: 'T.person.missing',
        level: 'blocca',
        tab: 'Lavori',
        line: 2,
        id: 'T-0001',
        column: 'Persona',
        says: 'Manca «Persona»: l’ID di una riga, ad esempio B-0001.',
        classes: ['internal'],
        name: '«Persona» è compilata',
        expected: 'L’ID di una riga, ad esempio B-0001.',
        mends: 'labOperator',
      },
    ]);
  });

  test('is silent where a cell it needs cannot be read, here or in the row it refers to', () => {
    const here = found({ startDate: '31/02/2026', endDate: '1/1/2026' });
    const there = found({ startDate: '1/6/2026' }, { person: { bornOn: 'boh' } });

    expect(here.map((it) => it.key)).toEqual(['T.startDate.unreadable/T-0001']);
    expect(there.map((it) => it.key)).toEqual(['B.bornOn.unreadable/B-0001']);
  });

  test('marks a blank cell by a rule, not the unreadable one that only looks blank', () => {
    expect(found({}).map((it) => it.key)).toEqual(['startIsThere/T-0001/startDate']);
    expect(found({ startDate: 'presto' }).map((it) => it.key)).toEqual([
      'T.startDate.unreadable/T-0001',
    ]);
  });

  test('is silent where the column to mark is gone: that has its own finding', () => {
    expect(found({}, { without: ['startDate'] }).map((it) => it.key)).toEqual([
      'columnMissing/Lavori/Data inizio',
    ]);
  });

  test('tells rule by rule, and each of the rows in their order, however many there are', () => {
    const people300 = Array.from({ length: 300 }, (_, n) => ({
      ...amina,
      id: idOf(people, n + 1),
    }));
    const lastNameIsLong = rule(people, {
      name: 'Un cognome è lungo',
      needs: ['lastName'],
      // The first and the last of those judged together, and of all.
      holds: ({ id }) => !['B-0001', 'B-0128', 'B-0129', 'B-0257', 'B-0300'].includes(id),
      say: () => 'È corto.',
      expects: 'Un cognome, ad esempio Rossi.',
      mends: 'labOperator',
    });
    const register = registerOf([sheetOf(people, people300), sheetOf(works), noSecrets]);

    const told = judged(register, { a: lastNameIsLong, b: lastNameIsLong });

    expect(told.map((it) => `${it.rule} ${it.id}`)).toEqual([
      'a B-0001',
      'a B-0128',
      'a B-0129',
      'a B-0257',
      'a B-0300',
      'b B-0001',
      'b B-0128',
      'b B-0129',
      'b B-0257',
      'b B-0300',
    ]);
  });

  test('is silent about tabs that are switched off, and by rules that look into them', () => {
    const needsWorks = rule(people, {
      name: 'Una persona lavora',
      needs: ['lastName'],
      uses: [works],
      holds: (it, around) => around.where(works, 'person', it).length > 0,
      say: () => 'Non lavora.',
      expects: 'Una riga di «Lavori», ad esempio T-0001.',
      mends: 'labOperator',
    });
    const sheets = [sheetOf(people, [amina]), sheetOf(works), noSecrets];

    const on = judged(registerOf(sheets), { needsWorks });
    const off = judged(registerOf(sheets, { modules: ['base'] }), { needsWorks, startIsThere });

    expect(on.map((it) => it.key)).toEqual(['needsWorks/B-0001/lastName']);
    expect(off).toEqual([]);
  });

  test('keeps what it says of the restricted book there, blanks and rules alike', () => {
    const register = registerOf([
      sheetOf(people, [amina]),
      sheetOf(works),
      sheetOf(secrets, [{ id: 'RS-0001', person: 'B-0001', iban: 'IT60' }]),
    ]);

    expect(judged(register, { reasonIsLong }).map((it) => [it.key, it.classes])).toEqual([
      ['RS.reason.missing/RS-0001', ['restricted']],
      ['reasonIsLong/RS-0001/iban', ['personal', 'restricted']],
    ]);
  });
});

describe('A day a rule is judged on', () => {
  test('is the one it is given', () => {
    const past = rule(works, {
      name: 'Un lavoro è iniziato',
      needs: ['startDate'],
      holds: (it, { today }) => it.startDate <= today,
      say: () => 'Non è ancora iniziato.',
      expects: 'Una data passata, ad esempio 28/02/2026.',
      mends: 'labOperator',
    });
    const register = registerOf([
      sheetOf(people, [amina]),
      sheetOf(works, [{ id: 'T-0001', person: 'B-0001', startDate: '1/6/2026' }]),
      noSecrets,
    ]);

    expect(judged(register, { past }, { today: day('2026-05-31') })).toHaveLength(1);
    expect(judged(register, { past }, { today: day('2026-06-01') })).toEqual([]);
  });
});
