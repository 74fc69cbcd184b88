import type { Cell } from './cell.ts';
import type { Column, Level } from './column.ts';
import { expectedIn, idLabel } from './register.ts';
import type { ColumnShape, Mark, Name, Shape, Step, TabShape } from './shape.ts';
import type { AnyTab, Columns, PageTab } from './tab.ts';
import { comparable, nearest, plural } from './words.ts';

/** How the tab of a registry should be built. */
export function shapeOfTab(tab: AnyTab, colour: string): TabShape {
  const columns = Object.entries(tab.columns);
  const captions = columns.map(([key]) => tab.caption.includes(key)).lastIndexOf(true);
  return {
    name: tab.name,
    owner: 'people',
    colour,
    frozenRows: 1,
    // The ID and, where they stand near, the cells that tell the row stay in sight.
    frozenColumns: captions >= 0 && captions < 5 ? captions + 2 : 2,
    closed: false,
    filter: true,
    print: true,
    marks,
    columns: [
      {
        label: idLabel,
        note: `Lo scrive ALICE, uno per riga e per sempre: lascia la cella vuota. Esempio: ${tab.id}-0001.`,
        width: 11,
        format: 'text',
        guarded: true,
      },
      ...columns.map(([, it]) => shapeOfColumn(it)),
    ],
  };
}

/** How a tab of ALICE's own should be built. */
export function shapeOfPage(page: PageTab<Columns>, colour: string): TabShape {
  return {
    name: page.name,
    owner: 'alice',
    colour,
    hidden: page.unseen,
    frozenRows: 1,
    frozenColumns: 0,
    closed: true,
    filter: true,
    print: true,
    marks: [],
    columns: Object.entries(page.columns).map(([key, it]) => ({
      label: it.label,
      note: it.help === '' ? undefined : it.help,
      width: it.width,
      format: it.format,
      hidden: page.hidden.includes(key),
      wrap: it.width > 34,
    })),
  };
}

/** The name under which a list of values can be offered in a dropdown: `alice_elenco_si_o_no`. */
export function listName(list: string): string {
  return `alice_elenco_${comparable(list).replace(/[^a-z0-9]+/g, '_')}`;
}

/** The named ranges by which a marked cell is looked up: `T-0014|Data fine` among those of its level. */
export const markNames: Readonly<Record<Level, string>> = {
  blocca: 'alice_blocca',
  avvisa: 'alice_avvisa',
  nota: 'alice_nota',
};

/** The key by which a cell is marked. */
export function markKey(id: string, label: string): string {
  return `${id}|${label}`;
}

/** One thing that is not built as it should be, in a sentence, and what mends it. */
export interface Decay {
  readonly says: string;
  readonly cure: string;
  readonly steps: readonly Step[];
}

/**
 * What must change for a workbook to be built as the registry says: an empty plan when all is well.
 * Adds, relabels and mends; never deletes and never touches what people typed. Widths, colours and the
 * order of columns are people's to choose, so they are laid once and then left alone.
 */
export function provision(actual: Shape, wanted: readonly WantedTab[]): readonly Decay[] {
  const there = new Map(actual.tabs.map((it) => [comparable(it.name), it]));
  let end = actual.tabs.length;
  return wanted.flatMap(({ shape, formerly, columnsFormerly }): Decay[] => {
    const [found] = [shape.name, ...formerly].flatMap((it) => there.get(comparable(it)) ?? []);
    if (found === undefined) {
      end += 1;
      return [
        {
          says: `Manca il foglio «${shape.name}».`,
          cure: `Aggiungo il foglio «${shape.name}» con ${plural(shape.columns.length, 'colonna', 'colonne')}.`,
          steps: [{ do: 'addTab', tab: shape, at: end - 1 }],
        },
      ];
    }
    return [
      ...headers({ found, shape, columnsFormerly }),
      ...columnsDecay({ found, shape, columnsFormerly }),
      ...tabDecay(found, shape),
    ];
  });
}

/** The names that should stand for ranges and do not: dropdowns and marks go blind without them. */
export function missingNames(actual: Shape, wanted: readonly Name[]): readonly Decay[] {
  const there = new Set(actual.names.map((it) => it.name));
  return wanted
    .filter((it) => !there.has(it.name))
    .map((it) => ({
      says: `Manca il nome «${it.name}», da cui dipendono tendine e segni.`,
      cure: `Rimetto il nome «${it.name}» sul foglio «${it.tab}».`,
      steps: [{ do: 'setName', name: it }],
    }));
}

