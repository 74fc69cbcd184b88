import { type Day, day, inDigits, plusDays, plusMonths, type Weekday } from '../../src/core/day.ts';
import type { RowOf } from '../../src/core/tab.ts';
import {
  agreements,
  closures,
  companies,
  type companyKinds,
  companyTutors,
  places,
  sites,
} from '../registry.ts';
import { at, type Chance } from './chance.ts';
import { bodyCode, codiceFiscaleOf, partitaIvaOf } from './codes.ts';
import { earlier, type Frame, later, mailName, numbered } from './frame.ts';
import type { Slot } from './slots.ts';
import type { Staff } from './staff.ts';
import { type Trade, trades } from './trades.ts';

/** A host of the programme. */
export type Company = RowOf<typeof companies>;
/** A place of work. */
export type Site = RowOf<typeof sites>;
/** Whoever stands beside the trainee. */
export type CompanyTutor = RowOf<typeof companyTutors>;
/** An agreement between promoter and host. */
export type Agreement = RowOf<typeof agreements>;

/** A host with all that belongs to it, and the internships it takes by slot. */
export interface Host {
  readonly company: Company;
  /** The day somebody of the programme first spoke with it. */
  readonly contactedOn: Day;
  readonly trade: Trade;
  readonly slots: readonly number[];
  readonly sites: readonly Site[];
  readonly tutors: readonly CompanyTutor[];
  readonly agreement: Agreement | undefined;
}

/** The register of hosts: 38, of which 32 take internships; the last two were only heard of, and have no ID yet. */
export interface Hosts {
  readonly all: readonly Host[];
  readonly companies: readonly Company[];
  readonly sites: readonly Site[];
  readonly tutors: readonly CompanyTutor[];
  readonly agreements: readonly Agreement[];
  readonly closures: readonly RowOf<typeof closures>[];
  readonly places: readonly RowOf<typeof places>[];
  /** The host of a slot. */
  of(slot: Slot): Host;
}

interface Telling {
  readonly frame: Frame;
  readonly staff: Staff;
  readonly slots: readonly Slot[];
}

type Kind = keyof typeof companyKinds;

/** How far a host is that takes no internship. */
type Step = 'hosting' | 'available' | 'joined' | 'interested' | 'heard';

interface Planned {
  readonly name: string;
  readonly kind: Kind;
  readonly legalForm: string;
  readonly trade: keyof typeof trades;
  readonly step: Step;
  /** The place of its comune among the four. */
  readonly where: number;
  readonly slots: readonly number[];
  readonly contactedOn: Day;
}

/** Makes the register of hosts for these internships. */
export function hostsOf(it: Telling): Hosts {
  const chance = it.frame.chance('hosts');
  const planned = plannedOf(it, chance);
  const companyRows = numbered(
    companies,
    planned.map((host, nth) => companyRow(host, { ...it, chance, nth })),
  );
  const withSites = planned
    .map((host, nth) => ({ host, company: at(companyRows, nth) }))
    .filter(({ host }) => host.step !== 'heard' && host.step !== 'interested');
  const siteDrafts = withSites.flatMap(({ host, company }) =>
    siteDraftsOf({ host, company, ...it, chance }),
  );
  const siteRows = numbered(sites, siteDrafts);
  const tutorDrafts = withSites
    .filter(({ host }) => host.step !== 'joined')
    .flatMap(({ host, company }) =>
      tutorDraftsOf({ host, company, sites: siteRows, ...it, chance }),
    );
  const tutorRows = numbered(companyTutors, tutorDrafts);
  const agreementDrafts = withSites
    .filter(({ host }) => host.slots.length > 0)
    .map(({ host, company }) => agreementDraft({ host, company, ...it, chance }))
    .toSorted((a, b) => ((a.signedOn ?? '') < (b.signedOn ?? '') ? -1 : 1));
  const agreementRows = numbered(
    agreements,
    agreementDrafts.map((draft, nth) => ({
      ...draft,
      number: `${nth + 1}/${(draft.signedOn ?? it.frame.today).slice(0, 4)}`,
      protocol: `${4100 + nth * 7} del ${inDigits(draft.signedOn ?? it.frame.today)}`,
    })),
  );
  const all = planned.map((host, nth): Host => {
    const company = at(companyRows, nth);
    return {
      company,
      contactedOn: host.contactedOn,
      trade: trades[host.trade],
      slots: host.slots,
      sites: siteRows.filter((one) => one.company === company),
      tutors: tutorRows.filter((one) => one.company === company),
      agreement: agreementRows.find((one) => one.company === company),
    };
  });
  return {
    all,
    companies: companyRows,
    sites: siteRows,
    tutors: tutorRows,
    agreements: agreementRows,
    closures: closuresOf(all, it),
    places: placesOf(all, it, chance),
    of(slot) {
      const found = all.find((host) => host.slots.includes(slot.nth));
      if (found === undefined) throw new Error('a demo internship has no host');
      return found;
    },
  };
}

