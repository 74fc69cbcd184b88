import type { Cell } from '../../src/core/cell.ts';
import { choice, date, notes, text } from '../../src/core/column.ts';
import { calendar, type Day, day } from '../../src/core/day.ts';
import type { Finding } from '../../src/core/finding.ts';
import { aroundOf, judge } from '../../src/core/judge.ts';
import { type Register, readRegister } from '../../src/core/register.ts';
import type { Rule } from '../../src/core/rule.ts';
import { noSettings } from '../../src/core/setting.ts';
import { type AnyTab, anyId, laid, refersTo, tab } from '../../src/core/tab.ts';

/** People: the tab others refer to. */
export const people = tab('Persone', {
  one: 'persona',
  id: 'B',
  book: 'persone',
  module: 'base',
  about: 'Le persone.',
  formerly: ['Anagrafica'],
  key: ['lastName', 'firstName', 'bornOn'],
  caption: ['lastName', 'firstName'],
  columns: {
    check: laid('Verifica', 'IF({id}="","",VLOOKUP({id},alice_verifica,2,0))'),
    lastName: text('Cognome', { required: true, privacy: 'name', example: 'Rossi' }),
    firstName: text('Nome', { privacy: 'name', example: 'Amina', formerly: ['Nome di battesimo'] }),
    bornOn: date('Data di nascita', { privacy: 'personal' }),
    stage: choice('Fase', { waiting: 'in attesa', renounced: 'rinuncia' }),
    remarks: notes('Osservazioni'),
  },
});

/** What they do: every row names a person, and may name any row. */
export const works = tab('Lavori', {
  one: 'lavoro',
  id: 'T',
  book: 'persone',
  module: 'lavori',
  about: 'I lavori.',
  key: ['person', 'startDate'],
  columns: {
    person: refersTo(people, 'Persona', { required: 'blocca' }),
    startDate: date('Data inizio'),
    endDate: date('Data fine'),
    about: anyId('Di che cosa'),
  },
});

/** What may not be said elsewhere. */
export const secrets = tab('Segreti', {
  one: 'segreto',
  id: 'RS',
  book: 'riservato',
  module: 'base',
  about: 'Quello che non si dice altrove.',
  key: ['person'],
  columns: {
    person: refersTo(people, 'Persona', { required: true }),
    reason: text('Motivo', { privacy: 'restricted', required: true }),
    seenOn: date('Visto il', { privacy: 'restricted' }),
    iban: text('Conto', { privacy: 'personal' }),
  },
});

/** All three. */
export const smallTabs: readonly AnyTab[] = [people, works, secrets];

/** A sheet: header, then rows. */
export interface Sheet {
  readonly name: string;
  readonly rows: readonly (readonly Cell[])[];
}

/** A sheet of a tab, its header as laid out new: each row by code name, `id` for its ID. */
export function sheetOf(
  of: AnyTab,
  rows: readonly Readonly<Record<string, Cell>>[] = [],
  but: { readonly without?: readonly string[]; readonly header?: readonly Cell[] } = {},
): Sheet {
  const keys = ['id', ...Object.keys(of.columns)].filter((it) => !but.without?.includes(it));
  const header = keys.map((it) => (it === 'id' ? 'ID' : (of.columns[it]?.label ?? it)));
  return {
    name: of.name,
    rows: [but.header ?? header, ...rows.map((row) => keys.map((it) => row[it]))],
  };
}

/** Sheets read as the small registry says, with all modules on. */
export function registerOf(
  sheets: readonly Sheet[],
  but: {
    readonly modules?: readonly string[];
    readonly highest?: ReadonlyMap<string, number>;
    readonly tabs?: readonly AnyTab[];
  } = {},
): Register {
  return readRegister({
    grids: sheets,
    tabs: but.tabs ?? smallTabs,
    modules: new Set(but.modules ?? ['base', 'lavori']),
    highest: but.highest ?? new Map(),
    keeper: 'coordinator',
    mends: () => 'labOperator',
  });
}

/** The findings of a register by these rules, on 20/5/2026. */
export function judged(
  register: Register,
  rules: Readonly<Record<string, Rule>> = {},
  but: { readonly tabs?: readonly AnyTab[]; readonly today?: Day } = {},
): Finding[] {
  return judge({
    register,
    tabs: but.tabs ?? smallTabs,
    rules,
    around: aroundOf(register, {
      today: but.today ?? day('2026-05-20'),
      settings: noSettings,
      calendar: calendar([]),
    }),
    mends: () => 'labOperator',
  });
}
