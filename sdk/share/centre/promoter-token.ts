/** Owns where a promoter's token is: taken out of the address, kept for the visit or on the phone; must not send it. */

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

const keyOf = (tenant: string) => `jinjian-share:${tenant}`;

/**
 * The token that the address brings in its fragment (`#k=…`), which no server and no `Referer` sees. It is taken out
 * at once, so that neither the history nor a screenshot of the address keeps it.
 */
export function tokenFromAddress(): string | null {
  const token = /^#k=([\x21-\x7E]+)$/.exec(location.hash)?.[1] ?? null;
  if (token !== null) history.replaceState(history.state, '', location.pathname + location.search);
  return token;
}

export interface KeptToken {
  token: string;
  /** Kept on the phone, not for this visit only. */
  isRemembered: boolean;
}

export function keptToken(tenant: string): KeptToken | null {
  for (const name of ['sessionStorage', 'localStorage'] as const) {
    try {
      const token = storageOf(name)?.getItem(keyOf(tenant));
      if (token) return { token, isRemembered: name === 'localStorage' };
    } catch {
      // As good as nothing kept.
    }
  }
  return null;
}

export function keepToken(tenant: string, { token, isRemembered }: KeptToken): void {
  forgetToken(tenant);
  try {
    storageOf(isRemembered ? 'localStorage' : 'sessionStorage')?.setItem(keyOf(tenant), token);
  } catch {
    // Full or withheld: it lasts as long as the page.
  }
}

export function forgetToken(tenant: string): void {
  for (const name of ['sessionStorage', 'localStorage'] as const) {
    try {
      storageOf(name)?.removeItem(keyOf(tenant));
    } catch {
      // Then nothing was kept there either.
    }
  }
}