/** Which internship goes where: in its own comune, never twice the same person, the limits of extracurricular ones kept. */
function plannedOf({ frame, slots }: Telling, chance: Chance): readonly Planned[] {
  const taken = new Map<number, number[]>();
  for (const where of frame.comuni.keys()) {
    const here = catalogue.flatMap((host, nth) =>
      nth % frame.comuni.length === where && host.step === 'hosting' ? [nth] : [],
    );
    slots
      .filter((it) => it.where === where)
      .forEach((slot, nth) => {
        const host = at(here, nth * 3 + where);
        taken.set(host, [...(taken.get(host) ?? []), slot.nth]);
      });
  }
  const planned = catalogue.map((host, nth): Planned => {
    const own = taken.get(nth) ?? [];
    const first = own
      .flatMap((slot) => at(slots, slot).start ?? [])
      .reduce<Day>((least, it) => earlier(least, it), frame.today);
    const days =
      host.step === 'heard'
        ? 1
        : host.step === 'interested'
          ? chance.whole(8, 20)
          : host.step === 'joined'
            ? chance.whole(50, 80)
            : 0;
    const contactedOn =
      days > 0
        ? plusDays(frame.today, -days)
        : later(
            plusDays(frame.from, 12),
            plusDays(own.length === 0 ? plusDays(frame.today, -40) : first, -chance.whole(70, 90)),
          );
    return {
      ...host,
      where: nth % frame.comuni.length,
      slots: own,
      contactedOn: frame.onOrBefore(contactedOn, at(frame.comuni, nth)),
    };
  });
  return planned.toSorted((a, b) =>
    a.contactedOn < b.contactedOn ? -1 : a.contactedOn > b.contactedOn ? 1 : 0,
  );
}

interface Telling1 extends Telling {
  readonly chance: Chance;
}

