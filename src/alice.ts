import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { knowledge } from '../config/index.ts';
import { resultOf } from './core/cell.ts';
import type { PaperKnowledge } from './core/paper.ts';
import type { TemplateFault } from './core/template.ts';
import { comparable } from './core/words.ts';
import type { Settings } from './integrations/environment/index.ts';
import { excelFile } from './integrations/excel-file/index.ts';
import { folderArchive } from './integrations/folder/archive.ts';
import { sqliteLedger } from './integrations/sqlite/index.ts';
import type { Volume } from './jobs/world.ts';
import type { Printer } from './pdf/index.ts';
import {
  type Archive,
  type Clock,
  type Ledger,
  type PaperKept,
  type Snapshot,
  Unreachable,
  type Workbook,
} from './ports.ts';

/** ALICE wired to a register: what she knows, and every port behind which a file stands. */
export interface Alice {
  readonly knowledge: typeof knowledge;
  readonly volumes: readonly Volume[];
  readonly ledger: Ledger;
  readonly clock: Clock;
  /** Where papers are kept. */
  readonly archive: Archive;
  /** What is known of papers, for whoever knows which were printed; read from `config/documents` when it is asked for. */
  readonly papers: (kept: readonly PaperKept[]) => Promise<PaperKnowledge>;
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

/** Connects to the register the settings name. Throws `Unreachable` for one that is named and not to be had. */
export async function connect({
  settings,
  clock,
  look,
  adopting = false,
  quietMs,
  identity,
}: Connecting): Promise<Alice> {
  const register = pathOf(settings.register, 'ALICE_REGISTER');
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

  const open = (path: string): Workbook => {
    const history = join(home.history, digestOf(path));
    const options = { path, history, ...(quietMs === undefined ? {} : { quietMs }) };
    const inPlace = excelFile({ ...options, mayWrite: 'in place' });
    const companion = excelFile({ ...options, mayWrite: 'companion' });
    return {
      ...inPlace,
      async read() {
        const snapshot = await inPlace.read();
        owners.set(path, ownerOf(snapshot, ledger.id));
        return snapshot;
      },
      prepare: (changes) =>
        (adopting || owners.get(path) === 'ours' ? inPlace : companion).prepare(changes),
    };
  };

  const restricted =
    settings.restricted === undefined
      ? siblingOf(register)
      : pathOf(settings.restricted, 'ALICE_RESTRICTED');
  const companies =
    settings.companiesRegister === undefined
      ? undefined
      : pathOf(settings.companiesRegister, 'ALICE_REGISTER_IMPRESE');
  const money =
    settings.administrationRegister === undefined
      ? undefined
      : pathOf(settings.administrationRegister, 'ALICE_REGISTER_AMMINISTRAZIONE');
  const volumes: Volume[] = [
    {
      workbook: open(register),
      books: [
        'persone',
        ...(companies === undefined ? (['imprese'] as const) : []),
        ...(money === undefined ? (['amministrazione'] as const) : []),
      ],
    },
    ...(companies === undefined
      ? []
      : [{ workbook: open(companies), books: ['imprese'] as const }]),
    ...(money === undefined
      ? []
      : [{ workbook: open(money), books: ['amministrazione'] as const }]),
    ...(restricted === undefined
      ? []
      : [{ workbook: open(restricted), books: ['riservato'] as const }]),
  ];
  return {
    knowledge,
    volumes,
    ledger,
    clock,
    archive: folderArchive({ root: resolve(settings.out) }),
    papers: async (kept) => (await papersKnown(kept)).papers,
    owner,
  };
}

/** The folder of the papers' templates. */
const documents = join(import.meta.dirname, '..', 'config', 'documents');

/**
 * Reads the templates of `config/documents`, with what their index of papers may list. What is wrong with one is told,
 * and it prints nothing.
 */
export async function papersKnown(
  kept: readonly PaperKept[],
): Promise<{ readonly papers: PaperKnowledge; readonly faults: readonly TemplateFault[] }> {
  const [{ paperKnowledge }, { readTemplate }, { papersOfFile }] = await Promise.all([
    import('../config/papers/book.ts'),
    import('./core/template.ts'),
    import('./jobs/papers.ts'),
  ]);
  // The index of a file lists papers by templates that are read with it: filled in before anybody asks.
  let known: PaperKnowledge | undefined;
  const made = paperKnowledge([], ({ id }, around) =>
    known === undefined
      ? []
      : papersOfFile({ kept, papers: known, around, folder: id, without: ['fascicolo'] }),
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
function homeOf(register: string): { readonly ledger: string; readonly history: string } {
  const beside = join(dirname(register), ledgerFile);
  if (existsSync(beside)) return { ledger: beside, history: join(dirname(register), 'storia') };
  const state =
    process.env['XDG_STATE_HOME'] ??
    process.env['LOCALAPPDATA'] ??
    join(
      homedir(),
      ...(process.platform === 'darwin' ? ['Library', 'Application Support'] : ['.local', 'state']),
    );
  const mine = join(state, 'alice', digestOf(resolve(register)));
  return { ledger: join(mine, ledgerFile), history: join(mine, 'storia') };
}

function siblingOf(register: string): string | undefined {
  const path = join(dirname(register), restrictedFile);
  return existsSync(path) ? path : undefined;
}

function pathOf(place: Settings['register'], variable: string): string {
  if (place?.kind === 'file') return place.path;
  throw new Unreachable(
    place === undefined
      ? {
          what: 'Il registro',
          why: `non so qual è: manca ${variable}`,
          cure: 'Scrivi «--register registro.xlsx», oppure prova con «npx alice demo»',
        }
      : {
          what: `Il foglio Google ${place.id}`,
          why: 'questa versione di ALICE legge i registri .xlsx',
          cure: 'Scaricalo come .xlsx e indica il file con «--register registro.xlsx»',
        },
  );
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
