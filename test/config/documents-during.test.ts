import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { demoProgramme } from '../../config/demo/programme.ts';
import { vocabulary } from '../../config/documents.ts';
import { restrictedWordsIn } from '../../config/forbidden-words.ts';
import { knowledge } from '../../config/index.ts';
import { monthsOf } from '../../config/months.ts';
import {
  attendedIn,
  certificateOf,
  linesOfList,
  registerDays,
} from '../../config/papers/attended.ts';
import { type PaperFiled, sectionsWith } from '../../config/papers/sections.ts';
import {
  attendanceSheets,
  batches,
  beneficiaries,
  closures,
  internships,
  restricted,
  restrictedAbsences,
  variations,
} from '../../config/registry.ts';
import { attendanceThreshold } from '../../config/settings.ts';
import { inHours } from '../../src/core/column.ts';
import { type Day, day, daysOf, month, weekdayOf } from '../../src/core/day.ts';
import { type Block, blocksAsText, type Field, isField } from '../../src/core/document.ts';
import { fillTemplate } from '../../src/core/fill.ts';
import { cents, euro, inEuro, sum } from '../../src/core/money.ts';
import type { Around } from '../../src/core/rule.ts';
import { settingsFrom } from '../../src/core/setting.ts';
import type { AnyTab, RowOf } from '../../src/core/tab.ts';
import { readTemplate, type Template } from '../../src/core/template.ts';
import { memoryLedger } from '../../src/integrations/memory/ledger.ts';
import { memoryWorkbook } from '../../src/integrations/memory/workbook.ts';
import { demoGrids } from '../../src/jobs/demo.ts';
import { readWorld } from '../../src/jobs/world.ts';
import { around } from '../a/around.ts';
import { aSite } from '../a/imprese.ts';
import { aBatch, anAttendanceSheet, anInternshipUnderWay } from '../a/presenze.ts';

type Sheet = RowOf<typeof attendanceSheets>;
type Internship = RowOf<typeof internships>;

/** Each paper and the row of the demo (seed 1, 2026-05-04) it is looked at for. */
const papers = [
  ['registro-presenze', 'FP-0175'],
  ['registro-presenze-compilabile', 'FP-0175'],
  ['relazione-tutor', 'VT-0010'],
  ['variazione', 'V-0002'],
  ['proroga', 'V-0010'],
  ['attestazione-bisogno', 'V-0010'],
  ['sospensione', 'V-0011'],
  ['interruzione', 'V-0003'],
  ['rinuncia', 'B-0009'],
  ['prospetto-liquidazione', 'FP-0003'],
  ['elenco-liquidazione-atti', 'LQ-0016'],
  ['elenco-liquidazione-pubblicabile', 'LQ-0016'],
  ['report-servizi-sociali', 'T-0010'],
  ['attestazione-finale', 'T-0001'],
  ['dossier-individuale', 'T-0010'],
  ['dichiarazione-frequenza', 'T-0010'],
  ['foglio-firme-workshop', 'W-0002'],
  ['timesheet', 'O-0003'],
  ['fascicolo', 'T-0001'],
] as const;

type Kind = (typeof papers)[number][0];

const today = day('2026-05-04');
let demo: Around;

beforeAll(async () => {
  const sheets = demoGrids(demoProgramme({ seed: 1, today }), knowledge);
  const secret = new Set(
    knowledge.tabs.filter((one) => one.book === 'riservato').map((one) => one.name),
  );
  const world = await readWorld({
    knowledge,
    today,
    ledger: memoryLedger(),
    volumes: [
      {
        workbook: memoryWorkbook({ sheets: sheets.filter((one) => !secret.has(one.name)) }),
        books: ['persone', 'imprese', 'amministrazione'],
      },
      {
        workbook: memoryWorkbook({ sheets: sheets.filter((one) => secret.has(one.name)) }),
        books: ['riservato'],
      },
    ],
  });
  demo = world.around;
});

