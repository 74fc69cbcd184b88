import type { Cell } from '../core/cell.ts';
import { type Column, date, type Level, text } from '../core/column.ts';
import { inDigits } from '../core/day.ts';
import type { Reminder, Step, Term } from '../core/due.ts';
import type { Finding, Stop } from '../core/finding.ts';
import { fingerprintOf, mixedRows } from '../core/fingerprint.ts';
import { books, type Knowledge } from '../core/knowledge.ts';
import {
  type Instrument,
  instrumentNames,
  instruments,
  type PackVersion,
  type Parameter,
  parameters,
  type RulePack,
  type Rules,
  unverified,
} from '../core/pack.ts';
import { expectedIn, idLabel, keyOfTab, readRegister } from '../core/register.ts';
import type { Privacy, Surface } from '../core/release.ts';
import type { Rule } from '../core/rule.ts';
import type { Setting } from '../core/setting.ts';
import { type AnyTab, type Columns, idOf, type PageTab, tab } from '../core/tab.ts';
import { comparable, list, plural } from '../core/words.ts';
import { settingsTab } from './world.ts';

/** What is told of one verb of the command line: the source of `--help` and of docs/comandi.md. Texts in Italian. */
export interface VerbHelp {
  /** The word typed after `alice`. */
  readonly verb: string;
  /** What it does, in a sentence or two. */
  readonly about: string;
  /** How it is typed, from `alice` on: `alice check [--strict]`. */
  readonly usage: string;
  readonly options: readonly OptionHelp[];
  /** Ways to use it that work as they stand, from `alice` on. */
  readonly examples: readonly { readonly command: string; readonly about: string }[];
}

/** What is told of one option, as it is typed: `--now <istante>`. */
export interface OptionHelp {
  readonly option: string;
  readonly about: string;
}

/** All that the generated documentation is made of. */
export interface Describing {
  readonly knowledge: Knowledge;
  /** What config/registry.ts exports: only there a tab has its name in code. */
  readonly registry: Readonly<Record<string, unknown>>;
  readonly packs: readonly RulePack[];
  readonly verbs?: readonly VerbHelp[];
  /** The options every verb takes. */
  readonly everywhere?: readonly OptionHelp[];
  /** What the exit codes say. */
  readonly exits?: readonly { readonly code: number; readonly about: string }[];
  /** The text of `.env.example`, as the integration that reads the environment tells it. */
  readonly envExample?: string;
}

/**
 * The documentation that follows from what ALICE knows: the text of each file by its path from the root. What was not
 * given (verbs, environment) has no file. The same knowledge gives the same texts, byte for byte.
 */
export function describe(it: Describing): ReadonlyMap<string, string> {
  const names = namesIn(it);
  return new Map([
    ['docs/registro.md', registerText(it, names)],
    ['docs/regole.md', rulesText(it)],
    ['docs/promemoria.md', remindersText(it)],
    ['docs/glossario.md', glossaryText(it, names)],
    ['docs/pacchetti.md', packsText(it.packs)],
    ...(it.verbs === undefined ? [] : [['docs/comandi.md', verbsText(it, it.verbs)] as const]),
    ...(it.envExample === undefined ? [] : [['.env.example', it.envExample] as const]),
  ]);
}

/** The generated files that are not as they should be, given how each is now (`undefined`: not there). */
export function stale(
  files: ReadonlyMap<string, string>,
  now: (path: string) => string | undefined,
): readonly string[] {
  // A checkout on Windows may end its lines otherwise; nobody means anything by it.
  return [...files].flatMap(([path, wanted]) =>
    now(path)?.replaceAll('\r\n', '\n') === wanted ? [] : [path],
  );
}

// ── docs/registro.md ──────────────────────────────────────────────────────────────────────────

type Names = ReadonlyMap<unknown, string>;

function namesIn({ knowledge, registry }: Describing): Names {
  const named = Object.entries(registry).map(([name, it]) => [it, name] as const);
  const pages = Object.entries(knowledge.pages).map(([name, it]) => [it, name] as const);
  return new Map<unknown, string>([...named, ...pages]);
}

