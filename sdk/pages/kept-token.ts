/** Owns where a token that opens a page is kept: for the visit, or on the device; must not send it. */

/** `jk_{tenant}_{secret}`, as a person may paste it. */
const tokenForm = /^jk_([a-z][a-z0-9-]{2,30})_[a-z2-7]{20,60}$/;

/** The tenant that a token is of; null for what is no token. */
export function tenantOfToken(token: string): string | null {
  return tokenForm.exec(token)?.[1] ?? null;
}

/** Storage that a browser or its settings withhold throws already when it is named. */
function storageOf(name: 'localStorage' | 'sessionStorage'): Storage | null {
  try {
    return window[name];
  } catch {
    return null;
  }
}

export interface KeptToken {
  token: string;
  /** Kept on the device, not for this visit only. */
  isRemembered: boolean;
}

/** @param place a page and its tenant, `jinjian-share:acme`: what opens one page is not offered to another */
export function keptToken(place: string): KeptToken | null {
  for (const name of ['sessionStorage', 'localStorage'] as const) {
    try {
      const token = storageOf(name)?.getItem(place);
      if (token) return { token, isRemembered: name === 'localStorage' };
    } catch {
      // As good as nothing kept.
    }
  }
  return null;
}

export function keepToken(place: string, { token, isRemembered }: KeptToken): void {
  forgetToken(place);
  try {
    storageOf(isRemembered ? 'localStorage' : 'sessionStorage')?.setItem(place, token);
  } catch {
    // Full or withheld: it lasts as long as the page.
  }
}

export function forgetToken(place: string): void {
  for (const name of ['sessionStorage', 'localStorage'] as const) {
    try {
      storageOf(name)?.removeItem(place);
    } catch {
      // Then nothing was kept there either.
    }
  }
}
