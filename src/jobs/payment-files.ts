import { type Day, inDigits, type Month, monthInWords } from '../core/day.ts';
import type { InternshipMonth } from '../core/internship-month.ts';
import { type Cents, cents, minus, sum } from '../core/money.ts';
import { type Audience, type Policy, type Privacy, release } from '../core/release.ts';
import { err, ok, type Result } from '../core/result.ts';
import { type AnyTab, valueAt } from '../core/tab.ts';
import { list, plural } from '../core/words.ts';
import type { AuditEntry } from '../ports.ts';
import { type Fee, feeStates, type Insured, type MonthPlan } from './month.ts';
import {
  type Batch,
  type Ground,
  type InternshipCells,
  type Judged,
  knowsHowToPay,
  monthsTold,
  type PersonCells,
  type RowWith,
  requirementMissing,
  stoppedBy,
  type WayToPay,
  wayToPay,
} from './payment-ground.ts';

/** A file that leaves for good, worked out: nothing is written or audited yet. */
export interface PaymentFile {
  /** `;` between cells, a byte-order mark, Windows line ends: as an Italian Excel opens it. */
  readonly text: string;
  readonly lines: number;
  /** What the lines come to, where they are money. */
  readonly total: Cents | undefined;
  /** What one might look for in it and is not there, each in a sentence that names nobody. */
  readonly leftOut: readonly string[];
  /** What `ledger.audit` is to be told before the file is written, beside the instant and the person. */
  readonly audit: Pick<AuditEntry, 'what' | 'ids' | 'purpose'>;
}

/**
 * The payments of a list as the paying office needs them, one line each: names, codici fiscali and IBANs, so for
 * administration and coordinators alone. Of a month it takes whole lists, since one determina covers them: those in
 * which some payment of that month is still to be made. What has been paid is never in it again; what is held up by a
 * finding, or lacks something, is told. What an adjustment takes away is below zero. Refuses other roles, and a
 * register without its restricted book.
 */
export function paymentCsv({
  month,
  role,
  list: asked,
  ...judged
}: Judged & {
  readonly month: Month;
  readonly role: string;
  /** One list alone, as «Liquidazioni» call it: «5/2026». */
  readonly list?: string | undefined;
}): Result<PaymentFile> {
  if (!knowsHowToPay(judged))
    return err(
      'Il registro riservato non è collegato, e senza non si sa come pagare: indica il suo file con ALICE_RESTRICTED.',
    );
  const months = new Map(
    monthsTold(judged).months.map((it) => [`${it.internship}/${it.month}`, it]),
  );
  const stopped = stoppedBy(judged.findings);
  const drawn = rowsStillToPay({ month, list: asked, judged }).map((row) => ({
    row,
    judged: sumReady(row, stopped, judged),
  }));
  const ready = drawn.flatMap((it) => (it.judged.ok ? [it.judged.value] : []));
  const lists = [...new Set(drawn.flatMap(({ row }) => row.list ?? []))];
  return fileOf({
    header: paymentHeader,
    lines: ready.map((it) =>
      paymentLine(it, months.get(`${it.internship.id}/${it.month}`), judged),
    ),
    role,
    policy: judged.world.knowledge.policy,
    total: sum(ready.map((it) => it.amount)),
    leftOut: drawn.flatMap(({ row, judged: it }) =>
      it.ok ? [] : [`${row.id} (${row.internship?.id ?? '—'}): ${it.error}`],
    ),
    audit: {
      what: `elenco di pagamento ${lists.length === 0 ? '' : `${list(lists)} `}(${monthInWords(month)}), CSV con ${plural(ready.length, 'riga', 'righe')}`,
      ids: [...new Set(ready.map((it) => it.person.id))],
      purpose: 'liquidazione, per l’ente pagatore',
    },
  });
}

/**
 * The days on which each trainee was there while insured, for whoever pays INAIL. Only of sheets that came back.
 * Refuses roles other than administration and coordinator: it holds codici fiscali.
 */
