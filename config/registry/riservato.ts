import {
  cap,
  choice,
  choices,
  date,
  iban,
  link,
  type More,
  money,
  notes,
  open,
  phone,
  text,
  whole,
  yesNo,
} from '../../src/core/column.ts';
import { refersTo, tab } from '../../src/core/tab.ts';
import { sites } from './imprese.ts';
import { attendanceSheets, beneficiaries, internships, variations } from './persone.ts';
import { operators, verification, weekdays } from './programma.ts';

/**
 * What only the coordinator and the service may know, one row per person: group and its proof, service
 * that referred, times that bind, IBAN, ISEE. Having a row here says nothing: everybody has one.
 */
export const restricted = tab('Riservato', {
  one: 'scheda riservata',
  id: 'RS',
  book: 'riservato',
  module: 'riservato',
  about:
    'Una riga per ogni persona del programma, qualunque sia la sua storia. Nulla di ciò che sta qui esce da questo file; chi lo apre lascia traccia.',
  key: ['beneficiary'],
  columns: {
    check: verification(),
    beneficiary: refersTo(
      beneficiaries,
      'Persona',
      only({
        required: 'blocca',
        help: 'L’ID della persona nel foglio «Beneficiari». Ad esempio: B-0001. Una riga sola per persona.',
      }),
    ),
    group: choice(
      'Gruppo',
      {
        a: 'A – detenuti e persone in misura alternativa',
        b: 'B – ex detenuti',
        c: 'C – in percorso di cura da una dipendenza',
        d: 'D – giovani in grave disagio economico e sociale',
        e: 'E – donne in grave disagio economico e sociale',
      },
      only({
        list: 'Gruppi',
        width: 34,
        help: 'Il gruppo per cui la persona entra nel programma. La sigla non si usa mai fuori da questo file.',
      }),
    ),
    evidence: choice(
      'Prova del requisito',
      {
        serviceLetter: 'relazione del servizio sociale',
        judicial: 'provvedimento dell’autorità giudiziaria',
        prison: 'attestazione dell’istituto o dell’UEPE',
        health: 'attestazione del servizio sanitario',
        isee: 'ISEE',
        statement: 'dichiarazione sostitutiva',
      },
      only({
        list: 'Prove del requisito',
        help: 'Che documento è stato visto. Un certificato sanitario si guarda e non si copia.',
      }),
    ),
    evidenceOn: date(
      'Prova vista il',
      only({
        example: '20/01/2026',
        help: 'Il giorno in cui è stata vista, ad esempio 20/01/2026.',
      }),
    ),
    evidenceBy: refersTo(
      operators,
      'Prova vista da',
      only({ help: 'Chi l’ha vista e ne risponde.' }),
    ),
    evidenceUntil: date(
      'Prova valida fino al',
      only({
        example: '20/07/2026',
        help: 'Se ha una scadenza, ad esempio 20/07/2026: ALICE avvisa il coordinatore.',
      }),
    ),
    evidencePlace: text(
      'Dove è conservata',
      only({
        example: 'armadio 2, busta 14',
        help: 'Il luogo dell’originale. Ad esempio: armadio 2, busta 14.',
      }),
    ),
    law381: choice(
      'Svantaggio L. 381/1991',
      {
        none: 'non rientra',
        disability: 'invalidità fisica, psichica o sensoriale',
        psychiatric: 'trattamento psichiatrico, o ex degente',
        drugs: 'tossicodipendenza',
        alcohol: 'alcolismo',
        minor: 'minore in età lavorativa in difficoltà familiare',
        detained: 'detenuto o internato',
        alternative: 'misura alternativa o lavoro all’esterno (art. 21)',
      },
      only({
        list: 'Categorie L. 381/1991',
        width: 34,
        help: 'Art. 4 della legge. Gli ex detenuti e le donne in grave disagio non vi rientrano: scegli «non rientra».',
      }),
    ),
    euDisadvantage: choice(
      'Svantaggio Reg. UE 651/2014',
      { none: 'non rientra', disadvantaged: 'svantaggiato', severely: 'molto svantaggiato' },
      only({
        list: 'Svantaggio UE',
        help: 'È un’altra classificazione, diversa dalla L. 381/1991: si valuta da sola.',
      }),
    ),
    law68: yesNo('Disabilità L. 68/1999', only({ help: 'Sì se iscritta al collocamento mirato.' })),
    law104: yesNo(
      'L. 104/1992',
      only({
        help: 'Sì se c’è il riconoscimento: alcune regioni abbassano la soglia di frequenza.',
      }),
    ),
    mentalHealthCare: yesNo(
      'Seguita dalla salute mentale',
      only({
        help: 'Sì solo se serve a una regola regionale sulla frequenza. Altrimenti lascia vuoto.',
      }),
    ),
    sentenceEndOn: date(
      'Fine pena',
      only({
        example: '30/09/2025',
        help: 'Il giorno, ad esempio 30/09/2025: conta il primo anno dopo, per l’Assegno di Inclusione.',
      }),
    ),
    treatmentEndedOn: date(
      'Percorso di cura concluso il',
      only({
        example: '15/11/2025',
        help: 'Solo se un avviso chiede da quanto è concluso, ad esempio 15/11/2025.',
      }),
    ),
    referringService: open(
      'Servizio inviante',
      'Servizi invianti',
      only({
        example: 'Servizio sociale professionale',
        help: 'Il servizio che l’ha inviata, per esteso. Ad esempio: Servizio sociale professionale.',
      }),
    ),
    referringPerson: text(
      'Referente del servizio',
      only({ example: 'Neri Paola', help: 'Con chi si parla. Ad esempio: Neri Paola.' }),
    ),
    referringPhone: phone('Telefono del referente', only({ help: 'Ad esempio: 333 123 4567.' })),
    permitType: text(
      'Tipo di permesso',
      only({
        example: 'protezione speciale',
        help: 'Come sul permesso di soggiorno. La scadenza sta nel foglio «Beneficiari».',
      }),
    ),
    adi: yesNo(
      'Famiglia con ADI',
      only({
        help: 'Sì se in famiglia c’è l’Assegno di Inclusione: la CO con categoria 09 lo protegge.',
      }),
    ),
    isee: money(
      'ISEE',
      only({ example: '7.850,00', help: 'Il valore dell’attestazione. Ad esempio: 7.850,00.' }),
    ),
    iseeUntil: date(
      'ISEE valido fino al',
      only({ example: '31/12/2026', help: 'Di solito il 31 dicembre. Ad esempio: 31/12/2026.' }),
    ),
    boundDays: choices(
      'Giorni vincolati',
      weekdays,
      only({
        help: 'I giorni in cui ci sono obblighi o cure, separati da virgole. Ad esempio: mar, gio.',
      }),
    ),
    boundTimes: text(
      'Ore vincolate',
      only({
        example: '14:00-16:00',
        help: 'In quali ore non può stare al lavoro. Ad esempio: 14:00-16:00.',
      }),
    ),
    boundFrom: date(
      'Vincolo dal',
      only({ example: '01/03/2026', help: 'Da quando vale, ad esempio 01/03/2026.' }),
    ),
    boundUntil: date(
      'Vincolo fino al',
      only({
        example: '30/06/2026',
        help: 'Fino a quando, ad esempio 30/06/2026. Vuoto: senza termine.',
      }),
    ),
    returnBy: text(
      'Rientro entro le',
      only({
        example: '22:00',
        width: 14,
        help: 'Solo per chi ha un orario di rientro. Ad esempio: 22:00.',
      }),
    ),
    absenceAtOnce: yesNo(
      'Assenza da segnalare subito',
      only({
        help: 'Sì se un’assenza va detta in giornata a un’autorità: ALICE avvisa solo il coordinatore, in privato.',
      }),
    ),
    absenceTo: text(
      'A chi si segnala',
      only({
        example: 'ufficio matricola, coordinatore',
        help: 'Chi avvisa una persona, mai ALICE. Ad esempio: ufficio matricola.',
      }),
    ),
    absencePhone: phone(
      'Telefono per le assenze',
      only({ help: 'Il numero da chiamare subito. Ad esempio: 080 123 4567.' }),
    ),
    protectedAddress: yesNo(
      'Indirizzo protetto',
      only({
        help: 'Sì se nessuno deve sapere dove vive o lavora: negli altri file indirizzo, telefono e sede restano vuoti.',
      }),
    ),
    safeContact: text(
      'Contatto sicuro',
      only({
        example: 'tramite la casa rifugio',
        help: 'Come raggiungerla senza rischi. Ad esempio: solo tramite l’assistente sociale.',
      }),
    ),
    guardian: text(
      'Amministratore di sostegno',
      only({
        example: 'Verdi Luca',
        help: 'Chi firma con lei o per lei, se nominato. Ad esempio: Verdi Luca.',
      }),
    ),
    guardianAct: text(
      'Decreto di nomina',
      only({
        example: 'decreto 77/2025',
        help: 'Il numero del decreto. Ad esempio: decreto 77/2025.',
      }),
    ),
    paymentMode: choice(
      'Modo di pagamento',
      { transfer: 'bonifico', atCounter: 'bonifico domiciliato', card: 'carta prepagata con IBAN' },
      {
        // With the IBAN and its holder the one thing of this tab that may leave, in payment lists, for administration.
        privacy: 'personal',
        list: 'Modi di pagamento',
        help: 'Senza IBAN si usa il bonifico domiciliato, che chiede il CAP di residenza.',
      },
    ),
    iban: iban('IBAN', {
      privacy: 'personal',
      help: 'Anche estero dell’area SEPA, con o senza spazi. Ad esempio: IT60X0542811101000000123456.',
    }),
    ibanHolder: text('Intestatario', {
      privacy: 'personal',
      example: 'Rossi Amina',
      help: 'Come risulta alla banca. Se non è la persona serve la delega.',
    }),
    delegatedOn: date('Delega all’incasso del', {
      privacy: 'personal',
      example: '10/03/2026',
      help: 'La data della delega firmata, ad esempio 10/03/2026. Senza delega il pagamento si ferma.',
    }),
    payoutCap: cap('CAP per il domiciliato', {
      privacy: 'personal',
      help: 'Cinque cifre, della residenza. Ad esempio: 76123.',
    }),
    smuraglia: yesNo(
      'Sgravio L. 193/2000',
      only({ help: 'Sì se l’impresa lo ha chiesto per questa persona.' }),
    ),
    limitedOn: date(
      'Trattamento limitato dal',
      only({
        example: '04/05/2026',
        help: 'Se la persona ha chiesto di cancellare o limitare i dati: il giorno della richiesta. Ad esempio: 04/05/2026.',
      }),
    ),
    keptUntil: date(
      'Conservare fino al',
      only({
        example: '31/12/2032',
        help: 'Il termine di conservazione deciso con il responsabile dei dati, ad esempio 31/12/2032.',
      }),
    ),
    complete: yesNo(
      'Scheda completa',
      only({
        help: 'Sì quando il coordinatore ha finito di verificare: allora mette sì a «Requisito riservato verificato» nei Tirocini.',
      }),
    ),
    completeOn: date(
      'Completata il',
      only({ example: '24/02/2026', help: 'Il giorno della verifica, ad esempio 24/02/2026.' }),
    ),
    notes: notes(
      'Note riservate',
      only({ help: 'Solo l’indispensabile. Nessuna parola di qui viene ripetuta altrove.' }),
    ),
  },
});

