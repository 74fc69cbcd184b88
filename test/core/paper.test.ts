import { describe, expect, it } from 'vitest';
import {
  beneficiaries,
  companies,
  companyTutors,
  internships,
  variations,
} from '../../config/registry.ts';
import { absencePhone } from '../../config/settings.ts';
import { day } from '../../src/core/day.ts';
import {
  changedSince,
  contractOf,
  numberInWords,
  paperFaults,
  paperInWords,
  paperSaid,
  restsOn,
} from '../../src/core/paper.ts';
import type { Template } from '../../src/core/template.ts';
import { around } from '../a/around.ts';
import { anAgreementTemplate, aPlainTemplate, somePapers, someVocabulary } from '../a/papers.ts';
import { anInternship, aTrainee, aVariation } from '../a/tirocini.ts';

describe('The number of a paper', () => {
  it('is told as it is printed, with its kind and with its version from the second on', () => {
    const it = { kind: 'accordo', year: 2026, number: 12, version: 1 };

    expect(numberInWords(it)).toBe('12/2026');
    expect(paperInWords(it)).toBe('accordo 12/2026');
    expect(paperInWords({ ...it, version: 2 })).toBe('accordo 12/2026 v2');
  });

  it.each([
    ['12/2026', { number: 12, year: 2026 }],
    ['n. 12/2026', { number: 12, year: 2026 }],
    ['N.12 / 2026', { number: 12, year: 2026 }],
    ['012/2026', { number: 12, year: 2026 }],
    ['accordo-borsa-lavoro 12/2026', { kind: 'accordo-borsa-lavoro', number: 12, year: 2026 }],
    ['Accordo-Borsa-Lavoro n. 12/2026', { kind: 'accordo-borsa-lavoro', number: 12, year: 2026 }],
    ['accordo 12/2026 v2', { kind: 'accordo', number: 12, year: 2026, version: 2 }],
    ['accordo 12/2026 versione 2', { kind: 'accordo', number: 12, year: 2026, version: 2 }],
    ['accordo-12-2026-T-0014.pdf', { kind: 'accordo', number: 12, year: 2026 }],
    ['accordo-12-2026-T-0014.v3.pdf', { kind: 'accordo', number: 12, year: 2026, version: 3 }],
    ['Accordo di borsa lavoro n. 12/2026', { number: 12, year: 2026 }],
  ])('is read in «%s»', (typed, said) => {
    expect(paperSaid(typed)).toEqual(said);
  });

  it.each(['', 'T-0014', '12', '2026', '12/26', 'protocollo 4521', '12/20267', '1234567/2026'])(
    'is not in «%s»',
    (typed) => {
      expect(paperSaid(typed)).toBe(undefined);
    },
  );
});

describe('What a paper rests on', () => {
  it('is every value it may show or ask about, under the label its author wrote', () => {
    const template = anAgreementTemplate({
      body: `{{beneficiario.cognome}} {{attività?}} {{impostazioni.nome del programma?}}

{{#se visita medica dovuta}}
Visita del {{visita medica fatta il}}
{{altrimenti}}
Orario {{orario}}
{{/se}}

| Fine | {{data fine}} |
| Paga | {{#se dpi dovuti}}{{indennità mensile}}{{/se}} |

- [notturno o festivo] di notte
- [ ] di giorno

{{#per variazione in variazioni}}
Dal {{variazione.dal}}
{{/per}}

::: mese`,
    });

    expect(Object.keys(rests(template).digests).toSorted()).toEqual(
      [
        'beneficiario.cognome',
        'attività',
        'Impostazioni: Nome del programma',
        'visita medica dovuta',
        'visita medica fatta il',
        'orario',
        'data fine',
        'dpi dovuti',
        'indennità mensile',
        'notturno o festivo',
        '#per variazioni',
        'variazione.dal',
        '::: mese',
      ].toSorted(),
    );
  });

  it('tells the rows it looks at, across references and lists', () => {
    const template = anAgreementTemplate({
      body: '{{beneficiario.cognome}} {{tutor ospitante.soggetto ospitante.PEC?}}\n\n{{#per it in variazioni}}\n{{it.dal}}\n{{/per}}',
    });

    expect([...rests(template).rows].toSorted()).toEqual([
      'B-0001',
      'I-0001',
      'T-0001',
      'TO-0001',
      'V-0001',
    ]);
  });

  it('changes with what changed, and with nothing else', () => {
    const template = anAgreementTemplate();
    const before = rests(template).digests;

    const later = rests(template, { beneficiary: aTrainee({ lastName: 'Bianchi' }) }).digests;
    const other = rests(template, { pfiNumber: '99/2026' }).digests;

    expect(changedSince(before, later)).toEqual(['beneficiario.cognome']);
    expect(changedSince(before, other)).toEqual([]);
    expect(changedSince(before, before)).toEqual([]);
  });

  it('sees a value come and go, and a row more in a list', () => {
    const template = anAgreementTemplate({
      body: '{{attività?}}\n\n{{#per it in variazioni}}\n{{it.dal}}\n{{/per}}',
    });
    const before = rests(template).digests;

    expect(changedSince(before, rests(template, { tasks: undefined }).digests)).toEqual([
      'attività',
    ]);
    expect(
      changedSince(
        before,
        rests(template, {}, [aVariation(), aVariation({ id: 'V-0002' })]).digests,
      ),
    ).toEqual(['#per variazioni', 'it.dal']);
  });

  it('sees a value withheld', () => {
    const template = anAgreementTemplate();
    const row = anInternship({ beneficiary: aTrainee({ phone: '+393331234567' }) });
    const told = { row, around: around(), vocabulary: someVocabulary };
    const hidden = {
      ...someVocabulary,
      withheld: ({ key }: { readonly key: string }) => (key === 'phone' ? 'presso' : undefined),
    };

    const before = restsOn(template, told).digests;
    const after = restsOn(template, { ...told, vocabulary: hidden }).digests;

    expect(changedSince(before, after)).toEqual(['beneficiario.telefono']);
  });

  it('does not tell what a cell held: equal cells of two rows look unequal', () => {
    const template = anAgreementTemplate();

    const one = rests(template).digests;
    const other = rests(template, { id: 'T-0002' }).digests;

    expect(changedSince(one, other)).toEqual(Object.keys(one));
    expect(JSON.stringify(one)).not.toContain('Rossi');
  });

  it('is compared by labels both know: what was added to a template is no change of the data', () => {
    expect(changedSince({ a: '1', gone: '2' }, { a: '1', added: '3' })).toEqual([]);
    expect(changedSince({ a: '1' }, { a: '2' })).toEqual(['a']);
  });
});

