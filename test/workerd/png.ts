/** Owns reading the PNGs of QR codes back to pixels: 1-bit greyscale, no filter; must not know what they show. */

/** RGBA pixels, as jsQR takes them. */
export async function decodePng(
  bytes: Uint8Array,
): Promise<{ data: Uint8ClampedArray; width: number; height: number }> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0) !== 0x89504e47 || view.getUint32(4) !== 0x0d0a1a0a)
    throw new Error('no PNG signature');
  let header: DataView | null = null;
  const packed: Uint8Array<ArrayBuffer>[] = [];
  let end = false;
  for (let at = 8; at < bytes.length; ) {
    const length = view.getUint32(at);
    const type = new TextDecoder().decode(bytes.subarray(at + 4, at + 8));
    if (view.getUint32(at + 8 + length) !== crc32(bytes.subarray(at + 4, at + 8 + length))) {
      throw new Error(`wrong checksum of ${type}`);
    }
    const data = bytes.slice(at + 8, at + 8 + length);
    if (type === 'IHDR') header = new DataView(data.buffer);
    if (type === 'IDAT') packed.push(data);
    if (type === 'IEND') end = true;
    at += 12 + length;
  }
  if (header === null || !end) throw new Error('IHDR or IEND is missing');
  const [width, height] = [header.getUint32(0), header.getUint32(4)];
  if (header.getUint8(8) !== 1 || header.getUint8(9) !== 0) throw new Error('not 1-bit greyscale');
  const stream = new Blob(packed).stream().pipeThrough(new DecompressionStream('deflate'));
  const lines = new Uint8Array(await new Response(stream).arrayBuffer());
  const lineBytes = Math.ceil(width / 8) + 1;
  if (lines.length !== lineBytes * height) throw new Error('not as many pixels as the header says');
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < height; y++) {
    if (lines[y * lineBytes] !== 0) throw new Error('a filter other than none');
    for (let x = 0; x < width; x++) {
      const byte = lines[y * lineBytes + 1 + (x >> 3)] ?? 0;
      if ((byte & (0x80 >> (x & 7))) === 0) data.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  }
  return { data, width, height };
}

/** By table, unlike the encoder's. */
function crc32(bytes: Uint8Array): number {
  const table = Array.from({ length: 256 }, (_, n) => {
    let value = n;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    return value >>> 0;
  });
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (table[(crc ^ byte) & 0xff] ?? 0);
  return (crc ^ 0xffffffff) >>> 0;
}
