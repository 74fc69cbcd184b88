import { err, ok, type Result } from './result.ts';
import { clean, comparable } from './words.ts';

declare const brand: unique symbol;

/**
 * A day on the calendar, `2026-03-31`: no hour, no zone. Days compare with `<` and sort as text.
 * They run from 1 March 1900 to 31 December 9999, which is what every spreadsheet counts alike;
 * arithmetic that would leave this range stops at its edge, so that a person's 31/12/9999 breaks nothing.
 */
export type Day = string & { readonly [brand]: 'Day' };

/** A month of the calendar, `2026-03`. Months compare with `<` and sort as text. */
export type Month = string & { readonly [brand]: 'Month' };

/** A stretch of days; both ends belong to it. */
export type Period = { readonly from: Day; readonly to: Day };

/** The days of the week as written in a narrow column, Monday first. */
export type Weekday = (typeof shortWeekdays)[number];

const monthNames = [
  'gennaio',
  'febbraio',
  'marzo',
  'aprile',
  'maggio',
  'giugno',
  'luglio',
  'agosto',
  'settembre',
  'ottobre',
  'novembre',
  'dicembre',
] as const;
const shortWeekdays = ['lun', 'mar', 'mer', 'gio', 'ven', 'sab', 'dom'] as const;
const longWeekdays = [
  'lunedì',
  'martedì',
  'mercoledì',
  'giovedì',
  'venerdì',
  'sabato',
  'domenica',
] as const;

const firstYear = 1900;
/** Lotus counted a 29 February 1900 that never was: serials up to 60 mean different days in different programs. */
const firstSerial = 61;
const lastSerial = 2_958_465;

// ── Days from and to text and numbers ─────────────────────────────────────────────────────────

/** A day written in our own code, `day('2026-03-31')`. Throws on anything else: people's text goes through `readDay`. */
export function day(text: string): Day {
  const [, y, m, d] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  const read = y && m && d ? dayOf({ y: Number(y), m: Number(m), d: Number(d) }, text) : undefined;
  if (!read?.ok) throw new Error(`«${text}» is not a day: write it like 2026-03-31`);
  return read.value;
}

/**
 * A day as people write it: 31/3/2026, 31.03.26, 31-3-2026, «31 marzo 2026», «1° mar 2026», 2026-03-31,
 * with or without the weekday before and the hour after (both ignored: the weekday is not checked).
 * Two-digit years mean 1970–2069, always: 69 is 2069, 70 is 1970. The day comes before the month, always.
 * Refuses impossible days, days without a year, and moments with a zone, saying why in Italian.
 */
export function readDay(text: string): Result<Day> {
  const typed = clean(text);
  const plain = typed.toLowerCase().replace(weekdayBefore, '').replace(hourAfter, '');
  const parts = numeric.exec(plain) ?? yearFirst.exec(plain) ?? worded.exec(plain);
  if (parts?.groups) return dayOfParts(parts.groups, typed);
  if (noYear.test(plain)) return refusal(typed, 'manca l’anno');
  if (readMonth(plain).ok) return refusal(typed, 'manca il giorno');
  return refusal(typed);
}

/**
 * The day behind a number cell of the 1900 date system (what Sheets and Excel store; 1904 workbooks add 1,462 first).
 * The hour, if any, is cut off. Refuses 60 and less, where programs disagree, and what lies beyond 31/12/9999.
 */
export function dayOfSerial(serial: number): Result<Day> {
  const count = Math.floor(serial);
  if (count >= firstSerial && count <= lastSerial) return ok(dayAt(count));
  return err(`Il numero ${String(serial).replace('.', ',')} non è una data: ${example()}`);
}

/** The number spreadsheets (1900 date system) store for a day: 1 March 1900 is 61, 31 March 2026 is 46112. */
export function serialOf(it: Day): number {
  return serialFrom(yearOf(it), monthNumber(it), dayNumber(it));
}