describe('le carte durante e dopo il tirocinio', () => {
  test.each(papers)('%s si legge senza errori', (kind) => {
    expect(read(kind).faults).toEqual([]);
  });

  test.each(papers)(
    '%s, per %s, è come l’ultima volta che qualcuno l’ha letta',
    async (kind, id) => {
      const text = printed(kind, rowCalled(kind, id));

      await expect(text).toMatchFileSnapshot(`../golden/documents/${kind}.txt`);
    },
  );

  it('il registro di un foglio tornato riporta quello che c’è scritto', async () => {
    const text = printed('registro-presenze', rowCalled('registro-presenze', 'FP-0003'));

    await expect(text).toMatchFileSnapshot('../golden/documents/registro-presenze-tornato.txt');
  });

  test.each([
    [
      'registro-presenze',
      'FP-0175',
      without('internship.company'),
      '«Soggetto ospitante» di T-0004',
    ],
    ['registro-presenze', 'FP-0175', without('internship'), '«Tirocinio» di FP-0175'],
    ['registro-presenze', 'FP-0175', without('internship.site'), '«Sede» di T-0004'],
    [
      'registro-presenze-compilabile',
      'FP-0175',
      without('internship.companyTutor'),
      '«Tutor ospitante» nel foglio «Tirocini»',
    ],
    ['relazione-tutor', 'VT-0010', without('by'), '«Fatta da» di VT-0010'],
    [
      'variazione',
      'V-0002',
      without('hoursMon', 'hoursTue', 'hoursWed', 'hoursThu', 'hoursFri'),
      'le nuove ore da Lun a Dom nel foglio «Variazioni»',
    ],
    ['proroga', 'V-0010', without('newEndDate'), '«Nuova data fine» di V-0010'],
    ['attestazione-bisogno', 'V-0010', without('newEndDate'), '«Nuova data fine» di V-0010'],
    ['sospensione', 'V-0011', without('from'), '«Dal» di V-0011'],
    ['interruzione', 'V-0003', without('newEndDate'), '«Nuova data fine» di V-0003'],
    [
      'rinuncia',
      'B-0009',
      without('birthDate'),
      '«Luogo di nascita» e «Data di nascita» nel foglio «Beneficiari»',
    ],
    ['prospetto-liquidazione', 'FP-0003', without('receivedOn'), '«Foglio ricevuto il» di FP-0003'],
    ['elenco-liquidazione-atti', 'LQ-0016', without('list'), '«Elenco n.» di LQ-0016'],
    ['elenco-liquidazione-pubblicabile', 'LQ-0016', without('list'), '«Elenco n.» di LQ-0016'],
    [
      'report-servizi-sociali',
      'T-0010',
      without('beneficiary.inCharge'),
      '«In carico a» di B-0024',
    ],
    ['attestazione-finale', 'T-0001', without('pfiNumber'), '«PFI n.» di T-0001'],
    ['dossier-individuale', 'T-0010', without('tasks'), '«Attività» di T-0010'],
    [
      'dichiarazione-frequenza',
      'T-0010',
      without('beneficiary.birthPlace'),
      '«Luogo di nascita» e «Data di nascita» nel foglio «Beneficiari»',
    ],
    ['foglio-firme-workshop', 'W-0002', without('title'), '«Titolo» di W-0002'],
    ['timesheet', 'O-0003', without('role'), '«Ruolo» di O-0003'],
    ['fascicolo', 'T-0001', without('company'), '«Soggetto ospitante» di T-0001'],
  ] as const)('%s, per %s, dice che cosa manca', (kind, id, lame, what) => {
    const filled = fillTemplate(template(kind), {
      row: lame(rowCalled(kind, id)),
      around: demo,
      vocabulary: withPapers,
    });

    expect(filled.ok ? [] : filled.missing.map((one) => one.what)).toContain(what);
  });

  test.each(papers)('%s si vede in anteprima senza una riga', (kind) => {
    const filled = fillTemplate(template(kind), {
      row: { id: 'X-0000' },
      around: demo,
      vocabulary: withPapers,
      preview: true,
    });

    expect(filled.ok).toBe(true);
  });

  test.each(papers)('il testo fisso di %s non ha parole delicate', (kind) => {
    const fixed = sourceOf(kind).replace(/\{\{[^}]*\}\}/g, ' ');

    expect(delicateWords(fixed)).toEqual([]);
  });

  it('nessun motivo di assenza esce in una carta di un mese, di una variazione o di un tirocinio', () => {
    const reasons = restrictedAbsences.columns.reason.choices?.labels ?? [];
    const all = (
      [
        'registro-presenze',
        'registro-presenze-compilabile',
        'prospetto-liquidazione',
        'sospensione',
        'interruzione',
        'report-servizi-sociali',
        'dichiarazione-frequenza',
        'dossier-individuale',
      ] as const
    ).flatMap((kind) => everyPaper(kind).map((text) => text.toLowerCase()));

    // The same lines come back on hundreds of papers: each is looked at once.
    const lines = [...new Set(all.flatMap((text) => text.split('\n')))];

    expect(all.length).toBeGreaterThan(400);
    expect(reasons.length).toBeGreaterThan(8);
    expect(lines.filter((text) => reasons.some((one) => text.includes(one)))).toEqual([]);
    // Hours and days of a table may be 104: what is merged into a text is looked at by itself.
    expect(lines.flatMap(delicateWords).filter((word) => word !== '104')).toEqual([]);
  });

  it('il numero da chiamare per un’assenza è in testa e in fondo a ogni registro', () => {
    for (const kind of ['registro-presenze', 'registro-presenze-compilabile'] as const)
      for (const text of everyPaper(kind))
        expect(text.match(/In caso di assenza chiamare subito 0883 000999/g)).toHaveLength(2);
  });

  it('di chi ha l’indirizzo protetto non si dice dove lavora, né con chi, né di che paese è la festa', () => {
    const sheet = rowCalled('registro-presenze', 'FP-0175') as Sheet;
    const it = sheet.internship;
    if (it?.beneficiary === undefined) throw new Error('the sheet has no person');
    const hidden = protecting(it.beneficiary, demo);

    const text = printed('registro-presenze', sheet, hidden);
    const report = printed('report-servizi-sociali', it, hidden);
    const august = registerDays(it, {
      month: month('2025-08'),
      around: hidden,
      patronNamed: false,
    });

    for (const told of [it.company?.name, it.site?.address, it.companyTutor?.lastName, 'D’Oronzo'])
      expect(`${text}${report}`).not.toContain(told);
    expect(text).not.toContain(it.site?.municipality?.name);
    expect(text).toContain('presso il servizio inviante');
    expect(august[6]).toMatchObject({ on: '2025-08-07', because: 'festa patronale' });
  });
});

