/**
 * What people are reminded of, in the order of an internship's life. To export a reminder from one of these files is to
 * teach it to ALICE; its name is kept in people's ledgers and never changes.
 */
export * from './reminders/avvio.ts';
export * from './reminders/conclusione.ts';
export * from './reminders/durante.ts';
export * from './reminders/rete.ts';
export * from './reminders/scadenze.ts';
