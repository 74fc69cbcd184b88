import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { resultOf, type Serial } from '../../src/core/cell.ts';
import {
  ateco,
  type Column,
  cap,
  choice,
  choices,
  codiceFiscale,
  codiceFiscaleEnte,
  cp,
  cup,
  date,
  digitsOf,
  email,
  type Filled,
  hours,
  iban,
  inHours,
  link,
  money,
  month,
  notes,
  open,
  type Presence,
  partitaIva,
  pat,
  pec,
  percent,
  phone,
  presence,
  rea,
  readHours,
  shown,
  text,
  whole,
  yesNo,
} from '../../src/core/column.ts';
import { day, month as monthIs } from '../../src/core/day.ts';
import { cents, euro } from '../../src/core/money.ts';
import { err, ok } from '../../src/core/result.ts';

const instruments = {
  tis: 'TIS',
  extracurricular: 'Tirocinio extracurriculare',
  borsaLavoro: 'Borsa lavoro',
} as const;
const weekdays = { lun: 'lun', mar: 'mar', mer: 'mer' } as const;

/** One column of every kind there is: what holds of all is tried on each. */
const everyKind: readonly Column<unknown>[] = [
  text('Testo'),
  notes('Note'),
  date('Data'),
  month('Mese'),
  money('Importo'),
  whole('Numero', { min: 1, max: 5 }),
  hours('Ore'),
  percent('Percentuale'),
  choice('Scelta', instruments),
  yesNo('Sì o no'),
  choices('Più scelte', weekdays),
  open('Elenco', 'Servizi'),
  link('Collegamento'),
  codiceFiscale('Codice fiscale'),
  codiceFiscaleEnte('CF ente'),
  partitaIva('Partita IVA'),
  iban('IBAN'),
  cup('CUP'),
  ateco('ATECO'),
  rea('REA'),
  cap('CAP'),
  cp('CP2021'),
  pat('PAT'),
  phone('Telefono'),
  email('E-mail'),
  pec('PEC'),
  presence('1'),
];

const time = (serial: number): Serial => ({ kind: 'serial', serial, shows: 'time' });
const dated = (serial: number): Serial => ({ kind: 'serial', serial, shows: 'date' });
const moment = (serial: number): Serial => ({ kind: 'serial', serial, shows: 'dateTime' });
const duration = (serial: number): Serial => ({ kind: 'serial', serial, shows: 'duration' });
const percentage = (fraction: number): Filled => ({ kind: 'percent', fraction });

/** 31/03/2026 as spreadsheets store it, and half past four. */
const march31 = 46112;
const halfPastFour = 4.5 / 24;

