/** Owns the one `Jinjian` object of a page, shared by every copy of the SDK on it; must not know how forms work. */
import type { FormBundle } from '../contract/submission.ts';
import { defineElement, loadForm } from './element/load-form.ts';
import { version } from './version.ts';

/** What script tags call. */
export interface Jinjian {
  /** Version of the copy that answers. */
  readonly version: string;
  /** Shows a form, see API.md `/w/{tenant}/{form}.js`. Must be called while that script runs. */
  load(entry: { tenant: string; bundle: FormBundle }): void;
}

declare global {
  interface Window {
    Jinjian?: Jinjian;
  }
}

/** Registers the element and the global object, once per page: a second copy answers with the first one's. */
export function install(): Jinjian {
  const own: Jinjian = { version, load: loadForm };
  // A server that imports the package has no window: nothing to install there.
  if (typeof window === 'undefined') return own;
  if (window.Jinjian === undefined) {
    window.Jinjian = own;
    defineElement();
  }
  return window.Jinjian;
}
