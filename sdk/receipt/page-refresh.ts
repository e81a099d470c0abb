/** Owns bringing the page up to date with the server's own rendering of it; must not know what changed, or write any text. */
import { ask } from './ask.ts';

/** What a fresh page may differ in. The part with the person's data is left alone until it is gone. */
const parts = ['banner', 'grants'];

/** Each part as the server last wrote it: what stands there may have been rewritten since, by a translator say. */
const served = new Map(parts.map((id) => [id, markupOf(document.getElementById(id))]));

function markupOf(part: Element | null): string {
  return part ? part.outerHTML : '';
}

/** The page as the server says now; false when it could not be fetched. */
export async function refresh(): Promise<false | 'same' | 'changed'> {
  const { status, text } = await ask(location.pathname);
  if (status !== 200) return false;
  const fresh = new DOMParser().parseFromString(text, 'text/html');
  const changed = parts.filter((id) => replace(id, fresh));
  const rights = document.getElementById('rights');
  if (rights?.parentNode && !fresh.getElementById('rights')) rights.parentNode.removeChild(rights);
  return changed.length > 0 ? 'changed' : 'same';
}

/** Replaces what is new, with the texts that are open left open; true when something was. */
function replace(id: string, fresh: Document): boolean {
  const [old, now] = [document.getElementById(id), fresh.getElementById(id)];
  if (!old || !now || !old.parentNode || served.get(id) === now.outerHTML) return false;
  served.set(id, now.outerHTML);
  const opened = Array.from(old.querySelectorAll('article')).filter((one) =>
    one.querySelector('.text[open]'),
  );
  old.parentNode.replaceChild(document.importNode(now, true), old);
  for (const { id: article } of opened) {
    const here = document.getElementById(article);
    const text = here?.querySelector('.text');
    if (text) text.setAttribute('open', '');
  }
  return true;
}

/** What still waits for someone to answer. */
const waiting = '[data-state=pending],[data-state=withdrawal_sent]';
const firstWaitMs = 3000;
const longestWaitMs = 60_000;

/** Looks again, less and less often, until nothing waits any more. Never under the reader's hand. */
export function keepFresh(onChange: () => void): void {
  let waitMs = firstWaitMs;
  const look = async () => {
    const grants = document.getElementById('grants');
    const isInUse =
      document.hidden ||
      !grants ||
      grants.contains(document.activeElement) ||
      grants.querySelector('.take[open]');
    if (!isInUse && grants.querySelector(waiting)) {
      if ((await refresh()) === 'changed') onChange();
    }
    waitMs = Math.min(waitMs * 2, longestWaitMs);
    setTimeout(look, waitMs);
  };
  setTimeout(look, waitMs);
}
