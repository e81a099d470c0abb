/** Owns the one sequence that leads and later facts share; must not know either's content. */
import type { TenantContext } from './context.ts';
import { firstRow } from './rows.ts';

/** In place of a lead's number where a fact is about none. */
export const noLead = 0;

/**
 * The next number, from 1. A lead is its own `lead.created` event, so that accepting one costs no event row: the feed is
 * the two tables read as one, in order of this number.
 */
export function nextSeq(context: TenantContext): number {
  const row = firstRow<{ next: number }>(
    context.sql,
    `SELECT MAX(COALESCE((SELECT MAX(seq) FROM leads), 0), COALESCE((SELECT MAX(seq) FROM events), 0)) + 1 AS next`,
  );
  return row?.next ?? 1;
}