function registerText({ knowledge }: Describing, names: Names): string {
  const { tabs, modules } = knowledge;
  // A module namespace is in order of name or of declaration, by who loads it: here it is always the same.
  const pages = Object.values(knowledge.pages).toSorted((a, b) => a.declared - b.declared);
  const columns = tabs.reduce((sum, it) => sum + Object.keys(it.columns).length, 0);
  return document('Il registro', [
    `${plural(tabs.length, 'foglio', 'fogli')} che compilano le persone, con ${plural(columns, 'colonna', 'colonne')}, e ${plural(pages.length, 'foglio', 'fogli')} di ALICE. I fogli stanno in quattro libri, secondo chi li apre: *persone*, *imprese* e *amministrazione* di solito sono un file solo, *riservato* è sempre un file a parte.`,
    'Un foglio c’è solo se il suo modulo è acceso in «Impostazioni». Le colonne si possono spostare; l’intestazione non si cambia.',
    table(
      ['Libro', 'Fogli'],
      books.map((book) => [
        capital(book),
        tabs
          .filter((it) => it.book === book)
          .map((it) => linked(it.name))
          .join(' · '),
      ]),
    ),
    '## Come si legge',
    '**Serve** dice che cosa succede se la cella resta vuota: *blocca* ferma un avvio, una carta o un pagamento; *avvisa* va guardato; *nota* è bene saperlo. Dove non c’è nulla, la cella può restare vuota.',
    '**Classe** dice dove il valore può comparire oltre al suo foglio, e a chi può essere detto: le due tabelle qui sotto sono quelle che ALICE applica.',
    surfacesTable(knowledge),
    rolesTable(knowledge),
    ...books.flatMap((book) => [
      `## Libro ${book}`,
      ...tabs
        .filter((it) => it.book === book)
        .flatMap((it) => tabText({ it, knowledge, name: names.get(it) })),
    ]),
    `## ${settingsTab}`,
    'Una riga per voce; si scrive solo nella colonna «Valore». Sta nel libro *persone*.',
    ...settingsText(knowledge),
    '## I fogli di ALICE',
    'Li riscrive ALICE a ogni controllo: si leggono soltanto.',
    ...pages.flatMap((it) => pageText({ it, modules, name: names.get(it) })),
  ]);
}

const privacyWords: Readonly<Record<Privacy, readonly [label: string, means: string]>> = {
  public: ['pubblico', 'si può pubblicare'],
  internal: ['di lavoro', 'non dice chi è nessuno: ID, date, stati, ore'],
  amount: ['importo', 'denaro'],
  name: ['nome', 'nome e cognome'],
  personal: ['personale', 'ogni altra cosa che dice chi è una persona o come raggiungerla'],
  freeText: ['testo libero', 'quello che qualcuno ha scritto: può contenere di tutto'],
  restricted: ['riservato', 'salute, giustizia, gruppo, motivi: non esce mai dal suo libro'],
};

const surfaceWords: Readonly<Record<Surface, string>> = {
  register: 'nel suo libro',
  restrictedRegister: 'nel riservato',
  terminal: 'a terminale',
  json: 'nel JSON',
  log: 'nei log e nei nomi dei file',
  channel: 'in un canale',
  direct: 'in chat privata',
  mail: 'per posta',
  pdf: 'sulle carte',
  export: 'nelle esportazioni',
};

// The keys of a declared object are its own.
const classes = Object.keys(privacyWords) as readonly Privacy[];
const surfaces = Object.keys(surfaceWords) as readonly Surface[];

function surfacesTable({ policy }: Knowledge): string {
  return table(
    ['Classe', 'Che cos’è', ...surfaces.map((it) => surfaceWords[it])],
    classes.map((it) => [
      privacyWords[it][0],
      privacyWords[it][1],
      ...surfaces.map((surface) =>
        policy.surfaces[surface].has(it)
          ? 'sì'
          : policy.revealed[surface]?.has(it) === true
            ? 'con `--reveal`'
            : '–',
      ),
    ]),
  );
}

