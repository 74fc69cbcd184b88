import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import type { OAuth2Client } from 'google-auth-library';
import { knowledge } from '../config/index.ts';
import { withoutSlack } from '../config/recipients.ts';
import { resultOf } from './core/cell.ts';
import type { Knowledge } from './core/knowledge.ts';
import type { PaperKnowledge } from './core/paper.ts';
import type { Book } from './core/tab.ts';
import type { TemplateFault } from './core/template.ts';
import { comparable } from './core/words.ts';
import type { MailRoute, Place, Settings } from './integrations/environment/index.ts';
import { excelFile } from './integrations/excel-file/index.ts';
import { folderArchive } from './integrations/folder/archive.ts';
import { sqliteLedger } from './integrations/sqlite/index.ts';
import type { Shared } from './jobs/sharing.ts';
import type { Volume } from './jobs/world.ts';
import type { Printer } from './pdf/index.ts';
import {
  type Archive,
  type Clock,
  type Ledger,
  type Mailbox,
  type PaperKept,
  type Snapshot,
  Unreachable,
  type Workbook,
} from './ports.ts';

/** ALICE wired to a register: what she knows, and every port behind which a file stands. */
export interface Alice {
  readonly knowledge: Knowledge;
  readonly volumes: readonly Volume[];
  readonly ledger: Ledger;
  readonly clock: Clock;
  /** Where papers are kept. */
  readonly archive: Archive;
  /** What is known of papers, for whoever knows which were printed; read from `config/documents` when it is asked for. */
  readonly papers: (kept: readonly PaperKept[]) => Promise<PaperKnowledge>;
  /** Where messages leave from, in the name of this address; opened when it is asked for. */
  readonly mailbox: (from: string | undefined) => Promise<Mailbox>;
  /** With whom each spreadsheet of Google's is shared; none of files. */
  readonly sharing: () => Promise<readonly Shared[]>;
  /** Whether the register carries this ledger's identity, another's, or none yet. Known once it has been read. */
  readonly owner: () => Owner;
}

/** `ours`: made or adopted with this ledger · `nobody`: a workbook ALICE never adopted · `another`: another copy of ALICE keeps it. */
export type Owner = 'ours' | 'nobody' | 'another';

/** What connecting needs beside the settings. */
export interface Connecting {
  readonly settings: Settings;
  readonly clock: Clock;
  /** Only looks: the ledger is opened read-only. */
  readonly look: boolean;
  /** Lays and writes whatever the register says of its owner: `init`, `demo`. */
  readonly adopting?: boolean;
  /** How long nobody may have saved before a file is written, in milliseconds. */
  readonly quietMs?: number;
  /** The identity of a ledger made now; random unless told. */
  readonly identity?: string;
}

/**
 * Connects to the register the settings name. Throws `Unreachable` for one that is named and not to be had, and for a
 * spreadsheet of Google's that is open to strangers, unless one only looks.
 */
