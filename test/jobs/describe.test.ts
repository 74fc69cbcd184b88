import { describe as about, expect, test } from 'vitest';
import { knowledge } from '../../config/index.ts';
import { packs } from '../../config/packs.ts';
import * as registry from '../../config/registry.ts';
import { choice, date, text } from '../../src/core/column.ts';
import { reminder } from '../../src/core/due.ts';
import type { Knowledge } from '../../src/core/knowledge.ts';
import { rule } from '../../src/core/rule.ts';
import { page, tab } from '../../src/core/tab.ts';
import { type Describing, describe, stale } from '../../src/jobs/describe.ts';

const places = tab('Posti', {
  one: 'posto',
  id: 'P',
  book: 'imprese',
  module: 'base',
  about: 'Dove si lavora | anche <fuori>.',
  formerly: ['Luoghi'],
  key: ['name'],
  columns: {
    name: text('Nome', { required: 'blocca', help: 'Ad esempio: Forno *Bianchi*.' }),
    size: choice('Misura', { small: 'piccolo', large: 'grande' }, { help: 'Quanto è grande.' }),
    d1: text('1', { help: 'Il giorno 1.' }),
    d2: text('2', { help: 'Il giorno 2.' }),
    d3: text('3', { help: 'Il giorno 3.' }),
    open: date('Aperto dal', { formerly: ['Dal'], help: 'Ad esempio 01/03/2026.' }),
    shut: date('Chiuso dal', { help: 'Ad esempio 01/04/2026.', required: 'nota' }),
  },
});
const opensFirst = rule(places, {
  name: 'Un posto apre prima di chiudere',
  needs: ['shut', 'open'],
  holds: ({ open, shut }) => open < shut,
  say: () => 'Chiude prima di aprire.',
  expects: 'Un giorno dopo l’apertura, ad esempio 02/03/2026.',
  mends: 'coordinator',
  stops: 'start',
  source: 'art. 1 | c. 2',
});
const opening = reminder(places, {
  name: 'Apertura | di un posto',
  about: 'Il posto apre.',
  source: 'art. 3',
  legal: true,
  needs: ['open'],
  occasions: ({ open }) => [{ anchor: open }],
  steps: [
    { on: { days: -7 }, to: ['coordinator', 'host'] },
    { on: { workingDays: -1 }, to: ['coordinator'], urgent: true },
    { on: { days: 0 }, to: ['coordinator'], atOnce: true },
    { on: { workingDays: 3 }, to: ['coordinator'], weekly: true },
  ],
  say: () => ({ says: 'Apre.', brief: 'Apre.' }),
});
const seen = page('Visti', {
  about: 'I posti visti.',
  books: ['imprese'],
  module: 'base',
  columns: { id: text('ID') },
});

function told(but: Partial<Describing> = {}): ReadonlyMap<string, string> {
  const small: Knowledge = {
    ...knowledge,
    tabs: [places],
    // Only the page of this programme: the others are not told of here.
    pages: { findings: seen } as unknown as Knowledge['pages'],
    rules: { opensFirst },
    reminders: { opening },
    howTo: {},
  };
  return describe({ knowledge: small, registry: { places, other: 3 }, packs: [], ...but });
}

