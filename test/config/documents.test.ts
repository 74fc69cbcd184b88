import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { demoProgramme } from '../../config/demo/programme.ts';
import { vocabulary, vocabularyWith } from '../../config/documents.ts';
import { restrictedWordsIn } from '../../config/forbidden-words.ts';
import { knowledge } from '../../config/index.ts';
import {
  audiences,
  internshipOf,
  isProtected,
  isWithheld,
  moments,
  withheld,
  withheldWords,
} from '../../config/papers/moments.ts';
import { requirements, startSection } from '../../config/papers/start.ts';
import {
  collections,
  dayOfPaper,
  derived,
  hoursInWords,
  promoterNamed,
  representativeOf,
} from '../../config/papers/values.ts';
import {
  agreements,
  attendanceSheets,
  beneficiaries,
  companies,
  insertionPlans,
  internships,
  interviews,
  partners,
  restricted,
  sites,
  variations,
  waivers,
} from '../../config/registry.ts';
import { policy } from '../../config/roles.ts';
import * as rules from '../../config/rules.ts';
import * as settings from '../../config/settings.ts';
import type { Cell } from '../../src/core/cell.ts';
import { type Day, day, month } from '../../src/core/day.ts';
import { blocksAsText } from '../../src/core/document.ts';
import { fillTemplate } from '../../src/core/fill.ts';
import { euro } from '../../src/core/money.ts';
import { carriesLogos } from '../../src/core/paper.ts';
import type { Around } from '../../src/core/rule.ts';
import { type Setting, type Settings, settingsFrom } from '../../src/core/setting.ts';
import type { AnyTab, RowOf } from '../../src/core/tab.ts';
import { readTemplate, type Template } from '../../src/core/template.ts';
import { memoryLedger } from '../../src/integrations/memory/ledger.ts';
import { memoryWorkbook } from '../../src/integrations/memory/workbook.ts';
import { demoGrids } from '../../src/jobs/demo.ts';
import { readWorld } from '../../src/jobs/world.ts';
import { around } from '../a/around.ts';
import { aCompany, anAgreement, aSite } from '../a/imprese.ts';
import { aBeneficiary, aComune } from '../a/persone.ts';
import { anInternship, aVariation } from '../a/tirocini.ts';

type Internship = RowOf<typeof internships>;

/** The papers before the start, and the row of the clean demo (seed 1, 4 May 2026) each is shown with. */
const papers = {
  segnalazione: [beneficiaries, 'B-0138'],
  'presa-in-carico': [beneficiaries, 'B-0138'],
  colloquio: [interviews, 'Q-0001'],
  informativa: [beneficiaries, 'B-0138'],
  adesione: [companies, 'I-0033'],
  convenzione: [agreements, 'CV-0031'],
  'progetto-formativo': [internships, 'T-0035'],
  'progetto-personalizzato': [internships, 'T-0031'],
  'accordo-borsa-lavoro': [internships, 'T-0035'],
  'modulo-iban': [internships, 'T-0031'],
  'delega-riscossione': [internships, 'T-0031'],
  'ricevuta-dpi': [internships, 'T-0031'],
  'scheda-avvio': [internships, 'T-0039'],
  'verbale-equipe': [beneficiaries, 'B-0138'],
  patto: [insertionPlans, 'PP-0001'],
} as const satisfies Readonly<Record<string, readonly [AnyTab, string]>>;

type Kind = keyof typeof papers;
// The keys of a declared object are its own.
const kinds = Object.keys(papers) as readonly Kind[];

const folder = new URL('../../config/documents/', import.meta.url);
const textOf = (kind: string) => readFileSync(new URL(`${kind}.md`, folder), 'utf8');
const everyKind = readdirSync(folder).map((it) => it.replace(/\.md$/, ''));

const read = new Map<string, Template>();

function sound(kind: string): Template {
  const before = read.get(kind);
  if (before !== undefined) return before;
  const { template, faults } = readTemplate({ kind, text: textOf(kind) }, vocabulary);
  if (template === undefined) throw new Error(JSON.stringify(faults));
  read.set(kind, template);
  return template;
}

let demo: Around;

beforeAll(async () => {
  const today = day('2026-05-04');
  const sheets = demoGrids(demoProgramme({ seed: 1, today }), knowledge);
  const world = await readWorld({
    knowledge,
    ledger: memoryLedger(),
    today,
    volumes: [
      {
        workbook: memoryWorkbook({ sheets }),
        books: ['persone', 'imprese', 'amministrazione', 'riservato'],
      },
    ],
  });
  demo = world.around;
});

function rowFor(kind: Kind): { readonly id: string } {
  const [tab, id] = papers[kind];
  const found = demo.rows<AnyTab>(tab).find((it) => it.id === id);
  if (found === undefined) throw new Error(`no row ${id} in the demo`);
  return found;
}

function filled(kind: string, row: { readonly id: string }, world: Around = demo) {
  return fillTemplate(sound(kind), { row, around: world, vocabulary });
}

function printed(kind: string, row: { readonly id: string }, world: Around = demo): string {
  const made = filled(kind, row, world);
  if (!made.ok) throw new Error(JSON.stringify(made));
  return blocksAsText({
    title: sound(kind).title,
    header: { left: '' },
    footer: '',
    blocks: made.blocks,
    created: world.today,
  });
}

function missingIn(kind: string, row: { readonly id: string }, world: Around = demo) {
  const made = filled(kind, row, world);
  return made.ok ? [] : made.missing.map((it) => it.what);
}

