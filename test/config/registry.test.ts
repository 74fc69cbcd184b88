import { describe, expect, test } from 'vitest';
import * as registry from '../../config/registry.ts';
import * as settings from '../../config/settings.ts';
import type { Cell } from '../../src/core/cell.ts';
import { resultOf } from '../../src/core/cell.ts';
import type { Column, Filled } from '../../src/core/column.ts';
import { listName } from '../../src/core/provision.ts';
import { idLabel } from '../../src/core/register.ts';
import { type AnyTab, type Columns, idIn, type PageTab } from '../../src/core/tab.ts';
import { comparable } from '../../src/core/words.ts';

const tabs = Object.values<unknown>(registry).filter(isTab);
const pages = Object.values<unknown>(registry).filter(isPage);
const shared = tabs.filter((it) => it.book !== 'riservato');
const columns = tabs.flatMap((tab) =>
  Object.entries(tab.columns).map(([key, column]) => ({
    where: `${tab.name} · ${column.label}`,
    key,
    tab,
    column,
  })),
);
const cells = Object.entries(settings).map(([key, it]) => ({
  where: `Impostazioni · ${it.column.label}`,
  key,
  // Settings of every kind: reading and showing one's own value is safe whatever it is.
  column: it.column as Column<unknown>,
}));

/**
 * What tells of justice, addiction, illness or disability, as whole words or stems. «Dipendenti» is the staff, and
 * «sorveglianza sanitaria» a duty of the host's.
 */
const forbidden =
  /\bser\.?[dt]\b|carcer|deten|reclus|penitenz|scarcer|magistrat|\buepe\b|art\. ?21\b|misur[ae] alternativ|dipendenz|tossic|\balcol|metadon|droga|malatt|malat[oai]\b|invalid|disab|handicap|psich|\bhiv\b|\b104\b|\bmal\b|\binf\b|ospedal|diagnos|gravidanz|etnia|religione/i;

describe('I fogli', () => {
  test('hanno nomi e lettere di ID tutti diversi', () => {
    const names = [...tabs, ...pages].map((it) => comparable(it.name));
    const letters = tabs.map((it) => it.id);

    expect(doubles(names)).toEqual([]);
    expect(doubles(letters)).toEqual([]);
    expect(letters.filter((it) => idIn(`${it}-0001`) === undefined)).toEqual([]);
  });

  test('sono quelli convenuti, ciascuno nel suo file e nel suo modulo', () => {
    const found = Object.fromEntries(
      Object.entries<unknown>(registry).flatMap(([key, it]) =>
        isTab(it) ? [[key, `${it.name} · ${it.id} · ${it.book} · ${it.module}`]] : [],
      ),
    );

    expect(found).toEqual(agreed);
  });

  test('dicono a che cosa servono', () => {
    const silent = [...tabs, ...pages].filter((it) => it.about.length < 10).map((it) => it.name);

    expect(silent).toEqual([]);
    expect(tabs.filter((it) => it.one === '').map((it) => it.name)).toEqual([]);
  });

  test('cominciano con la colonna «Verifica», e dicono che cosa distingue una riga', () => {
    const odd = tabs.filter((it) => Object.keys(it.columns)[0] !== 'check' || it.key.length === 0);

    expect(odd.map((it) => it.name)).toEqual([]);
  });

  test('hanno lo stato calcolato solo dove c’è un percorso da seguire', () => {
    const withState = tabs.filter((it) => it.columns['state']?.laid !== undefined);

    expect(withState.map((it) => it.name)).toEqual([
      'Soggetti ospitanti',
      'Beneficiari',
      'Tirocini',
    ]);
  });
});

