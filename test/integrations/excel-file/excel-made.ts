import { readZip, writeZip } from '../../../src/integrations/excel-file/zip.ts';

// What Excel writes and neither LibreOffice nor the libraries do, put into their files by hand. Names of parts,
// relations and extensions: [MS-XLSX] 2.1 and 2.3, ECMA-376 part 1, 12 and 18.

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const SPREADSHEETML = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const HASH =
  'hashValue="kq2pSb7oVxUz9L3XgC0f5e1a8dQm4nRtYw6iKjHhGgFfEeDdCcBbAa99887766554433221100aabbccddeeffgg==" saltValue="c2FsZSBlIHBlcGUgcQ==" spinCount="100000"';

type Part = string | Buffer | ((xml: string) => string);

/** The workbook with parts rewritten or added. */
export function patched(file: Buffer, parts: Readonly<Record<string, Part>>): Buffer {
  const zip = readZip(file);
  const changes = Object.entries(parts).map(([name, it]): [string, Buffer] => {
    if (typeof it !== 'function') return [name, Buffer.from(it)];
    const before = zip.bytes(name).toString();
    const after = it(before);
    if (after === before) throw new Error(`nothing to change in ${name}`);
    return [name, Buffer.from(after)];
  });
  return writeZip(zip, new Map(changes));
}

/** LibreOffice's `tutto.xlsx` as it would be had Excel saved it last: threads, x14, a theme, printer, passwords. */
export function withThreads(file: Buffer, theme: Buffer): Buffer {
  const x14 = 'http://schemas.microsoft.com/office/spreadsheetml/2009/9/main';
  const xm = 'http://schemas.microsoft.com/office/excel/2006/main';
  const bar = '{A2417B12-E4D1-4D1D-9C28-E1B93A1A0DD1}';
  const thread = '{11111111-2222-3333-4444-555555555555}';
  const person = '{66666666-7777-8888-9999-AAAAAAAAAAAA}';
  return patched(file, {
    'xl/worksheets/sheet1.xml': (it) =>
      it
        .replace(
          '<worksheet ',
          '<worksheet mc:Ignorable="xr" xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision" xr:uid="{00000000-0001-0000-0000-000000000000}" ',
        )
        .replace(
          '</sheetData>',
          `</sheetData><sheetProtection algorithmName="SHA-512" ${HASH} sheet="1" objects="1" scenarios="1"/><protectedRanges><protectedRange algorithmName="SHA-512" ${HASH} sqref="D2:D300" name="Ore" securityDescriptor="O:WDG:WDD:(A;;CC;;;WD)"/></protectedRanges>`,
        )
        .replace(
          '<dataValidations',
          `<conditionalFormatting sqref="D2:D7"><cfRule type="dataBar" priority="9"><dataBar><cfvo type="min"/><cfvo type="max"/><color rgb="FF638EC6"/></dataBar><extLst><ext uri="{B025F937-C7B1-47D3-B67F-A62EFF666E3E}" xmlns:x14="${x14}"><x14:id>${bar}</x14:id></ext></extLst></cfRule></conditionalFormatting><dataValidations`,
        )
        .replace('<pageSetup ', '<pageSetup r:id="rId91" ')
        .replace(
          '<legacyDrawing',
          '<ignoredErrors><ignoredError sqref="A2:A9" numberStoredAsText="1"/></ignoredErrors><legacyDrawing',
        )
        .replace(
          '</worksheet>',
          `<extLst><ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}" xmlns:x14="${x14}"><x14:conditionalFormattings><x14:conditionalFormatting xmlns:xm="${xm}"><x14:cfRule type="dataBar" id="${bar}"><x14:dataBar minLength="0" maxLength="100" gradient="0"><x14:cfvo type="autoMin"/><x14:cfvo type="autoMax"/><x14:negativeFillColor rgb="FFFF0000"/><x14:axisColor rgb="FF000000"/></x14:dataBar></x14:cfRule><xm:sqref>D2:D7</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" xmlns:x14="${x14}"><x14:dataValidations count="1" xmlns:xm="${xm}"><x14:dataValidation type="list" allowBlank="1" showErrorMessage="1"><x14:formula1><xm:f>Scelte!$B$2:$B$4</xm:f></x14:formula1><xm:sqref>J2:J300</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst></worksheet>`,
        ),
    'xl/worksheets/_rels/sheet1.xml.rels': (it) =>
      related(it, [
        [
          'rId90',
          'http://schemas.microsoft.com/office/2017/10/relationships/threadedComment',
          '../threadedComments/threadedComment1.xml',
        ],
        ['rId91', `${OFFICE}/printerSettings`, '../printerSettings/printerSettings1.bin'],
      ]),
    'xl/comments1.xml': (it) =>
      it.replace(/<author>[^<]*<\/author>/, `<author>tc=${thread}</author>`),
    'xl/threadedComments/threadedComment1.xml': `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><threadedComment ref="A2" dT="2026-03-31T08:00:00.00" personId="${person}" id="${thread}"><text>Chiedere a Carla</text></threadedComment><threadedComment ref="A2" dT="2026-03-31T09:00:00.00" personId="${person}" id="{11111111-2222-3333-4444-666666666666}" parentId="${thread}"><text>Fatto</text></threadedComment></ThreadedComments>`,
    'xl/persons/person.xml': `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><person displayName="Carla Neri" id="${person}" userId="carla@example.org" providerId="None"/></personList>`,
    'xl/printerSettings/printerSettings1.bin': Buffer.from(
      Array.from({ length: 900 }, (_, at) => (at * 37) % 256),
    ),
    'xl/theme/theme1.xml': theme,
    'customXml/item1.xml':
      '<?xml version="1.0"?><p:properties xmlns:p="http://schemas.microsoft.com/office/2006/metadata/properties"/>',
    'customXml/itemProps1.xml':
      '<ds:datastoreItem ds:itemID="{8A1B2C3D-0000-0000-0000-000000000000}" xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs/></ds:datastoreItem>',
    'customXml/_rels/item1.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${OFFICE}/customXmlProps" Target="itemProps1.xml"/></Relationships>`,
    'xl/workbook.xml': (it) =>
      it
        .replace(
          '<workbookProtection/>',
          `<workbookProtection workbookAlgorithmName="SHA-512" ${HASH.replaceAll(/(hash|salt|spin)/g, (word) => `workbook${word[0]?.toUpperCase()}${word.slice(1)}`)} lockStructure="1"/>`,
        )
        .replace(
          '<definedNames>',
          '<definedNames><definedName name="Aliquota" comment="da rivedere ogni anno">0.22</definedName>',
        ),
    'xl/_rels/workbook.xml.rels': (it) =>
      related(it, [
        ['rId91', `${OFFICE}/theme`, 'theme/theme1.xml'],
        [
          'rId92',
          'http://schemas.microsoft.com/office/2017/10/relationships/person',
          'persons/person.xml',
        ],
        ['rId93', `${OFFICE}/customXml`, '../customXml/item1.xml'],
      ]),
    '[Content_Types].xml': (it) =>
      declared(
        it.replace(
          '<Default ',
          '<Default Extension="bin" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings"/><Default ',
        ),
        {
          '/xl/threadedComments/threadedComment1.xml':
            'application/vnd.ms-excel.threadedcomments+xml',
          '/xl/persons/person.xml': 'application/vnd.ms-excel.person+xml',
          '/xl/theme/theme1.xml': 'application/vnd.openxmlformats-officedocument.theme+xml',
          '/customXml/itemProps1.xml':
            'application/vnd.openxmlformats-officedocument.customXmlProperties+xml',
        },
      ),
  });
}

