import { type Cell, isBlank, resultOf } from '../core/cell.ts';
import { shown } from '../core/column.ts';
import { calendar, type Day, monthInWords, monthOf, withWeekday } from '../core/day.ts';
import type { Finding } from '../core/finding.ts';
import { aroundOf } from '../core/judge.ts';
import type { Knowledge, Told } from '../core/knowledge.ts';
import { expectedIn, type Grid, type Register, readRegister } from '../core/register.ts';
import type { Around } from '../core/rule.ts';
import { noSettings, readSetting, type Settings, settingsFrom } from '../core/setting.ts';
import type { AnyTab, Book } from '../core/tab.ts';
import { comparable } from '../core/words.ts';
import type { Ledger, Snapshot, Workbook } from '../ports.ts';

/** One file of the programme and the books that stand in it. */
export interface Volume {
  readonly workbook: Workbook;
  readonly books: readonly Book[];
}

/** The programme as it was read at one moment: everything later steps decide upon. Nothing is read again. */
export interface World {
  readonly knowledge: Knowledge;
  readonly today: Day;
  readonly volumes: readonly VolumeRead[];
  readonly settings: Settings;
  readonly modules: ReadonlySet<string>;
  readonly register: Register;
  readonly around: Around;
  /** What is wrong with «Impostazioni» itself. */
  readonly settingFindings: readonly Finding[];
}

export interface VolumeRead extends Volume {
  readonly snapshot: Snapshot;
  /** The tabs people fill in that belong to this file and are switched on. */
  readonly tabs: readonly AnyTab[];
}

/** The tab that holds the settings: a line each, by its label. */
export const settingsTab = 'Impostazioni';

/** The columns of «Impostazioni», in order. */
export const settingsHeader = ['Sezione', 'Voce', 'Valore', 'Spiegazione'] as const;

/** Reads all files in one go, links their rows, and works out what the programme has set. */
export async function readWorld(told: {
  readonly knowledge: Knowledge;
  readonly volumes: readonly Volume[];
  readonly ledger: Pick<Ledger, 'highest'>;
  readonly today: Day;
}): Promise<World> {
  const { knowledge, today } = told;
  const [highest, ...snapshots] = await Promise.all([
    told.ledger.highest(),
    ...told.volumes.map(({ workbook }) => workbook.read()),
  ]);
  const volumes = told.volumes.map((it, at) => ({ ...it, snapshot: snapshots[at] ?? nothing }));

  const { settings, findings: settingFindings } = settingsIn(
    volumes.flatMap(({ snapshot }) => snapshot.sheets),
    knowledge,
  );
  const modules = knowledge.modulesOf(settings);
  const register = readRegister({
    grids: gridsOf(volumes, knowledge),
    tabs: knowledge.tabs.filter((tab) => volumes.some(({ books }) => books.includes(tab.book))),
    modules,
    highest,
    keeper: 'coordinator',
    mends: knowledge.keeperOf,
  });
  const patrons = knowledge.patronsOf(register);
  return {
    knowledge,
    today,
    settings,
    modules,
    register,
    settingFindings,
    around: aroundOf(register, { today, settings, calendar: calendar(patrons) }),
    volumes: volumes.map((it) => ({
      ...it,
      tabs: knowledge.tabs.filter((tab) => it.books.includes(tab.book) && modules.has(tab.module)),
    })),
  };
}

const nothing: Snapshot = { revision: '', sheets: [] };

/** Only the sheets of a book's own file count: a copy of a restricted tab in another file is not read. */
function gridsOf(
  volumes: readonly { readonly books: readonly Book[]; readonly snapshot: Snapshot }[],
  { tabs }: Knowledge,
): readonly Grid[] {
  return volumes.flatMap(({ books, snapshot }) => {
    const mine = new Set(
      tabs
        .filter((it) => books.includes(it.book))
        .flatMap((it) => [it.name, ...it.formerly].map(comparable)),
    );
    return snapshot.sheets.filter((it) => mine.has(comparable(it.name)));
  });
}

interface SettingsRead {
  readonly settings: Settings;
  readonly findings: readonly Finding[];
}

