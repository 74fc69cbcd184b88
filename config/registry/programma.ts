import { z } from 'zod';
import {
  type Column,
  cap,
  choice,
  choices,
  column,
  date,
  digitsOf,
  email,
  type Filled,
  hours,
  type More,
  notes,
  phone,
  shown,
  text,
  whole,
  yesNo,
} from '../../src/core/column.ts';
import { dayOfSerial, readDay, type Weekday } from '../../src/core/day.ts';
import { err, ok } from '../../src/core/result.ts';
import { laid, refersTo, tab } from '../../src/core/tab.ts';
import { clean } from '../../src/core/words.ts';

/** Who does what in the programme. The five «tutor d’impresa» assist cooperatives: they follow no trainee. */
export const roles = {
  coordinator: 'coordinatore',
  labOperator: 'operatore di laboratorio',
  counsellor: 'orientatore',
  mentor: 'mentor',
  enterpriseTutor: 'tutor d’impresa',
  promoterTutor: 'tutor promotore',
  administration: 'amministrazione',
  socialServices: 'servizi sociali',
} as const;

/** What an internship is in law; rules differ by instrument (LG 22/1/2015, LG 25/5/2017, regolamenti comunali). */
export const instruments = {
  tis: 'TIS',
  extracurricular: 'Tirocinio extracurriculare',
  borsaLavoro: 'Borsa lavoro',
} as const;

/** The regions whose rules ALICE knows; any other warns and sets no limit. */
export const regions = {
  puglia: 'Puglia',
  campania: 'Campania',
  calabria: 'Calabria',
  lazio: 'Lazio',
  marche: 'Marche',
  emiliaRomagna: 'Emilia-Romagna',
  other: 'altra regione',
} as const;

/** Who pays: the logos and the CUP of the papers depend on it. */
export const fundingSources = {
  fsePlus: 'FSE+',
  pnrr: 'PNRR',
  municipal: 'fondi comunali',
  regional: 'fondi regionali',
  other: 'altri fondi',
} as const;

/** The days of the week; the keys are those of `Weekday`, so that code compares them with `weekdayOf`. */
export const weekdays = {
  lun: 'lun',
  mar: 'mar',
  mer: 'mer',
  gio: 'gio',
  ven: 'ven',
  sab: 'sab',
  dom: 'dom',
} as const satisfies Record<Weekday, string>;

/** The column «Verifica» of every tab: what ALICE has to say of the row, looked up by its ID. */
export const verification = () =>
  laid('Verifica', 'IF({id}="","",IFERROR(VLOOKUP({id},alice_verifica,2,0),"a posto"))', {
    help: 'La compila ALICE: «a posto», oppure che cosa c’è da sistemare in questa riga. I particolari sono nel foglio «Da correggere».',
    width: 22,
  });

/** The column «Stato» of people, companies and internships: worked out from dates and facts, never typed. */
export const derivedState = () =>
  laid('Stato', 'IF({id}="","",IFERROR(VLOOKUP({id},alice_stati,2,0),""))', {
    help: 'La compila ALICE a partire dalle date e dai fatti della riga: non si scrive a mano.',
    width: 18,
  });

export const municipalities = tab('Comuni', {
  one: 'comune',
  id: 'COM',
  book: 'persone',
  module: 'base',
  about:
    'I comuni del progetto e delle sedi di lavoro: servono per le feste patronali, i CAP e le regole della regione.',
  key: ['name', 'province'],
  caption: ['name'],
  columns: {
    check: verification(),
    name: text('Comune', {
      required: true,
      help: 'Il nome per intero, ad esempio Andria.',
      example: 'Andria',
    }),
    province: text('Provincia', {
      required: true,
      help: 'La sigla di due lettere di oggi, ad esempio BT.',
      example: 'BT',
      width: 10,
    }),
    region: choice('Regione', regions, {
      list: 'Regioni',
      help: 'Da qui vengono le regole per le sedi di questo comune.',
    }),
    belfiore: text('Codice catastale', {
      help: 'Una lettera e tre cifre, ad esempio A285: è il codice del comune dentro il codice fiscale.',
      example: 'A285',
      width: 15,
    }),
    istat: text('Codice ISTAT', {
      help: 'Sei cifre, zero iniziale compreso, ad esempio 110001.',
      example: '110001',
      width: 13,
    }),
    cap: cap('CAP', {
      privacy: 'internal',
      help: 'Cinque cifre, ad esempio 76123. Se il comune ne ha più d’uno, quello del municipio.',
      example: '76123',
    }),
    chamber: text('Camera di commercio', {
      help: 'La sigla con cui cominciano i numeri REA delle imprese del comune, ad esempio BA.',
      example: 'BA',
      formerly: ['CCIAA'],
    }),
    area: text('Ambito', {
      help: 'L’ambito territoriale sociale del comune, ad esempio Ambito di Andria.',
      example: 'Ambito di Andria',
      width: 22,
    }),
    inProgrammeArea: yesNo('Nell’area del progetto', {
      help: 'Sì se il comune fa parte del territorio finanziato.',
    }),
    patronName: text('Festa patronale', {
      help: 'Il nome della festa, ad esempio San Riccardo: si stampa sul foglio presenze.',
      example: 'San Riccardo',
      width: 22,
    }),
    patronDay: dayAndMonth('Patrono (giorno e mese)', {
      help: 'Solo se cade ogni anno nello stesso giorno: giorno e mese, ad esempio 13/6. Se la data cambia ogni anno lascia vuoto e usa le due colonne seguenti.',
      example: '13/6',
      width: 15,
    }),
    patronThisYear: date('Patrono (data di quest’anno)', {
      help: 'Solo per le feste mobili («terza domenica di settembre»): la data di quest’anno, ad esempio 20/09/2026.',
      example: '20/09/2026',
    }),
    patronNextYear: date('Patrono (data dell’anno prossimo)', {
      help: 'Solo per le feste mobili: la data dell’anno prossimo, quando è nota, ad esempio 19/09/2027.',
      example: '19/09/2027',
    }),
    notes: notes('Note', { help: 'Appunti liberi. Non scrivere qui notizie sulle persone.' }),
  },
});

