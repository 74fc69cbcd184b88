import {
  choice,
  cup,
  date,
  link,
  money,
  month,
  notes,
  percent,
  text,
  whole,
} from '../../src/core/column.ts';
import { anyId, refersTo, tab } from '../../src/core/tab.ts';
import { internships } from './persone.ts';
import { fundingSources, operators, verification } from './programma.ts';

/** What the programme may spend, by item: granted, moved, committed, spent outside the payment lists. */
export const budget = tab('Quadro economico', {
  one: 'voce di spesa',
  id: 'QE',
  book: 'amministrazione',
  module: 'amministrazione',
  about:
    'Il quadro economico per voce: quanto è assegnato, quanto impegnato, quanto speso. I pagamenti delle indennità li somma ALICE dalle «Liquidazioni».',
  key: ['code', 'item', 'cup'],
  caption: ['code', 'item'],
  columns: {
    check: verification(),
    code: text('Codice voce', {
      required: true,
      example: 'B.2.1',
      help: 'Come nel quadro approvato. Ad esempio: B.2.1.',
    }),
    item: text('Voce', {
      required: true,
      width: 32,
      example: 'Indennità di partecipazione',
      help: 'Il nome della voce. Ad esempio: Indennità di partecipazione.',
    }),
    category: choice(
      'Categoria',
      {
        allowances: 'indennità ai tirocinanti',
        companyTutors: 'compensi ai tutor ospitanti',
        insurance: 'INAIL e RCT',
        staff: 'personale',
        training: 'formazione e workshop',
        labs: 'laboratori',
        communication: 'comunicazione',
        overheads: 'costi indiretti',
        other: 'altro',
      },
      {
        required: true,
        list: 'Categorie di spesa',
        help: 'A che cosa serve la voce: da qui ALICE sa quali pagamenti sommare.',
      },
    ),
    axis: choice(
      'Asse',
      { labs: 'Asse III – laboratori', support: 'Asse IV – accompagnamento', both: 'entrambi' },
      { list: 'Assi del programma', help: 'L’asse del programma a cui la voce appartiene.' },
    ),
    fundingSource: choice('Fonte di finanziamento', fundingSources, {
      help: 'Chi paga questa voce. Se sono due, scrivi due righe.',
    }),
    cup: cup('CUP', {
      help: '15 caratteri, ad esempio C84H22000050007. Vuoto: quello delle «Impostazioni».',
    }),
    amount: money('Assegnato', {
      required: true,
      example: '158.400,00',
      help: 'L’importo del quadro approvato. Ad esempio: 158.400,00.',
    }),
    revisedAmount: money('Assegnato dopo rimodulazione', {
      example: '162.000,00',
      help: 'Solo se il quadro è cambiato: il nuovo importo. Ad esempio: 162.000,00.',
    }),
    revisedOn: date('Rimodulato il', {
      example: '30/06/2026',
      help: 'La data dell’atto che ha cambiato il quadro, ad esempio 30/06/2026.',
    }),
    committed: money('Impegnato', {
      example: '79.200,00',
      help: 'La somma degli impegni presi finora. Ad esempio: 79.200,00.',
    }),
    commitment: text('Impegno n.', {
      example: '318/2026',
      help: 'Numero e anno dell’impegno; se sono più d’uno, separati da virgole. Ad esempio: 318/2026.',
    }),
    committedOn: date('Impegnato il', {
      example: '10/02/2026',
      help: 'La data dell’ultimo impegno, ad esempio 10/02/2026.',
    }),
    committedBy: text('Impegnato con', {
      example: 'determina 112/2026',
      help: 'L’atto che impegna, con il numero. Ad esempio: determina 112/2026.',
    }),
    otherSpent: money('Speso fuori dalle liquidazioni', {
      example: '4.250,00',
      help: 'Quel che è stato pagato senza passare dalle «Liquidazioni», ad esempio le polizze: 4.250,00.',
    }),
    otherSpentAt: date('Speso aggiornato al', {
      example: '31/05/2026',
      help: 'Fino a che giorno vale l’importo accanto, ad esempio 31/05/2026.',
    }),
    reported: money('Rendicontato', {
      example: '26.400,00',
      help: 'La somma già presentata al finanziatore. Ad esempio: 26.400,00.',
    }),
    reportedAt: date('Rendicontato al', {
      example: '30/04/2026',
      help: 'Fino a che giorno arriva l’ultima rendicontazione, ad esempio 30/04/2026.',
    }),
    flexibility: percent('Scostamento ammesso', {
      example: '10 %',
      help: 'Di quanto la voce può cambiare senza chiedere, se il finanziatore lo dice. Ad esempio: 10 %.',
    }),
    until: date('Spendibile fino al', {
      example: '31/12/2027',
      help: 'L’ultimo giorno in cui la spesa è ammessa, ad esempio 31/12/2027.',
    }),
    responsible: refersTo(operators, 'Responsabile', {
      help: 'Chi segue la voce: riceve gli avvisi quando sta per finire.',
    }),
    act: link('Atto', {
      privacy: 'internal',
      help: 'Il collegamento al quadro approvato nella cartella del programma. Ad esempio: https://example.org/quadro.',
    }),
    notes: notes('Note', { help: 'Note di lavoro. Non si nominano persone.' }),
  },
});

