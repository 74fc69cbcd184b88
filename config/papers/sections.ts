import { dueInWords, shareInWords } from '../../src/core/allowance.ts';
import { inHours } from '../../src/core/column.ts';
import {
  type Day,
  day,
  inDigits,
  lastDay,
  month,
  monthInWords,
  weekdayName,
  weekdayOf,
} from '../../src/core/day.ts';
import type { Block, Cell, Field, Prose, Table, TableRow } from '../../src/core/document.ts';
import type { InternshipMonth } from '../../src/core/internship-month.ts';
import { euro, inEuro, minus, plus, sum } from '../../src/core/money.ts';
import type { Privacy } from '../../src/core/release.ts';
import type { Around } from '../../src/core/rule.ts';
import type { AnyTab, RowOf } from '../../src/core/tab.ts';
import type { Section, SectionMade, SectionTold } from '../../src/core/template.ts';
import { comparable, plural } from '../../src/core/words.ts';
import { companyTutorOn, promoterTutorOn } from '../lifecycle.ts';
import { monthsCountedWith } from '../months.ts';
import * as registry from '../registry.ts';
import {
  attendanceSheets,
  batches,
  type beneficiaries,
  enrolments,
  internships,
  operators,
  visits,
  workshops,
} from '../registry.ts';
import {
  attendedIn,
  linesOfList,
  monthOnPaper,
  patronUnknown,
  type RegisterDay,
  registerDays,
  timesheetMonth,
  type WorkDone,
  workOf,
} from './attended.ts';
import { internshipOf, isProtected } from './moments.ts';
import { startSection } from './start.ts';
import { dayOfPaper, promoterNamed, representativeOf } from './values.ts';

type Beneficiary = RowOf<typeof beneficiaries>;
type Internship = RowOf<typeof internships>;
type Sheet = RowOf<typeof attendanceSheets>;
type Batch = RowOf<typeof batches>;
type Visit = RowOf<typeof visits>;

/** A paper of an internship as the index of its file lists it: what «Documenti» and the ledger know of it. */
export interface PaperFiled {
  /** «14/2026»; nothing while it is a draft. */
  readonly number: string | undefined;
  /** What people call the paper: «Registro delle presenze». */
  readonly title: string;
  /** The row it is about: the internship's, or one of its sheets', variations', visits'. */
  readonly about: string;
  /** Counted from 1. */
  readonly version: number;
  readonly madeOn: Day | undefined;
  /** SHA-256 of the file, in hexadecimal. */
  readonly hash: string | undefined;
  /** «valida», «sostituita da 15/2026», «bozza». */
  readonly state: string;
}

/** All papers of an internship, its sheets and variations included, in the order in which they are to be listed. */
export type PapersOf = (it: Internship, around: Around) => readonly PaperFiled[];

/**
 * The parts of papers that code makes, by the name after `:::` and the tab they are for. Papers that were printed are
 * in the ledger, which nothing here can see: whoever prints a file hands them in, with the vocabulary the template is
 * read with: `{ ...vocabulary, sections: sectionsWith(papersOf) }`.
 */
export function sectionsWith(papersOf: PapersOf): readonly Section[] {
  return [...fixed, fileIndex(papersOf)];
}

const fixed: readonly Section[] = [
  // ── Before ──
  startSection,

  // ── Who signs ──
  ...printable().map((tab) =>
    section(tab, {
      name: 'firme',
      classes: ['internal', 'name'],
      blocks: (row, told) => signatures(row, told),
    }),
  ),
  // The same boxes without names, for papers that are published.
  ...printable().map((tab) =>
    section(tab, {
      name: 'firme-senza-nomi',
      classes: ['public'],
      blocks: (_, told) => signatures(undefined, told),
    }),
  ),

  // ── During ──
  section(attendanceSheets, {
    name: 'presenze',
    classes: ['internal'],
    sample: () => sheetOfNobody,
    blocks: register,
  }),
  section(attendanceSheets, {
    name: 'calcolo',
    classes: ['internal', 'amount'],
    sample: () => sheetOfNobody,
    blocks: reckoning,
  }),
  section(visits, {
    name: 'valutazione',
    classes: ['internal', 'personal'],
    sample: () => visitOfNobody,
    blocks: (row) => ({ blocks: [scales(row)] }),
  }),
  section(batches, {
    name: 'elenco',
    classes: ['internal', 'amount'],
    sample: () => batchOfNobody,
    blocks: (row, { around }) => paymentList(row, around, codesAlone),
  }),
  section(batches, {
    name: 'elenco-nominativo',
    classes: ['internal', 'amount', 'name', 'personal'],
    sample: () => batchOfNobody,
    blocks: (row, { around }) => paymentList(row, around, withNames),
  }),

  // ── After, and beside ──
  section(internships, {
    name: 'mesi',
    classes: ['internal'],
    sample: () => internshipOfNobody,
    blocks: monthByMonth,
  }),
  section(workshops, {
    name: 'iscritti',
    classes: ['internal', 'name'],
    sample: () => ({ id: 'W-0000', seats: 6 }),
    blocks: attendees,
  }),
  section(operators, {
    name: 'attività',
    classes: ['internal'],
    sample: () => ({ id: 'O-0000' }),
    blocks: timesheet,
  }),
];

