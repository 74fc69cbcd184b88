import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { knowledge } from '../../config/index.ts';
import {
  type Alice,
  connect,
  ledgerFile,
  press,
  registerFile,
  restrictedFile,
  sha256,
} from '../alice.ts';
import { list, plural } from '../core/words.ts';
import { fold } from '../integrations/terminal/index.ts';
import { check } from '../jobs/check.ts';
import {
  type Call,
  type Command,
  deskOf,
  type Exit,
  exit,
  papersFolder,
  settingsOf,
  shortPath,
} from './call.ts';
import { report } from './report.ts';

export const demoCommand: Command = {
  verb: 'demo',
  about:
    'Un programma di persone inventate in ./demo: lo crea o lo riprende, lo controlla e resta ad ascoltare.',
  usage: 'alice demo [--new] [--seed <numero>]',
  options: [
    { name: 'new', type: 'boolean', about: 'Mette da parte la demo che c’è e ne fa una nuova.' },
    {
      name: 'seed',
      type: 'string',
      about: 'Un altro numero, altre persone inventate. Se manca: 1.',
    },
  ],
  examples: [
    { command: 'alice demo', about: 'crea o riprende la demo' },
    {
      command: 'alice demo --new --seed 7',
      about: 'altre persone inventate, quella di prima messa da parte',
    },
    { command: 'alice demo --now 2028-02-29', about: 'come se fosse quel giorno' },
  ],
  run: demo,
};

async function demo(call: Call): Promise<Exit> {
  const { terminal: out, clock } = call;
  const { demoChanges } = await import('../jobs/demo.ts');
  const { demoProgramme } = await import('../../config/demo/programme.ts');
  const folder = resolve('demo');
  const register = join(folder, registerFile);
  if (call.options['new'] === true && existsSync(folder)) {
    const aside = nextFree(`${folder}-messa-da-parte`);
    renameSync(folder, aside);
    out.say(`La demo che c’era è in ${shortPath(aside)}.`);
  }
  const fresh = !existsSync(register);
  mkdirSync(join(folder, dirname(restrictedFile)), { recursive: true });
  const seed = Number(call.options['seed'] ?? 1);
  const alice = await connect({
    settings: settingsOf(call, {
      register,
      restricted: join(folder, restrictedFile),
      ledger: join(folder, ledgerFile),
      out: join(folder, papersFolder),
      mail: join(folder, 'posta'),
    }),
    clock,
    look: false,
    adopting: fresh,
    quietMs: fresh ? 0 : 1500,
    // The same seed and day make the same programme to the byte, its ledger's name included.
    identity: `demo-${seed}-${clock.today()}`,
  });
  if (fresh) {
    const programme = demoProgramme({ seed, today: clock.today(), planted: true });
    const made = await demoChanges({ programme, knowledge, volumes: alice.volumes });
    for (const { workbook, changes } of made) await (await workbook.prepare(changes)).commit();
    out.say(
      fold(
        `Ho preparato un programma di persone inventate in ${shortPath(folder)}: 4 laboratori, 180 persone, 38 soggetti ospitanti, 44 tirocini, e qualche sbaglio come capita ogni giorno.`,
        out,
      ),
    );
  } else out.say(`Riprendo la demo in ${shortPath(folder)}: quello che avete scritto resta.`);
  out.say();

  const checked = await check({ ...alice, by: call.by, dryRun: false, desk: deskOf(alice) });
  report(checked, call);
  out.say();
  await printDemo(alice, call);
  await remindDemo(alice, call);
  out.say(
    fold(
      `Apri ${shortPath(register)} con LibreOffice o Excel, correggi una riga, salva e scrivi «check».`,
      out,
    ),
  );
  out.say(
    fold(`Il registro riservato sta a parte: ${shortPath(join(folder, restrictedFile))}.`, out),
  );
  if (out.interactive) await prompt(call, register);
  else
    out.say('Qui non c’è nessuno a cui chiedere: finisco. Per parlare con ALICE: npx alice demo.');
  await alice.ledger.close();
  return exit.well;
}

