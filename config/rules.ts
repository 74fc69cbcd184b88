/** What must hold among the cells of the workbook. To export a rule from one of these files is to teach it to ALICE. */
export * from './rules/imprese.ts';
export * from './rules/parole.ts';
export * from './rules/persone.ts';
export * from './rules/presenze.ts';
export * from './rules/tirocini.ts';
