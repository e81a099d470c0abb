/** Owns whether this visit wants large type (适老化), kept until its tab is closed; must not know what is enlarged. */
import { largeTypeKey } from './large-type-key.ts';

export function wantsLargeType(): boolean {
  try {
    return sessionStorage.getItem(largeTypeKey) !== null;
  } catch {
    return false;
  }
}

export function keepLargeType(wanted: boolean): void {
  try {
    if (wanted) sessionStorage.setItem(largeTypeKey, '1');
    else sessionStorage.removeItem(largeTypeKey);
  } catch {
    // A browser that keeps nothing shows it for as long as the page is open.
  }
}

/** The same on a page of the server's: its button comes to life, and the whole page is enlarged. */
export function offerLargeType(): void {
  const button = document.getElementById('size');
  if (!button) return;
  button.hidden = false;
  button.addEventListener('click', followLargeType(document.documentElement, button));
}

/** Enlarges `place` as this visit wants it, and goes on doing so at each press of the button, which says which it is. */
export function followLargeType(place: HTMLElement, button: HTMLElement | null): () => void {
  const show = (isLarge: boolean) => {
    place.toggleAttribute('data-large', isLarge);
    button?.setAttribute('aria-pressed', String(isLarge));
  };
  show(wantsLargeType());
  return () => {
    const isLarge = !place.hasAttribute('data-large');
    keepLargeType(isLarge);
    show(isLarge);
  };
}
