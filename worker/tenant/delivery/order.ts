/** Owns that a destination hears of one lead's events in their order; must not send anything. */
import type { TenantContext } from '../context.ts';
import { firstRow } from '../rows.ts';
import { noLead } from '../sequence.ts';
import type { Due } from './due-queue.ts';

/** Reason of a delivery that waits for an earlier event of its lead to be delivered, or given up. */
export const inOrder = 'earlier_event';

/** The one before it may be under way: it says when it is through, and until then looking again is of no use. */
const lookAgainMs = 60_000;

/**
 * When a delivery may be looked at again because an earlier event of its lead still waits for the same destination;
 * null when it may go out. A lead is its own first event, so that nearly every delivery is answered without a query.
 */
export function waitsUntilMs(context: TenantContext, { event, destination, lead }: Due): number | null {
  if (event === lead || lead === noLead) return null;
  const earlier = firstRow<{ at: number | null }>(
    context.sql,
    `SELECT MAX(next_at) AS at FROM deliveries NOT INDEXED
     WHERE event IN (SELECT ?1 UNION ALL SELECT seq FROM events WHERE lead = ?1 AND seq < ?2)
       AND destination = ?3 AND state = 'pending'`,
    lead,
    event,
    destination,
  )?.at;
  return earlier == null ? null : Math.max(earlier, context.now() + lookAgainMs);
}

/** Makes due what waited for an earlier event of a lead: at one destination, or at all. What still has to waits again. */
export function releaseFollowers(
  context: TenantContext,
  lead: number,
  destination: number | null = null,
): void {
  if (lead === noLead) return;
  context.sql.exec(
    `UPDATE deliveries SET next_at = ?1, reason = NULL
     WHERE event IN (SELECT seq FROM events WHERE lead = ?2) AND (?3 IS NULL OR destination = ?3)
       AND state = 'pending' AND reason = '${inOrder}'`,
    context.now(),
    lead,
    destination,
  );
}
