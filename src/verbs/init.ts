import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { knowledge } from '../../config/index.ts';
import { type Alice, connect, restrictedFile } from '../alice.ts';
import { plural } from '../core/words.ts';
import type { Settings } from '../integrations/environment/index.ts';
import { check } from '../jobs/check.ts';
import {
  type Call,
  type Command,
  type Exit,
  exit,
  notWritten,
  readState,
  settingsOf,
  shortPath,
  tell,
} from './call.ts';
import { report } from './report.ts';

export const initCommand: Command = {
  verb: 'init',
  about:
    'Crea il registro, o adotta quello che c’è: aggiunge fogli e colonne che mancano, non toglie nulla.',
  usage: 'alice init [--adopt | --take-over] [--modules rete,esiti]',
  options: [
    {
      name: 'adopt',
      type: 'boolean',
      about: 'Adotta un registro già in uso: quello che non torna oggi si conta e non si elenca.',
    },
    { name: 'take-over', type: 'boolean', about: 'Passa il registro a questa copia di ALICE.' },
    {
      name: 'modules',
      type: 'string',
      about: 'I moduli da accendere, separati da virgole; «tutti» per tutti.',
    },
  ],
  examples: [
    {
      command: 'alice init --register registro.xlsx --modules tutti',
      about: 'un registro nuovo con tutti i fogli',
    },
    {
      command: 'alice init --adopt --register vecchio.xlsx',
      about: 'adotta un registro già in uso',
    },
    {
      command: 'alice init --register registro.xlsx --dry-run',
      about: 'dice soltanto che cosa farebbe',
    },
  ],
  run: init,
};

async function init(call: Call): Promise<Exit> {
  const { terminal: out, clock } = call;
  const [{ buildingChanges, exists, survey }, { carryOut }] = await Promise.all([
    import('../jobs/init.ts'),
    import('../jobs/carry-out.ts'),
  ]);
  const dryRun = call.options['dry-run'] === true;
  const chosen = modulesAsked(call);
  if (chosen === undefined) return exit.usage;
  const alice = await connect({
    settings: withRestricted(call, chosen),
    clock,
    look: dryRun,
    adopting: true,
  });
  const [main] = alice.volumes;
  const there = main !== undefined && (await exists(main.workbook));
  if (there) {
    await main.workbook.read();
    const owner = alice.owner();
    if (owner === 'another' && call.options['take-over'] !== true) {
      out.hint('Questo registro è tenuto da un’altra copia di ALICE, con un altro libro mastro.');
      out.hint('Se quella copia non c’è più: npx alice init --take-over.');
      return exit.usage;
    }
    if (owner === 'nobody' && call.options['adopt'] !== true) {
      out.hint('Il registro c’è già e ALICE non l’ha ancora adottato.');
      out.hint(
        'Per aggiungere i fogli e le colonne che mancano, senza togliere nulla: npx alice init --adopt.',
      );
      return exit.usage;
    }
  }
  const before = there ? (await readState(alice)).modules : new Set<string>();
  const modules = new Set([...before, ...chosen, 'base']);
  const buildings = await survey({ knowledge, volumes: alice.volumes, modules, chosen: modules });
  const steps = buildings.flatMap((it) => [
    ...it.decays.map(({ cure }) => cure),
    ...(it.settings.length > 0
      ? [`Scrivo ${plural(it.settings.length, 'voce', 'voci')} in «Impostazioni».`]
      : []),
  ]);

  if (dryRun) {
    for (const it of steps) out.say(`- ${it}`);
    out.say(
      steps.length === 0
        ? 'Non c’è nulla da fare.'
        : `In tutto ${plural(steps.length, 'cosa', 'cose')}: nulla è stato scritto.`,
    );
    if (call.options['json'] === true) tell({ verb: 'init', plan: steps });
    return exit.well;
  }
  const adopting = there && alice.owner() === 'nobody';
  const done = await carryOut({
    verb: 'init',
    by: call.by,
    ledger: alice.ledger,
    clock,
    inWords: plural(steps.length, 'passo', 'passi'),
    tasks: buildings.map((it) => ({
      workbook: it.volume.workbook,
      changes: buildingChanges(it),
      journal: [],
    })),
  });
  if (done.outcome === 'changed' || done.outcome === 'busy') return notWritten(done, call);
  if (adopting) await layBaseline(alice);
  const checked = await check({ ...alice, by: call.by, dryRun: false });
  out.say(
    done.outcome === 'nothing'
      ? 'Il registro è già come deve essere.'
      : `Fatto: ${plural(steps.length, 'passo', 'passi')} in ${shortPath(main?.workbook.where ?? '')}.`,
  );
  report(checked, call);
  if (call.options['json'] === true) tell({ verb: 'init', steps, run: done.run });
  await alice.ledger.close();
  return exit.well;
}

/** The restricted register stands in a folder of its own beside the register, unless the settings say where. */
function withRestricted(call: Call, chosen: ReadonlySet<string>): Settings {
  const settings = settingsOf(call);
  if (
    settings.restricted !== undefined ||
    !chosen.has('riservato') ||
    settings.register?.kind !== 'file'
  )
    return settings;
  const path = join(dirname(settings.register.path), restrictedFile);
  if (call.options['dry-run'] !== true) mkdirSync(dirname(path), { recursive: true });
  return { ...settings, restricted: { kind: 'file', path } };
}

/** What was wrong before ALICE came is counted and not listed, until its row is touched or it stops something ahead. */
async function layBaseline(alice: Alice): Promise<void> {
  const { planCheck, rowDigest } = await import('../jobs/check.ts');
  const { recallPast } = await import('../jobs/past.ts');
  const world = await readState(alice);
  const { findings } = planCheck(world, await recallPast(alice.ledger));
  await alice.ledger.remember(
    'baseline',
    new Map(
      findings.map((it) => {
        const row = it.id === undefined ? undefined : world.register.find(it.id);
        return [it.key, row === undefined ? '' : rowDigest(world.register, row)] as const;
      }),
    ),
  );
}

function modulesAsked(call: Call): ReadonlySet<string> | undefined {
  const asked = call.options['modules'];
  if (typeof asked !== 'string') return new Set();
  if (asked.trim() === 'tutti') return new Set(Object.keys(knowledge.modules));
  const names = asked
    .split(',')
    .map((it) => it.trim())
    .filter((it) => it !== '');
  const unknown = names.filter((it) => knowledge.modules[it] === undefined);
  if (unknown.length === 0) return new Set(names);
  call.terminal.hint(
    `Non conosco ${unknown.map((it) => `«${it}»`).join(', ')}: i moduli sono ${Object.keys(knowledge.modules).join(', ')}.`,
  );
  return undefined;
}
