import { err, ok, type Result } from './result.ts';

/** What the head of a picture says of it, before anybody takes it apart. Sizes in pixels. */
export interface PictureFacts {
  readonly kind: 'png' | 'jpeg';
  readonly width: number;
  readonly height: number;
  /** 1 is grey, 3 is colours; a PNG always counts as colours. */
  readonly channels: 1 | 3;
}

/**
 * Looks at the head and the end of a PNG or JPEG. Refuses any other file, one that was cut short, and a JPEG in the four
 * inks of printers, which archives do not take: the reason ends a sentence, «non è un’immagine PNG o JPEG».
 * PNG: w3.org/TR/png-3 §11.2.1. JPEG: ITU-T T.81 §B.2.2.
 */
export function pictureFacts(bytes: Uint8Array): Result<PictureFacts> {
  if (startsWith(bytes, pngHead)) return pngFacts(bytes);
  if (startsWith(bytes, jpegHead)) return jpegFacts(bytes);
  return err('non è un’immagine PNG o JPEG');
}

/** The largest size in points at which a picture fits a box without being stretched. */
export function fitted(
  { width, height }: Pick<PictureFacts, 'width' | 'height'>,
  box: { readonly width: number; readonly height: number },
): { readonly width: number; readonly height: number } {
  const scale = Math.min(box.width / width, box.height / height);
  return { width: width * scale, height: height * scale };
}

const pngHead = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const pngEnd = [0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82];
const jpegHead = [0xff, 0xd8, 0xff];
const cutShort = 'è un’immagine incompleta';

function pngFacts(bytes: Uint8Array): Result<PictureFacts> {
  const [width, height] = [numberAt(bytes, 16, 4), numberAt(bytes, 20, 4)];
  const whole = pngEnd.every((it, n) => bytes[bytes.length - pngEnd.length + n] === it);
  if (!whole || width === 0 || height === 0) return err(cutShort);
  return ok({ kind: 'png', width, height, channels: 3 });
}

function jpegFacts(bytes: Uint8Array): Result<PictureFacts> {
  // Some cameras leave bytes behind the end mark, a few of them zeros: it is looked for in the last ones.
  const tail = bytes.subarray(-64);
  if (!tail.some((it, n) => it === 0xff && tail[n + 1] === 0xd9)) return err(cutShort);
  let at = 2;
  while (at + 9 < bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) at += 1;
    else if (isFrame(marker)) {
      const [height, width] = [numberAt(bytes, at + 5, 2), numberAt(bytes, at + 7, 2)];
      const channels = bytes[at + 9];
      if (width === 0 || height === 0) return err(cutShort);
      if (channels === 1 || channels === 3) return ok({ kind: 'jpeg', width, height, channels });
      return err('è un’immagine per la tipografia (CMYK)');
    } else at += 2 + numberAt(bytes, at + 2, 2);
  }
  return err(cutShort);
}

/** C0 to CF begin a frame, but for three of them that hold tables. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

function startsWith(bytes: Uint8Array, head: readonly number[]): boolean {
  return head.every((it, n) => bytes[n] === it);
}

function numberAt(bytes: Uint8Array, at: number, length: number): number {
  return bytes.subarray(at, at + length).reduce((sum, it) => sum * 256 + it, 0);
}