/** Leave of a court, a prison or another authority for one internship: place, days, hours, from when. */
export const authorisations = tab('Autorizzazioni', {
  one: 'autorizzazione',
  id: 'AU',
  book: 'riservato',
  module: 'riservato',
  about:
    'I permessi di un’autorità per chi ne ha bisogno: prima della decorrenza il tirocinio non parte, e ogni cambio di luogo o di orario va approvato prima.',
  key: ['beneficiary', 'kind', 'number'],
  columns: {
    check: verification(),
    beneficiary: refersTo(
      beneficiaries,
      'Persona',
      only({ required: 'blocca', help: 'L’ID della persona. Ad esempio: B-0001.' }),
    ),
    internship: refersTo(
      internships,
      'Tirocinio',
      only({ help: 'Il tirocinio autorizzato. Vuoto se vale per ogni attività.' }),
    ),
    kind: choice(
      'Tipo di autorizzazione',
      {
        outsideWork: 'lavoro all’esterno (art. 21 O.P.)',
        semiLiberty: 'semilibertà',
        probation: 'affidamento in prova',
        therapeuticProbation: 'affidamento terapeutico',
        homeDetention: 'detenzione domiciliare',
        houseArrest: 'arresti domiciliari',
        suspendedTrial: 'messa alla prova',
        supervised: 'libertà controllata o vigilata',
        permit: 'permesso',
        treatmentPlan: 'programma del servizio di cura',
        community: 'regola della comunità di accoglienza',
      },
      only({
        required: true,
        list: 'Tipi di autorizzazione',
        width: 30,
        help: 'Che titolo è. Se dubbi, lo dice il servizio inviante.',
      }),
    ),
    authority: text(
      'Autorità',
      only({
        required: true,
        width: 30,
        example: 'Magistrato di sorveglianza di Bari',
        help: 'Chi decide. Ad esempio: Magistrato di sorveglianza di Bari.',
      }),
    ),
    procedure: text(
      'Procedimento',
      only({ example: 'n. 1234/2026', help: 'Il numero del fascicolo. Ad esempio: n. 1234/2026.' }),
    ),
    requestedOn: date(
      'Chiesta il',
      only({ example: '02/02/2026', help: 'Il giorno della richiesta, ad esempio 02/02/2026.' }),
    ),
    expectedOn: date(
      'Attesa per il',
      only({
        example: '20/02/2026',
        help: 'Quando ci si aspetta la risposta, ad esempio 20/02/2026: ALICE lo ricorda solo al coordinatore.',
      }),
    ),
    grantedOn: date(
      'Concessa il',
      only({ example: '18/02/2026', help: 'La data del provvedimento, ad esempio 18/02/2026.' }),
    ),
    number: text(
      'Provvedimento n.',
      only({ example: '567/2026', help: 'Numero e anno. Ad esempio: 567/2026.' }),
    ),
    approvedOn: date(
      'Efficace dal',
      only({
        example: '23/02/2026',
        help: 'Per l’art. 21 il giorno dell’approvazione del magistrato: prima non si comincia. Ad esempio: 23/02/2026.',
      }),
    ),
    until: date(
      'Valida fino al',
      only({ example: '31/08/2026', help: 'L’ultimo giorno, compreso. Ad esempio: 31/08/2026.' }),
    ),
    site: refersTo(
      sites,
      'Sede autorizzata',
      only({ help: 'La sede scritta nel provvedimento. Un’altra sede va autorizzata prima.' }),
    ),
    days: choices(
      'Giorni autorizzati',
      weekdays,
      only({ help: 'Separati da virgole. Ad esempio: lun, mar, mer, gio, ven.' }),
    ),
    times: text(
      'Orario autorizzato',
      only({
        example: '8:30-13:30',
        help: 'Viaggio escluso, come nel provvedimento. Ad esempio: 8:30-13:30.',
      }),
    ),
    travel: text(
      'Tragitto',
      only({
        width: 28,
        example: 'autobus 4, un’ora',
        help: 'Mezzo e tempo concessi per andare e tornare. Ad esempio: autobus 4, un’ora.',
      }),
    ),
    controlledBy: text(
      'Controllo',
      only({
        width: 26,
        example: 'direzione dell’istituto',
        help: 'Chi controlla sul posto. Nelle imprese private, la direzione dell’istituto.',
      }),
    ),
    reportTo: text(
      'Assenze: a chi',
      only({
        example: 'ufficio matricola',
        help: 'Chi va avvisato subito se non si presenta. Lo fa una persona.',
      }),
    ),
    reportPhone: phone(
      'Assenze: telefono',
      only({ help: 'Il numero da chiamare subito. Ad esempio: 080 123 4567.' }),
    ),
    changeAskedOn: date(
      'Cambio chiesto il',
      only({
        example: '10/05/2026',
        help: 'Per un cambio di luogo o di orario: il giorno della richiesta. Ad esempio: 10/05/2026.',
      }),
    ),
    changeGrantedOn: date(
      'Cambio concesso il',
      only({
        example: '22/05/2026',
        help: 'Il giorno della risposta favorevole, ad esempio 22/05/2026.',
      }),
    ),
    revokedOn: date(
      'Revocata o sospesa il',
      only({
        example: '01/07/2026',
        help: 'Da quel giorno la persona non può più andare. Ad esempio: 01/07/2026.',
      }),
    ),
    seenBy: refersTo(operators, 'Vista da', only({ help: 'Chi ha visto il provvedimento.' })),
    seenOn: date(
      'Vista il',
      only({ example: '19/02/2026', help: 'Il giorno, ad esempio 19/02/2026.' }),
    ),
    paper: link(
      'Documento',
      only({
        help: 'Il collegamento nella cartella riservata. Ad esempio: https://example.org/atto.',
      }),
    ),
    notes: notes(
      'Note riservate',
      only({ help: 'Solo l’indispensabile. Nessuna parola di qui viene ripetuta altrove.' }),
    ),
  },
});

