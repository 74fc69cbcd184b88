import { describe, expect, it } from 'vitest';
import { knowledge } from '../../config/index.ts';
import { beneficiaries, labs, operators } from '../../config/registry.ts';
import { month } from '../../src/core/day.ts';
import type { Finding } from '../../src/core/finding.ts';
import type { ProgrammeMonths } from '../../src/core/internship-month.ts';
import type { TabShape } from '../../src/core/shape.ts';
import type { Book } from '../../src/core/tab.ts';
import { fixedClock } from '../../src/integrations/memory/clock.ts';
import { memoryMailbox } from '../../src/integrations/memory/mailbox.ts';
import { operatorsFor, pagesOf } from '../../src/jobs/pages.ts';
import { type Past, recallPast } from '../../src/jobs/past.ts';
import { remind } from '../../src/jobs/remind.ts';
import { remindersNow } from '../../src/jobs/reminders.ts';
import { readWorld, type World } from '../../src/jobs/world.ts';
import { aPayingProgramme, ofAmina } from '../a/payments.ts';
import { aBatch, aBudgetItem } from '../a/presenze.ts';
import { aProgramme, type Programme } from '../a/programme.ts';
import { aRemindedProgramme, forgetful, remindingIn, remindingKnowledge } from '../a/reminders.ts';

const past: Past = {
  since: new Map(),
  rows: new Map(),
  baseline: new Map(),
  months: new Map(),
  requests: new Map(),
  papers: [],
  reminders: {
    messages: [],
    occurrences: [],
    reactions: new Map(),
    refused: new Set(),
    since: undefined,
  },
  journal: [],
  ledger: 'L',
};

function aFinding(but: Partial<Finding> = {}): Finding {
  return {
    key: 'regola/B-0001/lastName',
    rule: 'regola',
    level: 'avvisa',
    tab: 'Beneficiari',
    line: 2,
    id: 'B-0001',
    column: 'Cognome',
    says: 'Il cognome «Rossi» è scritto due volte.',
    classes: ['name'],
    name: 'Un cognome si scrive una volta sola',
    expected: 'Un cognome, ad esempio Rossi.',
    mends: 'labOperator',
    ...but,
  };
}

async function aWorld(): Promise<World> {
  return aProgramme([
    [operators, [{ ID: 'O-0001', lastName: 'Verdi', firstName: 'Sara', role: 'coordinatore' }]],
    [labs, [{ ID: 'L-0001', name: 'Laboratorio di Andria' }]],
    [beneficiaries, [{ ID: 'B-0001', lastName: 'Rossi', firstName: 'Amina' }]],
  ]).world();
}

async function paged(
  findings: readonly Finding[],
  but: {
    readonly volume?: number;
    readonly past?: Past;
    readonly programme?: Programme;
    readonly books?: readonly Book[];
    readonly months?: (months: ProgrammeMonths) => ProgrammeMonths;
  } = {},
) {
  const world = await (but.programme?.world() ?? aWorld());
  const volume = world.volumes[but.volume ?? 0];
  if (volume === undefined) throw new Error('no such file');
  const months = knowledge.monthsOf(world.around);
  const { pages, lookUps } = pagesOf({
    world,
    volume: { ...volume, books: but.books ?? volume.books },
    findings,
    past: but.past ?? past,
    months: but.months?.(months) ?? months,
    reminders: remindersNow(world, (but.past ?? past).reminders, 9 * 60),
  });
  const page = (name: string) => {
    const found = pages.find((one) => one.shape.name === name);
    return (found?.rows ?? []).map((row) =>
      Object.fromEntries((found?.shape.columns ?? []).map((one, at) => [one.label, row[at]])),
    );
  };
  return { world, pages, page, verdict: lookUps.get('alice_verifica')?.get('B-0001') };
}

