/** Owns what a referral link is and whether it may be credited; must not know how links are stored. */
import type { PromoterKind } from '../../contract/event.ts';

/** Links below a third level are refused: 禁止传销条例 art. 7, and the criminal line at three levels. */
export const maxDepth = 3;

export interface Link {
  code: string;
  parent: string | null;
  /** 1 for a link without a parent. */
  depth: number;
  promoter: string | null;
  /** `customer` for a link given to an applicant; else the promoter's kind. */
  kind: PromoterKind | null;
  campaign: string | null;
  form: string | null;
  channel: string | null;
  /** The lead whose applicant was given this link. */
  ownerLead: number | null;
  expiresAtMs: number | null;
  revokedAtMs: number | null;
  createdAtMs: number;
}

/** Reads a link of the tenant's own tree; undefined for any other code. */
export type FindLink = (code: string) => Link | undefined;

export type LinkState = 'live' | 'expired' | 'revoked';

export function linkState(link: Link, nowMs: number): LinkState {
  if (link.revokedAtMs !== null) return 'revoked';
  return link.expiresAtMs !== null && link.expiresAtMs <= nowMs ? 'expired' : 'live';
}

/** Whether a link hangs below itself, or below a link of the applicant's: whoever they brought would be credited for them. */
export function isLoop(link: Link, find: FindLink, isOwn: (link: Link) => boolean): boolean {
  const seen = new Set([link.code]);
  for (let at = link; at.parent !== null; ) {
    if (seen.has(at.parent)) return true;
    const parent = find(at.parent);
    if (parent === undefined) return false;
    if (isOwn(parent)) return true;
    seen.add(parent.code);
    at = parent;
  }
  return false;
}

/** From the first sharer down to the link itself. Bounded by the depth, so that a broken tree can't loop. */
export function lineage(link: Link, find: FindLink): Link[] {
  const chain = [link];
  for (let at = link; at.parent !== null && chain.length < maxDepth; ) {
    const parent = find(at.parent);
    if (parent === undefined) break;
    chain.unshift(parent);
    at = parent;
  }
  return chain;
}
