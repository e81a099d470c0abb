/** Owns the fetching of the SDK's second part, once per page; must not know what it holds or who needs it. */
import { Component, createRef, Fragment, h } from 'preact';
import { version } from '../version.ts';
import type { SecondPart } from './second-part.ts';

/** Where the first part came from: the second one of the same version is there too. Known only while it runs. */
const own = typeof document === 'undefined' ? null : document.currentScript;
const home = own instanceof HTMLScriptElement && own.src ? new URL(own.src).origin : null;

/** What the second part's views are made with: two copies of Preact could not share a view. */
const shared = { Component, createRef, Fragment, h };

let fetching: Promise<SecondPart> | null = null;
let failures = 0;

/** The second part; rejects when it can't be reached now, and is asked for anew by the next call. */
export function fetchSecondPart(base: string): Promise<SecondPart> {
  fetching ??= (__JINJIAN_SCRIPT__ ? importBeside(home ?? base) : importBundled()).catch((error: unknown) => {
    fetching = null;
    failures++;
    throw error;
  });
  return fetching;
}

/** The npm build: the consumer's own bundler knows where the chunk is. */
async function importBundled(): Promise<SecondPart> {
  return (await import('./second-part-entry.ts')).secondPart;
}

/** The script build: a module that is given what it shares with this part. */
async function importBeside(origin: string): Promise<SecondPart> {
  // Browsers remember a module that failed: another try needs another address.
  const again = failures ? `?${failures}` : '';
  const module: { default(given: typeof shared): SecondPart } = await import(
    /* @vite-ignore */ `${origin}/w/jinjian-${version}-second.js${again}`
  );
  return module.default(shared);
}
