import {
  cap,
  choice,
  choices,
  codiceFiscale,
  cp,
  cup,
  date,
  email,
  hours,
  link,
  money,
  month,
  notes,
  open,
  pat,
  phone,
  presence,
  text,
  whole,
  yesNo,
} from '../../src/core/column.ts';
import { anyId, laid, refersTo, tab } from '../../src/core/tab.ts';
import { agreements, companies, companyTutors, partners, sites } from './imprese.ts';
import {
  derivedState,
  fundingSources,
  instruments,
  labs,
  municipalities,
  operators,
  regions,
  verification,
} from './programma.ts';

/** Who the programme meets: identity, contacts, presa in carico, lab, what they can do. Nothing about why. */
export const beneficiaries = tab('Beneficiari', {
  one: 'beneficiario',
  id: 'B',
  book: 'persone',
  module: 'base',
  about:
    'Le persone che il programma incontra, una riga ciascuna. Lo stato lo ricava ALICE da date e fatti; il perché della presa in carico sta solo nel registro riservato.',
  key: ['lastName', 'firstName', 'birthDate', 'codiceFiscale'],
  caption: ['lastName', 'firstName'],
  columns: {
    check: verification(),
    state: derivedState(),
    lastName: text('Cognome', {
      required: 'blocca',
      privacy: 'name',
      example: 'Rossi',
      help: 'Come sul documento; il cognome di nascita, non quello da coniugata. Ad esempio: D’Amico.',
    }),
    firstName: text('Nome', {
      required: 'blocca',
      privacy: 'name',
      example: 'Amina',
      help: 'Tutti i nomi, come sul documento. Ad esempio: Maria Rosaria.',
    }),
    sex: choice(
      'Sesso',
      { female: 'F', male: 'M' },
      {
        privacy: 'personal',
        help: 'F o M, come nel codice fiscale. Serve ai dati di monitoraggio, tutti divisi per genere.',
      },
    ),
    birthDate: date('Data di nascita', {
      privacy: 'personal',
      example: '03/02/1998',
      formerly: ['Nato/a il'],
      help: 'Giorno, mese e anno. Ad esempio: 03/02/1998. Serve a verificare età e codice fiscale.',
    }),
    birthPlace: text('Luogo di nascita', {
      privacy: 'personal',
      example: 'Andria',
      formerly: ['Nato/a a'],
      help: 'Il comune o, per chi è nato all’estero, lo Stato. Ad esempio: Andria, oppure Marocco.',
    }),
    birthProvince: text('Provincia di nascita', {
      privacy: 'personal',
      example: 'BA',
      width: 12,
      help: 'Due lettere come sul documento, EE per l’estero. Prima del 2009 ad Andria è BA: va bene così.',
    }),
    codiceFiscale: codiceFiscale('Codice fiscale', {
      formerly: ['CF'],
      help: 'Le 16 lettere e cifre della tessera. Se c’è solo quello provvisorio di 11 cifre scrivilo qui accanto.',
    }),
    provisionalCodiceFiscale: codiceFiscale('CF provvisorio', {
      example: '12345670017',
      width: 16,
      help: 'Le 11 cifre del codice provvisorio. Lascialo anche quando arriva il definitivo: serve a riunire le carte.',
    }),
    provisionalSince: date('CF provvisorio dal', {
      privacy: 'personal',
      example: '12/01/2026',
      help: 'Il giorno del rilascio, ad esempio 12/01/2026: il definitivo si chiede entro sei mesi.',
    }),
    citizenship: text('Cittadinanza', {
      privacy: 'personal',
      example: 'italiana',
      help: 'Come sul documento. Ad esempio: italiana, rumena, marocchina.',
    }),
    permitExpiry: date('Permesso di soggiorno, scadenza', {
      privacy: 'personal',
      example: '30/11/2026',
      width: 18,
      help: 'Solo per chi ne ha uno, ad esempio 30/11/2026. Il tipo di permesso va nel registro riservato.',
    }),
    documentExpiry: date('Documento d’identità, scadenza', {
      privacy: 'personal',
      example: '15/04/2030',
      width: 18,
      help: 'La scadenza della carta d’identità o del passaporto, ad esempio 15/04/2030: ALICE avvisa prima.',
    }),
    address: text('Indirizzo', {
      privacy: 'personal',
      example: 'via dei Gelsi 12',
      width: 28,
      help: 'Via e numero della residenza. Se la persona è protetta lascia vuoto: chiedi al coordinatore.',
    }),
    municipality: refersTo(municipalities, 'Comune di residenza', {
      privacy: 'personal',
      help: 'Scegli dall’elenco; se manca aggiungilo prima al foglio «Comuni».',
    }),
    cap: cap('CAP', { help: 'Cinque cifre, anche con lo zero davanti. Ad esempio: 76123.' }),
    phone: phone('Telefono', {
      formerly: ['Cellulare'],
      help: 'Con o senza prefisso. Ad esempio: 333 123 4567. I numeri fissi tengono lo zero.',
    }),
    email: email('E-mail', {
      help: 'Quella che la persona legge davvero. Ad esempio: nome@example.org.',
    }),
    preferredChannel: choice(
      'Come preferisce essere contattato',
      {
        phone: 'telefonata',
        message: 'messaggio',
        email: 'e-mail',
        service: 'tramite il servizio',
        inPerson: 'di persona',
      },
      {
        list: 'Canale preferito',
        privacy: 'personal',
        formerly: ['Canale preferito'],
        help: 'Il modo che la persona ha scelto: gli operatori usano questo per primo.',
      },
    ),
    lab: refersTo(labs, 'Laboratorio', {
      required: true,
      help: 'Il laboratorio di orientamento che segue la persona. Scegli dall’elenco.',
    }),
    operator: refersTo(operators, 'Operatore', {
      required: 'nota',
      help: 'Chi la segue nel laboratorio: riceve i promemoria che la riguardano.',
    }),
    source: choice(
      'Come è arrivata',
      {
        socialServices: 'servizio sociale del Comune',
        own: 'da sola',
        wordOfMouth: 'passaparola',
        jobCentre: 'centro per l’impiego',
        network: 'altro ente della rete',
        event: 'incontro pubblico o notizia',
      },
      {
        help: 'Il primo tramite, in generale. Il nome del servizio inviante sta nel registro riservato.',
      },
    ),
    metOn: date('Primo contatto', {
      required: true,
      example: '09/03/2026',
      help: 'Il giorno in cui il laboratorio l’ha conosciuta, ad esempio 09/03/2026. Conta tra le 150–200 persone raggiunte.',
    }),
    noticeGivenOn: date('Informativa data il', {
      example: '09/03/2026',
      help: 'Il giorno in cui ha preso visione dell’informativa sui dati, ad esempio 09/03/2026. Non è un consenso.',
    }),
    inCharge: text('In carico a', {
      example: 'Comune di Andria',
      width: 24,
      help: 'Solo il Comune o l’Ambito. Ad esempio: Comune di Andria. Altri servizi si scrivono nel registro riservato.',
    }),
    socialWorker: refersTo(operators, 'Assistente sociale', {
      help: 'Chi la segue per i servizi sociali. Scegli dal foglio «Operatori».',
    }),
    inChargeOn: date('Presa in carico dal', {
      example: '15/01/2026',
      help: 'La data dell’atto o della scheda del servizio, ad esempio 15/01/2026. Senza presa in carico non c’è TIS.',
    }),
    inChargeUntil: date('Presa in carico fino al', {
      example: '31/12/2026',
      help: 'Solo se ha un termine o si è conclusa, ad esempio 31/12/2026. Vuota: ancora in carico.',
    }),
    requirementVerified: yesNo('Requisito verificato', {
      help: 'Sì quando qualcuno ha visto la prova del requisito di accesso. Quale sia non si scrive qui.',
    }),
    requirementVerifiedOn: date('Requisito verificato il', {
      example: '20/01/2026',
      help: 'Il giorno della verifica, ad esempio 20/01/2026.',
    }),
    requirementVerifiedBy: refersTo(operators, 'Requisito verificato da', {
      help: 'Chi ha visto la prova e ne risponde.',
    }),
    education: choice(
      'Titolo di studio',
      {
        none: 'nessun titolo (ISCED 0)',
        primary: 'licenza elementare (ISCED 1)',
        lowerSecondary: 'licenza media (ISCED 2)',
        vocational: 'qualifica professionale (ISCED 3)',
        upperSecondary: 'diploma di scuola superiore (ISCED 3)',
        postSecondary: 'specializzazione dopo il diploma, IFTS (ISCED 4)',
        shortTertiary: 'diploma ITS (ISCED 5)',
        bachelor: 'laurea triennale (ISCED 6)',
        master: 'laurea magistrale (ISCED 7)',
        doctorate: 'dottorato (ISCED 8)',
      },
      {
        privacy: 'personal',
        help: 'Il più alto ottenuto all’ingresso, anche all’estero se riconosciuto.',
      },
    ),
    employmentAtEntry: choice(
      'Condizione all’ingresso',
      {
        unemployed: 'disoccupato da meno di 12 mesi',
        longTermUnemployed: 'disoccupato da 12 mesi o più',
        inactive: 'inattivo, non studia',
        inTraining: 'inattivo, studia o si forma',
        employed: 'occupato',
      },
      {
        privacy: 'personal',
        help: 'La condizione nel giorno del primo contatto: non si cambia più, serve al monitoraggio.',
      },
    ),
    selectedOn: date('Verbale di selezione', {
      example: '20/04/2026',
      help: 'La data del verbale dell’équipe, ad esempio 20/04/2026.',
    }),
    suitable: yesNo('Idoneo al percorso', {
      help: 'Quel che dice il verbale: sì o no. Vuota: l’équipe non ha ancora deciso.',
    }),
    wantedProfile: cp('Profilo cercato (CP2021)', {
      help: 'La professione che emerge dal bilancio, cinque livelli. Ad esempio: 5.2.2.1.0.',
    }),
    skills: text('Competenze', {
      privacy: 'personal',
      width: 34,
      example: 'panificazione, HACCP, cassa',
      help: 'Poche parole separate da virgole: si incrociano con quelle dei posti. Ad esempio: panificazione, cassa.',
    }),
    availableHours: hours('Ore settimanali possibili', {
      max: 40,
      example: '25',
      help: 'Quante ore alla settimana può dare. Ad esempio: 25.',
    }),
    availableWhen: choices(
      'Quando può',
      { morning: 'mattina', afternoon: 'pomeriggio', evening: 'sera', weekend: 'fine settimana' },
      { help: 'Una o più fasce, separate da virgole. Ad esempio: mattina, pomeriggio.' },
    ),
    drivingLicence: yesNo('Patente', { help: 'Sì se ha la patente B valida.' }),
    travelsBy: choice(
      'Come si muove',
      {
        foot: 'a piedi o in bici',
        public: 'con i mezzi pubblici',
        ownVehicle: 'con un mezzo suo',
        accompanied: 'accompagnato',
      },
      { help: 'Come può raggiungere la sede: l’abbinamento ne tiene conto.' },
    ),
    typedStage: choice(
      'Situazione segnalata',
      { renounced: 'Rinuncia', unreachable: 'Irreperibile', waiting: 'In attesa' },
      {
        formerly: ['Stato segnalato'],
        help: 'Solo questi tre: ogni altro stato lo ricava ALICE. «Irreperibile» vuole tre tentativi nel foglio «Contatti».',
      },
    ),
    typedStageOn: date('Segnalata il', {
      example: '18/05/2026',
      help: 'Il giorno della rinuncia, dell’ultimo tentativo o dell’inizio dell’attesa. Ad esempio: 18/05/2026.',
    }),
    notes: notes('Note operative', {
      help: 'Solo cose utili al lavoro, ad esempio: «telefonare dopo le 17». Motivi e notizie delicate vanno nel registro riservato.',
    }),
  },
});

