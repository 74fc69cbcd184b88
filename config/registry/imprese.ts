import {
  ateco,
  cap,
  choice,
  choices,
  codiceFiscale,
  codiceFiscaleEnte,
  cp,
  cup,
  date,
  email,
  hours,
  link,
  money,
  notes,
  open,
  partitaIva,
  pat,
  pec,
  percent,
  phone,
  rea,
  text,
  whole,
  yesNo,
} from '../../src/core/column.ts';
import { refersTo, tab } from '../../src/core/tab.ts';
import {
  derivedState,
  instruments,
  labs,
  municipalities,
  operators,
  verification,
  weekdays,
} from './programma.ts';

/** What kind of body hosts: schools, parishes and comuni are asked for no partita IVA, REA or DURC. */
export const companyKinds = {
  company: 'impresa',
  cooperative: 'cooperativa',
  school: 'scuola',
  parish: 'parrocchia',
  municipality: 'comune',
  association: 'associazione',
  publicBody: 'altro ente pubblico',
} as const;

export const companies = tab('Soggetti ospitanti', {
  one: 'soggetto ospitante',
  id: 'I',
  book: 'imprese',
  module: 'base',
  about:
    'L’anagrafe delle imprese e degli altri enti che possono ospitare un tirocinio: dati, dichiarazioni, scadenze.',
  formerly: ['Imprese', 'Aziende'],
  key: ['name', 'codiceFiscale', 'partitaIva'],
  caption: ['name'],
  columns: {
    check: verification(),
    state: derivedState(),
    name: text('Denominazione', {
      required: true,
      help: 'Come nella visura o nello statuto, ad esempio Forno Bianchi S.r.l.',
      example: 'Forno Bianchi S.r.l.',
      formerly: ['Ragione sociale'],
      width: 28,
    }),
    kind: choice('Tipo di ente', companyKinds, {
      required: true,
      list: 'Tipi di ente',
      help: 'A scuole, parrocchie e comuni ALICE non chiede partita IVA, REA e DURC.',
    }),
    legalForm: text('Forma giuridica', {
      help: 'Ad esempio S.r.l., ditta individuale, cooperativa sociale di tipo B, ente religioso.',
      example: 'S.r.l.',
    }),
    codiceFiscale: codiceFiscaleEnte('Codice fiscale', {
      // A sole trader's is the person's own, birth date and all.
      privacy: 'personal',
      help: 'Quello dell’ente: 11 cifre; per la ditta individuale le 16 lettere e cifre del titolare. Ad esempio 92057260645.',
    }),
    partitaIva: partitaIva('Partita IVA', {
      help: '11 cifre, zero iniziale compreso, ad esempio 02768890648. Vuota per chi non l’ha.',
      formerly: ['P.IVA'],
    }),
    rea: rea('REA', {
      help: 'Sigla della Camera di commercio e numero, ad esempio BA-123456 (le imprese della BAT sono iscritte a Bari).',
    }),
    ateco: ateco('ATECO', {
      help: 'L’attività della sede che ospita, con i punti, ad esempio 47.11.40.',
    }),
    atecoVersion: choice(
      'Versione ATECO',
      { v2007: 'ATECO 2007', v2025: 'ATECO 2025' },
      {
        list: 'Versioni ATECO',
        help: 'Dal 1° aprile 2025 la visura può riportare entrambe: indica da quale viene il codice.',
      },
    ),
    activity: text('Attività', {
      help: 'Che cosa fa, in poche parole, ad esempio panificio artigianale.',
      example: 'panificio artigianale',
      width: 26,
    }),
    ccnl: text('CCNL applicato', {
      help: 'Gli orari del tirocinio devono essere coerenti con questo contratto. Ad esempio Panificazione artigiana.',
      example: 'Panificazione artigiana',
      width: 22,
    }),
    address: text('Indirizzo sede legale', {
      help: 'Via e numero. Dove si svolge il tirocinio si scrive invece nel foglio «Sedi». Ad esempio Via Roma, 12.',
      example: 'Via Roma, 12',
      width: 26,
    }),
    municipality: refersTo(municipalities, 'Comune sede legale', {
      help: 'Scegli dal foglio «Comuni», ad esempio COM-0001.',
    }),
    cap: cap('CAP', {
      privacy: 'internal',
      help: 'Della sede legale, ad esempio 76123.',
      example: '76123',
    }),
    pec: pec('PEC', {
      help: 'Ci arrivano convenzione e progetto formativo da firmare. Ad esempio forno@pec.example.org.',
    }),
    email: email('E-mail', {
      privacy: 'internal',
      help: 'La casella dell’ente, non quella di una persona. Ad esempio forno@example.org.',
      example: 'forno@example.org',
    }),
    phone: phone('Telefono', {
      privacy: 'internal',
      help: 'Il numero dell’ente, ad esempio 0883 123456.',
      example: '0883 123456',
    }),
    legalRepresentativeLastName: text('Cognome legale rappr.', {
      privacy: 'name',
      help: 'Chi firma la convenzione per l’ente, ad esempio Bianchi.',
      example: 'Bianchi',
    }),
    legalRepresentativeFirstName: text('Nome legale rappr.', {
      privacy: 'name',
      help: 'Ad esempio Carlo.',
      example: 'Carlo',
    }),
    legalRepresentativeRole: text('Carica', {
      help: 'A che titolo firma, ad esempio amministratore unico, dirigente scolastica, parroco.',
      example: 'amministratore unico',
      width: 20,
    }),
    legalRepresentativeBirthPlace: text('Luogo nascita legale rappr.', {
      privacy: 'personal',
      help: 'Comune e provincia, oppure lo Stato: va scritto nella convenzione. Ad esempio Andria (BA).',
      example: 'Andria (BA)',
    }),
    legalRepresentativeBirthDate: date('Nascita legale rappr.', {
      privacy: 'personal',
      help: 'Va scritta nella convenzione. Ad esempio 12/05/1970.',
      example: '12/05/1970',
    }),
    contact: text('Referente', {
      privacy: 'name',
      help: 'Nome e cognome di chi ci risponde, se non è il legale rappresentante. Ad esempio Marta Verdi.',
      example: 'Marta Verdi',
      width: 20,
    }),
    contactPhone: phone('Telefono referente', {
      help: 'Ad esempio 333 123 4567.',
      example: '333 123 4567',
    }),
    contactEmail: email('E-mail referente', {
      help: 'Ad esempio marta.verdi@example.org.',
      example: 'marta.verdi@example.org',
    }),
    labourConsultant: text('Consulente del lavoro', {
      privacy: 'name',
      help: 'Lo studio che invia la comunicazione obbligatoria per l’ente, se c’è. Ad esempio Studio Neri.',
      example: 'Studio Neri',
      width: 22,
    }),
    labourConsultantEmail: email('E-mail del consulente', {
      help: 'Ad esempio studio@example.org.',
      example: 'studio@example.org',
    }),
    source: choice(
      'Come è arrivata',
      {
        animation: 'animazione territoriale',
        lab: 'laboratorio',
        partner: 'partner della rete',
        association: 'associazione di categoria',
        spontaneous: 'si è proposta da sola',
        beneficiary: 'trovata dal beneficiario',
        other: 'altro',
      },
      { list: 'Provenienza ospitanti', help: 'Chi ce l’ha fatta conoscere.' },
    ),
    interestShownOn: date('Interesse espresso il', {
      help: 'Il giorno in cui ha detto di voler ospitare, ad esempio 16/03/2026.',
    }),
    seats: whole('Posti offerti', {
      min: 0,
      max: 500,
      help: 'Quanti tirocinanti è disposta ad accogliere in tutto, ad esempio 2.',
      example: '2',
    }),
    joinedOn: date('Adesione firmata il', {
      help: 'La data della scheda di adesione firmata, ad esempio 20/03/2026.',
    }),
    declaredOn: date('Dichiarazioni del', {
      help: 'La data in cui ha firmato le cinque dichiarazioni che seguono, ad esempio 20/03/2026.',
    }),
    declaresSafety: yesNo('Sicurezza in regola', {
      help: 'Dichiara di rispettare il d.lgs. 81/2008. Scrivi sì oppure no; vuoto se non lo ha dichiarato.',
    }),
    declaresLaw68: yesNo('L. 68/1999 in regola', {
      help: 'Dichiara di rispettare le norme sul collocamento mirato, se vi è tenuta.',
    }),
    declaresNoDismissals: yesNo('Nessun licenziamento', {
      help: 'Dichiara di non aver licenziato nella stessa unità, per attività equivalenti, negli ultimi 12 mesi (salvo giusta causa o giustificato motivo soggettivo).',
    }),
    declaresNoCig: yesNo('Nessuna CIG', {
      help: 'Dichiara di non avere cassa integrazione in corso per attività equivalenti.',
    }),
    declaresNoInsolvency: yesNo('Nessuna crisi in corso', {
      help: 'Dichiara di non essere in liquidazione o in procedura concorsuale.',
    }),
    durcExpiry: date('DURC valido fino al', {
      help: 'La scadenza scritta sul DURC, che vale 120 giorni. Ad esempio 18/07/2026.',
      formerly: ['DURC scad.'],
    }),
    durcNotDue: yesNo('DURC non dovuto', {
      help: 'Sì per chi non deve averlo, ad esempio una parrocchia senza dipendenti.',
    }),
    verifiedOn: date('Requisiti verificati il', {
      help: 'Il giorno in cui un operatore ha controllato dichiarazioni e documenti, ad esempio 25/03/2026.',
    }),
    verifiedBy: refersTo(operators, 'Verificati da', {
      help: 'Chi ha controllato, ad esempio O-0004.',
    }),
    suitable: yesNo('Idonea a ospitare', {
      help: 'L’esito del controllo: sì o no. Vuoto finché non è stato fatto.',
    }),
    availableUntil: date('Disponibile fino al', {
      help: 'Fino a quando vale la disponibilità, di solito 6 o 12 mesi. Ad esempio 31/12/2026.',
    }),
    enterpriseTutor: refersTo(operators, 'Tutor d’impresa', {
      help: 'L’operatore che tiene i rapporti con questo ente, ad esempio O-0005.',
    }),
    outcome: choice(
      'Sospesa o uscita',
      { suspended: 'sospesa', left: 'uscita' },
      {
        list: 'Uscita ospitanti',
        help: 'Solo se non può più ospitare: sospesa per ora, oppure uscita dal progetto. Il resto lo dice la colonna «Stato».',
      },
    ),
    noticeGivenOn: date('Informativa del', {
      help: 'Il giorno in cui ha ricevuto l’informativa sulla privacy, ad esempio 20/03/2026.',
    }),
    mayBeNamed: yesNo('Si può citare', {
      help: 'Sì se accetta di comparire con il suo nome nella newsletter e negli eventi.',
    }),
    notes: notes('Note', {
      help: 'Appunti liberi sull’ente. Niente notizie sui tirocinanti.',
    }),
  },
});

