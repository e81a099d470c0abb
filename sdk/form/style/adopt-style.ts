/** Owns how style reaches a shadow root without inline style, so that a strict CSP holds; must not know the rules. */
import closing from './closing.css?inline';
import fields from './fields.css?inline';
import frame from './frame.css?inline';
import { lookRules } from './look-rules.ts';

/** In this order: a later rule outranks an earlier one of the same weight. */
const css = frame + fields + closing + lookRules;

/**
 * Gives a shadow root the form's style and its theme (`accent` becomes `--jinjian-accent`). The sheet's first rule is
 * `:host`, which the page's own rules for the element outrank. Values are set one by one, so that none can close the
 * rule it stands in. Which fonts a language gets hangs on `-webkit-locale` in Chrome and Safari, which `lang` sets and
 * `all: initial` takes back.
 */
export function adoptStyle(root: ShadowRoot, theme: Record<string, string>, lang: string): void {
  const rule = addStyle(root, `${css}.j{-webkit-locale:"${lang}"}`, true)?.cssRules[0];
  if (!(rule instanceof CSSStyleRule)) return;
  for (const [name, value] of Object.entries(theme)) rule.style.setProperty(`--jinjian-${name}`, value);
}

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
