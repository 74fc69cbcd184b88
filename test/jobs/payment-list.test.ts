import { describe, expect, it } from 'vitest';
import { attendanceSheets, batches, budget, restricted } from '../../config/registry.ts';
import { day, month } from '../../src/core/day.ts';
import { euro } from '../../src/core/money.ts';
import type { Audience } from '../../src/core/release.ts';
import { check } from '../../src/jobs/check.ts';
import {
  applyBatch,
  type BatchAsked,
  type BatchPlan,
  batchAsData,
  batchInWords,
  planBatch,
  waitingPayments,
  whoAsks,
} from '../../src/jobs/payment-list.ts';
import { undo } from '../../src/jobs/undo.ts';
import {
  accountOfAmina,
  accountOfIon,
  amina,
  aPayingProgramme,
  ground,
  ion,
  judged,
  marchOfAmina,
  marchOfIon,
  ofAmina,
  ofIon,
  type PaymentsBut,
} from '../a/payments.ts';
import { aBatch, aBudgetItem, anAttendanceSheet, fiveHoursADay } from '../a/presenze.ts';
import type { Programme } from '../a/programme.ts';

const march = month('2026-03');
const april = month('2026-04');
const administration: Audience = { role: 'administration', surface: 'terminal' };

type But = Partial<Pick<BatchAsked, 'month' | 'by' | 'repay' | 'waiting'>>;

async function proposed(programme: Programme, but: But = {}) {
  return planBatch({ ...(await judged(programme)), month: march, by: 'O-0008', ...but });
}

async function planned(of: PaymentsBut | Programme = {}, but: But = {}): Promise<BatchPlan> {
  const programme = 'ledger' in of ? of : aPayingProgramme(of);
  const plan = await proposed(programme, but);
  if (!plan.ok) throw new Error(plan.error);
  return plan.value;
}

/** Who is in the list, with what. */
function inList({ rows }: BatchPlan) {
  return rows.map((one) => [one.internship.id, one.month, one.kind, one.amount]);
}

/** Who is not, and why. */
function outOf({ leftOut }: BatchPlan) {
  return leftOut.map((one) => [one.internship, one.month, one.why.map(({ value }) => value)]);
}

/** Amina is in, Ion is not. */
const aminaAlone = [['T-0001', march, 'allowance', euro(600)]];

/** March paid, and sent back by the bank. */
const returned = aBatch({
  internship: ofAmina,
  item: aBudgetItem(),
  outcome: 'returned',
  returnReason: 'closedAccount',
  returnedOn: day('2026-04-29'),
  paidOn: undefined,
});

describe('A payment list', () => {
  it('proposes every payable month, with all a row of «Liquidazioni» needs', async () => {
    const plan = await planned({
      budget: [aBudgetItem({ commitment: '318/2026' })],
      batches: [],
    });

    expect(plan.list).toBe('1/2026');
    expect(plan.sums).toEqual({ out: euro(1200), back: euro(0), total: euro(1200) });
    expect(plan.items).toEqual([
      {
        id: 'QE-0001',
        name: 'B.2.1 Indennità di partecipazione',
        takes: euro(1200),
        left: euro(157_200),
      },
    ]);
    expect(plan.rows.map((one) => one.grantLeft)).toEqual([euro(3000), euro(3000)]);
    expect(plan.leftOut).toEqual([]);
    expect(plan.warnings).toEqual([]);
    expect(plan.acts[0]).toEqual({
      kind: 'append',
      tab: 'Liquidazioni',
      values: {
        list: '1/2026',
        month: { kind: 'serial', serial: 46_082, shows: 'date' },
        internship: 'T-0001',
        kind: 'indennità del mese',
        amount: 600,
        withheld: 0,
        net: 600,
        item: 'QE-0001',
        cup: 'C84H22000050007',
        preparedBy: 'O-0008',
        preparedOn: { kind: 'serial', serial: 46_146, shows: 'date' },
        commitment: '318/2026',
      },
    });
  });

  it('leaves the commitment blank where an item stands on several', async () => {
    const plan = await planned({ budget: [aBudgetItem({ commitment: '318/2026, 402/2026' })] });

    expect(plan.acts[0]).not.toHaveProperty('values.commitment');
  });

  it('takes its number after the highest of the year, whatever became of that list', async () => {
    const of = (...lists: readonly string[]) =>
      planned({
        batches: lists.map((list, n) =>
          aBatch({
            id: `LQ-000${n + 1}`,
            internship: ofAmina,
            month: april,
            list,
            outcome: 'cancelled',
          }),
        ),
      }).then((plan) => plan.list);

    expect(await of('9/2026', '12/2026', '40/2025')).toBe('13/2026');
    expect(await of('40/2025')).toBe('1/2026');
    expect(await of('straordinario', 'n. 3/2026')).toBe('4/2026');
  });

  it('takes older months too, and counts of the month asked for those in a list already', async () => {
    const plan = await planned({}, { month: april });
    const listed = { batches: [aBatch({ internship: ofAmina })] };

    expect(inList(plan)).toEqual([
      ['T-0001', march, 'allowance', euro(600)],
      ['T-0002', march, 'allowance', euro(600)],
    ]);
    expect(outOf(plan).map(([id, of]) => [id, of])).toEqual([
      ['T-0001', april],
      ['T-0002', april],
    ]);
    expect((await planned(listed)).already).toBe(1);
    expect((await planned(listed, { month: april })).already).toBe(0);
  });

  it('refuses a month still to come, and a programme without payments', async () => {
    const ahead = await proposed(aPayingProgramme(), { month: month('2026-06') });
    const off = await proposed(aPayingProgramme({ without: [batches, budget] }));

    expect(ahead).toEqual({
      ok: false,
      error: 'giugno 2026 deve ancora venire: scrivi un mese già cominciato, ad esempio 2026-04.',
    });
    expect(off.ok).toBe(false);
  });
});

