/** A word of the trade that is no tab and no column: how people say it, what it means, which words not to use for it. */
export interface Word {
  /** The Italian word, as people read it. */
  readonly it: string;
  /** What it means, in Italian, for somebody new to the work. */
  readonly means: string;
  /** Words that mean the same, or seem to, and are not used in code for it. */
  readonly not?: string;
}

/**
 * The words of the trade that are no tab and no column, by the name code gives them; the rest of the glossary comes
 * from the registry. Names of Italian law keep their own name in code.
 */
export const words = {
  // ── Who ──
  beneficiary: {
    it: 'beneficiario, beneficiaria',
    means: 'La persona seguita dal progetto, dal primo contatto all’esito.',
    not: 'user, client (chi scrive in chat ad ALICE è lo «user»)',
  },
  company: {
    it: 'soggetto ospitante',
    means:
      'Chi accoglie il tirocinio: un’impresa, una cooperativa, ma anche una scuola, una parrocchia, un comune.',
    not: 'host, firm, azienda',
  },
  promoter: {
    it: 'soggetto promotore',
    means: 'L’ente che attiva il tirocinio, assicura la persona e ne risponde.',
    not: 'sending body',
  },
  payer: {
    it: 'ente pagatore',
    means: 'Chi paga l’indennità alla persona; spesso il Comune, non sempre il promotore.',
    not: 'funder',
  },
  funder: {
    it: 'finanziatore',
    means: 'Chi mette i fondi e chiede il rendiconto: Regione, Ministero, autorità di gestione.',
    not: 'payer, sponsor',
  },
  promoterTutor: {
    it: 'tutor promotore',
    means:
      'Chi, per il soggetto promotore, segue la persona durante il tirocinio e controlla i fogli.',
    not: 'mentor, tutor d’impresa',
  },
  companyTutor: {
    it: 'tutor ospitante',
    means:
      'Chi, dentro l’ente ospitante, affianca la persona al lavoro e firma il foglio presenze.',
    not: 'tutor aziendale, tutor d’impresa',
  },
  enterpriseTutor: {
    it: 'tutor d’impresa',
    means:
      'Chi assiste le cooperative: affidamenti, business plan, analisi dei bisogni. Non segue tirocinanti.',
    not: 'companyTutor, promoterTutor',
  },
  mentor: {
    it: 'mentor',
    means:
      'Chi accompagna il progetto personalizzato della persona e la mette in contatto con le imprese.',
    not: 'tutor',
  },
  team: {
    it: 'équipe',
    means: 'Il gruppo interdisciplinare che seleziona le persone e decide gli abbinamenti.',
    not: 'staff',
  },
  controller: {
    it: 'titolare del trattamento',
    means: 'L’ente che decide perché e come si trattano i dati delle persone.',
    not: 'owner',
  },
  processor: {
    it: 'responsabile del trattamento',
    means: 'Chi tratta i dati per conto del titolare, secondo le sue istruzioni (art. 28).',
    not: 'responsible, manager',
  },
  dpo: {
    it: 'RPD',
    means: 'Il responsabile della protezione dei dati: a lui ci si rivolge per i propri diritti.',
    not: 'processor, controller',
  },

  // ── What is done ──
  inCharge: {
    it: 'presa in carico',
    means:
      'Il servizio sociale segue la persona con un progetto suo. Senza presa in carico non c’è TIS.',
    not: 'enrolment, taking charge',
  },
  tis: {
    it: 'TIS',
    means:
      'Tirocinio di inclusione sociale, per chi è preso in carico dai servizi (linee guida del 22 gennaio 2015).',
    not: 'stage',
  },
  extracurricular: {
    it: 'tirocinio extracurriculare',
    means: 'Il tirocinio ordinario, fuori da un corso di studi (linee guida del 25 maggio 2017).',
    not: 'stage, traineeship',
  },
  borsaLavoro: {
    it: 'borsa lavoro',
    means:
      'Lo strumento dei regolamenti comunali: non ha una legge nazionale e non è un rapporto di lavoro.',
    not: 'grant, scholarship',
  },
  trainingPlan: {
    it: 'progetto formativo (PFI)',
    means:
      'Il piano del tirocinio firmato da promotore, ospitante e persona; per i TIS anche dal servizio.',
    not: 'project, training project',
  },
  attendance: {
    it: 'presenze',
    means: 'I giorni e le ore svolti in un mese, come risultano dal foglio firmato.',
    not: 'presences',
  },
  allowance: {
    it: 'indennità di partecipazione',
    means: 'La somma mensile che spetta alla persona; non è una retribuzione.',
    not: 'salary, wage, indemnity',
  },
  threshold: {
    it: 'soglia',
    means: 'La frequenza che un mese deve raggiungere perché spetti l’importo pieno.',
    not: 'limit',
  },
  extension: {
    it: 'proroga',
    means: 'Il tirocinio finisce dopo la data prevista, con un atto fatto prima della scadenza.',
    not: 'renewal',
  },
  suspension: {
    it: 'sospensione',
    means: 'Giorni in cui il tirocinio si ferma: non contano nella durata massima.',
    not: 'pause',
  },
  earlyEnd: {
    it: 'interruzione',
    means: 'Il tirocinio finisce prima della data prevista.',
    not: 'termination, dismissal',
  },
  certificate: {
    it: 'attestazione finale',
    means:
      'La carta che dice che cosa la persona ha imparato; si dà solo sopra la frequenza minima.',
    not: 'attestation',
  },
  attendanceStatement: {
    it: 'dichiarazione di frequenza',
    means: 'Quello che si dà al posto dell’attestazione a chi è rimasto sotto la frequenza minima.',
    not: 'certificate',
  },
  match: {
    it: 'abbinamento',
    means: 'Una persona e un posto che stanno bene insieme: ALICE lo propone, l’équipe decide.',
    not: 'matching, assignment',
  },
  operatingUnit: {
    it: 'unità operativa',
    means: 'La sede dove si lavora davvero: il limite ai tirocinanti si calcola sul suo personale.',
    not: 'branch, registered office',
  },
  rulePack: {
    it: 'pacchetto di regole',
    means:
      'I numeri di una regione per uno strumento, dal giorno in cui valgono, ciascuno con la sua fonte.',
    not: 'configuration',
  },

  // ── Names of law and of offices ──
  co: {
    it: 'comunicazione obbligatoria (CO)',
    means:
      'L’avviso di inizio, proroga e fine, inviato con il modello UNILAV: l’inizio entro il giorno prima.',
    not: 'notification',
  },
  unilav: {
    it: 'UNILAV',
    means: 'Il modello telematico della comunicazione obbligatoria.',
  },
  gepi: {
    it: 'GePI',
    means: 'La piattaforma in cui il case manager registra il TIS tra i sostegni della persona.',
  },
  inail: {
    it: 'INAIL',
    means: 'L’assicurazione contro gli infortuni sul lavoro; la posizione si chiama PAT.',
  },
  rct: {
    it: 'RCT',
    means: 'La polizza di responsabilità civile verso terzi che copre il tirocinante.',
  },
  durc: {
    it: 'DURC',
    means: 'Il documento che dice che i contributi sono in regola; vale 120 giorni.',
  },
  isee: {
    it: 'ISEE',
    means: 'L’indicatore della situazione economica della famiglia; scade il 31 dicembre.',
  },
  did: {
    it: 'DID',
    means: 'La dichiarazione di immediata disponibilità al lavoro.',
  },
  cpi: {
    it: 'centro per l’impiego (CPI)',
    means: 'L’ufficio pubblico che iscrive chi cerca lavoro e convalida i progetti.',
    not: 'job centre',
  },
  ateco: {
    it: 'ATECO',
    means: 'Il codice dell’attività economica; dal 1° aprile 2025 c’è la versione 2025.',
  },
  rea: {
    it: 'REA',
    means:
      'Il numero con cui la Camera di commercio iscrive un’impresa, preceduto dalla sua sigla.',
  },
  cup: {
    it: 'CUP',
    means: 'I 15 caratteri che distinguono un progetto di investimento pubblico.',
  },
  cig: {
    it: 'CIG',
    means: 'Il codice che distingue una gara.',
  },
  sepAda: {
    it: 'SEP/ADA',
    means:
      'Settore e area di attività dell’Atlante del lavoro, con cui il progetto descrive le attività.',
  },
  cp2021: {
    it: 'CP2021',
    means: 'La classificazione ISTAT delle professioni, a cinque livelli.',
  },

  // ── How ALICE speaks of herself ──
  workbook: {
    it: 'registro',
    means: 'Il file con tutti i fogli: il luogo di lavoro di tutti.',
    not: 'register, spreadsheet',
  },
  tab: { it: 'foglio', means: 'Una linguetta del registro.', not: 'sheet' },
  column: { it: 'colonna', means: 'Una voce di un foglio: si può spostare, l’etichetta no.' },
  row: {
    it: 'riga',
    means: 'Una cosa di cui il foglio parla: una persona, una sede, un tirocinio.',
  },
  id: {
    it: 'ID',
    means: 'Il nome di una riga, dato una volta per tutte e mai riusato, ad esempio T-0014.',
    not: 'row number',
  },
  module: {
    it: 'modulo',
    means: 'Un gruppo di fogli che si accende in «Impostazioni» quando il progetto ne ha bisogno.',
    not: 'plugin',
  },
  findings: {
    it: 'controlli (che cosa non torna)',
    means: 'Ciò che ALICE trova da sistemare: che cosa, dove, che cosa ci va e chi corregge.',
    not: 'errors, warnings',
  },
  waiver: {
    it: 'deroga',
    means: 'Un’eccezione di cui qualcuno risponde: il controllo resta visibile, ma non blocca.',
    not: 'exception, override',
  },
  baseline: {
    it: 'pregresso',
    means:
      'Quello che non tornava prima di adottare ALICE: è contato, e riappare solo quando si tocca la riga o se blocca qualcosa.',
    not: 'legacy',
  },
  deadline: {
    it: 'scadenza',
    means: 'Il giorno entro cui, o prima del quale, una cosa va fatta.',
    not: 'expiry',
  },
  reminder: {
    it: 'promemoria',
    means: 'Il messaggio che parte al momento giusto, alla persona giusta, una volta sola.',
    not: 'notification, alert',
  },
  quietHours: {
    it: 'ore di silenzio',
    means: 'Le ore in cui non parte nessun messaggio.',
  },
  digest: {
    it: 'riepilogo',
    means:
      'Un solo messaggio al posto di molti: al giorno per i tutor, alla settimana per i coordinatori.',
    not: 'summary, newsletter',
  },
  ledger: {
    it: 'libro di ALICE',
    means: 'Dove ALICE ricorda che cosa ha inviato, numerato e cambiato; sta fuori dal registro.',
    not: 'log, database',
  },
  journal: {
    it: 'registro modifiche',
    means: 'L’elenco di ciò che ALICE ha cambiato, quando, per ordine di chi.',
    not: 'log, history',
  },
  paper: {
    it: 'carta, documento',
    means: 'Ciò che ALICE stampa: ha un numero, una versione e un’impronta.',
    not: 'file',
  },
  companion: {
    it: 'file delle correzioni',
    means:
      'Il file che ALICE scrive accanto al registro quando il registro è aperto o non si può scrivere.',
    not: 'copy',
  },
} as const satisfies Readonly<Record<string, Word>>;
