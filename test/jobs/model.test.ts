import { describe, expect, it } from 'vitest';
import { knowledge } from '../../config/index.ts';
import {
  beneficiaries,
  companies,
  companyTutors,
  internships,
  signings,
} from '../../config/registry.ts';
import type { Finding } from '../../src/core/finding.ts';
import { memoryArchive } from '../../src/integrations/memory/archive.ts';
import { fixedClock } from '../../src/integrations/memory/clock.ts';
import {
  type Drafting,
  draftedAsJson,
  draftedInWords,
  draftOnModel,
  type Model,
} from '../../src/jobs/model.ts';
import { papersPage } from '../../src/jobs/papers.ts';
import { print } from '../../src/jobs/print.ts';
import { type SignTyped, sign, signedAsJson, signedInWords } from '../../src/jobs/sign.ts';
import { verdictInWords, verifyPaper } from '../../src/jobs/verify.ts';
import { readWorld } from '../../src/jobs/world.ts';
import { type Archive, type Ledger, Unreachable } from '../../src/ports.ts';
import {
  anAgreementTemplate,
  aPlainTemplate,
  sha256,
  somePapers,
  typewriter,
} from '../a/papers.ts';
import { aProgramme, type Programme, type TypedRow } from '../a/programme.ts';
import { mortal } from '../a/requests.ts';

const papers = somePapers([anAgreementTemplate(), aPlainTemplate()]);

/** A body's own model: its words, and placeholders between them. */
function aModel(...tags: readonly string[]): Model {
  const asked = tags.length === 0 ? ['beneficiario.cognome', 'indennità mensile'] : tags;
  return {
    tags: asked,
    fill: (answer) =>
      new TextEncoder().encode(`Regione. ${asked.map((it) => String(answer(it))).join(' ')}`),
  };
}

interface Office {
  readonly programme: Programme;
  readonly archive: Archive;
  readonly ledger: Ledger;
}

/** One internship; it is the fourth of May 2026. */
function anOffice(
  but: { readonly internship?: TypedRow; readonly beneficiary?: TypedRow } = {},
): Office {
  const programme = aProgramme([
    [
      beneficiaries,
      [
        {
          ID: 'B-0001',
          lastName: 'Rossi',
          firstName: 'Amina',
          phone: '333 123 4567',
          ...but.beneficiary,
        },
      ],
    ],
    [companies, [{ ID: 'I-0001', name: 'Forno Bianchi' }]],
    [companyTutors, []],
    [
      internships,
      [
        {
          ID: 'T-0001',
          beneficiary: 'B-0001',
          company: 'I-0001',
          startDate: '1/6/2026',
          endDate: '30/11/2026',
          allowance: '600',
          ...but.internship,
        },
      ],
    ],
    [signings, []],
  ]);
  return { programme, archive: memoryArchive(), ledger: programme.ledger };
}

async function at({ programme, ledger }: Office, now: string) {
  const clock = fixedClock(now);
  const { volumes } = programme;
  const world = await readWorld({ knowledge, volumes, ledger, today: clock.today() });
  return { world, clock, papers, sha256, by: 'Sara' } as const;
}

async function draft(office: Office, but: Partial<Drafting> & { readonly now?: string } = {}) {
  return draftOnModel({
    ...(await at(office, but.now ?? '2026-05-04T07:00:00Z')),
    words: ['accordo', 'T-0001'],
    model: aModel(),
    findings: [],
    ledger: office.ledger,
    archive: office.archive,
    dryRun: false,
    ...but,
  });
}

async function drafted(office: Office, but: Parameters<typeof draft>[1] = {}) {
  const done = await draft(office, but);
  if (!done.ok) throw new Error(done.error.says.join(' '));
  return done.value;
}

async function refusal(office: Office, but: Parameters<typeof draft>[1] = {}) {
  const done = await draft(office, but);
  return done.ok ? undefined : done.error;
}

const signature: SignTyped = { number: 'accordo T-0001', by: 'ospitante', on: '5/5/2026' };
const scan = { name: 'firmata.pdf', bytes: Uint8Array.of(1, 2, 3) };

async function signed(office: Office, typed: Partial<SignTyped> = {}) {
  return sign({
    ...(await at(office, '2026-05-06T07:00:00Z')),
    typed: { ...signature, ...typed },
    ledger: office.ledger,
    archive: office.archive,
  });
}

async function printed(office: Office, now = '2026-05-04T07:00:00Z') {
  return print({
    ...(await at(office, now)),
    findings: [],
    asked: { kinds: ['accordo'], ids: [], copy: false },
    printer: typewriter,
    ledger: office.ledger,
    archive: office.archive,
    dryRun: false,
  });
}