/** «31 agosto 2026»; the first of a month is «1° agosto 2026», as Italian writes it. */
export function inWords(it: Day): string {
  return `${ordinal(it)} ${monthInWords(monthOf(it))}`;
}

/** «31/08/2026». */
export function inDigits(it: Day): string {
  return `${it.slice(8)}/${it.slice(5, 7)}/${it.slice(0, 4)}`;
}

/** «lunedì 4 maggio», or «lunedì 4 maggio 2026» with `{ year: true }`. */
export function withWeekday(
  it: Day,
  { year = false }: { readonly year?: boolean | undefined } = {},
): string {
  const date = year ? inWords(it) : `${ordinal(it)} ${monthNameOf(monthNumber(it))}`;
  return `${weekdayName(it)} ${date}`;
}

// ── Days counted ──────────────────────────────────────────────────────────────────────────────

/** The day so many days later, or earlier if negative. `days` is whole. */
export function plusDays(from: Day, days: number): Day {
  return dayAt(serialOf(from) + whole(days));
}

/** How many days from one to the other: 0 for the same day, negative if `to` comes first. Not inclusive. */
export function daysBetween(from: Day, to: Day): number {
  return serialOf(to) - serialOf(from);
}

/**
 * The same day of the month so many months later, or earlier if negative. Where that month is too short, its last
 * day: 31 August + 6 is 28 or 29 February. For the end of a term use `periodEnd`.
 */
export function plusMonths(from: Day, months: number): Day {
  const target = plusMonth(monthOf(from), months);
  return dayIn(target, Math.min(dayNumber(from), lengthOf(target)));
}

/**
 * The last day, included, of a period of so many calendar months: 1/3 + 6 is 31/8, 15/3 + 1 is 14/4.
 * Where the last month has no such day, the period ends with that month: 31/8 + 6 ends on the last day of February
 * (as art. 2963 c.c. fifth paragraph counts). Zero months end the day before the start.
 */
export function periodEnd(start: Day, months: number): Day {
  const target = plusMonth(monthOf(start), months);
  const same = dayNumber(start);
  return same > lengthOf(target) ? lastDay(target) : plusDays(dayIn(target, same), -1);
}

/**
 * The calendar months a period covers, both ends included: whole months, and the days left over.
 * 1/3–31/8 is 6 months and 0 days; 1/3–1/9 is 6 months and 1 day. A period that ends before it starts covers nothing.
 */
export function monthsCovered({ from, to }: Period): {
  readonly months: number;
  readonly days: number;
} {
  if (to < from) return { months: 0, days: 0 };
  const apart =
    (yearOf(to) - yearOf(from)) * monthNames.length + monthNumber(to) - monthNumber(from);
  // One month more than the names are apart only when the period ends on the eve of a full one: 1/3–31/3.
  const months = [apart + 1, apart, apart - 1].find((it) => periodEnd(from, it) <= to) ?? 0;
  return { months, days: daysBetween(periodEnd(from, months), to) };
}

/** Whether a day lies in a period, ends included. */
export function between(it: Day, { from, to }: Period): boolean {
  return from <= it && it <= to;
}

/** The days two periods share, or nothing if they share none. */
export function overlap(a: Period, b: Period): Period | undefined {
  if (b.from < a.from) return overlap(b, a);
  if (a.to < b.from || b.to < b.from) return undefined;
  return b.to <= a.to ? b : { from: b.from, to: a.to };
}

/** Every day of a period, ends included; none if it ends before it starts. */
export function daysIn({ from, to }: Period): readonly Day[] {
  const first = serialOf(from);
  return Array.from({ length: Math.max(0, serialOf(to) - first + 1) }, (_, n) => dayAt(first + n));
}

/** Every month a period touches, even by one day; none if it ends before it starts. */
export function monthsIn({ from, to }: Period): readonly Month[] {
  if (to < from) return [];
  const first = monthIndex(monthOf(from));
  const length = monthIndex(monthOf(to)) - first + 1;
  return Array.from({ length }, (_, n) => monthAt(first + n));
}

