import { createHash } from 'node:crypto';
import { fileOf, headerOf, type Part, partsOf } from '../mime.ts';
import type { FakeAnswer, FakeRequest, FakeService, FakeWorld } from './service.ts';
import { Refused, refusalWithReason } from './worded.ts';

/** Gmail in memory: a mailbox for each of the organisation's people, with drafts and what was sent. */
export interface FakeGmail extends FakeService {
  readonly name: 'gmail';
  /** What left from a mailbox, in order, as it left: with Gmail's own Message-ID. */
  sent(address: string): readonly FakeMail[];
  /** What lies among the drafts of a mailbox. */
  drafts(address: string): readonly FakeMail[];
  /** A person throws a draft away. */
  discard(address: string, draft: string): void;
}

/** A message or a draft as a test looks at it. */
export interface FakeMail {
  readonly id: string;
  /** The whole message, as mail programs open it. */
  readonly raw: Uint8Array;
}

/**
 * Gmail's part of a world. A service account has no mailbox of its own: without delegation everything is refused. A
 * message gets a Message-ID of Gmail's when it leaves, whatever was written.
 * https://developers.google.com/workspace/gmail/api/reference/rest/v1
 */
export function fakeGmail(world: FakeWorld): FakeGmail {
  const boxes = new Map<string, Box>();
  let history = 1000;

  return {
    name: 'gmail',
    sent: (address) => boxOf(address).messages.filter((it) => it.labels.includes('SENT')),
    drafts: (address) => [...boxOf(address).drafts].map(([id, it]) => ({ id, raw: it.raw })),
    discard: (address, draft) => {
      if (!boxOf(address).drafts.delete(draft)) throw new Error('there is no such draft');
    },
    answer: (request) => {
      const [, user, rest] =
        /^\/(?:(?:resumable\/)?upload\/)?gmail\/v1\/users\/([^/]+)\/(.+)$/.exec(request.path) ?? [];
      if (user === undefined || rest === undefined) return undefined;
      try {
        const box = opened(request, decodeURIComponent(user));
        return worked(request, box, rest.split('/').map(decodeURIComponent));
      } catch (refused) {
        if (refused instanceof Refused) return refused.answer;
        throw refused;
      }
    },
  };

  function worked(
    request: FakeRequest,
    box: Box,
    steps: readonly string[],
  ): FakeAnswer | undefined {
    const [resource, id] = steps;
    switch (
      `${request.method} ${resource}${id === undefined ? '' : id === 'send' ? '/send' : '/:id'}`
    ) {
      case 'GET profile':
        return ok({
          emailAddress: box.address,
          messagesTotal: box.messages.length,
          threadsTotal: new Set(box.messages.map((it) => it.thread)).size,
          historyId: String(history),
        });
      case 'POST drafts':
        return drafted(request, box);
      case 'GET drafts':
        return listedDrafts(request, box);
      case 'GET drafts/:id':
        return ok({ id, message: view(draftIn(box, id), formatOf(request)) });
      case 'DELETE drafts/:id':
        draftIn(box, id);
        box.drafts.delete(id ?? '');
        return { status: 204 };
      case 'POST drafts/send':
        return sent(request, box);
      case 'GET messages':
        return listed(request, box);
      case 'GET messages/:id':
        return ok(view(messageIn(box, id), formatOf(request)));
      default:
        return undefined;
    }
  }

  function drafted(request: FakeRequest, box: Box): FakeAnswer {
    const raw = rawOf(request);
    partsOf(raw);
    const message = held(raw, ['DRAFT']);
    const id = `r-${BigInt(`0x${createHash('sha256').update(world.newId()).digest('hex').slice(0, 15)}`)}`;
    box.drafts.set(id, message);
    return ok({ id, message: view(message, 'minimal', { short: true }) });
  }

  function sent(request: FakeRequest, box: Box): FakeAnswer {
    const { id } = jsonOf(request.body);
    const draft = draftIn(box, id);
    if (!/[^\s<>]+@[^\s<>]+/.test(headerOf(partsOf(draft.raw), 'to') ?? '')) {
      throw refused(400, 'Recipient address required', 'invalidArgument', 'INVALID_ARGUMENT');
    }
    box.drafts.delete(String(id));
    const name = world.newId(30).replaceAll(/[^\w]/g, '_');
    const raw = withMessageId(draft.raw, `<CA${name}@mail.gmail.com>`);
    // It stays in its thread, and gets an ID of its own.
    const message = { ...held(raw, ['SENT']), thread: draft.thread };
    box.messages.push(message);
    return ok(view(message, 'minimal', { short: true }));
  }

  function listedDrafts({ query }: FakeRequest, box: Box): FakeAnswer {
    const matches = searched(query.get('q') ?? '');
    const { page, more, count } = paged(
      query,
      [...box.drafts].filter(([, it]) => matches(it)),
    );
    return ok({
      ...(page.length > 0 && {
        drafts: page.map(([id, it]) => ({ id, message: { id: it.id, threadId: it.thread } })),
      }),
      ...more,
      resultSizeEstimate: count,
    });
  }

  function listed({ query }: FakeRequest, box: Box): FakeAnswer {
    const matches = searched(query.get('q') ?? '');
    const labels = query.getAll('labelIds');
    const { page, more, count } = paged(
      query,
      [...box.messages, ...box.drafts.values()].filter(
        (it) => matches(it) && labels.every((label) => it.labels.includes(label)),
      ),
    );
    return ok({
      ...(page.length > 0 && {
        messages: page.map((it) => ({ id: it.id, threadId: it.thread })),
      }),
      ...more,
      resultSizeEstimate: count,
    });
  }

  function held(raw: Uint8Array, labels: readonly string[]): Message {
    history += 1;
    const id = createHash('sha256').update(world.newId()).digest('hex').slice(0, 16);
    return { id, thread: id, raw, labels, history: String(history), at: world.now() };
  }

  function opened({ as }: FakeRequest, user: string): Box {
    if (as === undefined || as === world.address) {
      throw refused(400, 'Precondition check failed.', 'failedPrecondition', 'FAILED_PRECONDITION');
    }
    if (user !== 'me' && user.toLowerCase() !== as.toLowerCase()) {
      throw refused(403, `Delegation denied for ${as}`, 'forbidden', 'PERMISSION_DENIED');
    }
    return boxOf(as);
  }

  function boxOf(address: string): Box {
    const box = boxes.get(address.toLowerCase()) ?? { address, drafts: new Map(), messages: [] };
    boxes.set(address.toLowerCase(), box);
    return box;
  }
}

