/** Owns a root of the form's own at the end of the page, dressed as its element is, for a place that can't be seen; must not know what stands in it. */
import { colourNames } from '../../contract/looks.ts';

export interface Layer {
  readonly root: ShadowRoot;
  /** The element's style and attributes count here too. */
  refresh(): void;
  /** Off the page; what style came here meanwhile is the element's from now on. */
  remove(): void;
}

const names = [...colourNames, ...colourNames.map((name) => `${name}-dark`), 'radius', 'max-width', 'font'];

/** @param home the root of the element whose place can't be seen */
export function makeLayer(host: HTMLElement, home: ShadowRoot): Layer {
  const element = document.createElement('jinjian-layer');
  const root = element.attachShadow({ mode: 'open' });
  // Neither a gap in the page's grid nor a box of its own.
  element.style.position = 'absolute';
  let given: readonly CSSStyleSheet[] = [];

  /** What other parts added here belongs to the element, unless another form took its place there. */
  const bringHome = () => {
    if (!home.adoptedStyleSheets) return;
    const sheets = Array.from(home.adoptedStyleSheets);
    const added = Array.from(root.adoptedStyleSheets).filter((sheet) => !given.includes(sheet));
    if (sheets[0] === given[0] && added.length > 0) home.adoptedStyleSheets = [...sheets, ...added];
    given = Array.from(home.adoptedStyleSheets);
    root.adoptedStyleSheets = [...given];
  };
  const copied = new WeakSet<Element>();
  /** The same where sheets can't be adopted (addStyle). */
  const copyTags = () => {
    for (const style of root.querySelectorAll('style')) {
      if (copied.has(style)) style.remove();
      else home.append(style);
    }
    for (const style of home.querySelectorAll('style')) {
      const copy = document.createElement('style');
      copy.nonce = style.nonce;
      copy.textContent = Array.from(style.sheet?.cssRules ?? [], ({ cssText }) => cssText).join('');
      copied.add(copy);
      root.append(copy);
    }
  };

  const refresh = () => {
    for (const name of ['theme', 'look']) {
      const value = host.getAttribute(name);
      if (value === null) element.removeAttribute(name);
      else element.setAttribute(name, value);
    }
    const { style } = element;
    const set = getComputedStyle(host);
    for (const name of names)
      style.setProperty(`--jinjian-${name}`, set.getPropertyValue(`--jinjian-${name}`));
    bringHome();
    copyTags();
    // The page may have taken it off with all that was in the body.
    if (!element.isConnected) document.body.append(element);
  };
  refresh();
  return {
    root,
    refresh,
    remove() {
      bringHome();
      copyTags();
      element.remove();
    },
  };
}
