import { err, ok, type Result } from './result.ts';
import { clean, thousands } from './words.ts';

declare const brand: unique symbol;

/**
 * An amount in whole euro cents: never a fraction, never a float. Adds with `plus` and `sum`, divides with `share`;
 * amounts compare with `<` and `===` among themselves, and the compiler refuses to compare, add or multiply one with a
 * bare number (`allowance >= 450`). A number when it runs: `Number(amount)` are its cents.
 */
export interface Cents {
  readonly [brand]: 'Cents';
  valueOf(): number;
}

/** Half a cent goes away from zero (`round`) or every part of a cent is dropped (`truncate`): each programme says which. */
export type Rounding = 'round' | 'truncate';

/** What to read an amount with: negative ones (a rettifica) are refused unless asked for. */
export type Reading = { readonly negative?: boolean | undefined };

/** An amount written in our own code: `euro(450)`, `euro(0, 50)`; below zero the cents follow: `euro(-3, 50)` is −3,50. Throws on fractions. */
export function euro(units: number, hundredths = 0): Cents {
  if (!Number.isSafeInteger(hundredths) || hundredths < 0 || hundredths > 99) {
    throw new Error(`${hundredths} are not cents beside euro: they run from 0 to 99`);
  }
  return cents(whole(units) * 100 + (units < 0 ? -hundredths : hundredths));
}

/** So many cents as an amount. Throws if they are not whole. */
export function cents(n: number): Cents {
  // Whole and safe, and never −0: checked by `whole`.
  return whole(n) as unknown as Cents;
}

/** Two amounts together. */
export function plus(a: Cents, b: Cents): Cents {
  return cents(Number(a) + Number(b));
}

/** What is left of an amount after another is taken away; may fall below zero. */
export function minus(a: Cents, b: Cents): Cents {
  return cents(Number(a) - Number(b));
}

/** All amounts together; nothing is zero. */
export function sum(amounts: readonly Cents[]): Cents {
  return cents(amounts.reduce((total, it) => total + Number(it), 0));
}

/**
 * An amount divided in proportion to whole weights, so that the parts add up to it to the cent: each part is cut to
 * the cent, and the cents left over go one each to the parts that lost most (of two alike, to the first).
 * `share(euro(100), [1, 1, 1])` is 33,34 33,33 33,33. Throws if the weights are not whole, are negative, or all zero.
 */
export function share(total: Cents, weights: readonly number[]): readonly Cents[] {
  const all = weights.reduce((a, b) => a + whole(b), 0);
  if (all <= 0 || weights.some((it) => it < 0)) {
    throw new Error(`an amount cannot be shared by the weights ${weights.join(', ')}`);
  }
  const size = Math.abs(Number(total));
  const parts = weights.map((it) => quotient(size, it, all));
  const left = size - parts.reduce((a, b) => a + b.whole, 0);
  const favoured = parts
    .map((it, n) => ({ n, lost: it.rest }))
    .toSorted((a, b) => b.lost - a.lost || a.n - b.n)
    .slice(0, left);
  const extra = new Set(favoured.map((it) => it.n));
  return parts.map((it, n) =>
    cents(Math.sign(Number(total)) * (it.whole + (extra.has(n) ? 1 : 0))),
  );
}

/**
 * A fraction of an amount, in whole cents: `portion(euro(400), { of: 31, take: 7, how: 'truncate' })` is 90,32.
 * Whole numbers all the way, so 2/3 is 2/3. Throws unless `take` and `of` are whole, `take` ≥ 0 and `of` > 0.
 */
export function portion(
  amount: Cents,
  { take, of, how }: { readonly take: number; readonly of: number; readonly how: Rounding },
): Cents {
  if (whole(of) <= 0 || whole(take) < 0) throw new Error(`${take} of ${of} is not a portion`);
  const part = quotient(Math.abs(Number(amount)), take, of);
  const up = how === 'round' && part.rest * 2 >= of ? 1 : 0;
  return cents(Math.sign(Number(amount)) * (part.whole + up));
}

/** An amount brought to whole euro, as some programmes pay: 490,32 truncated is 490,00. */
export function wholeEuro(amount: Cents, how: Rounding): Cents {
  return cents(Number(portion(amount, { take: 1, of: 100, how })) * 100);
}

/** «1.234,50 €»; below zero «-12,00 €». */
export function inEuro(it: Cents): string {
  const size = Math.abs(Number(it));
  const units = thousands(Math.trunc(size / 100));
  return `${Number(it) < 0 ? '-' : ''}${units},${String(size % 100).padStart(2, '0')} €`;
}

