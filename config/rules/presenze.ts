import {
  byTerm,
  type Day,
  daysBetween,
  daysOf,
  firstDay,
  inDigits,
  lastDay,
  type Month,
  monthInWords,
  monthOf,
  monthsIn,
  plusDays,
  plusMonth,
} from '../../src/core/day.ts';
import { type Cents, cents, inEuro, minus, plus, sum } from '../../src/core/money.ts';
import { ruleFor } from '../../src/core/pack.ts';
import { type Around, rule } from '../../src/core/rule.ts';
import { type AnyTab, idIn, type RowOf } from '../../src/core/tab.ts';
import { comparable, list, plural } from '../../src/core/words.ts';
import {
  daysOfMonth,
  daysOfSheet,
  inDays,
  numbersOf,
  type SheetDays,
  withReasons,
} from '../attendance.ts';
import { restrictedWordsIn } from '../forbidden-words.ts';
import {
  inailOf,
  isRunning,
  lastDayOf,
  rctOf,
  rulesOf,
  suspensionsOf,
  variationsOf,
} from '../lifecycle.ts';
import * as registry from '../registry.ts';
import {
  agreements,
  attendanceSheets,
  batches,
  budget,
  companies,
  companyTutors,
  internships,
  type operators,
  requests,
  restricted,
  roles,
  signings,
  visits,
  waivers,
} from '../registry.ts';
import * as settings from '../settings.ts';

type Sheet = RowOf<typeof attendanceSheets>;
type Internship = RowOf<typeof internships>;
type Operator = RowOf<typeof operators>;
type Signing = RowOf<typeof signings>;
type Batch = RowOf<typeof batches>;
type Item = RowOf<typeof budget>;

const co = 'art. 9-bis c. 2 d.l. 510/1996; L. 234/2021 art. 1 c. 724';
const twoPeople = 'Buona amministrazione: chi scrive le presenze non è chi le convalida.';

// ── Fogli presenze: la riga e il suo mese ─────────────────────────────────────────────────────

export const oneSheetPerMonth = rule(attendanceSheets, {
  name: 'Ogni tirocinio ha un solo foglio presenze al mese',
  needs: ['month', 'internship'],
  holds: (it, around) => sheetsOf(it.internship, it.month, around)[0] === it,
  say: (it, around) =>
    `Per ${it.internship.id} il foglio di ${monthInWords(it.month)} c’è già, alla riga ${sheetsOf(it.internship, it.month, around)[0]?.id}: tieni una riga sola e riporta lì i giorni.`,
  expects: 'Una riga per tirocinio e mese, ad esempio una sola per T-0014 a marzo 2026.',
  mends: 'promoterTutor',
  stops: 'pay',
});

export const monthWithinInternship = rule(attendanceSheets, {
  name: 'Il mese del foglio cade nel periodo del tirocinio',
  needs: ['month', 'internship.startDate'],
  // Days worked out there are graver, and have sentences of their own.
  when: (it, around) => isAlive(it.internship) && !days(it, around, (all) => all.present),
  holds: (it, around) => {
    const { all, beforeStart, afterEnd } = daysOfMonth(it.internship, it.month, around);
    return (all & ~beforeStart & ~afterEnd) !== 0;
  },
  say: (it, around) =>
    `Il foglio è di ${monthInWords(it.month)}, ma ${it.internship.id} va ${spanInWords(it.internship, around)}: correggi il mese oppure il tirocinio.`,
  expects: 'Un mese tra l’inizio e la fine del tirocinio, ad esempio marzo 2026.',
  mends: 'promoterTutor',
  stops: 'pay',
});

export const daysExistInMonth = rule(attendanceSheets, {
  name: 'Nel foglio sono compilati solo i giorni che il mese ha',
  needs: ['month', 'internship'],
  holds: (it, around) => (daysOfSheet(it, around)?.tooMany.length ?? 0) === 0,
  say: (it, around) => {
    const { tooMany = [] } = daysOfSheet(it, around) ?? {};
    const which = `${tooMany.length === 1 ? 'la colonna' : 'le colonne'} ${list(tooMany.map(String))}`;
    return `${monthInWords(it.month)} ha ${daysOf(it.month).length} giorni, ma nel foglio è compilata anche ${which}: svuotala, oppure correggi il mese.`
      .replace('è compilata anche le', 'sono compilate anche le')
      .replace(/le colonne (.*): svuotala/, 'le colonne $1: svuotale');
  },
  expects: 'Colonne vuote dopo l’ultimo giorno del mese, ad esempio la 31 ad aprile.',
  mends: 'promoterTutor',
  stops: 'pay',
});
