import type { Cell } from '../../../src/core/cell.ts';
import { contentsOf, type Worked, workOut } from '../../../src/integrations/excel-file/change.ts';
import { readZip, writeZip } from '../../../src/integrations/excel-file/zip.ts';
import type { Changes } from '../../../src/ports.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

/** A workbook as some other program might have written it: one or more tabs given by their markup. */
export function rawWorkbook({
  data,
  around = ['', ''],
  styles = '',
  strings,
  workbook = '',
  names = '',
  more = {},
  relations = '',
  sheets = {},
  space = MAIN,
}: {
  /** What stands in `<sheetData>` of the tab «Dati». */
  readonly data: string;
  /** What stands before and after `<sheetData>`. */
  readonly around?: readonly [string, string];
  /** Further `<xf>` after the plain one; 14 = date, 20 = time, 22 = date and time, 46 = span, 9 = percent. */
  readonly styles?: string;
  readonly strings?: string;
  /** Attributes of `<workbookPr>`. */
  readonly workbook?: string;
  readonly names?: string;
  /** Parts by name, besides the usual ones. */
  readonly more?: Readonly<Record<string, string>>;
  /** Further relations of the workbook. */
  readonly relations?: string;
  /** Further tabs by name. */
  readonly sheets?: Readonly<Record<string, string>>;
  readonly space?: string;
}): Buffer {
  const sheet = `<worksheet xmlns="${space}" xmlns:r="${OFFICE}">${around[0]}<sheetData>${data}</sheetData>${around[1]}</worksheet>`;
  const others = Object.entries(sheets);
  const tabs = ['Dati', ...others.map(([name]) => name)];
  const parts: Record<string, string> = {
    '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/><Relationship Id="rId2" Type="${OFFICE}/extended-properties" Target="docProps/app.xml"/></Relationships>`,
    'docProps/app.xml': `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><Application>Microsoft Excel</Application><HeadingPairs><vt:vector size="2" baseType="variant"><vt:variant><vt:lpstr>Fogli di lavoro</vt:lpstr></vt:variant><vt:variant><vt:i4>${tabs.length}</vt:i4></vt:variant></vt:vector></HeadingPairs><TitlesOfParts><vt:vector size="${tabs.length}" baseType="lpstr">${tabs.map((it) => `<vt:lpstr>${it}</vt:lpstr>`).join('')}</vt:vector></TitlesOfParts><AppVersion>16.0300</AppVersion></Properties>`,
    'xl/workbook.xml': `<workbook xmlns="${space}" xmlns:r="${OFFICE}"><workbookPr ${workbook}/><bookViews><workbookView activeTab="0"/></bookViews><sheets>${tabs.map((it, at) => `<sheet name="${it}" sheetId="${at + 3}" r:id="rIdS${at}"/>`).join('')}</sheets>${names}<calcPr calcId="191029"/></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships">${tabs.map((_, at) => `<Relationship Id="rIdS${at}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`).join('')}<Relationship Id="rIdY" Type="${OFFICE}/styles" Target="styles.xml"/>${strings === undefined ? '' : `<Relationship Id="rIdT" Type="${OFFICE}/sharedStrings" Target="sharedStrings.xml"/>`}${relations}</Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${space}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>${styles}</cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': sheet,
    ...(strings === undefined
      ? {}
      : { 'xl/sharedStrings.xml': `<sst xmlns="${space}">${strings}</sst>` }),
    ...Object.fromEntries(others.map(([, xml], at) => [`xl/worksheets/sheet${at + 2}.xml`, xml])),
    ...more,
  };
  return writeZip(
    undefined,
    new Map(Object.entries(parts).map(([name, xml]) => [name, Buffer.from(xml)])),
  );
}

/** A tab with nothing around its cells. */
export function rawSheet(data: string): string {
  return `<worksheet xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheetData>${data}</sheetData></worksheet>`;
}

/** Styles by number format: `styled(14, 9)` makes style 1 a date and style 2 a percentage. */
export function styled(...formats: readonly number[]): string {
  return formats
    .map((it) => `<xf numFmtId="${it}" fontId="1" fillId="0" borderId="0" xfId="0"/>`)
    .join('');
}

export function rowsOf(file: Buffer, tab = 'Dati'): readonly (readonly Cell[])[] {
  return contentsOf(file).sheets.find((it) => it.name === tab)?.rows ?? [];
}

export function worked(file: Buffer, changes: Omit<Changes, 'basis'>): Worked {
  return workOut(file, { contents: contentsOf(file), changes: { basis: '', ...changes } });
}

/** The new bytes of a change that must go through. */
export function changed(file: Buffer, changes: Omit<Changes, 'basis'>): Buffer {
  const it = worked(file, changes);
  if (it.kind !== 'new') throw new Error(`the change was ${it.kind}`);
  return it.bytes;
}

export function partOf(file: Buffer, part: string): string {
  return readZip(file).bytes(part).toString();
}

/** The names of the parts that differ between two workbooks. */
export function differing(a: Buffer, b: Buffer): readonly string[] {
  const old = readZip(a);
  const now = readZip(b);
  return [...new Set([...old.names, ...now.names])].filter(
    (it) => !old.has(it) || !now.has(it) || !old.bytes(it).equals(now.bytes(it)),
  );
}

/** The workbook with one part rewritten. */
export function tampered(file: Buffer, part: string, change: (xml: string) => string): Buffer {
  return writeZip(readZip(file), new Map([[part, Buffer.from(change(partOf(file, part)))]]));
}