function rolesTable(knowledge: Knowledge): string {
  return table(
    ['Chi', ...classes.map((it) => privacyWords[it][0])],
    Object.entries(knowledge.policy.roles).map(([role, may]) => [
      safe(roleWords(knowledge, role)),
      ...classes.map((it) => (may.has(it) ? 'sì' : '–')),
    ]),
  );
}

/** How somebody is called: a role of «Operatori», or a word of the trade for whoever is outside. */
function roleWords({ roleLabel, words }: Knowledge, role: string): string {
  const label = roleLabel(role);
  return label === role ? (words[role]?.it ?? role) : label;
}

function tabText(told: {
  readonly it: AnyTab;
  readonly knowledge: Knowledge;
  readonly name: string | undefined;
}): readonly string[] {
  const { it, knowledge, name } = told;
  const how = knowledge.howTo[it.name];
  return [
    `### ${it.name}`,
    safe(how === undefined ? it.about : `${it.about} ${how}`),
    [
      `ID ${code(`${it.id}-0001`)}`,
      ...(name === undefined ? [] : [`in codice ${code(name)}`]),
      `modulo ${safe(knowledge.modules[it.module]?.label ?? it.module)}`,
      ...(it.formerly.length === 0 ? [] : [`prima si chiamava ${quoted(it.formerly)}`]),
      ...(it.key.length === 0
        ? []
        : [`una riga si riconosce da ${list(it.key.map((key) => labelOf(it, key)))}`]),
    ].join(' · '),
    table(
      ['Colonna', 'In codice', 'Che cos’è', 'Serve', 'Classe', 'Come si scrive'],
      runsOf(it.columns).map(({ first, last }) => [
        safe(first.column.label) + (last === undefined ? '' : ` … ${safe(last.column.label)}`),
        code(first.key) + (last === undefined ? '' : ` … ${code(last.key)}`),
        kindWords(first.column),
        first.column.required ?? '',
        privacyWords[first.column.privacy][0],
        howToType(first.column),
      ]),
    ),
  ];
}

interface Entry {
  readonly key: string;
  readonly column: Column<unknown>;
}

/** Columns in order; three or more neighbours that differ only in name (the days of a month) are told once, from first to last. */
function runsOf(columns: Columns): readonly { readonly first: Entry; readonly last?: Entry }[] {
  const runs: (readonly [Entry, ...Entry[]])[] = [];
  for (const [key, column] of Object.entries(columns)) {
    const run = runs.at(-1);
    if (run !== undefined && alike(run[0].column, column))
      runs[runs.length - 1] = [...run, { key, column }];
    else runs.push([{ key, column }]);
  }
  return runs.flatMap((run) => {
    const last = run.at(-1);
    return run.length < 3 || last === undefined
      ? run.map((first) => ({ first }))
      : [{ first: run[0], last }];
  });
}

function alike(a: Column<unknown>, b: Column<unknown>): boolean {
  return (
    a.help.replace(a.label, '') === b.help.replace(b.label, '') &&
    a.kind === b.kind &&
    a.to === b.to &&
    a.privacy === b.privacy &&
    a.required === b.required &&
    a.choices?.list === b.choices?.list
  );
}

function kindWords({ kind, to }: Column<unknown>): string {
  const target = to as AnyTab | '*' | undefined;
  return typeof target === 'object' ? `riga di ${linked(target.name)}` : safe(kind);
}

function howToType(column: Column<unknown>): string {
  const { help, choices, formerly, laid, to } = column;
  const offered =
    choices === undefined || typeof to === 'object'
      ? []
      : choices.open
        ? ['Elenco che cresce con ciò che si scrive.']
        : [`Scelte: ${choices.labels.map(safe).join(' · ')}.`];
  const told = help === '' ? (laid === undefined ? expectedIn(column) : '') : help;
  return [safe(told), ...offered, ...(formerly.length === 0 ? [] : [`Prima: ${quoted(formerly)}.`])]
    .filter((it) => it !== '')
    .join(' ');
}