function companyRow(
  host: Planned,
  { frame, staff, chance, nth }: Telling1 & { readonly nth: number },
) {
  const { kind, step, contactedOn } = host;
  const comune = at(frame.comuni, host.where);
  const trade = trades[host.trade];
  const business = kind === 'company' || kind === 'cooperative';
  const representative = frame.names.italian();
  const contact = frame.names.italian();
  const known = step !== 'heard';
  const joined = known && step !== 'interested';
  const checked = joined && step !== 'joined';
  const joinedOn = frame.onOrAfter(plusDays(contactedOn, 14), comune);
  const renewed = frame.onOrBefore(plusDays(frame.today, -chance.whole(20, 150)), comune);
  const number = partitaIvaOf(nth + 1);
  const soleTrader = host.legalForm === 'ditta individuale';
  const born = {
    birthPlace: comune.name as 'Andria',
    birthDate: plusDays(plusMonths(frame.today, -12 * chance.whole(38, 66)), -chance.whole(1, 340)),
  };
  const mail = mailName(
    host.name.replace(
      /S\.r\.l\.s?\.?|S\.n\.c\.|Cooperativa sociale|Istituto|Parrocchia|Associazione/g,
      '',
    ),
  ).slice(0, 22);
  return {
    name: host.name,
    kind,
    legalForm: host.legalForm,
    codiceFiscale: !known
      ? undefined
      : soleTrader
        ? codiceFiscaleOf({ ...representative, ...born })
        : business
          ? number
          : bodyCode(nth + 1),
    partitaIva: business && known ? number : undefined,
    rea: business && known ? `BA-${990_001 + nth}` : undefined,
    ateco: known ? trade.ateco : undefined,
    atecoVersion: known ? ('v2025' as const) : undefined,
    activity: trade.activity,
    ccnl: joined ? trade.ccnl : undefined,
    address: known ? `${at(hostStreets, nth)} ${chance.whole(1, 70)}` : undefined,
    municipality: comune,
    cap: comune.cap,
    pec: joined ? `${mail}@pec.example.org` : undefined,
    email: known ? `${mail}@example.org` : undefined,
    phone: frame.landline(),
    legalRepresentativeLastName: joined ? representative.lastName : undefined,
    legalRepresentativeFirstName: joined ? representative.firstName : undefined,
    legalRepresentativeRole: joined ? at(charges[kind], 0) : undefined,
    legalRepresentativeBirthPlace: joined ? `${comune.name} (BA)` : undefined,
    legalRepresentativeBirthDate: joined ? born.birthDate : undefined,
    contact: `${contact.firstName} ${contact.lastName}`,
    contactPhone: frame.mobile(),
    contactEmail: `${mailName(contact.firstName)}.${mailName(contact.lastName)}@example.org`,
    labourConsultant:
      business && joined
        ? `Studio ${at(['Tre Penne', 'Girandola', 'Pontevecchio', 'Lanternino'], nth)}`
        : undefined,
    labourConsultantEmail:
      business && joined
        ? `${at(['trepenne', 'girandola', 'pontevecchio', 'lanternino'], nth)}@example.com`
        : undefined,
    source: chance.pick([
      'animation',
      'animation',
      'lab',
      'partner',
      'association',
      'spontaneous',
    ] as const),
    interestShownOn: known ? frame.onOrAfter(plusDays(contactedOn, 5), comune) : undefined,
    seats: joined ? Math.max(2, host.slots.length) : undefined,
    joinedOn: joined ? joinedOn : undefined,
    declaredOn: joined ? later(joinedOn, renewed) : undefined,
    declaresSafety: joined ? true : undefined,
    declaresLaw68: joined ? true : undefined,
    declaresNoDismissals: joined ? true : undefined,
    declaresNoCig: joined ? true : undefined,
    declaresNoInsolvency: joined ? true : undefined,
    durcExpiry: joined && business ? plusDays(frame.today, chance.whole(70, 110)) : undefined,
    durcNotDue: joined && !business ? true : undefined,
    verifiedOn: checked
      ? later(frame.onOrAfter(plusDays(joinedOn, 5), comune), renewed)
      : undefined,
    verifiedBy: checked ? staff.of('enterpriseTutor', nth) : undefined,
    suitable: checked ? true : undefined,
    availableUntil: checked ? plusDays(frame.today, chance.whole(120, 300)) : undefined,
    enterpriseTutor: staff.of('enterpriseTutor', nth),
    noticeGivenOn: joined ? joinedOn : undefined,
    mayBeNamed: joined ? chance.oftenAs(70) : undefined,
    notes: chance.oftenAs(12) ? 'Meglio chiamare dopo le 15.' : undefined,
  };
}

interface Placing extends Telling1 {
  readonly host: Planned;
  readonly company: Company;
}

