import { day } from '../../src/core/day.ts';
import type { Block, Document, TableRow } from '../../src/core/document.ts';
import { aPng } from '../a/pictures.ts';

/** Names as they come in at the counter, in every script the faces cover. All invented. */
export const names = [
  'Ștefan Brătianu',
  'Nguyễn Thị Ánh',
  'Łukasz Żółć',
  'Олександр Шевченко',
  'محمد عبد الله',
  'D’Amico',
  'Đorđević',
  'Çağlar Yıldız',
  'Ñuñez',
  'Þórr',
  'Ģirts',
  'Ħamrun',
  'Kovač',
  'Søren',
  'Übelhör',
  'José',
  'Zoë',
  'Őri',
  'Čapek',
  'Γεώργιος Παππάς',
  'فاطمه زهرا',
  'سلام الأحمد',
  'שרה לוי',
  'Дмитро Їжак',
  'Ќирил Ѓорѓиев',
  'Ọlábísí Adébáyọ̀',
  'Əliyev Ülkər',
  'Αθηνά Ὠκεανίδη',
  'Նարեկ Սարգսյան',
  'ნინო გელაშვილი',
  'Trần Hữu Nghĩa',
  'Fiammetta Raffinelli',
] as const;

/** A document of these blocks, with nothing else remarkable. */
export function aDocument(changes: Partial<Document> & Pick<Document, 'blocks'>): Document {
  return {
    title: 'Carta di prova n. 1/2026',
    header: { left: 'Ambito territoriale di Esempio – Progetto ALICE' },
    footer: 'Documento di prova',
    created: day('2026-03-01'),
    ...changes,
  };
}

const weekdays = ['dom', 'lun', 'mar', 'mer', 'gio', 'ven', 'sab'];

/** The attendance register of March 2026: a row a day, Sundays and Saturdays crossed, six fields, signatures, QR. */
export function attendanceRegister(name = 'Amina Rossi', fillable = true): Document {
  const rows = Array.from({ length: 31 }, (_, n): TableRow => {
    const weekday = n % 7;
    const start = [[String(n + 1)], [weekdays[weekday] ?? '']];
    const blank = [[], [], [], [], []];
    if (weekday === 0 || weekday === 6)
      return {
        cells: [...start, ...blank],
        shade: 'crossed',
        because: weekday === 0 ? 'domenica' : 'sabato: riposo',
      };
    const field = (column: string) =>
      ({
        kind: 'field',
        as: 'text',
        name: `${column}-${n + 1}`,
        tooltip: `${column} del giorno ${n + 1}`,
      }) as const;
    return fillable && n === 2
      ? {
          cells: [...start, field('entrata'), field('uscita'), field('ore'), field('attività'), []],
        }
      : { cells: [...start, ...blank] };
  });
  return aDocument({
    title: 'Registro presenze T-0001 – marzo 2026',
    number: 'RP-2026-0042',
    header: { left: 'Ambito territoriale di Esempio – Progetto ALICE', right: 'marzo 2026' },
    footer: 'Da consegnare entro il 5 aprile 2026 · chiarimenti: coordinamento@example.org',
    blocks: [
      { kind: 'heading', level: 1, text: ['Registro delle presenze'] },
      {
        kind: 'facts',
        columns: 2,
        rows: [
          ['Tirocinante', [{ text: name, bold: true }]],
          ['Mese', ['marzo 2026']],
          ['Soggetto ospitante', ['Cooperativa «L’Alveare»']],
          ['Sede', ['Via Roma 1, Andria']],
          ['Tutor ospitante', ['Niccolò Forlì']],
          ['Orario', ['lun–ven 9:00–13:00']],
        ],
      },
      {
        kind: 'table',
        size: 'small',
        rowHeads: true,
        minRowHeight: 15,
        columns: [
          { head: 'G.', width: 24, align: 'right' },
          { head: 'Giorno', width: 40 },
          { head: 'Entrata', width: 48, align: 'center' },
          { head: 'Uscita', width: 48, align: 'center' },
          { head: 'Ore', width: 38, align: 'right' },
          { head: 'Attività svolta' },
          { head: 'Firma', width: 110 },
        ],
        rows,
      },
      {
        kind: 'columns',
        columns: [
          {
            blocks: [
              {
                kind: 'field',
                as: 'text',
                name: 'totale',
                tooltip: 'Totale ore del mese',
                label: 'Totale ore',
              },
            ],
          },
          {
            blocks: [
              {
                kind: 'field',
                as: 'tick',
                name: 'completo',
                tooltip: 'Il mese è completo',
                label: 'Il mese è completo',
              },
            ],
          },
        ],
      },
      {
        kind: 'columns',
        columns: [
          {
            share: 2.4,
            blocks: [
              {
                kind: 'signatures',
                signers: [
                  { role: 'Il tirocinante', name },
                  { role: 'Il tutor ospitante', name: 'Niccolò Forlì' },
                ],
              },
            ],
          },
          {
            blocks: [
              { kind: 'qr', text: 'https://example.org/v/RP-2026-0042', caption: 'RP-2026-0042' },
            ],
          },
        ],
      },
    ],
  });
}