/** Why somebody was absent: the one place where a reason may stand. */
export const restrictedAbsences = tab('Assenze con motivo', {
  one: 'assenza con motivo',
  id: 'AR',
  book: 'riservato',
  module: 'riservato',
  about:
    'I motivi delle assenze, che nei fogli presenze sono solo una A. Trenta giorni di fila permettono di sospendere il tirocinio.',
  key: ['internship', 'from'],
  columns: {
    check: verification(),
    internship: refersTo(
      internships,
      'Tirocinio',
      only({ required: 'blocca', help: 'L’ID del tirocinio. Ad esempio: T-0014.' }),
    ),
    sheet: refersTo(
      attendanceSheets,
      'Foglio presenze',
      only({ help: 'Il foglio del mese, se c’è già. Ad esempio: FP-0031.' }),
    ),
    from: date(
      'Dal',
      only({
        required: true,
        example: '12/03/2026',
        help: 'Il primo giorno di assenza, ad esempio 12/03/2026.',
      }),
    ),
    to: date(
      'Al',
      only({
        example: '13/03/2026',
        help: 'L’ultimo giorno, compreso. Vuoto: non è ancora tornata.',
      }),
    ),
    reason: choice(
      'Motivo',
      {
        illness: 'malattia',
        accident: 'infortunio',
        maternity: 'gravidanza o maternità',
        law104: 'permesso L. 104',
        therapy: 'visita o terapia',
        court: 'udienza o obbligo di legge',
        measure: 'impedimento della misura',
        care: 'assistenza a un familiare',
        bereavement: 'lutto',
        permit: 'permesso personale',
        unexplained: 'non giustificata',
      },
      only({
        required: true,
        list: 'Motivi di assenza',
        help: 'La diagnosi non si scrive mai: basta la categoria.',
      }),
    ),
    hours: text(
      'Ore',
      only({
        example: '9:00-11:00',
        width: 14,
        help: 'Solo se manca per una parte del giorno. Ad esempio: 9:00-11:00.',
      }),
    ),
    justified: yesNo(
      'Giustificata',
      only({ help: 'Sì se è giustificata: allora il giorno si scrive anche nel foglio presenze.' }),
    ),
    certificate: yesNo(
      'Certificato visto',
      only({ help: 'Sì se è stato visto. Non si copia e non si conserva.' }),
    ),
    certificateOn: date(
      'Certificato del',
      only({ example: '12/03/2026', help: 'La data del certificato, ad esempio 12/03/2026.' }),
    ),
    toldOn: date(
      'Saputa il',
      only({ example: '12/03/2026', help: 'Quando si è saputo, ad esempio 12/03/2026.' }),
    ),
    toldTo: refersTo(operators, 'Detta a', only({ help: 'Chi ha ricevuto la notizia.' })),
    reportedOn: date(
      'Segnalata il',
      only({
        example: '12/03/2026',
        help: 'Solo per chi ha obblighi: il giorno in cui una persona ha avvisato l’autorità. Ad esempio: 12/03/2026.',
      }),
    ),
    reportedAt: text(
      'Segnalata alle',
      only({ example: '9:40', width: 14, help: 'L’ora dell’avviso. Ad esempio: 9:40.' }),
    ),
    reportedTo: text(
      'Segnalata a',
      only({
        example: 'ufficio matricola',
        help: 'Chi è stato avvisato. Ad esempio: ufficio matricola.',
      }),
    ),
    suspends: yesNo(
      'Si sospende',
      only({
        help: 'Sì se l’équipe ha deciso di sospendere: poi si scrive la riga in «Variazioni», senza motivo.',
      }),
    ),
    variation: refersTo(
      variations,
      'Variazione',
      only({ help: 'La sospensione che ne è venuta. Ad esempio: V-0005.' }),
    ),
    notes: notes('Note riservate', only({ help: 'Solo l’indispensabile. Nessuna diagnosi.' })),
  },
});

