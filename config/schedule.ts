import type { Scheduled } from '../src/core/schedule.ts';

/** What ALICE does by herself while she is up (`alice serve`), in this order. */
export const schedule: readonly Scheduled[] = [
  {
    job: 'check',
    when: 'onChange',
    about:
      'Ricontrolla il registro appena qualcuno lo salva, e una volta al giorno: aggiorna i fogli di ALICE e risponde alle «Richieste».',
    without: 'le segnalazioni e le mensilità restano quelle di prima, e le «Richieste» aspettano',
  },
  {
    job: 'remind',
    when: 'everyTurn',
    about:
      'Manda i promemoria dovuti, un messaggio al giorno a persona; ciò che non può aspettare parte subito.',
    without: 'nessuno riceve promemoria: chi segue i tirocini guardi il foglio «Promemoria»',
  },
  {
    job: 'print',
    when: 'daily',
    from: 6 * 60,
    about: 'Stampa le carte pronte e non ancora stampate di ciò che deve cominciare o è in corso.',
    without: 'le carte nuove non escono: si stampano a mano con «npx alice print»',
  },
];

/** The kinds of paper printed by themselves, once ready: what a start needs. Attendance sheets are printed as their reminder leaves; the others are asked for. */
export const printedDaily: readonly string[] = [
  'scheda-avvio',
  'progetto-personalizzato',
  'progetto-formativo',
  'accordo-borsa-lavoro',
];