/** The demo with some settings typed otherwise; `undefined` leaves one blank. */
function withSettings(but: Partial<Record<keyof typeof settings, unknown>>): Around {
  const chosen: Settings = {
    of: (one) => {
      const [name] = Object.entries(settings).find(([, it]) => it === (one as unknown)) ?? [];
      // What a test types is of the setting's own type.
      return name !== undefined && name in but
        ? (but[name as keyof typeof settings] as ReturnType<typeof demo.settings.of<never, never>>)
        : demo.settings.of(one);
    },
  };
  return { ...demo, settings: chosen };
}

/** The demo where nobody may learn where this person lives or works. */
function hiding(person: RowOf<typeof beneficiaries>): Around {
  return {
    ...demo,
    where: (tab, column, value) =>
      // The row of the restricted book, as its column is declared.
      (tab as AnyTab) === restricted && (value as unknown) === person
        ? ([{ id: 'RS-0001', beneficiary: person, protectedAddress: true }] as never)
        : demo.where(tab, column, value),
  };
}

describe('le carte prima dell’avvio', () => {
  test.each(kinds)('«%s» si legge senza difetti, per il foglio giusto', (kind) => {
    const { template, faults } = readTemplate({ kind, text: textOf(kind) }, vocabulary);

    expect(faults).toEqual([]);
    expect(template?.tab.name).toBe(papers[kind][0].name);
    expect(Object.keys(vocabulary.moments)).toContain(template?.moment);
  });

  test.each(kinds)('«%s» si stampa così', async (kind) => {
    await expect(printed(kind, rowFor(kind))).toMatchFileSnapshot(
      `../golden/documents/${kind}.txt`,
    );
  });

  test.each<[Kind, (it: never) => { readonly id: string }, readonly string[]]>([
    ['segnalazione', but({ lastName: undefined }), ['«Cognome» di B-0138']],
    ['presa-in-carico', but({ inCharge: undefined }), ['«In carico a» di B-0138']],
    ['colloquio', but({ kind: undefined }), ['«Tipo di colloquio» di Q-0001']],
    [
      'informativa',
      but({ birthPlace: undefined }),
      ['«Luogo di nascita» e «Data di nascita» nel foglio «Beneficiari»'],
    ],
    ['adesione', but({ kind: undefined }), ['«Tipo di ente» di I-0033']],
    ['convenzione', but({ number: undefined }), ['«Numero» di CV-0031']],
    ['progetto-formativo', but({ objectives: undefined }), ['«Obiettivi formativi» di T-0035']],
    ['progetto-personalizzato', but({ cp: undefined }), ['«Professione (CP2021)» di T-0031']],
    [
      'accordo-borsa-lavoro',
      but({ rctPolicy: undefined, tasks: undefined }),
      ['«Attività» di T-0035'],
    ],
    ['modulo-iban', but({ beneficiary: undefined }), ['«Beneficiario» di T-0031']],
    [
      'delega-riscossione',
      within('beneficiary', { codiceFiscale: undefined }),
      ['«Codice fiscale» nel foglio «Beneficiari»'],
    ],
    ['ricevuta-dpi', within('beneficiary', { firstName: undefined }), ['«Nome» di B-0138']],
    ['scheda-avvio', but({ instrument: undefined }), ['«Strumento» di T-0039']],
    ['verbale-equipe', but({ lab: undefined }), ['«Laboratorio» di B-0138']],
    ['patto', but({ mentor: undefined }), ['«Mentor» di PP-0001']],
  ])('«%s» dice che cosa manca, e solo quello', (kind, changed, missing) => {
    const row = changed(rowFor(kind) as never);

    expect(missingIn(kind, row)).toEqual(missing);
  });

  test.each([['progetto-formativo'], ['progetto-personalizzato']] as const)(
    '«%s» non si stampa senza ciò che un progetto deve avere',
    (kind) => {
      // The minimum of a training plan (kitstage.assolombarda.it, almaorienta.unibo.it), cell by cell.
      const cells = [
        'beneficiary',
        'company',
        'site',
        'agreement',
        'promoterTutor',
        'companyTutor',
        'startDate',
        'endDate',
        'hoursMon',
        'cp',
        'sepAda',
        'tasks',
        'objectives',
      ];
      const restful = {
        hoursTue: undefined,
        hoursWed: undefined,
        hoursThu: undefined,
        hoursFri: undefined,
      };

      const printable = cells.filter((cell) => {
        const row = { ...rowFor(kind), ...(cell === 'hoursMon' && restful), [cell]: undefined };
        return filled(kind, row).ok;
      });

      expect(printable).toEqual([]);
    },
  );

  it('dicono anche quale voce delle «Impostazioni» manca', () => {
    const world = withSettings({ dpo: undefined });

    expect(missingIn('informativa', rowFor('informativa'), world)).toEqual([
      '«Recapito del RPD» delle «Impostazioni»',
    ]);
  });

  it('si stampano per ogni riga del programma dimostrativo che è al suo momento', () => {
    const refused = kinds.flatMap((kind) =>
      demo.rows<AnyTab>(papers[kind][0]).flatMap((row) => {
        if (vocabulary.moments[sound(kind).moment]?.(row, demo) !== undefined) return [];
        return missingIn(kind, row).map((what) => `${kind} ${row.id}: ${what}`);
      }),
    );

    // Two internships have no agreement yet, two more not even dates: they rightly lack something.
    expect([...new Set(refused.map((it) => it.split(':')[0]))].toSorted()).toEqual([
      'progetto-personalizzato T-0041',
      'progetto-personalizzato T-0042',
      'progetto-personalizzato T-0043',
      'progetto-personalizzato T-0044',
    ]);
  });

  it('non stampano importi in centesimi: chi nomina un importo dice come', () => {
    const amounts = vocabulary.derived.flatMap((it) => (it.privacy === 'amount' ? it.label : []));
    const bare = kinds.flatMap((kind) =>
      [...textOf(kind).matchAll(/\{\{([^}#/]*)\}\}/g)]
        .map(([, inside = '']) => inside)
        .filter(
          (inside) =>
            amounts.some((it) => inside.toLowerCase().includes(it.toLowerCase())) &&
            !/\|\s*(?:euro|in lettere)\s*$/.test(inside),
        ),
    );

    expect(bare).toEqual([]);
  });
});

/** Words the law itself uses, in clauses that say nothing of anybody. */
const approved: readonly { readonly kind: string; readonly word: string; readonly why: string }[] =
  [
    {
      kind: 'convenzione',
      word: 'maternità',
      why: 'clausola di sospensione, uguale per tutti (linee guida 25/5/2017)',
    },
    {
      kind: 'convenzione',
      word: 'malattia',
      why: 'clausola di sospensione, uguale per tutti (linee guida 25/5/2017)',
    },
  ];

describe('le parole fisse', () => {
  test.each(everyKind)('di «%s» non parlano di salute, giustizia o protezione', (kind) => {
    const text = textOf(kind);

    const found = restrictedWordsIn(text).map((it) =>
      text.slice(it.start, it.start + it.length).toLowerCase(),
    );

    expect(found).toEqual(approved.flatMap((it) => (it.kind === kind ? [it.word] : [])));
  });

  test.each(kinds)('di «%s», riempita, sono le stesse', (kind) => {
    const text = printed(kind, rowFor(kind));

    const found = restrictedWordsIn(text).map((it) =>
      text.slice(it.start, it.start + it.length).toLowerCase(),
    );

    expect(found).toEqual(approved.flatMap((it) => (it.kind === kind ? [it.word] : [])));
  });

  it('non nominano leggi che non siano tra quelle note', () => {
    const cited = kinds.flatMap((kind) => [
      ...textOf(kind).matchAll(/(?:d\.lgs\.|d\.l\.|DPR|L\.R\.|L\.)\s*\d+\/\d+|\(UE\) \d+\/\d+/g),
    ]);

    expect([...new Set(cited.map(([law]) => law))].toSorted()).toEqual([
      '(UE) 2016/679',
      'DPR 445/2000',
      'DPR 601/1973',
      'L. 234/2021',
      'L. 68/1999',
      'd.l. 510/1996',
      'd.lgs. 81/2008',
    ]);
  });
});

describe('chi riceve una carta', () => {
  it('è sempre un ruolo della politica, e ogni carta dice a chi va', () => {
    expect(Object.values(audiences).filter((it) => !(it in policy.roles))).toEqual([]);
    expect(kinds.filter((kind) => sound(kind).audience.length === 0)).toEqual([]);
  });

  const forHosts = kinds.filter((kind) =>
    /^destinatari:.*(?:soggetto|tutor) ospitante/m.test(textOf(kind)),
  );

  it('tra le carte prima dell’avvio, sei vanno anche all’ospitante', () => {
    expect(forHosts).toEqual([
      'adesione',
      'convenzione',
      'progetto-formativo',
      'progetto-personalizzato',
      'accordo-borsa-lavoro',
      'ricevuta-dpi',
    ]);
  });

  test.each(forHosts)('se è l’ospitante, «%s» non può contenere note', (kind) => {
    const { faults } = readTemplate({ kind, text: `${textOf(kind)}\n{{note}}\n` }, vocabulary);

    // A receipt has no notes column of its own; all others are refused for whom they are for.
    expect(faults.map((it) => it.says)).toEqual([
      expect.stringContaining('non può stare in questa carta: chi la riceve'),
    ]);
  });

  it('se è il tutor ospitante, non vede recapiti né nascita della persona', () => {
    const text = `${textOf('ricevuta-dpi')}\n{{beneficiario.telefono}} {{beneficiario.nascita}}\n`;

    const { faults } = readTemplate({ kind: 'ricevuta-dpi', text }, vocabulary);

    expect(faults).toHaveLength(2);
  });

  it('se è un’impresa, non trova il servizio inviante né alcun foglio riservato', () => {
    const text = `${textOf('progetto-formativo')}\n{{beneficiario.servizio inviante}}\n`;

    const { faults } = readTemplate({ kind: 'progetto-formativo', text }, vocabulary);

    expect(faults.map((it) => it.says)).toEqual([
      expect.stringContaining('non è una colonna di «Beneficiari»'),
    ]);
    expect(vocabulary.tabs.filter((it) => it.book === 'riservato')).toEqual([]);
  });
});

describe('chi ha l’indirizzo protetto', () => {
  const ofPeople = everyKind.filter((kind) =>
    [beneficiaries, interviews, internships, insertionPlans].some(
      (tab: AnyTab) => tab === sound(kind).tab,
    ),
  );

  test.each(ofPeople)('in «%s» non ha indirizzo, recapiti né luogo di lavoro', (kind) => {
    const it = demo.rows(internships).find((one) => one.id === 'T-0031');
    const person = it?.beneficiary;
    if (it === undefined || person === undefined) throw new Error('no T-0031 in the demo');
    const places = [
      person.address,
      person.phone,
      person.email,
      it.site?.name,
      it.site?.address,
      it.site?.phone,
      it.company?.name,
      it.company?.address,
      it.company?.pec,
      it.companyTutor?.lastName,
      it.companyTutor?.phone,
      it.companyTutor?.email,
    ].filter((one) => one !== undefined);
    const world = hiding(person);
    const { tab } = sound(kind);

    const texts = demo
      .rows(tab)
      .filter(
        (row: Readonly<Record<string, unknown>>) =>
          row['id'] === person.id || row['id'] === it.id || row['beneficiary'] === person,
      )
      .flatMap((row) => {
        const made = filled(kind, row, world);
        return made.ok ? [JSON.stringify(made.blocks)] : [];
      });

    expect(places.length).toBeGreaterThan(10);
    expect(texts.flatMap((text) => places.filter((one) => text.includes(one)))).toEqual([]);
  });

  it('nel progetto legge «presso il servizio inviante» al posto di sede e ospitante', () => {
    const it = demo.rows(internships).find((one) => one.id === 'T-0031');
    if (it?.beneficiary === undefined) throw new Error('no T-0031 in the demo');

    const text = printed('progetto-personalizzato', it, hiding(it.beneficiary));

    expect(text).toContain(`Residenza: ${withheldWords}`);
    expect(text).toContain(`Sede del tirocinio: ${withheldWords}`);
    expect(text).toContain(`Denominazione: ${withheldWords}`);
    expect(text).toContain('Cognome e nome: Di Corato Pasquale');
  });

  it('è tale solo se lo dice il registro riservato', () => {
    const person = aBeneficiary();
    const told = (protectedAddress: boolean | undefined) =>
      around({ rows: [[restricted, [{ id: 'RS-0001', beneficiary: person, protectedAddress }]]] });

    expect(isProtected(person, told(true))).toBe(true);
    expect(isProtected(person, told(false))).toBe(false);
    expect(isProtected(person, told(undefined))).toBe(false);
    expect(isProtected(undefined, told(true))).toBe(false);
  });

  it('lo è in ogni cella che dice dove vive o lavora, e in nessun’altra', () => {
    const person = aBeneficiary();
    const it = anInternship({ beneficiary: person });
    const world = around({
      rows: [[restricted, [{ id: 'RS-0001', beneficiary: person, protectedAddress: true }]]],
    });
    const asked = (tab: AnyTab, row: object, keys: readonly string[]) =>
      keys.filter((key) => withheld({ tab, key, row, around: world }) === withheldWords);

    expect(asked(beneficiaries, person, Object.keys(beneficiaries.columns))).toEqual([
      'address',
      'municipality',
      'cap',
      'phone',
      'email',
    ]);
    expect(asked(internships, it, Object.keys(internships.columns))).toEqual([
      'company',
      'site',
      'companyTutor',
    ]);
    expect(
      asked(variations, aVariation({ internship: it }), Object.keys(variations.columns)),
    ).toEqual(['newSite', 'newCompanyTutor']);
    expect(asked(sites, { withheld: withheldWords }, ['name', 'address'])).toEqual([
      'name',
      'address',
    ]);
    expect(asked(beneficiaries, aBeneficiary(), ['address'])).toEqual([]);
  });

  it('è detto da parole, non da un importo che si chiama allo stesso modo', () => {
    expect(isWithheld({ withheld: withheldWords })).toBe(true);
    expect(isWithheld({ withheld: euro(30) })).toBe(false);
    expect(isWithheld({})).toBe(false);
  });
});

describe('il fondo che paga', () => {
  test.each([
    ['fsePlus', 'Fondo sociale europeo Plus (FSE+) · CUP Z99Z99000990009'],
    ['pnrr', 'Piano nazionale di ripresa e resilienza (PNRR) · CUP Z99Z99000990009'],
  ])(
    'se è «%s» è nominato su ogni carta, con il CUP; la scheda di avvio è interna',
    (fund, line) => {
      const world = withSettings({ fundingSource: fund });

      const unnamed = kinds.filter(
        (kind) => !printed(kind, paidBy(fund, kind), world).includes(line),
      );

      expect(unnamed).toEqual(['scheda-avvio']);
    },
  );

  test.each(
    ['municipal', 'regional', 'other'].flatMap((fund) =>
      kinds.map((kind) => [fund, kind] as const),
    ),
  )('se è «%s» in «%s» non ci sono né fondo né CUP', (fund, kind) => {
    const text = printed(kind, paidBy(fund, kind), withSettings({ fundingSource: fund }));

    expect(text).not.toMatch(/FSE|PNRR|Unione europea|CUP/);
  });

  it('se è FSE+ e non c’è un CUP la carta non si stampa', () => {
    const world = withSettings({ programmeCup: undefined });

    expect(missingIn('patto', rowFor('patto'), world)).toEqual([
      '«CUP del programma» nelle «Impostazioni»',
    ]);
  });

  test.each(everyKind)('«%s» o porta i loghi e nomina il fondo, o nessuno dei due', (kind) => {
    const { needs } = sound(kind);

    expect(needs.includes('dicitura del fondo')).toBe(carriesLogos(sound(kind)));
  });
});

/** The row a paper is shown with, paid by this fund. */
function paidBy(fundingSource: string, kind: Kind): { readonly id: string } {
  return { ...rowFor(kind), ...(papers[kind][0] === internships && { fundingSource }) };
}

describe('i telefoni', () => {
  test.each(['progetto-formativo', 'progetto-personalizzato', 'segnalazione', 'adesione'] as const)(
    'in «%s» si leggono come la gente li scrive',
    (kind) => {
      const text = printed(kind, rowFor(kind));

      expect(text).toMatch(/\b3\d\d \d{6,7}\b|\b0\d{1,3} \d{4,}\b/);
      expect(text).not.toContain('+39');
    },
  );
});

describe('chi firma una carta', () => {
  test.each(everyKind)('la può leggere tutta: «%s»', (kind) => {
    const { signers, audience } = sound(kind);

    const needed = signers.flatMap((it) => (it === 'servizio sociale' ? ['socialServices'] : []));

    expect(audience).toEqual(expect.arrayContaining(needed));
  });
});

describe('quando si stampa una carta', () => {
  const on = (today: string, rows: Parameters<typeof around>[0] = {}) =>
    around({ ...rows, today: day(today) });

  it('«sempre» va sempre bene', () => {
    expect(moments.sempre()).toBeUndefined();
  });

  it('«prima dell’avvio»: fino al giorno prima', () => {
    const it = anInternship();

    expect(moments['prima dell’avvio'](it, on('2026-05-31'))).toBeUndefined();
    expect(moments['prima dell’avvio'](it, on('2026-06-01'))).toBe(
      'T-0001 è cominciato il 01/06/2026: questa carta si prepara e si firma prima dell’avvio.',
    );
    expect(
      moments['prima dell’avvio'](anInternship({ startDate: undefined }), on('2026-06-01')),
    ).toBeUndefined();
  });

  it('di un tirocinio annullato non si stampa più nulla', () => {
    const it = anInternship({ typedState: 'cancelled' });

    expect(moments['prima dell’avvio'](it, on('2026-05-31'))).toContain('risulta annullato');
    expect(moments['se servono i DPI'](it, on('2026-05-31'))).toContain('risulta annullato');
  });

  it.each([
    ['prima dell’avvio di un TIS', 'tis', 'extracurricular'],
    ['prima dell’avvio di un tirocinio che non è un TIS', 'extracurricular', 'tis'],
    ['prima dell’avvio di un tirocinio che non è un TIS', 'borsaLavoro', 'tis'],
    ['prima dell’avvio di una borsa lavoro', 'borsaLavoro', 'extracurricular'],
  ] as const)('«%s» guarda lo strumento: %s sì, %s no', (name, right, wrong) => {
    const moment = moments[name];

    expect(moment(anInternship({ instrument: right }), on('2026-05-31'))).toBeUndefined();
    expect(moment(anInternship({ instrument: right }), on('2026-06-01'))).toContain(
      'è cominciato il 01/06/2026',
    );
    expect(moment(anInternship({ instrument: wrong }), on('2026-05-31'))).toContain(
      'questa carta è per',
    );
    expect(moment(anInternship({ instrument: undefined }), on('2026-05-31'))).toBe(
      'Di T-0001 non si sa che strumento è: scegli «Strumento» nel foglio «Tirocini», ad esempio TIS.',
    );
  });

  it('un foglio presenze segue il tirocinio a cui si riferisce', () => {
    const sheet = { id: 'FP-0001', internship: anInternship(), month: month('2026-06') };

    expect(internshipOf(sheet)).toBe(sheet.internship);
    expect(internshipOf(sheet.internship)).toBe(sheet.internship);
    expect(internshipOf({ id: 'FP-0002' })).toBeUndefined();
    expect(moments['prima dell’avvio'](sheet, on('2026-06-01'))).toContain('è cominciato');
    expect(moments['prima dell’avvio']({ id: 'FP-0002' }, on('2026-06-01'))).toBeUndefined();
  });

  it('«se servono i DPI»: solo dove è sì', () => {
    const says = (dpiDue: boolean | undefined) =>
      moments['se servono i DPI'](anInternship({ dpiDue }), on('2026-05-31'));

    expect(says(true)).toBeUndefined();
    expect(says(false)).toContain('«DPI dovuti» è no');
    expect(says(undefined)).toContain('«DPI dovuti» è vuoto');
  });

  it('«in carico»: dal primo all’ultimo giorno della presa in carico', () => {
    const says = (it: RowOf<typeof beneficiaries>, today: string) =>
      moments['in carico'](it, on(today));
    const it = aBeneficiary({ inChargeOn: day('2026-01-15'), inChargeUntil: day('2026-12-31') });

    expect(says(it, '2026-01-14')).toContain('comincia il 15/01/2026');
    expect(says(it, '2026-01-15')).toBeUndefined();
    expect(says(it, '2026-12-31')).toBeUndefined();
    expect(says(it, '2027-01-01')).toContain('è finita il 31/12/2026');
    expect(says(aBeneficiary({ inChargeUntil: undefined }), '2030-01-01')).toBeUndefined();
    expect(says(aBeneficiary({ inChargeOn: undefined }), '2026-01-15')).toContain(
      'scrivi «Presa in carico dal»',
    );
  });

  it('«dopo i colloqui»: con almeno un colloquio svolto', () => {
    const person = aBeneficiary();
    const says = (held: 'held' | 'planned') =>
      moments['dopo i colloqui'](
        person,
        on('2026-05-20', { rows: [[interviews, [{ id: 'Q-0001', beneficiary: person, held }]]] }),
      );

    expect(says('held')).toBeUndefined();
    expect(says('planned')).toContain('non c’è ancora un colloquio «svolto»');
  });

  it('«prima dell’adesione»: chi non ha aderito, o quando le dichiarazioni sono scadute', () => {
    const says = (it: RowOf<typeof companies>, today: string) =>
      moments['prima dell’adesione'](it, on(today));
    const it = aCompany({ joinedOn: day('2026-03-20'), declaredOn: day('2026-03-20') });

    expect(says(aCompany({ joinedOn: undefined }), '2026-05-20')).toBeUndefined();
    expect(says(it, '2026-03-21')).toBe(
      'I-0001 ha aderito il 20/03/2026 e le sue dichiarazioni valgono fino al 19/03/2027: la scheda si rinnova dopo.',
    );
    expect(says(it, '2027-03-19')).toContain('fino al 19/03/2027');
    expect(says(it, '2027-03-20')).toBeUndefined();
    expect(says(aCompany({ declaredOn: undefined }), '2026-03-21')).toBeUndefined();
  });

  it('«prima della firma»: una convenzione già firmata no', () => {
    expect(moments['prima della firma'](anAgreement({ signedOn: undefined }))).toBeUndefined();
    expect(moments['prima della firma'](anAgreement())).toBe(
      'CV-0001 è firmata dal 24/03/2026: vale la copia firmata.',
    );
  });
});

describe('i valori ricavati', () => {
  const value = (tab: AnyTab, label: string, row: object, world: Around = around()) => {
    const found = derived.find((it) => it.tab === tab && it.label === label);
    if (found === undefined) throw new Error(`no «${label}»`);
    return found.value(row, world);
  };
  const of = (label: string, but: Partial<Internship> = {}, world?: Around) =>
    value(internships, label, anInternship(but), world);

  it('hanno un’etichetta che non è di una colonna né di un altro valore dello stesso foglio', () => {
    const all = [...vocabulary.derived, ...vocabulary.collections];
    const doubled = all.filter(
      (it, n) =>
        Object.values(it.tab.columns).some((one) => one.label === it.label) ||
        all.findIndex((one) => one.tab === it.tab && one.label === it.label) !== n,
    );

    expect(doubled.map((it) => it.label)).toEqual([]);
  });

  it('dicono la durata in mesi e giorni', () => {
    expect(of('Durata in mesi')).toBe('6 mesi');
    expect(of('Durata in mesi', { endDate: day('2026-12-12') })).toBe('6 mesi e 12 giorni');
    expect(of('Durata in mesi', { endDate: day('2026-06-10') })).toBe('10 giorni');
    expect(of('Durata in mesi', { endDate: day('2026-05-01') })).toBeUndefined();
    expect(of('Durata in mesi', { endDate: undefined })).toBeUndefined();
  });

  it('dicono l’orario come si legge', () => {
    expect(of('Orario in parole')).toBe(
      'dal lunedì al venerdì 5 ore al giorno; orario: 9:00-14:00',
    );
    expect(
      of('Orario in parole', {
        hoursWed: undefined,
        hoursSat: 270,
        times: undefined,
      }),
    ).toBe('lunedì, martedì, giovedì e venerdì 5 ore al giorno; sabato 4 ore e 30 minuti');
    expect(of('Ore settimanali')).toBe('25 ore');
    const none = {
      hoursMon: undefined,
      hoursTue: undefined,
      hoursWed: undefined,
      hoursThu: undefined,
      hoursFri: undefined,
    };
    expect(of('Orario in parole', none)).toBeUndefined();
  });

  it('contano le ore in parole', () => {
    expect(hoursInWords(60)).toBe('1 ora');
    expect(hoursInWords(90)).toBe('1 ora e 30 minuti');
    expect(hoursInWords(1)).toBe('1 minuto');
    expect(hoursInWords(0)).toBe('0 minuti');
  });

  it('dicono la frequenza minima come la dice il programma', () => {
    const says = (typed: Readonly<Record<string, Cell>>) =>
      of('Frequenza minima in parole', {}, around({ settings: settingsOf(typed) }));

    expect(
      says({
        attendanceThreshold: '70 %',
        attendanceBase: 'in giorni',
        attendanceComparator: 'raggiungerla',
      }),
    ).toBe('almeno il 70 % dei giorni previsti nel mese');
    expect(
      says({
        attendanceThreshold: '80 %',
        attendanceBase: 'in ore',
        attendanceComparator: 'superarla',
      }),
    ).toBe('più dell’80 % delle ore previste nel mese');
  });

  it('dicono che cosa spetta sotto la soglia', () => {
    const says = (belowThreshold: string) =>
      of('Sotto la soglia in parole', {}, around({ settings: settingsOf({ belowThreshold }) }));

    expect(says('niente')).toBe('l’indennità di quel mese non spetta');
    expect(says('in proporzione')).toBe(
      'l’indennità di quel mese spetta in proporzione ai giorni di effettiva presenza',
    );
    expect(of('Sotto la soglia in parole', { region: 'other' })).toBeUndefined();
  });

  it('seguono le variazioni: dal giorno in cui valgono la sede e il tutor sono quelli nuovi', () => {
    const site = aSite({ id: 'S-0002', name: 'Forno Bianchi – Via Trani' });
    const it = anInternship();
    const change = aVariation({
      internship: it,
      kind: 'site',
      from: day('2026-07-01'),
      newEndDate: undefined,
      newSite: site,
    });
    const world = (today: string) => around({ today: day(today), rows: [[variations, [change]]] });

    expect(value(internships, 'Sede del tirocinio', it, world('2026-06-30'))).toBe(it.site);
    expect(value(internships, 'Sede del tirocinio', it, world('2026-07-01'))).toBe(site);
    expect(value(internships, 'Comune della sede', it, world('2026-07-01'))).toBe('Andria');
  });

  it('parlano di oggi, o del primo o dell’ultimo giorno se oggi è fuori', () => {
    const it = anInternship();
    const says = (today: string): Day => dayOfPaper(it, around({ today: day(today) }));

    expect(says('2026-05-31')).toBe('2026-06-01');
    expect(says('2026-06-02')).toBe('2026-06-02');
    expect(says('2026-12-01')).toBe('2026-11-30');
    expect(dayOfPaper(anInternship({ startDate: undefined }), around())).toBe('2026-05-20');
  });

  it('dicono dove e quando è nata una persona, e dove abita', () => {
    const says = (but: Partial<RowOf<typeof beneficiaries>>) =>
      value(beneficiaries, 'Nascita', aBeneficiary(but));

    expect(says({})).toBe('nata ad Andria (BA) il 03/02/1998');
    expect(says({ sex: 'male', birthPlace: 'Marocco', birthProvince: 'EE' })).toBe(
      'nato all’estero (Marocco) il 03/02/1998',
    );
    expect(says({ sex: undefined })).toBe('nato/a ad Andria (BA) il 03/02/1998');
    expect(says({ birthDate: undefined })).toBeUndefined();
    expect(value(beneficiaries, 'Residenza', aBeneficiary())).toBe(
      'via dei Gelsi 12, 76123 Andria (BT)',
    );
    expect(value(beneficiaries, 'Residenza', aBeneficiary({ address: undefined }))).toBeUndefined();
  });

  it('contano gli anni compiuti: alla vigilia del compleanno non ancora', () => {
    const says = (today: string) =>
      value(beneficiaries, 'Età', aBeneficiary(), around({ today: day(today) }));

    expect(says('2026-02-02')).toBe(27);
    expect(says('2026-02-03')).toBe(28);
    expect(
      of('Minorenne all’avvio', { beneficiary: aBeneficiary({ birthDate: day('2008-06-02') }) }),
    ).toBe(true);
    expect(
      of('Minorenne all’avvio', { beneficiary: aBeneficiary({ birthDate: day('2008-06-01') }) }),
    ).toBeUndefined();
  });

  it('conoscono il promotore delle «Impostazioni», o il partner di quel nome', () => {
    const other = {
      id: 'PN-0002',
      name: 'Consorzio Esempio',
      codiceFiscale: '92057260645',
      address: 'via Roma 1',
      municipality: aComune(),
      legalRepresentativeFirstName: 'Paola',
      legalRepresentativeLastName: 'Neri',
    };
    const world = around({
      rows: [[partners, [other]]],
      settings: settingsOf({
        promoterName: 'Comune di Andria',
        promoterRepresentative: 'Serena Lomele',
      }),
    });

    expect(promoterNamed(undefined, world).representative).toBe('Serena Lomele');
    expect(promoterNamed('comune di andria', world).representative).toBe('Serena Lomele');
    expect(promoterNamed('CONSORZIO ESEMPIO', world)).toMatchObject({
      representative: 'Paola Neri',
      codiceFiscale: '92057260645',
      seat: 'via Roma 1, 76123 Andria (BT)',
    });
    expect(promoterNamed('Ente che non c’è', world)).toMatchObject({
      name: 'Ente che non c’è',
      codiceFiscale: undefined,
    });
  });

  it('nominano chi firma solo se si sanno nome e cognome', () => {
    expect(representativeOf(aCompany())).toBe('Carlo Bianchi');
    expect(representativeOf(aCompany({ legalRepresentativeFirstName: undefined }))).toBeUndefined();
  });

  it('di una convenzione per più strumenti dicono un numero solo se le regole concordano', () => {
    const world = around({ settings: settingsOf({ ruleRegion: 'Puglia' }) });
    const says = (label: string, it: RowOf<typeof agreements>) =>
      value(agreements, label, it, world);
    const both = anAgreement({ instruments: ['tis', 'extracurricular'] });

    expect(says('Tirocinanti per tutor ospitante', both)).toBe(3);
    expect(says('Tirocinanti per tutor ospitante', anAgreement())).toBeUndefined();
    expect(says('Norme di riferimento', both)).toBe(
      'L.R. Puglia 26/2023, modificata dalla L.R. 13/2024',
    );
    expect(says('Norme di riferimento', anAgreement())).toBeUndefined();
    expect(says('Chi assicura in parole', anAgreement())).toBe('del soggetto promotore');
  });

  it('prendono il progetto più recente della persona, non quello sostituito', () => {
    const person = aBeneficiary();
    const plan = (id: string, on: string, closedAs?: 'replaced') => ({
      id,
      beneficiary: person,
      draftedOn: day(on),
      closedAs,
    });
    const plans = [
      plan('PP-0001', '2026-03-01'),
      plan('PP-0002', '2026-04-01'),
      plan('PP-0003', '2026-05-01', 'replaced'),
    ];
    const world = around({ rows: [[insertionPlans, plans]] });

    expect(of('Progetto della persona', { beneficiary: person }, world)).toBe(plans[1]);
    expect(of('Progetto della persona', { beneficiary: aBeneficiary() }, world)).toBeUndefined();
  });
});

describe('gli elenchi', () => {
  it('sono in ordine di giorno, e di chi sono', () => {
    const person = aBeneficiary();
    const held = [
      { id: 'Q-0002', beneficiary: person, on: day('2026-04-02'), held: 'held' },
      { id: 'Q-0001', beneficiary: person, on: day('2026-03-02'), held: 'planned' },
      { id: 'Q-0003', beneficiary: aBeneficiary(), on: day('2026-03-01'), held: 'held' },
    ];
    const world = around({ rows: [[interviews, held]] });
    const rows = (label: string) =>
      collections
        .find((it) => it.tab === beneficiaries && it.label === label)
        ?.rows(person, world)
        .map((it) => ('id' in it ? it.id : undefined));

    expect(rows('colloqui')).toEqual(['Q-0001', 'Q-0002']);
    expect(rows('colloqui svolti')).toEqual(['Q-0002']);
  });
});

describe('la scheda di avvio', () => {
  const asked = (it: Internship, world: Around) => {
    const made = startSection.blocks({
      row: it,
      around: world,
      words: '',
      signers: [],
      preview: false,
    });
    if (!('blocks' in made)) throw new Error('nothing made');
    return blocksAsText({
      title: '',
      header: { left: '' },
      footer: '',
      blocks: made.blocks,
      created: world.today,
    });
  };
  const inDemo = (id: string) => {
    const found = demo.rows(internships).find((it) => it.id === id);
    if (found === undefined) throw new Error(`no ${id} in the demo`);
    return found;
  };

  it('guarda tutte le regole che fermano un avvio, salvo quelle del registro riservato', () => {
    const known = new Set(requirements.flatMap((it) => it.rules.map((one) => one.name)));
    const forgotten = Object.values(rules).filter(
      (it) => it.stops === 'start' && it.tab.book !== 'riservato' && !known.has(it.name),
    );

    expect(forgotten.map((it) => it.name)).toEqual([]);
  });

  it('dice che tutto è pronto quando lo è', () => {
    const text = asked(inDemo('T-0031'), demo);

    expect(text).toContain('Tutto è pronto: T-0031 può cominciare il 06/05/2026.');
    expect(text).not.toMatch(/da fare|manca/);
  });

  it('dice che cosa è da fare, e chi provvede, anche quando l’avvio è lontano', () => {
    const text = asked(inDemo('T-0039'), demo);

    expect(text).toContain('Non è ancora tutto pronto: 4 voci sono da fare.');
    expect(text).toContain(
      'Progetto firmato da tutti | da fare | raccogliere le firme, poi «PFI n.» e «PFI firmato il» | tutor promotore: Ruggiero Zagaria',
    );
  });

  it('dice che cosa manca con le parole della regola', () => {
    const { it, world } = changed(inDemo('T-0031'), { coCategory: 'other' });

    const text = asked(it, world);

    expect(text).toContain('1 voce manca. T-0031 non può cominciare il 06/05/2026.');
    expect(text).toMatch(/⚠ ?Comunicazione obbligatoria \| manca \| /);
    expect(text).toContain('tutor promotore: Donato Dell’Aquila');
  });

  it('non ferma ciò per cui c’è una deroga', () => {
    const { it, world } = changed(inDemo('T-0031'), { coCategory: 'other' });
    const waiver = {
      id: 'D-0099',
      about: 'T-0031',
      rule: rules.tisCoCategory.name,
      authorisedBy: demo.rows(beneficiaries)[0]?.operator,
      authorisedOn: day('2026-04-01'),
      until: day('2026-12-31'),
    };
    // The rows of «Deroghe» are this one.
    const rows = (tab: AnyTab) => (tab === waivers ? [waiver] : world.rows(tab)) as never;

    const text = asked(it, { ...world, rows });

    expect(text).toContain('Tutto è pronto');
    expect(text).toContain('Comunicazione obbligatoria | in deroga | vale D-0099');
  });

  it('chiede la presa in carico solo per un TIS', () => {
    expect(asked(inDemo('T-0031'), demo)).toContain('Presa in carico');
    expect(asked(inDemo('T-0035'), demo)).not.toContain('Presa in carico');
  });

  it('non ripete dove lavora chi è protetto', () => {
    const it = inDemo('T-0031');
    if (it.beneficiary === undefined) throw new Error('nobody');
    const elsewhere = { ...it, site: aSite({ company: aCompany({ name: 'Altro ente' }) }) };

    const text = asked(elsewhere, hiding(it.beneficiary));

    expect(text).toContain('C’è qualcosa da sistemare: è scritto nel foglio «Da correggere».');
    expect(text).not.toContain('Forno Bianchi');
  });
});

describe('il vocabolario', () => {
  it('prende le carte di un tirocinio da chi le conosce', () => {
    const handed = vocabularyWith(() => []);

    expect(handed.derived).toEqual(vocabulary.derived);
    expect(handed.sections.map((it) => it.name)).toEqual(vocabulary.sections.map((it) => it.name));
  });

  it('riconosce le parole delicate in ciò che si unisce', () => {
    expect(vocabulary.scan('telefonare dopo le 17')).toEqual([]);
    expect(vocabulary.scan('assente per malattia')).toEqual(['malattia']);
  });

  it('non stampa una cella che ne contiene', () => {
    const row = { ...rowFor('progetto-personalizzato'), tasks: 'assente per malattia' };

    const made = filled('progetto-personalizzato', row);

    expect(made.ok).toBe(false);
    expect(made.ok ? [] : made.delicate.map((it) => it.what)).toEqual(['«Attività» di T-0031']);
  });

  it('conosce i fogli di tutte le carte', () => {
    const tabs = [attendanceSheets, ...Object.values(papers).map(([tab]) => tab as AnyTab)];

    expect(tabs.filter((it) => !vocabulary.tabs.includes(it))).toEqual([]);
  });
});

/** A row of the demo written otherwise, and the demo that holds it so. */
function changed(was: Internship, changes: Partial<Internship>) {
  const it = { ...was, ...changes };
  // Rows are handed on as they came, this one aside.
  const swap = (rows: readonly unknown[]) => rows.map((one) => (one === was ? it : one)) as never;
  const world: Around = {
    ...demo,
    rows: (tab) => swap(demo.rows(tab)),
    where: (tab, column, value) => swap(demo.where(tab, column, value)),
  };
  return { it, world };
}

function but(changes: Readonly<Record<string, unknown>>) {
  return (it: { readonly id: string }) => ({ ...it, ...changes });
}

function within(key: string, changes: Readonly<Record<string, unknown>>) {
  return (it: Readonly<Record<string, unknown>> & { readonly id: string }) => ({
    ...it,
    [key]: { ...(it[key] as object), ...changes },
  });
}

const declared: Readonly<Record<string, Setting<unknown>>> = settings;

/** Settings as people typed them, by code name. */
function settingsOf(typed: Readonly<Record<string, Cell>>): Settings {
  return settingsFrom(
    new Map(
      Object.entries(typed).map(([name, cell]) => [declared[name]?.column.label ?? name, cell]),
    ),
  );
}