export const labs = tab('Laboratori', {
  one: 'laboratorio',
  id: 'L',
  book: 'persone',
  module: 'base',
  about:
    'I laboratori territoriali di orientamento: dove sono, chi li gestisce, quando sono aperti.',
  key: ['name', 'municipality'],
  caption: ['name'],
  columns: {
    check: verification(),
    name: text('Laboratorio', {
      required: true,
      help: 'Il nome con cui lo chiamate, ad esempio Laboratorio di Andria.',
      example: 'Laboratorio di Andria',
      width: 26,
    }),
    municipality: refersTo(municipalities, 'Comune', {
      required: true,
      help: 'Scegli dal foglio «Comuni», ad esempio COM-0001.',
    }),
    address: text('Indirizzo', {
      help: 'Via e numero civico, ad esempio Piazza Umberto I, 9.',
      example: 'Piazza Umberto I, 9',
      width: 28,
    }),
    cap: cap('CAP', {
      privacy: 'internal',
      help: 'Cinque cifre, ad esempio 76123.',
      example: '76123',
    }),
    venue: text('Presso', {
      help: 'Come si trova: edificio, piano, stanza. Ad esempio Municipio, piano terra.',
      example: 'Municipio, piano terra',
      width: 24,
    }),
    ranBy: text('Gestito da', {
      help: 'L’ente che lo gestisce, ad esempio Cooperativa Esempio.',
      example: 'Cooperativa Esempio',
      width: 24,
    }),
    leader: text('Referente', {
      privacy: 'name',
      help: 'Nome e cognome di chi risponde del laboratorio. Ad esempio Anna Bianchi.',
      example: 'Anna Bianchi',
      width: 22,
    }),
    phone: phone('Telefono', {
      privacy: 'internal',
      help: 'Il numero del laboratorio, non quello personale. Ad esempio 0883 123456.',
      example: '0883 123456',
    }),
    email: email('E-mail', {
      privacy: 'internal',
      help: 'La casella del laboratorio, ad esempio andria@example.org.',
      example: 'andria@example.org',
    }),
    openFrom: date('Aperto dal', { help: 'Il primo giorno di apertura, ad esempio 02/03/2026.' }),
    openTo: date('Aperto fino al', {
      help: 'L’ultimo giorno di apertura previsto; vuoto se non si sa ancora. Ad esempio 26/02/2027.',
    }),
    openDays: choices('Giorni di apertura', weekdays, {
      help: 'Separati da virgola, ad esempio lun, mer, ven.',
      example: 'lun, mer, ven',
    }),
    times: text('Orario', {
      help: 'Ad esempio 9:00–13:00; il pomeriggio 15:30–18:30.',
      example: '9:00–13:00',
    }),
    target: whole('Persone da incontrare', {
      min: 0,
      max: 100_000,
      help: 'Quante persone il laboratorio conta di incontrare in tutto, ad esempio 45.',
      example: '45',
    }),
    notes: notes('Note', { help: 'Appunti liberi. Non scrivere qui notizie sulle persone.' }),
  },
});

