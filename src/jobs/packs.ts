import { type Day, inDigits } from '../core/day.ts';
import type { Finding } from '../core/finding.ts';
import { isRestricted } from '../core/finding.ts';
import type { Knowledge } from '../core/knowledge.ts';
import { type Cents, inEuro, minus, sum } from '../core/money.ts';
import {
  type Difference,
  differences,
  type Instrument,
  instrumentNames,
  instruments,
  type PackFound,
  type Parameter,
  type Pin,
  packAt,
  packCalled,
  pinned,
  type RulePack,
  readPin,
  type Standing,
  standingInWords,
  unknownPack,
  unverified,
} from '../core/pack.ts';
import type { Register } from '../core/register.ts';
import type { Classified } from '../core/release.ts';
import { err, ok, type Result } from '../core/result.ts';
import type { Around } from '../core/rule.ts';
import type { Setting, Settings } from '../core/setting.ts';
import { type AnyTab, type RowOf, valueAt } from '../core/tab.ts';
import { list, plural } from '../core/words.ts';
import type { Ledger } from '../ports.ts';
import { planCheck } from './check.ts';
import { type Past, recallPast } from './past.ts';
import { readWorld, settingsTab, type Volume, type World } from './world.ts';

/** What comparing packs needs of `config`: where a register says by which rules an internship goes. */
export interface Ground<T extends AnyTab> {
  readonly packs: readonly RulePack[];
  /** The tab of the internships: its cells `region`, `instrument` and `startDate` decide. */
  readonly internships: T;
  /** The setting with the region of the rows that name none. */
  readonly ruleRegion: Setting<unknown>;
  /** The rules an internship goes by in a register judged with these settings. */
  readonly rulesOf: (row: RowOf<T>, around: Around) => PackFound | undefined;
  /** What is due, where it is known; without it amounts are not compared. */
  readonly dueOf?: DueOf<T> | undefined;
}

/**
 * What is due in all for each of these internships, by ID, in a register as it is judged: once before, once after. One
 * whose amount is not known is not there.
 */
export type DueOf<T extends AnyTab> = (
  internships: readonly RowOf<T>[],
  around: Around,
) => ReadonlyMap<string, Cents>;

/** What `alice packs` has to say: the packs there are, two of them compared, or one tried on the register. */
export type PacksAnswer =
  | { readonly kind: 'list'; readonly packs: readonly RulePack[] }
  | {
      readonly kind: 'diff';
      readonly from: Pin;
      readonly to: Pin;
      /** What the law itself changes, for each instrument one of the packs rules. */
      readonly laws: readonly LawChange[];
      /** `undefined` where there is no register. */
      readonly register: Rejudged | undefined;
    }
  | {
      readonly kind: 'try';
      readonly to: RulePack;
      /** The region «Impostazioni» name today, and the one tried, as people write them; and the label of that line. */
      readonly today: string;
      readonly tried: string;
      readonly label: string;
      readonly register: Rejudged;
    };

/** The rules before and after, for one instrument. `undefined` where nobody rules it on that day. */
export interface LawChange {
  readonly instrument: Instrument;
  readonly before: PackFound | undefined;
  readonly after: PackFound | undefined;
  readonly differences: readonly Difference[];
}

/** What changes in a register judged by other rules. Speaks of rows by ID; findings that are restricted are only counted. */
export interface Rejudged {
  /** How many internships were judged by the one rules and the other. */
  readonly judged: number;
  /** Those among them without instrument or start: no rules are theirs. */
  readonly unruled: readonly string[];
  /** Internships of another region, left as they are. */
  readonly apart: readonly string[];
  /** Which rules give way to which others, and for whom. */
  readonly groups: readonly (LawChange & { readonly internships: readonly string[] })[];
  /** Those that go by other rules, first those for which findings change. */
  readonly internships: readonly InternshipChange[];
  readonly gone: readonly FindingsOfRule[];
  readonly added: readonly FindingsOfRule[];
  /** There before and after, and they say something else: another limit, another level. */
  readonly changed: readonly FindingsOfRule[];
  /** How many findings of the restricted register change, in any way. */
  readonly restricted: number;
  readonly amounts: AmountsChange | undefined;
}

/** An internship that would be judged otherwise. The counts are of findings on its row and on rows that name it. */
export interface InternshipChange {
  readonly id: string;
  readonly instrument: Instrument;
  readonly start: Day;
  /** The law it goes by today, with nothing changed. */
  readonly today: string | undefined;
  /** The numbers of the law that differ for it. */
  readonly differing: readonly Parameter[];
  readonly gone: number;
  readonly added: number;
  readonly changed: number;
}

/** The findings of one rule, by the ID of their rows. */
export interface FindingsOfRule {
  readonly rule: string;
  readonly name: string;
  readonly level: Finding['level'];
  readonly ids: readonly string[];
  /** Those among `ids` for which somebody answers with a *Deroga*. */
  readonly waived: readonly string[];
}

