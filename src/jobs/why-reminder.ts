import { resultOf } from '../core/cell.ts';
import { shown } from '../core/column.ts';
import { inDigits } from '../core/day.ts';
import type { Decision, Occurrence, Reminder, Step, Term } from '../core/due.ts';
import type { Privacy } from '../core/release.ts';
import { columnAt, missing } from '../core/tab.ts';
import { comparable, list, plural } from '../core/words.ts';
import type { OccurrenceKept } from '../ports.ts';
import { codeOf, type RemindersPast, type RemindPlan } from './reminders.ts';
import type { Because, Explanation } from './why.ts';
import type { World } from './world.ts';

/** What explaining reminders needs. */
export interface WhyReminders {
  readonly world: World;
  readonly reminders: RemindPlan;
  readonly past: RemindersPast;
}

type Chain = Explanation['chains'][number];

/**
 * Why somebody was, will be or is not reminded: of a row by its ID, of one thing by the code of its message, of a kind
 * of reminder by its name. Both outcomes have their reasons: what was sent and when, what is due, what settled it, which
 * cell is blank. `undefined` for what is none of these.
 */
export function whyReminder(asked: string, told: WhyReminders): Explanation | undefined {
  const { world } = told;
  const wanted = asked.trim();
  const row = world.register.find(wanted.toUpperCase());
  if (row !== undefined) {
    const id = row.row.id;
    const chains = Object.entries(world.knowledge.reminders)
      .filter(([, it]) => it.tab === row.tab)
      .flatMap(([name, it]) => chainsOfRow({ name, rule: it, row: row.row }, told));
    return chains.length === 0 ? undefined : { about: id, chains };
  }
  const said = comparable(wanted);
  const named = Object.entries(world.knowledge.reminders).find(
    ([name, it]) => comparable(name) === said || comparable(it.name) === said,
  );
  if (named !== undefined) {
    const [name, rule] = named;
    return { about: name, chains: [chainOfReminder(name, rule, told)] };
  }
  const moments = momentsOf(told).filter((it) => codeOf(it) === wanted.toLowerCase());
  if (moments.length === 0) return undefined;
  const threads = Map.groupBy(moments, (it) => it.thread);
  return {
    about: wanted.toLowerCase(),
    chains: [...threads.values()].map((some) => chainOfThread(some, told)),
  };
}

// ── A kind of reminder ────────────────────────────────────────────────────────────────────────

function chainOfReminder(name: string, rule: Reminder, told: WhyReminders): Chain {
  const { world } = told;
  const said = saying(rule);
  const here = momentsOf(told).filter((it) => it.reminder === name);
  const states = [...Map.groupBy(here, stateOf)].map(([state, some]) => `${some.length} ${state}`);
  const isOn = world.around.has(rule.tab) && rule.uses.every((it) => world.around.has(it));
  const rows = isOn ? world.around.rows(rule.tab) : [];
  const silent = rows.filter((it) => missing(it, rule.needs).length > 0).map(({ id }) => id);
  return {
    title: rule.name,
    steps: [
      plain('A che cosa serve', rule.about),
      plain('Foglio', rule.tab.name),
      plain('Quando', rule.steps.map((it) => stepInWords(it, world)).join('; ')),
      plain('Celle', rule.needs.map((it) => `«${columnAt(rule.tab, it).label}»`).join(', ')),
      plain(
        'Parte',
        `Quando le celle sono compilate, il giorno è arrivato e nulla l’ha già risolto; al massimo ${plural(rule.cap, 'volta', 'volte')} a persona per la stessa cosa.`,
      ),
      plain(
        'Non parte',
        [
          'Se una di quelle celle è vuota o illeggibile',
          'se nel registro risulta già fatto',
          'se chi lo riceve ha detto «fatto» o «non è mio»',
          rule.legal
            ? 'è un obbligo: si può rimandare, non spegnere'
            : `se chi lo riceve non lo vuole (npx alice remind --stop ${name} --for O-0003)`,
        ].join('; '),
      ),
      ...(rule.source === undefined ? [] : [plain('Da dove viene', rule.source)]),
      said(
        'Adesso',
        !isOn
          ? 'Il modulo è spento: non ricorda nulla.'
          : states.length === 0
            ? 'Nessuna riga lo riguarda.'
            : `${list(states)}.`,
      ),
      ...(silent.length === 0
        ? []
        : [said('Tace per', `${few(silent)}: manca una cella che gli serve.`)]),
    ],
  };
}