/** A tab as it should be, with the names it and its columns used to have. */
export interface WantedTab {
  readonly shape: TabShape;
  readonly formerly: readonly string[];
  /** Old labels by present label. */
  readonly columnsFormerly: ReadonlyMap<string, readonly string[]>;
}

/** What is wanted of a people's tab. */
export function wantedTab(tab: AnyTab, colour: string): WantedTab {
  return {
    shape: shapeOfTab(tab, colour),
    formerly: tab.formerly,
    columnsFormerly: new Map(Object.values(tab.columns).map((it) => [it.label, it.formerly])),
  };
}

/** What is wanted of a tab of ALICE's. */
export function wantedPage(page: PageTab<Columns>, colour: string): WantedTab {
  return { shape: shapeOfPage(page, colour), formerly: [], columnsFormerly: new Map() };
}

/** The formula a laid column has in a row, given where the row's ID stands: `{id}` becomes `$A2`. */
export function laidFormula(formula: string, idCell: string): string {
  return formula.replaceAll('{id}', idCell);
}

/** A line of a page as cells, in the order of its columns. */
export function lineCells(
  page: PageTab<Columns>,
  line: Readonly<Record<string, unknown>>,
): readonly Cell[] {
  return Object.entries(page.columns).map(([key, column]) => {
    const value = line[key];
    return value === undefined ? undefined : column.write(value);
  });
}

const marks: readonly Mark[] = [
  // Dark letters on a pale ground: readable in grey, and the text of «Verifica» says the same without colour.
  {
    formula: `COUNTIF(${markNames.blocca},{id}&"|"&{label})>0`,
    ground: 'F8CBAD',
    letters: '7F1D1D',
  },
  {
    formula: `COUNTIF(${markNames.avvisa},{id}&"|"&{label})>0`,
    ground: 'FFE699',
    letters: '5F4B00',
  },
  { formula: `COUNTIF(${markNames.nota},{id}&"|"&{label})>0`, ground: 'DDEBF7', letters: '1F3864' },
];

function shapeOfColumn(it: Column<unknown>): ColumnShape {
  return {
    label: it.label,
    note: noteOf(it),
    width: it.width,
    format: it.format,
    guarded: true,
    wrap: it.privacy === 'freeText',
    dropdown:
      it.choices === undefined
        ? undefined
        : {
            list: listName(it.choices.list),
            strict: !it.choices.open && typeof it.to !== 'object',
          },
    formula: it.laid,
  };
}

function noteOf(it: Column<unknown>): string | undefined {
  if (it.laid !== undefined) return it.help === '' ? undefined : it.help;
  const needed = it.required === undefined ? '' : ' Serve sempre.';
  return `${it.help === '' ? expectedIn(it) : it.help}${needed}`;
}

interface Headed {
  readonly found: TabShape;
  readonly shape: TabShape;
  readonly columnsFormerly: ReadonlyMap<string, readonly string[]>;
}

/** Headers that are missing, misspelt, old or doubled. */
function headers({ found, shape, columnsFormerly }: Headed): Decay[] {
  const known = new Set(
    shape.columns
      .flatMap((it) => [it.label, ...(columnsFormerly.get(it.label) ?? [])])
      .map(comparable),
  );
  const free = new Set(
    found.columns.map((it) => it.label).filter((it) => it !== '' && !known.has(comparable(it))),
  );
  let end = found.columns.length;
  return shape.columns.flatMap((column): Decay[] => {
    const places = placesOf(found, [column.label]);
    if (places.length > 1) {
      return places.slice(1).map((at, nth) => ({
        says: `In «${found.name}» la colonna «${column.label}» c’è due volte.`,
        cure: `Chiamo «${column.label} (${nth + 2})» quella più a destra: i suoi valori restano.`,
        steps: [
          {
            do: 'setLabel',
            tab: found.name,
            at,
            column: { ...column, label: `${column.label} (${nth + 2})` },
          },
        ],
      }));
    }
    if (places.length === 1) return [];
    const [old] = placesOf(found, columnsFormerly.get(column.label) ?? []);
    const near = old === undefined ? nearest(column.label, [...free]) : undefined;
    const at =
      old ?? (near === undefined ? undefined : found.columns.findIndex((it) => it.label === near));
    if (at !== undefined) {
      if (near !== undefined) free.delete(near);
      const now = found.columns[at]?.label ?? '';
      return [
        {
          says: `In «${found.name}» la colonna «${column.label}» si chiama «${now}».`,
          cure: `Riscrivo l’intestazione «${column.label}».`,
          steps: [{ do: 'setLabel', tab: found.name, at, column }],
        },
      ];
    }
    end += 1;
    return [
      {
        says: `In «${found.name}» manca la colonna «${column.label}».`,
        cure: `Aggiungo la colonna «${column.label}» in fondo a destra.`,
        steps: [{ do: 'addColumn', tab: found.name, at: end - 1, column }],
      },
    ];
  });
}

