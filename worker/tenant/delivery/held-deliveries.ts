/** Owns which deliveries carry a lead's values, and holding those of a lead that may only be kept; must not know why. */
import type { TenantContext } from '../context.ts';
import { dropBodies } from './kept-bodies.ts';
import { releaseFollowers } from './order.ts';

/** Reason of a delivery that waits for its lead's restriction to be lifted. */
export const held = 'restricted';

/** The deliveries of lead ?2 that hold its values; withdrawals and erasures hold none. */
export const carriesValues = `event IN (
  SELECT ?2 UNION ALL SELECT seq FROM events WHERE events.lead = ?2 AND events.type = 'lead.corrected')`;

/** Holds what carries a lead's values and waits, until it is released. */
export function hold(context: TenantContext, lead: number): void {
  context.sql.exec(
    `UPDATE deliveries SET state = 'blocked', next_at = NULL, reason = ?1 WHERE ${carriesValues} AND state = 'pending'`,
    held,
    lead,
  );
  dropBodies(context, lead);
  releaseFollowers(context, lead);
}

/** Makes due at once what was held. */
export function release(context: TenantContext, lead: number): void {
  context.sql.exec(
    `UPDATE deliveries SET state = 'pending', next_at = ?1, reason = NULL
     WHERE ${carriesValues} AND state = 'blocked' AND reason = '${held}'`,
    context.now(),
    lead,
  );
}
