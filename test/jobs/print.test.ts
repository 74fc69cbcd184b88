import { describe, expect, it, test } from 'vitest';
import { knowledge } from '../../config/index.ts';
import {
  beneficiaries,
  companies,
  companyTutors,
  internships,
  signings,
  variations,
} from '../../config/registry.ts';
import type { Finding } from '../../src/core/finding.ts';
import type { PaperKnowledge } from '../../src/core/paper.ts';
import { memoryArchive } from '../../src/integrations/memory/archive.ts';
import { fixedClock } from '../../src/integrations/memory/clock.ts';
import { papersPage } from '../../src/jobs/papers.ts';
import {
  type PrintAsked,
  type Printed,
  print,
  printAsJson,
  printInWords,
  readPrintAsked,
} from '../../src/jobs/print.ts';
import { readWorld } from '../../src/jobs/world.ts';
import type { Printer } from '../../src/pdf/index.ts';
import { type Archive, type Ledger, type Paper, Unreachable } from '../../src/ports.ts';
import {
  anAddendumTemplate,
  anAgreementTemplate,
  aPlainTemplate,
  sha256,
  somePapers,
  typewriter,
} from '../a/papers.ts';
import { aProgramme, type Programme, type TypedRow } from '../a/programme.ts';

const everything: PrintAsked = { kinds: [], ids: [], copy: false };

const amina: TypedRow = {
  ID: 'B-0001',
  lastName: 'Rossi',
  firstName: 'Amina',
  phone: '333 123 4567',
};

const internship: TypedRow = {
  ID: 'T-0001',
  beneficiary: 'B-0001',
  company: 'I-0001',
  startDate: '1/6/2026',
  endDate: '30/11/2026',
  allowance: '600',
};

/** A register with these internships, and signings if there are any; it is the fourth of May 2026. */
function aRegister(
  but: {
    readonly internships?: readonly TypedRow[];
    readonly beneficiaries?: readonly TypedRow[];
    readonly signings?: readonly TypedRow[];
    readonly variations?: readonly TypedRow[];
    readonly now?: string;
  } = {},
): Programme {
  return aProgramme(
    [
      [beneficiaries, but.beneficiaries ?? [amina]],
      [companies, [{ ID: 'I-0001', name: 'Forno Bianchi' }]],
      [companyTutors, []],
      [internships, but.internships ?? [internship]],
      [variations, but.variations ?? []],
      [signings, but.signings ?? []],
    ],
    but.now === undefined ? {} : { now: but.now },
  );
}

interface Office {
  readonly programme: Programme;
  readonly archive: Archive & { readonly files: () => readonly Paper[] };
  readonly ledger: Ledger;
  readonly papers: PaperKnowledge;
}

function anOffice(programme = aRegister(), papers = somePapers()): Office {
  return { programme, papers, ledger: programme.ledger, archive: openArchive() };
}

/** An archive whose files a test may look at. */
function openArchive(): Office['archive'] {
  const inner = memoryArchive();
  const saved = new Map<string, Paper>();
  return {
    ...inner,
    async save(paper) {
      const stored = await inner.save(paper);
      saved.set(stored.where, paper);
      return stored;
    },
    files: () => [...saved.values()],
  };
}

async function printedBy(
  office: Office,
  but: {
    readonly asked?: Partial<PrintAsked>;
    readonly findings?: readonly Finding[];
    readonly printer?: Printer;
    readonly archive?: Archive;
    readonly ledger?: Ledger;
    readonly now?: string;
    readonly dryRun?: boolean;
  } = {},
): Promise<Printed> {
  const { programme, papers, archive, ledger } = office;
  const clock = but.now === undefined ? programme.clock : fixedClock(but.now);
  const { volumes } = programme;
  return print({
    world: await readWorld({ knowledge, volumes, ledger, today: clock.today() }),
    papers,
    findings: but.findings ?? [],
    asked: { ...everything, ...but.asked },
    printer: but.printer ?? typewriter,
    sha256,
    ledger: but.ledger ?? ledger,
    archive: but.archive ?? archive,
    clock,
    by: 'Sara',
    dryRun: but.dryRun ?? false,
  });
}

/** Every paper with its state, for short: `accordo T-0001 new`. */
const statesOf = ({ plan }: Printed) =>
  plan.papers.map(({ kind, about, state }) => `${kind} ${about} ${state}`);

const numbersOf = ({ done }: Printed) =>
  done.map(({ kind, number, year, version }) => `${kind} ${number}/${year} v${version}`);

const three = ['T-0001', 'T-0002', 'T-0003'].map((ID): TypedRow => ({ ...internship, ID }));

const textOf = (paper: Paper | undefined) => new TextDecoder().decode(paper?.bytes);

