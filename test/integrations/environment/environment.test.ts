import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  dotenvIn,
  envExample,
  type Sources,
  settingsFrom,
  variables,
} from '../../../src/integrations/environment/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'environment-'));
afterAll(() => rmSync(folder, { recursive: true }));

function settings(sources: Sources) {
  const read = settingsFrom(sources);
  if (!read.ok) throw new Error(read.error);
  return read.value;
}

function refusal(sources: Sources): string | undefined {
  const read = settingsFrom(sources);
  return read.ok ? undefined : read.error;
}

describe('where settings come from', () => {
  const options = { out: './opzione' };
  const env = { ALICE_OUT: './ambiente' };
  const dotenv = 'ALICE_OUT=./file\n';

  it('is the option, then the environment, then the file, then the default', () => {
    const out = [
      settings({ options, env, dotenv }).out,
      settings({ env, dotenv }).out,
      settings({ dotenv }).out,
      settings({}).out,
    ];

    expect(out).toEqual(['./opzione', './ambiente', './file', './carte']);
  });

  it.each(['', '  ', '\u00a0'])('is not what is blank: «%s»', (blank) => {
    expect(settings({ options: { out: blank }, env: { ALICE_OUT: blank }, dotenv }).out).toBe(
      './file',
    );
  });

  it('may be nowhere', () => {
    expect(settings({})).toEqual({ out: './carte', mail: { kind: 'folder', path: './posta' } });
  });

  it('may be a file with quotes, comments, another system’s ends of line and Notepad’s mark', () => {
    const notepad =
      '\uFEFFALICE_REGISTER="./il mio registro.xlsx" # qui\r\n\r\n# ALICE_OUT=./no\r\nALICE_OUT=./sì\r\n';

    expect(settings({ dotenv: notepad })).toMatchObject({
      register: { kind: 'file', path: './il mio registro.xlsx' },
      out: './sì',
    });
  });
});

describe('a spreadsheet', () => {
  const id = '1aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789_-abcdef';

  it.each([
    ['./registro.xlsx', { kind: 'file', path: './registro.xlsx' }],
    ['C:\\Dati\\Registro.XLSM', { kind: 'file', path: 'C:\\Dati\\Registro.XLSM' }],
    [`https://docs.google.com/spreadsheets/d/${id}/edit#gid=0`, { kind: 'google', id }],
    [`https://docs.google.com/spreadsheets/u/1/d/${id}`, { kind: 'google', id }],
    [`https://docs.google.com/spreadsheets/d/${id}?usp=sharing`, { kind: 'google', id }],
    [id, { kind: 'google', id }],
  ])('is known by %s', (text, place) => {
    expect(settings({ options: { register: text } }).register).toEqual(place);
  });

  it.each([
    './registro.ods',
    './registro.xls',
    'registro',
    '~/registro.xlsx',
    'https://example.org/registro.xlsx',
    'https://docs.google.com/document/d/1aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789/edit',
    `https://docs.google.com.example.org/spreadsheets/d/${id}`,
    'https://docs.google.com/spreadsheets/d/e/2PACX-1vTq0123456789abcdefghij/pubhtml',
  ])('is not %s', (text) => {
    expect(refusal({ options: { register: text } })).toBe(
      `«${text}» nell’opzione --register non è né un file .xlsx né il link di un foglio Google: scrivi ad esempio ./registro.xlsx.`,
    );
  });
});

describe('the way of the post', () => {
  it.each([
    ['gmail:alice@example.org', { kind: 'gmail', sender: 'alice@example.org' }],
    ['Gmail: Alice@Example.org', { kind: 'gmail', sender: 'Alice@example.org' }],
    ['gmail://alice@example.org', { kind: 'gmail', sender: 'alice@example.org' }],
    ['./gmail', { kind: 'folder', path: './gmail' }],
    ['./posta in uscita', { kind: 'folder', path: './posta in uscita' }],
    ['/home/alice@ufficio/posta', { kind: 'folder', path: '/home/alice@ufficio/posta' }],
    ['smtp://localhost:1025', { kind: 'smtp', url: 'smtp://localhost:1025' }],
    ['smtps://a:b@smtp.example.org', { kind: 'smtp', url: 'smtps://a:b@smtp.example.org' }],
  ])('is known by %s', (text, route) => {
    expect(settings({ env: { ALICE_MAIL: text } }).mail).toEqual(route);
  });

  it.each(['amina@example.org', 'imap://posta.example.org', 'smtp://', 'smtp:///posta', '~/posta'])(
    'is not %s, and a password in it is not repeated',
    (text) => {
      expect(refusal({ env: { ALICE_MAIL: text } })).toBe(
        'Il valore segreto nella variabile ALICE_MAIL non è né un server smtp://, né «gmail:» con un mittente, né una cartella: scrivi ad esempio smtps://alice:parola@smtp.example.org.',
      );
    },
  );
});

describe('Gmail', () => {
  it.each([
    'gmail',
    'Gmail',
    'gmail:',
    'gmail:alice',
    'gmail:ALICE <alice@example.org>',
    'gmail:alice@example.org, altri@example.org',
  ])('does not send as nobody, or as more than one: %s', (text) => {
    expect(refusal({ env: { ALICE_MAIL: text } })).toBe(
      'Il valore segreto nella variabile ALICE_MAIL non dice da quale casella Gmail scrivere: metti l’indirizzo del mittente, ad esempio gmail:alice@example.org.',
    );
  });
});