/** exceljs's workbook counting days from 1904, with shared, array and spilling formulas, and the order to work them out in. */
export function withFormulas(file: Buffer): Buffer {
  return patched(file, {
    'xl/workbook.xml': (it) => it.replace('<workbookPr ', '<workbookPr date1904="1" '),
    'xl/worksheets/sheet1.xml': (it) =>
      it
        .replace('<f>C2*24</f>', '<f t="shared" ref="F2:F5" si="0">C2*24</f>')
        .replace(/<f>C[345]\*24<\/f>/g, '<f t="shared" si="0"/>')
        .replace(
          /(<c r="F2">.*?<\/c>)/,
          '$1<c r="G2"><f t="array" ref="G2:G3">C2:C3*2</f><v>0.375</v></c><c r="I2" cm="1"><f t="array" ref="I2:I3">_xlfn._xlws.SORT(E2:E3)</f><v>3</v></c>',
        )
        .replace(/(<c r="F3">.*?<\/c>)/, '$1<c r="G3"><v>2.5</v></c><c r="I3"><v>5</v></c>'),
    'xl/metadata.xml':
      '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<metadata xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:xda="http://schemas.microsoft.com/office/spreadsheetml/2017/dynamicarray"><metadataTypes count="1"><metadataType name="XLDAPR" minSupportedVersion="120000" copy="1" pasteAll="1" pasteValues="1" merge="1" splitFirst="1" rowColShift="1" clearFormats="1" clearComments="1" assign="1" coerce="1" cellMeta="1"/></metadataTypes><futureMetadata name="XLDAPR" count="1"><bk><extLst><ext uri="{bdbb8cdc-fa1e-496e-a857-3c3f30c029c3}"><xda:dynamicArrayProperties fDynamic="1" fCollapsed="0"/></ext></extLst></bk></futureMetadata><cellMetadata count="1"><bk><rc t="1" v="0"/></bk></cellMetadata></metadata>',
    'xl/calcChain.xml':
      '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="I2" i="1" l="1" a="1"/><c r="G2" a="1"/><c r="G3" a="1"/><c r="F2"/><c r="F3"/><c r="F4"/><c r="F5"/><c r="D1" i="2"/></calcChain>',
    'xl/_rels/workbook.xml.rels': (it) =>
      related(it, [
        ['rId90', `${OFFICE}/calcChain`, 'calcChain.xml'],
        ['rId91', `${OFFICE}/sheetMetadata`, 'metadata.xml'],
      ]),
    '[Content_Types].xml': (it) =>
      declared(it, {
        '/xl/calcChain.xml': `${SPREADSHEETML}.calcChain+xml`,
        '/xl/metadata.xml': `${SPREADSHEETML}.sheetMetadata+xml`,
      }),
  });
}

