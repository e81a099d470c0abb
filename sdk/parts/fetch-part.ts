/** Owns the fetching of the SDK's later parts, each once per page; must not know what any of them holds. */
import { Component, createRef, Fragment, h } from 'preact';
import { version } from '../version.ts';

/** The script that brought the first part, known only while it runs; nothing for one inside the page or a module. */
const { src }: { src?: string } = Object(__JINJIAN_SCRIPT__ && document.currentScript);
let told: string | undefined;

/**
 * The server of all that names none: the first that a script says it is from, else where the script came from.
 * @param said what a script says
 */
export function homeOrigin(said?: string): string {
  told ||= said;
  return told || (src ? new URL(src) : location).origin;
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
 * @param base the server's origin, where the form that needs the part names it
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
    bundled === true ? importBeside<Part>(name, base || homeOrigin()) : bundled().then(({ part }) => part);
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
