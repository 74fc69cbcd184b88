import { describe, expect, it, test } from 'vitest';
import { paperKnowledge } from '../../config/papers/book.ts';
import {
  cupOf,
  type Fund,
  fundLineOf,
  fundOf,
  logoShelf,
  visibility,
} from '../../config/papers/funding.ts';
import { fundingSources } from '../../config/registry/programma.ts';
import { settingsFrom } from '../../src/core/setting.ts';
import { readTemplate } from '../../src/core/template.ts';
import { around } from '../a/around.ts';
import { aCompany } from '../a/imprese.ts';
import { aJpeg, aPng } from '../a/pictures.ts';
import { aBatch } from '../a/presenze.ts';
import { anInternship, aVariation } from '../a/tirocini.ts';

/** A programme of this fund in Puglia, as people typed it; `typed` by label. */
function paidBy(fund: Fund | undefined, typed: Readonly<Record<string, string>> = {}) {
  const cells: Readonly<Record<string, string>> = {
    ...(fund === undefined ? {} : { Fondo: fundingSources[fund] }),
    'Regione delle regole': 'Puglia',
    'Soggetto promotore': 'Consorzio Esempio',
    'CUP del programma': 'C84H22000050007',
    ...typed,
  };
  return around({ settings: settingsFrom(new Map(Object.entries(cells))) });
}

const company = aCompany();
const files = [
  aFile('regione-puglia.png', aPng(600, 200)),
  aFile('repubblica-italiana.jpg', aJpeg({ width: 300, height: 330, channels: 3 })),
  aFile('soggetto-promotore.png', aPng(300, 300)),
];

function aFile(name: string, bytes: Uint8Array) {
  return { name, size: bytes.length, bytes };
}

/** What stands at the top of a paper of this fund, for short, in its order. */
function topOf(fund: Fund | undefined, folder = files): readonly string[] {
  return logoShelf(folder)(company, paidBy(fund)).logos.map((it) =>
    it.kind === 'europeanUnion'
      ? `UE: ${it.statement.replaceAll('\u00a0', ' ')}`
      : `${it.kind}: ${it.of}`,
  );
}

describe('I loghi', () => {
  test.each<[Fund, readonly string[]]>([
    [
      'fsePlus',
      [
        'UE: Cofinanziato dall’Unione europea',
        'picture: Repubblica italiana',
        'picture: Regione Puglia',
        'picture: Consorzio Esempio',
      ],
    ],
    [
      'pnrr',
      ['UE: Finanziato dall’Unione europea – NextGenerationEU', 'picture: Consorzio Esempio'],
    ],
    ['regional', ['picture: Regione Puglia', 'picture: Consorzio Esempio']],
    ['municipal', ['picture: Consorzio Esempio']],
    ['other', ['picture: Consorzio Esempio']],
  ])('di una carta pagata con «%s» sono questi, in quest’ordine', (fund, top) => {
    expect(topOf(fund)).toEqual(top);
  });

  it('hanno una regola per ogni fondo, e l’emblema dell’Unione solo dove il fondo ha la sua dicitura', () => {
    expect(Object.keys(visibility).toSorted()).toEqual(Object.keys(fundingSources).toSorted());
    for (const { europeanUnion, line } of Object.values(visibility))
      expect(europeanUnion === undefined).toBe(line === undefined);
  });

  it('senza sapere chi paga non hanno l’emblema dell’Unione', () => {
    expect(topOf(undefined)).toEqual(['picture: Consorzio Esempio']);
  });

  it('che mancano lasciano il posto al nome, e lo si dice', () => {
    const { lacks } = logoShelf([])(company, paidBy('fsePlus'));

    expect(topOf('fsePlus', [])).toEqual([
      'UE: Cofinanziato dall’Unione europea',
      'name: Repubblica italiana',
      'name: Regione Puglia',
    ]);
    expect(lacks).toEqual([
      'Manca il logo di «Repubblica italiana», che chi finanzia chiede: sulle carte c’è scritto il nome. Metti nella cartella dei loghi il file repubblica-italiana.png (o .jpg).',
      'Manca il logo di «Regione Puglia», che chi finanzia chiede: sulle carte c’è scritto il nome. Metti nella cartella dei loghi il file regione-puglia.png (o .jpg).',
    ]);
  });

  test.each(['pnrr', 'regional', 'municipal', 'other'] as const)(
    'con «%s» non si chiede un logo che nessuno impone',
    (fund) => {
      expect(logoShelf([])(company, paidBy(fund)).lacks).toEqual([]);
    },
  );

  it('si trovano anche con un nome scritto in un altro modo', () => {
    const folder = [aFile('Regione Puglia.PNG', aPng(600, 200))];

    expect(topOf('regional', folder)).toEqual(['picture: Regione Puglia']);
  });

  it('con un nome quasi giusto si propongono', () => {
    const folder = [aFile('regione-pulia.png', aPng(600, 200))];

    expect(logoShelf(folder)(company, paidBy('fsePlus')).lacks.at(-1)).toMatch(
      / C’è «regione-pulia\.png»: forse è quello\.$/,
    );
  });

  test.each([
    [
      aFile('regione-puglia.png', new TextEncoder().encode('<svg/>')),
      'regione-puglia.png non è un’immagine PNG o JPEG: serve un PNG o un JPEG a colori, ad esempio di 600 pixel. Intanto sulle carte c’è il nome.',
    ],
    [
      aFile('regione-puglia.png', aPng(120, 66)),
      'regione-puglia.png è di 120 × 66 pixel e stampato si vedrebbe sgranato: serve alto almeno 67 pixel, ad esempio 134. Intanto sulle carte c’è il nome.',
    ],
    [
      aFile('regione-puglia.png', aPng(228, 22)),
      'regione-puglia.png è di 228 × 22 pixel e stampato si vedrebbe sgranato: serve alto almeno 23 pixel, ad esempio 46. Intanto sulle carte c’è il nome.',
    ],
    [
      aFile('regione-puglia.png', aPng(3001, 40)),
      'regione-puglia.png è di 3.001 × 40 pixel e ogni carta lo porterebbe con sé: riducilo, ad esempio a 1.000 pixel di larghezza. Intanto sulle carte c’è il nome.',
    ],
    [
      { name: 'regione-puglia.png', size: 25_400_001 },
      'regione-puglia.png pesa 25.401 kB e ogni carta lo porterebbe con sé: riducilo sotto 1.000 kB, ad esempio a 1.000 pixel di larghezza. Intanto sulle carte c’è il nome.',
    ],
  ])('che non vanno per la stampa si dicono con una frase: $0.name', (file, says) => {
    const found = logoShelf([...files.slice(1), file])(company, paidBy('fsePlus'));

    expect(found.lacks).toEqual([says]);
    expect(found.logos[2]).toEqual({ kind: 'name', of: 'Regione Puglia' });
  });

  test.each([
    aFile('regione-puglia.png', aPng(120, 67)),
    aFile('regione-puglia.png', aPng(230, 23)),
    aFile('regione-puglia.png', aPng(3000, 40)),
  ])('appena abbastanza grandi, e non troppo, vanno bene', (file) => {
    expect(logoShelf([...files.slice(1), file])(company, paidBy('fsePlus')).lacks).toEqual([]);
  });

  it('che nessuno impone e non vanno: la carta esce senza', () => {
    const file = aFile('soggetto-promotore.png', aPng(10, 10));

    expect(topOf('municipal', [file])).toEqual([]);
    expect(logoShelf([file])(company, paidBy('municipal')).lacks[0]).toMatch(
      /Intanto le carte escono senza\.$/,
    );
  });

  it('di una regione senza nome non si chiedono', () => {
    const world = paidBy('fsePlus', { 'Regione delle regole': 'altra regione' });

    expect(logoShelf([])(company, world).lacks).toHaveLength(1);
  });
});

