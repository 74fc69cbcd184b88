import { describe, expect, it } from 'vitest';
import { knowledge } from '../../config/index.ts';
import { internships, requests } from '../../config/registry.ts';
import { requestsInWords } from '../../src/jobs/requests.ts';
import { type Archive, Unreachable } from '../../src/ports.ts';
import { anAgreementTemplate, somePapers } from '../a/papers.ts';
import type { TypedRow } from '../a/programme.ts';
import {
  anOffice,
  answersIn,
  answerTo,
  asked,
  checked,
  internship,
  longer,
  numbersIn,
  others,
  recorded,
  staff,
} from '../a/requests.ts';

describe('A paper asked for in «Richieste»', () => {
  it('is printed by the check, which says its number and where it lies', async () => {
    const office = anOffice();

    const { requests: told } = await checked(office);

    const says =
      'Stampato il 04/05/2026: accordo 1/2026 (T-0001): T-0001/accordo-1-2026-T-0001.pdf.';
    expect(told).toEqual([{ id: 'RI-0001', says }]);
    expect(requestsInWords(told)).toEqual([`Richiesta RI-0001: ${says}`]);
    expect(await answersIn(office)).toEqual({ 'RI-0001': says });
    expect(await numbersIn(office)).toEqual(['accordo 1 v1 T-0001']);
    expect((await office.ledger.runs()).find((it) => it.verb === 'print')?.by).toBe('O-0001');
  });

  it('is printed once, whatever changes afterwards', async () => {
    const office = anOffice();
    await checked(office);
    const answer = await answersIn(office);
    await office.programme.type(internships, 'T-0001', { allowance: '700' });

    const { requests: told } = await checked(office, { now: '2026-05-05T07:00:00Z' });

    expect(told).toEqual([]);
    expect(await answersIn(office)).toEqual(answer);
    expect(await numbersIn(office)).toEqual(['accordo 1 v1 T-0001']);
  });

  it('is another request once a person changed it', async () => {
    const office = anOffice();
    await checked(office);
    await office.programme.type(requests, 'RI-0001', { paper: 'Scheda' });

    await checked(office);

    expect(await numbersIn(office)).toEqual(['accordo 1 v1 T-0001', 'scheda 1 v1 T-0001']);
  });

  it('stays the same request when somebody writes a note beside it', async () => {
    const office = anOffice();
    await checked(office);
    await office.programme.type(requests, 'RI-0001', { notes: 'fatto' });
    await office.programme.type(internships, 'T-0001', { allowance: '700' });

    await checked(office);

    expect(await numbersIn(office)).toEqual(['accordo 1 v1 T-0001']);
  });

  it('waits for a blank cell, says which, and is printed once it is filled in', async () => {
    const office = anOffice({ internships: [{ ...internship, allowance: undefined }] });
    await checked(office);
    const before = await answersIn(office);
    await office.programme.type(internships, 'T-0001', { allowance: '600' });

    await checked(office, { now: '2026-05-05T07:00:00Z' });

    expect(before['RI-0001']).toBe(
      'accordo T-0001: manca «Indennità mensile» di T-0001 (tutor promotore).',
    );
    expect((await answersIn(office))['RI-0001']).toBe(
      'Stampato il 05/05/2026: accordo 1/2026 (T-0001): T-0001/accordo-1-2026-T-0001.pdf.',
    );
  });

  it('that was printed for it is not printed anew while another one waits', async () => {
    const office = anOffice({
      requests: [{ ...asked, paper: undefined }],
      internships: [{ ...internship, allowance: undefined }],
    });
    await checked(office);
    await office.programme.type(internships, 'T-0001', { allowance: '600', startDate: '8/6/2026' });

    await checked(office, { now: '2026-05-05T07:00:00Z' });

    expect(await numbersIn(office)).toEqual(['scheda 1 v1 T-0001', 'accordo 1 v1 T-0001']);
    expect((await answersIn(office))['RI-0001']).toBe(
      'Stampato il 04/05/2026: scheda 1/2026 (T-0001): T-0001/scheda-1-2026-T-0001.pdf. Stampato il 05/05/2026: accordo 1/2026 (T-0001): T-0001/accordo-1-2026-T-0001.pdf.',
    );
  });

  it('that is printed already is pointed at', async () => {
    const office = anOffice({ requests: [asked, { ...asked, ID: 'RI-0002' }] });

    await checked(office);

    expect((await answersIn(office))['RI-0002']).toBe(
      'accordo 1/2026 (T-0001) è già stampata: T-0001/accordo-1-2026-T-0001.pdf.',
    );
    expect(await numbersIn(office)).toEqual(['accordo 1 v1 T-0001']);
  });

  it('is left out where something stops it, with the reason', async () => {
    const office = anOffice();

    await checked(office, { rules: knowledge.rules });

    expect((await answersIn(office))['RI-0001']).toBe(
      'accordo T-0001: lasciata fuori. Prima va messo a posto I-0001: «Prima della convenzione si sa chi firma per l’ospitante» (tutor d’impresa).',
    );
  });

  it('is printed of a request that gets its ID in the same check', async () => {
    const office = anOffice({ requests: [{ ...asked, ID: undefined }] });

    await checked(office);

    expect((await answersIn(office))['RI-0001']).toMatch(/^Stampato il 04\/05\/2026/);
  });

  it('waits while its ID is in no file yet', async () => {
    const office = anOffice({ requests: [{ ...asked, ID: undefined }] });
    office.programme.register.hold('Il registro è aperto da Anna');

    const { requests: told } = await checked(office);

    expect(told).toEqual([]);
    expect(await numbersIn(office)).toEqual([]);
  });

  it('is none of a request whose ID stands in two rows', async () => {
    const office = anOffice({ requests: [asked, { ...asked, paper: 'Scheda' }] });

    await checked(office);

    expect(await numbersIn(office)).toEqual([]);
    expect((await answersIn(office))['RI-0001']).toBe(
      'L’ID RI-0001 sta in due righe di «Richieste»: svuota la cella ID di quella copiata.',
    );
  });

  it('is left alone when it was taken back', async () => {
    const office = anOffice({ requests: [{ ...asked, withdrawn: 'sì' }] });

    await checked(office);

    expect(await numbersIn(office)).toEqual([]);
  });

  it('is only told of in a dry run', async () => {
    const office = anOffice();

    const { requests: told } = await checked(office, { dryRun: true });

    expect(told).toEqual([{ id: 'RI-0001', says: 'Si stamperebbe: accordo 1/2026 (T-0001).' }]);
    expect(await numbersIn(office)).toEqual([]);
    expect(await office.ledger.recall('requests')).toEqual(new Map());
  });

  it.each([
    ['nobody carries anything out', undefined],
    ['the register is another ALICE’s', async () => undefined],
  ])('waits where %s', async (_, desk) => {
    const office = anOffice();

    const { requests: told } = await checked(office, { desk });

    expect(told).toEqual([]);
    expect((await answersIn(office))['RI-0001']).toBe(
      'In attesa: ALICE la esegue al prossimo controllo.',
    );
  });
});

