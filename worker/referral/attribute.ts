/** Owns who is credited with a lead, and why: a pure reading of touches against the link tree; must not know storage. */
import type { Attribution, AttributionReason } from '../../contract/event.ts';
import { type FindLink, type Link, lineage, linkState } from './link.ts';

export interface AttributionPolicy {
  model: 'first' | 'last';
  windowDays: number;
}

/** A code and when the browser says it saw it. */
export interface TimedTouch {
  ref: string;
  atMs: number;
}

const dayMs = 86_400_000;

/** Why a touch earns no credit, or null when it does. */
function objection(
  link: Link,
  nowMs: number,
  isOwn: (link: Link) => boolean,
): Exclude<AttributionReason, 'first_touch' | 'last_touch'> | null {
  const state = linkState(link, nowMs);
  if (state !== 'live') return state;
  return isOwn(link) ? 'self_referral' : null;
}

/**
 * Chooses the first or the last touch that may be credited. Times come from the browser and are only used for order
 * and for the window; codes count only if the tenant's own tree knows them, and the chain is read from the tree.
 * When none may be credited, the reason is the preferred touch's, and its chain is still recorded.
 * @param isOwn tells whether a link belongs to the applicant (same phone)
 */
export function attribute(
  touches: readonly TimedTouch[],
  policy: AttributionPolicy,
  nowMs: number,
  find: FindLink,
  isOwn: (link: Link) => boolean,
): Attribution {
  const oldestMs = nowMs - policy.windowDays * dayMs;
  // A clock that runs ahead is no reason to lose a credit: such a touch counts as now.
  const inOrder = touches
    .map((touch) => ({ ...touch, atMs: Math.min(touch.atMs, nowMs) }))
    .sort((a, b) => a.atMs - b.atMs);
  const inWindow = inOrder.filter((touch) => touch.atMs >= oldestMs);
  const known = inWindow.flatMap((touch) => find(touch.ref) ?? []);
  const preferred = policy.model === 'first' ? known : [...known].reverse();
  const credited = preferred.find((link) => objection(link, nowMs, isOwn) === null);
  const shown = credited ?? preferred[0];
  const chain = shown === undefined ? [] : lineage(shown, find);

  const attribution: Attribution = {
    model: policy.model,
    chain: chain.map((link, at) => ({
      code: link.code,
      ...(link.promoter === null ? {} : { promoter: link.promoter }),
      ...(link.kind === null ? {} : { kind: link.kind }),
      level: at + 1,
    })),
    reason: 'no_touch',
  };
  const [first, last] = [known[0], known.at(-1)];
  if (first !== undefined) attribution.first = first.code;
  if (last !== undefined) attribution.last = last.code;
  // A link without its own campaign or channel carries that of the nearest link above it.
  const campaign = chain.findLast((link) => link.campaign !== null)?.campaign;
  const channel = chain.findLast((link) => link.channel !== null)?.channel;
  if (campaign) attribution.campaign = campaign;
  if (channel) attribution.channel = channel;

  if (credited !== undefined) {
    attribution.credited = credited.code;
    attribution.reason = policy.model === 'first' ? 'first_touch' : 'last_touch';
  } else if (shown !== undefined) {
    attribution.reason = objection(shown, nowMs, isOwn) ?? 'no_touch';
  } else if (inWindow.length > 0) {
    attribution.reason = 'unknown_code';
  } else if (inOrder.length > 0) {
    attribution.reason = 'outside_window';
  }
  return attribution;
}
