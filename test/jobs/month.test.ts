import { describe, expect, it } from 'vitest';
import { attendanceSheets } from '../../config/registry.ts';
import { day, month } from '../../src/core/day.ts';
import { euro } from '../../src/core/money.ts';
import type { Audience } from '../../src/core/release.ts';
import { check } from '../../src/jobs/check.ts';
import { type MonthPlan, monthAsData, monthInWords, planMonth } from '../../src/jobs/month.ts';
import {
  accountOfAmina,
  aPayingProgramme,
  ion,
  judged,
  marchOfAmina,
  marchOfIon,
  ofAmina,
  ofIon,
  type PaymentsBut,
} from '../a/payments.ts';
import { aBatch, aBudgetItem, aWaiver } from '../a/presenze.ts';
import type { Programme } from '../a/programme.ts';

const march = month('2026-03');
const administration: Audience = { role: 'administration', surface: 'terminal' };

async function planned(
  but: PaymentsBut = {},
  asked: { readonly month?: ReturnType<typeof month>; readonly internship?: string } = {},
): Promise<MonthPlan> {
  return plannedOf(aPayingProgramme(but), asked);
}

async function plannedOf(
  programme: Programme,
  asked: { readonly month?: ReturnType<typeof month>; readonly internship?: string } = {},
): Promise<MonthPlan> {
  const plan = planMonth({ ...(await judged(programme)), month: march, ...asked });
  if (!plan.ok) throw new Error(plan.error);
  return plan.value;
}

/** March of Amina, paid in full. */
const paid = aBatch({ internship: ofAmina, item: aBudgetItem() });
/** A on these days. */
function absent(...days: readonly number[]) {
  return Object.fromEntries(days.map((n) => [`d${n}`, { code: 'A' }] as const));
}
/** Only thirteen days of March, the rest absences. */
const few = absent(19, 20, 23, 24, 25, 26, 27, 30, 31);

describe('A month', () => {
  it('tells what was planned and done, what is due and what is left of the grant', async () => {
    const plan = await planned();

    expect(
      plan.rows.map(({ told, arrived, grant }) => [
        told.internship,
        told.attendance.doneDays,
        told.attendance.plannedDays,
        told.due.kind === 'due' ? told.due.amount : undefined,
        grant?.residual,
        told.state.key,
        arrived,
      ]),
    ).toEqual([
      ['T-0001', 22, 22, euro(600), euro(3600), 'payable', true],
      ['T-0002', 22, 22, euro(600), euro(3600), 'payable', true],
    ]);
    expect(plan.totals).toEqual([
      { key: 'payable', label: 'liquidabile', count: 2, due: euro(1200) },
    ]);
    expect(plan.due).toEqual(euro(1200));
    expect(plan.items.map((one) => [one.id, one.residual])).toEqual([['QE-0001', euro(158_400)]]);
  });

  it('adds up by state, and what is paid is no longer left of grant and budget', async () => {
    const plan = await planned({ batches: [paid] });

    expect(plan.totals).toEqual([
      { key: 'paid', label: 'pagato', count: 1, due: euro(600) },
      { key: 'payable', label: 'liquidabile', count: 1, due: euro(600) },
    ]);
    expect(plan.rows[0]?.grant?.residual).toEqual(euro(3000));
    expect(plan.items[0]?.residual).toEqual(euro(157_800));
    expect(plan.adjustments).toEqual([]);
  });

  it('is of one internship alone where its ID is told, as people type it', async () => {
    const plan = await planned({}, { internship: ' t-0002' });

    expect(plan.rows.map((one) => one.told.internship)).toEqual(['T-0002']);
  });

  it('refuses an ID that is no internship, and names one', async () => {
    const it = await judged(aPayingProgramme());

    expect(planMonth({ ...it, month: march, internship: 'B-0001' })).toEqual({
      ok: false,
      error: '«B-0001» non è un tirocinio del registro: scrivi il suo ID, ad esempio T-0001.',
    });
  });

  it('holds nothing before the first internship and after today', async () => {
    const before = await planned({}, { month: month('2026-02') });
    const after = await planned({}, { month: month('2026-06') });

    expect(monthInWords(before, administration)).toEqual([
      'Febbraio 2026: nessun tirocinio in corso.',
    ]);
    expect(after.rows).toEqual([]);
    expect(
      monthInWords(
        await planned({}, { month: month('2026-02'), internship: 'T-0001' }),
        administration,
      ),
    ).toEqual(['Febbraio 2026: T-0001 non ha questo mese.']);
  });

  it('cannot be paid while a finding stops it, and can once somebody answers for it', async () => {
    const sheets = [{ ...marchOfAmina, checkedBy: marchOfAmina.recordedBy }, marchOfIon];
    const waiver = aWaiver({
      about: 'FP-0001',
      rule: 'Chi controlla il foglio non è chi ha scritto le presenze',
    });

    const stopped = await planned({ sheets });
    const waived = await planned({ sheets, waivers: [waiver] });

    expect(stopped.rows[0]?.told.state.key).toBe('toMend');
    expect(stopped.rows[0]?.told.obstacles).toEqual([
      'Il foglio FP-0001 ha segnalazioni che bloccano il pagamento: vedi «Da correggere».',
    ]);
    expect(waived.rows[0]?.told.state.key).toBe('payable');
  });
});

