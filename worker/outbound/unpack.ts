/** Owns unpacking an answer that came packed unasked, up to a bound in bytes and in work; must not know what it says. */
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import { concatBytes } from '../encoding/bytes.ts';
import type { Read } from './read-bounded.ts';

type Unpacker = ReturnType<typeof createGunzip>;

/** Packings over one another, as `Content-Encoding: gzip, br` says; nobody honest needs more. */
const mostPackings = 3;
/** Between two of these others get their turn. */
const sliceBytes = 1024;

/**
 * Unpacks by what the header says. Bytes that are not what it says are taken as they are: servers announce packings that
 * a proxy has undone, and character sets. What breaks off is what could be unpacked, cut off.
 */
export async function unpack(bytes: Uint8Array, contentEncoding: string, maxBytes: number): Promise<Read> {
  const packings = contentEncoding.split(',', mostPackings + 1).map((name) => name.trim().toLowerCase());
  if (packings.length > mostPackings) return { bytes: new Uint8Array(), isCutOff: true };
  let read: Read = { bytes, isCutOff: false };
  for (const name of packings.reverse()) {
    const unpacker = unpackerOf(name, read.bytes);
    if (unpacker === null) continue;
    const packed = name === 'br' ? narrowed(read.bytes) : read.bytes;
    const unpacked = await run(unpacker, packed, maxBytes);
    if (unpacked === null) continue;
    read = { bytes: unpacked.bytes, isCutOff: read.isCutOff || unpacked.isCutOff };
  }
  return read;
}

/** Null for bytes that are not packed as the name says, and for names that are no packing. */
function unpackerOf(name: string, bytes: Uint8Array): Unpacker | null {
  switch (name) {
    case 'gzip':
    case 'x-gzip':
      return bytes[0] === 0x1f && bytes[1] === 0x8b ? createGunzip() : null;
    case 'deflate':
      // RFC 9110 means zlib's format by it; servers send the bare one too.
      return isZlib(bytes) ? createInflate() : createInflateRaw();
    case 'br':
      return createBrotliDecompress();
    default:
      return null;
  }
}

/** RFC 1950, 2.2: the method is 8, and the first two bytes are a multiple of 31. */
function isZlib([first = 0, second = 0]: Uint8Array): boolean {
  return (first & 0x0f) === 8 && (first * 256 + second) % 31 === 0;
}

/**
 * The same stream of brotli with a window of 18 bits. A decoder fills its window before it hands out the first byte, so that
 * the 16 MiB of 24 bits take 50 ms whatever the bound on what comes out (workerd 2026-11). The window limits how far back
 * a copy may reach; of the first 2^18 - 16 bytes all lie within, so that they are the same. RFC 7932, 9.1: the lowest
 * four bits say 18 to 24, else the window is smaller.
 */
function narrowed(bytes: Uint8Array): Uint8Array {
  const [first = 0] = bytes;
  if ((first & 0b0001) === 0 || (first & 0b1110) === 0) return bytes;
  const narrow = bytes.slice();
  narrow[0] = (first & 0xf0) | 0b0011;
  return narrow;
}

/** Null when not a byte of it can be unpacked. */
async function run(unpacker: Unpacker, bytes: Uint8Array, maxBytes: number): Promise<Read | null> {
  const pieces: Uint8Array[] = [];
  let room = maxBytes;
  let end: 'whole' | 'cut' | null = null;
  const finished = new Promise<void>((resolve) => {
    const finish = (how: 'whole' | 'cut') => {
      end ??= how;
      unpacker.destroy();
      resolve();
    };
    unpacker.on('data', (piece) => {
      pieces.push(piece.subarray(0, room));
      if (piece.length > room) finish('cut');
      room -= Math.min(room, piece.length);
    });
    unpacker.on('end', () => finish('whole'));
    unpacker.on('error', () => finish('cut'));
  });
  for (let at = 0; at < bytes.length && end === null; at += sliceBytes) {
    const slice = bytes.subarray(at, at + sliceBytes);
    await Promise.race([finished, new Promise<void>((resolve) => unpacker.write(slice, resolve))]);
  }
  if (end === null) unpacker.end();
  await finished;
  const unpacked = concatBytes(...pieces);
  return end === 'cut' && unpacked.length === 0 ? null : { bytes: unpacked, isCutOff: end === 'cut' };
}
