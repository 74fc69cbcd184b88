import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { knowledge } from '../../config/index.ts';
import { connect } from '../alice.ts';
import type { Cell } from '../core/cell.ts';
import { shown } from '../core/column.ts';
import { type Privacy, release } from '../core/release.ts';
import { err, ok, type Result } from '../core/result.ts';
import { fold, table } from '../integrations/terminal/index.ts';
import { check } from '../jobs/check.ts';
import type { ImportPlan } from '../jobs/import.ts';
import { Unreachable } from '../ports.ts';
import {
  type Call,
  type Command,
  confirmed,
  type Exit,
  exit,
  notOurs,
  readState,
  settingsOf,
  tell,
  usage,
} from './call.ts';
import { audienceOf, report } from './report.ts';

export const importCommand: Command = {
  verb: 'import',
  about:
    'Porta nel registro righe scritte altrove: propone, mostra riga per riga, scrive solo se confermato.',
  usage: 'alice import <file.xlsx|csv> --to <foglio> [--apply]',
  options: [
    {
      name: 'to',
      type: 'string',
      about: 'Il foglio in cui vanno le righe, ad esempio Beneficiari.',
    },
    { name: 'apply', type: 'boolean', about: 'Scrive senza chiedere: solo le righe certe.' },
    {
      name: 'same',
      type: 'string',
      about: 'Una riga è una che c’è già: 12=B-0042. Si può ripetere con le virgole.',
    },
    { name: 'fresh', type: 'string', about: 'Righe che sono persone nuove: 12,15.' },
  ],
  examples: [
    {
      command: 'alice import elenco.csv --to Beneficiari',
      about: 'propone e chiede conferma',
    },
    {
      command: 'alice import elenco.xlsx --to "Soggetti ospitanti" --apply',
      about: 'scrive le righe certe',
    },
    {
      command: 'alice import elenco.csv --to Beneficiari --same 12=B-0042 --fresh 15',
      about: 'risponde alle domande riga per riga',
    },
  ],
  run: runImport,
};

async function runImport(call: Call): Promise<Exit> {
  const { terminal: out, clock } = call;
  const [file] = call.words;
  const to = call.options['to'];
  if (file === undefined || typeof to !== 'string')
    return usage(
      call,
      'Dimmi quale file e in quale foglio, ad esempio: elenco.csv --to Beneficiari.',
    );
  const { actsOf, importInWords, likeliestGrid, planImport } = await import('../jobs/import.ts');
  const { record, tabCalled } = await import('../jobs/record.ts');
  const dryRun = call.options['dry-run'] === true;
  const alice = await connect({ settings: settingsOf(call), clock, look: dryRun });
  const world = await readState(alice);
  if (alice.owner() !== 'ours' && !dryRun) return notOurs(alice, call);
  const tab = tabCalled(to, world);
  if (!tab.ok) return usage(call, tab.error);
  const grids = await gridsIn(file);
  const grid = likeliestGrid(grids, tab.value);
  if (grid === undefined) return usage(call, `In ${file} non c’è nessuna riga.`);
  const answers = answersIn(call);
  if (!answers.ok) return usage(call, answers.error);
  const planned = planImport({ grid, tab: tab.value, world, ...answers.value });
  if (!planned.ok) return usage(call, planned.error);
  const plan = planned.value;

  if (call.options['json'] === true) tell({ verb: 'import', ...importAsData(plan, call) });
  sayImport(plan, call);
  const acts = actsOf(plan);
  const doubtful = plan.rows.some((it) => it.kind === 'question' || it.kind === 'invalid');
  if (acts.length === 0 || dryRun) {
    out.say(acts.length === 0 ? 'Non c’è nulla da scrivere.' : 'Non ho scritto nulla (--dry-run).');
    await alice.ledger.close();
    return doubtful ? exit.partly : exit.well;
  }
  const how = `npx alice import ${file} --to "${tab.value.name}" --apply`;
  if (!(await confirmed(call, `Scrivo in «${tab.value.name}»?`, how))) {
    await alice.ledger.close();
    return exit.partly;
  }
  const done = await record({
    world,
    acts,
    ledger: alice.ledger,
    clock,
    verb: 'import',
    by: call.by,
  });
  if (!done.ok) {
    for (const it of done.error)
      out.hint(
        release(
          { value: it.says, classes: it.classes },
          audienceOf(call, 'terminal'),
          knowledge.policy,
        ) ?? 'Una riga non si può scrivere: rivedila con --reveal.',
      );
    await alice.ledger.close();
    return exit.usage;
  }
  out.say(
    `${importInWords(plan)} ${done.value.says.length === 0 ? '' : done.value.says.slice(0, 5).join(' ')}`,
  );
  if (done.value.run !== undefined)
    out.say(`Per tornare indietro: npx alice undo ${done.value.run}.`);
  if (done.value.outcome === 'done')
    report(await check({ ...alice, by: call.by, dryRun: false }), call);
  await alice.ledger.close();
  if (done.value.outcome === 'changed') return exit.changed;
  return doubtful || done.value.outcome === 'queued' ? exit.partly : exit.well;
}