export const sites = tab('Sedi', {
  one: 'sede',
  id: 'S',
  book: 'imprese',
  module: 'base',
  about:
    'Le unità operative dove si lavora davvero: il numero di tirocinanti possibili dipende dal personale della sede, non da quello di tutto l’ente.',
  formerly: ['Unità operative'],
  key: ['company', 'name', 'municipality'],
  caption: ['name'],
  columns: {
    check: verification(),
    company: refersTo(companies, 'Soggetto ospitante', {
      required: true,
      help: 'L’ente a cui appartiene la sede, ad esempio I-0001.',
    }),
    name: text('Sede', {
      required: true,
      help: 'Un nome che la distingua dalle altre, ad esempio Forno Bianchi – Via Roma.',
      example: 'Forno Bianchi – Via Roma',
      width: 26,
    }),
    municipality: refersTo(municipalities, 'Comune', {
      required: true,
      help: 'Il comune della sede: decide la festa patronale e la regione. Ad esempio COM-0001.',
    }),
    address: text('Indirizzo', {
      help: 'Via e numero del luogo di lavoro, ad esempio Via Roma, 12.',
      example: 'Via Roma, 12',
      width: 26,
    }),
    cap: cap('CAP', {
      privacy: 'internal',
      help: 'Cinque cifre, ad esempio 76123.',
      example: '76123',
    }),
    phone: phone('Telefono', {
      privacy: 'internal',
      help: 'Il numero della sede, ad esempio 0883 123456.',
      example: '0883 123456',
    }),
    permanentStaff: whole('Dipendenti a tempo indeterminato', {
      min: 0,
      max: 100_000,
      help: 'Solo quelli di questa sede, senza apprendisti e senza tirocinanti. Ad esempio 6; scrivi 0 se non ce ne sono.',
      example: '6',
      formerly: ['Dip. TI'],
    }),
    fixedTermStaff: whole('Dipendenti a termine', {
      min: 0,
      max: 100_000,
      help: 'Solo quelli di questa sede. Contano nel limite se il contratto comincia prima del tirocinio e finisce dopo: per questo servono le due date che seguono. Ad esempio 2.',
      example: '2',
      formerly: ['Dip. TD'],
    }),
    fixedTermFrom: date('A termine: dal', {
      help: 'L’inizio più recente tra quei contratti, ad esempio 01/02/2026.',
    }),
    fixedTermTo: date('A termine: fino al', {
      help: 'La fine più vicina tra quei contratti, ad esempio 31/12/2026.',
    }),
    apprentices: whole('Apprendisti', {
      min: 0,
      max: 100_000,
      help: 'Si indicano, ma non contano per il limite. Ad esempio 1.',
      example: '1',
    }),
    workingMembers: whole('Soci lavoratori', {
      min: 0,
      max: 100_000,
      help: 'Per le cooperative: i soci che lavorano in questa sede, se non sono già tra i dipendenti. Ad esempio 4.',
      example: '4',
    }),
    staffOn: date('Personale contato il', {
      help: 'Il giorno a cui si riferiscono i numeri: dopo qualche mese vanno richiesti. Ad esempio 20/03/2026.',
    }),
    otherTrainees: whole('Altri tirocinanti presenti', {
      min: 0,
      max: 1_000,
      help: 'Quelli attivati da altri enti promotori: occupano anch’essi un posto. Ad esempio 1.',
      example: '1',
    }),
    seasonal: yesNo('Attività stagionale', {
      help: 'Sì se lavora solo in certi mesi: il tirocinio può durare meno.',
    }),
    risk: choice(
      'Rischio',
      { low: 'basso', medium: 'medio', high: 'alto' },
      {
        list: 'Livelli di rischio',
        help: 'La classe di rischio della valutazione dei rischi: decide le ore di formazione sulla sicurezza.',
      },
    ),
    safetyContact: text('Referente sicurezza', {
      privacy: 'name',
      help: 'Il responsabile del servizio di prevenzione o chi ne fa le veci. Ad esempio Luca Neri.',
      example: 'Luca Neri',
      width: 20,
    }),
    openDays: choices('Giorni di lavoro', weekdays, {
      help: 'I giorni in cui la sede è aperta, separati da virgola. Ad esempio lun, mar, mer, gio, ven.',
      example: 'lun, mar, mer, gio, ven',
    }),
    times: text('Orario', {
      help: 'L’orario di lavoro della sede, ad esempio 8:00–13:00 e 15:00–18:00.',
      example: '8:00–13:00',
    }),
    reachedBy: text('Come si arriva', {
      help: 'Mezzi pubblici e fermata, ad esempio autobus 4, fermata Stazione.',
      example: 'autobus 4, fermata Stazione',
      width: 24,
    }),
    from: date('Attiva dal', { help: 'Se la sede apre dopo, ad esempio 01/06/2026.' }),
    to: date('Attiva fino al', { help: 'Se la sede chiude o trasloca, ad esempio 31/10/2026.' }),
    notes: notes('Note', { help: 'Appunti liberi sulla sede. Niente notizie sui tirocinanti.' }),
  },
});

