/** Owns a log with fixed keys for the evidence vectors: its checkpoint, proofs and rollover note; must not know a decision. */
import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { formatCheckpoint } from '../../../../worker/ledger/checkpoint.ts';
import { inclusionPath } from '../../../../worker/ledger/inclusion.ts';
import {
  append,
  emptyFrontier,
  type Hash,
  leafHash,
  nodeHash,
  rootOf,
} from '../../../../worker/ledger/merkle.ts';
import { formatRollover } from '../../../../worker/ledger/rollover-note.ts';
import { formatNote } from '../../../../worker/ledger/signed-note.ts';
import { formatVerifierKey, type VerifierKey, verifierKey } from '../../../../worker/ledger/verifier-key.ts';

export const origin = 'forms.example.cn/log/huikai';

export interface FixedKey {
  line: string;
  sign: (text: string) => { name: string; keyId: string; signature: Uint8Array<ArrayBuffer> };
  key: VerifierKey;
}

/** PKCS #8 of an Ed25519 key up to its 32 bytes (RFC 8410 §10.3). */
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The key whose 32 secret bytes are all this number. */
export function fixedKey(number: number): FixedKey {
  const secret = createPrivateKey({
    key: Buffer.concat([pkcs8Head, Buffer.alloc(32, number)]),
    format: 'der',
    type: 'pkcs8',
  });
  const publicKey = createPublicKey(secret).export({ format: 'der', type: 'spki' }).subarray(-32);
  const key = verifierKey(origin, new Uint8Array(publicKey));
  return {
    key,
    line: formatVerifierKey(key),
    sign: (text) => ({
      name: key.name,
      keyId: key.id,
      signature: new Uint8Array(sign(null, Buffer.from(text), secret)),
    }),
  };
}

/** The first key of the log, the ones that it rolls over to, and one that was never its own. */
export const keys = { first: fixedKey(1), second: fixedKey(2), stranger: fixedKey(3), third: fixedKey(4) };

export function signedCheckpoint(leaves: readonly string[], signers: readonly FixedKey[]): string {
  const tree = leaves.reduce((grown, leaf) => append(grown, leafHash(leaf)).tree, emptyFrontier);
  const text = formatCheckpoint({ origin, size: leaves.length, root: rootOf(tree) });
  return formatNote(
    text,
    signers.map((signer) => signer.sign(text)),
  );
}

export function rollover(old: FixedKey, next: FixedKey): string {
  const text = formatRollover(old.key, next.key);
  return formatNote(text, [old.sign(text), next.sign(text)]);
}

/** A signed note that somebody else has signed as well, whom the verifier does not know. */
export function cosigned(note: string): string {
  const name = 'witness.example.cn/w1';
  const signature = Buffer.alloc(76, 7).toString('base64');
  return `${note}— ${name} ${signature}\n`;
}

/** The audit path of a leaf, base64. */
export function proofOf(leaves: readonly string[], index: number): string[] {
  const node = (level: number, at: number): Hash =>
    level === 0 ? leafHash(leaves[at] ?? '') : nodeHash(node(level - 1, 2 * at), node(level - 1, 2 * at + 1));
  return inclusionPath(index, leaves.length, node).map((hash) => Buffer.from(hash).toString('base64'));
}

/** A leaf of somebody else's decision. */
export function otherLeaf(number: number): string {
  return `{"other":${number}}`;
}
