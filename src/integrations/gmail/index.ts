import { createHash } from 'node:crypto';
import { type gmail_v1, gmail as gmailOf } from '@googleapis/gmail';
import type { OAuth2Client } from 'google-auth-library';
import MailComposer from 'nodemailer/lib/mail-composer';
import { type Clock, type Letter, type Mailbox, Unreachable } from '../../ports.ts';

/** All that the mailbox needs to be allowed by whoever delegates: to write drafts and to send them, not to read mail. */
export const GMAIL_SCOPES: readonly string[] = ['https://www.googleapis.com/auth/gmail.compose'];

/**
 * A mailbox that sends as a person of the organisation, through Gmail's API. Gmail gives each message a Message-ID of
 * its own, so nothing can be looked up by ours: a letter is laid among the drafts first, the draft's ID is remembered,
 * and the draft is sent. A draft is sent once at most, however often that is asked; whoever is cut short finds it
 * still there (not sent) or gone (sent). One surprise: a draft that a person threw away by hand counts as sent. One
 * made and not remembered, because the answer got lost, stays among the drafts and harms nobody.
 */
export function gmailMailbox({ auth, from, drafts, clock }: GmailMailbox): Mailbox {
  const { drafts: box } = gmailOf({ version: 'v1', auth }).users;
  // One letter at a time: the second of a key finds what became of the first.
  let turn: Promise<unknown> = Promise.resolve();

  async function send(letter: Letter): Promise<void> {
    const { key } = letter;
    const known = await drafts.recall(key);
    if (known?.startsWith(SENT) === true) return;
    const draft = known ?? (await laid(letter));
    const message = await sentDraft(box, draft);
    await drafts.remember(key, `${SENT}${message ?? ''}`);
  }

  /** As a draft, whose ID is remembered before anything can leave. */
  async function laid(letter: Letter): Promise<string> {
    const raw = await message({ letter, from, at: clock.now() });
    const { data } = await box.create({
      userId: 'me',
      fields: 'id',
      media: { mimeType: 'message/rfc822', body: Buffer.from(raw) },
    });
    const id = given(data.id);
    await drafts.remember(letter.key, id);
    return id;
  }

  return {
    async send(letter) {
      const sending = turn.then(() => send(letter));
      turn = sending.catch(() => undefined);
      return sending;
    },

    async sent(key) {
      const known = await drafts.recall(key);
      if (known === undefined) return 'not sent';
      if (known.startsWith(SENT)) return 'sent';
      return (await isThere(box, known)) ? 'not sent' : 'sent';
    },
  };
}

/** Who writes, and where it is kept what became of each letter. */
export interface GmailMailbox {
  /** Signed in as the person who writes: domain-wide delegation, `GMAIL_SCOPES`. */
  readonly auth: OAuth2Client;
  /** `ALICE <alice@example.org>`, or the address alone: that person's, or an alias of theirs. */
  readonly from: string;
  /** By a letter's key: the ID of its draft, or `sent:` and the message's. Kept for good, or letters leave again. */
  readonly drafts: {
    readonly recall: (key: string) => Promise<string | undefined>;
    readonly remember: (key: string, draft: string | undefined) => Promise<void>;
  };
  /** Dates the letters. */
  readonly clock: Clock;
}

/** Before a message's ID, where the letter has left: no draft's ID begins so (`r-1234…`). */
const SENT = 'sent:';

/** Sends a draft, and gives the message's ID; nothing where the draft was gone already, and so was sent before. */
async function sentDraft(
  box: gmail_v1.Resource$Users$Drafts,
  id: string,
): Promise<string | undefined> {
  try {
    const { data } = await box.send(
      { userId: 'me', fields: 'id', requestBody: { id } },
      // Sent already, it is gone: to ask again is harmless.
      { retryConfig: { httpMethodsToRetry: ['POST'] } },
    );
    return given(data.id);
  } catch (failure) {
    if (isGone(failure)) return undefined;
    throw failure;
  }
}

async function isThere(box: gmail_v1.Resource$Users$Drafts, id: string): Promise<boolean> {
  try {
    await box.get({ userId: 'me', id, format: 'minimal', fields: 'id' });
    return true;
  } catch (failure) {
    if (isGone(failure)) return false;
    throw failure;
  }
}

function isGone(failure: unknown): boolean {
  const cause = failure instanceof Unreachable ? failure.cause : undefined;
  return cause instanceof Error && 'status' in cause && cause.status === 404;
}

function given(id: string | null | undefined): string {
  if (typeof id === 'string' && id !== '') return id;
  throw new Error('Gmail answered without an ID');
}

// ---- the letter -----------------------------------------------------------------------------

async function message({ letter, from, at }: Posting): Promise<Uint8Array> {
  const { key, to, subject, text, html, attachments = [] } = letter;
  const id = createHash('sha256').update(key).digest('hex');
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
