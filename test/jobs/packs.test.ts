import { describe, expect, it } from 'vitest';
import { knowledge } from '../../config/index.ts';
import { rulesOf } from '../../config/lifecycle.ts';
import { packs as rulePacks } from '../../config/packs.ts';
import {
  authorisations,
  beneficiaries,
  internships,
  municipalities,
  operators,
  variations,
  waivers,
} from '../../config/registry.ts';
import { weeklyHoursWithinCap } from '../../config/rules.ts';
import { ruleRegion } from '../../config/settings.ts';
import { day } from '../../src/core/day.ts';
import { euro } from '../../src/core/money.ts';
import { type RulePack, ruleFor, toVerify, verified } from '../../src/core/pack.ts';
import { release } from '../../src/core/release.ts';
import { type Rule, rule } from '../../src/core/rule.ts';
import {
  type DueOf,
  type PacksAnswer,
  type Passage,
  packs,
  packsAsData,
  packsInWords,
  type Rejudged,
  type Show,
} from '../../src/jobs/packs.ts';
import { settingsTab } from '../../src/jobs/world.ts';
import { aProgramme, type Programme } from '../a/programme.ts';

const today = day('2026-05-04');
const ground = { packs: rulePacks, internships, ruleRegion, rulesOf };

/** What the law says of an internship's full month: a sentence that changes with every pack. */
const monthlyAmount = rule(internships, {
  name: 'L’indennità è di 600 euro',
  needs: ['instrument', 'startDate'],
  holds: (it, around) => amountOf(it, around) === 600,
  say: (it, around) => `La norma dice ${amountOf(it, around) ?? 'nulla'}.`,
  expects: 'Una norma che dica 600,00.',
  level: 'avvisa',
  mends: 'administration',
});
const rules = { weeklyHoursWithinCap, monthlyAmount };

function amountOf(
  it: Parameters<typeof rulesOf>[0],
  around: Parameters<typeof rulesOf>[1],
): number | undefined {
  const found = rulesOf(it, around);
  const [band] = (found && ruleFor(found, 'allowance')?.value) ?? [];
  return band && Number(band.amount) / 100;
}

/** Four of Puglia (two by «Impostazioni»), one without instrument, one of Campania. */
function programme(): Programme {
  const extracurricular = { beneficiary: 'B-0001', instrument: 'tirocinio extracurriculare' };
  return aProgramme([
    [operators, [{ ID: 'O-0001', lastName: 'Verdi', firstName: 'Sara', role: 'coordinatore' }]],
    [beneficiaries, [{ ID: 'B-0001', lastName: 'Rossi', firstName: 'Amina' }]],
    [
      internships,
      [
        { ID: 'T-0001', ...extracurricular, startDate: '1/6/2026', weeklyHours: '35' },
        {
          ID: 'T-0002',
          ...extracurricular,
          region: 'Puglia',
          startDate: '2/3/2015',
          weeklyHours: '30',
        },
        { ID: 'T-0003', beneficiary: 'B-0001', instrument: 'TIS', startDate: '1/6/2026' },
        {
          ID: 'T-0004',
          beneficiary: 'B-0001',
          instrument: 'borsa lavoro',
          region: 'Puglia',
          startDate: '1/6/2026',
        },
        { ID: 'T-0005', beneficiary: 'B-0001', region: 'Puglia', startDate: '1/6/2026' },
        {
          ID: 'T-0006',
          ...extracurricular,
          region: 'Campania',
          startDate: '1/6/2026',
          weeklyHours: '35',
        },
      ],
    ],
  ]);
}

async function asked(
  words: string,
  but: {
    readonly of?: Programme | undefined;
    readonly rules?: Readonly<Record<string, Rule>>;
    readonly dueOf?: DueOf<typeof internships>;
  } = {},
) {
  const { volumes, ledger } = but.of ?? programme();
  return packs({
    words: words.split(' '),
    today,
    ground: { ...ground, dueOf: but.dueOf },
    programme: { knowledge: { ...knowledge, rules: but.rules ?? rules }, volumes, ledger },
  });
}

async function answered(...told: Parameters<typeof asked>): Promise<PacksAnswer> {
  const answer = await asked(...told);
  if (!answer.ok) throw new Error(answer.error);
  return answer.value;
}

