/**
 * Every tab of the workbook. A new tab is one more `export const` in one of these files; the order of tabs in the
 * sheet is theirs.
 */

export * from './registry/amministrazione.ts';
export * from './registry/imprese.ts';
export * from './registry/pagine.ts';
export * from './registry/persone.ts';
export * from './registry/programma.ts';
export * from './registry/riservato.ts';