describe('Who prepares a list', () => {
  it('is known by ID or by name', async () => {
    expect((await planned({}, { by: 'o-0008' })).preparedBy).toBe('O-0008');
    expect((await planned({}, { by: 'Neri Anna' })).preparedBy).toBe('O-0008');
  });

  it('is left blank, and told, where only a role asks', async () => {
    const plan = await planned({}, { by: 'administration' });

    expect(plan.preparedBy).toBeUndefined();
    expect(plan.acts[0]).not.toHaveProperty('values.preparedBy');
    expect(plan.warnings.map(({ value }) => value)).toEqual([
      '«Preparata da» resta vuota, perché non so chi la prepara: ripeti con il suo ID, ad esempio --as O-0008.',
    ]);
  });

  it('is refused where nobody is called so, or who is has left', async () => {
    const unknown = await proposed(aPayingProgramme(), { by: 'O-0099' });
    const gone = await proposed(aPayingProgramme({ now: '2027-03-01T07:00:00Z' }));

    expect(unknown).toMatchObject({ ok: false, error: expect.stringContaining('O-0099') });
    expect(gone).toEqual({
      ok: false,
      error: 'O-0008 oggi non è in servizio: lo chieda chi lo è, ad esempio --as O-0004.',
    });
  });
});

describe('Who asks', () => {
  it('is a role, or an operator who then has the role of «Operatori»', async () => {
    const it = await judged(aPayingProgramme());

    expect(whoAsks({ ...it, by: 'administration' })).toEqual({
      ok: true,
      value: { role: 'administration', operator: undefined },
    });
    expect(whoAsks({ ...it, by: 'O-0004' })).toMatchObject({
      value: { role: 'promoterTutor', operator: { id: 'O-0004' } },
    });
    expect(whoAsks({ ...it, by: 'nessuno' }).ok).toBe(false);
    expect(whoAsks({ ...it, by: 'constructor' }).ok).toBe(false);
  });
});

