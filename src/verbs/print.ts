import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { connect, papersKnown, press, sha256 } from '../alice.ts';
import { calendar, type Day } from '../core/day.ts';
import type { Around } from '../core/rule.ts';
import { noSettings } from '../core/setting.ts';
import { list, nearest } from '../core/words.ts';
import { fold } from '../integrations/terminal/index.ts';
import { check } from '../jobs/check.ts';
import {
  type Call,
  type Command,
  type Exit,
  exit,
  notOurs,
  settingsOf,
  shortPath,
  tell,
  textOf,
  usage,
} from './call.ts';

export const printCommand: Command = {
  verb: 'print',
  about: 'Stampa le carte pronte e non ancora stampate, numerate; dice che cosa manca alle altre.',
  usage: 'alice print [carta…] [ID…] [--copy] [--preview <carta>] [--model <file.docx>]',
  options: [
    {
      name: 'copy',
      type: 'boolean',
      about: 'Ristampa ciò che è già stampato: stesso numero, con la scritta «copia».',
    },
    {
      name: 'preview',
      type: 'string',
      about: 'Stampa una carta di prova, con i nomi dei dati al posto dei dati.',
    },
    {
      name: 'model',
      type: 'string',
      about:
        'Il modello .docx imposto dall’ente, con gli stessi segnaposto: ne fa una bozza per una carta e un ID.',
    },
  ],
  examples: [
    { command: 'alice print T-0014', about: 'le carte pronte di un tirocinio' },
    {
      command: 'alice print registro-presenze --dry-run',
      about: 'dice quali registri stamperebbe',
    },
    {
      command: 'alice print --preview accordo-borsa-lavoro',
      about: 'come viene la carta, senza dati di nessuno',
    },
    {
      command: 'alice print progetto-formativo T-0014 --model regione.docx',
      about: 'una bozza .docx sul modello della regione',
    },
  ],
  run: runPrint,
};

async function runPrint(call: Call): Promise<Exit> {
  const { terminal: out, clock, options } = call;
  const dryRun = options['dry-run'] === true;
  if (call.words[0] === 'phone-list') return phoneList(call);
  const preview = textOf(options['preview']);
  if (preview !== undefined) return printPreview(preview, call);
  const model = textOf(options['model']);
  if (model !== undefined) return printModel(model, call);
  const job = await import('../jobs/print.ts');
  const alice = await connect({ settings: settingsOf(call), clock, look: dryRun });
  const { plan } = await check({ ...alice, by: call.by, dryRun: true });
  if (alice.owner() !== 'ours' && !dryRun) return notOurs(alice, call);
  const papers = await alice.papers(await alice.ledger.papers());
  const asked = job.readPrintAsked(call.words, {
    copy: options['copy'] === true,
    papers,
    world: plan.world,
  });
  if (!asked.ok) {
    for (const it of asked.error) out.hint(it);
    await alice.ledger.close();
    return exit.usage;
  }
  const done = await job.print({
    world: plan.world,
    papers,
    findings: plan.judged,
    asked: asked.value,
    printer: await press(),
    sha256,
    ledger: alice.ledger,
    archive: alice.archive,
    clock,
    by: call.by,
    dryRun,
  });
  if (options['json'] === true) tell(job.printAsJson(done));
  for (const line of job.printInWords(done, asked.value)) out.say(fold(line, out));
  if (done.done.length > 0) {
    out.say(`Le carte sono in ${shortPath(resolve(settingsOf(call).out))}.`);
    await check({ ...alice, by: call.by, dryRun: false });
  }
  await alice.ledger.close();
  return {
    done: exit.well,
    nothing: exit.well,
    partly: exit.partly,
    failed: exit.outside,
  }[done.outcome];
}