/** A call or an attempt, with a person or with a host: three vain ones make somebody unreachable. */
export const contacts = tab('Contatti', {
  one: 'contatto',
  id: 'C',
  book: 'persone',
  module: 'base',
  about:
    'Telefonate, messaggi e tentativi, con le persone e con i soggetti ospitanti: una riga per ogni volta.',
  key: ['beneficiary', 'company', 'on'],
  columns: {
    check: verification(),
    on: date('Giorno', {
      required: true,
      example: '16/03/2026',
      help: 'Quando è avvenuto, ad esempio 16/03/2026.',
    }),
    time: text('Ora', {
      example: '10:30',
      width: 9,
      help: 'A che ora, se serve. Ad esempio: 10:30.',
    }),
    beneficiary: refersTo(beneficiaries, 'Persona', {
      help: 'La persona cercata o sentita. Vuota se il contatto è con un soggetto ospitante.',
    }),
    company: refersTo(companies, 'Soggetto ospitante', {
      help: 'L’impresa o l’ente sentito. Vuoto se il contatto è con una persona.',
    }),
    with: choice(
      'Con chi',
      {
        person: 'la persona',
        family: 'un familiare',
        service: 'il servizio sociale',
        company: 'il soggetto ospitante',
        companyTutor: 'il tutor ospitante',
        nobody: 'nessuno',
      },
      {
        required: 'nota',
        list: 'Contatto con',
        help: 'Chi ha risposto davvero; «nessuno» per un tentativo a vuoto.',
      },
    ),
    means: choice(
      'Mezzo',
      {
        phone: 'telefonata',
        message: 'messaggio',
        email: 'e-mail',
        pec: 'PEC',
        inPerson: 'di persona',
        video: 'videochiamata',
        letter: 'lettera',
      },
      { required: 'nota', list: 'Mezzo del contatto', help: 'Come è avvenuto il contatto.' },
    ),
    purpose: choice(
      'Per che cosa',
      {
        firstMeeting: 'primo incontro',
        appointment: 'fissare un appuntamento',
        documents: 'documenti da avere',
        placement: 'proposta di un posto',
        followUp: 'seguire il percorso',
        outcome: 'esito dopo la fine',
        offer: 'disponibilità dell’ospitante',
        other: 'altro',
      },
      { list: 'Motivo del contatto', help: 'Lo scopo del contatto, in breve.' },
    ),
    outcome: choice(
      'Esito',
      {
        reached: 'sentito',
        appointment: 'appuntamento fissato',
        callBack: 'da richiamare',
        noAnswer: 'nessuna risposta',
        wrongNumber: 'recapito sbagliato',
        declined: 'non è interessato',
      },
      {
        required: true,
        list: 'Esito del contatto',
        help: 'Com’è andata. Tre volte «nessuna risposta» permettono di segnare la persona irreperibile.',
      },
    ),
    callBackOn: date('Richiamare il', {
      example: '23/03/2026',
      help: 'Il giorno in cui riprovare, ad esempio 23/03/2026: ALICE lo ricorda all’operatore.',
    }),
    calledBack: yesNo('Richiamato', { help: 'Sì quando hai richiamato: il promemoria si ferma.' }),
    operator: refersTo(operators, 'Operatore', {
      required: 'nota',
      help: 'Chi ha telefonato o scritto.',
    }),
    lab: refersTo(labs, 'Laboratorio', { help: 'Il laboratorio per cui vale il contatto.' }),
    length: hours('Durata', {
      max: 8,
      example: '0:15',
      help: 'Quanto è durato. Ad esempio: 0:15 per un quarto d’ora.',
    }),
    notes: notes('Note', {
      help: 'Che cosa si è detto, senza notizie delicate. Ad esempio: «preferisce venire di mattina».',
    }),
  },
});

/** A meeting of the lab with a person, from welcome to self-assessment; of counselling only day and hours are kept. */
export const interviews = tab('Colloqui', {
  one: 'colloquio',
  id: 'Q',
  book: 'persone',
  module: 'base',
  about:
    'Colloqui, bilanci, counselling e autovalutazioni, una riga per incontro. Del counselling si scrivono solo giorno e ore.',
  key: ['beneficiary', 'on', 'kind'],
  columns: {
    check: verification(),
    beneficiary: refersTo(beneficiaries, 'Persona', {
      required: 'blocca',
      help: 'Chi è venuto al colloquio. Scegli dall’elenco.',
    }),
    kind: choice(
      'Tipo di colloquio',
      {
        welcome: 'Accoglienza',
        inDepth: 'Colloquio in profondità',
        skillsBalance: 'Bilancio di competenze',
        counselling: 'Counselling',
        pact: 'Patto di servizio',
        firstSelfAssessment: 'Autovalutazione iniziale',
        finalSelfAssessment: 'Autovalutazione finale',
        group: 'Orientamento di gruppo',
      },
      { required: true, help: 'Che incontro è. Prima dell’avvio servono accoglienza e bilancio.' },
    ),
    on: date('Giorno', {
      required: true,
      example: '18/03/2026',
      help: 'La data dell’incontro, anche futura se è fissato. Ad esempio: 18/03/2026.',
    }),
    times: text('Orario', {
      example: '9:30-11:00',
      width: 14,
      help: 'Dalle–alle, come sul foglio firma. Ad esempio: 9:30-11:00.',
    }),
    hours: hours('Ore', {
      max: 12,
      example: '1,5',
      help: 'Le ore svolte, ad esempio 1,5. Il bilancio ne chiede in genere almeno 6 in tutto.',
    }),
    operator: refersTo(operators, 'Operatore', {
      required: 'nota',
      help: 'Chi ha condotto l’incontro.',
    }),
    secondOperator: refersTo(operators, 'Secondo operatore', {
      help: 'Solo se erano in due, ad esempio orientatore e mentor.',
    }),
    lab: refersTo(labs, 'Laboratorio', { help: 'Dove si conta l’incontro.' }),
    place: choice(
      'Dove',
      {
        lab: 'in laboratorio',
        service: 'presso il servizio sociale',
        company: 'presso l’ospitante',
        remote: 'a distanza',
        other: 'altrove',
      },
      { list: 'Luogo del colloquio', help: 'Il luogo dell’incontro.' },
    ),
    held: choice(
      'Svolto',
      { held: 'svolto', missed: 'non si è presentato', postponed: 'rinviato', planned: 'fissato' },
      { list: 'Colloquio svolto', help: 'Contano tra le ore solo gli incontri «svolto».' },
    ),
    signed: yesNo('Foglio firmato', {
      help: 'Sì se la persona ha firmato il foglio dell’incontro: è la prova delle ore.',
    }),
    outcome: choice(
      'Esito del colloquio',
      {
        continues: 'prosegue il percorso',
        toBalance: 'passa al bilancio',
        toTeam: 'proposto all’équipe',
        waiting: 'in attesa',
        referred: 'inviato ad altro ente',
        renounced: 'rinuncia',
        closed: 'concluso',
      },
      { help: 'Che cosa succede adesso. Vuoto per il counselling.' },
    ),
    selfAssessment: whole('Autovalutazione', {
      min: 1,
      max: 5,
      privacy: 'personal',
      help: 'Come si vede la persona nell’insieme, da 1 (per niente pronta) a 5 (molto).',
    }),
    selfConfidence: whole('Fiducia in sé', {
      min: 1,
      max: 5,
      privacy: 'personal',
      help: 'Da 1 a 5, detto dalla persona. Si confronta l’inizio con la fine.',
    }),
    selfSkills: whole('Sa che cosa sa fare', {
      min: 1,
      max: 5,
      privacy: 'personal',
      help: 'Da 1 a 5, detto dalla persona: conosce le proprie competenze.',
    }),
    selfSearch: whole('Sa cercare lavoro', {
      min: 1,
      max: 5,
      privacy: 'personal',
      help: 'Da 1 a 5, detto dalla persona: curriculum, candidature, colloqui.',
    }),
    selfRelations: whole('Sta bene con gli altri', {
      min: 1,
      max: 5,
      privacy: 'personal',
      help: 'Da 1 a 5, detto dalla persona: lavorare con colleghi e responsabili.',
    }),
    motivation: whole('Motivazione', {
      min: 1,
      max: 5,
      privacy: 'personal',
      help: 'Da 1 a 5, secondo l’operatore, dopo il colloquio in profondità o il bilancio.',
    }),
    readiness: whole('Autonomia', {
      min: 1,
      max: 5,
      privacy: 'personal',
      help: 'Da 1 a 5, secondo l’operatore: quanto può stare in un posto di lavoro con il solo tutor.',
    }),
    next: date('Prossimo incontro', {
      example: '25/03/2026',
      help: 'Il giorno già fissato, ad esempio 25/03/2026.',
    }),
    sheet: link('Scheda', {
      privacy: 'internal',
      help: 'Il collegamento alla scheda nella cartella del programma, se c’è. Ad esempio: https://example.org/scheda.',
    }),
    notes: notes('Note', {
      help: 'Solo note di lavoro. Del counselling e di notizie delicate qui non si scrive nulla.',
    }),
  },
});

