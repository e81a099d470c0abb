/** Owns the form of a referral code and where a page carries it; must not know what a code is worth. */

/** 10 characters without those that are misread. */
function isRefCode(text: string | null): text is string {
  return text !== null && /^[2-9A-HJ-NP-Z]{10}$/.test(text);
}

/** The `r` parameter of a query string when that is a code, else the other when that is one. */
export function refCodeOf(search: string, other: string): string | undefined {
  return [new URLSearchParams(search).get('r'), other].find(isRefCode);
}
