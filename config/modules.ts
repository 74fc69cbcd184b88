import type { Settings } from '../src/core/setting.ts';
import * as settings from './settings.ts';

/** The parts of the programme that can be switched on in «Impostazioni», with the colour of their tabs. */
export const modules = {
  base: { label: 'Base', colour: '2F5D7C' },
  amministrazione: { label: 'Amministrazione', colour: '6B4E8E' },
  progetti: { label: 'Progetti personalizzati', colour: '2E7D5B' },
  cooperazione: { label: 'Cooperazione sociale', colour: 'B26A00' },
  workshop: { label: 'Workshop per operatori', colour: '8C5A3C' },
  rete: { label: 'Rete territoriale', colour: '3E7CB1' },
  esiti: { label: 'Esiti', colour: '4C8C2B' },
  abbinamento: { label: 'Abbinamento', colour: 'A23E48' },
  riservato: { label: 'Riservato', colour: '5C5C5C' },
} as const;

/** The modules a programme has switched on: `base` always. */
export function modulesOf(chosen: Settings): ReadonlySet<string> {
  const switches = {
    amministrazione: settings.amministrazione,
    progetti: settings.progetti,
    cooperazione: settings.cooperazione,
    workshop: settings.workshop,
    rete: settings.rete,
    esiti: settings.esiti,
    abbinamento: settings.abbinamento,
    riservato: settings.riservato,
  };
  return new Set([
    'base',
    ...Object.entries(switches).flatMap(([name, it]) => (chosen.of(it) ? [name] : [])),
  ]);
}
