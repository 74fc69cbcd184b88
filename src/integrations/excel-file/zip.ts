import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';

/** A file that is not a workbook ALICE can read: why, and what a person can do about it, in Italian. */
export class Unreadable extends Error {
  readonly why: string;
  readonly cure: string;
  constructor(why: string, cure: string) {
    super(`${why}. ${cure}`);
    this.name = 'Unreadable';
    this.why = why;
    this.cure = cure;
  }
}

/** The files inside a .xlsx, in the order they are kept. */
export interface Zip {
  readonly names: readonly string[];
  has(name: string): boolean;
  /** The inflated bytes. Throws when the entry is missing (our mistake) or damaged (`Unreadable`). */
  bytes(name: string): Buffer;
  /** The bytes as they lie in the archive, to compare or copy without inflating. */
  raw(name: string): Raw;
}

/** An entry as it lies in the archive, with what a directory must say of it. */
export interface Raw {
  readonly label: Buffer;
  readonly flags: number;
  readonly method: number;
  readonly time: number;
  readonly date: number;
  readonly crc: number;
  readonly size: number;
  readonly attributes: number;
  readonly data: Buffer;
}

/** How much a workbook may weigh once inflated, before it is taken for a trap. */
export interface Limits {
  readonly entries: number;
  /** Bytes of all entries together. */
  readonly total: number;
  /** An entry above `ratioFrom` bytes may not be more than `ratio` times its packed size. */
  readonly ratio: number;
  readonly ratioFrom: number;
}

/** 512 MB inflated; 24,000 rows × 45 columns are about 65 MB. */
export const limits: Limits = {
  entries: 100_000,
  total: 512 * 2 ** 20,
  ratio: 400,
  ratioFrom: 64 * 2 ** 20,
};

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END64_LOCATOR = 0x07064b50;
const UTF8 = 0x800;
const DESCRIPTOR = 0x8;

const save = 'Aprilo con LibreOffice o Excel e salvalo di nuovo come .xlsx';
const broken = () =>
  new Unreadable(
    'il file è incompleto o danneggiato',
    'Attendi che la copia finisca, o riprendi una versione precedente',
  );
const odd = (what: string) => new Unreadable(`il file ha una forma insolita (${what})`, save);

/**
 * Opens a .xlsx. Refuses (`Unreadable`, in Italian) what is not one, password-protected files, zip64,
 * truncated archives, names that are doubled or lead elsewhere, and archives that inflate beyond `most`.
 */
export function readZip(file: Buffer, most: Limits = limits): Zip {
  refuseOtherKinds(file);
  const end = endRecord(file);
  const count = file.readUInt16LE(end + 10);
  const size = file.readUInt32LE(end + 12);
  const start = file.readUInt32LE(end + 16);
  if (count === 0xffff || size === 0xffffffff || start === 0xffffffff) throw odd('zip64');
  if (end >= 20 && file.readUInt32LE(end - 20) === END64_LOCATOR) throw odd('zip64');
  if (file.readUInt32LE(end + 4) !== 0 || file.readUInt16LE(end + 8) !== count)
    throw odd('più volumi');
  if (start + size !== end) throw broken();
  if (count > most.entries) throw bomb();

  const entries = new Map<string, Raw>();
  const seen = new Set<string>();
  const spans: [number, number][] = [];
  let total = 0;
  let at = start;
  for (let index = 0; index < count; index++) {
    if (at + 46 > end || file.readUInt32LE(at) !== CENTRAL) throw broken();
    const flags = file.readUInt16LE(at + 8);
    const packed = file.readUInt32LE(at + 20);
    const full = file.readUInt32LE(at + 24);
    const nameEnd = at + 46 + file.readUInt16LE(at + 28);
    const next = nameEnd + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
    const offset = file.readUInt32LE(at + 42);
    if (next > end) throw broken();
    const label = file.subarray(at + 46, nameEnd);
    const name = label.toString((flags & UTF8) === 0 ? 'latin1' : 'utf8');
    refuseName(name);
    if (seen.has(name.toLowerCase())) throw odd(`«${name}» due volte`);
    seen.add(name.toLowerCase());
    if ((flags & 1) !== 0) throw encrypted();
    if (packed === 0xffffffff || full === 0xffffffff || offset === 0xffffffff) throw odd('zip64');
    total += full;
    if (total > most.total || (full > most.ratioFrom && full > packed * most.ratio)) throw bomb();
    const data = dataOf(file, { offset, packed, before: start });
    spans.push([offset, data.byteOffset - file.byteOffset + packed]);
    const method = file.readUInt16LE(at + 10);
    if (method !== 0 && method !== 8) throw odd(`compressione ${method}`);
    if (method === 0 && packed !== full) throw broken();
    entries.set(name, {
      label,
      flags,
      method,
      time: file.readUInt16LE(at + 12),
      date: file.readUInt16LE(at + 14),
      crc: file.readUInt32LE(at + 16),
      size: full,
      attributes: file.readUInt32LE(at + 38),
      data,
    });
    at = next;
  }
  if (at !== end) throw broken();
  refuseOverlaps(spans);

  const raw = (name: string): Raw => {
    const entry = entries.get(name);
    if (entry === undefined) throw new Error(`no part ${name} in the archive`);
    return entry;
  };
  return {
    names: [...entries.keys()],
    has: (name) => entries.has(name),
    raw,
    bytes: (name) => inflate(raw(name)),
  };
}

/**
 * Writes an archive: entries of `base` in their order, copied as they lie unless `changes` gives new
 * bytes (`undefined` takes an entry out); new ones at the end. The same input gives the same bytes:
 * what is written anew is dated 1/1/1980.
 */
