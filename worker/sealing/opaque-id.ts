/** Owns the public ids of stored rows: a row number that nobody outside can guess or count; must not know tables. */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { concatBytes, fromBase32, toBase32 } from '../encoding/bytes.ts';

/**
 * An id is one AES-256 block over kind, number and seven zero bytes, in base32. It needs no index (the number is the
 * row's key), shows no volume, and a forged one opens to the zeros with a chance of 2^-56.
 */
const kinds = { lead: 'ld', receipt: 'rc', event: 'ev', delivery: 'dl' } as const;

export type OpaqueKind = keyof typeof kinds;

const prefixes = Object.values(kinds);

function cipherBlock(
  make: typeof createCipheriv | typeof createDecipheriv,
  key: Uint8Array,
  block: Uint8Array,
) {
  const cipher = make('aes-256-ecb', key, null);
  cipher.setAutoPadding(false);
  return concatBytes(cipher.update(block), cipher.final());
}

export function mintId(key: Uint8Array, kind: OpaqueKind, number: number): string {
  const block = new Uint8Array(16);
  block[0] = prefixes.indexOf(kinds[kind]) + 1;
  new DataView(block.buffer).setBigUint64(1, BigInt(number));
  return `${kinds[kind]}_${toBase32(cipherBlock(createCipheriv, key, block))}`;
}

/** The number inside an id of this kind, or null for anything that `mintId` did not make under this key. */
export function readId(key: Uint8Array, kind: OpaqueKind, id: string): number | null {
  if (!id.startsWith(`${kinds[kind]}_`)) return null;
  const sealed = fromBase32(id.slice(3));
  if (sealed?.length !== 16) return null;
  const block = cipherBlock(createDecipheriv, key, sealed);
  const number = new DataView(block.buffer).getBigUint64(1);
  const whole =
    block[0] === prefixes.indexOf(kinds[kind]) + 1 && block.subarray(9).every((byte) => byte === 0);
  return whole && number <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(number) : null;
}
