import { z } from 'zod';
import {
  type Column,
  choice,
  codiceFiscaleEnte,
  column,
  cup,
  date,
  email,
  link,
  type More,
  money,
  pat,
  pec,
  percent,
  phone,
  readHours,
  shown,
  text,
  whole,
  yesNo,
} from '../src/core/column.ts';
import { euro } from '../src/core/money.ts';
import { err, ok } from '../src/core/result.ts';
import { setting } from '../src/core/setting.ts';
import { fundingSources, regions, weekdays } from './registry/programma.ts';

// ── Programma ─────────────────────────────────────────────────────────────────────────────────

/** The name on every paper; there is none ALICE could assume. */
export const programmeName = setting(
  'Programma',
  text('Nome del programma', {
    required: true,
    privacy: 'public',
    help: 'Come va scritto sulle carte, ad esempio ALICE – Azioni per il lavoro e l’inserimento contro l’esclusione.',
    example: 'ALICE – Azioni per il lavoro e l’inserimento contro l’esclusione',
    width: 40,
  }),
);

/** The area the programme works in. */
export const territory = setting(
  'Programma',
  text('Territorio', {
    privacy: 'public',
    help: 'L’area o l’ambito, ad esempio PIT 2 – Area Nord Barese.',
    example: 'PIT 2 – Area Nord Barese',
  }),
);

/** The CUP of the programme; an agreement or internship may have its own. */
export const programmeCup = setting(
  'Programma',
  cup('CUP del programma', {
    help: 'I 15 caratteri, ad esempio C84H22000050007. Copialo dall’atto: è facile perderne uno.',
  }),
);

/** The funder's own code of the project, where there is one (Campania: Cod. SURF). */
export const localCode = setting(
  'Programma',
  text('Codice locale', {
    privacy: 'public',
    help: 'Il codice che il finanziatore dà al progetto oltre al CUP, se c’è. Ad esempio 19015AP000000001.',
    example: '19015AP000000001',
  }),
);

/** Who pays: logos and CUP of the papers depend on it. */
export const fundingSource = setting(
  'Programma',
  choice('Fondo', fundingSources, {
    required: true,
    list: 'Fondi',
    privacy: 'public',
    help: 'Chi finanzia: da qui dipendono loghi e CUP delle carte. L’emblema dell’Unione europea c’è solo con FSE+ o PNRR.',
  }),
);

/** Axis and action, as the reports to the funder want them. */
export const fundingLine = setting(
  'Programma',
  text('Asse e azione', {
    privacy: 'public',
    help: 'Come nell’atto di finanziamento, ad esempio Asse IV – Accompagnamento al lavoro.',
    example: 'Asse IV – Accompagnamento al lavoro',
  }),
);

/** The act that grants the money. */
export const fundingAct = setting(
  'Programma',
  text('Atto di finanziamento', {
    privacy: 'public',
    help: 'Ad esempio determina n. 12 del 15/01/2026.',
    example: 'determina n. 12 del 15/01/2026',
  }),
);

/** The first day of the programme. */
export const programmeStart = setting(
  'Programma',
  date('Inizio del programma', {
    required: true,
    help: 'Il primo giorno, ad esempio 02/03/2026.',
    example: '02/03/2026',
  }),
);

/** The last day of the programme, included: no internship may run beyond it. */
export const programmeEnd = setting(
  'Programma',
  date('Fine del programma', {
    required: true,
    help: 'L’ultimo giorno, compreso: nessun tirocinio può finire dopo. Ad esempio 26/02/2027.',
    example: '26/02/2027',
  }),
);

/** Where papers are signed. */
export const signingPlace = setting(
  'Programma',
  text('Luogo di firma', {
    privacy: 'public',
    help: 'La città scritta accanto alla data sulle carte, ad esempio Andria.',
    example: 'Andria',
  }),
);

// ── Regole ────────────────────────────────────────────────────────────────────────────────────

