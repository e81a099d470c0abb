/** Owns SHA-256 (FIPS 180-4) as a tight synchronous loop; must not know what is hashed. Pages on http have no crypto.subtle. */

/** The first 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4 §4.2.2). */
const constants = words(
  '428a2f9871374491b5c0fbcfe9b5dba53956c25b59f111f1923f82a4ab1c5ed5' +
    'd807aa9812835b01243185be550c7dc372be5d7480deb1fe9bdc06a7c19bf174' +
    'e49b69c1efbe47860fc19dc6240ca1cc2de92c6f4a7484aa5cb0a9dc76f988da' +
    '983e5152a831c66db00327c8bf597fc7c6e00bf3d5a7914706ca635114292967' +
    '27b70a852e1b21384d2c6dfc53380d13650a7354766a0abb81c2c92e92722c85' +
    'a2bfe8a1a81a664bc24b8b70c76c51a3d192e819d6990624f40e3585106aa070' +
    '19a4c1161e376c082748774c34b0bcb5391c0cb34ed8aa4a5b9cca4f682e6ff3' +
    '748f82ee78a5636f84c878148cc7020890befffaa4506cebbef9a3f7c67178f2',
);
/** The same of the square roots of the first 8 primes (§5.3.3). */
const start = words('6a09e667bb67ae853c6ef372a54ff53a510e527f9b05688c1f83d9ab5be0cd19');
/** Used over and over: a search makes no garbage that would stop the page to be collected. */
const schedule = new Int32Array(64);
const state = new Int32Array(8);

function words(hex: string): Int32Array {
  return Int32Array.from(hex.match(/.{8}/g) ?? [], (word) => Number.parseInt(word, 16) | 0);
}

/** Room for a message of this many bytes, with its padding (§5.1.1) already in place behind. */
export function paddedMessage(length: number): Uint8Array {
  const bytes = new Uint8Array(Math.ceil((length + 9) / 64) * 64);
  bytes[length] = 0x80;
  // Messages here are far below 2^29 bytes: the upper half of the length stays 0.
  new DataView(bytes.buffer).setUint32(bytes.length - 4, length * 8);
  return bytes;
}

/** Writes the digest of a padded message into `digest`, 32 bytes; both may be the same memory. */
export function sha256(padded: Uint8Array, digest: Uint8Array): void {
  state.set(start);
  for (let at = 0; at < padded.length; at += 64) compress(padded, at);
  for (let i = 0; i < 32; i++) digest[i] = (state[i >> 2] ?? 0) >>> (24 - (i & 3) * 8);
}

/** One block of 64 bytes (§6.2.2). Indexes are in range by construction; `| 0` keeps every sum a 32-bit integer. */
function compress(bytes: Uint8Array, at: number): void {
  const w = schedule;
  for (let t = 0, i = at; t < 16; t++, i += 4)
    w[t] = (at8(bytes, i) << 24) | (at8(bytes, i + 1) << 16) | (at8(bytes, i + 2) << 8) | at8(bytes, i + 3);
  for (let t = 16; t < 64; t++) {
    const x = at32(w, t - 15);
    const y = at32(w, t - 2);
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[t] = (at32(w, t - 16) + s0 + at32(w, t - 7) + s1) | 0;
  }
  let a = at32(state, 0);
  let b = at32(state, 1);
  let c = at32(state, 2);
  let d = at32(state, 3);
  let e = at32(state, 4);
  let f = at32(state, 5);
  let g = at32(state, 6);
  let h = at32(state, 7);
  for (let t = 0; t < 64; t++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + (g ^ (e & (f ^ g))) + at32(constants, t) + at32(w, t)) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) | (c & (a | b)))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  state[0] = at32(state, 0) + a;
  state[1] = at32(state, 1) + b;
  state[2] = at32(state, 2) + c;
  state[3] = at32(state, 3) + d;
  state[4] = at32(state, 4) + e;
  state[5] = at32(state, 5) + f;
  state[6] = at32(state, 6) + g;
  state[7] = at32(state, 7) + h;
}

function at8(bytes: Uint8Array, i: number): number {
  return bytes[i] ?? 0;
}

function at32(words: Int32Array, i: number): number {
  return words[i] ?? 0;
}
