import { describe, expect, test } from 'vitest';
import * as registry from '../../config/registry.ts';
import { operators, roles as staff } from '../../config/registry.ts';
import { policy, type Role, reach } from '../../config/roles.ts';
import { type Audience, type Privacy, release, type Surface } from '../../src/core/release.ts';
import { type AnyTab, columnAt } from '../../src/core/tab.ts';

const surfaces = Object.keys(policy.surfaces) as Surface[];
const known = Object.keys(policy.roles) as Role[];
const tabs = Object.values<unknown>(registry).filter(isTab);

/** What an audience gets of a value of one class. */
function gets(of: Privacy, to: Audience): boolean {
  return release({ value: 'x', classes: [of] }, to, policy) !== undefined;
}

/** What of the work a role is told in a place. */
function seen(role: Role, surface: Surface): readonly Privacy[] {
  return (['internal', 'name', 'amount'] as const).filter((it) => gets(it, { role, surface }));
}

describe('Ciò che è riservato', () => {
  test('non esce mai dal suo file, per nessuno, nemmeno chiedendolo per nome', () => {
    const outside = surfaces.filter((it) => it !== 'restrictedRegister');
    const leaks = known.flatMap((role) =>
      outside.flatMap((surface) =>
        [false, true].flatMap((reveal) =>
          gets('restricted', { role, surface, reveal }) ? [`${role} su ${surface}`] : [],
        ),
      ),
    );

    expect(leaks).toEqual([]);
  });

  test('nel suo file è per il coordinatore e per il servizio che ha in carico la persona', () => {
    const may = known.filter((role) => gets('restricted', { role, surface: 'restrictedRegister' }));

    expect(may).toEqual(['coordinator', 'socialServices']);
  });

  test('resta dentro anche quando è solo una parte di ciò che si dice', () => {
    const it = { value: 'T-0001 parte lunedì', classes: ['internal', 'restricted'] as const };

    expect(release(it, { role: 'coordinator', surface: 'direct' }, policy)).toBeUndefined();
  });
});

describe('Le note', () => {
  test.each(['log', 'channel', 'direct', 'mail', 'pdf', 'export'] as const)(
    'non vanno mai in «%s»',
    (surface) => {
      const leaks = known.filter((role) => gets('freeText', { role, surface, reveal: true }));

      expect(leaks).toEqual([]);
    },
  );
});

describe('La chat', () => {
  test.each(['personal', 'freeText', 'restricted'] as const)(
    'non dice mai ciò che è «%s»',
    (of) => {
      const leaks = known.flatMap((role) =>
        (['channel', 'direct'] as const).flatMap((surface) =>
          gets(of, { role, surface, reveal: true }) ? [`${role} in ${surface}`] : [],
        ),
      );

      expect(leaks).toEqual([]);
    },
  );

  test('in un canale non fa nomi né cifre, in privato sì a chi può', () => {
    expect(seen('coordinator', 'channel')).toEqual(['internal']);
    expect(seen('coordinator', 'direct')).toEqual(['internal', 'name', 'amount']);
    expect(seen('labOperator', 'direct')).toEqual(['internal', 'name']);
  });

  test('a chi non conosce dice solo ciò che è pubblico', () => {
    const to = { role: 'someone', surface: 'direct' } as const;

    expect(
      (['public', 'internal', 'name', 'amount'] as const).filter((it) => gets(it, to)),
    ).toEqual(['public']);
  });
});

describe('Il terminale e il JSON', () => {
  test.each(['terminal', 'json'] as const)('%s: i nomi solo se li si chiede', (surface) => {
    const role = 'coordinator';

    expect(gets('amount', { role, surface })).toBe(true);
    expect(gets('name', { role, surface })).toBe(false);
    expect(gets('personal', { role, surface })).toBe(false);
    expect(gets('freeText', { role, surface })).toBe(false);
    expect(gets('name', { role, surface, reveal: true })).toBe(true);
    expect(gets('personal', { role, surface, reveal: true })).toBe(true);
    expect(gets('freeText', { role, surface, reveal: true })).toBe(true);
  });
});

describe('I log, le esportazioni e i canali', () => {
  test.each(['log', 'export', 'channel'] as const)('%s: soltanto ID, date e stati', (surface) => {
    expect([...policy.surfaces[surface]]).toEqual(['public', 'internal']);
  });

  test('chiedere per nome non cambia niente nei log, nei canali e nei messaggi', () => {
    expect(Object.keys(policy.revealed)).toEqual(['terminal', 'json', 'export']);
  });
});

describe('Le cifre', () => {
  test('non sono per chi incontra le persone, né per chi le affianca al lavoro; il servizio firma il progetto', () => {
    const may = known.filter((role) => gets('amount', { role, surface: 'pdf' }));

    expect(may.toSorted()).toEqual(
      [
        'coordinator',
        'mentor',
        'promoterTutor',
        'enterpriseTutor',
        'administration',
        'socialServices',
        'company',
        'beneficiary',
        'funder',
      ].toSorted(),
    );
  });
});

describe('I ruoli', () => {
  test('degli operatori hanno tutti le loro classi e le loro righe', () => {
    const ofStaff = Object.keys(staff);

    expect(ofStaff.filter((it) => !known.includes(it as Role))).toEqual([]);
    expect(Object.keys(reach).toSorted()).toEqual(ofStaff.toSorted());
  });

  test('vedono le righe per strade che portano a un operatore o a un laboratorio', () => {
    const lost = Object.entries(reach).flatMap(([role, rows]) =>
      rows === 'everything'
        ? []
        : rows.flatMap(({ tab, whose }) =>
            whose === 'everybody'
              ? []
              : whose
                  .filter((path) => {
                    const to = columnAt(tab, path).to;
                    return to !== operators && to !== registry.labs;
                  })
                  .map((path) => `${role}: ${tab.name} · ${path}`),
          ),
    );

    expect(lost).toEqual([]);
  });

  test('nominano ogni foglio una volta sola', () => {
    const twice = Object.entries(reach).flatMap(([role, rows]) =>
      rows === 'everything'
        ? []
        : rows
            .filter((it, at) => rows.findIndex(({ tab }) => tab === it.tab) !== at)
            .map(() => role),
    );

    expect(twice).toEqual([]);
  });

  test('tutor d’impresa e operatori di laboratorio non arrivano ai fogli riservati', () => {
    const restricted = tabs.filter((it) => it.book === 'riservato');
    const reached = (
      ['enterpriseTutor', 'labOperator', 'counsellor', 'mentor', 'promoterTutor'] as const
    ).filter((role) => {
      const rows = reach[role];
      return rows === 'everything' || rows.some((it) => restricted.includes(it.tab));
    });

    expect(reached).toEqual([]);
  });

  test('il tutor d’impresa si occupa di imprese e non arriva a nessuna persona', () => {
    const rows = reach.enterpriseTutor;
    const people = rows === 'everything' ? [] : rows.filter((it) => leadsToPeople(it.tab, []));

    expect(rows).not.toBe('everything');
    expect(people.map((it) => it.tab.name)).toEqual([]);
  });
});

function leadsToPeople(tab: AnyTab, seen: readonly AnyTab[]): boolean {
  return (
    tab === registry.beneficiaries ||
    Object.values(tab.columns).some(
      (it) => isTab(it.to) && !seen.includes(it.to) && leadsToPeople(it.to, [...seen, tab]),
    )
  );
}

function isTab(it: unknown): it is AnyTab {
  return typeof it === 'object' && it !== null && 'columns' in it && 'book' in it && 'id' in it;
}