/** The rule pack of internships that name no region. Puglia is the default of the programme ALICE was made for. */
export const ruleRegion = setting(
  'Regole',
  choice('Regione delle regole', regions, {
    list: 'Regioni',
    privacy: 'public',
    help: 'Le regole per i tirocini che non indicano una regione.',
  }),
  'puglia',
);

/** The key of a programme whose practice differs from the region's rule (`Programme` of core/pack), by name. */
export const ruleProgramme = setting(
  'Regole',
  text('Avviso con regole proprie', {
    privacy: 'public',
    help: 'Solo se l’avviso che vi finanzia ha regole sue tra quelle che ALICE conosce: il suo nome breve, ad esempio napoli-tis-2025. Li elenca la pagina docs/pacchetti.md.',
    example: 'napoli-tis-2025',
  }),
);

/** The full monthly amount this programme pays: stands before the pack's, and is all there is for a borsa lavoro. */
export const monthlyAllowance = setting(
  'Regole',
  money('Indennità mensile', {
    privacy: 'public',
    help: 'L’importo pieno di un mese, lordo, se il vostro regolamento lo fissa. Vuoto: quello della regione. Ad esempio 600,00.',
  }),
);

/** What the host's tutor gets each month, where the programme pays one. */
export const companyTutorFee = setting(
  'Regole',
  money('Compenso al tutor ospitante', {
    privacy: 'public',
    help: 'L’importo mensile, se previsto. Vuoto: nessuno, oppure quello dell’avviso. Ad esempio 300,00.',
    example: '300,00',
  }),
);

/** The attendance a month must reach, in basis points: stands before the pack's. */
export const attendanceThreshold = setting(
  'Regole',
  percent('Soglia di frequenza', {
    privacy: 'public',
    help: 'La parte del mese da frequentare per avere l’importo pieno, se il vostro regolamento la fissa. Vuoto: quella della regione. Ad esempio 70 %.',
  }),
);

/** What the threshold counts; keys are those of `base` in core/pack. */
export const attendanceBase = setting(
  'Regole',
  choice(
    'La frequenza si conta',
    { days: 'in giorni', hours: 'in ore' },
    {
      list: 'Base della frequenza',
      privacy: 'public',
      help: 'Se il vostro regolamento lo dice. Vuoto: come nella regione.',
    },
  ),
);

/** Whether reaching the threshold is enough; keys are those of `comparator` in core/pack. */
export const attendanceComparator = setting(
  'Regole',
  choice(
    'La soglia basta',
    { atLeast: 'raggiungerla', above: 'superarla' },
    {
      list: 'Come si supera la soglia',
      privacy: 'public',
      help: 'Con 20 giorni al 75 %: «raggiungerla» ne chiede 15, «superarla» 16. Vuoto: come nella regione.',
    },
  ),
);

/** What is paid below the threshold; keys are those of `belowThreshold` in core/pack. */
export const belowThreshold = setting(
  'Regole',
  choice(
    'Sotto la soglia si paga',
    { zero: 'niente', proRata: 'in proporzione' },
    {
      list: 'Sotto la soglia',
      privacy: 'public',
      help: 'Se il vostro regolamento lo dice. Vuoto: come nella regione.',
    },
  ),
);

/** Calendar days a month must have to be paid alone: a shorter first or last month is paid with the one beside it. */
export const shortMonthDays = setting(
  'Regole',
  whole('Mese più corto da unire', {
    min: 1,
    max: 31,
    privacy: 'public',
    help: 'Se il vostro regolamento unisce al mese vicino un primo o ultimo mese con meno giorni di calendario di questi, ad esempio 14. Vuoto: come nella regione, di solito in proporzione.',
    example: '14',
  }),
);

