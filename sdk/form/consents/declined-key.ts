/** Owns where the browser notes what the filling part brings back on another day; must not read or write the note. */

/**
 * Of localStorage: the optional consents that were refused lately (filling/consents/declined-lately.ts), and the receipts
 * that applicants asked this phone to keep (filling/receipt/phone-receipts.ts).
 */
export function declinedKey(tenant: string): string {
  return `jinjian:${tenant}:no`;
}