export function writeZip(
  base: Zip | undefined,
  changes: ReadonlyMap<string, Uint8Array | undefined>,
): Buffer {
  const body: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  let count = 0;
  const names = new Set([...(base?.names ?? []), ...changes.keys()]);
  for (const name of names) {
    const bytes = changes.get(name);
    if (bytes === undefined && changes.has(name)) continue;
    const entry = bytes === undefined ? base?.raw(name) : pack(name, bytes);
    if (entry === undefined) throw new Error(`no part ${name} to write`);
    const header = Buffer.alloc(30);
    header.writeUInt32LE(LOCAL, 0);
    header.writeUInt16LE(20, 4);
    header.writeUInt16LE(entry.flags & ~DESCRIPTOR, 6);
    header.writeUInt16LE(entry.method, 8);
    header.writeUInt16LE(entry.time, 10);
    header.writeUInt16LE(entry.date, 12);
    header.writeUInt32LE(entry.crc, 14);
    header.writeUInt32LE(entry.data.length, 18);
    header.writeUInt32LE(entry.size, 22);
    header.writeUInt16LE(entry.label.length, 26);
    const line = Buffer.alloc(46);
    line.writeUInt32LE(CENTRAL, 0);
    line.writeUInt16LE(20, 4);
    header.copy(line, 6, 4, 28);
    line.writeUInt32LE(entry.attributes, 38);
    line.writeUInt32LE(offset, 42);
    directory.push(line, entry.label);
    body.push(header, entry.label, entry.data);
    offset += header.length + entry.label.length + entry.data.length;
    count += 1;
  }
  const size = directory.reduce((sum, it) => sum + it.length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...body, ...directory, end]);
}

function pack(name: string, bytes: Uint8Array): Raw {
  return {
    label: Buffer.from(name, 'utf8'),
    flags: UTF8,
    method: 8,
    time: 0,
    date: 0x21,
    crc: crc32(bytes),
    size: bytes.length,
    attributes: 0,
    data: deflateRawSync(bytes, { level: bytes.length > 2 ** 22 ? 4 : 6 }),
  };
}

function inflate({ method, data, size, crc }: Raw): Buffer {
  let bytes = data;
  if (method === 8) {
    try {
      bytes = inflateRawSync(data, { maxOutputLength: Math.max(1, size) });
    } catch (error) {
      // Node refuses to go past the declared size: an entry that lies about it is a trap.
      if (error instanceof RangeError) throw bomb();
      throw broken();
    }
  }
  if (bytes.length !== size || crc32(bytes) !== crc) throw broken();
  return bytes;
}

function endRecord(file: Buffer): number {
  const lowest = Math.max(0, file.length - 22 - 0xffff);
  for (let at = file.length - 22; at >= lowest; at--) {
    if (file.readUInt32LE(at) === END && at + 22 + file.readUInt16LE(at + 20) === file.length) {
      return at;
    }
  }
  throw broken();
}

function dataOf(
  file: Buffer,
  { offset, packed, before }: { offset: number; packed: number; before: number },
): Buffer {
  if (offset + 30 > before || file.readUInt32LE(offset) !== LOCAL) throw broken();
  const from = offset + 30 + file.readUInt16LE(offset + 26) + file.readUInt16LE(offset + 28);
  if (from + packed > before) throw broken();
  return file.subarray(from, from + packed);
}

/** Entries that share bytes are how a small archive inflates without end. */
function refuseOverlaps(spans: readonly (readonly [number, number])[]): void {
  const sorted = [...spans].toSorted((a, b) => a[0] - b[0]);
  let reached = 0;
  for (const [from, to] of sorted) {
    if (from < reached) throw bomb();
    reached = to;
  }
}

function refuseName(name: string): void {
  const leads =
    name.startsWith('/') || name.includes('\\') || name.includes('\0') || /^[a-z]:/i.test(name);
  if (name === '' || leads || name.split('/').includes('..')) throw odd('nomi che portano altrove');
}

function refuseOtherKinds(file: Buffer): void {
  if (file.length === 0)
    throw new Unreadable(
      'il file è vuoto',
      'Attendi che la copia finisca, o riprendi una versione precedente',
    );
  if (file.subarray(0, 8).toString('hex') === 'd0cf11e0a1b11ae1') {
    if (file.includes(Buffer.from('EncryptedPackage', 'utf16le'))) throw encrypted();
    throw new Unreadable(
      'è un vecchio file di Excel (.xls)',
      'Aprilo con LibreOffice o Excel e salvalo come .xlsx',
    );
  }
  if (file.length < 22 || file.readUInt16LE(0) !== 0x4b50) {
    throw new Unreadable(
      'non è un file .xlsx, anche se ne porta il nome (forse .csv, .html o .pdf)',
      'Aprilo con LibreOffice o Excel e salvalo come .xlsx',
    );
  }
  // An OpenDocument file starts with an unpacked entry «mimetype».
  if (file.subarray(30, 38).toString('latin1') === 'mimetype') {
    throw new Unreadable(
      'è un file di LibreOffice (.ods)',
      'Aprilo con LibreOffice e salvalo come .xlsx',
    );
  }
}

function encrypted(): Unreadable {
  return new Unreadable(
    'è protetto da password',
    'Togli la password (File › Salva con nome) e riprova',
  );
}

function bomb(): Unreadable {
  return new Unreadable(
    'una volta aperto peserebbe più di quanto un registro può pesare',
    'Controlla da dove viene il file prima di aprirlo',
  );
}