/** The sheets of a file of rows: an .xlsx, or a text cut by `;`, `,` or tabs in UTF-8 or Windows-1252. */
async function gridsIn(
  file: string,
): Promise<readonly { readonly name: string; readonly rows: readonly (readonly Cell[])[] }[]> {
  if (/\.xls[xm]$/i.test(file)) {
    const { excelFile } = await import('../integrations/excel-file/index.ts');
    const { sheets } = await excelFile({
      path: resolve(file),
      history: dirname(resolve(file)),
      mayWrite: 'companion',
    }).read();
    return sheets;
  }
  const { readDelimited } = await import('../jobs/delimited.ts');
  if (!existsSync(file))
    throw new Unreachable({
      what: `Il file ${file}`,
      why: 'non c’è',
      cure: 'Controlla il nome e la cartella',
    });
  const bytes = readFileSync(file);
  const read = readDelimited(textIn(bytes));
  if (read.ok) return [{ name: file, rows: read.value.rows }];
  throw new Unreachable({
    what: `Il file ${file}`,
    why: read.error.replace(/\.$/, ''),
    cure: 'Correggilo e riprova',
  });
}

function textIn(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // What an Italian Excel saves as «CSV» is not UTF-8.
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** What the person answered to the questions of an earlier run: `12=B-0042,13=B-0007` and `15,16`. */
function answersIn(
  call: Call,
): Result<{ readonly same: ReadonlyMap<number, string>; readonly fresh: ReadonlySet<number> }> {
  const parts = (name: string) =>
    String(call.options[name] ?? '')
      .split(',')
      .map((it) => it.trim())
      .filter((it) => it !== '');
  const same = new Map<number, string>();
  for (const it of parts('same')) {
    const [, line, id] = /^(\d+)=([A-Za-z]{1,4}-\d+)$/.exec(it) ?? [];
    if (line === undefined || id === undefined)
      return err(`«${it}» non va bene per --same: scrivi riga=ID, ad esempio 12=B-0042.`);
    same.set(Number(line), id.toUpperCase());
  }
  const fresh = parts('fresh');
  const odd = fresh.find((it) => !/^\d+$/.test(it));
  return odd === undefined
    ? ok({ same, fresh: new Set(fresh.map(Number)) })
    : err(`«${odd}» non va bene per --fresh: scrivi i numeri delle righe, ad esempio 15,16.`);
}

/** The columns and lines of an import, for people: values only for those who asked to see them. */
function sayImport(plan: ImportPlan, call: Call): void {
  const { terminal: out } = call;
  const { columns, rows } = importAsData(plan, call);
  out.say(out.style('strong', 'Colonne'));
  out.say(
    table(
      columns.map((it) => [
        `  ${it.header === '' ? '(senza nome)' : it.header}`,
        it.used ? `→ ${it.label ?? ''}` : '—',
        it.used ? `${Math.round(it.confidence * 100)} %` : (it.says ?? ''),
      ]),
      out,
    ),
  );
  out.say();
  out.say(out.style('strong', 'Righe'));
  const listed =
    call.options['all'] === true ? rows : rows.filter((it) => it.kind !== 'unchanged').slice(0, 40);
  for (const it of listed) out.say(fold(`  riga ${it.line}: ${it.says}`, { width: out.width }));
  if (listed.length < rows.length) out.say(`  …e altre ${rows.length - listed.length}.`);
  out.say();
}

function importAsData(plan: ImportPlan, call: Call) {
  const audience = audienceOf(call, call.options['json'] === true ? 'json' : 'terminal');
  const shownTo = (value: string, classes: readonly Privacy[]) =>
    release({ value, classes }, audience, knowledge.policy);
  return {
    tab: plan.tab.name,
    columns: plan.columns.map(({ header, label, confidence, used, says, filled }) => ({
      header,
      label,
      confidence,
      used,
      says,
      filled,
    })),
    rows: plan.rows.map((it) => {
      switch (it.kind) {
        case 'create':
          return {
            line: it.line,
            kind: it.kind,
            says: `nuova${it.lacks.length === 0 ? '' : `; manca ${it.lacks.join(', ')}`}`,
          };
        case 'update':
          return {
            line: it.line,
            kind: it.kind,
            id: it.id,
            says: `${it.id} (${it.why}): ${it.changes
              .map(({ label, before, after, classes }) => {
                const values = shownTo(`«${shown(before)}» → «${shown(after)}»`, classes);
                return values === undefined ? label : `${label} ${values}`;
              })
              .join('; ')}`,
          };
        case 'unchanged':
          return {
            line: it.line,
            kind: it.kind,
            id: it.id,
            says: `${it.id} (${it.why}): già uguale`,
          };
        case 'invalid':
          return {
            line: it.line,
            kind: it.kind,
            says: it.problems
              .map(
                ({ says, label, classes }) =>
                  shownTo(says, classes) ?? `«${label ?? 'una cella'}» non si può leggere.`,
              )
              .join(' '),
          };
        case 'question':
          return { line: it.line, kind: it.kind, candidates: it.candidates, says: it.says };
      }
    }),
  };
}
