import { describe, expect, it } from 'vitest';
import { draftOf } from '../../../src/integrations/google-sheets/draft.ts';
import {
  isUnused,
  readBook,
  revisionOf,
  sheetsOf,
} from '../../../src/integrations/google-sheets/reading.ts';
import type { Page } from '../../../src/ports.ts';

describe('an answer of Google’s', () => {
  it('gives cells as they are shown: days, times, spans, shares, texts, truth, errors', () => {
    const format = (type: string, pattern: string) => ({
      effectiveFormat: { numberFormat: { type, pattern } },
    });
    const book = readBook({
      properties: { locale: 'it_IT' },
      sheets: [
        {
          // The number of the first tab is 0, which Google leaves out.
          properties: { title: 'Persone' },
          data: [
            {
              rowData: [
                { values: [{ effectiveValue: { stringValue: 'ID' } }] },
                {},
                {
                  values: [
                    {},
                    { effectiveValue: { numberValue: 46_112 }, ...format('DATE', 'dd/mm/yyyy') },
                    { effectiveValue: { numberValue: 0.375 }, ...format('TIME', 'hh:mm') },
                    { effectiveValue: { numberValue: 1.5 }, ...format('TIME', '[h]:mm') },
                    { effectiveValue: { numberValue: 0.7 }, ...format('PERCENT', '0.0%') },
                    { effectiveValue: { numberValue: 0 } },
                    { effectiveValue: { boolValue: false } },
                    { effectiveValue: { stringValue: '' } },
                    {
                      userEnteredValue: { formulaValue: '=NA()' },
                      effectiveValue: { errorValue: { type: 'N_A' } },
                    },
                    {
                      userEnteredValue: { formulaValue: '=#REF!' },
                      effectiveValue: { errorValue: { type: 'REF' } },
                    },
                    {
                      userEnteredValue: { formulaValue: '=""' },
                      effectiveValue: { stringValue: '' },
                    },
                    format('TEXT', '@'),
                  ],
                },
                { values: [format('TEXT', '@')] },
              ],
            },
          ],
        },
      ],
    });

    expect(sheetsOf(book)).toEqual([
      {
        name: 'Persone',
        rows: [
          ['ID'],
          [],
          [
            undefined,
            { kind: 'serial', serial: 46_112, shows: 'date' },
            { kind: 'serial', serial: 0.375, shows: 'time' },
            { kind: 'serial', serial: 1.5, shows: 'duration' },
            { kind: 'percent', fraction: 0.7 },
            0,
            false,
            undefined,
            { kind: 'formula', formula: 'NA()', result: { kind: 'error', error: '#N/A' } },
            { kind: 'error', error: '#REF!' },
            { kind: 'formula', formula: '""', result: undefined },
          ],
        ],
      },
    ]);
    expect(book.tabs[0]?.id).toBe(0);
  });

  it('cut in the middle is none', () => {
    expect(() => readBook({})).toThrow('an answer without tabs');
  });

  it('leaves out tabs that are one great chart, and ALICE’s scrap paper', () => {
    const book = readBook({
      sheets: [
        { properties: { sheetId: 1, title: 'Persone' } },
        { properties: { sheetId: 2, title: 'Grafico1', sheetType: 'OBJECT' } },
        { properties: { sheetId: 3, title: 'ALICE (appunti) 1 abc 1', hidden: true } },
      ],
    });

    expect(book.tabs.map((it) => it.name)).toEqual(['Persone']);
    expect(book.scraps.map((it) => it.id)).toEqual([3]);
  });
});

describe('a spreadsheet nobody has used', () => {
  it.each(['Foglio1', 'Sheet1', 'Foglio 1'])('has one blank tab called %s', (title) => {
    expect(isUnused(readBook({ sheets: [{ properties: { title } }] }))).toBe(true);
  });

  it('is used once somebody typed in it, named its tab or added one', () => {
    const cell = { effectiveValue: { stringValue: 'ciao' } };
    const typed = { properties: { title: 'Foglio1' }, data: [{ rowData: [{ values: [cell] }] }] };
    const blank = { properties: { title: 'Foglio1' } };
    const named = { properties: { title: 'Persone' } };

    expect(isUnused(readBook({ sheets: [typed] }))).toBe(false);
    expect(isUnused(readBook({ sheets: [named] }))).toBe(false);
    expect(isUnused(readBook({ sheets: [blank, named] }))).toBe(false);
  });
});

describe('a revision', () => {
  const contents = (rows: readonly (readonly string[])[]) => ({
    built: '',
    names: [],
    tabs: [{ name: 'Persone', note: undefined, rows }],
  });

  it('hangs on what was entered', () => {
    expect(revisionOf(contents([['a']]))).toBe(revisionOf(contents([['a']])));
    expect(revisionOf(contents([['a']]))).not.toBe(revisionOf(contents([['b']])));
  });

  it('does not hang on what formulas give: that changes by itself', () => {
    const giving = (result: string) => ({
      ...contents([]),
      tabs: [
        {
          name: 'Persone',
          note: undefined,
          rows: [[{ kind: 'formula', formula: 'TODAY()', result } as const]],
        },
      ],
    });

    expect(revisionOf(giving('1'))).toBe(revisionOf(giving('2')));
  });
});

describe('a page', () => {
  const page = (rows: Page['rows']): Page => ({
    shape: {
      name: 'Da correggere',
      owner: 'alice',
      frozenRows: 1,
      frozenColumns: 0,
      closed: false,
      filter: false,
      print: false,
      marks: [],
      columns: [{ label: 'Cosa', format: 'general' }],
    },
    rows,
    names: [],
  });
  const unused = readBook({ properties: { locale: 'it_IT', timeZone: 'Europe/Rome' }, sheets: [] });
  const asked = (rows: Page['rows']) => {
    const draft = draftOf(unused, { editor: undefined });
    draft.page(page(rows));
    return draft;
  };

  it('asks for the same with the same numbers every time', () => {
    expect(asked([['a']]).requests).toEqual(asked([['a']]).requests);
  });

  it('never asks Google to parse a text: it is sent as one', () => {
    const [last] = asked([['=1+1']]).requests.slice(-1);

    expect(last?.updateCells?.rows).toEqual([
      { values: [{ userEnteredValue: { stringValue: '=1+1' } }] },
    ]);
  });
});
