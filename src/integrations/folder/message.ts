import { extname } from 'node:path';
import type { Letter } from '../../ports.ts';

/**
 * A message as mail programs write and open it (`.eml`, RFC 5322 and 2045): the same bytes every time
 * for the same letter, instant and ID. Throws where an address is not a single plain one, so that
 * nobody can slip a header or a second reader in.
 */
export function message({ letter, from, at, id }: Envelope): Uint8Array {
  const { to, subject, text, attachments = [] } = letter;
  const head = [
    `From: ${sender(from)}`,
    `To: ${address(to)}`,
    `Subject: ${words(subject)}`,
    `Date: ${new Date(at).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${id}@alice.invalid>`,
    // Out-of-office programs leave such mail alone: https://www.rfc-editor.org/rfc/rfc3834#section-5
    'Auto-Submitted: auto-generated',
    'MIME-Version: 1.0',
  ];
  const body = [
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    base64(Buffer.from(text.replaceAll(/\r\n|\r|\n/g, '\r\n'))),
  ];
  if (attachments.length === 0) return asBytes([...head, ...body, '']);

  // `_` is no letter of base64, so the boundary cannot stand in a part.
  const boundary = `=_alice_${id.slice(0, 32)}`;
  const parts = [body, ...attachments.map(attached)];
  return asBytes([
    ...head,
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
    '',
    ...parts.flatMap((part) => [`--${boundary}`, ...part]),
    `--${boundary}--`,
    '',
  ]);
}

/** Everything a message is made of. */
export interface Envelope {
  readonly letter: Letter;
  /** `ALICE <alice@example.org>`, or the address alone. */
  readonly from: string;
  /** ISO instant of the `Date` header. */
  readonly at: string;
  /** What stands before `@alice.invalid` in the Message-ID: letters and digits. */
  readonly id: string;
}

function attached({ file, bytes }: { readonly file: string; readonly bytes: Uint8Array }) {
  const type = TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream';
  return [
    `Content-Type: ${type}`,
    'Content-Transfer-Encoding: base64',
    `Content-Disposition: attachment; ${fileName(file)}`,
    '',
    base64(bytes),
  ];
}

const TYPES: Readonly<Record<string, string>> = {
  '.csv': 'text/csv',
  '.ics': 'text/calendar',
  '.json': 'application/json',
  '.md': 'text/markdown',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.txt': 'text/plain',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.zip': 'application/zip',
};

function sender(from: string): string {
  const [, name, inside] = /^([^<>]*?)\s*<([^<>]*)>$/.exec(from) ?? [];
  if (name === undefined || inside === undefined) return address(from);
  if (name === '') return address(inside);
  // Outside these letters a name would have to be quoted; as encoded words it is always right.
  const bare = /^[A-Za-z0-9 ]{1,60}$/.test(name);
  return `${bare ? name : encoded(name)} <${address(inside)}>`;
}

/** The address is not repeated in the error: logs hold no addresses. */
function address(text: string): string {
  if (/^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[A-Za-z0-9.-]{1,190}$/.test(text)) return text;
  throw new Error('a letter to or from what is not one plain e-mail address');
}

/** A header's words: as they are when short and plain, else encoded (RFC 2047). */
function words(text: string): string {
  const bare = /^[\x20-\x7e]{0,60}$/.test(text) && !text.includes('=?') && text.trim() === text;
  return bare ? text : encoded(text);
}

/** Encoded words of at most 64 letters, never cut within a character, a line each: with `Subject: ` under 76. */
function encoded(text: string): string {
  const pieces: string[] = [];
  let piece = '';
  for (const letter of text.replaceAll(/\s+/g, ' ').trim()) {
    if (Buffer.byteLength(piece + letter) > 39) {
      pieces.push(piece);
      piece = '';
    }
    piece += letter;
  }
  return [...pieces, piece]
    .map((it) => `=?UTF-8?B?${Buffer.from(it).toString('base64')}?=`)
    .join('\r\n ');
}

/** A file's name, in UTF-8 where it needs it: https://www.rfc-editor.org/rfc/rfc2231#section-4 */
function fileName(file: string): string {
  if (/^[\w. ()-]+$/.test(file)) return `filename="${file}"`;
  return `filename*=UTF-8''${encodeURIComponent(file).replaceAll(/['()*]/g, (it) => `%${it.charCodeAt(0).toString(16).toUpperCase()}`)}`;
}

function base64(bytes: Uint8Array): string {
  const letters = Buffer.from(bytes).toString('base64');
  return (letters.match(/.{1,76}/g) ?? []).join('\r\n');
}

function asBytes(lines: readonly string[]): Uint8Array {
  return Buffer.from(lines.join('\r\n'), 'latin1');
}
