/** Owns whether what opens above the page can be seen and used where it stands, as measured; must not mend it. */

/** Nothing hides it, cuts it off or makes it deaf: a touch of its middle meets it. */
export function isMet(element: Element): boolean {
  const { left, top, width, height } = element.getBoundingClientRect();
  const root = element.getRootNode();
  if (width === 0 || height === 0 || !(root instanceof ShadowRoot)) return false;
  const met = root.elementFromPoint(left + width / 2, top + height / 2);
  // What browsers make of a dialog in there differs, and nobody who listens to the page is told of it.
  return met !== null && element.contains(met) && root.host.closest('[inert],[aria-hidden=true]') === null;
}

/** Of the window's height, and px: a phone's tool bar comes and goes, and scroll bars are drawn over the page or beside it. */
const tolerance = { middle: 0.08, edge: 24 };

/** At the middle of the window's side, not of some box's that holds even what is fixed: one with a transform, a filter, containment. */
export function isBeside(element: Element, side: string): boolean {
  const { left, right, top, height } = element.getBoundingClientRect();
  const off = Math.abs(top + height / 2 - innerHeight / 2) / innerHeight;
  const gap = side === 'left' ? left : document.documentElement.clientWidth - right;
  return off < tolerance.middle && Math.abs(gap) < tolerance.edge && isMet(element);
}