/** Columns that are there and have lost their note, format, dropdown or guard. */
function columnsDecay({ found, shape, columnsFormerly }: Headed): Decay[] {
  return shape.columns.flatMap((column): Decay[] => {
    // The present label first: a column left over under the old one is people's own.
    const [at] = [column.label, ...(columnsFormerly.get(column.label) ?? [])].flatMap((it) =>
      placesOf(found, [it]),
    );
    const now = at === undefined ? undefined : found.columns[at];
    if (at === undefined || now === undefined) return [];
    const step = (what: 'setNote' | 'setFormat' | 'setDropdown' | 'setGuard'): readonly Step[] => [
      { do: what, tab: found.name, at, column },
    ];
    const where = `In «${found.name}» la colonna «${column.label}»`;
    return [
      ...(column.note === undefined || now.note === column.note
        ? []
        : [
            {
              says: `${where} ha perso la sua nota.`,
              cure: 'Rimetto la nota.',
              steps: step('setNote'),
            },
          ]),
      ...(column.format === 'general' || now.format === column.format
        ? []
        : [
            {
              says: `${where} ha perso il suo formato.`,
              cure: 'Rimetto il formato.',
              steps: step('setFormat'),
            },
          ]),
      ...(column.dropdown === undefined ||
      (now.dropdown?.list === column.dropdown.list &&
        now.dropdown.strict === column.dropdown.strict)
        ? []
        : [
            {
              says: `${where} ha perso la sua tendina.`,
              cure: 'Rimetto la tendina.',
              steps: step('setDropdown'),
            },
          ]),
      ...(column.guarded !== true || now.guarded === true
        ? []
        : [
            {
              says: `${where} ha l’intestazione senza protezione.`,
              cure: 'Rimetto la protezione dell’intestazione.',
              steps: step('setGuard'),
            },
          ]),
    ];
  });
}

function tabDecay(found: TabShape, shape: TabShape): Decay[] {
  const mended = { ...shape, name: found.name };
  const decay = (
    says: string,
    cure: string,
    what: 'setMarks' | 'setFrozen' | 'setClosed' | 'setPrint' | 'setHidden',
  ) => [{ says, cure, steps: [{ do: what, tab: mended } as const] }];
  return [
    ...(shape.marks.every((mark) => found.marks.some((it) => it.formula === mark.formula))
      ? []
      : decay(
          `«${found.name}» ha perso i colori che segnano le celle da correggere.`,
          'Rimetto i colori.',
          'setMarks',
        )),
    ...(found.frozenRows >= shape.frozenRows
      ? []
      : decay(
          `«${found.name}» non tiene ferma l’intestazione.`,
          'Fermo di nuovo l’intestazione.',
          'setFrozen',
        )),
    ...(!shape.closed || found.closed
      ? []
      : decay(
          `«${found.name}» è di ALICE ed è aperto a chi scrive.`,
          'Lo chiudo di nuovo.',
          'setClosed',
        )),
    ...(!shape.print || found.print
      ? []
      : decay(
          `«${found.name}» ha perso l’impostazione di stampa.`,
          'Rimetto pagina orizzontale e intestazione ripetuta.',
          'setPrint',
        )),
    ...(shape.hidden !== true || found.hidden === true
      ? []
      : decay(
          `«${found.name}» è un foglio di servizio e si vede.`,
          'Lo nascondo di nuovo.',
          'setHidden',
        )),
  ];
}

function placesOf(found: TabShape, labels: readonly string[]): number[] {
  const wanted = labels.map(comparable);
  return found.columns.flatMap((it, at) =>
    it.label !== '' && wanted.includes(comparable(it.label)) ? [at] : [],
  );
}