export const companyTutors = tab('Tutor ospitanti', {
  one: 'tutor ospitante',
  id: 'TO',
  book: 'imprese',
  module: 'base',
  about:
    'Le persone che dentro l’ente ospitante affiancano i tirocinanti e firmano il foglio presenze.',
  formerly: ['Tutor aziendali'],
  key: ['company', 'lastName', 'firstName'],
  caption: ['lastName', 'firstName'],
  columns: {
    check: verification(),
    company: refersTo(companies, 'Soggetto ospitante', {
      required: true,
      help: 'L’ente per cui lavora, ad esempio I-0001.',
    }),
    site: refersTo(sites, 'Sede', { help: 'Dove lavora di solito, ad esempio S-0001.' }),
    lastName: text('Cognome', {
      required: true,
      privacy: 'name',
      help: 'Il cognome, ad esempio Verdi.',
      example: 'Verdi',
    }),
    firstName: text('Nome', {
      required: true,
      privacy: 'name',
      help: 'Il nome, ad esempio Marta.',
      example: 'Marta',
    }),
    codiceFiscale: codiceFiscale('Codice fiscale', {
      help: 'Serve solo se gli si paga un compenso o se il progetto formativo lo chiede.',
    }),
    role: text('Mansione', {
      help: 'Che cosa fa nell’ente, ad esempio responsabile del banco.',
      example: 'responsabile del banco',
      width: 22,
    }),
    experience: whole('Anni di esperienza', {
      min: 0,
      max: 70,
      help: 'Da quanti anni fa questo lavoro, ad esempio 8.',
      example: '8',
    }),
    email: email('E-mail', {
      help: 'Ci arriva il promemoria del foglio presenze. Ad esempio marta.verdi@example.org.',
      example: 'marta.verdi@example.org',
    }),
    phone: phone('Telefono', { help: 'Ad esempio 333 123 4567.', example: '333 123 4567' }),
    channel: choice(
      'Canale preferito',
      { email: 'e-mail', phone: 'telefono', paper: 'di persona' },
      {
        list: 'Canali dei tutor',
        help: 'Se non è e-mail, il promemoria arriva al tutor promotore, che lo avvisa.',
      },
    ),
    hiredOn: date('Nell’ente dal', {
      help: 'Da quando lavora per l’ente, ad esempio 01/09/2018.',
      example: '01/09/2018',
    }),
    from: date('Tutor dal', { help: 'Da quando può seguire tirocinanti, ad esempio 20/03/2026.' }),
    to: date('Tutor fino al', {
      help: 'Solo se non può più seguirne: l’ultimo giorno. Ad esempio 31/10/2026.',
    }),
    otherTrainees: whole('Altri tirocinanti seguiti', {
      min: 0,
      max: 50,
      help: 'Quelli di altri enti promotori: di regola un tutor ne segue al massimo tre insieme. Ad esempio 1.',
      example: '1',
    }),
    noticeGivenOn: date('Informativa del', {
      help: 'Il giorno in cui ha ricevuto l’informativa sulla privacy, ad esempio 20/03/2026.',
    }),
    notes: notes('Note', { help: 'Appunti liberi. Niente notizie sui tirocinanti.' }),
  },
});

