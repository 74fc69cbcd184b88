import { type Logo, logoBox } from '../../src/core/document.ts';
import { fitted, pictureFacts } from '../../src/core/picture.ts';
import { err, ok, type Result } from '../../src/core/result.ts';
import type { Around } from '../../src/core/rule.ts';
import { comparable, nearest, thousands } from '../../src/core/words.ts';
import type { fundingSources, regions } from '../registry/programma.ts';
import * as settings from '../settings.ts';
import { internshipOf } from './moments.ts';

/** Who pays, by its name in code. */
export type Fund = keyof typeof fundingSources;

/** What the papers of a fund carry, and by saying nothing what they may not. */
interface Visibility {
  /** The words beside the emblem of the Union, kept together by spaces that do not break; without them no emblem. */
  readonly europeanUnion?: string;
  /** Whose logo, or else name, must follow, in this order. */
  readonly must: readonly Body[];
  /** Whose logo may follow, where the folder has it. */
  readonly may: readonly Body[];
  /** The fund in the line above the title, with the CUP; where there is none, neither may be there. */
  readonly line?: string;
}

/** Those whose logo a paper may carry. */
type Body = 'republic' | 'region' | 'promoter';

/**
 * What papers must and must not carry, by who pays (domain §2, «Cross-document», and §9 rule 21). The words beside the
 * emblem: Reg. UE 2021/1060, annex IX, 1.2, for FSE+; Reg. UE 2021/241, art. 34(2), for PNRR
 * (lavoro.gov.it/node/16022). Republic and region as programmes of FSE+ have them [35].
 */
export const visibility: Readonly<Record<Fund, Visibility>> = {
  fsePlus: {
    europeanUnion: 'Cofinanziato dall’Unione\u00a0europea',
    must: ['republic', 'region'],
    may: ['promoter'],
    line: 'Fondo sociale europeo Plus (FSE+)',
  },
  pnrr: {
    europeanUnion: 'Finanziato dall’Unione\u00a0europea –\u00a0NextGenerationEU',
    must: [],
    may: ['promoter'],
    line: 'Piano nazionale di ripresa e resilienza (PNRR)',
  },
  regional: { must: [], may: ['region', 'promoter'] },
  municipal: { must: [], may: ['promoter'] },
  other: { must: [], may: ['promoter'] },
};

/** A file of the folder of logos. One too large to be read has no bytes. */
export interface LogoFile {
  /** With its ending: `regione-puglia.png`. */
  readonly name: string;
  readonly size: number;
  readonly bytes?: Uint8Array | undefined;
}

/** The logos of a paper, and what a person should do about those that are not there. */
export interface LogosFound {
  readonly logos: readonly Logo[];
  /** Italian sentences, for whoever prints. */
  readonly lacks: readonly string[];
}

/** The logos there are, judged once: for what a row is about, what its paper carries. */
export type LogoShelf = (row: object, around: Pick<Around, 'settings'>) => LogosFound;

/**
 * Puts the files of the folder of logos in order. The emblem of the Union is always drawn, since the law wants it; a
 * required logo that is missing or no good is told, and the name of the body stands in its place: papers do not wait
 * for a picture.
 */
export function logoShelf(files: readonly LogoFile[]): LogoShelf {
  const judged = new Map(
    files.map((it) => [bareName(it.name), { ...it, picture: judge(it) }] as const),
  );
  return (row, around) => {
    const fund = fundOf(row, around);
    const { europeanUnion, must, may } = fund === undefined ? nobodyPays : visibility[fund];
    const found = [...must, ...may].map((body): LogosFound => {
      const of = nameOf(body, around);
      if (of === undefined) return { logos: [], lacks: [] };
      const wanted = fileNameOf(body, of);
      const file = judged.get(wanted);
      if (file?.picture.ok)
        return { logos: [{ kind: 'picture', of, bytes: file.picture.value }], lacks: [] };
      const instead = must.includes(body) ? [{ kind: 'name', of } as const] : [];
      if (file?.picture.ok === false) {
        const without = instead.length === 0 ? 'le carte escono senza' : 'sulle carte c’è il nome';
        return { logos: instead, lacks: [`${file.picture.error} Intanto ${without}.`] };
      }
      if (instead.length === 0) return { logos: [], lacks: [] };
      const near = nearest(wanted, [...judged.keys()]);
      const hint = near === undefined ? '' : ` C’è «${judged.get(near)?.name}»: forse è quello.`;
      return {
        logos: instead,
        lacks: [
          `Manca il logo di «${of}», che chi finanzia chiede: sulle carte c’è scritto il nome. Metti nella cartella dei loghi il file ${wanted}.png (o .jpg).${hint}`,
        ],
      };
    });
    const union = europeanUnion && ({ kind: 'europeanUnion', statement: europeanUnion } as const);
    return {
      logos: [...(union ? [union] : []), ...found.flatMap((it) => it.logos)],
      lacks: found.flatMap((it) => it.lacks),
    };
  };
}

