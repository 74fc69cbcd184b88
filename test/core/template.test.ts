import { describe, expect, it } from 'vitest';
import { date, money, text, yesNo } from '../../src/core/column.ts';
import { day } from '../../src/core/day.ts';
import { type Block, blocksAsText } from '../../src/core/document.ts';
import { fillTemplate } from '../../src/core/fill.ts';
import { euroInLetters, inLetters } from '../../src/core/letters.ts';
import { euro } from '../../src/core/money.ts';
import type { Policy } from '../../src/core/release.ts';
import type { Around } from '../../src/core/rule.ts';
import { noSettings, setting } from '../../src/core/setting.ts';
import { refersTo, tab } from '../../src/core/tab.ts';
import { readTemplate, type Vocabulary } from '../../src/core/template.ts';

const people = tab('Persone', {
  one: 'persona',
  id: 'B',
  book: 'persone',
  module: 'base',
  about: '',
  columns: {
    lastName: text('Cognome', { privacy: 'name' }),
    bornOn: date('Data di nascita', { privacy: 'personal' }),
    address: text('Indirizzo', { privacy: 'personal' }),
  },
});

const works = tab('Lavori', {
  one: 'lavoro',
  id: 'T',
  book: 'persone',
  module: 'base',
  about: '',
  columns: {
    person: refersTo(people, 'Persona'),
    startsOn: date('Data inizio'),
    pay: money('Paga'),
    number: text('PFI n.'),
    visited: yesNo('Visita fatta'),
    remarks: text('Osservazioni', { privacy: 'internal' }),
  },
});

const calls = tab('Chiamate', {
  one: 'chiamata',
  id: 'C',
  book: 'persone',
  module: 'base',
  about: '',
  columns: { on: date('Giorno'), work: refersTo(works, 'Lavoro') },
});

const payer = setting('Programma', text('Ente pagatore', { privacy: 'public' }));

const policy: Policy = {
  roles: {
    beneficiary: new Set(['public', 'internal', 'name', 'personal', 'amount']),
    companyTutor: new Set(['public', 'internal', 'name']),
  },
  surfaces: {
    register: new Set(),
    restrictedRegister: new Set(),
    terminal: new Set(),
    json: new Set(),
    log: new Set(),
    channel: new Set(),
    direct: new Set(),
    mail: new Set(),
    pdf: new Set(['public', 'internal', 'name', 'personal', 'amount']),
    export: new Set(),
  },
  revealed: {},
};

const calledOn = [day('2026-03-02'), day('2026-03-09')];

const vocabulary: Vocabulary = {
  tabs: [people, works, calls],
  settings: { payer },
  derived: [
    {
      tab: works,
      label: 'Ultimo giorno',
      privacy: 'internal',
      value: () => day('2026-08-31'),
      lacks: 'la data di fine',
    },
    {
      tab: works,
      label: 'Sede',
      privacy: 'internal',
      value: () => undefined,
      lacks: 'la sede del lavoro',
    },
  ],
  collections: [
    {
      tab: works,
      label: 'chiamate',
      of: calls,
      rows: () => calledOn.map((on, n) => ({ id: `C-000${n + 1}`, on })),
    },
  ],
  sections: [
    {
      name: 'firme',
      tab: works,
      classes: ['internal'],
      blocks: ({ signers, words }) => ({
        blocks: [{ kind: 'paragraph', text: [`${words}: ${signers.join(', ')}`] }],
      }),
    },
    {
      name: 'presenze',
      tab: works,
      classes: ['internal'],
      blocks: () => ({ lacks: ['il foglio presenze di marzo'] }),
    },
  ],
  audiences: { beneficiario: 'beneficiary', 'tutor ospitante': 'companyTutor' },
  moments: { sempre: () => undefined },
  policy,
  scan: (it) => (it.includes('segreto') ? ['segreto'] : []),
  withheld: ({ key, row }) =>
    key === 'address' && 'hidden' in row ? 'presso il servizio inviante' : undefined,
};

