import { existsSync, readFileSync } from 'node:fs';
import { connect, sha256 } from '../alice.ts';
import { fold } from '../integrations/terminal/index.ts';
import { type Call, type Command, type Exit, exit, settingsOf, tell, usage } from './call.ts';

export const verifyCommand: Command = {
  verb: 'verify',
  about: 'Dice se una carta è nostra, intatta e ancora valida. Non serve la rete.',
  usage: 'alice verify <carta.pdf>',
  options: [],
  examples: [
    {
      command: 'alice verify carte/T-0014/accordo-borsa-lavoro-12-2026-T-0014.pdf',
      about: 'una carta',
    },
    { command: 'alice verify allegato.pdf --json', about: 'per altri programmi' },
    { command: 'alice verify firmato.pdf', about: 'una carta tornata firmata' },
  ],
  run: runVerify,
};

async function runVerify(call: Call): Promise<Exit> {
  const { terminal: out, clock, options } = call;
  const [file] = call.words;
  if (file === undefined)
    return usage(call, 'Dimmi quale file, ad esempio accordo-borsa-lavoro-12-2026.pdf.');
  if (!existsSync(file)) return usage(call, `Il file ${file} non c’è: controlla il nome.`);
  const job = await import('../jobs/verify.ts');
  const alice = await connect({ settings: settingsOf(call), clock, look: true });
  const bytes = readFileSync(file);
  const kept = await alice.ledger.papers();
  const verdict = job.verifyPaper({ bytes, sha256: sha256(bytes), kept });
  await alice.ledger.close();
  if (options['json'] === true) tell(job.verdictAsJson(verdict));
  out.say(fold(job.verdictInWords(verdict), out));
  return job.isValid(verdict) ? exit.well : exit.blocked;
}
