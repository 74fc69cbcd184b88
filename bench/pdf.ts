import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { encode } from 'uqr';
import { day } from '../src/core/day.ts';
import type { Document, TableRow } from '../src/core/document.ts';
import { loadFonts } from '../src/integrations/typefaces/index.ts';
import { printer } from '../src/pdf/index.ts';

/**
 * `npm run bench -- pdf`: the attendance register of a month – a 31×7 table, six fields to fill in, signatures, a QR
 * code, Noto Sans embedded as a subset – by us and by those who also make PDF in Node, each in a process of its own.
 * CPU per paper after ten to warm up, so that a busy machine counts alike for all. pdfmake has no form fields: its cells
 * stay empty. Only ours is tagged PDF/UA-1 and PDF/A-3a. With `--keep FOLDER` one paper of each is kept to be looked at.
 */
type Press = (name: string) => Promise<Uint8Array>;

/** What papers cost: CPU milliseconds (user and system) and bytes of one, peak memory of the process in megabytes. */
interface Cost {
  readonly cpu: number;
  readonly bytes: number;
  readonly memory: number;
}

const ours = 'ALICE (tagged, PDF/UA-1 and PDF/A-3a)';
const presses: Readonly<Record<string, () => Promise<Press>>> = {
  [ours]: async () => {
    const press = printer(await loadFonts());
    return (name) => press.print(register(name));
  },
  pdfmake: pdfmakePress,
  pdfkit: pdfkitPress,
  '@react-pdf/renderer': reactPress,
};

async function run(): Promise<void> {
  if (process.argv[2] === '--part') {
    const [, , , name = '', count = '0', kept] = process.argv;
    const press = await presses[name]?.();
    if (press === undefined) throw new Error(`there is no press ${name}`);
    const cost = await measured(press, Number(count));
    if (kept !== undefined) writeFileSync(kept, await press('Ștefan Brătianu'));
    process.stdout.write(JSON.stringify(cost));
  } else {
    const kept = process.argv[2] === '--keep' ? process.argv[3] : undefined;
    process.stdout.write('\nOne attendance register (31×7 table, 6 fields, signatures, QR)\n');
    const costs = Object.keys(presses).map((name) => {
      const file = kept === undefined ? [] : [`${kept}/${name.replace(/\W+/g, '-')}.pdf`];
      return { name, ...part([name, '60', ...file]) };
    });
    const [mine] = costs;
    for (const { name, cpu, bytes, memory } of costs) {
      const ratio = mine === undefined ? '' : `${(cpu / mine.cpu).toFixed(1).padStart(6)} × ALICE`;
      process.stdout.write(
        `  ${name.padEnd(40)} ${cpu.toFixed(1).padStart(7)} ms CPU ${ratio}  ${(bytes / 1000).toFixed(1).padStart(6)} kB  ${memory.toFixed(0).padStart(5)} MB\n`,
      );
    }
    const thousand = part([ours, '1000']);
    process.stdout.write(
      `\n1.000 registers in one process: ${((thousand.cpu * 1000) / 1000).toFixed(1)} s CPU, ${thousand.memory.toFixed(0)} MB at most\n`,
    );
  }
}

async function measured(press: Press, count: number): Promise<Cost> {
  for (let n = 0; n < 10; n += 1) await press(nameOf(n));
  const before = process.cpuUsage();
  let bytes = 0;
  for (let n = 0; n < count; n += 1) bytes += (await press(nameOf(n + 10))).length;
  const { user, system } = process.cpuUsage(before);
  const memory = process.resourceUsage().maxRSS / 1024;
  return { cpu: (user + system) / 1000 / count, bytes: bytes / count, memory };
}

