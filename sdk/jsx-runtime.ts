/** Owns the JSX functions that compiled views call: Preact's own `h` and no more; must not know any view. */
import { type ComponentType, Fragment, h, type VNode } from 'preact';

/**
 * The automatic runtime's call, without the template helpers that Preact's own runtime brings for servers. An element's
 * only text is set as a whole: page translators put other nodes in place of a text node, and a change of the one that
 * Preact remembers would leave the old words standing (seen in Chrome 2026-11). Text beside elements needs an
 * element of its own; no component of ours takes a text as its children.
 */
export function jsx(type: ComponentType | string, props: Record<string, unknown>, key?: string): VNode {
  const { children } = props;
  const text = typeof children === 'string' && { children: [], textContent: children };
  return h(type as string, { ...props, ...text, key });
}

export { Fragment, jsx as jsxs };
