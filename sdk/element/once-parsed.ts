/** Owns the waiting for a page that is still being parsed; must not know what for. */

/** Calls back once the page is parsed, at once when it is; callers are called in their order. */
export function onceParsed(then: () => void): void {
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', then, { once: true });
  else then();
}