describe('Who is left out of a list', () => {
  const ionsSheet = (but: Parameters<typeof anAttendanceSheet>[0]) => ({
    sheets: [marchOfAmina, { ...marchOfIon, ...but }],
  });

  it.each([
    ['no sheet was sent', { sheets: [marchOfAmina] }, 'Il foglio del mese non risulta mandato.'],
    [
      'the sheet has not come back',
      ionsSheet({ receivedOn: undefined, checkedOn: undefined }),
      'Il foglio firmato non è ancora tornato.',
    ],
    [
      'the sheet is not checked',
      ionsSheet({ checkedOn: undefined }),
      'Il foglio è tornato e non è ancora controllato.',
    ],
    [
      'a signature is missing',
      ionsSheet({ signedByTutor: false }),
      'Sul foglio manca la firma del tutor.',
    ],
    [
      'a finding stops it',
      ionsSheet({ checkedBy: marchOfIon.recordedBy }),
      'Il foglio FP-0002 ha segnalazioni che bloccano il pagamento: vedi «Da correggere».',
    ],
  ])('because %s', async (_, but, why) => {
    const plan = await planned(but);

    expect(inList(plan)).toEqual(aminaAlone);
    expect(outOf(plan)).toEqual([['T-0002', march, [why]]]);
  });

  it.each([
    ['nobody knows how to pay them', { id: 'RS-0002', beneficiary: ion }],
    [
      'the account is of somebody else',
      { ...accountOfAmina, id: 'RS-0002', beneficiary: ion, ibanHolder: 'Bianchi Carlo' },
    ],
  ])('neutrally, because %s', async (_, account) => {
    const plan = await planned({ restricted: [accountOfAmina, account] });

    expect(inList(plan)).toEqual(aminaAlone);
    expect(outOf(plan)).toEqual([
      ['T-0002', march, ['Un requisito riservato manca: chiedi al coordinatore.']],
    ]);
  });

  it('neutrally, because there is no CAP for who is paid at a counter', async () => {
    const homeless = { ...ion, cap: undefined };
    const internships = [ofAmina, { ...ofIon, beneficiary: homeless }];
    const account = { ...accountOfIon, beneficiary: homeless };

    const without = await planned({
      beneficiaries: [amina, homeless],
      internships,
      restricted: [accountOfAmina, account],
    });
    const withOne = await planned({
      beneficiaries: [amina, homeless],
      internships,
      restricted: [accountOfAmina, { ...account, payoutCap: '76125' }],
    });

    expect(outOf(without)).toEqual([
      ['T-0002', march, ['Un requisito riservato manca: chiedi al coordinatore.']],
    ]);
    expect(inList(withOne)).toHaveLength(2);
  });

  it('because nothing is due, told with the month itself and not ever after', async () => {
    const absent = Object.fromEntries(
      Array.from({ length: 31 }, (_, n) => [`d${n + 1}`, { code: 'A' }] as const),
    );
    const but = {
      ...ionsSheet({ ...absent, declaredHours: 0 }),
      settings: { belowThreshold: 'niente' },
    };

    const now = await planned(but);
    const later = await planned(but, { month: april });

    expect(outOf(now)).toEqual([
      ['T-0002', march, [expect.stringContaining('0 giorni su 22 = 0,0 % < 70 %')]],
    ]);
    expect(outOf(later).filter(([, of]) => of === march)).toEqual([]);
  });

  it('because the month is not over, even if its sheet is checked', async () => {
    const plan = await planned(
      {
        now: '2026-03-31T07:00:00Z',
        sheets: [
          {
            ...marchOfAmina,
            receivedOn: day('2026-03-31'),
            recordedOn: day('2026-03-31'),
            checkedOn: day('2026-03-31'),
          },
        ],
        internships: [ofAmina],
      },
      { month: march },
    );

    expect(outOf(plan)).toEqual([
      ['T-0001', march, ['Il mese non è ancora finito: si paga quando è finito.']],
    ]);
  });

  it('because the ID of the internship stands in two rows', async () => {
    const copy = { ...ofAmina, startDate: day('2026-04-01') };

    const plan = await planned({ internships: [ofAmina, ofIon, copy] });

    expect(inList(plan)).toEqual([['T-0002', march, 'allowance', euro(600)]]);
    expect(outOf(plan)).toContainEqual([
      'T-0001',
      march,
      [
        'L’ID T-0001 sta in due righe di «Tirocini»: svuota la cella ID di quella copiata, poi ripeti.',
      ],
    ]);
  });

  it('because the item has too little left: to the cent', async () => {
    const of = (amount: ReturnType<typeof euro>) =>
      planned({ budget: [aBudgetItem({ amount, committed: undefined })] });

    expect(inList(await of(euro(1200)))).toHaveLength(2);
    const short = await of(euro(1199, 99));
    expect(inList(short)).toEqual(aminaAlone);
    expect(outOf(short)).toEqual([
      ['T-0002', march, ['La voce QE-0001 ha ancora 599,99 €: 600,00 € non ci stanno.']],
    ]);
  });

  it('unless another item of the category can pay', async () => {
    const plan = await planned({
      budget: [
        aBudgetItem({ amount: euro(600), committed: undefined }),
        aBudgetItem({ id: 'QE-0002', code: 'B.2.4', category: 'insurance' }),
        aBudgetItem({ id: 'QE-0003', code: 'B.2.5' }),
      ],
    });

    expect(plan.rows.map((one) => one.item?.id)).toEqual(['QE-0001', 'QE-0003']);
  });

  it('because the item is of another fund, over, or held up itself', async () => {
    const funded = { internships: [ofAmina, { ...ofIon, fundingSource: 'fsePlus' as const }] };
    const other = await planned(funded);
    const past = await planned({ budget: [aBudgetItem({ until: day('2026-05-03') })] });
    const last = await planned({ budget: [aBudgetItem({ until: day('2026-05-04') })] });
    const held = await planned({ budget: [aBudgetItem({ committed: euro(200_000) })] });

    expect(outOf(other)).toEqual([
      ['T-0002', march, [expect.stringMatching(/^La voce QE-0001 è di un altro fondo \(.+\)\.$/)]],
    ]);
    expect(outOf(past).map(([, , why]) => why)).toEqual([
      ['La voce QE-0001 si poteva spendere fino al 03/05/2026.'],
      ['La voce QE-0001 si poteva spendere fino al 03/05/2026.'],
    ]);
    expect(inList(last)).toHaveLength(2);
    expect(outOf(held)[0]?.[2]).toEqual([
      'La voce QE-0001 ha segnalazioni che bloccano il pagamento: vedi «Da correggere».',
    ]);
  });

  it('because the grant has too little left', async () => {
    const before = aBatch({ internship: ofIon, month: april, amount: euro(3100), net: euro(3100) });

    const plan = await planned({ batches: [before] });

    expect(outOf(plan)).toContainEqual([
      'T-0002',
      march,
      ['La borsa di T-0002 ha ancora 500,00 €: 600,00 € non ci stanno.'],
    ]);
  });
});

