/** Owns where the browser notes the optional consents that were refused lately; must not read or write the note. */

/** Of localStorage. What is noted is the filling part's (filling/consents/declined-lately.ts). */
export function declinedKey(tenant: string): string {
  return `jinjian:${tenant}:no`;
}
