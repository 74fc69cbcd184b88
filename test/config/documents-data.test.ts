import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { demoProgramme } from '../../config/demo/programme.ts';
import { vocabulary } from '../../config/documents.ts';
import { knowledge } from '../../config/index.ts';
import { paperKnowledge } from '../../config/papers/book.ts';
import { beneficiaries, internships, restricted } from '../../config/registry.ts';
import { attachData } from '../../config/settings.ts';
import { type Day, day, inDigits, inWords } from '../../src/core/day.ts';
import { blocksAsText } from '../../src/core/document.ts';
import { fillTemplate } from '../../src/core/fill.ts';
import { type Cents, inEuro } from '../../src/core/money.ts';
import type { Around } from '../../src/core/rule.ts';
import { noSettings, settingsFrom } from '../../src/core/setting.ts';
import { type AnyTab, columnAt, type RowOf } from '../../src/core/tab.ts';
import { readTemplate, type Template } from '../../src/core/template.ts';
import { memoryLedger } from '../../src/integrations/memory/ledger.ts';
import { memoryWorkbook } from '../../src/integrations/memory/workbook.ts';
import { demoGrids } from '../../src/jobs/demo.ts';
import { readWorld, type World } from '../../src/jobs/world.ts';

const folder = new URL('../../config/documents/', import.meta.url);
const kinds = readdirSync(folder).map((it) => it.replace(/\.md$/, ''));
const today = day('2026-05-04');
const { data } = paperKnowledge([]);

let world: World;
beforeAll(async () => {
  world = await readWorld({
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
  });
});

function templateOf(kind: string): Template {
  const text = readFileSync(new URL(`${kind}.md`, folder), 'utf8');
  const { template } = readTemplate({ kind, text }, vocabulary);
  if (template === undefined) throw new Error(`${kind} has faults`);
  return template;
}

/** The first few papers of a kind that the demo can print: their text, and the data they would take along. */
function printable(kind: string, around: Around = world.around) {
  const template = templateOf(kind);
  const found = [];
  for (const row of around.rows<AnyTab>(template.tab)) {
    const filled = fillTemplate(template, { row, around, vocabulary });
    if (!filled.ok) continue;
    const { blocks, put } = filled;
    const number = { kind, year: 2026, number: 1, version: 1 };
    found.push({
      text: blocksAsText({ title: '', header: { left: '' }, footer: '', blocks, created: today }),
      json: data?.of({ template, number, about: row.id, made: today, put }).json ?? '',
    });
    if (found.length === 3) break;
  }
  return found;
}

interface Gathered {
  readonly values: Readonly<Record<string, unknown>>;
  readonly lists?: Readonly<Record<string, readonly Gathered[]>>;
}

function valuesIn({ values, lists = {} }: Gathered): readonly unknown[] {
  return [...Object.values(values), ...Object.values(lists).flat().flatMap(valuesIn)];
}

/** How a paper may write a value of its data: days and amounts have their own words. */
function waysToWrite(value: string): readonly string[] {
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return [inDigits(value as Day), inWords(value as Day)];
  if (/^-?\d+\.\d\d$/.test(value)) {
    const cents = Math.round(Number(value) * 100) as unknown as Cents;
    return [inEuro(cents), `/${value.slice(-2)}`];
  }
  return [value];
}

describe('i dati allegati a una carta', () => {
  it('non ci sono finché nelle «Impostazioni» qualcuno non scrive sì', () => {
    const typed = (cell: string) =>
      data?.wanted({ settings: settingsFrom(new Map([[attachData.column.label, cell]])) });

    expect(data?.wanted({ settings: noSettings })).toBe(false);
    expect(typed('no')).toBe(false);
    expect(typed('sì')).toBe(true);
  });

  test.each(kinds.filter((kind) => kind !== 'fascicolo'))(
    '«%s»: sono soltanto ciò che sta scritto sulla carta',
    (kind) => {
      const papers = printable(kind);

      const strange = papers.flatMap(({ text, json }) =>
        valuesIn(JSON.parse(json) as Gathered).filter(
          (it) => typeof it === 'string' && !waysToWrite(it).some((way) => text.includes(way)),
        ),
      );

      expect(papers.length).toBeGreaterThan(0);
      expect(strange).toEqual([]);
    },
  );

  it('non hanno niente del registro riservato, né le note di nessuno', () => {
    const planted = world.knowledge.tabs.flatMap((tab: AnyTab) =>
      world.around.rows<AnyTab>(tab).flatMap((row) =>
        Object.keys(tab.columns).flatMap((key) => {
          // Rows are plain objects by column name.
          const value = (row as Readonly<Record<string, unknown>>)[key];
          const { privacy, kind } = columnAt(tab, key);
          const isPrivate = privacy === 'freeText' || privacy === 'restricted' || kind === 'IBAN';
          // Days and hours are everybody's.
          const telling = typeof value === 'string' && value.length > 8 && /[a-z]/i.test(value);
          return isPrivate && telling ? [value] : [];
        }),
      ),
    );

    const all = kinds.flatMap((kind) => printable(kind).map((it) => it.json)).join('\n');

    expect(planted.length).toBeGreaterThan(100);
    expect(planted.filter((it) => all.includes(it))).toEqual([]);
  });

  it('di chi ha l’indirizzo protetto non dicono né dove abita né dove lavora', () => {
    const canary = 'via del Canarino 7';
    const hidden = (row: RowOf<typeof internships>): RowOf<typeof internships> => ({
      ...row,
      beneficiary: row.beneficiary && { ...row.beneficiary, address: canary },
      site: row.site && { ...row.site, address: canary },
      company: row.company && { ...row.company, name: 'Ditta Canarino' },
    });
    const around: Around = {
      ...world.around,
      rows: ((tab: AnyTab) =>
        tab === internships
          ? world.around.rows(internships).map(hidden)
          : world.around.rows(tab)) as Around['rows'],
      where: ((tab: AnyTab, column: never, value: { readonly id?: string }) =>
        tab === restricted && value.id?.startsWith(beneficiaries.id)
          ? [{ id: 'RS-0001', beneficiary: value, protectedAddress: true }]
          : world.around.where(tab, column, value)) as Around['where'],
    };

    const papers = [
      'progetto-personalizzato',
      'accordo-borsa-lavoro',
      'attestazione-finale',
    ].flatMap((kind) => printable(kind, around));

    expect(papers.length).toBeGreaterThan(3);
    expect(papers.filter(({ json }) => /canarino/i.test(json))).toEqual([]);
    expect(papers[0]?.json).toContain('presso il servizio inviante');
  });
});