async function judged(...told: Parameters<typeof asked>): Promise<Rejudged> {
  const answer = await answered(...told);
  if (answer.kind === 'list' || answer.register === undefined) throw new Error('nothing judged');
  return answer.register;
}

function showTo(role: string): Show {
  return (it) => release(it, { role, surface: 'terminal' }, knowledge.policy);
}

function textOf(passages: readonly Passage[]): readonly string[] {
  return passages.flatMap((it) => [
    it.heading,
    ...it.says,
    ...it.rows.map((row) => row.join(' | ')),
  ]);
}

function said(answer: PacksAnswer, { role = 'coordinator', all = false } = {}): readonly string[] {
  return textOf(packsInWords(answer, { show: showTo(role), all }));
}

/** One rule's findings by ID, as `[rule, ids]`. */
function found(of: Rejudged['gone']) {
  return of.map((it) => [it.rule, it.ids]);
}

describe('The packs there are', () => {
  it('are listed with versions, days, and how many numbers nobody has verified', async () => {
    const answer = await packs({ words: [], today, ground });

    const lines = answer.ok ? said(answer.value) : [];
    expect(lines).toContain('Campania (campania)');
    expect(lines).toContain(
      '  TIS | dal 07/05/2018 | 9 numeri, 9 da verificare | Reg. Campania 9/2010, modificato dal 4/2018',
    );
    expect(lines).toContain('  TIS | avviso | 7 numeri | Napoli, TIS 2025 (napoli-tis-2025)');
    expect(lines.at(-1)).toBe(
      'Per confrontarne due: npx alice packs diff puglia@2013-08-05 puglia@2024-03-28.',
    );
  });

  it('are told as data, each number to verify with its source', async () => {
    const answer = await packs({ words: [], today, ground });

    const told = answer.ok ? packsAsData(answer.value, showTo('coordinator')) : undefined;
    expect(told).toMatchObject({ schemaVersion: 1, verb: 'packs' });
    expect(told).toHaveProperty('packs.1.versions.1', {
      instrument: 'extracurricular',
      name: 'Reg. Campania 9/2010, modificato dal 4/2018',
      since: '2018-05-07',
      numbers: 9,
      unverified: [
        {
          parameter: 'threshold',
          label: 'Soglia di frequenza nel mese',
          shown: '70 %',
          source: 'Reg. Campania 9/2010',
          note: 'da verificare: la soglia sul testo del regolamento',
        },
      ],
      warning: expect.stringContaining('BURC'),
    });
  });
});