const around = { settings: noSettings } as unknown as Around; // templates ask it for settings alone

const head = `---
titolo: Accordo
foglio: Lavori
quando: sempre
firmano: persona, ospitante
destinatari: beneficiario
contratto: paga
---
`;

const amina = { id: 'B-0001', lastName: 'Rossi', bornOn: day('1998-02-03') };
const work = {
  id: 'T-0001',
  person: amina,
  startsOn: day('2026-03-01'),
  pay: euro(600),
  number: '14/2026',
  visited: true,
};

function read(body: string, front = head) {
  return readTemplate({ kind: 'accordo', text: front + body }, vocabulary);
}

function fill(body: string, row: { readonly id: string } = work) {
  const { template, faults } = read(body);
  if (template === undefined) throw new Error(JSON.stringify(faults));
  return fillTemplate(template, { row, around, vocabulary });
}

function printed(body: string, row: { readonly id: string } = work): string {
  const filled = fill(body, row);
  if (!filled.ok) throw new Error(JSON.stringify(filled));
  return inText(filled.blocks);
}

function inText(blocks: readonly Block[]): string {
  const all = blocksAsText({
    title: 'x',
    header: { left: '' },
    footer: '',
    blocks,
    created: day('2026-01-01'),
  });
  return all.split('\n').slice(3, -2).join('\n').trim();
}

describe('A template', () => {
  it('knows its front matter, and what every paper has apart from the rest', () => {
    const { template, faults } = read('Ciao.');

    expect(faults).toEqual([]);
    expect(template).toMatchObject({
      kind: 'accordo',
      title: 'Accordo',
      moment: 'sempre',
      signers: ['persona', 'ospitante'],
      audience: ['beneficiary'],
      more: { contratto: 'paga' },
    });
    expect(template?.tab).toBe(works);
  });

  it('needs what its placeholders name, once each, unless they may be blank', () => {
    const { template } = read(
      '{{persona.cognome}} {{Persona.Cognome}} {{PFI n}} {{osservazioni?}} {{sede | da compilare}}',
    );

    expect(template?.needs).toEqual(['persona.cognome', 'Persona.Cognome', 'PFI n']);
  });

  it.each([
    ['{{persona.cognme}}', 9, 1, '«cognme» non è una colonna di «Persone»: forse «Cognome».'],
    ['Il {{data fine}}', 9, 4, '«data fine» non è una colonna di «Lavori»'],
    ['{{persona}}', 9, 1, '«persona» indica una riga intera'],
    ['{{paga.cosa}}', 9, 1, 'prima di «cosa» non c’è una riga'],
    ['{{}}', 9, 1, 'un segnaposto è vuoto'],
    ['{{paga', 9, 1, 'un segnaposto aperto con «{{» non è chiuso'],
    ['{{paga | eur}}', 9, 1, 'il filtro «eur» non c’è: forse «euro».'],
    ['uno\ndue {{pga}}', 10, 5, '«pga» non è una colonna di «Lavori»: forse «Paga».'],
    ['| a | {{pga}} |', 9, 7, '«pga» non è una colonna'],
    [
      '{{impostazioni.ente pagatre}}',
      9,
      1,
      'non è una voce delle «Impostazioni»: forse «Ente pagatore».',
    ],
    ['{{#se paga}}\nmai chiuso', 9, 1, '«{{#se paga}}» non è mai chiuso.'],
    ['a {{#se paga}}b', 9, 3, 'non è mai chiuso con {{/se}}'],
    [
      '{{#per x in chiamte}}\n{{/per}}',
      9,
      1,
      '«chiamte» non è un elenco di «Lavori»: forse «chiamate».',
    ],
    ['{{#per chiamate}}\n{{/per}}', 9, 1, 'scrivi ad esempio {{#per visita in visite}}'],
    ['::: firm', 9, 1, 'il blocco «firm» non c’è per «Lavori»: forse «firme».'],
  ])('refuses %j and says where and what is near', (body, line, column, says) => {
    const { template, faults } = read(body);

    expect(template).toBe(undefined);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatchObject({ kind: 'accordo', line, column });
    expect(faults[0]?.says).toContain(says);
  });

  it('refuses what somebody it is for may not see', () => {
    const forTutor = head.replace('beneficiario', 'beneficiario, tutor ospitante');

    expect(read('{{persona.cognome}}', forTutor).faults).toEqual([]);
    expect(read('{{persona.data di nascita}}', forTutor).faults).toMatchObject([
      {
        says: '«{{persona.data di nascita}}» non può stare in questa carta: chi la riceve (tutor ospitante) non può vederlo.',
      },
    ]);
    expect(read('{{#se persona.data di nascita}}c’è{{/se}}', forTutor).faults).toEqual([]);
  });

  it('refuses a front matter that lacks something, or names what is not there', () => {
    expect(read('Ciao.', '').faults[0]?.says).toContain('manca l’intestazione');
    expect(read('Ciao.', head.replace('titolo: Accordo\n', '')).faults[0]?.says).toBe(
      'nell’intestazione manca «titolo».',
    );
    expect(read('Ciao.', head.replace('Lavori', 'Lavri')).faults[0]?.says).toBe(
      'il foglio «Lavri» non c’è: forse «Lavori».',
    );
    expect(read('Ciao.', head.replace('sempre', 'mai')).faults[0]?.says).toContain(
      '«mai» non va bene per «quando»',
    );
  });
});

