/** Owns the public ids of stored rows: a row number that nobody outside can guess or count; must not know tables. */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { fromBase32, toBase32 } from '../encoding/bytes.ts';

/**
 * An id is one AES-256 block over kind, number and seven zero bytes, in base32. It needs no index (the number is the
 * row's key), shows no volume, and a forged one opens to the zeros with a chance of 2^-56.
 */
const kinds = { lead: 'ld', receipt: 'rc', event: 'ev', delivery: 'dl', authorisation: 'au' } as const;

export type OpaqueKind = keyof typeof kinds;

const prefixes = Object.values(kinds);

interface KeyedBlocks {
  encrypt: ReturnType<typeof createCipheriv>;
  decrypt: ReturnType<typeof createDecipheriv>;
}

/** ECB carries nothing from block to block, so that one cipher per key serves every id: making one costs more than its use. */
const ciphers = new WeakMap<Uint8Array, KeyedBlocks>();

function cipherOf(key: Uint8Array): KeyedBlocks {
  let cipher = ciphers.get(key);
  if (cipher === undefined) {
    cipher = {
      encrypt: createCipheriv('aes-256-ecb', key, null).setAutoPadding(false),
      decrypt: createDecipheriv('aes-256-ecb', key, null).setAutoPadding(false),
    };
    ciphers.set(key, cipher);
  }
  return cipher;
}

/** One serves all: what is minted is copied out of it. */
const block = new Uint8Array(16);
const blockView = new DataView(block.buffer);

export function mintId(key: Uint8Array, kind: OpaqueKind, number: number): string {
  block[0] = prefixes.indexOf(kinds[kind]) + 1;
  blockView.setUint32(1, Math.floor(number / 2 ** 32));
  blockView.setUint32(5, number % 2 ** 32);
  return `${kinds[kind]}_${toBase32(cipherOf(key).encrypt.update(block))}`;
}

/** The number inside an id of this kind, or null for anything that `mintId` did not make under this key. */
export function readId(key: Uint8Array, kind: OpaqueKind, id: string): number | null {
  if (!id.startsWith(`${kinds[kind]}_`)) return null;
  const sealed = fromBase32(id.slice(3));
  if (sealed?.length !== 16) return null;
  const opened = cipherOf(key).decrypt.update(sealed);
  const number = new DataView(opened.buffer, opened.byteOffset).getBigUint64(1);
  const whole =
    opened[0] === prefixes.indexOf(kinds[kind]) + 1 && opened.subarray(9).every((byte) => byte === 0);
  return whole && number <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(number) : null;
}
