/** Owns who is credited with a lead, and why: a pure reading of touches against the link tree; must not know storage. */
import type { Attribution } from '../../contract/event.ts';
import { type FindLink, isLoop, type Link, lineage, linkState } from './link.ts';

export interface AttributionPolicy {
  model: 'first' | 'last';
  windowDays: number;
  /** For so long after the first lead of a phone no other sharer takes its credit over. */
  protectDays: number;
}

/** A code and when the browser says it saw it. */
export interface TimedTouch {
  ref: string;
  atMs: number;
}

/** A lead of the same phone that a code was credited with. */
export interface EarlierCredit {
  code: string;
  atMs: number;
}

/** What the tree and the store know of the applicant. */
export interface Applicant {
  /** Whether a link was given to the same phone. */
  isOwn: (link: Link) => boolean;
  /** Credits for the same phone, oldest first. */
  credits?: readonly EarlierCredit[];
}

const dayMs = 86_400_000;

/** Why a touch earns no credit, or null when it does. */
function objection(
  link: Link,
  nowMs: number,
  find: FindLink,
  isOwn: (link: Link) => boolean,
): 'expired' | 'revoked' | 'self_referral' | 'loop' | null {
  const state = linkState(link, nowMs);
  if (state !== 'live') return state;
  if (isOwn(link)) return 'self_referral';
  return isLoop(link, find, isOwn) ? 'loop' : null;
}

/** The code that has the credit, since its first lead: later ones by the same code do not prolong its protection. */
function holderOf(credits: readonly EarlierCredit[]): EarlierCredit | undefined {
  const last = credits.at(-1);
  const other = credits.findLastIndex((credit) => credit.code !== last?.code);
  return credits[other + 1];
}

/** The code whose credit stands against this link's: an earlier sharer's, unless the same person shared both. */
function protectedBy(
  link: Link,
  holder: EarlierCredit | undefined,
  sinceMs: number,
  find: FindLink,
): string | null {
  if (holder === undefined || holder.code === link.code || holder.atMs <= sinceMs) return null;
  const isSamePromoter = link.promoter !== null && find(holder.code)?.promoter === link.promoter;
  return isSamePromoter ? null : holder.code;
}

/**
 * Chooses the first or the last touch that may be credited. Times come from the browser and are only used for order
 * and for the window; codes count only if the tenant's own tree knows them, and the chain is read from the tree.
 * When none may be credited, the reason is the preferred touch's, and its chain is still recorded. One that may be, but
 * comes while an earlier sharer's credit is protected, is recorded and not credited.
 */
export function attribute(
  touches: readonly TimedTouch[],
  policy: AttributionPolicy,
  nowMs: number,
  find: FindLink,
  { isOwn, credits = [] }: Applicant,
): Attribution {
  const oldestMs = nowMs - policy.windowDays * dayMs;
  // A clock that runs ahead is no reason to lose a credit: such a touch counts as now.
  const inOrder = touches
    .map((touch) => ({ ...touch, atMs: Math.min(touch.atMs, nowMs) }))
    .sort((a, b) => a.atMs - b.atMs);
  const inWindow = inOrder.filter((touch) => touch.atMs >= oldestMs);
  const known = inWindow.flatMap((touch) => find(touch.ref) ?? []);
  const preferred = policy.model === 'first' ? known : [...known].reverse();
  const credited = preferred.find((link) => objection(link, nowMs, find, isOwn) === null);
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

  const protectedSinceMs = nowMs - policy.protectDays * dayMs;
  const keptBy =
    credited === undefined ? null : protectedBy(credited, holderOf(credits), protectedSinceMs, find);
  if (keptBy !== null) {
    attribution.keptBy = keptBy;
    attribution.reason = 'protected';
  } else if (credited !== undefined) {
    attribution.credited = credited.code;
    attribution.reason = policy.model === 'first' ? 'first_touch' : 'last_touch';
  } else if (shown !== undefined) {
    attribution.reason = objection(shown, nowMs, find, isOwn) ?? 'no_touch';
  } else if (inWindow.length > 0) {
    attribution.reason = 'unknown_code';
  } else if (inOrder.length > 0) {
    attribution.reason = 'outside_window';
  }
  return attribution;
}
