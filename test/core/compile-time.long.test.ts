import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { describe, expect, test } from 'vitest';

/** Two tabs, one referring to the other, as a low-code author would write them. */
const before = `
import { choice, date, money, text } from '../../../src/core/column.ts';
import { day } from '../../../src/core/day.ts';
import { euro, inEuro, minus, plus, sum } from '../../../src/core/money.ts';
import { rule } from '../../../src/core/rule.ts';
import { refersTo, tab } from '../../../src/core/tab.ts';
const people = tab('Persone', {
  one: 'persona', id: 'P', book: 'persone', module: 'base', about: 'Chi dorme qui.',
  columns: { firstName: text('Nome'), birthDate: date('Data di nascita') },
});
const stays = tab('Soggiorni', {
  one: 'soggiorno', id: 'S', book: 'persone', module: 'base', about: 'Chi, da quando a quando.',
  columns: {
    person: refersTo(people, 'Persona'),
    startDate: date('Data inizio'),
    endDate: date('Data fine'),
    fee: money('Quota'),
    state: choice('Stato', { draft: 'Bozza', active: 'Attivo' }),
  },
});
const rest = { name: 'Vale.', say: () => 'Non vale.', expects: 'Ad esempio 1.', mends: 'coordinator' };
export { day, euro, inEuro, minus, people, plus, rest, rule, stays, sum, tab };
`;
const exported = [...(/export \{ (.*) \}/.exec(before)?.[1]?.split(', ') ?? [])];

/** What an author may write, and must go on compiling. */
const fine: Readonly<Record<string, string>> = {
  'cells across a reference': `rule(stays, { ...rest, needs: ['startDate', 'person.birthDate'],
    holds: ({ startDate, person }) => person.birthDate < startDate });`,
  'a choice that exists': `rule(stays, { ...rest, needs: ['state'], holds: ({ state }) => state === 'active' });`,
  'since on a day': `rule(stays, { ...rest, needs: ['fee'], since: { startDate: day('2026-01-01') }, holds: () => true });`,
  'cents with cents': `rule(stays, { ...rest, needs: ['fee'],
    holds: ({ fee }) => fee >= euro(450) && fee !== euro(1) && minus(fee, euro(1)) < sum([fee, plus(fee, fee)]),
    say: ({ fee }) => inEuro(fee) });`,
  'a cell not needed, asked whether it is there': `rule(stays, { ...rest, needs: ['startDate'],
    holds: ({ startDate, endDate }) => endDate === undefined || startDate <= endDate });`,
  'another cell marked': `rule(stays, { ...rest, needs: ['startDate'], marks: 'endDate', holds: () => true });`,
};

