import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { demoProgramme } from '../../config/demo/programme.ts';
import { knowledge } from '../../config/index.ts';
import { connect, ledgerFile, registerFile, restrictedFile } from '../../src/alice.ts';
import type { Cell } from '../../src/core/cell.ts';
import { day } from '../../src/core/day.ts';
import { clockAt } from '../../src/integrations/clock/index.ts';
import { settingsFrom } from '../../src/integrations/environment/index.ts';
import { check } from '../../src/jobs/check.ts';
import { demoChanges, type Invented } from '../../src/jobs/demo.ts';

/** A register on disk made of a few internships of the demo, its ledger beside it, checked once. */
export interface SmallDemo {
  readonly register: string;
  readonly restricted: string;
  readonly ledger: string;
  /** Words that stand in it and may be in no log: names, addresses, codici fiscali, numbers of telephone. */
  readonly personal: readonly string[];
}

/**
 * Makes one in a folder. Small, because whole turns are tested on it: these internships with their people, hosts and
 * sheets, and everybody who works in the programme.
 */
export async function aSmallDemo(
  folder: string,
  {
    today,
    internships,
    settings = {},
    email = {},
  }: {
    readonly today: string;
    readonly internships: readonly string[];
    /** Settings by code name, instead of the demo's. */
    readonly settings?: Readonly<Record<string, unknown>>;
    /** Addresses of operators by ID, instead of the demo's: they have no Slack. */
    readonly email?: Readonly<Record<string, string>>;
  },
): Promise<SmallDemo> {
  const [register, restricted, ledger] = [registerFile, restrictedFile, ledgerFile].map((it) =>
    join(folder, it),
  ) as [string, string, string];
  mkdirSync(dirname(restricted), { recursive: true });
  const clock = clockAt(today);
  const read = settingsFrom({
    env: {
      ALICE_REGISTER: register,
      ALICE_RESTRICTED: restricted,
      ALICE_LEDGER: ledger,
      ALICE_OUT: join(folder, 'carte'),
    },
  });
  if (!clock.ok || !read.ok) throw new Error('a small demo that cannot be made');
  const whole = demoProgramme({ seed: 1, today: day(today) });
  const programme = within(
    { ...whole, settings: new Map([...whole.settings, ...Object.entries(settings)]) },
    internships,
    email,
  );
  const alice = await connect({
    settings: read.value,
    clock: clock.value,
    look: false,
    adopting: true,
    quietMs: 0,
    identity: 'small',
  });
  const made = await demoChanges({ programme, knowledge, volumes: alice.volumes });
  for (const { workbook, changes } of made) await (await workbook.prepare(changes)).commit();
  await check({ ...alice, by: 'coordinator', dryRun: false });
  await alice.ledger.close();
  return { register, restricted, ledger, personal: personalIn(programme) };
}

/** Everybody who works in the programme and every place; of the rest what has to do with some internships. */
function within(
  programme: Invented,
  internships: readonly string[],
  email: Readonly<Record<string, string>>,
): Invented {
  const kept = new Set(internships);
  const everywhere = new Set(['COM', 'L', 'O', 'PN']);
  const aboutThem = new Set(['V', 'FP', 'VT', 'E', 'D', 'AU', 'AR']);
  const rows = programme.tabs.flatMap(({ tab, rows: all }) => all.map((cells) => ({ tab, cells })));
  for (const { tab, cells } of rows)
    if (
      aboutThem.has(tab.id) &&
      idsIn(cells)
        .slice(1)
        .some((it) => internships.includes(it))
    )
      kept.add(idsIn(cells)[0] ?? '');
  // What a kept row refers to is kept, too.
  for (let before = -1; before < kept.size; ) {
    before = kept.size;
    for (const { cells } of rows)
      if (kept.has(idsIn(cells)[0] ?? '')) for (const it of idsIn(cells)) kept.add(it);
  }
  // What stands in another tab under the ID of a person.
  for (const { tab, cells } of rows)
    if (tab.id === 'RS' && idsIn(cells).some((it) => kept.has(it))) kept.add(idsIn(cells)[0] ?? '');
  return {
    ...programme,
    tabs: programme.tabs.map((it) => {
      const [address, slack] = [it.header.indexOf('E-mail'), it.header.indexOf('ID Slack')];
      return {
        ...it,
        rows: it.rows
          .filter((cells) => everywhere.has(it.tab.id) || kept.has(idsIn(cells)[0] ?? ''))
          .map((cells) => {
            const instead = it.tab.id === 'O' ? email[idsIn(cells)[0] ?? ''] : undefined;
            return instead === undefined
              ? cells
              : cells.map((cell, at) =>
                  at === address ? instead : at === slack ? undefined : cell,
                );
          }),
      };
    }),
  };
}

function idsIn(cells: readonly Cell[]): readonly string[] {
  return cells.flatMap((it) =>
    typeof it === 'string' && /^[A-Z]{1,4}-\d{4}\s*$/.test(it) ? [it.trim()] : [],
  );
}

/** What stands in columns of people's data, long enough to be told from any other word. */
function personalIn({ tabs }: Invented): readonly string[] {
  const classes = new Set(['name', 'personal', 'freeText', 'restricted']);
  return [
    ...new Set(
      tabs.flatMap(({ tab, header, rows }) =>
        Object.values(tab.columns)
          .filter((it) => classes.has(it.privacy))
          .map((it) => header.indexOf(it.label))
          .filter((at) => at >= 0)
          .flatMap((at) => rows.map((cells) => cells[at]))
          .flatMap((it) => (typeof it === 'string' && it.trim().length > 4 ? [it.trim()] : []))
          .filter((it) => !/^[A-Z]+-\d{4}$/.test(it)),
      ),
    ),
  ];
}