describe('A month still open', () => {
  const may = month('2026-05');
  const blank = Object.fromEntries(Array.from({ length: 31 }, (_, n) => [`d${n + 1}`, undefined]));
  /** A sheet sent out and not back, with the first so many working days of May written as absences. */
  const sheetOf = (internship: typeof ofAmina, absences: number) => ({
    id: internship === ofAmina ? 'FP-0011' : 'FP-0012',
    internship,
    month: may,
    sentOn: day('2026-05-02'),
    ...blank,
    ...absent(...[4, 5, 6, 7, 8, 11, 12, 13].slice(0, absences)),
  });
  const at = (ofOne: number, ofOther: number) =>
    planned(
      { now: '2026-05-14T07:00:00Z', sheets: [sheetOf(ofAmina, ofOne), sheetOf(ofIon, ofOther)] },
      { month: may },
    );

  it('warns of days lost, with the most still reachable, the days needed and the last day to save it', async () => {
    const plan = await at(6, 0);

    const lines = monthInWords(plan, administration);
    expect(plan.early.map((one) => one.told.internship)).toEqual(['T-0001']);
    expect(plan.early[0]?.told.outlook).toMatchObject({ daysToSpare: 0, saveBy: 15 });
    expect(lines.join('\n')).toContain(
      'T-0001: al massimo 14 su 20 (70,0 %); servono ancora 11 giorni di presenza e non se ne può più\n  saltare nessuno; dal 15 ogni giorno serve (15/05/2026).',
    );
  });

  it('is told as lost once the threshold is out of reach, before those that can be saved', async () => {
    const plan = await at(5, 7);

    expect(
      plan.early.map(({ told }) => [
        told.internship,
        told.outlook?.verdict,
        told.outlook?.daysToSpare,
      ]),
    ).toEqual([
      ['T-0002', 'lost', 0],
      ['T-0001', 'open', 1],
    ]);
  });

  it('is not warned of while nobody missed a day, nor counted as done', async () => {
    const plan = await at(0, 0);

    expect(plan.early).toEqual([]);
    expect(plan.insured).toEqual([]);
    expect(monthInWords(plan, administration).join('\n')).toMatch(
      /T-0001 +B-0001 A\.R\. +—\/20 +—\/100 +— +— /,
    );
  });
});

