/** Owns a link's shapes: as drafted, as a row, as told, as followed; must not know the tree. */
import type { PromoterKind } from '../../contract/event.ts';
import type { Link } from '../referral/link.ts';
import { timeText } from './rows.ts';

export interface LinkDraft {
  promoter?: string | undefined;
  campaign?: string | undefined;
  form?: string | undefined;
  channel?: string | undefined;
  parent?: string | undefined;
  expiresAtMs?: number | undefined;
}

/** Where a live link leads, and until when. */
export interface Landing {
  /** Empty for a campaign that leads to an address of its own. */
  form: string;
  url?: string;
  /** Of such an address: the parameter that carries the code, where the campaign chose one. */
  codeParameter?: string | undefined;
  expiresAtMs: number | null;
}

export interface LinkView {
  code: string;
  parent: string | null;
  depth: number;
  promoter?: string;
  kind?: PromoterKind;
  campaign?: string;
  form?: string;
  channel?: string;
  createdAt: string;
  expiresAt?: string;
  revokedAt?: string;
}

export type LinkRow = {
  code: string;
  parent: string | null;
  depth: number;
  promoter: string | null;
  kind: PromoterKind | null;
  campaign: string | null;
  form: string | null;
  channel: string | null;
  owner_lead: number | null;
  expires_at: number | null;
  revoked_at: number | null;
  created_at: number;
};

export function linkOf(row: LinkRow): Link {
  return {
    code: row.code,
    parent: row.parent,
    depth: row.depth,
    promoter: row.promoter,
    kind: row.kind,
    campaign: row.campaign,
    form: row.form,
    channel: row.channel,
    ownerLead: row.owner_lead,
    expiresAtMs: row.expires_at,
    revokedAtMs: row.revoked_at,
    createdAtMs: row.created_at,
  };
}

export function linkViewOf(link: Link): LinkView {
  return {
    code: link.code,
    parent: link.parent,
    depth: link.depth,
    ...(link.promoter === null ? {} : { promoter: link.promoter }),
    ...(link.kind === null ? {} : { kind: link.kind }),
    ...(link.campaign === null ? {} : { campaign: link.campaign }),
    ...(link.form === null ? {} : { form: link.form }),
    ...(link.channel === null ? {} : { channel: link.channel }),
    createdAt: timeText(link.createdAtMs),
    ...(link.expiresAtMs === null ? {} : { expiresAt: timeText(link.expiresAtMs) }),
    ...(link.revokedAtMs === null ? {} : { revokedAt: timeText(link.revokedAtMs) }),
  };
}