describe('What «Verifica» says of a row', () => {
  it.each<readonly [string | undefined, readonly Partial<Finding>[]]>([
    [undefined, []],
    ['1 da correggere: Cognome', [{}]],
    ['2 da correggere: Cognome e Nome', [{}, { column: 'Nome', level: 'blocca' }]],
    ['2 da correggere: Cognome', [{}, { key: 'altra' }]],
    [
      '4 da correggere: A, B e C…',
      [{ column: 'A' }, { column: 'B' }, { column: 'C' }, { column: 'D' }],
    ],
    [
      '1 da correggere: Cognome',
      [{}, { column: 'Nome', level: 'nota' }, { column: 'Fase', waived: 'D-0001' }],
    ],
    ['1 nota: Nome', [{ column: 'Nome', level: 'nota' }]],
    ['2 note: Nome e Cognome', [{ column: 'Nome', level: 'nota' }, { level: 'nota' }]],
    ['in deroga: Cognome', [{ waived: 'D-0001' }]],
  ])('is «%s»: the gravest first, each column once', async (says, findings) => {
    expect((await paged(findings.map(aFinding))).verdict).toBe(says);
  });
});

describe('«Da correggere»', () => {
  it('marks the cell under its weight only, and not one somebody answers for', async () => {
    const { page } = await paged([
      aFinding(),
      aFinding({ level: 'nota' }),
      aFinding({ level: 'blocca' }),
      aFinding({ waived: 'D-0001' }),
    ]);

    expect(
      page('Da correggere').map((line) => [
        line['Segno blocca'],
        line['Segno avvisa'],
        line['Segno nota'],
      ]),
    ).toEqual([
      [undefined, 'B-0001|Cognome', undefined],
      [undefined, undefined, 'B-0001|Cognome'],
      ['B-0001|Cognome', undefined, undefined],
      [undefined, undefined, undefined],
    ]);
  });

  it('says what may be read in the book, else only what must hold', async () => {
    const { page } = await paged([aFinding()]);
    const closed = await paged([aFinding({ classes: ['restricted'], tab: 'Riservato' })], {
      volume: 1,
    });

    expect(page('Da correggere')[0]?.['Che cosa non torna']).toBe(
      'Il cognome «Rossi» è scritto due volte.',
    );
    expect(closed.page('Da correggere')[0]?.['Che cosa non torna']).toBe(
      'Il cognome «Rossi» è scritto due volte.',
    );
  });

  it('says neutrally outside the restricted book what is restricted and blocks a row that stands there', async () => {
    const { page } = await paged([
      aFinding({ classes: ['restricted'], level: 'blocca', proposed: 'x' }),
      aFinding({ classes: ['restricted'] }),
      aFinding({ classes: ['restricted'], level: 'blocca', tab: 'Riservato', id: 'RS-0001' }),
    ]);

    expect(page('Da correggere')).toMatchObject([
      {
        ID: 'B-0001',
        Colonna: 'ID',
        Proposta: undefined,
        'Che cosa non torna': 'Un requisito riservato non è a posto: chiedi al coordinatore.',
        'Chi corregge': 'coordinatore',
      },
    ]);
  });

  it('stands in the file whose tab it speaks of; what is of no tab stands in the main one', async () => {
    const findings = [
      aFinding(),
      aFinding({
        tab: 'Impostazioni',
        id: undefined,
        column: 'Età massima',
        classes: ['internal'],
      }),
    ];

    const [main, closed] = [await paged(findings), await paged(findings, { volume: 1 })];

    expect(
      main.page('Da correggere').map((line) => [line['Foglio'], line['Vai'] === undefined]),
    ).toEqual([
      ['Beneficiari', false],
      ['Impostazioni', true],
    ]);
    expect(closed.page('Da correggere')).toEqual([]);
  });
});

describe('«Da fare»', () => {
  it('gives each operator what is theirs to mend, numbered, notes and waived left out', async () => {
    const { page } = await paged([
      aFinding({ mends: 'coordinator' }),
      aFinding({ level: 'nota' }),
      aFinding({ waived: 'D-0001' }),
      aFinding({ mends: 'coordinator', id: undefined, tab: 'Impostazioni' }),
    ]);

    expect(
      page('Da fare').map((line) => [
        line['Operatore'],
        line['N.'],
        line['Che cosa fare'],
        line['ID'],
      ]),
    ).toEqual([
      [
        'O-0001 · Sara Verdi',
        1,
        'Un cognome si scrive una volta sola. Un cognome, ad esempio Rossi.',
        'B-0001',
      ],
      [
        'O-0001 · Sara Verdi',
        2,
        'Un cognome si scrive una volta sola. Un cognome, ad esempio Rossi.',
        undefined,
      ],
    ]);
  });

  it('falls to the coordinator where nobody has the role', async () => {
    expect(operatorsFor(aFinding({ mends: 'administration' }), await aWorld())).toEqual(['O-0001']);
  });
});

