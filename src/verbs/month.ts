import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { knowledge } from '../../config/index.ts';
import { type Alice, connect } from '../alice.ts';
import { monthOf, plusMonth } from '../core/day.ts';
import { type Audience, release } from '../core/release.ts';
import { idIn } from '../core/tab.ts';
import { plural } from '../core/words.ts';
import { check } from '../jobs/check.ts';
import type { Applied } from '../jobs/payment-list.ts';
import {
  type Call,
  type Command,
  confirmed,
  type Exit,
  exit,
  notOurs,
  settingsOf,
  shortPath,
  tell,
  textOf,
  usage,
} from './call.ts';
import { report } from './report.ts';

export const monthCommand: Command = {
  verb: 'month',
  about:
    'Un mese: presenze, quanto spetta, quanto resta; propone l’elenco di liquidazione e prepara i file per chi paga. Non muove denaro.',
  usage:
    'alice month [YYYY-MM] [ID] [--batch [--apply]] [--csv <file>] [--inail <file>] [--fees <file>]',
  options: [
    {
      name: 'batch',
      type: 'boolean',
      about: 'Propone l’elenco di «Liquidazioni» e dice chi resta fuori, e perché.',
    },
    { name: 'apply', type: 'boolean', about: 'Con --batch: aggiunge le righe a «Liquidazioni».' },
    {
      name: 'repay',
      type: 'string',
      about: 'Con --batch: i pagamenti tornati indietro da rifare, LQ-0012,LQ-0019.',
    },
    { name: 'csv', type: 'string', about: 'L’elenco dei pagamenti, per chi paga: un file .csv.' },
    { name: 'inail', type: 'string', about: 'I giorni di presenza per INAIL: un file .csv.' },
    { name: 'fees', type: 'string', about: 'I compensi dei tutor ospitanti: un file .csv.' },
  ],
  examples: [
    {
      command: 'alice month 2026-03',
      about: 'tutto il mese; senza dire quale, quello appena finito',
    },
    {
      command: 'alice month 2026-03 --batch --apply --as O-0008',
      about: 'prepara l’elenco di liquidazione',
    },
    {
      command: 'alice month 2026-03 --csv elenco.csv --as administration',
      about: 'il file per chi paga: resta scritto chi l’ha chiesto',
    },
  ],
  run: runMonth,
};

