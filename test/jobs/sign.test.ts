import { describe, expect, it } from 'vitest';
import { knowledge } from '../../config/index.ts';
import {
  beneficiaries,
  companies,
  companyTutors,
  internships,
  signings,
} from '../../config/registry.ts';
import { memoryArchive } from '../../src/integrations/memory/archive.ts';
import { fixedClock } from '../../src/integrations/memory/clock.ts';
import { print } from '../../src/jobs/print.ts';
import {
  type SignTyped,
  sign,
  signedAsJson,
  signedInWords,
  signingInWords,
} from '../../src/jobs/sign.ts';
import { undo } from '../../src/jobs/undo.ts';
import { readWorld } from '../../src/jobs/world.ts';
import { type Archive, Unreachable } from '../../src/ports.ts';
import {
  anAgreementTemplate,
  aPlainTemplate,
  sha256,
  somePapers,
  typewriter,
} from '../a/papers.ts';
import { aProgramme, type Programme, type TypedRow } from '../a/programme.ts';

const papers = somePapers([
  anAgreementTemplate(),
  anAgreementTemplate({ kind: 'patto' }),
  aPlainTemplate(),
]);
const scan = { name: 'Rossi Amina firmata.PDF', bytes: Uint8Array.of(1, 2, 3) };
const signature: SignTyped = { number: 'accordo 1/2026', by: 'ospitante', on: '5/5/2026' };

/** One internship whose papers were printed on the fourth of May 2026; it is the sixth. */
async function anOffice(rows: readonly TypedRow[] = []) {
  const programme = aProgramme([
    [
      beneficiaries,
      [{ ID: 'B-0001', lastName: 'Rossi', firstName: 'Amina', phone: '333 123 4567' }],
    ],
    [companies, [{ ID: 'I-0001', name: 'Forno Bianchi' }]],
    [companyTutors, [{ ID: 'TO-0001', company: 'I-0001', lastName: 'Verdi', firstName: 'Marta' }]],
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
        },
      ],
    ],
    // Written after the papers were printed.
    [signings, rows.map((it) => ({ ...it, about: 'T-0099' }))],
  ]);
  const archive = memoryArchive();
  const { ledger, clock } = programme;
  const office = { programme, archive, ledger };
  await printed(office, '2026-05-04T07:00:00Z');
  for (const [n, row] of rows.entries())
    await programme.type(signings, `F-000${n + 1}`, { about: row['about'] ?? 'T-0001' });
  return { ...office, clock };
}

type Office = Omit<Awaited<ReturnType<typeof anOffice>>, 'clock'>;

async function printed({ programme, archive, ledger }: Office, now: string) {
  const clock = fixedClock(now);
  const { volumes } = programme;
  return print({
    world: await readWorld({ knowledge, volumes, ledger, today: clock.today() }),
    papers,
    ledger,
    archive,
    clock,
    sha256,
    findings: [],
    asked: { kinds: [], ids: [], copy: false },
    printer: typewriter,
    by: 'Sara',
    dryRun: false,
  });
}

async function signedBy(
  { programme, archive, ledger }: Office,
  typed: Partial<SignTyped> = {},
  port: Archive = archive,
) {
  const clock = fixedClock('2026-05-06T07:00:00Z');
  const { volumes } = programme;
  return sign({
    typed: { ...signature, ...typed },
    world: await readWorld({ knowledge, volumes, ledger, today: clock.today() }),
    papers,
    ledger,
    clock,
    sha256,
    archive: port,
    by: 'Sara',
  });
}

async function signed(office: Office, typed: Partial<SignTyped> = {}) {
  const done = await signedBy(office, typed);
  if (!done.ok) throw new Error(done.error.join(' '));
  return done.value;
}

async function refusal(typed: Partial<SignTyped>, rows: readonly TypedRow[] = []) {
  const done = await signedBy(await anOffice(rows), typed);
  return done.ok ? 'signed' : done.error.join(' ');
}

const rowOf = async (programme: Programme, id: string) => {
  const keys = ['kind', 'about', 'number', 'version', 'companySignedBy', 'scan'];
  const cells = await Promise.all(keys.map((key) => programme.cell(signings, id, key)));
  return Object.fromEntries(keys.map((key, at) => [key, cells[at]]));
};

const aRow: TypedRow = {
  ID: 'F-0001',
  kind: 'Accordo di borsa lavoro',
  number: '1/2026',
  version: '1',
};

