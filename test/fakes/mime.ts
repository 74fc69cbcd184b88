/** A part of a message, or the whole of one, as RFC 2045 lays it out. */
export interface Part {
  /** Every header in order, unfolded, encoded words still as they stand. */
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  /** What it holds, decoded; of a multipart nothing. */
  readonly bytes: Uint8Array;
  readonly parts: readonly Part[];
}

/** What a person sees of a message. */
export interface Seen {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string | undefined;
  readonly html: string | undefined;
  readonly files: readonly { readonly file: string; readonly bytes: readonly number[] }[];
}

/** Takes a message apart. Knows what mail programs write, and throws at what it does not. */
export function partsOf(raw: Uint8Array | string): Part {
  const text = typeof raw === 'string' ? raw : Buffer.from(raw).toString('latin1');
  const gap = /\r?\n\r?\n/.exec(text);
  const head = gap === null ? text : text.slice(0, gap.index);
  const body = gap === null ? '' : text.slice(gap.index + gap[0].length);
  const headers = head
    .replaceAll(/\r?\n(?=[ \t])/g, '')
    .split(/\r?\n/)
    .filter((it) => it !== '')
    .map((line) => {
      const [, name, value] = /^([!-9;-~]+):\s*(.*)$/.exec(line) ?? [];
      if (name === undefined || value === undefined) throw new Error(`no header: ${line}`);
      return { name, value };
    });
  const boundary = /^multipart\/.*boundary="?([^";]+)"?/i.exec(
    headerOf({ headers }, 'content-type') ?? '',
  )?.[1];
  if (boundary === undefined) return { headers, bytes: decoded(body, headers), parts: [] };
  const inside = `\r\n${body}`.split(`\r\n--${boundary}`);
  if (inside.at(-1)?.startsWith('--') !== true) throw new Error('a multipart that does not end');
  const parts = inside.slice(1, -1).map((it) => partsOf(it.replace(/^[ \t]*\r\n/, '')));
  return { headers, bytes: new Uint8Array(), parts };
}

/** The value of a header, whatever the case of its name. */
export function headerOf(part: Pick<Part, 'headers'>, name: string): string | undefined {
  return part.headers.find((it) => it.name.toLowerCase() === name.toLowerCase())?.value;
}

/** What a mail program shows of a message. */
export function seen(raw: Uint8Array | string): Seen {
  const whole = partsOf(raw);
  const leaves = leavesOf(whole);
  const body = (type: string) => {
    const leaf = leaves.find((it) => isA(it, type) && fileOf(it) === undefined);
    return leaf === undefined ? undefined : Buffer.from(leaf.bytes).toString();
  };
  return {
    from: worded(headerOf(whole, 'from') ?? ''),
    to: worded(headerOf(whole, 'to') ?? ''),
    subject: worded(headerOf(whole, 'subject') ?? ''),
    text: body('text/plain'),
    html: body('text/html'),
    files: leaves.flatMap((it) => {
      const file = fileOf(it);
      return file === undefined ? [] : [{ file, bytes: [...it.bytes] }];
    }),
  };
}

/** The name a part is to be saved under: https://www.rfc-editor.org/rfc/rfc2231 */
export function fileOf(part: Part): string | undefined {
  const said = headerOf(part, 'content-disposition') ?? '';
  const pieces = [...said.matchAll(/filename\*\d+\*=(?:utf-8'')?([^;]*)/gi)].map((it) => it[1]);
  if (pieces.length > 0) return decodeURIComponent(pieces.join(''));
  const whole = /filename\*=utf-8''([^;]*)/i.exec(said)?.[1];
  if (whole !== undefined) return decodeURIComponent(whole);
  const plain = /filename=(?:"((?:[^"\\]|\\.)*)"|([^;]*))/i.exec(said);
  const name = plain?.[1]?.replaceAll(/\\(.)/g, '$1') ?? plain?.[2];
  return name === undefined ? undefined : worded(name);
}

function leavesOf(part: Part): readonly Part[] {
  return part.parts.length === 0 ? [part] : part.parts.flatMap(leavesOf);
}

function isA(part: Part, type: string): boolean {
  return (headerOf(part, 'content-type') ?? 'text/plain').toLowerCase().startsWith(type);
}

function decoded(body: string, headers: Part['headers']): Uint8Array {
  const coding = (headerOf({ headers }, 'content-transfer-encoding') ?? '7bit').toLowerCase();
  if (coding === 'base64') return Buffer.from(body, 'base64');
  if (coding === 'quoted-printable') {
    const letters = body.replaceAll(/=\r?\n/g, '');
    return Buffer.from(
      letters.replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      ),
      'latin1',
    );
  }
  return Buffer.from(body, 'latin1');
}

/** Encoded words turned into letters; the blanks between two of them do not count (RFC 2047). */
function worded(value: string): string {
  return value
    .replaceAll(/(\?=)\s+(?==\?)/g, '$1')
    .replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, letters: string) =>
      kind.toLowerCase() === 'b'
        ? Buffer.from(letters, 'base64').toString()
        : Buffer.from(
            letters
              .replaceAll('_', ' ')
              .replaceAll(/=([0-9A-F]{2})/gi, (_all, hex: string) =>
                String.fromCharCode(Number.parseInt(hex, 16)),
              ),
            'latin1',
          ).toString(),
    );
}
