/** Owns making deliveries due again, one or many; must not send them. */
import { type Refusal, refuse } from '../../../contract/problem.ts';
import type { TenantContext } from '../context.ts';
import { seqOfLead } from '../public-ids.ts';
import { allRows, firstRow } from '../rows.ts';
import type { DeliveryKey, DeliveryRow } from './delivery-view.ts';

/** Rows looked at in one call: the object answers others between two. */
const batch = 1000;

/** Which deliveries are to go out again; times are those of their events. */
export interface ReplayFilter {
  state: 'dead' | 'delivered';
  destination?: string | undefined;
  lead?: string | undefined;
  sinceMs?: number | undefined;
  untilMs?: number | undefined;
}

export interface ReplayedSome {
  replayed: number;
  /** The last that was looked at; null once all were. */
  through: DeliveryKey | null;
}

/** A blocked one must not go out, whatever anyone asks. */
export function replayOne(context: TenantContext, row: DeliveryRow): { replayed: true } | Refusal {
  if (row.state === 'blocked') {
    return refuse('invalid_request', [{ path: 'id', code: 'delivery_blocked' }]);
  }
  // What arrived stays told as it is: there is nothing left to send again.
  if (row.type === null && isPurged(context, row.lead)) return refuse('lead_purged');
  makeDue(context, row);
  return { replayed: true };
}

/** Those of a batch that the filter names, oldest event first, after `after`. */
export function replaySome(context: TenantContext, filter: ReplayFilter, after: DeliveryKey): ReplayedSome {
  return context.storage.transactionSync(() => {
    const rows = looked(context, filter, after);
    const named = rows.filter((row) => row.is_named === 1);
    for (const row of named) makeDue(context, row);
    const last = rows.at(-1);
    return {
      replayed: named.length,
      through:
        rows.length < batch || last === undefined
          ? null
          : { event: last.event, destination: last.destination },
    };
  });
}

function looked(
  context: TenantContext,
  { state, destination, lead, sinceMs, untilMs }: ReplayFilter,
  after: DeliveryKey,
): (DeliveryKey & { is_named: number })[] {
  const seq = lead === undefined ? null : (seqOfLead(context, lead) ?? -1);
  const ofLead = 'event IN (SELECT ?3 UNION ALL SELECT seq FROM events WHERE events.lead = ?3)';
  const walk = state === 'dead' && lead === undefined ? 'INDEXED BY deliveries_dead' : 'NOT INDEXED';
  // What carries values is not sent again once these died: what arrived stays told as it is.
  return allRows(
    context.sql,
    `SELECT event, destination,
       state = '${state}'
       AND (?4 IS NULL OR destination = (SELECT number FROM destinations WHERE id = ?4))
       AND COALESCE((SELECT created_at FROM leads WHERE seq = event), (SELECT at FROM events WHERE seq = event))
         BETWEEN ?5 AND ?6
       AND (lead = 0 OR EXISTS (SELECT 1 FROM leads WHERE seq = deliveries.lead AND wrapped_key IS NOT NULL)
         OR EXISTS (SELECT 1 FROM events WHERE seq = event AND type <> 'lead.corrected')) AS is_named
     FROM deliveries ${walk}
     WHERE (event, destination) > (?1, ?2) AND ${state === 'dead' ? "state = 'dead'" : 'TRUE'}
       AND ${lead === undefined ? '?3 IS NULL' : ofLead}
     ORDER BY event, destination LIMIT ${batch}`,
    after.event,
    after.destination,
    seq,
    destination ?? null,
    sinceMs ?? 0,
    untilMs ?? Number.MAX_SAFE_INTEGER,
  );
}

function makeDue(context: TenantContext, { event, destination }: DeliveryKey): void {
  context.sql.exec(
    `UPDATE deliveries SET state = 'pending', next_at = ?, reason = NULL, attempts_before_replay = attempts
     WHERE event = ? AND destination = ?`,
    context.now(),
    event,
    destination,
  );
}

function isPurged(context: TenantContext, lead: number): boolean {
  const row = firstRow(
    context.sql,
    'SELECT 1 FROM leads WHERE seq = ? AND purged_at IS NOT NULL AND erased_at IS NULL',
    lead,
  );
  return row !== undefined;
}
