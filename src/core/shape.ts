/**
 * How a workbook is built, apart from what people type: tabs, headers, dropdowns, notes, marks, charts.
 * The registry says how it should be, an integration says how it is, `provision` tells the difference.
 * Rows and columns are counted from 0; row 0 of every tab is its header.
 */
export interface Shape {
  readonly tabs: readonly TabShape[];
  readonly names: readonly Name[];
}

/** One tab of a workbook. */
export interface TabShape {
  readonly name: string;
  /** `alice`: written whole by ALICE at every check, closed to typing. `people`: theirs, but for ID cells. */
  readonly owner: 'people' | 'alice';
  /** Colour of the tab's tongue, `RRGGBB`. */
  readonly colour?: string | undefined;
  readonly hidden?: boolean | undefined;
  readonly frozenRows: number;
  readonly frozenColumns: number;
  /** Closed to typing, without a password: a person who must can open it. */
  readonly closed: boolean;
  /** Filter arrows over the header. */
  readonly filter: boolean;
  /** Landscape A4, one page wide, the header repeated on each page. */
  readonly print: boolean;
  /** Wrong cells are coloured by a conditional format that looks the cell up among `marks`. */
  readonly marks: readonly Mark[];
  readonly columns: readonly ColumnShape[];
  /** Only on tabs of ALICE's; in the order in which they lie one over the other. */
  readonly charts?: readonly ChartShape[] | undefined;
}

/**
 * A chart on a tab of ALICE's. It draws cells of that same tab and nothing else: who cannot see it reads the
 * numbers there.
 */
export interface ChartShape {
  /** `bars` lie, the first row on top; `columns` stand, the first row on the left. */
  readonly kind: 'bars' | 'columns';
  /** By which it is known again: no two charts of a tab have the same. */
  readonly title: string;
  /** How many rows under the header it draws; at least 1. */
  readonly rows: number;
  /** The column that names the bars. */
  readonly categories: number;
  /** What is drawn side by side, called by the label of its column; at least one. */
  readonly series: readonly {
    readonly column: number;
    /** `RRGGBB`. */
    readonly colour: string;
  }[];
  /** The cells it covers. */
  readonly place: {
    readonly row: number;
    readonly column: number;
    readonly rows: number;
    readonly columns: number;
  };
}

/** Every data cell for which `formula` holds is shown in these colours. */
export interface Mark {
  /**
   * A formula in English names, about the cell it colours: `{id}` stands for the ID cell of its row
   * (`$A2`), `{label}` for the header of its column (`B$1`), `{cell}` for itself (`B2`).
   */
  readonly formula: string;
  /** `RRGGBB` of the ground and of the letters. */
  readonly ground: string;
  readonly letters: string;
}

/** One column of a tab: what stands in its header and how its cells look and may be filled. */
export interface ColumnShape {
  readonly label: string;
  /** The note on the header: what to type here, with an example. */
  readonly note?: string | undefined;
  /** Width in characters. */
  readonly width?: number | undefined;
  readonly hidden?: boolean | undefined;
  /** Long text wraps within the cell. */
  readonly wrap?: boolean | undefined;
  readonly format: Format;
  readonly dropdown?: Dropdown | undefined;
  /** Whoever types over this header is asked whether they mean it. */
  readonly guarded?: boolean | undefined;
  /** What ALICE lays into every row that has an ID: English names; `{id}` stands for the row's ID cell. */
  readonly formula?: string | undefined;
}

/** How a cell shows what it holds. `text` keeps leading zeros and never turns 01.11 into a day. */
export type Format =
  | 'general'
  | 'text'
  | 'date'
  | 'month'
  | 'time'
  | 'money'
  | 'hours'
  | 'whole'
  | 'percent';

/** The values offered in a cell: those of a named range. `strict` refuses any other, else it only warns. */
export interface Dropdown {
  readonly list: string;
  readonly strict: boolean;
}

/** A named range: `rows` cells of one tab under the header (`to` = last column, for look-up tables). */
export interface Name {
  readonly name: string;
  readonly tab: string;
  readonly column: number;
  readonly to?: number | undefined;
  /** How many rows under the header; at least 1. */
  readonly rows: number;
}

/**
 * One thing to do so that a workbook is built as it should be. Positions are those of the shape that was read.
 * A column is added at the first blank place from `at` on: people's columns are never pushed aside.
 */
export type Step =
  | { readonly do: 'addTab'; readonly tab: TabShape; readonly at: number }
  | {
      readonly do: 'addColumn';
      readonly tab: string;
      readonly at: number;
      readonly column: ColumnShape;
    }
  | {
      readonly do: 'setLabel' | 'setNote' | 'setFormat' | 'setDropdown' | 'setGuard' | 'setWidth';
      readonly tab: string;
      readonly at: number;
      readonly column: ColumnShape;
    }
  | {
      readonly do:
        | 'setMarks'
        | 'setFrozen'
        | 'setClosed'
        | 'setFilter'
        | 'setPrint'
        | 'setColour'
        | 'setHidden';
      readonly tab: TabShape;
    }
  | { readonly do: 'setName'; readonly name: Name };
