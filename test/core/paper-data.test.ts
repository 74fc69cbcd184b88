import { describe, expect, test } from 'vitest';
import { day } from '../../src/core/day.ts';
import type { Put } from '../../src/core/fill.ts';
import { attachedData } from '../../src/core/paper-data.ts';
import type { Policy, Privacy } from '../../src/core/release.ts';
import { aPlainTemplate } from '../a/papers.ts';

const classes = (...of: readonly Privacy[]) => new Set(of);
const open = classes('public', 'internal', 'name', 'amount', 'personal', 'freeText', 'restricted');
const policy: Policy = {
  roles: { beneficiary: classes('public', 'internal', 'name', 'amount'), companyTutor: open },
  surfaces: {
    register: open,
    restrictedRegister: open,
    terminal: open,
    json: open,
    log: open,
    channel: open,
    direct: open,
    mail: open,
    pdf: open,
    export: open,
  },
  revealed: {},
};

function put(label: string, value: Put['value'], ...of: readonly Privacy[]): Put {
  return { label, value, within: [], classes: of };
}

function dataOf(values: readonly Put[], audience: readonly string[] = ['beneficiary']) {
  const { name, json } = attachedData(
    {
      template: { ...aPlainTemplate(), audience },
      number: { kind: 'scheda', year: 2026, number: 12, version: 2 },
      about: 'T-0014',
      made: day('2026-05-04'),
      put: values,
    },
    policy,
  );
  return { name, json, read: JSON.parse(json) as Readonly<Record<string, unknown>> };
}

describe('The data of a paper', () => {
  test('say which paper they are of, and name nobody in the name of their file', () => {
    const { name, read } = dataOf([put('beneficiario.cognome', 'Rossi', 'name')]);

    expect(name).toBe('scheda-12-2026.json');
    expect(read).toEqual({
      schemaVersion: 1,
      kind: 'scheda',
      title: 'Scheda',
      number: '12/2026',
      version: 2,
      about: 'T-0014',
      made: '2026-05-04',
      values: { 'beneficiario.cognome': 'Rossi' },
    });
  });

  test('stand in the order of the paper, each label once', () => {
    const { json } = dataOf([
      put('zeta', '1', 'internal'),
      put('alfa', '2', 'internal'),
      put('zeta', '3', 'internal'),
    ]);

    expect(json).toContain('"values": {\n    "zeta": "1",\n    "alfa": "2"\n  }\n}\n');
  });

  test('of lists stand line by line, lists within lists too', () => {
    const first = { list: 'tirocini', line: 0 };
    const second = { list: 'tirocini', line: 1 };
    const inside: Put['within'] = [second, { list: 'variazioni', line: 0 }];

    const { read } = dataOf([
      { ...put('ID', 'T-0001', 'internal'), within: [first] },
      { ...put('ID', 'T-0002', 'internal'), within: [second] },
      { ...put('dal', '2026-06-01', 'internal'), within: inside },
    ]);

    expect(read['lists']).toEqual({
      tirocini: [
        { values: { ID: 'T-0001' } },
        { values: { ID: 'T-0002' }, lists: { variazioni: [{ values: { dal: '2026-06-01' } }] } },
      ],
    });
  });

  test.each<[Privacy, readonly string[], boolean]>([
    ['name', ['beneficiary'], true],
    ['personal', ['beneficiary'], false],
    ['personal', ['companyTutor'], true],
    ['personal', ['beneficiary', 'companyTutor'], false],
    ['internal', ['beneficiary', 'nobody declared'], false],
    ['public', ['nobody declared'], true],
    // Whatever a policy lets through.
    ['restricted', ['companyTutor'], false],
  ])('that are «%s» for %j are there: %s', (of, audience, there) => {
    const { json } = dataOf([put('canarino', 'CANARINO', 'public', of)], audience);

    expect(json.includes('CANARINO')).toBe(there);
  });

  test('of a section are its blocks, under the same gate', () => {
    const blocks = [{ kind: 'paragraph', text: ['CANARINO'] }] as const;

    expect(dataOf([put('::: presenze', blocks, 'internal')]).read['values']).toEqual({
      '::: presenze': blocks,
    });
    expect(dataOf([put('::: presenze', blocks, 'restricted')]).json).not.toContain('CANARINO');
  });
});
