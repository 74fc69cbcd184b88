import { describe, expect, test } from 'vitest';
import { fitted, pictureFacts } from '../../src/core/picture.ts';
import { aJpeg, aPng } from '../a/pictures.ts';

describe('pictureFacts', () => {
  test('tells the size of a PNG', () => {
    expect(pictureFacts(aPng(600, 200))).toEqual({
      ok: true,
      value: { kind: 'png', width: 600, height: 200, channels: 3 },
    });
  });

  test.each([1, 3] as const)('tells the size of a JPEG of %d channels', (channels) => {
    expect(pictureFacts(aJpeg({ width: 600, height: 200, channels }))).toEqual({
      ok: true,
      value: { kind: 'jpeg', width: 600, height: 200, channels },
    });
  });

  test('skips what stands before the frame of a JPEG', () => {
    const told = pictureFacts(aJpeg({ width: 9, height: 7, channels: 3, before: 300 }));

    expect(told).toMatchObject({ ok: true, value: { width: 9, height: 7 } });
  });

  test.each([
    [
      'a JPEG in four inks',
      aJpeg({ width: 9, height: 9, channels: 4 }),
      'per la tipografia (CMYK)',
    ],
    ['a PNG cut short', aPng(9, 9).subarray(0, -1), 'incompleta'],
    ['a PNG without size', aPng(0, 9), 'incompleta'],
    ['a JPEG cut short', aJpeg({ width: 9, height: 9, channels: 3 }).subarray(0, -2), 'incompleta'],
    ['a GIF', new TextEncoder().encode('GIF89a'), 'non è un’immagine PNG o JPEG'],
    ['a drawing', new TextEncoder().encode('<svg/>'), 'non è un’immagine PNG o JPEG'],
    ['an empty file', new Uint8Array(), 'non è un’immagine PNG o JPEG'],
  ])('refuses %s', (_, bytes, why) => {
    expect(pictureFacts(bytes)).toEqual({ ok: false, error: expect.stringContaining(why) });
  });
});

describe('fitted', () => {
  test.each([
    [
      { width: 300, height: 300 },
      { width: 30, height: 30 },
    ],
    [
      { width: 900, height: 100 },
      { width: 90, height: 10 },
    ],
    [
      { width: 10, height: 10 },
      { width: 30, height: 30 },
    ],
  ])('keeps the shape of %o', (picture, size) => {
    expect(fitted(picture, { width: 90, height: 30 })).toEqual(size);
  });
});
