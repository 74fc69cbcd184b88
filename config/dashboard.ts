import type { Indicator } from '../src/core/knowledge.ts';
import type { Around } from '../src/core/rule.ts';
import type { RowOf } from '../src/core/tab.ts';
import { isRunning, spanOf } from './lifecycle.ts';
import { beneficiaries, companies, internships, interviews, labs, operators } from './registry.ts';
import * as settings from './settings.ts';

/** What the programme counts, beside what it promised (Axis III and IV). */
export function indicatorsOf(around: Around): readonly Indicator[] {
  const set = around.settings;
  const people = around.rows(beneficiaries);
  const all = around.rows(internships).filter((it) => it.typedState !== 'cancelled');
  const started = all.filter((it) => it.startDate !== undefined && it.startDate <= around.today);
  const over = started.filter((it) => {
    const span = spanOf(it, around);
    return span !== undefined && span.to < around.today;
  });
  return [
    {
      label: 'Laboratori aperti',
      value: around.rows(labs).length,
      target: exactly(set.of(settings.targetLabs)),
    },
    {
      label: 'Persone incontrate',
      value: people.filter((it) => it.metOn !== undefined).length,
      target: { from: set.of(settings.targetMetFrom), to: set.of(settings.targetMetTo) },
    },
    {
      label: 'Persone accolte a colloquio',
      value: people.filter((it) => interviewed(it, around)).length,
    },
    {
      label: 'Persone selezionate',
      value: people.filter((it) => it.selectedOn !== undefined).length,
      target: { from: set.of(settings.targetSelectedFrom), to: set.of(settings.targetSelectedTo) },
    },
    {
      label: 'Tirocini previsti',
      value: all.length,
      target: exactly(set.of(settings.targetInternships)),
    },
    {
      label: 'Tirocini avviati',
      value: started.length,
      target: exactly(set.of(settings.targetInternships)),
    },
    {
      label: 'Tirocini in corso oggi',
      value: started.filter((it) => isRunning(it, around)).length,
    },
    { label: 'Tirocini conclusi', value: over.length },
    {
      label: 'Soggetti ospitanti con adesione',
      value: around.rows(companies).filter((it) => it.joinedOn !== undefined).length,
    },
    {
      label: 'Tutor d’impresa',
      value: around.rows(operators).filter((it) => it.role === 'enterpriseTutor').length,
      target: exactly(set.of(settings.targetEnterpriseTutors)),
    },
  ];
}

function exactly(count: number) {
  return { from: count, to: count };
}

function interviewed(it: RowOf<typeof beneficiaries>, around: Around): boolean {
  return around.where(interviews, 'beneficiary', it).some(({ held }) => held === 'held');
}
