/** Owns RFC 6962 §2.1's tree hash as the RFC writes it; must not share code with the Worker's. */
import { sha256 } from './canonical-digest.ts';

/** MTH({}) = SHA-256(), MTH({d}) = SHA-256(0x00 ‖ d), else the two halves at the largest power of two. */
export async function merkleTreeHash(leaves: readonly string[]): Promise<Uint8Array> {
  const [only] = leaves;
  if (only === undefined) return sha256();
  if (leaves.length === 1) return sha256(Uint8Array.of(0), only);
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return sha256(
    Uint8Array.of(1),
    await merkleTreeHash(leaves.slice(0, split)),
    await merkleTreeHash(leaves.slice(split)),
  );
}
