import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { anOffice, type Ended, linkOf, type Office } from './a/office.ts';
import type { FakeCall } from './fakes/google/index.ts';
import type { FakeOptions } from './fakes/google/service.ts';

/** The demo's programme in two spreadsheets of Google's, by the command line and the real clients, over HTTP. */
describe('the demo’s tour on Google', () => {
  test('goes from two blank spreadsheets to papers in a shared drive, and nothing is done twice', async () => {
    const office = await anOffice();
    onTestFinished(() => office.close());
    const { google, register, restricted } = office;
    const versions = () => [register, restricted].map((id) => google.sheets.version(id));

    const made = await office.alice(['init', '--modules', 'tutti']);
    const stood = versions();
    const again = await office.alice(['init', '--modules', 'tutti']);

    expect([made.status, again.status]).toEqual([0, 0]);
    expect(again.stdout).toContain('Il registro è già come deve essere.');
    expect([writes(again), versions()]).toEqual([[], stood]);

    // Tabs no other names would take as long again.
    await office.enter({
      without: [
        'Contatti',
        'Colloqui',
        'Visite e tutoraggio',
        'Indicatori sensibili',
        'Assenze con motivo',
      ],
    });
    const first = await office.alice(['check', '--json']);
    const second = await office.alice(['check', '--json']);

    expect([first.status, second.status]).toEqual([1, 1]);
    expect(findings(first)).toBeGreaterThan(40);
    expect([findings(second), outcome(second)]).toEqual([findings(first), 'nothing']);
    for (const id of [register, restricted])
      expect(callsOn(id, second).map((it) => it.method)).toEqual(['GET']);
    const ids = (await rowsIn(office, ['Beneficiari', 'Tirocini', 'Soggetti ospitanti'])).map(
      ([id]) => id,
    );
    expect([ids.length > 250, ids.filter((it) => typeof it !== 'string')]).toEqual([true, []]);
    expect(new Set(ids).size).toBe(ids.length);

    const own = google.drive.folder('Mie', { owner: 'anna@example.org' });
    google.drive.share(own, { type: 'user', role: 'writer', emailAddress: google.address });
    const homeless = await office.alice(['print', 'registro-presenze', 'T-0020'], {
      ALICE_DRIVE_FOLDER: own,
    });
    const printed = await office.alice(['print', 'registro-presenze', 'T-0020']);
    const reprinted = await office.alice(['print', 'registro-presenze', 'T-0020']);

    expect([homeless.status, odd(homeless)]).toEqual([6, false]);
    expect(inOneLine(homeless)).toContain('non è in un Drive condiviso');
    expect(inOneLine(homeless)).toContain('Crea una cartella in un Drive condiviso');
    expect(printed.status, printed.stdout + printed.stderr).toBe(0);
    expect([reprinted.stdout.includes('già stampata'), writes(reprinted)]).toEqual([true, []]);
    const papers = google.drive.files.filter(({ name }) => name.endsWith('.pdf'));
    const listed = JSON.stringify(await rowsIn(office, ['Documenti']));
    expect(papers.length).toBeGreaterThan(0);
    expect(papers.filter(({ id }) => !listed.includes(id))).toEqual([]);

    writeFileSync(
      join(office.home, 'elenco.csv'),
      'Cognome;Nome;Data di nascita\nDe Prova;Ilaria;3/5/1995\nDa Correggere;Uno;31/02/1990\n',
    );
    const people = () => rowsIn(office, ['Beneficiari']).then((it) => it.length);
    const before = await people();
    const imported = await office.alice(['import', 'elenco.csv', '--to', 'Beneficiari', '--apply']);
    const after = await people();
    const [, run = ''] = /alice undo (R-\d+)/.exec(imported.stdout) ?? [];
    const undone = await office.alice(['undo', run]);

    expect([imported.status, after]).toEqual([5, before + 1]);
    expect([undone.status, await people()]).toEqual([0, before]);
    expect(undone.stdout).toContain('1 modifica,\nuna per una.');
    expect(undone.stdout).toContain('«Cronologia delle versioni»');
    expect(undone.stdout).not.toContain('è stato salvato');

    expect(google.violations).toEqual([]);
    // A dozen commands, each with a register of 10 MB: a minute on a quiet machine.
  }, 300_000);
});