/** Whom to phone is no paper: it has no number, and tomorrow it is another. */
async function phoneList({ options, run }: Call): Promise<Exit> {
  const said = ['register', 'now', 'as'].flatMap((name) => {
    const text = textOf(options[name]);
    return text === undefined ? [] : [`--${name}`, text];
  });
  return run(['remind', '--phone-list', ...said, ...(options['json'] === true ? ['--json'] : [])]);
}

/** Prints a kind of paper with the labels of its data, and nothing of anybody's. */
async function printPreview(kind: string, call: Call): Promise<Exit> {
  const { terminal: out, clock } = call;
  const { fillTemplate } = await import('../core/fill.ts');
  const { papers, faults } = await papersKnown([], settingsOf(call));
  for (const it of faults)
    out.hint(`Modello ${it.kind}.md, riga ${it.line}, colonna ${it.column}: ${it.says}`);
  const kinds = papers.templates.map((it) => it.kind);
  const template = papers.templates.find((it) => it.kind === kind);
  if (template === undefined) {
    const near = nearest(kind, kinds);
    const what = near === undefined ? `ci sono ${list(kinds)}` : `forse «${near}»`;
    return usage(call, `«${kind}» non è una carta: ${what}.`);
  }
  const around = nobodyAround(clock.today());
  const row = { id: `${template.tab.id}-0000` };
  const { vocabulary } = papers;
  const filled = fillTemplate(template, { row, around, vocabulary, preview: true });
  if (!filled.ok) {
    for (const it of filled.missing) out.hint(`Manca ${it.what}.`);
    return exit.partly;
  }
  const printer = await press();
  const bytes = await printer.print({
    title: `${template.title} – anteprima`,
    ...papers.letterhead({ template, row, around }),
    blocks: filled.blocks,
    draft: true,
    created: clock.today(),
  });
  const folder = join(resolve(settingsOf(call).out), 'anteprime');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${kind}.pdf`);
  writeFileSync(path, bytes);
  out.say(`Anteprima in ${shortPath(path)}.`);
  return faults.length > 0 ? exit.partly : exit.well;
}

/** A draft on the body's own .docx: the same placeholders, the same privacy, and a person finishes it. */
async function printModel(file: string, call: Call): Promise<Exit> {
  const { terminal: out, clock, by } = call;
  const dryRun = call.options['dry-run'] === true;
  const [{ docxModel }, job] = await Promise.all([
    import('../integrations/docx/index.ts'),
    import('../jobs/model.ts'),
  ]);
  if (!existsSync(file)) return usage(call, `Il file ${file} non c’è: controlla il nome.`);
  const model = docxModel(readFileSync(file));
  if (!model.ok) return usage(call, `${file}: ${model.error.join(' ')}`);
  const alice = await connect({ settings: settingsOf(call), clock, look: dryRun });
  const { plan } = await check({ ...alice, by, dryRun: true });
  if (alice.owner() !== 'ours' && !dryRun) return notOurs(alice, call);
  const drafted = await job.draftOnModel({
    words: call.words,
    model: model.value,
    world: plan.world,
    papers: await alice.papers(await alice.ledger.papers()),
    findings: plan.judged,
    ledger: alice.ledger,
    archive: alice.archive,
    clock,
    by,
    sha256,
    dryRun,
  });
  if (!drafted.ok) {
    for (const it of drafted.error.says) out.hint(fold(it, out));
    await alice.ledger.close();
    return { asked: exit.usage, row: exit.partly, outside: exit.outside }[drafted.error.because];
  }
  if (call.options['json'] === true) tell(job.draftedAsJson(drafted.value));
  for (const line of job.draftedInWords(drafted.value)) out.say(fold(line, out));
  if (drafted.value.outcome === 'done') await check({ ...alice, by, dryRun: false });
  await alice.ledger.close();
  return exit.well;
}

/** A register with nobody in it, for what is made without data. */
function nobodyAround(today: Day): Around {
  return {
    today,
    settings: noSettings,
    calendar: calendar([]),
    rows: () => [],
    where: () => [],
    has: () => false,
  };
}