/** The sensitive indicators of ESF+ at entry (Reg. UE 2021/1057, allegato I): nobody has to answer. */
export const indicators = tab('Indicatori sensibili', {
  one: 'scheda indicatori',
  id: 'IND',
  book: 'riservato',
  module: 'riservato',
  about:
    'Le domande del monitoraggio FSE+ a cui si può non rispondere, una riga per persona, com’erano all’ingresso. Escono solo come totali.',
  key: ['beneficiary'],
  columns: {
    check: verification(),
    beneficiary: refersTo(
      beneficiaries,
      'Persona',
      only({ required: 'blocca', help: 'L’ID della persona. Ad esempio: B-0001.' }),
    ),
    askedOn: date(
      'Chiesto il',
      only({
        required: true,
        example: '09/03/2026',
        help: 'Il giorno delle domande, all’ingresso. Ad esempio: 09/03/2026.',
      }),
    ),
    askedBy: refersTo(operators, 'Chiesto da', only({ help: 'Chi ha fatto le domande.' })),
    how: choice(
      'Come',
      { form: 'questionario compilato da sola', interview: 'a voce', service: 'dati del servizio' },
      only({ list: 'Raccolta degli indicatori', help: 'Come sono state raccolte le risposte.' }),
    ),
    disability: answered(
      'Disabilità',
      'Se la persona si considera con disabilità o ha un riconoscimento.',
    ),
    thirdCountry: answered(
      'Cittadina di un Paese terzo',
      'Se la cittadinanza è di un Paese fuori dall’Unione europea, o apolide.',
    ),
    foreignBackground: answered('Origine straniera', 'Se lei o un genitore sono nati all’estero.'),
    minority: answered(
      'Minoranza',
      'Se si riconosce in una minoranza, comprese le comunità emarginate come i Rom.',
    ),
    homeless: answered(
      'Senza dimora',
      'Se dorme per strada, in dormitorio o da altri senza un posto suo.',
    ),
    housingExclusion: answered(
      'Esclusione abitativa',
      'Se la casa è precaria o inadatta: sfratto, sovraffollamento, accoglienza.',
    ),
    rural: answered(
      'Zona rurale',
      'Se abita in un comune poco popolato secondo la classificazione Eurostat.',
    ),
    jobless: answered('Famiglia senza lavoro', 'Se in casa nessuno lavora.'),
    dependants: answered('Figli o persone a carico', 'Se in casa ci sono persone a suo carico.'),
    singleParent: answered('Genitore solo', 'Se cresce figli da sola o da solo.'),
    dependantsNumber: whole(
      'Persone a carico',
      only({ max: 20, example: '2', help: 'Quante, se vuole dirlo. Ad esempio: 2.' }),
    ),
    detained: answered(
      'Detenuta o ex detenuta',
      'Se rientra tra le persone svantaggiate per questo motivo, quando il programma lo conta.',
    ),
    addictionCare: answered(
      'In cura per una dipendenza',
      'Se è seguita da un servizio per le dipendenze, quando il programma lo conta.',
    ),
    violence: answered(
      'Vittima di violenza',
      'Se ha subìto violenza o tratta. Si chiede solo se è al sicuro e da sola.',
    ),
    otherDisadvantage: answered(
      'Altro svantaggio',
      'Se c’è un altro svantaggio riconosciuto dal programma.',
    ),
    notes: notes(
      'Note riservate',
      only({
        help: 'Solo ciò che serve a contare bene. Ad esempio: «risponderà al prossimo incontro».',
      }),
    ),
  },
});

/** What a column of this book is unless it says otherwise: it never leaves. */
function only<const M extends More>(more: M): M & { readonly privacy: 'restricted' } {
  return { ...more, privacy: 'restricted' };
}

/** A question to which people may decline to answer: not the same as nobody having asked. */
function answered(label: string, help: string) {
  return choice(
    label,
    { yes: 'sì', no: 'no', undeclared: 'non dichiara' },
    only({
      list: 'Sì, no o non dichiara',
      help: `${help} Può non dichiararlo; vuoto vuol dire non chiesto.`,
    }),
  );
}
