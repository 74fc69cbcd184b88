import { day } from '../src/core/day.ts';
import { packAt } from '../src/core/pack.ts';
import type { Around } from '../src/core/rule.ts';
import { packs } from './packs.ts';
import { instruments, internships } from './registry.ts';

/**
 * What is not verified in the rule packs this programme goes by, for «Leggimi»: each pack in use once, by region,
 * instrument and version.
 */
export function noticesOf(around: Pick<Around, 'rows' | 'today'>): readonly string[] {
  const used = new Map<string, string>();
  for (const { region, instrument, startDate } of around.rows(internships)) {
    if (region === undefined || instrument === undefined) continue;
    const found = packAt(packs, { region, instrument, start: startDate ?? around.today });
    if (found === undefined) {
      used.set(
        `${region}/${instrument}`,
        `Nessun pacchetto di regole per «${region}»: nessun limite è controllato per quei tirocini.`,
      );
      continue;
    }
    for (const warning of found.warnings)
      used.set(`${region}/${instrument}/${warning}`, `${instruments[instrument]}: ${warning}`);
  }
  return [...used.values()];
}

/** The day ALICE's own rules were last gone over against their sources. */
export const reviewedOn = day('2026-11-22');