/** The kinds the demo prints by itself: what a start and the month need. */
const demoPapers = [
  'scheda-avvio',
  'progetto-personalizzato',
  'progetto-formativo',
  'accordo-borsa-lavoro',
  'registro-presenze-compilabile',
];

async function printDemo(alice: Alice, call: Call): Promise<void> {
  const { terminal: out, clock, by } = call;
  const { print } = await import('../jobs/print.ts');
  // Read anew: rows that have just been given their ID may be printed too.
  const { plan } = await check({ ...alice, by, dryRun: true });
  const printed = await print({
    world: plan.world,
    papers: await alice.papers(await alice.ledger.papers()),
    findings: plan.judged,
    asked: { kinds: demoPapers, ids: [], copy: false },
    printer: await press(),
    sha256,
    ledger: alice.ledger,
    archive: alice.archive,
    clock,
    by,
    dryRun: false,
  });
  if (printed.done.length > 0) await check({ ...alice, by, dryRun: false });
  const kinds = Map.groupBy(printed.done, (it) => it.kind);
  const counts = [...kinds].map(([kind, some]) => `${some.length} ${kind}`);
  const left = printed.plan.papers.filter((it) => it.state === 'wrong' || it.state === 'lacks');
  out.say(
    fold(
      printed.done.length === 0
        ? `Nessuna carta nuova da stampare in demo/${papersFolder}.`
        : `Ho stampato ${plural(printed.done.length, 'carta', 'carte')} in demo/${papersFolder}: ${list(counts)}.`,
      out,
    ),
  );
  if (left.length > 0)
    out.say(
      fold(
        `${plural(left.length, 'carta aspetta', 'carte aspettano')} qualcosa: npx alice print --dry-run dice che cosa.`,
        out,
      ),
    );
  out.say();
}

/** Reminds as a service would: letters into a folder, whatever channel people prefer. */
async function remindDemo(alice: Alice, call: Call): Promise<void> {
  const { terminal: out, by } = call;
  const [{ remind }, { remindingUnseen }] = await Promise.all([
    import('../jobs/remind.ts'),
    import('./remind.ts'),
  ]);
  const { sent } = await remind({ ...(await remindingUnseen(alice, call)), dryRun: false });
  if (sent.length > 0) await check({ ...alice, by, dryRun: false });
  out.say(
    fold(
      sent.length === 0
        ? 'Adesso non parte nessun promemoria: npx alice simulate dice a chi, quando e perché.'
        : `Ho mandato ${plural(sent.length, 'promemoria', 'promemoria')}: sono file .eml in demo/posta. I prossimi li dice npx alice simulate.`,
      out,
    ),
  );
  out.say();
}

/** Listens for verbs until somebody leaves: the same commands as outside, over the demo. */
async function prompt(call: Call, register: string): Promise<void> {
  const { terminal: out } = call;
  out.say();
  out.say('Scrivi un comando (check, why T-0031, doctor, aiuto) oppure «esci».');
  for (;;) {
    const line = await out.ask('alice> ');
    if (line === undefined) return;
    const words = wordsOf(line);
    const [verb] = words;
    if (verb === undefined) continue;
    if (['esci', 'exit', 'quit', 'fine'].includes(verb)) return;
    if (verb === 'aiuto') {
      await call.run(['help']);
      continue;
    }
    if (verb === 'demo') {
      out.say('Ci sei già dentro.');
      continue;
    }
    const more = typeof call.options['now'] === 'string' ? ['--now', call.options['now']] : [];
    await call.run([...words, '--register', register, ...more]);
    out.say();
  }
}

function wordsOf(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
}

function nextFree(path: string): string {
  for (let nth = 1; ; nth += 1) {
    const free = nth === 1 ? path : `${path}-${nth}`;
    if (!existsSync(free)) return free;
  }
}
