/** Owns making an IntersectionObserver where there is one that works; must not know what is watched. */

/** Null where the browser has none, or the page has put one there that throws. */
export function watchView(
  report: IntersectionObserverCallback,
  options?: IntersectionObserverInit,
): IntersectionObserver | null {
  try {
    return new IntersectionObserver(report, options);
  } catch {
    return null;
  }
}
