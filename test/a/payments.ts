import * as payments from '../../config/payments.ts';
import * as registry from '../../config/registry.ts';
import * as settings from '../../config/settings.ts';
import { day } from '../../src/core/day.ts';
import type { AnyTab, RowOf } from '../../src/core/tab.ts';
import { planCheck } from '../../src/jobs/check.ts';
import { recallPast } from '../../src/jobs/past.ts';
import type { Ground, Judged } from '../../src/jobs/payment-ground.ts';
import { aCompany, aCompanyTutor, aSite } from './imprese.ts';
import { aCoordinator, anOperator } from './persone.ts';
import { aBudgetItem, anAttendanceSheet, anInternshipUnderWay, aRecorder } from './presenze.ts';
import { aProgramme, type Programme, type TypedRow } from './programme.ts';
import { aPromoterTutor, aTrainee } from './tirocini.ts';

type Row<T extends AnyTab> = RowOf<T>;

/** What paying needs of config, as the command line gives it. */
export const ground: Ground = { tabs: registry, settings, payments };

const { restricted: restrictedTab } = registry;

/** Amina and Ion, each with a codice fiscale that belongs to nobody. */
export const amina = aTrainee({ codiceFiscale: 'DMCMRS98B43A285Y', cap: '76123' });
export const ion = aTrainee({
  id: 'B-0002',
  lastName: 'Popescu',
  firstName: 'Ion',
  codiceFiscale: 'PPSNIO95H10Z129N',
  cap: '76121',
});

const company = aCompany();
const tutor = aCompanyTutor({ company });

/** Amina's internship: a whole March 2026 and 600,00 a month, until the end of August. */
export const ofAmina = anInternshipUnderWay({
  beneficiary: amina,
  company,
  site: aSite({ company }),
  companyTutor: tutor,
  startDate: day('2026-03-01'),
  inailFrom: day('2026-03-01'),
});

/** Ion's, at the same place. */
export const ofIon = { ...ofAmina, id: 'T-0002', beneficiary: ion };

/** Amina's March, all 22 days of it, checked; and Ion's. */
export const marchOfAmina = anAttendanceSheet({ internship: ofAmina });
export const marchOfIon = { ...marchOfAmina, id: 'FP-0002', internship: ofIon };

/** Where each is paid. */
export const accountOfAmina: Row<typeof restrictedTab> = {
  id: 'RS-0001',
  beneficiary: amina,
  paymentMode: 'transfer',
  iban: 'IT60X0542811101000000123456',
};
export const accountOfIon: Row<typeof restrictedTab> = {
  id: 'RS-0002',
  beneficiary: ion,
  paymentMode: 'atCounter',
};

/** What a programme of payments differs in. */
export interface PaymentsBut {
  readonly now?: string;
  readonly settings?: TypedRow;
  readonly beneficiaries?: readonly Row<typeof registry.beneficiaries>[];
  readonly internships?: readonly Row<typeof registry.internships>[];
  readonly sheets?: readonly Row<typeof registry.attendanceSheets>[];
  readonly batches?: readonly Row<typeof registry.batches>[];
  readonly budget?: readonly Row<typeof registry.budget>[];
  readonly restricted?: readonly Row<typeof registry.restricted>[];
  readonly variations?: readonly Row<typeof registry.variations>[];
  readonly waivers?: readonly Row<typeof registry.waivers>[];
  /** Tabs that are not there at all. */
  readonly without?: readonly AnyTab[];
}

/**
 * Two internships whose March 2026 was done and checked, on the fourth of May: nothing is paid yet, 70 % is enough,
 * below it a month is paid in proportion, the allowance is exempt.
 */
export function aPayingProgramme(but: PaymentsBut = {}): Programme {
  const people = but.beneficiaries ?? [amina, ion];
  const rows: readonly (readonly [AnyTab, readonly { readonly id: string }[]])[] = [
    [registry.beneficiaries, people],
    [registry.companies, [company]],
    [registry.sites, [aSite({ company })]],
    [registry.companyTutors, [tutor]],
    [
      registry.operators,
      [
        aCoordinator(),
        aPromoterTutor(),
        aRecorder(),
        anOperator({ id: 'O-0008', lastName: 'Neri', role: 'administration' }),
      ],
    ],
    [registry.internships, but.internships ?? [ofAmina, ofIon]],
    [registry.variations, but.variations ?? []],
    [registry.closures, []],
    [registry.attendanceSheets, but.sheets ?? [marchOfAmina, marchOfIon]],
    [registry.waivers, but.waivers ?? []],
    [registry.batches, but.batches ?? []],
    [registry.budget, but.budget ?? [aBudgetItem()]],
    [registry.restricted, but.restricted ?? [accountOfAmina, accountOfIon]],
  ];
  return aProgramme(
    rows
      .filter(([tab]) => but.without?.includes(tab) !== true)
      .map(([tab, all]) => [tab, all.map((it) => typed(tab, it))]),
    {
      ...(but.now === undefined ? {} : { now: but.now }),
      settings: {
        attendanceThreshold: '70 %',
        attendanceComparator: 'raggiungerla',
        belowThreshold: 'in proporzione',
        taxRegime: 'esente (art. 34 DPR 601/1973)',
        programmeCup: 'C84H22000050007',
        ...but.settings,
      },
    },
  );
}

/** The programme read and judged, as the command line does it. */
export async function judged(programme: Programme): Promise<Judged> {
  const past = await recallPast(programme.ledger);
  const { world, findings } = planCheck(await programme.world(), past);
  return { world, ground, findings, proofs: past.months };
}

/** A row as people would have typed it. */
export function typed(tab: AnyTab, { id, ...cells }: { readonly id: string }): TypedRow {
  return {
    ID: id,
    ...Object.fromEntries(
      Object.entries(cells).flatMap(([key, value]) =>
        value === undefined ? [] : [[key, tab.columns[key]?.write(value)] as const],
      ),
    ),
  };
}
