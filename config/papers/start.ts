import { inDigits } from '../../src/core/day.ts';
import type { Block, TableRow } from '../../src/core/document.ts';
import { inEuro } from '../../src/core/money.ts';
import type { Privacy } from '../../src/core/release.ts';
import type { Around, Rule } from '../../src/core/rule.ts';
import type { AnyTab, RowOf } from '../../src/core/tab.ts';
import type { Section } from '../../src/core/template.ts';
import { comparable, list, plural } from '../../src/core/words.ts';
import { operatorNames, operatorsFor, roleLabel, waiversOf } from '../duties.ts';
import { companyTutorOn, inailOf, promoterTutorOn, rctOf, weekOn } from '../lifecycle.ts';
import { allowanceOn } from '../payments.ts';
import { agreements, beneficiaries, companies, internships } from '../registry.ts';
import * as rules from '../rules.ts';
import { isProtected } from './moments.ts';
import { dayOfPaper, hoursInWords } from './values.ts';

type Internship = RowOf<typeof internships>;

/**
 * A line of the start sheet: a requirement, what shows that it is met, and the rules that say when it is not. A rule
 * that keeps silent while a start is far away does not make a line green: what is not there is «da fare».
 */
interface Requirement {
  readonly what: string;
  /** The role that sees to it, where no rule says another. */
  readonly owes: string;
  readonly rules: readonly Rule[];
  /** What to write where it is not met yet. */
  readonly asks: string;
  /** Internships it is asked of. */
  readonly of?: (it: Internship) => boolean;
  /** What is there, in words; nothing while something is not. */
  readonly done: (it: Internship, around: Around) => string | undefined;
  /** Tells where the person works. */
  readonly tellsPlace?: true;
}