describe('il registro delle presenze', () => {
  const host = aSite({ municipality: { id: 'COM-0001', name: 'Andria' } });
  const trainee = anInternshipUnderWay({
    site: host,
    startDate: day('2024-03-04'),
    endDate: day('2028-12-22'),
  });
  const pause = {
    id: 'V-0001',
    internship: trainee,
    kind: 'suspension' as const,
    from: day('2026-07-06'),
    to: day('2026-07-17'),
  };
  const shut = {
    id: 'CH-0001',
    site: host,
    from: day('2026-08-10'),
    to: day('2026-08-21'),
    reason: 'holidays' as const,
  };
  const fair = {
    id: 'CH-0002',
    site: host,
    from: day('2026-05-22'),
    to: day('2026-05-22'),
    reason: 'localFeast' as const,
  };
  const world = around({
    rows: [
      [internships, [trainee]],
      [variations, [pause]],
      [closures, [shut, fair]],
    ],
    patrons: [{ comune: 'Andria', name: 'San Riccardo', date: { month: 9, day: 17 } }],
  });

  test.each<[string, string, Readonly<Record<number, string>>]>([
    ['2024-03', 'l’inizio in mezzo al mese', { 1: 'prima dell’inizio' }],
    ['2024-10', 'il 4 ottobre prima del 2026 è un giorno come gli altri', {}],
    ['2026-03', 'il 19 marzo si lavora', {}],
    ['2026-04', 'il Lunedì dell’Angelo', { 6: 'Lunedì dell’Angelo' }],
    [
      '2026-05',
      'il 1° maggio e la festa locale',
      { 1: 'Festa dei lavoratori', 22: 'festa locale' },
    ],
    ['2026-06', 'il 2 giugno sì, il 29 giugno no', { 2: 'Festa della Repubblica' }],
    ['2026-07', 'i giorni sospesi', many([6, 7, 8, 9, 10, 13, 14, 15, 16, 17], 'sospensione')],
    [
      '2026-08',
      'la chiusura dell’ospitante',
      many([10, 11, 12, 13, 14, 17, 18, 19, 20, 21], 'chiusura dell’ospitante'),
    ],
    ['2026-09', 'il patrono di Andria', { 17: 'San Riccardo' }],
    ['2026-10', 'il 4 ottobre 2026 è domenica', {}],
    ['2027-03', 'il Lunedì dell’Angelo', { 29: 'Lunedì dell’Angelo' }],
    ['2027-10', 'il 4 ottobre 2027 è lunedì', { 4: 'San Francesco d’Assisi' }],
    [
      '2028-12',
      'Immacolata, Natale e la fine',
      { 8: 'Immacolata Concezione', ...many([25, 26, 27, 28, 29], 'dopo l’ultimo giorno') },
    ],
  ])('di %s barra i giorni giusti: %s', (asked, _, expected) => {
    const days = registerDays(trainee, { month: month(asked), around: world, patronNamed: true });

    const onWeekdays = days.filter(({ on }) => !['sab', 'dom'].includes(weekdayOf(on)));
    expect(
      Object.fromEntries(
        onWeekdays.flatMap(({ on, because }) =>
          because === undefined ? [] : [[Number(on.slice(8)), because]],
        ),
      ),
    ).toEqual(expected);
    expect(days.filter((one) => !onWeekdays.includes(one)).map((one) => one.because)).not.toContain(
      undefined,
    );
  });

  it('dice perché un giorno è barrato, anche due volte', () => {
    const days = registerDays(trainee, {
      month: month('2026-10'),
      around: world,
      patronNamed: true,
    });

    expect(days.slice(2, 4).map((one) => one.because)).toEqual([
      'riposo',
      'domenica, San Francesco d’Assisi',
    ]);
  });

  it('lascia firmare domeniche e festivi solo se orario e progetto li prevedono', () => {
    const sunday = anInternshipUnderWay({ site: host, hoursSun: 300, nightOrHoliday: true });
    const weekday = anInternshipUnderWay({ site: host, nightOrHoliday: false });
    const openOn = (it: Internship, on: Day) =>
      registerDays(it, {
        month: month(on.slice(0, 7)),
        around: around({ rows: [[internships, [it]]] }),
        patronNamed: true,
      }).find((one) => one.on === on)?.because === undefined;

    expect(openOn(sunday, day('2026-05-03'))).toBe(true);
    expect(openOn(sunday, day('2026-05-01'))).toBe(true);
    expect(openOn(weekday, day('2026-05-03'))).toBe(false);
    expect(openOn(weekday, day('2026-05-01'))).toBe(false);
  });

  it('lascia firmare i recuperi concordati', () => {
    const it = anInternshipUnderWay({ site: host });
    const sheet: Sheet = { id: 'FP-0001', internship: it, month: month('2026-05'), madeUp: '9' };
    const [open, closed] = [sheet, { ...sheet, madeUp: undefined }].map(
      (one) =>
        registerDays(it, {
          month: month('2026-05'),
          sheet: one,
          around: around({ rows: [[internships, [it]]] }),
          patronNamed: true,
        })[8],
    );

    expect(open).toMatchObject({ on: '2026-05-09', because: undefined, madeUp: true });
    expect(closed).toMatchObject({ because: 'riposo', madeUp: false });
  });

  it('mette in evidenza una presenza in un giorno in cui non si poteva', () => {
    const it = anInternshipUnderWay({ site: host });
    const sheet = anAttendanceSheet({ internship: it, d8: { minutes: 300 } });
    const days = registerDays(it, {
      month: month('2026-03'),
      sheet,
      around: around({
        rows: [
          [internships, [it]],
          [attendanceSheets, [sheet]],
        ],
      }),
      patronNamed: true,
    });

    expect(days[7]).toMatchObject({
      on: '2026-03-08',
      counted: false,
      toClear: 'in giorni non previsti: riposo, festivo o chiusura',
    });
    expect(days[8]).toMatchObject({ counted: true, toClear: undefined });
  });

  it('non si stampa finché non si sa quando è il patrono della sede', () => {
    const sheet: Sheet = { id: 'FP-0001', internship: trainee, month: month('2026-05') };
    const unknown = around({
      rows: [
        [internships, [trainee]],
        [attendanceSheets, [sheet]],
      ],
    });
    const known = { ...unknown, calendar: world.calendar };

    expect(sectionLacks('presenze', attendanceSheets, sheet, unknown)).toEqual([
      'la festa patronale di Andria nel 2026, nel foglio «Comuni»',
    ]);
    expect(sectionLacks('presenze', attendanceSheets, sheet, known)).toEqual([]);
  });

  it('è pronto anche per un mese che deve venire, con i giorni previsti', () => {
    const sheet: Sheet = { id: 'FP-0001', internship: trainee, month: month('2026-09') };
    const ahead = around({
      rows: [
        [internships, [trainee]],
        [attendanceSheets, [sheet]],
      ],
      patrons: [{ comune: 'Andria', name: 'San Riccardo', date: { month: 9, day: 17 } }],
    });

    const planned = vocabulary.derived.find(
      (one) => one.tab === attendanceSheets && one.label === 'Giorni previsti',
    );

    expect(planned?.value(sheet, ahead)).toBe(21);
    expect(sectionLacks('presenze', attendanceSheets, sheet, ahead)).toEqual([]);
  });

  it('da compilare ha campi solo nei giorni aperti, ciascuno con un nome suo', () => {
    const sheet = rowCalled('registro-presenze-compilabile', 'FP-0175') as Sheet;
    const fields = fieldsIn(blocksOf('registro-presenze-compilabile', sheet));

    // 20 days of five fields, two totals, what was done.
    expect(fields).toHaveLength(103);
    expect(new Set(fields.map((one) => one.name)).size).toBe(103);
    expect(fields[0]).toMatchObject({
      name: 'giorno-04-1',
      tooltip: '4 lunedì: entrata della mattina',
    });
  });
});

