import { plusDays, plusMonths } from '../src/core/day.ts';
import type { Around } from '../src/core/rule.ts';
import { states } from '../src/core/state.ts';
import type { RowOf } from '../src/core/tab.ts';
import { isRunning, lastDayOf, suspensionsOf } from './lifecycle.ts';
import {
  beneficiaries,
  companies,
  contacts,
  internships,
  interviews,
  outcomes,
} from './registry.ts';

type Beneficiary = RowOf<typeof beneficiaries>;
type Company = RowOf<typeof companies>;
type Internship = RowOf<typeof internships>;

/**
 * A person's way through the programme: contattata → accolta → in bilancio → idonea → selezionata → abbinata →
 * in tirocinio → conclusa → esito a 28 giorni → esito a 6 mesi. People type only Rinuncia, Irreperibile, In attesa.
 */
export const beneficiaryStates = states(beneficiaries, [
  {
    label: 'in tirocinio',
    when: (it, around) => current(it, around) !== undefined,
    since: (it, around) => current(it, around)?.startDate,
    next: 'Tutoraggio e foglio presenze del mese.',
  },
  {
    label: 'rinuncia',
    when: (it) => it.typedStage === 'renounced',
    since: (it) => it.typedStageOn,
    next: 'Può rientrare: si riparte dall’accoglienza.',
  },
  {
    label: 'irreperibile',
    when: (it) => it.typedStage === 'unreachable',
    since: (it) => it.typedStageOn,
    next: 'Può rientrare: si riparte dall’accoglienza.',
  },
  {
    label: 'esito a 6 mesi',
    when: (it, around) => hasOutcome(it, 'months6', around),
    since: (it, around) => outcomeOn(it, 'months6', around),
  },
  {
    label: 'esito a 28 giorni',
    when: (it, around) => hasOutcome(it, 'days28', around),
    since: (it, around) => outcomeOn(it, 'days28', around),
    next: 'Chiedere com’è andata a sei mesi dalla fine.',
  },
  {
    label: 'conclusa',
    when: (it, around) => finished(it, around) !== undefined,
    since: (it, around) => finished(it, around),
    next: 'Chiedere com’è andata a 28 giorni dalla fine.',
  },
  {
    label: 'abbinata',
    when: (it, around) => ahead(it, around) !== undefined,
    next: 'Completare tutto ciò che serve all’avvio del tirocinio.',
  },
  {
    label: 'in attesa',
    when: (it) => it.typedStage === 'waiting',
    since: (it) => it.typedStageOn,
    next: 'Richiamare la persona alla data concordata.',
  },
  {
    label: 'selezionata',
    when: (it) => it.selectedOn !== undefined,
    since: (it) => it.selectedOn,
    next: 'Cercare il posto più coerente con il profilo.',
  },
  {
    label: 'non idonea',
    when: (it) => it.suitable === false,
    next: 'Proporre un altro servizio della rete.',
  },
  {
    label: 'idonea',
    when: (it) => it.suitable === true,
    next: 'Portare la scheda in équipe per la selezione.',
  },
  {
    label: 'in bilancio',
    when: (it, around) => interviewed(it, ['skillsBalance', 'inDepth'], around) !== undefined,
    since: (it, around) => interviewed(it, ['skillsBalance', 'inDepth'], around),
    next: 'Concludere il bilancio di competenze.',
  },
  {
    label: 'accolta',
    when: (it, around) => interviewed(it, undefined, around) !== undefined,
    since: (it, around) => interviewed(it, undefined, around),
    next: 'Fissare il colloquio in profondità.',
  },
  {
    label: 'contattata',
    when: () => true,
    since: (it) => it.metOn,
    next: 'Fissare il colloquio di accoglienza.',
  },
]);

/** A host: segnalata → contattata → adesione firmata → verificata → disponibile → ospitante → sospesa o uscita. */
export const companyStates = states(companies, [
  { label: 'uscita', when: (it) => it.outcome === 'left' },
  {
    label: 'sospesa',
    when: (it) => it.outcome === 'suspended',
    next: 'Chiarire e togliere la sospensione, o chiudere.',
  },
  {
    label: 'ospitante',
    when: (it, around) =>
      around.where(internships, 'company', it).some((one) => isRunning(one, around)),
    next: 'Visite del tutor e fogli presenze.',
  },
  {
    label: 'disponibile',
    when: (it, around) =>
      it.joinedOn !== undefined &&
      isVerified(it, around) &&
      it.availableUntil !== undefined &&
      it.availableUntil >= around.today,
    since: (it) => it.verifiedOn,
    next: 'Proporre le persone pronte.',
  },
  {
    label: 'verificata',
    when: (it, around) => it.joinedOn !== undefined && isVerified(it, around),
    since: (it) => it.verifiedOn,
    next: 'Chiedere fino a quando è disponibile.',
  },
  {
    label: 'adesione firmata',
    when: (it) => it.joinedOn !== undefined,
    since: (it) => it.joinedOn,
    next: 'Verificare i requisiti e le dichiarazioni.',
  },
  {
    label: 'contattata',
    when: (it, around) =>
      it.interestShownOn !== undefined || around.where(contacts, 'company', it).length > 0,
    since: (it) => it.interestShownOn,
    next: 'Far firmare la scheda di adesione.',
  },
  { label: 'segnalata', when: () => true, next: 'Primo contatto del tutor d’impresa.' },
]);