/** What must be there before a first day, in the order in which it is seen to (domain §9, rule 1). */
export const requirements: readonly Requirement[] = [
  {
    what: 'Persona idonea, requisito verificato',
    asks: '«Idoneo al percorso» e «Requisito verificato» nel foglio «Beneficiari»',
    owes: 'coordinator',
    rules: [
      rules.personSuitable,
      rules.requirementSeen,
      rules.ageIsWithinTheProgramme,
      rules.oneInternshipAtATime,
    ],
    done: ({ beneficiary: person }) =>
      person?.suitable === true && person.requirementVerified === true
        ? `idonea${on(' per il verbale del', person.selectedOn)}; requisito verificato${on(' il', person.requirementVerifiedOn)}`
        : undefined,
  },
  {
    what: 'Informativa sui dati',
    asks: 'far leggere e firmare l’informativa, poi «Informativa data il»',
    owes: 'labOperator',
    rules: [],
    done: ({ beneficiary: person }) =>
      person?.noticeGivenOn && `presa visione il ${inDigits(person.noticeGivenOn)}`,
  },
  {
    what: 'Presa in carico',
    asks: '«Presa in carico dal» nel foglio «Beneficiari»',
    owes: 'socialServices',
    of: (it) => it.instrument === 'tis',
    rules: [rules.tisPersonInCharge, rules.tisPersonInChargeByStart, rules.tisPersonStillInCharge],
    done: ({ beneficiary: person }) =>
      person?.inChargeOn && `dal ${inDigits(person.inChargeOn)}${on(' al', person.inChargeUntil)}`,
  },
  {
    what: 'Registro riservato in ordine',
    asks: '«Requisito riservato verificato» nel foglio «Tirocini»',
    owes: 'coordinator',
    rules: [rules.restrictedBookIsInOrderForTheStart],
    done: (it) => (it.restrictedVerified === true ? 'verificato dal coordinatore' : undefined),
  },
  {
    what: 'Requisiti del soggetto ospitante',
    asks: '«Dichiarazioni del» e «Idonea a ospitare» nel foglio «Soggetti ospitanti»',
    owes: 'enterpriseTutor',
    tellsPlace: true,
    rules: [
      rules.hostHasDeclared,
      rules.hostDeclarationsAreRecent,
      rules.hostDeclaresSafety,
      rules.hostDeclaresLaw68,
      rules.hostDeclaresNoDismissals,
      rules.hostDeclaresNoCig,
      rules.hostDeclaresNoInsolvency,
      rules.hostHasCodiceFiscale,
      rules.suspendedHostDoesNotHost,
      rules.unsuitableHostDoesNotHost,
    ],
    done: ({ company }) =>
      company?.declaredOn && company.suitable === true
        ? `dichiarazioni del ${inDigits(company.declaredOn)}`
        : undefined,
  },
  {
    what: 'Sede e posto',
    asks: '«Sede» nel foglio «Tirocini»',
    owes: 'enterpriseTutor',
    tellsPlace: true,
    rules: [rules.siteChosen, rules.siteOfTheHost, rules.hostWithinLimit],
    done: ({ site }) => site && 'indicata, nei limiti del personale',
  },
  {
    what: 'Tutor promotore e tutor ospitante',
    asks: '«Tutor promotore» e «Tutor ospitante» nel foglio «Tirocini»',
    owes: 'coordinator',
    tellsPlace: true,
    rules: [
      rules.promoterTutorChosen,
      rules.companyTutorChosen,
      rules.companyTutorOfTheHost,
      rules.promoterAndCompanyTutorDiffer,
    ],
    done: (it, around) => {
      const day = dayOfPaper(it, around);
      const both = [promoterTutorOn(it, day, around), companyTutorOn(it, day, around)];
      return both.every((one) => one !== undefined) ? 'nominati' : undefined;
    },
  },
  {
    what: 'Convenzione firmata e in vigore',
    asks: '«Convenzione» nel foglio «Tirocini», «Firmata il» nel foglio «Convenzioni»',
    owes: 'promoterTutor',
    tellsPlace: true,
    rules: [
      rules.agreementChosen,
      rules.agreementSigned,
      rules.agreementSignedByStart,
      rules.agreementInForceAtStart,
      rules.agreementOfTheHost,
      rules.agreementDatesAreInOrder,
      rules.agreementIsSignedInThePast,
      rules.agreementOutlastsItsInternships,
      rules.agreementClosedEarlyHasNoInternships,
    ],
    done: ({ agreement }) =>
      agreement?.signedOn &&
      `n. ${agreement.number ?? agreement.id}, firmata il ${inDigits(agreement.signedOn)}`,
  },
  {
    what: 'Periodo e orario',
    asks: '«Data inizio», «Data fine» e le ore da Lun a Dom',
    owes: 'promoterTutor',
    rules: [
      rules.endDateWritten,
      rules.endAfterStart,
      rules.durationAtLeastMin,
      rules.durationWithinMax,
      rules.timetableWritten,
      rules.weeklyHoursWithinCap,
      rules.noNightWhereForbidden,
    ],
    done: (it, around) => {
      const { startDate: from, endDate: to } = it;
      const week = from && weekOn(it, from, around);
      if (from === undefined || to === undefined || week === undefined) return undefined;
      const minutes = Object.values(week).reduce((sum, one) => sum + one, 0);
      return `dal ${inDigits(from)} al ${inDigits(to)}, ${hoursInWords(minutes)} alla settimana`;
    },
  },
  {
    what: 'Indennità',
    asks: '«Indennità mensile» nel foglio «Tirocini»',
    owes: 'promoterTutor',
    rules: [rules.allowanceWritten, rules.allowanceAsRules],
    done: (it, around) => {
      const amount = allowanceOn(it, dayOfPaper(it, around), around);
      return amount && `${inEuro(amount)} al mese`;
    },
  },
  {
    what: 'Progetto firmato da tutti',
    asks: 'raccogliere le firme, poi «PFI n.» e «PFI firmato il»',
    owes: 'promoterTutor',
    rules: [
      rules.pfiNumbered,
      rules.pfiSigned,
      rules.pfiSignedByAll,
      rules.pfiSignedByStart,
      rules.pfiSignedAlready,
    ],
    done: (it) =>
      it.pfiNumber &&
      it.pfiSignedOn &&
      `n. ${it.pfiNumber}, firmato il ${inDigits(it.pfiSignedOn)}`,
  },
  {
    what: 'Comunicazione obbligatoria',
    asks: 'inviarla al più tardi il giorno prima, poi «CO inviata il», «CO protocollo» e, per un TIS, «CO categoria»',
    owes: 'promoterTutor',
    rules: [
      rules.coDue,
      rules.coSentBeforeStart,
      rules.coSentAlready,
      rules.coProtocolWritten,
      rules.tisCoCategoryWritten,
      rules.tisCoCategory,
      rules.startedWithoutCo,
    ],
    done: (it) =>
      it.coSentOn && it.coProtocol && (it.instrument !== 'tis' || it.coCategory === 'inCharge')
        ? `inviata il ${inDigits(it.coSentOn)}, protocollo ${it.coProtocol}`
        : undefined,
  },
  {
    what: 'Assicurazione INAIL',
    asks: '«INAIL PAT», «INAIL dal» e «INAIL al»',
    owes: 'promoterTutor',
    rules: [rules.inailPatWritten, rules.inailFromTheStart, rules.inailToTheEnd],
    done: (it, around) => covered(inailOf(it, around)),
  },
  {
    what: 'Responsabilità civile',
    asks: '«RCT polizza», «RCT dal» e «RCT al»',
    owes: 'promoterTutor',
    rules: [rules.rctPolicyWritten, rules.rctFromTheStart, rules.rctToTheEnd],
    done: (it, around) => covered(rctOf(it, around)),
  },
  {
    what: 'Sicurezza: formazione, visita, DPI',
    asks: '«Formazione sicurezza» e, se dovuti, «Visita medica fatta il» e «DPI consegnati il»',
    owes: 'promoterTutor',
    rules: [
      rules.safetyTrainingByStart,
      rules.medicalVisitDone,
      rules.medicalVisitByStart,
      rules.dpiByStart,
    ],
    done: (it) => {
      const { safetyTrainingOn, medicalVisitDue, medicalVisitOn, dpiDue, dpiDeliveredOn } = it;
      const visited = medicalVisitDue !== true || medicalVisitOn !== undefined;
      const given = dpiDue !== true || dpiDeliveredOn !== undefined;
      if (safetyTrainingOn === undefined || !visited || !given) return undefined;
      return [
        `formazione del ${inDigits(safetyTrainingOn)}`,
        medicalVisitDue === true ? `visita fatta${on(' il', medicalVisitOn)}` : 'visita non dovuta',
        dpiDue === true ? `DPI consegnati${on(' il', dpiDeliveredOn)}` : 'DPI non dovuti',
      ].join('; ');
    },
  },
];

