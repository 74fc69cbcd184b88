import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ad,
  clean,
  comparable,
  letter,
  list,
  nearest,
  plural,
  thousands,
  withArticle,
} from '../../src/core/words.ts';

describe('plural', () => {
  test.each([
    [0, '0 tirocini'],
    [1, '1 tirocinio'],
    [2, '2 tirocini'],
    [-1, '-1 tirocinio'],
    [1200, '1.200 tirocini'],
  ])('says %i with its word', (n, said) => {
    expect(plural(n, 'tirocinio', 'tirocini')).toBe(said);
  });
});

describe('list', () => {
  test.each([
    [[], ''],
    [['PFI'], 'PFI'],
    [['PFI', 'CO'], 'PFI e CO'],
    [['PFI', 'CO', 'INAIL'], 'PFI, CO e INAIL'],
    [['convenzione', 'email'], 'convenzione ed email'],
    [['INAIL', 'è tutto'], 'INAIL ed è tutto'],
  ])('joins %j', (items, said) => {
    expect(list(items)).toBe(said);
  });

  test('takes another last word', () => {
    expect(list(['sì', 'no'], 'o')).toBe('sì o no');
  });
});

describe('clean', () => {
  test('takes away what is not seen, and keeps what is', () => {
    expect(clean('\uFEFF\u00a0 Niccolo\u0300\u200B  D’Amico\t(BA) ')).toBe('Niccolò D’Amico (BA)');
  });

  test('keeps line breaks, one each, without spaces around', () => {
    expect(clean('via Roma, 1 \r\n  Andria\r(BT)')).toBe('via Roma, 1\nAndria\n(BT)');
  });

  test('composes letters that only something invisible kept apart', () => {
    expect(clean('Niccolo\u200B\u0300')).toBe('Niccolò');
  });

  test('changes nothing the second time', () => {
    const pieces = [
      'a',
      'o',
      '\u0300',
      '\u200B',
      '\u00AD',
      ' ',
      '\u00a0',
      '\r',
      '\n',
      '\u2028',
      '\t',
      'è',
      '😀',
    ];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...pieces)).map((it) => it.join('')),
        (text) => clean(clean(text)) === clean(text),
      ),
    );
  });
});

describe('comparable', () => {
  test.each([
    ['D’Amico', "d'amico"],
    ['D’Amico', 'DAMICO'],
    ['Niccolò', "NICCOLO'"],
    ['San  Teodoro', 'san\u00a0teodoro'],
    ['Codice fiscale:', 'codice_fiscale'],
    ['Straße', 'STRASSE'],
    ['Barletta-Andria-Trani', 'Barletta Andria Trani'],
  ])('counts %s and %s as the same', (a, b) => {
    expect(comparable(a)).toBe(comparable(b));
  });

  test('keeps different words and scripts apart', () => {
    expect(comparable('Nome')).not.toBe(comparable('Cognome'));
    expect(comparable('Иван')).toBe('иван');
  });
});

describe('nearest', () => {
  const columns = ['cognome', 'nome', 'data di nascita', 'PEC', 'CAP', 'sì'] as const;

  test.each([
    ['cognme', 'cognome'],
    ['congome', 'cognome'],
    ['nom', 'nome'],
    ['data nascita', 'data di nascita'],
    ['Data Di Nàscita', 'data di nascita'],
    ['pce', 'PEC'],
  ])('takes %s for %s', (typed, meant) => {
    expect(nearest(typed, columns)).toBe(meant);
  });

  test.each([['telefono'], ['pc x'], ['s'], [''], ['cellulare']])(
    'guesses nothing for %s',
    (typed) => {
      expect(nearest(typed, columns)).toBeUndefined();
    },
  );

  test('does not choose between two that are equally near', () => {
    expect(nearest('caso', ['casa', 'cava', 'cast'])).toBeUndefined();
    expect(nearest('caso', ['casa', 'cava'])).toBe('casa');
  });
});

describe('letter', () => {
  test('loses the indentation of the source and nothing of the values', () => {
    const address = 'via Roma, 1\n  76123 Andria';

    const text = letter`
      Gentile ${'Amina'},
        ecco l’indirizzo:
      ${address}
      ${undefined}
    `;

    expect(text).toBe('Gentile Amina,\necco l’indirizzo:\nvia Roma, 1\n  76123 Andria');
  });
});

describe('withArticle', () => {
  test.each([
    ['in', 'm', 'elenco', 'nell’elenco'],
    ['in', 'm', 'foglio', 'nel foglio'],
    ['di', 'f', 'colonna', 'della colonna'],
    ['di', 'f', 'impresa', 'dell’impresa'],
    ['il', 'm', 'stato', 'lo stato'],
    ['il', 'm', 'sito', 'il sito'],
    ['a', 'm', 'psicologo', 'allo psicologo'],
    ['il', 'f', 'scheda', 'la scheda'],
    ['il', 'm', 'zero', 'lo zero'],
    ['da', 'm', 'tutor', 'dal tutor'],
    ['su', 'f', 'età', 'sull’età'],
  ] as const)('joins %s (%s) to %s', (joined, gender, noun, said) => {
    expect(withArticle(joined, gender, noun)).toBe(said);
  });
});

describe('ad', () => {
  test.each([
    ['Andria', 'ad Andria'],
    ['Trani', 'a Trani'],
    ['Empoli', 'a Empoli'],
    ['àncora', 'ad àncora'],
  ])('goes before %s', (word, said) => {
    expect(ad(word)).toBe(said);
  });
});

describe('thousands', () => {
  test.each([
    [999, '999'],
    [1000, '1.000'],
    [1234567, '1.234.567'],
    [-1000, '-1.000'],
  ])('dots %i', (n, said) => {
    expect(thousands(n)).toBe(said);
  });
});
