/** Owns when something on the page counts as seen; must not know what follows. */

const seenMs = 1_000;

/** Calls `seen` once, after the element was in view for a second. The answer calls it off. */
export function onceSeen(element: Element, seen: () => void): () => void {
  if (typeof IntersectionObserver === 'undefined') {
    seen();
    return () => {};
  }
  let timer = 0;
  const observer = new IntersectionObserver((entries) => {
    window.clearTimeout(timer);
    if (!entries.some((entry) => entry.isIntersecting)) return;
    timer = window.setTimeout(() => {
      observer.disconnect();
      seen();
    }, seenMs);
  });
  observer.observe(element);
  return () => {
    window.clearTimeout(timer);
    observer.disconnect();
  };
}