export const operators = tab('Operatori', {
  one: 'operatore',
  id: 'O',
  book: 'persone',
  module: 'base',
  about:
    'Chi lavora nel progetto: ruolo, recapiti, laboratorio. ALICE scrive i promemoria a queste persone e risponde in chat solo a loro.',
  key: ['lastName', 'firstName', 'email'],
  caption: ['lastName', 'firstName'],
  columns: {
    check: verification(),
    lastName: text('Cognome', {
      required: true,
      privacy: 'name',
      help: 'Il cognome, ad esempio Bianchi.',
      example: 'Bianchi',
    }),
    firstName: text('Nome', {
      required: true,
      privacy: 'name',
      help: 'Il nome, ad esempio Anna.',
      example: 'Anna',
    }),
    role: choice('Ruolo', roles, {
      required: true,
      list: 'Ruoli',
      help: 'Il ruolo principale: decide che cosa può vedere in chat e quali promemoria riceve. Il tutor d’impresa assiste le cooperative; chi segue il tirocinante è il tutor promotore.',
    }),
    otherRoles: choices('Altri ruoli', roles, {
      help: 'Se la stessa persona fa anche altro: separa con una virgola, ad esempio orientatore, mentor.',
      example: 'orientatore, mentor',
    }),
    employer: text('Ente', {
      help: 'Per chi lavora, ad esempio Cooperativa Esempio o Comune di Andria.',
      example: 'Cooperativa Esempio',
      width: 24,
    }),
    lab: refersTo(labs, 'Laboratorio', {
      help: 'Il laboratorio in cui lavora; vuoto se li segue tutti. Ad esempio L-0001.',
    }),
    email: email('E-mail', {
      required: true,
      help: 'Quella di lavoro: ci arrivano i promemoria. Ad esempio anna.bianchi@example.org.',
      example: 'anna.bianchi@example.org',
    }),
    phone: phone('Telefono', {
      help: 'Il numero di lavoro, ad esempio 333 123 4567.',
      example: '333 123 4567',
    }),
    slackId: text('ID Slack', {
      privacy: 'personal',
      help: 'In Slack: profilo, tre puntini, «Copia ID membro». Comincia con U, ad esempio U012AB3CD. Senza, ALICE non la riconosce in chat.',
      example: 'U012AB3CD',
      width: 15,
    }),
    channel: choice(
      'Canale preferito',
      { email: 'e-mail', slack: 'Slack', none: 'nessun messaggio' },
      {
        list: 'Canali degli operatori',
        help: 'Dove ricevere i promemoria. Vuoto: Slack se c’è l’ID, altrimenti e-mail.',
      },
    ),
    from: date('In servizio dal', {
      help: 'Il primo giorno di lavoro nel progetto, ad esempio 02/03/2026.',
    }),
    to: date('In servizio fino al', {
      help: 'L’ultimo giorno: da quello dopo non riceve più nulla e non vede più nulla. Ad esempio 26/02/2027.',
    }),
    qualification: text('Qualifica', {
      help: 'Titolo o qualifica come va scritta negli atti, ad esempio psicologa del lavoro.',
      example: 'psicologa del lavoro',
      width: 22,
    }),
    appointment: text('Incarico', {
      help: 'L’atto di incarico, ad esempio determina n. 12 del 15/01/2026.',
      example: 'determina n. 12 del 15/01/2026',
      width: 24,
    }),
    plannedHours: hours('Ore previste in tutto', {
      max: 10_000,
      help: 'Le ore dell’incarico per tutto il progetto, ad esempio 400.',
      example: '400',
    }),
    authorisedOn: date('Autorizzazione privacy del', {
      help: 'La data della lettera che autorizza a trattare i dati delle persone. Chi modifica questo file deve averla. Ad esempio 20/02/2026.',
    }),
    notes: notes('Note', { help: 'Appunti liberi. Niente assenze o notizie sulla salute.' }),
  },
});

/**
 * A day that comes back every year, `13/6`: day and month, no year. A cell the spreadsheet turned into a date is
 * understood, its year let go. Refuses days no year has, and 29 February, which most years have not.
 */
function dayAndMonth(
  label: string,
  more: More,
): Column<{ readonly month: number; readonly day: number }> {
  return column(label, more, {
    kind: 'giorno e mese',
    schema: z.object({ month: z.int().min(1).max(12), day: z.int().min(1).max(31) }),
    example: '13/6',
    read(cell) {
      const typed = clean(digitsOf(cell) ?? '');
      const bare = /^\d{1,2}\s*[/.-]\s*\d{1,2}$/.test(typed);
      // Any common year will do to judge the day: a feast of 29 February would be missing from three years in four.
      const read =
        typeof cell === 'object' && cell.kind === 'serial' && cell.shows !== 'time'
          ? dayOfSerial(cell.serial)
          : /\d{4}/.test(typed)
            ? readDay(typed)
            : readDay(bare ? `${typed.replace(/\D+/, '/')}/2026` : `${typed} 2026`);
      if (!read.ok) return noDayOfYear(cell);
      const [, month, day] = read.value.split('-').map(Number);
      return month === undefined || day === undefined || (month === 2 && day === 29)
        ? noDayOfYear(cell)
        : ok({ month, day });
    },
    show: (it) => `${it.day}/${it.month}`,
    write: (it) => `${it.day}/${it.month}`,
  });
}

function noDayOfYear(cell: Filled) {
  return err({
    say: `«${shown(cell)}» non è un giorno dell’anno: scrivi giorno e mese, ad esempio 13/6.`,
  });
}
