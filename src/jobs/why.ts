import { resultOf } from '../core/cell.ts';
import { shown } from '../core/column.ts';
import { inDigits } from '../core/day.ts';
import type { Finding } from '../core/finding.ts';
import { expectedIn } from '../core/register.ts';
import type { Privacy } from '../core/release.ts';
import { stateOf } from '../core/state.ts';
import { columnAt } from '../core/tab.ts';
import type { CheckPlan } from './check.ts';
import { stopsInWords } from './world.ts';

/** One step of an explanation; `classes` decide who may read it. */
export interface Because {
  readonly heading: string;
  readonly text: string;
  readonly classes: readonly Privacy[];
}

/** Why something is as it is: the chain of reasons, and whether ALICE knows what was asked about at all. */
export interface Explanation {
  readonly about: string;
  readonly chains: readonly { readonly title: string; readonly steps: readonly Because[] }[];
}

/**
 * The chain of reasons behind an ID, a finding's key or a rule's name: what was found in which cells, which rule
 * says so and where it comes from, since when, what it stops, who mends it. `undefined` for what is not known.
 */
export function why(asked: string, plan: CheckPlan): Explanation | undefined {
  const { world } = plan;
  const wanted = asked.trim();
  const byKey = plan.findings.filter((it) => it.key === wanted);
  if (byKey.length > 0) return { about: wanted, chains: byKey.map((it) => chainOf(it, plan)) };

  const row = world.register.find(wanted.toUpperCase());
  if (row !== undefined) {
    const id = wanted.toUpperCase();
    const found = plan.findings.filter((it) => it.id === id);
    const table = world.knowledge.states.find((it) => it.tab === row.tab);
    const state = table === undefined ? undefined : stateOf(table, row.row, world.around);
    const rules = Object.values(world.knowledge.rules).filter((it) => it.tab === row.tab).length;
    return {
      about: id,
      chains: [
        {
          title: `${id} (${row.tab.one})`,
          steps: [
            ...(state === undefined
              ? []
              : [
                  said(
                    'Stato',
                    `${state.label}${state.since === undefined ? '' : `, dal ${inDigits(state.since)}`}`,
                  ),
                  ...(state.next === undefined ? [] : [said('Prossimo passo', state.next)]),
                ]),
            said(
              'Verifica',
              found.length === 0
                ? `A posto: ${rules} regole controllate, oltre alle celle.`
                : `${found.length} da guardare, spiegate qui sotto.`,
            ),
          ],
        },
        ...found.map((it) => chainOf(it, plan)),
      ],
    };
  }

  const { rules } = world.knowledge;
  // People may ask about any word at all: «constructor» is no rule.
  const rule = Object.hasOwn(rules, wanted) ? rules[wanted] : undefined;
  if (rule !== undefined) {
    const found = plan.findings.filter((it) => it.rule === wanted);
    return {
      about: wanted,
      chains: [
        {
          title: rule.name,
          steps: [
            said('Che cosa ci va', rule.expects),
            said('Celle', rule.needs.map((it) => `«${columnAt(rule.tab, it).label}»`).join(', ')),
            ...(rule.source === undefined ? [] : [said('Da dove viene', rule.source)]),
            said('Chi corregge', world.knowledge.roleLabel(rule.mends)),
            said(
              'Adesso',
              found.length === 0
                ? 'Vale per tutte le righe.'
                : `Non vale per ${found.map((it) => it.id ?? it.tab).join(', ')}.`,
            ),
          ],
        },
      ],
    };
  }
  return undefined;
}

function chainOf(finding: Finding, { world }: CheckPlan): Explanation['chains'][number] {
  const rule = world.knowledge.rules[finding.rule];
  const stops = stopsInWords(finding);
  return {
    title: `${finding.level}: ${finding.name}`,
    steps: [
      said(
        'Dove',
        [
          finding.tab,
          finding.id,
          finding.line === undefined ? undefined : `riga ${finding.line}`,
          finding.column,
        ]
          .filter((it) => it !== undefined)
          .join(' · '),
      ),
      { heading: 'Che cosa non torna', text: finding.says, classes: finding.classes },
      ...cells(finding, world),
      said('Che cosa ci va', finding.expected),
      ...(finding.proposed === undefined
        ? []
        : [{ heading: 'Proposta', text: finding.proposed, classes: finding.classes }]),
      ...(rule?.source === undefined ? [] : [said('Da dove viene la regola', rule.source)]),
      said('Chi corregge', world.knowledge.roleLabel(finding.mends)),
      ...(finding.since === undefined ? [] : [said('Da quando', inDigits(finding.since))]),
      ...(stops === undefined ? [] : [said('Che cosa blocca', stops)]),
      ...(finding.waived === undefined
        ? []
        : [said('Deroga', `${finding.waived}: qualcuno ne risponde.`)]),
      said('Chiave', finding.key),
    ],
  };
}

/** The cells a rule looked at, as they were typed, each released by its own class. */
function cells(finding: Finding, { register, knowledge }: CheckPlan['world']): Because[] {
  const rule = knowledge.rules[finding.rule];
  const row = finding.id === undefined ? undefined : register.find(finding.id);
  if (rule === undefined || row === undefined || row.tab !== rule.tab) return [];
  const layout = register.layout(row.tab);
  return rule.needs.flatMap((path): Because[] => {
    const [key = ''] = path.split('.');
    const at = layout?.at.get(key);
    const cell = at === undefined ? undefined : layout?.grid.rows[register.lineOf(row.row)]?.[at];
    const column = row.tab.columns[key];
    if (column === undefined || path.includes('.')) {
      const far = columnAt(rule.tab, path);
      return [said(`«${far.label}»`, `letta da ${column?.label ?? path}: ${expectedIn(far)}`)];
    }
    return [
      {
        heading: `«${column.label}»`,
        text: cell === undefined ? 'vuota' : shown(resultOf(cell)),
        classes: [column.privacy],
      },
    ];
  });
}

function said(heading: string, text: string): Because {
  return { heading, text, classes: ['internal'] };
}
