import { describe, expect, it } from 'vitest';
import { restricted } from '../../config/registry.ts';
import { policy } from '../../config/roles.ts';
import { day, month } from '../../src/core/day.ts';
import { euro } from '../../src/core/money.ts';
import { readDelimited } from '../../src/jobs/delimited.ts';
import { planMonth } from '../../src/jobs/month.ts';
import {
  inailCsv,
  type PaymentFile,
  paymentCsv,
  tutorFeesCsv,
} from '../../src/jobs/payment-files.ts';
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
import { aBatch, aBudgetItem } from '../a/presenze.ts';

const march = month('2026-03');

/** Amina's March in list 4/2026: approved and published, not yet paid. */
const listed = aBatch({
  internship: ofAmina,
  item: aBudgetItem(),
  cup: 'C84H22000050007',
  order: undefined,
  orderedOn: undefined,
  paidOn: undefined,
  outcome: undefined,
});
/** Ion's, in the same list. */
const listedToo = { ...listed, id: 'LQ-0002', internship: ofIon };

async function made(
  but: PaymentsBut = {},
  asked: { readonly role?: string; readonly list?: string; readonly month?: typeof march } = {},
): Promise<PaymentFile> {
  const file = paymentCsv({
    ...(await judged(aPayingProgramme({ batches: [listed, listedToo], ...but }))),
    month: march,
    role: 'administration',
    ...asked,
  });
  if (!file.ok) throw new Error(file.error);
  return file.value;
}

/** The cells of a file, its header aside. */
function cellsOf({ text }: PaymentFile) {
  const read = readDelimited(text);
  if (!read.ok) throw new Error(read.error);
  return read.value.rows.slice(1);
}

/** Which rows of «Liquidazioni» are in a file. */
function idsIn(file: PaymentFile) {
  return cellsOf(file).map(([id]) => id);
}

async function monthOf(but: PaymentsBut = {}) {
  const plan = planMonth({ ...(await judged(aPayingProgramme(but))), month: march });
  if (!plan.ok) throw new Error(plan.error);
  return plan.value;
}