/**
 * An amount as people write it: 450 · € 1.234,50 · 450,5 · 450.00 · 1.234 (a dot before three digits parts thousands) ·
 * 1,234.50 (both signs, so there is no doubt). Refuses what may be read in two ways (1,234), more than two
 * decimals, and, unless `negative`, amounts below zero.
 */
export function readMoney(text: string, reading: Reading = {}): Result<Cents> {
  const typed = clean(text);
  const bare = typed.replace(currency, '').trim();
  const below = /^[-−–]/.test(bare);
  const digits = bare.replace(/^[-−–+]\s?/, '');
  const written = amounts.map((it) => it.exec(digits)?.groups).find((it) => it !== undefined);
  if (written === undefined) return err(refused(typed, digits));
  const { units = '', decimals = '' } = written;
  const total = Number(units.replace(/[., ]/g, '')) * 100 + Number(decimals.padEnd(2, '0'));
  return accepted(below ? -total : total, { typed, reading });
}

/**
 * An amount from a number cell: 450.1 is 450,10. The crumbs that formulas leave behind (0.1 + 0.2) are forgiven;
 * a true third decimal is refused, and so is an amount below zero unless `negative`.
 */
export function centsOf(it: number, reading: Reading = {}): Result<Cents> {
  const typed = String(it).replace('.', ',');
  const total = Math.round(it * 100);
  if (!Number.isFinite(it)) return err(refused(typed, ''));
  if (Math.abs(it * 100 - total) > crumb) return err(refused(typed, typed));
  return accepted(total, { typed, reading });
}

// ── How text is taken apart ───────────────────────────────────────────────────────────────────

const currency = /^(?:€|eur\b|euro\b)|(?:€|\beur|\beuro)$/i;
/** A ten-thousandth of a cent: above any float's crumb on an amount we take, below anything a person types. */
const crumb = 1e-4;
/** A hundred million euro: more is a slip, whoever typed it. */
const most = 10_000_000_000;

const amounts = [
  /^(?<units>\d{1,11})(?:,(?<decimals>\d{1,2}))?$/,
  /^(?<units>[1-9]\d{0,2}(?:\.\d{3})+)(?:,(?<decimals>\d{1,2}))?$/,
  /^(?<units>[1-9]\d{0,2}(?: \d{3})+)(?:,(?<decimals>\d{1,2}))?$/,
  /^(?<units>\d{1,11})\.(?<decimals>\d{1,2})$/,
  /^(?<units>[1-9]\d{0,2}(?:,\d{3})+)\.(?<decimals>\d{1,2})$/,
];

function accepted(
  total: number,
  { typed, reading }: { readonly typed: string; readonly reading: Reading },
): Result<Cents> {
  if (Math.abs(total) > most) {
    return err(`«${typed}» è un importo troppo grande: controlla le cifre, ad esempio 450,00.`);
  }
  if (total < 0 && reading.negative !== true) {
    return err(`«${typed}» è un importo negativo: scrivilo senza il meno, ad esempio 450,00.`);
  }
  return ok(cents(total));
}

function refused(typed: string, digits: string): string {
  const [, units, decimals] = /^(\d+),(\d{3,})$/.exec(digits) ?? [];
  if (units === undefined || decimals === undefined) {
    return `«${typed}» non è un importo: scrivi ad esempio 450,00 oppure 1.234,50.`;
  }
  const rounded = `${thousands(Number(units))},${decimals.slice(0, 2)}`;
  const grouped =
    decimals.length === 3 && /^[1-9]\d{0,2}$/.test(units) ? ` oppure ${units}.${decimals},00` : '';
  return `«${typed}» non è un importo chiaro: dopo la virgola vanno al massimo due cifre; scrivi ad esempio ${rounded}${grouped}.`;
}

// ── Whole numbers ─────────────────────────────────────────────────────────────────────────────

/** `a × b ÷ by`, whole part and remainder, exact whatever the size. */
function quotient(a: number, b: number, by: number) {
  const product = BigInt(a) * BigInt(b);
  return {
    whole: Number(product / BigInt(by)),
    rest: Number(product % BigInt(by)),
  };
}

function whole(n: number): number {
  if (!Number.isSafeInteger(n)) throw new Error(`${n} is not a whole number`);
  return n === 0 ? 0 : n;
}