export const closures = tab('Chiusure', {
  one: 'chiusura',
  id: 'CH',
  book: 'imprese',
  module: 'base',
  about:
    'I giorni in cui una sede resta chiusa: si segnano prima di stampare il foglio presenze, così non si possono firmare e non contano come assenze.',
  key: ['site', 'from'],
  columns: {
    check: verification(),
    site: refersTo(sites, 'Sede', {
      required: true,
      help: 'La sede che chiude, ad esempio S-0001. Una riga per ogni sede.',
    }),
    from: date('Dal', {
      required: true,
      help: 'Il primo giorno di chiusura, ad esempio 10/08/2026.',
    }),
    to: date('Al', {
      required: true,
      help: 'L’ultimo giorno di chiusura, compreso. Per un giorno solo ripeti la data. Ad esempio 21/08/2026.',
    }),
    reason: choice(
      'Motivo della chiusura',
      { holidays: 'ferie', shutdown: 'chiusura aziendale', localFeast: 'festa locale' },
      {
        list: 'Motivi di chiusura',
        help: 'Le feste nazionali e il patrono ALICE li conosce già: non servono qui.',
      },
    ),
    communicatedOn: date('Comunicata il', {
      help: 'Il giorno in cui l’ente ce lo ha detto, ad esempio 06/07/2026.',
    }),
    communicatedBy: text('Comunicata da', {
      privacy: 'name',
      help: 'Chi lo ha detto, ad esempio Marta Verdi.',
      example: 'Marta Verdi',
      width: 20,
    }),
    recovered: yesNo('Ore da recuperare', {
      help: 'Sì se l’ente fa recuperare le ore in altri giorni.',
    }),
    notes: notes('Note', { help: 'Appunti liberi sulla chiusura.' }),
  },
});

export const agreements = tab('Convenzioni', {
  one: 'convenzione',
  id: 'CV',
  book: 'imprese',
  module: 'base',
  about:
    'Gli accordi tra soggetto promotore e soggetto ospitante: una convenzione può reggere più tirocini.',
  key: ['company', 'number'],
  caption: ['number'],
  columns: {
    check: verification(),
    number: text('Numero', {
      required: true,
      help: 'Numero e anno, ad esempio 12/2026.',
      example: '12/2026',
    }),
    company: refersTo(companies, 'Soggetto ospitante', {
      required: true,
      help: 'L’ente che ospita, ad esempio I-0001.',
    }),
    promoter: text('Soggetto promotore', {
      help: 'L’ente che attiva il tirocinio e ne risponde; vuoto se è quello scritto in «Impostazioni». Ad esempio Comune di Andria.',
      example: 'Comune di Andria',
      width: 24,
    }),
    instruments: choices('Strumenti', instruments, {
      help: 'Che cosa si può attivare con questa convenzione, ad esempio TIS, Borsa lavoro.',
      example: 'TIS, Borsa lavoro',
    }),
    internships: whole('Tirocini previsti', {
      min: 1,
      max: 500,
      help: 'Quanti ne consente in tutto, se lo dice. Ad esempio 3.',
      example: '3',
    }),
    sentOn: date('Inviata alla firma il', { help: 'Ad esempio 18/03/2026.' }),
    signedOn: date('Firmata il', {
      help: 'La data dell’ultima firma: senza, nessun tirocinio può partire. Ad esempio 24/03/2026.',
    }),
    from: date('Vale dal', { help: 'Il primo giorno di validità, ad esempio 24/03/2026.' }),
    to: date('Vale fino al', {
      help: 'L’ultimo giorno di validità, compreso: deve coprire i tirocini. Ad esempio 23/03/2028.',
    }),
    tacitRenewal: yesNo('Rinnovo tacito', {
      help: 'Sì se si rinnova da sola alla scadenza.',
    }),
    payer: text('Ente pagatore', {
      help: 'Chi paga l’indennità; vuoto se è quello scritto in «Impostazioni». Ad esempio Comune di Andria.',
      example: 'Comune di Andria',
      width: 22,
    }),
    insuranceBy: choice(
      'Chi assicura',
      { promoter: 'promotore', company: 'soggetto ospitante', payer: 'ente pagatore' },
      {
        list: 'Chi assicura',
        help: 'Chi apre INAIL e responsabilità civile: il promotore, se la convenzione non dice altro.',
      },
    ),
    cup: cup('CUP', {
      help: 'I 15 caratteri del progetto, ad esempio C84H22000050007. Vuoto se è quello scritto in «Impostazioni».',
    }),
    act: text('Atto di approvazione', {
      help: 'Ad esempio determina n. 40 del 02/03/2026.',
      example: 'determina n. 40 del 02/03/2026',
      width: 26,
    }),
    protocol: text('Protocollo', {
      help: 'Numero e data di protocollo, ad esempio 1234 del 24/03/2026.',
      example: '1234 del 24/03/2026',
      width: 20,
    }),
    stampDuty: choice(
      'Bollo',
      { paid: 'assolto', virtual: 'assolto in modo virtuale', exempt: 'esente' },
      { list: 'Bollo', help: 'Come è stata assolta l’imposta di bollo, oppure esente.' },
    ),
    court: text('Foro competente', {
      help: 'Il tribunale indicato per le controversie, ad esempio Trani.',
      example: 'Trani',
    }),
    scan: link('Copia firmata', {
      help: 'Il collegamento al file firmato, ad esempio https://example.org/scheda.',
    }),
    endedOn: date('Chiusa in anticipo il', {
      help: 'Solo se una delle parti è receduta, ad esempio 30/09/2026.',
    }),
    notes: notes('Note', { help: 'Appunti liberi sulla convenzione.' }),
  },
});