describe('a column', () => {
  test('says of itself no more than it was told, and sensible things for the rest', () => {
    const plain = text('Nome');

    expect(plain).toMatchObject({
      label: 'Nome',
      kind: 'testo',
      required: undefined,
      privacy: 'internal',
      help: '',
      formerly: [],
      format: 'text',
      width: 12,
      choices: undefined,
      to: undefined,
    });
  });

  test('keeps what it was told', () => {
    const told = date('Data di nascita', {
      required: 'blocca',
      privacy: 'personal',
      help: 'Ad esempio: 03/02/1998.',
      formerly: ['Nato/a il'],
      width: 20,
      example: '03/02/1998',
    });

    expect(told).toMatchObject({
      required: 'blocca',
      privacy: 'personal',
      help: 'Ad esempio: 03/02/1998.',
      formerly: ['Nato/a il'],
      format: 'date',
      width: 20,
      example: '03/02/1998',
    });
  });

  test('that is required, without saying how much, warns', () => {
    expect(text('Nome', { required: true }).required).toBe('avvisa');
  });

  test('is as wide as its label, between twelve and twenty-eight characters', () => {
    expect([9, 10, 25, 26].map((it) => text('x'.repeat(it)).width)).toEqual([12, 13, 28, 28]);
  });

  test.each([
    [money('Importo'), 'amount'],
    [notes('Note'), 'freeText'],
    [codiceFiscale('CF'), 'personal'],
    [iban('IBAN'), 'personal'],
    [cap('CAP'), 'personal'],
    [phone('Telefono'), 'personal'],
    [email('E-mail'), 'personal'],
    [cup('CUP'), 'public'],
    [partitaIva('P.IVA'), 'internal'],
    [pec('PEC'), 'internal'],
    [presence('1'), 'internal'],
  ] as const)('of kind $0.kind is $1 unless told otherwise', (column, privacy) => {
    expect(column.privacy).toBe(privacy);
  });

  test.each([
    [date('X'), 'date'],
    [month('X'), 'month'],
    [money('X'), 'money'],
    [whole('X'), 'whole'],
    [hours('X'), 'general'],
    [percent('X'), 'percent'],
    [cap('X'), 'text'],
    [partitaIva('X'), 'text'],
    [ateco('X'), 'text'],
    [presence('X'), 'text'],
  ] as const)('of kind $0.kind shows its cells as $1', (column, format) => {
    expect(column.format).toBe(format);
  });

  test('offers the labels of its choices under the name of its list', () => {
    expect(choice('Strumento', instruments).choices).toEqual({
      list: 'Strumento',
      labels: ['TIS', 'Tirocinio extracurriculare', 'Borsa lavoro'],
      open: false,
    });
    expect(choice('Strumento', instruments, { list: 'Strumenti' }).choices?.list).toBe('Strumenti');
    expect(yesNo('Patente').choices).toEqual({
      list: 'Sì o no',
      labels: ['sì', 'no'],
      open: false,
    });
    expect(open('Servizio', 'Servizi').choices).toEqual({
      list: 'Servizi',
      labels: [],
      open: true,
    });
  });

  test('answers the same when asked again', () => {
    const column = date('Data');

    const first = [column.read('31/03/2026'), column.read('31/02/2026')];

    expect([column.read('31/03/2026'), column.read('31/02/2026')]).toEqual(first);
  });

  test('tells a text, a number and a truth value apart that look alike', () => {
    const column = yesNo('Patente');

    expect([column.read(true).ok, column.read('true').ok, column.read(1).ok]).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('answers right after thousands of other cells', () => {
    const column = whole('Numero');
    for (let n = 0; n < 10_000; n++) column.read(n);

    expect([column.read(0), column.read(9999)]).toEqual([ok(0), ok(9999)]);
  });

  test.each(everyKind)('$label says that a formula is broken', (column) => {
    expect(column.read({ kind: 'error', error: '#N/A' })).toEqual(
      err({
        say: 'La cella mostra #N/A: la formula non funziona. Scrivi il valore al posto della formula.',
      }),
    );
  });

  test.each(everyKind)('$label reads its own example', (column) => {
    expect(column.read(column.example)).toMatchObject({ ok: true });
  });
});

describe('a text', () => {
  reads(text('Nome'), [
    ['Andria', 'Andria'],
    ['  Maria  Rosaria ', 'Maria Rosaria'],
    ['\u00a0Andria\u00a0', 'Andria'],
    ['Niccolo\u0300', 'Niccolò'],
    ['007', '007'],
    [76123, '76123'],
    [4.5, '4,5'],
    [true, 'VERO'],
    ['prima riga\r\nseconda', 'prima riga\nseconda'],
  ]);
  refuses(text('Nome'), [
    [
      dated(march31),
      '«31/03/2026» è diventato una data o un’ora: formatta la cella come testo e riscrivi.',
    ],
    [
      time(halfPastFour),
      '«4:30» è diventato una data o un’ora: formatta la cella come testo e riscrivi.',
    ],
  ]);
  goesAround(text('Nome'), ['Andria', 'D’Amico', '007', '=1+1', 'prima riga\nseconda']);
  goesAround(notes('Note'), ['telefonare dopo le 17']);
  goesAround(open('Servizio', 'Servizi'), ['Servizio sociale']);
});

describe('a date', () => {
  reads(date('Inizio'), [
    ['31/03/2026', day('2026-03-31')],
    ['31/3/2026', day('2026-03-31')],
    ['31.3.26', day('2026-03-31')],
    ['31-03-2026', day('2026-03-31')],
    ['2026-03-31', day('2026-03-31')],
    ['31 marzo 2026', day('2026-03-31')],
    ['1° mar 2026', day('2026-03-01')],
    ['martedì 31 marzo 2026', day('2026-03-31')],
    ['31\u00a0marzo\u00a02026', day('2026-03-31')],
    ['29/02/2028', day('2028-02-29')],
    [dated(march31), day('2026-03-31')],
    [moment(march31 + 0.9), day('2026-03-31')],
    [march31, day('2026-03-31')],
    [10_000, day('1927-05-18')],
  ]);
  refuses(date('Inizio'), [
    [
      '31/02/2026',
      '«31/02/2026» non è una data (febbraio 2026 ha 28 giorni): scrivi ad esempio 28/02/2026.',
    ],
    [
      '29/02/2026',
      '«29/02/2026» non è una data (febbraio 2026 ha 28 giorni): scrivi ad esempio 28/02/2026.',
    ],
    [
      '03/31/2026',
      '«03/31/2026» non è una data (prima viene il giorno e poi il mese): scrivi ad esempio 31/03/2026.',
    ],
    ['1/3', '«1/3» non è una data (manca l’anno): scrivi ad esempio 28/02/2026.'],
    ['presto', '«presto» non è una data: scrivi ad esempio 28/02/2026.'],
    [true, '«VERO» non è una data: scrivi ad esempio 28/02/2026.'],
    [9999, '«9999» non è una data: scrivi ad esempio 28/02/2026.'],
    [20_260_331, '«20260331» non è una data: scrivi ad esempio 28/02/2026.'],
    [dated(60), 'Il numero 60 non è una data: scrivi ad esempio 28/02/2026.'],
    [time(halfPastFour), '«4:30» non è una data: scrivi ad esempio 28/02/2026.'],
    [duration(1.5), '«36:00» non è una data: scrivi ad esempio 28/02/2026.'],
    [percentage(0.7), '«70%» non è una data: scrivi ad esempio 28/02/2026.'],
  ]);
  goesAround(date('Inizio'), [
    day('1900-03-01'),
    day('1998-02-03'),
    day('2026-03-31'),
    day('2028-02-29'),
  ]);

  test('is shown in digits and stored as a number formatted as a date', () => {
    const column = date('Inizio');

    expect(column.show(day('2026-03-31'))).toBe('31/03/2026');
    expect(column.write(day('2026-03-31'))).toEqual(dated(march31));
  });

  test('takes in JSON only a day there is', () => {
    const { schema } = date('Inizio');

    expect([
      schema.safeParse('2026-03-31').success,
      schema.safeParse('2026-02-31').success,
    ]).toEqual([true, false]);
  });
});

describe('a month', () => {
  reads(month('Mese'), [
    ['marzo 2026', monthIs('2026-03')],
    ['Mar 26', monthIs('2026-03')],
    ['3/2026', monthIs('2026-03')],
    ['2026-03', monthIs('2026-03')],
    ['marzo\u00a02026', monthIs('2026-03')],
    [dated(march31), monthIs('2026-03')],
    [moment(march31 + 0.5), monthIs('2026-03')],
    [march31, monthIs('2026-03')],
  ]);
  refuses(month('Mese'), [
    ['13/2026', '«13/2026» non è un mese: scrivi ad esempio marzo 2026 oppure 03/2026.'],
    ['marzo', '«marzo» non è un mese: scrivi ad esempio marzo 2026 oppure 03/2026.'],
    [3, '«3» non è un mese: scrivi ad esempio marzo 2026.'],
    [true, '«VERO» non è un mese: scrivi ad esempio marzo 2026.'],
    [time(halfPastFour), '«4:30» non è un mese: scrivi ad esempio marzo 2026.'],
    [percentage(0.7), '«70%» non è un mese: scrivi ad esempio marzo 2026.'],
  ]);
  goesAround(month('Mese'), [monthIs('2026-01'), monthIs('2026-03'), monthIs('2027-12')]);

  test('is shown in words and stored as its first day', () => {
    expect(month('Mese').show(monthIs('2026-03'))).toBe('marzo 2026');
    expect(month('Mese').write(monthIs('2026-03'))).toEqual(dated(46082));
  });
});

describe('an amount', () => {
  reads(money('Importo'), [
    ['450', euro(450)],
    ['450,5', euro(450, 50)],
    ['450.00', euro(450)],
    ['€ 1.234,50', euro(1234, 50)],
    ['1.234', euro(1234)],
    ['1,234.50', euro(1234, 50)],
    ['450\u00a0€', euro(450)],
    [450, euro(450)],
    [450.1, euro(450, 10)],
    [0.1 + 0.2, cents(30)],
    [0, cents(0)],
  ]);
  refuses(money('Importo'), [
    ['quattrocento', '«quattrocento» non è un importo: scrivi ad esempio 450,00 oppure 1.234,50.'],
    [
      '1,234',
      '«1,234» non è un importo chiaro: dopo la virgola vanno al massimo due cifre; scrivi ad esempio 1,23 oppure 1.234,00.',
    ],
    ['-3', '«-3» è un importo negativo: scrivilo senza il meno, ad esempio 450,00.'],
    [-3, '«-3» è un importo negativo: scrivilo senza il meno, ad esempio 450,00.'],
    [1e300, '«1e+300» è un importo troppo grande: controlla le cifre, ad esempio 450,00.'],
    [true, '«VERO» non è un importo: scrivi ad esempio 450,00.'],
    [dated(march31), '«31/03/2026» non è un importo: scrivi ad esempio 450,00.'],
    [percentage(0.7), '«70%» non è un importo: scrivi ad esempio 450,00.'],
  ]);
  goesAround(money('Importo'), [cents(0), cents(1), euro(450), euro(1234, 50), euro(158_400)]);

  test('is shown with dots and cents, and stored in euro', () => {
    expect(money('Importo').show(euro(1234, 50))).toBe('1.234,50 €');
    expect(money('Importo').write(euro(1234, 50))).toBe(1234.5);
  });
});

describe('a whole number', () => {
  const oneToFive = whole('Voto', { min: 1, max: 5 });
  const expected = 'qui serve un numero intero da 1 a 5, ad esempio 3.';

  reads(oneToFive, [
    ['3', 3],
    [' 3\u00a0', 3],
    ['+3', 3],
    [3, 3],
    [1, 1],
    [5, 5],
  ]);
  refuses(oneToFive, [
    [0, `«0» non va bene: ${expected}`],
    [6, `«6» non va bene: ${expected}`],
    [3.5, `«3,5» non va bene: ${expected}`],
    ['3,5', `«3,5» non va bene: ${expected}`],
    ['tre', `«tre» non va bene: ${expected}`],
    [true, `«VERO» non va bene: ${expected}`],
    [dated(march31), `«31/03/2026» non va bene: ${expected}`],
  ]);
  goesAround(oneToFive, [1, 3, 5]);

  test('without an upper bound says only from where', () => {
    expect(whole('Numero', { min: 2 }).read(1)).toEqual(
      err({ say: '«1» non va bene: qui serve un numero intero da 2 in su, ad esempio 3.' }),
    );
  });
});

describe('hours', () => {
  const expected = 'qui servono ore da 0 a 24, ad esempio 4,5 oppure 4:30.';

  reads(hours('Ore'), [
    ['4,5', 270],
    ['4.5', 270],
    ['4:30', 270],
    ['4h30', 270],
    ['4 h 30 min', 270],
    ['4 ore', 240],
    ['4h', 240],
    ['0:15', 15],
    ['\u00a04,5\u00a0', 270],
    [4.5, 270],
    [0, 0],
    [24, 1440],
    ['24:00', 1440],
    [time(halfPastFour), 270],
    [duration(halfPastFour), 270],
  ]);
  refuses(hours('Ore'), [
    ['24:01', `«24:01» è fuori misura: ${expected}`],
    [25, `«25» è fuori misura: ${expected}`],
    ['-1', `«-1» è fuori misura: ${expected}`],
    [duration(1.5), `«36:00» è fuori misura: ${expected}`],
    ['4:75', `«4:75» non è un numero di ore: ${expected}`],
    ['4 e mezza', `«4 e mezza» non è un numero di ore: ${expected}`],
    [true, `«VERO» non è un numero di ore: ${expected}`],
    [dated(march31), `«31/03/2026» non è un numero di ore: ${expected}`],
    [percentage(0.7), `«70%» non è un numero di ore: ${expected}`],
  ]);
  goesAround(
    hours('Ore', { max: 60 }),
    Array.from({ length: 3601 }, (_, minutes) => minutes),
  );

  test('may be bound by a week instead of a day', () => {
    const weekly = hours('Ore alla settimana', { max: 40 });

    expect(weekly.read('40')).toEqual(ok(2400));
    expect(weekly.read('40:01')).toEqual(
      err({
        say: '«40:01» è fuori misura: qui servono ore da 0 a 40, ad esempio 4,5 oppure 4:30.',
      }),
    );
  });

  test.each([
    [0, '0'],
    [15, '0,25'],
    [240, '4'],
    [265, '4:25'],
    [270, '4,5'],
    [241, '4:01'],
    [6000, '100'],
  ])('of %i minutes are written %s', (minutes, written) => {
    expect(inHours(minutes)).toBe(written);
  });

  test('of more than the asked bound are refused wherever they are read', () => {
    expect([readHours(8, 8).ok, readHours('8:01', 8).ok]).toEqual([true, false]);
  });
});

describe('a share', () => {
  reads(percent('Soglia'), [
    ['70 %', 7000],
    ['70%', 7000],
    ['70', 7000],
    ['72,55', 7255],
    [70, 7000],
    [percentage(0.7), 7000],
    [percentage(0.29), 2900],
    [0, 0],
    [100, 10_000],
  ]);
  refuses(percent('Soglia'), [
    ['101', '«101» non è una percentuale da 0 a 100: scrivi ad esempio 70 %.'],
    ['-1', '«-1» non è una percentuale da 0 a 100: scrivi ad esempio 70 %.'],
    [percentage(1.2), '«120%» non è una percentuale da 0 a 100: scrivi ad esempio 70 %.'],
    ['tanto', '«tanto» non è una percentuale da 0 a 100: scrivi ad esempio 70 %.'],
    [true, '«VERO» non è una percentuale da 0 a 100: scrivi ad esempio 70 %.'],
    [dated(march31), '«31/03/2026» non è una percentuale da 0 a 100: scrivi ad esempio 70 %.'],
  ]);
  goesAround(
    percent('Soglia'),
    Array.from({ length: 10_001 }, (_, points) => points),
  );
});

describe('a choice', () => {
  const instrument = choice('Strumento', instruments);
  const oneOf = 'non è tra le scelte: TIS, Tirocinio extracurriculare o Borsa lavoro.';

  reads(instrument, [
    ['TIS', 'tis'],
    ['tis', 'tis'],
    ['\u00a0Borsa\u00a0lavoro ', 'borsaLavoro'],
    ['tirocinio EXTRACURRICULARE', 'extracurricular'],
  ]);
  refuses(instrument, [
    ['stage', `«stage» ${oneOf}`],
    ['tis, borsa lavoro', `«tis, borsa lavoro» ${oneOf}`],
    ['extracurricular', `«extracurricular» ${oneOf}`],
    [3, `«3» ${oneOf}`],
    [true, `«VERO» ${oneOf}`],
    [dated(march31), `«31/03/2026» ${oneOf}`],
  ]);
  goesAround(instrument, ['tis', 'extracurricular', 'borsaLavoro']);

  test('proposes the one that was probably meant', () => {
    expect(instrument.read('Borsa lavro')).toEqual(
      err({ say: `«Borsa lavro» ${oneOf}`, proposed: 'Borsa lavoro' }),
    );
  });

  test('may be a number by its label', () => {
    const level = choice('Livello', { first: '1', second: '2' });

    expect(level.read(2)).toEqual(ok('second'));
  });
});

describe('yes or no', () => {
  reads(yesNo('Patente'), [
    ['sì', true],
    ['SI', true],
    ["si'", true],
    ['Sì\u00a0', true],
    ['s', true],
    ['no', false],
    ['No', false],
    ['n', false],
    [true, true],
    [false, false],
  ]);
  refuses(yesNo('Patente'), [
    ['x', '«x» non è una risposta: scrivi sì oppure no.'],
    ['ok', '«ok» non è una risposta: scrivi sì oppure no.'],
    ['VERO', '«VERO» non è una risposta: scrivi sì oppure no.'],
    [1, '«1» non è una risposta: scrivi sì oppure no.'],
    [0, '«0» non è una risposta: scrivi sì oppure no.'],
    [dated(march31), '«31/03/2026» non è una risposta: scrivi sì oppure no.'],
  ]);
  goesAround(yesNo('Patente'), [true, false]);
});

describe('several choices', () => {
  reads(choices('Giorni', weekdays), [
    ['lun', ['lun']],
    ['mer, lun', ['lun', 'mer']],
    ['Lun; MAR', ['lun', 'mar']],
    ['lun\nmer', ['lun', 'mer']],
    ['lun,,lun,', ['lun']],
    ['\u00a0lun ,\u00a0mar', ['lun', 'mar']],
  ]);
  refuses(choices('Giorni', weekdays), [
    ['lun, gio', '«gio» non è tra le scelte: lun, mar o mer.'],
    ['lun e mar', '«lun e mar» non è tra le scelte: lun, mar o mer.'],
    [3, '«3» non è tra le scelte: lun, mar o mer.'],
    [dated(march31), '«31/03/2026» non è un elenco: lun, mar o mer.'],
  ]);
  goesAround(choices('Giorni', weekdays), [['lun'], ['lun', 'mer'], ['lun', 'mar', 'mer']]);
});

describe('a link', () => {
  reads(link('Scheda'), [
    ['https://example.org/scheda', 'https://example.org/scheda'],
    [' http://example.org\u00a0', 'http://example.org'],
  ]);
  refuses(link('Scheda'), [
    [
      'example.org',
      '«example.org» non è un collegamento: scrivi ad esempio https://example.org/scheda.',
    ],
    [
      'https://example.org e https://example.org',
      '«https://example.org e https://example.org» non è un collegamento: scrivi ad esempio https://example.org/scheda.',
    ],
    [
      // What runs a program instead of opening a page is no link.
      ['javascript', 'alert(1).it'].join(':'),
      '«javascript:alert(1).it» non è un collegamento: scrivi ad esempio https://example.org/scheda.',
    ],
    [5, '«5» non è un collegamento: scrivi ad esempio https://example.org/scheda.'],
    [true, '«VERO» non è un collegamento: scrivi ad esempio https://example.org/scheda.'],
    [
      dated(march31),
      '«31/03/2026» non è un collegamento: scrivi ad esempio https://example.org/scheda.',
    ],
  ]);
  goesAround(link('Scheda'), ['https://example.org/scheda']);
});

describe('an identifier', () => {
  reads(codiceFiscale('CF'), [
    ['DMCMRS98B43A285Y', 'DMCMRS98B43A285Y'],
    ['dmc mrs 98b43 a285y', 'DMCMRS98B43A285Y'],
    ['\u00a0DMCMRS98B43A28RT', 'DMCMRS98B43A28RT'],
    ['12345670017', '12345670017'],
    [12_345_670_017, '12345670017'],
  ]);
  reads(codiceFiscaleEnte('CF ente'), [
    ['92057260645', '92057260645'],
    [92_057_260_645, '92057260645'],
    ['dmcmrs98b43a285y', 'DMCMRS98B43A285Y'],
  ]);
  reads(partitaIva('P.IVA'), [
    ['02768890648', '02768890648'],
    ['IT 02768890648', '02768890648'],
  ]);
  reads(iban('IBAN'), [
    ['IT60 X054 2811 1010 0000 0123 456', 'IT60X0542811101000000123456'],
    ['it60x0542811101000000123456', 'IT60X0542811101000000123456'],
  ]);
  reads(cup('CUP'), [['c84h22000050007', 'C84H22000050007']]);
  reads(ateco('ATECO'), [
    ['47.11.40', '47.11.40'],
    ['471140', '47.11.40'],
    [471_140, '47.11.40'],
    ['01.11', '01.11'],
  ]);
  reads(rea('REA'), [
    ['BA 123456', 'BA-123456'],
    ['ba-123456', 'BA-123456'],
  ]);
  reads(cap('CAP'), [
    ['76123', '76123'],
    ['00118', '00118'],
    [76_123, '76123'],
  ]);
  reads(cp('CP2021'), [
    ['5.2.2.1.0', '5.2.2.1.0'],
    ['52210', '5.2.2.1.0'],
    [52_210, '5.2.2.1.0'],
  ]);
  reads(pat('PAT'), [
    ['12345678/90', '12345678/90'],
    ['12345678', '12345678'],
    [1_234_567_890, '12345678/90'],
  ]);
  reads(phone('Telefono'), [
    ['333 123 4567', '+393331234567'],
    ['333\u00a0123\u00a04567', '+393331234567'],
    [3_331_234_567, '+393331234567'],
    ['0039 0883 123456', '+390883123456'],
  ]);
  reads(email('E-mail'), [[' Amina@Example.ORG ', 'Amina@example.org']]);
  reads(pec('PEC'), [['coop@pec.example.org', 'coop@pec.example.org']]);

  describe('that lost a zero to the spreadsheet', () => {
    test.each([
      [partitaIva('P.IVA'), 2_768_890_648, '02768890648'],
      [codiceFiscaleEnte('CF ente'), 2_768_890_648, '02768890648'],
      [cap('CAP'), 118, '00118'],
      [pat('PAT'), 123_456_789, '01234567/89'],
      [phone('Telefono'), 883_123_456, '0883123456'],
      [ateco('ATECO'), '1.11', '01.11'],
    ] as const)('is refused with its zero put back: $0.label', (column, cell, proposed) => {
      const read = column.read(cell);

      expect(read).toMatchObject({ ok: false, error: { proposed } });
      expect(column.read(proposed).ok).toBe(true);
    });
  });

  refuses(partitaIva('P.IVA'), [
    [
      2_768_890_648,
      '«2768890648» non è una partita IVA: ha 10 cifre e devono essere 11 (il foglio può aver tolto gli zeri davanti). Forse è 02768890648: se è giusto, riscrivilo così.',
    ],
    [
      true,
      '«VERO» non è una partita IVA: deve avere solo cifre, 11 in tutto. Scrivi ad esempio 01234560728.',
    ],
  ]);
  refuses(cup('CUP'), [
    [
      'C84H2200005000',
      '«C84H2200005000» non è un CUP: ha 14 caratteri e devono essere 15; controlla sull’atto di finanziamento. Scrivi ad esempio C81J26000120007.',
    ],
  ]);
  refuses(iban('IBAN'), [
    [
      'IT65A0542811101000000123456',
      '«IT65A0542811101000000123456» non è un IBAN: la lettera di controllo dopo le prime due cifre (il CIN, qui «A») non corrisponde al conto; ricopialo per intero. Scrivi ad esempio IT60X0542811101000000123456.',
    ],
  ]);
  refuses(ateco('ATECO'), [
    [
      // «47.11» in a cell that was not formatted as text.
      47.11,
      '«47,11» non è un codice ATECO: deve avere 2, 4, 5 o 6 cifre, a coppie divise da punti. Scrivi ad esempio 47.11.40.',
    ],
    [
      // «01.11.20», once a spreadsheet took it for a day.
      dated(44136),
      '«01/11/2020» è diventato una data o un’ora: formatta la cella come testo e riscrivi, ad esempio 47.11.40.',
    ],
    [
      time(halfPastFour),
      '«4:30» è diventato una data o un’ora: formatta la cella come testo e riscrivi, ad esempio 47.11.40.',
    ],
  ]);

  goesAround(codiceFiscale('CF'), ['DMCMRS98B43A285Y', '12345670017']);
  goesAround(codiceFiscaleEnte('CF ente'), ['92057260645']);
  goesAround(partitaIva('P.IVA'), ['02768890648']);
  goesAround(iban('IBAN'), ['IT60X0542811101000000123456']);
  goesAround(cup('CUP'), ['C84H22000050007']);
  goesAround(ateco('ATECO'), ['01.11', '47.11.40']);
  goesAround(rea('REA'), ['BA-123456']);
  goesAround(cap('CAP'), ['00118', '76123']);
  goesAround(cp('CP2021'), ['5.2.2.1.0']);
  goesAround(pat('PAT'), ['12345678', '12345678/90']);
  goesAround(phone('Telefono'), ['+393331234567', '+390883123456']);
  goesAround(email('E-mail'), ['Amina@example.org']);
  goesAround(pec('PEC'), ['coop@pec.example.org']);
});

describe('a day of an attendance sheet', () => {
  const onlyThese =
    'Qui vanno solo P, A, C, S, R oppure le ore (4,5): il motivo si scrive solo nel registro riservato.';
  const becameADate =
    'La cella è diventata una data: formattala come testo e scrivi le ore, ad esempio 4,5 oppure 9:00-13:00.';

  reads(presence('1'), [
    ['P', { code: 'P' }],
    ['A', { code: 'A' }],
    ['C', { code: 'C' }],
    ['S', { code: 'S' }],
    ['R', { code: 'R' }],
    ['p', { code: 'P' }],
    [' a\u00a0', { code: 'A' }],
    ['4,5', { minutes: 270 }],
    ['4.5', { minutes: 270 }],
    ['4:30', { minutes: 270 }],
    ['4 ore', { minutes: 240 }],
    [4.5, { minutes: 270 }],
    [0, { minutes: 0 }],
    [24, { minutes: 1440 }],
    [time(halfPastFour), { minutes: 270 }],
    [duration(halfPastFour), { minutes: 270 }],
    ['9-13', { minutes: 240 }],
    ['9 – 13', { minutes: 240 }],
    ['9:00-13:30', { minutes: 270 }],
    ['9.00-13.30', { minutes: 270 }],
    ['0-24', { minutes: 1440 }],
    ['9:00-12:00 e 15:00-17:00', { minutes: 300 }],
    ['9-12/15-17', { minutes: 300 }],
    ['9-12, 15-17', { minutes: 300 }],
    ['9-12 15-17', { minutes: 300 }],
    ['9-12; 12-13; 15-17', { minutes: 360 }],
  ]);
  refuses(presence('1'), [
    ...(
      [
        'MAL',
        'mal',
        '104',
        'INF',
        'F',
        'SOSP',
        'ric.osp.',
        'PA',
        'P 4',
        'x',
        '-',
        'dalle 9 alle 13',
        '24,1',
        '-1',
        '13-9',
        '9-9',
        '22-2',
        '9-25',
        '9:75-13:00',
        '9-13 12-14',
        104,
        25,
        -1,
        true,
        percentage(0.7),
        duration(1.5),
      ] as const
    ).map((cell) => [cell, onlyThese] as const),
    [dated(march31), becameADate],
    [moment(march31 + 0.5), becameADate],
  ]);
  goesAround(presence('1'), [
    { code: 'P' },
    { code: 'A' },
    { code: 'C' },
    { code: 'S' },
    { code: 'R' },
    ...Array.from({ length: 1441 }, (_, minutes) => ({ minutes })),
  ]);

  test('never repeats what it refuses, nor proposes a value for it', () => {
    const typed = fc.string({ minLength: 4 }).filter((it) => !onlyThese.includes(it));

    fc.assert(
      fc.property(typed, (it) => {
        const read = presence('1').read(it);

        if (!read.ok) expect(read.error).toEqual({ say: onlyThese });
      }),
    );
  });

  test('takes in JSON one letter of five or minutes of a day, nothing else', () => {
    const { schema } = presence('1');
    const given: readonly unknown[] = [
      { code: 'P' } satisfies Presence,
      { minutes: 1440 } satisfies Presence,
      { code: 'M' },
      { minutes: 1441 },
      { minutes: 1.5 },
      { code: 'P', minutes: 60 },
      { code: 'A', reason: 'MAL' },
      'P',
    ];

    expect(given.map((it) => schema.safeParse(it).success)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('a cell quoted in a message', () => {
  test.each([
    [undefined, ''],
    ['Andria', 'Andria'],
    [4.5, '4,5'],
    [true, 'VERO'],
    [false, 'FALSO'],
    [dated(march31), '31/03/2026'],
    [dated(12), '12'],
    [time(halfPastFour), '4:30'],
    [moment(march31 + halfPastFour), '31/03/2026 4:30'],
    [duration(1.5), '36:00'],
    [percentage(0.705), '70,5%'],
    [{ kind: 'error', error: '#DIV/0!' } as const, '#DIV/0!'],
    [{ kind: 'formula', formula: 'A1+1', result: 3 } as const, '=A1+1'],
    ['x'.repeat(60), 'x'.repeat(60)],
    ['x'.repeat(61), `${'x'.repeat(57)}…`],
  ] as const)('is what a person sees: %j', (cell, words) => {
    expect(shown(cell)).toBe(words);
  });

  test('gives its letters and digits, unless it is a date, a time or a share', () => {
    const cells: readonly Filled[] = ['\u00a0x ', 76_123, 4.5, true, dated(1e4), percentage(1)];

    expect(cells.map(digitsOf)).toEqual(['x', '76123', '4,5', 'VERO', undefined, undefined]);
  });
});

describe('whatever a cell holds', () => {
  const number = fc.oneof(fc.double(), fc.integer(), fc.double({ min: -10, max: 60_000 }));
  const typed = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(...Array.from('0123456789.,:/-–+ eEhPACSR€%\u00a0\n')) }),
    fc.constantFrom('PAT', 'NULL', '#N/D', '1e999', '__proto__', 'constructor', 'toString'),
  );
  const cell: fc.Arbitrary<Filled> = fc.oneof(
    typed,
    number,
    fc.boolean(),
    fc.record({
      kind: fc.constant('serial' as const),
      serial: number,
      shows: fc.constantFrom(
        'date' as const,
        'time' as const,
        'dateTime' as const,
        'duration' as const,
      ),
    }),
    fc.record({ kind: fc.constant('percent' as const), fraction: number }),
    fc.record({ kind: fc.constant('error' as const), error: fc.string() }),
  );

  test.each(everyKind)('$label gives a value of its kind or a whole sentence', (column) => {
    fc.assert(
      fc.property(cell, (it) => {
        const read = column.read(it);

        if (read.ok) expect(column.schema.safeParse(read.value).success).toBe(true);
        else expect(read.error.say).toMatch(/^[«A-Z][^]*\.$/u);
      }),
    );
  });

  test.each(everyKind)('$label reads back what it shows and what it writes', (column) => {
    const seen = fc.oneof(cell, fc.constant(column.example));

    fc.assert(
      fc.property(seen, (it) => {
        const read = column.read(it);

        if (read.ok && !isNothing(read.value))
          expect(plain(around(column, read.value))).toEqual(plain([read, read]));
      }),
    );
  });
});

/** Plays a column's ways of typing: each cell is read as its value. */
function reads<T>(column: Column<T>, rows: readonly (readonly [Filled, T])[]) {
  for (const [cell, value] of rows) {
    test(`${column.kind}: reads ${JSON.stringify(cell)} as ${JSON.stringify(value)}`, () => {
      expect(column.read(cell)).toEqual(ok(value));
    });
  }
}

/** Plays what a column refuses: each cell with the whole sentence people read. */
function refuses<T>(column: Column<T>, rows: readonly (readonly [Filled, string])[]) {
  for (const [cell, say] of rows) {
    test(`${column.kind}: refuses ${JSON.stringify(cell)}`, () => {
      expect(column.read(cell)).toMatchObject({ ok: false, error: { say } });
    });
  }
}

/** What is shown, and what is written, is read back as the same value. */
function goesAround<T>(column: Column<T>, values: readonly T[]) {
  test(`${column.kind}: reads back what it shows and what it writes`, () => {
    for (const value of values) expect(around(column, value)).toEqual([ok(value), ok(value)]);
  });
}

function around<T>(column: Column<T>, value: T) {
  const written = resultOf(column.write(value));
  return [
    column.read(column.show(value)),
    written === undefined ? 'wrote nothing' : column.read(written),
  ];
}

/** As JSON has it: a zero below zero, which a rounded crumb leaves behind, is zero to everybody but `toEqual`. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

/** Invisible characters alone, or an empty list: nothing that a cell could hold. */
function isNothing(value: unknown): boolean {
  return value === '' || (Array.isArray(value) && value.length === 0);
}
