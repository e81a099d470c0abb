/** Owns taking a promoter's token out of the page's address; must not keep or send it. */

/**
 * The token that the address brings in its fragment (`#k=…`), which no server and no `Referer` sees. It is taken out
 * at once, so that neither the history nor a screenshot of the address keeps it.
 */
export function tokenFromAddress(): string | null {
  const token = /^#k=([\x21-\x7E]+)$/.exec(location.hash)?.[1] ?? null;
  if (token !== null) history.replaceState(history.state, '', location.pathname + location.search);
  return token;
}
