import Docxtemplater from 'docxtemplater';
import PizZip from 'pizzip';
import { err, ok, type Result } from '../../core/result.ts';

/** A paper in the body's own layout, with ALICE's placeholders in it. */
export interface DocxModel {
  /** What stands between the braces, as written and once each: `beneficiario.nome`, `#se strumento = "TIS"`. */
  readonly tags: readonly string[];
  /** The document with every placeholder answered; `#se` by yes or no. The same answers give the same bytes. */
  fill(answer: Answer): Uint8Array;
}

/** What a placeholder becomes. */
export type Answer = (tag: string) => string | boolean;

/**
 * Reads a .docx in which placeholders stand as in ALICE's own templates; a condition is closed by `{{/}}`. Refuses, in
 * Italian, what is no .docx and braces that do not match.
 */
export function docxModel(bytes: Uint8Array): Result<DocxModel, readonly string[]> {
  const tags = new Set<string>();
  try {
    // Filled in once for nothing, every condition holding: so each tag is met.
    filled(bytes, (tag) => {
      tags.add(tag);
      return tag.startsWith('#') ? true : tag;
    });
  } catch (failure) {
    return err(toldOf(failure));
  }
  return ok({ tags: [...tags], fill: (answer) => filled(bytes, answer) });
}

function filled(bytes: Uint8Array, answer: Answer): Uint8Array {
  const paper = new Docxtemplater(new PizZip(bytes), {
    delimiters: { start: '{{', end: '}}' },
    paragraphLoop: true,
    linebreaks: true,
    errorLogging: false,
    // Every tag is answered by itself: there is no tree of data for it to be looked up in.
    parser: (tag) => {
      const asked = tag.trim();
      return { get: () => answer(/^se\s/.test(asked) ? `#${asked}` : asked) };
    },
  });
  paper.render();
  const zip = paper.getZip();
  // Parts are packed with the day on them; the same paper is the same bytes on any day.
  for (const part of Object.values(zip.files)) part.date = packedOn;
  return zip.generate({ type: 'uint8array', compression: 'DEFLATE' });
}

const packedOn = new Date(Date.UTC(1980, 0, 1));

/** What the library found wrong, in Italian; whatever else failed is a file that is no .docx. */
function toldOf(failure: unknown): readonly string[] {
  const tags = tagsFailed(failure);
  if (tags.length === 0)
    return [
      'il file non è un documento .docx che si possa leggere: salvalo di nuovo da Word o LibreOffice.',
    ];
  return tags.map(
    (it) =>
      `il segnaposto «${it}» non è scritto bene: si apre con {{ e si chiude con }}, e ogni {{#se …}} finisce con {{/}}.`,
  );
}

function tagsFailed(failure: unknown): readonly string[] {
  if (typeof failure !== 'object' || failure === null || !('properties' in failure)) return [];
  const { properties } = failure;
  if (typeof properties !== 'object' || properties === null) return [];
  if ('errors' in properties && Array.isArray(properties.errors))
    return properties.errors.flatMap(tagsFailed);
  return 'xtag' in properties && typeof properties.xtag === 'string' ? [properties.xtag] : [];
}
