import { inDigits } from '../core/day.ts';
import { type Finding, isRestricted } from '../core/finding.ts';
import type { Request } from '../core/knowledge.ts';
import { stateOf } from '../core/state.ts';
import { plural } from '../core/words.ts';
import type { World } from './world.ts';

/** What ALICE answers to each line of «Richieste», by its ID: IDs and counts, never names. */
export function answersTo(
  world: World,
  findings: readonly Finding[],
): (readonly [id: string, says: string])[] {
  const open = findings.filter((it) => it.waived === undefined && !isRestricted(it));
  return world.knowledge
    .requestsOf(world.around)
    .map((it) => [it.id, answerTo(it, open, world)] as const);
}

function answerTo({ what, about, label }: Request, open: readonly Finding[], world: World): string {
  if (what === 'check') {
    const blocking = open.filter((it) => it.level === 'blocca').length;
    return `Fatto il ${inDigits(world.today)}: ${plural(open.length, 'segnalazione', 'segnalazioni')}, di cui ${blocking} ${blocking === 1 ? 'blocca' : 'bloccano'}.`;
  }
  if (what === 'why') {
    if (about === undefined)
      return 'Scrivi in «Di chi o di che cosa» l’ID da spiegare, ad esempio T-0014.';
    const found = world.register.find(about);
    if (found === undefined) return `${about} non c’è nel registro: controlla l’ID.`;
    const table = world.knowledge.states.find((it) => it.tab === found.tab);
    const state = table === undefined ? undefined : stateOf(table, found.row, world.around);
    const wrong = open.filter((it) => it.id === about);
    return [
      state === undefined ? '' : `Stato: ${state.label}. `,
      wrong.length === 0 ? 'A posto.' : `Da guardare: ${wrong.map((it) => it.name).join('; ')}.`,
      state?.next === undefined ? '' : ` Prossimo passo: ${state.next}`,
    ].join('');
  }
  if (what === 'undo')
    return 'Per tornare indietro il tecnico scrive «npx alice undo» con il numero che sta in «Registro modifiche».';
  return `«${label}» non lo so fare da qui: per ora rispondo a «ricontrolla tutto» e «spiega perché».`;
}