describe('Printing', () => {
  it('prints what is ready under the next number of its kind and year', async () => {
    const office = anOffice(
      aRegister({ internships: three }),
      somePapers([anAgreementTemplate(), aPlainTemplate()]),
    );

    const printed = await printedBy(office);

    expect(printed.outcome).toBe('done');
    expect(numbersOf(printed)).toEqual([
      'accordo 1/2026 v1',
      'accordo 2/2026 v1',
      'accordo 3/2026 v1',
      'scheda 1/2026 v1',
      'scheda 2/2026 v1',
      'scheda 3/2026 v1',
    ]);
    expect(await office.ledger.papers()).toEqual(printed.done);
  });

  it('names nobody in names of files, folders, keys and metadata', async () => {
    const office = anOffice();

    const printed = await printedBy(office);

    const [file] = office.archive.files();
    expect(file).toMatchObject({
      key: 'T-0001/accordo/1-2026/1',
      folder: ['T-0001'],
      file: 'accordo-1-2026-T-0001.pdf',
    });
    expect(textOf(file).split('\n').slice(0, 2)).toEqual([
      '%PDF-1.7 <</Producer(ALICE)>> Accordo di borsa lavoro n. 1/2026',
      'accordo 1/2026 v1 T-0001',
    ]);
    expect(JSON.stringify([printAsJson(printed), printInWords(printed, everything)])).not.toMatch(
      /Rossi|Amina|333 ?123/,
    );
  });

  it('bears number, ID, version and day on the paper', async () => {
    const office = anOffice();

    await printedBy(office);

    const text = textOf(office.archive.files()[0]);
    expect(text).toContain('ALICE | n. 1/2026');
    expect(text).toContain(
      'Ambito di Esempio · T-0001\u00a0–\u00a0versione\u00a01\u00a0del\u00a004/05/2026',
    );
  });

  it('prints nothing the second time, and begins no run', async () => {
    const office = anOffice();
    await printedBy(office);
    const runs = await office.ledger.runs();

    const again = await printedBy(office, { now: '2026-05-20T07:00:00Z' });

    expect(again).toMatchObject({ outcome: 'nothing', run: undefined, done: [] });
    expect(statesOf(again)).toEqual(['accordo T-0001 printed']);
    expect(await office.ledger.runs()).toEqual(runs);
  });

  it('is a run, told by counts', async () => {
    const office = anOffice();

    const { run } = await printedBy(office);

    expect(await office.ledger.runs()).toEqual([
      {
        id: run,
        verb: 'print',
        at: '2026-05-04T07:00:00.000Z',
        by: 'Sara',
        register: 'memoria',
        end: { at: '2026-05-04T07:00:00.000Z', outcome: 'done', told: '1 carta stampata.' },
      },
    ]);
  });

  it('starts from 1 in each year; a new version keeps the number of its year', async () => {
    const office = anOffice(aRegister({ now: '2026-12-31T10:00:00Z' }));
    await printedBy(office);
    await office.programme.type(internships, 'T-0001', { allowance: '700' });

    const next = await printedBy(office, { now: '2027-01-01T10:00:00Z' });
    const other = anOffice(aRegister({ now: '2027-01-01T10:00:00Z' }));

    expect(numbersOf(next)).toEqual(['accordo 1/2026 v2']);
    expect(numbersOf(await printedBy(other))).toEqual(['accordo 1/2027 v1']);
  });

  it('shows what it would do and does none of it', async () => {
    const office = anOffice(aRegister({ internships: three }));

    const shown = await printedBy(office, { dryRun: true });

    expect(shown.outcome).toBe('done');
    expect(printInWords(shown, everything)).toEqual([
      'accordo 1/2026 (T-0001): si stamperebbe.',
      'accordo 2/2026 (T-0002): si stamperebbe.',
      'accordo 3/2026 (T-0003): si stamperebbe.',
      '3 carte si stamperebbero.',
    ]);
    expect(await office.ledger.papers()).toEqual([]);
    expect(office.archive.files()).toEqual([]);
  });

  it('prints only the kinds and IDs asked for; an internship stands for the papers in its folder', async () => {
    const office = anOffice(
      aRegister({
        internships: three,
        variations: [{ ID: 'V-0001', internship: 'T-0002', newEndDate: '31/1/2027' }],
      }),
      somePapers([anAgreementTemplate(), aPlainTemplate(), anAddendumTemplate()]),
    );

    const one = await printedBy(office, { asked: { kinds: ['scheda'], ids: ['T-0001'] } });
    const folder = await printedBy(office, { asked: { ids: ['T-0002'] } });

    expect(statesOf(one)).toEqual(['scheda T-0001 new']);
    expect(statesOf(folder)).toEqual([
      'accordo T-0002 new',
      'scheda T-0002 new',
      'proroga V-0001 new',
    ]);
    expect(folder.done.at(-1)?.key).toBe('T-0002/proroga/1-2026/1');
  });

  it('prints one paper a month where its template says so', async () => {
    const office = anOffice(
      aRegister(),
      somePapers([aPlainTemplate({ head: 'ogni: mese', body: '{{ID}}\n\n::: mese' })]),
    );

    const may = await printedBy(office, { now: '2026-05-31T10:00:00Z' });
    const again = await printedBy(office, { now: '2026-05-31T12:00:00Z' });
    const june = await printedBy(office, { now: '2026-06-01T10:00:00Z' });

    expect(numbersOf(may)).toEqual(['scheda 1/2026 v1']);
    expect(numbersOf(again)).toEqual([]);
    expect(numbersOf(june)).toEqual(['scheda 2/2026 v1']);
    expect(june.done[0]?.occasion).toBe('2026-06');
  });
});