describe('«Cruscotto»', () => {
  const paid = aBatch({ internship: ofAmina, item: aBudgetItem() });
  const paying = () => aPayingProgramme({ batches: [paid] });

  it('draws the indicators and their targets, from cells of its own that say the same numbers', async () => {
    const { pages, page } = await paged([]);
    const shape = pages.find((one) => one.shape.name === 'Cruscotto')?.shape;
    const lines = page('Cruscotto');

    expect(shape?.charts?.map((one) => [one.kind, one.title, one.rows])).toEqual([
      ['bars', 'Indicatori rispetto agli obiettivi', lines.length],
    ]);
    expect(labelsOf(shape)).toEqual([['Indicatore', 'Valore', 'Obiettivo minimo']]);
    expect(shape?.columns.find((one) => one.label === 'Obiettivo minimo')?.hidden).toBe(true);
    expect(lines.find((line) => line['Indicatore'] === 'Persone incontrate')).toMatchObject({
      Obiettivo: '150–200',
      'Obiettivo minimo': 150,
    });
  });

  it('sums what all internships come to by month, and draws money and hours under them', async () => {
    const { pages, page } = await paged([], { programme: paying() });
    const shape = pages.find((one) => one.shape.name === 'Cruscotto')?.shape;
    const months = page('Cruscotto').flatMap((line) =>
      line['Mese'] === undefined
        ? []
        : [
            [
              line['Mese'],
              line['Spetta'],
              line['Pagato'],
              line['Ore previste'],
              line['Ore svolte'],
            ],
          ],
    );

    // Two internships, five hours a day; nothing has come back of April and May yet.
    expect(months).toEqual([
      ['mar 2026', 1200, 600, 220, 220],
      ['apr 2026', 0, 0, 210, 0],
      ['mag 2026', 0, 0, 200, 0],
    ]);
    expect(shape?.charts?.map((one) => [one.kind, one.title, one.rows])).toEqual([
      ['bars', 'Indicatori rispetto agli obiettivi', 10],
      ['columns', 'Indennità per mese', months.length],
      ['columns', 'Ore di presenza per mese', months.length],
    ]);
    expect(labelsOf(shape)?.slice(1)).toEqual([
      ['Mese', 'Spetta', 'Pagato'],
      ['Mese', 'Ore previste', 'Ore svolte'],
    ]);
  });

  it('tells the last twelve months, however many there were', async () => {
    const { page } = await paged([], {
      programme: paying(),
      months: (all) => ({
        ...all,
        months: Array.from({ length: 14 }, (_, at) =>
          all.months.slice(0, 1).map((one) => ({
            ...one,
            month: month(`${at < 7 ? 2025 : 2026}-${String((at % 7) + 6).padStart(2, '0')}`),
          })),
        ).flat(),
      }),
    });
    const told = page('Cruscotto').flatMap((line) => line['Mese'] ?? []);

    expect([told.length, told[0], told.at(-1)]).toEqual([12, 'ago 2025', 'dic 2026']);
  });

  it('is silent on the months in a file that does not have «Mensilità»', async () => {
    const { pages } = await paged([], { programme: paying(), books: ['persone'] });
    const shape = pages.find((one) => one.shape.name === 'Cruscotto')?.shape;

    expect(shape?.columns.map((one) => one.label)).not.toContain('Spetta');
    expect(shape?.charts).toHaveLength(1);
  });

  it('lays its charts under the lines, none over another', async () => {
    const { pages } = await paged([], { programme: paying() });
    const it = pages.find((one) => one.shape.name === 'Cruscotto');
    const places = it?.shape.charts?.map((one) => one.place) ?? [];

    for (const [at, place] of places.entries()) {
      expect(place.row).toBeGreaterThan(it?.rows.length ?? 0);
      for (const other of places.slice(at + 1)) expect(apart(place, other)).toBe(true);
    }
  });

  type Place = NonNullable<TabShape['charts']>[number]['place'];

  function apart(a: Place, b: Place): boolean {
    return (
      a.row + a.rows <= b.row ||
      b.row + b.rows <= a.row ||
      a.column + a.columns <= b.column ||
      b.column + b.columns <= a.column
    );
  }

  /** What each chart draws, by the labels of its columns: names first. */
  function labelsOf(shape: TabShape | undefined) {
    return shape?.charts?.map(({ categories, series }) =>
      [categories, ...series.map((one) => one.column)].map((at) => shape.columns[at]?.label),
    );
  }
});

