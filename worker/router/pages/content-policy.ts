/** Owns how a Content-Security-Policy is written: each source read and written anew, never pasted; must not know what a page needs. */
import { isHostName } from '../../publishing/web-address.ts';

/** Sources by directive: keywords, hashes, nonces and schemes as policies write them, or the address of what is loaded. */
export type PolicySources = Readonly<Record<string, readonly string[]>>;

const keyword = /^'(?:self|none|sha256-[A-Za-z0-9+/]{43}=|nonce-[\w-]+)'$/;
const scheme = /^(?:https|data|blob):$/;

/**
 * The policy of these directives, and of those that are added source by source. What is no source is left out, so
 * that it opens nothing; a directive that is left with none says so.
 */
export function contentPolicy(directives: PolicySources, added: PolicySources = {}): string {
  const names = new Set([...Object.keys(directives), ...Object.keys(added)]);
  return [...names]
    .map((name) => `${name} ${written([...(directives[name] ?? []), ...(added[name] ?? [])])}`)
    .join('; ');
}

function written(sources: readonly string[]): string {
  const read = new Set(sources.map(sourceOf).filter((source) => source !== null));
  return read.size === 0 ? "'none'" : [...read].join(' ');
}

/** Policies name hosts by name or IPv4 address (CSP3 §2.3.1): an opaque origin or an IPv6 address is no source. */
function sourceOf(text: string): string | null {
  if (keyword.test(text) || scheme.test(text)) return text;
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) return null;
  const { origin, hostname } = new URL(text);
  return isHostName(hostname) ? origin : null;
}