describe('What is not printed', () => {
  it('lacks cells: which, and who fills them in', async () => {
    const office = anOffice(
      aRegister({ internships: [internship, { ...internship, ID: 'T-0002', endDate: undefined }] }),
    );

    const printed = await printedBy(office);

    expect(printed.outcome).toBe('done');
    expect(numbersOf(printed)).toEqual(['accordo 1/2026 v1']);
    expect(printInWords(printed, everything)).toEqual([
      'accordo 1/2026 (T-0001): T-0001/accordo-1-2026-T-0001.pdf',
      'accordo T-0002: manca «Data fine» di T-0002 (tutor promotore).',
      '1 carta stampata, 1 in attesa di dati.',
    ]);
  });

  it('lacks several: grouped by who fills them in', async () => {
    const office = anOffice(
      aRegister({
        internships: [{ ...internship, startDate: undefined, endDate: undefined }],
        beneficiaries: [{ ...amina, phone: undefined }],
      }),
    );

    const printed = await printedBy(office);

    expect(printInWords(printed, everything)[0]).toBe(
      'accordo T-0001: manca «Telefono» di B-0001 (operatore di laboratorio); «Data inizio» di T-0001 e «Data fine» di T-0001 (tutor promotore).',
    );
  });

  it('has its moment still to come, or past', async () => {
    const office = anOffice(
      aRegister({ internships: [{ ...internship, startDate: '4/5/2026' }] }),
      somePapers([anAgreementTemplate({ moment: 'prima dell’avvio' })]),
    );

    const printed = await printedBy(office);

    expect(printed.outcome).toBe('nothing');
    expect(printInWords(printed, everything)).toEqual(['0 carte stampate, 1 non da stampare ora.']);
    expect(printInWords(printed, { ...everything, ids: ['T-0001'] })[0]).toBe(
      'accordo T-0001: T-0001 è già cominciato: questa carta si stampa prima.',
    );
  });

  it('is printed the day before its moment ends, and stays once printed', async () => {
    const office = anOffice(
      aRegister({ internships: [{ ...internship, startDate: '5/5/2026' }] }),
      somePapers([anAgreementTemplate({ moment: 'prima dell’avvio' })]),
    );

    const before = await printedBy(office);
    const after = await printedBy(office, { now: '2026-05-05T10:00:00Z' });

    expect(numbersOf(before)).toEqual(['accordo 1/2026 v1']);
    expect(statesOf(after)).toEqual(['accordo T-0001 printed']);
  });

  it.each<[string, Programme, readonly string[]]>([
    [
      'a cell nobody can read',
      aRegister({ internships: [{ ...internship, endDate: 'boh' }] }),
      ['«Data fine» di T-0001 non si legge.'],
    ],
    [
      'words no paper may hold',
      aRegister({ internships: [{ ...internship, tasks: 'lavoro proibito' }] }),
      ['«Attività» di T-0001 contiene parole delicate, che in una carta non possono stare.'],
    ],
    [
      'a character nobody can print',
      aRegister({ beneficiaries: [{ ...amina, lastName: 'ክብረ' }] }),
      ['Il carattere «ክ» (paragrafo 1) non si può stampare: scrivilo in lettere latine.'],
    ],
    [
      'a row without its ID',
      aRegister({ internships: [{ ...internship, ID: undefined }] }),
      ['La riga di «Tirocini» non ha ancora il suo ID: fai prima «alice check».'],
    ],
  ])('is wrong: %s; the others are printed', async (_, programme, says) => {
    const office = anOffice(programme, somePapers([anAgreementTemplate(), aPlainTemplate()]));

    const printed = await printedBy(office);

    expect(printed.outcome).toBe('partly');
    expect(printed.plan.papers[0]).toMatchObject({ state: 'wrong', says });
    expect(statesOf(printed)[1]).toMatch(/new$|wrong$/);
  });

  it('stands under an ID that two rows have', async () => {
    const office = anOffice(
      aRegister({ internships: [internship, { ...internship, allowance: '700' }] }),
    );

    const printed = await printedBy(office);

    expect(printed.outcome).toBe('partly');
    expect(printed.plan.papers.map((it) => it.state)).toEqual(['wrong', 'wrong']);
    expect(await office.ledger.papers()).toEqual([]);
  });

  it.each<[string, Partial<Finding>, string | undefined]>([
    ['on its own row', { id: 'T-0001' }, 'Prima va messo a posto T-0001: «Vale» (coordinatore).'],
    [
      'on a row it looks at',
      { id: 'B-0001' },
      'Prima va messo a posto B-0001: «Vale» (coordinatore).',
    ],
    ['on another row', { id: 'B-0009' }, undefined],
    ['that only warns', { id: 'T-0001', level: 'avvisa' }, undefined],
    ['that stops a payment', { id: 'T-0001', stops: 'pay' }, undefined],
    ['somebody answers for', { id: 'T-0001', waived: 'D-0001' }, undefined],
    [
      'that is restricted, told neutrally',
      {
        id: 'X-0001',
        classes: ['restricted'],
        consequence: {
          stop: 'print',
          on: fixedClock('2026-06-01T10:00:00Z').today(),
          id: 'T-0001',
        },
      },
      'Un requisito riservato non è a posto: chiedi al coordinatore.',
    ],
    [
      'that says rows were torn apart',
      { rule: 'rowsMixed', tab: 'Tirocini', id: 'T-0044', stops: undefined },
      'Prima va messo a posto T-0044: «Vale» (coordinatore).',
    ],
  ])('has a finding %s', async (_, finding, says) => {
    const office = anOffice();

    const printed = await printedBy(office, { findings: [aFinding(finding)] });

    expect(printed.plan.papers[0]).toMatchObject(
      says === undefined ? { state: 'new' } : { state: 'wrong', says: [says] },
    );
  });

  it('was signed without ALICE, unless that was withdrawn', async () => {
    const signed = {
      ID: 'F-0001',
      kind: 'Accordo di borsa lavoro',
      about: 'T-0001',
      number: '88/2026',
      companySignedOn: '2/5/2026',
    };
    const elsewhere = await printedBy(anOffice(aRegister({ signings: [signed] })));
    const withdrawn = await printedBy(
      anOffice(aRegister({ signings: [{ ...signed, refusedOn: '3/5/2026' }] })),
    );

    expect(elsewhere.plan.papers[0]).toMatchObject({ state: 'elsewhere', signing: 'F-0001' });
    expect(numbersOf(withdrawn)).toEqual(['accordo 1/2026 v1']);
  });

  it('cannot be laid out: it alone is told', async () => {
    const office = anOffice(aRegister({ internships: three }));
    const printer: Printer = {
      ...typewriter,
      async print(document) {
        if (document.subject?.includes('T-0002') === true) throw new Error('a row too few');
        return typewriter.print(document);
      },
    };

    const printed = await printedBy(office, { printer });

    expect(printed.outcome).toBe('partly');
    expect(printed.done.map((it) => [it.about, it.number])).toEqual([
      ['T-0001', 1],
      ['T-0003', 2],
    ]);
    expect(printed.failed).toEqual([
      {
        kind: 'accordo',
        about: 'T-0002',
        says: 'Non si riesce a comporla (a row too few): dillo a chi cura i modelli.',
      },
    ]);
  });
});

