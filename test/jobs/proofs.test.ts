import { describe, expect, it } from 'vitest';
import { knowledge } from '../../config/index.ts';
import {
  attendanceSheets,
  batches,
  beneficiaries,
  internships,
  operators,
} from '../../config/registry.ts';
import { day, month } from '../../src/core/day.ts';
import { check, planCheck } from '../../src/jobs/check.ts';
import { recallPast } from '../../src/jobs/past.ts';
import { monthAsked, whyMonth } from '../../src/jobs/why-month.ts';
import type { PaperKept } from '../../src/ports.ts';
import { aProgramme, type Programme, type TypedRow } from '../a/programme.ts';

const march = month('2026-03');

/** Twenty-two planned days, sixteen of them done: the Mondays to Fridays of March 2026 but for six at its end. */
function marchDays(done = 16): TypedRow {
  const days = Array.from({ length: 31 }, (_, n) => n + 1).filter((n) => {
    const weekday = (n + 5) % 7; // 1 March 2026 is a Sunday: 6 is Sunday, 5 Saturday
    return weekday < 5;
  });
  return Object.fromEntries(days.map((n, at) => [`d${n}`, at < done ? '5' : 'A']));
}

function aMonth(
  sheet: TypedRow = {},
  rows: readonly TypedRow[] = [],
  now = '2026-04-08T07:00:00Z',
): Programme {
  return aProgramme(
    [
      [operators, [{ ID: 'O-0001', lastName: 'Verdi', firstName: 'Sara', role: 'coordinatore' }]],
      [beneficiaries, [{ ID: 'B-0001', lastName: 'Rossi', firstName: 'Amina' }]],
      [
        internships,
        [
          {
            ID: 'T-0001',
            beneficiary: 'B-0001',
            instrument: 'TIS',
            region: 'Puglia',
            startDate: '1/3/2026',
            endDate: '31/8/2026',
            hoursMon: '5',
            hoursTue: '5',
            hoursWed: '5',
            hoursThu: '5',
            hoursFri: '5',
            allowance: '600',
            coSentOn: '25/2/2026',
            coProtocol: '1600025001234567',
          },
        ],
      ],
      [
        attendanceSheets,
        [
          {
            ID: 'FP-0001',
            internship: 'T-0001',
            month: 'marzo 2026',
            ...marchDays(),
            sentOn: '25/3/2026',
            receivedOn: '2/4/2026',
            signedByTrainee: 'sì',
            signedByTutor: 'sì',
            checkedOn: '7/4/2026',
            ...sheet,
          },
        ],
      ],
      [batches, rows],
    ],
    { now, settings: { attendanceThreshold: '70 %', belowThreshold: 'niente' } },
  );
}

const paid: TypedRow = {
  ID: 'LQ-0001',
  list: '1/2026',
  month: 'marzo 2026',
  internship: 'T-0001',
  kind: 'indennità del mese',
  amount: '600',
  paidOn: '20/4/2026',
  outcome: 'pagato',
};

async function checked(programme: Programme) {
  return check({ knowledge, ...programme, by: 'coordinator', dryRun: false });
}

async function why(programme: Programme, internship = 'T-0001', of = march) {
  const past = await recallPast(programme.ledger);
  return whyMonth(internship, of, planCheck(await programme.world(), past), {
    kept: past.months,
    papers: past.papers,
  });
}

async function told(programme: Programme, heading: string) {
  const answer = await why(programme);
  if (!answer.ok) throw new Error(answer.error);
  return answer.value.chains[0]?.steps.filter((it) => it.heading === heading).map((it) => it.text);
}