/** What an author may get wrong, and what the compiler says of it. */
const wrong: Readonly<Record<string, readonly [code: string, says: RegExp]>> = {
  'an unknown column in needs': [
    `rule(stays, { ...rest, needs: ['endDatte'], holds: () => true });`,
    /'"endDatte"' is not assignable.*Did you mean '"endDate"'\?/,
  ],
  'an unknown column across a reference': [
    `rule(stays, { ...rest, needs: ['person.birthDay'], holds: () => true });`,
    /'"person\.birthDay"' is not assignable.*Did you mean '"person\.birthDate"'\?/,
  ],
  'a cell used but not needed': [
    `rule(stays, { ...rest, needs: ['endDate'], holds: ({ startDate, endDate }) => startDate < endDate });`,
    /'startDate' is possibly 'undefined'/,
  ],
  'a cell across a reference used but not needed': [
    `rule(stays, { ...rest, needs: ['person'], holds: ({ person }) => person.birthDate < day('2000-01-01') });`,
    /'person\.birthDate' is possibly 'undefined'/,
  ],
  'a row used in say but not needed': [
    `rule(stays, { ...rest, needs: ['fee'], holds: () => true, say: ({ endDate }) => endDate.slice(0, 4) });`,
    /'endDate' is possibly 'undefined'/,
  ],
  'cents compared with a bare number': [
    `rule(stays, { ...rest, needs: ['fee'], holds: ({ fee }) => fee >= 450 });`,
    /Operator '>=' cannot be applied to types 'Cents' and 'number'/,
  ],
  'cents equal to a bare number': [
    `rule(stays, { ...rest, needs: ['fee'], holds: ({ fee }) => fee === 450 });`,
    /'Cents' and 'number' have no overlap/,
  ],
  'cents and a bare number added': [
    `rule(stays, { ...rest, needs: ['fee'], holds: ({ fee }) => fee + 50 > 0 });`,
    /Operator '\+' cannot be applied to types 'Cents' and 'number'/,
  ],
  'a bare number given for cents': [`inEuro(450);`, /'number' is not assignable.*'Cents'/],
  'a choice that does not exist': [
    `rule(stays, { ...rest, needs: ['state'], holds: ({ state }) => state === 'actif' });`,
    /'"(?:draft" \| "active|active" \| "draft)"' and '"actif"' have no overlap/,
  ],
  'since on a column that is no day': [
    `rule(stays, { ...rest, needs: ['fee'], since: { fee: day('2026-01-01') }, holds: () => true });`,
    /'fee' does not exist in type/,
  ],
  'a plain text given for a day': [
    `rule(stays, { ...rest, needs: ['endDate'], since: { endDate: '2026-01-01' }, holds: () => true });`,
    /'string' is not assignable to type 'Day'/,
  ],
  'a mark on a column that is not there': [
    `rule(stays, { ...rest, needs: ['endDate'], marks: 'ending', holds: () => true });`,
    /'"ending"' is not assignable/,
  ],
  'no needs at all': [
    `rule(stays, { ...rest, needs: [], holds: () => true });`,
    /Source has 0 element\(s\) but target requires 1/,
  ],
  'a key that is no column': [
    `tab('Altro', { one: 'altro', id: 'A', book: 'persone', module: 'base', about: '', key: ['nome'], columns: {} });`,
    /'string' is not assignable to type 'never'/,
  ],
};

describe('the compiler', () => {
  const said = compiled({
    ...Object.fromEntries(Object.values(fine).map((code, at) => [`fine-${at}`, code])),
    ...Object.fromEntries(Object.values(wrong).map(([code], at) => [`wrong-${at}`, code])),
  });

  test.each(Object.keys(fine).map((what, at) => ({ what, at })))('lets through $what', ({ at }) => {
    expect(said(`fine-${at}`)).toBe('');
  });

  test.each(Object.entries(wrong).map(([what, [, says]], at) => ({ what, says, at })))(
    'refuses $what',
    ({ says, at }) => {
      expect(said(`wrong-${at}`)).toMatch(says);
    },
  );
});

/** What a compile of these snippets with our own settings says of each. */
function compiled(snippets: Readonly<Record<string, string>>): (name: string) => string {
  const cache = join(process.cwd(), 'node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'compiled-'));
  try {
    writeFileSync(join(folder, 'before.ts'), before);
    for (const [name, code] of Object.entries(snippets)) {
      const used = exported.filter((it) => new RegExp(`\\b${it}\\b`).test(code));
      const first = `import { ${used.join(', ')} } from './before.ts';\n`;
      writeFileSync(join(folder, `${name}.ts`), `${first}export const it = ${code}`);
    }
    const settings = { extends: '../../../tsconfig.json', include: ['*.ts'] };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(settings));
    const compiler = join(process.cwd(), 'node_modules', 'typescript', 'bin', 'tsc');
    const { stdout } = spawnSync(process.execPath, [compiler, '-p', folder, '--pretty', 'false'], {
      encoding: 'utf8',
    });
    // What follows indented belongs to the complaint above it.
    const complaints = stdout.replace(/\n +/g, ' ').split('\n');
    return (name) => complaints.filter((it) => it.includes(`${name}.ts(`)).join('\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
}