describe('A paper nobody has signed', () => {
  it('gets a new version when its data changed, under the same number', async () => {
    const office = anOffice();
    const first = await printedBy(office);
    await office.programme.type(internships, 'T-0001', { allowance: '700' });

    const second = await printedBy(office, { now: '2026-05-06T07:00:00Z' });

    expect(numbersOf(first)).toEqual(['accordo 1/2026 v1']);
    expect(numbersOf(second)).toEqual(['accordo 1/2026 v2']);
    expect(second.plan.papers[0]).toMatchObject({
      state: 'version',
      changed: ['indennità mensile'],
    });
    expect(office.archive.files().map((it) => it.file)).toEqual([
      'accordo-1-2026-T-0001.pdf',
      'accordo-1-2026-T-0001.v2.pdf',
    ]);
    const { papers, programme } = office;
    const page = papersPage({
      papers,
      kept: await office.ledger.papers(),
      around: (await programme.world()).around,
    });
    expect(page).toEqual([
      {
        number: '1/2026',
        kind: 'Accordo di borsa lavoro',
        about: 'T-0001',
        version: 2,
        made: '2026-05-06',
        state: 'da firmare',
        supersededBy: undefined,
        hash: second.done[0]?.sha256,
        where: 'T-0001/accordo-1-2026-T-0001.v2.pdf',
      },
      {
        number: '1/2026',
        kind: 'Accordo di borsa lavoro',
        about: 'T-0001',
        version: 1,
        made: '2026-05-04',
        state: 'sostituita',
        supersededBy: '1/2026 v2',
        hash: first.done[0]?.sha256,
        where: 'T-0001/accordo-1-2026-T-0001.pdf',
      },
    ]);
  });

  it('gets one for a telephone, too, and none for a cell it does not show', async () => {
    const office = anOffice();
    await printedBy(office);

    await office.programme.type(internships, 'T-0001', { pfiNumber: '7/2026' });
    const unseen = await printedBy(office);
    await office.programme.type(beneficiaries, 'B-0001', { phone: '333 765 4321' });
    const seen = await printedBy(office);

    expect(numbersOf(unseen)).toEqual([]);
    expect(numbersOf(seen)).toEqual(['accordo 1/2026 v2']);
  });

  it('gets none where the same is only written otherwise', async () => {
    const office = anOffice();
    await printedBy(office);

    await office.programme.type(internships, 'T-0001', { endDate: '30 novembre 2026' });

    expect(numbersOf(await printedBy(office))).toEqual([]);
  });

  it('gets none for what stands in a branch it does not take', async () => {
    const office = anOffice(
      aRegister(),
      somePapers([
        aPlainTemplate({
          body: '{{ID}} {{#se visita medica dovuta}}visita del {{visita medica fatta il}}{{/se}}',
        }),
      ]),
    );
    await printedBy(office);

    await office.programme.type(internships, 'T-0001', { medicalVisitOn: '1/5/2026' });
    const unseen = await printedBy(office);
    await office.programme.type(internships, 'T-0001', { medicalVisitDue: 'sì' });
    const seen = await printedBy(office);

    expect(statesOf(unseen)).toEqual(['scheda T-0001 printed']);
    expect(numbersOf(seen)).toEqual(['scheda 1/2026 v2']);
  });

  it('gets none because its template was reworded, or because days went by', async () => {
    const office = anOffice(
      aRegister(),
      somePapers([aPlainTemplate({ body: 'Oggi {{giorno di oggi}}' })]),
    );
    await printedBy(office);
    const reworded = {
      ...office,
      papers: somePapers([aPlainTemplate({ body: 'È il {{giorno di oggi}}' })]),
    };

    expect(numbersOf(await printedBy(office, { now: '2026-06-04T07:00:00Z' }))).toEqual([]);
    expect(numbersOf(await printedBy(reworded, { now: '2026-06-04T07:00:00Z' }))).toEqual([]);
  });

  it('waits to be asked for where its template says so, the first time and every other', async () => {
    const office = anOffice(
      aRegister(),
      somePapers([aPlainTemplate({ head: 'stampa: a richiesta' })]),
    );
    const asked = { kinds: ['scheda'] };

    const plain = await printedBy(office);
    const first = await printedBy(office, { asked });
    await office.programme.type(internships, 'T-0001', { startDate: '2/6/2026' });
    const still = await printedBy(office);
    const second = await printedBy(office, { asked: { ids: ['T-0001'] } });

    expect(plain.plan.papers[0]).toMatchObject({
      state: 'notYet',
      says: 'Si stampa a richiesta, ad esempio con «alice print scheda T-0001».',
    });
    expect(numbersOf(first)).toEqual(['scheda 1/2026 v1']);
    expect(statesOf(still)).toEqual(['scheda T-0001 printed']);
    expect(numbersOf(second)).toEqual(['scheda 1/2026 v2']);
  });

  it('stays as it is while the new one lacks something', async () => {
    const office = anOffice();
    await printedBy(office);
    await office.programme.type(internships, 'T-0001', { endDate: undefined });

    const printed = await printedBy(office);

    expect(statesOf(printed)).toEqual(['accordo T-0001 lacks']);
  });

  it('gets a new one after the old one was withdrawn', async () => {
    const office = anOffice(
      aRegister({ signings: [aSigning({ companySignedOn: '5/5/2026', refusedOn: '6/5/2026' })] }),
    );
    await printedBy(office);
    await office.programme.type(internships, 'T-0001', { allowance: '700' });

    expect(numbersOf(await printedBy(office))).toEqual(['accordo 1/2026 v2']);
  });
});