describe('i conti delle carte', () => {
  it('tornano con «Mensilità» al minuto e al centesimo, per ogni mese del programma', () => {
    const { months } = monthsOf(demo);
    const told = months.filter((one) => one.sheet !== undefined);

    const wrong = told.flatMap((one) => {
      const sheet = sheetCalled(one.sheet ?? '');
      const { attendance, due } = one;
      const back = sheet.receivedOn !== undefined;
      const days = registerDays(internshipCalled(one.internship), {
        month: one.month,
        sheet,
        around: demo,
        patronNamed: true,
      });
      const open = days.filter((it) => it.because === undefined);
      const register = printed('registro-presenze', sheet);
      const facts = [
        open.length === attendance.plannedDays,
        open.reduce((all, it) => all + it.planned, 0) === attendance.plannedMinutes,
        register.includes(`Giorni previsti: ${attendance.plannedDays}\n`),
        !back || register.includes(`Giorni svolti: ${attendance.doneDays}\n`),
        !back || days.filter((it) => it.counted).length === attendance.doneDays,
        !back || register.match(/ \| sì$/gm)?.length === (attendance.doneDays || undefined),
        derivedOf('Ore svolte', sheet) === (back ? hours(attendance.doneMinutes) : undefined),
        derivedOf('Ore previste', sheet) === hours(attendance.plannedMinutes),
        derivedOf('Importo del mese', sheet) === (due.kind === 'due' ? due.amount : undefined),
      ];
      return facts.every(Boolean) ? [] : [`${sheet.id}: ${facts.map(Number).join('')}`];
    });

    expect(told.length).toBeGreaterThan(180);
    expect(wrong).toEqual([]);
  });

  it('il prospetto porta l’importo che spetta, e si fa solo a mese controllato', () => {
    const { months } = monthsOf(demo);

    const [ready, not] = months
      .filter((one) => one.sheet !== undefined)
      .reduce<[number, number]>(
        ([yes, no], one) => {
          const sheet = sheetCalled(one.sheet ?? '');
          if (momentSays('prospetto-liquidazione', sheet) !== undefined) {
            expect(sheet.checkedOn === undefined || one.obstacles.length > 0).toBe(true);
            return [yes, no + 1];
          }
          const amount = one.due.kind === 'due' ? one.due.amount : cents(0);
          expect(printed('prospetto-liquidazione', sheet)).toContain(
            `Importo lordo: ${inEuro(amount)}\n`,
          );
          return [yes + 1, no];
        },
        [0, 0],
      );

    expect(ready).toBeGreaterThan(140);
    expect(not).toBeGreaterThan(20);
  });

  it('gli elenchi sommano quello che «Mensilità» dà per pagato, mese per mese', () => {
    const lines = demo
      .rows(batches)
      .filter((one) => momentSays('elenco-liquidazione-atti', one) === undefined)
      .flatMap((one) => linesOfList(one, demo))
      .filter(({ row }) => row.outcome !== 'returned');

    const wrong = monthsOf(demo).months.filter((one) => {
      const paying = lines.filter(
        ({ row }) => row.internship?.id === one.internship && row.month === one.month,
      );
      return sum(paying.map((it) => it.amount)) !== one.paid;
    });

    expect(lines.length).toBe(demo.rows(batches).length - 1);
    expect(wrong).toEqual([]);
  });

  it('un elenco ancora da pagare che non torna con «Mensilità» è rifiutato, con le due cifre', () => {
    const it = anInternshipUnderWay();
    const sheet = anAttendanceSheet({ internship: it });
    const unpaid = { outcome: undefined, paidOn: undefined, internship: it } as const;
    const listOf = (amount: ReturnType<typeof euro>) => {
      const row = aBatch({ ...unpaid, amount });
      const world = around({
        settings: settingsFrom(new Map([[attendanceThreshold.column.label, '70 %']])),
        rows: [
          [internships, [it]],
          [attendanceSheets, [sheet]],
          [batches, [row]],
        ],
      });
      return sectionLacks('elenco', batches, row, world);
    };

    expect(listOf(euro(540))).toEqual([
      'LQ-0001 (T-0001, marzo 2026): in elenco 540,00 €, in «Mensilità» 580,65 €',
    ]);
    expect(listOf(cents(58_065))).toEqual([]);
  });

  it('la copia da pubblicare non ha nomi né codici fiscali', () => {
    const text = everyPaper('elenco-liquidazione-pubblicabile').join('\n');

    expect(text.match(/T-\d{4}/g)?.length).toBeGreaterThan(140);
    for (const one of demo.rows(beneficiaries)) {
      expect(text).not.toContain(`${one.lastName} ${one.firstName}`);
      expect(text).not.toContain(one.codiceFiscale ?? one.id);
    }
  });

  it('un elenco si stampa una volta, dalla sua prima riga', () => {
    const [first, second] = demo.rows(batches).filter((one) => one.list === '4/2025');

    expect(first && momentSays('elenco-liquidazione-atti', first)).toBe(undefined);
    expect(second && momentSays('elenco-liquidazione-atti', second)).toBe(
      'L’elenco 4/2025 si stampa una volta sola, dalla sua prima riga: LQ-0016.',
    );
  });
});