describe('Le colonne', () => {
  test.each(columns)('$where ha un aiuto', ({ column }) => {
    expect(column.help.length).toBeGreaterThan(8);
    expect(column.help).toMatch(/[.?]$/);
  });

  test('hanno etichette diverse nello stesso foglio, anche quelle di una volta', () => {
    const doubled = tabs.flatMap((tab) =>
      doubles([
        comparable(idLabel),
        ...Object.values(tab.columns).flatMap((it) => [it.label, ...it.formerly].map(comparable)),
      ]).map((it) => `${tab.name}: ${it}`),
    );

    expect(doubled).toEqual([]);
  });

  test('hanno un esempio, salvo quelle calcolate e quelle libere', () => {
    const without = [...columns, ...cells].filter(
      ({ column }) =>
        column.example === '' && column.laid === undefined && column.kind !== 'testo libero',
    );

    expect(without.map((it) => it.where)).toEqual([]);
  });

  test.each([...columns, ...cells].filter(({ column }) => typed(column)))(
    '$where legge il suo esempio, e ciò che mostra e scrive',
    ({ column }) => {
      const read = column.read(column.example);

      if (!read.ok) throw new Error(read.error.say);
      expect(column.schema.safeParse(read.value).success).toBe(true);
      expect(column.read(column.show(read.value))).toEqual(read);
      expect(column.read(filled(column.write(read.value)))).toEqual(read);
    },
  );

  test('che nominano un’altra riga portano un esempio del suo ID', () => {
    const wrong = columns.filter(
      ({ column }) => isTab(column.to) && idIn(column.example) !== `${column.to.id}-0001`,
    );

    expect(wrong.map((it) => it.where)).toEqual([]);
  });

  test('che offrono una scelta hanno voci piene e diverse', () => {
    const poor = [...columns, ...cells].filter(({ column }) => {
      const labels = column.choices?.labels ?? [];
      const free = column.choices?.open === true || isTab(column.to);
      return (
        doubles(labels.map(comparable)).length > 0 ||
        labels.some((it) => comparable(it) === '') ||
        (column.choices !== undefined && !free && labels.length === 0)
      );
    });

    expect(poor.map((it) => it.where)).toEqual([]);
  });

  test('che offrono lo stesso elenco offrono le stesse voci', () => {
    const offered = [...columns, ...cells].flatMap(({ column, where }) =>
      column.choices === undefined || isTab(column.to) || column.choices.open
        ? []
        : [
            {
              where,
              name: listName(column.choices.list),
              labels: column.choices.labels.join(' | '),
            },
          ],
    );
    const first = new Map(offered.toReversed().map((it) => [it.name, it]));

    const clashing = offered.filter((it) => first.get(it.name)?.labels !== it.labels);

    expect(clashing.map((it) => it.where)).toEqual([]);
  });

  test('non offrono un elenco che si chiami come un foglio', () => {
    const ofTabs = new Set(tabs.map((it) => listName(it.name)));

    const clashing = [...columns, ...cells].filter(
      ({ column }) =>
        column.choices !== undefined &&
        !isTab(column.to) &&
        ofTabs.has(listName(column.choices.list)),
    );

    expect(clashing.map((it) => it.where)).toEqual([]);
  });
});

