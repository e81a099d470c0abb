/** Owns noticing that a single-page application went elsewhere; must not know why it matters. */

/** Calls back after each change of the page's address that loads nothing. The page's own calls do what they did. */
export function watchRoutes(onMoved: () => void): void {
  addEventListener('popstate', onMoved);
  for (const name of ['pushState', 'replaceState'] as const) {
    const original = history[name];
    try {
      history[name] = function (this: History, ...given: Parameters<History['pushState']>) {
        original.apply(this, given);
        onMoved();
      };
    } catch {
      // A page that froze its history: what is known by `popstate` has to do.
    }
  }
}