describe('The cycle of payments', () => {
  const blank = Object.fromEntries(Array.from({ length: 31 }, (_, n) => [`d${n + 1}`, undefined]));
  const aprilOfAmina = anAttendanceSheet({
    id: 'FP-0003',
    internship: ofAmina,
    month: april,
    ...blank,
    ...fiveHoursADay(april),
    // The Monday after Easter.
    d6: undefined,
    declaredHours: undefined,
    sentOn: day('2026-04-25'),
    receivedOn: day('2026-05-02'),
    recordedOn: day('2026-05-03'),
    checkedOn: day('2026-05-04'),
  });
  const every = (cycle: string, now: string) =>
    planned(
      {
        now,
        internships: [ofAmina],
        sheets: [marchOfAmina, aprilOfAmina],
        settings: { paymentCycle: cycle },
      },
      { month: march },
    );

  it('takes the month asked for alone where one pays every month', async () => {
    expect(inList(await every('mese', '2026-05-04T07:00:00Z')).map(([, of]) => of)).toEqual([
      march,
    ]);
  });

  it('waits until the two months of the cycle are over, then takes both', async () => {
    const over = await every('due mesi', '2026-05-04T07:00:00Z');
    const under = await every('due mesi', '2026-04-30T07:00:00Z');

    expect(over.cycle).toMatchObject({ from: '2026-03', to: '2026-04' });
    expect(inList(over).map(([, of]) => of)).toEqual([march, april]);
    expect(inList(under)).toEqual([]);
    expect(outOf(under)).toContainEqual([
      'T-0001',
      march,
      ['Si paga ogni due mesi: marzo 2026 va con aprile 2026, dal 01/05/2026.'],
    ]);
  });

  it('closes the quarter with March', async () => {
    const plan = await every('tre mesi', '2026-05-04T07:00:00Z');

    expect(plan.cycle).toMatchObject({ from: '2026-01', to: '2026-03' });
    expect(inList(plan).map(([, of]) => of)).toEqual([march]);
  });
});

describe('A month counted with the one beside it', () => {
  it('waits for the sheet of the other', async () => {
    const late = { ...ofAmina, startDate: day('2026-03-25'), inailFrom: day('2026-03-25') };
    const stub = anAttendanceSheet({
      internship: late,
      ...Object.fromEntries(Array.from({ length: 24 }, (_, n) => [`d${n + 1}`, undefined])),
      declaredHours: undefined,
    });

    const plan = await planned(
      { internships: [late], sheets: [stub], settings: { shortMonthDays: 14 } },
      { month: april },
    );

    expect(outOf(plan)).toEqual([['T-0001', april, ['Il foglio del mese non risulta mandato.']]]);
    expect(
      outOf(
        await planned({ internships: [late], sheets: [stub], settings: { shortMonthDays: 14 } }),
      ),
    ).toEqual([['T-0001', march, [expect.stringContaining('si conta e si paga con aprile 2026')]]]);
  });
});

