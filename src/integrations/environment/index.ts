import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { readEmail } from '../../core/italy.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { nearest } from '../../core/words.ts';
import { Unreachable } from '../../ports.ts';

/** A spreadsheet: an `.xlsx` on this machine, or the ID of one of Google's. */
export type Place =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'google'; readonly id: string };

/** How messages leave: through a mail server, through Gmail as `sender`, or as `.eml` files into a folder. */
export type MailRoute =
  | { readonly kind: 'smtp'; readonly url: string }
  | { readonly kind: 'gmail'; readonly sender: string }
  | { readonly kind: 'folder'; readonly path: string };

/** What ALICE is told from outside, read and typed. Paths are as written: relative ones start at the working folder. */
export type Settings = { readonly [K in Key]: Known<K> };

/**
 * Settings, each from the first place that has it: option of the command, environment, text of `.env`,
 * default. Blank counts as absent everywhere. Refuses, in one Italian text with a line for each, every
 * value that cannot be read and every `ALICE_…` in `.env` that does not exist (in the environment they
 * may be somebody else's). A secret is never repeated.
 */
export function settingsFrom({ options = {}, env = {}, dotenv = '' }: Sources): Result<Settings> {
  // Notepad begins a file with a mark nobody sees, which would become part of the first name.
  const file = parseEnv(dotenv.replace(/^\uFEFF/, ''));
  const read = KEYS.map((key) => [key, readOne(key, { options, env, file })] as const);
  const wrong = [
    ...read.flatMap(([, it]) => (it.ok ? [] : [it.error])),
    ...Object.keys(file).flatMap(unknown),
  ];
  if (wrong.length > 0) return err(wrong.join('\n'));
  const values = read.flatMap(([key, it]) => (it.ok ? [[key, it.value]] : []));
  // Object.fromEntries forgets which value each key was read for.
  return ok(Object.fromEntries(values) as Settings);
}

/** Where settings may stand. */
export interface Sources {
  /** By key: `{ register: './registro.xlsx' }` for `--register`. */
  readonly options?: { readonly [K in Key]?: string | undefined };
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The text of a `.env` file. */
  readonly dotenv?: string | undefined;
}

/** The text of the `.env` of a folder, `undefined` where there is none. Throws `Unreachable` if it cannot be read. */
export function dotenvIn(folder: string): string | undefined {
  const path = join(folder, '.env');
  try {
    return readFileSync(path, 'utf8');
  } catch (failure) {
    const code = failure instanceof Error && 'code' in failure ? failure.code : undefined;
    if (code === 'ENOENT') return undefined;
    if (code === undefined) throw failure;
    throw new Unreachable({
      what: `Il file delle impostazioni (${path})`,
      why: 'c’è, ma ALICE non riesce a leggerlo',
      cure: 'Controlla che sia un file e che tu possa aprirlo; se non ti serve, spostalo altrove.',
    });
  }
}

/** Every variable ALICE knows, for `doctor` and the documentation. */
export function variables(): readonly Variable[] {
  return KEYS.map((key) => {
    const { variable, about, example, secret, fallback } = entryOf(key);
    return { key, variable, about, example, secret: secret ?? false, fallback };
  });
}

/** One variable, as people read about it. */
export interface Variable {
  readonly key: Key;
  readonly variable: string;
  readonly about: string;
  readonly example: string;
  /** Never shown, never logged. */
  readonly secret: boolean;
  /** What holds where nothing is said. */
  readonly fallback: string | undefined;
}

