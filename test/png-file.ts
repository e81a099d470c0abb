/** Owns making PNG files, sound and forged, chunk by chunk; must not know who takes them. */

export const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

export interface Header {
  width: number;
  height: number;
  depth?: number;
  colourType?: number;
  interlace?: number;
}

export function joined(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Bit by bit, unlike the server’s. */
function crcOf(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

export function chunk(type: string, data: Uint8Array = new Uint8Array(), crc?: number): Uint8Array {
  const frame = new DataView(new ArrayBuffer(8));
  const body = joined(bytesOf(type), data);
  frame.setUint32(0, data.length);
  frame.setUint32(4, crc ?? crcOf(body));
  return joined(new Uint8Array(frame.buffer, 0, 4), body, new Uint8Array(frame.buffer, 4));
}

export function ihdr({ width, height, depth = 8, colourType = 6, interlace = 0 }: Header): Uint8Array {
  const view = new DataView(new ArrayBuffer(13));
  view.setUint32(0, width);
  view.setUint32(4, height);
  for (const [at, value] of [depth, colourType, 0, 0, interlace].entries()) view.setUint8(8 + at, value);
  return chunk('IHDR', new Uint8Array(view.buffer));
}

export async function deflated(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([joined(bytes)]).stream().pipeThrough(new CompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Pixels of 8-bit RGBA in one colour. */
export async function pixels({ width, height }: Header, seed = 7): Promise<Uint8Array> {
  const raw = new Uint8Array((width * 4 + 1) * height).fill(seed);
  for (let row = 0; row < height; row++) raw[row * (width * 4 + 1)] = 0;
  return deflated(raw);
}

export const iend: Uint8Array = chunk('IEND');

/** A sound file: header, data, end. */
export async function pngFile(size: Header = { width: 30, height: 20 }): Promise<Uint8Array<ArrayBuffer>> {
  return joined(signature, ihdr(size), chunk('IDAT', await pixels(size)), iend);
}