/** What is due before and after: only the internships for which it differs, and the sum over all that were judged. */
export interface AmountsChange {
  readonly internships: readonly {
    readonly id: string;
    readonly before: Cents | undefined;
    readonly after: Cents | undefined;
  }[];
  readonly before: Cents;
  readonly after: Cents;
}

/**
 * Answers what follows `alice packs`: nothing lists the packs; `diff puglia@2023-11-28 puglia@2026-07-01` compares two
 * of them, and judges the internships of the first one's region by each, whatever their start; `try campania` judges
 * the register as if «Impostazioni» named that region. Reads once, writes nothing. Refuses in Italian a pack, a day or
 * a word it does not know.
 */
export async function packs<T extends AnyTab>(told: {
  readonly words: readonly string[];
  readonly ground: Ground<T>;
  readonly today: Day;
  /** The register to judge, and what ALICE remembers of it; without it only the packs are compared. */
  readonly programme?: Reading | undefined;
}): Promise<Result<PacksAnswer>> {
  const { words, ground, today, programme } = told;
  const [verb, ...names] = words;
  if (verb === undefined) return ok({ kind: 'list', packs: ground.packs });
  if (verb === 'diff') {
    const pins = readPins(names, ground, today);
    if (!pins.ok) return pins;
    const read = programme && (await readProgramme(programme, today));
    return ok(comparison({ ...pins.value, ground, ...read }));
  }
  if (verb === 'try') {
    const tried = readRegion(names, ground);
    if (!tried.ok) return tried;
    if (programme === undefined)
      return err(
        `Per provare una regione serve un registro: scrivi ad esempio alice packs try ${tried.value.to.key} --register registro.xlsx.`,
      );
    const read = await readProgramme(programme, today);
    return ok(trial({ ...tried.value, ground, ...read }));
  }
  return err(
    `«${verb}» non è tra le cose che so fare con i pacchetti: scrivi diff oppure try, ad esempio ${exampleOfDiff(ground.packs)}.`,
  );
}

// ── What was asked ────────────────────────────────────────────────────────────────────────────

function readPins<T extends AnyTab>(
  names: readonly string[],
  { packs: known }: Ground<T>,
  today: Day,
): Result<{ readonly from: Pin; readonly to: Pin }> {
  const [first, second, ...more] = names;
  if (first === undefined || second === undefined || more.length > 0)
    return err(
      `Un confronto vuole due pacchetti, ciascuno con il suo giorno: scrivi ad esempio ${exampleOfDiff(known)}.`,
    );
  const from = readPin(first, { packs: known, today });
  if (!from.ok) return from;
  const to = readPin(second, { packs: known, today });
  return to.ok ? ok({ from: from.value, to: to.value }) : to;
}

function readRegion<T extends AnyTab>(
  names: readonly string[],
  { packs: known, ruleRegion }: Ground<T>,
): Result<{ readonly to: RulePack; readonly region: unknown }> {
  const regions = known.filter((it) => ruleRegion.column.read(it.label).ok);
  const [name, ...more] = names;
  const exampleOf = (it: RulePack | undefined) => `alice packs try ${it?.key ?? ''}`;
  const example = `scrivi ad esempio ${exampleOf(regions[1] ?? regions[0])}`;
  if (name === undefined || more.length > 0)
    return err(`Per provare serve il nome di una regione, e uno solo: ${example}.`);
  if (name.includes('@'))
    return err(
      `Per provare una regione basta il suo nome, senza il giorno di «${name}»: ogni tirocinio segue la norma del giorno in cui inizia; ${example}.`,
    );
  const to = packCalled(known, name);
  if (to === undefined) return err(unknownPack(name, regions, exampleOf));
  const region = ruleRegion.column.read(to.label);
  return region.ok
    ? ok({ to, region: region.value })
    : err(
        `«${to.key}» non è una regione che si possa scrivere in «${settingsTab}», alla voce «${ruleRegion.column.label}»: ${example}.`,
      );
}

/** A diff that works: the first pack from its first to its last version. */
function exampleOfDiff(known: readonly RulePack[]): string {
  const [pack] = known;
  const since = instruments
    .flatMap((it) => pack?.instruments[it] ?? [])
    .map((it) => it.since)
    .toSorted();
  const pins = [since[0], since.at(-1)].flatMap((on) =>
    pack === undefined || on === undefined ? [] : [pinned({ pack, on })],
  );
  return ['alice packs diff', ...pins].join(' ');
}

interface Reading {
  readonly knowledge: Knowledge;
  readonly volumes: readonly Volume[];
  readonly ledger: Ledger;
}

interface Read {
  readonly world: World;
  readonly past: Past;
}