/** The text of `.env.example`: every variable with what it is for, commented out. */
export function envExample(): string {
  const head = [
    '# Le impostazioni di ALICE, scritte da «alice describe»: le modifiche a questo file si perdono.',
    '# Copialo in «.env», togli il # davanti a ciò che ti serve e scrivi il tuo valore.',
    '# Vale, nell’ordine: l’opzione del comando, la variabile d’ambiente, il file .env della cartella da cui',
    '# lavori, ciò che è detto qui. Una riga lasciata vuota non conta. I segreti non si danno a nessuno.',
  ];
  const each = variables().map(({ variable, about, example, secret, fallback }) =>
    [
      `# ${about}${secret ? ' È un segreto.' : ''}${fallback === undefined ? '' : ` Se manca: ${fallback}`}`,
      `# ${variable}=${/[\s#"']/.test(example) ? JSON.stringify(example) : example}`,
    ].join('\n'),
  );
  return `${[head.join('\n'), ...each].join('\n\n')}\n`;
}

// ---- what there is --------------------------------------------------------------------------

interface Entry {
  readonly variable: string;
  /** What it is for: an Italian sentence. */
  readonly about: string;
  /** What is expected, after «non è»: «un file .xlsx». */
  readonly expected: string;
  /** What to say instead of «non è …» where it is plain what was meant. Must not repeat the text. */
  readonly meant?: (text: string) => string | undefined;
  readonly example: string;
  readonly secret?: boolean;
  readonly fallback?: string;
  readonly schema: z.ZodType<unknown, string>;
}