export const places = tab('Posti disponibili', {
  one: 'posto disponibile',
  id: 'PD',
  book: 'imprese',
  module: 'abbinamento',
  about:
    'Che cosa offre ogni sede: profilo, mansioni, orario, requisiti, quanti posti. Da qui ALICE propone gli abbinamenti.',
  key: ['site', 'title'],
  caption: ['title'],
  columns: {
    check: verification(),
    site: refersTo(sites, 'Sede', { required: true, help: 'Dove si lavora, ad esempio S-0001.' }),
    title: text('Posto', {
      required: true,
      help: 'Un nome breve, ad esempio Aiuto al banco.',
      example: 'Aiuto al banco',
      width: 22,
    }),
    profile: cp('Professione (CP2021)', {
      help: 'Il codice ISTAT a cinque livelli, ad esempio 5.2.2.1.0.',
    }),
    sepAda: text('SEP/ADA', {
      help: 'Settore e area di attività dell’Atlante del lavoro, ad esempio ADA.01.02.03.',
      example: 'ADA.01.02.03',
    }),
    tasks: text('Mansioni', {
      help: 'Che cosa farà chi arriva, ad esempio servire al banco, rifornire gli scaffali.',
      example: 'servire al banco, rifornire gli scaffali',
      width: 32,
    }),
    skills: text('Competenze richieste', {
      help: 'Separate da virgola e con le stesse parole usate nei progetti personalizzati. Ad esempio cassa, vendita, ordine.',
      example: 'cassa, vendita, ordine',
      width: 28,
    }),
    requirements: choices(
      'Requisiti',
      {
        drivingLicence: 'patente B',
        vehicle: 'mezzo proprio',
        italian: 'italiano di base',
        italianGood: 'italiano buono',
        computer: 'uso del computer',
        haccp: 'formazione HACCP',
        schoolDiploma: 'licenza media',
        publicContact: 'contatto con il pubblico',
        heavyWork: 'lavoro pesante',
        nightShifts: 'turni di sera',
      },
      {
        help: 'Solo quelli indispensabili, separati da virgola. Ad esempio patente B, mezzo proprio.',
        example: 'patente B, mezzo proprio',
      },
    ),
    seats: whole('Posti', {
      required: true,
      min: 1,
      max: 100,
      help: 'Quante persone insieme, ad esempio 1.',
      example: '1',
    }),
    weeklyHours: hours('Ore a settimana', {
      max: 48,
      help: 'Ad esempio 25.',
      example: '25',
    }),
    days: choices('Giorni', weekdays, {
      help: 'Separati da virgola, ad esempio lun, mar, mer, gio, ven.',
      example: 'lun, mar, mer, gio, ven',
    }),
    schedule: choices(
      'Fascia oraria',
      { morning: 'mattina', afternoon: 'pomeriggio', evening: 'sera' },
      { help: 'Quando si lavora, ad esempio mattina, pomeriggio.', example: 'mattina, pomeriggio' },
    ),
    times: text('Orario', { help: 'Ad esempio 9:00–14:00.', example: '9:00–14:00' }),
    instruments: choices('Strumenti', instruments, {
      help: 'Con che cosa può essere coperto; vuoto se va bene tutto. Ad esempio TIS.',
      example: 'TIS',
    }),
    companyTutor: refersTo(companyTutors, 'Tutor ospitante', {
      help: 'Chi affiancherebbe la persona, ad esempio TO-0001.',
    }),
    enterpriseTutor: refersTo(operators, 'Proposto da', {
      help: 'L’operatore che ha raccolto la disponibilità, ad esempio O-0005.',
    }),
    reachable: yesNo('Si raggiunge con i mezzi', {
      help: 'Sì se ci si arriva con i mezzi pubblici negli orari del posto.',
    }),
    mayHire: yesNo('Possibile assunzione', {
      help: 'Sì se l’ente pensa di assumere dopo il tirocinio.',
    }),
    from: date('Disponibile dal', { help: 'Da quando, ad esempio 01/04/2026.' }),
    until: date('Disponibile fino al', {
      help: 'Fino a quando vale l’offerta, ad esempio 30/09/2026.',
    }),
    withdrawnOn: date('Ritirato il', {
      help: 'Solo se l’ente ci ha ripensato, ad esempio 15/05/2026.',
    }),
    notes: notes('Note', { help: 'Appunti liberi sul posto. Niente nomi di candidati.' }),
  },
});

export const cooperatives = tab('Cooperative', {
  one: 'cooperativa seguita',
  id: 'COOP',
  book: 'imprese',
  module: 'cooperazione',
  about:
    'Le cooperative seguite dai tutor d’impresa: business plan, tre mesi di affiancamento, analisi dei bisogni, consolidamento.',
  key: ['company', 'enterpriseTutor'],
  caption: ['company'],
  columns: {
    check: verification(),
    company: refersTo(companies, 'Cooperativa', {
      required: true,
      help: 'Scegli dal foglio «Soggetti ospitanti», ad esempio I-0007.',
    }),
    kind: choice(
      'Tipo di cooperativa',
      { a: 'tipo A', b: 'tipo B', ab: 'tipo A e B', other: 'altra' },
      { list: 'Tipi di cooperativa', help: 'Come nell’albo delle cooperative.' },
    ),
    register: text('Iscrizione all’albo', {
      help: 'Numero e sezione dell’albo, ad esempio A123456.',
      example: 'A123456',
    }),
    members: whole('Soci', {
      min: 0,
      max: 100_000,
      help: 'Quanti sono oggi, ad esempio 14.',
      example: '14',
    }),
    workers: whole('Lavoratori', {
      min: 0,
      max: 100_000,
      help: 'Quante persone ci lavorano oggi, soci compresi. Ad esempio 22.',
      example: '22',
    }),
    turnover: money('Fatturato', {
      help: 'Dell’ultimo bilancio approvato, ad esempio 350.000,00.',
      example: '350.000,00',
    }),
    turnoverYear: whole('Anno del bilancio', {
      min: 2000,
      max: 2100,
      help: 'L’anno a cui si riferisce il fatturato, ad esempio 2025.',
      example: '2025',
    }),
    enterpriseTutor: refersTo(operators, 'Tutor d’impresa', {
      required: true,
      help: 'Chi la segue, ad esempio O-0005.',
    }),
    mentor: refersTo(operators, 'Mentor', {
      help: 'Il mentor con cui si analizzano i profili che servono, ad esempio O-0006.',
    }),
    assignedOn: date('Assegnata il', {
      help: 'Il giorno in cui è stata affidata al tutor, ad esempio 02/03/2026.',
    }),
    needsAnalysisOn: date('Analisi dei bisogni del', {
      help: 'Il giorno in cui tutor e mentor l’hanno conclusa, dopo l’inizio del business plan. Ad esempio 15/06/2026.',
    }),
    neededProfiles: text('Profili che servono', {
      help: 'Le figure richieste dallo sviluppo della cooperativa, ad esempio manutentore del verde, autista.',
      example: 'manutentore del verde, autista',
      width: 28,
    }),
    neededSkills: text('Competenze che servono', {
      help: 'Separate da virgola, ad esempio potatura, patente C.',
      example: 'potatura, patente C',
      width: 26,
    }),
    planStartedOn: date('Business plan iniziato il', { help: 'Ad esempio 01/04/2026.' }),
    planDueOn: date('Business plan entro il', {
      help: 'La data concordata per la consegna, ad esempio 29/05/2026.',
    }),
    planDeliveredOn: date('Business plan consegnato il', {
      help: 'La data della versione definitiva, ad esempio 27/05/2026.',
    }),
    planLink: link('Business plan', {
      help: 'Il collegamento al file, ad esempio https://example.org/scheda.',
    }),
    tutoringFrom: date('Affiancamento dal', {
      help: 'L’inizio dei tre mesi di consulenza su misura, ad esempio 01/06/2026.',
    }),
    tutoringTo: date('Affiancamento al', {
      help: 'L’ultimo giorno, compreso, ad esempio 31/08/2026.',
    }),
    tutoringPlanned: hours('Ore di affiancamento previste', {
      max: 2_000,
      help: 'Ad esempio 40.',
      example: '40',
    }),
    tutoringDone: hours('Ore di affiancamento svolte', {
      max: 2_000,
      help: 'Il totale a oggi, ad esempio 12,5.',
      example: '12,5',
    }),
    nextMeetingOn: date('Prossimo incontro il', { help: 'Ad esempio 15/06/2026.' }),
    consolidation: choices(
      'Direzioni di consolidamento',
      {
        markets: 'nuovi mercati',
        publicServices: 'servizi per gli enti pubblici',
        networks: 'reti e consorzi',
        funding: 'finanziamenti',
        staff: 'organizzazione e personale',
        quality: 'qualità e certificazioni',
        communication: 'comunicazione',
      },
      {
        help: 'Le strade scelte con la cooperativa per andare avanti da sola, separate da virgola. Ad esempio nuovi mercati, finanziamenti.',
        example: 'nuovi mercati, finanziamenti',
        width: 28,
      },
    ),
    consolidationOn: date('Piano di consolidamento del', {
      help: 'La data del documento condiviso, ad esempio 10/09/2026.',
    }),
    placementsPlanned: whole('Inserimenti possibili', {
      min: 0,
      max: 500,
      help: 'Quante persone la cooperativa conta di accogliere, ad esempio 3.',
      example: '3',
    }),
    closedOn: date('Percorso chiuso il', {
      help: 'Il giorno dell’ultimo incontro o della relazione finale, ad esempio 30/09/2026.',
    }),
    outcome: choice(
      'Esito del percorso',
      {
        autonomous: 'prosegue da sola',
        needsMore: 'serve altro sostegno',
        stopped: 'percorso interrotto',
      },
      { list: 'Esiti delle cooperative', help: 'Come si è concluso l’affiancamento.' },
    ),
    notes: notes('Note', { help: 'Appunti liberi. Niente notizie sulle persone.' }),
  },
});