function stepInWords({ on, to, urgent, weekly, atOnce }: Step, world: World): string {
  const whom = list(to.map((it) => world.knowledge.whoms[it] ?? it));
  const how = [
    ...(urgent === true ? ['urgente'] : []),
    ...(weekly === true ? ['nel riepilogo settimanale'] : []),
    ...(atOnce === true ? ['subito, anche nelle ore di silenzio'] : []),
  ];
  return `${termInWords(on)} a ${whom}${how.length === 0 ? '' : ` (${list(how)})`}`;
}

function termInWords(term: Term): string {
  const [n, days] =
    'days' in term
      ? [term.days, plural(Math.abs(term.days), 'giorno', 'giorni')]
      : [
          term.workingDays,
          plural(Math.abs(term.workingDays), 'giorno di lavoro', 'giorni di lavoro'),
        ];
  if (n === 0) return 'il giorno stesso';
  return `${days} ${n < 0 ? 'prima' : 'dopo'}`;
}

// ── A row ─────────────────────────────────────────────────────────────────────────────────────

interface OfRow {
  readonly name: string;
  readonly rule: Reminder;
  readonly row: { readonly id: string };
}

/** One chain for each thing somebody is reminded of; or one that says why nobody is. */
function chainsOfRow({ name, rule, row }: OfRow, told: WhyReminders): readonly Chain[] {
  const moments = momentsOf(told).filter((it) => it.reminder === name && it.about === row.id);
  if (moments.length > 0)
    return [...Map.groupBy(moments, (it) => it.thread).values()].map((some) =>
      chainOfThread(some, told),
    );
  const said = saying(rule);
  return [
    {
      title: rule.restricted ? 'Promemoria riservato' : `Promemoria: ${rule.name}`,
      steps: [said('Perché no', notReminded(rule, row, told)), ...cellsOf(rule, row, told.world)],
    },
  ];
}

function notReminded(rule: Reminder, row: object, { world }: WhyReminders): string {
  const { around } = world;
  const off = [rule.tab, ...rule.uses].filter((it) => !around.has(it));
  if (off.length > 0) return `È spento: manca il foglio ${list(off.map((it) => `«${it.name}»`))}.`;
  const blank = missing(row, rule.needs).map((it) => `«${columnAt(rule.tab, it).label}»`);
  if (blank.length > 0)
    return `Tace: ${blank.length === 1 ? 'manca' : 'mancano'} ${list(blank)}, o non si legge.`;
  return rule.occasions(row, around).length === 0
    ? 'Questa riga non lo riguarda: non ne ha le condizioni.'
    : 'Non c’è nessuno a cui scriverlo: la riga non dice chi, e nessuno ha quel ruolo.';
}

/** The cells it depends on, as they were typed, each released by its own class. */
function cellsOf(
  rule: Reminder,
  row: { readonly id: string },
  { register }: World,
): readonly Because[] {
  const layout = register.layout(rule.tab);
  const found = register.find(row.id);
  if (layout === undefined || found === undefined) return [];
  const cells = layout.grid.rows[register.lineOf(found.row)];
  return rule.needs.flatMap((path): Because[] => {
    const at = layout.at.get(path);
    const column = rule.tab.columns[path];
    if (at === undefined || column === undefined) return [];
    const cell = cells?.[at];
    const classes = rule.restricted ? [...restricted, column.privacy] : [column.privacy];
    const text = cell === undefined ? 'vuota' : shown(resultOf(cell));
    return [{ heading: `«${column.label}»`, text, classes }];
  });
}