describe('The other pages', () => {
  it('show the progress towards a target as a bar, and none where there is no target', async () => {
    const lines = (await paged([])).page('Cruscotto');

    expect(lines[0]).toEqual({
      Indicatore: 'Laboratori aperti',
      Valore: 1,
      Obiettivo: '4',
      'A che punto': '███░░░░░░░ 25 %',
      'Obiettivo minimo': 4,
    });
    expect(lines.find((line) => line['Indicatore'] === 'Tirocini conclusi')).toMatchObject({
      Obiettivo: undefined,
      'A che punto': undefined,
    });
  });

  it('tell the last five hundred runs, whole minutes, the ledger on the first line', async () => {
    const journal = Array.from({ length: 501 }, (_, at) => ({
      at: '2026-05-04T07:00:00.000Z',
      by: 'Sara',
      verb: 'record',
      what: '1 cella',
      run: `R-${at}`,
    }));

    const lines = (await paged([], { past: { ...past, journal } })).page('Registro modifiche');

    expect(lines).toHaveLength(500);
    expect(lines.slice(0, 2)).toEqual([
      {
        Quando: '2026-05-04 07:00',
        Chi: 'Sara',
        Comando: 'record',
        'Che cosa': '1 cella',
        Numero: 'R-0',
        Identità: 'L',
      },
      {
        Quando: '2026-05-04 07:00',
        Chi: 'Sara',
        Comando: 'record',
        'Che cosa': '1 cella',
        Numero: 'R-1',
        Identità: undefined,
      },
    ]);
  });

  it('explain in «Leggimi» every tab of the file that people see', async () => {
    const { page, world } = await paged([]);
    const told = page('Leggimi').map((line) => line['Foglio']);

    for (const tab of world.volumes[0]?.tabs ?? []) expect(told).toContain(tab.name);
    expect(told).toContain('Da correggere');
    expect(told).not.toContain('Verifiche');
    expect(told).not.toContain('Riservato');
  });

  it('cover exactly their own lines with the names formulas look into', async () => {
    const { pages } = await paged([aFinding(), aFinding({ id: 'B-0002' })]);

    for (const { shape, rows, names } of pages)
      for (const name of names) {
        expect(name.tab).toBe(shape.name);
        expect(name.column).toBeGreaterThanOrEqual(0);
        if (shape.name !== 'Elenchi' && name.name !== 'alice_registro')
          expect(name.rows).toBe(Math.max(1, rows.length));
      }
    expect(new Set(pages.flatMap((one) => one.names.map((name) => name.name))).size).toBe(
      pages.flatMap((one) => one.names).length,
    );
  });

  it('are those of the modules and books of their file', async () => {
    const closed = await paged([], { volume: 1 });
    const names = closed.pages.map((one) => one.shape.name);

    expect(names).toEqual(
      Object.values(knowledge.pages)
        .filter((one) => one.books.includes('riservato'))
        .map((one) => one.name),
    );
  });
});

