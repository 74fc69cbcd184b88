import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { contentsOf } from '../../../src/integrations/excel-file/change.ts';
import { limits, readZip, Unreadable, writeZip } from '../../../src/integrations/excel-file/zip.ts';
import { rawWorkbook } from './raw.ts';

const parts = new Map([
  ['a.xml', Buffer.from('<a/>')],
  ['b.xml', Buffer.from('<b/>'.repeat(1000))],
]);

describe('a zip archive', () => {
  it('copies what is not changed as it lies', () => {
    const first = writeZip(undefined, parts);

    const second = readZip(writeZip(readZip(first), new Map([['a.xml', Buffer.from('<c/>')]])));

    expect(second.names).toEqual(['a.xml', 'b.xml']);
    expect(second.bytes('a.xml').toString()).toBe('<c/>');
    expect(second.raw('b.xml')).toEqual(readZip(first).raw('b.xml'));
  });

  it('adds at the end, and takes out', () => {
    const base = readZip(writeZip(undefined, parts));

    const changed = writeZip(
      base,
      new Map([
        ['a.xml', undefined],
        ['c.xml', Buffer.from('c')],
      ]),
    );

    expect(readZip(changed).names).toEqual(['b.xml', 'c.xml']);
  });

  it('writes the same bytes for the same parts', () => {
    expect(writeZip(undefined, parts).equals(writeZip(undefined, parts))).toBe(true);
  });

  it('reads entries followed by a descriptor, and writes them without', () => {
    const file = writeZip(undefined, parts);
    for (const at of [...placesOf(file, LOCAL, 6), ...placesOf(file, CENTRAL, 8)]) file[at] = 8;

    const copy = writeZip(readZip(file), new Map());

    expect(readZip(copy).bytes('a.xml').toString()).toBe('<a/>');
    expect(copy.readUInt16LE(6) & 8).toBe(0);
  });

  it.each<[string, Buffer, RegExp]>([
    ['an empty file', Buffer.alloc(0), /vuoto/],
    ['a CSV', Buffer.from('ID;Cognome\nB-0001;Rossi\n'), /non è un file \.xlsx/],
    ['a web page', Buffer.from('<html><table></table></html>'), /non è un file \.xlsx/],
    ['an old .xls', ole(''), /\.xls\)/],
    ['a password-protected workbook', ole('EncryptedPackage'), /protetto da password/],
    ['an OpenDocument sheet', ods(), /\.ods/],
    ['an encrypted entry', patched(CENTRAL, 8, 1), /protetto da password/],
    ['zip64', patched(CENTRAL, 24, 0xffffffff, 4), /zip64/],
    ['another compression', patched(CENTRAL, 10, 12), /compressione 12/],
    ['entries that lie about their size', patched(CENTRAL, 24, 5), /peserebbe|danneggiato/],
    ['entries that say less than they are', patched(CENTRAL, 24, 3), /peserebbe|danneggiato/],
    ['a damaged entry', patched(CENTRAL, 16, 7), /danneggiato/],
    [
      'more bytes in front',
      Buffer.concat([Buffer.from('PK\u0003\u0004'), writeZip(undefined, parts)]),
      /danneggiato/,
    ],
    ['the same name twice', twins('A.xml'), /due volte/],
    ['names that climb out', named('../etc/passwd'), /portano altrove/],
    ['names from the root', named('/etc/passwd'), /portano altrove/],
    ['names with backslashes', named('..\\x'), /portano altrove/],
    ['names on a drive', named('c:x'), /portano altrove/],
  ])('refuses %s', (_, file, why) => {
    const opened = () => {
      const zip = readZip(file);
      for (const it of zip.names) zip.bytes(it);
    };

    expect(opened).toThrow(why);
    expect(opened).toThrow(Unreadable);
  });

  it('refuses a file cut short anywhere', () => {
    const file = rawWorkbook({ data: '<row r="1"><c r="A1"><v>1</v></c></row>' });

    for (let length = 0; length < file.length; length += 7) {
      expect(() => contentsOf(file.subarray(0, length))).toThrow(Unreadable);
    }
    expect(contentsOf(file).sheets).toHaveLength(1);
  });

  it('refuses what would inflate beyond the limits, and takes what just fits', () => {
    const file = writeZip(
      undefined,
      new Map([
        ['a.xml', Buffer.alloc(1000)],
        ['b.xml', Buffer.alloc(1000)],
      ]),
    );

    expect(readZip(file, { ...limits, total: 2000 }).names).toHaveLength(2);
    expect(() => readZip(file, { ...limits, total: 1999 })).toThrow(/peserebbe/);
    expect(() => readZip(file, { ...limits, entries: 1 })).toThrow(/peserebbe/);
    expect(() => readZip(file, { ...limits, ratioFrom: 999, ratio: 10 })).toThrow(/peserebbe/);
    expect(readZip(file, { ...limits, ratioFrom: 1000, ratio: 10 }).names).toHaveLength(2);
  });

  it('refuses entries that share their bytes', () => {
    const file = writeZip(
      undefined,
      new Map([
        ['a.xml', Buffer.alloc(10)],
        ['b.xml', Buffer.alloc(10)],
      ]),
    );
    const [, second = 0] = placesOf(file, CENTRAL, 42);
    file.writeUInt32LE(0, second);

    expect(() => readZip(file)).toThrow(/peserebbe/);
  });

  it('never inflates more than was declared', () => {
    const bomb = deflateRawSync(Buffer.alloc(2 ** 24));
    const file = writeZip(undefined, new Map([['a.xml', Buffer.alloc(3)]]));
    const zip = readZip(file);
    const lying = { ...zip, raw: () => ({ ...zip.raw('a.xml'), data: bomb, size: 100 }) };

    const packed = readZip(writeZip(lying, new Map()));

    expect(() => packed.bytes('a.xml')).toThrow(/peserebbe/);
  });
});

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;

function placesOf(file: Buffer, signature: number, offset: number): readonly number[] {
  const places: number[] = [];
  for (let at = 0; at < file.length - 4; at++) {
    if (file.readUInt32LE(at) === signature) places.push(at + offset);
  }
  return places;
}

/** An archive whose first directory line says something else. */
function patched(signature: number, offset: number, value: number, bytes: 2 | 4 = 2): Buffer {
  const file = writeZip(undefined, parts);
  const [at = 0] = placesOf(file, signature, offset);
  if (bytes === 4) file.writeUInt32LE(value, at);
  else file.writeUInt16LE(value, at);
  return file;
}

function named(name: string): Buffer {
  return writeZip(undefined, new Map([[name, Buffer.from('x')]]));
}

function twins(name: string): Buffer {
  return writeZip(
    undefined,
    new Map([
      ['a.xml', Buffer.from('x')],
      [name, Buffer.from('y')],
    ]),
  );
}

function ole(stream: string): Buffer {
  return Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(512),
    Buffer.from(stream, 'utf16le'),
    Buffer.alloc(64),
  ]);
}

function ods(): Buffer {
  return writeZip(
    undefined,
    new Map([['mimetype', Buffer.from('application/vnd.oasis.opendocument.spreadsheet')]]),
  );
}