describe('A signed paper', () => {
  it('is frozen: a telephone touches nothing', async () => {
    const office = await aSignedPaper();
    await office.programme.type(beneficiaries, 'B-0001', { phone: '333 765 4321' });

    const printed = await printedBy(office);

    expect(printed.outcome).toBe('nothing');
    expect(printed.plan.papers[0]).toMatchObject({
      state: 'frozen',
      changed: ['beneficiario.telefono'],
      addendum: false,
    });
    expect(printInWords(printed, everything)).toEqual(['0 carte stampate, 1 firmata.']);
  });

  it('asks for an addendum when the contract changed', async () => {
    const office = await aSignedPaper();
    await office.programme.type(internships, 'T-0001', { endDate: '31/1/2027' });

    const printed = await printedBy(office);

    expect(printed.outcome).toBe('nothing');
    expect(printed.plan.papers[0]).toMatchObject({ changed: ['data fine'], addendum: true });
    expect(printInWords(printed, everything)).toEqual([
      'accordo 1/2026 (T-0001) è firmata e resta com’è, ma è cambiato «data fine»: serve un addendum.',
      '0 carte stampate, 1 firmata, 1 addendum da fare.',
    ]);
  });

  it('asks for one only for what its template calls the contract', async () => {
    const office = await aSignedPaper(
      somePapers([anAgreementTemplate({ head: 'contratto: indennità mensile, data fine' })]),
    );

    await office.programme.type(internships, 'T-0001', { startDate: '8/6/2026' });
    const other = await printedBy(office);
    await office.programme.type(internships, 'T-0001', { allowance: '700' });
    const contract = await printedBy(office);

    expect(other.plan.papers[0]).toMatchObject({ changed: ['data inizio'], addendum: false });
    expect(contract.plan.papers[0]).toMatchObject({ addendum: true });
  });

  it('asks no more once an addendum has taken up what changed, until something changes again', async () => {
    const office = await aSignedPaper(somePapers([anAgreementTemplate(), anAddendumTemplate()]), [
      { ID: 'V-0001', internship: 'T-0001', newEndDate: '31/1/2027' },
    ]);
    await office.programme.type(internships, 'T-0001', { endDate: '31/1/2027' });

    const before = await printedBy(office, { asked: { kinds: ['proroga'] } });
    const after = await printedBy(office);
    await office.programme.type(internships, 'T-0001', { endDate: '28/2/2027' });
    const again = await printedBy(office);
    await office.programme.type(internships, 'T-0001', { endDate: '30/11/2026' });
    const back = await printedBy(office);

    expect(numbersOf(before)).toEqual(['proroga 1/2026 v1']);
    expect(after.plan.papers[0]).toMatchObject({ state: 'frozen', changed: [], addendum: false });
    expect(again.plan.papers[0]).toMatchObject({ changed: ['data fine'], addendum: true });
    expect(back.plan.papers[0]).toMatchObject({ changed: ['data fine'], addendum: true });
  });

  it('is not taken up by the addendum of another internship', async () => {
    const office = await aSignedPaper(
      somePapers([anAgreementTemplate(), anAddendumTemplate()]),
      [{ ID: 'V-0001', internship: 'T-0002', newEndDate: '31/1/2027' }],
      [internship, { ...internship, ID: 'T-0002' }],
    );
    await office.programme.type(internships, 'T-0001', { endDate: '31/1/2027' });

    const other = await printedBy(office, { asked: { kinds: ['proroga'] } });
    const after = await printedBy(office);

    expect(other.done[0]?.covers).toBe(undefined);
    expect(after.plan.papers[0]).toMatchObject({ about: 'T-0001', addendum: true });
  });

  it('is signed by one signature, by being registered, and by a row without number', async () => {
    const ways: readonly TypedRow[] = [
      { beneficiarySignedOn: '5/5/2026' },
      { protocolOn: '5/5/2026' },
      { companySignedOn: '5/5/2026', number: undefined, version: undefined },
      { companySignedOn: '5/5/2026', number: 'n. 1 / 2026' },
    ];
    for (const way of ways) {
      const office = anOffice(aRegister({ signings: [] }));
      await printedBy(office);
      await office.programme.type(internships, 'T-0001', { allowance: '700' });
      const signed = {
        ...office,
        programme: {
          ...office.programme,
          volumes: aRegister({
            internships: [{ ...internship, allowance: '700' }],
            signings: [aSigning(way)],
          }).volumes,
        },
      };

      expect(statesOf(await printedBy(signed))).toEqual(['accordo T-0001 frozen']);
    }
  });

  it('is not this one: another number, another version, another kind, another row', async () => {
    const others: readonly TypedRow[] = [
      { number: '2/2026' },
      { number: '1/2025' },
      { version: '2' },
      { kind: 'Convenzione' },
      { about: 'T-0009' },
    ];
    for (const other of others) {
      const office = anOffice();
      await printedBy(office);
      const { volumes } = aRegister({
        internships: [{ ...internship, allowance: '700' }],
        signings: [aSigning({ companySignedOn: '5/5/2026', ...other })],
      });

      const printed = await printedBy({ ...office, programme: { ...office.programme, volumes } });

      expect(numbersOf(printed)).toEqual(['accordo 1/2026 v2']);
    }
  });

  it('tells its author what cannot be meant, and counts all needs as the contract then', async () => {
    const office = await aSignedPaper(
      somePapers([anAgreementTemplate({ head: 'contratto: data finne' })]),
    );
    await office.programme.type(internships, 'T-0001', { endDate: '31/1/2027' });

    const printed = await printedBy(office);

    expect(printed.plan.papers[0]).toMatchObject({ addendum: true });
    expect(printInWords(printed, everything)).toContain(
      'Modello accordo.md, riga 1: «data finne», in «contratto», non è un segnaposto di questa carta.',
    );
  });
});