describe('The file for the paying office', () => {
  it('has one line per payment, with texts in quotes and Italian decimals', async () => {
    const file = await made();

    expect(file.text).toBe(
      [
        '\uFEFFID;Codice fiscale;Cognome;Nome;Modalità;IBAN;CAP;Mese;Giorni;Importo lordo;Ritenute;Netto;CUP;Voce;Elenco;Determina;Tirocinio;Che cosa;Intestatario',
        '"LQ-0001";"DMCMRS98B43A285Y";"Rossi";"Amina";"bonifico";"IT60X0542811101000000123456";;"marzo 2026";22;600,00;0,00;600,00;"C84H22000050007";"B.2.1";"n. 4/2026";"n. 540/2026";"T-0001";"indennità del mese";',
        '"LQ-0002";"PPSNIO95H10Z129N";"Popescu";"Ion";"bonifico domiciliato";;"76121";"marzo 2026";22;600,00;0,00;600,00;"C84H22000050007";"B.2.1";"n. 4/2026";"n. 540/2026";"T-0002";"indennità del mese";',
        '',
      ].join('\r\n'),
    );
    expect(file).toMatchObject({ lines: 2, total: euro(1200), leftOut: [] });
  });

  it('says what the audit is to be told: which list, whose data, for what', async () => {
    expect((await made()).audit).toEqual({
      what: 'elenco di pagamento 4/2026 (marzo 2026), CSV con 2 righe',
      ids: ['B-0001', 'B-0002'],
      purpose: 'liquidazione, per l’ente pagatore',
    });
  });

  it('keeps codes as texts with their zeros, and amounts without dots', async () => {
    const provisional = { ...amina, codiceFiscale: '02768890648' };
    const file = await made({
      beneficiaries: [provisional, ion],
      internships: [{ ...ofAmina, beneficiary: provisional }, ofIon],
      restricted: [
        { id: 'RS-0001', beneficiary: provisional, paymentMode: 'atCounter', payoutCap: '00184' },
      ],
      batches: [
        {
          ...listed,
          kind: 'refund',
          amount: euro(1234, 50),
          net: undefined,
          withheld: undefined,
        },
      ],
    });

    const [line = []] = cellsOf(file);
    expect(line[1]).toBe('02768890648');
    expect(line[6]).toBe('00184');
    expect(line.slice(8, 12)).toEqual([undefined, '1234,50', undefined, undefined]);
  });

  it.each(['=1+1', '+39', '-1', '@cmd', '=HYPERLINK("http://example.org")'])(
    'makes words of what a spreadsheet would take for a formula: %s',
    async (name) => {
      const dangerous = { ...amina, lastName: name };
      const file = await made({
        beneficiaries: [dangerous, ion],
        internships: [{ ...ofAmina, beneficiary: dangerous }, ofIon],
        batches: [listed],
      });

      expect(cellsOf(file)[0]?.[2]).toBe(`'${name}`);
      expect(file.text).toContain(`;"'${name.replaceAll('"', '""')}";`);
    },
  );

  it('leaves alone what only holds such a sign, and parts cells that hold its own', async () => {
    const odd = { ...amina, lastName: 'De Luca-Rossi; "Ros"' };
    const file = await made({
      beneficiaries: [odd, ion],
      internships: [{ ...ofAmina, beneficiary: odd }, ofIon],
      batches: [listed],
    });

    expect(file.text).toContain('"De Luca-Rossi; ""Ros""";');
    expect(cellsOf(file)[0]?.[2]).toBe('De Luca-Rossi; "Ros"');
  });

  it('takes a list whole, other months and adjustments included, below zero what is taken back', async () => {
    const february = aBatch({
      id: 'LQ-0003',
      internship: ofAmina,
      month: month('2026-02'),
      list: '3/2026',
    });
    const less = {
      ...listed,
      id: 'LQ-0004',
      month: month('2026-02'),
      kind: 'adjustment' as const,
      adjusts: 'LQ-0003',
      direction: 'less' as const,
      adjustReason: 'attendance' as const,
      amount: euro(48),
      net: euro(48),
    };
    const elsewhere = { ...listedToo, month: month('2026-04'), list: '5/2026' };

    const file = await made({ batches: [listed, elsewhere, february, less] });

    expect(idsIn(file)).toEqual(['LQ-0001', 'LQ-0004']);
    const [, line = []] = cellsOf(file);
    // Nobody needs to know where what is taken back would be paid.
    expect([line[4], line[5], line[9], line[11], line[17]]).toEqual([
      undefined,
      undefined,
      '-48,00',
      '-48,00',
      'rettifica in meno',
    ]);
    expect(file.total).toEqual(euro(552));
  });

  it('is of one list alone where that is asked for', async () => {
    const batches = [listed, { ...listedToo, list: '5/2026' }];

    expect(idsIn(await made({ batches }))).toEqual(['LQ-0001', 'LQ-0002']);
    expect(idsIn(await made({ batches }, { list: '5/2026' }))).toEqual(['LQ-0002']);
  });

  it('never holds again what was paid, came back or was struck out, nor a tutor’s fee', async () => {
    const but = (id: string, more: Partial<typeof listed>) => ({ ...listedToo, id, ...more });

    const file = await made({
      batches: [
        listed,
        but('LQ-0002', { outcome: 'paid', paidOn: day('2026-04-24') }),
        but('LQ-0003', { outcome: 'returned' }),
        but('LQ-0004', { outcome: 'cancelled' }),
        but('LQ-0005', { paidOn: day('2026-04-24') }),
        but('LQ-0006', { kind: 'companyTutorFee' }),
      ],
    });

    expect(idsIn(file)).toEqual(['LQ-0001']);
    expect(file.leftOut).toEqual([]);
  });

  it.each([
    [
      'is suspended',
      { batches: [listed, { ...listedToo, outcome: 'suspended' as const }] },
      'il pagamento è «sospeso».',
    ],
    [
      'has a finding that stops it',
      { batches: [listed, { ...listedToo, amount: euro(590), net: euro(590) }] },
      'ha segnalazioni che bloccano il pagamento: vedi «Da correggere».',
    ],
    [
      'says not what it pays',
      { batches: [listed, { ...listedToo, kind: undefined }] },
      'manca «Che cosa si paga».',
    ],
    [
      'is in no list',
      { batches: [listed, { ...listedToo, list: undefined }] },
      'manca «Elenco n.».',
    ],
    [
      'goes to who has no way to be paid',
      { restricted: [accountOfAmina] },
      'Un requisito riservato manca: chiedi al coordinatore.',
    ],
    [
      'goes to an account of somebody else',
      {
        restricted: [
          accountOfAmina,
          { ...accountOfAmina, id: 'RS-0002', beneficiary: ion, ibanHolder: 'Bianchi Carlo' },
        ],
      },
      'Un requisito riservato manca: chiedi al coordinatore.',
    ],
    [
      'goes to who has two ways to be paid',
      {
        restricted: [
          accountOfAmina,
          accountOfIon,
          { ...accountOfAmina, id: 'RS-0003', beneficiary: ion, ibanHolder: 'Popescu Ion' },
        ],
      },
      'Un requisito riservato manca: chiedi al coordinatore.',
    ],
  ])('leaves out, and tells, a payment that %s', async (_, but: PaymentsBut, why) => {
    const file = await made(but);

    expect(idsIn(file)).toEqual(['LQ-0001']);
    expect(file.leftOut).toEqual([expect.stringContaining(why)]);
    expect(file.leftOut.join(' ')).not.toMatch(/Ion|Popescu|IBAN|Bianchi/);
    expect(file.audit.ids).toEqual(['B-0001']);
  });

  it('tells what is missing of the person by the label of the cell', async () => {
    const unknown = { ...ion, codiceFiscale: undefined };
    const file = await made({
      beneficiaries: [amina, unknown],
      internships: [ofAmina, { ...ofIon, beneficiary: unknown }],
    });

    expect(file.leftOut).toEqual(['LQ-0002 (T-0002): in B-0002 manca «Codice fiscale».']);
  });

  it('is made for administration and coordinators, and nobody else', async () => {
    expect((await made({}, { role: 'coordinator' })).lines).toBe(2);
    for (const role of ['mentor', 'promoterTutor', 'labOperator', 'socialServices', 'funder', 'x'])
      await expect(made({}, { role })).rejects.toThrow('Questo file contiene dati personali');
  });

  it('is not made where the policy refuses one of its cells', async () => {
    const it = await judged(aPayingProgramme({ batches: [listed] }));
    const { knowledge } = it.world;
    const strict = {
      ...policy,
      revealed: { ...policy.revealed, export: new Set(['internal', 'name', 'amount'] as const) },
    };
    const world = { ...it.world, knowledge: { ...knowledge, policy: strict } };

    const file = paymentCsv({ ...it, world, month: march, role: 'administration' });

    expect(file.ok).toBe(false);
  });

  it('is refused without the restricted register', async () => {
    await expect(made({ without: [restricted] })).rejects.toThrow(
      'Il registro riservato non è collegato',
    );
  });

  it('has a header and nothing else where nothing is to be paid', async () => {
    const file = await made({ batches: [] });

    expect(cellsOf(file)).toEqual([]);
    expect(file).toMatchObject({ lines: 0, total: euro(0) });
  });
});

