/** Owns WCAG 2 contrast between a text and what is behind it; must not know why it is measured. */

/** Red, green, blue of an opaque computed colour; null for a see-through one or another notation. */
function opaque(css: string): number[] | null {
  return /^rgb\(\d+, \d+, \d+\)$/.test(css) ? (css.match(/\d+/g) ?? []).map(Number) : null;
}

function luminance(colour: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = colour.map((part) =>
    part <= 10 ? part / 3294.6 : ((part / 255 + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/**
 * The contrast, 1 to 21 with two decimals, of an element's text as rendered against the first background behind it,
 * through shadow roots; null when an image, a see-through layer or an effect makes it unknowable.
 */
export function measureContrast(element: Element): number | null {
  const text = opaque(getComputedStyle(element).color);
  let behind: number[] | null = null;
  for (let at: Node | null = element; at; at = at instanceof ShadowRoot ? at.host : at.parentNode) {
    if (!(at instanceof Element)) continue;
    const { backgroundColor, backgroundImage, opacity, filter } = getComputedStyle(at);
    if (opacity !== '1' || filter !== 'none') return null;
    if (behind) continue;
    behind = opaque(backgroundColor);
    if (backgroundImage !== 'none' || (!behind && !backgroundColor.endsWith(', 0)'))) return null;
  }
  if (!text || !behind) return null;
  const [dark = 0, light = 0] = [luminance(text), luminance(behind)].sort((a, b) => a - b);
  return Math.round(((light + 0.05) / (dark + 0.05)) * 100) / 100;
}
