/** Owns how style reaches a shadow root without inline style, so that a strict CSP holds; must not know the rules. */
import css from './form.css?inline';

/**
 * Gives a shadow root the form's style and its theme (`accent` becomes `--jinjian-accent`). The sheet's first rule is
 * `:host`, which the page's own rules for the element outrank. Values are set one by one, so that none can close the
 * rule it stands in.
 */
export function adoptStyle(root: ShadowRoot, theme: Record<string, string>): void {
  const rule = sheetFor(root).cssRules[0];
  if (!(rule instanceof CSSStyleRule)) return;
  for (const [name, value] of Object.entries(theme)) rule.style.setProperty(`--jinjian-${name}`, value);
}

function sheetFor(root: ShadowRoot): CSSStyleSheet {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
    return sheet;
  } catch {
    // Safari before 16.4 can neither construct nor adopt a sheet.
    const style = document.createElement('style');
    style.textContent = css;
    root.querySelector('style')?.remove();
    root.prepend(style);
    return style.sheet ?? new CSSStyleSheet();
  }
}
