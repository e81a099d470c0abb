/** Owns the form of a referral code and where a page carries it; must not know what a code is worth. */

/** The `r` parameter of a query string when that is a code, else the other when that is one. */
export function refCodeOf(search: string, other: string): string | undefined {
  // 10 characters without those that are misread. Pages replace URLSearchParams with one of their own; a code needs no decoding.
  return /[?&]r=([2-9A-HJ-NP-Z]{10})(?:&|$)/.exec(`${search}&r=${other}`)?.[1];
}