describe('The proof of a month', () => {
  it('is taken when a sheet that was checked is first seen, and holds while nothing changes', async () => {
    const programme = aMonth();

    await checked(programme);
    await checked(programme);

    const kept = await programme.ledger.recall('months');
    expect([...kept.keys()]).toEqual(['T-0001/2026-03']);
    expect(kept.get('T-0001/2026-03')).toMatch(/^2026-04-08\|07\/04\/2026\|open\|/);
    expect(await told(programme, 'Prova')).toEqual([
      expect.stringMatching(/^impronta [0-9a-f]{16}, fissata il 08\/04\/2026 .*nulla è cambiato$/),
    ]);
  });

  it('is not taken of a sheet nobody has checked', async () => {
    const programme = aMonth({ checkedOn: undefined });

    await checked(programme);

    expect(await programme.ledger.recall('months')).toEqual(new Map());
  });

  it('is broken by a changed cell, which is named, and the sheet is to be checked again', async () => {
    const programme = aMonth();
    await checked(programme);

    await programme.type(attendanceSheets, 'FP-0001', { d2: 'A' });
    const { plan } = await checked(programme);

    expect(await told(programme, 'Celle cambiate')).toEqual(['FP-0001 «2»']);
    expect(plan.findings.filter((it) => it.rule === 'sheetChangedAfterCheck')).toMatchObject([
      {
        id: 'FP-0001',
        column: 'Controllato il',
        says: 'Dopo il controllo del 07/04/2026 nel foglio è cambiata la cella «2»: confronta di nuovo il foglio firmato e aggiorna «Controllato il».',
      },
    ]);
  });

  it('is taken anew when the sheet is checked anew', async () => {
    const programme = aMonth();
    await checked(programme);

    await programme.type(attendanceSheets, 'FP-0001', { d2: 'A', checkedOn: '8/4/2026' });
    const { plan } = await checked(programme);

    expect(await told(programme, 'Celle cambiate')).toEqual([]);
    expect(plan.findings.filter((it) => it.rule === 'sheetChangedAfterCheck')).toEqual([]);
  });

  it('is kept for good once the month is paid: a later change is named, whoever checks it', async () => {
    const programme = aMonth({}, [paid], '2026-04-27T07:00:00Z');
    await checked(programme);

    await programme.type(attendanceSheets, 'FP-0001', { d2: 'A', checkedOn: '27/4/2026' });
    await checked(programme);

    expect(await told(programme, 'Celle cambiate')).toEqual([
      'FP-0001 «2», FP-0001 «Controllato il»',
    ]);
    expect(await told(programme, 'Rettifica')).toEqual([
      expect.stringContaining('il mese pagato non si tocca'),
    ]);
  });

  it('names a cell that was emptied, and one of the internship the amount rests on', async () => {
    const programme = aMonth();
    await checked(programme);

    await programme.type(attendanceSheets, 'FP-0001', { d3: undefined });
    await programme.type(internships, 'T-0001', { allowance: '650' });

    expect(await told(programme, 'Celle cambiate')).toEqual([
      'T-0001 «Indennità mensile», FP-0001 «3»',
    ]);
  });
});

describe('Why a month is worth what it is', () => {
  it('says the count, the rule and who says it, the amount, and the cells', async () => {
    const programme = aMonth();

    const steps = await told(programme, 'Perché');

    expect(steps).toEqual([
      '16 giorni su 22 = 72,7 % ≥ 70 % («Impostazioni»)',
      expect.stringMatching(/^mese intero: 600,00 € \(T-0001, come L\.R\. Puglia 26\/2023/),
    ]);
    expect(await told(programme, 'Spetta')).toEqual(['600,00 €']);
    expect(await told(programme, 'FP-0001, giorni')).toEqual([
      expect.stringMatching(/^2 5 · 3 5 · .*31 A$/),
    ]);
  });

  it('names the register that was printed of its sheet, by number and hash, the latest version alone', async () => {
    const programme = aMonth();
    const past = await recallPast(programme.ledger);
    const register = (version: number, about = 'FP-0001'): PaperKept => ({
      key: `T-0001/registro-presenze/7-2026/${version}/${about}`,
      as: 'original',
      kind: 'registro-presenze',
      year: 2026,
      number: about === 'FP-0001' ? 7 : 8,
      version,
      about,
      made: day('2026-03-25'),
      run: 'R-0001',
      sha256: `${version}`.repeat(64),
      rests: {},
      where: 'carte',
    });

    const told = whyMonth('T-0001', march, planCheck(await programme.world(), past), {
      kept: past.months,
      papers: [register(1), register(2), register(1, 'FP-0002')],
    });

    const steps = told.ok ? told.value.chains[0]?.steps : [];
    expect(steps?.filter((it) => it.heading === 'Carta').map((it) => it.text)).toEqual([
      `registro-presenze 7/2026 v2, SHA-256 ${'2'.repeat(64)}`,
    ]);
  });

  it('tells amounts only to those who may see money', async () => {
    const answer = await why(aMonth());

    const classes = answer.ok
      ? answer.value.chains[0]?.steps.filter((it) => it.text.includes('€')).map((it) => it.classes)
      : [];
    expect(classes?.length).toBeGreaterThan(0);
    expect(classes?.every((it) => it.includes('amount'))).toBe(true);
  });

  it('says what a month under way can still come to', async () => {
    const programme = aMonth(
      { ...marchDays(0), receivedOn: undefined, checkedOn: undefined, d2: 'A', d3: 'A' },
      [],
      '2026-03-03T07:00:00Z',
    );
    for (let n = 4; n <= 31; n += 1)
      await programme.type(attendanceSheets, 'FP-0001', { [`d${n}`]: undefined });

    expect(await told(programme, 'Si può ancora')).toEqual([
      'servono ancora 16 giorni di presenza e se ne possono saltare 4; dal 10 ogni giorno serve',
    ]);
  });

  it('answers in Italian what it does not know', async () => {
    const programme = aMonth();

    expect(await why(programme, 'T-0099')).toEqual({
      ok: false,
      error: 'Di T-0099 non ho mesi: scrivi l’ID di un tirocinio cominciato, ad esempio T-0014.',
    });
    expect(await why(programme, 't-0001', month('2026-12'))).toEqual({
      ok: false,
      error: 'T-0001 non ha dicembre 2026: i suoi mesi arrivano fino a 2026-03 e 2026-04.',
    });
    expect(monthAsked('marzo 2026')).toEqual({ ok: true, value: '2026-03' });
    expect(monthAsked('marzolino')).toEqual({
      ok: false,
      error: '«marzolino» non è un mese: scrivi ad esempio 2026-03.',
    });
  });
});
