/** Owns the one `Jinjian` function of a page, shared by every copy of the SDK on it; must not know how forms work. */
import type { Locale } from '../contract/form.ts';
import { type Call, run } from './element/commands.ts';
import { defineElement, loadForm } from './element/load-form.ts';
import { watchOpeners } from './element/openers.ts';
import { version } from './version.ts';
import type { FirstWords } from './words/first-words.ts';
import { addWords } from './words/known-words.ts';

/** What pages and script tags call. */
export interface Jinjian {
  /** `Jinjian('open', 'tenant/form')` and the like; `on` answers what ends it. */
  (...call: Call): unknown;
  /** Version of the copy that answers. */
  readonly version: string;
  /** Shows a form, see API.md `/w/{tenant}/{form}.js`. Must be called while that script runs. */
  load(entry: Parameters<typeof loadForm>[0]): void;
  /** Brings a language's words for the form before its first touch. */
  words(locale: Locale, words: FirstWords): void;
}

/** What a page puts there before the script is: it keeps what is called. */
interface Waiting {
  load?: undefined;
  q?: Iterable<Call>;
}

declare global {
  interface Window {
    Jinjian?: Jinjian | Waiting;
  }
}

/** Registers the element and the global function, once per page: a second copy answers with the first one's. */
export function install(): Jinjian {
  const own: Jinjian = Object.assign(run, { version, load: loadForm, words: addWords });
  // A server that imports the package has no window: nothing to install there.
  if (!__JINJIAN_SCRIPT__ && typeof window === 'undefined') return own;
  const there = window.Jinjian;
  if (there?.load) return there;
  window.Jinjian = own;
  defineElement();
  watchOpeners();
  // Once this script has brought its form too; one by one, so that none that fails stops the next.
  for (const call of there?.q || []) Promise.resolve().then(() => own(...call));
  return own;
}
