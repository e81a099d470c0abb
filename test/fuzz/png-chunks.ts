/** Owns changing a PNG chunk by chunk, its checksums made to fit; must not judge one. */
import { crc32, deflateSync } from 'node:zlib';
import { type Bytes, joinedBytes, mutateBytes } from './mutate-bytes.ts';
import type { Random } from './random.ts';

const signatureBytes = 8;
const frameBytes = 12;
/** Their names by what readers do with them: needed, known, private, animated. */
const names = ['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'tEXt', 'iCCP', 'acTL', 'fdAT', 'AbCd', 'abcd'];

interface Chunk {
  name: string;
  data: Bytes;
}

/** The chunks as far as they can be told; null for what does not begin as a PNG. */
function chunksOf(file: Bytes): Chunk[] | null {
  if (file[0] !== 0x89 || file.length < signatureBytes) return null;
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const chunks: Chunk[] = [];
  for (let at = signatureBytes; at + frameBytes <= file.length; ) {
    const length = view.getUint32(at);
    const name = String.fromCharCode(...file.subarray(at + 4, at + 8));
    chunks.push({ name, data: file.slice(at + 8, Math.min(at + 8 + length, file.length)) });
    at += frameBytes + length;
  }
  return chunks;
}

function written({ name, data }: Chunk): Bytes {
  const body = joinedBytes([Buffer.from(name, 'latin1'), data]);
  const frame = new DataView(new ArrayBuffer(8));
  frame.setUint32(0, data.length);
  frame.setUint32(4, crc32(body));
  return joinedBytes([new Uint8Array(frame.buffer, 0, 4), body, new Uint8Array(frame.buffer, 4)]);
}

/** Rows of one filter and one colour, packed: a sound picture's data, or nearly. */
function packed(random: Random): Bytes {
  const raw = Buffer.alloc(random.smallBelow(200_000), random.below(5));
  return joinedBytes([deflateSync(raw, { level: random.pick([0, 1, 9]) })]);
}

function changedData({ name, data }: Chunk, random: Random): Chunk {
  if (name === 'IDAT' && random.chance(0.3)) return { name, data: packed(random) };
  const copy = data.slice();
  if (name === 'IHDR' && copy.length >= 8 && random.chance(0.6)) {
    const view = new DataView(copy.buffer);
    const size = random.pick([0, 1, 2, 29, 30, 255, 65_536, 0x7fffffff, 0xffffffff]);
    view.setUint32(random.pick([0, 4]), size);
    return { name, data: copy };
  }
  return { name, data: mutateBytes(copy, random, () => packed(random), 100_000) };
}

function changedList(chunks: readonly Chunk[], random: Random, mostBytes: number): Chunk[] {
  const at = random.below(chunks.length + 1);
  const here = chunks[at];
  const [head, tail] = [chunks.slice(0, at), chunks.slice(at)];
  const added = { name: random.pick(names), data: new Uint8Array(random.smallBelow(800)) };
  if (here === undefined || random.chance(0.15)) return [...head, added, ...tail];
  switch (random.below(6)) {
    case 0:
      return [...head, ...chunks.slice(at + 1)];
    case 1:
      return [...tail, ...head];
    case 2: {
      const most = Math.floor(mostBytes / (here.data.length + frameBytes));
      const copies = random.chance(0.3) ? random.smallBelow(most) : random.below(3);
      const copy = random.chance(0.5) ? here : { ...here, data: new Uint8Array() };
      return [...head, ...Array.from({ length: copies }, () => copy), ...tail];
    }
    case 3: {
      const cut = random.below(here.data.length + 1);
      const parts = [here.data.slice(0, cut), here.data.slice(cut)].map((data) => ({ ...here, data }));
      return [...head, ...parts, ...chunks.slice(at + 1)];
    }
    case 4:
      return [...head, { ...here, name: random.pick(names) }, ...chunks.slice(at + 1)];
    default:
      return [...head, changedData(here, random), ...chunks.slice(at + 1)];
  }
}

/** One change of the chunks; of the bytes where there are none, and now and then anyhow. */
export function mutatePng(file: Bytes, random: Random, other: () => Bytes, mostBytes: number): Bytes {
  const chunks = random.chance(0.1) ? null : chunksOf(file);
  if (chunks === null) return mutateBytes(file, random, other, mostBytes);
  // The same chunk may be there a hundred thousand times.
  const made = new Map<Chunk, Bytes>();
  const changed = changedList(chunks, random, mostBytes).map((chunk) => {
    const bytes = made.get(chunk) ?? written(chunk);
    made.set(chunk, bytes);
    return bytes;
  });
  return joinedBytes([file.subarray(0, signatureBytes), ...changed]).slice(0, mostBytes);
}