async function readProgramme({ knowledge, volumes, ledger }: Reading, today: Day): Promise<Read> {
  const [world, past] = await Promise.all([
    readWorld({ knowledge, volumes, ledger, today }),
    recallPast(ledger),
  ]);
  return { world, past };
}

// ── Two packs compared, one tried ─────────────────────────────────────────────────────────────

function comparison<T extends AnyTab>(told: {
  readonly from: Pin;
  readonly to: Pin;
  readonly ground: Ground<T>;
  readonly world?: World;
  readonly past?: Past;
}): PacksAnswer {
  const { from, to, ground, world, past } = told;
  const laws = instruments.flatMap((instrument): LawChange[] => {
    // An instrument neither rules is the nation's on both sides.
    if (![from, to].some(({ pack }) => pack.instruments[instrument] !== undefined)) return [];
    const at = (pin: Pin) =>
      packAt(ground.packs, { region: pin.pack.key, instrument, start: pin.on });
    const [before, after] = [at(from), at(to)];
    return [{ instrument, before, after, differences: differences(before, after) }];
  });
  const register =
    world === undefined || past === undefined
      ? undefined
      : rejudged({
          ground,
          world,
          past,
          before: pinnedWorld({ world, ground, of: from.pack, to: from }),
          after: pinnedWorld({ world, ground, of: from.pack, to }),
          isMine: (row) => packCalled(ground.packs, regionOf(row, world, ground)) === from.pack,
        });
  return { kind: 'diff', from, to, laws, register };
}

function trial<T extends AnyTab>(told: {
  readonly to: RulePack;
  /** As the cell is read. */
  readonly region: unknown;
  readonly ground: Ground<T>;
  readonly world: World;
  readonly past: Past;
}): PacksAnswer {
  const { to, region, ground, world, past } = told;
  const { internships, ruleRegion } = ground;
  const present = world.settings.of(ruleRegion);
  const isMine = (row: object) => (valueAt(row, 'region') ?? present) === present;
  const after = worldWhere(world, {
    settings: settingsWhere(world.settings, ruleRegion, region),
    cellsOf: (tab, row) =>
      tab === internships && valueAt(row, 'region') === present ? { region } : undefined,
  });
  return {
    kind: 'try',
    to,
    today: ruleRegion.column.show(present),
    tried: ruleRegion.column.show(region),
    label: ruleRegion.column.label,
    register: rejudged({ ground, world, past, before: world, after, isMine }),
  };
}

/** A register in which all that goes by one pack goes by a pinned one: rows that name it, and those that name none. */
function pinnedWorld<T extends AnyTab>(told: {
  readonly world: World;
  readonly ground: Ground<T>;
  readonly of: RulePack;
  readonly to: Pin;
}): World {
  const { world, of, to } = told;
  const { packs: known, ruleRegion } = told.ground;
  const region = pinned(to);
  const goesByIt = (name: unknown) => typeof name === 'string' && packCalled(known, name) === of;
  return worldWhere(world, {
    settings: goesByIt(world.settings.of(ruleRegion))
      ? settingsWhere(world.settings, ruleRegion, region)
      : world.settings,
    // Comuni say by which region a place of work goes, as internships do.
    cellsOf: (_, row) => (goesByIt(valueAt(row, 'region')) ? { region } : undefined),
  });
}

function regionOf<T extends AnyTab>(row: object, world: World, { ruleRegion }: Ground<T>): string {
  const region = valueAt(row, 'region') ?? world.settings.of(ruleRegion);
  return typeof region === 'string' ? region : '';
}

// ── A register as if ──────────────────────────────────────────────────────────────────────────

function settingsWhere(all: Settings, changed: Setting<unknown>, value: unknown): Settings {
  return {
    of<V, D extends V | undefined>(it: Setting<V, D>): V | D {
      // The value is one of this very setting, or a pin, which `packAt` takes where it takes a region.
      return it.column === changed.column ? (value as V) : all.of(it);
    },
  };
}

/**
 * The same world with other settings, and other cells in some rows: as if people had typed them. Every row is a new
 * object that refers to the new ones, so nothing anybody remembers of a row holds for it.
 */
