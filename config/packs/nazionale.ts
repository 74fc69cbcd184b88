import { day } from '../../src/core/day.ts';
import { euro } from '../../src/core/money.ts';
import { type RulePack, type Rules, toVerify, verified } from '../../src/core/pack.ts';

const ordinary = 'Linee guida 25/5/2017, Rep. 86/CSR';
const inclusion = 'Linee guida 22/1/2015, Rep. 7/CSR';
const text2017 = 'il numero sul testo delle linee guida del 25/5/2017';
const text2015 = 'il numero sul testo delle linee guida del 22/1/2015';

const sole24 = `${ordinary} (ilsole24ore.com, «Tirocini: due percorsi formativi»)`;
const summaries = `${ordinary} (ilsole24ore.com; tuttostage.it; old.inapp.org/it/node/49738)`;
const costantino = `${inclusion} (costantinoandpartners.com, «Nuove linee guida in materia di tirocini»)`;
const solco =
  'MLPS, nota 16631 del 3/10/2024 (agenzialavoro.solcosrl.it, «I chiarimenti del MLPS»; consulentidellavoro.re.it)';

/** What the State sets for every region and instrument: communications, rest, insurance. */
const state: Rules = {
  coStartDaysBefore: verified(
    1,
    'art. 9-bis c. 2 d.l. 510/1996; L. 234/2021 art. 1 c. 724 (anclbari.it/?p=4106)',
    'al più tardi il giorno prima dell’avvio: il termine non si sposta mai in avanti',
  ),
  coChangeDays: toVerify(
    5,
    'Comunicazioni obbligatorie (UNILAV)',
    'il termine di proroga e fine anticipata',
  ),
  coPlannedEndDue: toVerify(
    false,
    'Comunicazioni obbligatorie (UNILAV)',
    'che la fine alla data prevista non vada comunicata',
  ),
  accidentReportDays: toVerify(
    2,
    'INAIL, denuncia di infortunio',
    'due giorni dal certificato se la prognosi supera 3 giorni, 24 ore se mortale',
  ),
  durcDays: toVerify(
    120,
    'DURC',
    'la validità di 120 giorni; enti pubblici e parrocchie spesso non lo hanno',
  ),
  safetyGeneralHours: toVerify(
    4 * 60,
    'd.lgs. 81/2008 e accordi sulla formazione',
    'le ore con l’Accordo del 17/4/2025; si aggiungono 4, 8 o 12 ore specifiche secondo il rischio',
  ),
  dailyRest: toVerify(
    11 * 60,
    'riposi, per analogia con l’orario di lavoro',
    'la norma che vale per i tirocini',
  ),
  weeklyRest: toVerify(
    24 * 60,
    'riposi, per analogia con l’orario di lavoro',
    'la norma che vale per i tirocini',
  ),
  minorDailyHours: toVerify(8 * 60, 'L. 977/1967', 'il limite per chi ha 16 o 17 anni'),
  minorWeeklyHours: toVerify(40 * 60, 'L. 977/1967', 'il limite per chi ha 16 o 17 anni'),
  minorNight: toVerify('never', 'L. 977/1967', 'il divieto per chi ha 16 o 17 anni'),
};

/** What no guideline says and every programme does somehow: it fills a silence, with a warning. */
const practice: Rules = {
  partialMonth: toVerify(
    { how: 'proRata' },
    'prassi dei programmi, non una norma',
    'come il vostro programma paga un mese non intero: qui in proporzione ai giorni di calendario',
  ),
};

