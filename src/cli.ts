import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { knowledge } from '../config/index.ts';
import {
  type Alice,
  connect,
  ledgerFile,
  papersKnown,
  press,
  registerFile,
  restrictedFile,
  sha256,
} from './alice.ts';
import type { Cell } from './core/cell.ts';
import { shown } from './core/column.ts';
import { calendar, type Day, inDigits, monthOf, plusMonth } from './core/day.ts';
import type { Finding } from './core/finding.ts';
import { type Audience, type Classified, type Privacy, release } from './core/release.ts';
import { err, ok, type Result } from './core/result.ts';
import type { Around } from './core/rule.ts';
import { noSettings } from './core/setting.ts';
import { idIn } from './core/tab.ts';
import { list, nearest, plural } from './core/words.ts';
import { clockAt, romeClock } from './integrations/clock/index.ts';
import {
  dotenvIn,
  envExample,
  type Settings,
  settingsFrom,
} from './integrations/environment/index.ts';
import { fold, type Terminal, table, terminal } from './integrations/terminal/index.ts';
import { type Checked, check, checkInWords } from './jobs/check.ts';
import type { VerbHelp } from './jobs/describe.ts';
import type { ImportPlan } from './jobs/import.ts';
import type { Applied } from './jobs/payment-list.ts';
import { stopsInWords } from './jobs/world.ts';
import { type Clock, Unreachable } from './ports.ts';

/** How a verb ended, for whoever called it. */
export const exit = {
  well: 0,
  blocked: 1,
  usage: 2,
  changed: 3,
  limit: 4,
  partly: 5,
  outside: 6,
} as const;

type Exit = (typeof exit)[keyof typeof exit];

/** An option as it is read and as it is told. */
interface Option {
  readonly name: string;
  readonly type: 'string' | 'boolean';
  readonly about: string;
}

/** The options every verb has. */
const common: readonly Option[] = [
  { name: 'register', type: 'string', about: 'Il registro: un file .xlsx.' },
  { name: 'now', type: 'string', about: 'Il giorno (2026-05-04) o l’istante da cui ragionare.' },
  {
    name: 'as',
    type: 'string',
    about: 'Il ruolo che legge: coordinator, administration… Se manca: coordinator.',
  },
  { name: 'json', type: 'boolean', about: 'Dati su standard output, per altri programmi.' },
  {
    name: 'reveal',
    type: 'boolean',
    about: 'Mostra anche nomi e dati personali: resta scritto chi l’ha chiesto.',
  },
  { name: 'dry-run', type: 'boolean', about: 'Mostra che cosa farebbe, senza fare nulla.' },
  { name: 'strict', type: 'boolean', about: 'Esce con 1 anche quando ci sono soltanto avvisi.' },
  { name: 'quiet', type: 'boolean', about: 'Dice solo l’indispensabile.' },
  { name: 'help', type: 'boolean', about: 'Spiega il comando.' },
];

/** The options of every verb, as help and docs tell them. */
export const everywhere: VerbHelp['options'] = common.map(asTold);

/** What each exit code means. */
export const exits: readonly { readonly code: number; readonly about: string }[] = [
  { code: 0, about: 'Tutto bene.' },
  { code: 1, about: 'C’è almeno una cosa che blocca (con --strict: anche soltanto un avviso).' },
  { code: 2, about: 'Comando o impostazioni da correggere.' },
  { code: 3, about: 'Qualcuno ha salvato il registro nel frattempo: si riprova.' },
  { code: 4, about: 'Fermata da un limite di sicurezza.' },
  { code: 5, about: 'Fatto in parte: è detto che cosa manca.' },
  { code: 6, about: 'Un servizio esterno non risponde.' },
];

/** A verb: how it is told, read and done. */
interface Command {
  readonly verb: string;
  readonly about: string;
  readonly usage: string;
  readonly options: readonly Option[];
  readonly examples: VerbHelp['examples'];
  readonly run: (it: Call) => Promise<Exit>;
}