function part(args: readonly string[]): Cost {
  const said = execFileSync(process.execPath, [import.meta.filename, '--part', ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  // What the child has just written.
  return JSON.parse(said) as Cost;
}

// ── The register ──────────────────────────────────────────────────────────────────────────────

const people = [
  'Ștefan Brătianu',
  'Nguyễn Thị Ánh',
  'Łukasz Żółć',
  'Олександр Шевченко',
  'Zoë Őri',
];
const weekdays = ['dom', 'lun', 'mar', 'mer', 'gio', 'ven', 'sab'];
const heads = ['G.', 'Giorno', 'Entrata', 'Uscita', 'Ore', 'Attività svolta', 'Firma'];
const widths = [24, 40, 48, 48, 38, 174, 110];
const activities = [
  'Affiancamento in cucina',
  'Formazione sulla sicurezza',
  'Colloquio di orientamento',
];
const fieldRow = 29;
const fieldNames = ['entrata', 'uscita', 'ore', 'attività'];
const code = 'https://example.org/v/RP-2026-0042';

/** Every paper has a name of its own, so that nothing is printed twice from memory. */
function nameOf(n: number): string {
  return `${people[n % people.length] ?? ''} ${n}`;
}

function cellsOf(n: number): readonly string[] {
  const weekday = weekdays[n % 7] ?? '';
  if (n === fieldRow || n % 7 === 0 || n % 7 === 6)
    return [String(n + 1), weekday, '', '', '', '', ''];
  const activity = activities[n % activities.length] ?? '';
  return [String(n + 1), weekday, '9:00', '13:00', '4,00', activity, ''];
}

function factsOf(name: string): readonly (readonly [string, string])[] {
  return [
    ['Tirocinante', name],
    ['Mese', 'marzo 2026'],
    ['Soggetto ospitante', 'Cooperativa «L’Alveare»'],
    ['Sede', 'Via Roma 1, Andria'],
  ];
}

function register(name: string): Document {
  const rows = Array.from({ length: 31 }, (_, n): TableRow => {
    const cells = cellsOf(n).map((it, c) => {
      const field = fieldNames[c - 2];
      if (n !== fieldRow || field === undefined) return [it];
      return { kind: 'field', as: 'text', name: field, tooltip: field } as const;
    });
    return n % 7 === 0 || n % 7 === 6 ? { cells, shade: 'crossed', because: 'riposo' } : { cells };
  });
  return {
    title: 'Registro presenze RP-2026-0042',
    header: { left: 'Ambito territoriale di Esempio', right: 'RP-2026-0042' },
    footer: 'Da consegnare entro il 5 aprile 2026',
    created: day('2026-03-01'),
    blocks: [
      { kind: 'heading', level: 1, text: ['Registro delle presenze'] },
      { kind: 'facts', columns: 2, rows: factsOf(name).map(([label, value]) => [label, [value]]) },
      {
        kind: 'table',
        size: 'small',
        rowHeads: true,
        minRowHeight: 15,
        columns: heads.map((head, n) => ({ head, width: widths[n] })),
        rows,
      },
      { kind: 'field', as: 'text', name: 'totale', label: 'Totale ore', tooltip: 'Totale ore' },
      {
        kind: 'field',
        as: 'tick',
        name: 'completo',
        label: 'Mese completo',
        tooltip: 'Mese completo',
      },
      {
        kind: 'columns',
        columns: [
          {
            share: 3,
            blocks: [
              {
                kind: 'signatures',
                signers: [{ role: 'Il tirocinante', name }, { role: 'Il tutor ospitante' }],
              },
            ],
          },
          { blocks: [{ kind: 'qr', text: code, caption: 'Verifica' }] },
        ],
      },
    ],
  };
}

// ── The same by others ────────────────────────────────────────────────────────────────────────

const fonts = {
  normal: fontAt('NotoSans-Regular'),
  bold: fontAt('NotoSans-Bold'),
};

function fontAt(name: string): string {
  return fileURLToPath(new URL(`../fonts/${name}.ttf`, import.meta.url));
}

/** The peers are installed beside the bench and have no types of their own. */
async function peer(name: string) {
  return import(import.meta.resolve(name));
}

async function pdfmakePress(): Promise<Press> {
  const { default: pdfmake } = await peer('pdfmake');
  pdfmake.setFonts({ Noto: fonts });
  const cell = (text: string) => ({ text, fontSize: 8 });
  return async (name) => {
    const facts = factsOf(name).flatMap(([label, value]) => [{ text: label, bold: true }, value]);
    const made = pdfmake.createPdf({
      info: { title: 'Registro presenze RP-2026-0042' },
      pageMargins: [57, 62, 57, 54],
      defaultStyle: { font: 'Noto', fontSize: 9 },
      header: { text: 'Ambito territoriale di Esempio', margin: [57, 30], fontSize: 7.5 },
      footer: (page: number, pages: number) => ({
        text: `pagina ${page} di ${pages}`,
        alignment: 'right',
        margin: [57, 10],
        fontSize: 7.5,
      }),
      content: [
        { text: 'Registro delle presenze', fontSize: 16, bold: true },
        {
          table: { widths: [90, '*', 90, '*'], body: [facts.slice(0, 4), facts.slice(4)] },
          layout: 'lightHorizontalLines',
        },
        {
          margin: [0, 8, 0, 8],
          table: {
            headerRows: 1,
            // Its padding of four points a side comes on top.
            widths: widths.map((it) => it - 9),
            body: [
              heads.map((text) => ({ ...cell(text), bold: true, fillColor: '#ecf0f6' })),
              ...Array.from({ length: 31 }, (_, n) => cellsOf(n).map(cell)),
            ],
          },
        },
        'Totale ore',
        'Mese completo',
        {
          columns: [
            {
              table: {
                widths: [150],
                heights: [80],
                body: [[{ text: `Il tirocinante\n${name}`, bold: true }]],
              },
            },
            {
              table: {
                widths: [150],
                heights: [80],
                body: [[{ text: 'Il tutor ospitante', bold: true }]],
              },
            },
            { qr: code, fit: 75, eccLevel: 'M' },
          ],
        },
      ],
    });
    return made.getBuffer();
  };
}

async function pdfkitPress(): Promise<Press> {
  const { default: PDFDocument } = await peer('pdfkit');
  const [normal, bold] = [readFileSync(fonts.normal), readFileSync(fonts.bold)];
  return (name) =>
    new Promise((resolve, reject) => {
      const doc = new PDFDocument({
        size: 'A4',
        margins: { top: 62, bottom: 40, left: 57, right: 57 },
      });
      const chunks: Uint8Array[] = [];
      doc.on('data', (it: Uint8Array) => chunks.push(it));
      doc.on('end', () => resolve(Buffer.concat(chunks)));
      doc.on('error', reject);
      doc.registerFont('normal', normal).registerFont('bold', bold);
      doc.font('normal').initForm();
      doc.fontSize(7.5).text('Ambito territoriale di Esempio', 57, 30);
      doc.font('bold').fontSize(16).text('Registro delle presenze', 57, 62);
      doc.fontSize(9);
      factsOf(name).forEach(([label, value], n) => {
        const [x, y] = [57 + 241 * (n % 2), 90 + 15 * Math.trunc(n / 2)];
        doc
          .font('bold')
          .text(label, x, y)
          .font('normal')
          .text(value, x + 90, y);
      });
      // Its own `table` measures every cell many times: by hand it is five times as fast.
      [heads, ...Array.from({ length: 31 }, (_, n) => cellsOf(n))].forEach((cells, n) => {
        const y = 135 + 15 * n;
        doc.font(n === 0 ? 'bold' : 'normal').fontSize(8);
        let x = 57;
        cells.forEach((it, c) => {
          const width = widths[c] ?? 0;
          doc.rect(x, y, width, 15).stroke();
          if (it !== '') doc.text(it, x + 4, y + 2, { width: width - 8, lineBreak: false });
          x += width;
        });
      });
      let x = 57 + 64;
      fieldNames.forEach((field, n) => {
        const width = widths[n + 2] ?? 0;
        doc.formText(field, x + 2, 136 + 15 * (fieldRow + 1), width - 4, 13, { fontSize: 8 });
        x += width;
      });
      doc.text('Totale ore', 57, 650).formText('totale', 120, 648, 200, 14);
      doc.text('Mese completo', 57, 668).formCheckbox('completo', 140, 667, 12, 12);
      doc.rect(57, 690, 150, 80).rect(220, 690, 150, 80).stroke();
      doc
        .font('bold')
        .text(`Il tirocinante\n${name}`, 62, 694)
        .text('Il tutor ospitante', 225, 694);
      for (const [at, row, length] of darkRuns())
        doc.rect(400 + at * qrModule, 690 + row * qrModule, length * qrModule, qrModule);
      doc.fill();
      doc.font('normal').fontSize(7.5).text('pagina 1 di 1', 57, 790, { align: 'right' });
      doc.end();
    });
}

async function reactPress(): Promise<Press> {
  const { createElement: h } = await peer('react');
  const { Document, Font, Page, Path, renderToBuffer, Svg, Text, TextInput, Checkbox, View } =
    await peer('@react-pdf/renderer');
  Font.register({
    family: 'Noto',
    fonts: [{ src: fonts.normal }, { src: fonts.bold, fontWeight: 'bold' }],
  });
  const line = { borderWidth: 0.5, borderColor: '#aab' };
  const bold = { fontWeight: 'bold' };
  const cell = (text: string, n: number, weight = {}) =>
    h(
      View,
      { key: n, style: { width: widths[n], padding: 2, ...line } },
      h(Text, { style: weight }, text),
    );
  const row = (n: number) =>
    h(
      View,
      { key: n, style: { flexDirection: 'row', minHeight: 15 } },
      cellsOf(n).map((it, c) => {
        const field = n === fieldRow ? fieldNames[c - 2] : undefined;
        if (field === undefined) return cell(it, c);
        return h(
          View,
          { key: c, style: { width: widths[c], ...line } },
          h(TextInput, { name: field, style: { height: 13 } }),
        );
      }),
    );
  const drawn = darkRuns()
    .map(([at, y, length]) => `M${at} ${y}h${length}v1h-${length}z`)
    .join('');
  return (name) =>
    renderToBuffer(
      h(
        Document,
        { title: 'Registro presenze RP-2026-0042' },
        h(
          Page,
          { size: 'A4', style: { fontFamily: 'Noto', fontSize: 8, padding: 50 } },
          h(Text, { fixed: true, style: { fontSize: 7.5 } }, 'Ambito territoriale di Esempio'),
          h(Text, { style: { fontSize: 16, ...bold } }, 'Registro delle presenze'),
          h(
            View,
            { style: { flexDirection: 'row', flexWrap: 'wrap', marginBottom: 8 } },
            factsOf(name).map(([label, value]) =>
              h(
                View,
                { key: label, style: { flexDirection: 'row', width: '50%', padding: 3 } },
                h(Text, { style: { width: 90, ...bold } }, label),
                h(Text, {}, value),
              ),
            ),
          ),
          h(
            View,
            { style: { flexDirection: 'row' } },
            heads.map((it, n) => cell(it, n, bold)),
          ),
          Array.from({ length: 31 }, (_, n) => row(n)),
          h(Text, {}, 'Totale ore'),
          h(TextInput, { name: 'totale', style: { height: 14, width: 200 } }),
          h(Text, {}, 'Mese completo'),
          h(Checkbox, { name: 'completo', style: { height: 12, width: 12 } }),
          h(
            View,
            { style: { flexDirection: 'row', gap: 12 } },
            h(
              View,
              { style: { width: 150, height: 80, ...line } },
              h(Text, { style: bold }, `Il tirocinante\n${name}`),
            ),
            h(
              View,
              { style: { width: 150, height: 80, ...line } },
              h(Text, { style: bold }, 'Il tutor ospitante'),
            ),
            h(
              Svg,
              { viewBox: `0 0 ${qrSize} ${qrSize}`, style: { width: 75 } },
              h(Path, { d: drawn, fill: 'black' }),
            ),
          ),
          h(Text, {
            fixed: true,
            style: { position: 'absolute', bottom: 24, right: 50 },
            render: ({ pageNumber, totalPages }: { pageNumber: number; totalPages: number }) =>
              `pagina ${pageNumber} di ${totalPages}`,
          }),
        ),
      ),
    );
}

const { data, size: qrSize } = encode(code, { ecc: 'M', border: 0, maskPattern: 3 });
const qrModule = 75 / qrSize;

/** The dark stretches of the code: column, row, length. */
function darkRuns(): readonly (readonly [number, number, number])[] {
  return data.flatMap((row, y) =>
    row.flatMap((dark, x) => {
      if (!dark || row[x - 1] === true) return [];
      const end = row.findIndex((it, n) => n > x && !it);
      return [[x, y, (end < 0 ? row.length : end) - x] as const];
    }),
  );
}

await run();