const keptIn = async ({ ledger }: Pick<Office, 'ledger'>) =>
  (await ledger.papers()).map(
    (it) =>
      `${it.as} ${it.number} v${it.version} ${it.where === undefined ? 'claimed' : (it.where.split('/').at(-1) ?? '')}`,
  );

async function pageOf(office: Office) {
  const { world } = await at(office, '2026-05-06T07:00:00Z');
  const page = papersPage({ kept: await office.ledger.papers(), papers, around: world.around });
  return page.map(({ number, version, state, supersededBy }) => ({
    number,
    version,
    state,
    supersededBy,
  }));
}

describe('A draft on a body’s own model', () => {
  it('is kept without a number, under kind and ID, and says how it is signed', async () => {
    const office = anOffice();

    const done = await drafted(office);

    expect(await keptIn(office)).toEqual(['draft 0 v1 accordo-bozza-T-0001.docx']);
    expect(draftedInWords(done)).toEqual([
      'Bozza in T-0001/accordo-bozza-T-0001.docx: il numero lo prende quando torna firmata.',
      'Allora scrivi: alice sign accordo T-0001 --by <chi> --on <giorno> --file <scansione.pdf>.',
    ]);
    expect(draftedAsJson(done)).toEqual({
      schemaVersion: 1,
      outcome: 'done',
      run: 'R-0001',
      kind: 'accordo',
      about: 'T-0001',
      draft: {
        version: 1,
        made: '2026-05-04',
        sha256: done.draft?.sha256,
        where: 'T-0001/accordo-bozza-T-0001.docx',
      },
    });
    const bytes = await office.archive.open(done.draft?.key ?? '');
    expect(new TextDecoder().decode(bytes)).toMatch(/^Regione\. Rossi 600/);
  });

  it('stands in «Documenti» without a number', async () => {
    const office = anOffice();

    await drafted(office);

    expect(await pageOf(office)).toEqual([
      {
        number: undefined,
        version: 1,
        state: 'bozza sul modello dell’ente',
        supersededBy: undefined,
      },
    ]);
  });

  it('made again is the same, and of other data the next', async () => {
    const office = anOffice();
    await drafted(office);

    const again = await drafted(office);
    await office.programme.type(internships, 'T-0001', { allowance: '700' });
    const next = await drafted(office);

    expect(again.outcome).toBe('nothing');
    expect(draftedInWords(again)[0]).toBe(
      'La bozza c’è già, uguale: T-0001/accordo-bozza-T-0001.docx.',
    );
    expect(next.draft?.version).toBe(2);
    expect(await pageOf(office)).toEqual([
      {
        number: undefined,
        version: 2,
        state: 'bozza sul modello dell’ente',
        supersededBy: undefined,
      },
      { number: undefined, version: 1, state: 'sostituita', supersededBy: 'bozza v2' },
    ]);
  });

  it('takes no number from the papers that have one', async () => {
    const office = anOffice();
    await drafted(office);

    const { done } = await printed(office);

    expect(done.map((it) => it.number)).toEqual([1]);
    expect((await pageOf(office)).at(-1)).toMatchObject({ supersededBy: '1/2026 v1' });
  });

  it('is only told of in a dry run', async () => {
    const office = anOffice();

    const done = await drafted(office, { dryRun: true });

    expect(draftedInWords(done)).toEqual([
      'accordo T-0001: si farebbe la bozza sul modello dell’ente.',
    ]);
    expect(await keptIn(office)).toEqual([]);
    expect(await office.ledger.runs()).toEqual([]);
  });

  it.each<[readonly string[], string]>([
    [[], 'Dimmi quale carta e di chi, ad esempio: progetto-formativo T-0014.'],
    [['accordo'], 'Dimmi quale carta e di chi, ad esempio: progetto-formativo T-0014.'],
    [['acordo', 'T-0001'], '«acordo» non è una carta: forse «accordo».'],
    [
      ['accordo', 'B-0001'],
      '«B-0001» non è una riga di «Tirocini»: scrivi un suo ID, ad esempio T-0014.',
    ],
  ])('is asked for by kind and ID: %s', async (words, says) => {
    expect(await refusal(anOffice(), { words })).toEqual({ because: 'asked', says: [says] });
  });

  it('is not made on a model that asks for what nobody knows', async () => {
    const no = await refusal(anOffice(), { model: aModel('beneficiario.cognomme') });

    expect(no?.because).toBe('asked');
    expect(no?.says[0]).toMatch(/^Nel modello .*cognomme/);
  });

  it('is refused where a cell is blank or delicate, or where printing is stopped', async () => {
    const stop: Finding = {
      key: 'x/T-0001',
      rule: 'x',
      name: 'Una regola',
      level: 'blocca',
      stops: 'print',
      tab: 'Tirocini',
      id: 'T-0001',
      says: 'Qualcosa.',
      expected: 'Altro.',
      mends: 'coordinator',
      classes: ['internal'],
    };
    const office = anOffice({
      internship: { allowance: undefined },
      beneficiary: { lastName: 'proibito' },
    });

    const no = await refusal(office, { findings: [stop] });

    expect(no).toEqual({
      because: 'row',
      says: [
        'Prima va messo a posto T-0001: «Una regola» (coordinatore).',
        'Manca «Indennità mensile» di T-0001.',
        expect.stringMatching(/parole delicate/),
      ],
    });
    expect(await keptIn(office)).toEqual([]);
  });

  it('is given back where the disk will not have it', async () => {
    const office = anOffice();
    const full = new Unreachable({ what: 'Il disco', why: 'è pieno', cure: 'Libera spazio' });

    const no = await refusal(office, {
      archive: { ...office.archive, save: () => Promise.reject(full) },
    });

    expect(no?.because).toBe('outside');
    expect(await keptIn(office)).toEqual([]);
    expect((await drafted(office)).draft?.version).toBe(1);
  });

  it('cut short anywhere is there once, or not, and the next run makes it', async () => {
    for (const when of ['before', 'after'] as const)
      for (let step = 1; ; step += 1) {
        const office = anOffice();
        const { ledger, archive, killed } = mortal(office, { step, when });

        await draft(office, { ledger, archive }).catch(() => undefined);
        await drafted(office);

        expect(await keptIn(office)).toEqual(['draft 0 v1 accordo-bozza-T-0001.docx']);
        if (!killed()) break;
        expect(step).toBeLessThan(40);
      }
  });
});