describe('A signature', () => {
  it('is written in a new row where the paper has none', async () => {
    const office = await anOffice();

    const done = await signed(office, { by: 'ospitante: Bianchi Carla' });

    expect(done).toMatchObject({ outcome: 'done', id: 'F-0001', scan: undefined });
    expect(await rowOf(office.programme, 'F-0001')).toEqual({
      kind: 'Accordo di borsa lavoro',
      about: 'T-0001',
      number: 'accordo 1/2026',
      version: 1,
      companySignedBy: 'Bianchi Carla',
      scan: undefined,
    });
    expect(await office.programme.cell(signings, 'F-0001', 'companySignedOn')).toEqual({
      kind: 'serial',
      serial: 46_147,
      shows: 'date',
    });
  });

  it('is written in the row of that number and version, which is completed', async () => {
    const office = await anOffice([
      { ...aRow, number: '9/2026' },
      { ...aRow, ID: 'F-0002', number: undefined, version: undefined, sentOn: '4/5/2026' },
    ]);

    const done = await signed(office);

    expect(done.id).toBe('F-0002');
    expect(await rowOf(office.programme, 'F-0002')).toMatchObject({
      number: 'accordo 1/2026',
      version: 1,
    });
    expect(await rowOf(office.programme, 'F-0001')).toMatchObject({ number: '9/2026' });
  });

  it('comes after those that are there, and says who is still to sign', async () => {
    const office = await anOffice();
    await signed(office, { by: 'soggetto ospitante Bianchi Carla' });

    const second = await signed(office, { by: 'Beneficiario', on: '6 maggio 2026' });

    expect(second).toMatchObject({ outcome: 'done', id: 'F-0001', awaited: ['il promotore'] });
    expect(signedInWords(second)).toEqual([
      'Cambio «Beneficiario ha firmato il» di F-0001.',
      'accordo 1/2026 (T-0001): manca il promotore.',
      'Per tornare indietro: alice undo R-0003.',
    ]);
    const third = await signed(office, { by: 'promotore' });
    expect(signedInWords(third)[1]).toBe('accordo 1/2026 (T-0001): hanno firmato tutti.');
  });

  it('freezes the paper', async () => {
    const office = await anOffice();
    await signed(office);
    await office.programme.type(internships, 'T-0001', { allowance: '700' });

    const { plan } = await printed(office, '2026-05-06T07:00:00Z');

    expect(plan.papers.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      'accordo frozen',
      // Called the same in the tab of signings: the row names the kind beside the number.
      'patto version',
      'scheda printed',
    ]);
  });

  it('given twice changes nothing', async () => {
    const office = await anOffice();
    await signed(office, { by: 'ospitante Bianchi Carla' });
    const before = await office.programme.register.revision();

    const again = await signed(office, { by: 'ospitante Carla Bianchi' });

    expect(again).toMatchObject({ outcome: 'nothing', run: undefined });
    expect(await office.programme.register.revision()).toBe(before);
  });

  it('is only told in a dry run: what would be written, or every reason why not', async () => {
    const office = await anOffice();
    const { programme, ledger } = office;
    const world = await readWorld({
      knowledge,
      volumes: programme.volumes,
      ledger,
      today: fixedClock('2026-05-06T07:00:00Z').today(),
    });
    const before = await programme.register.revision();
    const told = (typed: Partial<SignTyped>) =>
      signingInWords({ typed: { ...signature, ...typed }, world, papers, ledger, sha256 });

    expect(await told({ file: scan })).toEqual({
      ok: true,
      value: [
        'accordo 1/2026 (T-0001):',
        'Aggiungo F-0001 a «Firme e protocollo».',
        'La carta firmata andrebbe nell’archivio.',
      ],
    });
    expect(await told({ on: '31/2/2026' })).toMatchObject({ ok: false });
    expect(await programme.register.revision()).toBe(before);
    expect((await ledger.papers()).some((it) => it.as === 'scan')).toBe(false);
  });

  it('can be taken back', async () => {
    const office = await anOffice([aRow]);
    const { run = '' } = await signed(office);
    const { volumes, ledger, clock } = office.programme;

    await undo({ run, ledger, volumes, knowledge, clock, by: 'Sara' });

    expect(await office.programme.cell(signings, 'F-0001', 'companySignedOn')).toBe(undefined);
  });

  it('waits while the register is open', async () => {
    const office = await anOffice();
    office.programme.register.hold('Il registro è aperto da Anna');

    const done = await signed(office, { file: scan });

    expect(done).toMatchObject({ outcome: 'queued', id: 'F-0001', scan: { as: 'scan' } });
  });

  it('names nobody to other programs', async () => {
    const office = await anOffice();

    const told = signedAsJson(await signed(office, { by: 'ospitante Bianchi Carla', file: scan }));

    expect(told).toMatchObject({
      schemaVersion: 1,
      outcome: 'done',
      paper: { kind: 'accordo', about: 'T-0001', number: '1/2026', version: 1 },
      party: 'company',
      on: '2026-05-05',
      row: 'F-0001',
      scan: { where: 'T-0001/accordo-1-2026-T-0001-firmata.pdf' },
      awaited: ['chi partecipa', 'il promotore'],
    });
    expect(JSON.stringify(told)).not.toMatch(/Bianchi|Carla|Rossi/);
  });
});