function worldWhere(
  world: World,
  but: {
    readonly settings: Settings;
    /** The cells in which a row differs, by column name. */
    readonly cellsOf: (tab: AnyTab, row: object) => Readonly<Record<string, unknown>> | undefined;
  },
): World {
  const copies = new Map<object, Record<string, unknown>>();
  const originals = new Map<object, object>();
  const tables = new Map<AnyTab, readonly object[]>();
  const changed = new Set<string>();
  for (const tab of world.volumes.flatMap(({ tabs }) => tabs)) {
    const rows = world.register.rows(tab).map((row) => {
      const cells = but.cellsOf(tab, row) ?? {};
      for (const key of Object.keys(cells)) changed.add(key);
      const copy: Record<string, unknown> = { ...row, ...cells };
      copies.set(row, copy);
      originals.set(copy, row);
      return copy;
    });
    tables.set(tab, rows);
  }
  const copyOf = (it: unknown) => (typeof it === 'object' && it !== null ? copies.get(it) : it);
  for (const copy of copies.values())
    for (const [key, cell] of Object.entries(copy)) copy[key] = copyOf(cell) ?? cell;

  const { register } = world;
  const originalOf = (row: object) => originals.get(row) ?? row;
  // Copies are rows of the very tabs their originals are of, here and below.
  const rows = <T extends AnyTab>(tab: T) =>
    (tables.get(tab) ?? []) as readonly unknown[] as readonly RowOf<T>[];
  const asIf: Register = {
    ...register,
    rows,
    where<T extends AnyTab, K extends keyof RowOf<T> & string>(
      tab: T,
      column: K,
      value: NonNullable<RowOf<T>[K]>,
    ) {
      if (changed.has(column)) return rows(tab).filter((it) => it[column] === value);
      const asked = typeof value === 'object' ? originalOf(value) : value;
      return register
        .where(tab, column, asked as NonNullable<RowOf<T>[K]>)
        .map((it) => copyOf(it) as RowOf<T>);
    },
    find(id) {
      const found = register.find(id);
      return found && { tab: found.tab, row: copyOf(found.row) as { readonly id: string } };
    },
    lineOf: (row) => register.lineOf(originalOf(row)),
    keyOf: (row) => register.keyOf(originalOf(row) as { readonly id: string }),
  };
  return {
    ...world,
    settings: but.settings,
    register: asIf,
    around: { ...world.around, settings: but.settings, rows: asIf.rows, where: asIf.where },
  };
}

// ── What changes ──────────────────────────────────────────────────────────────────────────────

function rejudged<T extends AnyTab>(told: {
  readonly ground: Ground<T>;
  /** As it stands. */
  readonly world: World;
  readonly past: Past;
  readonly before: World;
  readonly after: World;
  /** Whether an internship is one of those judged twice. */
  readonly isMine: (row: object) => boolean;
}): Rejudged {
  const { ground, world, past, before, after, isMine } = told;
  const { internships: tab, rulesOf } = ground;
  const [was, is] = [before, after].map((it) => it.register.rows(tab));
  const all = world.register.rows(tab).map((row, at) => ({ row, was: was?.[at], is: is?.[at] }));
  const mine = all.filter(({ row }) => isMine(row));
  const findings = changesOf(
    planCheck(before, past).findings,
    planCheck(after, past).findings,
    (it) => internshipOf(it, world, tab),
  );

  const compare = comparing();
  const ruled = mine.flatMap(({ row, was: old, is: now }) => {
    const { instrument, start } = startOf(row);
    if (instrument === undefined || start === undefined) return [];
    const from = old && rulesOf(old, before.around);
    const to = now && rulesOf(now, after.around);
    const found = compare(from, to);
    const key = [instrument, lawInWords(from), lawInWords(to), found.words].join('\n');
    return [{ row, instrument, start, from, to, differences: found.differences, key }];
  });
  const groups = [...Map.groupBy(ruled, (it) => it.key).values()].flatMap((group) => {
    const [first] = group;
    return first === undefined
      ? []
      : [
          {
            instrument: first.instrument,
            before: first.from,
            after: first.to,
            differences: first.differences,
            internships: group.map(({ row }) => row.id),
          },
        ];
  });
  const changes = ruled
    .filter((it) => it.differences.length > 0)
    .map(({ row, instrument, start, differences: found }): InternshipChange => {
      const today = rulesOf(row, world.around);
      return {
        id: row.id,
        instrument,
        start,
        today: today && lawInWords(today),
        differing: found.map((it) => it.parameter),
        ...findings.of(row.id),
      };
    });
  const known = new Set<object>(ruled.map(({ row }) => row));
  return {
    judged: mine.length,
    unruled: mine.filter(({ row }) => !known.has(row)).map(({ row }) => row.id),
    apart: all.filter(({ row }) => !isMine(row)).map(({ row }) => row.id),
    groups,
    internships: changes.toSorted((a, b) => weightOf(b) - weightOf(a)),
    gone: findings.gone,
    added: findings.added,
    changed: findings.changed,
    restricted: findings.restricted,
    amounts:
      ground.dueOf &&
      amountsOf(
        ground.dueOf(
          mine.flatMap((it) => it.was ?? []),
          before.around,
        ),
        ground.dueOf(
          mine.flatMap((it) => it.is ?? []),
          after.around,
        ),
      ),
  };
}

