import { inDigits } from '../../src/core/day.ts';
import { euro } from '../../src/core/money.ts';
import type { Setting } from '../../src/core/setting.ts';
import * as settings from '../settings.ts';
import { cellsOf, type DemoSheets } from './cells.ts';
import { partitaIvaOf } from './codes.ts';
import type { Frame } from './frame.ts';
import { programmeCup, promoter, promoterPat, promoterPolicy, signer } from './internships.ts';
import { plantedIn } from './planted.ts';
import { sheetsDue } from './sheets.ts';
import { type DemoQuery, demoWorld } from './world.ts';

/**
 * An invented programme with a year behind it: 4 labs, 180 people met, 42 selected, 38 hosts, 44 internships of which
 * 30 have started, and all that was written about them. Nothing in it is wrong unless `planted`: then the mistakes of
 * `plantings` are in it, as `manifestOf` lists them. A few cells are typed the way people type; the newest rows of
 * several tabs have no ID yet, which ALICE gives them.
 */
export function demoProgramme({
  planted = false,
  ...query
}: DemoQuery & { readonly planted?: boolean }): DemoSheets {
  const world = demoWorld(query);
  const tabs = cellsOf(world);
  return {
    settings: settingsOf(world.frame),
    tabs: planted ? plantedIn(world, tabs).tabs : tabs,
  };
}

/** What the coordinator of the demo wrote in «Impostazioni». */
function settingsOf(frame: Frame): ReadonlyMap<string, unknown> {
  const birth = '1971-05-12';
  const chosen: Partial<Record<keyof typeof settings, unknown>> = {
    programmeName: 'ALICE – programma dimostrativo',
    territory: 'PIT 2 – Area Nord Barese (dati inventati)',
    programmeCup,
    fundingSource: 'fsePlus',
    fundingLine: 'Asse III – laboratori; Asse IV – accompagnamento al lavoro',
    fundingAct: `determina n. 9 del ${inDigits(frame.from)}`,
    programmeStart: frame.from,
    programmeEnd: frame.to,
    signingPlace: 'Andria',
    ruleRegion: 'puglia',
    monthlyAllowance: euro(600),
    attendanceThreshold: 7000,
    attendanceBase: 'days',
    attendanceComparator: 'atLeast',
    belowThreshold: 'proRata',
    targetWorkshops: 7,
    amministrazione: true,
    progetti: true,
    cooperazione: true,
    workshop: true,
    rete: true,
    esiti: true,
    abbinamento: true,
    riservato: true,
    promoterName: promoter,
    promoterCodiceFiscale: partitaIvaOf(900),
    promoterAddress: 'via dei Setacci 30 – 76123 Andria (BT)',
    promoterPec: 'consorzioesempio@pec.example.org',
    promoterRepresentative: signer,
    promoterRepresentativeRole: 'presidente',
    promoterRepresentativeBirthPlace: 'Trani (BA)',
    promoterRepresentativeBirthDate: birth,
    promoterPat,
    promoterRct: promoterPolicy,
    promoterRctFrom: frame.from,
    promoterRctTo: frame.to,
    absencePhone: '+390883000999',
    sheetsDueDay: sheetsDue,
    payer: 'Comune di Andria',
    taxRegime: 'exempt',
    statementDay: 15,
    monthlyBudget: euro(26_400),
    totalBudget: euro(190_000),
    coordinatorMailbox: 'coordinamento@example.org',
    controller: 'Comune di Andria',
    controllerContact: 'piazza della Meridiana 1 – comunediandria@pec.example.org',
    dpo: 'rpd@example.org',
    processor: promoter,
    privacyNotice: 'https://example.org/informativa',
  };
  const known = new Set(Object.keys(settings satisfies Readonly<Record<string, Setting<unknown>>>));
  return new Map(Object.entries(chosen).filter(([name]) => known.has(name)));
}