describe('Adjustments of paid months', () => {
  it('are proposed for months of any time, with difference, sign and reason', async () => {
    const plan = await planned(
      { sheets: [{ ...marchOfAmina, ...few }, marchOfIon], batches: [paid] },
      { month: month('2026-05') },
    );

    expect(
      plan.adjustments.map((one) => [
        one.internship.id,
        one.month,
        one.adjusts.id,
        one.direction,
        one.amount,
        one.reason,
        one.obstacles,
      ]),
    ).toEqual([['T-0001', march, 'LQ-0001', 'less', euro(245, 45), 'attendance', []]]);
    expect(monthInWords(plan, administration).join('\n')).toContain(
      'T-0001, marzo 2026, LQ-0001: in meno 245,45 €, «presenze corrette»: pagati 600,00 €, spettano\n  354,55 € (13 giorni su 22 = 59,0 % < 70 %).',
    );
  });

  it('add what was paid too little', async () => {
    const plan = await planned({ batches: [{ ...paid, amount: euro(540), net: euro(540) }] });

    expect(plan.adjustments).toMatchObject([
      { direction: 'more', amount: euro(60), reason: 'attendance' },
    ]);
  });

  it('blame the amount where no attendance is worth as much, and the double where it was paid twice', async () => {
    const beyond = await planned({ batches: [{ ...paid, amount: euro(700), net: euro(700) }] });
    const twice = await planned({ batches: [paid, { ...paid, id: 'LQ-0002', list: '5/2026' }] });

    expect(beyond.adjustments).toMatchObject([{ amount: euro(100), reason: 'amount' }]);
    expect(twice.adjustments).toMatchObject([
      { amount: euro(600), direction: 'less', reason: 'doublePaid', adjusts: { id: 'LQ-0001' } },
    ]);
  });

  it('are no more once one of them is on its way', async () => {
    const adjustment = aBatch({
      id: 'LQ-0002',
      list: '5/2026',
      internship: ofAmina,
      kind: 'adjustment',
      adjusts: 'LQ-0001',
      direction: 'more',
      adjustReason: 'amount',
      amount: euro(60),
      net: euro(60),
      paidOn: undefined,
      outcome: undefined,
    });

    const plan = await planned({
      batches: [{ ...paid, amount: euro(540), net: euro(540) }, adjustment],
    });

    expect(plan.adjustments).toEqual([]);
  });

  it('wait while what was paid cannot be read, the sheet is not checked, or the bank sent something back', async () => {
    const unread = await planned({ batches: [{ ...paid, amount: undefined }] });
    const unchecked = await planned({
      sheets: [{ ...marchOfAmina, ...few, checkedOn: undefined }, marchOfIon],
      batches: [paid],
    });
    const back = await planned({
      batches: [
        { ...paid, amount: euro(500), net: euro(500) },
        aBatch({
          id: 'LQ-0002',
          list: '5/2026',
          internship: ofAmina,
          kind: 'adjustment',
          adjusts: 'LQ-0001',
          direction: 'more',
          adjustReason: 'attendance',
          amount: euro(100),
          net: euro(100),
          outcome: 'returned',
        }),
      ],
    });

    expect(unread.adjustments[0]?.obstacles).toEqual([
      'In LQ-0001 manca o non si legge l’importo o il segno: quanto è stato pagato non si sa.',
    ]);
    expect(unchecked.adjustments[0]?.obstacles).toEqual([
      'Il foglio non risulta controllato: scrivi «Controllato il», ad esempio 07/04/2026.',
    ]);
    expect(back.adjustments[0]?.obstacles).toEqual([
      'LQ-0002 è tornata indietro e non è stata ripagata: prima va deciso se ripagarla.',
    ]);
  });

  it('name the cells that changed since the check, and wait for a new one', async () => {
    const programme = aPayingProgramme({ batches: [paid] });
    const { volumes, ledger, clock } = programme;
    const { knowledge } = await programme.world();
    await check({ knowledge, volumes, ledger, clock, by: 'Sara', dryRun: false });
    for (let n = 9; n <= 31; n += 1)
      if (![14, 15, 21, 22, 28, 29].includes(n))
        await programme.type(attendanceSheets, 'FP-0001', { [`d${n}`]: 'A' });

    const changed = await plannedOf(programme);
    await programme.type(attendanceSheets, 'FP-0001', { checkedOn: '02/05/2026' });
    const checked = await plannedOf(programme);

    expect(changed.adjustments).toMatchObject([{ direction: 'less', reason: 'attendance' }]);
    expect(changed.adjustments[0]?.changed.slice(0, 2)).toEqual(['FP-0001 «9»', 'FP-0001 «10»']);
    expect(changed.adjustments[0]?.obstacles).toEqual([
      'Il foglio è cambiato dopo il controllo del 07/04/2026: confrontalo con quello firmato e aggiorna «Controllato il».',
    ]);
    expect(checked.adjustments[0]?.obstacles).toEqual([]);
  });
});

