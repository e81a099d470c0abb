/** Owns the JSX functions that compiled views call: Preact's own `h` and no more; must not know any view. */
import { type ComponentType, Fragment, h, type VNode } from 'preact';

/** The automatic runtime's call, without the template helpers that Preact's own runtime brings for servers. */
export function jsx(type: ComponentType | string, props: Record<string, unknown>, key?: string): VNode {
  return h(type as string, key === undefined ? props : { ...props, key });
}

export { Fragment, jsx as jsxs };
