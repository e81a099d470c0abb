/** Owns the secret of a receipt as the applicant's browser keeps it for this server's pages; must not know what it proves. */

const nameOf = (mark: string) => `jinjian:receipt:${mark}`;

/** Null where none is kept, and in a browser that keeps nothing. @param mark as the page was given it */
export function keptSecret(mark: string): string | null {
  try {
    return localStorage.getItem(nameOf(mark));
  } catch {
    return null;
  }
}

/** True when it will be there again. */
export function keepSecret(mark: string, secret: string): boolean {
  try {
    localStorage.setItem(nameOf(mark), secret);
  } catch {
    // Full, or forbidden.
  }
  return keptSecret(mark) === secret;
}

export function forgetSecret(mark: string): void {
  try {
    localStorage.removeItem(nameOf(mark));
  } catch {
    // As above.
  }
}