describe('Le parole vietate', () => {
  test.each([
    'detenuto',
    'in carico al SerD',
    'Ser.T.',
    'UEPE di Bari',
    'tossicodipendenza',
    'art. 21 O.P.',
    'L. 104',
    'invalidità',
    'MAL',
  ])('«%s» è riconosciuta', (word) => {
    expect(word).toMatch(forbidden);
  });

  test.each([
    'dipendenti a termine',
    'inserto',
    'inserimento',
    'animale',
    'calcola il mese',
    'infine',
    'sorveglianza sanitaria',
    'formale',
  ])('«%s» si può dire', (word) => {
    expect(word).not.toMatch(forbidden);
  });

  test('non stanno in nessun foglio, colonna o scelta fuori dal file riservato', () => {
    const said = [
      ...shared.flatMap((tab) => [
        ...[tab.name, tab.about, tab.one, tab.module, ...tab.formerly].map((it) => ({
          where: tab.name,
          it,
        })),
        ...Object.entries(tab.columns).flatMap(([key, column]) =>
          wordsOf(key, column).map((it) => ({ where: `${tab.name} · ${column.label}`, it })),
        ),
      ]),
      ...pages.flatMap((page) => [
        { where: page.name, it: `${page.name} ${page.about}` },
        ...Object.entries(page.columns).flatMap(([key, column]) =>
          wordsOf(key, column).map((it) => ({ where: `${page.name} · ${column.label}`, it })),
        ),
      ]),
      ...cells.flatMap(({ key, column, where }) =>
        wordsOf(key, column).map((it) => ({ where, it })),
      ),
    ];

    expect(said.filter(({ it }) => forbidden.test(it))).toEqual([]);
  });

  test('fuori dal file riservato non c’è alcun valore riservato, né il codice di un gruppo', () => {
    const outside = shared.flatMap((tab) =>
      Object.entries(tab.columns).flatMap(([key, column]) =>
        column.privacy === 'restricted' || /grupp/i.test(`${key} ${column.label}`)
          ? [`${tab.name} · ${column.label}`]
          : [],
      ),
    );

    expect(outside).toEqual([]);
  });

  test('dentro il file riservato tutto è riservato, salvo ciò che serve per pagare', () => {
    const restricted = tabs.filter((it) => it.book === 'riservato');
    const open = restricted.flatMap((tab) =>
      Object.values(tab.columns).flatMap((it) =>
        it.privacy === 'restricted' || it.laid !== undefined ? [] : [`${tab.name} · ${it.label}`],
      ),
    );

    expect(restricted.length).toBeGreaterThan(0);
    expect(open).toEqual([
      'Riservato · Modo di pagamento',
      'Riservato · IBAN',
      'Riservato · Intestatario',
      'Riservato · Delega all’incasso del',
      'Riservato · CAP per il domiciliato',
    ]);
  });

  test('dentro il file riservato nessuna riga ha un nome con cui comparire altrove', () => {
    const named = tabs.filter((it) => it.book === 'riservato' && it.caption.length > 0);

    expect(named.map((it) => it.name)).toEqual([]);
  });
});

describe('I riferimenti', () => {
  test('non tornano mai su sé stessi', () => {
    expect(tabs.flatMap((it) => cycleFrom(it, []))).toEqual([]);
  });

  test('vanno sempre verso fogli dichiarati', () => {
    const lost = columns.filter(({ column }) => isTab(column.to) && !tabs.includes(column.to));

    expect(lost.map((it) => it.where)).toEqual([]);
  });

  test('non portano mai nel file riservato da un altro file', () => {
    const leaks = columns.filter(
      ({ tab, column }) =>
        tab.book !== 'riservato' && isTab(column.to) && column.to.book === 'riservato',
    );

    expect(leaks.map((it) => it.where)).toEqual([]);
  });

  test('dei fogli di base che sono obbligatori portano a fogli di base', () => {
    const odd = columns.filter(
      ({ tab, column }) =>
        tab.module === 'base' &&
        column.required !== undefined &&
        isTab(column.to) &&
        column.to.module !== 'base',
    );

    expect(odd.map((it) => it.where)).toEqual([]);
  });
});

describe('La festa del patrono', () => {
  const { patronDay } = registry.municipalities.columns;

  test.each([
    ['13/6', { month: 6, day: 13 }],
    ['13.6', { month: 6, day: 13 }],
    ['13 giugno', { month: 6, day: 13 }],
    ['1° settembre', { month: 9, day: 1 }],
    ['28/2', { month: 2, day: 28 }],
    ['31/12', { month: 12, day: 31 }],
    ['13/06/2026', { month: 6, day: 13 }],
  ] as const)('«%s» si capisce', (written, expected) => {
    expect(patronDay.read(written)).toEqual({ ok: true, value: expected });
  });

  test('si capisce anche quando il foglio ne ha fatto una data', () => {
    const cell = { kind: 'serial', serial: 46_186, shows: 'date' } as const;

    expect(patronDay.read(cell)).toEqual({ ok: true, value: { month: 6, day: 13 } });
  });

  test.each([
    '29/2',
    '29/02/2024',
    '31/6',
    '0/5',
    '13/13',
    'giugno',
    'terza domenica di settembre',
  ])('«%s» non è un giorno dell’anno, e si dice perché', (written) => {
    expect(patronDay.read(written)).toEqual({
      ok: false,
      error: {
        say: `«${written}» non è un giorno dell’anno: scrivi giorno e mese, ad esempio 13/6.`,
      },
    });
  });
});