/** How an amount worked out is brought to cents or euro; keys are read in config/months. */
export const amountRounding = setting(
  'Regole',
  choice(
    'Arrotondamento degli importi',
    {
      cent: 'al centesimo',
      centCut: 'al centesimo, troncato',
      euro: 'all’euro',
      euroCut: 'all’euro, troncato',
    },
    {
      list: 'Arrotondamenti',
      privacy: 'public',
      help: 'Se il vostro regolamento lo dice. Vuoto: come nella regione, oppure al centesimo.',
    },
  ),
);

/** The ISEE limit of the notice. Notices found said 9.360 € until mid 2025 and 10.140 € from October 2025. */
export const iseeLimit = setting(
  'Regole',
  money('Limite ISEE dell’avviso', {
    privacy: 'public',
    help: 'Solo se l’avviso ne fissa uno. Ad esempio 10.140,00.',
    example: '10.140,00',
  }),
);

// ── Obiettivi ─────────────────────────────────────────────────────────────────────────────────

/** Orientation labs to open. */
export const targetLabs = setting(
  'Obiettivi',
  target('Laboratori da aprire', 'Ad esempio 4.', '4'),
  4,
);

/** Persons to meet, at least. */
export const targetMetFrom = setting(
  'Obiettivi',
  target('Persone da incontrare, almeno', 'Ad esempio 150.', '150'),
  150,
);

/** Persons the programme hopes to meet. */
export const targetMetTo = setting(
  'Obiettivi',
  target('Persone da incontrare, fino a', 'Ad esempio 200.', '200'),
  200,
);

/** Persons to select for insertion plans, at least. */
export const targetSelectedFrom = setting(
  'Obiettivi',
  target('Persone da selezionare, almeno', 'Ad esempio 30.', '30'),
  30,
);

/** Persons the programme hopes to select. */
export const targetSelectedTo = setting(
  'Obiettivi',
  target('Persone da selezionare, fino a', 'Ad esempio 50.', '50'),
  50,
);

/** Internships to start. */
export const targetInternships = setting(
  'Obiettivi',
  target('Tirocini da avviare', 'Ad esempio 44.', '44'),
  44,
);

/** Tutors d'impresa at work with the cooperatives. */
export const targetEnterpriseTutors = setting(
  'Obiettivi',
  target('Tutor d’impresa', 'Ad esempio 5.', '5'),
  5,
);

/** Workshops for public operators, where the programme counts them. */
export const targetWorkshops = setting(
  'Obiettivi',
  target('Workshop da tenere', 'Se il progetto lo prevede, ad esempio 6.', '6'),
);

/** Counts below this are not shown in reports: in small towns they tell who is who (domain P9). */
export const smallestCount = setting(
  'Obiettivi',
  whole('Conteggio più piccolo nei rapporti', {
    min: 1,
    max: 100,
    privacy: 'public',
    help: 'I numeri più piccoli di questo non si mostrano nei rapporti, perché farebbero riconoscere le persone. Ad esempio 5.',
    example: '5',
  }),
  5,
);

// ── Persone ───────────────────────────────────────────────────────────────────────────────────

/** Years completed, at least. */
export const ageMin = setting(
  'Persone',
  whole('Età minima', {
    min: 14,
    max: 99,
    privacy: 'public',
    help: 'Anni compiuti, ad esempio 18.',
    example: '18',
  }),
  18,
);

/** Years completed, at most: 40 includes the eve of the 41st birthday. */
export const ageMax = setting(
  'Persone',
  whole('Età massima', {
    min: 14,
    max: 99,
    privacy: 'public',
    help: 'Anni compiuti: 40 vale fino al giorno prima dei 41. Ad esempio 40.',
    example: '40',
  }),
  40,
);

/** The day on which the age is judged. */
export const ageReference = setting(
  'Persone',
  choice(
    'Età contata alla data di',
    { inCharge: 'presa in carico', start: 'avvio del tirocinio', today: 'oggi' },
    {
      list: 'Data di riferimento dell’età',
      privacy: 'public',
      help: 'Come dice l’avviso. Vuoto: presa in carico.',
    },
  ),
  'inCharge',
);

