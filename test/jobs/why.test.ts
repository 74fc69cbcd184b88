import { describe, expect, it } from 'vitest';
import { knowledge } from '../../config/index.ts';
import { beneficiaries, internships, operators } from '../../config/registry.ts';
import { rule } from '../../src/core/rule.ts';
import { planCheck } from '../../src/jobs/check.ts';
import { recallPast } from '../../src/jobs/past.ts';
import { why } from '../../src/jobs/why.ts';
import { aProgramme } from '../a/programme.ts';

const startsLate = rule(internships, {
  name: 'Un tirocinio non inizia in giugno',
  needs: ['startDate', 'beneficiary.lastName'],
  holds: (it) => it.startDate < '2026-06-01',
  say: (it) => `Inizia il ${it.startDate}.`,
  expects: 'Una data prima di giugno, ad esempio 28/02/2026.',
  proposes: () => '31/05/2026',
  mends: 'promoterTutor',
  stops: 'start',
  source: 'Avviso, art. 3',
});

async function plan() {
  const programme = aProgramme([
    [
      operators,
      [
        {
          ID: 'O-0001',
          lastName: 'Verdi',
          firstName: 'Sara',
          role: 'coordinatore',
          email: 'sara@example.org',
        },
      ],
    ],
    [
      beneficiaries,
      [{ ID: 'B-0001', lastName: 'Rossi', firstName: 'Amina', birthDate: '31/02/1998' }],
    ],
    [
      internships,
      [
        { ID: 'T-0001', beneficiary: 'B-0001', startDate: '1/6/2026' },
        { ID: 'T-0002', beneficiary: 'B-0001', startDate: '31/5/2026' },
      ],
    ],
  ]);
  const world = await programme.world();
  return planCheck(
    { ...world, knowledge: { ...knowledge, rules: { startsLate } } },
    await recallPast(programme.ledger),
  );
}

describe('Why', () => {
  it('explains a finding by its key: where, what, in which cells, whence, who, since when, what it stops', async () => {
    const told = why(' startsLate/T-0001/startDate ', await plan());

    expect(told?.chains).toHaveLength(1);
    expect(told?.chains[0]?.title).toBe('blocca: Un tirocinio non inizia in giugno');
    expect(told?.chains[0]?.steps.map((it) => [it.heading, it.text])).toEqual([
      ['Dove', 'Tirocini · T-0001 · riga 2 · Data inizio'],
      ['Che cosa non torna', 'Inizia il 2026-06-01.'],
      ['«Data inizio»', '1/6/2026'],
      ['«Cognome»', 'letta da Beneficiario: Testo, ad esempio Rossi.'],
      ['Che cosa ci va', 'Una data prima di giugno, ad esempio 28/02/2026.'],
      ['Proposta', '31/05/2026'],
      ['Da dove viene la regola', 'Avviso, art. 3'],
      ['Chi corregge', 'tutor promotore'],
      ['Da quando', '04/05/2026'],
      ['Che cosa blocca', 'l’avvio di lunedì 1° giugno 2026 (T-0001)'],
      ['Chiave', 'startsLate/T-0001/startDate'],
    ]);
  });

  it('gives each cell and sentence its classes, for the gate to judge', async () => {
    const steps = why('startsLate/T-0001/startDate', await plan())?.chains[0]?.steps ?? [];
    const classesOf = (heading: string) => steps.find((it) => it.heading === heading)?.classes;

    expect(classesOf('Che cosa non torna')).toEqual(['internal', 'name']);
    expect(classesOf('Proposta')).toEqual(['internal', 'name']);
    expect(classesOf('«Data inizio»')).toEqual(['internal']);
    expect(classesOf('«Cognome»')).toEqual(['internal']);
  });

  it('explains a row by its ID, however it is typed: its state, what comes next, what is wrong', async () => {
    const told = why('b-0001', await plan());

    expect(told?.about).toBe('B-0001');
    expect(told?.chains[0]?.title).toBe('B-0001 (beneficiario)');
    const steps = new Map(told?.chains[0]?.steps.map((it) => [it.heading, it.text]));
    expect(steps.get('Stato')).toBe('abbinata');
    expect(steps.get('Prossimo passo')).toMatch(/\.$/);
    expect(steps.get('Verifica')).toBe(
      `${(told?.chains.length ?? 1) - 1} da guardare, spiegate qui sotto.`,
    );
    expect(told?.chains.slice(1).map((it) => it.title)).toContain(
      'blocca: «Data di nascita» si può leggere',
    );
  });

  it('says of a row where all is well how much was looked at', async () => {
    const told = why('O-0001', await plan());

    expect(told?.chains).toEqual([
      {
        title: 'O-0001 (operatore)',
        steps: [
          {
            heading: 'Verifica',
            text: 'A posto: 0 regole controllate, oltre alle celle.',
            classes: ['internal'],
          },
        ],
      },
    ]);
  });

  it('explains a rule by its name, with the rows for which it does not hold', async () => {
    const told = why('startsLate', await plan());

    expect(told?.chains[0]?.steps.map((it) => [it.heading, it.text])).toEqual([
      ['Che cosa ci va', 'Una data prima di giugno, ad esempio 28/02/2026.'],
      ['Celle', '«Data inizio», «Cognome»'],
      ['Da dove viene', 'Avviso, art. 3'],
      ['Chi corregge', 'tutor promotore'],
      ['Adesso', 'Non vale per T-0001.'],
    ]);
  });

  it('knows nothing of what is not there', async () => {
    const known = await plan();

    expect(['T-0009', 'boh', '', 'constructor'].map((it) => why(it, known))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