export const outsourcings = tab('Affidamenti', {
  one: 'affidamento',
  id: 'AF',
  book: 'imprese',
  module: 'cooperazione',
  about:
    'I servizi che i comuni affidano o danno in concessione alla cooperazione sociale: procedura, tempi, inserimenti che ne vengono.',
  key: ['body', 'title'],
  caption: ['title'],
  columns: {
    check: verification(),
    title: text('Servizio', {
      required: true,
      help: 'Di che cosa si tratta, ad esempio manutenzione del verde pubblico.',
      example: 'manutenzione del verde pubblico',
      width: 30,
    }),
    body: text('Ente affidante', {
      required: true,
      help: 'Chi affida, ad esempio Comune di Trani.',
      example: 'Comune di Trani',
      width: 22,
    }),
    municipality: refersTo(municipalities, 'Comune del servizio', {
      help: 'Dove si svolge, ad esempio COM-0002.',
    }),
    officer: text('Responsabile del progetto', {
      privacy: 'name',
      help: 'Il responsabile unico del progetto (RUP) presso l’ente, ad esempio Paola Neri.',
      example: 'Paola Neri',
      width: 22,
    }),
    officerEmail: email('E-mail del responsabile', {
      help: 'Ad esempio paola.neri@example.org.',
      example: 'paola.neri@example.org',
    }),
    enterpriseTutor: refersTo(operators, 'Tutor d’impresa', {
      help: 'Chi segue la procedura per noi, ad esempio O-0005.',
    }),
    cooperative: refersTo(cooperatives, 'Cooperativa', {
      help: 'Quella che concorre o gestisce il servizio, ad esempio COOP-0001.',
    }),
    kind: choice(
      'Forma',
      {
        contract: 'appalto',
        reservedContract: 'appalto riservato',
        concession: 'concessione',
        article5: 'convenzione ex art. 5 L. 381/1991',
        coDesign: 'co-progettazione',
      },
      { list: 'Forme di affidamento', help: 'Con quale strumento l’ente affida il servizio.' },
    ),
    procedure: choice(
      'Procedura',
      {
        direct: 'affidamento diretto',
        negotiated: 'procedura negoziata',
        open: 'procedura aperta',
        notice: 'avviso pubblico',
      },
      { list: 'Procedure di affidamento', help: 'Come si sceglie chi gestirà il servizio.' },
    ),
    studyOn: date('Proposta del', {
      help: 'Il giorno in cui l’ente ha ricevuto il nostro progetto del servizio, ad esempio 10/03/2026.',
    }),
    documentsReadyOn: date('Atti pronti il', {
      help: 'Quando capitolato e disciplinare sono definitivi, ad esempio 20/04/2026.',
    }),
    publishedOn: date('Pubblicato il', {
      help: 'La data del bando o dell’avviso, ad esempio 04/05/2026.',
    }),
    bidsBy: date('Offerte entro il', {
      help: 'La scadenza per partecipare, ad esempio 03/06/2026.',
    }),
    awardedOn: date('Aggiudicato il', { help: 'Ad esempio 30/06/2026.' }),
    from: date('Servizio dal', { help: 'Il primo giorno di servizio, ad esempio 01/09/2026.' }),
    to: date('Servizio fino al', { help: 'L’ultimo giorno, compreso, ad esempio 31/08/2028.' }),
    amount: money('Importo', {
      help: 'Il valore totale senza IVA, ad esempio 48.000,00.',
      example: '48.000,00',
    }),
    cig: text('CIG', {
      privacy: 'public',
      help: 'I dieci caratteri della gara, ad esempio A012B34C5D.',
      example: 'A012B34C5D',
      width: 14,
    }),
    cup: cup('CUP', { help: 'I 15 caratteri, se c’è. Ad esempio C84H22000050007.' }),
    act: text('Atto', {
      help: 'L’ultimo atto dell’ente, ad esempio determina n. 88 del 30/06/2026.',
      example: 'determina n. 88 del 30/06/2026',
      width: 26,
    }),
    socialClause: yesNo('Clausola sociale', {
      help: 'Sì se gli atti prevedono l’inserimento di persone seguite dai servizi.',
    }),
    placementsPlanned: whole('Inserimenti previsti', {
      min: 0,
      max: 500,
      help: 'Quante persone, ad esempio 2.',
      example: '2',
    }),
    placementsDone: whole('Inserimenti fatti', {
      min: 0,
      max: 500,
      help: 'Quante persone a oggi, ad esempio 1.',
      example: '1',
    }),
    outcome: choice(
      'Esito',
      {
        awarded: 'affidato alla cooperativa',
        lost: 'affidato ad altri',
        void: 'andata deserta',
        dropped: 'non si fa',
      },
      {
        list: 'Esiti degli affidamenti',
        help: 'Solo quando è finita; finché è in corso lascia vuoto.',
      },
    ),
    link: link('Documenti', {
      help: 'Il collegamento agli atti, ad esempio https://example.org/scheda.',
    }),
    notes: notes('Note', { help: 'Appunti liberi. Niente notizie sulle persone.' }),
  },
});