export function inailCsv({
  plan,
  ground,
  role,
}: {
  readonly plan: MonthPlan;
  readonly ground: Ground;
  readonly role: string;
}): Result<PaymentFile> {
  const { month, insured, rows } = plan;
  const out = rows.filter((it) => !it.arrived);
  return fileOf({
    header: [
      'Tirocinio',
      'Persona',
      'Codice fiscale',
      'PAT INAIL',
      'Mese',
      'Giorni di presenza',
      'Dal',
      'Al',
      'Giorni',
      'Foglio controllato il',
    ],
    lines: insured.map((it) => insuredLine(it, month, ground)),
    role,
    policy: plan.policy,
    total: undefined,
    leftOut: out.map(({ told }) => `${told.internship}: il foglio non è ancora tornato.`),
    audit: {
      what: `giorni di presenza per INAIL di ${monthInWords(month)}, CSV con ${plural(insured.length, 'riga', 'righe')}`,
      ids: [...new Set(insured.flatMap((it) => it.internship.beneficiary?.id ?? []))],
      purpose: 'premio INAIL',
    },
  });
}

/**
 * What goes to the hosts' tutors for a month, one line for each trainee: what is to be paid and what is in a list
 * already. Refuses roles other than administration and coordinator.
 */
export function tutorFeesCsv({
  plan,
  ground,
  role,
}: {
  readonly plan: MonthPlan;
  readonly ground: Ground;
  readonly role: string;
}): Result<PaymentFile> {
  const { month, fees } = plan;
  const told = fees.filter(
    (it) =>
      (it.state === 'due' || it.state === 'listed') && it.internship.companyTutor !== undefined,
  );
  return fileOf({
    header: [
      'Tutor',
      'Codice fiscale',
      'Cognome',
      'Nome',
      'Ospitante',
      'Denominazione',
      'Codice fiscale ospitante',
      'Tirocinio',
      'Mese',
      'Giorni',
      'Compenso',
      'Stato',
      'Liquidazione',
    ],
    lines: told.map((it) => feeLine(it, ground)),
    role,
    policy: plan.policy,
    total: sum(told.map((it) => it.amount)),
    leftOut: fees
      .filter((it) => !told.includes(it))
      .map(
        (it) =>
          `${it.id}: ${it.internship.companyTutor === undefined ? 'manca il tutor ospitante' : feeStates[it.state]}.`,
      ),
    audit: {
      what: `compensi ai tutor ospitanti di ${monthInWords(month)}, CSV con ${plural(told.length, 'riga', 'righe')}`,
      ids: [...new Set(told.flatMap((it) => it.internship.companyTutor?.id ?? []))],
      purpose: 'compensi ai tutor ospitanti',
    },
  });
}

// ── Payments ──────────────────────────────────────────────────────────────────────────────────

const paymentHeader = [
  'ID',
  'Codice fiscale',
  'Cognome',
  'Nome',
  'Modalità',
  'IBAN',
  'CAP',
  'Mese',
  'Giorni',
  'Importo lordo',
  'Ritenute',
  'Netto',
  'CUP',
  'Voce',
  'Elenco',
  'Determina',
  'Tirocinio',
  'Che cosa',
  'Intestatario',
] as const;

/** A payment with all a line needs; below zero where an adjustment takes away. */
interface SumReady {
  readonly row: Batch;
  readonly internship: RowWith<InternshipCells>;
  readonly person: RowWith<PersonCells>;
  readonly month: Month;
  readonly amount: Cents;
  /** Nobody needs to know it of what is taken back. */
  readonly way: WayToPay | undefined;
}

interface Drawing {
  readonly month: Month;
  readonly list: string | undefined;
  readonly judged: Judged;
}

/** What goes to persons in the lists asked for and has neither been paid nor struck out. */
function rowsStillToPay({ month, list: asked, judged }: Drawing): readonly Batch[] {
  const { world, ground } = judged;
  const open = world.around
    .rows(ground.tabs.batches)
    .filter(
      (it) =>
        it.kind !== 'companyTutorFee' &&
        ground.payments.countsAsPaid(it) &&
        !ground.payments.isPaid(it),
    );
  const ofMonth = open.filter((it) => it.month === month).map((it) => it.list);
  const lists: ReadonlySet<string | undefined> = new Set(asked === undefined ? ofMonth : [asked]);
  return open.filter((it) =>
    // A row that says no list is one by itself.
    it.list === undefined ? asked === undefined && it.month === month : lists.has(it.list),
  );
}