describe('Two packs compared without a register', () => {
  const invented: RulePack = {
    key: 'puglia',
    label: 'Puglia',
    instruments: {
      tis: [
        {
          name: 'L.R. Inventata 1/2020',
          since: day('2020-01-01'),
          rules: {
            maxMonths: verified(6, 'legge inventata'),
            allowance: verified([{ amount: euro(450) }], 'legge inventata'),
          },
        },
        {
          name: 'L.R. Inventata 2/2026',
          since: day('2026-07-01'),
          rules: {
            maxMonths: toVerify(12, 'sito inventato', 'la durata'),
            allowance: verified([{ amount: euro(450) }], 'altra legge inventata'),
          },
          warning: 'la durata è da leggere.',
        },
      ],
    },
  };
  const nation: RulePack = {
    key: 'nazionale',
    label: 'Linee guida',
    instruments: {
      extracurricular: [{ name: 'Linee inventate', since: day('2017-05-25'), rules: {} }],
    },
  };
  const known = [invented, nation];
  const compared = async (words: string) => {
    const answer = await packs({
      words: words.split(' '),
      today,
      ground: { ...ground, packs: known },
    });
    if (!answer.ok) throw new Error(answer.error);
    return answer.value;
  };

  it('say what the law changes for each instrument, with sources and what is to be verified', async () => {
    const lines = said(await compared('diff puglia@2026-06-30 puglia@2026-07-01'));

    expect(lines).toEqual([
      'Puglia al 30/06/2026 → Puglia al 01/07/2026',
      'TIS',
      'Norma: L.R. Inventata 1/2020 (dal 01/01/2020) → L.R. Inventata 2/2026 (dal 01/07/2026).',
      'L.R. Inventata 2/2026: la durata è da leggere.',
      'L.R. Inventata 2/2026: numeri da verificare sul testo di legge: durata massima.',
      '  - | Durata massima: 6 mesi → 12 mesi (da verificare)\nprima: legge inventata\npoi: sito inventato',
      'Il registro',
      'Per vedere quali tirocini cambiano serve un registro: aggiungi --register registro.xlsx.',
    ]);
  });

  it('say so when one law holds on both days, and take today where no day is said', async () => {
    const answer = await compared('diff puglia@2020-01-01 puglia');

    expect(answer).toMatchObject({ from: { on: '2020-01-01' }, to: { on: today } });
    expect(said(answer).slice(0, 4)).toEqual([
      'Puglia al 01/01/2020 → Puglia al 04/05/2026',
      'Nessun numero cambia.',
      'TIS',
      'Norma: L.R. Inventata 1/2020 (dal 01/01/2020), prima e dopo.',
    ]);
  });

  it('speak of an instrument that only one of them rules, and of none that neither does', async () => {
    const answer = await compared('diff puglia@2026-07-01 nazionale@2026-07-01');

    const laws = answer.kind === 'diff' ? answer.laws : [];
    expect(
      laws.map((it) => [it.instrument, it.before?.version.name, it.after?.version.name]),
    ).toEqual([
      ['tis', 'L.R. Inventata 2/2026', undefined],
      ['extracurricular', 'Linee inventate', 'Linee inventate'],
    ]);
    expect(said(answer)).toContain(
      'Norma: L.R. Inventata 2/2026 (dal 01/07/2026) → nessuna norma conosciuta.',
    );
  });

  it('are told as data, with values as machines read them', async () => {
    const answer = await compared('diff puglia@2026-06-30 puglia@2026-07-01');

    expect(packsAsData(answer, showTo('coordinator'))).toEqual({
      schemaVersion: 1,
      verb: 'packs',
      from: { name: 'puglia@2026-06-30', pack: 'puglia', on: '2026-06-30' },
      to: { name: 'puglia@2026-07-01', pack: 'puglia', on: '2026-07-01' },
      laws: [
        {
          instrument: 'tis',
          before: {
            pack: 'puglia',
            name: 'L.R. Inventata 1/2020',
            since: '2020-01-01',
            programme: undefined,
            warnings: [],
          },
          after: expect.objectContaining({ name: 'L.R. Inventata 2/2026', since: '2026-07-01' }),
          differences: [
            {
              parameter: 'maxMonths',
              label: 'Durata massima',
              before: expect.objectContaining({ value: 6, verified: true, from: 'region' }),
              after: expect.objectContaining({ value: 12, verified: false, from: 'region' }),
            },
          ],
        },
      ],
      register: undefined,
    });
  });
});

