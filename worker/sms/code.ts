/** Owns what a code sent by SMS is: digits, life, tries, and what its digest covers; must not keep or send one. */

/** API.md: 6 digits, 5 minutes, 5 tries. */
export const codeDigits = 6;
export const codeLifeMinutes = 5;
export const codeLifeMs = codeLifeMinutes * 60_000;
export const maxTries = 5;

/** What a code is for. One made for one purpose, or one authorisation or receipt, proves nothing for another. */
export type CodePurpose = 'submission' | `authorisation/${string}` | `receipt/${string}`;

const codes = 10 ** codeDigits;
/** The largest multiple of the number of codes that 32 bits hold: draws above it would favour low codes. */
const fairBelow = 2 ** 32 - (2 ** 32 % codes);

/**
 * A code, each of them as likely as any other.
 * @param random that many random bytes
 */
export function mintCode(random: (bytes: number) => Uint8Array): string {
  for (;;) {
    const bytes = random(4);
    const drawn = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
    if (drawn < fairBelow) return String(drawn % codes).padStart(codeDigits, '0');
  }
}

/** What the keyed digest of a code is taken over. The key is the tenant's own, which binds the code to the tenant. */
export function codeMessage(purpose: CodePurpose, phone: string, code: string): string {
  return `${purpose}\n${phone}\n${code}`;
}
