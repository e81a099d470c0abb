/** Owns how style reaches a shadow root without inline style, so that a strict CSP holds; must not know any rule. */

/** Adds rules to a shadow root, in place of all that it has or beside them; null when the page's policy refused them. */
export function addStyle(root: ShadowRoot, rules: string, isFirst = false): CSSStyleSheet | null {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rules);
    root.adoptedStyleSheets = isFirst ? [sheet] : [...root.adoptedStyleSheets, sheet];
    return sheet;
  } catch {
    // Safari before 16.4 can neither construct nor adopt a sheet.
    if (isFirst) for (const old of root.querySelectorAll('style')) old.remove();
    const style = document.createElement('style');
    // The nonce that the page gave to its scripts, for one whose policy asks for it.
    style.nonce = document.querySelector<HTMLElement>('[nonce]')?.nonce ?? '';
    style.textContent = rules;
    root.append(style);
    return style.sheet;
  }
}
