/** Owns the browser's memory of optional consents that were refused, so that nobody is asked again and again (网数条例 art. 22); no person. */

import { declinedKey } from '../../form/consents/declined-key.ts';

/** How long a refusal is left alone. */
const quietMs = 48 * 3_600_000;

/** Ids of the notices refused in the last 48 hours. A time ahead of now, from a clock that was wrong, counts for nothing. */
export function declinedLately(tenant: string, nowMs: number): Set<string> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(declinedKey(tenant)) ?? '{}');
    return new Set(
      Object.entries(Object(stored))
        .filter(([, atMs]) => Number(atMs) <= nowMs && nowMs - Number(atMs) < quietMs)
        .map(([notice]) => notice),
    );
  } catch {
    return new Set();
  }
}

/** Remembers refusals of now; earlier ones keep their time, so that not being asked does not prolong itself. */
export function rememberDeclined(tenant: string, refused: readonly string[], nowMs: number): void {
  try {
    const before: unknown = JSON.parse(localStorage.getItem(declinedKey(tenant)) ?? '{}');
    const lately = declinedLately(tenant, nowMs);
    // A name with a colon is no notice's, and another's to keep (receipt/phone-receipts.ts).
    const kept = Object.entries(Object(before)).filter(
      ([notice]) => lately.has(notice) || notice.includes(':'),
    );
    const now = refused.map((notice) => [notice, nowMs] as const);
    const all = [...now, ...kept];
    if (all.length > 0) localStorage.setItem(declinedKey(tenant), JSON.stringify(Object.fromEntries(all)));
    else localStorage.removeItem(declinedKey(tenant));
  } catch {
    // Without storage they are asked again; nothing else is lost.
  }
}