function settingsText({ settings }: Knowledge): readonly string[] {
  const all = Object.entries(settings);
  const sections = [...new Set(all.map(([, it]) => it.section))];
  return sections.flatMap((section) => [
    `### ${settingsTab}: ${section}`,
    table(
      ['Voce', 'In codice', 'Che cos’è', 'Se manca', 'Come si scrive'],
      all
        .filter(([, it]) => it.section === section)
        .map(([key, it]) => [
          safe(it.column.label),
          code(key),
          safe(it.column.kind),
          fallbackWords(it),
          howToType(it.column),
        ]),
    ),
  ]);
}

function fallbackWords({ column, fallback }: Setting<unknown>): string {
  if (fallback !== undefined) return safe(column.show(fallback));
  return column.required === undefined ? '' : `serve (${column.required})`;
}

function pageText(told: {
  readonly it: PageTab<Columns>;
  readonly modules: Knowledge['modules'];
  readonly name: string | undefined;
}): readonly string[] {
  const { it, modules, name } = told;
  const columns = Object.entries(it.columns);
  return [
    `### ${it.name}`,
    safe(it.about),
    [
      `libri: ${list(it.books)}`,
      ...(name === undefined ? [] : [`in codice ${code(name)}`]),
      `modulo ${safe(modules[it.module]?.label ?? it.module)}`,
      ...(it.unseen ? ['foglio nascosto'] : []),
    ].join(' · '),
    ...(columns.length === 0
      ? ['Le sue colonne seguono dai fogli: una per elenco.']
      : [
          table(
            ['Colonna', 'In codice', 'Che cos’è', 'Che cosa dice'],
            columns.map(([key, column]) => [
              safe(column.label),
              code(key),
              safe(column.kind),
              it.hidden.includes(key)
                ? 'Colonna nascosta, di servizio.'
                : safe(column.help === '' ? '' : column.help),
            ]),
          ),
        ]),
  ];
}

// ── docs/regole.md ────────────────────────────────────────────────────────────────────────────

const stopWords: Readonly<Record<Stop, string>> = {
  start: 'l’avvio',
  print: 'le carte',
  pay: 'il pagamento',
  report: 'il monitoraggio',
};

function rulesText({ knowledge }: Describing): string {
  const rules = Object.entries(knowledge.rules);
  const typed = knowledge.tabs.flatMap((it) =>
    Object.values(it.columns).filter(({ laid }) => laid === undefined),
  );
  const needed = typed.filter((it) => it.required !== undefined);
  const settings = Object.keys(knowledge.settings).length;
  const { ofSheets, ofCells } = alwaysHolds();
  const all = rules.length + typed.length + needed.length + settings + ofSheets.length;
  return document('Le regole', [
    `Quello che ALICE controlla: ${plural(all, 'regola', 'regole')}. ${plural(rules.length, 'riguarda', 'riguardano')} ciò che deve valere tra le celle, ${needed.length} le celle che non possono restare vuote, ${typed.length} le celle che si devono poter leggere, ${settings} le voci di «${settingsTab}», ${ofSheets.length} i fogli in sé.`,
    'Una regola tace finché manca una cella da cui dipende, e ogni causa dà una sola segnalazione: sulla cella che una persona deve correggere. *blocca* ferma un avvio, una carta o un pagamento; *avvisa* va guardato; *nota* è bene saperlo. Un’eccezione di cui qualcuno risponde si scrive in «Deroghe», con il nome della regola come sta qui.',
    '## In ogni foglio',
    'Detto qui per un foglio «Tirocini» con le colonne «Mansioni» e «Data fine».',
    table(
      ['Che cosa deve valere', 'Peso', 'Che cosa ci va'],
      ofSheets.map(({ rules: ids, finding }) => [
        `${safe(finding.name)}<br>${ids.map(code).join(' · ')}`,
        finding.level,
        safe(finding.expected),
      ]),
    ),
    `Una cella che non si legge resta com’è, ed è *${ofCells}*; lo stesso vale per le voci di «${settingsTab}»: finché non si leggono vale ciò che è scritto in [Il registro](registro.md#${slug(settingsTab)}).`,
    ...books.flatMap((book) =>
      knowledge.tabs
        .filter((it) => it.book === book)
        .flatMap((it) =>
          tabRules({ it, knowledge, rules: rules.filter(([, { tab: of }]) => of === it) }),
        ),
    ),
  ]);
}