const tutorsAndHosts: Rules = {
  hostTutorCap: toVerify(3, ordinary, text2017),
  promoterTutorCap: toVerify(20, ordinary, text2017),
  promoterTutorWarnAt: verified(
    18,
    'scelta di ALICE, non di una norma',
    'avvisa prima che il limite sia raggiunto',
  ),
  dismissalFreeMonths: verified(
    12,
    'come nella L.R. Puglia 23/2013 (loscalzo.it/?p=1978)',
    'nella stessa unità e per attività equivalenti, salvo giusta causa o giustificato motivo soggettivo',
  ),
  suspensionMaternity: verified(true, summaries),
  suspensionIllnessDays: verified(30, summaries, 'giorni solari, anche per infortunio'),
  suspensionClosureDays: verified(15, summaries, 'giorni solari'),
  suspensionCounts: verified(false, summaries, 'il tempo sospeso non conta nella durata massima'),
  nightWork: verified(
    'ifProjectSays',
    'portalevocale.centroimpiegoterni.it, regole dei tirocini in Umbria',
    'di norma in orario diurno e feriale; alcune Regioni vietano la notte',
  ),
  holidayWork: verified(
    'ifProjectSays',
    'portalevocale.centroimpiegoterni.it, regole dei tirocini in Umbria',
    'di norma in orario diurno e feriale',
  ),
};

/**
 * What the State sets, and the guidelines of the Conferenza Stato-Regioni: a standard that regions carry out, so a
 * number from here fills a region's silence with a warning and never stops anything by itself. The programmes at the
 * end are practices found in places without a pack of their own.
 */