/** Every verb of the command line: its help, the docs and the dispatcher come from here. */
const commands: readonly Command[] = [
  {
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
    run: async (it) => demo(it),
  },
  {
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
    run: async (it) => init(it),
  },
  {
    verb: 'doctor',
    about: 'Dice che cosa non va nel registro come file, con la cura; con --fix la applica.',
    usage: 'alice doctor [--fix]',
    options: [{ name: 'fix', type: 'boolean', about: 'Rimette a posto tutto ciò che si può.' }],
    examples: [
      { command: 'alice doctor', about: 'guarda e dice' },
      { command: 'alice doctor --fix', about: 'rimette a posto' },
      { command: 'alice doctor --json', about: 'per altri programmi' },
    ],
    run: async (it) => doctor(it),
  },
  {
    verb: 'check',
    about: 'Controlla ogni riga e scrive «Da correggere», «Da fare» e gli altri fogli di ALICE.',
    usage: 'alice check [--all]',
    options: [
      { name: 'all', type: 'boolean', about: 'Elenca tutto, non solo le prime dieci cose.' },
    ],
    examples: [
      { command: 'alice check', about: 'le prime dieci cose' },
      { command: 'alice check --json --strict', about: 'per altri programmi, severo' },
      {
        command: 'alice check --dry-run --now 2026-05-04',
        about: 'come sarebbe quel giorno, senza scrivere',
      },
    ],
    run: async (it) => runCheck(it),
  },
  {
    verb: 'why',
    about: 'Spiega un ID, una segnalazione o una regola: la catena delle ragioni.',
    usage: 'alice why <ID, chiave o regola> [mese]',
    options: [],
    examples: [
      { command: 'alice why T-0031', about: 'a che punto è un tirocinio e che cosa lo blocca' },
      { command: 'alice why B-0012 --reveal', about: 'con i dati personali' },
      {
        command: 'alice why T-0014 2026-03',
        about: 'quanto spetta per un mese, da quali celle e per quale regola',
      },
      { command: 'alice why coCategoryIs09 --json', about: 'una regola' },
    ],
    run: async (it) => runWhy(it),
  },
  {
    verb: 'print',
    about:
      'Stampa le carte pronte e non ancora stampate, numerate; dice che cosa manca alle altre.',
    usage: 'alice print [carta…] [ID…] [--copy] [--preview <carta>] [--model <file.docx>]',
    options: [
      {
        name: 'copy',
        type: 'boolean',
        about: 'Ristampa ciò che è già stampato: stesso numero, con la scritta «copia».',
      },
      {
        name: 'preview',
        type: 'string',
        about: 'Stampa una carta di prova, con i nomi dei dati al posto dei dati.',
      },
      {
        name: 'model',
        type: 'string',
        about:
          'Il modello .docx imposto dall’ente, con gli stessi segnaposto: ne fa una bozza per una carta e un ID.',
      },
    ],
    examples: [
      { command: 'alice print T-0014', about: 'le carte pronte di un tirocinio' },
      {
        command: 'alice print registro-presenze --dry-run',
        about: 'dice quali registri stamperebbe',
      },
      {
        command: 'alice print --preview accordo-borsa-lavoro',
        about: 'come viene la carta, senza dati di nessuno',
      },
      {
        command: 'alice print progetto-formativo T-0014 --model regione.docx',
        about: 'una bozza .docx sul modello della regione',
      },
    ],
    run: async (it) => runPrint(it),
  },
  {
    verb: 'sign',
    about: 'Registra una firma messa altrove, e conserva la carta firmata.',
    usage: 'alice sign <carta numero> --by <chi> --on <giorno> [--file <scansione.pdf>]',
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
        command: 'alice sign 12/2026 --by promotore --on 2026-05-06 --json',
        about: 'per altri programmi',
      },
    ],
    run: async (it) => runSign(it),
  },
  {
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
    run: async (it) => runVerify(it),
  },
  {
    verb: 'month',
    about:
      'Un mese: presenze, quanto spetta, quanto resta; propone l’elenco di liquidazione e prepara i file per chi paga. Non muove denaro.',
    usage:
      'alice month [YYYY-MM] [ID] [--batch [--apply]] [--csv <file>] [--inail <file>] [--fees <file>]',
    options: [
      {
        name: 'batch',
        type: 'boolean',
        about: 'Propone l’elenco di «Liquidazioni» e dice chi resta fuori, e perché.',
      },
      { name: 'apply', type: 'boolean', about: 'Con --batch: aggiunge le righe a «Liquidazioni».' },
      {
        name: 'repay',
        type: 'string',
        about: 'Con --batch: i pagamenti tornati indietro da rifare, LQ-0012,LQ-0019.',
      },
      { name: 'csv', type: 'string', about: 'L’elenco dei pagamenti, per chi paga: un file .csv.' },
      { name: 'inail', type: 'string', about: 'I giorni di presenza per INAIL: un file .csv.' },
      { name: 'fees', type: 'string', about: 'I compensi dei tutor ospitanti: un file .csv.' },
    ],
    examples: [
      {
        command: 'alice month 2026-03',
        about: 'tutto il mese; senza dire quale, quello appena finito',
      },
      {
        command: 'alice month 2026-03 --batch --apply --as O-0008',
        about: 'prepara l’elenco di liquidazione',
      },
      {
        command: 'alice month 2026-03 --csv elenco.csv --as administration',
        about: 'il file per chi paga: resta scritto chi l’ha chiesto',
      },
    ],
    run: async (it) => runMonth(it),
  },
  {
    verb: 'period',
    about:
      'Sospensione, proroga o chiusura anticipata: mostra nuova fine, mesi, promemoria e carte; scrive solo se confermato.',
    usage:
      'alice period <T-0014> --suspend <dal>..<al> | --extend <giorno o mesi> | --end <giorno> [--ground <motivo>] [--apply]',
    options: [
      {
        name: 'suspend',
        type: 'string',
        about: 'I giorni sospesi, compresi: 2026-03-10..2026-04-20.',
      },
      {
        name: 'extend',
        type: 'string',
        about: 'Il nuovo ultimo giorno, oppure i mesi in più: 2026-12-31, 2.',
      },
      { name: 'end', type: 'string', about: 'L’ultimo giorno svolto, se finisce prima.' },
      {
        name: 'ground',
        type: 'string',
        about:
          'Sospensione: malattia, infortunio, maternità, chiusura. Va solo nel registro riservato. Chiusura anticipata: una voce di «Come è finito».',
      },
      { name: 'apply', type: 'boolean', about: 'Scrive senza chiedere.' },
    ],
    examples: [
      {
        command: 'alice period T-0014 --suspend 2026-03-10..2026-04-20 --ground malattia',
        about: 'mostra che cosa cambia con la sospensione, e chiede conferma',
      },
      {
        command: 'alice period T-0014 --extend 2 --apply',
        about: 'registra una proroga di due mesi',
      },
      {
        command: 'alice period T-0014 --end 2026-06-15 --dry-run',
        about: 'mostra la chiusura anticipata, senza scrivere',
      },
    ],
    run: async (it) => runPeriod(it),
  },
  {
    verb: 'packs',
    about:
      'Elenca i pacchetti di regole, ne confronta due o prova una regione: quali numeri, tirocini, importi e segnalazioni cambiano. Non scrive nulla.',
    usage: 'alice packs [diff <pacchetto@giorno> <pacchetto@giorno> | try <regione>]',
    options: [{ name: 'all', type: 'boolean', about: 'Elenca tutto, non solo i primi dieci.' }],
    examples: [
      {
        command: 'alice packs',
        about: 'i pacchetti, da quando valgono, quanti numeri da verificare',
      },
      {
        command: 'alice packs diff puglia@2023-11-28 puglia@2026-07-01',
        about: 'che cosa cambia tra due giorni, e per quali tirocini',
      },
      {
        command: 'alice packs try campania',
        about: 'il registro come se valessero le regole della Campania',
      },
    ],
    run: async (it) => runPacks(it),
  },
  {
    verb: 'import',
    about:
      'Porta nel registro righe scritte altrove: propone, mostra riga per riga, scrive solo se confermato.',
    usage: 'alice import <file.xlsx|csv> --to <foglio> [--apply]',
    options: [
      {
        name: 'to',
        type: 'string',
        about: 'Il foglio in cui vanno le righe, ad esempio Beneficiari.',
      },
      { name: 'apply', type: 'boolean', about: 'Scrive senza chiedere: solo le righe certe.' },
      {
        name: 'same',
        type: 'string',
        about: 'Una riga è una che c’è già: 12=B-0042. Si può ripetere con le virgole.',
      },
      { name: 'fresh', type: 'string', about: 'Righe che sono persone nuove: 12,15.' },
    ],
    examples: [
      {
        command: 'alice import elenco.csv --to Beneficiari',
        about: 'propone e chiede conferma',
      },
      {
        command: 'alice import elenco.xlsx --to "Soggetti ospitanti" --apply',
        about: 'scrive le righe certe',
      },
      {
        command: 'alice import elenco.csv --to Beneficiari --same 12=B-0042 --fresh 15',
        about: 'risponde alle domande riga per riga',
      },
    ],
    run: async (it) => runImport(it),
  },
  {
    verb: 'undo',
    about: 'Torna indietro: rimette il registro com’era prima di una modifica di ALICE.',
    usage: 'alice undo <numero>',
    options: [],
    examples: [
      { command: 'alice undo R-0012', about: 'torna a prima di quella modifica' },
      { command: 'alice undo R-0012 --dry-run', about: 'dice soltanto che cosa rimetterebbe' },
      { command: 'alice undo R-0012 --json', about: 'per altri programmi' },
    ],
    run: async (it) => runUndo(it),
  },
  {
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
    run: async (it) => describeAll(it),
  },
];

/** The verbs as help and docs tell them. */
export const verbs: readonly VerbHelp[] = commands.map(
  ({ verb, about, usage, options, examples }) => ({
    verb,
    about,
    usage,
    options: options.map(asTold),
    examples,
  }),
);

/** One call of the command line, its options read. */
interface Call {
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  readonly terminal: Terminal;
  readonly clock: Clock;
  readonly by: string;
}