describe('A reprint', () => {
  it('keeps the number and says that it is a copy', async () => {
    const office = anOffice();
    const [original] = (await printedBy(office)).done;

    const copy = await printedBy(office, {
      asked: { ids: ['T-0001'], copy: true },
      now: '2026-06-09T07:00:00Z',
    });

    expect(copy.outcome).toBe('done');
    expect(copy.done).toMatchObject([
      { as: 'copy', kind: 'accordo', number: 1, year: 2026, version: 1, made: '2026-05-04' },
    ]);
    expect(copy.done[0]?.sha256).not.toBe(original?.sha256);
    const file = office.archive.files().at(-1);
    expect(file?.file).toBe('accordo-1-2026-T-0001-copia.pdf');
    expect(textOf(file)).toContain('Accordo di borsa lavoro n. 1/2026 [copia]');
    expect(printInWords(copy, { ...everything, copy: true })[0]).toBe(
      'accordo 1/2026 (T-0001), copia: T-0001/accordo-1-2026-T-0001-copia.pdf',
    );
  });

  it('made twice is one file', async () => {
    const office = anOffice();
    await printedBy(office);
    const asked = { ids: ['T-0001'], copy: true };

    const first = await printedBy(office, { asked });
    const second = await printedBy(office, { asked, now: '2026-06-09T07:00:00Z' });

    expect(second.done).toEqual(first.done);
    expect(await office.ledger.papers()).toHaveLength(2);
  });

  it('of a signed paper is made though its moment is past', async () => {
    const office = await aSignedPaper(
      somePapers([anAgreementTemplate({ moment: 'prima dell’avvio' })]),
    );

    const copy = await printedBy(office, {
      asked: { kinds: ['accordo'], copy: true },
      now: '2026-07-01T07:00:00Z',
    });

    expect(copy.done).toMatchObject([{ as: 'copy', number: 1 }]);
  });

  it('never says what the paper did not say: then it points at the original', async () => {
    const office = await aSignedPaper();
    await office.programme.type(beneficiaries, 'B-0001', { phone: '333 765 4321' });

    const copy = await printedBy(office, { asked: { ids: ['T-0001'], copy: true } });

    expect(copy.outcome).toBe('partly');
    expect(copy.plan.papers[0]).toMatchObject({
      state: 'wrong',
      says: [
        'accordo 1/2026 non si può rifare uguale: dopo la stampa sono cambiati i dati o il modello. L’originale è T-0001/accordo-1-2026-T-0001.pdf: fai la copia da quello.',
      ],
    });
  });

  it('needs something to copy', async () => {
    const printed = await printedBy(anOffice(), { asked: { ids: ['T-0001'], copy: true } });

    expect(printed).toMatchObject({ outcome: 'nothing', done: [] });
    expect(printInWords(printed, { ...everything, ids: ['T-0001'] })[0]).toBe(
      'accordo T-0001: Di T-0001 non è ancora stata stampata: non c’è di che fare copia.',
    );
  });
});

describe('What is typed after alice print', () => {
  const read = async (words: readonly string[], copy = false) => {
    const office = anOffice(aRegister(), somePapers([anAgreementTemplate(), aPlainTemplate()]));
    const asked = readPrintAsked(words, {
      copy,
      papers: office.papers,
      world: await office.programme.world(),
    });
    return asked.ok ? asked.value : asked.error;
  };

  it('is kinds and IDs, in any order', async () => {
    expect(await read(['t-0001', 'scheda', 'B-0001'])).toEqual({
      kinds: ['scheda'],
      ids: ['T-0001', 'B-0001'],
      copy: false,
    });
    expect(await read([])).toEqual(everything);
  });

  it('is refused with the nearest kind, or an example', async () => {
    expect(await read(['acordo', 'boh', 'T-0099'])).toEqual([
      '«acordo» non è una carta né un ID: forse «accordo».',
      '«boh» non è una carta né un ID: scrivi ad esempio accordo oppure T-0014.',
      'T-0099 non c’è nel registro: controlla l’ID, ad esempio T-0014.',
    ]);
  });

  it('says what to reprint', async () => {
    expect(await read([], true)).toEqual([
      'Dimmi che cosa ristampare: un ID o una carta, ad esempio T-0014.',
    ]);
  });
});