/** A personal plan of insertion: objectives, project work, what is to be learned, when it is reviewed. */
export const insertionPlans = tab('Progetti personalizzati', {
  one: 'progetto personalizzato',
  id: 'PP',
  book: 'persone',
  module: 'progetti',
  about:
    'Il progetto di inserimento di ogni persona selezionata: obiettivi, formazione individuale, project work e verifiche.',
  key: ['beneficiary', 'draftedOn'],
  caption: ['beneficiary'],
  columns: {
    check: verification(),
    beneficiary: refersTo(beneficiaries, 'Persona', {
      required: 'blocca',
      help: 'Di chi è il progetto. Scegli dall’elenco.',
    }),
    number: text('Progetto n.', {
      example: '12/2026',
      help: 'Il numero con l’anno. Ad esempio: 12/2026.',
    }),
    draftedOn: date('Redatto il', {
      required: true,
      example: '27/04/2026',
      help: 'Il giorno della stesura con la persona. Ad esempio: 27/04/2026.',
    }),
    mentor: refersTo(operators, 'Mentor', {
      required: true,
      help: 'Chi segue il progetto e risponde delle verifiche.',
    }),
    lab: refersTo(labs, 'Laboratorio', { help: 'Il laboratorio che ha steso il progetto.' }),
    line: choice(
      'Linea di azione',
      {
        individualTraining: 'formazione individuale',
        matching: 'abbinamento e affiancamento',
        coaching: 'coaching e tutoraggio in azienda',
        cooperation: 'cooperazione sociale',
      },
      { help: 'La linea di sostegno prevalente.' },
    ),
    pactOn: date('Patto firmato il', {
      example: '28/04/2026',
      help: 'La data del patto di servizio o del PaIS, ad esempio 28/04/2026.',
    }),
    objectives: text('Obiettivi', {
      privacy: 'personal',
      width: 36,
      example: 'lavorare con regolarità in un laboratorio di panificazione',
      help: 'Uno o due obiettivi concreti, detti con parole sue. Senza notizie delicate: questo foglio è condiviso.',
    }),
    autonomy: text('Obiettivi di autonomia', {
      privacy: 'personal',
      width: 32,
      example: 'spostarsi da sola con i mezzi',
      help: 'Che cosa vuole saper fare da sola. Ad esempio: spostarsi con i mezzi, tenere un’agenda.',
    }),
    profile: cp('Profilo (CP2021)', {
      help: 'La professione verso cui si va, cinque livelli. Ad esempio: 5.2.2.1.0.',
    }),
    sepAda: text('SEP / ADA', {
      width: 30,
      example: 'Produzioni alimentari – ADA.02.01.10',
      help: 'Settore e area di attività dell’Atlante del lavoro, come andranno nel PFI.',
    }),
    skillsToGain: text('Competenze da acquisire', {
      width: 32,
      example: 'impasto, cottura, igiene alimentare',
      help: 'Separate da virgole. Ad esempio: impasto, cottura, igiene alimentare.',
    }),
    eqf: whole('Livello EQF', { min: 1, max: 8, help: 'Da 1 a 8, se si può dire. Ad esempio: 2.' }),
    training: text('Formazione individuale', {
      width: 30,
      example: 'sicurezza e HACCP',
      help: 'I moduli previsti. Ad esempio: sicurezza e HACCP.',
    }),
    trainingHours: hours('Ore di formazione', {
      max: 300,
      example: '16',
      help: 'Quante ore in tutto. Ad esempio: 16.',
    }),
    trainingDoneOn: date('Formazione finita il', {
      example: '15/05/2026',
      help: 'Il giorno in cui si è conclusa, ad esempio 15/05/2026.',
    }),
    projectWork: text('Project work', {
      width: 32,
      example: 'un piano di produzione per il forno del quartiere',
      help: 'Il lavoro che la persona prepara e presenta, in una riga.',
    }),
    projectWorkDueOn: date('Project work entro il', {
      example: '30/06/2026',
      help: 'Il giorno della consegna, ad esempio 30/06/2026.',
    }),
    projectWorkDoneOn: date('Project work consegnato il', {
      example: '26/06/2026',
      help: 'Il giorno della consegna vera, ad esempio 26/06/2026.',
    }),
    howVerified: text('Modalità di verifica', {
      width: 28,
      example: 'incontro mensile a tre',
      help: 'Come si guarda se gli obiettivi vanno avanti. Ad esempio: incontro mensile a tre.',
    }),
    everyMonths: whole('Verifica ogni (mesi)', {
      min: 1,
      max: 12,
      help: 'Ogni quanti mesi. Per un TIS oltre sei mesi: 3.',
    }),
    lastReviewOn: date('Ultima verifica', {
      example: '30/07/2026',
      help: 'La data dell’ultima verifica fatta, ad esempio 30/07/2026.',
    }),
    nextReviewOn: date('Prossima verifica', {
      example: '30/10/2026',
      help: 'La data della prossima, ad esempio 30/10/2026: ALICE la ricorda al mentor.',
    }),
    progress: choice(
      'Avanzamento',
      {
        onTrack: 'secondo il previsto',
        slow: 'più lento',
        toRevise: 'da rivedere',
        reached: 'obiettivi raggiunti',
      },
      { list: 'Avanzamento del progetto', help: 'Come va, detto nell’ultima verifica.' },
    ),
    closedOn: date('Chiuso il', {
      example: '28/02/2027',
      help: 'Il giorno in cui il progetto si è chiuso, ad esempio 28/02/2027.',
    }),
    closedAs: choice(
      'Come si è chiuso',
      {
        reached: 'obiettivi raggiunti',
        partly: 'raggiunti in parte',
        stopped: 'interrotto',
        replaced: 'sostituito da un altro progetto',
      },
      { list: 'Chiusura del progetto', help: 'Il risultato, senza motivi.' },
    ),
    notes: notes('Note', {
      help: 'Note di lavoro, senza notizie delicate. Non escono da questo foglio.',
    }),
  },
});