describe('A draft that comes back signed', () => {
  it('gets the next number, and its file is what came back', async () => {
    const office = anOffice();
    await drafted(office);

    const done = await signed(office, { file: scan });

    if (!done.ok) throw new Error(done.error.join(' '));
    expect(await keptIn(office)).toEqual([
      'draft 0 v1 accordo-bozza-T-0001.docx',
      'original 1 v1 accordo-1-2026-T-0001.pdf',
    ]);
    expect(signedInWords(done.value)[0]).toBe(
      'La bozza ha preso il numero accordo 1/2026: scrivilo sulla carta.',
    );
    expect(signedAsJson(done.value)).toMatchObject({
      numbered: true,
      paper: { number: '1/2026' },
      scan: { number: '1/2026' },
    });
    expect(await office.programme.cell(signings, 'F-0001', 'number')).toBe('1/2026');
    expect(await pageOf(office)).toEqual([
      { number: '1/2026', version: 1, state: 'firmata in parte', supersededBy: undefined },
      { number: undefined, version: 1, state: 'sostituita', supersededBy: '1/2026 v1' },
    ]);
  });

  it('may come back without a scan: then the draft itself has the number', async () => {
    const office = anOffice();
    await drafted(office);

    const done = await signed(office);

    expect(done.ok).toBe(true);
    expect((await keptIn(office)).at(-1)).toBe('original 1 v1 accordo-1-2026-T-0001.docx');
  });

  it('that a person has finished needs what came back', async () => {
    const office = anOffice();
    await drafted(office);
    const changed = new Unreachable({ what: 'La carta', why: 'è stata cambiata', cure: 'x' });
    const archive: Archive = { ...office.archive, open: () => Promise.reject(changed) };

    const no = await signed({ ...office, archive });
    const yes = await signed({ ...office, archive }, { file: scan });

    expect(no).toEqual({
      ok: false,
      error: [
        'La bozza T-0001/accordo-bozza-T-0001.docx è stata completata o spostata: dai la carta firmata con --file, ad esempio --file scansione.pdf.',
      ],
    });
    expect(yes.ok).toBe(true);
    expect((await keptIn(office)).slice(1)).toEqual(['original 1 v1 accordo-1-2026-T-0001.pdf']);
  });

  it('is signed by the next party under kind and ID, or under its number', async () => {
    const office = anOffice();
    await drafted(office);
    await signed(office, { file: scan });

    await signed(office, { by: 'beneficiario', file: scan });
    const last = await signed(office, { by: 'promotore', number: 'accordo 1/2026' });

    expect(last.ok && signedInWords(last.value)).toContain(
      'accordo 1/2026 (T-0001): hanno firmato tutti.',
    );
    expect(await keptIn(office)).toHaveLength(2);
    expect((await pageOf(office))[0]?.state).toBe('firmata');
  });

  it('is frozen like any paper: neither printed nor drafted anew', async () => {
    const office = anOffice();
    await drafted(office);
    await signed(office, { file: scan });
    await office.programme.type(internships, 'T-0001', { allowance: '700' });

    const { plan } = await printed(office, '2026-05-06T07:00:00Z');
    const no = await refusal(office, { now: '2026-05-06T07:00:00Z' });

    expect(plan.papers).toMatchObject([
      { state: 'frozen', changed: ['indennità mensile'], addendum: true },
    ]);
    expect(no?.says).toEqual(['accordo di T-0001 è già firmata: per cambiarla serve un addendum.']);
  });

  it('takes the place of an unsigned paper of the same row, under its number', async () => {
    const office = anOffice();
    await printed(office);
    await drafted(office);

    await signed(office, { file: scan });

    expect((await keptIn(office)).at(-1)).toBe('original 1 v2 accordo-1-2026-T-0001.v2.pdf');
    expect((await pageOf(office)).map((it) => it.state)).toEqual([
      'firmata in parte',
      'sostituita',
      'sostituita',
    ]);
  });

  it('numbers on from the papers that were printed', async () => {
    const office = anOffice();
    await office.ledger.claimPaper({
      key: 'T-0009/accordo/1-2026/1',
      as: 'original',
      kind: 'accordo',
      year: 2026,
      number: 1,
      version: 1,
      about: 'T-0009',
      made: (await at(office, '2026-05-04T07:00:00Z')).world.today,
      sha256: 'aa',
      rests: {},
    });
    await office.ledger.settlePaper('T-0009/accordo/1-2026/1', 'carte/x.pdf');
    await drafted(office);

    await signed(office, { file: scan });

    expect((await keptIn(office)).at(-1)).toBe('original 2 v1 accordo-2-2026-T-0001.pdf');
  });

  it('is refused where a paper was printed after it', async () => {
    const office = anOffice();
    await drafted(office);
    await printed(office);

    expect(await signed(office)).toEqual({
      ok: false,
      error: [
        'Dopo la bozza del 04/05/2026 è stata stampata accordo 1/2026: se è firmata quella scrivi il suo numero, altrimenti rifai la bozza.',
      ],
    });
  });

  it('is refused where there is none, or it was not made yet on that day', async () => {
    const office = anOffice();
    const none = await signed(office);
    await drafted(office);

    const early = await signed(office, { on: '3/5/2026' });
    const sameDay = await signed(office, { on: '4/5/2026' });

    expect(none.ok ? '' : none.error[0]).toMatch(/^Di T-0001 non c’è una bozza di accordo/);
    expect(early.ok ? '' : early.error[0]).toMatch(
      /^La bozza di accordo \(T-0001\) è del 04\/05\/2026/,
    );
    expect(sameDay.ok).toBe(true);
  });

  it('takes no number where the signature is refused', async () => {
    const office = anOffice();
    await drafted(office);

    await signed(office, { by: 'tutor', file: scan });

    expect(await keptIn(office)).toHaveLength(1);
  });

  it('cut short anywhere has one number, and the next run records the signature', async () => {
    for (const when of ['before', 'after'] as const)
      for (let step = 1; ; step += 1) {
        const office = anOffice();
        await drafted(office);
        const { ledger, archive, killed } = mortal(office, { step, when });

        await signed({ ...office, ledger, archive }, { file: scan }).catch(() => undefined);
        const done = await signed(office, { file: scan });

        expect(done.ok).toBe(true);
        expect((await keptIn(office)).slice(1)).toEqual([
          'original 1 v1 accordo-1-2026-T-0001.pdf',
        ]);
        const rows = (await office.programme.rows(signings)).slice(1);
        expect(rows.map((row) => row.includes('1/2026'))).toEqual([true]);
        if (!killed()) break;
        expect(step).toBeLessThan(60);
      }
  });
});

describe('A draft that is verified', () => {
  async function verdict(office: Office, key: string) {
    const bytes = (await office.archive.open(key)) ?? new Uint8Array();
    const kept = await office.ledger.papers();
    return verifyPaper({ bytes, sha256: sha256(bytes), kept });
  }

  it('is ours, without a number, and valid once it was signed as it is', async () => {
    const office = anOffice();
    const { draft: it } = await drafted(office);
    const before = verdictInWords(await verdict(office, it?.key ?? ''));
    await signed(office);

    expect(before).toBe(
      'È una bozza di ALICE sul modello dell’ente, intatta: accordo (T-0001), del 04/05/2026; non ha numero. Quando torna firmata: alice sign accordo T-0001.',
    );
    expect((await verdict(office, it?.key ?? '')).outcome).toBe('original');
  });

  it('gives way to the next', async () => {
    const office = anOffice();
    const { draft: it } = await drafted(office);
    await office.programme.type(internships, 'T-0001', { allowance: '700' });
    await drafted(office);

    expect(verdictInWords(await verdict(office, it?.key ?? ''))).toMatch(
      /Non vale più: dopo c’è la bozza 2 del 04\/05\/2026\.$/,
    );
  });
});
