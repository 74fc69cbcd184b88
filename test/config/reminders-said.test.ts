import { beforeAll, describe, expect, it } from 'vitest';
import { demoProgramme } from '../../config/demo/programme.ts';
import { restrictedWordsIn } from '../../config/forbidden-words.ts';
import { knowledge } from '../../config/index.ts';
import { beneficiaries, companies, municipalities } from '../../config/registry.ts';
import { day } from '../../src/core/day.ts';
import type { Told } from '../../src/core/due.ts';
import type { Around } from '../../src/core/rule.ts';
import { columnAt } from '../../src/core/tab.ts';
import { memoryLedger } from '../../src/integrations/memory/ledger.ts';
import { memoryWorkbook } from '../../src/integrations/memory/workbook.ts';
import { demoGrids } from '../../src/jobs/demo.ts';
import { readWorld } from '../../src/jobs/world.ts';

const today = day('2026-05-20');
const { reminders, recipientsOf, policy } = knowledge;

interface Said {
  readonly name: string;
  readonly told: Told;
  /** All the words of it, data too. */
  readonly text: string;
}

let around: Around;
let all: readonly Said[];
beforeAll(async () => {
  ({ around } = await readWorld({
    knowledge,
    today,
    ledger: memoryLedger(),
    volumes: [
      {
        workbook: memoryWorkbook({
          sheets: demoGrids(demoProgramme({ seed: 1, today }), knowledge),
        }),
        books: ['persone', 'imprese', 'amministrazione', 'riservato'],
      },
    ],
  }));
  all = Object.entries(reminders).flatMap(([name, it]) =>
    around.rows(it.tab).flatMap((row) =>
      it.occasions(row, around).flatMap((occasion) =>
        it.steps.flatMap((step) =>
          step.to.map((to): Said => {
            const told = it.say({ row, around, occasion, step, to });
            const data = (told.data ?? []).map((one) => one.join(': '));
            return { name, told, text: [told.says, told.brief, ...data].join('\n') };
          }),
        ),
      ),
    ),
  );
});

describe('Quello che i promemoria del programma dimostrativo dicono', () => {
  it('non tocca mai salute, giustizia e protezione', () => {
    expect(all.filter(({ text }) => restrictedWordsIn(text).length > 0)).toEqual([]);
  });

  it('non contiene nessun valore personale, riservato o scritto a mano del registro', () => {
    const kept = new Set(
      knowledge.tabs.flatMap((tab) =>
        Object.entries(tab.columns).flatMap(([key, column]) =>
          ['personal', 'restricted', 'freeText'].includes(column.privacy) &&
          column.to === undefined &&
          column.choices === undefined
            ? around.rows(tab).flatMap((row) => {
                // Rows are plain objects by column name.
                const value = (row as Readonly<Record<string, unknown>>)[key];
                return typeof value === 'string' && value.length > 5 && !/^\d{4}-/.test(value)
                  ? [value]
                  : [];
              })
            : [],
        ),
      ),
    );
    const words = [...kept].filter((one) => !isSaidElsewhere(one));
    const text = all.map((one) => one.text).join('\n');

    expect(words.length).toBeGreaterThan(500);
    expect(words.filter((one) => text.includes(one))).toEqual([]);
  });

  it('nella frase e nella versione breve porta l’ID, al più le iniziali, e nessun cognome', () => {
    const names = new Set(
      around
        .rows(beneficiaries)
        .map(({ lastName = '' }) => lastName)
        .filter((one) => one.length > 3),
    );

    for (const { told } of all) {
      expect(told.brief).not.toBe('');
      expect([...names].filter((one) => `${told.says} ${told.brief}`.includes(one))).toEqual([]);
    }
  });

  it('se è riservato dice solo un ID e che c’è qualcosa da guardare', () => {
    const kept = all.filter(({ name }) => reminders[name]?.restricted === true);

    expect(kept.length).toBeGreaterThan(10);
    for (const { text } of kept)
      expect(text).toMatch(/(?:registro riservato|assenza da verificare)/);
  });

  it('finisce con un punto e non lascia vuoti né parole del codice', () => {
    for (const { told } of all) {
      expect(told.says).toMatch(/[.!?]$/);
      expect(`${told.says} ${told.brief}`).not.toMatch(/undefined|NaN|\[object| {2}| ,|\(\)/);
    }
  });

  it('sta nelle classi che il promemoria dichiara: nomi e iniziali solo dove le ha', () => {
    const initials = all.filter(
      ({ name, told }) =>
        /\([A-ZÀ-Ž]\.[A-ZÀ-Ž]\.\)/u.test(told.says) &&
        reminders[name]?.classes.includes('name') === false,
    );

    expect(initials).toEqual([]);
  });

  it('arriva per intero a chi lo legge per posta, o almeno in breve', () => {
    const unread = Object.entries(reminders).filter(
      ([, it]) =>
        !it.restricted &&
        it.classes.some((one) => !policy.surfaces.mail.has(one)) &&
        // Papers of a person: only the short form leaves.
        !['permitExpiry', 'documentExpiry', 'provisionalCodeExpiry'].includes(
          Object.entries(reminders).find(([, other]) => other === it)?.[0] ?? '',
        ),
    );

    expect(unread.map(([name]) => name)).toEqual([]);
  });

  it('ha sempre qualcuno che lo riceve', () => {
    const nobody = Object.entries(reminders).flatMap(([name, it]) =>
      around
        .rows(it.tab)
        .filter((row) => it.occasions(row, around).some((one) => one.settled === undefined))
        .filter((row) =>
          it.steps.every(({ to }) =>
            to.every((one) => recipientsOf(one, row, around).length === 0),
          ),
        )
        .map((row) => `${name} ${row.id}`),
    );

    expect(nobody).toEqual([]);
  });

  it('se chiede una cella che non c’è lo dice subito, all’avvio', () => {
    for (const it of Object.values(reminders))
      for (const need of it.needs) expect(columnAt(it.tab, need).label).not.toBe('');
  });
});

/** The name of a comune, of a host or of a person may stand in somebody's own cells too. */
function isSaidElsewhere(value: string): boolean {
  return (
    around
      .rows(beneficiaries)
      .some(({ lastName, firstName }) => value === `${lastName} ${firstName}`) ||
    [municipalities, companies].some((tab) =>
      around.rows(tab).some((row) => Object.values(row).includes(value)),
    )
  );
}