/** A person at a host for a time: the heart of the programme. Beyond the agreed facts, nothing about why. */
export const internships = tab('Tirocini', {
  one: 'tirocinio',
  id: 'T',
  book: 'persone',
  module: 'base',
  about:
    'Una persona, una sede, un periodo. Lo stato lo ricava ALICE; ciò che manca per partire è nel foglio «Da correggere».',
  key: ['beneficiary', 'site', 'startDate'],
  caption: ['beneficiary', 'company'],
  columns: {
    check: verification(),
    state: derivedState(),
    beneficiary: refersTo(beneficiaries, 'Beneficiario', {
      required: 'blocca',
      formerly: ['Tirocinante'],
      help: 'La persona. Scegli dall’elenco: l’ID la identifica anche se cambia cognome.',
    }),
    company: refersTo(companies, 'Soggetto ospitante', {
      required: true,
      formerly: ['Azienda'],
      help: 'L’impresa o l’ente che ospita. Scegli dall’elenco.',
    }),
    site: refersTo(sites, 'Sede', {
      formerly: ['Unità operativa'],
      help: 'Dove si svolge davvero, non la sede legale: su questa si contano i posti e vale la festa del patrono.',
    }),
    agreement: refersTo(agreements, 'Convenzione', {
      help: 'La convenzione con l’ospitante: una vale per più tirocini.',
    }),
    instrument: choice('Strumento', instruments, {
      required: true,
      formerly: ['Tipo di tirocinio'],
      help: 'Da questo dipendono durata, importo e categoria della comunicazione. TIS: tirocinio di inclusione sociale.',
    }),
    region: choice('Regione', regions, {
      list: 'Regioni',
      help: 'Quella delle regole da applicare. Vuota: quella scritta nelle «Impostazioni».',
    }),
    promoter: text('Promotore', {
      width: 26,
      example: 'Consorzio Esempio',
      formerly: ['Soggetto promotore'],
      help: 'L’ente che attiva il tirocinio e ne risponde. Ad esempio: Consorzio Esempio.',
    }),
    promoterTutor: refersTo(operators, 'Tutor promotore', {
      help: 'Chi segue il tirocinio per il promotore: al massimo 20 persone insieme.',
    }),
    companyTutor: refersTo(companyTutors, 'Tutor ospitante', {
      formerly: ['Tutor aziendale'],
      help: 'Chi affianca la persona sul posto: al massimo 3 persone insieme.',
    }),
    enterpriseTutor: refersTo(operators, 'Tutor d’impresa', {
      help: 'Solo per le cooperative: chi ne segue lo sviluppo. Non è il tutor ospitante.',
    }),
    mentor: refersTo(operators, 'Mentor', { help: 'Chi segue il progetto della persona.' }),
    startDate: date('Data inizio', {
      formerly: ['Dal', 'Inizio'],
      example: '01/03/2026',
      help: 'Il primo giorno, non prima del giorno dopo la comunicazione. Ad esempio: 01/03/2026.',
    }),
    endDate: date('Data fine', {
      formerly: ['Al', 'Fine'],
      example: '31/08/2026',
      help: 'L’ultimo giorno del PFI, compreso: sei mesi dal 01/03/2026 finiscono il 31/08/2026. Le proroghe stanno in «Variazioni».',
    }),
    months: whole('Mesi', {
      min: 1,
      max: 36,
      example: '6',
      help: 'I mesi scritti nel PFI, ad esempio 6: ALICE li confronta con le date.',
    }),
    hoursMon: hours('Lun', {
      example: '5',
      help: 'Ore del lunedì, ad esempio 5. Vuoto: quel giorno si riposa.',
    }),
    hoursTue: hours('Mar', { example: '5', help: 'Ore del martedì, ad esempio 5.' }),
    hoursWed: hours('Mer', { example: '5', help: 'Ore del mercoledì, ad esempio 5.' }),
    hoursThu: hours('Gio', { example: '5', help: 'Ore del giovedì, ad esempio 5.' }),
    hoursFri: hours('Ven', { example: '5', help: 'Ore del venerdì, ad esempio 5.' }),
    hoursSat: hours('Sab', { example: '4', help: 'Ore del sabato; vuoto se si riposa.' }),
    hoursSun: hours('Dom', {
      example: '4',
      help: 'Ore della domenica; vuoto se si riposa. Solo se il PFI la prevede.',
    }),
    times: text('Orario', {
      example: '9:00-13:00',
      help: 'Dalle–alle, come nel PFI. Ad esempio: 9:00-13:00, oppure 9:00-12:00 e 15:00-17:00.',
    }),
    weeklyHours: hours('Ore alla settimana', {
      max: 60,
      example: '25',
      help: 'Il totale scritto nel PFI, ad esempio 25: deve tornare con i singoli giorni.',
    }),
    allowance: money('Indennità mensile', {
      formerly: ['Importo'],
      example: '600,00',
      help: 'L’importo lordo di un mese intero. Ad esempio: 600,00.',
    }),
    companyTutorFee: money('Compenso tutor ospitante', {
      example: '300,00',
      help: 'Al mese, solo se il programma lo prevede. Ad esempio: 300,00.',
    }),
    cp: cp('Professione (CP2021)', {
      help: 'Cinque livelli, come nel PFI. Ad esempio: 5.2.2.1.0.',
    }),
    tasks: text('Attività', {
      width: 34,
      example: 'preparazione degli impasti e banco vendita',
      formerly: ['Mansioni'],
      help: 'Che cosa farà, come nel PFI: almeno in parte da imparare.',
    }),
    sepAda: text('SEP / ADA', {
      width: 30,
      example: 'Produzioni alimentari – ADA.02.01.10',
      help: 'Settore e area di attività dell’Atlante del lavoro.',
    }),
    objectives: text('Obiettivi formativi', {
      width: 34,
      example: 'condurre un ciclo di panificazione con l’aiuto del tutor',
      help: 'Le competenze da raggiungere, come nel PFI: tornano nell’attestazione finale.',
    }),
    nightOrHoliday: yesNo('Notturno o festivo', {
      help: 'Sì solo se il PFI lo prevede e dice perché.',
    }),
    pfiNumber: text('PFI n.', {
      example: '14/2026',
      help: 'Il numero con l’anno. Ad esempio: 14/2026.',
    }),
    pfiSignedOn: date('PFI firmato il', {
      example: '20/02/2026',
      help: 'Il giorno dell’ultima firma, ad esempio 20/02/2026. Per un TIS le firme sono quattro.',
    }),
    coSentBy: choice(
      'CO inviata da',
      { company: 'ospitante', promoter: 'promotore', consultant: 'consulente del lavoro' },
      {
        list: 'Chi invia la CO',
        help: 'Chi fa la comunicazione obbligatoria: a lui va il promemoria.',
      },
    ),
    coSentOn: date('CO inviata il', {
      formerly: ['Data CO'],
      example: '27/02/2026',
      help: 'Il giorno della ricevuta, al più tardi la vigilia dell’inizio. Ad esempio: 27/02/2026.',
    }),
    coProtocol: text('CO protocollo', {
      example: '1600026200012345',
      width: 20,
      help: 'Il codice della ricevuta, cifra per cifra. Ad esempio: 1600026200012345.',
    }),
    coCategory: choice(
      'CO categoria',
      {
        inCharge: '09 – Persona presa in carico dai servizi sociali e/o sanitari',
        other: 'altra categoria',
      },
      {
        list: 'Categoria della CO',
        width: 24,
        help: 'Per un TIS sempre 09: con un’altra categoria l’Assegno di Inclusione della famiglia viene sospeso. Le altre non si nominano qui.',
      },
    ),
    inailPat: pat('INAIL PAT', {
      help: 'La posizione assicurativa di chi assicura: otto cifre e due di controllo. Ad esempio: 12345678/90.',
    }),
    inailFrom: date('INAIL dal', {
      example: '01/03/2026',
      help: 'Il primo giorno coperto, ad esempio 01/03/2026.',
    }),
    inailTo: date('INAIL al', {
      example: '31/08/2026',
      help: 'L’ultimo giorno coperto, ad esempio 31/08/2026.',
    }),
    rctPolicy: text('RCT polizza', {
      example: '2026/10/4477',
      help: 'Compagnia e numero, o solo il numero. Ad esempio: 2026/10/4477.',
    }),
    rctFrom: date('RCT dal', {
      example: '01/01/2026',
      help: 'Il primo giorno coperto, ad esempio 01/01/2026.',
    }),
    rctTo: date('RCT al', {
      example: '31/12/2026',
      help: 'L’ultimo giorno coperto, ad esempio 31/12/2026.',
    }),
    safetyTrainingOn: date('Formazione sicurezza', {
      example: '27/02/2026',
      help: 'Il giorno in cui è finita: non dopo il primo giorno sull’attività. Ad esempio: 27/02/2026.',
    }),
    medicalVisitDue: yesNo('Visita medica dovuta', {
      help: 'Sì se i rischi dell’attività la richiedono per tutti gli addetti: lo dice il medico competente.',
    }),
    medicalVisitOn: date('Visita medica fatta il', {
      example: '26/02/2026',
      help: 'Solo la data, ad esempio 26/02/2026: il giudizio non si scrive.',
    }),
    dpiDue: yesNo('DPI dovuti', {
      help: 'Sì se servono scarpe, guanti o altri dispositivi di protezione.',
    }),
    dpiDeliveredOn: date('DPI consegnati il', {
      example: '02/03/2026',
      help: 'Il giorno della consegna firmata, ad esempio 02/03/2026.',
    }),
    restrictedVerified: yesNo('Requisito riservato verificato', {
      help: 'Lo scrive il coordinatore quando nel registro riservato tutto è in ordine. Non si chiede il motivo.',
    }),
    fundingSource: choice('Fonte di finanziamento', fundingSources, {
      help: 'Decide i loghi dei documenti: quelli FSE+ ci sono solo se paga FSE+.',
    }),
    cup: cup('CUP', {
      help: '15 caratteri, ad esempio C84H22000050007. Vuoto: quello delle «Impostazioni».',
    }),
    gepiRecordedOn: date('Registrato in GePI il', {
      example: '03/03/2026',
      help: 'Il giorno in cui il case manager ha inserito il TIS tra i sostegni, ad esempio 03/03/2026.',
    }),
    endedOn: date('Chiuso in anticipo il', {
      formerly: ['Data interruzione'],
      example: '15/06/2026',
      help: 'Solo se finisce prima: l’ultimo giorno svolto. Ad esempio: 15/06/2026.',
    }),
    endReason: choice(
      'Come è finito',
      {
        completed: 'fine del periodo',
        hiredByHost: 'assunzione presso l’ospitante',
        otherJob: 'altro lavoro',
        training: 'studio o formazione',
        personChoice: 'scelta della persona',
        hostChoice: 'scelta dell’ospitante',
        promoterChoice: 'scelta del promotore',
        moved: 'trasferimento',
        other: 'altro (nel registro riservato)',
      },
      {
        list: 'Fine del tirocinio',
        formerly: ['Motivo fine'],
        help: 'In generale: i particolari non si scrivono qui.',
      },
    ),
    typedState: choice(
      'Annullato',
      { cancelled: 'Annullato' },
      {
        list: 'Tirocinio annullato',
        help: 'Solo se non è mai cominciato. Ogni altro stato lo ricava ALICE.',
      },
    ),
    notes: notes('Note', {
      help: 'Note di lavoro, senza notizie delicate. Non escono da questo foglio.',
    }),
  },
});