describe('A world that fails', () => {
  it('costs one paper, whose number goes to the next; running again prints the rest', async () => {
    const office = anOffice(aRegister({ internships: three }));
    const full = failing(office.archive, { save: ({ file }) => file.includes('T-0002') });

    const printed = await printedBy(office, { archive: full });
    const again = await printedBy(office);

    expect(printed.outcome).toBe('partly');
    expect(printed.done.map((it) => [it.about, it.number])).toEqual([
      ['T-0001', 1],
      ['T-0003', 2],
    ]);
    expect(printInWords(printed, everything)).toContain(
      'accordo T-0002: non scritta. La cartella delle carte: il disco è pieno. Libera spazio.',
    );
    expect(again.done.map((it) => [it.about, it.number])).toEqual([['T-0002', 3]]);
    await expectWhole(office);
  });

  it('has no room at all: no number is used up', async () => {
    const office = anOffice(aRegister({ internships: three }));

    const printed = await printedBy(office, {
      archive: failing(office.archive, { save: () => true }),
    });

    expect(printed).toMatchObject({ outcome: 'failed', done: [] });
    expect(await office.ledger.papers()).toEqual([]);
    expect((await office.ledger.runs())[0]?.end).toMatchObject({ outcome: 'failed' });
    expect(numbersOf(await printedBy(office))).toEqual([
      'accordo 1/2026 v1',
      'accordo 2/2026 v1',
      'accordo 3/2026 v1',
    ]);
  });

  it('complains after the file was written: it is there, and has its number', async () => {
    const office = anOffice();
    const archive: Archive = {
      ...office.archive,
      async save(paper) {
        await office.archive.save(paper);
        throw fullDisk();
      },
    };

    const printed = await printedBy(office, { archive });

    expect(printed.outcome).toBe('done');
    await expectWhole(office);
  });

  it('cannot tell whether a file is there: nothing follows it in its series, others go on', async () => {
    const office = anOffice(
      aRegister({ internships: three }),
      somePapers([anAgreementTemplate(), aPlainTemplate()]),
    );
    const mute = failing(office.archive, {
      save: ({ file }) => file.startsWith('accordo-2'),
      find: (key) => key.includes('/accordo/2-'),
    });

    const printed = await printedBy(office, { archive: mute });
    const again = await printedBy(office);

    expect(numbersOf(printed)).toEqual([
      'accordo 1/2026 v1',
      'scheda 1/2026 v1',
      'scheda 2/2026 v1',
      'scheda 3/2026 v1',
    ]);
    expect(printed.failed).toHaveLength(2);
    expect(numbersOf(again)).toEqual(['accordo 2/2026 v1', 'accordo 3/2026 v1']);
    await expectWhole(office);
  });

  it('has another ALICE at work', async () => {
    const office = anOffice();

    const refused = office.ledger.alone(() => printedBy(office));

    await expect(refused).rejects.toThrow('un’altra ALICE sta numerando le carte');
  });
});

describe('A run cut short', () => {
  for (const when of ['before', 'after'] as const)
    it(`${when} any step leaves files and numbers as one, and the next run prints the rest`, async () => {
      for (let step = 1; ; step += 1) {
        const office = anOffice(
          aRegister({ internships: three }),
          somePapers([anAgreementTemplate(), aPlainTemplate()]),
        );
        await printedBy(office, { asked: { ids: ['T-0001'] } });
        await office.programme.type(internships, 'T-0001', { allowance: '700' });
        const { ledger, archive, killed } = mortal(office, { step, when });

        const first = await printedBy(office, { ledger, archive }).catch(() => undefined);
        if (!killed()) {
          expect(first?.done).toHaveLength(5);
          break;
        }
        const second = await printedBy(office);

        expect(second.failed).toEqual([]);
        const last = await printedBy(office);
        expect(last.outcome).toBe('nothing');
        await expectWhole(office);
        const originals = (await office.ledger.papers()).map(
          ({ kind, number, version, about }) => `${kind} ${number} v${version} ${about}`,
        );
        expect(originals.toSorted()).toEqual([
          'accordo 1 v1 T-0001',
          'accordo 1 v2 T-0001',
          'accordo 2 v1 T-0002',
          'accordo 3 v1 T-0003',
          'scheda 1 v1 T-0001',
          'scheda 2 v1 T-0002',
          'scheda 3 v1 T-0003',
        ]);
        expect(step).toBeLessThan(60);
      }
    });

  it('does not take an older file under the same key for its own', async () => {
    const office = anOffice();
    // The ledger was put back from a copy older than the papers.
    const older = { key: 'T-0001/accordo/1-2026/1', folder: ['T-0001'], file: 'accordo.pdf' };
    await office.archive.save({ ...older, bytes: Uint8Array.of(1) });
    const { ledger, archive } = mortal(office, { step: 5, when: 'before' });
    await printedBy(office, { ledger, archive }).catch(() => undefined);
    const claimed = await office.ledger.papers();

    const shown = await printedBy(office, { dryRun: true });
    const { done } = await printedBy(office);

    expect(claimed).toHaveLength(1);
    expect(statesOf(shown)).toEqual(['accordo T-0001 new']);
    expect((await office.archive.find(older.key))?.sha256).toBe(done[0]?.sha256);
  });

  it('is shown as the next run would leave it', async () => {
    const office = anOffice(aRegister({ internships: three }));
    const { ledger, archive } = mortal(office, { step: 6, when: 'before' });
    await printedBy(office, { ledger, archive }).catch(() => undefined);
    const claimed = (await office.ledger.papers()).filter((it) => it.where === undefined);

    const shown = await printedBy(office, { dryRun: true });

    expect(claimed).toHaveLength(1);
    expect(statesOf(shown)).toEqual([
      'accordo T-0001 printed',
      'accordo T-0002 new',
      'accordo T-0003 new',
    ]);
    expect((await office.ledger.papers()).filter((it) => it.where === undefined)).toEqual(claimed);
  });
});

/** Numbers have no gaps, every number has its file, and there is no file without a number. */
async function expectWhole({ ledger, archive }: Office): Promise<void> {
  const kept = await ledger.papers();
  expect(kept.filter((it) => it.where === undefined)).toEqual([]);
  for (const it of kept) expect((await archive.find(it.key))?.sha256).toBe(it.sha256);
  expect(
    archive
      .files()
      .map((it) => it.key)
      .toSorted(),
  ).toEqual(kept.map((it) => it.key).toSorted());
  for (const kind of new Set(kept.map((it) => it.kind))) {
    const numbers = [
      ...new Set(
        kept.flatMap((it) => (it.kind === kind && it.as === 'original' ? [it.number] : [])),
      ),
    ];
    expect(numbers.toSorted((a, b) => a - b)).toEqual(numbers.map((_, at) => at + 1));
  }
}

