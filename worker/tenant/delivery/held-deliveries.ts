/** Owns which deliveries carry a lead's values, and holding those of a lead that may only be kept; must not know why. */
import type { TenantContext } from '../context.ts';
import { allRows } from '../rows.ts';
import type { DeliveryKey } from './delivery-view.ts';
import { dropBodies } from './kept-bodies.ts';
import { releaseFollowers } from './order.ts';

/** Reason of a delivery that waits for its lead's restriction to be lifted. */
export const held = 'restricted';

/** Reasons of deliveries that wait for a person to let the lead go, as SQL. */
const waiting = "'quarantined', 'duplicate'";

/** Reasons of deliveries that may yet go, as SQL: what the end of a lead stops for good. */
export const mayYetGo = `'${held}', ${waiting}`;

/** The deliveries of lead ?2 that hold its values; withdrawals and erasures hold none. */
export const carriesValues = `event IN (
  SELECT ?2 UNION ALL SELECT seq FROM events WHERE events.lead = ?2 AND events.type = 'lead.corrected')`;

/** Holds a delivery that was added later as those of its lead are: what waits for a person, or was rejected, goes nowhere. */
export function holdAsLead(context: TenantContext, { event, destination }: DeliveryKey): void {
  context.sql.exec(
    `UPDATE deliveries SET state = 'blocked', next_at = NULL, reason = others.reason
     FROM (SELECT MAX(reason) AS reason FROM deliveries
           WHERE event = ?1 AND state = 'blocked' AND reason IN (${waiting}, 'rejected')) AS others
     WHERE event = ?1 AND destination = ?2 AND state = 'pending' AND others.reason IS NOT NULL`,
    event,
    destination,
  );
}

/** Destinations at which a lead waits for a person. */
export function waitingAt(context: TenantContext, lead: number): number[] {
  return allRows<{ destination: number }>(
    context.sql,
    `SELECT destination FROM deliveries WHERE event = ? AND state = 'blocked' AND reason IN (${waiting})`,
    lead,
  ).map(({ destination }) => destination);
}

/** Ends the waiting of one delivery: it becomes due at once, or stays blocked for another reason. */
export function endWaiting(
  context: TenantContext,
  { event, destination }: DeliveryKey,
  blocked: 'rejected' | 'withdrawn' | null,
): void {
  context.sql.exec(
    'UPDATE deliveries SET state = ?, next_at = ?, reason = ? WHERE event = ? AND destination = ?',
    blocked === null ? 'pending' : 'blocked',
    blocked === null ? context.now() : null,
    blocked,
    event,
    destination,
  );
}

/** Holds what carries a lead's values and is to go out, until it is released. */
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