function settingsIn(sheets: readonly Grid[], { settings: declared }: Knowledge): SettingsRead {
  const sheet = sheets.find((it) => comparable(it.name) === comparable(settingsTab));
  if (sheet === undefined) return { settings: noSettings, findings: [settingsGone()] };
  const header = (sheet.rows[0] ?? []).map((it) => comparable(shown(resultOf(it))));
  const labelAt = header.indexOf(comparable(settingsHeader[1]));
  const valueAt = header.indexOf(comparable(settingsHeader[2]));
  const gone = [settingsHeader[1], settingsHeader[2]].filter(
    (it) => !header.includes(comparable(it)),
  );
  if (gone.length > 0)
    return { settings: noSettings, findings: gone.map((it) => settingsGone(it)) };
  const lines = new Map<string, { readonly line: number; readonly cell: Cell }>();
  sheet.rows.forEach((row, line) => {
    const label = resultOf(row[labelAt]);
    if (line > 0 && typeof label === 'string')
      lines.set(comparable(label), { line, cell: row[valueAt] });
  });

  const cells = new Map<string, Cell>();
  const findings = Object.entries(declared).flatMap(([key, { column }]): Finding[] => {
    const labels = [column.label, ...column.formerly].map(comparable);
    const found = labels.map((it) => lines.get(it)).find((it) => it !== undefined);
    if (found === undefined || isBlank(resultOf(found.cell))) return [];
    cells.set(column.label, found.cell);
    const read = readSetting(column, found.cell);
    if (read === undefined || read.ok) return [];
    return [
      {
        key: `setting.${key}.unreadable`,
        rule: `setting.${key}.unreadable`,
        level: 'blocca',
        tab: settingsTab,
        line: found.line + 1,
        column: column.label,
        says: read.error.say,
        classes: ['internal', 'freeText'],
        name: `«${column.label}» delle Impostazioni si può leggere`,
        expected: expectedIn(column),
        proposed: read.error.proposed,
        mends: 'coordinator',
      },
    ];
  });
  return { settings: settingsFrom(cells), findings };
}

/** Without «Impostazioni» every module but the first is off and every limit is ALICE's own: that must not pass in silence. */
function settingsGone(column?: string): Finding {
  const what =
    column === undefined
      ? `Manca il foglio «${settingsTab}»`
      : `In «${settingsTab}» manca la colonna «${column}»`;
  return {
    key:
      column === undefined ? `tabMissing/${settingsTab}` : `columnMissing/${settingsTab}/${column}`,
    rule: column === undefined ? 'tabMissing' : 'columnMissing',
    level: 'blocca',
    tab: settingsTab,
    ...(column === undefined ? {} : { line: 1, column }),
    says: `${what}: finché manca, i moduli sono spenti e valgono i valori di partenza. Rimetti il nome, oppure chiedi «alice doctor --fix».`,
    classes: ['internal'],
    name: 'Il foglio delle impostazioni c’è, con le sue colonne',
    expected: `Un foglio che si chiama «${settingsTab}», con le colonne «${settingsHeader[1]}» e «${settingsHeader[2]}».`,
    mends: 'coordinator',
  };
}

/** The row a finding is about, for those who must know whose it is and what it stops. */
export function toldOf(world: World, finding: Finding): Told | undefined {
  const found = finding.id === undefined ? undefined : world.register.find(finding.id);
  return found === undefined || found.tab.name !== finding.tab
    ? undefined
    : {
        tab: found.tab,
        row: found.row,
        stops: finding.stops,
        mends: finding.mends,
        around: world.around,
      };
}

/** What a finding stops, in words; «blocca» alone where no date lies ahead. */
export function stopsInWords({ consequence }: Finding): string | undefined {
  if (consequence === undefined) return undefined;
  const { stop, on, id } = consequence;
  if (stop === 'pay') return `il pagamento di ${monthInWords(monthOf(on))} (${id})`;
  const what = { start: 'l’avvio', print: 'le carte per l’avvio', report: 'il monitoraggio' }[stop];
  return `${what} di ${withWeekday(on, { year: true })} (${id})`;
}
