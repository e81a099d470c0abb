/** Owns counting leads and what became of them for reports, a stretch at a time; must not count visits. */
import { RpcTarget } from 'cloudflare:workers';
import type { FunnelCounts, FunnelGroup } from '../../../contract/funnel.ts';
import type { TenantContext } from '../context.ts';
import { allRows, firstRow } from '../rows.ts';
import type { PersonCounter, PersonReport } from './persons.ts';

/** Leads copied, and leads counted, in one call: between two of them the object takes submissions. */
const copied = 1000;
const counted = 10_000;

export type LeadCounts = Omit<FunnelCounts, 'visits' | 'starts'> & { key: string | null };

/** Leads by their numbers: those behind `after`, up to `last`. */
export interface Span {
  after: number;
  last: number;
}

/** What a link that was followed stands for, as the leads that it brings are attributed. */
export type LinkLabels = {
  channel: string | null;
  campaign: string | null;
  promoter: string | null;
};

const keys: Record<FunnelGroup, string> = {
  channel: 'channel',
  campaign: 'campaign',
  // As it stands now: a leaver's links are handed over.
  promoter: '(SELECT promoter FROM links WHERE links.code = lead_groups.code)',
  form: 'form',
  // Days in China, UTC+8 the year round.
  day: "date(came_at / 1000 + 28800, 'unixepoch')",
};

/**
 * A lead's row is long, with all that is sealed in it: reading a hundred thousand of them takes seconds. What reports
 * group by never changes, and is copied once into short rows when a report asks for it.
 */
export class FunnelStore extends RpcTarget {
  readonly #context: TenantContext;

  readonly #persons: PersonCounter;

  constructor(context: TenantContext, persons: PersonCounter) {
    super();
    this.#context = context;
    this.#persons = persons;
  }

  /** How many persons there are, see `PersonCounter`. */
  persons(): Promise<PersonReport> {
    return this.#persons.report();
  }

  /** Copies what came since the last report; false while there is more, to be called again. */
  prepare(): boolean {
    const { rowsWritten } = this.#context.sql.exec(
      `INSERT INTO lead_groups (lead, came_at, form, channel, campaign, code)
       SELECT seq, created_at, form, json_extract(attribution, '$.channel'), json_extract(attribution, '$.campaign'), credited
       FROM leads WHERE seq > COALESCE((SELECT MAX(lead) FROM lead_groups), 0) ORDER BY seq LIMIT ${copied}`,
    );
    return rowsWritten < copied;
  }

  /** Where the leads of a time lie; null when none came. */
  span(fromMs: number, untilMs: number): Span | null {
    const row = firstRow<{ first: number | null; last: number | null }>(
      this.#context.sql,
      'SELECT MIN(lead) AS first, MAX(lead) AS last FROM lead_groups WHERE came_at >= ? AND came_at < ?',
      fromMs,
      untilMs,
    );
    return row?.first == null || row.last === null ? null : { after: row.first - 1, last: row.last };
  }

  /**
   * Counts the first stretch of a span. Deliveries and outcomes are summed once for the whole stretch and joined:
   * nothing is asked lead by lead. What keys and destinations report is of the same loans: the larger sum counts (see
   * `standing`). `rest` is null at the end.
   */
  part(by: FunnelGroup, fromMs: number, untilMs: number, { after, last }: Span) {
    const to = Math.min(after + counted, last);
    const counts = allRows<LeadCounts>(
      this.#context.sql,
      `WITH
         came AS MATERIALIZED (
           SELECT lead AS seq, ${keys[by]} AS key FROM lead_groups
           WHERE lead > ?1 AND lead <= ?2 AND came_at >= ?3 AND came_at < ?4),
         arrived AS MATERIALIZED (
           SELECT event AS seq FROM deliveries
           WHERE event > ?1 AND event <= ?2 AND state = 'delivered' GROUP BY event),
         told AS MATERIALIZED (
           SELECT lead AS seq,
             MAX(type IN ('signed', 'approved', 'disbursed')) AS signed,
             MAX(type = 'disbursed') AS disbursed,
             MAX(SUM(CASE WHEN type = 'disbursed' AND source = 0 THEN amount ELSE 0 END),
                 SUM(CASE WHEN type = 'disbursed' AND source <> 0 THEN amount ELSE 0 END)) AS amount
           FROM outcomes INDEXED BY outcomes_by_lead
           WHERE lead > ?1 AND lead <= ?2 GROUP BY lead)
       SELECT key, COUNT(*) AS leads, COUNT(arrived.seq) AS delivered, COALESCE(SUM(signed), 0) AS signed,
         COALESCE(SUM(disbursed), 0) AS disbursed, COALESCE(SUM(amount), 0) AS amount
       FROM came LEFT JOIN arrived ON arrived.seq = came.seq LEFT JOIN told ON told.seq = came.seq
       GROUP BY key`,
      after,
      to,
      fromMs,
      untilMs,
    );
    const rest: Span | null = to < last ? { after: to, last } : null;
    return { counts, rest };
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
