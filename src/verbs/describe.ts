import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { knowledge } from '../../config/index.ts';
import { plural } from '../core/words.ts';
import { envExample } from '../integrations/environment/index.ts';
import type { VerbHelp } from '../jobs/describe.ts';
import { type Call, type Command, type Exit, exit, tell } from './call.ts';

/** `describe` tells every verb, itself among them: it is made with what the command line has. */
export const describeCommand = (told: () => Told): Command => ({
  verb: 'describe',
  about:
    'Scrive la documentazione di fogli, regole, parole e comandi, ricavata da ciò che ALICE sa.',
  usage: 'alice describe [--check]',
  options: [
    {
      name: 'check',
      type: 'boolean',
      about: 'Non scrive: dice se la documentazione è aggiornata.',
    },
  ],
  examples: [
    { command: 'alice describe', about: 'riscrive la documentazione' },
    { command: 'alice describe --check', about: 'dice se è aggiornata' },
    { command: 'alice describe --json', about: 'per altri programmi' },
  ],
  run: (call) => describeAll(call, told()),
});

/** What the command line says of itself. */
interface Told {
  readonly verbs: readonly VerbHelp[];
  readonly everywhere: VerbHelp['options'];
  readonly exits: readonly { readonly code: number; readonly about: string }[];
}

async function describeAll(call: Call, told: Told): Promise<Exit> {
  const { describe, stale } = await import('../jobs/describe.ts');
  const [{ packs }, registry] = await Promise.all([
    import('../../config/packs.ts'),
    import('../../config/registry.ts'),
  ]);
  const files = describe({
    knowledge,
    registry,
    packs,
    ...told,
    envExample: envExample(),
  });
  const old = stale(files, (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined));
  if (call.options['check'] !== true) {
    for (const path of old) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, files.get(path) ?? '');
    }
  }
  const { terminal: out } = call;
  if (call.options['json'] === true)
    tell({ verb: 'describe', files: [...files.keys()], stale: old });
  if (old.length === 0)
    out.say(`La documentazione è aggiornata: ${plural(files.size, 'file', 'file')}.`);
  else if (call.options['check'] === true) {
    out.hint(`Non è aggiornata: ${old.join(', ')}. Si rifà con: npm run docs.`);
    return exit.blocked;
  } else out.say(`Ho riscritto ${old.join(', ')}.`);
  return exit.well;
}