/**
 * An internship: bozza → PFI in firma → firmato → comunicato → attivo ⇄ sospeso → concluso | interrotto; annullato
 * only before it starts.
 */
export const internshipStates = states(internships, [
  { label: 'annullato', when: (it) => it.typedState === 'cancelled' },
  {
    label: 'interrotto',
    when: (it, around) =>
      it.endedOn !== undefined && it.endedOn < around.today && it.endReason !== 'completed',
    since: (it) => it.endedOn,
    next: 'Relazione finale e attestazione o dichiarazione di frequenza.',
  },
  {
    label: 'concluso',
    when: (it, around) => {
      const last = lastDayOf(it, around);
      return last !== undefined && last < around.today;
    },
    since: (it, around) => lastDayOf(it, around),
    next: 'Attestazione, dossier ed esiti a 28 giorni e 6 mesi.',
  },
  {
    label: 'sospeso',
    when: (it, around) => suspension(it, around) !== undefined,
    since: (it, around) => suspension(it, around)?.from,
    next: 'Riprendere alla data dell’atto.',
  },
  {
    label: 'attivo',
    when: (it, around) => it.startDate !== undefined && it.startDate <= around.today,
    since: (it) => it.startDate,
    next: 'Visite e foglio presenze del mese.',
  },
  {
    label: 'comunicato',
    when: (it) => it.coProtocol !== undefined && it.coSentOn !== undefined,
    since: (it) => it.coSentOn,
    next: 'Formazione sulla sicurezza e primo giorno.',
  },
  {
    label: 'firmato',
    when: (it) => it.pfiSignedOn !== undefined,
    since: (it) => it.pfiSignedOn,
    next: 'Inviare la comunicazione obbligatoria entro il giorno prima dell’avvio.',
  },
  {
    label: 'PFI in firma',
    when: (it) => it.pfiNumber !== undefined,
    next: 'Raccogliere le firme del PFI.',
  },
  {
    label: 'bozza',
    when: () => true,
    next: 'Completare date, orario, tutor e convenzione; poi il PFI.',
  },
]);

function current(it: Beneficiary, around: Around): Internship | undefined {
  return around.where(internships, 'beneficiary', it).find((one) => isRunning(one, around));
}

function ahead(it: Beneficiary, around: Around): Internship | undefined {
  return around
    .where(internships, 'beneficiary', it)
    .find(
      (one) =>
        one.typedState !== 'cancelled' &&
        (one.startDate === undefined || one.startDate > around.today),
    );
}

function finished(it: Beneficiary, around: Around) {
  return around
    .where(internships, 'beneficiary', it)
    .flatMap((one) => (one.typedState === 'cancelled' ? [] : [lastDayOf(one, around)]))
    .filter((last) => last !== undefined && last < around.today)
    .at(-1);
}

function suspension(it: Internship, around: Around) {
  return suspensionsOf(it, around).find(
    ({ from, to }) =>
      from !== undefined && from <= around.today && (to === undefined || to >= around.today),
  );
}

function isVerified(it: Company, around: Around): boolean {
  return it.verifiedOn !== undefined && plusMonths(it.verifiedOn, 12) > around.today;
}

function interviewed(it: Beneficiary, kinds: readonly string[] | undefined, around: Around) {
  return around
    .where(interviews, 'beneficiary', it)
    .filter(
      ({ kind, held, on }) =>
        held === 'held' &&
        on !== undefined &&
        on < plusDays(around.today, 1) &&
        (kinds === undefined || (kind !== undefined && kinds.includes(kind))),
    )
    .map(({ on }) => on)
    .toSorted()
    .at(0);
}

function hasOutcome(it: Beneficiary, at: 'days28' | 'months6', around: Around): boolean {
  return around.where(outcomes, 'beneficiary', it).some((one) => one.at === at);
}

function outcomeOn(it: Beneficiary, at: 'days28' | 'months6', around: Around) {
  return around.where(outcomes, 'beneficiary', it).find((one) => one.at === at)?.on;
}
