/** Owns the style of a form that nobody has touched, and how a form's theme enters it; must not know how style reaches a page. */
import { addStyle } from './add-style.ts';
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
