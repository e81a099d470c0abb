/** Owns the moment at which a page's first field can be typed into, as the page itself sees it; runs inside the browser. */

declare global {
  interface Window {
    /** ms since navigation began, once the field is usable. */
    usableAtMs?: number;
  }
}

/**
 * Looks at every frame until the first field is laid out and takes the focus.
 * @param isForm the form's first field, else the page's own, once the page is parsed and its script has run
 */
export function watchFirstField(isForm: boolean): void {
  const look = () => {
    const field = isForm
      ? document
          .querySelector('jinjian-form')
          ?.shadowRoot?.querySelector<HTMLElement>('input, select, textarea')
      : document.querySelector<HTMLElement>('#own-field');
    const isThere =
      field && field.getClientRects().length > 0 && (isForm || document.readyState !== 'loading');
    if (isThere) {
      field.focus({ preventScroll: true });
      const root = field.getRootNode();
      if ((root instanceof ShadowRoot || root instanceof Document) && root.activeElement === field) {
        window.usableAtMs = performance.now();
        return;
      }
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
