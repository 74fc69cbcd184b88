import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Document } from '../../src/core/document.ts';
import { loadFonts } from '../../src/integrations/typefaces/index.ts';
import { printer } from '../../src/pdf/index.ts';
import {
  aDocument,
  agreement,
  attendanceRegister,
  letterWithLogos,
  names,
  report,
} from './papers.ts';

/** What other people's readers say of our papers. In `.ci/run` poppler and qpdf are there, and nothing is skipped. */
const has = (tool: string) => spawnSync(tool, ['--version']).error === undefined;
const without = (tool: string) => !has(tool) && process.env['CI'] === undefined;
const folder = mkdtempSync(join(tmpdir(), 'alice-pdf-'));
afterAll(() => rmSync(folder, { recursive: true }));

const papers: Readonly<Record<string, Document>> = {
  register: attendanceRegister(),
  agreement: agreement(),
  report: report(),
  letter: letterWithLogos(),
  names: aDocument({
    blocks: names.flatMap((it) => [
      { kind: 'paragraph', text: [it] },
      { kind: 'paragraph', text: [{ text: it, bold: true }] },
      { kind: 'paragraph', text: [{ text: it, italic: true }] },
    ]),
  }),
};
const fileOf = (name: string) => join(folder, `${name}.pdf`);
beforeAll(async () => {
  const press = printer(await loadFonts());
  for (const [name, paper] of Object.entries(papers))
    writeFileSync(fileOf(name), await press.print(paper));
});

const said = (tool: string, ...args: readonly string[]) =>
  execFileSync(tool, args, { encoding: 'utf8' });
/** Poppler frames what is written from the right with marks that nobody sees. */
const unmarked = (text: string) =>
  text.replace(/[\u200e\u200f\u202a-\u202e]/g, '').normalize('NFC');

describe.skipIf(without('pdftotext'))('pdftotext (skipped where poppler is not installed)', () => {
  test.each(names)('reads %s back, upright, bold and italic', (name) => {
    const lines = unmarked(said('pdftotext', fileOf('names'), '-')).split('\n');

    expect(lines.filter((it) => it === name.normalize('NFC'))).toHaveLength(3);
  });

  test('reads a line of two scripts in the order it was written', () => {
    const text = unmarked(said('pdftotext', fileOf('agreement'), '-'));

    expect(text).toContain('محمد عبد الله');
    expect(text).toContain('Nguyễn Thị Ánh; Łukasz Żółć');
  });
});

describe.skipIf(without('pdfinfo'))('pdfinfo (skipped where poppler is not installed)', () => {
  test('finds the agreement tagged, on A4, titled', () => {
    const facts = said('pdfinfo', fileOf('agreement'));

    expect(facts).toMatch(/Title: +Accordo individuale n. AC-2026-0007 \(bozza\)\n/);
    expect(facts).toMatch(/Tagged: +yes\n/);
    expect(facts).toMatch(/Page size: +595\.28 x 841\.89 pts \(A4\)\n/);
  });

  test('walks through the agreement in the order of its blocks', () => {
    const tree = said('pdfinfo', '-struct-text', fileOf('agreement'));
    const order = [
      '"Accordo individuale di tirocinio"',
      '"Si firma in due copie',
      '"Tirocinante"',
      '"Art. 1 – Oggetto e finalità"',
      '"a)"',
      '"partecipare con regolarità',
      '"Piano dei pagamenti"',
      '"Mensilità"',
      '"Totale"',
      '"☑"',
      '"Art. 5 – Trattamento dei dati personali"',
      '"Luogo e data"',
      '"Per il soggetto ospitante"',
      '"Verifica questo documento',
    ];

    const places = order.map((it) => tree.indexOf(it));

    expect(places.every((it) => it >= 0)).toBe(true);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });
});

describe.skipIf(without('pdfdetach'))('pdfdetach (skipped where poppler is not installed)', () => {
  test('finds the data a letter takes along, and none in an agreement', () => {
    expect(said('pdfdetach', '-list', fileOf('letter'))).toContain('1: lettera-3-2026.json');
    expect(said('pdfdetach', '-list', fileOf('agreement'))).toContain('0 embedded files');
  });
});

describe.skipIf(without('qpdf'))('qpdf (skipped where it is not installed)', () => {
  test.each(Object.keys(papers))('finds no fault in %s', (name) => {
    const { status, stderr } = spawnSync('qpdf', ['--check', fileOf(name)], { encoding: 'utf8' });

    expect(stderr).toBe('');
    expect(status).toBe(0);
  });
});

// Debian has no veraPDF: it judges wherever somebody has installed it.
describe.skipIf(!has('verapdf'))('veraPDF (skipped where it is not installed)', () => {
  test.each(
    Object.keys(papers).flatMap((name) => [
      [name, 'ua1'],
      [name, '3a'],
    ]),
  )('finds %s to be PDF %s', (name, flavour) => {
    const report = said('verapdf', '--format', 'text', '--flavour', flavour, fileOf(name));

    expect(report).toMatch(/^PASS/);
  });
});