/** excelize's workbook with macros, a chart sheet in the midst, a link to another workbook, and paths spelt from the root. */
export function withMacros(file: Buffer): Buffer {
  return patched(file, {
    'xl/workbook.xml': (it) =>
      it
        .replace(
          '<bookViews>',
          '<mc:AlternateContent><mc:Choice Requires="x15"><x15ac:absPath url="C:\\Registri\\" xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac"/></mc:Choice></mc:AlternateContent><bookViews>',
        )
        .replace('<workbookPr ', '<workbookPr codeName="QuestaCartella" ')
        .replace(
          '</sheet><sheet ',
          '</sheet><sheet name="Grafico" sheetId="7" r:id="rId90"/><sheet ',
        )
        .replace(
          '</sheets>',
          '</sheets><externalReferences><externalReference r:id="rId91"/></externalReferences>',
        )
        .replace(
          '</calcPr>',
          '</calcPr><customWorkbookViews><customWorkbookView name="Carla" guid="{12345678-0000-0000-0000-000000000000}" windowWidth="800" windowHeight="600" activeSheetId="1"/></customWorkbookViews>',
        ),
    'xl/_rels/workbook.xml.rels': (it) =>
      related(it.replace('Target="worksheets/sheet1.xml"', 'Target="/xl/worksheets/sheet1.xml"'), [
        ['rId90', `${OFFICE}/chartsheet`, 'chartsheets/sheet1.xml'],
        ['rId91', `${OFFICE}/externalLink`, 'externalLinks/externalLink1.xml'],
        [
          'rId92',
          'http://schemas.microsoft.com/office/2006/relationships/vbaProject',
          'vbaProject.bin',
        ],
      ]),
    'xl/chartsheets/sheet1.xml': `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<chartsheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${OFFICE}"><sheetViews><sheetView workbookViewId="0"/></sheetViews><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/><drawing r:id="rId1"/></chartsheet>`,
    'xl/chartsheets/_rels/sheet1.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${OFFICE}/drawing" Target="../drawings/drawing1.xml"/></Relationships>`,
    'xl/externalLinks/externalLink1.xml': `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${OFFICE}"><externalBook r:id="rId1"><sheetNames><sheetName val="Foglio1"/></sheetNames></externalBook></externalLink>`,
    'xl/externalLinks/_rels/externalLink1.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${OFFICE}/externalLinkPath" Target="altro.xlsx" TargetMode="External"/></Relationships>`,
    'xl/vbaProject.bin': Buffer.from(Array.from({ length: 3000 }, (_, at) => (at * 101) % 251)),
    '[Content_Types].xml': (it) =>
      declared(
        it
          .replace(
            `${SPREADSHEETML}.sheet.main+xml`,
            'application/vnd.ms-excel.sheet.macroEnabled.main+xml',
          )
          .replace(
            '<Default ',
            '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Default ',
          ),
        {
          '/xl/chartsheets/sheet1.xml': `${SPREADSHEETML}.chartsheet+xml`,
          '/xl/externalLinks/externalLink1.xml': `${SPREADSHEETML}.externalLink+xml`,
        },
      ),
  });
}

function related(
  xml: string,
  more: readonly (readonly [id: string, type: string, target: string])[],
): string {
  const lines = more.map(
    ([id, type, target]) => `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`,
  );
  return xml.replace('</Relationships>', `${lines.join('')}</Relationships>`);
}

function declared(xml: string, more: Readonly<Record<string, string>>): string {
  const lines = Object.entries(more).map(
    ([part, type]) => `<Override PartName="${part}" ContentType="${type}"/>`,
  );
  return xml.replace('</Types>', `${lines.join('')}</Types>`);
}