/** Logged attempts without an answer after which a person counts as not to be found. */
export const attempts = setting(
  'Persone',
  whole('Tentativi prima di «irreperibile»', {
    min: 1,
    max: 20,
    help: 'Quante chiamate senza risposta, segnate nei «Contatti». Ad esempio 3.',
    example: '3',
  }),
  3,
);

// ── Moduli ────────────────────────────────────────────────────────────────────────────────────
// The export's name is the module's: a tab of module `rete` is there if the setting `rete` says sì.

/** Batches of payments and the budget. */
export const amministrazione = module('Modulo amministrazione', 'Liquidazioni e quadro economico');
/** Insertion plans. */
export const progetti = module('Modulo progetti', 'Progetti personalizzati');
/** Cooperatives assisted and services outsourced to them. */
export const cooperazione = module('Modulo cooperazione', 'Cooperative e affidamenti');
/** Workshops for public operators and who enrols. */
export const workshop = module('Modulo workshop', 'Workshop e iscrizioni');
/** Partners and referrals among them. */
export const rete = module('Modulo rete', 'Partner e invii');
/** What became of people after 28 days and 6 months. */
export const esiti = module('Modulo esiti', 'Esiti a 28 giorni e a 6 mesi');
/** Places offered and matches proposed. */
export const abbinamento = module('Modulo abbinamento', 'Posti disponibili e abbinamenti');
/** The other file, for the few who may open it. */
export const riservato = module(
  'Modulo riservato',
  'Il file riservato, in un’altra cartella: autorizzazioni, IBAN, motivi delle assenze',
);

// ── Soggetto promotore ────────────────────────────────────────────────────────────────────────
// Here because «Partner» is a module, and no agreement can be printed without a promoter.

/** Who starts the internships and answers for them, unless an agreement says another. */
export const promoterName = setting(
  'Soggetto promotore',
  text('Soggetto promotore', {
    required: true,
    privacy: 'public',
    help: 'L’ente che attiva i tirocini e ne risponde, ad esempio Comune di Andria.',
    example: 'Comune di Andria',
  }),
);

/** Its codice fiscale. */
export const promoterCodiceFiscale = setting(
  'Soggetto promotore',
  codiceFiscaleEnte('Codice fiscale del promotore', {
    privacy: 'public',
    help: '11 cifre, ad esempio 92057260645.',
  }),
);

/** Its seat, in one line. */
export const promoterAddress = setting(
  'Soggetto promotore',
  text('Sede del promotore', {
    privacy: 'public',
    help: 'Indirizzo, CAP e comune, ad esempio Piazza Umberto I, 9 – 76123 Andria (BT).',
    example: 'Piazza Umberto I, 9 – 76123 Andria (BT)',
  }),
);

/** Its certified mailbox. */
export const promoterPec = setting(
  'Soggetto promotore',
  pec('PEC del promotore', { privacy: 'public', help: 'Ad esempio ente@pec.example.org.' }),
);

/** Who signs for it: name and surname. */
export const promoterRepresentative = setting(
  'Soggetto promotore',
  text('Firma per il promotore', {
    privacy: 'name',
    help: 'Nome e cognome di chi firma convenzioni e progetti, ad esempio Paola Neri.',
    example: 'Paola Neri',
  }),
);

/** In what capacity they sign. */
export const promoterRepresentativeRole = setting(
  'Soggetto promotore',
  text('In qualità di', {
    privacy: 'public',
    help: 'La carica, ad esempio dirigente del settore Servizi sociali.',
    example: 'dirigente del settore Servizi sociali',
  }),
);

/** Where they were born, as an agreement says it. */
export const promoterRepresentativeBirthPlace = setting(
  'Soggetto promotore',
  text('Luogo di nascita di chi firma', {
    privacy: 'personal',
    help: 'Comune e provincia, oppure lo Stato. Ad esempio Trani (BA).',
    example: 'Trani (BA)',
  }),
);

