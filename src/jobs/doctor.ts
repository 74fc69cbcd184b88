import { shown } from '../core/column.ts';
import type { Knowledge } from '../core/knowledge.ts';
import type { Name } from '../core/shape.ts';
import type { Ledger } from '../ports.ts';
import { type Building, survey } from './init.ts';
import { pagesOf } from './pages.ts';
import { recallPast } from './past.ts';
import { remindersNow } from './reminders.ts';
import { readWorld, type Volume } from './world.ts';

/** One thing that is wrong with the set-up, with its cure. */
export interface Ill {
  readonly where: string;
  readonly says: string;
  readonly cure: string;
  /** Whether `--fix` mends it. */
  readonly mendable: boolean;
}

/** What is wrong with the set-up of a programme, and what would mend it. */
export interface Diagnosis {
  readonly ills: readonly Ill[];
  readonly buildings: readonly Building[];
}

/**
 * Looks at how every file is built and at the ledger: lost dropdowns, notes, formats and marks, headers that are
 * misspelt or doubled, tabs that are gone or open, a journal whose chain is broken. Judges no row: that is `check`.
 */
export async function diagnose(told: {
  readonly knowledge: Knowledge;
  readonly volumes: readonly Volume[];
  readonly ledger: Ledger;
  readonly today: Parameters<typeof readWorld>[0]['today'];
}): Promise<Diagnosis> {
  const [world, past] = await Promise.all([readWorld(told), recallPast(told.ledger)]);
  const months = told.knowledge.monthsOf(world.around);
  const reminders = remindersNow(world, past.reminders, 0);
  const names = new Map(
    world.volumes.map((volume) => [
      volume.workbook,
      pagesOf({ world, volume, findings: [], past, months, reminders }).pages.flatMap(
        (it): readonly Name[] => it.names,
      ),
    ]),
  );
  const buildings = await survey({
    ...told,
    modules: world.modules,
    names: ({ workbook }) => names.get(workbook) ?? [],
  });
  const chain = await told.ledger.verify();
  return {
    buildings,
    ills: [
      ...buildings.flatMap(({ volume, decays, settings }) => [
        ...decays.map(({ says, cure }) => ({
          where: volume.workbook.where,
          says,
          cure,
          mendable: true,
        })),
        ...settings.map(({ cells }) => ({
          where: volume.workbook.where,
          says: `In «Impostazioni» manca la voce «${shown(cells[1])}».`,
          cure: 'Aggiungo la riga in fondo.',
          mendable: true,
        })),
      ]),
      ...(chain.intact
        ? []
        : [
            {
              where: 'Libro mastro',
              says: `La catena del giornale è spezzata alla voce ${chain.brokenAt ?? '?'}: qualcuno l’ha modificata o il disco ha perso dati.`,
              cure: 'Riprendi il libro mastro dall’ultima copia di sicurezza.',
              mendable: false,
            },
          ]),
    ],
  };
}