describe('Which papers are meant', () => {
  it.each([
    ['REGISTRO DELLE PRESENZE', 'registro'],
    ['registro', 'registro'],
    ['registro presenze del mese', 'registro'],
    ['registro-digitale', 'registro-digitale'],
    ['presenze da compilare', 'registro-digitale'],
  ])('is said by title, by kind, or by words that only one has: %s', async (paper, kind) => {
    const office = anOffice({ requests: [{ ...asked, paper }], papers: others });

    await checked(office);

    expect([...new Set((await office.ledger.papers()).map((it) => it.kind))]).toEqual([kind]);
  });

  it.each([
    [
      'presenze',
      '«presenze» può essere «Registro delle presenze» o «Registro delle presenze da compilare»: scrivi quale.',
    ],
    [
      'Convenzione di tirocino',
      '«Convenzione di tirocino» non è una carta: forse «Convenzione di tirocinio».',
    ],
    [
      'Busta paga',
      '«Busta paga» non è una carta: scegli dall’elenco, ad esempio «Registro delle presenze».',
    ],
  ])('is asked again for «%s»', async (paper, says) => {
    expect(await answerTo({}, anOffice({ requests: [{ ...asked, paper }], papers: others }))).toBe(
      says,
    );
  });

  it.each<[string, TypedRow, readonly string[]]>([
    ['all of the internship’s folder', {}, ['FP-0001', 'FP-0002']],
    ['of one month', { month: 'luglio 2026' }, ['FP-0002']],
    ['up to the month of a day', { to: '30/6/2026' }, ['FP-0001']],
    ['up to the first day of the next', { to: '1/7/2026' }, ['FP-0001', 'FP-0002']],
    ['from the month of a day', { from: '30/6/2026' }, ['FP-0001', 'FP-0002']],
    ['from the first day of the next', { from: '1/7/2026' }, ['FP-0002']],
  ])('may be those %s', async (_, row, printed) => {
    const office = anOffice({
      requests: [{ ...asked, paper: 'Registro delle presenze', ...row }],
      papers: others,
    });

    await checked(office);

    expect((await office.ledger.papers()).map((it) => it.about)).toEqual(printed);
  });

  it('is the paper of the row an internship refers to', async () => {
    const office = anOffice({
      requests: [{ ...asked, paper: 'Convenzione di tirocinio' }],
      papers: others,
    });

    await checked(office);

    expect(await numbersIn(office)).toEqual(['convenzione 1 v1 CV-0001']);
  });

  it('is without a name all that is ready of an ID, and not what it refers to', async () => {
    const office = anOffice({ requests: [{ ...asked, paper: undefined }], papers: others });

    await checked(office);

    expect((await office.ledger.papers()).map((it) => `${it.kind} ${it.about}`)).toEqual([
      'registro FP-0001',
      'registro FP-0002',
      'registro-digitale FP-0001',
      'registro-digitale FP-0002',
    ]);
  });

  it('is without name and ID what prints by itself', async () => {
    const office = anOffice({
      requests: [{ ...asked, paper: undefined, about: undefined }],
      papers: others,
    });

    await checked(office);

    expect((await office.ledger.papers()).map((it) => it.kind)).not.toContain('registro');
    expect(await numbersIn(office)).toHaveLength(3);
  });

  it.each<[string, TypedRow, string]>([
    [
      'a row that is not there',
      { about: 'T-0099' },
      'T-0099 non c’è nel registro: controlla l’ID.',
    ],
    [
      'a month of what has none',
      { paper: 'Convenzione di tirocinio', month: 'luglio 2026' },
      'Questa carta non è di un mese: svuota «Mese», «Dal» e «Al».',
    ],
    [
      'days the wrong way round',
      { paper: 'registro', from: '2/6/2026', to: '1/6/2026' },
      '«Al» viene prima di «Dal»: correggi le due date.',
    ],
    [
      'a paper of another tab',
      { paper: 'registro', about: 'CV-0001' },
      'Si stampa per una riga di «Fogli presenze», e di CV-0001 non ce n’è.',
    ],
    [
      'a month without a sheet',
      { paper: 'registro', month: 'agosto 2026' },
      'Si stampa per una riga di «Fogli presenze», e di T-0001 non ce n’è in questi mesi.',
    ],
    [
      'nothing at all',
      { paper: undefined, month: 'agosto 2026' },
      'Non c’è nessuna carta da stampare per T-0001 in questi mesi.',
    ],
  ])('is answered for %s', async (_, row, says) => {
    expect(await answerTo({}, anOffice({ requests: [{ ...asked, ...row }], papers: others }))).toBe(
      says,
    );
  });
});