describe('Days of presence for INAIL', () => {
  it('are those of sheets that came back, and never a day without cover', async () => {
    const uncovered = { ...ofIon, inailFrom: day('2026-03-03') };

    const plan = await planned({
      internships: [ofAmina, uncovered],
      sheets: [marchOfAmina, { ...marchOfIon, internship: uncovered }],
    });

    expect(plan.insured.map((one) => [one.id, one.days.length, one.days[0]])).toEqual([
      ['T-0001', 22, '2026-03-02'],
      ['T-0002', 21, '2026-03-03'],
    ]);
  });
});

describe('Fees of the hosts’ tutors', () => {
  const fee = { companyTutorFee: euro(100) };
  const feeRow = aBatch({
    internship: { ...ofIon, ...fee },
    kind: 'companyTutorFee',
    amount: euro(100),
    withheld: undefined,
    net: undefined,
    item: undefined,
  });
  const internships = [
    { ...ofAmina, ...fee },
    { ...ofIon, ...fee },
  ];

  it('are due once the month is checked, and known as listed once they are', async () => {
    const plan = await planned({ internships, batches: [feeRow] });

    expect(plan.fees.map((one) => [one.id, one.amount, one.days, one.state, one.row])).toEqual([
      ['T-0001', euro(100), 22, 'due', undefined],
      ['T-0002', euro(100), 22, 'listed', 'LQ-0001'],
    ]);
    expect(monthInWords(plan, administration).join('\n')).toContain(
      'TO-0001  I-0001  200,00 €  T-0001 da liquidare e T-0002 in liquidazione o pagato (LQ-0001)',
    );
  });

  it('wait for the end of the month: its last day, and the day after', async () => {
    const early = {
      ...marchOfAmina,
      receivedOn: day('2026-03-31'),
      recordedOn: day('2026-03-31'),
      checkedOn: day('2026-03-31'),
    };
    const on = async (at: string) =>
      (await planned({ now: `${at}T07:00:00Z`, internships, sheets: [early] })).fees[0]?.state;

    expect(await on('2026-03-31')).toBe('waiting');
    expect(await on('2026-04-01')).toBe('due');
  });

  it('wait while something of the month has to be cleared up', async () => {
    const plan = await planned({
      internships,
      sheets: [{ ...marchOfAmina, signedByTutor: false }, marchOfIon],
    });

    expect(plan.fees.map((one) => one.state)).toEqual(['waiting', 'due']);
  });

  it('wait for a sheet that is not checked, and are told when the bank sent them back', async () => {
    const plan = await planned({
      internships,
      sheets: [{ ...marchOfAmina, checkedOn: undefined }, marchOfIon],
      batches: [{ ...feeRow, outcome: 'returned' }],
    });

    expect(plan.fees.map((one) => one.state)).toEqual(['waiting', 'returned']);
  });

  it('are none where nobody was there, or none was agreed', async () => {
    const plan = await planned({
      internships: [{ ...ofAmina, ...fee }, ofIon],
      sheets: [marchOfIon],
    });

    expect(plan.fees).toEqual([]);
  });
});