const clause =
  'Il soggetto promotore, nell’ambito delle proprie finalità istituzionali e in conformità alla normativa vigente in materia di inclusione sociale e lavorativa, riconosce al beneficiario una indennità di partecipazione secondo le modalità, i termini e le condizioni specificate nel presente accordo, subordinatamente alla verifica della documentazione prodotta.';

/** An agreement of some pages, with every block that people read and sign. */
export function agreement(): Document {
  const article = (n: number, title: string): readonly Block[] => [
    { kind: 'heading', level: 2, text: [`Art. ${n} – ${title}`] },
    { kind: 'clause', number: `${n}.1`, text: [clause] },
    {
      kind: 'clause',
      number: `${n}.2`,
      text: [
        'Le parti si danno atto che ',
        { text: 'quanto precede', italic: true },
        ' è ',
        { text: 'parte integrante', bold: true },
        ' dell’accordo. ',
        clause,
      ],
    },
  ];
  return aDocument({
    title: 'Accordo individuale n. AC-2026-0007',
    subject: 'Tirocinio di inclusione sociale',
    number: 'AC-2026-0007',
    header: {
      left: 'Ambito territoriale di Esempio – Progetto ALICE',
      right: 'CUP J00X00000000000',
    },
    footer: 'Prot. 2026/000123 del 1° marzo 2026',
    draft: true,
    blocks: [
      { kind: 'heading', level: 1, text: ['Accordo individuale di tirocinio'] },
      {
        kind: 'notice',
        tone: 'info',
        text: ['Si firma in ', { text: 'due copie', bold: true }, ': una resta al tirocinante.'],
      },
      {
        kind: 'facts',
        rows: [
          [
            'Tirocinante',
            [{ text: 'Ștefan Brătianu', bold: true }, ', nato a Timișoara il 12/03/1990'],
          ],
          ['Soggetto ospitante', ['Cooperativa «L’Alveare», Via Roma 1, 76123 Andria']],
          ['Referenti', ['Nguyễn Thị Ánh; Łukasz Żółć; محمد عبد الله; Олександр Шевченко']],
        ],
      },
      {
        kind: 'paragraph',
        text: [
          'Le parti, come sopra identificate, convengono quanto segue. Il sig. محمد عبد الله (nato al Cairo – القاهرة) è ',
          { text: 'beneficiario', bold: true },
          ' ai sensi dell’',
          { text: 'art. 1', italic: true },
          '.',
        ],
      },
      ...article(1, 'Oggetto e finalità'),
      ...article(2, 'Durata'),
      { kind: 'heading', level: 2, text: ['Art. 3 – Obblighi del tirocinante'] },
      { kind: 'paragraph', text: ['Il tirocinante si impegna a:'], align: 'left' },
      {
        kind: 'list',
        ordered: true,
        letters: true,
        items: [
          [
            {
              kind: 'paragraph',
              text: [
                'partecipare con regolarità alle attività previste dal progetto personalizzato, compilando ogni giorno il registro delle presenze;',
              ],
            },
          ],
          [
            { kind: 'paragraph', text: ['comunicare subito:'] },
            {
              kind: 'list',
              ordered: false,
              items: [
                [{ kind: 'paragraph', text: ['le assenze;'] }],
                [{ kind: 'paragraph', text: ['ogni cambio di recapito.'] }],
              ],
            },
          ],
        ],
      },
      ...article(4, 'Indennità'),
      {
        kind: 'table',
        caption: 'Piano dei pagamenti',
        columns: [{ head: 'Mensilità' }, { head: 'Scadenza' }, { head: 'Importo', align: 'right' }],
        rows: [
          { cells: [['marzo 2026'], ['15/04/2026'], ['€ 450,00']] },
          { cells: [['aprile 2026'], ['15/05/2026'], ['€ 450,00']], shade: 'warning' },
          { cells: [['Totale'], [], ['€ 900,00']], shade: 'total' },
        ],
      },
      {
        kind: 'boxes',
        columns: 2,
        items: [
          { text: ['acconto'], ticked: true },
          { text: ['saldo'] },
          {
            text: [
              'il sottoscritto ha letto e compreso l’informativa sul trattamento dei dati personali',
            ],
          },
        ],
      },
      {
        kind: 'notice',
        tone: 'warning',
        text: ['La CO va inviata entro le ore 24 del giorno precedente l’inizio.'],
      },
      ...article(5, 'Trattamento dei dati personali'),
      { kind: 'rule' },
      { kind: 'paragraph', size: 'small', text: ['Letto, confermato e sottoscritto.'] },
      {
        kind: 'signatures',
        placeAndDate: true,
        signers: [
          { role: 'Il tirocinante', name: 'Ștefan Brătianu' },
          { role: 'Per il soggetto promotore' },
          { role: 'Per il soggetto ospitante', name: 'Cooperativa «L’Alveare»' },
        ],
      },
      {
        kind: 'qr',
        text: 'https://example.org/v/AC-2026-0007',
        caption: 'Verifica questo documento su https://example.org/v/AC-2026-0007',
      },
    ],
  });
}