// ── One thing, to one person ──────────────────────────────────────────────────────────────────

/** A moment of a reminder: decided, or to be. */
interface MomentTold
  extends Pick<Occurrence, 'key' | 'thread' | 'reminder' | 'about' | 'to' | 'due' | 'until'> {
  readonly kept: OccurrenceKept | undefined;
  readonly decision: Decision | undefined;
}

/** All there is to tell of: what was decided, also of rows and days that are no longer so, and what is to be. */
function momentsOf({ reminders, past }: WhyReminders): readonly MomentTold[] {
  const kept = new Map(past.occurrences.map((it) => [it.key, it]));
  const now = reminders.decided.map(({ occurrence, decision }) => ({
    ...occurrence,
    decision,
    kept: kept.get(occurrence.key),
  }));
  const present = new Set(now.map((it) => it.key));
  return [
    ...past.occurrences
      .filter((it) => !present.has(it.key))
      .map((it) => ({ ...it, kept: it, decision: undefined })),
    ...now,
  ].toSorted((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0));
}

function chainOfThread(moments: readonly MomentTold[], told: WhyReminders): Chain {
  const { world } = told;
  const [first] = moments;
  if (first === undefined) throw new Error('a thread without a moment');
  const rule = world.knowledge.reminders[first.reminder];
  const said = rule === undefined ? plain : saying(rule);
  const found = world.register.find(first.about);
  return {
    title: `Promemoria ${codeOf(first)}${rule?.restricted === true ? '' : `: ${rule?.name ?? first.reminder}`}`,
    steps: [
      said('Di che cosa', first.about),
      said('A chi', first.to),
      ...moments.map((it) => said(inDigits(it.due), outcomeOf(it))),
      ...(rule?.source === undefined ? [] : [said('Da dove viene', rule.source)]),
      ...(rule === undefined || found?.tab !== rule.tab ? [] : cellsOf(rule, found.row, world)),
    ],
  };
}

function outcomeOf({ kept, decision, until }: MomentTold): string {
  if (kept !== undefined) {
    const moved = decision === undefined ? ' Oggi il registro non lo chiede più.' : '';
    const what = {
      sending: 'In invio dal',
      sent: 'Inviato il',
      uncertain: 'Incerto, non si sa se sia partito, dal',
      skipped: 'Saltato il',
    }[kept.state];
    return `${what} ${inDigits(kept.on)}: ${kept.reason}.${moved}`;
  }
  switch (decision?.what) {
    case 'send':
      return `Parte al prossimo «alice remind»: ${decision.reason}.`;
    case 'wait':
      return `Aspetta: ${decision.reason}. Vale fino al ${inDigits(until)}.`;
    case 'skip':
      return `Non parte: ${decision.reason}.`;
    case 'past':
      return `Non parte: ${decision.reason}.`;
    default:
      return 'Nulla da dire.';
  }
}

function stateOf({ kept, decision }: MomentTold): string {
  if (kept !== undefined)
    return { sending: 'in invio', sent: 'inviati', uncertain: 'incerti', skipped: 'saltati' }[
      kept.state
    ];
  return { send: 'da inviare', wait: 'in attesa', skip: 'da saltare', past: 'di prima', kept: '' }[
    decision?.what ?? 'past'
  ];
}

const restricted: readonly Privacy[] = ['restricted'];

function plain(heading: string, text: string): Because {
  return { heading, text, classes: ['internal'] };
}

/** What is said of a restricted reminder is restricted, whatever it is. */
function saying(rule: Reminder): typeof plain {
  return (heading, text) => ({
    heading,
    text,
    classes: rule.restricted ? restricted : ['internal'],
  });
}

function few(ids: readonly string[]): string {
  return ids.length <= 8 ? list(ids) : `${ids.slice(0, 8).join(', ')} e altre ${ids.length - 8}`;
}