export const workshops = tab('Workshop', {
  one: 'workshop',
  id: 'W',
  book: 'imprese',
  module: 'workshop',
  about:
    'La formazione degli operatori pubblici: centri per l’impiego, servizi sociali, servizi di inserimento.',
  key: ['title', 'on'],
  caption: ['title'],
  columns: {
    check: verification(),
    title: text('Titolo', {
      required: true,
      help: 'Ad esempio L’ascolto nel primo colloquio.',
      example: 'L’ascolto nel primo colloquio',
      width: 30,
    }),
    edition: whole('Edizione', {
      min: 1,
      max: 100,
      help: 'Se lo stesso workshop si ripete: 1, 2, 3. Ad esempio 1.',
      example: '1',
    }),
    topic: text('Contenuti', {
      help: 'Gli argomenti in una riga, ad esempio tecniche di ascolto, relazione d’aiuto.',
      example: 'tecniche di ascolto, relazione d’aiuto',
      width: 32,
    }),
    audience: choices(
      'Destinatari',
      {
        cpi: 'centri per l’impiego',
        placement: 'servizi di inserimento lavorativo',
        social: 'servizi sociali',
        thirdSector: 'terzo settore',
        companies: 'imprese',
      },
      {
        help: 'A chi è rivolto, separati da virgola. Ad esempio centri per l’impiego, servizi sociali.',
        example: 'centri per l’impiego, servizi sociali',
        width: 28,
      },
    ),
    on: date('Data', {
      required: true,
      help: 'Un workshop di più giornate ha una riga per giornata. Ad esempio 14/04/2026.',
    }),
    times: text('Orario', { help: 'Ad esempio 9:00–13:00.', example: '9:00–13:00' }),
    hours: hours('Ore', { max: 24, help: 'La durata, ad esempio 4.', example: '4' }),
    mode: choice(
      'Modalità',
      { inPerson: 'in presenza', online: 'a distanza', mixed: 'mista' },
      { list: 'Modalità dei workshop', help: 'Come si partecipa.' },
    ),
    lab: refersTo(labs, 'Laboratorio', {
      help: 'Se si tiene in un laboratorio, ad esempio L-0001.',
    }),
    venue: text('Luogo', {
      help: 'Se si tiene altrove: sala e indirizzo, ad esempio Sala consiliare, Piazza Umberto I.',
      example: 'Sala consiliare, Piazza Umberto I',
      width: 28,
    }),
    trainer: text('Docente', {
      privacy: 'name',
      help: 'Nome e cognome, ad esempio Elena Neri.',
      example: 'Elena Neri',
      width: 22,
    }),
    organiser: refersTo(operators, 'Organizzato da', {
      help: 'L’operatore che se ne occupa, ad esempio O-0001.',
    }),
    seats: whole('Posti', { min: 1, max: 1_000, help: 'Ad esempio 25.', example: '25' }),
    enrolBy: date('Iscrizioni entro il', { help: 'Ad esempio 07/04/2026.' }),
    minimumAttendance: percent('Frequenza minima', {
      help: 'La parte di ore che serve per avere l’attestato, ad esempio 70 %.',
    }),
    materials: link('Materiali', {
      help: 'Il collegamento alle dispense, ad esempio https://example.org/scheda.',
    }),
    questionnaire: link('Questionario', {
      help: 'Il collegamento al questionario di gradimento, ad esempio https://example.org/scheda.',
    }),
    cancelledOn: date('Annullato il', { help: 'Solo se non si è tenuto, ad esempio 10/04/2026.' }),
    notes: notes('Note', { help: 'Appunti liberi sul workshop.' }),
  },
});

export const enrolments = tab('Iscrizioni', {
  one: 'iscrizione',
  id: 'IS',
  book: 'imprese',
  module: 'workshop',
  about: 'Chi si è iscritto ai workshop, chi c’era, che cosa ne ha pensato.',
  key: ['workshop', 'lastName', 'firstName'],
  columns: {
    check: verification(),
    workshop: refersTo(workshops, 'Workshop', { required: true, help: 'Ad esempio W-0001.' }),
    lastName: text('Cognome', {
      required: true,
      privacy: 'name',
      help: 'Il cognome, ad esempio Conti.',
      example: 'Conti',
    }),
    firstName: text('Nome', {
      required: true,
      privacy: 'name',
      help: 'Il nome, ad esempio Sara.',
      example: 'Sara',
    }),
    employer: text('Ente', {
      help: 'Per chi lavora, ad esempio Centro per l’impiego di Andria.',
      example: 'Centro per l’impiego di Andria',
      width: 26,
    }),
    jobTitle: text('Qualifica', {
      help: 'Ad esempio assistente sociale.',
      example: 'assistente sociale',
      width: 20,
    }),
    email: email('E-mail', {
      help: 'Ci arrivano conferma e attestato. Ad esempio sara.conti@example.org.',
      example: 'sara.conti@example.org',
    }),
    phone: phone('Telefono', { help: 'Ad esempio 333 123 4567.', example: '333 123 4567' }),
    enrolledOn: date('Iscrizione del', { help: 'Ad esempio 30/03/2026.' }),
    confirmedOn: date('Confermata il', {
      help: 'Il giorno in cui le abbiamo confermato il posto, ad esempio 01/04/2026.',
    }),
    withdrawnOn: date('Rinuncia del', {
      help: 'Solo se ha avvisato che non viene, ad esempio 10/04/2026.',
    }),
    attended: yesNo('Presente', { help: 'Sì o no, dopo il workshop.' }),
    hours: hours('Ore frequentate', { max: 24, help: 'Ad esempio 4.', example: '4' }),
    certificateOn: date('Attestato del', {
      help: 'La data dell’attestato consegnato, ad esempio 20/04/2026.',
    }),
    satisfaction: whole('Gradimento', {
      min: 1,
      max: 5,
      help: 'Dal questionario: da 1 (per niente) a 5 (molto). Ad esempio 4.',
      example: '4',
    }),
    usefulness: whole('Utilità per il lavoro', {
      min: 1,
      max: 5,
      help: 'Dal questionario: da 1 (per niente) a 5 (molto). Ad esempio 5.',
      example: '5',
    }),
    appliedAfter: yesNo('Lo usa nel servizio', {
      help: 'Dopo qualche mese: ha portato qualcosa nel proprio lavoro? Sì o no.',
    }),
    noticeGivenOn: date('Informativa del', {
      help: 'Il giorno in cui ha ricevuto l’informativa sulla privacy, ad esempio 30/03/2026.',
    }),
    notes: notes('Note', { help: 'Appunti liberi.' }),
  },
});