describe('l’attestazione finale', () => {
  // 20 days planned: 14 of them are 70 %.
  const oneMonth = (days: number, but: Partial<Internship> = {}) => {
    const it = anInternshipUnderWay({
      instrument: 'extracurricular',
      startDate: day('2026-02-02'),
      endDate: day('2026-02-27'),
      coSentOn: day('2026-01-30'),
      inailFrom: day('2026-02-01'),
      ...but,
    });
    const worked = daysOf(month('2026-02'))
      .filter((on) => !['sab', 'dom'].includes(weekdayOf(on)))
      .map((on, n) => [`d${Number(on.slice(8))}`, { code: n < days ? 'P' : 'A' }]);
    const sheet: Sheet = {
      id: 'FP-0001',
      internship: it,
      month: month('2026-02'),
      ...Object.fromEntries(worked),
      receivedOn: day('2026-03-02'),
      signedByTrainee: true,
      signedByTutor: true,
    };
    const world = around({
      today: day('2026-05-20'),
      rows: [
        [internships, [it]],
        [attendanceSheets, [sheet]],
      ],
    });
    return { it, world };
  };

  it('si dà alla frequenza minima', () => {
    const { it, world } = oneMonth(14);

    expect(momentSays('attestazione-finale', it, world)).toBe(undefined);
    expect(certificateOf(it, world)).toMatchObject({ passed: true });
  });

  it('un giorno sotto si rifiuta con la cifra, e si offre la dichiarazione', () => {
    const { it, world } = oneMonth(13);

    expect(momentSays('attestazione-finale', it, world)).toBe(
      'T-0001 ha frequentato 13 giorni su 20 (65,0 %): il minimo per l’attestazione finale è 70 %. Stampa invece la dichiarazione di frequenza.',
    );
    expect(momentSays('dichiarazione-frequenza', it, world)).toBe(undefined);
  });

  it('dove nessuna regola dice il minimo non si inventa', () => {
    const { it, world } = oneMonth(20, { instrument: 'tis' });

    expect(momentSays('attestazione-finale', it, world)).toBe(
      'Né le regole né le «Impostazioni» dicono la frequenza minima per l’attestazione di T-0001. Stampa invece la dichiarazione di frequenza.',
    );
  });

  it('dopo una chiusura anticipata si conta sulla durata del progetto', () => {
    const whole = oneMonth(20);
    const early = oneMonth(20, { endDate: day('2026-04-30'), endedOn: day('2026-02-27') });

    expect(attendedIn(whole.it, whole.world)).toMatchObject({ expected: 20, done: 20 });
    // 22 days of March and 21 of April were still to come: Easter Monday does not count.
    expect(attendedIn(early.it, early.world)).toMatchObject({
      undoneDays: 43,
      undoneMinutes: 43 * 300,
      expected: 63,
      done: 20,
    });
    expect(momentSays('attestazione-finale', early.it, early.world)).toContain('31,7 %');
  });

  it('aspetta la fine, e tutti i fogli', () => {
    const { it, world } = oneMonth(20);
    const onLastDay = { ...world, today: day('2026-02-27') };
    const lost = around({ today: day('2026-05-20'), rows: [[internships, [it]]] });

    expect(momentSays('attestazione-finale', it, onLastDay)).toBe(
      'T-0001 finisce il 27/02/2026: questa carta si stampa dal giorno dopo.',
    );
    expect(momentSays('attestazione-finale', it, { ...world, today: day('2026-02-28') })).toBe(
      undefined,
    );
    expect(momentSays('attestazione-finale', it, lost)).toContain(
      'manca ancora il foglio di febbraio 2026',
    );
  });
});