describe('What is withheld', () => {
  it('is nothing where the allowance is exempt, and blank where it is taxed or nobody decided', async () => {
    const taxed = await planned({ settings: { taxRegime: 'reddito assimilato (con CU)' } });
    const open = await planned({ settings: { taxRegime: undefined } });

    for (const plan of [taxed, open])
      expect(plan.rows.map((one) => [one.withheld, one.net])).toEqual([
        [undefined, undefined],
        [undefined, undefined],
      ]);
    expect(taxed.warnings.map(({ value }) => value)).toEqual([
      'L’indennità è reddito assimilato: ritenute e netto li calcola l’ente pagatore, e restano vuoti.',
    ]);
    expect(open.warnings.map(({ value }) => value)).toEqual([
      'Il regime fiscale non è deciso: ritenute e netto restano vuoti. Si scrive in «Impostazioni», alla voce «Regime fiscale».',
    ]);
  });
});

describe('What the settings allow', () => {
  it('warns beyond the monthly and the total budget, not at them', async () => {
    const at = await planned({ settings: { monthlyBudget: '1.200,00', totalBudget: '1.200,00' } });
    const over = await planned({
      settings: { monthlyBudget: '1.199,99', totalBudget: '1.199,99' },
    });

    expect(at.warnings).toEqual([]);
    expect(over.warnings.map(({ value }) => value)).toEqual([
      'Con questo elenco per marzo 2026 si arriva a 1.200,00 €, oltre 1.199,99 € di «Budget mensile» nelle «Impostazioni».',
      'Con questo elenco in tutto si arriva a 1.200,00 €, oltre 1.199,99 € di «Budget totale delle indennità» nelle «Impostazioni».',
    ]);
    expect(inList(over)).toHaveLength(2);
  });

  it('leaves the item blank, and says so, where the budget has none for allowances', async () => {
    const plan = await planned({ budget: [aBudgetItem({ category: 'insurance' })] });

    expect(plan.rows.map((one) => one.item)).toEqual([undefined, undefined]);
    expect(plan.warnings.map(({ value }) => value)).toEqual([
      'Nel «Quadro economico» non c’è una voce «indennità ai tirocinanti»: «Voce» resta vuota.',
    ]);
  });

  it('says that nothing is known of how to pay without the restricted register', async () => {
    const plan = await planned({ without: [restricted] });

    expect(inList(plan)).toHaveLength(2);
    expect(plan.warnings.map(({ value }) => value)).toEqual([
      'Il registro riservato non è collegato: non so se di ognuno si sa come pagarlo.',
    ]);
  });
});

describe('Fees of the hosts’ tutors in a list', () => {
  const internships = [{ ...ofAmina, companyTutorFee: euro(100) }, ofIon];
  const item = aBudgetItem({
    id: 'QE-0002',
    code: 'B.2.3',
    item: 'Tutor',
    category: 'companyTutors',
  });
  const fees = (plan: BatchPlan) => inList(plan).filter(([, , kind]) => kind === 'companyTutorFee');

  it('stand on their own item, without what is withheld', async () => {
    const plan = await planned({ internships, budget: [aBudgetItem(), item] });

    expect(fees(plan)).toEqual([['T-0001', march, 'companyTutorFee', euro(100)]]);
    expect(plan.rows.find((one) => one.kind === 'companyTutorFee')).toMatchObject({
      item: { id: 'QE-0002' },
      withheld: undefined,
      net: undefined,
      grantLeft: undefined,
    });
    expect(plan.warnings.map(({ value }) => value)).toEqual([
      'Dei compensi ai tutor ospitanti ritenute e netto restano vuoti: l’esenzione è dell’indennità, non loro.',
    ]);
  });

  it('are left out where there is no item for them, or nobody to get them', async () => {
    const noItem = await planned({ internships });
    const nobody = await planned({
      internships: [{ ...ofAmina, companyTutorFee: euro(100), companyTutor: undefined }, ofIon],
      budget: [aBudgetItem(), item],
    });

    expect(outOf(noItem)).toEqual([
      [
        'T-0001',
        march,
        [
          'Nel «Quadro economico» non c’è una voce «compensi ai tutor ospitanti»: aggiungila, oppure liquida il compenso a parte.',
        ],
      ],
    ]);
    expect(outOf(nobody)).toEqual([
      [
        'T-0001',
        march,
        ['In T-0001 manca il tutor ospitante: scegli dall’elenco chi riceve il compenso.'],
      ],
    ]);
  });

  it('are not paid twice, nor again by themselves once the bank sent them back', async () => {
    const row = aBatch({
      internship: ofAmina,
      kind: 'companyTutorFee',
      amount: euro(100),
      withheld: undefined,
      net: undefined,
      item,
      outcome: undefined,
      paidOn: undefined,
    });
    const budgetOf = { internships, budget: [aBudgetItem(), item] };

    const listed = await planned({ ...budgetOf, batches: [row] });
    const back = await planned({ ...budgetOf, batches: [{ ...row, outcome: 'returned' }] });
    const again = await planned(
      { ...budgetOf, batches: [{ ...row, outcome: 'returned' }] },
      { repay: new Set(['LQ-0001']) },
    );

    expect(fees(listed)).toEqual([]);
    expect(fees(back)).toEqual([]);
    expect(back.questions.map((one) => one.row.id)).toEqual(['LQ-0001']);
    expect(fees(again)).toEqual([['T-0001', march, 'companyTutorFee', euro(100)]]);
  });
});