/** One sum to one internship in a payment list; a paid one is never changed, it is put right by another. */
export const batches = tab('Liquidazioni', {
  one: 'liquidazione',
  id: 'LQ',
  book: 'amministrazione',
  module: 'amministrazione',
  about:
    'Una riga per tirocinio e mese in ogni elenco di pagamento: impegno, determina, mandato, esito. Un mese pagato non si tocca più: si aggiunge una rettifica.',
  key: ['list', 'internship', 'month', 'kind'],
  columns: {
    check: verification(),
    list: text('Elenco n.', {
      required: true,
      example: '4/2026',
      help: 'L’elenco di pagamento in cui sta la riga. Ad esempio: 4/2026.',
    }),
    month: month('Mese', {
      required: 'blocca',
      help: 'Il mese di presenza che si paga, non quello in cui si paga. Ad esempio: marzo 2026.',
    }),
    internship: refersTo(internships, 'Tirocinio', {
      required: 'blocca',
      help: 'Di quale tirocinio. Scegli dall’elenco.',
    }),
    kind: choice(
      'Che cosa si paga',
      {
        allowance: 'indennità del mese',
        adjustment: 'rettifica',
        companyTutorFee: 'compenso del tutor ospitante',
        refund: 'rimborso spese',
      },
      {
        required: true,
        list: 'Tipi di liquidazione',
        help: 'Per correggere un mese già pagato scegli «rettifica» e indica quale riga corregge.',
      },
    ),
    amount: money('Importo lordo', {
      required: 'blocca',
      example: '600,00',
      formerly: ['Importo'],
      help: 'Quanto va pagato, lordo. Ad esempio: 600,00. ALICE lo confronta con le presenze del mese.',
    }),
    adjusts: anyId('Rettifica di', {
      example: 'LQ-0012',
      help: 'Solo per una rettifica: l’ID della riga corretta. Ad esempio: LQ-0012.',
    }),
    direction: choice(
      'Segno',
      { more: 'in più', less: 'in meno' },
      {
        list: 'Segno della rettifica',
        help: 'Solo per una rettifica: se l’importo si aggiunge o si toglie a quanto pagato.',
      },
    ),
    adjustReason: choice(
      'Perché si rettifica',
      {
        attendance: 'presenze corrette',
        amount: 'importo sbagliato',
        rule: 'regola applicata male',
        doublePaid: 'pagato due volte',
        returned: 'somma tornata indietro',
      },
      { list: 'Motivi di rettifica', help: 'Solo per una rettifica. Mai il motivo di un’assenza.' },
    ),
    withheld: money('Ritenute', {
      example: '0,00',
      help: 'Quanto si trattiene secondo il regime fiscale del programma. Ad esempio: 0,00.',
    }),
    net: money('Netto', {
      example: '600,00',
      help: 'Quanto arriva alla persona: lordo meno ritenute. Ad esempio: 600,00.',
    }),
    item: refersTo(budget, 'Voce', {
      help: 'La voce del «Quadro economico» che paga. Scegli dall’elenco.',
    }),
    cup: cup('CUP', {
      help: '15 caratteri, ad esempio C84H22000050007. Vuoto: quello del tirocinio.',
    }),
    preparedBy: refersTo(operators, 'Preparata da', {
      required: 'nota',
      help: 'Chi ha preparato la riga: una persona diversa da chi approva.',
    }),
    preparedOn: date('Preparata il', {
      example: '09/04/2026',
      help: 'Il giorno, ad esempio 09/04/2026. Di solito entro il 10.',
    }),
    approvedBy: refersTo(operators, 'Approvata da', {
      help: 'Chi approva il pagamento: non chi ha registrato le presenze.',
    }),
    approvedOn: date('Approvata il', {
      example: '10/04/2026',
      help: 'Il giorno dell’approvazione, ad esempio 10/04/2026.',
    }),
    commitment: text('Impegno', {
      example: '318/2026',
      help: 'Numero e anno dell’impegno di spesa. Ad esempio: 318/2026.',
    }),
    determination: text('Determina', {
      example: '540/2026',
      help: 'Numero e anno della determina di liquidazione. Ad esempio: 540/2026.',
    }),
    determinedOn: date('Determina del', {
      example: '16/04/2026',
      help: 'La data della determina, ad esempio 16/04/2026.',
    }),
    publishedOn: date('Pubblicata il', {
      example: '17/04/2026',
      help: 'Il giorno all’albo, ad esempio 17/04/2026. Negli atti pubblicati va l’ID, mai il nome.',
    }),
    publication: link('Pubblicazione', {
      privacy: 'internal',
      help: 'Il collegamento all’albo. Ad esempio: https://example.org/albo.',
    }),
    order: text('Mandato', {
      example: '2210/2026',
      help: 'Numero e anno del mandato di pagamento. Ad esempio: 2210/2026.',
    }),
    orderedOn: date('Mandato del', {
      example: '22/04/2026',
      help: 'La data del mandato, ad esempio 22/04/2026.',
    }),
    paidOn: date('Pagato il', {
      example: '24/04/2026',
      help: 'Il giorno in cui il tesoriere ha pagato, ad esempio 24/04/2026. Da qui il mese è chiuso.',
    }),
    outcome: choice(
      'Esito',
      {
        paid: 'pagato',
        returned: 'tornato indietro',
        suspended: 'sospeso',
        cancelled: 'annullato',
      },
      {
        list: 'Esiti di pagamento',
        help: '«Tornato indietro» se la banca l’ha respinto: si ripaga con una rettifica.',
      },
    ),
    returnReason: choice(
      'Perché è tornato',
      {
        wrongIban: 'IBAN sbagliato',
        closedAccount: 'conto chiuso',
        otherHolder: 'intestatario diverso',
        notCollected: 'non ritirato allo sportello',
        other: 'altro',
      },
      {
        list: 'Motivi di ritorno',
        help: 'Solo se è tornato indietro. Il nuovo IBAN si scrive nel registro riservato.',
      },
    ),
    returnedOn: date('Tornato il', {
      example: '29/04/2026',
      help: 'Il giorno in cui si è saputo, ad esempio 29/04/2026.',
    }),
    taxYear: whole('Anno della CU', {
      min: 2020,
      max: 2100,
      example: '2026',
      help: 'L’anno in cui il pagamento entra nella certificazione unica, se dovuta. Ad esempio: 2026.',
    }),
    proof: link('Quietanza', {
      privacy: 'internal',
      help: 'Il collegamento alla quietanza o alla distinta. Ad esempio: https://example.org/quietanza.',
    }),
    notes: notes('Note', {
      help: 'Note di lavoro. Mai motivi di assenze, né notizie sulla persona.',
    }),
  },
});
