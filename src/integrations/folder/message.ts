import MailComposer from 'nodemailer/lib/mail-composer';
import type { Letter } from '../../ports.ts';

/**
 * A message as mail programs write and open it (`.eml`, RFC 5322 and 2045): the same bytes every time
 * for the same letter, instant and ID. Throws where an address is not a single plain one, so that
 * nobody can slip a header or a second reader in.
 */
export async function message({ letter, from, at, id }: Envelope): Promise<Uint8Array> {
  const { to, subject, text, html, attachments = [] } = letter;
  const composed = new MailComposer({
    from: sender(from),
    to: plain(to),
    // What looks like an encoded word would be shown as another: an unseen letter keeps it what it is.
    subject: subject.replaceAll(/\s+/g, ' ').trim().replaceAll('=?', '=\u2060?'),
    date: new Date(at),
    messageId: `<${id}@alice.invalid>`,
    // Out-of-office programs leave such mail alone: https://www.rfc-editor.org/rfc/rfc3834#section-5
    headers: { 'Auto-Submitted': 'auto-generated' },
    text: lines(text),
    ...(html === undefined ? {} : { html: lines(html) }),
    attachments: attachments.map(({ file, bytes }) => ({
      filename: file,
      content: Buffer.from(bytes),
    })),
    encoding: 'base64',
    textEncoding: 'B',
    // Nothing by chance. `_` is no letter of base64, so the boundary cannot stand in a part.
    boundaryPrefix: '=_alice',
    baseBoundary: id.slice(0, 32),
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composed.compile().build();
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

function sender(from: string): { readonly name: string; readonly address: string } {
  const [, name = '', inside = from] = /^([^<>]*?)\s*<([^<>]*)>$/.exec(from) ?? [];
  return { name, address: plain(inside) };
}

/** The address is not repeated in the error: logs hold no addresses. */
function plain(address: string): string {
  if (/^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[A-Za-z0-9.-]{1,190}$/.test(address)) return address;
  throw new Error('a letter to or from what is not one plain e-mail address');
}

/** As mail has them, whatever the machine that wrote them. */
function lines(text: string): string {
  return text.replaceAll(/\r\n|\r|\n/g, '\r\n');
}