/** The sections without papers handed in: all but the index of a file can be made. */
export const sections: readonly Section[] = sectionsWith(() => []);

// ── Making them ───────────────────────────────────────────────────────────────────────────────

/** A section of one tab. In a preview it is made from an invented row, in a workbook where nothing else is written. */
function section<T extends AnyTab>(
  tab: T,
  it: {
    readonly name: string;
    readonly classes: readonly Privacy[];
    readonly sample?: () => RowOf<T>;
    readonly blocks: (row: RowOf<T>, told: SectionTold) => SectionMade;
  },
): Section {
  return {
    tab,
    name: it.name,
    classes: it.classes,
    blocks: (told) =>
      told.preview && it.sample !== undefined
        ? it.blocks(it.sample(), { ...told, around: emptied(told.around) })
        : // Templates hand a section rows of its own tab.
          it.blocks(told.row as RowOf<T>, told),
  };
}

/** The tabs papers are printed from. */
function printable(): readonly AnyTab[] {
  return Object.values(registry).flatMap((it: object) => (isPrintable(it) ? [it] : []));
}

function isPrintable(it: object): it is AnyTab {
  return 'columns' in it && 'book' in it && it.book !== 'riservato';
}

function emptied(around: Around): Around {
  return { ...around, today: day('2026-07-01'), rows: () => [], where: () => [] };
}

const internshipOfNobody: Internship = {
  id: 'T-0000',
  startDate: day('2026-03-02'),
  endDate: day('2026-08-31'),
  hoursMon: 300,
  hoursTue: 300,
  hoursWed: 300,
  hoursThu: 300,
  hoursFri: 300,
  allowance: euro(600),
  beneficiary: { id: 'B-0000', lastName: 'Cognome', firstName: 'Nome' },
  site: { id: 'S-0000' },
};

const sheetOfNobody: Sheet = {
  id: 'FP-0000',
  month: month('2026-06'),
  internship: internshipOfNobody,
};

const visitOfNobody: Visit = { id: 'VT-0000', skills: 3, autonomy: 3, punctuality: 4 };

const batchOfNobody: Batch = {
  id: 'LQ-0000',
  internship: internshipOfNobody,
  month: month('2026-06'),
  kind: 'allowance',
  amount: euro(600),
  withheld: euro(0),
  net: euro(600),
  outcome: 'paid',
};

// ── Signatures ────────────────────────────────────────────────────────────────────────────────