describe('Chi paga', () => {
  it('è il fondo del tirocinio, poi quello della voce di spesa, poi quello del programma', () => {
    const world = paidBy('fsePlus');
    const item = { id: 'QE-0001', fundingSource: 'pnrr', cup: 'C84H22000050008' };

    expect(fundOf(anInternship({ fundingSource: 'municipal' }), world)).toBe('municipal');
    expect(fundOf({ ...aBatch(), internship: undefined, item }, world)).toBe('pnrr');
    expect(cupOf({ ...aBatch(), internship: undefined, item }, world)).toBe('C84H22000050008');
    expect(fundOf(anInternship({ fundingSource: undefined }), world)).toBe('fsePlus');
    expect(fundOf(aVariation(), world)).toBe('fsePlus');
    expect(fundOf(company, around())).toBeUndefined();
  });

  it('se è europeo ha la sua riga con il CUP, altrimenti nessuna', () => {
    const lines = (Object.keys(fundingSources) as Fund[]).map((it) =>
      fundLineOf(company, paidBy(it)),
    );

    expect(lines).toEqual([
      'Fondo sociale europeo Plus (FSE+)',
      'Piano nazionale di ripresa e resilienza (PNRR)',
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('L’intestazione di una carta', () => {
  const templateWith = (more: string) => {
    const knowledge = paperKnowledge([], () => [], files);
    const text = `---\ntitolo: Prova\nfoglio: Soggetti ospitanti\nquando: sempre\n${more}\n---\n# Prova\n`;
    const { template } = readTemplate({ kind: 'prova', text }, knowledge.vocabulary);
    if (template === undefined) throw new Error('the template is not sound');
    return knowledge.letterhead({
      template,
      row: company,
      around: paidBy('fsePlus', { 'Telefono per le assenze': '0883 123456' }),
    });
  };

  it('porta i loghi, salvo dove la carta resta in ufficio', () => {
    expect(templateWith('destinatari: coordinatore').header.logos).toHaveLength(4);
    expect(templateWith('destinatari: coordinatore\nloghi: no').header.logos).toBeUndefined();
  });

  it('dice in fondo chi chiamare, come lo si scrive, a chi lavora; non sulle carte d’ufficio', () => {
    expect(templateWith('destinatari: beneficiario').footer).toBe(
      'Prova · In caso di assenza chiamare subito 0883 123456',
    );
    expect(templateWith('destinatari: coordinatore').footer).toBe('Prova');
  });
});