const agreed = {
  operators: 'Operatori · O · persone · base',
  labs: 'Laboratori · L · persone · base',
  municipalities: 'Comuni · COM · persone · base',
  companies: 'Soggetti ospitanti · I · imprese · base',
  sites: 'Sedi · S · imprese · base',
  companyTutors: 'Tutor ospitanti · TO · imprese · base',
  closures: 'Chiusure · CH · imprese · base',
  agreements: 'Convenzioni · CV · imprese · base',
  places: 'Posti disponibili · PD · imprese · abbinamento',
  cooperatives: 'Cooperative · COOP · imprese · cooperazione',
  outsourcings: 'Affidamenti · AF · imprese · cooperazione',
  workshops: 'Workshop · W · imprese · workshop',
  enrolments: 'Iscrizioni · IS · imprese · workshop',
  partners: 'Partner · PN · imprese · rete',
  beneficiaries: 'Beneficiari · B · persone · base',
  contacts: 'Contatti · C · persone · base',
  interviews: 'Colloqui · Q · persone · base',
  insertionPlans: 'Progetti personalizzati · PP · persone · progetti',
  internships: 'Tirocini · T · persone · base',
  variations: 'Variazioni · V · persone · base',
  attendanceSheets: 'Fogli presenze · FP · persone · base',
  visits: 'Visite e tutoraggio · VT · persone · base',
  signings: 'Firme e protocollo · F · persone · base',
  outcomes: 'Esiti · E · persone · esiti',
  waivers: 'Deroghe · D · persone · base',
  requests: 'Richieste · RI · persone · base',
  referrals: 'Invii · INV · persone · rete',
  batches: 'Liquidazioni · LQ · amministrazione · amministrazione',
  budget: 'Quadro economico · QE · amministrazione · amministrazione',
  restricted: 'Riservato · RS · riservato · riservato',
  authorisations: 'Autorizzazioni · AU · riservato · riservato',
  restrictedAbsences: 'Assenze con motivo · AR · riservato · riservato',
  indicators: 'Indicatori sensibili · IND · riservato · riservato',
};

function isTab(it: unknown): it is AnyTab {
  return typeof it === 'object' && it !== null && 'columns' in it && 'book' in it && 'id' in it;
}

function isPage(it: unknown): it is PageTab<Columns> {
  return typeof it === 'object' && it !== null && 'columns' in it && 'books' in it;
}

/** Whether people type into it and the column reads it alone: no formula of ALICE's, no row of another tab. */
function typed(column: Column<unknown>): boolean {
  return column.laid === undefined && !isTab(column.to) && column.example !== '';
}

/** All that people may read of a column: what it says when it refuses, too, since that lists the choices. */
function wordsOf(key: string, column: Column<unknown>): string[] {
  const refused = typed(column) ? column.read('§') : undefined;
  return [
    key,
    column.label,
    column.help,
    column.example,
    column.choices?.list ?? '',
    ...column.formerly,
    ...(column.choices?.labels ?? []),
    refused?.ok === false ? refused.error.say : '',
  ];
}

/** What a written cell holds when it is read again. */
function filled(cell: Cell): Filled {
  const result = resultOf(cell);
  if (result === undefined) throw new Error('a value was written as a blank');
  return result;
}

function cycleFrom(tab: AnyTab, on: readonly AnyTab[]): string[] {
  if (on.includes(tab)) return [[...on, tab].map((it) => it.name).join(' → ')];
  return Object.values(tab.columns).flatMap((it) =>
    isTab(it.to) ? cycleFrom(it.to, [...on, tab]) : [],
  );
}

function doubles(of: readonly string[]): string[] {
  return of.filter((it, at) => of.indexOf(it) !== at);
}