describe('The file of days for INAIL', () => {
  it('has IDs, codice fiscale, days and dates of the sheets that came back', async () => {
    const plan = await monthOf({
      sheets: [
        {
          ...marchOfAmina,
          ...Object.fromEntries(
            Array.from({ length: 27 }, (_, n) => [`d${n + 5}`, { code: 'A' }] as const),
          ),
        },
        { ...marchOfIon, receivedOn: undefined, checkedOn: undefined },
      ],
    });

    const file = inailCsv({ plan, ground, role: 'administration' });

    expect(file).toEqual({
      ok: true,
      value: {
        text: [
          '\uFEFFTirocinio;Persona;Codice fiscale;PAT INAIL;Mese;Giorni di presenza;Dal;Al;Giorni;Foglio controllato il',
          '"T-0001";"B-0001";"DMCMRS98B43A285Y";"12345678/90";"marzo 2026";3;"02/03/2026";"04/03/2026";"02/03/2026, 03/03/2026, 04/03/2026";"07/04/2026"',
          '',
        ].join('\r\n'),
        lines: 1,
        total: undefined,
        leftOut: ['T-0002: il foglio non è ancora tornato.'],
        audit: {
          what: 'giorni di presenza per INAIL di marzo 2026, CSV con 1 riga',
          ids: ['B-0001'],
          purpose: 'premio INAIL',
        },
      },
    });
    expect(inailCsv({ plan, ground, role: 'promoterTutor' }).ok).toBe(false);
  });
});

describe('The file of fees for the hosts’ tutors', () => {
  const internships = [
    { ...ofAmina, companyTutorFee: euro(100) },
    { ...ofIon, companyTutorFee: euro(100) },
  ];

  it('has what is due and what is in a list, by tutor and host', async () => {
    const plan = await monthOf({
      internships,
      batches: [
        {
          ...listedToo,
          id: 'LQ-0001',
          kind: 'companyTutorFee',
          amount: euro(100),
          item: undefined,
        },
      ],
    });

    const file = tutorFeesCsv({ plan, ground, role: 'coordinator' });

    expect(file).toMatchObject({
      ok: true,
      value: {
        text: [
          '\uFEFFTutor;Codice fiscale;Cognome;Nome;Ospitante;Denominazione;Codice fiscale ospitante;Tirocinio;Mese;Giorni;Compenso;Stato;Liquidazione',
          '"TO-0001";;"Verdi";"Marta";"I-0001";"Forno Bianchi S.r.l.";"02768890648";"T-0001";"marzo 2026";22;100,00;"da liquidare";',
          '"TO-0001";;"Verdi";"Marta";"I-0001";"Forno Bianchi S.r.l.";"02768890648";"T-0002";"marzo 2026";22;100,00;"in liquidazione o pagato";"LQ-0001"',
          '',
        ].join('\r\n'),
        total: euro(200),
        audit: { ids: ['TO-0001'] },
      },
    });
    expect(tutorFeesCsv({ plan, ground, role: 'companyTutor' }).ok).toBe(false);
  });

  it('leaves out, and tells, a month that is not settled and a tutor nobody named', async () => {
    const plan = await monthOf({
      internships: [
        internships[0] ?? ofAmina,
        { ...ofIon, companyTutorFee: euro(100), companyTutor: undefined },
      ],
      sheets: [{ ...marchOfAmina, checkedOn: undefined }, marchOfIon],
    });

    const file = tutorFeesCsv({ plan, ground, role: 'administration' });

    expect(file).toMatchObject({
      value: {
        lines: 0,
        leftOut: ['T-0001: il mese non è ancora controllato.', 'T-0002: manca il tutor ospitante.'],
      },
    });
  });
});
