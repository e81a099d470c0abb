/** Owns the name of the note of what was refused lately; imports nothing, so that the first part can ask for it. */

/** localStorage's note of the optional consents that were refused lately (filling/consents/declined-lately.ts). */
export function declinedKey(tenant: string): string {
  return `jinjian:${tenant}:no`;
}