interface Box {
  readonly address: string;
  readonly drafts: Map<string, Message>;
  readonly messages: Message[];
}

interface Message extends FakeMail {
  readonly thread: string;
  readonly labels: readonly string[];
  readonly history: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

function draftIn(box: Box, id: unknown): Message {
  const draft = box.drafts.get(String(id));
  if (draft === undefined) throw notThere();
  return draft;
}

function messageIn(box: Box, id: unknown): Message {
  const message = [...box.messages, ...box.drafts.values()].find((it) => it.id === id);
  if (message === undefined) throw notThere();
  return message;
}

/** The words of a search the double knows; it throws at others, rather than find what Gmail would not. */
function searched(query: string): (message: Message) => boolean {
  const asked = (query.match(/\S+/g) ?? []).map((word) => {
    const [, kind, value = ''] = /^(rfc822msgid|in):(.+)$/.exec(word) ?? [];
    if (kind === 'in') return (it: Message) => it.labels.includes(value.toUpperCase());
    if (kind === 'rfc822msgid') {
      const bare = (id: string) => id.replaceAll(/[<>]/g, '');
      return (it: Message) => bare(headerOf(partsOf(it.raw), 'message-id') ?? '') === bare(value);
    }
    throw new Error(`the double knows no such search: ${word}`);
  });
  return (message) => asked.every((it) => it(message));
}

function paged<T>(query: URLSearchParams, all: readonly T[]) {
  const start = Number(query.get('pageToken') ?? 0);
  const size = Math.min(Number(query.get('maxResults') ?? 100), 500);
  const end = start + size;
  return {
    page: all.slice(start, end),
    more: end < all.length ? { nextPageToken: String(end) } : {},
    count: all.length,
  };
}

function rawOf(request: FakeRequest): Uint8Array {
  const type = request.headers['content-type'] ?? '';
  if (request.path.includes('/upload/') && request.query.get('uploadType') === 'media') {
    if (type !== 'message/rfc822') {
      throw refused(
        400,
        `Media type '${type}' is not supported. Valid media types: [message/rfc822]`,
        'badContent',
      );
    }
    return request.body;
  }
  const { message } = jsonOf(request.body);
  const raw = typeof message === 'object' && message !== null && 'raw' in message && message.raw;
  if (typeof raw !== 'string' || raw === '') {
    throw refused(
      400,
      "'raw' RFC822 payload message string or uploading message via /upload/* URL required",
      'invalidArgument',
      'INVALID_ARGUMENT',
    );
  }
  return Buffer.from(raw, 'base64url');
}

function withMessageId(raw: Uint8Array, id: string): Uint8Array {
  const text = Buffer.from(raw).toString('latin1');
  const gap = text.search(/\r?\n\r?\n/);
  const head = text.slice(0, gap).replaceAll(/^message-id:.*(?:\r?\n[ \t].*)*(?:\r?\n|$)/gim, '');
  return Buffer.from(
    `Message-ID: ${id}\r\n${head.replace(/\r?\n$/, '')}${text.slice(gap)}`,
    'latin1',
  );
}

type Format = 'full' | 'metadata' | 'minimal' | 'raw';

function formatOf({ query }: FakeRequest): Format {
  const format = (query.get('format') ?? 'full').toLowerCase();
  if (format === 'full' || format === 'metadata' || format === 'minimal' || format === 'raw') {
    return format;
  }
  throw refused(400, `Invalid value at 'format': ${format}`, 'badRequest', 'INVALID_ARGUMENT');
}

function view(
  { id, thread, labels, raw, history, at }: Message,
  format: Format,
  { short = false }: { readonly short?: boolean } = {},
): object {
  const head = { id, threadId: thread, labelIds: labels };
  if (short) return head;
  const whole = partsOf(raw);
  return {
    ...head,
    historyId: history,
    internalDate: String(at),
    sizeEstimate: raw.length,
    snippet: Buffer.from(firstText(whole)?.bytes ?? [])
      .toString()
      .replaceAll(/\s+/g, ' ')
      .slice(0, 200),
    ...(format === 'raw' && { raw: Buffer.from(raw).toString('base64url') }),
    ...(format === 'full' && { payload: payload(whole, '') }),
    ...(format === 'metadata' && {
      payload: { headers: whole.headers, mimeType: typeOf(whole) },
    }),
  };
}

function payload(part: Part, id: string): object {
  const parts = part.parts.map((it, index) =>
    payload(it, id === '' ? String(index) : `${id}.${index}`),
  );
  return {
    partId: id,
    mimeType: typeOf(part),
    filename: fileOf(part) ?? '',
    headers: part.headers,
    body: {
      size: part.bytes.length,
      ...(part.bytes.length > 0 && { data: Buffer.from(part.bytes).toString('base64url') }),
    },
    ...(parts.length > 0 && { parts }),
  };
}

function firstText(part: Part): Part | undefined {
  if (part.parts.length === 0) return typeOf(part).startsWith('text/') ? part : undefined;
  return part.parts.map(firstText).find((it) => it !== undefined);
}

function typeOf(part: Part): string {
  return headerOf(part, 'content-type')?.split(';')[0]?.trim() ?? 'text/plain';
}

function ok(body: unknown): FakeAnswer {
  return { status: 200, body };
}

function refused(status: number, message: string, reason: string, name?: string): Refused {
  return new Refused(
    refusalWithReason(status, message, { reason, ...(name !== undefined && { status: name }) }),
  );
}

function notThere(): Refused {
  return refused(404, 'Requested entity was not found.', 'notFound', 'NOT_FOUND');
}

function jsonOf(body: Uint8Array): Readonly<Record<string, unknown>> {
  const read: unknown = body.length === 0 ? {} : JSON.parse(Buffer.from(body).toString());
  // The frame has held it against Google's description: it is an object of named fields.
  return read as Readonly<Record<string, unknown>>;
}