describe('What is part of the contract', () => {
  it('is all a paper needs, but telephones and addresses of mail', () => {
    const phone = absencePhone.column.label;
    const template = anAgreementTemplate({
      body: `{{beneficiario.cognome}} {{beneficiario.telefono}} {{beneficiario.e-mail}} {{soggetto ospitante.PEC}} {{data fine}} {{attività?}} {{impostazioni.${phone}}}`,
    });

    expect([...contractOf(template)]).toEqual(['beneficiario.cognome', 'data fine']);
  });

  it('is what front matter says, by the whole path or its end', () => {
    const template = anAgreementTemplate({
      head: 'contratto: Cognome, data fine, attività, ::: mese',
      body: '{{beneficiario.cognome}} {{data fine}} {{indennità mensile}} {{attività?}}\n\n::: mese',
    });

    expect([...contractOf(template)]).toEqual([
      'beneficiario.cognome',
      'data fine',
      'attività',
      '::: mese',
    ]);
  });

  it('is all it needs where front matter says something nobody knows, and its author is told', () => {
    const template = anAgreementTemplate({ head: 'contratto: cognnome' });

    expect([...contractOf(template)]).toEqual([
      'beneficiario.cognome',
      'data inizio',
      'data fine',
      'indennità mensile',
    ]);
    expect(paperFaults(somePapers([template]))).toEqual([
      {
        kind: 'accordo',
        line: 1,
        column: 1,
        says: '«cognnome», in «contratto», non è un segnaposto di questa carta.',
      },
    ]);
  });
});

describe('The front matter that printing goes by', () => {
  it('is sound where it is known', () => {
    const papers = somePapers([
      anAgreementTemplate({ head: 'contratto: data fine\nogni: mese\nstampa: A richiesta' }),
      aPlainTemplate({ head: 'integra: accordo' }),
    ]);

    expect(paperFaults(papers)).toEqual([]);
  });

  it('names what it does not know', () => {
    const papers = somePapers([
      aPlainTemplate({ head: 'integra: acordo\nogni: anno\nstampa: mai\nfirma: Accordone' }),
    ]);

    expect(paperFaults(papers).map((it) => it.says)).toEqual([
      '«acordo», in «integra», non è il nome di una carta.',
      '«anno» non va bene per «ogni»: scrivi mese, oppure togli la riga.',
      '«mai» non va bene per «stampa»: scrivi a richiesta, oppure togli la riga.',
      '«Accordone», in «firma», non è una scelta di «Firme e protocollo».',
    ]);
  });
});

function rests(
  template: Template,
  but: Parameters<typeof anInternship>[0] = {},
  rows = [aVariation()],
) {
  const row = anInternship(but);
  return restsOn(template, {
    row,
    around: around({
      today: day('2026-05-04'),
      rows: [
        [variations, rows.map((it) => ({ ...it, internship: row }))],
        [beneficiaries, []],
        [companies, []],
        [companyTutors, []],
        [internships, [row]],
      ],
    }),
    vocabulary: someVocabulary,
  });
}