export async function connect({
  settings,
  clock,
  look,
  adopting = false,
  quietMs,
  identity,
}: Connecting): Promise<Alice> {
  const register = placeOf(settings.register);
  const home = homeOf(register);
  const file = settings.ledger ?? home.ledger;
  const ledger = sqliteLedger({
    file,
    readOnly: look && existsSync(file),
    ...(identity === undefined ? {} : { identity }),
  });
  const owners = new Map<string, Owner>();
  const owner = (): Owner => {
    const all = [...owners.values()];
    if (all.includes('another')) return 'another';
    return all.includes('nobody') ? 'nobody' : 'ours';
  };
  let google: Promise<GoogleWays> | undefined;
  const toGoogle = () => (google ??= googleWays(settings));

  const open = async (place: Place): Promise<Workbook> => {
    const { whole, elsewhere } =
      place.kind === 'google'
        ? await inGoogle(place.id, { ways: await toGoogle(), look })
        : inFile(place.path, { history: join(home.history, digestOf(place.path)), quietMs });
    const { where } = whole;
    return {
      ...whole,
      async read() {
        const snapshot = await whole.read();
        owners.set(where, ownerOf(snapshot, ledger.id));
        return snapshot;
      },
      prepare: (changes) =>
        adopting || owners.get(where) === 'ours'
          ? whole.prepare(changes)
          : elsewhere.prepare(changes),
    };
  };

  const restricted = settings.restricted ?? siblingOf(register);
  const { companiesRegister: companies, administrationRegister: money } = settings;
  const files: readonly { readonly place: Place | undefined; readonly books: readonly Book[] }[] = [
    {
      place: register,
      books: [
        'persone',
        ...(companies === undefined ? (['imprese'] as const) : []),
        ...(money === undefined ? (['amministrazione'] as const) : []),
      ],
    },
    { place: companies, books: ['imprese'] },
    { place: money, books: ['amministrazione'] },
    { place: restricted, books: ['riservato'] },
  ];
  const volumes: Volume[] = [];
  for (const { place, books } of files)
    if (place !== undefined) volumes.push({ workbook: await open(place), books });
  const { driveFolder } = settings;
  return {
    // The embedded default shows chat at the terminal; elsewhere a Slack that is not connected reaches nobody.
    knowledge:
      settings.slackBotToken === undefined && settings.mail.kind !== 'folder'
        ? byLetter(knowledge)
        : knowledge,
    volumes,
    ledger,
    clock,
    archive:
      driveFolder === undefined
        ? folderArchive({ root: resolve(settings.out) })
        : await inDrive(driveFolder, await toGoogle()),
    papers: async (kept) => (await papersKnown(kept, settings)).papers,
    mailbox: (from) => mailboxOf(settings.mail, { settings, from, ledger, clock }),
    sharing: async () => {
      const some = files.flatMap(({ place }) => (place?.kind === 'google' ? [place.id] : []));
      return some.length === 0 ? [] : sharingOf(some, await toGoogle());
    },
    owner,
  };
}

/** What ALICE knows, where nobody can be reached in Slack: they get letters, or are phoned. */
export function byLetter(known: Knowledge): Knowledge {
  const { recipientsOf, recipientById, callersFor } = known;
  return {
    ...known,
    recipientsOf: (to, row, around) =>
      recipientsOf(to, row, around).map((it) => withoutSlack(it, around)),
    recipientById: (id, around) => {
      const found = recipientById(id, around);
      return found && withoutSlack(found, around);
    },
    callersFor: (row, around) => callersFor(row, around).map((it) => withoutSlack(it, around)),
  };
}

/** A workbook, and where its answers go as long as it is not ALICE's to write. */
interface Opened {
  readonly whole: Workbook;
  readonly elsewhere: Pick<Workbook, 'prepare'>;
}

function inFile(
  path: string,
  { history, quietMs }: { readonly history: string; readonly quietMs: number | undefined },
): Opened {
  const options = { path, history, ...(quietMs === undefined ? {} : { quietMs }) };
  return {
    whole: excelFile({ ...options, mayWrite: 'in place' }),
    elsewhere: excelFile({ ...options, mayWrite: 'companion' }),
  };
}

// ── Google: loaded only where a setting leads there ───────────────────────────────────────────

/** Signed in, with what each client needs. */
interface GoogleWays {
  readonly auth: OAuth2Client;
  readonly address: string | undefined;
  readonly domains: readonly string[];
}

async function googleWays(settings: Settings): Promise<GoogleWays> {
  const [{ googleAccount }, { SHEETS_SCOPES }, { LOOKING_SCOPES }, { ARCHIVE_SCOPES }] =
    await Promise.all([
      import('./integrations/google-account/index.ts'),
      import('./integrations/google-sheets/index.ts'),
      import('./integrations/google-drive/sharing.ts'),
      import('./integrations/google-drive/index.ts'),
    ]);
  const { auth, address } = googleAccount({
    keyFile: settings.googleCredentials,
    root: settings.googleApiRoot,
    scopes: [
      ...SHEETS_SCOPES,
      ...LOOKING_SCOPES,
      ...(settings.driveFolder === undefined ? [] : ARCHIVE_SCOPES),
    ],
  });
  return { auth, address, domains: settings.domains ?? [] };
}

