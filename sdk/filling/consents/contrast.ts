/** Owns the finding of a text's colour and of what is behind it, for their contrast; must not know why it is measured. */
import { contrastOf } from '../../../contract/contrast.ts';

/** Red, green, blue of an opaque computed colour; null for a see-through one or another notation. */
function opaque(css: string): number[] | null {
  return /^rgb\(\d+, \d+, \d+\)$/.test(css) ? (css.match(/\d+/g) ?? []).map(Number) : null;
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
    const { backgroundColor, backgroundImage, opacity, filter, mixBlendMode } = getComputedStyle(at);
    if (opacity !== '1' || filter !== 'none' || mixBlendMode !== 'normal') return null;
    if (behind) continue;
    behind = opaque(backgroundColor);
    if (backgroundImage !== 'none' || (!behind && !backgroundColor.endsWith(', 0)'))) return null;
  }
  if (!text || !behind) return null;
  return Math.round(contrastOf(text, behind) * 100) / 100;
}