export const nazionale: RulePack = {
  key: 'nazionale',
  label: 'Linee guida nazionali',
  instruments: {
    extracurricular: [
      {
        name: ordinary,
        since: day('2017-05-25'),
        rules: {
          ...state,
          ...practice,
          ...tutorsAndHosts,
          minMonths: verified(2, summaries),
          minMonthsSeasonal: verified(1, summaries),
          minDaysSummerStudents: verified(14, summaries),
          maxMonths: verified(12, `${sole24}; consulentedellavoro.com`, 'con proroghe e rinnovi'),
          maxMonthsDisabled: verified(24, `${sole24}; consulentedellavoro.com`),
          allowance: toVerify([{ amount: euro(300) }], ordinary, text2017),
          allowanceIs: toVerify('minimum', ordinary, text2017),
          threshold: toVerify(7000, ordinary, text2017),
          comparator: toVerify('atLeast', ordinary, text2017),
          certificateThreshold: toVerify(
            7000,
            ordinary,
            `${text2017}; si conta sulla durata del progetto`,
          ),
          hostBrackets: toVerify(
            [
              { upTo: 5, max: 1 },
              { upTo: 20, max: 2 },
              { percent: 1000, roundedUp: true },
            ],
            ordinary,
            `${text2017}; lo riassume così serviziamministrativi.ddp.it (13/7/2017)`,
          ),
          leftOutOfCount: toVerify(
            ['law381'],
            ordinary,
            `${text2017}; chi non è nell’elenco dell’art. 4 conta, anche se in carico ai servizi`,
          ),
          countedStaff: toVerify(
            ['permanent', 'fixedTermCovering'],
            ordinary,
            `${text2017}; apprendisti esclusi`,
          ),
          hostBonus: toVerify(
            {
              aboveStaff: 20,
              hiredMonths: 6,
              lookBackMonths: 24,
              steps: [
                { hiredAtLeast: 2000, more: 1 },
                { hiredAtLeast: 5000, more: 2 },
                { hiredAtLeast: 7500, more: 3 },
                { hiredAtLeast: 10_000, more: 4 },
              ],
            },
            ordinary,
            text2017,
          ),
          oneInternshipPerHost: toVerify(
            true,
            ordinary,
            `${text2017}; salvo proroga entro la durata massima`,
          ),
          monthsWithoutWorkAtHost: toVerify(24, ordinary, text2017),
          accessoryWorkDays: toVerify(30, ordinary, text2017),
          accessoryWorkMonths: toVerify(6, ordinary, text2017),
          adiYearlyLimit: verified(euro(3000), solco, 'lordi all’anno per nucleo'),
        },
        warning:
          'le linee guida valgono attraverso la norma di ogni Regione, che può scostarsene; quelle previste dalla L. 234/2021 art. 1 c. 721 non risultano ancora adottate.',
      },
    ],
    tis: [
      {
        name: inclusion,
        since: day('2015-01-22'),
        rules: {
          ...state,
          ...practice,
          ...tutorsAndHosts,
          hostTutorCap: toVerify(
            3,
            inclusion,
            'lo fissano le Regioni, di norma come per i tirocini ordinari',
          ),
          promoterTutorCap: toVerify(
            20,
            inclusion,
            'lo fissano le Regioni, di norma come per i tirocini ordinari',
          ),
          maxMonths: verified(24, costantino),
          extensionNeedsAttestation: verified(
            true,
            costantino,
            'oltre i 24 mesi, e per ripetere, il servizio che ha in carico la persona attesta che serve',
          ),
          maxMonthsTotal: toVerify(
            48,
            'un avviso (centroorizzontelavoro.it/?p=11517)',
            'lo dice un solo avviso e non l’accordo',
          ),
          hostLimitsApply: toVerify(false, inclusion, text2015),
          coCategory: verified(
            '09',
            solco,
            'persona presa in carico dai servizi sociali o sanitari: con un’altra categoria l’Assegno di Inclusione può essere sospeso',
          ),
          iseeLimits: verified(
            [
              { since: day('2024-01-01'), limit: euro(9360) },
              { since: day('2025-10-01'), limit: euro(10_140) },
            ],
            'avvisi 2024–2025 (teleclubitalia.it, Napoli; iosrlcultura.com) e di ottobre 2025 (comune.albanella.sa.it)',
            'le date sono quelle degli avvisi trovati: il passaggio da 9.360 a 10.140 è tra metà 2025 e ottobre 2025; vale per chi entra per «condizioni economiche simili», e l’ISEE scade il 31/12',
          ),
        },
        warning:
          'indennità, durata minima e soglia di frequenza le fissa la Regione o il programma: scrivile in «Impostazioni».',
      },
    ],
    borsaLavoro: [
      {
        name: 'Borsa lavoro: regolamento del Comune o dell’Ambito',
        since: day('2000-01-01'),
        rules: practice,
        warning:
          'non c’è una norma nazionale: durata, importo e soglia stanno nel regolamento comunale; scrivili in «Impostazioni».',
        notes: ['La data è una convenzione: nessuna norma nazionale ne segna l’inizio.'],
      },
    ],
  },
  programmes: [
    {
      key: 'monza-brianza-dote',
      label: 'Dote impresa – collocamento mirato, Monza e Brianza',
      instrument: 'extracurricular',
      rules: {
        allowance: verified(
          [{ amount: euro(400) }],
          'provincia.mb.it, domande frequenti sulla dote impresa',
        ),
        partialMonth: verified(
          { how: 'mergeShorterThan', days: 14 },
          'provincia.mb.it, domande frequenti sulla dote impresa',
          'il mese si paga da 14 giorni di calendario; un resto più corto si unisce: 400 + 400/31×7 = 490',
        ),
        rounding: verified(
          { to: 'euro', how: 'truncate' },
          'provincia.mb.it, domande frequenti sulla dote impresa',
          '490,32 diventa 490',
        ),
      },
    },
    {
      key: 'campobasso-tis',
      label: 'TIS di Campobasso',
      instrument: 'tis',
      rules: {
        minMonths: verified(4, 'colibrimagazine.it, «Lavoro: l’ATS di Campobasso»'),
        maxMonths: verified(12, 'colibrimagazine.it, «Lavoro: l’ATS di Campobasso»'),
        allowance: verified(
          [{ amount: euro(400) }],
          'colibrimagazine.it, «Lavoro: l’ATS di Campobasso»',
          'lordi, per 20 ore a settimana',
        ),
        allowanceIs: verified('exact', 'colibrimagazine.it, «Lavoro: l’ATS di Campobasso»'),
        weeklyHours: verified(20 * 60, 'colibrimagazine.it, «Lavoro: l’ATS di Campobasso»'),
      },
      notes: [
        'Per una parte dei destinatari il percorso con il servizio è in corso o finito da non più di 24 mesi.',
      ],
    },
  ],
};