/** A payment that may be sent off, or why it may not. */
function sumReady(it: Batch, stopped: ReadonlySet<string>, judged: Judged): Result<SumReady> {
  const { columns } = judged.ground.tabs.batches;
  const { internship, month, amount, kind, direction } = it;
  const person = internship?.beneficiary;
  if (it.outcome !== undefined) return err(`il pagamento è «${columns.outcome.show(it.outcome)}».`);
  const { list: listColumn, amount: amountColumn, direction: sign } = columns;
  const blank = [
    ...(it.list === undefined ? [listColumn] : []),
    ...(internship === undefined ? [columns.internship] : []),
    ...(month === undefined ? [columns.month] : []),
    ...(kind === undefined ? [columns.kind] : []),
    ...(amount === undefined ? [amountColumn] : []),
    ...(kind === 'adjustment' && direction === undefined ? [sign] : []),
  ].map((column) => `«${column.label}»`);
  if (blank.length > 0 || internship === undefined || month === undefined || amount === undefined)
    return err(`manca ${list(blank)}.`);
  if (person === undefined) return err(`in ${internship.id} manca la persona.`);
  const { beneficiaries } = judged.ground.tabs;
  const unknown = (['codiceFiscale', 'lastName', 'firstName'] as const).filter(
    (key) => person[key] === undefined,
  );
  if (unknown.length > 0)
    return err(
      `in ${person.id} manca ${list(unknown.map((key) => `«${beneficiaries.columns[key].label}»`))}.`,
    );
  const less = kind === 'adjustment' && direction === 'less';
  const way = wayToPay(person, stopped, judged);
  if (way === undefined && !less) return err(requirementMissing);
  if (stopped.has(it.id))
    return err('ha segnalazioni che bloccano il pagamento: vedi «Da correggere».');
  return ok({
    row: it,
    internship,
    person,
    month,
    amount: less ? minus(cents(0), amount) : amount,
    way: less ? undefined : way,
  });
}

function paymentLine(
  { row, internship, person, month, amount, way }: SumReady,
  told: InternshipMonth | undefined,
  { world, ground: { tabs, settings } }: Judged,
): readonly Piece[] {
  const { beneficiaries, batches, budget, restricted } = tabs;
  const { kind, direction, net, withheld, item, cup } = row;
  const below = Number(amount) < 0;
  const label =
    kind === undefined
      ? undefined
      : [batches.columns.kind.show(kind), direction && batches.columns.direction.show(direction)]
          .filter((it) => it !== undefined)
          .join(' ');
  return [
    words(row.id),
    cell(beneficiaries, person, 'codiceFiscale'),
    cell(beneficiaries, person, 'lastName'),
    cell(beneficiaries, person, 'firstName'),
    // Which of the two stands in the line says the same: it is as personal as they are.
    words(way && (way.kind === 'transfer' ? 'bonifico' : 'bonifico domiciliato'), 'personal'),
    words(way?.kind === 'transfer' ? way.iban : undefined, restricted.columns.iban.privacy),
    words(way?.kind === 'atCounter' ? way.cap : undefined, restricted.columns.payoutCap.privacy),
    words(monthInWords(month)),
    figure(
      kind === 'refund' || told === undefined ? undefined : String(told.attendance.doneDays),
      'internal',
    ),
    money(amount),
    money(withheld),
    money(net === undefined ? undefined : below ? minus(cents(0), net) : net),
    words(
      cup ?? internship.cup ?? item?.cup ?? world.settings.of(settings.programmeCup),
      batches.columns.cup.privacy,
    ),
    words(item?.code ?? item?.id, budget.columns.code.privacy),
    words(numbered(row.list)),
    words(numbered(row.determination)),
    words(internship.id),
    words(label),
    words(way?.kind === 'transfer' ? way.holder : undefined, restricted.columns.ibanHolder.privacy),
  ];
}

/** «n. 4/2026»: bare, a spreadsheet would make it the first of April. */
function numbered(it: string | undefined): string | undefined {
  return it !== undefined && /^\d/.test(it) ? `n. ${it}` : it;
}

function insuredLine(
  { internship, days, checkedOn }: Insured,
  month: Month,
  { tabs }: Ground,
): readonly Piece[] {
  const person = internship.beneficiary;
  return [
    words(internship.id),
    words(person?.id),
    ...(person === undefined
      ? [words(undefined)]
      : [cell(tabs.beneficiaries, person, 'codiceFiscale')]),
    cell(tabs.internships, internship, 'inailPat'),
    words(monthInWords(month)),
    figure(String(days.length), 'internal'),
    onDay(days[0]),
    onDay(days.at(-1)),
    words(days.map(inDigits).join(', ')),
    onDay(checkedOn),
  ];
}

