import type { Around } from '../src/core/rule.ts';
import { rulesOf } from './lifecycle.ts';
import { instruments, internships, regions } from './registry.ts';
import * as settings from './settings.ts';

/**
 * What is not verified in the rule packs this programme goes by, for «Leggimi»: each pack in use once, by region,
 * instrument and version. A row that names no region goes by the one of «Impostazioni», here as in the rules.
 */
export function noticesOf(around: Pick<Around, 'rows' | 'settings' | 'today'>): readonly string[] {
  const used = new Set<string>();
  for (const { region, instrument, startDate } of around.rows(internships)) {
    if (instrument === undefined) continue;
    const found = rulesOf({ region, instrument, startDate: startDate ?? around.today }, around);
    const where = regions[region ?? around.settings.of(settings.ruleRegion)];
    if (found === undefined)
      used.add(
        `${instruments[instrument]}: nessun pacchetto di regole vale per «${where}» in quei giorni, e nessun limite è controllato.`,
      );
    for (const warning of found?.warnings ?? []) used.add(`${instruments[instrument]}: ${warning}`);
  }
  return [...used];
}
