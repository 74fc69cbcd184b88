import { join } from 'node:path';
import { type Alice, connect, papersKnown } from '../alice.ts';
import { plural } from '../core/words.ts';
import { check } from '../jobs/check.ts';
import {
  type Call,
  type Command,
  type Exit,
  exit,
  notOurs,
  notWritten,
  readState,
  settingsOf,
  shortPath,
  tell,
} from './call.ts';

export const doctorCommand: Command = {
  verb: 'doctor',
  about: 'Dice che cosa non va nel registro come file, con la cura; con --fix la applica.',
  usage: 'alice doctor [--fix]',
  options: [{ name: 'fix', type: 'boolean', about: 'Rimette a posto tutto ciò che si può.' }],
  examples: [
    { command: 'alice doctor', about: 'guarda e dice' },
    { command: 'alice doctor --fix', about: 'rimette a posto' },
    { command: 'alice doctor --json', about: 'per altri programmi' },
  ],
  run: doctor,
};

async function doctor(call: Call): Promise<Exit> {
  const { terminal: out, clock } = call;
  const [{ diagnose }, { buildingChanges }, { carryOut }] = await Promise.all([
    import('../jobs/doctor.ts'),
    import('../jobs/init.ts'),
    import('../jobs/carry-out.ts'),
  ]);
  const fix = call.options['fix'] === true && call.options['dry-run'] !== true;
  const alice = await connect({ settings: settingsOf(call), clock, look: !fix });
  const { ills: found, buildings } = await diagnose({ ...alice, today: clock.today() });
  const { faults } = await papersKnown([], settingsOf(call));
  const exposed = await exposures(alice);
  const ills = [
    ...exposed,
    ...found,
    ...faults.map((it) => ({
      where: join('config', 'documents', `${it.kind}.md`),
      says: `La carta «${it.kind}» non si può stampare: riga ${it.line}, colonna ${it.column}: ${it.says}`,
      cure: 'Correggi il modello: le carte in ordine si stampano lo stesso.',
      mendable: false,
    })),
  ];
  for (const { where, says, cure } of ills) {
    out.say(`- ${says} (${shortPath(where)})`);
    out.say(`  ${out.style('soft', cure)}`);
  }
  if (alice.owner() !== 'ours') return notOurs(alice, call);
  if (ills.length === 0) out.say('Il registro è in ordine.');
  if (!fix) {
    if (ills.length > 0)
      out.say(
        `In tutto ${plural(ills.length, 'cosa', 'cose')}. Per rimetterle a posto: npx alice doctor --fix.`,
      );
    if (call.options['json'] === true) tell({ verb: 'doctor', ills });
    return ills.length === 0 ? exit.well : exit.blocked;
  }
  const mendable = ills.filter((it) => it.mendable);
  const done = await carryOut({
    verb: 'doctor',
    by: call.by,
    ledger: alice.ledger,
    clock,
    inWords: `${plural(mendable.length, 'cosa rimessa', 'cose rimesse')} a posto`,
    tasks: buildings.map((it) => ({
      workbook: it.volume.workbook,
      changes: buildingChanges(it),
      journal: [],
    })),
  });
  if (done.outcome === 'changed' || done.outcome === 'busy') return notWritten(done, call);
  await check({ ...alice, by: call.by, dryRun: false });
  if (ills.length > 0) out.say(`Rimesse a posto ${mendable.length} su ${ills.length}.`);
  if (call.options['json'] === true) tell({ verb: 'doctor', ills, mended: mendable.length });
  await alice.ledger.close();
  return mendable.length === ills.length ? exit.well : exit.partly;
}

/** What is wrong with how spreadsheets of Google's are shared; nothing of files. */
async function exposures(alice: Alice) {
  const shared = await alice.sharing();
  if (shared.length === 0) return [];
  const { strangersIn, unknownEditors } = await import('../jobs/sharing.ts');
  const world = await readState(alice);
  return shared.flatMap((it) =>
    [...strangersIn(it), ...unknownEditors(it, world)].map(({ says, cure, stops }) => ({
      where: it.where,
      says: `Il foglio Google: ${says}.`,
      cure: `${cure}${stops ? ' Finché è così ALICE non vi scrive nulla.' : ''}`,
      mendable: false,
    })),
  );
}