export const partners = tab('Partner', {
  one: 'partner',
  id: 'PN',
  book: 'imprese',
  module: 'rete',
  about:
    'Gli enti della rete: chi guida, chi promuove i tirocini, chi paga, chi segue le persone; con accordi e assicurazioni.',
  key: ['name', 'codiceFiscale'],
  caption: ['name'],
  columns: {
    check: verification(),
    name: text('Denominazione', {
      required: true,
      help: 'Ad esempio Comune di Andria.',
      example: 'Comune di Andria',
      width: 28,
    }),
    roles: choices(
      'Ruoli nella rete',
      {
        leader: 'capofila',
        promoter: 'soggetto promotore',
        payer: 'ente pagatore',
        service: 'servizio',
        partner: 'partner',
      },
      {
        required: true,
        help: 'Uno o più, separati da virgola. Ad esempio capofila, ente pagatore.',
        example: 'capofila, ente pagatore',
      },
    ),
    kind: open('Natura', 'Nature dei partner', {
      help: 'Che ente è, ad esempio comune, cooperativa sociale, ente di formazione.',
      example: 'comune',
      width: 20,
    }),
    codiceFiscale: codiceFiscaleEnte('Codice fiscale', {
      help: '11 cifre, ad esempio 92057260645.',
    }),
    partitaIva: partitaIva('Partita IVA', {
      help: '11 cifre, zero iniziale compreso, ad esempio 02768890648. Vuota per chi non l’ha.',
    }),
    address: text('Indirizzo', {
      help: 'Via e numero, ad esempio Piazza Umberto I, 9.',
      example: 'Piazza Umberto I, 9',
      width: 26,
    }),
    municipality: refersTo(municipalities, 'Comune', { help: 'Ad esempio COM-0001.' }),
    cap: cap('CAP', {
      privacy: 'internal',
      help: 'Cinque cifre, ad esempio 76123.',
      example: '76123',
    }),
    pec: pec('PEC', { help: 'Ad esempio ente@pec.example.org.' }),
    email: email('E-mail', {
      privacy: 'internal',
      help: 'La casella dell’ente, ad esempio segreteria@example.org.',
      example: 'segreteria@example.org',
    }),
    referralEmail: email('E-mail per gli invii', {
      privacy: 'internal',
      help: 'La casella riservata a cui mandare le persone, se è diversa. Ad esempio accoglienza@example.org.',
      example: 'accoglienza@example.org',
    }),
    phone: phone('Telefono', {
      privacy: 'internal',
      help: 'Il numero dell’ente, ad esempio 0883 123456.',
      example: '0883 123456',
    }),
    legalRepresentativeLastName: text('Cognome legale rappr.', {
      privacy: 'name',
      help: 'Chi firma per l’ente, ad esempio Neri.',
      example: 'Neri',
    }),
    legalRepresentativeFirstName: text('Nome legale rappr.', {
      privacy: 'name',
      help: 'Ad esempio Paola.',
      example: 'Paola',
    }),
    legalRepresentativeRole: text('Carica', {
      help: 'A che titolo firma, ad esempio sindaca, presidente, dirigente.',
      example: 'dirigente',
    }),
    legalRepresentativeBirthPlace: text('Luogo nascita legale rappr.', {
      privacy: 'personal',
      help: 'Comune e provincia, oppure lo Stato. Ad esempio Trani (BA).',
      example: 'Trani (BA)',
    }),
    legalRepresentativeBirthDate: date('Nascita legale rappr.', {
      privacy: 'personal',
      help: 'Ad esempio 12/05/1970.',
      example: '12/05/1970',
    }),
    contact: text('Referente', {
      privacy: 'name',
      help: 'Nome e cognome di chi segue il progetto, ad esempio Sara Conti.',
      example: 'Sara Conti',
      width: 20,
    }),
    contactEmail: email('E-mail referente', {
      help: 'Ad esempio sara.conti@example.org.',
      example: 'sara.conti@example.org',
    }),
    contactPhone: phone('Telefono referente', {
      help: 'Ad esempio 333 123 4567.',
      example: '333 123 4567',
    }),
    services: text('Servizi offerti', {
      help: 'Che cosa mette a disposizione della rete, ad esempio corsi di italiano, sportello casa.',
      example: 'corsi di italiano, sportello casa',
      width: 30,
    }),
    agreementSignedOn: date('Accordo firmato il', {
      help: 'L’accordo tra gli enti della rete, ad esempio 15/01/2026.',
    }),
    agreementTo: date('Accordo valido fino al', { help: 'Ad esempio 31/12/2027.' }),
    agreementAct: text('Atto dell’accordo', {
      help: 'Ad esempio delibera n. 5 del 10/01/2026.',
      example: 'delibera n. 5 del 10/01/2026',
      width: 24,
    }),
    dataRole: choice(
      'Ruolo privacy',
      {
        controller: 'titolare',
        jointController: 'contitolare',
        processor: 'responsabile (art. 28)',
      },
      {
        list: 'Ruoli privacy',
        help: 'Come tratta i dati delle persone, secondo l’accordo.',
      },
    ),
    dataAgreementOn: date('Accordo privacy del', {
      help: 'La data dell’atto (art. 26 o 28 del regolamento), ad esempio 15/01/2026. Senza, non si inviano persone.',
    }),
    inailPat: pat('PAT INAIL', {
      help: 'La posizione con cui assicura i tirocinanti, ad esempio 12345678/90.',
    }),
    rctPolicy: text('Polizza RCT', {
      help: 'Compagnia e numero, ad esempio Assicurazioni Esempio n. 123456.',
      example: 'Assicurazioni Esempio n. 123456',
      width: 26,
    }),
    rctFrom: date('RCT dal', { help: 'Ad esempio 01/01/2026.' }),
    rctTo: date('RCT fino al', {
      help: 'L’ultimo giorno coperto, compreso, ad esempio 31/12/2026.',
    }),
    notes: notes('Note', { help: 'Appunti liberi sull’ente.' }),
  },
});
