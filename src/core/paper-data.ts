import type { Document } from './document.ts';
import type { Put } from './fill.ts';
import { numberInWords, type PaperMade } from './paper.ts';
import { type Policy, release } from './release.ts';
import type { Template } from './template.ts';

/**
 * The data of a paper as JSON, to travel inside it: what stands on it and nothing else, by the labels of its template,
 * in the order in which it stands there. Each value passes the gate once more, for all the paper is for; what is
 * restricted never does, whatever the policy says.
 */
export function attachedData(it: PaperMade, policy: Policy): NonNullable<Document['attached']> {
  const { template, number, about, made } = it;
  const { kind, year, version } = number;
  const leaving = it.put.filter((one) => mayLeave(one, template, policy));
  const told = {
    schemaVersion: 1,
    kind,
    title: template.title,
    number: numberInWords(number),
    version,
    about,
    made,
    ...gathered(leaving, 0),
  };
  return {
    name: `${kind}-${number.number}-${year}.json`,
    json: `${JSON.stringify(told, undefined, 2)}\n`,
  };
}

function mayLeave({ classes }: Put, { audience }: Template, policy: Policy): boolean {
  if (classes.includes('restricted')) return false;
  return audience.every(
    (role) => release({ value: true, classes }, { role, surface: 'pdf' }, policy) === true,
  );
}

interface Gathered {
  /** By label. */
  readonly values: Readonly<Record<string, Put['value']>>;
  /** By the name of the list, a line each. */
  readonly lists?: Readonly<Record<string, readonly Gathered[]>>;
}

/** What stands at this depth of lists, and the lists in it. A label said twice is told once, as it was said first. */
function gathered(put: readonly Put[], depth: number): Gathered {
  const here = put.filter((it) => it.within.length === depth);
  const deeper = put.filter((it) => it.within.length > depth);
  const byList = Map.groupBy(deeper, (it) => it.within[depth]?.list ?? '');
  const lists = [...byList].map(([list, of]) => {
    const lines = Map.groupBy(of, (it) => it.within[depth]?.line ?? 0);
    return [list, [...lines.values()].map((line) => gathered(line, depth + 1))] as const;
  });
  const values = new Map<string, Put['value']>();
  for (const { label, value } of here) if (!values.has(label)) values.set(label, value);
  return {
    values: Object.fromEntries(values),
    ...(lists.length === 0 ? {} : { lists: Object.fromEntries(lists) }),
  };
}