async function aSignedPaper(
  papers = somePapers(),
  rows: readonly TypedRow[] = [],
  some: readonly TypedRow[] = [internship],
): Promise<Office> {
  const office = anOffice(
    aRegister({
      internships: some,
      variations: rows,
      signings: [aSigning({ about: 'T-0009' })],
    }),
    papers,
  );
  await printedBy(office, { asked: { kinds: ['accordo'] } });
  await office.programme.type(signings, 'F-0001', { about: 'T-0001', companySignedOn: '5/5/2026' });
  return office;
}

function aSigning(but: TypedRow = {}): TypedRow {
  return {
    ID: 'F-0001',
    kind: 'Accordo di borsa lavoro',
    about: 'T-0001',
    number: '1/2026',
    version: '1',
    ...but,
  };
}

function aFinding(but: Partial<Finding>): Finding {
  return {
    key: 'k',
    rule: 'r',
    level: 'blocca',
    tab: 'Tirocini',
    says: 'Detto.',
    classes: ['internal'],
    name: 'Vale',
    expected: 'Atteso.',
    mends: 'coordinator',
    stops: 'print',
    ...but,
  };
}

function fullDisk(): Unreachable {
  return new Unreachable({
    what: 'La cartella delle carte',
    why: 'il disco è pieno',
    cure: 'Libera spazio.',
  });
}

/** An archive that refuses some papers, and cannot tell of some. */
function failing(
  archive: Archive,
  when: {
    readonly save?: (paper: Paper) => boolean;
    readonly find?: (key: string) => boolean;
  },
): Archive {
  return {
    ...archive,
    async save(paper) {
      if (when.save?.(paper) === true) throw fullDisk();
      return archive.save(paper);
    },
    async find(key) {
      if (when.find?.(key) === true) throw fullDisk();
      return archive.find(key);
    },
  };
}

/** Ports of a process that is killed before or after its nth step outwards, and does nothing from then on. */
function mortal(
  { ledger, archive }: Office,
  at: { readonly step: number; readonly when: 'before' | 'after' },
) {
  let steps = 0;
  let dead = false;
  const step =
    <A extends readonly unknown[], R>(act: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      if (dead) throw new Error('killed');
      steps += 1;
      const mine = steps === at.step;
      if (mine && at.when === 'before') dead = true;
      if (dead) throw new Error('killed');
      const done = await act(...args);
      if (mine) dead = true;
      if (dead) throw new Error('killed');
      return done;
    };
  return {
    killed: () => dead,
    ledger: {
      ...ledger,
      begin: step((it) => ledger.begin(it)),
      end: step((run, it) => ledger.end(run, it)),
      papers: step(() => ledger.papers()),
      claimPaper: step((it) => ledger.claimPaper(it)),
      settlePaper: step((key, where) => ledger.settlePaper(key, where)),
    } satisfies Ledger,
    archive: {
      ...archive,
      save: step((it) => archive.save(it)),
      find: step((key) => archive.find(key)),
    } satisfies Archive,
  };
}

describe('Data attached to papers', () => {
  /** Papers that take their data along, when they do. */
  function carrying(wanted: boolean): PaperKnowledge {
    return {
      ...somePapers(),
      data: {
        wanted: () => wanted,
        of: (it) => ({ name: 'dati.json', json: JSON.stringify(it.put.map((one) => one.value)) }),
      },
    };
  }

  it('are there when they are wanted, and only then', async () => {
    const office = anOffice(aRegister(), carrying(true));
    const plain = anOffice(aRegister(), carrying(false));

    await printedBy(office);
    await printedBy(plain);

    expect(textOf(office.archive.files()[0])).toContain('["Rossi",');
    expect(textOf(plain.archive.files()[0])).not.toContain('["Rossi",');
  });

  test.each([
    [true, false],
    [false, true],
  ])('wanted %s then %s: a paper is still known, and copied as it was', async (then, now) => {
    const office = anOffice(aRegister(), carrying(then));
    await printedBy(office);
    const original = textOf(office.archive.files()[0]);
    const later: Office = { ...office, papers: carrying(now) };

    const again = await printedBy(later);
    const copied = await printedBy(later, { asked: { ids: ['T-0001'], copy: true } });

    expect(statesOf(again)).toEqual(['accordo T-0001 printed']);
    expect(copied.outcome).toBe('done');
    expect(textOf(office.archive.files()[1]).includes('["Rossi",')).toBe(then);
    expect(original.includes('["Rossi",')).toBe(then);
  });
});

describe('A logo that is not there', () => {
  const lacking: PaperKnowledge = {
    ...somePapers(),
    letterhead: (told) => ({ ...somePapers().letterhead(told), lacks: ['Manca il logo.'] }),
  };

  it('is told once, beforehand too, and no paper waits for it', async () => {
    const office = anOffice(aRegister({ internships: three }), lacking);

    const planned = await printedBy(office, { dryRun: true });
    const printed = await printedBy(office);

    expect(planned.plan.lacks).toEqual(['Manca il logo.']);
    expect(printed.outcome).toBe('done');
    expect(printed.done).toHaveLength(3);
    expect(printInWords(printed, everything).filter((it) => it === 'Manca il logo.')).toHaveLength(
      1,
    );
    expect(printAsJson(printed).lacks).toEqual(['Manca il logo.']);
  });

  it('is not told where nothing is to be printed', async () => {
    const office = anOffice(aRegister(), lacking);
    await printedBy(office);

    const again = await printedBy(office);

    expect(again.plan.lacks).toEqual([]);
  });
});