/** Who pays for what a row is about: its internship's fund, its item's of the budget, else the programme's. */
export function fundOf(
  row: object,
  { settings: chosen }: Pick<Around, 'settings'>,
): Fund | undefined {
  return (
    internshipOf(row)?.fundingSource ??
    itemOf(row)?.fundingSource ??
    chosen.of(settings.fundingSource)
  );
}

/** The CUP of what a row is about: its internship's, its own, its agreement's, its item's, else the programme's. */
export function cupOf(
  row: object,
  { settings: chosen }: Pick<Around, 'settings'>,
): string | undefined {
  const it = internshipOf(row);
  const own = 'cup' in row && typeof row.cup === 'string' ? row.cup : undefined;
  return (
    it?.cup ?? own ?? it?.agreement?.cup ?? itemOf(row)?.cup ?? chosen.of(settings.programmeCup)
  );
}

/** The line of the fund above the title, without its CUP; nothing where who pays may not be named so. */
export function fundLineOf(row: object, around: Pick<Around, 'settings'>): string | undefined {
  const fund = fundOf(row, around);
  return fund === undefined ? undefined : visibility[fund].line;
}

const nobodyPays: Visibility = { must: [], may: ['promoter'] };

/** The item of the budget that pays a row of «Liquidazioni». */
function itemOf(row: object): { readonly fundingSource?: Fund; readonly cup?: string } | undefined {
  // A column called `item` holds a row of «Quadro economico», in the one tab that has it.
  return 'item' in row && typeof row.item === 'object' && row.item !== null ? row.item : undefined;
}

// ── The folder ────────────────────────────────────────────────────────────────────────────────

function nameOf(body: Body, { settings: chosen }: Pick<Around, 'settings'>): string | undefined {
  if (body === 'republic') return 'Repubblica italiana';
  if (body === 'region') return regionNames[chosen.of(settings.ruleRegion)];
  return chosen.of(settings.promoterName) ?? 'Soggetto promotore';
}

/** The file a logo stands in, without its ending: `repubblica-italiana`, `regione-puglia`, `soggetto-promotore`. */
function fileNameOf(body: Body, of: string): string {
  return body === 'promoter' ? 'soggetto-promotore' : bareName(of);
}

const regionNames: Readonly<Record<keyof typeof regions, string | undefined>> = {
  puglia: 'Regione Puglia',
  campania: 'Regione Campania',
  calabria: 'Regione Calabria',
  lazio: 'Regione Lazio',
  marche: 'Regione Marche',
  emiliaRomagna: 'Regione Emilia-Romagna',
  other: undefined,
};

/** `Regione Puglia.PNG`, `regione_puglia.jpg` and `regione-puglia` are the same. */
function bareName(name: string): string {
  return comparable(name.replace(/\.[^.]*$/, '')).replace(/[\s_-]+/g, '-');
}

/** Dots per inch below which a printed logo looks coarse; more than this many bytes or pixels only make every paper heavy. */
const coarse = 150;
const heaviest = { bytes: 1_000_000, pixels: 3000 } as const;

/** The bytes of a logo that is fit for print, or a sentence that says why it is not. */
function judge({ name, size, bytes }: LogoFile): Result<Uint8Array> {
  if (bytes === undefined || size > heaviest.bytes)
    return err(
      `${name} pesa ${thousands(Math.ceil(size / 1000))} kB e ogni carta lo porterebbe con sé: riducilo sotto ${thousands(heaviest.bytes / 1000)} kB, ad esempio a 1.000 pixel di larghezza.`,
    );
  const facts = pictureFacts(bytes);
  if (!facts.ok)
    return err(`${name} ${facts.error}: serve un PNG o un JPEG a colori, ad esempio di 600 pixel.`);
  const { width, height } = facts.value;
  const pixels = `${thousands(width)} × ${thousands(height)} pixel`;
  if (Math.max(width, height) > heaviest.pixels)
    return err(
      `${name} è di ${pixels} e ogni carta lo porterebbe con sé: riducilo, ad esempio a 1.000 pixel di larghezza.`,
    );
  const inches = fitted(facts.value, logoBox).height / 72;
  const least = Math.ceil(inches * coarse);
  return height < least
    ? err(
        `${name} è di ${pixels} e stampato si vedrebbe sgranato: serve alto almeno ${thousands(least)} pixel, ad esempio ${thousands(2 * least)}.`,
      )
    : ok(bytes);
}