describe('A paper filled in', () => {
  it('shows values as the registry does, or as a filter asks', () => {
    const body =
      '{{persona.cognome | maiuscolo}} {{persona.cognome | iniziali}}, {{data inizio}}, {{data inizio | data in lettere}}, {{paga}}, {{paga | in lettere}}, {{ultimo giorno | data}}, {{id}}.';

    expect(printed(body)).toBe(
      'ROSSI R., 01/03/2026, 1° marzo 2026, 600,00 €, seicento/00, 31/08/2026, T-0001.',
    );
  });

  it('numbers articles and clauses by itself', () => {
    const body = '## Art. # – Oggetto\n#. Primo.\n#. Secondo.\n\n## Art. # – Durata\n#. Terzo.';

    expect(printed(body)).toBe(
      '## Art. 1 – Oggetto\n\n1.1 Primo.\n\n1.2 Secondo.\n\n## Art. 2 – Durata\n\n2.1 Terzo.',
    );
  });

  it('follows conditions, in a line and around blocks, nested and with an alternative', () => {
    const body = `{{#se visita fatta}}
Sì{{#se paga = "600,00 €"}}, tutta{{altrimenti}}, in parte{{/se}}.

{{#se non osservazioni}}
Nulla da dire.
{{/se}}
{{altrimenti}}
No.
{{/se}}`;

    expect(printed(body)).toBe('Sì, tutta.\n\nNulla da dire.');
    expect(printed(body, { ...work, pay: euro(300) } as never)).toBe(
      'Sì, in parte.\n\nNulla da dire.',
    );
    expect(printed(body, { ...work, visited: false } as never)).toBe('No.');
  });

  it('goes through rows, in tables and in lists', () => {
    const body = `| Giorno | Chi |
|---|---|
{{#per c in chiamate}}
| {{c.giorno}} | {{persona.cognome}} |
{{/per}}

- inizio
{{#per c in chiamate}}
- {{c.giorno | data in lettere}}
{{/per}}`;

    expect(printed(body)).toBe(
      'Giorno | Chi\n02/03/2026 | Rossi\n09/03/2026 | Rossi\n\n• inizio\n• 2 marzo 2026\n• 9 marzo 2026',
    );
  });

  it('ticks boxes, lists facts, breaks lines and calls sections', () => {
    const body = `- [x] detto
- [visita fatta] visita
- [osservazioni] osservazioni
- [ ] a mano

| Cognome | {{persona.cognome}} |
| Paga | {{paga | euro}} |

una\\
due

::: firme chi firma`;

    expect(printed(body)).toBe(
      '☑ detto\n☑ visita\n☐ osservazioni\n☐ a mano\n\nCognome: Rossi\nPaga: 600,00 €\n\nuna\ndue\n\nchi firma: persona, ospitante',
    );
  });

  it('is not filled in while something it needs is blank: all of it is told at once, on the row that lacks it', () => {
    const filled = fill(
      '{{persona.cognome}} {{persona.indirizzo}} {{paga}} {{sede}} {{impostazioni.ente pagatore}}\n\n::: presenze',
      { id: 'T-0002', person: { id: 'B-0001' } } as never,
    );

    expect(filled).toEqual({
      ok: false,
      missing: [
        { what: '«Cognome» di B-0001', id: 'B-0001', column: 'Cognome' },
        { what: '«Indirizzo» di B-0001', id: 'B-0001', column: 'Indirizzo' },
        { what: '«Paga» di T-0002', id: 'T-0002', column: 'Paga' },
        { what: 'la sede del lavoro', id: 'T-0002', column: undefined },
        { what: '«Ente pagatore» delle «Impostazioni»', id: undefined, column: 'Ente pagatore' },
        { what: 'il foglio presenze di marzo', id: undefined, column: undefined },
      ],
      delicate: [],
    });
  });

  it('names the reference that leads nowhere', () => {
    const filled = fill('{{persona.cognome}}', { id: 'T-0003' });

    expect(filled).toMatchObject({ missing: [{ what: '«Persona» di T-0003', id: 'T-0003' }] });
  });

  it('prints a dash or a line where a blank is fine', () => {
    expect(printed('a {{osservazioni?}} b {{sede | da compilare}}')).toBe(
      'a — b ______________________',
    );
  });

  it('is refused where a cell holds delicate words', () => {
    const filled = fill('{{osservazioni}}', { ...work, remarks: 'un segreto' } as never);

    expect(filled).toMatchObject({
      ok: false,
      delicate: [{ what: '«Osservazioni» di T-0001', id: 'T-0001' }],
    });
  });

  it('never shows what is withheld', () => {
    const person = { ...amina, address: 'Via dei Fiori 1', hidden: true };

    expect(printed('{{persona.indirizzo}}', { ...work, person } as never)).toBe(
      'presso il servizio inviante',
    );
  });

  it('shows labels in a preview instead of refusing', () => {
    const { template } = read('{{persona.cognome}} {{paga}}');
    if (template === undefined) throw new Error('no template');

    const filled = fillTemplate(template, {
      row: { id: 'T-0000' },
      around,
      vocabulary,
      preview: true,
    });

    expect(filled.ok && inText(filled.blocks)).toBe('‹persona.cognome› ‹paga›');
  });
});

describe('Amounts in letters', () => {
  it.each([
    [0, 'zero'],
    [1, 'uno'],
    [3, 'tre'],
    [21, 'ventuno'],
    [23, 'ventitré'],
    [28, 'ventotto'],
    [80, 'ottanta'],
    [100, 'cento'],
    [103, 'centotré'],
    [108, 'centotto'],
    [180, 'centottanta'],
    [1000, 'mille'],
    [2000, 'duemila'],
    [23_000, 'ventitremila'],
    [158_400, 'centocinquantottomilaquattrocento'],
    [999_999, 'novecentonovantanovemilanovecentonovantanove'],
  ])('%i is «%s»', (n, letters) => {
    expect(inLetters(n)).toBe(letters);
  });

  it('are written as on a cheque, and refuse what has none', () => {
    expect(euroInLetters(44_516)).toBe('quattrocentoquarantacinque/16');
    expect(() => inLetters(-1)).toThrow('-1');
    expect(() => inLetters(1_000_000)).toThrow('1000000');
  });
});