function startOf(row: object): {
  readonly instrument: Instrument | undefined;
  readonly start: Day | undefined;
} {
  const instrument = valueAt(row, 'instrument');
  return {
    instrument: instruments.find((it) => it === instrument),
    // The column holds days.
    start: valueAt(row, 'startDate') as Day | undefined,
  };
}

/** Rows that start on the same day go by the very same rules: they are compared once. */
function comparing() {
  const known = new Map<unknown, Map<unknown, ReturnType<typeof compared>>>();
  const compared = (before: PackFound | undefined, after: PackFound | undefined) => {
    const found = differences(before, after);
    return { differences: found, words: found.map(changeInWords).join('\n') };
  };
  return (before: PackFound | undefined, after: PackFound | undefined) => {
    const ofBefore = known.get(before) ?? new Map<unknown, ReturnType<typeof compared>>();
    known.set(before, ofBefore);
    const answer = ofBefore.get(after) ?? compared(before, after);
    ofBefore.set(after, answer);
    return answer;
  };
}

/** The internship a finding is about: its own row, or the one its row names. */
function internshipOf({ id }: Finding, { register }: World, tab: AnyTab): string | undefined {
  const found = id === undefined ? undefined : register.find(id);
  if (found === undefined) return undefined;
  if (found.tab === tab) return found.row.id;
  const named = valueAt(found.row, 'internship.id');
  return typeof named === 'string' ? named : undefined;
}

