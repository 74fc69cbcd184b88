import type { Cell } from './cell.ts';
import { isBlank, resultOf } from './cell.ts';
import type { Column, Refusal } from './column.ts';
import type { Result } from './result.ts';
import { nextDeclared } from './tab.ts';

/**
 * One row of the tab «Impostazioni»: something a coordinator changes without code. `D` is `undefined`
 * where there is no value ALICE could assume.
 */
export interface Setting<T, D extends T | undefined = T | undefined> {
  /** The heading it stands under: «Programma», «Scadenze»… */
  readonly section: string;
  readonly column: Column<T>;
  readonly fallback: D;
  /** The order of declaration, which is the order of the tab. */
  readonly declared: number;
}

/** Declares a setting: a column for its one cell, and what holds while the cell is blank or unreadable. */
export function setting<T>(section: string, column: Column<T>): Setting<T, undefined>;
export function setting<T>(section: string, column: Column<T>, fallback: T): Setting<T, T>;
export function setting<T>(section: string, column: Column<T>, fallback?: T): Setting<T> {
  return { section, column, fallback, declared: nextDeclared() };
}

/** What the programme has set: `of(ageMax)` is the cell's value, or the setting's fallback. */
export interface Settings {
  of<T, D extends T | undefined>(it: Setting<T, D>): T | D;
}

/** The settings as the cells of «Impostazioni» say, by label of the setting. Blank cells leave the fallback. */
export function settingsFrom(cells: ReadonlyMap<string, Cell>): Settings {
  return {
    of<T, D extends T | undefined>({ column, fallback }: Setting<T, D>): T | D {
      const read = readSetting(column, cells.get(column.label));
      return read?.ok ? read.value : fallback;
    },
  };
}

/** Every setting at its fallback: a workbook that says nothing. */
export const noSettings: Settings = settingsFrom(new Map());

/** The value of one cell of «Impostazioni», `undefined` when blank. */
export function readSetting<T>(column: Column<T>, cell: Cell): Result<T, Refusal> | undefined {
  const value = resultOf(cell);
  return isBlank(value) ? undefined : column.read(value);
}