describe('Two packs compared on a register', () => {
  const diff = 'diff puglia@2014-01-01 puglia@2026-07-01';

  it('judge every internship of that region by each, whatever its start, and leave the others', async () => {
    const register = await judged(diff);

    expect(register).toMatchObject({ judged: 5, unruled: ['T-0005'], apart: ['T-0006'] });
    expect(found(register.gone)).toEqual([
      ['monthlyAmount', ['T-0001', 'T-0002', 'T-0003']],
      ['weeklyHoursWithinCap', ['T-0001']],
    ]);
    expect(found(register.added)).toEqual([]);
    expect(found(register.changed)).toEqual([]);
  });

  it('say which internships go by other rules, first those whose findings change, and by what they go today', async () => {
    const { internships: changed } = await judged(diff);

    expect(changed.map(({ id, today: law, gone, added }) => [id, law, gone, added])).toEqual([
      ['T-0001', 'L.R. Puglia 26/2023, modificata dalla L.R. 13/2024 (dal 28/03/2024)', 2, 0],
      ['T-0002', 'L.R. Puglia 23/2013 (dal 05/08/2013)', 1, 0],
      ['T-0003', 'L.R. Puglia 26/2023, modificata dalla L.R. 13/2024 (dal 28/03/2024)', 1, 0],
    ]);
    expect(changed[0]?.differing).toEqual(
      expect.arrayContaining(['maxMonths', 'allowance', 'maxWeeklyHours']),
    );
  });

  it('tell new findings where the comparison goes the other way', async () => {
    const register = await judged('diff puglia@2026-07-01 puglia@2014-01-01');

    expect(found(register.gone)).toEqual([]);
    expect(found(register.added)).toEqual([
      ['monthlyAmount', ['T-0001', 'T-0002', 'T-0003']],
      ['weeklyHoursWithinCap', ['T-0001']],
    ]);
  });

  it('tell apart a finding that stays and says something else', async () => {
    const register = await judged('diff puglia@2014-01-01 campania@2026-07-01');

    expect(found(register.gone)).toEqual([['weeklyHoursWithinCap', ['T-0001']]]);
    expect(found(register.changed)).toEqual([['monthlyAmount', ['T-0001', 'T-0002', 'T-0003']]]);
  });

  it('change nothing where both are the same', async () => {
    const answer = await answered('diff puglia@2023-11-28 puglia@2024-03-27');

    expect(said(answer)).toContain('Nessun numero cambia.');
    expect(said(answer)).toContain('Sul registro non cambia nulla.');
  });

  it('judge none where the register has no internship of that region', async () => {
    const answer = await answered('diff lazio@2019-08-01 lazio@2026-07-01');

    expect(said(answer)).toContain('Nessun tirocinio del registro segue le regole di Lazio.');
    expect(answer).toMatchObject({ register: { judged: 0, internships: [], gone: [] } });
  });

  it('take along what only names an internship or a comune of that region', async () => {
    const changesAmount = rule(variations, {
      name: 'Una variazione è di un tirocinio da 600 euro',
      needs: ['internship.startDate'],
      holds: (it, around) => amountOf(it.internship, around) === 600,
      say: () => 'La norma dice altro.',
      expects: 'Un tirocinio da 600 euro.',
      mends: 'administration',
    });
    const isVaried = rule(internships, {
      name: 'Un tirocinio da 600 euro non ha variazioni',
      needs: ['startDate'],
      holds: (it, around) =>
        !around
          .where(variations, 'internship', it)
          .some((one) => one.internship !== undefined && amountOf(one.internship, around) === 600),
      say: () => 'Ne ha.',
      expects: 'Nessuna variazione.',
      mends: 'administration',
    });
    const comunePays = rule(municipalities, {
      name: 'In un comune si pagano 600 euro',
      needs: ['region'],
      holds: ({ region }, around) =>
        amountOf({ region, instrument: 'tis', startDate: around.today }, around) === 600,
      say: () => 'La norma dice altro.',
      expects: 'Un comune da 600 euro.',
      mends: 'administration',
    });
    const of = aProgramme([
      [internships, [{ ID: 'T-0001', region: 'Puglia', instrument: 'TIS', startDate: '1/6/2026' }]],
      [variations, [{ ID: 'V-0001', internship: 'T-0001' }]],
      [
        municipalities,
        [
          { ID: 'COM-0001', name: 'Andria', region: 'Puglia' },
          { ID: 'COM-0002', name: 'Napoli', region: 'Campania' },
        ],
      ],
    ]);

    const register = await judged(diff, {
      of,
      rules: { changesAmount, isVaried, comunePays },
    });

    expect(found(register.gone)).toEqual([
      ['changesAmount', ['V-0001']],
      ['comunePays', ['COM-0001']],
    ]);
    expect(found(register.added)).toEqual([['isVaried', ['T-0001']]]);
    expect(register.internships).toMatchObject([{ id: 'T-0001', gone: 1, added: 1 }]);
  });

  it('list first the internships for which most changes', async () => {
    const of = aProgramme([
      [
        internships,
        [
          { ID: 'T-0001', instrument: 'TIS', startDate: '1/6/2026' },
          {
            ID: 'T-0002',
            instrument: 'tirocinio extracurriculare',
            startDate: '1/6/2026',
            weeklyHours: '35',
          },
        ],
      ],
    ]);

    const answer = await answered(diff, { of });

    expect(said(answer).filter((it) => /^ {2}T-/.test(it))).toEqual([
      '  T-0002 | Tirocinio extracurriculare | dal 01/06/2026 | segnalazioni: 2 sparite',
      '  T-0001 | TIS | dal 01/06/2026 | segnalazioni: 1 sparita',
    ]);
  });

  it('tell two rows with one ID apart', async () => {
    const row = { ID: 'T-0001', instrument: 'tirocinio extracurriculare', startDate: '1/6/2026' };
    const of = aProgramme([
      [
        internships,
        [
          { ...row, region: 'Puglia' },
          { ...row, region: 'Campania' },
        ],
      ],
    ]);

    const register = await judged(diff, { of });

    expect(found(register.gone)).toEqual([['monthlyAmount', ['T-0001']]]);
  });

  it('go by the region of «Impostazioni» where a row names none', async () => {
    const of = await inRegion('Campania', programme());

    const register = await judged(diff, { of });

    expect(register).toMatchObject({ judged: 3, apart: ['T-0001', 'T-0003', 'T-0006'] });
    expect(found(register.gone)).toEqual([['monthlyAmount', ['T-0002']]]);
  });

  it('count what changes in the restricted register, and never tell it', async () => {
    const secret = rule(authorisations, {
      name: 'Un’autorizzazione è per un tirocinio da 600 euro',
      needs: ['internship.startDate'],
      holds: (it, around) => amountOf(it.internship, around) === 600,
      say: () => 'La norma dice altro.',
      expects: 'Un tirocinio da 600 euro.',
      mends: 'coordinator',
    });
    const of = aProgramme([
      [internships, [{ ID: 'T-0001', instrument: 'TIS', startDate: '1/6/2026' }]],
      [authorisations, [{ ID: 'AU-0001', internship: 'T-0001' }]],
    ]);

    const answer = await answered(diff, { of, rules: { secret } });

    expect(answer).toMatchObject({
      register: { restricted: 1, gone: [], internships: [{ id: 'T-0001', gone: 0 }] },
    });
    expect(said(answer)).toContain(
      'Nel registro riservato ne cambiano altre 1: chiedi al coordinatore.',
    );
    expect(JSON.stringify([said(answer), packsAsData(answer, showTo('coordinator'))])).not.toMatch(
      /AU-0001|autorizzazione/i,
    );
  });

  it('tell which findings somebody answers for', async () => {
    const of = aProgramme([
      [operators, [{ ID: 'O-0001', lastName: 'Verdi', firstName: 'Sara', role: 'coordinatore' }]],
      [
        internships,
        [
          { ID: 'T-0001', instrument: 'TIS', startDate: '1/6/2026' },
          { ID: 'T-0002', instrument: 'TIS', startDate: '1/6/2026' },
        ],
      ],
      [
        waivers,
        [
          {
            ID: 'D-0001',
            about: 'T-0002',
            rule: 'L’indennità è di 600 euro',
            authorisedBy: 'O-0001',
            authorisedOn: '1/5/2026',
            until: '31/12/2026',
          },
        ],
      ],
    ]);

    const answer = await answered('diff puglia@2026-07-01 puglia@2014-01-01', { of });

    expect(answer).toMatchObject({
      register: { added: [{ ids: ['T-0001', 'T-0002'], waived: ['T-0002'] }] },
    });
    expect(said(answer)).toContain(
      '  avvisa | 2 | L’indennità è di 600 euro: T-0001 e T-0002.\nIn deroga: T-0002.',
    );
  });

  it('list the first ten of a rule and of internships, all when asked', async () => {
    const rows = (n: number) =>
      Array.from({ length: n }, (_, at) => ({
        ID: `T-00${String(at + 1).padStart(2, '0')}`,
        instrument: 'TIS',
        startDate: '1/6/2026',
      }));
    const eleven = await answered(diff, { of: aProgramme([[internships, rows(11)]]) });
    const ten = await answered(diff, { of: aProgramme([[internships, rows(10)]]) });
    const upTo = (n: number) => rows(n).map((it) => it.ID);

    expect(said(ten).at(-1)).toContain(`${upTo(9).join(', ')} e T-0010.`);
    expect(said(ten).join()).not.toContain('--all');
    expect(said(eleven).at(-1)).toContain(`${upTo(10).join(', ')} e altri 1.`);
    expect(said(eleven)).toContain('Qui i primi 10; gli altri 1 con --all.');
    expect(said(eleven, { all: true }).at(-1)).toContain(`${upTo(10).join(', ')} e T-0011.`);
  });

  it('say nothing of the register to somebody nobody declared', async () => {
    const answer = await answered(diff);

    const lines = said(answer, { role: 'stranger' });

    expect(lines).toContain('Di questo registro non posso dirti nulla.');
    expect(lines.join()).not.toContain('T-0001');
    expect(packsAsData(answer, showTo('stranger'))).toMatchObject({ register: undefined });
  });
});