describe('other settings', () => {
  it('list domains however people write lists', () => {
    expect(
      settings({ env: { ALICE_DOMAINS: '@Comune.example.org; b.example.org,,c.example.org' } })
        .domains,
    ).toEqual(['comune.example.org', 'b.example.org', 'c.example.org']);
  });

  it.each([
    ['ALICE_DOMAINS', ','],
    ['ALICE_DOMAINS', 'amina@example.org'],
    ['ALICE_DOMAINS', 'localhost'],
    ['ALICE_DRIVE_FOLDER', './carte'],
    ['ALICE_HEALTH_FILE', '~/salute'],
    ['ALICE_OUT', 'https://drive.google.com/drive/folders/1'],
    ['GOOGLE_API_ROOT', 'localhost:8791'],
    ['SLACK_API_URL', 'ftp://example.org'],
    ['ALICE_HEARTBEAT_URL', 'hc'],
  ])('refuse %s=%s', (variable, text) => {
    expect(refusal({ env: { [variable]: text } })).toMatch(`nella variabile ${variable} non è `);
  });

  it('take a Drive folder by its link or its ID', () => {
    const id = '1aBcDeFgHiJkLmNoPqRs';
    const folders = [
      id,
      `https://drive.google.com/drive/folders/${id}?usp=sharing`,
      `https://drive.google.com/drive/u/0/folders/${id}`,
    ];

    expect(folders.map((it) => settings({ env: { ALICE_DRIVE_FOLDER: it } }).driveFolder)).toEqual([
      id,
      id,
      id,
    ]);
  });

  it('tell swapped Slack keys, without repeating them', () => {
    const said = refusal({
      dotenv: 'SLACK_BOT_TOKEN=xapp-1-segretissimo\nSLACK_APP_TOKEN=xoxb-1-segretissimo',
    });

    expect(said).toBe(
      [
        'Il valore segreto alla riga SLACK_BOT_TOKEN del file .env non è una chiave che comincia con xoxb-: scrivi ad esempio xoxb-0000-esempio.',
        'Il valore segreto alla riga SLACK_APP_TOKEN del file .env non è una chiave che comincia con xapp-: scrivi ad esempio xapp-0000-esempio.',
      ].join('\n'),
    );
  });
});

describe('a name ALICE does not know', () => {
  it('is told, with the one that was meant', () => {
    expect(refusal({ dotenv: 'ALICE_LEGDER=./a.db\nALICE_COLORE=blu\nALTRO=1' })).toBe(
      [
        '«ALICE_COLORE» nel file .env non è un’impostazione di ALICE: quelle che ci sono stanno in .env.example.',
        '«ALICE_LEGDER» nel file .env non è un’impostazione di ALICE: forse ALICE_LEDGER.',
      ].join('\n'),
    );
  });

  it('may be in the environment: it may be somebody else’s', () => {
    expect(refusal({ env: { ALICE_COLORE: 'blu', PATH: '/bin' } })).toBe(undefined);
  });
});

describe('the file .env', () => {
  it('is read where there is one', () => {
    const there = join(folder, 'con');
    mkdirSync(there);
    writeFileSync(join(there, '.env'), 'ALICE_OUT=./carte\n');

    expect([dotenvIn(there), dotenvIn(folder)]).toEqual(['ALICE_OUT=./carte\n', undefined]);
  });

  it('is told when it cannot be', () => {
    const there = join(folder, 'strana');
    mkdirSync(join(there, '.env'), { recursive: true });

    expect(() => dotenvIn(there)).toThrow(
      `(${join(there, '.env')}): c’è, ma ALICE non riesce a leggerlo`,
    );
  });
});

describe('.env.example', () => {
  it('says nothing as it is', () => {
    expect(settings({ dotenv: envExample() })).toEqual(settings({}));
  });

  it('is right when every line is used', () => {
    const used = envExample().replaceAll(/^# (?=[A-Z_]+=)/gm, '');

    expect(settings({ dotenv: used })).toEqual({
      register: { kind: 'file', path: './registro.xlsx' },
      companiesRegister: { kind: 'file', path: './imprese.xlsx' },
      administrationRegister: { kind: 'file', path: './amministrazione.xlsx' },
      restricted: { kind: 'file', path: '../riservato/riservato.xlsx' },
      out: './carte',
      logos: './loghi',
      ledger: './alice.db',
      mail: { kind: 'smtp', url: 'smtps://alice:parola@smtp.example.org' },
      googleCredentials: './chiave-google.json',
      driveFolder: '1aBcDeFgHiJkLmNoPqRsTuVwXyZ',
      domains: ['comune.example.org', 'cooperativa.example.org'],
      heartbeat: 'https://hc.example.org/ping/5f1c',
      healthFile: './alice.salute',
      keys: './chiavi',
      slackBotToken: 'xoxb-0000-esempio',
      slackAppToken: 'xapp-0000-esempio',
      googleApiRoot: 'http://localhost:8791/',
      slackApiUrl: 'http://localhost:8792/api/',
    });
  });

  it('tells what each is for, which is secret, and what holds without it', () => {
    const text = envExample();

    expect(text).toContain(
      '\n# La cartella delle carte stampate. Se manca: ./carte\n# ALICE_OUT=./carte\n',
    );
    expect(text).toContain(
      '(comincia con xoxb-). È un segreto.\n# SLACK_BOT_TOKEN=xoxb-0000-esempio\n',
    );
    expect(
      variables()
        .filter((it) => it.secret)
        .map((it) => it.variable),
    ).toEqual(['ALICE_MAIL', 'ALICE_HEARTBEAT_URL', 'SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN']);
  });
});