function siteDraftsOf({ host, company, frame, chance }: Placing) {
  const comune = at(frame.comuni, host.where);
  const days: readonly Weekday[] = ['lun', 'mar', 'mer', 'gio', 'ven', 'sab'];
  const second = host.kind === 'municipality' || host.kind === 'school';
  const staffed = host.kind === 'parish' ? 0 : chance.whole(8, 19);
  const main = {
    company,
    name: `${shortName(host.name)} – ${at(['sede', 'laboratorio', 'sede operativa'], host.name.length)}`,
    municipality: comune,
    address: company.address,
    cap: comune.cap,
    phone: company.phone,
    permanentStaff: staffed,
    fixedTermStaff: 0,
    apprentices: chance.whole(0, 1),
    workingMembers: host.kind === 'cooperative' ? chance.whole(3, 12) : undefined,
    staffOn: frame.onOrBefore(plusDays(frame.today, -chance.whole(20, 180)), comune),
    seasonal: false,
    risk: trades[host.trade].risk,
    safetyContact: undefined,
    openDays: days,
    times: '7:30–20:00',
    reachedBy: chance.pick([
      'autobus urbano, fermata Orologio',
      'a piedi dalla stazione',
      'autobus 2, fermata Giardini',
    ]),
  };
  return second
    ? [
        main,
        {
          ...main,
          name: `${shortName(host.name)} – magazzino`,
          address: `${at(hostStreets, host.name.length)} ${chance.whole(71, 90)}`,
          phone: undefined,
        },
      ]
    : [main];
}

function tutorDraftsOf({
  host,
  company,
  sites: all,
  frame,
  chance,
}: Placing & { readonly sites: readonly Site[] }) {
  const own = all.filter((it) => it.company === company);
  const site = at(own, 0);
  const since = frame.onOrAfter(company.joinedOn ?? frame.from, site.municipality);
  return Array.from({ length: host.slots.length > 1 || host.slots.includes(3) ? 2 : 1 }, () => {
    const person = frame.names.italian();
    return {
      company,
      site,
      lastName: person.lastName,
      firstName: person.firstName,
      role: trades[host.trade].tutor,
      experience: chance.whole(4, 30),
      email: `${mailName(person.firstName)}.${mailName(person.lastName)}@example.com`,
      phone: frame.mobile(),
      channel: 'email' as const,
      hiredOn: plusDays(plusMonths(frame.from, -12 * chance.whole(2, 15)), chance.whole(0, 200)),
      from: since,
      noticeGivenOn: since,
    };
  });
}

function agreementDraft({ host, company, frame, slots }: Placing) {
  const comune = at(frame.comuni, host.where);
  const starts = host.slots.flatMap((nth) => at(slots, nth).start ?? []);
  const first = starts.reduce<Day>((least, it) => earlier(least, it), plusDays(frame.today, 60));
  const signedOn = earlier(
    frame.onOrBefore(plusDays(first, -18), comune),
    frame.onOrBefore(plusDays(frame.today, -6), comune),
  );
  return {
    company,
    promoter: undefined,
    instruments: ['tis', 'extracurricular', 'borsaLavoro'] as const,
    internships: Math.max(2, host.slots.length),
    sentOn: frame.onOrBefore(plusDays(signedOn, -5), comune),
    signedOn,
    from: signedOn,
    to: plusDays(plusMonths(signedOn, 48), -1),
    tacitRenewal: false,
    payer: 'Comune di Andria',
    insuranceBy: 'promoter' as const,
    stampDuty: 'exempt' as const,
    court: 'Trani',
    act: `determina n. ${100 + host.name.length} del ${inDigits(signedOn)}`,
  };
}

/** Summer and Christmas closures of last year and the next: fewer days than what lets an internship be suspended. */
function closuresOf(
  all: readonly Host[],
  { frame, slots }: Telling,
): readonly RowOf<typeof closures>[] {
  const years = [-1, 0].map((shift) => Number(frame.today.slice(0, 4)) + shift);
  const drafts = all
    .filter((host) => host.slots.length > 0)
    .flatMap((host, nth) => {
      const site = at(host.sites, 0);
      return years.flatMap((year) => {
        const from = day(`${year}-08-${nth % 2 === 0 ? '08' : '11'}`);
        const communicatedOn = frame.onOrBefore(plusDays(from, -35), site.municipality);
        return nth % 3 === 0 &&
          communicatedOn <= frame.today &&
          from >= plusDays(host.contactedOn, 40) &&
          !slots.some(
            (one) =>
              host.slots.includes(one.nth) &&
              one.start !== undefined &&
              from <= one.start &&
              one.start <= plusDays(from, 11),
          )
          ? [
              {
                site,
                from,
                to: plusDays(from, 11),
                reason: 'holidays' as const,
                communicatedOn,
                communicatedBy: host.company.contact,
                recovered: false,
              },
            ]
          : [];
      });
    });
  return numbered(
    closures,
    drafts.toSorted((a, b) => (a.communicatedOn < b.communicatedOn ? -1 : 1)),
  );
}