/** «::: avvio»: what is ready for the first day, what is not, and who sees to it; one table, for one page. */
export const startSection: Section = {
  name: 'avvio',
  tab: internships,
  classes: ['public', 'internal', 'name', 'personal', 'amount'],
  // Templates hand a section rows of its own tab.
  blocks: ({ row, around }) => ({ blocks: startOf(row as Internship, around) }),
};

function startOf(it: Internship, around: Around): readonly Block[] {
  const lines = requirements
    .filter(({ of }) => of === undefined || of(it))
    .map((one) => judged(one, it, around));
  const count = (state: Line['state']) => lines.filter((one) => one.state === state).length;
  const [missing, toDo] = [count('manca'), count('da fare')];
  const from = it.startDate === undefined ? '' : ` il ${inDigits(it.startDate)}`;
  const left = [
    ...(missing > 0 ? [plural(missing, 'voce manca', 'voci mancano')] : []),
    ...(toDo > 0 ? [plural(toDo, 'voce è da fare', 'voci sono da fare')] : []),
  ].join(' e ');
  return [
    left === ''
      ? {
          kind: 'notice',
          tone: 'info',
          text: [`Tutto è pronto: ${it.id} può cominciare${from}.`],
        }
      : {
          kind: 'notice',
          tone: 'warning',
          text: [`Non è ancora tutto pronto: ${left}. ${it.id} non può cominciare${from}.`],
        },
    {
      kind: 'table',
      size: 'small',
      columns: [
        { head: 'Che cosa', width: 130 },
        { head: 'Stato', width: 52 },
        { head: 'Come sta' },
        { head: 'Chi provvede', width: 100 },
      ],
      rows: lines.map(
        ({ what, state, says, owes }): TableRow => ({
          cells: [[what], [state], [says], [owes]],
          ...(state === 'manca' ? { shade: 'warning' as const } : {}),
        }),
      ),
    },
  ];
}

