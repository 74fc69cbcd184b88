import type { Patron } from '../src/core/day.ts';
import type { Around } from '../src/core/rule.ts';
import { municipalities } from './registry.ts';

/** The patrons' feasts as the tab «Comuni» tells them: a fixed day, or the day of this year and of the next. */
export function patronsOf(around: Pick<Around, 'rows' | 'has'>): readonly Patron[] {
  return around.rows(municipalities).flatMap((it): Patron[] => {
    if (it.name === undefined) return [];
    const name = it.patronName ?? `Festa patronale di ${it.name}`;
    const dated = [it.patronThisYear, it.patronNextYear].flatMap((on) =>
      on === undefined ? [] : [on],
    );
    const moving: Patron[] =
      dated.length === 0
        ? []
        : [
            {
              comune: it.name,
              name,
              date: { byYear: Object.fromEntries(dated.map((on) => [Number(on.slice(0, 4)), on])) },
            },
          ];
    return it.patronDay === undefined
      ? moving
      : [{ comune: it.name, name, date: it.patronDay }, ...moving];
  });
}