/** What changes in an internship after its plan was signed. Never why. */
export const variations = tab('Variazioni', {
  one: 'variazione',
  id: 'V',
  book: 'persone',
  module: 'base',
  about:
    'Proroghe, sospensioni, cambi e chiusure anticipate, una riga ciascuna, con l’atto e la comunicazione. Il motivo non si scrive qui.',
  key: ['internship', 'kind', 'from'],
  columns: {
    check: verification(),
    internship: refersTo(internships, 'Tirocinio', {
      required: 'blocca',
      help: 'Il tirocinio che cambia. Scegli dall’elenco.',
    }),
    kind: choice(
      'Variazione',
      {
        extension: 'Proroga',
        suspension: 'Sospensione',
        hours: 'Cambio di orario',
        site: 'Cambio di sede',
        tutor: 'Cambio di tutor',
        accident: 'Infortunio',
        earlyEnd: 'Chiusura anticipata',
      },
      { required: true, help: 'Che cosa cambia. Il tempo sospeso non conta nella durata massima.' },
    ),
    from: date('Dal', {
      required: true,
      example: '01/07/2026',
      help: 'Il primo giorno in cui vale, ad esempio 01/07/2026.',
    }),
    to: date('Al', {
      example: '31/07/2026',
      help: 'L’ultimo giorno della sospensione o del cambio, compreso. Vuoto: fino alla fine, o non ancora noto.',
    }),
    newEndDate: date('Nuova data fine', {
      example: '31/12/2026',
      help: 'Per proroghe, sospensioni e chiusure: il nuovo ultimo giorno, compreso. Ad esempio: 31/12/2026.',
    }),
    requestedOn: date('Chiesta il', {
      example: '10/06/2026',
      help: 'Il giorno della richiesta, ad esempio 10/06/2026: una proroga si chiede prima della scadenza.',
    }),
    act: text('Atto', {
      example: 'addendum 3/2026',
      help: 'Addendum, nota o determina, con il numero. Ad esempio: addendum 3/2026.',
    }),
    actOn: date('Atto del', {
      example: '25/06/2026',
      help: 'La data dell’atto, ad esempio 25/06/2026.',
    }),
    signedOn: date('Firmato da tutti il', {
      example: '26/06/2026',
      help: 'Il giorno dell’ultima firma, ad esempio 26/06/2026.',
    }),
    needAttestedOn: date('Necessità attestata il', {
      example: '20/06/2026',
      help: 'Per prorogare un TIS il servizio attesta che serve ancora: la data, ad esempio 20/06/2026.',
    }),
    hoursMon: hours('Lun', {
      example: '4',
      help: 'Nuove ore del lunedì, solo se cambia l’orario: riscrivi tutta la settimana, vuoto è riposo. Ad esempio: 4.',
    }),
    hoursTue: hours('Mar', { example: '4', help: 'Nuove ore del martedì.' }),
    hoursWed: hours('Mer', { example: '4', help: 'Nuove ore del mercoledì.' }),
    hoursThu: hours('Gio', { example: '4', help: 'Nuove ore del giovedì.' }),
    hoursFri: hours('Ven', { example: '4', help: 'Nuove ore del venerdì.' }),
    hoursSat: hours('Sab', { example: '4', help: 'Nuove ore del sabato.' }),
    hoursSun: hours('Dom', { example: '4', help: 'Nuove ore della domenica.' }),
    times: text('Nuovo orario', {
      example: '8:00-12:00',
      help: 'Dalle–alle, solo se cambia. Ad esempio: 8:00-12:00.',
    }),
    newSite: refersTo(sites, 'Nuova sede', { help: 'Solo se cambia la sede. Scegli dall’elenco.' }),
    newCompanyTutor: refersTo(companyTutors, 'Nuovo tutor ospitante', {
      help: 'Solo se cambia chi affianca la persona sul posto.',
    }),
    newPromoterTutor: refersTo(operators, 'Nuovo tutor promotore', {
      help: 'Solo se cambia chi la segue per il promotore.',
    }),
    newAllowance: money('Nuova indennità', {
      example: '600,00',
      help: 'Solo se cambia l’importo mensile. Ad esempio: 600,00.',
    }),
    restrictedVerified: yesNo('Requisito riservato verificato', {
      help: 'Lo scrive il coordinatore: il cambio è stato controllato nel registro riservato.',
    }),
    coSentOn: date('CO inviata il', {
      example: '02/07/2026',
      help: 'Proroghe e chiusure anticipate si comunicano entro cinque giorni. Ad esempio: 02/07/2026.',
    }),
    coProtocol: text('CO protocollo', {
      example: '1600026200054321',
      width: 20,
      help: 'Il codice della ricevuta, cifra per cifra.',
    }),
    inailTo: date('INAIL prolungata al', {
      example: '31/12/2026',
      help: 'Per una proroga: il nuovo ultimo giorno coperto. Ad esempio: 31/12/2026.',
    }),
    rctTo: date('RCT prolungata al', {
      example: '31/12/2026',
      help: 'Per una proroga: il nuovo ultimo giorno coperto. Ad esempio: 31/12/2026.',
    }),
    certificateOn: date('Certificato ricevuto il', {
      example: '06/07/2026',
      help: 'Solo per un infortunio: da qui decorrono i due giorni della denuncia. Il certificato non si allega.',
    }),
    inailReportedOn: date('Denuncia INAIL il', {
      example: '07/07/2026',
      help: 'Solo per un infortunio: il giorno della denuncia, ad esempio 07/07/2026.',
    }),
    toldTutorsOn: date('Tutor avvisati il', {
      example: '29/06/2026',
      help: 'Una chiusura anticipata si comunica a entrambi i tutor: il giorno, ad esempio 29/06/2026.',
    }),
    operator: refersTo(operators, 'Operatore', { help: 'Chi ha registrato la variazione.' }),
    cancelledOn: date('Annullata il', {
      example: '30/06/2026',
      help: 'Se la variazione non vale più, invece di cancellare la riga. Ad esempio: 30/06/2026.',
    }),
    notes: notes('Note', {
      help: 'Note di lavoro: niente motivi, che stanno nel registro riservato.',
    }),
  },
});

/** One internship, one month: what happened on each day by letter or hours, and how the sheet travelled. */
export const attendanceSheets = tab('Fogli presenze', {
  one: 'foglio presenze',
  id: 'FP',
  book: 'persone',
  module: 'base',
  about:
    'Un tirocinio, un mese. Nei giorni: le ore, oppure P presente, A assente, C chiuso o festivo, S sospeso, R riposo. Vuoto prima che il foglio arrivi vuol dire «non arrivato», mai assente.',
  key: ['internship', 'month'],
  columns: {
    check: verification(),
    internship: refersTo(internships, 'Tirocinio', {
      required: 'blocca',
      help: 'Di quale tirocinio. Scegli dall’elenco.',
    }),
    month: month('Mese', {
      required: 'blocca',
      help: 'Il mese del foglio. Ad esempio: marzo 2026.',
    }),
    ...days(),
    justified: text('Giustificata', {
      example: '12, 13',
      formerly: ['Assenze giustificate'],
      help: 'I giorni di assenza giustificata, separati da virgole. Ad esempio: 12, 13. Il motivo sta solo nel registro riservato.',
    }),
    madeUp: text('Recuperi', {
      example: '14, 21',
      help: 'I giorni di recupero concordati prima, fuori dall’orario, separati da virgole. Ad esempio: 14, 21. Gli altri giorni fuori orario non contano per l’indennità.',
    }),
    declaredHours: hours('Ore sul foglio', {
      max: 400,
      example: '100',
      help: 'Il totale scritto sul foglio firmato, ad esempio 100: ALICE lo confronta con i giorni.',
    }),
    sentOn: date('Foglio inviato il', {
      example: '25/03/2026',
      help: 'Il giorno in cui è stato dato o mandato al tutor. Ad esempio: 25/03/2026.',
    }),
    receivedOn: date('Foglio ricevuto il', {
      example: '02/04/2026',
      help: 'Il giorno in cui è tornato, ad esempio 02/04/2026: solo da qui un giorno vuoto conta.',
    }),
    signedByTrainee: yesNo('Firmato dal tirocinante', {
      help: 'Sì se ogni giorno ha la sua firma.',
    }),
    signedByTutor: yesNo('Firmato dal tutor', {
      help: 'Sì se il tutor ospitante ha firmato il foglio.',
    }),
    scan: link('Scansione', {
      privacy: 'internal',
      help: 'Il collegamento al foglio firmato nella cartella del programma. Ad esempio: https://example.org/foglio.',
    }),
    recordedBy: refersTo(operators, 'Registrato da', {
      help: 'Chi ha scritto le presenze in questa riga.',
    }),
    recordedOn: date('Registrato il', {
      example: '03/04/2026',
      help: 'Il giorno in cui le presenze sono state scritte qui. Ad esempio: 03/04/2026.',
    }),
    checkedBy: refersTo(operators, 'Controllato da', {
      help: 'Chi ha confrontato il foglio con la riga: una persona diversa da chi ha registrato.',
    }),
    checkedOn: date('Controllato il', {
      example: '07/04/2026',
      help: 'Il giorno del controllo, ad esempio 07/04/2026: da qui il mese può essere pagato.',
    }),
    notes: notes('Note', {
      help: 'Ad esempio: «manca la firma del 14». Mai il motivo di un’assenza.',
    }),
  },
});

