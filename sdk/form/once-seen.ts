/** Owns when something on the page counts as seen; must not know what follows. */
import { watchView } from './watch-view.ts';

const seenMs = 1_000;

/** Calls `seen` once, after the element was in view for a second. The answer calls it off. */
export function onceSeen(element: Element, seen: () => void): () => void {
  let timer = 0;
  const observer = watchView((entries) => {
    window.clearTimeout(timer);
    if (!entries.some((entry) => entry.isIntersecting)) return;
    timer = window.setTimeout(() => {
      observer?.disconnect();
      seen();
    }, seenMs);
  });
  if (observer) observer.observe(element);
  else seen();
  return () => {
    window.clearTimeout(timer);
    observer?.disconnect();
  };
}