function tabRules(told: {
  readonly it: AnyTab;
  readonly knowledge: Knowledge;
  readonly rules: readonly (readonly [id: string, rule: Rule])[];
}): readonly string[] {
  const { it, knowledge, rules } = told;
  const columns = Object.entries(it.columns).filter(([, { laid }]) => laid === undefined);
  const keeper = knowledge.roleLabel(knowledge.keeperOf(it));
  return [
    `## ${it.name}`,
    ...(rules.length === 0
      ? []
      : [
          table(
            [
              'Che cosa deve valere',
              'Peso',
              'Che cosa ci va',
              'Chi corregge',
              'Che cosa blocca',
              'Fonte',
            ],
            rules
              .toSorted(gravestFirst)
              .map(([id, rule]) => [
                `${safe(rule.name)}<br>${code(id)}`,
                rule.level,
                safe(rule.expects),
                safe(knowledge.roleLabel(rule.mends)),
                rule.stops === undefined ? '' : stopWords[rule.stops],
                safe(rule.source ?? ''),
              ]),
          ),
        ]),
    `Le celle di «${it.name}» (corregge: ${safe(keeper)}; in codice ${code(`${keyOfTab(it)}.<colonna>.missing`)} e ${code(`${keyOfTab(it)}.<colonna>.unreadable`)}):`,
    table(
      ['Colonna', 'Se è vuota', 'Che cosa ci va'],
      runsOf(Object.fromEntries(columns)).map(({ first: { column }, last }) => [
        safe(column.label) + (last === undefined ? '' : ` … ${safe(last.column.label)}`),
        column.required ?? '',
        safe(expectedIn(column)),
      ]),
    ),
  ];
}

const weight: Readonly<Record<Level, number>> = { blocca: 0, avvisa: 1, nota: 2 };

function gravestFirst([, a]: readonly [string, Rule], [, b]: readonly [string, Rule]): number {
  return weight[a.level] - weight[b.level] || compare(comparable(a.name), comparable(b.name));
}

interface Always {
  /** Each thing that must hold, with the names of the rules that say it. */
  readonly ofSheets: readonly { readonly rules: readonly string[]; readonly finding: Finding }[];
  /** How grave a cell is that cannot be read. */
  readonly ofCells: Level;
}

/** What holds of every tab, learnt by breaking a made one in each way: told as the register itself tells it. */
function alwaysHolds(): Always {
  const made = tab('Tirocini', {
    one: 'tirocinio',
    id: 'T',
    book: 'persone',
    module: 'base',
    about: 'Un foglio da rompere.',
    key: ['tasks'],
    columns: { tasks: text('Mansioni', { example: 'banco e cassa' }), endDate: date('Data fine') },
  });
  const header = [idLabel, made.columns.tasks.label, made.columns.endDate.label];
  const broken = (...rows: readonly (readonly Cell[])[]) =>
    readRegister({
      grids: rows.length === 0 ? [] : [{ name: made.name, rows }],
      tabs: [made],
      modules: new Set([made.module]),
      highest: new Map(),
      keeper: 'coordinator',
      mends: () => 'coordinator',
    });
  const sorted = (...tasks: readonly string[]) =>
    broken(header, ...tasks.map((it, at) => [idOf(made, at + 1), it]));
  const found = [
    broken(),
    broken(header.slice(0, 2)),
    broken([...header, header[1]]),
    broken(header, ['uno', 'cassa']),
    broken(header, ['T-0001', 'cassa'], ['T-0001', 'banco']),
    broken(header, ['T-0001', { kind: 'formula', formula: 'B9', result: 'cassa' }]),
  ].flatMap((it) => it.findings);
  const before = sorted('cassa', 'banco', 'forno').rows(made);
  const mixed = mixedRows({
    tab: made,
    register: sorted('banco', 'forno', 'cassa'),
    known: new Map(before.map((row) => [row.id, fingerprintOf(made, row)])),
    mends: 'coordinator',
  });
  const byName = Map.groupBy([...found, ...mixed], (it) => it.name);
  const [unreadable] = broken(header, ['T-0001', 'cassa', '31/02/2026']).findings;
  if (unreadable === undefined) throw new Error('31/02/2026 was read as a day');
  return {
    ofSheets: [...byName.values()].flatMap((all) =>
      all[0] === undefined
        ? []
        : [{ rules: [...new Set(all.map((it) => it.rule))], finding: all[0] }],
    ),
    ofCells: unreadable.level,
  };
}

