/** Owns the check of one tlog-proof@v1 against a leaf and the log's keys (C2SP tlog-proof, RFC 9162 §2.1.3.2); must not fetch. */

export interface Crypto {
  sha256(bytes: Uint8Array): Promise<Uint8Array>;
  /** Ed25519 (RFC 8032). */
  verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean>;
}

export type ProofFault = 'inclusion' | 'signature';

const utf8 = new TextEncoder();

export function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
}

export function base64Of(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

function joined(...parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.reduce<number[]>((all, part) => all.concat(Array.from(part)), []));
}

/** SHA-256(0x00 ‖ leaf data), RFC 9162 §2.1.1. */
export function leafHash(leaf: string, { sha256 }: Crypto): Promise<Uint8Array> {
  return sha256(joined(Uint8Array.of(0), utf8.encode(leaf)));
}

/** The size of the log that the proof was made in, or what is wrong. */
export async function checkProof(
  proof: string,
  place: { index: number; leafHash: Uint8Array; origin: string },
  keys: readonly string[],
  crypto: Crypto,
): Promise<{ size: number } | ProofFault> {
  const split = proof.indexOf('\n\n');
  const [first, ...lines] = proof.slice(0, split).split('\n');
  const own = lines.filter((line) => line.slice(0, 6) !== 'extra ');
  if (split < 0 || first !== 'c2sp.org/tlog-proof@v1' || own[0] !== `index ${place.index}`)
    return 'inclusion';
  const checkpoint = await openCheckpoint(proof.slice(split + 2), place.origin, keys, crypto);
  if (checkpoint === null) return 'signature';
  const root = await rootFrom(own.slice(1), place, checkpoint.size, crypto);
  return root === checkpoint.root ? { size: checkpoint.size } : 'inclusion';
}

/** Size and root (base64) of a checkpoint that one of the keys has signed; null for any other (C2SP tlog-checkpoint). */
async function openCheckpoint(
  note: string,
  origin: string,
  keys: readonly string[],
  crypto: Crypto,
): Promise<{ size: number; root: string } | null> {
  const split = note.lastIndexOf('\n\n');
  const text = note.slice(0, split + 1);
  const [name, size = '', root = ''] = text.split('\n');
  if (split < 0 || name !== origin || !/^(?:0|[1-9]\d*)$/.test(size)) return null;
  const signatures = note.slice(split + 2).split('\n');
  for (const key of keys) {
    const [keyName = '', id = '', encoded = ''] = key
      .split('+')
      .slice(0, 2)
      .concat(key.split('+').slice(2).join('+'));
    const publicKey = bytesOf(encoded);
    if (keyName !== origin || publicKey.length !== 33 || publicKey[0] !== 1) continue;
    for (const line of signatures) {
      const [, signer, signature = ''] = /^— (\S+) (\S+)$/.exec(line) ?? [];
      if (signer !== origin) continue;
      const bytes = bytesOf(signature);
      if (hexOf(bytes.slice(0, 4)) !== id) continue;
      const isSigned = await crypto.verify(publicKey.slice(1), utf8.encode(text), bytes.slice(4));
      return isSigned ? { size: Number(size), root } : null;
    }
  }
  return null;
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => `0${byte.toString(16)}`.slice(-2)).join('');
}

/** The root (base64) that the path leads to; null when it can't be one of this index and size. */
async function rootFrom(
  path: readonly string[],
  { index, leafHash: leaf }: { index: number; leafHash: Uint8Array },
  size: number,
  { sha256 }: Crypto,
): Promise<string | null> {
  const half = (value: number) => Math.floor(value / 2);
  const nodeHash = (left: Uint8Array, right: Uint8Array) => sha256(joined(Uint8Array.of(1), left, right));
  if (index >= size) return null;
  let [node, last, root] = [index, size - 1, leaf];
  for (const encoded of path) {
    const hash = bytesOf(encoded);
    if (last === 0 || hash.length !== 32) return null;
    if (node % 2 === 1 || node === last) {
      root = await nodeHash(hash, root);
      // A node without a sibling at the right edge rises until it has one.
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      root = await nodeHash(root, hash);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 ? base64Of(root) : null;
}
