/** Owns what becomes of the secret in the receipt's address, as only its applicant was given it; must not send it. */
import { keepSecret, keptSecret } from './kept-secret.ts';

/**
 * Keeps it in this browser and takes it out of the address, so that the address can be saved, shown and passed on
 * without it. Where nothing can be kept it stays: better there than lost. One that is kept already is not replaced by
 * what a link brings. @returns the secret, null where there is none
 */
export function takeSecret(mark: string): string | null {
  const [, found = ''] = /^#([\w-]{22})$/.exec(location.hash) ?? [];
  const kept = keptSecret(mark);
  // An anchor of the page may be as long.
  if (found === '' || document.getElementById(found)) return kept;
  if (kept === null && !keepSecret(mark, found)) return found;
  history.replaceState(history.state, '', location.pathname + location.search);
  return kept ?? found;
}