// ── docs/promemoria.md ────────────────────────────────────────────────────────────────────────

function remindersText({ knowledge }: Describing): string {
  const all = Object.entries(knowledge.reminders);
  return document('I promemoria', [
    `Quello che ALICE ricorda alle persone: ${plural(all.length, 'promemoria', 'promemoria')}. Un promemoria tace finché manca una cella da cui dipende, e si ferma appena la cosa risulta fatta: si guarda di nuovo il registro subito prima di scrivere. Ognuno ha un messaggio al giorno, con dentro tutto, e mai in un giorno festivo.`,
    'Una scadenza che cade in un giorno in cui non si lavora si ricorda prima, se la cosa va fatta prima di un certo giorno; dopo, se è passato. Contano le feste nazionali e il patrono del comune della sede. Chi non vuole un promemoria può spegnerlo, se non è un adempimento **di legge**; quelli **riservati** vanno solo a chi coordina, e non dicono mai il motivo.',
    ...books.flatMap((book) =>
      knowledge.tabs
        .filter((it) => it.book === book)
        .flatMap((it) => {
          const own = all.filter(([, { tab: of }]) => of === it);
          return own.length === 0
            ? []
            : [`## ${it.name}`, ...own.flatMap((one) => reminderText(one, knowledge))];
        }),
    ),
  ]);
}

function reminderText(
  [id, it]: readonly [id: string, it: Reminder],
  knowledge: Knowledge,
): readonly string[] {
  return [
    `### ${it.name}`,
    [
      code(id),
      ...(it.legal ? ['**di legge**'] : []),
      ...(it.restricted ? ['**riservato**'] : []),
      ...(it.source === undefined ? [] : [safe(it.source)]),
    ].join(' · '),
    safe(it.about),
    table(
      ['Quando', 'A chi', 'Come'],
      it.steps.map((step) => [
        termInWords(step.on),
        safe(list(step.to.map((to) => knowledge.whoms[to] ?? to))),
        howSent(step),
      ]),
    ),
  ];
}

function howSent(step: Step): string {
  if (step.atOnce === true) return 'subito, anche nelle ore di silenzio';
  if (step.weekly === true) return 'nel riepilogo della settimana';
  return step.urgent === true ? 'urgente' : '';
}

/** «7 giorni prima», «il giorno stesso», «3 giorni lavorativi dopo». */
function termInWords(on: Term): string {
  const [n, one, many] =
    'days' in on
      ? ([on.days, 'giorno', 'giorni'] as const)
      : ([on.workingDays, 'giorno lavorativo', 'giorni lavorativi'] as const);
  if (n === 0) return 'il giorno stesso';
  return `${plural(Math.abs(n), one, many)} ${n < 0 ? 'prima' : 'dopo'}`;
}

// ── docs/glossario.md ─────────────────────────────────────────────────────────────────────────

function glossaryText({ knowledge }: Describing, names: Names): string {
  const words = Object.entries(knowledge.words).map(([key, it]) => [
    safe(it.it),
    code(key),
    safe(it.means),
    safe(it.not ?? ''),
  ]);
  const tabs = knowledge.tabs.map((it) => [
    linked(it.name, 'registro.md'),
    code(names.get(it) ?? keyOfTab(it)),
    safe(`${it.about} Una riga è ${safe(withNoun(it))}.`),
    safe(it.formerly.join(', ')),
  ]);
  const pages = Object.entries(knowledge.pages).map(([key, it]) => [
    linked(it.name, 'registro.md'),
    code(key),
    safe(it.about),
    '',
  ]);
  return document('Glossario', [
    'Le parole del registro, il loro nome in codice e le parole che non si usano. In codice si scrive in inglese, tranne i nomi della legge italiana; nei fogli e nei messaggi si scrive in italiano.',
    '## Parole del mestiere',
    glossaryTable(words),
    '## Fogli',
    glossaryTable([...tabs, ...pages]),
    '## Colonne',
    'Quelle che dicono di che cosa parla una riga e quelle che non possono mancare; tutte le altre sono nel [registro](registro.md).',
    glossaryTable(keyColumns(knowledge)),
  ]);
}