describe('A region tried', () => {
  it('judges the rows that name none or the present one as if «Impostazioni» named it', async () => {
    const register = await judged('try campania');

    expect(register).toMatchObject({ judged: 5, unruled: ['T-0005'], apart: ['T-0006'] });
    // Today T-0002 goes by the law of 2013: 450 euro. There is no Campania before 2018, and no nation before 2017.
    expect(found(register.changed)).toEqual([['monthlyAmount', ['T-0002']]]);
    expect(found(register.added)).toEqual([['monthlyAmount', ['T-0001', 'T-0003']]]);
    expect(found(register.gone)).toEqual([]);
  });

  it('finds rows by the region they are tried with', async () => {
    const findsItself = rule(internships, {
      name: 'Un tirocinio è tra quelli della sua regione',
      needs: ['region'],
      holds: (it, around) => around.where(internships, 'region', it.region).includes(it),
      say: () => 'Non c’è.',
      expects: 'Il tirocinio.',
      mends: 'administration',
    });

    const register = await judged('try campania', { rules: { findsItself } });

    expect(found(register.added)).toEqual([]);
  });

  it('groups the internships by what law gives way to what', async () => {
    const { groups } = await judged('try campania');

    expect(
      groups.map((it) => [it.internships, it.before?.version.since, it.after?.version.since]),
    ).toEqual([
      [['T-0001'], '2024-03-28', '2018-05-07'],
      [['T-0002'], '2013-08-05', undefined],
      [['T-0003'], '2024-03-28', '2018-05-07'],
      [['T-0004'], '2000-01-01', '2000-01-01'],
    ]);
  });

  it('knows a region however written, and says what to write to change for good', async () => {
    const answer = await answered('try EMILIA-ROMAGNA');

    expect(answer).toMatchObject({ to: { key: 'emilia-romagna' }, tried: 'Emilia-Romagna' });
    expect(said(answer)).toContain(
      'Ho giudicato il registro come se in «Impostazioni», alla voce «Regione delle regole», ci fosse Emilia-Romagna e non Puglia: riguarda 5 tirocini.',
    );
    expect(said(answer)).toContain(
      'Non ho scritto nulla: per cambiare davvero, scrivi Emilia-Romagna in quella voce.',
    );
  });

  it('says that nothing changes for the region already there', async () => {
    const answer = await answered('try puglia');

    expect(said(answer)).toEqual([
      'Il registro',
      'Puglia è già la regione delle «Impostazioni».',
      'Sul registro non cambia nulla.',
      'Senza strumento o data di inizio, e quindi senza regole: T-0005.',
      'Di un’altra regione, lasciati come sono: T-0006.',
    ]);
  });

  it('starts from the region «Impostazioni» name', async () => {
    const of = await inRegion('Campania', programme());

    const register = await judged('try puglia', { of });

    expect(register.apart).toEqual(['T-0002', 'T-0004', 'T-0005']);
    expect(found(register.gone)).toEqual([['monthlyAmount', ['T-0001', 'T-0003', 'T-0006']]]);
  });

  it('writes nothing and leaves the register as it was', async () => {
    const of = programme();
    const before = await of.register.read();

    await answered('try campania', { of });

    expect(await of.register.read()).toEqual(before);
    expect(await of.ledger.runs()).toEqual([]);
  });
});