const path = z
  .string()
  // A shell turns ~ into the home folder; a file does not, and would get a folder named ~.
  .refine((text) => !/^~|:\/\//.test(text));

const url = z.url({ protocol: /^https?$/ });

const spreadsheet = z.string().transform((text, context): Place => {
  const id =
    /^https:\/\/docs\.google\.com\/spreadsheets\/(?:u\/\d+\/)?d\/([\w-]{20,})(?:[/?#]|$)/.exec(
      text,
    )?.[1] ?? /^[\w-]{30,}$/.exec(text)?.[0];
  if (id !== undefined) return { kind: 'google', id };
  if (path.safeParse(text).success && /\.xls[xm]$/i.test(text)) return { kind: 'file', path: text };
  context.addIssue('');
  return z.NEVER;
});

const driveFolder = z.string().transform((text, context): string => {
  const id =
    /^https:\/\/drive\.google\.com\/drive\/(?:u\/\d+\/)?folders\/([\w-]{15,})(?:[/?#]|$)/.exec(
      text,
    )?.[1] ?? /^[\w-]{15,}$/.exec(text)?.[0];
  if (id !== undefined) return id;
  context.addIssue('');
  return z.NEVER;
});

const mail = z.string().transform((text, context): MailRoute => {
  if (isGmail(text)) {
    const sender = readEmail(text.replace(/^gmail:?(?:\/\/)?/i, ''));
    if (sender.ok) return { kind: 'gmail', sender: sender.value.address };
    context.addIssue('');
    return z.NEVER;
  }
  if (/^smtps?:\/\/[^/]/.test(text) && URL.canParse(text)) return { kind: 'smtp', url: text };
  const looksLikeAddress = /^[^/\\]+@[^/\\]+$/.test(text);
  if (path.safeParse(text).success && !looksLikeAddress) return { kind: 'folder', path: text };
  context.addIssue('');
  return z.NEVER;
});

/** Also `gmail` alone: nobody means a folder of that name, which would be `./gmail`. */
function isGmail(text: string): boolean {
  return /^gmail(?::|$)/i.test(text);
}

const domains = z
  .string()
  .transform((text) =>
    text
      .split(/[\s,;]+/)
      .filter((it) => it !== '')
      .map((it) => it.replace(/^@/, '').toLowerCase()),
  )
  .pipe(z.array(z.string().regex(/^(?:[a-z0-9-]+\.)+[a-z]{2,}$/)).min(1));

const aPlace = 'né un file .xlsx né il link di un foglio Google';
const aPath = 'un percorso che ALICE può seguire (scrivilo per intero, senza ~)';
const aUrl = 'un indirizzo web';

const SETTINGS = {
  register: {
    variable: 'ALICE_REGISTER',
    about: 'Il registro: un file .xlsx, o il link di un foglio Google.',
    expected: aPlace,
    example: './registro.xlsx',
    schema: spreadsheet,
  },
  companiesRegister: {
    variable: 'ALICE_REGISTER_IMPRESE',
    about: 'Il registro delle imprese, se sta in un file a parte.',
    expected: aPlace,
    example: './imprese.xlsx',
    schema: spreadsheet,
  },
  administrationRegister: {
    variable: 'ALICE_REGISTER_AMMINISTRAZIONE',
    about: 'Il registro dell’amministrazione, se sta in un file a parte.',
    expected: aPlace,
    example: './amministrazione.xlsx',
    schema: spreadsheet,
  },
  restricted: {
    variable: 'ALICE_RESTRICTED',
    about: 'Il registro riservato: un file in un’altra cartella, aperta solo a chi è autorizzato.',
    expected: aPlace,
    example: '../riservato/riservato.xlsx',
    schema: spreadsheet,
  },
  out: {
    variable: 'ALICE_OUT',
    about: 'La cartella delle carte stampate.',
    expected: aPath,
    example: './carte',
    fallback: './carte',
    schema: path,
  },
  logos: {
    variable: 'ALICE_LOGOS',
    about:
      'La cartella dei loghi da mettere sulle carte (.png o .jpg). Se manca: «loghi», accanto a quella delle carte.',
    expected: aPath,
    example: './loghi',
    schema: path,
  },
  ledger: {
    variable: 'ALICE_LEDGER',
    about:
      'Il file in cui ALICE ricorda ciò che ha fatto: su un disco di questo computer, mai in una cartella condivisa o di rete. Se manca, sta nella cartella dell’utente.',
    expected: aPath,
    example: './alice.db',
    schema: path,
  },
  mail: {
    variable: 'ALICE_MAIL',
    about:
      'Come parte la posta: un server «smtp://…», «gmail:» con la casella da cui scrivere, o una cartella in cui lasciare i file .eml.',
    expected: 'né un server smtp://, né «gmail:» con un mittente, né una cartella',
    meant: (text) =>
      isGmail(text)
        ? 'non dice da quale casella Gmail scrivere: metti l’indirizzo del mittente, ad esempio gmail:alice@example.org'
        : undefined,
    example: 'smtps://alice:parola@smtp.example.org',
    // A server's address holds its password.
    secret: true,
    fallback: './posta',
    schema: mail,
  },
  googleCredentials: {
    variable: 'GOOGLE_APPLICATION_CREDENTIALS',
    about: 'Il file della chiave dell’account di servizio di Google.',
    expected: aPath,
    example: './chiave-google.json',
    schema: path,
  },
  driveFolder: {
    variable: 'ALICE_DRIVE_FOLDER',
    about: 'La cartella di Google Drive in cui archiviare le carte: il suo link.',
    expected: 'il link di una cartella di Google Drive',
    example: 'https://drive.google.com/drive/folders/1aBcDeFgHiJkLmNoPqRsTuVwXyZ',
    schema: driveFolder,
  },
  domains: {
    variable: 'ALICE_DOMAINS',
    about:
      'I domini di posta di chi può aprire i file: se un file è aperto ad altri, ALICE non parte.',
    expected: 'un elenco di domini separati da virgole',
    example: 'comune.example.org, cooperativa.example.org',
    schema: domains,
  },
  heartbeat: {
    variable: 'ALICE_HEARTBEAT_URL',
    about: 'L’indirizzo da chiamare a ogni giro finito bene: se tace, qualcuno viene avvisato.',
    expected: aUrl,
    example: 'https://hc.example.org/ping/5f1c',
    // Whoever knows it can answer in ALICE's place.
    secret: true,
    schema: url,
  },
  healthFile: {
    variable: 'ALICE_HEALTH_FILE',
    about: 'Il file che ALICE aggiorna finché sta bene, per chi la sorveglia.',
    expected: aPath,
    example: './alice.salute',
    schema: path,
  },
  keys: {
    variable: 'ALICE_KEYS',
    about:
      'La cartella delle chiavi con cui ALICE firma e riconosce ciò che scambia con i partner.',
    expected: aPath,
    example: './chiavi',
    schema: path,
  },
  slackBotToken: {
    variable: 'SLACK_BOT_TOKEN',
    about: 'La chiave con cui ALICE scrive in Slack (comincia con xoxb-).',
    expected: 'una chiave che comincia con xoxb-',
    example: 'xoxb-0000-esempio',
    secret: true,
    schema: z.string().regex(/^xoxb-[\w-]+$/),
  },
  slackAppToken: {
    variable: 'SLACK_APP_TOKEN',
    about: 'La chiave con cui ALICE ascolta Slack (comincia con xapp-).',
    expected: 'una chiave che comincia con xapp-',
    example: 'xapp-0000-esempio',
    secret: true,
    schema: z.string().regex(/^xapp-[\w-]+$/),
  },
  googleApiRoot: {
    variable: 'GOOGLE_API_ROOT',
    about: 'L’indirizzo a cui chiedere invece che a Google: per un proxy o per le prove.',
    expected: aUrl,
    example: 'http://localhost:8791/',
    schema: url,
  },
  slackApiUrl: {
    variable: 'SLACK_API_URL',
    about: 'L’indirizzo a cui chiedere invece che a Slack: per un proxy o per le prove.',
    expected: aUrl,
    example: 'http://localhost:8792/api/',
    schema: url,
  },
} satisfies Readonly<Record<string, Entry>>;

type Key = keyof typeof SETTINGS;

/** What a setting is once read: always there if it has a default. */
type Known<K extends Key> = (typeof SETTINGS)[K] extends { readonly fallback: string }
  ? z.output<(typeof SETTINGS)[K]['schema']>
  : z.output<(typeof SETTINGS)[K]['schema']> | undefined;

// Object.keys forgets which keys an object has.
const KEYS = Object.keys(SETTINGS) as readonly Key[];

/** The same, seen as what all entries have in common. */
function entryOf(key: Key): Entry {
  return SETTINGS[key];
}

// ---- reading --------------------------------------------------------------------------------

interface Found {
  readonly options: NonNullable<Sources['options']>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly file: Readonly<Record<string, string | undefined>>;
}

function readOne(key: Key, { options, env, file }: Found): Result<unknown> {
  const { variable, expected, meant, example, secret, fallback, schema } = entryOf(key);
  const option = `--${key.replaceAll(/[A-Z]/g, (it) => `-${it.toLowerCase()}`)}`;
  const places = [
    { text: options[key], where: `nell’opzione ${option}` },
    { text: env[variable], where: `nella variabile ${variable}` },
    { text: file[variable], where: `alla riga ${variable} del file .env` },
    { text: fallback, where: '' },
  ];
  const first = places
    .map(({ text, where }) => ({ text: text?.normalize('NFC').trim() ?? '', where }))
    .find(({ text }) => text !== '');
  if (first === undefined) return ok(undefined);

  const read = schema.safeParse(first.text);
  if (read.success) return ok(read.data);
  const found = secret === true ? 'il valore segreto' : `«${first.text}»`;
  const wrong = meant?.(first.text) ?? `non è ${expected}: scrivi ad esempio ${example}`;
  const said = `${found} ${first.where} ${wrong}.`;
  return err(said.charAt(0).toUpperCase() + said.slice(1));
}

function unknown(name: string): readonly string[] {
  const names = KEYS.map((key) => entryOf(key).variable);
  if (!name.startsWith('ALICE_') || names.includes(name)) return [];
  const meant = nearest(name, names);
  const hint = meant === undefined ? 'quelle che ci sono stanno in .env.example' : `forse ${meant}`;
  return [`«${name}» nel file .env non è un’impostazione di ALICE: ${hint}.`];
}
