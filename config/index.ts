import type { Reminder } from '../src/core/due.ts';
import type { Knowledge } from '../src/core/knowledge.ts';
import type { Rule } from '../src/core/rule.ts';
import type { Setting } from '../src/core/setting.ts';
import type { AnyTab } from '../src/core/tab.ts';
import { indicatorsOf } from './dashboard.ts';
import { deliveryOf } from './delivery.ts';
import { digestOf } from './digest.ts';
import {
  consequenceOf,
  keeperOf,
  mayAskAbout,
  operatorNames,
  operatorsFor,
  requestsOf,
  roleLabel,
  staffOf,
  waiversOf,
} from './duties.ts';
import { evidenceOf } from './evidence.ts';
import { modules, modulesOf } from './modules.ts';
import { monthsOf } from './months.ts';
import { noticesOf } from './notices.ts';
import { patronsOf } from './patrons.ts';
import { periods } from './periods.ts';
import { callersFor, recipientById, recipientsOf, whoms } from './recipients.ts';
import * as amministrazione from './registry/amministrazione.ts';
import * as imprese from './registry/imprese.ts';
import * as pagine from './registry/pagine.ts';
import * as persone from './registry/persone.ts';
import * as programma from './registry/programma.ts';
import * as riservato from './registry/riservato.ts';
import * as reminders from './reminders.ts';
import { policy } from './roles.ts';
import * as rules from './rules.ts';
import * as settings from './settings.ts';
import * as states from './states.ts';
import { howTo, welcome } from './welcome.ts';
import { words } from './words.ts';

/** To export something from one of these files is to teach it to ALICE. */
export const knowledge: Knowledge = {
  // The tabs staff work in every day come first, what the programme sets up once comes after.
  tabs: [persone, programma, imprese, amministrazione, riservato].flatMap((it) =>
    Object.values(it).filter(isTab).toSorted(asDeclared),
  ),
  pages: inOrder<typeof pagine>(pagine, asDeclared),
  settings: Object.fromEntries(
    Object.entries<Setting<unknown>>(settings).toSorted(([, a], [, b]) => asDeclared(a, b)),
  ),
  rules: inOrder<Readonly<Record<string, Rule>>>(rules, undefined),
  states: Object.values(states).toSorted((a, b) => asDeclared(a.tab, b.tab)),
  policy,
  words,
  modules,
  modulesOf,
  patronsOf,
  consequenceOf,
  operatorsFor,
  operators: operatorNames,
  waiversOf,
  requestsOf,
  mayAskAbout,
  keeperOf,
  roleLabel,
  indicatorsOf,
  monthsOf,
  periods,
  reminders: inOrder<Readonly<Record<string, Reminder>>>(reminders, undefined),
  recipientsOf,
  recipientById,
  digestOf,
  callersFor,
  whoms,
  staffOf,
  deliveryOf,
  evidenceOf,
  welcome,
  noticesOf,
  howTo,
};

/** A module's exports in one order everywhere: runtimes list them by name or by declaration, as they like. */
function inOrder<M extends object>(
  module: M,
  order: ((a: M[keyof M], b: M[keyof M]) => number) | undefined,
): M {
  const entries = Object.entries(module).toSorted(([a, x], [b, y]) =>
    order === undefined ? (a < b ? -1 : 1) : order(x, y),
  );
  // The same keys and values, only laid out again.
  return Object.fromEntries(entries) as M;
}

function isTab(it: unknown): it is AnyTab {
  return typeof it === 'object' && it !== null && 'book' in it && 'columns' in it;
}

function asDeclared(a: { readonly declared: number }, b: { readonly declared: number }): number {
  return a.declared - b.declared;
}
