import { existsSync, readFileSync } from 'node:fs';
import { connect, sha256 } from '../alice.ts';
import { fold } from '../integrations/terminal/index.ts';
import { check } from '../jobs/check.ts';
import {
  type Call,
  type Command,
  type Exit,
  exit,
  notOurs,
  readState,
  settingsOf,
  tell,
  textOf,
  usage,
} from './call.ts';

export const signCommand: Command = {
  verb: 'sign',
  about:
    'Registra una firma messa altrove, e conserva la carta firmata; con --json per altri programmi.',
  usage: 'alice sign <carta numero | bozza ID> --by <chi> --on <giorno> [--file <scansione.pdf>]',
  options: [
    {
      name: 'by',
      type: 'string',
      about: 'Chi ha firmato, con il nome dove serve: «ospitante Bianchi Carla».',
    },
    { name: 'on', type: 'string', about: 'Il giorno della firma: 2026-05-04.' },
    { name: 'file', type: 'string', about: 'La carta firmata: un .pdf o un’immagine.' },
  ],
  examples: [
    {
      command: 'alice sign "accordo-borsa-lavoro 12/2026" --by beneficiario --on 2026-05-04',
      about: 'la persona ha firmato',
    },
    {
      command:
        'alice sign 12/2026 --by "ospitante Bianchi Carla" --on 2026-05-05 --file firmato.pdf',
      about: 'ha firmato l’ospitante, e c’è la scansione',
    },
    {
      command:
        'alice sign progetto-formativo T-0014 --by promotore --on 2026-05-06 --file firmato.pdf',
      about: 'una bozza sul modello dell’ente torna firmata: prende il suo numero',
    },
  ],
  run: runSign,
};

async function runSign(call: Call): Promise<Exit> {
  const { terminal: out, clock, options } = call;
  const job = await import('../jobs/sign.ts');
  const file = textOf(options['file']);
  if (file !== undefined && !existsSync(file))
    return usage(call, `Il file ${file} non c’è: controlla il nome.`);
  const dryRun = options['dry-run'] === true;
  const alice = await connect({ settings: settingsOf(call), clock, look: dryRun });
  const world = await readState(alice);
  if (alice.owner() !== 'ours' && !dryRun) return notOurs(alice, call);
  const signing = {
    typed: {
      number: call.words.length === 0 ? undefined : call.words.join(' '),
      by: textOf(options['by']),
      on: textOf(options['on']),
      ...(file === undefined ? {} : { file: { name: file, bytes: readFileSync(file) } }),
    },
    world,
    papers: await alice.papers(await alice.ledger.papers()),
    sha256,
    ledger: alice.ledger,
  };
  if (dryRun) {
    const would = await job.signingInWords(signing);
    await alice.ledger.close();
    for (const it of would.ok ? would.value : would.error) out.say(fold(it, out));
    if (options['json'] === true) tell({ verb: 'sign', dryRun, plan: would });
    if (would.ok) out.say('Non ho scritto nulla (--dry-run).');
    return would.ok ? exit.well : exit.usage;
  }
  const signed = await job.sign({
    ...signing,
    archive: alice.archive,
    clock,
    by: call.by,
  });
  if (!signed.ok) {
    for (const it of signed.error) out.hint(it);
    await alice.ledger.close();
    return exit.usage;
  }
  if (options['json'] === true) tell(job.signedAsJson(signed.value));
  for (const line of job.signedInWords(signed.value)) out.say(fold(line, out));
  if (signed.value.outcome === 'done') await check({ ...alice, by: call.by, dryRun: false });
  await alice.ledger.close();
  if (signed.value.outcome === 'changed') return exit.changed;
  return signed.value.outcome === 'queued' ? exit.partly : exit.well;
}