describe('a register in Google, people’s hands on it', () => {
  let office: Office;
  const headers = new Map<string, readonly unknown[]>();
  /** Where a column stands that the test expects. */
  const at = (tab: string, label: string) => {
    const column = headers.get(tab)?.indexOf(label) ?? -1;
    if (column < 0) throw new Error(`no column ${label} in ${tab}`);
    return { tab, column, sheetId: office.google.sheets.tabId(office.register, tab) };
  };

  beforeAll(async () => {
    office = await anOffice();
    const { status } = await office.alice(['init', '--modules', 'riservato']);
    expect(status).toBe(0);
    const { sheets } = await office.workbook(office.register).read();
    for (const { name, rows } of sheets) headers.set(name, rows[0] ?? []);
  });
  afterAll(async () => {
    expect(office.google.violations).toEqual([]);
    await office.close();
  });

  test('doctor tells each thing that decayed, --fix mends just those, and then all is in order', async () => {
    const { register } = office;
    const { sheets } = office.google;
    // Whoever made the two spreadsheets is not in «Operatori» yet: that is for people to mend.
    const unknown = [1, 2].map(
      () => 'Il foglio Google: coordinatrice@example.org può modificarlo e in «Operatori» non c’è.',
    );
    const lost = at('Tirocini', 'Strumento');
    const wiped = at('Tirocini', 'Data inizio');
    const plain = at('Beneficiari', 'Codice fiscale');
    const misspelt = at('Tirocini', 'Obiettivi formativi');
    const moved = at('Contatti', 'Note');
    const body = ({ sheetId, column }: typeof lost) => ({
      sheetId,
      startRowIndex: 1,
      startColumnIndex: column,
      endColumnIndex: column + 1,
    });
    const shut = (sheets.look(register).sheets ?? [])
      .find(({ properties }) => properties?.title === 'Da fare')
      ?.protectedRanges?.map((it) => it.protectedRangeId ?? 0);

    sheets.edit(register, [
      { setDataValidation: { range: body(lost) } },
      {
        updateCells: {
          start: { sheetId: wiped.sheetId, rowIndex: 0, columnIndex: wiped.column },
          rows: [{ values: [{}] }],
          fields: 'note',
        },
      },
      { repeatCell: { range: body(plain), cell: {}, fields: 'userEnteredFormat.numberFormat' } },
      ...(shut ?? []).map((protectedRangeId) => ({ deleteProtectedRange: { protectedRangeId } })),
    ]);
    sheets.type(register, { ...misspelt, row: 0, value: 'Obietivi formativi' });
    const free = headers.get('Sedi')?.length ?? 0;
    sheets.type(register, { tab: 'Sedi', row: 0, column: free, value: 'Comune' });
    sheets.moveColumns(register, { tab: 'Contatti', at: moved.column, before: 2 });
    const found = await office.alice(['doctor', '--json']);
    const mended = await office.alice(['doctor', '--fix']);
    const after = await office.alice(['doctor', '--json']);

    expect([found.status, writes(found)]).toEqual([1, []]);
    // Columns may stand in any order: the one that was moved is no ill.
    expect(ills(found)).toEqual([
      ...unknown,
      '«Da fare» è di ALICE ed è aperto a chi scrive.',
      'In «Beneficiari» la colonna «Codice fiscale» ha perso il suo formato.',
      'In «Tirocini» la colonna «Obiettivi formativi» si chiama «Obietivi formativi».',
      'In «Tirocini» la colonna «Strumento» ha perso la sua tendina.',
      'In «Tirocini» la colonna «Data inizio» ha perso la sua nota.',
      'In «Sedi» la colonna «Comune» c’è due volte.',
    ]);
    expect([mended.status, ills(after)]).toEqual([5, unknown]);
    expect(sheets.cells(register, 'Contatti')[0]?.[2]?.formattedValue).toBe('Note');
  });

  test('check and doctor --fix refuse one that strangers may open or change, and doctor tells it', async () => {
    const { google, register } = office;
    for (const [open, close, why, cure] of [
      [
        () => google.sheets.share(register, { with: 'x@altrove.example.com' }),
        () => google.sheets.unshare(register, 'x@altrove.example.com'),
        'x@altrove.example.com',
        'Toglilo da «Condividi»',
      ],
      [
        () => google.sheets.openToLink(register, 'reader'),
        () => google.sheets.closeToLink(register),
        'aperto a chiunque abbia il link',
        'scegli «Con limitazioni»',
      ],
    ] as const) {
      open();

      const refused = await office.alice(['check']);
      const examined = await office.alice(['doctor']);
      const fixed = await office.alice(['doctor', '--fix']);

      for (const it of [refused, fixed]) {
        expect([told(it), writes(it)]).toEqual([[2, true], []]);
        expect([it.stderr.includes(why), it.stderr.includes(cure)]).toEqual([true, true]);
      }
      expect([examined.status, writes(examined)]).toEqual([1, []]);
      expect(inOneLine(examined)).toContain(why);
      expect(inOneLine(examined)).toContain(cure);
      close();
    }
  });
});