describe('A signed paper that came back', () => {
  it('is kept under the number of the paper', async () => {
    const office = await anOffice();

    const done = await signed(office, { file: scan });

    expect(done.scan).toMatchObject({
      as: 'scan',
      kind: 'accordo',
      number: 1,
      version: 1,
      made: '2026-05-06',
      sha256: sha256(scan.bytes),
      where: 'memory:/T-0001/accordo-1-2026-T-0001-firmata.pdf',
    });
    expect(signedInWords(done)).toContain(
      'La carta firmata è in T-0001/accordo-1-2026-T-0001-firmata.pdf.',
    );
    expect(await office.ledger.papers()).toContainEqual(done.scan);
    expect(await office.archive.open(done.scan?.key ?? '')).toEqual(scan.bytes);
  });

  it('is kept once, however often it is given, and another beside it', async () => {
    const office = await anOffice();

    await signed(office, { file: scan });
    await signed(office, { by: 'beneficiario', file: scan });
    await signed(office, { by: 'promotore', file: { ...scan, bytes: Uint8Array.of(4) } });

    const scans = (await office.ledger.papers()).filter((it) => it.as === 'scan');
    expect(scans.map((it) => it.sha256)).toEqual([sha256(scan.bytes), sha256(Uint8Array.of(4))]);
  });

  it('is linked where it lies on the web, and not where it lies on this machine', async () => {
    const office = await anOffice([aRow]);
    const web: Archive = {
      ...office.archive,
      async save(paper) {
        return { ...(await office.archive.save(paper)), where: 'https://example.org/carta' };
      },
    };

    await signedBy(office, { file: scan }, web);
    const other = await anOffice();
    await signedBy(other, { file: scan }, web);
    const here = await anOffice();
    await signed(here, { file: scan });

    expect(await office.programme.cell(signings, 'F-0001', 'scan')).toBe(
      'https://example.org/carta',
    );
    expect(await other.programme.cell(signings, 'F-0001', 'scan')).toBe(
      'https://example.org/carta',
    );
    expect(await here.programme.cell(signings, 'F-0001', 'scan')).toBe(undefined);
  });

  it('that cannot be kept leaves the signature unwritten and no claim', async () => {
    const office = await anOffice();
    const full: Archive = {
      ...office.archive,
      async save() {
        throw new Unreachable({
          what: 'La cartella',
          why: 'il disco è pieno',
          cure: 'Libera spazio.',
        });
      },
    };
    const before = await office.ledger.papers();

    const done = await signedBy(office, { file: scan }, full);

    expect(done).toEqual({ ok: false, error: ['La cartella: il disco è pieno. Libera spazio.'] });
    expect(await office.ledger.papers()).toEqual(before);
    expect((await office.programme.rows(signings)).length).toBe(1);
  });

  it('is no other kind of file, no empty one, and not the paper before it was signed', async () => {
    const office = await anOffice();
    const [unsigned] = await office.ledger.papers();
    const bytes = (await office.archive.open(unsigned?.key ?? '')) ?? Uint8Array.of();
    const asked = async (file: NonNullable<SignTyped['file']>) => {
      const done = await signedBy(office, { file });
      return done.ok ? [] : done.error;
    };

    expect(await asked({ ...scan, name: 'carta.docx' })).toEqual([
      'La carta firmata va data come PDF o immagine: ad esempio scansione.pdf, firmata.pdf.p7m o foto.jpg.',
    ]);
    expect(await asked({ ...scan, bytes: new Uint8Array() })).toEqual([
      'Il file della carta firmata è vuoto: rifai la scansione.',
    ]);
    expect(await asked({ name: 'a.pdf', bytes })).toEqual([
      'Il file è la carta come l’ha stampata ALICE, senza firme: dai la scansione di quella firmata.',
    ]);
    expect(await asked({ ...scan, name: 'carta.pdf.p7m' })).toEqual([]);
  });
});

