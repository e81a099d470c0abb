/** Owns what a page's address says about where the visitor came from; must not keep its query, which may name a person. */
import type { Submission, Utm } from '../../contract/submission.ts';

const utmNames = ['source', 'medium', 'campaign', 'term', 'content'] as const;
const utmLength = 100;
const pathLength = 500;

/** The `utm_…` parameters of a query, whatever route stands behind it, that are there, each cut at 100 characters; undefined when none is. */
export function utmOf(search: string): Utm | undefined {
  const utm: Utm = {};
  try {
    const query = new URLSearchParams(search.replace(/#.*/s, ''));
    for (const name of utmNames) {
      const value = query.get(`utm_${name}`);
      if (value) utm[name] = value.slice(0, utmLength);
    }
  } catch {
    // A page that put one of its own there: where the visitor came from is not worth the application.
  }
  return Object.keys(utm).length > 0 ? utm : undefined;
}

/** Origin and path, without query and hash; undefined for a page that has no address of its own. */
export function pageOf(href: string): Submission['page'] {
  const url = new URL(href);
  return /^https?:$/.test(url.protocol)
    ? { origin: url.origin, path: url.pathname.slice(0, pathLength) }
    : undefined;
}