/** Places that are offered: those taken by who is there, and the free ones. */
function placesOf(
  all: readonly Host[],
  { frame, slots }: Telling,
  chance: Chance,
): readonly RowOf<typeof places>[] {
  const drafts = all
    .filter((host) => host.tutors.length > 0)
    .map((host, nth) => {
      const { trade } = host;
      const site = at(host.sites, 0);
      const week = host.slots.length === 0 ? undefined : at(slots, host.slots[0] ?? 0).week;
      return {
        site,
        title: trade.job,
        profile: trade.cp,
        sepAda: trade.sepAda,
        tasks: trade.tasks,
        skills: trade.skills,
        requirements: chance.pick([undefined, ['italian'], ['italian', 'publicContact']] as const),
        seats: Math.max(2, host.slots.length),
        weeklyHours: week === undefined ? 1500 : week.minutes.reduce((sum, it) => sum + it, 0),
        days: ['lun', 'mar', 'mer', 'gio', 'ven'] as const,
        schedule:
          week?.times.startsWith('15') === true ? (['afternoon'] as const) : (['morning'] as const),
        times: week?.times ?? '9:00–14:00',
        companyTutor: at(host.tutors, 0),
        enterpriseTutor: host.company.enterpriseTutor,
        reachable: true,
        mayHire: chance.oftenAs(35),
        from:
          host.company.verifiedOn === undefined
            ? undefined
            : later(host.company.joinedOn ?? frame.from, plusDays(frame.from, 20)),
        until: plusDays(frame.today, 60 + (nth % 5) * 20),
      };
    });
  return numbered(places, drafts);
}

function shortName(name: string): string {
  return name.replace(/ (?:S\.r\.l\.s?\.?|S\.n\.c\.|società cooperativa sociale)$/, '');
}

const charges: Readonly<Record<Kind, readonly string[]>> = {
  company: ['amministratore unico'],
  cooperative: ['presidente'],
  school: ['dirigente scolastico'],
  parish: ['parroco'],
  municipality: ['dirigente'],
  association: ['presidente'],
  publicBody: ['direttore'],
};

const hostStreets = [
  'via del Mulino Fermo',
  'via delle Botti',
  'via dell’Incudine',
  'corso della Fontana Asciutta',
  'via dei Setacci',
  'via del Telaio',
  'piazza del Pane Caldo',
  'via della Pialla',
  'via dei Vasai Vecchi',
  'via del Compasso',
  'viale delle Ginestre Basse',
  'via della Bilancia',
  'via dell’Alfabeto',
  'largo del Girasole',
  'via dei Cordai',
  'via della Scodella',
];

interface Listed {
  readonly name: string;
  readonly kind: Kind;
  readonly legalForm: string;
  readonly trade: keyof typeof trades;
  readonly step: Step;
}

function host(
  name: string,
  kind: Kind,
  legalForm: string,
  trade: keyof typeof trades,
  step: Step = 'hosting',
): Listed {
  return { name, kind, legalForm, trade, step };
}