async function inGoogle(
  id: string,
  { ways, look }: { readonly ways: GoogleWays; readonly look: boolean },
): Promise<Opened> {
  const { auth, address, domains } = ways;
  const [{ googleSheets }, { sharing, version }, { refuseStrangers }] = await Promise.all([
    import('./integrations/google-sheets/index.ts'),
    import('./integrations/google-drive/sharing.ts'),
    import('./jobs/sharing.ts'),
  ]);
  const whole = googleSheets({ auth, id, editor: address, version: () => version({ auth, id }) });
  // Nothing is written into a file that strangers read.
  if (!look)
    refuseStrangers({
      where: whole.where,
      grants: await sharing({ auth, id }),
      domains,
      self: address,
    });
  return {
    whole,
    elsewhere: {
      prepare: async ({ basis }) => ({
        after: basis,
        commit: async () => ({
          outcome: 'busy',
          why: `ALICE non ha ancora adottato il foglio ${whole.where}: non vi scrive nulla finché non lo fa «npx alice init --adopt».`,
        }),
      }),
    },
  };
}

async function inDrive(folder: string, { auth }: GoogleWays): Promise<Archive> {
  const { driveArchive } = await import('./integrations/google-drive/index.ts');
  return driveArchive({ auth, folder });
}

async function sharingOf(ids: readonly string[], { auth, domains, address }: GoogleWays) {
  const { sharing } = await import('./integrations/google-drive/sharing.ts');
  return Promise.all(
    ids.map(async (id) => ({
      where: `https://docs.google.com/spreadsheets/d/${id}/edit`,
      grants: await sharing({ auth, id }),
      domains,
      self: address,
    })),
  );
}

// ── Mail ──────────────────────────────────────────────────────────────────────────────────────

async function mailboxOf(
  route: MailRoute,
  told: {
    readonly settings: Settings;
    readonly from: string | undefined;
    readonly ledger: Ledger;
    readonly clock: Clock;
  },
): Promise<Mailbox> {
  const { settings, ledger, clock } = told;
  switch (route.kind) {
    case 'folder': {
      const { folderMailbox } = await import('./integrations/folder/mailbox.ts');
      // Nobody reads answers in a folder, so any sender will do.
      return folderMailbox({ root: resolve(route.path), from: told.from ?? unread, clock });
    }
    case 'smtp': {
      const { smtpMailbox } = await import('./integrations/smtp/index.ts');
      return smtpMailbox({ url: route.url, from: told.from ?? noSender(), clock });
    }
    case 'gmail': {
      const [{ googleAccount }, { GMAIL_SCOPES, gmailMailbox }] = await Promise.all([
        import('./integrations/google-account/index.ts'),
        import('./integrations/gmail/index.ts'),
      ]);
      const { auth } = googleAccount({
        keyFile: settings.googleCredentials,
        root: settings.googleApiRoot,
        scopes: GMAIL_SCOPES,
        subject: route.sender,
      });
      return gmailMailbox({
        auth,
        from: `ALICE <${route.sender}>`,
        drafts: {
          recall: async (key) => (await ledger.recall('drafts')).get(key),
          remember: (key, draft) => ledger.remember('drafts', new Map([[key, draft]])),
        },
        clock,
      });
    }
    default:
      return route satisfies never;
  }
}

const unread = 'ALICE <alice@example.org>';

function noSender(): never {
  throw new Unreachable({
    what: 'La posta',
    why: 'non so da quale indirizzo parte',
    cure: 'Scrivi la «Casella dei coordinatori» nel foglio «Impostazioni», ad esempio coordinamento@example.org',
  });
}

/** The folder of the papers' templates. */
const documents = join(import.meta.dirname, '..', 'config', 'documents');

/**
 * Reads the templates of `config/documents` and the logos they may carry, with what their index of papers may list.
 * What is wrong with a template is told, and it prints nothing.
 */