describe('Adjustments in a list', () => {
  const paid = aBatch({ internship: ofAmina, item: aBudgetItem() });

  it('are rows of their own, that name the row they correct, on its item', async () => {
    const plan = await planned({ batches: [{ ...paid, amount: euro(700), net: euro(700) }] });

    expect(plan.rows[0]).toMatchObject({
      kind: 'adjustment',
      amount: euro(100),
      direction: 'less',
      reason: 'amount',
      adjusts: { id: 'LQ-0001' },
      item: { id: 'QE-0001' },
    });
    expect(plan.acts[0]).toMatchObject({
      values: {
        kind: 'rettifica',
        adjusts: 'LQ-0001',
        direction: 'in meno',
        adjustReason: 'importo sbagliato',
        amount: 100,
      },
    });
    expect(plan.sums).toEqual({ out: euro(600), back: euro(100), total: euro(500) });
    expect(batchInWords(plan, administration).join('\n')).toContain(
      'rettifica di LQ-0001  -100,00 €',
    );
  });

  it('do not give the budget back what has not come back', async () => {
    const plan = await planned({
      batches: [{ ...paid, amount: euro(700), net: euro(700) }],
      budget: [aBudgetItem({ amount: euro(1250), committed: undefined })],
    });

    expect(outOf(plan)).toEqual([
      ['T-0002', march, ['La voce QE-0001 ha ancora 550,00 €: 600,00 € non ci stanno.']],
    ]);
  });

  it('stay out, with the reason, while something has to be cleared up', async () => {
    const plan = await planned({
      batches: [{ ...paid, amount: euro(500), net: euro(500) }],
      sheets: [{ ...marchOfAmina, checkedOn: undefined }, marchOfIon],
      restricted: [{ id: 'RS-0001', beneficiary: amina }, accountOfIon],
    });

    expect(outOf(plan)).toEqual([
      [
        'T-0001',
        march,
        [
          'Il foglio non risulta controllato: scrivi «Controllato il», ad esempio 07/04/2026.',
          'Un requisito riservato manca: chiedi al coordinatore.',
        ],
      ],
    ]);
  });
});