/** When they were born, as an agreement says it. */
export const promoterRepresentativeBirthDate = setting(
  'Soggetto promotore',
  date('Data di nascita di chi firma', {
    privacy: 'personal',
    help: 'Ad esempio 12/05/1970.',
    example: '12/05/1970',
  }),
);

/** The INAIL position of those who are insured by the promoter. */
export const promoterPat = setting(
  'Soggetto promotore',
  pat('PAT INAIL del promotore', {
    help: 'La posizione con cui si assicurano i tirocinanti, ad esempio 12345678/90.',
  }),
);

/** The third-party liability policy. */
export const promoterRct = setting(
  'Soggetto promotore',
  text('Polizza RCT del promotore', {
    help: 'Compagnia e numero, ad esempio Assicurazioni Esempio n. 123456.',
    example: 'Assicurazioni Esempio n. 123456',
  }),
);

/** The first day the policy covers. */
export const promoterRctFrom = setting(
  'Soggetto promotore',
  date('Polizza RCT dal', {
    help: 'Il primo giorno coperto, ad esempio 01/01/2026.',
    example: '01/01/2026',
  }),
);

/** The last day the policy covers, included. */
export const promoterRctTo = setting(
  'Soggetto promotore',
  date('Polizza RCT fino al', {
    help: 'L’ultimo giorno coperto, compreso, ad esempio 31/12/2026.',
    example: '31/12/2026',
  }),
);

// ── Soggetti ospitanti ────────────────────────────────────────────────────────────────────────

/** Months after which a host's declarations, the check of its requirements and the count of its staff are too old. */
export const hostPapersLast = setting(
  'Soggetti ospitanti',
  whole('Mesi di validità delle verifiche', {
    min: 1,
    max: 60,
    privacy: 'public',
    help: 'Dopo quanti mesi vanno rifatti le dichiarazioni dell’ospitante, il controllo dei requisiti e il conteggio del personale. Ad esempio 12.',
    example: '12',
  }),
  12,
);

/** Months of made-to-measure tutoring of a cooperative, as the project describes them. */
export const tutoringMonths = setting(
  'Soggetti ospitanti',
  whole('Mesi di affiancamento alle cooperative', {
    min: 1,
    max: 24,
    privacy: 'public',
    help: 'Quanto dura l’affiancamento su misura dopo il business plan. Ad esempio 3.',
    example: '3',
  }),
  3,
);

/** Cooperatives one tutor d'impresa can follow well at a time; beyond it ALICE notes it, nothing stops. */
export const cooperativesPerTutor = setting(
  'Soggetti ospitanti',
  whole('Cooperative per tutor d’impresa', {
    min: 1,
    max: 100,
    privacy: 'public',
    help: 'Quante ne può seguire insieme un tutor d’impresa: oltre, ALICE lo fa notare. Ad esempio 4.',
    example: '4',
  }),
  4,
);

// ── Presenze ──────────────────────────────────────────────────────────────────────────────────

/** The number a trainee calls when they cannot come. */
export const absencePhone = setting(
  'Presenze',
  phone('Telefono per le assenze', {
    privacy: 'public',
    help: 'Il numero da chiamare se non si può andare: è stampato sul foglio presenze. Ad esempio 0883 123456.',
    example: '0883 123456',
  }),
);

/** The day of the month on which tutors are told that the sheet will be due. */
export const sheetsNoticeDay = setting(
  'Presenze',
  dayOfMonth(
    'Preavviso del foglio presenze',
    'Il giorno del mese in cui il tutor riceve il primo avviso, ad esempio 25.',
    '25',
  ),
  25,
);

/** The day of the next month by which a signed sheet is due. */
export const sheetsDueDay = setting(
  'Presenze',
  dayOfMonth(
    'Fogli presenze entro il giorno',
    'Il giorno del mese dopo entro cui il foglio firmato deve arrivare, ad esempio 5.',
    '5',
  ),
  5,
);