/** Runs one command line and says how it ended. Whatever fails outside is told in Italian with its cure. */
export async function run(argv: readonly string[]): Promise<Exit> {
  const [verb = 'help', ...rest] = argv;
  const known = commands.find((it) => it.verb === verb);
  const streams = { input: process.stdin, output: process.stdout, errors: process.stderr };
  const plain = terminal(streams);
  if (known === undefined) {
    const asked = ['help', '--help', '-h', 'aiuto'].includes(verb);
    if (!asked) plain.hint(`«${verb}» non è un comando di ALICE.`);
    overview(plain);
    return asked ? exit.well : exit.usage;
  }

  const options = Object.fromEntries(
    [...common, ...known.options].map(({ name, type }) => [name, { type }] as const),
  );
  let parsed: { readonly values: Record<string, unknown>; readonly positionals: readonly string[] };
  try {
    parsed = parseArgs({ args: rest, options, allowPositionals: true, strict: true });
  } catch (failure) {
    plain.hint(optionTold(failure));
    plain.hint(`Si usa così: npx ${known.usage}. Di più con «npx alice ${verb} --help».`);
    return exit.usage;
  }
  // parseArgs gives texts and booleans for the types just declared.
  const values = parsed.values as Call['options'];
  if (values['help'] === true) {
    help(known, plain);
    return exit.well;
  }
  const clock = clockOf(values['now']);
  if (typeof clock === 'string') {
    plain.hint(clock);
    return exit.usage;
  }
  const call: Call = {
    words: parsed.positionals,
    options: values,
    clock,
    by: typeof values['as'] === 'string' ? values['as'] : 'coordinator',
    terminal: terminal(streams, {
      quiet: values['quiet'] === true || values['json'] === true,
      colour: process.env['NO_COLOR'] === undefined,
    }),
  };
  try {
    return await known.run(call);
  } catch (failure) {
    if (!(failure instanceof Unreachable)) throw failure;
    if (values['json'] === true)
      tell({ verb, failed: { what: failure.what, why: failure.why, cure: failure.cure } });
    call.terminal.hint(`${failure.what}: ${failure.why}.`);
    call.terminal.hint(`${failure.cure}.`);
    return exit.usage;
  } finally {
    call.terminal.close();
  }
}

// ── demo ──────────────────────────────────────────────────────────────────────────────────────