function feeLine(
  { internship, month, days, amount, state, row }: Fee,
  { tabs }: Ground,
): readonly Piece[] {
  const { companyTutor = { id: '' }, company = { id: '' } } = internship;
  return [
    words(companyTutor.id),
    cell(tabs.companyTutors, companyTutor, 'codiceFiscale'),
    cell(tabs.companyTutors, companyTutor, 'lastName'),
    cell(tabs.companyTutors, companyTutor, 'firstName'),
    words(company.id),
    cell(tabs.companies, company, 'name'),
    cell(tabs.companies, company, 'codiceFiscale'),
    words(internship.id),
    words(monthInWords(month)),
    figure(String(days), 'internal'),
    money(amount),
    words(feeStates[state]),
    words(row),
  ];
}

// ── The file ──────────────────────────────────────────────────────────────────────────────────

/** One cell: its words, whether they are a number, and who may see it. */
interface Piece {
  readonly text: string;
  readonly number: boolean;
  readonly classes: readonly Privacy[];
}

/** Of all that stands in one cell, nothing is more than a blank. */
function words(text: string | undefined, ...classes: readonly Privacy[]): Piece {
  return { text: text ?? '', number: false, classes: ['internal', ...classes] };
}

function cell(tab: AnyTab, row: object, key: string): Piece {
  const column = tab.columns[key];
  const value = valueAt(row, key);
  return words(
    value === undefined ? undefined : column?.show(value),
    ...(column === undefined ? [] : [column.privacy]),
  );
}

function onDay(it: Day | undefined): Piece {
  return words(it === undefined ? undefined : inDigits(it));
}

function figure(text: string | undefined, ...classes: readonly Privacy[]): Piece {
  return { text: text ?? '', number: true, classes };
}

/** «1234,50», below zero «-48,00»: no dots, no sign of the euro. */
function money(amount: Cents | undefined): Piece {
  if (amount === undefined) return figure(undefined, 'internal', 'amount');
  const size = Math.abs(Number(amount));
  const text = `${Number(amount) < 0 ? '-' : ''}${Math.trunc(size / 100)},${String(size % 100).padStart(2, '0')}`;
  return figure(text, 'internal', 'amount');
}

/** Those who make payments, and no others: what `policy` lets a mentor read of a person is no payment list. */
const payingRoles: ReadonlySet<string> = new Set(['administration', 'coordinator']);

/** Every cell passes the gate; a file in which one is refused is not made, since a blank would be believed. */
function fileOf({
  header,
  lines,
  role,
  policy,
  ...told
}: Omit<PaymentFile, 'text' | 'lines'> & {
  readonly header: readonly string[];
  readonly lines: readonly (readonly Piece[])[];
  readonly role: string;
  readonly policy: Policy;
}): Result<PaymentFile> {
  // Asked for by the name of its option, which is to reveal it; every export is audited.
  const audience: Audience = { role, surface: 'export', reveal: true };
  const refused = lines.flat().some((it) => release(written(it), audience, policy) === undefined);
  if (!payingRoles.has(role) || refused)
    return err(
      'Questo file contiene dati personali: lo fanno l’amministrazione e il coordinatore, ad esempio con --as administration.',
    );
  const rows = [
    header,
    ...lines.map((line) => line.map((it) => release(written(it), audience, policy) ?? '')),
  ];
  return ok({
    ...told,
    text: `\uFEFF${rows.map((row) => `${row.join(';')}\r\n`).join('')}`,
    lines: lines.length,
  });
}

/** A cell as the file holds it. Texts stand in quotes, so that codes keep their zeros where they are read as texts. */
function written({ text, number, classes }: Piece): {
  readonly value: string;
  readonly classes: readonly Privacy[];
} {
  const value = number || text === '' ? text : `"${harmless(text).replaceAll('"', '""')}"`;
  return { value, classes };
}

/** A spreadsheet takes for a formula what begins so: an apostrophe makes it words again (OWASP, «CSV Injection»). */
function harmless(text: string): string {
  return /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
}