describe('quando si stampa', () => {
  test.each([
    ['variazione', 'V-0002', undefined],
    [
      'variazione',
      'V-0010',
      'V-0010 è «Proroga»: questa carta è per «Cambio di orario», «Cambio di sede» o «Cambio di tutor».',
    ],
    ['proroga', 'V-0010', undefined],
    ['proroga', 'V-0011', 'V-0011 è «Sospensione»: questa carta è per «Proroga».'],
    ['sospensione', 'V-0011', undefined],
    ['sospensione', 'V-0003', 'V-0003 è «Chiusura anticipata»: questa carta è per «Sospensione».'],
    ['interruzione', 'V-0003', undefined],
    ['interruzione', 'V-0004', 'V-0004 è «Infortunio»: questa carta è per «Chiusura anticipata».'],
    ['attestazione-bisogno', 'V-0010', undefined],
    ['rinuncia', 'B-0009', undefined],
    [
      'rinuncia',
      'B-0010',
      'B-0010 non ha rinunciato: se lo fa, scegli «Rinuncia» in «Situazione segnalata».',
    ],
    ['registro-presenze-compilabile', 'FP-0175', undefined],
    [
      'registro-presenze-compilabile',
      'FP-0003',
      'FP-0003 è tornato firmato il 01/07/2025: per rileggerlo stampa il registro.',
    ],
    [
      'prospetto-liquidazione',
      'FP-0175',
      'FP-0175 non è ancora tornato firmato: il prospetto si prepara dopo.',
    ],
    ['report-servizi-sociali', 'T-0010', undefined],
    [
      'report-servizi-sociali',
      'T-0031',
      'Di T-0031 non è ancora tornato un foglio presenze: senza, non c’è nulla da dichiarare.',
    ],
    ['timesheet', 'O-0003', undefined],
    ['timesheet', 'O-0001', 'Di O-0001 non risultano colloqui, visite o workshop in aprile 2026.'],
  ] as const)('%s per %s: %s', (kind, id, says) => {
    expect(momentSays(kind, rowCalled(kind, id))).toBe(says);
  });

  it('una visita di domani, un workshop annullato, una variazione annullata aspettano', () => {
    const visit = rowCalled('relazione-tutor', 'VT-0010');
    const workshop = rowCalled('foglio-firme-workshop', 'W-0002');
    const change = rowCalled('proroga', 'V-0010');

    expect(momentSays('relazione-tutor', { ...visit, on: today })).toBe(undefined);
    expect(momentSays('relazione-tutor', { ...visit, on: day('2026-05-05') })).toBe(
      'La visita VT-0010 è il 05/05/2026: la relazione si stampa dopo.',
    );
    expect(momentSays('foglio-firme-workshop', { ...workshop, cancelledOn: today })).toBe(
      'W-0002 è annullato dal 04/05/2026.',
    );
    expect(momentSays('proroga', { ...change, cancelledOn: today })).toBe(
      'V-0010 è annullata dal 04/05/2026.',
    );
  });

  it('la necessità di una proroga si attesta solo per un TIS', () => {
    const change = rowCalled('proroga', 'V-0010') as RowOf<typeof variations>;
    const ordinary = {
      ...change,
      internship: { id: 'T-0020', ...change.internship, instrument: 'extracurricular' as const },
    };

    expect(momentSays('attestazione-bisogno', ordinary)).toBe(
      'V-0010 riguarda T-0020, che non è un TIS: l’attestazione del bisogno non serve.',
    );
  });
});

