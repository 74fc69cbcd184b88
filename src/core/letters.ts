/** An amount as cheques say it: «seicento/00». */
export function euroInLetters(cents: number): string {
  return `${inLetters(Math.trunc(cents / 100))}/${String(cents % 100).padStart(2, '0')}`;
}

/** A whole number in Italian letters, up to 999,999: 21 is «ventuno», 28 «ventotto», 1,108 «millecentotto». */
export function inLetters(n: number): string {
  if (!Number.isSafeInteger(n) || n < 0 || n > 999_999) throw new Error(`${n} has no letters here`);
  if (n === 0) return 'zero';
  const thousands = Math.trunc(n / 1000);
  const rest = belowThousand(n % 1000);
  const many = thousands === 1 ? 'mille' : `${belowThousand(thousands)}mila`;
  const whole = thousands === 0 ? rest : many + rest;
  // «ventitré», «centotré»: at the end of a longer word the accent is written.
  return whole.length > 3 ? whole.replace(/tre$/, 'tré') : whole;
}

const small = [
  '',
  'uno',
  'due',
  'tre',
  'quattro',
  'cinque',
  'sei',
  'sette',
  'otto',
  'nove',
  'dieci',
  'undici',
  'dodici',
  'tredici',
  'quattordici',
  'quindici',
  'sedici',
  'diciassette',
  'diciotto',
  'diciannove',
];
const tens = [
  '',
  '',
  'venti',
  'trenta',
  'quaranta',
  'cinquanta',
  'sessanta',
  'settanta',
  'ottanta',
  'novanta',
];

function belowThousand(n: number): string {
  const hundreds = Math.trunc(n / 100);
  const rest = n % 100;
  // «centotto» and «centottanta» drop the o.
  const elides = hundreds > 0 && (rest === 8 || Math.trunc(rest / 10) === 8);
  const hundred =
    hundreds === 0 ? '' : `${hundreds === 1 ? '' : small[hundreds]}cent${elides ? '' : 'o'}`;
  return hundred + belowHundred(rest);
}

function belowHundred(n: number): string {
  if (n < 20) return small[n] ?? '';
  const unit = n % 10;
  const ten = tens[Math.trunc(n / 10)] ?? '';
  // «ventuno» and «ventotto» drop the vowel.
  const stem = unit === 1 || unit === 8 ? ten.slice(0, -1) : ten;
  return stem + (small[unit] ?? '');
}
