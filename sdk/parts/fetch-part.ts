/** Owns the fetching of the SDK's later parts, each once per page; must not know what any of them holds. */
import { Component, createRef, Fragment, h } from 'preact';
import { version } from '../version.ts';

/** Where the first part came from: the others of the same version are there too. Known only while it runs. */
export const home: string | undefined =
  typeof document === 'undefined' ? undefined : originOf(document.currentScript);

/** Of a script's address; undefined for one inside the page. */
export function originOf(script: Element | null): string | undefined {
  const { src }: { src?: string } = Object(script);
  return src && new URL(src).origin;
}

/** What later parts' views are made with: two copies of Preact could not share a view. */
const shared = { Component, createRef, Fragment, h };

const fetching = new Map<string, Promise<unknown>>();
let failures = 0;

/** True once a part was asked for: it is here, or on its way. */
export function isAsked(name: string): boolean {
  return fetching.has(name);
}

/**
 * A part by its name; rejects when it can't be reached now, and is asked for anew by the next call.
 * @param base origin to ask when the page does not tell where the first part came from
 * @param bundled the npm build's own import; `true` in the script build, whose parts are files of the server
 */
export function fetchPart<Part>(
  name: string,
  base: string,
  bundled: true | (() => Promise<{ part: Part }>),
): Promise<Part> {
  const known = fetching.get(name);
  // Whoever asked first under this name asked for the same part.
  if (known) return known as Promise<Part>;
  const asked =
    bundled === true ? importBeside<Part>(name, home ?? base) : bundled().then(({ part }) => part);
  fetching.set(name, asked);
  asked.catch(() => {
    failures++;
    fetching.delete(name);
  });
  return asked;
}

/** A part in the script build is a module whose default is given what it shares with the first. */
async function importBeside<Part>(name: string, origin: string): Promise<Part> {
  // Browsers remember a module that failed: another try needs another address.
  const again = failures ? `?${failures}` : '';
  const module: { default(given: typeof shared): Part } = await import(
    /* @vite-ignore */ `${origin}/w/jinjian-${version}-${name}.js${again}`
  );
  return module.default(shared);
}
