import { describe, expect, it } from 'vitest';
import { operators } from '../../config/registry.ts';
import {
  type Grant,
  refuseStrangers,
  type Shared,
  strangersIn,
  unknownEditors,
} from '../../src/jobs/sharing.ts';
import { Unreachable } from '../../src/ports.ts';
import { aProgramme } from '../a/programme.ts';

const self = 'alice@programma.iam.gserviceaccount.com';
const own: Grant = { who: 'person', email: self, role: 'writer', inherited: false };

describe('A file of Google’s', () => {
  it('shared with people of the domains, and with ALICE, is well shared', () => {
    expect(strangersIn(shared([own, person('anna@comune.example.org')]))).toEqual([]);
    expect(() => refuseStrangers(shared([own, person('ANNA@Comune.Example.org')]))).not.toThrow();
  });

  it.each<[Grant, string]>([
    [{ who: 'anyone', found: false, role: 'reader', inherited: false }, 'chiunque abbia il link'],
    [{ who: 'anyone', found: true, role: 'writer', inherited: false }, 'anche per modificarlo'],
    [
      { who: 'domain', domain: 'altri.example', found: false, role: 'reader', inherited: false },
      'tutti quelli di altri.example',
    ],
    [person('ugo@altri.example'), 'ugo@altri.example'],
    [person(undefined), 'un account che Google non nomina'],
    [person('bot@altro.iam.gserviceaccount.com'), 'bot@altro.iam.gserviceaccount.com'],
  ])('that %j may open is refused', (grant, says) => {
    const found = strangersIn(shared([own, grant]));

    expect(found).toEqual([expect.objectContaining({ stops: true })]);
    expect(found[0]?.says).toContain(says);
    expect(() => refuseStrangers(shared([own, grant]))).toThrow(Unreachable);
  });

  it('that strangers may only read is told, and not refused', () => {
    const grant: Grant = { ...person('ugo@altri.example'), role: 'reader' };

    expect(strangersIn(shared([grant]))).toEqual([expect.objectContaining({ stops: false })]);
    expect(() => refuseStrangers(shared([grant]))).not.toThrow();
  });

  it('whose sharing comes from its folder is mended there', () => {
    const [found] = strangersIn(
      shared([{ who: 'anyone', found: false, role: 'reader', inherited: true }]),
    );

    expect(found?.cure).toContain('viene dalla cartella');
  });

  it('of which nobody said whose it is, is told so', () => {
    const found = strangersIn({ ...shared([person('ugo@altri.example')]), domains: [] });

    expect(found).toEqual([
      expect.objectContaining({ stops: false, says: expect.stringContaining('quali domini') }),
    ]);
  });
});

describe('Editors', () => {
  const programme = aProgramme(
    [
      [
        operators,
        [
          { ID: 'O-0001', email: 'anna@comune.example.org' },
          { ID: 'O-0002', email: 'ugo@comune.example.org', to: '17/05/2026' },
          { ID: 'O-0003', email: 'eva@comune.example.org', to: '18/05/2026' },
        ],
      ],
    ],
    { now: '2026-05-18T07:00:00Z' },
  );

  it.each<[Grant, string | undefined]>([
    [person('Anna@comune.example.org'), undefined],
    [person('eva@comune.example.org'), undefined],
    [own, undefined],
    [person('ugo@comune.example.org'), 'O-0002 può ancora modificarlo'],
    [person('ida@comune.example.org'), 'in «Operatori» non c’è'],
    [{ ...person('ida@comune.example.org'), role: 'reader' }, undefined],
    [
      { who: 'group', email: 'tutti@comune.example.org', role: 'writer', inherited: false },
      'Il gruppo tutti@comune.example.org',
    ],
  ])('%j: %s', async (grant, says) => {
    const world = await programme.world();

    const found = unknownEditors(shared([grant]), world);

    if (says === undefined) expect(found).toEqual([]);
    else expect(found).toEqual([expect.objectContaining({ says: expect.stringContaining(says) })]);
  });
});

function shared(grants: readonly Grant[]): Shared {
  return {
    where: 'https://docs.google.com/spreadsheets/d/1abc/edit',
    grants,
    domains: ['comune.example.org'],
    self,
  };
}

function person(email: string | undefined): Grant {
  return { who: 'person', email, role: 'writer', inherited: false };
}
