/** Owns asking sigstore's published verifier (`@sigstore/verify`) about a log of ours; must not share code with the Worker. */
import { createPublicKey } from 'node:crypto';
import { verifyCheckpoint } from '@sigstore/verify/dist/tlog/checkpoint.js';
import { verifyMerkleInclusion } from '@sigstore/verify/dist/tlog/merkle.js';

export interface SigstoreLog {
  /** Throws when no signature of the note verifies. */
  open(note: string): { origin: string; logSize: bigint; logHash: Buffer };
  /** Throws when the leaf is not in the checkpoint's tree. */
  include(leaf: Uint8Array, index: number, path: readonly string[], note: string): void;
}

/** @param line the log's verifier key line; `path` is base64 throughout */
export function sigstoreLog(line: string): SigstoreLog {
  const [name = '', keyId = '', ...rest] = line.split('+');
  const publicKey = createPublicKey({
    key: {
      kty: 'OKP',
      crv: 'Ed25519',
      x: Buffer.from(rest.join('+'), 'base64').subarray(1).toString('base64url'),
    },
    format: 'jwk',
  });
  const authority = {
    baseURL: `https://${name}`,
    logID: Buffer.from(keyId, 'hex'),
    publicKey,
    validFor: { start: new Date(0), end: new Date(8e15) },
  };
  const entryOf = (leaf: Uint8Array, index: number, path: readonly string[], note: string) => ({
    logIndex: String(index),
    logId: { keyId: authority.logID },
    kindVersion: { kind: '', version: '' },
    integratedTime: '0',
    inclusionPromise: undefined,
    canonicalizedBody: Buffer.from(leaf),
    inclusionProof: {
      logIndex: String(index),
      rootHash: Buffer.alloc(0),
      treeSize: '0',
      hashes: path.map((hash) => Buffer.from(hash, 'base64')),
      checkpoint: { envelope: note },
    },
  });
  const open = (note: string) => verifyCheckpoint(entryOf(Buffer.alloc(0), 0, [], note), [authority]);
  return {
    open,
    include: (leaf, index, path, note) => verifyMerkleInclusion(entryOf(leaf, index, path, note), open(note)),
  };
}
