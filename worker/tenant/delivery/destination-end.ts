/** Owns switching a destination off by ourselves, and telling the tenant; must not decide when. */
import type { DestinationDisabled } from '../../../contract/event.ts';
import { self } from '../../routing/recipients.ts';
import { addEvent } from '../add-event.ts';
import { type AuditLog, system } from '../audit/audit-log.ts';
import type { TenantContext } from '../context.ts';
import type { DestinationStore } from '../destinations.ts';
import { firstRow, timeText } from '../rows.ts';
import { noLead } from '../sequence.ts';
import type { DeliveryStore } from './deliveries.ts';
import type { FailingStreaks } from './failing-streaks.ts';

export interface EndStores {
  audit: AuditLog;
  deliveries: DeliveryStore;
  destinations: DestinationStore;
  streaks: FailingStreaks;
}

/**
 * Switches a destination off, once: its pending deliveries wait until it is saved again. The event is about no lead; it
 * goes into the feed and to the tenant's own other destinations.
 * @param failingSinceMs with the reason `failing`: since when nothing has arrived
 */
export function endDestination(
  context: TenantContext,
  { audit, deliveries, destinations, streaks }: EndStores,
  destination: number,
  reason: 'gone' | 'failing',
  failingSinceMs: number | null = null,
): void {
  context.storage.transactionSync(() => {
    const row = destinations.rows().find((one) => one.number === destination);
    if (row === undefined || row.enabled !== 1) return;
    destinations.disable(destination, reason);
    audit.add(system, {
      type: 'destination.disabled',
      concerns: row.id,
      before: { enabled: true },
      after: { enabled: false, disabledReason: reason },
    });
    // Saved again it starts afresh.
    streaks.noteSuccess(destination);
    const event = addEvent(context, { type: 'destination.disabled', lead: noLead, atMs: context.now() });
    context.sql.exec(
      'INSERT INTO destination_ends (event, destination, reason, failing_since) VALUES (?, ?, ?, ?)',
      event,
      destination,
      reason,
      failingSinceMs,
    );
    for (const other of destinations.rows()) {
      if (other.recipient === self && other.number !== destination) {
        deliveries.add({ event, destination: other.number }, noLead);
      }
    }
  });
}

/** What the event of a destination's end tells. */
export function destinationEndOf(context: TenantContext, event: number): DestinationDisabled | null {
  const row = firstRow<{
    id: string;
    kind: string;
    recipient: string;
    reason: 'gone' | 'failing';
    failing_since: number | null;
  }>(
    context.sql,
    `SELECT destinations.id, kind, recipient, reason, failing_since FROM destination_ends
     JOIN destinations ON destinations.number = destination_ends.destination WHERE event = ?`,
    event,
  );
  if (row === undefined) return null;
  const { id, kind, recipient, reason, failing_since: sinceMs } = row;
  return {
    tenant: context.profile().id,
    destination: {
      id,
      kind,
      recipient,
      reason,
      ...(sinceMs === null ? {} : { failingSince: timeText(sinceMs) }),
    },
  };
}