describe('il fascicolo', () => {
  it('elenca le carte che gli si danno, e senza non si stampa', () => {
    const it = rowCalled('fascicolo', 'T-0001');

    const text = printed('fascicolo', it);
    const alone = readTemplate({ kind: 'fascicolo', text: sourceOf('fascicolo') }, vocabulary);
    if (alone.template === undefined) throw new Error('fascicolo has faults');
    const none = fillTemplate(alone.template, { row: it, around: demo, vocabulary });

    expect(text).toContain('| 14/2026 | 2 | 04/05/2026 | T-0001 | valida | 0f1e2d3c4b5a');
    expect(none.ok ? [] : none.missing.map((one) => one.what)).toEqual([
      'almeno una carta stampata di T-0001',
    ]);
  });
});

// ── How papers are made here ──────────────────────────────────────────────────────────────────

function papersOf(): readonly PaperFiled[] {
  return [
    {
      number: '14/2026',
      title: 'Progetto personalizzato',
      about: 'T-0001',
      version: 2,
      madeOn: today,
      hash: '0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0',
      state: 'valida',
    },
    {
      number: undefined,
      title: 'Registro delle presenze',
      about: 'FP-0003',
      version: 1,
      madeOn: undefined,
      hash: undefined,
      state: 'bozza',
    },
  ];
}

const withPapers = { ...vocabulary, sections: sectionsWith(papersOf) };

function sourceOf(kind: Kind): string {
  return readFileSync(`config/documents/${kind}.md`, 'utf8');
}

function read(kind: Kind) {
  return readTemplate({ kind, text: sourceOf(kind) }, withPapers);
}

const known = new Map<Kind, Template>();

function template(kind: Kind): Template {
  const found = known.get(kind) ?? read(kind).template;
  if (found === undefined) throw new Error(`${kind} has faults`);
  known.set(kind, found);
  return found;
}

