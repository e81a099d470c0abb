/** Owns proofs that verify offline (C2SP tlog-proof@v1): their text, reading it, judging one; must not know the storage. */
import { type Bytes, toBase64 } from '../encoding/bytes.ts';
import { type CheckpointFault, type OpenedCheckpoint, openCheckpoint } from './checkpoint.ts';
import type { VerifyEd25519 } from './ed25519.ts';
import { verifyInclusion } from './inclusion.ts';
import { type Hash, hashLength } from './merkle.ts';
import { strictBase64, type VerifierKey } from './verifier-key.ts';

const firstLine = 'c2sp.org/tlog-proof@v1';
/** No tree of at most 2^53 leaves has a longer path. */
const maxPath = 53;

export interface LogProof {
  index: number;
  /** The leaf's sibling first. */
  path: readonly Hash[];
  /** The signed checkpoint, as the log issued it. */
  checkpoint: string;
  /** Not authenticated: context only. */
  extra?: Bytes;
}

export type ProofFault = CheckpointFault | 'malformed_proof' | 'not_included';

export function formatProof({ index, path, checkpoint, extra }: LogProof): string {
  const lines = [
    firstLine,
    ...(extra === undefined ? [] : [`extra ${toBase64(extra)}`]),
    `index ${index}`,
    ...path.map((hash) => toBase64(hash)),
    '',
  ];
  return `${lines.join('\n')}\n${checkpoint}`;
}

/** Reads a proof; null when it is not one. Nothing is verified. */
export function parseProof(text: string): LogProof | null {
  const split = text.indexOf('\n\n');
  if (split < 0) return null;
  const [first, ...lines] = text.slice(0, split).split('\n');
  if (first !== firstLine) return null;
  const extraText = /^extra (\S*)$/.exec(lines[0] ?? '')?.[1];
  const extra = extraText === undefined ? undefined : strictBase64(extraText);
  if (extra === null) return null;
  const [indexLine = '', ...hashes] = extra === undefined ? lines : lines.slice(1);
  if (hashes.length > maxPath) return null;
  const index = Number(/^index (0|[1-9]\d{0,15})$/.exec(indexLine)?.[1] ?? Number.NaN);
  const path = hashes.map(strictBase64).filter((hash) => hash?.length === hashLength);
  if (!Number.isSafeInteger(index) || path.length !== hashes.length) return null;
  const checkpoint = text.slice(split + 2);
  return {
    index,
    path: path.filter((hash) => hash !== null),
    checkpoint,
    ...(extra === undefined ? {} : { extra }),
  };
}

/** Judges a proof of this leaf hash under the trusted keys: the checkpoint that includes it, or what is wrong. */
export async function verifyProof(
  text: string,
  leafHash: Hash,
  keys: readonly VerifierKey[],
  verify?: VerifyEd25519,
): Promise<{ index: number; checkpoint: OpenedCheckpoint } | { fault: ProofFault }> {
  const proof = parseProof(text);
  if (proof === null) return { fault: 'malformed_proof' };
  const checkpoint = await openCheckpoint(proof.checkpoint, keys, verify);
  if ('fault' in checkpoint) return checkpoint;
  const { index, path } = proof;
  return verifyInclusion({ index, size: checkpoint.size, leafHash, path }, checkpoint.root)
    ? { index, checkpoint }
    : { fault: 'not_included' };
}
