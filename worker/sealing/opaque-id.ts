/** Owns the public ids of stored rows: a row's number and nonce, which nobody outside can guess or count; must not know tables. */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { fromBase32, toBase32 } from '../encoding/bytes.ts';

/**
 * An id is one AES-256 block over kind, number and nonce, in base32. It needs no index (the number is the row's key),
 * shows no volume, and a guessed one has to open to a number with the nonce that this very row has.
 *
 * The nonce is random and stored in the row. A store that was put back numbers its next rows as the lost ones were
 * numbered, and nothing tells it so: only other random bits keep the ids of lost rows from becoming those of new ones.
 */
const kinds = { lead: 'ld', receipt: 'rc', event: 'ev', delivery: 'dl', authorisation: 'au' } as const;

export type OpaqueKind = keyof typeof kinds;

const prefixes = Object.values(kinds);

/** What an id stands for. */
export interface NumberedRow {
  number: number;
  /** 53 random bits, never 0; 0 in a row from before there were nonces. */
  nonce: number;
}

/** A nonce of eight random bytes. */
export function nonceOf(random: Uint8Array): number {
  const view = new DataView(random.buffer, random.byteOffset);
  return Math.max(1, (view.getUint32(0) % 2 ** 21) * 2 ** 32 + view.getUint32(4));
}

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

export function mintId(key: Uint8Array, kind: OpaqueKind, { number, nonce }: NumberedRow): string {
  // The nonce first: its upper four bytes reach into the number's last one.
  blockView.setUint32(8, Math.floor(nonce / 2 ** 32));
  blockView.setUint32(12, nonce % 2 ** 32);
  block[0] = prefixes.indexOf(kinds[kind]) + 1;
  blockView.setUint32(1, Math.floor(number / 2 ** 32));
  blockView.setUint32(5, number % 2 ** 32);
  return `${kinds[kind]}_${toBase32(cipherOf(key).encrypt.update(block))}`;
}

/** What an id of this kind stands for, or null for anything that `mintId` did not make under this key. */
export function readId(key: Uint8Array, kind: OpaqueKind, id: string): NumberedRow | null {
  if (!id.startsWith(`${kinds[kind]}_`)) return null;
  const sealed = fromBase32(id.slice(3));
  if (sealed?.length !== 16) return null;
  const opened = cipherOf(key).decrypt.update(sealed);
  const view = new DataView(opened.buffer, opened.byteOffset);
  const number = view.getBigUint64(1);
  const nonce = view.getBigUint64(8) & 0xff_ffff_ffff_ffffn;
  const most = BigInt(Number.MAX_SAFE_INTEGER);
  const isOurs = opened[0] === prefixes.indexOf(kinds[kind]) + 1 && number <= most && nonce <= most;
  return isOurs ? { number: Number(number), nonce: Number(nonce) } : null;
}
