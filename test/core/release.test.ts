import { describe, expect, test } from 'vitest';
import { type Policy, type Privacy, release, type Surface } from '../../src/core/release.ts';

const all: readonly Privacy[] = [
  'public',
  'internal',
  'amount',
  'name',
  'personal',
  'freeText',
  'restricted',
];
const set = (...of: readonly Privacy[]): ReadonlySet<Privacy> => new Set(of);
const nobody: Readonly<Record<Surface, ReadonlySet<Privacy>>> = {
  register: set('public', 'internal', 'name'),
  restrictedRegister: set(...all),
  terminal: set('public', 'internal'),
  json: set('public'),
  log: set('public'),
  channel: set(),
  direct: set('public'),
  mail: set('public'),
  pdf: set('public'),
  export: set('public'),
};
const policy: Policy = {
  roles: { coordinator: set(...all), mentor: set('public', 'internal', 'name') },
  surfaces: nobody,
  revealed: { terminal: set('public', 'internal', 'name', 'personal') },
};

/** The classes that get through, one at a time. */
function through(role: string, surface: Surface, reveal?: boolean): readonly Privacy[] {
  const to = reveal === undefined ? { role, surface } : { role, surface, reveal };
  return all.filter((it) => release({ value: it, classes: [it] }, to, policy) === it);
}

describe('The gate', () => {
  test.each<readonly [string, Surface, boolean | undefined, readonly Privacy[]]>([
    ['coordinator', 'restrictedRegister', undefined, all],
    ['coordinator', 'register', undefined, ['public', 'internal', 'name']],
    ['coordinator', 'terminal', undefined, ['public', 'internal']],
    ['coordinator', 'terminal', false, ['public', 'internal']],
    ['coordinator', 'terminal', true, ['public', 'internal', 'name', 'personal']],
    ['mentor', 'terminal', true, ['public', 'internal', 'name']],
    ['mentor', 'restrictedRegister', undefined, ['public', 'internal', 'name']],
    ['coordinator', 'register', true, ['public', 'internal', 'name']],
    ['coordinator', 'channel', undefined, []],
    ['nobody', 'restrictedRegister', true, ['public']],
    ['nobody', 'channel', undefined, []],
  ])('lets through to %s on %s (reveal: %s) %j', (role, surface, reveal, classes) => {
    expect(through(role, surface, reveal)).toEqual(classes);
  });

  test('lets nothing through that was made from one class too many', () => {
    const to = { role: 'coordinator', surface: 'terminal' } as const;

    expect(release({ value: 1, classes: ['internal', 'public'] }, to, policy)).toBe(1);
    expect(release({ value: 1, classes: ['internal', 'name'] }, to, policy)).toBe(undefined);
    expect(release({ value: 1, classes: [] }, to, policy)).toBe(1);
  });
});
