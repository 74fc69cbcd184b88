import { readdirSync, readFileSync } from 'node:fs';
import { demoProgramme } from '../../config/demo/programme.ts';
import { vocabulary } from '../../config/documents.ts';
import { knowledge } from '../../config/index.ts';
import { paperKnowledge } from '../../config/papers/book.ts';
import type { LogoFile } from '../../config/papers/funding.ts';
import { signings } from '../../config/registry.ts';
import { day } from '../../src/core/day.ts';
import { readTemplate } from '../../src/core/template.ts';
import { memoryArchive } from '../../src/integrations/memory/archive.ts';
import { fixedClock } from '../../src/integrations/memory/clock.ts';
import { memoryLedger } from '../../src/integrations/memory/ledger.ts';
import { memoryWorkbook } from '../../src/integrations/memory/workbook.ts';
import { loadFonts } from '../../src/integrations/typefaces/index.ts';
import { demoGrids } from '../../src/jobs/demo.ts';
import { paperOfRow, print } from '../../src/jobs/print.ts';
import { readWorld } from '../../src/jobs/world.ts';
import { printer } from '../../src/pdf/index.ts';
import { sha256 } from '../a/papers.ts';

/** The papers whose pages are kept as pictures, each of a row of the clean demo (seed 1, 4 May 2026). */
export const mainPapers = [
  ['accordo-borsa-lavoro', 'T-0035'],
  ['progetto-personalizzato', 'T-0031'],
  ['registro-presenze', 'FP-0175'],
  ['prospetto-liquidazione', 'FP-0003'],
  ['elenco-liquidazione-atti', 'LQ-0016'],
  ['elenco-liquidazione-pubblicabile', 'LQ-0016'],
  ['attestazione-finale', 'T-0001'],
  ['scheda-avvio', 'T-0039'],
  ['convenzione', 'CV-0031'],
] as const;

/**
 * Prints them all as `alice print` does, and gives their bytes by kind. Those the demo has signed long ago, out of their
 * moment, are printed as if it were the day before.
 */
export async function printMainPapers(
  logos: readonly LogoFile[] = [],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const today = day('2026-05-04');
  const sheets = demoGrids(demoProgramme({ seed: 1, today }), knowledge);
  const ledger = memoryLedger();
  const unsigned = sheets.map((it) =>
    it.name === signings.name
      ? { ...it, rows: it.rows.filter((row) => !mainPapers.some(([, id]) => row.includes(id))) }
      : it,
  );
  const workbook = memoryWorkbook({ sheets: unsigned });
  const world = await readWorld({
    knowledge,
    today,
    ledger,
    volumes: [{ workbook, books: ['persone', 'imprese', 'amministrazione', 'riservato'] }],
  });
  const known = paperKnowledge(templates(), () => [], logos);
  const moments = Object.fromEntries(
    Object.keys(known.vocabulary.moments).map((it) => [it, () => undefined]),
  );
  const archive = memoryArchive();
  const saved = new Map<string, Uint8Array>();
  const printed = await print({
    world,
    papers: { ...known, vocabulary: { ...known.vocabulary, moments } },
    findings: [],
    asked: {
      kinds: mainPapers.map(([kind]) => kind),
      ids: [],
      copy: false,
      only: new Set(mainPapers.map(([kind, id]) => paperOfRow(kind, id))),
    },
    printer: printer(await loadFonts()),
    sha256,
    ledger,
    archive: {
      ...archive,
      async save(paper) {
        saved.set(paper.file.replace(/-\d.*$/, ''), paper.bytes);
        return archive.save(paper);
      },
    },
    clock: fixedClock('2026-05-04T09:00:00+02:00'),
    by: 'Sara',
    dryRun: false,
  });
  const lost = printed.plan.papers.filter((it) => !saved.has(it.kind));
  if (lost.length > 0) throw new Error(JSON.stringify(lost));
  return saved;
}

function templates() {
  const folder = new URL('../../config/documents/', import.meta.url);
  return readdirSync(folder).flatMap((name) => {
    const text = readFileSync(new URL(name, folder), 'utf8');
    const { template, faults } = readTemplate(
      { kind: name.replace(/\.md$/, ''), text },
      vocabulary,
    );
    if (template === undefined) throw new Error(JSON.stringify(faults));
    return [template];
  });
}