/** A visit or a call of coaching during an internship, and how it goes on a closed scale. */
export const visits = tab('Visite e tutoraggio', {
  one: 'visita',
  id: 'VT',
  book: 'persone',
  module: 'base',
  about:
    'Visite in azienda, telefonate e verifiche durante il tirocinio: quando, chi, come va, quando la prossima.',
  key: ['internship', 'on'],
  columns: {
    check: verification(),
    internship: refersTo(internships, 'Tirocinio', {
      required: 'blocca',
      help: 'Il tirocinio visitato. Scegli dall’elenco.',
    }),
    kind: choice(
      'Tipo di visita',
      {
        firstWeek: 'prima settimana',
        visit: 'visita in azienda',
        call: 'telefonata',
        midTerm: 'verifica intermedia',
        final: 'verifica finale',
        extra: 'incontro straordinario',
      },
      { required: 'nota', help: 'La verifica intermedia si fa a metà percorso, con i due tutor.' },
    ),
    on: date('Giorno', {
      required: true,
      example: '10/03/2026',
      help: 'La data della visita, ad esempio 10/03/2026.',
    }),
    by: refersTo(operators, 'Fatta da', { required: true, help: 'Chi è andato o ha telefonato.' }),
    hours: hours('Ore', {
      max: 12,
      example: '1,5',
      help: 'Le ore di tutoraggio, viaggio escluso. Ad esempio: 1,5.',
    }),
    traineePresent: yesNo('Tirocinante presente', { help: 'Sì se la persona c’era.' }),
    companyTutorPresent: yesNo('Tutor ospitante presente', {
      help: 'Sì se il tutor ospitante c’era.',
    }),
    servicePresent: yesNo('Servizio sociale presente', {
      help: 'Sì se alla verifica c’era anche il servizio.',
    }),
    trend: choice(
      'Andamento',
      { good: 'buono', watch: 'da seguire', critical: 'critico' },
      {
        required: 'nota',
        list: 'Andamento della visita',
        help: 'Con «critico» il coordinatore viene avvisato.',
      },
    ),
    skills: whole('Competenze', {
      min: 1,
      max: 5,
      privacy: 'personal',
      help: 'Quanto ha imparato dell’attività, da 1 a 5.',
    }),
    autonomy: whole('Autonomia', {
      min: 1,
      max: 5,
      privacy: 'personal',
      help: 'Quanto lavora da solo, da 1 a 5.',
    }),
    punctuality: whole('Puntualità', {
      min: 1,
      max: 5,
      privacy: 'personal',
      help: 'Rispetto degli orari, da 1 a 5.',
    }),
    relations: whole('Rapporti', {
      min: 1,
      max: 5,
      privacy: 'personal',
      help: 'Rapporti con colleghi e tutor, da 1 a 5.',
    }),
    topic: choice(
      'Punto da seguire',
      {
        none: 'nessuno',
        tasks: 'attività',
        times: 'orario',
        relations: 'rapporti',
        safety: 'sicurezza',
        distance: 'spostamenti',
        papers: 'documenti',
        other: 'altro (nel registro riservato)',
      },
      { help: 'L’argomento soltanto: i particolari delicati stanno nel registro riservato.' },
    ),
    action: choice(
      'Che cosa si fa',
      {
        nothing: 'si prosegue così',
        newVisit: 'visita più vicina',
        meeting: 'incontro con il servizio',
        changeTasks: 'si cambiano attività o orario',
        changeTutor: 'si cambia tutor',
        team: 'se ne parla in équipe',
      },
      { list: 'Azione dopo la visita', help: 'La decisione presa insieme.' },
    ),
    next: date('Prossima visita', {
      example: '08/04/2026',
      help: 'La data della prossima, ad esempio 08/04/2026: ALICE la ricorda.',
    }),
    reportOn: date('Relazione consegnata il', {
      example: '12/03/2026',
      help: 'Il giorno in cui la relazione scritta è arrivata, ad esempio 12/03/2026.',
    }),
    report: link('Relazione', {
      privacy: 'internal',
      help: 'Il collegamento alla relazione nella cartella del programma. Ad esempio: https://example.org/relazione.',
    }),
    notes: notes('Note', {
      help: 'Note di lavoro su attività e organizzazione: niente notizie delicate.',
    }),
  },
});

/** The journey of a paper: sent, signed by each signer, registered, filed. */
export const signings = tab('Firme e protocollo', {
  one: 'firma',
  id: 'F',
  book: 'persone',
  module: 'base',
  about:
    'Ogni carta che deve essere firmata: quando è partita, chi ha firmato e quando, protocollo, PEC e scansione.',
  key: ['kind', 'about', 'number'],
  columns: {
    check: verification(),
    kind: choice(
      'Documento',
      {
        agreement: 'Convenzione',
        trainingPlan: 'Progetto formativo (PFI)',
        personalPlan: 'Progetto personalizzato',
        grant: 'Accordo di borsa lavoro',
        pact: 'Patto di servizio',
        addendum: 'Addendum al PFI',
        register: 'Foglio presenze',
        report: 'Relazione del tutor',
        certificate: 'Attestazione finale',
        frequency: 'Dichiarazione di frequenza',
        dossier: 'Dossier individuale',
        joining: 'Scheda di adesione',
        notice: 'Informativa',
        selection: 'Verbale di selezione',
        partnership: 'Accordo tra enti',
        other: 'altro',
      },
      { required: true, list: 'Documenti da firmare', help: 'Che carta è.' },
    ),
    about: anyId('Riguarda', {
      required: true,
      help: 'L’ID della riga a cui si riferisce. Ad esempio: T-0014 per un tirocinio, CV-0003 per una convenzione.',
    }),
    number: text('Numero', {
      example: '14/2026',
      help: 'Quello stampato sulla carta. Ad esempio: 14/2026.',
    }),
    version: whole('Versione', {
      min: 1,
      max: 99,
      example: '1',
      help: 'Quella stampata sulla carta, ad esempio 1: le firme valgono per una versione sola.',
    }),
    method: choice(
      'Come si firma',
      { paper: 'a mano', digital: 'firma digitale', mixed: 'in parte a mano' },
      { help: 'Come firmano le parti.' },
    ),
    sentOn: date('Inviato il', {
      example: '16/02/2026',
      help: 'Il giorno in cui è partito verso chi firma. Ad esempio: 16/02/2026.',
    }),
    dueOn: date('Da avere entro', {
      example: '23/02/2026',
      help: 'Entro quando serve firmato, ad esempio 23/02/2026: ALICE lo ricorda a chi manca.',
    }),
    beneficiarySignedOn: date('Beneficiario ha firmato il', {
      example: '18/02/2026',
      help: 'Il giorno della firma della persona, ad esempio 18/02/2026.',
    }),
    companySignedBy: text('Ospitante: firma di', {
      privacy: 'name',
      example: 'Bianchi Carla',
      help: 'Chi ha firmato per l’ospitante. Ad esempio: Bianchi Carla.',
    }),
    companySignedOn: date('Ospitante ha firmato il', {
      example: '19/02/2026',
      help: 'Il giorno della firma, ad esempio 19/02/2026.',
    }),
    promoterSignedBy: text('Promotore: firma di', {
      privacy: 'name',
      example: 'Verdi Luca',
      help: 'Chi ha firmato per il promotore. Ad esempio: Verdi Luca.',
    }),
    promoterSignedOn: date('Promotore ha firmato il', {
      example: '20/02/2026',
      help: 'Il giorno della firma, ad esempio 20/02/2026.',
    }),
    serviceSignedBy: text('Servizio: firma di', {
      privacy: 'name',
      example: 'Neri Paola',
      help: 'Chi ha firmato per il servizio che ha in carico la persona. Serve per un TIS.',
    }),
    serviceSignedOn: date('Servizio ha firmato il', {
      example: '20/02/2026',
      help: 'Il giorno della firma, ad esempio 20/02/2026.',
    }),
    tutorSignedOn: date('Tutor hanno firmato il', {
      example: '20/02/2026',
      help: 'Solo dove la carta lo chiede: il giorno dell’ultima firma dei tutor.',
    }),
    protocol: text('Protocollo', {
      example: '4521/2026',
      help: 'Il numero di protocollo con l’anno. Ad esempio: 4521/2026.',
    }),
    protocolOn: date('Protocollo del', {
      example: '23/02/2026',
      help: 'La data del protocollo, ad esempio 23/02/2026.',
    }),
    pecSentOn: date('PEC inviata il', {
      example: '23/02/2026',
      help: 'Il giorno in cui è partita per PEC, se si usa. Ad esempio: 23/02/2026.',
    }),
    pecReceivedOn: date('PEC consegnata il', {
      example: '23/02/2026',
      help: 'Il giorno della ricevuta di consegna, ad esempio 23/02/2026.',
    }),
    scan: link('Scansione', {
      privacy: 'internal',
      help: 'Il collegamento alla carta firmata nella cartella del programma. Ad esempio: https://example.org/carta.',
    }),
    refusedOn: date('Rifiutato o ritirato il', {
      example: '24/02/2026',
      help: 'Se non sarà firmato: il giorno in cui lo si è saputo. Ad esempio: 24/02/2026.',
    }),
    operator: refersTo(operators, 'Segue', { help: 'Chi segue le firme: riceve i promemoria.' }),
    notes: notes('Note', { help: 'Ad esempio: «il legale rappresentante torna lunedì».' }),
  },
});

