/** Owns that the page behind an open form does not scroll; must not know what is open. */

/** Holds the page where it is, without a jump where its scroll bar was. The answer lets it go. */
export function holdPage(): () => void {
  const { style, clientWidth } = document.documentElement;
  const { overflow, paddingRight } = style;
  style.overflow = 'hidden';
  const freed = document.documentElement.clientWidth - clientWidth;
  if (freed > 0) style.paddingRight = `${freed}px`;
  return () => {
    style.overflow = overflow;
    style.paddingRight = paddingRight;
  };
}
