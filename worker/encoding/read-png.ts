/** Owns reading a PNG chunk by chunk and writing it anew with nothing but the picture in it; must not know where it came from. */
import { crc32 } from 'node:zlib';
import { Pace } from '../pacing/pace.ts';
import { type Bytes, concatBytes } from './bytes.ts';

/** Why bytes are no PNG that is taken. */
export type PngFault = 'not_a_png' | 'png_too_large' | 'png_too_many_chunks';

/** Canvases write a chunk for every 8 KiB or more: 4 MiB in chunks of 1 KiB are still taken. */
export const mostChunks = 4096;

export interface Png {
  /** Signature, IHDR, PLTE, tRNS, IDAT, IEND: texts, profiles, animations and what else a file may carry are gone. */
  bytes: Bytes;
  width: number;
  height: number;
}

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
/** Samples a pixel by colour type, with the bit depths that each may have (PNG 3rd ed. §11.2.1). */
const colourTypes: Record<number, { samples: number; depths: number[] }> = {
  0: { samples: 1, depths: [1, 2, 4, 8, 16] },
  2: { samples: 3, depths: [8, 16] },
  3: { samples: 1, depths: [1, 2, 4, 8] },
  4: { samples: 2, depths: [8, 16] },
  6: { samples: 4, depths: [8, 16] },
};
const longestPaletteBytes = 768;
const longestTransparencyBytes = 256;
const chunkFrameBytes = 12;

interface Chunk {
  type: string;
  data: Uint8Array;
  /** With length, type and checksum. */
  whole: Uint8Array;
}

interface Header {
  width: number;
  height: number;
  colourType: number;
  /** Of the picture once inflated: each row begins with its filter. */
  rawBytes: number;
}

/**
 * The picture in a PNG file (PNG 3rd ed.), or why it is refused: wrong checksums, chunks out of order, bytes after the
 * end, more or fewer pixels than the header says. Interlaced ones are refused, as no canvas makes them.
 * @param mostPixels width times height
 */
export async function readPng(file: Uint8Array, mostPixels: number): Promise<Png | PngFault> {
  const chunks = chunksOf(file);
  if (typeof chunks === 'string') return chunks;
  const [first, ...others] = chunks;
  const header = first?.type === 'IHDR' ? headerOf(first.data) : null;
  if (first === undefined || header === null) return 'not_a_png';
  if (header.width * header.height > mostPixels) return 'png_too_large';
  const kept = keptOf(others, header.colourType);
  if (kept === null) return 'not_a_png';
  const packed = kept.filter(({ type }) => type === 'IDAT').map(({ data }) => data);
  if (!(await inflatesTo(packed, header.rawBytes))) return 'not_a_png';
  const bytes = concatBytes(signature, first.whole, ...kept.map(({ whole }) => whole));
  return { bytes, width: header.width, height: header.height };
}

/** Every chunk from the signature to IEND, which must be the end of the file; a fault where anything is amiss. */
function chunksOf(file: Uint8Array): Chunk[] | PngFault {
  if (!signature.every((byte, at) => file[at] === byte)) return 'not_a_png';
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const chunks: Chunk[] = [];
  for (let at = signature.length; at + chunkFrameBytes <= file.length; ) {
    const end = at + chunkFrameBytes + view.getUint32(at);
    if (end > file.length) return 'not_a_png';
    if (chunks.length === mostChunks) return 'png_too_many_chunks';
    const type = String.fromCharCode(...file.subarray(at + 4, at + 8));
    const isSound = /^[A-Za-z]{2}[A-Z][A-Za-z]$/.test(type);
    if (!isSound || crc32(file.subarray(at + 4, end - 4)) !== view.getUint32(end - 4)) return 'not_a_png';
    chunks.push({ type, data: file.subarray(at + 8, end - 4), whole: file.subarray(at, end) });
    if (type === 'IEND') return end === file.length && end - at === chunkFrameBytes ? chunks : 'not_a_png';
    at = end;
  }
  return 'not_a_png';
}

function headerOf(data: Uint8Array): Header | null {
  if (data.length !== 13) return null;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  const [depth = 0, colourType = -1, compression, filter, interlace] = data.subarray(8);
  const colour = colourTypes[colourType];
  if (width === 0 || height === 0 || !colour?.depths.includes(depth)) return null;
  if (compression !== 0 || filter !== 0 || interlace !== 0) return null;
  const rowBytes = Math.ceil((width * depth * colour.samples) / 8);
  return { width, height, colourType, rawBytes: (rowBytes + 1) * height };
}

/** The chunks that make a picture, in the order that they must have. */
const pictureTypes = ['PLTE', 'tRNS', 'IDAT', 'IEND'];
const [dataPlace, endPlace] = [pictureTypes.indexOf('IDAT'), pictureTypes.indexOf('IEND')];

/** The chunks that make the picture; null where one is missing, repeated, misplaced or unknown. */
function keptOf(chunks: readonly Chunk[], colourType: number): Chunk[] | null {
  const kept: Chunk[] = [];
  let reached = -1;
  let before = '';
  for (const chunk of chunks) {
    const place = pictureTypes.indexOf(chunk.type);
    // A chunk whose name begins in upper case can't be left out without changing the picture.
    if (place < 0 && /^[A-Z]/.test(chunk.type)) return null;
    // Only chunks of one picture that follow each other are its data.
    const isMoreData = place === dataPlace && before === chunk.type;
    if (place >= 0 && place <= reached && !isMoreData) return null;
    if (place === endPlace && reached !== dataPlace) return null;
    if (place >= 0) kept.push(chunk);
    reached = Math.max(reached, place);
    before = chunk.type;
  }
  const palette = kept.find(({ type }) => type === 'PLTE')?.data;
  const transparency = kept.find(({ type }) => type === 'tRNS')?.data;
  if ((colourType === 3) !== (palette !== undefined)) return null;
  if (palette && (palette.length % 3 !== 0 || palette.length > longestPaletteBytes)) return null;
  return transparency && transparency.length > longestTransparencyBytes ? null : kept;
}

/** Inflated bytes that cost as much as reading a character. */
const bytesPerUnit = 200;

/** True where the data inflates to exactly so many bytes; more are never held. */
async function inflatesTo(packed: readonly Uint8Array[], rawBytes: number): Promise<boolean> {
  const stream = new Blob(packed.map((part) => new Uint8Array(part)))
    .stream()
    .pipeThrough(new DecompressionStream('deflate'));
  const pace = new Pace();
  let size = 0;
  try {
    for await (const part of stream) {
      size += part.length;
      if (size > rawBytes) return false;
      await pace.spend(part.length / bytesPerUnit);
    }
  } catch {
    return false;
  }
  return size === rawBytes;
}