/**
 * Years completed on a day; the birthday counts from its first hour, so «40 included» ends on the eve of the 41st.
 * Born on 29 February: in a common year the year is completed with the end of 28 February, so the new age is had
 * from 1 March (art. 2963 c.c.: a month without the day ends the term on its own last day). Negative before birth.
 */
export function ageOn(on: Day, birth: Day): number {
  const years = yearOf(on) - yearOf(birth);
  return on.slice(5) < birth.slice(5) ? years - 1 : years;
}

/** The weekday, short: «lun» … «dom». */
export function weekdayOf(it: Day): Weekday {
  return shortWeekdays[weekdayIndex(serialOf(it))] ?? 'lun';
}

/** The weekday in full: «lunedì» … «domenica». */
export function weekdayName(it: Day): string {
  return longWeekdays[weekdayIndex(serialOf(it))] ?? '';
}

/**
 * The week by ISO 8601, `2026-W14`: Monday to Sunday, good as a key and sorting as text. Its surprise: around New
 * Year the year is the week's, not the day's (1 January 2027 is in `2026-W53`).
 */
export function isoWeek(it: Day): string {
  const serial = serialOf(it);
  const thursday = dayAt(serial - weekdayIndex(serial) + 3);
  const since = daysBetween(dayIn(monthAt(yearOf(thursday) * monthNames.length), 1), thursday);
  return `${thursday.slice(0, 4)}-W${two(Math.trunc(since / 7) + 1)}`;
}

// ── Months ────────────────────────────────────────────────────────────────────────────────────

/** A month written in our own code, `month('2026-03')`. Throws on anything else: people's text goes through `readMonth`. */
export function month(text: string): Month {
  const read = /^\d{4}-\d{2}$/.test(text) ? readMonth(text) : undefined;
  if (!read?.ok) throw new Error(`«${text}» is not a month: write it like 2026-03`);
  return read.value;
}

/**
 * A month as people write it: «marzo 2026», «mar 26», 3/2026, 03-2026, 2026-03. Two-digit years (only beside a
 * name: 3/26 may be a day) mean 1970–2069 as in `readDay`. Refuses full dates and months that do not exist.
 */
