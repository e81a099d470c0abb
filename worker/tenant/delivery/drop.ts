/** Owns giving up deliveries that wait for a destination that is off; must not switch it on or off. */
import { type Refusal, refuse } from '../../../contract/problem.ts';
import type { TenantContext } from '../context.ts';
import { allRows, firstRow } from '../rows.ts';
import { dropBody } from './kept-bodies.ts';

/** Reason of what was given up. */
export const dropped = 'dropped';

/** Rows changed in one call: the object answers others between two. */
const batch = 1000;

/** Times are those of the events. */
export interface DropFilter {
  destination: string;
  sinceMs?: number | undefined;
  untilMs?: number | undefined;
}

export interface DroppedSome {
  dropped: number;
  hasMore: boolean;
}

/**
 * What a recipient that may have the lead has to be told all the same: that a consent was withdrawn or has ended, that
 * values were corrected, that the lead was erased (PIPL art. 46, 47). It stays, and goes out once the destination is on again.
 */
const isOwed = `EXISTS (
  SELECT 1 FROM events, deliveries AS first
  WHERE events.seq = deliveries.event
    AND events.type IN ('consent.withdrawn', 'authorisation.lapsed', 'lead.corrected', 'lead.erased')
    AND first.event = deliveries.lead AND first.destination = deliveries.destination AND first.attempts > 0)`;

const happenedAt =
  'COALESCE((SELECT created_at FROM leads WHERE seq = event), (SELECT at FROM events WHERE seq = event))';

/** Stops the next of what waits there, oldest first. One that is on has nothing that waits for it: it is refused. */
export function dropSome(context: TenantContext, filter: DropFilter): DroppedSome | Refusal {
  const place = firstRow<{ number: number; enabled: number }>(
    context.sql,
    'SELECT number, enabled FROM destinations WHERE id = ?',
    filter.destination,
  );
  if (place === undefined) {
    return refuse('invalid_request', [{ path: 'destination', code: 'unknown_destination' }]);
  }
  if (place.enabled === 1) {
    return refuse('invalid_request', [{ path: 'destination', code: 'destination_is_on' }]);
  }
  return context.storage.transactionSync(() => {
    const stopped = allRows<{ event: number }>(
      context.sql,
      `UPDATE deliveries SET state = 'blocked', next_at = NULL, reason = '${dropped}'
       WHERE destination = ?1 AND event IN (
         SELECT event FROM deliveries INDEXED BY deliveries_due
         WHERE state = 'pending' AND destination = ?1 AND ${happenedAt} BETWEEN ?2 AND ?3 AND NOT ${isOwed}
         ORDER BY next_at LIMIT ${batch})
       RETURNING event`,
      place.number,
      filter.sinceMs ?? 0,
      filter.untilMs ?? Number.MAX_SAFE_INTEGER,
    );
    for (const { event } of stopped) dropBody(context, { event, destination: place.number });
    return { dropped: stopped.length, hasMore: stopped.length === batch };
  });
}