/** Whether Saturdays count as working days for terms and reminders. */
export const saturdayWorked = setting(
  'Presenze',
  yesNo('Il sabato si lavora', {
    help: 'Sì se uffici e tirocini lavorano di sabato. Vuoto: no. I giorni di ogni tirocinio si scrivono nel foglio «Tirocini».',
    example: 'no',
  }),
  false,
);

/** Minutes a day may run over the plan before ALICE says so. */
export const hoursTolerance = setting(
  'Presenze',
  whole('Minuti di tolleranza al giorno', {
    min: 0,
    max: 120,
    privacy: 'public',
    help: 'Di quanto un giorno può superare l’orario previsto senza che ALICE lo faccia notare. Ad esempio 15.',
    example: '15',
  }),
  15,
);

/** The longest day of an internship, in hours: beyond it ALICE warns. */
export const longestDay = setting(
  'Presenze',
  whole('Ore al massimo in un giorno', {
    min: 1,
    max: 13,
    privacy: 'public',
    help: 'Oltre queste ore in un solo giorno ALICE avvisa. Ad esempio 8.',
    example: '8',
  }),
  8,
);

/** Days a running internship may go without a visit or a call of its tutor before ALICE warns. */
export const visitsEvery = setting(
  'Presenze',
  whole('Giorni al massimo tra due visite', {
    min: 1,
    max: 366,
    privacy: 'public',
    help: 'Dopo quanti giorni senza visite né telefonate del tutor ALICE avvisa. Ad esempio 45.',
    example: '45',
  }),
  45,
);

// ── Pagamenti ─────────────────────────────────────────────────────────────────────────────────

/** Who pays the allowances, unless an agreement says another. */
export const payer = setting(
  'Pagamenti',
  text('Ente pagatore', {
    privacy: 'public',
    help: 'Chi emette il mandato, ad esempio Comune di Andria.',
    example: 'Comune di Andria',
  }),
);

/**
 * Whether the allowance is taxed. A decision of the programme, never assumed: the exemption asks for a public payer
 * and a purely assistential aim (risposta AdE 51/2020, art. 34 c. 3 DPR 601/1973).
 */
export const taxRegime = setting(
  'Pagamenti',
  choice(
    'Regime fiscale',
    { taxed: 'reddito assimilato (con CU)', exempt: 'esente (art. 34 DPR 601/1973)' },
    {
      required: true,
      list: 'Regimi fiscali',
      privacy: 'public',
      help: 'Lo decide l’ente pagatore: è esente solo se è pubblico e lo scopo è puramente assistenziale. ALICE non lo suppone mai.',
    },
  ),
);

/** How often allowances are paid. */
export const paymentCycle = setting(
  'Pagamenti',
  choice(
    'Si paga ogni',
    { monthly: 'mese', bimonthly: 'due mesi', quarterly: 'tre mesi' },
    {
      list: 'Cicli di pagamento',
      privacy: 'public',
      help: 'Ogni quanto si prepara una liquidazione. Vuoto: ogni mese.',
    },
  ),
  'monthly',
);

/** The day of the month by which the statement to be paid is handed over. */
export const statementDay = setting(
  'Pagamenti',
  dayOfMonth(
    'Prospetto entro il giorno',
    'Il giorno del mese dopo entro cui il prospetto va all’ente pagatore, ad esempio 10.',
    '10',
  ),
  10,
);

/** What may be spent on allowances in a month: beyond it ALICE warns. */
export const monthlyBudget = setting(
  'Pagamenti',
  money('Budget mensile', {
    help: 'Quanto si può spendere al mese per le indennità: oltre, ALICE avvisa. Ad esempio 26.400,00.',
    example: '26.400,00',
  }),
);

/** What may be spent on allowances in all. */
export const totalBudget = setting(
  'Pagamenti',
  money('Budget totale delle indennità', {
    help: 'Quanto si può spendere in tutto, ad esempio 158.400,00.',
    example: '158.400,00',
  }),
);