describe('A signature that cannot be', () => {
  it.each<[Partial<SignTyped>, string]>([
    [{ number: undefined }, 'Dimmi il numero della carta firmata, ad esempio «scheda 1/2026».'],
    [{ number: 'boh' }, '«boh» non è il numero di una carta: scrivi ad esempio «scheda 1/2026».'],
    [
      { number: '7/2026' },
      'Nessuna carta stampata da ALICE ha il numero 7/2026: controlla in «Documenti», ad esempio scheda 1/2026.',
    ],
    [
      { number: 'convenzione 1/2026' },
      '«convenzione 1/2026» non c’è: con quel numero c’è accordo 1/2026 (T-0001), patto 1/2026 (T-0001) o scheda 1/2026 (T-0001).',
    ],
    [
      { number: '1/2026' },
      'Il numero 1/2026 è di più carte: accordo 1/2026 (T-0001), patto 1/2026 (T-0001) e scheda 1/2026 (T-0001). Scrivi anche quale, ad esempio «accordo 1/2026».',
    ],
    [{ number: 'scheda 1/2026' }, 'scheda 1/2026 non è una carta che si firma.'],
    [{ on: undefined }, 'Dimmi il giorno della firma, ad esempio --on 06/05/2026.'],
    [
      { on: '7/5/2026' },
      'Il 07/05/2026 deve ancora venire: scrivi il giorno in cui la firma c’è stata, ad esempio 06/05/2026.',
    ],
    [
      { on: '3/5/2026' },
      'accordo 1/2026 è stata stampata il 04/05/2026: non può essere stata firmata prima, il 03/05/2026.',
    ],
    [
      { by: undefined },
      'Dimmi chi ha firmato, con --by: scrivi beneficiario, ospitante, promotore o tutor, e dopo il nome di chi ha firmato se serve.',
    ],
    [
      { by: 'Bianchi Carla' },
      'Non capisco per chi è la firma: scrivi beneficiario, ospitante, promotore o tutor, e dopo il nome di chi ha firmato se serve.',
    ],
    [
      { by: 'tutor ospitante' },
      'accordo 1/2026 non aspetta la firma di «tutor»: la firmano chi partecipa, l’ospitante e il promotore.',
    ],
    [
      { by: 'ospitante Marta Verdi' },
      'Per l’ospitante firma il legale rappresentante, non il tutor ospitante.',
    ],
    [
      { by: 'beneficiario Rossi Amina' },
      'Per chi partecipa si scrive soltanto il giorno: togli il nome.',
    ],
  ])('is refused: %j', async (typed, says) => {
    expect(await refusal(typed)).toBe(says);
  });

  it('is told all that is wrong at once', async () => {
    expect(await refusal({ number: 'boh', on: '31/2/2026', by: 'x' })).toMatch(
      /^«boh».*«31\/2\/2026» non è una data.*Non capisco/,
    );
  });

  it('may be of today, and of the day of printing', async () => {
    expect(await refusal({ on: '4/5/2026' })).toBe('signed');
    expect(await refusal({ on: '6/5/2026' })).toBe('signed');
  });

  it.each<[string, TypedRow, Partial<SignTyped>, string]>([
    [
      'another day stands there',
      { companySignedOn: '4/5/2026' },
      {},
      '«Ospitante ha firmato il» di F-0001 dice già un altro giorno: se è sbagliato correggi la cella, poi ripeti.',
    ],
    [
      'another name stands there',
      { companySignedBy: 'Neri Paola' },
      { by: 'ospitante Bianchi Carla' },
      '«Ospitante: firma di» di F-0001 dice già un’altra persona: se è sbagliato correggi la cella.',
    ],
    [
      'the cell cannot be read',
      { companySignedOn: 'boh' },
      {},
      '«Ospitante ha firmato il» di F-0001 contiene qualcosa che non si legge: correggila o svuotala, poi ripeti.',
    ],
    [
      'it was withdrawn',
      { refusedOn: '5/5/2026' },
      {},
      'accordo 1/2026 risulta ritirata (F-0001): se si firma lo stesso, svuota prima «Rifiutato o ritirato il».',
    ],
  ])('is refused where %s', async (_, row, typed, says) => {
    expect(await refusal(typed, [{ ...aRow, ...row }])).toBe(says);
  });

  it('is not of a version that was superseded', async () => {
    const office = await anOffice();
    await office.programme.type(internships, 'T-0001', { allowance: '700' });
    await printed(office, '2026-05-05T07:00:00Z');

    const old = await signedBy(office, { number: 'accordo 1/2026 v1' });
    const now = await signed(office, { number: 'accordo 1/2026' });

    expect(old).toEqual({
      ok: false,
      error: ['La versione 1 non è quella che vale: fai firmare la 2, del 05/05/2026.'],
    });
    expect(await office.programme.cell(signings, now.id ?? '', 'version')).toBe(2);
  });
});
