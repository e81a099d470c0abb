/** Owns a small link tree for tests; must not judge it. */
import type { FindLink, Link } from '../../../worker/referral/link.ts';

export const nowMs = Date.parse('2026-11-22T08:00:00.000Z');
export const dayMs = 86_400_000;

export function link(code: string, change: Partial<Link> = {}): Link {
  return {
    code,
    parent: null,
    depth: 1,
    promoter: null,
    kind: null,
    campaign: null,
    form: null,
    channel: null,
    ownerLead: null,
    expiresAtMs: null,
    revokedAtMs: null,
    createdAtMs: nowMs - 100 * dayMs,
    ...change,
  };
}

export function treeOf(links: readonly Link[]): FindLink {
  const byCode = new Map(links.map((one) => [one.code, one]));
  return (code) => byCode.get(code);
}
