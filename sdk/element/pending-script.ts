/** Owns the waiting for a form script that is still on its way; must not know what it brings. */
import { onceParsed } from './once-parsed.ts';

/**
 * Calls back once no script of the page can bring the form any more: the page is parsed, and its script tag (whose
 * address has `path`) has run or failed, or the page is loaded: a tag that failed earlier tells nobody again. An empty
 * path stands for any script: then the whole page must be loaded.
 */
export function onScriptSettled(path: string, settled: () => void): void {
  const { readyState } = document;
  const source = path ? scriptOf(path) : window;
  if (readyState === 'loading') {
    onceParsed(() => onScriptSettled(path, settled));
  } else if (source && readyState !== 'complete') {
    // Neither fires for a script that ran already, but that one has registered its form. A window's errors are others'.
    for (const name of ['load', path && 'error']) source.addEventListener(name, settled, { once: true });
  } else {
    settled();
  }
}

/** The script tag whose address has this path. */
export function scriptOf(path: string): HTMLScriptElement | null {
  return document.querySelector(`script[src*="${path}"]`);
}
