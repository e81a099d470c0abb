/** Owns what a promoter is shown of their own links; must not know anyone else's, or an applicant. */
import { RpcTarget } from 'cloudflare:workers';
import type { TenantContext } from './context.ts';
import { type LinkRow, type LinkView, linkOf, linkViewOf } from './link-rows.ts';
import { allRows } from './rows.ts';

export class PromoterLinks extends RpcTarget {
  readonly #context: TenantContext;

  constructor(context: TenantContext) {
    super();
    this.#context = context;
  }

  /** A promoter's own live links that start a chain, the share centre's own before others and new before old. */
  live(promoter: string): LinkView[] {
    return allRows<LinkRow>(
      this.#context.sql,
      `SELECT * FROM links WHERE promoter = ?1 AND parent IS NULL AND revoked_at IS NULL
         AND (expires_at IS NULL OR expires_at > ?2)
       ORDER BY channel IS NOT 'share-centre', created_at DESC, code LIMIT 500`,
      promoter,
      this.#context.now(),
    ).map((row) => linkViewOf(linkOf(row)));
  }

  /** A promoter's own links, and how many leads each was credited with by day in China since a time. */
  counted(promoter: string, sinceMs: number) {
    const { sql } = this.#context;
    return {
      links: allRows<Pick<LinkRow, 'code' | 'campaign' | 'channel'>>(
        sql,
        'SELECT code, campaign, channel FROM links WHERE promoter = ? ORDER BY code',
        promoter,
      ),
      leads: allRows<{ code: string; day: string; leads: number }>(
        sql,
        `SELECT credited AS code, date((created_at + 28800000) / 1000, 'unixepoch') AS day, COUNT(*) AS leads
         FROM leads WHERE credited IN (SELECT code FROM links WHERE promoter = ?) AND created_at >= ?
         GROUP BY credited, day`,
        promoter,
        sinceMs,
      ),
    };
  }
}