/** Where somebody is four weeks and six months after the end, and how that is known. */
export const outcomes = tab('Esiti', {
  one: 'esito',
  id: 'E',
  book: 'persone',
  module: 'esiti',
  about:
    'La situazione della persona a 28 giorni e a 6 mesi dalla fine, con la fonte. Se cambia più volte conta l’ultima.',
  key: ['beneficiary', 'internship', 'at'],
  columns: {
    check: verification(),
    beneficiary: refersTo(beneficiaries, 'Persona', {
      required: 'blocca',
      help: 'Di chi è l’esito. Scegli dall’elenco.',
    }),
    internship: refersTo(internships, 'Tirocinio', {
      help: 'Il tirocinio da cui si conta. Vuoto se la persona è uscita senza tirocinio.',
    }),
    at: choice(
      'Quando',
      { days28: 'a 28 giorni', months6: 'a 6 mesi' },
      {
        required: true,
        list: 'Momento dell’esito',
        help: 'A 28 giorni dalla fine, oppure a 6 mesi.',
      },
    ),
    on: date('Rilevato il', {
      required: true,
      example: '28/09/2026',
      help: 'Il giorno in cui lo si è saputo, ad esempio 28/09/2026.',
    }),
    situation: choice(
      'Situazione',
      {
        employed: 'lavora come dipendente',
        selfEmployed: 'lavora in proprio',
        training: 'studia o si forma',
        seeking: 'cerca lavoro',
        inactive: 'non cerca lavoro',
        unreachable: 'non rintracciato',
        undeclared: 'preferisce non dire',
      },
      {
        required: true,
        list: 'Situazione all’esito',
        help: 'Una sola: «cerca lavoro» e «lavora» si escludono. Se cambia, aggiorna questa riga.',
      },
    ),
    qualification: yesNo('Ha una qualifica', {
      help: 'Sì se alla fine ha ottenuto una qualifica o una certificazione di competenze.',
    }),
    qualificationName: text('Quale qualifica', {
      width: 26,
      example: 'operatore della panificazione',
      help: 'Il titolo ottenuto. Ad esempio: operatore della panificazione.',
    }),
    improved: yesNo('Situazione migliorata', {
      help: 'Solo a 6 mesi, per chi lavora: contratto più stabile, più ore o mansione migliore.',
    }),
    hiredBy: choice(
      'Assunto da',
      { host: 'l’ospitante', otherHost: 'un altro ospitante della rete', other: 'un altro datore' },
      { list: 'Datore all’esito', help: 'Chi l’ha assunta. Il nome dell’impresa non serve.' },
    ),
    company: refersTo(companies, 'Soggetto ospitante', {
      help: 'Solo se l’ha assunta un ospitante del programma.',
    }),
    contract: choice(
      'Contratto',
      {
        permanent: 'tempo indeterminato',
        fixedTerm: 'tempo determinato',
        apprenticeship: 'apprendistato',
        seasonal: 'stagionale',
        agency: 'somministrazione',
        onCall: 'intermittente',
        domestic: 'lavoro domestico',
        member: 'socio lavoratore di cooperativa',
        collaboration: 'collaborazione',
        ownBusiness: 'lavoro autonomo',
        internship: 'altro tirocinio',
      },
      { help: 'Il tipo di rapporto. Un altro tirocinio non è lavoro.' },
    ),
    contractFrom: date('Contratto dal', {
      example: '15/09/2026',
      help: 'Il primo giorno, ad esempio 15/09/2026.',
    }),
    contractTo: date('Contratto al', {
      example: '14/03/2027',
      help: 'L’ultimo giorno, se è a termine. Ad esempio: 14/03/2027.',
    }),
    weeklyHours: hours('Ore alla settimana', {
      max: 60,
      example: '24',
      help: 'Le ore del contratto. Ad esempio: 24.',
    }),
    consistent: yesNo('Coerente con il percorso', {
      help: 'Sì se il lavoro somiglia a quel che ha imparato.',
    }),
    source: choice(
      'Fonte',
      {
        call: 'telefonata',
        statement: 'dichiarazione firmata',
        contract: 'contratto visto',
        co: 'comunicazione obbligatoria',
        jobCentre: 'centro per l’impiego',
        company: 'l’impresa',
        service: 'il servizio sociale',
      },
      {
        required: 'nota',
        list: 'Fonte dell’esito',
        help: 'Da dove lo si sa: la chiede chi controlla.',
      },
    ),
    evidence: link('Prova', {
      privacy: 'internal',
      help: 'Il collegamento al documento nella cartella del programma, se c’è. Ad esempio: https://example.org/prova.',
    }),
    satisfaction: whole('Soddisfazione', {
      min: 1,
      max: 5,
      help: 'Quanto il percorso gli è servito, da 1 a 5, detto dalla persona.',
    }),
    operator: refersTo(operators, 'Operatore', { help: 'Chi ha rilevato l’esito.' }),
    notes: notes('Note', { help: 'Note di lavoro, senza notizie delicate.' }),
  },
});

/** An exception somebody answers for. The finding stays to be seen, marked as in deroga. */
export const waivers = tab('Deroghe', {
  one: 'deroga',
  id: 'D',
  book: 'persone',
  module: 'base',
  about:
    'Le eccezioni di cui qualcuno risponde: la segnalazione resta visibile, come «in deroga», fino alla data indicata.',
  key: ['about', 'rule'],
  columns: {
    check: verification(),
    about: anyId('Riguarda', {
      required: 'blocca',
      help: 'L’ID della riga segnalata in «Da correggere». Ad esempio: T-0014.',
    }),
    rule: text('Regola', {
      required: 'blocca',
      width: 40,
      example: 'La durata rispetta il massimo regionale',
      help: 'Il nome della regola, copiato dal foglio «Da correggere».',
    }),
    reason: notes('Perché', {
      required: true,
      help: 'La ragione della deroga, senza notizie delicate: se ce ne sono scrivi «vedi registro riservato».',
    }),
    authorisedBy: refersTo(operators, 'Autorizzata da', {
      required: 'blocca',
      help: 'Chi la concede e ne risponde. Scegli dall’elenco.',
    }),
    authorisedOn: date('Autorizzata il', {
      required: true,
      example: '12/03/2026',
      help: 'Il giorno della decisione, ad esempio 12/03/2026.',
    }),
    act: text('Atto', {
      example: 'nota prot. 812/2026',
      help: 'Nota, verbale o determina con il numero. Ad esempio: nota prot. 812/2026.',
    }),
    from: date('Vale dal', {
      example: '12/03/2026',
      help: 'Vuoto: dal giorno dell’autorizzazione.',
    }),
    until: date('Vale fino al', {
      required: true,
      example: '30/06/2026',
      help: 'L’ultimo giorno, compreso. Ad esempio: 30/06/2026. Una deroga ha sempre una fine.',
    }),
    revokedOn: date('Revocata il', {
      example: '20/05/2026',
      help: 'Se finisce prima: da quel giorno la segnalazione torna. Ad esempio: 20/05/2026.',
    }),
    proof: link('Documento', {
      privacy: 'internal',
      help: 'Il collegamento all’atto nella cartella del programma. Ad esempio: https://example.org/atto.',
    }),
    operator: refersTo(operators, 'Registrata da', { help: 'Chi ha scritto questa riga.' }),
    notes: notes('Note', {
      help: 'Altro di utile, ad esempio le condizioni poste da chi autorizza.',
    }),
  },
});

/** The papers of `config/documents`, as a request may name them: their titles. */
const printable = [
  'Accordo di concessione della borsa lavoro',
  'Attestazione della necessità di proroga',
  'Attestazione di presa in carico',
  'Attestazione finale',
  'Chiusura anticipata del tirocinio',
  'Convenzione di tirocinio',
  'Delega alla riscossione',
  'Dichiarazione di frequenza',
  'Dossier individuale',
  'Elenco di liquidazione con i soli codici',
  'Elenco di liquidazione per gli atti',
  'Fascicolo del tirocinio',
  'Foglio firme del workshop',
  'Foglio ore mensile',
  'Informativa sul trattamento dei dati personali',
  'Modulo per il pagamento e le detrazioni',
  'Patto di servizio',
  'Progetto formativo individuale',
  'Progetto personalizzato di tirocinio di inclusione sociale',
  'Proroga del tirocinio',
  'Prospetto di liquidazione',
  'Registro delle presenze',
  'Registro delle presenze da compilare al computer',
  'Relazione del tutor',
  'Report per il servizio sociale',
  'Ricevuta dei dispositivi di protezione individuale',
  'Rinuncia al percorso',
  'Scheda di adesione del soggetto ospitante',
  'Scheda di avvio',
  'Scheda di colloquio',
  'Scheda di segnalazione',
  'Sospensione del tirocinio',
  'Variazione del progetto',
  'Verbale dell’équipe',
] as const;