function glossaryTable(rows: readonly (readonly string[])[]): string {
  return table(
    ['Nel foglio', 'In codice', 'Che cosa vuol dire', 'Non si dice'],
    rows.toSorted(([a = ''], [b = '']) => compare(comparable(a), comparable(b))),
  );
}

function withNoun({ one, id }: AnyTab): string {
  return `«${one}», con ID ${id}-0001`;
}

/** The columns that name a row or must never be blank, each said once however many tabs have it. */
function keyColumns({ tabs }: Knowledge): readonly (readonly string[])[] {
  const found = new Map<string, { readonly row: readonly string[]; readonly of: string[] }>();
  for (const it of tabs) {
    for (const [key, column] of Object.entries(it.columns)) {
      const telling =
        it.key.includes(key) || it.caption.includes(key) || column.required === 'blocca';
      if (!telling || column.laid !== undefined) continue;
      const same = found.get(`${key}/${column.label}`);
      if (same === undefined)
        found.set(`${key}/${column.label}`, {
          row: [safe(column.label), code(key), safe(column.help), safe(column.formerly.join(', '))],
          of: [it.name],
        });
      else same.of.push(it.name);
    }
  }
  return [...found.values()].map(({ row: [label = '', key = '', help = '', not = ''], of }) => [
    label,
    key,
    `${help} *${list(of)}.*`,
    not,
  ]);
}

// ── docs/pacchetti.md ─────────────────────────────────────────────────────────────────────────

function packsText(packs: readonly RulePack[]): string {
  const rows = packs.flatMap((pack) => [
    ...versionsOf(pack).map(({ instrument, version }) => [
      linked(pack.label),
      instrumentNames[instrument],
      safe(version.name),
      inDigits(version.since),
      String(countOf(version.rules)),
      String(unverified(version).length),
    ]),
    ...(pack.programmes ?? []).map((it) => [
      linked(pack.label),
      instrumentNames[it.instrument],
      `programma ${safe(it.label)}`,
      '',
      String(countOf(it.rules)),
      String(unverified(it).length),
    ]),
  ]);
  return document('I pacchetti di regole', [
    'I numeri della legge, per regione e strumento, dal giorno in cui valgono: un tirocinio segue la versione in vigore nel giorno in cui è iniziato. Ogni numero ha la sua fonte; quelli *da verificare* avvisano e non bloccano. Quello che nessuna fonte dice non c’è: ALICE non inventa limiti, e dove la regione tace indica le linee guida nazionali.',
    table(['Pacchetto', 'Strumento', 'Norma', 'Dal', 'Numeri', 'Da verificare'], rows),
    ...packs.flatMap((pack) => [
      `## ${pack.label}`,
      `In codice ${code(pack.key)}.`,
      ...versionsOf(pack).flatMap(({ instrument, version }) => [
        `### ${instrumentNames[instrument]}: ${version.name}, dal ${inDigits(version.since)}`,
        ...(version.warning === undefined ? [] : [`> ${safe(capital(version.warning))}`]),
        ...(version.notes ?? []).map(safe),
        rulesTable(version.rules),
      ]),
      ...(pack.programmes ?? []).flatMap((it) => [
        `### Programma «${it.label}» (${instrumentNames[it.instrument]})`,
        `Si sceglie per nome, ${code(it.key)}: quello che dice vale al posto della regola della regione.`,
        ...(it.notes ?? []).map(safe),
        rulesTable(it.rules),
      ]),
    ]),
  ]);
}

function versionsOf(
  pack: RulePack,
): readonly { readonly instrument: Instrument; readonly version: PackVersion }[] {
  return instruments.flatMap((instrument) =>
    (pack.instruments[instrument] ?? []).map((version) => ({ instrument, version })),
  );
}