describe('«Promemoria»', () => {
  const friday = '2026-05-15T07:00:00Z';
  const rows = [
    { ID: 'T-0001', startDate: '18/5/2026', medicalVisitOn: '3/6/2026' },
    { ID: 'T-0002', startDate: '18/5/2026', coProtocol: '12' },
    { ID: 'T-0003', startDate: '29/5/2026' },
    { ID: 'T-0004', startDate: '30/11/2026' },
  ];

  async function lines(programme: Programme, volume: number) {
    const known = remindingKnowledge();
    const world = { ...(await programme.world()), knowledge: known };
    const { reminders } = await recallPast(programme.ledger);
    const found = pagesOf({
      world,
      volume: world.volumes[volume] ?? raise(),
      findings: [],
      past: { ...past, reminders },
      months: known.monthsOf(world.around),
      reminders: remindersNow(world, reminders, 9 * 60),
    }).pages.find((one) => one.shape.name === 'Promemoria');
    const labels = (found?.shape.columns ?? []).map((one) => one.label);
    return (found?.rows ?? []).map((row) =>
      Object.fromEntries(labels.map((label, at) => [label, row[at]])),
    );
  }

  function raise(): never {
    throw new Error('no such file');
  }

  it('tells what was sent or skipped and why, and what is due within a week', async () => {
    const programme = aRemindedProgramme(rows, { now: friday });
    await remind(remindingIn(programme, memoryMailbox()));

    const told = (await lines(programme, 0)).map((it) => [it['ID'], it['A chi'], it['Stato']]);

    expect(told).toEqual([
      ['T-0001', 'O-0004', 'saltato'],
      ['T-0002', 'O-0004', 'saltato'],
      ['T-0001', 'O-0001', 'inviato'],
      ['T-0001', 'O-0002', 'inviato'],
      ['T-0001', 'O-0004', 'inviato'],
      ['T-0001', 'O-0004', 'saltato'],
      ['T-0002', 'O-0001', 'saltato'],
      ['T-0002', 'O-0002', 'saltato'],
      ['T-0002', 'O-0004', 'saltato'],
      ['T-0002', 'O-0004', 'saltato'],
      ['T-0003', 'O-0004', 'dovuto'],
    ]);
  });

  it('shows restricted ones in the restricted book, and nowhere else', async () => {
    const programme = aRemindedProgramme(rows, { now: friday });
    await remind(remindingIn(programme, memoryMailbox()));

    const [open, restricted] = [await lines(programme, 0), await lines(programme, 1)];

    expect(JSON.stringify(open)).not.toMatch(/secret|Nome che non si dice/);
    expect(restricted.map((it) => [it['Promemoria'], it['A chi'], it['Stato']])).toEqual([
      ['Nome che non si dice', 'O-0001', 'inviato'],
      ['Nome che non si dice', 'O-0002', 'inviato'],
    ]);
  });

  it('tells what was put off, and what nobody knows to have left with what to do', async () => {
    const programme = aRemindedProgramme([{ ID: 'T-0001', startDate: '18/5/2026' }], {
      now: '2026-05-11T07:00:00Z',
    });
    const mailbox = memoryMailbox();
    const cut = forgetful({ ...mailbox, send: () => Promise.reject(new Error('cut')) });
    await remind(remindingIn(programme, mailbox, { couriers: [cut] }));

    const [line] = await lines(programme, 0);

    expect(line).toMatchObject({ Stato: 'incerto' });
    expect(line?.['Perché']).toMatch(/--resend \w{6}, oppure --close \w{6}/);
    const thread = (await programme.ledger.occurrences())[0]?.thread ?? '';
    const putOff = { what: 'snoozed', by: 'O-0004', on: '2026-05-11', until: '2026-05-13' };
    await programme.ledger.remember('reactions', new Map([[thread, JSON.stringify(putOff)]]));

    expect((await lines(programme, 0)).map((it) => it['Stato'])).toContain('rimandato');
  });

  it('forgets what is long over and can be sent no more', async () => {
    const programme = aRemindedProgramme(rows, { now: friday });
    await remind(remindingIn(programme, memoryMailbox()));

    const clock = fixedClock('2026-09-01T07:00:00Z');
    const { volumes, ledger } = programme;
    const known = remindingKnowledge();
    const world = () => readWorld({ knowledge: known, volumes, ledger, today: clock.today() });

    expect(await lines({ ...programme, clock, world }, 0)).toEqual([]);
  });
});