describe('What is due under each pack', () => {
  /** One month of the law, for those of whom it says one. */
  const dueOf: DueOf<typeof internships> = (rows, around) =>
    new Map(
      rows.flatMap((it) => {
        const amount = amountOf(it, around);
        return amount === undefined ? [] : [[it.id, euro(amount)] as const];
      }),
    );

  it('is asked of the internships as they are judged before and after', async () => {
    const register = await judged('try campania', { dueOf });

    expect(register.amounts).toEqual({
      internships: [
        { id: 'T-0001', before: euro(600), after: euro(500) },
        { id: 'T-0002', before: euro(450), after: undefined },
        { id: 'T-0003', before: euro(600), after: euro(500) },
      ],
      before: euro(1650),
      after: euro(1000),
    });
  });

  it('is told with the sum and each difference, to those who may know amounts', async () => {
    const answer = await answered('diff puglia@2014-01-01 puglia@2026-07-01', { dueOf });

    expect(said(answer).slice(-5)).toEqual([
      'Importi che cambiano (3)',
      'In tutto 1.350,00 € → 1.800,00 € (+450,00 €).',
      '  T-0001 | 450,00 € → 600,00 € | +150,00 €',
      '  T-0002 | 450,00 € → 600,00 € | +150,00 €',
      '  T-0003 | 450,00 € → 600,00 € | +150,00 €',
    ]);
    expect(said(answer, { role: 'labOperator' }).join()).not.toMatch(/Importi|1\.800/);
    expect(packsAsData(answer, showTo('coordinator'))).toHaveProperty('register.amounts.after');
    expect(packsAsData(answer, showTo('labOperator'))).toHaveProperty(
      'register.amounts',
      undefined,
    );
  });

  it('says so where no amount changes, and where one is not known', async () => {
    const same = await answered('diff puglia@2024-03-28 puglia@2026-07-01', { dueOf });
    const lost = await answered('try campania', { dueOf });

    expect(said(same).slice(-2)).toEqual([
      'Importi che cambiano (0)',
      'Gli importi non cambiano: in tutto 1.800,00 €.',
    ]);
    expect(said(lost)).toContain('  T-0002 | 450,00 € → non noto | ');
  });

  it('is not spoken of where nobody says it', async () => {
    const answer = await answered('try campania');

    expect(said(answer).join()).not.toContain('Importi');
    expect(answer).toMatchObject({ register: { amounts: undefined } });
  });
});

