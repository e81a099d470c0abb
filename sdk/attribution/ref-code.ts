/** Owns the form of a referral code and where a page carries it; must not know what a code is worth. */

/** 10 characters without those that are misread. */
export function isRefCode(text: string): boolean {
  return /^[2-9A-HJ-NP-Z]{10}$/.test(text);
}

/** The `r` parameter of a query string, when it is a code. */
export function refCodeOf(search: string): string | undefined {
  // Pages replace URLSearchParams with one of their own; a code needs no decoding.
  const code = /[?&]r=([^&]*)/.exec(search)?.[1];
  return code && isRefCode(code) ? code : undefined;
}
