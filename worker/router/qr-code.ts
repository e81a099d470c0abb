/** Owns QR codes as modules, SVG and PNG; must not know what the text leads to. */
import { create } from 'qrcode';
import { concatBytes, toBase64Url, utf8 } from '../encoding/bytes.ts';

/** How much of a code may be lost and still be read: about 7, 15, 25 and 30 % of its words (ISO/IEC 18004). */
export const qrLevels = ['L', 'M', 'Q', 'H'] as const;
export type QrLevel = (typeof qrLevels)[number];

export interface QrLook {
  level: QrLevel;
  /** Light modules around the code. ISO/IEC 18004 asks for four: less is for a picture that is light around it anyway. */
  marginModules: number;
  /** Side of the blank square in the middle, for a logo, in percent of the code's side; 0 for none. */
  blankPercent: number;
}

/** Level M: a poster is creased and photographed. */
export const plainLook: QrLook = { level: 'M', marginModules: 4, blankPercent: 0 };

interface Modules {
  size: number;
  isDark: (row: number, column: number) => boolean;
}

function modulesOf(text: string, { level, blankPercent }: QrLook): Modules {
  const { modules } = create(text, { errorCorrectionLevel: level });
  const { size } = modules;
  // Sizes are odd: so is the square's side, in order to lie in the middle.
  const half = Math.floor(((size * blankPercent) / 100 - 1) / 2);
  const middle = (size - 1) / 2;
  const isBlank = (at: number) => blankPercent > 0 && Math.abs(at - middle) <= half;
  return {
    size,
    isDark: (row, column) => !(isBlank(row) && isBlank(column)) && modules.get(row, column) === 1,
  };
}

/** Modules as bits, row by row from the top, most significant bit first. */
export function qrMatrix(text: string, look: QrLook): { size: number; modules: string } {
  const { size, isDark } = modulesOf(text, look);
  const bits = new Uint8Array(Math.ceil((size * size) / 8));
  for (let at = 0; at < size * size; at++) {
    const byte = at >> 3;
    if (isDark(Math.floor(at / size), at % size)) bits[byte] = (bits[byte] ?? 0) | (0x80 >> (at & 7));
  }
  return { size, modules: toBase64Url(bits) };
}

/** One path of dark runs on white, quiet zone included. */
export function qrSvg(text: string, sizePx: number, look: QrLook): string {
  const { size, isDark } = modulesOf(text, look);
  const { marginModules } = look;
  const whole = size + 2 * marginModules;
  let path = '';
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const start = column;
      while (column < size && isDark(row, column)) column++;
      if (column > start)
        path += `M${start + marginModules} ${row + marginModules}h${column - start}v1H${start + marginModules}z`;
    }
  }
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${sizePx}" height="${sizePx}" viewBox="0 0 ${whole} ${whole}" ` +
    `shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${whole}v${whole}H0z"/><path d="${path}"/></svg>`
  );
}

/** A 1-bit greyscale PNG; modules are whole pixels, so that the image may be a little larger than asked. */
export async function qrPng(text: string, sizePx: number, look: QrLook): Promise<Uint8Array<ArrayBuffer>> {
  const { size, isDark } = modulesOf(text, look);
  const { marginModules } = look;
  const whole = size + 2 * marginModules;
  const scale = Math.max(1, Math.ceil(sizePx / whole));
  const width = whole * scale;
  const rowBytes = Math.ceil(width / 8);
  const pixels = new Uint8Array((rowBytes + 1) * width);
  for (let y = 0; y < width; y++) {
    const row = Math.floor(y / scale) - marginModules;
    // Byte 0 of each line is its filter type: none.
    const at = y * (rowBytes + 1) + 1;
    for (let x = 0; x < width; x++) {
      const column = Math.floor(x / scale) - marginModules;
      const inside = row >= 0 && row < size && column >= 0 && column < size;
      const byte = at + (x >> 3);
      if (!(inside && isDark(row, column))) pixels[byte] = (pixels[byte] ?? 0) | (0x80 >> (x & 7));
    }
  }
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, width);
  // Bit depth 1, colour type 0 (greyscale), deflate, adaptive filtering, no interlace.
  header.set([1, 0, 0, 0, 0], 8);
  return concatBytes(
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', header),
    chunk('IDAT', await zlib(pixels)),
    chunk('IEND', new Uint8Array()),
  );
}

async function zlib(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = concatBytes(utf8.encode(type), data);
  const frame = new Uint8Array(8);
  const view = new DataView(frame.buffer);
  view.setUint32(0, data.length);
  view.setUint32(4, crc32(body));
  return concatBytes(frame.subarray(0, 4), body, frame.subarray(4));
}

/** CRC-32 as PNG asks (ISO 3309), bit by bit: an image of a QR code is a few hundred bytes. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