/** A box for each signer of the paper, or for those named after `::: firme`, separated by commas. */
function signatures(row: object | undefined, told: SectionTold): SectionMade {
  const asked = told.words
    .split(',')
    .map((it) => it.trim())
    .filter((it) => it !== '');
  const signers = asked.length > 0 ? asked : told.signers;
  if (signers.length === 0) return { lacks: ['chi firma, nell’intestazione della carta'] };
  const boxes = signers.map((word) => {
    const role = `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
    const name =
      row === undefined || told.preview ? undefined : signerCalled(word, row, told.around);
    return name === undefined ? { role } : { role, name };
  });
  return { blocks: [{ kind: 'signatures', signers: boxes, placeAndDate: true }] };
}

/** What a signer's name is looked up in. */
interface Signing {
  readonly row: Named;
  readonly it: Internship | undefined;
  readonly person: Beneficiary | undefined;
  /** The day that decides who was tutor. */
  readonly on: Day;
  readonly around: Around;
  /** Nobody may learn where the person works. */
  readonly hidden: boolean;
}

/** The cells in which rows of several tabs name somebody who signs. */
interface Named {
  readonly id?: string;
  readonly beneficiary?: Beneficiary;
  readonly company?: Internship['company'];
  readonly month?: Sheet['month'];
  readonly promoter?: string;
  readonly operator?: Someone;
  readonly mentor?: Someone;
  readonly by?: Someone;
  readonly preparedBy?: Someone;
  readonly approvedBy?: Someone;
  readonly organiser?: Someone;
  readonly trainer?: string;
  readonly firstName?: string;
  readonly lastName?: string;
}

type Someone = { readonly firstName?: string | undefined; readonly lastName?: string | undefined };

/** Who signs, by the words front matter calls them. Whoever is not here signs in a box without a name. */
const bySigner: readonly {
  readonly words: readonly string[];
  readonly name: (it: Signing) => string | undefined;
}[] = [
  {
    words: ['tirocinante', 'borsista', 'beneficiario', 'persona', 'interessato'],
    name: ({ person }) => nameOf(person),
  },
  {
    words: ['tutor ospitante', 'tutor del soggetto ospitante', 'tutor aziendale'],
    name: ({ it, on, around, hidden }) =>
      it === undefined || hidden ? undefined : nameOf(companyTutorOn(it, on, around)),
  },
  {
    words: ['tutor promotore', 'tutor del soggetto promotore'],
    name: ({ it, on, around }) => it && nameOf(promoterTutorOn(it, on, around)),
  },
  {
    words: ['ospitante', 'soggetto ospitante', 'legale rappresentante dell’ospitante'],
    name({ row, it, hidden }) {
      const company = it?.company ?? row.company ?? companyOf(row);
      return company === undefined || hidden ? undefined : representativeOf(company);
    },
  },
  {
    words: ['promotore', 'soggetto promotore', 'legale rappresentante del promotore'],
    name: ({ row, it, around }) =>
      promoterNamed(it?.promoter ?? it?.agreement?.promoter ?? row.promoter, around).representative,
  },
  {
    words: ['servizio', 'servizio sociale', 'servizio che ha in carico', 'assistente sociale'],
    name: ({ person }) => nameOf(person?.socialWorker),
  },
  { words: ['tutor che ha fatto la visita'], name: ({ row }) => nameOf(row.by) },
  {
    words: ['operatore'],
    name: ({ row }) => nameOf(row.operator) ?? (row.id?.startsWith('O-') ? nameOf(row) : undefined),
  },
  { words: ['mentor'], name: ({ row, it }) => nameOf(row.mentor ?? it?.mentor) },
  { words: ['docente'], name: ({ row }) => row.trainer },
  { words: ['organizzatore'], name: ({ row }) => nameOf(row.organiser) },
  { words: ['chi ha preparato l’elenco'], name: ({ row }) => nameOf(row.preparedBy) },
  { words: ['chi approva'], name: ({ row }) => nameOf(row.approvedBy) },
];

function signerCalled(word: string, row: object, around: Around): string | undefined {
  const known = bySigner.find((it) => it.words.some((one) => comparable(one) === comparable(word)));
  if (known === undefined) return undefined;
  // Only cells that rows of some tab have: one that is not there is blank.
  const named = row as Named;
  const it = internshipOf(row);
  const person =
    it?.beneficiary ??
    named.beneficiary ??
    (named.id?.startsWith('B-') ? (row as Beneficiary) : undefined);
  const on =
    named.month === undefined
      ? it === undefined
        ? around.today
        : dayOfPaper(it, around)
      : lastDay(named.month);
  return known.name({ row: named, it, person, on, around, hidden: isProtected(person, around) });
}

function companyOf(row: Named): Internship['company'] {
  // Rows of «Soggetti ospitanti» sign for themselves.
  return row.id?.startsWith('I-') ? (row as NonNullable<Internship['company']>) : undefined;
}

function nameOf(it: Someone | undefined): string | undefined {
  const name = [it?.firstName, it?.lastName].filter((one) => one !== undefined).join(' ');
  return name === '' ? undefined : name;
}

// ── The attendance register ───────────────────────────────────────────────────────────────────

/**
 * A row a day. Before the sheet is back: to be signed, with the days nobody may sign crossed out and why; `compilabile`
 * makes form fields of it. Once it is back: what is written on it, P, A, C, S, R or hours, and never why.
 */
function register(sheet: Sheet, { around, words }: SectionTold): SectionMade {
  const { internship: it, month: of } = sheet;
  if (it === undefined) return { lacks: [`«Tirocinio» di ${sheet.id}`] };
  if (of === undefined) return { lacks: [`«Mese» di ${sheet.id}`] };
  const told = monthOnPaper(it, of, around);
  if (told === undefined)
    return { lacks: [`un giorno di ${monthInWords(of)} in cui ${it.id} sia in corso`] };
  if (told.sheet !== undefined && told.sheet !== sheet.id)
    return { lacks: [`una sola riga per ${it.id} in ${monthInWords(of)}: c’è già ${told.sheet}`] };
  const back = sheet.receivedOn !== undefined;
  const lacks = back ? [] : lackingIn(it, of, around);
  if (lacks.length > 0) return { lacks };
  const days = registerDays(it, {
    month: of,
    sheet,
    around,
    patronNamed: !isProtected(it.beneficiary, around),
  });
  if (back) return { blocks: [transcript(days)] };
  if (comparable(words) !== 'compilabile') return { blocks: [toSign(days)] };
  return { blocks: [toFillIn(days), ...fieldsUnder] };
}

/** What a register to be signed cannot do without, beyond the cells its template names. */
function lackingIn(it: Internship, of: NonNullable<Sheet['month']>, around: Around) {
  const days = registerDays(it, { month: of, around, patronNamed: false });
  const comune = patronUnknown(it, of, around);
  const town = isProtected(it.beneficiary, around) ? 'del comune della sede' : `di ${comune ?? ''}`;
  return [
    ...(it.site === undefined ? [`«Sede» di ${it.id}`] : []),
    ...(days.every(({ because }) => because !== undefined)
      ? [
          `un giorno da svolgere per ${it.id} in ${monthInWords(of)}: guarda le ore da Lun a Dom e le chiusure della sede`,
        ]
      : []),
    ...(comune === undefined
      ? []
      : [`la festa patronale ${town} nel ${of.slice(0, 4)}, nel foglio «Comuni»`]),
  ];
}

/** How the four times of a day are headed, and called aloud in a form. */
const times = [
  ['Entrata mattina', 'entrata della mattina'],
  ['Uscita mattina', 'uscita della mattina'],
  ['Entrata pomer.', 'entrata del pomeriggio'],
  ['Uscita pomer.', 'uscita del pomeriggio'],
] as const;

const registerColumns: Table['columns'] = [
  { head: 'Giorno', width: 62 },
  ...times.map(([head]) => ({ head, width: 50, align: 'center' as const })),
  { head: 'Ore', width: 34, align: 'center' },
  { head: 'Firma tirocinante', width: 93 },
  { head: 'Firma tutor' },
];

/** A hand needs this much to sign in a row; 31 of them fit on a page with what stands above. */
const signingHeight = 15.5;

function toSign(days: readonly RegisterDay[]): Block {
  return registerTable(days, () => blanks(times.length + 1));
}

/** The same table with fields to type in; signatures stay for the hand, or for a digital one. */
function toFillIn(days: readonly RegisterDay[]): Block {
  return registerTable(days, (it) => {
    const date = dayName(it.on);
    const name = `giorno-${it.on.slice(8)}`;
    return [
      ...times.map(([, aloud], n): Field => field(`${name}-${n + 1}`, `${date}: ${aloud}`)),
      field(`${name}-ore`, `${date}: ore svolte`),
    ];
  });
}

function registerTable(
  days: readonly RegisterDay[],
  cellsOf: (it: RegisterDay) => readonly Cell[],
): Block {
  const rows = days.map((it): TableRow => {
    const name: Prose = [`${dayName(it.on)}${it.madeUp ? ' (recupero)' : ''}`];
    return it.because === undefined
      ? { cells: [name, ...cellsOf(it), ...blanks(2)] }
      : { cells: [name, ...blanks(times.length + 3)], shade: 'crossed', because: it.because };
  });
  return {
    kind: 'table',
    columns: registerColumns,
    rows,
    rowHeads: true,
    size: 'small',
    minRowHeight: signingHeight,
  };
}

const fieldsUnder: readonly Block[] = [
  field('totale-giorni', 'Totale dei giorni svolti nel mese', 'Giorni svolti'),
  field('totale-ore', 'Totale delle ore svolte nel mese', 'Ore svolte'),
  { ...field('attivita', 'Attività svolte nel mese', 'Attività svolte nel mese'), lines: 3 },
];

function field(name: string, tooltip: string, label?: string): Field {
  return { kind: 'field', as: 'text', name, tooltip, ...(label === undefined ? {} : { label }) };
}

/** What came back, day by day. */
function transcript(days: readonly RegisterDay[]): Block {
  const rows = days.map((it): TableRow => {
    const name: Prose = [dayName(it.on)];
    const written = it.written === undefined ? '' : presenceColumn.show(it.written);
    if (it.because !== undefined && it.toClear === undefined)
      return { cells: [name, [], [written], []], shade: 'crossed', because: it.because };
    const cells: readonly Prose[] = [
      name,
      [it.planned === 0 ? '—' : inHours(it.planned)],
      [written === '' ? '—' : written],
      [it.toClear === undefined ? (it.counted ? 'sì' : 'no') : `da chiarire: ${it.toClear}`],
    ];
    return it.toClear === undefined ? { cells } : { cells, shade: 'warning' };
  });
  return {
    kind: 'table',
    columns: [
      { head: 'Giorno', width: 90 },
      { head: 'Ore previste', width: 80, align: 'center' },
      { head: 'Sul foglio', width: 80, align: 'center' },
      { head: 'Presenza riconosciuta' },
    ],
    rows,
    rowHeads: true,
    size: 'small',
  };
}

const presenceColumn = attendanceSheets.columns.d1;

/** «1 venerdì». */
function dayName(on: Day): string {
  return `${Number(on.slice(8))} ${weekdayOf(on) === 'dom' ? 'domenica' : weekdayName(on)}`;
}

function blanks(count: number): readonly Prose[] {
  return Array.from({ length: count }, () => []);
}

// ── What a month comes to ─────────────────────────────────────────────────────────────────────

/** The steps from attendance to amount, each with who says so: as in «Mensilità». */
function reckoning(sheet: Sheet, { around, preview }: SectionTold): SectionMade {
  const { internship: it, month: of } = sheet;
  const told = it && of && monthOnPaper(it, of, around);
  if (it === undefined || of === undefined || told === undefined)
    return { lacks: [`«Tirocinio» e «Mese» di ${sheet.id}`] };
  const { due } = told;
  if (preview) return { blocks: [steps([dueInWords(due)])] };
  if (due.kind === 'unknown') return { lacks: due.missing };
  if (due.kind === 'open')
    return { lacks: [`il foglio firmato di ${monthInWords(of)} (${sheet.id})`] };
  const more = monthsCountedWith(it, of, around).slice(1).map(monthInWords);
  return {
    blocks: [
      steps([
        ...due.steps.map(({ says, said }) => (said === undefined ? says : `${says} (${said})`)),
        ...(more.length === 0
          ? []
          : [`Contato e pagato insieme a questo mese: ${more.join(', ')}`]),
      ]),
    ],
  };
}

function steps(said: readonly string[]): Block {
  return {
    kind: 'list',
    ordered: false,
    items: said.map((it) => [{ kind: 'paragraph', text: [it] }]),
  };
}

/** All months of an internship in a table, with their sum; a sheet that is not back leaves a dash, never a zero. */
function monthByMonth(it: Internship, { around }: SectionTold): SectionMade {
  const attended = attendedIn(it, around);
  if (attended === undefined || attended.months.length === 0)
    return { lacks: [`un mese di ${it.id} già cominciato`] };
  const sheets = new Map(
    around.where(attendanceSheets, 'internship', it).map((one) => [one.id, one]),
  );
  const isBack = (one: InternshipMonth) =>
    one.sheet !== undefined && sheets.get(one.sheet)?.receivedOn !== undefined;
  const rows = attended.months.map((one): TableRow => {
    const { plannedDays, plannedMinutes, doneDays, doneMinutes, done, expected } = one.attendance;
    const back = isBack(one);
    return {
      cells: [
        [monthInWords(one.month)],
        [String(plannedDays)],
        [back ? String(doneDays) : '—'],
        [inHours(plannedMinutes)],
        [back ? inHours(doneMinutes) : '—'],
        [back ? shareInWords(done, expected) : '—'],
        [back ? 'ricevuto' : 'non ancora arrivato'],
      ],
    };
  });
  const total: TableRow = {
    shade: 'total',
    cells: [
      ['In tutto, dai fogli ricevuti'],
      [String(attended.plannedDays)],
      [String(attended.doneDays)],
      [inHours(attended.plannedMinutes)],
      [inHours(attended.doneMinutes)],
      [shareInWords(attended.done, attended.expected)],
      [],
    ],
  };
  const undone: TableRow = {
    cells: [
      ['Dopo la chiusura anticipata'],
      [String(attended.undoneDays)],
      ['0'],
      [inHours(attended.undoneMinutes)],
      ['0'],
      [],
      ['fino alla data concordata'],
    ],
  };
  return {
    blocks: [
      {
        kind: 'table',
        columns: [
          { head: 'Mese' },
          { head: 'Giorni previsti', width: 52, align: 'right' },
          { head: 'Giorni svolti', width: 52, align: 'right' },
          { head: 'Ore previste', width: 52, align: 'right' },
          { head: 'Ore svolte', width: 52, align: 'right' },
          { head: 'Frequenza', width: 58, align: 'right' },
          { head: 'Foglio', width: 84 },
        ],
        rows: [...rows, ...(attended.undoneDays > 0 ? [undone] : []), total],
        rowHeads: true,
        size: 'small',
      },
    ],
  };
}

// ── Scales ────────────────────────────────────────────────────────────────────────────────────

/** What was observed, from 1 to 5: a tick where it was written, boxes to tick where it was not. */
function scales(row: Visit): Block {
  const observed = [
    ['Competenze: quanto ha imparato dell’attività', row.skills],
    ['Autonomia: quanto lavora da sé', row.autonomy],
    ['Puntualità: rispetto degli orari', row.punctuality],
    ['Rapporti con colleghi e tutor', row.relations],
  ] as const;
  const marks = [1, 2, 3, 4, 5];
  return {
    kind: 'table',
    columns: [
      { head: 'Che cosa si osserva' },
      ...marks.map((mark) => ({ head: String(mark), width: 36, align: 'center' as const })),
    ],
    rows: observed.map(
      ([what, mark]): TableRow => ({
        cells: [[what], ...marks.map((it): Prose => [it === mark ? '☑' : '☐'])],
      }),
    ),
    rowHeads: true,
  };
}

// ── A payment list ────────────────────────────────────────────────────────────────────────────

type Line = ReturnType<typeof linesOfList>[number];

/** The columns of a list, beyond its number: what the copy may show. */
interface ListCopy {
  readonly columns: readonly (Table['columns'][number] & {
    readonly of: (it: Line, around: Around) => string;
  })[];
  /** The amounts summed in the last row, by head. */
  readonly sums: readonly string[];
}

const listed = {
  internship: {
    head: 'Tirocinio',
    width: 46,
    of: ({ row }: Line) => row.internship?.id ?? '—',
  },
  what: {
    head: 'Che cosa',
    of: ({ row }: Line) => (row.kind === undefined ? '—' : batches.columns.kind.show(row.kind)),
  },
  month: {
    head: 'Mese',
    width: 66,
    of: ({ row }: Line) => (row.month === undefined ? '—' : monthInWords(row.month)),
  },
  days: {
    head: 'Giorni',
    width: 38,
    align: 'right',
    of: ({ row, told }: Line) =>
      told === undefined || row.kind !== 'allowance'
        ? '—'
        : `${told.attendance.doneDays}/${told.attendance.plannedDays}`,
  },
  gross: {
    head: 'Lordo',
    width: 54,
    align: 'right',
    of: ({ amount }: Line) => inEuro(amount),
  },
  withheld: {
    head: 'Ritenute',
    width: 46,
    align: 'right',
    of: ({ row }: Line) => (row.withheld === undefined ? '—' : inEuro(row.withheld)),
  },
  net: {
    head: 'Netto',
    width: 54,
    align: 'right',
    of: (it: Line) => inEuro(netOf(it)),
  },
} as const;

/** What goes into published acts: code, month and amount, and nothing by which somebody could be recognised. */
const codesAlone: ListCopy = {
  columns: [
    { ...listed.internship, width: 90 },
    listed.what,
    { ...listed.month, width: 110 },
    { ...listed.gross, width: 90 },
  ],
  sums: ['Lordo'],
};

/** What stays with the acts of the office: who is paid. */
const withNames: ListCopy = {
  columns: [
    listed.internship,
    { head: 'Cognome e nome', of: payee },
    {
      head: 'Codice fiscale',
      width: 94,
      of: ({ row }) =>
        row.kind === 'companyTutorFee' || row.internship?.beneficiary === undefined
          ? '—'
          : (row.internship.beneficiary.codiceFiscale ??
            row.internship.beneficiary.provisionalCodiceFiscale ??
            '—'),
    },
    { ...listed.month, width: 48, of: (it) => [inFigures(it), ...whatElse(it)].join(', ') },
    listed.days,
    listed.gross,
    listed.withheld,
    listed.net,
  ],
  sums: ['Lordo', 'Ritenute', 'Netto'],
};

function paymentList(row: Batch, around: Around, copy: ListCopy): SectionMade {
  const lines = linesOfList(row, around);
  const wrong = lines.flatMap((it) => it.disagrees ?? []);
  if (wrong.length > 0) return { lacks: wrong };
  const rows = lines.map(
    (it, n): TableRow => ({
      cells: [[String(n + 1)], ...copy.columns.map((one): Prose => [one.of(it, around)])],
    }),
  );
  const sums: Readonly<Record<string, string>> = {
    Lordo: inEuro(sum(lines.map((it) => it.amount))),
    Ritenute: inEuro(sum(lines.map(({ row: one }) => one.withheld ?? euro(0)))),
    Netto: inEuro(sum(lines.map(netOf))),
  };
  const total: TableRow = {
    shade: 'total',
    cells: [
      [],
      ...copy.columns.map(
        ({ head }, n): Prose =>
          n === 0 ? ['Totale'] : copy.sums.includes(head) ? [sums[head] ?? ''] : [],
      ),
    ],
  };
  return {
    blocks: [
      {
        kind: 'table',
        columns: [
          { head: 'N.', width: 22, align: 'right' },
          ...copy.columns.map(({ head, width, align }) => ({ head, width, align })),
        ],
        rows: [...rows, total],
        size: 'small',
      },
      {
        kind: 'paragraph',
        text: [
          `L’elenco comprende ${plural(lines.length, 'riga', 'righe')}, per un totale lordo di ${inEuro(sum(lines.map((it) => it.amount)))}.`,
        ],
      },
    ],
  };
}

/** What reaches the person: as written or, where nobody did, gross less what is withheld. */
function netOf({ row, amount }: Line) {
  const net = row.net ?? minus(row.amount ?? euro(0), row.withheld ?? euro(0));
  return Number(amount) < 0 ? minus(euro(0), net) : plus(net, euro(0));
}

function payee({ row }: Line, around: Around): string {
  const { internship: it, kind } = row;
  if (it === undefined) return '—';
  if (kind !== 'companyTutorFee') return surnameFirst(it.beneficiary) ?? '—';
  if (isProtected(it.beneficiary, around)) return 'tutor ospitante';
  const on = row.month === undefined ? around.today : lastDay(row.month);
  return surnameFirst(companyTutorOn(it, on, around)) ?? 'tutor ospitante';
}

function surnameFirst(it: Someone | undefined): string | undefined {
  const name = [it?.lastName, it?.firstName].filter((one) => one !== undefined).join(' ');
  return name === '' ? undefined : name;
}

/** «03/2026». */
function inFigures({ row }: Line): string {
  return row.month === undefined ? '—' : `${row.month.slice(5)}/${row.month.slice(0, 4)}`;
}

function whatElse({ row }: Line): readonly string[] {
  return row.kind === undefined || row.kind === 'allowance'
    ? []
    : [batches.columns.kind.show(row.kind)];
}

// ── Workshops and operators ───────────────────────────────────────────────────────────────────

/** A line for whoever enrolled and did not withdraw, by name, and some for those who come without. */
function attendees(row: RowOf<typeof workshops>, { around }: SectionTold): SectionMade {
  const enrolled = around
    .where(enrolments, 'workshop', row)
    .filter((it) => it.withdrawnOn === undefined)
    .toSorted((a, b) =>
      comparable(surnameFirst(a) ?? '') < comparable(surnameFirst(b) ?? '') ? -1 : 1,
    );
  const known = enrolled.map((it): readonly Prose[] => [
    [surnameFirst(it) ?? ''],
    [[it.employer, it.jobTitle].filter((one) => one !== undefined).join(', ')],
  ]);
  const lines = [...known, ...Array.from({ length: linesForOthers }, () => blanks(2))];
  return {
    blocks: [
      {
        kind: 'table',
        columns: [
          { head: 'N.', width: 24, align: 'right' },
          { head: 'Cognome e nome', width: 112 },
          { head: 'Ente e qualifica' },
          { head: 'Firma in entrata', width: 104 },
          { head: 'Firma in uscita', width: 104 },
        ],
        rows: lines.map((cells, n) => ({ cells: [[String(n + 1)], ...cells, ...blanks(2)] })),
        minRowHeight: 24,
        size: 'small',
      },
    ],
  };
}

const linesForOthers = 5;

/** What an operator did in the month before today, by day, with the sum of the hours. */
function timesheet(row: RowOf<typeof operators>, { around, preview }: SectionTold): SectionMade {
  const of = timesheetMonth(around);
  const done = preview ? workOfNobody : workOf(row, of, around);
  if (done.length === 0)
    return {
      lacks: [`un colloquio svolto, una visita o un workshop di ${row.id} in ${monthInWords(of)}`],
    };
  const untimed = done.filter((it) => it.minutes === undefined).map((it) => `«Ore» di ${it.id}`);
  if (untimed.length > 0) return { lacks: untimed };
  const minutes = done.reduce((total, it) => total + (it.minutes ?? 0), 0);
  return {
    blocks: [
      {
        kind: 'table',
        columns: [
          { head: 'Giorno', width: 100 },
          { head: 'Attività' },
          { head: 'Riga', width: 52 },
          { head: 'Orario', width: 80 },
          { head: 'Ore', width: 44, align: 'right' },
        ],
        rows: [
          ...done.map(
            (it): TableRow => ({
              cells: [
                [dayName(it.on)],
                [it.what],
                [it.id],
                [it.times ?? ''],
                [inHours(it.minutes ?? 0)],
              ],
            }),
          ),
          {
            shade: 'total',
            cells: [
              ['In tutto'],
              [plural(done.length, 'attività', 'attività')],
              [],
              [],
              [inHours(minutes)],
            ],
          },
        ],
        size: 'small',
      },
    ],
  };
}

const workOfNobody: readonly WorkDone[] = [
  {
    on: day('2026-06-03'),
    what: 'colloquio: Bilancio di competenze',
    id: 'Q-0000',
    times: '9:00-11:00',
    minutes: 120,
  },
];

// ── The file of an internship ─────────────────────────────────────────────────────────────────

function fileIndex(papersOf: PapersOf): Section {
  return section(internships, {
    name: 'fascicolo',
    classes: ['internal'],
    sample: () => internshipOfNobody,
    blocks(it, { around, preview }) {
      const papers = preview ? [paperOfNobody] : papersOf(it, around);
      if (papers.length === 0) return { lacks: [`almeno una carta stampata di ${it.id}`] };
      return { blocks: [filed(papers), hashesExplained] };
    },
  });
}

function filed(papers: readonly PaperFiled[]): Block {
  return {
    kind: 'table',
    columns: [
      { head: 'N.', width: 24, align: 'right' },
      { head: 'Carta' },
      { head: 'Numero', width: 60 },
      { head: 'Versione', width: 46, align: 'right' },
      { head: 'Del', width: 58 },
      { head: 'Riguarda', width: 52 },
      { head: 'Stato', width: 74 },
      { head: 'Impronta', width: 64 },
    ],
    rows: papers.map(
      (it, n): TableRow => ({
        cells: [
          [String(n + 1)],
          [it.title],
          [it.number ?? '—'],
          [String(it.version)],
          [it.madeOn === undefined ? '—' : inDigits(it.madeOn)],
          [it.about],
          [it.state],
          [it.hash?.slice(0, hashShown) ?? '—'],
        ],
      }),
    ),
    size: 'small',
  };
}

/** Enough digits to tell two files apart by eye. */
const hashShown = 12;

const hashesExplained: Block = {
  kind: 'paragraph',
  size: 'small',
  text: [
    `L’impronta sono le prime ${hashShown} cifre dello SHA-256 del file: cambia se cambia anche una sola lettera.`,
  ],
};

const paperOfNobody: PaperFiled = {
  number: '0/2026',
  title: 'Registro delle presenze',
  about: 'FP-0000',
  version: 1,
  madeOn: day('2026-06-01'),
  hash: '0123456789abcdef',
  state: 'valida',
};
