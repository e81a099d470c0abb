/** Owns counting leads and what became of them for reports, a stretch at a time; must not count visits. */
import { RpcTarget } from 'cloudflare:workers';
import type { FunnelCounts, FunnelGroup } from '../../../contract/funnel.ts';
import type { TenantContext } from '../context.ts';
import { allRows, firstRow } from '../rows.ts';

/** Leads looked at in one call: between two of them the object takes submissions. */
const stretch = 5000;

export type LeadCounts = Omit<FunnelCounts, 'visits' | 'starts'> & { key: string | null };

export interface FunnelPart {
  counts: LeadCounts[];
  /** The lead to go on after; null at the end. */
  next: number | null;
}

/** What a link that was followed stands for, as the leads that it brings are attributed. */
export type LinkLabels = {
  channel: string | null;
  campaign: string | null;
  promoter: string | null;
};

const keys: Record<FunnelGroup, string> = {
  channel: "json_extract(attribution, '$.channel')",
  campaign: "json_extract(attribution, '$.campaign')",
  promoter: 'links.promoter',
  form: 'leads.form',
  // Days in China, UTC+8 the year round.
  day: "date(leads.created_at / 1000 + 28800, 'unixepoch')",
};

export class FunnelStore extends RpcTarget {
  readonly #context: TenantContext;

  constructor(context: TenantContext) {
    super();
    this.#context = context;
  }

  /**
   * Counts the leads of one stretch behind `after` that came from `fromMs` on and before `untilMs`. Deliveries and
   * outcomes are summed once for the whole stretch and joined: nothing is asked lead by lead.
   */
  part(by: FunnelGroup, fromMs: number, untilMs: number, after: number): FunnelPart {
    const { sql } = this.#context;
    const counts = allRows<LeadCounts>(
      sql,
      `WITH
         came AS MATERIALIZED (
           SELECT leads.seq AS seq, ${keys[by]} AS key
           FROM leads ${by === 'promoter' ? 'LEFT JOIN links ON links.code = leads.credited' : ''}
           WHERE leads.seq > ?1 AND leads.seq <= ?1 + ${stretch}
             AND leads.created_at >= ?2 AND leads.created_at < ?3),
         arrived AS MATERIALIZED (
           SELECT event AS seq FROM deliveries
           WHERE event > ?1 AND event <= ?1 + ${stretch} AND state = 'delivered' GROUP BY event),
         told AS MATERIALIZED (
           SELECT lead AS seq,
             MAX(type IN ('signed', 'approved', 'disbursed')) AS signed,
             MAX(type = 'disbursed') AS disbursed,
             SUM(CASE WHEN type = 'disbursed' THEN amount ELSE 0 END) AS amount
           FROM outcomes INDEXED BY outcomes_by_lead
           WHERE lead > ?1 AND lead <= ?1 + ${stretch} GROUP BY lead)
       SELECT key, COUNT(*) AS leads, COUNT(arrived.seq) AS delivered, COALESCE(SUM(signed), 0) AS signed,
         COALESCE(SUM(disbursed), 0) AS disbursed, COALESCE(SUM(amount), 0) AS amount
       FROM came LEFT JOIN arrived ON arrived.seq = came.seq LEFT JOIN told ON told.seq = came.seq
       GROUP BY key`,
      after,
      fromMs,
      untilMs,
    );
    const isMore = firstRow(sql, 'SELECT 1 FROM leads WHERE seq > ?', after + stretch) !== undefined;
    return { counts, next: isMore ? after + stretch : null };
  }

  /** What each of these codes stands for: its own, else that of the nearest link above that has one. */
  labels(codes: readonly string[]): Record<string, LinkLabels> {
    return Object.fromEntries(
      allRows<LinkLabels & { code: string }>(
        this.#context.sql,
        `SELECT link.code AS code, link.promoter AS promoter,
           COALESCE(link.channel, above.channel, top.channel) AS channel,
           COALESCE(link.campaign, above.campaign, top.campaign) AS campaign
         FROM json_each(?) AS asked
         JOIN links AS link ON link.code = asked.value
         LEFT JOIN links AS above ON above.code = link.parent
         LEFT JOIN links AS top ON top.code = above.parent`,
        JSON.stringify(codes),
      ).map(({ code, ...labels }) => [code, labels]),
    );
  }
}