describe('A month in words', () => {
  it('fits a hundred columns and calls persons by ID and initials', async () => {
    const lines = monthInWords(await planned({ batches: [paid] }), administration);

    expect(lines.slice(0, 7)).toEqual([
      'Marzo 2026: 2 tirocini.',
      '',
      'Tirocinio  Persona      Giorni      Ore        %    Spetta     Residuo  Stato',
      'T-0001     B-0001 A.R.   22/22  110/110  100,0 %  600,00 €  3.000,00 €  pagato',
      '    22 giorni su 22 = 100,0 % ≥ 70 %; mese intero: 600,00 €.',
      'T-0002     B-0002 I.P.   22/22  110/110  100,0 %  600,00 €  3.600,00 €  liquidabile',
      '    22 giorni su 22 = 100,0 % ≥ 70 %; mese intero: 600,00 €.',
    ]);
    expect(lines.at(-1)).toBe(
      'Prossimo passo: 1 mese si può liquidare, con npx alice month 2026-03 --batch.',
    );
    expect(lines.filter((line) => line.length > 100)).toEqual([]);
    expect(lines.join('\n')).not.toMatch(/Rossi|Amina|Popescu|DMCMRS/);
  });

  it('tells who says so where one internship alone is asked for', async () => {
    const lines = monthInWords(await planned({}, { internship: 'T-0001' }), administration);

    expect(lines.join(' ')).toContain('100,0 % ≥ 70 % («Impostazioni»); mese intero: 600,00 €');
  });

  it('names persons only when they are revealed', async () => {
    const lines = monthInWords(await planned(), { ...administration, reveal: true });

    expect(lines).toContain(
      '    Rossi Amina. 22 giorni su 22 = 100,0 % ≥ 70 %; mese intero: 600,00 €.',
    );
  });

  it('tells no amount to who may see none, and nothing at all to a stranger', async () => {
    const plan = await planned({ batches: [{ ...paid, amount: euro(700) }] });

    const lab = monthInWords(plan, { role: 'labOperator', surface: 'terminal' }).join('\n');
    const stranger = monthInWords(plan, { role: 'nessuno', surface: 'terminal' });

    expect(lab).toContain('22 giorni su 22 = 100,0 % ≥ 70 %.');
    expect(lab).not.toMatch(/€|\d,\d{2}\b/);
    expect(stranger).toEqual([
      'Con questo ruolo i mesi non si possono vedere: scrivi ad esempio --as administration.',
    ]);
  });

  it('says neutrally what the restricted register lacks', async () => {
    const plan = await planned({
      restricted: [accountOfAmina, { id: 'RS-0002', beneficiary: ion }],
    });

    expect(plan.rows[1]?.told.state.key).toBe('checked');
    expect(monthInWords(plan, administration).join('\n')).not.toMatch(/IBAN|conto/);
  });
});

describe('A month as data', () => {
  it('holds whole cents, and no name', async () => {
    const data = JSON.stringify(
      monthAsData(await planned(), { ...administration, surface: 'json' }),
    );

    expect(JSON.parse(data)).toMatchObject({
      schemaVersion: 1,
      verb: 'month',
      month: '2026-03',
      dueCents: 120_000,
      rows: [
        {
          internship: 'T-0001',
          beneficiary: 'B-0001',
          initials: 'A.R.',
          doneDays: 22,
          share: 10_000,
          due: 'due',
          dueCents: 60_000,
          grant: { residualCents: 360_000 },
          state: { key: 'payable' },
        },
        { internship: 'T-0002' },
      ],
    });
    expect(data).not.toMatch(/Rossi|Amina/);
  });

  it('holds names only when revealed, amounts only for who may see them, nothing for a stranger', async () => {
    const plan = await planned();

    const revealed = monthAsData(plan, { role: 'coordinator', surface: 'json', reveal: true });
    const lab = JSON.stringify(monthAsData(plan, { role: 'labOperator', surface: 'json' }));

    expect(revealed).toMatchObject({ rows: [{ name: 'Rossi Amina' }, { name: 'Popescu Ion' }] });
    expect(lab).not.toMatch(/Cents|€/);
    expect(monthAsData(plan, { role: 'nessuno', surface: 'json' })).toMatchObject({ rows: [] });
  });
});