describe('What cannot be answered', () => {
  it.each([
    [
      'diff',
      'Un confronto vuole due pacchetti, ciascuno con il suo giorno: scrivi ad esempio alice packs diff puglia@2013-08-05 puglia@2024-03-28.',
    ],
    [
      'diff puglia@2023-11-28',
      'Un confronto vuole due pacchetti, ciascuno con il suo giorno: scrivi ad esempio alice packs diff puglia@2013-08-05 puglia@2024-03-28.',
    ],
    [
      'diff puglia@2023-11-28 pulia@2026-07-01',
      'Non conosco il pacchetto «pulia»: forse è puglia. Scrivi ad esempio puglia@2024-03-28.',
    ],
    [
      'diff puglia@2013-08-04 puglia@2026-07-01',
      'Il 04/08/2013 il pacchetto «puglia» non aveva ancora regole: la prima è L.R. Puglia 23/2013, dal 05/08/2013. Scrivi ad esempio puglia@2013-08-05.',
    ],
    [
      'diff puglia@novembre puglia',
      'Nel confronto «puglia@novembre» la data non va. «novembre» non è una data: scrivi ad esempio 28/02/2026.',
    ],
    [
      'try',
      'Per provare serve il nome di una regione, e uno solo: scrivi ad esempio alice packs try campania.',
    ],
    [
      'try calabra',
      'Non conosco il pacchetto «calabra»: forse è calabria. Scrivi ad esempio alice packs try calabria.',
    ],
    [
      'try molise',
      'Non conosco il pacchetto «molise»: conosco puglia, campania, calabria, lazio, marche ed emilia-romagna. Scrivi ad esempio alice packs try puglia.',
    ],
    [
      'try nazionale',
      '«nazionale» non è una regione che si possa scrivere in «Impostazioni», alla voce «Regione delle regole»: scrivi ad esempio alice packs try campania.',
    ],
    [
      'try campania@2026-07-01',
      'Per provare una regione basta il suo nome, senza il giorno di «campania@2026-07-01»: ogni tirocinio segue la norma del giorno in cui inizia; scrivi ad esempio alice packs try campania.',
    ],
    [
      'mostra puglia',
      '«mostra» non è tra le cose che so fare con i pacchetti: scrivi diff oppure try, ad esempio alice packs diff puglia@2013-08-05 puglia@2024-03-28.',
    ],
  ])('«%s» gets a sentence with what is near and an example', async (words, says) => {
    expect(await asked(words)).toEqual({ ok: false, error: says });
  });

  it('nothing can be tried without a register', async () => {
    const answer = await packs({ words: ['try', 'campania'], today, ground });

    expect(answer).toEqual({
      ok: false,
      error:
        'Per provare una regione serve un registro: scrivi ad esempio alice packs try campania --register registro.xlsx.',
    });
  });
});

/** The same programme, with a region written in «Impostazioni». */
async function inRegion(region: string, of: Programme): Promise<Programme> {
  const { sheets } = await of.register.read();
  const row = sheets.find((it) => it.name === settingsTab)?.rows.length ?? 0;
  of.register.type({ tab: settingsTab, row, column: 1, cell: ruleRegion.column.label });
  of.register.type({ tab: settingsTab, row, column: 2, cell: region });
  return of;
}
