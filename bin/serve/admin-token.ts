/** Owns what an admin token must be to open anything; must not know where one comes from. */
import { enoughBits, guessingBits } from '../../worker/encoding/secret-strength.ts';

/** What is wrong with a token, to be put behind its name; null when nothing is. */
export function adminTokenFault(token: string): string | null {
  // The Worker tells operators from tenants by it.
  if (token.startsWith('jk_')) return 'must not begin with jk_, as the keys of tenants do';
  const bits = guessingBits(token);
  if (bits >= enoughBits) return null;
  return (
    `is too easy to guess: its signs make at most ${Math.floor(bits)} bits, and ${enoughBits} are asked for. ` +
    'Make one with `openssl rand -hex 32`'
  );
}