describe('A sum the bank sent back', () => {
  it('is asked about, and never paid again by itself', async () => {
    const plan = await planned({ batches: [returned] });

    expect(inList(plan)).toEqual([['T-0002', march, 'allowance', euro(600)]]);
    expect(plan.leftOut).toEqual([]);
    expect(plan.questions.map((one) => one.says.value)).toEqual([
      'LQ-0001, indennità del mese di marzo 2026 di T-0001, 600,00 €, è tornata indietro (conto chiuso). I dati ora sono a posto e si ripaga? Se sì: npx alice month 2026-03 --batch --repay LQ-0001.',
    ]);
  });

  it('is paid again by an adjustment that names it, once a person said so', async () => {
    const plan = await planned({ batches: [returned] }, { repay: new Set(['LQ-0001']) });

    expect(plan.questions).toEqual([]);
    expect(plan.rows[0]).toMatchObject({
      internship: { id: 'T-0001' },
      kind: 'adjustment',
      amount: euro(600),
      direction: 'more',
      reason: 'returned',
      adjusts: { id: 'LQ-0001' },
    });
  });

  it('stays out where the month would come to more than is due, or nobody knows how to pay', async () => {
    const repay = { repay: new Set(['LQ-0001']) };
    const beyond = await planned(
      { batches: [{ ...returned, amount: euro(600, 1), net: euro(600, 1) }] },
      repay,
    );
    const unknown = await planned(
      { batches: [returned], restricted: [{ id: 'RS-0001', beneficiary: amina }, accountOfIon] },
      repay,
    );

    expect(outOf(beyond)).toEqual([
      ['T-0001', march, ['Con 600,01 € il mese arriverebbe a 600,01 €, ma spettano 600,00 €.']],
    ]);
    expect(outOf(unknown)).toEqual([
      ['T-0001', march, ['Un requisito riservato manca: chiedi al coordinatore.']],
    ]);
  });

  it('is no question any more once it was paid again, and the last one is where that came back too', async () => {
    const again = aBatch({
      id: 'LQ-0002',
      list: '5/2026',
      internship: ofAmina,
      kind: 'adjustment',
      adjusts: 'LQ-0001',
      direction: 'more',
      adjustReason: 'returned',
      outcome: undefined,
      paidOn: undefined,
    });

    const paid = await planned({ batches: [returned, again] });
    const twice = await planned({ batches: [returned, { ...again, outcome: 'returned' }] });

    expect(paid.questions).toEqual([]);
    expect(twice.questions.map((one) => one.row.id)).toEqual(['LQ-0002']);
  });

  it('is refused where the ID is of no such row', async () => {
    const plan = await proposed(aPayingProgramme({ batches: [returned] }), {
      repay: new Set(['LQ-0009']),
    });

    expect(plan).toEqual({
      ok: false,
      error:
        'LQ-0009 non è una liquidazione tornata indietro e ancora da ripagare: scrivi ad esempio LQ-0001.',
    });
  });
});

describe('A list that was confirmed', () => {
  async function applied(programme: Programme, plan: BatchPlan) {
    const { ledger, clock } = programme;
    const done = await applyBatch({ plan, ground, ledger, clock, by: 'O-0008' });
    if (!done.ok) throw new Error(done.error.map((one) => one.says).join(' '));
    return done.value;
  }

  it('is written as one run, and a second one proposes nothing', async () => {
    const programme = aPayingProgramme();

    const done = await applied(programme, await planned(programme));
    const second = await planned(programme);

    expect(done).toEqual({
      outcome: 'done',
      run: 'R-0001',
      list: '1/2026',
      ids: ['LQ-0001', 'LQ-0002'],
      says: [
        'Ho scritto l’elenco 1/2026 in «Liquidazioni»: 2 righe, da LQ-0001 a LQ-0002. Nessun pagamento parte da qui: serve la determina.',
      ],
    });
    expect(await programme.cell(batches, 'LQ-0002', 'internship')).toBe('T-0002');
    expect(await programme.cell(batches, 'LQ-0002', 'list')).toBe('1/2026');
    expect(second).toMatchObject({ rows: [], leftOut: [], acts: [], already: 2, list: '2/2026' });
    expect((await applied(programme, second)).outcome).toBe('nothing');
    expect(await programme.rows(batches)).toHaveLength(3);
  });

  it('is not written again from the same plan, nor over what somebody saved', async () => {
    const programme = aPayingProgramme();
    const plan = await planned(programme);
    await applied(programme, plan);

    const again = await applied(programme, plan);

    expect(again).toMatchObject({ outcome: 'changed', ids: [] });
    expect(await programme.rows(batches)).toHaveLength(3);
  });

  it('leaves no finding that stops its own payment', async () => {
    const programme = aPayingProgramme();
    await applied(programme, await planned(programme));

    const { findings } = await judged(programme);

    expect(findings.filter((one) => one.tab === 'Liquidazioni' && one.level !== 'nota')).toEqual(
      [],
    );
  });

  it('is undone whole', async () => {
    const programme = aPayingProgramme();
    const { ledger, volumes, clock } = programme;
    const { knowledge } = await programme.world();
    const { run = '' } = await applied(programme, await planned(programme));

    const undone = await undo({ run, ledger, volumes, knowledge, clock, by: 'O-0008' });

    expect(undone.outcome).toBe('done');
    expect(await programme.rows(batches)).toHaveLength(1);
    expect(inList(await planned(programme))).toHaveLength(2);
  });

  it('waits while the register is open, is not proposed again meanwhile, and is written once', async () => {
    const programme = aPayingProgramme();
    const { ledger, volumes, clock } = programme;
    const { knowledge } = await programme.world();
    const first = await planned(programme);
    programme.register.hold('Il registro è aperto da Anna');

    const queued = await applied(programme, first);
    const waiting = await waitingPayments({ world: await programme.world(), ground, ledger });
    const second = await planned(programme, { waiting });
    const refused = await applied(programme, first);
    programme.register.hold(undefined);
    await check({ knowledge, volumes, ledger, clock, by: 'Sara', dryRun: false });

    expect(queued.outcome).toBe('queued');
    expect(waiting).toHaveLength(2);
    expect(second.list).toBe('2/2026');
    expect(inList(second)).toEqual([]);
    expect(outOf(second).map(([, , why]) => why)).toEqual([
      ['È in un elenco già confermato che aspetta: chiudi il registro e fai alice check.'],
      ['È in un elenco già confermato che aspetta: chiudi il registro e fai alice check.'],
    ]);
    expect(refused).toMatchObject({ outcome: 'waiting', ids: [] });
    expect(await programme.rows(batches)).toHaveLength(3);
    expect(await waitingPayments({ world: await programme.world(), ground, ledger })).toEqual([]);
  });

  it('never changes what was paid: a later edit of the sheet becomes an adjustment', async () => {
    const programme = aPayingProgramme();
    await applied(programme, await planned(programme));
    await programme.type(batches, 'LQ-0001', { paidOn: '24/04/2026', outcome: 'pagato' });
    for (const n of [19, 20, 23, 24, 25, 26, 27, 30, 31])
      await programme.type(attendanceSheets, 'FP-0001', { [`d${n}`]: 'A' });

    const plan = await planned(programme);
    await applied(programme, plan);
    const after = await planned(programme);

    expect(inList(plan)).toEqual([['T-0001', march, 'adjustment', euro(245, 45)]]);
    expect(await programme.cell(batches, 'LQ-0001', 'amount')).toBe(600);
    expect(await programme.cell(batches, 'LQ-0003', 'direction')).toBe('in meno');
    expect(inList(after)).toEqual([]);
  });
});