about('what ALICE tells of herself', () => {
  test('has a line for every column, with its name in code, its class and how it is typed', () => {
    const register = told().get('docs/registro.md');

    expect(register).toContain(
      '| Nome | `name` | testo | blocca | di lavoro | Ad esempio: Forno \\*Bianchi\\*. |',
    );
    expect(register).toContain('Quanto è grande. Scelte: piccolo · grande. |');
    expect(register).toContain('Ad esempio 01/03/2026. Prima: «Dal». |');
    expect(register).toContain(
      'ID `P-0001` · in codice `places` · modulo Base · prima si chiamava «Luoghi» · una riga si riconosce da «Nome»',
    );
    expect(register).toContain('### Visti');
  });

  test('tells three neighbours that differ only in name once, and two apart', () => {
    const register = told().get('docs/registro.md');

    expect(register).toContain('| 1 … 3 | `d1` … `d3` | testo |  | di lavoro | Il giorno 1. |');
    expect(register).toContain('| Aperto dal |');
    expect(register).toContain('| Chiuso dal |');
  });

  test('keeps people’s signs from becoming Markdown', () => {
    const register = told().get('docs/registro.md');

    expect(register).toContain('Dove si lavora | anche &lt;fuori>.');
    expect(told().get('docs/regole.md')).toContain('| art. 1 \\| c. 2 |');
  });

  test('has a line for every rule, for every cell that may not be blank, and for the sheets themselves', () => {
    const rules = told().get('docs/regole.md');

    expect(rules).toContain(
      '| Un posto apre prima di chiudere<br>`opensFirst` | blocca | Un giorno dopo l’apertura, ad esempio 02/03/2026. | coordinatore | l’avvio | art. 1 \\| c. 2 |',
    );
    expect(rules).toContain('| Chiuso dal | nota | Data, ad esempio 28/02/2026. |');
    expect(rules).toMatch(/`idDoubled` \| blocca/);
    expect(rules).toMatch(/`columnMissing` · `columnDoubled` \| blocca/);
    expect(rules).toMatch(/`rowsMixed` \| blocca/);
    expect(rules).toContain('ed è *blocca*');
  });

  test('counts one rule for each: 1 among cells, 2 blanks, 7 to be read, the settings, 6 of sheets', () => {
    const settings = Object.keys(knowledge.settings).length;

    expect(told().get('docs/regole.md')).toContain(
      `${1 + 2 + 7 + settings + 6} regole. 1 riguarda`,
    );
  });

  test('says of every reminder when it comes, to whom and how', () => {
    const text = told().get('docs/promemoria.md');

    expect(text).toContain('### Apertura | di un posto\n\n`opening` · **di legge** · art. 3');
    expect(text).toContain('| 7 giorni prima | chi coordina e il referente dell’ospitante |  |');
    expect(text).toContain('| 1 giorno lavorativo prima | chi coordina | urgente |');
    expect(text).toContain(
      '| il giorno stesso | chi coordina | subito, anche nelle ore di silenzio |',
    );
    expect(text).toContain(
      '| 3 giorni lavorativi dopo | chi coordina | nel riepilogo della settimana |',
    );
  });

  test('tells every number of a pack with its source, and which are not verified', () => {
    const text = told({ packs }).get('docs/pacchetti.md') ?? '';
    const numbers = packs.flatMap((pack) =>
      [
        ...Object.values(pack.instruments).flatMap((it) => it ?? []),
        ...(pack.programmes ?? []),
      ].flatMap(({ rules }) => Object.values(rules)),
    );

    expect(text.match(/ \| sì \| | \| \*\*no\*\* \| /g)).toHaveLength(numbers.length);
    expect(text.match(/ \| \*\*no\*\* \| /g)).toHaveLength(
      numbers.filter((it) => it?.verified === false).length,
    );
  });

  test('tells words, tabs and telling columns in the glossary', () => {
    const glossary = told().get('docs/glossario.md');

    expect(glossary).toContain('| [Posti](registro.md#posti) | `places` |');
    expect(glossary).toContain('| Nome | `name` | Ad esempio: Forno \\*Bianchi\\*. *Posti.* |  |');
    expect(glossary).toContain('| borsa lavoro | `borsaLavoro` |');
    expect(glossary).not.toContain('| Misura |');
  });

  test('tells the verbs that are given, and no file without them', () => {
    const verbs = [
      {
        verb: 'check',
        about: 'Controlla.',
        usage: 'alice check [--all]',
        options: [{ option: '--all', about: 'Tutto.' }],
        examples: [{ command: 'npx alice check --all', about: 'tutto' }],
      },
    ];
    const commands = told({
      verbs,
      everywhere: [{ option: '--json', about: 'Dati.' }],
      exits: [{ code: 1, about: 'Blocca.' }],
      envExample: '# VOCE=1\n',
    });

    expect([...told().keys()]).toEqual([
      'docs/registro.md',
      'docs/regole.md',
      'docs/promemoria.md',
      'docs/glossario.md',
      'docs/pacchetti.md',
    ]);
    expect(commands.get('.env.example')).toBe('# VOCE=1\n');
    expect(commands.get('docs/comandi.md')).toContain(
      [
        '## alice check',
        'Controlla.',
        '```sh\nnpx alice check [--all]\n```',
        '| Opzione | A che cosa serve |\n| --- | --- |\n| `--all` | Tutto. |',
        '```sh\n# tutto\nnpx alice check --all\n```',
        '## Opzioni di ogni comando',
        '| Opzione | A che cosa serve |\n| --- | --- |\n| `--json` | Dati. |',
        '## Codici di uscita',
        '| Codice | Che cosa vuol dire |\n| --- | --- |\n| 1 | Blocca. |',
      ].join('\n\n'),
    );
  });

  test('is the same each time it is told', () => {
    const once = describe({ knowledge, registry, packs });
    const again = describe({ knowledge, registry, packs });

    expect([...again]).toEqual([...once]);
  });
});

about('what is out of date', () => {
  const files = new Map([
    ['a.md', 'uno\ndue\n'],
    ['b.md', 'tre\n'],
  ]);

  test.each([
    ['nothing, when all stands as it should', { 'a.md': 'uno\ndue\n', 'b.md': 'tre\n' }, []],
    ['nothing, when only line ends differ', { 'a.md': 'uno\r\ndue\r\n', 'b.md': 'tre\n' }, []],
    ['a file that says something else', { 'a.md': 'uno\n', 'b.md': 'tre\n' }, ['a.md']],
    ['a file that is not there', { 'a.md': 'uno\ndue\n' }, ['b.md']],
  ])('%s', (_, now: Readonly<Record<string, string>>, expected) => {
    expect(stale(files, (path) => now[path])).toEqual(expected);
  });
});
