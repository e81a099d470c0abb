/** Owns the form of link codes; must not know what a link leads to. */

/** No 0, 1, I, O: a code is read aloud and typed from paper. */
const signs = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const pattern = /^[2-9A-HJ-NP-Z]{10}$/;

/** Ten characters from 10 random bytes: 32 signs divide 256, so that each is equally likely; 50 bits in all. */
export function linkCodeFrom(random: Uint8Array): string {
  return Array.from(random.subarray(0, 10), (byte) => signs[byte % signs.length]).join('');
}

export function isLinkCode(text: string): boolean {
  return pattern.test(text);
}

/** Letters and digits that would make what stands before them another word. */
const goesOn = /^[\p{Script=Latin}\p{Nd}]/u;

/**
 * The code in what someone opened or typed, or null. Lower-case letters are read as their capitals, since people retype
 * them; 0, 1, I and O are in no code, and mean none. What stuck to it when it was pasted (`，` `。` `）` `.`, a second `?`)
 * is left out.
 */
export function readLinkCode(text: string): string | null {
  const typed = text.trim();
  const code = typed.slice(0, 10).toUpperCase();
  return isLinkCode(code) && !goesOn.test(typed.slice(10)) ? code : null;
}