describe('A list in words', () => {
  it('fits a hundred columns, names nobody and says what comes next', async () => {
    const plan = await planned({ sheets: [marchOfAmina], batches: [] });

    const lines = batchInWords(plan, administration);

    expect(lines).toEqual([
      'Elenco 1/2026 proposto per marzo 2026: 1 riga, 600,00 €.',
      '',
      'Tirocinio  Persona      Mese        Che cosa    Importo  Voce          Resta',
      'T-0001     B-0001 A.R.  marzo 2026  indennità  600,00 €  QE-0001  3.000,00 €',
      '',
      'QE-0001 B.2.1 Indennità di partecipazione: 600,00 € con questo elenco, poi restano 157.800,00 €.',
      '',
      'Restano fuori',
      '  T-0002, marzo 2026: aperto. Il foglio del mese non risulta mandato.',
      '',
      'Per scrivere l’elenco in «Liquidazioni»: npx alice month 2026-03 --batch --apply. Una determina lo',
      'copre tutto; negli atti pubblicati vanno gli ID, mai i nomi. Nessun pagamento parte da qui.',
    ]);
    expect(lines.filter((line) => line.length > 100)).toEqual([]);
  });

  it('tells no amount to who may see none, and nothing to a stranger', async () => {
    const plan = await planned({
      batches: [returned],
      budget: [aBudgetItem({ amount: euro(500), committed: undefined })],
    });

    const lab = batchInWords(plan, { role: 'labOperator', surface: 'terminal' }).join('\n');

    expect(lab).toContain('T-0002, marzo 2026: liquidabile. (Gli importi li vede chi può.)');
    expect(lab).not.toContain('€');
    expect(JSON.stringify(batchAsData(plan, { role: 'labOperator', surface: 'json' }))).not.toMatch(
      /€|Cents/,
    );
    expect(batchInWords(plan, { role: 'nessuno', surface: 'terminal' })).toHaveLength(1);
    expect(batchAsData(plan, { role: 'nessuno', surface: 'json' })).toEqual({
      schemaVersion: 1,
      verb: 'month',
      month: '2026-03',
      today: '2026-05-04',
      rows: [],
    });
  });

  it('is data of whole cents for other programs', async () => {
    const data = batchAsData(await planned({ sheets: [marchOfAmina] }), {
      role: 'administration',
      surface: 'json',
    });

    expect(data).toMatchObject({
      schemaVersion: 1,
      list: '1/2026',
      rows: [{ internship: 'T-0001', beneficiary: 'B-0001', amountCents: 60_000, item: 'QE-0001' }],
      leftOut: [{ internship: 'T-0002', why: ['Il foglio del mese non risulta mandato.'] }],
      sums: { totalCents: 60_000 },
    });
  });
});