export function readMonth(text: string): Result<Month> {
  const typed = clean(text);
  const written =
    /^(?<mm>\d{1,2})\s?[/.-]\s?(?<yy>\d{4})$/.exec(typed) ??
    /^(?<yy>\d{4})\s?[/.-]\s?(?<mm>\d{1,2})$/.exec(typed) ??
    /^(?<name>[a-z]{3,10})\.?[\s/-]*(?:del\s)?['’]?(?<yy>\d{4}|\d{2})$/.exec(typed.toLowerCase());
  const { mm, name, yy } = written?.groups ?? {};
  const m = mm ? Number(mm) : monthNamed(name);
  const y = yearWritten(yy);
  if (m === undefined || y === undefined || m < 1 || m > 12 || !isYear(y)) {
    return err(`«${typed}» non è un mese: scrivi ad esempio marzo 2026 oppure 03/2026.`);
  }
  return ok(monthAt(y * monthNames.length + m - 1));
}

/** The month a day falls in. */
export function monthOf(it: Day): Month {
  // A day's first seven characters are its month.
  return it.slice(0, 7) as Month;
}

/** The first day of a month. */
export function firstDay(it: Month): Day {
  return dayIn(it, 1);
}

/** The last day of a month. */
export function lastDay(it: Month): Day {
  return dayIn(it, lengthOf(it));
}

/** Every day of a month, first to last; the list is kept and shared, so asking again costs nothing. */
export function daysOf(it: Month): readonly Day[] {
  const known = daysByMonth.get(it);
  if (known) return known;
  const days = daysIn({ from: firstDay(it), to: lastDay(it) });
  daysByMonth.set(it, days);
  return days;
}

/** The month so many months later, or earlier if negative. `months` is whole. */
export function plusMonth(it: Month, months: number): Month {
  return monthAt(monthIndex(it) + whole(months));
}

/** «marzo 2026». */
export function monthInWords(it: Month): string {
  return `${monthNameOf(monthNumber(it))} ${it.slice(0, 4)}`;
}

// ── Holidays and working days ─────────────────────────────────────────────────────────────────

/** Easter Sunday of a year (Gregorian, the «anonymous» algorithm of Meeus, Jones and Butcher). */
export function easter(year: number): Day {
  const a = year % 19;
  const b = Math.trunc(year / 100);
  const c = year % 100;
  const f = Math.trunc((b + 8) / 25);
  const g = Math.trunc((b - f + 1) / 3);
  const h = (19 * a + b - Math.trunc(b / 4) - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.trunc(c / 4) - h - (c % 4)) % 7;
  const m = Math.trunc((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return dayAt(serialFrom(year, Math.trunc(n / 31), (n % 31) + 1));
}

/**
 * The national holidays by law, each from the year it first fell: L. 260/1949 as left by L. 54/1977 (which took
 * away San Giuseppe, Ascensione, Corpus Domini, Santi Pietro e Paolo and 4 November), DPR 792/1985 (Epifania given
 * back), L. 336/2000 (2 June given back), L. 151/2025 (4 October). Days lost before 1977 are not told.
 */
const nationalHolidays: Readonly<
  Record<string, { readonly name: string; readonly since: number }>
> = {
  '01-01': { name: 'Capodanno', since: 1949 },
  '01-06': { name: 'Epifania', since: 1986 },
  '04-25': { name: 'Festa della Liberazione', since: 1949 },
  '05-01': { name: 'Festa dei lavoratori', since: 1949 },
  '06-02': { name: 'Festa della Repubblica', since: 2001 },
  '08-15': { name: 'Ferragosto', since: 1949 },
  '10-04': { name: 'San Francesco d’Assisi', since: 2026 },
  '11-01': { name: 'Ognissanti', since: 1949 },
  '12-08': { name: 'Immacolata Concezione', since: 1949 },
  '12-25': { name: 'Natale', since: 1949 },
  '12-26': { name: 'Santo Stefano', since: 1949 },
};

/** The Italian name of the national holiday on a day, if it is one. Sundays are not holidays here: see `isWorkingDay`. */
export function nationalHoliday(it: Day): string | undefined {
  const fixed = nationalHolidays[it.slice(5)];
  if (fixed !== undefined && yearOf(it) >= fixed.since) return fixed.name;
  return it === easterMonday(yearOf(it)) ? 'Lunedì dell’Angelo' : undefined;
}

/**
 * The patron's feast of a comune. `date` is the same day every year, or, where the feast moves («third Sunday of
 * September»), a table by year: a year that is not in it has no known feast, and none is guessed.
 */
export type Patron = {
  readonly comune: string;
  readonly name: string;
  readonly date:
    | { readonly month: number; readonly day: number }
    | { readonly byYear: Readonly<Record<number, Day>> };
};

/** Which days are holidays, by name: national ones everywhere, and the patron's of the comune where the work is done. */
export type Calendar = {
  /** The Italian name of the holiday, or nothing. An unknown comune, or none, has the national ones only. */
  readonly holiday: (it: Day, comune?: string) => string | undefined;
  /** Whether the patron's feast of a comune is known for a year: if not, say so rather than count on it. */
  readonly knowsPatron: (comune: string, year: number) => boolean;
};

/**
 * A calendar with these patrons. A comune may have several; its name is compared without case or accents. Throws if
 * a table's day lies in another year or a fixed feast is no day of the year.
 */
export function calendar(patrons: readonly Patron[]): Calendar {
  patrons.forEach(checkPatron);
  // Rows repeat the same few spellings thousands of times: each is folded once.
  const bySpelling = new Map<string, readonly Patron[]>();
  const patronsOf = (comune: string) => {
    const known = bySpelling.get(comune);
    if (known) return known;
    const found = patrons.filter((it) => comparable(it.comune) === comparable(comune));
    bySpelling.set(comune, found);
    return found;
  };
  return {
    holiday: (it, comune) =>
      nationalHoliday(it) ??
      (comune === undefined ? undefined : patronsOf(comune).find((p) => fallsOn(p, it))?.name),
    knowsPatron: (comune, year) =>
      patronsOf(comune).some((it) => !('byYear' in it.date) || it.date.byYear[year] !== undefined),
  };
}

/** What makes a day a working one: the calendar, the comune of the workplace, and whether Saturday is worked. Sunday never is. */
export type WorkingWeek = {
  readonly calendar: Calendar;
  readonly comune?: string | undefined;
  readonly saturday: boolean;
};

/** Whether a day is worked: no Sunday, no holiday, and Saturday only where the week says so. */
export function isWorkingDay(it: Day, { calendar: days, comune, saturday }: WorkingWeek): boolean {
  const weekday = weekdayOf(it);
  if (weekday === 'dom' || (weekday === 'sab' && !saturday)) return false;
  return days.holiday(it, comune) === undefined;
}

/** The last working day strictly before a day. */
export function previousWorkingDay(it: Day, week: WorkingWeek): Day {
  return workingDayFrom({ start: plusDays(it, -1), step: -1, week });
}

/** The first working day strictly after a day. */
export function nextWorkingDay(it: Day, week: WorkingWeek): Day {
  return workingDayFrom({ start: plusDays(it, 1), step: 1, week });
}

/** So many working days after a day, or before it if negative; the day itself is not counted. Zero is the day, worked or not. */
export function plusWorkingDays(it: Day, days: number, week: WorkingWeek): Day {
  const step = days < 0 ? previousWorkingDay : nextWorkingDay;
  return Array.from({ length: Math.abs(whole(days)) }).reduce<Day>((at) => step(at, week), it);
}

/**
 * The day a «by» term («entro il») really ends: on a Sunday, a holiday or a Saturday it moves forward to the next
 * working day (Saturday by analogy: INAIL, nota 1550/2015).
 */
export function byTerm(it: Day, where: Omit<WorkingWeek, 'saturday'>): Day {
  return workingDayFrom({ start: it, step: 1, week: { ...where, saturday: false } });
}

/**
 * The last working day on which what must precede a start («entro il giorno prima») can still be done: it moves
 * backward, never forward. For a start on Monday 4/5/2026 it is Thursday 30/4/2026.
 */
export function beforeTerm(start: Day, where: Omit<WorkingWeek, 'saturday'>): Day {
  return previousWorkingDay(start, { ...where, saturday: false });
}

// ── How text is taken apart ───────────────────────────────────────────────────────────────────

const weekdayBefore =
  /^(?:lun|mar|mer|gio|ven|sab|dom|luned[iì]['’]?|marted[iì]['’]?|mercoled[iì]['’]?|gioved[iì]['’]?|venerd[iì]['’]?|sabato|domenica)\.?,?\s+(?=\d|primo)/;
// A zone («Z», «+02:00») is not taken off: the same moment may be another day here.
const hourAfter = /(?<=\d{2})(?:t|,?\s+)\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?$/;
const numeric =
  /^(?<dd>\d{1,2})[°º]?\s?(?<sep>[/.-]|\s)\s?(?<mm>\d{1,2})\s?\k<sep>\s?(?<yy>\d{4}|\d{2})$/;
const yearFirst = /^(?<yy>\d{4})(?<sep>[/.-])(?<mm>\d{1,2})\k<sep>(?<dd>\d{1,2})$/;
const worded =
  /^(?<dd>\d{1,2}|primo)\s?[°º]?[\s./-]*(?<name>[a-z]{3,10})\.?[\s./-]*(?:del\s)?['’]?(?<yy>\d{4}|\d{2})$/;
const noYear = /^(?:\d{1,2}|primo)\s?[°º]?[\s./-]*(?:\d{1,2}|[a-z]{3,10}\.?)$/;

function dayOfParts(
  groups: Readonly<Record<string, string | undefined>>,
  typed: string,
): Result<Day> {
  const { dd, mm, name, yy } = groups;
  const d = dd === 'primo' ? 1 : Number(dd);
  const m = name === undefined ? Number(mm) : monthNamed(name);
  const y = yearWritten(yy);
  return m === undefined || y === undefined ? refusal(typed) : dayOf({ y, m, d }, typed);
}

function dayOf(
  { y, m, d }: { readonly y: number; readonly m: number; readonly d: number },
  typed: string,
): Result<Day> {
  if (!isYear(y)) return refusal(typed, `l’anno ${String(y).padStart(4, '0')} non è possibile`);
  if (m < 1 || m > 12) {
    const swapped = m <= 31 && d >= 1 && d <= 12 && m <= lengthOfMonth(y, d);
    return swapped
      ? refusal(typed, 'prima viene il giorno e poi il mese', `${two(m)}/${two(d)}/${y}`)
      : refusal(typed, `il mese ${m} non esiste`);
  }
  const length = lengthOfMonth(y, m);
  if (d < 1) return refusal(typed, 'il giorno 0 non esiste', `01/${two(m)}/${y}`);
  if (d > length) {
    const named = `${monthNameOf(m)}${m === 2 ? ` ${y}` : ''}`;
    return refusal(typed, `${named} ha ${length} giorni`, `${length}/${two(m)}/${y}`);
  }
  const serial = serialFrom(y, m, d);
  return serial < firstSerial
    ? refusal(typed, 'le date si leggono dal 01/03/1900')
    : ok(dayAt(serial));
}

function refusal(typed: string, why?: string, instead?: string): Result<Day> {
  const reason = why === undefined ? '' : ` (${why})`;
  return err(`«${typed}» non è una data${reason}: ${example(instead)}`);
}

function example(instead = '28/02/2026'): string {
  return `scrivi ad esempio ${instead}.`;
}

function monthNamed(name: string | undefined): number | undefined {
  if (name === undefined || name.length < 3) return undefined;
  const at = monthNames.findIndex((it) => it.startsWith(name));
  return at < 0 ? undefined : at + 1;
}

function yearWritten(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const y = Number(text);
  if (text.length === 4) return y;
  return y < 70 ? 2000 + y : 1900 + y;
}

function isYear(y: number): boolean {
  return y >= firstYear && y <= 9999;
}

// ── Whole-number calendar ─────────────────────────────────────────────────────────────────────
// 24,000 rows by 31 days pass here on every run: no Date, no parsing by pattern, each day's text built once.

const dayBySerial = new Map<number, Day>();
const daysByMonth = new Map<Month, readonly Day[]>();
const easterMondays = new Map<number, Day>();
const twoDigit = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, '0'));
const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const zero = 48;

function dayAt(wanted: number): Day {
  const serial = Math.min(Math.max(wanted, firstSerial), lastSerial);
  const known = dayBySerial.get(serial);
  if (known !== undefined) return known;
  const made = textOf(serial);
  dayBySerial.set(serial, made);
  return made;
}

/** Howard Hinnant's `civil_from_days` (howardhinnant.github.io/date_algorithms.html), eras of 400 years from 1 March 0000. */
function textOf(serial: number): Day {
  const z = serial + 693_899;
  const era = Math.trunc(z / 146_097);
  const ofEra = z - era * 146_097;
  const yearOfEra = Math.trunc(
    (ofEra - Math.trunc(ofEra / 1460) + Math.trunc(ofEra / 36_524) - Math.trunc(ofEra / 146_096)) /
      365,
  );
  const ofYear =
    ofEra - (365 * yearOfEra + Math.trunc(yearOfEra / 4) - Math.trunc(yearOfEra / 100));
  const fromMarch = Math.trunc((5 * ofYear + 2) / 153);
  const d = ofYear - Math.trunc((153 * fromMarch + 2) / 5) + 1;
  const m = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const y = yearOfEra + era * 400 + (m <= 2 ? 1 : 0);
  // Built of a valid year, month and day.
  return `${y}-${two(m)}-${two(d)}` as Day;
}

/** Howard Hinnant's `days_from_civil`, counted from 30 December 1899. */
function serialFrom(y: number, m: number, d: number): number {
  const year = m <= 2 ? y - 1 : y;
  const era = Math.trunc(year / 400);
  const yearOfEra = year - era * 400;
  const ofYear = Math.trunc((153 * (m > 2 ? m - 3 : m + 9) + 2) / 5) + d - 1;
  const ofEra = yearOfEra * 365 + Math.trunc(yearOfEra / 4) - Math.trunc(yearOfEra / 100) + ofYear;
  return era * 146_097 + ofEra - 693_899;
}

function yearOf(it: Day | Month): number {
  return (
    it.charCodeAt(0) * 1000 +
    it.charCodeAt(1) * 100 +
    it.charCodeAt(2) * 10 +
    it.charCodeAt(3) -
    zero * 1111
  );
}

function monthNumber(it: Day | Month): number {
  return it.charCodeAt(5) * 10 + it.charCodeAt(6) - zero * 11;
}

function dayNumber(it: Day): number {
  return it.charCodeAt(8) * 10 + it.charCodeAt(9) - zero * 11;
}

function ordinal(it: Day): string {
  const d = dayNumber(it);
  return d === 1 ? '1°' : String(d);
}

function monthNameOf(m: number): string {
  return monthNames[m - 1] ?? '';
}

function monthIndex(it: Month): number {
  return yearOf(it) * monthNames.length + monthNumber(it) - 1;
}

function monthAt(index: number): Month {
  const within = Math.min(Math.max(index, firstYear * 12 + 2), 9999 * 12 + 11);
  const y = Math.trunc(within / monthNames.length);
  // Built of a valid year and month.
  return `${y}-${two((within % monthNames.length) + 1)}` as Month;
}

function dayIn(it: Month, d: number): Day {
  return dayAt(serialFrom(yearOf(it), monthNumber(it), d));
}

function lengthOf(it: Month): number {
  return lengthOfMonth(yearOf(it), monthNumber(it));
}

function lengthOfMonth(y: number, m: number): number {
  const leap = m === 2 && y % 4 === 0 && (y % 100 !== 0 || y % 400 === 0);
  return (monthLengths[m - 1] ?? 0) + (leap ? 1 : 0);
}

/** Monday is 0: serial 2, 1 January 1900, was a Monday. */
function weekdayIndex(serial: number): number {
  return (serial + 5) % 7;
}

function easterMonday(year: number): Day {
  const known = easterMondays.get(year);
  if (known !== undefined) return known;
  const made = plusDays(easter(year), 1);
  easterMondays.set(year, made);
  return made;
}

function fallsOn({ date }: Patron, it: Day): boolean {
  if ('byYear' in date) return date.byYear[yearOf(it)] === it;
  return date.day === dayNumber(it) && date.month === monthNumber(it);
}

function checkPatron({ comune, name, date }: Patron): void {
  const good =
    'byYear' in date
      ? Object.entries(date.byYear).every(([year, it]) => it.startsWith(`${year}-`))
      : date.day >= 1 && date.day <= lengthOfMonth(2000, date.month);
  if (!good) throw new Error(`the feast «${name}» of ${comune} falls on no day of its year`);
}

function workingDayFrom({
  start,
  step,
  week,
}: {
  readonly start: Day;
  readonly step: 1 | -1;
  readonly week: WorkingWeek;
}): Day {
  let it = start;
  while (!isWorkingDay(it, week)) {
    const following = plusDays(it, step);
    if (following === it) break;
    it = following;
  }
  return it;
}

function two(n: number): string {
  return twoDigit[n] ?? String(n);
}

function whole(n: number): number {
  if (!Number.isSafeInteger(n)) throw new Error(`${n} is not a whole number of days or months`);
  return n;
}
