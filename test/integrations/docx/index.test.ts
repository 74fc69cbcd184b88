import PizZip from 'pizzip';
import { describe, expect, it } from 'vitest';
import { docxModel } from '../../../src/integrations/docx/index.ts';

/** The least a .docx is made of, with these paragraphs. */
function aDocx(...paragraphs: readonly string[]): Uint8Array {
  const zip = new PizZip();
  const body = paragraphs.map(
    (it) => `<w:p><w:r><w:t xml:space="preserve">${it}</w:t></w:r></w:p>`,
  );
  zip.file(
    '[Content_Types].xml',
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
  );
  zip.file(
    '_rels/.rels',
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
  );
  zip.file(
    'word/document.xml',
    `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body.join('')}</w:body></w:document>`,
  );
  return zip.generate({ type: 'uint8array' });
}

function textOf(bytes: Uint8Array): string {
  const xml = new PizZip(bytes).file('word/document.xml')?.asText() ?? '';
  return xml
    .replace(/<\/w:p>/g, '\n')
    .replace(/<[^>]+>/g, '')
    .trim();
}

function model(...paragraphs: readonly string[]) {
  const read = docxModel(aDocx(...paragraphs));
  if (!read.ok) throw new Error(read.error.join());
  return read.value;
}

describe('A model of the body’s own', () => {
  it('tells its placeholders, those within conditions too, each once', () => {
    const { tags } = model(
      'Il sig. {{beneficiario.cognome}} {{ beneficiario.nome }}',
      '{{#se strumento = “TIS”}}TIS {{beneficiario.nome}}{{/}}',
    );

    expect(tags).toEqual(['beneficiario.cognome', 'beneficiario.nome', '#se strumento = “TIS”']);
  });

  it('is filled in, and what is merged in is never taken for markup', () => {
    const bytes = model(
      'Nato a {{comune}}, {{#se minore}}minorenne{{/}}{{#se adulto}}adulto{{/}}',
    ).fill((tag) => (tag.startsWith('#') ? tag === '#se adulto' : 'Sant’Agata & <Figli>'));

    expect(textOf(bytes)).toBe('Nato a Sant’Agata &amp; &lt;Figli&gt;, adulto');
  });

  it('gives the same bytes for the same answers', () => {
    const one = model('{{nome}}').fill(() => 'Ștefan');
    const other = model('{{nome}}').fill(() => 'Ștefan');

    expect(Buffer.from(one).equals(Buffer.from(other))).toBe(true);
  });

  it('refuses braces that do not match, and what is no .docx', () => {
    expect(docxModel(aDocx('{{#se minore}}mai chiuso'))).toEqual({
      ok: false,
      error: [expect.stringContaining('il segnaposto «se minore» non è scritto bene')],
    });
    expect(docxModel(new Uint8Array([1, 2, 3]))).toEqual({
      ok: false,
      error: [expect.stringContaining('non è un documento .docx')],
    });
  });
});