/** A monitoring report: charts of both kinds with their tables, and a long table over pages. */
export function report(): Document {
  const months = ['gennaio', 'febbraio', 'marzo', 'aprile', 'maggio', 'giugno'];
  return aDocument({
    title: 'Relazione di monitoraggio n. 3/2026',
    copy: true,
    blocks: [
      { kind: 'heading', level: 1, text: ['Relazione di monitoraggio'] },
      {
        kind: 'paragraph',
        text: ['Nel primo semestre 2026 sono stati attivati 48 tirocini di inclusione sociale.'],
      },
      { kind: 'heading', level: 2, text: ['Presenze'] },
      {
        kind: 'bars',
        title: 'Ore previste e svolte per mese',
        unit: 'ore',
        labels: months,
        series: [
          { name: 'Ore previste', values: [1200, 1320, 1280, 1400, 1390, 1300] },
          { name: 'Ore svolte', values: [1100, 1280, 1190, 1370, undefined, 1250] },
          { name: 'Ore giustificate', values: [80, 20, 60, 30, 120, 40] },
        ],
      },
      { kind: 'heading', level: 2, text: ['Spesa'] },
      {
        kind: 'line',
        title: 'Spesa cumulata',
        unit: '€',
        decimals: 2,
        labels: months,
        series: [
          { name: 'Spesa', values: [12_000, 26_500.5, 41_000, 58_000, 71_200, 88_000] },
          { name: 'Preventivo', values: [15_000, 30_000, undefined, 60_000, 75_000, 90_000] },
        ],
      },
      { kind: 'pageBreak' },
      { kind: 'heading', level: 2, text: ['Elenco dei tirocini'] },
      {
        kind: 'table',
        columns: [
          { head: 'Tirocinio', width: 60 },
          { head: 'Soggetto ospitante' },
          { head: 'Note' },
          { head: 'Ore', align: 'right', width: 44 },
        ],
        rows: [
          ...Array.from(
            { length: 70 },
            (_, n): TableRow => ({
              cells: [
                [`T-${String(n + 1).padStart(4, '0')}`],
                [names[n % names.length] ?? ''],
                [n % 9 === 0 ? clause.slice(0, 120) : 'regolare'],
                [String(80 + n)],
              ],
            }),
          ),
          { cells: [['Totale'], [], [], ['8.015']], shade: 'total' },
        ],
      },
    ],
  });
}

/** A letter under every kind of logo there is, that takes data along. */
export function letterWithLogos(): Document {
  return aDocument({
    title: 'Lettera n. 3/2026',
    header: {
      left: 'Ambito territoriale di Esempio',
      logos: [
        { kind: 'europeanUnion', statement: 'Cofinanziato dall’Unione\u00a0europea' },
        { kind: 'name', of: 'Repubblica italiana' },
        { kind: 'picture', of: 'Regione di Esempio', bytes: greenJpeg },
        { kind: 'picture', of: 'Consorzio Esempio', bytes: aPng(300, 200) },
      ],
    },
    blocks: [
      { kind: 'heading', level: 1, text: ['Lettera'] },
      { kind: 'paragraph', text: ['Si comunica che il registro è tornato firmato.'] },
    ],
    attached: { name: 'lettera-3-2026.json', json: '{"schemaVersion":1}\n' },
  });
}

/** A JPEG of 320 by 100 pixels, all green. */
const greenJpeg = new Uint8Array(
  Buffer.from(
    [
      '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABQODxIPDRQSEBIXFRQYHjIhHhwcHj0sLiQySUBMS0dARkVQWnNiUFVtVk',
      'VGZIhlbXd7gYKBTmCNl4x9lnN+gXz/2wBDARUXFx4aHjshITt8U0ZTfHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8',
      'fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHz/wAARCABkAUADASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAX/xA',
      'AUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFgEBAQEAAAAAAAAAAAAAAAAAAAIF/8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/a',
      'AAwDAQACEQMRAD8AkgIZwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
      'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
      'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
      'AAAAAAAAAAAAAAAAAAAAAAAAAAAAD/2Q==',
    ].join(''),
    'base64',
  ),
);
