import { date, hours, jump, money, month, percent, text, whole } from '../../src/core/column.ts';
import { page } from '../../src/core/tab.ts';

/** What the workbook is and how to work in it: one line per tab. */
export const readme = page('Leggimi', {
  about: 'A che cosa serve ogni foglio e come si lavora qui dentro.',
  books: ['persone', 'imprese', 'amministrazione', 'riservato'],
  module: 'base',
  columns: {
    tab: text('Foglio', { width: 26 }),
    owner: text('Chi ci scrive', { width: 18 }),
    about: text('A che cosa serve', { width: 70 }),
    how: text('Come si usa', { width: 70 }),
  },
});

/** Every finding, what stops something soonest first. */
export const findings = page('Da correggere', {
  about:
    'Che cosa non torna nei fogli, riga per riga: la prima è quella che blocca qualcosa per prima.',
  books: ['persone', 'imprese', 'amministrazione', 'riservato'],
  module: 'base',
  columns: {
    level: text('Peso', {
      help: 'blocca: ferma un avvio, una carta o un pagamento. avvisa: va guardato. nota: è bene saperlo. in deroga: qualcuno ne risponde.',
      width: 11,
    }),
    tab: text('Foglio', { width: 20 }),
    id: text('ID', { width: 10 }),
    link: jump('Vai', { help: 'Porta alla riga, dovunque sia finita.' }),
    column: text('Colonna', { width: 22 }),
    says: text('Che cosa non torna', { width: 64 }),
    expected: text('Che cosa ci va', { width: 48 }),
    proposed: text('Proposta', { help: 'Il valore che forse si voleva scrivere.', width: 20 }),
    mends: text('Chi corregge', { width: 20 }),
    since: date('Da quando', { help: 'Il giorno in cui ALICE lo ha visto la prima volta.' }),
    stops: text('Che cosa blocca', { width: 36 }),
    blockMark: text('Segno blocca'),
    warnMark: text('Segno avvisa'),
    noteMark: text('Segno nota'),
  },
  hidden: ['blockMark', 'warnMark', 'noteMark'],
});

/** The first ten things for each operator. */
export const tasks = page('Da fare', {
  about: 'Le prime dieci cose da fare per ogni operatore: quelle che bloccano stanno in cima.',
  books: ['persone', 'imprese', 'amministrazione', 'riservato'],
  module: 'base',
  columns: {
    operator: text('Operatore', { width: 26 }),
    order: whole('N.', { help: 'Da 1 a 10: si comincia dal primo.', width: 6 }),
    what: text('Che cosa fare', { width: 70 }),
    tab: text('Foglio', { width: 20 }),
    id: text('ID', { width: 10 }),
    link: jump('Vai', { help: 'Porta alla riga, dovunque sia finita.' }),
    by: date('Entro', { help: 'Il giorno in cui qualcosa si ferma, se non si fa.' }),
    stops: text('Che cosa blocca', { width: 36 }),
  },
});

/** Where each person, host and internship stands, worked out from dates and facts. */
export const states = page('Stati', {
  about: 'A che punto è ogni persona, soggetto ospitante e tirocinio, ricavato da date e fatti.',
  books: ['persone', 'imprese'],
  module: 'base',
  columns: {
    id: text('ID', { width: 10 }),
    state: text('Stato', { width: 24 }),
    tab: text('Foglio', { width: 20 }),
    since: date('Dal'),
    next: text('Prossimo passo', { width: 60 }),
  },
});

/** What the column «Verifica» of every tab shows, by ID. Out of sight. */
export const checks = page('Verifiche', {
  about: 'Quello che la colonna «Verifica» mostra in ogni riga: un foglio di servizio, nascosto.',
  books: ['persone', 'imprese', 'amministrazione', 'riservato'],
  module: 'base',
  unseen: true,
  columns: {
    id: text('ID', { width: 10 }),
    says: text('Verifica', { width: 40 }),
  },
});

/** What the column «Risposta di ALICE» of «Richieste» shows, by ID. Out of sight. */
export const answers = page('Risposte', {
  about: 'Quello che ALICE risponde alle «Richieste»: un foglio di servizio, nascosto.',
  books: ['persone'],
  module: 'base',
  unseen: true,
  columns: {
    id: text('ID', { width: 10 }),
    says: text('Risposta', { width: 60 }),
  },
});