describe('what a technician meets on the first day is told in Italian with its cure', () => {
  test.each<
    [
      string,
      {
        readonly world?: FakeOptions;
        readonly given?: (office: Office) => Readonly<Record<string, string | undefined>>;
        readonly says: readonly string[];
      },
    ]
  >([
    [
      'a spreadsheet that is not shared',
      {
        given: ({ google, register }) => {
          google.sheets.unshare(register, google.address);
          return {};
        },
        says: [
          'Condividi il foglio con alice@progetto-di-prova.iam.gserviceaccount.com come Editor',
        ],
      },
    ],
    [
      'one shared to be read only',
      {
        given: ({ google, register }) => {
          google.sheets.unshare(register, google.address);
          google.sheets.share(register, { with: google.address, role: 'reader' });
          return {};
        },
        says: ['non può scriverci', 'Condividi il foglio con alice@', 'come Editor'],
      },
    ],
    [
      'the Sheets API nobody has activated',
      { world: { disabled: ['sheets'] }, says: ['Google Sheets API', 'Attivala aprendo https://'] },
    ],
    [
      'the Drive API nobody has activated',
      { world: { disabled: ['drive'] }, says: ['Google Drive API', 'Attivala aprendo https://'] },
    ],
    [
      'a link that leads nowhere',
      {
        given: () => ({ ALICE_REGISTER: linkOf('1aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789abcdefgh') }),
        says: ['Il foglio Google', 'copia il link dalla barra del browser'],
      },
    ],
    [
      'a key file that is not there',
      {
        given: () => ({ GOOGLE_APPLICATION_CREDENTIALS: 'altrove.json' }),
        says: ['altrove.json', 'GOOGLE_APPLICATION_CREDENTIALS'],
      },
    ],
    [
      'neither a key nor any other way in',
      {
        given: () => ({
          GOOGLE_APPLICATION_CREDENTIALS: undefined,
          METADATA_SERVER_DETECTION: 'none',
        }),
        says: ['GOOGLE_APPLICATION_CREDENTIALS'],
      },
    ],
  ])('%s', async (_, { world, given, says }) => {
    const office = await anOffice(world);
    onTestFinished(() => office.close());
    const settings = given?.(office) ?? {};

    const ended = await office.alice(['init'], settings);

    expect(told(ended), ended.stderr).toEqual([2, true]);
    for (const it of says) expect(inOneLine(ended)).toContain(it);
    expect([ended.stdout, writes(ended)]).toEqual(['', []]);
    expect(office.google.violations).toEqual([]);
  });
});

function findings({ stdout }: Ended): number {
  return JSON.parse(stdout).findings.length;
}

function outcome({ stdout }: Ended): string {
  return JSON.parse(stdout).outcome;
}

function ills({ stdout }: Ended): readonly string[] {
  return JSON.parse(stdout).ills.map((it: { readonly says: string }) => it.says);
}

/** How a command ended, and whether it spoke to people: no stack trace, nothing of a key or a token. */
function told({ status, stdout, stderr }: Ended): readonly [number | null, boolean] {
  return [status, stderr !== '' && !odd({ stdout, stderr })];
}

function odd({ stdout, stderr }: Pick<Ended, 'stdout' | 'stderr'>): boolean {
  return /^\s+at |node:internal|\.ts:\d|Bearer|ya29|PRIVATE KEY|GaxiosError|\[object/m.test(
    stdout + stderr,
  );
}

/** Lines are folded for the screen. */
function inOneLine({ stdout, stderr }: Ended): string {
  return `${stdout} ${stderr}`.replaceAll(/\s+/g, ' ');
}

/** What a command changed at Google's; signing in is not meant. */
function writes({ calls }: Ended): readonly string[] {
  return calls
    .filter((it) => it.method !== 'GET' && it.path !== '/token')
    .map((it) => `${it.method} ${it.path}`);
}

function callsOn(id: string, { calls }: Ended): readonly FakeCall[] {
  return calls.filter((it) => it.path.startsWith(`/v4/spreadsheets/${id}`));
}

/** The rows under the headers of some tabs of the register. */
async function rowsIn(office: Office, tabs: readonly string[]) {
  const { sheets } = await office.workbook(office.register).read();
  return sheets.filter(({ name }) => tabs.includes(name)).flatMap(({ rows }) => rows.slice(1));
}
