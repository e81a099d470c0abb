/** Owns the check of a whole receipt: texts, decisions, their places in the log; must not know where it came from or is shown. */
import { canonicalJson } from '../../contract/canonical-json.ts';
import type { PublishedNotice } from '../../contract/notice.ts';
import type { ReceiptFile, ReceiptGrant } from '../../contract/receipt.ts';
import { base64Of, type Crypto, checkProof, leafHash, type ProofFault } from './log-proof.ts';

export type Checked = { indexes: number[]; size: number } | 'content' | ProofFault;

/**
 * Every decision's leaf says what the receipt says, with the digest of the very text; each leaf is in the log, under a
 * checkpoint that a key of the log has signed.
 * @param origin the log's name
 * @param keys verifier key lines
 */
export async function checkFile(
  { receipt, notices, proofs }: ReceiptFile,
  origin: string,
  keys: readonly string[],
  crypto: Crypto,
): Promise<Checked> {
  const indexes: number[] = [];
  let size = 0;
  for (const [at, grant] of receipt.grants.entries()) {
    const notice = notices[at];
    if (notice === undefined || !(await isText(grant, notice, crypto))) return 'content';
    const own = proofs.filter((proof) => proof.notice === grant.notice);
    if (own.length !== grant.history.length) return 'content';
    for (const [turn, said] of grant.history.entries()) {
      const { leaf = '', proof = '' } = own[turn] ?? {};
      const isLast = turn === grant.history.length - 1;
      if (!saysSame(leaf, grant, said, isLast)) return 'content';
      const hash = await leafHash(leaf, crypto);
      if (base64Of(hash) !== padded(said.entry.leafHash)) return 'content';
      const place = { index: said.entry.index, leafHash: hash, origin };
      const found = await checkProof(proof, place, keys, crypto);
      if (typeof found === 'string') return found;
      indexes.push(said.entry.index);
      size = Math.max(size, found.size);
    }
  }
  return { indexes: indexes.sort((a, b) => a - b), size };
}

/** Whether this is the text that the digest covers. */
async function isText(grant: ReceiptGrant, notice: PublishedNotice, { sha256 }: Crypto): Promise<boolean> {
  const { digest, ...rest } = notice;
  const hash = await sha256(new TextEncoder().encode(canonicalJson(rest)));
  const hex = Array.from(hash, (byte) => `0${byte.toString(16)}`.slice(-2)).join('');
  return digest === grant.digest && digest === `sha256:${hex}` && notice.title === grant.title;
}

function saysSame(
  leaf: string,
  grant: ReceiptGrant,
  said: ReceiptGrant['history'][number],
  isLast: boolean,
): boolean {
  const { at, decision, notice } = Object(parsed(leaf));
  const { id, version, digest } = Object(notice);
  const isSaid =
    id === grant.notice && at === said.at && decision === said.decision && version === said.version;
  // The text on the page is that of the last decision; earlier ones may have been on an earlier version.
  return (
    isSaid &&
    (!isLast || (digest === grant.digest && decision === grant.decision && version === grant.version))
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** base64url as base64. */
function padded(text: string): string {
  const plain = text.replace(/-/g, '+').replace(/_/g, '/');
  return plain + '='.repeat((4 - (plain.length % 4)) % 4);
}
