import { PNG } from 'pngjs';

/** A PNG of one colour, half transparent. A side of 0 is only written in its head. */
export function aPng(width: number, height: number): Uint8Array {
  const png = new PNG({ width: Math.max(1, width), height: Math.max(1, height) });
  png.data.fill(0x80);
  const bytes = Uint8Array.from(PNG.sync.write(png));
  const sizes = new DataView(bytes.buffer);
  sizes.setUint32(16, width);
  sizes.setUint32(20, height);
  return bytes;
}

/**
 * A JPEG that says its size and channels and shows nothing: a head, perhaps a note of so many bytes, a frame, an end.
 * Good for whoever looks at its facts, and for a file that only carries it.
 */
export function aJpeg(it: {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3 | 4;
  readonly before?: number;
}): Uint8Array {
  const { width, height, channels, before = 0 } = it;
  const wide = (n: number) => [n >> 8, n & 0xff];
  const note = before === 0 ? [] : [0xff, 0xfe, ...wide(before + 2), ...Array(before).fill(0x20)];
  const parts = Array.from({ length: channels }, (_, n) => [n + 1, 0x11, 0]).flat();
  const frame = [8, ...wide(height), ...wide(width), channels, ...parts];
  const framed = [0xff, 0xc0, ...wide(frame.length + 2), ...frame];
  return Uint8Array.from([0xff, 0xd8, ...note, ...framed, 0xff, 0xd9]);
}
