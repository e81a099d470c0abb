/** Owns the one `Jinjian` object of a page, shared by every copy of the SDK on it; must not know how forms work. */
import type { Locale } from '../contract/form.ts';
import type { FormBundle } from '../contract/submission.ts';
import { defineElement, loadForm } from './element/load-form.ts';
import { version } from './version.ts';
import type { FirstWords } from './words/first-words.ts';
import { addWords } from './words/known-words.ts';

/** What script tags call. */
export interface Jinjian {
  /** Version of the copy that answers. */
  readonly version: string;
  /** Shows a form, see API.md `/w/{tenant}/{form}.js`. Must be called while that script runs. */
  load(entry: { tenant: string; bundle: FormBundle }): void;
  /** Brings a language's words for the form before its first touch. */
  words(locale: Locale, words: FirstWords): void;
}

declare global {
  interface Window {
    Jinjian?: Jinjian;
  }
}

/** Registers the element and the global object, once per page: a second copy answers with the first one's. */
export function install(): Jinjian {
  const own: Jinjian = { version, load: loadForm, words: addWords };
  // A server that imports the package has no window: nothing to install there.
  if (typeof window === 'undefined') return own;
  if (window.Jinjian === undefined) {
    window.Jinjian = own;
    defineElement();
  }
  return window.Jinjian;
}