function changesOf(
  before: readonly Finding[],
  after: readonly Finding[],
  internshipIn: (it: Finding) => string | undefined,
) {
  const was = new Map(before.map((it) => [it.key, it]));
  const is = new Map(after.map((it) => [it.key, it]));
  const gone = before.filter((it) => !is.has(it.key));
  const added = after.filter((it) => !was.has(it.key));
  const changed = after.filter((it) => {
    const old = was.get(it.key);
    return old !== undefined && !isSame(old, it);
  });
  const open = (all: readonly Finding[]) => all.filter((it) => !isRestricted(it));
  const counted = (all: readonly Finding[]) => {
    const counts = new Map<string, number>();
    for (const it of open(all)) {
      const id = internshipIn(it);
      if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    return counts;
  };
  const [goneOf, addedOf, changedOf] = [counted(gone), counted(added), counted(changed)];
  return {
    gone: byRule(open(gone)),
    added: byRule(open(added)),
    changed: byRule(open(changed)),
    restricted: [...gone, ...added, ...changed].filter(isRestricted).length,
    of: (id: string) => ({
      gone: goneOf.get(id) ?? 0,
      added: addedOf.get(id) ?? 0,
      changed: changedOf.get(id) ?? 0,
    }),
  };
}

function isSame(a: Finding, b: Finding): boolean {
  return (
    a.says === b.says &&
    a.level === b.level &&
    a.proposed === b.proposed &&
    a.expected === b.expected &&
    a.waived === b.waived
  );
}

/** The rules with the most findings first. */
function byRule(all: readonly Finding[]): readonly FindingsOfRule[] {
  return [...Map.groupBy(all, (it) => it.rule)]
    .flatMap(([rule, found]): FindingsOfRule[] => {
      const [first] = found;
      const ids = (some: readonly Finding[]) => some.map((it) => it.id ?? it.tab).toSorted();
      return first === undefined
        ? []
        : [
            {
              rule,
              name: first.name,
              level: first.level,
              ids: ids(found),
              waived: ids(found.filter((it) => it.waived !== undefined)),
            },
          ];
    })
    .toSorted((a, b) => b.ids.length - a.ids.length || (a.rule < b.rule ? -1 : 1));
}

function weightOf(it: InternshipChange): number {
  return it.gone + it.added + it.changed;
}

function amountsOf(
  before: ReadonlyMap<string, Cents>,
  after: ReadonlyMap<string, Cents>,
): AmountsChange {
  const ids = [...new Set([...before.keys(), ...after.keys()])].toSorted();
  return {
    internships: ids
      .map((id) => ({ id, before: before.get(id), after: after.get(id) }))
      .filter((it) => it.before !== it.after),
    before: sum([...before.values()]),
    after: sum([...after.values()]),
  };
}

// ── In words ──────────────────────────────────────────────────────────────────────────────────

/** The one gate, for this reader: the value, or `undefined` where they may not have it. */
export type Show = <V>(it: Classified<V>) => V | undefined;

/** A piece of the answer for people: a heading, sentences, and rows of a table whose last cell may fold. */
export interface Passage {
  readonly heading: string;
  readonly says: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** How many rows and IDs are listed unless all are asked for. */
const listed = 10;

/** The answer for people, in Italian. What concerns the register and its money passes the gate; `all` lists without end. */
export function packsInWords(
  answer: PacksAnswer,
  { show, all }: { readonly show: Show; readonly all: boolean },
): readonly Passage[] {
  switch (answer.kind) {
    case 'list':
      return listInWords(answer.packs);
    case 'diff':
      return [
        passage({
          heading: `${pinInWords(answer.from)} → ${pinInWords(answer.to)}`,
          says: answer.laws.every((it) => it.differences.length === 0)
            ? ['Nessun numero cambia.']
            : [],
        }),
        ...answer.laws.map((it) => lawChangeInWords(it)),
        ...(answer.register === undefined
          ? [
              passage({
                heading: 'Il registro',
                says: [
                  'Per vedere quali tirocini cambiano serve un registro: aggiungi --register registro.xlsx.',
                ],
              }),
            ]
          : registerInWords(answer.register, {
              show,
              all,
              opening: diffOpening(answer.register, answer),
            })),
      ];
    case 'try':
      return [
        ...answer.register.groups
          .filter((it) => it.differences.length > 0)
          .map((it) => lawChangeInWords(it, it.internships)),
        ...registerInWords(answer.register, { show, all, opening: tryOpening(answer) }),
      ];
  }
}

function diffOpening(
  { judged, internships, groups }: Rejudged,
  { from, to }: { readonly from: Pin; readonly to: Pin },
): readonly string[] {
  if (judged === 0) return [`Nessun tirocinio del registro segue le regole di ${from.pack.label}.`];
  const laws = new Map<string, number>();
  for (const { today = noLaw } of internships) laws.set(today, (laws.get(today) ?? 0) + 1);
  const notices = [...new Set(groups.flatMap((it) => it.before?.programme?.label ?? []))];
  return [
    `Ho giudicato ${plural(judged, 'tirocinio', 'tirocini')} di ${from.pack.label} come se per tutti valesse prima ${pinned(from)} e poi ${pinned(to)}. Non ho scritto nulla.`,
    ...notices.map((it) => `Dove parla l’avviso «${it}» delle «${settingsTab}», vale quello.`),
    ...[...laws].map(
      ([law, n]) =>
        `Oggi ${plural(n, 'segue', 'seguono')} la norma del giorno in cui ${n === 1 ? 'inizia' : 'iniziano'}: ${law}.`,
    ),
  ];
}

function tryOpening({
  register: { judged },
  today,
  tried,
  label,
}: Extract<PacksAnswer, { readonly kind: 'try' }>): readonly string[] {
  return today === tried
    ? [`${tried} è già la regione delle «${settingsTab}».`]
    : [
        `Ho giudicato il registro come se in «${settingsTab}», alla voce «${label}», ci fosse ${tried} e non ${today}: riguarda ${plural(judged, 'tirocinio', 'tirocini')}.`,
        `Non ho scritto nulla: per cambiare davvero, scrivi ${tried} in quella voce.`,
      ];
}

function listInWords(known: readonly RulePack[]): readonly Passage[] {
  return [
    ...known.map((pack) =>
      passage({
        heading: `${pack.label} (${pack.key})`,
        rows: [
          ...versionsIn(pack).map(({ instrument, version }) => [
            `  ${instrumentNames[instrument]}`,
            `dal ${inDigits(version.since)}`,
            countInWords(version),
            version.name,
          ]),
          ...(pack.programmes ?? []).map((it) => [
            `  ${instrumentNames[it.instrument]}`,
            'avviso',
            countInWords(it),
            `${it.label} (${it.key})`,
          ]),
        ],
      }),
    ),
    passage({
      heading: 'Da sapere',
      says: [
        'I numeri da verificare avvisano e non bloccano. Tutti, con le fonti, sono in docs/pacchetti.md.',
        `Per confrontarne due: npx ${exampleOfDiff(known)}.`,
      ],
    }),
  ];
}

function versionsIn(pack: RulePack) {
  return instruments.flatMap((instrument) =>
    (pack.instruments[instrument] ?? []).map((version) => ({ instrument, version })),
  );
}

function countInWords(it: Parameters<typeof unverified>[0]): string {
  const doubtful = unverified(it).length;
  const numbers = plural(numbersIn(it), 'numero', 'numeri');
  return doubtful === 0 ? numbers : `${numbers}, ${doubtful} da verificare`;
}

function numbersIn({ rules }: Parameters<typeof unverified>[0]): number {
  return Object.values(rules).filter((it) => it !== undefined).length;
}

function lawChangeInWords(it: LawChange, of?: readonly string[]): Passage {
  const ids = of === undefined ? '' : ` · ${plural(of.length, 'tirocinio', 'tirocini')}`;
  const law = [lawInWords(it.before), lawInWords(it.after)];
  return {
    heading: `${instrumentNames[it.instrument]}${ids}`,
    says: [
      law[0] === law[1] ? `Norma: ${law[0]}, prima e dopo.` : `Norma: ${law.join(' → ')}.`,
      ...(it.differences.length === 0 ? ['Nessun numero cambia.'] : []),
      ...(it.after?.warnings ?? []),
    ],
    rows: it.differences.map((one) => ['  -', `${one.label}: ${changeInWords(one)}`]),
  };
}

const noLaw = 'nessuna norma conosciuta';

function lawInWords(it: PackFound | undefined): string {
  if (it === undefined) return noLaw;
  const law = `${it.version.name} (dal ${inDigits(it.version.since)})`;
  return it.programme === undefined ? law : `${law} con l’avviso ${it.programme.label}`;
}

/** The value before and after, and under it where each comes from. */
function changeInWords({ before, after }: Difference): string {
  const sources = [sourceInWords('prima', before), sourceInWords('poi', after)];
  return [
    `${standingInWords(before)} → ${standingInWords(after)}`,
    ...(before?.source === after?.source
      ? [`fonte: ${before?.source ?? ''}`]
      : sources.filter((it) => it !== undefined)),
  ].join('\n');
}

function sourceInWords(when: string, it: Standing | undefined): string | undefined {
  return it && `${when}: ${it.source}`;
}

function pinInWords({ pack, on }: Pin): string {
  return `${pack.label} al ${inDigits(on)}`;
}

function registerInWords(
  it: Rejudged,
  told: { readonly show: Show; readonly all: boolean; readonly opening: readonly string[] },
): readonly Passage[] {
  const { show } = told;
  const some: Some = (values) => (told.all ? values : values.slice(0, listed));
  const touched = it.internships.filter((one) => weightOf(one) > 0);
  const untouched = it.internships.filter((one) => weightOf(one) === 0).map((one) => one.id);
  const passages: readonly Passage[] = [
    passage({
      heading: 'Il registro',
      says: [
        ...told.opening,
        ...outcomeInWords(it),
        ...idsInWords('Senza strumento o data di inizio, e quindi senza regole', it.unruled, some),
        ...idsInWords('Di un’altra regione, lasciati come sono', it.apart, some),
      ],
    }),
    ...(it.internships.length === 0
      ? []
      : [
          passage({
            heading: `Tirocini con altre regole (${it.internships.length})`,
            says: [
              ...idsInWords('Altre regole e le stesse segnalazioni', untouched, some),
              ...more(touched, some),
            ],
            rows: some(touched).map((one) => [
              `  ${one.id}`,
              instrumentNames[one.instrument],
              `dal ${inDigits(one.start)}`,
              effectInWords(one),
            ]),
          }),
        ]),
    ...findingsInWords('Segnalazioni che spariscono', it.gone, some),
    ...findingsInWords('Segnalazioni nuove', it.added, some),
    ...findingsInWords('Segnalazioni che restano e dicono altro', it.changed, some),
  ];
  const shown = show({ value: passages, classes: ['internal'] }) ?? [
    passage({ heading: 'Il registro', says: ['Di questo registro non posso dirti nulla.'] }),
  ];
  return [...shown, ...amountsInWords(it.amounts, { show, some })];
}

/** What is listed of many: the first ten, or all. */
type Some = <V>(values: readonly V[]) => readonly V[];

function outcomeInWords({ internships, gone, added, changed, restricted }: Rejudged) {
  const count = (rules: readonly FindingsOfRule[]) =>
    rules.reduce((total, { ids }) => total + ids.length, 0);
  const found = [
    ...(gone.length === 0 ? [] : [plural(count(gone), 'sparisce', 'spariscono')]),
    ...(added.length === 0 ? [] : [plural(count(added), 'è nuova', 'sono nuove')]),
    ...(changed.length === 0 ? [] : [plural(count(changed), 'dice altro', 'dicono altro')]),
  ];
  if (internships.length === 0 && found.length === 0 && restricted === 0)
    return ['Sul registro non cambia nulla.'];
  return [
    `Altre regole per ${plural(internships.length, 'tirocinio', 'tirocini')}. ${found.length === 0 ? 'Nessuna segnalazione cambia' : `Segnalazioni: ${list(found)}`}.`,
    ...(restricted === 0
      ? []
      : [`Nel registro riservato ne cambiano altre ${restricted}: chiedi al coordinatore.`]),
  ];
}

function idsInWords(what: string, ids: readonly string[], some: Some): readonly string[] {
  return ids.length === 0 ? [] : [`${what}: ${idList(ids, some)}.`];
}

/** IDs in a sentence: the first ten, and how many more there are. */
function idList(ids: readonly string[], some: Some): string {
  const first = some(ids);
  return first.length < ids.length
    ? `${first.join(', ')} e altri ${ids.length - first.length}`
    : list(first);
}

function more(values: readonly unknown[], some: Some): readonly string[] {
  const left = values.length - some(values).length;
  return left === 0 ? [] : [`Qui i primi ${listed}; gli altri ${left} con --all.`];
}

function effectInWords({ gone, added, changed }: InternshipChange): string {
  const parts = [
    ...(gone === 0 ? [] : [plural(gone, 'sparita', 'sparite')]),
    ...(added === 0 ? [] : [plural(added, 'nuova', 'nuove')]),
    ...(changed === 0 ? [] : [plural(changed, 'cambiata', 'cambiate')]),
  ];
  return `segnalazioni: ${parts.join(', ')}`;
}

function findingsInWords(
  heading: string,
  rules: readonly FindingsOfRule[],
  some: Some,
): readonly Passage[] {
  if (rules.length === 0) return [];
  const total = rules.reduce((n, { ids }) => n + ids.length, 0);
  return [
    passage({
      heading: `${heading} (${total})`,
      rows: rules.map((it) => [
        `  ${it.level}`,
        String(it.ids.length),
        [
          `${it.name}: ${idList(it.ids, some)}.`,
          ...(it.waived.length === 0 ? [] : [`In deroga: ${idList(it.waived, some)}.`]),
        ].join('\n'),
      ]),
    }),
  ];
}

function amountsInWords(
  it: AmountsChange | undefined,
  { show, some }: { readonly show: Show; readonly some: Some },
): readonly Passage[] {
  if (it === undefined) return [];
  const total = `${inEuro(it.before)} → ${inEuro(it.after)} (${signed(minus(it.after, it.before))})`;
  const told = show({
    value: passage({
      heading: `Importi che cambiano (${it.internships.length})`,
      says: [
        it.internships.length === 0
          ? `Gli importi non cambiano: in tutto ${inEuro(it.after)}.`
          : `In tutto ${total}.`,
        ...more(it.internships, some),
      ],
      rows: some(it.internships).map(({ id, before, after }) => [
        `  ${id}`,
        `${dueInWords(before)} → ${dueInWords(after)}`,
        before === undefined || after === undefined ? '' : signed(minus(after, before)),
      ]),
    }),
    classes: ['internal', 'amount'],
  });
  return told === undefined ? [] : [told];
}

function dueInWords(it: Cents | undefined): string {
  return it === undefined ? 'non noto' : inEuro(it);
}

function signed(it: Cents): string {
  return Number(it) > 0 ? `+${inEuro(it)}` : inEuro(it);
}

function passage(it: Pick<Passage, 'heading'> & Partial<Passage>): Passage {
  return { says: [], rows: [], ...it };
}

// ── As data ───────────────────────────────────────────────────────────────────────────────────

/**
 * The answer for other programs: percentages are basis points, hours minutes, money cents, days 2026-03-31. What
 * concerns the register and its money passes the gate, and is `undefined` where it may not.
 */
export function packsAsData(answer: PacksAnswer, show: Show) {
  const head = { schemaVersion: 1, verb: 'packs' } as const;
  switch (answer.kind) {
    case 'list':
      return { ...head, packs: answer.packs.map(packAsData) };
    case 'diff':
      return {
        ...head,
        from: pinAsData(answer.from),
        to: pinAsData(answer.to),
        laws: answer.laws.map(lawChangeAsData),
        register: answer.register && registerAsData(answer.register, show),
      };
    case 'try':
      return {
        ...head,
        try: { pack: answer.to.key, today: answer.today, tried: answer.tried },
        register: registerAsData(answer.register, show),
      };
  }
}

function packAsData(pack: RulePack) {
  return {
    key: pack.key,
    label: pack.label,
    versions: versionsIn(pack).map(({ instrument, version }) => ({
      instrument,
      name: version.name,
      since: version.since,
      numbers: numbersIn(version),
      unverified: unverified(version),
      warning: version.warning,
    })),
    programmes: (pack.programmes ?? []).map((it) => ({
      key: it.key,
      label: it.label,
      instrument: it.instrument,
      numbers: numbersIn(it),
      unverified: unverified(it),
    })),
  };
}

function pinAsData(it: Pin) {
  return { name: pinned(it), pack: it.pack.key, on: it.on };
}

function lawChangeAsData({ instrument, before, after, differences: found }: LawChange) {
  return { instrument, before: lawAsData(before), after: lawAsData(after), differences: found };
}

function lawAsData(it: PackFound | undefined) {
  return (
    it && {
      pack: it.pack.key,
      name: it.version.name,
      since: it.version.since,
      programme: it.programme?.key,
      warnings: it.warnings,
    }
  );
}

function registerAsData(it: Rejudged, show: Show) {
  const { amounts, groups, ...rest } = it;
  return show({
    value: {
      ...rest,
      groups: groups.map((one) => ({ ...lawChangeAsData(one), internships: one.internships })),
      amounts: amounts && show({ value: amounts, classes: ['internal', 'amount'] }),
    },
    classes: ['internal'],
  });
}