export async function papersKnown(
  kept: readonly PaperKept[],
  { logos, out }: Pick<Settings, 'logos' | 'out'>,
): Promise<{ readonly papers: PaperKnowledge; readonly faults: readonly TemplateFault[] }> {
  const [{ paperKnowledge }, { readTemplate }, { papersOfFile }, { readLogos }] = await Promise.all(
    [
      import('../config/papers/book.ts'),
      import('./core/template.ts'),
      import('./jobs/papers.ts'),
      import('./integrations/logos/index.ts'),
    ],
  );
  const shelf = await readLogos(logos ?? join(dirname(resolve(out)), 'loghi'));
  // The index of a file lists papers by templates that are read with it: filled in before anybody asks.
  let known: PaperKnowledge | undefined;
  const made = paperKnowledge(
    [],
    ({ id }, around) =>
      known === undefined
        ? []
        : papersOfFile({ kept, papers: known, around, folder: id, without: ['fascicolo'] }),
    shelf,
  );
  const read = readdirSync(documents)
    .filter((it) => it.endsWith('.md'))
    .toSorted()
    .map((it) =>
      readTemplate(
        { kind: it.slice(0, -3), text: readFileSync(join(documents, it), 'utf8') },
        made.vocabulary,
      ),
    );
  known = {
    ...made,
    templates: read.flatMap(({ template }) => (template === undefined ? [] : [template])),
  };
  return { papers: known, faults: read.flatMap((it) => it.faults) };
}

/** The printer, its faces open: worth keeping as long as one prints. */
export async function press(): Promise<Printer> {
  const [{ printer }, { loadFonts }] = await Promise.all([
    import('./pdf/index.ts'),
    import('./integrations/typefaces/index.ts'),
  ]);
  return printer(await loadFonts());
}

/** SHA-256 of a file, in hexadecimal: how papers are known again. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The names of the files of a programme kept in a folder. */
export const registerFile = 'registro.xlsx';
/** The restricted register stands in a folder of its own, to be shared with fewer people. */
export const restrictedFile = join('riservato', 'registro riservato.xlsx');
/** A register that has its ledger beside it takes it along: the demo does. */
export const ledgerFile = 'alice.sqlite';

/** The user's own state folder for a register, or the register's folder where a ledger already lies beside it. */
function homeOf(register: Place): { readonly ledger: string; readonly history: string } {
  if (register.kind === 'file') {
    const folder = dirname(register.path);
    const beside = join(folder, ledgerFile);
    if (existsSync(beside)) return { ledger: beside, history: join(folder, 'storia') };
  }
  const state =
    process.env['XDG_STATE_HOME'] ??
    process.env['LOCALAPPDATA'] ??
    join(
      homedir(),
      ...(process.platform === 'darwin' ? ['Library', 'Application Support'] : ['.local', 'state']),
    );
  const name = register.kind === 'file' ? resolve(register.path) : `google:${register.id}`;
  const mine = join(state, 'alice', digestOf(name));
  return { ledger: join(mine, ledgerFile), history: join(mine, 'storia') };
}

function siblingOf(register: Place): Place | undefined {
  if (register.kind !== 'file') return undefined;
  const path = join(dirname(register.path), restrictedFile);
  return existsSync(path) ? { kind: 'file', path } : undefined;
}

function placeOf(register: Settings['register']): Place {
  if (register !== undefined) return register;
  throw new Unreachable({
    what: 'Il registro',
    why: 'non so qual è: manca ALICE_REGISTER',
    cure: 'Scrivi «--register registro.xlsx», oppure prova con «npx alice demo»',
  });
}

function ownerOf(snapshot: Snapshot, ledger: string): Owner {
  const { journal } = knowledge.pages;
  const sheet = snapshot.sheets.find((it) => comparable(it.name) === comparable(journal.name));
  const label = journal.columns['ledger']?.label ?? '';
  const at = (sheet?.rows[0] ?? []).indexOf(label);
  const identity = resultOf(sheet?.rows[1]?.[at]);
  if (at < 0 || typeof identity !== 'string' || identity === '') return 'nobody';
  return identity === ledger ? 'ours' : 'another';
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