describe('Who asks', () => {
  const noName =
    'Scrivi in «Chiesta da» chi chiede, ad esempio O-0001: ALICE risponde a chi è in servizio.';
  const notTheirs =
    'Questa carta non è tra quelle che si stampano per il tuo ruolo: chiedi al coordinatore.';

  it('must be named and in service', async () => {
    expect(await answerTo({ askedBy: undefined })).toBe(noName);
    const left = staff.map((it) => ({ ...it, to: '3/5/2026' }));
    expect(await answerTo({}, anOffice({ staff: left }))).toBe(noName);
    const lastDay = staff.map((it) => ({ ...it, to: '4/5/2026' }));
    expect(await answerTo({}, anOffice({ staff: lastDay }))).toMatch(/^Stampato/);
  });

  it('gets a paper that shows amounts only where the role sees them', async () => {
    // For the coordinator: so it may show amounts, which are nobody’s in a lab.
    expect(await answerTo({ askedBy: 'O-0003' })).toMatch(/^Stampato/);
    expect(await answerTo({ askedBy: 'O-0002' })).toBe(notTheirs);
  });

  it('gets a paper that is for them, or that shows no more than they may see', async () => {
    const papers = (audience: readonly string[]) =>
      somePapers([{ ...anAgreementTemplate(), audience }]);
    const requested = [{ ...asked, askedBy: 'O-0002' }];

    for (const [audience, says] of [
      [['labOperator', 'coordinator'], /^Stampato/],
      [['companyTutor', 'coordinator'], /^Stampato/],
      [['company', 'coordinator'], notTheirs],
    ] as const)
      expect(
        await answerTo({}, anOffice({ requests: requested, papers: papers(audience) })),
      ).toMatch(says);
  });

  it('is told of rows out of reach as if they were not there', async () => {
    const office = anOffice({
      requests: [
        { ...asked, askedBy: 'O-0003' },
        { ...asked, ID: 'RI-0002', askedBy: 'O-0003', what: 'spiega perché' },
      ],
      internships: [{ ...internship, promoterTutor: 'O-0001' }],
    });

    await checked(office);

    const says = 'T-0001 non c’è nel registro: controlla l’ID.';
    expect(await answersIn(office)).toEqual({ 'RI-0001': says, 'RI-0002': says });
    expect(await numbersIn(office)).toEqual([]);
  });

  it('gets of all rows only those within reach', async () => {
    const office = anOffice({
      requests: [{ ...asked, about: undefined, askedBy: 'O-0003' }],
      internships: [internship, { ...internship, ID: 'T-0002', promoterTutor: 'O-0001' }],
    });

    await checked(office);

    expect(await numbersIn(office)).toEqual(['accordo 1 v1 T-0001']);
  });
});