/** The hosts in turn, one for each comune: the fifth is of the same comune as the first. */
const catalogue: readonly Listed[] = [
  host('Forno Spigabuona S.r.l.', 'company', 'S.r.l.', 'bakery'),
  host('Falegnameria Trucioli S.n.c.', 'company', 'S.n.c.', 'carpentry'),
  host(
    'Il Melograno Nuovo società cooperativa sociale',
    'cooperative',
    'cooperativa sociale di tipo B',
    'green',
  ),
  host('Istituto comprensivo «Girasole»', 'school', 'istituto statale', 'office'),
  host('Parrocchia Stella del Mattino', 'parish', 'ente religioso', 'caretaking'),
  host('Comune di Barletta – Servizi tecnici', 'municipality', 'ente locale', 'office'),
  host('Officina Tre Chiavi S.r.l.', 'company', 'S.r.l.', 'garage'),
  host(
    'Filo e Trama società cooperativa sociale',
    'cooperative',
    'cooperativa sociale di tipo B',
    'tailoring',
  ),
  host('Orto di Levante', 'company', 'ditta individuale', 'greengrocer'),
  host('La Tavola Lunga S.r.l.', 'company', 'S.r.l.', 'kitchen'),
  host('Istituto superiore «Meridiana»', 'school', 'istituto statale', 'green'),
  host('Mercato Coperto Bilancia S.r.l.', 'company', 'S.r.l.', 'shop'),
  host('Cartotecnica Aquilone S.r.l.', 'company', 'S.r.l.', 'packaging'),
  host(
    'Terra Cotta società cooperativa sociale',
    'cooperative',
    'cooperativa sociale di tipo B',
    'packaging',
  ),
  host('Parrocchia Santi dell’Orologio', 'parish', 'ente religioso', 'caretaking'),
  host('Albergo Quattro Lampare S.r.l.', 'company', 'S.r.l.', 'hotel'),
  host('Comune di Andria – Verde pubblico', 'municipality', 'ente locale', 'green'),
  host('Lavanderia Bolla S.r.l.', 'company', 'S.r.l.', 'laundry'),
  host('Vivaio Foglialarga', 'company', 'ditta individuale', 'green'),
  host('Associazione Porto Sereno', 'association', 'associazione', 'office'),
  host('Pasticceria Mandorla Amara S.n.c.', 'company', 'S.n.c.', 'bakery'),
  host('Logistica Girandola S.r.l.', 'company', 'S.r.l.', 'warehouse'),
  host('Comune di Trani – Biblioteca', 'municipality', 'ente locale', 'office'),
  host(
    'Onda Lunga società cooperativa sociale',
    'cooperative',
    'cooperativa sociale di tipo B',
    'kitchen',
  ),
  host(
    'Passo Dopo Passo società cooperativa sociale',
    'cooperative',
    'cooperativa sociale di tipo B',
    'caretaking',
  ),
  host('Scuola dell’infanzia «Lucciola»', 'school', 'istituto statale', 'kitchen'),
  host('Ferramenta Bullone S.r.l.', 'company', 'S.r.l.', 'shop'),
  host('Frantoio Sassotondo S.r.l.', 'company', 'S.r.l.', 'oil'),
  host('Maglieria Doppio Nodo S.r.l.', 'company', 'S.r.l.', 'tailoring'),
  host('Parrocchia San Lanterna', 'parish', 'ente religioso', 'caretaking'),
  host('Consorzio Acque Chiare', 'publicBody', 'ente pubblico economico', 'warehouse'),
  host('Trattoria del Fico S.r.l.', 'company', 'S.r.l.', 'kitchen'),
  host(
    'Radici Alte società cooperativa sociale',
    'cooperative',
    'cooperativa sociale di tipo B',
    'green',
    'available',
  ),
  host('Scuola media «Tre Gelsi»', 'school', 'istituto statale', 'office', 'joined'),
  host('Associazione Cortile Aperto', 'association', 'associazione', 'caretaking', 'interested'),
  host(
    'Ponte di Corda società cooperativa sociale',
    'cooperative',
    'cooperativa sociale di tipo A',
    'office',
    'available',
  ),
  host('Vetreria Goccia S.r.l.', 'company', 'S.r.l.', 'carpentry', 'heard'),
  host('Caffè del Compasso S.n.c.', 'company', 'S.n.c.', 'shop', 'heard'),
];
