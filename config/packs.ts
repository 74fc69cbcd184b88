import type { RulePack } from '../src/core/pack.ts';
import { calabria } from './packs/calabria.ts';
import { campania } from './packs/campania.ts';
import { emiliaRomagna } from './packs/emilia-romagna.ts';
import { lazio } from './packs/lazio.ts';
import { marche } from './packs/marche.ts';
import { nazionale } from './packs/nazionale.ts';
import { puglia } from './packs/puglia.ts';

/** Every rule pack ALICE knows, Puglia first because it is what a new workbook starts from. */
export const packs: readonly RulePack[] = [
  puglia,
  campania,
  calabria,
  lazio,
  marche,
  emiliaRomagna,
  nazionale,
];