describe('A world that fails', () => {
  const full = new Unreachable({
    what: 'La cartella /srv/carte',
    why: 'il disco è pieno',
    cure: 'x',
  });

  it('leaves the request waiting, and no path in the register', async () => {
    const office = anOffice();
    const archive: Archive = { ...office.archive, save: () => Promise.reject(full) };

    await checked(office, { archive });
    const before = await answersIn(office);
    await checked(office);

    expect(before['RI-0001']).toBe(
      '1 carta non si è potuta scrivere: riprovo al prossimo controllo.',
    );
    expect((await answersIn(office))['RI-0001']).toMatch(/^Stampato/);
    expect(await numbersIn(office)).toEqual(['accordo 1 v1 T-0001']);
  });

  it('has another ALICE at work: the request waits', async () => {
    const office = anOffice();

    await office.ledger.alone(() => checked(office));

    expect((await answersIn(office))['RI-0001']).toBe(
      'Adesso non si riesce a stampare: riprovo al prossimo controllo.',
    );
  });
});

describe('A change of period asked for in «Richieste»', () => {
  it('is proposed, and nothing is written', async () => {
    const office = anOffice({ requests: [longer] });

    await checked(office);

    const says = (await answersIn(office))['RI-0001'];
    expect(says).toMatch(/30\/11\/2026 .*31\/12\/2026.* Se va bene, scrivi sì in «Confermo»\.$/);
    expect(says).not.toMatch(/Rossi|Amina/);
    expect(await recorded(office)).toBe(0);
  });

  it('is written once it is confirmed, once', async () => {
    const office = anOffice({ requests: [longer] });
    await checked(office);
    await office.programme.type(requests, 'RI-0001', { confirmed: 'sì' });

    await checked(office);
    const answers = await answersIn(office);
    await checked(office);

    expect(await recorded(office)).toBe(1);
    expect(answers['RI-0001']).toMatch(/alice undo R-\d{4}\.$/);
    expect(await answersIn(office)).toEqual(answers);
    expect((await office.ledger.runs()).find((it) => it.verb === 'period')?.by).toBe('O-0001');
  });

  it('is not written in a dry run', async () => {
    const office = anOffice({ requests: [{ ...longer, confirmed: 'sì' }] });

    const { requests: told } = await checked(office, { dryRun: true });

    expect(told[0]?.says).toMatch(/È confermata: si scriverebbe\.$/);
    expect(await recorded(office)).toBe(0);
  });

  it.each<[string, TypedRow, string]>([
    ['its row', { about: undefined }, 'Scrivi l’ID in «Di chi o di che cosa», ad esempio T-0014.'],
    ['its last day', { to: undefined }, 'Scrivi in «Al» l’ultimo giorno, ad esempio 31/08/2026.'],
    [
      'its first day',
      { what: 'registra una sospensione' },
      'Scrivi in «Dal» il primo giorno della sospensione, ad esempio 01/03/2026.',
    ],
    [
      'who asks',
      { askedBy: undefined },
      'Scrivi in «Chiesta da» chi chiede, ad esempio O-0001: ALICE risponde a chi è in servizio.',
    ],
    [
      'a row in reach',
      { askedBy: 'O-0002', about: 'T-0099' },
      'T-0099 non c’è nel registro: controlla l’ID.',
    ],
  ])('needs %s', async (_, row, says) => {
    expect(await answerTo({ ...longer, confirmed: 'sì', ...row })).toBe(says);
  });

  it('is refused with the reasons of the job itself', async () => {
    expect(await answerTo({ ...longer, to: '1/1/2026', confirmed: 'sì' })).toMatch(
      /01\/01\/2026|30\/11\/2026/,
    );
  });
});
