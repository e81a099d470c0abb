/** Owns the way from a signed authorisation to its receipt, for the tab that signed it alone; must not know what signing is. */

/** Of this authorisation, by its own address. */
const key = () => `jinjian:receipt:${location.pathname}`;

/** Remembers the receipt over the page's reload. */
export function keepReceipt(id: unknown): void {
  if (typeof id !== 'string') return;
  try {
    sessionStorage.setItem(key(), id);
  } catch {
    // A browser that keeps nothing shows the page without the link.
  }
}

/** Shows the link where this tab has signed: the server gives the receipt to nobody else who opens the page. */
export function showReceipt(): void {
  const link = document.getElementById('receipt');
  if (!(link instanceof HTMLAnchorElement)) return;
  try {
    const id = sessionStorage.getItem(key()) ?? '';
    if (!/^rc_[a-z0-9_-]+$/.test(id)) return;
    link.href = `/r/${id}`;
    link.hidden = false;
  } catch {
    // As above.
  }
}
