/** Owns the form of a referral code and where a page carries it; must not know what a code is worth. */

/**
 * The code in the parameter `r` or `jjr` of an address, in its query or the route behind `#`; else the other when that is
 * one; else the first parameter of any name that is: a campaign may choose its own.
 */
export function refCodeOf(address: string, other: string): string | undefined {
  // 10 characters without those that are misread. Pages replace URLSearchParams with one of their own; a code needs no decoding.
  return (/[?&#;](?:jj)?r=([2-9A-HJ-NP-Z]{10})(?!\w)/.exec(`${address}&r=${other}`) ||
    /[?&#;][\w-]+=([2-9A-HJ-NP-Z]{10})(?!\w)/.exec(address))?.[1];
}
