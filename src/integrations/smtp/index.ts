import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Clock, Letter, Mailbox } from '../../ports.ts';
import { type Server, serverIn } from './server.ts';
import { unreachable } from './worded.ts';

/**
 * A mailbox that hands letters to a mail server. TLS, on this machine and where the URL says so aside. A letter has
 * the same Message-ID whenever it is sent, so that whoever gets it twice can tell; within one process a key is sent
 * once. What left before this process began it cannot know: `sent` answers `unknown` there, and where the connection
 * broke while the letter was being handed over. Sending such a key again sends it perhaps twice, never less than once.
 * Throws `Unreachable` with the letter not sent, unless it says that this is not known.
 */
export function smtpMailbox(options: SmtpMailbox): Mailbox {
  const { from, clock } = options;
  const server = serverIn(options);
  const accepted = new Set<string>();
  /** Handed to the server by this process, which did not say what became of it. */
  const inDoubt = new Set<string>();
  const refused = new Set<string>();
  const underway = new Map<string, Promise<void>>();

  async function send(letter: Letter): Promise<void> {
    const { key, to } = letter;
    if (accepted.has(key)) return;
    const bytes = await message({ letter, from, at: clock.now() });
    const { handedOver, failure } = await posted({ server, from: sender(from).address, to, bytes });
    if (failure === undefined) {
      accepted.add(key);
      return;
    }
    if (handedOver) inDoubt.add(key);
    else refused.add(key);
    throw unreachable(failure, { server, handedOver });
  }

  return {
    async send(letter) {
      // Two of one key at a time: the second waits, and finds the first one sent.
      const before = underway.get(letter.key) ?? Promise.resolve();
      const sending = before.then(() => send(letter));
      const settled = sending.catch(() => undefined);
      underway.set(letter.key, settled);
      await sending.finally(() => {
        if (underway.get(letter.key) === settled) underway.delete(letter.key);
      });
    },

    async sent(key) {
      if (accepted.has(key)) return 'sent';
      return refused.has(key) && !inDoubt.has(key) ? 'not sent' : 'unknown';
    },
  };
}

/** Through which server letters leave, and what stands on them. */
export interface SmtpMailbox {
  /**
   * `smtps://name:password@smtp.example.org` (port 465), or `smtp://…` (port 587, made safe by STARTTLS before the
   * password is said). `?requireTLS=false` lets a server without TLS be used, as those on this machine are anyway.
   */
  readonly url: string;
  /** `ALICE <alice@example.org>`, or the address alone. */
  readonly from: string;
  /** Dates the letters. */
  readonly clock: Clock;
  /** Who vouches for the server's certificate, as PEM, instead of those this machine trusts. */
  readonly authority?: string | undefined;
  /** Milliseconds to wait for the server before giving up: 60 000. */
  readonly patience?: number | undefined;
}

// ---- the letter -----------------------------------------------------------------------------

async function message({ letter, from, at }: Posting): Promise<Uint8Array> {
  const { key, to, subject, text, html, attachments = [] } = letter;
  const id = sha256(key);
  const { name, address } = sender(from);
  const composed = new MailComposer({
    from: { name, address },
    to: { name: '', address: plain(to) },
    // What looks like an encoded word would be shown as another: an unseen letter keeps it what it is.
    subject: subject.replaceAll(/\s+/g, ' ').trim().replaceAll('=?', '=\u2060?'),
    date: new Date(at),
    messageId: `<${id}@${address.split('@')[1]}>`,
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

interface Posting {
  readonly letter: Letter;
  readonly from: string;
  /** ISO instant. */
  readonly at: string;
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

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

// ---- the conversation -----------------------------------------------------------------------

/**
 * One letter, one connection. `handedOver` with a failure: the server had begun to take the letter and did not say
 * what became of it.
 */
async function posted({ server, from, to, bytes }: Handing): Promise<Posted> {
  const connection = new SMTPConnection(server.connection);
  let taking = false;
  // Read only once the server has said that it takes the letter (354).
  const letter = new Readable({
    read() {
      taking = true;
      this.push(bytes);
      this.push(null);
    },
  });
  const { login } = server;
  const failure = await new Promise<unknown>((resolve) => {
    const then = (next: () => void) => (failed?: unknown) =>
      failed === undefined || failed === null ? next() : resolve(failed);
    connection.once('error', resolve);
    const send = () =>
      connection.send(
        { from, to: [to], size: bytes.length },
        letter,
        then(() => resolve(undefined)),
      );
    connection.connect(
      then(() => {
        if (login === undefined) send();
        else connection.login(login, then(send));
      }),
    );
  });
  if (failure === undefined) connection.quit();
  else connection.close();
  // An answer with a number is the server's word: it did not take it.
  const told =
    failure instanceof Error && 'responseCode' in failure && Boolean(failure.responseCode);
  return { handedOver: taking && !told, failure };
}

interface Handing {
  readonly server: Server;
  readonly from: string;
  readonly to: string;
  readonly bytes: Uint8Array;
}

interface Posted {
  readonly handedOver: boolean;
  readonly failure: unknown;
}