/** Internship-months: planned, done, due and why. */
export const months = page('Mensilità', {
  about: 'Ogni mese di ogni tirocinio: previsto, svolto, percentuale, quanto spetta e perché.',
  books: ['amministrazione'],
  module: 'amministrazione',
  columns: {
    internship: text('Tirocinio', { width: 11 }),
    month: month('Mese'),
    planned: whole('Giorni previsti', {
      help: 'I giorni di presenza del calendario, ad esempio 22.',
    }),
    done: whole('Giorni svolti', { help: 'I giorni di presenza contati, ad esempio 16.' }),
    plannedHours: hours('Ore previste', { help: 'Ad esempio 110.', max: 400 }),
    doneHours: hours('Ore svolte', { help: 'Ad esempio 80.', max: 400 }),
    share: percent('Frequenza'),
    due: money('Spetta'),
    why: text('Perché', { width: 60 }),
    state: text('Stato', { width: 20 }),
  },
});

/** Papers: number, version, state. */
export const papers = page('Documenti', {
  about: 'Le carte prodotte: numero, versione, stato e impronta.',
  books: ['persone'],
  module: 'base',
  columns: {
    number: text('Numero', { width: 14 }),
    kind: text('Documento', { width: 34 }),
    about: text('ID', { width: 10 }),
    version: whole('Versione', { help: 'Si conta da 1.' }),
    made: date('Fatto il'),
    state: text('Stato', { width: 20 }),
    supersededBy: text('Sostituito da', { width: 14 }),
    hash: text('Impronta', { width: 20 }),
    where: text('Dove', { width: 40 }),
  },
});

/** Occurrences of reminders and what became of each; restricted ones in the restricted book alone. */
export const occurrences = page('Promemoria', {
  about: 'I promemoria: a chi, quando, perché, e che fine hanno fatto.',
  books: ['persone', 'riservato'],
  module: 'base',
  columns: {
    due: date('Dovuto il'),
    code: text('Codice', {
      help: 'Con questo si risponde: npx alice remind --done k7m2qd. Ad esempio k7m2qd.',
      width: 10,
    }),
    rule: text('Promemoria', { width: 34 }),
    about: text('ID', { width: 10 }),
    to: text('A chi', { width: 12 }),
    until: date('Vale fino al', { help: 'Dopo questo giorno non serve più dirlo.' }),
    state: text('Stato', {
      help: 'dovuto: partirà. in invio: sta partendo. inviato: è partito, non si sa se è stato letto. incerto: non si sa se sia partito. saltato: non parte, il perché è accanto. rimandato: chi lo ha ricevuto lo ha messo a un altro giorno.',
      width: 12,
    }),
    on: date('Deciso il'),
    why: text('Perché', { width: 60 }),
    key: text('Chiave'),
  },
  hidden: ['key'],
});

/** Matches proposed, with reasons. */
export const matches = page('Abbinamenti', {
  about: 'Gli incroci proposti tra persone e posti, con le ragioni: decide l’équipe.',
  books: ['persone'],
  module: 'abbinamento',
  columns: {
    beneficiary: text('Persona', { width: 11 }),
    place: text('Posto', { width: 11 }),
    score: whole('Punti', { help: 'Più sono, più il posto è coerente.' }),
    why: text('Perché', { width: 60 }),
    decision: text('Decisione', { width: 20 }),
  },
});

/** Indicators against targets. */
export const dashboard = page('Cruscotto', {
  about: 'Gli indicatori del programma accanto agli obiettivi.',
  books: ['persone'],
  module: 'base',
  columns: {
    indicator: text('Indicatore', { width: 44 }),
    value: whole('Valore', { help: 'Contato nei fogli.' }),
    target: text('Obiettivo', { width: 14 }),
    share: text('A che punto', { width: 24 }),
  },
});

/** The values offered by dropdowns, a column each. Its columns are worked out from the registry. */
export const lists = page('Elenchi', {
  about: 'I valori che le tendine offrono.',
  books: ['persone', 'imprese', 'amministrazione', 'riservato'],
  module: 'base',
  columns: {},
});

/** The journal people can read: what ALICE changed, when, at whose word. */
export const journal = page('Registro modifiche', {
  about: 'Che cosa ha cambiato ALICE, quando, su richiesta di chi.',
  books: ['persone', 'imprese', 'amministrazione', 'riservato'],
  module: 'base',
  columns: {
    at: text('Quando', { width: 20 }),
    by: text('Chi', { width: 18 }),
    verb: text('Comando', { width: 14 }),
    what: text('Che cosa', { width: 60 }),
    run: text('Numero', {
      help: 'Con questo numero si torna indietro: alice undo R-0012.',
      width: 12,
    }),
    ledger: text('Identità'),
  },
  hidden: ['ledger'],
});