/** What people without a terminal ask of ALICE; her answer stands beside it. */
export const requests = tab('Richieste', {
  one: 'richiesta',
  id: 'RI',
  book: 'persone',
  module: 'base',
  about:
    'Che cosa vuoi che ALICE faccia: una riga per richiesta, la risposta compare accanto al prossimo giro.',
  key: ['what', 'about', 'askedOn'],
  columns: {
    check: verification(),
    what: choice(
      'Che cosa',
      {
        check: 'ricontrolla tutto',
        print: 'stampa i documenti',
        month: 'calcola il mese',
        why: 'spiega perché',
        extension: 'registra una proroga',
        suspension: 'registra una sospensione',
        earlyEnd: 'registra una chiusura anticipata',
        undo: 'annulla l’ultima modifica di ALICE',
      },
      {
        required: 'blocca',
        list: 'Richieste possibili',
        help: 'Scegli dall’elenco. ALICE non spedisce a enti, non paga e non cancella persone.',
      },
    ),
    about: anyId('Di chi o di che cosa', {
      help: 'L’ID della riga, se serve. Ad esempio: T-0014. Vuoto: tutto.',
    }),
    from: date('Dal', {
      example: '01/03/2026',
      help: 'Il primo giorno: di una sospensione, o dei mesi di cui stampare. Ad esempio: 01/03/2026.',
    }),
    to: date('Al', {
      example: '31/03/2026',
      help: 'L’ultimo giorno, compreso: anche il nuovo ultimo giorno di un tirocinio. Ad esempio: 31/03/2026.',
    }),
    month: month('Mese', {
      help: 'Per «calcola il mese», e per stampare le carte di un mese solo. Ad esempio: marzo 2026.',
    }),
    paper: open('Quale documento', 'Documenti da stampare', {
      offers: printable,
      example: 'Convenzione di tirocinio',
      help: 'Per «stampa i documenti»: scegli dall’elenco. Ad esempio: Convenzione di tirocinio. Vuoto: tutti quelli pronti.',
    }),
    askedBy: refersTo(operators, 'Chiesta da', {
      required: true,
      help: 'Chi chiede: la risposta contiene solo ciò che il suo ruolo può vedere.',
    }),
    askedOn: date('Chiesta il', {
      example: '01/04/2026',
      help: 'Il giorno, ad esempio 01/04/2026.',
    }),
    confirmed: yesNo('Confermo', {
      help: 'Sì quando hai letto che cosa ALICE propone: solo allora scrive nei tuoi fogli.',
    }),
    withdrawn: yesNo('Ritirata', { help: 'Sì se non serve più: ALICE la lascia stare.' }),
    answer: laid(
      'Risposta di ALICE',
      'IF({id}="","",IFERROR(VLOOKUP({id},alice_risposte,2,0),"in attesa"))',
      { width: 50, help: 'La scrive ALICE: che cosa ha fatto, o che cosa le manca per farlo.' },
    ),
    notes: notes('Note', { help: 'Per i colleghi: ALICE non legge questa colonna.' }),
  },
});

/** A person sent on to another body of the network, on which ground, until when, with what outcome. */
export const referrals = tab('Invii', {
  one: 'invio',
  id: 'INV',
  book: 'persone',
  module: 'rete',
  about:
    'Le persone inviate ad altri enti della rete: a chi, per che cosa, su quale base, fino a quando, com’è andata.',
  key: ['beneficiary', 'to', 'sentOn'],
  columns: {
    check: verification(),
    beneficiary: refersTo(beneficiaries, 'Persona', {
      required: 'blocca',
      help: 'Chi viene inviato. Scegli dall’elenco.',
    }),
    to: refersTo(partners, 'A chi', {
      required: true,
      help: 'L’ente della rete. Scegli dall’elenco; se non c’è aggiungilo ai «Partner».',
    }),
    for: choice(
      'Per che cosa',
      {
        work: 'lavoro e tirocini',
        training: 'formazione e studio',
        language: 'lingua italiana',
        income: 'sostegno al reddito',
        housing: 'casa',
        papers: 'documenti e diritti',
        family: 'figli e famiglia',
        digital: 'competenze digitali',
        business: 'mettersi in proprio',
        other: 'altro (nel registro riservato)',
      },
      {
        required: true,
        list: 'Motivo dell’invio',
        help: 'In generale. Se dirlo qui rivelerebbe troppo, scegli «altro».',
      },
    ),
    operator: refersTo(operators, 'Operatore', {
      required: 'nota',
      help: 'Chi fa l’invio e ne segue l’esito.',
    }),
    legalBasis: choice(
      'Base giuridica',
      {
        publicTask: 'compito di interesse pubblico',
        law: 'obbligo di legge',
        consent: 'consenso',
        request: 'richiesta della persona',
      },
      {
        required: true,
        help: 'Su quale base i dati passano all’altro ente. Nel dubbio chiedi al responsabile della protezione dati.',
      },
    ),
    informed: yesNo('Persona informata', {
      required: true,
      help: 'Sì se sa a chi vanno i suoi dati e perché.',
    }),
    informedOn: date('Informata il', {
      example: '14/04/2026',
      help: 'Il giorno, ad esempio 14/04/2026.',
    }),
    shared: choices(
      'Dati comunicati',
      {
        identity: 'nome e cognome',
        contact: 'recapiti',
        path: 'percorso fatto',
        skills: 'competenze',
        papers: 'documenti',
      },
      {
        help: 'Solo quelli che servono, separati da virgole. Ad esempio: nome e cognome, recapiti.',
      },
    ),
    sentOn: date('Inviato il', {
      example: '15/04/2026',
      help: 'Il giorno dell’invio, ad esempio 15/04/2026.',
    }),
    protocol: text('Protocollo', {
      example: '930/2026',
      help: 'Il numero con l’anno, se c’è. Ad esempio: 930/2026.',
    }),
    until: date('Vale fino al', {
      example: '15/07/2026',
      help: 'Dopo questa data l’altro ente non usa più i dati. Ad esempio: 15/07/2026.',
    }),
    state: choice(
      'Stato dell’invio',
      {
        draft: 'in preparazione',
        sent: 'inviato',
        accepted: 'accolto',
        refused: 'non accolto',
        closed: 'concluso',
        withdrawn: 'ritirato',
      },
      { required: 'nota', help: 'A che punto è.' },
    ),
    stateOn: date('Stato dal', {
      example: '22/04/2026',
      help: 'Da quando è in questo stato, ad esempio 22/04/2026.',
    }),
    answeredBy: text('Referente', {
      privacy: 'name',
      example: 'Neri Paola',
      help: 'Chi ha risposto per l’altro ente. Ad esempio: Neri Paola.',
    }),
    outcome: choice(
      'Esito dell’invio',
      {
        taken: 'presa in carico',
        served: 'bisogno risolto',
        back: 'torna al laboratorio',
        lost: 'non si è presentata',
        none: 'nessun esito',
      },
      { help: 'Com’è andata, in generale.' },
    ),
    nextOn: date('Da risentire il', {
      example: '15/05/2026',
      help: 'Quando chiedere com’è andata, ad esempio 15/05/2026.',
    }),
    notes: notes('Note', {
      help: 'Note di lavoro, senza notizie delicate: non escono da questo foglio.',
    }),
  },
});

/** The days of a month, `d1` to `d31`, each under its number. */
function days() {
  return {
    d1: dayOfMonth(1),
    d2: dayOfMonth(2),
    d3: dayOfMonth(3),
    d4: dayOfMonth(4),
    d5: dayOfMonth(5),
    d6: dayOfMonth(6),
    d7: dayOfMonth(7),
    d8: dayOfMonth(8),
    d9: dayOfMonth(9),
    d10: dayOfMonth(10),
    d11: dayOfMonth(11),
    d12: dayOfMonth(12),
    d13: dayOfMonth(13),
    d14: dayOfMonth(14),
    d15: dayOfMonth(15),
    d16: dayOfMonth(16),
    d17: dayOfMonth(17),
    d18: dayOfMonth(18),
    d19: dayOfMonth(19),
    d20: dayOfMonth(20),
    d21: dayOfMonth(21),
    d22: dayOfMonth(22),
    d23: dayOfMonth(23),
    d24: dayOfMonth(24),
    d25: dayOfMonth(25),
    d26: dayOfMonth(26),
    d27: dayOfMonth(27),
    d28: dayOfMonth(28),
    d29: dayOfMonth(29),
    d30: dayOfMonth(30),
    d31: dayOfMonth(31),
  };
}

function dayOfMonth(number: number) {
  return presence(String(number), {
    help: `Il giorno ${number}: le ore (4,5 oppure 9-13), o P presente, A assente, C chiuso o festivo, S sospeso, R riposo.`,
  });
}