/**
 * Beyond this sum in a calendar year, what a public body grants one person has no effect until it is published, always
 * without the name (art. 26 cc. 3–4 d.lgs. 33/2013). A private payer publishes nothing and raises it.
 */
export const publicationAbove = setting(
  'Pagamenti',
  money('Pubblicazione oltre', {
    privacy: 'public',
    help: 'Oltre questo importo all’anno per la stessa persona un ente pubblico pubblica prima di pagare, senza nomi (art. 26 d.lgs. 33/2013). Se paga un privato scrivi un importo molto alto. Ad esempio 1.000,00.',
    example: '1.000,00',
  }),
  euro(1000),
);

// ── Promemoria ────────────────────────────────────────────────────────────────────────────────

/** From this time of day, in minutes since midnight (Europe/Rome), nothing is sent. */
export const quietFrom = setting(
  'Promemoria',
  timeOfDay(
    'Silenzio dalle',
    'Da quest’ora non parte nessun messaggio, ad esempio 19:00.',
    '19:00',
  ),
  19 * 60,
);

/** Until this time of day, in minutes since midnight (Europe/Rome), nothing is sent. */
export const quietTo = setting(
  'Promemoria',
  timeOfDay(
    'Silenzio fino alle',
    'Prima di quest’ora non parte nessun messaggio, ad esempio 8:00.',
    '8:00',
  ),
  8 * 60,
);

/** The day of the coordinators' weekly digest. */
export const digestDay = setting(
  'Promemoria',
  choice('Riepilogo settimanale', weekdays, {
    list: 'Giorni della settimana',
    privacy: 'public',
    help: 'Il giorno in cui i coordinatori ricevono il riepilogo. Vuoto: lun.',
  }),
  'lun',
);

/** How many messages one run may send: beyond it nothing is sent (exit 4). Zero stops all sending. */
export const messagesPerRun = setting(
  'Promemoria',
  whole('Messaggi al massimo per volta', {
    min: 0,
    max: 10_000,
    help: 'Se ALICE ne dovesse mandare di più si ferma e lo dice. Scrivi 0 per sospendere ogni invio. Ad esempio 60.',
    example: '60',
  }),
  60,
);

// ── Contatti e privacy ────────────────────────────────────────────────────────────────────────

/** Where coordinators read what concerns all of them. */
export const coordinatorMailbox = setting(
  'Contatti e privacy',
  email('Casella dei coordinatori', {
    required: true,
    privacy: 'internal',
    help: 'Ci arrivano riepiloghi e avvisi; chi riceve un promemoria risponde qui. Ad esempio coordinamento@example.org.',
    example: 'coordinamento@example.org',
  }),
);

/** The titolare of the treatment. */
export const controller = setting(
  'Contatti e privacy',
  text('Titolare del trattamento', {
    required: true,
    privacy: 'public',
    help: 'L’ente che decide del trattamento dei dati, di solito il Comune. Ad esempio Comune di Andria.',
    example: 'Comune di Andria',
  }),
);

/** How the titolare is reached. */
export const controllerContact = setting(
  'Contatti e privacy',
  text('Recapito del titolare', {
    privacy: 'public',
    help: 'Indirizzo e PEC come vanno scritti nell’informativa, ad esempio Piazza Umberto I, 9 – ente@pec.example.org.',
    example: 'Piazza Umberto I, 9 – ente@pec.example.org',
  }),
);

/** How the RPD (DPO) is reached. */
export const dpo = setting(
  'Contatti e privacy',
  email('Recapito del RPD', {
    privacy: 'public',
    help: 'La casella del responsabile della protezione dei dati (RPD, in inglese DPO), ad esempio rpd@example.org.',
    example: 'rpd@example.org',
  }),
);

/** Who treats the data for the titolare, under art. 28. */
export const processor = setting(
  'Contatti e privacy',
  text('Responsabile del trattamento', {
    privacy: 'public',
    help: 'Chi tratta i dati per conto del titolare (art. 28), ad esempio Cooperativa Esempio.',
    example: 'Cooperativa Esempio',
  }),
);