function rowCalled(kind: Kind, id: string): { readonly id: string } {
  const found = demo.rows(template(kind).tab).find((one) => one.id === id);
  if (found === undefined) throw new Error(`the demo has no ${id}`);
  return found;
}

function sheetCalled(id: string): Sheet {
  return rowCalled('registro-presenze', id);
}

function internshipCalled(id: string): Internship {
  return rowCalled('fascicolo', id);
}

function blocksOf(kind: Kind, row: { readonly id: string }, world = demo): readonly Block[] {
  const filled = fillTemplate(template(kind), { row, around: world, vocabulary: withPapers });
  if (!filled.ok) throw new Error(`${kind} ${row.id}: ${JSON.stringify(filled)}`);
  return filled.blocks;
}

function printed(kind: Kind, row: { readonly id: string }, world = demo): string {
  const { title } = template(kind);
  return blocksAsText({
    title: `${title} – ${row.id}`,
    header: { left: 'Consorzio Esempio Inclusione' },
    footer: 'ALICE – programma dimostrativo',
    blocks: blocksOf(kind, row, world),
    created: today,
  });
}

/** A paper as text for every row of the demo that is ready for it. */
function everyPaper(kind: Kind): readonly string[] {
  return demo
    .rows(template(kind).tab)
    .filter((row) => momentSays(kind, row) === undefined)
    .map((row) => printed(kind, row));
}

function momentSays(kind: Kind, row: object, world = demo): string | undefined {
  const { moment } = template(kind);
  const says = vocabulary.moments[moment];
  if (says === undefined) throw new Error(`${moment} is no moment`);
  return says(row, world);
}

function derivedOf(label: string, sheet: Sheet): unknown {
  const found = vocabulary.derived.find(
    (one) => one.tab === attendanceSheets && one.label === label,
  );
  if (found === undefined) throw new Error(`${label} is not worked out`);
  return found.value(sheet, demo);
}

function sectionLacks(name: string, tab: AnyTab, row: object, world: Around): readonly string[] {
  const section = vocabulary.sections.find((one) => one.tab === tab && one.name === name);
  if (section === undefined) throw new Error(`${name} is no section`);
  const made = section.blocks({ row, around: world, words: '', signers: [], preview: false });
  return 'lacks' in made ? made.lacks : [];
}

function fieldsIn(blocks: readonly Block[]): readonly Field[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'field') return [block];
    if (block.kind !== 'table') return [];
    return block.rows.flatMap((row) => row.cells.filter((cell) => isField(cell)));
  });
}

function delicateWords(text: string): readonly string[] {
  return restrictedWordsIn(text).map((one) => text.slice(one.start, one.start + one.length));
}

function hours(minutes: number): string {
  const [whole, rest] = [Math.trunc(minutes / 60), minutes % 60];
  const said = [
    ...(whole > 0 ? [whole === 1 ? '1 ora' : `${inHours(whole * 60)} ore`] : []),
    ...(rest > 0 || whole === 0 ? [`${rest} minuti`] : []),
  ];
  return said.join(' e ');
}

/** The same row with some cells blank; `a.b` blanks a cell of the row it refers to. */
function without(...paths: readonly string[]) {
  return <R extends object>(row: R): R =>
    paths.reduce<R>((left, path) => {
      const [first = '', ...rest] = path.split('.');
      // Rows are plain objects by column name.
      const inner = (left as Readonly<Record<string, object>>)[first];
      return {
        ...left,
        [first]:
          rest.length === 0 || inner === undefined ? undefined : without(rest.join('.'))(inner),
      };
    }, row);
}

function many(days: readonly number[], because: string): Readonly<Record<number, string>> {
  return Object.fromEntries(days.map((it) => [it, because]));
}

/** The same world, where a person's address is protected. */
function protecting(person: object, world: Around): Around {
  return {
    ...world,
    where(tab, column, value) {
      const [asked, here]: readonly unknown[] = [value, tab];
      // A row of «Riservato» that says it, and nothing else.
      const secret = [{ id: 'RS-9999', protectedAddress: true }] as readonly object[];
      return here === restricted && asked === person
        ? (secret as ReturnType<typeof world.where<typeof tab, typeof column>>)
        : world.where(tab, column, value);
    },
  };
}

test('ogni carta durante e dopo ha qui la sua prova', () => {
  const here = new Set<string>(papers.map(([kind]) => kind));
  const before = new Set(
    readFileSync('test/config/documents.test.ts', 'utf8').match(/(?<=')[a-z]+(?:-[a-z]+)*(?=')/g),
  );
  const all = readdirSync('config/documents').map((it) => it.replace(/\.md$/, ''));

  expect(all.filter((it) => !here.has(it) && !before.has(it))).toEqual([]);
});
