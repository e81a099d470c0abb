/** Owns how large the page's CSS pixels are on the screen, and drawing larger where they are small; must not know any text. */

/** Pages that scale their viewport, or have none, show a CSS pixel at a half or less; a visitor's own zoom counts too. */
export function screenScale(): number {
  const { visualViewport }: { visualViewport?: { scale: number } } = Object(globalThis);
  return visualViewport?.scale || 1;
}

/** Below this the smallest text of a form would be under the 12 px that a consent needs. */
const readableScale = 0.95;

/** Draws the form as large as on a page that is not shrunk. */
export function enlargeShrunk(place: HTMLElement): void {
  const scale = screenScale();
  if (scale < readableScale) place.style.setProperty('zoom', String(Math.round(100 / scale) / 100));
}