/** Where the whole notice is published. */
export const privacyNotice = setting(
  'Contatti e privacy',
  link('Informativa completa', {
    privacy: 'public',
    help: 'L’indirizzo della pagina, ad esempio https://example.org/scheda.',
  }),
);

/** Whether each paper carries its own data along, for other programs: only what those it is for may read. */
export const attachData = setting(
  'Contatti e privacy',
  yesNo('Dati allegati alle carte', {
    privacy: 'public',
    help: 'Sì: ogni PDF porta con sé i propri dati in un allegato JSON, che un altro programma può leggere: solo ciò che sta scritto sulla carta. Vuoto o no: nessun allegato.',
  }),
  false,
);

/** Months for which persons who were not selected are kept (policy; the RPD confirms). */
export const keepNotSelected = setting(
  'Contatti e privacy',
  whole('Mesi di conservazione dei non selezionati', {
    min: 1,
    max: 120,
    privacy: 'public',
    help: 'Dopo quanti mesi proporre la cancellazione di chi non è stato selezionato, ad esempio 12. Va confermato con il RPD.',
    example: '12',
  }),
  12,
);

/** Years paid files are kept, from 31/12 of the last payment by the managing authority (Reg. UE 2021/1060 art. 82; to verify). */
export const keepPaid = setting(
  'Contatti e privacy',
  whole('Anni di conservazione dei fascicoli pagati', {
    min: 1,
    max: 50,
    privacy: 'public',
    help: 'Si contano dal 31 dicembre dell’ultimo pagamento dell’autorità di gestione, ad esempio 5.',
    example: '5',
  }),
  5,
);

/** Years accounting papers are kept. */
export const keepAccounting = setting(
  'Contatti e privacy',
  whole('Anni di conservazione della contabilità', {
    min: 1,
    max: 50,
    privacy: 'public',
    help: 'Per mandati e prospetti, ad esempio 10.',
    example: '10',
  }),
  10,
);

/** The day of the last payment of the managing authority: retention runs from 31/12 of its year. */
export const lastAuthorityPayment = setting(
  'Contatti e privacy',
  date('Ultimo pagamento dell’autorità', {
    help: 'Quando il finanziatore ha versato il saldo: da qui si contano gli anni di conservazione. Ad esempio 30/06/2028.',
    example: '30/06/2028',
  }),
);

/** What a module brings: off until somebody writes sì, since a programme has only the tabs it asks for. */
function module(label: string, holds: string) {
  return setting(
    'Moduli',
    yesNo(label, {
      privacy: 'public',
      help: `${holds}. Sì per usarlo; vuoto o no: questi fogli non ci sono.`,
    }),
    false,
  );
}

function target(label: string, help: string, example: string): Column<number> {
  return whole(label, {
    min: 0,
    max: 100_000,
    privacy: 'public',
    help: `Quanti ne prevede il progetto. ${help}`,
    example,
  });
}

/** A day every month has: from the 1st to the 28th. */
function dayOfMonth(label: string, help: string, example: string): Column<number> {
  return whole(label, { min: 1, max: 28, privacy: 'public', help, example });
}

/** A time of day in whole minutes since midnight: `19:00`, `19`, or a cell formatted as a time. */
function timeOfDay(label: string, help: string, example: string): Column<number> {
  const more: More = { privacy: 'public', help, example };
  return column<number>(label, more, {
    kind: 'ora del giorno',
    schema: z.int().min(0).max(1440),
    format: 'text',
    example,
    read(cell) {
      const read = readHours(cell, 24);
      return read.ok
        ? ok(read.value)
        : err({ say: `«${shown(cell)}» non è un’ora del giorno: scrivi ad esempio ${example}.` });
    },
    show: clock,
    write: clock,
  });
}

function clock(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}
