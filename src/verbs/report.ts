import { knowledge } from '../../config/index.ts';
import { inDigits } from '../core/day.ts';
import type { Finding } from '../core/finding.ts';
import { type Audience, release } from '../core/release.ts';
import { fold } from '../integrations/terminal/index.ts';
import { type Checked, checkInWords } from '../jobs/check.ts';
import { requestsInWords } from '../jobs/requests.ts';
import { stopsInWords } from '../jobs/world.ts';
import { type Call, shortPath } from './call.ts';

/** What a check found, for people: what stops something soonest first, the next step last. */
export function report({ plan, done, caughtUp, requests }: Checked, call: Call): void {
  const { terminal: out } = call;
  for (const it of caughtUp)
    out.say(
      fold(
        release(it, audienceOf(call, 'terminal'), knowledge.policy) ??
          'Una modifica in attesa non si può più fare: ripetila.',
        out,
      ),
    );
  const open = plan.findings.filter((it) => it.waived === undefined);
  out.say(checkInWords(plan));
  const listed = call.options['all'] === true ? open : open.slice(0, 10);
  for (const it of listed) {
    out.say();
    const stops = stopsInWords(it);
    out.say(
      `${out.style(styles[it.level], it.level.toUpperCase())} ${out.style('strong', stops ?? `deve valere: ${it.name}`)}`,
    );
    out.say(
      fold(
        [
          it.tab,
          it.id,
          it.line === undefined ? undefined : `riga ${it.line}`,
          it.column === undefined ? undefined : `«${it.column}»`,
        ]
          .filter((part) => part !== undefined)
          .join(' · '),
        { ...out, indent: '  ' },
      ),
    );
    out.say(fold(told(it, call, 'terminal').message, { width: out.width, indent: '  ' }));
    out.say(
      out.style(
        'soft',
        fold(
          `${knowledge.roleLabel(it.mends)}${it.since === undefined ? '' : `, dal ${inDigits(it.since)}`}`,
          { width: out.width, indent: '  ' },
        ),
      ),
    );
  }
  if (listed.length < open.length) {
    out.say();
    out.say(
      `…e altre ${open.length - listed.length}: sono tutte nel foglio «Da correggere» (o qui, con «npx alice check --all»).`,
    );
  }
  if (requests.length > 0) {
    out.say();
    out.say(out.style('strong', 'Richieste'));
    for (const line of requestsInWords(requests))
      out.say(fold(line, { width: out.width, indent: '  ' }));
  }
  out.say();
  for (const { where, written } of done?.files ?? []) {
    if (written.outcome === 'busy') out.hint(fold(written.why, out));
    if (written.outcome === 'changed')
      out.hint(`Qualcuno ha salvato ${shortPath(where)} mentre controllavo: riprova.`);
  }
  if (done === undefined) out.say('Non ho scritto nulla (--dry-run).');
  else if (done.outcome === 'nothing')
    out.say('Nei fogli non è cambiato nulla, e nulla ho riscritto.');
  else if (done.outcome === 'done')
    out.say(
      `Ho aggiornato i miei fogli${done.run === undefined ? '' : `; per tornare indietro: npx alice undo ${done.run}`}.`,
    );
  const [first] = open;
  if (first !== undefined)
    out.say(
      `Prossimo passo: ${first.id === undefined ? 'il foglio «Da fare»' : `npx alice why ${first.id}`}.`,
    );
}

/** A finding as this reader may have it: with its values, or only what must hold and what is expected. */
function told(it: Finding, call: Call, surface: Audience['surface']) {
  const audience = audienceOf(call, surface);
  const { policy } = knowledge;
  return {
    message:
      release({ value: it.says, classes: it.classes }, audience, policy) ??
      `Così com’è non va. ${it.expected} Che cosa c’è scritto si vede in «Da correggere», o qui con --reveal.`,
    proposed:
      it.proposed === undefined
        ? undefined
        : release({ value: it.proposed, classes: it.classes }, audience, policy),
  };
}

/** Who reads, where: the role said with --as. */
export function audienceOf(call: Call, surface: Audience['surface']): Audience {
  return { role: call.by, surface, reveal: call.options['reveal'] === true };
}

/** What a check found, for other programs: restricted findings are only counted. */
export function jsonOf({ plan, done, requests }: Checked, call: Call) {
  return {
    verb: 'check',
    today: plan.world.today,
    before: plan.before,
    run: done?.run,
    outcome: done?.outcome ?? 'dry-run',
    findings: plan.findings
      .filter((it) => !it.classes.includes('restricted'))
      .map((it) => {
        const { message, proposed } = told(it, call, 'json');
        return {
          key: it.key,
          rule: it.rule,
          level: it.level,
          tab: it.tab,
          row: it.line,
          id: it.id,
          column: it.column,
          message,
          expected: it.expected,
          proposed,
          mends: it.mends,
          since: it.since,
          blocks: it.consequence,
          waived: it.waived,
        };
      }),
    requests,
    restricted: plan.findings.filter((it) => it.classes.includes('restricted')).length,
  };
}

const styles = { blocca: 'block', avvisa: 'warn', nota: 'note' } as const;