interface Line {
  readonly what: string;
  readonly state: 'a posto' | 'in deroga' | 'da fare' | 'manca';
  readonly says: string;
  readonly owes: string;
}

function judged(one: Requirement, it: Internship, around: Around): Line {
  const { what } = one;
  const found = one.rules.flatMap((rule) => failing(rule, it, around));
  const failed = found.filter(({ waiver }) => waiver === undefined);
  const [first] = failed;
  if (first !== undefined) {
    const hidden = one.tellsPlace === true && isProtected(it.beneficiary, around);
    const says = [
      ...new Set(failed.map(({ rule, says }) => (hidden || !maySay(rule) ? elsewhere : says))),
    ];
    return {
      what,
      state: 'manca',
      says: says.join(' '),
      owes: named(first.rule.mends, it, around),
    };
  }
  const done = one.done(it, around);
  const waived = [...new Set(found.flatMap(({ waiver }) => waiver ?? []))];
  if (waived.length > 0)
    return { what, state: 'in deroga', says: `vale ${list(waived)}`, owes: '' };
  if (done !== undefined) return { what, state: 'a posto', says: done, owes: '' };
  return { what, state: 'da fare', says: one.asks, owes: named(one.owes, it, around) };
}

const elsewhere = 'C’è qualcosa da sistemare: è scritto nel foglio «Da correggere».';

/** What a rule finds on the row it speaks of: the internship, its agreement, its host or its person. */
function failing(rule: Rule, it: Internship, around: Around) {
  const row = rowOf(rule.tab, it);
  if (row === undefined || rule.uses.some((tab) => !around.has(tab))) return [];
  const said = rule.judge(row, around);
  if (said === undefined) return [];
  return [{ rule, says: said.says, waiver: waiverOf(rule, row.id, around) }];
}

function rowOf(tab: AnyTab, it: Internship): { readonly id: string } | undefined {
  if (tab === internships) return it;
  if (tab === agreements) return it.agreement;
  if (tab === companies) return it.company;
  return tab === beneficiaries ? it.beneficiary : undefined;
}

/** The waiver under which a finding stops nothing, as in «Da correggere». */
function waiverOf({ name }: Rule, id: string, around: Around): string | undefined {
  return waiversOf(around).find((it) => it.about === id && comparable(it.rule) === comparable(name))
    ?.id;
}

function maySay({ classes }: Rule): boolean {
  return classes.every((it) => sayable.has(it));
}

const sayable: ReadonlySet<Privacy> = new Set<Privacy>([
  'public',
  'internal',
  'name',
  'personal',
  'amount',
]);

/** A role, and whose it is where the row or the staff leave no doubt: «tutor promotore: Donato Dell’Aquila». */
function named(role: string, it: Internship, around: Around): string {
  const own = {
    socialServices: it.beneficiary?.socialWorker,
    labOperator: it.beneficiary?.operator,
  };
  const [id, ...others] =
    role === 'socialServices' || role === 'labOperator'
      ? [own[role]?.id]
      : operatorsFor({ tab: internships, row: it, stops: 'start', mends: role, around });
  const known = id === undefined || others.length > 0 ? undefined : operatorNames(around).get(id);
  const name = known?.split(' · ')[1];
  return name === undefined ? roleLabel(role) : `${roleLabel(role)}: ${name}`;
}

function covered({ policy, from, to }: ReturnType<typeof inailOf>): string | undefined {
  return policy !== undefined && from !== undefined && to !== undefined
    ? `${policy}, dal ${inDigits(from)} al ${inDigits(to)}`
    : undefined;
}

function on(before: string, day: Internship['startDate']): string {
  return day === undefined ? '' : `${before} ${inDigits(day)}`;
}