function countOf(rules: Rules): number {
  return Object.values(rules).filter((it) => it !== undefined).length;
}

function rulesTable(rules: Rules): string {
  // The keys of a declared object are its own.
  const rows = (Object.keys(parameters) as readonly Parameter[]).flatMap((parameter) => {
    const it = rules[parameter];
    if (it === undefined) return [];
    const { label, scope, shown } = parameters[parameter];
    return [
      [
        `${safe(label)}${scope === 'state' ? ' (legge dello Stato)' : ''}`,
        safe(shown(it.value)),
        it.verified ? 'sì' : '**no**',
        safe(it.source),
        safe(it.note ?? ''),
      ],
    ];
  });
  return rows.length === 0
    ? 'Nessun numero noto.'
    : table(['Che cosa', 'Quanto', 'Verificato', 'Fonte', 'Da sapere'], rows);
}

// ── docs/comandi.md ───────────────────────────────────────────────────────────────────────────

function verbsText(
  { everywhere = [], exits = [] }: Describing,
  verbs: readonly VerbHelp[],
): string {
  return document('I comandi', [
    'Si scrivono nella cartella di ALICE, dopo `npm ci`. Ogni comando dice alla fine che cosa è successo e qual è il passo dopo; `npx alice <comando> --help` ripete quello che è scritto qui.',
    table(
      ['Comando', 'Che cosa fa'],
      verbs.map((it) => [`[${code(it.verb)}](#alice-${slug(it.verb)})`, safe(it.about)]),
    ),
    ...verbs.flatMap((it) => [
      `## alice ${it.verb}`,
      safe(it.about),
      fenced('sh', [asTyped(it.usage)]),
      ...(it.options.length === 0 ? [] : [optionsTable(it.options)]),
      ...(it.examples.length === 0
        ? []
        : [
            fenced(
              'sh',
              it.examples.flatMap(({ command, about }) => [`# ${about}`, asTyped(command)]),
            ),
          ]),
    ]),
    ...(everywhere.length === 0 ? [] : ['## Opzioni di ogni comando', optionsTable(everywhere)]),
    ...(exits.length === 0
      ? []
      : [
          '## Codici di uscita',
          table(
            ['Codice', 'Che cosa vuol dire'],
            exits.map((it) => [String(it.code), safe(it.about)]),
          ),
        ]),
  ]);
}

function optionsTable(options: readonly OptionHelp[]): string {
  return table(
    ['Opzione', 'A che cosa serve'],
    options.map((it) => [code(it.option), safe(it.about)]),
  );
}

/** As people type it where ALICE was cloned: `npx alice check`. */
function asTyped(command: string): string {
  return command.startsWith('alice') ? `npx ${command}` : command;
}

// ── Markdown ──────────────────────────────────────────────────────────────────────────────────

function document(title: string, blocks: readonly string[]): string {
  return `${[
    '<!-- Scritto da «npm run docs» da ciò che ALICE sa (config/): le modifiche a mano si perdono. -->',
    `# ${title}`,
    ...blocks,
  ].join('\n\n')}\n`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function line(cells: readonly string[]): string {
  return `| ${cells.map(inCell).join(' | ')} |`;
}

function inCell(markdown: string): string {
  return markdown.replace(/\n/g, '<br>').replaceAll('|', '\\|');
}

/** People's words where Markdown would read signs into them. */
function safe(words: string): string {
  return words.replace(/[\\*`[\]]/g, '\\$&').replaceAll('<', '&lt;');
}

function code(words: string): string {
  return `\`${words}\``;
}

function fenced(language: string, lines: readonly string[]): string {
  return ['```'.concat(language), ...lines, '```'].join('\n');
}

function quoted(labels: readonly string[]): string {
  return list(labels.map((it) => `«${safe(it)}»`));
}

function linked(heading: string, file = ''): string {
  return `[${safe(heading)}](${file}#${slug(heading)})`;
}

/** The anchor GitHub gives to a heading. */
function slug(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

function labelOf(it: AnyTab, key: string): string {
  return `«${safe(it.columns[key]?.label ?? key)}»`;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