async function demo(call: Call): Promise<Exit> {
  const { terminal: out, clock } = call;
  const { demoChanges } = await import('./jobs/demo.ts');
  const { demoProgramme } = await import('../config/demo/programme.ts');
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
  const alice = connect({
    settings: settingsOf(call, {
      register,
      restricted: join(folder, restrictedFile),
      ledger: join(folder, ledgerFile),
      out: join(folder, papersFolder),
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

  const checked = await check({ ...alice, by: call.by, dryRun: false });
  report(checked, call);
  out.say();
  await printDemo(alice, call);
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

/** The folder of the demo's papers, and the kinds it prints by itself: what a start and the month need. */
const papersFolder = 'carte';
const demoPapers = [
  'scheda-avvio',
  'progetto-personalizzato',
  'progetto-formativo',
  'accordo-borsa-lavoro',
  'registro-presenze-compilabile',
];

async function printDemo(alice: Alice, call: Call): Promise<void> {
  const { terminal: out, clock, by } = call;
  const { print } = await import('./jobs/print.ts');
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
      overview(out);
      continue;
    }
    if (verb === 'demo') {
      out.say('Ci sei già dentro.');
      continue;
    }
    const more = typeof call.options['now'] === 'string' ? ['--now', call.options['now']] : [];
    await run([...words, '--register', register, ...more]);
    out.say();
  }
}

// ── init, doctor ──────────────────────────────────────────────────────────────────────────────

async function init(call: Call): Promise<Exit> {
  const { terminal: out, clock } = call;
  const [{ buildingChanges, exists, survey }, { carryOut }] = await Promise.all([
    import('./jobs/init.ts'),
    import('./jobs/carry-out.ts'),
  ]);
  const dryRun = call.options['dry-run'] === true;
  const chosen = modulesAsked(call);
  if (chosen === undefined) return exit.usage;
  const alice = connect({
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
  const { planCheck, rowDigest } = await import('./jobs/check.ts');
  const { recallPast } = await import('./jobs/past.ts');
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

async function readState(alice: Alice) {
  const { readWorld } = await import('./jobs/world.ts');
  return readWorld({ ...alice, today: alice.clock.today() });
}

async function doctor(call: Call): Promise<Exit> {
  const { terminal: out, clock } = call;
  const [{ diagnose }, { buildingChanges }, { carryOut }] = await Promise.all([
    import('./jobs/doctor.ts'),
    import('./jobs/init.ts'),
    import('./jobs/carry-out.ts'),
  ]);
  const fix = call.options['fix'] === true && call.options['dry-run'] !== true;
  const alice = connect({ settings: settingsOf(call), clock, look: !fix });
  const { ills: found, buildings } = await diagnose({ ...alice, today: clock.today() });
  const { faults } = await papersKnown([]);
  const ills = [
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

// ── check, why ────────────────────────────────────────────────────────────────────────────────

async function runCheck(call: Call): Promise<Exit> {
  const dryRun = call.options['dry-run'] === true;
  const alice = connect({ settings: settingsOf(call), clock: call.clock, look: dryRun });
  const checked = await check({ ...alice, by: call.by, dryRun });
  if (alice.owner() === 'another')
    call.terminal.hint(
      'Questo registro è tenuto da un’altra copia di ALICE: ho scritto solo nel file accanto.',
    );
  if (call.options['json'] === true) tell(jsonOf(checked, call));
  else report(checked, call);
  if (call.options['reveal'] === true && !dryRun) await auditReveal(alice, checked, call);
  await alice.ledger.close();
  if (checked.done?.outcome === 'changed') return exit.changed;
  const open = checked.plan.findings.filter((it) => it.waived === undefined);
  const stops = open.some(
    (it) => it.level === 'blocca' || (call.options['strict'] === true && it.level === 'avvisa'),
  );
  return stops ? exit.blocked : exit.well;
}

async function auditReveal(alice: Alice, { plan }: Checked, call: Call): Promise<void> {
  await alice.ledger.audit({
    at: call.clock.now(),
    by: call.by,
    what: 'segnalazioni con dati personali',
    ids: [...new Set(plan.findings.flatMap((it) => (it.id === undefined ? [] : [it.id])))],
    purpose: '--reveal',
  });
}

/** What a check found, for people: what stops something soonest first, the next step last. */
function report({ plan, done, caughtUp }: Checked, call: Call): void {
  const { terminal: out } = call;
  for (const it of caughtUp)
    out.say(
      fold(
        release(it, audienceOf(call, 'terminal'), knowledge.policy) ??
          'Una modifica in attesa non si può più fare: ripetila.',
        out,
      ),
    );
  const open = plan.findings.filter((it) => it.waived === undefined);
  out.say(checkInWords(plan));
  const listed = call.options['all'] === true ? open : open.slice(0, 10);
  for (const it of listed) {
    out.say();
    const stops = stopsInWords(it);
    out.say(
      `${out.style(styles[it.level], it.level.toUpperCase())} ${out.style('strong', stops ?? `deve valere: ${it.name}`)}`,
    );
    out.say(
      fold(
        [
          it.tab,
          it.id,
          it.line === undefined ? undefined : `riga ${it.line}`,
          it.column === undefined ? undefined : `«${it.column}»`,
        ]
          .filter((part) => part !== undefined)
          .join(' · '),
        { ...out, indent: '  ' },
      ),
    );
    out.say(fold(told(it, call, 'terminal').message, { width: out.width, indent: '  ' }));
    out.say(
      out.style(
        'soft',
        fold(
          `${knowledge.roleLabel(it.mends)}${it.since === undefined ? '' : `, dal ${inDigits(it.since)}`}`,
          { width: out.width, indent: '  ' },
        ),
      ),
    );
  }
  if (listed.length < open.length) {
    out.say();
    out.say(
      `…e altre ${open.length - listed.length}: sono tutte nel foglio «Da correggere» (o qui, con «npx alice check --all»).`,
    );
  }
  out.say();
  for (const { where, written } of done?.files ?? []) {
    if (written.outcome === 'busy') out.hint(fold(written.why, out));
    if (written.outcome === 'changed')
      out.hint(`Qualcuno ha salvato ${shortPath(where)} mentre controllavo: riprova.`);
  }
  if (done === undefined) out.say('Non ho scritto nulla (--dry-run).');
  else if (done.outcome === 'nothing')
    out.say('Nei fogli non è cambiato nulla, e nulla ho riscritto.');
  else if (done.outcome === 'done')
    out.say(
      `Ho aggiornato i miei fogli${done.run === undefined ? '' : `; per tornare indietro: npx alice undo ${done.run}`}.`,
    );
  const [first] = open;
  if (first !== undefined)
    out.say(
      `Prossimo passo: ${first.id === undefined ? 'il foglio «Da fare»' : `npx alice why ${first.id}`}.`,
    );
}

/** A finding as this reader may have it: with its values, or only what must hold and what is expected. */
function told(it: Finding, call: Call, surface: Audience['surface']) {
  const audience = audienceOf(call, surface);
  const { policy } = knowledge;
  return {
    message:
      release({ value: it.says, classes: it.classes }, audience, policy) ??
      `Così com’è non va. ${it.expected} Che cosa c’è scritto si vede in «Da correggere», o qui con --reveal.`,
    proposed:
      it.proposed === undefined
        ? undefined
        : release({ value: it.proposed, classes: it.classes }, audience, policy),
  };
}

function audienceOf(call: Call, surface: Audience['surface']): Audience {
  return { role: call.by, surface, reveal: call.options['reveal'] === true };
}

function jsonOf({ plan, done }: Checked, call: Call) {
  return {
    verb: 'check',
    today: plan.world.today,
    before: plan.before,
    run: done?.run,
    outcome: done?.outcome ?? 'dry-run',
    findings: plan.findings
      .filter((it) => !it.classes.includes('restricted'))
      .map((it) => {
        const { message, proposed } = told(it, call, 'json');
        return {
          key: it.key,
          rule: it.rule,
          level: it.level,
          tab: it.tab,
          row: it.line,
          id: it.id,
          column: it.column,
          message,
          expected: it.expected,
          proposed,
          mends: it.mends,
          since: it.since,
          blocks: it.consequence,
          waived: it.waived,
        };
      }),
    restricted: plan.findings.filter((it) => it.classes.includes('restricted')).length,
  };
}

async function runWhy(call: Call): Promise<Exit> {
  const { terminal: out } = call;
  const [asked, ...later] = call.words;
  if (asked === undefined)
    return usage(
      call,
      'why',
      'Dimmi che cosa spiegare: un ID, la chiave di una segnalazione o il nome di una regola.',
    );
  const [{ why }, { monthAsked, whyMonth }] = await Promise.all([
    import('./jobs/why.ts'),
    import('./jobs/why-month.ts'),
  ]);
  const month = later.length === 0 ? undefined : monthAsked(later.join(' '));
  if (month?.ok === false) return usage(call, 'why', month.error);
  const alice = connect({ settings: settingsOf(call), clock: call.clock, look: true });
  const { plan } = await check({ ...alice, by: call.by, dryRun: true });
  const kept = await alice.ledger.recall('months');
  const papers = await alice.ledger.papers();
  await alice.ledger.close();
  const answer =
    month === undefined ? why(asked, plan) : whyMonth(asked, month.value, plan, { kept, papers });
  if (answer === undefined || ('ok' in answer && !answer.ok)) {
    out.hint(
      answer?.error ??
        `Di «${asked}» non so nulla: scrivi un ID (T-0031), la chiave di una segnalazione o il nome di una regola.`,
    );
    return exit.usage;
  }
  const found = 'ok' in answer ? answer.value : answer;
  const surface = call.options['json'] === true ? 'json' : 'terminal';
  const audience = audienceOf(call, surface);
  const chains = found.chains.map(({ title, steps }) => ({
    title,
    steps: steps.map(({ heading, text, classes }) => ({
      heading,
      text:
        release({ value: text, classes }, audience, knowledge.policy) ??
        '(riservato a chi può: --reveal)',
    })),
  }));
  if (call.options['json'] === true) tell({ verb: 'why', about: found.about, chains });
  for (const { title, steps } of chains) {
    out.say(out.style('strong', title));
    out.say(
      table(
        steps.map(({ heading, text }) => [`  ${heading}`, text]),
        out,
      ),
    );
    out.say();
  }
  return exit.well;
}

// ── print, sign, verify ───────────────────────────────────────────────────────────────────────

async function runPrint(call: Call): Promise<Exit> {
  const { terminal: out, clock, options } = call;
  const dryRun = options['dry-run'] === true;
  const preview = textOf(options['preview']);
  if (preview !== undefined) return printPreview(preview, call);
  const model = textOf(options['model']);
  if (model !== undefined) return printModel(model, call);
  const job = await import('./jobs/print.ts');
  const alice = connect({ settings: settingsOf(call), clock, look: dryRun });
  const { plan } = await check({ ...alice, by: call.by, dryRun: true });
  if (alice.owner() !== 'ours' && !dryRun) return notOurs(alice, call);
  const papers = await alice.papers(await alice.ledger.papers());
  const asked = job.readPrintAsked(call.words, {
    copy: options['copy'] === true,
    papers,
    world: plan.world,
  });
  if (!asked.ok) {
    for (const it of asked.error) out.hint(it);
    await alice.ledger.close();
    return exit.usage;
  }
  const done = await job.print({
    world: plan.world,
    papers,
    findings: plan.judged,
    asked: asked.value,
    printer: await press(),
    sha256,
    ledger: alice.ledger,
    archive: alice.archive,
    clock,
    by: call.by,
    dryRun,
  });
  if (options['json'] === true) tell(job.printAsJson(done));
  for (const line of job.printInWords(done, asked.value)) out.say(fold(line, out));
  if (done.done.length > 0) {
    out.say(`Le carte sono in ${shortPath(resolve(settingsOf(call).out))}.`);
    await check({ ...alice, by: call.by, dryRun: false });
  }
  await alice.ledger.close();
  return {
    done: exit.well,
    nothing: exit.well,
    partly: exit.partly,
    failed: exit.outside,
  }[done.outcome];
}

/** Prints a kind of paper with the labels of its data, and nothing of anybody's. */
async function printPreview(kind: string, call: Call): Promise<Exit> {
  const { terminal: out, clock } = call;
  const [{ fillTemplate }, { letterhead }] = await Promise.all([
    import('./core/template.ts'),
    import('../config/papers/book.ts'),
  ]);
  const { papers, faults } = await papersKnown([]);
  for (const it of faults)
    out.hint(`Modello ${it.kind}.md, riga ${it.line}, colonna ${it.column}: ${it.says}`);
  const kinds = papers.templates.map((it) => it.kind);
  const template = papers.templates.find((it) => it.kind === kind);
  if (template === undefined) {
    const near = nearest(kind, kinds);
    const what = near === undefined ? `ci sono ${list(kinds)}` : `forse «${near}»`;
    return usage(call, 'print', `«${kind}» non è una carta: ${what}.`);
  }
  const around = nobodyAround(clock.today());
  const row = { id: `${template.tab.id}-0000` };
  const { vocabulary } = papers;
  const filled = fillTemplate(template, { row, around, vocabulary, preview: true });
  if (!filled.ok) {
    for (const it of filled.missing) out.hint(`Manca ${it.what}.`);
    return exit.partly;
  }
  const printer = await press();
  const bytes = await printer.print({
    title: `${template.title} – anteprima`,
    ...letterhead({ template, row, around }),
    blocks: filled.blocks,
    draft: true,
    created: clock.today(),
  });
  const folder = join(resolve(settingsOf(call).out), 'anteprime');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${kind}.pdf`);
  writeFileSync(path, bytes);
  out.say(`Anteprima in ${shortPath(path)}.`);
  return faults.length > 0 ? exit.partly : exit.well;
}

/** A draft on the body's own .docx: the same placeholders, the same privacy, and a person finishes it. */
async function printModel(file: string, call: Call): Promise<Exit> {
  const { terminal: out, clock } = call;
  const [kind, id] = call.words;
  const [{ modelFilling, readModelTags }, { docxModel }, { folderOf }] = await Promise.all([
    import('./core/template.ts'),
    import('./integrations/docx/index.ts'),
    import('../config/papers/book.ts'),
  ]);
  if (kind === undefined || id === undefined)
    return usage(
      call,
      'print',
      'Dimmi quale carta e di chi, ad esempio: progetto-formativo T-0014.',
    );
  if (!existsSync(file)) return usage(call, 'print', `Il file ${file} non c’è: controlla il nome.`);
  const model = docxModel(readFileSync(file));
  if (!model.ok) return usage(call, 'print', `${file}: ${model.error.join(' ')}`);
  const { papers } = await papersKnown([]);
  const template = papers.templates.find((it) => it.kind === kind);
  if (template === undefined)
    return usage(
      call,
      'print',
      `«${kind}» non è una carta: ${list(papers.templates.map((it) => it.kind))}.`,
    );
  const { vocabulary } = papers;
  const faults = readModelTags(model.value.tags, { template, vocabulary });
  for (const it of faults) out.hint(`${file}: ${it.says}`);
  if (faults.length > 0) return exit.usage;
  const alice = connect({ settings: settingsOf(call), clock, look: true });
  const world = await readState(alice);
  await alice.ledger.close();
  const found = world.register.find(id.toUpperCase());
  if (found === undefined || found.tab !== template.tab)
    return usage(call, 'print', `${id} non è una riga di «${template.tab.name}».`);
  const filling = modelFilling(template, { row: found.row, around: world.around, vocabulary });
  const bytes = model.value.fill((tag) => filling.answer(tag));
  const wrong = [
    ...filling.missing().map((it) => `Manca ${it.what}.`),
    ...filling.delicate().map((it) => `${it.what} contiene parole che in una carta non vanno.`),
  ];
  for (const it of wrong) out.hint(it);
  if (wrong.length > 0) return exit.partly;
  const folder = join(resolve(settingsOf(call).out), folderOf(found.row));
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${kind}-bozza-${found.row.id}.docx`);
  writeFileSync(path, bytes);
  out.say(
    `Bozza in ${shortPath(path)}: non ha numero; quando torna firmata registrala con «alice sign».`,
  );
  return exit.well;
}

/** A register with nobody in it, for what is made without data. */
function nobodyAround(today: Day): Around {
  return {
    today,
    settings: noSettings,
    calendar: calendar([]),
    rows: () => [],
    where: () => [],
    has: () => false,
  };
}

async function runSign(call: Call): Promise<Exit> {
  const { terminal: out, clock, options } = call;
  const job = await import('./jobs/sign.ts');
  const file = textOf(options['file']);
  if (file !== undefined && !existsSync(file))
    return usage(call, 'sign', `Il file ${file} non c’è: controlla il nome.`);
  const alice = connect({ settings: settingsOf(call), clock, look: false });
  const world = await readState(alice);
  if (alice.owner() !== 'ours') return notOurs(alice, call);
  const signed = await job.sign({
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

async function runVerify(call: Call): Promise<Exit> {
  const { terminal: out, clock, options } = call;
  const [file] = call.words;
  if (file === undefined)
    return usage(call, 'verify', 'Dimmi quale file, ad esempio accordo-borsa-lavoro-12-2026.pdf.');
  if (!existsSync(file))
    return usage(call, 'verify', `Il file ${file} non c’è: controlla il nome.`);
  const job = await import('./jobs/verify.ts');
  const alice = connect({ settings: settingsOf(call), clock, look: true });
  const bytes = readFileSync(file);
  const kept = await alice.ledger.papers();
  const verdict = job.verifyPaper({ bytes, sha256: sha256(bytes), kept });
  await alice.ledger.close();
  if (options['json'] === true) tell(job.verdictAsJson(verdict));
  out.say(fold(job.verdictInWords(verdict), out));
  return job.isValid(verdict) ? exit.well : exit.blocked;
}

// ── month ─────────────────────────────────────────────────────────────────────────────────────

async function runMonth(call: Call): Promise<Exit> {
  const { terminal: out, clock, options } = call;
  // Without a month the one that has just ended: its sheets are what there is to do.
  const said = call.words.filter((it) => idIn(it) === undefined);
  const internship = call.words.find((it) => idIn(it) !== undefined);
  const asked = said.length === 0 ? plusMonth(monthOf(clock.today()), -1) : said.join(' ');
  const [job, list, files, { monthAsked }, tabs, chosen, payments] = await Promise.all([
    import('./jobs/month.ts'),
    import('./jobs/payment-list.ts'),
    import('./jobs/payment-files.ts'),
    import('./jobs/why-month.ts'),
    import('../config/registry.ts'),
    import('../config/settings.ts'),
    import('../config/payments.ts'),
  ]);
  const month = monthAsked(asked);
  if (!month.ok) return usage(call, 'month', month.error);
  const dryRun = options['dry-run'] === true;
  const exports = (['csv', 'inail', 'fees'] as const).flatMap((name) => {
    const file = textOf(options[name]);
    return file === undefined ? [] : [{ name, file }];
  });
  const json = options['json'] === true;
  const applying = options['batch'] === true && !dryRun;
  const writes = applying || (!dryRun && (exports.length > 0 || options['reveal'] === true));
  const alice = connect({ settings: settingsOf(call), clock, look: !writes });
  const ground = { tabs, settings: chosen, payments };
  const judged = async () => {
    const { plan } = await check({ ...alice, by: call.by, dryRun: true });
    const proofs = await alice.ledger.recall('months');
    return { world: plan.world, ground, findings: plan.judged, proofs };
  };
  const seen = await judged();
  const who = list.whoAsks({ by: call.by, ...seen });
  if (!who.ok) return usage(call, 'month', who.error);
  const audience: Audience = {
    role: who.value.role,
    surface: json ? 'json' : 'terminal',
    reveal: options['reveal'] === true,
  };
  const plan = job.planMonth({
    ...seen,
    month: month.value,
    ...(internship === undefined ? {} : { internship: internship.toUpperCase() }),
  });
  if (!plan.ok) return usage(call, 'month', plan.error);

  if (options['batch'] !== true && exports.length === 0) {
    if (json) tell(job.monthAsData(plan.value, audience));
    for (const line of job.monthInWords(plan.value, audience)) out.say(line);
    if (audience.reveal === true && writes)
      await alice.ledger.audit({
        at: clock.now(),
        by: call.by,
        what: `il mese ${month.value} con i nomi`,
        ids: plan.value.rows.map((it) => it.told.internship),
        purpose: '--reveal',
      });
    await alice.ledger.close();
    return exit.well;
  }

  let ended: Exit = exit.well;
  let listed: string | undefined;
  if (options['batch'] === true) {
    const proposed = list.planBatch({
      ...seen,
      month: month.value,
      by: call.by,
      waiting: await list.waitingPayments({ ...seen, ledger: alice.ledger }),
      repay: new Set((textOf(options['repay']) ?? '').split(/[\s,]+/).filter((it) => it !== '')),
    });
    if (!proposed.ok) return usage(call, 'month', proposed.error);
    listed = proposed.value.list;
    if (json) tell(list.batchAsData(proposed.value, audience));
    for (const line of list.batchInWords(proposed.value, audience)) out.say(line);
    out.say();
    const how = `npx alice month ${month.value} --batch --apply`;
    if (
      applying &&
      proposed.value.rows.length > 0 &&
      (await confirmed(call, 'Lo aggiungo?', how))
    ) {
      if (alice.owner() !== 'ours') return notOurs(alice, call);
      const applied = await list.applyBatch({
        plan: proposed.value,
        ground,
        ledger: alice.ledger,
        clock,
        by: call.by,
      });
      if (!applied.ok) {
        for (const { says, classes } of applied.error)
          out.hint(
            release({ value: says, classes }, audience, knowledge.policy) ??
              'Una riga non si può scrivere: rivedila con --reveal.',
          );
        return exit.usage;
      }
      const partly = proposed.value.leftOut.length > 0;
      ended = await afterBatch(applied.value, { call, alice, partly });
    } else if (proposed.value.leftOut.length > 0) ended = exit.partly;
  }
  const after = ended === exit.well || ended === exit.partly ? await judged() : seen;
  for (const { name, file } of dryRun ? [] : exports) {
    const told = { ...after, month: month.value, role: who.value.role };
    const made =
      name === 'csv'
        ? files.paymentCsv({ ...told, ...(listed === undefined ? {} : { list: listed }) })
        : name === 'inail'
          ? files.inailCsv({ plan: plan.value, ground, role: who.value.role })
          : files.tutorFeesCsv({ plan: plan.value, ground, role: who.value.role });
    if (!made.ok) {
      out.hint(made.error);
      ended = exit.usage;
      continue;
    }
    await alice.ledger.audit({ at: clock.now(), by: call.by, ...made.value.audit });
    writeFileSync(resolve(file), made.value.text);
    out.say(`${plural(made.value.lines, 'riga', 'righe')} in ${shortPath(resolve(file))}.`);
    for (const line of made.value.leftOut) out.say(`- ${line}`);
    if (made.value.leftOut.length > 0) ended = exit.partly;
  }
  await alice.ledger.close();
  return ended;
}

/** Tells what became of a payment list, and checks what has become of the register. */
async function afterBatch(
  { outcome, run, says }: Applied,
  { call, alice, partly }: { readonly call: Call; readonly alice: Alice; readonly partly: boolean },
): Promise<Exit> {
  const { terminal: out, by } = call;
  for (const line of says) out.say(line);
  if (run !== undefined) out.say(`Per tornare indietro: npx alice undo ${run}.`);
  if (outcome === 'done') report(await check({ ...alice, by, dryRun: false }), call);
  if (outcome === 'changed') return exit.changed;
  return partly || outcome === 'queued' || outcome === 'waiting' ? exit.partly : exit.well;
}

// ── period ────────────────────────────────────────────────────────────────────────────────────

async function runPeriod(call: Call): Promise<Exit> {
  const { terminal: out, clock, options } = call;
  const job = await import('./jobs/period.ts');
  const dryRun = options['dry-run'] === true;
  const json = options['json'] === true;
  const alice = connect({ settings: settingsOf(call), clock, look: dryRun });
  const world = await readState(alice);
  if (alice.owner() !== 'ours' && !dryRun) return notOurs(alice, call);
  const asked = job.readPeriod(
    {
      internship: call.words[0],
      suspend: textOf(options['suspend']),
      extend: textOf(options['extend']),
      end: textOf(options['end']),
      ground: textOf(options['ground']),
    },
    world,
  );
  if (!asked.ok) return usage(call, 'period', asked.error);
  const look = job.planPeriod(asked.value, world);
  if (!look.ok) {
    for (const it of look.error) out.hint(it);
    await alice.ledger.close();
    return exit.usage;
  }
  for (const line of job.periodInWords(look.value))
    out.say(fold(line, { width: out.width, indent: line.startsWith('  ') ? '  ' : '' }));
  out.say();
  const agreed =
    !dryRun &&
    (await confirmed(call, 'Lo registro?', `npx alice period ${call.words.join(' ')} … --apply`));
  if (!agreed) {
    if (json) tell(job.periodAsJson(look.value));
    if (dryRun) out.say('Non ho scritto nulla (--dry-run).');
    await alice.ledger.close();
    return dryRun ? exit.well : exit.partly;
  }
  const applied = await job.applyPeriod({
    asked: asked.value,
    world,
    ledger: alice.ledger,
    clock,
    by: call.by,
  });
  if (!applied.ok) {
    for (const it of applied.error) out.hint(it);
    await alice.ledger.close();
    return exit.usage;
  }
  if (json) tell(job.appliedAsJson(applied.value));
  for (const line of job.appliedInWords(applied.value)) out.say(line);
  if (applied.value.outcome === 'done')
    report(await check({ ...alice, by: call.by, dryRun: false }), call);
  await alice.ledger.close();
  if (applied.value.outcome === 'changed') return exit.changed;
  return applied.value.outcome === 'queued' ? exit.partly : exit.well;
}

/** Whether a person agrees: said with --apply, or answered at the prompt. Nobody at the prompt is a no. */
async function confirmed(
  { terminal: out, options }: Call,
  question: string,
  otherwise: string,
): Promise<boolean> {
  if (options['apply'] === true) return true;
  const answer = out.interactive ? await out.ask(`${question} (sì/no) `) : undefined;
  if (answer !== undefined && /^s[iì]?$/i.test(answer.trim())) return true;
  out.say(`Non ho scritto nulla. Per scrivere senza domande: ${otherwise}.`);
  return false;
}

function textOf(option: string | boolean | undefined): string | undefined {
  return typeof option === 'string' ? option : undefined;
}

// ── packs ─────────────────────────────────────────────────────────────────────────────────────

async function runPacks(call: Call): Promise<Exit> {
  const { terminal: out, clock } = call;
  const [job, { packs: rulePacks }, { internships }, lifecycle, { ruleRegion }, months] =
    await Promise.all([
      import('./jobs/packs.ts'),
      import('../config/packs.ts'),
      import('../config/registry.ts'),
      import('../config/lifecycle.ts'),
      import('../config/settings.ts'),
      import('../config/months.ts'),
    ]);
  const settings = settingsOf(call);
  // Packs can be listed and compared where there is no register.
  const alice =
    settings.register === undefined || call.words.length === 0
      ? undefined
      : connect({ settings, clock, look: true });
  const answer = await job.packs({
    words: call.words,
    today: clock.today(),
    programme: alice,
    ground: {
      packs: rulePacks,
      internships,
      ruleRegion,
      rulesOf: lifecycle.rulesOf,
      dueOf: months.dueOfEach,
    },
  });
  await alice?.ledger.close();
  if (!answer.ok) return usage(call, 'packs', answer.error);
  const json = call.options['json'] === true;
  const audience = audienceOf(call, json ? 'json' : 'terminal');
  const show = <V>(it: Classified<V>) => release(it, audience, knowledge.policy);
  if (json) tell(job.packsAsData(answer.value, show));
  const passages = job.packsInWords(answer.value, { show, all: call.options['all'] === true });
  for (const { heading, says, rows } of passages) {
    out.say(out.style('strong', heading));
    for (const line of says) out.say(fold(line, { width: out.width, indent: '  ' }));
    if (rows.length > 0) out.say(table(rows, out));
    out.say();
  }
  return exit.well;
}

// ── import, undo ──────────────────────────────────────────────────────────────────────────────

async function runImport(call: Call): Promise<Exit> {
  const { terminal: out, clock } = call;
  const [file] = call.words;
  const to = call.options['to'];
  if (file === undefined || typeof to !== 'string')
    return usage(
      call,
      'import',
      'Dimmi quale file e in quale foglio, ad esempio: elenco.csv --to Beneficiari.',
    );
  const { actsOf, importInWords, likeliestGrid, planImport } = await import('./jobs/import.ts');
  const { record, tabCalled } = await import('./jobs/record.ts');
  const dryRun = call.options['dry-run'] === true;
  const alice = connect({ settings: settingsOf(call), clock, look: dryRun });
  const world = await readState(alice);
  if (alice.owner() !== 'ours' && !dryRun) return notOurs(alice, call);
  const tab = tabCalled(to, world);
  if (!tab.ok) return usage(call, 'import', tab.error);
  const grids = await gridsIn(file);
  const grid = likeliestGrid(grids, tab.value);
  if (grid === undefined) return usage(call, 'import', `In ${file} non c’è nessuna riga.`);
  const answers = answersIn(call);
  if (!answers.ok) return usage(call, 'import', answers.error);
  const planned = planImport({ grid, tab: tab.value, world, ...answers.value });
  if (!planned.ok) return usage(call, 'import', planned.error);
  const plan = planned.value;

  if (call.options['json'] === true) tell({ verb: 'import', ...importAsData(plan, call) });
  sayImport(plan, call);
  const acts = actsOf(plan);
  const doubtful = plan.rows.some((it) => it.kind === 'question' || it.kind === 'invalid');
  if (acts.length === 0 || dryRun) {
    out.say(acts.length === 0 ? 'Non c’è nulla da scrivere.' : 'Non ho scritto nulla (--dry-run).');
    await alice.ledger.close();
    return doubtful ? exit.partly : exit.well;
  }
  const how = `npx alice import ${file} --to "${tab.value.name}" --apply`;
  if (!(await confirmed(call, `Scrivo in «${tab.value.name}»?`, how))) {
    await alice.ledger.close();
    return exit.partly;
  }
  const done = await record({
    world,
    acts,
    ledger: alice.ledger,
    clock,
    verb: 'import',
    by: call.by,
  });
  if (!done.ok) {
    for (const it of done.error)
      out.hint(
        release(
          { value: it.says, classes: it.classes },
          audienceOf(call, 'terminal'),
          knowledge.policy,
        ) ?? 'Una riga non si può scrivere: rivedila con --reveal.',
      );
    await alice.ledger.close();
    return exit.usage;
  }
  out.say(
    `${importInWords(plan)} ${done.value.says.length === 0 ? '' : done.value.says.slice(0, 5).join(' ')}`,
  );
  if (done.value.run !== undefined)
    out.say(`Per tornare indietro: npx alice undo ${done.value.run}.`);
  if (done.value.outcome === 'done')
    report(await check({ ...alice, by: call.by, dryRun: false }), call);
  await alice.ledger.close();
  if (done.value.outcome === 'changed') return exit.changed;
  return doubtful || done.value.outcome === 'queued' ? exit.partly : exit.well;
}

/** The sheets of a file of rows: an .xlsx, or a text cut by `;`, `,` or tabs in UTF-8 or Windows-1252. */
async function gridsIn(
  file: string,
): Promise<readonly { readonly name: string; readonly rows: readonly (readonly Cell[])[] }[]> {
  if (/\.xls[xm]$/i.test(file)) {
    const { excelFile } = await import('./integrations/excel-file/index.ts');
    const { sheets } = await excelFile({
      path: resolve(file),
      history: dirname(resolve(file)),
      mayWrite: 'companion',
    }).read();
    return sheets;
  }
  const { readDelimited } = await import('./jobs/delimited.ts');
  if (!existsSync(file))
    throw new Unreachable({
      what: `Il file ${file}`,
      why: 'non c’è',
      cure: 'Controlla il nome e la cartella',
    });
  const bytes = readFileSync(file);
  const read = readDelimited(textIn(bytes));
  if (read.ok) return [{ name: file, rows: read.value.rows }];
  throw new Unreachable({
    what: `Il file ${file}`,
    why: read.error.replace(/\.$/, ''),
    cure: 'Correggilo e riprova',
  });
}

function textIn(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // What an Italian Excel saves as «CSV» is not UTF-8.
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** What the person answered to the questions of an earlier run: `12=B-0042,13=B-0007` and `15,16`. */
function answersIn(
  call: Call,
): Result<{ readonly same: ReadonlyMap<number, string>; readonly fresh: ReadonlySet<number> }> {
  const parts = (name: string) =>
    String(call.options[name] ?? '')
      .split(',')
      .map((it) => it.trim())
      .filter((it) => it !== '');
  const same = new Map<number, string>();
  for (const it of parts('same')) {
    const [, line, id] = /^(\d+)=([A-Za-z]{1,4}-\d+)$/.exec(it) ?? [];
    if (line === undefined || id === undefined)
      return err(`«${it}» non va bene per --same: scrivi riga=ID, ad esempio 12=B-0042.`);
    same.set(Number(line), id.toUpperCase());
  }
  const fresh = parts('fresh');
  const odd = fresh.find((it) => !/^\d+$/.test(it));
  return odd === undefined
    ? ok({ same, fresh: new Set(fresh.map(Number)) })
    : err(`«${odd}» non va bene per --fresh: scrivi i numeri delle righe, ad esempio 15,16.`);
}

/** The columns and lines of an import, for people: values only for those who asked to see them. */
function sayImport(plan: ImportPlan, call: Call): void {
  const { terminal: out } = call;
  const { columns, rows } = importAsData(plan, call);
  out.say(out.style('strong', 'Colonne'));
  out.say(
    table(
      columns.map((it) => [
        `  ${it.header === '' ? '(senza nome)' : it.header}`,
        it.used ? `→ ${it.label ?? ''}` : '—',
        it.used ? `${Math.round(it.confidence * 100)} %` : (it.says ?? ''),
      ]),
      out,
    ),
  );
  out.say();
  out.say(out.style('strong', 'Righe'));
  const listed =
    call.options['all'] === true ? rows : rows.filter((it) => it.kind !== 'unchanged').slice(0, 40);
  for (const it of listed) out.say(fold(`  riga ${it.line}: ${it.says}`, { width: out.width }));
  if (listed.length < rows.length) out.say(`  …e altre ${rows.length - listed.length}.`);
  out.say();
}

function importAsData(plan: ImportPlan, call: Call) {
  const audience = audienceOf(call, call.options['json'] === true ? 'json' : 'terminal');
  const shownTo = (value: string, classes: readonly Privacy[]) =>
    release({ value, classes }, audience, knowledge.policy);
  return {
    tab: plan.tab.name,
    columns: plan.columns.map(({ header, label, confidence, used, says, filled }) => ({
      header,
      label,
      confidence,
      used,
      says,
      filled,
    })),
    rows: plan.rows.map((it) => {
      switch (it.kind) {
        case 'create':
          return {
            line: it.line,
            kind: it.kind,
            says: `nuova${it.lacks.length === 0 ? '' : `; manca ${it.lacks.join(', ')}`}`,
          };
        case 'update':
          return {
            line: it.line,
            kind: it.kind,
            id: it.id,
            says: `${it.id} (${it.why}): ${it.changes
              .map(({ label, before, after, classes }) => {
                const values = shownTo(`«${shown(before)}» → «${shown(after)}»`, classes);
                return values === undefined ? label : `${label} ${values}`;
              })
              .join('; ')}`,
          };
        case 'unchanged':
          return {
            line: it.line,
            kind: it.kind,
            id: it.id,
            says: `${it.id} (${it.why}): già uguale`,
          };
        case 'invalid':
          return {
            line: it.line,
            kind: it.kind,
            says: it.problems
              .map(
                ({ says, label, classes }) =>
                  shownTo(says, classes) ?? `«${label ?? 'una cella'}» non si può leggere.`,
              )
              .join(' '),
          };
        case 'question':
          return { line: it.line, kind: it.kind, candidates: it.candidates, says: it.says };
      }
    }),
  };
}

async function runUndo(call: Call): Promise<Exit> {
  const { terminal: out } = call;
  const [run] = call.words;
  if (run === undefined)
    return usage(call, 'undo', 'Dimmi quale modifica: il numero sta in «Registro modifiche».');
  const { undo } = await import('./jobs/undo.ts');
  const dryRun = call.options['dry-run'] === true;
  const alice = connect({ settings: settingsOf(call), clock: call.clock, look: dryRun });
  const undone = await undo({ ...alice, run, by: call.by, dryRun });
  await alice.ledger.close();
  for (const line of undone.says) out.say(fold(line, out));
  if (call.options['json'] === true) tell({ verb: 'undo', ...undone });
  return undone.outcome === 'refused'
    ? exit.usage
    : undone.left.length > 0
      ? exit.partly
      : exit.well;
}

// ── describe ──────────────────────────────────────────────────────────────────────────────────

async function describeAll(call: Call): Promise<Exit> {
  const { describe, stale } = await import('./jobs/describe.ts');
  const [{ packs }, registry] = await Promise.all([
    import('../config/packs.ts'),
    import('../config/registry.ts'),
  ]);
  const files = describe({
    knowledge,
    registry,
    packs,
    verbs,
    everywhere,
    exits,
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

// ── What all verbs share ──────────────────────────────────────────────────────────────────────

function settingsOf(call: Call, fixed: Readonly<Record<string, string>> = {}): Settings {
  const given: { readonly register?: string } =
    typeof call.options['register'] === 'string' ? { register: call.options['register'] } : {};
  const here = join('demo', registerFile);
  // Without a register of one's own, the demo is what there is to work on.
  const register = process.env['ALICE_REGISTER'] ?? (existsSync(here) ? here : undefined);
  const folder = dirname(given.register ?? register ?? '.');
  const fallback = {
    ...(register === undefined ? {} : { ALICE_REGISTER: register }),
    // A register that has its ledger beside it keeps its papers there too.
    ...(existsSync(join(folder, ledgerFile)) ? { ALICE_OUT: join(folder, papersFolder) } : {}),
  };
  const read = settingsFrom({
    options: { ...given, ...fixed },
    env: { ...fallback, ...process.env },
    dotenv: dotenvIn(process.cwd()),
  });
  if (read.ok) return read.value;
  throw new Unreachable({
    what: 'Le impostazioni',
    why: read.error,
    cure: 'Gli esempi sono in .env.example',
  });
}

function clockOf(now: unknown): Clock | string {
  if (typeof now !== 'string') return romeClock();
  const clock = clockAt(now);
  return clock.ok ? clock.value : clock.error;
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

function notWritten(
  done: {
    readonly outcome: string;
    readonly files: readonly {
      readonly where: string;
      readonly written: { readonly outcome: string; readonly why?: string };
    }[];
  },
  call: Call,
): Exit {
  for (const { where, written } of done.files) {
    if (written.outcome === 'busy')
      call.terminal.hint(written.why ?? `${shortPath(where)} è occupato.`);
    if (written.outcome === 'changed')
      call.terminal.hint(`Qualcuno ha appena salvato ${shortPath(where)}: riprova.`);
  }
  return done.outcome === 'changed' ? exit.changed : exit.partly;
}

/** A register another copy keeps, or that nobody adopted, is only looked at. */
function notOurs(alice: Alice, call: Call): Exit {
  call.terminal.hint(
    alice.owner() === 'another'
      ? 'Questo registro è tenuto da un’altra copia di ALICE: qui si può solo guardare. Per passarlo a questa: npx alice init --take-over.'
      : 'ALICE non ha ancora adottato questo registro: npx alice init --adopt.',
  );
  return exit.usage;
}

function usage(call: Call, verb: string, says: string): Exit {
  call.terminal.hint(says);
  const known = commands.find((it) => it.verb === verb);
  if (known !== undefined) call.terminal.hint(`Si usa così: npx ${known.usage}.`);
  return exit.usage;
}

function overview(out: Terminal): void {
  out.say('ALICE tiene in ordine i fogli di un programma di inclusione attraverso il lavoro.');
  out.say();
  out.say(
    table(
      verbs.map(({ verb, about }) => [`  npx alice ${verb}`, about]),
      out,
    ),
  );
  out.say();
  out.say('Per saperne di più: npx alice <comando> --help.');
}

function help({ about, usage, options, examples }: Command, out: Terminal): void {
  out.say(fold(about, out));
  out.say();
  out.say(`Si usa così: npx ${usage}`);
  out.say();
  out.say(
    table(
      [...options, ...common].map(asTold).map((it) => [`  ${it.option}`, it.about]),
      out,
    ),
  );
  out.say();
  out.say('Esempi:');
  out.say(
    table(
      examples.map((it) => [`  npx ${it.command}`, it.about]),
      out,
    ),
  );
}

function asTold({ name, type, about }: Option): VerbHelp['options'][number] {
  return { option: `--${name}${type === 'string' ? ' …' : ''}`, about };
}

/** Data for other programs, on standard output whatever `--quiet` says. */
function tell(data: object): void {
  process.stdout.write(`${JSON.stringify({ schemaVersion: 1, ...data }, undefined, 2)}\n`);
}

function optionTold(failure: unknown): string {
  const [, option] = failure instanceof Error ? (/'(-[^' ]+)/.exec(failure.message) ?? []) : [];
  return option === undefined
    ? 'Un’opzione non va bene.'
    : `L’opzione «${option}» non va bene qui: o non c’è, o le manca un valore.`;
}

function wordsOf(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
}

function shortPath(path: string): string {
  const short = relative(process.cwd(), path);
  return short === '' || short.startsWith('..') ? path : short;
}

function nextFree(path: string): string {
  for (let nth = 1; ; nth += 1) {
    const free = nth === 1 ? path : `${path}-${nth}`;
    if (!existsSync(free)) return free;
  }
}

const styles = { blocca: 'block', avvisa: 'warn', nota: 'note' } as const;

if (import.meta.main) {
  // Whoever reads may have had enough: `alice packs | head` is no failure.
  process.stdout.on('error', (failure: NodeJS.ErrnoException) => {
    if (failure.code !== 'EPIPE') throw failure;
    process.exit(exit.well);
  });
  process.exitCode = await run(process.argv.slice(2));
}