async function runMonth(call: Call): Promise<Exit> {
  const { terminal: out, clock, options } = call;
  // Without a month the one that has just ended: its sheets are what there is to do.
  const said = call.words.filter((it) => idIn(it) === undefined);
  const internship = call.words.find((it) => idIn(it) !== undefined);
  const asked = said.length === 0 ? plusMonth(monthOf(clock.today()), -1) : said.join(' ');
  const [job, list, files, { monthAsked }, tabs, chosen, payments] = await Promise.all([
    import('../jobs/month.ts'),
    import('../jobs/payment-list.ts'),
    import('../jobs/payment-files.ts'),
    import('../jobs/why-month.ts'),
    import('../../config/registry.ts'),
    import('../../config/settings.ts'),
    import('../../config/payments.ts'),
  ]);
  const month = monthAsked(asked);
  if (!month.ok) return usage(call, month.error);
  const dryRun = options['dry-run'] === true;
  const exports = (['csv', 'inail', 'fees'] as const).flatMap((name) => {
    const file = textOf(options[name]);
    return file === undefined ? [] : [{ name, file }];
  });
  const json = options['json'] === true;
  const applying = options['batch'] === true && !dryRun;
  const writes = applying || (!dryRun && (exports.length > 0 || options['reveal'] === true));
  const alice = await connect({ settings: settingsOf(call), clock, look: !writes });
  const ground = { tabs, settings: chosen, payments };
  const judged = async () => {
    const { plan } = await check({ ...alice, by: call.by, dryRun: true });
    const proofs = await alice.ledger.recall('months');
    return { world: plan.world, ground, findings: plan.judged, proofs };
  };
  const seen = await judged();
  const who = list.whoAsks({ by: call.by, ...seen });
  if (!who.ok) return usage(call, who.error);
  const audience: Audience = {
    role: who.value.role,
    surface: json ? 'json' : 'terminal',
    reveal: options['reveal'] === true,
  };
  const plan = job.planMonth({
    ...seen,
    month: month.value,
    ...(internship === undefined ? {} : { internship: internship.toUpperCase() }),
  });
  if (!plan.ok) return usage(call, plan.error);

  if (options['batch'] !== true && exports.length === 0) {
    if (json) tell(job.monthAsData(plan.value, audience));
    for (const line of job.monthInWords(plan.value, audience)) out.say(line);
    if (audience.reveal === true && writes)
      await alice.ledger.audit({
        at: clock.now(),
        by: call.by,
        what: `il mese ${month.value} con i nomi`,
        ids: plan.value.rows.map((it) => it.told.internship),
        purpose: '--reveal',
      });
    await alice.ledger.close();
    return exit.well;
  }

  let ended: Exit = exit.well;
  let listed: string | undefined;
  if (options['batch'] === true) {
    const proposed = list.planBatch({
      ...seen,
      month: month.value,
      by: call.by,
      waiting: await list.waitingPayments({ ...seen, ledger: alice.ledger }),
      repay: new Set((textOf(options['repay']) ?? '').split(/[\s,]+/).filter((it) => it !== '')),
    });
    if (!proposed.ok) return usage(call, proposed.error);
    listed = proposed.value.list;
    if (json) tell(list.batchAsData(proposed.value, audience));
    for (const line of list.batchInWords(proposed.value, audience)) out.say(line);
    out.say();
    const how = `npx alice month ${month.value} --batch --apply`;
    if (
      applying &&
      proposed.value.rows.length > 0 &&
      (await confirmed(call, 'Lo aggiungo?', how))
    ) {
      if (alice.owner() !== 'ours') return notOurs(alice, call);
      const applied = await list.applyBatch({
        plan: proposed.value,
        ground,
        ledger: alice.ledger,
        clock,
        by: call.by,
      });
      if (!applied.ok) {
        for (const { says, classes } of applied.error)
          out.hint(
            release({ value: says, classes }, audience, knowledge.policy) ??
              'Una riga non si può scrivere: rivedila con --reveal.',
          );
        return exit.usage;
      }
      const partly = proposed.value.leftOut.length > 0;
      ended = await afterBatch(applied.value, { call, alice, partly });
    } else if (proposed.value.leftOut.length > 0) ended = exit.partly;
  }
  const after = ended === exit.well || ended === exit.partly ? await judged() : seen;
  for (const { name, file } of dryRun ? [] : exports) {
    const told = { ...after, month: month.value, role: who.value.role };
    const made =
      name === 'csv'
        ? files.paymentCsv({ ...told, ...(listed === undefined ? {} : { list: listed }) })
        : name === 'inail'
          ? files.inailCsv({ plan: plan.value, ground, role: who.value.role })
          : files.tutorFeesCsv({ plan: plan.value, ground, role: who.value.role });
    if (!made.ok) {
      out.hint(made.error);
      ended = exit.usage;
      continue;
    }
    await alice.ledger.audit({ at: clock.now(), by: call.by, ...made.value.audit });
    writeFileSync(resolve(file), made.value.text);
    out.say(`${plural(made.value.lines, 'riga', 'righe')} in ${shortPath(resolve(file))}.`);
    for (const line of made.value.leftOut) out.say(`- ${line}`);
    if (made.value.leftOut.length > 0) ended = exit.partly;
  }
  await alice.ledger.close();
  return ended;
}

/** Tells what became of a payment list, and checks what has become of the register. */
async function afterBatch(
  { outcome, run, says }: Applied,
  { call, alice, partly }: { readonly call: Call; readonly alice: Alice; readonly partly: boolean },
): Promise<Exit> {
  const { terminal: out, by } = call;
  for (const line of says) out.say(line);
  if (run !== undefined) out.say(`Per tornare indietro: npx alice undo ${run}.`);
  if (outcome === 'done') report(await check({ ...alice, by, dryRun: false }), call);
  if (outcome === 'changed') return exit.changed;
  return partly || outcome === 'queued' || outcome === 'waiting' ? exit.partly : exit.well;
}
